"""What the scores of reuse rest on: weights, fitted by benchmarks/fit_reuse.py and kept in data/reuse_weights.csv."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from helpers.rules import load_rows


@cache
def read_weights(model: str) -> Mapping[str, float]:
    """The weight of every cue of `model`: score, direction or differences; in the order of the file."""
    return {row["cue"]: float(row["weight"]) for row in load_rows("reuse_weights.csv") if row["model"] == model}
