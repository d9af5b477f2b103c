"""Each kind of date in ISO 8601: what the groups of its pattern say, worked out against the day of publication."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from helpers.claims.dates import MONTHS
from helpers.claims.tokens import words

_JUST_BEEN = 3  # months
_LONG_PAST = 8  # months: a bare month that has been longer ago may as well be the one to come
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {word: n for n, word in enumerate(words("number_units")[:13])}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1": 1, "2": 2, "3": 3, "4": 4, "last": 4, "final": 4}
Groups = Mapping[str, str | None]
Read = tuple[str | None, str]


def month_of(word: str | None) -> int:
    return MONTHS[(word or "").lower().rstrip(".")]


def _year_of(month: int, published: date, *, is_future: bool) -> int:
    """The year of a bare month: the last one that has begun, or the next one of what is to come."""
    if is_future:
        return published.year + (published.month - month > _JUST_BEEN)  # "had expected 19 % in May", said in June
    return published.year - (month > published.month)


def _day(groups: Groups, published: date | None, is_future: bool) -> Read:
    month, day, year = month_of(groups["month"]), int(groups["day"] or 0), groups.get("year")
    if year:
        return f"{year}-{month:02d}-{day:02d}", "day"
    if published is None:
        return None, "day"
    days = [made for shift in (-1, 0, 1) if (made := _date(published.year + shift, month, day))]
    past = max((made for made in days if made <= published), default=None)
    coming = min((made for made in days if made > published), default=None)
    if past is None or coming is None:
        return None, "day"
    is_near = (coming - published).days <= _SOON and (published - past).days > _LONG_AGO
    if not (is_future or is_near) and (published - past).days > _LONGEST_AGO:
        return None, "day"
    is_just_past = (published - past).days <= _JUST_PAST  # no plan is said to be of nearly a year on without its year
    return (coming if (is_future and not is_just_past) or is_near else past).isoformat(), "day"


# days: a date without a year and without a word of the future is one that has been, unless that is long ago
_SOON, _LONG_AGO, _LONGEST_AGO, _JUST_PAST = 60, 200, 240, 45


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _days(groups: Groups, published: date | None, is_future: bool) -> Read:
    """ "Oct. 29-Nov. 1", "May 4-6": a range of days; without a year the one that lies next to publication."""
    last, _ = _day(
        {"month": groups["month2"] or groups["month"], "day": groups["day2"], "year": groups["year"]},
        published,
        is_future,
    )
    if last is None:
        return None, "range"
    month = month_of(groups["month"])
    year = int(last[:4]) - (month > int(last[5:7]))
    first = _date(year, month, int(groups["day"] or 0))
    return (f"{first.isoformat()}/{last}", "range") if first else (None, "range")


def _week_to(groups: Groups, published: date | None, is_future: bool) -> Read:
    """ "the week ended Oct. 27": its seven days."""
    last, _ = _day(groups, published, is_future)
    return (f"{date.fromisoformat(last) - timedelta(6)}/{last}", "range") if last else (None, "range")


def _months_to(groups: Groups, published: date | None, is_future: bool) -> Read:
    """ "the three months ending June 30": whole months; a quarter that ends within a month is open."""
    last, n = _day(groups, published, is_future)[0], _number(groups["n"] or "three")
    end = date.fromisoformat(last) if last else None
    if end is None or n is None or (end + timedelta(1)).day != 1:
        return None, "range"
    first = end.year * 12 + end.month - n
    return f"{first // 12}-{first % 12 + 1:02d}/{end:%Y-%m}", "range"


def _months(groups: Groups, published: date | None, is_future: bool) -> Read:
    """ "December through February", "January to March 2017"."""
    first, last, year = month_of(groups["month"]), month_of(groups["month2"]), groups["year"]
    if not year and not published:
        return None, "range"
    end = int(year) if year else _year_of(last, published or date.min, is_future=is_future)
    begin = int(groups["year1"] or 0) or end - (first > last)
    return f"{begin}-{first:02d}/{end}-{last:02d}", "range"


def _bare_month(groups: Groups, published: date | None, is_future: bool) -> Read:
    month = month_of(groups["month"] or groups["at"])
    year, which = groups.get("year"), groups.get("which")
    if year:
        return f"{year}-{month:02d}", "month"
    if published is None:
        return None, "month"
    if which:
        shift = {"this": 0, "last": -1, "next": 1}[which.lower()]
        return f"{published.year + shift}-{month:02d}", "month"
    if groups.get("last"):
        return f"{published.year - (month >= published.month)}-{month:02d}", "month"
    if not is_future and (published.month - month) % 12 > _LONG_PAST:
        return None, "month"  # "in July", said in April: of the July to come as well as of the last
    return f"{_year_of(month, published, is_future=is_future)}-{month:02d}", "month"


def _quarter(groups: Groups, published: date | None, is_future: bool) -> Read:
    quarter, year, which = _ORDINALS[(groups["nth"] or "").lower()], groups.get("year"), groups.get("which")
    if not year and published is None:
        return None, "quarter"
    if not year and published:
        begun = published.year - (not is_future and 3 * quarter - 2 > published.month)
        year = str(published.year + {"last": -1}.get((which or "").lower(), 0) if which else begun)
    return f"{year}-Q{quarter}", "quarter"


def _first_months(groups: Groups, published: date | None, is_future: bool) -> Read:
    n, year = _number(groups["n"]), groups.get("year")
    if n is None or (not year and published is None):
        return None, "range"
    year = year or str(published.year if published else "")
    return (f"{year}-Q1", "quarter") if n == 3 else (f"{year}-01/{year}-{n:02d}", "range")


def _number(word: str | None) -> int | None:
    word = (word or "").lower()
    return int(word) if word.isdecimal() else _NUMBERS.get(word)


def _past(groups: Groups, published: date | None, is_future: bool) -> Read:
    """ "the past 28 months": whole months up to the one before publication. Years and weeks are too loose."""
    n = _number(groups["n"] or groups.get("n2") or groups.get("n3"))
    if published is None or n is None or (groups["unit"] or "months").lower() not in {"month", "months"} or n > 600:
        return None, "range"
    last = published.year * 12 + published.month - 2
    first = last - n + 1
    return f"{first // 12}-{first % 12 + 1:02d}/{last // 12}-{last % 12 + 1:02d}", "range"


def _relative(groups: Groups, published: date | None, is_future: bool) -> Read:
    """ "last year", "this month", "last week", "next quarter"."""
    unit = (groups["unit"] or "").lower()
    if published is None:
        return None, unit
    shift = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get((groups["which"] or "").lower(), 0)
    if unit == "year":
        return str(published.year + shift), "year"
    if unit == "month":
        months = published.year * 12 + published.month - 1 + shift
        return f"{months // 12}-{months % 12 + 1:02d}", "month"
    if unit == "quarter":
        quarters = published.year * 4 + (published.month - 1) // 3 + shift
        return f"{quarters // 4}-Q{quarters % 4 + 1}", "quarter"
    year, week, _ = (published + timedelta(7 * shift)).isocalendar()
    return f"{year}-W{week:02d}", "week" if shift else "this week"


def _weekday(groups: Groups, published: date | None, is_future: bool) -> Read:
    """The last such day up to publication, the day itself among them; "next Monday" and what will be: the next."""
    if published is None:
        return None, "weekday"
    which = (groups.get("which") or "").lower()
    back = (published.weekday() - _WEEKDAYS.index((groups["weekday"] or "").lower())) % 7
    if which == "next" or (is_future and which != "last"):
        return (published + timedelta(7 - back)).isoformat(), "weekday"
    return (published - timedelta(back or 7 * (which == "last"))).isoformat(), "weekday"


def _weekdays(groups: Groups, published: date | None, is_future: bool) -> Read:
    """ "Tuesday and Wednesday", "Thursday through Sunday": the last such days up to publication."""
    if published is None or is_future:
        return None, "range"
    first, last = (_WEEKDAYS.index((groups[name] or "").lower()) for name in ("weekday", "weekday2"))
    end = published - timedelta((published.weekday() - last) % 7)
    return f"{end - timedelta((last - first) % 7)}/{end}", "range"


def _near_day(groups: Groups, published: date | None, is_future: bool) -> Read:
    word = (groups["word"] or "").lower()
    grain = "today" if word == "today" else "weekday"  # "today" may as well be these days
    shift = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    return (published + timedelta(shift)).isoformat() if published else None, grain


def _fiscal(groups: Groups, published: date | None, is_future: bool) -> Read:
    year, short = groups["year"] or "", groups["short"]
    return (f"{year}/{year[:2]}{short}" if short else None), "year"  # when it begins differs from state to state


def _years(groups: Groups, published: date | None, is_future: bool) -> Read:
    return f"{groups['year']}/{groups['year2']}", "range"


def _year_end(groups: Groups, published: date | None, is_future: bool) -> Read:
    if which := groups.get("which"):
        return (f"{published.year - (which == 'last')}-12" if published else None), "month"
    return f"{groups['year']}-12", "month"


def _span(groups: Groups, published: date | None, is_future: bool) -> Read:
    """ "over 28 months": a time, but not which."""
    return None, "span"


def _compared_year(groups: Groups, published: date | None, is_future: bool) -> Read:
    return (str(published.year - 1) if published else None), "ago"


READERS = {
    "day": _day, "days": _days, "week to": _week_to, "months": _months,
    "months to": _months_to, "month": _bare_month, "quarter": _quarter,
    "first months": _first_months, "past": _past, "relative": _relative, "weekday": _weekday,
    "weekdays": _weekdays, "near day": _near_day,
    "fiscal": _fiscal, "years": _years, "ago": _compared_year, "year end": _year_end, "span": _span,
}  # fmt: skip
