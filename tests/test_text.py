"""Reading a text: sentences, boilerplate, words, the scan."""

import json
import string
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.text import find_boilerplate, find_lines, find_sentences, find_words, name_boilerplate, scan
from helpers.text.furniture import Rule, furniture_rules

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))

# each line is one text, its sentences parted by |
SENTENCES = """
He left.|She stayed.|Why?|No!
Putin met Mr. Kim and Dr. Lee in St. Petersburg.|They talked.
The U.S. Senate voted at 5 p.m. Tuesday.|It was close.
He lives in the U.S.|He likes it.
They left the U.S. “
J. K. Rowling wrote it.|George W. Bush did not.
It rose 3.5 percent to $2.4 bn.|Then it fell.
On Jan. 5 he flew to No. 10.|No.|He stayed.
He came, e.g. The Hague was full, i.e. Dutch.
“It is over.”|“Is it?” he asked.|“Never!” Trump said.
A “bromance“?|Not quite.
It doesn’t matter.|A signature can be revoked“.|The newspaper quoted him.
It was (in the world. – Ed .),” the analyst says.|Then he left.
He left (she stayed.)|They met.
We just ... I do not know.|And then...|Then nothing.
2.1. Results of the study
Figure 4.|A map of Senegal.|It is large.
They pay a fee. 8|Yet some do not.|Mambo No. 5 The Hit fell on Jan. 5 For once.
Mr. Li (Acme Ltd. and others, eds.).|It is out.
Research agrees. [1 - 3]|Others differ.[4]|So it goes.
We ask why. :)|It is clear.
He runs eHow.|wikiHow is new.|iPhones sell.
Why not revoke our vote?“.|That would be music.
Santa Claus et al. [4] agree, as do p. 12 and pp. 13.|We do not.
Acme Inc. and Beta Corp. merged.|Gamma Ltd.|The end.
He was there, ate, slept, etc.|Manuscripts went, etc. and so on.
Headline of the day|Tuesday, September 1, 2015
They met on Tuesday, September 1, 2015
Tuesday, September 1, 2015|Kyiv was quiet.|Nobody spoke.
Tuesday, September 1, 2015 was quiet.
It went online.|(www.example.org).|It is large.
The two met in Helsinki|Photograph: Ann Lee/AFP/Getty Images
“We have brains.”|— Ann Lee, on oil
“We have brains” — and no oil.
It is better than LibriVox.|we find it clear.|Do not stop!|you've won.
“Stop!” he said, e.g. we did.
It is good.|we find it clear.
I would call if I could —|They never answer.|We wait -|Would you?
It was left to them|They left early.|As you see They left.|It was the hall (the old one)|The door is shut.
LONDON — The mayor left.|Prices — This is new — rose.|That's it — That's all.
They sang the song What is love.|He read How the bank fell.|Ann Lee What a day.|I think that He is right.
They saw the hall of Ann Lee|The hall is new.|We saw Ann Lee They left.|The vote -- and We know it -- was close.
“Stop!” I say.|“Why?” Ann called, and left.|“Go...” Mr. Lee said.
He was in Help! (1965) and Oh! (Paris, 1970).|Then Div. 3 fell.
They paid.|It rained. [...]
Map 3.1|The old town|Photo: Ann Lee
The old town of A.D. 900.|Photo: Ann Lee
""".strip().splitlines()


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences(line: str) -> None:
    text = line.replace("|", " ")
    assert [text[start:end] for start, end in find_sentences(text)] == line.split("|")


def test_a_line_end_ends_a_sentence() -> None:
    text = "A headline\r\n\n- News\n  One more line \nlast"
    assert [text[a:b] for a, b in find_sentences(text)] == ["A headline", "- News", "One more line", "last"]
    assert find_lines(text) == find_sentences(text)


@pytest.mark.parametrize(("side", "seed"), [("s001", "001"), ("s000", "000")])
def test_sentences_are_those_of_the_gold(side: str, seed: str) -> None:
    text = next(path for path in SEEDS if path.name.startswith(seed)).read_bytes().decode()
    gold = json.loads((ROOT / "tests" / "gold" / "alignment.json").read_text("utf-8"))
    expected = set()
    for pair in gold["alignment"]:
        held = pair[side] if isinstance(pair[side], list) else [pair[side]] if pair[side] else []
        expected |= {(sentence["start"], sentence["end"]) for sentence in held}
    assert set(find_sentences(text)) == expected


MIXED = st.text(st.sampled_from("ab Z.!?…\"'“”‘’()[]–-\n\r\t,;:12 \u00a0\u2028É😀Mr"), max_size=200)


@given(MIXED | st.text(max_size=100))
def test_sentences_cover_the_text_in_order(text: str) -> None:
    at = 0
    for start, end in find_sentences(text):
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@given(MIXED)
def test_words_are_found_whole_and_apart(text: str) -> None:
    found = find_words(text)
    assert sum(end - start for start, end in found) >= sum(c.isalnum() for c in text)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


@settings(deadline=None)
@given(st.lists(st.text(string.ascii_letters + " \n.", max_size=30), max_size=8))
def test_the_scan_gives_back_every_token(texts: list[str]) -> None:
    read = scan(texts)
    for i, text in enumerate(texts):
        assert [read.tokens[j] for j in read.ids[read.starts[i] : read.starts[i + 1]]] == text.split()
    assert len(set(read.tokens)) == len(read.tokens)


FURNITURE = """
advertisement: Advertisement
advertisement: Story continues below this ad
share buttons: Share
share buttons: Facebook Twitter WhatsApp Email
share buttons: Share this article on Twitter
share buttons: 1.2k shares
share buttons: Comments (12)
subscription: Subscribe to our newsletter
subscription: Sign up for our daily briefing.
subscription: Do you know our YouTube channel? Subscribe!
subscription: Follow Jane Doe on Twitter @janedoe.
subscription: Get the best of the week in your inbox.
copyright: © 2023 The Daily News. All rights reserved.
copyright: Copyright 2016 Associated Press.
copyright: This material may not be published, broadcast, rewritten or redistributed.
cookies and terms: We use cookies to improve your visit.
cookies and terms: Privacy Policy | Terms of Use | Contact us
cookies and terms: Accept all cookies
pointer to the original: See original article on BBC
pointer to the original: Read the full story
pointer to the original: This article was originally published on The Conversation.
disclaimer: The editors do not always share the opinions expressed by the authors of the blogs.
disclaimer: The views expressed in this article are those of the author.
about the author: About the author. Jane Doe, journalist.
contributors: Jane Doe contributed reporting.
contributors: (Reporting by David Bailey; Editing by Cynthia Osterman.)
picture credit: Photo: AFP
picture credit: Image source, Getty Images
picture credit: Bloomberg via Getty Images.
page data: 5 min read
link list: Related topics:
link list: READ MORE: Ten things to know
link list: More from World
currency ticker: 46.15 UAH ▲0.35%
currency ticker: EUR/USD 1.0812 -0.3%
""".strip().splitlines()


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_named(line: str) -> None:
    reason, _, furniture = line.partition(": ")
    text = f"A first paragraph of the article.\n{furniture}\nA last paragraph of the article."
    start = text.index(furniture)
    assert name_boilerplate(text) == [(start, start + len(furniture), reason)]


@pytest.mark.parametrize(
    "line",
    [
        "He did not subscribe to the view that sanctions work.",
        "“Sign up for health care,” the president said.",
        "The UAE",
        "UAE",
        "1969",
        "Sanctions",
        "Together forever?",
        "The company may share data with Facebook and Twitter.",
        "Copyright law was changed in 2019, the court said.",
        "Readers were told to read more books.",
        "Video games sold well.",
        "The related topics were discussed at length.",
        "Kim said he would see the original treaty in Moscow.",
        "“VIDEO: they lied,” he wrote.",
        "It rose 3 %.",
        "- Apples",
        "Everything changed with the invasion...",
    ],
)
def test_text_stays_text(line: str) -> None:
    assert find_boilerplate(f"A first paragraph of the article.\n{line}\nA last paragraph of the article.") == []


def test_a_code_is_furniture_beside_its_rate_and_a_teaser_where_its_text_follows() -> None:
    text = (
        "USD\n41.22 UAH ▼0.33%\nThe story that has been cut short he...\nUSD\nThe story that has been cut short here."
    )
    assert [(text[a:b], why) for a, b, why in name_boilerplate(text)] == [
        ("USD", "currency ticker"),
        ("41.22 UAH ▼0.33%", "currency ticker"),
        ("The story that has been cut short he...", "cut teaser"),
    ]


STORY = "The river rose in the night and the boats lay in the bay, the mayor of the town said on Monday."


@pytest.mark.parametrize(
    ("lines", "furniture"),
    [
        (["USD", "41.22 UAH ▼0.33%", "EUR", "A word of it.", "GBP"], ["USD", "41.22 UAH ▼0.33%", "EUR"]),
        (["Ten Things To Know", "Putin Meets Kim Again"], ["Ten Things To Know", "Putin Meets Kim Again"]),
        (["Ten Things To Know"], []),
        (["Three Things More", "Putin Meets Kim"], []),
        (["Rain fell on the hills", "Boats lay in the bay"], []),
        (["Share on Facebook", "Rain fell on the hills"], ["Share on Facebook", "Rain fell on the hills"]),
    ],
)
def test_what_stands_below_the_story(lines: list[str], furniture: list[str]) -> None:
    text = "\n".join([STORY, STORY.replace("Monday", "Tuesday"), *lines])
    assert [text[start:end] for start, end in find_boilerplate(text)] == furniture


def test_a_link_list_takes_its_titles_with_it() -> None:
    text = "The last paragraph ends here.\nRelated news:\nTen things to know\nPutin meets Kim\n- News\n- Sport"
    assert [text[a:b] for a, b in find_boilerplate(text)] == text.splitlines()[1:]


def test_boilerplate_of_the_seeds() -> None:
    found = {path.name[:3]: name_boilerplate(path.read_bytes().decode()) for path in SEEDS}
    kinds = {seed: [reason for *_, reason in lines] for seed, lines in found.items()}
    assert kinds == {
        "000": ["currency ticker"] * 10 + ["cut teaser"],
        "001": [],
        "002": ["subscription", "subscription", "pointer to the original"],
        "003": ["link list", "link list"],
        "004": ["about the author", "disclaimer", "link list"],
    }


def test_numbers_that_the_gold_calls_boilerplate_are_in_boilerplate() -> None:
    gold = json.loads((ROOT / "tests" / "gold" / "claims.json").read_text("utf-8"))
    for document, path in zip(gold["documents"], SEEDS, strict=True):
        spans = find_boilerplate(path.read_bytes().decode())
        for claim in document["claims"]:
            inside = any(start <= claim["start"] and claim["end"] <= end for start, end in spans)
            assert inside == bool(claim.get("boilerplate")), claim["span"]


@given(MIXED)
def test_boilerplate_keeps_to_lines_and_apart(text: str) -> None:
    found = find_boilerplate(text)
    lines = find_lines(text)
    assert all(any(a <= start < end <= b for a, b in lines) for start, end in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


RULES = furniture_rules()


@pytest.mark.parametrize("rule", RULES, ids=[f"{i} {rule.kind}" for i, rule in enumerate(RULES)])
def test_rules_of_furniture_take_their_examples_and_leave_the_others(rule: Rule) -> None:
    for example in rule.matches:
        line = example.replace("<<", "").replace(">>", "") if rule.where in {"part", "top"} else example
        assert any(hint in (line.lower() if hint.islower() else line) for hint in rule.hints), line
        found = rule.pattern.search(line)
        assert found, line
        if rule.where in {"part", "top"}:
            start, end = found.span("part" if "part" in rule.pattern.groupindex else 0)
            assert f"{line[:start]}<<{line[start:end]}>>{line[end:]}" == example
    for line in rule.leaves:
        assert len(line) > rule.longest or not rule.pattern.search(line), line


def test_parts_of_a_line_are_furniture_where_a_page_breaks_into_a_sentence() -> None:
    text = "First Lady Ann Lee Ann Mary LeeLawmakers balk | Talks fail MORE said no.\n\nIt was over. Read more"
    assert [text[a:b] for a, b in find_boilerplate(text)] == [
        "Ann Mary LeeLawmakers balk | Talks fail MORE",
        "Read more",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "He won.\n<<Who leads Polls Donors Ann Lee 21 ✓ Bo Hart 16 ✓ Jo Gray 9 ✓ Al Doe 4 ✓ As of April.>> It rained.",
        "It ended. <<Pollster Lee Hart Margin Star 44% 46% H+2 Planet 45 45 Even Sun 40 41 H+1 Sky 39 41 Even>>",
        "Lee, 45, Hart, 38, Gray, 27, Doe, 21, Poe, 19, Moe, 18, Joe, 17, and Roe, 16, are late.",
        "In 2012 Lee won 5 of 8 towns, in 2014 she won 6 of 9, and in 2016 all 12 of them.",
    ],
)
def test_a_table_put_into_one_line_is_furniture(text: str) -> None:
    plain = text.replace("<<", "").replace(">>", "")
    found = [plain[a:b] for a, b, kind in name_boilerplate(plain) if kind == "table"]
    assert found == [part.partition(">>")[0] for part in text.split("<<")[1:]]


def test_titles_under_a_heading_end_with_the_next_paragraph() -> None:
    text = "It failed.\nRead more:\nTen things to know\nThe senators who 'did not care'\nThe house votes next."
    assert [text[a:b] for a, b in find_boilerplate(text)] == text.splitlines()[1:4]


def test_a_box_that_asks_the_readers_is_furniture_with_its_question() -> None:
    text = "It failed.\nVote Now:\nDo You Approve of the Mayor's Work?\nThe house votes next.\nShould it vote?"
    assert [text[a:b] for a, b in find_boilerplate(text)] == text.splitlines()[1:3]


def test_who_signs_is_somebody_of_whom_the_article_does_not_speak() -> None:
    story = "\n".join(["The court met.", "Judge Bo Hart spoke first.", "He was brief.", "Nobody else spoke."])
    signed = "Ann Lee is a professor of law at Yale."
    assert find_boilerplate(f"{story}\n{signed}") == [(len(story) + 1, len(story) + 1 + len(signed))]
    assert find_boilerplate(f"{story}\nBo Hart is a professor of law at Yale.") == []


def test_a_line_that_stands_twice_on_end_counts_once() -> None:
    line = "A man walks past a board that shows the index of shares."
    assert name_boilerplate(f"{line}\n{line}\nShares fell.") == [(len(line) + 1, 2 * len(line) + 1, "repeated line")]


def test_a_sentence_set_apart_beside_its_paragraph_is_furniture() -> None:
    pulled = "The house will not vote on the bill before it has read it twice"
    story = f"The court met on Monday.\n{pulled}.\nLee was late. {pulled}, as it said in May.\nIt rained."
    assert [(story[a:b], why) for a, b, why in name_boilerplate(story)] == [(f"{pulled}.", "pull quote")]
    signed = f"{pulled} Bo Hart, mayor of Rome and of Ostia"
    named = f"The court met on Monday.\n“{pulled},” he said. “That is all I know of the bill.”\n{signed}\nIt rained."
    assert [named[a:b] for a, b in find_boilerplate(named)] == [signed]
    dashed = f"“{pulled}.” — Mayor Bo Hart, quoted by the radio of Rome"
    named = f"The court met on Monday.\n“{pulled},” he was quoted as saying.\n{dashed}\nIt rained."
    assert [named[a:b] for a, b in find_boilerplate(named)] == [dashed]
    # words that stand nowhere else are the story's
    assert find_boilerplate(named.replace("before it has read it twice,”", "so soon,”")) == []


@pytest.mark.parametrize(
    "line",
    [
        "The house will not vote on the bill before it has read it twice.",  # a post, then quoted
        "The house will not vote on the bill before it has read it",  # a heading
        "“The house will not vote on the bill before it has read it twice,” he said, and left the hall at noon.",
    ],
)
def test_what_is_said_again_stays_text(line: str) -> None:
    told = "He wrote: “The house will not vote on the bill before it has read it twice. Nobody will vote on it in May.”"
    assert find_boilerplate(f"The court met on Monday.\n{line}\nIt was late.\n{told}\nIt rained.") == []


def test_titles_below_the_story_are_links_and_headings_in_it_are_not() -> None:
    story = "Shares fell.\nWhat Happens Next\nThe bank meets on Friday."
    assert find_boilerplate(story) == []
    text = f"{story}\nWatch more above.\nLee and Hart React to Fall of Shares\nBank: We Have to Wait"
    assert [text[a:b] for a, b in find_boilerplate(text)] == text.splitlines()[3:]


def test_headlines_in_capitals_are_links_and_headings_and_cries_are_not() -> None:
    text = "The court met on Monday.\nWHAT THE JUDGE SAID\nIt was late.\nIt was dark.\nIt rained.\nIt snowed.\n"
    text += "WE ARE SO ANGRY THAT OUR MAYOR WAS SENT AWAY TONIGHT!!!\n"
    link = "GRAY SAYS HE WILL NOT ADVANCE NOMINEE WITHOUT THE CONSENT OF LEE"
    assert [(text + link)[a:b] for a, b in find_boilerplate(f"{text}{link}\nIt ended.")] == [link]


def _long(length: int, end: str = "") -> str:
    """Words of `length` characters in all, the last `end`."""
    return ("the ten things that the council of the old town knows of rain " * 10)[: length - len(end)].strip(
        "t "
    ).ljust(length - len(end), "s") + end


PARAGRAPH = "The court met on Monday and heard what everybody had to say of the bill, of the harbour and of the rain."
PULLED = "nobody will vote on the bill before the house has read it"

# what furniture is by its size, its place or its neighbours: lines, and the numbers of those that are named
SIZED = {
    "a title may have 160 characters": (["It failed.", "Read more:", _long(160), "It is late."], [1, 2]),
    "a longer one is a paragraph": (["It failed.", "Read more:", _long(161), "It is late."], [1]),
    "six titles in mid-article": (
        ["It failed.", "Read more:", *(f"Things to know of {n}" for n in "abcdefg"), "It is late."],
        [1, 2, 3, 4, 5, 6, 7],
    ),
    "below the story there is no end": (["It failed.", "Read more:", *(f"Things to know of {n}" for n in "abcdefg")],
                                        [1, 2, 3, 4, 5, 6, 7, 8]),
    "eight words in capitals": (["It failed.", "ALL OF THE RIVERS RISE IN MAY", "It is late.", "It rains.", "It ends."],
                                []),
    "eight words or more in capitals": (
        ["It failed.", "ALL OF THE LONG RIVERS RISE IN MAY", "It is late.", "It rains.", "It ends."], [1]),
    "a text in capitals": (["IT FAILED.", "ALL OF THE LONG RIVERS RISE IN MAY", "IT IS LATE."], []),
    "titles in title case below": (
        [PARAGRAPH, "Council Votes on the Harbour Plan", "Rain Is Due in the North"], [1, 2]),
    "headings with capitals in half their words below": (
        [PARAGRAPH, "Council votes on the Harbour Plan", "Rain is Due in the North"], []),
    "one title below": ([PARAGRAPH, "Council Votes on the Harbour Plan"], []),
    "three words are no title": ([PARAGRAPH, "Council Votes Twice", "Rain Is Due"], []),
    "a gallery of two captions": ([PARAGRAPH, _long(40), _long(40), "Rain.", _long(44), _long(44)], [1, 2, 4, 5]),
    "a caption that stands twice": ([PARAGRAPH, _long(40), _long(40), "It rained."], [2]),
    "too short a line that stands twice": ([PARAGRAPH, _long(39), _long(39), "It rained."], []),
    "a line that stands again far off": ([PARAGRAPH, _long(60, "."), PARAGRAPH + " It is late.", _long(60, ".")], []),
    "the first line of all": (["Advertisement", PARAGRAPH], [0]),
    "behind a letter that grows when it is made small": (["İzmir is large.", "Advertisement", PARAGRAPH], [1]),
    "pulled from the first paragraph": ([f"Today {PULLED}, he said.", f"{PULLED}.", "It rained."], [1]),
    "pulled from three paragraphs off": (
        [f"Today {PULLED}, he said.", *("It rained.", "It is late.", "It ends."), f"{PULLED}."], [4]),
    "said again four paragraphs off": (
        [f"Today {PULLED}, he said.", *("It rained.", "It is late.", "It ends.", "It is over."), f"{PULLED}."], []),
}  # fmt: skip


@pytest.mark.parametrize("case", SIZED)
def test_size_place_and_neighbours_of_furniture(case: str) -> None:
    lines, named = SIZED[case]
    text = "\n".join(lines)
    starts = [start for start, _ in find_lines(text)]
    assert [starts.index(start) for start, _ in find_boilerplate(text)] == named


AGENCIES = (
    "AP", "AP Photo", "Associated Press", "AFP", "Reuters", "Getty Images", "EPA", "Shutterstock", "Bloomberg",
    "Dreamstime", "Pixabay", "iStock", "Alamy Stock Photo", "PA Media", "Flickr", "Wikimedia Commons", "Unsplash",
    "Corbis", "UPI", "Redux", "Newscom", "ZUMA Press", "NurPhoto", "Anadolu Agency", "Xinhua", "TASS", "Sipa USA",
    "Polaris", "MCT", "TNS", "CQ Roll Call", "Pool", "dpa",
)  # fmt: skip


@pytest.mark.parametrize("agency", AGENCIES)
def test_who_took_a_picture_is_no_part_of_the_article(agency: str) -> None:
    found = name_boilerplate(f"{PARAGRAPH}\nAnn Lee / {agency}\nIt rained.")
    assert [kind for *_, kind in found] == ["picture credit"]
    assert name_boilerplate(f"{PARAGRAPH}\nAnn Lee / Bo Hart\nIt rained.") == []


def test_a_first_line_without_a_full_stop_is_the_articles_and_read_at_once() -> None:
    assert not name_boilerplate("Exports fell by 37 percent in May. Imports rose by 3 percent in June of the year")
    assert not name_boilerplate("A.B." * 60 + " officials met in the town hall today")  # once took minutes
