"""The frames of one sentence: what its own words say of each number, and what its clauses pass on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from helpers.claims.changes import word_direction
from helpers.claims.frames import linking, measures, periods, places, sides
from helpers.claims.frames.linking import Measured
from helpers.claims.frames.periods import Moment
from helpers.claims.frames.places import Place
from helpers.claims.frames.rules import candidates, holding
from helpers.claims.frames.scene import Scene, index, window
from helpers.claims.quantity import Quantity
from helpers.claims.tokens import low

LEVEL, SHARE, RANK, OTHER = "level", "share", "rank", "other"
CHANGE = "change on a year before"
CHANGE_UNSAID = "change, base not said"
DIFFERENCE = "change in units"
_NO_CHANGE = measures.RATES | {"poll share", "votes", "poll lead"}
_COUNTS = frozenset({"count", "number"})
_SHARED = ("reporter", "partner", "period")
_PEOPLE = frozenset({"people", "person", "other", "more"})


class Framed(NamedTuple):
    """A number with its frame so far, and what the article needs to know to fill in the rest."""

    q: Quantity
    measured: Measured | None
    moment: Moment | None
    has_moment: bool  # some date stands in its sentence
    has_place: bool


def frames(scene: Scene, published: date | None, own: str) -> list[Framed]:
    """The numbers of a sentence, each with its frame as far as the sentence says it."""
    named = measures.find_measures(scene.tokens, own)
    dates = periods.moments(scene, published)
    where = places.find_places(scene.text, scene.tokens)
    made: list[Framed] = []
    before: Framed | None = None
    for q in scene.numbers:
        if not q.is_quantity:
            made.append(Framed(_dated(q, dates), None, None, bool(dates), bool(where)))
            continue
        framed = _frame(scene, q, named, dates, where, before, own)
        made.append(framed)
        before = framed if framed.measured else before
    return made


def _dated(q: Quantity, dates: Sequence[Moment]) -> Quantity:
    """A date with its ISO form as far as it is known now."""
    known = next((m for m in dates if m.start < q.end and q.start < m.end and m.iso), None)
    return q._replace(period=known.iso) if known and q.period is None else q


def _frame(
    scene: Scene, q: Quantity, named: Sequence[measures.Measure], dates: Sequence[Moment], where: Sequence[Place],
    before: Framed | None, own: str,
) -> Framed:  # fmt: skip
    at, stop = index(scene.tokens, q.start), index(scene.tokens, q.end - 1) + 1
    found = linking.measured(scene, q, named, own) or _elliptic(scene, q, before)
    moment = periods.period_of(scene, q, dates, is_event=_is_event(found))
    if found is None:
        return Framed(q._replace(period=moment.iso if moment else None), None, moment, bool(dates), bool(where))
    q = q._replace(measure=found.name, period=moment.iso if moment else None, about=found.about)
    q = _with_unit(q, found, before)
    q = _with_sides(scene, q, found, where, at, stop)
    q = _with_direction(scene, q, found, before, at, stop)
    q = _inherit(scene, q, before, has_moment=moment is not None)
    q = _with_basis(scene, q, found, stop)
    q = _by_rules(scene, q, found)
    return Framed(q, found, moment, bool(dates), bool(where))


def _is_event(found: Measured | None) -> bool:
    return found is not None and found.kind is not None and found.kind.every in {"event", "day"}


def _elliptic(scene: Scene, q: Quantity, before: Framed | None) -> Measured | None:
    """ "76,000 people signed up here, and 300,000 in California": a bare number measures what the one before does."""
    if before is None or before.measured is None or q.kind not in {"number", "percent"} or q.unit not in {None, "%"}:
        return None
    if (q.kind == "percent") != (before.q.kind == "percent") or (q.kind == "number" and before.q.kind not in _COUNTS):
        return None
    gap = scene.lower[before.q.end - scene.start : q.start - scene.start]
    return (
        before.measured
        if len(gap) < 80 and any(w in gap for w in (",", " and ", "from", " to ", "(", " or "))
        else None
    )


def _with_unit(q: Quantity, found: Measured, before: Framed | None) -> Quantity:
    """A bare number takes the unit that its measure usually has, else that of the number it continues."""
    if q.unit is not None or q.kind not in {"number", "count"}:
        return q
    unit = found.gives.get("unit") or (found.kind.unit if found.kind else None)
    if unit is None and before and before.measured is found:
        unit = before.q.unit
    return q._replace(unit=unit, inherited=(*q.inherited, "unit:measure")) if unit and unit != "%" else q


def _with_sides(scene: Scene, q: Quantity, found: Measured, where: Sequence[Place], at: int, stop: int) -> Quantity:
    reporter = partner = None
    if found.name in {"tariffed goods", "tariff rate"}:
        reporter, partner = sides.goods_sides(scene, where, at)
        return q._replace(reporter=reporter, partner=partner, place=reporter)
    if found.name in sides.BILATERAL and found.place:
        reporter, partner = sides.sides(scene, found.place, where)
        return q._replace(reporter=reporter, partner=partner, place=reporter)
    if found.name in sides.BILATERAL:
        return q
    if found.place:
        reporter, _ = sides.sides(scene, found.place, where)
    here = places.place_of(scene, where, at, stop)
    if reporter and (here is None or here.code != reporter):
        return q._replace(reporter=reporter, place=reporter)
    return q._replace(reporter=here.code, place=here.name or here.code) if here else q


def _with_direction(scene: Scene, q: Quantity, found: Measured, before: Framed | None, at: int, stop: int) -> Quantity:
    if q.direction is not None or q.kind != "percent" or low(scene.tokens, stop) == "of":
        return q
    if found.place and found.name not in _NO_CHANGE and found.place.stop <= at:
        q = q._replace(direction=linking.far_direction(scene.tokens, found.place, at))
    if q.direction is None and before and before.q.kind == "percent" and low(scene.tokens, at - 1) == "by":
        q = q._replace(direction=before.q.direction)  # "exports fell by 12 %, imports by 8 %"
    return q


def _inherit(scene: Scene, q: Quantity, before: Framed | None, *, has_moment: bool) -> Quantity:
    """`q` with what its clause leaves out taken from the number before it in the sentence, marked as inherited."""
    if before is None:
        return q
    taken: dict[str, str] = {}
    for field in _SHARED:
        value = getattr(before.q, field)
        if getattr(q, field) is not None or value is None:
            continue
        if field == "period" and (has_moment or not periods.passes_on(scene, before.q, q)):
            continue
        if field == "partner" and (
            q.measure not in sides.BILATERAL or (q.reporter != before.q.reporter and "reporter" not in taken)
        ):
            continue
        taken[field] = value
    if "reporter" in taken:
        taken["place"] = before.q.place or taken["reporter"]
    marks = tuple(f"{field}:clause" for field in taken if field != "place")
    return q._replace(**taken, inherited=(*q.inherited, *marks)) if taken else q  # type: ignore[arg-type]


def _with_basis(scene: Scene, q: Quantity, found: Measured, stop: int) -> Quantity:
    """Basis and period of `q`; a change "between 2021 and 2022" is one of 2022."""
    if q.basis:
        return q
    if q.kind == "rank":
        return q._replace(basis=RANK)
    if q.kind != "percent":
        is_change = q.change in {"up", "down"} and found.name not in {"jobs added", "money raised"}
        basis = found.gives.get("basis") or (SHARE if q.kind == "fraction" else DIFFERENCE if is_change else LEVEL)
        return q._replace(basis=basis)
    is_growth = found.kind is not None and "growth" in found.kind.takes
    if q.direction is None and not is_growth:
        usual = found.gives.get("basis") or (found.kind.basis if found.kind else None)
        is_share = low(scene.tokens, stop) == "of" or found.kind is None
        return q._replace(basis=SHARE if is_share or usual == SHARE else LEVEL)
    years = (q.period or "").split("/")
    if len(years) == 2 and all(year.isdecimal() for year in years) and int(years[1]) == int(years[0]) + 1:
        return q._replace(basis=CHANGE, period=years[1])
    return q._replace(basis=CHANGE_UNSAID)


def _by_rules(scene: Scene, q: Quantity, found: Measured) -> Quantity:
    """Status, base and what the number is about, by the rules; a base of a year makes a change one on a year before."""
    seen = window(scene, q)
    status = _first("status", scene, q, seen).get("status", "actual")
    base = _first("base", scene, q, seen).get("base") if q.basis in {CHANGE_UNSAID, DIFFERENCE} else None
    about = _first("about", scene, q, seen).get("about") or found.gives.get("about") or q.about
    basis = q.basis
    if basis == CHANGE_UNSAID and (base == "year before" or (base is None and _is_year(q.period))):
        basis, base = CHANGE, "year before"
    return q._replace(status=status, base=base, about=about, basis=basis)


def _is_year(period: str | None) -> bool:
    return period is not None and len(period) == 4


def _first(section: str, scene: Scene, q: Quantity, seen: str) -> dict[str, str]:
    for _, gives in holding(candidates(section, scene.words), q.kind, seen):
        return dict(gives)
    return {}


def direction_of(word: str) -> str | None:
    """up or down for a word of rising or falling."""
    return word_direction(word)
