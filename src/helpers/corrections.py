"""What a person says of the finds: corrections.csv beside a corpus accepts or rejects finds, and merges origins.

A row names a table, the find (article_id with start and end, or article_id with other_id) and an action:
accept (no change; it is shown that somebody looked), reject (the find is left out, and what follows from it),
merge (the two articles have one text origin). Tables of finds: those of `OF_PASSAGES` and `OF_PAIRS`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from helpers import harmless, tables
from helpers.corpus import read_sheet

__all__ = ["OF_PAIRS", "OF_PASSAGES", "apply", "check", "read", "write"]
__dir__ = __all__.copy


OF_PASSAGES = ("quantities", "claims", "attributions", "boilerplate")
OF_PAIRS = ("pairs", "origins")
_NEEDED = ("table", "article_id", "action")
_COLUMNS = ["table", "article_id", "start", "end", "other_id", "action", "note"]
_KEY = ["table", "article_id", "start", "end", "other_id"]
_LEFT_OUT = {"claims": "quantities", "attributed": "attributions", "attribution_spans": "attributions",
             "alignment": "pairs", "differences": "pairs"}  # fmt: skip


def read(path: str | Path) -> pd.DataFrame:
    """The table `corrections` as the file `path`, or corrections.csv in the folder `path`, states it; no file: empty.

    >>> corrections.read(folder).empty
    True
    """
    path = _file(path)
    if not path.is_file():
        return tables.CORRECTIONS.empty()
    rows = [_read_row(path.name, number, row) for number, row in enumerate(read_sheet(path), 2)]
    return tables.CORRECTIONS.frame(rows)


def _file(path: str | Path) -> Path:
    path = Path(path)
    return path / "corrections.csv" if path.is_dir() else path


def write(finds: pd.DataFrame, path: str | Path, *, table: str, action: str = "reject", note: str = "") -> Path:
    """Says `action` of `finds`, rows of `table`, in the file `path`, or in corrections.csv of the folder `path`.

    What the file says of other finds stays. It is applied when the corpus is loaded the next time. ValueError: a table
    or an action that there is none of.

    >>> corrections.write(found.attributions.head(1), folder, table="attributions", note="a joke").name
    'corrections.csv'
    """
    path = _file(path)
    stated = tables.CORRECTIONS.frame(finds.reindex(columns=_KEY[1:]).assign(table=table, action=action, note=note))
    keyless = ["start", "end"] if table in OF_PAIRS else ["other_id"]
    rows = pd.concat([read(path), stated.assign(**dict.fromkeys(keyless))]).drop_duplicates(_KEY, keep="last")
    sheet = harmless.cells(rows[_COLUMNS].astype({"start": "Int64", "end": "Int64"}))
    aside = path.with_name(f".{path.name}.aside")
    try:
        sheet.to_csv(aside, index=False, encoding="utf-8", lineterminator="\n")
        read(aside)  # what it would refuse is refused before it is there
        return aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _read_row(name: str, number: int, row: dict[str, str]) -> dict[str, object]:
    where = f"{name}, row {number}"
    stated = {key: harmless.plain_cell((value or "").strip()) for key, value in row.items() if key}
    if missing := [column for column in _NEEDED if not stated.get(column)]:
        raise ValueError(f"{where}: no {missing[0]}; expected table, article_id, start, end, other_id, action, note.")
    table, action = stated["table"], stated["action"]
    if table not in (*OF_PASSAGES, *OF_PAIRS):
        raise ValueError(f'{where}: table is "{table}"; expected {", ".join((*OF_PASSAGES, *OF_PAIRS))}.')
    allowed = ("accept", "merge") if table == "origins" else ("accept", "reject")
    if action not in allowed:
        raise ValueError(f'{where}: action is "{action}"; expected {" or ".join(allowed)} for {table}.')
    wanted = ("other_id",) if table in OF_PAIRS else ("start", "end")
    for column in wanted:
        value = stated.get(column, "")
        if not value or (column != "other_id" and not value.isdigit()):
            raise ValueError(
                f'{where}: {column} is "{value}"; a find of {table} is named by article_id, {", ".join(wanted)}.'
            )
    return {
        "correction_id": number,
        **{column: stated.get(column) or None for column in ("table", "article_id", "other_id", "action", "note")},
        **{column: int(stated[column]) if stated.get(column) else None for column in ("start", "end")},
    }


def apply(name: str, frame: pd.DataFrame, stated: pd.DataFrame, find: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """The table `name` less what `stated` rejects, with the origins it merges. `find` gives uncorrected tables.

    >>> path = corrections.write(found.attributions, folder, table="attributions")
    >>> len(corrections.apply("attributions", found.attributions, corrections.read(path), found.get))
    0
    """
    if stated.empty:
        return frame
    if name == "origins":
        return _merge(frame, stated[(stated["table"] == "origins") & (stated["action"] == "merge")])
    source = _LEFT_OUT.get(name, name)
    rejected = stated[(stated["action"] == "reject") & stated["table"].isin({source, name})]
    if rejected.empty:
        return frame
    if name in {"alignment", "differences"}:
        pairs = {frozenset(pair) for pair in zip(rejected["article_id"], rejected["other_id"], strict=True)}
        return _without(
            frame, [frozenset(p) in pairs for p in zip(frame["original_id"], frame["derived_id"], strict=True)]
        )
    if name == "pairs":
        pairs = {frozenset(pair) for pair in zip(rejected["article_id"], rejected["other_id"], strict=True)}
        return _without(
            frame, [frozenset(p) in pairs for p in zip(frame["article_id"], frame["other_id"], strict=True)]
        )
    if name == "attribution_spans":
        whole = find("attributions")
        gone = whole[_names(whole, rejected)]
        keys = set(zip(gone["article_id"], gone["attribution_id"], strict=True))
        return _without(frame, [key in keys for key in zip(frame["article_id"], frame["attribution_id"], strict=True)])
    return _without(frame, _names(frame, rejected)) if name in {*OF_PASSAGES, "attributed"} else frame


def check(stated: pd.DataFrame, find: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """`stated` with `is_found`: whether the find that a row names is there. `find` gives uncorrected tables.

    >>> path = corrections.write(found.pairs, folder, table="pairs", action="accept")
    >>> corrections.check(corrections.read(path), found.get)["is_found"].to_list()
    [True]
    """
    found = []
    for row in stated.to_dict("records"):
        frame = find(str(row["table"]))
        if row["table"] == "origins":
            is_found = {row["article_id"], row["other_id"]} <= set(frame["article_id"])
        elif row["table"] == "pairs":
            pair = {row["article_id"], row["other_id"]}
            is_found = any({a, b} == pair for a, b in zip(frame["article_id"], frame["other_id"], strict=True))
        else:
            is_found = any(_names(frame, stated[stated["correction_id"] == row["correction_id"]]))
        found.append(is_found)
    return tables.CORRECTIONS.frame(stated.assign(is_found=pd.array(found, dtype="boolean")))


def _names(frame: pd.DataFrame, stated: pd.DataFrame) -> list[bool]:
    named = set(zip(stated["article_id"], stated["start"], stated["end"], strict=True))
    return [key in named for key in zip(frame["article_id"], frame["start"], frame["end"], strict=True)]


def _without(frame: pd.DataFrame, gone: list[bool]) -> pd.DataFrame:
    return frame[[not is_gone for is_gone in gone]].reset_index(drop=True)


def _merge(origins: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    origin_of = dict(zip(origins["article_id"], origins["origin_id"], strict=True))
    for one, other in zip(stated["article_id"], stated["other_id"], strict=True):
        if one in origin_of and other in origin_of:
            kept, gone = sorted((origin_of[one], origin_of[other]))
            origin_of = {name: kept if origin == gone else origin for name, origin in origin_of.items()}
    return tables.ORIGINS.frame(origins.assign(origin_id=origins["article_id"].map(origin_of)))
