"""What at the two ends of a text shows that it may not be whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from helpers import names
from helpers.text import find_boilerplate, find_lines
from helpers.words import count

_FEWEST = 3  # lines; a shorter text is a brief, or made for a test
_LAST = 6  # lines that are looked at before the furniture is
_GOES_ON = re.compile(r"[\"“]?(?:But|And|Yet|Or|Nor|Moreover|Meanwhile|However),?\s[^\n]*[a-z]{2}[.!?,][\"”]?(?:\s|$)")
_ENDS = re.compile(r"[^\n]{100,} [a-z]{2,}$")
_NO_STORY = re.compile(r"@\w|https?:|pic\.twitter|\bcontribut|©|[|/;]")  # a post, a list of names
_SHOWN = 60  # characters
_OPENING = 600  # characters in which who is called "Mr. Reid" has been told of before, or the text begins earlier
_STYLE = 4  # so often does a text say "Mr." that does so by rule
_TITLED = re.compile(r"\b(?:Mr|Ms|Mrs)\. (?P<name>[A-Z][\w-]*[a-z])(?:[’']s?)?(?![\w’'-]| [A-Z])")
_SPELLED = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_PROMISE = re.compile(
    rf"\b(?P<n>\d{{1,2}}|{'|'.join(_SPELLED)}) (?:[\w-]+ ){{0,2}}"
    r"(?:takeaways|things|answers|questions|reasons|ways|lessons|facts|points|moments)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(\d{1,2})[.)] ?\S", re.MULTILINE)
_MOST = 15  # parts that a title promises


def find_torn(text: str, title: str | None = None) -> Iterator[str]:
    """What of `text`, page furniture apart, is seldom so in a whole article: its ends, persons who come in unnamed.

    With the `title`, also whether fewer numbered parts are there than it promises.

    >>> list(torn.find_torn("Lee left.\\n\\nHe was late.\\n\\nThis is what he said:"))
    ['ends with a colon: "This is what he said:"']
    """
    lines = find_lines(text)
    if len(lines) < _FEWEST:
        return
    if unnamed := _unnamed(text):
        yield f'speaks of "{unnamed}" at its top without having said who that is'
    if missing := _unkept(text, title or ""):
        yield missing
    if not any(_may_be_torn(text[slice(*line)]) for line in (lines[0], *lines[-_LAST:])):
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


def _unnamed(text: str) -> str:
    """ "Mr. Reid", of whom a text that calls people so speaks before it has named him; nobody who was in office."""
    titled = [*islice(_TITLED.finditer(text), _STYLE)]
    for found in titled if len(titled) == _STYLE else ():
        name, before = found["name"], text[: found.start()]
        is_quoted = before.count("“") > before.count("”") or before.count('"') % 2 == 1
        is_told = is_quoted or name in _in_office() or re.search(rf"\b{re.escape(name)}\b", before)
        if found.start() < _OPENING and not is_told:
            return text[found.start() : found.end("name")]
    return ""


@cache
def _in_office() -> frozenset[str]:
    return frozenset(name.split()[-1] for name in names.officeholders())


def _unkept(text: str, title: str) -> str:
    """That a title promises more numbered parts than stand in the text; empty where it does not."""
    found = _PROMISE.search(title)
    parts = 0
    for number in _NUMBERED.findall(text) if found else ():
        parts += int(number) == parts + 1
    promised = _SPELLED.get(found["n"].lower()) or int(found["n"]) if found else 0
    kept = not 0 < parts < promised <= _MOST
    return "" if kept or not found else f'has {count(parts, "numbered part")}; its title says "{found[0]}"'
