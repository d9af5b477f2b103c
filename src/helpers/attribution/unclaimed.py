"""Quotations that no cue claims: they go on from what was said before them in their paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from helpers.attribution.blend import Placed
from helpers.attribution.drafts import Draft
from helpers.attribution.quotes import Quote

AT_LEAST = 4  # words: less is a word put in marks
_MARGIN = 40  # blanks that may stand before a quotation that is a paragraph
_LINE_ENDS = re.compile(r"[^\S\n]*(?:\n|$)")
_NO_VOICE = frozenset({"passed", "passing", "hearsay"})  # frames of those who only pass on, or of nobody


def with_unclaimed(text: str, quotes: Sequence[Quote], drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` where each quotation that is in no content joins the statement that stands before it in its paragraph.

    "“It rained,” Lee said. Despite that, “the year looks promising.”" A title in marks is nobody's words.
    """
    spans = sorted((start, end, i) for i, d in enumerate(drafts) for start, end in d.content)
    placed = Placed(spans, [start for start, _, _ in spans])
    lone = [quote for quote in quotes if _is_statement(text, quote) and not _is_claimed(quote, placed)]
    if not lone:
        return list(drafts)
    made = list(drafts)
    last = sorted((_end(d), i) for i, d in enumerate(drafts) if d.source and d.candidate.frame not in _NO_VOICE)
    ends = [end for end, _ in last]
    for quote in lone:
        place = bisect_right(ends, quote.start) - 1
        if place >= 0 and ends[place] > _reach(text, quote):
            one = made[last[place][1]]
            made[last[place][1]] = one._replace(content=[*one.content, (quote.start, quote.end)], has_quote=True)
    return made


def _reach(text: str, quote: Quote) -> int:
    """Where the paragraph of a quotation begins; the one before, if the quotation is all of its paragraph."""
    start = text.rfind("\n", 0, quote.start)
    is_first = quote.start - start <= _MARGIN and not text[start + 1 : quote.start].strip()
    is_heading = len(text[quote.start : quote.end].split()) < 2 * AT_LEAST
    if not is_first or is_heading or not _LINE_ENDS.match(text, quote.end):
        return start
    before = max(0, start)
    while before and text[before - 1].isspace():
        before -= 1
    return text.rfind("\n", 0, before)


def _end(draft: Draft) -> int:
    return max(end for _, end in _spans(draft))


def _spans(draft: Draft) -> Iterator[tuple[int, int]]:
    yield from (*draft.source, *draft.cue, *draft.content)


def _is_statement(text: str, quote: Quote) -> bool:
    """Whether a quotation has some words, not all of the longer ones with a capital as a title has."""
    words = text[quote.start : quote.end].strip("“”\"'‘’").split()
    longer = [word for word in words if len(word) > 3]
    return len(words) >= AT_LEAST and quote.is_closed and any(word[0].islower() for word in longer)


def _is_claimed(quote: Quote, placed: Placed) -> bool:
    """Whether half of a quotation lies in contents."""
    low = max(0, bisect_right(placed.starts, quote.start) - 1)
    inside: Iterable[tuple[int, int, int]] = placed.spans[low : bisect_left(placed.starts, quote.end)]
    held = sum(max(0, min(end, quote.end) - max(start, quote.start)) for start, end, _ in inside)
    return 2 * held >= quote.end - quote.start
