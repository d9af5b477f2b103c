"""Spans cut right at their ends: without what is silent, without white space, with the whole of a name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from helpers.attribution.drafts import Span
from helpers.attribution.inside import listed_whole
from helpers.attribution.persons import UPPER


def around(spans: Iterable[Span], silent: Sequence[Span]) -> list[Span]:
    """`spans` without what of them is silent; `silent` in order, none in another."""
    left = []
    ends = [end for _, end in silent]
    for first, last in sorted(spans):
        for start, end in silent[bisect_right(ends, first) :]:
            if start >= last:
                break
            left.append((first, start))
            first = max(first, end)
        left.append((first, last))
    return [(first, last) for first, last in left if first < last]


def trimmed(text: str, spans: Iterable[Span]) -> list[Span]:
    """`spans` without white space at their ends; what is white space alone is left out."""
    found = []
    for start, end in spans:
        inner = text[start:end]
        if inner.strip():
            found.append((start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())))
    return found


_CUT = re.compile(r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts) )?[\w.]+-$")
_OWNED = re.compile(rf"(?<!\w)(?:[Tt]he )?{UPPER}[\w&.-]*(?: {UPPER}[\w&.-]*)*(?:[’']s|s[’']) $")
_CLAUSE_BEFORE = re.compile(r"[^“”\"]+, (?:and|but|so|yet) (he|she)")
_SUFFIX = re.compile(r"(?:Jr|Sr)\.|II|III|IV")
_BEFORE_SUFFIX = re.compile(rf"{UPPER}[\w’'-]+(?: {UPPER}[\w.’'-]*){{1,3}}, $")


def uncut(text: str, source: list[Span]) -> list[Span]:
    """The spans of a source, whole: with the word that a hyphen cuts ("the UN-led panel"), the listed name it is of."""
    if not source or not source[0][0]:
        return source
    if behind := _CLAUSE_BEFORE.fullmatch(text, *source[0]):
        source = [behind.span(1), *source[1:]]  # "fell silent, and he"
    elif _SUFFIX.fullmatch(text, *source[0]) and (name := _BEFORE_SUFFIX.search(text, 0, source[0][0])):
        source = [(name.start(), source[0][1]), *source[1:]]  # "Dan Lee, Jr."
    whole = listed_whole(text, *source[0])
    if whole != source[0]:
        return [whole, *source[1:]]
    (start, end), *others = source
    is_owned = text[start - 1] == " " and text[start].islower() and text[start - 2] in "’'s"
    if text[start - 1] != "-" and not is_owned:
        return source
    cut = (_OWNED if is_owned else _CUT).search(text, max(0, start - 40), start)
    return [(cut.start(), end), *others] if cut else source
