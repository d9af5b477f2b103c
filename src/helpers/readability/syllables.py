"""Syllables of English words: from the CMU dictionary, else from hyphenation, as textstat counts them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from helpers.text import Ints, running

_LEFT, _RIGHT = 2, 2  # letters that hyphenation leaves together at either end of a word
_CMUDICT = files("helpers") / "data" / "cmudict"


def packed_dictionary() -> bytes:
    """The CMU dictionary (0.7a, as NLTK ships it), gzipped."""
    return (_CMUDICT / "cmudict.gz").read_bytes()


@cache
def listed() -> dict[str, int]:
    """Syllables of each word of the dictionary, by its first pronunciation; the file has a line for each number."""
    lines = (_CMUDICT / "syllables.txt").read_text("ascii").split("\n")
    return {word: n for n, line in enumerate(lines) for word in line.split()}


def count_syllables(words: Sequence[str]) -> Ints:
    """Syllables of each of the lower-case `words`: the dictionary's, else one more than its hyphenation points."""
    known = listed()
    found = np.array([known.get(word, -1) for word in words], np.int64)
    rest = [words[i] for i in np.flatnonzero(found < 0).tolist()]
    unlisted = dict.fromkeys(rest)
    hyphens = dict(zip(unlisted, count_hyphens(unlisted).tolist(), strict=True))
    found[found < 0] = [1 + hyphens[word] for word in rest]
    return found


class _Patterns(NamedTuple):
    """Liang's hyphenation patterns as a trie: `following[state, symbol]`, 0 where no pattern goes on.

    The pattern that ends in a state asks for `value[k]` at `shift[k]` from its start, k in first[state : state + 2].
    """

    symbol: NDArray[np.uint8]
    following: NDArray[np.int32]
    first: NDArray[np.int32]
    shift: NDArray[np.int64]
    value: NDArray[np.int8]


@cache
def _patterns() -> _Patterns:
    package = find_spec("pyphen")  # importing it reads the dictionaries of all its languages
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("readability needs pyphen's patterns of hyphenation: pip install pyphen")
    path = Path(package.submodule_search_locations[0], "dictionaries", "hyph_en_US.dic")
    lines = [line.strip() for line in path.read_text("utf-8").split("\n")[1:]]
    lines = [line for line in lines if line and not line.startswith(("%", "#", "LEFT", "RIGHT", "COMPOUND"))]
    # "1b2c" asks for 1 before b and for 2 between b and c: split in letters, and digits with the letters before them
    written = np.frombuffer("".join(lines).encode("utf-32-le"), np.uint32)
    pattern = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    is_digit = (written >= ord("0")) & (written <= ord("9"))
    letters, owner = written[~is_digit], pattern[~is_digit]
    lengths = np.bincount(owner, minlength=len(lines))
    begins = np.cumsum(lengths) - lengths
    shift = (np.cumsum(~is_digit) - begins[pattern])[is_digit]
    value, asking = (written[is_digit] - ord("0")).astype(np.int8), pattern[is_digit]
    symbol = np.zeros(1 << 16, np.uint8)
    alphabet = np.unique(letters)
    symbol[alphabet] = np.arange(1, len(alphabet) + 1)
    # all patterns walk down the trie together, one letter at a time
    state, n_states, edges = np.ones(len(lines), np.int64), 2, []
    for depth in range(lengths.max()):
        going = np.flatnonzero(lengths > depth)
        edge, place = np.unique(state[going] * 256 + symbol[letters[begins[going] + depth]], return_inverse=True)
        state[going] = n_states + place
        edges.append(edge)
        n_states += len(edge)
    following = np.zeros((n_states, len(alphabet) + 1), np.int32)
    parent, by = np.divmod(np.concatenate(edges), 256)
    following[parent, by] = np.arange(2, n_states)
    order = np.argsort(state[asking], kind="stable")
    first = np.searchsorted(state[asking][order], np.arange(n_states + 1)).astype(np.int32)
    return _Patterns(symbol, following, first, shift[order], value[order])


def count_hyphens(words: Iterable[str]) -> Ints:
    """Places where each of the lower-case `words` may be hyphenated, all words at once; equal to pyphen's.

    Liang 1983, Word hy-phen-a-tion by com-put-er: the highest value that a pattern asks for wins, an odd one parts.
    """
    listed = list(words)
    if not listed:
        return np.zeros(0, np.int64)
    trie = _patterns()
    lengths = np.fromiter(map(len, listed), np.int64, len(listed))
    written = np.frombuffer(f".{'..'.join(listed)}.".encode("utf-32-le", "surrogatepass"), np.uint32)
    symbols = np.append(trie.symbol[np.where(written < len(trie.symbol), written, 0)], np.uint8(0))
    asked = np.zeros(len(symbols) + trie.shift.max(), np.int8)
    place, state, depth = np.arange(len(written)), np.ones(len(written), np.int32), 0
    while len(place):
        # no pattern holds two dots in a row, so none runs on into the next word
        state = trie.following[state, symbols[np.minimum(place + depth, len(written))]]
        alive = state > 0
        place, state, depth = place[alive], state[alive], depth + 1
        n = trie.first[state + 1] - trie.first[state]
        ask = np.repeat(trie.first[state] - (np.cumsum(n) - n), n) + np.arange(n.sum())
        np.maximum.at(asked, np.repeat(place, n) + trie.shift[ask], trie.value[ask])
    parts = asked[: len(written)] % 2 == 1
    # no hyphen within the first two and the last two letters; a dot stands before and after a word
    first = np.cumsum(lengths + 2) - (lengths + 2)
    counted = running(parts)
    begin, end = first + 1 + _LEFT, first + 2 + lengths - _RIGHT
    return np.where(end > begin, counted[end] - counted[np.minimum(begin, end)], 0)
