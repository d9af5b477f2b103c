"""Sources that stand beside an attribution that names none: "he", "who", who spoke before "and said", a name behind."""

from __future__ import annotations

import re

from helpers.attribution import lexicon
from helpers.attribution.drafts import Draft
from helpers.attribution.persons import UPPER, names_in

_GOES_ON = re.compile(r",?[”\"’]?\s+(?:(?:and|but)(?: also)?\s+)?")
_JOINED = re.compile(r" (?:and|but)(?: also)? $")
_BESIDE = re.compile(r"\b([Hh]e|[Ss]he) $")
_WHO = re.compile(
    rf"({UPPER}[\w’'-]+(?: {UPPER}[\w’'.-]+){{0,3}}), who (?:on \w+day |last \w+ |earlier |later |also )?$"
)


_FULL = rf"{UPPER}[\w’'-]+(?: {UPPER}\.)?(?: {UPPER}[\w’'-]+){{1,2}}"
_BEHIND_CUE = re.compile(rf" ({_FULL})(?=, |\.(?:\s|$)| of | at )")
_BEFORE_ASIDE = re.compile(
    rf"(?:^|[.!?”\"\n] ?)[^.“”\"\n]{{0,40}}?\b({_FULL}), (?:who|a|an|the)\b[^.:;“”\"\n]{{3,120}}, $"
)


_NAME_LONG = 20  # characters that stand at least between a cue and what is told behind the name there


def with_named(text: str, d: Draft) -> Draft:
    """A draft without a source with the person named in full behind its cue, where a quotation stands before that, or
    before the aside that it closes: "“...,” says Ann Lee, a baker", "Ann Lee, who was there, tweeted, “...”".
    """
    if not d.cue or not lexicon.usual_level(d.candidate.word):
        return d
    start, end = d.cue[0][0], d.cue[-1][1]
    if d.source and d.source[0][0] < end + _NAME_LONG:
        return d  # but “...,” says Ann Lee, head of a team, a think tank that ...: what she heads is no source
    if text[max(0, start - 2) : start].rstrip()[-1:] in {"”", '"'}:
        found = _BEHIND_CUE.match(text, end)
    else:
        found = _BEFORE_ASIDE.search(text, max(0, start - 240), start)
        found = found if text[end : end + 3].strip(" ,:") in {"“", '"'} else None
    return d._replace(source=[found.span(1)], is_open=False) if found and names_in(found[1]) else d


def with_subjects(text: str, drafts: list[Draft]) -> list[Draft]:
    """`drafts` where "..., suggesting that ...", "and said" or ", but also said" has the source of what ends before it.

    "Lee, who warned" has the one named before "who", and "he answered" has "he".
    """
    sources = {d.content[-1][1]: d.source for d in drafts if d.source}
    made = []
    for d in drafts:
        if not d.cue:
            made.append(d)
            continue
        start = d.cue[0][0]
        is_told = bool(lexicon.usual_level(d.candidate.word))
        whose = _BESIDE.search(text, max(0, start - 5), start)
        whose = whose or (_WHO.search(text, max(0, start - 70), start) if is_told else None)
        if not d.source and whose:
            made.append(d._replace(source=[whose.span(1)], is_open=False))
            continue
        is_next = text[start : d.cue[-1][1]].endswith("ing") or _JOINED.search(text, max(0, start - 10), start)
        if not d.source and (is_next or text.startswith(("also ", "but "), start)):
            ends = (end for end in range(start - 12, start) if end in sources and _GOES_ON.fullmatch(text, end, start))
            if end := next(ends, 0):
                d = d._replace(source=sources[end], is_open=False)
        made.append(d)
    return made
