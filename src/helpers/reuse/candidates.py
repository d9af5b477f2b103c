"""Which articles are worth comparing: those that share words or word pairs that are rare in the corpus.

Every article gives its distinct words and word pairs (numbers among them) as keys. Keys in one article only, and keys
in very many, say nothing. Each article then asks with its rarest keys first, until it has looked at BUDGET
articles: so the work grows as the number of articles does, and an article in a crowd of alike ones still finds
those that share what is rarest. The steps are tables joined by key, so that a corpus too big for one frame is run
by keys on each part and joins on each range of keys.

Verbatim copies need no step of their own: what they share is as rare as what rewrites share, and more. (MinHash over
five words, measured beside in benchmarks/reuse.py, adds no copy to what is found here, and misses the rewrites.)
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.door import takes_tables
from helpers.reuse.words import split_words, stem
from helpers.tables import CANDIDATES
from helpers.text import numbering

BUDGET = 2000  # articles that one article looks at, counted once for each shared key
NEAREST = 10  # candidates that one article names; a pair named by both counts once
LONGEST = 3  # words of the longest key
LEAST = 0.05  # share of its rarest keys that a candidate must hold
CLOSE = 0.12  # share from which a candidate is close; the least among 3,648 true pairs of WMT21 was .21 ...
APART = 1.4  # ... or so many times that of the next candidate: in a big corpus all shares are small
MANY = 1000  # a key in more articles than this says nothing
ARTICLE_BITS = 20  # of a packed key: room for a million articles in one frame
# of weights: an article asks with at most BUDGET / 2 keys of weight below 20, and 20,000 < 2^(53 - 36)
GRID_BITS = 36
# at a time, to bound memory:
_PACKED = 250  # articles packed
_ASKING = 1000  # articles that ask

Packed = NDArray[np.uint64]
Ints = NDArray[np.int64]
Floats = NDArray[Any]  # of float64


def pack_keys(texts: Iterable[str]) -> Packed:
    """Distinct keys of every text, sorted: hash in the upper bits, number of the text in the lower ones."""
    made = list(pack_blocks(texts))
    packed = np.concatenate(made) if made else np.empty(0, dtype=np.uint64)
    made.clear()
    packed.sort()
    return packed


def pack_blocks(texts: Iterable[str]) -> Iterator[Packed]:
    """The keys of a few texts at a time, as `pack_keys` has those of all."""
    numbered = numbering()
    hashes = np.empty(0, dtype=np.uint64)
    waiting = iter(texts)
    first = 0
    while block := [
        np.fromiter(map(numbered.__getitem__, split_words(text)), dtype=np.int64)
        for text in itertools.islice(waiting, _PACKED)
    ]:
        if len(numbered) > len(hashes):
            fresh = list(numbered)[len(hashes) :]
            hashes = np.concatenate(
                [hashes, pd.util.hash_array(np.array([stem(w.decode()) for w in fresh], dtype=object))]
            )
        owners = np.repeat(np.arange(first, first + len(block), dtype=np.uint64), [len(words) for words in block])
        single = words = hashes[np.concatenate(block)]
        keys = [_pack(single, owners)]
        for reach in range(1, LONGEST):
            words = _mix(words[:-1], single[reach:])
            whole = owners[:-reach] == owners[reach:]
            keys.append(_pack(words[whole], owners[:-reach][whole]))
        yield _distinct(np.concatenate(keys))
        first += len(block)


def _mix(left: Packed, right: Packed) -> Packed:
    with np.errstate(over="ignore"):
        return (left * np.uint64(0x9E3779B97F4A7C15)) ^ (right * np.uint64(0xC2B2AE3D27D4EB4F))


def _distinct(keys: Packed) -> Packed:
    # np.unique hashes since numpy 2.3, which takes ten times as long here
    ordered = np.sort(keys)
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered


def _pack(hashes: Packed, owners: Packed) -> Packed:
    return (hashes >> np.uint64(ARTICLE_BITS) << np.uint64(ARTICLE_BITS)) | owners


class Postings(NamedTuple):
    """The keys in at least two articles and at most MANY: `owners[starts[k]:starts[k + 1]]` hold key k."""

    starts: Ints
    owners: Ints


def invert(keys: NDArray[Any], owners: NDArray[Any]) -> Postings:
    """The postings of `keys`, which are sorted, each held by the article at its place in `owners`."""
    counts = np.diff(np.append(group_begins(keys), len(keys)))
    kept = (counts >= 2) & (counts <= MANY)
    starts = np.concatenate([[0], np.cumsum(counts[kept])])
    return Postings(starts, owners[np.repeat(kept, counts)].astype(np.int64))


def unpack(packed: Packed) -> tuple[Packed, Packed]:
    """The hashes of packed keys, and the numbers of their articles."""
    return packed >> np.uint64(ARTICLE_BITS), packed & np.uint64((1 << ARTICLE_BITS) - 1)


def nearest(
    postings: Postings,
    n_articles: int,
    *,
    count: int = NEAREST,
    budget: int = BUDGET,
    dates: Floats | None = None,
    days: float | None = None,
    close: bool = False,
) -> pd.DataFrame:
    """The candidates as (left, right, share_rare): numbers of articles, left < right; with `close` only those that are.

    `dates` of the articles, in days, NaN where unknown, and `days`: as for `candidates`.

    share_rare: of the keys that an article asked with, each weighing log(articles / holders), the share that the
    other holds; of the two articles the one that shares more.
    """
    holders = np.diff(postings.starts)
    keys = np.repeat(np.arange(len(holders)), holders)
    asked, weight = choose_keys(postings.owners, holders[keys], n_articles, budget)
    owner, key = postings.owners[asked], keys[asked]
    found = []
    for low in range(0, n_articles, _ASKING):
        block = slice(*np.searchsorted(owner, [low, low + _ASKING]))
        rows, columns, shares = answer(postings, owner[block], key[block], weight[block])
        enough = shares >= LEAST
        if dates is not None and days is not None:
            enough &= ~(np.abs(dates[rows] - dates[columns]) > days)  # not so where a date is NaN
        best = best_of_each(rows[enough], columns[enough], shares[enough], count)
        kept = is_close(best[0], best[2]) if close else slice(None)
        found.append((best[0][kept], best[1][kept], best[2][kept]))
    rows, columns, shares = (np.concatenate(column) for column in zip(*found, strict=True))
    made = pd.DataFrame({"left": np.minimum(rows, columns), "right": np.maximum(rows, columns), "share_rare": shares})
    return made.groupby(["left", "right"])["share_rare"].max().reset_index()


def choose_keys(owners: Ints, holders: Ints, n_articles: int, budget: int = BUDGET) -> tuple[Ints, NDArray[np.float64]]:
    """Which keys articles ask with, the rarest first within `budget`, as places in `owners`; and what each weighs.

    `owners` and `holders`: who holds a key, and how many do. Weights are on a grid (`on_grid`), so that sums of them
    are exact: the same to the last bit in any order, on one frame or over files.
    """
    order = np.lexsort((holders, owners))
    owner, held = owners[order], holders[order]
    begins = group_begins(owner)
    lengths = np.diff(np.append(begins, len(order)))
    spent = np.cumsum(held, dtype=np.int64)
    asked = spent - np.repeat(np.concatenate([[0], spent])[begins], lengths) <= budget
    rarity = np.where(asked, on_grid(np.log(n_articles / np.maximum(held, 1)) + 0.1), 0)
    total = np.repeat(np.add.reduceat(rarity, begins), lengths) if len(begins) else rarity
    return order[asked], on_grid(rarity[asked] / total[asked])


def on_grid(values: Floats) -> NDArray[np.float64]:
    """`values` rounded to whole multiples of 2^-GRID_BITS: sums of them below 2^(53 - GRID_BITS) lose nothing."""
    rounded: NDArray[np.float64] = np.ldexp(np.rint(np.ldexp(values, GRID_BITS)), -GRID_BITS)
    return rounded


def group_begins(ordered: NDArray[Any]) -> Ints:
    """Where a new value begins in `ordered`."""
    return np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])) if len(ordered) else np.empty(0, np.int64)


def answer(
    postings: Postings, owner: Ints, key: Ints, weight: NDArray[np.float64]
) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """What articles that ask with keys share with each holder of them: asking, holder, sum of the weights; sorted."""
    lengths = np.diff(postings.starts)[key]
    place = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    left, right = np.repeat(owner, lengths), postings.owners[np.repeat(postings.starts[key], lengths) + place]
    other = left != right
    return add_up(left[other], right[other], np.repeat(weight, lengths)[other])


def add_up(left: Ints, right: Ints, share: NDArray[np.float64]) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """The sum of `share` for every pair of `left` and `right`, sorted."""
    both = left.astype(np.uint64) << np.uint64(32) | right.astype(np.uint64)
    order = np.argsort(both, kind="stable")
    both = both[order]
    begins = group_begins(both)
    sums = np.add.reduceat(share[order], begins) if len(begins) else np.empty(0)
    first = both[begins]
    return (first >> np.uint64(32)).astype(np.int64), (first & np.uint64((1 << 32) - 1)).astype(np.int64), sums


def best_of_each(
    rows: Ints, columns: Ints, scores: NDArray[np.float64], count: int
) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """The `count` best entries of every row, ties by column."""
    order = np.lexsort((columns, -scores, rows))
    rows, columns, scores = rows[order], columns[order], scores[order]
    begins = group_begins(rows)
    rank = np.arange(len(rows)) - np.repeat(begins, np.diff(np.append(begins, len(rows))))
    kept = rank < count
    return rows[kept], columns[kept], scores[kept]


def is_close(rows: Ints, scores: Floats) -> NDArray[np.bool_]:
    """Which of the `best_of_each` are close: by their share, or as the first of a row and far ahead of the next."""
    first = np.concatenate([[True], rows[1:] != rows[:-1]]) if len(rows) else np.empty(0, bool)
    following = np.append(np.where(first[1:], LEAST, scores[1:]), LEAST) if len(rows) else scores
    return (scores >= CLOSE) | (first & (scores >= APART * following))


@takes_tables()
def candidates(
    articles: pd.DataFrame, *, count: int = NEAREST, days: float | None = None, close: bool = False
) -> pd.DataFrame:
    """Pairs of `articles` worth comparing: at most `count` for each article. Table `candidates`.

    Reads article_id and text. Finds verbatim copies and rewrites alike. Misses texts that share no rare word or word
    pair. `close`: only those that `pairs` compares, which share enough or stand out. `days`: leave out pairs published
    further apart (column published); an article without a date always stays.

    >>> reuse.candidates(articles).columns.to_list()
    ['article_id', 'other_id', 'share_rare']
    """
    if articles.empty:
        return CANDIDATES.empty()
    ordered = articles.sort_values("article_id", kind="stable")
    ids = ordered["article_id"].to_numpy(dtype=object)
    dates = _days(ordered["published"]) if days is not None and "published" in ordered else None
    postings = invert(*unpack(pack_keys(ordered["text"].fillna(""))))
    found = nearest(postings, len(ids), count=count, dates=dates, days=days, close=close)
    return CANDIDATES.frame(
        pd.DataFrame(
            {"article_id": ids[found["left"]], "other_id": ids[found["right"]], "share_rare": found["share_rare"]}
        )
    )


def _days(published: pd.Series) -> Floats:
    """Dates as days since 1970; NaN where there is none."""
    moments = pd.to_datetime(published, errors="coerce", utc=True)
    since: Floats = ((moments - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(days=1)).to_numpy(dtype=float)
    return since
