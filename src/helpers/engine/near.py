"""Which articles of a big corpus are worth comparing: `helpers.reuse.candidates` as joins over files.

Five passes, each a task a piece, with files between them that are cut by the next pass's pieces:

    keys     a part            -> its (key, article), cut by range of keys
    meet     a range of keys   -> who holds each key, and (article, key, holders), cut by range of articles
    ask      a range of articles -> the keys each article asks with, and their weight, cut by range of keys
    answer   a range of keys   -> what each article shares with each other, cut by range of articles
    nearest  a range of articles -> the nearest of each

A file is written in blocks, each cut by the pieces that will read it, so that no pass holds more than a block of what
it makes. Articles are numbered in the order of their ids. The result is that of `candidates` on one frame.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from helpers.engine.store import read_table
from helpers.reuse.candidates import (
    ARTICLE_BITS,
    LEAST,
    NEAREST,
    Postings,
    add_up,
    best_of_each,
    choose_keys,
    group_begins,
    invert,
    is_close,
    pack_blocks,
    unpack,
)  # fmt: skip
from helpers.reuse.candidates import answer as share_out

_KEY_BITS = 64 - ARTICLE_BITS
_HELD = np.dtype([("key", "u8"), ("owner", "u4")])
_ASKS = np.dtype([("owner", "u4"), ("key", "u4"), ("holders", "u2")])
_WANTS = np.dtype([("owner", "u4"), ("key", "u4"), ("weight", "f8")])
_SHARES = np.dtype([("left", "u4"), ("right", "u4"), ("share", "f8")])
ARTICLES_A_RANGE = 1000
ARTICLES_A_KEY_RANGE = 500  # key ranges are as many as the corpus holds this many articles: bounds memory
_ARTICLES_A_BLOCK = 250
_SHAPE = 16  # bytes that say how many edges and blocks a file has
_LOOKS = 200_000  # holders looked at in a block of answers

Rows = NDArray[Any]
Block = tuple[Rows, Rows]
"""Rows in the order of the pieces that will read them, and where one piece ends and the next begins."""


def keys(folder: str, part: str, numbers: Rows, n_ranges: int) -> int:
    """Write the keys of the articles of `part`, numbered `numbers` in the order of their ids; bytes written."""
    articles = read_table(Path(folder).parent.parent, "articles", [part], ["article_id", "text"])
    edges = (np.arange(1, n_ranges, dtype=np.uint64) << np.uint64(_KEY_BITS)) // np.uint64(n_ranges)

    def blocks() -> Iterator[Block]:
        for packed in pack_blocks(articles.sort_values("article_id")["text"]):
            rows = np.empty(len(packed), _HELD)
            rows["key"], owners = unpack(packed)
            rows["owner"] = numbers[owners]
            yield rows, np.searchsorted(rows["key"], edges)

    return save(folder, f"keys-{part}", blocks())


def meet(folder: str, number: int, parts: Sequence[str], n_articles: int) -> int:
    """Write who holds each key of range `number` that two to MANY articles hold; bytes written."""
    rows = _sort_held(load(folder, (f"keys-{part}" for part in parts), number, _HELD), n_articles)
    starts, owners = invert(rows["key"], rows["owner"])
    held = np.diff(starts)
    asks = np.empty(len(owners), _ASKS)
    asks["owner"], asks["key"] = owners, np.repeat(np.arange(len(held)), held)
    asks["holders"] = np.repeat(held, held)
    asks = asks[np.argsort(asks["owner"], kind="stable")]
    written = save(folder, f"owners-{number}", [(owners.astype(np.uint32), starts[1:-1])])
    return written + save(folder, f"asks-{number}", [(asks, _edges_of_articles(asks["owner"], n_articles))])


def _sort_held(rows: Rows, n_articles: int) -> Rows:
    """`rows` by key, then owner. Both fit one integer: a range has no more keys than its share of 2^_KEY_BITS."""
    if not len(rows):
        return rows
    least, bits = rows["key"].min(), np.uint64(max(n_articles - 1, 1).bit_length())
    span = int(rows["key"].max() - least)
    if span.bit_length() + int(bits) > 64:
        return rows[np.lexsort((rows["owner"], rows["key"]))]
    packed = np.sort((rows["key"] - least) << bits | rows["owner"].astype(np.uint64))
    rows["key"], rows["owner"] = (packed >> bits) + least, packed & ((np.uint64(1) << bits) - np.uint64(1))
    return rows


def ask(folder: str, number: int, n_key_ranges: int, n_articles: int) -> int:
    """Write the keys that the articles of range `number` ask with, rarest first within BUDGET; bytes written."""
    pieces = [load(folder, [f"asks-{key_range}"], number, _ASKS) for key_range in range(n_key_ranges)]
    key_ranges = np.repeat(np.arange(n_key_ranges, dtype=np.uint32), [len(piece) for piece in pieces])
    asks = np.concatenate(pieces)
    pieces.clear()

    def blocks() -> Iterator[Block]:
        for block in _blocks_of_articles(asks["owner"]):
            rows, key_range = asks[block], key_ranges[block]
            asked, weight = choose_keys(rows["owner"], rows["holders"], n_articles)
            rows, key_range = rows[asked], key_range[asked]
            by_range = np.argsort(key_range, kind="stable")
            wants = np.empty(len(rows), _WANTS)
            wants["owner"], wants["key"], wants["weight"] = rows["owner"], rows["key"], weight
            yield wants[by_range], np.searchsorted(key_range[by_range], np.arange(1, n_key_ranges))

    return save(folder, f"wants-{number}", blocks())


def answer(folder: str, number: int, n_ranges: int, n_articles: int) -> int:
    """Write the share that articles hold of the keys of range `number` that others ask with; bytes written."""
    wants = load(folder, (f"wants-{articles}" for articles in range(n_ranges)), number, _WANTS)
    held = _read_postings(folder, f"owners-{number}")
    looked = np.cumsum(np.diff(held.starts)[wants["key"]])

    def blocks() -> Iterator[Block]:
        # one who asks is answered in one block: borders lie where both the owner and the count of looks step on
        begins = group_begins(wants["owner"])
        _, first = np.unique(looked[begins] // _LOOKS, return_index=True)
        for block in itertools.starmap(slice, itertools.pairwise([*begins[first].tolist(), len(wants)])):
            some = wants[block]
            found = share_out(held, some["owner"].astype(np.int64), some["key"].astype(np.int64), some["weight"])
            rows = _shares(*found)
            yield rows, _edges_of_articles(rows["left"], n_articles)

    return save(folder, f"shares-{number}", blocks())


def nearest(folder: str, number: int, n_key_ranges: int) -> Rows:
    """The close ones among the nearest of each article of range `number`: left < right, and the share."""
    shares = load(folder, (f"shares-{key_range}" for key_range in range(n_key_ranges)), number, _SHARES)
    found = [np.empty(0, _SHARES)]
    for block in _blocks_of_articles(shares["left"]):
        some = shares[block]
        left, right, share = add_up(some["left"], some["right"], some["share"])
        enough = share >= LEAST
        left, right, share = best_of_each(left[enough], right[enough], share[enough], NEAREST)
        found.append(_shares(np.minimum(left, right), np.maximum(left, right), share)[is_close(left, share)])
    return np.concatenate(found)


def _shares(left: Rows, right: Rows, share: Rows) -> Rows:
    made = np.empty(len(left), _SHARES)
    made["left"], made["right"], made["share"] = left, right, share
    return made


def _blocks_of_articles(numbers: Rows) -> Iterator[Rows]:
    """Where those of `numbers` lie that belong to a few articles, then to the next few."""
    few = numbers // _ARTICLES_A_BLOCK
    for number in np.unique(few):
        yield np.flatnonzero(few == number)


def _edges_of_articles(ordered: Rows, n_articles: int) -> Rows:
    return np.searchsorted(ordered, np.arange(ARTICLES_A_RANGE, n_articles, ARTICLES_A_RANGE))


def save(folder: str, name: str, blocks: Iterable[Block]) -> int:
    """Write the rows of `blocks`, one file; aside and renamed, for a task may run twice. Bytes of the rows.

    After the rows come where each piece begins, block by block, piece after piece; then how many of both there are. So
    whoever wants one piece opens one file and reads no more than it needs.
    """
    path = _path(folder, name)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    edges: list[Rows] = []
    n_rows = 0
    with aside.open("wb") as opened:
        for rows, parting in blocks:
            edges.append(np.concatenate([[0], parting, [len(rows)]]) + n_rows)
            rows.tofile(opened)
            n_rows += len(rows)
        written = opened.tell()
        by_piece = np.array(edges, dtype=np.int64).T if edges else np.empty((0, 0), np.int64)
        by_piece.tofile(opened)
        np.array(by_piece.shape, dtype=np.int64).tofile(opened)
    aside.replace(path)
    return written


def load(folder: str, names: Iterable[str], number: int, dtype: np.dtype[Any]) -> Rows:
    """Piece `number` of each block of each file of `names`, one after the other."""
    pieces = [np.empty(0, dtype)]
    for name in names:
        with _path(folder, name).open("rb") as opened:
            for start, end in _read_edges(opened, number, 2).T:
                opened.seek(int(start) * dtype.itemsize)
                pieces.append(np.frombuffer(opened.read(int(end - start) * dtype.itemsize), dtype))
    return np.concatenate(pieces)


def _read_edges(opened: IO[bytes], first: int, count: int | None = None) -> Rows:
    """Where `count` pieces from `first` on begin (None: all), a row a piece and a column a block."""
    opened.seek(-_SHAPE, os.SEEK_END)
    n_edges, n_blocks = np.frombuffer(opened.read(_SHAPE), np.int64).tolist()
    wanted = n_edges - first if count is None else count
    opened.seek(-_SHAPE - 8 * n_blocks * (n_edges - first), os.SEEK_END)
    return np.frombuffer(opened.read(8 * n_blocks * wanted), np.int64).reshape(wanted, n_blocks)


def _read_postings(folder: str, name: str) -> Postings:
    """The holders of all keys of a range."""
    with _path(folder, name).open("rb") as opened:
        starts = _read_edges(opened, 0)[:, 0]
        opened.seek(0)
        owners = np.frombuffer(opened.read(int(starts[-1]) * 4), np.uint32)
    return Postings(starts, owners.astype(np.int64))


def _path(folder: str, name: str) -> Path:
    return Path(folder) / f"{name}.rows"
