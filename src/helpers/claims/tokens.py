"""Words, numerals and signs of a sentence, with their places in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial
from itertools import accumulate
from typing import NamedTuple

from helpers.rules import load_tree

NUMBER, WORD, SIGN = "n", "w", "s"


class Token(NamedTuple):
    """A piece of a sentence: `kind` is a numeral in digits, a word or a single sign; `low` its lower-case form."""

    kind: str
    low: str
    start: int
    end: int


# Repeats are bounded, so that no row of digits and commas makes the search start over and over.
_TOKEN = re.compile(
    r"""(
      [A-Za-z]++(?=[\s,])       # most words; the next line would read them alike, only slower
    | (?:[^\W\d_]\.){2,12}|[^\W\d_]++(?:['’][^\W\d_]++){0,3}+
    | (?:
        \d{1,3}(?:,\d{2,3}){0,6},\d{3}(?:\.\d+)?(?![\d,]*\d)        # 1,234,567.8 and 12,34,567.89
      | \d{1,3}(?:[ \u00a0\u202f]\d{3}){1,6}(?:\.\d+)?(?![\d])      # 1 234 567.8
      | \d{1,3}(?:['’]\d{3}){1,6}(?:\.\d+)?(?![\d])               # 1'234'567.8
      | \d{1,3}(?:\.\d{3}){1,6},\d{1,2}(?!\d)                       # 1.234,56
      | \d{1,3}(?:\.\d{3}){2,6}(?![\d.])                            # 1.234.567
      | \d+(?:\.\d+)?
      | (?<![\w.])\.\d+
    )
    | \S)
    """,
    re.VERBOSE,
)


_make = partial(tuple.__new__, Token)  # tokens are made by the thousand, and this is three times as fast


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`, in order."""
    parts = _TOKEN.split(text[start:end])  # gap, token, gap, token ... gap
    words = parts[1::2]
    # a token holds no white space: in one piece they are made lower case in one go
    lowers = "\n".join(words).lower().split("\n")
    kinds = [WORD if word[0].isalpha() else _kind(word) for word in words]
    places = list(accumulate(map(len, parts), initial=start))
    return list(map(_make, zip(kinds, lowers, places[1::2], places[2::2], strict=False)))


def _kind(word: str) -> str:
    """The kind of a token that does not begin with a letter."""
    if word[0].isdecimal() or (word[0] == "." and len(word) > 1):
        return NUMBER
    return WORD if word[0].isalnum() else SIGN


def is_joined(tokens: Sequence[Token], i: int) -> bool:
    """Whether token `i` follows the token before it without white space."""
    return 0 < i < len(tokens) and tokens[i].start == tokens[i - 1].end


def low(tokens: Sequence[Token], i: int) -> str:
    """Lower-case form of token `i`; empty outside the sentence."""
    try:
        return tokens[i].low if i >= 0 else ""
    except IndexError:
        return ""


_FILES = ("claim_words.toml", "frame_words.toml")


@cache
def _lists() -> Mapping[str, str]:
    read = [load_tree(name) for name in _FILES]
    return {**read[0], **read[1]}


def words(name: str) -> tuple[str, ...]:
    """The word list `name` of data/claim_words.toml or data/frame_words.toml, in its order."""
    return tuple(_lists()[name].split())


def word_set(name: str) -> frozenset[str]:
    """The words of the list `name`, as a set."""
    return frozenset(words(name))
