"""What kind of text an article says it is: opinion, analysis, interview, transcript, live blog, fact check, list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

from helpers.rules import Rule, load_rules
from helpers.words import known

_END = 900  # characters at the end of a text, and at its beginning, in which it may say what it is
_LABEL = re.compile(r"^(?:[A-Z][\w.'’-]* ){0,3}([A-Z][A-Z'’-]+)(?: \([^()\n]{2,40}\))?: ", re.MULTILINE)
_NO_SPEAKERS = frozenset({"FACT", "FACTS", "MYTH", "CLAIM", "VERDICT", "COVERAGE", "READ", "MORE", "UPDATE", "PHOTO"})
_TURNS = 3  # of a speaker at least, and of another, who head two lines of three


@cache
def kind_rules() -> tuple[Rule, ...]:
    """How an article is told to be of a kind: data/kinds.toml."""
    return load_rules("kinds.toml", "kind")


def find_kinds(article: Mapping[str, Any]) -> list[str]:
    """The kinds of text that an article says it is: by its address, its title, its outlet's name or its own words.

    A text of which two lines of three are turns of speakers is a transcript.
    None does not make it a news report: most articles of opinion say nothing of it.

    >>> attribution.find_kinds({"url": "https://www.example.com/opinion/rain", "title": "Five reasons it rains"})
    ['opinion', 'list']
    """
    held = _places(article)
    kinds = [rule.gives["says"] for rule in kind_rules() if rule.pattern.search(held.get(rule.gives["place"], ""))]
    kinds += ["transcript"] * _is_in_turns(held["whole"])
    return list(dict.fromkeys(kinds))


def is_of_kind(article: Mapping[str, Any], kind: str) -> bool:
    """Whether an article says by a rule that it is of one kind, without a look for the others."""
    held, rules = _places(article), (rule for rule in kind_rules() if rule.gives["says"] == kind)
    return any(rule.pattern.search(held.get(rule.gives["place"], "")) for rule in rules)


def _places(article: Mapping[str, Any]) -> dict[str, str]:
    """Where an article may say what it is."""
    text = str(article["text"]) if known(article.get("text")) else ""
    held = {name: str(article[name]) for name in ("url", "title", "outlet") if known(article.get(name))}
    ends = text if len(text) <= 2 * _END else f"{text[:_END]}\n{text[-_END:]}"
    return held | {"text": ends, "whole": text}


def _is_in_turns(text: str) -> bool:
    """Whether most of `text` is turns of speakers, each with its label: "LEE: It rained."."""
    labels = Counter(found[1] for found in _LABEL.finditer(text))
    own = sorted((n for label, n in labels.items() if label not in _NO_SPEAKERS), reverse=True)
    n_lines = sum(bool(line.strip()) for line in text.split("\n"))
    return len(own) > 1 and own[1] >= _TURNS and 3 * sum(own) >= 2 * n_lines
