"""Tables: CSV in every dialect, Excel and its kin, Parquet."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from helpers.corpus.columns import has_article, named_twice
from helpers.corpus.encodings import encoding_of
from helpers.corpus.files import File, TooLargeError, check_archive, open_file
from helpers.corpus.record import Loss, Note, Record

_DELIMITERS = ",;\t|"
_ALONE = "\x1f"  # parts nothing: for a table of one column


def read_csv(file: File) -> Iterator[Record | Loss | Note]:
    """The rows of a CSV file: parted by commas, semicolons, tabs or bars, in whatever encoding."""
    csv.field_size_limit(1 << 30)  # the module's own limit, 128 KB, is shorter than some articles
    encoding = encoding_of(file)
    if note := encoding.note(file.name):
        yield note
    with open_file(file) as opened:
        lines = io.TextIOWrapper(opened, encoding=encoding.name, errors=encoding.errors, newline="")
        head = lines.readline().lstrip("\ufeff")
        delimiter = head[4] if head.lower().startswith("sep=") and len(head) > 5 else ""
        head = lines.readline() if delimiter else head
        delimiter = delimiter or _delimiter(head)
        rows = csv.reader(chain([head], lines), delimiter=delimiter, strict=True)
        try:
            header = [name.strip() for name in next(rows, [])]
        except csv.Error as error:
            yield Loss(file.name, "row 1", None, f"not CSV: {error}", "Check the quote marks of the header")
            return
        if twice := named_twice(header):
            yield Loss(file.name, "row 1", None, f"two columns are named {twice}", "Name one of them otherwise")
            return
        yield from _rows(file, header, rows)


def _delimiter(head: str) -> str:
    best = max(_DELIMITERS, key=lambda mark: _width(head, mark))
    return best if _width(head, best) > 1 else _ALONE


def _width(head: str, delimiter: str) -> int:
    return len(next(csv.reader([head], delimiter=delimiter), []))


def _rows(file: File, header: list[str], rows: Iterator[list[str]]) -> Iterator[Record | Loss]:
    number = 1
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


def read_excel(file: File) -> Iterator[Record | Loss]:
    """The rows of the sheets of a workbook (.xlsx, .xls, .xlsb, .ods); the first row that is filled names the columns.

    Of several sheets, those that have a column of text or title; if none has, all.
    """
    from python_calamine import CalamineError, load_workbook

    with open_file(file) as opened:
        raw = opened.read()
    try:
        if zipfile.is_zipfile(io.BytesIO(raw)):
            check_archive(zipfile.ZipFile(io.BytesIO(raw)), len(raw))
        book = load_workbook(io.BytesIO(raw))
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    except TooLargeError:
        raise
    except (CalamineError, ValueError, OSError, zipfile.BadZipFile) as error:
        yield Loss(file.name, "", None, f"not a workbook: {str(error)[:120]}", "Open it, and save it as .xlsx or .csv")
        return
    headed = {name: (at, rows[at]) for name, rows in sheets.items() if (at := _first_filled(rows)) is not None}
    with_text = {name for name, (_, head) in headed.items() if has_article({str(cell): "" for cell in head})}
    for name, (at, head) in headed.items():
        if with_text and name not in with_text:
            continue
        before = f"sheet {name}, " if len(with_text or headed) > 1 else ""
        columns = [str(cell).strip() or f"column {number}" for number, cell in enumerate(head, 1)]
        for number, row in enumerate(sheets[name][at + 1 :], at + 2):
            if any(cell != "" for cell in row):
                yield Record(file.name, f"{before}row {number}", dict(zip(columns, row, strict=False)))


def _first_filled(rows: list[list[Any]]) -> int | None:
    return next((at for at, row in enumerate(rows) if any(cell != "" for cell in row)), None)


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


def read_sheet(path: str | Path) -> list[dict[str, str]]:
    """The rows of a CSV file that a person filled in, parted by commas, semicolons or tabs as spreadsheets do it.

    >>> path = Path(folder, "people.csv")
    >>> _ = path.write_text("name;role\\nAnn Lee;mayor\\n")
    >>> corpus.read_sheet(path)
    [{'name': 'Ann Lee', 'role': 'mayor'}]
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file")
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            written = opened.read()
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name}: not UTF-8: byte {error.start}. Save it as CSV in UTF-8.") from error
    return list(csv.DictReader(io.StringIO(written, newline=""), delimiter=_delimiter(written.partition("\n")[0])))
