"""Sentences of a text as one, without what stands between them, and with the way back to their places in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from helpers.reuse.tokens import Number, numbers_between
from helpers.text import Span


class Joined(NamedTuple):
    """Sentences of a text in their order: as one text, with its numbers, and where each piece begins and comes from."""

    text: str
    numbers: tuple[Number, ...]
    pieces: tuple[tuple[int, Span], ...]

    def places(self, start: int, end: int) -> Iterator[Span]:
        """Where `self.text[start:end]` stands in the text that it was made of: a span for each piece that it touches.

        >>> list(join("One. Two. Three.", [(0, 4), (10, 16)]).places(2, 7))
        [(2, 4), (10, 12)]
        """
        for at, (low, high) in self.pieces:
            first, last = max(start, at), min(end, at + high - low)
            if first < last:
                yield low + first - at, low + last - at


def join(text: str, spans: Iterable[Span], numbers: Sequence[Number] = ()) -> Joined:
    """The sentences of `text` at `spans` as one text; those that follow each other are one piece.

    `numbers`: those of `text`.

    >>> join("One. Two. Three. Four.", [(17, 22), (0, 4), (5, 9)]).text
    'One. Two. Four.'
    """
    runs: list[Span] = []
    for start, end in sorted(set(spans)):
        if runs and not text[runs[-1][1] : start].strip():
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    pieces: list[tuple[int, Span]] = []
    held: list[Number] = []
    at = 0
    for start, end in runs:
        pieces.append((at, (start, end)))
        held += [
            number._replace(start=number.start + at, end=number.end + at)
            for number in numbers_between(numbers, (start, end))
        ]
        at += end - start + 1
    return Joined(" ".join(text[slice(*run)] for run in runs), tuple(held), tuple(pieces))
