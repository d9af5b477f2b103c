"""What looks as if somebody said something, and nobody did: sources without a voice, acts, what is left unsaid."""

from __future__ import annotations

from functools import cache

from helpers.rules import Rule, load_rules

_REACH = 60  # characters around a name, or from the start of a cue, that are looked at


@cache
def voiceless_rules() -> tuple[Rule, ...]:
    """What is no source, though it stands where one stands: data/unspoken.toml."""
    return load_rules("unspoken.toml", "voiceless")


@cache
def nothing_rules() -> tuple[Rule, ...]:
    """Cues and contents that are no statement: data/unspoken.toml."""
    return load_rules("unspoken.toml", "nothing")


@cache
def unsaid_rules() -> tuple[Rule, ...]:
    """What a cue is at its start where nothing was said: data/unspoken.toml."""
    return load_rules("unspoken.toml", "unsaid")


@cache
def acting_rules() -> tuple[Rule, ...]:
    """What stands behind the name of who acts and does not speak: data/unspoken.toml."""
    return load_rules("unspoken.toml", "acting")


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


def nothing(cue: str, content: str) -> Rule | None:
    """The rule by which a cue with a content in other words tells an act or a time, and no statement.

    >>> nothing("tweeted", "last week").name, nothing("repeated", "the claim")
    ('a time and no more', None)
    """
    told = f"{cue} | {content}"
    return next((rule for rule in nothing_rules() if rule.pattern.search(told)), None)


def is_left_unsaid(text: str, start: int) -> bool:
    """Whether the cue at `start` tells that nothing was said: "stopped short of saying"."""
    ahead = text[start : start + _REACH]
    return any(rule.pattern.search(ahead) for rule in unsaid_rules())


def is_deed(text: str, start: int, end: int) -> bool:
    """Whether the name from `start` to `end` only tells whose something is, or is of somebody who acts.

    "an amendment that Sen. Lee proposed", "Lee briefed senators on it".
    """
    before, behind = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    is_whose = any(rule.pattern.search(before) for rule in within_rules())
    return is_whose or any(rule.pattern.search(behind) for rule in acting_rules())
