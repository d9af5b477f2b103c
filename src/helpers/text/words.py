"""The words and the lines of a text, and the lists of words that the rules go by."""

from __future__ import annotations

import re
from collections.abc import Iterable

from helpers.rules import load_text

Span = tuple[int, int]


def word_lists(name: str) -> dict[str, frozenset[str]]:
    """The word lists of the file `name` in data/, by heading; `#` opens a comment.

    >>> sorted(text.word_lists("stop_words.txt"))
    ['', 'news', 'page']
    """
    found: dict[str, frozenset[str]] = {}
    heading = ""
    for line in load_text(name).splitlines():
        words = line.partition("#")[0].strip()
        if words.startswith("["):
            heading = words.strip("[]")
        found[heading] = found.get(heading, frozenset()) | ({*words.split()} if words[:1] != "[" else set())
    return found


WORD = re.compile(r"[^\W_]++(?:['’][^\W_]++)*+")
_LINE = re.compile(r"\S(?:[^\n\r\v\f\x85\u2028\u2029]*\S)?")


def find_words(text: str) -> list[Span]:
    """Spans of the words of `text`: letters and digits, apostrophes inside kept.

    >>> text.find_words("It rained.")
    [(0, 2), (3, 9)]
    """
    return [match.span() for match in WORD.finditer(text)]


def count_words(text: str) -> int:
    """How many words `find_words` finds.

    >>> text.count_words("Trade fell by 37 %.")
    4
    """
    return len(WORD.findall(text))


def find_lines(text: str) -> list[Span]:
    """Spans of the lines of `text` that hold more than white space, without the white space around them.

    >>> text.find_lines("one\\ntwo")
    [(0, 3), (4, 7)]
    """
    return [match.span() for match in _LINE.finditer(text)]


_INK = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]")


def blank(text: str, spans: Iterable[Span]) -> str:
    """`text` with blanks for what stands in `spans`; line ends, and every other character, keep their place.

    >>> text.blank("It rained. (Reuters)", [(11, 20)])
    'It rained.          '
    """
    parts, at = [], 0
    for start, end in sorted(spans):
        if end > at:
            parts += [text[at:start], _INK.sub(" ", text[max(at, start) : end])]
            at = end
    return "".join([*parts, text[at:]])
