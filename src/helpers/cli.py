"""The `origins` command. Exit code 0: done; 1: something failed, one line each; 2: wrong use, with the cure."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import pandas as pd
import typer
from typer.core import TyperCommand

from helpers import __version__, corpus, harmless
from helpers.words import count

if TYPE_CHECKING:
    from rich.progress import Progress

    from helpers.batch import Outcome, Run

_INTERRUPTED = 130  # as a shell says it: 128 and the number of the signal
_LOG_EVERY = 60.0  # seconds between lines of progress where there is no terminal

app = typer.Typer(
    name="origins",
    help="Who says what, on whose authority, with which numbers - counted by text origin, not by copy.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

CORPUS = Annotated[
    str,
    typer.Argument(
        metavar="CORPUS",
        help="A folder of texts (with an optional articles.csv), an export of any service or database (.jsonl, .csv, "
        ".xlsx, .docx, .xml ...), a pattern in quote marks, an address such as s3://bucket/folder, or - for standard "
        "input.",
        show_default=False,
    ),
]
RUNS = Annotated[
    str, typer.Argument(metavar="RUNS", help="A YAML list of runs, or a folder of corpora.", show_default=False)
]
LOG_JSON = Annotated[bool, typer.Option("--log-json", help="One JSON object a line for each run, and no bar.")]
TABLES = Annotated[
    str, typer.Option("--tables", help="Folder to keep the tables in (see `origins analyse`); read if it has them.")
]
ON_ERROR = Annotated[
    str, typer.Option("--on-error", help="At an input that cannot be read: stop, or quarantine (go on, and list it).")
]
DATE_FORMAT = Annotated[
    str, typer.Option("--date-format", help="How dates are written where that is uncommon, for example %Y.%d.%m.")
]
PARAMETERS = Annotated[
    list[str] | None,
    typer.Option(
        "-p", "--parameter", metavar="NAME=VALUE", help="A parameter; may be given again.", show_default=False
    ),
]
ALLOW_EMPTY = Annotated[bool, typer.Option("--allow-empty", help="An empty corpus is no error.")]
TEXT = Annotated[
    Literal["full", "excerpt", "none"],
    typer.Option(
        "--text",
        help="How much of the articles the report may hold: full, excerpt (at most 25 words in a row) or none.",
    ),
]
QUIET = Annotated[bool, typer.Option("--quiet", help="Show no progress.")]
_SHOWN = 20
_LEAST_MEMORY = 400  # MB; with 300 the kernels of one short article died


@app.callback(invoke_without_command=True)
def about(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(f"origins {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(2)


@app.command()
def check(source: CORPUS, date_format: DATE_FORMAT = "") -> None:
    """Say what would be read from CORPUS and what is wrong with it; write nothing.

    Exit code 1 when an input cannot be read (rows without text and dates left out are only counted).

    Example: origins check my-texts
    """
    with corpus.as_path(source) as path:
        n, n_faults = _tell(path, "standard input" if source == "-" else source, date_format or None)
    if n_faults or not n:
        typer.echo("With --on-error quarantine these are set aside and listed in the report." if n else "No articles.")
        raise typer.Exit(1)


def _tell(path: str, name: str, date_format: str | None) -> tuple[int, int]:
    """Print what is in the corpus at `path`, called `name`; its articles, and its inputs that cannot be read."""
    _tell_files(path, name)
    n, words, n_cut = 0, 0, 0
    languages: Counter[str] = Counter()
    outlets: Counter[str] = Counter()
    mended: Counter[str] = Counter()
    places: Counter[str] = Counter()
    dates: list[Any] = []
    listed: Counter[str] = Counter()
    lines: dict[str, list[str]] = {}
    for part in corpus.scan(path, on_error="quarantine", date_format=date_format):
        articles = part.articles
        n += len(articles)
        words += int(articles["n_words"].sum())
        n_cut += int(articles["is_cut_off"].fillna(False).sum())
        languages.update(articles["language"].fillna("not known"))
        outlets.update(articles["outlet"].fillna("not stated"))
        repairs = corpus.repairs(articles)
        mended.update(repairs["rule"])
        places.update(dict(repairs.groupby("rule")["n"].sum()))
        dates += [d for d in (articles["published"].min(), articles["published"].max()) if not pd.isna(d)]
        for row in part.notes.itertuples():
            _list(listed, lines, str(row.rule), f"{_place(row)}: {row.note!s}")
        for row in part.rejected.itertuples():
            _list(listed, lines, _loss_kind(str(row.reason)), f"{_place(row)}: {row.reason!s}. {row.cure!s}.")
    typer.echo(f"{count(n, 'article')}, {words:,} words")
    if n:
        typer.echo(f"language: {_counted(languages)}")
        typer.echo(f"outlet: {_counted(outlets)}")
        typer.echo(f"published: {min(dates):%Y-%m-%d} to {max(dates):%Y-%m-%d}" if dates else "published: not stated")
    if n_cut:
        typer.echo(f"only a beginning or a summary: {count(n_cut, 'article')}")
    if mended:
        typer.echo("mended:")
        for rule, n_texts in mended.most_common():
            typer.echo(f"  {rule}: {count(places[rule], 'place')} in {count(n_texts, 'text')}")
    _tell_listed(listed, lines)
    return n, listed[_FAULT]


def _tell_files(path: str, name: str) -> None:
    files, unread = corpus.find_files(path)
    kinds = Counter(Path(file.name.lower()).suffix for file in files)
    typer.echo(f"{corpus.locate(path) if path == name else name}: {count(len(files), 'file')} ({_counted(kinds)})")
    others = Counter(Path(other).suffix.lower() or "without suffix" for other in unread if not _is_report(other))
    if others:
        typer.echo(f"not read: {count(others.total(), 'other file')} ({_counted(others)})")


_FAULT, _WITHOUT_TEXT, _ONCE = "cannot be read", "rows without text", "rows that stand twice with one id, counted once"
_NOTES_SHOWN = 3


def _list(listed: Counter[str], lines: dict[str, list[str]], kind: str, line: str) -> None:
    """Count a line of a kind; the first of each kind are kept."""
    listed[kind] += 1
    if len(kept := lines.setdefault(kind, [])) < _SHOWN:
        kept.append(line)


def _tell_listed(listed: Counter[str], lines: Mapping[str, Sequence[str]]) -> None:
    """Print each kind with its count and its first lines."""
    for kind, n in listed.items():
        typer.echo(f"{kind}: {n:,}")
        shown = [] if kind == _WITHOUT_TEXT else lines[kind][: _SHOWN if kind == _FAULT else _NOTES_SHOWN]
        for line in shown:
            typer.echo(f"  {line}")
        if shown and n > len(shown):
            typer.echo(f"  ... and {n - len(shown):,} more")


def _loss_kind(reason: str) -> str:
    if reason == corpus.NO_TEXT:
        return _WITHOUT_TEXT
    return _FAULT if corpus.is_fault(reason) else _ONCE


def _place(row: Any) -> str:
    return f"{row.source}, {row.place}" if row.place else str(row.source)


def _is_report(name: str) -> bool:
    return name.rpartition("/")[2] == corpus.MARK


@app.command()
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

    _check_apart(source, out)
    settings = {**_settings(_pairs(parameters or ())), "on_error": on_error, "date_format": date_format or None}
    if engine == "dask" and not scheduler:
        typer.echo("no --scheduler: starting a Dask cluster of this machine for this run", err=True)
    with corpus.as_path(source) as path, _progress(quiet) as say:
        done = engines.run(
            path, out, engine=engine, scheduler=scheduler or None, workers=workers or None, resume=resume, say=say,
            allow_empty=allow_empty, max_bad_share=max_bad_share, **settings,
        )  # fmt: skip
    counts = (engines.read_manifest(done) or {})["counts"]
    aside = f" ({counts['rejected']:,} inputs set aside)" if counts["rejected"] else ""
    typer.echo(f"{done}: tables of {count(counts['articles'], 'article')}{aside}")


class _Report(TyperCommand):
    """`report`, whose help lists the parameters of the notebooks as they declare them."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        from helpers import report as reports

        declared = reports.declared(reports.find_notebooks(reports.notebooks_folder()))
        rows = [
            (f"-p {one.name}={one.default}", one.help)
            for one in declared.values()
            if one.name
            not in {"corpus", "tables", "figures", "text", "on_error"}  # an argument or options of their own
        ]
        with formatter.section("Parameters of the notebooks, with their defaults"):
            formatter.write_dl(rows)


@app.command(cls=_Report)
def report(
    source: CORPUS,
    out: Annotated[str, typer.Option("--out", help="Folder of the report; replaced as a whole.")] = "report",
    parameters: PARAMETERS = None,
    jobs: Annotated[int, typer.Option("--jobs", help="Notebooks run at a time; 0: as many as there are cores.")] = 0,
    figures: Annotated[str, typer.Option("--figures", help="Folder that also receives the figures.")] = "",
    tables: TABLES = "",
    on_error: ON_ERROR = "stop",
    date_format: DATE_FORMAT = "",
    notebooks: Annotated[
        str, typer.Option("--notebooks", help="Folder of notebooks of your own to run (see `origins init`).")
    ] = "",
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

    _check_apart(source, out, tables)
    if pdf:
        printing.browser()  # that there is none is said before the work
    given = _report_parameters(_pairs(parameters or ()), notebooks, text=text, on_error=on_error)
    with corpus.as_path(source) as path:
        try:
            page = make_report(
                path, Path(out), given, jobs=jobs or None, figures=figures, tables=tables, quiet=quiet,
                notebooks=notebooks, date_format=date_format or None, allow_empty=allow_empty,
            )  # fmt: skip
        except reports.ReportError as error:
            if error.page:
                typer.echo(f"{error.page}")
            raise
    typer.echo(f"{page}")
    if pdf:
        typer.echo(f"{printing.write(page.parent, page.parent / 'report.pdf')}")


def _report_parameters(pairs: Mapping[str, str], notebooks: str, **options: str) -> Mapping[str, Any]:
    """What the notebooks of a report are given by -p and by options, each as its kind; refused where none has it."""
    from helpers import report as reports

    for name, instead in {"corpus": "the argument CORPUS", "tables": "--tables", "figures": "--figures"}.items():
        if name in pairs:
            raise typer.BadParameter(f"-p {name}={pairs[name]}: the {name} of a report is {instead}")
    declared = reports.declared(reports.find_notebooks(Path(notebooks) if notebooks else reports.notebooks_folder()))
    return reports.check_parameters({**options, **pairs}, declared)


@app.command()
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

    runs = _read_runs(source, out, text, memory_limit)
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


def _read_runs(source: str, out: str, text: str, memory_limit: int) -> list[Run]:
    """The runs of a batch, each with the parameter `text` unless it has its own; refused where OUT lies in a corpus."""
    from helpers import batch as batches

    if 0 < memory_limit < _LEAST_MEMORY:
        raise typer.BadParameter(
            f"--memory-limit is {memory_limit} MB; a report of a few texts needs {_LEAST_MEMORY}. "
            "Allow that or more, or 0 for no limit"
        )
    runs = [run._replace(parameters={"text": text, **run.parameters}) for run in batches.read_runs(source)]
    for corpus_of_run in (source, *(run.corpus for run in runs)):
        _check_apart(corpus_of_run, out)
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


@app.command()
def compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A corpus, or a folder that `origins analyse` left.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Another, or the same at a later time.")],
    out: Annotated[str, typer.Option("--out", help="Folder of the page; replaced as a whole.", show_default=False)],
) -> None:
    """Say what is new, changed or gone from OLD to NEW: articles, speakers, statements, text origins, terms.

    Example: origins compare tables-may tables-june --out changes
    """
    from helpers import compare as comparing

    for source in (old, new):
        _check_apart(source, out)
    typer.echo(f"{comparing.write(old, new, out)}")


@app.command()
def validate(
    source: CORPUS,
    sample: Annotated[int, typer.Option("--sample", min=1, help="How many finds to draw, of every kind alike.")] = 100,
    out: Annotated[str, typer.Option("--out", help="CSV file to mark by hand.")] = "validation.csv",
    marks: Annotated[str, typer.Option("--marks", help="A marked CSV file: print the precision it gives.")] = "",
    tables: Annotated[str, typer.Option("--tables", help="Folder that `origins analyse` left.")] = "",
    on_error: ON_ERROR = "stop",
) -> None:
    """Draw a sample of what was found in CORPUS, to mark right or wrong by hand; or say what the marks amount to.

    Laid beside the corpus as validation.csv, the marked file is part of its report.

    Example: origins validate my-texts --sample 100 --out my-texts/validation.csv
    """
    from helpers import engine as engines
    from helpers import validation

    if marks:
        told = validation.precision(validation.read(Path(marks)))
        for row in told.itertuples():
            typer.echo(
                f"{row.table!s}, {row.find_kind!s}: {row.n_right!s} of {row.n_marked!s} right "
                f"({row.share_right:.0%}, 95 % interval {row.low:.0%} to {row.high:.0%})"
            )
        if told.empty:
            typer.echo("Nothing is marked yet: fill in is_right with yes or no.")
        return
    if Path(out).exists():
        raise typer.BadParameter(f'--out "{out}": it is there already, perhaps with marks; name another or remove it')
    drawn = validation.sample(engines.load(source, tables=tables, on_error=on_error), sample)
    validation.write(drawn, Path(out))
    typer.echo(f"{out}: {count(len(drawn), 'find')} to mark; fill in is_right with yes or no")


@app.command()
def export(
    source: CORPUS,
    to: Annotated[
        Literal["web-annotation", "doccano", "prodigy", "label-studio", "claim-review"],
        typer.Option("--to", help="What for; claim-review: drafts, of claims that you accepted in corrections.csv."),
    ],
    out: Annotated[str, typer.Option("--out", help="File to write: JSON Lines; .json for label-studio.")],
    tables: Annotated[str, typer.Option("--tables", help="Folder that `origins analyse` left.")] = "",
    reference: Annotated[str, typer.Option("--reference", help="Statistics that claim-review cites.")] = "reference",
    on_error: ON_ERROR = "stop",
) -> None:
    """Write what was found in CORPUS for another tool: attributions, claims and furniture, with their places.

    label-studio gets its labelling configuration, too, beside it. How each tool loads it: docs/how-to/annotate.md.

    Example: origins export my-texts --to label-studio --out tasks.json
    """
    from helpers import engine as engines
    from helpers import evidence, exchange

    if Path(out).exists():
        raise typer.BadParameter(f'--out "{out}": it is there already; name another or remove it')
    with corpus.as_path(source) as path:
        found = engines.load(path, tables=tables, on_error=on_error)
        if to == "claim-review":
            records = evidence.against_record(found["claims"], evidence.reference(reference))
            written = exchange.write_rows(exchange.claim_reviews(found, records), out)
        else:
            written = exchange.write(found, out, to)
    for each in written:
        typer.echo(f"{each}")


@app.command()
def corrections(
    source: CORPUS,
    annotated: Annotated[
        str, typer.Option("--from", help="A file that Label Studio (JSON) or doccano (JSONL) exported: take it over.")
    ] = "",
    tables: Annotated[str, typer.Option("--tables", help="Folder that `origins analyse` left.")] = "",
    on_error: ON_ERROR = "stop",
) -> None:
    """Count what corrections.csv beside CORPUS says, and list what no longer fits; with --from, add to it first.

    Of the annotated file every find that stands as it was is accepted, one that is gone rejected, one that is new
    added. Exit code 1 when something does not fit.

    Example: origins corrections my-texts --from project-1.json
    """
    from helpers import corrections as sheets
    from helpers import engine as engines
    from helpers import exchange

    if source == "-":
        raise typer.BadParameter("corrections.csv lies beside the texts; name the corpus, not standard input")
    unfit: list[str] = []
    if annotated:
        rows, unfit = exchange.read_back(annotated, engines.load(source, tables=tables, on_error=on_error))
        typer.echo(f"{sheets.merge(rows, engines.beside(source, 'corrections.csv'))}: {_said_of(rows)} taken over")
    stated = engines.load(source, tables=tables, on_error=on_error)["corrections"]
    typer.echo(f"corrections.csv: {_said_of(stated)}")
    unfit += [
        f"row {row.correction_id}: {row.table!s} of {row.article_id!s}, "
        + (f"with {row.other_id!s}" if isinstance(row.other_id, str) else f"{row.start}-{row.end}")
        for row in stated[~stated["is_found"].astype(bool)].itertuples()
    ]
    for line in unfit:
        typer.echo(f"does not fit: {line}")
    if unfit:
        raise typer.Exit(1)


def _said_of(rows: pd.DataFrame) -> str:
    return f"{count(len(rows), 'row')} ({_counted(Counter(rows['action']))})"


@app.command()
def init(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="A new folder, or an empty one.", show_default=False)],
) -> None:
    """Lay out a project of your own in DIR: texts, statistics, notebooks to change, sheets to fill in, a Makefile.

    It runs at once, on examples that you replace. Nothing that is there already is written over.

    Example: origins init my-project
    """
    from helpers import project

    try:
        made = project.lay_out(folder)
    except FileExistsError as error:
        raise typer.BadParameter(str(error)) from error
    typer.echo(f"{made}: a project; next: cd {folder}, then: origins report corpus --notebooks notebooks --out report")


@app.command()
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One question, in quote marks.", show_default=False)],
    tables: Annotated[str, typer.Option("--tables", help="Folder that `origins analyse` left.")] = "tables",
    out: Annotated[str, typer.Option("--out", help="CSV file for the answer; else it is printed.")] = "",
) -> None:
    """Ask the tables of a corpus a question in SQL; each table of the codebook is a view. Needs the extra `query`.

    Example: origins query "select person, count(*) n from attributions group by person order by n desc" --tables tables
    """
    from helpers import query as queries

    if out and Path(out).exists():
        raise typer.BadParameter(f'--out "{out}": it is there already; name another or remove it')
    answer = queries.ask(sql, tables)
    if out:
        harmless.cells(answer).to_csv(out, index=False, lineterminator="\n", encoding="utf-8")
        typer.echo(f"{out}: {count(len(answer), 'row')}")
    else:
        typer.echo(answer.to_string(index=False, na_rep="") if len(answer) else "no rows")


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
    reports.prepare(notebooks)  # kernels get ready while the tables are made
    with tempfile.TemporaryDirectory(prefix="origins-") as passing:
        with _progress(quiet) as say:
            made = engines.run(source, tables or passing, say=say, **settings)
        if not quiet:
            typer.echo("running the notebooks", err=True)
        return reports.build(
            source, out, parameters=parameters, jobs=jobs, figures=figures, tables=made, notebooks=notebooks,
            progress=not quiet,
        )  # fmt: skip


@app.command()
def record(
    provider: Annotated[str, typer.Argument(help="wdi (World Bank), eurostat, oecd or imf.", show_default=False)],
    series: Annotated[str, typer.Argument(help="An indicator of the World Bank, or a dataflow.", show_default=False)],
    key: Annotated[
        str, typer.Argument(help="A country (ISO 3166 alpha-3), or the key of the dimensions.", show_default=False)
    ],
    first: Annotated[int, typer.Option("--from", help="First year; 0: all there are.")] = 0,
    last: Annotated[int, typer.Option("--to", help="Last year; 0: this year.")] = 0,
    out: Annotated[str, typer.Option("--out", help="Folder of the reference statistics.")] = "reference",
) -> None:
    """Fetch a series of official statistics into a file to hold claims against, with source, day and licence.

    Needs the extra `record`. Nothing is ever fetched while a report is made.

    Example: origins record wdi SP.POP.TOTL USA --from 2010
    """
    from helpers.evidence import series as statistics

    years = (first, last or time.localtime().tm_year) if first else None
    found = statistics.fetch(provider.lower(), series, key, years=years)
    path = statistics.write(
        found, corpus.locate(out) if Path(corpus.locate(out)).exists() else out, f"{provider} {series} {key}"
    )
    typer.echo(f"{path}: {count(len(found), 'record')}")


@contextlib.contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[str, int], None]]:
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
            line = ", ".join(f"{name} {count:,}" for name, count in counts.items() if count)
            typer.echo(f"\r{passed} {line:<78}" if is_terminal else f"{passed} {line}", err=True, nl=not is_terminal)

    yield say
    if not quiet and is_terminal and counts:
        typer.echo("\r" + " " * 86 + "\r", err=True, nl=False)


def _pairs(parameters: Iterable[str]) -> dict[str, str]:
    split = [given.partition("=") for given in parameters]
    for name, equals, _ in split:
        if not name or not equals:
            raise typer.BadParameter(f'-p "{name}": expected name=value, for example -p mode=textstat')
    return {name: value for name, _, value in split}


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


def _check_apart(source: str, *outs: str) -> None:
    """Refuse to write into the folder that is read: the next run would take a report for texts."""
    read = Path(corpus.locate(source))
    for out in outs:
        if out and read.is_dir() and Path(out).resolve().is_relative_to(read.resolve()):
            raise typer.BadParameter(f'"{out}" lies in {source}, which is read; name a folder outside it')


def _counted(counts: Counter[str], most: int = 8) -> str:
    listed = ", ".join(f"{name} {n:,}" for name, n in counts.most_common(most))
    return listed + (f", and {len(counts) - most} more" if len(counts) > most else "") or "none"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command with `arguments` (None: those of the process). No error ends in a bare traceback."""
    try:
        app(args=arguments, prog_name="origins")
    except (KeyboardInterrupt, SystemExit) as ended:
        if isinstance(ended, SystemExit) and ended.code != _INTERRUPTED:  # typer makes this of Ctrl-C
            raise
        _end("stopped; run the same command again to go on", _INTERRUPTED)
    except corpus.CorpusError as error:
        _end(str(error), 2)
    except (ValueError, FileNotFoundError) as error:
        _end(f"{error}", 2)
    except OSError as error:
        _end(f"{error.filename or 'disk'!s}: {error.strerror or error}", 1)
    except RuntimeError as error:  # notebooks that failed (one line each), a cluster that was lost
        _end(str(error), 1)
    except Exception as error:  # the last line of defence; the traceback is one variable away
        if os.environ.get("ORIGINS_DEBUG"):
            raise
        _end(f"{type(error).__name__}: {error}. Set ORIGINS_DEBUG=1 to see where; please report it.", 1)


def _end(message: str, code: int) -> None:
    typer.echo(f"origins: {message}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
