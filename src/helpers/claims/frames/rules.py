"""Rules as rows: data/frame_rules.toml, read and checked once.

A rule is tried on the number's sentence in lower case in which the number itself stands as "#" (a count with what it
counts behind it: "# job"). `kinds` and `units`: those of the numbers that it is for ("none": a bare one); `words`: one
of them must stand in the sentence, which spares most of the trying; `gives`: the fields of the frame. Every rule brings
a sentence in which it holds for the number between bars, and one in which it does not; a test runs them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from helpers.claims.frames.measures import kinds
from helpers.rules import load_tree

_KEYS = ("name", "pattern", "kinds", "words", "units", "gives", "matches", "not")
_OPTIONAL = frozenset({"kinds", "words", "units"})
_ANY = frozenset({"*"})
_GROUP = re.compile(r"\{(\w+)\}")


class Rule(NamedTuple):
    """One row. `gives` may name a group of the pattern: "{group}"."""

    section: str
    name: str
    pattern: re.Pattern[str]
    kinds: frozenset[str]
    words: frozenset[str]
    units: frozenset[str]
    gives: Mapping[str, str]
    matches: str
    unlike: str


@cache
def rules() -> Mapping[str, tuple[Rule, ...]]:
    """The rules of each section, in order: the first that holds is taken. A row with a fault is a ValueError."""
    read = load_tree("frame_rules.toml")
    macros = read.pop("macros", {})
    return {section: tuple(_rule(section, row, macros) for row in rows) for section, rows in read.items()}


def _rule(section: str, row: Mapping[str, object], macros: Mapping[str, str]) -> Rule:
    name = str(row.get("name", "?"))
    if row.keys() != frozenset(_KEYS) - (_OPTIONAL - row.keys()):
        raise ValueError(f"frame_rules.toml, {section}, {name}: has {', '.join(row)}; expected {', '.join(_KEYS)}")
    for key in ("matches", "not"):
        if str(row[key]).count("|") != 2:
            raise ValueError(f"frame_rules.toml, {section}, {name}: {key} needs one number between bars")
    written = re.sub(r"@(\w+)", lambda found: f"(?:{macros[found[1]]})", str(row["pattern"]))
    gives = row["gives"]
    if not isinstance(gives, Mapping):
        raise ValueError(f"frame_rules.toml, {section}, {name}: gives is no table")
    return Rule(
        section, name, re.compile(written), frozenset(str(row.get("kinds", "*")).split()),
        frozenset(str(row.get("words", "*")).split()),
        frozenset(str(row.get("units", "*")).split()), {str(k): str(v) for k, v in gives.items()},
        str(row["matches"]), str(row["not"]),
    )  # fmt: skip


@cache
def measures() -> frozenset[str]:
    """The measures that have a name: those of the list, and those that a rule gives whatever stands in the text."""
    given = {rule.gives.get("measure", "") for rows in rules().values() for rule in rows}
    return frozenset({*kinds(), *(name for name in given if name and "{" not in name)})


@cache
def _by_word(section: str) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for n, rule in enumerate(rules().get(section, ())):
        for word in rule.words:
            found[word] = (*found.get(word, ()), n)
    return found


def candidates(section: str, words: frozenset[str]) -> Sequence[Rule]:
    """The rules of `section` that a sentence of these words may keep, in order."""
    known, listed = _by_word(section), rules().get(section, ())
    places = {n for word in known.keys() & words for n in known[word]}
    return [listed[n] for n in sorted(places.union(known.get("*", ())))]


def holding(
    rules: Sequence[Rule], kind: str, unit: str | None, window: str
) -> Iterator[tuple[Rule, Mapping[str, str]]]:
    """The rules that hold for a number of `kind` and `unit` in `window`, with the fields that they give."""
    for rule in rules:
        if (rule.kinds == _ANY or kind in rule.kinds) and (rule.units == _ANY or (unit or "none") in rule.units):
            match = rule.pattern.search(window)
            if match:
                yield rule, _filled(rule.gives, match)


def _filled(gives: Mapping[str, str], match: re.Match[str]) -> Mapping[str, str]:
    filled = {}
    for field, value in gives.items():
        written = _GROUP.sub(lambda group: (match[group[1]] or "").strip(), value)
        if written:
            filled[field] = written
    return filled
