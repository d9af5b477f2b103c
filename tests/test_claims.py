"""Numbers read right: against the hand-made gold of the five seed texts, and by table."""

import csv
import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import claims, corpus, names, tables
from helpers.claims import named, reader
from helpers.claims.frames import guesses
from helpers.claims.tokens import tokenise

ROOT = Path(__file__).parents[1]
GOLD = json.loads((ROOT / "tests/gold/claims.json").read_text(encoding="utf-8"))["documents"]


def read(name: str) -> str:
    """A seed text, line ends kept."""
    return (ROOT / "seeds" / name).read_bytes().decode("utf-8")


def scored(document: dict, *, boilerplate: bool) -> tuple[list[tuple], list[tuple]]:
    """(gold, found) of one text as (start, value, unit, change); predictions on unscored gold are left out."""
    text = read(document["file"])
    wanted = [c for c in document["claims"] if c["scored"] and (boilerplate or not c["boilerplate"])]
    ignored = [c for c in document["claims"] if c not in wanted and c["kind"] != "designator"]
    found = [q for q in claims.find_quantities(text) if q.is_quantity]
    kept = [q for q in found if not any(c["start"] < q.end and q.start < c["end"] for c in ignored)]
    return (
        [(c["value"], c["unit"], c["change"]) for c in wanted],
        [(q.value, q.unit, q.change) for q in kept],
    )


@pytest.mark.parametrize("document", GOLD, ids=lambda d: d["doc"])
@pytest.mark.parametrize("boilerplate", [True, False])
def test_seeds_value_and_unit(document: dict, boilerplate: bool) -> None:
    gold, found = scored(document, boilerplate=boilerplate)
    assert [row[:2] for row in found] == [row[:2] for row in gold]


def test_trade_claims_have_every_field() -> None:
    fields = ("measure", "basis", "reporter", "partner")
    for document in GOLD[:2]:
        text = read(document["file"])
        found = {q.start: q for q in claims.find_quantities(text)}
        wanted = [c for c in document["claims"] if c.get("basis")]
        assert len(wanted) == 3
        for claim in wanted:
            q = found[claim["start"]]
            assert [getattr(q, field) for field in fields] == [claim[field] for field in fields]
            assert (q.value, q.unit, q.change) == (claim["value"], claim["unit"], claim["change"])
            assert (q.period, q.approximation, q.direction) == (
                claim["period"]["iso"], claim["approx_word"], claim["direction"],
            )  # fmt: skip
            assert bool(q.inherited) == bool(claim["period"].get("inherited"))


READINGS = [  # sentence, [(words, value, unit, kind)]
    ("It cost $30bn.", [("$30bn", 3e10, "USD", "money")]),
    ("It cost $ 30 billion.", [("$ 30 billion", 3e10, "USD", "money")]),
    ("It cost US$4.7 billion.", [("US$4.7 billion", 4.7e9, "USD", "money")]),
    ("They paid EUR 5m and £3.5m.", [("EUR 5m", 5e6, "EUR", "money"), ("£3.5m", 3.5e6, "GBP", "money")]),
    ("A dollar is 41.22 UAH.", [("41.22 UAH", 41.22, "UAH", "money")]),
    ("They lost 1.2 trillion won.", [("1.2 trillion won", 1.2e12, "KRW", "money")]),
    ("A HK$1.5bn deal and a C$20 fee.", [("HK$1.5bn", 1.5e9, "HKD", "money"), ("C$20", 20.0, "CAD", "money")]),
    ("He won a $48 million contract.", [("$48 million", 4.8e7, "USD", "money")]),
    ("It costs $80 per sq m.", [("$80 per sq m", 80.0, "USD per square metre", "money")]),
    ("They earn between $48,000 and $90,000 a year.", [
        ("$48,000 and $90,000 a year", (48000.0, 90000.0), "USD per year", "money")]),
    ("He paid three dollars and fifty cents.", [("three dollars and fifty cents", 3.5, "USD", "money")]),
    ("They drew tens of thousands of dollars.", [("tens of thousands of dollars", (1e4, 1e5), "USD", "money")]),
    ("Up 0.5 percentage points.", [("0.5 percentage points", 0.5, "[pp]", "percent")]),
    ("A 25 basis point cut.", [("25 basis point", 25.0, "[bp]", "percent")]),
    ("Some 10-15 % left.", [("10-15 %", (10.0, 15.0), "%", "percent")]),
    ("A rise of 12 per cent.", [("12 per cent", 12.0, "%", "percent")]),
    ("It holds between 5 and 7 million barrels.", [("5 and 7 million barrels", (5e6, 7e6), "barrel", "volume")]),
    ("It fell from $75 to $45.88.", [("$75 to $45.88", (45.88, 75.0), "USD", "money")]),
    ("Half the condos sold.", [("Half the condos", 0.5, "condo", "fraction")]),
    ("One in five people agree.", [("One in five people", 0.2, "people", "fraction")]),
    ("Sales tripled.", [("tripled", 3.0, "times", "multiple")]),
    ("A fivefold rise.", [("fivefold", 5.0, "times", "multiple")]),
    ("After a year and a half of war.", [("a year and a half", 1.5, "year", "duration")]),
    ("For two decades.", [("two decades", 2.0, "decade", "duration")]),
    ("There are twenty-eight thousand students.", [("twenty-eight thousand students", 28000.0, "student", "count")]),
    ("Two hundred and six thousand homes.", [("Two hundred and six thousand homes", 206000.0, "home", "count")]),
    ("Five and a half million users.", [("Five and a half million users", 5.5e6, "user", "count")]),
    ("The 70th anniversary.", [("70th", 70.0, "anniversary", "ordinal")]),
    ("It is among its top 10 trade partners.", [("10", 10.0, "trade partner", "rank")]),
    ("It lies 500 miles away, at 120 km/h.", [
        ("500 miles", 500.0, "mile", "distance"), ("120 km/h", 120.0, "kilometre per hour", "speed")]),
    ("It pumps 800,000 barrels a day.", [("800,000 barrels a day", 8e5, "barrel per day", "rate")]),
    ("At -18 °C.", [("-18 °C", -18.0, "degree celsius", "temperature")]),
    ("It weighs 70kg, stands 5 ft 2 in tall.", [
        ("70kg", 70.0, "kilogram", "weight"), ("5 ft 2 in", 5 + 2 / 12, "foot", "distance")]),
    ("A 65-year-old man.", [("65-year-old", 65.0, "year of age", "age")]),
    ("Senard, 65, spoke.", [("65", 65.0, "year of age", "age")]),
    ("Markey, seventy-three, spoke.", [("seventy-three", 73.0, "year of age", "age")]),
    ("It was updated 4/8, at noon.", []),
    ("A 5/8 inch bolt.", [("5/8 inch", 0.625, "inch", "distance")]),
    ("They had a 9-2 lead.", [("9-2 lead", (9.0, 2.0), "lead", "score")]),
    ("Three countries and two dictators.", [
        ("Three countries", 3.0, "country", "count"), ("two dictators", 2.0, "dictator", "count")]),
    ("Millions of Americans.", [("Millions of Americans", (1e6, 1e7), "american", "count")]),
    ("31 M1 Abrams tanks and 35m of its devices.", [
        ("31 M1 Abrams tanks", 31.0, "m1 abrams tank", "count"), ("35m of its devices", 3.5e7, "device", "count")]),
    ("1/2 cup and 10 1/2 miles.", [("1/2 cup", 0.5, "cup", "volume"), ("10 1/2 miles", 10.5, "mile", "distance")]),
    ("Eight or nine euros.", [("Eight or nine euros", (8.0, 9.0), "EUR", "money")]),
    ("The bid was $US2.4bn, then $A35m.", [("$US2.4bn", 2.4e9, "USD", "money"), ("$A35m", 3.5e7, "AUD", "money")]),
    ("They paid $NZ3m.", [("$NZ3m", 3e6, "NZD", "money")]),
    ("At $ a barrel.", []),
    ("The index was minus-7.", [("minus-7", -7.0, None, "number")]),
    ("It stays six or seven months.", [("six or seven months", (6.0, 7.0), "month", "duration")]),
    ("Either 5 or 10 people.", [("5", 5.0, "people", "count"), ("10 people", 10.0, "people", "count")]),
    ("Sales of 2.7 trln rubles.", [("2.7 trln rubles", 2.7e12, "RUB", "money")]),
    ("It owes 3.2 mrd euros and 2 bio dollars.", [
        ("3.2 mrd euros", 3.2e9, "EUR", "money"), ("2 bio dollars", 2e9, "USD", "money")]),
    ("It has 40 thsd workers.", [("40 thsd workers", 4e4, "worker", "count")]),
    ("A fund of Rs 60 cr. was set up.", [("Rs 60 cr.", 6e8, "INR", "money")]),
    ("They spent Birr 200m on roads.", [("Birr 200m", 2e8, "ETB", "money")]),
    ("There are 3.4m unemployed.", [("3.4m", 3.4e6, "people", "count")]),
    ("A bill of €2,5 billion.", [("€2,5 billion", 2.5e9, "EUR", "money")]),
    ("A gift of CHF2'345'678.", [("CHF2'345'678", 2345678.0, "CHF", "money")]),
    ("It paid $4 per share and $9 a year.", [
        ("$4 per share", 4.0, "USD per share", "money"), ("$9 a year", 9.0, "USD per year", "money")]),
    ("A dividend ($1.40) per share.", [("$1.40", 1.4, "USD per share", "money")]),
    ("The 0-to-60-mph sprint.", [("0-to-60-mph", (0.0, 60.0), "mile per hour", "speed")]),
    ("A 400 HP engine of 50 ksi steel.", [
        ("400 HP", 400.0, "horsepower", "power"), ("50 ksi", 50.0, "ksi", "pressure")]),
    ("It drew 3 A/cm2 at 25 C.", [
        ("3 A/cm2", 3.0, "ampere per square centimetre", "rate"), ("25 C", 25.0, "degree celsius", "temperature")]),
    ("It froze at 270 K, after 4 h.", [
        ("270 K", 270.0, "kelvin", "temperature"), ("4 h", 4.0, "hour", "duration")]),
    ("It took 9 s.", [("9 s", 9.0, "second", "duration")]),
    ("A line of 12 keV.", [("12 keV", 12.0, "kiloelectronvolt", "energy")]),
    ("It moves at 4 m s-1 with 5 cm-3.", [
        ("4 m s-1", 4.0, "metre per second", "speed"), ("5 cm-3", 5.0, "per cubic centimetre", "ratio")]),
    ("A baby of 3 months old.", [("3 months old", 3.0, "month of age", "age")]),
    ("Some 7 in 10 voters agree.", [("7 in 10 voters", 0.7, "voter", "fraction")]),
    ("They won 7 in 10 games.", [("7", 7.0, None, "number"), ("10 games", 10.0, "game", "count")]),
    ("It kills 40 per 100,000 people.", [("40 per 100,000 people", 0.0004, "people", "fraction")]),
    ("A half-million people and half a million birds.", [
        ("A half-million people", 5e5, "people", "count"), ("half a million birds", 5e5, "bird", "count")]),
    ("China named 5,207 US products.", [("5,207 US products", 5207.0, "us product", "count")]),
    ("A deal of $4-6m.", [("$4-6m", (4e6, 6e6), "USD", "money")]),
    ("It is one of the bright spots.", [("one", 1.0, "bright spot", "one")]),
    ("One note: one man said so at one point, in favor of one emphasizing jobs.", [
        ("One", 1.0, "note", "one"), ("one", 1.0, "man", "one")]),
    ("They help one another.", []),
    ("It takes 8 minutes, 46 seconds.", [("8 minutes, 46 seconds", 8 + 46 / 60, "minute", "duration")]),
    ("A day is 24 hours, 39 minutes, and 35 seconds.", [
        ("24 hours", 24.0, "hour", "duration"), ("39 minutes", 39.0, "minute", "duration"),
        ("35 seconds", 35.0, "second", "duration")]),
    ("They freed two men and one woman.", [("two men", 2.0, "man", "count"), ("one woman", 1.0, "woman", "count")]),
    ("One student was killed.", [("One student", 1.0, "student", "count")]),
    ("It was a three-way race.", []),
    ("They pay two-tenths of one percent.", [("two-tenths of one percent", 0.2, "%", "percent")]),
    ("He did nine in-person events.", [("nine in-person events", 9.0, "in-person event", "count")]),
    ("A haul 10x, she said.", [("10x", 10.0, "times", "multiple")]),
    ("It took 8 minutes, 45 seconds.", [("8 minutes, 45 seconds", 8.75, "minute", "duration")]),
    ("It took three hours and 20 minutes to cross 5 feet, 6 inches.", [
        ("three hours and 20 minutes", 3 + 1 / 3, "hour", "duration"),
        ("5 feet, 6 inches", 5.5, "foot", "distance")]),
    ("It came two minutes, 20 seconds later.", [
        ("two minutes", 2.0, "minute", "duration"), ("20 seconds", 20.0, "second", "duration")]),
    ("They torched dozens of shops.", [("dozens of shops", (24.0, 100.0), "shop", "count")]),
    ("He ranked 80 out of 100; she was 79 out of 87.", [("80", 80.0, None, "rank"), ("79", 79.0, None, "rank")]),
    ("They raised the wage by $1 to $8.25 per hour.", [
        ("$1", 1.0, "USD", "money"), ("$8.25 per hour", 8.25, "USD per hour", "money")]),
    ("The fare is Rs. 500 now.", [("Rs. 500", 500.0, "INR", "money")]),
    ("Six voters in ten agree.", [("Six voters in ten", 0.6, "voter", "fraction")]),
    ("Those between the ages of 10 and 17.", [("10 and 17", (10.0, 17.0), "year of age", "age")]),
    ("The Senate passed it 89-8.", [("89", 89.0, "vote", "count"), ("8", 8.0, "vote", "count")]),
    ("It passed on a 20-9 vote.", [("20", 20.0, "vote", "count"), ("9 vote", 9.0, "vote", "count")]),
    ("The Lions beat them 28-3.", [("28-3", (28.0, 3.0), None, "score")]),
    ("Two armed gunmen fled.", [("Two armed gunmen", 2.0, "gunman", "count")]),
    ("About 10 high schools.", [("10 high schools", 10.0, "high school", "count")]),
    ("Five old-fashioned men.", [("Five old-fashioned men", 5.0, "man", "count")]),
    ("There is one score. One urged them on.", [("one", 1.0, "score", "one")]),
    ("It is 10 feet high.", [("10 feet", 10.0, "foot", "distance")]),
    ("A 10,000-pound bear ate 2,000 pounds of fish.", [
        ("10,000-pound", 1e4, "pound-mass", "weight"), ("2,000 pounds", 2000.0, "pound-mass", "weight")]),
    ("A 2,000-pound fine, 5,000 pounds of debt.", [
        ("2,000-pound", 2000.0, "GBP", "money"), ("5,000 pounds", 5000.0, "GBP", "money")]),
    ("A seat cost 500 won.", [("500 won", 500.0, "KRW", "money")]),
    ("It sold 2.5B shares.", [("2.5B shares", 2.5e9, "share", "count")]),
    (
        "The rate is 8 percent for farms, 9.5 for mills and 10.5 for shops.",
        [("8 percent", 8.0, "%", "percent"), ("9.5", 9.5, "%", "percent"), ("10.5", 10.5, "%", "percent")],
    ),
    ("Fans of Euro 2020, three Teslas.", [("three Teslas", 3.0, "tesla", "count")]),
    ("12 won their race.", [("12", 12.0, None, "number")]),
    ("In FY2021-22 and FY23.", []),
    ("6.02×10^23 particles", [("6.02×10^23 particles", 6.02e23, "particle", "count")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), READINGS, ids=lambda x: x if isinstance(x, str) else "")
def test_readings(sentence: str, expected: list[tuple]) -> None:
    found = [q for q in claims.find_quantities(sentence) if q.is_quantity]
    read = [(sentence[q.start : q.end], q.value, q.unit, q.kind) for q in found]
    assert [row[0] for row in read] == [row[0] for row in expected]
    assert [row[2:] for row in read] == [row[2:] for row in expected]
    assert [row[1] for row in read] == [pytest.approx(row[1]) for row in expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "An EC-121 plane.", "A Boeing 737.", "Call 1-222-222-2222.", "At 12:30 p.m.", "At 5pm.", "1.", "See No. 5.",
        "In the S&P 500.", "An iPhone 11 Pro.", "At https://example.org/p?q=30%2520.", "In May 2022.", "In 2021.",
        "In the late 1980s.", "By 2013-14.", "On 5/17/2018.", "The F-16 flew.", "The 9/11 attacks.", "The 5G network.",
        "Between 1600 and 1900.", "The first and the second.", "No one came.", "That one.", "One of the.", "Last year.",
        "The two agreed.", "Senate Bill 1062 passed.", "In the 21st century.", "One-on-one talks.",
        "4. Discussion", "It is known [17].",
        "You either 1) leave or 2) stay.",
        "The COVID-19 crisis.",
    ],
)  # fmt: skip
def test_what_counts_nothing(sentence: str) -> None:
    assert [sentence[q.start : q.end] for q in claims.find_quantities(sentence) if q.is_quantity] == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("India's exports fell 5% to $450bn in fiscal 2022-23.", "2022/2023"),
        ("India's exports fell 5% in the 2022-23 fiscal year.", "2022/2023"),
        ("India's exports were $450bn in FY2022-23.", "2022/2023"),
        ("India's exports fell 5% between 2021 and 2022.", "2022"),
    ],
)
def test_a_business_year_is_one_period_whatever_the_basis(text: str, period: str) -> None:
    assert {q.period for q in claims.find_quantities(text) if q.is_quantity} == {period}


def test_the_month_of_may_makes_nothing_uncertain() -> None:
    found = claims.find_quantities("Italy's unemployment rate fell to 5.5% in May 2022.")
    assert [q.status for q in found if q.is_quantity] == ["actual"]


def _unbarred(sentence: str) -> tuple[str, int, int]:
    """An example of data/number_rules.toml without its bars, and the span between them."""
    before, number, after = sentence.split("|")
    return before + number + after, len(before), len(before) + len(number)


@pytest.mark.parametrize("rule", named.rules(), ids=lambda rule: rule.name)
def test_rules_of_numbers_hold_on_their_examples(rule: named.Rule) -> None:
    text, start, end = _unbarred(rule.matches)
    assert named.fits(rule, text, start, end)
    (q,) = [q for q in claims.find_quantities(text) if q.start <= start < q.end]
    expected = {"designator": "designator", "saying": "designator", "age": "year of age", "unit": rule.unit}[rule.gives]
    assert expected == (q.unit if q.is_quantity else q.kind)
    text, start, end = _unbarred(rule.refuses)
    (q,) = [q for q in claims.find_quantities(text) if q.start <= start < q.end]
    assert not named.fits(rule, text, start, end) or (rule.is_bare and q.unit is not None)
    assert expected != (q.unit if q.is_quantity else q.kind)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("They sold 800 cars in May and 300 in June.", "car"),
        ("Orders hit 900 planes, against 700 a year ago.", "plane"),
        ("The plan reached 400,000 of the state's 1.2 million patients.", "patient"),
        ("The first had 900 planes, and that number in the second was just 700.", "plane"),
        ("The rate fell to 7.9 percent from 8.3 in May.", "%"),
        ("In the poll Lee is at 22 percent, Kim is at 14.", "%"),
        ("Health care added 13,000 jobs and banks gained 5,000.", "job"),
        ("Six million homes, including 1.5 million in the south, went dark.", "home"),
        ("Lee (40 percent), Kim (38) and Ann Park (12) ran.", "%"),
        ("They sold 800 cars. In June came 300.", None),
        ("Sales rose 5 percent to 12 in May.", None),
        ("They sold 800 cars, and 300 sank.", None),
    ],
)
def test_a_unit_left_out_is_shared_within_its_sentence(text: str, unit: str | None) -> None:
    found = [q for q in claims.find_quantities(text) if q.is_quantity]
    q = found[0] if unit == "patient" else found[-1]
    assert q.unit == unit
    assert ("unit" in q.inherited) == (unit is not None)


CHANGES = [  # sentence, change, approximating word, low, high
    ("nearly $30bn", "~", "nearly", 27e9, 30e9),
    ("about 100 km", "~", "about", 95.0, 105.0),
    ("more than 60%", ">", "more than", 60.0, None),
    ("up to 400 miles", "<", "up to", None, 400.0),
    ("just over two months", ">", "just over", 2.0, 2.2),
    ("2.4 tons", "=", None, 2.35, 2.45),
    ("$30 billion", "=", None, 29.5e9, 30.5e9),
    ("Sales rose 60%", "up", None, 59.5, 60.5),
    ("Exports plummeted by 37%", "down", None, 36.5, 37.5),
    ("They grew sales by 35%", "up", None, 34.5, 35.5),
    ("It gave up 517 yards", "=", None, 516.5, 517.5),
    ("talks about two issues", "=", None, 2.0, 2.0),
    ("in four-plus years", ">", "plus", 4.0, None),
    ("for 20+ years", ">", "+", 20.0, None),
    ("The wage would go up to $8", "=", None, 7.5, 8.5),
    ("Fines can go up to $8", "<", "up to", None, 8.0),
    ("The chest is now up to $295 million", "=", None, 294.5e6, 295.5e6),
    ("at least 47 arrests", ">", "at least", 47.0, None),
    ("The rate inched up to 7.9 percent", "=", None, 7.85, 7.95),
    ("bringing the toll up to 42", "=", None, 42.0, 42.0),
    ("It is better than four years ago", "=", None, 4.0, 4.0),
    ("The poll errs by plus or minus 3 points", "=", "plus or minus", -3.0, 3.0),
    ("a hundredth of a second", "=", None, 0.005, 0.015),
    ("a rise of 9 %", "=", None, 8.5, 9.5),
    ("Staff was cut by 40 %", "down", None, 39.5, 40.5),
    ("The index ended down 1 %", "down", None, 0.5, 1.5),
    ("about 9,000 people", "~", "about", 8550.0, 9450.0),
    ("9,000 people", "=", None, 8950.0, 9050.0),
    ("12,500 people", "=", None, 12450.0, 12550.0),
    ("975,407 people", "=", None, 975406.5, 975407.5),
    ("$2.00 billion", "=", None, 1.995e9, 2.005e9),
]


@pytest.mark.parametrize(("sentence", "change", "words", "low", "high"), CHANGES)
def test_change_and_interval(sentence: str, change: str, words: str | None, low: float, high: float) -> None:
    (q,) = claims.find_quantities(sentence)
    assert (q.change, q.approximation) == (change, words)
    assert (q.low, q.high) == (
        low if low is None else pytest.approx(low), high if high is None else pytest.approx(high),
    )  # fmt: skip


DIRECTIONS = [
    ("A rise of 9 %.", "up"), ("Losses of 3 %.", "down"), ("It is 4.7 % higher.", "up"), ("A 3 % dip.", "down"),
    ("The index ended down 1 %.", "down"), ("It was cut by 500,000.", "down"), ("It ended up 5 miles away.", None),
    ("20 more men came.", None), ("She raised $3m.", None), ("He lost by 9 votes.", None),
    ("At a rally two days later.", None), ("Studies in four states found higher rents.", None),
    ("It sold 30 or more.", None), ("It cost 5 % more.", "up"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "direction"), DIRECTIONS)
def test_nouns_adverbs_and_passives_tell_the_direction_of_a_change(sentence: str, direction: str | None) -> None:
    (q,) = [q for q in claims.find_quantities(sentence) if q.is_quantity]
    assert q.direction == direction


@pytest.mark.parametrize(
    "same",
    [
        ["half a million men", "500,000 men", "0.5 million men", "500 thousand men", "a half-million men"],
        ["$30bn", "$30 billion", "30 billion dollars", "$30,000,000,000", "USD 30bn"],
        ["two dozen men", "24 men"],
    ],
)  # fmt: skip
def test_two_spellings_of_one_number_are_read_alike(same: list[str]) -> None:
    found = [claims.find_quantities(f"It took {written} then.") for written in same]
    assert len({(q.value, q.unit) for (q,) in found}) == 1
    if "dozen" not in same[0]:  # a dozen may be meant loosely
        assert len({(q.low, q.high) for (q,) in found}) == 1


FRAMES = [  # sentence, (measure, basis, reporter, partner, period, inherited) of each framed quantity
    ("Trade between Japan and India rose 12% to $20.57bn in 2021.", [
        ("trade", "change on a year before", "JPN", "IND", "2021", ()), ("trade", "level", "JPN", "IND", "2021", ())]),
    ("Turkey's exports to Iraq rose by 12%, imports by 8% in 2023.", [
        ("exports", "change, base not said", "TUR", "IRQ", None, ()),
        ("imports", "change on a year before", "TUR", "IRQ", "2023", ("reporter:clause", "partner:clause"))]),
    ("Inflation in Turkey hit 61.5% in March 2022.", [("inflation", "level", "TUR", None, "2022-03", ())]),
    ("China's economy grew by 3% in 2022.", [("GDP", "change on a year before", "CHN", None, "2022", ())]),
    ("Exports from Poland fell 3% from the previous month in May 2022.", [
        ("exports", "change, base not said", "POL", None, "2022-05", ())]),
    ("Imports from South Korea to Russia decreased by 15% in 2022.", [
        ("imports", "change on a year before", "RUS", "KOR", "2022", ())]),
    ("Moscow's military spending will rise to 6% of GDP in 2024.", [
        ("military spending", "share", "RUS", None, "2024", ())]),
    ("Exports of Poland to Ukraine fell from $5bn in 2020 to $4bn in 2021.", [
        ("exports", "level before and after", "POL", "UKR", "2021", ())]),
    ("The trade talks took two days.", []),
    ("A 35 percent tariff on imports would cost jobs.", [("tariff rate", "level", None, None, None, ())]),
    ("The trade war would cost hundreds of billions of dollars.", [("cost", "level", None, None, None, ())]),
    ("The Congressional Budget Office says the top 10 percent paid most.", []),
    ("Six million jobs depend on exports to Mexico, a slide says.", [("jobs", "level", None, None, None, ())]),
    ("The town has a population of 769,025, had 1,317 homicides, and grows.", [
        ("population", "level", None, None, None, ("unit:measure",)), ("deaths", "level", None, None, None, ())]),
    ("The death toll from the disaster rose to 267.", [("deaths", "level", None, None, None, ("unit",))]),
    ("A shooting by two men that killed 14 shook the town.", [
        ("deaths", "level", None, None, None, ("unit",))]),
    ("Rates of unemployment are 150 percent of the average.", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), FRAMES, ids=lambda x: x if isinstance(x, str) else "")
def test_frames(sentence: str, expected: list[tuple]) -> None:
    found = [q for q in claims.find_quantities(sentence) if q.measure and guesses.MARK not in q.inherited]
    assert [(q.measure, q.basis, q.reporter, q.partner, q.period, q.inherited) for q in found] == expected


@pytest.mark.parametrize(
    ("sentence", "kind", "period"),
    [
        ("Exports fell last year.", "relative_date", "2023"), ("It came on March 28.", "date", "2024-03-28"),
        ("In July this year.", "date", "2024-07"), ("He came yesterday.", "relative_date", "2024-06-20"),
        ("On 4 July 2016.", "date", "2016-07-04"), ("The late 1980s.", "period", "1986/1989"),
        ("The late 1940s to early 1950s.", "period", "1946/1953"), ("In 2014-15.", "period", "2014/2015"),
    ],
)  # fmt: skip
def test_periods_are_resolved_against_the_publication_date(sentence: str, kind: str, period: str) -> None:
    (q,) = claims.find_quantities(sentence, published=date(2024, 6, 21))
    assert (q.kind, q.period) == (kind, period)


def test_without_a_publication_date_a_relative_date_stays_open() -> None:
    (q,) = claims.find_quantities("Exports fell last year.")
    assert q.period is None


PIECES = st.sampled_from(
    [
        "$30bn ", "nearly ", "between 5 and 7 million ", "a year and a half ", "10-15 % ", "from $2 to $3 ", "½",
        "in 2021 ", "tens of thousands of ", "1,234.5", "five ", "-", ".", ",", "\n",
        "exports to Russia ", "(", "£", "K", "one in ", "one of ", "the ",
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | st.text(max_size=6), max_size=25).map("".join))
def test_laws_hold_on_any_text(text: str) -> None:
    found = claims.find_quantities(text)
    assert found == sorted(found, key=lambda q: q.start)
    for q in found:
        assert 0 <= q.start < q.end <= len(text)
        assert text[q.start : q.end].strip() == text[q.start : q.end]
        assert q.low is None or q.high is None or q.low <= q.high
        assert q.is_quantity or q.kind in claims.NOT_QUANTITIES


LISTED = st.lists(
    st.tuples(
        st.sampled_from(
            ["1", "2", "10", "1,000", "3.5", "2010", "007", "0", ".5", "1.234,56", "9" * 20, "1 000", "Lee"]
        ),
        st.sampled_from([",", ", ", ";", "; ", " to ", " about ", "%, ", "-"]),
    ).map("".join),
    min_size=3,
    max_size=7,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(LISTED)
def test_numbers_in_a_list_are_read_as_anywhere(text: str) -> None:
    tokens = tokenise(text, 0, len(text))
    for i in range(len(tokens)):
        found = reader._read_listed(tokens, i)
        assert found is None or found == reader._read_at(text, tokens, i, None)


@settings(max_examples=100, deadline=None)
@given(st.integers(min_value=2100, max_value=10**12))
def test_integers_with_separators_are_read_back(n: int) -> None:
    (q,) = claims.find_quantities(f"There were {n:,} people.")
    assert (q.value, q.unit) == (float(n), "people")


ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(n: int) -> str:
    """English words of a number below a billion."""
    for scale, word in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= scale:
            rest = n % scale
            joiner = " and " if 0 < rest < 100 else " "
            return f"{spell(n // scale)} {word}" + (joiner + spell(rest) if rest else "")
    if n < 20:
        return ONES[n]
    return TENS[n // 10 - 2] + (f"-{ONES[n % 10]}" if n % 10 else "")


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=2, max_value=10**9 - 1))
def test_number_words_are_read_back(n: int) -> None:
    found = [q for q in claims.find_quantities(f"They counted {spell(n)} houses.") if q.is_quantity]
    assert [q.value for q in found] == [float(n)]


def test_long_lines_are_read_in_pieces_that_lose_nothing() -> None:
    sentence = "The firm sold 5 cars and "
    found = claims.find_quantities(sentence * 2000)
    assert len([q for q in found if q.unit == "car"]) == 2000


def test_table_keeps_order_types_and_inputs() -> None:
    articles = pd.DataFrame({"article_id": ["b", "a", "c"], "text": ["Two men.", "It cost $5.", ""]})
    before = articles.copy()
    made = tables.QUANTITIES.check(claims.read_quantities(articles))
    assert list(made["article_id"]) == ["a", "b"]
    pd.testing.assert_frame_equal(made, claims.read_quantities(articles.iloc[::-1]))
    pd.testing.assert_frame_equal(articles, before)
    empty = claims.read_quantities(articles.iloc[:0])
    assert empty.empty
    assert (empty.dtypes == made.dtypes).all()


def test_other_languages_and_missing_texts_have_no_rows() -> None:
    articles = pd.DataFrame({"article_id": ["a", "b"], "language": ["de", "en"], "text": ["Es kostet 5 Euro.", None]})
    assert claims.read_quantities(articles).empty


def test_countries_are_complete_and_named_once() -> None:
    with (ROOT / "src/helpers/data/countries.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    codes = [row["iso3"] for row in rows]
    aliases = [alias for row in rows for alias in row["aliases"].split("|")]
    assert len(codes) == len(set(codes)) == 250  # ISO 3166-1 has 249; XKX is Kosovo's user-assigned code
    assert len(aliases) == len(set(aliases))
    assert all(alias == alias.lower().strip() and alias for alias in aliases)


@pytest.mark.parametrize(
    ("mention", "code"),
    [("Seoul", "KOR"), ("South Korean", "KOR"), ("the US", "USA"), ("the Netherlands", "NLD"), ("Türkiye", "TUR"),
     ("Côte d’Ivoire", "CIV"), ("Russia’s", "RUS"), ("Kyiv", "UKR"), ("Atlantis", None)],
)  # fmt: skip
def test_countries_are_recognised(mention: str, code: str | None) -> None:
    assert names.country(mention) == code


def test_what_a_page_puts_into_a_sentence_tells_nothing_of_its_numbers() -> None:
    text = (
        "The unemployment rate fell to 7.8 percent in September, the office said. (RELATED: Rate Rises To 9 Percent In "
        "Ohio)\n\nIt was 8.1 percent in August, the office said."
    )
    found = claims.read_quantities(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    told = found[found["is_quantity"]]
    assert list(told["mention"]) == ["7.8 percent", "9 Percent", "8.1 percent"]
    assert list(told["is_boilerplate"]) == [False, True, False]
    assert told.loc[~told["is_boilerplate"], "place"].isna().all()


@pytest.mark.parametrize(
    "text",
    [
        "He condemned MS-13 gang members.",
        "She doubled down on that claim.",
        "Kim had a 2018 score of her own.",
    ],
)
def test_names_and_figures_of_speech_count_nothing(text: str) -> None:
    assert [q for q in claims.find_quantities(text) if q.is_quantity] == []


def test_one_as_an_article_is_found_but_no_row_of_the_table() -> None:
    text = "It was one of the bloodiest days: one man fled. Then 12 died."
    assert [q.kind for q in claims.find_quantities(text) if q.is_quantity] == ["one", "one", "count"]
    assert list(claims.read_quantities(corpus.read([text]))["value"]) == [12.0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They will know in a week and a half to two weeks.", (1.5, 2.0, "week")),
        ("He wrote of it at least two dozen times by noon.", (24.0, None, "time")),
        ("It is three times larger.", (2.5, 3.5, "times")),
        ("She braved the 33-degree winter day.", (32.5, 33.5, "degree")),
        ("His approval fell to the low 40 percent range.", (40.0, 43.5, "%")),
        ("It needs two-thirds of the members.", (2 / 3, 2 / 3, "member")),
        ("She was away for two years.", (2.0, 2.0, "year")),
        ("She was away for 26 months.", (25.5, 26.5, "month")),
        ("They spent billions of dollars.", (1e9, None, "USD")),
    ],
)
def test_bounds_are_those_that_a_reader_means(text: str, found: tuple[float, float | None, str]) -> None:
    (q,) = [q for q in claims.find_quantities(text) if q.is_quantity]
    assert (q.low, q.high, q.unit) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She named four employees who were supposedly punished.", {"measure": "employees"}),
        ("Three employees who were placed on administrative leave are back.",
         {"measure": "employees placed on administrative leave"}),
        ("They have yet to begin implementing 29 recommendations.", {"measure": "recommendations"}),
        ("The plan includes $70 billion more to help fund state reforms.", {"measure": None}),
        ("Heavy rain tore a 200-foot-long hole.", {"measure": None}),
        ("He asks for cutting the department's budget by about 30 percent.", {"direction": "down"}),
        ("It would increase the number of uninsured by 22 million.", {"direction": "up", "basis": "change in units"}),
        ("The attacks went on and by Tuesday, 113 people had been killed.", {"measure": "deaths", "period": None}),
        ("The House voted to impeach Trump over Ukraine with 230 votes.", {"measure": "votes", "place": None}),
        ("After a made-in-America video two guards were killed.", {"measure": "deaths", "place": None}),
        ("The group has nine measures for the Nov. 3 general election.", {"period": "2020-11-03"}),
        ("Lee, who backed the 2016 campaign, was sentenced to 26 months in prison.", {"period": None}),
    ],
)  # fmt: skip
def test_what_is_not_sure_is_left_open(text: str, expected: dict[str, str | None]) -> None:
    (q,) = [q for q in claims.find_quantities(text, published=date(2020, 2, 14)) if q.is_quantity]
    assert {field: getattr(q, field) for field in expected} == expected


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("The rates would be 25 percent lower than before.", "down"),
        ("Sales were 5% higher in May.", "up"),
        ("They keep posts in some 20 countries.", "~"),
        ("They keep posts in some two dozen countries.", "="),
    ],
)
def test_a_comparison_is_a_change_and_some_is_about(text: str, change: str) -> None:
    assert [q.change for q in claims.find_quantities(text) if q.is_quantity] == [change]
