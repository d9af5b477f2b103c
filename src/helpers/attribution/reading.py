"""Candidate attributions of a sentence: cue, source and content as token ranges, with the frame they stand in."""

from __future__ import annotations

from typing import NamedTuple

from helpers.attribution.clauses import DASH, FINITE, INSIDE, NOUN, QUOTE, Sentence, is_phrase
from helpers.attribution.verbs import Range, Verb, find_verbs, follow, is_clause, noun_phrase_end

_STOPS = frozenset({",", ";", ":", ".", "—", "–", "--", "-", "!", "?", "(", ")"})


CLAUSES = frozenset({"that", "cl", "q", "colon", "wh", "npthat", "npcl", "npq", "npwh"})
SUBORDINATE = frozenset("while although though if when as because since unlike after before despite".split())


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
    while last >= first and s.tags[last] != "Q" and (s.words[last] in _STOPS or s.words[last] in DASH or s.words[last].startswith("..")):
        last -= 1
    while first <= last and s.words[first] in {",", ":", ";", "—", "–", "--", "-", "."}:
        first += 1
    return (first, last) if first <= last else None


CUE_ING = frozenset(
    "adding saying noting calling citing arguing claiming insisting suggesting telling stating explaining referring accusing asking urging warning declaring"
    " pointing describing asserting predicting vowing promising writing concluding dismissing criticizing blaming".split()
)
# words that open an adverbial which is mostly not part of a noun-phrase content
_AFTER_PHRASE = frozenset("after before when while because if as during since although though until following amid despite by unless whereas once".split())


def clause_end(s: Sentence, first: int, frame: str, opens: bool = False) -> int:
    """Last token of the content that begins at `first`; `opens`: its cue stands in a clause before the main one."""
    n = len(s.words)
    phrase = frame.startswith(("np", "p:", "ing", "to", "jj")) and frame not in {"npthat", "npcl", "npwh", "npq"}
    for i in range(first, n):
        word, lower, tag = s.words[i], s.lowers[i], s.tags[i]
        if tag == "Q" and i + 1 < n and word.rstrip("\"'”’“‘»`")[-1:] == "," and (
            s.tags[i + 1] in {"VBG", "W"} or s.lowers[i + 1] in {"while", "but", "and", "although", "though", "as"} or is_clause(s, i + 1)
        ):
            return i
        if i == first:
            continue
        if word == "," and i + 1 < n:
            after = s.lowers[i + 1]
            if after in CUE_ING and (after not in {"calling", "including"} or True):
                return i - 1
            if after == "according" or (after == "while" and s.tags[i + 2 : i + 3] != ["VBG"]) or after in {"although", "though"}:
                return i - 1
            if (phrase or opens) and (is_clause(s, i + 1) or (phrase and s.tags[i + 1] in FINITE)):
                return i - 1
            if after in {"but", "and", "or"} and phrase:
                return i - 1
            if phrase and (s.tags[i + 1] in {"W", "VBG", "PR", "RB"} or after in _AFTER_PHRASE):
                return i - 1
        elif word == ";":
            return i - 1
        elif word in {"—", "–", "--", "-"} and i + 1 < n and (s.lowers[i + 1] in {"but", "and", "while", "though"}):
            return i - 1
        elif lower == "according" and i + 1 < n and s.lowers[i + 1] == "to":
            return i - 1
        elif phrase and tag == "CC" and i + 1 < n and (s.tags[i + 1] in FINITE or (s.tags[i + 1] in {"RB"} and s.tags[i + 2 : i + 3] and s.tags[i + 2] in FINITE)):
            return i - 1
        elif phrase and lower in _AFTER_PHRASE and lower not in {"as", "by"} and tag in {"IN", "W", "VBG"}:
            return i - 1
    return n - 1


def left_region(s: Sentence, last: int, low: int) -> Range | None:
    """The clause or quote before a cue that comes after its content, ending at `last`."""
    return trim(s, low, last)


def _cue_range(s: Sentence, verb: Verb, frame: str) -> Range:
    last = verb.head + (1 if frame.startswith("p:") else 0)
    first = verb.group
    return first, min(last, len(s.words) - 1)


def verb_candidates(s: Sentence, verbs: list[Verb], low: int) -> list[Candidate]:
    """What each verb of `s` could attribute."""
    found = []
    n = len(s.words)
    for number, verb in enumerate(verbs):
        word = s.lowers[verb.head]
        after = follow(s, verb.head)
        subject = verb.subject
        prefix = "pas-" if verb.is_passive else ""
        if verb.form == "pp":
            prefix = "pp-"
        first_word = min([verb.group, *(a for a, _ in subject)])
        opens = verb.form in {"ing", "pp"} and verb.group == 0 or s.lowers[0] in SUBORDINATE and first_word < 4 or (first_word > 0 and s.lowers[first_word - 1] in SUBORDINATE and (first_word < 3 or s.words[first_word - 2] == ","))
        # content before the cue
        start = verb.group
        if not verb.is_inverted and subject:
            start = min(subject[0][0], start)
        before = start - 1
        has_left = before >= 0 and (s.tags[before] == "Q" or s.words[before] == "," or s.words[before] in DASH)
        region = left_region(s, before, low) if has_left else None
        if verb.is_inverted and subject:
            after = follow(s, subject[0][1])
        is_forward = after.frame in CLAUSES and not verb.is_inverted
        if region and subject and verb.form == "finite" and not verb.is_passive:
            is_quote = s.tags[region[1]] == "Q"
            has_clause = any(t in FINITE or t in QUOTE for t in s.tags[region[0] : region[1] + 1])
            resume = _resumes(s, verb, subject, only_quotes=is_quote or verb.is_inverted)
            if (is_quote or has_clause) and not (is_forward and not is_quote and after.frame != "q"):
                content = (region, resume) if resume else (region,)
                frame = "qpost" if is_quote else ("ipost" if verb.is_inverted else "post")
                found.append(Candidate(_cue_range(s, verb, ""), subject, content, word, frame, verb.head))
                if (is_quote and not is_phrase(s.words[region[1]])) or verb.is_inverted:
                    continue
            elif resume and not is_forward and region[1] - region[0] < 8:
                found.append(Candidate(_cue_range(s, verb, ""), subject, (region, resume), word, "mid", verb.head))
                continue
        if not after.frame or after.start >= n:
            if verb.form == "finite" and not verb.is_passive and subject and (after.start >= n - 1 or s.words[after.start] in _STOPS):
                found.append(Candidate(_cue_range(s, verb, ""), subject, (), word, "bare", verb.head))
                continue
            if verb.is_passive or verb.form == "pp":
                by = s.lowers[verb.head + 1] == "by" if verb.head + 1 < n else False
                if by:
                    last = noun_phrase_end(s, verb.head + 2)
                    if last > verb.head + 1 and subject:
                        found.append(Candidate(_cue_range(s, verb, ""), ((verb.head + 2, last),), subject, word, prefix + "by", verb.head))
            continue
        frame = prefix + after.frame
        if verb.is_passive or verb.form == "pp":
            if after.frame == "p:by":
                last = noun_phrase_end(s, after.start)
                if last >= after.start and subject:
                    found.append(Candidate(_cue_range(s, verb, "p:by"), ((after.start, last),), subject, word, prefix + "by", verb.head))
                continue
            content_range = trim(s, after.start, clause_end(s, after.start, after.frame, opens))
            if content_range:
                whole = (*subject, content_range) if after.frame in {"to", "npas", "p:as", "p:to"} else (content_range,)
                found.append(Candidate(_cue_range(s, verb, after.frame), (), whole, word, frame, verb.head))
            continue
        content_range = trim(s, after.start, clause_end(s, after.start, after.frame, opens))
        if content_range:
            found.append(Candidate(_cue_range(s, verb, after.frame), subject, (content_range,), word, frame, verb.head))
    return found


def _resumes(s: Sentence, verb: Verb, subject: tuple[Range, ...], *, only_quotes: bool) -> Range | None:
    """What goes on after "..., he said, ..."."""
    n = len(s.words)
    i = max(verb.head, subject[-1][1]) + 1
    limit = i + 14
    while i < min(n, limit) and s.words[i] != "," and s.tags[i] in INSIDE | {"IN", "DT", "TO", "PR", "RB", "RP"} :
        i += 1
    if i >= n - 1 or s.words[i] not in {",", "—", "–", "--", "-", ":"}:
        return None
    if s.tags[i + 1] in QUOTE:
        return trim(s, i + 1, clause_end(s, i + 1, "q"))
    if only_quotes or s.tags[i + 1] in {"VBG", "W"} or s.lowers[i + 1] in {"adding", "who", "which", "but", "and", "while", "according", "although", "though", "as", "when", "after"}:
        return None
    if any(t in FINITE or t in QUOTE for t in s.tags[i + 1 :]):
        return trim(s, i + 1, clause_end(s, i + 1, "that"))
    return None


def according(s: Sentence, low: int) -> list[Candidate]:
    """"According to X, ..." and "..., according to X"."""
    found = []
    n = len(s.words)
    for i in range(n - 2):
        if s.lowers[i] != "according" or s.lowers[i + 1] != "to":
            continue
        last = noun_phrase_end(s, i + 2)
        if last < i + 2:
            continue
        end = last
        while end + 1 < n and s.words[end + 1] not in {",", ";", ".", ":", "—", "–", "--"} and s.tags[end + 1] not in FINITE:
            end += 1
        before = trim(s, low, i - 1)
        opens = before is None or before[1] - before[0] < 2 or not any(t in FINITE or t in QUOTE for t in s.tags[before[0] : before[1] + 1])
        rest = trim(s, end + 1, clause_end(s, end + 1, "that")) if end + 1 < n else None
        if before and rest and s.lowers[before[0]] in SUBORDINATE and rest[1] - rest[0] > 3:
            opens = True
        if opens:
            rest = trim(s, end + 1, clause_end(s, end + 1, "that")) if end + 1 < n else None
            content = (rest,) if rest else ()
        else:
            content = (before,) if before else ()
        if content:
            found.append(Candidate((i, i + 1), ((i + 2, end),), content, "according to", "acc", i))
    return found


_NO_SPEAKER = frozenset(
    "update updated watch video note source sources photo photos image related read more breaking exclusive correction editor"
    " contact warning example question fact conclusion summary abstract text date time".split()
)


def named_line(s: Sentence) -> list[Candidate]:
    """"“...” - Ann Lee" and "Ann Lee: ..."."""
    n = len(s.words)
    if n > 2 and s.tags[0] == "Q" and s.words[1] in DASH and n < 24 and s.tags[2] in NOUN:
        last = noun_phrase_end(s, 2)
        if last >= 2 and (last + 1 >= n or s.words[last + 1] in {",", ".", "(", ";"}):
            return [Candidate((1, 1), ((2, last),), ((0, 0),), "-", "dash", 1)]
    colon = next((i for i in range(1, min(n - 1, 8)) if s.words[i] == ":"), 0)
    if colon and all(t == "NP" or s.words[i].isupper() or (s.words[i] in {".", ","} and i) for i, t in enumerate(s.tags[:colon])):
        first = 0
        if not any(w in _NO_SPEAKER for w in s.lowers[:colon]):
            content = trim(s, colon + 1, n - 1)
            if content:
                return [Candidate((colon, colon), ((first, colon - 1),), (content,), ":", "name", colon)]
    return []
