"""Whose words are relayed: Lee's in "the paper quoted Lee as saying “...”", in "“...,” Ross recalled Lee saying"."""

from __future__ import annotations

import re

from helpers.attribution.drafts import Draft, Span
from helpers.attribution.edges import trimmed
from helpers.attribution.passing import PASSING

_WHO = r"(?P<who>(?:[^.“”\"\n]|\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|[A-Z])\.){2,90}?)"
_QUOTED = re.compile(rf"(?<=quot)(?:ed|es|ing) (?!by ){_WHO} (?P<how>as \w+ing)\b")
_RECALLED = re.compile(
    rf"(?:recall|remember|describ|heard|overheard)(?:s|ed|ing|es)? {_WHO} (?:\w+ly )?"
    r"(?P<how>(?:say|tell|scream|shout|ask|yell|warn|writ|reply)ing)\b"
)
_LEADS_TO = re.compile(r"[^“”\"\n]{0,90}?[:,] (?=[“\"])")  # "as saying in a statement: “...”"


def relayed(text: str, d: Draft) -> list[Draft]:
    """`d` with who said it as its source, beside a draft of who tells that he did, who is cited in passing.

    Of what is recalled, only a quotation; "the paper quotes Lee as saying that it is late" is always Lee's.
    """
    end = d.cue[-1][1] if d.cue else 0
    first = text.rfind(" ", 0, end) + 1
    quoted = _QUOTED.search(text, first, end + 120)
    found = quoted or _RECALLED.match(text, first, end + 120)
    if not d.cue or not found or found.start() > end:
        return [d]
    content = _outside(text, d.content, (d.cue[0][0], found.end()))
    content = content if quoted else [span for span in content if text[span[0]] in '“"']
    if not content:
        return [d]
    who = found.start("who"), found.start("who") + len(found["who"].partition(", ")[0])
    how = d.candidate._replace(word=found["how"].split()[-1])
    cue = [*d.cue[:-1], (d.cue[-1][0], end), found.span("how")]
    made = d._replace(source=[who], cue=cue, content=content, candidate=how, is_open=False)
    teller = d._replace(cue=[], content=[], candidate=d.candidate._replace(frame=PASSING))
    return [made, teller] if d.source else [made]


def _outside(text: str, content: list[Span], frame: Span) -> list[Span]:
    """What of a content stands before a frame or behind it."""
    found = [(start, min(end, frame[0])) for start, end in content if start < frame[0]]
    for start, end in content:
        if end > frame[1]:
            start = max(start, frame[1])
            leads = _LEADS_TO.match(text, start, end) if start == frame[1] else None
            found.append((leads.end() if leads else start, end))
    return trimmed(text, found)
