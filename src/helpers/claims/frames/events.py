"""The one event that an article is about, with its day and place, and which of its sentences tell of another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from helpers.claims.frames import moments, periods, places
from helpers.claims.frames.scene import Scene, scene
from helpers.claims.frames.sentence import Framed
from helpers.claims.quantity import Quantity
from helpers.claims.tokens import tokenise, words

SENTENCE = re.compile(r"[^.!?\n]+")
DAYS = ("day", "weekday", "today")
FACTS = frozenset({"actual", "estimate"})
EVENT_LAG = 21  # days between an event and the article about it, at most
_VICTIMS = frozenset({"deaths", "wounded", "casualties"})
_TOO_MANY = 5000  # dead and wounded for one day, but in a war
_EVENT = re.compile(rf"\b(?:{'|'.join(words('events'))})\b")
_BESIDE = 50  # characters between an event and its day
_OWNS = re.compile(r"['’]s (?:[\w-]+ ){0,4}")  # "Sunday's deadly mass shooting"
_EPIDEMIC = re.compile(rf"(?i)\b(?:{'|'.join(words('epidemics'))})\b")
# what strikes many places: the dead of one are not those of another
_OF_AN_AREA = re.compile(
    r"(?i)\b(?:hurricane|typhoon|cyclone|floods|flooding|wildfires|tsunami|tornadoes|superstorm)\b"
)
_OF_WAR = re.compile(r"\b(?:wars?|fighting|ground forces|offensive|airstrikes|air strikes|cease-?fire|truce|rebels)\b")
_OFTEN = 4  # words of war in an article whose dead are those of many days
_REMEMBERED = re.compile(r"(?i)\banniversary\b")  # of which only the day of remembrance is of now


class Event(NamedTuple):
    """The one event that an article is about: its day and country."""

    day: str | None = None
    code: str | None = None


def tells_of_one(text: str) -> bool:
    """Whether the dead of an article may be those of one event: no epidemic, no storm, no day of remembrance."""
    if len(_OF_WAR.findall(text)) >= _OFTEN:
        return False
    return not any(found.search(text) for found in (_EPIDEMIC, _OF_AN_AREA, _REMEMBERED))


def is_of_a_day(q: Quantity) -> bool:
    """Whether dead and wounded may be those of the event: facts, and not more than one day has but in a war."""
    return q.measure in _VICTIMS and q.status in FACTS and is_small(q)


def is_small(q: Quantity) -> bool:
    return (q.low or q.high or 0) < _TOO_MANY


def every(f: Framed) -> str | None:
    return f.measured.kind.every if f.measured and f.measured.kind else None


def others(scenes: Sequence[Scene], published: date | None, event: Event) -> frozenset[int]:
    """Where the sentences start that tell of another event, or of a war: by its words, its place, its day.

    A paragraph that names a day of long ago goes on about it.
    """
    found, old, last = set(), False, 0
    for seen in scenes:
        old = old and "\n" not in seen.text[last : seen.start]
        dates = moments.find_moments(seen, published)
        days = [m.iso for m in dates if m.iso and m.role in {moments.MAIN, moments.OWNER}]
        old = old or (bool(days) and all(_is_old(day, published) for day in days))
        codes = {place.code for place in places.find_places(seen.text, seen.tokens) if place.kind != places.INSTITUTION}
        is_far = event.code is not None and bool(codes) and event.code not in codes
        if old or is_far or seen.words & _LONGER_TOLL:
            found.add(seen.start)
        last = seen.end
    return frozenset(found)


def _is_old(iso: str, published: date | None) -> bool:
    """Whether a period is over long before an event of now: by more than `EVENT_LAG` days, or a year before."""
    if published is None:
        return False
    if re.fullmatch(r"\d{4}-\d\d-\d\d", iso):
        return (published - date.fromisoformat(iso)).days > EVENT_LAG
    return iso[:4].isdigit() and int(iso[-4:] if "/" in iso and iso[-4:].isdigit() else iso[:4]) < published.year


# a toll of many days and places
_LONGER_TOLL = frozenset(
    [
        "war",
        "wars",
        "conflict",
        "civil",
        "genocide",
        "famine",
        "decade",
        "decades",
        "years",
        "fighting",
        "annually",
        "yearly",
        "average",
    ]
)


def event_of(text: str, flat: Sequence[Framed], published: date | None) -> Event:
    """The one event whose figures the article gives: the day named most beside its name, and the place."""
    days: Counter[str] = Counter()
    long_ago = 0  # how often an event of another time is named with its day
    where: Counter[tuple[str | None, str]] = Counter()
    for passage, named in _passages(text):
        for moment in moments.find_moments(passage, published):
            if moment.grain not in DAYS or not moment.iso or published is None:
                continue
            is_beside = any(min(abs(moment.start - to), abs(at - moment.end)) < _BESIDE for at, to in named)
            is_its = any(_OWNS.fullmatch(text, moment.end, at) for at, _ in named)
            if is_its or (is_beside and moment.role == moments.MAIN):  # "Sunday's deadly shooting" says it best
                age = (published - date.fromisoformat(moment.iso)).days
                days[moment.iso] += (1 + 2 * is_its) * (0 <= age <= EVENT_LAG)
            is_old = moment.grain == "day" and is_beside and _is_old(moment.iso, published)
            long_ago += is_old
        where.update((p.name, p.code) for p in places.find_places(text, passage.tokens) if p.kind == places.CITY)
    for f in flat:
        if every(f) == "event" and periods.finer(f.q.period):
            days[str(f.q.period)] += 2
    day = most(days)
    day = None if day and long_ago >= days[day] else day
    place = most(where)
    return Event(day, place[1] if place else None)


_T = TypeVar("_T")


def most(counts: Counter[_T]) -> _T | None:
    """What is counted most, where nothing else is counted as often."""
    best = counts.most_common(2)
    if not best or not best[0][1] or (len(best) == 2 and best[1][1] == best[0][1]):
        return None
    return best[0][0]


def _passages(text: str) -> Iterable[tuple[Scene, list[tuple[int, int]]]]:
    """The sentences in which an event is named, with the places of its names."""
    for match in SENTENCE.finditer(text):
        named = [found.span() for found in _EVENT.finditer(text, *match.span())]
        if named and (tokens := tokenise(text, *match.span())):
            yield scene(text, tokens, ()), named
