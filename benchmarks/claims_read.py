"""What readers found true among rows of the table of claims, on articles that the rules had not seen.

    python benchmarks/claims_read.py

Reads benchmarks/labels/claims_read.json: each row a claim that was drawn by chance, with its place in the text and the
verdict of a reader who had the article and the row as a sentence, and nothing of the program: "true"; "misleading"
(true, but a field would mislead); "false" (a field says what the article does not); "trivial" (it cannot be understood
without the article, or nobody would list it). Prints a table with 95 % Wilson intervals and writes
benchmarks/results/claims_read.md. No text lies there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from readers import labels, publish, share

Row = Mapping[str, Any]
VERDICTS = {
    "true": "true, %",
    "misleading": "true, but a field misleads, %",
    "false": "false, %",
    "trivial": "says nothing alone, %",
}
KINDS: Mapping[str, Callable[[Row], bool]] = {
    "complete statements": lambda row: row["is_complete"],
    "of these told on page 06": lambda row: row["is_told"],
    "other rows of the table": lambda row: not row["is_complete"],
    "all": lambda _: True,
}


def of_kind(what: str, rows: Sequence[Row]) -> str:
    """A row of the table: how many were read, and each verdict in percent."""
    n = Counter(row["verdict"] for row in rows)
    shares = " | ".join(share(n[verdict], len(rows)) for verdict in VERDICTS)
    return f"| {what} | {len(rows)} | {shares} |"


def report(readings: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The lines of the result."""
    yield "# Claims, read beside their articles\n"
    yield (
        "Made by `benchmarks/claims_read.py` from `benchmarks/labels/claims_read.json`. Each reading is of articles\n"
        "of its own, drawn from US news of 2012-2020; the rules were mended in between. Readers are a language model,\n"
        "one reading a row. Percent with 95 % intervals. What page 06 tells (`findings.is_told`) was chosen after the\n"
        "first three readings, with their rows; 4, 5, 7 are of rows that it tells, 6 of rows that it does not, each\n"
        "of articles drawn after that; 5 and 6 were drawn together, and the rules mended with them before 7. What is\n"
        "told was cut once more after 7 (surer, its measure beside it, no jobs of an industry), and not read since."
    )
    for reading in readings:
        rows = reading["rows"]
        n_articles = len({row["id"] for row in rows})
        yield f"\n## Reading {reading['reading']}: {n_articles} articles, rows of {reading['commit']}\n"
        yield from _table(rows)
    yield "\n## Readings 1 to 3\n"
    yield from _table([row for reading in readings[:3] for row in reading["rows"]])


def _table(rows: Sequence[Row]) -> Iterator[str]:
    yield f"| rows | read | {' | '.join(VERDICTS.values())} |"
    yield "| --- " * (2 + len(VERDICTS)) + "|"
    for what, is_one in KINDS.items():
        if chosen := [row for row in rows if is_one(row)]:
            yield of_kind(what, chosen)


if __name__ == "__main__":
    publish("claims_read", report(labels("claims_read")))
