"""How well numbers are read: value, unit and change, against hand-made news sentences and the specs of a peer.

    python benchmarks/quantities.py FOLDER [--peers PYTHON] [--part dev] [--seeds tests/gold/claims.json]

FOLDER holds, as far as wanted: NewsQuant.json (satya77/CQE_Evaluation, data/formatted_test_set) and CurrencyModel.json,
DimensionModel.json, PercentModel.json, NumberModel.json (microsoft/Recognizers-Text, Specs/*/English). Of NewsQuant
only the part named is read: `dev` is the sentences whose SHA-1 (of the unstripped text, UTF-8) has a first byte below
128. PYTHON runs the peers, from an environment made of benchmarks/requirements-quantities.txt.

Found and true quantities are matched one to one; values are equal to 6 digits; bare years are dropped for all. Names of
units are brought to one form (dollar: USD, percentage: %, year of age: year). "value+unit" asks for the unit where the
truth is a unit of measure, and for no such unit where it is a counted noun; "with nouns" asks for the head of the
counted noun as well. A range written with "or" ("eight or nine euros") is two numbers to NewsQuant and is parted before
it is compared. In the specs only quantities of the spec's kind count, and "per share" is left out as it is there.
95 % intervals: bootstrap over sentences.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import subprocess
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

from helpers import claims
from helpers.claims import nouns, units

MEASURES = ("value", "value+unit", "with nouns", "value+change")
TARGETS = {"to reach": (94, 90, 84, 88), "CQE (published, whole set)": (92, None, 85.6, 88.1)}
RENAMED = {
    "percentage": "%", "percent": "%", "year of age": "year", "month of age": "month", "age": "year",
    "basis point": "[bp]", "percentage point": "[pp]",
    "celsius": "degree celsius", "c": "degree celsius", "fahrenheit": "degree fahrenheit", "f": "degree fahrenheit",
    "foot pound-force": "foot pound-force", "pound-mass": "pound-mass", "shekel": "ILS", "metric ton": "tonne",
    "count": "times", "touch down": "touchdown", "-": "", "dimensionless": "", "united states dollar": "USD",
    "exavolt": "ev", "generation wireless": "", "brake horsepower": "horsepower", "horse": "horsepower",
    "pence": "penny", "chinese yuan": "CNY", "croatian kuna": "HRK", "south african rand": "ZAR",
}  # fmt: skip


class Read(NamedTuple):
    """One quantity, true or found, in the common form."""

    value: tuple[float, ...]
    unit: str
    change: str


Reader = Callable[[Sequence[str]], list[list[Read]]]


def common_unit(name: str | None) -> str:
    """The name of a unit in the form that all are compared in."""
    parts = [_common_name(part) for part in (name or "").lower().split(" per ")]
    return " per ".join(parts)


def _common_name(name: str) -> str:
    name = RENAMED.get(name, name)
    known = units.names().get(tuple(name.replace("-", " - ").split()))
    return known[0] if known else name


def is_measured(unit: str) -> bool:
    """Whether a common name is a unit of measure, not a counted noun."""
    return unit in KNOWN or any(part in KNOWN for part in unit.split(" per "))


KNOWN = frozenset(
    {unit for unit, _ in (*units.names().values(), *units.symbols().values())}
    | {"%", "[pp]", "[bp]", "times", "degree"}
)


def common_value(value: float | Sequence[float]) -> tuple[float, ...]:
    """Value or both ends, low first, to 6 digits."""
    ends = value if isinstance(value, (tuple, list)) else [value]
    return tuple(sorted(float(f"{float(end):.6g}") for end in ends))


def is_bare_year(read: Read) -> bool:
    """A number without unit that could be a year."""
    return not is_measured(read.unit) and len(read.value) == 1 and 1900 <= read.value[0] <= 2100 and read.unit == ""


def ours(sentences: Sequence[str]) -> list[list[Read]]:
    """What `claims.find_quantities` reads."""
    return [
        [
            Read(common_value(value), common_unit(q.unit), q.change)
            for q in claims.find_quantities(sentence)
            if q.is_quantity and q.value is not None
            for value in (q.value if _is_either(sentence, q) else [q.value])
        ]
        for sentence in sentences
    ]


def _is_either(sentence: str, q: claims.Quantity) -> bool:
    return isinstance(q.value, tuple) and " or " in sentence[q.start : q.end]


def peer(python: str, name: str) -> Reader:
    """What a peer reads, run by another interpreter."""

    def read(sentences: Sequence[str]) -> list[list[Read]]:
        script = Path(__file__).with_name("quantities_peers.py")
        done = subprocess.run(
            [python, str(script), name], input=json.dumps(sentences), capture_output=True, text=True, check=True
        )
        return [
            [Read(common_value(q["value"]), common_unit(q["unit"]), "=") for q in found]
            for found in json.loads(done.stdout)
        ]

    return read


class Case(NamedTuple):
    """A sentence and its true quantities."""

    sentence: str
    truth: list[Read]


def newsquant(path: Path, part: str) -> list[Case]:
    """The sentences of NewsQuant that belong to `part`."""
    cases = []
    for item in json.loads(path.read_text(encoding="utf-8")):
        is_dev = hashlib.sha1(item["text"].encode("utf-8"), usedforsecurity=False).digest()[0] < 128
        if part == "all" or is_dev == (part == "dev"):
            truth = [
                Read(_gold_value(q["value"]), common_unit(q["normalized_unit"]), q["change"])
                for q in item["quantities"]
            ]
            cases.append(Case(item["text"], truth))
    return cases


def _gold_value(written: str) -> tuple[float, ...]:
    body = str(written)
    if "-" in body[1:] and "e-" not in body.lower():
        first, second = body[1:].split("-", 1)
        return common_value([float(body[0] + first), float(second)])
    return common_value(float(body))


def spec(path: Path) -> list[Case]:
    """The inputs of a Recognizers-Text spec with their values and units."""
    cases = []
    for item in json.loads(path.read_text(encoding="utf-8-sig")):
        truth = []
        for result in item["Results"]:
            value = result["Resolution"].get("value")
            if value in (None, "null"):
                continue
            unit = "%" if str(value).endswith("%") else (result["Resolution"].get("unit") or "")
            name = {"Pound": "pound-mass"}.get(unit, unit) if path.stem == "DimensionModel" else unit
            truth.append(Read(common_value(float(str(value).rstrip("%"))), common_unit(name), "="))
        cases.append(Case(item["Input"], truth))
    return cases


def of_kind(found: list[list[Read]], name: str) -> list[list[Read]]:
    """`found` without what the spec `name` does not speak of, and without "per ..."."""
    money = {unit for unit, kind in units.names().values() if kind == "money"}
    times = {"year", "month", "week", "day", "hour", "minute", "second"}
    not_dimensions = money | times | {"%", "times", "point"}

    def kept(read: Read) -> Read | None:
        unit = read.unit.split(" per ")[0] if name == "CurrencyModel" else read.unit
        if name == "CurrencyModel":
            return read._replace(unit=unit) if unit in money else None
        if name == "PercentModel":
            return read if unit == "%" else None
        if name == "DimensionModel":
            parts = unit.split(" per ")
            return read if set(parts) <= KNOWN and parts[0] not in not_dimensions else None
        return read

    return [[read for raw in reads if (read := kept(raw))] for reads in found]


Counts = tuple[int, int, int]


def count(truth: Iterable[Read], found: Iterable[Read], measure: str) -> Counts:
    """(true, found, matched) of one sentence."""
    wanted = [read for read in truth if not is_bare_year(read)]
    made = [read for read in found if not is_bare_year(read)]
    left, matched = list(made), 0
    for read in wanted:
        for other in left:
            if same(read, other, measure):
                left.remove(other)
                matched += 1
                break
    return len(wanted), len(made), matched


def same(true: Read, found: Read, measure: str) -> bool:
    """Whether `found` is `true`, as far as `measure` asks."""
    if true.value != found.value:
        return False
    if measure == "value":
        return True
    if measure == "value+change":
        return true.change == found.change
    if is_measured(true.unit) or is_measured(found.unit):
        return true.unit == found.unit
    if measure == "value+unit":
        return True
    return head(true.unit) == head(found.unit)


def head(unit: str) -> str:
    """Head of a counted noun: its last word in the singular."""
    return nouns.singular(unit.lower().split()[-1]) if unit else ""


def f1(counts: Iterable[Counts]) -> float:
    """F1 in percent over sentences."""
    true, found, matched = (sum(column) for column in zip(*counts, strict=True))
    return 200 * matched / (true + found) if true + found else 100.0


def interval(counts: Sequence[Counts], *, n: int = 1000, seed: int = 0) -> tuple[float, float]:
    """95 % interval of the F1, from resampled sentences."""
    random_ = random.Random(seed)
    drawn = sorted(f1(random_.choices(counts, k=len(counts))) for _ in range(n))
    return drawn[int(0.025 * n)], drawn[int(0.975 * n)]


def row(name: str, cases: Sequence[Case], found: Sequence[Sequence[Read]], measures: Sequence[str]) -> str:
    """One line of the table."""
    cells = []
    for measure in measures:
        counts = [count(case.truth, reads, measure) for case, reads in zip(cases, found, strict=True)]
        low, high = interval(counts)
        cells.append(f"{f1(counts):.1f} ({low:.1f}-{high:.1f})")
    return f"| {name} | {' | '.join(cells)} |"


def show_errors(cases: Sequence[Case], found: Sequence[Sequence[Read]], measure: str) -> None:
    """Prints each sentence that is not read fully, with what is missed and what is too much."""
    for case, reads in zip(cases, found, strict=True):
        left = [read for read in reads if not is_bare_year(read)]
        missed = []
        for true in case.truth:
            hit = next((read for read in left if same(true, read, measure)), None)
            if hit:
                left.remove(hit)
            elif not is_bare_year(true):
                missed.append(true)
        if missed or left:
            print(case.sentence, "\n    missed", *map(tuple, missed), "\n    too much", *map(tuple, left))


def seeds(path: Path, texts: Path) -> list[str]:
    """F1 of value+unit on the seed texts, with and without the boilerplate."""
    lines = []
    for label, with_boilerplate in (("with boilerplate", True), ("without", False)):
        counts = []
        for document in json.loads(path.read_text(encoding="utf-8"))["documents"]:
            text = (texts / document["file"]).read_bytes().decode("utf-8")
            gold = [c for c in document["claims"] if c["scored"] and (with_boilerplate or not c["boilerplate"])]
            ignored = [c for c in document["claims"] if c not in gold and c["kind"] != "designator"]
            found = [
                q
                for q in claims.find_quantities(text)
                if q.is_quantity and not any(c["start"] < q.end and q.start < c["end"] for c in ignored)
            ]
            matched = sum(
                any(
                    c["start"] < q.end and q.start < c["end"] and (q.value, q.unit) == (c["value"], c["unit"])
                    for q in found
                )
                for c in gold
            )
            counts.append((len(gold), len(found), matched))
        lines.append(f"| {label} | {f1(counts):.1f} | {sum(c[0] for c in counts)} |")
    return lines


def speed(sentences: Sequence[str], *, rounds: int = 5) -> float:
    """Sentences a second of processor time, median of rounds."""
    claims.find_quantities("warm up with 5 km")
    times = []
    for _ in range(rounds):
        started = process_time()
        for sentence in sentences:
            claims.find_quantities(sentence)
        times.append(process_time() - started)
    return len(sentences) / sorted(times)[rounds // 2]


HOSTILE = {
    "digits": "1",
    "$": "$",
    "1,": "1,",
    "one hundred ": "one hundred ",
    "a ": "a ",
    "1-": "1-",
    "$1 to ": "$1 to ",
}


def hostile() -> list[str]:
    """Seconds of processor time for a quarter, half and all of 1 MB of what could make reading slow."""
    lines = ["| 1 MB of | 256 kB | 512 kB | 1 MB | wrong offsets |", "| --- | --- | --- | --- | --- |"]
    for name, piece in HOSTILE.items():
        cells = []
        wrong = 0
        for size in (250_000, 500_000, 1_000_000):
            text = (piece * (size // len(piece) + 1))[:size]
            started = process_time()
            found = claims.find_quantities(text)
            cells.append(f"{process_time() - started:.2f} s")
            wrong += sum(not 0 <= q.start < q.end <= size for q in found)
        lines.append(f"| {name.strip()} | {' | '.join(cells)} | {wrong} |")
    return lines


def main() -> None:
    """The tables, printed and written to benchmarks/results/quantities.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder with the development sets")
    parser.add_argument("--peers", default="", help="interpreter that has quantulum3 and Recognizers-Text")
    parser.add_argument("--part", choices=["dev", "held-out", "all"], default="dev", help="part of NewsQuant")
    parser.add_argument("--seeds", type=Path, default=Path("tests/gold/claims.json"), help="gold of the seed texts")
    parser.add_argument("--errors", choices=MEASURES, help="print what is missed under this measure, and stop")
    parser.add_argument("--set", default="NewsQuant", help="the set whose errors are printed")
    parser.add_argument("--quick", action="store_true", help="neither speed nor hostile inputs; writes nothing")
    options = parser.parse_args()

    readers: dict[str, Reader] = {"ours": ours}
    if options.peers:
        readers |= {name: peer(options.peers, name) for name in ("quantulum3", "recognizers")}
    lines = [f"# Reading of numbers\n\nF1 in percent with 95 % intervals; NewsQuant part: {options.part}.\n"]
    if (options.folder / "NewsQuant.json").exists():
        cases = newsquant(options.folder / "NewsQuant.json", options.part)
        if options.errors and options.set == "NewsQuant":
            show_errors(cases, ours([case.sentence for case in cases]), options.errors)
            return
        lines += [
            f"\n## NewsQuant, {len(cases)} sentences\n",
            "| reader | " + " | ".join(MEASURES) + " |",
            "| --- " * 5 + "|",
        ]
        for name, reader in readers.items():
            lines.append(row(name, cases, reader([case.sentence for case in cases]), MEASURES))
        for name, figures in TARGETS.items():
            lines.append(f"| {name} | " + " | ".join("" if x is None else str(x) for x in figures) + " |")
    lines += [
        "\n## Recognizers-Text specs, value+unit\n",
        "| reader | spec | inputs | value | value+unit |",
        "| --- " * 5 + "|",
    ]
    for model in ("CurrencyModel", "PercentModel", "DimensionModel", "NumberModel"):
        if not (options.folder / f"{model}.json").exists():
            continue
        cases = spec(options.folder / f"{model}.json")
        if options.errors and options.set == model:
            show_errors(cases, of_kind(ours([case.sentence for case in cases]), model), options.errors)
            return
        for name, reader in readers.items():
            found = of_kind(reader([case.sentence for case in cases]), model)
            lines.append(row(f"{name} | {model} | {len(cases)}", cases, found, ("value", "value+unit")))
    lines += ["\n## Seeds, value+unit\n", "| boilerplate | F1 | quantities |", "| --- | --- | --- |"]
    lines += seeds(options.seeds, options.seeds.parents[2] / "seeds")
    if not options.quick and (options.folder / "NewsQuant.json").exists():
        sentences = [case.sentence for case in newsquant(options.folder / "NewsQuant.json", options.part)]
        lines += ["\n## Speed\n", f"{speed(sentences):,.0f} sentences a second of processor time.\n", *hostile()]
    print("\n".join(lines))
    if not options.quick:
        written = Path(__file__).with_name("results") / "quantities.md"
        written.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
