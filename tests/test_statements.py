"""What counts as said: no supposition, aim, thought or act, and nothing that the author says for himself."""

import pandas as pd
import pytest

from helpers import attribution
from helpers.attribution.whole import has_voice


def read(text: str) -> pd.DataFrame:
    return attribution.attributions(pd.DataFrame({"article_id": ["1"], "text": [text]}), reader="model")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Ann Lee denounced the march in Rome.", "accusation"),
        ("If Ann Lee denounces the march in Rome, the party will split.", "unsaid"),
        ("The house will stand, unless Ann Lee denounces it as too small.", "unsaid"),
        ("I think that the house is too small for all of us.", "own"),
        ("“I know Rome,” Ann Lee said. “I think that it is old.”", "speech"),
        ("I told Ann Lee, “The house is too small for all of us.”", "own"),
        ("Ann Lee met the mayor of Rome to discuss the plan of the council.", "unsaid"),
        ("Ann Lee went on to say that the house is small.", "speech"),
    ],
)
def test_what_stands_supposed_or_is_the_authors_own(text: str, level: str) -> None:
    assert read(text)["level"].iloc[-1] == level


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("Ann Lee said that the house is small.", True),
        ("Ann Lee believes that the house is small.", False),
        ("Ann Lee wants the council to buy the house.", False),
        ("“The house is small,” Ann Lee thought.", True),
        ("Ann Lee rejected the notion that the house is small.", True),
        ("Ann Lee rejected the offer of the council.", False),
        ("I believe that the house is small.", False),
        ("Ann Lee has included a plan for the “old” house.", False),
        ("Ann Lee might argue that the house is “too small” for the council.", False),
        ("Ann Lee has not said whether the house is “too small” for the council.", False),
        ("Ann Lee threatened to sell the house.", True),
    ],
)
def test_only_what_was_said_is_a_statement_and_cites_somebody(text: str, is_said: bool) -> None:
    found = read(text)
    assert bool(len(attribution.statements(found))) is is_said
    cited = attribution.cited_sources(pd.DataFrame({"article_id": ["1"], "text": [text]}), reader="model")
    assert (cited["name"].to_list() == ["Ann Lee"]) is is_said
    shares = attribution.speaker_shares(pd.DataFrame({"article_id": ["1"], "text": [text]}), reader="model")
    assert ("person" in shares["speaker_class"].to_list()) is is_said


INTERVIEW = """The house is new. Our talk with the mayor has been edited.

Dan Ross

What did you think of the house?

{}

I think that it is small.

It was built in May.

Dan Ross

Is it old?

Ann Lee

Rome is older, as Bob Hart said: “It is as old as the hills.”

Dan Ross

And the mayor?

Ann Lee

She likes it.

Dan Ross

Will she buy it?

Ann Lee

Why not?"""


@pytest.mark.parametrize("slip", ["Ann Lee", "Anne Lee"])
def test_answers_below_a_name_in_its_line_are_the_persons_and_the_questions_the_authors(slip: str) -> None:
    found = read(INTERVIEW.format(slip))
    hers = found[found["person"] == "Ann Lee"]
    assert [row.replace("\n", " ") for row in hers["content"]] == [
        "I think that it is small. … It was built in May.",
        "Rome is older, as Bob Hart said: “It is as old as the hills.”",
        "She likes it.",
        "Why not?",
    ]
    assert set(found["person"].dropna()) == {"Ann Lee"}
    articles = pd.DataFrame({"article_id": ["1"], "text": [INTERVIEW.format(slip)]})
    _, _, voices = attribution.said(articles, reader="model")
    words = dict(zip(voices["voice"], voices["n_words"], strict=True))
    assert words["quoted, named"] == 30
    assert words["retold"] == 0


def test_rows_of_a_poll_are_nobodys_words() -> None:
    text = "Lee: 31 percent.\n\nHart: 21 percent.\n\nLee: 35 percent.\n\nHart: 40 percent.\n\nLee: 58 percent."
    assert not len(read(f"The poll has two names.\n\n{text}"))


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Several states that year ended their contests.", None),
        ("California: Students can use the baths of the town.", None),
        ("A poll showed a dead heat, but given the history of the town, we are leaving it as likely.", "a dead heat"),
        ("Ann Lee said it is small\n\nThe mayor came on Monday", "it is small"),
        ("The mayor's claim that the house is small is simply wrong.", "that the house is small"),
        ("The mayor's claim that the house belongs to him resonates with many.", "that the house belongs to him"),
        ("The council passed a rule that provides relief for students in the town.", None),
    ],
)
def test_a_content_is_one_persons_and_nouns_and_headings_are_no_cue(text: str, content: str | None) -> None:
    said = attribution.statements(read(text))["content"].to_list()
    assert said == ([content] if content else [])


@pytest.mark.parametrize(
    ("mention", "is_one"),
    [
        ("the senators in Rome", True),
        ("the scandal in Rome", False),
        ("a witness", True),
        ("the cautiousness of the mayor", False),
        ("Then", False),
        ("last week by the council", True),
    ],
)
def test_what_heads_a_source_can_speak(mention: str, is_one: bool) -> None:
    assert has_voice(mention) is is_one


def test_shares_of_those_asked_are_no_source() -> None:
    articles = pd.DataFrame({"article_id": ["1"], "text": ["Some 56 percent said that the house is small."]})
    assert not len(attribution.cited_sources(articles, reader="model"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“I never said it rained,” Lee is quoted as saying.", ["“I never said it rained,”"]),
        ("“The plan is bad,” said a party strategist who requested anonymity.", ["“The plan is bad,”"]),
        ("“I am all in,” said Dan Ross, the former mayor of a small town called Marble Rock.", ["“I am all in,”"]),
        ("Ann Lee came on Monday. Volunteers can join in Rome by calling a number or writing an e-mail.", []),
        (
            "While he made headlines for breaking records for drawing 10,000 people to a rally, Dan Ross lost.",
            [],
        ),
        ("A former reporter spent years reporting on the botched “Fast and Furious” gun operation.", []),
        ("So far, the council has offered no advice for the people whose house is small.", []),
    ],
)
def test_deeds_and_cues_alone_are_no_statements(text: str, said: list[str]) -> None:
    assert attribution.statements(read(text))["content"].to_list() == said
