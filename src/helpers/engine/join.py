"""What crosses articles: reuse, origins. Joins over parts, so that no frame holds a big corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.engine.steps import LOCAL, Step, apply
from helpers.engine.store import Written, hash_of, is_whole, read_table, write_table

if TYPE_CHECKING:
    from helpers.engine.run import Job


def join(
    job: Job, executor: Executor, parts: Sequence[str], manifest: Mapping[str, Any]
) -> dict[str, dict[str, Written]]:
    """The files of the tables that cross articles, by table and part: those of `manifest` while its parts are these."""
    name = hash_of(job.key, sorted(parts))
    steps = tuple(step for step in job.steps if step.reach != LOCAL)
    before = {table: manifest.get("tables", {}).get(table, {}) for step in steps for table in step.tables}
    if all(list(f) == [name] and is_whole(job.out, table, name, Written(*f[name])) for table, f in before.items()):
        return {table: {name: Written(*files[name])} for table, files in before.items()}
    made = executor.submit(_whole, str(job.out.absolute()), name, tuple(parts), steps, job.settings).result()
    return {table: {name: written} for table, written in made.items()}


def _whole(
    out: str, name: str, parts: tuple[str, ...], steps: tuple[Step, ...], settings: Mapping[str, Any]
) -> dict[str, Written]:
    folder, made, written = Path(out), {}, {}

    def find(table: str) -> Any:
        if table not in made:
            made[table] = read_table(folder, table, parts)
        return made[table]

    for step in steps:
        for table, frame in zip(step.tables, apply(step, find, settings), strict=True):
            made[table] = frame
            written[table] = write_table(folder, table, name, frame)
    return written
