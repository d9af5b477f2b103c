"""Which of two texts came first: a probability, with what it rests on."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import NamedTuple

from helpers.reuse.weights import read_weights
from helpers.reuse.words import split_words

SPEAKS = 0.7  # probability from which a direction is named; between 1 - SPEAKS and SPEAKS it is unknown
STATED = 0.97  # that a text which names its source is the derived one
DATED = 0.95  # that what was published first came first: dates on pages are sometimes those of an update

# What was dropped weighs most; then what machine translation leaves behind: "of the" for a genitive, fewer
# contractions, commoner and shorter words, spaces round hyphens and punctuation, typewriter quotes.
DETAIL = ("n_left_out", "share_left_out", "length")
_CONTRACTION = re.compile(r"\w['’](?:s|t|re|ve|ll|d|m)\b")
_OF_THE = re.compile(r"\bof the\b", re.IGNORECASE)
_BAD_SPACE = re.compile(r"\s[,.;:!?%)]|\(\s|\$\s|\s-\w|\w-\s")
_TYPOGRAPHIC = re.compile("[“”’‘—–]")


class Account(NamedTuple):
    """One text of a pair: what of it is aligned, and how much is not."""

    aligned: str
    n_left_out: int  # words of the sentences without counterpart
    n_words: int


class Guess(NamedTuple):
    """Probability that the left text is the original, and what it rests on; None: unknown."""

    probability: float
    basis: str | None


def guess_direction(left: Account, right: Account) -> Guess:
    """Which came first, from the texts alone: dropped detail, then traces of machine translation.

    Misses what an editor added: a text that grew is taken for the original.
    """
    differences = find_traces(left, right)
    parts = {name: weight * differences[name] for name, weight in read_weights("direction").items()}
    probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(parts.values())))))
    if 1 - SPEAKS < probability < SPEAKS:
        return Guess(probability, None)
    detail = sum(parts[name] for name in DETAIL)
    return Guess(probability, "detail left out" if abs(detail) > abs(sum(parts.values()) - detail) else "wording")


def find_traces(left: Account, right: Account) -> dict[str, float]:
    """How much more of each trace the left text bears than the right one."""
    words = [[word.decode() for word in split_words(side.aligned)] for side in (left, right)]
    counts = [Counter(side) for side in words]
    first = _cues(left, words[0], list((counts[0] - counts[1]).elements()), counts[1])
    second = _cues(right, words[1], list((counts[1] - counts[0]).elements()), counts[0])
    return {name: first[name] - second[name] for name in first}


def _cues(side: Account, words: list[str], own: list[str], other: Counter[str]) -> dict[str, float]:
    size = max(len(words), 1)
    return {
        "n_left_out": math.log1p(side.n_left_out),
        "share_left_out": side.n_left_out / max(side.n_words, 1),
        "length": math.log(size),
        "own_words": 5 * len(set(own) - other.keys()) / size,
        "own_word_length": sum(map(len, own)) / max(len(own), 1),
        "contractions": 50 * len(_CONTRACTION.findall(side.aligned)) / size,
        "of": 50 * words.count("of") / size,
        "of_the": 50 * len(_OF_THE.findall(side.aligned)) / size,
        "bad_spaces": 50 * len(_BAD_SPACE.findall(side.aligned)) / size,
        "typographic": math.log1p(len(_TYPOGRAPHIC.findall(side.aligned))),
    }
