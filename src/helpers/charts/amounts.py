"""Values and countries in words for readers: "$27.34bn", "−36.6 %", "South Korea with Russia"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from helpers import names
from helpers.charts.style import known, plain

_SIGNS: Mapping[str, str] = {"USD": "$", "EUR": "€", "GBP": "£"}
_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))


@cache
def _places() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for alias, code in names.countries().items():
        found.setdefault(code, alias.title())
    return found


def place(code: object) -> str:
    """Name of a country for readers; a code without a name stays."""
    return _places().get(str(code), plain(str(code))) if known(code) else ""


def number(value: float) -> str:
    """Up to four significant digits, a true minus sign, thousands marked."""
    words = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return words.replace("-", "−")


def amount(value: float, unit: object) -> str:
    """A value with its unit: "$27.34bn", "−36.6 %", "3 articles"."""
    unit = str(unit) if known(unit) else ""
    if unit == "%":
        return f"{number(value)} %"
    if unit.isupper() and len(unit) == 3:
        sign = "−" if value < 0 else ""
        value, scale = _scaled(abs(value))
        return f"{sign}{_SIGNS.get(unit, unit + ' ')}{number(value)}{scale}"
    return f"{number(value)} {plain(unit.strip('[]'))}".strip()


def _scaled(value: float) -> tuple[float, str]:
    for factor, word in _SCALES:
        if value >= factor:
            return value / factor, word
    return value, ""


def span(low: float, high: float, unit: object) -> str:
    """An interval with its unit: "$27bn to $30bn"."""
    first, last = amount(low, unit), amount(high, unit)
    return first if first == last else f"{first} to {last}"


def is_counted(unit: object) -> bool:
    """Whether a unit is a counted noun: neither money nor a percentage."""
    words = str(unit) if known(unit) else ""
    return not (words == "%" or (words.isupper() and len(words) == 3))


def meant(low: float | None, high: float | None, unit: object) -> tuple[float | None, float | None]:
    """The ends of a claimed interval; "four people" are four, not 3.5 to 4.5."""
    if low is None or high is None or high - low != 1 or (low + high) % 2 not in {0, 1} or not is_counted(unit):
        return low, high
    return (low + high) / 2, (low + high) / 2


def between(row: Any) -> str:
    """ "South Korea with Russia": reporter and partner of a row."""
    return " with ".join(filter(None, [place(row["reporter"]), place(row["partner"])]))


def short(value: float, digits: int) -> float:
    """`value` rounded to `digits` significant digits: what is derived is not more exact than its sources."""
    return float(f"{value:.{digits}g}")


def number_or_none(value: Any) -> float | None:
    """A cell as a number, None where it holds nothing."""
    return float(value) if known(value) else None
