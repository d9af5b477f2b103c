"""What the scores of reuse rest on: weights, fitted by benchmarks/fit_reuse.py and kept in data/reuse_weights.csv."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def read_weights(model: str) -> Mapping[str, float]:
    """The weight of every cue of `model`: score, direction or differences; in the order of the file."""
    with (files("helpers") / "data" / "reuse_weights.csv").open(encoding="utf-8") as lines:
        return {row["cue"]: float(row["weight"]) for row in csv.DictReader(lines) if row["model"] == model}
