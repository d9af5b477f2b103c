"""One name a person in the whole corpus: what is joined, what stays apart, and that parts give what the whole gives."""

import os

import pandas as pd
import pytest

from helpers import attribution, engine, tables
from helpers.attribution import naming


def cited(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """A table `attributed` of (article, name, kind)."""
    return tables.ATTRIBUTED.frame(
        {
            "article_id": article, "attribution_id": number, "quote_kind": "direct", "level": "speech",
            "source_kind": kind, "cue": "said", "n_words": 5, "start": 0, "end": 9, "speaker": name, "mention": name,
            "role": None, "source_start": 0, "source_end": 3,
        }
        for number, (article, name, kind) in enumerate(rows)
    )  # fmt: skip


def people(*names: str, kind: str = "person", stated: str = "") -> dict[str, str]:
    """The name chosen for each of `names`, each cited by an article of its own."""
    rows = [(f"{number:03}", name, kind) for number, name in enumerate(names)]
    _, namings = attribution.people(cited(*rows), people=stated)
    return dict(zip(namings["named"], namings["name"], strict=True))


@pytest.mark.parametrize(
    ("names", "one"),
    [
        (["Ann Lee", "Ann Lee", "Ann B. Lee"], "Ann Lee"),
        (["Edward Ross", "Ed Ross", "Ed Ross"], "Ed Ross"),
        (["Michael Hill", "Mike Hill", "Mike Hill"], "Mike Hill"),
        (["Mary Kay Stone", "Mary Stone", "Mary Stone"], "Mary Stone"),
        (["Kim Jong Un", "Kim Jong-un", "Kim Jong Un"], "Kim Jong Un"),
        (["Beto O’Hara", "Beto O'Hara", "Beto O'Hara"], "Beto O'Hara"),
        (["Aleksandr Moss", "Alexander Moss", "Alexander Moss"], "Alexander Moss"),
        (["Sergey Moss", "Sergei Moss", "Sergei Moss"], "Sergei Moss"),
        (["Ann Lee", "Ann Lee", "Lee"], "Ann Lee"),
    ],
)
def test_forms_of_one_person_are_one_name(names: list[str], one: str) -> None:
    assert set(people(*names).values()) == {one}


@pytest.mark.parametrize(
    "names",
    [
        ["Bill Moss", "Hillary Moss", "Moss"],
        ["Sergei Moss", "Dmitry Moss"],
        ["George W. Moss", "George H.W. Moss"],
        ["Dan Ross", "Dan Ross Jr."],
        ["Ann Lee", "Anna Lee"],
        ["Lee", "Ross"],
    ],
)
def test_people_who_share_a_name_stay_apart(names: list[str]) -> None:
    assert people(*names) == {name: name for name in names}


def test_what_fits_two_people_is_nobody_of_them() -> None:
    names = ["George W. Moss"] * 3 + ["George H.W. Moss"] * 3 + ["George Moss"]
    assert people(*names)["George Moss"] == "George Moss"


def test_a_surname_alone_is_the_one_who_bears_nearly_all_of_it() -> None:
    assert people(*["Ann Lee"] * 18, "Bo Lee", "Lee")["Lee"] == "Ann Lee"
    assert people(*["Ann Lee"] * 8, *["Bo Lee"] * 2, "Lee")["Lee"] == "Lee"


def test_a_surname_alone_is_no_junior_where_his_namesake_speaks() -> None:
    found = people("Bo Lee", "Bo Lee", "Bo Lee Jr.", "Lee")
    assert (found["Lee"], found["Bo Lee Jr."]) == ("Bo Lee", "Bo Lee Jr.")


def test_a_surname_with_the_title_is_the_one_who_held_the_office() -> None:
    rows = cited(("a", "Barack Obama", "person"), ("b", "Michelle Obama", "person"), ("c", "Obama", "person"))
    assert naming.choose(naming.count(rows)).chosen["Obama"][0] == "Obama"
    rows["role"] = rows["role"].where(rows["article_id"] != "c", "President")
    assert naming.choose(naming.count(rows)).chosen["Obama"][0] == "Barack Obama"


@pytest.mark.parametrize(
    ("names", "one"),
    [
        (["BLS", "Bureau of Labor Statistics", "Bureau of Labor Statistics"], "Bureau of Labor Statistics"),
        (["FBI", "FBI", "Federal Bureau of Investigation"], "FBI"),
        (["Department of Justice", "Justice Department", "Justice Department"], "Justice Department"),
        (["Ann Lee’s campaign", "Lee campaign", "Lee campaign"], "Lee campaign"),
        (["Ministry of Mines", "Mines Ministry", "Mines Ministry"], "Mines Ministry"),
        (["Fed", "Federal Reserve", "Federal Reserve"], "Federal Reserve"),
        (["Department for Transport", "Transport Department", "Transport Department"], "Transport Department"),
        (["Ministry of Foreign Affairs", "Foreign Ministry", "Foreign Ministry"], "Foreign Ministry"),
        (["Nevada Health Department", "Nevada Department of Health"], "Nevada Department of Health"),
        (["China’s Commerce Ministry", "Chinese Ministry of Commerce"], "Chinese Ministry of Commerce"),
        (["Foreign Ministry of Peru", "Peruvian Ministry of Foreign Affairs"], "Peruvian Ministry of Foreign Affairs"),
        (["US Justice Department", "DOJ", "DOJ"], "DOJ"),
        (["VA’s office of inspector general", "VA inspector general", "VA inspector general"], "VA inspector general"),
        (["New York Police Department", "NYPD", "NYPD"], "NYPD"),
    ],
)
def test_forms_of_one_organisation_are_one_name(names: list[str], one: str) -> None:
    assert set(people(*names, kind="organisation").values()) == {one}


@pytest.mark.parametrize(
    "forms",
    [
        ["Department for Transport", "Department of Transport", "Irish Department of Transport"],
        ["Chinese Foreign Ministry", "Foreign Ministry", "Japan’s Foreign Ministry"],
        ["Washington Department of Health", "U.S. Department of Health"],  # the state, not the country
    ],
)
def test_ministries_of_two_countries_stay_apart(forms: list[str]) -> None:
    assert people(*forms, kind="organisation") == {form: form for form in forms}


def test_campaigns_of_two_people_of_one_surname_stay_apart() -> None:
    forms = ["Ann Lee’s campaign", "Carl Lee’s campaign", "Lee campaign"]
    assert people(*forms, kind="organisation") == {form: form for form in forms}


def test_a_body_in_two_forms_is_one_source_of_an_article() -> None:
    text = "The Ohio Health Department said that it was late. The Ohio Department of Health said that it was cold."
    found = attribution.cited_sources(pd.DataFrame({"article_id": ["1"], "text": [text]}), reader="rules")
    assert list(zip(found["name"], found["n_attributions"], strict=True)) == [("Ohio Department of Health", 2)]


def test_each_of_several_bodies_has_a_row() -> None:
    text = (
        "The FBI and the CDC said that it was late. The Bureau of Labor Statistics and the CDC said that it was cold."
    )
    articles = pd.DataFrame({"article_id": ["1"], "text": [text]})
    found = attribution.cited_sources(articles, reader="rules")
    rows = zip(found["name"], found["n_attributions"], strict=True)
    assert sorted(rows) == [("Bureau of Labor Statistics", 1), ("CDC", 2), ("FBI", 1)]


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("The Kaiser Family Foundation said it rained. It was late, Kaiser said.", "Kaiser Family Foundation"),
        ("Ford Motor Co said it was late. Ford said it rained.", "Ford Motor Co"),
        ("The River Open Council (ROC) said it rained. The ROC said it was late.", "River Open Council"),
        ("The River Open Council, or ROC, said it rained. It was late, ROC said.", "River Open Council"),
        ("Ann Lee left. Lee’s campaign said it rained. The Lee campaign said it was late.", "Lee campaign"),
        ("The Obama White House said it rained. The White House said it was late.", "White House"),
        ("Ohio-based chair maker Arkon Corp. said it rained. Arkon said it was late.", "Arkon Corp."),
        ("According to Obama administration figures, it rained.", "Obama administration"),
        ("The FBI's 2015 Uniform Crime Report shows that it rained.", "FBI"),
        ("Data compiled by the New York Times show that it rained.", "The New York Times"),
        ("Hans von Berg left.\n\nVon Berg said that it rained.", "Hans von Berg"),
        ("Ann Lee, an agent with the Bureau of Alcohol, Tobacco, Firearms and Explosives, said it rained.", "Ann Lee"),
        (
            "The Elm County Sheriff’s Office came.\n\nThe sheriff's office said it rained.",
            "Elm County Sheriff’s Office",
        ),
        ("The Elm Chamber said it rained. The Elm Chamber of Commerce said it was late.", "Elm Chamber of Commerce"),
        ("Joe Marsh III of Ohio came.\n\nMr. Marsh said that it rained.", "Joe Marsh III"),
        ("They came.\n\nSen. Ann Lee of Ohio\n\nSen. Bo Ross of Utah\n\nLee said that it rained.", "Ann Lee"),
    ],
)
def test_one_source_has_one_name_in_an_article(text: str, one: str) -> None:
    articles = pd.DataFrame({"article_id": ["1"], "text": [text]})
    found = attribution.cited_sources(articles, reader="rules")
    assert found["name"].to_list() == [one]


def test_who_bears_a_surname_is_no_body_of_that_name() -> None:
    text = "The Hill Group said it rained. Mr. Hill said it was late. Ms. Moss said it was dry. Moss Corp. said it was."
    found = attribution.cited_sources(pd.DataFrame({"article_id": ["1"], "text": [text]}), reader="rules")
    assert set(found["name"]) == {"Hill Group", "Hill", "Moss", "Moss Corp."}


@pytest.mark.parametrize("polls", ["Several recent polls", "Those same polls", "Most polls", "Other recent surveys"])
def test_polls_of_nobody_are_no_pollster_by_that_word(polls: str) -> None:
    text = f"{polls} have shown that Lee leads by five points."
    found = attribution.cited_sources(pd.DataFrame({"article_id": ["1"], "text": [text]}), reader="rules")
    assert "organisation" not in set(found["source_kind"])


@pytest.mark.parametrize(
    "text",
    [
        "Twenty-two labs reported that it rained.",
        "Ann Lee came. Lee has avoided commenting on the plan.",
        "Ann Lee came. Lee barely mentioned the plan.",
    ],
)
def test_who_is_counted_or_keeps_silent_is_no_source_by_name(text: str) -> None:
    found = attribution.cited_sources(pd.DataFrame({"article_id": ["1"], "text": [text]}))
    assert found[found["source_kind"] != "unnamed"].empty


STATED = "name,aliases,gender,role,party\nAnn Lee-Ross,Ann Lee|Lee,female,mayor,Greens\n"


def test_people_csv_wins_and_brings_its_columns() -> None:
    rows = [("1", "Ann Lee", "person"), ("2", "Lee", "person"), ("2", "Ann Lee", "person"), ("3", "Dan Ross", "person")]
    made, namings = attribution.people(cited(*rows), people=STATED)
    assert set(namings["name"]) == {"Ann Lee-Ross", "Dan Ross"}
    row = made.set_index("name").loc["Ann Lee-Ross"]
    told = (row["gender"], row["role"], row["party"], row["n_articles"], row["n_attributions"], row["is_stated"])
    assert told == ("female", "mayor", "Greens", 2, 3, True)
    assert row["aliases"] == "Ann Lee|Lee"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("name,aliases\n,Lee\n", "row 2: no name"),
        ("name\nAnn\nAnn\n", "row 3: .*stands twice"),
        ("name,source_kind\nAnn,human\n", 'row 2: source_kind is "human"'),
        ("name,alias\nAnn,Lee\n", 'people.csv: a column is named "alias"; write aliases'),
        ("name;kind\nAnn;person\n", 'people.csv: a column is named "kind"; write source_kind'),
        ("full name,role\nAnn,mayor\n", "people.csv: no column name; there are full name, role. Expected .*name"),
        ("name,aliases\nAnn,A. Lee; Lee\n", 'row 2: aliases is "A. Lee; Lee"; part them by |'),
        ("name,role\nAnn,mayor,again\n", 'row 2: 3 cells; the header has 2. Put a cell that holds "," in quote marks'),
    ],
)
def test_a_wrong_people_csv_says_where(content: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason.replace("|", r"\|")):
        naming.read_stated(content)


def test_people_csv_is_read_as_a_spreadsheet_saves_it() -> None:
    told = naming.read_stated("\ufeffName; Source kind ;Party;\r\nAnn Lee;Person;Greens;\r\n;;;\r\n")
    assert told == {"Ann Lee": {"name": "Ann Lee", "source_kind": "person", "Party": "Greens"}}


def test_counts_of_parts_add_up_to_those_of_the_whole() -> None:
    rows = [(f"{n % 4}", name, "person") for n, name in enumerate(["Ann Lee", "Lee", "Ann B. Lee", "Bo Moss"] * 3)]
    whole = cited(*rows)
    parts = [whole[whole["article_id"] == one] for one in sorted(set(whole["article_id"]))]
    assert naming.add(map(naming.count, parts)) == naming.count(whole)
    chosen = naming.choose(naming.count(whole))
    pieces = pd.concat([naming.namings(part, chosen) for part in parts])
    pd.testing.assert_frame_equal(tables.NAMINGS.frame(pieces), naming.namings(whole, chosen), check_dtype=True)


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    texts = [
        "Ann B. Lee, a doctor, said that it was late.",
        "Ann Lee said that prices rose 3 percent in May.",
        "Ms. Lee said that it was cold.",
        "Edward Ross said that it rained. “It is over at last,” Ross said.",
        "Ed Ross told The Times that it snowed.",
        "Wages rose in May. “It is nobody’s business at all.” The Bureau of Labor Statistics said nothing fell.",
    ]
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text)
    return folder


@pytest.mark.parametrize("size", [1, 2, 100])
def test_parts_and_memory_give_the_same_names(corpus, tmp_path, size: int) -> None:
    engine.run(str(corpus), tmp_path / "out", engine="serial", size=size)
    ran, loaded = engine.load(str(corpus), tables=str(tmp_path / "out")), engine.load(str(corpus))
    for name in ("people", "namings", "attributions", "cited_sources", "speaker_shares", "voices", "claims"):
        pd.testing.assert_frame_equal(ran[name], loaded[name])
    assert {"Ann Lee", "Edward Ross"} & set(loaded["people"]["name"]) == {"Ann Lee"} | (
        {"Edward Ross"} & set(loaded["cited_sources"]["person"])
    )
    cited_by_name = loaded["cited_sources"][loaded["cited_sources"]["source_kind"] != "unnamed"]
    assert set(cited_by_name["person"]) == set(loaded["people"]["name"])


def test_a_surname_stays_where_an_article_has_no_more_and_counts_as_the_person(corpus) -> None:
    found = engine.load(str(corpus))
    said, cited = found["attributions"].set_index("article_id"), found["cited_sources"].set_index("article_id")
    assert tuple(said.loc["2", ["speaker", "person"]]) == ("Lee", "Ann Lee")
    assert tuple(cited.loc["2", ["name", "person"]]) == ("Lee", "Ann Lee")
    assert tuple(said.loc["0", ["speaker", "person"]]) == ("Ann Lee", "Ann Lee")  # written Ann B. Lee there


@pytest.mark.parametrize(
    ("text", "written", "one"),
    [
        ("The AP reported that it was late.", "AP", "Associated Press"),
        (
            "The AP reported that it was late. It had told the Associated Press so.",
            "Associated Press",
            "Associated Press",
        ),
        ("The Washington Post reported that it was late.", "The Washington Post", "The Washington Post"),
        ("The WHO said that it was late.", "WHO", "WHO"),
        (
            "The World Health Organization met. The WHO said that it was late.",
            "World Health Organization",
            "World Health Organization",
        ),
        (
            "HHS said that it was late. The U.S. Department of Health and Human Services has moved.",
            "U.S. Department of Health and Human Services",
            "U.S. Department of Health and Human Services",
        ),
        ("GM said that it was late. General Motors Co. builds cars.", "General Motors Co.", "General Motors Co."),
        ("The UK said that it was late.", "UK", "United Kingdom"),
        ("The US said that it was late. The United States added that it was cold.", "United States", "United States"),
        ("The French government said that it was late.", "French government", "France"),
        ("Britain and the US said that it was late.", "Britain and US", "United Kingdom and United States"),
    ],
)
def test_an_article_gives_outlets_and_states_its_own_names_and_the_corpus_one(
    text: str, written: str, one: str
) -> None:
    said = attribution.attributions(pd.DataFrame({"article_id": ["1"], "text": [text]}), reader="rules")
    assert set(zip(said["speaker"], said["person"], strict=True)) == {(written, one)}


@pytest.mark.parametrize("age", [0, 60])  # seconds: what changed just now is read again, for its time may not show it
def test_a_changed_people_csv_changes_the_names_and_analyses_nothing_again(corpus, tmp_path, age: int) -> None:
    events: list[str] = []
    for path in corpus.iterdir():
        os.utime(path, (path.stat().st_mtime - age,) * 2)
    engine.run(str(corpus), tmp_path / "out", engine="serial")
    (corpus / "people.csv").write_text(STATED)
    engine.run(str(corpus), tmp_path / "out", engine="serial", say=lambda event, n: events.append(event))
    assert "analysed" not in events
    assert "Ann Lee-Ross" in set(engine.load(str(corpus), tables=str(tmp_path / "out"))["attributions"]["person"])


def test_the_five_voices_sum_to_one_and_open_quotations_are_not_the_authors(corpus) -> None:
    found = engine.load(str(corpus))
    voices = found["voices"]
    assert ((voices.groupby("article_id")["share_words"].sum() - 1).abs() < 1e-9).all()
    last = voices[voices["article_id"] == "5"].set_index("voice")["n_words"].to_dict()
    assert last == {"quoted, named": 0, "quoted, not named": 6, "retold": 2, "author": 10, "furniture": 0}


def test_who_held_an_office_has_the_name_of_the_list_of_offices() -> None:
    attributed = attribution.said(
        pd.DataFrame({"article_id": ["1"], "text": ["Donald J. Trump said that it was late."]}), reader="rules"
    )[0]
    assert set(naming.people(attributed)[1]["name"]) == {"Donald Trump"}
