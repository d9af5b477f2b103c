"""What looks as if somebody said something, and nobody did: sources without a voice, acts, what is left unsaid."""

from __future__ import annotations

from functools import cache

from helpers.rules import Rule, load_rules

_BEFORE = 60  # characters before a name that tell whose something is


@cache
def voiceless_rules() -> tuple[Rule, ...]:
    """What is no source, though it stands where one stands: data/unspoken.toml."""
    return load_rules("unspoken.toml", "voiceless")


@cache
def within_rules() -> tuple[Rule, ...]:
    """What stands before a name that speaks not, as it only tells whose something is: data/unspoken.toml."""
    return load_rules("unspoken.toml", "within")


def is_voiceless(mention: str) -> bool:
    """Whether a source, as written, is none: an adverb, a verb, a number, a part of a text.

    >>> is_voiceless("thereafter"), is_voiceless("this paragraph"), is_voiceless("the mayor")
    (True, True, False)
    """
    return any(rule.pattern.search(mention) for rule in voiceless_rules())


def is_within(text: str, start: int) -> bool:
    """Whether the name at `start` only tells whose something is: "an amendment that Sen. Lee proposed"."""
    before = text[max(0, start - _BEFORE) : start]
    return any(rule.pattern.search(before) for rule in within_rules())
