"""Syllables of English words: from the CMU dictionary, else from hyphenation, as textstat counts them."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_MOST_REMEMBERED = 500_000  # words
_LEFT, _RIGHT = 2, 2  # letters that hyphenation leaves together at either end of a word


def packed_dictionary() -> bytes:
    """The CMU dictionary (0.7a, as NLTK ships it), gzipped."""
    return (files("helpers") / "data" / "cmudict" / "cmudict.gz").read_bytes()


@cache
def _phones() -> dict[str, str]:
    """Phones of the first pronunciation of each word of the dictionary, all in lower case."""
    lines = gzip.decompress(packed_dictionary()).decode("ascii").lower().split("\n")
    return dict(line.split(" 1 ", 1) for line in lines if " 1 " in line)


def look_up(word: str) -> str | None:
    """Phones of the first pronunciation of the lower-case `word`, or None."""
    return _phones().get(word)


@cache
def _remembered() -> dict[str, int]:
    return {}


def count_syllables(words: Sequence[str]) -> list[int]:
    """Syllables of each of the lower-case `words`: the dictionary's, else one more than its hyphenation points."""
    known = _remembered()
    if len(known) > _MOST_REMEMBERED:
        known.clear()
    unknown = [word for word in dict.fromkeys(words) if word not in known]
    phones = _phones()
    unlisted = [word for word in unknown if word not in phones]
    known |= {word: _vowels(phones[word]) for word in unknown if word in phones}
    known |= {word: n + 1 for word, n in zip(unlisted, count_hyphens(unlisted), strict=True)}
    return [known[word] for word in words]


def _vowels(phones: str) -> int:
    # a vowel carries the digit of its stress
    return phones.count("0") + phones.count("1") + phones.count("2")


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


def count_hyphens(words: Iterable[str]) -> list[int]:
    """Places where each of the lower-case `words` may be hyphenated, all words at once; equal to pyphen's.

    Liang 1983, Word hy-phen-a-tion by com-put-er: the highest value that a pattern asks for wins, an odd one parts.
    """
    listed = list(words)
    if not listed:
        return []
    trie = _patterns()
    lengths = np.array([len(word) for word in listed])
    starts = np.cumsum(lengths + 2) - (lengths + 2)
    written = np.frombuffer("".join(f".{word}." for word in listed).encode("utf-32-le", "surrogatepass"), np.uint32)
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
    word_of = np.repeat(np.arange(len(listed)), lengths + 2)
    point = np.arange(len(written)) - starts[word_of] - 1
    parts = (asked[: len(written)] % 2 == 1) & (point >= _LEFT) & (point <= lengths[word_of] - _RIGHT)
    return [int(n) for n in np.bincount(word_of[parts], minlength=len(listed))]
