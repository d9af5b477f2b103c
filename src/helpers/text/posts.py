"""Posts of a network that a page embeds beside the paragraph that quotes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from helpers.text.words import Span

_NEAR = 4  # lines
_LEAST = 0.9  # of the letters of a post
_SHORTEST, _SHORTEST_PART = 30, 12  # characters of a post; letters of a sentence of it
_SIGNED = re.compile(r" ?— ?[^—\n]{2,60} \(@\w+\) [A-Z][a-z]+ \d{1,2}, \d{4}$")
_LINK = re.compile(r"https?://\S+|pic\.twitter\.com/\S+")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_DIGITS = tuple("0123456789")
_SIGN = re.compile(r"[^a-z0-9]+")


def repeated_posts(text: str, lines: Sequence[Span]) -> Iterator[int]:
    """Numbers of the `lines` of `text` that are posts whose sentences a line near them says too."""
    posts = {i: text[start:end] for i, (start, end) in enumerate(lines) if text.endswith(_DIGITS, start, end)}
    posts = {i: post for i, post in posts.items() if _SIGNED.search(post)}
    for i, post in posts.items():
        said = _LINK.sub(" ", _SIGNED.sub("", post))
        parts = [part for sentence in _SENTENCE.split(said) if len(part := _letters(sentence)) >= _SHORTEST_PART]
        if len(said) >= _SHORTEST and parts:
            near = [n for n in range(max(0, i - _NEAR), min(len(lines), i + _NEAR + 1)) if n not in posts]
            if any(_says(_letters(text[slice(*lines[n])]), parts) for n in near):
                yield i


def _letters(words: str) -> str:
    return _SIGN.sub("", words.lower())


def _says(letters: str, parts: Sequence[str]) -> bool:
    return sum(len(part) for part in parts if part in letters) >= _LEAST * sum(map(len, parts))
