"""Which articles are worth comparing: those that share words or word pairs that are rare in the corpus.

Every article gives its distinct words and word pairs (numbers among them) as keys. Keys in one article only, and keys
in very many, say nothing. Each article then asks with its rarest keys first, until it has looked at BUDGET
articles: so the work grows as the number of articles does, and an article in a crowd of alike ones still finds
those that share what is rarest. The steps are tables joined by key, so that a corpus too big for one frame is run
by `keys` on each part and `join` on each range of keys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from helpers.reuse.words import split_words, stem
from helpers.tables import CANDIDATES

BUDGET = 2000  # articles that one article looks at, counted once for each shared key
NEAREST = 12  # candidates that one article names; a pair named by both counts once
MANY = 1000  # a key in more articles than this says nothing
_ARTICLE_BITS = 20  # of a packed key: room for a million articles in one frame
_BLOCK = 1000  # articles packed at a time, to bound memory

Packed = NDArray[np.uint64]


def pack_keys(texts: Iterable[str]) -> Packed:
    """Distinct keys of every text, sorted: hash in the upper bits, number of the text in the lower ones."""
    numbered: defaultdict[str, int] = defaultdict()
    numbered.default_factory = numbered.__len__
    hashes = np.empty(0, dtype=np.uint64)
    made: list[Packed] = []
    block: list[NDArray[np.int64]] = []
    first = 0

    def pack() -> None:
        nonlocal hashes, first
        if len(numbered) > len(hashes):
            fresh = list(numbered)[len(hashes) :]
            hashes = np.concatenate(
                [hashes, pd.util.hash_array(np.array([stem(w) for w in fresh], dtype=object))]
            )
        lengths = [len(words) for words in block]
        owners = np.repeat(np.arange(first, first + len(block), dtype=np.uint64), lengths)
        words = hashes[np.concatenate(block)]
        with np.errstate(over="ignore"):
            two = (words[:-1] * np.uint64(0x9E3779B97F4A7C15)) ^ (words[1:] * np.uint64(0xC2B2AE3D27D4EB4F))
        within = owners[:-1] == owners[1:]
        both = np.concatenate([_pack(words, owners), _pack(two[within], owners[:-1][within])])
        made.append(np.unique(both))
        first += len(block)
        block.clear()

    for text in texts:
        block.append(np.fromiter(map(numbered.__getitem__, split_words(text)), dtype=np.int64))
        if len(block) == _BLOCK:
            pack()
    if block:
        pack()
    return np.sort(np.concatenate(made)) if made else np.empty(0, dtype=np.uint64)


def _pack(hashes: Packed, owners: Packed) -> Packed:
    return (hashes >> np.uint64(_ARTICLE_BITS) << np.uint64(_ARTICLE_BITS)) | owners


class Postings(NamedTuple):
    """The keys in at least two articles and at most MANY: `owners[starts[k]:starts[k + 1]]` hold key k."""

    starts: NDArray[np.int64]
    owners: NDArray[np.int64]


def invert(packed: Packed) -> Postings:
    """The postings of sorted packed keys."""
    hashes = packed >> np.uint64(_ARTICLE_BITS)
    starts = (
        np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]]))
        if len(packed)
        else np.empty(0, int)
    )
    counts = np.diff(np.append(starts, len(packed)))
    kept = (counts >= 2) & (counts <= MANY)
    owners = (packed[np.repeat(kept, counts)] & np.uint64((1 << _ARTICLE_BITS) - 1)).astype(np.int64)
    return Postings(np.concatenate([[0], np.cumsum(counts[kept])]), owners)


def nearest(
    postings: Postings, n_articles: int, *, count: int = NEAREST, budget: int = BUDGET
) -> pd.DataFrame:
    """The candidates as (left, right, weight): numbers of articles, left < right, weight = shared rarity.

    The weight is the sum of log(articles / holders) over the shared keys looked at.
    """
    holders = np.diff(postings.starts)
    keys = np.repeat(np.arange(len(holders)), holders)
    order = np.lexsort((holders[keys], postings.owners))
    owner, key = postings.owners[order], keys[order]
    spent = np.cumsum(holders[key])
    begins = np.searchsorted(owner, np.arange(n_articles))
    before = np.concatenate([[0], spent])[begins]
    asked = spent - before[owner] <= budget
    weights = np.log(n_articles / holders) + 0.1
    asking = sparse.csr_array(
        (weights[key[asked]], (owner[asked], key[asked])), shape=(n_articles, len(holders))
    )
    holding = sparse.csr_array(
        (np.ones(len(postings.owners)), postings.owners, postings.starts), shape=(len(holders), n_articles)
    )
    found = []
    for low in range(0, n_articles, _BLOCK):
        scores = sparse.csr_array(asking[low : low + _BLOCK] @ holding)
        rows = np.repeat(np.arange(low, low + scores.shape[0]), np.diff(scores.indptr))
        other = scores.indices != rows
        found.append(_top(rows[other], scores.indices[other], scores.data[other], count))
    table = (
        pd.DataFrame(np.concatenate(found), columns=["row", "column", "weight"])
        if found
        else pd.DataFrame(columns=["row", "column", "weight"], dtype=float)
    )
    made = pd.DataFrame(
        {
            "left": table[["row", "column"]].min(axis=1).astype(int),
            "right": table[["row", "column"]].max(axis=1).astype(int),
            "weight": table["weight"],
        }
    )
    return made.groupby(["left", "right"], as_index=False)["weight"].max()


def _top(
    rows: NDArray[np.int64], columns: NDArray[np.int32], scores: NDArray[np.float64], count: int
) -> NDArray[np.float64]:
    """The `count` best entries of every row, ties by column."""
    order = np.lexsort((columns, -scores, rows))
    rows, columns, scores = rows[order], columns[order], scores[order]
    begins = (
        np.flatnonzero(np.concatenate([[True], rows[1:] != rows[:-1]])) if len(rows) else np.empty(0, int)
    )
    rank = np.arange(len(rows)) - np.repeat(begins, np.diff(np.append(begins, len(rows))))
    kept = rank < count
    return np.column_stack([rows[kept], columns[kept], scores[kept]])


def candidates(articles: pd.DataFrame, *, count: int = NEAREST) -> pd.DataFrame:
    """Pairs of `articles` worth comparing: at most `count` for each article. Table `candidates`.

    Finds verbatim copies and rewrites alike. Misses texts that share no rare word or word pair.
    """
    ids = _ids(articles["article_id"])
    texts = (
        articles["text"]
        .fillna("")
        .to_numpy(dtype=object)[np.argsort(articles["article_id"].to_numpy(dtype=object), kind="stable")]
    )
    found = nearest(invert(pack_keys(texts)), len(ids), count=count)
    return CANDIDATES.frame(
        pd.DataFrame(
            {"article_id": ids[found["left"]], "other_id": ids[found["right"]], "weight": found["weight"]}
        )
    )


def _ids(column: Sequence[str] | pd.Series) -> NDArray[np.object_]:
    return np.sort(np.asarray(column, dtype=object))
