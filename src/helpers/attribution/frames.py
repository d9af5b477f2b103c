"""The tables of this package: one row per attribution, span, cited source, speaker, article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from helpers import tables
from helpers import text as reading
from helpers.attribution.find import Attribution, find_all
from helpers.attribution.provenance import Stated, find_provenance


class Found(NamedTuple):
    """The attributions of one article."""

    article_id: str
    text: str
    attributions: list[Attribution]


def _texts(articles: pd.DataFrame) -> Iterator[tuple[str, str]]:
    return zip(articles["article_id"], articles["text"], strict=True)


def _find(articles: pd.DataFrame) -> list[Found]:
    found = find_all(articles["text"])
    return [Found(*article, attributed) for article, attributed in zip(_texts(articles), found, strict=True)]


def _count(text: str, attribution: Attribution) -> int:
    return sum(len(reading.find_words(text[start:end])) for start, end in attribution.content)


def said(articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """`attributions`, `attribution_spans`, `cited_sources` and `speaker_shares` of `articles`, from one reading."""
    found = _find(articles)
    return _attributions(found), _spans(found), _cited_sources(found), _speaker_shares(found)


def attributions(articles: pd.DataFrame) -> pd.DataFrame:
    """Every attribution of `articles` (article_id, text), as table `attributions`."""
    return _attributions(_find(articles))


def _attributions(found: list[Found]) -> pd.DataFrame:
    rows = []
    for article_id, text, attributed in found:
        for number, a in enumerate(attributed):
            places = [*a.source, *a.cue, *a.content]
            cue = " ".join(text[start:end] for start, end in a.cue) or None
            first, last = min(start for start, _ in places), max(end for _, end in places)
            rows.append(
                (article_id, number, a.kind, a.level, a.speaker, a.source_kind, cue, _count(text, a), first, last)
            )
    return tables.ATTRIBUTIONS.frame(rows)


def spans(articles: pd.DataFrame) -> pd.DataFrame:
    """Source, cue and content passages of every attribution, as table `attribution_spans`."""
    return _spans(_find(articles))


def _spans(found: list[Found]) -> pd.DataFrame:
    return tables.ATTRIBUTION_SPANS.frame(
        (article_id, number, role, start, end)
        for article_id, _, attributed in found
        for number, a in enumerate(attributed)
        for role, places in (("source", a.source), ("cue", a.cue), ("content", a.content))
        for start, end in places
    )


def cited_sources(articles: pd.DataFrame) -> pd.DataFrame:
    """Whom each article cites, as table `cited_sources`; sources left unresolved stay as written."""
    return _cited_sources(_find(articles))


def _cited_sources(found: list[Found]) -> pd.DataFrame:
    rows: dict[tuple[str, str], list[int | str]] = {}
    for article_id, text, attributed in found:
        for a in attributed:
            if not a.source:
                continue
            start, end = a.source[0]
            name = a.speaker or text[start:end]
            row = rows.setdefault((article_id, name), [a.source_kind or "unnamed", 0, 0, start, end])
            row[1], row[2] = int(row[1]) + 1, int(row[2]) + _count(text, a)
    return tables.CITED_SOURCES.frame([(*key, *row) for key, row in rows.items()])


def speaker_shares(articles: pd.DataFrame) -> pd.DataFrame:
    """Who speaks in each article, as table `speaker_shares`; shares sum to 1 in an article that has words.

    A statement without a resolved speaker counts as unnamed; as the author's count all that is nobody's statement, and
    what a statement gives to the author whom the article names.
    """
    return _speaker_shares(_find(articles))


def _speaker_shares(found: list[Found]) -> pd.DataFrame:
    rows = []
    for article_id, text, attributed in found:
        furniture = sum(len(reading.find_words(text[start:end])) for start, end in reading.find_boilerplate(text))
        n_words = len(reading.find_words(text)) - furniture
        stated = find_provenance(text).author
        author = ("author", stated.name if stated else "author")
        said: dict[tuple[str, str], int] = {}
        for a in attributed:
            key = (a.source_kind or "unnamed", a.speaker) if a.speaker else ("unnamed", "unnamed")
            key = author if a.speaker == author[1] else key
            said[key] = said.get(key, 0) + _count(text, a)
        n_words = max(n_words, sum(said.values()))
        said[author] = said.get(author, 0) + n_words - sum(said.values())
        rows += [(article_id, *key, n, n / n_words) for key, n in said.items() if n_words]
    return tables.SPEAKER_SHARES.frame(rows)


def citation_chain(articles: pd.DataFrame) -> pd.DataFrame:
    """Article, its outlet, the outlets it cites, as table `citation_chain`; an article that cites none has no row."""
    rows = []
    for article_id, text, attributed in _find(articles):
        stated = find_provenance(text).outlet
        own = stated.name if stated else None
        cited: dict[str, tuple[int, int]] = {}
        for a in attributed:
            if a.source_kind == "outlet" and a.speaker:
                n, n_words = cited.get(a.speaker, (0, 0))
                cited[a.speaker] = (n + 1, n_words + _count(text, a))
        rows += [(article_id, own, name, name == own, n, n_words) for name, (n, n_words) in cited.items()]
    return tables.CITATION_CHAIN.frame(rows)


def provenance(articles: pd.DataFrame) -> pd.DataFrame:
    """Where each article says it comes from, as table `provenance`: one row an article, NA where it is silent."""

    def cells(stated: Stated | None) -> tuple[str | None, int | None, int | None]:
        return (stated.name, stated.start, stated.end) if stated else (None, None, None)

    rows = []
    for article_id, text in _texts(articles):
        found = find_provenance(text)
        rows.append((article_id, *cells(found.outlet), *cells(found.author), *cells(found.republisher), found.hint))
    return tables.PROVENANCE.frame(rows)
