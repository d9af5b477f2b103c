"""Words for readers: one form of numbers, values and periods on all pages."""

from __future__ import annotations

import pytest

from helpers import words


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (12.345, "12.35"),
        (99.95, "99.95"),
        (-0.4, "−0.4"),
        (0.012345, "0.01235"),
        (0.00001, "0.00001"),
        (-1e-9, "0"),
        (999.4, "999.4"),
        (999.96, "1,000"),
        (1000.0, "1,000"),
        (1234.5, "1,234"),
        (-36.6, "−36.6"),
        (27_340_000_000.0, "27,340,000,000"),
        (float("nan"), "–"),
        (float("-inf"), "–"),
    ],
)
def test_numbers(value: float, expected: str) -> None:
    assert words.number(value) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (27.34e9, "USD", "$27.34bn"),
        (-1.5e6, "EUR", "−€1.5m"),
        (2e12, "CHF", "CHF 2tn"),
        (999_999.0, "GBP", "£999,999"),
        (-36.6, "%", "−36.6 %"),
        (1, "article", "1 article"),
        (3, "article", "3 articles"),
        (96_000, "job", "96,000 jobs"),
        (4, "person", "4 people"),
        (2, "woman", "2 women"),
        (2, "country", "2 countries"),
        (2, "day", "2 days"),
        (2, "barrel per day", "2 barrels per day"),
        (2, "year of age", "2 years of age"),
        (2, "km", "2 km"),
        (2, "", "2"),
        (3, "match", "3 matches"),
        (3, "[box]", "3 boxes"),
        (3, "people", "3 people"),
        (3, "m2", "3 m2"),
    ],
)
def test_amounts(value: float, unit: str, expected: str) -> None:
    assert words.amount(value, unit) == expected


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2012-10", "October 2012"),
        ("2012-10-05", "5 October 2012"),
        ("2012-Q3", "third quarter of 2012"),
        ("2009/2012", "2009 to 2012"),
        ("2012-W07", "week 7 of 2012"),
        ("2012", "2012"),
        ("2012-13", "2012-13"),
        ("2012-00", "2012-00"),
        ("2012-12-31", "31 December 2012"),
        (None, ""),
        ("2012-Q5", "2012-Q5"),
    ],
)
def test_periods(iso: str | None, expected: str) -> None:
    assert words.period(iso) == expected


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, "no documents"),
        (1, "one document"),
        (12, "twelve documents"),
        (13, "13 documents"),
        (1300, "1,300 documents"),
    ],
)
def test_counts(n: int, expected: str) -> None:
    assert words.counted(n, "document") == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (list("abcd"), "a, b, c and 1 more"),
    ],
)
def test_lists(said: list[str], expected: str) -> None:
    assert words.listed(said) == expected


@pytest.mark.parametrize(
    ("low", "high", "unit", "expected"),
    [(27e9, 30e9, "USD", "$27bn to $30bn"), (3, 3, "job", "3 jobs"), (1, 2, "%", "1 % to 2 %")],
)
def test_spans(low: float, high: float, unit: str, expected: str) -> None:
    assert words.span(low, high, unit) == expected


@pytest.mark.parametrize(
    ("low", "high", "unit", "expected"),
    [
        (3.5, 4.5, "person", (4, 4)),
        (3, 4, "person", (3, 4)),
        (3.5, 4.5, "%", (3.5, 4.5)),
        (3.5, 4.5, "USD", (3.5, 4.5)),
        (None, 4.5, "person", (None, 4.5)),
        (3.5, 5.5, "person", (3.5, 5.5)),
        (3.25, 4.25, "person", (3.25, 4.25)),
    ],
)
def test_a_count_is_meant_whole(
    low: float | None, high: float | None, unit: str, expected: tuple[float | None, float | None]
) -> None:
    assert words.meant(low, high, unit) == expected


def test_labels_in_prose() -> None:
    assert words.in_prose("CNN, 2 Nov 2012 b") == "CNN (2 Nov 2012 b)"
    assert words.in_prose("CNN, undated") == "CNN (undated)"
    assert words.in_prose("CNN") == "CNN"
    assert words.short(27_341.0, 2) == 27_000.0
