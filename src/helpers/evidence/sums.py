"""What the records say when none says it outright: a change from two levels, a level from a change, a share of GDP."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from helpers.claims.tokens import word_set
from helpers.evidence.meant import CHANGE, LEVEL, text_or_none

WORLD = "WLD"  # partner of a record that is about the whole world
ALL = "all"  # group of a record that is of everybody
SHARE_OF_GDP = "share of GDP"
_SHARE = "share"
_DIFFERENCE = "change in units"
_UNSAID = "change, base not said"
BASES = ("year before", "quarter before", "month before", "week before", "day before")
# what a claim or a record is about: measure, group, place, partner
Thing = tuple[str, str | None, str | None, str]
Record = Mapping[str, Any]


class Held(NamedTuple):
    """A recorded value: read from `record`, or computed from it and another as `sum` shows."""

    value: float
    record: Record
    is_mirror: bool
    sum: str | None


def common_unit(unit: str) -> str:
    """The unit under which records and claims meet: people are people, whatever noun counts them."""
    return "person" if unit in _PEOPLE else unit


_PEOPLE = word_set("people")


class Shelf:
    """The records by what they are about; it never changes once made."""

    def __init__(self, rows: Sequence[Record]) -> None:
        made: dict[tuple[Thing, str, str, str], list[Record]] = {}
        for row in rows:
            partner = text_or_none(row["partner"]) or WORLD
            about = text_or_none(row["about"])
            thing = (row["measure"], None if about == ALL else about, row["reporter"], partner)
            made.setdefault((thing, row["basis"], row["period"], common_unit(row["unit"])), []).append(row)
        self._rows = made
        self.units = sorted({key[3] for key in made})

    def rows(self, thing: Thing, basis: str, period: str | None, unit: str) -> list[Record]:
        """The records of one thing, basis, period and unit."""
        return [] if period is None else self._rows.get((thing, basis, period, unit), [])


def basis_of(claim: Record) -> str | None:
    """The basis that a record needs to speak of the same as `claim`; None where the text leaves it open."""
    basis, base = text_or_none(claim["basis"]), text_or_none(claim.get("base"))
    if basis == _SHARE:
        return SHARE_OF_GDP if base == "GDP" else None
    if basis in {_UNSAID, CHANGE}:
        return CHANGE if basis == CHANGE and base is None else f"change on a {base}" if base in BASES else None
    return basis


def held(claim: Record, thing: Thing, shelf: Shelf, *, is_mirror: bool) -> Iterator[Held]:
    """Every recorded value of what `claim` says of `thing`; computed only where a compiler gives none outright."""
    basis, period, unit = basis_of(claim), text_or_none(claim["period"]), text_or_none(claim["unit"])
    if basis is None or period is None or unit is None:
        return
    unit = "rank" if basis == "rank" else common_unit(unit)
    computed = {found.record["compiler"]: found for found in _computed(thing, basis, period, unit, claim, shelf)}
    for record in shelf.rows(thing, basis, period, unit):
        found = computed.pop(record["compiler"], None) if _judges(record) else computed.get(record["compiler"])
        shows = found is not None and _judges(record) and _is_near(found.value, float(record["value"]))
        yield Held(float(record["value"]), record, is_mirror, found.sum if shows and found else None)
    for found in computed.values():
        yield found._replace(is_mirror=is_mirror)


def _judges(record: Record) -> bool:
    return bool(record["is_official"]) and not record["is_rounded"]


def _is_near(computed: float, recorded: float) -> bool:
    """Whether a sum gives what the compiler states: to half a percent, or half a tenth of a point."""
    return abs(computed - recorded) <= max(0.05, 0.005 * abs(recorded))


def _computed(thing: Thing, basis: str, period: str, unit: str, claim: Record, shelf: Shelf) -> Iterator[Held]:
    if basis == LEVEL:
        yield from _level(thing, period, unit, shelf)
    elif basis == SHARE_OF_GDP and unit == "%":
        yield from _share(thing, period, shelf)
    elif basis.startswith("change on a "):
        yield from _change(thing, period, earlier(period, basis.removeprefix("change on a ")), unit, shelf)
    elif basis == _DIFFERENCE:
        yield from _change(thing, period, earlier(period, text_or_none(claim.get("base"))), unit, shelf)


def _change(thing: Thing, period: str, before: str | None, unit: str, shelf: Shelf) -> Iterator[Held]:
    """The change between two recorded levels of one compiler: in percent, in points of a rate, or in the unit."""
    level_units = [u for u in shelf.units if u != "%"] if unit == "%" else ["%"] if unit == "[pp]" else [unit]
    for level_unit in level_units:
        for first, second in _pairs(shelf, thing, (before, period), level_unit):
            old, new = float(first["value"]), float(second["value"])
            if unit != "%":
                yield Held(new - old, second, False, f"{_plain(new - old)} = {_plain(new)} - {_plain(old)}")
            elif old > 0:
                change = 100 * (new / old - 1)
                yield Held(change, second, False, f"{change:.1f} % = {_ratio(new, old)} - 1")


def _level(thing: Thing, period: str, unit: str, shelf: Shelf) -> Iterator[Held]:
    """The level that a recorded yearly change makes of the recorded level of the year before."""
    before = earlier(period, "year before")
    for change in shelf.rows(thing, CHANGE, period, "%"):
        for level in shelf.rows(thing, LEVEL, before, unit):
            if change["compiler"] == level["compiler"] and _judges(change) and _judges(level):
                old, rate = float(level["value"]), float(change["value"])
                made = old * (1 + rate / 100)
                sign = "+" if rate >= 0 else "-"
                short = _plain(float(f"{made:.4g}"))
                yield Held(made, change, False, f"{short} = {_plain(old)} × (1 {sign} {_plain(abs(rate))} %)")


def _share(thing: Thing, period: str, shelf: Shelf) -> Iterator[Held]:
    """A level as a share of the gross domestic product that the same compiler records."""
    whole = ("GDP", None, thing[2], WORLD)
    for unit in shelf.units:
        for part in shelf.rows(thing, LEVEL, period, unit):
            for gdp in shelf.rows(whole, LEVEL, period, unit):
                if part["compiler"] == gdp["compiler"] and _judges(part) and _judges(gdp) and float(gdp["value"]) > 0:
                    value = 100 * float(part["value"]) / float(gdp["value"])
                    shown = f"{value:.1f} % = {_ratio(float(part['value']), float(gdp['value']))}"
                    yield Held(value, part, False, shown)


def _pairs(shelf: Shelf, thing: Thing, periods: tuple[str | None, str], unit: str) -> Iterator[tuple[Record, Record]]:
    """Official, unrounded levels of both periods by one compiler."""
    for first in shelf.rows(thing, LEVEL, periods[0], unit):
        for second in shelf.rows(thing, LEVEL, periods[1], unit):
            if first["compiler"] == second["compiler"] and _judges(first) and _judges(second):
                yield first, second


_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def _ratio(above: float, below: float) -> str:
    """ "6.33 / 9.98": both in the magnitude of the smaller, as a reader would write it."""
    scale = next((size for size, _ in _SCALES if min(abs(above), abs(below)) >= size), 1.0)
    return f"{_plain(above / scale)} / {_plain(below / scale)}"


def _plain(value: float) -> str:
    for size, name in _SCALES:
        if abs(value) >= size:
            return f"{float(f'{value / size:.6g}'):,g} {name}"
    return f"{float(f'{value:.6g}'):,.10g}"


_BUSINESS_YEAR = re.compile(r"(\d{4})/(\d{4})")
_PERIOD = re.compile(r"(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|Q([1-4])|W(\d\d)))?")


def earlier(period: str, base: str | None) -> str | None:
    """The period that `base` ("year before", "month before", a period) means, seen from `period`; None: none."""
    found = _PERIOD.fullmatch(period)
    if base == "year before" and (span := _BUSINESS_YEAR.fullmatch(period)) and int(span[2]) == int(span[1]) + 1:
        return f"{int(span[1]) - 1}/{span[1]}"
    if base is None or found is None:
        return None
    year = int(found[1])
    if base == "year before":
        return _year_before(period, year)
    return base if _PERIOD.fullmatch(base) else _just_before(base, found)


def _just_before(base: str, found: re.Match[str]) -> str | None:
    """The quarter, month, week or day before the one that was `found`."""
    year, month, day, quarter, week = (int(part or 0) for part in found.groups())
    if base == "quarter before" and quarter:
        return f"{year}-Q{quarter - 1}" if quarter > 1 else f"{year - 1}-Q4"
    if base == "month before" and month and not day:
        return f"{year}-{month - 1:02d}" if month > 1 else f"{year - 1}-12"
    if base == "day before" and month and day:
        return (date(year, month, day) - timedelta(1)).isoformat()
    return _week_before(year, week) if base == "week before" and week else None


def _year_before(period: str, year: int) -> str:
    rest = period[4:]
    return f"{year - 1}{'-02-28' if rest == '-02-29' else rest}"


def _week_before(year: int, week: int) -> str:
    day = date.fromisocalendar(year, week, 1) - timedelta(7)
    before = day.isocalendar()
    return f"{before.year}-W{before.week:02d}"
