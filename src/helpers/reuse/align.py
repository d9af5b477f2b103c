"""Which sentence of a derived text comes from which sentence of its original."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from helpers.arguments import ArgumentError
from helpers.reuse.words import find_terms
from helpers.text import numbering

Floats = NDArray[Any]  # of float64; numpy's types lose the width in bincount
Ints = NDArray[np.int64]
Match = tuple[int, int]
Terms = Sequence[str]

# Tuned on the WMT21 news test sets (benchmarks/reuse.py): all lie on broad flat tops.
WORTH = -0.1  # likeness from which a match is better than leaving both sentences alone
MERGE_COST = 0.03  # what a match of two sentences with one must bring above one with one
LENGTH_COST = 0.08  # likeness lost for each doubling of the length
COVERED = 0.22  # share of a left-over sentence that its neighbour's counterpart must hold, unexplained so far
MOVED = 0.5  # likeness from which a match counts even out of order
LARGE = 1_000_000  # pairs of sentences above which texts are first cut at the sentences that they share


class Likeness(NamedTuple):
    """How alike every sentence of one text is to every sentence of another; also neighbours taken together."""

    cosine: Floats  # [i, j]: i with j, 0..1
    one: Floats  # the same, less the cost of unlike lengths
    two_one: Floats  # [i, j]: i-1 and i together, with j
    one_two: Floats  # [i, j]: i, with j-1 and j together
    weights: dict[str, float]  # of the terms


def likeness(original: Sequence[Terms], derived: Sequence[Terms]) -> Likeness:
    """TF-IDF cosine of sentences (lists of terms), less LENGTH_COST for unlike lengths: at most 1.

    A term weighs log(1 + sentences / occurrences), counted over both texts; its count in a sentence is dampened
    by the square root. Without a common term: -1.
    """
    numbered = numbering()
    sides = [_occurrences(text, numbered) for text in (original, derived)]
    counts = [np.bincount(side.terms, minlength=len(numbered)) for side in sides]
    weights = np.log1p((len(original) + len(derived)) / (counts[0] + counts[1]))
    left, right = (side._replace(weights=np.sqrt(side.counts) * weights[side.terms_once]) for side in sides)
    # only terms on both sides count in a dot product, so the matrices stay small
    shared = np.flatnonzero(counts[0] * counts[1])
    place = np.full(len(numbered), -1)
    place[shared] = np.arange(len(shared))
    rows, columns = (_dense(side, place, len(shared)) for side in (left, right))
    dots = rows @ columns.T
    squares = [np.bincount(side.owners_once, side.weights**2, len(side.sizes)) for side in (left, right)]
    steps = [_neighbour_dots(side) for side in (left, right)]
    double = [s + _before(s) + 2 * step for s, step in zip(squares, steps, strict=True)]
    sizes = [np.maximum(side.sizes, 1).astype(float) for side in (left, right)]
    twice = [s + _before(s) for s in sizes]
    cosines = np.minimum(dots / _norms(squares[0], squares[1]), 1.0)
    return Likeness(
        cosines,
        _less_length(dots, cosines, sizes[0], sizes[1]),
        _less_length(both := dots + _before(dots), both / _norms(double[0], squares[1]), twice[0], sizes[1]),
        _less_length(both := dots + _before(dots.T).T, both / _norms(squares[0], double[1]), sizes[0], twice[1]),
        dict(zip(numbered, weights.tolist(), strict=True)),
    )


class _Side(NamedTuple):
    sizes: Ints  # terms of each sentence
    terms: Ints  # every term, in order
    owners_once: Ints  # sentence and ...
    terms_once: Ints  # ... term of every distinct pair of the two, and
    counts: Ints  # how often it stands there
    weights: Floats = np.empty(0)  # its weight there


def _occurrences(text: Sequence[Terms], numbered: dict[str, int]) -> _Side:
    sizes = np.array([len(s) for s in text], dtype=np.int64)
    terms = np.array([numbered[t] for s in text for t in s], dtype=np.int64)
    wide = 1 << 32
    once, counts = np.unique(np.repeat(np.arange(len(text)) * wide, sizes) + terms, return_counts=True)
    return _Side(sizes, terms, once // wide, once % wide, counts)


def _dense(side: _Side, place: Ints, width: int) -> Floats:
    made = np.zeros((len(side.sizes), width))
    kept = place[side.terms_once] >= 0
    made[side.owners_once[kept], place[side.terms_once[kept]]] = side.weights[kept]
    return made


def _neighbour_dots(side: _Side) -> Floats:
    """Dot product of each sentence with the one before it; 0 at the first."""
    order = np.argsort(side.terms_once, kind="stable")
    terms, owners, weights = side.terms_once[order], side.owners_once[order], side.weights[order]
    next_to = (terms[1:] == terms[:-1]) & (owners[1:] == owners[:-1] + 1)
    return np.bincount(owners[1:][next_to], (weights[1:] * weights[:-1])[next_to], len(side.sizes))


def _before(values: Floats) -> Floats:
    """Row i holds row i-1; row 0 holds zeros."""
    return np.concatenate([np.zeros_like(values[:1]), values[:-1]])


def _norms(left: Floats, right: Floats) -> Floats:
    return np.sqrt(np.maximum(left, 1e-12))[:, None] * np.sqrt(np.maximum(right, 1e-12))


def _less_length(dots: Floats, cosines: Floats, left_size: Floats, right_size: Floats) -> Floats:
    doublings = np.abs(np.log2(left_size)[:, None] - np.log2(right_size))
    return np.where(dots > 0, cosines - LENGTH_COST * doublings, -1.0)


def align(original: Sequence[str], derived: Sequence[str]) -> list[tuple[int, int]]:
    """Index pairs (i, j): sentence i of `original` went into sentence j of `derived`, sorted.

    Merged and split sentences give several pairs. A sentence without a pair was dropped or added. Passages that
    moved are found where their wording is much alike. A sentence that shares no word with its source is missed.

    >>> reuse.align(["It rained in Seoul.", "Nobody came."], ["It rained in Seoul on Monday."])
    [(0, 0)]
    """
    for name, given in (("original", original), ("derived", derived)):
        if isinstance(given, str):
            raise ArgumentError("reuse.align", name, given, "a list of sentences, as of text.find_sentences")
    return [(i, j) for i, j, _ in match([find_terms(s) for s in original], [find_terms(s) for s in derived])]


def match(original: Sequence[Terms], derived: Sequence[Terms]) -> list[tuple[int, int, float]]:
    """`align` for sentences given as lists of terms; also the cosine of what belongs together."""
    return [
        (i + low, j + high, value)
        for (low, low_end), (high, high_end) in _parts(original, derived)
        if any(original[low:low_end]) and any(derived[high:high_end])
        for i, j, value in _match_part(original[low:low_end], derived[high:high_end])
    ]


def _match_part(original: Sequence[Terms], derived: Sequence[Terms]) -> list[tuple[int, int, float]]:
    likely = likeness(original, derived)
    path = _mend_order(_best_path(likely), likely.one)
    path += _attach(original, derived, path, likely.weights)
    path += [(i, j) for j, i in _attach(derived, original, [(j, i) for i, j in path], likely.weights)]
    sources, targets = _sides(path)
    return [
        (i, j, float(likely.cosine[i, j]))
        if len(sources[j]) == len(targets[i]) == 1
        else (i, j, cosine([original[k] for k in sources[j]], [derived[k] for k in targets[i]], likely.weights))
        for i, j in sorted(path)
    ]


def _sides(path: list[Match]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """What each derived sentence comes from, and what each original one went into."""
    sources: defaultdict[int, list[int]] = defaultdict(list)
    targets: defaultdict[int, list[int]] = defaultdict(list)
    for i, j in path:
        sources[j].append(i)
        targets[i].append(j)
    return sources, targets


def cosine(left: Iterable[Terms], right: Iterable[Terms], weights: dict[str, float]) -> float:
    """TF-IDF cosine of two groups of sentences, each taken together: 0..1."""
    first, second = (
        {t: n**0.5 * weights[t] for t, n in Counter(t for s in side for t in s).items()} for side in (left, right)
    )
    norm = sum(v * v for v in first.values()) * sum(v * v for v in second.values())
    return min(1.0, sum(v * second.get(t, 0.0) for t, v in first.items()) / norm**0.5) if norm else 0.0


def _best_path(likely: Likeness) -> list[Match]:
    """The matching in order of greatest total likeness above WORTH (dynamic programming)."""
    rows, columns = likely.one.shape
    one, two_one, one_two = likely.one - WORTH, likely.two_one - WORTH - MERGE_COST, likely.one_two - WORTH - MERGE_COST
    best = np.zeros((rows + 1, columns + 1))
    for i in range(1, rows + 1):
        value = np.maximum(best[i - 1, 1:], best[i - 1, :-1] + one[i - 1])
        if i > 1:
            np.maximum(value, best[i - 2, :-1] + two_one[i - 1], out=value)
        np.maximum(value[1:], best[i - 1, :-2] + one_two[i - 1, 1:], out=value[1:])
        np.maximum.accumulate(value, out=best[i, 1:])
    found: list[Match] = []
    i, j = rows, columns
    while i and j:
        here = best[i, j]
        if here == best[i, j - 1]:
            j -= 1
        elif here == best[i - 1, j]:
            i -= 1
        else:
            found.append((i - 1, j - 1))
            if here == best[i - 1, j - 1] + one[i - 1, j - 1]:
                i, j = i - 1, j - 1
            elif i > 1 and here == best[i - 2, j - 1] + two_one[i - 1, j - 1]:
                found.append((i - 2, j - 1))
                i, j = i - 2, j - 1
            else:
                found.append((i - 1, j - 2))
                i, j = i - 1, j - 2
    return found


def _mend_order(path: list[Match], alike: Floats) -> list[Match]:
    """`path`, with weak matches given up for what is plainly the same passage at another place."""
    row_best, column_best = alike.argmax(axis=1), alike.argmax(axis=0)
    known = set(path)
    of_row, of_column = _grouped(path, 0), _grouped(path, 1)
    moved = [
        (i, j)
        for i, j in enumerate(row_best.tolist())
        if alike[i, j] >= MOVED
        and column_best[j] == i
        and (i, j) not in known
        and all(alike[k, m] < alike[i, j] / 2 for k, m in [*of_row.get(i, []), *of_column.get(j, [])])
    ]
    rows, columns = {i for i, _ in moved}, {j for _, j in moved}
    return [(i, j) for i, j in path if i not in rows and j not in columns] + moved


def _grouped(path: list[Match], side: int) -> dict[int, list[Match]]:
    found: defaultdict[int, list[Match]] = defaultdict(list)
    for entry in path:
        found[entry[side]].append(entry)
    return found


def _attach(
    original: Sequence[Terms], derived: Sequence[Terms], path: list[Match], weights: dict[str, float]
) -> list[Match]:
    """Further matches: a left-over sentence whose words went into the counterpart of the sentence next to it."""
    sources, into = _sides(path)
    found = []
    for i, terms in enumerate(original):
        if i in into or not terms:
            continue
        asked = COVERED * sum(weights[t] for t in terms)
        for j in _neighbouring(i, into, len(original)):
            free = set(derived[j]).difference(*(original[source] for source in sources[j]))
            if sum(weights[t] for t in terms if t in free) >= asked:
                found.append((i, j))
    return found


def _neighbouring(i: int, into: dict[int, list[int]], size: int) -> set[int]:
    """The counterparts of the nearest matched sentence before `i` and of the nearest one after it."""
    before = next((max(into[k]) for k in range(i - 1, -1, -1) if k in into), None)
    after = next((min(into[k]) for k in range(i + 1, size) if k in into), None)
    return {j for j in (before, after) if j is not None}


def _parts(original: Sequence[Terms], derived: Sequence[Terms]) -> Iterator[tuple[Match, Match]]:
    """Ranges of sentences to align with each other: the whole texts, or pieces of them when they are large.

    Large texts are cut at sentences that stand once in each, in the same order; what is still large is cut into
    equally many pieces on both sides.
    """
    cuts = [(0, 0), *_anchors(original, derived), (len(original), len(derived))]
    if len(original) * len(derived) <= LARGE:
        cuts = [cuts[0], cuts[-1]]
    start = cuts[0]
    for place, end in enumerate(cuts[1:], 1):
        following = cuts[min(place + 1, len(cuts) - 1)]
        if end != cuts[-1] and (following[0] - start[0]) * (following[1] - start[1]) <= LARGE:
            continue
        yield from _pieces(start, end)
        start = end


def _pieces(start: Match, end: Match) -> Iterator[tuple[Match, Match]]:
    rows, columns = end[0] - start[0], end[1] - start[1]
    n = max(1, -(-rows // 1000), -(-columns // 1000)) if rows * columns > LARGE else 1
    for k in range(n):
        yield (
            (start[0] + rows * k // n, start[0] + rows * (k + 1) // n),
            (start[1] + columns * k // n, start[1] + columns * (k + 1) // n),
        )


def _anchors(original: Sequence[Terms], derived: Sequence[Terms]) -> Iterable[Match]:
    """Sentences that stand once in each text: the longest run of them in the same order on both sides."""
    if len(original) * len(derived) <= LARGE:
        return []
    left, right = (_single(text) for text in (original, derived))
    shared = sorted((left[s], right[s]) for s in left.keys() & right.keys())
    tails: list[int] = []  # patience sorting
    ends: list[int] = []
    back: list[int] = []
    for k, (_, j) in enumerate(shared):
        place = int(np.searchsorted(tails, j))
        tails[place : place + 1] = [j]
        ends[place : place + 1] = [k]
        back.append(ends[place - 1] if place else -1)
    chain = []
    k = ends[-1] if ends else -1
    while k >= 0:
        chain.append(shared[k])
        k = back[k]
    return chain[::-1]


def _single(text: Sequence[Terms]) -> dict[tuple[str, ...], int]:
    counts = Counter(tuple(s) for s in text)
    return {key: i for i, s in enumerate(text) if s and counts[key := tuple(s)] == 1}


def join_matches(matches: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Numbers of the matches that belong together, group by group: those that share a sentence on either side."""
    group_of: dict[tuple[int, int], int] = {}
    groups: dict[int, list[int]] = {}
    for number, entry in enumerate(matches):
        sides = [(side, entry[side]) for side in (0, 1)]
        own = sorted({group_of[side] for side in sides if side in group_of}) or [number]
        groups[own[0]] = [*(m for name in own for m in groups.pop(name, [])), number]
        for member in groups[own[0]] if len(own) > 1 else [number]:
            group_of[0, matches[member][0]] = group_of[1, matches[member][1]] = own[0]
    return [groups[name] for name in sorted(groups)]
