"""Words for readers, in charts, tables and findings alike: counts, lists, values with units, countries, periods."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from helpers import names

__all__ = [
    "amount", "between", "cells", "count", "counted", "in_prose", "is_counted", "known", "like", "listed", "meant",
    "number", "number_or_none", "percent", "period", "place", "short", "span", "spell", "start", "where",
]  # fmt: skip
__dir__ = __all__.copy


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def known(value: object) -> bool:
    """Whether a cell holds something.

    >>> words.known(None), words.known("x")
    (False, True)
    """
    return value is not None and not bool(pd.isna(value))  # type: ignore[call-overload]  # cells are scalars


def like(name: str, names: Iterable[str]) -> str:
    """What to add to "no table clams": the one of `names` that is written most like `name`, if one is.

    >>> words.like("clams", ["claims", "origins"])
    ' (did you mean claims?)'
    """
    found = difflib.get_close_matches(name, [*names], n=1)
    return f" (did you mean {found[0]}?)" if found else ""


def cells(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of `frame` as dictionaries.

    >>> words.cells(pd.DataFrame({"n": [1, None]}))
    [{'n': 1.0}, {'n': nan}]
    """
    # a list of a column at a time: to go through a column of texts one by one takes eight times as long
    columns = [frame.iloc[:, place].tolist() for place in range(frame.shape[1])] if len(frame) else []
    names = frame.columns.tolist()
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def spell(n: int) -> str:
    """`n` as a word up to twelve, else with thousands marked.

    >>> words.spell(5)
    'five'
    """
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else f"{n:,}"


def count(n: int, noun: str, plural: str = "") -> str:
    """ "1 document", "2,000 documents".

    >>> words.count(1, "document"), words.count(2000, "document")
    ('1 document', '2,000 documents')
    """
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def counted(n: int, noun: str, plural: str = "") -> str:
    """ "five documents", "one document".

    >>> words.counted(1, "document"), words.counted(2, "document")
    ('one document', 'two documents')
    """
    return f"{spell(n)} {noun if n == 1 else plural or noun + 's'}"


def percent(share: float) -> str:
    """A share of 0..1 in whole per cent.

    >>> words.percent(0.374)
    '37 %'
    """
    return f"{share:.0%}".replace("%", " %")


def start(text: str) -> str:
    """`text` with a capital first letter.

    >>> words.start("it rained")
    'It rained'
    """
    return text[:1].upper() + text[1:]


def listed(words: Sequence[str], most: int = 3) -> str:
    """ "a, b and c"; above `most`: "a, b, c and 4 more".

    >>> words.listed(["a", "b", "c", "d"])
    'a, b, c and 1 more'
    """
    if len(words) > most:
        return ", ".join(words[:most]) + f" and {len(words) - most:,} more"
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


_SIGNS: Mapping[str, str] = {"USD": "$", "EUR": "€", "GBP": "£"}
_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))


@cache
def _places() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for alias, code in names.countries().items():
        found.setdefault(code, alias.title())
    return found


def place(code: object) -> str:
    """Name of a country for readers; a code without a name stays.

    >>> words.place("KOR")
    'South Korea'
    """
    return _places().get(str(code), str(code)) if known(code) else ""


def number(value: float) -> str:
    """Up to four significant digits, a true minus sign, thousands marked; "–" for what is no number.

    >>> words.number(1234567)
    '1,234,567'
    """
    if not math.isfinite(value):
        return "–"
    words = f"{value:,.0f}" if abs(float(f"{value:.4g}")) >= 1000 else f"{value:.4g}"
    if "e" in words:  # too small for four digits behind the point
        words = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if words == "-0" else words.replace("-", "−")


_SYMBOLS = frozenset(
    [
        *("km", "cm", "mm", "m", "kg", "g", "t", "l", "ha", "mph"),
        *("ft", "lb", "oz", "min", "h", "hp", "psi", "pp", "bp"),
    ]
)
_IRREGULAR = {
    "child": "children",
    "tooth": "teeth",
    "life": "lives",
    "wife": "wives",
    "loaf": "loaves",
    "goose": "geese",
}
_SAME = ("s", "people")  # ends of units that stay as they are in the plural


def _plural(noun: str) -> str:
    """The plural of a counted noun: "jobs", "people", "barrels per day"; units such as "km" stay."""
    head, rest = re.fullmatch(r"(.*?)((?: (?:of|per|in|a) .*)?)", noun).groups()  # type: ignore[union-attr]  # any
    own = head.rsplit(" ", 1)[-1]
    is_same = head.endswith(_SAME) and not head.endswith("ss")
    if head in _SYMBOLS or not own.isalpha() or head != head.lower() or is_same:
        return noun
    if own in _IRREGULAR:
        return head.removesuffix(own) + _IRREGULAR[own] + rest
    if head.endswith("person"):
        return head.removesuffix("person") + "people" + rest
    if head.endswith("man"):
        return head.removesuffix("man") + "men" + rest
    if head.endswith("y") and head[-2] not in "aeiou":
        return head[:-1] + "ies" + rest
    return head + ("es" if head.endswith(("ch", "sh", "x", "ss")) else "s") + rest


def amount(value: float, unit: object) -> str:
    """A value with its unit: "$27.34bn", "−36.6 %", "3 articles", "96,000 jobs".

    >>> words.amount(30e9, "USD"), words.amount(-37, "%")
    ('$30bn', '−37 %')
    """
    unit = str(unit) if known(unit) else ""
    if unit == "%":
        return f"{number(value)} %"
    if unit.isupper() and len(unit) == 3:
        sign = "−" if value < 0 else ""
        value, scale = _scaled(abs(value))
        return f"{sign}{_SIGNS.get(unit, unit + ' ')}{number(value)}{scale}"
    noun = " ".join(unit.strip("[]").split())
    return f"{number(value)} {noun if abs(value) == 1 else _plural(noun)}".strip()


def _scaled(value: float) -> tuple[float, str]:
    for factor, word in _SCALES:
        if value >= factor:
            return value / factor, word
    return value, ""


def span(low: float, high: float, unit: object) -> str:
    """An interval with its unit: "$27bn to $30bn".

    >>> words.span(35, 37, "%")
    '35 % to 37 %'
    """
    first, last = amount(low, unit), amount(high, unit)
    return first if first == last else f"{first} to {last}"


def is_counted(unit: object) -> bool:
    """Whether a unit is a counted noun: neither money nor a percentage.

    >>> words.is_counted("USD"), words.is_counted("people")
    (False, True)
    """
    words = str(unit) if known(unit) else ""
    return not (words == "%" or (words.isupper() and len(words) == 3))


def meant(low: float | None, high: float | None, unit: object) -> tuple[float | None, float | None]:
    """The ends of a claimed interval; "four people" are four, not 3.5 to 4.5.

    >>> words.meant(2.95e10, 3.05e10, "USD")
    (29500000000.0, 30500000000.0)
    """
    if low is None or high is None or high - low != 1 or (low + high) % 2 or not is_counted(unit):
        return low, high
    return (low + high) / 2, (low + high) / 2


def between(row: Any) -> str:
    """ "Russia with South Korea": reporter and partner of a row; of exports "to", of imports "from".

    >>> words.between({"measure": "exports", "reporter": "RUS", "partner": "KOR"})
    'Russia to South Korea'
    """
    link = _DIRECTIONS.get(str(row.get("measure")), "with")
    return f" {link} ".join(filter(None, [place(row["reporter"]), place(row["partner"])]))


_DIRECTIONS = {"exports": "to", "imports": "from"}


def where(row: Any) -> str:
    """Where a statement holds: the city or state and its country, or the two countries between which it holds.

    >>> words.where({"place": "Ohio", "reporter": "USA", "partner": None})
    'Ohio, United States'
    """
    named, own = between(row), row.get("place")
    is_within = known(own) and not known(row["partner"]) and own != row["reporter"]
    return ", ".join(filter(None, [place(own), named])) if is_within else named or place(own)


def short(value: float, digits: int) -> float:
    """`value` rounded to `digits` significant digits: what is derived is not more exact than its sources.

    >>> words.short(3.14159, 3)
    3.14
    """
    return float(f"{value:.{digits}g}")


def number_or_none(value: Any) -> float | None:
    """A cell as a number, None where it holds nothing.

    >>> words.number_or_none(float("nan")), words.number_or_none(2)
    (None, 2.0)
    """
    return float(value) if known(value) else None


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def period(iso: object) -> str:
    """ "October 2012", "5 October 2012", "third quarter of 2012", "2009 to 2012"; what is not ISO 8601 stays.

    >>> words.period("2021"), words.period("2023-05")
    ('2021', 'May 2023')
    """
    if not known(iso):
        return ""
    written = str(iso)
    first, parted, last = written.partition("/")
    if parted:
        return f"{period(first)} to {period(last)}"
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", written):
        return f"{('first', 'second', 'third', 'fourth')[int(found[2]) - 1]} quarter of {found[1]}"
    if found := re.fullmatch(r"(\d{4})-W(\d\d)", written):
        return f"week {int(found[2])} of {found[1]}"
    found = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", written)
    if not found or not 1 <= int(found[2]) <= 12:
        return written
    day = f"{int(found[3])} " if found[3] else ""
    return f"{day}{_MONTHS[int(found[2]) - 1]} {found[1]}"


_OUTLET_DATE = re.compile(r"(.+), (undated|\d{1,2} \w+ \d{4})( [a-z]+)?")


def in_prose(label: str) -> str:
    """A label within a sentence: "CNN, 2 Nov 2012 b" is "CNN (2 Nov 2012 b)".

    >>> words.in_prose("BBC, 1 May 2023")
    'BBC (1 May 2023)'
    """
    found = _OUTLET_DATE.fullmatch(label)
    return f"{found[1]} ({found[2]}{found[3] or ''})" if found else label
