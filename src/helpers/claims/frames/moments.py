"""The dates and periods that a sentence names, worked out against the day of publication, and what each is there for.

A date that only compares ("lowest since 2008", "from May") or that says when somebody spoke ("said on Monday") is
never the period of a number. A month without a year, a weekday or "last year" stays open where that day is not known.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from helpers.claims.dates import election_day
from helpers.claims.frames.calendar import READERS, month_of
from helpers.claims.frames.scene import Scene
from helpers.claims.quantity import Quantity
from helpers.rules import load_tree

# `OWNER`: "October's surplus", the period of the next number only
MAIN, COMPARED, SPOKEN, OWNER = "main", "compared", "spoken", "owner"
TO_NOW = "to now"  # "since May": for what has been counted since, from then to publication
OF_DAYS = frozenset({"weekday", "today", "week", "this week"})
_READ = frozenset({"year", "period"})  # what the reading of numbers has found already
_BEYOND = 4  # characters behind a sentence that may end a date: "Oct. 29-Nov." | "1."
_FUTURE = re.compile(
    r"\b(?:will|would|must|wait|next (?!to\b|door\b)|scheduled|set to|expected to|plans? to|planned|take effect"
    r"|upcoming|coming|projected|later this (?:week|month|year)"
    r"|(?:chance|probability|odds|likelihood) of"
    r"|hopes?|hoping|aims?|goal|target|deadline|expir(?:es?|ing|ation)|starting|beginning|effective)\b"
)
_HAS_BEEN = re.compile(
    r"\b(?:was|were|had been|has been|have been) (?:\w+ (?:and \w+ )?)?\w+(?:ed|en|ot|aid|old)\b"
    r"|\b(?:got|left|fell|rose|dropped|gained|lost|jumped|slid|plunged|closed|ended|saw|took|gave|came|went|began|became"
    r"|killed|won|hit)\b"
)
# "a bill that would have banned guns failed on Saturday"; "it will be signed on Saturday", "expected on Saturday"
_DONE = re.compile(
    r"(\b(?:be|get|been) (?:\w+ )?)?\b(?!(?:expect|schedul|slat|plann?|need|anticipat|propos|project|forecast)ed\b)"
    r"\w{3,}ed (?:the (?:house|senate) )?(?:late |early )?(?:on )?$"
)
_COMPARED = re.compile(
    r"\b(?:from|than|since|below|above|versus|vs\.?|against|compared (?:with|to)|over|after|before|prior to|until|till"
    r"|unlike|like|as in|back to"
    r"|through|(?:same|year-ago) (?:period|stretch|span|point|time) (?:in|of))"
    r" (?:the |a |an |its |their |his |her |that of |those of )?"
    r"(?:(?:the )?(?:very )?(?:end|middle|start|beginning) of |late |early |mid-)?$"
)
_WHEN = re.compile(r",? when (?:only |just |about |nearly |some )?[^,;.]{0,40}[\d]")
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
    r"|\bbetween now and $"
)
_TO_SOME_DAY = re.compile(r" and (?:the|his|her|its|their|now|then)\b")  # "between 1965 and the mill's closure"
_WITH = re.compile(r"\bincluding [^\d.;]{0,40}$")
_UP_TO = re.compile(
    r"\b(?:forecast|project|predict|model)[^.;]{0,120}\b(?:by|through) (?:the end of |early |late |mid-)$"
)
_TO_NOW = re.compile(r"\bsince\b[^\d.;,]{0,50}$")
HAS = re.compile(r"\b(?:has|have)\b")
_NO_DATE_OF = re.compile(r"(?: \w+)? (?:deadline|debate|hearing|meeting|summit|filing|caucus(?:e)?)s?\b")
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
_SUGGESTED = re.compile(
    rf"\b(?:{_SPEAKING}|suggested|argued|claimed|wrote|estimated|found|explained|noted"
    r"|insisted|acknowledged|admitted|revealed)\b[^,;]* (?:(?:in|on) )?$"
)
_SPOKEN_BEFORE = re.compile(_SPEAKING + r"(?: \w+){0,2}? (?:on |late |early |in a statement |here )*$")
_SPOKEN_AFTER = re.compile(
    r"(?:'s(?: \w+){0,2}?|,| (?:morning|afternoon|evening|night))*,? (?:(?:that |to )?" + _SPEAKING + r"|saying)\b"
)
_PROPOSED = re.compile(
    r"\b(?:announced|unveiled|proposed|threatened|introduced|pledged|promised|predicted|said|modell?ed|estimated"
    r"|reported|wrote|published|told \w+|testified|signed|enacted) (?:in |on )?$"
)
_EDGE_OF = re.compile(
    r"\b(?:beginning|start|turn|dawn|end|close|half|middle|early|late|mid) ?(?:of )?(?:the |this )?-?$"
)
_MEETING = re.compile(
    r"\b(?:hearing|meeting|summit|talks|vote|visit|trip|speech|trial|debate)s? (?:on |in |for |set for )?$"
)
# what has been: "will answer questions on the Sept. 11 attacks"
_STRUCK = re.compile(
    r" (?:[\w.]+ ){0,3}?(?:shooting|attack|bombing|massacre|earthquake|hurricane|storm|flood|crash|fire|riot)s?\b"
)
_EVENT = re.compile(
    r" (?:\w+ ){0,3}?(?:shooting|attack|bombing|massacre|earthquake|hurricane|storm|flood|election|elections|campaign"
    r"|race|primary|crash|fire|riot|riots|war|outbreak|epidemic|season|census)\b"
)
_NAMES_A_LAW = re.compile(
    r"[- ](?:\w+ ){0,3}?(?:law|act|deal|agreement|accord|treaty|book|film|movie|novel|decision|ruling|budget|plan)s?\b"
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


def find_moments(scene: Scene, published: date | None) -> list[Moment]:
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
                        iso, grain = READERS[row.reads](match.groupdict(), published, _is_future(scene, at, to))
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
    if not _TO_NOW.search(scene.lower, max(0, at - 60), at) or not HAS.search(scene.lower):
        return None
    now = published.isoformat()[: len(moment.iso)]
    is_span = re.fullmatch(r"\d{4}(?:-\d\d){0,2}", moment.iso) and moment.iso < now
    return moment._replace(iso=f"{moment.iso}/{now}", role=TO_NOW, grain="range") if is_span else None


def _on_election_day(scene: Scene, match: re.Match[str], to: int, published: date | None) -> str | None:
    groups = match.groupdict()
    if not groups.get("month") or not groups.get("day") or groups.get("year"):
        return None
    return election_day(scene.text[to : to + 40], month_of(groups["month"]), int(groups["day"] or 0), published)


def _is_future(scene: Scene, at: int, to: int) -> bool:
    here = at - scene.start
    if _STRUCK.match(scene.lower, to - scene.start) or scene.lower.endswith(("last ", "past "), 0, here):
        return False
    told = scene.lower[max(0, here - 130) : here]
    if (deed := _DONE.search(told)) and not deed[1]:
        return False
    coming = [found.end() for found in _FUTURE.finditer(told)]
    is_coming = bool(coming) and not _HAS_BEEN.search(told, coming[-1])
    return is_coming or _UP_TO.search(scene.lower, max(0, here - 180), here) is not None


def _role(scene: Scene, at: int, to: int, grain: str) -> str:
    role = _role_by_words(scene, at, to, grain)
    is_told_of = role == COMPARED and _WHEN.match(scene.lower, to - scene.start)
    return OWNER if is_told_of else role  # "compared with 2008, when 45 percent did"


def _role_by_words(scene: Scene, at: int, to: int, grain: str) -> str:
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
    is_meeting = grain != "year" and _MEETING.search(left)  # "67 percent of the vote in 2008"
    return SPOKEN if _PROPOSED.search(left) or is_meeting else MAIN
