"""The frame of a number: what is measured, of whom, where, when, against what, how surely; and what it inherits.

The vocabulary and the rules are files in data/. A field is filled only where the text says it; a clause or an article
that says it for another number is named in `inherited` ("period:clause", "reporter:article").
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from helpers.claims.frames.article import complete
from helpers.claims.frames.scene import is_statement, scene
from helpers.claims.frames.sentence import Framed, frames
from helpers.claims.quantity import Quantity
from helpers.claims.tokens import Token

__all__ = ["add_frames"]

_NEXT = 5  # characters between two sentences that follow each other
Sentence = tuple[Sequence[Token], Sequence[Quantity]]


def add_frames(
    text: str, sentences: Sequence[Sentence], published: date | None = None, own: str = ""
) -> list[Quantity]:
    """The quantities of `sentences` of `text`, in order, each with its frame; `own` is a user's file of measures."""
    scenes = [scene(text, tokens, numbers) for tokens, numbers in sentences]
    framed: list[list[Framed]] = []
    last: tuple[int, Framed] | None = (
        None  # the end of the sentence before, and its last number that measures something
    )
    for seen in scenes:
        if not is_statement(seen):
            framed.append([Framed(q, None, None, frozenset(), False) for q in seen.numbers])
            continue
        earlier = last[1] if last and seen.start - last[0] < _NEXT else None
        framed.append(frames(seen, published, own, earlier))
        told = next((f for f in reversed(framed[-1]) if f.measured), None)
        last = (seen.end, told) if told else None
    return [f.q for sentence in complete(scenes, framed, text, published) for f in sentence]
