"""What at the two ends of a text shows that it may not be whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.text import find_boilerplate, find_lines

_FEWEST = 3  # lines; a shorter text is a brief, or made for a test
_LAST = 6  # lines that are looked at before the furniture is
_GOES_ON = re.compile(r"[\"“]?(?:But|And|Yet|Or|Nor|Moreover|Meanwhile|However),?\s[^\n]*[a-z]{2}[.!?,][\"”]?(?:\s|$)")
_ENDS = re.compile(r"[^\n]{100,} [a-z]{2,}$")
_NO_STORY = re.compile(r"@\w|https?:|pic\.twitter|\bcontribut|©|[|/;]")  # a post, a list of names
_SHOWN = 60  # characters


def find_torn(text: str) -> Iterator[str]:
    """What of the first and of the last line of `text`, page furniture apart, is seldom so in a whole article.

    >>> list(torn.find_torn("Lee left.\\n\\nHe was late.\\n\\nThis is what he said:"))
    ['ends with a colon: "This is what he said:"']
    """
    lines = find_lines(text)
    if len(lines) < _FEWEST or not any(_may_be_torn(text[slice(*line)]) for line in (lines[0], *lines[-_LAST:])):
        return
    furniture = find_boilerplate(text)
    story = [line for line in lines if not any(a <= line[0] and line[1] <= b for a, b in furniture)]
    if not story:
        return
    first, last = text[slice(*story[0])], text[slice(*story[-1])]
    if _GOES_ON.match(first):
        yield f'begins with "{first[:_SHOWN].rsplit(" ", 1)[0].strip("“" + chr(34))} …"'
    shown = f'"… {last[-_SHOWN:].split(" ", 1)[-1]}"' if len(last) > _SHOWN else f'"{last}"'
    if last.endswith(":"):
        yield f"ends with a colon: {shown}"
    elif _ENDS.fullmatch(last) and not _NO_STORY.search(last):
        yield f"ends without a stop: {shown}"


def _may_be_torn(line: str) -> bool:
    return line.endswith(":") or line[-1].islower() or _GOES_ON.match(line) is not None
