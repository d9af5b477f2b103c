"""Texts of one template: sentences alike, with other facts throughout - reports of quakes, earnings, daily prices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from helpers.reuse.body import Body
from helpers.reuse.tokens import Number, find_tokens, numbers_between

ALIKE = 0.3  # cosine from which two sentences may be of one template
FEW, MANY = 3, 8  # numbers that aligned sentences hold at least, where names differ too, or where numbers alone do
SHARED_NUMBERS, SHARED_NAMES = 1 / 3, 2 / 3  # shares that two texts of one template may hold in common


class Facts(NamedTuple):
    """The numbers and names in the aligned sentences of one text."""

    numbers: Counter[str]
    names: frozenset[str]


def read_facts(text: str, body: Body, sentences: Iterable[int], numbers: Sequence[Number] = ()) -> Facts:
    """The numbers and names (by their capital, inside the sentence) of `sentences` of `text`.

    `numbers`: those of the text, as `tokens.read_numbers` has them; digits that are none of them (times, or all where
    not given) count as they are written.
    """
    held: Counter[str] = Counter()
    names: set[str] = set()
    for place in sentences:
        span = body.spans[place]
        for token in find_tokens(text[slice(*span)], numbers_between(numbers, span)):
            if token.number is not None or token.text[0].isdigit():
                held[token.text] += 1
            elif token.is_name:
                names.add(token.text)
    return Facts(held, frozenset(names))


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
