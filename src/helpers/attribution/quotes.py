"""Quotation marks: which passages of a text stand in quotes.

Marks are paired within a paragraph (a line). A mark's direction is read from its neighbours, not from its shape, for
curly marks often face the wrong way. A quote whose mark never closes ends with its paragraph; when the next paragraph
opens with a mark again, the quote runs on into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from helpers import text as reading

Span = tuple[int, int]


class Quote(NamedTuple):
    """A quoted passage, marks included. `is_closed`: it has its closing mark; `runs_on`: the next quote goes on."""

    start: int
    end: int
    is_closed: bool
    runs_on: bool


# each begins with its marks, which a search then jumps to
_DOUBLE = re.compile(r"[\"“”„«»‟＂`'’‘](?:(?<![`'’‘])|(?<=`)`|(?<=')'|(?<=’)’|(?<=‘)‘)")
_SINGLE_OPEN = re.compile(r"[‘'’](?<![\w.,!?’'].)(?=\w|\.\.\.|…|\[)")
_SINGLE_CLOSE = re.compile(r"[’'‘](?<=[\w.,!?…\])].)(?!\w)")
_ELISION = re.compile(r"[‘'’](?:\d0s|em|til|tis|twas|cause|n)\b", re.IGNORECASE)
_OPENING = frozenset({"“", "„", "«", "``", "‘‘"})
_CLOSING = frozenset({"”", "»", "''", "’’"})
_BEFORE_OPENING = frozenset(" \t\u00a0\u2009\u202f([{—–-/:,“‘'’\"«„>*")
_AFTER_CLOSING = frozenset(" \t\u00a0\u2009\u202f)]}.,;:!?—–-/’'\"”»<*…")


def find_quotes(text: str) -> list[Quote]:
    """The outermost quoted passages of `text`, in order.

    Single marks count where a paragraph has no double ones and the passage reads like a quotation
    (British style), not like an apostrophe. A quote inside a quote is part of it.
    """
    found: list[Quote] = []
    for start, end in reading.find_lines(text):
        pairs = list(_double(text, start, end)) or list(_single(text, start, end))
        if found and found[-1].runs_on and not (pairs and pairs[0].start == start):
            found[-1] = found[-1]._replace(runs_on=False)
        found += pairs
    if found and found[-1].runs_on:
        found[-1] = found[-1]._replace(runs_on=False)
    return found


def _double(text: str, start: int, end: int) -> Iterator[Quote]:
    marks = list(_DOUBLE.finditer(text, start, end))
    if len(marks) > 3 and (nested := _nested(text, marks, (start, end))):
        yield from nested
        return
    opened, inner = -1, 0
    for mark in marks:
        at, after = mark.span()
        if opened >= 0 and text[opened] == '"' and mark.group() in {"“", "”"}:
            # curly marks inside straight ones are a quotation inside
            if mark.group() == "“":
                inner += 1
                continue
            if inner:
                inner -= 1
                continue
        opens, closes = _directions(text, mark, start, end)
        if opened >= 0 and opens and _is_glued(text, mark):
            opens, closes = False, True
        if opens == closes:  # the neighbours do not tell: the shape does, else whether a quote is open
            opens = mark.group() in _OPENING or (mark.group() not in _CLOSING and opened < 0)
            closes = not opens
        if opened >= 0:
            if closes:
                yield Quote(opened, after, True, False)
                opened = -1
        elif at == start or opens or (mark.group() == "''" and not text[after : after + 1].isspace()):
            is_inch = mark.group() == '"' and at > start and text[at - 1].isdigit()
            opened, inner = opened if is_inch else at, 0
    if opened >= 0:
        yield Quote(opened, end, False, True)


def _nested(text: str, marks: Sequence[re.Match[str]], line: Span) -> list[Quote]:
    """The outermost quotes of a paragraph in which one holds another with marks of the same kind; else none.

    Every mark must tell by its neighbours whether it opens or closes, and each that opens must close again.
    """
    found: list[Quote] = []
    open_at: list[int] = []
    is_deep = False
    for mark in marks:
        opens, closes = _directions(text, mark, *line)
        if opens == closes or (closes and not open_at):
            return []
        if opens:
            is_deep = is_deep or bool(open_at)
            open_at.append(mark.start())
        elif len(open_at) > 1:
            open_at.pop()
        else:
            found.append(Quote(open_at.pop(), mark.end(), True, False))
    return [] if open_at or not is_deep else found


def _directions(text: str, mark: re.Match[str], start: int, end: int) -> tuple[bool, bool]:
    """Whether a mark may open and may close, by its neighbours."""
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    opens = before in _BEFORE_OPENING and not after.isspace()
    closes = not before.isspace() and after in _AFTER_CLOSING
    return opens, closes


def _is_glued(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark that seems to open closes a quotation, and a blank behind it is lost: "...,”said Lee"."""
    before, after = text[mark.start() - 1], text[mark.end() : mark.end() + 1]
    return before in ",.!?" and (mark.group() == "”" or (mark.group() == '"' and after.islower()))


def _single(text: str, start: int, end: int) -> Iterator[Quote]:
    at = start
    while opening := _SINGLE_OPEN.search(text, at, end):
        at = opening.end()
        if _ELISION.match(text, opening.start()):
            continue
        closing = _SINGLE_CLOSE.search(text, at, end)
        # "the workers' pay": a mark after s that is followed by a word may be a possessive; look on
        while closing and text[closing.start() - 1] == "s" and text[closing.end() : closing.end() + 1] == " ":
            further = _SINGLE_CLOSE.search(text, closing.end(), end)
            if not further or _SINGLE_OPEN.search(text, closing.end(), further.start()):
                break
            closing = further
        if not closing:
            return
        yield Quote(opening.start(), closing.end(), True, False)
        at = closing.end()
