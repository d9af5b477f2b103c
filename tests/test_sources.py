"""Who is cited: what mentions name, who made a report told of before, and whose words others pass on."""

import time

import pytest

from helpers import attribution
from helpers.attribution.bearers import told_body
from helpers.attribution.cast import read_article
from helpers.attribution.clauses import _find_ends as find_ends
from helpers.attribution.linking import Speaking
from helpers.attribution.makers import maker_of
from helpers.attribution.mentions import read_mention
from helpers.attribution.one_name import plain_body
from helpers.attribution.passing import in_passing, whole_name


@pytest.mark.parametrize(
    ("mention", "name", "kind"),
    [
        ("the N.R.A.", "N.R.A.", "organisation"),
        ("The F.B.I.", "F.B.I.", "organisation"),
        ("the Q.R.X.", "Q.R.X.", "organisation"),  # no list has it
        ("Utah", "Utah", "state"),
        ("Texas and Ohio", "Texas and Ohio", "state"),
        ("the White House and Democrats", "White House", "organisation"),
        ("Ann Lee and the Republicans of her day", "Ann Lee", "person"),
        ("Democrats and Republicans", None, "unnamed"),
        ("Rivers Media Research", "Rivers Media Research", "organisation"),
        ("a Bloomberg National Poll", "Bloomberg", "outlet"),
        ("an SEC filing", "SEC filing", "document"),  # a firm's, not the commission's
        ("a useful analysis just published by Gallup", "Gallup", "organisation"),
        ("An investigation by The New York Times in collaboration with Arkon", "The New York Times", "outlet"),
        ("a State Department inspector general report", "State Department inspector general", "organisation"),
        ("the Treasury’s office of inspector general", "Treasury’s office of inspector general", "organisation"),
        ("retailer Arkon", "Arkon", "organisation"),
        ("the super PAC Rivers Ahead", "Rivers Ahead", "organisation"),
        ("Arkon Motor Co", "Arkon Motor Co", "organisation"),
        ("23 Senate offices", None, "unnamed"),
        ("Arizona hospitals", None, "unnamed"),
    ],
)
def test_what_a_mention_names(mention: str, name: str | None, kind: str) -> None:
    speaker = read_mention(mention).speaker
    assert (speaker.name, speaker.kind) == (name, kind)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A report by Arkon came out on Monday. It rained.\n\n“It is late,” the report said.", "Arkon"),
        ("Ross was rebuked in a Gallup report last week.\n\n“It is late,” the report said.", "Gallup"),
        ("Gallup released a new poll on Monday.\n\n“It is late,” the survey said.", "Gallup"),
        ("A new Gallup poll is out.\n\nNearly 40 percent said it was “all too late for this town.”", None),
        ("A Gallup poll is out.\n\nMore than half of voters said it was “all too late for this town.”", None),
        ("A Gallup poll is out.\n\nHalf a dozen aides said it was “all too late for this town.”", None),
        ("A Gallup poll is out.\n\nThe majority leader said it was “all too late for this town.”", None),
        ("A Gallup poll is out.\n\nA majority of senators said it was “all too late for this town.”", None),
        ("A report came out on Monday.\n\n“It is late,” the report said.", None),
        ("Arkon sent a letter on Monday.\n\n“It is late,” the letter said.", None),  # another's, perhaps
    ],
)
def test_who_made_what_was_told_of_before(text: str, speaker: str | None) -> None:
    assert [a.speaker for a in attribution.find_attributions(text)][-1] == speaker


def test_endless_words_take_no_time() -> None:
    begin = time.process_time()
    for endless in ("A" * 20_000, "a." * 20_000, "A-" * 20_000, "aA" * 20_000):
        article = read_article(endless)
        assert maker_of("poll", len(endless), article) is None
        assert told_body("Arkon", article) is None
        assert plain_body(endless, "organisation") == (endless, "organisation")
    quoted = frozenset(range(0, 20_000, 2))
    assert sum(1 for _ in find_ends(["“", "Rain"] * 10_000, quoted)) > 0
    assert time.process_time() - begin < 10  # by squares: minutes


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“It is late,” Ann Lee said, CNN reports. “It is dark as well.”", ["Ann Lee", "CNN"]),
        ("“It is late,” Ann Lee said, the Interfax news agency reported. “It is dark.”", ["Ann Lee", "Interfax"]),
    ],
)
def test_the_words_that_an_outlet_passes_on_stay_the_speakers(text: str, speakers: list[str]) -> None:
    found = attribution.find_attributions(text)
    assert [a.speaker for a in found] == speakers
    assert [a.kind for a in found] == ["direct", "indirect"]


def test_who_is_quoted_in_a_post_speaks() -> None:
    text = "It was loud. “It has to end tonight,” said Dan Ross. What a day. — Ann Lee (@annlee) June 15, 2020"
    assert {a.speaker: text[slice(*a.content[0])] for a in attribution.find_attributions(text)} == {
        "Ann Lee": "It was loud.",
        "Dan Ross": "“It has to end tonight,”",
    }


def test_a_title_of_the_other_gender_is_another_of_the_surname() -> None:
    text = "Brian Harris stood there with his wife, Diane. “It is the safest of places,” Ms. Harris said."
    assert [a.speaker for a in attribution.find_attributions(text)] == ["Ms. Harris"]


@pytest.mark.parametrize(
    ("text", "heard", "whole"),
    [
        (
            "Says the Institute for Clinical and Economic Review (ICER).",
            "Institute for Clinical",
            "Institute for Clinical and Economic Review",
        ),
        (
            "The House Energy and Commerce Committee wrote to them.",
            "Commerce Committee",
            "House Energy and Commerce Committee",
        ),
        ("Now the U.S. government expects rain.", "U.S.", "U.S. government"),
        ("What Obamacare the White House says it is.", "Obamacare", "Obamacare"),
        ("But Lee says so.", "But Lee", "Lee"),
        ("It was told by Orrin G. Hatch.", "Orrin G", "Orrin G. Hatch"),
    ],
)
def test_names_are_taken_whole(text: str, heard: str, whole: str) -> None:
    at = text.index(heard)
    start, end = whole_name(text, at, at + len(heard))
    assert text[start:end] == whole


@pytest.mark.parametrize(
    ("before", "heard", "behind"),
    [
        ("It was told by former ", "CIA", " contractor Dan Ross, who said it."),
        ("A spokesperson for the ", "VA", " said that it was late."),
        ("It rains, he said. ", "Dan Ross", " reported from Washington."),
        ("It said so. — Ann Lee (@", "AnnLee", ") July 18, 2017"),
    ],
)
def test_of_whom_somebody_else_is_does_not_speak(before: str, heard: str, behind: str) -> None:
    text = before + heard + behind
    assert list(in_passing(text, [], [Speaking(len(before), len(before) + len(heard), 0.99)])) == []


def test_who_is_told_to_speak_is_cited_in_passing() -> None:
    text = "..., a claim that Ann Lee denied."
    (found,) = in_passing(text, [], [Speaking(18, 25, 0.99)])
    assert text[slice(*found.source[0])] == "Ann Lee"


@pytest.mark.parametrize("end", ["Dan Ross Jr.", "Dan Ross, a nurse in Reno, Nev.", "Dan Ross of Arkon Inc."])
def test_a_quotation_behind_a_shortened_word_begins_a_sentence(end: str) -> None:
    text = f"“We did our job in the end,” said {end} “We did the best that we could do.”"
    (found,) = attribution.find_attributions(text)
    quoted = ["“We did our job in the end,”", "“We did the best that we could do.”"]
    assert [text[slice(*span)] for span in found.content] == quoted
