"""Line ends and blanks of a text as it came: lines wrapped within paragraphs, sentences without a blank between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from helpers.text.marks import opening_marks
from helpers.text.words import word_lists

_NARROWEST, _WIDEST = 30, 140  # characters in a line of a wrapped text
_FEWEST_GOING_ON = 3
_FEWEST_IN_SPEECH = 5
_SLACK = 8  # characters: a line that goes on may be shorter than the widest
_OPENERS = word_lists("sentence_ends.txt")["openers"]
_IN_NAMES = frozenset({"The", "A", "An", "I", "I'm", "I’m", "I've", "I’ve", "One", "Two", "Three", "Will", "No", "Not"})
_LONGEST_SMALL = 4  # letters of words that stand in small letters in a heading
_DENSE = 0.98  # of the line ends
_NEAR = 400  # characters
_RAGGED = 0.8  # of the usual width, which full lines of proportional print have
_LINE = re.compile(r"[^\n]+")
_ITEM = re.compile(r"\s*(?:[-–—•·*►■●>|]\s|\(?(?:\d{1,3}|[a-zA-Z])\)\s|(?:\d{1,3}|[a-zA-Z])\.\s)")
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_INSIDE = re.compile(
    r"(?:\b(?:a|an|the|of|for|to|in|on|at|by|with|from|as|that|which|than|is|are|was|were|its|their)|§)$"
)
_INLINE = re.compile(
    r"\w\W{0,3} \(?(?:\d|[a-z])\) [a-z].* \(?(?:\d|[a-z])\) [a-z]"
)  # "1) this, or 2) that" in one sentence
_DATED = re.compile(rf"{_MONTH} \d{{1,2}},? \d{{4}}$")
_CREDITED = re.compile(
    r"\b(?:Image|Photo|Photograph|Picture|Illustration)(?: [Cc]redit)?: (?:[A-Z]{2,}|[A-Z]\w+ [A-Z]\w+)$"
)
_VERB = re.compile(r"\b(?:is|are|was|were|has|had|have|will|said|says|told)\b")
_DASHES = frozenset("-–—")
_STARTS = re.compile(
    rf"[A-Z][a-z]+day, {_MONTH} \d|(?:Figure|Table|Listing|Extract|Example) \d+(?:[.:]| [A-Z])|\d+(?:\.\d+)+\.?\s[A-Z]"
    r"|(?:Abstract|Introduction|Background|Methods|Results|Discussion|Conclusions?)[.:]?$"
)
_COLUMNS = re.compile(r"\S(?:\s{3,}|\t)\S.*\S(?:\s{3,}|\t)\S")
_ENDED = re.compile(r"[.!?:…]['\"”’)\]]*$")
_PAUSED = re.compile(r"[.!?:;…]['\"”’)\]]*$")
_HYPHEN = re.compile(r"(?<=[a-z])[-\u2010]$")
_KEEPS_HYPHEN = re.compile(
    "(?:well|ill|self|ex|non|anti|pro|co|so|long|short|high|low|half|all|cross|far|first|second|third|one|two|three|four"
    "|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|part|full|mid|multi|post|pre"
    "|semi|vice|year|old|new|north|south|east|west|hard|soft|large|small|right|left|world|mother|father)$",
    re.IGNORECASE,
)


class Edit(NamedTuple):
    """text[start:end] is to become `new`."""

    start: int
    end: int
    new: str


class _Line(NamedTuple):
    start: int
    end: int
    words: str  # without the white space around them


def wrapped_lines(text: str) -> list[Edit]:
    """Line ends within paragraphs: of lines that end where the next word would not have fitted.

    Known by the lines that go on in lower case: where a text is wrapped, they follow on full lines, nearly all. Lists,
    tables, verse, headings and the last lines of paragraphs keep their ends. Of two paragraphs without a blank line or
    an indent between them, the first ending on a full line, one is made.
    """
    n = text.count("\n")
    if n < _FEWEST_GOING_ON or n * _WIDEST < len(text):
        return []
    lines = [_Line(*match.span(), match[0].strip()) for match in _LINE.finditer(text)]
    near = [(a, b) for a, b in pairwise(line for line in lines if line.words)]
    gaps = [text.count("\n", a.end, b.start) for a, b in near]
    gap = 1
    if gaps.count(1) < _FEWEST_GOING_ON and all(len(line.words) <= _WIDEST for line in lines):
        gap = 2  # a blank line after each, as some programs write them
    pairs = [pair for pair, n in zip(near, gaps, strict=True) if n == gap]
    going_on = [(a, b) for a, b in pairs if b.words[0].islower() and not _PAUSED.search(a.words)]
    if len(going_on) < _FEWEST_GOING_ON:
        return []
    width = _width(going_on)
    if width is None or not _is_wrapped(lines, pairs, going_on, width, 10 if gap == 1 else 2):
        return []
    is_dense = gaps.count(1) > _DENSE * len(gaps)  # paragraphs stand one below the other
    edits, since = list[Edit](), ""  # the words since the last line end that stays
    for a, b in pairs:
        since = f"{since} {a.words}" if edits and edits[-1].end == a.start + _indent(text, a) else a.words
        if _goes_on(text, a, b, width, since) and not (is_dense and _is_apart(text, since, a, b)):
            edits.append(_joined(text, a, b))
    return edits


class _Width(NamedTuple):
    """The width of a wrapped text: lines of `least` characters, with the next word, are full."""

    least: float
    widest: int
    is_exact: bool  # wrapped by counting characters; a page of print is not


def _width(going_on: Sequence[tuple[_Line, _Line]]) -> _Width | None:
    lengths = sorted(len(line.words) for line, _ in going_on)
    reach = [_reach(*pair) for pair in going_on]
    longest, usual = lengths[-1], lengths[(len(lengths) - 1) * 19 // 20]
    if _NARROWEST <= longest <= _WIDEST and sum(r > longest for r in reach) >= 0.95 * len(reach):
        return _Width(longest + 1, longest, True)
    if _NARROWEST <= usual <= _WIDEST and sum(r > _RAGGED * usual for r in reach) >= 0.9 * len(reach):
        return _Width(_RAGGED * usual, usual, False)
    return None


def _is_wrapped(
    lines: Sequence[_Line], pairs: Sequence[object], going_on: Sequence[object], width: _Width, share: int
) -> bool:
    """Whether one line end in `share` is inside a sentence; of speech, with short lines, fewer, if none is longer."""
    if len(going_on) * share >= len(pairs):
        return True
    is_speech = share == 10 and width.is_exact and len(going_on) >= _FEWEST_IN_SPEECH
    return is_speech and all(len(line.words) <= width.widest + _SLACK for line in lines)


def _reach(line: _Line, following: _Line) -> int:
    return len(line.words) + 1 + len(following.words.split(" ", 1)[0])


def _is_inside(line: _Line) -> bool:
    """Whether `line` ends in a phrase or a bracket that goes on."""
    return _INSIDE.search(line.words) is not None or any(
        line.words.count(a) > line.words.count(b) for a, b in ("()", "[]")
    )


def _is_apart(text: str, since: str, line: _Line, following: _Line) -> bool:
    """Whether the full `line` ends without a stop what `following` does not go on with.

    It ends a part of a list, or with a date, a credit, a dash or the name that begins the next; a numbered caption, a
    dated line, a heading or a word that opens sentences follows; or all words `since` the last end that stays are in
    capitals, and those that follow are not.
    """
    if line.words[-1] in ":;" and following.words[-1] == ";" and since.count("(") == since.count(")"):
        return True  # the parts of a list
    if _is_inside(line) or following.words[0].islower():
        return False
    first = following.words.split(" ", 1)[0]
    if line.words[-1] == ";" and re.search(rf"\b{re.escape(first.lower())}\b", text):  # it is no name
        return True
    if _DATED.search(line.words) or _CREDITED.search(line.words) or _STARTS.match(following.words):
        return True
    is_named_twice = line.words.endswith(" ".join(following.words.split()[:2]))  # a title ends as its text begins
    if is_named_twice or (line.words.endswith("--") and first != "I"):
        return True
    if first in _OPENERS - _IN_NAMES and (line.words[-1].isalnum() or line.words.endswith(")")):
        return True
    is_title = _in_capitals(since) and not _in_capitals(following.words) and not _VERB.search(since)
    return is_title and since[-1].isalpha() and first[-1] not in (".;:" if first[:-1].isupper() else ".,;:")


def _in_capitals(words: str) -> bool:
    return not any(word[0].islower() for word in words.split() if len(word) > _LONGEST_SMALL)


def _goes_on(text: str, line: _Line, following: _Line, width: _Width, since: str) -> bool:
    is_ended, goes_on = _ENDED.search(line.words) is not None, following.words[0].islower()
    item = _ITEM.match(following.words)
    if (
        item
        and not _is_lone(text, item[0])
        and not _is_inside(line)
        and not _INLINE.search(f"{since} {following.words}"[-_NEAR:])
    ):
        is_clause = following.words[item.end() : item.end() + 1].islower() and item[0].strip() in "—–-"
        if is_ended or not (is_clause or item[0].startswith("—")):
            return False
    if _COLUMNS.search(line.words) or _COLUMNS.search(following.words):
        return False
    if line.words.isupper() and not following.words.isupper():
        return False
    if is_ended and _indent(text, following) > _indent(text, line) + 1:
        return False
    if _reach(line, following) >= width.least:
        return width.is_exact or goes_on or not is_ended or len(line.words) >= 0.95 * width.widest
    return goes_on and not is_ended and 2 * len(line.words) >= width.widest


def _is_lone(text: str, mark: str) -> bool:
    """Whether `mark`, at the start of a line, is part of a sentence: the number, the initial or the dash in its midst.

    No other line begins with the number or letter before or after it ("261. "), or no item of a list with the dash.
    """
    sign = mark.strip(" \t().")
    if sign in _DASHES:
        return not re.search(rf"(?:^|[.!?:;…]['\"”’)\]]*\n|\n\n)[ \t]*{sign}[ \t]", text)
    if sign == "1" or "(" in mark or not (sign.isdecimal() or sign.isupper()):
        return False
    beside = (int(sign) - 1, int(sign) + 1) if sign.isdecimal() else (chr(ord(sign) - 1), chr(ord(sign) + 1))
    return not re.search(rf"^\s*\(?(?:{beside[0]}|{beside[1]})[.)]\s", text, re.MULTILINE)


def _indent(text: str, line: _Line) -> int:
    return text[line.start : line.end].index(line.words)


def _joined(text: str, line: _Line, following: _Line) -> Edit:
    start = line.start + _indent(text, line) + len(line.words)
    end = following.start + _indent(text, following)
    if not (_HYPHEN.search(line.words) and following.words[0].islower()):
        return Edit(start, end, " ")
    left = re.split(r"[^\w-]", line.words)[-1][:-1]
    right = re.split(r"[^\w-]", following.words)[0]
    if _KEEPS_HYPHEN.match(left) or "-" in left + right or f"{left}-{right}" in text:
        return Edit(start, end, "")
    return Edit(start - 1, end, "")


_GLUED = re.compile(r"[.!?…](?<=[a-z)\dA-Z%].)[.!?…]*(?:[”’)]|\"{1,2}|'(?!s\b))?(?=[“‘\"'(]?[A-Z])")
_READ_MORE = re.compile(r"(?<=[a-z])(?=Read [Mm]ore\W*$)", re.MULTILINE)
_DOMAIN = re.compile("(?:com|org|net|gov|edu|info|tv|io|co|fm|js|md|uk|us|ai)$", re.IGNORECASE)


def glued_sentences(text: str) -> list[Edit]:
    """A blank between two sentences that have none: "on Monday.The group". U.S., 3.5, node.js, www.x.org stay whole."""
    glued = [match for match in _GLUED.finditer(text) if _is_glued(text, match)]
    is_marked = any('"' in text[match.end() - 1 : match.end() + 1] for match in glued)
    opening = opening_marks(text) if is_marked else frozenset[int]()
    places = {_between(text, match.end(), opening) for match in glued}
    if "Read " in text:
        places |= {match.start() for match in _READ_MORE.finditer(text)}
    return [Edit(at, at, " ") for at in sorted(places)]


def _is_glued(text: str, match: re.Match[str]) -> bool:
    low, high = max(0, match.start() - 40), match.end() + 40
    left = re.split(r"\s", text[low : match.start()])[-1]
    right = re.split(r"\s", text[match.end() : high])[0]
    if re.search(r"[@/\\_]|www\.|https?:", left + right):
        return False
    word = re.search(r"\w*\W?$", left)
    before, after = word[0] if word else "", re.split(r"[^\w’'-]", right.lstrip("“‘\"'("))[0]
    return not _DOMAIN.match(after) and _opens(before, after)


def _between(text: str, at: int, opening: frozenset[int]) -> int:
    """Where the blank goes at `at`, the end of a sentence: before the mark there that opens, behind one that closes."""
    if text[at - 2 : at] == '""':
        return at - 1
    if text[at - 1] == '"':
        return at - (at - 1 in opening)
    return at + (text[at] == '"' and at not in opening)


def _opens(before: str, after: str) -> bool:
    """Whether `after` opens a sentence that `before` does not belong to, both as they stand around a stop."""
    if re.search(r"[a-z]{2}$|[a-z]\)$", before):
        return len(after) > 1 or after in {"A", "I"}
    return len(after) > 1 and after in _OPENERS and re.search(r"\d%?$|[A-Z]\)$|[A-Z]{1,5}$", before) is not None
