"""`origins analyse`, `report` and `batch`: tables and reports of corpora, with their progress."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from helpers import corpus, harmless
from helpers.cli.options import (
    ALLOW_EMPTY,
    COLUMN,
    CORPUS,
    DATE_FORMAT,
    LOG_JSON,
    NOTEBOOKS,
    ON_ERROR,
    PARAMETERS,
    QUIET,
    RUNS,
    TABLES,
    TEXT,
    app,
    check_apart,
    read_columns,
    read_pairs,
)
from helpers.cli.progress import progress
from helpers.words import count

if TYPE_CHECKING:
    from rich.progress import Progress

    from helpers.batch import Outcome, Run

_LEAST_MEMORY = 400  # MB; with 300 the kernels of one short article died


@app.command(short_help="Make all tables of a corpus, as Parquet files in a folder.")
def analyse(
    source: CORPUS,
    out: Annotated[str, typer.Option("--out", help="Folder for the tables; made if missing.", show_default=False)],
    engine: Annotated[
        str,
        typer.Option(
            "--engine",
            help="auto, serial, local (watched processes) or dask (on --scheduler; without one, a cluster of this "
            "machine is started for the run).",
        ),
    ] = "auto",
    scheduler: Annotated[str, typer.Option("--scheduler", help="Dask scheduler, for example tcp://host:8786.")] = "",
    workers: Annotated[int, typer.Option("--workers", help="Processes for --engine local; 0: one a core.")] = 0,
    resume: Annotated[bool, typer.Option(help="Go on where a run was stopped; read only what changed.")] = True,
    parameters: PARAMETERS = None,
    on_error: ON_ERROR = "stop",
    column: COLUMN = None,
    date_format: DATE_FORMAT = "",
    allow_empty: ALLOW_EMPTY = False,
    max_bad_share: Annotated[float, typer.Option(help="Fail when more of the input than this is set aside.")] = 1.0,
    quiet: QUIET = False,
) -> None:
    """Make all tables of CORPUS as Parquet files in a folder, for notebooks, `origins report` or any other tool.

    Corpora of any size: in parts, on all cores or on a cluster. A second run does only what is new or changed.

    Example: origins analyse export.jsonl.gz --out tables --on-error quarantine
    """
    from helpers import engine as engines

    check_apart(source, out)
    reading = {"on_error": on_error, "date_format": date_format or None, "columns": read_columns(column) or None}
    settings = {**_settings(read_pairs(parameters or ())), **reading}
    if engine == "dask" and not scheduler:
        typer.echo("no --scheduler: starting a Dask cluster of this machine for this run", err=True)
    with corpus.as_path(source) as path, progress(quiet) as say:
        done = engines.run(
            path, out, engine=engine, scheduler=scheduler or None, workers=workers or None, resume=resume, say=say,
            allow_empty=allow_empty, max_bad_share=max_bad_share, **settings,
        )  # fmt: skip
    counts = (engines.read_manifest(done) or {})["counts"]
    aside = f" ({counts['rejected']:,} inputs set aside)" if counts["rejected"] else ""
    typer.echo(f"{done}: tables of {count(counts['articles'], 'article')}{aside}")


def _settings(given: Mapping[str, str]) -> dict[str, Any]:
    """Settings of the steps, typed by their defaults."""
    from helpers import engine as engines

    defaults = engines.defaults()
    for name in given:
        if name not in defaults:
            raise typer.BadParameter(f'-p "{name}": no such parameter; there are {", ".join(sorted(defaults))}')
    try:
        return {name: type(defaults[name])(value) for name, value in given.items()}
    except ValueError as error:
        raise typer.BadParameter(f"-p: {error}") from error


class _Report(TyperCommand):
    """`report`, whose help lists the parameters of the notebooks as they declare them."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        from helpers import report as reports

        declared = reports.declared(reports.find_notebooks(reports.notebooks_folder()))
        rows = [
            (f"-p {one.name}={one.default}", one.help)
            for one in declared.values()
            if one.name
            not in {"corpus", "columns", "tables", "figures", "text", "on_error"}  # an argument or options of their own
        ]
        with formatter.section("Parameters of the notebooks, with their defaults"):
            formatter.write_dl(rows)


@app.command(cls=_Report, short_help="Write the report on a corpus, as pages of HTML.")
def report(
    source: CORPUS,
    out: Annotated[str, typer.Option("--out", help="Folder of the report; replaced as a whole.")] = "report",
    parameters: PARAMETERS = None,
    jobs: Annotated[int, typer.Option("--jobs", help="Notebooks run at a time; 0: as many as there are cores.")] = 0,
    figures: Annotated[str, typer.Option("--figures", help="Folder that also receives the figures.")] = "",
    tables: TABLES = "",
    on_error: ON_ERROR = "stop",
    column: COLUMN = None,
    date_format: DATE_FORMAT = "",
    notebooks: NOTEBOOKS = "",
    text: TEXT = "full",
    allow_empty: ALLOW_EMPTY = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="Also print it to report.pdf, with Chromium.")] = False,
    quiet: QUIET = False,
) -> None:
    """Analyse CORPUS, run every notebook over it and write the report as HTML pages.

    A notebook that fails leaves the other pages: its own says what failed, and the exit code is 1.

    Example: origins report my-texts --out my-report -p mode=textstat
    """
    if not quiet:
        typer.echo(f"reading {harmless.message(source)}", err=True)  # before the imports, which take their time
    from helpers import report as reports
    from helpers.report import pdf as printing

    check_apart(source, out, tables)
    if pdf:
        printing.browser()  # that there is none is said before the work
    given = _report_parameters(parameters, notebooks, columns=read_columns(column), text=text, on_error=on_error)
    with corpus.as_path(source) as path:
        try:
            page = make_report(
                path, Path(out), given, jobs=jobs or None, figures=figures, tables=tables, quiet=quiet,
                notebooks=notebooks, date_format=date_format or None, allow_empty=allow_empty,
                columns=given.get("columns") or read_columns(column),
            )  # fmt: skip
        except reports.ReportError as error:
            if error.page:
                typer.echo(f"{error.page}")
            raise
    typer.echo(f"{page}")
    if pdf:
        typer.echo(f"{printing.write(page.parent, page.parent / 'report.pdf')}")


def make_report(
    source: str,
    out: Path,
    parameters: Mapping[str, Any],
    *,
    jobs: int | None = None,
    figures: str = "",
    tables: str = "",
    quiet: bool = False,
    notebooks: str = "",
    **reading: Any,
) -> Path:
    """The report on `source` in `out`, from tables kept in `tables` (empty: made for the occasion); its first page."""
    from helpers import engine as engines
    from helpers import report as reports

    settings = engines.settings_in(parameters) | reading
    shape = {name: reading[name] for name in ("date_format", "columns") if name in reading}
    reports.check_named_columns(source, parameters, **shape)
    reports.prepare(notebooks)  # kernels get ready while the tables are made
    with tempfile.TemporaryDirectory(prefix="origins-") as passing:
        with progress(quiet) as say:
            made = engines.run(source, tables or passing, say=say, **settings)
        if not quiet:
            typer.echo("running the notebooks", err=True)
        return reports.build(
            source, out, parameters=parameters, jobs=jobs, figures=figures, tables=made, notebooks=notebooks,
            progress=not quiet,
        )  # fmt: skip


def _report_parameters(given: Sequence[str] | None, notebooks: str, **options: str) -> Mapping[str, Any]:
    """What the notebooks of a report are given by -p and by options, each as its kind; refused where none has it.

    `columns` are left out where they have no such parameter: notebooks of one's own may be older.
    """
    from helpers import report as reports

    pairs = read_pairs(given or ())
    for name, instead in {"corpus": "the argument CORPUS", "tables": "--tables", "figures": "--figures"}.items():
        if name in pairs:
            raise typer.BadParameter(f"-p {name}={pairs[name]}: the {name} of a report is {instead}")
    declared = reports.declared(reports.find_notebooks(Path(notebooks) if notebooks else reports.notebooks_folder()))
    known = {name: value for name, value in options.items() if name != "columns" or (value and name in declared)}
    return reports.check_parameters({**known, **pairs}, declared)


@app.command(short_help="Make many reports in one go.")
def batch(
    source: RUNS,
    out: Annotated[str, typer.Option("--out", help="Folder of the reports.", show_default=False)],
    jobs: Annotated[int, typer.Option("--jobs", help="Reports made at a time; 0: one a core.")] = 0,
    resume: Annotated[bool, typer.Option(help="Leave alone what did not change since the last time.")] = True,
    time_limit: Annotated[float, typer.Option(help="Seconds that one report may take.")] = 3600.0,
    memory_limit: Annotated[int, typer.Option(help="Megabytes that a process may hold; 0: no limit.")] = 0,
    max_bad_share: Annotated[float, typer.Option(help="A run fails when more of its input is set aside.")] = 0.1,
    allow_empty: ALLOW_EMPTY = False,
    text: TEXT = "full",
    column: COLUMN = None,
    log_json: LOG_JSON = False,
    quiet: QUIET = False,
) -> None:
    """Make many reports; bad input is set aside and listed, finished reports are not made again.

    RUNS is a folder of corpora, or a YAML file of these keys: `runs`, a list of name (of the folder in OUT), corpus
    (whatever `report` takes) and parameters; `defaults`, parameters of all runs. For example:

    \b
    defaults:
      label: title
    runs:
      - name: korea
        corpus: texts/korea
        parameters: {mode: textstat, top: 20}
      - corpus: texts/harbour.jsonl

    Exit code 1 when a run failed, with a line for each.

    Example: origins batch runs.yaml --out reports --jobs 4
    """
    from helpers import batch as batches

    given = {"text": text, **({"columns": read_columns(column)} if column else {})}
    runs = _read_runs(source, out, given, memory_limit)
    limits = batches.Limits(time_limit, memory_limit, max_bad_share, allow_empty)
    with _bar(is_off=quiet or log_json) as bar:
        task = bar.add_task("reports", total=len(runs))

        def say(outcome: batches.Outcome) -> None:
            bar.advance(task)
            _tell_outcome(outcome, log_json=log_json, quiet=quiet)

        ended = batches.run_all(
            runs, Path(out), jobs=jobs or os.cpu_count() or 1, limits=limits, resume=resume, say=say
        )
    if not log_json:
        typer.echo(f"{Path(out) / 'index.html'}")
    if any(outcome.state == "failed" for outcome in ended):
        raise typer.Exit(1)


def _read_runs(source: str, out: str, given: Mapping[str, str], memory_limit: int) -> list[Run]:
    """The runs of a batch, each with what is `given` unless it says otherwise; refused where OUT lies in a corpus."""
    from helpers import batch as batches

    if 0 < memory_limit < _LEAST_MEMORY:
        raise typer.BadParameter(
            f"--memory-limit is {memory_limit} MB; a report of a few texts needs {_LEAST_MEMORY}. "
            "Allow that or more, or 0 for no limit"
        )
    runs = [run._replace(parameters={**given, **run.parameters}) for run in batches.read_runs(source)]
    for corpus_of_run in (source, *(run.corpus for run in runs)):
        check_apart(corpus_of_run, out)
    return runs


def _bar(*, is_off: bool) -> Progress:
    """A bar of progress on stderr; none where that is no terminal."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    return Progress(console=console, disable=is_off or not console.is_terminal)


def _tell_outcome(outcome: Outcome, *, log_json: bool, quiet: bool) -> None:
    """How one run of a batch ended: a line of JSON, or a line of words on stderr."""
    if log_json:
        typer.echo(json.dumps({**outcome._asdict(), "run": outcome.run.name, "seconds": round(outcome.seconds, 1)}))
    elif outcome.state == "failed" or not quiet:
        typer.echo(f"{outcome.run.name}: {outcome.state}: {outcome.words}", err=True)
