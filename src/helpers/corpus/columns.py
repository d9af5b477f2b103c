"""The names that news exports give to their columns (the list is data/columns.csv), flat or nested."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, TypeAlias

import pandas as pd

from helpers.corpus.files import CorpusError
from helpers.rules import load_rows
from helpers.words import like

_MISSING = frozenset({"", "null", "none", "nan", "na", "n/a", "nat"})
_WRAPS = frozenset({"_source", "article", "doc", "document", "post", "item", "node", "attributes", "data", "news"})
_VALUES = ("$date", "$oid", "$numberLong", "rendered", "@value", "#text", "_text", "__text")  # {"$date": x} means x
_DEEPEST = 6


@cache
def _aliases() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in load_rows("columns.csv"):
        found.setdefault(row["column"], []).append(row["name"])
    return {column: tuple(names) for column, names in found.items()}


ALIASES: Mapping[str, tuple[str, ...]] = _aliases()
"""The columns of news exports by the column of ours that they fill, best first; a dot parts the levels of JSON.

Capitals, blanks, hyphens and underscores do not count: publishedAt, published_at and "Published at" are one name.
`summary` is what stands for a text that an export cuts off or leaves out.
"""


def fold(name: str) -> str:
    """`name` of a column with what writers vary left out: case and all marks but dots."""
    return re.sub(r"[^\w.@]|_", "", name.lower())


_FOLDED = {column: tuple(map(fold, names)) for column, names in ALIASES.items()}
_KNOWN = frozenset(name for names in _FOLDED.values() for name in names)


Columns: TypeAlias = str | Mapping[str, str] | None
"""Which column is which, where somebody says it: {"text": "body"}, or in words "text=body, published=printed on"."""

NONE_STATED: Mapping[str, str] = MappingProxyType({})
_PAIRS = re.compile(r"\s*[,;]\s*(?=\w+\s*=)")  # a comma in a name of theirs parts nothing


def stated(columns: Columns) -> Mapping[str, str]:
    """`columns` as ours -> theirs; CorpusError: what they may not say.

    >>> from helpers.corpus.columns import stated
    >>> stated("text=body, published=printed on")
    {'text': 'body', 'published': 'printed on'}
    """
    if not columns:
        return NONE_STATED
    if isinstance(columns, str):
        pairs = [one.partition("=") for one in _PAIRS.split(columns.strip(" ,;"))]
        listed_twice = [ours for ours, _, _ in pairs]
        made = {ours.strip(): theirs.strip() for ours, _, theirs in pairs}
        if len(made) < len(pairs):
            twice = next(ours for ours in listed_twice if listed_twice.count(ours) > 1)
            raise CorpusError(f'columns is "{columns}": {twice.strip()} is named twice. Name one column for it.')
    else:
        made = {str(ours): str(theirs) for ours, theirs in columns.items()}
    for ours, theirs in made.items():
        if not ours or not theirs:
            raise CorpusError(
                f'columns is "{columns}"; expected ours=yours, for example "text=body, published=printed on". '
                f"Ours are {', '.join(ALIASES)}."
            )
        if ours not in ALIASES:
            raise CorpusError(
                f"columns: {ours}={theirs}: no column {ours} is read{like(ours, ALIASES)}; there are "
                f"{', '.join(ALIASES)}. Name one of these before the sign =."
            )
    return made


def same(fields: Iterable[str], name: str) -> str | None:
    """The column among `fields` that is called `name`: to the letter, else but for capitals, blanks and hyphens."""
    if name in (there := [*fields]):
        return name
    return next((one for one in there if fold(one) == fold(name)), None)


def columns_of(fields: Mapping[str, Any], named: Mapping[str, str]) -> dict[str, str | None]:
    """The column of `fields` for each of ours: as `named` says, else by its name, of those that are left."""
    if not named:
        return {ours: column(fields, ours) for ours in ALIASES}
    said = {ours: same(fields, theirs) for ours, theirs in named.items()}
    taken = {*said.values()}
    left = {name: value for name, value in fields.items() if name not in taken}
    return {ours: said[ours] if ours in said else column(left, ours) for ours in ALIASES}


def column(fields: Mapping[str, Any], name: str) -> str | None:
    """The column of `fields` that holds `name`: the best alias that has a value, else the best that is there."""
    there = _columns(tuple(fields))[name]
    return next((found for found in there if not is_missing(fields[found])), there[0] if there else None)


@lru_cache(maxsize=512)  # the rows of an export have few sets of columns
def _columns(names: tuple[str, ...]) -> Mapping[str, Sequence[str]]:
    by_folded = {fold(name): name for name in reversed(names)}
    return {
        column: [by_folded[alias] for alias in aliases if alias in by_folded] for column, aliases in _FOLDED.items()
    }


def named_twice(names: Sequence[str]) -> str | None:
    """A name that two of the columns `names` share, where it is one that means something."""
    folded = [fold(name) for name in names]
    return next((name for name in folded if name in _KNOWN and folded.count(name) > 1), None)


def has_article(fields: Mapping[str, Any]) -> bool:
    """Whether `fields` may be an article: it has a column of text, of a summary or of a title."""
    there = _columns(tuple(flatten(fields)))
    return bool(there["text"] or there["summary"] or there["title"])


def find_header(rows: Sequence[Sequence[Any]]) -> int:
    """The place of the row of `rows` that names the columns: the first, unless one below names more of those known.

    Above it stand the title of a sheet or names of groups of columns.
    """
    known = [len({fold(str(cell)) for cell in row} & _KNOWN) for row in rows]
    best = max(range(len(rows)), key=known.__getitem__, default=0)
    is_header = known and known[best] > 1 and has_article({str(cell): "" for cell in rows[best]})
    return best if is_header else 0


def of_many(name: str) -> bool:
    """Whether the column `name` says what several articles may share: outlet, author, date, language."""
    return any(fold(name) in _FOLDED[column] for column in ("outlet", "author", "published", "language"))


def pick(fields: Mapping[str, Any], name: str) -> Any:
    """The value of `name` in `fields`, whatever its column is called; None when it is missing."""
    found = column(fields, name)
    return None if found is None else present(fields[found])


def present(value: Any) -> Any:
    """`value`, or None when it says nothing."""
    return None if is_missing(value) else value


def is_missing(value: Any) -> bool:
    """Whether `value` says nothing: None, not a number, or a word for it."""
    if isinstance(value, float):
        return math.isnan(value)
    if isinstance(value, list | dict | tuple):
        return not value
    return (
        value is None
        or value is pd.NaT
        or value is pd.NA
        or (isinstance(value, str) and len(value) < 5 and value.strip().lower() in _MISSING)
    )


def listed(fields: Mapping[str, Any]) -> str:
    """The columns of `fields`, for a message."""
    return ", ".join(map(str, fields)) or "none"


def flatten(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """`fields` without levels: {"source": {"name": x}} is {"source.name": x}. Lists stay as they are.

    What only wraps an article ({"_source": {...}}) is taken off; what else stands beside it stays.
    """
    if not any(isinstance(value, dict) for value in fields.values()):
        return fields
    flat: dict[str, Any] = {}
    for name, value in _flat(fields, "", 0):
        flat.setdefault(name, value)
    return flat


def _flat(fields: Mapping[str, Any], before: str, depth: int) -> Iterator[tuple[str, Any]]:
    inside = []
    for name, value in fields.items():
        if isinstance(value, dict):
            value = next((value[key] for key in _VALUES if key in value), value)
        if isinstance(value, dict) and depth < _DEEPEST:
            inside.append((name, value))
        else:
            yield f"{before}{name}", value
    for name, value in inside:
        yield from _flat(value, before if str(name).lower() in _WRAPS else f"{before}{name}.", depth + 1)
