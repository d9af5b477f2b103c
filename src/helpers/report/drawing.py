"""Figures that answer when pointed at: over a chart's image lie links, one a mark, each to the words it stands for.

What answers comes from the notebook beside the chart's HTML (`charts.output.drawing`); it is data like any other that
a notebook puts out, so every part of it is checked or written as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from helpers.report import clean, pages

KIND = "application/vnd.origins.drawing+json"

_PLACE = re.compile(r"([\w-]+\.html)(?:#(at-\d+|text|with-[\w-]+)(:~:text=[\w%.~-]+)?)", re.ASCII)
_SEARCH = re.compile(r"search\.html#find=[\w%.~-]+", re.ASCII)


def over(drawing: Mapping[str, Any], frame: pages.Frame, image: Markup, alt: str) -> Markup:
    """`image` with what answers laid over it, and the narrow drawing beside it where there is one."""
    shown = Markup('<div class="drawing">{}{}</div>').format(image, _answers(drawing, frame))
    narrow = drawing.get("narrow")
    if not isinstance(narrow, Mapping) or not isinstance(narrow.get("svg"), str):
        return shown
    small = pages.image(narrow["svg"].encode(), "svg+xml", alt)
    return shown + Markup('<div class="drawing narrow">{}{}</div>').format(small, _answers(narrow, frame))


def _answers(drawing: Mapping[str, Any], frame: pages.Frame) -> Markup:
    marks = list(_marks(drawing))
    if not marks:
        return Markup()
    width, height = (float(value) for value in drawing["size"])
    inside = Markup("").join(_answer(box, _led(at, frame), words) for box, at, words in marks)
    return Markup('<svg class="marks" viewBox="0 0 {:.1f} {:.1f}">{}</svg>').format(width, height, inside)


def _answer(box: Sequence[float], href: str, words: str) -> Markup:
    shape = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(*box)
    said = Markup("<title>{}</title>").format(clean.text(words))
    if not href:
        return Markup("<g>{}{}</g>").format(said, shape)
    return Markup('<a href="{}">{}{}</a>').format(href, said, shape)


def _led(at: str, frame: pages.Frame) -> str:
    """Where a mark leads from this page; empty where the report has no such page."""
    match = _PLACE.fullmatch(at)
    if match and match[1] in frame.articles:
        return f"{frame.top}articles/{at}"
    return f"{frame.top}{at}" if _SEARCH.fullmatch(at) and frame.entries else ""


def _marks(drawing: Mapping[str, Any]) -> Iterator[tuple[tuple[float, ...], str, str]]:
    for *box, at, words in drawing.get("places", ()):
        if len(box) == 4 and isinstance(at, str) and isinstance(words, str):
            yield tuple(float(value) for value in box), at, words


def anchors(drawing: Mapping[str, Any]) -> list[str]:
    """The places of words that marks lead to, as `article.html#at-start`: their pages need an anchor there."""
    return [at for _, at, _ in _marks(drawing) if "#at-" in at and _PLACE.fullmatch(at)]
