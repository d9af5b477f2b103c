"""The `origins` command. Exit code 0: done; 1: something failed, one line each; 2: wrong use, with the cure."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from helpers import __version__, corpus

app = typer.Typer(
    name="origins",
    help="Who says what, on whose authority, with which numbers - counted by text origin, not by copy.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

CORPUS = Annotated[
    str,
    typer.Argument(
        metavar="CORPUS",
        help="A folder of .txt files (with an optional articles.csv), one .jsonl, .csv or .parquet file, a pattern in "
        "quote marks, or an address such as s3://bucket/folder.",
        show_default=False,
    ),
]
ON_ERROR = Annotated[
    str,
    typer.Option("--on-error", help="At an input that cannot be read: stop, or quarantine (go on, and list it)."),
]
DATE_FORMAT = Annotated[
    str, typer.Option("--date-format", help="How dates are written if not YYYY-MM-DD, for example %d.%m.%y.")
]
_SHOWN = 20


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

    Exit code 1 when an input cannot be read (rows without text are only counted).

    Example: origins check my-texts
    """
    files, unread = corpus.find_files(source)
    kinds = Counter(Path(file.name.lower().removesuffix(".gz")).suffix for file in files)
    typer.echo(f"{corpus.locate(source)}: {_several(len(files), 'file')} ({_counted(kinds)})")
    if unread:
        others = Counter(Path(name).suffix.lower() or "without suffix" for name in unread)
        typer.echo(f"not read: {_several(len(unread), 'other file')} ({_counted(others)})")
    n, words = 0, 0
    languages: Counter[str] = Counter()
    outlets: Counter[str] = Counter()
    dates: list[Any] = []
    reasons: Counter[str] = Counter()
    shown: list[str] = []
    for part in corpus.scan(source, on_error="quarantine", date_format=date_format or None):
        articles = part.articles
        n += len(articles)
        words += int(articles["n_words"].sum())
        languages.update(articles["language"].fillna("not known"))
        outlets.update(articles["outlet"].fillna("not stated"))
        dates += (
            [articles["published"].min(), articles["published"].max()] if articles["published"].notna().any() else []
        )
        for row in part.rejected.itertuples():
            without_text = row.reason == corpus.NO_TEXT
            reasons["rows without text" if without_text else "cannot be read"] += 1
            if not without_text and len(shown) < _SHOWN:
                place = f", {row.place!s}" if row.place else ""
                shown.append(f"  {row.source!s}{place}: {row.reason!s}. {row.cure!s}.")
    typer.echo(f"{_several(n, 'article')}, {words:,} words")
    if n:
        typer.echo(f"language: {_counted(languages)}")
        typer.echo(f"outlet: {_counted(outlets)}")
        typer.echo(f"published: {min(dates):%Y-%m-%d} to {max(dates):%Y-%m-%d}" if dates else "published: not stated")
    for reason, count in reasons.items():
        typer.echo(f"{reason}: {count:,}")
    for line in shown:
        typer.echo(line)
    if reasons["cannot be read"] > len(shown):
        typer.echo(f"  ... and {reasons['cannot be read'] - len(shown):,} more")
    if reasons["cannot be read"] or not n:
        typer.echo("With --on-error quarantine these are set aside and listed in the report." if n else "No articles.")
        raise typer.Exit(1)


def _several(n: int, thing: str) -> str:
    return f"{n:,} {thing}{'' if n == 1 else 's'}"


def _counted(counts: Counter[str], most: int = 8) -> str:
    listed = ", ".join(f"{name} {n:,}" for name, n in counts.most_common(most))
    return listed + (f", and {len(counts) - most} more" if len(counts) > most else "") or "none"


def main() -> None:
    """Run the command. No error of the user's input or of a notebook ends in a traceback."""
    try:
        app(prog_name="origins")
    except corpus.CorpusError as error:
        _end(str(error), 2)
    except (ValueError, FileNotFoundError) as error:
        _end(f"{error}", 2)
    except OSError as error:
        _end(f"{os.fsdecode(error.filename) if error.filename else 'disk'}: {error.strerror or error}", 1)
    except Exception as error:  # the last line of defence; the traceback is one variable away
        if os.environ.get("ORIGINS_DEBUG"):
            raise
        _end(f"{type(error).__name__}: {error}. Set ORIGINS_DEBUG=1 to see where; please report it.", 1)


def _end(message: str, code: int) -> None:
    typer.echo(f"origins: {message}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
