"""Credits of agencies: who, for what, and the words that say so; and what the metadata say beside the text."""

import pandas as pd
import pytest

from helpers import attribution

BODY = "\n".join(f"The harbour of Port Vell was closed on day {n} after a crane fell." for n in range(30))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"LIMA, Peru (AP) — Rain fell.\n{BODY}", [("Associated Press", "whole text", "LIMA, Peru (AP) —")]),
        (f"LIMA (Reuters) - Rain fell.\n{BODY}", [("Reuters", "whole text", "LIMA (Reuters) -")]),
        (f"{BODY}\nThe Associated Press contributed to this report.", [("Associated Press", "parts", None)]),
        (f"{BODY}\nMaterial from Reuters was used in this report.", [("Reuters", "parts", None)]),
        (f"{BODY}\nContributing: Ann Lee; the Associated Press", [("Associated Press", "parts", None)]),
        (f"{BODY}\nFrom wire reports", [(None, "parts", None)]),
        (f"A crowd in Lima. (Ann Lee/Reuters)\n{BODY}", [("Reuters", "photographs", None)]),
        (f"{BODY}\nA Reuters/Ipsos poll found that 3 in 10 agreed.", []),
        (f"{BODY}\nHe told Reuters that it rained.", []),
        (f"{BODY}\nCopyright 2018 The Associated Press.", [("Associated Press", "whole text", None)]),
    ],
)  # fmt: skip
def test_credits(text: str, expected: list[tuple[str | None, str, str | None]]) -> None:
    found = attribution.find_credits(text)
    assert [(credit.agency, credit.means) for credit in found] == [(agency, means) for agency, means, _ in expected]
    for credit, (_, _, words) in zip(found, expected, strict=True):
        assert words is None or text[credit.start : credit.end] == words


def test_a_credit_in_the_middle_of_a_text_is_none() -> None:
    assert attribution.find_credits(f"{BODY}\nThe Associated Press contributed to this report.\n{BODY}") == []


def test_a_dateline_goes_before_the_copyright_of_the_page() -> None:
    text = f"LIMA (AP) - Rain fell.\n{BODY}\nCopyright 2020 The Washington Post. All rights reserved."
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "outlet": ["Washington Times"]})
    found = attribution.provenance(articles).iloc[0]
    assert (found["outlet"], found["wire"], found["metadata_outlet"]) == (
        "Associated Press", "Associated Press", "Washington Times",
    )  # fmt: skip
    assert text[found["wire_start"] : found["wire_end"]] == "LIMA (AP) -"


def test_metadata_give_a_text_to_an_agency_too() -> None:
    articles = pd.DataFrame(
        {
            "article_id": ["a", "b", "c"],
            "text": [BODY] * 3,
            "outlet": ["Reuters", "Daily News", "Daily News"],
            "url": [None, "https://www.apnews.com/article/x", "https://example.org/apnews.com"],
        }
    )
    found = attribution.credits(articles)
    assert found[["article_id", "credit_id", "agency"]].to_numpy().tolist() == [
        ["a", 0, "Reuters"],
        ["b", 0, "Associated Press"],
    ]
    assert attribution.provenance(articles)["wire"].fillna("").tolist() == ["Reuters", "Associated Press", ""]
