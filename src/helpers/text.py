"""Reading a text: its sentences, its boilerplate, its words. Everything returns offsets into the text as given."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Span = tuple[int, int]
Ints = NDArray[np.int64]


class Scan(NamedTuple):
    """Texts as integers: text i is `ids[starts[i] : starts[i + 1]]`, each id a place in `tokens`.

    A token is a stretch without white space, as written; what counts as a word in it is the reader's to say.
    """

    tokens: list[str]
    ids: Ints
    starts: Ints


def scan(texts: Iterable[str]) -> Scan:
    """The one pass over `texts` that frequencies and readability count from."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__  # a token not seen before gets the next number
    split = [text.split() for text in texts]
    starts = np.zeros(len(split) + 1, np.int64)
    np.cumsum([len(tokens) for tokens in split], out=starts[1:])
    ids = np.fromiter(map(numbers.__getitem__, chain.from_iterable(split)), np.int64, starts[-1])
    return Scan(list(numbers), ids, starts)


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CLOSERS = "\"'”’»)]}“"
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]“]*(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Sen|Rep|Gov|St|Jr|Sr|vs|etc|Inc|Ltd|Co|Corp|No|Ed|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)"
    r"|\b[A-Z](?:\.[A-Z])*| Ed )\.$"
)


def find_words(text: str) -> list[Span]:
    """Spans of the words of `text`: letters and digits, apostrophes inside kept."""
    return [match.span() for match in _WORD.finditer(text)]


def find_lines(text: str) -> list[Span]:
    """Spans of the lines of `text` that hold more than white space, without the white space around them."""
    return [(m.start(), m.end()) for m in re.finditer(r"[^\s](?:[^\n\r]*[^\s])?", text)]


def find_sentences(text: str) -> list[Span]:
    """Spans of the sentences of `text`, in order; only white space lies between them.

    A line end always ends a sentence. Abbreviations, initials and decimals do not.
    """
    return [span for line in find_lines(text) for span in _split_line(text, *line)]


def _split_line(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _STOP.finditer(text, start, end):
        following = text[match.end() : end].lstrip()
        if not following:
            break
        if following[0].islower() or following[0] in ")]," or _ABBREVIATION.search(text, start, match.end()):
            continue
        yield start, match.end()
        start = end - len(following)
    if start < end:
        yield start, end


_FURNITURE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("currency ticker", re.compile(r"[A-Z]{3}|\d[\d.,]*\s?[A-Z]{3}(?:\s*[▲▼↑↓]?\s*[-+]?\d[\d.,]*\s?%)?")),
    ("link list", re.compile(
        r"(?:related (?:topics|articles|news|stories)|more (?:news|stories)|read (?:also|more)|see also|- \w+)\s*:?",
        re.I)),
    ("subscription", re.compile(
        r".*\b(?:subscribe|newsletter|notifications|download (?:our|the new version of our) app|follow us)\b.*",
        re.I)),
    ("pointer to the original", re.compile(r"(?:see|read) (?:the )?original (?:article|story)\b.*", re.I)),
    ("disclaimer", re.compile(r"the editors? (?:do|does) not (?:always )?(?:share|necessarily)\b.*", re.I)),
)  # fmt: skip


def find_boilerplate(text: str) -> list[Span]:
    """Spans of the lines of `text` that are page furniture: tickers, link lists, teasers, subscription lines."""
    return [(start, end) for start, end, _ in name_boilerplate(text)]


def name_boilerplate(text: str) -> list[tuple[int, int, str]]:
    """The boilerplate of `text` as (start, end, reason)."""
    found = []
    for start, end in find_lines(text):
        line = text[start:end]
        for reason, pattern in _FURNITURE:
            if pattern.fullmatch(line):
                found.append((start, end, reason))
                break
        else:
            cut = line.removesuffix("…").removesuffix("...")
            if cut != line and len(cut) > 20 and cut in text[end:]:
                found.append((start, end, "cut teaser"))
    return found
