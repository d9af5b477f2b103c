"""Reading numerals: digits, number words, fractions and magnitudes, to a value and the size of its last place."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10
from typing import NamedTuple

from helpers.claims.tokens import NUMBER, Token, is_joined, low, word_set, words

UNITS = {form: float(n) for n, forms in enumerate(words("number_units")) for form in forms.split("|")}
TENS = {word: 10.0 * n for n, word in enumerate(words("number_tens"), start=2)}
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15,
    "lakh": 1e5, "crore": 1e7, "mil": 1e6, "mln": 1e6, "mn": 1e6, "mio": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12,
    "trn": 1e12, "tln": 1e12, "trln": 1e12, "mrd": 1e9, "mlrd": 1e9, "thsd": 1e3,
    "dozen": 12.0, "score": 20.0, "lakhs": 1e5, "crores": 1e7,
}  # fmt: skip
PLURAL_SCALES = {
    "dozens": 24.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12,
}  # fmt: skip
# One letter may be a magnitude or a unit of measure: the reader of units decides.
LETTER_SCALES = {"k": 1e3, "m": 1e6, "mm": 1e6, "b": 1e9, "t": 1e12}
# These are magnitudes beside a currency only: "Rs 40 cr.", "2 bio dollars".
MONEY_SCALES = {"bio": 1e9, "cr": 1e7, "ths": 1e3, "thd": 1e3}
_BARE_SCALES = frozenset({"hundred", "thousand", "million", "billion", "trillion", "lakh", "crore"})
_DENOMINATORS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "sixteenth": 16, "twentieth": 20, "hundredth": 100, "thousandth": 1000, "millionth": 10**6,
}  # fmt: skip
DENOMINATORS = {
    **{word: float(value) for word, value in _DENOMINATORS.items()},
    **{f"{word}s": float(value) for word, value in _DENOMINATORS.items()},
    "halves": 2.0,
}
VULGAR = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5,
    "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
}  # fmt: skip
NUMBER_WORDS = frozenset({*UNITS, *TENS, *_BARE_SCALES, *PLURAL_SCALES, "dozen", "half", "quarter"})


class Numeral(NamedTuple):
    """A number read from the tokens before `stop`.

    `high` is set for vague amounts ("tens of thousands": 10,000 to 100,000). `step` is the size of the last
    stated place: 0.1 for 2.4, one billion for "30 billion".
    """

    value: float
    high: float | None
    step: float
    stop: int
    is_word: bool = False
    is_scaled: bool = False
    is_fraction: bool = False


def read_numeral(tokens: Sequence[Token], i: int) -> Numeral | None:
    """The number that starts at token `i`, or None. A leading sign or article belongs to it ("a hundred")."""
    if tokens[i].kind == NUMBER:
        return _read_digits(tokens, i)
    return _read_vague(tokens, i) or _read_fraction(tokens, i) or _read_exact(tokens, i)


def _read_exact(tokens: Sequence[Token], i: int) -> Numeral | None:
    if low(tokens, i) in {"a", "an"}:
        if low(tokens, i + 1) not in SCALES or low(tokens, i + 1) == "score":
            return None
        i += 1
    return _read_words(tokens, i)


def parse_digits(written: str) -> tuple[float, float]:
    """Value and last place of digits as written: thousands may be parted by commas, spaces or points."""
    if written.isdecimal():
        return float(written), 1.0
    plain = written.translate(_APART)
    if plain.count(".") > 1 or ("." in plain and plain.rfind(",") > plain.rfind(".")):
        plain = plain.replace(".", "").replace(",", ".")
    plain = plain.replace(",", "")
    places = len(plain) - plain.index(".") - 1 if "." in plain else 0
    return float(plain), float(f"1e-{places}")


_APART = str.maketrans("", "", " \u00a0\u202f'’")


def last_place(value: float, step: float, *, is_decimal: bool = False) -> float:
    """Size of the last place that `value` means, where `step` is that of the last place written.

    The convention: from 1,000 on, zeros at the end of a whole number are rounding, and a number is meant to
    two digits at least. 9,000 is 8,950 to 9,050, 12,500 is 12,450 to 12,550, half a million is 500,000 and is
    495,000 to 505,000. Below 1,000, and behind a point (`is_decimal`), the last place written counts. The reason:
    newsrooms round to two or three digits, and a record that differs in the second one is another number.
    """
    size = abs(value)
    if not 1e3 <= size < 1e300:
        return step
    exponent = floor(log10(size) + 1e-9)
    if not is_decimal and size < 1e15 and size == int(size):
        digits = str(int(size))
        step = max(step, float(10 ** (len(digits) - len(digits.rstrip("0")))))
    return float(min(step, 10.0 ** (exponent - 1)))


def _read_digits(tokens: Sequence[Token], i: int) -> Numeral:
    value, step = parse_digits(tokens[i].low)
    stop = i + 1
    if low(tokens, stop) not in _GOES_ON and not (stop < len(tokens) and tokens[stop].kind == NUMBER):
        return Numeral(value, None, step, stop)
    decimal = _read_decimal_comma(tokens, i)
    if decimal:
        return _scale(tokens, Numeral(decimal[0], None, decimal[1], decimal[2]))
    power = _read_power(tokens, stop)
    if power:
        factor, stop = power
        return Numeral(value * factor, None, step * factor, stop)
    fraction = _read_slash(tokens, i) or _read_mixed(tokens, stop, value)
    if fraction:
        value, stop = fraction
        return _scale(tokens, Numeral(value, None, step, stop, is_fraction=value < 1))
    if low(tokens, stop) in SCALES and low(tokens, stop) not in {"dozen", "score"}:
        return _read_words(tokens, i) or Numeral(value, None, step, stop)
    return _scale(tokens, Numeral(value, None, step, stop))


# What stands behind digits that are not the whole of their number; a numeral may, too ("2 1/2").
_GOES_ON = frozenset({",", "×", "x", "e", "/", "⁄", "-", *VULGAR, *SCALES})


def _read_decimal_comma(tokens: Sequence[Token], i: int) -> tuple[float, float, int] | None:
    whole, comma, rest = tokens[i : i + 3] if i + 2 < len(tokens) else (None, None, None)
    if whole is None or comma is None or rest is None or comma.low != "," or rest.kind != NUMBER:
        return None
    if not (is_joined(tokens, i + 1) and is_joined(tokens, i + 2)) or len(rest.low) > 2 or not rest.low.isdigit():
        return None
    if low(tokens, i + 3) == "," or low(tokens, i - 1) == "," or not whole.low.isdigit() or len(whole.low) > 3:
        return None
    return float(f"{whole.low}.{rest.low}"), float(f"1e-{len(rest.low)}"), i + 3


def _read_power(tokens: Sequence[Token], i: int) -> tuple[float, int] | None:
    if low(tokens, i) in {"×", "x"} and low(tokens, i + 1) == "10":
        j = i + 2
        j += low(tokens, j) == "^"
    elif low(tokens, i) == "e" and is_joined(tokens, i) and is_joined(tokens, i + 1):
        j = i + 1
    else:
        return None
    sign = -1 if low(tokens, j) in {"-", "−"} else 1
    j += low(tokens, j) in {"-", "−", "+"}
    if j >= len(tokens) or not tokens[j].low.isdecimal() or len(tokens[j].low) > 2 or not is_joined(tokens, j):
        return None
    return float(f"1e{sign * int(tokens[j].low)}"), j + 1


def _read_slash(tokens: Sequence[Token], i: int) -> tuple[float, int] | None:
    if low(tokens, i + 1) not in {"/", "⁄"} or i + 2 >= len(tokens) or low(tokens, i + 3) in {"/", "⁄"}:
        return None
    above, below = tokens[i].low, tokens[i + 2].low
    if not (above.isdecimal() and below.isdecimal()) or low(tokens, i - 1) in {"/", "⁄"} or len(below) > 4:
        return None
    if (
        not 0 < int(above) < int(below)
        or int(below) not in _WHOLES
        or not (is_joined(tokens, i + 1) and is_joined(tokens, i + 2))
    ):
        return None
    after = low(tokens, i + 3)
    if (
        int(below) > 5
        and int(above) < 13
        and int(below) < 32
        and after != "of"
        and not after.isalpha()
        and after != "-"
    ):
        return None  # "updated 4/8, 10 p.m." is a day
    return int(above) / int(below), i + 3


def is_fraction(tokens: Sequence[Token], i: int) -> bool:
    """Whether the tokens at `i` read as a fraction with a slash, alone or behind a whole number ("10 1/2")."""
    return _read_slash(tokens, i) is not None


# What a whole is parted into in print; 9/11 is no fraction.
_WHOLES = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 24, 25, 32, 40, 50, 64, 100, 128, 1000})


def _read_mixed(tokens: Sequence[Token], i: int, whole: float) -> tuple[float, int] | None:
    if low(tokens, i) in VULGAR:
        return whole + VULGAR[low(tokens, i)], i + 1
    if i < len(tokens) and tokens[i].kind == NUMBER and 1 <= whole < 1000:
        fraction = _read_slash(tokens, i)
        return (whole + fraction[0], fraction[1]) if fraction else None
    return None


def _scale(tokens: Sequence[Token], number: Numeral) -> Numeral:
    """`number` times the magnitudes that follow it ("two and a half million", "three lakh crore")."""
    while number.step < 1e12:
        j = number.stop + (low(tokens, number.stop) == "-" and is_joined(tokens, number.stop))  # "293-million-mile"
        if low(tokens, j) not in SCALES or (low(tokens, j) == "score" and number.value >= 1000):  # "a 2018 score"
            return number
        factor = SCALES[low(tokens, j)]
        number = Numeral(number.value * factor, None, number.step * factor, j + 1, number.is_word, is_scaled=True)
    return number


class _Sum(NamedTuple):
    """A number in words while it is read: `total` of what is closed by a magnitude, `current` behind it."""

    total: float = 0.0
    current: float = 0.0
    before: str = ""  # what the last word was: units, tens, hundred, scale, digits
    limit: float = float("inf")  # the next magnitude must be smaller
    step: float = 1.0


def _read_words(tokens: Sequence[Token], i: int) -> Numeral | None:
    """A number in words, or in digits and words: "two hundred and six thousand", "3 hundred and 21"."""
    made, stop, j = _Sum(), i, i
    while j < len(tokens):
        word = tokens[j].low
        ties = word == "-" and made.before == "tens" and low(tokens, j + 1) in UNITS
        joins = word in {"and", "&", ","} and made.before in _LARGE and _goes_on(tokens, j, made.limit)
        if not (ties or joins):
            more = _add_word(tokens, i, j, made)
            if more is None:
                break
            made, stop = more, j + 1
        j += 1
    if stop == i:
        return None
    is_scaled = made.limit < float("inf") or made.step >= 100
    return _add_tail(tokens, Numeral(made.total + made.current, None, made.step, stop, True, is_scaled), made.limit)


_LARGE = frozenset({"hundred", "scale"})
_OPEN = frozenset({"", "hundred", "scale"})


def _add_word(tokens: Sequence[Token], i: int, j: int, made: _Sum) -> _Sum | None:
    """`made` with the word or the digits at token `j` of the number that starts at `i`; None where it ends before."""
    word, before = tokens[j].low, made.before
    if tokens[j].kind == NUMBER:
        digits, step = parse_digits(word)
        starts = before in _OPEN and (j == i or low(tokens, j - 1) == "and")
        if not starts or (before == "hundred" and digits >= 100):
            return None
        return made._replace(current=made.current + digits, before="digits", step=step)
    if word in TENS:
        fits = before in _OPEN
        return made._replace(current=made.current + TENS[word], before="tens", step=1.0) if fits else None
    if word in UNITS:
        fits = before in _OPEN or (before == "tens" and 0 < UNITS[word] < 10)
        return made._replace(current=made.current + UNITS[word], before="units", step=1.0) if fits else None
    if word not in SCALES or (before == "" and low(tokens, i - 1) not in {"a", "an"} and not _stands_alone(tokens, j)):
        return None
    return _add_scale(word, made)


def _add_scale(word: str, made: _Sum) -> _Sum | None:
    scale = SCALES[word]
    if word == "hundred":
        if made.before not in {"", "units", "tens", "digits"} or made.current >= 1e4:
            return None
        return made._replace(current=(made.current or 1.0) * 100, before="hundred", step=made.step * 100)
    if word == "score" and (made.before != "units" or made.current < 2):  # "one score" is a result
        return None
    if made.current == 0 and made.before == "scale":  # "three lakh crore"
        total = made.total * scale
    elif scale < made.limit:
        total = made.total + (made.current or 1.0) * scale
    else:
        return None
    return _Sum(total, 0.0, "scale", scale, made.step * scale)


def _stands_alone(tokens: Sequence[Token], j: int) -> bool:
    """Whether a magnitude without a number before it is one: "million dollar house", "hundred thousand"."""
    return low(tokens, j) in _BARE_SCALES and (
        low(tokens, j + 1) in _BARE_SCALES or low(tokens, j + 1).startswith("dollar")
    )


def _goes_on(tokens: Sequence[Token], j: int, limit: float) -> bool:
    """Whether the number goes on behind the joining word at `j`, rather than another number starting there."""
    word = low(tokens, j + 1)
    if low(tokens, j) == "," and not (word in UNITS or word in TENS):
        return False
    if word in UNITS or word in TENS:
        # in "two million and five thousand" the second number goes on; "one hundred and two hundred" are two
        after = low(tokens, j + 2) if low(tokens, j + 2) != "-" else low(tokens, j + 4)
        return after not in DENOMINATORS and SCALES.get(after, 0) < limit and not (after == "hundred" and limit > 1e17)
    return word.isdecimal() and len(word) < 3 and word != "0" and low(tokens, j + 2) not in SCALES


def _add_tail(tokens: Sequence[Token], number: Numeral, limit: float) -> Numeral:
    """`number` with what may end it: "point five", "and a half"."""
    i = number.stop
    if low(tokens, i) == "point" and low(tokens, i + 1) in {**UNITS, **TENS}:
        return _read_point(tokens, number)
    if low(tokens, i) == "and":
        fraction = _read_fraction(tokens, i + 1, is_tail=True)
        if fraction and fraction.value < 1:
            if limit < float("inf"):  # "one million and a half"
                return number._replace(value=number.value + fraction.value * limit, stop=fraction.stop)
            return _scale(tokens, number._replace(value=number.value + fraction.value, step=0.1, stop=fraction.stop))
    return number


def _read_point(tokens: Sequence[Token], number: Numeral) -> Numeral:
    j, digits = number.stop + 1, ""
    while low(tokens, j) in UNITS or low(tokens, j) in TENS:
        digits += str(int({**UNITS, **TENS}[low(tokens, j)]))
        j += 1
        if len(digits) > 12:
            break
    whole = number._replace(value=number.value + float(f"0.{digits}"), step=float(f"1e-{len(digits)}"), stop=j)
    return _scale(tokens, whole)


def _read_fraction(tokens: Sequence[Token], i: int, *, is_tail: bool = False) -> Numeral | None:
    """ "two-thirds", "a quarter", "half a million", "⅔"."""
    if low(tokens, i) not in _FRACTION_STARTS:
        return None
    if low(tokens, i) in VULGAR:
        return _scale(tokens, Numeral(VULGAR[low(tokens, i)], None, 0.1, i + 1, is_fraction=True))
    above, j = 1.0, i
    if low(tokens, i) in {"a", "an"}:
        j = i + 1
    elif low(tokens, i) in UNITS:
        above, j = UNITS[low(tokens, i)], i + 1
    if j == i and low(tokens, i) == "half" and _is_time_half(tokens, i):
        return None
    j += low(tokens, j) == "-" and j > i
    word = low(tokens, j)
    if word not in DENOMINATORS or not _is_part(tokens, i, j, above):
        return None
    number = Numeral(above / DENOMINATORS[word], None, min(0.1, 1 / DENOMINATORS[word]), j + 1, True, is_fraction=True)
    return number if is_tail else _part_of_scale(tokens, number, is_bare=j == i)


def _is_part(tokens: Sequence[Token], i: int, j: int, above: float) -> bool:
    """Whether the word at `j` ends the fraction that starts at `i`: no ordinal, no stretch of time."""
    word, after = low(tokens, j), low(tokens, j + 1)
    if j == i and word not in {"half", "quarter"}:
        return False
    if after == "-" and is_joined(tokens, j + 1) and low(tokens, j + 2) not in _AFTER_PART_DASH:
        return False
    ordinal = low(tokens, i) in {"a", "an"} and word not in {"half", "quarter"}
    if ordinal and after.isalpha() and after not in _AFTER_PART:
        return False  # "a third straight quarter"
    return (above > 1) == word.endswith("s")


def _part_of_scale(tokens: Sequence[Token], number: Numeral, *, is_bare: bool) -> Numeral | None:
    """ "half a million", "a half-million", "a quarter of a billion": the part of a magnitude is the number."""
    stop = number.stop + (low(tokens, number.stop) == "of")
    led = low(tokens, stop) == "a" or (low(tokens, stop) == "-" and is_joined(tokens, stop))
    stop += led
    if low(tokens, stop) in SCALES and low(tokens, stop) != "score" and (led or stop == number.stop):
        return _scale(tokens, number._replace(stop=stop, is_fraction=False))
    return None if is_bare and low(tokens, number.stop - 1) == "quarter" else number


_AFTER_PART_DASH = frozenset({"hour", "mile", "century", "dozen", "million", "billion", "inch", "point", "year"})
_FRACTION_STARTS = frozenset({*VULGAR, *UNITS, "a", "an", "half", "quarter"})
_AFTER_PART = word_set("after_part") | frozenset(SCALES)
_HALVES_OF_TIME = word_set("halves_of_time")


def _is_time_half(tokens: Sequence[Token], i: int) -> bool:
    """Whether "half" names a stretch of time or is part of a word: "this half", "the second half", "half-staff"."""
    if low(tokens, i + 1) == "-" and low(tokens, i + 2) not in {*SCALES, "hour", "a", "year", "mile"}:
        return True
    return low(tokens, i - 1) in _HALVES_OF_TIME and low(tokens, i + 1) not in {"of", "a", "an"}


def _read_vague(tokens: Sequence[Token], i: int) -> Numeral | None:
    """ "dozens", "thousands", "tens of thousands": of the order of one to ten of it, of dozens 24 to 100.

    Only the lower end is meant: "millions of people" may be 22 million.
    """
    word = low(tokens, i)
    if word not in PLURAL_SCALES and word != "tens":
        return None
    value, stop = 10.0 if word == "tens" else PLURAL_SCALES[word], i + 1
    while low(tokens, stop) == "of" and low(tokens, stop + 1) in PLURAL_SCALES and value < 1e9:
        value, stop = value * PLURAL_SCALES[low(tokens, stop + 1)], stop + 2
    if value == 10.0:
        return None
    most = value / 24 * 100 if word == "dozens" else 10 * value
    return Numeral(value, most, value, stop, True, True)
