"""corrections.csv: read, checked and written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import harmless, tables
from helpers.corpus import SheetError, sheet_rows, sheet_text

OF_PASSAGES = ("quantities", "claims", "attributions", "boilerplate")
OF_PAIRS = ("pairs", "origins")
ROLES = ("content", "source", "cue")  # the passages of an attribution
OF_QUANTITIES = (
    "quantity_kind", "value", "low", "high", "unit", "change", "period", "measure", "about", "basis", "base", "status",
    "place", "reporter", "partner", "direction",
)  # fmt: skip
MAY_CHANGE: Mapping[str, tuple[str, ...]] = {
    "quantities": OF_QUANTITIES,
    "claims": (*OF_QUANTITIES, "claimed_by", "claimed_by_kind"),
    "attributions": ("speaker", "source_kind", "level", "quote_kind"),
    "boilerplate": ("reason",),
}
"""The columns that a person may state, by table of finds."""

_COLUMNS = ["table", "article_id", "start", "end", "other_id", "action", "column", "value", "words", "note"]
FIND = ["article_id", "start", "end"]
_KEY = ["table", *FIND, "other_id", "column"]
WORDS = 60  # characters of a find that say what stood there
_NEEDED = ("table", "article_id", "action")
_SHEETS = {".csv", ".tsv", ".txt", ".aside"}
_SPANS = re.compile(r"\d+-\d+(\|\d+-\d+)*")


def read(path: str | Path) -> pd.DataFrame:
    """The table `corrections` as the file `path`, or corrections.csv in the folder `path`, states it; no file: empty.

    >>> corrections.read(folder).empty
    True
    """
    path = _file(path)
    if not path.is_file():
        return tables.CORRECTIONS.empty()
    name = path.name.removeprefix(".").removesuffix(".aside")
    return tables.CORRECTIONS.frame([_read_row(name, number, row) for number, row in _rows(path, name)])


def _rows(path: Path, name: str) -> list[tuple[int, dict[str, str]]]:
    hint = "; corrections.csv lies among the texts"
    return sheet_rows(sheet_text(path), name, _COLUMNS, needed=_NEEDED, hint=hint)


def _own(path: Path) -> pd.DataFrame:
    """The columns of the sheet at `path` that are none of ours, in the order of its rows."""
    rows = [row for _, row in _rows(path, path.name)] if path.is_file() else []
    plain = harmless.plain_cell
    kept = [{plain(name): plain(cell) for name, cell in row.items() if name not in _COLUMNS} for row in rows]
    return pd.DataFrame(kept, dtype=object)


def _file(path: str | Path) -> Path:
    path = Path(path)
    if path.is_dir():
        return path / "corrections.csv"
    if path.suffix.lower() not in _SHEETS:
        raise SheetError(
            f"{path.name} is no sheet of corrections. Of a corpus that is one file it lies beside it: give the folder, "
            f'"{path.parent}", or "{path.with_name("corrections.csv")}".'
        )
    return path


def write(
    finds: pd.DataFrame, path: str | Path, *, table: str, action: str = "reject", note: str = "", **columns: Any
) -> Path:
    """Says `action` of `finds`, rows of `table`, in the file `path`, or in corrections.csv of the folder `path`.

    `columns` are what the finds are changed to: `action="change", speaker="Ann Lee"`. What the file says of other finds
    stays. It is applied when the corpus is loaded the next time. ValueError: what the file may not hold.

    >>> corrections.write(found.attributions.head(1), folder, table="attributions", note="a joke").name
    'corrections.csv'
    """
    if columns and action not in {"change", "add"}:
        raise SheetError(
            f'action is "{action}", which takes no {", ".join(columns)}; expected action="change" or "add".'
        )
    named = finds.reindex(columns=_KEY[1:-1]).assign(table=table, action=action, note=note)
    named = named.assign(**dict.fromkeys(["start", "end"] if table in OF_PAIRS else ["other_id"]))
    stated = [named.assign(column=column, value=value) for column, value in columns.items()] or [named]
    return merge(pd.concat(stated), path)


def merge(stated: pd.DataFrame, path: str | Path) -> Path:
    """Puts the rows `stated` of table `corrections` into the file `path`, or corrections.csv of the folder `path`.

    A row takes the place of one that says something of the same find and column; all others stay, and so do columns of
    your own. One that says, with no note, what stands there already changes nothing. To accept what a person added or
    changed says nothing new; to reject what was added takes its rows out.

    >>> corrections.merge(corrections.read(folder), folder).name
    'corrections.csv'
    """
    path = _file(path)
    new = tables.CORRECTIONS.frame(stated.assign(correction_id=range(len(stated))))
    old, own = read(path), _own(path)
    new.index += len(old)  # each row has a number, by which columns of the sheet's own are found again
    added = {*_finds(old[old["action"] == "add"])} - {*_finds(new[new["action"] == "add"])}
    is_about = pd.Series([find in added for find in _finds(new)], new.index, dtype=bool)
    gone = {*_finds(new[is_about & (new["action"] == "reject")])}
    old = old.loc[[one != "add" or find not in gone for one, find in zip(old["action"], _finds(old), strict=True)]]
    new = new[~is_about | ~new["action"].isin(["accept", "reject"])]
    there = {*_said(old)}
    is_told = [row in there and not note for row, note in zip(_said(new), new["note"].fillna(""), strict=True)]
    rows = pd.concat([old, new.loc[[not one for one in is_told]]])
    changed = {*_finds(rows[rows["action"] == "change"])}
    is_left = [one != "accept" or find not in changed for one, find in zip(rows["action"], _finds(rows), strict=True)]
    rows = rows.loc[is_left]
    rows = rows[~rows.duplicated(_KEY, keep="last") | (rows["action"] == "add")].drop_duplicates(
        [*_KEY, "action", "value"]
    )
    own = own.reindex(_place_of(rows, old)).set_axis(rows.index)
    aside = path.with_name(f".{path.name}.aside")
    try:
        harmless.cells(rows[_COLUMNS].join(own)).to_csv(aside, index=False, encoding="utf-8", lineterminator="\n")
        read(aside)  # what it would refuse is refused before it is there
        return aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _place_of(rows: pd.DataFrame, old: pd.DataFrame) -> list[int]:
    """For each of `rows` the one of `old` that it is or takes the place of; -1 where it is new."""
    there = dict(zip(_keys(old), old.index, strict=True))
    return [at if at in old.index else there.get(key, -1) for at, key in zip(rows.index, _keys(rows), strict=True)]


def _keys(rows: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(rows[_KEY].astype(str).itertuples(index=False, name=None))


def _said(rows: pd.DataFrame) -> list[tuple[Any, ...]]:
    """What each row says, without its note."""
    return list(rows[[*_KEY, "action", "value"]].astype(str).itertuples(index=False, name=None))


def _finds(rows: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(rows[["table", *FIND]].itertuples(index=False, name=None))


def _read_row(name: str, number: int, row: dict[str, str]) -> dict[str, object]:
    where = f"{name}, row {number}"
    stated = {key: harmless.plain_cell(value.strip()) for key, value in row.items()}
    stated |= {key: stated[key].lower() for key in ("table", "action", "column") if key in stated}
    stated |= {key: stated[key].removesuffix(".0") for key in ("start", "end") if key in stated}  # of a spreadsheet
    if missing := [column for column in _NEEDED if not stated.get(column)]:
        raise SheetError(f"{where}: no {missing[0]}; expected table, article_id, start, end, other_id, action, note.")
    table, action = stated["table"], stated["action"]
    if table not in (*OF_PASSAGES, *OF_PAIRS):
        raise SheetError(f'{where}: table is "{table}"; expected {", ".join((*OF_PASSAGES, *OF_PAIRS))}.')
    of_passages = ("accept", "reject", "change", "add")
    allowed = {"origins": ("accept", "merge"), "pairs": ("accept", "reject")}.get(table, of_passages)
    if action not in allowed:
        raise SheetError(f'{where}: action is "{action}"; expected {" or ".join(allowed)} for {table}.')
    wanted = ("other_id",) if table in OF_PAIRS else ("start", "end")
    for column in wanted:
        value = stated.get(column, "")
        if not value or (column != "other_id" and not value.isdigit()):
            raise SheetError(
                f'{where}: {column} is "{value}"; a find of {table} is named by article_id, {", ".join(wanted)}.'
            )
    check_value(where, table, action, stated.get("column", ""), stated.get("value", ""))
    words = ("table", "article_id", "other_id", "action", "column", "value", "words", "note")
    return {
        "correction_id": number,
        **{column: stated.get(column) or None for column in words},
        **{column: int(stated[column]) if stated.get(column) else None for column in ("start", "end")},
    }


def check_value(where: str, table: str, action: str, column: str, value: str) -> None:
    """That `column` may be stated, and be `value`: else a ValueError that begins with `where`.

    >>> corrections.check_value("here", "attributions", "change", "speaker", "Ann Lee")
    """
    if action not in {"change", "add"} or (action == "add" and not column):
        return
    allowed = MAY_CHANGE[table] + (ROLES if (table, action) == ("attributions", "add") else ())
    if column not in allowed:
        raise SheetError(f'{where}: column is "{column}"; expected one of {", ".join(allowed)}.')
    if column in ROLES:
        if not _SPANS.fullmatch(value):
            raise SheetError(f'{where}: value is "{value}"; expected the places of {column}, as 12-40 or 12-40|44-60.')
        return
    known = declared(table, column)
    if value and known.dtype == tables.FLOAT and _number(value) is None:
        raise SheetError(f'{where}: value is "{value}"; {column} is a number.')
    if (value or not known.nullable) and known.allowed and value not in known.allowed:
        raise SheetError(f'{where}: value is "{value}"; expected one of {", ".join(known.allowed)} for {column}.')


def excerpt(text: str, start: int, end: int) -> str:
    """The beginning of a find, on one line, as corrections.csv keeps it.

    >>> corrections.excerpt("It rained, and snowed.", 3, 9)
    'rained'
    """
    return " ".join(text[start:end].split())[:WORDS].strip()


def declared(table: str, column: str) -> tables.Column:
    return next(each for each in tables.TABLES[table].columns if each.name == column)


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None
