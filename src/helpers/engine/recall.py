"""What earlier runs left that still holds: which files and articles are as they were, and which parts are whole."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers import corpus as corpora
from helpers import tables
from helpers.engine import parts as work
from helpers.engine import store
from helpers.engine.store import Written

_INDEX = {"article_id": "str", "file": "str", "signature": "str", "digest": "uint64", "content": "uint64"}
NOT_ANALYSED = "its analysis "  # so begins why an article was set aside that could be read
_FRESH = 2_000_000_000  # nanoseconds: a file changed so lately may change again without its time showing it


class Known(NamedTuple):
    """What is known from before: parts that are whole, their articles, and the files that need not be read."""

    parts: Mapping[str, Mapping[str, Written]]
    rows: pd.DataFrame
    is_kept: Any
    unchanged: frozenset[str]
    rejected: pd.DataFrame
    notes: pd.DataFrame
    manifest: Mapping[str, Any]
    is_stale: Any  # a row of `rows` each: whether its part has the tables `stale` yet to be made anew
    stale: frozenset[str] = frozenset()
    is_current: bool = False

    @property
    def contents(self) -> dict[str, int]:
        """What is kept: 64 bits of its content by id."""
        kept = self.rows[self.is_kept]
        return dict(zip(kept["article_id"], kept["content"].map(int), strict=True))

    def find(self, articles: pd.DataFrame) -> Any:
        """Row in `rows` of each of `articles`, where it is as it was; else -1."""
        if self.rows.empty or articles.empty:
            return np.full(len(articles), -1)
        return pd.Index(_mark(self.rows["article_id"], self.rows["digest"])).get_indexer(
            _mark(articles["article_id"], work.digest(articles))
        )


NOTHING = Known(
    {},
    pd.DataFrame({name: pd.Series([], dtype=dtype) for name, dtype in {**_INDEX, "part": "str"}.items()}),
    np.zeros(0, dtype=bool),
    frozenset(),
    tables.REJECTED.empty(),
    tables.NOTES.empty(),
    {},
    np.zeros(0, dtype=bool),
)


def _mark(ids: pd.Series, digests: pd.Series) -> Any:
    with np.errstate(over="ignore"):
        named = pd.util.hash_array(ids.to_numpy(dtype=object), categorize=False)
        return named * np.uint64(0x9E3779B97F4A7C15) + digests.to_numpy(dtype=np.uint64)


def sign_all(source: str, files: Iterable[corpora.File]) -> dict[str, str]:
    """A signature for each file: the same as long as neither it nor articles.csv beside it changed."""
    stated = corpora.sign_stated(source)
    now = time.time_ns()
    signed = {}
    for file in files:
        size, changed = corpora.sign(file)
        lately = f" read at {now}" if now - changed < _FRESH else ""
        signed[file.name] = f"{size} {changed} {stated}{lately}"
    return signed


def recall(out: Path, key: str, keys: Mapping[str, str], late: str, signed: Mapping[str, str]) -> Known:
    """What `out` holds that is whole and was made as `keys` say of each table of one part (`key`: of all).

    `late`: what the tables that cross articles are made of; where only that changed, all parts are known.
    """
    manifest = store.read_manifest(out) or {}
    before = manifest.get("keys", {})
    if before.get("articles") != keys["articles"]:
        manifest = {}
    stale = frozenset(table for table in keys if before.get(table) != keys[table]) if manifest else frozenset()
    local = [table for table in keys if table not in stale]
    old = _finished(manifest, local)
    parts = {**old, **_noted(out, keys, key)}
    whole = {
        part: files
        for part, files in parts.items()
        if index_path(out, part).is_file() and all(store.is_whole(out, t, part, w) for t, w in files.items())
    }
    inputs = read_inputs(out) if manifest else {}
    joined = set(manifest.get("tables", ())) - set(keys)
    is_same = manifest and not stale and manifest.get("late") == late and inputs == signed
    if is_same and len(whole) == len(parts) and _others_whole(out, manifest, joined):
        return NOTHING._replace(parts=whole, manifest=manifest, is_current=True)
    # parts of a finished run first: that they hold all of a file is known
    listed = [
        read_index(out, part).assign(part=part) for part in sorted(whole, key=lambda part: (part not in old, part))
    ]
    rows = pd.concat(listed, ignore_index=True) if listed else NOTHING.rows
    rows = rows.drop_duplicates(["article_id", "digest"], ignore_index=True)
    # a file of many articles is known to be read to its end only when a run was finished and nothing of it is lost
    nothing_lost = len(whole) == len(parts) and _others_whole(out, manifest, ("rejected", "notes"))
    finished = _finished_files(out, manifest, inputs, signed, bool(stale)) if nothing_lost else set()
    of_finished = rows["part"].isin(old) & rows["file"].isin(finished)
    is_noted = (rows["signature"] == rows["file"].map(signed)) & _is_whole_file(rows)
    is_kept = of_finished | (is_noted & ~rows["file"].isin(finished))
    is_kept &= ~rows["article_id"].where(is_kept).duplicated() | ~is_kept
    unchanged = frozenset(finished | set(rows["file"][is_kept]))
    told = manifest if nothing_lost else {}
    rejected, notes = (_told(out, told, name, unchanged) for name in ("rejected", "notes"))
    is_stale = rows["part"].isin(old).to_numpy(dtype=bool) & bool(stale)
    return Known(whole, rows, is_kept.to_numpy(dtype=bool), unchanged, rejected, notes, manifest, is_stale, stale)


def _told(out: Path, manifest: Mapping[str, Any], table: str, files: Collection[str]) -> pd.DataFrame:
    """The rows of `table` that are of `files`."""
    if not manifest:
        return tables.TABLES[table].empty()
    found = store.read_table(out, table, manifest["tables"][table])
    return found[found["source"].isin(files)]


def _finished_files(
    out: Path, manifest: Mapping[str, Any], inputs: Mapping[str, str], signed: Mapping[str, str], is_stale: bool
) -> set[str]:
    """The files that are as the finished run read them, to their end."""
    same = {name for name, mark in signed.items() if inputs.get(name) == mark}
    if not is_stale:
        return same
    refused = store.read_table(out, "rejected", manifest["tables"]["rejected"])
    return same - set(refused["source"][refused["reason"].str.startswith(NOT_ANALYSED)])  # by other code it may go well


def _is_whole_file(rows: pd.DataFrame) -> pd.Series:
    # a file of texts may hold many articles (a press database's export): then none is named like the file
    is_one = rows["file"].map(corpora.is_one_article).astype(bool)
    return is_one & (rows["article_id"] == rows["file"].map(corpora.own_id))


def _finished(manifest: Mapping[str, Any], local: Collection[str]) -> dict[str, dict[str, Written]]:
    listed = manifest.get("tables", {})
    return {part: {table: Written(*listed[table][part]) for table in local} for part in listed.get("articles", ())}


def _noted(out: Path, local: Collection[str], key: str) -> dict[str, dict[str, Written]]:
    found = {}
    for path in sorted((out / ".work" / "done").glob(f"{work.mark_of(key)}*.json")):
        noted = store.read_json(path)
        if noted and set(noted) == set(local):
            found[path.stem] = {table: Written(*file) for table, file in noted.items()}
    return found


def _others_whole(out: Path, manifest: Mapping[str, Any], names: Collection[str]) -> bool:
    files = [(table, part, file) for table in names for part, file in manifest.get("tables", {}).get(table, {}).items()]
    return all(store.is_whole(out, table, part, Written(*file)) for table, part, file in files)


# --- the index of a part, the files of a run -----------------------------------------------------------------------


def index_path(out: Path, part: str) -> Path:
    """Where it is written which articles `part` holds."""
    return out / ".work" / "index" / f"{part}.parquet"


def read_index(out: Path, part: str) -> pd.DataFrame:
    """Which articles `part` holds: id, file and its signature, digest."""
    return pd.read_parquet(index_path(out, part)).reindex(columns=list(_INDEX), fill_value=0).astype(_INDEX)


def write_index(out: Path, part: str, articles: pd.DataFrame, signed: Mapping[str, str]) -> None:
    """Note which articles `part` holds."""
    told = zip(articles["url"], articles["sha256"], strict=True)
    rows = articles[["article_id", "file"]].assign(
        signature=articles["file"].map(lambda name: signed.get(name, "")).astype("str"),
        digest=work.digest(articles),
        content=[corpora.content_of(None if pd.isna(url) else url, sha256) for url, sha256 in told],
    )
    copy_index(out, part, rows)


def copy_index(out: Path, part: str, rows: pd.DataFrame) -> None:
    """Note that `part` holds the articles of `rows` of an index."""
    store.write_aside(index_path(out, part), rows[list(_INDEX)].to_parquet(index=False))


def read_inputs(out: Path) -> dict[str, str]:
    """The files of the finished run, with their signatures."""
    found = store.read_json(out / ".work" / "inputs.json")
    return found or {}


def write_inputs(out: Path, signed: Mapping[str, str]) -> None:
    """Note the files of a run that is about to be finished."""
    store.write_json(out / ".work" / "inputs.json", signed)


def clear(out: Path, parts: Collection[str]) -> None:
    """Remove the notes of an unfinished run, and what is noted of parts other than `parts`."""
    for path in (out / ".work" / "done").glob("*.json"):
        path.unlink(missing_ok=True)
    for path in (out / ".work" / "index").glob("*.parquet"):
        if path.stem not in parts:
            path.unlink(missing_ok=True)
