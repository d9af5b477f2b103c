"""The frame of a number: what is measured, of whom, where, when, against what, how surely; and what it inherits.

The vocabulary and the rules are files in data/. A field is filled only where the text says it; a clause or an article
that says it for another number is named in `inherited` ("period:clause", "reporter:article").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from helpers.claims.frames.article import complete
from helpers.claims.frames.doubts import doubt
from helpers.claims.frames.guesses import is_guess
from helpers.claims.frames.scene import Scene, is_statement, scene
from helpers.claims.frames.sentence import Framed, frames, with_status
from helpers.claims.frames.sure import sure
from helpers.claims.quantity import Quantity
from helpers.claims.tokens import Token

__all__ = ["add_frames", "read_frames"]

_ITEM = 130  # characters of a line that may be an item of a list
_TO_BE = re.compile(r"\b(?:will|would|to be|is set to|are set to|plans? to|proposed?)\b")
_NEXT = 5  # characters between two sentences that follow each other
Sentence = tuple[Sequence[Token], Sequence[Quantity]]


def _goes_on(f: Framed) -> bool:
    """Whether the next sentence may go on from a number: "a two-day tour" of a town says nothing of what follows."""
    return not (f.q.measure or "").endswith("duration")


def _heading(text: str, seen: Scene, before: tuple[str, int] | None) -> tuple[str, int] | None:
    """What the line before says for all items of a list ("will be imposed at these levels:"), and its end."""
    if seen.end - seen.start > _ITEM:
        return None
    gap = text[before[1] : seen.start] if before else "?"
    if before and gap.strip(" \n\t*•-–") == "" and "\n" in gap:
        return before[0], seen.end
    head = text[: seen.start].rstrip() if text[max(0, seen.start - 3) : seen.start].strip() in {"", ":"} else ""
    if not head.endswith(":"):
        return None
    line = head[max(head.rfind("\n"), head.rfind(". ")) + 1 :].lower()
    return ("forecast", seen.end) if _TO_BE.search(line) else None


def add_frames(
    text: str, sentences: Sequence[Sentence], published: date | None = None, own: str = ""
) -> list[Quantity]:
    """The quantities of `sentences` of `text`, in order, each with its frame; `own` is a user's file of measures."""
    return [f.q._replace(sure=sure(seen, f)) for seen, f in read_frames(text, sentences, published, own)]


def read_frames(
    text: str, sentences: Sequence[Sentence], published: date | None = None, own: str = ""
) -> list[tuple[Scene, Framed]]:
    """As `add_frames`: each number as it was framed, with its sentence."""
    scenes = [scene(text, tokens, numbers) for tokens, numbers in sentences]
    framed: list[list[Framed]] = []
    listed: tuple[str, int] | None = None
    last: tuple[int, Framed] | None = (
        None  # the end of the sentence before, and its last number that measures something
    )
    for seen in scenes:
        if not is_statement(seen):
            framed.append([Framed(q, None, None, frozenset(), False) for q in seen.numbers])
            continue
        earlier = last[1] if last and seen.start - last[0] < _NEXT else None
        framed.append(frames(seen, published, own, earlier))
        listed = _heading(text, seen, listed)
        if listed:
            framed[-1] = [with_status(f, listed[0]) for f in framed[-1]]
        told = next((f for f in reversed(framed[-1]) if f.measured and not is_guess(f.measured) and _goes_on(f)), None)
        last = (seen.end, told) if told else None
    whole = complete(scenes, framed, text, published)
    return [(seen, doubt(seen, f)) for seen, made in zip(scenes, whole, strict=True) for f in made]
