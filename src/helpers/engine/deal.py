"""Rows dealt from the parts of a corpus to the blocks that need them, so that no block reads whole parts.

A few parts at a time are read, once, and what is wanted of them is written to one file a table, cut by block; a block
then takes its pieces. Blocks of pairs: the pairs lie in an order in which those that share articles are together, and
are cut into blocks of like size, so what is read and written grows with the pairs, not with the square of the parts.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers import tables
from helpers.engine.store import read_table

PAIRS_A_BLOCK = 500
PARTS_A_DEAL = 4


def groups(parts: Sequence[str]) -> list[tuple[str, ...]]:
    """The parts of each deal."""
    return [tuple(parts[first : first + PARTS_A_DEAL]) for first in range(0, len(parts), PARTS_A_DEAL)]


def cut(left: Any, right: Any, n: int) -> Any:
    """The number of the block of each pair of articles `left` and `right`, which are numbers below `n`."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not len(left):
        return np.empty(0, np.int64)
    _, group = connected_components(coo_array((np.ones(len(left), bool), (left, right)), shape=(n, n)), directed=False)
    blocks = np.empty(len(left), np.int64)
    blocks[np.lexsort((right, left, group[left]))] = np.arange(len(left)) // PAIRS_A_BLOCK
    return blocks


def holders(left: Any, right: Any, blocks: Any, part_of: Any) -> pd.DataFrame:
    """Which deal holds which article of which block: columns deal, block, article (its number)."""
    frame = pd.DataFrame({"block": np.tile(blocks, 2), "article": np.concatenate([left, right])}).drop_duplicates()
    return frame.assign(deal=part_of[frame["article"].to_numpy()] // PARTS_A_DEAL)


def deal_articles(
    out: str, scratch: str, number: int, parts: tuple[str, ...], wanted: Mapping[int, list[str]], names: Collection[str]
) -> int:
    """Deal what the blocks of `wanted` (block -> article ids) need of the tables `names` of `parts`; rows dealt."""
    own = pd.DataFrame(
        [(block, name) for block, ids in wanted.items() for name in ids], columns=["block", "article_id"]
    ).astype({"article_id": tables.TEXT})
    dealt = 0
    for table in names:
        found = [own.merge(read_table(Path(out), table, [part]), on="article_id", sort=False) for part in parts]
        dealt += _put(scratch, table, number, pd.concat(found, ignore_index=True))
    return dealt


def deal_values(
    out: str, scratch: str, number: int, parts: tuple[str, ...], table: str, column: str, n_blocks: int
) -> int:
    """Deal `table` of `parts` so that rows of one value of `column` come to one of `n_blocks`; rows dealt."""
    rows = read_table(Path(out), table, parts)
    blocks = pd.util.hash_array(rows[column].to_numpy(dtype=object)) % np.uint64(n_blocks)
    return _put(scratch, table, number, rows.assign(block=blocks.astype(np.int64)))


def _put(scratch: str, table: str, number: int, rows: pd.DataFrame) -> int:
    """Write `rows` in pieces, one for each value of their column block; how many."""
    import pyarrow as pa

    rows = rows.sort_values("block", kind="stable", ignore_index=True)
    found, starts = np.unique(rows.pop("block").to_numpy(), return_index=True)
    arrow = pa.Table.from_pandas(rows, preserve_index=False)
    path = _path(scratch, table, number)
    aside = path.with_name(f".{path.name}.{os.getpid()}")  # a task may run twice
    packed = pa.ipc.IpcWriteOptions(compression="zstd", use_threads=False)
    with pa.OSFile(str(aside), "wb") as sink, pa.ipc.new_file(sink, arrow.schema, options=packed) as file:
        for start, length in zip(starts, np.diff(np.append(starts, len(rows))), strict=True):
            file.write_table(arrow.slice(start, length).combine_chunks())
    aside.replace(path)
    np.save(path.with_suffix(".npy"), found)
    return len(rows)


def take(scratch: str, table: str, deals: Iterable[int], block: int) -> pd.DataFrame:
    """The rows of `table` that were dealt to `block`, typed and sorted as declared."""
    import pyarrow as pa

    pieces = []
    for number in deals:
        path = _path(scratch, table, number)
        found = np.load(path.with_suffix(".npy"))
        place = int(np.searchsorted(found, block))
        if place < len(found) and found[place] == block:
            with pa.memory_map(str(path)) as source:
                batch = pa.ipc.open_file(source).get_batch(place)
                pieces.append(pa.Table.from_batches([batch]).to_pandas())
    frame = pd.concat(pieces, ignore_index=True) if pieces else tables.TABLES[table].empty()
    return tables.TABLES[table].frame(frame)


def _path(scratch: str, table: str, number: int) -> Path:
    return Path(scratch) / f"deal-{table}-{number}.arrow"
