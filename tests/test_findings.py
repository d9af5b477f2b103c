"""Findings: a table that gives each kind, one that must not, and numbers that can be counted again from the rows."""

import csv
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import attribution, engine, evidence, findings, readability, show, tables, words

ROOT = Path(__file__).parents[1]
DAY = pd.Timestamp("2012-11-02")


def corpus_of(n: int = 6, outlets: tuple[str, ...] = ("Post", "Echo")) -> dict[str, pd.DataFrame]:
    """`n` articles of two outlets about nothing, each an origin of its own, and every table empty."""
    ids = [f"a{i}" for i in range(n)]
    articles = tables.ARTICLES.frame(
        {
            "article_id": key, "label": f"{outlets[i % len(outlets)]}, 2 Nov 2012 {chr(97 + i)}", "text": "One. Two.",
            "outlet": outlets[i % len(outlets)], "published": DAY, "n_words": 2, "sha256": "0" * 64,
        }
        for i, key in enumerate(ids)
    )  # fmt: skip
    origins = tables.ORIGINS.frame((key, key, False, 1) for key in ids)
    names = (
        "claims", "claim_groups", "pairs", "alignment", "same_passages", "attributions", "cited_sources", "readability",
        "frequencies", "provenance", "quantities", "attribution_spans",
    )  # fmt: skip
    empty = {name: tables.TABLES[name].empty() for name in names}
    return {"articles": articles, "origins": origins, **empty}


def test_metadata_that_contradict_the_text_are_a_finding() -> None:
    held = corpus_of(2)
    texts = ["Rain fell.\nThis article first appeared in The Hill.", "Rain\nBy Ann Lee\nRain fell on Oslo for a week."]
    held["articles"] = held["articles"].assign(text=texts, outlet=["Vox", "Vox"], author=[None, "Mary Poe, John Roe"])
    held["provenance"] = attribution.provenance(held["articles"])
    assert sentences(held, "metadata") == [
        "Metadata and text differ in 2 documents: Post (2 Nov 2012 a) (outlet: “The Hill” in the text, “Vox” in the "
        "metadata); Echo (2 Nov 2012 b) (author: “Ann Lee” in the text, “Mary Poe, John Roe” in the metadata)."
    ]
    held["articles"] = held["articles"].assign(outlet=["The Hill", "Vox"], author=[None, "A. Lee, John Roe"])
    assert sentences(held, "metadata") == []


RATE: Mapping[str, Any] = {
    "measure": "unemployment rate", "basis": "level", "reporter": "USA", "period": "2012-10", "unit": "%",
    "quantity_kind": "percent", "change": "=", "status": "actual",
}  # fmt: skip


def claimed(
    held: dict[str, pd.DataFrame], *stated: tuple[str, float], after: str = "", **frame: Any
) -> dict[str, pd.DataFrame]:
    """`held` with claims of one frame: (article, value) each."""
    rows = [
        {
            **RATE, **frame, "article_id": key, "start": 7, "end": 7 + len(f"{value} percent"),
            "claim_id": "c", "value": value,
            "low": value - 0.05, "high": value + 0.05, "mention": f"{value} percent", "origin_id": key,
        }
        for i, (key, value) in enumerate(stated)
    ]  # fmt: skip
    claims = tables.CLAIMS.frame(rows)
    written = {key: f"it was {value} percent{after}" for key, value in stated}
    articles = held["articles"].assign(text=held["articles"]["article_id"].map(written).fillna("").astype("str"))
    numbers = tables.QUANTITIES.frame([{**row, "is_quantity": True, "is_boilerplate": False} for row in rows])
    groups = evidence.groups(claims)
    return {**held, "articles": articles, "claims": claims, "claim_groups": groups, "quantities": numbers}


def sentences(held: dict[str, pd.DataFrame], kind: str, **given_: Any) -> list[str]:
    page = next(each.page for each in findings.KINDS if each.name == kind)
    return [finding.sentence for finding in findings.find(held, page=page, **given_) if finding.kind == kind]


def test_plain_facts_are_told_of_a_corpus_that_gives_nothing() -> None:
    held = {**corpus_of(), "quantities": tables.QUANTITIES.empty()}
    assert findings.facts(held) == (
        "6 articles of 2 outlets: Echo (3) and Post (3); published 2012-11-02; 6 text origins. 0 quotations; 0 numbers "
        "with what they measure."
    )
    days = [pd.NaT, *pd.date_range("2012-11-01", periods=5)]
    held["articles"] = held["articles"].assign(outlet=[None, "Kite", *["Post"] * 4], published=days)
    assert findings.facts(held).startswith(
        "6 articles of 2 outlets: Post (4) and Kite (1); of 1 no outlet is known; published 2012-11-01 to 2012-11-05 "
        "(1 undated); 6 text origins."
    )


def test_numbers_and_quotations_are_counted_as_the_pages_count_them() -> None:
    found = engine.load(["Exports fell by 37% in 2021. Ann Lee has 3 cats and 200 hats. It all weighed 900 pounds."])
    assert evidence.numbers(found["quantities"])["mention"].to_list() == ["37%", "200 hats", "900 pounds"]
    assert findings.facts(found).endswith(" 0 quotations; 2 numbers with what they measure.")  # not of the pounds
    assert findings.facts(engine.load(["Exports fell by 37%."])).endswith("; 1 number with what it measures.")
    held = quoting(("a0", "Ida Lund"), ("a1", "Ida Lund"))
    assert " 2 quotations of at least four words, 2 of them by 1 named person;" in findings.facts(held)
    held["attributions"].loc[1, "level"] = "unsaid"  # "declined to", "never said": no statement, nor one on page 04
    assert " 1 quotation of at least four words, 1 of them by 1 named person;" in findings.facts(held)


def test_nothing_is_said_of_a_corpus_that_gives_nothing() -> None:
    made = findings.find(corpus_of())
    assert made == []
    line = "Nothing is read surely enough to be told here; the texts may hold more."
    assert show.findings(made, corpus_of()["articles"]) == (f'<p class="nothing">{line}</p>', line)
    assert findings.pages(corpus_of()) == []


def test_where_a_summary_tells_nothing_it_names_the_pages_that_do() -> None:
    held = quoting(*((f"a{i}", "Ida Lund") for i in range(6)))
    held["articles"] = held["articles"].assign(outlet="Post")  # no two outlets: no words that both print
    assert findings.find(held) == []
    pages = findings.pages(held)
    assert pages == ["04-attribution"]
    shown = show.findings([], held["articles"], pages=pages)
    assert str(shown) == "Findings are told under attribution; the texts may hold more."
    assert '<a href="04-attribution.ipynb">attribution</a>' in shown.markup


def test_whom_one_kind_tells_another_does_not() -> None:
    held = quoting(*((f"a{i}", "Ida Lund") for i in range(6)))
    made = findings.find(held, page="04-attribution")
    kinds = {finding.kind for finding in made}
    assert ("most quoted" in kinds, "often quoted" in kinds) == (True, False)


def test_what_stories_of_one_outlet_share_in_part_is_not_told() -> None:
    origins = corpus_of()["origins"].copy()
    origins.loc[origins["article_id"].isin(["a0", "a2"]), "origin_id"] = "a0"  # both of Post
    for kept, n_told in ((1, 0), (3, 1)):
        rows = [
            {"original_id": "a0", "derived_id": "a2", "alignment_id": n, "relation": relation,
             "original_sentence": None if relation == "added" else n,
             "derived_sentence": None if relation == "dropped" else n}
            for n, relation in enumerate([*["same"] * kept, *["dropped", "added"] * (3 - kept)])
        ]  # fmt: skip
        held = {**corpus_of(), "origins": origins, "alignment": tables.ALIGNMENT.frame(rows)}
        assert len(sentences(held, "shared origin")) == n_told


@pytest.mark.parametrize(
    ("measure", "about", "low", "high", "expected"),
    [
        ("unemployment rate", "women", 7.85, 7.95, True),
        ("poll share", "voters say that the fence should be painted", 60.5, 61.5, False),
        ("poll share", "sailors support it", 60.5, 61.5, False),
        ("boats launched from two different small harbours", None, 9.5, 10.5, False),
        ("boats", "the northern harbour of Kite Bay", 9.5, 10.5, False),  # six words
        ("payment", None, 191.5, 2172.5, False),
        ("exports", None, 27e9, 30e9, True),
        ("temperature", None, -2.5, 3.5, False),
        ("loss", None, -13.0, -12.0, True),
        ("troops", "US troops", 29.5, 30.5, True),
        ("jobs", "IT jobs", 29.5, 30.5, True),
        ("payment", None, 0.0, 500.0, True),
        ("payment", None, None, 500.0, True),
    ],
)
def test_a_table_of_statements_shows_what_is_named_in_few_words_and_is_one_amount(
    measure: str, about: str | None, low: float | None, high: float | None, *, expected: bool
) -> None:
    groups = pd.DataFrame({"measure": [measure], "about": [about], "low": [low], "high": [high]})
    assert findings.legible(groups).to_list() == [expected]


def test_two_values_for_one_complete_statement_are_a_conflict() -> None:
    held = claimed(corpus_of(), ("a0", 7.9), ("a1", 7.8))
    assert sentences(held, "conflict") == [
        "Unemployment rate, United States, October 2012: stated as 7.8 % (Echo (2 Nov 2012 b): “it was 7.8 percent”) "
        "and as 7.9 % (Post (2 Nov 2012 a): “it was 7.9 percent”)."
    ]


@pytest.mark.parametrize(
    "frame", [{"period": None}, {"reporter": None}, {"unit": None}, {"status": "forecast"}, {"status": "target"}]
)
def test_what_is_left_open_or_not_sure_is_no_conflict(frame: dict[str, Any]) -> None:
    assert sentences(claimed(corpus_of(), ("a0", 7.9), ("a1", 7.8), **frame), "conflict") == []


@pytest.mark.parametrize(
    ("stated", "after"),
    [
        ([("a0", 7.9), ("a1", 7.8)], ", revised from what was first reported"),
        ([("a0", 7.9), ("a1", 7.8), ("a1", 7.9)], ""),  # of one document: what tells them apart was not read
        ([("a0", 7.9), ("a1", 79.0)], ""),
    ],
)
def test_revisions_and_doubtful_readings_are_no_conflict(stated: list[tuple[str, float]], after: str) -> None:
    assert sentences(claimed(corpus_of(), *stated, after=after), "conflict") == []


def test_one_value_in_several_documents_spreads_and_is_counted_by_origin() -> None:
    held = claimed(corpus_of(), ("a0", 7.9), ("a1", 7.9), ("a2", 7.9))
    origins = held["origins"].copy()
    origins.loc[origins["article_id"] == "a1", "origin_id"] = "a0"
    assert sentences({**held, "origins": origins}, "spread") == [
        "Unemployment rate, United States, October 2012: 7.9 %, as in “it was 7.9 percent”; in at least 3 documents "
        "of 2 text origins: Post (2 Nov 2012 a), Echo (2 Nov 2012 b) and Post (2 Nov 2012 c)."
    ]
    assert sentences(claimed(corpus_of(), ("a0", 7.9)), "spread") == []
    assert sentences(claimed(corpus_of(), ("a0", 7.9), ("a2", 7.9)), "spread") == []  # one outlet says it twice
    assert sentences(claimed(corpus_of(), ("a0", 7.9), ("a1", 7.9), period=None), "spread") == []


@pytest.mark.parametrize(("recorded", "kind", "other"), [(7.9, "matches", "differs"), (8.4, "differs", "matches")])
def test_a_claim_beside_the_record(recorded: float, kind: str, other: str) -> None:
    held = claimed(corpus_of(), ("a0", 7.9), ("a1", 7.9))
    record = {
        "period": "2012-10", "reporter": "USA", "partner": "WLD", "measure": "unemployment rate", "basis": "level",
        "value": recorded, "unit": "%", "compiler": "BLS", "is_official": True, "is_rounded": False, "source": "x",
    }  # fmt: skip
    records = evidence.against_record(held["claims"], tables.REFERENCE.frame([record]))
    (said,) = sentences(held, kind, records=records)
    assert said.startswith(
        "Unemployment rate, United States, October 2012: claimed as “7.9 percent”, read as 7.9 %, in 2 doc"
    )
    assert f"recorded as {recorded} % by BLS" in said
    assert sentences(held, other, records=records) == []
    assert sentences(held, "spread", records=records) == []  # never two that say the same
    assert sentences(held, kind) == []  # no record, no verdict


def copied(*relations: str) -> dict[str, pd.DataFrame]:
    rows = [
        {
            "original_id": "a0", "derived_id": "a1", "alignment_id": i, "relation": relation, "original_sentence": i,
            "derived_sentence": None if relation == "dropped" else i,
        }
        for i, relation in enumerate(relations)
    ]  # fmt: skip
    return {**corpus_of(), "alignment": tables.ALIGNMENT.frame(rows)}


def test_a_copy_whose_meaning_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readability, "compare", lambda *_: tables.READABILITY_CHANGES.empty())
    assert sentences(copied("same", "meaning changed", "dropped"), "changed copy") == [
        "2 of 3 sentences of Post (2 Nov 2012 a) come back in Echo (2 Nov 2012 b); in 1 of them the meaning may have "
        "changed."
    ]
    assert sentences(copied("same", "reworded"), "changed copy") == []


def test_one_origin_behind_several_documents() -> None:
    held = corpus_of()
    origins = held["origins"].copy()
    origins.loc[origins["article_id"] == "a1", "origin_id"] = "a0"
    assert sentences({**held, "origins": origins}, "shared origin") == [
        "6 documents, 5 text origins: Post (2 Nov 2012 a) and Echo (2 Nov 2012 b) share one."
    ]
    assert sentences(held, "shared origin") == []


@pytest.mark.parametrize(
    ("aligned", "expected"),
    [
        # of 3 sentences of the first and 5 of the second, 2 stand in both
        ({"a1": (2, 1, 3)}, "(2 of the shorter text's 3 sentences)"),
        ({"a1": (2, 5, 0)}, "(2 of the shorter text's 2 sentences)"),
        (
            {"a1": (2, 1, 3), "a2": (1, 2, 0)},
            "(67 to 100 % of the shorter text's sentences, pair by pair)",
        ),
        ({"a1": (2, 1, 3), "a2": (2, 1, 1)}, "(67 % of the shorter text's sentences, pair by pair)"),
    ],
)
def test_how_much_of_a_text_is_shared(aligned: Mapping[str, tuple[int, int, int]], expected: str) -> None:
    held = corpus_of()
    origins = held["origins"].copy()
    shared = origins["article_id"].isin({"a0", *aligned})
    origins.loc[shared, "origin_id"] = "a0"
    origins.loc[shared, "n_articles"] = int(shared.sum())
    rows = [
        {"original_id": "a0", "derived_id": other, "alignment_id": n, "relation": "same",
         "original_sentence": n if n < kept + dropped else None,
         "derived_sentence": None if kept <= n < kept + dropped else n}
        for other, (kept, dropped, added) in aligned.items()
        for n in range(kept + dropped + added)
    ]  # fmt: skip
    (told,) = sentences({**held, "origins": origins, "alignment": tables.ALIGNMENT.frame(rows)}, "shared origin")
    assert told.startswith(f"6 documents, {6 - len(aligned)} text origins: ")
    assert told.endswith(f"share one {expected}.")


def test_a_text_shared_in_part_makes_the_number_of_origins_a_least_one() -> None:
    origins = corpus_of()["origins"].copy()
    origins.loc[origins["article_id"].isin(["a0", "a1"]), ["origin_id", "n_articles"]] = ["a0", 2]
    rows = [
        {"original_id": "a0", "derived_id": "a1", "alignment_id": n, "relation": relation,
         "original_sentence": None if relation == "added" else n,
         "derived_sentence": None if relation == "dropped" else n}
        for n, relation in enumerate(["same", "dropped", "dropped", "added", "added", "added"])
    ]  # fmt: skip
    held = {**corpus_of(), "origins": origins, "alignment": tables.ALIGNMENT.frame(rows)}
    assert sentences(held, "shared origin") == [
        "6 documents, about 5 text origins: Post (2 Nov 2012 a) and Echo (2 Nov 2012 b) share part of one "
        "(1 of the shorter text's 3 sentences)."
    ]


def test_passages_that_two_stories_share_make_the_number_of_origins_a_rough_one() -> None:
    origins = corpus_of()["origins"].copy()
    origins.loc[origins["article_id"].isin(["a0", "a1"]), ["origin_id", "n_articles"]] = ["a0", 2]
    passages = tables.SAME_PASSAGES.frame([{"article_id": "a2", "other_id": "a3", "n_aligned": 3}])
    held = {**corpus_of(), "origins": origins, "same_passages": passages}
    assert sentences(held, "shared origin") == [
        "6 documents, about 5 text origins: Post (2 Nov 2012 a) and Echo (2 Nov 2012 b) share one."
    ]


def test_who_quotes_another_document_at_length() -> None:
    pair = {"article_id": "a0", "other_id": "a1", "direction": "article_id -> other_id", "original_id": "a0",
            "derived_id": "a1"}  # fmt: skip
    quoted, cited = (
        tables.PAIRS.frame([pair | {"direction_basis": how + " the other"}]) for how in ("quotes", "cites")
    )
    assert sentences({**corpus_of(), "pairs": quoted}, "quoted at length") == [
        "Quoted at length, with the outlet named: Post (2 Nov 2012 a) in Echo (2 Nov 2012 b); they count as text "
        "origins of their own."
    ]
    assert sentences({**corpus_of(), "pairs": cited}, "quoted at length") == []


SAID = "“We built the wall in a single year,” said Ida Lund, Ida Berg Lund, Ola By, Eva Dal, Kai Vik or the police."


def quoting(*pairs: tuple[str, str], text: str = SAID, **further: Any) -> dict[str, pd.DataFrame]:
    """Articles that quote somebody, in seven words each."""
    rows = [
        {
            "article_id": key, "attribution_id": number, "quote_kind": "direct", "level": "speech", "person": name,
            "source_kind": "person", "n_words": 7, "start": 1, "end": len(text), "found_by": "hand", **further,
        }
        for number, (key, name) in enumerate(pairs)
    ]  # fmt: skip
    cited = [(key, name, name, "person", 1, 5, 0, 3) for key, name in pairs]
    held = corpus_of(12, ("Post", "Echo", "Echo", "Echo"))
    return {
        **held,
        "articles": held["articles"].assign(text=text),
        "attributions": tables.ATTRIBUTIONS.frame(rows),
        "cited_sources": tables.CITED_SOURCES.frame(cited),
    }


def of_outlets(held: dict[str, pd.DataFrame], *outlets: str) -> dict[str, pd.DataFrame]:
    """`held` with these outlets in turn: article a0 is of the first."""
    articles = held["articles"]
    named = articles["article_id"].map(lambda key: outlets[int(key[1:]) % len(outlets)])
    return {**held, "articles": articles.assign(outlet=named)}


def test_words_that_more_than_one_outlet_prints() -> None:
    said = [(f"a{i}", "Ida Lund") for i in range(3)]
    held = of_outlets(quoting(*said), "Post", "Echo", "Star")
    assert sentences(held, "same words") == [
        "Words of Ida Lund that more than one outlet prints, “We built the wall in a single year”: in at least 3 "
        "documents of 3 text origins: Post (2 Nov 2012 a), Echo (2 Nov 2012 b) and Echo (2 Nov 2012 c)."
    ]
    assert len(sentences(of_outlets(quoting(*said), "Post", "Echo"), "same words")) == 1
    both = quoting(*said[:2], ("a2", "Ida Lund and Ola By"))
    assert sentences(of_outlets(both, "Post", "Echo"), "same words") == []
    assert sentences(of_outlets(quoting(*said), "Post"), "same words") == []
    two_speakers = quoting(*said[:2], ("a2", "Ola By"))
    assert sentences(of_outlets(two_speakers, "Post", "Echo", "Star"), "same words") == []
    longer = ["slept", "slept", "ate"]
    texts = {f"a{i}": f"“We built the wall in a year, and then {did}.” said Ida Lund." for i, did in enumerate(longer)}
    of_article = held["articles"].assign(text=[texts.get(key, "") for key in held["articles"]["article_id"]])
    told = sentences({**held, "articles": of_article}, "same words")
    assert "“We built the wall in a year, and then ...”" in told[0]  # as far as all print it
    pale = quoting(*said, text="“I think we want to get something done here,” said Ida Lund.")
    assert sentences(of_outlets(pale, "Post", "Echo", "Star"), "same words") == []  # so says everybody
    ends = ["Employment", "Unemployment"]  # what is cut off says something else
    cut = printing(*(f"“{end} is higher today than on the day when they took office,” said Ida Lund." for end in ends))
    assert sentences(cut, "same words") == []
    url = {"a0": "https://www.the-post.example/1", "a1": "https://www.post.com/2"}
    guest = cut["articles"].assign(url=cut["articles"]["article_id"].map(url), outlet=["Post", "Guest Writer"] * 6)
    assert findings.base.outlets({"articles": guest})["a1"] == "Post"
    no_sentence = "“{} of the new walls around the eastern harbour of this old town,” said Ida Lund."
    for begin in ("requirements", "Requirements", "He was aware", "they have heard", "And that is the wall"):
        assert sentences(printing(*[no_sentence.format(begin)] * 3), "same words") == []
    whole = sentences(printing(*[no_sentence.format("We heard the noise")] * 3), "same words")
    assert "“We heard the noise of the new walls" in whole[0]
    copied = {**held, "origins": held["origins"].assign(origin_id="a0")}
    assert sentences(copied, "same words") == []
    short = quoting(*said, text="“We built a tall wall last spring,” she said.")
    assert sentences(of_outlets(short, "Post", "Echo", "Star"), "same words") == []


def test_words_given_to_two_are_of_whom_other_articles_give_them_to() -> None:
    words = "“We built the wall in a single year and slept in a tent,” Ida Lund said."
    held = printing(words, words)
    said = held["attributions"]
    other = said.iloc[[0]].assign(person="Ola By", attribution_id=9)
    (told,) = sentences({**held, "attributions": pd.concat([other, said], ignore_index=True)}, "same words")
    assert told.startswith("Words of Ida Lund that more than one outlet prints")


def test_what_was_written_and_is_quoted_whole_needs_no_verb() -> None:
    def told(written: str, cue: str) -> int:
        held = printing(*[f"“{written},” Ida Lund {cue}."] * 2)
        return len(sentences({**held, "attributions": held["attributions"].assign(cue=cue)}, "same words"))

    whole = "Time for some rain over the northern harbour"
    assert (told(whole, "wrote"), told(whole, "said"), told(f"His {whole.lower()}", "wrote")) == (1, 0, 0)


def test_words_of_a_text_shared_in_part_are_told_with_the_outlet_that_is_credited() -> None:
    words = "“We built the wall in a single year and slept in a tent beside it,”"
    credited = f"It rained, in statements given to CBS News.\n{words} Ida Lund said."
    held = of_outlets(printing(f"{words} Ida Lund said.", credited), "CBS News", "Echo", "Star")
    origins = held["origins"].assign(origin_id="a0")
    for n_dropped, n_told in ((5, 1), (0, 0)):
        rows = [
            {"original_id": "a0", "derived_id": "a1", "alignment_id": n, "relation": relation, "original_sentence": n,
             "derived_sentence": None if relation == "dropped" else n}
            for n, relation in enumerate(["same", *["dropped"] * n_dropped])
        ]  # fmt: skip
        added = [{**rows[0], "alignment_id": 9 + n, "relation": "added", "original_sentence": None,
                  "derived_sentence": 9 + n} for n in range(n_dropped)]  # fmt: skip
        alignment = tables.ALIGNMENT.frame([*rows, *added])
        told = sentences({**held, "origins": origins, "alignment": alignment}, "same words")
        assert [sentence.split(",")[0] for sentence in told] == [
            "Words of Ida Lund that CBS News prints and another outlet credits to it"
        ] * n_told


def test_words_of_two_are_told_where_one_names_who_speaks() -> None:
    words = "“We built the wall in a single year and slept in a tent beside it,”"
    named, meant = f"{words} Ida Lund said.", f"Ida Lund met Ola By. {words} she said."
    for texts, n_told in (((named, meant), 1), ((meant, meant), 0)):
        held = printing(*texts)
        ends = [text.rindex(" said") for text in texts]
        spans = [(f"a{n}", n, "source", end - (8 if texts[n] == named else 3), end) for n, end in enumerate(ends)]
        held["attribution_spans"] = tables.ATTRIBUTION_SPANS.frame(spans)
        said = held["attributions"].assign(found_by="both", cue="said")
        others = said.assign(person="Ola By", attribution_id=9, start=0, end=8)
        held["attributions"] = pd.concat([said, others], ignore_index=True)
        assert len(sentences(held, "same words")) == n_told


def test_shared_words_go_on_to_the_end_of_their_sentence() -> None:
    start = "We built the wall in a single year and slept in a tent beside it until the very last stone was laid"
    long = f"{start} on the highest tower of the northern harbour of Bergen in May"
    (told,) = sentences(printing(*[f"“{long}. We left.” said Ida Lund."] * 2), "same words")
    assert f", “{long}.”: in at least" in told
    assert len(long.split()) > findings.base.MANY_PRINTED
    (told,) = sentences(
        printing(*["“Lund.gov met its deadline for the J. Dal harbour dam on Friday.” said Ida Lund."] * 2),
        "same words",
    )
    assert "“Lund.gov met its deadline" in told
    begun = "“The most important being the old dam. We left it to the sea for a single year.” said Ida Lund."
    assert sentences(printing(begun, begun), "same words") == []
    short = "We built this dam on our own."  # too short for two
    assert sentences(printing(*[f"“{short}” said Ida Lund."] * 2), "same words") == []


def test_an_author_in_the_place_of_the_outlet_is_of_the_outlet_of_the_address() -> None:
    urls = ["https://www.politico.com/1", "https://www.politico.com/2"]
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["Politico", "Ida Lund"], "url": urls})
    assert set(findings.base.outlets({"articles": articles}).values()) == {"Politico"}


def test_words_credited_to_another_outlet_are_one_origin_with_its_own() -> None:
    words = "“We built the wall in a single year and slept in a tent beside it,”"
    own, told = f"{words} said Ida Lund.", f"{words} Ida Lund told The Hill."
    interview = f"{words} said Ida Lund in an interview with The Hill."
    for outlet, texts, expected in (
        (("The Hill", "Post", "Echo"), (own, told, interview), ("that The Hill prints and another outlet", 1)),
        (("Star", "Post", "Echo"), (own, told, interview), ("that more than one outlet prints,", 2)),
        (("Star", "Post", "Echo"), (told, told, interview), ("that more than one outlet has from The Hill", 1)),
        (("The Hill", "Post", "Echo"), (own, own, own), ("that more than one outlet prints,", 3)),
    ):
        (made,) = sentences(of_outlets(printing(*texts), *outlet), "same words")
        assert expected[0] in made
        assert f"in at least 3 documents of {expected[1]} text origin" in made
    twice = (told, f"{words.replace('single', 'wet')} Ida Lund told The Hill.")
    assert sentences(printing(*twice), "other words") == []
    assert len(sentences(printing(own, twice[1]), "other words")) == 1


@pytest.mark.parametrize(
    ("one", "other", "n_origins"),
    [
        ("The mayor rowed across the harbour with twelve loud builders. {} said Ida Lund.",
         "On Friday she rowed across the harbour with twelve loud builders. {} Ida Lund said.", 0),  # an agency's text
        ("The mayor rowed across the harbour. {} said Ida Lund.", "She crossed the harbour. {} Lund said.", 2),
        ("{} said House Speaker Ida Lund, D-Oslo, in a statement.", "{} said House Speaker Ida Lund, D-Oslo, in a "
         "statement.", 2),  # names and what all write of a statement
    ],
)  # fmt: skip
def test_words_told_with_the_same_words_around_are_one_origin(one: str, other: str, n_origins: int) -> None:
    words = "“We built the wall in a single year and slept in a tent beside it,”"
    held = printing(one.format(words), other.format(words))
    told = sentences(held, "same words")
    assert [f"{n_origins} text origins" in sentence for sentence in told] == [True] * bool(n_origins)
    shared = "The mayor came by rowing boat. {} said Ida Lund."  # five words in a row
    for wires, n_told in (((None, "Reuters"), 1), (("Reuters", "Reuters"), 0)):
        rows = [{"article_id": f"a{n}", "wire_parts": wire} for n, wire in enumerate(wires)]
        credited = {**printing(*[shared.format(words)] * 2), "provenance": tables.PROVENANCE.frame(rows)}
        assert len(sentences(credited, "same words")) == n_told


def test_an_agencys_text_and_one_that_credits_the_agency_are_one_origin() -> None:
    words = "“We built the wall in a single year and slept in a tent beside it,”"
    for whole, part, n_told in (("Reuters", "Reuters", 0), ("Reuters", "AFP", 1), (None, "Reuters", 1)):
        rows = [{"article_id": "a0", "wire": whole}, {"article_id": "a1", "wire_parts": part}]
        held = printing(f"{words} said Ida Lund.", f"Far off, {words} Lund said.")
        assert len(sentences({**held, "provenance": tables.PROVENANCE.frame(rows)}, "same words")) == n_told


@pytest.mark.parametrize("where", ["recalled to NBC’s “Today” show", "stood up at an NBC town hall"])
def test_words_that_an_outlet_asked_for_are_of_one_origin(where: str) -> None:
    words = "“We built the wall in a single year and slept in a tent beside it,”"
    (told,) = sentences(
        printing(f"{words} Ida Lund told NBC’s “Today.”", f"Ida Lund {where}. {words} she said."), "same words"
    )
    assert told.startswith("Words of Ida Lund that more than one outlet has from NBC News, “We built the wall")


def test_words_said_in_an_outlets_show_are_one_origin() -> None:
    words = "“We built the wall in a single year and slept in a tent beside it,”"
    own, shown = f"{words} said Ida Lund.", f"{words} Ida Lund said on “Face the Nation.”"
    far = f"Ida Lund spoke in an interview with CBS News.\n\nIt rained.\n\nMore rain.\n\n{words} said Ida Lund."
    for outlet, texts, expected in (
        (("Post", "Echo", "Star"), (shown, shown), "that more than one outlet has from CBS News"),
        (("CBS News", "Echo", "Star"), (own, shown), "that CBS News prints and another outlet credits to it"),
        (("CBS News", "Echo", "Star"), (own, far), "that CBS News prints and another outlet credits to it"),
        (("Post", "Echo", "Star"), (own, shown), "that more than one outlet prints"),
        (("Post", "Echo", "Star"), (own, far), "that more than one outlet prints"),
    ):
        held = of_outlets(printing(*texts), *outlet)
        place = held["attributions"]["article_id"].map(lambda key, texts=texts: texts[int(key[1:])].find(words))
        held["attributions"] = held["attributions"].assign(start=place)
        told = sentences(held, "same words")
        assert [f"{expected}, “We built" in sentence for sentence in told] == [True]


def test_two_names_of_one_outlet_are_one_source() -> None:
    words = "“We built the wall in a single year and slept in a tent beside it,”"
    twice = f"{words} the mayor told NBC. Ida Lund was in Oslo.", f"{words} Ida Lund told NBC News in an interview."
    assert "that more than one outlet has from NBC News, " in sentences(printing(*twice), "same words")[0]
    texts = (f"{words} Ida Lund said on Fox.", f"{words} Ida Lund said on “Fox & Friends.”")
    (told,) = sentences(printing(*texts), "same words")
    assert told.startswith("Words of Ida Lund that more than one outlet has from Fox News, “We built the wall")
    texts = (
        f"{words} Ida Lund told Telemundo.",
        f"{words} Lund said in an interview with the Spanish-language network Telemundo.",
    )
    (told,) = sentences(printing(*texts), "same words")
    assert "in at least 2 documents of 1 text origin" in told
    show = "Lund appeared on the {} program “Meet the Press” on Sunday. {} she said in the interview."
    (told,) = sentences(printing(show.format("NBC", words), show.format("NBC", words)), "same words")
    assert told.startswith("Words of Ida Lund that more than one outlet has from NBC News, ")


def test_an_interview_that_another_outlet_names_far_from_the_words() -> None:
    words = "“We built the wall in a single year and slept in a tent beside it,”"
    far = f"She spoke in an interview with Fox & Friends.\n\nIt rained.\n\nMore rain.\n\n{words} said Ida Lund."
    held = of_outlets(printing(f"{words} said Ida Lund.", far), "Fox News", "Echo")
    starts = held["attributions"]["article_id"].map({"a0": 0, "a1": far.index(words)})
    (told,) = sentences({**held, "attributions": held["attributions"].assign(start=starts)}, "same words")
    assert told.startswith("Words of Ida Lund that Fox News prints and another outlet credits to it, ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We built the wall in a single year and slept in it,” Ida Lund said.", "plain"),
        ("Ida Lund came. “We built the wall in a single year and slept in it,” she said.", "plain"),
        ("Ida Lund met Ola By. “We built the wall in a single year and slept in it,” she said.", "likely"),
        ("“We built the wall in a single year and slept in it,” said a spokesman for Lund.", "no"),
    ],
)
def test_whose_words_are_plain(text: str, expected: str) -> None:
    start = text.index("“")
    source = next(name for name in ("a spokesman for Lund", "she said", "Ida Lund said") if name in text)
    at = text.index(source)
    row = {
        "article_id": "a0",
        "attribution_id": 0,
        "quote_kind": "direct",
        "level": "speech",
        "person": "Ida Lund",
        "source_kind": "person",
        "cue": "said",
        "start": start,
        "end": len(text),
        "found_by": "model",
    }
    other = {**row, "attribution_id": 1, "person": "Ola By"}
    held = corpus_of()
    held["articles"] = held["articles"].assign(text=[text, *["Rain."] * 5])
    held["attributions"] = tables.ATTRIBUTIONS.frame([row, other])
    held["attribution_spans"] = tables.ATTRIBUTION_SPANS.frame(
        [("a0", 0, "source", at, at + len(source.removesuffix(" said")))]
    )
    assert findings.plainness(held["attributions"], held).to_list() == [
        expected,
        "no",
    ]  # of the other no source is known


def test_where_words_were_said_is_told_as_the_documents_say_it() -> None:
    words = "“We built the wall in a single year and slept in a tent beside it,”"
    texts = (
        f"{words} said Ida Lund in a statement on Friday.",
        f"{words} Ida Lund told reporters.",
        f"{words} said Ida Lund.",
    )
    (told,) = sentences(printing(*texts), "same words")
    assert told.endswith(
        "Echo (2 Nov 2012 c); “in a statement”, as Post (2 Nov 2012 a) says; “told reporters”, as Echo (2 Nov 2012 b) "
        "says."
    )
    (told,) = sentences(printing(*texts[2:] * 3), "same words")
    assert told.endswith(" and Echo (2 Nov 2012 c).")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“{},” Ida Lund said in an interview with CNN’s “New Day.”", "in an interview with CNN’s ‘New Day’"),
        ("“{},” Ida Lund said on “Face the Nation.”", "said on ‘Face the Nation’"),
        ("“{},” Ida Lund wrote on Twitter.", "wrote on Twitter"),
        ('“{},” Ida Lund told "NBC\'s Meet the Press."', "told ‘NBC's Meet the Press’"),
        ("Lund spoke in a video. “{},” she said.", "in a video"),  # of the same line
        ("Lund spoke in a video.\n\n“{},” she said.", ""),
        ("Lund wrote to all in an email:\n\n“{}.”", "in an email"),
        ("Olsen spoke in a video. “{},” she said.", ""),  # of somebody else
        ("Lund spoke of the debate, of her performance at the debate. “{},” she said.", ""),
        ("Asked why she slept during the debate, Lund said: “{}.”", ""),
        ("“{},” said Ida Lund, who had been at a rally.", ""),
        ("“{},” Ida LundMayor speaks in first public hearing MORE said.", ""),
        ("“{},” said Ida Lund.", ""),
    ],
)
def test_where_a_quotation_was_said(text: str, expected: str) -> None:
    words = "We built the wall in a single year"
    whole = text.format(words)
    start = whole.index("“We")
    row = {"start": start, "end": len(whole), "content": words, "person": "Ida Lund"}
    assert findings.occasions.occasion(whole, row) == expected


def test_who_alone_prints_how_a_sentence_goes_on() -> None:
    long = "“We built the old wall in a single year beside the harbour{}” said Ida Lund."
    (told,) = sentences(printing(long.format("."), long.format(" and left it to the sea.")), "same words")
    assert told.endswith("; Echo (2 Nov 2012 b) goes on: “and left it to the sea”.")
    (told,) = sentences(printing(long.format("."), long.format(" and left.")), "same words")
    assert "goes on" not in told  # hardly worth a line
    retold = f"{long.format('.')} She said they left it and left it to the sea."
    (told,) = sentences(printing(retold, long.format(" and left it to the sea.")), "same words")
    assert "goes on" not in told


def test_who_prints_the_further_words_as_a_sentence_of_their_own_prints_them() -> None:
    said = "“We built the old wall in a single year beside the harbour"
    alone, apart = f"{said} and slept in tents on it,” said Ida Lund.", f"{said}. Slept in tents on it,” said Ida Lund."
    (told,) = sentences(printing(alone, apart), "same words")
    assert "goes on" not in told


def test_an_article_of_opinion_is_marked() -> None:
    held = printing(*["“We built the wall in a single year and slept in it,” said Ida Lund."] * 2)
    urls = [f"https://lund.example/{'opinion' if n else 'news'}/rain" for n in range(len(held["articles"]))]
    (told,) = sentences({**held, "articles": held["articles"].assign(url=urls)}, "same words")
    assert told.endswith("Post (2 Nov 2012 a) and Echo (2 Nov 2012 b, opinion).")


def test_what_was_said_after_its_date_makes_a_date_doubtful() -> None:
    words = "“We built the wall in a single year and slept in a tent beside it,”"
    held = printing(f"{words} said Ida Lund.", f"{words} Ida Lund said Friday.")
    for days, expected in (
        (("2012-11-01", "2012-11-03"), "(2 Nov 2012 a by its metadata, doubtful: it quotes words of 2 November)"),
        (("2012-11-02", "2012-11-03"), "(2 Nov 2012 a)"),
        (("2012-11-03", "2012-11-01"), "(2 Nov 2012 a)"),
    ):
        published = pd.to_datetime([*days, *["2012-11-03"] * (len(held["articles"]) - 2)]).as_unit("us")
        of_days = {**held, "articles": held["articles"].assign(published=published)}
        (told,) = sentences(of_days, "same words")
        assert f"Post {expected}" in told
        assert ("Echo (2 Nov 2012 b) and Post" in told) == (days[0] != "2012-11-02")  # undated ones last


def test_a_date_that_stands_in_the_address_is_not_doubtful() -> None:
    words = "“We built the wall in a single year and slept in a tent beside it,”"
    held = printing(f"{words} said Ida Lund.", f"{words} Ida Lund said Friday.")
    published = pd.to_datetime(["2012-11-01", *["2012-11-03"] * (len(held["articles"]) - 1)]).as_unit("us")
    for day, n_doubtful in (("2012/11/01", 0), ("2012/10/01", 1)):
        dated = held["articles"].assign(published=published, url=f"https://example.com/{day}/rain")
        assert len(findings.doubtful_days({**held, "articles": dated})) == n_doubtful


def test_a_slogan_makes_no_date_doubtful() -> None:
    words = "“We are going to mend the great sea wall again,”"
    held = printing(f"{words} said Ida Lund.", f"{words} Ida Lund said Friday.")
    published = pd.to_datetime(["2012-11-01", "2012-11-03", *["2012-11-03"] * (len(held["articles"]) - 2)]).as_unit(
        "us"
    )
    dated = {**held, "articles": held["articles"].assign(published=published)}
    assert findings.doubtful_days(dated) == {}


def told_in(kind: str, *texts: str, **further: Any) -> list[str]:
    """The findings of a kind in articles with these texts, of Post and Echo in turn."""
    held = corpus_of(max(6, len(texts)))
    written = [*texts, *["Rain fell."] * (len(held["articles"]) - len(texts))]
    return sentences({**held, "articles": held["articles"].assign(text=written), **further}, kind)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain fell.\nAn earlier version of this story misstated the height of the dam in Oslo. It is 12 feet.",
         "an earlier version “misstated the height of the dam in Oslo. It is 12 feet”"),
        ("Rain fell.\nAn earlier version of this story misstated the height of the dam in Oslo. " + "It rained. " * 20,
         "an earlier version “misstated the height of the dam in Oslo. " + "It rained. " * 17 + "It rained”"),
        ("Rain fell.\nAn earlier version of this story used an inaccurate name for the dam in Oslo.",
         "an earlier version “used an inaccurate name for the dam in Oslo”"),
        ("Rain fell.\nCorrection: The mayor of Bergen is Sen. Ida Lund. It rained.",
         "“The mayor of Bergen is Sen. Ida Lund. It rained”"),
        ("Rain fell.\nThis story has been updated to correct the name of the “great” dam.",
         "updated “to correct the name of the ‘great’ dam”"),
        ("Rain fell.\nThis story has been updated to correct the location in the dateline.", None),
        ("Rain fell.\nAn earlier version of this article incorrectly said it was his spokesman.", None),
        ("Rain fell. An earlier version of the bill passed. She asked for a correction: none came.", None),
    ],
)  # fmt: skip
def test_a_correction_in_print(text: str, expected: str | None) -> None:
    told = [f"Corrected in print by its own outlet: Post (2 Nov 2012 a), {expected}."] if expected else []
    assert told_in("correction", text) == told


def test_who_gave_no_comment_when_asked() -> None:
    texts = (
        "Ola By, a spokesman for Lund, declined to comment.",
        "The Harbour Board did not immediately respond to a request for comment. It rained.",
    )
    assert told_in("no comment", *texts) == [
        "Asked for comment, they gave none, as the documents say: Ola By, a spokesman for Lund, in Post (2 Nov 2012 a) "
        "and the Harbour Board in Echo (2 Nov 2012 b)."
    ]
    assert (
        told_in("no comment", texts[0], "Here is the Times: “It rained. The Harbour Board declined to comment.”") == []
    )
    about = f"{texts[0].removesuffix('.')} on the flood of Friday, they said."
    named = corpus_of(2)["articles"].assign(text=[about, texts[1]], title=["Flood", "The “old” dam breaks"])
    assert sentences({**corpus_of(2), "articles": named}, "no comment") == [
        "Asked for comment, they gave none, as the documents say: Ola By, a spokesman for Lund on the flood of Friday, "
        "in Post (2 Nov 2012 a) and the Harbour Board in Echo (2 Nov 2012 b), headed “The ‘old’ dam breaks”."
    ]
    assert told_in("no comment", texts[0], "A spokesman did not respond to a request for comment.") == []  # nobody
    assert told_in("no comment", texts[0], "He did not respond to a request for comment.") == []


def test_sources_without_a_name() -> None:
    text = "It will rain, said one aide, who spoke on condition of anonymity."
    assert told_in("unnamed sources", text, "Rain fell.", "A senior Oslo official told us so.", text) == [
        "Sources that are not named speak in at least 3 documents of 3 text origins: “spoke on condition of anonymity” "
        "in Post (2 Nov 2012 a), “A senior Oslo official told” in Post (2 Nov 2012 c) and “spoke on condition of "
        "anonymity” in Echo (2 Nov 2012 d)."
    ]
    assert len(told_in("unnamed sources", text, text)) == 1  # two of six
    assert told_in("unnamed sources", text, "", text) == []  # of one outlet
    assert told_in("unnamed sources", text) == []
    for others in (
        "“{}” Ola By wrote.",
        "It will rain, according to Politico, which cited people familiar with the matter.",
        "Citing people familiar with the matter, The Hill also reported that it will rain.",
        "{}\n\nThe views expressed in this commentary are those of the author.",
    ):
        assert told_in("unnamed sources", text, others.format(text)) == []


def of_four(kind: str, *texts: str, **further: Any) -> list[str]:
    """The findings of a kind in articles with these texts, each of another outlet."""
    held = of_outlets(corpus_of(), "Post", "Echo", "Star", "Kite", "Moon", "Sail")
    written = [*texts, *["Rain fell."] * (len(held["articles"]) - len(texts))]
    return sentences({**held, "articles": held["articles"].assign(text=written), **further}, kind)


def test_an_outlet_that_others_credit() -> None:
    told = "Ida Lund told The Hill that the dam may break in spring."
    texts = ("The Hill first reported the flood.", told, "A letter obtained by The Hill says so.")
    assert of_four("credited", *texts) == [
        "The Hill is credited for something that they tell by at least 3 documents of 3 other outlets: “The Hill "
        "first reported” in Post (2 Nov 2012 a), “told The Hill” in Echo (2 Nov 2012 b) and “obtained by The Hill” in "
        "Post (2 Nov 2012 c)."
    ]
    assert of_four("credited", *texts[:2]) == []
    assert (
        of_four("credited", "Lund told The Hill that it may break.", "On Friday Lund told The Hill of the dam.") == []
    )
    long = "Ida Lund, the mayor of Oslo, told The Hill that the harbour dam may break in spring."
    assert of_four("credited", long, f"The flood was near. {long}") == []  # nobody speaks in both
    speaking = quoting(("a0", "Ida Lund"), ("a1", "Ida Lund"))
    (of_two,) = of_four("credited", long, f"The flood was near. {long}", attributions=speaking["attributions"])
    assert of_two.endswith("; beside it in the first two, “Lund”, “mayor”, “Oslo”, “harbour”, “break” and “spring”.")
    assert of_four("credited", *[f"“{text}” By wrote." for text in texts]) == []
    held = of_outlets(corpus_of(), "Post", "Echo", "NBC Today Show")
    texts = ["Ida Lund told NBC News so."] * 3 + ["Rain fell."] * 3
    assert sentences({**held, "articles": held["articles"].assign(text=texts)}, "credited") == []  # two others
    own = tables.PROVENANCE.frame([{"article_id": f"a{n}", "wire": "Reuters"} for n in range(3)])
    assert of_four("credited", *["Ida Lund told Reuters."] * 3, provenance=own) == []


def test_people_whom_several_outlets_quote() -> None:
    said = [("a0", "Ida Lund"), ("a1", "Ida Lund"), ("a2", "Ida Lund"), ("a0", "Ola By"), ("a2", "Ola By")]
    held = of_outlets(quoting(*said), "Post", "Echo", "Star")
    held["articles"] = held["articles"].assign(text="“We built the wall in a single year,” said Ida Lund, with Ola By.")
    held["attributions"] = held["attributions"].assign(end=len(held["articles"]["text"].iloc[0]))
    assert sentences(held, "voices") == [
        "Among those whom several of the 3 outlets quote, as far as is surely read: Ida Lund (at least 3) and Ola By "
        "(at least 2)."
    ]
    assert sentences(of_outlets(held, "Post", "Echo", "Post"), "voices") == []  # nobody in three outlets
    third = quoting(*said, ("a1", "Ola By"), ("a0", "Eva Bo"), ("a1", "Eva Bo"))["attributions"]
    of_three = {**held, "attributions": third.assign(end=len(held["articles"]["text"].iloc[0]))}
    assert sentences(of_outlets(of_three, "Post", "Echo", "Post"), "voices") == [
        "Among those whom several of the 2 outlets quote, as far as is surely read: Ida Lund (at least 2), Ola By (at "
        "least 2) and Eva Bo (at least 2)."
    ]
    for other in ("Lund", "Mr. Lund", "Ida Lund and Ola By"):
        people = held["attributions"]["person"].replace("Ola By", other)
        assert sentences({**held, "attributions": held["attributions"].assign(person=people)}, "voices") == []


def test_whom_she_means_counts_among_those_whom_outlets_quote_where_it_is_plain() -> None:
    made = [
        ("Post", "Ida Lund came to the harbour on Monday. “We built the wall in a single year,” she said."),
        ("Echo", "A storm took the pier, and Ida Lund was late. “Nobody told us about the pier at all,” she said."),
        ("Star", "“We have never seen such snow in May,” Ida Lund said. “My boat is still in the ice,” said Ola By."),
        ("Post", "Fish is dear. “I pay twice what I paid in June,” said Ola By, who sells it."),
    ]
    found = engine.load(
        [{"article_id": f"a{n}", "outlet": outlet, "text": text} for n, (outlet, text) in enumerate(made)]
    )
    (said,) = findings.voices(found)
    assert said.sentence.endswith("quote, as far as is surely read: Ida Lund (at least 3) and Ola By (at least 2).")


@pytest.mark.parametrize(
    ("person", "source", "cue", "expected"),
    [
        ("Ida Lund", "Lund", "said", True),
        ("Ida Lund", "she", "said", False),
        ("Ida Lund", "Lund", "saying", False),
        ("Ida Lund", "Lund", "rowed", False),
        ("Ida Lund", "a spokesman for Lund", "said", False),
        ("Ida Lund", "Ola By", "said", False),
        ("Ida Lund Jr.", "Lund", "said", False),  # or the elder one
        ("Ida Lund Jr.", "Ida Lund Jr.", "said", True),
        ("Eva Lund", "Lund", "said", False),  # two of that name speak
        ("Eva Lund", "Eva Lund", "said", True),
    ],
)
def test_whom_a_document_says_by_name_to_have_said_it(person: str, source: str, cue: str, expected: bool) -> None:
    text = f"{source} {cue} “We built the wall.”"
    held = quoting(
        ("a0", person), *[("a0", "Ada Lund")] * person.startswith("Eva"), text=text, cue=cue, found_by="rules"
    )
    span = tables.ATTRIBUTION_SPANS.frame([("a0", 0, "source", 0, len(source))])
    told = findings.plain.named_sources(held["attributions"].head(1), {**held, "attribution_spans": span})
    assert told.to_list() == [expected]


def test_articles_of_opinion_among_others() -> None:
    held = corpus_of()
    urls = [f"https://lund.example/{'opinion' if n < 2 else 'news'}/rain" for n in range(6)]
    named = {**held, "articles": held["articles"].assign(url=urls)}
    assert sentences(named, "opinion") == [
        "Marked as opinion in their address, outlet, title or text: at least 2 of 6 documents: Post (2 Nov 2012 a) and "
        "Echo (2 Nov 2012 b)."
    ]
    assert sentences({**held, "articles": held["articles"].assign(url=[urls[0]] * 6)}, "opinion") == []


def test_an_agency_that_two_outlets_credit() -> None:
    rows = [{"article_id": f"a{n}", "wire": "Reuters" if n in {0, 1} else None} for n in range(6)]
    held = {**corpus_of(), "provenance": tables.PROVENANCE.frame(rows)}
    assert sentences(held, "wire") == [
        "Reuters is credited with text, or parts of it, in at least 2 documents of 2 outlets: Post (2 Nov 2012 a) and "
        "Echo (2 Nov 2012 b)."
    ]
    assert sentences(of_outlets(held, "Post", "Reuters"), "wire") == []
    parts = tables.PROVENANCE.frame([{**row, "wire": None, "wire_parts": row["wire"]} for row in rows])
    assert sentences({**held, "provenance": parts}, "wire") == []


@pytest.mark.parametrize(
    ("other", "is_told"),
    [
        ("Ida LUndqvist", False),
        ("Ida Lundqist", True),
        ("Ida Lundqvists", False),
        ("Ada Lundqvist", False),
        ("Ida Hundqvist", False),
    ],
)
def test_a_name_that_one_document_spells_otherwise(other: str, is_told: bool) -> None:
    usual = "Rain fell on Ida Lundqvist in Oslo."
    cited = tables.CITED_SOURCES.frame([("a0", "Ida Lundqvist", "Ida Lundqvist", "person", 1, 5, 0, 3)])
    assert told_in("two spellings", usual, usual, usual, f"{usual} {other} slept.", cited_sources=cited) == []  # a slip
    slip = f"President {usual.removeprefix('Rain fell on ')} {other} slept."
    assert told_in("two spellings", usual, usual, usual, slip, cited_sources=cited) == []
    told = told_in("two spellings", usual, usual, usual, f"Rain fell on {other} in Oslo.", cited_sources=cited)
    sentence = f"One name, spelled apart: “Ida Lundqvist” in 3 documents, “{other}” in Echo (2 Nov 2012 d)."
    assert told == ([sentence] if is_told else [])


def test_words_that_part_within_the_sentence_are_not_the_same_words() -> None:
    begun = "“We built the old wall in a single year beside the harbour and then we {},” said Ida Lund."
    assert sentences(printing(begun.format("slept"), begun.format("left")), "same words") == []
    assert len(sentences(printing(begun.format("slept"), begun.format("slept")), "same words")) == 1
    ended = "“We built the old wall in a single year beside the harbour{}” said Ida Lund."
    (told,) = sentences(printing(ended.format("."), ended.format(" and left it to the sea.")), "same words")
    assert "“We built the old wall in a single year beside the harbour ...”" in told  # it goes on in one of them


def printing(*texts: str, speakers: tuple[str, ...] = ("Ida Lund",) * 3) -> dict[str, pd.DataFrame]:
    """Articles of three outlets that quote somebody, a text each."""
    held = quoting(*((f"a{i}", speakers[i]) for i in range(len(texts))))
    own = {f"a{i}": text for i, text in enumerate(texts)}
    articles = held["articles"].assign(text=[own.get(key, "") for key in held["articles"]["article_id"]])
    ends = held["attributions"]["article_id"].map(lambda key: len(own[key]))
    return of_outlets(
        {**held, "articles": articles, "attributions": held["attributions"].assign(end=ends)}, "Post", "Echo", "Star"
    )


DAM = "“From May on we will {} the old dam when the river falls below its mark,” said Ida Lund."


@pytest.mark.parametrize(
    ("one", "other", "is_told"),
    [
        (DAM.format("open"), DAM.format("close"), True),
        (DAM.format("open"), DAM.format("carefully open"), True),  # a word more
        (DAM.format("open"), DAM.format("open"), False),
        (DAM.format("open"), DAM.format("open up"), False),  # hardly worth a line
        (DAM.format("tell the gov about"), DAM.format("tell the governor about"), False),
        (DAM.format("open"), DAM.format("[hardly open]"), False),  # an editor's
        (DAM.format("open"), DAM.format("open ... and then clean"), False),
        (DAM.format("open five gates of"), DAM.format("open 5 gates of"), False),  # the same number
        (DAM.format("open five gates of"), DAM.format("open 6 gates of"), True),
        (DAM.format("tell everyone about"), DAM.format("tell everybody about"), False),
        (DAM.format("ask the woman about"), DAM.format("ask the women about"), False),
        (DAM.format("see if Sanaa opens"), DAM.format("see if Sana'a opens"), False),
        (DAM.format("ask the U.S. to open"), DAM.format("ask the United States to open"), False),
        (DAM.format("open"), DAM.format("open – no, close –"), False),  # broken off
        (DAM.format("really open"), DAM.format("open").replace("on we", "on we really"), False),  # moved
        (f"“We will not sleep. {DAM[1:].format('open')}",
         f"“We will not sleep. Late last week from{DAM[5:].format('open')}", False),  # cut in front of a sentence
        ("“She calls it unfit to open the old dam when the river falls below its mark,” said Ida Lund.",
         "“It is not safe to close the old dam when the river falls below its mark,” said Ida Lund.", False),  # two
        (DAM.format("open"), DAM.format("not open"), True),
        (DAM.format("open 1,500 gates of"), DAM.format("open 2,500 gates of"), True),
        ("“We will open it when the river falls,” said Ida Lund.", "“We will close it when the river falls,” "
         "said Ida Lund.", False),  # seven words alike
    ],
)  # fmt: skip
def test_one_quotation_in_two_wordings(one: str, other: str, is_told: bool) -> None:
    assert bool(sentences(printing(one, other), "other words")) is is_told


def test_what_one_document_prints_both_ways_was_said_both_ways() -> None:
    like = "“If you like your {} you will be able to keep your new {} for good,” said Ida Lund."
    both = "“If you like your {} you will be able to keep your new {} for good. If you like your plan you'll keep it.”"
    assert len(sentences(printing(like.format("town", "town"), like.format("plan", "town")), "other words")) == 1
    assert sentences(printing(both.format("town", "town"), like.format("plan", "town")), "other words") == []


def test_what_is_cut_off_denies_nothing_and_further_differences_are_said() -> None:
    long = "“It is late, and we will not talk of the flood on this old shore but {} the next.” said Ida Lund."
    (told,) = sentences(printing(long.format("prevent"), long.format("rather carefully prevent")), "other words")
    assert "“... not talk of the flood on this old shore but prevent the next.”" in told
    again = "“Next spring our builders will {} the harbour dam when the {} falls below its mark,” said Ida Lund."
    (told,) = sentences(printing(again.format("open", "river"), again.format("close", "rivers")), "other words")
    assert told.endswith("; further on they part again.")


def test_words_that_one_document_has_more_are_told() -> None:
    (told,) = sentences(printing(DAM.format("open"), DAM.format("carefully open")), "other words")
    assert "but “carefully” in the second only: “From May on we will open the old dam" in told


def test_a_number_is_not_cut() -> None:
    (told,) = sentences(printing(DAM.format("open 1,500 gates of"), DAM.format("open 2,500 gates of")), "other words")
    assert "but “1,500” for “2,500”: “From May on we will open 1,500 gates of" in told


def test_two_wordings_are_told_with_the_documents_that_print_them() -> None:
    held = printing(DAM.format("open"), DAM.format("close"), DAM.format("close"))
    assert sentences(held, "other words") == [
        "Nearly the same words of Ida Lund, but “open” for “close”: “From May on we will open the old dam when the "
        "river falls below its ...” in Post (2 Nov 2012 a) and “From May on we will close the old dam when the "
        "river falls below its ...” in Echo (2 Nov 2012 b) and Echo (2 Nov 2012 c)."
    ]
    late = held["articles"].assign(published=[DAY, *[DAY + pd.Timedelta(days=8)] * (len(held["articles"]) - 1)])
    assert sentences({**held, "articles": late}, "other words") == []  # may have been said once more
    undated = held["articles"].assign(published=pd.NaT)
    assert len(sentences({**held, "articles": undated}, "other words")) == 1
    assert sentences(of_outlets(held, "Post"), "other words") == []
    both = printing(DAM.format("open"), f"{DAM.format('close')} Then: {DAM.format('open')}")
    assert sentences(both, "other words") == []  # said both
    assert sentences(of_outlets(held, ""), "other words") == sentences(of_outlets(held, ""), "same words") == []
    of_two = printing(DAM.format("open"), DAM.format("close"), speakers=("Ida Lund", "Ola By"))
    assert sentences(of_two, "other words") == []


def tolls(
    *sentences_: str, days: tuple[int, ...] = (1, 2, 2), outlets: tuple[str, ...] = ("Post", "Echo", "Star")
) -> list[str]:
    rows = [
        {"article_id": f"a{i}", "title": f"Day {i}", "outlet": outlets[i], "published": f"2012-11-0{days[i]}",
         "text": f"Day {i}\n\n{text}"}
        for i, text in enumerate(sentences_)
    ]  # fmt: skip
    return sentences(engine.load(pd.DataFrame(rows)), "two counts")


BLAST = "A blast at the Lund mill near the old harbour {}."
NEWS = "Doctors who came down to the harbour by boat told us that the Lund mill was no more: a blast {}."


def test_two_figures_of_one_event() -> None:
    assert tolls(BLAST.format("killed 31 people"), NEWS.format("killed 40 workers")) == [
        "Two figures for deaths, beside both “blast”, “harbour”, “Lund” and “mill”: “near the old harbour killed 31 "
        "people” in Post (1 Nov 2012) and “no more: a blast killed 40 workers” in Echo (2 Nov 2012)."
    ]


def test_a_part_with_what_is_missing_to_the_whole_is_no_other_figure() -> None:
    part = BLAST.format("killed 31 soldiers. It killed 9 guests")
    assert tolls(part, NEWS.format("killed 40 people")) == []


def test_who_speaks_of_two_events_does_not_make_them_one() -> None:
    one, other = BLAST.format("killed 31 people"), NEWS.format("killed 40 workers")
    for speaker, n_told in (("Ida Berg", 1), ("Ida Lund", 0)):
        assert len(tolls(*(f"{text}\n\n“We knew all of it,” {speaker} said." for text in (one, other)))) == n_told


def test_a_figure_with_the_same_words_beside_it_is_told_in_three_documents() -> None:
    texts = (
        "The budget office said the plan would leave 24 million people uninsured.",
        "Under the plan 24 million Americans would be uninsured, the budget office estimates.",
        "Some 24 million people would be left uninsured by the plan, by an estimate of the budget office.",
    )

    def told(*outlets: str) -> list[str]:
        rows = [
            {"article_id": f"a{i}", "title": f"Day {i}", "outlet": outlet, "published": "2012-11-01", "text": text}
            for i, (outlet, text) in enumerate(zip(outlets, texts, strict=False))
        ]
        return sentences(engine.load(pd.DataFrame(rows)), "same figure")

    assert told("Post", "Echo", "Star") == [
        "The figure “24 million”, beside it “budget”, “office”, “plan” and “uninsured”: in at least 3 documents of 3 "
        "text origins: Post (1 Nov 2012), Echo (1 Nov 2012) and Star (1 Nov 2012); “the plan would leave 24 million "
        "people” in Post (1 Nov 2012)."
    ]
    assert told("Post", "Echo", "Post") == told("Post", "Echo") == []


@pytest.mark.parametrize(
    ("one", "other", "further"),
    [
        ("killed 31 people", "killed 31 workers", {}),
        ("killed 31 people", "killed at least 30 workers", {}),  # 31 are that
        ("killed 31 people", "wounded 40 workers", {}),
        ("killed 31 people", "killed 70 workers", {}),  # rather a part and a whole
        ("killed 31 people", "killed dozens of workers", {}),
        ("killed 31 people", "could have killed 40 workers", {}),
        ("killed 31 people, then 40 people", "killed 40 workers", {}),  # has both
        ("killed 31 people", "killed 40 workers", {"days": (1, 6)}),
        ("killed 31 people", "killed 40 workers", {"outlets": ("Post", "Post")}),
    ],
)
def test_no_two_figures_of_one_event(one: str, other: str, further: dict[str, Any]) -> None:
    assert tolls(BLAST.format(one), NEWS.format(other), **further) == []


@pytest.mark.parametrize(
    ("one", "other", "n"),
    [
        (BLAST, NEWS, 1),
        (BLAST.replace("Lund", "tall").replace("A blast", "Blast"), NEWS.replace("Lund", "tall"), 0),  # no name
        (BLAST, NEWS.replace("mill", "shop").replace("harbour", "quay"), 0),  # two words
    ],
)
def test_figures_with_few_words_in_common_are_not_told(one: str, other: str, n: int) -> None:
    assert len(tolls(one.format("killed 31 people"), other.format("killed 40 workers"))) == n


def test_who_is_quoted_in_far_more_documents_than_any_other() -> None:
    most = [*((f"a{i}", "Ida Lund") for i in range(4)), ("a4", "Ola By"), ("a5", "Ola By")]
    assert sentences(quoting(*most), "most quoted") == [
        "Quoted in the most documents: Ida Lund, in at least 4 of 12 (4 text origins)."
    ]
    for further in ({"quote_kind": "indirect"}, {"level": "unsaid"}, {"source_kind": "state"}):
        assert sentences(quoting(*most, **further), "most quoted") == []
    assert (
        sentences(quoting(*most, text="She called it a “hoax” and “a very bad idea”."), "most quoted") == []
    )  # scraps
    assert sentences(quoting(*most, ("a6", "Ola By")), "most quoted") == []  # a lead of one says nothing
    assert sentences(quoting(("a0", "Ida Lund"), ("a1", "Ida Lund")), "most quoted") == []
    assert sentences(quoting(*((f"a{i}", "the police") for i in range(5))), "most quoted") == []
    lone = [*((f"a{i}", "Lund") for i in range(4)), ("a5", "Ida Lund")]
    assert sentences(quoting(*lone), "most quoted") == []


def test_who_is_often_quoted_is_told_where_nobody_leads() -> None:
    said = [*((f"a{i}", "Ola By") for i in range(3)), *((f"a{i}", "Ida Lund") for i in range(4))]
    assert sentences(quoting(*said), "often quoted") == [
        "Often quoted in these 12 documents, counted by text origin: Ida Lund (at least 4) and Ola By (at least 3)."
    ]
    assert sentences(quoting(*said[:2], *said[3:5]), "often quoted") == []  # two documents are not many
    assert sentences(quoting(*said[3:], ("a5", "Ola By"), ("a6", "Ola By")), "often quoted") == []  # one name alone
    lone = [*said, ("a5", "Ida Berg Lund")]
    assert sentences(quoting(*lone), "often quoted") == [  # "Ida Lund" may be Ida Berg Lund
        "Often quoted in these 12 documents, counted by text origin: Ola By (at least 3). Who is called “Ida Lund” is "
        "not counted."
    ]
    held = quoting(*lone)
    bodies = held["attributions"]["person"].eq("Ida Berg Lund").map({True: "organisation", False: "person"})
    held = {**held, "attributions": held["attributions"].assign(source_kind=bodies)}
    assert "Ida Lund (at least 4)" in sentences(held, "often quoted")[0]  # a body of a longer name is not she
    many = [*said, *((f"a{i}", name) for name in ("Kai Vik", "Eva Dal") for i in range(4))]
    assert sentences(of_outlets(quoting(*many), "Post"), "often quoted") == [
        "Often quoted in these 12 documents, counted by text origin: Eva Dal (at least 4), Ida Lund (at least 4), "
        "Kai Vik (at least 4) and 1 more."
    ]


def test_nobody_is_told_as_often_quoted_beside_somebody_left_out() -> None:
    said = [*((f"a{i}", "Ola By") for i in range(3)), *((f"a{i}", "Ida Lund") for i in range(3, 7))]
    held = quoting(*said)
    hers = held["articles"]["article_id"].isin(["a3", "a4", "a5", "a6"])
    text = held["articles"]["text"].mask(hers, "“We built the great wall in half a year,” she said.")
    unnamed = {**held, "articles": held["articles"].assign(text=text)}
    assert sentences(unnamed, "often quoted") == []  # Ida Lund, in four, would be missing
    assert sentences(unnamed, "most quoted") == []


def test_a_document_that_only_says_she_is_not_counted() -> None:
    said = [*((f"a{i}", "Ola By") for i in range(3)), *((f"a{i}", "Ida Lund") for i in range(4))]
    held = quoting(*said)
    text = held["articles"]["text"].where(held["articles"]["article_id"] != "a3", "“We built it in a year,” she said.")
    told = sentences({**held, "articles": held["articles"].assign(text=text)}, "often quoted")
    assert "Ida Lund (at least 3)" in told[0]


def test_least_numbers_far_apart_are_not_one_figure() -> None:
    held = claimed(corpus_of(), ("a0", 200.0), ("a1", 200.0), ("a2", 200.0))
    open_end = {"approximation": "at least", "high": None}
    claims = held["claims"].assign(**open_end)
    assert len(sentences({**held, "claims": claims}, "spread")) == 1
    far = claims.assign(low=[200.0, 200.0, 100_000.0], value=[200.0, 200.0, 100_000.0])
    assert sentences({**held, "claims": far}, "spread") == []


def test_a_number_that_was_revised_says_so() -> None:
    held = claimed(corpus_of(), ("a0", 7.7), ("a1", 7.7), ("a3", 7.7))
    later = claimed(corpus_of(), ("a2", 7.8), after=", revised from 7.7")
    claims = pd.concat([held["claims"], later["claims"]], ignore_index=True)
    text = held["articles"]["text"].where(held["articles"]["article_id"] != "a2", later["articles"]["text"])
    both = {
        **held,
        "articles": held["articles"].assign(text=text),
        "claims": claims,
        "claim_groups": evidence.groups(claims),
    }
    (said,) = sentences(both, "spread")
    assert said.endswith("; Post (2 Nov 2012 c) speaks of a revision: “7.8 percent”.")
    assert sentences(both, "conflict") == []


def test_what_is_true_but_no_headline_stands_on_its_page() -> None:
    held = worded(20, 1)
    assert [finding.kind for finding in findings.find(held, page="02-terms")] == ["outlet term"]
    assert [finding.kind for finding in findings.find(held)] == []


def test_who_is_quoted_by_one_outlet_only() -> None:
    held = quoting(("a0", "Ida Lund"), ("a4", "Ida Lund"), ("a8", "Ida Lund"))
    assert sentences(held, "one-sided") == [
        "Ida Lund is quoted in 3 of 3 documents of Post and, as far as is read here, not cited in the other 9."
    ]
    assert sentences(quoting(("a1", "Ida Lund"), ("a2", "Ida Lund"), ("a3", "Ida Lund")), "one-sided") == []  # chance
    assert sentences(quoting(("a0", "Ida Lund"), ("a1", "Ida Lund"), ("a4", "Ida Lund")), "one-sided") == []


def graded(apart: float) -> dict[str, pd.DataFrame]:
    held = corpus_of(12)
    rows = [(f"a{i}", "flesch_kincaid_grade", 10 + i * 0.02 + apart * (i % 2), 9, 11, None) for i in range(12)]
    return {**held, "readability": tables.READABILITY.frame(rows)}


def test_outlets_that_write_for_different_grades() -> None:
    assert sentences(graded(3), "harder outlet") == [
        "Echo writes for grade 13.1 (mean of 6 documents), Post for grade 10.1 (6 documents), "
        "as Flesch-Kincaid counts; the intervals do not meet."
    ]
    assert sentences(graded(0), "harder outlet") == []


def worded(n_own: int, n_rest: int) -> dict[str, pd.DataFrame]:
    held = corpus_of(20)
    rows = [(f"a{i}", "reef", n_own if i % 2 else n_rest) for i in range(20)]
    rows += [(f"a{i}", word, 100) for i in range(20) for word in ("boat", "sail")]
    made = [(key, term, n, 1000 * n / (200 + (n_own if int(key[1:]) % 2 else n_rest))) for key, term, n in rows if n]
    return {**held, "frequencies": tables.FREQUENCIES.frame(made)}


def test_a_term_that_one_outlet_uses_far_more() -> None:
    assert sentences(worded(20, 1), "outlet term") == [
        "Echo uses “reef” 90.9 times in 1,000 words (10 of 10 documents), all others 5 times."
    ]
    assert sentences(worded(2, 1), "outlet term") == []


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2012-10", "October 2012"), ("2012-10-05", "5 October 2012"), ("2012-Q3", "third quarter of 2012"),
        ("2012", "2012"), ("2013-W16", "week 16 of 2013"), ("2012-01/2012-03", "January 2012 to March 2012"),
        ("2012-13", "2012-13"), (None, ""),
    ],
)  # fmt: skip
def test_periods_in_words(iso: str | None, expected: str) -> None:
    assert words.period(iso) == expected


# Trust


def test_a_kind_is_quotable_once_it_was_found_right_in_95_of_100(monkeypatch: pytest.MonkeyPatch) -> None:
    held = claimed(corpus_of(), ("a0", 7.9), ("a1", 7.8))
    for judged, is_quotable in ((None, False), ((19, 19), False), ((40, 37), False), ((40, 38), True)):
        found = {} if judged is None else {"conflict": findings.Judged(*judged)}
        monkeypatch.setattr(findings.trust, "judged", lambda found=found: found)
        (finding,) = findings.find(held)
        assert finding.is_quotable == is_quotable
        shown = show.findings([finding], held["articles"]).markup
        assert ('class="quote"' in shown) == ("Source: " in shown) == is_quotable


def test_every_kind_has_its_row_of_judgements() -> None:
    assert list(findings.judged()) == [kind.name for kind in findings.KINDS]
    assert all(0 <= n_right <= n for n, n_right in findings.judged().values())


def test_the_sentences_of_the_seeds_are_those_that_were_read(seeds: engine.Tables) -> None:
    records = evidence.against_record(seeds["claims"], evidence.reference(ROOT / "reference"))
    made = findings.find(seeds, records=records)
    read = json.loads((ROOT / "tests" / "gold" / "findings.json").read_text("utf-8"))
    assert [finding.sentence for finding in made] == [one["sentence"] for one in read]
    right = [one["sentence"] for one in read if one["is_right"]]
    digest = findings.corpus_digest(seeds["articles"])
    with (files("helpers") / "data" / "read.csv").open(encoding="utf-8") as lines:
        listed = [row["sentence"] for row in csv.DictReader(lines)]
    assert listed == [findings.sentence_digest(digest, sentence) for sentence in right]
    assert [finding.sentence for finding in made if finding.is_quotable] == right


# A finding's numbers can be counted again from its rows

_NUMBER = re.compile(r"−?\d[\d,]*(?:\.\d+)?")


def _countable(finding: findings.Finding, held: Mapping[str, pd.DataFrame]) -> set[str]:
    """Every number that the rows of a finding (and the size of the corpus) can give, as it is written."""
    rows = finding.rows
    origin_of = held["origins"].set_index("article_id")["origin_id"]
    ids = rows["article_id"].unique() if "article_id" in rows else []
    numbers = {len(rows), len(ids), origin_of.reindex(list(ids)).nunique(), len(held["articles"]), origin_of.nunique()}
    numbers.add(len(ids) - findings.MOST_NAMED)  # "and 3 more"
    found = {f"{n:,}" for n in numbers}
    for name in rows.columns:
        values = rows[name].dropna()
        if pd.api.types.is_numeric_dtype(values) and name not in {"start", "end"}:
            found |= {f"{value:.4g}".replace("-", "−") for value in values}
        else:
            found |= {number for value in values for number in _NUMBER.findall(str(value))}
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from([7.8, 7.9, 8.1])), min_size=2, max_size=9))
def test_numbers_of_a_finding_are_those_of_its_rows(stated: list[tuple[int, float]]) -> None:
    held = claimed(corpus_of(), *((f"a{i}", value) for i, value in stated))
    for finding in findings.find(held):
        bare = re.sub(r"\(2 Nov 2012 [a-f]\)|October 2012", "", finding.sentence)  # labels and the period
        assert set(_NUMBER.findall(bare)) <= _countable(finding, held), finding.sentence
        shown = {row["article_id"] for row in finding.rows.to_dict("records")}
        labels = re.findall(r"2 Nov 2012 ([a-f])\)", finding.sentence)
        assert {f"a{ord(letter) - 97}" for letter in labels} <= shown


def test_a_document_that_gives_two_values_gives_the_one_that_most_give() -> None:
    held = claimed(corpus_of(), ("a0", 7.8), ("a1", 7.8), ("a2", 7.8), ("a2", 8.1))
    assert findings.clear(held["claims"])["value"].to_list() == [7.8, 7.8, 7.8]
    assert sentences(held, "conflict") == []
    assert "in at least 3 documents of 3 text origins" in sentences(held, "spread")[0]


@pytest.mark.parametrize("before", ["peaked at", "a record high of"])
def test_an_extreme_is_of_another_time(before: str) -> None:
    held = claimed(corpus_of(), ("a0", 7.9), ("a1", 7.8))
    texts = held["articles"]["text"].str.replace("it was", before, regex=False)
    starts = held["claims"]["start"] + len(before) - len("it was")
    moved = {**held, "articles": held["articles"].assign(text=texts), "claims": held["claims"].assign(start=starts)}
    assert sentences(moved, "conflict") == []


@pytest.mark.parametrize(
    ("name", "host"),
    [("The Guardian", "theguardian.com"), ("The Times", "thetimes.co.uk"), ("U.S. Herald", "usherald.com"),
     ("Lund Post", "lund-post.se"), ("National Review", "nationalreview.com")],
)  # fmt: skip
def test_a_host_is_the_outlet_of_its_name(name: str, host: str) -> None:
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": [name, host], "url": [None, None]})
    found = findings.base.outlets({"articles": articles})
    assert found["a"] == found["b"]


def test_people_who_are_quoted_jointly_are_two() -> None:
    held = quoting(("a0", "Ida Lund"), ("a1", "Ida Lund and Ola By"))
    assert "2 quotations of at least four words, 2 of them by 2 named people" in findings.facts(held)


STATED = {"measure": "jobs added", "place": "USA", "reporter": "USA", "period": "2012-10", "basis": "level",
          "status": "actual", "sure": 0.9}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, True),
        ({"period": "2012"}, False),
        ({"period": "2012-10-05"}, True),
        ({"sure": 0.79}, False),
        ({"inherited": "measure:sentence before"}, False),
        ({"measure": "jobs added"}, True),
        ({"measure": "jobs added", "about": "manufacturing"}, False),
        ({"sure": pd.NA}, True),  # a person changed it
        ({"sure": 1.0, "period": "2012"}, True),  # a person accepted it
        ({"partner": "KOR", "period": "2012"}, True),
        ({"status": "forecast"}, False),
        ({"basis": "change on a year before"}, False),
        ({"inherited": "period:survey"}, False),
        ({"inherited": "unit,reporter:article"}, True),
    ],
)
def test_a_complete_statement_is_told_where_readers_found_such_true(changed: dict[str, object], told: bool) -> None:
    assert findings.is_told({**STATED, **changed}) is told
