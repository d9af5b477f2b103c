"""Claims joined with origins and held against the record."""

import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from helpers import claims, evidence, tables

ROOT = Path(__file__).parents[1]


def grouped(origin_of: dict[str, str]) -> pd.DataFrame:
    """The table of origins that puts each article into its group."""
    counts = Counter(origin_of.values())
    return tables.ORIGINS.frame(
        [{"article_id": a, "origin_id": o, "is_virtual": False, "n_articles": counts[o]} for a, o in origin_of.items()]
    )


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    paths = sorted((ROOT / "seeds").glob("*.txt"))
    return pd.DataFrame(
        {"article_id": [p.name[:3] for p in paths], "text": [p.read_bytes().decode("utf-8") for p in paths]}
    )


@pytest.fixture(scope="module")
def origins(articles: pd.DataFrame) -> pd.DataFrame:
    return grouped({a: "001" if a == "000" else a for a in articles["article_id"]})


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


TWO = pd.DataFrame(
    {
        "article_id": ["a", "b"],
        "text": [
            "The ministry said South Korea's exports to Russia fell by 37% in 2022.",
            "South Korea's exports to Russia fell by 30% in 2022.",
        ],
    }
)


def attributed() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The attribution of the first of the two texts, and its passages."""
    content = TWO["text"][0]
    attributions = tables.ATTRIBUTIONS.frame([
        {"article_id": "a", "attribution_id": 0, "quote_kind": "direct", "level": "speech", "speaker": "Trade Ministry",
         "source_kind": "state", "cue": "said", "n_words": 9, "start": 0, "end": len(content)},
    ])  # fmt: skip
    spans = tables.ATTRIBUTION_SPANS.frame([("a", 0, "content", 18, len(content)), ("a", 0, "source", 0, 12)])
    return attributions, spans


def test_origin_of_a_claim_is_the_articles_whoever_is_said_to_say_it() -> None:
    attributions, spans = attributed()
    origins = grouped({"a": "b", "b": "b"})
    made = evidence.claims(claims.quantities(TWO), attributions=attributions, spans=spans, origins=origins)
    assert list(made["claimed_by"].fillna("")) == ["Trade Ministry", ""]
    assert list(made["claimed_by_kind"].fillna("")) == ["state", ""]
    assert list(made["origin_id"]) == ["b", "b"]
    (row,) = evidence.groups(made).to_dict("records")
    assert (row["n_documents"], row["n_origins"], row["claimed_by"]) == (2, 1, "Trade Ministry")


def test_a_quotation_in_a_derived_article_is_not_verified() -> None:
    attributions, spans = attributed()
    quantities = claims.quantities(TWO)
    alone = grouped({"a": "a", "b": "b"})
    derived = grouped({"a": "b", "b": "b"})
    for origins, expected in ((alone, "as quoted"), (derived, "not verified verbatim")):
        made = evidence.claims(quantities, attributions=attributions, spans=spans, origins=origins)
        assert made["verbatim"][0] == expected
        assert pd.isna(made["verbatim"][1])


def test_intervals_that_do_not_meet_conflict() -> None:
    groups = evidence.groups(evidence.claims(claims.quantities(TWO)))
    (row,) = groups.to_dict("records")
    assert (row["agreement"], row["n_documents"], row["n_origins"]) == ("conflict", 2, 2)
    assert (row["low"], row["high"]) == (-37.5, -29.5)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # what is open is never taken for equal: neither whose troops nor when
        (["More than 80,000 troops took part.", "He sent 30,000 troops there."], ["one document"] * 2),
        (["The army lost 30,000 troops.", "He sent 30,000 troops there."], ["one document"] * 2),
        (["Russia's unemployment rate is 5%.", "Russia's unemployment rate is 5%."], ["one document"] * 2),
        (["Russia's unemployment rate was 5% in 2020.", "Russia's unemployment rate was 5% in 2020."], ["agree"]),
        (["Russia's unemployment rate was 5% in 2020.", "Russia's unemployment rate was 9% in 2020."], ["conflict"]),
    ],
)
def test_only_a_frame_that_says_of_whom_and_when_can_conflict(texts: list[str], expected: list[str]) -> None:
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": texts})
    assert list(evidence.groups(evidence.claims(claims.quantities(articles)))["agreement"]) == expected


def test_a_record_outside_the_interval_differs_and_shows_the_gap() -> None:
    made = evidence.claims(claims.quantities(TWO))
    records = evidence.against_record(made, evidence.reference(ROOT / "reference"))
    differs = records[records["verdict"] == "differs"]
    assert [(row.article_id, round(row.gap, 1), row.gap_unit) for row in differs.itertuples()] == [("b", 6.6, "[pp]")]


def test_a_claim_without_period_or_reporter_is_not_comparable() -> None:
    articles = pd.DataFrame({"article_id": ["a"], "text": ["Exports were worth $5bn."]})
    records = evidence.against_record(
        evidence.claims(claims.quantities(articles)), evidence.reference(ROOT / "reference")
    )
    assert list(records["verdict"]) == ["not comparable"]
    assert records["reason"][0] == "the text gives no period and no reporter"


def test_compilers_stay_apart_and_rounded_or_unofficial_records_earn_no_verdict(made: pd.DataFrame) -> None:
    records = evidence.against_record(made, evidence.reference(ROOT / "reference"))
    trade = records[records["article_id"].eq("001") & records["unit"].eq("USD")]
    assert list(zip(trade["compiler"], trade["verdict"], strict=True)) == [
        ("KITA", "matches"), ("not named (Sputnik)", "not comparable"),
    ]  # fmt: skip
    assert trade["reason"].str.contains("no record by RUS").all()


def test_parts_that_do_not_add_up_are_named() -> None:
    (row,) = evidence.inconsistencies(evidence.reference(ROOT / "reference")).to_dict("records")
    assert (row["compiler"], row["period"]) == ("KOTRA", "2018")
    assert round(row["difference"], 2) == -0.16


def test_like_quantities_are_shown_as_possibly_related(articles: pd.DataFrame) -> None:
    found = tables.RELATED.check(evidence.related(claims.quantities(articles), articles))
    assert {("003", "24 years"), ("004", "two decades")} <= set(zip(found["article_id"], found["mention"], strict=True))


def test_a_quotation_in_an_article_that_names_its_outlet_is_not_verified() -> None:
    attributions, spans = attributed()
    provenance = tables.PROVENANCE.frame([{"article_id": "a", "outlet": "The Paper"}, {"article_id": "b"}])
    made = evidence.claims(claims.quantities(TWO), attributions=attributions, spans=spans, provenance=provenance)
    assert made["verbatim"][0] == "not verified verbatim"


def test_nothing_in_nothing_out_and_any_order(made: pd.DataFrame, articles: pd.DataFrame) -> None:
    reference = evidence.reference(ROOT / "reference")
    for function in (
        evidence.groups,
        lambda rows: evidence.against_record(rows, reference),
        lambda rows: evidence.implied(reference, rows),
    ):
        full = function(made)
        assert (function(made.iloc[:0]).dtypes == full.dtypes).all()
        pd.testing.assert_frame_equal(full, function(made.iloc[::-1]))
    pd.testing.assert_frame_equal(
        evidence.claims(claims.quantities(articles)), evidence.claims(claims.quantities(articles.iloc[::-1]))
    )


HEADER = "period,reporter,partner,measure,basis,value,unit,compiler,is_official,is_rounded,source,url,note\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("period,reporter\n2021,KOR\n", "x.csv: the column partner, measure"),
        (HEADER + "2021,KOR,RUS,trade,level,much,USD,KITA,true,false,s,,\n", 'x.csv, row 2: value is "much"'),
        (HEADER + "2021,KOR,RUS,trade,level,1,USD,KITA,yes,false,s,,\n", 'row 2: is_official is "yes"; expected true'),
        (HEADER + "2021,KOR,RUS,trade,level,1,USD,,true,false,s,,\n", "row 2: compiler is empty"),
        (HEADER + 2 * "2021,KOR,RUS,trade,level,1,USD,KITA,true,false,s,,\n", "stands more than once"),
    ],
)
def test_reference_errors_name_place_and_cure(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(message)):
        evidence.reference(tmp_path / "x.csv")


def test_missing_reference_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such file"):
        evidence.reference(tmp_path / "y.csv")
    with pytest.raises(ValueError, match=r"no \*\.csv file"):
        evidence.reference(tmp_path)


def test_only_totals_match_either_way_round() -> None:
    articles = pd.DataFrame(
        {"article_id": ["a"], "text": ["Russia's exports to South Korea came to $17.36bn in 2021."]}
    )
    records = evidence.against_record(
        evidence.claims(claims.quantities(articles)), evidence.reference(ROOT / "reference")
    )
    assert list(records["verdict"]) == ["no record"]


@pytest.mark.parametrize(
    ("passages", "number", "expected"),
    [
        ([(0, 50), (10, 30), (12, 60)], (15, 20), (10, 30)),  # the shortest around it
        ([(0, 50), (10, 30), (40, 45)], (42, 44), (40, 45)),
        ([(0, 50), (10, 14), (16, 18)], (20, 24), (0, 50)),  # past passages that ended before it
        ([(0, 10), (12, 20)], (10, 12), None),
        ([(0, 10), (12, 20)], (8, 14), None),  # half in one, half in the other
        ([], (0, 1), None),
    ],
)
def test_a_number_belongs_to_the_shortest_passage_around_it(
    passages: list[tuple[int, int]], number: tuple[int, int], expected: tuple[int, int] | None
) -> None:
    ids = range(len(passages))
    said = tables.ATTRIBUTIONS.frame([{"article_id": "a", "attribution_id": i, "speaker": str(i)} for i in ids])
    spans = tables.ATTRIBUTION_SPANS.frame(
        [
            {"article_id": "a", "attribution_id": i, "role": "content", "start": start, "end": end}
            for i, (start, end) in zip(ids, passages, strict=True)
        ]
    )
    row = {"article_id": "a", "start": number[0], "end": number[1], "measure": "trade", "basis": "level",
           "is_boilerplate": False, "is_quantity": True}  # fmt: skip
    (claimed,) = evidence.claims(tables.QUANTITIES.frame([row]), attributions=said, spans=spans)["claimed_by"]
    assert (None if pd.isna(claimed) else passages[int(claimed)]) == expected
