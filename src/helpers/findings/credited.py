"""Words that one outlet prints and credits to another are that other's: one origin where the article says so."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from helpers import names
from helpers.findings.base import Tables, origins_of, outlets, texts_of
from helpers.reuse.stated import cites, same_outlet
from helpers.rules import load_rows

_LEAST_LETTERS = 3  # of a name
_AROUND = 400  # characters before and after a quotation, of its line and the one before, in which it may be credited
_SAID_AT = (  # "said on “Fox & Friends”", "Speaking with Fox News", "in an interview aired on CNN", "obtained by AP"
    r"\b(?:(?:said|says|saying|spoke|speaking|appear(?:s|ed|ing)|appearance|aired|airing|broadcast|interview(?:ed)?"
    r"|asked|remarks|comments|told|tells|statement)\b[^.?!\n]{0,40}?\b(?:on|to|with|by|for|in)"
    r"|told|tells|tell|obtained by) (?:the |an? )?(?:[A-Z][\w&’']+ (?:[A-Z][\w&’']+ )?)?[“\"‘']?(?:The )?"
)


def origins_of_words(rows: Iterable[Mapping[str, Any]], tables: Tables) -> dict[str, str]:
    """The origin of what articles print, by article; of those that have it from one outlet, one for all.

    `rows` are attributions. Articles are of one origin where both passages credit one outlet ("told Politico", "on “Fox
    & Friends”"), or where one of them stands in the outlet that the other credits, there or in any sentence with the
    speaker's last name: better one origin too few than two that are one.

    >>> origins_of_words(found["attributions"].head(0).to_dict("records"), found)
    {}
    """
    texts, origins, outlet_of = texts_of(tables), origins_of(tables), outlets(tables)
    known = {name for name in {*names.outlets().values(), *outlet_of.values()} if name}
    near: dict[str, set[str]] = {}
    anywhere: dict[str, set[str]] = {}
    for row in rows:
        key, text = row["article_id"], texts[row["article_id"]]
        near.setdefault(key, set()).update(_credited(_passage(text, row), known))
        anywhere.setdefault(key, set()).update(_credited(_sentences_of(text, row), known))
    found = {key: origins.get(key, key) for key in near}
    for one, other in itertools.permutations(near, 2):
        from_other = _is_any(outlet_of[other], near[one] | anywhere[one])
        is_one = from_other or any(_is_any(name, near[other]) for name in near[one])
        if is_one and found[one] != found[other]:
            found = {key: found[other] if origin == found[one] else origin for key, origin in found.items()}
    return found


def _is_any(outlet: str, credited: Iterable[str]) -> bool:
    return bool(outlet) and any(same_outlet(outlet, name) for name in credited)


def _credited(passage: str, known: Iterable[str]) -> Iterator[str]:
    """The outlets that a passage has something from: named as such, or theirs is the show in which it was said."""
    shows = _shows()
    for name in {*known, *shows}:
        bare = name.removeprefix("The ")
        if bare in passage and (cites(passage, name) or re.search(rf"{_SAID_AT}{re.escape(bare)}(?!\w)", passage)):
            yield shows.get(name, name)


@cache
def _shows() -> Mapping[str, str]:
    """The outlet of a show, by the show's name as written."""
    return {row["show"]: row["outlet"] for row in load_rows("shows.csv")}


def _passage(text: str, row: Mapping[str, Any]) -> str:
    """What stands around a quotation: its line and the one before it, at most `_AROUND` characters to each side."""
    start, end = int(row["start"]), int(row["end"])
    lines = [line.start() for line in re.finditer(r"[^\n]+", text) if line.start() <= start]
    first = lines[-2:][0] if lines else 0
    stop = text.find("\n", end)
    return text[max(first, start - _AROUND) : min(stop if stop >= 0 else len(text), end + _AROUND)]


def _sentences_of(text: str, row: Mapping[str, Any]) -> str:
    """The sentences with the last name of who is quoted, a line each."""
    last = str(row["person"] or "").split()[-1:]
    if not last or len(last[0]) < _LEAST_LETTERS:
        return ""
    return "\n".join(each for each in re.split(r"[.?!\n]", text) if re.search(rf"\b{re.escape(last[0])}\b", each))
