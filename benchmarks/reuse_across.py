"""Texts of two languages that are one: source documents of WMT news tests and their translations by people.

    python benchmarks/reuse_across.py FOLDER

FOLDER: XML files of wmt-conference/wmt21-news-systems and wmt22-news-systems (named *-*.xml), and for pairs without
such a file two texts NAME.LANGUAGE, line by line, of wmt21-news-systems' folder txt; of these every 12 lines are taken
for a document, as their documents are not told apart there. All documents of a file and their translations are one
corpus; right is a document beside its own translation. In the second row of each corpus a quarter of the pairs is
whole, and of the others one side is there, so that most texts have no counterpart. The thresholds were chosen on WMT22.
Prints a table and writes benchmarks/results/reuse_across.md.
"""

from __future__ import annotations

import argparse
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from helpers import reuse

LINES = 12
LEAST = 5  # segments of a document; the others are chats and captions


def read_xml(path: Path) -> Iterator[tuple[str, str, str]]:
    """Name of the document, language, text: the source and its first translation by people."""
    for document in ElementTree.parse(path).getroot().iter("doc"):
        sides = [document.find("src"), document.find("ref")]
        for side in sides:
            if side is not None and all(one is not None for one in sides) and len(list(side.iter("seg"))) >= LEAST:
                text = "\n".join(segment.text or "" for segment in side.iter("seg"))
                yield str(document.get("id")), str(side.get("lang")), text


def read_lines(paths: list[Path]) -> Iterator[tuple[str, str, str]]:
    """The same, of two texts whose lines stand for each other."""
    for path in paths:
        lines = path.read_text(encoding="utf-8").split("\n")
        for start in range(0, len(lines) - LINES + 1, LINES):
            yield f"{start:05}", path.suffix[1:], "\n".join(lines[start : start + LINES])


def measure(documents: list[tuple[str, str, str]]) -> tuple[int, int, int]:
    """How many pairs are suggested, how many of these are right, and how many there are."""
    rows = [(f"{name} {language}", language, text) for name, language, text in documents]
    found = reuse.translations(pd.DataFrame(rows, columns=["article_id", "language", "text"]))
    names = [[key.rpartition(" ")[0] for key in found[column]] for column in ("article_id", "other_id")]
    right = sum(one == other for one, other in zip(*names, strict=True))
    both = Counter(name for name, _, _ in documents)
    return len(found), right, sum(n == 2 for n in both.values())


def thin(documents: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """`documents` with a quarter of the pairs whole; of the others one side is there."""
    number = {name: i for i, name in enumerate(dict.fromkeys(name for name, _, _ in documents))}
    first = documents[0][1]
    return [one for one in documents if number[one[0]] % 4 == 0 or (number[one[0]] % 2 == 0) == (one[1] == first)]


def main() -> None:
    """Read the arguments, measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    corpora = {path.stem: list(read_xml(path)) for path in sorted(folder.glob("*.xml"))}
    for name in sorted({path.stem for path in folder.iterdir() if path.suffix not in {".xml", ""}}):
        corpora[f"{name}, in {LINES} lines"] = list(read_lines(sorted(folder.glob(f"{name}.*"))))
    lines = ["| corpus | pairs | suggested | precision | recall |", "| --- | --- | --- | --- | --- |"]
    for name, whole in corpora.items():
        for called, documents in ((name, whole), (f"{name}, a quarter of the pairs", thin(whole))):
            n, right, total = measure(documents)
            precision = f"{right / n:.3f}" if n else "none"
            lines.append(f"| {called} | {total} | {n} | {precision} | {right / total:.3f} |")
    print("\n".join(lines))
    head = "# Reuse: across languages\n\nMade by benchmarks/reuse_across.py, where it says what is measured.\n\n"
    results = Path(__file__).parent / "results"
    (results / "reuse_across.md").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
