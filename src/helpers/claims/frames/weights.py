"""What the probability of a reading rests on: weights fitted by benchmarks/fit_claims.py, in data/claim_weights.csv."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from helpers.rules import load_rows


@cache
def read_weights() -> Mapping[str, float]:
    """The weight of every cue, and "least"."""
    return {row["cue"]: float(row["weight"]) for row in load_rows("claim_weights.csv")}


def least() -> float:
    """The probability from which on a number is told as a claim."""
    return read_weights()["least"]
