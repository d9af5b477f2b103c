"""Noun phrases and verb groups of a tagged sentence: where they begin and end."""

from __future__ import annotations

from helpers.attribution.clauses import AUXILIARY, INSIDE, NOMINAL, NOUN, VERB, Sentence
from helpers.attribution.lexicon import WORDS

Range = tuple[int, int]  # first and last token
_NOUN_PHRASE = INSIDE | {"DT", "PR"}
_COORDINATED = INSIDE - {"VBN", "VBG"} | {"DT"}
_BEFORE_VERB = NOMINAL | {"TO", ","}
_ATTACHED = WORDS["attached"]
_WHOLE = NOMINAL | {"DT"}  # what a part is of
_NOT = frozenset({"n't", "not", "never"})


def noun_phrase_before(s: Sentence, last: int, low: int = 0) -> int:
    """First token of the noun phrase that ends at `last`, or -1 where none does."""
    if last < low:
        return -1
    if s.tags[last] in {"PR", "EX"} or (s.tags[last] == "DT" and s.lowers[last] not in {"the", "a", "an"}):
        return last
    if s.tags[last] not in INSIDE:
        return -1
    first = last
    while first > low and _joins(s, first - 1, last, low):
        first -= 1
        if s.tags[first] in {"DT", "PR"}:  # "all the", "both these"
            first -= first > low and s.lowers[first - 1] in {"all", "both", "half"}
            break
    while first < last and s.tags[first] in {"RB", "VBG"} and s.lowers[first] not in WORDS["degree"]:
        first += 1
    return first


def _joins(s: Sentence, i: int, last: int, low: int) -> bool:
    """Whether the token at `i` is part of the noun phrase that goes on behind it up to `last`."""
    tag, after, word = s.tags[i], s.tags[i + 1], s.lowers[i]
    before = s.tags[i - 1] if i > low else ""
    if tag == "N" and after == "NP" and word in WORDS["time"]:
        return False  # "last week Ann Lee said"
    if tag in {"VBG", "VBN"}:
        return before not in _BEFORE_VERB and not (before and s.lowers[i - 1] in AUXILIARY)
    if tag == "RB":
        return after in {"JJ", "CD", "VBN", "RB"}
    if tag == ",":  # "the bespectacled, 71-year-old diplomat"
        return before == "JJ" and after in {"JJ", "CD", "VBN"}
    if tag == "CC" and word in {"and", "or", "&"}:
        return before in {"JJ", "N", "NP"} and after == before and (after != "NP" or word == "&")
    return tag in INSIDE or tag == "DT" or (tag == "PR" and after == "PS")


def whole_noun_phrase(s: Sentence, last: int, low: int = 0) -> int:
    """First token of the noun phrase that ends at `last`, with its prepositional phrases and coordinations, or -1."""
    first = noun_phrase_before(s, last, low)
    while first - 2 >= low:
        joint, tag, before = s.lowers[first - 1], s.tags[first - 1], s.tags[first - 2]
        is_aside = joint == "as" and s.tags[first] in {"NP", "PR"}  # "for now, as Ann Lee said"
        if tag == "IN" and joint in _ATTACHED and before in (_WHOLE if joint == "of" else NOUN) and not is_aside:
            left = noun_phrase_before(s, first - 2, low)
        elif joint in {"and", "or", "nor", "&"} and before in {"N", "NP", "S", "PR", ","}:
            left = noun_phrase_before(s, first - 2 - (before == ","), low)
            if left > low and s.tags[left - 1] in VERB:
                break
        elif tag == "IN" and before in {"VBG", "VBN"} and s.tags[first - 3] in {"N", "NP"}:
            left = noun_phrase_before(s, first - 3, low)  # "protesters marching through the streets"
        else:
            break
        if left < low:
            break
        first = left
    return first


def noun_phrase_end(s: Sentence, first: int) -> int:
    """Last token of the noun phrase with its of-phrases that begins at `first`, or first - 1 where none does."""
    i, n, seen = first, len(s.words), False
    if i < n and s.tags[i] in {"PR", "EX"}:
        return i
    while i < n:
        tag, word, after = s.tags[i], s.lowers[i], s.tags[i + 1] if i + 1 < n else ""
        if tag in NOUN:
            seen = True
        elif tag in {"PS", "#", "&"} or word == "&":
            seen = False
        elif tag in {"JJ", "VBN", "VBG", "RB"}:
            is_verb = tag != "JJ" and (seen or (tag == "VBG" and i == first))
            if is_verb or (tag == "RB" and after not in {"JJ", "CD", "VBN"}):
                break
        elif tag == "DT":
            is_joined = i == first or s.tags[i - 1] in {"CC", "IN"} or s.lowers[i - 1] in {"of", "all", "both", "half"}
            if not is_joined:
                break
        elif seen and _goes_on(s, i, after):
            seen = False
        else:
            break
        i += 1
    last = i - 1
    while last >= first and s.tags[last] in {"CC", "IN", "DT", "PS"} and s.lowers[last] != "'s":
        last -= 1
    return last


def _goes_on(s: Sentence, i: int, after: str) -> bool:
    """Whether a noun phrase goes on behind its noun: "of the town", "and his wife"."""
    word = s.lowers[i]
    if word in {"of", "for", "at", "from"}:
        return after in _NOUN_PHRASE and (word == "of" or s.tags[i - 1] in NOUN)
    return word in {"and", "or"} and after in _COORDINATED


def group_start(s: Sentence, verb: int) -> int:
    """First token of the verb group whose head is `verb`: auxiliaries, adverbs and "not" before it."""
    i = verb
    while i > 0:
        lower, tag = s.lowers[i - 1], s.tags[i - 1]
        is_adverb = tag == "RB" and i > 1 and lower != "so"
        if not (tag in {"MD", "TO"} or lower in AUXILIARY or lower in _NOT or is_adverb):
            break
        i -= 1
    while s.tags[i] == "RB" and s.lowers[i] not in {"also", *_NOT} and s.lowers[i].endswith("not"):
        i += 1
    return i
