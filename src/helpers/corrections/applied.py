"""What follows from corrections in the tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from helpers import names, tables
from helpers.corrections.sheet import FIND, OF_QUANTITIES, ROLES, declared, excerpt
from helpers.text import count_words

_MADE_BY_HAND = "marked by hand"
_QUOTES = "\"'“”‘„«»"
_LINKS = {"pairs": ("article_id", "other_id"), "alignment": ("original_id", "derived_id")}
_LINKS["differences"] = _LINKS["alignment"]

Find = Callable[[str], pd.DataFrame]


class Added(NamedTuple):
    """A find that a person added, with its columns as stated and the text it stands in."""

    article_id: str
    start: int
    end: int
    stated: Mapping[str, Any]
    text: str


def apply(name: str, frame: pd.DataFrame, stated: pd.DataFrame, find: Find) -> pd.DataFrame:
    """The table `name` as `stated` corrects it. `find` gives uncorrected tables.

    What is added is read no further than it is stated: an added number has no measure unless a row says so.

    >>> path = corrections.write(found.attributed, folder, table="attributions")
    >>> len(corrections.apply("attributed", found.attributed, corrections.read(path), found.get))
    0
    """
    if stated.empty:
        return frame
    if name == "origins":
        return _merge(frame, stated[(stated["table"] == "origins") & (stated["action"] == "merge")])
    if name in _LINKS:
        return _without_pairs(
            frame, _LINKS[name], stated[(stated["table"] == "pairs") & (stated["action"] == "reject")]
        )
    if name == "attribution_spans":
        return _spans(frame, stated, find)
    if name not in _ROWS_FOR:
        return frame
    its = stated[stated["table"].isin(_ROWS_FOR[name])]
    if name == "quantities":  # a number that is no claim is still a number
        its = its[(its["table"] == name) | its["action"].isin(["change", "add"])]
    table, left = tables.TABLES[name], _without(frame, its)  # an added find may take the place of a rejected one
    if name in _MAKERS and (its["action"] == "add").any():
        made = [_MAKERS[name](added) for added in _added(its, find)]
        left = pd.concat([left, table.frame(_numbered(made, frame))], ignore_index=True)
    changes = its["action"].isin(["change"] if name in _MAKERS else ["change", "add"])
    changed = table.frame(_changed(left, its[changes], table))
    return _sure(changed, stated) if name == "quantities" else changed


def _sure(quantities: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    """`quantities` made sure where a person accepted or added them; who changed one field has not vouched for the rest.

    What was changed and not accepted has no probability: it stays a claim, and nobody says how sure it is.
    """
    its = stated[stated["table"].isin(["quantities", "claims"])]
    keys, is_measured = pd.MultiIndex.from_frame(quantities[FIND]), quantities["measure"].notna()
    sure = quantities["sure"]
    for actions, value in ((["change"], None), (["accept", "add"], 1.0)):
        named = pd.MultiIndex.from_frame(its.loc[its["action"].isin(actions), FIND])
        sure = sure.mask(keys.isin(named) & is_measured, value)
    return quantities.assign(sure=sure)


_ROWS_FOR: Mapping[str, tuple[str, ...]] = {
    "boilerplate": ("boilerplate",),
    "quantities": ("quantities", "claims"),
    "claims": ("quantities", "claims"),
    "attributed": ("attributions",),
}


def _added(stated: pd.DataFrame, find: Find) -> list[Added]:
    """The finds that rows of `stated` add, where they lie in an article that is there."""
    articles = find("articles")
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    rows = stated[(stated["action"] == "add") & stated["article_id"].isin(set(texts))]
    made = []
    key: Any
    for key, its in rows.groupby(FIND, sort=False):
        article_id, start, end = key
        columns = {str(name): None if pd.isna(value) else value for name, value in _pairs(its, "column", "value")}
        text, words = texts[article_id], its["words"].dropna()
        if start < end <= len(text) and (words == excerpt(text, start, end)).all():
            made.append(Added(article_id, int(start), int(end), columns, text))
    return made


def _pairs(frame: pd.DataFrame, one: str, other: str) -> Iterable[tuple[Any, Any]]:
    return zip(frame[one], frame[other], strict=True)


def _passage(added: Added) -> dict[str, Any]:
    return {**_base(added), "reason": added.stated.get("reason") or _MADE_BY_HAND}


def _base(added: Added) -> dict[str, Any]:
    return {"article_id": added.article_id, "start": added.start, "end": added.end}


def _quantity(added: Added) -> dict[str, Any]:
    typed = {
        name: _typed(value, declared("quantities", name).dtype)
        for name, value in added.stated.items()
        if name in OF_QUANTITIES
    }
    point = {"low": typed.get("value"), "high": typed.get("value")}
    mention = added.text[added.start : added.end]
    return {
        **_base(added), "quantity_kind": "count", "mention": mention, "change": "=", "is_quantity": True,
        "is_boilerplate": False, "sure": 1.0, **point, **typed,
    }  # fmt: skip


def _attribution(added: Added) -> dict[str, Any]:
    spans = {role: _places(added, role) for role in ROLES}
    content, source, cue = (" … ".join(added.text[a:b] for a, b in spans[role]) for role in ROLES)
    kind = "direct" if content[:1] and content[0] in _QUOTES else "indirect"
    first = spans["source"][0] if spans["source"] else (None, None)
    stated, speaker = added.stated, added.stated.get("speaker")
    return {
        **_base(added), "quote_kind": stated.get("quote_kind") or kind, "level": stated.get("level") or "speech",
        "speaker": speaker, "source_kind": stated.get("source_kind") or _kind_of(speaker), "cue": cue or None,
        "content": content, "n_words": count_words(content), "found_by": "hand", "mention": source or None,
        "source_start": first[0], "source_end": first[1],
    }  # fmt: skip


def _kind_of(speaker: str | None) -> str | None:
    """What a speaker is taken for where no row says it: a known organisation, outlet or country, else a person."""
    if not speaker:
        return None
    if names.outlet(speaker):
        return "outlet"
    if names.organisation(speaker):
        return "organisation"
    return "state" if names.country(speaker) else "person"


def _places(added: Added, role: str) -> list[tuple[int, int]]:
    """The places of `role`; of the content, where none is stated, the whole find."""
    stated = added.stated.get(role) or (f"{added.start}-{added.end}" if role == "content" else "")
    found = [tuple(map(int, place.split("-"))) for place in stated.split("|") if place]
    return [(a, b) for a, b in found if a < b <= len(added.text)]


_MAKERS: Mapping[str, Callable[[Added], dict[str, Any]]] = {
    "boilerplate": _passage, "quantities": _quantity, "attributed": _attribution,
}  # fmt: skip


def _numbered(rows: list[dict[str, Any]], frame: pd.DataFrame) -> list[dict[str, Any]]:
    """`rows` of attributions with the next numbers of their articles; other rows as they are."""
    if "attribution_id" not in frame:
        return rows
    last = frame.groupby("article_id")["attribution_id"].max().to_dict()
    for row in rows:
        last[row["article_id"]] = row["attribution_id"] = int(last.get(row["article_id"], 0)) + 1
    return rows


def _changed(frame: pd.DataFrame, stated: pd.DataFrame, table: tables.Table) -> pd.DataFrame:
    """`frame` with what the rows of `stated` say of its finds."""
    known = {column.name: column.dtype for column in table.columns}
    its = stated[stated["column"].isin(set(known))]
    if its.empty:
        return frame
    rows = _rows_of(frame, its)
    made = frame.copy()
    for row in its.sort_values("column", key=lambda column: ~column.isin(["value", "speaker"]), kind="stable").to_dict(
        "records"
    ):
        where = made.index[rows.get((row["article_id"], row["start"], row["end"]), [])]
        value = _typed(row["value"], known[row["column"]])
        # a value that is stated leaves no interval, unless its ends are stated too
        for column in ("value", "low", "high") if row["column"] == "value" else (row["column"],):
            made.loc[where, column] = value
        if row["column"] == "speaker":
            made.loc[where, "source_kind"] = _kind_of(None if pd.isna(value) else value)
            made.loc[where, "found_by"] = "hand"
    return made


def _typed(value: Any, dtype: str) -> Any:
    if value is None or pd.isna(value):
        return pd.NA
    return float(value) if dtype == tables.FLOAT else str(value)


def _rows_of(frame: pd.DataFrame, stated: pd.DataFrame) -> dict[tuple[Any, ...], list[int]]:
    """The numbers of the rows of `frame` by find, for the finds that `stated` names."""
    wanted = set(stated[FIND].itertuples(index=False, name=None))
    found: dict[tuple[Any, ...], list[int]] = {}
    for number, key in enumerate(frame[FIND].itertuples(index=False, name=None)):
        if key in wanted:
            found.setdefault(key, []).append(number)
    return found


def _without(frame: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    rejected = stated[stated["action"] == "reject"]
    gone = {number for numbers in _rows_of(frame, rejected).values() for number in numbers}
    return frame.iloc[[number for number in range(len(frame)) if number not in gone]].reset_index(drop=True)


def _spans(frame: pd.DataFrame, stated: pd.DataFrame, find: Find) -> pd.DataFrame:
    """The passages of the attributions that are left, and of those that were added."""
    its = stated[stated["table"] == "attributions"]
    raw = find("attributed")
    added = _added(its, find)
    rows = _numbered([_attribution(each) for each in added], raw)
    more = [
        (row["article_id"], row["attribution_id"], role, *place)
        for row, each in zip(rows, added, strict=True)
        for role in ROLES
        for place in _places(each, role)
    ]
    left = _without(raw, its)
    kept = {*_pairs(left, "article_id", "attribution_id"), *(row[:2] for row in more)}
    made = pd.concat([frame, tables.ATTRIBUTION_SPANS.frame(more)], ignore_index=True) if more else frame
    return tables.ATTRIBUTION_SPANS.frame(
        made.loc[[key in kept for key in _pairs(made, "article_id", "attribution_id")]]
    )


def _without_pairs(frame: pd.DataFrame, pair: tuple[str, str], rejected: pd.DataFrame) -> pd.DataFrame:
    gone = {frozenset(pair) for pair in _pairs(rejected, "article_id", "other_id")}
    return frame.loc[[frozenset(both) not in gone for both in _pairs(frame, *pair)]].reset_index(drop=True)


def _merge(origins: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    origin_of = dict(_pairs(origins, "article_id", "origin_id"))
    for one, other in _pairs(stated, "article_id", "other_id"):
        if one in origin_of and other in origin_of:
            kept, gone = sorted((origin_of[one], origin_of[other]))
            origin_of = {name: kept if origin == gone else origin for name, origin in origin_of.items()}
    return tables.ORIGINS.frame(origins.assign(origin_id=origins["article_id"].map(origin_of)))


def check(stated: pd.DataFrame, find: Find) -> pd.DataFrame:
    """`stated` with `is_found`: whether the find that a row names is there. `find` gives uncorrected tables.

    A row that adds fits where its passage lies in an article.

    >>> path = corrections.write(found.pairs, folder, table="pairs", action="accept")
    >>> corrections.check(corrections.read(path), found.get)["is_found"].to_list()
    [True]
    """
    fitting = [
        number
        for table, its in stated.groupby("table")
        for number, fits in zip(its["correction_id"], _fit(str(table), its, find), strict=True)
        if fits
    ]
    return tables.CORRECTIONS.frame(stated.assign(is_found=stated["correction_id"].isin(fitting)))


def _fit(table: str, its: pd.DataFrame, find: Find) -> list[bool]:
    if table == "origins":
        known = set(find("articles")["article_id"])
        return [{one, other} <= known for one, other in _pairs(its, "article_id", "other_id")]
    if table == "pairs":
        pairs = {frozenset(pair) for pair in _pairs(find("pairs"), "article_id", "other_id")}
        return [frozenset(pair) in pairs for pair in _pairs(its, "article_id", "other_id")]
    there: Collection[tuple[Any, ...]] = {*_rows_of(find(table), its), *(each[:3] for each in _added(its, find))}
    return [key in there for key in its[FIND].itertuples(index=False, name=None)]
