"""Reading numerals: digits, number words, fractions and magnitudes, to a value and the size of its last place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from helpers.claims.tokens import NUMBER, Token, is_joined, low, word_set, words

UNITS = {form: float(n) for n, forms in enumerate(words("number_units")) for form in forms.split("|")}
TENS = {word: 10.0 * n for n, word in enumerate(words("number_tens"), start=2)}
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15,
    "lakh": 1e5, "crore": 1e7, "mil": 1e6, "mln": 1e6, "mn": 1e6, "mio": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12,
    "trn": 1e12, "tln": 1e12, "dozen": 12.0, "score": 20.0, "lakhs": 1e5, "crores": 1e7,
}  # fmt: skip
PLURAL_SCALES = {
    "dozens": 12.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12,
}  # fmt: skip
# One letter may be a magnitude or a unit of measure: the reader of units decides.
LETTER_SCALES = {"k": 1e3, "m": 1e6, "mm": 1e6, "b": 1e9, "t": 1e12}
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
    plain = written.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if plain.count(".") > 1 or ("." in plain and plain.rfind(",") > plain.rfind(".")):
        plain = plain.replace(".", "").replace(",", ".")
    plain = plain.replace(",", "")
    places = len(plain) - plain.index(".") - 1 if "." in plain else 0
    return float(plain), float(f"1e-{places}")


def _read_digits(tokens: Sequence[Token], i: int) -> Numeral:
    value, step = parse_digits(tokens[i].low)
    stop = i + 1
    if low(tokens, stop) not in _GOES_ON and not (stop < len(tokens) and tokens[stop].kind == NUMBER):
        return Numeral(value, None, step, stop)
    decimal = _read_decimal_comma(tokens, i)
    if decimal:
        value, step, stop = decimal
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
    return int(above) / int(below), i + 3


def is_fraction(tokens: Sequence[Token], i: int) -> bool:
    """Whether the tokens at `i` read as a fraction with a slash, alone or behind a whole number ("10 1/2")."""
    return _read_slash(tokens, i) is not None


# What a whole is parted into in print; 9/11 is no fraction.
_WHOLES = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 24, 25, 32, 40, 50, 64, 100, 128, 1000})


def _read_mixed(tokens: Sequence[Token], i: int, whole: float) -> tuple[float, int] | None:
    if low(tokens, i) in VULGAR:
        return whole + VULGAR[low(tokens, i)], i + 1
    if i < len(tokens) and tokens[i].kind == NUMBER and whole < 1000:
        fraction = _read_slash(tokens, i)
        return (whole + fraction[0], fraction[1]) if fraction else None
    return None


def _scale(tokens: Sequence[Token], number: Numeral) -> Numeral:
    """`number` times the magnitudes that follow it ("two and a half million", "three lakh crore")."""
    while number.step < 1e12:
        j = number.stop + (low(tokens, number.stop) == "-" and is_joined(tokens, number.stop))  # "293-million-mile"
        if low(tokens, j) not in SCALES:
            return number
        factor = SCALES[low(tokens, j)]
        number = Numeral(number.value * factor, None, number.step * factor, j + 1, number.is_word, is_scaled=True)
    return number


def _read_words(tokens: Sequence[Token], i: int) -> Numeral | None:
    """A number in words, or in digits and words: "two hundred and six thousand", "3 hundred and 21"."""
    total, current, before, limit, step, stop = 0.0, 0.0, "", float("inf"), 1.0, i
    j = i
    while j < len(tokens):
        word = tokens[j].low
        if word == "-" and before == "tens" and low(tokens, j + 1) in UNITS:
            j += 1
            continue
        if word in {"and", "&", ","} and before in {"hundred", "scale"} and _goes_on(tokens, j, limit):
            j += 1
            continue
        if tokens[j].kind == NUMBER and before in {"", "hundred", "scale"} and (j == i or low(tokens, j - 1) == "and"):
            digits, step = parse_digits(word)
            if before == "hundred" and digits >= 100:
                break
            current, before = current + digits, "digits"
        elif word in TENS and before in {"", "hundred", "scale"}:
            current, before, step = current + TENS[word], "tens", 1.0
        elif word in UNITS and (before in {"", "hundred", "scale"} or (before == "tens" and 0 < UNITS[word] < 10)):
            current, before, step = current + UNITS[word], "units", 1.0
        elif word == "hundred" and before in {"", "units", "tens", "digits"} and current < 1e4:
            if before == "" and low(tokens, i - 1) not in {"a", "an"} and not _stands_alone(tokens, j):
                break
            current, before, step = (current or 1.0) * 100, "hundred", step * 100
        elif word in SCALES and word != "hundred" and (word != "score" or before == "units"):
            if before == "" and low(tokens, i - 1) not in {"a", "an"} and not _stands_alone(tokens, j):
                break
            if current == 0 and before == "scale":  # "three lakh crore"
                total, limit = total * SCALES[word], SCALES[word]
            elif SCALES[word] < limit:
                total, limit = total + (current or 1.0) * SCALES[word], SCALES[word]
            else:
                break
            current, before, step = 0.0, "scale", step * SCALES[word]
        else:
            break
        j += 1
        stop = j
    if stop == i:
        return None
    value = total + current
    number = Numeral(value, None, step, stop, True, limit < float("inf") or step >= 100)
    return _add_tail(tokens, number, limit)


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
    joiner = low(tokens, j) == "-" and j > i
    j += joiner
    word = low(tokens, j)
    if word not in DENOMINATORS or (j == i and word not in {"half", "quarter"}):
        return None
    after = low(tokens, j + 1)
    if after == "-" and low(tokens, j + 2) not in {
        "hour",
        "mile",
        "century",
        "dozen",
        "million",
        "inch",
        "point",
        "year",
    }:
        return None
    if (
        low(tokens, i) in {"a", "an"}
        and word not in {"half", "quarter"}
        and after.isalpha()
        and after not in _AFTER_PART
    ):
        return None  # "a third straight quarter"
    if above > 1 and not word.endswith("s"):
        return None
    if above <= 1 and word.endswith("s"):
        return None
    stop = j + 1
    number = Numeral(above / DENOMINATORS[word], None, 0.1, stop, True, is_fraction=True)
    if is_tail:
        return number
    if low(tokens, stop) in {"a", "of"} and low(tokens, stop + (low(tokens, stop) == "of") + 1) in SCALES:
        stop += 1 + (low(tokens, stop) == "of")
    if low(tokens, stop) in SCALES and low(tokens, stop) != "score":
        return _scale(tokens, number._replace(stop=stop, is_fraction=False))
    if j == i and word == "quarter":
        return None
    return number


_FRACTION_STARTS = frozenset({*VULGAR, *UNITS, "a", "an", "half", "quarter"})
_AFTER_PART = word_set("after_part") | frozenset(SCALES)
_HALVES_OF_TIME = word_set("halves_of_time")


def _is_time_half(tokens: Sequence[Token], i: int) -> bool:
    """Whether "half" names a stretch of time or is part of a word: "this half", "the second half", "half-staff"."""
    if low(tokens, i + 1) == "-" and low(tokens, i + 2) not in SCALES | {
        "hour": 0.0,
        "a": 0.0,
        "year": 0.0,
        "mile": 0.0,
    }:
        return True
    return low(tokens, i - 1) in _HALVES_OF_TIME and low(tokens, i + 1) not in {"of", "a", "an"}


def _read_vague(tokens: Sequence[Token], i: int) -> Numeral | None:
    """ "dozens", "thousands", "tens of thousands": at least one of it, fewer than ten; "dozens" counts as 12."""
    word = low(tokens, i)
    if word not in PLURAL_SCALES and word != "tens":
        return None
    value, stop = 10.0 if word == "tens" else PLURAL_SCALES[word], i + 1
    while low(tokens, stop) == "of" and low(tokens, stop + 1) in PLURAL_SCALES and value < 1e9:
        value, stop = value * PLURAL_SCALES[low(tokens, stop + 1)], stop + 2
    if value == 10.0:
        return None
    return Numeral(value, None if value == 12 else 10 * value, value, stop, True, True)
