"""What a number takes from the rest of its article, each piece marked with where it comes from.

The country that rules the article; the month that its figures of a monthly statistic are all of; the days on which
the one poll was taken that it reports; the day and place of the one event whose dead and wounded it counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from helpers.claims.frames import periods, places
from helpers.claims.frames.scene import Scene
from helpers.claims.frames.sentence import Framed
from helpers.claims.frames.sides import BILATERAL

_POLLS = frozenset({"poll", "survey", "polls", "surveys", "polled", "surveyed", "questionnaire", "sampling"})
_POLLED = frozenset({"poll share", "approval", "disapproval", "poll lead", "sample size", "margin of error"})
_FACTS = frozenset({"actual", "estimate"})
_MONTHLY_LAG = 2


def complete(
    scenes: Sequence[Scene], framed: Sequence[Sequence[Framed]], text: str, published: date | None
) -> list[list[Framed]]:
    """The frames of an article's sentences with what the article says for all of them."""
    flat = [f for sentence in framed for f in sentence if f.measured]
    if not flat:
        return [list(sentence) for sentence in framed]
    country = places.ruling_of(text)
    survey = _survey(scenes, published)
    month = _month(flat, published)
    event = _event(flat)
    return [[_fill(f, country, survey, month, event) for f in sentence] for sentence in framed]


def _fill(
    f: Framed,
    country: str | None,
    survey: str | None,
    month: str | None,
    event: tuple[str | None, str | None, str | None],
) -> Framed:
    if f.measured is None:
        return f
    q, every = f.q, f.measured.kind.every if f.measured.kind else None
    taken: dict[str, str] = {}
    if q.period is None and f.moment is None and not f.has_moment:
        if q.measure in _POLLED and survey:
            taken["period"] = survey
        elif every == "month" and month and q.status in _FACTS and q.basis == "level":
            taken["period"] = month
        elif every == "event" and event[0] and q.status in _FACTS:
            taken["period"] = event[0]
    if every == "event" and event[1] and q.place is None and (q.period == event[0] or "period" in taken):
        taken["place"] = event[1]
        if event[2]:
            taken["reporter"] = event[2]
    if q.reporter is None and "reporter" not in taken and country and not f.has_place and q.measure not in BILATERAL:
        taken["reporter"] = country
        taken.setdefault("place", q.place or country)
    if not taken:
        return f
    marks = tuple(
        f"{field}:{'survey' if field == 'period' and q.measure in _POLLED else 'article'}"
        for field in taken
        if field != "place" or "reporter" not in taken
    )
    return f._replace(q=q._replace(**taken, inherited=(*q.inherited, *marks)))  # type: ignore[arg-type]


def _survey(scenes: Sequence[Scene], published: date | None) -> str | None:
    """The days of the poll that the article reports, where it names one range of days only."""
    found = {
        moment.iso
        for scene in scenes
        if scene.words & _POLLS
        for moment in periods.moments(scene, published)
        if moment.grain == "range" and moment.iso
    }
    return next(iter(found)) if len(found) == 1 else None


def _month(flat: Sequence[Framed], published: date | None) -> str | None:
    """The month that the article's monthly figures are of: the one said most, and not long before publication."""
    if published is None:
        return None
    told = Counter(
        f.q.period
        for f in flat
        if f.measured and f.measured.kind and f.measured.kind.every == "month" and f.q.period and len(f.q.period) == 7
        and f.q.status in _FACTS and "Q" not in f.q.period
    )  # fmt: skip
    if not told:
        return None
    month, _ = max(told.items(), key=lambda item: (item[1], item[0]))
    age = (published.year - int(month[:4])) * 12 + published.month - int(month[5:7])
    return month if 0 <= age <= _MONTHLY_LAG else None


def _event(flat: Sequence[Framed]) -> tuple[str | None, str | None, str | None]:
    """Day, place and country of the one event whose figures the article gives."""
    told = [f.q for f in flat if f.measured and f.measured.kind and f.measured.kind.every == "event"]
    days = {q.period for q in told if periods.finer(q.period)}
    where = Counter((q.place, q.reporter) for q in told if q.place and (q.period is None or q.period in days))
    place = where.most_common(1)[0][0] if len({key[0] for key in where}) == 1 else (None, None)
    return (next(iter(days)) if len(days) == 1 else None), place[0], place[1]
