"""Dates as news exports write them -> UTC. Every word of a date is understood, or it is refused; nothing is guessed.

Words, months, zones and examples are data/dates.toml. No zone stated: taken as UTC.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd

from helpers.rules import Rule, load_rules, load_tree

OPEN = "day and month cannot be told apart"
_FIRST_YEAR, _LAST_YEAR = 1600, 2200
_CENTURY = 69  # as POSIX reads two digits: 69 is 1969, 68 is 2068
_DIGITS = {4: "%Y", 8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_EPOCHS = {9: 1, 10: 1, 13: 1_000, 16: 1_000_000, 19: 1_000_000_000}  # digits: how many make a second
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(?=Z|[+-]|$)")
_CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2})[:h](\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?![\d:])\s*([ap]\.?\s?m\b\.?)?"
    r"|(?<![\d:./-])(\d{1,2})\s*([ap]\.?m\b\.?)",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"\s*(?:(?:utc|gmt)\s*)?([+-])(\d{1,2})(?::?(\d\d))?(?![\d:])", re.IGNORECASE)
_ZONE = re.compile(r"\s*\(?([A-Za-z]+(?:/[A-Za-z_]+)+|[A-Za-z]{1,5})\b\)?")
_COMMENT = re.compile(r"\s*\([A-Za-z ]+\)")
_IDEOGRAPHS = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_NUMBERS = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{4}|\d{2})\.?")
_WORDS = re.compile(r"[^\W\d_]+(?:-feira)?|\d+|[^\w\s]")


class DateError(ValueError):
    """What is written is no date that can be read without guessing."""


def read_date(value: Any, *, day_first: bool | None = None, date_format: str | None = None) -> datetime | None:
    """`value` as UTC without zone; None when nothing is stated. Raises DateError, with the reason."""
    if value is None or value is pd.NaT:
        return None
    try:
        if isinstance(value, datetime):
            return _in_print(_to_utc(value))
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day)
        if isinstance(value, bool | list | dict):
            raise DateError("no date")
        return _in_print(_read(str(value).strip(), day_first, date_format))
    except (ValueError, OverflowError) as error:
        if isinstance(error, DateError):
            raise
        raise DateError("no such day or time") from error


def date_of_address(url: object) -> datetime | None:
    """The day that stands in the path of an address, whole and as a part of its own; None where there is none.

    >>> date_of_address("https://example.com/world/2019/sep/06/rain")
    datetime.datetime(2019, 9, 6, 0, 0)
    """
    if not isinstance(url, str):
        return None
    path = re.sub(r"^[a-z]+://[^/]*|[?#].*", "", url)
    found = next((found for rule in address_rules() if (found := rule.pattern.search(path))), None)
    month = found["month"].lower() if found else ""
    try:
        return datetime(int(found["year"]), _months().get(month) or int(month), int(found["day"])) if found else None
    except ValueError:
        return None


@cache
def address_rules() -> tuple[Rule, ...]:
    """How a day stands in the path of an address: data/dates.toml."""
    return load_rules("dates.toml", "address", words={"month": "|".join(_months())}, flags=re.IGNORECASE)


def _in_print(read: datetime) -> datetime:
    if not _FIRST_YEAR <= read.year <= _LAST_YEAR:
        raise DateError(f"no news are of the year {read.year}")
    return read


def is_day_first(value: Any) -> bool | None:
    """Whether `value` is a date of numbers that shows by a number above 12 that the day, or the month, is first."""
    first, second = _two_numbers(value)
    return (first > 12) if (first > 12) != (second > 12) and max(first, second) <= 31 else None


def is_open(value: Any) -> bool:
    """Whether `value` is a date of numbers that has two readings."""
    first, second = _two_numbers(value)
    return 1 <= first <= 12 and 1 <= second <= 12 and first != second


def _two_numbers(value: Any) -> tuple[int, int]:
    """The day and the month of a date of numbers, in its own order; zeros where there is none."""
    numbers = _NUMBERS.search(value) if isinstance(value, str) else None
    return (int(numbers[1]), int(numbers[3])) if numbers and len(numbers[1]) <= 2 else (0, 0)


def _to_utc(read: datetime) -> datetime:
    read = read.to_pydatetime(warn=False) if isinstance(read, pd.Timestamp) else read
    return read.astimezone(UTC).replace(tzinfo=None) if read.tzinfo else read


@lru_cache(maxsize=4096)
def _read(written: str, day_first: bool | None, date_format: str | None) -> datetime:
    if date_format:
        try:
            return _to_utc(datetime.strptime(written, date_format))
        except ValueError as error:
            raise DateError(f"not written {date_format}") from error
    if re.fullmatch(r"\d+(\.\d*)?", written):
        return _of_digits(written)
    if re.fullmatch(r"\d{4}-\d\d", written):
        return datetime.strptime(written, "%Y-%m")
    written = _COMPACT.sub(lambda m: f"{m[1]}-{m[2]}-{m[3]} {m[4]}:{m[5]}:{m[6] or '00'}", written, count=1)
    written = re.sub(r"(?<=\d)T(?=\d)", " ", written)
    written = _IDEOGRAPHS.sub(r"\1-\2-\3 ", written)
    clock = _CLOCK.search(written)
    if clock is None:
        return _day(written, day_first)
    zone, end = _zone_at(written, clock.end())
    day = _day(f"{written[: clock.start()]} {written[end:]}", day_first)
    read = _at(day, clock)
    return _to_utc(read.replace(tzinfo=zone) if zone else read)


def _of_digits(written: str) -> datetime:
    whole = written.partition(".")[0]
    if len(whole) in _DIGITS and "." not in written:
        return datetime.strptime(whole, _DIGITS[len(whole)])
    if len(whole) in _EPOCHS:
        return datetime(1970, 1, 1) + timedelta(microseconds=int(whole) * 1_000_000 // _EPOCHS[len(whole)])
    raise DateError("no date")


def _at(day: datetime, clock: re.Match[str]) -> datetime:
    hour, half = int(clock[1] or clock[6]), (clock[5] or clock[7] or "").lower()
    minute, second = int(clock[2] or 0), min(int(clock[3] or 0), 59) if clock[3] != "60" else 59
    if clock[3] and int(clock[3]) > 60:
        raise DateError("no such time")
    if half.startswith("a") and hour > 12:
        raise DateError("no such time")
    if half and hour <= 12:
        hour = hour % 12 + 12 * half.startswith("p")
    if hour == 24 and not minute and not second:
        return day + timedelta(days=1)
    return day.replace(hour=hour, minute=minute, second=second, microsecond=int((clock[4] or "0").ljust(6, "0")[:6]))


def _zone_at(written: str, start: int) -> tuple[tzinfo | None, int]:
    """The zone that stands at `start`, and where it ends."""
    if offset := _OFFSET.match(written, start):
        hours, minutes = int(offset[2]), int(offset[3] or 0)
        if hours > 14 or minutes > 59:
            raise DateError("no such zone")
        ahead = timedelta(hours=hours, minutes=minutes) * (1 if offset[1] == "+" else -1)
        comment = _COMMENT.match(written, offset.end())
        return timezone(ahead), comment.end() if comment else offset.end()
    named = _ZONE.match(written, start)
    if named is None or named[1].lower() in _no_zones():
        return None, start
    zone = _zone(named[1])
    if zone is None:
        raise DateError(f"{named[1]} is no zone, or more than one")
    return zone, named.end()


def _zone(name: str) -> tzinfo | None:
    hours = _rules()["zones"].get(name.lower())
    if isinstance(hours, int | float):
        return timezone(timedelta(hours=hours))
    if hours is None and "/" not in name:
        return None
    try:
        return ZoneInfo(hours or name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _day(written: str, day_first: bool | None) -> datetime:
    """The day that `written` names, without a clock: numbers, or a month by its name."""
    bare = " ".join(word for word in written.split() if word.strip(",.").lower() not in _idle()).strip(" ,|")
    if iso := re.fullmatch(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})Z?", bare):
        return datetime(int(iso[1]), int(iso[3]), int(iso[4]))
    if (numbers := _NUMBERS.fullmatch(bare)) and len(numbers[1]) < 3:
        return _of_numbers(numbers, day_first)
    return _of_words(bare)


def _of_numbers(numbers: re.Match[str], day_first: bool | None) -> datetime:
    first, second, year = int(numbers[1]), int(numbers[3]), _year(numbers[4])
    if first > 12 or first == second:
        day_first = True
    elif second > 12:
        day_first = False
    if day_first is None:
        raise DateError(OPEN)
    day, month = (first, second) if day_first else (second, first)
    return datetime(year, month, day)


def _of_words(bare: str) -> datetime:
    words = [word.lower() for word in _WORDS.findall(bare) if word not in {",", ".", "-", "/"}]
    months = [number for word in words if (number := _months().get(word))]
    numbers = [word for word in words if word.isdigit()]
    others = [word for word in words if not word.isdigit() and word not in _months()]
    if len(months) != 1 or not all(word in _idle() or word in {"st", "nd", "rd", "th", "er", "º"} for word in others):
        raise DateError("no date")
    match [len(number) for number in numbers]:
        case [4]:
            return datetime(int(numbers[0]), months[0], 1)
        case [1 | 2, 2 | 4]:
            return datetime(_year(numbers[1]), months[0], int(numbers[0]))
        case [4, 1 | 2]:
            return datetime(int(numbers[0]), months[0], int(numbers[1]))
    raise DateError("no date")


def _year(written: str) -> int:
    year = int(written)
    return year if len(written) == 4 else year + (1900 if year >= _CENTURY else 2000)


@cache
def _rules() -> Mapping[str, Any]:
    return load_tree("dates.toml")


@cache
def _months() -> Mapping[str, int]:
    return {name: int(number) for number, names in _rules()["months"].items() for name in names}


@cache
def _idle() -> frozenset[str]:
    return frozenset({*_rules()["weekdays"]["names"], *_rules()["between"]})


@cache
def _no_zones() -> frozenset[str]:
    # words that may follow a clock and are no zone
    return _idle() | frozenset(_months())
