"""show/: what a reader sees of a table, and that nothing of a text becomes markup."""

import html.parser
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import show, tables

ARTICLES = tables.ARTICLES.frame(
    [{"article_id": "a/../b", "label": "b", "n_words": 2, "sha256": "0" * 64, "text": "one <b>two</b>"}]
)


@pytest.mark.parametrize(
    ("article_id", "expected"),
    [("000_ab-1", "000_ab-1"), ("../../x", "x-"), ("<script>", "script-"), ("", "article-"), ("Ünïcode", "n-code-")],
)
def test_a_page_name_is_safe(article_id: str, expected: str) -> None:
    assert show.slug(article_id).startswith(expected)
    assert show.slug(article_id) == article_id or len(show.slug(article_id)) == len(expected) + 10


@given(st.text(), st.text())
def test_two_ids_have_two_page_names(one: str, other: str) -> None:
    assert (show.slug(one) == show.slug(other)) == (one == other)
    assert set(show.slug(one)) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-")


@pytest.mark.parametrize("other", ["news-7", "NEWS-7", "nEws-7"])
def test_ids_that_differ_in_case_only_have_page_names_that_differ_in_more(other: str) -> None:
    assert show.slug("News-7") != show.slug(other).lower()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("full", ["one two, three", None]), ("excerpt", ["one two …", None]), ("none", [None, None])],
)
def test_words_are_shown_as_far_as_allowed(text: str, expected: list[str | None]) -> None:
    words = pd.Series(["one two, three", None], dtype="str")
    assert [None if pd.isna(w) else w for w in show.limited(words, text, most=2)] == expected


def test_passages_are_the_words_at_the_offsets() -> None:
    rows = tables.BOILERPLATE.frame([("a/../b", 4, 14, "rule")])
    assert show.passages(rows, ARTICLES).to_list() == ["<b>two</b>"]


def test_passages_of_a_side_that_is_missing_are_missing() -> None:
    row = {"original_id": "a/../b", "derived_id": "a/../b", "alignment_id": 0, "relation": "dropped",
           "original_start": 0, "original_end": 3}  # fmt: skip
    rows = tables.ALIGNMENT.frame([row])
    found = show.passages(rows, ARTICLES, start="original_start", end="original_end")
    lost = show.passages(rows, ARTICLES, start="derived_start", end="derived_end")
    assert found.to_list() == ["one"]
    assert lost.isna().all()


def test_a_table_has_caption_heads_units_and_a_mark_for_its_place() -> None:
    rows = tables.BOILERPLATE.frame([("a/../b", 4, 14, "rule")])
    markup = show.table(rows, "Lines", articles=ARTICLES).markup
    assert "<caption>Lines <small>1 row</small></caption>" in markup
    assert '<th scope="col">article</th><th scope="col">reason</th>' in markup
    assert f'<th scope="row"><a data-at="{show.slug("a/../b")}.html#at-4">b</a></th>' in markup


def test_an_empty_table_says_so() -> None:
    assert show.table(tables.BOILERPLATE.empty(), "Lines").markup == '<p class="nothing">Lines: none.</p>'


def test_a_long_table_says_what_it_leaves_out() -> None:
    rows = tables.BOILERPLATE.frame([("a", start, start + 1, "rule") for start in range(7)])
    assert "first 5 of 7 rows" in show.table(rows, "Lines", limit=5).markup


def test_a_long_table_shows_the_first_rows_of_each_article() -> None:
    rows = tables.BOILERPLATE.frame(
        [(key, start, start + 1, "rule") for key in "abc" for start in range(9 if key == "a" else 2)]
    )
    shown = show.table(rows, "Lines", limit=8, each="article_id").markup
    assert "<small>the first 4 of each article: 8 of 13 rows; the table boilerplate holds all</small>" in shown
    assert [shown.count(f'data-at="{key}.html') for key in "abc"] == [4, 2, 2]
    assert "<small>13 rows</small>" in show.table(rows, "Lines", each="article_id").markup


def test_a_folded_table_opens_when_asked() -> None:
    shown = show.table(tables.BOILERPLATE.frame([("a", 4, 5, "rule")]), "Lines & more", is_folded=True).markup
    assert shown.startswith('<details class="drawn"><summary>Lines &amp; more</summary><div class="origins-table"')


@pytest.mark.parametrize(("n", "n_rest"), [(3, 0), (7, 1), (9, 3)])
def test_columns_without_room_wait_to_be_asked_for(n: int, n_rest: int) -> None:
    phrase = "a phrase of some words"  # of 154 pixels with the space between columns five have room
    rows = pd.DataFrame([{"id": "x", **{f"c{at}": phrase for at in range(n - 1)}}])
    markup = show.table(rows, "Rows").markup
    assert markup.count('class="rest"') == markup.count('class="phrase rest"') == n_rest
    assert (f"<summary>{n_rest} more column" in markup) == bool(n_rest)


class _Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert {name for name, _ in attrs} <= {
            "class", "tabindex", "role", "aria-label", "scope", "data-at", "title", "colspan", "hidden",
        }  # fmt: skip


@given(st.text(), st.text())
def test_no_text_becomes_markup(text: str, column: str) -> None:
    frame = pd.DataFrame({"article_id": [text], "start": [0], f"x{column}": [f"<img src=x onerror=1>{text}"]})
    tags = _Tags()
    tags.feed(show.table(frame, text).markup)
    of_tables = {"div", "table", "caption", "small", "thead", "tr", "th", "tbody", "td", "bdi", "a", "span"}
    assert tags.seen <= of_tables | {"details", "summary"}  # of the columns without room


def test_control_characters_are_shown() -> None:
    assert "a[U+202E]b" in str(show.table(pd.DataFrame({"word": ["a\u202eb"]}), "Words"))


def test_every_figure_shown_was_printed_by_a_benchmark() -> None:
    command = [sys.executable, str(Path(__file__).parents[1] / "benchmarks" / "measured.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_truth_and_long_text_are_for_readers() -> None:
    frame = pd.DataFrame({"a": ["x"], "is_b": pd.array([True], dtype="boolean"), "c": ["word " * 20], "n": [3]})
    markup = show.table(frame, "Cells").markup
    assert "<td>yes</td>" in markup
    assert '<td class="words">word' in markup
    assert '<td class="number">3</td>' in markup
