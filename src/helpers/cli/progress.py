"""What a terminal shows while a command works; in a log a line a minute of a run, else nothing."""

from __future__ import annotations

import contextlib
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from threading import Timer
from typing import Any

import typer

from helpers import harmless
from helpers.cli.options import read_columns
from helpers.words import count

_LOG_EVERY = 60.0  # seconds between lines of progress where there is no terminal
_QUICK = 2.0  # seconds that need no word


@contextlib.contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str, int], None]]:
    """Told events of a run; shows them on one line of a terminal, in a log as a line a minute, or not at all."""
    counts: Counter[str] = Counter()
    begun = told = time.monotonic()
    is_terminal = sys.stderr.isatty()

    def say(event: str, n: int) -> None:
        nonlocal told
        counts[event] += n
        now = time.monotonic()
        if event == "nothing to do" and not quiet:
            typer.echo(f"nothing to do: {count(n, 'article')} as they were", err=True)
        elif not quiet and (is_terminal or now - told >= _LOG_EVERY):
            told = now
            passed = f"{int(now - begun) // 60}:{int(now - begun) % 60:02}"
            line = _counted(counts)
            typer.echo(f"\r{passed} {line:<78}" if is_terminal else f"{passed} {line}", err=True, nl=not is_terminal)

    yield say
    if not quiet and is_terminal and counts:
        typer.echo("\r" + " " * 86 + "\r", err=True, nl=False)


@contextlib.contextmanager
def waiting(words: str, *, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Shows `words` and the time on a terminal, from two seconds on; what is given takes the place of the words."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    is_off = quiet or not console.is_terminal
    shown = Progress(
        SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn(),
        console=console, transient=True, disable=is_off,
    )  # fmt: skip
    task = shown.add_task(words)
    late = Timer(_QUICK, shown.start)
    late.daemon = True
    if not is_off:
        late.start()
    try:
        yield lambda said: shown.update(task, description=said, refresh=True)
    finally:
        late.cancel()
        if late.is_alive():
            late.join()
        shown.stop()


@contextlib.contextmanager
def analysed(
    source: str, tables: str = "", *, quiet: bool = False, then: str = "putting it together",
    column: Iterable[str] | None = None, **reading: Any,
) -> Iterator[str]:  # fmt: skip
    """The folder `tables`; where none is named, one for the time being with the tables of `source`, made as
    `origins analyse` makes them: on all cores, with its progress. `column`: as --column gives it. `then` is shown while
    the folder is used."""
    from helpers import engine as engines

    if tables:
        yield tables
        return
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="origins-") as passing:
        with (
            waiting(f"reading {harmless.message(source)}", quiet=quiet) as told,
            progress(quiet or sys.stderr.isatty()) as log,
        ):

            def say(event: str, n: int) -> None:
                counts[event] += n
                told(_counted(counts))
                log(event, n)

            made = engines.run(source, passing, say=say, columns=read_columns(column) or None, **reading)
        with waiting(then, quiet=quiet or not then):
            yield str(made)


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items() if count)
