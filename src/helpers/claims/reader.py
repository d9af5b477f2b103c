"""Reading one sentence from left to right: amounts with their units, ranges, and the numbers that count nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from math import isfinite
from typing import NamedTuple

from helpers import names
from helpers.claims import changes, dates, nouns, numerals, units
from helpers.claims.tokens import NUMBER, WORD, Token, is_joined, low, tokenise, word_set, words

Value = float | tuple[float, float]
# What is reported but counts nothing.
NOT_QUANTITIES = frozenset({"date", "time", "period", "year", "relative_date", "ordinal_word", "designator"})


class Quantity(NamedTuple):
    """A number read from a text: `text[start:end]` is how it is written.

    `value` is a number or (low, high); `change` one of = ~ > < up down; `low, high` the interval meant under
    the convention of `changes.interval` (None: open). The other fields are its frame, see `frames`.
    """

    start: int
    end: int
    value: Value | None
    unit: str | None
    kind: str
    change: str = "="
    low: float | None = None
    high: float | None = None
    approximation: str | None = None
    direction: str | None = None
    period: str | None = None
    measure: str | None = None
    basis: str | None = None
    reporter: str | None = None
    partner: str | None = None
    inherited: tuple[str, ...] = ()

    @property
    def is_quantity(self) -> bool:
        """False for dates, designators and other numbers that count nothing."""
        return self.kind not in NOT_QUANTITIES


class Amount(NamedTuple):
    """A number with its unit, on tokens `start:stop`."""

    start: int
    stop: int
    value: float
    high: float | None
    step: float
    unit: str | None
    kind: str
    base: float  # the number before its magnitude: 30 in "$30bn"
    is_scaled: bool
    is_joined_unit: bool = False


_ORDINALS = {word: float(n) for n, word in enumerate(words("ordinals"), start=1)}
_MULTIPLES = {
    "doubled": 2.0, "tripled": 3.0, "trebled": 3.0, "quadrupled": 4.0, "quintupled": 5.0, "twofold": 2.0,
    "threefold": 3.0, "fourfold": 4.0, "fivefold": 5.0, "sixfold": 6.0, "sevenfold": 7.0, "eightfold": 8.0,
    "ninefold": 9.0, "tenfold": 10.0, "halved": 0.5,
}  # fmt: skip
_BEFORE_DESIGNATOR = word_set("before_designator")
# A capitalised word before a bare number makes it part of a name, unless it is one of these.
_NO_NAME = nouns.ENDS | frozenset(dates.MONTHS) | word_set("no_name")
_NO_ONE = word_set("no_one")
_NOT_ONE_OF = word_set("no_one_of")
_TRIGGERS = (
    numerals.NUMBER_WORDS
    | frozenset(_ORDINALS)
    | frozenset(_MULTIPLES)
    | frozenset(dates.MONTHS)
    | dates.RELATIVE
    | frozenset(dates.PART_OF_DECADE)
    | frozenset(dates.RELATIVE_DAYS)
    | frozenset({"a", "an", "tens", "twice", "thrice", "minus", "negative", "percent", "percents", "per"})
)
_MAY_HOLD_NUMBER = re.compile(
    r"[\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|\b(?:"
    + "|".join(sorted((_TRIGGERS - {"a", "an", "per", "may"}) | {"fold"}, key=len, reverse=True))
    + r")",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\?\w+=\S+|\S*(?:%[0-9A-Fa-f]{2}){2}\S*|\S+\.(?:com|org|net)/\S*"
)
_PHONE = re.compile(r"\d{1,4}(?:-\d{2,4}){2,4}(?![\d-])|\d+(?:\.\d+){2,5}(?![\d.]*\d)")
_DASHES = frozenset({"-", "–", "—", "−", "‑"})


def read_sentence(text: str, start: int, end: int, published: date | None = None) -> list[Quantity]:
    """The quantities of `text[start:end]`, left to right, without their frames."""
    if not _MAY_HOLD_NUMBER.search(text, start, end):
        return []
    tokens = tokenise(text, start, end)
    addresses = (
        [match.span() for match in _ADDRESS.finditer(text, start, end)] if _may_hold_address(text, start, end) else []
    )
    found: list[Quantity] = []
    amounts: list[Amount] = []
    starts = units.currency_starts()
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if addresses and any(a <= token.start < b for a, b in addresses):
            i += 1
            continue
        if (
            token.kind != NUMBER
            and token.low not in _TRIGGERS
            and token.low not in starts
            and token.low not in numerals.VULGAR
        ):
            i += 1
            continue
        step = _read_at(text, tokens, i, published)
        if step is None:
            i += 1
            continue
        quantities, i_next, amount = step
        found += quantities
        amounts += amount
        i = max(i_next, i + 1)
    return _finish(text, tokens, found, amounts)


def _may_hold_address(text: str, start: int, end: int) -> bool:
    return any(
        text.find(mark, start, end) >= 0 for mark in ("://", "www.", "@", "?", "%2", "%3", ".com/", ".org/", ".net/")
    )


Step = tuple[list[Quantity], int, list[Amount]]


def _row(kind: str, start: int, end: int, value: Value | None = None, period: str | None = None) -> Quantity:
    return Quantity(start, end, value, None, kind, period=period)


def _read_at(text: str, tokens: Sequence[Token], i: int, published: date | None) -> Step | None:
    token = tokens[i]
    moment = dates.read_moment(text, tokens, i, published)
    if moment:
        return [_row(moment.kind, moment.start, moment.end, None, moment.iso)], moment.stop, []
    return (
        _read_ordinal(text, tokens, i)
        or _read_multiple(tokens, i)
        or (_read_designator(text, tokens, i) if token.kind == NUMBER else None)
        or _read_percent_of(text, tokens, i)
        or _read_quantity(text, tokens, i)
    )


# --- what counts nothing -------------------------------------------------------------------------------------------


def _read_ordinal(text: str, tokens: Sequence[Token], i: int) -> Step | None:
    token = tokens[i]
    if token.low in _ORDINALS:
        if token.low == "second" and i and tokens[i - 1].kind == NUMBER:
            return None
        if low(tokens, i + 1) == "-" and low(tokens, i + 2) == "class":
            return [], i + 3, []
        value = _ORDINALS[token.low]
        if numerals.read_numeral(tokens, i) is None or token.low not in numerals.DENOMINATORS:
            return [_row("ordinal_word", token.start, token.end, value)], i + 1, []
        return None
    if token.kind == NUMBER and low(tokens, i + 1) in {"st", "nd", "rd", "th"} and is_joined(tokens, i + 1):
        value = numerals.parse_digits(token.low)[0]
        end = tokens[i + 1].end
        after = low(tokens, i + 2) if low(tokens, i + 2) != "-" else low(tokens, i + 3)
        if after in {"century", "centuries"}:
            first = int((value - 1) * 100 + 1)
            return [_row("period", token.start, end, None, f"{first:04d}/{first + 99:04d}")], i + 3, []
        if after in {"anniversary", "birthday", "jubilee"}:
            row = Quantity(token.start, end, value, after, "ordinal", "=", value, value)
            return [row], i + 2, []
        if after in {"place", "spot", "position"} or low(tokens, i - 1) in {"finished", "ranked", "ranks", "placed"}:
            return [Quantity(token.start, end, value, None, "rank", "=", value, value)], i + 2, []
        return [_row("ordinal_word", token.start, end, value)], i + 2, []
    return None


def _read_multiple(tokens: Sequence[Token], i: int) -> Step | None:
    """ "tripled", "fivefold", "twice as many"."""
    token = tokens[i]
    value, stop = _MULTIPLES.get(token.low), i + 1
    if token.low in {"twice", "thrice"} and low(tokens, i + 1) in {"as", "the", "its", "their", "that", "what"}:
        value = 2.0 if token.low == "twice" else 3.0
    if value is None:
        number = numerals.read_numeral(tokens, i) if token.kind == NUMBER or token.low in numerals.UNITS else None
        if number is None or low(tokens, number.stop) not in {"fold", "-"}:
            return None
        stop = number.stop + (2 if low(tokens, number.stop) == "-" else 1)
        if low(tokens, stop - 1) != "fold":
            return None
        value = number.value
    change = changes.read_change(tokens, i, stop)
    direction = "down" if value < 1 else change.direction or ("up" if token.low.endswith("led") else None)
    low_end, high_end = changes.interval(value, 0.0, change.sign, change.words)
    row = Quantity(
        token.start, tokens[stop - 1].end, value, "times", "multiple",
        change.sign if change.words else ("up" if token.low.endswith("led") else "down" if value < 1 else change.sign),
        low_end, high_end, change.words, direction,
    )  # fmt: skip
    return [row], stop, []


def _read_designator(text: str, tokens: Sequence[Token], i: int) -> Step | None:
    """A number that names: "EC-121", "Boeing 737", "No. 5", "5G", a phone number, an item of a list."""
    token = tokens[i]
    span = _PHONE.match(text, token.start)
    if span and span.end() <= tokens[-1].end:
        stop = i
        while stop < len(tokens) and tokens[stop].start < span.end():
            stop += 1
        return [_row("designator", token.start, span.end())], stop, []
    row = [_row("designator", token.start, token.end)]
    before = tokens[i - 1] if i else None
    if before and is_joined(tokens, i):
        if before.kind == WORD and before.low not in {"sub", "x"}:
            return row, i + 1, []
        if before.low in _DASHES and i > 1 and is_joined(tokens, i - 1) and tokens[i - 2].kind == WORD:
            return _after_dash(tokens, i, row)
        if before.low == "#":
            return row, i + 1, []
        if before.low == "." and i > 1 and tokens[i - 2].kind == WORD and is_joined(tokens, i - 1):
            return row, i + 1, []
        if before.low == "-" and i > 1 and tokens[i - 2].kind == WORD and not _has_unit(text, tokens, i + 1):
            if text[tokens[i - 2].start : tokens[i - 2].end].isupper():
                return row, i + 1, []
    zone = low(tokens, i + 1) in {"gmt", "utc", "est", "edt", "pst", "pdt", "cet", "cest", "bst", "ist", "hrs"}
    if len(token.low) == 4 and token.low.isdecimal() and zone:
        return [_row("time", token.start, tokens[i + 1].end)], i + 2, []
    if (len(token.low) > 1 and token.low[0] == "0" and token.low.isdecimal()) or low(tokens, i + 1) == "zip":
        return row, i + 1, []
    if i == 0 and low(tokens, 1) in {".", ")"} and (len(tokens) == 2 or (low(tokens, 1) == ")")):
        return row, i + 1, []
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after and after.kind == WORD and is_joined(tokens, i + 1) and _is_foreign(text, tokens, i):
        return row, i + 2, []
    if low(tokens, i - 1) == "." and low(tokens, i - 2) in {"no", "nos", "nr", "nrs", "vol"}:
        return row, i + 1, []
    if before and _names(text, tokens, i):
        stop = i + 1
        while low(tokens, stop) in _DASHES and is_joined(tokens, stop) and is_joined(tokens, stop + 1):
            stop += 2
        return [_row("designator", token.start, tokens[stop - 1].end)], stop, []
    return None


def _after_dash(tokens: Sequence[Token], i: int, row: list[Quantity]) -> Step | None:
    word = tokens[i - 2].low
    if word in {"mid", "pre", "post", "late", "early"} and dates.is_year(tokens[i].low):
        return [_row("year", tokens[i].start, tokens[i].end, None, tokens[i].low)], i + 1, []
    if (
        word in {"sub", "under", "over", "then", "to", "plus", "about"}
        or units.symbols().get(word)
        or word in dates.MONTHS
    ):
        return None
    if word in numerals.NUMBER_WORDS or word in {"mm", "th", "nd", "rd", "st"} or (word,) in units.names():
        return None
    return row, i + 1, []


def _is_foreign(text: str, tokens: Sequence[Token], i: int) -> bool:
    """Whether the letters that touch the number are neither unit, magnitude, currency nor ordinal ending."""
    word = tokens[i + 1].low
    if word in numerals.SCALES or word in numerals.LETTER_SCALES or word in {"st", "nd", "rd", "th", "x", "e", "s"}:
        return False
    if (
        units.read_percent(tokens, i + 1)
        or units.read_money_after(tokens, i + 1)
        or units.read_unit(text, tokens, i + 1)
    ):
        return False
    return not (word[0] in "mkb" and word[1:] in _codes())


def _codes() -> frozenset[str]:
    return frozenset(parts[0] for parts in units.currency_signs()[1] if len(parts) == 1 and len(parts[0]) == 3)


def _names(text: str, tokens: Sequence[Token], i: int) -> bool:
    """Whether the words before make the bare number at `i` a name: "Game 6", "S&P 500", "category 4 storm"."""
    before, number = tokens[i - 1], tokens[i]
    if before.kind != WORD or not number.low.isdecimal() or len(number.low) > 4:
        return False
    after = low(tokens, i + 1)
    if after in numerals.SCALES or after in {"%", "/"} or (_has_unit(text, tokens, i + 1) and after != "s"):
        return False
    dash_apart = after in _DASHES and not is_joined(tokens, i + 1) and is_joined(tokens, i + 2)
    if after in {"to", "-", "–", "and"} and not dash_apart and i + 2 < len(tokens) and tokens[i + 2].kind == NUMBER:
        if _has_unit(text, tokens, i + 3):
            return False
    if before.low in _BEFORE_DESIGNATOR and low(tokens, i - 2) not in {"a", "per", "of", "one"}:
        return not nouns.read_counted(tokens, i + 1, 2.0, is_bare=True) or text[before.start].isupper()
    written = text[before.start : before.end]
    if written == before.low or before.low in _NO_NAME or written.endswith(("'s", "’s")):
        return False
    if dates.is_year(number.low) and ("1900" <= number.low <= "2099" or before.low in dates.BEFORE_YEAR):
        return False
    counted = nouns.read_counted(tokens, i + 1, 2.0, is_bare=True)
    return not (counted and (i == 1 or names.country(before.low) or (counted.stop == i + 2 and int(number.low) < 100)))


def _has_unit(text: str, tokens: Sequence[Token], i: int) -> bool:
    i += low(tokens, i) == "-"
    return bool(units.read_percent(tokens, i) or units.read_money_after(tokens, i) or units.read_unit(text, tokens, i))


# --- quantities -----------------------------------------------------------------------------------------------------


def _read_percent_of(text: str, tokens: Sequence[Token], i: int) -> Step | None:
    """ "per cent of 210"."""
    if low(tokens, i) not in {"percent", "percents", "per"}:
        return None
    unit = units.read_percent(tokens, i)
    if unit is None or unit.name != "%" or low(tokens, unit.stop) != "of" or unit.stop + 1 >= len(tokens):
        return None
    number = numerals.read_numeral(tokens, unit.stop + 1)
    if number is None or (i > 0 and low(tokens, i - 1).isalnum()):
        return None
    start, end = tokens[i].start, tokens[number.stop - 1].end
    half = number.step / 2
    row = Quantity(start, end, number.value, "%", "percent", "=", number.value - half, number.value + half)
    return [row], number.stop, []


def _read_quantity(text: str, tokens: Sequence[Token], i: int) -> Step | None:
    amount = _read_amount(text, tokens, i)
    if amount is None:
        return None
    if not isfinite(amount.value):
        return None
    span = _read_years(tokens, amount) or _read_led_year(tokens, amount)
    if span:
        return span
    ratio = _read_ratio(tokens, amount)
    if ratio:
        return ratio
    ranged = _read_range(text, tokens, amount)
    if ranged:
        return ranged
    year = _read_bare_year(tokens, amount)
    if year:
        return year
    if amount.unit is None and amount.kind == "count" and tokens[amount.start].low == "one" and amount.stop == i + 1:
        return [], i + 1, []
    return [_make(text, tokens, amount)], amount.stop, [amount]


def _read_bare_year(tokens: Sequence[Token], amount: Amount) -> Step | None:
    is_plain = amount.kind in {"number", "count"} or (amount.unit == "second" and low(tokens, amount.stop - 1) == "s")
    if not is_plain or tokens[amount.start].kind != NUMBER or amount.is_scaled:
        return None
    counted = amount.kind == "count" or (amount.unit == "second" and low(tokens, amount.start + 1) == "s")
    year = dates.read_year(tokens, amount.start, is_counted=counted)
    return ([_row("year", year.start, year.end, None, year.iso)], year.stop, []) if year else None


def _read_led_year(tokens: Sequence[Token], amount: Amount) -> Step | None:
    """ "in 2018 to 3.9 million": the year ends before "to"."""
    i = amount.start
    if not dates.is_year(low(tokens, i)) or low(tokens, i + 1) != "to" or low(tokens, i) < "1900":
        return None
    if low(tokens, i - 1) not in {"in", "since", "by", "until", "during", "of"}:
        return None
    return [_row("year", tokens[i].start, tokens[i].end, None, low(tokens, i))], i + 1, []


def _read_ratio(tokens: Sequence[Token], amount: Amount) -> Step | None:
    """ "one in five people", "three out of four": a fraction."""
    j = amount.start + 1
    out = low(tokens, j) == "out" and low(tokens, j + 1) == "of"
    if not out and low(tokens, j) != "in":
        return None
    j += 1 + out
    if j >= len(tokens) or not _starts_number(tokens, j) or amount.value != int(amount.value) or amount.value < 1:
        return None
    whole = numerals.read_numeral(tokens, j)
    if whole is None or whole.high or whole.value != int(whole.value) or not amount.value < whole.value:
        return None
    if not out and (whole.value > 10 or not whole.is_word) and amount.value != 1:
        return None
    if not out and (whole.value > 1000 or tokens[amount.start].kind == NUMBER and amount.value != 1):
        return None
    counted = nouns.read_counted(tokens, whole.stop, 2.0)
    stop = counted.stop if counted else whole.stop
    value = amount.value / whole.value
    change = changes.read_change(tokens, amount.start, stop)
    low_end, high_end = changes.interval(value, 0.0, change.sign, change.words)
    row = Quantity(
        tokens[amount.start].start, tokens[stop - 1].end, value, counted.name if counted else None, "fraction",
        change.sign, low_end, high_end, change.words, change.direction,
    )  # fmt: skip
    return [row], stop, []


def _read_years(tokens: Sequence[Token], amount: Amount) -> Step | None:
    """ "between 1600 and 1900", "2014-2023": a period."""
    i = amount.start
    first, last = low(tokens, i), low(tokens, i + 2)
    if not (amount.stop == i + 1 and dates.is_year(first) and dates.is_year(last) and first < last):
        return None
    joiner = low(tokens, i + 1)
    led = low(tokens, i - 1) in {"between", "from", "during", "in"} or low(tokens, i - 2) in {"between", "from"}
    if not (joiner in _DASHES or joiner == "to" or (joiner == "and" and led)):
        return None
    after = low(tokens, i + 3)
    if (not led and not ("1900" <= first and last <= "2099")) or nouns.is_plural(after) or after in {"%", "percent"}:
        return None
    if (after,) in units.names():
        return None
    return [_row("period", tokens[i].start, tokens[i + 2].end, None, f"{first}/{last}")], i + 3, []


def _read_amount(text: str, tokens: Sequence[Token], i: int) -> Amount | None:
    """The number at token `i` with its sign, currency, magnitude and unit."""
    start, sign, currency = i, 1.0, None
    if low(tokens, i) in {"minus", "negative"} and i + 1 < len(tokens):
        sign, i = -1.0, i + 1
    if low(tokens, i) in units.currency_starts():
        found = units.read_currency_before(tokens, i)
        if found:
            currency, j = found
            dashed = low(tokens, j) in {"-", "−"} and is_joined(tokens, j) and is_joined(tokens, j + 1)
            sign, j = (-1.0, j + 1) if dashed else (sign, j)
            if j < len(tokens) and _starts_number(tokens, j) and _fits_currency(text, tokens, i, j):
                i = j
            else:
                return None
    if i >= len(tokens):
        return None
    number = numerals.read_numeral(tokens, i) or _read_article(tokens, i)
    if number is None:
        return None
    if start == i and _is_negative(text, tokens, i):
        sign, start = -1.0, i - 1
    amount = _scale_letters(text, tokens, number, start, sign, currency)
    return _add_unit(text, tokens, amount, number, currency)


def _starts_number(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].kind == NUMBER or tokens[i].low in numerals.NUMBER_WORDS or tokens[i].low in numerals.VULGAR


def _fits_currency(text: str, tokens: Sequence[Token], i: int, j: int) -> bool:
    """Codes made of letters are written in capitals or touch the number: "won 20" is no money, "RM79" is."""
    written = text[tokens[i].start : tokens[j - 1].end]
    if not written.isalpha():
        return True
    if low(tokens, i) in {"dollar", "sen", "rmb", "usd", "eur", "gbp"}:
        return True
    return (
        written.isupper()
        and tokens[j].kind == NUMBER
        and (is_joined(tokens, j) or len(written) == 3 or written == "RM")
    )


def _is_negative(text: str, tokens: Sequence[Token], i: int) -> bool:
    if low(tokens, i - 1) not in {"-", "−", "–"} or not is_joined(tokens, i):
        return False
    place = tokens[i - 1].start
    return place == 0 or (text[place - 1] in " \t\n([{\u00a0" and tokens[i].kind == NUMBER)


def _read_article(tokens: Sequence[Token], i: int) -> numerals.Numeral | None:
    """ "a year and a half", "a gallon"; other articles count nothing."""
    if low(tokens, i) not in {"a", "an"}:
        return None
    if low(tokens, i + 2) == "and" and low(tokens, i + 3) in {"a", "one"} and low(tokens, i + 4) in {"half", "quarter"}:
        return numerals.Numeral(1.0, None, 1.0, i + 1, True)
    return None


def _scale_letters(
    text: str, tokens: Sequence[Token], number: numerals.Numeral, start: int, sign: float, currency: str | None
) -> Amount:
    """The number with a magnitude of one letter, where the context makes it one ("$30m", "35m people")."""
    j, factor = number.stop, 1.0
    word = low(tokens, j)
    if word in numerals.LETTER_SCALES and not number.is_scaled and _is_magnitude(text, tokens, j, currency):
        factor, j = numerals.LETTER_SCALES[word], j + 1
    if currency and word[:1] == "m" and currency.lower() == word[1:]:
        factor, j = 1e6, j + 1
    if low(tokens, j) in numerals.SCALES and factor == 1 and currency and not number.is_scaled:
        factor, j = numerals.SCALES[low(tokens, j)], j + 1
    return Amount(
        start, j, sign * number.value * factor, number.high, number.step * factor, currency,
        "money" if currency else "number", number.value if factor != 1 or not number.is_scaled else number.value / _magnitude(number),
        factor != 1 or number.is_scaled,
    )  # fmt: skip


def _magnitude(number: numerals.Numeral) -> float:
    for scale in (1e12, 1e9, 1e6, 1e3, 1e2):
        if abs(number.value) >= scale:
            return scale
    return 1.0


def _is_magnitude(text: str, tokens: Sequence[Token], j: int, currency: str | None) -> bool:
    word, joined = low(tokens, j), is_joined(tokens, j)
    if currency:
        return joined or word in {"m", "b"}
    if word == "k":
        return joined and text[tokens[j].start] in "kK" and not _is_kelvin(tokens, j)
    if word == "t" or (word == "mm" and text[tokens[j].start] != "M"):
        return False
    if units.read_money_after(tokens, j + 1):
        return True
    counted = nouns.read_counted(tokens, _skip_of(tokens, j + 1), 2.0, is_bare=True)
    if word == "b":
        return (text[tokens[j].start] == "B" and counted is not None) or (joined and text[tokens[j].start] == "b")
    if joined and text[tokens[j].start] == "M" and units.symbols().get("M") is None:
        return True
    return joined and (counted is not None or _names_unit(tokens, j + 1))


def _is_kelvin(tokens: Sequence[Token], j: int) -> bool:
    return low(tokens, j - 2) in {"temperature", "temperatures"}


def _names_unit(tokens: Sequence[Token], i: int) -> bool:
    return any(tuple(t.low for t in tokens[i : i + n]) in units.names() for n in (2, 1))


_DETERMINERS = frozenset({"the", "its", "their", "his", "her", "our", "my", "your", "these", "those", "all"})


def _skip_of(tokens: Sequence[Token], i: int) -> int:
    """Behind "of", "of the", "of its": where what is counted starts."""
    if low(tokens, i) != "of":
        return i
    i += 1
    while low(tokens, i) in _DETERMINERS:
        i += 1
    return i


def _add_unit(
    text: str, tokens: Sequence[Token], amount: Amount, number: numerals.Numeral, currency: str | None
) -> Amount:
    if currency:
        return _finish_money(text, tokens, amount, units.Unit(currency, "money", amount.stop))
    j = amount.stop
    hyphen = low(tokens, j) in {"-", "‑"} and is_joined(tokens, j) and j + 1 < len(tokens)
    j += hyphen
    for reading in (_read_bracketed, _read_plain_unit):
        unit = reading(text, tokens, j)
        if unit:
            break
    if unit and unit.kind == "money":
        return _finish_money(text, tokens, amount, unit)
    if unit:
        stop, name, kind = unit.stop, unit.name, unit.kind
        extra, stop = _and_a_half(tokens, stop)
        if name == "foot":
            extra, stop = _read_inches(text, tokens, stop)
        old = _read_old(tokens, stop) if name in {"year", "month", "week", "day"} else None
        if old:
            stop, kind = old, "age"
        return amount._replace(value=amount.value + extra, stop=stop, unit=name, kind=kind, is_joined_unit=True)
    code = low(tokens, j)
    if len(code) == 4 and code[0] in "mkb" and code[1:] in _codes():
        factor = numerals.LETTER_SCALES[code[0]]
        return amount._replace(
            value=amount.value * factor,
            step=amount.step * factor,
            unit=code[1:].upper(),
            kind="money",
            stop=j + 1,
            is_scaled=True,
        )
    return _add_noun(text, tokens, amount, number, hyphen)


def _read_bracketed(text: str, tokens: Sequence[Token], i: int) -> units.Unit | None:
    closing = {"(": ")", "[": "]", "{": "}", "<": ">"}.get(low(tokens, i))
    if closing is None or i + 2 >= len(tokens) or low(tokens, i + 2) != closing:
        return None
    symbol = text[tokens[i + 1].start : tokens[i + 1].end]
    known = units.symbols().get(symbol)
    return units.Unit(*known, i + 3) if known else None


def _read_plain_unit(text: str, tokens: Sequence[Token], i: int) -> units.Unit | None:
    percent = units.read_percent(tokens, i)
    if percent:
        return units.read_per(text, tokens, percent)
    if low(tokens, i) in {"times", "time"} and low(tokens, i) == "times":
        return units.read_per(text, tokens, units.Unit("times", "multiple", i + 1))
    measured = units.read_unit(text, tokens, i)
    money = units.read_money_after(tokens, i)
    if money and (measured is None or money.stop > measured.stop) and _is_money_sign(text, tokens, i, money):
        return money
    return measured


def _is_money_sign(text: str, tokens: Sequence[Token], i: int, money: units.Unit) -> bool:
    """A letter or code behind a number is money in capitals or where it touches: "18 R", "118.5p", "5 USD"."""
    written = text[tokens[i].start : tokens[money.stop - 1].end]
    if written.lower() in {"p", "r", "kn", "ft", "rs", "rm"}:
        return written in {"p", "R", "kn", "Ft", "Rs", "RM"}
    if (
        money.stop == i + 1
        and len(written) == 3
        and written.upper() == money.name
        and written.lower()
        in {"all", "top", "try", "cup", "mad", "gel", "sos", "bob", "pen", "ron", "won", "lak", "amd"}
    ):
        return written.isupper()
    return True


def _and_a_half(tokens: Sequence[Token], i: int) -> tuple[float, int]:
    """ "a year and a half"."""
    halved = (
        low(tokens, i) == "and" and low(tokens, i + 1) in {"a", "one"} and low(tokens, i + 2) in {"half", "quarter"}
    )
    if halved and low(tokens, i + 3) not in numerals.SCALES:
        return {"half": 0.5, "quarter": 0.25}[low(tokens, i + 2)], i + 3
    return 0.0, i


def _read_inches(text: str, tokens: Sequence[Token], i: int) -> tuple[float, int]:
    """ "5 ft 2 in", "5 feet and 2 inches"."""
    j = i + (low(tokens, i) == "and")
    if j < len(tokens) and tokens[j].kind == NUMBER and numerals.parse_digits(tokens[j].low)[0] < 12:
        unit = units.read_unit(text, tokens, j + 1)
        if (unit and unit.name == "inch") or (low(tokens, j + 1) == "in" and low(tokens, j) != ""):
            return numerals.parse_digits(tokens[j].low)[0] / 12, unit.stop if unit else j + 2
    return 0.0, i


def _read_old(tokens: Sequence[Token], i: int) -> int | None:
    j = i + (low(tokens, i) == "-")
    if low(tokens, j) in {"old", "olds"}:
        return j + 1
    if low(tokens, j) == "of" and low(tokens, j + 1) == "age":
        return j + 2
    return None


def _finish_money(text: str, tokens: Sequence[Token], amount: Amount, unit: units.Unit) -> Amount:
    """Money with the minor unit that follows ("15 dollars 50"), what it is per, and pounds told from pounds."""
    if unit.name == "GBP" and low(tokens, unit.stop - 1) in {"pound", "pounds"} and _is_weight(tokens, amount, unit):
        return amount._replace(unit="pound-mass", kind="weight", stop=unit.stop, is_joined_unit=True)
    value, stop, step = amount.value, unit.stop, amount.step
    if low(tokens, stop) in numerals.SCALES and not amount.is_scaled:
        factor = numerals.SCALES[low(tokens, stop)]
        value, step, stop = value * factor, step * factor, stop + 1
    if amount.stop == stop and not amount.is_joined_unit:  # "$10 dollars"
        again = units.read_money_after(tokens, stop)
        if again and again.name == unit.name and low(tokens, stop).isalpha() and low(tokens, stop - 2) != "$":
            stop = again.stop
    minor = _read_minor(tokens, stop, value, named=unit.stop > amount.stop or not amount.unit)
    if minor:
        value, stop, step = minor[0], minor[1], 0.01
    whole = units.read_per(text, tokens, units.Unit(unit.name, "money", stop))
    return amount._replace(value=value, step=step, unit=whole.name, kind="money", stop=whole.stop, is_joined_unit=True)


def _read_minor(tokens: Sequence[Token], i: int, value: float, *, named: bool) -> tuple[float, int] | None:
    """Cents behind dollars: "3 dollars 50 cents", "thirteen dollars and forty-five"."""
    j = i + (low(tokens, i) == "and")
    if j >= len(tokens) or value != int(value) or abs(value) > 1e5:
        return None
    if tokens[j].kind != NUMBER and low(tokens, j) not in numerals.UNITS and low(tokens, j) not in numerals.TENS:
        return None
    number = numerals.read_numeral(tokens, j)
    if number is None or number.is_scaled or not 0 < number.value < 100 or number.value != int(number.value):
        return None
    word = low(tokens, number.stop)
    if word in {"cent", "cents", "pence", "p"}:
        return value + number.value / 100, number.stop + 1
    ends = (
        not word
        or (not word.isalnum() and word not in units.currency_starts() and word != "%")
        or word in {"and", "more"}
    )
    return (value + number.value / 100, number.stop) if named and ends else None


_MONEY_WORDS = word_set("money_words")


def _is_weight(tokens: Sequence[Token], amount: Amount, unit: units.Unit) -> bool:
    if (
        amount.is_scaled
        or abs(amount.value) >= 1000
        or low(tokens, unit.stop) in {"sterling", "a", "per", "note", "notes"}
    ):
        return False
    before = {low(tokens, j) for j in range(max(0, amount.start - 8), amount.start)}
    return not before & _MONEY_WORDS


def _add_noun(text: str, tokens: Sequence[Token], amount: Amount, number: numerals.Numeral, hyphen: bool) -> Amount:
    """The amount with the noun that it counts, or as a bare number."""
    j = amount.stop
    if hyphen and j + 1 < len(tokens) and tokens[j + 1].kind == WORD and is_joined(tokens, j + 1):
        word = low(tokens, j + 1)
        if word in {"and", "or", "to"} | nouns.ENDS:
            return amount
        return amount._replace(unit=nouns.singular(word), kind="count", stop=j + 2)
    is_open = (
        number.high is not None
        or number.is_fraction
        or number.value in (1.0, 12.0)
        or (amount.is_scaled and not number.is_scaled)
    )
    possessed = low(tokens, j + 1) in _DETERMINERS or low(tokens, j + 1).endswith(("'s", "’s"))
    place = _skip_of(tokens, j) if is_open or (low(tokens, j) == "of" and possessed) else j
    if number.is_fraction:
        while low(tokens, place) in {"the", "a", "an", "its", "their", "all", "of"}:
            place += 1
    if number.value == 1.0 and number.is_word and low(tokens, amount.start) == "one" and place == j:
        if low(tokens, amount.start - 1) in _NO_ONE or low(tokens, j) in _NOT_ONE_OF:
            return amount._replace(kind="count")
    if number.is_fraction:
        part = units.read_unit(text, tokens, place + (low(tokens, place) in {"us", "uk"}))
        if part and part.kind not in {"points"}:
            return amount._replace(unit=part.name, kind=part.kind, stop=part.stop, is_joined_unit=True)
    counting = 2.0 if place != j or number.is_fraction else abs(number.value)
    counted = nouns.read_counted(tokens, place, counting)
    if number.is_fraction:
        if counted is None:
            return amount._replace(kind="fraction")
        return amount._replace(kind="fraction", unit=counted.name, stop=counted.stop)
    if counted is None:
        return amount._replace(kind="count") if low(tokens, amount.start) == "one" else amount
    whole = _as_unit(tokens, counted) or units.read_per(text, tokens, units.Unit(counted.name, "count", counted.stop))
    return amount._replace(kind=whole.kind, unit=whole.name, stop=whole.stop)


def _as_unit(tokens: Sequence[Token], counted: nouns.Counted) -> units.Unit | None:
    """A unit of time or length behind adjectives: "50 previous years", "517 rushing yards"."""
    known = units.names().get((low(tokens, counted.stop - 1),))
    if " " in counted.name and known and known[1] in {"duration", "distance", "weight", "money"}:
        return units.Unit(*known, counted.stop)
    return None


# --- ranges, lists, and what one amount takes from another ----------------------------------------------------------


def _read_range(text: str, tokens: Sequence[Token], first: Amount) -> Step | None:
    """ "10-15 %", "between 5 and 7 million", "$3 billion to $5 billion", a score "9-2"."""
    j = first.stop
    joiner = low(tokens, j)
    between = low(tokens, first.start - 1) == "between"
    if joiner not in _DASHES and joiner != "to" and not (joiner == "and" and between):
        hyphen = low(tokens, j) == "-"
        if not hyphen:
            return None
    k = j + 1
    if joiner in _DASHES and is_joined(tokens, k) and not is_joined(tokens, j):  # "Stoxx 50 -1.3%"
        return None
    if joiner == "-" and (low(tokens, k) == "to" or (low(tokens, k) == "and" and between)):  # "200,000-to-260,000", "8- to 16-metre"
        k += 1
    k += low(tokens, k) in {"-", "–"} and is_joined(tokens, k + 1) and joiner == "to"
    if k >= len(tokens) or not (_starts_number(tokens, k) or tokens[k].low in units.currency_starts()):
        return None
    second = _read_amount(text, tokens, k)
    if second is None or not isfinite(second.value):
        return None
    if (
        joiner == "to"
        and first.is_joined_unit
        and changes.read_change(tokens, first.start, first.stop).sign in {"up", "down"}
    ):
        if low(tokens, first.start - 1) not in {"by", "from"}:
            return None
    return _join(text, tokens, first, second, joiner, between)


def _join(text: str, tokens: Sequence[Token], first: Amount, second: Amount, joiner: str, between: bool) -> Step | None:
    if first.unit and second.unit != first.unit and not (second.unit is None and between):
        if not (first.kind == "money" and (second.unit or "").startswith(first.unit)):
            return None
    if first.unit and second.unit is None and joiner == "to" and low(tokens, first.start - 1) != "from":
        return None
    value, last = first.value, abs(second.value) if joiner in _DASHES else second.value
    if second.is_scaled and not first.is_scaled and second.base and last:
        factor = abs(last) / second.base
        if value <= second.base:
            value *= factor
    bare = second.unit is None and first.unit is None
    start, end = tokens[first.start].start, tokens[second.stop - 1].end
    after = low(tokens, second.stop)
    if (
        joiner in _DASHES
        and second.unit in {"lead", "win", "victory", "defeat", "loss", "draw", "triumph", "record"} | set()
    ) or (joiner in _DASHES and bare and value < 200 and last < 200 and (value >= last or after in {"on", "win"})):
        row = Quantity(start, end, (value, last), second.unit, "score", "=")
        return [row], second.stop, [second]
    if joiner in _DASHES and value > last and second.unit is None:
        return None
    change = changes.read_change(tokens, first.start - between, second.stop)
    low_end, high_end = sorted((value, last))
    kind = second.kind if second.kind != "number" or first.kind == "number" else first.kind
    row = Quantity(
        start, end, (low_end, high_end), second.unit or first.unit, kind, change.sign,
        low_end, high_end, change.words, change.direction,
    )  # fmt: skip
    return [row], second.stop, [second._replace(start=first.start)]


def _make(text: str, tokens: Sequence[Token], amount: Amount) -> Quantity:
    change = changes.read_change(tokens, amount.start, amount.stop)
    start, end = tokens[amount.start].start, tokens[amount.stop - 1].end
    sign, direction, kind, unit = change.sign, change.direction, amount.kind, amount.unit
    before = low(tokens, amount.start - 1)
    if before in {"▲", "▼", "↑", "↓", "+"} or (amount.value < 0 and kind == "percent"):
        direction = "down" if before in {"▼", "↓"} or amount.value < 0 else "up"
        sign = direction if amount.value else "="
    value: Value = amount.value
    if amount.high is not None:
        value = (amount.value, amount.high)
        return Quantity(start, end, value, unit, kind if unit else "count", sign, *value, change.words, direction)
    if kind in {"number", "count"}:
        aged = _is_age(text, tokens, amount)
        if aged:
            kind, unit = "age", "year"
        elif _is_rank(tokens, amount):
            kind, sign, end = "rank", "<", tokens[amount.start].end
    low_end, high_end = changes.interval(amount.value, amount.step, sign, change.words)
    return Quantity(start, end, value, unit, kind, sign, low_end, high_end, change.words, direction)


def _is_age(text: str, tokens: Sequence[Token], amount: Amount) -> bool:
    """ "aged 34", "over the age of 21", "He will be 35", "Senard, 65, now"."""
    if not 0 < amount.value < 125 or amount.value != int(amount.value) or amount.kind == "count":
        return False
    i = amount.start
    before, after = low(tokens, i - 1), low(tokens, amount.stop)
    if before in {"aged", "age", "ages"} or (before == "of" and low(tokens, i - 2) == "age"):
        return True
    if before in {"turned", "turns", "turning"}:
        return True
    if before in {"be", "is", "was", "were", "am"}:
        person = {low(tokens, j) for j in range(max(0, i - 4), i - 1)} & {"he", "she", "i", "you", "who"}
        return bool(person) and (not after.isalnum() or after in nouns.ENDS)
    named = i > 1 and before == "," and text[tokens[i - 2].start].isupper() and tokens[i - 2].kind == WORD
    return named and after in {",", "."} and amount.value >= 14 and tokens[i].kind == NUMBER


def _is_rank(tokens: Sequence[Token], amount: Amount) -> bool:
    """ "top 10", "among the ten largest trading partners"."""
    before = low(tokens, amount.start - 1)
    if before == "top" and (amount.unit or amount.kind == "number"):
        return True
    if before not in {"the", "its", "their"} or low(tokens, amount.start - 2) not in {"of", "among", "in", "within"}:
        return False
    after = low(tokens, amount.start + 1)
    return after in {"largest", "biggest", "top", "most", "leading", "best", "richest", "poorest"} or after.endswith(
        "est"
    )


def _finish(text: str, tokens: Sequence[Token], found: list[Quantity], amounts: list[Amount]) -> list[Quantity]:
    found = _join_from_to(text, found)
    found = _share_units(text, found)
    return _share_changes(text, found)


_FROM = re.compile(r"\bfrom\s+(?:about|around|nearly|some|up to|just)?\s*$", re.IGNORECASE)
_TO = re.compile(r"(?:\s+[\w.$]+){0,3}\s+to\s+(?:about|around|nearly|some|just)?\s*", re.IGNORECASE)
_LEAD_TO = re.compile(r"\bto\s+(?:about|around|nearly|some|just)?\s*$", re.IGNORECASE)
_TO_FROM = re.compile(r"\s+from\s+(?:about|around|nearly)?\s*", re.IGNORECASE)


def _join_from_to(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "from 20 miles per gallon in 2008 to 29 mpg": one quantity with both ends."""
    made: list[Quantity] = []
    for quantity in found:
        first = next((q for q in reversed(made) if q.kind not in {"year", "date", "period"}), None)
        between = text[first.end : quantity.start] if first else ""
        if (
            first
            and isinstance(first.value, float)
            and isinstance(quantity.value, float)
            and first.kind not in NOT_QUANTITIES
            and quantity.kind not in NOT_QUANTITIES
            and len(between) < 40
            and _like(first, quantity)
            and _is_from_to(text, first, between)
        ):
            low_end, high_end = sorted((first.value, quantity.value))
            joined = first._replace(
                end=quantity.end,
                value=(low_end, high_end),
                low=low_end,
                high=high_end,
                unit=max(quantity.unit or "", first.unit or "", key=len) or None,
            )
            made[made.index(first)] = joined
            continue
        made.append(quantity)
    return [
        q
        for n, q in enumerate(made)
        if not any(o is not q and o.start <= q.start and q.end <= o.end for o in made[max(0, n - 3) : n])
    ]


def _is_from_to(text: str, first: Quantity, between: str) -> bool:
    lead = max(0, first.start - 14)
    if _TO.fullmatch(between) and _FROM.search(text, lead, first.start):
        return True
    return bool(_TO_FROM.fullmatch(between) and _LEAD_TO.search(text, lead, first.start) and first.unit)


def _like(first: Quantity, second: Quantity) -> bool:
    if first.unit == second.unit or (second.unit is None and first.kind != "percent"):
        return True
    if first.unit is None or second.unit is None:
        return False
    return second.unit.startswith(f"{first.unit} per") or first.unit.startswith(f"{second.unit} per")


_LIST = re.compile(r"-?\s*(?:,|or|and|, and|, or)?-?\s*(?:about\s*|around\s*|\$\s*)?")


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "eight or nine euros", "four-, five- and six-cylinder": the unit behind the last holds for all."""
    made = list(found)
    for n in range(len(made) - 2, -1, -1):
        this, after = made[n], made[n + 1]
        if this.kind not in {"number"} or after.unit is None or not after.is_quantity:
            continue
        between = text[this.end : after.start]
        if len(between) < 8 and _LIST.fullmatch(between) and ("and" in between or "or" in between or "-" in between):
            made[n] = this._replace(unit=after.unit, kind=after.kind)
    return made


def _share_changes(text: str, found: list[Quantity]) -> list[Quantity]:
    """The same amount again in brackets, in another unit, is changed alike: "under 296 hp (224 kW)"."""
    made = list(found)
    for n in range(1, len(made)):
        before, this = made[n - 1], made[n]
        gap = text[before.end : this.start].strip()
        if gap in {"or", ", or", "("} and this.change == "=" and this.kind == "percent" and before.kind != "percent":
            if before.change in {"up", "down"}:
                made[n] = this._replace(change=before.change, direction=before.direction)
            continue
        if gap not in {"(", "/", "(about", "(or"} or before.kind != this.kind or before.unit == this.unit:
            continue
        if this.change == "=" and before.change in {"<", ">", "up", "down"} and this.kind not in {"percent", "count"}:
            made[n] = this._replace(change=before.change, direction=before.direction)
    return made
