"""Which straight quotation marks of a line open a quotation, also where no blank stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from helpers.text.words import find_lines

_HEIGHT = re.compile(r"(?<=\d)\"(?=[^A-Z.,;:!?)])")  # 6'2" tall
_BESIDE_OPENING = frozenset("([—–-“‘")
_BESIDE_CLOSING = frozenset(".,;:!?)]—–-”’")
_SAYS = re.compile(
    r"\"(?:(?:[A-Z][\w.’'-]*,?\s){1,5}|He\s|She\s|They\s)(?:(?:also|then|later)\s)?(?:said|says|told|added|asked|wrote"
    r"|insisted|noted|continued|explained|argued|claimed|commented|recalled|replied|tweeted|pointed|went\son)\b"
)
# what it costs to read two marks on end as opening (a speech of several paragraphs, of which only the last is shut) or
# as closing, to end with an open one, and to open with words such as "Lee said"
_OPEN_OPEN, _SHUT_SHUT, _LEFT_OPEN, _SAYS_INSIDE = 2, 3, 2, 1


def opening_marks(text: str) -> frozenset[int]:
    """Offsets of the straight double marks in `text` that open a quotation; the others close one.

    A blank, a bracket or a stop beside a mark says which it is. One glued on both sides is read so that the marks of
    its line open and close by turns as far as they can, and what opens is not the words of who reports ("Lee said").
    """
    return frozenset(at for line in find_lines(text) for at in _of_line(text, *line))


class _Way(NamedTuple):
    """A reading of the marks of a line so far: its cost, and the marks that open, the last first."""

    cost: int
    opening: tuple[int, Any] | None


def _of_line(text: str, start: int, end: int) -> Iterator[int]:
    ways = {False: _Way(0, None)}  # by whether the last mark opens
    for mark in re.finditer('"', text[start:end]):
        at = start + mark.start()
        if not _HEIGHT.match(text, at):
            may = _may_open(text[max(start, at - 1) : at], text[at + 1 : min(at + 2, end)])
            says = _SAYS_INSIDE if _SAYS.match(text, at, end) else 0
            ways = {opens: _further(ways, opens, at, says * opens) for opens in may}
    opening = min((way.cost + _LEFT_OPEN * is_open, is_open, way) for is_open, way in ways.items())[2].opening
    while opening:
        at, opening = opening
        yield at


def _further(ways: Mapping[bool, _Way], opens: bool, at: int, cost: int) -> _Way:
    total, _, way = min((way.cost + _turn(was, opens), was, way) for was, way in ways.items())
    return _Way(total + cost, (at, way.opening) if opens else way.opening)


def _may_open(before: str, after: str) -> tuple[bool, ...]:
    can_open = not before or before.isspace() or before in _BESIDE_OPENING
    can_close = not after or after.isspace() or after in _BESIDE_CLOSING
    return (True, False) if can_open == can_close else (can_open,)


def _turn(was_open: bool, opens: bool) -> int:
    if was_open == opens:
        return _OPEN_OPEN if opens else _SHUT_SHUT
    return 0
