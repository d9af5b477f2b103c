"""Where a text says it comes from: outlet, author, republisher, each with the words that say so.

Only what the text states counts: a credit line, a dateline, a byline, a pointer to the original, a sentence that
gives the whole text to an outlet. An outlet that is merely cited is not an origin. What only points somewhere
(a currency ticker, an editor's insertion) is a hint, never a fact.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from helpers import names, tables
from helpers import text as reading
from helpers.arguments import as_text
from helpers.attribution.credits import PARTS, agency_of_metadata, find_credits, is_own_page, wire_of
from helpers.door import takes_tables

Span = tuple[int, int]


class Stated(NamedTuple):
    """A name the text states, and where: `text[start:end]` is the evidence."""

    name: str
    start: int
    end: int


class Provenance(NamedTuple):
    """What a text states of its own origin; None where it is silent."""

    outlet: Stated | None
    author: Stated | None
    republisher: Stated | None
    hint: str | None


HEAD_LINES = 8  # lines at the top in which a byline or dateline may stand
TAIL_LINES = 8  # lines at the end in which a credit may stand
LEAD_LENGTH = 900  # characters of body in which a lead may give the whole text to an outlet
LINE_LENGTH = 400  # a credit stands in a short line, or at one end of a long one

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĮİĶĹĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽ"
_OUTLET_WORDS = re.compile(
    rf"(?:[Tt]he )?[{_CAPITAL}0-9][\w.’'&!/-]*(?: (?:(?:of|and|de|della|la|für) )?[{_CAPITAL}0-9&][\w.’'&!/-]*){{0,5}}"
)
_OUTLET_LIKE = re.compile(
    r"\b(?:Times|Post|News|Herald|Tribune|Journal|Gazette|Daily|Chronicle|Press|Telegraph|Mail|Magazine|Radio|TV"
    r"|Observer|Register|Star|Globe|Mirror|Examiner|Dispatch|Courier|Sentinel|Independent|Standard|Express|Weekly"
    r"|Agency|Broadcasting|Bulletin|Monitor|Pravda|Gazeta|Zeitung|Shimbun|Ilbo|Wire|Inquirer|Ledger|Record|Today|Digest)\b"
    r"|\.(?:com|org|net|ru|ua|uk|co|eu|info)$"
)
_NAME_WORD = rf"[{_CAPITAL}](?:\.(?:[{_CAPITAL}]\.)*|[\w’'-]*\w)"
_PERSON = re.compile(
    rf"{_NAME_WORD}(?: (?:{_NAME_WORD}|(?:d[aeiu]|von|van|der|den|al|el|bin|ibn|la|le|di|dos|del)(?= ))){{1,4}}"
)

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?\.?"
_PLACE_WORD = rf"[{_CAPITAL}][\w.’'-]*"
_PLACE = (
    rf"{_PLACE_WORD}(?:[ /-](?:(?:of|de|la|du|and) )?{_PLACE_WORD}){{0,4}}(?:, {_PLACE_WORD}(?: {_PLACE_WORD}){{0,2}})?"
)
_DATELINE = re.compile(
    rf"(?:{_PLACE},? ?)?(?:{_DATE},? ?)?(?:[(\[](?P<round>[^()\[\]\n]{{2,40}})[)\]]|/(?P<slash>[^/\n]{{2,40}})/\.?)"
    r"(?: ?(?P<dash>--?|[—–_―:.])(?=\s|$|\w)|(?=\s|$))"
)
_CAPITAL_DATELINE = re.compile(rf"[{_CAPITAL}]{{3}}[{_CAPITAL} .'’/-]*,? ?(?:{_DATE},? ?)?[(\[/]$")
_DATELINE_BARE = re.compile(
    rf"(?:{_PLACE}[,:]? )?(?P<name>[{_CAPITAL}][\w. ’'-]{{1,30}}?) ?(?:—|–|--| -)\s*(?=[{_CAPITAL}“\"])"
)

_DASHES = ("—", "–", "--", " -")

_PUBLISHED = (
    r"(?:published|appeared|posted|printed|syndicated|produced|distributed|provided|written|reported|released|run|ran"
    r"|aired|carried|featured)"
)
_WORKS = (
    "article", "story", "report", "piece", "column", "essay", "text", "op-ed", "commentary", "interview", "dispatch",
    "post", "item", "material", "content", "publication", "editorial",
)  # fmt: skip
_WORK = f"(?:{'|'.join(_WORKS)})"
_CREDIT = re.compile(
    # "the article posted on" may be another's; "this article posted on" is not
    rf"(?:(?:this {_WORK}s? (?:(?:was|is|has been|had been|were|is being) )?"
    rf"|the {_WORK}s? (?:was|is|has been|had been|were|is being) (?!first reported))"
    rf"(?:(?:originally|first|previously|initially) )?{_PUBLISHED}"
    # "Originally published in", of the text itself; "a plan, which was first reported in" speaks of something else
    r"|(?:^[^\w\n]*|[.!?:;|(\[—–-] ?|\b(?:it|this) (?:was |is |has been )?)"
    # what others reported first is the news, not the text
    rf"(?:originally|first|previously) (?!reported){_PUBLISHED}|appeared first|^published"
    rf"|(?:this|the) {_WORK} (?:was |is |has been )?"
    r"(?:re-?published|re-?printed|taken|adapted|excerpted|translated|reproduced|comes)"
    r"|(?:re-?published|re-?printed|reproduced|excerpted|adapted)(?= (?:with|from|by|courtesy))"
    r")(?: (?:with|by) (?:the )?(?:kind )?permission)?(?: (?:online|here|exclusively))?"
    rf"(?:,? on (?:\w+day,? )?{_DATE},?)? (?:in|on|by|at|from|of)\s",
    re.IGNORECASE | re.MULTILINE,
)
_WRITTEN = re.compile(
    rf"(?:[Tt]his|[Tt]he) {_WORK} (?:was|is) (?:first |originally )?(?:written|published|reported) by "
    rf"(?P<author>{_PERSON.pattern}) (?:for|in|on) (?:the )?"
)
_POINTER = re.compile(
    r"(?:(?:see|read|view|find|click here (?:for|to (?:see|read|view))) (?:the )?(?:full |complete |original |entire )*"
    rf"(?:original|full|entire|complete)(?: (?:{_WORK}|version|source))? (?:here )?(?:on|at|in|from|via)\s"
    r"|courtesy of\s|(?:original )?source\s?:\s*|via\s?:\s*|credit\s?:\s*"
    r"|(?:text|story|article) (?:by|from|via)\s?:?\s)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?<!image )(?<!photo )(?<!media )(?<!picture )"
    r"(?:(?:copyright|©|\(c\))\s*)+(?:\d{4}(?:\s?[-–]\s?\d{2,4})?,?\s*)?(?:(?:by|of)\s+)?",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\bthis (?:is|was|has been) (?:stated|said|reported|written|discussed|described|noted|mentioned|announced) "
    r"(?:about )?(?:in (?:an? |the )?|by )"
    rf"|\b(?:about this|as) (?:is )?(?:written|reported|stated) in (?:an? |the )?{_WORK} (?:by|of|in|for) "
    r"|, (?:says|writes|write|reports) (?=(?:the )?[A-Z])",
    re.IGNORECASE,
)
_OF_OUTLET = re.compile(
    rf"(?:(?:an? |the )?{_WORK} (?:by|of|in|for|on|from) )?"
    r"(?:(?:the )?(?:\w+ ){0,2}(?:newspaper|magazine|website|agency|outlet|broadcaster|channel|portal|tabloid) )?",
    re.IGNORECASE,
)
_WORK_OF = re.compile(rf"(?:[’']s?)?\s*{_WORK}\b")
_EDITION = re.compile(
    r"(?:notifications?|news|updates|alerts|newsletters?) (?:from|of|by) |subscribe to |follow |download the ",
    re.IGNORECASE,
)

_CLOSING = re.compile(r"[(\[](?P<name>[^()\[\]]{2,30})[)\]]\.?$|(?:—|–|--?|/)\s*(?P<bare>[A-Z][\w. ’'-]{1,30})/?$")
_QUOTE_ENDS = tuple('”"')
_STOPS = (*_QUOTE_ENDS, *".!?")
_BYLINE = re.compile(
    rf"(?:(?:opinion|analysis|comment|reporting|posted|words|guest post|{_PUBLISHED}|{_WORK})\s?)?"
    r"(?:\bby\b|authors?\s?:|text\s?:)\s*:?\s*",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"\((?:reporting|writing|report|compiled|story|text) (?:and writing |and editing )?by ",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"about the authors?\s?[.:–—-]?\s*", re.IGNORECASE)
_BIO = re.compile(
    r",? (?:is|was) (?:an?|the|currently|BBC|CNN) .*\b(?:professor|fellow|columnist|journalist|writer|author|editor"
    r"|correspondent|director|historian|analyst|lecturer|reporter|researcher|scholar|commentator|contributor|minister"
    r"|scientist|economist)\b"
)
_REPUBLISHED = re.compile(
    r"(?:re-?published|re-?printed|re-?posted|reproduced|syndicated) (?:here )?by\s"
    r"|has not been (?:edited|created|altered|modified) by (?:the )?(?=[A-Z])|not been edited by (?:the )?",
    re.IGNORECASE,
)
_SECTION_WORDS = reading.word_lists("sources.txt")["section"]
_OFFICES = frozenset(
    {"staff", "desk", "bureau", "editorial", "newsroom", "team", "correspondent", "reporter", "writer"}
)
_TICKER = re.compile(r"\b\d[\d.,]{0,12} ?([A-Z]{3})\s?[▲▼↑↓]|\b[A-Z]{3}/([A-Z]{3}) \d")
_EDITOR = re.compile(r"[–—-] ?Ed ?\.\s?\)|\(Ed\. ?note|\bEd ?\.\)")
_BLOG = re.compile(r"\bthe editors? (?:do|does) not (?:always |necessarily )?share\b.*\bblogs?\b", re.IGNORECASE)


# A passage without one of these cannot match the pattern: to look for them first is much faster.
_CREDIT_HINTS = (
    "published", "printed", "reproduced", "excerpted", "adapted", "originally ", "previously ", "appeared first",
)  # fmt: skip
_REPUBLISHED_HINTS = ("published", "printed", "posted", "reproduced", "syndicated", "not been")
_COPYRIGHT_HINTS = ("copyright", "©", "(c)")
_LEAD_HINTS = (
    "this is ", "this was ", "this has been ", "written in ", "reported in ", "stated in ", ", says ", ", write",
    ", reports ",
)  # fmt: skip
_ON_ITSELF = re.compile(rf"th(?:is|e) {_WORK}")  # in lower case, like the hints
_FIRST = re.compile(rf"first {_PUBLISHED}")
_SLASHED = re.compile(r"/[A-Z]{3} \d")


class Edges(NamedTuple):
    """The first and last lines of a text, and all of them in lower case, a line end before each.

    `on_itself` are those that may speak of the text: "this article was ..."
    """

    lines: list[Span]
    lowered: str
    on_itself: set[Span]


def _has(passage: str, hints: Iterable[str]) -> bool:
    return any(map(passage.__contains__, hints))


def _hinted(lines: Sequence[Span], lowered: str, hints: Iterable[str], *patterns: re.Pattern[str]) -> set[Span]:
    """Those of `lines` that have one of `hints`, or match one of `patterns`, in lower case."""
    said = [hint for hint in hints if hint in lowered]
    matched = [pattern for pattern in patterns if pattern.search(lowered)]
    if not (said or matched):
        return set()
    return {
        line
        for line, written in zip(lines, lowered.split("\n")[1:], strict=True)
        if _has(written, said) or any(pattern.search(written) for pattern in matched)
    }


def find_provenance(text: str) -> Provenance:
    """What `text` states of its origin.

    Reads the first and last lines, and the lead for a sentence that gives the whole text to an outlet. Misses an
    outlet without a credit word that no list knows, and a byline inside a longer line.

    >>> attribution.find_provenance("LONDON (Reuters) - It rained all night.").outlet
    Stated(name='Reuters', start=8, end=15)
    """
    lines = reading.find_lines(as_text("attribution.find_provenance", text, "attribution.provenance"))
    edges = _edges(text, lines)
    lead = _given_in_lead(text, lines)
    return Provenance(
        outlet=(
            _pointed(text, lines, edges)
            or _dateline(text, lines)
            or _copyrighted(text, lines, edges)
            or _credit_line(text, lines)
            or lead
        ),
        author=_find_author(text, lines, edges) or (_author_after(text, lead.end) if lead else None),
        republisher=_find_republisher(text, edges),
        hint=_find_hint(text),
    )


def _edges(text: str, lines: Sequence[Span]) -> Edges:
    head = lines[:HEAD_LINES]
    found = [*head, *lines[max(len(head), len(lines) - TAIL_LINES) :]]
    lowered = "".join([f"\n{text[start:end]}" for start, end in found]).lower()
    return Edges(found, lowered, _hinted(found, lowered, (), _ON_ITSELF))


def _outlet_at(text: str, at: int, end: int, *, unknown: bool = True) -> Stated | None:
    """The outlet whose name begins at `at`: the longest known name, else (with `unknown`) one that looks like one."""
    found = _OUTLET_WORDS.match(text, at, min(end, at + 80))
    if not found:
        return None
    words = list(re.finditer(r"\S+", found.group()))
    for n in range(len(words), 0, -1):
        shown = found.group()[: words[n - 1].end()].rstrip(".,;:'’")
        name = names.outlet(shown)
        is_part = n == 1 < len(words) and shown.istitle() and name not in _agency_names()  # "National Federation"
        if name and not is_part:
            return Stated(name, at, at + len(shown))
    shown = re.split(r"(?<=[a-z])\. ", found.group())[0].rstrip(".,;:'’")
    if unknown and _OUTLET_LIKE.search(shown):
        bare = shown.removeprefix("the ")
        return Stated(bare, at + len(shown) - len(bare), at + len(shown))
    return None


def _pointed(text: str, lines: Sequence[Span], edges: Edges) -> Stated | None:
    """An outlet named by a pointer to the original or by a sentence about the text's publication."""
    credited = edges.on_itself | _hinted(edges.lines, edges.lowered, _CREDIT_HINTS, _FIRST)
    return _noticed(text, lines, edges, {_WRITTEN: edges.on_itself, _CREDIT: credited}, _POINTER)


def _copyrighted(text: str, lines: Sequence[Span], edges: Edges) -> Stated | None:
    """An outlet named in a copyright line: of the page, so that it says less than a dateline."""
    return _noticed(text, lines, edges, {_COPYRIGHT: _hinted(edges.lines, edges.lowered, _COPYRIGHT_HINTS)})


def _noticed(
    text: str,
    lines: Sequence[Span],
    edges: Edges,
    marked: Mapping[re.Pattern[str], set[Span]],
    pointer: re.Pattern[str] | None = None,
) -> Stated | None:
    for start, end in edges.lines:
        notices = [pointer.match(text, start, end)] if pointer else []
        notices += [
            pattern.search(text, max(start, end - LINE_LENGTH), end)
            for pattern, those in marked.items()
            if (start, end) in those
        ]
        for found in filter(None, notices):
            if _REPUBLISHED.search(text, found.start(), found.end()):
                continue  # "republished by" names the republisher
            outlet = _outlet_at(text, found.end(), end)
            if outlet:
                return _edition(text, lines, outlet)
    return None


def _edition(text: str, lines: Sequence[Span], outlet: Stated) -> Stated:
    """`outlet`, or the edition of it that the text's own subscription line names."""
    for start, end in lines[-TAIL_LINES:]:
        for found in _EDITION.finditer(text, start, end):
            edition = _outlet_at(text, found.end(), end)
            if edition and edition.name != outlet.name and edition.name.startswith(f"{outlet.name} "):
                return edition
    return outlet


def _dateline(text: str, lines: Sequence[Span]) -> Stated | None:
    for start, end in lines[:HEAD_LINES]:
        opening = text[start : min(end, start + 160)]
        found = _DATELINE.match(text, start, start + len(opening)) if _has(opening, "([/") else None
        if found:
            role = "round" if found["round"] else "slash"
            inner = names.outlet(found[role])
            is_agency = found[role].strip() in names.agencies() or found[role].strip().title() in names.agencies()
            if (
                not inner
                and found["dash"]
                and not re.search(r"\d", found[role])
                and _CAPITAL_DATELINE.match(text, start, found.start(role))
            ):
                inner = found[role].strip()  # "TEHRAN, Jul. 27 (MNA) -": an agency no list knows
            if inner and (found["dash"] or is_agency):
                at = found.start(role) + len(found[role]) - len(found[role].lstrip())
                return Stated(inner, at, at + len(found[role].strip()))
        bare = _DATELINE_BARE.match(text, start, min(end, start + 120)) if _has(opening, _DASHES) else None
        if bare and bare["name"].strip() in names.agencies():
            return Stated(names.outlets()[bare["name"].strip()], *bare.span("name"))
    return None


def _credit_line(text: str, lines: Sequence[Span]) -> Stated | None:
    """A line that is an outlet's name, alone or after a byline; or an agency in brackets at the end of the text."""
    if not lines:
        return None
    for number, (start, end) in enumerate(lines):
        is_tail = number >= max(len(lines) - 3, 1)
        if number == 0 or end - start > 120 or not (is_tail or number < HEAD_LINES):
            continue
        above = text[: lines[number - 1][1]].rstrip()[-1:]
        # what stands under a caption or a quotation is credited with that
        if above not in (_QUOTE_ENDS if is_tail else _STOPS):
            if found := _bare_outlet(text, start, end) or _after_person(text, start, end):
                return found
        elif (byline := _BYLINE.match(text, start, end)) and (found := _after_byline(text, byline.end(), end)):
            return found
    return _closing(text, lines[-1])


def _bare_outlet(text: str, start: int, end: int) -> Stated | None:
    bare = text[start:end].strip(" -–—_()[]/.*|•")
    name = names.outlet(bare) if bare else None
    at = text.index(bare, start) if name else start
    return Stated(name, at, at + len(bare)) if name else None


def _after_person(text: str, start: int, end: int) -> Stated | None:
    """The outlet in "By Reuters Staff", "By Ann Lee of The Herald"; without "by" the line is "Ann Lee, USA TODAY"."""
    if byline := _BYLINE.match(text, start, end):
        return _after_byline(text, byline.end(), end)
    person = _PERSON.match(text, start, end)
    gap = re.compile(r"\s*[,|/–—-]\s*").match(text, person.end(), end) if person else None
    outlet = _outlet_at(text, gap.end(), end, unknown=False) if gap else None
    is_photographer = gap is not None and "/" in gap[0] and outlet is not None and outlet.name in _agency_names()
    return outlet if outlet and outlet.end == end and not is_photographer else None


def _after_byline(text: str, at: int, end: int) -> Stated | None:
    outlet = _outlet_at(text, at, end, unknown=False)
    if outlet and text[outlet.start : outlet.end].endswith(("’s", "'s")):
        return None  # "By The Times's count"
    if outlet:
        return outlet
    person = _PERSON.match(text, at, end)
    at = person.end() if person else at
    for gap in re.finditer(r"(?:^|[,|/(–—-]|\b(?:of|for|in)\b)\s*", text[at:end]):
        outlet = _outlet_at(text, at + gap.end(), end, unknown=False)
        if outlet and not re.match(r"\w| [a-z]+ (?!of\b)", text[outlet.end : end]):
            return outlet
    return None


def _closing(text: str, line: Span) -> Stated | None:
    """An agency or outlet behind the last sentence: "... he said. (Reuters)"."""
    low = max(line[0], line[1] - 60)
    found = _CLOSING.search(text[low : line[1]])
    role = "name" if found and found["name"] else "bare"
    name = names.outlet(found[role]) if found else None
    if not found or not name:
        return None
    before = text[line[0] : low + found.start()].rstrip()
    if role == "name" and before and before[-1] not in _STOPS and name not in _agency_names():
        return None  # a list of links names an outlet behind every title
    return Stated(name, low + found.start(role), low + found.end(role))


@cache
def _agency_names() -> frozenset[str]:
    return frozenset(names.outlets()[alias] for alias in names.agencies())


def _given_in_lead(text: str, lines: Sequence[Span]) -> Stated | None:
    """An outlet to which the lead gives the whole text ("This is stated in the Time article")."""
    limit = next((end for start, end in lines if start > LEAD_LENGTH), len(text))
    limit = min(limit, LEAD_LENGTH)
    if not _has(text[:limit].lower(), _LEAD_HINTS):
        return None
    for found in _LEAD.finditer(text, 0, limit):
        at = _OF_OUTLET.match(text, found.end())
        outlet = _outlet_at(text, at.end() if at else found.end(), len(text), unknown=False)
        if not outlet:
            continue
        if text[found.start()] != ",":
            if (
                text[outlet.end : outlet.end + 1] in {".", ","}
                or _WORK_OF.match(text, outlet.end)
                or (at and at.group())
            ):
                return outlet
        elif _author_after(text, outlet.end):
            return outlet
    return None


def _author_after(text: str, at: int) -> Stated | None:
    """The person named right after an outlet ("says The Herald Ann Lee"), before the sentence ends."""
    gap = re.compile(r"(?:[’']s)? (?:columnist |author |journalist |correspondent |writer |contributor )?").match(
        text, at
    )
    person = gap and _PERSON.match(text, gap.end(), gap.end() + 60)
    if person and text[person.end() : person.end() + 1] in {".", ","}:
        return Stated(person.group(), *person.span())
    return None


def _find_author(text: str, lines: Sequence[Span], edges: Edges) -> Stated | None:
    return _byline(text, edges) or _written_by(text, edges) or _author_line(text, lines) or _author_note(text, lines)


def _written_by(text: str, edges: Edges) -> Stated | None:
    for start, end in sorted(edges.on_itself):
        found = _WRITTEN.search(text, max(start, end - LINE_LENGTH), end)
        if found:
            return Stated(found["author"], *found.span("author"))
    return None


def _byline(text: str, edges: Edges) -> Stated | None:
    is_reported = _REPORTING.search(edges.lowered)
    for number, (start, end) in enumerate(edges.lines):
        # further down a byline heads an inset of somebody else; at the very end it is the text's
        is_own = number < HEAD_LINES or number >= len(edges.lines) - 3
        found = _BYLINE.match(text, start, end) if is_own and end - start < 200 else None
        found = found or (_REPORTING.search(text, max(start, end - 200), end) if is_reported else None)
        person = found and _person_at(text, found.end(), end)
        if person:
            return person
    return None


def _person_at(text: str, at: int, end: int) -> Stated | None:
    found = _PERSON.match(text, at, min(end, at + 60))
    if not found or names.outlet(found.group()) or _OUTLET_LIKE.search(found.group()):
        return None
    words = found.group().split()
    if names.outlet(words[0]) or any(word.lower() in _OFFICES for word in words):
        return None  # "By Reuters Staff", "by Staff Writer"
    shown = found.group().title() if found.group().isupper() else found.group()
    return Stated(shown, *found.span())


def _author_line(text: str, lines: Sequence[Span]) -> Stated | None:
    """A line near the headline that is a person's name and nothing else."""
    for start, end in lines[1:4]:
        person = _PERSON.match(text, start, end)
        rest = text[person.end() : end].lstrip(" ,|/–—-") if person else ""
        if person and rest and "/" in text[person.end() : end] and names.outlet(rest) in _agency_names():
            continue  # a photographer
        if person and _looks_like_person(person.group()) and (not rest or names.outlet(rest)):
            return _person_at(text, start, person.end())
        if end - start > 120:
            break
    return None


def _looks_like_person(name: str) -> bool:
    words = name.split()
    if words[0].title() not in names.given_names() or (
        any(word.lower().strip(".") in _SECTION_WORDS for word in words)
        or names.outlet(name)
        or _OUTLET_LIKE.search(name)
    ):
        return False
    if names.country(name) or any(names.country(word) for word in words):
        return False
    return not name.isupper() or len(words) == 2


def _author_note(text: str, lines: Sequence[Span]) -> Stated | None:
    """The author as a note at the end names him ("About the author. NAME, journalist", "NAME is a professor ...")."""
    for start, end in lines[-TAIL_LINES:]:
        about = _ABOUT.match(text, start, end)
        if not about and (end - start >= LINE_LENGTH or (start, end) not in lines[-3:]):
            continue
        at = about.end() if about else start + len(text[start:end]) - len(text[start:end].lstrip(" –—-*"))
        person = _person_at(text, at, end)
        if person and (about or _BIO.match(text, person.end, end)):
            return person
    return None


def _find_republisher(text: str, edges: Edges) -> Stated | None:
    for start, end in sorted(_hinted(edges.lines, edges.lowered, _REPUBLISHED_HINTS)):
        found = _REPUBLISHED.search(text, start, end) if end - start < 2 * LINE_LENGTH else None
        outlet = found and _outlet_at(text, found.end(), end)
        if outlet:
            return outlet
    return None


def _find_hint(text: str) -> str | None:
    hints = []
    ticker = _TICKER.search(text) if _has(text, "▲▼↑↓") or _SLASHED.search(text) else None
    if ticker:
        hints.append(f"exchange rates in {ticker[1] or ticker[2]}")
    if _has(text, ("Ed.", "Ed .")) and _EDITOR.search(text):
        hints.append("an editor's insertion")
    if _has(text, ("blog", "Blog", "BLOG")) and _BLOG.search(text):
        hints.append("a site with authors' blogs")
    return "; ".join(hints) or None


@takes_tables()
def provenance(articles: pd.DataFrame) -> pd.DataFrame:
    """Where each article says it comes from, as table `provenance`: one row an article, NA where it is silent.

    Reads article_id and text; outlet, author, published and url where there are any: they stand beside what the text
    states, in columns of their own.

    >>> attribution.provenance(corpus.read(["LONDON (Reuters) - It rained all night."]))["outlet"].to_list()
    ['Reuters']
    """
    columns = [name for name in ("article_id", "text", "outlet", "author", "published", "url") if name in articles]
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
    return (article["article_id"], *stated, found.hint, *credited, parts, is_wire, *metadata)
