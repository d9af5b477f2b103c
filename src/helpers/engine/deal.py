"""Rows dealt from the parts of a corpus to the blocks of pairs that need them, so that no block reads whole parts.

Pairs are put in an order in which those that share articles lie together, and cut into blocks of like size. A few parts
at a time are read, once, and the rows of their articles written to one file a table, cut by block; a block then takes
its pieces. What is read and written grows with the pairs, not with the square of the parts.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers import tables
from helpers.engine.store import read_table

PAIRS_A_BLOCK = 1000
PARTS_A_DEAL = 4


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


def deal(out: str, scratch: str, number: int, parts: tuple[str, ...], wanted: Mapping[int, list[str]],
         names: Collection[str]) -> int:  # fmt: skip
    """Write the rows that the blocks of `wanted` (block -> article ids) need of the tables `names` of `parts`."""
    import pyarrow as pa

    own = pd.DataFrame(
        [(block, name) for block, ids in wanted.items() for name in ids], columns=["block", "article_id"]
    ).astype({"article_id": tables.TEXT})
    for table in names:
        rows = own.merge(read_table(Path(out), table, parts), on="article_id", sort=False)
        rows = rows.sort_values("block", kind="stable", ignore_index=True)
        blocks = rows.pop("block").to_numpy()
        found, starts = np.unique(blocks, return_index=True)
        arrow = pa.Table.from_pandas(rows, preserve_index=False)
        path = _path(scratch, table, number)
        aside = path.with_name(f".{path.name}.{os.getpid()}")  # a task may run twice
        with pa.OSFile(str(aside), "wb") as sink, pa.ipc.new_file(sink, arrow.schema, options=_packed()) as file:
            for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
                file.write_table(arrow.slice(start, end - start).combine_chunks())
        aside.replace(path)
        np.save(path.with_suffix(".npy"), found)
    return len(own)


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


def _packed() -> Any:
    import pyarrow as pa

    return pa.ipc.IpcWriteOptions(compression="zstd", use_threads=False)


def _path(scratch: str, table: str, number: int) -> Path:
    return Path(scratch) / f"deal-{table}-{number}.arrow"
