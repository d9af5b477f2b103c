"""What must come out of the five seeds, from the texts alone, against the hand-made annotations in tests/gold."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from helpers import evidence, show

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "gold"


def gold(name: str) -> Any:
    return json.loads((GOLD / f"{name}.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def records(seeds: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    return evidence.against_record(seeds["claims"], evidence.reference(ROOT / "reference"))


def test_the_seeds_are_the_texts_that_were_annotated(seeds: Mapping[str, pd.DataFrame]) -> None:
    annotated = {document["file"].removesuffix(".txt"): document["sha256"] for document in gold("claims")["documents"]}
    assert dict(zip(seeds["articles"]["article_id"], seeds["articles"]["sha256"], strict=True)) == annotated


def test_five_documents_four_origins(seeds: Mapping[str, pd.DataFrame]) -> None:
    origins = seeds["origins"].set_index("article_id")["origin_id"]
    wanted = {document["file"].removesuffix(".txt"): document["origin"] for document in gold("claims")["documents"]}
    groups = {frozenset(rows) for rows in origins.groupby(origins).groups.values()}
    labels = pd.Series(wanted)
    assert groups == {frozenset(rows) for rows in labels.groupby(labels).groups.values()}
    assert len(groups) == 4


def test_one_pair_and_its_direction(seeds: Mapping[str, pd.DataFrame]) -> None:
    meta = gold("alignment")["meta"]
    assert len(seeds["pairs"]) == 1
    pair = seeds["pairs"].iloc[0]
    assert (f"{pair['original_id']}.txt", f"{pair['derived_id']}.txt") == (meta["original"], meta["derived"])


def test_stated_provenance_and_nothing_invented(seeds: Mapping[str, pd.DataFrame]) -> None:
    rows = seeds["provenance"].set_index("article_id")
    for file, document in gold("attribution")["files"].items():
        row, wanted = rows.loc[file.removesuffix(".txt")], document["provenance"]
        for column, name in (("outlet", "original_outlet"), ("author", "author"), ("republisher", "republisher")):
            stated = wanted[name]["name"]
            assert (row[column] if pd.notna(row[column]) else None) == stated, (file, column)


def test_the_six_trade_claims(seeds: Mapping[str, pd.DataFrame]) -> None:
    measure = {"trade": "trade", "exports": "exports", "imports": "imports"}
    rows = seeds["claims"].set_index(["article_id", "start", "end"])
    seen = 0
    for document in gold("claims")["documents"]:
        for claim in document["claims"]:
            if (claim["measure"] or "").split(" ")[0] not in measure or not claim["reporter"]:
                continue
            seen += 1
            row = rows.loc[(document["file"].removesuffix(".txt"), claim["start"], claim["end"])]
            assert (row["value"], row["unit"], row["change"]) == (claim["value"], claim["unit"], claim["change"])
            assert row["period"] == claim["period"]["iso"]
            assert (row["reporter"], row["partner"]) == (claim["reporter"], claim["partner"])
            assert row["measure"] == claim["measure"].split(" ")[0]
            marks = str(row["inherited"]).split(",") if pd.notna(row["inherited"]) else []
            inherited = {mark.partition(":")[0] for mark in marks}
            assert ("period" in inherited) == bool(claim["period"].get("inherited"))
    assert seen == 6


def test_each_trade_claim_stands_in_two_documents_of_one_origin(seeds: Mapping[str, pd.DataFrame]) -> None:
    groups = seeds["claim_groups"]
    trade = groups[groups["measure"].isin(["trade", "exports", "imports"])]
    assert len(trade) == 3
    assert trade[["n_documents", "n_origins"]].drop_duplicates().to_numpy().tolist() == [[2, 1]]
    assert set(trade["agreement"]) == {"agree"}


@pytest.mark.parametrize(
    ("measure", "low", "high", "recorded", "gap", "is_mirror"),
    [
        ("trade", 27e9, 30e9, 27.34e9, 9.7, True),
        ("exports", -37.5, -36.5, -36.6, -0.4, False),
        ("imports", -15.5, -14.5, -14.6, -0.4, False),
    ],
)
def test_verdicts(
    records: pd.DataFrame, measure: str, low: float, high: float, recorded: float, gap: float, is_mirror: bool
) -> None:
    rows = records[records["claim_id"].str.startswith(f"{measure} ") & records["verdict"].eq("matches")]
    assert len(rows) == 2  # one a document
    for row in rows.to_dict("records"):
        assert (row["low"], row["high"], row["recorded_value"]) == (low, high, recorded)
        assert (row["compiler"], round(row["gap"], 1), row["is_mirror"]) == ("KITA", gap, is_mirror)


def test_a_rounded_or_unofficial_record_gives_no_verdict(records: pd.DataFrame) -> None:
    rows = records[records["reason"].str.contains("rounded|not official", na=False)]
    assert len(rows) == 4
    assert set(rows["verdict"]) == {"not comparable"}


def test_implied_levels(seeds: Mapping[str, pd.DataFrame]) -> None:
    implied = evidence.implied(evidence.reference(ROOT / "reference"), seeds["claims"]).set_index("measure")
    assert {name: round(value / 1e9, 2) for name, value in implied["value"].items()} == {
        "exports": 6.29,
        "imports": 14.76,
    }


def test_numbers_stand_where_they_are_said_to(seeds: Mapping[str, pd.DataFrame]) -> None:
    quantities = seeds["quantities"]
    assert show.passages(quantities, seeds["articles"]).equals(quantities["mention"])


def test_the_ticker_is_read_and_set_aside(seeds: Mapping[str, pd.DataFrame]) -> None:
    quantities = seeds["quantities"]
    ticker = quantities[quantities["unit"].eq("UAH")]
    assert len(ticker) == 5
    assert ticker["is_boilerplate"].all()


def test_nothing_about_the_seeds_is_in_the_code() -> None:
    words = ["Radchenko", "Portnikov", "Pinkston", "Kozyrev", "Lukyanov", "Shoigu", "Hermit", "caedf01d", "f664f165"]
    paths = [*(ROOT / "src").rglob("*.py"), *(ROOT / "notebooks").glob("*.ipynb"), *(ROOT / "benchmarks").glob("*.py")]
    assert [(path.name, word) for path in paths for word in words if word in path.read_text("utf-8")] == []
