"""Numbers that count nothing: ordinals, designators ("EC-121", "Boeing 737"), years that stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers import names
from helpers.claims import dates, nouns, numerals, units
from helpers.claims.amounts import codes, has_unit
from helpers.claims.quantity import Amount, Quantity, Step, uncounted
from helpers.claims.tokens import NUMBER, WORD, Token, is_joined, low, word_set, words

ORDINALS = {word: float(n) for n, word in enumerate(words("ordinals"), start=1)}
DASHES = frozenset({"-", "–", "—", "−", "‑"})
_BEFORE_DESIGNATOR = word_set("before_designator")
# A capitalised word before a bare number makes it part of a name, unless it is one of these.
_NO_NAME = nouns.ENDS | frozenset(dates.MONTHS) | word_set("no_name")
_CHAIN = re.compile(r"\d++(?:[-–]\d++){7,}+")  # a code, whatever it is for
_CHAMBERS = frozenset({"Senate", "House", "Congress", "Court", "Committee", "Assembly", "Parliament"})
_PHONE = re.compile(r"\d{1,4}(?:-\d{2,4}){2,4}(?![\d-])|\d{1,5}(?:\.\d{1,5}){2,5}(?!\.?\d)")


def read_ordinal(tokens: Sequence[Token], i: int) -> Step | None:
    token = tokens[i]
    if token.low in ORDINALS:
        if token.low == "second" and i and tokens[i - 1].kind == NUMBER:
            return None
        if low(tokens, i + 1) == "-" and low(tokens, i + 2) == "class":
            return None, i + 3
        value = ORDINALS[token.low]
        if token.low not in numerals.DENOMINATORS or numerals.read_numeral(tokens, i) is None:
            return uncounted("ordinal_word", token.start, token.end, value), i + 1
        return None
    if token.kind == NUMBER and low(tokens, i + 1) in {"st", "nd", "rd", "th"} and is_joined(tokens, i + 1):
        value = numerals.parse_digits(token.low)[0]
        end = tokens[i + 1].end
        after = low(tokens, i + 2) if low(tokens, i + 2) != "-" else low(tokens, i + 3)
        if after in {"century", "centuries"}:
            first = int((value - 1) * 100 + 1)
            return uncounted("period", token.start, end, None, f"{first:04d}/{first + 99:04d}"), i + 3
        if after in {"anniversary", "birthday", "jubilee"}:
            row = Quantity(token.start, end, value, after, "ordinal", "=", value, value)
            return row, i + 2
        if after in {"place", "spot", "position"} or low(tokens, i - 1) in {"finished", "ranked", "ranks", "placed"}:
            return Quantity(token.start, end, value, None, "rank", "=", value, value), i + 2
        return uncounted("ordinal_word", token.start, end, value), i + 2
    return None


def read_designator(text: str, tokens: Sequence[Token], i: int) -> Step | None:
    """A number that names: "EC-121", "Boeing 737", "No. 5", "5G", a phone number, an item of a list."""
    token = tokens[i]
    row = uncounted("designator", token.start, token.end)
    if low(tokens, i + 1) in _ZONES and len(token.low) == 4 and token.low.isdecimal():  # "0645 GMT"
        return uncounted("time", token.start, tokens[i + 1].end), i + 2
    long = _read_long_name(text, tokens, i)
    if long:
        return long
    if i and is_joined(tokens, i):
        joined = _read_joined(text, tokens, i, row)
        if joined or tokens[i - 1].kind == WORD:
            return joined
    if _is_listed(tokens, i) or _is_numbered(tokens, i):
        return row, i + 1
    foreign = i + 1 < len(tokens) and tokens[i + 1].kind == WORD and is_joined(tokens, i + 1)
    if foreign and _is_foreign(text, tokens, i):
        return row, i + 2
    if i and _names(text, tokens, i):
        stop = i + 1
        while low(tokens, stop) in DASHES and is_joined(tokens, stop) and is_joined(tokens, stop + 1):
            stop += 2
        return uncounted("designator", token.start, tokens[stop - 1].end), stop
    return None


_ZONES = frozenset({"gmt", "utc", "est", "edt", "pst", "pdt", "cet", "cest", "bst", "ist", "hrs"})


def _read_long_name(text: str, tokens: Sequence[Token], i: int) -> Step | None:
    """Numbers that run on: a phone number, a version, "9/11", "in his early 20s"."""
    token = tokens[i]
    span = _PHONE.match(text, token.start) or _CHAIN.match(text, token.start, tokens[-1].end)
    if span and span.end() <= tokens[-1].end:
        stop = i
        while stop < len(tokens) and tokens[stop].start < span.end():
            stop += 1
        return uncounted("designator", token.start, span.end()), stop
    if not (is_joined(tokens, i + 1)):
        return None
    paired = low(tokens, i + 1) in {"x", ":"} and is_joined(tokens, i + 2) and tokens[i + 2].kind == NUMBER
    if paired and not (low(tokens, i + 1) == "x" and low(tokens, i + 2) in {"10", "2"}):  # "4x4", "3:1", not 8x10^3
        stop = i + 3 + (low(tokens, i + 3) == "s" and is_joined(tokens, i + 3))
        return uncounted("designator", token.start, tokens[stop - 1].end), stop
    if low(tokens, i + 1) == "s" and len(token.low) == 2 and token.low[1] == "0":
        return uncounted("period", token.start, tokens[i + 1].end), i + 2
    slashed = low(tokens, i + 1) == "/" and is_joined(tokens, i + 2) and tokens[i + 2].kind == NUMBER
    named = slashed and i + 3 < len(tokens) and text[tokens[i + 3].start].isupper()  # "3/10 Michigan" is a day
    is_day = slashed and low(tokens, i + 3) == "/" and is_joined(tokens, i + 4)  # "1/2/19"
    if slashed and (named or is_day or not numerals.is_fraction(tokens, i)):
        stop = i + 3 + 2 * is_day
        return uncounted("designator", token.start, tokens[stop - 1].end), stop
    return None


def _read_joined(text: str, tokens: Sequence[Token], i: int, row: Quantity) -> Step | None:
    """A number that touches what stands before it: "S23", "F-16", "#4", "ID.3", "COVID -19"."""
    before = tokens[i - 1]
    if before.low == "fy":
        return _read_fiscal(text, tokens, i)
    if before.kind == WORD:
        times = before.low == "x" and i > 1 and tokens[i - 2].kind == NUMBER  # "8x10"
        return None if times or before.low == "sub" else (row, i + 1)
    named = i > 1 and tokens[i - 2].kind == WORD
    if before.low in DASHES and named and is_joined(tokens, i - 1):
        return _after_dash(text, tokens, i, row)
    capitals = named and text[tokens[i - 2].start : tokens[i - 2].end].isupper()
    spaced_dash = before.low == "-" and capitals and not has_unit(text, tokens, i + 1)
    dotted = before.low == "." and named and is_joined(tokens, i - 1)
    return (row, i + 1) if before.low == "#" or dotted or spaced_dash else None


_FISCAL = re.compile(r"(?:(20\d\d)[-–/](20)?(\d\d)|(20)?(\d\d))(?!\d|[-–/,.]\d)")


def _read_fiscal(text: str, tokens: Sequence[Token], i: int) -> Step | None:
    """ "FY2022-23", "FY23": a period of a year, named by the year or years it touches."""
    found = _FISCAL.match(text, tokens[i].start)
    if found is None:
        return uncounted("designator", tokens[i].start, tokens[i].end), i + 1
    stop = i
    while stop < len(tokens) and tokens[stop].start < found.end():
        stop += 1
    if found[1]:
        return uncounted("period", found.start(), found.end(), None, f"{found[1]}/20{found[3]}"), stop
    return uncounted("year", found.start(), found.end(), None, f"20{found[5]}"), stop


def _is_numbered(tokens: Sequence[Token], i: int) -> bool:
    """ "No. 5", "p. 17", "007", a ZIP code."""
    written = tokens[i].low
    if low(tokens, i - 1) == "." and low(tokens, i - 2) in {"no", "nos", "nr", "nrs", "vol", "p", "pp", "fig"}:
        return True
    return (len(written) > 1 and written[0] == "0" and written.isdecimal()) or low(tokens, i + 1) == "zip"


def _is_listed(tokens: Sequence[Token], i: int) -> bool:
    """Whether the number counts an item of a list or refers to one: "4. Discussion", "either 1) this", "[17]"."""
    after = low(tokens, i + 1)
    if i == 0:
        return after == ")" or (after == "." and (len(tokens) == 2 or tokens[2].kind == WORD))
    before = low(tokens, i - 1)
    if before in {"[", "§"}:
        return before == "§" or after in {"]", ",", "–", "-"}
    if after != ")" or not is_joined(tokens, i + 1):
        return False
    return sum({"(": 1, ")": -1}.get(token.low, 0) for token in tokens[max(0, i - 40) : i]) <= 0


def _after_dash(text: str, tokens: Sequence[Token], i: int, row: Quantity) -> Step | None:
    word = tokens[i - 2].low
    if text[tokens[i - 2].start : tokens[i - 2].end] == "G":  # "G-20" names, "g-20" does not
        return row, i + 1
    if word in {"mid", "pre", "post", "late", "early"} and dates.is_year(tokens[i].low):
        return uncounted("year", tokens[i].start, tokens[i].end, None, tokens[i].low), i + 1
    if (
        word in {"sub", "under", "over", "then", "to", "plus", "about"}
        or (i > 2 and tokens[i - 3].kind == NUMBER and units.symbols().get(word))  # "5m-10m"; "MS-13" names
        or word in dates.MONTHS
    ):
        return None
    if word in numerals.NUMBER_WORDS or word in {"mm", "th", "nd", "rd", "st"} or (word,) in units.names():
        return None
    return row, i + 1


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
    return not (word[0] in "mkb" and word[1:] in codes())


def _names(text: str, tokens: Sequence[Token], i: int) -> bool:
    """Whether the words before make the bare number at `i` a name: "Game 6", "S&P 500", "category 4 storm"."""
    before, number = tokens[i - 1], tokens[i]
    if before.kind != WORD or not number.low.isdecimal() or len(number.low) > 4:
        return False
    written = text[before.start : before.end]
    if written == before.low and written not in _BEFORE_DESIGNATOR:
        return False
    after = low(tokens, i + 1)
    if after in numerals.SCALES or after in {"%", "/"} or (has_unit(text, tokens, i + 1) and after != "s"):
        return False
    dash_apart = after in DASHES and not is_joined(tokens, i + 1) and is_joined(tokens, i + 2)
    ranged = after in {"to", "-", "–", "and"} and not dash_apart and i + 2 < len(tokens)
    if ranged and tokens[i + 2].kind == NUMBER and has_unit(text, tokens, i + 3):
        return False
    if before.low in _BEFORE_DESIGNATOR and low(tokens, i - 2) not in {"a", "per", "of", "one"}:
        return not nouns.read_counted(tokens, i + 1, 2.0, is_bare=True) or text[before.start].isupper()
    if written == before.low or before.low in _NO_NAME or written.endswith(("'s", "’s")):
        return False
    if written in _CHAMBERS and after in DASHES:  # "passed the Senate 89-8"
        return False
    if dates.is_year(number.low) and ("1900" <= number.low <= "2099" or before.low in dates.BEFORE_YEAR):
        return False
    counted = nouns.read_counted(tokens, i + 1, 2.0, is_bare=True)
    return not (counted and (i == 1 or names.country(before.low) or (counted.stop == i + 2 and int(number.low) < 100)))


def read_bare_year(tokens: Sequence[Token], amount: Amount) -> Step | None:
    """A number that stands alone, or before a plural it does not count, and is a year."""
    is_plain = amount.kind in {"number", "count"} or (amount.unit == "second" and low(tokens, amount.stop - 1) == "s")
    if not is_plain or tokens[amount.start].kind != NUMBER or amount.is_scaled:
        return None
    counted = amount.kind == "count" or (amount.unit == "second" and low(tokens, amount.start + 1) == "s")
    year = dates.read_year(tokens, amount.start, is_counted=counted)
    return (uncounted("year", year.start, year.end, None, year.iso), year.stop) if year else None


def read_led_year(tokens: Sequence[Token], amount: Amount) -> Step | None:
    """ "in 2018 to 3.9 million": the year ends before "to"."""
    i = amount.start
    if not dates.is_year(low(tokens, i)) or low(tokens, i + 1) != "to" or low(tokens, i) < "1900":
        return None
    if low(tokens, i - 1) not in {"in", "since", "by", "until", "during", "of"}:
        return None
    return uncounted("year", tokens[i].start, tokens[i].end, None, low(tokens, i)), i + 1


def read_years(tokens: Sequence[Token], amount: Amount) -> Step | None:
    """ "between 1600 and 1900", "2014-2023": a period."""
    i = amount.start
    first, last = low(tokens, i), low(tokens, i + 2)
    if not (dates.is_year(first) and amount.stop == i + 1 and dates.is_year(last) and first < last):
        return None
    joiner = low(tokens, i + 1)
    led = low(tokens, i - 1) in {"between", "from", "during", "in"} or low(tokens, i - 2) in {"between", "from"}
    if not (joiner in DASHES or joiner == "to" or (joiner == "and" and led)):
        return None
    after = low(tokens, i + 3)
    if (not led and not (first >= "1900" and last <= "2099")) or nouns.is_plural(after) or after in {"%", "percent"}:
        return None
    if (after,) in units.names():
        return None
    return uncounted("period", tokens[i].start, tokens[i + 2].end, None, f"{first}/{last}"), i + 3
