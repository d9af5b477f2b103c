"""Word, RTF and HTML files as lines of text: what the reader of press databases takes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any, NamedTuple
from xml.etree import ElementTree

from helpers.corpus.files import check_archive

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BLOCKS = frozenset({
    "p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "table", "hr", "title",
    "header", "footer", "blockquote", "ul", "ol", "body", "form", "aside", "small",
})  # fmt: skip
_SILENT = frozenset({"script", "style", "noscript", "template"})
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "wbr", "area", "base", "col", "embed", "source", "track"}
)


class Line(NamedTuple):
    """A line or paragraph, and what its place in the file says that it is (HD: title, TD: text ...)."""

    text: str
    mark: str = ""


def of_text(written: str) -> list[Line]:
    """The lines of a text."""
    return [Line(line) for line in written.splitlines()]


def of_rtf(raw: bytes) -> list[Line]:
    """The paragraphs of an RTF file."""
    from striprtf import striprtf

    read: Any = striprtf.rtf_to_text  # the package has no types
    return of_text(read(raw.decode("cp1252", "replace"), errors="replace"))


def of_docx(raw: bytes) -> list[Line]:
    """The paragraphs of a Word file (.docx). Raises ValueError when it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            check_archive(packed, len(raw))
            tree = ElementTree.fromstring(packed.read("word/document.xml"))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, NotImplementedError, RuntimeError) as error:
        raise ValueError(f"not a Word file: {error}") from error
    found = []
    for paragraph in tree.iter(f"{_WORD}p"):
        written = "".join(_word_part(part) for part in paragraph.iter())
        found += [Line(line) for line in written.split("\n")]
    return found


def _word_part(part: ElementTree.Element) -> str:
    tag = part.tag.removeprefix(_WORD)
    if tag == "t":
        return part.text or ""
    return {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(tag, "")


def of_html(written: str, marks: Mapping[str, str]) -> list[Line]:
    """The blocks of an HTML page; `marks` by parts of names of classes."""
    reader = _Blocks(marks)
    reader.feed(written)
    reader.close()
    reader.end_line()
    return reader.lines


class _Blocks(HTMLParser):
    def __init__(self, marks: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self._marks = marks
        self._parts: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = next((value for name, value in attrs if name == "class" and value), "")
        mark = next((mark for part, mark in self._marks.items() if part in named), "") if named else ""
        if tag in _BLOCKS or mark:
            self.end_line()
        if tag in _SILENT:
            self._silent += 1
        if tag not in _VOID:
            self._open.append((tag, mark))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        at = next((i for i in range(len(self._open) - 1, -1, -1) if self._open[i][0] == tag), None)
        if at is None:
            if tag in _BLOCKS:
                self.end_line()
            return
        if tag in _BLOCKS or self._open[at][1]:
            self.end_line()
        del self._open[at:]

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._parts.append(data)

    def end_line(self) -> None:
        """Close the line that is being read, under the innermost mark."""
        written = re.sub(r"\s+", " ", "".join(self._parts)).strip()
        self._parts.clear()
        if written:
            self.lines.append(Line(written, next((mark for _, mark in reversed(self._open) if mark), "")))
