"""Where a text says it comes from: outlet, author, republisher, each with the words that say so.

Only what the text states counts: a credit line, a dateline, a byline, a pointer to the original, a sentence that
gives the whole text to an outlet; their words are in data/provenance.toml. An outlet that is merely cited is not an
origin. What only points somewhere (a currency ticker, an editor's insertion) is a hint, never a fact.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import pandas as pd

from helpers import names, tables
from helpers import text as reading
from helpers.arguments import as_text
from helpers.attribution import stated_names
from helpers.attribution.contributors import find_contributors
from helpers.attribution.credits import PARTS, agency_of_metadata, find_credits, is_own_page, wire_of
from helpers.attribution.kinds import find_kinds
from helpers.attribution.stated_names import CAPITAL, PERSON, Stated
from helpers.door import takes_tables
from helpers.rules import Rule, load_rules

Span = tuple[int, int]


class Provenance(NamedTuple):
    """What a text states of its own origin; None where it is silent. Several authors are joined by "; "."""

    outlet: Stated | None
    author: Stated | None
    republisher: Stated | None
    hint: str | None


HEAD_LINES = 8  # lines at the top in which a byline or dateline may stand
DATELINE_LINES = 3  # lines at the top in which a dateline needs no dash: "(CNN) It rained", "Rome (CNN) It rained"
TAIL_LINES = 8  # lines at the end in which a credit may stand
LEAD_LENGTH = 900  # characters of body in which a lead may give the whole text to an outlet

_EDITION = re.compile(
    r"(?:notifications?|news|updates|alerts|newsletters?) (?:from|of|by) |subscribe to |follow |download the ",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"[(\[](?P<name>[^()\[\]]{2,30})[)\]]\.?$|(?:—|–|--?|/)\s*(?P<bare>[A-Z][\w. ’'-]{1,30})/?$")
_QUOTE_ENDS = tuple('”"')
_STOPS = (*_QUOTE_ENDS, *".!?")
_TICKER = re.compile(r"\b\d[\d.,]{0,12} ?([A-Z]{3})\s?[▲▼↑↓]|\b[A-Z]{3}/([A-Z]{3}) \d")
_SLASHED = re.compile(r"/[A-Z]{3} \d")
_EDITOR = re.compile(r"[–—-] ?Ed ?\.\s?\)|\(Ed\. ?note|\bEd ?\.\)")
_BLOG = re.compile(r"\bthe editors? (?:do|does) not (?:always |necessarily )?share\b.*\bblogs?\b", re.IGNORECASE)


def find_provenance(text: str) -> Provenance:
    """What `text` states of its origin.

    Reads the first and last lines, and the lead for a sentence that gives the whole text to an outlet. Misses an
    outlet without a credit word that no list knows, and a byline inside a longer line.

    >>> attribution.find_provenance("LONDON (Reuters) - It rained all night.").outlet
    Stated(name='Reuters', start=8, end=15)
    """
    lines = reading.find_lines(as_text("attribution.find_provenance", text, "attribution.provenance"))
    edges = _edges(text, lines)
    lead, author_in_lead = _given_in_lead(text, lines)
    outlet = _named(text, edges, "outlet") or _dateline(text, lines) or _named(text, edges, "page")
    author = _named(text, edges, "author") or _author_line(text, lines) or _named(text, edges, "note")
    return Provenance(
        outlet=_edition(text, edges, outlet) or _credit_line(text, lines) or lead,
        author=author or author_in_lead,
        republisher=_named(text, edges, "republisher"),
        hint="; ".join(_hints(text)) or None,
    )


def _load(kind: str) -> tuple[Rule, ...]:
    return load_rules("provenance.toml", kind, words={"person": PERSON, "capital": CAPITAL})


@cache
def stated_rules() -> tuple[Rule, ...]:
    """The rules on words of a line behind which an outlet or person is named."""
    return _load("stated")


@cache
def dateline_rules() -> tuple[Rule, ...]:
    """The rules on what opens a line."""
    return _load("dateline")


@cache
def lead_rules() -> tuple[Rule, ...]:
    """The rules on first sentences."""
    return _load("lead")


@cache
def behind_rules() -> tuple[Rule, ...]:
    """What must follow an outlet that a lead names."""
    return _load("behind")


@cache
def role_rules() -> tuple[Rule, ...]:
    """What stands below an author's name at the top of a text."""
    return _load("role")


@cache
def _byline() -> re.Pattern[str]:
    return next(rule.pattern for rule in stated_rules() if rule.name == "byline")


def _has(passage: str, hints: Iterable[str]) -> bool:
    return any(map(passage.__contains__, hints))


def _may_match(rule: Rule, low: str) -> bool:
    return "hints" not in rule.gives or _has(low, rule.gives["hints"])


# The first and last lines


class _Edge(NamedTuple):
    """A line: where it stands, its words in small letters, which it is from the top (0) and from the end (1)."""

    start: int
    end: int
    low: str
    first: int
    last: int


def _edges(text: str, lines: Sequence[Span]) -> list[_Edge]:
    n = len(lines)
    numbers = [*range(min(n, HEAD_LINES)), *range(max(HEAD_LINES, n - TAIL_LINES), n)]
    spans = ((at, *lines[at]) for at in numbers)
    return [_Edge(start, end, text[start:end].lower(), at, n - at) for at, start, end in spans]


@lru_cache(maxsize=8)
def _rules_on(says: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in stated_rules() if rule.gives["says"] == says)


def _named(text: str, edges: Iterable[_Edge], says: str) -> Stated | None:
    """The first outlet or person of whom a line says so."""
    name_at = stated_names.person_at if says in {"author", "note"} else stated_names.outlet_at
    for edge in edges:
        for found in _matches(text, edge, _rules_on(says)):
            if says == "author" and found.groupdict().get("author"):
                return Stated(found["author"], *(edge.start + at for at in found.span("author")))
            of_another = says == "outlet" and any(rule.pattern.search(found[0]) for rule in _rules_on("republisher"))
            if not of_another and (named := name_at(text, edge.start + found.end(), edge.end)):
                return stated_names.with_others(text, named, edge.end) if says == "author" else named
    return None


def _matches(text: str, edge: _Edge, rules: Iterable[Rule]) -> Iterator[re.Match[str]]:
    """Where each of `rules` takes a line that it is for."""
    for rule in rules:
        gives = rule.gives
        is_near = edge.first < gives.get("first", HEAD_LINES) or edge.last <= gives.get("last", TAIL_LINES)
        is_short = edge.end - edge.start <= gives.get("longest", len(text))
        if is_near and is_short and _may_match(rule, edge.low):
            found = rule.pattern.search(text[edge.start : edge.end])
            if found:
                yield found


def _edition(text: str, edges: Sequence[_Edge], outlet: Stated | None) -> Stated | None:
    """`outlet`, or the edition of it that the text's own subscription line names."""
    for edge in edges if outlet else ():
        for found in _EDITION.finditer(text, edge.start, edge.end):
            edition = stated_names.outlet_at(text, found.end(), edge.end)
            if edition and outlet and edition.name.startswith(f"{outlet.name} "):
                return edition
    return outlet


def _dateline(text: str, lines: Sequence[Span]) -> Stated | None:
    """The outlet between place and text: "LONDON (Reuters) - "."""
    for number, (start, end) in enumerate(lines[:HEAD_LINES]):
        opening = text[start : min(end, start + 160)]
        for rule in dateline_rules():
            found = rule.pattern.search(opening) if _may_match(rule, opening) else None
            written = found["name"].strip() if found else ""
            name = names.outlet(written) or (written if rule.gives.get("is_unknown") else None)
            is_agency = written in names.agencies() or written.title() in names.agencies()
            goes_on = opening[found.end() :].lstrip()[:1].islower() if found else True  # "Ida (CNN) told it"
            opens = found is not None and (found.start("name") == 1 or (number < DATELINE_LINES and not goes_on))
            if found and name and (found["dash"] or is_agency or (opens and not rule.gives.get("is_unknown"))):
                at = start + opening.index(written, found.start("name"))
                return Stated(name, at, at + len(written))
    return None


def _credit_line(text: str, lines: Sequence[Span]) -> Stated | None:
    """A line that is an outlet's name, alone or after a byline; or an agency in brackets at the end of the text."""
    if not lines:
        return None
    for number, (start, end) in enumerate(lines):
        is_tail = number >= max(len(lines) - 3, 1)
        if end - start > 120 or not (is_tail or number < HEAD_LINES):
            continue
        if number == 0:  # "USA TODAY", alone
            if named := stated_names.outlet_alone(text, start, end):
                return named
            continue
        above = text[: lines[number - 1][1]].rstrip()[-1:]
        # what stands under a caption or a quotation is credited with that
        is_caption = above in (_QUOTE_ENDS if is_tail else _STOPS)
        byline = _byline().search(text[start:end])
        found = None if is_caption else stated_names.outlet_alone(text, start, end)
        if byline and not found:
            found = stated_names.outlet_in_byline(text, start + byline.end(), end)
        elif not found and not is_caption:
            found = stated_names.outlet_after_person(text, start, end)
        if found:
            return found
    return _closing(text, lines[-1])


def _closing(text: str, line: Span) -> Stated | None:
    """An agency or outlet behind the last sentence: "... he said. (Reuters)"."""
    low = max(line[0], line[1] - 60)
    found = _CLOSING.search(text[low : line[1]])
    role = "name" if found and found["name"] else "bare"
    name = names.outlet(found[role]) if found else None
    if not found or not name:
        return None
    before = text[line[0] : low + found.start()].rstrip()
    if role == "name" and before and before[-1] not in _STOPS and name not in stated_names.agency_names():
        return None  # a list of links names an outlet behind every title
    return Stated(name, low + found.start(role), low + found.end(role))


def _author_line(text: str, lines: Sequence[Span]) -> Stated | None:
    """A line near the headline that is a person's name and nothing else; the first where the next one says whose."""
    is_led = len(lines) > 1 and any(rule.pattern.search(text[slice(*lines[1])].strip()) for rule in role_rules())
    if is_led and (person := stated_names.person_above_role(text, *lines[0])):
        return person
    for start, end in lines[1:4]:
        if end - start > 120:
            return None
        if person := stated_names.person_alone(text, start, end):
            return person
    return None


# The lead, and hints


def _given_in_lead(text: str, lines: Sequence[Span]) -> tuple[Stated | None, Stated | None]:
    """An outlet to which the lead gives the whole text ("This is stated in the Time article"), and its author."""
    limit = min(next((end for start, end in lines if start > LEAD_LENGTH), len(text)), LEAD_LENGTH)
    low = text[:limit].lower()
    behind = {rule.name: rule for rule in behind_rules()}
    for rule in lead_rules():
        for found in rule.pattern.finditer(text, 0, limit) if _may_match(rule, low) else ():
            outlet = stated_names.outlet_at(text, found.end(), len(text), unknown=False)
            at = outlet.end if outlet else 0
            author = behind["author"].pattern.search(text[at : at + 90]) if outlet else None
            then = rule.gives.get("then")
            if outlet and (not then or behind[then].pattern.search(text[at : at + 90])):
                span = [at + place for place in author.span("author")] if author else []
                return outlet, Stated(author["author"], *span) if author else None
    return None, None


def _hints(text: str) -> Iterator[str]:
    ticker = _TICKER.search(text) if _has(text, "▲▼↑↓") or _SLASHED.search(text) else None
    if ticker:
        yield f"exchange rates in {ticker[1] or ticker[2]}"
    if _has(text, ("Ed.", "Ed .")) and _EDITOR.search(text):
        yield "an editor's insertion"
    if _has(text, ("blog", "Blog", "BLOG")) and _BLOG.search(text):
        yield "a site with authors' blogs"


@takes_tables()
def provenance(articles: pd.DataFrame) -> pd.DataFrame:
    """Where each article says it comes from, as table `provenance`: one row an article, NA where it is silent.

    Reads article_id and text; title, outlet, author, published and url where there are any: outlet, author and date
    stand beside what the text states, in columns of their own.

    >>> attribution.provenance(corpus.read(["LONDON (Reuters) - It rained all night."]))["outlet"].to_list()
    ['Reuters']
    """
    named = ("article_id", "text", "title", "outlet", "author", "published", "url")
    columns = [name for name in named if name in articles]
    return tables.PROVENANCE.frame([_row(article) for article in articles[columns].to_dict("records")])


def _row(article: Mapping[Hashable, Any]) -> tuple[Any, ...]:
    text = article["text"] if isinstance(article["text"], str) else ""
    found = find_provenance(text)
    stated = [cell for one in found[:3] for cell in (one or (None, None, None))]
    credits = find_credits(text)
    wire = wire_of(credits)
    outlet, url = article.get("outlet"), article.get("url")
    own = agency_of_metadata(outlet, url)
    named = own or agency_of_metadata(None, None, article.get("author"))
    credited = (wire.agency, wire.start, wire.end) if wire else (named and named[0], None, None)
    is_wire = own is not None and own[0] == credited[0] and is_own_page(outlet, url)
    parts = "|".join(sorted({credit.agency for credit in credits if credit.means == PARTS and credit.agency})) or None
    metadata = [article.get(name) for name in ("outlet", "author", "published")]
    kinds = "|".join(find_kinds({str(name): cell for name, cell in article.items()})) or None
    helped = "|".join(find_contributors(text)) or None
    return (article["article_id"], *stated, found.hint, *credited, parts, is_wire, *metadata, kinds, helped)
