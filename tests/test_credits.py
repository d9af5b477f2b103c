"""Credits of agencies: who, for what, and the words that say so; and what the metadata say beside the text."""

from datetime import datetime

import pandas as pd
import pytest

from helpers import attribution
from helpers.attribution.contradictions import find_date, find_later
from helpers.attribution.contributors import find_contributors
from helpers.tables import CONTRADICTIONS

BODY = "\n".join(f"The harbour of Port Vell was closed on day {n} after a crane fell." for n in range(30))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"LIMA, Peru (AP) — Rain fell.\n{BODY}", [("Associated Press", "whole text", "LIMA, Peru (AP) —")]),
        (f"LIMA (Reuters) - Rain fell.\n{BODY}", [("Reuters", "whole text", "LIMA (Reuters) -")]),
        (f"{BODY}\nThe Associated Press contributed to this report.", [("Associated Press", "parts", None)]),
        (
            f"{BODY}\nThe Associated Press and Reuters contributed to this report.",
            [("Associated Press", "parts", None), ("Reuters", "parts", None)],
        ),
        (f"{BODY}\nMaterial from Reuters was used in this report.", [("Reuters", "parts", None)]),
        (f"{BODY}\nContributing: Ann Lee; the Associated Press", [("Associated Press", "parts", None)]),
        (f"{BODY}\nFrom wire reports", [(None, "parts", None)]),
        (f"A crowd in Lima. (Ann Lee/Reuters)\n{BODY}", [("Reuters", "photographs", None)]),
        (f"{BODY}\nA Reuters/Ipsos poll found that 3 in 10 agreed.", []),
        (f"{BODY}\nHe told Reuters that it rained.", []),
        (f"{BODY}\nCopyright 2018 The Associated Press.", [("Associated Press", "whole text", None)]),
        (f"Associated Press\n{BODY}", [("Associated Press", "whole text", "Associated Press")]),
        (f"Ann Lee\nReuters\n{BODY}", [("Reuters", "whole text", "Ann Lee\nReuters")]),
        (f"It rained in Lima all day.\nReuters\n{BODY}", []),  # of the photograph above
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


@pytest.mark.parametrize(
    ("outlet", "url", "wire", "is_wire"),
    [
        ("Reuters", None, "Reuters", True),
        ("Bloomberg", "https://www.bloomberg.com/news/1", "Bloomberg", True),
        # an agency's text, at the address of an outlet
        ("Associated Press", "https://www.washingtontimes.com/news/1", "Associated Press", False),
        ("ABC News", "https://abcnews.go.com/Business/wireStory/1", "Associated Press", False),
        ("Monitor", "http://www.csmonitor.com/USA/Latest-News-Wires/1", "News agency", False),
        ("ABC News", "https://abcnews.go.com/Business/1", None, False),
    ],
)
def test_whose_text_an_address_says_it_is(outlet: str, url: str | None, wire: str | None, is_wire: bool) -> None:
    articles = pd.DataFrame({"article_id": ["a"], "text": [BODY], "outlet": [outlet], "url": [url]})
    found = attribution.provenance(articles).iloc[0]
    assert (found["wire"] if pd.notna(found["wire"]) else None) == wire
    assert found["is_wire"] == is_wire


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Storm\nImage copyright Reuters Image caption Rain in Lima\nIt rained.", None),
        ("Storm\nA man in the rain.\nJim Roe/AP\nIt rained.\nIt did.\nAnd then some.", None),
        ("Storm\n“It rained.”\nAnn Lee, Washington Post\n“It did.”\nAnn Poe, Vox", None),
        ("Storm\nThe plan, first reported by The Washington Post, is new.", None),
        ("Storm\nBy The Times’s count, it rained nine days.\nAll said so.\nSo did we.\nAnd others.", None),
        ("Storm\nAnn Lee\nUSA TODAY\nIt rained.\nIt did.\nAnd then some.", "USA Today"),
        ("Storm\nIt rained.\nThis story was originally published by The Guardian.", "The Guardian"),
    ],
)
def test_the_credit_of_a_photograph_or_quotation_is_no_outlet(text: str, outlet: str | None) -> None:
    found = attribution.find_provenance(text).outlet
    assert (found and found.name) == outlet


@pytest.mark.parametrize(
    ("line", "author"), [("Continue Reading Below", None), ("Link Copied", None), ("Mary Poe", "Mary Poe")]
)
def test_a_link_is_no_author(line: str, author: str | None) -> None:
    found = attribution.find_provenance(f"Storm hits Lima\n{line}\nIt rained for a week in the old town.").author
    assert (found and found.name) == author


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Published on Oct 3, 2016\nIs it so?", "2016-10-03"),
        ("Storm\nBy Bill Poe - October 20, 2014\nIt rained.", "2014-10-20"),
        ("Storm\nOctober 20, 2014 was a day of rain that nobody in the valley will forget.", None),
        ("Storm\nIt rained on May 3, 2012.", None),
    ],
)
def test_the_day_that_a_text_states(text: str, date: str | None) -> None:
    found = find_date(text)
    assert (found and found[0].strftime("%Y-%m-%d")) == date
    assert found is None or text[found[1] : found[2]] in {"Oct 3, 2016", "October 20, 2014"}


def test_a_text_that_tells_of_days_after_its_date() -> None:
    day = datetime(2014, 1, 9)
    shown = "Photos: Rain\nLund stands in the rain in May 2015.\nRain falls on Lima on 3 June 2016."
    assert find_later(shown, day) == (shown.index("May"), shown.index("May") + 8)
    assert find_later(shown, datetime(2016, 5, 20)) is None
    assert find_later("Rain fell in May 2015.\nThe rain will end in June 2016.", day) is None


def test_what_differs_between_metadata_and_text() -> None:
    articles = pd.DataFrame(
        {
            "article_id": ["a", "b", "c", "d"],
            "text": [
                "Published on Oct 3, 2016\nIs it so? It is, the board said.",
                "Storm\nBy Mary Poe\nIt rained.\nCopyright © 2019 The Washington Times, LLC.",
                "LIMA (AP) — It rained.\nThis column originally appeared in The Hill.",
                "Storm\nIt rained.\nMary Poe is an editor of Vox. Copyright © 2019 Tribune Content Agency, LLC",
            ],
            "outlet": ["Vox", "Washington Times", "Fox News", "Vox"],
            "author": [None, "Ann Lee, M. Poe", None, None],
            "published": pd.to_datetime(["2019-01-15"] * 4),
        }
    )
    found = attribution.contradictions(articles, attribution.provenance(articles))
    CONTRADICTIONS.check(found)
    assert found[["article_id", "what", "stated", "metadata"]].to_numpy().tolist() == [
        ["a", "date", "3 Oct 2016", "15 Jan 2019"],
        ["c", "outlet", "The Hill", "Fox News"],
    ]


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("• Bo Ek contributed to this report.", ["Bo Ek"]),
        ("Fox News' Ann Lee and The Associated Press contributed to this report.", ["Ann Lee"]),
        ("USA TODAY reporter Ann Lee of USA TODAY contributed to this story", ["Ann Lee"]),
        ("Contributing: WXIA in Atlanta; Ann Lee in Lund; the Associated Press", ["Ann Lee"]),
        ("Hart reported from Lund. Contributing: Ann Lee and Bo Ek in Rome.", ["Ann Lee", "Bo Ek"]),
        ("• Bo Ek contributed to this article, which is based in part on wire service reports.", ["Bo Ek"]),
        ("The Associated Press contributed to this report.", []),
        ("Ann Lee contributed to the campaign.", []),
        ("“Ann Lee contributed to this report,” he said.", []),
    ],
)
def test_who_contributed_to_a_text(line: str, people: list[str]) -> None:
    assert find_contributors(f"It rained.\n\n{line}") == people
