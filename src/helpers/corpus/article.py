"""From a record, with the names that its source gives to things, to a row of the articles table."""

from __future__ import annotations

import ast
import hashlib
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import pandas as pd

from helpers import text
from helpers.corpus.columns import ALIASES, column, is_missing, listed, present
from helpers.corpus.formats import Loss, Record
from helpers.corpus.language import guess_language, read_language

_PASSED_OVER = frozenset({"raw_text", "html", "raw_html", "comments"})  # bulky twins of the text
NO_TEXT = "no text"  # the reason that never stops a run: exports have such rows


def make_article(record: Record, date_format: str | None = None) -> dict[str, Any] | Loss:
    """The row of `record` in the articles table, or why it cannot be one."""
    fields = record.fields
    columns = {name: column(fields, name) for name in ALIASES}
    said = {name: None if found is None else present(fields[found]) for name, found in columns.items()}

    def loss(reason: str, cure: str, place: str = record.place) -> Loss:
        return Loss(record.source, place, _name(said["article_id"]), reason, cure)

    if columns["text"] is None:
        return loss(
            f"no column of text; the columns are {listed(fields)}",
            f"Name the column of the text one of {', '.join(ALIASES['text'])}",
        )
    written = said["text"]
    if written is not None and not isinstance(written, str):
        return loss(f"{columns['text']} is of type {type(written).__name__}", "Give the text as one string")
    if written is None or not written.strip():
        if record.place:
            return loss(NO_TEXT, "Nothing to do if the source has none; else fill the row")
        return loss("empty: not one character besides white space", "Remove the file, or fill it")
    if fault := _not_text(written):
        return loss(fault, "Give the text as UTF-8")
    try:
        published = _time(said["published"], date_format)
    except (ValueError, OverflowError):
        return _stated(
            record,
            loss(
                f'published is "{said["published"]}"; expected YYYY-MM-DD',
                "Fix the row or pass date_format=",
            ),
        )
    sha256 = hashlib.sha256(written.encode()).hexdigest()
    url = _url(said["url"])
    article_id = _name(said["article_id"])
    if article_id is None:
        article_id = hashlib.sha256(f"{url or ''}\n{written}".encode()).hexdigest()[:16]
    outlet = _name(said["outlet"])
    article = {
        "article_id": article_id,
        "label": article_id,
        "title": _name(said["title"]),
        "outlet": None if outlet and "://" in outlet else outlet,
        "author": _authors(said["author"]),
        "published": published,
        "url": url,
        "file": record.source,
        "language": read_language(said["language"]) or guess_language(written),
        "n_words": text.count_words(written),
        "sha256": sha256,
        "text": written,
    }
    for name, value in article.items():
        if isinstance(value, str) and name != "text" and (fault := _not_text(value)):
            return _stated(record, loss(f"{name}: {fault}", "Give it as UTF-8"))
    used, passed_over = {*columns.values()}, _PASSED_OVER | article.keys()
    further = {
        name: _name(value)
        for name, value in fields.items()
        if name not in used and name.lower() not in passed_over and not isinstance(value, list | dict)
    }
    return {
        **article,
        **{name: value for name, value in further.items() if value and not _not_text(value + name)},
    }


def _stated(record: Record, found: Loss) -> Loss:
    # what is known of a text besides itself stands in articles.csv, if anywhere
    return found._replace(source="articles.csv", place=record.stated_at) if record.stated_at else found


def _url(value: Any) -> str | None:
    # trafilatura's `source` is an address, other exports' an outlet
    url = _name(value)
    return url if url and "/" in url else None


def _name(value: Any) -> str | None:
    if is_missing(value):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # an id in a column that has gaps
    return " ".join(str(value).split()) or None


def _authors(value: Any) -> str | None:
    if isinstance(value, str) and value.startswith("["):  # a list, as news-please writes it to CSV
        try:
            value = ast.literal_eval(value)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            return _name(value)
    if isinstance(value, list | tuple):
        return "; ".join(name for name in map(_name, value) if name) or None
    return _name(value)


def _not_text(written: str) -> str | None:
    try:
        written.encode()
    except UnicodeEncodeError as error:
        code = ord(written[error.start])
        if 0xDC80 <= code <= 0xDCFF:
            return f"not UTF-8: character {error.start} is the byte 0x{code - 0xDC00:02x}"
        return f"half a surrogate pair at character {error.start}"
    if "\0" in written:
        return f"a zero byte at character {written.index(chr(0))}"
    return None


_DIGITS = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S", 4: "%Y"}


def _time(value: Any, date_format: str | None) -> datetime | None:
    """`value` as UTC without zone; no zone stated: taken as UTC. Raises ValueError when it is no date."""
    if value is None or value is pd.NaT:
        return None
    if isinstance(value, datetime):
        read = value
    else:
        written = str(value).strip().removesuffix(" UTC")
        if date_format:
            read = datetime.strptime(written, date_format)
        elif re.fullmatch(r"\d+", written):
            read = datetime.strptime(written, _DIGITS.get(len(written), "%Y-%m-%d"))
        elif re.match(r"\d{4}-\d\d$", written):
            read = datetime.strptime(written, "%Y-%m")
        elif re.match(r"\d{4}", written):
            read = datetime.fromisoformat(written)
        else:
            read = parsedate_to_datetime(written)
    return read.astimezone(UTC).replace(tzinfo=None) if read.tzinfo else read
