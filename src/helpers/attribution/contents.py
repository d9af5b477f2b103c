"""Candidate attributions, and where in a sentence the content of one begins and ends."""

from __future__ import annotations

from typing import NamedTuple

from helpers.attribution import lexicon
from helpers.attribution.clauses import AUXILIARY, DASH, FINITE, INSIDE, INVERTING, QUOTE, Sentence
from helpers.attribution.following import is_clause
from helpers.attribution.lexicon import WORDS
from helpers.attribution.nouns import Range
from helpers.attribution.verbs import Verb

MARKS = "\"'”’“‘»` "
STOPS = frozenset({",", ";", ":", ".", "—", "–", "--", "-", "!", "?", "(", ")"})
SUBORDINATE = WORDS["subordinate"]
HEARSAY = WORDS["hearsay"]
SPOKEN = QUOTE | FINITE
_OPENING = DASH | {",", ":", ";", "."}
_ACTING = FINITE | {"RB"}
_CIRCUMSTANCE = INSIDE | {"IN", "DT", "TO", "PR", "RB", "RP"}
_NEXT = WORDS["participle"]
_DAYS = frozenset({d for d in WORDS["time"] if d.endswith("day")})
_ADVERBIAL = WORDS["adverbial"]
_TURNS = WORDS["turn"]
_REASONS = WORDS["reason"]


class Candidate(NamedTuple):
    """A possible attribution. `frame` tells how cue and content stand to each other; `cue` is the verb's index."""

    cue: Range
    source: tuple[Range, ...]
    content: tuple[Range, ...]
    word: str
    frame: str
    head: int


def trim(s: Sentence, first: int, last: int) -> Range | None:
    """The range without the punctuation at its ends."""
    while last >= first and s.tags[last] != "Q" and (s.words[last] in STOPS or s.words[last].startswith("..")):
        last -= 1
    while first <= last and s.words[first] in _OPENING:
        first += 1
    return (first, last) if first <= last else None


# what a content may end at: nothing else is looked at
_TURNING_TAGS = QUOTE | {"CC"}
_TURNING = DASH | {",", ";", "according"}
_TURNING_PHRASE = _TURNING | _ADVERBIAL


def is_noun_phrase(frame: str) -> bool:
    """Whether the content in a frame is a phrase, which ends sooner than a clause."""
    return frame.startswith(("np", "p:", "ing", "to", "jj")) and frame not in {"npthat", "npcl", "npwh", "npq"}


def clause_end(s: Sentence, first: int, frame: str, opens: bool = False) -> int:
    """Last token of the content that begins at `first`; `opens`: its cue stands in a clause before the main one."""
    phrase = is_noun_phrase(frame)
    turning = _TURNING_PHRASE if phrase else _TURNING
    for i in range(first, len(s.words) - 1):
        word, tag = s.lowers[i], s.tags[i]
        if tag not in _TURNING_TAGS and word not in turning:
            continue
        if tag in QUOTE and _ends_behind_quote(s, i, phrase):
            return i
        if i == first:
            continue
        if word == ",":
            if not (phrase and s.lowers[i + 1 : i + 3] == ["and", s.lowers[first]]) and (
                # but "to do this, and to do that"
                _ends_at_comma(s, i, first, frame, opens)
            ):
                return i - 1
        elif word == ";" or (word in DASH and s.lowers[i + 1] in _TURNS) or _ends_at_word(s, i, phrase):
            return i - 1
    return len(s.words) - 1


def _ends_behind_quote(s: Sentence, i: int, phrase: bool) -> bool:
    """Whether a content ends with the quote at `i`, as another clause begins behind it."""
    after, tag = s.lowers[i + 1], s.tags[i + 1]
    if s.tags[i] == "S":
        return phrase and (after in DASH or after in _DAYS)
    mark = s.words[i].rstrip(MARKS)[-1:]
    if mark == "," and (tag in {"VBG", "W"} or after in _TURNS or after == "as" or is_clause(s, i + 1)):
        goes_on = s.tags[i + 2 : i + 3] == ["Q"] and (i + 3 >= len(s.words) or s.words[i + 3] in STOPS)
        return not (after == "and" and (goes_on or s.lowers[i + 2 : i + 3] in (["that"], ["to"])))
    return mark in {"?", "!"} and tag == "IN"  # 'yelled "You lie!" at the president'


def _ends_at_comma(s: Sentence, i: int, first: int, frame: str, opens: bool) -> bool:
    """Whether a content ends before the comma at `i`."""
    after, tag, phrase = s.lowers[i + 1], s.tags[i + 1], is_noun_phrase(frame)
    joins = after in {"and", "but", "or"}
    return (
        after in _NEXT
        or (tag in FINITE and after in INVERTING)
        or (joins and frame != "acc" and is_clause(s, i + 2) and _cue_ahead(s, i + 2))
        or (not phrase and i > first + 3 and after in _REASONS and is_clause(s, i + 2))
        or (tag == "W" and _cue_ahead(s, i + 2))
        or after in {"according", "whereas", "although", "though"}
        or (after == "while" and s.tags[i + 2 : i + 3] != ["VBG"])
        or ((phrase or opens) and is_clause(s, i + 1))
        or (phrase and (joins or tag in FINITE or tag in {"W", "VBG", "PR", "RB"} or after in _ADVERBIAL))
    )


def _ends_at_word(s: Sentence, i: int, phrase: bool) -> bool:
    """Whether a content ends before the word at `i`: "and said", "and reportedly it", "according to"."""
    word, tag = s.lowers[i], s.tags[i]
    if word == "according":
        return True
    if tag != "CC":
        return phrase and word in _ADVERBIAL and word not in {"as", "by"} and tag in {"IN", "W", "VBG"}
    if phrase:
        return s.tags[i + 1] in FINITE or (s.tags[i + 1] == "RB" and not FINITE.isdisjoint(s.tags[i + 2 : i + 3]))
    is_hearsay = not HEARSAY.isdisjoint(s.lowers[i + 1 : i + 6]) and is_clause(s, i + 1)
    return is_hearsay or (word in {"and", "but"} and s.tags[i + 1] in _ACTING and _cue_ahead(s, i + 1, 3))


def _cue_ahead(s: Sentence, first: int, reach: int = 8) -> bool:
    """Whether the next finite verb is a verb of saying."""
    for i in range(first, min(len(s.words), first + reach)):
        is_acting = s.tags[i] in FINITE and s.lowers[i] not in AUXILIARY and s.tags[i] != "MD"
        if is_acting or s.tags[i] in {"VB", "VBN"}:
            return "clause" in lexicon.verbs().get(lexicon.lemmas().get(s.lowers[i], ""), ())
    return False


def left_region(s: Sentence, last: int) -> Range | None:
    """The clause or quote before a cue that comes after its content, ending at `last`."""
    if s.tags[last] == "Q" or (last and s.tags[last - 1] == "Q" and s.words[last] == ","):
        quote = last if s.tags[last] == "Q" else last - 1
        if quote and s.words[quote - 1] in {":", "("}:
            return (quote, quote)
    return trim(s, 0, last)


def resumes(s: Sentence, verb: Verb, subject: tuple[Range, ...], *, only_quotes: bool) -> Range | None:
    """What goes on after "..., he said, ..."."""
    n = len(s.words)
    i = max(verb.head, subject[-1][1]) + 1
    limit = i + 14
    while i < min(n, limit) and s.tags[i] in _CIRCUMSTANCE:
        i += 1
    if i >= n - 1 or s.words[i] not in {",", "—", "–", "--", "-", ":"}:
        return None
    if s.tags[i + 1] == "VBG" and lexicon.level(s.lowers[i + 1], "q"):
        return None  # "..., adding later, ...": a statement of its own
    k = next((k for k in range(i + 1, n) if s.tags[k] in QUOTE), 0)
    # the next quote, after a comma or "but": '"..., " he said during the debate, "and ..."'
    joint = next((j for j in range(max(i + 1, k - 3), k) if s.tags[j] == "CC"), k)
    if k and s.words[joint - 1] == "," and (only_quotes or k < i + 5):
        return trim(s, joint, clause_end(s, k, "q"))
    after = s.lowers[i + 1]
    if only_quotes or s.tags[i + 1] in {"VBG", "W"} or after in _TURNS or after in {"as", "after"}:
        return None
    if SPOKEN.isdisjoint(s.tags[i + 1 :]):
        return None
    return trim(s, i + 1, clause_end(s, i + 1, "that"))
