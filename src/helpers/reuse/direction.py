"""Which of two texts came first: a probability, with what it rests on.

The evidence in its order: what a text states of its source; the agency that it credits; the dates; the wording. What
comes earlier closes what comes later: two carriers of one wire are siblings, whatever their dates are.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import NamedTuple

import pandas as pd

from helpers import names
from helpers.reuse.stated import Source, state_direction
from helpers.reuse.weights import read_weights
from helpers.reuse.words import split_words

SPEAKS = 0.7  # probability from which a direction is named; between 1 - SPEAKS and SPEAKS it is unknown
STATED = 0.97  # that a text which names its source is the derived one
CREDITED = 0.97  # that an agency's own copy is the original of a text that credits the agency
OWN = 0.9  # the same, of a text that does not say where it has the words from
CITED = 0.95  # that the outlet which a text cites had it first
DATED = 0.95  # that what was published first came first: dates on pages are sometimes those of an update
WORDED = 0.95  # the most that the wording is held to tell
DAY = pd.Timedelta(days=1)
WEEK = pd.Timedelta(days=7)
WHOLE = 0.6  # share of the shorter text that is aligned where the wording tells: else newsrooms told one event
QUOTES = "quotes the other"  # and says so, in quotation marks: a story of its own, and no text of one origin
CREDITED_TO, OWN_TEXT = "credited: ", "own text of "  # the name of the agency follows
CITES, STATES, DATES = "cites the other's outlet", "stated source", "publication date"
ONE_WIRE = "one wire: "  # how the basis of siblings begins; the name of the agency follows

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
    """Probability that the left text is the original, and what it rests on; None: unknown.

    With a basis and no probability the two are siblings: both carry a text of one agency.
    """

    probability: float | None
    basis: str | None


UNKNOWN = Guess(None, None)


class Side(NamedTuple):
    """One text of a pair: what is known of it besides its words."""

    source: Source
    published: pd.Timestamp | None


def find_direction(left: Side, right: Side, *, cited: bool | None = None, is_part: bool = False) -> Guess | None:
    """Which came first by what is stated, credited or dated; None where all that leaves it to the wording.

    `cited`: whether the right text cites the outlet of the left one (True) or the left that of the right (False).
    `is_part`: the two share less than half of the shorter one. Then of two outlets the later page need not have it from
    the earlier one, nor is an agency that is credited with parts known to be behind just these.
    """
    first = state_direction(left.source, right.source)
    if first is not None:
        return Guess(STATED if first else 1 - STATED, STATES)
    guess = credit(left, right)
    if guess is not None and guess != UNKNOWN:
        return guess
    if cited is not None:
        return Guess(CITED if cited else 1 - CITED, CITES)
    if guess is not None:
        return guess if is_part else _from_one_agency(left, right)
    if _may_share_a_source(left, right) or (is_part and are_two(left.source, right.source)):
        return None
    return date(left, right)


def are_two(one: Source, two: Source) -> bool:
    """Whether two texts are known to be of two outlets."""
    return one.own is not None and two.own is not None and not one.is_of(two)


def _from_one_agency(left: Side, right: Side) -> Guess:
    """Siblings where two outlets within a week have most of a text in common, and credit one agency with parts."""
    one, two = left.source, right.source
    gap = gap_between(left, right)
    named = one.agencies | two.agencies
    agencies = named - {names.UNNAMED_AGENCY} or named
    if len(agencies) != 1 or one.is_wire or two.is_wire or not are_two(one, two):
        return UNKNOWN
    if gap is not None and abs(gap) >= WEEK:
        return UNKNOWN
    is_said_twice = min(agencies) in one.agencies & two.agencies
    return Guess(None, f"{ONE_WIRE}{min(agencies)}" + ("" if is_said_twice else ", credited by one of them"))


def _may_share_a_source(left: Side, right: Side) -> bool:
    """Whether two outlets may have a text from a third: its author, or within days a speech, a release, a wire.

    Then the earlier page is not the other's source, and dates tell who published first but not who took from whom.
    """
    one, two = left.source, right.source
    if one.is_of(two):
        return False
    gap = gap_between(left, right)
    is_near = one.own is not None and two.own is not None and gap is not None and abs(gap) < WEEK
    return is_near or (one.author is not None and one.author == two.author)


def credit(left: Side, right: Side) -> Guess | None:
    """Which came first by the agencies that two aligned texts credit; None where they credit none.

    Articles that carry one agency's text are siblings; its own copy is their original, unless it is a day younger.
    A text that is an agency's is nobody's copy because of a date; nor is one that took parts from an agency.
    """
    left, right = _settle(left, right), _settle(right, left)
    one, two = left.source, right.source
    if not one.agencies | two.agencies or (one.is_wire and two.is_wire and one.wire == two.wire):
        return None
    if one.is_wire != two.is_wire:
        return _from_own_copy(left, right) if one.is_wire else turn(_from_own_copy(right, left))
    wires = {wire for wire in (one.wire, two.wire) if wire}
    if one.is_of(two) and not wires:
        return None  # an outlet's update of its own text, to which an agency gave parts
    if len(wires) != 1 or not all(wires <= side.agencies or not side.agencies for side in (one, two)):
        return UNKNOWN
    is_said_twice = one.agencies and two.agencies
    return Guess(None, f"{ONE_WIRE}{min(wires)}" + ("" if is_said_twice else ", credited by one of them"))


def _settle(side: Side, other: Side) -> Side:
    """`side`, where it has its text from wires without a name: with the one agency that the other credits."""
    agencies = other.source.agencies - {names.UNNAMED_AGENCY}
    if side.source.wire != names.UNNAMED_AGENCY or len(agencies) != 1:
        return side
    return side._replace(source=side.source._replace(wire=min(agencies)))


def _from_own_copy(own: Side, other: Side) -> Guess:
    """How `other` relates to an agency's `own` copy."""
    wire = own.source.wire
    dated = date(own, other)
    is_late = dated is not None and (dated.probability or 0) < 0.5
    if wire in other.source.agencies:
        siblings = UNKNOWN if len(other.source.agencies) > 1 else Guess(None, f"{ONE_WIRE}{wire}")
        return siblings if is_late else Guess(CREDITED, f"{CREDITED_TO}{wire}")
    return UNKNOWN if is_late or other.source.agencies else Guess(OWN, f"{OWN_TEXT}{wire}")


def make_sibling(guess: Guess) -> Guess:
    """A guess that an agency's own page is the original, as that both are of its wire."""
    return Guess(None, f"{ONE_WIRE}{str(guess.basis).removeprefix(CREDITED_TO)}")


def turn(guess: Guess) -> Guess:
    """`guess` with the two texts the other way round."""
    return guess if guess.probability is None else guess._replace(probability=1 - guess.probability)


def date(left: Side, right: Side) -> Guess | None:
    """Which was published first: both with their hour, or a day or more apart; None where dates do not tell."""
    gap = gap_between(left, right)
    if gap is None or not gap:
        return None
    # a date alone reads as midnight
    has_hours = all(time is not None and time != time.normalize() for time in (left.published, right.published))
    if not has_hours and abs(gap) < DAY:
        return None
    return Guess(DATED if gap > pd.Timedelta(0) else 1 - DATED, DATES)


def gap_between(left: Side, right: Side) -> pd.Timedelta | None:
    """How long after the left text the right one was published."""
    if left.published is None or right.published is None:
        return None
    return right.published - left.published


def guess_direction(left: Account, right: Account) -> Guess:
    """Which came first, from the texts alone: dropped detail, then traces of machine translation.

    Misses what an editor added: a text that grew is taken for the original.
    """
    differences = find_traces(left, right)
    parts = {name: weight * differences[name] for name, weight in read_weights("direction").items()}
    probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(parts.values())))))
    if 1 - SPEAKS < probability < SPEAKS:
        return Guess(probability, None)
    probability = min(max(probability, 1 - WORDED), WORDED)
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
