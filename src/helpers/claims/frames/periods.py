"""Of when a number speaks: which of the dates that its sentence names is its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from helpers.claims.frames.moments import COMPARED, HAS, MAIN, OF_DAYS, OWNER, SPOKEN, TO_NOW, Moment
from helpers.claims.frames.scene import Scene
from helpers.claims.joins import BEFORE
from helpers.claims.quantity import Quantity

_OWNED = 60  # characters between "October's" and its number
_REACH = 110  # characters between a number and its date
# "Last month Lee announced 10 % tariffs", "On May 4 the office published a list ...": the day of the announcement
_ANNOUNCED = re.compile(
    r",? (?:[\w.'’-]+ ){1,6}?(announced|revealed|disclosed|claimed|unveiled|proposed|threatened|introduced"
    r"|pledged|promised|published|released|vowed|signed|ordered|warned|predicted|forecast|said|told|wrote|testified"
    r"|filibustered|blocked|rejected|vetoed)\b[^;]*"
)
# "a ballot of 900 members on 9 September": the day of the ballot
_OF_A_MEETING = re.compile(
    r"\b(?:ballot|vote|meeting|summit|conference|congress)s? of "
    r"(?:the |all |about |some |around |nearly |more than |at least )*$"
)
_FROM_FAR = re.compile(r"\bfrom\b[^;]*$")  # "from the 20s in 2008, to 48 percent": the year of the level before
_ON_TO = re.compile(r",? to (?:\w+ ){0,3}")
_AND = re.compile(
    r"(?: [\w'-]+){0,4},? and (?:about |around |nearly |some |over |almost |at least |roughly |(?:more|fewer) than )*"
)
_IN_TURN = re.compile(r"[^.;]{0,30},? respectively\b")
_DUE = re.compile(r"\b(?:is|are|was|were) (?:due|scheduled|set|expected) to\b")
_VERB = re.compile(r"\b(?:was|were|said|told|has|had|is|are|will)\b")
_PEAK = re.compile(
    r" (?:\w+ )?(?:high|low|peak|record|level|reading|rate|total|figure|estimate|forecast)s? of (?:\w+ ){0,2}"
)
_FROM = re.compile(r"\bfrom (?:about |around |nearly |some |roughly |just )?$")
_OF_OLD = re.compile(r" (?:in|at the end of|a|the) ?")  # between a level before and its date
_BESIDE = re.compile(
    r"\b(?:according to|as a result of|because of|due to|stemming from|in response to|dating (?:back )?(?:to|from)"
    r"|after \w+ing|than|exceed(?:s|ed|ing)?|those of|that of|compared|versus|since)\b"
)
# a clause of its own between a number and a date: "before he left in 2016", "on a list that was drawn up in March"
_OWN_CLAUSE = re.compile(
    r"\b(that|which|who|whom|whose|where|because|before|after|until|once|seeking|running|vying|hoping|competing"
    r"|(?:as|than) when|as (?:an?|it|they|he|she))\b(?! (?:day|week|month|year|time)\b)"
)
_OF_IT = re.compile(r",? ?(?:(?:in|of|worth of) (?:\w+ )?[\w-]+ )?")
_RELATIVE = frozenset({"that", "which", "who", "whom", "where"})
# the same between a date and a number, when a comma has closed it: "who began in November, has raised"
_CLOSED = re.compile(
    r"(?:^|,|\bupon|\bon) ?(?:\w+ )?"
    r"(?:which|who|whom|whose|where|that|after|before|because|once|while|although|though)\b[^,]*$"
)
_LASTING = re.compile(
    r"\b(?:law|bill|act|deal|agreement|program|programme|plan|order|rule|contract|policy)s? (?:that|which)\b"
)
_OF_ITS = re.compile(r" of (?:the |its |their |all )?(?:total |overall )?")
_TICK = re.compile(r"\b[A-Z][A-Z0-9.]{1,8}, [+−-]?$")  # a live price behind its code: "DJIA, +0.11%"
_CUT = re.compile(r"[;()\[\]–—]|--|[!?:] |\b(?:while|whereas|although|compared)\b")
# "in November, well below its peak of 10 percent", "at the end of 2018,” and has reported"
_LEAVES = re.compile(
    r",[”\"']? and |, (?:well |far |just |still |slightly )?"
    r"(?:below|above|short of|up from|down from|compared|versus)\b"
)
_NOW = re.compile(r"\b(?:now|today|currently|nowadays|since then|later|had become)\b")
_EARLIER = re.compile(
    r",? (?:a|one|two|three|some|several) (?:day|week|month|year)s? (?:earlier|before|previously|ago)\b"
)
_CONTRAST = re.compile(
    r"\b(?:compared|(?<!more )(?<!less )(?<!fewer )than|from|versus|against|unlike|whereas|previous|previously|earlier"
    r"|prior|short of|instead of|below|above)\b"
)
_AS_OF = re.compile(r"\bas (?:of|on) (?:late |early |midday |noon )?(?:on )?$")


def is_as_of(scene: Scene, moment: Moment) -> bool:
    """ "As of Tuesday, 113 had died": the day that a count stands at."""
    here = moment.start - scene.start
    return moment.grain != "today" and _AS_OF.search(scene.lower, max(0, here - 30), here) is not None


_UP_TO_A_DAY = re.compile(
    r"\bby (?:late |early |midday |noon |the end of )?(?:on )?"
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)


def is_up_to_a_day(scene: Scene) -> bool:
    """ "By Tuesday, 113 had been killed": its counts are totals up to that day and not of it."""
    return _UP_TO_A_DAY.search(scene.lower) is not None


def period_of(scene: Scene, q: Quantity, found: Sequence[Moment], *, is_event: bool) -> Moment | None:
    """The date of `q`: the nearest behind it in its clause, else before it; another number between takes it for itself.

    `found` are the dates that may be it; what happens on a day (`is_event`) takes that of a clause on it, too.
    """
    if _EARLIER.match(scene.lower, q.end - scene.start):
        return None  # "closed on Monday after a cut to 40% a day earlier"
    usable = [m for m in found if m.role == MAIN]
    owner = _owner(scene, q, found)
    if owner or is_tick(scene, q):
        return owner
    after = next((m for m in usable if m.start >= q.end), None)
    if after and _is_of_number(scene, q, after, is_event=is_event):
        return after
    before = next(
        (m for m in reversed(usable) if m.end <= q.start and not _is_loose(scene, m, q) and not _is_old(scene, m, q)),
        None,
    )
    if (
        before
        and q.basis != BEFORE
        and _is_near(scene, before.end, q.start)
        and not _leaves(scene, before, q)
        and not _is_of_other(scene, before, q)
        and not _is_taken(scene, q, before.end, q.start)
    ):
        return before
    inside = next((m for m in usable if m.start < q.end and q.start < m.end), None)
    return inside or _counted_to_now(scene, q, found)


def is_behind(moment: Moment, q: Quantity, dates: Sequence[Moment]) -> bool:
    """Whether a nearer date, which cannot be that of `q`, stands between: "earlier this year, in just this week"."""
    return any(moment.end <= m.start and m.end <= q.start and m.role == MAIN for m in dates)


def _owner(scene: Scene, q: Quantity, found: Sequence[Moment]) -> Moment | None:
    """ "October's surplus of $5bn", "an October 2009 high of 10 percent"."""
    owner = next((m for m in reversed(found) if m.role == OWNER and m.end <= q.start), None)
    if owner is None:
        peaks = (m for m in reversed(found) if m.role == COMPARED and m.end <= q.start and _peaks(scene, m, q))
        owner = next(peaks, None)
    is_near = owner and q.start - owner.end < _OWNED and not _is_taken(scene, q, owner.end, q.start)
    return owner if is_near else None


def _is_of_number(scene: Scene, q: Quantity, after: Moment, *, is_event: bool) -> bool:
    """Whether the next date behind `q` is its own: near, with nothing between that takes it."""
    if after.grain in OF_DAYS and _is_of_verb(scene, q, after):
        return False  # "who killed 58 people was questioned on Wednesday"
    if _is_in_a_clause(scene, q, after):
        return False
    if _is_of_its(scene, q, after) or _is_of_a_meeting(scene, q):
        return False
    if q.basis == BEFORE and after.grain == "day":
        return False  # "to 25 % from 10 % on Jan. 1": the day of the change
    return not (
        not _is_near(scene, q.end, after.start)
        or _is_beside(scene, q, after)
        or _is_of_clause(scene, q, after, is_event=is_event)
        or _is_taken(scene, q, q.end, after.start)
    )


def _is_in_a_clause(scene: Scene, q: Quantity, after: Moment) -> bool:
    """ "Peru, which has 900 of them, shut its borders in June", "It paid $9, but the mayor said yesterday"."""
    at, to, until = (place - scene.start for place in (q.start, q.end, after.start))
    if _TAKES_EFFECT.search(scene.lower, to, until):
        return False
    is_closed = "," in scene.lower[to:until] and _RELATES.search(scene.lower, max(0, at - 90), at)
    return bool(is_closed or _NEW_CLAUSE.search(scene.lower, to, until))


_TAKES_EFFECT = re.compile(r"\b(?:effect|force)\b")
_RELATES = re.compile(r", (?:which|who|whose|where|host to|home to) [^,]*$")
_NEW_CLAUSE = re.compile(
    r", (?:but|yet|and (?:they|he|she|it|we|i)) |, and (?:just |only |on |in )*$"
    r"|\b(?:double|twice|half|triple|than|above|below|from) what (?:it|they|that) (?:was|were|had)\b"
)


def is_tick(scene: Scene, q: Quantity) -> bool:
    """Whether `q` is a live price behind its code, which changes after publication: "DJIA, +0.11%"."""
    return _TICK.search(scene.text, max(scene.start, q.start - 14), q.start) is not None


def in_week(moment: Moment) -> Moment | None:
    """Of a weekly statistic: the seven days up to Saturday of the week named; a weekday alone says no week."""
    week = re.fullmatch(r"(\d{4})-W(\d\d)", moment.iso or "")
    if week:
        sunday = date.fromisocalendar(int(week[1]), int(week[2]), 1) - timedelta(1)
        return moment._replace(iso=f"{sunday.isoformat()}/{(sunday + timedelta(6)).isoformat()}", grain="range")
    return None if moment.grain in OF_DAYS else moment


def one_before(period: str) -> str | None:
    """The month before a month, the week before a week of days; None: neither."""
    if re.fullmatch(r"\d{4}-\d\d", period):
        months = int(period[:4]) * 12 + int(period[5:]) - 2
        return f"{months // 12}-{months % 12 + 1:02d}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", period):
        first, last = (date.fromisoformat(day) for day in period.split("/"))
        is_week = last - first == timedelta(6)
        return f"{first - timedelta(7)}/{last - timedelta(7)}" if is_week else None
    return None


def _counted_to_now(scene: Scene, q: Quantity, found: Sequence[Moment]) -> Moment | None:
    """ "It has hired 900 men since May": only what is counted, in the sentence's one such time."""
    spans = [m for m in found if m.role == TO_NOW]
    if len(spans) != 1 or q.kind not in {"count", "number"} or q.direction or q.basis == BEFORE:
        return None
    if scene.text.startswith(("'s ", "’s "), spans[0].end):
        return None  # "since Sunday's attack, which wounded 12"
    return spans[0] if abs(spans[0].start - q.start) < _REACH and _is_of_one_clause(scene, spans[0], q) else None


def _is_of_one_clause(scene: Scene, span: Moment, q: Quantity) -> bool:
    between = scene.lower[min(span.end, q.end) - scene.start : max(span.start, q.start) - scene.start]
    own = span.end - scene.start if span.end <= q.start else 0  # "since a gunman opened fire in May, killing 20"
    has = HAS.search(scene.lower, own, q.end - scene.start + 60)
    return has is not None and not re.search(r"[;:()–—]|\b(?:and|but|while) ", between)


def _peaks(scene: Scene, moment: Moment, q: Quantity) -> bool:
    """ "from an October 2009 high of 10 percent": the date is that of the peak."""
    return _PEAK.fullmatch(scene.lower, moment.end - scene.start, q.start - scene.start) is not None


def _is_loose(scene: Scene, moment: Moment, q: Quantity) -> bool:
    """Whether a mere span stands before a comma: "the worst in two years, with unemployment at 8.2 percent"."""
    return moment.grain == "span" and "," in scene.text[moment.end : q.start]


def _is_old(scene: Scene, moment: Moment, q: Quantity) -> bool:
    """Whether a date is that of the level before: "fell to 7.8 percent from 8.1 percent in August"."""
    here = moment.start - scene.start
    return any(
        _OF_OLD.fullmatch(scene.lower, other.end - scene.start, here)
        for other in scene.numbers
        if other is not q and other.end <= moment.start and _FROM.search(scene.lower[: other.start - scene.start])
    )


def _is_of_verb(scene: Scene, q: Quantity, after: Moment) -> bool:
    at, to = q.end - scene.start, max(0, after.start - scene.start)
    return bool(_VERB.search(scene.lower, at + 15, to) or _DUE.search(scene.lower, at, to))


def _leaves(scene: Scene, before: Moment, q: Quantity) -> bool:
    """Whether a new clause begins between a date and the number behind it, or "now" does."""
    here, number = before.end - scene.start, q.start - scene.start
    return any(found.search(scene.lower, here, number) for found in (_LEAVES, _NOW))


_AFTER = re.compile(r"\bafter\b[^,;]*$")  # "on Friday, days after storms killed 23 people": of a day before
_KNOWN = re.compile(r"\bthe $")  # "met on Thursday relatives of the 12 people killed": of a day before


def _is_of_other(scene: Scene, before: Moment, q: Quantity) -> bool:
    """Whether a date before `q` is that of a clause of its own, or of a law whose sums hold for longer."""
    here = before.start - scene.start
    to = before.end - scene.start
    is_closed = scene.lower[to : to + 1] == "," and _CLOSED.search(scene.lower, max(0, here - 90), here)
    number = q.start - scene.start
    if before.grain in OF_DAYS and _KNOWN.search(scene.lower, max(0, number - 5), number):
        return True
    announced = _ANNOUNCED.fullmatch(scene.lower, to, number)
    is_announced = announced is not None and (announced[1] != "announced" or before.grain != "day")
    if _AFTER.search(scene.lower, to, number):
        return True
    is_start = _FROM_FAR.search(scene.lower, max(0, here - 90), here) and _ON_TO.fullmatch(scene.lower, to, number)
    return bool(is_closed or is_announced or is_start or _LASTING.search(scene.lower, to, number))


def _is_of_its(scene: Scene, q: Quantity, after: Moment) -> bool:
    """ "a third of the 2012 turnout": of another year than what is a third of it; but "72 % of the 2016 vote"."""
    is_of = _OF_ITS.fullmatch(scene.lower, q.end - scene.start, after.start - scene.start)
    return is_of is not None and not scene.lower.startswith(" vote", after.end - scene.start)


def _is_of_a_meeting(scene: Scene, q: Quantity) -> bool:
    """ "a ballot of 900 members on 9 September": the day of the ballot."""
    at = q.start - scene.start
    return q.kind == "count" and _OF_A_MEETING.search(scene.lower, max(0, at - 60), at) is not None


def _is_of_clause(scene: Scene, q: Quantity, after: Moment, *, is_event: bool) -> bool:
    """Whether a clause that tells of something else than `q` holds the date behind it."""
    found = _OWN_CLAUSE.search(scene.lower, q.end - scene.start, after.start - scene.start)
    if found is None:
        return False
    if found[1] in _RELATIVE:  # "$9m in goods that it sold in May"; not "a third of the jobs that went in May"
        is_own = _OF_IT.fullmatch(scene.lower, q.end - scene.start, found.start()) is not None
        return not is_own or q.kind in {"fraction", "percent"}
    return not is_event  # "20 were killed after fire broke out on Sunday"


def _is_beside(scene: Scene, q: Quantity, after: Moment) -> bool:
    """Whether the date is that of what `q` is compared with: "three times as strong as those of Katrina in 2005"."""
    return _BESIDE.search(scene.lower, q.end - scene.start, after.start - scene.start) is not None


def _is_near(scene: Scene, start: int, stop: int) -> bool:
    return stop - start < _REACH and not _CUT.search(scene.text, start, stop)


def _is_taken(scene: Scene, q: Quantity, start: int, stop: int) -> bool:
    """Whether another quantity stands between; "fell 14.6% to $14.8bn in 2022" gives the date to both."""
    for other in scene.numbers:
        if other.basis == BEFORE and other.end <= q.start:
            continue  # "in May it rose from 5 to 7 percent"
        if other.is_quantity and other is not q and start <= other.start and other.end <= stop:
            gap = scene.text[q.end : other.start].strip()
            is_next = gap == "and" and _IN_TURN.match(scene.lower, other.end - scene.start)
            if stop > start == q.end and (gap in {"to", "("} or is_next):
                continue
            if (
                stop == q.start
                and other.kind == q.kind
                and _AND.fullmatch(scene.lower, other.end - scene.start, q.start - scene.start)
            ):
                continue  # "in May 900 came and 50 left"
            return True
    return False


def passes_on(scene: Scene, before: Quantity, q: Quantity) -> bool:
    """Whether what is said of when for `before` holds for `q` further on in the sentence, which has no date."""
    if before.basis == BEFORE:
        return False
    here, number = before.end - scene.start, q.start - scene.start
    return not (_CONTRAST.search(scene.lower, here, number) or _NOW.search(scene.lower, here, number))


def tells(found: Sequence[Moment]) -> frozenset[str | None]:
    """The periods that a sentence names, weekdays and the times of speaking left out."""
    return frozenset(m.iso for m in found if m.iso and m.role not in {SPOKEN, TO_NOW} and m.grain not in OF_DAYS)


def finer(period: str | None) -> bool:
    """Whether a period is a day, or days."""
    return period is not None and bool(re.fullmatch(r"\d{4}-\d\d-\d\d(?:/.*)?", period))
