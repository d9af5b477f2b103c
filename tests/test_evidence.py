"""Claims joined with origins and held against the record."""

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from helpers import claims, evidence, tables

ROOT = Path(__file__).parents[1]


def test_each_number_beside_the_record_once() -> None:
    claim = {"claim_id": "trade", "mention": "$30bn", "unit": "USD", "low": 29.5, "high": 30.5, "compiler": "KITA",
             "recorded_value": 30.1, "source": "s", "verdict": "matches", "record_number": 1, "end": 5}  # fmt: skip
    rows = [
        {**claim, "article_id": "a", "start": 0}, {**claim, "article_id": "a", "start": 9},
        {**claim, "article_id": "b", "start": 0, "mention": "30 billion dollars"},
        {**claim, "article_id": "b", "start": 9, "low": 26.5, "high": 27.5, "mention": "$27bn", "verdict": "differs"},
        {**claim, "article_id": "c", "start": 0, "record_number": 0, "recorded_value": None, "verdict": "no record"},
    ]  # fmt: skip
    made = tables.RECORDED.check(evidence.by_statement(tables.RECORDS.frame(rows)))
    assert made[["mentions", "n_documents", "verdict"]].to_numpy().tolist() == [
        ["$27bn", 1, "differs"], ["$30bn | 30 billion dollars", 2, "matches"],
    ]  # fmt: skip
    assert evidence.by_statement(tables.RECORDS.empty()).empty


def grouped(origin_of: dict[str, str]) -> pd.DataFrame:
    """The table of origins that puts each article into its group."""
    counts = Counter(origin_of.values())
    return tables.ORIGINS.frame(
        [{"article_id": a, "origin_id": o, "is_virtual": False, "n_articles": counts[o]} for a, o in origin_of.items()]
    )


def test_trade_claims_stand_in_two_documents_and_have_one_origin(seed_claims: pd.DataFrame) -> None:
    groups = tables.CLAIM_GROUPS.check(evidence.groups(seed_claims)).set_index("measure")
    for measure in ("exports", "imports", "trade"):
        row = groups.loc[measure]
        assert (row["n_documents"], row["n_origins"], row["agreement"]) == (2, 1, "agree")


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
         "person": "Trade Ministry", "source_kind": "state", "cue": "said", "n_words": 9, "start": 0,
         "end": len(content)},
    ])  # fmt: skip
    spans = tables.ATTRIBUTION_SPANS.frame([("a", 0, "content", 18, len(content)), ("a", 0, "source", 0, 12)])
    return attributions, spans


def test_origin_of_a_claim_is_the_articles_whoever_is_said_to_say_it() -> None:
    attributions, spans = attributed()
    origins = grouped({"a": "b", "b": "b"})
    made = evidence.claims(claims.read_quantities(TWO), attributions=attributions, spans=spans, origins=origins)
    assert list(made["claimed_by"].fillna("")) == ["Trade Ministry", ""]
    assert list(made["claimed_by_kind"].fillna("")) == ["state", ""]
    assert list(made["origin_id"]) == ["b", "b"]
    (row,) = evidence.groups(made).to_dict("records")
    assert (row["n_documents"], row["n_origins"], row["claimed_by"]) == (2, 1, "Trade Ministry")


def test_a_quotation_in_a_derived_article_is_not_verified() -> None:
    attributions, spans = attributed()
    quantities = claims.read_quantities(TWO)
    alone = grouped({"a": "a", "b": "b"})
    derived = grouped({"a": "b", "b": "b"})
    for origins, expected in ((alone, "as quoted"), (derived, "not verified verbatim")):
        made = evidence.claims(quantities, attributions=attributions, spans=spans, origins=origins)
        assert made["verbatim"][0] == expected
        assert pd.isna(made["verbatim"][1])


def test_intervals_that_do_not_meet_conflict() -> None:
    groups = evidence.groups(evidence.claims(claims.read_quantities(TWO)))
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
        # of things named as the text names them there may be many: two surveys, two lists
        (["In 2012 France closed 120 swing towns.", "In 2012 France closed 80 swing towns."], ["counts differ"]),
        (["In 2012 France had 120 swing towns.", "In 2012 France had 80 swing towns."], []),  # only a noun says of what
        (
            ["In 2012 France paid $12 million for lanes.", "In 2012 France paid $8 million for lanes."],
            ["conflict"],
        ),
    ],
)
def test_only_a_frame_that_says_of_whom_and_when_can_conflict(texts: list[str], expected: list[str]) -> None:
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": texts})
    assert list(evidence.groups(evidence.claims(claims.read_quantities(articles), sure=0))["agreement"]) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (  # other words around it, the same subject
            ["The budget office said the plan would leave 24 million people uninsured.",
             "Under the plan 24 million Americans would be uninsured, the budget office estimates."],
            [("24 million people: budget, office, plan, uninsured", "a", 2, 2),
             ("24 million people: budget, office, plan, uninsured", "b", 2, 2)],
        ),
        (  # the same number of another thing
            ["The budget office said the plan would leave 24 million people uninsured.",
             "Some 24 million people watched the final on Sunday."],
            [],
        ),
        (  # another number of the same thing
            ["The budget office said the plan would leave 24 million people uninsured.",
             "The budget office said the plan would leave 22 million people uninsured."],
            [],
        ),
        (  # a round number needs more words
            ["The office said the plan needs 3 million dollars.", "Its plan needs 3 million dollars, the office said."],
            [],
        ),
        (  # two numbers that stand together are shown as one, and known by one another: polls too
            ["Lee was leading Ross among registered voters, 46 percent to 44 percent, a poll found.",
             "Another poll had Lee leading Ross 46% to 44% among registered voters."],
            [("46%: Lee, leading, Ross, registered, voters, poll, 44 percent", "a", 2, 2),
             ("46%: Lee, leading, Ross, registered, voters, poll, 44 percent", "b", 2, 2)],
        ),
        (  # one number of two polls
            ["A poll has Lee leading Ross among registered voters, 46 percent to 44 percent.",
             "Another poll had Lee leading Ross 46% to 41% among registered voters."],
            [],
        ),
    ],
)  # fmt: skip
def test_a_number_beside_the_same_words_is_shown(texts: list[str], expected: list[tuple[str, str, int, int]]) -> None:
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": texts})
    found = tables.RELATED.check(evidence.related(claims.read_quantities(articles), articles))
    columns = ["related_id", "article_id", "n_documents", "n_origins"]
    assert list(found[columns].itertuples(index=False, name=None)) == expected


def test_of_a_table_without_full_stops_the_words_near_a_number_are_read() -> None:
    row = "The budget office said the plan would leave 24 million people uninsured"
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": [f"{row} {'and so on ' * 200}", f"{row}."]})
    found = evidence.related(claims.read_quantities(articles), articles).set_index("article_id")
    assert found["sentence"]["b"] == f"{row}."
    assert found["sentence"]["a"].startswith(row)
    assert len(found["sentence"]["a"]) < 500


def test_a_number_that_one_newsroom_alone_prints_is_not_shown() -> None:
    texts = ["The budget office said the plan would leave 24 million people uninsured.",
             "Under the plan 24 million people would be left uninsured, said the budget office."]  # fmt: skip
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": texts})
    read = claims.read_quantities(articles)
    assert evidence.related(read, articles.assign(outlet=["Vox", "Vox"])).empty
    for outlets in (["Vox", "CNN"], ["Vox", None], [None, None]):
        assert evidence.related(read, articles.assign(outlet=outlets))["article_id"].to_list() == ["a", "b"]


def test_a_number_in_copies_of_one_text_is_not_shown() -> None:
    text = "The budget office said the plan would leave 24 million people uninsured."
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": [text, text]})
    copies = tables.ORIGINS.frame([{"article_id": key, "origin_id": "a"} for key in "ab"])
    assert evidence.related(claims.read_quantities(articles), articles, copies).empty


def test_a_quotation_in_an_article_that_names_its_outlet_is_not_verified() -> None:
    attributions, spans = attributed()
    provenance = tables.PROVENANCE.frame([{"article_id": "a", "outlet": "The Paper"}, {"article_id": "b"}])
    made = evidence.claims(claims.read_quantities(TWO), attributions=attributions, spans=spans, provenance=provenance)
    assert made["verbatim"][0] == "not verified verbatim"


def test_nothing_in_nothing_out_and_any_order(seed_claims: pd.DataFrame, seed_texts: pd.DataFrame) -> None:
    reference = evidence.reference(ROOT / "reference")
    for function in (
        evidence.groups,
        lambda rows: evidence.against_record(rows, reference),
        lambda rows: evidence.implied(reference, rows),
    ):
        full = function(seed_claims)
        assert (function(seed_claims.iloc[:0]).dtypes == full.dtypes).all()
        pd.testing.assert_frame_equal(full, function(seed_claims.iloc[::-1]))
    pd.testing.assert_frame_equal(
        evidence.claims(claims.read_quantities(seed_texts)),
        evidence.claims(claims.read_quantities(seed_texts.iloc[::-1])),
    )


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
    said = tables.ATTRIBUTIONS.frame([{"article_id": "a", "attribution_id": i, "person": str(i)} for i in ids])
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


def test_a_number_that_is_not_sure_enough_is_told_when_asked_for() -> None:
    articles = pd.DataFrame({"article_id": ["a"], "text": ["Exports fell by 37% in 2021."]})
    quantities = claims.read_quantities(articles).assign(sure=0.3)
    assert evidence.claims(quantities).empty
    assert evidence.claims(quantities, sure=0)["mention"].to_list() == ["37%"]
    assert evidence.claims(quantities.assign(sure=0.52))["mention"].to_list() == ["37%"]


@pytest.mark.parametrize("sure", [2, -0.1, float("nan"), "x"])
def test_how_sure_is_a_probability(sure: object) -> None:
    articles = pd.DataFrame({"article_id": ["a"], "text": ["Exports fell by 37% in 2021."]})
    with pytest.raises(ValueError, match="expected a probability"):
        evidence.claims(claims.read_quantities(articles), sure=sure)


def test_a_fall_is_negative_whatever_it_is_counted_against() -> None:
    bases = ["change on a year before", "change, base not said", "change in units", "level"]
    rows = tables.CLAIMS.empty().reindex(range(4)).assign(basis=bases, direction="down", measure="imports")
    made = evidence.signed(rows.assign(value=5.0, low=4.5, high=5.5))
    assert made["low"].to_list() == [-5.5, -5.5, -5.5, 4.5]
    assert made["high"].to_list() == [-4.5, -4.5, -4.5, 5.5]


def test_the_author_of_an_article_is_no_source_of_it() -> None:
    rows = [(key, name, name, "person", 1, 9, 0, 12) for key in "ab" for name in ("Ida Lund", "Ola By")]
    rows.append(("b", "Eva Dahl", "Eva Dahl", "person", 0, 0, 20, 28))  # named, and no word of hers read
    provenance = tables.PROVENANCE.frame([{"article_id": "a", "author": "Ida Lund"}, {"article_id": "b"}])
    kept = evidence.without_authors(tables.CITED_SOURCES.frame(rows), provenance)
    assert list(zip(kept["article_id"], kept["name"], strict=True)) == [
        ("a", "Ola By"),
        ("b", "Ida Lund"),
        ("b", "Ola By"),
    ]


def test_other_outlets_are_cited_where_words_give_them_something() -> None:
    texts = {
        "a": "It rained, Lund told the Associated Press. She told WDRB News more. Bergen CNN viewers were angry.",
        "b": "The Hill is high. Lund told The Hill so, and The Washington Post's Ida Berg wrote it, in 2019.",
        "c": "The Post Office told Mr. Bloomberg. The Lund Record newspaper said so.\nRead more: told CNN.",
        "d": "The House Foreign Affairs panel said so to the Foreign Affairs panel. She wrote in Foreign Affairs.",
    }
    articles = pd.DataFrame(
        {"article_id": list(texts), "text": list(texts.values()), "outlet": ["BBC", "The Hill", None, None]}
    )
    provenance = tables.PROVENANCE.frame([{"article_id": key} for key in texts])
    cited = tables.CITED_SOURCES.frame(
        [("a", "NPR", "NPR", "outlet", 1, 9, 0, 2), ("b", "Lund", "Lund", "person", 1, 9, 0, 2)]
    )
    aside = tables.BOILERPLATE.frame([("c", texts["c"].index("Read"), len(texts["c"]), "link list")])
    found = evidence.cited_outlets(articles, cited, provenance, aside)
    assert [(key, outlet, texts[key][start:end]) for key, outlet, start, end in found.to_numpy().tolist()] == [
        ("a", "Associated Press", "told the Associated Press"),
        ("a", "NPR", "It"),
        ("a", "WDRB", "told WDRB News"),
        ("b", "The Washington Post", "The Washington Post's Ida Berg wrote"),
        ("c", "Lund Record", "The Lund Record newspaper said"),
        ("d", "Foreign Affairs", "wrote in Foreign Affairs"),
    ]


def test_numbers_that_can_be_compared_stand_first_by_measure_and_without_intervals_nobody_wrote() -> None:
    text = (
        "Lee, 34, has two sides and three weeks left. He had $500 at 6 feet. Twelve of them sang. "
        "The fire destroyed 40 homes. Nearly 30 people died. Inflation was 3 percent."
    )
    read = claims.read_quantities(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    told = evidence.numbers(read)
    assert told["mention"].tolist() == ["30 people", "3 percent", "40 homes", "$500"]
    bounds = told.set_index("mention")[["low", "high"]].dropna()
    assert bounds.to_dict("index") == {"30 people": {"low": 27, "high": 30}}
    assert evidence.numbers(tables.QUANTITIES.empty()).empty


def test_falls_are_negative_among_the_numbers_and_at_least_is_then_at_most() -> None:
    text = "The economy shed more than 22 million jobs in May. Exports fell by 3 percent."
    told = evidence.numbers(claims.read_quantities(pd.DataFrame({"article_id": ["a"], "text": [text]})))
    assert told[["value", "change"]].to_numpy().tolist() == [[-22e6, "<"], [-3, "down"]]
