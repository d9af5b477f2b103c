"""What crosses the articles of a big corpus, as joins over parts: no frame holds the corpus.

Reuse: candidates (`near`), then pairs in blocks of parts, with alignment and differences while their texts are at hand.
Origins: from the ids and the pairs alone. Claims: part by part, with their origins; then grouped by ranges of claims.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from helpers.engine import near
from helpers.engine.join import Files, each
from helpers.engine.steps import AFTER, BY_CLAIM, BY_GROUP, BY_PAIR, LOCAL, WHOLE, Step, apply, function_of
from helpers.engine.store import Written, hash_of, read_table, write_table
from helpers.reuse.pairs import CLOSE, REPEATED, read_body

if TYPE_CHECKING:
    from helpers.engine.run import Job

_PARTS_A_BLOCK = 4  # pairs are compared in blocks: these parts against those
_CLAIMS_A_RANGE = 200_000
_REACHES = (WHOLE, BY_PAIR, BY_GROUP, AFTER, BY_CLAIM)


def join_parts(job: Job, executor: Executor, name: str, local: Files) -> Files:
    """The files of the tables that cross articles, for a corpus of many parts."""
    files: Files = {table: {} for step in job.steps if step.reach != LOCAL for table in step.tables}
    by_reach = {
        reach: tuple(s for s in job.steps if s.reach == reach) for reach in (WHOLE, BY_PAIR, BY_GROUP, AFTER, BY_CLAIM)
    }
    out, parts = str(job.out.absolute()), sorted(local["articles"])
    if by_reach[WHOLE]:
        steps = (*by_reach[WHOLE], *by_reach[BY_PAIR])
        for made in each(executor, _compare, _blocks(job, executor, name, parts, steps)):
            _add(files, made)
        job.say("compared", sum(file.rows for file in files["pairs"].values()))
    if by_reach[BY_GROUP]:
        task = (out, tuple(parts), tuple(sorted(files["pairs"])), by_reach[BY_GROUP], job.settings)
        _add(files, next(each(executor, _group, [task])))
    if by_reach[AFTER]:
        tasks = ((out, part, by_reach[AFTER], job.settings) for part in parts)
        for made in each(executor, _after, tasks):
            _add(files, made)
    for step in by_reach[BY_CLAIM]:
        source = step.needs[0]
        n_ranges = 1 + sum(file.rows for file in files[source].values()) // _CLAIMS_A_RANGE
        wanted = tuple(sorted(files[source]))
        tasks_of = ((out, hash_of(name, step.tables, n, n_ranges), wanted, n, n_ranges, step) for n in range(n_ranges))
        for made in each(executor, _by_claim, tasks_of):
            _add(files, made)
    return files


def _add(files: Files, made: Mapping[str, Mapping[str, Written]]) -> None:
    for table, written in made.items():
        files[table] |= written


def _blocks(
    job: Job, executor: Executor, name: str, parts: list[str], steps: tuple[Step, ...]
) -> Iterator[tuple[Any, ...]]:
    """What each block of pairs is to be told: the parts it needs, the pairs, the repeated sentences of the corpus."""
    scratch = job.out.absolute() / ".work" / "join"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    ids, part_of = _number(job.out, parts)
    chosen = _choose(executor, str(scratch), parts, ids, part_of)
    involved = np.unique(np.concatenate([chosen["left"], chosen["right"]])) if len(chosen) else np.empty(0, np.int64)
    told = (
        (str(job.out.absolute()), part, tuple(ids[involved[part_of[involved] == number]]))
        for number, part in enumerate(parts)
    )
    repeated = _count_repeated(each(executor, _sentences, told))
    left, right = part_of[chosen["left"]] // _PARTS_A_BLOCK, part_of[chosen["right"]] // _PARTS_A_BLOCK
    frame = pd.DataFrame(
        {
            "article_id": ids[chosen["left"]], "other_id": ids[chosen["right"]], "share_rare": chosen["share"],
            "low": np.minimum(left, right), "high": np.maximum(left, right),
        }
    )  # fmt: skip
    shutil.rmtree(scratch)
    for block, pairs in frame.groupby(frame["low"] * len(parts) + frame["high"]):
        low, high = divmod(int(str(block)), len(parts))
        wanted = {p for group in (low, high) for p in parts[group * _PARTS_A_BLOCK : (group + 1) * _PARTS_A_BLOCK]}
        told_pairs = pairs.drop(columns=["low", "high"]).reset_index(drop=True)
        yield (
            str(job.out.absolute()), hash_of(name, low, high), tuple(sorted(wanted)), told_pairs, repeated,
            steps, job.settings,
        )  # fmt: skip


def _number(out: Path, parts: list[str]) -> tuple[Any, Any]:
    """All ids in order, and the place in `parts` of each one's part."""
    listed = [
        read_table(out, "articles", [part], ["article_id"])["article_id"].to_numpy(dtype=object) for part in parts
    ]
    ids = np.concatenate(listed)
    order = np.argsort(ids, kind="stable")
    return ids[order], np.repeat(np.arange(len(parts)), [len(some) for some in listed])[order]


def _choose(executor: Executor, scratch: str, parts: list[str], ids: Any, part_of: Any) -> Any:
    """Candidate pairs as (left, right, share): numbers in the order of `ids`."""
    n = len(ids)
    n_ranges, n_key_ranges = -(-n // near.ARTICLES_A_RANGE), -(-n // near.ARTICLES_A_KEY_RANGE)
    own = (
        (scratch, part, np.flatnonzero(part_of == number).astype(np.uint32), n_key_ranges)
        for number, part in enumerate(parts)
    )
    for task, told in (
        (near.keys, own),
        (near.meet, ((scratch, number, tuple(parts), n) for number in range(n_key_ranges))),
        (near.ask, ((scratch, number, n_key_ranges, n) for number in range(n_ranges))),
        (near.answer, ((scratch, number, n_ranges, n) for number in range(n_key_ranges))),
    ):
        for _ in each(executor, task, told):
            pass
    found = list(each(executor, near.nearest, ((scratch, number, n_key_ranges, CLOSE) for number in range(n_ranges))))
    rows = np.concatenate(found)
    rows = rows[np.lexsort((-rows["share"], rows["right"], rows["left"]))]
    first = np.ones(len(rows), dtype=bool)
    first[1:] = (rows["left"][1:] != rows["left"][:-1]) | (rows["right"][1:] != rows["right"][:-1])
    return rows[first]


def _sentences(out: str, part: str, ids: tuple[str, ...]) -> Any:
    """The hashes of the distinct sentences of the articles `ids` of `part`, once an article."""
    articles = read_table(Path(out), "articles", [part], ["article_id", "text"])
    texts = articles["text"][articles["article_id"].isin(frozenset(ids))]
    return np.array(
        [mark for text in texts for mark in {_mark(terms) for terms in read_body(text).terms}], dtype=np.uint64
    )


def _mark(terms: tuple[str, ...]) -> int:
    return int(pd.util.hash_array(np.array(["\x1f".join(terms)], dtype=object), categorize=False)[0])


def _count_repeated(found: Iterable[Any]) -> frozenset[int]:
    marks, counts = np.unique(np.concatenate([*found, np.empty(0, np.uint64)]), return_counts=True)
    return frozenset(marks[counts >= REPEATED].tolist())


class _Repeated:
    """Sentences known by their hashes: what `reuse.pairs` asks is only whether one is among them."""

    def __init__(self, marks: frozenset[int]) -> None:
        self.marks = marks

    def __contains__(self, terms: object) -> bool:
        return isinstance(terms, tuple) and _mark(terms) in self.marks


def _compare(
    out: str,
    name: str,
    parts: tuple[str, ...],
    chosen: pd.DataFrame,
    repeated: frozenset[int],
    steps: tuple[Step, ...],
    settings: Mapping[str, Any],
) -> Files:
    """The tables of `steps` for the pairs `chosen`, whose articles are all in `parts`."""
    folder, made, files = Path(out), {}, {}
    ids = frozenset(chosen["article_id"]) | frozenset(chosen["other_id"])

    def find(table: str) -> pd.DataFrame:
        if table not in made:
            made[table] = _rows_of(folder, table, parts, ids)
        return made[table]

    for step in steps:
        if step.reach == WHOLE:
            named = {need.partition("=")[0]: find(need.rpartition("=")[2]) for need in step.named}
            held = _Repeated(repeated)
            frames: tuple[pd.DataFrame, ...] = (
                function_of(step)(find("articles"), chosen=chosen, repeated=held, **named),
            )
        else:
            frames = apply(step, find, settings)
        for table, frame in zip(step.tables, frames, strict=True):
            made[table] = frame
            files[table] = {name: write_table(folder, table, name, frame)}
    return files


def _rows_of(folder: Path, table: str, parts: Iterable[str], ids: Collection[str]) -> pd.DataFrame:
    listed = [read_table(folder, table, [part]) for part in parts]
    return pd.concat([frame[frame["article_id"].isin(ids)] for frame in listed], ignore_index=True)


def _group(
    out: str, parts: tuple[str, ...], blocks: tuple[str, ...], steps: tuple[Step, ...], settings: Mapping[str, Any]
) -> Files:
    """Tables of one row an article that hang on the pairs: made of ids and dates alone, and put down part by part."""
    folder, files = Path(out), {}
    listed = {part: read_table(folder, "articles", [part], ["article_id", "published"]) for part in parts}
    slim = {"articles": pd.concat(listed.values(), ignore_index=True)}

    def find(table: str) -> pd.DataFrame:
        if table not in slim:
            slim[table] = read_table(folder, table, blocks if table == "pairs" else parts)
        return slim[table]

    for step in steps:
        for table, frame in zip(step.tables, apply(step, find, settings), strict=True):
            slim[table] = frame
            by_id = frame.set_index("article_id", drop=False)
            files[table] = {
                part: write_table(folder, table, part, by_id.loc[own["article_id"]].sort_index().reset_index(drop=True))
                for part, own in listed.items()
            }
    return files


def _after(out: str, part: str, steps: tuple[Step, ...], settings: Mapping[str, Any]) -> Files:
    """The tables of `steps` for the articles of `part`."""
    folder, made, files = Path(out), {}, {}

    def find(table: str) -> pd.DataFrame:
        if table not in made:
            made[table] = read_table(folder, table, [part])
        return made[table]

    for step in steps:
        for table, frame in zip(step.tables, apply(step, find, settings), strict=True):
            made[table] = frame
            files[table] = {part: write_table(folder, table, part, frame)}
    return files


def _by_claim(out: str, name: str, parts: tuple[str, ...], number: int, n_ranges: int, step: Step) -> Files:
    """The table of `step` for the claims of range `number`."""
    folder, listed = Path(out), []
    for part in parts:
        frame = read_table(folder, step.needs[0], [part])
        own = pd.util.hash_array(frame["claim_id"].to_numpy(dtype=object)) % np.uint64(n_ranges) == number
        listed.append(frame[own])
    held = pd.concat(listed, ignore_index=True).sort_values(["article_id", "start", "end"], ignore_index=True)
    (made,) = apply(step, lambda table: held, {})
    return {step.tables[0]: {name: write_table(folder, step.tables[0], name, made)}}
