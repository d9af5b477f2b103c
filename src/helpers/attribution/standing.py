"""How a draft stands: somebody said it, or it was left unsaid, or the author says it for himself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.attribution.blend import Span
from helpers.attribution.drafts import Draft, level_of
from helpers.attribution.unspoken import is_left_unsaid

UNSAID = "unsaid"  # denied, possible, supposed or to come: nobody's words
OWN = "own"  # what the author says with "I" or "we"

_SILENT = re.compile(
    r"(?:declin|refus)\w*,? (?:\w+ )?to (?:comment|respond|answer|discuss|elaborate|confirm|say|speak|be interviewed)\b"
)
_AGREED = re.compile(r"agree[sd]? (?:on \w+day |\w+day )?(?:to|on) ")
_SUPPOSED = re.compile(r"(?:^|(?<=[\s,;:(—–“\"]))(?:[Ii]f|[Uu]nless|[Ww]hether|[Ll]est|[Ss]upposing|[Aa]ssuming)\s$")
_AIM = re.compile(r"[Tt]o\s+\w")
# "took to the air to depict", "prompted Ann Lee to apologise": it was done
_DONE_BEFORE = re.compile(
    r"\b(?:(?:took|taken|takes|taking) to|went|goes|going|gone|prompt(?:ed|ing|s)|forc(?:ed|ing|es))"
    r"(?: [\w’'-]+){1,6}? $"
)
_AUTHOR = frozenset({"i", "we"})


def standing(text: str, draft: Draft, quotes: Sequence[Span], *, is_quoted: bool) -> str:
    """The level of a draft; `quotes` are the quotations of the text, `is_quoted`: part of the content is one."""
    if _is_own(text, draft, quotes):
        return OWN
    if draft.cue and is_left_unsaid(text, draft.cue[0][0]):
        return UNSAID
    if _is_at(_SILENT, text, draft, 60) or (not is_quoted and _is_supposed(text, draft)):
        return UNSAID
    return "intent" if not draft.has_quote and _is_at(_AGREED, text, draft) else level_of(draft)


def _is_at(words: re.Pattern[str], text: str, draft: Draft, reach: int = 0) -> bool:
    """Whether a cue ends with words, or has them within `reach`: "declined to comment", "agreed to a truce"."""
    if not draft.cue:
        return False
    if reach:
        return bool(words.search(text, draft.cue[0][0], draft.cue[0][0] + reach))
    return bool(words.match(text, draft.cue[-1][0]))


def _is_own(text: str, draft: Draft, quotes: Sequence[Span]) -> bool:
    """Whether the author speaks: "I" or "we" outside quotation marks."""
    if len(draft.source) != 1 or text[slice(*draft.source[0])].lower() not in _AUTHOR:
        return False
    start = draft.source[0][0]
    return not any(first <= start < last for first, last in quotes)


def _is_supposed(text: str, draft: Draft) -> bool:
    """Whether a cue only tells what may be, or what is aimed at: "if he denounces it", "time to discuss it"."""
    if not draft.cue:
        return False
    start, end = draft.cue[0]
    first = min([start, *(a for a, _ in draft.source)])
    if _SUPPOSED.search(text, max(0, first - 20), first):
        return True
    is_aim = bool(_AIM.match(text, start, end))
    return is_aim and not _DONE_BEFORE.search(text, max(0, start - 60), start)
