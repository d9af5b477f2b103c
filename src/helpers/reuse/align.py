"""Which sentence of a derived text comes from which sentence of its original."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from helpers.reuse.words import find_terms

Floats = NDArray[np.float64]

# Tuned on the WMT21 news test sets (ru-en, ja-en, is-en; benchmarks/reuse.py), where they lie on a broad flat top.
WORTH = 0.0  # a match must be more alike than this to beat leaving both sentences alone
MERGE_COST = (
    0.05  # what a match of two sentences with one must bring in likeness over a match of one with one
)
LENGTH_COST = 0.05  # for each doubling of the length


class Likeness(NamedTuple):
    """Cosines of every sentence of one text with every sentence of another; also of neighbours taken together."""

    one: Floats  # [i, j]: i with j
    two_one: Floats  # [i, j]: i-1 and i together, with j
    one_two: Floats  # [i, j]: i, with j-1 and j together


def likeness(original: Sequence[Sequence[str]], derived: Sequence[Sequence[str]]) -> Likeness:
    """How alike the sentences (lists of terms) of two texts are: TF-IDF cosine less a cost for unlike lengths, <= 1.

    A term weighs log(1 + sentences / occurrences), counted over both texts together.
    """
    numbered: dict[str, int] = {}
    left, right = (_counts(text, numbered) for text in (original, derived))
    occurrences = np.zeros(len(numbered))
    for counts in (left, right):
        np.add.at(occurrences, counts.indices, counts.data)
    weights = sparse.diags_array(np.log1p((len(original) + len(derived)) / np.maximum(occurrences, 1)))
    left = sparse.csr_array(_dampen(left, len(numbered)) @ weights)
    right = sparse.csr_array(_dampen(right, len(numbered)) @ weights)
    dots = (left @ right.T).toarray()
    sizes = [np.array([max(len(s), 1) for s in text], dtype=float) for text in (original, derived)]
    squares = [np.asarray(m.multiply(m).sum(axis=1)) for m in (left, right)]
    two_squares = [
        s + _before(s) + 2 * _before(_neighbour_dots(m)) for m, s in ((left, squares[0]), (right, squares[1]))
    ]
    two_sizes = [s + _before(s) for s in sizes]
    return Likeness(
        _cosine(dots, squares[0], squares[1], sizes[0], sizes[1]),
        _cosine(dots + _before(dots), two_squares[0], squares[1], two_sizes[0], sizes[1]),
        _cosine(dots + _before(dots.T).T, squares[0], two_squares[1], sizes[0], two_sizes[1]),
    )


def _counts(text: Sequence[Sequence[str]], numbered: dict[str, int]) -> sparse.csr_array:
    columns = [numbered.setdefault(term, len(numbered)) for sentence in text for term in sentence]
    ends = np.concatenate([[0], np.cumsum([len(sentence) for sentence in text])]).astype(np.int64)
    made = sparse.csr_array(
        (np.ones(len(columns)), np.array(columns, dtype=np.int64), ends),
        shape=(len(text), len(numbered) or 1),
    )
    made.sum_duplicates()
    return made


def _dampen(counts: sparse.csr_array, width: int) -> sparse.csr_array:
    return sparse.csr_array(
        (np.sqrt(counts.data), counts.indices, counts.indptr), shape=(counts.shape[0], width or 1)
    )


def _before(values: Floats) -> Floats:
    """Row i holds row i-1; row 0 holds zeros."""
    return np.concatenate([np.zeros_like(values[:1]), values[:-1]])


def _neighbour_dots(rows: sparse.csr_array) -> Floats:
    """Dot product of each row with the next one; 0 at the last."""
    dots = np.zeros(rows.shape[0])
    if rows.shape[0] > 1:
        dots[:-1] = np.asarray(rows[:-1].multiply(rows[1:]).sum(axis=1))
    return dots


def _cosine(dots: Floats, left: Floats, right: Floats, left_size: Floats, right_size: Floats) -> Floats:
    norms = np.sqrt(np.maximum(left, 1e-12))[:, None] * np.sqrt(np.maximum(right, 1e-12))[None, :]
    lengths = np.abs(np.log2(left_size)[:, None] - np.log2(right_size)[None, :])
    return np.where(dots > 0, dots / norms - LENGTH_COST * lengths, -1.0)


def align(original: Sequence[str], derived: Sequence[str]) -> list[tuple[int, int]]:
    """Index pairs (i, j): sentence i of `original` went into sentence j of `derived`.

    Merged and split sentences give several pairs. A sentence without a pair was dropped or added. Order is taken
    to be kept; passages that moved are matched afterwards where their wording is unmistakable. A sentence that
    shares no word with its source is missed.
    """
    if not original or not derived:
        return []
    likely = likeness([find_terms(s) for s in original], [find_terms(s) for s in derived])
    return best_path(likely)


def best_path(likely: Likeness) -> list[tuple[int, int]]:
    """The monotone matching of greatest total likeness above WORTH (dynamic programming)."""
    gain = likely.one - WORTH
    merge = likely.two_one - WORTH - MERGE_COST
    split = likely.one_two - WORTH - MERGE_COST
    rows, columns = gain.shape
    best = np.zeros((rows + 1, columns + 1))
    move = np.zeros((rows + 1, columns + 1), dtype=np.int8)  # 0: none, 1: one-one, 2: two-one, 3: one-two
    for i in range(1, rows + 1):
        offers = np.full((4, columns), -np.inf)
        offers[0] = best[i - 1, 1:]
        offers[1] = best[i - 1, :-1] + gain[i - 1]
        if i > 1:
            offers[2] = best[i - 2, :-1] + merge[i - 1]
        if columns > 1:
            offers[3, 1:] = best[i - 1, :-2] + split[i - 1, 1:]
        chosen = offers.argmax(axis=0)
        value = offers[chosen, np.arange(columns)]
        best[i, 1:] = np.maximum.accumulate(value)
        move[i, 1:] = np.where(best[i, 1:] > value, -1, chosen)  # -1: taken from the column before
    found = []
    i, j = rows, columns
    while i and j:
        step = move[i, j]
        if step == -1:
            j -= 1
        elif step == 0:
            i -= 1
        else:
            found.append((i - 1, j - 1))
            if step == 2:
                found.append((i - 2, j - 1))
            if step == 3:
                found.append((i - 1, j - 2))
            i -= 2 if step == 2 else 1
            j -= 2 if step == 3 else 1
    return sorted(found)
