"""Records become parts of the articles table: every id once, every fault listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from helpers import tables
from helpers.arguments import one_of
from helpers.corpus import ids
from helpers.corpus.article import NO_COLUMN, NO_TEXT, Found, complete, find
from helpers.corpus.files import CorpusError
from helpers.corpus.record import Loss, Note, Record
from helpers.words import count

SAME_ROW = "the same article once more"  # the reason, too, that never stops a run: exports overlap
_SHOWN = 10


class Part(NamedTuple):
    """Some articles of a corpus; what of the same stretch of input could not become one; what is worth saying."""

    articles: pd.DataFrame
    rejected: pd.DataFrame
    notes: pd.DataFrame


def gather(
    found: Iterable[Record | Loss | Note],
    *,
    size: int = 1000,
    on_error: str = "stop",
    date_format: str | None = None,
    known: Mapping[str, int] | None = None,
) -> Iterator[Part]:
    """Records as parts of at most `size` articles, every id once; `known` are ids that are taken, with their content.

    on_error "stop": when something cannot be read, all that cannot is said in one CorpusError, after the last record.

    >>> records = corpus.read_records("seeds", corpus.find_files("seeds")[0])
    >>> [len(part.articles) for part in corpus.gather(records)]
    [5]
    """
    one_of("corpus.gather", "on_error", on_error, ("stop", "quarantine"))
    taken = Taken({hash(article_id): content << 64 for article_id, content in (known or {}).items()}, {"": 0})
    rows, losses, notes = list[Mapping[str, Any]](), list[Loss](), list[Note]()
    faults, n_faults = dict[Loss, int](), 0  # of what is said of many rows of a file alike, the first
    for record in found:
        if isinstance(record, Note):
            notes.append(record.printable())
            continue
        made = find(record, date_format) if isinstance(record, Record) else record
        named = made if isinstance(made, Loss) else _take(made, taken)
        if isinstance(named, Loss):
            named = named.printable()
            losses.append(named)
            if on_error == "stop" and is_fault(named.reason):
                n_faults += 1
                _note_fault(faults, named)
                rows, losses, notes = [], [], []
        elif not n_faults:
            rows.append(complete(named))
            notes += [note.printable() for note in named.notes]
            if len(rows) == size:
                yield _part(rows, losses, notes)
                rows, losses, notes = [], [], []
    if n_faults:
        raise CorpusError(_all(faults, n_faults))
    if rows or losses or notes:
        yield _part(rows, losses, notes)


def is_fault(reason: str) -> bool:
    """Whether a loss for this `reason` stops a run that stops at faults.

    >>> corpus.is_fault(corpus.NO_TEXT)
    False
    """
    return reason != NO_TEXT and not reason.startswith(SAME_ROW)


def _note_fault(faults: dict[Loss, int], loss: Loss) -> None:
    """Count `loss` in `faults`: where there is room, or where another row of its file has no column of text either."""
    like = next(
        (one for one in faults if one.source == loss.source and _is_of_columns(one) and _is_of_columns(loss)), loss
    )
    if like in faults or len(faults) < _SHOWN:
        faults[like] = faults.get(like, 0) + 1


def _is_of_columns(loss: Loss) -> bool:
    return loss.reason.startswith(NO_COLUMN)


def _all(faults: Mapping[Loss, int], n: int) -> str:
    told = [
        f"{loss}" + (f" So it is with {count(alike - 1, 'further row')}." if alike > 1 else "")
        for loss, alike in faults.items()
    ]
    if len(told) == 1 and sum(faults.values()) == n:
        return told[0]
    more = [f"... and {n - sum(faults.values()):,} more"] if n > sum(faults.values()) else []
    return "\n  ".join([f"{n:,} inputs cannot be read:", *told, *more])


class Taken(NamedTuple):
    """Which ids are taken, by what: 64 bits of an id -> 64 bits of content, number of its file, number of its row.

    Three numbers in one, for memory: a corpus may be millions. File 0: where is not known.
    """

    by_id: dict[int, int]
    files: dict[str, int]

    def note(self, article_id: str, found: Found) -> None:
        """Note that `found` has the id `article_id`."""
        word, _, number = found.record.place.rpartition(" ")
        file = self.files.setdefault(f"{found.record.source}\n{word}", len(self.files))
        at = int(number) if number.isdigit() else 0
        self.by_id[hash(article_id)] = found.content << 64 | file << 32 | min(at, (1 << 32) - 1)

    def content(self, article_id: str) -> int:
        """64 bits of the content that has the id."""
        return self.by_id[hash(article_id)] >> 64

    def place(self, article_id: str) -> str:
        """Where the article that has the id stands."""
        packed = self.by_id[hash(article_id)]
        file, at = packed >> 32 & (1 << 32) - 1, packed & (1 << 32) - 1
        source, _, word = list(self.files)[file].partition("\n")
        return f"{source}, {word} {at}" if at else source or "a file read before"


def _take(found: Found, taken: Taken) -> Found | Loss:
    """`found` under an id that no other has; a Loss where it came with one that another has."""
    article_id = found.article_id
    if hash(article_id) not in taken.by_id:
        taken.note(article_id, found)
        return found
    place, is_same = taken.place(article_id), taken.content(article_id) == found.content
    if found.is_given:
        return _twice(found, place, is_same=is_same)
    name = article_id if is_same else f"{article_id}-{ids.letters(found.content)}"
    copy, number = name, 1
    while hash(copy) in taken.by_id:
        number += 1
        copy = f"{name}-copy-{number}"
    taken.note(copy, found)
    notes = tuple(note._replace(article_id=copy) for note in found.notes)
    if number > 1:
        told = f"the same address and text as {place}"
        notes = (*notes, Note(found.record.source, found.record.place, "copies", copy, told))
    return found._replace(article_id=copy, notes=notes)


def _twice(found: Found, place: str, *, is_same: bool) -> Loss:
    record = found.record
    if is_same:
        reason, cure = f"{SAME_ROW}: id, address and text as in {place}", "Nothing to do: it is counted once"
    else:
        reason = f'the article_id "{found.article_id}" stands twice, first in {place}'
        cure = "Give each article an id of its own, or remove one of the two"
    return Loss(record.source, record.place, found.article_id, reason, cure)


def _part(rows: list[Mapping[str, Any]], losses: list[Loss], notes: list[Note]) -> Part:
    # two losses may share a place (a row refused twice): the first stands
    first = {(loss.source, loss.place): loss for loss in reversed(losses)}
    said = {(note.source, note.place, note.rule): note for note in reversed(notes)}
    return Part(tables.ARTICLES.frame(rows), tables.REJECTED.frame(first.values()), tables.NOTES.frame(said.values()))
