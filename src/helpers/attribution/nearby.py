"""Names that only stand near a cue: in an aside of the subject, in a clause of it, as whose the subject is.

"Lee, who took over after Ross stepped down, said", "Lee, according to the Post, told them", "the Senate’s top
Democrat, Ann Lee, says": each is Lee's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.attribution.cast import PRONOUNS, Span
from helpers.attribution.persons import UPPER

_NAME = rf"(?:{UPPER}[\w’'-]+|{UPPER}\.)(?: (?:{UPPER}[\w’'-]+|{UPPER}\.)){{0,3}}"
_TITLES = r"(?:(?:Sen|Rep|Gov|Mr|Mrs|Ms|Dr|Gen)\. |President |Senator )?"
_IN_CLAUSE = re.compile(
    rf"({_NAME}), who [^.:;“”\"\n]{{0,140}}?\b(?:after|before|when|while|because|since|until|once) {_TITLES}$"
)
_DOES = re.compile(r"(?: \([A-Z][\w.-]*\))? [a-z][^.:;“”\"\n]{2,90}, ")
_AHEAD_OF_ASIDE = re.compile(rf"(?:^|[\s“\"])({_NAME}), (?:according to|as reported by|as told to)(?: the)? $")
_OWNS = re.compile(rf"[’']s? (?:[a-z][\w’'-]* ){{0,5}}[\w’'-]+, ({_NAME}), ")
_OWNED = re.compile(r"[’']s? (?!(?:also|already|always|been|not|done|now|just|still|[a-z]+ly) )[a-z][\w-]* ")


def subject(text: str, source: Sequence[Span], cue: Sequence[Span]) -> list[Span]:
    """The span of who says it where a source before its cue only stands near; else the source as it is."""
    if len(source) != 1 or not cue or source[0][1] > cue[0][0]:
        return list(source)
    start, end = source[0]
    first = cue[0][0]
    ahead = max(0, start - 200)
    if _DOES.fullmatch(text, end, first):
        found = _IN_CLAUSE.search(text, ahead, start)
    elif text[end:first] == ", ":
        found = _AHEAD_OF_ASIDE.search(text, ahead, start)
    else:
        found = _OWNS.match(text, end, first)
        found = found if found and found.end() == first else None
    return [found.span(1)] if found else [source[0]]


def is_owner(text: str, source: Sequence[Span], cue: Sequence[Span]) -> bool:
    """Whether a source only tells whose something is that stands behind it: "the court’s new rule says"."""
    if not source or not cue or source[0][1] > cue[0][0]:
        return False
    last = text[slice(*source[0])].split()[-1:]
    is_name = bool(last) and last[0][0].isupper() and last[0].lower() not in PRONOUNS
    return is_name and bool(_OWNED.match(text, source[0][1], cue[0][0]))
