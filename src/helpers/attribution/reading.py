"""Candidate attributions of a sentence: cue, source and content as token ranges, with the frame they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from helpers import names
from helpers.attribution import lexicon
from helpers.attribution.clauses import (
    AUXILIARY,
    DASH,
    FINITE,
    INSIDE,
    INVERTING,
    NOUN,
    PAST,
    QUOTE,
    VERB,
    Sentence,
    is_phrase,
    noun_phrase_before,
    whole_noun_phrase,
)
from helpers.attribution.lexicon import WORDS
from helpers.attribution.persons import names_in
from helpers.attribution.verbs import Range, Verb, follow, is_clause, noun_phrase_end

_MARKS = "\"'”’“‘»` "
_ACTING = FINITE | {"RB"}
_GOES_ON = QUOTE | {"CC"}
_SPOKEN = QUOTE | FINITE
_CIRCUMSTANCE = INSIDE | {"IN", "DT", "TO", "PR", "RB", "RP"}
_BEFORE_PURPOSE = DASH | {",", "("}
_STOPS = frozenset({",", ";", ":", ".", "—", "–", "--", "-", "!", "?", "(", ")"})


NEVER = AUXILIARY | WORDS["never"]  # attribute nothing without a list that says so
CLAUSES = frozenset({"that", "cl", "q", "colon", "wh", "npthat", "npcl", "npq", "npwh"})
SUBORDINATE = WORDS["subordinate"]


HEARSAY = WORDS["hearsay"]
MODAL = WORDS["modal"]
NOUN_CUES = {word: level for level in ("speech", "belief", "promise", "no-source") for word in WORDS[f"noun-{level}"]}
_QUOTING = frozenset({"quoted", "quotes", "quoting", "quote", "cited", "cites", "citing"})
_VIEWS = frozenset({"view", "opinion", "words", "eyes", "estimation", "telling", "mind", "perspective", "standpoint"})
_STATED = frozenset({"stated", "said", "reported", "written", "announced", "noted"})
CUE_WORDS = frozenset({*lexicon.lemmas(), *_QUOTING, "put", "puts"})  # "as X puts it"
TELLING = CUE_WORDS | HEARSAY | NOUN_CUES.keys() | _VIEWS | _STATED | {"according", "per", ":"}
"""A sentence without a quote attributes nothing unless it has one of these."""


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
    while (
        last >= first
        and s.tags[last] != "Q"
        and (s.words[last] in _STOPS or s.words[last] in DASH or s.words[last].startswith(".."))
    ):
        last -= 1
    while first <= last and s.words[first] in {",", ":", ";", "—", "–", "--", "-", "."}:
        first += 1
    return (first, last) if first <= last else None


CUE_ING = WORDS["participle"]
_DAYS = frozenset({d for d in WORDS["time"] if d.endswith("day")})
_AFTER_PHRASE = WORDS["adverbial"]


# what a content may end at: nothing else is looked at
_TURNING_TAGS = QUOTE | {"CC"}
_TURNING = DASH | {",", ";", "according"}
_TURNING_PHRASE = _TURNING | _AFTER_PHRASE


def clause_end(s: Sentence, first: int, frame: str, opens: bool = False) -> int:
    """Last token of the content that begins at `first`; `opens`: its cue stands in a clause before the main one."""
    n = len(s.words)
    phrase = frame.startswith(("np", "p:", "ing", "to", "jj")) and frame not in {"npthat", "npcl", "npwh", "npq"}
    turning = _TURNING_PHRASE if phrase else _TURNING
    for i in range(first, n):
        lower, tag = s.lowers[i], s.tags[i]
        if tag not in _TURNING_TAGS and lower not in turning:
            continue
        word = s.words[i]
        if (
            tag == "Q"
            and i + 1 < n
            and word.rstrip(_MARKS)[-1:] == ","
            and (
                s.tags[i + 1] in {"VBG", "W"}
                or s.lowers[i + 1] in {"while", "but", "and", "although", "though", "as"}
                or is_clause(s, i + 1)
            )
        ):
            joined = s.lowers[i + 1] == "and" and s.lowers[i + 2 : i + 3] in (["that"], ["to"])
            if not joined:
                return i
        if (
            tag == "Q"
            and i + 2 < n
            and s.tags[i + 1] == "CC"
            and s.tags[i + 2] in FINITE
            and word.rstrip(_MARKS)[-1:] in {"?", "!"}
        ):
            return i
        if tag == "Q" and i + 1 < n and s.tags[i + 1] == "IN" and word.rstrip(_MARKS)[-1:] in {"?", "!"}:
            return i  # 'yelled "You lie!" at the president'
        if phrase and tag == "S" and i + 1 < n and (s.words[i + 1] in DASH or s.lowers[i + 1] in _DAYS):
            return i
        if i == first:
            continue
        if word == "," and i + 1 < n:
            after = s.lowers[i + 1]
            if after in CUE_ING or (s.tags[i + 1] in FINITE and after in INVERTING):
                return i - 1
            if (
                frame != "acc"
                and after in {"and", "but", "or"}
                and i + 2 < n
                and is_clause(s, i + 2)
                and _cue_ahead(s, i + 2)
            ):
                return i - 1
            if not phrase and i > first + 3 and after in {"as", "because", "since"} and is_clause(s, i + 2):
                return i - 1
            if s.tags[i + 1] == "W" and _cue_ahead(s, i + 2):
                return i - 1
            if (
                after == "according"
                or after == "whereas"
                or (after == "while" and s.tags[i + 2 : i + 3] != ["VBG"])
                or after in {"although", "though"}
            ):
                return i - 1
            if (phrase or opens) and (is_clause(s, i + 1) or (phrase and s.tags[i + 1] in FINITE)):
                return i - 1
            if after == "and" and s.lowers[i + 2 : i + 3] == s.lowers[first : first + 1]:
                continue  # "to do this, and to do that"
            if after in {"but", "and", "or"} and phrase:
                return i - 1
            if phrase and (s.tags[i + 1] in {"W", "VBG", "PR", "RB"} or after in _AFTER_PHRASE):
                return i - 1
        elif word == ";":
            return i - 1
        elif (
            word in DASH
            and i + 1 < n
            and (s.lowers[i + 1] in {"but", "and", "while", "though"} or not any(w in DASH for w in s.words[i + 1 :]))
        ):
            if s.lowers[i + 1] in {"but", "and", "while", "though", "a", "an", "although", "even"}:
                return i - 1
        elif (
            (tag == "CC" and not phrase and any(w in HEARSAY for w in s.lowers[i + 1 : i + 6]) and is_clause(s, i + 1))
            or (
                tag == "CC"
                and lower in {"and", "but"}
                and not phrase
                and i + 1 < n
                and s.tags[i + 1] in _ACTING
                and _cue_ahead(s, i + 1, 3)
            )
            or (lower == "according" and i + 1 < n and s.lowers[i + 1] == "to")
            or (
                phrase
                and tag == "CC"
                and i + 1 < n
                and (
                    s.tags[i + 1] in FINITE
                    or (s.tags[i + 1] in {"RB"} and s.tags[i + 2 : i + 3] and s.tags[i + 2] in FINITE)
                )
            )
            or (phrase and lower in _AFTER_PHRASE and lower not in {"as", "by"} and tag in {"IN", "W", "VBG"})
        ):
            return i - 1
    return n - 1


def _cue_ahead(s: Sentence, first: int, reach: int = 8) -> bool:
    """Whether the next finite verb is a verb of saying."""
    for i in range(first, min(len(s.words), first + reach)):
        if s.tags[i] in FINITE and s.lowers[i] not in AUXILIARY and s.tags[i] != "MD":
            return "clause" in lexicon.verbs().get(lexicon.lemmas().get(s.lowers[i], ""), ())
        if s.tags[i] in {"VB", "VBN"}:
            return "clause" in lexicon.verbs().get(lexicon.lemmas().get(s.lowers[i], ""), ())
    return False


def left_region(s: Sentence, last: int) -> Range | None:
    """The clause or quote before a cue that comes after its content, ending at `last`."""
    if s.tags[last] == "Q" or (last and s.tags[last - 1] == "Q" and s.words[last] == ","):
        quote = last if s.tags[last] == "Q" else last - 1
        if quote and s.words[quote - 1] in {":", "("}:
            return (quote, quote)
    return trim(s, 0, last)


def _cue_range(s: Sentence, verb: Verb, frame: str) -> Range:
    last = verb.head + (1 if frame.startswith("p:") else 0)
    first = verb.group
    return first, min(last, len(s.words) - 1)


def _opens(s: Sentence, verb: Verb) -> bool:
    """Whether the clause of a verb goes before the main one."""
    first = min([verb.group, *(a for a, _ in verb.subject)])
    return (
        (verb.group == 0 and (verb.form in {"ing", "pp"} or not verb.subject))
        or (s.lowers[0] in SUBORDINATE and first < 4)
        or (first > 0 and s.lowers[first - 1] in SUBORDINATE and (first < 3 or s.words[first - 2] == ","))
    )


def verb_candidates(s: Sentence, verbs: list[Verb]) -> list[Candidate]:
    """What each verb of `s` could attribute; without a quote in the sentence, only a cue verb attributes."""
    found = []
    n = len(s.words)
    for verb in verbs:
        word = s.lowers[verb.head]
        if word not in CUE_WORDS and (not s.quotes or word in NEVER):
            continue
        subject = verb.subject
        if not MODAL.isdisjoint(s.lowers[verb.group : verb.head]):
            continue
        if len(subject) == 1 and s.lowers[subject[0][0]] in {"that", "there", "you"} and subject[0][0] == subject[0][1]:
            continue
        if verb.form == "inf" and subject and s.lowers[subject[0][0]] == "it":
            continue  # "it is hard to understand": nobody in particular
        if verb.form == "inf" and verb.group and s.words[verb.group - 1] in _BEFORE_PURPOSE:
            continue  # "he may go there - perhaps to discuss it": a purpose, said by nobody
        after = follow(s, subject[0][1] if verb.is_inverted and subject else verb.head)
        prefix = "pas-" if verb.is_passive else ""
        if verb.form == "pp":
            prefix = "pp-"
        # content before the cue
        start = verb.group
        if not verb.is_inverted and subject:
            start = min(subject[0][0], start)
        named = _named_before(s, start) if not verb.is_inverted and len(subject) == 1 else -1
        if named >= 0:
            start, subject = named, ((named, subject[0][1]),)
        before = start - 1
        has_left = before >= 0 and (s.tags[before] == "Q" or s.words[before] == "," or s.words[before] in DASH)
        region = left_region(s, before) if has_left else None
        is_forward = after.frame in CLAUSES and not verb.is_inverted
        is_aside = (
            bool(subject) and s.lowers[subject[0][0]] == "which" and s.tags[before] != "Q"
        )  # "— which ended it —"
        if region and subject and verb.form == "finite" and not verb.is_passive and not is_aside:
            is_quote = s.tags[region[1]] == "Q" and (
                s.tags[region[0]] in _GOES_ON
                or not FINITE.isdisjoint(s.tags[region[0] : region[1]])
                or s.tags[region[0]] != "IN"
            )
            has_clause = s.tags[region[0]] in QUOTE or not FINITE.isdisjoint(s.tags[region[0] : region[1] + 1])
            if verb.is_inverted or (not after.frame and lexicon.level(word, "that")):
                has_clause = has_clause or region[1] - region[0] > 5
            if s.tags[region[1]] == "Q" and not is_quote and region[1] and s.words[region[1] - 1] == ",":
                region, is_quote, has_clause = (region[1], region[1]), True, True  # 'As for taxes, "...," he said'
            if (
                is_quote
                and is_forward
                and s.tags[region[0]] not in QUOTE
                and FINITE.isdisjoint(s.tags[region[0] : region[1]])
            ):
                is_quote = has_clause = False  # 'On Monday\'s "Morning Show," he said the house is small'
            resume = _resumes(s, verb, subject, only_quotes=is_quote or verb.is_inverted)
            if resume and not is_quote and s.tags[resume[0]] == "Q" and not is_phrase(s.words[resume[0]]):
                has_clause = False  # 'Asked about it, he said, "..."': what goes before is the teller's
            if (is_quote or has_clause) and not (
                is_forward
                and not is_quote
                and (after.frame != "q" or s.tags[region[0]] in {"IN", "W", "VBG", "VBN", "TO", "RB"})
            ):
                content = (region, resume) if resume else (region,)
                frame = "qpost" if is_quote else ("ipost" if verb.is_inverted else "post")
                found.append(Candidate(_cue_range(s, verb, ""), subject, content, word, frame, verb.head))
                if (is_quote and not is_phrase(s.words[region[1]])) or verb.is_inverted:
                    continue
            elif resume and not is_forward and (region[1] - region[0] < 8 or s.tags[resume[0]] in FINITE):
                found.append(Candidate(_cue_range(s, verb, ""), subject, (region, resume), word, "mid", verb.head))
                continue
        first_source = subject[0][0] if subject else 0
        if first_source and s.lowers[first_source - 1] == "as" and verb.form == "finite":
            aside = _as_aside(s, verb, first_source - 1)
            if aside:
                found.append(aside)
                continue
        if not after.frame or after.start >= n:
            if gap := _of_relative(s, verb):
                found.append(gap)
                continue
            if (
                verb.form == "finite"
                and not verb.is_passive
                and subject
                and (after.start >= n - 1 or s.words[after.start] in _STOPS)
            ):
                found.append(Candidate(_cue_range(s, verb, ""), subject, (), word, "bare", verb.head))
                continue
            if verb.is_passive or verb.form == "pp":
                by = s.lowers[verb.head + 1] == "by" if verb.head + 1 < n else False
                if by:
                    last = noun_phrase_end(s, verb.head + 2)
                    if last > verb.head + 1 and subject:
                        found.append(
                            Candidate(
                                _cue_range(s, verb, ""),
                                ((verb.head + 2, last),),
                                subject,
                                word,
                                prefix + "by",
                                verb.head,
                            )
                        )
            continue
        if _asks_somebody(s, verb, after.frame):
            found.append(Candidate(_cue_range(s, verb, ""), subject, (), word, "bare", verb.head))
            continue
        reported = _as_saying(s, verb)
        if reported:
            found.append(reported)
            continue
        frame = prefix + after.frame
        if verb.is_passive or verb.form == "pp":
            if after.frame == "p:by":
                last = _agent_end(s, after.start)
                if last >= after.start and subject:
                    found.append(
                        Candidate(
                            _cue_range(s, verb, "p:by"), ((after.start, last),), subject, word, prefix + "by", verb.head
                        )
                    )
                continue
            if not s.quotes and not lexicon.level(word, frame):
                continue  # no cue in this frame, whatever its content
            content_range = trim(s, after.start, clause_end(s, after.start, after.frame, _opens(s, verb)))
            if content_range:
                whole = (*subject, content_range) if after.frame in {"to", "npas", "p:as", "p:to"} else (content_range,)
                found.append(Candidate(_cue_range(s, verb, after.frame), (), whole, word, frame, verb.head))
            continue
        if not s.quotes and not lexicon.level(word, frame):
            continue
        content_range = trim(s, after.start, clause_end(s, after.start, after.frame, _opens(s, verb)))
        if content_range:
            if not subject:
                after_opener = _opens(s, verb) or (verb.group and s.lowers[verb.group - 1] in SUBORDINATE)
                if not after_opener or s.tags[verb.head] not in {"VBD", "VBN"}:
                    continue
            found.append(Candidate(_cue_range(s, verb, after.frame), subject, (content_range,), word, frame, verb.head))
    return found


def _agent_end(s: Sentence, first: int) -> int:
    """End of the noun phrase behind "by", without what is said: "threats voiced by the Kremlin of attacks"."""
    last = noun_phrase_end(s, first)
    of = next((i for i in range(first + 1, last) if s.lowers[i] == "of" and s.tags[i - 1] == "NP"), last + 1)
    return last if "NP" in s.tags[of + 1 : of + 3] else of - 1


_DENYING = frozenset({"speech", "denial", "accusation", "promise"})


def _of_relative(s: Sentence, verb: Verb) -> Candidate | None:
    """ "The road is closed, which the council has denied.": what was denied stands before the relative."""
    first = verb.subject[0][0] if verb.subject else 0
    is_bare = verb.form == "finite" and not verb.is_passive and s.words[verb.head + 1 : verb.head + 2] in ([","], ["."])
    if not is_bare or first < 4 or s.lowers[first - 1] != "which" or s.words[first - 2] != ",":
        return None
    word = s.lowers[verb.head]
    content = trim(s, 0, first - 3)
    if not content or lexicon.level(word, "that") not in _DENYING or FINITE.isdisjoint(s.tags[: first - 2]):
        return None
    return Candidate((verb.group, verb.head), verb.subject, (content,), word, "post", verb.head)


_TO_SOMEBODY = frozenset({"ask", "tell"})


def _asks_somebody(s: Sentence, verb: Verb, frame: str) -> bool:
    """Whether a sentence is only "Ann Lee asked the minister.": what was asked stands before it."""
    if frame != "np" or s.quotes or verb.form != "finite" or verb.is_passive or not verb.subject:
        return False
    if lexicon.lemmas().get(s.lowers[verb.head]) not in _TO_SOMEBODY or verb.subject[0][0] != 0:
        return False
    return noun_phrase_end(s, verb.head + 1) >= len(s.words) - 2


def _named_before(s: Sentence, start: int) -> int:
    """First token of a noun phrase between quote and name ('"...," a friend, Ann Lee, said'), or -1."""
    if start < 3 or s.words[start - 1] != "," or s.tags[start - 2] not in {"N", "NP"}:
        return -1
    first = whole_noun_phrase(s, start - 2)
    return first if first > 0 and s.tags[first - 1] == "Q" else -1


def _resumes(s: Sentence, verb: Verb, subject: tuple[Range, ...], *, only_quotes: bool) -> Range | None:
    """What goes on after "..., he said, ..."."""
    n = len(s.words)
    i = max(verb.head, subject[-1][1]) + 1
    limit = i + 14
    while i < min(n, limit) and s.words[i] != "," and s.tags[i] in _CIRCUMSTANCE:
        i += 1
    if i >= n - 1 or s.words[i] not in {",", "—", "–", "--", "-", ":"}:
        return None
    if s.tags[i + 1] == "VBG" and lexicon.level(s.lowers[i + 1], "q"):
        return None  # "..., adding later, ...": a statement of its own
    for k in range(i + 1, n):
        # the next quote, after a comma or "but": '"..., " he said during the debate, "and ..."'
        if s.tags[k] not in QUOTE:
            continue
        joint = next((j for j in range(max(i + 1, k - 3), k) if s.tags[j] == "CC"), k)
        if s.words[joint - 1] == "," and (only_quotes or k < i + 5):
            return trim(s, joint, clause_end(s, k, "q"))
        break
    if (
        only_quotes
        or s.tags[i + 1] in {"VBG", "W"}
        or s.lowers[i + 1]
        in {"adding", "who", "which", "but", "and", "while", "according", "although", "though", "as", "when", "after"}
    ):
        return None
    if not _SPOKEN.isdisjoint(s.tags[i + 1 :]):
        return trim(s, i + 1, clause_end(s, i + 1, "that"))
    return None


def according(s: Sentence, _: list[Verb]) -> list[Candidate]:
    """ "According to X, ..." and "..., according to X"."""
    found: list[Candidate] = []
    if "per" in s.telling:
        found += _per(s)
    if "according" not in s.telling:
        return found
    n = len(s.words)
    for i in range(n - 2):
        if s.lowers[i] != "according" or s.lowers[i + 1] != "to":
            continue
        last = noun_phrase_end(s, i + 2)
        if last < i + 2:
            continue
        stops = [k for k in range(last + 1, n) if s.words[k] in _CLOSING or s.tags[k] in {"Q", "PR"}]
        stops = [k for k in stops if s.words[k] != ")" or "(" not in s.words[i + 2 : k]]  # "the agency (RWA) chief"
        stop = stops[0] if stops else n
        if s.lowers[last + 1 : last + 2] and s.lowers[last + 1] in WORDS["released"]:
            last = stop - 1  # "according to a report published on Monday"
        if i < 2 or not any(s.tags[k] in FINITE for k in range(last + 1, stop)) or s.words[stop : stop + 1] == [","]:
            last = stop - 1
        while s.words[last + 1 : last + 2] == [","] and not is_clause(s, last + 2):
            # an apposition: "according to Ann Lee, the mayor, it is safe"
            further = next((k for k in range(last + 2, n) if s.words[k] == "," and is_clause(s, k + 1)), 0)
            if not further:
                break
            last = further - 1
        before = trim(s, 0, i - 1)
        rest = trim(s, last + 1, clause_end(s, last + 1, "acc")) if last + 1 < n else None
        n_before = before[1] - before[0] + 1 if before else 0
        has_verb = before is not None and any(t in VERB or t in QUOTE for t in s.tags[before[0] : before[1] + 1])
        content: tuple[Range, ...]
        if before and rest and not has_verb and s.tags[rest[0]] in FINITE:
            content = (before, rest)
        elif rest and (
            n_before < 3 or (n_before < 7 and not has_verb) or (before and s.lowers[before[0]] in SUBORDINATE)
        ):
            content = (rest,)
        else:
            content = (before,) if before else ()
        if content:
            found.append(Candidate((i, i + 1), ((i + 2, last),), content, "according to", "acc", i))
    return found


def _per(s: Sentence) -> Iterator[Candidate]:
    """ "..., per CNN." at the end of a sentence."""
    for i in [i for i in range(3, len(s.words) - 1) if s.lowers[i] == "per"]:
        is_apart = s.words[i - 1] == "," or s.tags[i - 1] == "Q"
        last = noun_phrase_end(s, i + 1)
        is_end = last > i and s.words[last + 1 : last + 2] in ([], ["."])
        # but not "per the terms of the Paris Agreement"
        is_named = all(s.tags[k] in {"NP", "&"} or (s.tags[k] == "DT" and k == i + 1) for k in range(i + 1, last + 1))
        before = trim(s, 0, i - 1)
        if is_apart and is_end and is_named and before and any(tag in FINITE or tag == "Q" for tag in s.tags[:i]):
            yield Candidate((i, i), ((i + 1, last),), (before,), "according to", "acc", i)


_CLOSING = frozenset({",", ";", ".", ":", "—", "–", "--", ")"})
_NO_SPEAKER = WORDS["no_speaker"]
_DOING = VERB | {"MD"}
_LABELS = frozenset(
    {"see", "also", "index", "watch", "watched", "just", "below", "above", "more", "must", "here", "click"}
)


def named_line(s: Sentence, _: list[Verb]) -> list[Candidate]:
    """“...” - Ann Lee; and Ann Lee: ..."""
    n = len(s.words)
    if 2 < n < 24 and s.tags[0] in QUOTE and s.words[1] in DASH and s.tags[2] in NOUN:
        named = trim(s, 2, n - 1)
        return [Candidate((1, 1), (named,), ((0, 0),), "-", "dash", 1)] if named else []
    signed = _signed(s)
    if signed:
        return [signed]
    colon = next((i for i in range(1, min(n - 1, 12)) if s.words[i] == ":"), 0) if ":" in s.telling else 0
    if not colon or not (_NO_SPEAKER | _LABELS).isdisjoint(s.lowers[:colon]):
        return []
    if s.tags[colon + 1] in QUOTE and (named := _named_in_label(s, colon)):
        return [Candidate((colon, colon), (named,), ((colon + 1, colon + 1),), ":", "name", colon)]
    before = range(colon)
    is_name = all(s.tags[i] == "NP" or s.words[i].isupper() or s.words[i] == "." for i in before)
    is_word = (
        colon == 1 and s.words[0][0].isupper() and s.tags[2] in QUOTE and s.tags[0] in {"N", "JJ", "VB", "RB", "UH"}
    )
    is_short = colon < 4 or (colon == 4 and any(s.words[i].isupper() and len(s.words[i]) > 2 for i in before))
    if not (is_name or is_word) or not is_short:
        return []
    if colon > 1 and all(word.isupper() for word in s.words[:colon]) and not _is_somebody(" ".join(s.words[:colon])):
        return []  # "STATE OF THE RACE: ..."
    is_speech = (
        s.paragraph == 0 or any(i > colon for i in s.quotes) or any(len(w) > 2 and w.isupper() for w in s.words[:colon])
    )
    content = trim(s, colon + 1, n - 1) if is_speech else None
    return [Candidate((colon, colon), ((0, colon - 1),), (content,), ":", "name", colon)] if content else []


def _named_in_label(s: Sentence, colon: int) -> Range | None:
    """The person named before a colon and a quotation, without a verb: "Ann Lee on Twitter: “...”", "Lee’s claim: “...”"."""
    if not _DOING.isdisjoint(s.tags[:colon]):
        return None
    starts = [i for i in range(colon) if s.tags[i] == "NP" and (not i or s.tags[i - 1] != "NP")]
    for first in starts[:: -1 if starts[:1] != [0] else 1]:
        last = next(i for i in range(first, colon) if s.tags[i + 1] != "NP" or i + 1 == colon)
        if (first == 0 or s.words[first - 1] == ",") and names_in(" ".join(s.words[first : last + 1])):
            return first, last
    return None


def _signed(s: Sentence) -> Candidate | None:
    """“...,” Ann Lee, chief economist at York Bank. - a quotation and who said it, without a verb."""
    if s.tags[0] != "Q" or s.words[0].rstrip(_MARKS)[-1:] != "," or not FINITE.isdisjoint(s.tags[1:]):
        return None
    last = next((i for i in range(1, len(s.words)) if s.tags[i] != "NP"), len(s.words)) - 1
    is_told = 2 <= last < len(s.words) - 3 and s.words[last + 1] == "," and s.tags[last + 2] in {"DT", "N", "JJ"}
    if not is_told or len(s.words) > 40 or not names_in(" ".join(s.words[1 : last + 1])):
        return None
    return Candidate((last + 1, last + 1), ((1, last),), ((0, 0),), ",", "dash", last + 1)


def _is_somebody(label: str) -> bool:
    """Whether a label in capitals names a person, an outlet or an organisation."""
    return bool(names_in(label.title()) or names.outlet(label) or names.organisation(label))


def _as_saying(s: Sentence, verb: Verb) -> Candidate | None:
    """ "X quoted Y as saying ..." and "Y was quoted (by X) as saying ..."."""
    n = len(s.words)
    if s.lowers[verb.head] not in _QUOTING:
        return None
    at = next(
        (k for k in range(verb.head + 1, min(n - 2, verb.head + 30)) if s.lowers[k] == "as" and s.tags[k + 1] == "VBG"),
        0,
    )
    if not at:
        return None
    after = follow(s, at + 1)
    content = trim(s, after.start, clause_end(s, after.start, "that")) if after.frame and after.start < n else None
    if not content:
        return None
    source = verb.subject
    if not verb.is_passive:
        named = trim(s, verb.head + 1, at - 1)
        source = (named,) if named else ()
    return Candidate((verb.group, verb.head), source, (content,), s.words[verb.head], "quoted", verb.head)


def noun_cues(s: Sentence, _: list[Verb]) -> list[Candidate]:
    """ "Reports that ...", "Lee's claim that ...", "the view of critics that ..."."""
    found: list[Candidate] = []
    if NOUN_CUES.keys().isdisjoint(s.telling):
        return found
    n = len(s.words)
    for i in range(n - 3):
        if s.lowers[i] not in NOUN_CUES or s.tags[i] not in {"N", "NP", "VBZ"}:
            continue
        at = i + 1
        source: tuple[Range, ...] = ()
        if s.lowers[at] in {"by", "from", "of", "among"} and NOUN_CUES[s.lowers[i]] != "no-source":
            last = noun_phrase_end(s, at + 1)
            if last > at:
                source, at = ((at + 1, last),), last + 1
        if at < n - 3 and s.lowers[at] in WORDS["time"] and s.lowers[at + 1] == "that":
            at += 1  # "the council's announcement Monday that"
        if at >= n - 2 or s.lowers[at] != "that" or s.tags[at] not in {"IN", "DT", "W"} or s.tags[at + 1] in PAST:
            continue
        first = noun_phrase_before(s, i)
        if not source and first >= 0:
            owner = next((k for k in range(first, i) if s.tags[k] == "PS"), -1)
            if owner >= 0:
                source = ((first, owner),)
        end = _that_clause_end(s, at, is_subject=first <= 1)
        content = trim(s, at, end)
        if content:
            found.append(Candidate((max(first, 0) if not source else i, i), source, (content,), s.lowers[i], "noun", i))
    return found


def _that_clause_end(s: Sentence, first: int, *, is_subject: bool) -> int:
    """End of a that-clause; of one that belongs to a subject, before the main verb."""
    end = clause_end(s, first, "that")
    if not is_subject:
        return end
    n_verbs = 0
    for i in range(first + 1, end + 1):
        if s.words[i] in DASH:
            return i - 1
        if s.tags[i] in FINITE and s.tags[i - 1] not in {"RB"} and s.tags[i - 1] not in FINITE:
            n_verbs += 1
            if n_verbs > 1 and s.tags[i - 1] not in {"CC", "W", ",", "TO", "PR", "IN"}:
                return i - 1
    return end


def hearsay(s: Sentence, _: list[Verb]) -> list[Candidate]:
    """ "X is reportedly doing Y": no source; the content is the clause without the adverb."""
    found: list[Candidate] = []
    if HEARSAY.isdisjoint(s.telling):
        return found
    n = len(s.words)
    for i in range(n):
        if s.lowers[i] not in HEARSAY:
            continue
        low = i
        while (
            low > 0
            and s.words[low - 1] not in {",", ";", ":", "—", "–"}
            and s.tags[low - 1] not in {"CC", "W", "Q"}
            and s.lowers[low - 1] not in {"that", "while", "as"}
        ):
            low -= 1
        left, right = trim(s, low, i - 1), trim(s, i + 1, clause_end(s, i + 1, "np") if i + 1 < n else i)
        content = tuple(part for part in (left, right) if part)
        if content and right and any(s.tags[k] in VERB for part in content for k in range(part[0], part[1] + 1)):
            found.append(Candidate((i, i), (), content, s.lowers[i], "hearsay", i))
    return found


def viewpoints(s: Sentence, _: list[Verb]) -> list[Candidate]:
    """ "From X's point of view, ...", "in the words of X, ...", "in X's opinion, ..."."""
    found: list[Candidate] = []
    if _VIEWS.isdisjoint(s.telling):
        return found
    n = len(s.words)
    for i in range(n - 4):
        if s.lowers[i] not in {"from", "in", "to"} or not (
            i == 0 or s.words[i - 1] in {",", ";"} or s.tags[i - 1] == "CC" or s.tags[i - 1] in QUOTE
        ):
            continue
        comma = next((k for k in range(i + 2, min(n, i + 14)) if s.words[k] == ","), n - 1 if i else 0)
        words = s.lowers[i : comma + 1]
        owner = next((k for k in range(i + 1, comma) if s.tags[k] == "PS"), 0)
        source: tuple[Range, ...] = ()
        if owner and any(w in _VIEWS for w in s.lowers[owner : comma + 1]):
            source = ((i + 1, owner),)
        elif (
            len(words) > 4
            and words[1] == "the"
            and words[2] in {"words", "view", "opinion", "eyes"}
            and words[3] == "of"
        ):
            source = ((i + 4, comma - (s.words[comma] in {",", "."})),)
        if not source:
            continue
        content = (
            trim(s, comma + 1, clause_end(s, comma + 1, "acc"))
            if s.words[comma] == "," and comma + 1 < n and i < 2
            else (i - 1, i - 1)
            if i and s.tags[i - 1] in QUOTE
            else trim(s, 0, i - 1)
            if i
            else None
        )
        if content:
            found.append(Candidate((i, comma - 1), source, (content,), "view", "view", i))
    return found


def stated_there(s: Sentence, _: list[Verb]) -> list[Candidate]:
    """ "This is stated in the X article.": the content is the sentence before."""
    if s.lowers[0] not in {"this", "it"} or len(s.words) > 24:
        return []
    for i in range(1, min(5, len(s.words) - 2)):
        if (
            s.lowers[i] in _STATED
            and s.lowers[i - 1] in {"is", "was", "been"}
            and s.lowers[i + 1] in {"in", "by", "on"}
        ):
            last = trim(s, i + 2, len(s.words) - 1)
            if last:
                return [Candidate((1, i + 1), (last,), (), s.lowers[i], "there", i)]
    return []


def _as_aside(s: Sentence, verb: Verb, at: int) -> Candidate | None:
    """ "As X has pointed out, ..." and "..., as X put it": the other clause is the content."""
    n = len(s.words)
    word = s.lowers[verb.head]
    if not (
        lexicon.level(word, "that") or (word in {"put", "puts"} and s.lowers[verb.head + 1 : verb.head + 2] == ["it"])
    ):
        return None
    end = next((k for k in range(verb.head + 1, min(n, verb.head + 10)) if s.words[k] in {",", ".", ":"}), n)
    if any(s.tags[k] in FINITE for k in range(verb.head + 1, min(end, n))):
        return None
    is_opener = (
        at < 4 and FINITE.isdisjoint(s.tags[:at]) and _SPOKEN.isdisjoint(s.tags[:at]) and "NP" not in s.tags[:at]
    )
    if at < 2 or is_opener:  # "Yet, as X noted, ..."
        content = (
            trim(s, end + 1, clause_end(s, end + 1, "acc")) if end + 1 < n and s.words[end] in {",", ":"} else None
        )
    else:
        content = trim(s, 0, at - 1) if s.words[at - 1] == "," or s.tags[at - 1] == "Q" else None
        if content and end + 1 < n and s.words[end] == "," and s.tags[end + 1] in FINITE:
            rest = trim(s, end + 1, clause_end(s, end + 1, "acc"))  # "the driver, as X noted, is ill"
            parts = (content, rest) if rest else (content,)
            return Candidate((verb.group, verb.head), verb.subject, parts, word, "as", verb.head)
    return Candidate((verb.group, verb.head), verb.subject, (content,), word, "as", verb.head) if content else None
