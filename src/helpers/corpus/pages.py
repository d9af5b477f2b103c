"""Web pages: one in a file, or many in a web archive (WARC). The article of a page is what trafilatura takes for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from helpers.corpus import databases, documents, lines
from helpers.corpus.encodings import decode, read_text
from helpers.corpus.files import File, is_own_page, open_file, own_id
from helpers.corpus.record import Loss, Note, Record
from helpers.rules import Rule, load_rules
from helpers.words import count

_WITH_EXTRA = "pip install 'origins-notebooks[html]'"
_KEPT = ("title", "author", "url", "sitename", "date", "language", "text")
_FEW = 150  # words: a longer page is an article, whatever it is called


@cache
def error_pages() -> tuple[Rule, ...]:
    """The rules of data/error_pages.toml: titles and first words of what a site sends in place of an article."""
    return load_rules("error_pages.toml", "page")


def read_html(file: File) -> Iterator[Record | Loss | Note]:
    """The article of a page, or the documents of a press database; a page of our own reports is left out."""
    written, note = read_text(file)
    if is_own_page(written):
        yield Note(file.name, "", "report", None, "a page of a report of this program: left out")
        return
    if note:
        yield note
    if databases.may_be(written):
        blocks = lines.of_html(written, databases.marks())
        if database := databases.recognise(blocks):
            yield from documents.read_documents(file.name, blocks, database, glue="\n\n")
            return
    fields = extract(written)
    if fields is None:
        yield Loss(
            file.name, "", own_id(file.name), "an HTML page, and trafilatura is not installed", _WITH_EXTRA,
        )  # fmt: skip
        return
    if error := _error(fields):
        yield Note(file.name, "", "error page", None, error)
    else:
        yield Record(file.name, "", fields)


def _error(fields: Mapping[str, Any]) -> str | None:
    """What is said of a page that is none of an article: "Page not found", "Just a moment..."."""
    title, written = (str(fields[name] or "").strip() for name in ("title", "text"))
    if len(written.split()) > _FEW:
        return None
    for told in (title, " ".join(written.split())):
        if told and any(rule.pattern.search(told) for rule in error_pages()):
            return f'"{told[:60]}": an error page of the site, no article; left out. Fetch the page again'
    return None


def extract(page: str) -> Mapping[str, Any] | None:
    """What trafilatura takes for the article of a page; None where it is not installed."""
    try:
        from trafilatura import bare_extraction
    except ImportError:
        return None
    found = bare_extraction(page, with_metadata=True)
    told = {} if found is None else found if isinstance(found, dict) else found.as_dict()
    return {name: told.get(name) for name in _KEPT}


def read_warc(file: File) -> Iterator[Record | Loss | Note]:
    """The pages of a web archive, each with its address; what is none (pictures, scripts, error pages) is counted."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        yield Loss(file.name, "", None, "a web archive, and warcio is not installed", _WITH_EXTRA)
        return
    n_others = 0
    with open_file(file) as opened:
        number = 0
        try:
            for number, kept in enumerate(ArchiveIterator(opened), 1):
                is_page = kept.rec_type in {"response", "resource"} and "html" in _content_type(kept)
                if not is_page or not _is_sent(kept):
                    n_others += 1
                    continue
                address = kept.rec_headers.get_header("WARC-Target-URI") or ""
                written, _ = decode(kept.content_stream().read(), file.name)
                fields = extract(written)
                if fields is None:
                    yield Loss(file.name, "", None, "a web archive, and trafilatura is not installed", _WITH_EXTRA)
                    return
                if error := _error(fields):
                    yield Note(file.name, f"record {number}", "error page", None, error)
                    continue
                yield Record(file.name, f"record {number}", {**fields, "url": address or fields["url"]})
        except (ArchiveLoadFailed, ValueError) as error:
            yield Loss(
                file.name, f"record {number + 1}", None, f"not a web archive from here on: {str(error)[:100]}",
                "Fetch the archive again",
            )  # fmt: skip
    if n_others:
        yield Note(file.name, "", "records", None, f"no pages, left out: {count(n_others, 'record')} of the archive")


def _content_type(kept: Any) -> str:
    headers = kept.http_headers or kept.rec_headers
    return str(headers.get_header("Content-Type") or "").lower()


def _is_sent(kept: Any) -> bool:
    """Whether the site sent what was asked for, and not that it is gone, has moved or fails."""
    status = kept.http_headers.get_statuscode() if kept.http_headers else None
    return not status or status.startswith("2")
