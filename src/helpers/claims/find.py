"""The two doors: one text in, quantities out; the articles table in, the quantities table out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from helpers import tables
from helpers.arguments import ArgumentError, as_text
from helpers.claims.frames import add_frames
from helpers.claims.joins import split
from helpers.claims.quantity import ONE, Quantity
from helpers.claims.reader import may_hold_number, read_sentence
from helpers.claims.tokens import Token, tokenise
from helpers.claims.unsaid import add_units
from helpers.door import takes_tables
from helpers.text import blank, find_boilerplate, find_sentences

# Sentences are read in pieces of this many characters at most, so that no text makes the reading slow.
_LONGEST = 2000


def find_quantities(text: str, *, published: date | None = None, measures: str = "") -> list[Quantity]:
    """Every number of `text` from left to right: quantities, and what only looks like one (dates, designators).

    `published` resolves relative dates ("last year"); without it their period stays None. `measures` is the content of
    a measures.csv that adds to the list. The rules are
    English. A unit that the sentence leaves out is listed in `inherited` (see `unsaid`). Missed: numbers in Roman
    numerals, "several", "a few", and a unit that only the sentence before tells. A "one" that is an article ("one man",
    "one of the few") has the kind "one", and is none of the rows of `read_quantities`.

    >>> [(one.value, one.unit) for one in claims.find_quantities("Exports fell by 37% to $5bn.")]
    [(37.0, '%'), (5000000000.0, 'USD')]
    """
    if not (published is None or isinstance(published, date)):
        raise ArgumentError("claims.find_quantities", "published", published, "a date, as datetime.date(2023, 5, 31)")
    text = as_text("claims.find_quantities", text, "claims.read_quantities")
    sentences, idle = read_numbers(text, published, is_split=False)
    return sorted([*add_frames(text, sentences, published, measures), *idle], key=lambda q: q.start)


def read_numbers(
    text: str, published: date | None, *, is_split: bool
) -> tuple[list[tuple[list[Token], list[Quantity]]], list[Quantity]]:
    """The sentences of a text that hold numbers, with their tokens, yet without frames; each "one" that counts nothing.

    `is_split`: "from 5 to 7" as two, the levels before and after.
    """
    sentences, idle = [], []
    for start, end in _pieces(text):
        if may_hold_number(text, start, end):
            tokens = tokenise(text, start, end)
            read = read_sentence(text, tokens, published)
            idle += [q for q in read if q.kind == ONE]
            found = add_units(text, [q for q in read if q.kind != ONE])
            if is_split:
                found = [end for q in found for end in split(text, q)]
            if found:
                sentences.append((tokens, found))
    return sentences, idle


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for start, end in find_sentences(text):
        while end - start > _LONGEST:
            cut = text.rfind(" ", start, start + _LONGEST) + 1 or start + _LONGEST
            yield start, cut
            start = cut
        yield start, end


@takes_tables()
def read_quantities(
    articles: pd.DataFrame, *, boilerplate: pd.DataFrame | None = None, measures: str = ""
) -> pd.DataFrame:
    """`tables.QUANTITIES` of `articles`: reads article_id and text, and published and language where present.

    An article in another language than English has no rows: the rules are English. The table `boilerplate` of the
    same articles saves finding it again. `measures` is the content of one's own measures.csv (see CONTRIBUTING.md).

    >>> claims.read_quantities(corpus.read(["Exports fell by 37% to $5bn."]))["unit"].to_list()
    ['%', 'USD']
    """
    furniture = None if boilerplate is None else tables.spans_by_article(boilerplate)
    read = articles[[name for name in ("article_id", "text", "language", "published") if name in articles]]
    return tables.QUANTITIES.frame(
        [row for article in read.to_dict("records") for row in _rows(article, furniture, measures)]
    )


def _rows(
    article: Mapping[Any, Any], furniture: Mapping[str, Sequence[tuple[int, int]]] | None, measures: str
) -> Iterator[tuple[object, ...]]:
    text = article["text"]
    language = article.get("language")
    if not isinstance(text, str) or (isinstance(language, str) and language[:2] != "en"):
        return
    stamp = article.get("published")
    published = stamp.date() if isinstance(stamp, pd.Timestamp) and not pd.isna(stamp) else None
    spans = furniture.get(article["article_id"], ()) if furniture is not None else find_boilerplate(text)
    found: list[Quantity] = []
    for part in [spans, _between(spans, len(text))] if spans else [()]:  # nothing of the page tells what a number is
        shown = blank(text, part)
        sentences, _ = read_numbers(shown, published, is_split=True)
        found += add_frames(shown, sentences, published, measures)
    found.sort(key=lambda q: q.start)
    for q in found:
        point = q.value if isinstance(q.value, float) else None
        yield (
            article["article_id"], q.start, q.end, q.kind, text[q.start : q.end], point, q.low, q.high, q.unit,
            q.change, q.approximation, q.period, q.measure, q.about, q.basis, q.base, q.status, q.place,
            q.reporter, q.partner, q.direction,
            ",".join(q.inherited) or None, q.sure, q.is_quantity, any(a <= q.start < b for a, b in spans),
        )  # fmt: skip


def _between(spans: Sequence[tuple[int, int]], end: int) -> list[tuple[int, int]]:
    """What of a text that ends at `end` lies outside `spans`, which are in order."""
    return list(zip([0, *(b for _, b in spans)], [*(a for a, _ in spans), end], strict=True))
