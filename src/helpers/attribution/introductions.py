"""The people whom a text names in full: where, and what is told of them before and behind the name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from helpers import text as reading
from helpers.attribution.full_names import is_particle
from helpers.attribution.persons import (
    INITIALLED,
    LONG_TITLES,
    OWNER,
    RUN,
    SHORT_TITLE,
    SUFFIX,
    UPPER,
    Name,
    gender_of,
    is_listed,
    names_in,
)


class Known(NamedTuple):
    """A person whom the article names in full: where, what is told before and behind, male or female if told."""

    name: str
    at: int
    end: int
    gender: str | None
    before: str
    behind: str


_WORD = re.compile(rf"{UPPER}[\w’'-]+")


_CLAUSE = re.compile(r"[.,;:!?“”\"\n()]")


_CLOSES = re.compile(r"[,.;:)]")


_AGED = re.compile(r",? (?:aged )?\d{1,2}\b")


# a line of a list: "Sen. Ann Lee of Ohio"
_ENTRY = re.compile(
    rf"\W*{SHORT_TITLE}(?: {UPPER}[\w’'.-]*){{2,4}}(?:,? (?:of |\(?[DRI]-){UPPER}[\w .-]{{1,30}}\)?)?\s*"
)


def find_people(text: str) -> list[Known]:
    """Full names in `text` that are people's, in order, with the words before and behind in which roles stand."""
    runs: list[tuple[int, Name, int]] = []  # where the run begins, the name in it, where the line ends
    for first, last in reading.find_lines(text):
        matches = [*RUN.finditer(text, first, last), *INITIALLED.finditer(text, first, last)]
        matches.sort(key=lambda match: match.start())
        told = [(match.start(), name, last) for match in matches for name in names_in(match[0]) if _is_full(name.name)]
        if told and (_ENTRY.fullmatch(text, first, last) or not is_title_case(text[first:last])):
            runs += told  # but "Lee Sees Chance" is nobody
    alone = _count_alone(text, runs) if any(not name.is_sure for _, name, _ in runs) else Counter()
    borne = {name.name.split()[-1] for _, name, _ in runs if name.is_sure}  # "Timeline Lee" is nobody beside Ann Lee
    for surname in borne & alone.keys():
        alone[surname] = 0
    found: list[Known] = []
    for at, name, last in runs:
        known = _known(text, at, name, (found[-1].end if found else 0, last), alone)
        if known:
            found.append(known)
    return found


def _is_full(name: str) -> bool:
    """Whether a name is more than a surname: not "De Mistura"."""
    return " " in name and not (name.count(" ") == 1 and is_particle(name.split()[0]))


def _count_alone(text: str, runs: Sequence[tuple[int, Name, int]]) -> Counter[str]:
    """How often the last word of each name stands without the rest of it."""
    n_words = Counter(_WORD.findall(text))
    n_last = Counter(name.name.split()[-1] for _, name, _ in runs)
    return Counter({word: n_words[word] - n for word, n in n_last.items()})


def _opens(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at].rstrip(" “\"'")
    return at == 0 or not before or before[-1] in ".!?\n:"


def _known(text: str, at: int, name: Name, free: tuple[int, int], alone: Counter[str]) -> Known | None:
    """The person named at `at`; `free`: from the end of the name before to the end of the line.

    A name that nothing shows to be one must have a last word that also stands `alone`, as surnames do.
    """
    start, end = at + name.start, at + name.end
    clauses = _CLAUSE.split(text[max(free[0], start - 90) : start])
    before = _roles_before(clauses[-1].lower())
    if clauses[-1] == " " and len(clauses) > 1 and text[start - 2] == "," and _CLOSES.match(text, end):
        before = _roles_before(clauses[-2].lower(), of_one=True)  # "the country's foreign minister, Ann Lee, said"
    behind = text[end : min(free[1], end + 110)].lower().removeprefix("." if SUFFIX.search(name.name) else "")
    is_apposed = behind.startswith(", ") and not behind.startswith((", but ", ", and ", ", so ", ", while "))
    behind = behind[2:].partition(".")[0] if is_apposed else ""
    first, *_, last = name.name.split()
    if (first in {"Will", "May"} and _opens(text, start)) or text.endswith("St. ", 0, start) or _THING.match(text, end):
        return None  # "Will Obama win?", "the St. Louis County council"
    is_alone = alone[last] > 0 and not is_listed("place_opening", first)
    if not name.is_sure and not is_alone and not _is_introduced(before, behind, text[end : end + 5]):
        return None
    gender = name.gender or gender_of(before)
    title = name.title or _title_before(text, start)
    return Known(name.name, start, end, gender, f"{before} {title}", behind)


_THING = re.compile(
    r" (?:bridge|tunnel|memorial|airport|parkway|highway|expressway|monument|stadium|arena)\b"
)  # "the Ann Lee bridge"
_TITLE = re.compile(rf"{SHORT_TITLE}(?= $)")


def _title_before(text: str, start: int) -> str:
    """The words that a short title right before a name is for, which a place parts from it: "Ohio Gov. Ann Lee"."""
    title = _TITLE.search(text, max(0, start - 12), start)
    return LONG_TITLES.get(title[0].lower(), "") if title else ""


def _roles_before(clause: str, *, of_one: bool = False) -> str:
    """The words before a name that tell what the person is: "spokesman" in "told the group's spokesman".

    `of_one`: only where "the" or an owner tells that the role is one person's.
    """
    words = clause.split()[-5:]
    if not words or not (is_listed("role", words[-1]) or is_listed("title", words[-1])):
        return ""
    if of_one and not any(word in {"the", "its", "their", "his", "her"} or OWNER.search(word) for word in words):
        return ""
    first = len(words) - 1
    while first and (words[first - 1].isalpha() and not is_listed("before_role", words[first - 1])):
        first -= 1
    return " ".join(words[first:])


def _is_introduced(before: str, behind: str, following: str) -> bool:
    """Whether a name without a known given name is a person's: a role stands beside it, or an age."""
    if _AGED.match(following):
        return True
    last = before.split()[-1:] or [""]
    if is_listed("role", last[0]) or is_listed("title", last[0]):
        return True
    return any(is_listed("role", word.strip(",")) for word in behind.split()[:6])


def is_title_case(line: str) -> bool:
    """Whether all longer words of a line have a capital."""
    n_capitals = 0
    for word in line.split():
        if len(word) > 4 and word.isalpha():
            if not word[0].isupper():
                return False
            n_capitals += 1
    return n_capitals > 2
