"""Who carried a text when, how much of it, and what was added or dropped on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from helpers.arguments import one_of
from helpers.corpus.labels import outlet_name
from helpers.door import takes_tables
from helpers.reuse.strength import MOST
from helpers.tables import COUNTED_ORIGINS, IN_COMMON, TIMELINE


class _Aligned(NamedTuple):
    """What two aligned articles hold: sentences of either, and how many of each stand in the other."""

    n: tuple[int, int]
    n_shared: tuple[int, int]


@takes_tables(text=False)
def in_common(alignment: pd.DataFrame) -> pd.DataFrame:
    """How much of the shorter of two aligned articles is surely in the other. Table `in_common`.

    Reads `alignment`; the article of fewer sentences is the shorter. Missed: what of a sentence was changed.

    >>> reuse.in_common(found.alignment)[["n_common", "n_sentences"]].to_numpy().tolist()
    [[48, 49]]
    """
    rows = []
    for ids, part in alignment.groupby(["original_id", "derived_id"]):
        (n, kept) = min(zip(*_count(part), strict=True))
        one, two = sorted(map(str, ids))
        rows.append((one, two, kept, n, kept / n if n else 0.0))
    return IN_COMMON.frame(rows)


@takes_tables(text=False)
def share_parts(origins: pd.DataFrame, alignment: pd.DataFrame, passages: pd.DataFrame | None = None) -> bool:
    """Whether the number of origins is rough: some that count as one share less than half of a text, or some that
    count as two share passages.

    Reads the tables `origins` and `alignment`; `passages` is the table `same_passages`.

    >>> reuse.share_parts(found.origins, found.alignment)
    False
    """
    if passages is not None and len(passages):
        return True
    shared, origin_of = in_common(alignment), dict(zip(origins["article_id"], origins["origin_id"], strict=True))
    is_one = shared["article_id"].map(origin_of) == shared["other_id"].map(origin_of)
    return bool((shared.loc[is_one, "share_common"] < MOST).any())


@takes_tables(text=False)
def timeline(articles: pd.DataFrame, origins: pd.DataFrame, alignment: pd.DataFrame) -> pd.DataFrame:
    """The articles of every origin that has several, from the first carrier to the last. Table `timeline`.

    Reads article_id and published (if there) of `articles`, and the tables `origins` and `alignment`. The first is the
    original, where it is known, else the earliest; the others are held against it, sentence by sentence. What
    has no date stands last, without a place. Counts are missing where an article was not aligned with the first.

    >>> reuse.timeline(articles, found.origins, found.alignment).columns.to_list()[:3]
    ['origin_id', 'number', 'place']
    """
    dates = dict(zip(articles["article_id"], articles["published"], strict=True)) if "published" in articles else {}
    aligned = {
        (str(one), str(two)): _count(rows) for (one, two), rows in alignment.groupby(["original_id", "derived_id"])
    }
    known = set(alignment.loc[alignment["is_order_known"].fillna(False).astype(bool), "original_id"])
    rows: list[tuple[object, ...]] = []
    for origin, part in origins[origins["n_articles"] > 1].groupby("origin_id", sort=True):
        # an origin bears the name of an article that need not be known to come first
        original = str(origin) if origin in known else None
        rows += _follow(str(origin), original, list(part["article_id"]), dates, aligned)
    return TIMELINE.frame(rows)


def _count(rows: pd.DataFrame) -> _Aligned:
    paired = rows[rows["original_sentence"].notna() & rows["derived_sentence"].notna()]
    sides = ("original_sentence", "derived_sentence")
    n, n_shared = (tuple(int(frame[side].nunique()) for side in sides) for frame in (rows, paired))
    return _Aligned((n[0], n[1]), (n_shared[0], n_shared[1]))


def _follow(
    origin: str,
    original: str | None,
    members: list[str],
    dates: Mapping[str, pd.Timestamp],
    aligned: Mapping[tuple[str, str], _Aligned],
) -> Iterator[tuple[object, ...]]:
    """The rows of one origin."""
    late = pd.Timestamp.max
    known = {name: dates[name] for name in members if pd.notna(dates.get(name))}
    order = sorted(members, key=lambda name: (name != original, known.get(name, late), name != origin, name))
    first, days = order[0], sorted(set(known.values()))
    for number, name in enumerate(order, start=1):
        place = days.index(known[name]) + 1 if name in known else None
        head = (origin, number, place, name, known.get(name), name == first)
        if (found := aligned.get((first, name))) is not None:
            (n_first, n_own), (n_kept, n_shared) = found
            yield (*head, n_own, n_shared, n_own - n_shared, n_first - n_kept)
        elif (found := aligned.get((name, first))) is not None:
            (n_own, n_first), (n_shared, n_kept) = found
            yield (*head, n_own, n_shared, n_own - n_shared, n_first - n_kept)
        else:
            lengths = [pair.n[ids.index(name)] for ids, pair in aligned.items() if name in ids]
            own = (max(lengths), max(lengths), 0, 0) if lengths and name == first else (None, None, None, None)
            yield (*head, *own)


@takes_tables(text=False)
def count_by(articles: pd.DataFrame, origins: pd.DataFrame, by: str = "outlet") -> pd.DataFrame:
    """Documents and origins by `by`: "outlet" or "day". Table `counted_origins`.

    Reads article_id, outlet, url and published (where there) of `articles`, and `origins`. An origin that several
    outlets carry, or one on several days, counts for each of them, so that origins do not add up.

    >>> reuse.count_by(articles, found.origins).head(1).to_dict("records")
    [{'group': 'not stated', 'n_documents': 5, 'n_origins': 4}]
    """
    one_of("reuse.count_by", "by", by, ("outlet", "day"))
    called = {str(row["article_id"]): _group(row, by) for row in articles.to_dict("records")}
    named = origins.assign(group=origins["article_id"].astype(str).map(called))
    found = named.groupby("group", sort=True).agg(
        n_documents=("article_id", "count"), n_origins=("origin_id", "nunique")
    )
    return COUNTED_ORIGINS.frame(found.reset_index())


def _group(row: Mapping[object, object], by: str) -> str:
    if by == "outlet":
        return outlet_name(row.get("outlet"), row.get("url")) or "not stated"
    published = row.get("published")
    return f"{published:%Y-%m-%d}" if isinstance(published, pd.Timestamp) and pd.notna(published) else "undated"
