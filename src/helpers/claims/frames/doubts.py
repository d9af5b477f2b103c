"""What the words around a number take back of its frame: a date or a country that is another's, a first estimate."""

from __future__ import annotations

import re

from helpers import names
from helpers.claims.frames import places
from helpers.claims.frames.rules import candidates, holding
from helpers.claims.frames.scene import Scene, window
from helpers.claims.frames.sentence import Framed
from helpers.claims.quantity import Quantity
from helpers.claims.tokens import tokenise

_VICTIMS = frozenset({"deaths", "wounded", "casualties"})
_SENT_ABROAD = frozenset(["troop", "soldier", "marine", "serviceman", "diplomat", "sailor", "adviser", "contractor"])
_JOBLESS = re.compile(r"\b(?:unemploy|jobless)")
_BEFORE, _AFTER = 220, 90  # characters before and after a sentence in which another one is read
_REVISED_NEXT = re.compile(
    r"[.”\"\s]*(?:That|This|The|Those|It|But that)(?: [a-z]+){0,3}? (?:was|were|has been|have been) "
    r"(?:[a-z]+ ){0,2}?(?:revised|corrected)\b"
)
_END = re.compile(r"[.?!][”\"]?\s+(?=[A-Z“\"])")
_OPEN = "open"
_OF_POLLS, _ALL = frozenset({"poll lead", "poll share", "vote lead"}), 100.0  # "332-206" are no percent


def doubt(scene: Scene, f: Framed) -> Framed:
    """`f` without what the words of its sentence, or of the one beside it, say is not its own."""
    if f.measured is None:
        return f
    q = _by_rules(scene, f.q)
    if q.kind == "score" and q.measure in _OF_POLLS and isinstance(q.value, tuple) and max(q.value) > _ALL:
        return f._replace(q=q._replace(measure=None, about=None, basis=None, status=None), measured=None)
    if q.reporter and q.place == q.reporter and (_is_of_others(scene, q) or _is_of_before(scene, q)):
        q = q._replace(reporter=None, place=None)
    if f.moment and "Q" in (q.period or "") and " and " in scene.text[q.end : f.moment.start]:
        q = q._replace(period=None)  # "a jobless rate of 7.9 %, and growth in the third quarter"
    if q.status == "actual" and q.period and _REVISED_NEXT.match(scene.text, scene.end, scene.end + _AFTER):
        q = q._replace(status="estimate")
    return f._replace(q=q)


def _by_rules(scene: Scene, q: Quantity) -> Quantity:
    """`q` with what the rules of the section "open" give.

    "open" stands for nothing, but for the day of an event, which is told elsewhere; "own" for nothing where the article
    lent it.
    """
    for _, gives in holding(candidates(_OPEN, scene.words), q.kind, q.unit, window(scene, q)):
        fields = {field: _left(q, field, value) for field, value in gives.items()}
        return q._replace(**fields)  # type: ignore[arg-type]
    return q


def _left(q: Quantity, field: str, given: str) -> str | None:
    """What a rule leaves of a field of `q`."""
    held = getattr(q, field)
    if given == _OPEN:
        return held if f"{field}:event" in q.inherited else None
    return given if given != "own" else None if f"{field}:article" in q.inherited else held


def _is_of_others(scene: Scene, q: Quantity) -> bool:
    """Whether those who died are of another country than the one named: "killed 40 Kenyans, the U.S. said"."""
    codes = {code for word in (q.unit or "").split() if (code := names.country(word))} if q.measure in _VICTIMS else ()
    if not codes or q.reporter in codes or (q.unit or "").split()[-1] in _SENT_ABROAD:
        return False
    found = places.find_places(scene.text, scene.tokens)
    return not any(place.code == q.reporter and places.is_led(scene.tokens, place) for place in found)


def _is_of_before(scene: Scene, q: Quantity) -> bool:
    """Whether a country is only taken from the article, and the sentence before tells the same of another place."""
    is_rate = q.measure == "unemployment rate"
    if not (is_rate or q.measure in _VICTIMS) or "reporter:article" not in q.inherited:
        return False
    start = max(0, scene.start - _BEFORE)
    start = max([start, *(end.end() for end in _END.finditer(scene.text, start, scene.start - 2))])
    if is_rate and not _JOBLESS.search(scene.text, start, scene.start):
        return False
    found = places.find_places(scene.text, tokenise(scene.text, start, scene.start))
    return any(place.kind != places.INSTITUTION and (place.name or place.code != q.reporter) for place in found)
