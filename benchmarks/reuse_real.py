"""Reuse on real articles: who had it first, what is one text, what changed, held to pairs that people read.

    python benchmarks/reuse_real.py ARTICLES LABELS [--crowd ARTICLES LABELS]

ARTICLES: one .jsonl file of a corpus, as the `origins` command reads it. LABELS: a .json list of pairs that were read,
without their text: {"ids": [a, b], "sha256": [digest of either text as it came], "same": "text" | "partly" | "event" |
"template" | "nothing", "first": the id of the original, "siblings" or "unknown"}. "event" stands for reports that
share an event, quotes or a block that one outlet puts under several stories; "partly" for stories of their own that
have sentences in common besides. --crowd: labels drawn where candidates crowd, before the verdict was looked at; of
their corpus only the articles that they name are compared. --sentences: a .json list of sentences that stand side by
side and were read: {"sha256": [of either text as it came], "starts": [first character of either sentence], "is_same":
whether they are one sentence, "kinds": {kind of difference that was named: whether it is so}}. Prints a table and
writes benchmarks/results/reuse_real.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import corpus, engine

KINDS = ("name", "number", "negation", "modality", "role", "title")
Row = tuple[str, str, str]  # what, measured, target


def read_labels(path: Path, articles: pd.DataFrame) -> list[Mapping[str, Any]]:
    """The labels whose articles are in the corpus as they were read; the others are counted and left out."""
    digests = dict(zip(articles["article_id"].astype(str), articles["sha256"], strict=True))
    labels = json.loads(path.read_text(encoding="utf-8"))
    kept = [one for one in labels if [digests.get(name) for name in one["ids"]] == one["sha256"]]
    if len(kept) < len(labels):
        print(f"{len(labels) - len(kept)} of {len(labels)} labels are of other texts and left out", file=sys.stderr)
    return kept


def measure(found: Mapping[str, pd.DataFrame], labels: list[Mapping[str, Any]]) -> Iterator[Row]:
    """The rows of the table."""
    made = {(row["article_id"], row["other_id"]): row for row in found["pairs"].to_dict("records")}
    read = {tuple(sorted(one["ids"])): one for one in labels}
    same = {pair for pair, one in read.items() if one["same"] == "text"}
    partly = {pair for pair, one in read.items() if one["same"] == "partly"}
    both = set(made) & set(read)
    yield "pairs taken for one text that are", _share(len(both & same), len(both)), ""
    yield "pairs taken for one text that are, wholly or partly", _share(len(both & (same | partly)), len(both)), ""
    yield "pairs of one text that are found", _share(len(set(made) & same), len(same)), ""
    yield "pairs that share sentences, found as one text", _share(len(set(made) & partly), len(partly)), ""
    yield from measure_direction({pair: made[pair] for pair in both & same}, read)
    origin = found["origins"].set_index("article_id")["origin_id"].to_dict()
    right = [(origin[a] == origin[b]) == ((a, b) in same) for a, b in set(read) - partly]
    yield "family right", _share(sum(right), len(right)), ">= .95"
    templates = set(zip(found["same_templates"]["article_id"], found["same_templates"]["other_id"], strict=True))
    real = {pair for pair, one in read.items() if one["same"] == "template"}
    yield "templates found that are", _share(len(templates & set(read) & real), len(templates & set(read))), ""
    yield "templates that are found", _share(len(templates & real), len(real)), ""
    aligned = found["alignment"]
    in_read = [tuple(sorted(ids)) in same for ids in zip(aligned["original_id"], aligned["derived_id"], strict=True)]
    counts = aligned[in_read]["relation"].value_counts()
    for relation in ("same", "reworded", "worth a look", "meaning changed"):
        yield f"rows of the alignment: {relation}", f"{int(counts.get(relation, 0))}", ""


def measure_direction(
    made: Mapping[tuple[str, ...], Mapping[str, Any]], read: Mapping[tuple[str, ...], Mapping[str, Any]]
) -> Iterator[Row]:
    """Who came first, by what it rests on, and how often a probability comes true."""
    by_basis: defaultdict[str, list[bool]] = defaultdict(list)
    by_probability: defaultdict[str, list[bool]] = defaultdict(list)
    for pair, row in made.items():
        first = read[pair]["first"]
        if row["direction"] == "siblings":
            by_basis["siblings"].append(first == "siblings")
        elif pd.notna(row["original_id"]):
            is_right = row["original_id"] == first
            by_basis[str(row["direction_basis"]).split(":")[0].split(" of ")[0]].append(is_right)
            probability = max(row["p_direction"], 1 - row["p_direction"])
            by_probability[f"{probability:.2f}"].append(is_right)
    spoken = [flag for flags in by_basis.values() for flag in flags]
    yield "direction or siblings: right where it speaks", _share(sum(spoken), len(spoken)), ">= .95"
    yield "direction or siblings: speaks", _share(len(spoken), len(made)), ""
    told = [row["direction"] != "unknown" for pair, row in made.items() if read[pair]["first"] != "unknown"]
    yield "direction or siblings: speaks where a reader could tell", _share(sum(told), len(told)), ""
    for basis, flags in sorted(by_basis.items()):
        yield f"right, {basis}", _share(sum(flags), len(flags)), ""
    for probability, flags in sorted(by_probability.items()):
        yield f"right where p is {probability}", _share(sum(flags), len(flags)), "as p"


def measure_sentences(found: Mapping[str, pd.DataFrame], labels: list[Mapping[str, Any]]) -> Iterator[Row]:
    """Of the sentences called "worth a look" or "meaning changed", which are one; of the kinds named, which are so."""
    digests = dict(zip(found["articles"]["article_id"], found["articles"]["sha256"], strict=True))
    read = {(*one["sha256"], *one["starts"]): one for one in labels}
    read |= {(*one["sha256"][::-1], *one["starts"][::-1]): one for one in labels}
    aligned = found["alignment"]
    named = aligned[aligned["relation"].isin(["worth a look", "meaning changed"])]
    same: dict[tuple[str, str, int], Mapping[str, Any]] = {}
    for row in named.to_dict("records"):
        ids = (row["original_id"], row["derived_id"])
        if one := read.get((*map(digests.get, ids), row["original_start"], row["derived_start"])):
            same[*ids, row["alignment_id"]] = one
    yield (
        "sentences said to differ that are one",
        _share(sum(one["is_same"] for one in same.values()), len(same)),
        ">= .9",
    )
    differing = found["differences"][found["differences"]["difference_kind"].isin(KINDS)]
    told = [
        one["kinds"][row["difference_kind"]]
        for row in differing.to_dict("records")
        if (one := same.get((row["original_id"], row["derived_id"], row["alignment_id"])))
        and row["difference_kind"] in one["kinds"]
    ]
    yield "kinds of difference named that are so", _share(sum(told), len(told)), ">= .9"
    yield "kinds of difference named, read or not", f"{len(differing)} in {len(named)} sentences", ""


def _share(n: int, total: int) -> str:
    return f"{n / total:.3f} ({n} of {total})" if total else "none"


def compare(articles: Path, labels: Path, *, is_crowd: bool, sentences: Path | None = None) -> list[str]:
    """The lines of the table of one corpus and its labels."""
    read = read_labels(labels, source := corpus.read(articles, on_error="quarantine"))
    if is_crowd:
        source = source[source["article_id"].isin({name for one in read for name in one["ids"]})]
    found = engine.load(source)
    head = ["| what | measured | target |", "| --- | --- | --- |"]
    rows = list(measure(found, read))
    if sentences is not None:
        rows += measure_sentences(found, json.loads(sentences.read_text(encoding="utf-8")))
    return head + ["| " + " | ".join(row) + " |" for row in rows]


def main() -> None:
    """Read the arguments, measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="one .jsonl file")
    parser.add_argument("labels", type=Path, help="pairs that were read")
    parser.add_argument(
        "--crowd", type=Path, nargs=2, metavar=("ARTICLES", "LABELS"), help="the same, where they crowd"
    )
    parser.add_argument("--sentences", type=Path, help="sentences that were read")
    chosen = parser.parse_args()
    lines = compare(chosen.articles, chosen.labels, is_crowd=False, sentences=chosen.sentences)
    if chosen.crowd:
        lines += ["", "## Where candidates crowd", "", *compare(*chosen.crowd, is_crowd=True)]
    print("\n".join(lines))
    head = "# Reuse: real articles\n\nMade by benchmarks/reuse_real.py, where it says what is measured.\n\n"
    results = Path(__file__).parent / "results"
    (results / "reuse_real.md").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
