"""From a record, with the names that its source gives to things, to a row of the articles table."""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from helpers import text
from helpers.corpus import ids
from helpers.corpus.columns import columns_of, flatten, is_missing, listed, present
from helpers.corpus.dates import DateError, date_of_address, read_date
from helpers.corpus.language import guess_language, read_language
from helpers.corpus.record import Loss, Note, Record
from helpers.corpus.torn import find_torn

PASSED_OVER = frozenset(
    {"raw_text", "html", "raw_html", "comments", "label", "file", "n_words", "sha256", "is_cut_off", "mended"}
)
NO_COLUMN = "no column of text"  # so begins the reason why none of the rows of a table is read
NO_TEXT = "no text"  # the reason that never stops a run: exports have such rows
_CUT_OFF = re.compile(
    r"\s*(?:(?:…|\.{3})?\s*\[\+\d+\s+chars\]"  # NewsAPI
    r"|\[(?:…|\.{3}|&hellip;|&#8230;)\](?:</p>)?"  # WordPress
    r"|(?:…|\.{3})\s*\(?(?:continue reading|read more|more)\b[\s.…→»)]*)\s*$",
    re.IGNORECASE,
)  # fmt: skip


_CUT_SHORT = "its source gives only its beginning or a summary"


class Look(NamedTuple):
    """What a record states, found by the names of its columns; nothing is judged yet but whether it is there."""

    article_id: str | None
    text: str | None
    is_summary: bool
    title: str | None
    title_mended: str
    outlet: str | None
    author: str | None
    published: Any
    url: str | None
    language: Any
    further: tuple[str, ...]
    left: tuple[str, ...]
    fault: str | None
    cure: str


class Found(NamedTuple):
    """A record that is an article: its name, whether its source gave it that name, 64 bits of its content."""

    record: Record
    look: Look
    article_id: str
    is_given: bool
    content: int
    text: str
    repairs: tuple[text.Repair, ...]
    is_cut_off: bool
    published: datetime | None
    notes: tuple[Note, ...]


def look(record: Record) -> Look:
    """What `record` states, by the names of its columns."""
    fields = flatten(record.fields)
    columns = columns_of(fields, record.columns)
    said = {name: None if found is None else present(fields[found]) for name, found in columns.items()}
    if said["url"] is not None and not _url(said["url"]):
        columns["url"] = None  # trafilatura's `source` is an address, other exports' an outlet
    written, fault, cure = _text(said["text"], columns["text"])
    is_summary = written is None and fault is None
    if is_summary:
        written, fault, cure = _text(said["summary"], columns["summary"])
    if columns["text"] is None and columns["summary"] is None:
        fault, cure = f"{NO_COLUMN}; the columns are {listed(fields)}", _no_text_cure(said, columns)
    used = {found for name, found in columns.items() if is_summary or name != "summary"}
    others = [name for name in fields if name not in used and str(name).lower() not in PASSED_OVER]
    outlet = _written(said["outlet"])
    title, mended = text.repair(_name(said["title"]) or "")
    return Look(
        _name(said["article_id"]), written, is_summary, _name(title), ", ".join(made.rule for made in mended),
        None if outlet and "://" in outlet else outlet, _authors(said["author"]), said["published"], _url(said["url"]),
        said["language"], tuple(n for n in others if not isinstance(fields[n], list | dict)),
        tuple(n for n in others if isinstance(fields[n], list | dict)), fault, cure,
    )  # fmt: skip


def _no_text_cure(said: Mapping[str, Any], columns: Mapping[str, str | None]) -> str:
    """What to do about a table without a column of text, with what is read of it and which columns are not found."""
    taken = ", ".join(f"{found} is read as {ours}" for ours, found in columns.items() if found is not None)
    unseen = [ours for ours in ("text", "title", "outlet", "author", "published") if columns.get(ours) is None]
    named = " ".join(f"--column {ours}=NAME" for ours in unseen)
    cure = f"Name the column of the text text, content, body or full_text, or say which is which: {named}"
    cure += f" ({taken})" if taken else ""
    if said["url"] is None:
        return cure
    cure = cure[0].lower() + cure[1:]
    return f"The rows have addresses, not texts (Media Cloud and GDELT export none): fetch the pages. Or: {cure}"


def _text(value: Any, name: str | None) -> tuple[str | None, str | None, str]:
    """The text that `value` is, else why it is none, and the cure."""
    if isinstance(value, list | tuple) and value and all(isinstance(part, str) for part in value):
        value = "\n\n".join(value)  # paragraphs
    if value is None or (isinstance(value, str) and not value.strip("\0 \t\r\n\f\v\u00a0\ufeff")):
        return None, None, ""
    if isinstance(value, str):
        return clean(value), None, ""
    return None, f"{name} is of type {type(value).__name__}", "Give the text as one string"


def clean(written: str) -> str:
    """`written` without what no text holds: zero bytes go, half surrogate pairs become U+FFFD."""
    if "\0" in written:
        written = written.replace("\0", "")
    if not written.isascii():
        written = written.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return written


def find(record: Record, date_format: str | None = None) -> Found | Loss:
    """`record` as an article with its name, or why it is none.

    A date that cannot be read is noted, and left out. Where none is stated, the day in the address is taken.
    """
    told = look(record)
    if told.fault:
        return Loss(record.source, record.place, told.article_id, told.fault, told.cure)
    if told.text is None:
        if record.place:
            return Loss(
                record.source, record.place, told.article_id, NO_TEXT,
                "Nothing to do if the source has none; else fill the row",
            )  # fmt: skip
        return Loss(
            record.source, "", told.article_id, "empty: not one character besides white space",
            "Remove the file, or fill it",
        )  # fmt: skip
    cut = _CUT_OFF.search(told.text, max(0, len(told.text) - 80))
    written, repairs = text.repair(told.text[: cut.start()] if cut else told.text)
    if not written.strip():
        return Loss(record.source, record.place, told.article_id, NO_TEXT, "Only a mark of a cut-off text stands here")
    published, notes = _dated(record, told, date_format)
    article_id, content = told.article_id, ids.content(told.url, told.text)
    if article_id is None:  # the address's day is no part of the name: a date that is stated is
        parts = ids.stem(told.outlet, told.url, told.title, told.text)
        article_id = ids.spell(parts, published)
        if ids.mark(parts, published) in record.survey.shared:
            article_id = f"{article_id}-{ids.letters(content)}"
    published, said = _beside_address(told, written, published)
    notes += [(record.source, record.place, *one) for one in said]
    notes += [(record.source, record.place, "title mended", told.title_mended)] * bool(told.title_mended)
    is_cut_off = bool(cut) or told.is_summary
    if seen := [_CUT_SHORT] if is_cut_off else [*find_torn(written, told.title)]:
        notes.append((record.source, record.place, "not whole" if is_cut_off else "may not be whole", "; ".join(seen)))
    return Found(
        record, told, article_id, told.article_id is not None, content, written, tuple(repairs),
        is_cut_off, published,
        tuple(Note(source, place, rule, article_id, note) for source, place, rule, note in notes),
    )  # fmt: skip


def _beside_address(
    told: Look, written: str, published: datetime | None
) -> tuple[datetime | None, list[tuple[str, str]]]:
    """The date of an article, where none is stated the day in its address, and what is to be noted of both."""
    day = date_of_address(told.url)
    if day and published is None and is_missing(told.published):
        return day, [("date from its address", f"no date is stated{_later_post(written, day)}")]
    if day and published and abs(published - day) > _DAYS_APART:
        said = f"published is {published:%Y-%m-%d}, in its address stands {day:%Y-%m-%d}"
        return published, [("date and address", said)]
    return published, []


_POST = re.compile(r"\(@\w+\) ([A-Z]\w+ \d{1,2}, \d{4})\b")  # "— Ann Lee (@annlee) December 22, 2019"


def _later_post(written: str, day: datetime) -> str:
    """That a post in a text is of a day after `day`, in words: the text is of that day or later."""
    days = []
    for found in _POST.finditer(written):
        with suppress(DateError):
            days.append(read_date(found[1]) or day)
    latest = max(days, default=day)
    return f"; a post in the text is of {latest:%Y-%m-%d}" if latest > day else ""


_DAYS_APART = timedelta(days=3)  # a page may be put up on the eve, or filed under the day after


def _dated(
    record: Record, told: Look, date_format: str | None
) -> tuple[datetime | None, list[tuple[str, str, str, str]]]:
    """The date that a record states; where it cannot be read, a note of it: file, place, rule, words."""
    try:
        return read_date(told.published, day_first=record.survey.day_first, date_format=date_format), []
    except DateError as error:
        stated = str(told.published)[:60]
        cure = "" if date_format else ". Write it as 2017-12-31"
        source, place = ("articles.csv", record.stated_at) if record.stated_at else (record.source, record.place)
        return None, [(source, place, "date left out", f'published is "{stated}": {error}{cure}')]


def complete(found: Found) -> dict[str, Any]:
    """The row of `found` in the articles table."""
    told, written = found.look, found.text
    fields = flatten(found.record.fields)
    article = {
        "article_id": found.article_id,
        "label": found.article_id,
        "title": told.title,
        "outlet": told.outlet,
        "author": told.author,
        "published": found.published,
        "url": told.url,
        "file": found.record.source,
        "language": read_language(told.language) or guess_language(written),
        "n_words": text.count_words(written),
        "sha256": hashlib.sha256((told.text or "").encode()).hexdigest(),
        "is_cut_off": found.is_cut_off,
        "mended": json.dumps(found.repairs, ensure_ascii=False) if found.repairs else None,
        "text": written,
    }
    renamed = {name: f"{name}_before" for name in found.record.columns}  # theirs, where another was named for it
    further = {
        clean(renamed.get(name, str(name))): _name(fields[name])
        for name in told.further
        if name not in article or name in renamed
    }
    return {**article, **{name: value for name, value in further.items() if name and value}}


def _url(value: Any) -> str | None:
    url = _name(value)
    return url if url and "/" in url else None


def _name(value: Any) -> str | None:
    if is_missing(value):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # an id in a column that has gaps
    return " ".join(clean(str(value)).split()) or None


def _written(value: Any) -> str | None:
    """A name as `_name` gives it, its markup, entities and wrong encoding mended as those of a text."""
    name = _name(value)
    return _name(text.repair(name)[0]) if name else None


_BY = re.compile(r"by[:\s]\s*(?=\w)", re.IGNORECASE)
_NAMES = ("name", "fullName", "full_name", "displayName", "title", "uri")


def _authors(value: Any) -> str | None:
    if isinstance(value, str) and value.startswith("["):  # a list, as news-please writes it to CSV
        try:
            value = ast.literal_eval(value)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            return _name(value)
    if isinstance(value, list | tuple):
        return "; ".join(dict.fromkeys(name for name in map(_author, value) if name)) or None
    return _author(value)


def _author(value: Any) -> str | None:
    if isinstance(value, dict):
        value = next((value[name] for name in _NAMES if value.get(name)), None)
    if isinstance(value, int | float | list | dict):  # WordPress gives its authors' numbers
        return None
    name = _name(value)
    return _BY.sub("", name, count=1) if name and _BY.match(name) else name
