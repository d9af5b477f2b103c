"""A sentence as the frames see it: its tokens, its numbers, and the window around each number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from helpers.claims.quantity import Quantity
from helpers.claims.tokens import Token

_BEFORE, _AFTER = 150, 110  # characters of a sentence that a rule sees
_TOO_MANY = 40  # numbers in one sentence: a table, not a statement
_NAMED_UNITS = frozenset({"count", "score", "duration"})


class Scene(NamedTuple):
    """One sentence. `lower` is the text from `start` to `end` in lower case, `words` its words in lower case."""

    text: str
    start: int
    end: int
    tokens: Sequence[Token]
    numbers: Sequence[Quantity]
    lower: str
    words: frozenset[str]


# of opinions: not "went to the polls", "polls close", "a land survey"
_POLL = re.compile(
    r"(?i)\b(?:(?<!to the )(?<!at the )(?<!exit )polls?(?! (?:open|clos|station|place|work|watch))|polled|pollsters?"
    r"|(?<!land )(?<!soil )surveys?|surveyed)\b"
)
_ELECTORAL = re.compile(r"(?i)\belectoral (?:college|votes?|map)\b")
_OFTEN = 3  # mentions of polls that make an article one on polls


@lru_cache(maxsize=8)
def topics(text: str) -> frozenset[str]:
    """What all of `text` is about, as words that rules may ask for: "@poll" of an article that reports on polls."""
    told = {"@poll": _POLL, "@electoral": _ELECTORAL}
    return frozenset(
        name for name, word in told.items() if sum(1 for _ in islice(word.finditer(text), _OFTEN)) == _OFTEN
    )


# the month: no rule is to take it for the verb
_MAY = re.compile(
    r"(?<=[a-z,] )May\b|\bMay(?=,? \d|['’]s)|^May(?= [a-z]+)(?! (?:the|he|she|it|they|we|you|i|god|there)\b)"
)


def scene(text: str, tokens: Sequence[Token], numbers: Sequence[Quantity]) -> Scene:
    """The sentence of `tokens`, with the numbers found in it."""
    start, end = (tokens[0].start, tokens[-1].end) if tokens else (0, 0)
    written = text[start:end]
    lower = (_MAY.sub("mai", written) if "May" in written else written).lower().replace("’", "'").replace("\n", " ")
    if len(lower) != end - start:  # a letter whose lower case is longer
        lower = text[start:end].replace("’", "'").replace("\n", " ")
    words = {token.low for token in tokens}
    words |= {word[:-2] for word in words if word.endswith(("'s", "’s"))}
    return Scene(text, start, end, tokens, numbers, lower, frozenset(words) | topics(text))


def is_statement(scene: Scene) -> bool:
    """Whether the sentence has quantities, and not so many that it is a table."""
    return 0 < sum(q.is_quantity for q in scene.numbers) <= _TOO_MANY


def window(scene: Scene, q: Quantity) -> str:
    """The sentence around `q` in lower case, with "#" for the number and the name of what it counts behind it."""
    at, to = q.start - scene.start, q.end - scene.start
    counted = f"# {q.unit}" if q.unit and q.kind in _NAMED_UNITS else "#"
    return f"{scene.lower[max(0, at - _BEFORE) : at]}{counted}{scene.lower[to : to + _AFTER]}"


def index(tokens: Sequence[Token], place: int) -> int:
    """The token that holds or follows the character `place`."""
    below, above = 0, len(tokens)
    while below < above:
        middle = (below + above) // 2
        if tokens[middle].end <= place:
            below = middle + 1
        else:
            above = middle
    return below


def written(scene: Scene, start: int, stop: int) -> str:
    """The tokens `start:stop` as they are written, white space evened."""
    return " ".join(scene.text[scene.tokens[start].start : scene.tokens[stop - 1].end].split())
