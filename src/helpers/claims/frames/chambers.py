"""Votes and members of a chamber are of its country, whatever country the sentence names beside."""

from __future__ import annotations

import re

from helpers.claims.frames.scene import Scene
from helpers.claims.quantity import Quantity

_OF_CHAMBER = frozenset(
    {"vote", "democrat", "republican", "senator", "lawmaker", "representative", "congressman", "article", "member"}
)
_CHAMBER = re.compile(
    r"\b(?:[Tt]he (?:U\.S\. )?(?:House|Senate)(?! of Commons| of Lords)|Republicans?|Democrats?|GOP)\b"
)


def is_of_chamber(scene: Scene, q: Quantity, code: str) -> bool:
    """Whether `q` counts votes or members of the American House or Senate, which `code`, another country, has not.

    "The House voted 230-197 to impeach him over Ukraine."
    """
    is_counted = q.unit is not None and q.unit.rsplit(" ", 1)[-1] in _OF_CHAMBER
    return code != "USA" and is_counted and _CHAMBER.search(scene.text, scene.start, scene.end) is not None
