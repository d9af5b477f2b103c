"""Of when a number speaks: the dates of its sentence, worked out against the day of publication.

A date that only compares ("lowest since 2008", "from May") or that says when somebody spoke ("said on Monday") is
never the period. A month without a year, a weekday or "last year" stays open without the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from helpers.claims.dates import MONTHS, election_day
from helpers.claims.frames.scene import Scene
from helpers.claims.joins import BEFORE
from helpers.claims.quantity import Quantity
from helpers.claims.tokens import words
from helpers.rules import load_tree

# `OWNER`: "October's surplus", the period of the next number only
MAIN, COMPARED, SPOKEN, OWNER = "main", "compared", "spoken", "owner"
TO_NOW = "to now"  # "since May": for what has been counted since, from then to publication
OF_DAYS = frozenset({"weekday", "today", "week", "this week"})
_OWNED = 60  # characters between "October's" and its number
_READ = frozenset({"year", "period"})  # what the reading of numbers has found already
_BEYOND = 4  # characters behind a sentence that may end a date: "Oct. 29-Nov." | "1."
_JUST_BEEN = 3  # months
_LONG_PAST = 8  # months: a bare month that has been longer ago may as well be the one to come
_REACH = 110  # characters between a number and its date
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {word: n for n, word in enumerate(words("number_units")[:13])}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1": 1, "2": 2, "3": 3, "4": 4, "last": 4, "final": 4}
_FUTURE = re.compile(
    r"\b(?:will|would|must|wait|next (?!to\b|door\b)|scheduled|set to|expected to|plans? to|planned|take effect"
    r"|upcoming|coming"
    r"|(?:chance|probability|odds|likelihood) of"
    r"|hopes?|hoping|aims?|goal|target|deadline|expir(?:es?|ing|ation)|starting|beginning|effective)\b"
)
_HAS_BEEN = re.compile(
    r"\b(?:was|were|had been|has been|have been) (?:\w+ (?:and \w+ )?)?\w+(?:ed|en|ot|aid|old)\b"
    r"|\b(?:got|left|fell|rose|dropped|gained|lost|jumped|slid|plunged|closed|ended|saw|took|gave|came|went|began|became"
    r"|killed|won|hit)\b"
)
_COMPARED = re.compile(
    r"\b(?:from|than|since|below|above|versus|vs\.?|against|compared (?:with|to)|over|after|before|prior to|until|till"
    r"|unlike|like|as in|back to"
    r"|through|(?:same|year-ago) (?:period|stretch|span|point|time) (?:in|of))"
    r" (?:the |a |an |its |their |his |her |that of |those of )?"
    r"(?:(?:the )?(?:very )?(?:end|middle|start|beginning) of |late |early |mid-)?$"
)
_WHOSE = re.compile(r"\b(?:the|an?|his|her|its|their|our|my|this|that|[\w-]+'s) $")
_NAMED_BY_YEAR = re.compile(
    r" (?!(?:and|or|to|was|were|is|in|on|at|for|by|with|from|than|as|that|when|has|had|would|will|it|he|she|they)\b)"
    r"(?!(?:[\w-]+ )?(?:year|quarter|season|term|period|levels?|total|figures?|vote|turnout)\b)[a-z]"
)
_ITS_NUMBER = re.compile(
    r" (?:[\w'-]+ ){1,4}(?:of|was|were|is|at|to|by|totaled|hit|reached|rose|fell) [^,;:]{0,20}[$€£\d]"
)
# "up three points from a survey in May"
_OLD_COUNT = re.compile(
    r"\b(?:from|than|since) (?:an?|the|its|their|that) (?:[\w/.-]+ ){0,4}?"
    r"(?:poll|survey|count|report|study|census|estimate)"
    r" (?:taken |conducted |released |published )?(?:in|of|from) (?:early |mid-|late )?$"
)
_TO_SOME_DAY = re.compile(r" and (?:the|his|her|its|their|now|then)\b")  # "between 1965 and the mill's closure"
_WITH = re.compile(r"\bincluding [^\d.;]{0,40}$")
_UP_TO = re.compile(
    r"\b(?:forecast|project|predict|model)[^.;]{0,120}\b(?:by|through) (?:the end of |early |late |mid-)$"
)
_TO_NOW = re.compile(r"\bsince\b[^\d.;,]{0,50}$")
_HAS = re.compile(r"\b(?:has|have)\b")
_NO_DATE_OF = re.compile(r"(?: \w+)? (?:deadline|debate|hearing|meeting|summit|filing)\b")
# the month of a futures contract: "gold for February delivery", "March Brent"
_CONTRACT = re.compile(
    r"[- ](?:(?:\w+ )?(?:delivery|contracts?|futures|settlement)|brent|wti|west texas|(?:us )?crude|gold|silver|copper"
    r"|wheat|corn|soybeans?|natural gas|gasoline|heating oil|nymex|comex)\b"
)
_RELATED = re.compile(r"\b(?:relat(?:ing|ed) to|about|over|into|meddl\w+ in|interfer\w+ in|influenc\w+) (?:the )?$")
_FOR_A_RACE = re.compile(r"\bfor (?:the |his |her |their |a )?$")
_SINCE = re.compile(r"\b(?:since|after|before|until) (?:at least |about |the |around |late |early |mid-)*$")
_SPEAKING = (
    r"(?:said|says|told|announced|reported|reports|released|showed|published|tweeted|wrote|signed|unveiled|issued"
    r"|posted|confirmed|added|warned|predicted|testified|disclosed|revealed|statement|speech|interview|conference"
    r"|briefing|poll|survey|announcement|report|letter|memo|figures|numbers|data)"
)
# "the year ended Jan. 31", "at the beginning of this year"; "suggested to the paper in 2004 that"
_ENDED = re.compile(r"\b(?:(?:year|quarter|months|weeks) (?:ended|ending)(?: on)?|(?:beginning|start) of(?: the)?) $")
_SUGGESTED = re.compile(rf"\b(?:{_SPEAKING}|suggested|argued|claimed|wrote|estimated|found)\b[^,;]* (?:in|on) $")
_SPOKEN_BEFORE = re.compile(_SPEAKING + r"(?: \w+){0,2}? (?:on |late |early |in a statement |here )*$")
_SPOKEN_AFTER = re.compile(
    r"(?:'s(?: \w+){0,2}?|,| (?:morning|afternoon|evening|night))*,? (?:(?:that |to )?" + _SPEAKING + r"|saying)\b"
)
_PROPOSED = re.compile(
    r"\b(?:announced|unveiled|proposed|threatened|introduced|pledged|promised|predicted|said|modell?ed|estimated"
    r"|reported|wrote|published|told \w+|testified|signed|enacted) (?:in |on )?$"
)
# "Last month Lee announced 10 % tariffs", "On May 4 the office published a list ...": the day of the announcement
_ANNOUNCED = re.compile(
    r",? (?:[\w.'’-]+ ){1,6}?(announced|unveiled|proposed|threatened|introduced|pledged|promised|published|released"
    r"|vowed|signed|ordered|warned|predicted|forecast|said|told|wrote|testified"
    r"|filibustered|blocked|rejected|vetoed)\b[^;]*"
)
# "a ballot of 900 members on 9 September": the day of the ballot
_OF_A_MEETING = re.compile(
    r"\b(?:ballot|vote|meeting|summit|conference|congress)s? of "
    r"(?:the |all |about |some |around |nearly |more than |at least )*$"
)
_FROM_FAR = re.compile(r"\bfrom\b[^;]*$")  # "from the 20s in 2008, to 48 percent": the year of the level before
_ON_TO = re.compile(r",? to (?:\w+ ){0,3}")
_IN_TURN = re.compile(r"[^.;]{0,30},? respectively\b")
_EDGE_OF = re.compile(
    r"\b(?:beginning|start|turn|dawn|end|close|half|middle|early|late|mid) ?(?:of )?(?:the |this )?-?$"
)
_MEETING = re.compile(
    r"\b(?:hearing|meeting|summit|talks|vote|visit|trip|speech|trial|debate)s? (?:on |in |for |set for )?$"
)
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
# what has been: "will answer questions on the Sept. 11 attacks"
_STRUCK = re.compile(
    r" (?:[\w.]+ ){0,3}?(?:shooting|attack|bombing|massacre|earthquake|hurricane|storm|flood|crash|fire|riot)s?\b"
)
_EVENT = re.compile(
    r" (?:\w+ ){0,3}?(?:shooting|attack|bombing|massacre|earthquake|hurricane|storm|flood|election|elections|campaign"
    r"|race|primary|crash|fire|riot|riots|war|outbreak|epidemic|season|census)\b"
)
# a clause of its own between a number and a date: "before he left in 2016", "on a list that was drawn up in March"
_OWN_CLAUSE = re.compile(
    r"\b(that|which|who|whom|whose|where|because|before|after|until|once|seeking|running|vying|hoping|competing"
    r"|as (?:an?|it|they|he|she))\b(?! (?:day|week|month|year|time)\b)"
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
_NAMES_A_LAW = re.compile(
    r"[- ](?:\w+ ){0,3}?(?:law|act|deal|agreement|accord|treaty|book|film|movie|novel|decision|ruling|budget|plan)s?\b"
)
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


class Moment(NamedTuple):
    """A date or period at `start:end` of the text; `role` tells what it is for; `grain` how fine it is."""

    start: int
    end: int
    iso: str | None
    role: str
    grain: str


class Row(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    words: frozenset[str]
    reads: str
    matches: str
    iso: str
    unlike: str


@cache
def rows() -> tuple[Row, ...]:
    """The rows of data/period_rules.toml in order: what is read first is not read again."""
    read = load_tree("period_rules.toml")
    macros = read["macros"]
    made = []
    for row in read["period"]:
        written = re.sub(r"@(\w+)", lambda found: macros[found[1]], row["pattern"])
        words = frozenset(re.sub(r"@(\w+)", lambda found: macros[found[1]], row["words"]).split())
        made.append(Row(row["name"], re.compile(written), words, row["reads"], row["matches"], row["iso"], row["not"]))
    return tuple(made)


@cache
def _words() -> frozenset[str]:
    return frozenset[str]().union(*(row.words for row in rows()))


def moments(scene: Scene, published: date | None) -> list[Moment]:
    """The dates and periods of a sentence, in order."""
    found: list[Moment] = []
    told = scene.words & _words()
    if told:
        shown = scene.text[scene.start : scene.end + _BEYOND].replace("’", "'").replace("\n", " ")
        for row in rows():
            if told & row.words:
                for match in row.pattern.finditer(shown):
                    at, to = match.start("at") + scene.start, match.end("at") + scene.start
                    if not any(at < other.end and other.start < to for other in found):
                        iso, grain = _READERS[row.reads](match.groupdict(), published, _is_future(scene, at, to))
                        iso = _on_election_day(scene, match, to, published) or iso
                        found.append(Moment(at, to, iso, _role(scene, at, to, grain), grain))
                        if until := _up_to_now(scene, found[-1], published):
                            found.append(until)
    for q in scene.numbers:
        is_read = any(q.start < other.end and other.start < q.end for other in found)
        is_named = _is_edge(scene, q) or _NAMES_A_LAW.match(scene.lower, q.end - scene.start)
        if q.kind in _READ and not (is_read or is_named):
            found.append(Moment(q.start, q.end, q.period, _role(scene, q.start, q.end, "year"), "year"))
    return sorted(found)


def _is_edge(scene: Scene, q: Quantity) -> bool:
    """ "at the beginning of the 21st century" is a year or two of it; and "21st Century Fox", "the Act of 2016"."""
    left = scene.lower[max(0, q.start - scene.start - 40) : q.start - scene.start]
    if scene.text.startswith(" Century", q.end) or left.endswith(("act of ", "law of ")):
        return True
    is_long = q.kind == "period" and re.fullmatch(r"[a-z]*\d+(?:st|nd|rd|th|s)", scene.text[q.start : q.end])
    return bool(is_long and _EDGE_OF.search(left))


def _up_to_now(scene: Scene, moment: Moment, published: date | None) -> Moment | None:
    """ "Since it began in May, 900 have come": from then up to publication, in months, days or years as it says."""
    if moment.role != COMPARED or moment.iso is None or published is None or len(moment.iso) > len("2018-10-31"):
        return None
    at = moment.start - scene.start
    if not _TO_NOW.search(scene.lower, max(0, at - 60), at) or not _HAS.search(scene.lower):
        return None
    now = published.isoformat()[: len(moment.iso)]
    is_span = re.fullmatch(r"\d{4}(?:-\d\d){0,2}", moment.iso) and moment.iso < now
    return moment._replace(iso=f"{moment.iso}/{now}", role=TO_NOW, grain="range") if is_span else None


def _on_election_day(scene: Scene, match: re.Match[str], to: int, published: date | None) -> str | None:
    groups = match.groupdict()
    if not groups.get("month") or not groups.get("day") or groups.get("year"):
        return None
    return election_day(scene.text[to : to + 40], _month(groups["month"]), int(groups["day"] or 0), published)


_UP_TO_A_DAY = re.compile(
    r"\bby (?:late |early |midday |noon |the end of )?(?:on )?"
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)


def is_up_to_a_day(scene: Scene) -> bool:
    """ "By Tuesday, 113 had been killed": its counts are totals up to that day and not of it."""
    return _UP_TO_A_DAY.search(scene.lower) is not None


def _is_future(scene: Scene, at: int, to: int) -> bool:
    here = at - scene.start
    if _STRUCK.match(scene.lower, to - scene.start) or scene.lower.endswith(("last ", "past "), 0, here):
        return False
    told = scene.lower[max(0, here - 130) : here]
    coming = [found.end() for found in _FUTURE.finditer(told)]
    is_coming = bool(coming) and not _HAS_BEEN.search(told, coming[-1])
    return is_coming or _UP_TO.search(scene.lower, max(0, here - 180), here) is not None


def _role(scene: Scene, at: int, to: int, grain: str) -> str:
    left, right = scene.lower[max(0, at - scene.start - 60) : at - scene.start], scene.lower[to - scene.start :]
    if right[:2] == "'s" and _SINCE.search(left):
        return COMPARED  # "since last year's election of two men"
    if right[:2] == "'s":
        return SPOKEN if grain in OF_DAYS and _SPOKEN_AFTER.match(right) else OWNER
    if grain == "year" and _EVENT.match(right):
        return COMPARED if _FOR_A_RACE.search(left) or _RELATED.search(left) else MAIN
    if _WITH.search(left) or _TO_NOW.search(left) or _NO_DATE_OF.match(right):
        return COMPARED
    if grain == "year" and _WHOSE.search(left) and _NAMED_BY_YEAR.match(right):
        return OWNER if _ITS_NUMBER.match(right) else COMPARED  # "his 2020 plans", "the 2015 deficit of $5bn"
    if grain == "month" and _CONTRACT.match(right) and not left.endswith("in "):
        return COMPARED
    if _ENDED.search(left) or (right.startswith(" that ") and _SUGGESTED.search(left)):
        return COMPARED
    if _OLD_COUNT.search(left) or (left.endswith("between ") and _TO_SOME_DAY.match(right)):
        return COMPARED
    if _SINCE.search(left) or (grain not in {"range"} and _COMPARED.search(left)):
        return COMPARED
    if grain in OF_DAYS | {"day"} and (_SPOKEN_BEFORE.search(left) or _SPOKEN_AFTER.match(right)):
        return SPOKEN
    return SPOKEN if _PROPOSED.search(left) or _MEETING.search(left) else MAIN


# --- each kind of date: the groups of its pattern to (ISO, grain)

_Groups = Mapping[str, str | None]
_Read = tuple[str | None, str]


def _month(word: str | None) -> int:
    return MONTHS[(word or "").lower().rstrip(".")]


def _year_of(month: int, published: date, *, is_future: bool) -> int:
    """The year of a bare month: the last one that has begun, or the next one of what is to come."""
    if is_future:
        return published.year + (published.month - month > _JUST_BEEN)  # "had expected 19 % in May", said in June
    return published.year - (month > published.month)


def _day(groups: _Groups, published: date | None, is_future: bool) -> _Read:
    month, day, year = _month(groups["month"]), int(groups["day"] or 0), groups.get("year")
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


def _days(groups: _Groups, published: date | None, is_future: bool) -> _Read:
    """ "Oct. 29-Nov. 1", "May 4-6": a range of days; without a year the one that lies next to publication."""
    last, _ = _day(
        {"month": groups["month2"] or groups["month"], "day": groups["day2"], "year": groups["year"]},
        published,
        is_future,
    )
    if last is None:
        return None, "range"
    month = _month(groups["month"])
    year = int(last[:4]) - (month > int(last[5:7]))
    first = _date(year, month, int(groups["day"] or 0))
    return (f"{first.isoformat()}/{last}", "range") if first else (None, "range")


def _week_to(groups: _Groups, published: date | None, is_future: bool) -> _Read:
    """ "the week ended Oct. 27": its seven days."""
    last, _ = _day(groups, published, is_future)
    return (f"{date.fromisoformat(last) - timedelta(6)}/{last}", "range") if last else (None, "range")


def _months_to(groups: _Groups, published: date | None, is_future: bool) -> _Read:
    """ "the three months ending June 30": whole months; a quarter that ends within a month is open."""
    last, n = _day(groups, published, is_future)[0], _number(groups["n"] or "three")
    end = date.fromisoformat(last) if last else None
    if end is None or n is None or (end + timedelta(1)).day != 1:
        return None, "range"
    first = end.year * 12 + end.month - n
    return f"{first // 12}-{first % 12 + 1:02d}/{end:%Y-%m}", "range"


def _months(groups: _Groups, published: date | None, is_future: bool) -> _Read:
    """ "December through February", "January to March 2017"."""
    first, last, year = _month(groups["month"]), _month(groups["month2"]), groups["year"]
    if not year and not published:
        return None, "range"
    end = int(year) if year else _year_of(last, published or date.min, is_future=is_future)
    begin = int(groups["year1"] or 0) or end - (first > last)
    return f"{begin}-{first:02d}/{end}-{last:02d}", "range"


def _bare_month(groups: _Groups, published: date | None, is_future: bool) -> _Read:
    month = _month(groups["month"] or groups["at"])
    year, which = groups.get("year"), groups.get("which")
    if year:
        return f"{year}-{month:02d}", "month"
    if published is None:
        return None, "month"
    if which:
        shift = {"this": 0, "last": -1, "next": 1}[which.lower()]
        return f"{published.year + shift}-{month:02d}", "month"
    if not is_future and (published.month - month) % 12 > _LONG_PAST:
        return None, "month"  # "in July", said in April: of the July to come as well as of the last
    return f"{_year_of(month, published, is_future=is_future)}-{month:02d}", "month"


def _quarter(groups: _Groups, published: date | None, is_future: bool) -> _Read:
    quarter, year, which = _ORDINALS[(groups["nth"] or "").lower()], groups.get("year"), groups.get("which")
    if not year and published is None:
        return None, "quarter"
    if not year and published:
        begun = published.year - (not is_future and 3 * quarter - 2 > published.month)
        year = str(published.year + {"last": -1}.get((which or "").lower(), 0) if which else begun)
    return f"{year}-Q{quarter}", "quarter"


def _first_months(groups: _Groups, published: date | None, is_future: bool) -> _Read:
    n, year = _number(groups["n"]), groups.get("year")
    if n is None or (not year and published is None):
        return None, "range"
    year = year or str(published.year if published else "")
    return (f"{year}-Q1", "quarter") if n == 3 else (f"{year}-01/{year}-{n:02d}", "range")


def _number(word: str | None) -> int | None:
    word = (word or "").lower()
    return int(word) if word.isdecimal() else _NUMBERS.get(word)


def _past(groups: _Groups, published: date | None, is_future: bool) -> _Read:
    """ "the past 28 months": whole months up to the one before publication. Years and weeks are too loose."""
    n = _number(groups["n"] or groups.get("n2") or groups.get("n3"))
    if published is None or n is None or (groups["unit"] or "months").lower() not in {"month", "months"} or n > 600:
        return None, "range"
    last = published.year * 12 + published.month - 2
    first = last - n + 1
    return f"{first // 12}-{first % 12 + 1:02d}/{last // 12}-{last % 12 + 1:02d}", "range"


def _relative(groups: _Groups, published: date | None, is_future: bool) -> _Read:
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
    if (groups["which"] or "").lower() == "previous":
        return None, "week"  # the one before another
    year, week, _ = (published + timedelta(7 * shift)).isocalendar()
    return f"{year}-W{week:02d}", "week" if shift else "this week"


def _weekday(groups: _Groups, published: date | None, is_future: bool) -> _Read:
    """The last such day up to publication, the day itself among them; "next Monday" and what will be: the next."""
    if published is None:
        return None, "weekday"
    which = (groups.get("which") or "").lower()
    back = (published.weekday() - _WEEKDAYS.index((groups["weekday"] or "").lower())) % 7
    if which == "next" or (is_future and which != "last"):
        return (published + timedelta(7 - back)).isoformat(), "weekday"
    return (published - timedelta(back or 7 * (which == "last"))).isoformat(), "weekday"


def _weekdays(groups: _Groups, published: date | None, is_future: bool) -> _Read:
    """ "Tuesday and Wednesday", "Thursday through Sunday": the last such days up to publication."""
    if published is None or is_future:
        return None, "range"
    first, last = (_WEEKDAYS.index((groups[name] or "").lower()) for name in ("weekday", "weekday2"))
    end = published - timedelta((published.weekday() - last) % 7)
    return f"{end - timedelta((last - first) % 7)}/{end}", "range"


def _near_day(groups: _Groups, published: date | None, is_future: bool) -> _Read:
    word = (groups["word"] or "").lower()
    grain = "today" if word == "today" else "weekday"  # "today" may as well be these days
    shift = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    return (published + timedelta(shift)).isoformat() if published else None, grain


def _fiscal(groups: _Groups, published: date | None, is_future: bool) -> _Read:
    year, short = groups["year"] or "", groups["short"]
    return (f"{year}/{year[:2]}{short}" if short else None), "year"  # when it begins differs from state to state


def _years(groups: _Groups, published: date | None, is_future: bool) -> _Read:
    return f"{groups['year']}/{groups['year2']}", "range"


def _year_end(groups: _Groups, published: date | None, is_future: bool) -> _Read:
    return f"{groups['year']}-12", "month"


def _span(groups: _Groups, published: date | None, is_future: bool) -> _Read:
    """ "over 28 months": a time, but not which."""
    return None, "span"


def _compared_year(groups: _Groups, published: date | None, is_future: bool) -> _Read:
    return (str(published.year - 1) if published else None), "ago"


_READERS = {
    "day": _day, "days": _days, "week to": _week_to, "months": _months,
    "months to": _months_to, "month": _bare_month, "quarter": _quarter,
    "first months": _first_months, "past": _past, "relative": _relative, "weekday": _weekday,
    "weekdays": _weekdays, "near day": _near_day,
    "fiscal": _fiscal, "years": _years, "ago": _compared_year, "year end": _year_end, "span": _span,
}  # fmt: skip


# --- which of them is the period of a number


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
    r", (?:but|yet) |\b(?:double|twice|half|triple|than|above|below|from) what (?:it|they|that) (?:was|were|had)\b"
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
        is_week = (last - first).days == len(_WEEKDAYS) - 1
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
    has = _HAS.search(scene.lower, own, q.end - scene.start + 60)
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
