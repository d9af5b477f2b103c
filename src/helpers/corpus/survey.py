"""The first look at a file: what can only be said of all of its rows together."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from helpers.corpus import article, ids
from helpers.corpus.columns import NONE_STATED, flatten, listed, same
from helpers.corpus.dates import OPEN, DateError, is_day_first, is_open, read_date
from helpers.corpus.record import Loss, Note, Record, Survey
from helpers.words import like

_SHOWN = 12  # columns that a note names


def looked_over(
    read: Callable[[], Iterable[Record | Loss | Note]],
    date_format: str | None = None,
    columns: Mapping[str, str] = NONE_STATED,
) -> Iterator[Record | Loss | Note]:
    """What `read`, called twice, gives of one file: each record with what holds for all of them, and its `columns`.

    A column that is named for one of ours, but that no record has, is a Loss in place of all records.
    """
    named = (one._replace(columns=columns) for one in read() if isinstance(one, Record))
    surveyed, notes, absent = survey(named, date_format)
    if absent:
        yield absent
        return
    yield from notes
    for found in read():
        yield found._replace(survey=surveyed, columns=columns) if isinstance(found, Record) else found


def survey(records: Iterable[Record], date_format: str | None = None) -> tuple[Survey, list[Note], Loss | None]:
    """What holds for `records` of one file together, and what is worth saying of it.

    Their dates of numbers are read day first or month first as those among them say that leave no choice. The names
    that different articles would share are found. 24 bytes a record are held.
    """
    stems, days, contents = array("Q"), array("q"), array("Q")
    unsure: list[tuple[int, Any]] = []
    says: Counter[bool] = Counter()
    shown = dict[bool | None, str]()
    kept: Counter[str] = Counter()
    left: Counter[str] = Counter()
    head: Record | None = None
    source = ""
    unseen = dict[str, str]()
    for record in records:
        source = record.source
        if head is None:
            head, unseen = record, dict(record.columns)
        if unseen:
            there = flatten(record.fields)
            unseen = {ours: theirs for ours, theirs in unseen.items() if same(there, theirs) is None}
        looked = article.look(record)
        kept.update(looked.further)
        left.update(looked.left)
        _weigh(looked.published, says, shown)
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
    absent = _absent(head, unseen) if head and unseen else None
    return Survey(day_first, _shared(stems, days, contents)), [*_notes(source, says, shown, kept, left)], absent


def _weigh(published: Any, says: Counter[bool], shown: dict[bool | None, str]) -> None:
    """Count what a date says of the order of day and month; the first of each kind is kept in `shown`."""
    if (first := is_day_first(published)) is not None:
        says[first] += 1
        shown.setdefault(first, published)
    elif None not in shown and is_open(published):
        shown[None] = published


def _absent(record: Record, unseen: Mapping[str, str]) -> Loss:
    """What is said of a file like `record` that has none of the columns `unseen`."""
    there = flatten(record.fields)
    ours, theirs = next(iter(unseen.items()))
    told = f'no column "{theirs}" for {ours}{like(theirs, map(str, there))}; the columns are {listed(there)}'
    return Loss(record.source, "", None, told, f"Name one of them (--column {ours}=NAME), or leave {ours} out")


def _shared(stems: array[int], days: array[int], contents: array[int]) -> frozenset[int]:
    """The names that articles of different content have."""
    rows = np.unique(np.column_stack([np.array(stems, "u8"), np.array(days, "u8"), np.array(contents, "u8")]), axis=0)
    repeated = (rows[1:, :2] == rows[:-1, :2]).all(axis=1)
    return frozenset(ids.mark_of(int(stem), int(day)) for stem, day in rows[1:][repeated, :2])


def _notes(
    source: str, says: Counter[bool], shown: Mapping[bool | None, str], kept: Counter[str], left: Counter[str]
) -> Iterator[Note]:
    """`shown`: a date with the day first, one with the month first and, by None, one that may be either."""
    if says:
        yield Note(source, "", "order of dates", None, _order(says, shown))
    named = (("kept but not read", _listed(kept)), ("left out, as they hold lists", _listed(left)))
    if found := [f"{what}: {columns}" for what, columns in named if columns]:
        yield Note(source, "", "columns", None, f"columns {'; '.join(found)}")


def _order(says: Counter[bool], shown: Mapping[bool | None, str]) -> str:
    """How dates of numbers are read, said of dates that the file has."""
    if len(says) > 1:
        told = f"{says[True]:,} have the day first ({shown[True]}), {says[False]:,} the month ({shown[False]})"
        return f"{told}; {shown[None]} stays open" if None in shown else told
    first, n = says.most_common(1)[0]
    order = "day first" if first else "month first"
    return f"{shown.get(None, 'a date of numbers')} is read {order}, as {n:,} of the dates must be ({shown[first]})"


def _listed(columns: Counter[str]) -> str:
    names = [name for name, _ in columns.most_common() if name]
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
