"""Rules as rows of a file: a name, a pattern, what it gives, one example that must match and one that must not.

    [[credit]]
    name = "dateline"
    pattern = '^<place> \\(<agency>\\)'
    means = "whole text"
    matches = "LIMA (Reuters) - Rain fell."
    not = "Rain fell, Reuters said."

A word in angle brackets stands for what the module that loads the rules puts in, or the file itself in its [words]
(each may hold those before it). Whatever is not named here is what the rule gives.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, NamedTuple

__all__ = ["Rule", "load_rows", "load_rules", "load_text", "load_tree"]
__dir__ = __all__.copy


def load_text(file: str) -> str:
    """What stands in data/`file`."""
    return (files("helpers") / "data" / file).read_text("utf-8")


def load_rows(file: str) -> list[dict[str, str]]:
    """The rows of data/`file`, a CSV file, as written."""
    return list(csv.DictReader(load_text(file).splitlines()))


def load_tree(file: str) -> dict[str, Any]:
    """What data/`file`, a TOML file, holds."""
    return tomllib.loads(load_text(file))


_OWN = ("name", "pattern", "matches", "not")


class Rule(NamedTuple):
    """One row: `gives` holds the fields that are the rule's own; `matches` and `not_matches` are its examples."""

    name: str
    pattern: re.Pattern[str]
    gives: Mapping[str, Any]
    matches: tuple[str, ...]
    not_matches: tuple[str, ...]

    def faults(self) -> list[str]:
        """What is wrong with the rule, by its own examples."""
        missed = [f'"{self.name}" misses its example: {text}' for text in self.matches if not self.pattern.search(text)]
        wrong = [
            f'"{self.name}" takes what it must not: {text}' for text in self.not_matches if self.pattern.search(text)
        ]
        return missed + wrong


def load_rules(
    file: str, kind: str, *, words: Mapping[str, str] | None = None, flags: re.RegexFlag = re.NOFLAG
) -> tuple[Rule, ...]:
    """The rules [[kind]] of data/`file`, in its order; `words` are the expressions for words in angle brackets.

    ValueError, with file and rule, where a field is missing, a name stands twice or a pattern is none.
    """
    tree, filled, seen = load_tree(file), dict(words or {}), set[str]()
    for word, pattern in tree.get("words", {}).items():
        filled[word] = _fill(pattern, filled)
    return tuple(
        _read(row, f"{file}, [[{kind}]] {number}", seen, filled, flags)
        for number, row in enumerate(tree.get(kind, []), 1)
    )


def _read(row: Mapping[str, Any], where: str, seen: set[str], words: Mapping[str, str], flags: re.RegexFlag) -> Rule:
    missing = [field for field in _OWN if not row.get(field)]
    if missing:
        raise ValueError(f"{where}: no {', no '.join(missing)}; every rule has {', '.join(_OWN)}")
    if row["name"] in seen:
        raise ValueError(f'{where}: the name "{row["name"]}" stands twice; give each rule its own')
    seen.add(row["name"])
    try:
        pattern = re.compile(_fill(row["pattern"], words), flags)
    except re.error as error:
        raise ValueError(f'{where}: the pattern of "{row["name"]}" is none: {error}') from error
    gives = {field: value for field, value in row.items() if field not in _OWN}
    return Rule(row["name"], pattern, gives, _texts(row["matches"]), _texts(row["not"]))


def _fill(pattern: str, words: Mapping[str, str]) -> str:
    return re.sub(r"(?<!\(\?)(?<!\(\?P)<(\w+)>", lambda found: words.get(found[1], found[0]), pattern)


def _texts(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
