"""Which news agency a text credits, and for what: the whole text, parts of it, or photographs.

The rules are in data/credits.toml. Only the first and last lines are read: what stands between is the story. A credit
says where words come from; that two texts credit one agency does not yet make them one text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import pandas as pd

from helpers import names, tables
from helpers import text as reading
from helpers.arguments import as_text
from helpers.door import takes_tables
from helpers.rules import Rule, load_rules

HEAD_LINES = 12  # captions and bylines may stand before the dateline
TAIL_LINES = 8
OPENING_LENGTH = 100  # characters of the first line or two, if they are but names
LINE_LENGTH = 400  # of a longer line only as much at either end is searched
WHOLE, PARTS = "whole text", "parts"

_CAPITAL = "A-ZÀ-ÖØ-Þ"
_WORD = rf"[{_CAPITAL}][\w.’'-]*"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_HINTS = re.compile(r"(?i:wire |news services|news agencies)")


class Credit(NamedTuple):
    """`text[start:end]` credits `agency` (None: agencies without a name) for what `means` says."""

    start: int
    end: int
    agency: str | None
    means: str
    rule: str


@cache
def _agencies() -> Mapping[str, str]:
    """Name of the agency behind every form of it that a credit has: as listed and in capitals."""
    known = {alias: names.outlets()[alias] for alias in names.agencies()}
    return known | {alias.upper(): name for alias, name in known.items()} | {"Thomson/Reuters": "Reuters"}


@cache
def _agency_pattern() -> str:
    listed = sorted(_agencies(), key=lambda alias: (-len(alias), alias))
    return "(?:" + "|".join(re.escape(alias) for alias in listed) + ")"


@cache
def _any_agency() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_agency_pattern()}(?!\w)")


@cache
def credit_rules() -> tuple[Rule, ...]:
    """The rules of data/credits.toml."""
    words = {
        "agency": _agency_pattern(),
        "place": rf"{_WORD}(?:[ /-](?:(?:of|de|la|du|and) )?{_WORD}){{0,4}}(?:, {_WORD}(?: {_WORD}){{0,2}})?",
        "date": rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?\.?",
        "person": rf"{_WORD}(?: {_WORD}){{1,3}}?",
        "dash": r"(?:--?|[—–―:])",
    }
    return load_rules("credits.toml", "credit", words=words)


def find_credits(text: str) -> list[Credit]:
    """The credits of agencies in the first and last lines of `text`, in order.

    One a line at most, but several agencies may be credited with parts by one ("The Associated Press and Reuters").

    Missed: agencies that no list knows, and credits in the middle of a text.

    >>> [(one.agency, one.means) for one in attribution.find_credits("SEOUL (Reuters) - It rained all night.")]
    [('Reuters', 'whole text')]
    """
    lines = reading.find_lines(as_text("attribution.find_credits", text, "attribution.credits"))
    head = lines[:HEAD_LINES]
    found = [one for start, end in _openings(lines) for one in _credits_in(text, start, end, is_opening=True)][:1]
    for start, end in [*head, *lines[max(len(head), len(lines) - TAIL_LINES) :]]:
        pieces = [(start, min(end, start + LINE_LENGTH))]
        if end - LINE_LENGTH > pieces[0][1]:
            pieces.append((end - LINE_LENGTH, end))
        found += [credit for piece in pieces for credit in _credits_in(text, *piece)]
    return found


def _openings(lines: list[reading.Span]) -> list[reading.Span]:
    """The first line, and the first two, where they are as short as an author's name and an agency's."""
    return [(lines[0][0], end) for _, end in lines[:2] if end - lines[0][0] <= OPENING_LENGTH]


def _credits_in(text: str, start: int, end: int, *, is_opening: bool = False) -> list[Credit]:
    """What a line credits, by the first rule that takes it."""
    line = text[start:end]
    if not _any_agency().search(line) and not _HINTS.search(line):
        return []
    for rule in credit_rules():
        if bool(rule.gives.get("is_opening")) == is_opening and (found := rule.pattern.search(line)):
            means, groups = str(rule.gives["means"]), found.groupdict()
            within = [one[0] for one in _any_agency().finditer(found[0])]
            named = [groups.get("agency") or groups.get("second"), *within]
            agencies = list(dict.fromkeys(_agencies().get(name) for name in named if name)) or [None]
            span = start + found.start(), start + found.end()
            return [Credit(*span, each, means, rule.name) for each in agencies[: None if means == PARTS else 1]]
    return []


def wire_of(credits: list[Credit]) -> Credit | None:
    """The credit that gives the whole text to an agency: the first, so that a dateline goes before a copyright line."""
    return next((credit for credit in credits if credit.means == WHOLE and credit.agency), None)


@takes_tables()
def credits(articles: pd.DataFrame) -> pd.DataFrame:
    """`tables.CREDITS`: the agencies that each article credits.

    Reads article_id, text, and outlet, url and author where there. An outlet or author of the metadata that is an
    agency, and an address of one, give the whole text to it; these have no place.

    >>> attribution.credits(corpus.read(["SEOUL (Reuters) - It rained all night."]))["agency"].to_list()
    ['Reuters']
    """
    read = articles[[name for name in ("article_id", "text", "outlet", "url", "author") if name in articles]]
    rows: list[tuple[object, ...]] = []
    for article in read.to_dict("records"):
        text = article["text"] if isinstance(article["text"], str) else ""
        found = find_credits(text)
        known = wire_of(found)
        stated = None if known else agency_of_metadata(article.get("outlet"), article.get("url"), article.get("author"))
        if stated:
            agency = None if stated[0] == names.UNNAMED_AGENCY else stated[0]
            rows.append((article["article_id"], 0, None, None, agency, WHOLE, stated[1]))
        rows += [(article["article_id"], number, *credit) for number, credit in enumerate(found, start=1)]
    return tables.CREDITS.frame(rows)


@cache
def address_rules() -> tuple[Rule, ...]:
    """The rules of data/credits.toml on addresses."""
    return load_rules("credits.toml", "address")


def agency_of_metadata(outlet: object, url: object, author: object = None) -> tuple[str, str] | None:
    """The agency that an article's outlet, address or author is, and what says so; None: none is one's."""
    for name, what in ((outlet, "outlet"), (author, "author")):
        if isinstance(name, str) and (bare := name.strip().removeprefix("The ")) in names.agencies():
            return names.outlets()[bare], f"{what} of the metadata"
    rule = _address(url)
    return (str(rule.gives["agency"]), "address of the metadata") if rule else None


def is_own_page(outlet: object, url: object) -> bool:
    """Whether an article is an agency's own page, by its outlet or its address; not one that stands on another site."""
    rule = _address(url)
    if rule is not None:
        return bool(rule.gives["is_own"])
    named = agency_of_metadata(outlet, None)
    return named is not None and names.outlet_of_site(url) in {None, named[0]}


def _address(url: object) -> Rule | None:
    return next((rule for rule in address_rules() if rule.pattern.search(url)), None) if isinstance(url, str) else None
