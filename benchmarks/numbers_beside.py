"""Whether numbers that stand beside the same words (`evidence.related`) are of one thing, as readers found.

    python benchmarks/numbers_beside.py

Reads benchmarks/labels/numbers_beside.json: 120 pairs of numbers of two articles, drawn by chance from 70 corpora of
one subject and month, with the verdict of a reader who had the two passages and nothing of the program: "same" (an
editor could write that both articles print this number about one thing), "different", "unclear". Prints a table with
95 % Wilson intervals and writes benchmarks/results/numbers_beside.md. No text lies there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from readers import labels, publish, share

VERDICTS = ("same", "different", "unclear")


def report(pairs: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The lines of the result."""
    yield "# Numbers beside the same words: are they of one thing?\n"
    yield (
        "Made by `benchmarks/numbers_beside.py` from `benchmarks/labels/numbers_beside.json`. Pairs of US news of\n"
        "2012-2020; what must be shared was chosen on 310 pairs of other corpora. Readers are a language model, one\n"
        "reading a pair; they were read before the other numbers of a sentence counted among its words. Percent with\n"
        "95 % intervals.\n"
    )
    yield f"| numbers in | read | {' | '.join(f'{verdict}, %' for verdict in VERDICTS)} |"
    yield "| --- " * (2 + len(VERDICTS)) + "|"
    for what, least in (("two origins and more", 2), ("three origins and more", 3)):
        held = [pair for pair in pairs if pair["n_origins"] >= least]
        n = Counter(pair["verdict"] for pair in held)
        yield f"| {what} | {len(held)} | {' | '.join(share(n[verdict], len(held)) for verdict in VERDICTS)} |"


if __name__ == "__main__":
    publish("numbers_beside", report(labels("numbers_beside")))
