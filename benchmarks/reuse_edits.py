"""Sentences with one thing exchanged, as several strangers would do it: names, numbers, negation, modality.

Every editor takes a sentence, the names of its article, the names of all articles and a source of chance; it gives
the edited sentence, or None where the sentence holds nothing to exchange. `cases` draws pairs of an original and a
translation of it, edited or not.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from helpers.claims import find_quantities
from helpers.reuse.tokens import Number, make_number
from helpers.reuse.words import NUMBER_WORDS

Names = Sequence[str]
Editor = Callable[[str, Names, Names, random.Random], str | None]

_PIECE = re.compile(r"\w+(?:[’']\w+)?|\W+")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-zà-ž]{2,}(?: [A-Z][a-zà-ž]+)*")
_NOT_NAMES = {
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "The",
    "President",
    "Minister",
}
_SMALL = [word for word, value in NUMBER_WORDS.items() if value < 20]
_TENS = [word for word, value in NUMBER_WORDS.items() if 20 <= value < 100]
_SCALES = ["thousand", "million", "billion"]
_BE = ("is", "are", "was", "were")
_HELPING = (*_BE, "has", "have", "had", "will", "would", "can", "could", "should", "does", "did", "do", "must")
_CONTRACTED = {"is": "isn't", "are": "aren't", "was": "wasn't", "were": "weren't", "has": "hasn't", "have": "haven't",
               "had": "hadn't", "will": "won't", "would": "wouldn't", "can": "can't", "could": "couldn't",
               "should": "shouldn't", "does": "doesn't", "did": "didn't", "do": "don't", "must": "mustn't"}  # fmt: skip
_EXPANDED = {short: long for long, short in _CONTRACTED.items()}
_MODALS = {"may": ("will", "must"), "might": ("will", "must"), "can": ("must",), "will": ("may", "might"),
           "must": ("may", "can"), "should": ("may",), "could": ("will", "must")}  # fmt: skip


def find_names(sentence: str) -> list[str]:
    """Names inside a sentence: capitalised words after a small one."""
    return [name for name in _NAME.findall(sentence) if name.split()[0] not in _NOT_NAMES]


def _exchange(sentence: str, old: str, new: str, rng: random.Random) -> str | None:
    places = [found.start() for found in re.finditer(rf"\b{re.escape(old)}\b", sentence)]
    if not places or old == new:
        return None
    at = rng.choice(places)
    return sentence[:at] + new + sentence[at + len(old) :]


# ---- names ----


def foreign_name(sentence: str, own: Names, others: Names, rng: random.Random) -> str | None:
    """A name of another article for a name of the sentence, of as many words where there is one."""
    found = find_names(sentence)
    return _exchange(sentence, rng.choice(found), rng.choice(others), rng) if found else None


def foreign_word(sentence: str, own: Names, others: Names, rng: random.Random) -> str | None:
    """One word of a name for a word of another article's names: "Angela Merkel" becomes "Angela Ruiz"."""
    found = [word for name in find_names(sentence) for word in name.split() if len(word) > 3]
    words = [word for name in rng.sample(list(others), 5) for word in name.split() if len(word) > 3]
    return _exchange(sentence, rng.choice(found), rng.choice(words), rng) if found and words else None


def own_name(sentence: str, own: Names, others: Names, rng: random.Random) -> str | None:
    """Another name of the same article, none of whose words stands in the sentence."""
    found = find_names(sentence)
    fresh = [name for name in own if not any(word in sentence for word in name.split())]
    return _exchange(sentence, rng.choice(found), rng.choice(fresh), rng) if found and fresh else None


def two_names(sentence: str, own: Names, others: Names, rng: random.Random) -> str | None:
    """Two names of the sentence in each other's place, unless only "and" or a comma stands between."""
    found = sorted(set(find_names(sentence)), key=sentence.index)
    if len(found) < 2:
        return None
    first, second = sorted(rng.sample(range(len(found)), 2))
    one, two = found[first], found[second]
    left, right = sentence.index(one), sentence.rindex(two)
    between = sentence[left + len(one) : right]
    if left + len(one) > right or len(re.findall(r"\w+", between)) < 2 or set(one.split()) & set(two.split()):
        return None
    return sentence[:left] + two + between + one + sentence[right + len(two) :]


# ---- numbers ----


def near_number(sentence: str, own: Names, others: Names, rng: random.Random) -> str | None:
    """Digits a little up or down."""
    return _new_digits(sentence, lambda n: n + rng.choice([-3, -2, -1, 1, 2, 3, 10]), rng)


def far_number(sentence: str, own: Names, others: Names, rng: random.Random) -> str | None:
    """Digits for quite other ones of the same length."""
    return _new_digits(sentence, lambda n: rng.randrange(10 ** (len(str(n)) - 1), 10 ** len(str(n))), rng)


def _new_digits(sentence: str, change: Callable[[int], int], rng: random.Random) -> str | None:
    found = [m for m in re.finditer(r"(?<![\w.,])\d+(?![\w]|[.,]\d)", sentence) if int(m[0]) > 1]
    if not found:
        return None
    place = rng.choice(found)
    fresh = change(int(place[0]))
    if fresh < 2 or fresh == int(place[0]):
        fresh = int(place[0]) + 4
    return sentence[: place.start()] + str(fresh) + sentence[place.end() :]


def number_word(sentence: str, own: Names, others: Names, rng: random.Random) -> str | None:
    """ "three" for "two", "million" for "billion"."""
    parts = _PIECE.findall(sentence)
    places = [i for i, part in enumerate(parts) for family in (_SMALL, _TENS, _SCALES) if part.lower() in family]
    if not places:
        return None
    at = rng.choice(places)
    family = next(f for f in (_SMALL, _TENS, _SCALES) if parts[at].lower() in f)
    fresh = rng.choice([word for word in family if word != parts[at].lower()])
    parts[at] = fresh.capitalize() if parts[at][0].isupper() else fresh
    return "".join(parts)


def two_numbers(sentence: str, own: Names, others: Names, rng: random.Random) -> str | None:
    """Two numbers of the sentence in each other's place."""
    found = [m for m in re.finditer(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])", sentence) if m[0] not in {"0", "1"}]
    if len({m[0] for m in found}) < 2:
        return None
    one = rng.choice(found[:-1])
    later = [m for m in found if m.start() > one.end() and m[0] != one[0]]
    if not later:
        return None
    two = rng.choice(later)
    return sentence[: one.start()] + two[0] + sentence[one.end() : two.start()] + one[0] + sentence[two.end() :]


# ---- negation ----


def _after_verb(sentence: str, verbs: Sequence[str], rng: random.Random, said: Callable[[str], str]) -> str | None:
    """One of `verbs` in the sentence for what `said` makes of it; not where a negation follows."""
    parts = _PIECE.findall(sentence)
    places = [
        i
        for i, part in enumerate(parts)
        if part.lower() in verbs and i + 2 < len(parts) and parts[i + 2].lower() not in {"not", "never", "no"}
    ]
    if not places:
        return None
    at = rng.choice(places)
    parts[at] = said(parts[at])
    return "".join(parts)


def insert_not(sentence: str, own: Names, others: Names, rng: random.Random) -> str | None:
    """ "is" becomes "is not"."""
    return _after_verb(sentence, _HELPING, rng, lambda verb: f"{verb} not")


def insert_contracted(sentence: str, own: Names, others: Names, rng: random.Random) -> str | None:
    """ "is" becomes "isn't"."""
    return _after_verb(sentence, _HELPING, rng, lambda verb: _CONTRACTED.get(verb, f"{verb} not"))


def insert_never(sentence: str, own: Names, others: Names, rng: random.Random) -> str | None:
    """ "is" becomes "is never" or "is no longer"."""
    word = rng.choice(["never", "no longer"])
    return _after_verb(sentence, _HELPING, rng, lambda verb: f"{verb} {word}")


def remove_negation(sentence: str, own: Names, others: Names, rng: random.Random) -> str | None:
    """ "is not" becomes "is", "isn't" too; "never", "no longer" and "no" go."""
    found = [
        m
        for m in re.finditer(r" (?:not|never|no longer|no)\b(?! (?:only|just|\d))|\b\w+n[’']t\b|\bcannot\b", sentence)
        if m[0][0] == " " or m[0].lower().replace("’", "'") in {*_EXPANDED, "cannot"}
    ]
    if not found:
        return None
    place = rng.choice(found)
    low = place[0].lower().replace("’", "'")
    fresh = "" if low[0] == " " else "can" if low == "cannot" else _EXPANDED[low]
    return sentence[: place.start()] + fresh + sentence[place.end() :]


# ---- modality ----


def other_modal(sentence: str, own: Names, others: Names, rng: random.Random) -> str | None:
    """ "may" becomes "will" and so on."""
    parts = _PIECE.findall(sentence)
    places = [i for i, part in enumerate(parts) if part in _MODALS]
    if not places:
        return None
    at = rng.choice(places)
    parts[at] = rng.choice(_MODALS[parts[at]])
    return "".join(parts)


def fact_to_may(sentence: str, own: Names, others: Names, rng: random.Random) -> str | None:
    """ "is" becomes "may be", "has" becomes "may have"."""
    may = rng.choice(["may", "might", "could"])
    return _after_verb(
        sentence, ("is", "are", "has", "have"), rng, lambda verb: f"{may} {'be' if verb.lower() in _BE else 'have'}"
    )


def may_to_fact(sentence: str, own: Names, others: Names, rng: random.Random) -> str | None:
    """ "may have" becomes "has", "could be" becomes "is"."""
    found = list(re.finditer(r"\b(?:may|might|could|must) (have|be)\b", sentence))
    if not found:
        return None
    place = rng.choice(found)
    return sentence[: place.start()] + {"have": "has", "be": "is"}[place[1]] + sentence[place.end() :]


EDITORS: dict[str, tuple[Editor, ...]] = {
    "name": (foreign_name, foreign_word, own_name),
    "number": (near_number, far_number, number_word),
    "negation": (insert_not, insert_contracted, insert_never, remove_negation),
    "modality": (other_modal, fact_to_may, may_to_fact),
    "order": (two_names, two_numbers),
}
EXCHANGES = ("name", "number", "negation", "modality")  # the kinds that recall is the mean of; order stands beside


class Case(NamedTuple):
    """An original sentence, a translation of it, and what was exchanged in it: kind and editor, or "untouched"."""

    article: str
    versions: str  # reference - system, system - system, reference - reference
    kind: str
    editor: str
    original: str
    derived: str


class Versions(NamedTuple):
    """One article in several translations, each a list of sentences."""

    name: str
    references: list[list[str]]
    systems: list[list[str]]


def cases(articles: Sequence[Versions], count: int, seed: int) -> Iterator[Case]:
    """About `count` untouched cases and as many edited ones, each kind and in it each editor as often as it can."""
    rng = random.Random(seed)
    own = {a.name: sorted({n for s in a.references[0] for n in find_names(s)}) for a in articles}
    others = sorted({name for held in own.values() for name in held})
    wanted = [("untouched", None)] * count
    for kind, editors in EDITORS.items():
        wanted += [(kind, editors[k % len(editors)]) for k in range(count // len(EDITORS))]
    for kind, editor in wanted:
        for _ in range(200):
            article = rng.choice(articles)
            row = rng.randrange(len(article.references[0]))
            versions, original, derived = _draw(article, row, rng)
            if len(original.split()) < 5 or original == derived:
                continue
            edited = editor(derived, own[article.name], others, rng) if editor else derived
            if (edited and edited != derived) or not editor:
                name = editor.__name__ if editor else "untouched"
                yield Case(article.name, versions, kind, name, original, edited or derived)
                break


def _draw(article: Versions, row: int, rng: random.Random) -> tuple[str, str, str]:
    kind = rng.choice(["reference - system", "reference - system", "system - system", "reference - reference"])
    if kind == "reference - reference" and len(article.references) > 1:
        one, two = rng.sample(article.references, 2)
    elif kind == "system - system" and len(article.systems) > 1:
        one, two = rng.sample(article.systems, 2)
    else:
        kind, one, two = "reference - system", rng.choice(article.references), rng.choice(article.systems)
    return kind, one[row], two[row]


def numbers_in(text: str) -> list[Number]:
    """The numbers of `text`, as the table `quantities` would have them."""
    made = []
    for found in find_quantities(text):
        value = None if isinstance(found.value, tuple) else found.value
        bounds = (found.low, found.high)
        made.append(make_number((found.start, found.end), found.kind, value, bounds, found.unit, found.period))
    return [number for number in made if number is not None]


def numbers_of(case: Case) -> tuple[list[Number], list[Number]]:
    """The numbers of both sentences of `case`."""
    return numbers_in(case.original), numbers_in(case.derived)
