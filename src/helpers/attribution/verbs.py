"""Verbs of a sentence with their subjects."""

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
    INVERTING,
    NOMINAL,
    VERB,
    Sentence,
    is_phrase,
)
from helpers.attribution.following import is_clause
from helpers.attribution.lexicon import WORDS
from helpers.attribution.nouns import Range, group_start, noun_phrase_before, noun_phrase_end, whole_noun_phrase

_RELATIVE = WORDS["relative"]
_TIME = WORDS["time"]
_ADDRESSEE = WORDS["preposition"]
_WRITINGS = WORDS["writing"]
_OPENERS = WORDS["clause-opener"]
_HOME = re.compile(r"[RDI]-[A-Z][\w.]*|[A-Z][a-z]{1,4}\.|(?:[A-Z]\.){2}")  # R-Texas, Ariz., N.Y.
_GET = frozenset({"get", "gets", "got", "getting"})
_PASSIVE = BE | _GET
_ACTING = _PASSIVE | HAVE | DO
_BEFORE_FINITE = frozenset({"N", "NP", "PR", ","})
_NAMING = NOMINAL | {"PS"}


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
    """The subject of the verb at `head`, whose group begins at `group`, and whether it stands behind the verb."""
    j = group - 1
    if form == "inf":
        return _of_infinitive(s, j, before), False
    if form == "pp":
        return _phrase_to(s, j), False
    if form == "ing":
        return _of_participle(s, head, j, before), False
    if j < 0 or (s.tags[j] == "Q" and not (is_phrase(s.words[j]) and j > 0)):
        return _inverted(s, head), True
    if s.tags[j] == "Q":
        return _behind_mark(s, head, j)
    subject = _of_relative(s, j)
    if not subject:
        subject, j = _past_phrases(s, head, j)
    if subject or j < 0:
        return subject, False
    if s.tags[j] == "CC" or (s.tags[j] == "," and j > 0 and s.tags[j - 1] == "CC"):
        return _of_joined(s, head, before), False
    if s.words[j] in {",", ")", "]"} or s.words[j] in DASH:
        return _behind_comma(s, head, j, before)
    return (), False


def _phrase_to(s: Sentence, last: int) -> tuple[Range, ...]:
    """The noun phrase that ends at `last`."""
    first = whole_noun_phrase(s, last) if last >= 0 else -1
    return ((first, last),) if first >= 0 else ()


def _of_infinitive(s: Sentence, j: int, before: list[Verb]) -> tuple[Range, ...]:
    if before and s.lowers[before[-1].head] in WORDS["causing"] and noun_phrase_end(s, before[-1].head + 1) == j:
        return ((before[-1].head + 1, j),)  # "it prompted Ann Lee to warn"
    return before[-1].subject if before and before[-1].subject else _last_subject(before)


def _of_participle(s: Sentence, head: int, j: int, before: list[Verb]) -> tuple[Range, ...]:
    last = next(_acting(before), None)
    if last and j >= 0 and s.lowers[j] in _WRITINGS and not last.is_passive and last.head < j:
        return last.subject
    if j >= 0 and s.tags[j] in NOMINAL and not (last and s.lowers[j] in _TIME):
        return _phrase_to(s, j)
    main = (v for v in reversed(before) if v.form == "finite" and v.subject and _is_main(s, v.subject[0][0]))
    verb = next(main, last)
    return verb.subject if verb else _subject_ahead(s, head)


def _behind_mark(s: Sentence, head: int, j: int) -> tuple[tuple[Range, ...], bool]:
    """Of a verb behind a phrase in marks: "“a disgrace,” said Lee", "the so-called “council” said"."""
    inverted = _inverted(s, head)
    if inverted and _reads_inverted(s, inverted[0][1]) and lexicon.level(s.lowers[head], "q"):
        return inverted, True
    walked = _across_commas(s, j, {","})
    return ((walked,), False) if walked else (inverted, True)


def _of_relative(s: Sentence, j: int) -> tuple[Range, ...]:
    """What "who" or "which" at `j` stands for, and the word itself."""
    if s.lowers[j] not in _RELATIVE or s.tags[j] not in {"W", "IN", "DT"} or j == 0:
        return ()
    named = _phrase_to(s, _before_home(s, j - 1 - (s.lowers[j - 1] in {",", "("})))
    return (*named, (j, j)) if named or s.tags[j] == "W" else ()


def _past_phrases(s: Sentence, head: int, j: int) -> tuple[tuple[Range, ...], int]:
    """What stands before phrases between: "who in 2010 said", "Lee (D-Mo.) on Monday said"; and the place behind it."""
    first = whole_noun_phrase(s, j)
    for _ in range(3):
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
            return ((j, j),), j
        first = whole_noun_phrase(s, j) if j >= 0 else -1
    return (((first, j),) if first >= 0 else ()), j


def _of_joined(s: Sentence, head: int, before: Sequence[Verb]) -> tuple[Range, ...]:
    """Of a verb behind "and": "Lee said it was safe and added that" - one cue verb goes on from the other."""
    if lexicon.level(s.lowers[head], "that"):
        cues = (v.subject for v in _acting(before) if lexicon.level(s.lowers[v.head], "that"))
        return next(cues, _last_subject(before))
    return _last_subject(before)


def _behind_comma(s: Sentence, head: int, j: int, before: Sequence[Verb]) -> tuple[tuple[Range, ...], bool]:
    walked, inverted = _across_commas(s, j), _inverted(s, head)
    if inverted and s.lowers[head] in INVERTING and _reads_inverted(s, inverted[0][1], strict=bool(walked)):
        return inverted, True
    return ((walked,) if walked else _last_subject(before)), False


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
    return ((first, _with_appositive(s, last)),) if last >= first else ()


def _with_appositive(s: Sentence, last: int) -> int:
    """`last`, or the end of the apposition after it ("said Ann Lee, 34, a doctor at the clinic.")."""
    n = len(s.words)
    while last + 2 < n and s.words[last + 1] == "," and s.tags[last + 2] in {"DT", "CD", "N", "JJ", "NP", "PS"}:
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
    """Whether a clause may begin at `first`, by the word before it."""
    if first < 3 and all(tag in {"RB", "CC"} for tag in s.tags[:first]):
        return True
    before = s.lowers[first - 1]
    return before in _TIME or before in _OPENERS or before in DASH or s.tags[first - 1] in {"Q", "W"}


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
