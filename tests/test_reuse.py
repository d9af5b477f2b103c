"""Reuse: which article comes from which, and what changed on the way."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import charts, reuse
from helpers.claims import find_quantities
from helpers.reuse.alignment import KEPT
from helpers.reuse.body import drop_repeated, find_quoted, find_repeated, read_body
from helpers.reuse.candidates import invert, is_close, nearest, pack_keys, unpack
from helpers.reuse.cues import find_cues, strange_names
from helpers.reuse.differences import Verdict, judge
from helpers.reuse.direction import Account, Guess, Side, find_direction, find_traces, guess_direction
from helpers.reuse.matching import match_tokens, share_kept
from helpers.reuse.passages import find_rows, find_running, shares_rows
from helpers.reuse.quotations import read_quotations, share_quotations
from helpers.reuse.similar import compare
from helpers.reuse.stated import Source, cites, find_sources, same_outlet
from helpers.reuse.strength import surely
from helpers.reuse.tokens import Number, find_tokens, make_number, read_numbers, same_name
from helpers.reuse.weights import read_weights
from helpers.reuse.words import find_terms, split_words, stem
from helpers.tables import (
    ALIGNMENT,
    BOILERPLATE,
    CANDIDATES,
    COUNTED_ORIGINS,
    CREDITS,
    DIFFERENCES,
    ORIGINS,
    PAIRS,
    PROVENANCE,
    SAME_PASSAGES,
    SAME_QUOTATIONS,
    SAME_TEMPLATES,
    SIMILARITIES,
    TIMELINE,
)  # fmt: skip
from helpers.text import find_sentences

ROOT = Path(__file__).parent.parent
GOLD = json.loads((ROOT / "tests" / "gold" / "alignment.json").read_text(encoding="utf-8"))
BODY = [r for r in GOLD["alignment"] if r["s001"] and "meaning_changed" in r]

STORY = (
    "The harbour of Port Vell was closed on Monday after a crane fell into the water. "
    "Nobody was hurt, the harbour master Ana Ruiz told local radio. "
    "Forty ships are waiting outside the breakwater for the channel to be cleared. "
    "Divers found the wreck of the crane at a depth of eleven metres. "
    "A salvage company from Rotterdam has been asked to lift it. "
    "The work will take at least nine days, according to the port authority. "
    "Fishermen complained that their catch was rotting in the holds."
)


def frame(*texts: str, **columns: list[Any]) -> pd.DataFrame:
    return pd.DataFrame({"article_id": [f"a{i}" for i in range(len(texts))], "text": list(texts)} | columns)


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    rows = [(path.stem, path.read_text(encoding="utf-8")) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    return pd.DataFrame(rows, columns=["article_id", "text"])


@pytest.fixture(scope="module")
def pairs(articles: pd.DataFrame) -> pd.DataFrame:
    return reuse.pairs(articles)


@pytest.fixture(scope="module")
def aligned(articles: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    return reuse.alignment(articles, pairs)


# ---- words ----


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("meetings", "meet"),
        ("meeting", "meet"),
        ("recognised", "recognis"),
        ("putin's", "putin"),
        ("putin’s", "putin"),
        ("stopped", "stop"),
        ("ten", "10"),
        ("1,500", "1500"),
        ("as", "as"),
    ],
)
def test_stem(word: str, expected: str) -> None:
    assert stem(word) == expected


ALIKE = (
    "nations nation, creations creation, payments pay, meetings meets, payment pays, kindness kind, actions act, "
    "meeting meet, cities city, studied study, action acts, workers work, greatest great, worked works, taxes tax, "
    "worker work, quickly quick, arrival arrive, dogs dog, houses house, armies army"
)


@pytest.mark.parametrize(("one", "other"), [tuple(two.split()) for two in ALIKE.split(", ")])
def test_endings_fall_away(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("kind", "value", "bounds", "unit", "expected"),
    [
        ("count", None, (10.0, 20.0), "wind farm", Number(3, 9, 15.0, 10.0, 20.0, "wind farm", 2)),
        ("money", 5.0, (4.5, 5.5), "USD", Number(3, 9, 5.0, 4.5, 5.5, "USD", 0)),
        ("count", None, (None, 20.0), "farm", None),
        ("time", 5.0, (5.0, 5.0), None, None),
    ],
)
def test_a_quantity_as_a_number(
    kind: str, value: float | None, bounds: tuple[float | None, float | None], unit: str | None, expected: Number | None
) -> None:
    assert make_number((3, 9), kind, value, bounds, unit, None) == expected


def test_terms_and_keys_read_the_same_words() -> None:
    assert find_terms("Kim’s $30bn, at 2.5%") == ["kim", "30", "bn", "at", "2.5"]
    assert split_words("Łódź – “THE end”…") == ["łódź".encode(), b"the", b"end"]


# ---- align ----


@pytest.mark.parametrize(
    ("derived", "expected"),
    [
        ([0, 1, 2, 3], [(0, 0), (1, 1), (2, 2), (3, 3)]),
        ([0, 2, 3], [(0, 0), (2, 1), (3, 2)]),
        ([(0, 1), 2], [(0, 0), (1, 0), (2, 1)]),
        ([3, 4, 5, 6, 0, 1, 2], [(0, 4), (1, 5), (2, 6), (3, 0), (4, 1), (5, 2), (6, 3)]),
        ([], []),
    ],
)
def test_align(derived: list[Any], expected: list[tuple[int, int]]) -> None:
    story = [STORY[start:end] for start, end in find_sentences(STORY)]
    joined = [" ".join(story[i] for i in entry) if isinstance(entry, tuple) else story[entry] for entry in derived]
    assert reuse.align(story, joined) == expected
    assert reuse.align(joined, story) == sorted((j, i) for i, j in expected)


sentences = st.lists(st.text(alphabet="ab cé.1’", max_size=12), max_size=8)


@given(sentences, sentences)
@settings(max_examples=60, deadline=None)
def test_alignment_is_sorted_within_range_and_without_repeats(left: list[str], right: list[str]) -> None:
    found = reuse.align(left, right)
    assert found == sorted(set(found))
    assert all(0 <= i < len(left) and 0 <= j < len(right) for i, j in found)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12, unique=True))
@settings(max_examples=40, deadline=None)
def test_a_text_aligns_with_itself(numbers: list[int]) -> None:
    text = [f"word{n} and other{n} matter{n}" for n in numbers]
    assert reuse.align(text, text) == [(i, i) for i in range(len(text))]


def test_large_texts_are_aligned_in_pieces() -> None:
    rng = random.Random(1)
    text = [" ".join(f"w{rng.randrange(3000)}" for _ in range(9)) for _ in range(2500)]
    kept = [i for i in range(len(text)) if rng.random() > 0.1]
    found = reuse.align(text, [text[i] for i in kept])
    assert found == [(i, j) for j, i in enumerate(kept)]


def test_all_body_sentences_of_the_gold_are_aligned(articles: pd.DataFrame) -> None:
    texts = {name[:3]: text for name, text in zip(articles["article_id"], articles["text"], strict=True)}
    spans = {name: find_sentences(texts[name]) for name in ("000", "001")}
    cut = {name: [texts[name][a:b] for a, b in spans[name]] for name in spans}
    found = {(spans["001"][i], spans["000"][j]) for i, j in reuse.align(cut["001"], cut["000"])}
    wanted = {((r["s001"]["start"], r["s001"]["end"]), (d["start"], d["end"])) for r in BODY for d in r["s000"]}
    assert len(BODY) == 46
    assert wanted <= found


# ---- candidates ----


def test_a_rewrite_is_among_the_candidates_of_a_crowd() -> None:
    rng = random.Random(2)
    texts = [" ".join(f"w{int(rng.paretovariate(0.6))}" for _ in range(200)) for _ in range(300)]
    words = texts[0].split()
    texts.append(" ".join(w if rng.random() < 0.5 else f"w{int(rng.paretovariate(0.6))}" for w in words))
    found = reuse.candidates(frame(*texts))
    assert ("a0", "a300") in set(zip(found["article_id"], found["other_id"], strict=True))
    assert len(found) <= 15 * len(texts)


def test_keys_of_parts_join_to_the_keys_of_the_whole() -> None:
    whole = pack_keys([STORY, "nothing shared here", STORY])
    assert nearest(invert(*unpack(whole)), 3)[["left", "right"]].to_numpy().tolist() == [[0, 2]]


def test_what_stands_out_is_close_though_it_shares_little() -> None:
    rows = np.array([0, 0, 1, 1, 2, 3])
    scores = np.array([0.13, 0.125, 0.08, 0.075, 0.08, 0.06])
    assert is_close(rows, scores).tolist() == [True, True, False, False, True, False]
    assert is_close(rows[:0], scores[:0]).tolist() == []


def test_a_date_window_drops_what_lies_further_apart_and_keeps_what_has_no_date() -> None:
    dates = [pd.Timestamp("2024-02-01"), pd.Timestamp("2024-02-03"), pd.NaT]
    made = frame(STORY, STORY, STORY, published=dates)
    found = {days: reuse.candidates(made, days=days) for days in (None, 1, 2)}
    ids = {days: set(zip(f["article_id"], f["other_id"], strict=True)) for days, f in found.items()}
    assert ids[None] == ids[2] == {("a0", "a1"), ("a0", "a2"), ("a1", "a2")}
    assert ids[1] == {("a0", "a2"), ("a1", "a2")}


# ---- pairs ----


def test_one_pair_among_the_seeds(pairs: pd.DataFrame) -> None:
    PAIRS.check(pairs)
    assert [(a[:3], b[:3]) for a, b in zip(pairs["article_id"], pairs["other_id"], strict=True)] == [("000", "001")]
    assert pairs["share_aligned"].iloc[0] > 0.9
    assert pairs["original_id"].iloc[0].startswith("001")
    assert pairs["direction"].iloc[0] == "other_id -> article_id"


def test_other_seeds_are_far_from_each_other(articles: pd.DataFrame) -> None:
    found = reuse.similarities(articles)
    SIMILARITIES.check(found)
    assert len(found) == 10
    assert found["share_aligned"].sort_values().iloc[-2] < 0.1


def test_tables_keep_their_declaration(articles: pd.DataFrame, aligned: pd.DataFrame) -> None:
    ALIGNMENT.check(aligned)
    DIFFERENCES.check(reuse.differences(articles, aligned))
    CANDIDATES.check(reuse.candidates(articles))


def test_row_order_does_not_matter_and_inputs_stay(articles: pd.DataFrame, pairs: pd.DataFrame) -> None:
    shuffled = articles.iloc[[3, 0, 4, 1, 2]]
    before = shuffled.copy()
    assert reuse.pairs(shuffled).equals(pairs)
    assert reuse.origins(shuffled, pairs=pairs).equals(reuse.origins(articles, pairs=pairs))
    assert shuffled.equals(before)


def test_empty_in_empty_out(articles: pd.DataFrame) -> None:
    none = articles.iloc[:0]
    assert reuse.candidates(none).equals(CANDIDATES.empty())
    assert reuse.pairs(none).equals(PAIRS.empty())
    assert reuse.similarities(none).equals(SIMILARITIES.empty())
    assert reuse.alignment(none, PAIRS.empty()).equals(ALIGNMENT.empty())
    assert reuse.differences(none, ALIGNMENT.empty()).equals(DIFFERENCES.empty())
    assert reuse.origins(none).equals(ORIGINS.empty())


@pytest.mark.parametrize(("text", "n_pairs"), [("", 0), (" ", 0), ("One.", 1), ("\n\n", 0), ("“", 0)])
def test_texts_of_almost_nothing(text: str, n_pairs: int) -> None:
    found = reuse.pairs(frame(text, text, STORY))
    assert list(zip(found["article_id"], found["other_id"], strict=True)) == [("a0", "a1")] * n_pairs
    assert len(reuse.origins(frame(text, text, STORY))) == 3


def test_missing_text_is_an_article_of_its_own() -> None:
    made = frame(STORY, STORY)
    made.loc[2] = ["a2", None]
    assert reuse.origins(made)["origin_id"].tolist() == ["a0", "a0", "a2"]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“It rained,” he said.", ["“It rained,”"]),
        ("He said: 'It rained on the mayor's house.' Then it stopped.", ["'It rained on the mayor's house.'"]),
        ("The mayor's house and the Lees' dog.", []),
        ("'Twas cold in the Lees' house", []),
        ("It rains! — Ann Lee (@annlee) May 1, 2018\nIt rained.", ["It rains! — Ann Lee (@annlee) May 1, 2018"]),
        ("She (@annlee) wrote that it rained.", []),
    ],
)
def test_quoted_passages(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in find_quoted(text)] == quoted


def test_quotes_alone_are_not_reuse() -> None:
    quotes = [
        "“We will not rest until every family has a safe home and a warm meal tonight.”",
        "“The bridge was checked in March and nothing at all was found to be wrong with it.”",
        "“I have asked the minister for a full and open account of what was done that day.”",
    ]
    left = "\n".join(f"{q} said the mayor in the town hall." for q in quotes) + "\nRain fell over the valley all night."
    right = "\n".join(f"{q} Smith wrote." for q in quotes) + "\nSchools stay closed and buses run late this week."
    assert compare(read_body(left), read_body(right)).score < 0.5
    plain = left.replace("“", "").replace("”", "")
    assert compare(read_body(plain), read_body(right.replace("“", "").replace("”", ""))).score > 0.5


def test_repeated_sentences_are_set_aside_but_not_copied_passages() -> None:
    line = "Support our newsroom with a monthly gift of any size you like."
    bodies = [read_body(f"{line}\nAn own sentence of article number {i} about topic {i}.") for i in range(5)]
    repeated = find_repeated(bodies)
    assert [len(drop_repeated(body, repeated).terms) for body in bodies] == [1] * 5
    copies = [read_body(f"{STORY} {STORY.replace('harbour', 'marina')}") for _ in range(5)]
    assert drop_repeated(copies[0], find_repeated(copies)) == copies[0]


def test_a_text_without_full_stops_is_compared_in_pieces() -> None:
    rng = random.Random(3)
    words = [f"w{rng.randrange(5000)}" for _ in range(300)]
    half = [w if rng.random() < 0.5 else f"w{rng.randrange(5000)}" for w in words]
    assert compare(read_body(" ".join(words)), read_body(" ".join(half))).score > 0.5


@pytest.mark.parametrize(
    ("text", "n_words"),
    [("“" * 200_000, 0), ('" ' * 100_000, 0), ("a. " * 60_000, 60_000), ("1 000 " * 50_000, 100_000)],
    ids=["opening marks", "straight marks", "sentences", "numbers"],
)
def test_long_texts_of_one_thing_are_read_whole(text: str, n_words: int) -> None:
    assert sum(read_body(text).n_own) == n_words


def test_furniture_is_taken_from_its_table() -> None:
    made = frame(STORY, STORY)
    table = BOILERPLATE.frame([(name, 0, len(STORY) - 60, "menu") for name in made["article_id"]])
    assert len(reuse.pairs(made)) == len(reuse.pairs(made, boilerplate=BOILERPLATE.empty())) == 1
    aligned = reuse.alignment(made, reuse.pairs(made), boilerplate=table)
    assert aligned["original_start"].min() > 0


def test_who_quotes_the_same_words() -> None:
    said = "We will not rest until every family has a safe home and a warm meal tonight"
    left = f"The mayor spoke on Monday in the old hall. “{said},” she said. “Thank you all.” Rain fell over the valley."
    right = f"Schools stay closed this week. “{said.lower()}.” The buses run late, as the operator told its riders."
    made = frame(left, right, STORY)
    chosen = CANDIDATES.frame([("a0", "a1", 0.5), ("a0", "a2", 0.5)])
    pairs, quotations, templates, _ = reuse.relations(made, chosen=chosen)
    SAME_QUOTATIONS.check(quotations)
    assert len(pairs) == len(templates) == 0
    (row,) = quotations.itertuples()
    assert (row.article_id, row.other_id, row.n_quotations, row.n_words) == ("a0", "a1", 1, 16)
    assert left[row.start : row.end] == said
    assert right[row.other_start : row.other_end] == said.lower()


def test_what_two_stories_tell_in_the_same_words_is_more_than_a_quotation() -> None:
    said = "We will not rest until every family has a safe home and a warm meal tonight"
    told = (
        f"The mayor asked the council for money on Friday. “{said},” she said. The council has cut the budget for "
        "homes three times since the flood of 2019. It sold the old barracks to a builder from Narva, who did nothing. "
        "A court stopped the sale of the school next to them in spring."
    )
    own = (
        ("Snow fell on {} all night", "A strike shut the port of {}", "Voters queued in {}", "{} lost its last mill"),
        ("Surgeons met at {}", "The choir of {} sang twice", "{} won the cup", "A whale was seen off {} at noon"),
    )
    places = (("Oslo", "Riga", "Turku", "Bari", "Split"), ("Leeds", "York", "Hull", "Derby", "Bath"))
    stories = (
        " ".join(f"{line.format(place)}." for line in lines for place in where)
        for lines, where in zip(own, places, strict=True)
    )
    made = frame(*(f"{story}\n{told}" for story in stories))
    chosen = CANDIDATES.frame([("a0", "a1", 0.5)])
    pairs, quotations, _, passages = reuse.relations(made, chosen=chosen)
    assert (len(pairs), len(quotations)) == (0, 0)
    (row,) = passages.itertuples()
    assert made["text"][0][row.start : row.end] == told


@pytest.mark.parametrize(
    ("rest", "again", "is_told"),
    [
        (
            "in the autumn long before the harvest of that wet year was over",
            "the envoy to the United Nations and her deputy in the region",
            True,
        ),
        ("by a kin", "the envoy to the United Nations and her deputy in the region", False),  # fewer words in all
        ("in the autumn long before the harvest of that wet year was over", "her deputy", False),
    ],
)
def test_rows_of_words_that_two_stories_share_are_told(rest: str, again: str, is_told: bool) -> None:
    told = f"the old village on the river was emptied within a week by men who came over the hills at night, {rest}"
    one = read_body(f"Sources say that {told}. Nobody has asked {again} for a single word about all of that.")
    other = read_body(f"A report has it that {told}, as the town clerk wrote. Then {again} left for the coast.")
    rows = find_rows([(0, 0, 0.6), (1, 1, 0.4)], (one, other))
    assert shares_rows(rows) == is_told
    said = read_body(
        f"“A report has it that {told}, as the town clerk wrote,” he said. Then {again} left for the coast."
    )
    assert (0, 0) not in find_rows([(0, 0, 0.6), (1, 1, 0.4)], (one, said))


def test_two_sentences_on_end_that_two_newsrooms_share_are_told() -> None:
    told = (
        "Lee has {} the old kingdom to halt its arms programme, which is nearing the power to reach the outer islands. "
        "The kingdom is the biggest partner of the north and its source of aid{}."
    )
    one, other = read_body(told.format("urged", "")), read_body(told.format("pushed", ", but says it can do no more"))
    matches = [(0, 0, 0.8), (1, 1, 0.7)]
    assert find_running(matches, (one, other)) == matches
    assert find_running(matches[:1], (one, other)) == []
    # of one who speaks, without marks
    said = read_body(told.format("urged", "").replace("Lee has", "We have").replace("its source", "our source"))
    assert find_running(matches, (said, said)) == []


QUAKE = (
    "A magnitude {m} earthquake was reported {day} at {h} a.m. {k} miles from {town}, according to the U.S. Geological "
    "Survey. The temblor occurred at {h} a.m. Pacific time at a depth of {d} miles. According to the agency, the "
    "epicenter was {k} miles from {town}, {f} miles from {city} and {g} miles from {third}. In the last {n} days, "
    "there have been {q} earthquakes of magnitude 3.0 or greater centered nearby."
)


def quake(**facts: object) -> str:
    return QUAKE.format(**facts)


def test_one_template_with_other_facts_is_no_reuse() -> None:
    one = quake(m=3.2, day="Monday", h="6:07", k=5, town="Ridgecrest", d=1.2, f=71, city="Bakersfield", g=80,
                third="Lancaster", n=10, q=14)  # fmt: skip
    two = quake(m=4.1, day="Friday", h="11:52", k=9, town="Eureka", d=6.8, f=16, city="Fortuna", g=12,
                third="Arcata", n=7, q=3)  # fmt: skip
    made = frame(one, two, one.replace("temblor", "quake"))
    pairs, _, templates, _ = reuse.relations(made)
    SAME_TEMPLATES.check(templates)
    assert pairs[["article_id", "other_id"]].to_numpy().tolist() == [["a0", "a2"]]
    assert templates[["article_id", "other_id"]].to_numpy().tolist() == [["a0", "a1"], ["a1", "a2"]]
    assert reuse.origins(made, pairs=pairs)["origin_id"].tolist() == ["a0", "a1", "a0"]


JOBS = (
    "The economy added {0:,} jobs in {1}, the Labor Department said on Friday. The unemployment rate moved to {2} "
    "percent. Average hourly earnings rose {3} cents to ${4}. The economy added {5:,} more jobs in the month before "
    "than was reported. "
)
ABOUT = {
    "May": "Builders wait for timber in Ohio, and Ann Lee of a sawmill hires nobody. Rain kept docks in Maine shut.",
    "June": "Two banks in Texas closed branches. A strike at a carmaker in Detroit ended; Bo Day called it a win.",
}


def test_a_report_made_anew_each_month_is_one_template_though_most_of_it_is_its_own() -> None:
    may, june = (
        JOBS.format(*facts) + ABOUT[facts[1]]
        for facts in ((163000, "May", 8.3, 5, 23.52, 14000), (96000, "June", 8.1, 2, 23.61, 41000))
    )
    pairs, _, templates, _ = reuse.relations(frame(may, june))
    assert len(pairs) == 0
    assert templates[["article_id", "other_id", "n_aligned"]].to_numpy().tolist() == [["a0", "a1", 4]]


def test_a_report_with_a_number_mended_is_no_template() -> None:
    facts = (163000, "May", 8.3, 5, 23.52, 14000)
    one, mended = (JOBS.format(n, *facts[1:]) + ABOUT["May"] for n in (163000, 165000))
    pairs, _, templates, _ = reuse.relations(frame(one, mended))
    assert (len(pairs), len(templates)) == (1, 0)


FLOOD = (
    "At least {} people have died in the flood, the police said. Some {} houses were damaged, the town of Arkon said. "
    "About {} people spent the night in shelters. "
)
TOLD = (
    "The river left its bed on Monday night and ran through the old town. Families climbed onto roofs and waited for "
    "boats. Rescuers cut the power to keep the water from carrying it into houses. The mayor asked people to stay away "
    "from the bridge. Schools stay closed for the rest of the week. Farmers in the valley lost what they had sown."
)


def test_an_update_that_keeps_most_sentences_is_no_template() -> None:
    pairs, _, templates, _ = reuse.relations(
        frame(FLOOD.format(12, 340, 2100) + TOLD, FLOOD.format(19, 510, 3400) + TOLD)
    )
    assert (len(pairs), len(templates)) == (1, 0)


def test_prices_of_two_days_are_one_template() -> None:
    line = (
        "The index rose {0} points, or {1} per cent, to {2}. The dollar stood at {3} yen and the euro at {4} dollars. "
        "Oil rose to {5} dollars a barrel and gold to {6} dollars an ounce. The ten-year yield was {7} per cent."
    )
    days = [
        (12.5, 0.3, 4012.7, 109.12, 1.124, 52.81, 1281.1, 2.11),
        (40.1, 0.9, 3972.6, 108.42, 1.131, 51.27, 1290.4, 2.04),
    ]
    pairs, _, templates, _ = reuse.relations(frame(*(line.format(*day) for day in days)))
    assert (len(pairs), len(templates)) == (0, 1)


# ---- direction ----


@pytest.mark.parametrize(
    ("outlets", "gap", "author", "direction"),
    [
        (("Nova", "Nova"), 2, None, "article_id -> other_id"),
        (("Nova", "Kurier"), 2, None, "unknown"),
        (("Nova", "Kurier"), 30, None, "article_id -> other_id"),
        (("Nova", "Kurier"), 30, "Ann Lee", "unknown"),
    ],
    ids=["an update", "two outlets in days", "much later", "one author's column"],
)
def test_dates_of_two_outlets_do_not_tell_who_took_from_whom(
    outlets: tuple[str, str], gap: int, author: str | None, direction: str
) -> None:
    first = pd.Timestamp("2024-02-01")
    made = frame(STORY, STORY, outlet=list(outlets), published=[first, first + pd.Timedelta(days=gap)])
    stated = pd.DataFrame({"article_id": ["a0", "a1"], "outlet": None, "republisher": None, "metadata_author": author})
    assert reuse.pairs(made, stated=stated)["direction"].tolist() == [direction]


def test_dates_and_stated_sources_decide() -> None:
    dates = [pd.Timestamp("2024-02-02"), pd.Timestamp("2024-02-01")]
    made = reuse.pairs(frame(STORY, STORY, published=dates)).iloc[0]
    assert (made["original_id"], made["direction_basis"]) == ("a1", "publication date")
    stated = pd.DataFrame({"article_id": ["a1"], "outlet": ["The Herald"], "author": [None], "republisher": ["Nova"]})
    made = reuse.pairs(frame(STORY, STORY, published=dates), stated=stated).iloc[0]
    assert (made["original_id"], made["direction_basis"]) == ("a0", "stated source")


@pytest.mark.parametrize(
    ("lines", "outlets", "original"),
    [
        (("The Guardian", "He signed it, writes The Guardian."), (None, None), "a0"),
        (("The Guardian", ""), (None, None), None),  # its own masthead says nothing of another
        (("By Ann Lee, The Guardian", "Source: The Guardian"), (None, None), "a0"),
        (("By Ann Lee, Reuters", "Source: The Guardian"), (None, None), None),  # both may be copies of a third
        (("Source: The Guardian", "Source: The Guardian"), (None, None), None),
        (("", "The Guardian"), ("The Guardian", "Kurier"), "a0"),
        (("", "The Guardian"), (None, "The Guardian"), None),
        (("", "The Guardian"), ("Herald", "Kurier"), None),
        (("© BBC", ""), ("BBC Mundo", None), None),
    ],
)
def test_what_a_text_says_of_its_source(
    lines: tuple[str, str], outlets: tuple[str | None, str | None], original: str | None
) -> None:
    made = frame(*(f"{line}\n{STORY}" for line in lines), outlet=list(outlets))
    rows = []
    for name, line in zip(made["article_id"], lines, strict=True):
        outlet = next((o for o in ("The Guardian", "Reuters", "BBC") if o in line), None)
        start = line.index(outlet) if outlet else None
        rows.append((name, outlet, start, None))
    stated = pd.DataFrame(rows, columns=["article_id", "outlet", "outlet_start", "republisher"])
    found = reuse.pairs(made, stated=stated).iloc[0]
    is_stated = found["direction_basis"] == "stated source" if pd.notna(found["direction_basis"]) else False
    assert is_stated is (original is not None)
    assert original is None or found["original_id"] == original
    assert find_sources(made, None) == {}


def test_an_outlet_and_its_edition_are_one() -> None:
    assert same_outlet("BBC", "BBC Mundo")
    assert same_outlet("The Guardian", "Guardian")
    assert not same_outlet("Times", "Time")


def test_the_copy_among_the_seeds_says_where_it_was_taken(articles: pd.DataFrame) -> None:
    ids = list(articles["article_id"][:2])
    starts = [articles["text"][0].index("The Guardian"), articles["text"][1].rindex("The Guardian")]
    stated = pd.DataFrame(
        {"article_id": ids, "outlet": ["The Guardian"] * 2, "outlet_start": starts, "republisher": [None] * 2}
    )
    made = reuse.pairs(articles, stated=stated).iloc[0]
    assert (made["original_id"], made["direction_basis"]) == (ids[1], "stated source")


def test_direction_is_unknown_for_copies_and_turns_with_the_texts() -> None:
    copies = reuse.pairs(frame(STORY, STORY)).iloc[0]
    assert copies["direction"] == "unknown"
    assert pd.isna(copies["original_id"])
    whole, part = Account("It's the mayor’s plan", 40, 44), Account("This is the plan of the mayor", 0, 7)
    assert guess_direction(whole, part).probability > 0.9
    assert guess_direction(whole, part).probability == pytest.approx(1 - guess_direction(part, whole).probability)


AP, REUTERS = "Associated Press", "Reuters"


@pytest.mark.parametrize(
    ("left", "right", "days", "direction", "basis"),
    [
        # wire, parts, the agency's own copy; days from the left to the right
        ((AP, None, False), (AP, None, False), 3, "siblings", "one wire: Associated Press"),
        ((AP, None, False), (None, AP, False), 0, "siblings", "one wire: Associated Press"),
        ((None, AP, False), (None, AP, False), 2, "unknown", None),  # which of the words are the agency's?
        ((AP, None, False), (None, None, False), 2, "siblings", "one wire: Associated Press, credited by one of them"),
        ((AP, None, True), (AP, None, False), 0, "left", "credited: Associated Press"),
        ((None, AP, False), (AP, None, True), 0, "right", "credited: Associated Press"),
        ((None, AP, False), (AP, None, True), 1, "siblings", "one wire: Associated Press"),  # its copy is a day younger
        ((None, f"{AP}|{REUTERS}", False), (AP, None, True), 1, "unknown", None),
        ((AP, None, True), (AP, None, True), 1, "left", "publication date"),  # two of its own
        ((AP, None, True), (None, None, False), 0, "left", "own text of Associated Press"),
        ((AP, None, True), (None, None, False), -1, "unknown", None),
        ((AP, None, False), (REUTERS, None, False), 1, "unknown", None),
        ((AP, None, False), (None, REUTERS, False), 1, "unknown", None),
        ((None, AP, False), (None, None, False), 1, "unknown", None),
        ((None, None, False), (None, None, False), 1, "left", "publication date"),
        ((None, None, False), (None, None, False), -1, "right", "publication date"),
    ],
)
def test_carriers_of_one_wire_are_siblings_and_its_own_copy_is_their_original(
    left: tuple[str | None, str | None, bool],
    right: tuple[str | None, str | None, bool],
    days: int,
    direction: str,
    basis: str | None,
) -> None:
    dates = [pd.Timestamp("2024-02-05"), pd.Timestamp("2024-02-05") + pd.Timedelta(days=days)]
    rows = [
        {"article_id": name, "outlet": None, "republisher": None, "wire": wire, "wire_parts": parts, "is_wire": own}
        for name, (wire, parts, own) in zip(("a0", "a1"), (left, right), strict=True)
    ]
    found = reuse.pairs(frame(STORY, STORY, published=dates), stated=pd.DataFrame(rows)).iloc[0]
    PAIRS.check(found.to_frame().T.astype({c.name: c.dtype for c in PAIRS.columns}))
    wanted = {"left": "article_id -> other_id", "right": "other_id -> article_id"}.get(direction, direction)
    assert found["direction"] == wanted
    assert (None if pd.isna(found["direction_basis"]) else found["direction_basis"]) == basis
    assert pd.notna(found["p_direction"]) is (direction in {"left", "right"})


@pytest.mark.parametrize(
    ("times", "original"),
    [
        (("2024-02-05 08:00", "2024-02-05 09:30"), "a0"),
        (("2024-02-05", "2024-02-05 09:30"), None),  # a date alone reads as midnight
        (("2024-02-05", "2024-02-06"), "a0"),
        (("2024-02-05 08:00", "2024-02-05 08:00"), None),
    ],
)
def test_dates_tell_only_with_their_hours_or_a_day_apart(times: tuple[str, str], original: str | None) -> None:
    found = reuse.pairs(frame(STORY, STORY, published=[pd.Timestamp(time) for time in times])).iloc[0]
    assert (None if pd.isna(found["original_id"]) else found["original_id"]) == original


@pytest.mark.parametrize(
    ("text", "outlet", "expected"),
    [
        ("Four states will vote early, Politico reported on Friday.", "Politico", True),
        ("“We lost,” he told The Washington Times on Monday.", "The Washington Times", True),
        ("The Nova Post's Ida Lund reported it first.", "The Nova Post", False),  # whose words these are is not clear
        ("He said so on Fox News Sunday.", "Fox News", False),
        ("He told Fox News Sunday that he lost.", "Fox News", False),
        ("Politico had a party.", "Politico", False),
    ],
)
def test_what_a_text_has_from_an_outlet(text: str, outlet: str, expected: bool) -> None:
    assert cites(text, outlet) is expected


@pytest.mark.parametrize(
    ("outlets", "parts", "days", "is_cited", "basis", "original"),
    [
        (("Nova", "Kurier"), (AP, AP), 2, False, "one wire: Associated Press", None),
        (("Nova", "Kurier"), (AP, None), 2, False, "one wire: Associated Press, credited by one of them", None),
        (("Nova", "Kurier"), (AP, None), 8, False, None, None),  # a week apart
        (("Nova", "Nova"), (AP, None), 0, False, None, None),
        (("Nova", "Kurier"), (AP, REUTERS), 2, False, None, None),
        (("Nova", "Kurier"), (None, None), 0, True, "cites the other's outlet", "a0"),
        (("Nova", "Kurier"), (None, None), 0, False, None, None),
    ],
)
def test_two_outlets_with_most_of_a_text(
    outlets: tuple[str, str],
    parts: tuple[str | None, str | None],
    days: int,
    is_cited: bool,
    basis: str | None,
    original: str | None,
) -> None:
    dates = [pd.Timestamp("2024-02-05"), pd.Timestamp("2024-02-05") + pd.Timedelta(days=days)]
    texts = (STORY, f"{STORY} He told Nova that divers had found it." if is_cited else STORY)
    rows = [
        {"article_id": name, "outlet": None, "republisher": None, "wire": None, "wire_parts": part, "is_wire": False}
        for name, part in zip(("a0", "a1"), parts, strict=True)
    ]
    made = frame(*texts, published=dates, outlet=list(outlets))
    (found,) = reuse.pairs(made, stated=pd.DataFrame(rows)).to_dict("records")
    assert (found["direction_basis"] if pd.notna(found["direction_basis"]) else None) == basis
    assert (found["original_id"] if pd.notna(found["original_id"]) else None) == original


@pytest.mark.parametrize(
    ("wire", "parts", "text", "basis"),
    [
        # an outlet that prints the agency's whole text, and has more: an earlier version
        (AP, None, f"{STORY} The mayor declined to comment.", "one wire: Associated Press"),
        (AP, None, STORY, "credited: Associated Press"),
        # one that took parts writes sentences of its own
        (None, AP, f"{STORY} The mayor declined to comment.", "credited: Associated Press"),
    ],
)
def test_an_agency_page_is_no_original_of_a_whole_text_that_has_more(
    wire: str | None, parts: str | None, text: str, basis: str
) -> None:
    rows = [
        {"article_id": "a0", "outlet": None, "republisher": None, "wire": AP, "wire_parts": None, "is_wire": True},
        {"article_id": "a1", "outlet": None, "republisher": None, "wire": wire, "wire_parts": parts, "is_wire": False},
    ]
    found = reuse.pairs(frame(STORY, text), stated=pd.DataFrame(rows)).iloc[0]
    assert found["direction_basis"] == basis
    assert pd.isna(found["original_id"]) is basis.startswith("one wire")


MORE = "Two of the ships had been loaded with grain from the mills on the upper river."


@pytest.mark.parametrize(
    ("texts", "directions"),
    [
        # a0 is the agency's own page; a1 and a2 carry it, as it stands there
        ((STORY, STORY, STORY), ["credited: Associated Press"] * 2),
        # both have a sentence that the page has not: they carry an earlier version
        ((STORY, f"{STORY} {MORE}", f"{STORY} {MORE}"), ["one wire: Associated Press"] * 2),
        ((STORY, f"{STORY} {MORE}", STORY), ["one wire: Associated Press", "credited: Associated Press"]),
    ],
)
def test_an_agency_page_is_the_original_of_those_that_have_no_more(
    texts: tuple[str, ...], directions: list[str]
) -> None:
    rows = [
        {"article_id": f"a{n}", "outlet": None, "republisher": None, "wire": AP, "wire_parts": None, "is_wire": n == 0}
        for n in range(3)
    ]
    found = reuse.pairs(frame(*texts), stated=pd.DataFrame(rows)).set_index(["article_id", "other_id"])
    assert found.loc[[("a0", "a1"), ("a0", "a2")], "direction_basis"].to_list() == directions
    assert found.loc[("a1", "a2"), "direction_basis"] == "one wire: Associated Press"
    originals = ["a0" if basis.startswith("credited") else None for basis in directions]
    assert [None if pd.isna(name) else name for name in found["original_id"][:2]] == originals


@pytest.mark.parametrize(("author", "n_pairs"), [("Ida Lund", 1), (None, 0)])
def test_an_author_who_says_it_again_has_made_one_text_of_the_other(author: str | None, n_pairs: int) -> None:
    told = (
        ("The council met on Monday. Nobody spoke for the new bridge. Four members left early.", "Tea was served."),
        ("A court ruled in March. Both sides had hoped for more. The judge took two hours.", "Crowds stayed away."),
    )
    first, last = STORY[: STORY.index("Divers")], STORY[STORY.index("Divers") :]
    made = frame(*(f"{opening} {first}{between} {last}" for opening, between in told), outlet=["Kurier", "Kurier"])
    made["published"] = pd.to_datetime(["2024-02-05", "2024-03-05"])
    rows = [{"article_id": f"a{n}", "outlet": None, "republisher": None, "metadata_author": author} for n in (0, 1)]
    found = reuse.relations(made, stated=pd.DataFrame(rows))
    assert [len(found[0]), len(found[3])] == [n_pairs, 1 - n_pairs]


OP_ED = (
    "The harbour belongs to those who work in it, and not to the company that bought its cranes. "
    "For nine years the port authority has promised that the old moles would be mended before winter. "
    "Nothing was mended, and the winter storms took a third of the southern mole with them. "
    "We shall not wait until a second crane falls and this time hits the men who stand below it."
)


@pytest.mark.parametrize(
    ("quoting", "original"),
    [
        (f"A pilot wrote of the harbour in the Nova Post today. “{OP_ED}” The mayor had no comment.", "a0"),
        (f"A pilot wrote of the harbour today. “{OP_ED}” The mayor had no comment.", None),  # from whom, is not said
    ],
)
def test_who_quotes_another_outlet_at_length_has_it_from_there(quoting: str, original: str | None) -> None:
    rows = [{"article_id": name, "outlet": None, "republisher": None} for name in ("a0", "a1")]
    made = frame(OP_ED, quoting, outlet=["The Nova Post", "Kurier"])
    found = reuse.pairs(made, stated=pd.DataFrame(rows))
    assert found["original_id"].to_list() == ([original] if original else [])
    origins = reuse.origins(made, pairs=found)
    assert origins["origin_id"].nunique() == (1 if original else 2)


def test_who_quotes_a_part_of_a_report_is_of_no_one_origin_with_it() -> None:
    more = " ".join(f"In district {n} the survey asked {90 + n} households about their {word} and what it costs them."
                    for n, word in enumerate(["heating", "rent", "school", "bread", "roof", "garden"], 1))  # fmt: skip
    column = " ".join(f"My {word} was never counted by anybody who came to ask about it, {n} years or not."
                      for n, word in enumerate(["kitchen", "uncle", "boat", "hat", "dog"], 3))  # fmt: skip
    made = frame(f"{OP_ED} {more}", f"So says the Nova Post: “{OP_ED}” {column}", outlet=["The Nova Post", "Kurier"])
    rows = [{"article_id": name, "outlet": None, "republisher": None} for name in ("a0", "a1")]
    found = reuse.pairs(made, stated=pd.DataFrame(rows))
    assert found[["original_id", "direction_basis"]].to_numpy().tolist() == [["a0", "quotes the other"]]
    assert reuse.origins(made, pairs=found)["origin_id"].nunique() == 2


def test_of_two_outlets_that_share_a_part_dates_do_not_tell_who_had_it_first() -> None:
    sides = [
        Side(Source(own, None), pd.Timestamp(day)) for own, day in (("Nova", "2024-02-05"), ("Kurier", "2024-05-05"))
    ]
    assert find_direction(*sides) == Guess(0.95, "publication date")
    assert find_direction(*sides, is_part=True) is None
    one_outlet = [side._replace(source=Source("Nova", None)) for side in sides]
    assert find_direction(*one_outlet, is_part=True) == Guess(0.95, "publication date")


@pytest.mark.parametrize(
    ("outlets", "urls", "taken_from"),
    [
        # the page of the one has the address of the other's, which is at home there
        (("Kurier", "Sammler"), ("https://www.kurier.at/a/1", "https://kurier.at/a/1?x=2"), [None, "Kurier"]),
        (("Kurier", "Sammler"), ("https://www.kurier.at/a/1", "https://kurier.at/a/2"), [None, None]),
        (("Kurier", "Guest Writer"), ("https://www.kurier.at/a/1", "https://kurier.at/a/1"), [None, None]),
        (("Politico", "NPR"), ("https://www.politico.com/a/1", "https://www.politico.com/a/2"), [None, "Politico"]),
        (("Politico", "NPR"), ("https://www.politico.com/a/1", "https://www.npr.org/a/2"), [None, None]),
    ],
)
def test_an_article_at_the_address_of_another_outlet_was_taken_from_there(
    outlets: tuple[str, str], urls: tuple[str, str], taken_from: list[str | None]
) -> None:
    rows = [{"article_id": name, "outlet": None, "republisher": None} for name in ("a0", "a1")]
    made = frame(STORY, STORY, outlet=list(outlets), url=list(urls))
    assert [source.taken_from for source in find_sources(made, pd.DataFrame(rows)).values()] == taken_from


@pytest.mark.parametrize(
    ("sources", "guess"),
    [
        ((Source("Nova", None, "News agency"), Source("Kurier", None, "Reuters")), Guess(None, "one wire: Reuters")),
        (
            (Source("Nova", None, "News agency"), Source("Reuters", None, "Reuters", is_wire=True)),
            Guess(0.97, "credited: Reuters"),
        ),
        (
            (Source("Nova", None, "News agency"), Source("Kurier", None)),
            Guess(None, "one wire: News agency, credited by one of them"),
        ),
    ],
)
def test_wires_without_a_name_are_of_the_agency_that_the_other_credits(
    sources: tuple[Source, Source], guess: Guess
) -> None:
    left, right = (Side(source, None) for source in sources)
    found = find_direction(right, left) if sources[1].is_wire else find_direction(left, right)
    assert found == guess


def test_wires_without_a_name_are_no_second_agency() -> None:
    named, unnamed = frozenset({"Associated Press"}), frozenset({"News agency"})
    sides = [Side(Source(own, None, parts=parts), None) for own, parts in (("Nova", named), ("Kurier", unnamed))]
    assert find_direction(*sides) == Guess(None, "one wire: Associated Press, credited by one of them")
    other = sides[1]._replace(source=Source("Kurier", None, parts=frozenset({"Reuters"})))
    assert find_direction(sides[0], other) == Guess(None, None)


def test_the_wording_of_near_copies_says_nothing() -> None:
    grown = f"{STORY} The mayor thanked the divers. A second crane is to be checked. Rain is forecast for Friday."
    assert reuse.pairs(frame(STORY, grown)).iloc[0]["direction"] == "unknown"


# ---- alignment and differences ----


def test_dropped_and_added_sentences_are_reported(articles: pd.DataFrame, aligned: pd.DataFrame) -> None:
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    dropped = aligned[aligned["relation"] == "dropped"]
    said = [texts[r.original_id][r.original_start : r.original_end] for r in dropped.itertuples()]
    assert any(text.startswith("Whether or not North Korean armaments") for text in said)
    added = aligned[aligned["relation"] == "added"]
    said = [texts[r.derived_id][r.derived_start : r.derived_end] for r in added.itertuples()]
    assert "What really is it and what can mean in the future?" in said


def test_differences_name_passages_of_both_texts(articles: pd.DataFrame, aligned: pd.DataFrame) -> None:
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    found = reuse.differences(articles, aligned)
    said = []
    for row in found.itertuples():
        left = "" if pd.isna(row.original_start) else texts[row.original_id][row.original_start : row.original_end]
        right = "" if pd.isna(row.derived_start) else texts[row.derived_id][row.derived_start : row.derived_end]
        assert left or right
        said.append((row.difference_kind, left, right))
    assert ("role", "capture of the USS Pueblo", "capture of the US warship by Pueblo") in said
    assert ("role", "recognised the Russian", "recognized by the Russian") in said
    assert ("dropped", "Roh Tae-woo", "") in said
    assert any(kind == "dropped" and "before their annexation" in left for kind, left, _ in said)


@pytest.mark.parametrize(
    "dateline",
    ["LIMA (Reuters) - ", "SPRINGFIELD, Mo. (AP) — ", "WASHINGTON — ", "NEW YORK/LONDON (AFP) – ", "(AP) — "],
)
def test_a_dateline_is_no_part_of_the_sentence(dateline: str) -> None:
    text = f"{dateline}Rain fell on the old town. Nobody came."
    assert text[slice(*read_body(text).spans[0])] == "Rain fell on the old town."
    aligned = reuse.alignment(made := frame(STORY, dateline + STORY), reuse.pairs(made))
    assert set(aligned["relation"]) == {"same"}


@pytest.mark.parametrize(
    "line",
    [
        "By ANN LEE, BO EK and CY ROE",
        "By Ann Lee",
        "USA TODAY",
        "AP writer Bo Ek contributed.",
        "Associated Press writers Ann Lee in Lima and Bo Ek in Oslo contributed.",
        "Reuters and Ann Lee contributed to this report.",
    ],
)
def test_who_wrote_a_text_is_none_of_its_sentences(line: str) -> None:
    assert len(read_body(f"{line}\n{STORY}").spans) == len(read_body(STORY).spans)


def test_what_only_begins_like_a_byline_is_a_sentence() -> None:
    for line in ("By noon Ann Lee had left the harbour.", "Ann Lee contributed nine boats to the fleet."):
        assert len(read_body(f"{line}\n{STORY}").spans) == len(read_body(STORY).spans) + 1


def told_apart(left: str, right: str, matches: list[tuple[int, int]]) -> list[tuple[str, str, str]]:
    """The differences of two texts with these sentences aligned: kind, words on the left, those on the right."""
    spans = find_sentences(left), find_sentences(right)
    held = [{match[side] for match in matches} for side in (0, 1)]
    rows: list[dict[str, Any]] = [{"of": match, "relation": "reworded"} for match in matches]
    rows += [{"of": (n, None), "relation": "dropped"} for n in range(len(spans[0])) if n not in held[0]]
    rows += [{"of": (None, n), "relation": "added"} for n in range(len(spans[1])) if n not in held[1]]
    for number, row in enumerate(rows):
        row |= {"original_id": "a0", "derived_id": "a1", "alignment_id": number, "is_order_known": True}
        for side, place, own in zip(("original", "derived"), row.pop("of"), spans, strict=True):
            if place is not None:
                row |= {f"{side}_sentence": place, f"{side}_start": own[place][0], f"{side}_end": own[place][1]}
    found = reuse.differences(frame(left, right), ALIGNMENT.frame(rows))
    return [
        (
            row.difference_kind,
            "" if pd.isna(row.original_start) else left[row.original_start : row.original_end],
            "" if pd.isna(row.derived_start) else right[row.derived_start : row.derived_end],
        )
        for row in found.itertuples()
    ]


def test_differences_leave_out_what_stands_between_the_sentences() -> None:
    whole = "The crane fell into the water on Monday and divers found its wreck."
    parted = "The crane fell into the water on Monday. Rain is forecast for the weekend. Divers found its green wreck."
    assert told_apart(whole, parted, [(0, 0), (0, 2)]) == [("added", "", "green")]
    # what runs over the sentence between stands in two rows
    parted = "The crane fell into the water with a bang. Rain is forecast. Twelve tired divers found its wreck."
    told = told_apart("The crane fell into the water and divers found its wreck.", parted, [(0, 0), (0, 2)])
    assert told == [("added", "", "with a bang."), ("added", "", "Twelve tired")]


def test_what_the_other_text_holds_is_not_called_added() -> None:
    left = "The port is shut. Divers found the crane in the port."
    # "port" a second time, and words that went into the sentence beside
    assert told_apart(left, "The port is shut. Port divers found the port crane.", [(0, 0), (1, 1)]) == []
    right = "The port is shut, the harbour master said. Divers found the crane in the port, the harbour master said."
    told = told_apart("The port is shut, the harbour master said. Divers found the crane in the port.", right, [(1, 1)])
    assert told == []
    told = told_apart(left, "The port is shut. Divers found the crane in the port at noon.", [(1, 1)])
    assert told == [("added", "", "at noon")]


def test_sentences_put_anew_are_one_difference() -> None:
    left = (
        "The country was ruled by military leaders until 2011 and for decades was cut off from the rest of the world."
    )
    right = "Oslo was isolated from the rest of the world for decades until it ended military rule last year."
    assert told_apart(left, right, [(0, 0)]) == [("wording", left[:-1], right[:-1])]
    # what only stands on one side is named there
    assert told_apart("Lee left.", "Lee left, say four men in a boat.", [(0, 0)]) == [
        ("added", "", "say four men in a boat")
    ]


def test_a_phrase_that_went_into_the_sentence_beside_is_not_called_dropped() -> None:
    threat = "is a regional threat, and he would not recommend airstrikes in Syria until it is a threat to the country"
    left = f"Lee, who spoke to reporters on Monday, said the group {threat}. He said it plans no attacks now."
    there = (
        "Lee said the group is a regional threat and that he would recommend no airstrikes in Syria until it is one."
    )
    behind = "Lee, who spoke to reporters on Monday, said it plans no attacks now."
    assert told_apart(left, f"{there} {behind}", [(0, 1), (1, 1)]) == []
    (told,) = told_apart(left, f"Rain fell. {behind}", [(0, 1), (1, 1)])
    assert told == ("dropped", f"the group {threat}. He said", "")


def test_a_phrase_is_shown_whole() -> None:
    # "State" stands in the other sentence too, at another place
    left = "The State Department said that Lee had left for Oslo on Monday evening."
    right = "Lee had left for Oslo on Monday evening, a tired spokesman of the State Department said."
    assert told_apart(left, right, [(0, 0)]) == [("added", "", "a tired spokesman of the State Department said")]


def test_a_word_of_a_compound_is_shown_with_it() -> None:
    left = "The court told of the release of a long-anticipated report on the port on Monday."
    right = "The court told of the release of some report on the port on Monday."
    assert told_apart(left, right, [(0, 0)]) == [("dropped", "long-anticipated", "")]
    # one word with and without its hyphen
    assert told_apart("The trade-offs differ in Oslo.", "The tradeoffs differ in Oslo.", [(0, 0)]) == []


def numbers_of(text: str) -> list[Number]:
    made = []
    for q in find_quantities(text):
        value = None if isinstance(q.value, tuple) else q.value
        made.append(make_number((q.start, q.end), q.kind, value, (q.low, q.high), q.unit, q.period))
    return [number for number in made if number is not None]


def judged(original: str, derived: str) -> Verdict:
    return judge(original, derived, (numbers_of(original), numbers_of(derived)))


def test_changed_sentences_of_the_gold_are_named_and_no_other() -> None:
    found: dict[str, list[str]] = {"yes": [], "no": [], "debatable": []}
    for record in BODY:
        derived = " ".join(d["text"] for d in record["s000"])
        found[record["meaning_changed"]].append(judged(record["s001"]["text"], derived).relation)
    assert (len(found["yes"]), len(found["no"])) == (15, 21)
    assert found["yes"].count("meaning changed") >= 4
    assert sum(relation in {"meaning changed", "worth a look"} for relation in found["yes"]) >= 9
    assert set(found["no"]) == {"same", "reworded"}
    assert "meaning changed" not in found["debatable"]


def test_numbers_of_the_table_are_those_of_the_sentence() -> None:
    text = "In 2019 it cost $30bn. Half a million people came by 4 pm on May 3."
    rows = [("a0", q.start, q.end, q.kind, q.value, q.low, q.high, q.unit, q.period) for q in find_quantities(text)]
    columns = ["article_id", "start", "end", "quantity_kind", "value", "low", "high", "unit", "period"]
    found = read_numbers(pd.DataFrame(rows, columns=columns))["a0"]
    assert [number.value for number in found] == [2019, 30e9, 500_000]


@pytest.mark.parametrize(
    ("original", "derived", "relation", "kind"),
    [
        ("Exports fell by 37% in 2022.", "Exports fell by 73% in 2022.", "meaning changed", "number"),
        ("They met Angela Merkel in Berlin.", "They met Angela Merkel in Madrid.", "meaning changed", "name"),
        ("The mayor is on the list.", "The mayor is not on the list.", "meaning changed", "negation"),
        ("He may have signed the deal.", "He has signed the deal.", "meaning changed", "modality"),
        ("Kyiv recognised the Russian claim.", "Kyiv recognised by the Russian claim.", "meaning changed", "role"),
        ("The party will support the bill.", "The party will oppose the bill.", "meaning changed", "negation"),
        ("It cost $30bn in May.", "It cost $ 30 billion in May.", "reworded", None),
        ("Two hundred people came.", "200 people came.", "reworded", None),
        ("It starts at 4 pm today.", "It starts at 16:00 today.", "reworded", None),
        ("Nausėda met reporters.", "Nauseda met journalists.", "reworded", None),
        ("The cause is not known.", "The cause is unknown.", "reworded", None),
        ("She wore the No. 5 shirt.", "She wore the number 5 shirt.", "reworded", None),
        ("Russia tried.", "Russia tried.", "same", None),
        ("He saw Boris Johnson in Oslo.", "He saw Boris Fischer in Oslo.", "meaning changed", "name"),
        ("The Seoul talks with Paris failed.", "The Paris talks with Seoul failed.", "meaning changed", "name"),
        ("Some 20 men and 35 women came.", "Some 35 men and 20 women came.", "meaning changed", "number"),
        ("They must leave today.", "They may leave today.", "meaning changed", "modality"),
        ("There is no risk of a leak.", "There is risk of information leaking.", "meaning changed", "negation"),
        ("It will cost 15 to 30 billion dollars.", "It will cost $15 billion to $30 billion.", "reworded", None),
        ("A man in his fifties came.", "A man in his 50s came.", "reworded", None),
        ("The gap was 2004 to 2005.", "The gap was 04 to 05.", "reworded", None),
        ("It is not only there.", "It is there too.", "reworded", None),
        ("They have to leave.", "They must leave.", "reworded", None),
        ("The US said so.", "The United States said so.", "reworded", None),
        ("It was uncontrolled.", "It was not controlled.", "reworded", None),
        ("They would not leave.", "They wouldn't leave.", "same", None),
        (
            "It is the third strike this year, and the third of his term, the union said on Monday.",
            "It is the second strike this year, and the third of his term, the union said on Monday.",
            "meaning changed",
            "number",
        ),
    ],
)
def test_judge(original: str, derived: str, relation: str, kind: str | None) -> None:
    verdict = judged(original, derived)
    unchanged = {"reworded", "worth a look", "same"}
    assert verdict.relation in (unchanged if relation == "reworded" else {relation})
    assert kind is None or kind in {difference.kind for difference in verdict.differences}


@pytest.mark.parametrize(
    ("original", "derived", "kinds"),
    [
        ("Exports to China fell by 37% in 2022.", "Exports to China fell by 73% in 2022.", {"number"}),
        ("Lee told reporters in Berlin that he won.", "Lee told reporters in Madrid that he won.", {"name"}),
        ("Lee told the UN envoys that he won.", "Lee told the United Nations envoys that he won.", {"wording"}),
        ("The Justice Dept. has closed the case.", "The Justice Department has closed the case.", {"wording"}),
        ("They offered help needed by Lee today.", "They offered help for Lee today.", {"wording"}),
        ("Today he said it was over.", "Today House Speaker John Boehner said it was over.", {"wording"}),
        ("They failed to work out a longer deal by May.", "They failed to do that by May.", {"wording"}),
        ("Today it said in a report that aid was late.", "Today it said aid was late.", {"dropped"}),
        ("Lee left Oslo for talks in Bonn on a new treaty of trade.", "Lee left Oslo early.", {"dropped"}),
        # not in one place: "guard" is no other word for "officer"
        (
            "The guard's pass was taken today, the port of Oslo said in a note to its men.",
            "After that the officer took the pass today, the port of Oslo said in a note to its men.",
            {"dropped"},
        ),
        # as good as nothing stands in its place
        ("The guard's pass was taken today.", "After that the officer took the pass today.", {"wording"}),
        ("Lee said it was a judge's decision.", "Lee said it was a matter of taste.", {"wording"}),
        ("Secretary Lee left for Oslo today.", "Lee, a State Department spokesman, left for Oslo today.", {"title"}),
        # "last week" and "online" went to another place
        (
            "Last week Dempsey and Defense Secretary Chuck Hagel spoke in dire terms about the militants.",
            "Both officials spoke in dire terms last week about the militants.",
            {"wording"},
        ),
        (
            "In both offline and online settings people were willing to share their views with others.",
            "In both online and offline discussions people were willing to share their views with others.",
            {"wording"},
        ),
        # a time, a manner and what is joined are no other words for what is neither
        (
            "The mayor on Monday backed the sale of the port, despite warnings from the dockers.",
            "The mayor and President Lee are backing the sale of the port, despite warnings from the dockers.",
            {"dropped"},
        ),
        ("Lee separately confirmed the sale of the port.", "Lee has confirmed the sale of the port.", {"dropped"}),
        ("Lee quickly backed the sale of the port.", "Lee at once backed the sale of the port.", {"wording"}),
        # whose it is, where the other says "the"
        ("During Lee's phone call Kim asked for calm.", "During the call Kim asked for calm.", {"wording"}),
        # plan and deed
        ("Obama will urge Myanmar to free its prisoners.", "Obama urged Myanmar to free its prisoners.", {"modality"}),
        ("Lee will be the first to visit Oslo.", "Lee is the first to visit Oslo.", {"modality"}),
        (
            "It said the tariffs will take effect in June.",
            "It said the tariffs would take effect in June.",
            {"modality"},
        ),
        ("Lee wrote so in an email to aides on Monday.", "Lee wrote so in an e-mail to aides on Monday.", set()),
        # another sentence, in which each number, name and "not" is another by nature
        ("Lee said 40 men did not come to Oslo.", "Over 300 trucks left Kyiv for the front, Kim found.", {"wording"}),
    ],
)
def test_kinds_are_named_only_in_sentences_that_say_the_same(original: str, derived: str, kinds: set[str]) -> None:
    told = {difference.kind for difference in judged(original, derived).differences}
    assert told - {"added"} == kinds


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They gave $30bn in May.", ["they", "gave", "=3e+10", "in", "may"]),
        ("Two hundred men came.", ["=200", "men", "came"]),
        ("She wore shirt No. 5.", ["she", "wore", "shirt", "no", "5"]),
        ("half a million people", ["=500000", "people"]),
    ],
)
def test_numbers_are_one_token_each_without_what_they_count(text: str, words: list[str]) -> None:
    assert [token.text for token in find_tokens(text, numbers_of(text))] == words


@pytest.mark.parametrize(
    ("left", "right", "agree"),
    [
        ("half a million people", "500,000 people", True),
        ("It fell 26.4%.", "It fell more than 26%.", True),
        ("It fell by 37%.", "It fell by 73%.", False),
        ("The 7 million papers", "more than 13 million papers", False),
        ("about 20 men", "19 men", True),
    ],
)
def test_numbers_that_may_be_one(left: str, right: str, agree: bool) -> None:
    (one,), (two,) = numbers_of(left), numbers_of(right)
    assert one.agrees(two) is two.agrees(one) is agree


def test_sentences_stand_side_by_side_only_where_they_are_surely_one() -> None:
    body = read_body(STORY)
    both = (body, body)
    loose = [(0, 0, 1.0), (1, 1, 0.2), (2, 2, 0.9), (3, 5, 0.3), (5, 3, 0.5), (6, 6, 0.6)]
    assert surely(loose, both) == [(0, 0, 1.0), (1, 1, 0.2), (2, 2, 0.9), (6, 6, 0.6)]
    reworded = [(0, 0, 0.5), (1, 1, 0.2), (2, 2, 0.1), *((n, n, 0.3) for n in range(3, len(body.spans)))]
    assert surely(reworded, both) == [entry for entry in reworded if entry[2] > 0.1]
    digest = reworded[:3]  # most of either text has no counterpart: it is no text said anew
    assert surely(digest, both) == []


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("nausėda", "nauseda", True),
        ("luhansk", "lugansk", True),
        ("vaintrub", "weintrub", True),
        ("ruiz", "meyer", False),
    ],
)
def test_names_in_other_spellings(left: str, right: str, same: bool) -> None:
    assert same_name(left, right) is same


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=80, deadline=None)
def test_any_text_can_be_judged(original: str, derived: str) -> None:
    verdict = judge(original, derived)
    assert 0 <= verdict.score <= 1
    for difference in verdict.differences:
        for span, text in ((difference.original, original), (difference.derived, derived)):
            assert span is None or 0 <= span[0] < span[1] <= len(text)


def test_long_lists_are_judged() -> None:
    line = " ".join(map(str, range(2, 400)))
    assert judge(line, " ".join(reversed(line.split()))).relation in {"same", "reworded"}


def test_every_cue_has_a_weight() -> None:
    assert set(read_weights("differences")) == {"bias", *find_cues(match_tokens("Kim came.", "Kim left."))}
    assert set(read_weights("score")) == {"bias", *compare(read_body(STORY), read_body(STORY)).cues}
    assert set(read_weights("direction")) == set(find_traces(Account("one text", 3, 9), Account("another", 0, 1)))


# ---- origins ----


def test_five_seeds_have_four_origins(articles: pd.DataFrame, pairs: pd.DataFrame) -> None:
    found = reuse.origins(articles, pairs=pairs)
    ORIGINS.check(found)
    assert found["origin_id"].nunique() == 4
    assert found["origin_id"].str[:3].tolist() == ["001", "001", "002", "003", "004"]


def scored(*rows: tuple[str, str, float]) -> pd.DataFrame:
    filled = [{"article_id": a, "other_id": b, "score": s, "share_aligned": s, "n_aligned": 5, "n_run": 5,
               "n_shared_numbers": 0, "direction": "unknown"} for a, b, s in rows]  # fmt: skip
    return PAIRS.frame(filled)


def test_a_digest_does_not_make_two_stories_one() -> None:
    stories = scored(("a0", "a1", 1), ("a2", "a3", 1), ("a1", "a4", 0.6), ("a2", "a4", 0.6))
    found = reuse.origins(frame(*"abcde"), pairs=stories).set_index("article_id")["origin_id"]
    assert found["a0"] == found["a1"] != found["a2"] == found["a3"]


def test_many_articles_of_one_text_hang_together() -> None:
    chain = scored(*((f"a{i:02}", f"a{j:02}", 0.95) for i in range(60) for j in range(i + 1, min(i + 25, 60))))
    names = pd.DataFrame({"article_id": [f"a{i:02}" for i in range(60)]})
    assert reuse.origins(names, pairs=chain)["origin_id"].nunique() == 1


def test_a_stated_original_outside_the_corpus_is_an_origin() -> None:
    stated = pd.DataFrame(
        {
            "article_id": ["a0", "a1", "a2"],
            "outlet": ["Time", "Time", "Time"],
            "author": ["Jo Field", "Jo Field", None],
            "republisher": ["Nova", "Kurier", "Nova"],
        }
    )
    found = reuse.origins(frame("one", "two", "three"), pairs=PAIRS.empty(), stated=stated)
    assert found["origin_id"].tolist() == ["Time - Jo Field", "Time - Jo Field", "a2"]
    assert found["is_virtual"].tolist() == [True, True, False]


def test_siblings_hang_on_the_text_of_their_agency() -> None:
    pairs = scored(("a0", "a1", 1), ("a1", "a2", 1), ("a0", "a2", 1), ("a3", "a4", 1)).assign(
        direction="siblings", direction_basis="one wire: Associated Press"
    )
    made = frame(*"abcde", title=["Crane falls", "Late", "Late", "Rain", None], published=[pd.NaT, *[pd.NaT] * 4])
    made["published"] = pd.to_datetime(["2012-11-02", "2012-11-03", None, None, None])
    found = reuse.origins(made, pairs=pairs)
    crane, rain = "Associated Press wire, 2 Nov 2012: Crane falls", "Associated Press wire: Rain"
    assert found["origin_id"].tolist() == [crane, crane, crane, rain, rain]
    assert found["is_virtual"].all()
    own = pd.DataFrame({"article_id": made["article_id"], "outlet": None, "republisher": None,
                        "is_wire": [False, True, False, False, False]})  # fmt: skip
    found = reuse.origins(made, pairs=pairs, stated=own)
    assert found["origin_id"].tolist() == ["a1", "a1", "a1", rain, rain]


def test_two_texts_of_one_agency_bear_two_names() -> None:
    pairs = scored(("a0", "a1", 1), ("a2", "a3", 1)).assign(
        direction="siblings", direction_basis="one wire: Associated Press, credited by one of them"
    )
    found = reuse.origins(frame(*"abcd", title=["Rain"] * 4), pairs=pairs)["origin_id"].tolist()
    assert found == ["Associated Press wire: Rain"] * 2 + ["Associated Press wire: Rain (a2)"] * 2


def test_the_earliest_article_names_the_origin() -> None:
    made = frame("a", "b", published=[pd.Timestamp("2024-02-02"), pd.Timestamp("2024-02-01")])
    assert reuse.origins(made, pairs=scored(("a0", "a1", 1)))["origin_id"].tolist() == ["a1", "a1"]


def test_a_block_that_one_outlet_puts_under_several_stories_makes_no_origin() -> None:
    guide = " ".join(f"Question {word} of the guide was answered by the board of the {word} office in spring."
                     for word in ("first", "second", "third", "fourth", "fifth", "sixth"))  # fmt: skip
    snow = " ".join(
        f"Snow fell on {place} for the whole of Monday night." for place in ("Oslo", "Bergen", "Narva", "Riga")
    )
    made = frame(f"{STORY}\n{guide}", f"{snow}\n{guide}", outlet=["Nova", "Nova"])
    rows = [{"article_id": name, "outlet": None, "republisher": None} for name in made["article_id"]]
    assert reuse.pairs(made, stated=pd.DataFrame(rows)).empty
    assert len(reuse.pairs(made.assign(outlet=["Nova", "Kurier"]), stated=pd.DataFrame(rows))) == 1
    passages = reuse.relations(made, stated=pd.DataFrame(rows))[3]
    SAME_PASSAGES.check(passages)
    (row,) = passages.itertuples()
    one, two = (text.index(guide[:30]) for text in made["text"])
    assert made["text"][0][row.start : row.end] == made["text"][1][row.other_start : row.other_end]
    assert (row.n_aligned, row.start, row.other_start) == (6, one, two)
    # on one day it is a story and its update with another opening
    dated = made.assign(published=pd.to_datetime(["2024-02-05", "2024-02-05"]))
    assert len(reuse.pairs(dated, stated=pd.DataFrame(rows))) == 1
    later = made.assign(published=pd.to_datetime(["2024-02-05", "2024-02-09"]))
    assert reuse.pairs(later, stated=pd.DataFrame(rows)).empty


def test_blocks_at_both_ends_of_two_issues_make_no_origin() -> None:
    begin, end, *own = (
        " ".join(f"{what} {place} for the whole of Monday." for place in places)
        for what, *places in (
            ("Snow fell on", "Oslo", "Bergen", "Narva", "Riga", "Turku"),
            ("A strike closed the port of", "Gdansk", "Split", "Bari", "Cadiz", "Brest"),
            ("Voters queued in", "Lima", "Quito", "Cusco", "Piura", "Tacna", "Puno", "Ica", "Loja", "Cuenca", "Manta",
             "Ibarra"),
            ("Surgeons met at", "Leeds", "York", "Hull", "Derby", "Bath", "Truro", "Wells", "Ely", "Ripon", "Exeter",
             "Lincoln"),
        )
    )  # fmt: skip
    made = frame(*(f"{begin}\n{middle}\n{end}" for middle in own), outlet=["Nova", "Nova"])
    rows = [{"article_id": name, "outlet": None, "republisher": None} for name in made["article_id"]]
    chosen = CANDIDATES.frame([("a0", "a1", 0.5)])
    pairs, _, _, passages = reuse.relations(made, stated=pd.DataFrame(rows), chosen=chosen)
    assert (len(pairs), passages["n_aligned"].to_list()) == (0, [10])


AGROUND = (
    "A freighter ran aground off Narva on Monday evening in thick fog. "
    "Rescuers took eleven sailors off the freighter by helicopter before midnight. "
    "The coast guard said that the hull was torn open and oil was leaking. "
    "There was no word from the owner in Riga, who did not answer calls."
)
AGROUND_TOO = (
    "Thick fog drove a freighter aground near Narva late on Monday, officials said. "
    "Fishermen have asked the port for nets and booms since the spring. Snow may follow on Tuesday. "
    "A helicopter carried eleven sailors off the stranded freighter. "
    "The school in the village was shut. A ferry to Sweden sailed an hour late. "
    "Oil is leaking from the torn hull, the coast guard told reporters. "
    "Nobody could say when the road will open again. The mayor went home at noon. "
    "There was no word from the owner in Riga, who did not answer calls."
)


@pytest.mark.parametrize(("outlet", "n_pairs"), [("Kurier", 0), ("Nova", 1), (None, 1)])
def test_one_sentence_in_two_reports_of_two_newsrooms_makes_no_origin(outlet: str | None, n_pairs: int) -> None:
    made = frame(AGROUND, AGROUND_TOO, outlet=[outlet and "Nova", outlet])
    rows = [{"article_id": name, "outlet": None, "republisher": None} for name in made["article_id"]]
    assert len(reuse.pairs(made, stated=pd.DataFrame(rows), chosen=CANDIDATES.frame([("a0", "a1", 0.5)]))) == n_pairs


def test_of_two_newsrooms_the_wording_does_not_tell_who_was_first() -> None:
    longer = f"{AGROUND_TOO} " + AGROUND_TOO.replace("Narva", "Tartu")
    made = frame(AGROUND, longer)
    chosen = CANDIDATES.frame([("a0", "a1", 0.5)])
    rows = pd.DataFrame([{"article_id": name, "outlet": None, "republisher": None} for name in made["article_id"]])
    known = reuse.pairs(made.assign(outlet=["Nova", "Kurier"]), stated=rows, chosen=chosen)
    assert known.empty
    assert reuse.pairs(made, stated=rows, chosen=chosen)["direction_basis"].to_list() == ["detail left out"]


def test_sentences_that_share_a_few_rare_words_are_not_said_to_be_one() -> None:
    other = "Why the zebra-striped quay of Qaqortoq is closed to Greenlanders"
    one = "The zebra-striped quay of Qaqortoq will open again in June, when ice and fog permit ships to land there."
    assert share_kept(one, other) < KEPT <= share_kept(STORY[:60], STORY[:120])
    made = frame(f"{STORY} {one}", f"{STORY} {other}.")
    found = reuse.alignment(made, reuse.pairs(made))
    assert found["relation"].to_list() == ["same"] * 7 + ["dropped", "added"]


def test_who_contributed_to_a_report_is_none_of_its_sentences() -> None:
    credits = ("Ann Lee in Rome contributed to this report.", "Additional reporting by Bo Ek.")
    assert read_body(f"{STORY} {credits[0]} {credits[1]}").terms == read_body(STORY).terms
    assert len(read_body("Rain contributed to the flood.").terms) == 1


def test_a_heading_between_two_paragraphs_is_none_of_its_sentences() -> None:
    above, below = (f"{there} of the old harbour were shut for nine weeks when the storm broke its wall." for there in
                    ("All quays", "Both gates"))  # fmt: skip
    assert len(read_body(f"{above}\n\nThe lesson of the storm\n\n{below}").terms) == 2
    # a line with an end, or one in a list, is a sentence
    assert len(read_body(f"{above}\n\nThe storm passed.\n\n{below}").terms) == 3
    assert len(read_body(f"{above}\n\nThe north quay\n\nThe west quay\n\n{below}").terms) == 4


def test_a_paragraph_below_who_writes_it_is_a_quotation() -> None:
    block = "The bridge was built in 1931 and shut last year."
    assert read_body(f"Of the bridge Lee writes:\n\n{block}\n\nIt is still shut.").n_own == (5, 0, 4)
    assert read_body(f"Of the bridge Lee writes much.\n\n{block}\n\nIt is still shut.").n_own == (6, 10, 4)


SINCE = (
    "The strike began in May, when two thousand dockers walked out over pay. "
    "Their union asked for nine per cent, and the port authority offered three. "
    "A court in Turku ruled in June that the strike was lawful. "
    "Containers have piled up along the eastern quay ever since. "
    "The government has twice refused to mediate between the two sides."
)
FIRE = (
    "A warehouse full of timber burned down on the northern quay before dawn. "
    "Six engines fought the flames, and smoke drifted over the old town. "
    "The cause is unknown, the fire chief Olli Saari told reporters. "
    "Nobody slept there, so that no lives were lost."
)
VOTE = (
    "Members of the union voted on a new offer in the sports hall this afternoon. "
    "Counting went on until nine, and the result is due tomorrow. "
    "Its leader Anna Leino called for a yes and was booed from the back rows. "
    "Coaches had brought voters from as far as Oulu."
)


@pytest.mark.parametrize(
    ("gap", "outlet", "n_pairs"),
    [(21, "Nova", 0), (0, "Nova", 1), (21, "Kurier", 1)],
    ids=["later", "same day", "other"],
)
def test_standing_paragraphs_under_a_later_story_make_no_origin(gap: int, outlet: str, n_pairs: int) -> None:
    first = pd.Timestamp("2024-06-01")
    begun, since = SINCE[: SINCE.index("A court")], SINCE[SINCE.index("A court") :]
    texts = (f"{FIRE} {begun}{since}", f"{VOTE} {begun}Talks in Tampere failed on Sunday. {since}")
    made = frame(*texts, outlet=["Nova", outlet], published=[first, first + pd.Timedelta(days=gap)])
    rows = [{"article_id": name, "outlet": None, "republisher": None} for name in made["article_id"]]
    chosen = CANDIDATES.frame([("a0", "a1", 0.5)])
    pairs, _, _, passages = reuse.relations(made, stated=pd.DataFrame(rows), chosen=chosen)
    assert (len(pairs), len(passages)) == (n_pairs, 1 - n_pairs)


@pytest.mark.parametrize(
    ("basis", "stated", "credited", "url", "said", "ground"),
    [
        ("stated source", True, False, None, "As Kurier first wrote: Kurier", None),
        ("stated source", False, False, "https://kurier.test/a", None, "address: https://kurier.test/a"),
        ("cites the other's outlet", False, False, None, "Kurier first wrote", None),
        ("quotes the other", False, False, None, "Kurier first wrote", None),
        ("credited: Associated Press", False, True, None, "(AP)", None),
        ("credited: News agency", False, True, None, None, None),  # no agency of a name
        ("one wire: Associated Press, credited by one of them", False, True, None, "(AP)", None),
        ("credited: Reuters", False, True, None, None, None),
        ("publication date", False, False, None, None, "1 Feb 2024, then 3 Feb 2024"),
        ("wording", False, False, None, None, None),
    ],
)
def test_the_ground_of_a_direction_can_be_looked_at(
    basis: str, stated: bool, credited: bool, url: str | None, said: str | None, ground: str | None
) -> None:
    copy = "HELSINKI (AP). Snow fell.\nAs Kurier first wrote: Kurier reported it."
    made = frame("Snow fell.", copy, outlet=["Kurier", "Anna"], url=[None, url],
                 published=pd.to_datetime(["2024-02-01", "2024-02-03"]))  # fmt: skip
    pairs = PAIRS.frame([
        {"article_id": "a0", "other_id": "a1", "original_id": "a0", "derived_id": "a1", "direction_basis": basis}
    ])  # fmt: skip
    start = copy.index("Kurier reported")
    named = {"outlet": "Kurier", "outlet_start": start, "outlet_end": start + 6} if stated else {}
    provenance = PROVENANCE.frame([{"article_id": "a0"}, {"article_id": "a1", **named}])
    press = {"article_id": "a1", "credit_id": 1, "start": 9, "end": 13, "agency": "Associated Press"}
    credits = CREDITS.frame([{**press, "means": "whole text", "rule": ""}] * credited)
    (row,) = reuse.grounds(pairs, made, provenance, credits).to_dict("records")
    words = copy[row["said_start"] : row["said_end"]] if pd.notna(row["said_id"]) else None
    assert (words, row["ground"] if pd.notna(row["ground"]) else None) == (said, ground)
    assert row["said_id"] == "a1" or said is None


def test_the_ground_of_a_long_quotation_is_where_its_outlet_is_named() -> None:
    copy = "“Snow fell and fell,” the Kurier column has it."
    made = frame("Snow fell and fell.", copy, outlet=["Kurier", "Anna"])
    pair = {"article_id": "a0", "other_id": "a1", "original_id": "a0", "derived_id": "a1"}
    pairs = PAIRS.frame([pair | {"direction_basis": "cites the other's outlet"}])
    provenance = PROVENANCE.frame([{"article_id": "a0"}, {"article_id": "a1"}])
    (row,) = reuse.grounds(pairs, made, provenance, CREDITS.empty()).to_dict("records")
    assert copy[row["said_start"] : row["said_end"]] == "Kurier"


def test_the_timeline_follows_a_text_from_its_first_carrier() -> None:
    grown = f"{STORY} The mayor thanked the divers for their work in the cold water."
    cut = STORY[: STORY.index("The work will take")]
    dates = pd.to_datetime(["2024-02-03", "2024-02-01", None, "2024-02-01"])
    made = frame(grown, STORY, cut, "Snow fell.", published=dates, outlet=["Kurier", "Anna", "Kurier", None])
    pairs = reuse.pairs(made)
    origins = reuse.origins(made, pairs=pairs)
    found = reuse.timeline(made, origins, reuse.alignment(made, pairs))
    TIMELINE.check(found)
    columns = ["article_id", "is_first", "n_sentences", "n_shared", "n_added", "n_dropped"]
    assert found[columns].to_numpy().tolist() == [
        ["a1", True, 7, 7, 0, 0],
        ["a0", False, 8, 7, 1, 0],
        ["a2", False, 5, 5, 0, 2],
    ]
    assert found["place"].fillna(0).tolist() == [1, 2, 0]
    by_outlet = reuse.count_by(made, origins, "outlet")
    COUNTED_ORIGINS.check(by_outlet)
    assert by_outlet.to_numpy().tolist() == [["Anna", 1, 1], ["Kurier", 2, 1], ["not stated", 1, 1]]
    by_day = reuse.count_by(made, origins, "day")
    assert by_day.to_numpy().tolist() == [["2024-02-01", 2, 2], ["2024-02-03", 1, 1], ["undated", 1, 1]]
    with pytest.raises(ValueError, match="outlet"):
        reuse.count_by(made, origins, "week")
    chart = charts.timeline(found, articles=made.assign(label=made["article_id"]))
    assert chart.title == "One text was carried by 3 articles; 1 of them undated"
    assert "a0: 7 in common, 1 only here, 0 missing" in chart.alt
    assert charts.timeline(found.assign(n_added=9, n_dropped=9)).title.startswith("One text was carried, whole or in")
    assert charts.timeline(TIMELINE.empty()).title == "No text was carried by more than one article"


SAID = "the river will rise again before the end of May and nobody has told us what to do then"


def _said(first: int, last: int) -> str:
    return " ".join(SAID.split()[first:last])


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        # quotations of the left text, of the right one, and: how many are alike, in how many words, the longest
        ([_said(0, 8)], [_said(0, 8)], (1, 8, _said(0, 8))),
        ([_said(0, 12)], [_said(3, 16)], (1, 9, _said(3, 12))),
        ([_said(0, 7)], [_said(0, 7)], None),
        ([_said(0, 8), _said(10, 16)], [_said(0, 18)], (2, 14, _said(0, 8))),
        ([_said(0, 8), _said(10, 15)], [_said(0, 18)], (1, 8, _said(0, 8))),
        ([_said(0, 6), _said(8, 18)], [_said(0, 6) + " it seems", _said(8, 18)], (2, 16, _said(8, 18))),
        ([_said(0, 4), _said(4, 10)], [_said(0, 10)], None),
        ([_said(0, 8), _said(0, 8)], [_said(0, 8)], (1, 8, _said(0, 8))),  # a page that prints it twice
        # six words of longer quotations: an office, a saying
        (
            ["we " + _said(0, 6) + " now", _said(8, 18)],
            [_said(0, 6) + " it seems", _said(8, 18)],
            (1, 10, _said(8, 18)),
        ),
        # marks within the quotation
        ([_said(0, 4) + " “again” " + _said(5, 9)], [_said(0, 4) + " again " + _said(5, 9)], (1, 9, _said(0, 9))),
    ],
)
def test_quotations_are_shared_in_runs_of_words(
    left: list[str], right: list[str], expected: tuple[int, int, str] | None
) -> None:
    texts = [" ".join(f"“{words},” she said." for words in side) for side in (left, right)]
    found = share_quotations(*map(read_quotations, texts))
    for text, span in zip(texts, (found.left, found.right) if found else (), strict=False):
        assert text[slice(*span)].replace(" “again” ", " again ") == (expected or ())[2]
    assert (None if found is None else (found.n_quotations, found.n_words)) == (expected and expected[:2])


@pytest.mark.parametrize(
    ("left", "right", "strange"),
    [
        ("She left for South Korea.", "She left for Seoul.", []),
        ("She left for Seoul.", "She left for Bosnia and Herzegovina.", ["seoul"]),
        ("She left for Sarajevo.", "She left for Bosnia and Herzegovina.", []),
        ("She told the World Trade Organization.", "She told the WTO.", []),
        ("She told the EU.", "She told the European Union.", []),
        ("She told Wladimir.", "She told Vladimir.", []),
        ("She told Wladimir.", "She told Boris.", ["wladimir"]),
    ],
)
def test_names_that_the_other_sentence_does_not_hold(left: str, right: str, strange: list[str]) -> None:
    one, two = find_tokens(left), find_tokens(right)
    assert [token.text for token in strange_names(one, two, range(len(two)))] == strange
