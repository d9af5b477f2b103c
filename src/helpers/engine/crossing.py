"""What crosses the articles of a big corpus, as joins over parts: no frame holds the corpus.

Reuse: candidates (`near`), then pairs in blocks of parts, with alignment and differences while their texts are at hand.
Origins: from the ids and the pairs alone. Names: from how often each is cited. Claims: part by part, with their
origins; then grouped by ranges of claims.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from helpers.attribution import naming
from helpers.engine import deal, near
from helpers.engine.join import Files, Lazy, each, finish, make
from helpers.engine.steps import AFTER, BY_CLAIM, BY_GROUP, BY_NAME, BY_PAIR, LOCAL, WHOLE, Step, apply
from helpers.engine.store import Written, hash_of, read_table, write_table
from helpers.reuse.body import REPEATED, read_bodies
from helpers.reuse.origins import STATED

if TYPE_CHECKING:
    from helpers.engine.run import Job

_ARTICLES_A_MARK_RANGE = 20_000  # whose sentences are counted at a time
_REPEATED = "repeated.npy"
CLAIMS_A_RANGE = 200_000
_REACHES = (WHOLE, BY_PAIR, BY_GROUP, BY_NAME, AFTER, BY_CLAIM)


def join_parts(job: Job, executor: Executor, name: str, local: Files) -> Files:
    """The files of the tables that cross articles, for a corpus of many parts."""
    files: Files = {table: {} for step in job.steps if step.reach != LOCAL for table in step.tables}
    by_reach = {reach: tuple(step for step in job.steps if step.reach == reach) for reach in _REACHES}
    out, parts = str(job.out.absolute()), sorted(local["articles"])
    if by_reach[WHOLE]:
        steps = (*by_reach[WHOLE], *by_reach[BY_PAIR])
        for made in _compare_all(job, executor, name, parts, steps):
            _add(files, made)
            job.say("compared", sum(file.rows for file in made["pairs"].values()))
    if by_reach[BY_GROUP]:
        task = (out, tuple(parts), tuple(sorted(files["pairs"])), by_reach[BY_GROUP], job.settings)
        _add(files, next(each(executor, _group, [task])))
    for step in by_reach[BY_NAME]:
        _add(files, next(each(executor, _name, [(out, name, tuple(parts), step, job.settings)])))
    if by_reach[AFTER]:
        tasks = ((out, part, (part,), by_reach[AFTER], job.settings) for part in parts)
        for made in each(executor, make, tasks):
            _add(files, made)
    for step in by_reach[BY_CLAIM]:
        for made in _count_claims(job, executor, name, parts, step, files):
            _add(files, made)
    shutil.rmtree(job.out.absolute() / ".work" / "join", ignore_errors=True)
    return files


def _add(files: Files, made: Mapping[str, Mapping[str, Written]]) -> None:
    for table, written in made.items():
        files[table] |= written


def _compare_all(
    job: Job, executor: Executor, name: str, parts: list[str], steps: tuple[Step, ...]
) -> Iterator[Mapping[str, Mapping[str, Written]]]:
    """The files of `steps`, block of pairs by block."""
    out, scratch = str(job.out.absolute()), _scratch(job)
    ids, part_of = _number(job.out, parts)
    chosen = _choose(job, executor, scratch, parts, ids, part_of)
    _find_repeated(executor, out, scratch, parts, ids, part_of, chosen, "boilerplate" in job.local)
    blocks = deal.cut(chosen["left"], chosen["right"], len(ids))
    held = deal.holders(chosen["left"], chosen["right"], blocks, part_of)
    needed = tuple({table for step in steps for table in step.takes} & {*job.local})
    groups = deal.groups(parts)
    dealt = (
        (out, scratch, number, groups[number],
         {block: list(ids[own["article"]]) for block, own in _split(rows, rows["block"])}, needed)
        for number, rows in _split(held, held["deal"])
    )  # fmt: skip
    finish(executor, deal.deal_articles, dealt)
    deals = {block: rows["deal"].unique().tolist() for block, rows in _split(held, held["block"])}
    frame = pd.DataFrame(
        {"article_id": ids[chosen["left"]], "other_id": ids[chosen["right"]], "share_rare": chosen["share"]}
    )
    told = (
        (out, scratch, hash_of(name, block), block, deals[block], rows.reset_index(drop=True), steps, job.settings)
        for block, rows in _split(frame, blocks)
    )
    yield from each(executor, _compare, told)


def _split(frame: pd.DataFrame, by: Any) -> Iterator[tuple[int, pd.DataFrame]]:
    for number, rows in frame.groupby(by):
        yield int(str(number)), rows


def _number(out: Path, parts: list[str]) -> tuple[Any, Any]:
    """All ids in order, and the place in `parts` of each one's part."""
    listed = [
        read_table(out, "articles", [part], ["article_id"])["article_id"].to_numpy(dtype=object) for part in parts
    ]
    ids = np.concatenate(listed)
    order = np.argsort(ids, kind="stable")
    return ids[order], np.repeat(np.arange(len(parts)), [len(some) for some in listed])[order]


def _choose(job: Job, executor: Executor, scratch: str, parts: list[str], ids: Any, part_of: Any) -> Any:
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
        finish(executor, task, told)
        job.say("passes over rare words", 1)
    found = list(each(executor, near.nearest, ((scratch, number, n_key_ranges) for number in range(n_ranges))))
    rows = np.concatenate(found)
    rows = rows[np.lexsort((-rows["share"], rows["right"], rows["left"]))]
    first = np.ones(len(rows), dtype=bool)
    first[1:] = (rows["left"][1:] != rows["left"][:-1]) | (rows["right"][1:] != rows["right"][:-1])
    return rows[first]


# --- sentences that repeat through the corpus ----------------------------------------------------------------------


def _find_repeated(
    executor: Executor, out: str, scratch: str, parts: list[str], ids: Any, part_of: Any, chosen: Any, is_marked: bool
) -> None:
    """Write the marks of the sentences that stand in REPEATED or more of the articles that are to be compared."""
    involved = np.unique(np.concatenate([chosen["left"], chosen["right"]])).astype(np.int64)
    by_part = {int(number): ids[involved[part_of[involved] == number]] for number in np.unique(part_of[involved])}
    n_ranges = 1 + len(involved) // _ARTICLES_A_MARK_RANGE
    told = ((out, scratch, parts[number], tuple(own), n_ranges, is_marked) for number, own in by_part.items())
    finish(executor, _mark_sentences, told)
    names = [parts[number] for number in by_part]
    found = list(each(executor, _count_marks, ((scratch, number, names) for number in range(n_ranges))))
    np.save(Path(scratch) / _REPEATED, np.concatenate(found))


def _mark_sentences(out: str, scratch: str, part: str, ids: tuple[str, ...], n_ranges: int, is_marked: bool) -> int:
    """Write the marks of the distinct sentences of the articles `ids` of `part`, once an article, cut by range.

    `is_marked`: whether the table `boilerplate` is there.
    """
    articles = read_table(Path(out), "articles", [part], ["article_id", "text"])
    furniture = read_table(Path(out), "boilerplate", [part]) if is_marked else None
    bodies = read_bodies(articles[articles["article_id"].isin(frozenset(ids))], furniture)
    marks = [mark for body in bodies.values() for mark in {_mark(terms) for terms in body.terms}]
    edges = [(number << 64) // n_ranges for number in range(1, n_ranges)]
    ordered = np.sort(np.array(marks, dtype=np.uint64))
    return near.save(scratch, f"marks-{part}", [(ordered, np.searchsorted(ordered, np.array(edges, dtype=np.uint64)))])


def _mark(terms: tuple[str, ...]) -> int:
    return int.from_bytes(hashlib.blake2b("\x1f".join(terms).encode(), digest_size=8).digest(), "little")


def _count_marks(scratch: str, number: int, parts: list[str]) -> Any:
    """The marks of range `number` that are repeated, in order."""
    marks, counts = np.unique(
        near.load(scratch, (f"marks-{part}" for part in parts), number, np.dtype(np.uint64)), return_counts=True
    )
    return marks[counts >= REPEATED]


class _Repeated:
    """Sentences known by their marks: what `reuse.pairs` asks is only whether one is among them."""

    def __init__(self, marks: Any) -> None:
        self.marks = marks

    def __contains__(self, terms: object) -> bool:
        if not isinstance(terms, tuple):
            return False
        mark = np.uint64(_mark(terms))
        place = int(np.searchsorted(self.marks, mark))
        return place < len(self.marks) and bool(self.marks[place] == mark)


# --- tasks ---------------------------------------------------------------------------------------------------------


def _compare(
    out: str,
    scratch: str,
    name: str,
    block: int,
    deals: list[int],
    chosen: pd.DataFrame,
    steps: tuple[Step, ...],
    settings: Mapping[str, Any],
) -> Files:
    """The tables of `steps` for the pairs `chosen`, which are those of `block`."""
    folder, files = Path(out), {}
    made = Lazy(lambda table: deal.take(scratch, table, deals, block))
    known = {"chosen": chosen, "repeated": _Repeated(np.load(Path(scratch) / _REPEATED, mmap_mode="r"))}
    for step in steps:
        frames = apply(step, made.__getitem__, settings, **(known if step.reach == WHOLE else {}))
        for table, frame in zip(step.tables, frames, strict=True):
            made[table] = frame
            files[table] = {name: write_table(folder, table, name, frame)}
    return files


def _group(
    out: str, parts: tuple[str, ...], blocks: tuple[str, ...], steps: tuple[Step, ...], settings: Mapping[str, Any]
) -> Files:
    """Tables of one row an article that hang on the pairs: made of ids and dates alone, and put down part by part."""
    folder, files = Path(out), {}
    listed = {part: read_table(folder, "articles", [part], ["article_id", "published", "title"]) for part in parts}
    columns = {"provenance": list(STATED)}
    slim = Lazy(lambda table: read_table(folder, table, blocks if table == "pairs" else parts, columns.get(table)))
    slim["articles"] = pd.concat(listed.values(), ignore_index=True)
    for step in steps:
        for table, frame in zip(step.tables, apply(step, slim.__getitem__, settings), strict=True):
            slim[table] = frame
            by_id = frame.set_index("article_id", drop=False)
            files[table] = {
                part: write_table(folder, table, part, by_id.loc[own["article_id"]].sort_index().reset_index(drop=True))
                for part, own in listed.items()
            }
    return files


def _name(out: str, name: str, parts: tuple[str, ...], step: Step, settings: Mapping[str, Any]) -> Files:
    """The tables of names, from counts alone: what is held is each name once, not each time that it is cited."""
    folder, (table, by_article) = Path(out), step.tables
    columns = ["article_id", "speaker", "source_kind", "role"]

    def read(part: str) -> pd.DataFrame:
        return read_table(folder, step.needs[0], [part], columns)

    chosen = naming.choose(naming.add(naming.count(read(part)) for part in parts), settings.get("people", ""))
    n_articles: Counter[str] = Counter()
    n_attributions: Counter[str] = Counter()
    written = {}
    for part in parts:
        own = read(part)
        cited = naming.tally(own, chosen)
        n_articles.update(cited[0])
        n_attributions.update(cited[1])
        written[part] = write_table(folder, by_article, part, naming.namings(own, chosen))
    people = naming.table(chosen, n_articles, n_attributions)
    return {table: {name: write_table(folder, table, name, people)}, by_article: written}


def _count_claims(
    job: Job, executor: Executor, name: str, parts: list[str], step: Step, files: Files
) -> Iterator[Files]:
    """The files of the table of `step`, made of the claims of one range of claim ids after the other."""
    (table,) = step.needs
    n_ranges = 1 + sum(file.rows for file in files[table].values()) // CLAIMS_A_RANGE
    out, scratch, groups = str(job.out.absolute()), _scratch(job), deal.groups(parts)
    told = ((out, scratch, number, group, table, "claim_id", n_ranges) for number, group in enumerate(groups))
    finish(executor, deal.deal_values, told)
    ranges = (
        (out, scratch, hash_of(name, step.tables, number, n_ranges), list(range(len(groups))), number, step)
        for number in range(n_ranges)
    )
    yield from each(executor, _by_claim, ranges)


def _by_claim(out: str, scratch: str, name: str, deals: list[int], number: int, step: Step) -> Files:
    """The table of `step` for the claims of range `number`."""
    (made,) = apply(step, lambda table: deal.take(scratch, table, deals, number), {})
    return {step.tables[0]: {name: write_table(Path(out), step.tables[0], name, made)}}


def _scratch(job: Job) -> str:
    """An empty folder for what passes from task to task."""
    folder = job.out.absolute() / ".work" / "join"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return str(folder)
