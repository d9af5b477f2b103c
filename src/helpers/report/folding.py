"""What a page leaves out because it shows nothing: empty tables and charts, and headings with nothing else below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from nbformat import NotebookNode

_EMPTY = re.compile(r'\s*<p class="nothing">([^<]*)</p>\s*')
_NO_ROWS = ": none."  # behind the caption of a table without rows
_HEADING = re.compile(r"## +([^\n]+)")


def folded(cells: Sequence[NotebookNode]) -> list[NotebookNode]:
    """`cells` without outputs that show nothing, nor the headings and notes that stand over or under these alone.

    A sentence in place of a chart stays the first time, where its heading does. Code stays: it leads to the outputs
    behind it.
    """
    kept: list[NotebookNode] = []
    said: set[str] = set()
    for section in _sections(cells):
        heading = _HEADING.match(section[0].source) if section[0].cell_type == "markdown" else None
        empties = [_nothing(output) for cell in section for output in cell.get("outputs", ())]
        if heading and empties and None not in empties:
            kept += [_silent(cell) for cell in section if cell.cell_type == "code"]
        else:
            kept += _without_empty(section, said)
    return kept


def _sections(cells: Iterable[NotebookNode]) -> Iterator[list[NotebookNode]]:
    held: list[NotebookNode] = []
    for cell in cells:
        if held and cell.cell_type == "markdown" and _HEADING.match(cell.source):
            yield held
            held = []
        held.append(cell)
    if held:
        yield held


def _nothing(output: NotebookNode) -> str | None:
    """What an output says in place of a table or chart without rows; None where it shows something."""
    shown = output.get("data", {}).get("text/html", "")
    match = _EMPTY.fullmatch(shown if isinstance(shown, str) else "".join(shown))
    return unescape(match[1]) if match else None


def _silent(cell: NotebookNode) -> NotebookNode:
    return NotebookNode({**cell, "outputs": []})


def _without_empty(section: Sequence[NotebookNode], said: set[str]) -> Iterator[NotebookNode]:
    """The cells of a section that shows something; `said` are sentences of the page."""
    is_note_on_nothing = False
    for cell in section:
        empties = {_nothing(output) for output in cell.get("outputs", ())}
        sentence = next(iter(empties)) if len(empties) == 1 else None
        if sentence is not None and (sentence.endswith(_NO_ROWS) or sentence in said):
            is_note_on_nothing = True
            yield _silent(cell)
        elif cell.cell_type == "code":
            is_note_on_nothing &= not empties
            yield cell
        elif not is_note_on_nothing:
            yield cell
        said |= {sentence} if sentence else set()
        is_note_on_nothing &= cell.cell_type == "code"
