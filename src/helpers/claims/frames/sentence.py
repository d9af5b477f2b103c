"""The frames of one sentence: what its own words say of each number, and what its clauses pass on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from helpers.claims.frames import guesses, linking, measures, moments, periods, places, shares, sides
from helpers.claims.frames.about import about_of, channel
from helpers.claims.frames.chambers import is_of_chamber
from helpers.claims.frames.elsewhere import is_elsewhere
from helpers.claims.frames.linking import Measured
from helpers.claims.frames.moments import Moment
from helpers.claims.frames.places import Place
from helpers.claims.frames.rules import candidates, holding
from helpers.claims.frames.scene import Scene, index, window
from helpers.claims.joins import BEFORE
from helpers.claims.quantity import Quantity
from helpers.claims.tokens import low

LEVEL, SHARE, RANK = "level", "share", "rank"
CHANGE = "change on a year before"
CHANGE_UNSAID = "change, base not said"
DIFFERENCE = "change in units"
_NO_CHANGE = measures.RATES | {"poll share", "votes", "share of votes", "poll lead"}
_COUNTS = frozenset({"count", "number"})
_SUMS = _COUNTS | {"money"}
_SHARED = ("reporter", "partner", "period")
_PEOPLE = frozenset({"people", "person", "other", "others", "more"})
_WHICH = frozenset({"earlier", "previous", "other", "further", "separate", "different", "similar", "such"})
_FAR = 250  # characters between a number and the one whose measure it continues
_NEAR = 90  # characters between two parts of one whole
_PERFECT = re.compile(r"\b(?:has|have|'ve|to date|so far)\b")
_IN_ALL = re.compile(r" (?:for|over|in|during) (?:the|this) (?:entire |whole |election |campaign )?cycle\b")
_NEEDED = re.compile(r"\b(?:needs? (?:to|at least)|must|ha[sd]? to|required?|threshold of|to qualify)\b[^.;#,]{0,40}$")
_BY = re.compile(
    r"(?<!gunned )(?<!mowed )\b(?:up|down|(?:rose|fell|increased|decreased|grew|dropped|jumped|climbed) by)(?: by)? "
    r"(?:nearly |about |roughly |almost |more than |around |over |some )?$"
)
_ROUGHLY = (
    r"(?:about |around |nearly |roughly |some |only |just |almost |an estimated |more than |at least |a record )*$"
)
# a rate, not its change: "is down around 5 percent", "fell below 5 percent"
_STANDS = re.compile(r"\b(?:(?:is|was|are|were|stood) (?:down|up) (?:around|at|near|to)|below|above) $")
_CHANGE_OF = re.compile(
    r"\b(?:rise|increase|jump|surge|gain|drop|decrease|decline|reduction|fall|dip|plunge|slump) of "
    r"(?:nearly |about |roughly |almost |more than |around |over |some |just |only )?$"
)
_OR = re.compile(r"\d ?(?:%|percent),? or $")
_CHANGED = re.compile(r" (?:lower|higher)\b|[- ](?:increase|boost|hike|rise|reduction|drop|decrease) (?:in|to)\b")
_APART = re.compile(r" (?:below|above)\b")  # "$800 below the national average"
_COUNT_CHANGED = re.compile(r" (?:lower|higher)\b|[- ](?:drawdown|buildup|reduction|surge)\b")
_LIKE = re.compile(
    r"\b(?:including|(?:up|down) (?:sharply |slightly )?from(?: (?:its|the|their|a))?(?: current| previous)?"
    r"|compared (?:with|to)|versus|vs\.?|against"
    rf"|(?:rather|more|fewer|less) than the|surpassing the|to \w+(?: \w+)?'s) {_ROUGHLY}"
)
_OF_THOSE = re.compile(r"of (?:those|these|them),? (?:about |some |nearly |only |just |roughly |more than |at least )?")
_INCLUDING = re.compile(rf"\b(?:including|among them) {_ROUGHLY}")
_OF_THE = re.compile(r"of (?:the |its |his |her |their |all |some |about )*")  # "Of the 20 firms asked, seven"
_OF_THEM = re.compile(r" of (?:them|those|whom|which)\b")
_CLAUSES = 130  # characters over which a clause passes on what it says
_BESIDE = 30  # characters between what is counted and what it is worth
_SOON = 9  # tokens of a sentence in which a number may still be about what the sentence before is about
_NAMED_NEXT = re.compile(
    r"(?:\w+ ){0,2}(?:\w+)?,?(?: and| while)? ?(?:[A-Z][\w.'’-]+ ?){1,3}(?:would (?:get|receive|win))?"
)
_SWING = re.compile(r"[- ](?:drop|rise|increase|decrease|decline|gain|jump|fall|swing|dip|slide)\b")
_SWING_IN = re.compile(
    r"[- ](?:\w+ )?(?:drop|rise|increase|decrease|decline|cut|hike|jump|fall|reduction)s? (?:in|on|of|to) "
)
POLLED = frozenset({"poll share", "approval", "disapproval", "sample size"})


class Framed(NamedTuple):
    """A number with its frame so far, and what the article needs to know to fill in the rest."""

    q: Quantity
    measured: Measured | None
    moment: Moment | None
    told: frozenset[str | None]  # the periods that its sentence names
    has_place: bool


def frames(scene: Scene, published: date | None, own: str, last: Framed | None = None) -> list[Framed]:
    """The numbers of a sentence, each framed as far as it says; `last` is a number of the sentence before."""
    if scene.text[scene.start : scene.start + 1].islower():
        last = None  # the rest of a sentence: what it goes on from is not known
    named = measures.find_measures(scene.tokens, own)
    dates = moments.find_moments(scene, published)
    where = places.find_places(scene.text, scene.tokens)
    made: list[Framed] = []
    before: Framed | None = None
    counted = last.q if last and last.q.kind == "count" else None
    for q in scene.numbers:
        if not q.is_quantity:
            made.append(Framed(_dated(q, dates), None, None, periods.tells(dates), bool(where)))
            continue
        framed = _frame(scene, q, named, dates, where, _lead(scene, q, made) or before, own, last)
        framed = _so_far(scene, _to_come(framed, published), published)
        framed = framed._replace(q=_of_like(scene, framed.q, counted))
        counted = framed.q if framed.q.kind == "count" and framed.q.unit else counted
        made.append(framed)
        before = framed if framed.measured and not guesses.is_guess(framed.measured) else before
    return made


_ITEM = re.compile(r"(?:\)(?:,? and|[,;])?|:| in) ([A-Z][\w.’'-]*(?:,? [A-Z][\w.’'-]*){0,4}) \($")


def _lead(scene: Scene, q: Quantity, made: Sequence[Framed]) -> Framed | None:
    """What says for the items of a list what they measure: "where a third of loans are bad: Marin (47 percent)".

    With the name of the item in place of what it was about.
    """
    name = _ITEM.search(scene.text, max(scene.start, q.start - 90), q.start)
    is_item = name is not None and scene.text[q.end : q.end + 1] == ")"
    led = next((f for f in reversed(made) if f.q.kind == q.kind and f.measured), None) if is_item else None
    if led is None or name is None or led.measured is None or led.measured.kind:
        return None
    gives = {"basis": led.q.basis or SHARE, "form": "item", "about": " ".join(name[1].lower().split())}
    return led._replace(measured=led.measured._replace(gives=gives, about=gives["about"]))


def _to_come(f: Framed, published: date | None) -> Framed:
    """What is said of a time after publication is a forecast."""
    if published is None or f.q.period is None or f.q.status not in {"actual", "estimate"}:
        return f
    if f.q.basis == BEFORE and f.q.period[:4] > f"{published:%Y}":
        return f._replace(q=f.q._replace(period=None))  # "from 35 to 20 percent next year": of what was before
    begins = f.q.period.split("/")[-1]
    is_later = re.fullmatch(r"\d{4}(?:-\d\d){0,2}", begins) and begins > published.isoformat()[: len(begins)]
    return f._replace(q=f.q._replace(status="forecast")) if is_later else f


def _of_like(scene: Scene, q: Quantity, counted: Quantity | None) -> Quantity:
    """A bare number that is set against a count before it counts the same: "3 million people, down from 4 million"."""
    if counted is None or q.unit is not None or q.kind != "number":
        return q
    at, to = q.start - scene.start, q.end - scene.start
    is_first = counted.end <= scene.start and (
        _OF_THOSE.fullmatch(scene.lower, 0, at) or (at == 0 and _OF_THEM.match(scene.lower, to))
    )
    if not (is_first or (counted.start >= scene.start and is_like(scene, counted, q))):
        return q
    return q._replace(unit=counted.unit, inherited=(*q.inherited, "unit:clause"))


def is_like(scene: Scene, counted: Quantity, q: Quantity) -> bool:
    """Whether words say that a bare number is one of what was counted before: "including", "up from", "of them"."""
    if not 0 < q.start - counted.end < _FAR:
        return False
    at, to = q.start - scene.start, q.end - scene.start
    is_some = _OF_THE.fullmatch(scene.lower, 0, counted.start - scene.start) and scene.lower.endswith(", ", 0, at)
    return bool(is_some or _LIKE.search(scene.lower, max(0, at - 50), at) or _OF_THEM.match(scene.lower, to))


def _so_far(scene: Scene, f: Framed, published: date | None) -> Framed:
    """ "In 2018, 900 women have filed": a sum up to some day of a period that is not over, so no period."""
    at, to = f.q.start - scene.start, f.q.end - scene.start
    is_day = f.q.period is not None and len(f.q.period) == len("2020-02-11")
    if is_day and f.q.kind in _COUNTS and f.q.basis == LEVEL and periods.is_up_to_a_day(scene):
        return f._replace(q=f.q._replace(period=None))
    if _IN_ALL.match(scene.lower, to):
        return f._replace(q=f.q._replace(period=None))  # "raised $5m in May for a total of $97m for the cycle"
    if published is None or f.q.kind not in _SUMS or f.q.period not in {f"{published:%Y}", f"{published:%Y-%m}"}:
        return f
    is_sum = _PERFECT.search(scene.lower, max(0, at - 60), to + 40)
    return f._replace(q=f.q._replace(period=None)) if is_sum else f


def _dated(q: Quantity, dates: Sequence[Moment]) -> Quantity:
    """A date with its ISO form as far as it is known now."""
    known = next((m for m in dates if m.start < q.end and q.start < m.end and m.iso), None)
    return q._replace(period=known.iso) if known and q.period is None else q


def _frame(
    scene: Scene, q: Quantity, named: Sequence[measures.Measure], dates: Sequence[Moment], where: Sequence[Place],
    before: Framed | None, own: str, last: Framed | None,
) -> Framed:  # fmt: skip
    is_day = any(m.start <= q.start and q.end <= m.end for m in dates) and q.kind == "number"  # "on Feb. 9 and 10"
    if is_day or linking.is_of_ratio(scene, q):
        return Framed(q, None, None, periods.tells(dates), False)
    at, stop = index(scene.tokens, q.start), index(scene.tokens, q.end - 1) + 1
    found, q = _what(scene, q, named, before, own, last)
    moment = _moment(scene, q, found, dates)
    if found is None:
        here = places.place_of(scene, where, at, stop)
        q = q._replace(period=moment.iso if moment else None)
        q = q._replace(reporter=here.code, place=here.name or here.code) if here else q
        return Framed(q, None, moment, periods.tells(dates), places.is_said(scene, where, at))
    q = _told(scene, q, found, moment, where, before, last)
    is_away = q.partner is None and found.name not in sides.BILATERAL and is_elsewhere(scene, q)
    q = _without_country(q) if is_away else q
    return Framed(q, found, moment, periods.tells(dates), is_away or places.is_said(scene, where, at))


def _what(
    scene: Scene, q: Quantity, named: Sequence[measures.Measure], before: Framed | None, own: str, last: Framed | None
) -> tuple[Measured | None, Quantity]:
    """What `q` measures, by its own words, else as a number before it does; `q` is marked where it takes that over."""
    if q.kind == "percent" and linking.says_nothing(scene, q):
        return None, q
    at, stop = index(scene.tokens, q.start), index(scene.tokens, q.end - 1) + 1
    found = linking.measured(scene, q, named, own)
    if found and "from" in found.gives:
        q = q._replace(inherited=(*q.inherited, f"measure:{found.gives['from']}"))
    is_part = before is not None and q.kind in _COUNTS and _is_part(q, before.q)
    is_part = is_part and before is not None and before.q.measure not in _DIFFERENCES  # "by 641 votes, 1,000 open"
    has_noun = _has_noun(scene, q, stop)
    if (
        before
        and before.measured
        and not has_noun
        and (found is None or is_part or _continues(scene, q, found, before.measured))
    ):
        found = _elliptic(scene, q, before) or found
    if before and before.measured and q.kind in _COUNTS and (found is None or found.kind is None) and _among(scene, q):
        found = before.measured._replace(about=q.unit)  # "840 people were hurt, including 225 children"
    elif (
        before and before.measured and found is None and before.q.measure in _VICTIMS and _is_joined(scene, before.q, q)
    ):
        found = before.measured  # "the deaths of 20 children and six adults"
    if found and before and before.measured and found.name == "value" and q.start - before.q.end < _BESIDE:
        takes = before.measured.kind.takes if before.measured.kind else frozenset({q.kind})
        is_known = bool(before.measured.kind or before.measured.gives) and q.kind in takes
        found = before.measured if is_known else found  # "888 goods worth $34bn"
    if last and before is None and (found is None or _is_swing(scene, q)):
        is_bare = not (_is_somebody(scene, q, stop) or linking.is_adjective(scene, q))
        is_bare = is_bare and not (last.q.measure == "stock index" and linking.is_of_a_firm(scene))
        earlier = (
            _elliptic(scene, q, last) if q.kind not in {"money", "duration"} and is_bare and not has_noun else None
        )
        earlier = earlier._replace(place=None) if earlier else None  # its tokens are those of the sentence before
        found = earlier if earlier and (at < _SOON or q.kind in _COUNTS) else found
        q = q._replace(inherited=(*q.inherited, "measure:sentence before")) if found is earlier and earlier else q
    found = _in_votes(found, q) or guesses.guess(scene, q, own)
    return found, q._replace(inherited=(*q.inherited, guesses.MARK)) if guesses.is_guess(found) else q


def _in_votes(found: Measured | None, q: Quantity) -> Measured | None:
    """A lead by more than a hundred is one of votes: "leads by about 49,000"."""
    is_counted = found is not None and found.name == "poll lead" and q.kind in _COUNTS and (q.low or 0) > _HUNDRED
    return found._replace(name="vote lead") if found and is_counted else found


_HUNDRED = 100


def _among(scene: Scene, q: Quantity) -> bool:
    """Whether a count is part of the one before it: "including about 225 children"."""
    at = q.start - scene.start
    return _INCLUDING.search(scene.lower, max(0, at - 60), at) is not None


def _is_joined(scene: Scene, before: Quantity, q: Quantity) -> bool:
    """Whether a count stands behind "and" right behind another one: "20 children and six adults"."""
    return before.kind == q.kind == "count" and scene.text[before.end : q.start] in {" and ", ", and "}


def _told(
    scene: Scene, q: Quantity, found: Measured, moment: Moment | None, where: Sequence[Place], before: Framed | None,
    last: Framed | None,
) -> Quantity:  # fmt: skip
    """`q` with what its sentence says of it."""
    at, stop = index(scene.tokens, q.start), index(scene.tokens, q.end - 1) + 1
    q = q._replace(measure=found.name, period=moment.iso if moment else None, about=found.about)
    q = _with_unit(q, found, before)
    q = _with_sides(scene, q, found, where, at, stop)
    q = _with_direction(scene, q, found, before, at, stop)
    q = _inherit(scene, q, before, has_moment=moment is not None)
    if last and before is None:
        q = _continue(q, last, has_places=bool(where))
    q = _by_rules(scene, _with_basis(scene, q, found, stop), found, before)
    if moment and _is_not_its(q, found, moment):
        q = q._replace(period=None)
    return q


def _moment(scene: Scene, q: Quantity, found: Measured | None, dates: Sequence[Moment]) -> Moment | None:
    """The date of `q` as the date of what it measures; of a weekly statistic the week."""
    if found is None and q.kind in _OPEN_TIME and not any(m.start < q.end and q.start < m.end for m in dates):
        return None  # "for 41 months straight" is its own time
    fitting = [
        m for m in dates if m.grain not in moments.OF_DAYS or _is_of_days(q, found, m) or periods.is_as_of(scene, m)
    ]
    fitting = [m for m in fitting if m.start < q.end or not _is_subject(scene, m)]
    if _is_event(found):
        fitting = [m for m in fitting if m.end > q.start or not _IN_COURT.search(scene.lower, 0, m.start - scene.start)]
    if found and found.name == "sentence":  # "a backer of the 2016 campaign was sentenced to 26 months"
        fitting = [m for m in fitting if m.grain != "year" or _IN.search(scene.lower, 0, m.start - scene.start)]
    if found is None or q.kind == "money":  # a sum is not of the day on which it was paid or named
        fitting = [m for m in fitting if m.grain != "day" or _is_event(found)]
    moment = periods.period_of(scene, q, fitting, is_event=_is_event(found))
    if moment is None or _is_timeless(scene, q, found, moment):
        return None
    if periods.is_behind(moment, q, dates):
        return moment._replace(iso=None)
    return periods.in_week(moment) if _is_weekly(found) else moment


def _is_subject(scene: Scene, m: Moment) -> bool:
    """Whether something is said of a time itself: "500 murders in May, and 2013 is off to a bad start"."""
    is_new = scene.lower.endswith((" and ", " but ", ", "), 0, m.start - scene.start)
    return is_new and _IS.match(scene.lower, m.end - scene.start) is not None


_IS = re.compile(r" (?:is|was|will|has|looks|began|got)\b")
# "arrested on Thursday on suspicions he killed nine people": the day of the arrest
_IN_COURT = re.compile(
    r"\b(?:arrested|sentenced|convicted|charged|indicted|pleaded|acquitted|executed|guilty|detained|testified|sued)\b"
    r"[^.;]{0,30}$"
)
_IN = re.compile(r"\bin $")
_OPEN_TIME = frozenset(
    {"duration", "distance", "number"}
)  # of what is not known, so the date beside it may be another's


# between two sums: the second is another thing, "those who earn $9 will get $5"
_GETS = re.compile(
    r"\b(?:gets?|got|receive[sd]?|paid|pays?|gave|gives?|costs?|earn\w*|spends?|spent|owe[sd]?|raised?|by \w+ing)\b"
)
_OPINES = re.compile(
    r"\b(?:says?|said|supports?|supported|opposed?s?|thinks?|thought|believe[sd]?|wants?|wanted|would|to be|pick)\b"
)


def _is_timeless(scene: Scene, q: Quantity, found: Measured | None, moment: Moment) -> bool:
    """Whether a date is not that of `q`: of an age, of a "4-page report", of what people were asked in a poll."""
    if found is None:
        return q.kind == "age" or linking.is_adjective(scene, q)
    gap = (q.end - scene.start, moment.start - scene.start)
    return found.name in POLLED and gap[0] < gap[1] and _OPINES.search(scene.lower, *gap) is not None


def _without_country(q: Quantity) -> Quantity:
    """`q` without a country that is only named beside a narrower or wider place which is not known."""
    if q.place is None or q.place != q.reporter:
        return q
    marks = tuple(mark for mark in q.inherited if not mark.startswith(("place:", "reporter:")))
    return q._replace(place=None, reporter=None, inherited=marks)


def _is_somebody(scene: Scene, q: Quantity, stop: int) -> bool:
    """Whether a sentence tells something else of people of its own: "132 others", "53 people are in care"."""
    said = scene.text[q.start : q.end].split()[-1]
    if q.unit not in _PEOPLE or not said.isalpha() or said in {"million", "thousand", "hundred", "half"}:
        return False
    return q.unit in {"other", "others"} or low(scene.tokens, stop) not in {"in", "at", "from", "on", ".", ","}


def _has_noun(scene: Scene, q: Quantity, stop: int) -> bool:
    """Whether a bare number stands before a noun of its own: "in 24 earlier outbreaks"."""
    if q.kind not in _COUNTS or q.unit is not None:
        return False
    if stop < len(scene.tokens) and scene.tokens[stop].start - q.end == 1 and scene.text[q.end + 1].isupper():
        return True  # "through five West African countries"
    words, _ = measures.phrase_after(scene.tokens, stop + (low(scene.tokens, stop) in _WHICH), most=2)
    return bool(words) and not words[0].endswith("ed")


def _is_event(found: Measured | None) -> bool:
    return found is not None and found.kind is not None and found.kind.every in {"event", "day", "week"}


def _is_not_its(q: Quantity, found: Measured, moment: Moment) -> bool:
    """Whether a date is that of what was planned ("last week the House backed a $5bn bill") or of the level after."""
    if q.basis == BEFORE:
        return moment.role == moments.MAIN and moment.end <= q.start  # "in May it fell from a high of 7 percent"
    return moment.grain in moments.OF_DAYS and q.status in _PLANS and not _is_event(found)


def _is_of_days(q: Quantity, found: Measured | None, moment: Moment) -> bool:
    """Whether a weekday or a week may be the period of `q`: of what happens; of a rate, a sum or a plan it never is.

    "The judge revoked his $9m bail on Friday": the day of the deed, not of the sum.
    """
    if found is None or moment.grain == "today":
        return _is_event(found)
    if found.kind is None:
        is_told = not found.gives and q.kind in _COUNTS and q.status not in _PLANS
        return is_told or (moment.grain == "week" and q.kind in _COUNTS)
    is_dear = q.kind == "money" and found.name != "tariffed goods"
    is_other = is_dear or q.kind in {"duration", "age"} or found.name in _OF_NO_DAY or found.kind.every in _OF_LONGER
    return _is_event(found) or (moment.grain == "week" and not is_other)


_MEMBERS = ("republican", "democrat", "senator", "lawmaker", "representative", "congressman", "independent", "member")
_IN_POINTS = POLLED | {"poll lead", "margin of error", "vote lead", "share of votes", "turnout"}
_PLANS = frozenset({"target", "hypothetical", "denied"})
_OF_LONGER = frozenset({"month", "quarter", "year", "poll"})  # how often a figure is taken that is of no day
_OF_NO_DAY = frozenset({"tariff rate", "tax rate", "interest rate", "minimum wage", "population", "debt ceiling"})


def _is_weekly(found: Measured | None) -> bool:
    return found is not None and found.kind is not None and found.kind.every == "week"


def _is_swing(scene: Scene, q: Quantity) -> bool:
    """ "an 11-point drop": of what the sentence before says."""
    return q.unit == "[pp]" and _SWING.match(scene.lower, q.end - scene.start) is not None


def _elliptic(scene: Scene, q: Quantity, before: Framed | None) -> Measured | None:
    """ "76,000 people signed up here, and 300,000 in California": a bare number measures what the one before does."""
    if before is None or before.measured is None:
        return None
    if q.kind != before.q.kind and not {q.kind, before.q.kind} <= _COUNTS:
        return None
    if before.q.unit == "[pp]" and q.unit == "%":
        return None  # "a two point edge, 49%-47%"
    if before.measured.name == "deaths" and _LIVES.match(scene.lower, q.end - scene.start):
        return None  # "killing six, and 10 were taken to hospital"
    if before.measured.name == "poll share" and guesses.is_of_things(scene, q):
        return None
    if _SWING_IN.match(scene.lower, q.end - scene.start) or _has_subject(scene, q, before.measured.name):
        return None
    if q.kind == "money" and before.q.end < q.start and _GETS.search(scene.text, before.q.end, q.start):
        return None
    if q.kind in _COUNTS and q.unit not in {None, before.q.unit} | _PEOPLE and not _is_part(q, before.q):
        return None
    is_said = before.measured.kind or (before.measured.gives and before.measured.gives.get("form") not in _ALONE)
    if not (is_said or is_like(scene, before.q, q)):
        return None  # of things as written, something else may be said
    if q.kind in _COUNTS and q.unit and before.q.unit and q.unit not in {before.q.unit} | _PEOPLE:
        return before.measured._replace(about=None)
    if before.measured.gives.get("form") == "share":
        return _other_share(scene, q, before.q, before.measured)
    return before.measured._replace(about=None) if q.start - before.q.end < _FAR else None


def _other_share(scene: Scene, q: Quantity, before: Quantity, of: Measured) -> Measured | None:
    """What a share says that continues another: of the same whole, or the same of another whole."""
    if q.start - before.end > _NEAR:
        return None
    if part := shares.other_part(scene, q, of.about):
        return of._replace(about=part)
    whole = shares.whole(scene, q)
    is_parted = _PARTED.search(scene.lower, before.end - scene.start, q.start - scene.start) is not None
    return of._replace(name=whole.name, kind=None) if whole and is_parted else None


_ALONE = frozenset({"time", "one"})  # forms of what holds for its own number only
_PARTED = re.compile(r"[,;]| and ")


def _has_subject(scene: Scene, q: Quantity, name: str) -> bool:
    """Whether a number is that of a subject of its own: "growth would slow by 0.8 points" in a sentence on tariffs."""
    found = measures.subject(scene.tokens, index(scene.tokens, q.start))
    said = measures.named_by(found[0]) if found else None
    return said is not None and not set(said.split()) & set(name.split())


_OPPOSED = re.compile(r" (?:are |were )?(?:oppos\w+|against|disagree\w*)\b")
_WAS = re.compile(r", (?:up|down)(?: sharply| slightly)? (?:from )?(?:just |only |about )?$")
_LIVES = re.compile(
    r"(?: others?| more| people)?,? (?:(?:were|was|are|remain(?:ed)?|had|have|has|been) )*(?:also |still |being )?"
    r"(?:taken|treated|rescued|hospitali[sz]ed|evacuated|missing|arrested|detained|in (?:the )?hospital|survived"
    r"|jammed|packed|gathered|marched|fled|rallied|protested|lined|crowded|filled|flocked|poured|attended|demonstrated"
    r"|escaped|in (?:critical|serious|stable)|suffer\w*|adverse|sickened|displaced|recover\w*|released)\b"
)


def _is_part(q: Quantity, before: Quantity) -> bool:
    """ "4.4 million new jobs ..., including 500,000 new manufacturing jobs": the same, narrower."""
    heads = [(one.unit or "").rsplit(" ", 1)[-1] for one in (q, before)]
    return heads[0] == heads[1] != "" and len((q.unit or "").split()) > len((before.unit or "").split())


def _continues(scene: Scene, q: Quantity, found: Measured, before: Measured) -> bool:
    """Whether a number has the measure of the one before it, whatever else the words beside it name.

    A share of a poll behind one that says what is asked, but "with 32 percent opposed"; what a share was before: "down
    from 42 percent".
    """
    at, to = q.start - scene.start, q.end - scene.start
    if found.name == "poll share" and before.name in {"approval", "disapproval"}:
        return not _OPPOSED.match(scene.lower, to)
    return before.name in POLLED and q.kind == "percent" and _WAS.search(scene.lower, max(0, at - 40), at) is not None


def _with_unit(q: Quantity, found: Measured, before: Framed | None) -> Quantity:
    """A bare number takes the unit that its measure usually has, else that of the number it continues."""
    if found.name in _IN_POINTS and q.unit == "point":
        return q._replace(unit="[pp]")
    if found.name == "votes" and (q.unit or "").endswith(_MEMBERS):
        return q._replace(unit="vote")  # "69 votes, including 21 Republicans"
    if found.name == "vote lead" and q.unit is None and q.kind == "number" and (q.low or 0) > _HUNDRED:
        return q._replace(unit="vote", inherited=(*q.inherited, "unit:measure"))
    if q.kind == "count" and found.gives.get("unit") in {"vote", "case", "seat"}:
        return q._replace(unit=found.gives["unit"])  # "28 Republicans voted for it"
    if found.name == "seats" and q.unit in {None, "vote"}:
        return q._replace(unit="seat")  # "a 51-49 majority"
    if q.unit is not None or q.kind not in {"number", "count"}:
        return q
    unit = found.gives.get("unit") or (found.kind.unit if found.kind else None)
    if unit is None and before and before.measured and before.measured.name == found.name:
        unit = before.q.unit
    return q._replace(unit=unit, inherited=(*q.inherited, "unit:measure")) if unit and unit != "%" else q


_VICTIMS = frozenset({"deaths", "wounded", "casualties"})


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
    if found.name in _VICTIMS:
        where = places.at_home(scene.tokens, [place for place in where if not at <= place.start < stop])
    if found.place:
        reporter, _ = sides.sides(scene, found.place, where)
    is_index = found.name in {"stock index", "share price"}
    here = places.listed_at(where, at) if is_index else places.place_of(scene, where, at, stop)
    here = None if here and is_of_chamber(scene, q, here.code) else here
    if reporter and (here is None or here.code != reporter):
        return q._replace(reporter=reporter, place=reporter)
    return q._replace(reporter=here.code, place=here.name or here.code) if here else q


def _with_direction(scene: Scene, q: Quantity, found: Measured, before: Framed | None, at: int, stop: int) -> Quantity:
    if q.direction and found.name in measures.RATES and _STANDS.search(scene.lower, 0, q.start - scene.start):
        return q._replace(direction=None)
    if q.direction is None and before and _OR.search(scene.lower, 0, q.start - scene.start):
        return q._replace(direction=before.q.direction)  # "dropped 3.6 percent, or 970 points"
    if q.direction is not None or q.kind != "percent" or low(scene.tokens, stop) == "of":
        return q
    if found.place and found.name not in _NO_CHANGE and found.place.stop <= at:
        q = q._replace(direction=linking.far_direction(scene.tokens, found.place, at))
    if q.direction is None and before and before.q.kind == "percent" and low(scene.tokens, at - 1) == "by":
        q = q._replace(direction=before.q.direction)  # "exports fell by 12 %, imports by 8 %"
    return q


def _continue(q: Quantity, last: Framed, *, has_places: bool) -> Quantity:
    """`q` with the state or city of the sentence before; its period is another as often as not."""
    if not has_places and q.place is None and last.q.place not in {None, last.q.reporter}:
        marks = (*q.inherited, "place:sentence before")
        q = q._replace(place=last.q.place, reporter=last.q.reporter, inherited=marks)
    return q


def _inherit(scene: Scene, q: Quantity, before: Framed | None, *, has_moment: bool) -> Quantity:
    """`q` with what its clause leaves out taken from the number before it in the sentence, marked as inherited."""
    if before is None or q.start - before.q.end > _CLAUSES:
        return q
    taken: dict[str, str] = {}
    for field in _SHARED:
        value = getattr(before.q, field)
        if getattr(q, field) is not None or value is None:
            continue
        is_other = q.basis == BEFORE or not _is_alike(before, q) or not periods.passes_on(scene, before.q, q)
        if field == "period" and (has_moment or is_other):
            continue
        if field == "partner" and (
            q.measure not in sides.BILATERAL
            or value == q.reporter
            or (q.reporter != before.q.reporter and "reporter" not in taken)
        ):
            continue
        if field == "reporter" and value == q.partner:
            continue
        taken[field] = value
    if "reporter" in taken:
        taken["place"] = before.q.place or taken["reporter"]
    marks = tuple(f"{field}:clause" for field in taken if field != "place")
    return q._replace(**taken, inherited=(*q.inherited, *marks)) if taken else q  # type: ignore[arg-type]


def _is_alike(before: Framed, q: Quantity) -> bool:
    """Whether a clause tells two numbers alike: of one measure, or two changes of what the list knows."""
    is_listed = before.measured is not None and before.measured.kind is not None and q.measure in measures.kinds()
    return q.measure == before.q.measure or (is_listed and q.kind == before.q.kind == "percent")


def _with_basis(scene: Scene, q: Quantity, found: Measured, stop: int) -> Quantity:
    """Basis and period of `q`; a change "between 2021 and 2022" is one of 2022."""
    if q.basis:
        return q
    if q.kind == "rank" or found.name in _DIFFERENCES:
        return q._replace(basis=RANK if q.kind == "rank" else "other")
    if q.kind != "percent":
        is_change = (q.change in {"up", "down"} or _is_difference(scene, q)) and found.name not in _OF_FLOWS
        is_change = is_change or (found.name == "stock index" and _is_move(scene, q))
        if q.kind == "money" and _APART.match(scene.lower, q.end - scene.start):
            return q._replace(basis="other")
        basis = found.gives.get("basis") or (SHARE if q.kind == "fraction" else DIFFERENCE if is_change else LEVEL)
        return q._replace(basis=basis)
    if found.gives.get("basis", "").startswith("change"):
        return q._replace(basis=found.gives["basis"])
    is_growth = found.kind is not None and "growth" in found.kind.takes
    if q.direction is None and not is_growth:
        usual = found.gives.get("basis") or (found.kind.basis if found.kind else None)
        is_share = low(scene.tokens, stop) == "of" or found.kind is None
        told, _, whole = (usual or "").partition(" ")  # "share GDP": a ratio to GDP
        is_ratio = told == SHARE and whole != "" and not is_share
        return q._replace(basis=SHARE if is_share or told == SHARE else LEVEL, base=whole if is_ratio else q.base)
    years = (q.period or "").split("/")
    if len(years) == 2 and all(year.isdecimal() for year in years) and int(years[1]) == int(years[0]) + 1:
        if re.search(rf"{years[0]}[-–/]{years[1][2:]}\b", scene.lower):  # "2022-23" is one business year
            return q._replace(basis=CHANGE)
        return q._replace(basis=CHANGE, period=years[1])
    return q._replace(basis=CHANGE_UNSAID)


def _is_difference(scene: Scene, q: Quantity) -> bool:
    """Whether the words beside a number say that it is by how much: "up 9", "a rise of 9", "9 lower", "3 % or 9"."""
    at, to = q.start - scene.start, q.end - scene.start
    if any(words.search(scene.lower, max(0, at - 40), at) for words in (_BY, _CHANGE_OF)):
        return True
    if q.kind == "count":
        return _COUNT_CHANGED.match(scene.lower, to) is not None
    return (_OR.search(scene.lower, max(0, at - 12), at) or _CHANGED.match(scene.lower, to)) is not None


def _is_move(scene: Scene, q: Quantity) -> bool:
    """Whether an index moved by so many points: "tumbled more than 900 points", but "rose above 17,000 points"."""
    return q.direction is not None and not _STANDS_AT.search(scene.lower, 0, q.start - scene.start)


_STANDS_AT = re.compile(
    r"\b(?:above|below|past|under|through|to|at|near|toward|towards|around|beyond|topping|high as|low as)"
    r" (?:the |a |about |nearly |just |around )*$"
)


# sums and counts that are no level: what is added to them is of the same sort
_OF_FLOWS = frozenset({"jobs added", "money raised", "political donations", "votes"})


def _enumerates(scene: Scene, before: Framed, q: Quantity) -> bool:
    """ "duties of 25%, 20% and 5%": the same again, as surely as before."""
    gap = scene.text[before.q.end : q.start].strip()
    if q.measure != before.q.measure:
        return False
    return gap in {",", "and", ", and", "or", "/", "–", "-", "to", "("} or _NAMED_NEXT.fullmatch(gap) is not None


def _by_rules(scene: Scene, q: Quantity, found: Measured, before: Framed | None) -> Quantity:
    """Status, base and what the number is about, by the rules; a base of a year makes a change one on a year before."""
    seen = window(scene, q)
    said = _first("status", scene, q, seen)
    is_needed = found.name in POLLED and _NEEDED.search(scene.lower, 0, q.start - scene.start)
    status = "target" if is_needed else "actual" if found.name in _KNOWN else said.get("status", "actual")
    if status == "actual" and not said and before and _enumerates(scene, before, q):
        status = before.q.status or status
    if q.basis == BEFORE or (said.get("basis") == BEFORE and q.basis == LEVEL):
        status, q = "actual", q._replace(basis=BEFORE)
    base = _first("base", scene, q, seen).get("base") if q.basis in {CHANGE_UNSAID, DIFFERENCE} else q.base
    about = _first("about", scene, q, seen).get("about") or found.gives.get("about") or q.about
    about = about or about_of(scene, q, found.name, found.place)
    if about is None and found.kind and found.kind.every == "count":
        about = channel(seen)
    basis = q.basis
    is_of_year = base is None and _is_year(q.period) and status in {"actual", "estimate"}
    if basis == CHANGE_UNSAID and (base == "year before" or is_of_year):
        basis, base = CHANGE, "year before"
    return q._replace(status=status, base=base, about=about, basis=basis)


_DIFFERENCES = frozenset({"poll lead", "vote lead"})
_KNOWN = POLLED | {"votes needed"}  # asked in a poll, or fixed by a rule of the chamber: a fact in any clause


def _is_year(period: str | None) -> bool:
    return period is not None and len(period) == 4


def _first(section: str, scene: Scene, q: Quantity, seen: str) -> dict[str, str]:
    for _, gives in holding(candidates(section, scene.words), q.kind, q.unit, seen):
        return dict(gives)
    return {}


def with_status(f: Framed, status: str) -> Framed:
    """`f` with the status of the heading of its list, where it says nothing else."""
    if f.q.status != "actual" or f.q.basis == BEFORE:
        return f
    return f._replace(q=f.q._replace(status=status, inherited=(*f.q.inherited, "status:heading")))
