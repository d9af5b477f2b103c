"""What counts as said: no supposition, aim, thought or act, and nothing that the author says for himself."""

import pandas as pd
import pytest

from helpers import attribution


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
    ],
)
def test_only_what_was_said_is_a_statement_and_cites_somebody(text: str, is_said: bool) -> None:
    found = read(text)
    assert bool(len(attribution.statements(found))) is is_said
    cited = attribution.cited_sources(pd.DataFrame({"article_id": ["1"], "text": [text]}), reader="model")
    assert (cited["name"].to_list() == ["Ann Lee"]) is is_said
    shares = attribution.speaker_shares(pd.DataFrame({"article_id": ["1"], "text": [text]}), reader="model")
    assert ("person" in shares["speaker_class"].to_list()) is is_said
