"""What an article is called: outlet and date where the corpus states them ("CNN, 2 Nov 2012"), and never a digest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from helpers import names
from helpers.arguments import ArgumentError, one_of
from helpers.door import takes_tables

OUTLET_DATE, TITLE, ID = "outlet-date", "title", "id"
_LONGEST = 40  # characters of a title that stands for an article
_WORDS = 6  # words of a text that stand for it: a report may have to do without longer ones
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
# "CNN (Web News)", "New York Times - News": a section or a channel is not the name
_SECTION = re.compile(r"\s*(?:\([^()]*\)|\s[-–|]\s.*|\b(?:Online|Web)(?=\sNews$))", re.IGNORECASE)
_DIGEST = re.compile(r"(?=.*\d)[0-9a-f-]{12,}|[A-Za-z0-9+/=_-]{22,}|\d{6,}", re.IGNORECASE)


@takes_tables(text=False)
def labels(articles: pd.DataFrame, label: str = OUTLET_DATE) -> list[str]:
    """A name for each row of `articles`, all different.

    `label`: "outlet-date", "title", "id", or a column of the corpus. What a row lacks of it is taken, in this order,
    from its title, the parts of its id, its first words. A letter tells apart those of one name ("CNN, 2 Nov 2012 b").

    >>> frame = pd.DataFrame({"article_id": ["a"], "outlet": ["BBC"], "published": ["2023-05-01"]})
    >>> corpus.labels(frame)
    ['BBC, 1 May 2023']
    """
    known = {OUTLET_DATE, TITLE, ID, *map(str, articles.columns)} - {"text", "label"}
    one_of("corpus.labels", "label", label, sorted(known))
    rows = [dict(zip(articles.columns, row, strict=True)) for row in articles.itertuples(index=False, name=None)]
    ids = short_ids(articles["article_id"])
    return _told_apart([_name(row, label) or _else(row, short) for row, short in zip(rows, ids, strict=True)])


def _name(row: dict[str, Any], label: str) -> str:
    if label == OUTLET_DATE:
        return outlet_and_date(row)
    if label == ID:
        return str(row["article_id"])
    value = row.get(label)
    if value is None or pd.isna(value):
        return ""
    return day(value) if isinstance(value, pd.Timestamp) else _cut(str(value))


def _else(row: dict[str, Any], short_id: str) -> str:
    title = row.get("title")
    if isinstance(title, str) and title.strip():
        return _cut(title)
    if not _DIGEST.fullmatch(str(row["article_id"])):
        return short_id
    first = next((line for line in str(row.get("text", "")).splitlines() if line.strip()), "")
    return _cut(" ".join(first.split()[:_WORDS])) or short_id


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"


def outlet_and_date(row: dict[str, Any]) -> str:
    """ "CNN, 2 Nov 2012"; without a date "CNN, undated"; without an outlet the date; without both nothing."""
    outlet, published = outlet_name(row.get("outlet"), row.get("url")), row.get("published")
    when = "" if published is None or pd.isna(published) else day(published)
    return f"{outlet}, {when or 'undated'}" if outlet else when


def outlet_name(outlet: object, url: object = None) -> str:
    """The name of an outlet as people say it; where none is stated, that of the site of the address, or its host.

    "Guest Writer" and the like name no outlet; what no list knows ("Ezra Klein") yields to a known outlet's address.

    >>> corpus.outlet_name(None, "https://www.bbc.co.uk/news/1")
    'BBC'
    """
    if isinstance(outlet, str) and outlet.strip() and not _NO_OUTLET.match(outlet):
        bare = _SECTION.sub("", " ".join(outlet.split())) or outlet
        return names.outlet(bare) or names.outlet_of_site(url) or _cut(bare)
    if isinstance(url, str) and "//" in url:
        if site := names.outlet_of_site(url):
            return site
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            return ""
        return re.sub(r"^(?:www\d?|m|edition)\.", "", host)
    return ""


_NO_OUTLET = re.compile(r"\s*(?:guest|staff|contributing) (?:writer|author|columnist|contributor)s?\b", re.IGNORECASE)
UNKNOWN = "unknown"  # the group of what says nothing of itself
_OWN = {"article_id", "label", "title", "url", "file", "text", "sha256", "n_words", "is_cut_off", "mended"}
_SPANS = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}


@takes_tables(text=False)
def groups(articles: pd.DataFrame, group_by: str) -> dict[str, str]:
    """The group of each article: its outlet, its day, week, month or year of publication, or a column of the corpus.

    Undated articles, and those without a value, are "unknown".

    >>> frame = pd.DataFrame({"article_id": ["a"], "published": ["2023-05-01"]})
    >>> corpus.groups(frame, "month")
    {'a': '2023-05'}
    """
    if group_by == "outlet" and "outlet" in articles:
        outlets = zip(articles["outlet"], articles["url"], strict=True) if "url" in articles else articles["outlet"]
        values: list[Any] = [outlet_name(*(found if isinstance(found, tuple) else (found,))) for found in outlets]
    elif group_by in _SPANS and "published" in articles:
        values = articles["published"].dt.strftime(_SPANS[group_by]).to_list()
    elif group_by in articles:
        values = [None if pd.isna(value) else " ".join(str(value).split()) for value in articles[group_by]]
    else:
        raise ArgumentError("corpus.groups", "group_by", group_by, f"one of {', '.join(to_group_by(articles))}")
    found = [UNKNOWN if value is None or pd.isna(value) or not value else str(value) for value in values]
    return dict(zip(articles["article_id"].astype(str), found, strict=True))


def to_group_by(columns: Iterable[Any]) -> list[str]:
    """What a corpus of these columns is grouped by with sense: not by what is each article's own."""
    return [*dict.fromkeys([*_SPANS, *(str(name) for name in columns if str(name) not in _OWN)])]


def day(date: pd.Timestamp) -> str:
    """ "2 Nov 2012"."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def _told_apart(found: Sequence[str]) -> list[str]:
    """`found` with letters behind those that stand more than once, in their order."""
    times, seen, taken = Counter(found), Counter[str](), set(found)
    made = []
    for name in found:
        if times[name] == 1:
            made.append(name)
            continue
        while True:
            candidate = f"{name} {_letters(seen[name])}"
            seen[name] += 1
            if candidate not in taken:
                break
        taken.add(candidate)
        made.append(candidate)
    return made


def _letters(number: int) -> str:
    """a, b ... z, aa, ab ..."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(97 + rest) + letters
    return letters


def short_ids(ids: Iterable[str]) -> list[str]:
    """As many leading parts of each id as it takes to tell all of them apart.

    >>> corpus.short_ids(["000_1a2b3c4d5e6f7a8b", "001_8b7a6f5e4d3c2b1a"])
    ['000', '001']
    """
    parts = [re.findall(r"[^_\-./ ]+[_\-./ ]*|[_\-./ ]+", article_id) or [article_id] for article_id in ids]
    longest = max(map(len, parts), default=0)
    for n in range(1, longest):
        short = ["".join(p[:n]).rstrip("_-./ ") for p in parts]
        if len(set(short)) == len(short) and all(short):
            return short
    return ["".join(p) for p in parts]
