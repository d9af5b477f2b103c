"""What the words around a number make it: a name, an age, or a count of what goes unsaid (data/number_rules.toml)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from helpers.rules import load_tree

_NEAR = 120  # characters before and behind a number that a rule may look at
_FAR = (300, 150)  # characters before and behind it where the context of a rule may stand
_GIVES = ("designator", "age", "saying", "unit")


class Rule(NamedTuple):
    """One row: where `number`, `before`, `after` and `context` fit, the number is what `gives` says."""

    name: str
    gives: str
    number: re.Pattern[str] | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    context: re.Pattern[str] | None
    unit: str | None
    is_bare: bool
    matches: str
    refuses: str


@cache
def rules() -> tuple[Rule, ...]:
    """The rows, in order. A row without an example, or that gives something unknown: ValueError with its name."""
    return tuple(map(_rule, load_tree("number_rules.toml")["rule"]))


def _rule(row: dict[str, str | bool]) -> Rule:
    name = str(row["name"])
    if row["gives"] not in _GIVES:
        raise ValueError(f'number_rules.toml, "{name}": gives is "{row["gives"]}"; expected {" or ".join(_GIVES)}')
    if not ("before" in row or "after" in row):
        raise ValueError(f'number_rules.toml, "{name}": has neither before nor after; give one')
    if (row["gives"] == "unit") != ("unit" in row):
        raise ValueError(f'number_rules.toml, "{name}": a row that gives "unit", and only such a row, names the unit')
    for field in ("matches", "not"):
        if str(row.get(field, "")).count("|") != 2:
            raise ValueError(
                f'number_rules.toml, "{name}": {field} needs one number between bars, as in "At |5| Elm Road."'
            )
    number, after, context = (_pattern(row, field) for field in ("number", "after", "context"))
    before = re.compile(f"(?:{row['before']})$") if "before" in row else None
    unit = str(row["unit"]) if "unit" in row else None
    is_bare = bool(row.get("bare", True))
    examples = str(row["matches"]), str(row["not"])
    return Rule(name, str(row["gives"]), number, before, after, context, unit, is_bare, *examples)


def _pattern(row: dict[str, str | bool], field: str) -> re.Pattern[str] | None:
    return re.compile(str(row[field])) if field in row else None


def read_rule(text: str, start: int, end: int, *, is_bare: bool) -> str | None:
    """What the number `text[start:end]` is by the first row that fits, else None; `is_bare`: nothing is counted."""
    if not any(map(str.isalpha, text[max(0, start - _NEAR) : end + _NEAR])):
        return None
    return next((rule.gives for rule in _naming(is_bare=is_bare) if fits(rule, text, start, end)), None)


@cache
def _naming(*, is_bare: bool) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules() if rule.gives in {"designator", "age"} and (is_bare or not rule.is_bare))


def is_saying(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, a number with its noun, counts nothing: "a million different things"."""
    return any(rule.gives == "saying" and fits(rule, text, start, end) for rule in rules())


def read_unsaid(text: str, start: int, end: int, unit: str | None) -> str | None:
    """The unit that `text[start:end]`, read with `unit` or with none, has by the words around it; else None."""
    if not any(map(str.isalpha, text[max(0, start - _NEAR) : end + _NEAR])):
        return None
    return next((rule.unit for rule in _unsaid(is_bare=unit is None) if fits(rule, text, start, end)), None)


@cache
def _unsaid(*, is_bare: bool) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules() if rule.gives == "unit" and rule.is_bare == is_bare)


def fits(rule: Rule, text: str, start: int, end: int) -> bool:
    """Whether the row fits the number `text[start:end]`."""
    if rule.number and not rule.number.fullmatch(text[start:end]):
        return False
    if rule.after and not rule.after.match(text, end, end + _NEAR):
        return False
    if rule.before and not rule.before.search(text, max(0, start - _NEAR), start):
        return False
    return not rule.context or bool(rule.context.search(text, max(0, start - _FAR[0]), end + _FAR[1]))
