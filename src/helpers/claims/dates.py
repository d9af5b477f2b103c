"""Dates, times, decades and relative dates: what looks like a number but counts nothing, with its ISO 8601 form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from helpers.claims.tokens import NUMBER, Token, is_joined, low, word_set, words

MONTHS: Mapping[str, int] = {form: n for n, forms in enumerate(words("months"), start=1) for form in forms.split("|")}
RELATIVE = frozenset({"last", "this", "next", "past", "previous", "coming", "current"})
RELATIVE_DAYS: Mapping[str, int] = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
RELATIVE_UNITS = word_set("relative_units")
BEFORE_YEAR = word_set("before_year") | frozenset(MONTHS)
_TIME = re.compile(
    r"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d){0,2}\s?(?:a\.m\b\.?|p\.m\b\.?|[ap]m\b)"
    r"|\d{1,2}:[0-5]\d(?::[0-5]\d)?(?:\.\d+)?(?!\d)",
    re.IGNORECASE,
)
# what stands behind the first digits of a time, a written day or a pair of years
_MARKED = re.compile(r"\d{1,4}+(?:[-–:./]|\s?[apAP])")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_SLASHED = re.compile(r"\d{1,2}([/.])\d{1,2}\1(?:\d{4}|\d\d)(?![\d.])")
_YEARS = re.compile(r"(1\d{3}|20\d{2})[-–/](\d{2})(?!\d)")
PART_OF_DECADE = {"early": (0, 3), "mid": (4, 6), "late": (6, 9)}


class Moment(NamedTuple):
    """A date, time or period: `kind`, `start` and `end` in the text, `iso` where it is known, `stop` the next token."""

    kind: str
    start: int
    end: int
    iso: str | None
    stop: int


def read_moment(text: str, tokens: Sequence[Token], i: int, published: date | None) -> Moment | None:
    """The date, time or period that starts at token `i`, or None."""
    token = tokens[i]
    if token.kind == NUMBER:
        found = None
        if _MARKED.match(text, token.start):
            found = _read_clock(text, tokens, i) or _read_written_day(text, tokens, i) or _read_years(text, tokens, i)
        return found or _read_decades(tokens, i) or _read_day_month(text, tokens, i, published)
    if token.low in MONTHS:
        return _read_month(text, tokens, i, published)
    if token.low in RELATIVE_DAYS:
        day = (published + timedelta(RELATIVE_DAYS[token.low])).isoformat() if published else None
        return Moment("relative_date", token.start, token.end, day, i + 1)
    if token.low in PART_OF_DECADE:
        return _read_decades(tokens, i)
    if token.low in RELATIVE:
        return _read_relative(tokens, i, published)
    return None


def _stop_at(tokens: Sequence[Token], i: int, end: int) -> int:
    while i < len(tokens) and tokens[i].start < end:
        i += 1
    return i


def _read_clock(text: str, tokens: Sequence[Token], i: int) -> Moment | None:
    match = _TIME.match(text, tokens[i].start)
    if not match or match.end() > tokens[-1].end:
        return None
    return Moment("time", match.start(), match.end(), None, _stop_at(tokens, i, match.end()))


def _read_written_day(text: str, tokens: Sequence[Token], i: int) -> Moment | None:
    match = _ISO_DAY.match(text, tokens[i].start)
    if match:
        return Moment("date", match.start(), match.end(), match.group(), _stop_at(tokens, i, match.end()))
    match = _SLASHED.match(text, tokens[i].start)
    if match:  # day and month cannot be told apart
        return Moment("date", match.start(), match.end(), None, _stop_at(tokens, i, match.end()))
    return None


def _read_decades(tokens: Sequence[Token], i: int) -> Moment | None:
    """ "1980s", "late 1980s", "late 1940s to early 1950s"."""
    first = _read_decade(tokens, i)
    if first is None:
        return None
    low_year, high_year, stop = first
    if low(tokens, stop) in {"-", "–", "to", "and"}:
        second = _read_decade(tokens, stop + 1)
        if second:
            high_year, stop = second[1], second[2]
    return Moment("period", tokens[i].start, tokens[stop - 1].end, f"{low_year}/{high_year}", stop)


def _read_decade(tokens: Sequence[Token], i: int) -> tuple[int, int, int] | None:
    part = (0, 9)
    if low(tokens, i) in PART_OF_DECADE:
        part = PART_OF_DECADE[low(tokens, i)]
        i += 1 + (low(tokens, i + 1) in {"-", "to"})
    written = low(tokens, i)
    if not (len(written) == 4 and written.isdecimal() and written[3] == "0"):
        return None
    if low(tokens, i + 1) != "s" or not is_joined(tokens, i + 1):
        return None
    if written.endswith("00") and written != "2000":  # "the late 1800s" are a third of a century
        part = (part[0] * 11, part[1] * 11)
    return int(written) + part[0], int(written) + part[1], i + 2


def _read_years(text: str, tokens: Sequence[Token], i: int) -> Moment | None:
    """ "2013-14", a season or a business year."""
    match = _YEARS.match(text, tokens[i].start)
    if not match or (i and tokens[i - 1].end == tokens[i].start):
        return None
    first, last = int(match[1]), int(match[1][:2] + match[2])
    if last != first + 1:
        return None
    return Moment("period", match.start(), match.end(), f"{first}/{last}", _stop_at(tokens, i, match.end()))


def is_year(written: str) -> bool:
    """Whether digits as written could name a year."""
    return len(written) == 4 and written.isdecimal() and "1000" <= written <= "2199"


def _read_day_month(text: str, tokens: Sequence[Token], i: int, published: date | None) -> Moment | None:
    """ "4 July 2016", "18th of June", "9 May"."""
    written = tokens[i].low
    if not (written.isdecimal() and len(written) < 3 and 1 <= int(written) <= 31):
        return None
    j = i + 1
    if low(tokens, j) in {"st", "nd", "rd", "th"} and is_joined(tokens, j):
        j += 1
    j += low(tokens, j) == "of"
    if low(tokens, j) not in MONTHS or not text[tokens[j].start].isupper():
        return None
    month = MONTHS[low(tokens, j)]
    j += 1
    dotted = j + (low(tokens, j) in {".", ","})
    if is_year(low(tokens, dotted)):
        return Moment(
            "date", tokens[i].start, tokens[dotted].end, _iso(low(tokens, dotted), month, written), dotted + 1
        )
    return Moment("date", tokens[i].start, tokens[j - 1].end, _iso(None, month, written, published), j)


def _read_month(text: str, tokens: Sequence[Token], i: int, published: date | None) -> Moment | None:
    """ "May 2022", "July 4, 2016", "March 28", "In July", "July this year"."""
    token = tokens[i]
    if not text[token.start].isupper():
        return None
    month, j = MONTHS[token.low], i + 1
    if low(tokens, j) == "." and is_joined(tokens, j):
        j += 1
    j += low(tokens, j) == "of" and is_year(low(tokens, j + 1))
    written = low(tokens, j)
    if is_year(written):
        return Moment("date", token.start, tokens[j].end, _iso(written, month), j + 1)
    if written.isdecimal() and len(written) < 3 and 1 <= int(written) <= 31:
        end = j + 1
        if low(tokens, end) in {"st", "nd", "rd", "th"} and is_joined(tokens, end):
            end += 1
        if low(tokens, end) in {"-", "–", "or"} and low(tokens, end + 1).isdecimal() and len(low(tokens, end + 1)) < 3:
            return Moment("date", token.start, tokens[end + 1].end, None, end + 2)  # "May 4-6", "July 18 or 19"
        after = end + (low(tokens, end) == ",")
        if is_year(low(tokens, after)):
            return Moment("date", token.start, tokens[after].end, _iso(low(tokens, after), month, written), after + 1)
        iso = election_day(text[tokens[end - 1].end :][:40], month, int(written), published)
        iso = iso or _iso(None, month, written, published)
        return Moment("date", token.start, tokens[end - 1].end, iso, end)
    if low(tokens, j) in {"this", "last", "next"} and low(tokens, j + 1) == "year":
        year = published and published.year + {"this": 0, "last": -1, "next": 1}[low(tokens, j)]
        return Moment("date", token.start, tokens[j + 1].end, _iso(str(year), month) if year else None, j + 2)
    if low(tokens, i - 1) in BEFORE_YEAR | RELATIVE | {"the", "on"} or token.low not in {"may", "march", "mar", "jan"}:
        return Moment("date", token.start, tokens[j - 1].end, None, j)
    return None


_ELECTION = re.compile(r" (?:(?:general|midterm|presidential) )?elections?\b")


def election_day(behind: str, month: int, day: int, published: date | None) -> str | None:
    """ "the Nov. 3 general election", where `behind` is the text behind the day: a Tuesday, which tells the year."""
    if published is None or month != MONTHS["november"] or day >= _LAST or not _ELECTION.match(behind):
        return None
    near = [date(published.year + shift, month, day) for shift in (-1, 0, 1)]
    tuesdays = [found for found in near if found.weekday() == _TUESDAY]
    return tuesdays[0].isoformat() if len(tuesdays) == 1 else None


_TUESDAY, _LAST = 1, 9  # of the days in November on which an election may fall, the eighth is the last


def _iso(year: str | None, month: int, day: str | None = None, published: date | None = None) -> str | None:
    """ISO date; a missing year is the one that lies next to the day of publication."""
    if year is None:
        if published is None or day is None:
            return None
        try:
            near = [date(published.year + shift, month, int(day)) for shift in (-1, 0, 1)]
        except ValueError:
            return None
        return min(near, key=lambda found: abs((found - published).days)).isoformat()
    return f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else "")


def _read_relative(tokens: Sequence[Token], i: int, published: date | None) -> Moment | None:
    word, unit = tokens[i].low, low(tokens, i + 1)
    if unit not in RELATIVE_UNITS:
        return None
    iso = None
    if published and unit == "year" and word in {"last", "this", "next", "previous", "current"}:
        iso = str(published.year + {"last": -1, "previous": -1, "next": 1}.get(word, 0))
    if published and unit == "month" and word in {"last", "this", "next", "previous", "current"}:
        months = published.year * 12 + published.month - 1 + {"last": -1, "previous": -1, "next": 1}.get(word, 0)
        iso = f"{months // 12}-{months % 12 + 1:02d}"
    return Moment("relative_date", tokens[i].start, tokens[i + 1].end, iso, i + 2)


_COUNTING = frozenset(
    [
        "about",
        "around",
        "some",
        "nearly",
        "almost",
        "roughly",
        "approximately",
        "over",
        "than",
        "least",
        "most",
        "exactly",
        "estimated",
        "killed",
        "another",
        "additional",
        "further",
        "up",
        "total",
        "has",
        "have",
        "had",
        "with",
    ]
)


def read_year(tokens: Sequence[Token], i: int, *, is_counted: bool) -> Moment | None:
    """A year at token `i`; `is_counted` says that a noun in the plural follows, so that it may be a count."""
    written = tokens[i].low
    if not is_year(written):
        return None
    before = low(tokens, i - 1)
    named = before in BEFORE_YEAR
    modern = "1900" <= written <= "2099"
    if modern and low(tokens, i + 1) == "s" and is_joined(tokens, i + 1):  # "2018s best", for "2018's"
        return Moment("year", tokens[i].start, tokens[i].end, written, i + 2)
    if is_counted and "1950" < written < "2035" and int(written) % 50 and before not in _COUNTING:
        return Moment("year", tokens[i].start, tokens[i].end, written, i + 1)
    if is_counted and not (named and before not in {"by", "of", "to", "and", "from", "for", "around"}):
        possessed = before in {"the", "this", "its", "their", "of", "by", "from"} or before.endswith(("'s", "’s"))
        if not (modern and (possessed or (i == 0 and int(written) % 50))):
            return None
    if not modern and not (named and before not in {"around", "to", "and", "of", "by", "from", "for"}):
        return None
    return Moment("year", tokens[i].start, tokens[i].end, written, i + 1)
