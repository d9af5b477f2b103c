"""Bring the figures that pages and README show in line with benchmarks/results/.

    python benchmarks/measured.py            (writes src/helpers/data/measured.csv, and between the marks in README.md,
                                              paper.md, docs/scale.md and docs/reader.md)
    python benchmarks/measured.py --check    (writes nothing; 1 when they differ from the results)

No figure is typed by hand: each is named below by its file, the row and the column in which a benchmark printed it.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
SHOWN = ROOT / "src" / "helpers" / "data" / "measured.csv"
JUDGED = ROOT / "src" / "helpers" / "data" / "findings.csv"
README, PAPER = ROOT / "README.md", ROOT / "paper.md"
SCALE, READER = ROOT / "docs" / "scale.md", ROOT / "docs" / "reader.md"
BEGIN, END = "<!-- figures: python benchmarks/measured.py -->\n", "<!-- end of figures -->\n"


class At(NamedTuple):
    """Where a figure stands: results/FILE.md, the row whose first cells are `row`, the column, the section."""

    file: str
    row: tuple[str, ...]
    column: str
    section: str = ""
    pattern: str = r"-?\d[\d.,]*\d|\d"  # of the figure within its cell


class Figure(NamedTuple):
    """A row of measured.csv; `interval` names the row of its 95 % interval, when that is one of its own."""

    reading: str
    what: str
    texts: str
    measure: str
    at: At
    interval: tuple[str, ...] = ()


POLNEAR = "PolNeAR dev: 84 US news articles (a development set)"
NEWSQUANT = "NewsQuant: 309 news sentences (a development set)"
BASIL = "BASIL: 150 articles, other outlets on the same event"
WMT21 = "WMT21 news translations (a development set)"
CLAIMS_READ = "360 claims of unseen US articles, read"
BESIDE_READ = "120 pairs of numbers of unseen US articles, read"
STORIES_READ = "49 pairs of US articles, most near the border, that did not set the threshold, read"
TOLD_READ = "44 claims that it told, of unseen US articles, read"
_ALL_READINGS, _TOLD_READING = "Readings 1 to 3", "Reading 7"
_TOLD = "of these told on page 06"
READ = "64 pairs of US news articles, read (a development set)"
ALIGNED = "alignment, 20 % dropped, 12 % merged: F1"
UNSEEN = "72 unseen US articles"
READERS = ("model", "wide", "rules")  # of attributions


def _attribution(column: str, reader: str = "model", what: str = "F1") -> At:
    return At("attribution", (f"{reader}, {what}",), column)


def _annotated(what: str, reader: str = "model") -> At:
    return At("annotated", (what,), reader)


def _numbers(column: str, reader: str = "ours") -> At:
    return At("quantities", (reader,), column, "NewsQuant")


def _reuse(file: str, what: str, system: str = "ours", pattern: str = r"\d[\d.]*") -> At:
    return At(f"reuse_{file}", (what, system), "measured", pattern=pattern)


def _claims_read(rows: str, column: str = "true, %") -> At:
    return At("claims_read", (rows,), column, _TOLD_READING if rows == _TOLD else _ALL_READINGS)


_BESIDE = At("numbers_beside", ("two origins and more",), "same, %")


def _stories(column: str, method: str = "stories") -> At:
    return At("stories", (method,), column, "The half that did not set the threshold")


def _sentences(genre: str, finder: str = "ours") -> At:
    return At("sentences", (finder,), "F1", genre)


FIGURES: tuple[Figure, ...] = (
    *(
        Figure(f"attribution, {reader}", what, POLNEAR, "F1, %", _attribution(column, reader),
               (f"{reader}, 95 % interval",))
        for reader in READERS
        for what, column in (
            ("attributions, same words", "exact, all"),
            ("attributions, half of the words or more", "J50, all"),
            ("quotations, half of the words or more", "J50, quoted"),
            ("attributions with their source", "joint, all"),
            ("quotations with their source", "joint, quoted"),
        )
    ),
    *(
        Figure(f"attribution, {reader}", what, POLNEAR, f"{measure}, %", _attribution(column, reader, measure))
        for reader in READERS
        for what, column in (
            ("attributions, half of the words or more", "J50, all"),
            ("attributions with their source", "joint, all"),
        )
        for measure in ("precision", "recall")
    ),
    *(
        Figure("claims", f"numbers: {what}", NEWSQUANT, "F1, %", _numbers(column))
        for what, column in (
            ("value", "value"),
            ("value and unit", "value+unit"),
            ("value and unit, counted nouns too", "with nouns"),
            ("value and kind of change", "value+change"),
        )
    ),
    *(
        Figure("claims", f"{rows}: {what}", texts, "%", _claims_read(rows, column))
        for rows, texts in (("all", CLAIMS_READ), ("complete statements", CLAIMS_READ), (_TOLD, TOLD_READ))
        for what, column in (("true", "true, %"), ("false", "false, %"))
    ),
    Figure("claims", "one number beside the same words: of one thing", BESIDE_READ, "%", _BESIDE),
    Figure("origins", "pairs, 30-70 % of the sentences kept", WMT21, "F1", _reuse("pairs", "pairs, keeps 30-70 %: F1")),
    Figure("origins", "articles of one event wrongly taken for reuse", BASIL, "of 150",
           _reuse("pairs", "one event, different outlets: false")),
    Figure("origins", "sentences aligned", WMT21, "F1", _reuse("alignment", ALIGNED)),
    Figure("origins", "direction right, where it speaks", WMT21, "share",
           _reuse("direction", "direction, whole", pattern=r"(?<=right )[\d.]+")),
    *(
        Figure("origins", what, READ, "share", At("reuse_real", (row,), "measured"))
        for what, row in (
            ("one text, where it says so", "pairs taken for one text that are"),
            ("one text, wholly or partly, where it says so", "pairs taken for one text that are, wholly or partly"),
            ("who came first, or siblings, where it speaks", "direction or siblings: right where it speaks"),
            ("speaks of who came first", "direction or siblings: speaks"),
        )
    ),
    *(
        Figure("origins", f"articles of one story: {what}", STORIES_READ, "%", _stories(column))
        for what, column in (("joined ones that are", "right, %"), ("joined, of those that are", "found, %"))
    ),
    Figure("origins", "changes inside sentences", "edits made in WMT21 sentences", "precision",
           _reuse("differences", "differences: precision (as many untouched)")),
    Figure("origins", "changes inside sentences", "edits made in WMT21 sentences", "recall",
           _reuse("differences", "differences: recall")),
    Figure("origins", "grouping into origins", WMT21, "adjusted Rand index", _reuse("origins", "origins: ARI")),
    *(
        Figure("sentences", "sentences, both ends right", f"GUM {genre}: {n} texts (a development set)", "F1",
               _sentences(genre))
        for genre, n in (("interview", 19), ("academic", 18))
    ),
)  # fmt: skip


class Line(NamedTuple):
    """A row of the table in README.md: ours, and what stands beside it."""

    reading: str
    texts: str
    ours: At
    beside: tuple[tuple[str, At], ...]


_TWO_PEOPLE = ("human against human",)
_WHOLE = ("claims, every field",)
_COSINE = "tf-idf cosine, at most 7 days apart"
LINES: tuple[Line, ...] = (
    *(
        Line(f"{what}: content found, F1", "PolNeAR dev", _attribution(column),
             (("the rules alone", _attribution(column, "rules")),
              ("two people", At("attribution", _TWO_PEOPLE, column))))
        for what, column in (("attributions", "J50, all"), ("quotations", "J50, quoted"))
    ),
    Line("numbers: value and unit, F1", "NewsQuant, 309 sentences", _numbers("value+unit"),
         (("quantulum3", _numbers("value+unit", "quantulum3")),
          ("Recognizers-Text", _numbers("value+unit", "recognizers")))),
    Line("speaker of a quotation right, %", UNSEEN, _annotated("speaker right, of all"),
         (("right or open, of those found", _annotated("speaker right or left open, of those found")),
          ("the rules alone", _annotated("speaker right, of all", "rules")))),
    Line("cited sources that an article has, %", UNSEEN, _annotated("sources annotated that are listed"),
         (("of those listed right", _annotated("sources listed that are annotated")),
          ("the rules alone", _annotated("sources annotated that are listed", "rules")))),
    Line("page furniture found, %", UNSEEN, _annotated("characters of furniture that are found"),
         (("of what is found right", _annotated("characters taken for furniture that are")),)),
    Line("numbers as statements: no field wrong, %", UNSEEN, At("statements", _WHOLE, "right, %"),
         (("every field told", At("statements", _WHOLE, "told, %")),)),
    Line("statements told on page 06, before the bar was raised: true to their article, %", TOLD_READ,
         _claims_read(_TOLD),
         (("false", _claims_read(_TOLD, "false, %")),)),
    Line("one number beside the same words: of one thing, %", BESIDE_READ, _BESIDE, ()),
    Line("rows of the table of claims: true to their article, %", CLAIMS_READ, _claims_read("all"),
         (("of complete statements", _claims_read("complete statements")),)),
    Line("rewrites found, 30-70 % of sentences kept, F1", "WMT21", _reuse("pairs", "pairs, keeps 30-70 %: F1"),
         (("near-duplicate hashing (datasketch)", _reuse("pairs", "pairs, keeps 30-70 %: F1", "datasketch LSH")),)),
    Line("same event taken for reuse", "BASIL, 150 articles", _reuse("pairs", "one event, different outlets: false"),
         (("datasketch", _reuse("pairs", "one event, different outlets: false", "datasketch LSH")),
          ("passim's rule", _reuse("pairs", "one event, different outlets: false", "passim's rule")))),
    Line("one text, wholly or partly, where it says so: share right", "64 close pairs of US news articles",
         At("reuse_real", ("pairs taken for one text that are, wholly or partly",), "measured"),
         (("one text throughout", At("reuse_real", ("pairs taken for one text that are",), "measured")),)),
    Line("articles of one story that are joined, %", STORIES_READ, _stories("found, %"),
         (("of those joined right", _stories("right, %")),
          ("tf-idf cosine", _stories("found, %", _COSINE)), ("of those right", _stories("right, %", _COSINE)))),
    Line("sentences aligned, F1", "WMT21", _reuse("alignment", ALIGNED), ()),
    *(
        Line("sentence ends, F1", f"GUM {genre}", _sentences(genre),
             (("pysbd", _sentences(genre, "pysbd")), ("syntok", _sentences(genre, "syntok"))))
        for genre in ("interview", "academic")
    ),
)  # fmt: skip


@cache
def tables(file: str) -> tuple[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]], ...]:
    """The tables of results/FILE.md: heading above, heads, rows."""
    found: list[tuple[str, tuple[str, ...], list[tuple[str, ...]]]] = []
    heading, is_inside = "", False
    for line in (RESULTS / f"{file}.md").read_text("utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        bare = line.strip().replace("**", "")
        cells = tuple(cell.strip() for cell in bare[1:-1].split("|")) if bare.startswith("|") else ()
        if cells and not is_inside:
            found.append((heading, cells, []))
        elif cells and not set("".join(cells)) <= set("-: "):
            found[-1][2].append(cells)
        is_inside = bool(cells)
    return tuple((heading, heads, tuple(rows)) for heading, heads, rows in found)


def cell(at: At) -> str:
    """The cell in which the figure stands; a KeyError that says where it was looked for when there is none."""
    for heading, heads, rows in tables(at.file):
        if at.section in heading and at.column in heads:
            for row in rows:
                if row[: len(at.row)] == at.row:
                    return row[heads.index(at.column)]
    raise KeyError(
        f"results/{at.file}.md has no row {at.row} with a column {at.column}; was it printed by another version?"
    )


def figure(at: At) -> str:
    """The figure itself."""
    found = re.search(at.pattern, cell(at))
    if not found:
        raise KeyError(f"results/{at.file}.md, {at.row}, {at.column}: no figure in {cell(at)!r}")
    return found[0]


def interval(of: Figure) -> tuple[str, str]:
    """The ends of its 95 % interval, from a row of its own or in brackets after it; empty when there is none."""
    written = cell(of.at._replace(row=of.interval)) if of.interval else cell(of.at).partition("(")[2]
    found = re.fullmatch(r"([\d.]+)-([\d.]+)\)?", written)
    return (found[1], found[2]) if found else ("", "")


def as_csv() -> str:
    """measured.csv."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(("reading", "what", "texts", "measure", "value", "low", "high", "result"))
    for each in FIGURES:
        value = figure(each.at)
        rows.writerow((each.reading, each.what, each.texts, each.measure, value, *interval(each), f"{each.at.file}.md"))
    return written.getvalue()


def as_table() -> str:
    """LINES as a table of Markdown."""
    rows = ["| reading | measured on | ours | beside it |", "| --- | --- | --- | --- |"]
    for line in LINES:
        beside = ", ".join(f"{name} {figure(at)}" for name, at in line.beside) or "-"
        rows.append(f"| {line.reading} | {line.texts} | {figure(line.ours)} | {beside} |")
    rows.append("| readability | any folder | equal to textstat 0.7.13 | textstat |")
    return "\n".join([*rows, ""])


def as_readme() -> str:
    """What stands between the two marks in README.md: the table, and what it means for a reader."""
    found, right = (figure(_attribution("J50, all", "model", measure)) for measure in ("recall", "precision"))
    with JUDGED.open(encoding="utf-8", newline="") as file:
        kinds = list(csv.DictReader(file))
    n_judged, n_right = (sum(int(kind[column]) for kind in kinds) for column in ("n_judged", "n_right"))
    return (
        f"The sentences of the summary: fresh readers judged {n_judged} of them, on articles that the rules had not "
        f"seen, and found\n{n_right} true and worth a line. Each sentence says how often its kind was. It is headed "
        "*To quote* only where that was so in 95 of\n100, or where just this sentence has been read against the "
        "texts.\n\n"
        f"{as_table()}\nWhat the first figure means: of the attributions that annotators marked, {found} % are found; "
        f"of those found,\n{right} % are right. Who counts speakers should know that the rest is missing.\n"
    )


def as_reader() -> str:
    """What stands between the two marks in docs/reader.md."""
    columns = ("exact, all", "J50, all", "J50, quoted", "joint, all", "joint, quoted")
    heads = ("", "same words", "half of the words", "quoted", "with source", "quoted, with source")
    rows = [" | ".join(heads), " | ".join(("---", *("---:",) * len(columns)))]
    rows += [" | ".join((each, *(figure(_attribution(column, each)) for column in columns))) for each in READERS]
    people = (cell(At("attribution", _TWO_PEOPLE, column)) for column in columns)
    rows.append(" | ".join(("two people", *people)))
    return "\n".join(f"| {row} |" for row in rows) + "\n"


def as_scale() -> str:
    """What stands between the two marks in docs/scale.md: the tables of results/scale.md, a heading lower."""
    written = (RESULTS / "scale.md").read_text("utf-8")
    return written[written.index("## ") :].replace("## ", "### ")


def between(path: Path, made: str) -> str:
    """The text of `path` with `made` between its two marks."""
    before, _, rest = path.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{made}{END}{after}"


def main() -> int:
    """Write, or check, what shows figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; say what differs")
    asked = parser.parse_args()
    stale = []
    parts = ((README, as_readme()), (PAPER, as_table()), (SCALE, as_scale()), (READER, as_reader()))
    shown = ((SHOWN, as_csv()), *((path, between(path, made)) for path, made in parts))
    for path, now in shown:
        if path.read_text("utf-8") != now:
            stale.append(path.name)
            if not asked.check:
                path.write_text(now, "utf-8")
    if stale:
        print(
            f"{', '.join(stale)}: {'other figures than in benchmarks/results' if asked.check else 'brought up to date'}"
        )
    return 1 if stale and asked.check else 0


if __name__ == "__main__":
    sys.exit(main())
