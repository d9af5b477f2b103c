"""Verbs of a sentence with their subjects, and what follows them: the frame in which a cue stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from helpers.attribution import lexicon
from helpers.attribution.clauses import (
    AUXILIARY,
    BE,
    DASH,
    DO,
    FINITE,
    HAVE,
    INSIDE,
    INVERTING,
    NOMINAL,
    NOUN,
    QUOTE,
    VERB,
    Sentence,
    group_start,
    is_phrase,
    noun_phrase_before,
    whole_noun_phrase,
)
from helpers.attribution.lexicon import WORDS

Range = tuple[int, int]  # first and last token

_RELATIVE = WORDS["relative"]
_TIME = WORDS["time"]
_ADDRESSEE = WORDS["preposition"]
_WH = WORDS["question"]


_WRITINGS = WORDS["writing"]
_HOME = re.compile(r"[RDI]-[A-Z][\w.]*|[A-Z][a-z]{1,4}\.|(?:[A-Z]\.){2}")  # R-Texas, Ariz., N.Y.
_GET = frozenset({"get", "gets", "got", "getting"})
_PASSIVE = BE | _GET
_ACTING = _PASSIVE | HAVE | DO
_BEFORE_FINITE = frozenset({"N", "NP", "PR", ","})


_NOUN_PHRASE = INSIDE | {"DT", "PR"}
_COORDINATED = INSIDE - {"VBN", "VBG"} | {"DT"}
_NAMING = NOMINAL | {"PS"}
_SUBJECT = _NOUN_PHRASE | {"EX"}
_OBJECT = _SUBJECT | {"RB"}
_AFTER_THAT = _OBJECT | {"IN", "W", ","}
_CIRCUMSTANCE = _NOUN_PHRASE | {"IN", "RB", "CC", "TO", "VBG", ","}
_AFTER_COMMA = FINITE | {"DT", "NP", "CC", "N", "JJ", "CD", "RB"}
_NOMINATIVE = WORDS["nominative"]
_CONNECTIVES = WORDS["connective"]


class Verb(NamedTuple):
    """A verb of a sentence. `form`: finite, inf, ing, pp (bare participle); `subject`: its token ranges."""

    head: int
    group: int
    form: str
    is_passive: bool
    is_inverted: bool
    subject: tuple[Range, ...]


def _is_auxiliary(s: Sentence, i: int) -> bool:
    """Whether the auxiliary at `i` only helps the next verb ("has" in "has also said")."""
    lower = s.lowers[i]
    j = i + 1
    while j < len(s.words) and (s.tags[j] == "RB" or s.lowers[j] in {"n't", "not"}):
        j += 1
    if j >= len(s.words):
        return False
    tag = s.tags[j]
    if lower in BE:
        return tag in {"VBN", "VBG"} or s.lowers[j] in BE
    if lower in HAVE:
        return tag in {"VBN", "VBD"} or s.lowers[j] in {"been", "had"}
    return (lower in DO and tag == "VB") or (lower in _GET and tag == "VBN")


def find_heads(s: Sentence) -> list[int]:
    """The verbs of `s` but for those that only help another."""
    return [i for i, tag in enumerate(s.tags) if tag in VERB and not (s.lowers[i] in AUXILIARY and _is_auxiliary(s, i))]


def find_verbs(s: Sentence, heads: Sequence[int]) -> list[Verb]:
    """The verbs at `heads`, left to right, which are those that `find_heads` finds, or the first of them."""
    found: list[Verb] = []
    for i in heads:
        tag, group = s.tags[i], group_start(s, i)
        helpers_ = s.lowers[group:i]
        has_be = not _PASSIVE.isdisjoint(helpers_)
        if "to" in helpers_:
            form = "inf"
        elif tag in FINITE or (helpers_ and (not _ACTING.isdisjoint(helpers_) or "MD" in s.tags[group:i])):
            form = "finite"
        elif tag == "VBG":
            form = "ing"
        elif tag == "VBN":
            form = "finite" if _is_past(s, i, group) else "pp"
        else:
            form = "finite" if group and s.tags[group - 1] in _BEFORE_FINITE else "inf"
        subject, inverted = _find_subject(s, i, group, form, found)
        found.append(Verb(i, group, form, has_be and tag in {"VBN", "VBD"}, inverted, subject))
    return found


def _is_past(s: Sentence, head: int, group: int) -> bool:
    """Whether a participle without auxiliary is a past tense that the tagger missed: the only verb of its clause."""
    n = len(s.words)
    if not group or (head + 1 < n and s.lowers[head + 1] == "by"):
        return False
    if s.tags[group - 1] in {"NP", "PR"}:
        return True
    first = whole_noun_phrase(s, group - 1)
    if first < 0 or not _opens_clause(s, first):
        return False
    for i in range(head + 1, min(n, head + 25)):
        if s.words[i] in {",", ";", "."} or s.tags[i] in {"CC", "Q", "W"} or s.lowers[i] == "that":
            break
        if s.tags[i] in FINITE:
            return False
    return True


def _find_subject(s: Sentence, head: int, group: int, form: str, before: list[Verb]) -> tuple[tuple[Range, ...], bool]:
    j = group - 1
    if form == "inf":
        if before and s.lowers[before[-1].head] in WORDS["causing"] and noun_phrase_end(s, before[-1].head + 1) == j:
            return ((before[-1].head + 1, j),), False  # "it prompted Ann Lee to warn"
        return (before[-1].subject if before and before[-1].subject else _last_subject(before)), False
    if form == "pp":
        first = whole_noun_phrase(s, j) if j >= 0 else -1
        return (((first, j),) if first >= 0 else ()), False
    if form == "ing":
        last = next(_acting(before), None)
        if last and j >= 0 and s.lowers[j] in _WRITINGS and not last.is_passive and last.head < j:
            return last.subject, False
        if j >= 0 and s.tags[j] in NOMINAL and not (last and s.lowers[j] in _TIME):
            first = whole_noun_phrase(s, j)
            return (((first, j),) if first >= 0 else ()), False
        main = (v for v in reversed(before) if v.form == "finite" and v.subject and _is_main(s, v.subject[0][0]))
        verb = next(main, last)
        return (verb.subject if verb else _subject_ahead(s, head)), False
    if j < 0 or (s.tags[j] == "Q" and not (is_phrase(s.words[j]) and j > 0)):
        return _inverted(s, head), True
    if s.tags[j] == "Q":
        inverted = _inverted(s, head)
        if inverted and _reads_inverted(s, inverted[0][1]) and lexicon.level(s.lowers[head], "q"):
            return inverted, True
        walked = _across_commas(s, j, {","})
        if walked:
            return (walked,), False
        return _inverted(s, head), True
    if s.lowers[j] in _RELATIVE and s.tags[j] in {"W", "IN", "DT"} and j > 0:
        k = _before_home(s, j - 1 - (s.lowers[j - 1] in {",", "("}))
        first = whole_noun_phrase(s, k) if k >= 0 else -1
        if first >= 0:
            return ((first, k), (j, j)), False
        if s.tags[j] == "W":
            return ((j, j),), False
    first = whole_noun_phrase(s, j)
    for _ in range(3):  # past phrases between subject and verb: "who in 2010 said", "Lee (D-Mo.) on Monday said"
        is_time = first >= 0 and s.lowers[j].rstrip(".") in _TIME
        in_phrase = (
            first > 1
            and s.lowers[first - 1] in _ADDRESSEE
            and not _as_aside(s, head, first)
            and s.tags[j] != "PR"
            and s.tags[first - 2] in {"W", ",", ")"}
        )
        if not (is_time and first > 0) and not in_phrase:
            break
        j = first - 1 - (s.tags[first - 1] == "IN")
        if j >= 0 and s.tags[j] == "W":
            return ((j, j),), False
        first = whole_noun_phrase(s, j) if j >= 0 else -1
    if first >= 0:
        return ((first, j),), False
    if j < 0:
        return (), False
    if s.tags[j] == "CC" or (s.tags[j] == "," and j > 0 and s.tags[j - 1] == "CC"):
        # "Lee said it was safe and added that ...": one cue verb goes on from the other
        if lexicon.level(s.lowers[head], "that"):
            cues = (v.subject for v in _acting(before) if lexicon.level(s.lowers[v.head], "that"))
            return next(cues, _last_subject(before)), False
        return _last_subject(before), False
    if s.words[j] in {",", ")", "]"} or s.words[j] in DASH:
        walked = _across_commas(s, j)
        inverted = _inverted(s, head)
        if inverted and s.lowers[head] in INVERTING and _reads_inverted(s, inverted[0][1], strict=bool(walked)):
            return inverted, True
        if walked:
            return (walked,), False
        return _last_subject(before), False
    return (), False


def _as_aside(s: Sentence, head: int, first: int) -> bool:
    """Whether "as", a name and a verb of saying stand between commas: "the driver, as Ann Lee noted, is ill"."""
    after = head + 1 + (s.lowers[head + 1 : head + 2] == ["out"])
    is_name = s.lowers[first - 1] == "as" and "NP" in s.tags[first:head] and s.words[after : after + 1] == [","]
    return is_name and lexicon.level(s.lowers[head], "that") == "speech"


def _acting(before: Sequence[Verb]) -> Iterator[Verb]:
    """The finite verbs with a subject among the six before, the nearest first."""
    return (v for v in reversed(before[-6:]) if v.form == "finite" and v.subject)


def _last_subject(before: Sequence[Verb]) -> tuple[Range, ...]:
    """The subject of the finite verb before."""
    return next((v.subject for v in _acting(before)), ())


def _before_home(s: Sentence, last: int) -> int:
    """`last`, or the end of the name before a party or a state that ends there: "Ann Lee, R-Texas"."""
    home = last - (s.words[last] == ".")  # "D-Ill." are two tokens
    is_home = home > 1 and s.words[home - 1] == "," and _HOME.fullmatch(s.words[home])
    return home - 2 if is_home else last


def _is_main(s: Sentence, first: int) -> bool:
    """Whether a subject that begins at `first` belongs to a main clause."""
    return (
        first == 0
        or s.words[first - 1] in {",", ";", ":"}
        or s.tags[first - 1] in {"CC", "Q"}
        or (first == 1 and s.lowers[0] not in {"that", "if"})
    )


def _reads_inverted(s: Sentence, last: int, *, strict: bool = False) -> bool:
    """Whether a noun phrase after the verb ends the sentence or stands before a comma: ", said Ann Lee, a doctor."."""
    after = s.words[last + 1] if last + 1 < len(s.words) else "."
    return after in {",", ".", ";", "—", "–", "-", "("} or (
        not strict and after.lower() in {"in", "of", "at", "who", "on", "after", "during"}
    )


def _inverted(s: Sentence, head: int) -> tuple[Range, ...]:
    first = head + 1
    if first >= len(s.words) or s.tags[first] in {"Q", "S", "IN", "W", "TO", ",", ":", "VBG"}:
        return ()
    last = noun_phrase_end(s, first)
    if (
        (last + 1 < len(s.words) and s.tags[last + 1] in FINITE)
        or is_clause(s, first)
        or s.lowers[last].rstrip(".") in _TIME
    ):
        return ()  # "said it was": a clause follows, not the speaker
    return ((first, _with_appositive(s, first, last)),) if last >= first else ()


def _with_appositive(s: Sentence, first: int, last: int) -> int:
    """`last`, or the end of the apposition after it ("said Ann Lee, 34, a doctor at the clinic.")."""
    n = len(s.words)
    while last + 2 < n and s.words[last + 1] == "," and s.tags[last + 2] in {"DT", "CD", "N", "JJ", "NP", "PS", "W"}:
        if s.tags[last + 2] == "W":
            break
        end = noun_phrase_end(s, last + 2)
        while (
            end >= last + 2
            and end + 2 < n
            and s.tags[end + 1] in {"IN", "CC"}
            and noun_phrase_end(s, end + 2) >= end + 2
        ):
            end = noun_phrase_end(s, end + 2)
        if end < last + 2 or (
            end + 1 < n and s.words[end + 1] not in {",", ".", ";", "!", "?", "—", "–", "-"} and s.tags[end + 1] != "Q"
        ):
            break
        last = end
    return last


def _subject_ahead(s: Sentence, head: int) -> tuple[Range, ...]:
    """For a participle that opens a sentence: the noun phrase after the next comma that a finite verb follows."""
    for i in range(head + 1, min(len(s.words) - 1, head + 40)):
        if s.words[i] == ",":
            last = noun_phrase_end(s, i + 1)
            if (
                last > i
                and last + 1 < len(s.words)
                and (s.tags[last + 1] in FINITE or s.tags[last + 1] in {"RB", "VBN", ","})
            ):
                return ((i + 1, last),)
    return ()


def noun_phrase_end(s: Sentence, first: int) -> int:
    """Last token of the noun phrase with its of-phrases that begins at `first`, or first - 1 where none does."""
    i, n = first, len(s.words)
    is_her = i + 1 < n and s.lowers[i] == "her" and s.tags[i + 1] == "N"
    if i < n and s.tags[i] in {"PR", "EX"} and not is_her:
        return i
    seen = False
    while i < n:
        tag = s.tags[i]
        if tag in NOUN:
            seen = True
        elif tag in {"JJ", "VBN", "VBG", "RB"} and (not seen or tag == "JJ"):
            if tag == "VBG" and i == first:
                break
            if tag == "RB" and not (i + 1 < n and s.tags[i + 1] in {"JJ", "CD", "VBN"}):
                break
        elif tag in {"PS", "&", "#"} or s.words[i] in {"&", "$"}:
            seen = False
        elif tag == "DT" and (
            i == first or s.lowers[i - 1] in {"of", "all", "both", "half"} or s.tags[i - 1] in {"CC", "IN"}
        ):
            pass
        elif (
            s.lowers[i] in {"of", "for", "at", "from"}
            and seen
            and i + 1 < n
            and s.tags[i + 1] in _NOUN_PHRASE
            and (s.lowers[i] == "of" or s.tags[i - 1] in NOUN)
        ) or (
            tag == "CC" and seen and i + 1 < n and s.tags[i + 1] in _COORDINATED and s.lowers[i] in {"and", "or", "&"}
        ):
            seen = False
        else:
            break
        i += 1
    last = i - 1
    while last >= first and s.tags[last] in {"CC", "IN", "DT", "RB", "PS"} and s.lowers[last] not in {"'s", "'"}:
        last -= 1
    return last


def _across_commas(s: Sentence, comma: int, marks: Set[str] | None = None) -> Range | None:
    """The noun phrase before an aside that ends at `comma` ("Ann Lee, a doctor from York, said")."""
    closing = s.words[comma]
    if marks is None:
        marks = {",": {","}, ")": {"("}, "]": {"["}}.get(closing, DASH)
    end = comma
    for _ in range(6):
        i = end - 1
        while i >= 0 and s.words[i] not in marks and s.tags[i] != "Q":
            i -= 1
        if i <= 0 or s.tags[i] == "Q":
            first = whole_noun_phrase(s, end - 1, max(i + 1, 0))
            return (first, end - 1) if first >= 0 and _opens_clause(s, first) and s.tags[end - 1] in NOMINAL else None
        last = _before_home(s, i - 1)
        if s.words[last] == ")":  # "Ann Lee (D-Mo.), who ..., said"
            while last > 0 and s.words[last] != "(":
                last -= 1
            last -= 1
        first = whole_noun_phrase(s, last, 0)
        if first >= 0 and s.tags[last] in _NAMING:
            inner_first = noun_phrase_before(s, last)
            is_name = (
                s.tags[last] in {"NP", "PR"}
                or s.tags[first] in {"DT", "PS"}
                or s.tags[first] == "PR"
                or s.tags[last] == "N"
            )
            opens = _opens_clause(s, first)
            if is_name and opens and not _is_aside(s, inner_first, last, first):
                return first, (comma - 1 if closing == "," and _is_appositive(s, i + 1, comma - 1) else last)
        end = i
        marks = {","}
    return None


def _opens_clause(s: Sentence, first: int) -> bool:
    if first == 0 or (first < 3 and all(tag in {"RB", "CC"} for tag in s.tags[:first])):
        return True
    before = s.lowers[first - 1]
    return (
        before in _TIME
        or before
        in {
            ",",
            "but",
            "and",
            "that",
            "while",
            "as",
            "when",
            "because",
            ";",
            ":",
            "although",
            "though",
            "if",
            "since",
            "after",
            "where",
            "before",
            "yet",
            "or",
            "so",
            "than",
            "whether",
        }
        or s.tags[first - 1] in {"Q", "W", "CC"}
        or before in DASH
    )


def _is_aside(s: Sentence, inner: int, last: int, first: int) -> bool:
    """Whether the noun phrase is itself an apposition or an adverbial: a state, an age, a date."""
    words = s.lowers[inner : last + 1]
    if words[-1] in _TIME or all(w.replace(",", "").isdigit() for w in words):
        return True
    return (
        first > 1
        and s.words[first - 1] == ","
        and s.tags[first - 2] in {"NP", "N"}
        and s.lowers[first - 2] not in _TIME
        and (s.tags[first] in {"DT", "CD", "JJ", "N"} or words[-1].endswith("."))
        and last - first < 12
    )


def _is_appositive(s: Sentence, first: int, last: int) -> bool:
    return (
        first <= last
        and s.tags[first] in {"DT", "N", "NP", "JJ", "CD", "PS"}
        and FINITE.isdisjoint(s.tags[first : last + 1])
    )


class Follow(NamedTuple):
    """What follows a cue: `frame` names the construction; the content begins at token `start`."""

    frame: str
    start: int


def follow(s: Sentence, head: int) -> Follow:
    """The construction after the verb at `head`."""
    n = len(s.words)
    p = head + 1
    while (
        p < n
        and s.tags[p] in {"RB", "RP"}
        and s.lowers[p] not in {"that", "why", "how", "when", "where", "there"}
        and not (s.tags[p] == "RB" and p + 1 < n and s.tags[p + 1] in {"JJ"})
    ):
        p += 1
    if p >= n:
        return Follow("", p)
    skipped = _skip_aside(s, p) or _skip_circumstance(s, p)
    if skipped:
        return skipped
    direct = _direct(s, p)
    if direct:
        # "said raising it would help": the participle is the subject of a clause
        return Follow("cl", p) if direct.frame == "ing" and is_clause(s, p) else direct
    if s.lowers[p] in WORDS["concession"] and not FINITE.isdisjoint(s.tags[p:]):
        return Follow("cl", p)
    word, tag = s.lowers[p], s.tags[p]
    if tag == "JJ" and noun_phrase_end(s, p) < p:
        return Follow("jj", p)
    if tag in {"IN", "RP"} or (tag == "TO"):
        return Follow(f"p:{word}", p + 1)
    if tag in _OBJECT or s.words[p] == "$":
        if word not in {"him", "them", "me", "us"} and is_clause(s, p):
            return Follow("cl", p)
        last = noun_phrase_end(s, p)
        if last < p:
            return Follow("jj" if tag in {"JJ", "RB", "VBN"} else "", p)
        q = last + 1
        while q < n and s.tags[q] == "RB":
            q += 1
        if q < n:
            after = _direct(s, q)
            if after and after.frame == "q" and after.start == q and is_phrase(s.words[q]):
                return Follow("np", p)
            if after:
                kind = {"that": "npthat", "wh": "npwh", "to": "npto", "q": "npq", "colon": "npq", "ing": "nping"}[
                    after.frame
                ]
                return Follow(kind, after.start if kind in {"npthat", "npwh", "npq"} else p)
            if s.lowers[q] == "as":
                return Follow("npas", p)
            if s.tags[q] in _SUBJECT and is_clause(s, q):
                return Follow("npcl", q)
            delayed = _skip_circumstance(s, q)
            if delayed and delayed.frame in {"that", "q", "colon"}:
                return Follow("npthat" if delayed.frame == "that" else "npq", delayed.start)
            if s.tags[q] == "IN":
                return Follow(
                    f"np{s.lowers[q]}"
                    if s.lowers[q] in {"for", "about", "against", "over", "on", "to", "with"}
                    else "np",
                    p,
                )
        return Follow("np", p)
    if tag in VERB or tag == "MD":
        return Follow("v", p)
    return Follow("", p)


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
    n, i = len(s.words), p
    if s.tags[p] == "TO" and p + 1 < n and s.tags[p + 1] in {"VB", "RB"}:
        return None
    if not (
        s.lowers[p] in _ADDRESSEE
        or s.lowers[p].rstrip(".") in _TIME
        or (s.tags[p] == "DT" and p + 1 < n and s.lowers[p + 1] in _TIME)
        or (s.tags[p] in {"JJ"} and p + 1 < n and s.lowers[p + 1] in _TIME)
    ):
        return None
    while i < min(n, p + 30):
        tag, word = s.tags[i], s.lowers[i]
        if i > p and word == "that" and tag == "IN":
            return Follow("that", i)
        if i > p and (tag in QUOTE or word == ":" or (word == "," and i + 1 < n and s.tags[i + 1] in QUOTE)):
            if tag in QUOTE and (is_phrase(s.words[i]) or s.tags[i - 1] in {"DT", "IN", "JJ", "PS", "TO"}):
                return None
            return Follow("colon" if word == ":" else "q", i + (tag not in QUOTE))
        if tag in FINITE and i > p:
            break
        if tag not in _CIRCUMSTANCE or (tag == "TO" and s.tags[i + 1 : i + 2] == ["VB"]):
            break
        i += 1
    # a bare clause after a time or a short phrase
    i = p
    for _ in range(4):
        if i >= n:
            return None
        if s.lowers[i].rstrip(".") in _TIME or (s.tags[i] in {"DT", "JJ"} and i + 1 < n and s.lowers[i + 1] in _TIME):
            i += 1 + (s.lowers[i].rstrip(".") not in _TIME)
            while i < n and s.lowers[i] in _TIME:
                i += 1
        elif s.lowers[i] in _ADDRESSEE and i + 1 < n and s.tags[i] in {"IN", "TO", "RP"}:
            last = noun_phrase_end(s, i + 1)
            if last <= i:
                return None
            i = last + 1
        else:
            break
        if i < n and i > p:
            if s.tags[i] in {"PR", "EX", "DT"} and is_clause(s, i):
                return Follow("cl", i)
            if s.lowers[i] in {"that"}:
                return Follow("that", i)
            if s.lowers[i - 1].rstrip(".") in _TIME and is_clause(s, i):
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
