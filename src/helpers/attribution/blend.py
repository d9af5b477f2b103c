"""Both readers together: where a quotation begins and ends from the rules, who and what from the learned reader."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from helpers.attribution.quotes import Quote

Span = tuple[int, int]

SURE = 0.25  # what the learned reader alone found counts when it is that sure
NAMED = 0.6  # and has a speaker when it is that sure of the source too; else who speaks is left open
OVERRULES = 0.8  # how sure it must be of the source of a quotation to overrule another that the rules found
LENT = 0.88  # how sure, to be the source of a quotation for which the rules found none
ALIKE = 0.5  # share of the characters of two contents that both hold, from which they are one attribution


class Said(NamedTuple):
    """What a reader takes for one attribution: spans of characters in text order.

    `sure`, `named`: how probable the reader holds it, and its source (see `linking.Heard`). `is_laid_out`: the layout
    tells it, as marks do: a name before a colon, a signature behind a dash.
    """

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    sure: float = 1.0
    named: float = 1.0
    is_laid_out: bool = False


class Blended(NamedTuple):
    """An attribution of both readers: its spans, who found it, and the number of the rules' attribution it was.

    `is_open`: its source is too doubtful to be anybody's name.
    """

    said: Said
    found_by: str
    ruled: int | None
    is_open: bool = False


class Quoted(NamedTuple):
    """The quotes of a text and where they begin."""

    quotes: Sequence[Quote]
    starts: Sequence[int]

    def inside(self, start: int, end: int) -> Sequence[Quote]:
        """The quotes that share a character with a span."""
        first = bisect_right(self.starts, start) - 1
        first += first < 0 or self.quotes[first].end <= start
        return self.quotes[first : bisect_left(self.starts, end)]

    def ends(self, start: int, end: int) -> bool:
        """Whether a span is one quotation, from mark to mark."""
        inside = self.inside(start, end)
        return len(inside) == 1 and inside[0].start == start and end <= inside[0].end + 1


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


class Placed(NamedTuple):
    """The contents of several attributions, which lie apart, with the number of each, and where they begin."""

    spans: Sequence[tuple[int, int, int]]
    starts: Sequence[int]

    def shared(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The number of each that shares characters with a span, and how many."""
        for a, b, number in self.spans[max(0, bisect_right(self.starts, start) - 1) : bisect_left(self.starts, end)]:
            if min(end, b) > max(start, a):
                yield number, min(end, b) - max(start, a)


def place(said: Sequence[Said]) -> Placed:
    """The contents of `said` by their place."""
    spans = sorted((start, end, i) for i, one in enumerate(said) for start, end in one.content)
    return Placed(spans, [start for start, _, _ in spans])


def shared(ruled: Sequence[Said], placed: Placed) -> Counter[tuple[int, int]]:
    """(number in `ruled`, number in `placed`) -> characters that both contents hold."""
    found = Counter[tuple[int, int]]()
    for number, one in enumerate(ruled):
        for span in one.content:
            for other, n in placed.shared(*span):
                found[number, other] += n
    return found


def meet(some: Iterable[Span], others: Sequence[Span]) -> bool:
    """Whether they share a character."""
    return any(a < y and x < b for a, b in some for x, y in others)


def without(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """`spans` less what lies in one of `others`."""
    left = list(spans)
    for start, end in others:
        cut = (part for a, b in left for part in ((a, min(b, start)), (max(a, end), b)))
        left = [(a, b) for a, b in cut if a < b]
    return left


def size(spans: Iterable[Span]) -> int:
    """Characters in all of `spans`."""
    return sum(end - start for start, end in spans)


def paired(
    ruled: Sequence[Said],
    heard: Sequence[Said],
    both: Counter[tuple[int, int]],
    quoting: Collection[int],
    marked: Collection[int] = (),
) -> dict[int, int]:
    """Number in `heard` -> number in `ruled` of the same attribution, most alike first, one to one.

    Contents that share less than `ALIKE` are the same where they have one cue, and the rules' is one of those
    `quoting`, or both have one source and what was heard is none of those `marked`, which hold quotations.
    """
    likeness = [(n / (size(ruled[i].content) + size(heard[j].content) - n), -i, -j) for (i, j), n in both.items()]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for share, i, j in sorted(likeness, reverse=True):
        is_one_cue = meet(ruled[-i].cue, heard[-j].cue)
        is_retold = -j not in marked and meet(ruled[-i].source, heard[-j].source)
        is_same = share >= ALIKE or (is_one_cue and (-i in quoting or is_retold))
        if is_same and -j not in found and -i not in taken:
            found[-j] = -i
            taken.add(-i)
    return found


def _source(ruled: Said, heard: Said, is_quoted: bool) -> list[Span]:
    """The source of an attribution of both: the rules' ends at a phrase; where they differ, the net's if it is sure."""
    if not (ruled.source or is_quoted or meet(ruled.cue, heard.cue)):
        return heard.source  # what the rules took for hearsay has another cue, and one who says it
    if not ruled.source and is_quoted and heard.named >= LENT:
        return heard.source
    if not ruled.source or not heard.source or meet(ruled.source, heard.source):
        return ruled.source
    return ruled.source if is_quoted and heard.named < OVERRULES else heard.source


def blend(ruled: Sequence[Said], heard: Iterable[Said], quotes: Sequence[Quote]) -> Iterator[Blended]:
    """The attributions of both readers.

    Of one that both found the learned reader tells the cue, and the content unless it is quotations and no more; the
    source is told by both (see `_source`). A quotation that the rules alone found counts, in place of what the other
    found there; what is not quoted and the rules alone found counts where the learned reader found nothing.
    """
    quoted = Quoted(quotes, [quote.start for quote in quotes])
    listed = list(apart(heard, quoted))
    placed = place(listed)
    both = shared(ruled, placed)
    quoting = {i for i, one in enumerate(ruled) if one.is_laid_out or any(quoted.inside(*span) for span in one.content)}
    whole = [one.is_laid_out or all(quoted.ends(*span) for span in one.content) for one in ruled]
    marked = {j for j, one in enumerate(listed) if any(quoted.inside(*span) for span in one.content)}
    same = paired(ruled, listed, both, quoting, marked)
    touched: dict[int, list[int]] = {}
    for i, j in both:
        touched.setdefault(i, []).append(j)
    known = set(same.values())
    for i, one in enumerate(ruled):
        met = [j for j in touched.get(i, ()) if j in same or listed[j].sure >= SURE]
        if i in known:
            for j in touched[i] if one.is_laid_out else ():
                if j not in same:  # what is read within a turn
                    listed[j] = listed[j]._replace(content=without(listed[j].content, one.content))
            continue
        if met and (i not in quoting or (not whole[i] and any(j in same for j in met))):
            if left := [span for span in one.content if quoted.ends(*span) and not any(placed.shared(*span))]:
                yield Blended(one._replace(content=left), "rules", i)  # a further quotation, which nobody else says
            continue
        for j in met:
            left = without(listed[j].content, one.content) if j in same else []
            listed[j] = listed[j]._replace(content=left)
        yield Blended(one, "rules", i)
    for j, one in enumerate(listed):
        if j in same and one.content:
            ours = ruled[same[j]]
            # further quotations of the same speaker, which nobody else says
            more = [span for span in ours.content if quoted.inside(*span) and not any(placed.shared(*span))]
            content = ours.content if whole[same[j]] else sorted([*one.content, *more])
            cue = ours.cue if ours.is_laid_out else one.cue
            yield Blended(Said(_source(ours, one, same[j] in quoting), cue, content), "both", same[j])
        elif j in same:  # others say all of it
            yield Blended(ruled[same[j]], "rules", same[j])
        elif one.content and one.sure >= SURE:
            yield Blended(one, "model", None, one.sure * one.named < NAMED)
