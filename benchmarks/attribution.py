"""How well attributions are found: content, and content with source, against hand-annotated news.

    python benchmarks/attribution.py FOLDER --part dev [--reader rules] [--seeds tests/gold/attribution.json]

FOLDER holds PolNeAR's parts (public repository networkdynamics/PolNeAR, its folder `data`): FOLDER/PART/text/*.txt and
FOLDER/PART/attributions/*.ann. Contents are compared on their letters and digits only:

exact  the same characters
J50    Jaccard index of the characters at least 0.5
joint  J50, and the sources share a character (or both are absent)

Each figure is an F1: found and true attributions are matched one to one, most alike first. "Quoted" takes the
attributions whose content holds a quotation mark. Intervals: 95 %, bootstrap over articles. All readers are measured,
or the one that --reader names; "wide" is the model with all that it finds, which is what PolNeAR marks.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

from helpers import attribution

Span = tuple[int, int]

MEASURES = ("exact, all", "J50, all", "J50, quoted", "joint, all", "joint, quoted")
# published on the same part with the same measures; human: two annotators of the same articles
PEERS: dict[str, tuple[float | None, ...]] = {
    "to reach": (52, 67, 90, 60, 82),
    "plain regex (trial)": (41, 58, 80, 50, 68),
    "GenderGapTracker": (31, 48, 69, 40, 48),
    "human against human": (None, 79.5, 95.8, 75.6, 93.1),
}
MARKS = re.compile(r"[\"“”„«»]|''|``")


class Found(NamedTuple):
    """One attribution, gold or found, as sets of character positions."""

    content: frozenset[int]
    source: frozenset[int]
    is_quoted: bool


class Counts(NamedTuple):
    """What one article adds to the measures: matches and, on both sides, how many there are."""

    n_gold: int
    n_found: int
    n_match: int


def letters(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """Positions of the letters and digits of `spans`."""
    return frozenset(i for start, end in spans for i in range(start, end) if text[i].isalnum())


def made(text: str, source: Sequence[Span], content: Sequence[Span]) -> Found:
    """An attribution from its spans."""
    is_quoted = any(MARKS.search(text, start, end) for start, end in content)
    return Found(letters(text, content), letters(text, source), is_quoted)


def read_gold(text: str, annotations: str) -> list[Found]:
    """The attributions of a brat file that have a content."""
    spans: dict[str, list[Span]] = {}
    gold = []
    for line in annotations.splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            places = rest.partition("\t")[0].partition(" ")[2]
            spans[name] = [(int(a), int(b)) for a, b in (place.split() for place in places.split(";"))]
    for line in annotations.splitlines():
        if line.startswith("E"):
            parts: dict[str, list[Span]] = {"Source": [], "Content": []}
            for part in line.partition("\t")[2].split():
                role, _, name = part.partition(":")
                parts.setdefault(role.rstrip("0123456789"), []).extend(spans[name])
            if parts["Content"]:
                gold.append(made(text, parts["Source"], parts["Content"]))
    return gold


def find(texts: Sequence[str], reader: str) -> list[list[Found]]:
    """What `helpers.attribution` finds in each text with `reader`; who is cited in passing has no content."""
    found = zip(texts, attribution.find_all(texts, reader=reader), strict=True)
    return [[made(text, a.source, a.content) for a in attributed if a.content] for text, attributed in found]


def likeness(a: frozenset[int], b: frozenset[int]) -> float:
    """Jaccard index."""
    return len(a & b) / len(a | b) if a or b else 0.0


def fits(measure: str, gold: Found, found: Found) -> bool:
    """Whether the pair counts as a match in `measure`."""
    if measure.startswith("exact"):
        return gold.content == found.content
    if likeness(gold.content, found.content) < 0.5:
        return False
    no_source = not gold.source and not found.source
    return not measure.startswith("joint") or no_source or bool(gold.source & found.source)


def match(measure: str, gold: Sequence[Found], found: Sequence[Found]) -> list[tuple[int, int]]:
    """Index pairs that match, one to one, most alike first."""
    pairs = sorted(
        (-likeness(g.content, f.content), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if g.content & f.content and fits(measure, g, f)
    )
    chosen: dict[int, int] = {}
    for _, i, j in pairs:
        if i not in chosen and j not in chosen.values():
            chosen[i] = j
    return list(chosen.items())


def count(measure: str, gold: Sequence[Found], found: Sequence[Found]) -> Counts:
    """The counts of one article."""
    if measure.endswith("quoted"):
        gold, found = [g for g in gold if g.is_quoted], [f for f in found if f.is_quoted]
    return Counts(len(gold), len(found), len(match(measure, gold, found)))


def f1(counts: Iterable[Counts]) -> float:
    """F1 in percent over articles."""
    n_gold, n_found, n_match = (sum(column) for column in zip(*counts, strict=True))
    return 200 * n_match / (n_gold + n_found) if n_gold + n_found else 100.0


def precision_recall(counts: Sequence[Counts]) -> tuple[float, float]:
    """Precision and recall in percent over articles."""
    n_gold, n_found, n_match = (sum(column) for column in zip(*counts, strict=True))
    return 100 * n_match / max(n_found, 1), 100 * n_match / max(n_gold, 1)


def interval(counts: Sequence[Counts], n: int) -> tuple[float, float]:
    """95 % interval of F1: the articles drawn again with replacement `n` times."""
    draw = random.Random(0)
    values = sorted(f1(draw.choices(counts, k=len(counts))) for _ in range(n))
    return values[int(0.025 * n)], values[int(0.975 * n)]


def read_part(folder: Path, part: str, every: int) -> Iterator[tuple[str, str, list[Found]]]:
    """Name, text and gold of each `every`-th article."""
    for path in sorted((folder / part / "text").glob("*.txt"))[::every]:
        text = path.read_bytes().decode("utf-8")
        # an article read by several annotators has a file of each; the first stands for all
        annotations = min((folder / part / "attributions").glob(f"{path.stem}_????.ann"))
        yield path.stem, text, read_gold(text, annotations.read_text("utf-8"))


def report(folder: Path, part: str, every: int, n: int, readers: Sequence[str]) -> str:
    """The table, in Markdown."""
    articles = list(read_part(folder, part, every))
    n_words = sum(len(text.split()) for _, text, _ in articles)
    lines = [
        f"# Attributions on PolNeAR {part}: {len(articles)} articles, {n_words:,} words",
        "",
        f"| | {' | '.join(MEASURES)} |",
        f"| --- |{' ---: |' * len(MEASURES)}",
    ]
    speeds = []
    for reader in readers:
        find([text for _, text, _ in articles[:1]], reader)  # what is loaded once does not count
        begin = process_time()
        found = find([text for _, text, _ in articles], reader)
        speeds.append(f"{reader} {n_words / 800 / (process_time() - begin):,.0f}")
        gold = [annotated for _, _, annotated in articles]
        lines += rows(reader, {m: [count(m, *both) for both in zip(gold, found, strict=True)] for m in MEASURES}, n)
    for name, values in PEERS.items():
        lines.append(f"| {name} | {' | '.join('' if v is None else f'{v:g}' for v in values)} |")
    lines += ["", f"Articles of 800 words a second of processor time: {', '.join(speeds)}."]
    return "\n".join(lines)


def rows(reader: str, counts: Mapping[str, Sequence[Counts]], n: int) -> list[str]:
    """The rows of one reader: F1, its interval from `n` draws, precision and recall."""
    lines = [f"| **{reader}**, F1 | {' | '.join(f'**{f1(counts[m]):.1f}**' for m in MEASURES)} |"]
    if n:
        bounds = [interval(counts[m], n) for m in MEASURES]
        lines.append(f"| {reader}, 95 % interval | {' | '.join(f'{low:.1f}-{high:.1f}' for low, high in bounds)} |")
    both = [precision_recall(counts[m]) for m in MEASURES]
    lines.append(f"| {reader}, precision | {' | '.join(f'{p:.1f}' for p, _ in both)} |")
    return [*lines, f"| {reader}, recall | {' | '.join(f'{r:.1f}' for _, r in both)} |"]


def seed_scores(gold_file: Path, seeds: Path, reader: str) -> str:
    """Precision, recall and F1 at J50 on the seeds; debatable statements count neither way."""
    n_gold = n_found = n_match = 0
    lines = []
    for name, file in json.loads(gold_file.read_text("utf-8"))["files"].items():
        text = (seeds / name).read_bytes().decode("utf-8")
        (found,), sure, debatable = find([text], reader), [], []
        for s in file["statements"]:
            source = [(s["source"]["start"], s["source"]["end"])] if s["source"] else []
            gold = made(text, source, [(c["start"], c["end"]) for c in s["content"]])
            (debatable if s.get("debatable") else sure).append(gold)
        matched = match("J50", sure, found)
        rest = [f for j, f in enumerate(found) if j not in {j for _, j in matched}]
        rest = [f for j, f in enumerate(rest) if j not in {j for _, j in match("J50", debatable, rest)}]
        n_gold, n_found, n_match = n_gold + len(sure), n_found + len(matched) + len(rest), n_match + len(matched)
        lines.append(f"| {name[:3]} | {len(sure)} | {len(matched) + len(rest)} | {len(matched)} |")
    lines.insert(0, "\n| seed | gold | found | J50 |\n| --- | ---: | ---: | ---: |")
    lines.append(f"\nSeeds, {reader}: J50 F1 {200 * n_match / (n_gold + n_found):.1f} (to reach: 75)")
    return "\n".join(lines)


def main() -> None:
    """Read the command line, print the table, write it to benchmarks/results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder that holds the parts of PolNeAR")
    parser.add_argument("--part", default="dev", help="name of the part (default: dev)")
    parser.add_argument("--every", type=int, default=1, help="take each n-th article only")
    parser.add_argument("--bootstrap", type=int, default=1000, help="draws for the intervals; 0: none")
    parser.add_argument("--seeds", type=Path, help="gold of the seeds, to score them too")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results" / "attribution.md")
    parser.add_argument("--reader", choices=("model", "wide", "rules"), help="measure this reader only")
    options = parser.parse_args()
    readers = (options.reader,) if options.reader else ("model", "wide", "rules")
    parts = [report(options.folder, options.part, options.every, options.bootstrap, readers)]
    if options.seeds:
        parts += [seed_scores(options.seeds, Path(__file__).parent.parent / "seeds", reader) for reader in readers]
    print("\n".join(parts))
    options.out.write_text("\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
