"""Mending texts as they come: what each rule makes of a text, and that nothing else changes."""

import re
import textwrap
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers import corpus, engine, tables
from helpers.text import Repair, find_sentences, repair

ROOT = Path(__file__).parent.parent

# rule, the text as it came, and as it is read
MENDED = [
    ("escapes", 'She said \\"no\\" and left.', 'She said "no" and left.'),
    ("escapes", "It\\u2019s late \\ud83d\\ude00 in Rome.", "It’s late \U0001f600 in Rome."),
    ("escapes", "One line.\\nAnd one.\\n\\nThe last.", "One line.\nAnd one.\n\nThe last."),
    ("encoding", "â€œItâ€™s over,â€\x9d he said. A cafÃ© cost Â£5.", "“It’s over,” he said. A café cost £5."),
    ("encoding", "Ã¢â‚¬Å“Yes,Ã¢â‚¬Â\x9d she said.", "“Yes,” she said."),
    ("markup", "It rained.</p><p>Then it <b>snowed</b>.", "It rained.\n\nThen it snowed."),
    ("markup", 'See <a href="http://example.org">the law</a>.<br/>It is new.', "See the law.\nIt is new."),
    ("markup", "Rain.<script>var a = '<p>';</script> Snow.<!-- more -->", "Rain. Snow."),
    ("markup", "<p><![CDATA[It rained.]]></p>", "It rained."),
    ("markup", "<table><tr><td>Rain</td><td>3 mm</td></tr></table>", "Rain  3 mm"),
    ("entities", "&quot;No,&quot; said Lee &amp; Hart&#8217;s men.", '"No," said Lee & Hart’s men.'),
    ("entities", "a &amp;amp;amp;quot;b&amp;quot; c", 'a "b" c'),
    (
        "invisible characters",
        "\ufeffThe par\u00adlia\u00adment met\u200b on\u2060 Monday.",
        "The parliament met on Monday.",
    ),
    ("invisible characters", "a govern\u00ad\nment of all", "a government of all"),
    ("invisible characters", "\u200eLee\u202a said\u202c no\x96never", "Lee said no–never"),
    ("composed characters", "A cafe\u0301 in Sa\u0303o Paulo", "A café in São Paulo"),
    ("ligatures", "The o\ufb03ce of the \ufb01rm", "The office of the firm"),
    ("quotation marks", "‘‘It is over,’’ he said.", "“It is over,” he said."),
    ("quotation marks", "″It is over,″ he said.", '"It is over," he said.'),
    ("quotation marks", "‹It is over›, he said.", "“It is over”, he said."),
    ("glued sentences", "They met on Monday.The group left.", "They met on Monday. The group left."),
    ("glued sentences", "“It is over.”The group left.", "“It is over.” The group left."),
    ("glued sentences", 'He said: "It is over."The group left.', 'He said: "It is over." The group left.'),
    ("glued sentences", 'It was over."The group left," he said.', 'It was over. "The group left," he said.'),
    ("glued sentences", 'He had "nothing."Lee said it. "It is so."', 'He had "nothing." Lee said it. "It is so."'),
    ("glued sentences", '"It ends.\'"And we win."Lee left. "It is."', '"It ends.\' "And we win." Lee left. "It is."'),
    ("glued sentences", 'She is 6\'2" tall."It helps."Lee left.', 'She is 6\'2" tall. "It helps." Lee left.'),
    ("glued sentences", "They left in 2017.The year was dry.", "They left in 2017. The year was dry."),
    ("glued sentences", "It was heard in the U.S.The bill failed.", "It was heard in the U.S. The bill failed."),
    ("glued sentences", "The bill went to the SenateRead more", "The bill went to the Senate Read more"),
]


@pytest.mark.parametrize(("rule", "came", "read"), MENDED, ids=[f"{r} {i}" for i, (r, *_) in enumerate(MENDED)])
def test_a_text_is_mended(rule: str, came: str, read: str) -> None:
    text, found = repair(came)
    assert text == read
    assert [row.rule for row in found] == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "U.S. and E.U. talks, e.g. on node.js 3.5, www.example.org, J.K. Rowling and L.A., ended at 5.30 p.m.",
        "The H.I.V. rate in Providence, R.I., was 3.5%. Write to Ann.Lee@example.org or see http://example.org/a.Bc",
        "Booking.Com and Ask.fm are firms. It was x < 3 and y > 4; the <b> tag; <John> said <3. AT&T; R&D",
        "He was 5′10″ tall, and the pipe is 3″ wide.",
        "C:\\new\\table is a path. \\n is one escape.",
        "L’été à Zürich, São Paulo, naïve, œuvre, ﷺ, مرحبا‏ بكم, \U0001f469‍\U0001f469‍\U0001f467",
        "The woods are lovely, dark and deep,\nBut I have promises to keep,\nAnd miles to go before I sleep.",
        "Bread: 3.20\nmilk: 1.10\nsalt: 0.90\ntea: 4.00\nrice: 2.00\noil: 5.00",
    ],
)
def test_a_clean_text_stays(text: str) -> None:
    assert repair(text) == (text, [])


RANGES = ((0, 9), (14, 32), (127, 128), (0xAD, 0xAE), (0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x2065),
          (0x2066, 0x206A), (0xFEFF, 0xFF00), (0xFFF9, 0xFFFC))  # fmt: skip


@pytest.mark.parametrize("code", [code for some in RANGES for code in range(*some)])
def test_signs_that_no_reader_sees_go_each_alone(code: int) -> None:
    assert repair(f"The rain{chr(code)} fell.")[0] == "The rain fell."


@pytest.mark.parametrize("end", ["com", "org", "net", "gov", "edu", "info", "tv", "io", "co", "fm", "uk", "us", "ai"])
def test_an_address_is_no_end_of_a_sentence(end: str) -> None:
    text = f"They met at Example.{end.title()} on Monday."
    assert repair(text) == (text, [])


def test_the_seeds_stay_byte_for_byte() -> None:
    for path in (ROOT / "seeds").glob("*.txt"):
        text = path.read_bytes().decode()
        assert repair(text) == (text, [])


STORY = (
    "Consumer prices rose by 12 percent in the year to May, the statistics office said on Tuesday, more than most "
    "economists had expected. The bank will meet next week to decide whether its rates should go up again.\n\n"
    "“We have to act,” its governor said in a speech that was read in Bern on Monday. Food and energy cost $4.2 "
    "billion more than a year ago, and the government has put long-term help of 300 million francs aside for those "
    "who cannot pay. Nobody knows how long it will last."
)


@pytest.mark.parametrize("width", [45, 60, 72, 80, 100])
def test_wrapped_lines_are_read_as_paragraphs(width: int) -> None:
    paragraphs = ["\n".join(textwrap.wrap(part, width, break_on_hyphens=False)) for part in STORY.split("\n\n")]
    head = "PRICES RISE AGAIN\n\nBy Ann Lee\n\n"
    listed = "\n\n- Bread: 3.20\n- Milk: 1.10\n"
    text, found = repair(head + "\n\n".join(paragraphs) + listed)
    assert text == head + STORY + listed
    assert [row.rule for row in found] == ["wrapped lines"]


def test_lines_of_print_are_read_as_paragraphs_and_words_cut_at_their_ends_are_made_whole() -> None:
    came = (
        "The government said on Monday that it would pay for the long-\n"
        "term care of the old, and that the whole of the parlia-\n"
        "ment would have to find the money by the end of the year or\n"
        "much sooner, if all of the members of the city coun-\n"
        "cil agree. Nobody had asked it for so much before, and no-\n"
        "body knows where it is to be found in so short a time.\n"
        "The vote is near.\n"
    )
    read = (
        "The government said on Monday that it would pay for the long-term care of the old, and that the whole of the "
        "parliament would have to find the money by the end of the year or much sooner, if all of the members of the "
        "city council agree. Nobody had asked it for so much before, and nobody knows where it is to be found in so "
        "short a time.\nThe vote is near.\n"
    )
    assert repair(came)[0] == read


def test_wrapped_lines_with_a_blank_line_after_each_are_read_as_paragraphs() -> None:
    story = STORY.split("\n\n")[1]
    assert repair("\n\n".join(textwrap.wrap(story, 60, break_on_hyphens=False)))[0] == story


def test_wrapped_lines_without_blank_lines_between_paragraphs_keep_the_ends_of_these() -> None:
    came = "\n".join("\n".join(textwrap.wrap(part, 70)) for part in STORY.split("\n\n"))
    assert repair(came)[0] == STORY.replace("\n\n", "\n")


FULL = "The council of the old town met again this week and"  # as long as a line may be
DENSE: list[tuple[str, str, bool]] = [
    ("The Council of the Old Town Meets Again This Week", "The mayor said that nobody had asked for it", True),
    ("The Council of the Old Town Meets Once Again at the", "Old Harbour of Port Vale", False),
    ("The chair of the old town sat down with one Ann Lee", "Ann Lee is a painter who lives by the harbour", True),
    ("The council sat on Monday, September 1, 2015", "Bridges were its only subject on that long day", True),
    ("How did the council come to know of those bridges", "We had heard of them from the men at the harbour", True),
    ("The council of the old town met with the painters", "Ann Lee and with all the men of the old harbour", False),
    ("The council sat in the hall until quarter past 7 of", "2. and then again on the day after at the harbour", False),
    ("The council of the old town would either 1) pay or", "2) wait, said the mayor of the town by the harbour", False),
    ("The men of the council were to vote on these things:", "bread;", True),
    ("The council met (Lee, Ann and others; Hall of Port 1;", "Cowes, in the same hall of the old harbour;", False),
    ("The council of the old town met once more at the old", "261. Nobody else had asked it for so much before", False),
    ("The Council of the Old Town at the Bridge Photo: AFP", "Ann Lee is a painter who lives by the harbour", True),
    ("Bridges of the Old Town Then Came Near to Port Saint", "Helens, and with them all the men of the harbour", False),
    ("The council of the old town met again with the men of", "Introduction.", False),
    ("The council of the old town met to hear all the men", "Introduction.", True),
    ("The council of the old town met; a map of the bridge", "Figure 2. The bridges of the town by the harbour", True),
    ("The council of the old town met once more with Ann", "B. Lee, who had asked it for it the day before", False),
    ("The council of the old town met with one of the men", "- Ann Lee - who had asked for it the day before", False),
]  # fmt: skip


@pytest.mark.parametrize(("above", "below", "stays"), DENSE)
def test_full_lines_of_paragraphs_without_blank_lines_between(above: str, below: str, stays: bool) -> None:
    lines = [*[FULL, "so did the council of the new town, in the same hall", "on the same day."] * 4, above, below]
    mended = repair("\n".join(lines))[0]
    assert (f"{above}\n{below}" in mended) is stays
    assert (f"{above} {below}" in mended) is not stays


def test_speech_with_few_long_lines_is_wrapped_where_none_is_longer() -> None:
    said = "We never thought that it would take the council of this town so long to come and ask what we think of it."
    lines = textwrap.wrap(said, 60)
    assert len(lines) == 2
    came = "\n".join(["Yes.\nNo, not us.\nWhy?\nWell.\n" * 3 + "\n".join(lines)] * 6)
    assert repair(came)[0].count(said) == 6
    assert repair(came + "\n" + said)[0].count("\n") == came.count("\n") + 1


def test_a_repair_says_what_was_there_and_where_it_stands_now() -> None:
    text, found = repair("<p>A caf&eacute; in Bern.</p>\n<p>Caf&eacute; two.The end.</p>")
    assert {row.rule: (row.was, text[row.start : row.end], row.n) for row in found} == {
        "markup": ("<p>A", "A", 4),
        "entities": ("caf&eacute;", "café", 2),
        "glued sentences": ("two.The", "two. The", 1),
    }


DIRT = st.text(
    st.sampled_from("ab ZT.!?\"'“”’‘\n\r\t,12-\u00ad\u200b\u200e\u0301éﬁ″‹›<>/p&;\\nuÃ©â€œ\x80\x93"), max_size=120
)
PIECES = st.lists(
    st.sampled_from(["<p>", "</p>", "&amp;", "lt;", "&quot;", "â€œ", "Ã©", "\\", '"', "\\n", "\\u2019", "Monday",
                     ".The", " ", "\n", "govern-", "\u00ad", "''", "’’", "<b>", "</b>", "a", "Read more", "ﬁ",
                     "e\u0301", "Â "]),
    max_size=25,
).map("".join)  # fmt: skip


@settings(deadline=None)
@given(DIRT | PIECES | st.text(max_size=60))
@example("&amp;lt;p&amp;gt;one&amp;lt;/p&amp;gt;")
def test_mending_twice_changes_nothing_more_and_offsets_hold(came: str) -> None:
    text, found = repair(came)
    assert repair(text) == (text, [])
    assert (found == []) == (text == came)
    for row in found:
        assert 0 <= row.start <= row.end <= len(text)
        assert row.n >= 1
        assert len(row.was) <= 80


@given(st.text(st.sampled_from('abc ZT.!?"“”’\n,12-()'), max_size=300))
def test_no_word_is_lost(came: str) -> None:
    def letters(text: str) -> str:
        return re.sub(r"[\s\W]", "", text)

    assert letters(repair(came)[0]) == letters(came)


def test_a_clean_article_costs_little() -> None:
    article = "\n\n".join([STORY.replace("\n\n", " ")] * 10)
    repair(article)
    begun = time.process_time()
    for _ in range(20):
        repair(article)
    assert (time.process_time() - begun) / 20 < 0.005  # ten times what it takes where nothing else runs


def test_glued_sentences_are_found_apart() -> None:
    text, _ = repair("They met on Monday.The group left.It was late.")
    assert [text[a:b] for a, b in find_sentences(text)] == ["They met on Monday.", "The group left.", "It was late."]


def test_the_table_of_repairs_is_that_of_the_corpus(tmp_path: Path) -> None:
    came = "<p>Prices rose by &pound;5.</p><p>It rained on Monday.The end.</p>"
    (tmp_path / "a.txt").write_text(came, "utf-8")
    (tmp_path / "b.txt").write_text("Nothing to mend here.", "utf-8")
    found = engine.load(str(tmp_path))
    article = found["articles"].set_index("article_id").loc["a"]
    repairs = tables.REPAIRS.check(found["repairs"])
    assert article.text.split("\n") == ["Prices rose by £5.", "", "It rained on Monday. The end."]
    assert {row.rule: (article.text[row.start : row.end], row.was, row.n) for row in repairs.itertuples()} == {
        "markup": ("Prices", "<p>Prices", 4),
        "entities": ("£5.", "&pound;5.", 1),
        "glued sentences": ("Monday. The", "Monday.The", 1),
    }
    assert set(repairs["article_id"]) == {"a"}
    pd.testing.assert_frame_equal(corpus.repairs(found["articles"].iloc[:0]), tables.REPAIRS.empty())


def test_titles_and_outlets_are_mended_too(tmp_path: Path) -> None:
    rows = "title,outlet,text\nLee&#8217;s <i>law</i> â€“ at last,Town &amp; Country,It rained.\n"
    (tmp_path / "a.csv").write_text(rows, "utf-8")
    article = corpus.read(str(tmp_path / "a.csv")).iloc[0]
    assert (article.title, article.outlet) == ("Lee’s law – at last", "Town & Country")


def test_a_text_of_nothing_but_markup_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,text\n1,"<p>It rained.</p>"\n2,"<p> </p>"\n', "utf-8")
    part = corpus.read_all(str(tmp_path / "a.csv"))
    assert (len(part.articles), part.rejected["reason"].tolist()) == (1, [corpus.NO_TEXT])


def test_a_repair_is_a_row() -> None:
    assert repair("It\u200b rained.")[1] == [Repair(0, 2, "invisible characters", "It\u200b", 1)]
