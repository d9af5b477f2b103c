"""The command `origins` itself, the arguments and options that several of its commands take, and how they are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

import typer

from helpers import corpus

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
COLUMN = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="OURS=YOURS",
        help="Which column of a table is which, where its name does not say it: text=body, published=when; may be "
        "given again. Ours are article_id, title, outlet, author, published, url, language, text, summary.",
        show_default=False,
    ),
]
PARAMETERS = Annotated[
    list[str] | None,
    typer.Option(
        "-p", "--parameter", metavar="NAME=VALUE", help="A parameter; may be given again.", show_default=False
    ),
]
NOTEBOOKS = Annotated[
    str, typer.Option("--notebooks", help="Folder of notebooks of your own to run (see `origins init`).")
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


def read_pairs(
    parameters: Iterable[str], option: str = "-p", like: str = "name=value, for example -p mode=textstat"
) -> dict[str, str]:
    """What is given as NAME=VALUE, by name."""
    split = [given.partition("=") for given in parameters]
    for name, equals, _ in split:
        if not name or not equals:
            raise typer.BadParameter(f'{option} "{name}": expected {like}')
    return {name: value for name, _, value in split}


def read_columns(given: Iterable[str] | None) -> str:
    """What --column says, in the words of the parameter `columns`; "" where it is not given."""
    pairs = read_pairs(given or (), "--column", "ours=yours, for example --column text=body")
    return ", ".join(f"{ours.strip()}={yours.strip()}" for ours, yours in pairs.items())


def check_apart(source: str, *outs: str) -> None:
    """Refuse to write into the folder that is read: the next run would take a report for texts."""
    read = Path(corpus.locate(source))
    for out in outs:
        if out and read.is_dir() and Path(out).resolve().is_relative_to(read.resolve()):
            raise typer.BadParameter(f'"{out}" lies in {source}, which is read; name a folder outside it')


def check_new(out: str, what: str = "") -> None:
    """Refuse to write over a file; `what` may be lost with it."""
    if out and Path(out).exists():
        raise typer.BadParameter(f'--out "{out}": it is there already{what}; name another or remove it')


def counted(counts: Counter[str], most: int = 8) -> str:
    listed = ", ".join(f"{name} {n:,}" for name, n in counts.most_common(most))
    return listed + (f", and {len(counts) - most} more" if len(counts) > most else "") or "none"
