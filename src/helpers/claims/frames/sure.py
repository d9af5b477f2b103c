"""How probable it is that what was read of a number is what a reader would say of it.

A frame is put together from many small rules, and which of them spoke tells how often it is right. `cues` are plain
facts about a number, its sentence and its frame; their weights, fitted by benchmarks/fit_claims.py on annotated
articles, are in data/claim_weights.csv, with the least probability at which a number is told as a claim.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from helpers.claims.frames import measures
from helpers.claims.frames.scene import Scene, index
from helpers.claims.frames.sentence import Framed
from helpers.claims.frames.weights import read_weights
from helpers.claims.quantity import Quantity
from helpers.claims.tokens import low, word_set

_COUNTS = frozenset({"count", "number"})
_FACTS = frozenset({"actual", "estimate"})
_NEAR = 60  # characters before a number in which a word says how surely it is meant
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_NUMBERS = 8  # in a sentence, from which on more make no difference


def sure(scene: Scene, framed: Framed) -> float | None:
    """How probable it is that measure, unit, period, place and status are right; None: nothing is measured."""
    if framed.measured is None or framed.q.measure is None:
        return None
    weights = read_weights()
    logit = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in cues(scene, framed))
    return 1 / (1 + math.exp(-logit))


def cues(scene: Scene, framed: Framed) -> Iterator[tuple[str, float]]:
    """What speaks for and against a reading, by name; a name that no weight has counts nothing."""
    q = framed.q
    yield f"measure {_how(framed)}", 1.0
    yield f"kind {q.kind}", 1.0
    yield f"basis {(q.basis or 'none').replace(',', '')}", 1.0
    yield f"status {q.status}", 1.0
    yield f"period {_grain(q.period)}", 1.0
    yield f"unit {_unit(q.unit)}", 1.0
    yield f"{_how(framed)}: {q.kind}", 1.0
    yield f"{_how(framed)}: {q.status}", 1.0
    yield f"{_how(framed)}: unit {q.unit}", 1.0
    yield f"{q.kind}: {q.status}", 1.0
    if framed.measured and framed.measured.kind:
        yield f"named {framed.measured.name}", 1.0
    for mark in q.inherited:
        yield f"inherited {mark}", 1.0
    yield from _of_number(scene, q)
    yield from _of_article(scene, q)
    yield from _of_words(scene, framed)
    yield from _beside(scene, q)
    yield "range", float(not isinstance(q.value, float))
    if q.status in _FACTS:
        yield from _doubts(scene, q)


def _how(framed: Framed) -> str:
    """Where the measure is from: a name of the list near by, a rule, both, what is counted with what was done, ..."""
    found, q = framed.measured, framed.q
    if found is None:
        return "none"
    if "guess" in found.gives:
        return f"guessed {found.gives['guess']}"
    if "form" in found.gives:
        return f"told as {found.gives['form']}"
    if found.kind:
        return "listed by rule" if found.gives else "listed near" if found.place else "listed as written"
    if found.gives:
        return "by rule"
    if q.kind in _COUNTS:
        return "counted" if found.name == measures.counted(q.unit or "") else "counted and done"
    return "as written"


def _grain(period: str | None) -> str:
    if period is None:
        return "open"
    return "range" if "/" in period else {4: "year", 7: "month", 10: "day"}.get(len(period), "other")


_PLAIN_UNITS = frozenset({"%", "[pp]", "person", "people", "vote", "job"})


def _unit(unit: str | None) -> str:
    if unit is None:
        return "open"
    if " per " in unit:
        return "rate"
    if re.fullmatch("[A-Z]{3}", unit):
        return "money"
    return unit if unit in _PLAIN_UNITS else "words" if " " in unit else "word"


def _of_words(scene: Scene, framed: Framed) -> Iterator[tuple[str, float]]:
    """How long the measure's name is, how far it stands from its number, how much the sentence holds."""
    q, found = framed.q, framed.measured
    yield "words of measure", min(len((q.measure or "").split()), 4) - 1.0
    if found and found.place:
        at, stop = index(scene.tokens, q.start), index(scene.tokens, q.end - 1) + 1
        before, behind = at - found.place.stop, found.place.start - stop
        yield "measure before", float(before >= 0)
        yield "measure right behind", float(0 <= behind <= 1)
        yield "tokens between", min(max(before, behind, 0), 15) / 5
    yield "about", float(q.about is not None)
    yield "place", float(q.place is not None)
    yield "numbers", min(sum(one.is_quantity for one in scene.numbers), _NUMBERS) / 4
    yield "dates", float(any(not one.is_quantity for one in scene.numbers))
    yield "length", min(scene.end - scene.start, 400) / 200


def _of_number(scene: Scene, q: Quantity) -> Iterator[tuple[str, float]]:
    """How large a number is and how it is written, and where it stands in its sentence."""
    size = abs(q.value) if isinstance(q.value, float) else abs(q.low or q.high or 0.0)
    yield f"size {min(int(math.log10(size)), 12) // 3 if size >= 1 else -1}", 1.0
    yield "few", float(size <= _FEW)
    yield "round", float(size >= 10 and size % 10 == 0)
    yield "approximated", float(q.approximation is not None)
    yield "direction", float(q.direction is not None)
    before = scene.lower[: q.start - scene.start]
    yield "in a quotation", float(before.count("“") > before.count("”") or before.count('"') % 2 == 1)
    yield "in brackets", float(before.count("(") > before.count(")"))
    yield "numbers before", min(sum(one.is_quantity and one.start < q.start for one in scene.numbers), 5) / 3


def _of_article(scene: Scene, q: Quantity) -> Iterator[tuple[str, float]]:
    """How much the article speaks of plans and of polls: what is read as a fact may be part of a plan."""
    plans, polls = _spoken_of(scene.text)
    yield "plans", plans
    yield "polls", polls
    if q.status in _FACTS:
        yield "fact among plans", plans
        yield f"fact among plans: {q.kind}", plans
    if q.measure == "poll share":
        yield "share among polls", polls


_FEW = 5
_PLANS = (" bill ", " plan ", " proposal ", " would ", " could ", " budget ", " legislation ", " proposed ")


@lru_cache(maxsize=8)
def _spoken_of(text: str) -> tuple[float, float]:
    """How often words of plans and of polls stand in a thousand characters, up to a limit, brought to the size of 1."""
    size = max(1.0, len(text) / 1000)
    plans, polls = sum(map(text.count, _PLANS)), text.count(" poll") + text.count(" Poll")
    return min(plans / size, 8) / 4, min(polls / size, 5) / 3


def _beside(scene: Scene, q: Quantity) -> Iterator[tuple[str, float]]:
    """The words of the measure, and the tokens right before and right behind the number."""
    yield from ((f"word {word}", 1.0) for word in dict.fromkeys((q.measure or "").split()))
    at, stop = index(scene.tokens, q.start), index(scene.tokens, q.end - 1) + 1
    yield f"after {low(scene.tokens, at - 1)}", 1.0
    yield f"before {low(scene.tokens, stop)}", 1.0


def _doubts(scene: Scene, q: Quantity) -> Iterator[tuple[str, float]]:
    """Words of plans and guesses around what is read as a fact: near before it, anywhere before it, behind it."""
    at, to = q.start - scene.start, q.end - scene.start
    near = set(_WORD.findall(scene.lower[max(0, at - _NEAR) : at]))
    ahead = set(_WORD.findall(scene.lower[:at]))
    behind = set(_WORD.findall(scene.lower[to : to + _NEAR]))
    for name in ("modals", "guesses", "plans", "planned", "conditions"):
        words = word_set(f"unsure_{name}")
        yield f"fact near {name}", float(bool(near & words))
        yield f"fact after {name}", float(bool(ahead & words))
        yield f"fact before {name}", float(bool(behind & words))
