"""How right the finds are on this very corpus: a sample for a person to mark, and the precision that follows."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import harmless, tables, terms
from helpers.arguments import as_count, as_tables
from helpers.corpus import SheetError, sheet_rows, sheet_text

__all__ = ["CONTEXT", "LEAST_CORRECTED", "implied", "precision", "read", "sample", "write"]
__dir__ = __all__.copy


CONTEXT = 80  # characters shown on either side of a find
# what is added says how much is missed, not how often a find is right
_JUDGED = ("accept", "reject", "change")
_NEEDED = ("mark_id", "table", "find_kind", "article_id", "is_right")
_HINT = "; leave the rows as `origins validate --out` wrote them, and fill in is_right"
_YES = frozenset({"y", "yes", "1", "true", "right", "x"})
_NO = frozenset({"n", "no", "0", "false", "wrong"})
_KIND = {
    "quantities": "quantity_kind",
    "claims": "quantity_kind",
    "attributions": "quote_kind",
    "boilerplate": "reason",
}
_READ_AS = {
    "quantities": ("value", "unit", "change", "period", "measure"),
    "attributions": ("person", "source_kind", "cue"),
    "boilerplate": ("reason",),
    "pairs": ("n_aligned", "direction"),
}


def sample(found: Mapping[str, pd.DataFrame], n: int, *, seed: int = 0) -> pd.DataFrame:
    """About `n` finds to mark by hand, as many of each kind as there can be, as table `marks` with `is_right` open.

    Reads articles, quantities, attributions, boilerplate and pairs. The same seed draws the same finds.

    >>> sorted(set(validation.sample(found, 30)["table"]))
    ['attributions', 'boilerplate', 'pairs', 'quantities']
    """
    as_count("validation.sample", "n", n)
    as_tables("validation.sample", "found", found)
    texts = dict(zip(found["articles"]["article_id"], found["articles"]["text"], strict=True))
    finds = pd.concat([_finds(found, table, texts) for table in _READ_AS], ignore_index=True)
    if finds.empty:
        return tables.MARKS.empty()
    mixed = finds.sample(frac=1, random_state=seed)
    strata = mixed.groupby(["table", "find_kind"], sort=True)
    turn = strata.cumcount()  # the first of every kind, then the second of every kind ...
    drawn = mixed.assign(turn=turn).sort_values(["turn", "table", "find_kind"], kind="stable").head(n)
    ordered = drawn.sort_values(["table", "find_kind", "article_id", "start"], kind="stable")
    return tables.MARKS.frame(ordered.assign(mark_id=range(1, len(ordered) + 1))[tables.MARKS.names])


def _finds(found: Mapping[str, pd.DataFrame], table: str, texts: Mapping[str, str]) -> pd.DataFrame:
    rows = []
    for row in found[table].to_dict("records"):
        words = ", ".join(f"{name} {row[name]}" for name in _READ_AS[table] if name in row and not pd.isna(row[name]))
        if table == "pairs":
            start, end = None, None
            shown = f"{texts[row['article_id']][:CONTEXT]} ... / {texts[row['other_id']][:CONTEXT]} ..."
        else:
            start, end = int(row["start"]), int(row["end"])
            text = texts[row["article_id"]]
            shown = f"{text[max(0, start - CONTEXT) : start]}>>{text[start:end]}<<{text[end : end + CONTEXT]}"
        rows.append(
            {
                "table": table, "find_kind": str(row[_KIND[table]]) if table in _KIND else "reuse",
                "article_id": row["article_id"], "other_id": row.get("other_id"), "start": start, "end": end,
                "read_as": words or "as marked", "shown": " ".join(shown.split()), "is_right": pd.NA,
            }
        )  # fmt: skip
    return pd.DataFrame(rows, columns=tables.MARKS.names[1:])


def write(marks: pd.DataFrame, path: str | Path) -> Path:
    """`marks` as a CSV file that spreadsheets open; a cell that would be taken for a formula is quoted.

    >>> validation.write(validation.sample(found, 3), Path(folder, "validation.csv")).name
    'validation.csv'
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.aside")
    harmless.cells(marks).to_csv(aside, index=False, encoding="utf-8-sig")
    return aside.replace(path)


def read(path: str | Path) -> pd.DataFrame:
    """The table `marks` as a person filled it in; rows whose `is_right` is still empty are NA.

    >>> validation.read(validation.write(validation.sample(found, 3), Path(folder, "marks.csv")))["is_right"].count()
    np.int64(0)
    """
    path = Path(path)
    rows = sheet_rows(sheet_text(path), path.name, tables.MARKS.names, needed=_NEEDED, hint=_HINT)
    return tables.MARKS.frame(list(_read_rows(path.name, rows)))


def _read_rows(name: str, rows: Iterable[tuple[int, dict[str, str]]]) -> Iterator[dict[str, Any]]:
    for number, row in rows:
        said = row["is_right"].strip().lower()
        if said and said not in _YES | _NO:
            raise SheetError(f'{name}, row {number}: is_right is "{said}"; expected yes, no or nothing.')
        cells = {column: row.get(column) or None for column in tables.MARKS.names}
        numbers = {column: _whole(name, number, column, cells[column]) for column in ("mark_id", "start", "end")}
        if numbers["mark_id"] is None or not all(cells[column] for column in _NEEDED[1:-1]):
            raise SheetError(f"{name}, row {number}: {', '.join(_NEEDED[:-1])} may not be empty{_HINT}.")
        yield {**cells, **numbers, "is_right": said in _YES if said else None}


def _whole(name: str, number: int, column: str, cell: str | None) -> int | None:
    if not cell or not cell.strip():
        return None
    try:
        value = float(cell)  # a spreadsheet may make 12.0 of 12
    except ValueError:
        value = math.nan
    if not value.is_integer():
        raise SheetError(f'{name}, row {number}: {column} is "{cell}"; expected a whole number{_HINT}.')
    return int(value)


LEAST_CORRECTED = 100  # finds: of fewer corrections nothing is said


def implied(corrections: pd.DataFrame, find: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """What corrections say of the finds they name, as table `marks`: right where accepted, wrong where rejected or
    changed. `find` gives uncorrected tables.

    >>> validation.implied(found.corrections, found.get).empty
    True
    """
    its = corrections[corrections["is_found"].fillna(False) & corrections["action"].isin(_JUDGED)]
    made = [tables.MARKS.empty()]
    for table, some in its[its["table"] != "origins"].groupby("table"):
        key = ["article_id", "other_id"] if table == "pairs" else ["article_id", "start", "end"]
        finds = find(str(table))
        kinds = finds[_KIND[str(table)]].astype(str) if table in _KIND else "reuse"
        judged = some.assign(is_right=some["action"] == "accept").groupby(key)["is_right"].all().reset_index()
        found = judged.merge(finds[key].assign(find_kind=kinds).drop_duplicates(key), on=key)
        made.append(found.assign(table=table, read_as="", shown=""))
    marks = pd.concat([frame for frame in made if len(frame)] or made)
    return tables.MARKS.frame(marks.assign(mark_id=range(1, len(marks) + 1)))


def precision(marks: pd.DataFrame, corrected: pd.DataFrame | None = None) -> pd.DataFrame:
    """The share of right finds by table and kind, with 95 % Wilson intervals, as table `precision`.

    `corrected` is what `implied` gives: counted apart, and only where a person looked at 100 finds. They were not drawn
    by chance: who corrects what looks wrong makes the share smaller than it is.

    >>> marks = validation.sample(found, 3).assign(is_right=[True, True, False])
    >>> validation.precision(marks)["n_right"].to_list()
    [1, 1, 0]
    """
    rows = _shares(marks, "sample")
    if corrected is not None and len(corrected) >= LEAST_CORRECTED:
        rows += _shares(corrected, "corrections")
    return tables.PRECISION.frame(rows)


def _shares(marks: pd.DataFrame, judged_in: str) -> list[tuple[Any, ...]]:
    marked = marks[marks["is_right"].notna()]
    rows = []
    for (table, kind), some in marked.groupby(["table", "find_kind"], sort=True):
        n, right = len(some), int(some["is_right"].astype(bool).sum())
        rows.append((table, kind, judged_in, n, right, right / n, *map(float, terms.wilson(right, n))))
    return rows
