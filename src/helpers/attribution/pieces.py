"""What the learned reader sees of a text: words, their pieces, the marks around them, and windows of some hundred."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from helpers.attribution.quotes import Quote
from helpers.rules import load_text

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_STOP = re.compile(r"[.!?]")
LONGEST = 60  # letters; a longer word is unknown, for a text may be one long word
_MOST = 8  # pieces of a word; those after count for nothing
UNKNOWN, FIRST, LAST = 100, 101, 102  # numbers of [UNK], [CLS] and [SEP]
N_MARKS = 12


class Word(NamedTuple):
    """A word or mark: its place, the numbers of its pieces, and what its letters no longer tell (see `mark`)."""

    start: int
    end: int
    pieces: tuple[int, ...]
    mark: int


@cache
def vocabulary() -> Mapping[str, int]:
    """Piece -> its number; pieces within a word begin with ##."""
    listed = load_text("reader.txt").split("\n")
    return {piece: number for number, piece in enumerate(listed)}


@lru_cache(maxsize=1 << 16)
def cut(word: str) -> tuple[int, ...]:
    """The pieces of a word, the longest first (WordPiece); a word that has none is unknown."""
    if len(word) > LONGEST:
        return (UNKNOWN,)
    known, found, at = vocabulary(), [], 0
    flat = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    while at < len(flat):
        head = "##" if at else ""
        end = next((end for end in range(len(flat), at, -1) if head + flat[at:end] in known), at)
        if end == at:
            return (UNKNOWN,)
        found.append(known[head + flat[at:end]])
        at = end
    return tuple(found[:_MOST]) or (UNKNOWN,)


def mark(word: str, is_quoted: bool, begins: bool) -> int:
    """One number for: stands in quotes (1), has a capital (2) or is all capitals (4), begins a paragraph (6)."""
    case = 0 if not word[0].isupper() else 2 if len(word) > 1 and word.isupper() else 1
    return is_quoted + 2 * case + 6 * begins


@lru_cache(maxsize=1 << 16)
def _seen(word: str) -> tuple[tuple[int, ...], int]:
    """What a word is wherever it stands: its pieces, and its mark where it is not quoted and begins nothing."""
    return cut(word), mark(word, False, False)


def read_words(text: str, quotes: Sequence[Quote]) -> list[Word]:
    """The words of `text`, in order."""
    starts, found, last = [quote.start for quote in quotes], [], -1
    for match in _WORD.finditer(text):
        start, end = match.span()
        place = bisect_right(starts, start) - 1
        is_quoted = place >= 0 and start < quotes[place].end
        begins = last < 0 or text.find("\n", last, start) >= 0
        pieces, plain = _seen(match.group())
        found.append(Word(start, end, pieces, plain + is_quoted + 6 * begins))
        last = end
    return found


def windows(text: str, words: Sequence[Word], room: int) -> Iterator[tuple[int, int]]:
    """The words in runs of at most `room` pieces, cut before a paragraph where one begins near, else behind a stop."""
    at = 0
    before = [0, *accumulate(len(word.pieces) for word in words)]  # pieces before each word
    while at < len(words):
        end = bisect_right(before, before[at] + room) - 1
        if end < len(words):
            near = range(end, max(at + 1, end - room // 3), -1)
            stops = (i for i in near if _STOP.match(text, words[i - 1].start))
            end = next((i for i in near if words[i].mark >= 6), next(stops, end))
        yield at, end
        at = end
