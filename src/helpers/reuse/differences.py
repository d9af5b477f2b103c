"""What changed between a sentence and its counterpart. Machine-suggested: a reader has to look.

The words of the two sentences are matched - same stem, same number, same name in another spelling, known paraphrase -
in whatever order they stand. What is left over on either side are the differences; their kind comes from word lists
in data/change_words.csv and data/opposites.csv. The paraphrases in data/paraphrases.csv are stems that two or more
translations of one sentence put in each other's place (WMT21 news, into English).
"""

from __future__ import annotations

import calendar
import csv
import math
import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

import pandas as pd
from rapidfuzz.distance import Levenshtein

from helpers import names
from helpers.reuse.align import join_matches
from helpers.reuse.weights import read_weights
from helpers.reuse.words import NUMBER_WORDS, stem
from helpers.tables import DIFFERENCES

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|\d+(?:[.,]\d+)*|n['’]t\b|[^\W\d_]+?(?=n['’]t\b)|[^\W\d_]+"
)
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")  # thousands as some languages part them
_SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0,
          "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12, "tln": 1e12}  # fmt: skip
_SPELLINGS = (("ph", "f"), ("ck", "k"), ("kh", "h"), ("zh", "j"), ("sch", "sh"), ("tch", "ch"), ("ts", "z"), ("c", "k"),
              ("q", "k"), ("w", "v"), ("y", "i"), ("j", "i"), ("x", "ks"), ("g", "h"))  # fmt: skip


class Token(NamedTuple):
    """A word or number of a sentence."""

    start: int
    end: int
    text: str  # lower-case
    stem: str
    value: float | None  # of a number
    is_name: bool

    @property
    def is_content(self) -> bool:
        """Carries meaning of its own."""
        return self.value is not None or self.text not in _words("empty")


class Difference(NamedTuple):
    """A passage that changed: what kind, where in either sentence (None: not there), and its weight."""

    kind: str
    original: tuple[int, int] | None
    derived: tuple[int, int] | None


class Verdict(NamedTuple):
    """What became of a sentence."""

    relation: str  # same, reworded, meaning changed
    score: float  # how likely a reader learns something else, 0..1
    differences: tuple[Difference, ...]


@cache
def _words(cue: str) -> frozenset[str]:
    return frozenset(_lists()[cue].split())


@cache
def _lists() -> Mapping[str, str]:
    with (files("helpers") / "data" / "change_words.csv").open(encoding="utf-8") as lines:
        return {row["cue"]: row["words"] for row in csv.DictReader(lines)}


@cache
def _couples(file: str) -> frozenset[tuple[str, str]]:
    """The couples of stems in `file`, both ways round."""
    with (files("helpers") / "data" / file).open(encoding="utf-8") as lines:
        rows = [(stem(a), stem(b)) if file == "opposites.csv" else (a, b) for a, b in list(csv.reader(lines))[1:]]
    return frozenset(rows) | frozenset((b, a) for a, b in rows)


def find_tokens(sentence: str) -> list[Token]:
    """The words and numbers of `sentence`; names by their capital, numbers by their value."""
    found = [(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(sentence)]
    capitals = [text[0].isupper() for _, _, text in found]
    is_headline = sum(capitals) > 3 and sum(capitals) > 2 * sum(text[0].islower() for _, _, text in found)
    made: list[Token] = []
    for place, (start, end, text) in enumerate(found):
        low = text.lower().replace("’", "'").replace(".", "") if text[-1] == "." else text.lower().replace("’", "'")
        opens = not place or sentence[max(0, start - 3) : start].rstrip()[-1:] in "\"“‘'«.:!?-–—("
        beside = place + 1 < len(found) and capitals[place + 1] and found[place + 1][0] - end <= 1
        is_name = capitals[place] and not is_headline and low not in _words("empty") and (not opens or beside)
        made.append(Token(start, end, low, stem(low), _value(low), is_name))
    return _join_numbers(made)


_ORDINALS = {
    word: float(n)
    for n, word in enumerate(("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 3)
}


def _value(word: str) -> float | None:
    if word in _ORDINALS:
        return _ORDINALS[word]
    if word[0].isdecimal():
        if _DOTTED.fullmatch(word):
            return float(word.replace(".", ""))
        digits = re.sub(r"[ \u00a0]|,(?=\d{3}\b)", "", word).replace(",", ".")
        head, _, tail = digits.partition(".")
        return float(f"{head}.{tail.replace('.', '')}" if tail else head)
    return NUMBER_WORDS.get(f"{word[:-3]}y" if word.endswith("ties") else word)  # "fifties" as "50s"


def _join_numbers(tokens: list[Token]) -> list[Token]:
    """ "two hundred", "$30bn" and "twenty-five" as one token each."""
    made: list[Token] = []
    for token in tokens:
        last = made[-1] if made else None
        if last is not None and last.value is not None and token.start - last.end <= 1:
            if token.text in _SCALE:
                made[-1] = last._replace(end=token.end, value=last.value * _SCALE[token.text])
                continue
            if (
                token.value is not None
                and token.text.isalpha()
                and last.text.isalpha()
                and last.value % 10 == 0
                and 20 <= last.value < 100
                and token.value < 10
            ):
                made[-1] = last._replace(end=token.end, value=last.value + token.value)
                continue
        made.append(token)
    return made


@cache
def _skeleton(name: str) -> str:
    """`name` without accents, in one spelling of sounds that transliterations spell in several ways."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    for spelling, sound in _SPELLINGS:
        plain = plain.replace(spelling, sound)
    return re.sub(r"(.)\1+", r"\1", plain)


def _alike(left: Token, right: Token) -> bool:
    """Whether two words say the same, as far as words tell."""
    if left.value is not None or right.value is not None:
        return left.value == right.value
    couple = left.stem, right.stem
    if left.stem == right.stem or (couple in _couples("paraphrases.csv") and couple not in _couples("opposites.csv")):
        return True
    if left.is_name and right.is_name:
        return same_name(left.text, right.text)
    shorter = min(len(left.text), len(right.text))
    return (shorter > 4 and left.text[:5] == right.text[:5]) or (
        shorter > 5 and Levenshtein.distance(left.text, right.text) <= 1
    )


def same_name(left: str, right: str) -> bool:
    """Whether two lower-case names are one name in two spellings, or two words for one country."""
    if (country := names.country(left)) is not None and country == names.country(right):
        return True
    return Levenshtein.normalized_similarity(_skeleton(left), _skeleton(right)) >= 0.6


class Matched(NamedTuple):
    """Two sentences, token by token: which go together, and which are left over."""

    left: Sequence[Token]
    right: Sequence[Token]
    partners: Mapping[int, int]  # left to right
    left_over: Sequence[int]
    right_over: Sequence[int]


def match_tokens(original: str, derived: str) -> Matched:
    """The words of two sentences matched in order first, then out of order."""
    left, right = find_tokens(original), find_tokens(derived)
    partners: dict[int, int] = {}
    blocks = SequenceMatcher(
        None, [_key(t) for t in left], [_key(t) for t in right], autojunk=False
    ).get_matching_blocks()
    for i, j, size in blocks:
        partners.update(zip(range(i, i + size), range(j, j + size), strict=True))
    taken = set(partners.values())
    for i, token in enumerate(left):
        if i in partners:
            continue
        place = i / max(len(left), 1) * len(right)
        free = sorted((j for j in range(len(right)) if j not in taken), key=lambda j: abs(j - place))
        hit = next((j for j in free if _key(token) == _key(right[j])), None)
        if hit is None:
            hit = next((j for j in free if _alike(token, right[j])), None)
        if hit is not None:
            partners[i] = hit
            taken.add(hit)
    left_over = [i for i in range(len(left)) if i not in partners]
    right_over = [j for j in range(len(right)) if j not in taken]
    return Matched(left, right, partners, left_over, right_over)


def _key(token: Token) -> str:
    return f"={token.value:g}" if token.value is not None else token.stem


MANY = 40  # names or numbers in a sentence above which it is a list: their order is not looked at
CHANGED = 0.5  # score from which the meaning is said to have changed


def judge(original: str, derived: str) -> Verdict:
    """What became of `original` in `derived`. It accuses people, so it is a suggestion: a reader has to look."""
    found = match_tokens(original, derived)
    cues = find_cues(found)
    weights = read_weights("differences")
    logit = weights["bias"] + sum(weights[name] * value for name, value in cues.items())
    score = 1 / (1 + math.exp(-logit))
    if not _content(found.left, found.left_over) and not _content(found.right, found.right_over) and score < CHANGED:
        return Verdict("same", score, ())
    relation = "meaning changed" if score >= CHANGED else "reworded"
    return Verdict(relation, score, tuple(_name_differences(found, cues)))


def _content(tokens: Sequence[Token], places: Iterable[int]) -> list[int]:
    return [i for i in places if tokens[i].is_content]


def find_cues(found: Matched) -> dict[str, float]:
    """How much of each kind of change there is between two sentences."""
    left = [found.left[i] for i in found.left_over]
    right = [found.right[j] for j in found.right_over]
    numbers = _changed_numbers(found)
    strange = [
        _strange_names(left, found.right, found.right_over),
        _strange_names(right, found.left, found.left_over),
    ]
    content = [[t for t in side if t.is_content] for side in (left, right)]
    sizes = [max(1, sum(t.is_content for t in side)) for side in (found.left, found.right)]
    share = len(content[0]) / sizes[0] + len(content[1]) / sizes[1]
    titles = [any(t.text in _words("title") for t in side) for side in (left, right)]
    swapped = _swapped_names(found)
    negated, excused = _negation(found)
    proper = [[t for t in side if not _is_common(t)] for side in strange]
    return {
        "number": float(bool(numbers[0]) and bool(numbers[1])),
        "number_crossed": float(bool(_find_crossed(found, _is_counted))),
        "name": float(bool(swapped)),
        "name_unlike": max((1 - likeness for *_, likeness in swapped), default=0.0),
        "name_crossed": float(bool(_find_crossed(found, _is_proper))),
        "names_apart": float(len(strange[0]) == len(strange[1]) == 1),
        "names_kept": _names_kept(found),
        "lost_name": float(bool(strange[0])) + float(bool(strange[1])),
        "lost_proper": float(bool(proper[0])),
        "lost_proper_unlike": float(any(_is_unlike(t, found.right) for t in proper[0])),
        "new_proper": float(bool(proper[1])),
        "new_proper_unlike": float(any(_is_unlike(t, found.left) for t in proper[1])),
        "negation": float(negated != 0 and not excused),
        "negation_excused": float(negated != 0 and excused),
        "negation_alone": float(negated != 0 and _stands_alone(found)),
        "negation_in_other_words": float(negated != 0) * share,
        **_modal_cues(found, share),
        "share_over": share,
        "n_over": math.log1p(len(content[0]) + len(content[1])),
        "opposite": float(bool(_opposites(left, right))),
        "role": float(_role_reversed(found) is not None),
        "title": float(all(titles)),
        "strength": float(any(t.text in _words("sure") for t in [*left, *right])),
    }


def _names_kept(found: Matched) -> float:
    """The share of the names of the first sentence that the second holds too; 1 where there are none."""
    held = [i in found.partners for i, token in enumerate(found.left) if token.is_name]
    return sum(held) / len(held) if held else 1.0


def _is_common(token: Token) -> bool:
    """Whether a capitalised word is an ordinary word ("Street", "Department"), which translators put differently."""
    return token.stem in _ordinary()


@cache
def _ordinary() -> frozenset[str]:
    dates = {stem(word.lower()) for word in (*calendar.month_name, *calendar.day_name) if word}
    return frozenset(dates.union(*_couples("paraphrases.csv")))


def _is_unlike(token: Token, others: Sequence[Token]) -> bool:
    """Whether a name resembles no word of the other sentence, nor their initials."""
    return not any(_likeness(token, other) >= 0.5 for other in others if len(other.text) > 2)


def _likeness(left: Token, right: Token) -> float:
    """How alike two words are in spelling, sounds that transliterations spell in several ways taken as one: 0..1."""
    return Levenshtein.normalized_similarity(_skeleton(left.text), _skeleton(right.text))


def _find_crossed(found: Matched, is_chosen: Callable[[Token], bool]) -> list[tuple[Token, Token]]:
    """Two names, or two numbers, that changed places, each with what stands in its place on the right.

    Each stands next to what stood next to the other. Lists, and what stands side by side, are not looked at.
    """
    held = [(i, j) for i, j in sorted(found.partners.items()) if is_chosen(found.left[i]) and is_chosen(found.right[j])]
    if len(held) < 2 or len(held) > MANY or all(a[1] < b[1] for a, b in pairwise(held)):
        return []
    backwards = {j: i for i, j in found.partners.items()}
    places = [
        (
            i,
            j,
            found.left[i].stem,
            {found.partners[k] for k in _beside(found.left, i, found.partners, is_chosen)},
            _beside(found.right, j, backwards, is_chosen),
        )
        for i, j in held
    ]
    for number, (i, j, name, here, there) in enumerate(places):
        for other_i, other_j, other_name, other_here, other_there in places[number + 1 :]:
            is_exchanged = (
                here & other_there and other_here & there and not here & there and not other_here & other_there
            )
            if j > other_j and name != other_name and is_exchanged:
                return [(found.left[i], found.right[other_j]), (found.left[other_i], found.right[j])]
    return []


def _is_counted(token: Token) -> bool:
    return token.value is not None and token.value > 1


def _is_proper(token: Token) -> bool:
    return token.is_name and not _is_common(token)


def _beside(
    tokens: Sequence[Token], place: int, matched: Container[int], is_chosen: Callable[[Token], bool]
) -> set[int]:
    """The nearest matched words before and after `place` that are not themselves chosen."""
    found = [
        next((k for k in places if k in matched and not is_chosen(tokens[k])), None)
        for places in (range(place - 1, max(place - 4, -1), -1), range(place + 1, min(place + 4, len(tokens))))
    ]
    return {k for k in found if k is not None}


def _slots(found: Matched) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Left-over words of either side that stand in one place: between the same matched words, or next to one."""
    rights = _runs(found.right, found.right_over)
    made = []
    for run in _runs(found.left, found.left_over):
        before = next((found.partners[i] for i in range(run[0] - 1, -1, -1) if i in found.partners), -1)
        after = next(
            (found.partners[i] for i in range(run[-1] + 1, len(found.left)) if i in found.partners), len(found.right)
        )
        partner = next((other for other in rights if before in (other[0] - 1, -2) or after == other[-1] + 1), ())
        if partner:
            rights.remove(partner)
        made.append((run, partner))
    return [*made, *(((), other) for other in rights)]


def _swapped_names(found: Matched) -> list[tuple[Token, Token, float]]:
    """Names that took the place of other names, and how alike the most alike of them are in spelling."""
    swapped = []
    for run, other in _slots(found):
        left = [found.left[i] for i in run if found.left[i].is_name]
        right = [found.right[j] for j in other if found.right[j].is_name]
        if not left or not right or any(same_name(a.text, b.text) for a in left for b in right):
            continue
        if _strange_names(left, found.right, found.right_over) or _strange_names(right, found.left, found.left_over):
            swapped.append((left[0], right[0], max(_likeness(a, b) for a in left for b in right)))
    return swapped


def _changed_numbers(found: Matched) -> list[list[Token]]:
    """Left-over numbers of either side, without one (a pronoun) and those that the other side writes another way."""
    sides = [
        [(tokens[i], value) for i in over if (value := tokens[i].value) is not None]
        for tokens, over in ((found.left, found.left_over), (found.right, found.right_over))
    ]
    return [
        [t for t, value in own if value > 1 and not any(_same_number(value, other) for _, other in others)]
        for own, others in (sides, sides[::-1])
    ]


def _same_number(left: float, right: float) -> bool:
    """Whether two numbers may be one: by another clock, a year in two digits, or the scale said once for a range."""
    low, high = sorted((left, right))
    if high - low == 12:
        return high <= 24
    return (low < 100 and high - low in {1900, 2000}) or (0 < low < 1000 and high / low in {1e3, 1e6, 1e9})


def _strange_names(side: Sequence[Token], other: Sequence[Token], over: Iterable[int]) -> list[Token]:
    """Names of one side that the other side does not hold: no such stem, nothing alike left over, no such initials."""
    if not any(t.is_name for t in side):
        return []
    initials = "".join(t.text[0] for t in other if t.text not in _words("empty"))
    stems = {t.stem for t in other}
    words = [other[k].text for k in over if len(other[k].text) > 2]
    countries = _countries(other)
    own = "".join(t.text[0] for t in side if t.is_name)
    return [
        t
        for t in side
        if t.is_name
        and t.stem not in stems
        and not any(same_name(t.text, word) or (len(word) > 3 and t.text[:4] == word[:4]) for word in words)
        and not (2 <= len(t.text) <= 5 and t.text in initials)
        and not (len(own) > 1 and any(2 <= len(word) <= 5 and word in own for word in words))
        and not (countries and countries & _countries(side))
    ]


def _countries(tokens: Sequence[Token]) -> set[str]:
    """The countries named, in one to three words."""
    found = set()
    for place, token in enumerate(tokens):
        if token.is_name:
            for size in (1, 2, 3):
                country = names.country(" ".join(t.text for t in tokens[place : place + size]))
                if country is not None:
                    found.add(country)
    return found


def _negation(found: Matched) -> tuple[int, bool]:
    """Negations that came in (positive) or went (negative), and whether another negative word makes up for it."""
    plain = [_count_negations(side) for side in (found.left, found.right)]
    change = plain[1] - plain[0]
    sides = [(found.left, found.left_over, found.right), (found.right, found.right_over, found.left)]
    poorer, over, richer = sides[0] if change > 0 else sides[1]
    stems = {token.stem for token in richer}
    matched = _denied(found, poorer is found.right)
    made_up = matched or any(poorer[i].text in _words("negative") or _is_denial(poorer[i], stems) for i in over)
    longer = any(a.text == "no" and b.text == "longer" for a, b in pairwise(richer))
    return change, made_up or (longer and any(t.text in _words("negative") or t.text == "already" for t in poorer))


def _denied(found: Matched, is_right: bool) -> bool:
    """Whether a negation was matched with another negative word, of the right sentence or of the left one."""
    for i, j in found.partners.items():
        one, two = (found.left[i], found.right[j]) if is_right else (found.right[j], found.left[i])
        if one.text in _words("negation") and two.text not in _words("negation") and two.text in _words("negative"):
            return True
    return False


def _is_denial(token: Token, others: Container[str]) -> bool:
    """Whether a word denies, by its first syllable, a word of the other sentence ("unknown", "known")."""
    return any(
        token.text.startswith(prefix)
        and len(token.text) > len(prefix) + 2
        and stem(token.text[len(prefix) :]) in others
        for prefix in ("un", "in", "im", "ir", "il", "dis", "non")
    )


def _stands_alone(found: Matched) -> bool:
    """Whether a negation came or went between words that stayed."""
    for tokens, over in ((found.left, found.left_over), (found.right, found.right_over)):
        for k in over:
            if tokens[k].text in _words("negation") and k - 1 not in over and k + 1 not in over:
                return True
    return False


def _count_negations(tokens: Sequence[Token]) -> int:
    texts = [token.text for token in tokens]
    count = 0
    for place, token in enumerate(tokens):
        if token.text not in _words("negation"):
            continue
        following = texts[place + 1 : place + 4]
        # "No. 5", "no matter how", "not only", "whether or not" deny nothing
        numbered = token.text == "no" and place + 1 < len(tokens) and tokens[place + 1].value is not None
        open_ended = texts[max(place - 1, 0) : place] == ["or"] or following[:1] == ["matter"]
        count += not (numbered or open_ended or {"only", "just"} & set(following))
    return count


def _modal_cues(found: Matched, share: float) -> dict[str, float]:
    """What became of possibility, duty and future between two sentences."""
    left, right = (_modal_classes(side) for side in (found.left, found.right))
    soft = {"possible", "could", "can", "likely"}
    faced = [
        {cue for k in places for cue in _MODAL if side[k].text in _words(cue)}
        for side, places in ((found.left, found.left_over), (found.right, found.right_over))
    ]

    def became(one: str, two: set[str]) -> bool:
        return any(
            one in old and one not in new and bool(new & two - old) for old, new in ((left, right), (right, left))
        )

    cues = {
        "lost_possible": "possible" in left and not right & soft,
        "new_possible": "possible" in right and not left & soft,
        "likely_for_possible": became("possible", {"likely"}) and not {"possible"} <= left & right,
        "lost_could": "could" in left and not right & soft,
        "new_could": "could" in right and not left & soft,
        "lost_must": "must" in left and "must" not in right,
        "new_must": "must" in right and "must" not in left,
        "must_for_may": became("must", soft),
        "will_for_may": became("will", {"possible"}) or became("possible", {"will"}),
        "must_for_will": became("must", {"will"}),
        "will_for_could": became("will", {"could", "can"}) or became("could", {"will"}),
        "sure_for_possible": became("sure", {"possible", "likely"}),
        "modal_for_modal": faced[0] != faced[1] and bool(faced[0]) and bool(faced[1]),
    }
    made = {name: float(value) for name, value in cues.items()}
    return made | {"modality_in_other_words": float(any(cues.values())) * share}


_MODAL = ("possible", "could", "can", "must", "will")
MODALITY = (
    *("lost_possible", "new_possible", "likely_for_possible", "lost_could", "new_could", "lost_must", "new_must"),
    *("must_for_may", "will_for_may", "must_for_will", "will_for_could", "sure_for_possible", "modal_for_modal"),
)


def _modal_classes(tokens: Sequence[Token]) -> set[str]:
    found = {cue for cue in ("likely", "must", "sure", "can", "possible") for t in tokens if t.text in _words(cue)}
    for token, after, last in zip(tokens, [*tokens[1:], None], [*tokens[2:], None, None], strict=False):
        following = after.text if after is not None else ""
        if token.text in _words("could") and following not in {"not", "n't"}:  # "could not" is inability
            found.add("could")
        if token.text in _words("will") and not (following == "be" and last is not None and last.text == "able"):
            found.add("will")
        if token.text in {"have", "has", "had", "having"} and following == "to":
            found.add("must")
    return found


def _opposites(left: Sequence[Token], right: Sequence[Token]) -> list[tuple[Token, Token]]:
    return [(a, b) for a in left for b in right if (a.stem, b.stem) in _couples("opposites.csv")]


def _role_reversed(found: Matched) -> Difference | None:
    """Where "V T" became "V by T", or the reverse, so that agent and patient changed places: from V to T on both sides.

    "T V" that became "V by T" is the same thing in the passive.
    """
    backwards = {j: i for i, j in found.partners.items()}
    for tokens, others, partners in ((found.right, found.left, backwards), (found.left, found.right, found.partners)):
        for k in [k for k, token in enumerate(tokens) if token.text == "by"]:
            agent = next((j for j in range(k + 1, min(k + 3, len(tokens))) if tokens[j].is_content), None)
            verbs = [
                j
                for j in range(max(k - 5, 0), k)
                if tokens[j].is_content
                and j in partners
                and (tokens[j + 1].text == "of" or (j == k - 1 and tokens[j].text.endswith(("ed", "en", "wn"))))
            ]
            if agent is None or agent not in partners or not tokens[agent].is_name:
                continue
            high = partners[agent]
            for verb in verbs:
                between = others[partners[verb] + 1 : high]
                if partners[verb] < high and not any(
                    (t.is_content and not t.is_name) or t.text in {"by", "from", "with"} for t in between
                ):
                    here = (tokens[verb].start, tokens[agent].end)
                    there = (others[partners[verb]].start, others[high].end)
                    return Difference("role", here, there) if tokens is found.left else Difference("role", there, here)
    return None


def _name_differences(found: Matched, cues: Mapping[str, float]) -> Iterator[Difference]:
    """The left-over words as passages, those that stand for each other together, each with its kind."""
    role = _role_reversed(found)
    if role is not None:
        yield role
    for kind, is_chosen in (("name", _is_proper), ("number", _is_counted)):
        for one, two in _find_crossed(found, is_chosen):
            yield Difference(kind, (one.start, one.end), (two.start, two.end))
    for run, other in _slots(found):
        yield _difference(found, cues, run, other)


def _runs(tokens: Sequence[Token], over: Sequence[int]) -> list[tuple[int, ...]]:
    """Left-over tokens that follow each other, without those that say nothing alone."""
    runs: list[list[int]] = []
    for i in over:
        if runs and i == runs[-1][-1] + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    for run in runs:
        if len(run) > 1 and tokens[run[0]].text == "s":
            del run[0]
    telling = _words("negation") | _words("possible") | _words("must")
    return [tuple(run) for run in runs if any(tokens[i].is_content or tokens[i].text in telling for i in run)]


def _difference(found: Matched, cues: Mapping[str, float], run: tuple[int, ...], other: tuple[int, ...]) -> Difference:
    left, right = [found.left[i] for i in run], [found.right[j] for j in other]
    spans = [(side[0].start, side[-1].end) if side else None for side in (left, right)]
    return Difference(_kind(found, cues, left, right), spans[0], spans[1])


def _kind(found: Matched, cues: Mapping[str, float], left: Sequence[Token], right: Sequence[Token]) -> str:
    both = [*left, *right]

    def holds(*lists: str) -> bool:
        return any(t.text in _words(name) for t in both for name in lists)

    if cues["number"] and any(t.value is not None and t.value > 1 for t in both):
        return "number"
    if cues["negation"] and holds("negation"):
        return "negation"
    if any(cues[name] for name in MODALITY) and holds("possible", "likely", "must"):
        return "modality"
    if cues["name"] and any(t.is_name for t in both):
        return "name"
    if cues["opposite"] and _opposites(left, right):
        return "negation"
    if cues["title"] and holds("title"):
        return "title"
    if holds("sure", "likely", "possible"):
        return "strength"
    if not right:
        return "dropped"
    return "wording" if left else "added"


def differences(articles: pd.DataFrame, alignment: pd.DataFrame) -> pd.DataFrame:
    """The passages that changed in the aligned sentences. Table `differences`. Machine-suggested.

    Reads article_id and text of `articles`, and the table `alignment`. Sentences that were merged or split are compared
    as a whole; whole sentences that were dropped or added stand in `alignment` only.
    """
    texts = dict(zip(articles["article_id"], articles["text"].fillna(""), strict=True))
    rows: list[dict[str, object]] = []
    changed = alignment[alignment["relation"].isin(["reworded", "meaning changed"])]
    for (original_id, derived_id), part in changed.groupby(["original_id", "derived_id"], sort=True):
        number = 0
        for first, spans in _passages(part):
            verdict = judge(texts[original_id][slice(*spans[0])], texts[derived_id][slice(*spans[1])])
            for found in verdict.differences:
                row: dict[str, object] = {
                    "original_id": original_id,
                    "derived_id": derived_id,
                    "difference_id": number,
                    "alignment_id": first,
                    "difference_kind": found.kind,
                    "score": verdict.score,
                }
                for side, span, (start, _) in zip(("original", "derived"), found[1:], spans, strict=True):
                    row[f"{side}_start"] = pd.NA if span is None else start + span[0]
                    row[f"{side}_end"] = pd.NA if span is None else start + span[1]
                rows.append(row)
                number += 1
    return DIFFERENCES.frame(rows)


def _passages(part: pd.DataFrame) -> Iterator[tuple[int, tuple[tuple[int, int], tuple[int, int]]]]:
    """Aligned passages of one pair: first row, and spans in either text. Merged sentences are one passage."""
    columns = ["alignment_id", "original_start", "original_end", "derived_start", "derived_end"]
    rows = sorted(part[columns].astype(int).itertuples(index=False, name=None))
    for members in join_matches([(row[1], row[3]) for row in rows]):
        numbers, starts, ends, other_starts, other_ends = zip(*(rows[k] for k in members), strict=True)
        yield min(numbers), ((min(starts), max(ends)), (min(other_starts), max(other_ends)))
