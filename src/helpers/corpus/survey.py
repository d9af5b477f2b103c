"""The first look at a file: what can only be said of all of its rows together."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from helpers.corpus import article, ids
from helpers.corpus.dates import OPEN, DateError, is_day_first, read_date
from helpers.corpus.record import Note, Record, Survey

_SHOWN = 12  # columns that a note names


def survey(records: Iterable[Record], date_format: str | None = None) -> tuple[Survey, list[Note]]:
    """What holds for `records` of one file together, and what is worth saying of it.

    Their dates of numbers are read day first or month first as those among them say that leave no choice. The names
    that different articles would share are found. 24 bytes a record are held.
    """
    stems, days, contents = array("Q"), array("q"), array("Q")
    unsure: list[tuple[int, Any]] = []
    says: Counter[bool] = Counter()
    kept: Counter[str] = Counter()
    left: Counter[str] = Counter()
    source = ""
    for record in records:
        source = record.source
        looked = article.look(record)
        kept.update(looked.further)
        left.update(looked.left)
        if (first := is_day_first(looked.published)) is not None:
            says[first] += 1
        if looked.article_id is not None or not looked.text:
            continue
        stems.append(hash(ids.stem(looked.outlet, looked.url, looked.title, looked.text)) & (1 << 64) - 1)
        contents.append(ids.content(looked.url, looked.text))
        try:
            when = read_date(looked.published, date_format=date_format)
        except DateError as error:
            when = None
            if str(error) == OPEN:
                unsure.append((len(days), looked.published))
        days.append(when.toordinal() if when else 0)
    day_first = next(iter(says)) if len(says) == 1 else None
    for at, value in unsure if day_first is not None else ():
        when = read_date(value, day_first=day_first)
        days[at] = when.toordinal() if when else 0
    return Survey(day_first, _shared(stems, days, contents)), [*_notes(source, says, kept, left)]


def _shared(stems: array[int], days: array[int], contents: array[int]) -> frozenset[int]:
    """The names that articles of different content have."""
    rows = np.unique(np.column_stack([np.array(stems, "u8"), np.array(days, "u8"), np.array(contents, "u8")]), axis=0)
    repeated = (rows[1:, :2] == rows[:-1, :2]).all(axis=1)
    return frozenset(ids.mark_of(int(stem), int(day)) for stem, day in rows[1:][repeated, :2])


def _notes(source: str, says: Counter[bool], kept: Counter[str], left: Counter[str]) -> Iterator[Note]:
    if len(says) == 1:
        first, n = says.most_common(1)[0]
        order = "day first" if first else "month first"
        yield Note(source, "", "order of dates", None, f"05/09/2023 is read {order}, as {n:,} of its dates must be")
    elif says:
        told = f"{says[True]:,} have the day first, {says[False]:,} the month"
        yield Note(source, "", "order of dates", None, f"{told}; a date like 05/09/2023 stays open")
    named = (("kept but not read", _listed(kept)), ("left out, as they hold lists", _listed(left)))
    if found := [f"{what}: {columns}" for what, columns in named if columns]:
        yield Note(source, "", "columns", None, f"columns {'; '.join(found)}")


def _listed(columns: Counter[str]) -> str:
    names = [name for name, _ in columns.most_common() if name]
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
