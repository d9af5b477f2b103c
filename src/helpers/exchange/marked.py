"""The finds of an article as other tools see them: passages with labels, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

import pandas as pd

from helpers.words import cells

Tables = Mapping[str, pd.DataFrame]
Rows = Iterator[dict[str, Any]]

LABELS = ("content", "source", "cue", "claim", "furniture")
"""What a passage is called in other tools; content, source and cue are those of an attribution."""

TABLES = {"claim": "claims", "furniture": "boilerplate"}
VALUES = {  # what is said of a passage, and can be corrected where a tool has fields
    "content": ("speaker", "source_kind", "level"),
    "claim": ("measure", "about", "value", "unit", "period", "reporter", "claimed_by"),
    "furniture": ("reason",),
}
PARTS = frozenset({"source", "cue"})


class Span(NamedTuple):
    """A passage under its label."""

    label: str
    start: int
    end: int


class Find(NamedTuple):
    """A find as other tools see it: passages that belong together, and what is said of the first of them."""

    spans: tuple[Span, ...]
    values: Mapping[str, str]

    @property
    def name(self) -> tuple[Span, ...]:
        """The passages that make it the same find: the content of an attribution, else its one passage."""
        return tuple(sorted(span for span in self.spans if span.label not in PARTS))

    @property
    def parts(self) -> frozenset[Span]:
        """Source and cue of an attribution."""
        return frozenset(span for span in self.spans if span.label in PARTS)

    def linked(self) -> list[tuple[Span, Span, str]]:
        """Passage, other passage, what the other is to it."""
        name = self.name
        others = [(name[0], span, span.label) for span in sorted(self.parts)]
        return [*others, *((name[0], span, "continues") for span in name[1:])]


class Marked(NamedTuple):
    """An article with its finds."""

    article_id: str
    text: str
    about: Mapping[str, str]
    finds: tuple[Find, ...]

    @property
    def spans(self) -> list[Span]:
        """All passages, each once, in text order."""
        return sorted({span for find in self.finds for span in find.spans}, key=lambda span: (span[1:], span.label))

    @property
    def links(self) -> list[tuple[Span, Span, str]]:
        """All that `Find.linked` gives, each once."""
        return list(dict.fromkeys(link for find in self.finds for link in find.linked()))

    @property
    def told(self) -> dict[Span, Mapping[str, str]]:
        """What is said of a passage."""
        return {find.name[0]: find.values for find in reversed(self.finds)}


def marked(found: Tables) -> Iterator[Marked]:
    by_article: dict[str, list[Find]] = {}
    for article_id, find in chain(_attributions(found), _passages(found, "claim"), _passages(found, "furniture")):
        by_article.setdefault(article_id, []).append(find)
    articles = found["articles"]
    names = [name for name in ("title", "outlet", "author", "published", "url") if name in articles]
    for row in cells(articles):
        about = {name: said(row[name]) for name in names if not pd.isna(row[name])}
        yield Marked(row["article_id"], row["text"], about, tuple(by_article.get(row["article_id"], ())))


def said(value: Any) -> str:
    """A value as words: whole numbers without a point, dates as ISO 8601 writes them."""
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _values(row: Mapping[str, Any], label: str) -> dict[str, str]:
    return {name: said(row[name]) for name in VALUES[label] if not pd.isna(row[name])}


def _attributions(found: Tables) -> Iterator[tuple[str, Find]]:
    key = ["article_id", "attribution_id"]
    spans: dict[tuple[str, int], list[Span]] = {}
    for article_id, number, role, start, end in found["attribution_spans"].itertuples(index=False, name=None):
        spans.setdefault((article_id, number), []).append(Span(role, int(start), int(end)))
    for row in cells(found["attributions"]):
        its = spans.get((row[key[0]], row[key[1]]), [])
        if any(span.label == "content" for span in its):
            yield row["article_id"], Find(tuple(its), _values(row, "content"))


def _passages(found: Tables, label: str) -> Iterator[tuple[str, Find]]:
    for row in cells(found[TABLES[label]]):
        yield row["article_id"], Find((Span(label, int(row["start"]), int(row["end"])),), _values(row, label))
