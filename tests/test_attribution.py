"""Attributions and provenance: frames, laws, floors."""

import json
from pathlib import Path

import pandas as pd
import pytest

from helpers import attribution, tables

ROOT = Path(__file__).parent.parent
GOLD = json.loads((ROOT / "tests" / "gold" / "attribution.json").read_text("utf-8"))["files"]


def read(name: str) -> str:
    return (ROOT / "seeds" / name).read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return pd.DataFrame({"article_id": [name[:3] for name in GOLD], "text": [read(name) for name in GOLD]})


@pytest.mark.parametrize("name", GOLD)
def test_provenance_of_the_seeds_is_what_they_state(name: str) -> None:
    found, stated, text = attribution.find_provenance(read(name)), GOLD[name]["provenance"], read(name)
    for given, expected in (
        (found.outlet, stated["original_outlet"]),
        (found.author, stated["author"]),
        (found.republisher, stated["republisher"]),
    ):
        assert (given and given.name) == expected["name"]
        assert given is None or text[given.start : given.end] == given.name


@pytest.mark.parametrize(
    ("table", "make"),
    [
        (tables.ATTRIBUTIONS, attribution.attributions),
        (tables.ATTRIBUTION_SPANS, attribution.spans),
        (tables.CITED_SOURCES, attribution.cited_sources),
        (tables.PROVENANCE, attribution.provenance),
    ],
)
def test_tables_keep_their_declaration(table, make, articles) -> None:
    made = table.check(make(articles))
    pd.testing.assert_frame_equal(made, make(articles.iloc[::-1]))
    assert len(table.check(make(articles.iloc[:0]))) == 0
