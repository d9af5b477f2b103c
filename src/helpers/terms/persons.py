"""Which words of the texts are surnames: a person is counted by the surname, with or without what stands before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from helpers import names
from helpers.terms.tokens import WORDS, Run, Said
from helpers.text import word_lists


class People(NamedTuple):
    """What the texts show of their persons."""

    surnames: frozenset[str]
    alone: Mapping[str, int]  # words with a capital inside a sentence, none with a capital beside them
    small: Mapping[str, int]  # words in small letters
    heads: frozenset[tuple[str, str]]  # a surname that stands first, and the first part of what follows: "Kim Jong"


@cache
def _no_surnames() -> frozenset[str]:
    """Words that end no person's name, in small letters."""
    lists = word_lists("sources.txt")
    kinds = {"title", "place", "thing", "company", "time", "organisation", "group", "section", "role", "party"}
    own = (lists["opener"], WORDS["no_surname"], WORDS["particle"], word_lists("stop_words.txt")["news"])
    return frozenset().union(*(lists[kind] for kind in kinds), *own)


@cache
def _openings() -> frozenset[str]:
    """Words that open no person's name, in small letters."""
    return _no_surnames() | word_lists("sources.txt")["place_opening"] | WORDS["numeral"]


def learn(articles: Iterable[Sequence[Run]]) -> People:
    """The surnames in the runs of `articles`: of full names, and behind a title.

    One that is a word, too, is a surname where the texts have it in names as often as in small letters.
    """
    alone: Counter[str] = Counter()
    small: Counter[str] = Counter()
    full: Counter[tuple[str, ...]] = Counter()
    found: Counter[str] = Counter()
    for runs in articles:
        before: Said | None = None
        for run in runs:
            words = tuple(said.word for said in run)
            if len(run) > 1:
                full[words] += 1
                alone[words[-1]] += words[0] in WORDS["particle"]
            elif run[0].is_capital and not run[0].is_first:
                alone[words[0]] += 1
                found[words[0]] += bool(before and _is_title_of(before, run[0]) and may_end(words[0]))
            elif words[0].islower():
                small[words[0]] += 1
            before = run[-1]
    people = People(frozenset(), alone, small, _heads(full))
    for words, n in full.items():
        for person in _full_names(words, people):
            found[words[person.surname]] += n
    return people._replace(surnames=frozenset(word for word, n in found.items() if n >= max(1, small[word.lower()])))


def _heads(full: Iterable[tuple[str, ...]]) -> frozenset[tuple[str, str]]:
    long = [
        (words, at) for words in full for at, word in enumerate(words[:-1]) if word.lower() in WORDS["family_first"]
    ]
    return frozenset(_head(words, at) for words, at in long if len(words) > at + 2 or "-" in words[at + 1])


def _head(words: Sequence[str], at: int) -> tuple[str, str]:
    return words[at], words[at + 1].partition("-")[0]


def _is_title_of(before: Said, said: Said) -> bool:
    low = before.word.lower().rstrip(".")
    is_title = low in WORDS["abbreviated"] or (low in WORDS["title"] and before.word[0].isupper())
    return is_title and said.start - before.end <= len(". ")


def may_end(word: str) -> bool:
    """Whether `word` may be a surname, by the lists."""
    plain = all(part[:1].isupper() for part in word.split("-")) and len(word) > 1 and word.lower() not in _no_surnames()
    return plain and not word.isupper() and not names.country(word) and not names.outlet(word)


class Person(NamedTuple):
    """From where to where in a run a person is named, and at which word the surname stands."""

    start: int
    end: int
    surname: int


def _full_names(words: Sequence[str], people: People) -> list[Person]:
    """The full names of persons in a run."""
    found, at = [], 0
    while at < len(words) - 1:
        person = _family_first(words, at, people) or _given_first(words, at, people)
        if person:
            found.append(person)
        at = person.end if person else at + 1
    return found


def _family_first(words: Sequence[str], at: int, people: People) -> Person | None:
    """A name as "Kim Jong Un": what stands behind the surname never stands by itself."""
    if words[at].lower() not in WORDS["family_first"] or not people.alone.get(words[at]):
        return None
    end = at + 1
    while end < min(len(words), at + 3) and words[end][0].isupper() and not _is_surname(words[end], people):
        end += 1
    # "Kim" is a given name, too: "Kim Jong" where the texts have "Kim Jong Un" or "Kim Jong-un", not "Kim Reed"
    is_sure = words[at] not in names.given_names() or _head(words, at) in people.heads
    return Person(at, end, at) if end > at + 1 and is_sure else None


def _is_surname(word: str, people: People) -> bool:
    return bool(people.alone.get(word)) or word in names.surnames()


def _given_first(words: Sequence[str], at: int, people: People) -> Person | None:
    end = at + 1
    while end < len(words) - 1 and _is_middle(words[end], words[end + 1], people):
        end += 1
    last, whole = words[end], " ".join(words[at : end + 1])
    if not may_end(last) or names.organisation(whole) or names.outlet(whole) or names.country(whole):
        return None
    is_shown = _is_surname(last, people) or last.lower() not in people.small
    return Person(at, end + 1, end) if is_shown and _opens(words[at], last, people) else None


def _is_middle(word: str, following: str, people: People) -> bool:
    """Whether a name goes on behind `word`: an initial, a particle, or a further name with the surname behind it."""
    if len(word.rstrip(".")) == 1 or word in WORDS["particle"]:
        return True
    is_name = word[0].isupper() and (word in names.given_names() or not people.alone.get(word))
    return is_name and may_end(following) and _is_surname(following, people)


def _opens(word: str, last: str, people: People) -> bool:
    """Whether `word` may be the given name of somebody called `last`."""
    if word.lower() in _openings() or word.isupper() or not word[0].isupper() or names.country(word):
        return word in names.given_names() and _is_surname(last, people) and last.lower() not in people.small
    if word in names.given_names():
        return True
    is_odd = word.lower() not in people.small and not people.alone.get(word)
    return is_odd and last.lower() not in people.small and _is_surname(last, people)


def persons_in(words: Sequence[str], people: People) -> list[Person]:
    """The persons named in a run of words, each with a surname of the texts."""
    found = [person for person in _full_names(words, people) if words[person.surname] in people.surnames]
    taken = {place for person in found for place in range(person.start, person.end)}
    for place, word in enumerate(words):
        if place not in taken and word in people.surnames and (*words[place + 1 :], "and")[0] == "and":
            found.append(Person(_particle_before(words, place), place + 1, place))
    return sorted(found)


def _particle_before(words: Sequence[str], at: int) -> int:
    """Where the particles of a surname begin: "de Blasio"."""
    while at and words[at - 1].lower() in WORDS["particle"]:
        at -= 1
    return at


def written(words: Sequence[str], person: Person) -> str:
    """The surname of `person` with its particles, capitals as in a name."""
    own = words[person.surname]
    return " ".join([*words[_particle_before(words, person.surname) : person.surname], _titled(own)])


def _titled(word: str) -> str:
    return word.title() if word.isupper() and len(word) > 3 else word


def surname(said: Said, people: People) -> str:
    """The surname that a word is, in capitals too; else empty."""
    word = _titled(said.word)
    return word if (said.is_capital or said.word.isupper()) and word in people.surnames else ""
