"""What follows a verb: the frame in which a cue stands, and whether a clause begins."""

from __future__ import annotations

from typing import NamedTuple

from helpers.attribution.clauses import AUXILIARY, FINITE, INSIDE, QUOTE, VERB, Sentence, is_phrase
from helpers.attribution.lexicon import WORDS
from helpers.attribution.nouns import noun_phrase_end

_TIME = WORDS["time"]
_ADDRESSEE = WORDS["preposition"]
_WH = WORDS["question"]
_NOUN_PHRASE = INSIDE | {"DT", "PR"}
_SUBJECT = _NOUN_PHRASE | {"EX"}
_OBJECT = _SUBJECT | {"RB"}
_AFTER_THAT = _OBJECT | {"IN", "W", ","}
_CIRCUMSTANCE = _NOUN_PHRASE | {"IN", "RB", "CC", "TO", "VBG", ","}
_AFTER_COMMA = FINITE | {"DT", "NP", "CC", "N", "JJ", "CD", "RB"}
_NOMINATIVE = WORDS["nominative"]
_CONNECTIVES = WORDS["connective"]


class Follow(NamedTuple):
    """What follows a cue: `frame` names the construction; the content begins at token `start`."""

    frame: str
    start: int


def follow(s: Sentence, head: int) -> Follow:
    """The construction after the verb at `head`."""
    n, p = len(s.words), head + 1
    while p < n and s.tags[p] in {"RB", "RP"} and s.lowers[p] != "there" and s.tags[p : p + 2] != ["RB", "JJ"]:
        p += 1
    if p >= n:
        return Follow("", p)
    word, tag = s.lowers[p], s.tags[p]
    found = _skip_aside(s, p) or _skip_circumstance(s, p) or _direct(s, p)
    if found:
        # "said raising it would help": the participle is the subject of a clause
        return Follow("cl", p) if found.frame == "ing" and is_clause(s, p) else found
    if word in WORDS["concession"] and not FINITE.isdisjoint(s.tags[p:]):
        return Follow("cl", p)
    if tag in {"IN", "TO"}:
        return Follow(f"p:{word}", p + 1)
    if tag in _OBJECT or word == "$":
        return Follow("cl", p) if word not in {"him", "them", "me", "us"} and is_clause(s, p) else _object(s, p)
    return Follow("v" if tag in VERB or tag == "MD" else "", p)


_BEHIND_OBJECT = {"that": "npthat", "wh": "npwh", "to": "npto", "q": "npq", "colon": "npq", "ing": "nping"}
_PREPOSITIONS = frozenset({"for", "about", "against", "over", "on", "to", "with"})


def _object(s: Sentence, p: int) -> Follow:
    """The construction that begins with the object at `p`."""
    n, last = len(s.words), noun_phrase_end(s, p)
    if last < p:
        return Follow("jj" if s.tags[p] in {"JJ", "RB", "VBN"} else "", p)
    q = last + 1
    while q < n and s.tags[q] == "RB":
        q += 1
    if q >= n:
        return Follow("np", p)
    after = _direct(s, q)
    if after and after.frame == "q" and is_phrase(s.words[q]):
        return Follow("np", p)
    if after:
        kind = _BEHIND_OBJECT[after.frame]
        return Follow(kind, after.start if kind in {"npthat", "npwh", "npq"} else p)
    if s.lowers[q] == "as":
        return Follow("npas", p)
    if s.tags[q] in _SUBJECT and is_clause(s, q):
        return Follow("npcl", q)
    delayed = _skip_circumstance(s, q)
    if delayed and delayed.frame in {"that", "q", "colon"}:
        return Follow("npthat" if delayed.frame == "that" else "npq", delayed.start)
    return Follow(f"np{s.lowers[q]}" if s.tags[q] == "IN" and s.lowers[q] in _PREPOSITIONS else "np", p)


def _is_quoted_phrase(s: Sentence, i: int) -> bool:
    return i < len(s.words) and s.tags[i] in QUOTE and is_phrase(s.words[i])


def _direct(s: Sentence, p: int) -> Follow | None:
    n = len(s.words)
    word, tag = s.lowers[p], s.tags[p]
    if word == ":":
        return Follow("colon", p + 1)
    if tag in QUOTE:
        return Follow("q", p)
    if word == "," and p + 1 < n and s.tags[p + 1] in QUOTE:
        return Follow("q", p + 1)
    if word == "that" and p + 1 < n and (tag == "IN" or s.tags[p + 1] in _AFTER_THAT):
        return Follow("that", p)
    if word in _WH and (tag in {"W", "IN", "RB"}):
        return Follow("wh", p)
    if (
        tag == "TO"
        and p + 1 < n
        and (
            s.tags[p + 1] == "VB"
            or _is_quoted_phrase(s, p + 1)
            or (s.tags[p + 1] == "RB" and p + 2 < n and s.tags[p + 2] == "VB")
        )
    ):
        return Follow("to", p)
    if tag == "VBG" and noun_phrase_end(s, p) < p:
        return Follow("ing", p)
    return None


def _skip_aside(s: Sentence, p: int) -> Follow | None:
    """Past an aside between commas: "claimed, without evidence, that ..."."""
    if s.words[p] != ",":
        return None
    end = next((k for k in range(p + 1, min(len(s.words) - 1, p + 9)) if s.words[k] == "," or s.tags[k] in FINITE), 0)
    if not end or s.words[end] != "," or s.tags[p + 1] not in {"IN", "RB", "VBG", "CD"}:
        return None
    after = _direct(s, end + 1)
    return after if after and after.frame in {"that", "q"} else None


def _skip_circumstance(s: Sentence, p: int) -> Follow | None:
    """Past "on Tuesday", "in a statement to the paper": the that, quote, colon or clause that they delay."""
    if s.tags[p] == "TO" and s.tags[p + 1 : p + 2] in (["VB"], ["RB"]):
        return None
    return _delayed(s, p) or _clause_behind(s, p) if s.lowers[p] in _ADDRESSEE or _is_time(s, p) else None


def _is_time(s: Sentence, i: int) -> bool:
    """Whether a word of time stands at `i`: "Tuesday", "last week"."""
    is_before = s.tags[i] in {"DT", "JJ"} and i + 1 < len(s.words) and s.lowers[i + 1] in _TIME
    return is_before or s.lowers[i].rstrip(".") in _TIME


def _delayed(s: Sentence, p: int) -> Follow | None:
    """The that, colon or quote behind a phrase that begins at `p`."""
    for i in range(p + 1, min(len(s.words), p + 30)):
        tag, word, after = s.tags[i], s.lowers[i], s.tags[i + 1 : i + 2]
        if word == "that" and tag == "IN":
            return Follow("that", i)
        if tag in QUOTE:
            is_part = is_phrase(s.words[i]) or s.tags[i - 1] in {"DT", "IN", "JJ", "PS", "TO"}
            return None if is_part else Follow("q", i)
        if word == ":" or (word == "," and after in (["Q"], ["S"])):
            return Follow("colon" if word == ":" else "q", i + 1)
        if tag not in _CIRCUMSTANCE or (tag == "TO" and after == ["VB"]):
            return None
    return None


def _clause_behind(s: Sentence, p: int) -> Follow | None:
    """A bare clause behind times and short phrases from `p` on."""
    i, n = p, len(s.words)
    for _ in range(4):
        if i < n and _is_time(s, i):
            i += 1 + (s.lowers[i].rstrip(".") not in _TIME)
            while i < n and s.lowers[i] in _TIME:
                i += 1
        elif i + 1 < n and s.lowers[i] in _ADDRESSEE and s.tags[i] in {"IN", "TO", "RP"}:
            i = max(i, noun_phrase_end(s, i + 1) + 1)
        else:
            return None
        if i >= n or s.lowers[i] == "that":
            return Follow("that", i) if i < n else None
        if (s.tags[i] in {"PR", "EX", "DT"} or s.lowers[i - 1].rstrip(".") in _TIME) and is_clause(s, i):
            return Follow("cl", i)
    return None


def is_clause(s: Sentence, first: int) -> bool:
    """Whether a clause begins at `first`: a subject, then a finite verb, with no break between."""
    n = len(s.words)
    if first < n and s.lowers[first] in _NOMINATIVE and first + 1 < n and s.tags[first + 1] not in {",", "."}:
        return True
    n_commas, has_to, resume = 0, False, first
    for i in range(first, min(n, first + 30)):
        if i < resume:
            continue
        tag, word, lower = s.tags[i], s.words[i], s.lowers[i]
        if word == "," and i > first and s.tags[i + 1 : i + 2] == ["W"] and s.lowers[i + 1] in {"which", "who"}:
            # "the report, which fell short of it, shows": on behind the relative clause
            close = next((k for k in range(i + 2, min(n, i + 16)) if s.words[k] == ","), 0)
            if not close:
                return False
            resume = close + 1
            continue
        if tag in FINITE and not (has_to and tag != "MD" and lower not in AUXILIARY):
            k = i - 1
            while k > first and s.tags[k] == "RB":
                k -= 1
            return i > first and s.tags[k] not in {"CC", "W", "TO", "IN"} and n_commas != 1
        if tag in {"W", ":", ";", "."} or word in {";", "—", "--"} or tag == "Q":
            return False
        has_to = has_to or tag == "TO"
        if tag == "TO" and not (i > first and s.tags[i - 1] in {"N", "NP"} and not _is_quoted_phrase(s, i + 1)):
            return False
        if tag == "VB" and s.tags[i - 1] not in {"TO", "RB"}:
            return False
        if lower in _CONNECTIVES and i > first:
            return False
        if word == ",":
            n_commas += 1
            if i + 1 >= n or s.tags[i + 1] not in _AFTER_COMMA:
                return False
    return False
