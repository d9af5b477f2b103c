"""How far two readings of the same articles agree: benchmarks/labels/again beside benchmarks/labels/test.

    python benchmarks/agreement.py TEXTS

TEXTS holds the texts of the annotated articles (see benchmarks/label_texts.py). Names are compared as
benchmarks/annotated.py does.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotated import LABELS, RESULTS, is_same, places
from statements import FACTS, canonical

Row = Mapping[str, Any]


def read(folder: Path) -> dict[str, Row]:
    """The articles of a folder of annotations by id."""
    files = sorted(folder.glob("*.json"))
    return {article["id"]: article for path in files for article in json.loads(path.read_text("utf-8"))}


def marked(article: Row, what: str) -> dict[tuple[int, int], Row]:
    return {(row["start"], row["end"]): row for row in article[what]}


def compare(one: Row, other: Row, text: str, counts: Counter[str]) -> None:
    """Counts what both readings of an article have, and what of it is the same."""
    first, second = ([s for s in article["sources"] if s["kind"] != "unnamed"] for article in (one, other))
    counts["sources: of"] += len(first)
    counts["sources"] += sum(any(is_same(s["name"], t, text) for t in second) for s in first)
    mine, theirs = marked(one, "quotes"), marked(other, "quotes")
    by_name = {source["name"]: source for source in one["sources"]}
    for place in mine.keys() & theirs.keys():
        counts["speakers: of"] += 1
        counts["speakers"] += is_same(theirs[place]["speaker"], by_name[mine[place]["speaker"]], text)
    ours, others = marked(one, "numbers"), marked(other, "numbers")
    for place in ours.keys() & others.keys():
        a, b = ours[place], others[place]
        same = {
            "numbers, fact or plan": (a["status"] in FACTS) == (b["status"] in FACTS),
            "numbers, a word of the measure": bool(canonical(a["measure"]) & canonical(b["measure"])),
        }
        if a["period"] and b["period"]:
            same["numbers, period"] = a["period"] == b["period"]
        for name, is_so in same.items():
            counts[f"{name}: of"] += 1
            counts[name] += is_so
    cut, again = places(one["furniture"], text), places(other["furniture"], text)
    counts["characters of furniture: of"] += len(cut | again)
    counts["characters of furniture"] += len(cut & again)


def report(counts: Counter[str], n: int) -> Iterator[str]:
    """The lines of the results."""
    yield "# Two readings of the same articles\n"
    yield f"Made by `benchmarks/agreement.py` from {n} articles of benchmarks/labels that were annotated twice.\n"
    yield "| what | same | of those that both have |\n| --- | ---: | ---: |"
    for name in [name.removesuffix(": of") for name in counts if name.endswith(": of")]:
        yield f"| {name} | {counts[name]} | {counts[f'{name}: of']} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    options = parser.parse_args()
    first, again = read(LABELS), read(LABELS.parent / "again")
    counts: Counter[str] = Counter()
    for key, article in again.items():
        compare(first[key], article, (options.texts / f"{key}.txt").read_bytes().decode(), counts)
    printed = "\n".join(report(counts, len(again))) + "\n"
    RESULTS.with_name("agreement.md").write_text(printed, "utf-8")
    print(printed)


if __name__ == "__main__":
    main()
