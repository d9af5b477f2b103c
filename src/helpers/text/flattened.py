"""Tables whose cells a page has put into one line: "Ann Lee 21 ✓ ✓ Bo Ek 16 ✓ ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from helpers.text.words import Span

_FEWEST_VALUES, _FEWEST_ROWS, _LEAST_SHARE = 8, 3, 4  # values at least, rows at least; one cell in so many is a value
_VALUE = re.compile(
    r"[+−–±<>≥≤$€£#~-]{0,2}\d[\d,.]{0,12}(?:[–/:-]\d[\d.]{0,8})?(?:%|[MBKmbk]|pts?)?\*?|[A-Z][+-]\d[\d.]{0,8}|[✓✔✗✘]"
)
_NAME = re.compile(
    r"\(?[A-Z][\w’'&/-]{0,40}(?:\.[A-Z])?\)?\*?|(?:of|and|the|for|&|–|—|-)"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|St|Jr|U\.S|[A-Z])\."
)
_END = re.compile(r"(?<=[a-z]{4})[.!?][\"”’)]{0,2}\s+(?=[A-Z\d“\"])")


def find_tables(text: str, start: int, end: int) -> Iterator[Span]:
    """Tables in the line text[start:end]: runs of names and values with their title and notes."""
    if sum(text.count(sign, start, end) for sign in "0123456789✓✔") < _FEWEST_VALUES:
        return
    at = start
    for low, high in _runs(text, start, end):
        if low >= at:
            ends = [match.end() for match in _END.finditer(text, at, low + 1)]
            shut = _END.search(text, high, end)
            first, at = ends[-1] if ends else at, shut.start() + 1 if shut else end
            yield first, at


def _runs(text: str, start: int, end: int) -> Iterator[Span]:
    cells = list(re.finditer(r"\S+", text[start:end]))
    for is_cell, run in groupby(cells, lambda word: bool(_VALUE.fullmatch(word[0]) or _NAME.fullmatch(word[0]))):
        found = list(run)
        are_values = [_VALUE.fullmatch(word[0]) is not None for word in found]
        n, n_rows = sum(are_values), sum(b and not a for a, b in pairwise(are_values))
        if is_cell and n >= _FEWEST_VALUES and n_rows >= _FEWEST_ROWS and _LEAST_SHARE * n >= len(found):
            yield start + found[0].start(), start + found[-1].end()
