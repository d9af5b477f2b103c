"""Full names of people, taken apart: which two of one surname may be one person's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from helpers import names
from helpers.attribution.body_names import flat
from helpers.attribution.persons import PARTICLES, SUFFIX


class Full(NamedTuple):
    """A full name taken apart."""

    given: str
    middle: tuple[str, ...]
    key: str  # surname and suffix
    surname: str


def is_particle(word: str) -> bool:
    """Whether a word is a part of a surname that follows: "De" in "De Mistura", but "Ben" in "Ben Lee"."""
    return word.lower() in PARTICLES and word not in names.given_names()


@lru_cache(maxsize=1 << 16)
def apart(name: str) -> Full | None:
    bare = SUFFIX.sub("", name)
    words = (bare.replace(".", ". ") if re.match(r"(?:\w\.){2}", bare) else bare).replace("-", " ").split()
    if len(words) < 2 or (len(words) == 2 and is_particle(words[0])):
        return None  # "De Mistura"
    suffix = flat(name[len(bare) :]).strip(" .,")
    return Full(
        words[0], tuple(word for word in words[1:-1] if not word.islower()), f"{flat(words[-1])} {suffix}", words[-1]
    )


def one_each(bearers: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    """The places of each person, under one name where several are one's: an officeholder's, or that named most."""
    found: dict[str, list[int]] = {}
    by_key: dict[str, list[str]] = {}  # names of one surname
    held = names.officeholders()
    for name in sorted(bearers, key=lambda name: (name not in held, -len(bearers[name]), bearers[name][0])):
        full = apart(name)
        others = [(one, other) for one in by_key.get(full.key, ()) if (other := apart(one))] if full else []
        same = [one for one, other in others if full and is_same(full, other)]
        one_name = same[0] if len(same) == 1 else name
        if full and one_name not in found:
            by_key.setdefault(full.key, []).append(one_name)
        found.setdefault(one_name, []).extend(bearers[name])
    return {name: sorted(places) for name, places in found.items()}


def is_same(one: Full, other: Full) -> bool:
    """Whether two full names with one surname may be one person's: given names agree, middle names do not differ."""
    if not names.is_same_given(one.given, other.given) and flat(one.given) != flat(other.given):
        return False
    if not one.middle or not other.middle:
        return True
    if len(one.middle) != len(other.middle):
        return {flat(w) for w in one.middle} <= {flat(w) for w in other.middle} or {flat(w) for w in other.middle} <= {
            flat(w) for w in one.middle
        }
    return all(
        flat(a) == flat(b) or (min(len(a.rstrip(".")), len(b.rstrip("."))) == 1 and a[0] == b[0])
        for a, b in zip(one.middle, other.middle, strict=True)
    )
