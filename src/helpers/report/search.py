"""The page to search a report: an index as books have it, of articles, sources, numbers and terms.

It is a table like the others, so that it needs no script to be read; the script of the page filters it as one types.
What does not fit the table of a page that opens at once is held in the page as data, and the same box finds it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from helpers import findings, harmless, show, terms
from helpers.report.evidence import MOST_TEXT
from helpers.tables import by_key
from helpers.words import cells, known

MOST_ROWS = 1000  # of the index: a page that opens at once
MOST_HELD = 60_000  # more that the page holds as data, for the script alone
MOST_PLACES = 5  # articles named for an entry; the others are counted
MOST_TERMS = 1500
_LEAST = 3  # times that a term stands in the corpus, to be listed
_SHOWN = 3  # forms of a number that an entry shows


class Place(NamedTuple):
    """An article in which something stands; `href` is empty where the report has no page for it."""

    href: str
    label: str


class Row(NamedTuple):
    """An entry: what it is, its words, more of it, the first articles and how many others."""

    kind: str
    words: str
    note: str
    places: tuple[Place, ...]
    n_more: int


class Index(NamedTuple):
    """What the page shows, what it holds besides (`held`, as JSON), and how many entries it leaves out.

    A row of `held` is [kind, words, note, [[href, label], ...], how many more places].
    """

    rows: tuple[Row, ...]
    held: Markup
    n_held: int
    n_left_out: int


def index(found: Mapping[str, pd.DataFrame], *, has_pages: bool) -> Index:
    """The entries of all kinds; those of most articles first within a kind."""
    articles = found["articles"]
    labels = dict(zip(articles["article_id"], articles["label"], strict=True))

    def place(article_id: str, start: int | None = None) -> Place:
        anchor = f"#at-{start}" if start is not None and start < MOST_TEXT else ""
        href = f"articles/{show.slug(article_id)}.html{anchor}" if has_pages else ""
        return Place(href, str(labels.get(article_id, article_id)))

    made = [
        *_articles(articles, place),
        *_sources(found["attributions"], place),
        *_numbers(found["claims"], place),
        *_terms(found["frequencies"], place),
    ]
    further = made[MOST_ROWS : MOST_ROWS + MOST_HELD]
    left_out = max(0, len(made) - MOST_ROWS - MOST_HELD)
    return Index(tuple(made[:MOST_ROWS]), held(further), len(further), left_out)


def held(rows: Sequence[Sequence[Any]]) -> Markup:
    """`rows` as JSON that may stand in a page: nothing of it can be read as markup."""
    plain = [[harmless.text(part) if isinstance(part, str) else part for part in row] for row in rows]
    written = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        written = written.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(written)  # no "<" and no "&" is left


def _articles(articles: pd.DataFrame, place: Any) -> Iterator[Row]:
    for row in cells(articles):
        title = str(row["title"] if known(row["title"]) else row["label"])
        author = f"by {row['author']}" if known(row["author"]) else ""
        yield Row("Article", title, author, (place(str(row["article_id"])),), 0)


def _sources(attributions: pd.DataFrame, place: Any) -> Iterator[Row]:
    """Who is quoted or cited by name, with the first words in each article."""
    said = attributions.dropna(subset=["person"]).sort_values(["article_id", "start"])
    places = zip(said["article_id"].map(str), said["start"].map(int), strict=True)
    held = by_key(zip(said["person"].map(str), places, strict=True))
    for name, at in _most_articles(held):
        yield _row("Source", name, f"{len(at):,} statement{'s' * (len(at) != 1)}", at, place)


def _numbers(claims: pd.DataFrame, place: Any) -> Iterator[Row]:
    """What numbers are about, with their words."""
    held: dict[str, list[tuple[str, int]]] = {}
    words: dict[str, dict[str, None]] = {}
    for row in cells(claims):
        about = findings.statement(row)
        held.setdefault(about, []).append((str(row["article_id"]), int(row["start"])))
        words.setdefault(about, {})[show.excerpt(str(row["mention"]), show.NAME)] = None
    for about, at in _most_articles(held):
        said = [f"“{mention}”" for mention in words[about]]
        more = f" and {len(said) - _SHOWN} more" * (len(said) > _SHOWN)
        yield _row("Number", about, ", ".join(said[:_SHOWN]) + more, at, place)


def _terms(frequencies: pd.DataFrame, place: Any) -> Iterator[Row]:
    """Words, those that stand most often first, with the articles that use them most."""
    counts = terms.without_stop_words(frequencies)
    counts = counts[counts["term"].str.len().gt(2) & ~counts["term"].str.contains(r"\d")]
    total = counts.groupby("term")["n"].sum()
    kept = total[total >= _LEAST].reset_index().sort_values(["n", "term"], ascending=[False, True]).head(MOST_TERMS)
    rows = counts[counts["term"].isin(kept["term"])].sort_values(["n", "article_id"], ascending=[False, True])
    held = by_key((str(term), (str(name), None)) for term, name in zip(rows["term"], rows["article_id"], strict=True))
    for term, n in zip(kept["term"], kept["n"], strict=True):
        yield _row("Term", str(term), f"{int(n):,} times", held[str(term)], place)


def _most_articles(held: Mapping[str, list[tuple[str, int]]]) -> Iterable[tuple[str, list[tuple[str, int]]]]:
    return sorted(held.items(), key=lambda entry: (-len({name for name, _ in entry[1]}), entry[0]))


def _row(kind: str, words: str, note: str, at: Sequence[tuple[str, int | None]], place: Any) -> Row:
    first: dict[str, int | None] = {}
    for article_id, start in at:
        first.setdefault(article_id, start)
    shown = [place(article_id, start) for article_id, start in list(first.items())[:MOST_PLACES]]
    return Row(kind, words, note, tuple(shown), max(0, len(first) - MOST_PLACES))
