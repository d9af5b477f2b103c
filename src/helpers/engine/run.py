"""The run: what changed since the last one is read and analysed in parts, then what crosses articles is joined."""

from __future__ import annotations

import itertools
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from helpers import corpus as corpora
from helpers import corrections, tables, validation
from helpers.corpus import beside
from helpers.engine import parts as work
from helpers.engine import recall, store
from helpers.engine.code import code_of
from helpers.engine.join import join
from helpers.engine.pool import Limited, LostError, Pool, TimeUpError, WorkerDiedError
from helpers.engine.start import processors, start, width
from helpers.engine.steps import (
    LOCAL,
    STEPS,
    Reading,
    Step,
    check_settings,
    guess,
    settings_of,
    settle,
    with_own_files,
)
from helpers.engine.store import StoreError, Written

Say = Callable[[str, int], None]
"""Told what is done and of how many articles: "nothing to do", "kept", "read", "analysed", "set aside", "joined".

Also of "passes over rare words" (there are four), and of pairs "compared"."""


class Aside(NamedTuple):
    """What gathers during a run besides articles: what is set aside, and what is noted of the reading."""

    rejected: list[pd.DataFrame]
    notes: list[pd.DataFrame]


Files = Mapping[str, Mapping[str, Written]]  # part -> table -> file

POOL_FROM = 2  # parts from which processes cost less than they save
_WORTH = {"model": 25, "wide": 25, "rules": 200}  # articles that take as long to read as a process to start
_IN_FLIGHT = 2  # parts under way a worker: enough to keep it busy, few enough to keep memory flat


class Job(NamedTuple):
    """What all stages of one run are told."""

    source: str
    out: Path
    keys: Mapping[str, str]  # what each table hangs on besides the articles
    reading: Reading
    settings: Mapping[str, Any]
    steps: tuple[Step, ...]
    say: Say
    size: int  # articles a part

    @property
    def key(self) -> str:
        """A name for what the tables that are made part by part hang on."""
        return store.hash_of({table: self.keys[table] for table in self.local})

    @property
    def late(self) -> str:
        """A name for what the joins hang on."""
        return store.hash_of(self.keys)

    @property
    def local(self) -> tuple[str, ...]:
        """The tables that are made part by part."""
        return ("articles", *(table for step in self.steps if step.reach == LOCAL for table in step.tables))


class Task(NamedTuple):
    """A part to analyse, how many articles it has, how often that was tried, and whence tables that still hold are."""

    part: str
    n: int
    attempt: int = 1
    old: str = ""  # a part of before with the same articles


def run(
    source: str | os.PathLike[str],
    out: str | Path,
    *,
    engine: str = "auto",
    scheduler: str | None = None,
    workers: int | None = None,
    resume: bool = True,
    steps: tuple[Step, ...] = STEPS,
    say: Say = lambda event, n: None,
    **settings: Any,
) -> Path:
    """Analyse the corpus at `source` into the folder `out`; that folder, with tables/ and manifest.json in it.

    engine: "serial" in this process; "local" in `workers` watched processes; "dask" on the cluster at `scheduler`;
    "auto" serial where processes would save no time, else local. With `resume` only what is new or changed is read and
    analysed, and a run that was stopped goes on; without, all is. An article whose analysis crashes or does not end is
    set aside in the table `rejected`. Settings: those of `Reading` and of the steps.

    >>> out = engine.run("seeds", folder + "/tables", engine="serial")
    >>> len(engine.load("seeds", tables=out).origins)
    5
    """
    job = _job(os.fspath(source), Path(out), steps, say, settings, workers or processors())
    with store.lock(job.out):
        files, unread = corpora.find_files(source)
        signed = recall.sign_all(job.source, files)
        own = {table: job.keys[table] for table in job.local}
        known = recall.recall(job.out, job.key, own, job.late, signed) if resume else recall.NOTHING
        if known.is_current:
            say("nothing to do", int(known.manifest["counts"]["articles"]))
            return job.out
        _run(job, files, unread, signed, known, (engine, scheduler, workers))
    return job.out


def _job(source: str, out: Path, steps: tuple[Step, ...], say: Say, settings: Mapping[str, Any], workers: int) -> Job:
    check_settings(settings, steps)
    reading = Reading(**{name: value for name, value in settings.items() if name in Reading._fields})
    settings = with_own_files(source, settings)
    corrections.read(beside(source, "corrections.csv"))  # a fault in a sheet is said before the work
    if (marks := beside(source, "validation.csv")).is_file():
        validation.read(marks)
    chosen = settle(source, {name: value for step in steps for name, value in settings_of(step, settings).items()})
    code = code_of(steps)
    keys = {"articles": store.hash_of(code["articles"], reading.date_format, reading.columns or None)}
    for step in steps:
        taken = [keys.get(table) for table in step.takes]
        own = store.hash_of(step, code[step.tables[0]], {name: chosen[name] for name in step.settings}, taken)
        keys |= dict.fromkeys(step.tables, own)
    # of a small corpus every process has some parts, if a part is worth it
    share = max(_WORTH.get(str(chosen.get("reader")), 200), guess(source) // (4 * workers))
    return Job(source, out, keys, reading, chosen, steps, say, min(reading.size, share))


def _run(
    job: Job,
    files: list[corpora.File],
    unread: list[str],
    signed: Mapping[str, str],
    known: recall.Known,
    how: tuple[str, str | None, int | None],
) -> None:
    work.rehearse(job.steps, job.settings)
    live = known.is_kept.copy()
    said = corpora.left_out(unread)
    aside = Aside([known.rejected], [known.notes, tables.NOTES.frame(said)])
    fresh = _read(job, files, signed, known, live, aside)
    first = list(itertools.islice(fresh, POOL_FROM + 1))
    with start(*how, is_small=len(first) <= POOL_FROM) as executor:
        renewed: dict[str, Mapping[str, Written]] = {}
        tasks = itertools.chain(first, fresh, _renew(job, signed, known, live, renewed))
        done = dict(_analyse(job, executor, tasks, aside.rejected, known.stale))
        done |= renewed | _cut(job, executor, known, live)
        job.say("kept", int((live & ~known.is_stale).sum()))
        _finish(job, executor, signed, known, done, aside)


def _read(
    job: Job, files: list[corpora.File], signed: Mapping[str, str], known: recall.Known, live: Any, aside: Aside
) -> Iterator[Task]:
    """Parts of new or changed articles, written to disk; marks in `live` the articles that are as they were."""
    changed = [file for file in files if file.name not in known.unchanged]
    found = corpora.gather(
        corpora.read_records(job.source, changed, job.reading.date_format, job.reading.columns),
        size=job.size,
        on_error=job.reading.on_error,
        date_format=job.reading.date_format,
        known=known.contents,
    )
    pending: list[pd.DataFrame] = []
    for part in found:
        aside.notes.append(part.notes)
        if len(part.rejected):
            aside.rejected.append(part.rejected)
            job.say("set aside", len(part.rejected))
        job.say("read", len(part.articles))
        at = known.find(part.articles)
        live[at[at >= 0]] = True
        pending.append(part.articles[at < 0])
        if sum(map(len, pending)) >= job.size:
            whole = corpora.join(pending, tables.ARTICLES)
            yield _put(job, whole.iloc[: job.size], signed)
            pending = [whole.iloc[job.size :]]
    if sum(map(len, pending)):
        yield _put(job, corpora.join(pending, tables.ARTICLES), signed)


def _put(job: Job, articles: pd.DataFrame, signed: Mapping[str, str]) -> Task:
    articles = articles.reset_index(drop=True)
    part = work.name_part(articles, job.key)
    store.write_table(job.out, "articles", part, articles)
    recall.write_index(job.out, part, articles, signed)
    return Task(part, len(articles))


# --- analysing -----------------------------------------------------------------------------------------------------


def _analyse(
    job: Job, executor: Executor, tasks: Iterator[Task], rejected: list[pd.DataFrame], stale: frozenset[str]
) -> Iterator[tuple[str, Mapping[str, Written]]]:
    """Every part with its files; a part that fails is tried once more, then halved until the bad article is found."""
    waiting: deque[Task] = deque()
    running: dict[Future[Any], Task] = {}
    while True:
        limit = _IN_FLIGHT * width(executor)
        while len(running) < limit and (task := waiting.popleft() if waiting else next(tasks, None)):
            share = 25 if job.settings.get("reader") in {"model", "wide"} else 100  # the net takes longer
            limited = Limited(work.analyse, job.reading.time_limit * (1 + task.n / share))
            told = (str(job.out.absolute()), task.part, job.steps, job.settings, task.old, stale)
            future: Future[Any] = executor.submit(limited, *told)
            running[future] = task
        if not running:
            return
        finished: set[Future[Any]] = wait(running, return_when=FIRST_COMPLETED).done
        for future in finished:
            task = running.pop(future)
            if future.cancelled():  # nobody here did
                raise LostError("the Dask cluster was lost; run the same command again to go on")
            error = future.exception()
            if error is None:
                job.say("analysed", task.n)
                yield task.part, future.result()
            elif isinstance(error, OSError | StoreError):
                raise error  # a full disk, a lost cluster: no article's fault
            elif _is_death(error) and task.attempt == 1:
                waiting.append(task._replace(attempt=2))
            elif task.n > 1:
                waiting += [Task(*half) for half in _halve(job, task)]
            else:
                rejected.append(_set_aside(job, task, error))
                job.say("set aside", 1)


def _is_death(error: BaseException) -> bool:
    # Dask's name for a worker that died under a task several times is KilledWorker
    return isinstance(error, WorkerDiedError | MemoryError) or type(error).__name__ == "KilledWorker"


def _halve(job: Job, task: Task) -> Iterator[tuple[str, int]]:
    articles = store.read_table(job.out, "articles", [task.part])
    index = recall.read_index(job.out, task.part)
    store.path_of(job.out, "articles", task.part).unlink()
    recall.index_path(job.out, task.part).unlink()
    for half in (articles.iloc[: task.n // 2], articles.iloc[task.n // 2 :]):
        signed = dict(zip(index["file"], index["signature"], strict=True))
        put = _put(job, half, signed)
        yield put.part, put.n


def _set_aside(job: Job, task: Task, error: BaseException) -> pd.DataFrame:
    row = store.read_table(job.out, "articles", [task.part]).iloc[0]
    store.path_of(job.out, "articles", task.part).unlink()
    recall.index_path(job.out, task.part).unlink()
    why = (
        f"{recall.NOT_ANALYSED}{error}"
        if isinstance(error, TimeUpError)
        else f"{recall.NOT_ANALYSED}failed: {type(error).__name__}: {error}"
    )
    cure = "Nothing is wrong with the rest; please report the text that does this"
    return tables.REJECTED.frame([(row["file"], f"article {row['article_id']}", row["article_id"], why, cure)])


def _renew(
    job: Job, signed: Mapping[str, str], known: recall.Known, live: Any, renewed: dict[str, Mapping[str, Written]]
) -> Iterator[Task]:
    """The parts of before of which some tables are stale, with the articles that still are; into `renewed`, those that
    a run which was stopped has done."""
    for part, rows in known.rows[live & known.is_stale].groupby("part"):
        if (name := work.name_of(rows["article_id"], rows["digest"], job.key)) in known.parts:
            renewed[name] = known.parts[name]
            continue
        articles = store.read_table(job.out, "articles", [str(part)])
        kept = articles[articles["article_id"].isin(frozenset(rows["article_id"]))]
        yield _put(job, kept, signed)._replace(old=str(part))


def _cut(job: Job, executor: Executor, known: recall.Known, live: Any) -> dict[str, Mapping[str, Written]]:
    """The parts of before with the articles that still are; a part that lost some is written anew without them."""
    done: dict[str, Mapping[str, Written]] = {}
    cut: dict[Future[Any], str] = {}
    for part, rows in known.rows.assign(is_live=live)[~known.is_stale].groupby("part"):
        if rows["is_live"].all() and part in known.parts:
            done[str(part)] = known.parts[str(part)]
        elif rows["is_live"].any():
            kept = rows[rows["is_live"]]
            fresh = work.name_of(kept["article_id"], kept["digest"], job.key)
            recall.copy_index(job.out, fresh, kept)
            ids = tuple(kept["article_id"])
            cut[executor.submit(work.keep, str(job.out.absolute()), str(part), fresh, job.local, ids)] = fresh
    for future in wait(cut).done:
        done[cut[future]] = future.result()
    return done


# --- finishing -----------------------------------------------------------------------------------------------------


def _finish(
    job: Job, executor: Executor, signed: Mapping[str, str], known: recall.Known, done: Files, aside: Aside
) -> None:
    refused = corpora.join(aside.rejected, tables.REJECTED)
    n = sum(files["articles"].rows for files in done.values())
    if not n and not job.reading.allow_empty:
        first = f", the first because {refused['reason'].iloc[0]}" if len(refused) else ""
        raise corpora.CorpusError(
            f"{job.source}: no articles ({len(refused)} inputs set aside{first}); expected .txt files, or one .jsonl, "
            ".csv or .parquet file. Name another corpus, or allow an empty one; `origins check` lists what was found."
        )
    bad = sum(map(corpora.is_fault, refused["reason"]))
    if bad > job.reading.max_bad_share * (n + bad):
        raise corpora.CorpusError(
            f"{job.source}: {bad} of {n + bad} inputs cannot be read; allowed are {job.reading.max_bad_share:.0%}. "
            "`origins check` lists them; mend them or allow more."
        )
    by_table: dict[str, dict[str, Written]] = {table: {} for table in job.local}  # of no articles too
    for part, files in sorted(done.items()):
        for table, written in files.items():
            by_table.setdefault(table, {})[part] = written
    for table, frame in (("rejected", refused), ("notes", corpora.join(aside.notes, tables.NOTES))):
        by_table[table] = {}
        if len(frame):
            name = store.hash_of(job.key, frame.values.tolist())
            by_table[table][name] = store.write_table(job.out, table, name, frame)
    if isinstance(executor, Pool):
        executor.renew()  # the memory of words that analysing gathered is of no use to the joins
    joined, crossing = join(job, executor, by_table, known.manifest)
    by_table |= crossing
    job.say("joined", n)
    recall.write_inputs(job.out, signed)
    store.write_json(job.out / "manifest.json", _manifest(job, joined, by_table, n, len(refused)))
    store.clear(job.out, by_table)
    recall.clear(job.out, done)


def _manifest(
    job: Job, joined: str, by_table: Mapping[str, Mapping[str, Written]], n: int, n_rejected: int
) -> dict[str, Any]:
    sums = {
        table: f"{sum(w.checksum for w in written.values()) % (1 << 64):016x}"
        for table, written in sorted(by_table.items())
    }
    return {
        "schema": store.SCHEMA,
        "key": job.key,
        "joined": joined,
        "late": job.late,
        "keys": job.keys,
        "code": code_of(job.steps),
        "source": job.source,
        "versions": store.versions(),
        "settings": {**job.reading._asdict(), **job.settings},
        "counts": {"inputs": n + n_rejected, "articles": n, "rejected": n_rejected},
        "rows": {table: sum(w.rows for w in written.values()) for table, written in sorted(by_table.items())},
        "checksums": sums,
        "tables": {
            table: {part: list(w) for part, w in sorted(written.items())} for table, written in sorted(by_table.items())
        },
    }
