"""What a number takes from the rest of its article, each piece marked with where it comes from.

The country that rules the article; the month that its figures of a monthly statistic are all of; the days on which
the one poll was taken that it reports; the day of the one event whose dead and wounded it counts; and, where
the article gives the same figure twice, what it says of it the other time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from helpers.claims.frames import moments, periods, places
from helpers.claims.frames.about import AVERAGE
from helpers.claims.frames.chambers import is_of_chamber
from helpers.claims.frames.events import (
    DAYS,
    EVENT_LAG,
    FACTS,
    SENTENCE,
    Event,
    event_of,
    every,
    is_of_a_day,
    most,
    others,
    tells_of_one,
)
from helpers.claims.frames.scene import Scene, scene
from helpers.claims.frames.sentence import POLLED, Framed
from helpers.claims.frames.sides import BILATERAL
from helpers.claims.frames.surveys import apart, survey_of, within
from helpers.claims.joins import BEFORE
from helpers.claims.quantity import Quantity
from helpers.claims.tokens import tokenise, words

_OF_A_POLL = POLLED | {"margin of error", "poll lead", "party identification"}
_NEAR = 50  # characters between a level and the level before
_MONTHLY_LAG = 1  # months between a monthly figure and the article that reports it, at most
_RULING = 0.6  # of the figures whose month is said
_MANY = 100_000  # from here on two digits are enough to know a count again
_IN_FORCE = re.compile(
    r"\b(?:will|would|to|set to|should) (?:also )?(?:go|take|come)\b[^.!?\n]{0,20}\b(?:effect|force)\b[^!?\n]{0,25}"
)
_RATES_TO_BE = frozenset({"tariff rate", "tariffed goods", "tax rate", "minimum wage", "interest rate"})
_SATURDAY = 5


class Shared(NamedTuple):
    """What an article says for all its numbers."""

    mentions: Counter[str]  # of each country
    survey: str | None
    months: Mapping[str, str]  # by report
    event: Event
    day: str | None  # of publication, where markets were open and the article speaks of it
    effect: str | None  # the day or month from which what is planned holds
    vote: str | None  # the day of the one vote in parliament that it reports
    figures: Mapping[tuple[object, ...], Quantity]  # a figure with its period, to fill in where it stands again


def complete(
    scenes: Sequence[Scene], framed: Sequence[Sequence[Framed]], text: str, published: date | None
) -> list[list[Framed]]:
    """The frames of an article's sentences with what the article says for all of them."""
    flat = [f for sentence in framed for f in sentence if f.measured]
    if not flat:
        return [list(sentence) for sentence in framed]
    has_event = tells_of_one(text) and any(every(f) == "event" and f.q.period is None for f in flat)
    has_polls = any(f.q.measure in _OF_A_POLL for f in flat)
    shared = Shared(
        places.mentions_of(text),
        survey_of(scenes, published) if has_polls else None,
        _months(flat, published),
        event_of(text, flat, published) if has_event else Event(),
        _trading_day(text, published) if any(every(f) == "day" for f in flat) else None,
        _effect(text, published) if any(_is_planned(f.q) for f in flat) else None,
        _vote_day(text, published) if any(_is_vote(f.q) for f in flat) else None,
        _figures(flat),
    )
    doubtful = _named_of_old(text, published)
    elsewhere = others(scenes, published, shared.event) if has_event or shared.vote else frozenset[int]()
    in_places, of_others = within(scenes), apart(scenes, published)
    whole = []
    for seen, made in zip(scenes, framed, strict=True):
        own = shared._replace(event=Event(), vote=None) if seen.start in elsewhere else shared
        own = own._replace(mentions=Counter[str]()) if seen.start in in_places else own
        own = own._replace(survey=None) if shared.survey and seen.start in of_others else own
        unsure = {doubtful} | ({f.q.period for f in made} if _is_in_another_year(seen) else set())
        whole.append(
            _before(seen, [_fill(_doubt(f, unsure), _for(seen, f, own)) if f.q.is_quantity else f for f in made])
        )
    return whole


def _before(seen: Scene, made: Sequence[Framed]) -> list[Framed]:
    """The numbers of a sentence, the level before of a monthly or weekly figure with the month or week before."""
    levels = [f for f in made if f.q.basis == "level" and f.q.period]
    return [_of_time_before(seen, f, levels) if f.q.basis == BEFORE else f for f in made]


def _of_time_before(seen: Scene, f: Framed, levels: Sequence[Framed]) -> Framed:
    """ "fell to 8.1 percent from 8.3 percent": of the month before; a peak or a revised figure is of another time."""
    if f.q.period or f.moment or every(f) not in {"month", "week"}:
        return f
    for level in levels:
        first, last = min(level.q.start, f.q.start - _NEAR // 2), max(level.q.end, f.q.end + _NEAR // 2)
        between = seen.lower[max(0, first - seen.start) : last - seen.start]
        if last - first > 2 * _NEAR or _OTHER_LEVEL.search(between):
            continue
        period = periods.one_before(level.q.period or "")
        if period and (level.q.measure, level.q.unit) == (f.q.measure, f.q.unit):
            return f._replace(q=f.q._replace(period=period, inherited=(*f.q.inherited, "period:level after")))
    return f


_OTHER_LEVEL = re.compile(
    r"\b(?:revis\w+|peak|high|low|record|year|years|since|earlier|initially|previously|average|recession)\b"
)


# a sentence with one of them may tell of more than one day of trading
_LONGER = frozenset(
    ["week", "weeks", "weekly", "month", "months", "monthly", "year", "years", "yearly", "annual", "quarter", "decade",
     "since", "average", "typically", "far", "yesterday", "past", "until"]
)  # fmt: skip


def _for(seen: Scene, f: Framed, shared: Shared) -> Shared:
    """What is shared without the day of trading, where the sentence tells of a longer time or a live price."""
    country = places.ruling(shared.mentions)
    if country and is_of_chamber(seen, f.q, country):
        shared = shared._replace(mentions=Counter[str]())
    if periods.is_up_to_a_day(seen):
        shared = shared._replace(event=Event())
    if seen.words & _REVISED:
        shared = shared._replace(months={})
    if seen.words & _OTHER_PLAN:
        shared = shared._replace(effect=None)
    if shared.day and _other_day(seen, shared.day):
        shared = shared._replace(day=None)
    longer = seen.words & _LONGER - ({"average"} if "industrial" in seen.words else set())  # the Dow Jones ... Average
    return shared._replace(day=None) if longer or periods.is_tick(seen, f.q) else shared


def _other_day(seen: Scene, day: str) -> bool:
    """Whether the sentence before is of another day of trading: "In early trade on Tuesday, losses spread." """
    named = _WEEKDAY.findall(seen.text, max(0, seen.start - _SENTENCE_BEFORE), seen.start)
    return bool(named) and named[-1] != f"{date.fromisoformat(day):%A}"


_WEEKDAY = re.compile(r"\b(?:on|in|early|late|after) (?:\w+ )?((?:Mon|Tues|Wednes|Thurs|Fri)day)\b")
_SENTENCE_BEFORE = 200  # characters
_OTHER_PLAN = frozenset(["if", "unless", "plan", "possibility", "week"])  # or a time of its own
# a figure of another month than the report's, or of several
_REVISED = frozenset(["revised", "revision", "revisions", "prior", "streak", "hovered"])


def _trading_day(text: str, published: date | None) -> str | None:
    """The day of publication, where it is one of the week and the article names that day, or "today"."""
    if published is None or published.weekday() >= _SATURDAY:
        return None
    return published.isoformat() if re.search(rf"(?i)\b(?:{published:%A}|today)\b", text) else None


def _named_of_old(text: str, published: date | None) -> str | None:
    """The month of publication where the article names the same month of another year."""
    if published is None:
        return None
    named = re.findall(rf"\b{published:%B},? ((?:19|20)\d\d)\b", text)
    return f"{published:%Y-%m}" if set(named) - {f"{published:%Y}"} else None


def _doubt(f: Framed, doubtful: set[str | None]) -> Framed:
    """Without a period that may be the same month of another year: "in September" in an article on 2017."""
    is_open = f.q.period in doubtful and f.moment is not None and f.moment.grain == "month"
    is_bare = is_open and f.q.period is not None
    return f._replace(q=f.q._replace(period=None)) if is_bare else f


_YEARS_APART = re.compile(rf"(?i)\b(?:{'|'.join(words('number_units')[1:13])}|\d+) years? (?:earlier|before|prior)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b(?:last|this|next|previous|past) (?:month|year)\b")


def _is_in_another_year(seen: Scene) -> bool:
    """Whether the paragraph goes on from another year ("Four years earlier"), so that a bare month may be of that."""
    told = seen.text[max(0, seen.text.rfind("\n", 0, seen.start), seen.start - _SENTENCE_BEFORE) : seen.start]
    return _YEARS_APART.search(told) is not None and not _YEAR.search(seen.text, seen.start, seen.end)


def _key(q: Quantity) -> tuple[object, ...]:
    return q.measure, q.unit, q.value, q.basis


def _fill(f: Framed, shared: Shared) -> Framed:
    taken = _when(f, shared) | _where(f, shared)
    if not taken:
        return f
    fields = {field: value for field, (value, _) in taken.items()}
    marks = tuple(f"{field}:{source}" for field, (_, source) in taken.items() if field != "place")
    return f._replace(q=f.q._replace(**fields, inherited=(*f.q.inherited, *marks)))  # type: ignore[arg-type]


Taken = dict[str, tuple[str, str]]


def _when(f: Framed, shared: Shared) -> Taken:
    """The period of a number whose sentence names none, or only the one that it takes."""
    q, often = f.q, every(f)
    if q.period is not None or f.moment is not None or q.basis == BEFORE:
        return {}
    again = shared.figures.get(_key(q))
    offered = [
        (again.period, "same figure") if again and q.status in FACTS and often != "month" else None,
        (shared.survey, "survey") if q.measure in _OF_A_POLL and q.basis != "change in units" else None,
        (shared.months.get(_report(q)), "article") if often == "month" and _is_latest(q) else None,
        (shared.day, "article") if often == "day" and q.direction and q.status in FACTS else None,
        (shared.effect, "article") if _is_planned(q) else None,
        (shared.vote, "vote") if _is_vote(q) else None,
        (shared.event.day, "event") if is_of_a_day(q) else None,
    ]
    for offer in offered:
        if offer and (period := offer[0]) and all(_leaves_open(told, period, offer[1]) for told in f.told):
            return {"period": (period, offer[1])}
    return {}


def _leaves_open(told: str | None, offered: str, source: str) -> bool:
    """Whether a period that a sentence names may be that offered: itself; of a poll its month, or what is yet to come.

    "In the June poll 49% said they would vote in November": of the days of the poll.
    """
    if told is None or source != "survey":
        return told == offered
    first, last = offered.split("/")
    return told in {offered, first[: len(told)]} or (told > last and "Q" not in told)


def _where(f: Framed, shared: Shared) -> Taken:
    q = f.q
    if q.reporter is not None or (f.has_place and not q.partner):
        return {}
    if (q.measure in BILATERAL) != (q.partner is not None):
        return {}
    country = places.ruling(shared.mentions, apart_from=q.partner)
    return {"reporter": (country, "article"), "place": (q.place or country, "article")} if country else {}


_VOTE = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|passed|cleared|approved|rejected|defeated|confirmed|acquitted|impeached)\b"
)


def _is_vote(q: Quantity) -> bool:
    """A count of votes for or against something in a parliament, as a fact."""
    is_tally = (q.about or "").endswith(_SIDES)
    return is_tally and q.measure == "votes" and q.unit == "vote" and q.kind == "count" and q.status in FACTS


_SIDES = ("in favour", "against", "side named first", "side named second")


def _vote_day(text: str, published: date | None) -> str | None:
    """The day named most in the sentences on a vote, if it is just before publication."""
    days: Counter[str] = Counter()
    for match in SENTENCE.finditer(text):
        if published and _VOTE.search(text, *match.span()) and (tokens := tokenise(text, *match.span())):
            for moment in moments.find_moments(scene(text, tokens, ()), published):
                if moment.grain in DAYS and moment.iso and moment.role in {moments.MAIN, moments.OWNER}:
                    days[moment.iso] += 0 <= (published - date.fromisoformat(moment.iso)).days <= EVENT_LAG
    return most(days)


def _is_planned(q: Quantity) -> bool:
    """A rate or a measure that is to come into force."""
    return q.measure in _RATES_TO_BE and q.status in {"forecast", "target"}


def _effect(text: str, published: date | None) -> str | None:
    """The day on which the article says that something comes into force, where it names one only."""
    found = set()
    for match in _IN_FORCE.finditer(text):
        tokens = tokenise(text, *match.span())
        dates = moments.find_moments(scene(text, tokens, ()), published)
        found |= {moment.iso for moment in dates if moment.grain in {"day", "month"} and moment.iso}
    return found.pop() if len(found) == 1 else None


# one report gives the figures of all of them; those of any other measure are of a report of their own
_LABOUR = frozenset(
    ["unemployment rate", "jobs added", "wages", "average work week", "labour force participation",
     "employment-to-population ratio"]
)  # fmt: skip


def _report(q: Quantity) -> str:
    return "labour" if q.measure in _LABOUR else q.measure or ""


def _months(flat: Sequence[Framed], published: date | None) -> dict[str, str]:
    """The month that the article's monthly figures are of, by report."""
    reports = {_report(f.q) for f in flat if every(f) == "month"}
    found = {report: _month([f for f in flat if _report(f.q) == report], published) for report in reports}
    return {report: month for report, month in found.items() if month}


def _month(flat: Sequence[Framed], published: date | None) -> str | None:
    """The month said most of the figures of one report, where it is not long before publication."""
    if published is None:
        return None
    monthly = [f.q for f in flat if every(f) == "month" and f.q.status in FACTS]
    told = Counter(q.period for q in monthly if q.period and re.fullmatch(r"\d{4}-\d\d", q.period))
    if not told:
        return None
    month, n = max(told.items(), key=lambda item: (item[1], item[0]))
    if n < _RULING * told.total():
        return None  # figures of two months
    age = (published.year - int(month[:4])) * 12 + published.month - int(month[5:7])
    return month if 0 <= age <= _MONTHLY_LAG else None


def _is_latest(q: Quantity) -> bool:
    """Whether a monthly figure may be that of the month of the report: a plain fact, no threshold."""
    is_mean = (q.measure or "").startswith("average") and q.measure != "average work week"
    return q.status in FACTS and q.basis == "level" and q.approximation is None and not is_mean and q.about != AVERAGE


def _figures(flat: Sequence[Framed]) -> dict[tuple[object, ...], Quantity]:
    """Each figure exact enough to be known again, where its period is said and always the same."""
    found: dict[tuple[object, ...], Quantity] = {}
    open_: set[tuple[object, ...]] = set()
    for f in flat:
        q = f.q
        if q.period is None or q.status not in FACTS or not _is_telling(q):
            continue
        known = found.setdefault(_key(q), q)
        if known.period != q.period:
            open_.add(_key(q))
    return {key: q for key, q in found.items() if key not in open_}


def _is_telling(q: Quantity) -> bool:
    least = 2 if q.kind in {"count", "number"} and q.value and q.high and q.high >= _MANY else 3
    return isinstance(q.value, float) and len(f"{q.value:.4f}".replace(".", "").strip("0")) >= least
