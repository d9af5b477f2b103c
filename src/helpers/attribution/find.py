"""Attributions of a text: who says what, by which words."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers import text as reading
from helpers.attribution.quotes import find_quotes

Span = tuple[int, int]


class Attribution(NamedTuple):
    """Somebody says, thinks or reports something. Spans are half-open character offsets, in text order.

    `speaker`: the name the source resolves to, None when in doubt. `kind`: direct (quoted), mixed (partly quoted),
    indirect, unclosed (the closing mark is missing). `level`: speech, belief, document, decree, no-source ...
    `source_kind`: outlet, organisation, person, state, document, unnamed.
    """

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    speaker: str | None
    kind: str
    level: str
    source_kind: str | None


_CUE = re.compile(
    r"\b(?:(?:has|have|had|also|then|later) )*(?:said|says|say|added|adds|told|wrote|asked|noted|notes|reported|announced|argued|explained"
    r"|claimed|suggested|stated|declared|insisted|believes?|suspects?|recalled|recalls|acknowledged|hinted)\b"
)
_SUBJECT = re.compile(r"(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir) )?(?:[\w’'.-]+ ){0,5}?[\w’'.-]+ ?$")
_AFTER = re.compile(r"\s+((?:[Tt]he |[Aa]n? )?(?:[A-Z][\w’'.-]*\s?|of\s|former\s|\w+(?= [A-Z])\s)+|he|she|they)\b")


def find_attributions(text: str) -> list[Attribution]:
    """The attributions of `text`, in text order. A first, plain reading: speech verbs beside quotes and that-clauses."""
    found = []
    quotes = find_quotes(text)
    for start, end in reading.find_lines(text):
        inside = [q for q in quotes if start <= q.start < end]
        for cue in _CUE.finditer(text, start, end):
            if any(q.start < cue.start() < q.end for q in inside):
                continue
            before = [q for q in inside if q.end <= cue.start() and cue.start() - q.end < 120]
            after = [q for q in inside if 0 <= q.start - cue.end() <= 120]
            low = max(start, before[-1].end if before else start, cue.start() - 60)
            subject = _SUBJECT.search(text[low : cue.start()].rstrip())
            inverted = _AFTER.match(text, cue.end(), end)
            if inverted and before and not (subject and subject.group().strip()):
                source = (inverted.start(1), inverted.start(1) + len(inverted[1].rstrip()))
            elif subject and subject.group().strip():
                source = (low + subject.start(), low + subject.end())
            else:
                continue
            content = [(q.start, q.end) for q in (before[-1:] or after[:1])]
            that = re.compile(r"\s+that\b[^.\n]*").match(text, cue.end(), end)
            if not content and that:
                content = [(that.start() + 1, that.end())]
            if content:
                kind = "indirect" if that else "direct"
                found.append(Attribution([source], [cue.span()], content, None, kind, "speech", None))
    return found
