"""What readers found true of whole reports, page by page, on articles that nothing had been tried on.

    python benchmarks/report_read.py

Reads benchmarks/labels/report_read.json. A reader had a report as plain text and its articles, and nothing of the
program, and judged every sentence that states something, and the first 10 to 30 rows of each table: "true"; "misleads"
(true, but a reader would take it wrongly); "false" (an article shows it); "unclear" (what the articles do not settle,
and rows about the program itself); and whether an editor would be glad of it. Prints two tables, with 95 % Wilson
intervals, and writes benchmarks/results/report_read.md. Neither texts nor sentences lie there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from readers import labels, publish, share

VERDICTS = ("true", "misleads", "false", "unclear")
WORTH = ("useful", "perhaps useful", "not useful")
Reading = Mapping[str, Any]


def report(readings: Sequence[Reading]) -> Iterator[str]:
    """The lines of the result."""
    yield "# Whole reports, read beside their articles\n"
    yield (
        "Made by `benchmarks/report_read.py` from `benchmarks/labels/report_read.json`. The corpora of each reading\n"
        "are drawn anew from US news of 2012-2020; what one found was mended before the next. Readers are a language\n"
        "model, one a report. Rows of one kind without a fault are often one item, so that shares depend on how\n"
        "finely a reader counts: compare pages and readings, not points. Rows that a reader picked further down,\n"
        "because they looked wrong, are left out. Percent with 95 % intervals."
    )
    for reading in readings:
        corpora = "; ".join(one["corpus"] for one in reading["reports"])
        yield f"\n## Reading {reading['reading']}: reports of {reading['commit']}\n\n{corpora}.\n"
        yield f"| page | items | {' | '.join(f'{what}, %' for what in (*VERDICTS, *WORTH))} |"
        yield "| --- " * (2 + len(VERDICTS) + len(WORTH)) + "|"
        yield from map(_row, *zip(*_pages(reading["reports"]), strict=True))


def _pages(reports: Sequence[Reading]) -> Iterator[tuple[str, Counter[str]]]:
    """The counts of each page in all reports, and of all pages."""
    pages: dict[str, Counter[str]] = {}
    for one in reports:
        for page, counts in one["pages"].items():
            pages.setdefault(page, Counter()).update(counts)
    yield from pages.items()
    yield "all", sum(pages.values(), Counter())


def _row(page: str, counts: Mapping[str, int]) -> str:
    n, worth = (sum(counts[what] for what in of) for of in (VERDICTS, WORTH))
    shares = [*(share(counts[what], n) for what in VERDICTS), *(share(counts[what], worth) for what in WORTH)]
    return f"| {page} | {n} | {' | '.join(shares)} |"


if __name__ == "__main__":
    publish("report_read", report(labels("report_read")))
