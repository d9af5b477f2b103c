"""The one poll that an article reports: its days, and which of its sentences are of another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from helpers.claims.frames import moments, places
from helpers.claims.frames.scene import Scene

_POLLS = frozenset({"poll", "survey", "polls", "surveys", "polled", "surveyed", "questionnaire", "sampling"})
_POLLED = _POLLS | {"voters", "respondents", "approve", "disapprove"}
_FOLLOWS = 3  # sentences
_POLLED_FOR = 45  # days
_BESIDE_POLL = 80  # characters
_EARLIER_POLL = re.compile(r"\b(?:earlier|previous|prior|separate|another|up|down|compared|since)\b[^,;]*$")
_POLLSTER = re.compile(r"\b((?:[A-Z][\w.&’'-]*[ /-]?(?:of )?){1,6})(?:[a-z]+ )?(?:polls?|survey)\b")
_NO_NAMES = frozenset({"The", "This", "That", "In"})
# "Little more than a decade ago, voters agreed", "Under President Ford, 58 percent did"
_LONG_BEFORE = re.compile(r"\W*(?:(?:[\w-]+ ){1,6}(?:years?|decades?|generation) ago,|Under (?:then-)?President )")
_OF_POLLS = frozenset(["average", "averages", "threshold", "qualify", "aggregate", "realclearpolitics"])


def survey_of(scenes: Sequence[Scene], published: date | None) -> str | None:
    """The days of the poll that the article reports, where it names one range of days only."""
    found = {
        moment.iso
        for scene in scenes
        if scene.words & _POLLS
        for moment in moments.find_moments(scene, published)
        if moment.grain == "range" and _is_of_a_poll(moment.iso) and not _is_of_another(scene, moment)
    }
    return next(iter(found)) if len(found) == 1 else None


def _is_of_another(scene: Scene, moment: moments.Moment) -> bool:
    """ "up from 45 percent in a poll of June 5-8", "in a separate survey"."""
    here = moment.start - scene.start
    return _EARLIER_POLL.search(scene.lower, max(0, here - _BESIDE_POLL), here) is not None


def _is_of_a_poll(period: str | None) -> bool:
    """Whether a poll may have been taken in a range of days: in weeks, not in years."""
    if not period or not re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", period):
        return False
    first, last = (date.fromisoformat(day) for day in period.split("/"))
    return (last - first).days <= _POLLED_FOR


def apart(scenes: Sequence[Scene], published: date | None) -> frozenset[int]:
    """Where the sentences start that tell of other polls than the one whose days are said, or of years before it.

    Of an average, of another name; of one brought in later ("An Ipsos poll found"), up to the next that is named.
    """
    dated = [seen for seen in scenes if seen.words & _POLLS and survey_of([seen], published)]
    known = {word for seen in dated for word in _pollsters(seen)}
    first, last = min((seen.end for seen in dated), default=0), 0
    found, is_later = set(), False
    for seen in scenes:
        for named in _POLLSTER.finditer(seen.text, max(first, last), seen.end):
            names = set(named[1].split()) - _NO_NAMES
            is_later = bool({"A", "An"} & names and not names & known) if names else is_later
        last = seen.end
        is_other = bool(known and (asks := _pollsters(seen)) and not asks & known)
        if is_later or is_other or seen.words & _OF_POLLS or _LONG_BEFORE.match(seen.text, seen.start, seen.end):
            found.add(seen.start)
    return frozenset(found)


def _pollsters(seen: Scene) -> set[str]:
    """The words of the names before "poll" and "survey"."""
    return {word for found in _POLLSTER.finditer(seen.text, seen.start, seen.end) for word in found[1].split()}


def within(scenes: Sequence[Scene]) -> frozenset[int]:
    """Where the sentences start that follow one of a poll in a state or city: their country says too much."""
    found, last = set(), -_FOLLOWS - 1
    for place, seen in enumerate(scenes):
        if place - last <= _FOLLOWS and seen.words & _POLLED:
            found.add(seen.start)
        named = places.find_places(seen.text, seen.tokens) if seen.words & _POLLED else []
        last = place if any(one.kind in {places.STATE, places.CITY} for one in named) else last
    return frozenset(found)
