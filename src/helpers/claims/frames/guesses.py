"""What a number most likely measures where no rule and no name in the list says it: the noun that it stands beside.

Such a guess is marked ("measure:noun"): it is told where what speaks for it is enough, and never makes two numbers one
statement.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from helpers.claims.frames import linking, measures, shares
from helpers.claims.frames.linking import Measured
from helpers.claims.frames.rules import candidates, holding
from helpers.claims.frames.scene import Scene, index, window
from helpers.claims.nouns import ENDS, singular
from helpers.claims.quantity import Quantity
from helpers.claims.tokens import WORD, low, word_set

MARK = "measure:noun"
_COUNTS = frozenset({"count", "number"})
_SHARES = frozenset({"percent", "fraction"})
_VAGUE = word_set("number_units") | word_set("counts_of_nothing")
_SUMS = word_set("sums") - word_set("sums_by_name_only")
_REACH = 12  # tokens between a sum and the word that says what it is
# somebody holds something, or is asked: else a percentage in an article on polls may be of anything
_HOLDING = word_set("holding")
_POLLED = {"percent": "poll share", "fraction": "poll share", "points": "poll lead"}


def guess(scene: Scene, q: Quantity, own: str) -> Measured | None:
    """What `q` most likely measures; None: no noun stands beside it, or it is known to measure nothing."""
    if linking.says_nothing(scene, q):
        return None
    at, stop = index(scene.tokens, q.start), index(scene.tokens, q.end - 1) + 1
    if q.kind == "count" and q.unit:
        return _counted(scene, q)
    share = _share(scene, q, own) if q.kind in _SHARES else None
    if (name := _asked(q)) and (share is None or shares.is_asked(share.name)) and _is_polled(scene, q):
        return Measured(name, measures.kinds(own).get(name), None, _guessed("poll"))
    if q.kind in _SHARES:
        return share
    if q.kind == "duration":
        return _time(scene, q, at, stop)
    return _sum(scene, at, stop, own) if q.kind == "money" else None


def _is_polled(scene: Scene, q: Quantity) -> bool:
    """Whether an article on polls says that somebody holds something, or gives a number as polls are given."""
    if "@poll" not in scene.words:
        return False
    forms = holding(candidates("polled", scene.words), q.kind, q.unit, window(scene, q))
    return bool(_HOLDING & scene.words) or any(True for _ in forms)


def is_guess(found: Measured | None) -> bool:
    return found is not None and "guess" in found.gives


def _guessed(how: str, **also: str) -> Mapping[str, str]:
    return {"guess": how, **also}


def _asked(q: Quantity) -> str | None:
    """In an article on polls a percentage is mostly the share of those who say something, and points are a lead."""
    return "poll lead" if q.unit == "[pp]" else _POLLED.get(q.kind)


def is_of_things(scene: Scene, q: Quantity) -> bool:
    """Whether a share is one of things, or of people who are asked nothing: "60 percent of the tax benefits"."""
    share = _share(scene, q, "") if q.kind in _SHARES else None
    return share is not None and not shares.is_asked(share.name)


def _counted(scene: Scene, q: Quantity) -> Measured | None:
    """The noun that is counted."""
    unit = q.unit or ""
    head = unit.rsplit(" ", 1)[-1]
    if linking.is_no_count(scene, q) or linking.is_adjective(scene, q) or head in _VAGUE:
        return None
    return Measured(measures.counted(unit), None, None, _guessed("counted"))


def _share(scene: Scene, q: Quantity, own: str) -> Measured | None:
    """ "65 percent of all tax filers": a share of what "of" leads to, whatever is said of it."""
    of = shares.whole(scene, q)
    if of is None or (q.kind == "fraction" and q.unit):
        return None
    found = measures.in_phrase(of.name, own)
    return Measured(found[0].name if found else of.name, None, None, _guessed("share", basis="share"))


def _time(scene: Scene, q: Quantity, at: int, stop: int) -> Measured | None:
    """How long something is: "a 13-hour filibuster", "eight hours of testimony", "the shutdown lasted 16 days"."""
    tokens, words = scene.tokens, list[str]()
    if low(tokens, at - 1) in _PART_OF_TIME:
        return None  # "the first two years of his term"
    if _HYPHENED.fullmatch(scene.lower, q.start - scene.start, q.end - scene.start):
        words, _ = measures.phrase_after(tokens, stop, most=3)
    elif low(tokens, stop) == "of" and low(tokens, stop + 1) not in _PRONOUNS:
        words, _ = measures.phrase_after(tokens, stop + 1, most=3)
    elif (found := _LASTED.search(scene.lower, 0, q.start - scene.start)) is not None:
        words = measures.phrase_before(tokens, index(tokens, found.start() + scene.start), most=2)
    while words and words[-1].endswith(("ed", "ly")):
        words.pop()
    name = measures.named_by(words) if words else None
    if name is None or name.rsplit(" ", 1)[-1] in _NO_SPAN:
        return None
    *before, head = name.split()
    return Measured(" ".join([*before, singular(head), "duration"]), None, None, {"form": "time"})


_HYPHENED = re.compile(r"[\w.,]+-(?:year|month|week|day|hour|minute)")
_LASTED = re.compile(
    r"(?:, (?=which |that )|\b)(?:that |which |have |has |had |only )?(?:lasted|lasts|lasting) (?:\w+ ){0,4}?$"
)
_PRONOUNS = frozenset(["his", "her", "my", "our", "their", "its", "the", "age", "them", "it", "those", "these"])
_PART_OF_TIME = word_set("parts_of_time")
_NO_SPAN = word_set("no_spans")


def _sum(scene: Scene, at: int, stop: int, own: str) -> Measured | None:
    """The last word for a sum before an amount of money in its sentence, or the first right behind it."""
    tokens = scene.tokens
    for j in [*range(stop, min(stop + 4, len(tokens))), *range(at - 1, max(-1, at - _REACH), -1)]:
        if tokens[j].kind != WORD or tokens[j].low not in _SUMS:
            continue
        first = stop if j >= stop else 0
        words = measures.phrase_before(tokens[first:], j + 1 - first, most=3)
        name = measures.named_by([word for word in words if word not in ENDS])
        if name:
            found = measures.in_phrase(name, own)
            if found and "money" in found[0].takes:
                return Measured(found[0].name, found[0], None, _guessed("sum"))
            if low(tokens, j - len(words)) == "to":  # "to help fund reforms": verbs; "to cap deductions": a verb first
                name = measures.named_by(words[1:]) if len(words) > 1 and words[0] != "help" else None
            if name:
                return Measured(name, None, None, _guessed("sum"))
    return None
