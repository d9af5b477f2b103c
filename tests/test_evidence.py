"""Claims joined with origins and held against the record."""

from pathlib import Path

import pandas as pd
import pytest

from helpers import claims, evidence, tables

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    paths = sorted((ROOT / "seeds").glob("*.txt"))
    return pd.DataFrame(
        {"article_id": [p.name[:3] for p in paths], "text": [p.read_bytes().decode("utf-8") for p in paths]}
    )


@pytest.fixture(scope="module")
def origins(articles: pd.DataFrame) -> pd.DataFrame:
    rows = [(a, "001" if a == "000" else a, False) for a in articles["article_id"]]
    return tables.ORIGINS.frame(rows)


@pytest.fixture(scope="module")
def made(articles: pd.DataFrame, origins: pd.DataFrame) -> pd.DataFrame:
    return tables.CLAIMS.check(evidence.claims(claims.quantities(articles), origins=origins))


def test_trade_claims_stand_in_two_documents_and_have_one_origin(made: pd.DataFrame) -> None:
    groups = tables.CLAIM_GROUPS.check(evidence.groups(made)).set_index("measure")
    for measure in ("exports", "imports", "trade"):
        row = groups.loc[measure]
        assert (row["n_documents"], row["n_origins"], row["agreement"]) == (2, 1, "agree")


def test_record_holds_the_seed_claims_and_gives_the_gap(made: pd.DataFrame) -> None:
    records = tables.RECORDS.check(evidence.against_record(made, evidence.reference(ROOT / "reference")))
    judged = records[records["verdict"] == "matches"]
    found = {(row.mention, row.recorded_value): round(row.gap, 1) for row in judged.itertuples()}
    assert found == {
        ("$30bn", 27.34e9): 9.7, ("$ 30 billion", 27.34e9): 9.7, ("37%", -36.6): -0.4, ("15%", -14.6): -0.4,
    }  # fmt: skip
    assert judged.loc[judged["unit"] == "USD", "is_mirror"].all()
    assert not (records["verdict"] == "differs").any()


def test_implied_levels(made: pd.DataFrame) -> None:
    implied = tables.IMPLIED.check(evidence.implied(evidence.reference(ROOT / "reference"), made)).set_index("measure")
    assert round(implied.loc["exports", "value"] / 1e9, 2) == 6.29
    assert round(implied.loc["imports", "value"] / 1e9, 2) == 14.76
