"""What readers of files give: an article as found, what is no article, and what is worth saying of either."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from helpers.corpus.files import printable


class Survey(NamedTuple):
    """What holds for all records of one file: read once before the first of them is made an article.

    `day_first` says how 5/9/2023 is read (None: it stays open); `shared` holds the names (see `ids.mark`) that several
    different articles would have.
    """

    day_first: bool | None = None
    shared: frozenset[int] = frozenset()


class Record(NamedTuple):
    """One article as found: its file, the place in it, its fields as the source names them.

    `stated_at` is the place in articles.csv where more is said of it, `columns` say which of its fields are which
    where somebody named them (ours -> theirs).
    """

    source: str
    place: str
    fields: Mapping[str, Any]
    stated_at: str = ""
    survey: Survey = Survey()
    columns: Mapping[str, str] = MappingProxyType({})


class Loss(NamedTuple):
    """One input that is no article. The order of fields is that of the table `rejected`."""

    source: str
    place: str
    article_id: str | None
    reason: str
    cure: str

    def printable(self) -> Loss:
        """This, with what is no character written as `\\udcff`: for a line, a table, a page."""
        return Loss._make(field and printable(field) for field in self)

    def __str__(self) -> str:
        where = f"{self.source}, {self.place}" if self.place else self.source
        return f"{where}: {self.reason}. {self.cure}."


class Note(NamedTuple):
    """What was decided or left open in reading. The order of fields is that of the table `notes`."""

    source: str
    place: str
    rule: str
    article_id: str | None
    note: str

    def printable(self) -> Note:
        """This, with what is no character written as `\\udcff`."""
        return Note._make(field and printable(field) for field in self)
