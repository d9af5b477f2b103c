"""Files of every kind -> records, and what of each file is no record."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from lzma import LZMAError
from pathlib import Path

from helpers.corpus import databases, documents, lines
from helpers.corpus.columns import NONE_STATED, columns_of, listed, present
from helpers.corpus.encodings import decode, read_text
from helpers.corpus.files import File, TooLargeError, is_one_article, kind, locate, open_file, own_id, sign
from helpers.corpus.json_files import read_json
from helpers.corpus.pages import read_html, read_warc
from helpers.corpus.record import Loss, Note, Record, Survey
from helpers.corpus.sheets import read_csv, read_excel, read_parquet
from helpers.corpus.survey import looked_over, survey
from helpers.corpus.xml_files import read_xml

Reader = Callable[[File], Iterator[Record | Loss | Note]]


def read_file(
    file: File,
    stated: Mapping[str, Record],
    date_format: str | None = None,
    columns: Mapping[str, str] = NONE_STATED,
) -> Iterator[Record | Loss | Note]:
    """The records of one file; `stated` holds what articles.csv says, by article_id. A file that fails is a Loss."""
    try:
        before, is_empty = sign(file), True
        is_one = is_one_article(file.name)
        if kind(file.name) in _WRITTEN and (fault := _fault_of_head(file)):
            yield Loss(file.name, "", own_id(file.name) if is_one else None, *fault)
            return
        for found in _read_one(file, stated, date_format) if is_one else _read_many(file, date_format, columns):
            is_empty = is_empty and isinstance(found, Note) and found.rule not in _TOLD_ENOUGH
            yield found
        if is_empty:
            yield Note(file.name, "", "empty", None, "not one article stands in it; fill it, or remove it")
        if sign(file) != before:
            yield _changed(file)
    except FileNotFoundError:
        yield Loss(file.name, "", None, "it went away while the corpus was read, or is a link to nowhere", "Run again")
    except (OSError, EOFError, zlib.error, LZMAError) as error:
        cure = error.cure if isinstance(error, TooLargeError) else "Check the file and its permissions"
        yield Loss(file.name, "", None, f"cannot be read: {error}", cure)


def has_columns(file: File) -> bool:
    """Whether `file` holds records with columns; a text and a web page have none."""
    return not is_one_article(file.name) and kind(file.name) not in _READ_ONCE


def _read_many(file: File, date_format: str | None, columns: Mapping[str, str]) -> Iterator[Record | Loss | Note]:
    """The records of a file that is read twice: what can be said of all of them together is found first."""
    read = _READERS[kind(file.name)]
    if kind(file.name) in _READ_ONCE:
        yield from read(file)
    else:
        yield from looked_over(lambda: read(file), date_format, columns)


def _read_one(file: File, stated: Mapping[str, Record], date_format: str | None) -> Iterator[Record | Loss | Note]:
    """The article that a file is, or the documents that a press database put into it."""
    before = sign(file)
    found = list(_READERS[kind(file.name)](file))
    parted = [record for record in found if isinstance(record, Record) and record.place]
    surveyed = survey(parted, date_format)[0] if parted else Survey()
    is_changed = sign(file) != before
    for record in found:
        if not isinstance(record, Record):
            yield record
        elif record.place:
            yield record._replace(survey=surveyed)
        elif not is_changed:
            yield _beside(record, file, stated)


def _beside(found: Record, file: File, stated: Mapping[str, Record]) -> Record:
    """`found`, a file that is one article, with its id and what articles.csv says of it."""
    article_id = own_id(file.name)
    said = stated.get(article_id)
    if said is None:
        return found._replace(fields={**found.fields, "article_id": article_id})
    fields = {**found.fields, **said.fields, "article_id": article_id}
    named = {ours: theirs for ours, theirs in said.columns.items() if ours not in {"article_id", "text"}}
    return found._replace(fields=fields, stated_at=said.place, survey=said.survey, columns=named)


def _changed(file: File) -> Loss:
    return Loss(file.name, "", None, "it changed while it was read", "Run again when it is complete")


def read_stated(
    source: str | os.PathLike[str], date_format: str | None = None, columns: Mapping[str, str] = NONE_STATED
) -> tuple[dict[str, Record], list[Loss | Note]]:
    """What articles.csv beside the texts says of each, by article_id; its rows that say nothing of any, and notes."""
    stated: dict[str, Record] = {}
    losses: list[Loss | Note] = []
    beside = find_stated(source)
    if beside is None:
        return stated, losses
    rows = list(read_csv(beside))
    named = [row._replace(columns=columns) if isinstance(row, Record) else row for row in rows]
    surveyed, _, absent = survey((row for row in named if isinstance(row, Record)), date_format)
    if absent:
        return stated, [absent]
    for found in named:
        record = _stated(found._replace(survey=surveyed)) if isinstance(found, Record) else found
        if not isinstance(record, Record):
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
    found = columns_of(fields, record.columns)["article_id"]
    article_id = None if found is None else present(fields[found])
    if article_id is None:
        return Loss(
            "articles.csv", record.place, None, f"no article_id; the columns are {listed(fields)}",
            "Name each .txt file (without .txt) in the column article_id",
        )  # fmt: skip
    return record._replace(fields={**fields, "article_id": str(article_id).removesuffix(".txt")})


def find_stated(source: str | os.PathLike[str]) -> File | None:
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


def sign_stated(source: str | os.PathLike[str]) -> str:
    """What changes when articles.csv does.

    >>> corpus.sign_stated("seeds")
    ''
    """
    beside = find_stated(source)
    return "{}-{}".format(*sign(beside)) if beside else ""


_OTHER_KINDS = (
    ("%PDF-", "a PDF", "Save its text (pdftotext), or print it to .txt"),
    ("PK\x03\x04", "a zip archive or an Office file", "Unpack it, or give it its own suffix (.docx, .xlsx)"),
    ("ÐÏ\x11à", "an old Word or Excel file", "Save it as .docx, .xlsx or .txt"),
    ("\x89PNG", "a picture", "Give its text"),
    ("ÿØÿ", "a picture", "Give its text"),
)
_HEAD = 4096
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")


def _read_txt(file: File) -> Iterator[Record | Loss | Note]:
    written, note = read_text(file)
    if fault := _no_text(written, is_utf8=note is None):
        yield Loss(file.name, "", own_id(file.name), *fault)
        return
    if note:
        yield note
    if "\r" in written and "\n" not in written:
        written = written.replace("\r", "\n")
        yield Note(file.name, "", "line ends", None, "its line ends are those of old Macs: read as line ends")
    if databases.may_be(written) and (database := databases.recognise(found := lines.of_text(written))):
        yield from documents.read_documents(file.name, found, database, glue="\n")
    else:
        yield Record(file.name, "", {"text": written})


def _read_docx(file: File) -> Iterator[Record | Loss | Note]:
    with open_file(file) as opened:
        raw = opened.read()
    try:
        found = lines.of_docx(raw)
    except ValueError as error:
        yield Loss(file.name, "", own_id(file.name), str(error), "Open it in a word processor, and save it as .docx")
        return
    yield from _paragraphs(file, found)


def _read_rtf(file: File) -> Iterator[Record | Loss | Note]:
    with open_file(file) as opened:
        raw = opened.read()
    if not raw.lstrip().startswith(b"{\\rtf"):
        yield Loss(
            file.name, "", own_id(file.name), "not RTF: it does not begin with {\\rtf", "Save it as .rtf or .txt"
        )
        return
    yield from _paragraphs(file, lines.of_rtf(raw))


def _paragraphs(file: File, found: list[lines.Line]) -> Iterator[Record | Loss | Note]:
    """One article, or the documents of a press database, from the paragraphs of a file."""
    if database := databases.recognise(found):
        yield from documents.read_documents(file.name, found, database, glue="\n\n")
    else:
        written = "\n\n".join(line.text.strip() for line in found if line.text.strip())
        yield Record(file.name, "", {"text": written})


def _fault_of_head(file: File) -> tuple[str, str] | None:
    with open_file(file) as opened:
        written, note = decode(opened.read(_HEAD), file.name)
    return _no_text(written, is_utf8=note is None)


def _no_text(written: str, *, is_utf8: bool) -> tuple[str, str] | None:
    """Why a file that is called a text is none; in clean UTF-8 some control characters are still no program."""
    head = written[:_HEAD]
    for start, told, cure in _OTHER_KINDS:
        if head.startswith(start):
            return f"{told}, not a text", cure
    if len(_CONTROLS.findall(head)) > max(2, len(head) // (4 if is_utf8 else 50)):
        return "not a text: it holds bytes that no text has", "Convert it to text"
    return None


_READERS: Mapping[str, Reader] = {
    ".txt": _read_txt,
    ".docx": _read_docx,
    ".rtf": _read_rtf,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_json,
    ".ndjson": read_json,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".tab": read_csv,
    ".xlsx": read_excel,
    ".xlsm": read_excel,
    ".xlsb": read_excel,
    ".xls": read_excel,
    ".ods": read_excel,
    ".parquet": read_parquet,
    ".xml": read_xml,
    ".rss": read_xml,
    ".atom": read_xml,
    ".warc": read_warc,
}
_WRITTEN = frozenset({".html", ".htm", ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".tab", ".xml", ".rss", ".atom"})
_TOLD_ENOUGH = frozenset({"report", "error page"})
_READ_ONCE = frozenset({".warc"})  # to find the article of a page takes long
