"""Reuse: which article comes from which."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from helpers import reuse
from helpers.tables import ALIGNMENT, CANDIDATES, DIFFERENCES, ORIGINS, PAIRS

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    rows = [(path.stem, path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))]
    return pd.DataFrame(rows, columns=["article_id", "text"])


@pytest.fixture(scope="module")
def pairs(articles: pd.DataFrame) -> pd.DataFrame:
    return reuse.pairs(articles)


def test_one_pair_among_the_seeds(pairs: pd.DataFrame) -> None:
    assert [(a[:3], b[:3]) for a, b in zip(pairs["article_id"], pairs["other_id"], strict=True)] == [("000", "001")]
    PAIRS.check(pairs)


def test_five_seeds_have_four_origins(articles: pd.DataFrame, pairs: pd.DataFrame) -> None:
    found = reuse.origins(articles, pairs=pairs)
    ORIGINS.check(found)
    assert found["origin_id"].nunique() == 4


def test_tables_keep_their_declaration(articles: pd.DataFrame, pairs: pd.DataFrame) -> None:
    aligned = reuse.alignment(articles, pairs)
    ALIGNMENT.check(aligned)
    DIFFERENCES.check(reuse.differences(articles, aligned))
    CANDIDATES.check(reuse.candidates(articles))


def test_empty_in_empty_out(articles: pd.DataFrame) -> None:
    none = articles.iloc[:0]
    assert reuse.candidates(none).equals(CANDIDATES.empty())
    assert reuse.pairs(none).equals(PAIRS.empty())
    assert reuse.alignment(none, PAIRS.empty()).equals(ALIGNMENT.empty())
    assert reuse.differences(none, ALIGNMENT.empty()).equals(DIFFERENCES.empty())
    assert reuse.origins(none).equals(ORIGINS.empty())
