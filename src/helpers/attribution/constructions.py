"""Attributions that no verb makes: "according to", names before a colon, noun cues, hearsay, viewpoints."""

from __future__ import annotations

from collections.abc import Sequence

from helpers import names
from helpers.attribution import tagger
from helpers.attribution.clauses import BE, DASH, FINITE, HAVE, NOUN, PAST, QUOTE, VERB, Sentence
from helpers.attribution.contents import HEARSAY, MARKS, SPOKEN, SUBORDINATE, Candidate, clause_end, trim
from helpers.attribution.following import is_clause
from helpers.attribution.lexicon import WORDS
from helpers.attribution.nouns import Range, noun_phrase_before, noun_phrase_end
from helpers.attribution.persons import is_listed, names_in
from helpers.attribution.reading import CUE_WORDS
from helpers.attribution.verbs import Verb

NOUN_CUES = {word: level for level in ("speech", "belief", "promise", "no-source") for word in WORDS[f"noun-{level}"]}
_VIEWS = WORDS["view"]
TELLING = CUE_WORDS | HEARSAY | NOUN_CUES.keys() | _VIEWS | {"according", ":"}
"""A sentence without a quote attributes nothing unless it has one of these."""

_CLOSING = frozenset({",", ";", ".", ":", "—", "–", "--", ")"})
_NO_SPEAKER = WORDS["no_speaker"]
_DOING = VERB | {"MD"}


def according(s: Sentence, _: list[Verb]) -> list[Candidate]:
    """ "According to X, ..." and "..., according to X"."""
    found: list[Candidate] = []
    if "according" not in s.telling:
        return found
    for i in range(len(s.words) - 2):
        if s.lowers[i] != "according" or s.lowers[i + 1] != "to":
            continue
        last = _source_end(s, i + 2)
        content = _accorded(s, i, last) if last > i + 1 else ()
        if content:
            found.append(Candidate((i, i + 1), ((i + 2, last),), content, "according to", "acc", i))
    return found


def _source_end(s: Sentence, first: int) -> int:
    """Last token of the source that begins at `first`, behind "according to"; first - 1 where none does."""
    n, last = len(s.words), noun_phrase_end(s, first)
    if last < first:
        return last
    stops = (k for k in range(last + 1, n) if s.words[k] in _CLOSING or s.tags[k] in {"Q", "PR"})
    # but not the bracket in "the agency (RWA) chief"
    stop = next((k for k in stops if s.words[k] != ")" or "(" not in s.words[first:k]), n)
    is_released = last + 1 < n and s.lowers[last + 1] in WORDS["released"]  # "a report published on Monday"
    if is_released or first < 4 or FINITE.isdisjoint(s.tags[last + 1 : stop]) or s.words[stop : stop + 1] == [","]:
        last = stop - 1
    while s.words[last + 1 : last + 2] == [","] and not _begins_clause(s, last + 2):
        # an apposition: "according to Ann Lee, the mayor, it is safe"
        further = next((k for k in range(last + 2, n) if s.words[k] == "," and is_clause(s, k + 1)), 0)
        if not further:
            is_end = first > 3 and SPOKEN.isdisjoint(s.tags[last + 1 :])  # "the town’s mayor, Ann Lee."
            return n - 1 - (s.words[-1] == ".") if is_end else last
        last = further - 1
    return last


def _begins_clause(s: Sentence, first: int) -> bool:
    """Whether a clause begins at `first`, with a number perhaps, or a verb in the plural: "data show that"."""
    if s.tags[first : first + 1] == ["CD"] and s.words[first + 1 : first + 2] != [","]:
        return True  # "94 % of voters approve", but "Ann Lee, 64, a teacher"
    stop = next((k for k in range(first, min(first + 10, len(s.words))) if s.words[k] in {",", "that"}), first)
    is_telling = s.words[stop : stop + 1] == ["that"] and stop - first > 1 and s.lowers[stop - 1] in CUE_WORDS
    return is_telling or is_clause(s, first)


def _accorded(s: Sentence, at: int, last: int) -> tuple[Range, ...]:
    """What is said according to the source that ends at `last`: before it, behind it, or both."""
    before = trim(s, 0, at - 1)
    rest = trim(s, last + 1, clause_end(s, last + 1, "acc")) if last + 1 < len(s.words) else None
    if not before or not rest:
        return tuple(part for part in (before, rest) if part)
    has_verb = any(t in VERB or t in QUOTE for t in s.tags[before[0] : before[1] + 1])
    if not has_verb and s.tags[rest[0]] in FINITE:
        return before, rest
    is_opener = before[1] - before[0] < (2 if has_verb else 6) or s.lowers[before[0]] in SUBORDINATE
    return (rest,) if is_opener else (before,)


def named_line(s: Sentence, _: list[Verb]) -> list[Candidate]:
    """“...” - Ann Lee; and Ann Lee: ..."""
    n = len(s.words)
    is_named = n > 2 and (s.tags[2] in NOUN or s.words[2][0].isupper())  # "Zelim Ross": a given name of no list
    if n > 2 and s.tags[0] in QUOTE and s.words[1] in DASH and s.words[2][0] == "@":
        return [Candidate((1, 1), ((2, 2),), ((0, 0),), "-", "dash", 1)]  # “...” -@annlee pic.twitter.com/...
    if is_named and n < 24 and s.tags[0] in QUOTE and s.words[1] in DASH:
        named = trim(s, 2, n - 1)
        return [Candidate((1, 1), (named,), ((0, 0),), "-", "dash", 1)] if named else []
    if signed := _signed(s):
        return [signed]
    colon = next((i for i in range(1, min(n - 1, 12)) if s.words[i] == ":"), 0) if ":" in s.telling else 0
    if not colon or not _NO_SPEAKER.isdisjoint(s.lowers[:colon]):
        return []
    if s.tags[colon + 1] in QUOTE and (named := _named_in_label(s, colon)):
        return [Candidate((colon, colon), (named,), ((colon + 1, colon + 1),), ":", "name", colon)]
    content = trim(s, colon + 1, n - 1) if _is_label(s, colon) else None
    return [Candidate((colon, colon), ((0, colon - 1),), (content,), ":", "name", colon)] if content else []


def _is_label(s: Sentence, colon: int) -> bool:
    """Whether the words before a colon are the name of who speaks behind it."""
    words, tags = s.words[:colon], s.tags[:colon]
    is_quoted = s.tags[colon + 1] in QUOTE
    if is_quoted and (_is_outlet_or_body(words) or _is_one_in_office(s, colon)):
        return True
    is_name = all(tag == "NP" or word.isupper() or word == "." for word, tag in zip(words, tags, strict=True))
    is_word = colon == 1 and words[0][0].isupper() and is_quoted and (tags[0] == "N" or _is_unheard(s))
    is_loud = any(len(word) > 2 and word.isupper() for word in words)
    if not (is_name or is_word) or colon > 3 + is_loud:
        return False
    if colon > 1 and all(word.isupper() for word in words) and not _is_somebody(" ".join(words)):
        return False  # "STATE OF THE RACE: ..."
    return s.paragraph == 0 or is_loud or any(i > colon for i in s.quotes)


def _is_unheard(s: Sentence) -> bool:
    """Whether a sentence begins with a word taken for a preposition by its ending alone: "Limbaugh"."""
    return s.tags[0] == "IN" and s.lowers[0] not in tagger.load().sure


def label_line(s: Sentence) -> Range | None:
    """The name in a line that is only a name before a colon, whose words follow: "The York Times (Ann Lee):"."""
    colon = len(s.words) - 1
    if not 0 < colon < 9 or s.words[colon] != ":" or not _NO_SPEAKER.isdisjoint(s.lowers):
        return None
    if named := _named_in_label(s, colon):
        return named
    return (0, colon - 1) if _is_outlet_or_body(s.words[:colon]) else None


def _is_outlet_or_body(words: Sequence[str]) -> bool:
    """Whether a label is the name of an outlet or organisation that a list has: "The York Times"."""
    label = " ".join(words[words[0].lower() in {"and", "but", "from"} :])
    return bool(label and label[0].isupper() and (names.outlet(label) or names.organisation(label)))


def _is_one_in_office(s: Sentence, colon: int) -> bool:
    """Whether a label means somebody by the office held: "State Department spokeswoman"."""
    head = s.words[colon - 1]
    is_plain = colon < 6 and all(tag in NOUN or tag in {"JJ", "PS", "DT"} for tag in s.tags[:colon])
    return is_plain and head.islower() and is_listed("role", head) and s.words[0][0].isupper()


def _is_somebody(label: str) -> bool:
    """Whether a label in capitals names a person, an outlet or an organisation."""
    return bool(names_in(label.title()) or names.outlet(label) or names.organisation(label))


def _named_in_label(s: Sentence, colon: int) -> Range | None:
    """The person named before a colon and a quotation, without a verb: "Ann Lee on Twitter: “...”"."""
    is_verb = s.lowers[colon - 1] in CUE_WORDS and "PS" not in s.tags[:colon]
    if is_verb or not _DOING.isdisjoint(s.tags[:colon]):
        return None
    starts = [i for i in range(colon) if s.tags[i] == "NP" and (not i or s.tags[i - 1] != "NP")]
    for first in starts if starts[:1] == [0] else reversed(starts):
        last = next(i for i in range(first, colon) if s.tags[i + 1] != "NP" or i + 1 == colon)
        if (first == 0 or s.words[first - 1] in {",", "("}) and names_in(" ".join(s.words[first : last + 1])):
            return first, last
    return None


def _signed(s: Sentence) -> Candidate | None:
    """“...,” Ann Lee, chief economist at York Bank. - a quotation and who said it, without a verb."""
    if s.tags[0] != "Q" or s.words[0].rstrip(MARKS)[-1:] != "," or not FINITE.isdisjoint(s.tags[1:]):
        return None
    last = next((i for i in range(1, len(s.words)) if s.tags[i] != "NP"), len(s.words)) - 1
    is_told = 2 <= last < len(s.words) - 3 and s.words[last + 1] == "," and s.tags[last + 2] in {"DT", "N", "JJ"}
    if not is_told or not names_in(" ".join(s.words[1 : last + 1])):
        return None
    return Candidate((last + 1, last + 1), ((1, last),), ((0, 0),), ",", "dash", last + 1)


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
        if at >= n - 2 or s.lowers[at] != "that" or s.tags[at + 1] in PAST:
            continue
        first = noun_phrase_before(s, i)
        owner = next((k for k in range(max(first, 0), i) if s.tags[k] == "PS"), -1)
        if (
            not source and owner >= 0 and first >= 0
        ):  # else the noun has no phrase before it: "others held out hope that"
            source = ((first, owner),)
        is_subject = first <= 1 or FINITE.isdisjoint(s.tags[:i])
        content = trim(s, at, _that_clause_end(s, at, is_subject=is_subject))
        if content:
            found.append(Candidate((i if source else max(first, 0), i), source, (content,), s.lowers[i], "noun", i))
    return found


def _that_clause_end(s: Sentence, first: int, *, is_subject: bool) -> int:
    """End of a that-clause; of one that belongs to a subject, before the main verb."""
    end = clause_end(s, first, "that")
    n_verbs = 0
    for i in range(first + 1, end + 1 if is_subject else 0):
        if s.words[i] in DASH:
            return i - 1
        if (s.tags[i] in FINITE and s.tags[i - 1] != "RB") or (n_verbs and _is_past(s, i)):
            n_verbs += 1
            if n_verbs > 1 and s.tags[i - 1] not in {"CC", "W"} and s.lowers[i - 1] not in _SUBJECTS:
                return i - 1
    return end


_SUBJECTS = frozenset({"i", "he", "she", "it", "we", "they", "you", "this", "that", "there", "who", "which"})


def _is_past(s: Sentence, i: int) -> bool:
    """Whether what looks like a participle is a verb of its own: "a pardon could be possible sent bells ringing"."""
    return s.tags[i] == "VBN" and s.tags[i - 1] in {"JJ", "VB", "PR"} and s.lowers[i - 1] not in BE | HAVE


_BEFORE_HEARSAY = DASH | {",", ";", ":"}


def hearsay(s: Sentence, _: list[Verb]) -> list[Candidate]:
    """ "X is reportedly doing Y": no source; the content is the clause without the adverb."""
    found: list[Candidate] = []
    for i in [i for i, word in enumerate(s.lowers) if word in HEARSAY] if not HEARSAY.isdisjoint(s.telling) else ():
        low = i
        while (
            low > 0
            and s.words[low - 1] not in _BEFORE_HEARSAY
            and s.tags[low - 1] not in {"CC", "W", "Q"}
            and s.lowers[low - 1] not in {"that", "while", "as"}
        ):
            low -= 1
        left = trim(s, low, i - 1)
        right = trim(s, i + 1, clause_end(s, i + 1, "np")) if i + 1 < len(s.words) else None
        content = tuple(part for part in (left, right) if part)
        if right and any(s.tags[k] in VERB for part in content for k in range(part[0], part[1] + 1)):
            found.append(Candidate((i, i), (), content, s.lowers[i], "hearsay", i))
    return found


def viewpoints(s: Sentence, _: list[Verb]) -> list[Candidate]:
    """ "From X's point of view, ...", "in the words of X, ...", "in X's opinion, ..."."""
    found: list[Candidate] = []
    if _VIEWS.isdisjoint(s.telling):
        return found
    n = len(s.words)
    for i in [i for i in range(n - 4) if s.lowers[i] in {"from", "in", "to"} and _is_apart(s, i)]:
        comma = next((k for k in range(i + 2, min(n, i + 14)) if s.words[k] == ","), n - 1 if i else 0)
        owner = next((k for k in range(i + 1, comma) if s.tags[k] == "PS"), 0)
        if owner and not _VIEWS.isdisjoint(s.lowers[owner : comma + 1]):
            source = i + 1, owner
        elif comma > i + 3 and s.lowers[i + 2] in _VIEWS and s.lowers[i + 3] == "of":
            source = i + 4, comma - (s.words[comma] in {",", "."})
        else:
            continue
        is_behind = s.words[comma] == "," and comma + 1 < n and i < 2
        content = trim(s, comma + 1, clause_end(s, comma + 1, "acc")) if is_behind else trim(s, 0, i - 1)
        if not is_behind and i and s.tags[i - 1] in QUOTE:
            content = i - 1, i - 1
        if content:
            found.append(Candidate((i, comma - 1), (source,), (content,), "view", "view", i))
    return found


def _is_apart(s: Sentence, i: int) -> bool:
    """Whether a sentence begins at `i`, or goes on there behind a comma, "and" or a quotation."""
    return i == 0 or s.words[i - 1] in {",", ";"} or s.tags[i - 1] == "CC" or s.tags[i - 1] in QUOTE
