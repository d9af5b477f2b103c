"""Passages that two stories share without being one text: a gallery, a guide, standing paragraphs on the past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import pandas as pd

from helpers.reuse.body import Body
from helpers.reuse.direction import Side, gap_between
from helpers.reuse.strength import ALIKE, MOST, NEAR, SURE, VERBATIM, Match, best_of, share_in_common
from helpers.text import Span

MODULE = 0.7  # share of the common sentences of two articles of one outlet that stand in one block ...
BLOCK = 5  # ... or in two blocks of so many at least, one at either end, ...
STORY = 4  # ... where each has so many others at least
OPENING, LEAST = 5, 3  # an opening is a fifth of the sentences, three at least
SHARED = 2  # sentences that the openings of a story and its update share at least
AGAIN = 0.4  # share of the shorter text that an author says again, from which the one was made of the other
LATER = pd.Timedelta(days=2)  # after which a story is hardly an update of another
TOLD, WORDS = 3, 50  # sentences word for word, and words outside quotation marks in them, from which two share more ...
PLAIN = 0.6  # ... than quotations: of the words of such a sentence the share outside them
ROW, LONG_ROW, ROWS = 9, 16, 45  # words in a row that are looked at, of the longest row, and in all rows
FEW, RUNNING, ONE_ROW = (
    4,
    25,
    30,
)  # words of a short row, in such rows of two running sentences, and of a single one ...
ALMOST = 0.8  # ... of this cosine
_SPEAKER = frozenset(("i", "my", "me", "we", "our", "us", "you", "your"))

Sides = tuple[Side, Side]
Bodies = tuple[Body, Body]


def is_module(sides: Sides, matches: Sequence[Match], bodies: Bodies) -> bool:
    """Whether two articles of one outlet share one block and next to nothing else: a gallery, a guide, a list of names.

    Both must have a story of their own beside it: an update that grew, and a copy in a longer text, are no such thing.
    """
    if not sides[0].source.is_of(sides[1].source):
        return False
    gap = gap_between(*sides)
    if gap is not None and abs(gap) < LATER and share_in_common(matches, bodies) >= MOST:
        return False  # most of a story, the same day or the next: its update with another opening
    same = sorted((i, j) for i, j, value in matches if value >= SURE)
    n_run, n_least = longest_run(same), min(len(body.spans) for body in bodies)
    if n_run >= MODULE * max(len(same), 1) and n_least - n_run >= STORY:
        return True
    at_ends = _n_at_ends(matches, bodies)
    return at_ends >= MODULE * max(len(same), 1) and at_ends < MOST * n_least


def _n_at_ends(matches: Sequence[Match], bodies: Bodies) -> int:
    """How many sentences two texts have word for word from their first on and up to their last, BLOCK at either end.

    None where one of the two ends has fewer: a text that an editor cut or went on writing is alike at one end.
    """
    found = {(i, j) for i, j, value in matches if value >= VERBATIM}
    left, right = (len(body.spans) for body in bodies)
    pairs = [(n, n) for n in range(min(left, right))], [(left - n - 1, right - n - 1) for n in range(min(left, right))]
    runs = [next((n for n, pair in enumerate(side) if pair not in found), len(side)) for side in pairs]
    return sum(runs) if min(runs) >= BLOCK else 0


def is_background(sides: Sides, matches: Sequence[Match], bodies: Bodies) -> bool:
    """Whether an outlet or an agency, days later, put paragraphs of one story under another that opens otherwise.

    Missed where a date is not known, and on one day: there it may be an update with another opening. An author who
    says much of a text again has made one of the other.
    """
    left, right = (side.source for side in sides)
    gap = gap_between(*sides)
    if left.author is not None and left.author == right.author and share_in_common(matches, bodies) >= AGAIN:
        return False
    if gap is None or abs(gap) < LATER or not (left.is_of(right) or left.agencies & right.agencies):
        return False
    openings = [max(LEAST, len(body.spans) // OPENING) for body in bodies]
    if sum(value >= NEAR and i < openings[0] and j < openings[1] for i, j, value in matches) >= SHARED:
        return False
    alike = [match for match in matches if match[2] >= ALIKE]
    return all(len(body.spans) - len(best_of(alike, side)) >= STORY for side, body in enumerate(bodies))


def shares_told(matches: Sequence[Match], bodies: Bodies) -> bool:
    """Whether two texts that are not one have sentences word for word that are not what somebody is quoted with.

    >>> told = ("The bridge was built in 1931 and shut last year after a lorry broke through its deck .",) * 4
    >>> body = Body(((0, 1),) * 4, tuple(tuple(line.split()) for line in told), (17,) * 4)
    >>> shares_told([(i, i, 1.0) for i in range(4)], (body, body)), shares_told([(0, 0, 1.0)], (body, body))
    (True, False)
    """
    own = []
    for side, body in enumerate(bodies):
        same = [i for i, value in best_of(matches, side).items() if value >= VERBATIM]
        own.append([body.n_own[i] for i in same if body.n_own[i] >= PLAIN * len(body.terms[i])])
    return all(len(words) >= TOLD and sum(words) >= WORDS for words in own)


def find_rows(matches: Sequence[Match], bodies: Bodies) -> dict[tuple[int, int], int]:
    """How many words in a row two aligned sentences have in common, ROW at least, that are not what somebody said.

    >>> told = (tuple("the bridge was built in 1931 and shut last year".split()),)
    >>> body = Body(((0, 47),), told, (10,))
    >>> find_rows([(0, 0, 0.8)], (body, body))
    {(0, 0): 10}
    """
    found = {}
    for i, j, value in matches:
        one, other = bodies[0].terms[i], bodies[1].terms[j]
        is_plain = all(body.n_own[n] >= PLAIN * len(body.terms[n]) for body, n in zip(bodies, (i, j), strict=True))
        if value >= ALIKE and is_plain and min(len(one), len(other)) >= ROW:
            size = SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
            if size >= ROW:
                found[i, j] = size
    return found


def shares_rows(rows: Mapping[tuple[int, int], int]) -> bool:
    """Whether two stories have so many words in a row in common that newsrooms do not come upon apart."""
    return sum(rows.values()) >= ROWS and max(rows.values(), default=0) >= LONG_ROW


def find_running(matches: Sequence[Match], bodies: Bodies) -> list[Match]:
    """Of `matches`, two sentences on end or a long one that two newsrooms hardly put so alike; else nothing.

    What speaks of "I" or "we" is somebody's statement, printed without quotation marks.

    >>> told = ("the bridge was built by the town", "a lorry broke through its old deck one day in may and fell")
    >>> body = Body(((0, 1), (2, 3)), tuple(2 * tuple(line.split()) for line in told), (14, 26))
    >>> find_running([(0, 0, 1.0), (1, 1, 1.0)], (body, body)), find_running([(0, 0, 1.0)], (body, body))
    ([(0, 0, 1.0), (1, 1, 1.0)], [])
    """
    told = [match for match in matches if match[2] >= SURE and _SPEAKER.isdisjoint(bodies[0].terms[match[0]])]
    rows = find_rows(told, bodies)
    n_alike = {(i, j): _n_in_rows(bodies[0].terms[i], bodies[1].terms[j]) for i, j in rows}
    found = set()
    for (i, j), n in n_alike.items():
        if n + n_alike.get((i + 1, j + 1), -RUNNING) >= RUNNING:
            found |= {(i, j), (i + 1, j + 1)}
    found |= {
        (i, j)
        for i, j, value in told
        if value >= ALMOST and n_alike.get((i, j), 0) >= ONE_ROW and rows[i, j] >= LONG_ROW
    }
    return [match for match in told if match[:2] in found]


def _n_in_rows(one: Sequence[str], other: Sequence[str]) -> int:
    """The words of two sentences that stand in the same order, FEW in a row at least."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= FEW)


class Passage(NamedTuple):
    """How many sentences two texts surely share, and the longest passage of them, as `same_passages` has it."""

    n_aligned: int
    start: int
    end: int
    other_start: int
    other_end: int


def find_passage(matches: Sequence[Match], bodies: Bodies) -> Passage:
    """What two texts surely share: whole sentences, and of others rows of words."""
    rows = find_rows(matches, bodies)
    same = sorted((i, j) for i, j, value in matches if value >= SURE or (i, j) in rows)
    size = longest_run(same)
    last = next(place for place in range(len(same)) if longest_run(same[: place + 1]) == size) if same else 0
    run = same[last + 1 - size : last + 1] or [(0, 0)]
    (left, right), (left_end, right_end) = run[0], run[-1]
    return Passage(
        len(best_of(((i, j, 1.0) for i, j in same), 0)),
        *_hull(bodies[0].spans, left, left_end),
        *_hull(bodies[1].spans, right, right_end),
    )


def _hull(spans: Sequence[Span], first: int, last: int) -> Span:
    return spans[first][0], spans[last][1]


def longest_run(matches: list[tuple[int, int]]) -> int:
    """Most matches in a row, on both sides."""
    best = run = 0
    last = (-2, -2)
    for i, j in matches:
        run = run + 1 if i - last[0] <= 1 and 0 <= j - last[1] <= 1 else 1
        best, last = max(best, run), (i, j)
    return best
