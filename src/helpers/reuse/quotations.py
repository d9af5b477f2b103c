"""The same words of somebody in two texts: newsrooms quote one statement without copying each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from helpers.reuse.body import Body, find_quoted
from helpers.reuse.strength import SURE, Match
from helpers.text import WORD, Span

RUN = 6  # words in a row from which two quotations share words, where one of them is no longer ...
LONG_RUN = 8  # ... and elsewhere: an office or a saying has fewer


class Shared(NamedTuple):
    """What two texts quote alike; `left` and `right` are the longest passage in either."""

    n_quotations: int
    n_words: int
    left: Span
    right: Span

    def row(self) -> dict[str, int]:
        """As the table `same_quotations` has it."""
        return {
            "n_quotations": self.n_quotations,
            "n_words": self.n_words,
            "start": self.left[0],
            "end": self.left[1],
            "other_start": self.right[0],
            "other_end": self.right[1],
        }


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    passage: int  # number of the quotation that it stands in


Quoted = tuple[Sequence[_Word], frozenset[tuple[str, ...]]]
"""The quoted words of a text, and RUN of them at a time."""


def read_quotations(text: str, furniture: Sequence[Span] = ()) -> Quoted:
    """The words of `text` that stand in quotation marks, outside `furniture`, in order."""
    found = []
    for number, (start, end) in enumerate(find_quoted(text)):
        if any(low < end and start < high for low, high in furniture):
            continue
        found += [
            _Word(word[0].lower().replace("’", "'"), word.start(), word.end(), number)
            for word in WORD.finditer(text, start, end)
        ]
    return found, frozenset(_gram(found, place) for place in range(len(found) - RUN + 1))


def share_quotations(left_side: Quoted, right_side: Quoted) -> Shared | None:
    """What the quotations of two texts share in runs of LONG_RUN words, RUN in short ones; None without a LONG_RUN."""
    if left_side[1].isdisjoint(right_side[1]):
        return None
    left, right = left_side[0], right_side[0]
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in range(len(right) - RUN + 1):
        places[_gram(right, j)].append(j)
    runs: list[tuple[int, int, int]] = []  # length, place on the left, place on the right
    i = 0
    while i <= len(left) - RUN:
        lengths = [(_run(left, right, i, j), i, j) for j in places.get(_gram(left, i), ())]
        lengths = [run for run in lengths if run[0] >= LONG_RUN or _is_whole(left, run[1], right, run[2], run[0])]
        best = max(lengths, default=(0, i, 0), key=lambda run: run[0])
        if best[0]:
            runs.append(best)
        i += max(best[0], 1)
    if not runs or max(runs)[0] < LONG_RUN:
        return None
    size, i, j = max(runs, key=lambda run: run[0])
    # a page that prints one quotation twice quotes it once
    held: set[int] = set()
    passages = set()
    for n_words, place, there in runs:
        if not held.issuperset(range(there, there + n_words)):
            held.update(range(there, there + n_words))
            passages.add(left[place].passage)
    spans = ((left[i].start, left[i + size - 1].end), (right[j].start, right[j + size - 1].end))
    return Shared(len(passages), len(held), *spans)


def count_given(matches: Iterable[Match], bodies: tuple[Body, Body]) -> tuple[int, int]:
    """How many words either text has in quotation marks that the other prints as its own, in surely aligned sentences.

    >>> own, quoted = Body(((0, 9),), (("rain", "fell"),), (2,)), Body(((0, 9),), (("rain", "fell"),), (0,))
    >>> count_given([(0, 0, 1.0)], (own, quoted))
    (0, 2)
    """
    given: list[dict[int, int]] = [{}, {}]
    for *places, value in matches:
        for side, other in ((0, 1), (1, 0)):
            n_words, n_own = (len(bodies[other].terms[places[other]]), bodies[other].n_own[places[other]])
            if value >= SURE and n_own >= n_words:
                quoting, place = bodies[side], places[side]
                given[side][place] = len(quoting.terms[place]) - quoting.n_own[place]
    return sum(given[0].values()), sum(given[1].values())


def count_shared(matches: Iterable[Match], bodies: tuple[Body, Body]) -> tuple[int, int]:
    """How many words of either text stand in surely aligned sentences.

    >>> one, other = Body(((0, 9),), (("rain", "fell"),), (2,)), Body(((0, 9),), (("rain",),), (0,))
    >>> count_shared([(0, 0, 1.0)], (one, other))
    (2, 1)
    """
    sure = [places for *places, value in matches if value >= SURE]
    left, right = ({places[side] for places in sure} for side in (0, 1))
    return sum(len(bodies[0].terms[i]) for i in left), sum(len(bodies[1].terms[j]) for j in right)


def _gram(words: Sequence[_Word], place: int) -> tuple[str, ...]:
    return tuple(word.text for word in words[place : place + RUN])


def _run(left: Sequence[_Word], right: Sequence[_Word], i: int, j: int) -> int:
    """How many words follow each other alike from `i` and `j` on, within one quotation of the left text."""
    size = 0
    while (
        i + size < len(left)
        and j + size < len(right)
        and left[i + size].text == right[j + size].text
        and left[i + size].passage == left[i].passage
    ):
        size += 1
    return size if size >= RUN else 0


def _is_whole(left: Sequence[_Word], i: int, right: Sequence[_Word], j: int, size: int) -> bool:
    """Whether a run is all of a quotation in one of the texts."""

    def ends(words: Sequence[_Word], at: int) -> bool:
        own = words[at].passage
        before, behind = words[at - 1].passage if at else -1, words[at + size].passage if at + size < len(words) else -1
        return own not in {before, behind}

    return ends(left, i) or ends(right, j)
