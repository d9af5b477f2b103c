"""Files of every kind -> records, and what of each file is no record."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from lzma import LZMAError
from pathlib import Path

from helpers.corpus.columns import listed, pick
from helpers.corpus.encodings import read_text
from helpers.corpus.files import ONE_EACH, File, kind, locate, open_file, sign
from helpers.corpus.json_files import read_json
from helpers.corpus.record import Loss, Note, Record, Survey
from helpers.corpus.sheets import read_csv, read_excel, read_parquet
from helpers.corpus.survey import survey

Reader = Callable[[File], Iterator[Record | Loss | Note]]


def read_file(
    file: File, stated: Mapping[str, Record], date_format: str | None = None
) -> Iterator[Record | Loss | Note]:
    """The records of one file; `stated` holds what articles.csv says, by article_id. A file that fails is a Loss."""
    try:
        before = sign(file)
        is_one = is_one_article(file.name)
        read = _READERS[kind(file.name)]
        surveyed = Survey()
        if not is_one:
            surveyed, notes = survey((r for r in read(file) if isinstance(r, Record)), date_format)
            yield from notes
        for found in read(file):
            if isinstance(found, Record):
                found = _beside(found, file, stated) if is_one and not found.place else found._replace(survey=surveyed)
                if is_one and sign(file) != before:
                    found = _changed(file)
            yield found
        if not is_one and sign(file) != before:
            yield _changed(file)
    except FileNotFoundError:
        yield Loss(file.name, "", None, "it went away while the corpus was read, or is a link to nowhere", "Run again")
    except (OSError, EOFError, zlib.error, LZMAError) as error:
        yield Loss(file.name, "", None, f"cannot be read: {error}", "Check the file and its permissions")


def _beside(found: Record, file: File, stated: Mapping[str, Record]) -> Record:
    """`found`, a file that is one article, with its id and what articles.csv says of it."""
    article_id = own_id(file.name)
    said = stated.get(article_id)
    if said is None:
        return found._replace(fields={**found.fields, "article_id": article_id})
    fields = {**found.fields, **said.fields, "article_id": article_id}
    return found._replace(fields=fields, stated_at=said.place, survey=said.survey)


def _changed(file: File) -> Loss:
    return Loss(file.name, "", None, "it changed while it was read", "Run again when it is complete")


def is_one_article(name: str) -> bool:
    """Whether a file of this name is one article, not many (but press databases export many to one text)."""
    return kind(name) in ONE_EACH


def own_id(name: str) -> str:
    """The id of the article that the file `name` is: its name without suffix."""
    suffix = kind(name)
    return name[: name.lower().rindex(suffix)] if suffix in ONE_EACH else name


def read_stated(source: str, date_format: str | None = None) -> tuple[dict[str, Record], list[Loss | Note]]:
    """What articles.csv beside the texts says of each, by article_id; its rows that say nothing of any, and notes."""
    stated: dict[str, Record] = {}
    losses: list[Loss | Note] = []
    beside = find_stated(source)
    if beside is None:
        return stated, losses
    rows = list(read_csv(beside))
    surveyed, _ = survey((row for row in rows if isinstance(row, Record)), date_format)
    for found in rows:
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


_OTHER_KINDS = (
    ("%PDF-", "a PDF", "Save its text (pdftotext), or print it to .txt"),
    ("PK\x03\x04", "a zip archive or an Office file", "Unpack it, or give it its own suffix (.docx, .xlsx)"),
    ("ÐÏ\x11à", "an old Word or Excel file", "Save it as .docx, .xlsx or .txt"),
    ("\x89PNG", "a picture", "Give its text"),
    ("ÿØÿ", "a picture", "Give its text"),
)
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")


def _read_txt(file: File) -> Iterator[Record | Loss | Note]:
    written, note = read_text(file)
    if fault := _no_text(written):
        yield Loss(file.name, "", own_id(file.name), *fault)
        return
    if note:
        yield note
    if "\r" in written and "\n" not in written:
        written = written.replace("\r", "\n")
        yield Note(file.name, "", "line ends", None, "its line ends are those of old Macs: read as line ends")
    yield Record(file.name, "", {"text": written})


def _no_text(written: str) -> tuple[str, str] | None:
    head = written[:4096]
    for start, told, cure in _OTHER_KINDS:
        if head.startswith(start):
            return f"{told}, not a text", cure
    if len(_CONTROLS.findall(head)) > max(2, len(head) // 50):
        return "not a text: it holds bytes that no text has", "Convert it to text"
    return None


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


_READERS: Mapping[str, Reader] = {
    ".txt": _read_txt,
    ".html": _read_html,
    ".htm": _read_html,
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
}
