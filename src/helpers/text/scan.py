"""Texts as numbered tokens: the one pass that terms and readability count from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Ints = NDArray[np.integer[Any]]


class Cut(NamedTuple):
    """Texts as numbered tokens: text i is `ids[starts[i] : starts[i + 1]]`, each id a place in `tokens`."""

    tokens: pa.Array  # what stands between ASCII white space: one may be empty, or hold other white space
    ids: Ints
    starts: Ints


def cut(texts: Sequence[str]) -> Cut:
    """The one pass over `texts` that terms and readability count from.

    >>> text.cut(["It rained."])._fields
    ('tokens', 'ids', 'starts')
    """
    # encoded here, for a str keeps what pyarrow would encode of it; half of a surrogate pair is no letter, nor is "?"
    plain = (text.replace("\u00a0", " ").strip().encode("utf-8", "replace") for text in texts)
    written = pa.array(list(plain), pa.large_binary())
    pieces = pc.ascii_split_whitespace(written.view(pa.large_string()))
    del written  # a copy of the texts less while memory peaks
    coded = pieces.flatten().dictionary_encode()
    return Cut(coded.dictionary, coded.indices.to_numpy(), pieces.offsets.to_numpy())


def numbering() -> defaultdict[Any, int]:
    """Gives each new thing that it is asked for the next number.

    >>> numbers = text.numbering()
    >>> [numbers[word] for word in ("a", "b", "a")]
    [0, 1, 0]
    """
    numbers: defaultdict[Any, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    return numbers


class Scan(NamedTuple):
    """Texts as integers: text i is `ids[starts[i] : starts[i + 1]]`, each id a place in `tokens`.

    A token is a stretch without white space, as written; what counts as a word in it is the reader's to say.
    """

    tokens: list[str]
    ids: Ints
    starts: Ints


def scan(texts: Sequence[str]) -> Scan:
    """What `str.split` gives of each of `texts`, numbered.

    >>> text.scan(["It rained."])._fields
    ('tokens', 'ids', 'starts')
    """
    pieces, ids, starts = cut(texts)
    tokens: list[str] = pieces.to_pylist()
    if "\n".join(tokens).split() == tokens:
        return Scan(tokens, ids, starts)
    number = {token: i for i, token in enumerate(tokens)}
    odd = {i: token.split() for i, token in enumerate(tokens) if not (token and token.isprintable())}
    parts = [[number.setdefault(part, len(number)) for part in parts] for parts in odd.values()]
    lengths, first = np.ones(len(tokens), np.int64), np.arange(len(tokens))
    lengths[[*odd]] = [len(part) for part in parts]
    first[[*odd]] = len(tokens) + running(lengths[[*odd]])[:-1]
    flat = np.concatenate([np.arange(len(tokens)), np.fromiter(chain.from_iterable(parts), np.int64)])
    return Scan(list(number), *expand(ids, starts, first, lengths, flat))


def running(column: NDArray[Any]) -> Ints:
    """Sums of all before each place, and of all.

    >>> text.running(np.array([2, 3, 1]))
    array([0, 2, 5, 6])
    """
    return np.concatenate([[0], np.cumsum(column, dtype=np.int64)])


def expand(ids: Ints, starts: Ints, first: Ints, lengths: Ints, flat: Ints) -> tuple[Ints, Ints]:
    """`ids` with each id i replaced by the `lengths[i]` of `flat` from `first[i]`; and where the texts then start.

    >>> ids, starts = text.expand(*map(np.array, ([0, 1], [0, 2], [0, 1], [1, 2], [7, 8, 9])))
    >>> ids
    array([7, 8, 9])
    """
    held = lengths[ids]
    total = int(held.sum(dtype=np.int64))
    if total == len(ids) and held.all():
        return flat[first[ids]], starts
    ends = running(held)
    if total < 1 << 31:
        ends = ends.astype(np.int32)  # half the memory to go through
    place = np.repeat(first[ids] - ends[:-1], held) + np.arange(total, dtype=ends.dtype)
    return flat[place], ends[starts]
