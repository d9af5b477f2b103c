"""The documents of an export of a press database, each as a record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from helpers.corpus.databases import Database
from helpers.corpus.layouts import LAYOUTS
from helpers.corpus.lines import Line
from helpers.corpus.record import Loss, Note, Record
from helpers.words import count


def read_documents(
    source: str, lines: Sequence[Line], database: Database, *, glue: str
) -> Iterator[Record | Loss | Note]:
    """The documents of `lines` as records; what is no article is a Loss. `glue` parts the paragraphs of a text."""
    number = 0
    layout = LAYOUTS[database.layout]
    for document in _split(lines, database):
        fields = layout(document, database, glue)
        if fields is None:
            continue
        number += 1
        place = f"document {number}"
        if not fields.get("text", "").strip():
            title = (fields.get("title") or " ".join(line.text for line in document[:3]))[:60]
            yield Loss(
                source, place, None, f'a document of {database.name} without text: "{title.strip()}"',
                "Export it with its full text, or leave it out",
            )  # fmt: skip
        elif not (fields.get("outlet") or fields.get("published")):
            yield Loss(
                source, place, None, f"a document of {database.name} with neither outlet nor date",
                "Give it as a file of its own, with its row in articles.csv",
            )  # fmt: skip
        else:
            yield Record(source, place, {name: value for name, value in fields.items() if value})
    yield Note(
        source,
        "",
        "documents",
        None,
        f"an export of {database.name}: parted into {count(number, 'document')}{_missing(lines, database, number)}",
    )


def _missing(lines: Sequence[Line], database: Database, n: int) -> str:
    """What is to be said when fewer documents were found than the file counts."""
    counts = [re.findall(r"\d+", line.text) for line in lines if database.begins and database.begins.search(line.text)]
    told = [(int(numbers[0]), int(numbers[-1])) for numbers in counts if len(numbers) == 2]
    if not told or told[0][0] != 1 or n >= told[0][1]:
        return ""
    return f"; the file says that there are {told[0][1]:,}"


def _split(lines: Sequence[Line], database: Database) -> Iterator[list[Line]]:
    """The lines of each document, without those that only part them."""
    current: list[Line] = []
    has_begun = database.begins is None
    for line in lines:
        if database.begins and database.begins.search(line.text):
            if has_begun and any(one.text.strip() for one in current):
                yield current
            current, has_begun = [], True
        elif database.ends and database.ends.search(line.text):
            yield current
            current = []
        else:
            current.append(line)
    if database.begins and any(line.text.strip() for line in current):
        yield current
