"""Every table of the bundle: its columns, their types and units, its key, and what a row is (data/tables.toml).

`Table.frame(rows)` builds a table from rows (no rows: an empty table of the same columns and types),
sorted by its key; `Table.check(frame)` holds a frame to the declaration with pandera. The codebook in
docs/codebook.md is made from them (`python -m helpers.tables`).

Rules for every table: `article_id` first; `start, end` are half-open character offsets into
`articles.text`; `n_*` counts, `share_*` in 0..1, `per_1k_*` per 1,000 words, `is_*` true or false; missing is NA.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import pandas as pd

from helpers.rules import load_tree

if TYPE_CHECKING:
    import pandera.pandas as pa

K = TypeVar("K")
V = TypeVar("V")
TEXT, INT, FLOAT, BOOL, TIME = "str", "Int64", "Float64", "boolean", "datetime64[us]"


class Column(NamedTuple):
    """One column: pandas dtype, what it holds, its unit, and what is allowed in it."""

    name: str
    dtype: str
    meaning: str
    unit: str = ""
    nullable: bool = False
    allowed: tuple[str, ...] = ()


class Table(NamedTuple):
    """A declared table. `key` is unique and the table is sorted by it; `is_open` allows further columns."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    is_open: bool = False

    @property
    def names(self) -> list[str]:
        """The column names, in order."""
        return [column.name for column in self.columns]

    def empty(self) -> pd.DataFrame:
        """The table without rows."""
        return _empty(self).copy()

    def frame(self, rows: Iterable[Sequence[Any] | Mapping[str, Any]] | pd.DataFrame) -> pd.DataFrame:
        """The table from `rows` (sequences in column order, mappings, or a frame), typed and sorted by key."""
        if isinstance(rows, pd.DataFrame):
            made = rows.copy(deep=False)
        else:
            listed: list[Any] = list(rows)
            if not listed:
                return self.empty()
            if isinstance(listed[0], Mapping):
                made = pd.DataFrame.from_records(listed)
            else:
                made = pd.DataFrame.from_records(listed, columns=self.names)
        for column in self.columns:
            if column.name not in made:
                made[column.name] = pd.NA
        further = [name for name in made.columns if name not in self.names] if self.is_open else []
        made = made[[*self.names, *further]]
        typed = {c.name: c.dtype for c in self.columns if made[c.name].dtype != c.dtype}
        made = made.astype(typed) if typed else made
        if len(made) < 2:
            return made.reset_index(drop=True)
        return made.sort_values(list(self.key), kind="stable", ignore_index=True)

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """`frame` itself when it keeps the declaration; else ValueError naming table, column and first bad value."""
        import pandera.pandas as pa

        repeated = frame.duplicated([name for name in self.key if name in frame])
        if repeated.any():
            row = frame.loc[repeated, list(self.key)].iloc[0].to_dict()
            raise ValueError(f"table {self.name}: the key {row} stands more than once; expected one row a key")
        try:
            _schema(self).validate(frame, lazy=False)
        except (pa.errors.SchemaError, pa.errors.SchemaErrors) as error:
            raise ValueError(f"table {self.name}: {error}") from error
        return frame


def by_key(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """What belongs to each key, both in the order in which they come.

    >>> tables.by_key([("a", 1), ("b", 2), ("a", 3)])
    {'a': [1, 3], 'b': [2]}
    """
    held: dict[K, list[V]] = {}
    for key, value in pairs:
        held.setdefault(key, []).append(value)
    return held


def spans_by_article(found: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    """The (start, end) of the rows of `found` by article, in their order; an article without rows is not there.

    >>> rows = pd.DataFrame({"article_id": ["a", "a"], "start": [0, 9], "end": [4, 12]})
    >>> tables.spans_by_article(rows)
    {'a': [(0, 4), (9, 12)]}
    """
    spans = zip(found["start"].to_list(), found["end"].to_list(), strict=True)
    return by_key(zip(found["article_id"].to_list(), spans, strict=True))


@cache
def _empty(table: Table) -> pd.DataFrame:
    return pd.DataFrame({c.name: pd.Series([], dtype=c.dtype) for c in table.columns})


@cache
def _schema(table: Table) -> pa.DataFrameSchema:
    # pandera takes half a second to import, so only a check pays for it
    import pandera.pandas as pa

    def checks(column: Column) -> list[pa.Check]:
        found = []
        if column.allowed:
            found.append(pa.Check.isin(column.allowed))
        if column.name.startswith("share_"):
            found.append(pa.Check.in_range(0, 1))
        if column.name.startswith("n_") or column.name in {"start", "end"}:
            found.append(pa.Check.ge(0))
        return found

    text: Any = pd.StringDtype(na_value=float("nan"))
    return pa.DataFrameSchema(
        {
            c.name: pa.Column(text if c.dtype == TEXT else c.dtype, checks(c), nullable=c.nullable, required=True)
            for c in table.columns
        },
        strict=not table.is_open,
        ordered=not table.is_open,
    )


def _read_tables() -> dict[str, Table]:
    """The tables of data/tables.toml, in its order. A row that is not as said there is a ValueError."""
    declared = load_tree("tables.toml")
    common = {name: _column(name, *row) for name, row in declared.pop("common").items()}

    def columns(given: Mapping[str, Any]) -> tuple[Column, ...]:
        like = columns(declared[given["like"]]) if "like" in given else ()
        kept = tuple(column for column in like if column.name not in given["without"])
        return kept + tuple(common[row] if isinstance(row, str) else _column(*row) for row in given["columns"])

    return {
        name: Table(name, given["meaning"], tuple(given["key"]), columns(given), given.get("is_open", False))
        for name, given in declared.items()
    }


def _column(name: str, dtype: str, meaning: str, unit: str = "", allowed: Sequence[str] = ()) -> Column:
    base = dtype.removesuffix("?")
    if base not in {TEXT, INT, FLOAT, BOOL, TIME}:
        raise ValueError(f'tables.toml, column {name}: the type is "{dtype}"; expected that of a pandas column')
    return Column(name, base, meaning, unit, base != dtype, tuple(allowed))


TABLES: Mapping[str, Table] = _read_tables()

__all__ = ["TABLES", "Column", "Table", "by_key", "codebook", "describe", "spans_by_article", *map(str.upper, TABLES)]
__dir__ = __all__.copy


def __getattr__(name: str) -> Table:
    """A table by its name in capitals: `tables.CLAIMS`."""
    if name.isupper() and name.lower() in TABLES:
        return TABLES[name.lower()]
    raise AttributeError(f"no table {name}; there are {', '.join(map(str.upper, TABLES))}")


def describe(name: str) -> pd.DataFrame:
    """What the columns of the table `name` hold: the codebook of one table, as a frame.

    >>> tables.describe("claims").set_index("column").loc["change", "allowed"]
    '=, ~, >, <, up, down'
    """
    if name not in TABLES:
        raise ValueError(f'tables.describe: no table "{name}"; there are {", ".join(TABLES)}')
    rows = [(c.name, c.dtype, c.unit, c.nullable, ", ".join(c.allowed), c.meaning) for c in TABLES[name].columns]
    return pd.DataFrame(rows, columns=["column", "dtype", "unit", "may_be_missing", "allowed", "meaning"])


def codebook() -> str:
    """The codebook in Markdown: one section a table, one row a column.

    >>> tables.codebook().splitlines()[0]
    '# Codebook'
    """
    parts = ["# Codebook\n\nMade by `make docs` from `src/helpers/data/tables.toml`; do not edit.\n"]
    for table in TABLES.values():
        parts.append(f"## {table.name}\n\n{table.meaning}\n\nKey: {', '.join(table.key)}.\n")
        parts.append("| column | type | unit | may be missing | meaning |\n| --- | --- | --- | --- | --- |")
        for c in table.columns:
            meaning = f"{c.meaning} ({', '.join(c.allowed)})" if c.allowed else c.meaning
            parts.append(f"| {c.name} | {c.dtype} | {c.unit} | {'yes' if c.nullable else 'no'} | {meaning} |")
        parts.append("")
    return "\n".join(parts)


if __name__ == "__main__":
    import sys

    sys.stdout.write(codebook())
