"""How well numbers are read as statements: period, place, measure, status, and which are one claim.

    python benchmarks/statements.py FOLDER [FOLDER ...] [--texts TEXTS] [--about WORDS]

A FOLDER holds one JSON file per corpus, each a list of articles with id, outlet, date, sha256 of the text and
`numbers`: start, end and what is stated (measure, of, place, partner, period, basis, base, value or low and high, unit,
status); a file may be named instead of its folder. TEXTS (else the folder `texts` in each FOLDER) holds ID.json per
article with content_original, title, source, date and url. WORDS say in the results where the annotations come from.
The results are figures only: nothing of the texts is written.

A number is found where a quantity overlaps it. "right" is the share of what is stated that is right, "told" the share
of what could be told that is told rightly; 95 % Wilson intervals. A measure is right when it shares a word with the
gold's, or when both are names of one measure of the list. A claim is right when none of its fields is wrong; what is
left open is not wrong. Two numbers are one statement when all fields but the value agree; a group is right where it
joins such only.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import math
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from helpers import engine
from helpers.claims.frames.measures import vocabulary
from helpers.claims.tokens import tokenise
from readers import share

RESULTS = Path(__file__).parent / "results" / "statements.md"
FACTS = {None, "actual", "estimate"}
TITLES = {
    "found": "numbers found", "period": "period", "place": "place (country)", "measure": "measure",
    "status": "fact or not",
    "claim": "claims, every field", "joined": "pairs in one group are one statement",
    "agree": "pairs said to agree", "conflict": "pairs said to conflict",
}  # fmt: skip

Row = Mapping[str, Any]


class Held(NamedTuple):
    """A number of the gold beside the claim on it."""

    article: str
    gold: Row
    claim: Row


def stated(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def best(rows: Sequence[Row], gold: Row) -> Row | None:
    """The row that overlaps the gold number most."""

    def shared(row: Row) -> int:
        return min(int(row["end"]), gold["end"]) - max(int(row["start"]), gold["start"])

    row = max(rows, key=shared, default=None)
    return row if row is not None and shared(row) > 0 else None


def canonical(name: str) -> set[str]:
    """The words of a measure, with those of the name that the list knows it by."""
    words = set(re.findall(r"[a-z]+", name.lower()))
    known = vocabulary().get(tuple(token.low for token in tokenise(name, 0, len(name))))
    return words | set(re.findall(r"[a-z]+", known.name.lower())) if known else words


def same_value(row: Row, gold: Row) -> bool:
    """Whether the ends agree to half a percent, signs and a factor of 100 (half, 50 %) aside."""
    mine = [abs(float(row[key])) for key in ("value", "low", "high") if not pd.isna(row[key])]
    theirs = [abs(float(gold[key])) for key in ("value", "low", "high") if gold[key] is not None]
    return any(math.isclose(a * f, b, rel_tol=5e-3) for a in mine for b in theirs for f in (1.0, 100.0, 0.01))


def wrong_fields(claim: Row, gold: Row) -> set[str]:
    """The fields of a claim that are stated and wrong."""
    country = gold["place"] if gold["place"] and len(gold["place"]) == 3 else None
    period, place = stated(claim["period"]), stated(claim["reporter"])
    found = set()
    if not same_value(claim, gold):
        found.add("value")
    if period and period != gold["period"]:
        found.add("period")
    if place and country and place != country:
        found.add("place")
    if not canonical(claim["measure"]) & canonical(gold["measure"]):
        found.add("measure")
    if (stated(claim["status"]) in FACTS) != (gold["status"] in FACTS):
        found.add("status")
    return found


def statement(gold: Row) -> tuple[Any, ...]:
    fields = ("measure", "of", "place", "partner", "period", "basis", "base", "unit")
    return (*(gold[field] for field in fields), gold["status"] in FACTS)


def read_corpus(path: Path, texts: Path) -> tuple[dict[str, pd.DataFrame], dict[str, Row]]:
    """The tables of the articles of one gold file, and the gold by article."""
    gold = {row["id"]: row for row in json.loads(path.read_text("utf-8"))}
    with tempfile.TemporaryDirectory() as folder:
        lines = []
        for key, row in gold.items():
            article = json.loads((texts / f"{key}.json").read_text("utf-8"))
            text = article["content_original"]
            if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
                raise ValueError(f"{key}: another text than the annotated one; expected {row['sha256']}")
            lines.append(
                {"article_id": key, "text": text, **{k: article.get(k) for k in ("title", "source", "date", "url")}}
            )
        source = Path(folder) / "articles.jsonl"
        source.write_text("\n".join(map(json.dumps, lines)), "utf-8")
        made = engine.load(str(source))
        return {name: made[name].copy() for name in ("quantities", "claims", "claim_groups")}, gold


def count_numbers(made: Mapping[str, pd.DataFrame], gold: Mapping[str, Row], counts: Counter[str]) -> list[Held]:
    """Counts what is found, stated, right and told; gives the numbers that are claims."""
    held = []
    for key, article in gold.items():
        table = made["quantities"]
        quantities = table[(table["article_id"] == key) & table["is_quantity"]].to_dict("records")
        claims = made["claims"][made["claims"]["article_id"] == key].to_dict("records")
        for number in article["numbers"]:
            counts["numbers"] += 1
            row, claim = best(quantities, number), best(claims, number)
            counts["found right"] += row is not None
            if row is not None:
                _count_fields(row, number, counts)
            if claim is not None:
                wrong = wrong_fields(claim, number)
                counts["claim stated"] += 1
                counts["claim right"] += not wrong
                for field in ("measure", "status"):
                    counts[f"{field} stated"] += 1
                    counts[f"{field} right"] += field not in wrong
                held.append(Held(key, number, claim))
    return held


def _count_fields(row: Row, number: Row, counts: Counter[str]) -> None:
    country = number["place"] if number["place"] and len(number["place"]) == 3 else None
    for field, mine, theirs in (
        ("period", stated(row["period"]), number["period"]),
        ("place", stated(row["reporter"]), country),
    ):
        counts[f"{field} gold"] += theirs is not None
        if mine and (theirs or field == "period"):
            counts[f"{field} stated"] += 1
            counts[f"{field} right"] += mine == theirs


def count_pairs(held: Sequence[Held], groups: pd.DataFrame, counts: Counter[str]) -> None:
    """Counts the pairs of claims under one claim_id, and the pairs of one statement in different articles."""
    agreement = dict(zip(groups["claim_id"], groups["agreement"], strict=True))
    for one, other in itertools.combinations(held, 2):
        same = statement(one.gold) == statement(other.gold)
        joined = one.claim["claim_id"] == other.claim["claim_id"]
        counts["joined stated"] += joined
        counts["joined right"] += joined and same
        if one.article == other.article:
            continue
        if same and one.gold["period"]:
            counts["joined gold"] += 1
            counts["joined told"] += joined
        said = agreement.get(one.claim["claim_id"]) if joined else None
        if said in {"agree", "conflict"}:
            values = one.gold["value"], other.gold["value"]
            near = None not in values and math.isclose(*map(float, values), rel_tol=0.02)
            counts[f"{said} stated"] += 1
            counts[f"{said} right"] += same and near == (said == "agree")


def report(counts: Counter[str], about: str) -> Iterator[str]:
    yield "# Numbers as statements\n"
    yield f"Made by `benchmarks/statements.py` from {counts['articles']} articles{about}: {counts['numbers']} numbers."
    yield "Percent with 95 % intervals.\n"
    yield "| what | stated | right, % | told, % |\n| --- | --- | --- | --- |"
    whole = {"period": "period gold", "place": "place gold", "joined": "joined gold"}
    for key, title in TITLES.items():
        said = counts["numbers"] if key == "found" else counts[f"{key} stated"]
        told = counts["joined told"] if key == "joined" else counts[f"{key} right"]
        of = counts[whole[key]] if key in whole else counts["numbers"] if key in {"found", "claim"} else 0
        yield f"| {title} | {said} | {share(counts[f'{key} right'], said)} | {share(told, of)} |"


def corpora(paths: Sequence[Path]) -> Iterator[Path]:
    """The files of annotations that are named, and those in the folders that are."""
    for path in paths:
        yield from sorted(path.glob("*.json")) if path.is_dir() else [path]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--about", default="")
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    for path in corpora(options.gold):
        made, gold = read_corpus(path, options.texts or path.parent / "texts")
        counts["articles"] += len(gold)
        count_pairs(count_numbers(made, gold, counts), made["claim_groups"], counts)
    printed = "\n".join(report(counts, f" ({options.about})" if options.about else "")) + "\n"
    options.out.write_text(printed, "utf-8")
    print(printed)


if __name__ == "__main__":
    main()
