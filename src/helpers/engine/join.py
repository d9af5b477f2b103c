"""What crosses articles: reuse, origins, claims in several articles. Small corpora in one frame, big ones in joins."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from helpers.engine.pool import LostError, WorkerDiedError
from helpers.engine.start import width
from helpers.engine.steps import LOCAL, Step, apply
from helpers.engine.store import Written, hash_of, is_whole, read_table, write_table

if TYPE_CHECKING:
    from helpers.engine.run import Job

Files = dict[str, dict[str, Written]]  # table -> part -> file

AT_ONCE = 2  # parts, or as many articles, of a corpus that is joined in one piece, in memory


def join(job: Job, executor: Executor, local: Files, manifest: Mapping[str, Any]) -> tuple[str, Files]:
    """A name for the state of the articles, and the files of the tables that cross them, made anew if that changed."""
    name = hash_of(job.key, job.late, sorted(local.get("articles", ())))
    names = [table for step in job.steps if step.reach != LOCAL for table in step.tables]
    if manifest.get("joined") == name:
        before = {table: {part: Written(*file) for part, file in manifest["tables"][table].items()} for table in names}
        if all(is_whole(job.out, table, part, file) for table in names for part, file in before[table].items()):
            return name, before
    parts = local.get("articles", {})
    if len(parts) <= AT_ONCE or sum(part.rows for part in parts.values()) <= AT_ONCE * job.reading.size:
        return name, _at_once(job, name, local)
    from helpers.engine.crossing import join_parts  # with it comes all of reuse, which most programs need not import

    return name, join_parts(job, executor, name, local)


def _at_once(job: Job, name: str, local: Files) -> Files:
    """The joins of a small corpus, in this process: another would take longer to start."""
    steps = tuple(step for step in job.steps if step.reach != LOCAL)
    return make(str(job.out), name, tuple(sorted(local["articles"])), steps, job.settings)


def make(
    out: str, name: str, parts: tuple[str, ...], steps: tuple[Step, ...], settings: Mapping[str, Any]
) -> dict[str, dict[str, Written]]:
    """The tables of `steps` for the articles of `parts`, each one file of the given name."""
    folder, files = Path(out), {}
    made = Lazy(lambda table: read_table(folder, table, parts))
    for step in steps:
        for table, frame in zip(step.tables, apply(step, made.__getitem__, settings), strict=True):
            made[table] = frame
            files[table] = {name: write_table(folder, table, name, frame)}
    return files


class Lazy(dict[str, pd.DataFrame]):
    """Tables by name, each read when it is first asked for."""

    def __init__(self, read: Callable[[str], pd.DataFrame]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, table: str) -> pd.DataFrame:
        self[table] = found = self._read(table)
        return found


def each(executor: Executor, task: Callable[..., Any], told: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
    """`task` of each of `told`, in order, a few at a time; a worker's death is forgiven twice."""
    waiting = iter(told)
    running: deque[tuple[Future[Any], tuple[Any, ...]]] = deque()
    while True:
        for arguments in itertools.islice(waiting, max(0, 2 * width(executor) - len(running))):
            running.append((executor.submit(task, *arguments), arguments))
        if not running:
            return
        future, arguments = running.popleft()
        for _ in range(2):
            if future.cancelled():
                raise LostError("the Dask cluster was lost; run the same command again to go on")
            if not isinstance(future.exception(), WorkerDiedError):
                break
            future = executor.submit(task, *arguments)
        yield future.result()


def finish(executor: Executor, task: Callable[..., Any], told: Iterable[tuple[Any, ...]]) -> None:
    """`task` of each of `told`, for what it writes."""
    for _ in each(executor, task, told):
        pass
