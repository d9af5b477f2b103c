"""How far a finding can be trusted: what readers found of its kind, and which sentences have been read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import pandas as pd

from helpers.rules import load_rows

ENOUGH = 0.95  # share of right ones from which on a kind may be quoted
LEAST_JUDGED = 20  # of fewer judged nothing is said


class Judged(NamedTuple):
    """How many sentences of a kind fresh readers judged, and how many they found true and worth saying."""

    n: int
    n_right: int


def corpus_digest(articles: pd.DataFrame) -> str:
    """SHA-256 over the ids and digests of all articles: the same texts under the same names give the same digest.

    >>> findings.corpus_digest(articles) == findings.corpus_digest(articles.iloc[::-1])
    True
    """
    lines = sorted(
        f"{name!r} {digest}\n" for name, digest in zip(articles["article_id"], articles["sha256"], strict=True)
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def sentence_digest(digest: str, sentence: str) -> str:
    """Names a sentence about a corpus of that digest, as data/read.csv lists those that have been read.

    >>> findings.sentence_digest("a corpus", "It rained.")[:8]
    'cd3195a2'
    """
    return hashlib.sha256(f"{digest}\n{sentence}".encode()).hexdigest()[:32]


@cache
def judged() -> Mapping[str, Judged]:
    """How often each kind was found right on real articles: data/findings.csv."""
    return {row["kind"]: Judged(int(row["n_judged"]), int(row["n_right"])) for row in load_rows("findings.csv")}


@cache
def read_sentences() -> frozenset[str]:
    """Digests of the sentences that were read against their texts and found right: data/read.csv."""
    return frozenset(row["sentence"] for row in load_rows("read.csv"))


def trust_of(kind: str, digest: str, sentence: str) -> tuple[str, bool]:
    n, n_right = judged().get(kind, Judged(0, 0))
    if sentence_digest(digest, sentence) in read_sentences():
        return "This sentence was read against these same texts before this version was released.", True
    if n < LEAST_JUDGED:
        return "Found by rules; how often findings of this kind are right has not been measured yet.", False
    told = f"of {n} findings of this kind on other articles, readers found {n_right} true and worth a line"
    return f"Found by rules; {told}.", n_right >= ENOUGH * n
