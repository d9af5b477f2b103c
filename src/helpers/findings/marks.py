"""What readers of a finding must know of an article: that it is opinion, that its date cannot be right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from helpers.attribution.kinds import is_of_kind
from helpers.findings.base import Tables, texts_of
from helpers.findings.printed import RUN, phrases_of
from helpers.findings.quoted import quotations
from helpers.words import cells, known

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SAID_ON = re.compile(
    r"\b(?:said|told|tweeted|wrote|announced|statement|conference|interview)\b"
    r"(?: (?!(?:that|would|will|before|after|by|until|next|last|since|from|for)\b)[\w’'.,-]+){0,12}?"
    rf" ({'|'.join(_DAYS)})\b(?!['’]s)"
)
_WEEK = 7


def marked(tables: Tables) -> dict[str, pd.DataFrame]:
    """`tables` with the column `remark` in the articles; those whose date cannot be right have none.

    >>> findings.marked(found)["articles"]["remark"].to_list()
    ['', '', '', '', '']
    """
    articles = tables["articles"]
    late = {key: f"by its metadata, {said}" for key, said in doubtful_days(tables).items()}
    remarks = [
        ", ".join(filter(None, (late.get(row["article_id"]), "opinion" if is_opinion(row) else "")))
        for row in cells(articles)
    ]
    days = articles["published"].mask(articles["article_id"].isin(list(late)))
    return {**tables, "articles": articles.assign(remark=remarks, published=days)}


def is_opinion(article: Mapping[str, Any]) -> bool:
    """Whether an article says that it is opinion: by its address, its title, its outlet's name or its own words.

    >>> findings.is_opinion({"url": "https://www.example.com/opinion/rain"})
    True
    """
    return is_of_kind(article, "opinion")


def doubtful_days(tables: Tables) -> dict[str, str]:
    """Articles that by their metadata are older than words that they print, and what tells so.

    Two documents print twelve words in a row of one speaker between quotation marks, and one that came out within a
    week says on what day they were said: the other one cannot have printed them before that day. Fewer words may have
    been said before: a slogan is said at every rally. A date that stands in the address, too, is not in doubt.

    >>> findings.doubtful_days(found)
    {}
    """
    dated = dict(zip(tables["articles"]["article_id"], tables["articles"]["published"], strict=True))
    sure = {row["article_id"] for row in cells(tables["articles"]) if _is_in_address(row)}
    n_runs: dict[tuple[str, pd.Timestamp], int] = {}
    for held in _printed_alike(tables).values():
        days = {day for key, day in held if day is not None and known(dated[key])}
        for key in {key for key, _ in held} - sure:
            for day in days if known(dated[key]) else ():
                n_runs[key, day] = n_runs.get((key, day), 0) + _is_before(dated[key], day)
    found = {key: day for (key, day), n in sorted(n_runs.items()) if n >= _LEAST_RUNS}
    return {key: f"doubtful: it quotes words of {day.day} {day:%B}" for key, day in sorted(found.items())}


def _is_in_address(article: Mapping[str, Any]) -> bool:
    """Whether the address of an article has the day that its metadata have."""
    found = re.search(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)\b", str(article.get("url")))
    return bool(found and known(article["published"]) and f"{article['published']:%Y%m%d}" == "".join(found.groups()))


_LEAST_RUNS = 12 - RUN + 1  # of twelve words in a row


def _is_before(published: pd.Timestamp, said: pd.Timestamp) -> bool:
    return pd.Timedelta(0) < said.normalize() - published.normalize() < pd.Timedelta(days=_WEEK)


def _printed_alike(tables: Tables) -> dict[tuple[str, tuple[str, ...]], list[tuple[str, pd.Timestamp | None]]]:
    """By speaker and run of words: the documents that print it, with the day on which each says that it was said."""
    texts = texts_of(tables)
    dated = dict(zip(tables["articles"]["article_id"], tables["articles"]["published"], strict=True))
    found: dict[tuple[str, tuple[str, ...]], list[tuple[str, pd.Timestamp | None]]] = {}
    for row in cells(quotations(tables)):
        key = row["article_id"]
        told = (key, _day_said(texts[key], row, dated[key]))
        for run in _runs(texts[key], row):
            found.setdefault((row["person"], run), []).append(told)
    return {run: held for run, held in found.items() if len({key for key, _ in held}) > 1}


def _runs(text: str, row: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for phrase in phrases_of(text, row):
        yield from {phrase.tokens[at : at + RUN] for at in phrase.begins()}


def _day_said(text: str, row: Mapping[str, Any], published: pd.Timestamp) -> pd.Timestamp | None:
    """The day that stands behind the verb of saying: the last such day up to that of publication."""
    start, end = int(row["start"]), int(row["end"])
    stop = re.search(r"[.\n]|$", text[end:])
    around = text[start : end + (stop.start() if stop else 0)]
    for part in str(row["content"]).split(" … ") if known(row["content"]) else ():
        around = around.replace(part, " ")
    days = {found[1] for found in _SAID_ON.finditer(around)}
    if len(days) != 1 or not known(published):
        return None
    back = (published.weekday() - _DAYS.index(days.pop())) % _WEEK
    return published.normalize() - pd.Timedelta(days=back)
