"""Where the metadata of an article contradict its text: another outlet, author or date, or days after the date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import pandas as pd

from helpers import names, tables
from helpers import text as reading
from helpers.corpus.dates import DateError, read_date
from helpers.corpus.labels import day, outlet_name
from helpers.door import takes_tables
from helpers.rules import load_tree

HEAD_LINES = 8
APART = pd.Timedelta(days=2)  # a page in another zone, or put up the day after, is no contradiction

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = rf"(?P<date>{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}}|\d{{4}}-\d\d-\d\d)"
_DATED = re.compile(
    rf"^(?:(?:[Ff]irst |[Oo]riginally )?(?:[Pp]ublished|[Pp]osted|PUBLISHED|POSTED)(?: on)?:?\s+(?:\w+day,? )?"
    rf"|[Bb]y [A-Z][\w.’' -]{{2,60}}?\s*[-–—•|]\s*)?{_DATE}(?!\d)(?=\W|$)"
)
LATER = pd.Timedelta(days=31)  # so much after its date a text tells of nothing that was
_LEAST_LATER = 2  # sentences: one may be a slip
_LATER = re.compile(rf"\b(?:{_MONTH} (?:\d{{1,2}},? )?20\d\d|\d{{1,2}} {_MONTH} 20\d\d)\b")
_AROUND = 500  # characters of its sentence that are read on either side of a date
_SENTENCE_ENDS = re.compile(r"[.!?]\s|\n")
_PARTS = re.compile(r"\s*(?:[,;&|]|\band\b)\s*")


def find_date(text: str) -> tuple[datetime, int, int] | None:
    """The day on which a text says that it was published, and where: `text[start:end]`.

    Read in its first lines, alone in its line, behind "Published", "Posted" or a byline, and only with its year.
    """
    for start, end in reading.find_lines(text)[:HEAD_LINES]:
        line = text[start : min(end, start + 120)]
        found = _DATED.match(line)
        if found and (found.start("date") or len(line) <= found.end() + 30):
            read = read_date(found["date"])
            return (read, start + found.start("date"), start + found.end("date")) if read else None
    return None


@cache
def _ahead() -> re.Pattern[str]:
    """Words of sentences that speak of days to come."""
    words = load_tree("dates.toml")["ahead"]["words"]
    listed = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)


def find_later(text: str, published: datetime) -> tuple[int, int] | None:
    """The first date of a text that tells, in two sentences at least, of what was a month or more after `published`.

    Pages are changed after their date: pictures and further stories are put below. Sentences that may speak of days to
    come do not count.
    """
    found: dict[str, tuple[int, int]] = {}
    for one in _LATER.finditer(text):
        try:
            day = read_date(one[0])
        except DateError:
            continue
        if day is None or day - published <= LATER:
            continue
        first, last = max(0, one.start() - _AROUND), min(len(text), one.end() + _AROUND)
        start = max((end.end() for end in _SENTENCE_ENDS.finditer(text, first, one.start())), default=first)
        behind = _SENTENCE_ENDS.search(text, one.end(), last)
        end = behind.start() if behind else last
        if not _ahead().search(f"{text[start : one.start()]} {text[one.end() : end]}"):
            found.setdefault(text[start:end], one.span())
    return next(iter(found.values())) if len(found) >= _LEAST_LATER else None


@takes_tables()
def contradictions(articles: pd.DataFrame, provenance: pd.DataFrame) -> pd.DataFrame:
    """Where metadata and text name different outlets, authors or days. Table `contradictions`.

    Reads article_id and text, outlet, author and published (where there) of `articles`, and the table `provenance`.
    Only what both sides state is held against each other: persons by their surnames, outlets that a list knows, dates
    two days apart; and a text that tells of what was a month or more after its date ("later date"). That an
    outlet carries an agency's text is no contradiction, and stands in `credits`. Which side is right is not decided.

    >>> attribution.contradictions(articles, found["provenance"]).empty  # the seeds have no metadata
    True
    """
    stated = provenance.set_index("article_id").to_dict("index")
    kept = [name for name in ("article_id", "text", "outlet", "url", "author", "published") if name in articles]
    rows = [
        (article["article_id"], *row)
        for article in articles[kept].to_dict("records")
        if article["article_id"] in stated
        for row in _contradict({str(key): cell for key, cell in article.items()}, stated[article["article_id"]])
    ]
    return tables.CONTRADICTIONS.frame(rows)


def _contradict(article: Mapping[str, Any], stated: Mapping[Any, Any]) -> Iterator[tuple[object, ...]]:
    said, known = stated["author"], article.get("author")
    if isinstance(said, str) and isinstance(known, str) and is_another_author(said, known):
        yield "author", said, known, stated["author_start"], stated["author_end"]
    if pd.notna(found := article.get("published")) and isinstance(article["text"], str):
        dated = find_date(article["text"])
        if dated and abs(pd.Timestamp(dated[0]).tz_localize(None) - found.tz_localize(None)) >= APART:
            yield "date", day(pd.Timestamp(dated[0])), day(found), dated[1], dated[2]
        if later := find_later(article["text"], found.tz_localize(None)):
            yield "later date", article["text"][slice(*later)], day(found), *later
    said, known = stated["outlet"], article.get("outlet")
    if isinstance(said, str) and isinstance(known, str) and is_another_outlet(said, known):
        yield "outlet", said, known, stated["outlet_start"], stated["outlet_end"]


def is_another_outlet(said: str, known: str) -> bool:
    """Whether the outlet that a text names is another than that of the metadata; agencies serve many."""
    own = outlet_name(known)
    if names.outlet(own) is None or said in {names.outlets()[alias] for alias in names.agencies()}:
        return False
    one, two = (name.casefold().removeprefix("the ") for name in (said, own))
    return one not in two and two not in one


def is_another_author(said: str, known: str) -> bool:
    """Whether none of the persons whom the metadata name bears the surname that the text states."""
    persons = [words for part in _PARTS.split(known) if len(words := part.strip("\"' ").split()) > 1]
    surnames = {words[-1].casefold() for words in persons}
    stated = {word.casefold() for word in re.findall(r"[\w’'-]+", said)}
    is_named = said.split()[0] in names.given_names() and any(words[0] in names.given_names() for words in persons)
    return is_named and not stated & surnames
