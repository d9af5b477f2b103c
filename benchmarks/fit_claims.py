"""Fit how probable it is that a number is read rightly, on annotated articles, and print what each threshold gives.

    python benchmarks/fit_claims.py TEXTS [--labels benchmarks/labels/train] [--write]

TEXTS holds the texts of the annotated articles (see benchmarks/label_texts.py). Each number that could be a claim is
right where value, unit, period, place, status and a word of the measure are those of the annotation; one that no
annotator marked teaches nothing. A logistic regression with a small ridge on the cues of helpers.claims.frames.sure;
the table is made with each set of articles (the end of a file's name) left out of the fit in its turn. `--write` stores
the weights and the threshold in src/helpers/data/claim_weights.csv.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from fit_reuse import fit
from helpers import claims, evidence
from helpers.claims.find import read_numbers
from helpers.claims.frames import read_frames
from helpers.claims.frames.sure import cues
from helpers.text import blank, find_boilerplate
from statements import best, wrong_fields

WEIGHTS = Path(__file__).parent.parent / "src" / "helpers" / "data" / "claim_weights.csv"
LABELS = Path(__file__).parent / "labels" / "train"
RIDGE = 3.0
SEEN = 12  # claims in which a cue must stand to have a weight
ONE_THING = {"tariffed goods": "imports"}
STEPS = (0.0, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)

Row = Mapping[str, Any]


class Case(NamedTuple):
    """A number that could be a claim, and whether it is read rightly; `right` None: no annotator marked it."""

    folder: str
    group: str
    cues: Mapping[str, float]
    right: bool | None


def as_named(gold: Row, claim: Row) -> Row:
    """`gold` with the name that the list has for its measure, where the annotators wrote another for the same thing."""
    is_same = ONE_THING.get(claim["measure"]) == gold["measure"]
    return {**gold, "measure": claim["measure"]} if is_same else gold


def is_unit(claim: Row, gold: Row) -> bool:
    """Whether the units are of one sort, as far as told: percent, one currency, or a word for what is counted.

    A fraction ("half of voters") is a share, whatever it is of.
    """
    if claim["quantity_kind"] == "fraction" and gold["unit"] == "%":
        return True
    mine, theirs = (sort(row["unit"]) for row in (claim, gold))
    return mine is None or theirs is None or mine == theirs


def sort(unit: object) -> str | None:
    """What sort a unit is of: "%" also for points, a currency, else "word"; None: not told."""
    if not isinstance(unit, str):
        return None
    first = unit.strip("[]").split()[0]
    return "%" if first in {"%", "pp"} else first if re.fullmatch("[A-Z]{3}", first) else "word"


def cases(article: Row, texts: Path, folder: str, group: str) -> Iterator[Case]:
    """The numbers of an article that could be claims."""
    text = (texts / f"{article['id']}.txt").read_bytes().decode()
    if hashlib.sha256(text.encode()).hexdigest() != article["sha256"]:
        raise ValueError(f"{article['id']}: another text than the annotated one; see benchmarks/label_texts.py")
    day = date.fromisoformat(article["date"]) if article["date"] else None
    frame = pd.DataFrame({"article_id": [article["id"]], "text": [text], "published": [pd.Timestamp(day)]})
    told = evidence.claims(claims.read_quantities(frame), sure=0)
    bare = blank(text, find_boilerplate(text))
    read = read_frames(bare, read_numbers(bare, day, is_split=True), day)
    known = {framed.q.start: dict(cues(seen, framed)) for seen, framed in read}
    for claim in told.to_dict("records"):
        gold = best(article["numbers"], claim)
        right = None if gold is None else not wrong_fields(claim, as_named(gold, claim)) and is_unit(claim, gold)
        yield Case(folder, group, known[claim["start"]], right)


def read_cases(labels: Sequence[Path], texts: Path) -> tuple[list[Case], Counter[str]]:
    """The cases of all files of annotations, and how many numbers the annotators marked in each folder."""
    found: list[Case] = []
    marked: Counter[str] = Counter()
    for path in sorted(path for folder in labels for path in folder.glob("*.json")):
        for article in json.loads(path.read_text("utf-8")):
            folder = path.parent.name
            marked[folder] += len(article["numbers"])
            found += cases(article, texts, folder, path.stem.rsplit("-", 1)[-1])
    return found, marked


def matrix(found: Sequence[Case], names: Sequence[str]) -> np.ndarray:
    return np.array([[1.0, *(case.cues.get(name, 0.0) for name in names)] for case in found])


def likely(x: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-x @ b)))


def table(y: np.ndarray, probable: np.ndarray, marked: int, heading: str) -> Iterator[str]:
    """What each threshold gives: the share of the claims told that is right, and of the marked numbers told so."""
    yield f"\n{heading}: {marked} marked numbers, {len(y)} of them read\n"
    yield "| told from | right, of told | told right, of marked |\n| --- | --- | --- |"
    for step in STEPS:
        told = probable >= step
        yield f"| {step:.2f} | {100 * y[told].mean():.1f} | {100 * y[told].sum() / marked:.1f} |"


def write(names: Sequence[str], b: np.ndarray, least: float) -> None:
    with WEIGHTS.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("cue", "weight"))
        writer.writerow(("least", f"{least:g}"))
        writer.writerows(
            (name, f"{weight:.2f}")
            for name, weight in zip(names, b, strict=True)
            if name == "bias" or abs(weight) >= 0.005
        )


def main() -> None:
    """Read the arguments, fit, print and, if asked, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--labels", type=Path, nargs="+", default=[LABELS])
    parser.add_argument("--least", type=float, default=0.52, help="probability from which on a number is a claim")
    parser.add_argument("--write", action="store_true", help=f"store the weights in {WEIGHTS.name}")
    chosen = parser.parse_args()
    every, marked = read_cases(chosen.labels, chosen.texts)
    found = [case for case in every if case.right is not None]
    counts = Counter(name for case in found for name, value in case.cues.items() if value)
    names = sorted(name for name, n in counts.items() if n >= SEEN)
    x, y = matrix(found, names), np.array([bool(case.right) for case in found])
    w = np.ones(len(found))
    groups, folders = np.array([case.group for case in found]), np.array([case.folder for case in found])
    left_out = np.zeros(len(y))
    for group in sorted(set(groups)):
        own = groups == group
        left_out[own] = likely(x[own], fit(x[~own], y[~own], w[~own], ridge=RIDGE, free=1))
    fitted = fit(x, y, w, ridge=RIDGE, free=1)
    print(f"{len(names)} cues, {len(set(groups))} sets")
    for folder in dict.fromkeys(folders):
        own = folders == folder
        print("\n".join(table(y[own], left_out[own], marked[folder], f"{folder}, left out")))
        print("\n".join(table(y[own], likely(x[own], fitted), marked[folder], f"{folder}, fitted on")))
    if chosen.write:
        write(["bias", *names], fitted, chosen.least)


if __name__ == "__main__":
    main()
