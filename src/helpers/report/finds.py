"""The finds that a page of evidence lists and marks: who speaks, numbers, what is set aside, where a text is from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import pandas as pd

from helpers.report import pages
from helpers.report.marked import Mark, Span
from helpers.words import number as as_number

N_HUES = 6  # speakers with a colour of their own: those with the most words
RowsAt = Callable[[int], tuple[pages.Row, ...]]
"""The rows of tables that point to the words at a place."""


class Entry(NamedTuple):
    """A find in a list beside the text: what it is, its words, and the table rows that point to it."""

    anchor: str
    start: int
    label: str
    words: str
    note: str
    rows: tuple[pages.Row, ...]
    is_place: bool = False  # where no text is shown: the entry stands for its place in the text


class Finds(NamedTuple):
    """Finds of one kind: the list below the text, and the marks in it."""

    entries: list[Entry]
    marks: list[Mark]

    def add(self, entry: Entry, end: int, name: str) -> None:
        """Take in a find that is one passage."""
        self.entries.append(entry)
        self.marks.append(Mark(entry.start, end, name, entry=entry.anchor))


def _who(row: Any, spans: Sequence[Any], text: str) -> str:
    if pd.notna(row.person):
        return str(row.person)
    source = next((text[s.start : s.end] for s in spans if s.role == "source"), "")
    return source or "source not found"


def speech(attributions: Sequence[Any], spans: Sequence[Any], text: str, rows: RowsAt) -> Finds:
    """What is said, by whom, by the rows of an article in both tables; the speakers of most words have a colour."""
    parts: dict[int, list[Any]] = defaultdict(list)
    for span in spans:
        parts[span.attribution_id].append(span)
    n_words: dict[str, int] = defaultdict(int)
    for row in attributions:
        if pd.notna(row.person):
            n_words[str(row.person)] += int(row.n_words)
    ranked = sorted(n_words, key=lambda who: (-n_words[who], who))
    hues = {who: f" w{n}" for n, who in enumerate(ranked[:N_HUES], 1)}
    found = Finds([], [])
    for row in attributions:
        own, anchor = parts[row.attribution_id], f"a-{row.attribution_id}"
        who = _who(row, own, text)
        content = " … ".join(text[s.start : s.end] for s in own if s.role == "content")
        cue = f"cue: {row.cue}" if pd.notna(row.cue) else "no cue"
        starts = sorted({int(row.start), *(int(s.start) for s in own)})
        pointing = tuple(dict.fromkeys(one for start in starts for one in rows(start)))
        note = f"{row.quote_kind}, {row.level}; {cue}"
        found.entries.append(Entry(anchor, int(row.start), who, content, note, pointing))
        before = who  # written before the first part of what is said
        for span in own:
            name, said = str(span.role), ""
            if name == "content":
                name, said, before = f"speech{hues.get(who, '')}", before, ""
            found.marks.append(Mark(int(span.start), int(span.end), name, who=said, entry=anchor))
    return found


def numbers(quantities: Sequence[Any], text: str, rows: RowsAt) -> Finds:
    """The numbers that count something, with what is read of them."""
    found = Finds([], [])
    real = [row for row in quantities if stands(row, "is_quantity") and row.is_quantity]
    for n, row in enumerate(real, 1):
        said = [f"{row.quantity_kind}:", _value(row)]
        said += [str(getattr(row, name)) for name in ("measure", "basis", "period") if stands(row, name)]
        if stands(row, "reporter"):
            said.append(f"{row.reporter}–{row.partner}" if stands(row, "partner") else str(row.reporter))
        if stands(row, "is_boilerplate") and row.is_boilerplate:
            said.append("in boilerplate")
        start, end = int(row.start), int(row.end)
        around = f"… {' '.join(text[max(0, start - 60) : end + 60].split())} …"
        found.add(Entry(f"n-{n}", start, text[start:end], around, " ".join(said), rows(start)), end, "number")
    return found


def aside(boilerplate: Sequence[Any], text: str, rows: RowsAt) -> Finds:
    """What is not the article's, and why."""
    found = Finds([], [])
    for n, row in enumerate(boilerplate, 1):
        start, end = int(row.start), int(row.end)
        found.add(Entry(f"b-{n}", start, str(row.reason), text[start:end], "", rows(start)), end, "boilerplate")
    return found


def stands(row: Any, name: str) -> bool:
    """Whether `row` has a value of that name."""
    return hasattr(row, name) and bool(pd.notna(getattr(row, name)))


def span(row: Any, name: str) -> Span | None:
    """Where a row says that `name` stands; None where it does not."""
    if not (stands(row, f"{name}_start") and stands(row, f"{name}_end")):
        return None
    return int(getattr(row, f"{name}_start")), int(getattr(row, f"{name}_end"))


_CHANGE = {"~": "about ", ">": "more than ", "<": "less than ", "up": "up ", "down": "down "}


def _value(row: Any) -> str:
    if stands(row, "value"):
        value = as_number(float(row.value))
    elif stands(row, "low") and stands(row, "high"):
        value = f"{as_number(float(row.low))} to {as_number(float(row.high))}"
    elif stands(row, "low"):  # "billions"
        value = f"{as_number(float(row.low))} or more"
    else:
        value = "no value"
    change = _CHANGE.get(str(row.change), "") if stands(row, "change") else ""
    return f"{change}{value}{f' {row.unit}' if stands(row, 'unit') else ''}"


def stated(provenance: Sequence[Any], text: str, rows: RowsAt) -> Finds:
    """The outlet, author and republisher that the text names."""
    found = Finds([], [])
    for row in provenance:
        for what in ("outlet", "author", "republisher"):
            if stands(row, what) and (place := span(row, what)):
                start, end = place
                label = f"{what}: {getattr(row, what)}"
                found.add(Entry(f"s-{what}", start, label, text[start:end], "", rows(start)), end, "source stated")
    return found
