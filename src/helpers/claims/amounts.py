"""Amounts: a number with its sign, its currency, its magnitude and its unit or counted noun."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from helpers.claims import changes, nouns, numerals, units
from helpers.claims.quantity import ONE, Amount
from helpers.claims.tokens import NUMBER, WORD, Token, is_joined, low, word_set

_NO_ONE = word_set("no_one")
_NOT_ONE_OF = word_set("no_one_of")
_PERSONS = word_set("persons") | frozenset({"are", "were", "have", "had", "who"})  # "2.1m unemployed", "2.1m were"
_MONEY_WORDS = word_set("money_words")
# "one man said", "one of the bright spots": an article and no count, unless one of these words is near
_ONE_COUNTS = word_set("one_counts")
_HARM = word_set("harm_near_one")
_DETERMINERS = frozenset({"the", "its", "their", "his", "her", "our", "my", "your", "these", "those", "all"})


def read_amount(text: str, tokens: Sequence[Token], i: int, *, currency: str | None = None) -> Amount | None:
    """The number at token `i` with its sign, currency, magnitude and unit; `currency`: where it is said before."""
    start, sign = i, 1.0
    if half := _read_one_and_a_half(tokens, i):
        return half
    if tokens[i].low == "minus" and low(tokens, i - 1) == "or" and low(tokens, i - 2) == "plus":
        start = i = i + 1  # "plus or minus 3" is no -3
    elif tokens[i].low in {"minus", "negative"} and i + 1 < len(tokens):
        sign, i = -1.0, i + 1 + (low(tokens, i + 1) == "-" and is_joined(tokens, i + 1))  # "minus-5"
    if low(tokens, i) in units.currency_starts():
        found = units.read_currency_before(tokens, i)
        if found:
            currency, j = found
            dashed = low(tokens, j) in {"-", "−"} and is_joined(tokens, j) and is_joined(tokens, j + 1)
            sign, j = (-1.0, j + 1) if dashed else (sign, j)
            if j < len(tokens) and starts_number(tokens, j) and _fits_currency(text, tokens, i, j):
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


def starts_number(tokens: Sequence[Token], i: int) -> bool:
    """Whether token `i` is a numeral, a number word or a fraction such as ½; the end of a sentence is none."""
    if i >= len(tokens):
        return False
    return tokens[i].kind == NUMBER or tokens[i].low in numerals.NUMBER_WORDS or tokens[i].low in numerals.VULGAR


def _fits_currency(text: str, tokens: Sequence[Token], i: int, j: int) -> bool:
    """Codes made of letters are written in capitals or touch the number: "won 20" is no money, "RM79" is."""
    written = text[tokens[i].start : tokens[j - 1].end]
    if not written.isalpha():
        return True
    if written in _CAPITALISED and tokens[j].kind == NUMBER:
        return not (written == "Euro" and "1960" <= tokens[j].low <= "2099" and len(tokens[j].low) == 4)  # a tournament
    if low(tokens, i) in {"dollar", "sen", "rmb", "usd", "eur", "gbp"}:
        return True
    return written.isupper() and tokens[j].kind == NUMBER and (is_joined(tokens, j) or len(written) == 3)


# Currencies that stand before a number with their first letter in capitals: "Rs 500", "Birr 300m".
_CAPITALISED = word_set("capital_currencies")


def _is_negative(text: str, tokens: Sequence[Token], i: int) -> bool:
    if low(tokens, i - 1) not in {"-", "−", "–"} or not is_joined(tokens, i):
        return False
    if (
        i > 1
        and tokens[i - 2].kind == NUMBER
        and tokens[i].low.isdecimal()
        and low(tokens, i + 1) not in {"%", "percent"}
    ):
        return False  # "75 -300mm"
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
    if factor == 1 and not number.is_scaled and word in numerals.MONEY_SCALES:
        stop = j + 1 + (word == "cr" and low(tokens, j + 1) == ".")
        if currency or units.read_money_after(tokens, stop):
            factor, j = numerals.MONEY_SCALES[word], stop
    if currency and factor == 1 and not number.is_scaled and low(tokens, j) in numerals.SCALES:
        factor, j = numerals.SCALES[low(tokens, j)], j + 1
    is_scaled = factor != 1 or number.is_scaled
    base = number.value / _magnitude(number) if number.is_scaled and factor == 1 else number.value
    kind = "money" if currency else "number"
    value, step = sign * number.value * factor, number.step * factor
    return Amount(start, j, value, number.high, step, currency, kind, base, is_scaled)


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
    if units.read_money_after(tokens, j + 1) or (joined and low(tokens, j + 1) in _PERSONS):
        return True
    counted = nouns.read_counted(tokens, _skip_of(tokens, j + 1), 2.0, is_bare=True)
    if word == "b" and joined and "." in low(tokens, j - 1):  # "2.5B": nobody counts half a byte
        return True
    if word == "b":
        return (text[tokens[j].start] == "B" and counted is not None) or (joined and text[tokens[j].start] == "b")
    if joined and text[tokens[j].start] == "M" and units.symbols().get("M") is None:
        return True
    return joined and (counted is not None or _names_unit(tokens, j + 1))


def _is_kelvin(tokens: Sequence[Token], j: int) -> bool:
    return low(tokens, j - 2) in {"temperature", "temperatures"}


def _names_unit(tokens: Sequence[Token], i: int) -> bool:
    return any(tuple(t.low for t in tokens[i : i + n]) in units.names() for n in (2, 1))


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
    amount = _skip_plus(tokens, amount)
    j = amount.stop
    hyphen = low(tokens, j) in {"-", "‑"} and is_joined(tokens, j) and j + 1 < len(tokens)
    j += hyphen
    unit = _read_bracketed(text, tokens, j) or _read_plain_unit(text, tokens, j)
    if unit and unit.kind == "money":
        return _finish_money(text, tokens, amount, unit)
    if unit:
        stop, name, kind = unit.stop, unit.name, unit.kind
        extra, stop = _and_a_half(tokens, stop)
        if name == "foot":
            extra, stop = _read_inches(text, tokens, stop)
        if not extra and amount.value == int(amount.value):
            extra, stop = _read_smaller(tokens, name, amount.start, stop)
        old = _read_old(tokens, stop) if name in {"year", "month", "week", "day"} else None
        if old:
            stop, name, kind = old, f"{name} of age", "age"
        step = amount.step / 60 if extra else amount.step
        value = amount.value + extra
        return amount._replace(value=value, step=step, stop=stop, unit=name, kind=kind, is_joined_unit=True)
    code = low(tokens, j)
    if len(code) == 4 and code[0] in "mkb" and code[1:] in codes():
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


def _skip_plus(tokens: Sequence[Token], amount: Amount) -> Amount:
    """The amount with the sign or word behind it that makes it a least: "20+ years", "four-plus years"."""
    j = amount.stop
    dashed = low(tokens, j) in {"-", "‑"} and low(tokens, j + 1) == "plus"
    signed = low(tokens, j) == "+" and j + 1 < len(tokens) and tokens[j + 1].kind == WORD
    if not is_joined(tokens, j) or not (dashed or signed):
        return amount
    return amount._replace(stop=j + 1 + dashed)


def _read_bracketed(text: str, tokens: Sequence[Token], i: int) -> units.Unit | None:
    closing = {"(": ")", "[": "]", "{": "}", "<": ">"}.get(low(tokens, i))
    if closing is None or i + 2 >= len(tokens) or low(tokens, i + 2) != closing:
        return None
    symbol = text[tokens[i + 1].start : tokens[i + 1].end]
    known = units.symbols().get(symbol)
    return units.Unit(*known, i + 3) if known else None


def _read_plain_unit(text: str, tokens: Sequence[Token], i: int) -> units.Unit | None:
    if low(tokens, i) not in units.starts() and low(tokens, i) not in {"times", "x"}:
        return None
    percent = units.read_percent(tokens, i)
    if percent:
        return units.read_per(text, tokens, percent)
    if low(tokens, i) == "times" or (
        low(tokens, i) == "x" and is_joined(tokens, i) and not low(tokens, i + 1)[: is_joined(tokens, i + 1)].isalnum()
    ):  # "20x faster", "by 10x,"
        if low(tokens, i) == "times" and _counts_times(tokens, i):
            return units.Unit("time", "count", i + 1)
        return units.read_per(text, tokens, units.Unit("times", "multiple", i + 1))
    measured = units.read_unit(text, tokens, i)
    money = units.read_money_after(tokens, i)
    if money and (measured is None or money.stop > measured.stop) and _is_money_sign(text, tokens, i, money):
        return money
    return measured


def _counts_times(tokens: Sequence[Token], i: int) -> bool:
    """ "tweeted two dozen times by noon": how often, for nothing that is compared stands behind "times"."""
    if any(changes.word_direction(low(tokens, j)) or low(tokens, j) in _COMPARED for j in range(max(0, i - 7), i)):
        return False
    if any(low(tokens, j) in _EQUALS for j in range(max(0, i - 3), i)):
        return False
    return low(tokens, i + 1) in _BEHIND_TIMES and low(tokens, i + 2) not in _PERIODS


_COMPARED = frozenset({"than", "as", "multiplied", "multiply"})
_EQUALS = frozenset({"by", "is", "are", "was", "were", "be"})
_BEHIND_TIMES = frozenset({"", ".", ",", ";", "by", "in", "since", "on", "during", "before", "over", "this", "last"})
_PERIODS = frozenset({"gdp", "earnings", "sales", "income", "revenue"})


def _is_money_sign(text: str, tokens: Sequence[Token], i: int, money: units.Unit) -> bool:
    """A letter or code behind a number is money in capitals or where it touches: "18 R", "118.5p", "5 USD"."""
    written = text[tokens[i].start : tokens[money.stop - 1].end]
    if written == "won" and _is_verb(tokens, i):
        return False
    if written == "NPR" and len(tokens[i - 1].low) == 4 and tokens[i - 1].low.isdecimal():  # "© 2014 NPR"
        return False
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


def _is_verb(tokens: Sequence[Token], i: int) -> bool:
    """Whether "won" behind a small number is the verb: "12 won their race", "Proposition 187 won"."""
    near = {low(tokens, j) for j in range(max(0, i - 10), i)}
    return tokens[i - 1].kind == NUMBER and len(tokens[i - 1].low) < 4 and not near & _KOREAN


_KOREAN = frozenset({"korea", "korean", "seoul", "cost", "costs", "price", "paid", "pay", "fee", "fare"})


def _and_a_half(tokens: Sequence[Token], i: int) -> tuple[float, int]:
    """ "a year and a half"."""
    halved = (
        low(tokens, i) == "and" and low(tokens, i + 1) in {"a", "one"} and low(tokens, i + 2) in {"half", "quarter"}
    )
    if halved and low(tokens, i + 3) not in numerals.SCALES:
        return {"half": 0.5, "quarter": 0.25}[low(tokens, i + 2)], i + 3
    return 0.0, i


def _read_one_and_a_half(tokens: Sequence[Token], i: int) -> Amount | None:
    """ "the next week and a half": the article is not the word before the unit."""
    unit = units.names().get((low(tokens, i - 2),), ("", ""))
    is_half = low(tokens, i) == "a" and low(tokens, i + 1) == "half" and low(tokens, i - 1) == "and"
    if not is_half or unit[1] != "duration" or low(tokens, i - 2).endswith("s"):
        return None
    return Amount(i - 2, i + 2, 1.5, None, 0.1, *unit, 1.5, False, True)


def _read_inches(text: str, tokens: Sequence[Token], i: int) -> tuple[float, int]:
    """ "5 ft 2 in", "5 feet, 2 inches"."""
    j = i + (low(tokens, i) in {"and", ","})
    if j < len(tokens) and tokens[j].kind == NUMBER and numerals.parse_digits(tokens[j].low)[0] < 12:
        unit = units.read_unit(text, tokens, j + 1)
        if (unit and unit.name == "inch") or (low(tokens, j + 1) == "in" and low(tokens, j) != ""):
            return numerals.parse_digits(tokens[j].low)[0] / 12, unit.stop if unit else j + 2
    return 0.0, i


# what a unit of time is told with, and how many of these make it
_SMALLER = {"minute": ("second", 60), "hour": ("minute", 60), "day": ("hour", 24), "year": ("month", 12)}
_PARTS = frozenset(
    {"seconds", "minutes", "hours", "days", "months", "years", "second", "minute", "hour", "day", "month", "year"}
)


def _read_smaller(tokens: Sequence[Token], name: str, start: int, i: int) -> tuple[float, int]:
    """ "8 minutes, 46 seconds", "three hours and 20 minutes": the smaller unit behind belongs to the same number.

    Of three parts and more ("24 hours, 39 minutes and 35 seconds") each stays a number of its own.
    """
    if name not in _SMALLER or (low(tokens, start - 1) in {",", "and"} and low(tokens, start - 2) in _PARTS):
        return 0.0, i
    smaller, parts = _SMALLER[name]
    j = i + (low(tokens, i) == ",")
    j += low(tokens, j) == "and"
    if not starts_number(tokens, j):
        return 0.0, i
    number = numerals.read_numeral(tokens, j)
    if number is None or not 0 < number.value < parts or number.is_fraction:
        return 0.0, i
    is_smaller = units.names().get((low(tokens, number.stop),), ("", ""))[0] == smaller
    stop = number.stop + 1
    is_left = is_smaller and low(tokens, stop) not in {"later", "earlier", "ago", "into", "after", "before"}
    k = stop + (low(tokens, stop) == ",")
    k += low(tokens, k) == "and"
    goes_on = k > stop and starts_number(tokens, k) and low(tokens, k + 1) in _PARTS
    return (number.value / parts, stop) if is_left and not goes_on else (0.0, i)


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


def _is_of_goods(tokens: Sequence[Token], i: int) -> bool:
    """ "a 10,000-pound gorilla", "2,000 pounds of marijuana": no money."""
    if low(tokens, i - 2) == "-" and low(tokens, i - 1) == "pound":
        return low(tokens, i) not in _PAID_AS
    return low(tokens, i) == "of" and low(tokens, i + 1).isalpha() and low(tokens, i + 1) not in _PAID_FOR


_PAID_AS = word_set("paid_as")
_PAID_FOR = word_set("paid_for") | _DETERMINERS
_WEIGHING = word_set("weighing")


def _is_weight(tokens: Sequence[Token], amount: Amount, unit: units.Unit) -> bool:
    before = {low(tokens, j) for j in range(max(0, amount.start - 8), amount.start)}
    if before & _WEIGHING or _is_of_goods(tokens, unit.stop):
        return True
    if (
        amount.is_scaled
        or abs(amount.value) >= 1000
        or low(tokens, unit.stop) in {"sterling", "a", "per", "note", "notes"}
    ):
        return False
    return not before & _MONEY_WORDS


def _add_noun(text: str, tokens: Sequence[Token], amount: Amount, number: numerals.Numeral, hyphen: bool) -> Amount:
    """The amount with the noun that it counts, or as a bare number."""
    j = amount.stop
    if hyphen and j + 1 < len(tokens) and tokens[j + 1].kind == WORD and is_joined(tokens, j + 1):
        word = low(tokens, j + 1)
        if low(tokens, amount.start) == "one":  # "one-liners", "one-on-one"
            return amount._replace(kind="count", stop=j + 2 + 2 * (low(tokens, j + 2) == "-"))
        if word in _FORMS:
            return amount._replace(kind="count", stop=j + 2)
        if word in {"and", "or", "to"} | nouns.ENDS:
            return amount
        return amount._replace(unit=nouns.singular(word), kind="count", stop=j + 2)
    place = _counted_place(tokens, j, amount, number)
    if number.is_fraction and low(tokens, j) == "of" and low(tokens, j + 1) in {"one", "1", "a"}:
        percent = units.read_percent(tokens, j + 2)  # "two-tenths of one percent"
        if percent and percent.name == "%":
            return amount._replace(kind="percent", unit="%", stop=percent.stop, is_joined_unit=True)
    if number.is_fraction:
        return _add_whole(text, tokens, amount, place)
    is_one = number.value == 1.0 and low(tokens, amount.start) == "one"
    if place != j and starts_number(tokens, place):  # "one of the nine lawmakers": nine are counted
        return amount._replace(kind="count" if is_one else amount.kind)
    counted = nouns.read_counted(tokens, place, 2.0 if place != j else abs(number.value))
    if counted is None:
        return amount._replace(kind="count") if is_one or _is_pronoun(tokens, amount) else amount
    whole = _as_unit(tokens, counted) or units.read_per(text, tokens, units.Unit(counted.name, "count", counted.stop))
    lasts_none = whole.kind == "duration" and place != j  # "one of the bloodiest days"
    if is_one and (
        lasts_none or (whole.kind == "count" and not _counts_one(tokens, amount.start, counted, of=place != j))
    ):
        is_other = low(tokens, j) in {"another", "other"}  # "one another"
        return amount._replace(kind="count") if is_other else amount._replace(kind=ONE, unit=counted.name)
    return amount._replace(kind=whole.kind, unit=whole.name, stop=whole.stop)


def _counts_one(tokens: Sequence[Token], i: int, counted: nouns.Counted, *, of: bool) -> bool:
    """Whether "one" at token `i` is a count: "one died", "by one vote", "two men and one woman", "one voter in ten"."""
    stop = counted.stop
    if low(tokens, stop) == "in" and low(tokens, stop + 1) in {"five", "ten", "10", "100"}:
        return True
    if of or low(tokens, i - 1) in _NO_ONE or low(tokens, i + 1) in _NOT_ONE_OF:
        return False
    if nouns.singular(low(tokens, stop - 1)) in _ONE_COUNTS:
        return True
    if any(low(tokens, j) in _HARM for j in (*range(max(0, i - 3), i), *range(stop, stop + 4))):
        return True
    behind = low(tokens, stop) in {"and", ","} and starts_number(tokens, stop + 1)
    listed = low(tokens, i - 1) in {"and", ","} and any(starts_number(tokens, j) for j in range(max(0, i - 5), i - 1))
    return behind or listed


# "a three-way race", "the nine-digit code": the form of a thing, no count
_FORMS = word_set("forms_behind_dash")


def _is_pronoun(tokens: Sequence[Token], amount: Amount) -> bool:
    """Whether a number word stands for persons or things named before: "between the two"."""
    first = amount.stop == amount.start + 1 and low(tokens, amount.start) in numerals.UNITS
    return first and low(tokens, amount.start - 1) in {"the", "these", "those", "all", "other", "ground", "between"}


def _counted_place(tokens: Sequence[Token], j: int, amount: Amount, number: numerals.Numeral) -> int:
    """Where the counted noun starts: behind "of" for vague amounts ("millions of Americans") and for parts."""
    if number.is_fraction:
        while low(tokens, j) in {"the", "a", "an", "its", "their", "all", "of"}:
            j += 1
        return j
    if low(tokens, j) == "or" and low(tokens, j + 1) in {"so", "more", "fewer"}:  # "a dozen or so soldiers"
        return j + 2
    is_vague = number.high is not None or number.value in (1.0, 12.0) or (amount.is_scaled and not number.is_scaled)
    possessed = low(tokens, j + 1) in _DETERMINERS or low(tokens, j + 1).endswith(("'s", "’s"))
    return _skip_of(tokens, j) if is_vague or possessed else j


def _add_whole(text: str, tokens: Sequence[Token], amount: Amount, place: int) -> Amount:
    """A fraction with what it is a part of: "half an hour", "two-thirds of the voters"."""
    unit = units.read_unit(text, tokens, place + (low(tokens, place) in {"us", "uk"}))
    if unit and unit.kind != "points":
        return amount._replace(unit=unit.name, kind=unit.kind, stop=unit.stop, is_joined_unit=True)
    counted = nouns.read_counted(tokens, place, 2.0) if place != amount.stop else None  # not "half measures"
    if counted is None:
        return amount._replace(kind="fraction")
    return amount._replace(kind="fraction", unit=counted.name, stop=counted.stop)


def _as_unit(tokens: Sequence[Token], counted: nouns.Counted) -> units.Unit | None:
    """A unit of time or length behind adjectives: "50 previous years", "517 rushing yards"."""
    known = units.names().get((low(tokens, counted.stop - 1),))
    if known and known[1] in {"duration", "distance", "weight", "money"}:
        return units.Unit(*known, counted.stop)
    return None


def has_unit(text: str, tokens: Sequence[Token], i: int) -> bool:
    """Whether a unit, a currency or percent stands at token `i`, or behind a hyphen there."""
    i += low(tokens, i) == "-"
    return low(tokens, i) in units.starts() and bool(
        units.read_percent(tokens, i) or units.read_money_after(tokens, i) or units.read_unit(text, tokens, i)
    )


@cache
def codes() -> frozenset[str]:
    """The currency codes of three letters, in lower case."""
    return frozenset(parts[0] for parts in units.currency_signs()[1] if len(parts) == 1 and len(parts[0]) == 3)
