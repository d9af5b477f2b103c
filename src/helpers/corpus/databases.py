"""Exports of press databases (LexisNexis, Nexis Uni, Factiva, ProQuest, Europresse): one file, many documents.

What tells them, their labels and an example of each are rows of data/databases.toml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from helpers.corpus.lines import Line
from helpers.rules import load_tree


class Database(NamedTuple):
    """How one press database writes its documents."""

    name: str
    layout: str
    hints: tuple[str, ...]
    tells: re.Pattern[str]
    labels: Mapping[str, str]
    marks: Mapping[str, str]
    begins: re.Pattern[str] | None
    ends: re.Pattern[str] | None
    text: re.Pattern[str] | None
    after: re.Pattern[str] | None
    length: re.Pattern[str] | None
    examples: tuple[tuple[str, bool], ...]


@cache
def databases() -> tuple[Database, ...]:
    """All rows of data/databases.toml. Raises ValueError where an example is not told right."""
    found = tuple(_database(row) for row in load_tree("databases.toml")["database"])
    for one in found:
        for line, expected in one.examples:
            if bool(one.tells.search(line)) != expected:
                raise ValueError(f'databases.toml, {one.name}: the example "{line}" is not told right')
    return found


def _database(row: Mapping[str, Any]) -> Database:
    def pattern(name: str) -> re.Pattern[str] | None:
        return re.compile(row[name]) if name in row else None

    examples = tuple((example["line"], example["is"]) for example in row["examples"])
    return Database(
        row["name"], row["layout"], tuple(row["hints"]), re.compile(row["tells"]), row["labels"], row.get("marks", {}),
        pattern("begins"), pattern("ends"), pattern("text"), pattern("after"), pattern("length"), examples,
    )  # fmt: skip


@cache
def marks() -> Mapping[str, str]:
    """The classes of HTML that the databases use, by what they hold."""
    return {part: mark for one in databases() for part, mark in one.marks.items()}


def may_be(written: str) -> bool:
    """Whether it is worth asking which database wrote this; cheap, for every text of a corpus."""
    return any(hint in written for one in databases() for hint in one.hints)


def recognise(lines: Sequence[Line]) -> Database | None:
    """The database that wrote `lines`, if one did."""
    return next((one for one in databases() if any(one.tells.search(line.text) for line in lines)), None)
