"""What changed between a sentence and its counterpart. Machine-suggested: a reader has to look.

The words of the two sentences are matched - same stem, same number, same name in another spelling, known paraphrase -
in whatever order they stand. What is left over on either side are the differences; their kind comes from word lists
in data/change_words.csv and data/opposites.csv. The paraphrases in data/paraphrases.csv are stems that two or more
translations of one sentence put in each other's place (WMT21 news, into English).
"""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import pandas as pd
from rapidfuzz.distance import Levenshtein

from helpers import names
from helpers.reuse.align import join_matches
from helpers.reuse.words import NUMBER_WORDS, stem
from helpers.tables import DIFFERENCES

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|\d+(?:[.,]\d+)*|n['’]t\b|[^\W\d_]+?(?=n['’]t\b)|[^\W\d_]+"
)
_SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0,
          "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12}  # fmt: skip
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
        digits = re.sub(r"[ \u00a0]|,(?=\d{3}\b)", "", word).replace(",", ".")
        head, _, tail = digits.partition(".")
        return float(f"{head}.{tail.replace('.', '')}" if tail else head)
    return NUMBER_WORDS.get(word)


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
    if left.stem == right.stem or (left.stem, right.stem) in _couples("paraphrases.csv"):
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


# What the score rests on: a logistic regression on WMT21 sentences, their machine translations (untouched: nothing
# changed) and the same with a name, number, negation or modal exchanged; what such edits do not show (role, opposite,
# share of words left over) was set by hand.
WEIGHTS = {
    "bias": -3.75,
    "number": 4.2,
    "name": 0.6,
    "name_alone": 0.8,
    "names_apart": 2.1,
    "negation": 3.9,
    "negation_alone": 1.2,
    "modality": 4.3,
    "opposite": 3.6,
    "role": 4.0,
    "title": 0.5,
    "strength": 0.3,
    "lost_name": 0.85,
    "lost_number": 0.2,
    "share_over": 0.5,
    "n_over": 0.15,
}
CHANGED = 0.5  # score from which the meaning is said to have changed


def judge(original: str, derived: str) -> Verdict:
    """What became of `original` in `derived`. It accuses people, so it is a suggestion: a reader has to look."""
    found = match_tokens(original, derived)
    cues = find_cues(found)
    logit = WEIGHTS["bias"] + sum(WEIGHTS[name] * value for name, value in cues.items())
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
    titles = [any(t.text in _words("title") for t in side) for side in (left, right)]
    return {
        "number": float(bool(numbers[0]) and bool(numbers[1])),
        "name": float(bool(_swapped_names(found))),
        "name_alone": float(any(alone for _, _, alone in _swapped_names(found))),
        "names_apart": float(len(strange[0]) == len(strange[1]) == 1),
        "negation": float(_negation(found) != 0),
        "negation_alone": float(_negation(found) != 0 and _stands_alone(found)),
        "modality": float(_modality(found)),
        "opposite": float(bool(_opposites(left, right))),
        "role": float(_role_reversed(found) is not None),
        "title": float(all(titles)),
        "strength": float(any(t.text in _words("sure") for t in [*left, *right])),
        "lost_name": float(bool(strange[0])) + float(bool(strange[1])),
        "lost_number": float(bool(numbers[0]) != bool(numbers[1])),
        "share_over": len(content[0]) / sizes[0] + len(content[1]) / sizes[1],
        "n_over": math.log1p(len(content[0]) + len(content[1])),
    }


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


def _swapped_names(found: Matched) -> list[tuple[Token, Token, bool]]:
    """Names that took the place of other names; true where nothing else changed beside them."""
    swapped = []
    for run, other in _slots(found):
        left = [found.left[i] for i in run if found.left[i].is_name]
        right = [found.right[j] for j in other if found.right[j].is_name]
        if len(left) > len(right) + 1 or len(right) > len(left) + 1 or not left or not right:
            continue  # a longer or shorter name for one thing
        strange = [
            *_strange_names(left, found.right, found.right_over),
            *_strange_names(right, found.left, found.left_over),
        ]
        if strange and not any(same_name(a.text, b.text) for a in left for b in right):
            swapped.append((left[0], right[0], len(run) == len(left) and len(other) == len(right)))
    return swapped


def _changed_numbers(found: Matched) -> list[list[Token]]:
    """Left-over numbers of either side, without one (a pronoun) and hours told by another clock."""
    sides = ((found.left, found.left_over, found.right), (found.right, found.right_over, found.left))
    made = []
    for tokens, over, other in sides:
        values = {t.value for t in other if t.value is not None}
        numbers = [(tokens[i], value) for i in over if (value := tokens[i].value) is not None]
        made.append([t for t, value in numbers if value > 1 and not {value + 12, value - 12} & values])
    return made


def _strange_names(side: Sequence[Token], other: Sequence[Token], over: Iterable[int]) -> list[Token]:
    """Names of one side that the other side does not hold: no such stem, nothing alike left over, no such initials."""
    initials = "".join(t.text[0] for t in other if t.text not in _words("empty"))
    stems = {t.stem for t in other}
    words = [other[k].text for k in over if len(other[k].text) > 2]
    return [
        t
        for t in side
        if t.is_name
        and t.stem not in stems
        and not any(same_name(t.text, word) or (len(word) > 3 and t.text[:4] == word[:4]) for word in words)
        and not (2 <= len(t.text) <= 5 and t.text in initials)
    ]


def _negation(found: Matched) -> int:
    """Negations that came in (positive) or went (negative), unless another negative word makes up for it."""
    plain = [_count_negations(side) for side in (found.left, found.right)]
    change = plain[1] - plain[0]
    if change == 0:
        return 0
    poorer, over = (found.left, found.left_over) if change > 0 else (found.right, found.right_over)
    makes_up = any(poorer[i].text in _words("negative") or _is_negated(poorer[i].text) for i in over)
    return 0 if makes_up else change


def _stands_alone(found: Matched) -> bool:
    """Whether a negation came or went between words that stayed."""
    for tokens, over in ((found.left, found.left_over), (found.right, found.right_over)):
        for k in over:
            if tokens[k].text in _words("negation") and k - 1 not in over and k + 1 not in over:
                return True
    return False


def _count_negations(tokens: Sequence[Token]) -> int:
    held = [t.text in _words("negation") for t in tokens]
    following = [*tokens[1:], None][: len(tokens)]
    # "No. 5" and "not only" deny nothing
    return sum(
        held[k] and not (after and ((token.text == "no" and after.value is not None) or after.text in {"only", "just"}))
        for k, (token, after) in enumerate(zip(tokens, following, strict=True))
    )


def _is_negated(word: str) -> bool:
    return len(word) > 5 and word.startswith(("un", "in", "im", "ir", "il", "dis", "non"))


def _modality(found: Matched) -> bool:
    """Whether a possibility became a fact or the reverse, or a duty became something else."""
    left, right = (_modal_classes(side) for side in (found.left, found.right))
    for one, two in ((left, right), (right, left)):
        if "possible" in one and not two & {"possible", "can", "likely"}:
            return True
        if "sure" in one and "sure" not in two and two & {"possible", "likely"} - one:
            return True
        if "must" in one and "must" not in two and two & {"possible", "can", "will"} - one:
            return True
    return False


def _modal_classes(tokens: Sequence[Token]) -> set[str]:
    found = {cue for cue in ("likely", "must", "sure", "will") for t in tokens if t.text in _words(cue)}
    for place, token in enumerate(tokens):
        # "could not" is inability, not possibility
        denied = place + 1 < len(tokens) and tokens[place + 1].text in {"not", "n't"}
        if token.text in {"can", "could", "cannot", "able", "capable", "possible"}:
            found.add("can")
        if token.text in _words("possible") and not (token.text == "could" and denied):
            found.add("possible")
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
    if cues["modality"] and holds("possible", "likely", "must"):
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
