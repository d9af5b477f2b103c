"""`origins check`: what would be read from a corpus, what was mended and what is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import typer

from helpers import corpus, corrections, validation
from helpers.cli.options import COLUMN, CORPUS, DATE_FORMAT, QUIET, app, counted, read_columns
from helpers.cli.progress import waiting
from helpers.words import count

_SHOWN = 20
_FAULT, _WITHOUT_TEXT, _ONCE = "cannot be read", "rows without text", "rows that stand twice with one id, counted once"
_SHEETS = {"columns": "column", "people": "name", "measures": "measure", "corrections": "row", "validation": "row"}
_AHEAD = "dates later than today, kept (correct them in the file where they are wrong)"
_NOTES_SHOWN = 3
_WORD = re.compile(r"\w+")


@app.command(short_help="Say what would be read from a corpus, and what is wrong.")
def check(source: CORPUS, column: COLUMN = None, date_format: DATE_FORMAT = "", quiet: QUIET = False) -> None:
    """Say what would be read from CORPUS and what is wrong with it; write nothing.

    So are columns.csv, people.csv, corrections.csv, measures.csv and validation.csv in its folder. Exit code 1 when an
    input or such a sheet cannot be read (rows without text and dates left out are only counted).

    Example: origins check my-texts
    """
    with corpus.as_path(source) as path:
        name = "standard input" if source == "-" else source
        reading = {"date_format": date_format or None, "columns": read_columns(column)}
        n, n_faults, is_sheet_wrong = _tell(path, name, reading, quiet=quiet)
    if is_sheet_wrong:
        typer.echo("No report is made until the sheet is mended.")
    if is_sheet_wrong and n and not n_faults:
        raise typer.Exit(1)
    if n_faults or not n:
        typer.echo("With --on-error quarantine these are set aside and listed in the report." if n else "No articles.")
        raise typer.Exit(1)


@dataclass
class _Found:
    """What a corpus holds, counted over its parts."""

    n: int = 0
    words: int = 0
    n_cut: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    outlets: Counter[str] = field(default_factory=Counter)
    mended: Counter[str] = field(default_factory=Counter)  # texts by rule
    places: Counter[str] = field(default_factory=Counter)
    dates: list[Any] = field(default_factory=list)  # the first and the last of each part
    listed: Counter[str] = field(default_factory=Counter)
    lines: dict[str, list[str]] = field(default_factory=dict)  # the first of each kind that is listed
    firsts: dict[str, str] = field(default_factory=dict)  # the line that stands for those like it
    unseen: dict[str, Sequence[str]] = field(default_factory=dict)  # names of people.csv that no text has yet
    of: dict[str, list[str]] = field(default_factory=dict)  # the articles of rows of sheets that are not here yet
    of_files: set[str] = field(default_factory=set)  # the kinds that are said of a file as a whole
    more: Counter[str] = field(default_factory=Counter)  # rows of which the same is said as in a line that is listed

    def add(self, kind: str, line: str, like: str = "") -> None:
        """Count a line and keep it, unless one `like` it is there or there are enough."""
        self.listed[kind] += 1
        kept = self.lines.setdefault(kind, [])
        if like and like in self.firsts:
            self.more[self.firsts[like]] += 1
        elif len(kept) < _SHOWN:
            kept.append(line)
            self.firsts |= {like: line} if like else {}


def _tell(path: str, name: str, reading: Mapping[str, Any], *, quiet: bool) -> tuple[int, int, bool]:
    """Print what is in the corpus at `path`, called `name` and read as `reading` says; its articles, its inputs that
    cannot be read, and whether a sheet beside them cannot."""
    _tell_files(path, name)
    sheets = _read_sheets(path)
    found = _Found(unseen=dict(sheets.people), of=dict(sheets.of))
    tomorrow = datetime.now(UTC).replace(tzinfo=None) + timedelta(days=1)  # a clock of the far east is no fault
    with waiting("reading", quiet=quiet) as told:
        for part in corpus.scan(path, on_error="quarantine", **reading):
            _count(found, part.articles)
            told(f"read {count(found.n, 'article')}")
            for row in part.articles[part.articles["published"] > tomorrow].itertuples():
                found.add(_AHEAD, f"{row.file!s}: {row.article_id!s} is of {row.published:%Y-%m-%d}")
            for row in part.notes.itertuples():
                found.add(str(row.rule), f"{_place(row)}: {row.note!s}")
                found.of_files |= set() if row.place else {str(row.rule)}
            for row in sorted(part.rejected.itertuples(), key=_in_order):
                like = str(row.source) if str(row.reason).startswith(corpus.NO_COLUMN) else ""
                found.add(_loss_kind(str(row.reason)), f"{_place(row)}: {row.reason!s}. {row.cure!s}.", like)
    _tell_articles(found)
    _tell_sheets(sheets, found)
    _tell_listed(found)
    return found.n, found.listed[_FAULT], bool(sheets.faults)


class _Sheets(NamedTuple):
    """The sheets of a person that lie in the folder of a corpus."""

    lines: list[str]  # what each holds
    faults: list[str]
    people: Mapping[str, Sequence[str]]  # the names of people.csv, with all forms
    of: Mapping[str, list[str]]  # the articles that the rows of a sheet are of


def _read_sheets(path: str) -> _Sheets:
    """What the sheets beside the corpus hold."""
    from helpers import engine as engines

    found = _Sheets([], [], {}, {})
    for name, rows in _SHEETS.items():
        sheet = engines.beside(path, f"{name}.csv")
        if not sheet.is_file():
            continue
        try:
            if name == "columns":
                stated: Sized = corpus.sheet_rows(corpus.sheet_text(sheet), sheet.name, ("ours", "yours"))
            elif name in {"people", "measures"}:
                named = engines.judge(name, corpus.sheet_text(sheet), sheet.name)
                found = found._replace(people=named) if name == "people" else found
                stated = named
            else:
                stated = rows_of = (corrections if name == "corrections" else validation).read(sheet)
                found = found._replace(of={**found.of, sheet.name: rows_of["article_id"].to_list()})
        except ValueError as error:
            found.faults.append(str(error))
        else:
            found.lines.append(f"{sheet.name}: {count(len(stated), rows)}")
    return found


def _tell_sheets(sheets: _Sheets, found: _Found) -> None:
    for line in sheets.lines:
        sheet = line.partition(":")[0]
        if sheet == "people.csv" and found.unseen:
            line += f", of which no text has {_some([*found.unseen])}"
        elif away := found.of.get(sheet):
            line += f", {count(len(away), 'of them is', 'of them are')} of articles that are not here"
        typer.echo(line)
    for fault in sheets.faults:
        typer.echo(f"{_FAULT}: {fault}")


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return shown + (f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else "")


def _count(found: _Found, articles: pd.DataFrame) -> None:
    found.n += len(articles)
    found.words += int(articles["n_words"].sum())
    found.n_cut += int(articles["is_cut_off"].fillna(False).sum())
    found.languages.update(articles["language"].fillna("not known"))
    found.outlets.update(articles["outlet"].fillna("not stated"))
    here = set(articles["article_id"]) if found.of else set()
    found.of = {sheet: [one for one in ids if one not in here] for sheet, ids in found.of.items()}
    for text in articles["text"] if found.unseen else ():
        has = _as_words(text)
        found.unseen = {
            one: forms for one, forms in found.unseen.items() if not any(_as_words(form) in has for form in forms)
        }
    repairs = corpus.repairs(articles)
    found.mended.update(repairs["rule"])
    found.places.update(dict(repairs.groupby("rule")["n"].sum()))
    found.dates += [d for d in (articles["published"].min(), articles["published"].max()) if not pd.isna(d)]


def _as_words(text: str) -> str:
    from helpers.attribution.body_names import flat

    return f" {' '.join(_WORD.findall(flat(text)))} "


def _tell_articles(found: _Found) -> None:
    dates = found.dates
    typer.echo(f"{count(found.n, 'article')}, {found.words:,} words")
    if found.n:
        typer.echo(f"language: {counted(found.languages)}")
        typer.echo(f"outlet: {counted(found.outlets)}")
        cure = "; name a column of dates: --column published=NAME" if "columns" in found.listed else ""
        span = f"{min(dates):%Y-%m-%d} to {max(dates):%Y-%m-%d}" if dates else f"not stated{cure}"
        typer.echo(f"published: {span}")
    if found.n_cut:
        typer.echo(f"only a beginning or a summary: {count(found.n_cut, 'article')}")
    if found.mended:
        typer.echo("mended:")
        for rule, n_texts in found.mended.most_common():
            typer.echo(f"  {rule}: {count(found.places[rule], 'place')} in {count(n_texts, 'text')}")


def _tell_files(path: str, name: str) -> None:
    files, unread = corpus.find_files(path)
    kinds = Counter(Path(file.name.lower()).suffix for file in files)
    typer.echo(f"{corpus.locate(path) if path == name else name}: {count(len(files), 'file')} ({counted(kinds)})")
    if not files:
        typer.echo(f"read are files of the kinds {corpus.KINDS}. Convert what is there, or name another folder.")
    others = Counter(Path(other).suffix.lower() or "without suffix" for other in unread if not _is_report(other))
    if others:
        typer.echo(f"not read: {count(others.total(), 'other file')} ({counted(others)})")


def _tell_listed(found: _Found) -> None:
    """Print each kind with its count and its first lines."""
    for kind, n in found.listed.items():
        typer.echo(f"{kind}: {count(n, 'file')}" if kind in found.of_files else f"{kind}: {n:,}")
        shown = [] if kind == _WITHOUT_TEXT else found.lines[kind][: _SHOWN if kind == _FAULT else _NOTES_SHOWN]
        for line in shown:
            typer.echo(
                f"  {line}" + (f" So it is with {count(found.more[line], 'further row')}." if found.more[line] else "")
            )
        n_told = len(shown) + sum(found.more[line] for line in shown)
        if shown and n > n_told:
            typer.echo(f"  ... and {n - n_told:,} more")


def _loss_kind(reason: str) -> str:
    if reason == corpus.NO_TEXT:
        return _WITHOUT_TEXT
    return _FAULT if corpus.is_fault(reason) else _ONCE


def _in_order(row: Any) -> tuple[str, int, str]:
    """The order of a file: row 2 before row 10."""
    number = row.place.rpartition(" ")[2]
    return str(row.source), int(number) if number.isdecimal() else 0, row.place


def _place(row: Any) -> str:
    return f"{row.source}, {row.place}" if row.place else str(row.source)


def _is_report(name: str) -> bool:
    return name.rpartition("/")[2] == corpus.MARK
