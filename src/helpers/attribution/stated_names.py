"""Names of outlets and of persons at a place of a text."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from helpers import names
from helpers import text as reading


class Stated(NamedTuple):
    """A name the text states, and where: `text[start:end]` is the evidence."""

    name: str
    start: int
    end: int


CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĮİĶĹĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽ"
_NAME_WORD = rf"[{CAPITAL}](?:\.(?:[{CAPITAL}]\.)*|[\w’'-]*\w)"
PERSON = rf"{_NAME_WORD}(?: (?:{_NAME_WORD}|(?:d[aeiu]|von|van|der|den|al|el|bin|ibn|la|le|di|dos|del)(?= ))){{1,4}}"
_PERSON = re.compile(PERSON)
_OUTLET_WORDS = re.compile(
    rf"(?:[Tt]he )?[{CAPITAL}0-9][\w.’'&!/-]*(?: (?:(?:of|and|de|della|la|für) )?[{CAPITAL}0-9&][\w.’'&!/-]*){{0,5}}"
)
_OUTLET_LIKE = re.compile(
    r"\b(?:Times|Post|News|Herald|Tribune|Journal|Gazette|Daily|Chronicle|Press|Telegraph|Mail|Magazine|Radio|TV"
    r"|Observer|Register|Star|Globe|Mirror|Examiner|Dispatch|Courier|Sentinel|Independent|Standard|Express|Weekly"
    r"|Agency|Broadcasting|Bulletin|Monitor|Pravda|Gazeta|Zeitung|Shimbun|Ilbo|Wire|Inquirer|Ledger|Record|Today|Digest)\b"
    r"|\.(?:com|org|net|ru|ua|uk|co|eu|info)$"
)
_SYNDICATOR = re.compile(r"\b(?:Content Agency|Syndicate|Writers Group|Creators(?:\.com)?)\b", re.IGNORECASE)
_BESIDE = re.compile(r"(?:,| and|, and| &) (?=\S)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[a-z]{3})\. ")  # "© 2019 Newsmax. All rights reserved."
_SECTION_WORDS = reading.word_lists("sources.txt")["section"]
_OFFICES = frozenset(
    {"staff", "desk", "bureau", "editorial", "newsroom", "team", "correspondent", "reporter", "writer"}
)


@cache
def agency_names() -> frozenset[str]:
    """The names of news agencies."""
    return frozenset(names.outlets()[alias] for alias in names.agencies())


def outlet_at(text: str, at: int, end: int, *, unknown: bool = True) -> Stated | None:
    """The outlet whose name begins at `at`: the longest known name, else (with `unknown`) one that looks like one.

    What sells columns to many outlets ("Tribune Content Agency") is none.
    """
    found = _OUTLET_WORDS.match(text, at, min(end, at + 80))
    if not found or _SYNDICATOR.search(found[0]):
        return None
    words = list(re.finditer(r"\S+", _SENTENCE.split(found[0])[0]))
    for n in range(len(words), 0, -1):
        shown = found.group()[: words[n - 1].end()].rstrip(".,;:'’")
        name = names.outlet(shown)
        is_part = n == 1 < len(words) and shown.istitle() and name not in agency_names()  # "National Federation"
        if name and not is_part:
            return Stated(name, at, at + len(shown))
    shown = _SENTENCE.split(found[0])[0].rstrip(".,;:'’")
    if unknown and _OUTLET_LIKE.search(shown):
        bare = shown.removeprefix("the ")
        return Stated(bare, at + len(shown) - len(bare), at + len(shown))
    return None


def outlet_alone(text: str, start: int, end: int) -> Stated | None:
    """The outlet whose name is all that stands in `text[start:end]`."""
    bare = text[start:end].strip(" -–—_()[]/.*|•")
    name = names.outlet(bare) if bare else None
    at = text.index(bare, start) if name else start
    return Stated(name, at, at + len(bare)) if name else None


def outlet_after_person(text: str, start: int, end: int) -> Stated | None:
    """The outlet in "Ann Lee, USA TODAY", all that the line holds; not a photographer's agency."""
    person = _PERSON.match(text, start, end)
    gap = re.compile(r"\s*[,|/–—-]\s*").match(text, person.end(), end) if person else None
    outlet = outlet_at(text, gap.end(), end, unknown=False) if gap else None
    is_photographer = gap is not None and "/" in gap[0] and outlet is not None and outlet.name in agency_names()
    return outlet if outlet and outlet.end == end and not is_photographer else None


def outlet_in_byline(text: str, at: int, end: int) -> Stated | None:
    """The outlet behind "by": "Reuters Staff", "Ann Lee of The Herald"; not "The Times's count"."""
    if outlet := outlet_at(text, at, end, unknown=False):
        return None if text[outlet.start : outlet.end].endswith(("’s", "'s")) else outlet
    person = _PERSON.match(text, at, end)
    at = person.end() if person else at
    for gap in re.finditer(r"(?:^|[,|/(–—-]|\b(?:of|for|in)\b)\s*", text[at:end]):
        outlet = outlet_at(text, at + gap.end(), end, unknown=False)
        if outlet and not re.match(r"\w| [a-z]+ (?!of\b)", text[outlet.end : end]):
            return outlet
    return None


def person_at(text: str, at: int, end: int) -> Stated | None:
    """The person whose name begins at `at`; no outlet, no "Reuters Staff", no "Staff Writer"."""
    found = _PERSON.match(text, at, min(end, at + 60))
    if not found or names.outlet(found[0]) or _OUTLET_LIKE.search(found[0]):
        return None
    words = found[0].split()
    if names.outlet(words[0]) or any(word.lower() in _OFFICES for word in words):
        return None
    return Stated(found[0].title() if found[0].isupper() else found[0], *found.span())


def with_others(text: str, first: Stated, end: int) -> Stated:
    """`first` with those named beside them up to `end`, joined by "; ": "Ann Lee, Bo Ek and Ida Berg, Lund Post"."""
    persons = [first]
    while gap := _BESIDE.match(text, persons[-1].end, end):
        person = _PERSON.match(text, gap.end(), end)
        is_one = person is not None and (_is_like_a_person(person[0]) or "and" in gap[0] or "&" in gap[0])
        another = person_at(text, gap.end(), end) if is_one else None
        if another is None:
            break
        persons.append(another)
    return Stated("; ".join(person.name for person in persons), first.start, persons[-1].end)


def person_alone(text: str, start: int, end: int) -> Stated | None:
    """The person whose name is all that stands in `text[start:end]`, or all but an outlet's; not a photographer's."""
    found = _PERSON.match(text, start, end)
    if not found or not _is_like_a_person(found[0]):
        return None
    person = person_at(text, start, found.end())
    person = with_others(text, person, end) if person else None
    behind = text[person.end : end] if person else ""
    rest = behind.lstrip(" ,|/–—-")
    outlet = names.outlet(rest) if rest else None
    return None if rest and (not outlet or ("/" in behind and outlet in agency_names())) else person


def person_above_role(text: str, start: int, end: int) -> Stated | None:
    """The persons of a line of names and nothing else above what they are: "Ann Lee and Bo Ek"."""
    found = re.fullmatch(rf"({PERSON})(?:(?:,|,? and) {PERSON}){{0,4}}", text[start:end].strip())
    person = person_at(text, start, end) if found else None
    is_place = person is not None and any(names.country(each) for each in (person.name, *person.name.split()))
    return with_others(text, person, end) if person and not is_place else None


def _is_like_a_person(name: str) -> bool:
    words = name.split()
    return not (
        words[0].title() not in names.given_names()
        or any(word.lower().strip(".") in _SECTION_WORDS for word in words)
        or names.outlet(name)
        or _OUTLET_LIKE.search(name)
        or any(names.country(each) for each in (name, *words))
        or (name.isupper() and len(words) != 2)
    )
