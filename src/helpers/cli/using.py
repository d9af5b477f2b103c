"""What is done with finds: compare, validate, export, corrections, query; before them: init and record."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from pathlib import Path
from typing import Annotated, Literal

import pandas as pd
import typer

from helpers import corpus, harmless
from helpers.cli.options import COLUMN, CORPUS, ON_ERROR, QUIET, app, check_apart, check_new, counted
from helpers.cli.progress import analysed, waiting
from helpers.words import count


@app.command(short_help="Say what is new, changed or gone between two corpora.")
def compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A corpus, or a folder that `origins analyse` left.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Another, or the same at a later time.")],
    out: Annotated[str, typer.Option("--out", help="Folder of the page; replaced as a whole.", show_default=False)],
    column: COLUMN = None,
    quiet: QUIET = False,
) -> None:
    """Say what is new, changed or gone from OLD to NEW: articles, speakers, statements, text origins, terms.

    Example: origins compare tables-may tables-june --out changes
    """
    from helpers import compare as comparing
    from helpers import engine as engines

    for source in (old, new):
        check_apart(source, out)
    with contextlib.ExitStack() as held:
        folders = []
        for source in (old, new):
            is_made = engines.read_manifest(corpus.locate(source))
            made = analysed(source, source if is_made else "", quiet=quiet, then="", column=column)
            folders.append(held.enter_context(made))
        with waiting("comparing", quiet=quiet):
            page = comparing.write(folders[0], folders[1], out, names=(old, new))
    typer.echo(f"{page}")


@app.command(short_help="Draw a sample of what was found, to mark right or wrong.")
def validate(
    source: CORPUS,
    sample: Annotated[int, typer.Option("--sample", min=1, help="How many finds to draw, of every kind alike.")] = 100,
    out: Annotated[str, typer.Option("--out", help="CSV file to mark by hand.")] = "validation.csv",
    marks: Annotated[str, typer.Option("--marks", help="A marked CSV file: print the precision it gives.")] = "",
    tables: Annotated[str, typer.Option("--tables", help="Folder that `origins analyse` left.")] = "",
    on_error: ON_ERROR = "stop",
    column: COLUMN = None,
    quiet: QUIET = False,
) -> None:
    """Draw a sample of what was found in CORPUS, to mark right or wrong by hand; or say what the marks amount to.

    Laid beside the corpus as validation.csv, the marked file is part of its report.

    Example: origins validate my-texts --out my-texts/validation.csv
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
    check_new(out, ", perhaps with marks")
    with corpus.as_path(source) as path, analysed(path, tables, quiet=quiet, on_error=on_error, column=column) as made:
        drawn = validation.sample(engines.load(path, tables=made), sample)
    validation.write(drawn, Path(out))
    typer.echo(f"{out}: {count(len(drawn), 'find')} to mark; fill in is_right with yes or no")


@app.command(short_help="Write what was found for another tool, to annotate it there.")
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
    column: COLUMN = None,
    quiet: QUIET = False,
) -> None:
    """Write what was found in CORPUS for another tool: attributions, claims and furniture, with their places.

    label-studio gets its labelling configuration, too, beside it. How each tool loads it: docs/how-to/annotate.md.

    Example: origins export my-texts --to label-studio --out tasks.json
    """
    from helpers import engine as engines
    from helpers import evidence, exchange

    check_new(out)
    with corpus.as_path(source) as path, analysed(path, tables, quiet=quiet, on_error=on_error, column=column) as made:
        found = engines.load(path, tables=made)
        if to == "claim-review":
            records = evidence.against_record(found["claims"], evidence.reference(reference))
            written = exchange.write_rows(exchange.claim_reviews(found, records), out)
        else:
            written = exchange.write(found, out, to)
    for each in written:
        typer.echo(f"{each}")


@app.command(short_help="Say what corrections.csv holds; take annotated files over.")
def corrections(
    source: CORPUS,
    annotated: Annotated[
        str, typer.Option("--from", help="A file that Label Studio (JSON) or doccano (JSONL) exported: take it over.")
    ] = "",
    tables: Annotated[str, typer.Option("--tables", help="Folder that `origins analyse` left.")] = "",
    on_error: ON_ERROR = "stop",
    column: COLUMN = None,
    quiet: QUIET = False,
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
    told = []
    with analysed(source, tables, quiet=quiet, on_error=on_error, column=column) as made:
        if annotated:
            sheet = engines.beside(source, "corrections.csv")
            before = sheets.read(sheet)
            rows, unfit = exchange.read_back(annotated, engines.load(source, tables=made))
            told = [f"{sheets.merge(rows, sheet)}: {_taken_over(rows, before, sheets.read(sheet))}"]
        stated = engines.load(source, tables=made)["corrections"]
    for line in told:
        typer.echo(line)
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


def _taken_over(rows: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame) -> str:
    """How many of the `rows` of an annotated file are new; a file that is given again has none."""
    columns = [*before.columns.difference(["correction_id", "note", "is_found"])]
    both = after[columns].astype(str).merge(before[columns].astype(str).drop_duplicates(), how="left", indicator=True)
    new = after[(both["_merge"] == "left_only").to_numpy()]
    if len(new) == len(rows):
        return f"{_said_of(rows)} taken over"
    return f"{_said_of(new)} taken over; of {count(len(rows), 'row')} the rest says what stood there already"


def _said_of(rows: pd.DataFrame) -> str:
    return f"{count(len(rows), 'row')} ({counted(Counter(rows['action']))})"


@app.command(short_help="Lay out a project of your own in a new folder.")
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


@app.command(short_help="Ask the tables a question in SQL.")
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One question, in quote marks.", show_default=False)],
    tables: Annotated[str, typer.Option("--tables", help="Folder that `origins analyse` left.")] = "tables",
    out: Annotated[str, typer.Option("--out", help="CSV file for the answer; else it is printed.")] = "",
    quiet: QUIET = False,
) -> None:
    """Ask the tables of a corpus a question in SQL; each table of the codebook is a view. Needs the extra `query`.

    It reads the tables as `origins analyse` left them: what corrections.csv says is not applied. Questions to copy:
    docs/queries.md.

    Example: origins query "select person, cue from attributions"
    """
    from helpers import engine as engines
    from helpers import query as queries

    check_new(out)
    with waiting("asking", quiet=quiet):
        answer = queries.ask(sql, tables)
    manifest = engines.read_manifest(Path(tables)) or {}
    if "source" in manifest and engines.beside(manifest["source"], "corrections.csv").is_file():
        typer.echo("Tables as they were analysed: corrections.csv beside the corpus is not applied.", err=True)
    if out:
        harmless.cells(answer).to_csv(out, index=False, lineterminator="\n", encoding="utf-8")
        typer.echo(f"{out}: {count(len(answer), 'row')}")
    else:
        typer.echo(answer.to_string(index=False, na_rep="") if len(answer) else "no rows")


@app.command(short_help="Fetch official statistics to hold claims against.")
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
