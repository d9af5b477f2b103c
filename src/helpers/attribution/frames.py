"""The tables of this package: one row per attribution, span, cited source, speaker, article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from helpers import tables
from helpers import text as reading
from helpers.attribution.find import Attribution, find_all
from helpers.attribution.provenance import find_provenance
from helpers.attribution.speakers import PRONOUNS


class Found(NamedTuple):
    """The attributions of one article, with the number of words in the content of each."""

    article_id: str
    text: str
    attributions: list[Attribution]
    n_words: list[int]


def _texts(articles: pd.DataFrame) -> Iterator[tuple[str, str]]:
    return zip(articles["article_id"], articles["text"], strict=True)


def _find(articles: pd.DataFrame, boilerplate: pd.DataFrame | None = None) -> list[Found]:
    """What is said in each article outside its furniture: as the table says, or as found here."""
    told = None if boilerplate is None else tables.spans_by_article(boilerplate)
    spans = [reading.find_boilerplate(text) if told is None else told.get(name, ()) for name, text in _texts(articles)]
    bodies = map(reading.blank, articles["text"], spans)
    found = zip(_texts(articles), find_all(bodies), strict=True)
    return [Found(*article, made, [_count(article[1], a) for a in made]) for article, made in found]


def _count(text: str, attribution: Attribution) -> int:
    return sum(reading.count_words(text[start:end]) for start, end in attribution.content)


def said(
    articles: pd.DataFrame, *, boilerplate: pd.DataFrame | None = None, provenance: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """`attributions`, `attribution_spans`, `cited_sources` and `speaker_shares` of `articles`, from one reading.

    The tables `boilerplate` and `provenance` of the same articles save finding them again.
    """
    found = _find(articles, boilerplate)
    shares = _speaker_shares(found, _lengths(articles), boilerplate, provenance)
    return _attributions(found), _spans(found), _cited_sources(found), shares


def attributions(articles: pd.DataFrame) -> pd.DataFrame:
    """Every attribution of `articles` (article_id, text), as table `attributions`."""
    return _attributions(_find(articles))


def _attributions(found: list[Found]) -> pd.DataFrame:
    rows = []
    for article_id, text, attributed, n_words in found:
        for number, (a, n) in enumerate(zip(attributed, n_words, strict=True)):
            places = [*a.source, *a.cue, *a.content]
            cue = " ".join([text[start:end] for start, end in a.cue]) or None
            first, last = min(places)[0], max([end for _, end in places])
            rows.append((article_id, number, a.kind, a.level, a.speaker, a.source_kind, cue, n, first, last))
    return tables.ATTRIBUTIONS.frame(rows)


def spans(articles: pd.DataFrame) -> pd.DataFrame:
    """Source, cue and content passages of every attribution, as table `attribution_spans`."""
    return _spans(_find(articles))


def _spans(found: list[Found]) -> pd.DataFrame:
    return tables.ATTRIBUTION_SPANS.frame(
        (article_id, number, role, start, end)
        for article_id, _, attributed, _ in found
        for number, a in enumerate(attributed)
        for role, places in (("source", a.source), ("cue", a.cue), ("content", a.content))
        for start, end in places
    )


def cited_sources(articles: pd.DataFrame) -> pd.DataFrame:
    """Whom each article cites, as table `cited_sources`; sources left unresolved stay as written.

    Pronouns of which the article does not tell whom they mean are one row "unnamed".
    """
    return _cited_sources(_find(articles))


def _cited_sources(found: list[Found]) -> pd.DataFrame:
    rows: dict[tuple[str, str], list[int | str]] = {}
    for article_id, text, attributed, n_words in found:
        for a, n in zip(attributed, n_words, strict=True):
            if not a.source:
                continue
            start, end = a.source[0]
            name, kind = a.speaker or text[start:end], (a.source_kind if a.speaker else None) or "unnamed"
            if not a.speaker and text[start:end].lower() in PRONOUNS:
                name = "unnamed"  # nobody is cited by the name "he"
            row = rows.setdefault((article_id, name), [kind, 0, 0, start, end])
            row[1], row[2] = int(row[1]) + 1, int(row[2]) + n
    return tables.CITED_SOURCES.frame([(*key, *row) for key, row in rows.items()])


def speaker_shares(articles: pd.DataFrame) -> pd.DataFrame:
    """Who speaks in each article, as table `speaker_shares`; shares sum to 1 in an article that has words.

    A statement without a resolved speaker counts as unnamed; as the author's count all that is nobody's statement, and
    what a statement gives to the author whom the article names.
    """
    return _speaker_shares(_find(articles), _lengths(articles))


def _speaker_shares(
    found: list[Found],
    lengths: Iterable[int],
    boilerplate: pd.DataFrame | None = None,
    provenance: pd.DataFrame | None = None,
) -> pd.DataFrame:
    furniture, authors = _furniture(found, boilerplate), _authors(found, provenance)
    rows = []
    for (article_id, text, attributed, counts), length in zip(found, lengths, strict=True):
        n_words = length - sum(reading.count_words(text[start:end]) for start, end in furniture.get(article_id, ()))
        author = ("author", authors.get(article_id) or "author")
        said: dict[tuple[str, str], int] = {}
        for a, n in zip(attributed, counts, strict=True):
            key = (a.source_kind or "unnamed", a.speaker) if a.speaker else ("unnamed", "unnamed")
            key = author if a.speaker == author[1] else key
            said[key] = said.get(key, 0) + n
        n_words = max(n_words, sum(said.values()))
        said[author] = said.get(author, 0) + n_words - sum(said.values())
        rows += [(article_id, *key, n, n / n_words) for key, n in said.items() if n_words]
    return tables.SPEAKER_SHARES.frame(rows)


def _lengths(articles: pd.DataFrame) -> Iterable[int]:
    """Words of each article: as the table says, or counted here."""
    return articles["n_words"] if "n_words" in articles else map(reading.count_words, articles["text"])


def _furniture(found: list[Found], boilerplate: pd.DataFrame | None) -> Mapping[str, list[tuple[int, int]]]:
    """The boilerplate of each article: as the table says, or found here."""
    if boilerplate is None:
        return {article.article_id: reading.find_boilerplate(article.text) for article in found}
    return tables.spans_by_article(boilerplate)


def _authors(found: list[Found], provenance: pd.DataFrame | None) -> Mapping[str, str]:
    """The author of each article that names one: as the table says, or found here."""
    if provenance is None:
        stated = {article.article_id: find_provenance(article.text).author for article in found}
        return {article_id: author.name for article_id, author in stated.items() if author}
    named = provenance.dropna(subset="author")
    return dict(zip(named["article_id"], named["author"], strict=True))


def citation_chain(articles: pd.DataFrame) -> pd.DataFrame:
    """Article, its outlet, the outlets it cites, as table `citation_chain`; an article that cites none has no row."""
    rows = []
    for article_id, text, attributed, counts in _find(articles):
        stated = find_provenance(text).outlet
        own = stated.name if stated else None
        cited: dict[str, tuple[int, int]] = {}
        for a, n_said in zip(attributed, counts, strict=True):
            if a.source_kind == "outlet" and a.speaker:
                n, n_words = cited.get(a.speaker, (0, 0))
                cited[a.speaker] = (n + 1, n_words + n_said)
        rows += [(article_id, own, name, name == own, n, n_words) for name, (n, n_words) in cited.items()]
    return tables.CITATION_CHAIN.frame(rows)
