"""Which articles of a big corpus are worth comparing: `helpers.reuse.candidates` as joins over files.

Four passes, each a task a piece, with files between them that are cut by the next pass's pieces:

    keys     a part            -> its (key, article), cut by range of keys
    meet     a range of keys   -> who holds each key, and (article, key, holders), cut by range of articles
    ask      a range of articles -> the keys each article asks with, and their weight, cut by range of keys
    answer   a range of keys   -> what each article shares with each other, cut by range of articles
    nearest  a range of articles -> the nearest of each

Articles are numbered in the order of their ids. The result is that of `candidates` on one frame.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpers.engine.store import read_table
from helpers.reuse.candidates import (
    ARTICLE_BITS,
    BUDGET,
    LEAST,
    MANY,
    NEAREST,
    Postings,
    add_up,
    best_of_each,
    is_close,
    pack_keys,
)
from helpers.reuse.candidates import answer as share_out

_KEY_BITS = 64 - ARTICLE_BITS
_HELD = np.dtype([("key", "u8"), ("owner", "u4")])
_ASKS = np.dtype([("owner", "u4"), ("key", "u4"), ("holders", "u2")])
_WANTS = np.dtype([("owner", "u4"), ("key", "u4"), ("weight", "f8")])
_SHARES = np.dtype([("left", "u4"), ("right", "u4"), ("share", "f8")])
ARTICLES_A_RANGE = 1000
ARTICLES_A_KEY_RANGE = 500  # key ranges are as many as the corpus holds this many articles: bounds memory

Rows = NDArray[Any]


def keys(folder: str, part: str, numbers: Rows, n_ranges: int) -> int:
    """Write the keys of the articles of `part`, numbered `numbers` in the order of their ids; bytes written."""
    articles = read_table(Path(folder).parent.parent, "articles", [part], ["article_id", "text"])
    packed = pack_keys(articles.sort_values("article_id")["text"])
    rows = np.empty(len(packed), _HELD)
    rows["key"] = packed >> np.uint64(ARTICLE_BITS)
    rows["owner"] = numbers[(packed & np.uint64((1 << ARTICLE_BITS) - 1)).astype(np.int64)]
    edges = (np.arange(1, n_ranges, dtype=np.uint64) << np.uint64(_KEY_BITS)) // np.uint64(n_ranges)
    return save(folder, f"keys-{part}", rows, np.searchsorted(rows["key"], edges))


def meet(folder: str, number: int, parts: Sequence[str], n_articles: int) -> int:
    """Write who holds each key of range `number` that two to MANY articles hold; bytes written."""
    rows = load(folder, (f"keys-{part}" for part in parts), number, _HELD)
    rows = rows[np.lexsort((rows["owner"], rows["key"]))]
    begins = _begins(rows["key"])
    counts = np.diff(np.append(begins, len(rows)))
    kept = (counts >= 2) & (counts <= MANY)
    owners = rows["owner"][np.repeat(kept, counts)]
    held = counts[kept]
    asks = np.empty(len(owners), _ASKS)
    asks["owner"], asks["key"] = owners, np.repeat(np.arange(len(held)), held)
    asks["holders"] = np.repeat(held, held)
    asks = asks[np.argsort(asks["owner"], kind="stable")]
    starts = np.concatenate([[0], np.cumsum(held)])
    written = save(folder, f"owners-{number}", owners, starts)
    return written + save(folder, f"asks-{number}", asks, _edges_of_articles(asks["owner"], n_articles))


def ask(folder: str, number: int, n_key_ranges: int, n_articles: int) -> int:
    """Write the keys that the articles of range `number` ask with, rarest first within BUDGET; bytes written."""
    pieces = [load(folder, [f"asks-{key_range}"], number, _ASKS) for key_range in range(n_key_ranges)]
    rows = np.concatenate(pieces) if pieces else np.empty(0, _ASKS)
    key_range = np.repeat(np.arange(len(pieces)), [len(piece) for piece in pieces])
    order = np.lexsort((rows["holders"], rows["owner"]))
    rows, key_range = rows[order], key_range[order]
    begins = _begins(rows["owner"])
    spent = np.cumsum(rows["holders"], dtype=np.int64)
    lengths = np.diff(np.append(begins, len(rows)))
    before = np.repeat(np.concatenate([[0], spent])[begins], lengths)
    asked = spent - before <= BUDGET
    rarity = np.where(asked, np.log(n_articles / np.maximum(rows["holders"], 1)) + 0.1, 0)
    total = np.repeat(np.add.reduceat(rarity, begins), lengths) if len(begins) else rarity
    wants = np.empty(int(asked.sum()), _WANTS)
    wants["owner"], wants["key"] = rows["owner"][asked], rows["key"][asked]
    wants["weight"] = (rarity / np.where(total > 0, total, 1))[asked]
    by_range = np.argsort(key_range[asked], kind="stable")
    edges = np.searchsorted(key_range[asked][by_range], np.arange(1, n_key_ranges))
    return save(folder, f"wants-{number}", wants[by_range], edges)


def answer(folder: str, number: int, n_ranges: int, n_articles: int) -> int:
    """Write the share that articles hold of the keys of range `number` that others ask with; bytes written."""
    wants = load(folder, (f"wants-{articles}" for articles in range(n_ranges)), number, _WANTS)
    owners, starts = np.load(_path(folder, f"owners-{number}")), np.load(_path(folder, f"owners-{number}.edges"))
    held = Postings(starts, owners.astype(np.int64))
    found = share_out(held, wants["owner"].astype(np.int64), wants["key"].astype(np.int64), wants["weight"])
    rows = np.empty(len(found[0]), _SHARES)
    rows["left"], rows["right"], rows["share"] = found
    return save(folder, f"shares-{number}", rows, _edges_of_articles(rows["left"], n_articles))


def nearest(folder: str, number: int, n_key_ranges: int) -> Rows:
    """The close ones among the nearest of each article of range `number`: left < right, and the share."""
    rows = load(folder, (f"shares-{key_range}" for key_range in range(n_key_ranges)), number, _SHARES)
    rows = _sum(rows["left"], rows["right"], rows["share"])
    rows = rows[rows["share"] >= LEAST]
    left, right, share = best_of_each(
        rows["left"].astype(np.int64), rows["right"].astype(np.int64), rows["share"], NEAREST
    )
    made = np.empty(len(left), _SHARES)
    made["left"], made["right"], made["share"] = np.minimum(left, right), np.maximum(left, right), share
    return made[is_close(left, share)]


def _sum(left: Rows, right: Rows, share: Rows) -> Rows:
    found = add_up(left, right, share)
    made = np.empty(len(found[0]), _SHARES)
    made["left"], made["right"], made["share"] = found
    return made


def _begins(ordered: Rows) -> Rows:
    """Where a new value begins."""
    return (
        np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])) if len(ordered) else np.empty(0, np.int64)
    )


def _edges_of_articles(ordered: Rows, n_articles: int) -> Rows:
    return np.searchsorted(ordered, np.arange(ARTICLES_A_RANGE, n_articles, ARTICLES_A_RANGE))


def _path(folder: str, name: str) -> Path:
    return Path(folder) / f"{name}.npy"


def save(folder: str, name: str, rows: Rows, edges: Rows) -> int:
    """Write `rows` and where its pieces part; aside and renamed, for a task may run twice."""
    for label, content in ((name, rows), (f"{name}.edges", edges)):
        aside = _path(folder, f".{label}.{os.getpid()}")
        np.save(aside, content)
        aside.replace(_path(folder, label))
    return int(rows.nbytes)


def load(folder: str, names: Iterable[str], number: int, dtype: np.dtype[Any]) -> Rows:
    """Piece `number` of each file of `names`, one after the other."""
    pieces = []
    for name in names:
        edges = np.load(_path(folder, f"{name}.edges"))
        start = int(edges[number - 1]) if number else 0
        end = int(edges[number]) if number < len(edges) else None
        pieces.append(np.array(np.load(_path(folder, name), mmap_mode="r")[start:end]))
    return np.concatenate(pieces) if pieces else np.empty(0, dtype)
