"""tables.py: every declared table can be made, checked and is in the codebook."""

import re
from pathlib import Path

import pandas as pd
import pytest

from helpers import tables

ROOT = Path(__file__).parents[1]
EVERY = pytest.mark.parametrize("table", tables.TABLES.values(), ids=lambda table: table.name)


@EVERY
def test_empty_tables_keep_the_declaration(table: tables.Table) -> None:
    assert table.check(table.empty()).columns.to_list() == table.names
    pd.testing.assert_frame_equal(table.frame([]), table.empty())


@EVERY
def test_keys_are_columns_that_are_never_missing(table: tables.Table) -> None:
    for name in table.key:
        assert not next(column for column in table.columns if column.name == name).nullable


@EVERY
def test_offsets_come_in_pairs(table: tables.Table) -> None:
    starts = {name.removesuffix("start") for name in table.names if name.endswith("start")}
    ends = {name.removesuffix("end") for name in table.names if name == "end" or name.endswith("_end")}
    assert starts == ends


def test_a_frame_is_sorted_by_its_key_and_typed() -> None:
    made = tables.ORIGINS.frame(
        [{"article_id": "b", "origin_id": "a", "is_virtual": False}, {"article_id": "a", "origin_id": "a"}]
    )
    assert made["article_id"].to_list() == ["a", "b"]
    assert made["is_virtual"].isna().to_list() == [True, False]
    assert str(made["is_virtual"].dtype) == "boolean"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"start": [-1]}, "start"),
        ({"article_id": [None]}, "article_id"),
        ({"surprise": [1]}, "surprise"),
    ],
)
def test_a_frame_that_breaks_the_declaration_is_named(change: dict[str, list[object]], message: str) -> None:
    frame = tables.BOILERPLATE.frame([("a", 0, 3, "ticker")]).assign(**change)
    with pytest.raises(ValueError, match=f"(?s)table boilerplate: .*{message}"):
        tables.BOILERPLATE.check(frame)


def test_a_repeated_key_is_named() -> None:
    frame = tables.BOILERPLATE.frame([("a", 0, 3, "ticker"), ("a", 0, 5, "ticker")])
    with pytest.raises(ValueError, match=r"\{'article_id': 'a', 'start': 0\} stands more than once"):
        tables.BOILERPLATE.check(frame)


@pytest.mark.parametrize("table", tables.TABLES)
def test_every_table_has_its_name_in_capitals(table: str) -> None:
    assert getattr(tables, table.upper()) is tables.TABLES[table]
    assert table.upper() in tables.__all__


def test_every_table_that_the_code_names_is_declared() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "src" / "helpers").rglob("*.py")))
    named = {*re.findall(r"\btables\.([A-Z][A-Z_]+)\b", sources)}
    for imported in re.findall(r"from helpers\.tables import (\([^)]*\)|.*)", sources):
        named |= {*re.findall(r"\b[A-Z][A-Z_]+\b", imported)}
    assert "CLAIMS" in named
    assert [name for name in sorted(named) if not hasattr(tables, name)] == []


@pytest.mark.parametrize("given", ["int64", "Int64??", ""])
def test_a_column_of_another_type_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match=rf'column n: the type is "{re.escape(given)}"'):
        tables._column("n", given, "occurrences")


def test_the_codebook_is_made_from_the_declarations() -> None:
    assert (ROOT / "docs" / "codebook.md").read_text("utf-8") == tables.codebook(), "run: make docs"
