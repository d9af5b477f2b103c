"""Every format of input, file by file -> records, and what is no record."""

from __future__ import annotations

import codecs
import csv
import io
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from helpers.corpus.columns import ALIASES, listed, pick
from helpers.corpus.files import ONE_EACH, File, kind, locate, open_file, printable, sign


class Record(NamedTuple):
    """One article as found: its file, the place in it, its fields as the source names them.

    `stated_at` is the place in articles.csv where more is said of it.
    """

    source: str
    place: str
    fields: Mapping[str, Any]
    stated_at: str = ""


class Loss(NamedTuple):
    """One input that is no article. The order of fields is that of the table `rejected`."""

    source: str
    place: str
    article_id: str | None
    reason: str
    cure: str

    def printable(self) -> Loss:
        """This, with what is no character written as `\\udcff`: for a line, a table, a page."""
        return Loss._make(field and printable(field) for field in self)

    def __str__(self) -> str:
        where = f"{self.source}, {self.place}" if self.place else self.source
        return f"{where}: {self.reason}. {self.cure}."


def read_file(file: File, stated: Mapping[str, Record]) -> Iterator[Record | Loss]:
    """The records of one file; `stated` holds what articles.csv says, by article_id. A file that fails is a Loss."""
    try:
        before = sign(file)
        for found in _READERS[kind(file.name)](file):
            if isinstance(found, Record) and is_one_article(file.name):
                article_id = own_id(file.name)
                beside = stated.get(article_id)
                fields = {**found.fields, **(beside.fields if beside else {}), "article_id": article_id}
                found = found._replace(fields=fields, stated_at=beside.place if beside else "")
            if is_one_article(file.name) and sign(file) != before:
                found = _changed(file)
            yield found
        if not is_one_article(file.name) and sign(file) != before:
            yield _changed(file)
    except FileNotFoundError:
        yield Loss(file.name, "", None, "it went away while the corpus was read, or is a link to nowhere", "Run again")
    except (OSError, EOFError, zlib.error) as error:
        yield Loss(file.name, "", None, f"cannot be read: {error}", "Check the file and its permissions")


def _changed(file: File) -> Loss:
    return Loss(file.name, "", None, "it changed while it was read", "Run again when it is complete")


def is_one_article(name: str) -> bool:
    """Whether a file of this name is one article, not many."""
    return kind(name) in ONE_EACH


def own_id(name: str) -> str:
    suffix = kind(name)
    return name[: name.lower().rindex(suffix)] if suffix in ONE_EACH else name


def read_stated(source: str) -> tuple[dict[str, Record], list[Loss]]:
    """What articles.csv beside the texts says of each, by article_id, and its rows that say nothing of any."""
    stated: dict[str, Record] = {}
    losses: list[Loss] = []
    beside = find_stated(source)
    for found in _read_csv(beside) if beside else ():
        record = found if isinstance(found, Loss) else _stated(found)
        if isinstance(record, Loss):
            losses.append(record)
        elif (article_id := record.fields["article_id"]) in stated:
            losses.append(
                Loss(
                    "articles.csv", record.place, article_id,
                    f'"{article_id}" stands twice, first in {stated[article_id].place}', "Remove one of the two rows",
                )
            )  # fmt: skip
        else:
            stated[article_id] = record
    return stated, losses


def _stated(record: Record) -> Record | Loss:
    fields = {name: value for name, value in record.fields.items() if name.lower() != "text"}
    article_id = pick(fields, "article_id")
    if article_id is None:
        return Loss(
            "articles.csv", record.place, None, f"no article_id; the columns are {listed(fields)}",
            "Name each .txt file (without .txt) in the column article_id",
        )  # fmt: skip
    return record._replace(fields={**fields, "article_id": str(article_id).removesuffix(".txt")})


def find_stated(source: str) -> File | None:
    """articles.csv beside the texts, if there is one."""
    where = locate(source)
    beside = f"{where.rstrip('/')}/articles.csv"
    if "://" in where:
        import fsspec

        system, path = fsspec.core.url_to_fs(beside)
        is_there = system.exists(path)
    else:
        is_there = Path(beside).is_file()
    return File("articles.csv", beside) if is_there else None


def sign_stated(source: str) -> str:
    """What changes when articles.csv does."""
    beside = find_stated(source)
    return "{}-{}".format(*sign(beside)) if beside else ""


def _read_txt(file: File) -> Iterator[Record | Loss]:
    with open_file(file) as opened:
        written = opened.read()
    try:
        yield Record(file.name, "", {"text": written.decode("utf-8-sig")})
    except UnicodeDecodeError as error:
        found_in = "UTF-16" if written.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "WINDOWS-1252"
        yield Loss(
            file.name, f"byte {error.start}", own_id(file.name),
            f"not UTF-8: found 0x{written[error.start]:02x}",
            f"Convert the file: iconv -f {found_in} -t UTF-8 (or the encoding it is in)",
        )  # fmt: skip


def _read_html(file: File) -> Iterator[Record | Loss]:
    try:
        from trafilatura import bare_extraction
    except ImportError:
        yield Loss(
            file.name, "", own_id(file.name), "an HTML page, and trafilatura is not installed",
            "pip install 'origins-notebooks[html]'",
        )  # fmt: skip
        return
    with open_file(file) as opened:
        page = bare_extraction(opened.read(), with_metadata=True)
    found = {} if page is None else page if isinstance(page, dict) else page.as_dict()
    kept = {name: found.get(name) for name in ("title", "author", "url", "sitename", "date", "language", "text")}
    yield Record(file.name, "", kept)


def _read_jsonl(file: File) -> Iterator[Record | Loss]:
    with open_file(file) as opened:
        for number, line in enumerate(opened, 1):
            if not line.strip():
                continue
            place = f"line {number}"
            try:
                fields = json.loads(line.decode("utf-8-sig"))
            except UnicodeDecodeError as error:
                yield Loss(
                    file.name, place, None, f"not UTF-8: byte {error.start} of the line is 0x{line[error.start]:02x}",
                    "Convert the file to UTF-8",
                )  # fmt: skip
            except (ValueError, RecursionError) as error:
                yield Loss(
                    file.name,
                    place,
                    None,
                    f"not JSON: {error}",
                    "Expected one JSON object a line; fix the line",
                )
            else:
                yield _json_record(file, place, fields)


def _read_json(file: File) -> Iterator[Record | Loss]:
    with open_file(file) as opened:
        written = opened.read()
    try:
        found = json.loads(written.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError is one too
        yield Loss(
            file.name,
            "",
            None,
            f"not JSON: {error}",
            "Expected one object or a list of objects; fix the file",
        )
        return
    listed = found.get("articles", [found]) if isinstance(found, dict) else found
    if not isinstance(listed, list):
        yield Loss(file.name, "", None, "neither a JSON object nor a list", "Expected one article, or a list of them")
        return
    for number, fields in enumerate(listed, 1):
        yield _json_record(file, f"item {number}", fields)


def _json_record(file: File, place: str, fields: Any) -> Record | Loss:
    if isinstance(fields, dict):
        return Record(file.name, place, fields)
    return Loss(file.name, place, None, f"not a JSON object: {json.dumps(fields)[:60]}", "Expected {...}; fix it")


def _read_csv(file: File) -> Iterator[Record | Loss]:
    csv.field_size_limit(1 << 30)  # the module's own limit, 128 KB, is shorter than some articles
    with open_file(file) as opened:
        # bytes that are not UTF-8 become lone surrogates, which `_article` finds: so the row is known
        lines = io.TextIOWrapper(opened, encoding="utf-8-sig", errors="surrogateescape", newline="")
        head = lines.readline()
        if head.startswith(("\udcff\udcfe", "\udcfe\udcff")):
            yield Loss(
                file.name, "", None, "not UTF-8: it begins as UTF-16 does", "Convert it: iconv -f UTF-16 -t UTF-8"
            )
            return
        delimiter = max(",;\t|", key=head.count)
        header = next(csv.reader([head], delimiter=delimiter), [])
        named = [name.strip().lower() for name in header]
        if twice := [name for name in chain(*ALIASES.values()) if named.count(name) > 1]:
            yield Loss(file.name, "row 1", None, f"two columns are named {twice[0]}", "Name one of them otherwise")
            return
        rows = csv.reader(lines, delimiter=delimiter, strict=True)
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


def _read_parquet(file: File) -> Iterator[Record | Loss]:
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
                    written = {name: _decoded(fields[name]) for name in binary}  # Spark writes strings so
                    yield Record(file.name, f"row {number}", {**fields, **written})
        except pa.ArrowException as error:
            yield Loss(
                file.name, f"row {number + 1}" if number else "", None, f"not Parquet: {str(error).splitlines()[0]}",
                "Write the file again",
            )  # fmt: skip


def read_sheet(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file that a person filled in, parted by commas, semicolons or tabs as spreadsheets do it."""
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file")
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            written = opened.read()
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name}: not UTF-8: byte {error.start}. Save it as CSV in UTF-8.") from error
    delimiter = max(",;\t", key=written.partition("\n")[0].count)
    return list(csv.DictReader(io.StringIO(written, newline=""), delimiter=delimiter))


def _decoded(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", "surrogateescape")


_READERS: Mapping[str, Callable[[File], Iterator[Record | Loss]]] = {
    ".txt": _read_txt,
    ".html": _read_html,
    ".htm": _read_html,
    ".jsonl": _read_jsonl,
    ".ndjson": _read_jsonl,
    ".json": _read_json,
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".parquet": _read_parquet,
}
