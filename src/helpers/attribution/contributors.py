"""Who contributed to a text without being its author, as its last lines say: "Bo Ek contributed to this report"."""

from __future__ import annotations

import re
from functools import cache

from helpers import names
from helpers import text as reading
from helpers.attribution.stated_names import CAPITAL, PERSON
from helpers.rules import Rule, load_rules

TAIL_LINES = 8  # lines at the end in which contributors may stand
LINE_LENGTH = 500  # characters; a longer line is the story's

_BETWEEN = re.compile(r"\s*(?:[,;]|\band\b|&)\s*")
_WHERE = re.compile(r" (?:in|from|of|at|for|aboard|on) .*")
_OF_WHOM = re.compile(r".*[’']s? |(?:[A-Z]\w+ )*(?:Writer|Reporter|Correspondent|Producer|Editor|Columnist)s? ")
_NAME = re.compile(rf"(?:^|(?<=[a-z] ))(?P<name>{PERSON})\.?$")


@cache
def contributed_rules() -> tuple[Rule, ...]:
    """The rules of data/provenance.toml on lines that name who contributed."""
    return load_rules("provenance.toml", "contributed", words={"person": PERSON, "capital": CAPITAL})


def find_contributors(text: str) -> list[str]:
    """The people whom the last lines of `text` name as contributors, in order; outlets and agencies are none.

    >>> find_contributors("It rained.\\n\\nCNN's Ann Lee, Bo Ek and the Associated Press contributed to this report.")
    ['Ann Lee', 'Bo Ek']
    """
    found: list[str] = []
    for start, end in reading.find_lines(text)[1:][-TAIL_LINES:]:
        line = text[start:end] if end - start <= LINE_LENGTH else ""
        for rule in contributed_rules():
            if any(hint in line.lower() for hint in rule.gives["hints"]) and (told := rule.pattern.search(line)):
                found += [name for piece in _BETWEEN.split(told["names"]) if (name := _person(piece))]
    return list(dict.fromkeys(found))


def _person(piece: str) -> str | None:
    """The person whom `piece` names behind an outlet or a role: "USA TODAY reporter Ann Lee in Lund"."""
    bare = _OF_WHOM.sub("", _WHERE.sub("", piece.strip()), count=1)
    found = _NAME.search(bare)
    name = found["name"] if found else ""
    is_place = names.country(name) is not None
    return None if not name or is_place or names.outlet(name) or names.organisation(name) else name
