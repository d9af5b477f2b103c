"""The noun that a number counts, without a tagger: where the phrase ends, which word is its head, its singular."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from helpers.claims.numerals import SCALES, TENS, UNITS
from helpers.claims.tokens import NUMBER, WORD, Token, is_joined, low, word_set, words

# A phrase of adjectives and nouns ends before one of these.
ENDS = word_set("ends")
# Modifiers that say nothing about what is counted.
_IDLE = word_set("idle")
_SUPERLATIVES = word_set("superlatives")
IRREGULAR = dict(pair.split(":") for pair in words("irregular_plurals"))
_NOT_MEN = word_set("not_men")
_ADJECTIVES = word_set("adjectives_that_end")
_VERBS = word_set("plurals_or_verbs")
_NO_PLURAL = word_set("not_plural")
_ING = word_set("ing_nouns")


class Counted(NamedTuple):
    """The counted noun: `name` in the singular with what narrows it, and the token after it."""

    name: str
    stop: int
    is_plural: bool


def is_plural(word: str) -> bool:
    """Whether an English word looks like a plural noun."""
    if word in IRREGULAR or (word.endswith("men") and len(word) > 5 and word not in _NOT_MEN):  # "gunmen"
        return True
    if len(word) < 4 or not word.endswith("s") or word in _NO_PLURAL:
        return False
    return not word.endswith(("ss", "us", "is", "'s", "’s", "ous"))


@lru_cache(maxsize=4096)
def singular(word: str) -> str:
    """Singular of an English noun in lower case, as well as endings tell."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if not is_plural(word):
        return word
    if word.endswith("men"):
        return f"{word[:-2]}an"
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def read_counted(tokens: Sequence[Token], i: int, value: float, *, is_bare: bool = False) -> Counted | None:
    """The noun phrase at token `i` that `value` of something counts.

    For one thing the head is the last word of the phrase, else the first plural in it. `is_bare`: only take
    a plural. "of the" may stand between number and noun ("millions of Americans").
    """
    words, places = _phrase(tokens, i)
    if not words:
        return None
    if value == 1.0:
        return None if is_bare else _single(words, places)
    for n, word in enumerate(words):
        if is_plural(word):
            if (
                n + 1 < len(words) and is_plural(words[n + 1]) and words[n + 1] not in _VERBS
            ):  # "31 Abrams tanks", "16 sports stars"
                continue
            return Counted(_name(words[: n + 1]), places[n], True)
    extended = _coordinated(tokens, words, places)
    if extended or is_bare:
        return extended
    return None


def _phrase(tokens: Sequence[Token], i: int) -> tuple[list[str], list[int]]:
    """Up to six words of a phrase, hyphens kept inside them, with the token after each."""
    words: list[str] = []
    places: list[int] = []
    j = i + (low(tokens, i) in {"more", "most", "least", "further"} and low(tokens, i + 1) not in ENDS)
    if (low(tokens, j) in UNITS or low(tokens, j) in TENS) and low(tokens, j + 1) != "-":
        return words, places  # "to 664 from 578 two weeks ago"
    while j < len(tokens) and len(words) < 6:
        token = tokens[j]
        if token.kind != WORD or _is_contracted(token.low):
            break
        if token.low in ENDS and not _goes_on(tokens, i, j, words):
            break
        word = token.low
        j += 1
        while low(tokens, j) == "-" and is_joined(tokens, j) and is_joined(tokens, j + 1):
            word, j = f"{word}-{tokens[j + 1].low}", j + 2
        if j < len(tokens) and tokens[j].kind == NUMBER and (is_joined(tokens, j) or _is_model(tokens, j)):
            word, j = f"{word}{'' if is_joined(tokens, j) else ' '}{tokens[j].low}", j + 1
        if low(tokens, j) == "s" and is_joined(tokens, j):
            word, j = f"{word}s", j + 1
        words.append(word)
        places.append(j)
    return words, places


def _goes_on(tokens: Sequence[Token], i: int, j: int, words: Sequence[str]) -> bool:
    """Whether a word that ends most phrases belongs to this one: "10 high schools", "two old-fashioned men"."""
    if j == i and tokens[j].low == "us":
        return _is_country(tokens, j)
    if j == i and low(tokens, j + 1) == "-" and is_joined(tokens, j + 1) and is_joined(tokens, j + 2):
        return True  # "nine in-person events"
    if tokens[j].low not in _ADJECTIVES or any(map(is_plural, words)) or j + 1 >= len(tokens):
        return False
    if low(tokens, j + 1) == "-" and is_joined(tokens, j + 1) and is_joined(tokens, j + 2):
        return True
    return tokens[j + 1].kind == WORD and tokens[j + 1].low not in ENDS and is_plural(low(tokens, j + 1))


def _is_country(tokens: Sequence[Token], j: int) -> bool:
    """Whether "us" right behind a number is a country: "5,207 US products", for nobody counts "5,207 us"."""
    behind = j > 0 and (tokens[j - 1].kind == NUMBER or low(tokens, j - 1) in SCALES)
    return behind and j + 1 < len(tokens) and tokens[j + 1].kind == WORD and low(tokens, j + 1) not in ENDS


def _is_contracted(word: str) -> bool:
    """ "he'd", "who's": a pronoun with its verb."""
    head, mark, _ = word.replace("’", "'").partition("'")
    return bool(mark) and head in ENDS


def _is_model(tokens: Sequence[Token], j: int) -> bool:
    """Whether the number at `j` belongs to a name: "two new 737 Max jets", "63,150 Model 3s"."""
    if not tokens[j].low.isdecimal() or len(tokens[j].low) > 3:
        return False
    if low(tokens, j + 1) == "s" and is_joined(tokens, j + 1):
        return True
    return (
        j + 1 < len(tokens)
        and tokens[j + 1].kind == WORD
        and len(tokens[j].low) == 3
        and low(tokens, j + 1) not in ENDS
    )


def _single(words: list[str], places: list[int]) -> Counted | None:
    """One thing: the phrase up to its last word that is no verb."""
    n = len(words)
    while n > 1 and (words[n - 1].endswith(("ed", "ing", "ly")) or is_plural(words[n - 1])):
        n -= 1
    if words[n - 1] in _SUPERLATIVES or words[n - 1].endswith("ly"):
        return None
    if n == 1 and words[0].endswith(("ed", "ing")) and len(words[0]) > 4 and words[0] not in _ING:
        return None  # "one urged the group", "two bills, one dealing with weapons"
    return Counted(_name(words[:n]), places[n - 1], False)


def _coordinated(tokens: Sequence[Token], words: list[str], places: list[int]) -> Counted | None:
    """ "digital and physical sales": the noun stands behind a second modifier."""
    j = places[-1]
    if low(tokens, j) not in {"and", "or"} or len(words) > 2:
        return None
    more, ends = _phrase(tokens, j + 1)
    for n, word in enumerate(more[:3]):
        if is_plural(word):
            return Counted(_name([*words, *more[: n + 1]]), ends[n], True)
    return None


def _name(words: list[str]) -> str:
    *before, head = words
    kept = [
        word.removesuffix("'s").removesuffix("’s")
        for word in before
        if word not in _IDLE and word not in _SUPERLATIVES and not word.endswith(("ed", "ly"))
    ]
    return " ".join([*kept, singular(head)])
