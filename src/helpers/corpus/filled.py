"""Sheets that a person filled in and saved as a spreadsheet does: people, corrections, measures, validation (.csv).

Parted by commas, semicolons, tabs or bars, or as a first line "sep=;" says; blank rows may stand above the names of the
columns, which are in any case, with blanks for "_". A column whose name is nearly one of those that are read is an
error that names it: it would else be left out unseen.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from helpers.corpus.sheets import delimiter_of

_NEAR = 0.8  # how alike "alias" is to "aliases"
_BLANKS = re.compile(r"[\s_-]+")
_SEP = re.compile(r'"?sep=(.)"?[^\S\n]*\n', re.IGNORECASE)  # as Excel writes and reads it; it shows no row for it
_ABOVE = re.compile(r'[\s",;|]*\n')  # rows without a word


class SheetError(ValueError):
    """A sheet that cannot be read as filled in; in a notebook it is shown as one sentence, without a traceback."""

    def _render_traceback_(self) -> list[str]:  # IPython asks for it
        return [f"{type(self).__name__}: {self}"]


def sheet_text(path: str | Path) -> str:
    """What stands in the sheet at `path`.

    >>> corpus.sheet_text(Path(folder, "gone.csv"))
    Traceback (most recent call last):
    FileNotFoundError: ...gone.csv: no such file
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file")
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            return opened.read()
    except UnicodeDecodeError as error:
        raise SheetError(f"{path.name}: not UTF-8: byte {error.start}. Save it as CSV in UTF-8.") from error


def sheet_rows(
    content: str, name: str, columns: Sequence[str], *, needed: Iterable[str] = (), hint: str = ""
) -> list[tuple[int, dict[str, str]]]:
    """The rows of a sheet called `name`, each with its number in a spreadsheet; blank rows are left out.

    `columns` are those that are read, `needed` those that must be there; further ones stay as they are named.

    >>> corpus.sheet_rows("Name;Party\\nAnn Lee;Greens\\n", "people.csv", ["name", "role"])
    [(2, {'name': 'Ann Lee', 'Party': 'Greens'})]
    """
    content = content.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    stated = _SEP.match(content)
    content = content[stated.end() :] if stated else content
    above = _ABOVE.match(content)
    n_above, content = (above[0].count("\n"), content[above.end() :]) if above else (0, content)
    delimiter = stated[1] if stated else delimiter_of(content.partition("\n")[0])
    try:
        lines = list(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise SheetError(f"{name}: not CSV: {error}. Check the quote marks.") from error
    if not lines:
        return []
    header = _named(lines[0], name, columns)
    if missing := [column for column in needed if column not in header]:
        there = ", ".join(filter(None, header)) or "none"
        raise SheetError(
            f"{name}: no column {missing[0]}; there are {there}. Expected the columns {', '.join(columns)}{hint}."
        )
    rows = []
    for number, cells in enumerate(lines[1:], n_above + 2):
        if any(cell.strip() for cell in cells[len(header) :]):
            raise SheetError(
                f"{name}, row {number}: {len(cells)} cells; the header has {len(header)}. "
                f'Put a cell that holds "{delimiter}" in quote marks.'
            )
        if any(cell.strip() for cell in cells):
            padded = [*cells, *[""] * (len(header) - len(cells))]
            rows.append((number, {column: cell for column, cell in zip(header, padded, strict=False) if column}))
    return rows


def _named(header: Sequence[str], name: str, columns: Sequence[str]) -> list[str]:
    """The columns of a `header`, those that are read by the names of `columns`."""
    folded = [_BLANKS.sub("_", cell.strip().lower()) for cell in header]
    named = [fold if fold in columns else cell.strip() for fold, cell in zip(folded, header, strict=True)]
    absent = [column for column in columns if column not in named]
    for fold, own in zip(folded, named, strict=True):
        if own and named.count(own) > 1:
            raise SheetError(f'{name}: two columns are named "{own}". Name one of them otherwise.')
        if own and own not in columns and (meant := _meant(fold, absent)):
            raise SheetError(f'{name}: a column is named "{own}"; write {meant}.')
    return named


def _meant(name: str, columns: Sequence[str]) -> str:
    """Which of `columns` is meant by `name`: "alias" is aliases, "kind" source_kind; "" for a column of one's own."""
    near = difflib.get_close_matches(name, columns, n=1, cutoff=_NEAR)
    return near[0] if near else next((column for column in columns if column.endswith(f"_{name}")), "")
