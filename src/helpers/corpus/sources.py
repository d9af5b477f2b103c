"""What a corpus may be besides a path: tables and lists in memory, open files, standard input."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeAlias

import pandas as pd

from helpers.corpus.columns import NONE_STATED, has_article
from helpers.corpus.files import CorpusError, is_readable, unpacked
from helpers.corpus.record import Loss, Note, Record
from helpers.corpus.survey import looked_over

Source: TypeAlias = str | os.PathLike[str] | pd.DataFrame | Mapping[Any, Any] | Iterable[Any] | IO[Any]
"""What can be read: a path or address, "-" (standard input), an open file, a frame, its column, an article, a list."""

_GIVEN = "given"  # stands for a file's name where there is none
_HEADS = (
    (b"PAR1", ".parquet"), (b"{\\rtf", ".rtf"), (b"\x1f\x8b", ".jsonl.gz"), (b"WARC/", ".warc"), (b"<?xml", ".xml"),
    (b"<rss", ".xml"), (b"<!DOCTYPE html", ".html"), (b"<!doctype html", ".html"), (b"<html", ".html"),
    (b"{", ".json"), (b"[", ".json"),
)  # fmt: skip


def is_path(source: Source) -> bool:
    """Whether `source` names files.

    >>> corpus.is_path("seeds"), corpus.is_path(articles)
    (True, False)
    """
    return isinstance(source, str | os.PathLike) and source != "-"


@contextmanager
def as_path(source: Source) -> Iterator[str]:
    """A path for a source that is read as bytes: an open file or "-" is written aside for the time being.

    >>> with corpus.as_path("seeds") as path:
    ...     print(path)
    seeds
    """
    if isinstance(source, str | os.PathLike) and source != "-":
        yield os.fspath(source)
        return
    opened: Any = sys.stdin.buffer if isinstance(source, str) else source
    raw = opened.read()
    raw = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    named = str(getattr(opened, "name", "") or "") if isinstance(getattr(opened, "name", ""), str) else ""
    name = Path(named).name if is_readable(named) else f"input{_suffix(raw)}"
    with tempfile.TemporaryDirectory(prefix="origins-") as folder:
        path = Path(folder) / (unpacked(name) if _is_unpacked(opened) else name)
        path.write_bytes(raw)
        yield str(path)


def _is_unpacked(opened: Any) -> bool:
    # gzip.open and its kin give what is inside, under the name of the packed file
    return type(opened).__module__ in {"gzip", "bz2", "lzma", "_io"} and hasattr(opened, "_fp")


def _suffix(raw: bytes) -> str:
    """The kind of a file without a name, by its first bytes; a table where its first line is parted, else a text."""
    head = raw[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if found := next((suffix for start, suffix in _HEADS if head.startswith(start)), ""):
        return found
    if head.startswith(b"PK\x03\x04"):
        return ".docx" if b"word/" in raw else ".xlsx"
    names = head.partition(b"\n")[0].decode("utf-8", "replace").strip()
    for mark, suffix in (("\t", ".tsv"), (",", ".csv"), (";", ".csv")):
        columns = {name.strip().strip('"'): "" for name in names.split(mark)}
        if len(columns) > 1 and has_article(columns):
            return suffix
    return ".txt"


def is_opened(source: Source) -> bool:
    """Whether `source` is an open file."""
    return hasattr(source, "read") and not isinstance(source, pd.DataFrame)


def read_given(
    source: Source, date_format: str | None = None, columns: Mapping[str, str] = NONE_STATED
) -> Iterator[Record | Loss | Note]:
    """The records of a frame, an article, or a list of articles or texts."""
    found = list(_given(source))
    yield from looked_over(lambda: found, date_format, columns)


def _given(source: Source) -> Iterator[Record | Loss]:
    if isinstance(source, pd.DataFrame):
        frame = source.reset_index() if source.index.name and source.index.name not in source else source
        names = [str(name) for name in frame.columns]
        rows: Iterable[Any] = (dict(zip(names, row, strict=True)) for row in frame.itertuples(index=False, name=None))
    elif isinstance(source, pd.Series):
        rows = _column(source)
    elif isinstance(source, Mapping):
        rows = [source] if has_article(_by_name(source)) else (_with_id(key, value) for key, value in source.items())
    elif isinstance(source, Iterable):
        rows = _numbered(list(source))
    else:
        raise CorpusError(
            f"{type(source).__name__} is no corpus; expected a path, an open file, a table (DataFrame), or a list of "
            "articles (dicts) or texts"
        )
    for number, row in enumerate(rows, 1):
        yield _record(row, f"row {number}")


def _column(texts: Any) -> Iterable[Any]:
    """The texts of one column under the words of its index; where that only counts the rows, as those of a list."""
    values = [None if one else value for value, one in zip(texts, texts.isna(), strict=True)]
    if isinstance(texts.index, pd.RangeIndex):
        return _numbered(values)
    return [{"article_id": str(key), "text": value} for key, value in zip(texts.index, values, strict=True)]


def _numbered(rows: list[Any]) -> list[Any]:
    """`rows` with an id for each that is a text alone: text-001, text-002 ... so that tables keep the order given."""
    wide = max(3, len(str(len(rows))))
    return [
        {"article_id": f"text-{number:0{wide}}", "text": row} if row is None or isinstance(row, str) else row
        for number, row in enumerate(rows, 1)
    ]


def _record(row: Any, place: str) -> Record | Loss:
    if isinstance(row, Mapping):
        return Record(_GIVEN, place, {name: _plain(value) for name, value in _by_name(row).items()})
    return Loss(
        _GIVEN, place, None, f"a {type(row).__name__}, not an article",
        "Give an article as a dict of its columns, or its text as a string",
    )  # fmt: skip


def _by_name(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row.items()}


def _with_id(key: Any, value: Any) -> Any:
    if isinstance(value, str):
        return {"article_id": str(key), "text": value}
    return {"article_id": str(key), **value} if isinstance(value, Mapping) else value


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.tolist() if hasattr(value, "tolist") and not isinstance(value, str) else value
