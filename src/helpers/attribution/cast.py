"""Who is named in an article: its people by place and by surname, and what a speaker and a mention are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from helpers import names
from helpers.attribution.introductions import Known, find_people
from helpers.attribution.persons import POSSESSIVE, SUFFIX

Span = tuple[int, int]
KEPT = 1 << 12  # mentions whose reading is remembered: names come again and again
HE = frozenset({"he", "she", "him", "her", "his", "who", "himself", "herself"})
IT = frozenset({"it", "its", "which"})
PRONOUNS = (
    HE | IT | {"they", "them", "we", "us", "i", "me", "you", "their", "our", "my", "that", "this", "these", "those",
                 "one", "some", "many", "most", "few", "others", "all", "both", "each", "none", "when", "where", "what",
                 "whom", "whose", "there", "anyone", "everyone", "someone", "nobody", "themselves"}
)  # fmt: skip
JOINT = " and "  # between the names of several people, or states, that say one thing
BODIES = "; "  # between those of several organisations or outlets, in whose own names "and" may stand
JOINED_BY = {"person": JOINT, "state": JOINT, "organisation": BODIES, "outlet": BODIES}


class Speaker(NamedTuple):
    """Whom a mention means: `name`, None when in doubt; `kind` as in table `attributions`."""

    name: str | None
    kind: str
    gender: str | None = None  # as far as a title, a given name or a pronoun tells
    is_someone: bool = False  # one person whom the article does not name


LOOK_BACK = 200  # named people considered for a mention, the nearest before it


class Mention(NamedTuple):
    """A place where a person is named or meant."""

    at: int
    name: str
    gender: str | None
    is_source: bool = False  # said something there
    is_owner: bool = False  # only something of the person's is named


class Article(NamedTuple):
    """What a text names: the people in it, by place and by surname and given name, and when it was published.

    `bearers`, `by_given`: surname or given name -> full name -> the places where it stands. `titled`: the presidents
    named by title and surname. `lazy`: what is found only when first asked for.
    """

    text: str
    people: list[Known]
    places: list[int]
    bearers: Mapping[str, Mapping[str, list[int]]]
    by_given: Mapping[str, Mapping[str, list[int]]]
    gender: Mapping[str, str]
    titled: frozenset[str]
    quotes: list[Span]
    published: date | None
    lazy: dict[str, Any]

    def near(self, at: int) -> list[Known]:
        """The people named around a place."""
        here = bisect_left(self.places, at)
        return self.people[max(0, here - LOOK_BACK) : here + LOOK_BACK]

    def has_lower(self, word: str) -> bool:
        """Whether a word stands in the text without a capital."""
        if "lowers" not in self.lazy:
            self.lazy["lowers"] = frozenset(re.findall(r"[a-z]{3,}", self.text))
        return word.lower() in self.lazy["lowers"]


_TITLED = re.compile(r"President [A-Z][\w’'-]+")
MOST_BEARERS = 50  # full names of one surname that are told apart


@lru_cache(maxsize=1 << 8)
def _gender_in_office(surname: str) -> str | None:
    """Male or female, where all of a surname in data/offices.csv are, by their given names."""
    given = {name.split()[0] for name in names.officeholders() if name.split()[-1] == surname}
    found = {names.given_names().get(name) or None for name in given}
    return found.pop() if len(found) == 1 else None


def read_article(text: str, quotes: Iterable[Span] = (), published: date | None = None) -> Article:
    """The people of `text`; `quotes` are its quoted passages, in which nobody is looked for."""
    people = find_people(text)
    bearers: dict[str, dict[str, list[int]]] = {}
    by_given: dict[str, dict[str, list[int]]] = {}
    gender: dict[str, str] = {}
    for known in people:
        words = SUFFIX.sub("", known.name).split()
        for word, held in ((words[-1], bearers), (words[0], by_given)):
            own = held.setdefault(word, {})
            if known.name in own or len(own) < MOST_BEARERS:
                own.setdefault(known.name, []).append(known.at)
        if known.gender:
            gender.setdefault(known.name, known.gender)
    places = [known.at for known in people]
    office = {name.split()[-1] for name in names.officeholders()}
    titled = {POSSESSIVE.sub("", found) for found in _TITLED.findall(text)}
    titled = {found for found in titled if found.split()[-1] in office}
    for surname in {found.split()[-1] for found in titled}:
        if (told := _gender_in_office(surname)) and surname not in bearers:
            gender[surname] = told
    return Article(text, people, places, bearers, by_given, gender, frozenset(titled), sorted(quotes), published, {})


class Reading(NamedTuple):
    """What the words of a mention tell by themselves: `speaker`, or what in the article decides who that is."""

    speaker: Speaker
    by: str = ""  # pronoun, it, outlet, surname, role, organisation
    words: tuple[str, ...] = ()


UNNAMED = Speaker(None, "unnamed")
Told = Sequence[tuple[int, Speaker]]


def latest(told: Told, *kinds: str, reach: int = 8) -> str | None:
    return next((s.name for _, s in reversed(told[-reach:]) if s.name and s.kind in kinds), None)
