"""Tables: CSV in every dialect, Excel and its kin, Parquet."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, NamedTuple

from helpers.corpus.columns import find_header, has_article, named_twice, of_many
from helpers.corpus.encodings import encoding_of
from helpers.corpus.files import File, TooLargeError, check_archive, open_file
from helpers.corpus.record import Loss, Note, Record

_DELIMITERS = ",;\t|"
_ALONE = "\x1f"  # parts nothing: for a table of one column
_MOST_ABOVE = 9  # rows above the names of the columns: a title, a date, a blank row


def read_csv(file: File) -> Iterator[Record | Loss | Note]:
    """The rows of a CSV file: parted by commas, semicolons, tabs or bars, in whatever encoding."""
    csv.field_size_limit(1 << 30)  # the module's own limit, 128 KB, is shorter than some articles
    encoding = encoding_of(file)
    if note := encoding.note(file.name):
        yield note
    with open_file(file) as opened:
        lines = io.TextIOWrapper(opened, encoding=encoding.name, errors=encoding.errors, newline="")
        head = lines.readline().lstrip("\ufeff")
        stated = head[4] if head.lower().startswith("sep=") and len(head) > 5 else ""
        top = list(islice(lines, _MOST_ABOVE + 1)) if stated else [head, *islice(lines, _MOST_ABOVE)]
        first = _header_line(top, stated)
        delimiter = stated or delimiter_of(top[first] if top else "")
        rows = csv.reader(chain(top[first:], lines), delimiter=delimiter, strict=True)
        if first:
            yield _said_of_header(file.name, f"row {first + 1}")
        try:
            header = [name.strip() for name in next(rows, [])]
        except csv.Error as error:
            place = f"row {first + 1}"
            yield Loss(file.name, place, None, f"not CSV: {error}", "Check the quote marks of the header")
            return
        if twice := named_twice(header):
            place = f"row {first + 1}"
            yield Loss(file.name, place, None, f"two columns are named {twice}", "Name one of them otherwise")
            return
        yield from _rows(file, header, rows, first + 1)


def delimiter_of(head: str) -> str:
    """What parts the cells of a line of names."""
    best = max(_DELIMITERS, key=lambda mark: _width(head, mark))
    return best if _width(head, best) > 1 else _ALONE


def _width(head: str, delimiter: str) -> int:
    return len(next(csv.reader([head], delimiter=delimiter), []))


def _header_line(top: list[str], delimiter: str) -> int:
    """Which line of `top` names the columns: the first, unless it has no article and one below it names several."""
    cells = [next(csv.reader([line], delimiter=delimiter or delimiter_of(line)), []) for line in top]
    return 0 if cells and has_article(dict.fromkeys(cells[0], "")) else find_header(cells)


def _rows(file: File, header: list[str], rows: Iterator[list[str]], number: int) -> Iterator[Record | Loss]:
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Loss(file.name, f"row {number}", None, f"not CSV: {error}", "Check the quote marks of this row")
            continue
        if row is None:
            return
        if not row:
            continue
        if len(row) != len(header):
            yield Loss(
                file.name, f"row {number}", None, f"{len(row)} cells; the header has {len(header)}",
                "Fix the row: commas, quote marks and line ends in a text belong in quote marks",
            )  # fmt: skip
            continue
        yield Record(file.name, f"row {number}", dict(zip(header, row, strict=True)))


def read_excel(file: File) -> Iterator[Record | Loss | Note]:
    """The rows of the sheets of a workbook (.xlsx, .xls, .xlsb, .ods); the first row that is filled names the columns.

    A row below it does where it names more columns that are known: the first is a title, or names groups of columns.
    Of several sheets, those that have a column of text or title; if none has, all.
    """
    from python_calamine import CalamineError, load_workbook

    with open_file(file) as opened:
        raw = opened.read()
    try:
        if zipfile.is_zipfile(io.BytesIO(raw)):
            check_archive(zipfile.ZipFile(io.BytesIO(raw)), len(raw))
        book = load_workbook(io.BytesIO(raw))
        sheets = [_read_sheet(book.get_sheet_by_name(name)) for name in book.sheet_names]
    except TooLargeError:
        raise
    except (CalamineError, ValueError, OSError, zipfile.BadZipFile) as error:
        yield Loss(file.name, "", None, f"not a workbook: {str(error)[:120]}", "Open it, and save it as .xlsx or .csv")
        return
    filled = [sheet for sheet in sheets if sheet.rows]
    taken = [sheet for sheet in filled if has_article(dict.fromkeys(sheet.columns, ""))] or filled
    for sheet in taken:
        before = f"sheet {sheet.name}, " if len(taken) > 1 else ""
        if sheet.n_above:
            yield _said_of_header(file.name, f"{before}row {sheet.first}")
        for number, row in enumerate(sheet.rows[1:], sheet.first + 1):
            if any(cell != "" for cell in row):
                yield Record(file.name, f"{before}row {number}", dict(zip(sheet.columns, row, strict=False)))


class _Sheet(NamedTuple):
    name: str
    columns: list[str]
    rows: list[list[Any]]  # from the names of the columns on
    first: int  # the number that a spreadsheet gives to the first of them
    n_above: int  # filled rows above


def _read_sheet(sheet: Any) -> _Sheet:
    rows: list[list[Any]] = sheet.to_python()
    top, left = sheet.start or (0, 0)
    filled = next((at for at, row in enumerate(rows) if any(cell != "" for cell in row)), len(rows))
    at = filled + find_header(rows[filled : filled + _MOST_ABOVE + 1])
    columns = [
        str(cell).strip() or f"column {number}" for number, cell in enumerate(rows[at] if at < len(rows) else (), 1)
    ]
    for (first, column), (last, _) in sheet.merged_cell_ranges or ():
        is_within = first - top > at and 0 <= column - left < len(columns)
        if is_within and of_many(columns[column - left]):  # one outlet beside several articles
            for row in rows[first - top + 1 : last - top + 1]:
                row[column - left] = rows[first - top][column - left]
    return _Sheet(sheet.name, columns, rows[at:], top + at + 1, at - filled)


def _said_of_header(source: str, place: str) -> Note:
    return Note(source, place, "header", None, "it names the columns; what stands above it is left out")


def read_parquet(file: File) -> Iterator[Record | Loss]:
    """The rows of a Parquet file; strings that are stored as bytes (Spark does so) are read as UTF-8."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    with open_file(file) as opened:
        try:
            rows = pq.ParquetFile(opened)
            binary = [
                f.name for f in rows.schema_arrow if pa.types.is_binary(f.type) or pa.types.is_large_binary(f.type)
            ]
            for batch in rows.iter_batches(batch_size=500):
                for fields in batch.to_pylist():
                    number += 1
                    written = {name: _decoded(fields[name]) for name in binary}
                    yield Record(file.name, f"row {number}", {**fields, **written})
        except pa.ArrowException as error:
            yield Loss(
                file.name, f"row {number + 1}" if number else "", None, f"not Parquet: {str(error).splitlines()[0]}",
                "Write the file again",
            )  # fmt: skip


def _decoded(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", "origins-cp1252")
