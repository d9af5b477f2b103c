"""A text with marks in place. Marks are flat: the text is cut wherever one begins or ends, and each piece names those
it is in. So marks may overlap in any way, and the text stays one run of words to select and copy.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup, escape

from helpers import harmless
from helpers.report import clean

Span = tuple[int, int]

_WORD = re.compile(r"\w+")


class Mark(NamedTuple):
    """A find in the text: `name` marks all of it, `head` its beginning, `who` is written before it."""

    start: int
    end: int
    name: str
    head: str = ""
    who: str = ""
    entry: str = ""


def paragraphs(
    text: str,
    marks: Sequence[Mark],
    anchors: Iterable[int] = (),
    *,
    shown: Sequence[Span] | None = None,
    first: int = 0,
) -> Iterator[Markup]:
    """The lines of `text`, each with its marks; outside the spans `shown` (None: everything is shown) stands […].

    `first`: where in the article `text` begins; anchors are named by their place in the article.
    """
    visible = [(0, len(text))] if shown is None else list(shown)
    cuts = sorted({0, len(text), *anchors, *(p for m in marks for p in m[:2]), *(p for span in visible for p in span)})
    cuts = [cut for cut in cuts if 0 <= cut <= len(text)]
    named = set(anchors) | {mark.start for mark in marks}
    starting: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        if 0 <= mark.start < mark.end <= len(text):
            starting[mark.start].append(mark)
    active: list[Mark] = []
    line: list[Markup] = []
    spans = iter(visible)
    current = next(spans, None)
    hidden = False
    for start, end in pairwise(cuts):
        while current is not None and current[1] <= start:
            current = next(spans, None)
        active = [mark for mark in active if mark.end > start] + starting[start]
        anchor = Markup(f'<span class="here" id="at-{first + start}"></span>') if start in named else Markup()
        if current is None or start < current[0]:
            line.append(anchor)
            if not hidden:
                line.append(Markup('<span class="gap">[…] </span>'))
            hidden = True
            continue
        hidden = False
        for number, piece in enumerate(text[start:end].split("\n")):
            if number:
                yield from _whole(line)
                line = []
            begins = starting[start] if number == 0 else []
            line.append((anchor if number == 0 else Markup()) + _piece(piece, active, begins, bool(anchor)))
    yield from _whole(line)


def _whole(line: Sequence[Markup]) -> Iterator[Markup]:
    """The parts of a line as one; none where it holds neither words nor an anchor."""
    if any(part.striptags().strip() or "id=" in part for part in line):
        yield Markup().join(line)


def _piece(words: str, active: Sequence[Mark], begins: Sequence[Mark], is_named: bool) -> Markup:
    names = " ".join(dict.fromkeys([m.name for m in active if m.name] + [m.head for m in begins if m.head]))
    shown = clean.text(words)
    if not words or not (names or is_named):
        return shown
    who = next((mark.who for mark in begins if mark.who), "")
    # a text has thousands of pieces: Markup.format, which escapes by itself, takes ten times as long
    attributes = f' class="{escape(names)}"' if names else ""
    if who:
        attributes += f' data-who="{escape(harmless.text(who))}"'
    entry = min((mark for mark in begins if mark.entry), key=lambda mark: mark.end - mark.start, default=None)
    if entry and words.strip():
        return Markup(f'<a href="#{escape(entry.entry)}"{attributes}>{shown}</a>')
    return Markup(f"<span{attributes}>{shown}</span>")


def around(text: str, marks: Iterable[Mark], n_words: int, *, apart: int = 10) -> list[Span]:
    """Spans of at most `n_words` words in which listed finds begin, at least `apart` hidden words between them.

    A find that begins in what must stay hidden has no span: excerpts that touch would be the text.
    """
    words = [match.span() for match in _WORD.finditer(text)]
    starts = [start for start, _ in words]
    spans: list[Span] = []
    free = 0
    for mark in sorted(mark for mark in marks if mark.entry):
        at = bisect_right(starts, mark.start) - 1
        if at < free or not words:
            continue
        first = max(free, at - n_words // 3)
        last = min(first + n_words, len(words)) - 1
        spans.append((starts[first], words[last][1]))
        free = last + 1 + apart
    return spans


def emphasised(words: str, spans: Iterable[Span]) -> Markup:
    parts, position = [], 0
    for start, end in sorted(spans):
        if position <= start < end <= len(words):
            parts += [clean.text(words[position:start]), Markup("<mark>{}</mark>").format(clean.text(words[start:end]))]
            position = end
    return Markup().join([*parts, clean.text(words[position:])])
