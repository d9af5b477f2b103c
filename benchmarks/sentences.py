"""Sentence finding on gold sentences, beside pysbd and syntok.

    python benchmarks/sentences.py FOLDER [FOLDER ...]

FOLDER holds CoNLL-U files (*.conllu) with `# text` and, where known, `# newpar` lines. Each file is put together
from its gold sentences, a blank between two of them and a line end between paragraphs, and cut again by each
finder. A sentence is right when both of its ends are. pysbd and syntok get one paragraph at a time, which is
where they are strongest; ours gets the whole text. Where ours differs from the gold is counted by what stands before
the end.

Then copies of all files are made as texts come to us - each paragraph wrapped, with and without blank lines between
paragraphs; sentences without a blank between them - and mended (text.repair): what is lost, counted by letters.
"""

from __future__ import annotations

import argparse
import re
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from helpers.text import find_sentences, repair

Spans = list[tuple[int, int]]
Finder = Callable[[str], Spans]


def read_document(path: Path) -> tuple[str, Spans]:
    """Text and gold sentence spans of a CoNLL-U file; documents in one file follow each other by line."""
    text, spans, starts_line = "", [], True
    for line in path.read_text("utf-8").splitlines():
        if line.startswith(("# newpar", "# newdoc")):
            starts_line = True
        elif line.startswith("# text = "):
            sentence = " ".join(line.removeprefix("# text = ").split())
            text += "" if not text else "\n" if starts_line else " "
            spans.append((len(text), len(text) + len(sentence)))
            text += sentence
            starts_line = False
    return text, spans


def trimmed(text: str, spans: Iterator[tuple[int, int]]) -> Spans:
    """Spans without the white space at their ends; empty ones left out."""
    found = []
    for start, end in spans:
        piece = text[start:end]
        if piece.strip():
            found.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
    return found


def by_paragraph(cut: Callable[[str], list[str]]) -> Finder:
    """A finder from a function that cuts one paragraph into pieces, verbatim and in order."""

    def find(text: str) -> Spans:
        def spans() -> Iterator[tuple[int, int]]:
            at = 0
            for paragraph in text.split("\n"):
                for piece in cut(paragraph):
                    at = text.index(piece, at)
                    yield at, at + len(piece)
                    at += len(piece)

        return trimmed(text, spans())

    return find


def finders() -> dict[str, Finder]:
    """Ours and the peers, by name."""
    import pysbd
    from syntok import segmenter

    ours = find_sentences
    plain = pysbd.Segmenter(language="en", clean=False)

    def cut_by_syntok(paragraph: str) -> list[str]:
        pieces = []
        for sentences in segmenter.analyze(paragraph):
            for tokens in sentences:
                first, last = tokens[0], tokens[-1]
                pieces.append(paragraph[first.offset : last.offset + len(last.value)])
        return pieces

    return {"ours": ours, "pysbd": by_paragraph(lambda p: plain.segment(p)), "syntok": by_paragraph(cut_by_syntok)}


def score(documents: list[tuple[str, Spans]], find: Finder) -> dict[str, Any]:
    """Precision, recall and F1 of whole sentences and of the ends within paragraphs; error of the count."""
    right = found = gold = inner_right = inner_found = inner_gold = off = 0
    begun = time.process_time()
    for text, spans in documents:
        cut = find(text)
        right += len(set(cut) & set(spans))
        found, gold = found + len(cut), gold + len(spans)
        off += abs(len(cut) - len(spans))
        ends, true = ({end for _, end in s if text[end : end + 1] not in ("", "\n")} for s in (cut, spans))
        inner_right, inner_found, inner_gold = (
            inner_right + len(ends & true),
            inner_found + len(ends),
            inner_gold + len(true),
        )
    seconds = time.process_time() - begun
    size = sum(len(text.encode()) for text, _ in documents)
    return {
        "precision": right / found, "recall": right / gold, "F1": 2 * right / (found + gold),
        "F1 of inner ends": 2 * inner_right / max(1, inner_found + inner_gold),
        "count": found, "gold": gold, "count error %": 100 * off / gold, "MB/s": size / seconds / 1e6,
    }  # fmt: skip


CAUSES: dict[str, str] = {  # last character of the sentence -> what the ends have in common
    **dict.fromkeys(":", "after a colon (title: subtitle; clause: clause)"),
    **dict.fromkeys(";", "after a semicolon"),
    **dict.fromkeys("-–—", "after a dash"),
    **dict.fromkeys(".!?…\"'”’)]", "after a stop (abbreviation, number, quotation)"),
}


def uncut(documents: list[tuple[str, Spans]], marks: list[str]) -> int:
    """How many of `marks` with a blank after them stand inside the gold's sentences."""
    return sum(text[start:end].count(mark + " ") for text, spans in documents for start, end in spans for mark in marks)


def joined(text: str, spans: Spans) -> Spans:
    """`spans` with those that end in no stop joined to the next one of their line."""
    made: Spans = []
    for start, end in spans:
        if made and text[made[-1][1] - 1] not in ".!?…\"'”’)]" and "\n" not in text[made[-1][1] : start]:
            start = made.pop()[0]
        made.append((start, end))
    return made


def causes(documents: list[tuple[str, Spans]]) -> dict[str, list[int]]:
    """Ends that the gold has and ours does not, and the other way round, by what stands before them."""
    found: dict[str, list[int]] = {}
    for text, spans in documents:
        ours, gold = ({end for _, end in cut} for cut in (find_sentences(text), spans))
        for end in ours ^ gold:
            cause = CAUSES.get(text[end - 1], "after no mark at all (headings, by-lines, addresses in one line)")
            found.setdefault(cause, [0, 0])[end in ours] += 1
    return found


def section(name: str, documents: list[tuple[str, Spans]]) -> list[str]:
    """The lines of the report on `documents`: each finder, and what ours does otherwise than the gold."""
    lines = [f"## {name}: {len(documents)} files\n"]
    rows = {name: score(documents, find) for name, find in finders().items()}
    heads = list(next(iter(rows.values())))
    lines += ["| finder | " + " | ".join(heads) + " |", "| --- " * (len(heads) + 1) + "|"]
    for finder, row in rows.items():
        cells = [f"{value:.3f}" if isinstance(value, float) else str(value) for value in row.values()]
        lines.append(f"| {finder} | " + " | ".join(cells) + " |")
    lines += ["", "| ends where ours differs | missed | too many | such places inside the gold's sentences |",
              "| --- | --- | --- | --- |"]  # fmt: skip
    for cause, (missed, extra) in sorted(causes(documents).items(), key=lambda item: -sum(item[1])):
        inside = uncut(documents, [mark for mark, name in CAUSES.items() if name == cause and mark in ":;-–—"])
        lines.append(f"| {cause} | {missed} | {extra} | {inside or ''} |")
    without_colons = score([(text, joined(text, spans)) for text, spans in documents], find_sentences)
    return [*lines, "", f"With the gold's sentences that end in a colon, a semicolon or no mark joined to the next of "
            f"their line: F1 {without_colons['F1']:.3f}.", ""]  # fmt: skip


def by_letters(text: str, spans: Spans) -> set[tuple[int, int]]:
    """`spans` counted in letters that are no white space: those of a copy with other line ends are the same."""
    before = [0]
    for letter in text:
        before.append(before[-1] + (not letter.isspace()))
    return {(before[start], before[end]) for start, end in spans}


def wrapped(text: str, width: int, between: str) -> str:
    """`text` with its paragraphs as lines of at most `width` characters, `between` two paragraphs."""
    wrapper = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    return between.join("\n".join(wrapper.wrap(paragraph)) for paragraph in text.split("\n"))


def glued(text: str) -> str:
    """`text` without the blanks between most of its sentences."""
    return re.sub(r"(?<=[a-z]{2}[.!?]) (?=[A-Z])", "", text)


COPIES: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    **{f"lines of {width}, a blank line between paragraphs": lambda text, width=width: wrapped(text, width, "\n\n")
       for width in (50, 55, 65, 72, 75, 80, 100)},
    **{f"lines of {width}, paragraphs one below the other": lambda text, width=width: wrapped(text, width, "\n")
       for width in (50, 55, 65, 72, 75, 80, 100)},
    "no blank between sentences": glued,
}  # fmt: skip


def mended(documents: list[tuple[str, Spans]]) -> list[str]:
    """The lines of the report on copies of `documents`, as they are and mended."""

    def right(copies: list[str]) -> float:
        found = [by_letters(copy, find_sentences(copy)) for copy in copies]
        gold = [by_letters(text, spans) for text, spans in documents]
        same = sum(len(a & b) for a, b in zip(found, gold, strict=True))
        return 2 * same / (sum(map(len, found)) + sum(map(len, gold)))

    lines = ["## Copies, and copies mended\n", "| copy | F1 | F1 mended |", "| --- | --- | --- |"]
    for name, make in COPIES.items():
        copies = [make(text) for text, _ in documents]
        lines.append(f"| {name} | {right(copies):.4f} | {right([repair(copy)[0] for copy in copies]):.4f} |")
    return [*lines, ""]


def main() -> None:
    """Read the folders, score each finder on each and on all, print the tables and write them to results/."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="+", type=Path, help="folder of CoNLL-U files with gold sentences")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results" / "sentences.md")
    chosen = parser.parse_args()
    found: dict[str, list[tuple[str, Spans]]] = {}
    for folder in chosen.folder:
        read = [read_document(path) for path in sorted(folder.rglob("*.conllu"))]
        found[folder.name] = [document for document in read if document[1]]
        if not found[folder.name]:
            raise SystemExit(f"{folder}: no *.conllu file with sentences in it")
    if len(found) > 1:
        found["all"] = [document for documents in found.values() for document in documents]
    whole = found["all"] if "all" in found else next(iter(found.values()))
    sections = [line for each in found.items() for line in section(*each)]
    report = "\n".join(["# Sentence finding\n", *sections, *mended(whole)])
    print(report)
    chosen.out.write_text(report, "utf-8")


if __name__ == "__main__":
    main()
