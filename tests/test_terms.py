"""Terms: counts that agree with a count by hand, measures that agree with published figures."""

import re
from collections import Counter
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import tables, terms
from helpers.corpus import boilerplate


def corpus(*texts: str) -> pd.DataFrame:
    return pd.DataFrame({"article_id": [f"a{i}" for i in range(len(texts))], "text": pd.Series(texts, dtype="str")})


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return list(frame[list(columns)].itertuples(index=False, name=None))


# --- counting


def test_frequencies_count_words_as_written_but_for_case_and_quotes() -> None:
    found = terms.frequencies(corpus("war", "Russia’s war; Russia's WAR, north-east", "..."))
    tables.FREQUENCIES.check(found)
    assert rows(found, "article_id", "term", "n", "per_1k") == [
        ("a0", "war", 1, 1000.0), ("a1", "east", 1, 1000 / 6), ("a1", "north", 1, 1000 / 6),
        ("a1", "russia's", 2, 2000 / 6), ("a1", "war", 2, 2000 / 6),
    ]  # fmt: skip


def by_hand(text: str) -> Counter[str]:
    return Counter(word.lower().replace("’", "'") for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text))


@given(st.lists(st.text(st.sampled_from("aBé1 _-'’.\n\u2028😀ß"), max_size=60), max_size=6))
def test_frequencies_are_those_of_a_count_by_hand(texts: list[str]) -> None:
    found = terms.frequencies(corpus(*texts))
    counted = {(row.article_id, row.term): row.n for row in found.itertuples()}
    assert counted == {(f"a{i}", word): n for i, text in enumerate(texts) for word, n in by_hand(text).items()}


def test_rows_do_not_depend_on_order_or_chunks(seed_texts: pd.DataFrame) -> None:
    found = terms.frequencies(seed_texts)
    pd.testing.assert_frame_equal(found, terms.frequencies(seed_texts[::-1]))
    whole, parts = terms.matrix(seed_texts["text"].tolist()), terms.matrix(seed_texts["text"].tolist(), chunk=2)
    assert whole.terms == parts.terms
    assert all(np.array_equal(a, b) for a, b in zip(whole[1:], parts[1:], strict=True))
    assert np.allclose(found.groupby("article_id")["per_1k"].sum().astype(float), 1000)


def test_words_of_boilerplate_can_be_left_out(seed_texts: pd.DataFrame) -> None:
    assert "uah" in set(terms.frequencies(seed_texts)["term"])
    body = terms.body_frequencies(seed_texts)
    assert "uah" not in set(body["term"])
    pd.testing.assert_frame_equal(body, terms.body_frequencies(seed_texts, boilerplate=boilerplate(seed_texts)))


def test_ngrams_stay_within_a_sentence() -> None:
    found = terms.ngrams(corpus("North Korea won. Korea won. North Korea."), 2, least=1)
    tables.FREQUENCIES.check(found)
    assert rows(found, "term", "n") == [("korea won", 2), ("north korea", 2)]


# --- choosing


def test_stop_words_are_a_named_list_or_the_words_themselves() -> None:
    news = terms.stop_list("news")
    assert {"the", "of", "isn't"} <= news
    assert news.isdisjoint({"billion", "general", "group", "us", "said", "two", "first"})
    assert terms.stop_list("none") == frozenset()
    assert terms.stop_list("Putin’s kim") == {"putin's", "kim"}
    kept = terms.without_stop_words(terms.frequencies(corpus("the war of the worlds")))
    assert rows(kept, "term", "per_1k") == [("war", 200.0), ("worlds", 200.0)]


def test_one_article_stands_for_an_origin() -> None:
    counts = terms.frequencies(corpus("war", "war war", "peace"))
    origins = pd.DataFrame({"article_id": ["a0", "a1", "a2"], "origin_id": ["a1", "a1", "a2"]})
    assert rows(terms.one_per_origin(counts, origins), "article_id", "n") == [("a1", 2), ("a2", 1)]


def test_groups_add_up_counts_and_words() -> None:
    articles = corpus("war and peace", "war", "peace")
    articles["outlet"] = pd.Series(["x", "x", None], dtype="str")
    articles["published"] = pd.to_datetime(["2023-01-02", "2023-02-03", None])
    counts = terms.frequencies(articles)
    by_outlet = terms.grouped(counts, articles, "outlet")
    assert rows(by_outlet[by_outlet["term"] == "war"], "article_id", "n", "per_1k") == [("x", 2, 500.0)]
    assert set(by_outlet["article_id"]) == {"x", "unknown"}
    assert set(terms.grouped(counts, articles, "month")["article_id"]) == {"2023-01", "2023-02", "unknown"}
    with pytest.raises(ValueError, match='group_by is "author"; expected one of day, week, month, year, outlet'):
        terms.grouped(counts, articles, "author")


def test_lemmas_are_a_further_column() -> None:
    found = terms.add_lemmas(terms.frequencies(corpus("weapons weapon countries")))
    assert rows(found, "term", "lemma") == [("countries", "country"), ("weapon", "weapon"), ("weapons", "weapon")]


# --- measures, against published figures


@pytest.mark.parametrize(
    ("table", "published"),
    [  # Dunning 1993, page 72, table 2: the swiss, can be, previous year, mineral water, at the
        ((110, 2442, 111, 29114), 270.72), ((29, 13, 123, 31612), 263.90), ((31, 23, 139, 31584), 256.84),
        ((10, 0, 3, 31764), 167.23), ((76, 104, 2476, 29121), 157.21),
    ],
)  # fmt: skip
def test_g2_of_dunning(table: tuple[int, int, int, int], published: float) -> None:
    assert round(float(terms.g2(*table)), 2) == published


def test_dispersion_of_gries() -> None:
    # Gries 2008, the word "a" in five parts of 9, 10, 10, 10 and 11 words
    n, sizes = np.arange(1.0, 6), np.array([9.0, 10, 10, 10, 11])
    assert terms.deviation_of_proportions(n, sizes) == pytest.approx(0.18)
    assert terms.juilland_d(n, sizes) == pytest.approx(0.785, abs=5e-4)
    # Carroll 1970, An alternative to Juilland's usage coefficient, page 14: parts of one size
    assert round(terms.juilland_d(np.array([0.0, 4, 3, 2, 1]), np.full(5, 9.0)), 4) == 0.6464


@pytest.mark.parametrize(
    ("n", "n_a", "n_b", "published"),
    [(12, 111, 621, 11.3), (8, 1105, 44, 11.3), (30, 1105, 241, 10.7)],
)
def test_pmi_of_church_and_hanks(n: int, n_a: int, n_b: int, published: float) -> None:
    # Church & Hanks 1990, page 24, table 1: honorary doctor, doctors dentists, doctors nurses in 15 million words
    assert float(terms.pmi(n, n_a, n_b, 15e6)) == pytest.approx(published, abs=0.06)


@pytest.mark.parametrize(
    ("table", "published"),
    [  # Bland & Altman 2000, BMJ 320, hay fever and eczema; Agresti 1996, section 2.3, aspirin and heart attacks
        ((141, 420, 928, 13525), (4.89, 4.00, 5.99)), ((189, 10845, 104, 10933), (1.83, 1.44, 2.33)),
    ],
)  # fmt: skip
def test_odds_ratio(table: tuple[int, int, int, int], published: tuple[float, float, float]) -> None:
    assert [float(value) for value in terms.odds_ratio(*table)] == pytest.approx(published, abs=0.005)


def test_odds_ratio_of_a_keyword() -> None:
    # Pojanapunya & Todd 2016, Corpus Linguistics and Linguistic Theory 15, page 154: 16.6
    value, _, _ = terms.odds_ratio(16217, 2796938 - 16217, 735, 2087946 - 735)
    assert round(float(value), 1) == 16.6


def test_log_ratio_is_the_logarithm_of_a_relative_risk() -> None:
    # Agresti 1996, section 2.2: 1.82, 95 % interval 1.43 to 2.30
    found = [2 ** float(value) for value in terms.log_ratio(189, 11034, 104, 11037)]
    assert found == pytest.approx([1.82, 1.43, 2.30], abs=0.01)
    assert float(terms.log_ratio(40, 1000, 10, 1000)[0]) == pytest.approx(2)  # Hardie 2014: a point is a doubling


@pytest.mark.parametrize(
    ("n", "total", "published"),
    [
        *[(81, 263, [0.2553, 0.3662]), (15, 148, [0.0624, 0.1605]), (0, 20, [0.0, 0.1611]), (1, 29, [0.0061, 0.1718])],
        *[(0, 10, [0.0, 0.2775]), (10, 10, [0.7225, 1.0])],
    ],
)
def test_wilson_interval(n: int, total: int, published: list[float]) -> None:
    # Newcombe 1998, Statistics in Medicine 17, table I, method 3
    assert [round(float(v), 4) for v in terms.wilson(n, total)] == published


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share(counts: tuple[int, int]) -> None:
    right, n = counts
    low, high = map(float, terms.wilson(right, n))
    assert 0 <= low <= right / n + 1e-12
    assert right / n - 1e-12 <= high <= 1
    assert low == pytest.approx(1 - float(terms.wilson(n - right, n)[1]), abs=1e-9)


def test_log_dice_is_at_most_14() -> None:
    # Rychlý 2008: 14 where the two words never stand apart; a point less is half as often
    assert float(terms.log_dice(7, 7, 7)) == 14
    assert float(terms.log_dice(7, 14, 14)) == 13


def test_log_odds_shrink_what_is_rare() -> None:
    # the property that Monroe et al. 2008 ask for: equal ratios, more evidence, larger z; equal rates, zero
    prior = np.array([10.0, 10, 10])
    z = terms.log_odds_z(np.array([4.0, 40, 20]), 1000, np.array([1.0, 10, 20]), 1000, prior)
    assert 0 < z[0] < z[1]
    assert z[2] == 0


# --- tables


def test_ranked_terms(seed_texts: pd.DataFrame) -> None:
    counts = terms.frequencies(corpus("war war peace the the the", "war"))
    found = terms.ranked(counts)
    tables.RANKED_TERMS.check(found)
    assert rows(found, "article_id", "rank", "term", "n", "n_words", "n_articles") == [
        ("a0", 1, "war", 2, 6, 2), ("a0", 2, "peace", 1, 6, 1), ("a1", 1, "war", 1, 1, 2),
    ]  # fmt: skip
    assert ((found["low"] < found["per_1k"]) & (found["per_1k"] <= found["high"] + 1e-9)).all()
    assert len(terms.ranked(terms.frequencies(seed_texts), top=3)) == 15


def test_keyness_of_an_article_against_the_rest() -> None:
    counts = terms.frequencies(corpus("war " * 9 + "peace", "peace " * 9 + "war", "peace " * 9 + "war"))
    found = terms.keyness(counts, prior=10).set_index(["article_id", "term"])
    tables.KEYNESS.check(found.reset_index())
    war = found.loc[("a0", "war")]
    assert (war["n"], war["n_rest"], war["per_1k"], war["per_1k_rest"]) == (9, 2, 900, 100)
    assert war["log_ratio"] == pytest.approx(np.log2(9))
    assert war["g2"] == pytest.approx(float(terms.g2(9, 2, 1, 18)))
    assert war["z"] > 1.96 > -1.96 > found.loc[("a0", "peace"), "z"]


def test_copies_do_not_count_twice_in_keyness() -> None:
    counts = terms.frequencies(corpus("war peace", "war peace", "tea milk", "tea"))
    origins = pd.DataFrame({"article_id": ["a0", "a1", "a2", "a3"], "origin_id": ["a0", "a0", "a2", "a3"]})
    found = terms.keyness(counts, origins=origins, least=1).set_index(["article_id", "term"])
    assert found.loc[("a1", "war"), "n_rest"] == 0  # its copy is no evidence against it
    assert found.loc[("a2", "war"), "n_rest"] == 1  # two copies are one text
    alone = pd.DataFrame({"article_id": ["a0", "a1", "a2", "a3"], "origin_id": ["a0"] * 4})
    assert len(terms.keyness(counts, origins=alone)) == 0


def test_keyness_of_the_terms_that_an_article_has_is_that_of_all() -> None:
    counts = terms.frequencies(corpus("war peace", "war tea", "tea milk"))
    every, own = (terms.keyness(counts, least=1, least_own=n) for n in (0, 1))
    assert list(own["n"]) == [1] * 6
    assert own.equals(every[every["n"] > 0].reset_index(drop=True))


@settings(max_examples=30)
@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=30), min_size=2, max_size=5))
def test_dispersion_is_that_of_the_formulas(words: list[list[str]]) -> None:
    counts = terms.frequencies(corpus(*(" ".join(text) for text in words)))
    sizes = np.array([float(len(text)) for text in words])
    for row in terms.dispersion(counts, stop_words="none", least=1).itertuples():
        n = np.array([float(text.count(row.term)) for text in words])
        assert row.dp == pytest.approx(terms.deviation_of_proportions(n, sizes))
        assert row.juilland_d == pytest.approx(max(0.0, terms.juilland_d(n, sizes)), abs=1e-6)
        assert (row.n, row.n_articles) == (n.sum(), (n > 0).sum())


def test_collocations_meet_within_a_sentence() -> None:
    found = terms.collocations(corpus("North Korea fired. " * 6 + "South Korea slept. " * 6), least=2)
    tables.COLLOCATIONS.check(found)
    assert rows(found, "term", "other", "n", "n_term", "n_other") == [
        ("fired", "korea", 6, 6, 12), ("fired", "north", 6, 6, 6), ("korea", "north", 6, 12, 6),
        ("korea", "slept", 6, 12, 6), ("korea", "south", 6, 12, 6), ("slept", "south", 6, 6, 6),
    ]  # fmt: skip
    assert found.set_index(["term", "other"])["log_dice"].idxmax() == ("fired", "north")
    only = terms.collocations(corpus("North Korea fired. " * 6), "Korea", span=1, least=2)
    assert rows(only, "term", "other") == [("fired", "korea"), ("korea", "north")]


def test_places_and_context_point_into_the_text(seed_texts: pd.DataFrame) -> None:
    text_of = dict(zip(seed_texts["article_id"], seed_texts["text"], strict=True))
    places = terms.positions(seed_texts, ["Putin", "sanctions"])
    tables.POSITIONS.check(places)
    assert {text_of[p.article_id][p.start : p.end].lower() for p in places.itertuples()} == {"putin", "sanctions"}
    found = terms.in_context(seed_texts, "hermit kingdom")
    tables.IN_CONTEXT.check(found)
    assert rows(found, "article_id", "match", "line") == [("001", "hermit kingdom", 3), ("003", "Hermit Kingdom", 5)]
    for row in found.itertuples():
        text = text_of[row.article_id]
        assert text[row.start - len(row.left) : row.end + len(row.right)] == row.left + row.match + row.right


@pytest.mark.parametrize(
    "make",
    [
        terms.frequencies, terms.body_frequencies, terms.ngrams, terms.collocations,
        lambda a: terms.ranked(terms.frequencies(a)), lambda a: terms.keyness(terms.frequencies(a)),
        lambda a: terms.dispersion(terms.frequencies(a), least=1), lambda a: terms.positions(a, ["war"]),
        lambda a: terms.in_context(a, "war"),
    ],
)  # fmt: skip
def test_no_articles_no_rows_same_types(make: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    some = corpus("war and peace at war and peace at war and peace", "tea")
    before = some.copy()
    found, none = make(some), make(some[:0])
    assert len(found)
    assert len(none) == 0
    assert found.dtypes.equals(none.dtypes)
    pd.testing.assert_frame_equal(some, before)
    pd.testing.assert_frame_equal(found, make(some[::-1]))


def said(*texts: str) -> dict[str, int]:
    articles = pd.DataFrame({"article_id": [f"a{i}" for i in range(len(texts))], "text": list(texts)})
    made = terms.as_said(articles)
    return made.groupby("term")["n"].sum().to_dict()


@pytest.mark.parametrize(
    ("texts", "there", "not_there"),
    [
        (
            ["Ships left North Harbour. The North Harbour pilots met.", "In North Harbour it rained."],
            {"North Harbour": 3, "pilots": 1},
            {"North", "Harbour", "harbour", "north"},
        ),
        (["Once Grey Reef shone."], {"Grey": 1, "Reef": 1}, {"Grey Reef"}),  # one article, one time: no name yet
        (["The Bureau of Tides met.", "A Bureau of Tides chief left."], {"Bureau of Tides": 2}, {"Bureau", "of"}),
        (["The U.S. and 2,000 ships in 1999, 8th x."], {"U.S.": 1, "ships": 1}, {"2", "000", "1999", "8th", "x", "u"}),
        (["Tides rise. They say tides rise."], {"tides": 2}, {"Tides"}),
        (["We saw Lund's Pilots. We saw Lund's Pilots. We saw Lund's Pilots."], {"Lund": 3}, {"Lund Pilots"}),
    ],
)
def test_words_and_names_are_counted_as_people_say_them(
    texts: list[str], there: dict[str, int], not_there: set[str]
) -> None:
    found = said(*texts)
    assert {term: found.get(term) for term in there} == there
    assert not not_there & set(found)


OF_TIME = {
    "article_id": ["a", "b"],
    "outlet": ["Time", "Post"],
    "text": [
        "Time said that time was short. Time Square was full. It told Time’s readers of Prime Time.",
        "This time it was late. Time flew.",
    ],
}


def test_the_name_of_an_outlet_is_not_the_word() -> None:
    articles = pd.DataFrame(OF_TIME)
    names = terms.outlet_names(articles)
    places = [articles["text"][0][row.start - 5 if row.start else 0 : row.end] for row in names.itertuples()]
    assert places == ["Time", "told Time"]  # in no name of two words, and not in the article of the Post
    made = terms.as_said(articles, names=names, stop_words="news").set_index(["article_id", "term"])["n"]
    assert (made["a", "Time"], made["a", "time"], made["b", "time"]) == (2, 3, 2)
    found = terms.positions(articles, ["Time", "time"], names=names)
    assert found.groupby(["article_id", "term"]).size().to_dict() == {
        ("a", "Time"): 2,
        ("a", "time"): 3,
        ("b", "time"): 2,
    }
    other = terms.positions(articles[articles["article_id"] == "b"], ["time"], names=names)
    assert other["article_id"].to_list() == ["b", "b"]  # names of articles that are not asked about


def test_outlets_that_are_cited_are_known_and_those_that_are_no_word_are_left_alone() -> None:
    articles = pd.DataFrame({"article_id": ["a"], "text": ["The Hill says a hill burns, as CNN does."]})
    cited = pd.DataFrame({"article_id": ["a", "a"], "person": ["The Hill", "CNN"], "source_kind": "outlet"})
    cited = tables.CITED_SOURCES.frame(cited.assign(name=cited["person"], n_attributions=1, n_words=4, start=0, end=8))
    names = terms.outlet_names(articles, cited_sources=cited)
    assert names[["start", "end"]].to_numpy().tolist() == [[0, 8]]
    assert len(terms.outlet_names(articles)) == 0


def test_rates_of_what_is_said_are_relative_to_all_words() -> None:
    articles = pd.DataFrame({"article_id": ["a"], "text": ["The tides of the reef and the moon."]})
    made = terms.as_said(articles).set_index("term")["per_1k"]
    assert made["reef"] == 1000 / 8


def test_positions_of_a_name_of_several_words() -> None:
    articles = pd.DataFrame({"article_id": ["a"], "text": ["In North Harbour, north of it, U.S. ships."]})
    found = terms.positions(articles, ["North Harbour", "U.S."])
    text = articles["text"][0]
    assert [(row.term, text[row.start : row.end]) for row in found.itertuples()] == [
        ("North Harbour", "North Harbour"),
        ("U.S.", "U.S"),
    ]


@pytest.mark.parametrize(
    ("texts", "there", "not_there"),
    [
        (
            ["President Donald Trump left. Donald J. Trump's aides met Trump at Trump Tower.", "Trump slept."],
            {"Trump": 5, "president": 1},
            {"Donald Trump", "Donald", "President Trump"},
        ),
        (["Mayor Bill de Blasio met Gov. Lund. Later Lund and de Blasio left."], {"de Blasio": 2, "Lund": 2}, {"Gov"}),
        (["At dawn Kim Jong Un met Xi Jinping. There Kim left, as Kim and Xi do. Kim Jong met."], {"Kim": 4}, {"Jong"}),
        (["At noon Kim Reed left, as Kim does. You'll see."], {"Reed": 1}, {"Kim Reed", "you'll"}),
        (["Anna Brown saw a brown reef. Brown left.\n\nBROWN SLEPT."], {"Brown": 3, "brown": 1}, {"BROWN"}),
        (
            ["The US let us go. The U.S. and the United States met; the U.S. and U.N. met, with the UN and U.N."],
            {"U.S.": 4, "U.N.": 3},
            {"us", "US", "United States"},
        ),
        (
            ["Ann Lund and North Reef met. The U.S. and North Reef met. Now Lund and North Reef met."],
            {"North Reef": 3, "Lund": 2, "U.S.": 1},
            {"and North Reef", "Lund and"},
        ),
        (["WHO pilots, who met."], {"WHO": 1}, {"who"}),
        (["E-mails sank. The emails sank. Her emails sank."], {"emails": 3}, {"e-mails"}),
        (["Her son-in-law broke a law."], {"law": 1, "son-in-law": 1}, set()),
        (["Boats in St. Louis sank."], {"St. Louis": 1}, {"Louis"}),
        (["Boats sank, CNN Harbour pilots told CNN."], {"CNN": 2}, set()),
        (["We met Russia and Norway. We met Russia and Norway. We met Norway."], {"Norway": 3}, {"Russia and Norway"}),
        (
            ["Lund (D-N.Y.) sank on harbour.com and @reef. Ann GreyMORE left. GreyReef left Grey's Reef."],
            {"Grey": 2, "sank": 1},
            {"D", "N.Y.", "harbour", "com", "reef", "GreyMORE", "GreyReef"},
        ),
        (["She said that percent fell on Monday."], {"fell": 1}, {"said", "percent", "Monday"}),
    ],
)  # fmt: skip
def test_one_thing_is_one_term(texts: list[str], there: dict[str, int], not_there: set[str]) -> None:
    found = said(*texts)
    assert {term: found.get(term) for term in there} == there
    assert not not_there & set(found)


HARBOUR = pd.DataFrame({
    "article_id": ["a", "b"],
    "text": [
        "Photos: see Lund. Ann Lund took the ferry. The harbour pilots of Lund took the ferry. "
        "The harbour pilots struck. The harbour pilots struck. The harbour pilots slept.",
        "Lund's ferry sank. A ferry of Lund sank.",
    ],
})  # fmt: skip


def test_all_tables_of_terms_count_the_same_places() -> None:
    furniture = tables.BOILERPLATE.frame([("a", 0, 17, "caption")])
    places = terms.said_at(HARBOUR, boilerplate=furniture)
    tables.POSITIONS.check(places)
    counted = terms.as_said(HARBOUR, places=places).groupby("term")["n"].sum()
    assert (counted["Lund"], counted["pilots"]) == (4, 4)
    assert len(terms.positions(HARBOUR, ["lund"], places=places)) == 4
    apart = places.assign(term=places["term"].replace({"ferry": "LUND"}))
    assert len(terms.positions(HARBOUR, ["Lund"], places=apart)) == 4  # no other term, if it has one of its own
    assert terms.in_context(HARBOUR, "Lund", places=places)["match"].to_list() == ["Ann Lund", "Lund", "Lund", "Lund"]
    met = terms.collocations(HARBOUR, places=places)
    # "The harbour pilots struck." stands twice, and counts once
    assert rows(met, "term", "other", "n") == [("Lund", "ferry", 4), ("harbour", "pilots", 3)]
    runs = rows(terms.ngrams(HARBOUR, 3, least=1, places=places), "term", "n")
    assert runs[:3] == [("harbour pilots slept", 1), ("harbour pilots struck", 1), ("pilots of Lund", 1)]


def test_pairs_of_words_may_have_to_stand_in_several_articles() -> None:
    texts = ["North Sea.", "North Sea. Green boat. Green boat. Green boat.", "North Sea."]
    articles = pd.DataFrame({"article_id": list("abc"), "text": texts})
    assert set(terms.collocations(articles)["term"]) == {"boat", "north"}
    assert terms.collocations(articles, least_articles=3)[["term", "other", "n"]].to_numpy().tolist() == [
        ["north", "sea", 3]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They flew to Las Vegas.", {"Las Vegas": 1, "flew": 1}),
        ("USA TODAY\n\nIt rained in Rome, he told USA TODAY.", {"Rome": 1, "rained": 1}),
        ("BO LEE: It rained.\n\nEK: Hail?\n\nLEE: It rained.\n\nEK: It was.", {"Hail": 1, "rained": 2}),
        ("(SOUNDBITE) (English) THE MAYOR, BO LEE, SAYING: “It rained.”", {"rained": 1}),
        ("NATO: It rained.", {"NATO": 1, "rained": 1}),  # one label is a heading
    ],
)
def test_places_are_whole_and_labels_no_terms(text: str, expected: dict[str, int]) -> None:
    found = terms.as_said(corpus(text))
    assert dict(zip(found["term"], found["n"], strict=True)) == expected
