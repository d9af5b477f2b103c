"""Which articles tell one story, whom one telling alone cites, and which quotations are worded apart."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers import evidence, tables

BRIDGE = "The Ostrava bridge collapsed on Monday and nine workers fell into the river, rescue crews said."
AGAIN = "Nine workers fell into the river as the bridge in Ostrava collapsed, according to rescue crews."
TOLL = "The council of Ostrava voted for a toll on each bridge, which traders and bus companies oppose."


def read(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["article_id", "text", "published"]).assign(outlet=[row[0] for row in rows])
    return made.assign(published=pd.to_datetime(made["published"]))


def story(**said: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles of one story, and the table that says so."""
    rows = [{"story_id": "s", "article_id": key, "n_articles": len(said), "n_tellings": len(said)} for key in said]
    joined = [{**row, "n_outlets": len(said), "n_days": 1, "names": "", "words": ""} for row in rows]
    return tables.STORIES.frame(joined), read(*((key, text, "2020-01-01") for key, text in said.items()))


def test_two_reports_of_one_event_are_one_story_and_one_of_the_subject_is_not() -> None:
    articles = read(("a", BRIDGE, "2020-01-06"), ("b", AGAIN, "2020-01-07"), ("c", TOLL, "2020-01-07"))
    found = tables.STORIES.check(evidence.stories(articles))
    assert found["article_id"].to_list() == ["a", "b"]
    assert set(found["story_id"]) == {"collapsed, workers, fell, river"}
    assert found[["n_articles", "n_tellings", "n_outlets", "n_days"]].iloc[0].to_list() == [2, 2, 2, 2]
    assert found["names"].to_list() == ["Ostrava", "Ostrava"]
    assert found["words"][0] == "collapsed, workers, fell, river, rescue, crews, bridge"


@pytest.mark.parametrize("day", ["2020-01-14", "2019-12-29"])
def test_eight_days_apart_are_two_stories(day: str) -> None:
    assert evidence.stories(read(("a", BRIDGE, "2020-01-06"), ("b", AGAIN, day))).empty


def test_where_a_day_is_missing_more_must_be_shared() -> None:
    less = "The bridge of Ostrava was old, and rescue crews searched the harbour; families wait for news of friends."
    assert len(evidence.stories(read(("a", BRIDGE, "2020-01-06"), ("b", less, "2020-01-06")))) == 2
    assert evidence.stories(read(("a", BRIDGE, None), ("b", less, "2020-01-06"))).empty
    assert len(evidence.stories(read(("a", BRIDGE, None), ("b", AGAIN, None)))) == 2


def test_copies_of_one_text_are_no_story() -> None:
    articles = read(("a", BRIDGE, "2020-01-06"), ("b", BRIDGE, "2020-01-06"))
    copies = tables.ORIGINS.frame([{"article_id": key, "origin_id": "a"} for key in "ab"])
    assert len(evidence.stories(articles)) == 2
    assert evidence.stories(articles, origins=copies).empty


def test_long_texts_are_read_as_far_as_their_beginning() -> None:
    tail = " ".join(f"word{n}" for n in range(20_000))
    filled = f"{BRIDGE} {'It is so and so. ' * 300}"
    assert len(evidence.stories(read(("a", filled + tail, "2020-01-06"), ("b", AGAIN, "2020-01-06")))) == 2


def cited(*rows: tuple[str, str, int]) -> pd.DataFrame:
    made = [{"article_id": key, "name": name, "person": name, "n_words": n} for key, name, n in rows]
    made = [{**row, "source_kind": "organisation" if row["name"] in {"NATO", "WHO"} else "person"} for row in made]
    more = {"n_attributions": 1, "start": 0, "end": 3}
    return tables.CITED_SOURCES.frame([{**row, **more} for row in made])


def test_who_is_cited_by_all_and_by_one_alone() -> None:
    stories, articles = story(
        a="Ann Lee, Bo Ek and CNN's Gus Orm spoke. Crowds sang.",
        b="Lee spoke, Ek was silent, Di Vo spoke.",
        c="A man of NATO spoke to crowds.",
    )
    sources = cited(
        *(("a", "Ann Lee", 9), ("b", "Ann Lee", 8), ("c", "Ann Lee", 7)),  # all
        ("a", "Bo Ek", 6),  # one, and another names him
        *(("a", "Cy Ray", 9), ("b", "Mr. Ray", 9)),  # perhaps one person
        ("a", "Fé Ost", 6),  # one
        *(("a", "Gus Orm", 9), ("b", "Gus Orm", 9), ("c", "Gus Orm", 9)),  # a reporter of the house
        ("a", "Crowds", 9),  # no name: the story has it in small letters
        ("b", "Di Vo", 4),  # too few words
        *(("b", "Ed Orr", 9), ("c", "Ed Orr", 9)),  # two of three
        *(("a", "NATO", 9), ("a", "WHO", 9)),  # a body whose man another cites, and one that no other names
    )
    found = tables.TOLD_APART.check(evidence.told_apart(stories, sources, articles))
    told = found[["person", "article_id", "cited_in", "n_words"]].itertuples(index=False, name=None)
    assert list(told) == [
        ("Ann Lee", "a", "all", 9), ("Ann Lee", "b", "all", 8), ("Ann Lee", "c", "all", 7),
        ("Fé Ost", "a", "one", 6), ("WHO", "a", "one", 9),
    ]  # fmt: skip
    one_text = tables.ORIGINS.frame([{"article_id": key, "origin_id": "a"} for key in "abc"])
    assert evidence.told_apart(stories, sources, articles, one_text).empty


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("All of them want to take the harbour with bull----.", "All of them want to take the harbour with bullshit.",
         "bull / bullshit"),
        ("This harbour does not require short term thinking.", "Short-term thinking is not what the harbour requires.",
         "in other words or order"),
        ("We waited for people who were not elected here.", "We waited for people that were not elected here.",
         "who / that"),
        ("We've seen the harbour burn.", "Today we have seen the harbour burn, and the ships too.", ""),  # a cut
        ("The harbour of the old town burned.", "The harbour ... burned.", ""),  # a cut that is marked
        ("[W]e saw the old harbour burn.", "We saw the old harbour burn.", ""),
        ("We will build the harbour and pay the crews.", "We will build the harbour or we lose all the ships.", ""),
    ],
)  # fmt: skip
def test_quotations_that_are_worded_apart(one: str, other: str, differs: str) -> None:
    stories, articles = story(a=f"“{one}”", b=f"“{other}”")
    found = tables.WORDINGS.check(evidence.wordings(stories, articles, tables.ATTRIBUTIONS.empty()))
    assert found["differs"].to_list() == [differs] * bool(differs)


def test_the_same_words_of_two_speakers_are_two_quotations() -> None:
    one, other = "“We saw the old harbour burn,” Lee said.", "“We saw the new harbour burn,” Ek said."
    stories, articles = story(a=one, b=other)
    rows = [{"article_id": key, "attribution_id": 1, "person": name} for key, name in (("a", "Ann Lee"), ("b", "Ek"))]
    more = {"quote_kind": "direct", "level": "speech", "n_words": 6, "start": 0, "end": 31, "found_by": "rules"}
    said = tables.ATTRIBUTIONS.frame([{**row, **more} for row in rows])
    assert evidence.wordings(stories, articles, said).empty
    found = evidence.wordings(stories, articles, said[said["article_id"] == "a"])
    assert found[["person", "differs"]].iloc[0].to_list() == ["Ann Lee", "old / new"]


def test_words_in_quotation_marks_that_both_print_on_one_day_count_more() -> None:
    said = "“We will and we shall not be what they are to us now or then, nor will this be theirs or ours, Ostrava.”"
    one = f"The mayor spoke of taxes, schools, housing, trams, festivals, critics and the harbour. {said}"
    other = f"Opponents in Brno mocked the mayor, farmers, bankers and a weary governor on television, Ostrava. {said}"
    day, later = (read(("a", one, "2020-01-06"), ("b", other, f"2020-01-0{n}")) for n in (6, 8))
    retold = read(("a", one, "2020-01-06"), ("b", other.replace("“", "").replace("”", ""), "2020-01-06"))
    assert [len(evidence.stories(articles)) for articles in (day, later, retold)] == [2, 0, 0]
