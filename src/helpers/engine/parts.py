"""What is done to one part of a corpus, in whatever process: its tables made, or cut down to some of its articles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers import tables
from helpers.engine.steps import LOCAL, Step, apply
from helpers.engine.store import Written, hash_of, read_table, write_json, write_table

_NOT_OF_CONTENT = frozenset({"label", "text"})  # a label hangs on the whole corpus; sha256 stands for the text


def digest(articles: pd.DataFrame) -> pd.Series:
    """64 bits over everything that is known of each article: equal when nothing of it changed."""
    total = np.zeros(len(articles), dtype=np.uint64)
    for column in articles.columns:
        if column not in _NOT_OF_CONTENT:
            filled = articles[column].notna().to_numpy()
            with np.errstate(over="ignore"):
                name = pd.util.hash_array(np.array([column], dtype=object))
                values = np.array([str(value) for value in articles[column][filled]], dtype=object)
                total[filled] += pd.util.hash_array(values, categorize=False) * (name | 1)
    return pd.Series(total, index=articles.index)


def name_part(articles: pd.DataFrame, key: str) -> str:
    """The name of the part that holds `articles`."""
    return name_of(articles["article_id"], digest(articles), key)


def name_of(ids: pd.Series, digests: pd.Series, key: str) -> str:
    """The name of the part of these articles: first of `key` (settings and code), then a hash of both."""
    return f"{mark_of(key)}{hash_of(key, sorted(zip(ids, digests.astype(str), strict=True)))}"


def mark_of(key: str) -> str:
    """How the names of parts made with `key` begin."""
    return f"{key[:8]}-"


def note(out: Path, part: str) -> Path:
    """Where it is noted that `part` is done."""
    return out / ".work" / "done" / f"{part}.json"


def rehearse(steps: tuple[Step, ...], settings: Mapping[str, Any]) -> None:
    """Make the tables of no article: a setting that a step refuses is told before any article is blamed for it."""
    made = {"articles": tables.ARTICLES.empty()}
    for step in steps:
        if step.reach == LOCAL:
            made.update(zip(step.tables, apply(step, made.__getitem__, settings), strict=True))


def analyse(
    out: str,
    part: str,
    steps: tuple[Step, ...],
    settings: Mapping[str, Any],
    old: str = "",
    stale: Collection[str] = (),
) -> dict[str, Written]:
    """Make the tables of one article each for `part`, whose articles lie in `out`; noted when all are on disk.

    With a part `old` that holds these articles, only the tables `stale` are made, the others taken from there.
    """
    folder = Path(out)
    made = {"articles": read_table(folder, "articles", [part])}
    ids = frozenset(made["articles"]["article_id"])
    written = {"articles": write_table(folder, "articles", part, made["articles"])}
    local = [step for step in steps if step.reach == LOCAL]
    for place, step in enumerate(local):
        if old and not set(step.tables) & set(stale):
            frames: Iterable[pd.DataFrame] = [_rows_of(folder, table, old, ids) for table in step.tables]
        else:
            frames = apply(step, made.__getitem__, settings)
        made.update(zip(step.tables, frames, strict=True))
        for table in step.tables:
            written[table] = write_table(folder, table, part, made[table])
        later = {table for other in local[place + 1 :] for table in other.takes}
        made = {table: frame for table, frame in made.items() if table in later}
    write_json(note(folder, part), {table: list(file) for table, file in written.items()})
    return written


def _rows_of(folder: Path, table: str, part: str, ids: Collection[str]) -> pd.DataFrame:
    frame = read_table(folder, table, [part])
    return frame[frame["article_id"].isin(ids)]


def keep(out: str, part: str, fresh: str, names: Collection[str], ids: Collection[str]) -> dict[str, Written]:
    """The part `fresh`: of `part`, the rows of the articles `ids`. Nothing is analysed again."""
    folder, kept = Path(out), frozenset(ids)
    written = {table: write_table(folder, table, fresh, _rows_of(folder, table, part, kept)) for table in names}
    write_json(note(folder, fresh), {table: list(file) for table, file in written.items()})
    return written
