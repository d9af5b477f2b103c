"""Texts of one template: sentences alike, with other facts throughout - reports of quakes, earnings, daily prices."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from helpers.reuse.body import Body

ALIKE = 0.3  # cosine from which two sentences may be of one template
FEW, MANY = 3, 8  # numbers that aligned sentences hold at least, where names differ too, or where numbers alone do
SHARED_NUMBERS, SHARED_NAMES = 1 / 3, 2 / 3  # shares that two texts of one template may hold in common
_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)(?<![“\"‘'])\b[A-Z][\w’'-]+")
_DIGITS = re.compile(r"\d[\d.,:]*")


class Facts(NamedTuple):
    """The numbers and names in the aligned sentences of one text."""

    numbers: Counter[str]
    names: frozenset[str]


def read_facts(text: str, body: Body, sentences: Iterable[int]) -> Facts:
    """The numbers (in digits) and names (by their capital, inside the sentence) of `sentences` of `text`."""
    numbers: Counter[str] = Counter()
    names: set[str] = set()
    for number in sentences:
        sentence = text[slice(*body.spans[number])]
        numbers.update(found.rstrip(".,:") for found in _DIGITS.findall(sentence))
        names.update(name.removesuffix("'s").removesuffix("’s") for name in _NAME.findall(sentence))
    return Facts(numbers, frozenset(names))


def is_template(left: Facts, right: Facts) -> bool:
    """Whether two texts state other facts throughout in sentences that are alike.

    Their numbers differ, and their names too - or so many numbers that names need not (prices of one exchange).
    """
    n_least = min(left.numbers.total(), right.numbers.total())
    if n_least < FEW:
        return False
    share = (left.numbers & right.numbers).total() / n_least
    if n_least >= MANY and share <= SHARED_NUMBERS / 2:
        return True
    names = min(len(left.names), len(right.names))
    differ = min(len(left.names - right.names), len(right.names - left.names)) >= 2
    return share <= SHARED_NUMBERS and differ and len(left.names & right.names) <= SHARED_NAMES * names
