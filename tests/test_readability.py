"""Readability: equal to textstat, published formulas, honest intervals."""

import json
from pathlib import Path

import pandas as pd
import pytest

from helpers import readability, tables

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    read = {path.stem[:3]: path.read_bytes().decode() for path in sorted(SEEDS.glob("*.txt"))}
    return pd.DataFrame({"article_id": read.keys(), "text": read.values()})


@pytest.mark.parametrize("mode", ["news", "textstat"])
def test_table_keeps_its_declaration_and_its_rows_in_any_order(articles: pd.DataFrame, mode: readability.Mode) -> None:
    found = readability.readability(articles, mode)
    tables.READABILITY.check(found)
    pd.testing.assert_frame_equal(found, readability.readability(articles[::-1], mode))
    assert ((found["low"] <= found["value"]) & (found["value"] <= found["high"])).all()


@pytest.mark.parametrize("mode", ["news", "textstat"])
def test_empty_table_keeps_columns_and_types(articles: pd.DataFrame, mode: readability.Mode) -> None:
    none, some = readability.readability(articles[:0], mode), readability.readability(articles, mode)
    assert len(none) == 0
    assert none.dtypes.equals(some.dtypes)


@pytest.mark.parametrize("text", ["", " \n", "😀 ... !", None])
def test_a_text_without_words_has_no_measures(text: str | None) -> None:
    found = readability.readability(pd.DataFrame({"article_id": ["a"], "text": pd.Series([text], dtype="str")}))
    assert found["value"].isna().all()
    assert (found["note"] == "no words").all()


def test_compare_subtracts_the_original_from_the_rewritten(articles: pd.DataFrame) -> None:
    gold = json.loads((Path(__file__).parent / "gold" / "alignment.json").read_text("utf-8"))
    rows = [
        {"original_id": "001", "derived_id": "000", "alignment_id": i, "relation": "reworded",
         "original_start": pair["s001"]["start"], "original_end": pair["s001"]["end"],
         "derived_start": pair["s000"][0]["start"], "derived_end": pair["s000"][-1]["end"]}
        for i, pair in enumerate(gold["alignment"]) if pair["s001"] and pair["s000"]
    ]  # fmt: skip
    found = readability.compare(articles, tables.ALIGNMENT.frame(rows))
    tables.READABILITY_CHANGES.check(found)
    assert (found["difference"] == found["derived"] - found["original"]).all()
    assert ((found["low"] <= found["difference"]) & (found["difference"] <= found["high"])).all()
