"""Both readers together: where a quotation begins and ends from the rules, who and what from the learned reader."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from helpers.attribution.quotes import Quote

Span = tuple[int, int]

ALIKE = 0.5  # share of the characters of two contents that both hold, from which they are one attribution


class Said(NamedTuple):
    """What a reader takes for one attribution: spans of characters in text order."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]


class Blended(NamedTuple):
    """An attribution of both readers: its spans, who found it, and the number of the rules' attribution it was."""

    said: Said
    found_by: str
    ruled: int | None


class Quoted(NamedTuple):
    """The quotes of a text and where they begin."""

    quotes: Sequence[Quote]
    starts: Sequence[int]

    def inside(self, start: int, end: int) -> Sequence[Quote]:
        """The quotes that share a character with a span."""
        first = bisect_right(self.starts, start) - 1
        first += first < 0 or self.quotes[first].end <= start
        return self.quotes[first : bisect_left(self.starts, end)]


def to_marks(spans: Iterable[Span], quoted: Quoted) -> Iterator[Span]:
    """`spans` with each quote that they cut taken whole where they hold half of it, else left out where they end in it.

    A mark is a mark: who says half of a quotation says it all.
    """
    for start, end in spans:
        for quote in quoted.inside(start, end):
            held = min(end, quote.end) - max(start, quote.start)
            if 2 * held >= quote.end - quote.start:
                start, end = min(start, quote.start), max(end, quote.end)
            elif start < quote.start:
                end = min(end, quote.start)
        if start < end:
            yield start, end


def apart(said: Iterable[Said], quoted: Quoted) -> Iterator[Said]:
    """`said` with contents that end at marks and lie apart; those that others leave nothing of are left out."""
    last = 0
    for one in sorted(said, key=lambda one: one.content[0]):
        kept: list[Span] = []
        for start, end in to_marks(one.content, quoted):
            if max(start, last) < end:
                kept.append((max(start, last), end))
                last = end
        if kept:
            yield one._replace(content=kept)


def shared(ruled: Sequence[Said], heard: Sequence[Said]) -> Counter[tuple[int, int]]:
    """(number in `ruled`, number in `heard`) -> characters that both contents hold; those of `heard` lie apart."""
    placed = sorted((start, end, i) for i, one in enumerate(heard) for start, end in one.content)
    starts, found = [start for start, _, _ in placed], Counter[tuple[int, int]]()
    for number, one in enumerate(ruled):
        for start, end in one.content:
            for x, y, i in placed[max(0, bisect_right(starts, start) - 1) : bisect_left(starts, end)]:
                if (both := min(end, y) - max(start, x)) > 0:
                    found[number, i] += both
    return found


def size(spans: Iterable[Span]) -> int:
    """Characters in all of `spans`."""
    return sum(end - start for start, end in spans)


def paired(ruled: Sequence[Said], heard: Sequence[Said], both: Counter[tuple[int, int]]) -> dict[int, int]:
    """Number in `heard` -> number in `ruled` of the same attribution, most alike first, one to one."""
    likeness = [(n / (size(ruled[i].content) + size(heard[j].content) - n), -i, -j) for (i, j), n in both.items()]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for share, i, j in sorted(likeness, reverse=True):
        if share >= ALIKE and -j not in found and -i not in taken:
            found[-j] = -i
            taken.add(-i)
    return found


def blend(ruled: Sequence[Said], heard: Iterable[Said], quotes: Sequence[Quote]) -> Iterator[Blended]:
    """The attributions of both readers.

    Of one that both found the learned reader tells source and cue, and the content unless it is quoted. A quotation
    that the rules alone found in its place counts; what is not quoted and the rules alone found counts where the
    learned reader found nothing.
    """
    quoted = Quoted(quotes, [quote.start for quote in quotes])
    listed = list(apart(heard, quoted))
    both = shared(ruled, listed)
    same = paired(ruled, listed, both)
    touched: dict[int, list[int]] = {}
    for i, j in both:
        touched.setdefault(i, []).append(j)
    gone, known = set[int](), set(same.values())
    for i, one in enumerate(ruled):
        met = touched.get(i, [])
        has_quote = any(quoted.inside(start, end) for start, end in one.content)
        if i in known or (met and (not has_quote or any(j in same for j in met))):
            continue
        gone.update(met)
        yield Blended(one, "rules", i)
    for j, one in enumerate(listed):
        if j in same:
            ours = ruled[same[j]]
            has_quote = any(quoted.inside(start, end) for start, end in ours.content)
            content = ours.content if has_quote else one.content
            yield Blended(Said(one.source or ours.source, one.cue, content), "both", same[j])
        elif j not in gone:
            yield Blended(one, "model", None)
