"""Attacks on whoever opens a page, a table, a terminal: what texts of others may hold, and what is left of it."""

from __future__ import annotations

import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import harmless

TURNING = [chr(code) for code in (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)]
CONTROL = [chr(code) for code in (*range(9), 11, 12, *range(14, 32), *range(127, 160), 0xD800, 0xDFFF, 0xFDD0, 0xFFFE)]


@pytest.mark.parametrize("letter", [*TURNING, *CONTROL], ids=lambda letter: f"U+{ord(letter):04X}")
def test_every_unseen_character_is_shown_in_texts_and_lines(letter: str) -> None:
    assert harmless.text(f"a{letter}b\n\tc") == "a\ufffdb\n\tc"
    assert harmless.line(f"a{letter}b\n\tc") == f"a[U+{ord(letter):04X}]b c"
    assert letter not in harmless.message(f"a{letter}b")
    assert (letter in harmless.cell(f"a{letter}b")) == (letter in TURNING)  # a table's directions are its texts'


@pytest.mark.parametrize(
    "kept", ["naïve café", "सत्य", "日本語", "👩‍👩‍👧", "אב", "a\tb\nc", "−3 %", "soft\u00adhyphen", ""]
)
def test_what_readers_may_meet_stays(kept: str) -> None:
    assert harmless.text(kept) == kept
    assert harmless.line(kept) == " ".join(kept.split())
    assert harmless.cell(kept) == kept


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a\x1b[31mb", "a[U+001B][31mb"),
        ("a\u202eb", "a[U+202E]b"),
        ("a\n b", "a b"),
        ("a\x00", "a[U+0000]"),
        ("one\rtwo", "one[U+000D]two"),
    ],
)
def test_lines(words: str, expected: str) -> None:
    assert harmless.line(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a\x1b[31mred\x1b[0m b", "a red b"),
        ("a\x1b[2J\x1b[Hb", "a b"),
        ("done\r\x1b[Kfailed", "done failed"),
        ("a\u061cb", "a b"),
        ("x" * 501, "x" * 499 + "…"),
        ("x" * 500, "x" * 500),
    ],
)
def test_messages(words: str, expected: str) -> None:
    assert harmless.message(words) == expected


@pytest.mark.parametrize("before", ["", " ", "   ", "\u00a0", "\u3000", " \u2003"])
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_cells_that_would_run_as_formulas(before: str, start: str) -> None:
    assert harmless.cell(f"{before}{start}cmd|' /C calc'!A0") == f"'{before}{start}cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("a=1", "a=1"), ("\x00=1", "\ufffd=1"), ("'=1", "'=1"), ("−1", "−1"), (-1, -1), (-1.5, -1.5), (True, True)],
)
def test_cells_that_stay(value: object, expected: object) -> None:
    assert harmless.cell(value) == expected


def test_cells_of_a_frame_and_its_headings() -> None:
    frame = pd.DataFrame(
        {"=x": pd.Series(["@SUM(A1)", "fine", None], dtype="str"), "any": ["+1", -1, None], "value": [-1.5, 1, 2]}
    )
    safe = harmless.cells(frame)
    assert list(safe.columns) == ["'=x", "any", "value"]
    assert safe["'=x"].to_list()[:2] == ["'@SUM(A1)", "fine"]
    assert pd.isna(safe["'=x"][2])
    assert safe["any"].to_list() == ["'+1", -1, None]
    assert list(safe["value"]) == [-1.5, 1, 2]
    assert frame["=x"][0] == "@SUM(A1)"


@given(st.text())
def test_what_is_harmless_stays_as_it_is(words: str) -> None:
    for make in (harmless.text, harmless.line, harmless.message, harmless.cell):
        once = make(words)
        assert make(once) == once
    assert len(harmless.text(words)) == len(words)
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in harmless.line(words))
