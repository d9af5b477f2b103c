"""Which articles tell one story, by the words, names and days that they share: one event, not one subject."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers import tables
from helpers.door import takes_tables
from helpers.reuse.candidates import invert, nearest
from helpers.reuse.quotations import read_quotations, share_quotations
from helpers.reuse.words import stem
from helpers.text import WORD, blank, word_lists

DAYS = 7  # two articles published further apart are of one story only by way of others between them
_LEAST = 0.28  # likeness of the articles of a story, on average; set in benchmarks/stories.py
_A_DAY, _UNDATED = 0.08, 0.35  # what a day between two articles takes from their likeness; where one has no date
_QUOTED, _LEAST_QUOTED = 0.08, 20  # what so many words in quotation marks add that both print, a day apart at most
_REACH = 4000  # characters of a text that are read: an event stands at the top
_IN_TITLE = 3  # a word of the title counts so often
_WORDS = 300  # words of an article that are kept, the heaviest: a large corpus must fit into memory
_NEAREST = 20  # articles that one is held against
# A small corpus does not know how common its words are: these articles are added, of which a tenth have a word.
_BESIDE, _COMMON = 50, 0.1
_SHOWN = 8  # names, and other words, that a row shows
_CALLED = 4  # words that a story is called by

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class _Read(NamedTuple):
    """The words of all articles as rows: article, word (both by number) and weight, by article and word."""

    owners: Ints
    words: Ints
    weights: Floats
    written: Sequence[str]  # each word as it is mostly written


@takes_tables()
def stories(
    articles: pd.DataFrame, boilerplate: pd.DataFrame | None = None, origins: pd.DataFrame | None = None
) -> pd.DataFrame:
    """`tables.STORIES`: articles that are read as telling one story, and what they share; the others are not there.

    Two articles are alike by the words of title and beginning that both have (cosine of tf-idf), less a share for each
    day between them, and more where both print the same words in quotation marks. Stories are the groups whose articles
    are alike on average, joined from the most alike on (average linkage). Each article is held against the `_NEAREST`
    that share its rarest words. Read, not known: two articles of one subject may be two events. Articles of one text
    origin are one telling, and a story has two at least; without `origins` every article is one. Reads article_id, text
    and, where they are, title, published and outlet of ARTICLES; `boilerplate` is left out of the texts.

    >>> evidence.stories(articles)["article_id"].str[:3].to_list()  # copies; with `found.origins` none
    ['000', '001']
    """
    ordered = articles.sort_values("article_id", kind="stable", ignore_index=True)
    if len(ordered) < 2:
        return tables.STORIES.empty()
    known = {} if origins is None else dict(zip(origins["article_id"], origins["origin_id"], strict=True))
    told = [known.get(key, key) for key in ordered["article_id"]]
    furniture = {} if boilerplate is None else tables.spans_by_article(boilerplate)
    read, days = _read(ordered, furniture), _days(ordered)
    groups = [
        group
        for group in _groups(_with_quotations(_likeness(read, days), ordered, days, furniture))
        if len({told[number] for number in group}) > 1
    ]
    rows = pd.DataFrame(list(_rows(groups, read, days, ordered["article_id"].to_list(), told)))
    if rows.empty:
        return tables.STORIES.empty()
    outlet = ordered.set_index("article_id")["outlet"] if "outlet" in ordered else pd.Series(dtype="str")
    n_outlets = rows["article_id"].map(outlet).groupby(rows["story_id"]).transform("nunique")
    return tables.STORIES.frame(rows.assign(n_outlets=n_outlets))


def _days(articles: pd.DataFrame) -> Floats:
    """The day of each article as a number, NaN where it has none."""
    published = articles["published"] if "published" in articles else pd.Series(None, articles.index)
    moments = pd.to_datetime(published, errors="coerce", utc=True).dt.tz_localize(None)
    days: Floats = moments.to_numpy(dtype="datetime64[D]").astype(float)
    days[moments.isna()] = np.nan
    return days


def _read(articles: pd.DataFrame, furniture: Mapping[str, Sequence[tuple[int, int]]]) -> _Read:
    """The words of title and beginning of each article, their weights of length one."""
    stop, numbered = word_lists("stop_words.txt")["news"], dict[str, int]()
    ways: list[Counter[str]] = []  # how each word is written
    counts: list[Counter[int]] = []
    titles = articles["title"].fillna("") if "title" in articles else [""] * len(articles)
    for key, title, text in zip(articles["article_id"], titles, articles["text"].fillna(""), strict=True):
        own = Counter[int]()
        for words, times in ((title, _IN_TITLE), (blank(text, furniture.get(key, ()))[:_REACH], 1)):
            for found in WORD.findall(words):
                if len(found) > 2 and not found[0].isdigit() and (low := found.lower()) not in stop:
                    number = numbered.setdefault(stem(low), len(numbered))
                    if number == len(ways):
                        ways.append(Counter())
                    ways[number][found.replace("’", "'").removesuffix("'s")] += 1
                    own[number] += times
        counts.append(own)
    written = [min(way, key=lambda word: (-way[word], word)) for way in ways]
    return _weighed(counts, written)


def _weighed(counts: Sequence[Counter[int]], written: Sequence[str]) -> _Read:
    """The `_WORDS` heaviest words of each article: how often (log) times how rare (inverse document frequency)."""
    n_in = np.bincount([word for own in counts for word in own], minlength=len(written))
    rare = np.log((len(counts) + _BESIDE) / (n_in + _BESIDE * _COMMON))
    owners, words, weights = [], [], []
    for number, own in enumerate(counts):
        held = np.array(sorted(own), dtype=np.int64)
        weight = (1 + np.log([own[word] for word in held.tolist()])) * rare[held]
        weight /= np.sqrt((weight**2).sum()) or 1
        kept = np.sort(np.argsort(-weight, kind="stable")[:_WORDS])
        owners.append(np.full(len(kept), number))
        words.append(held[kept])
        weights.append(weight[kept])
    return _Read(np.concatenate(owners), np.concatenate(words), np.concatenate(weights), written)


def _likeness(read: _Read, days: Floats) -> dict[tuple[int, int], float]:
    """How alike articles are that share rare words, at most `DAYS` apart: (left, right) -> 0..1, left < right."""
    by_word = np.lexsort((read.owners, read.words))
    postings = invert(read.words[by_word], read.owners[by_word])
    if not len(postings.owners):
        return {}
    pairs = nearest(postings, len(days), count=_NEAREST, dates=days, days=DAYS)
    left, right = pairs["left"].to_numpy(), pairs["right"].to_numpy()
    apart = np.abs(days[left] - days[right])
    value = _cosines(read, left, right) * (1 - np.where(np.isnan(apart), _UNDATED, _A_DAY * apart))
    return dict(zip(zip(left.tolist(), right.tolist(), strict=True), value.tolist(), strict=True))


def _with_quotations(
    likeness: Mapping[tuple[int, int], float],
    articles: pd.DataFrame,
    days: Floats,
    furniture: Mapping[str, Sequence[tuple[int, int]]],
) -> dict[tuple[int, int], float]:
    """`likeness`, more where two articles that are alike, or nearly so, print the same words in quotation marks."""
    texts, ids = articles["text"].fillna("").to_list(), articles["article_id"].to_list()
    alike = [pair for pair, value in likeness.items() if value >= _LEAST - _QUOTED]
    near = [(one, other) for one, other in alike if abs(days[one] - days[other]) <= 1]  # not so where one has no day
    quoted = {number: read_quotations(texts[number], furniture.get(ids[number], ())) for number in {*chain(*near)}}
    more = dict(likeness)
    for one, other in near:
        shared = share_quotations(quoted[one], quoted[other])
        if shared and shared.n_words >= _LEAST_QUOTED:
            more[one, other] += _QUOTED
    return more


def _cosines(read: _Read, left: Ints, right: Ints) -> Floats:
    """The cosine of each pair of articles, looked up word by word in the rows, which are sorted."""
    rows = read.owners * len(read.written) + read.words
    ends = np.searchsorted(read.owners, np.arange(read.owners[-1] + 2))
    found = np.zeros(len(left))
    for place, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        own = slice(ends[one], ends[one + 1])
        asked = other * len(read.written) + read.words[own]
        at = np.minimum(np.searchsorted(rows, asked), len(rows) - 1)
        found[place] = (read.weights[own] * read.weights[at] * (rows[at] == asked)).sum()
    return found


def _groups(likeness: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Articles joined from the most alike on, while those of two groups are alike on average; groups of two and more.

    Pairs that are not in `likeness` are not alike at all.
    """
    groups = {number: [number] for pair in likeness for number in pair}
    sums: dict[int, dict[int, float]] = {number: {} for number in groups}
    for (one, other), value in likeness.items():
        sums[one][other] = sums[other][one] = value
    waiting = [(-value, one, other) for (one, other), value in likeness.items() if value >= _LEAST]
    heapq.heapify(waiting)
    while waiting:
        value, one, other = heapq.heappop(waiting)
        if one not in groups or other not in groups or value != -_mean(sums, groups, one, other):
            continue
        if len(sums[one]) < len(sums[other]):
            one, other = other, one
        groups[one] += groups.pop(other)
        for third, added in sums.pop(other).items():
            del sums[third][other]
            if third != one:
                sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + added
                if (mean := _mean(sums, groups, one, third)) >= _LEAST:
                    heapq.heappush(waiting, (-mean, min(one, third), max(one, third)))
    return sorted(sorted(group) for group in groups.values() if len(group) > 1)


def _mean(sums: Mapping[int, Mapping[int, float]], groups: Mapping[int, Sequence[int]], one: int, other: int) -> float:
    return sums[one].get(other, 0.0) / (len(groups[one]) * len(groups[other]))


def _rows(
    groups: Sequence[Sequence[int]], read: _Read, days: Floats, ids: Sequence[str], told: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """The rows of stories, their articles by number; `told` is the telling of each article."""
    ends = np.searchsorted(read.owners, np.arange(len(ids) + 1))
    called, pale = Counter[str](), word_lists("stop_words.txt")["page"]
    for group in groups:
        own = [slice(ends[number], ends[number + 1]) for number in group]
        held = [dict(zip(read.words[of].tolist(), read.weights[of].tolist(), strict=True)) for of in own]
        weight, n_in = Counter[int](), Counter[int]()
        for words in held:
            weight.update(words)
            n_in.update(words.keys())
        shared = [word for word, _ in weight.most_common() if n_in[word] > 1 and read.written[word].lower() not in pale]
        common = [read.written[word] for word in shared if 2 * n_in[word] >= len(group)]
        name = ", ".join(common[:_CALLED])
        called[name] += 1
        known = days[group][~np.isnan(days[group])]
        of = {
            "story_id": f"{name} ({called[name]})" if called[name] > 1 else name,
            "n_articles": len(group),
            "n_tellings": len({told[number] for number in group}),
            "n_days": int(known.max() - known.min()) + 1 if len(known) else None,
        }
        for number, words in zip(group, held, strict=True):
            own_words = [read.written[word] for word in shared if word in words]
            names = [word for word in own_words if word[0].isupper()][:_SHOWN]
            others = [word for word in own_words if not word[0].isupper()][:_SHOWN]
            yield {**of, "article_id": ids[number], "names": ", ".join(names), "words": ", ".join(others)}
