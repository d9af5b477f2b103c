"""What changed between a sentence and its counterpart. Machine-suggested: a reader has to look.

The words of the two sentences are matched - same stem, same number, same name in another spelling, known paraphrase -
in whatever order they stand. What is left over on either side are the differences; their kind comes from word lists
in data/change_words.csv and data/opposites.csv. The paraphrases in data/paraphrases.csv are stems that two or more
translations of one sentence put in each other's place (WMT21 news, into English).

Two levels: "meaning changed", where one name, number, negation, possibility or role took the place of another and
next to nothing else is different; "worth a look", where more is different and a reader may learn something else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from helpers.door import takes_tables
from helpers.reuse.align import join_matches
from helpers.reuse.cues import (
    changed_numbers,
    find_crossed,
    find_cues,
    is_counted,
    is_proper,
    opposites,
    role_reversed,
    strange_names,
    swapped_names,
)
from helpers.reuse.kinds import kind_of
from helpers.reuse.matching import Matched, Numbers, is_one_place, match_tokens, slots
from helpers.reuse.tokens import Number, Token, numbers_between, read_numbers, words
from helpers.reuse.weights import read_weights
from helpers.tables import DIFFERENCES

LOOK = 0.13  # score from which a sentence is worth a look
OTHERWISE = 0.3  # share of the words of both sentences that may differ besides where the meaning changed
MODAL, ROLE = 0.35, 0.4  # the same, where possibility or roles changed
_MODAL_WORDS = ("possible", "likely", "could", "can", "must", "will", "sure")
_MODAL_CHANGES = ("lost_possible", "new_possible", "sure_for_possible")
_BETWEEN = frozenset({"well", "also", "already", "still", "soon", "yet", "now"})  # between "may" and its verb
UNEQUAL = 3  # times as many telling words as stand in their place: then they are no other words for them
SHORT = 4  # telling words of a sentence below which it is a heading


class Difference(NamedTuple):
    """A passage that changed: what kind, and where in either sentence (None: not there)."""

    kind: str
    original: tuple[int, int] | None
    derived: tuple[int, int] | None


class Verdict(NamedTuple):
    """What became of a sentence."""

    relation: str  # same, reworded, worth a look, meaning changed
    score: float  # a rank, 0..1: the higher, the sooner a reader should look
    differences: tuple[Difference, ...]


def judge(original: str, derived: str, numbers: Numbers = ((), ())) -> Verdict:
    """What became of `original` in `derived`. It accuses people, so it is a suggestion: a reader has to look.

    `numbers`: those of either sentence (`tokens.read_numbers`); without them no number is said to have changed.
    """
    found = match_tokens(original, derived, numbers)
    cues = find_cues(found)
    weights = read_weights("differences")
    logit = weights["bias"] + sum(weights[name] * value for name, value in cues.items())
    score = 1 / (1 + math.exp(-logit))
    is_changed = has_changed(found, cues)
    if not _content(found.left, found.left_over) and not _content(found.right, found.right_over) and not is_changed:
        return Verdict("same", score, ())
    relation = "meaning changed" if is_changed else "worth a look" if score >= LOOK else "reworded"
    return Verdict(relation, score, tuple(_name_differences(found, cues)))


def has_changed(found: Matched, cues: Mapping[str, float]) -> bool:
    """Whether one thing that carries the meaning took the place of another, and next to nothing else differs."""
    rest = _rest(found, [])
    if rest <= OTHERWISE and (cues["name_crossed"] or cues["number_crossed"]):
        return True
    if (cues["role"] and rest <= ROLE) or _has_new_modality(found, cues):
        return True
    exchanged = [*_exchanged_numbers(found), *_exchanged_names(found), *_exchanged_words(found)]
    return bool(exchanged) and _rest(found, exchanged) <= OTHERWISE


def _has_new_modality(found: Matched, cues: Mapping[str, float]) -> bool:
    """Whether a possibility or a denial came or went, while what it is said of stayed."""
    over = [*(found.left[i] for i in found.left_over), *(found.right[j] for j in found.right_over)]
    modal = [t for t in over if any(t.text in words(cue) for cue in _MODAL_WORDS)]
    if any(cues[name] for name in _MODAL_CHANGES) and _rest(found, modal) <= MODAL and _is_kept_after(found, modal):
        return True
    denying = [t for t in over if t.text in words("negation")]
    return bool(cues["negation"] and cues["negation_alone"]) and _rest(found, denying) <= OTHERWISE


def _rest(found: Matched, explained: Sequence[Token]) -> float:
    """The share of the telling words of both sentences that are left over and not `explained`."""
    total = sum(t.is_content for t in found.left) + sum(t.is_content for t in found.right)
    n_over = len(_content(found.left, found.left_over)) + len(_content(found.right, found.right_over))
    return (n_over - sum(t.is_content for t in explained)) / max(total, 1)


def _is_kept_after(found: Matched, modal: Sequence[Token]) -> bool:
    """Whether what follows each of `modal` is said in the other sentence too: else a whole clause came or went."""
    sides = ((found.left, set(found.partners)), (found.right, set(found.partners.values())))
    for tokens, matched in sides:
        for place, token in enumerate(tokens):
            if token in modal:
                following = (k for k, t in enumerate(tokens) if k > place and t.is_content and t.text not in _BETWEEN)
                if next(following, None) not in matched:
                    return False
    return bool(modal)


def _exchanged_words(found: Matched) -> list[Token]:
    """Words that took the place of their opposites, or of "may" or "must", and these."""
    made: list[Token] = []
    for run, other in slots(found):
        left, right = [found.left[i] for i in run], [found.right[j] for j in other]
        if sum(t.is_content for t in left) == sum(t.is_content for t in right) == 1:
            made += [token for two in opposites(left, right) for token in two]
        for one, two in ((left, right), (right, left)):
            must = [t for t in one if t.text in words("must")]
            may = [t for t in two if t.text in words("possible") or t.text in words("could")]
            made += [*must, *may] if must and may else []
    return made


def _exchanged_numbers(found: Matched) -> list[Token]:
    """The number that took the place of another, and that other; nothing where more than one changed."""
    left, right = changed_numbers(found)
    if len(left) != 1 or len(right) != 1:
        return []
    is_in_place = any(
        left[0] in [found.left[i] for i in run] and right[0] in [found.right[j] for j in other]
        for run, other in slots(found)
    )
    return [left[0], right[0]] if is_in_place else []


def _exchanged_names(found: Matched) -> list[Token]:
    """The name that took the place of another, and that other; nothing where other names came or went too."""
    swapped = swapped_names(found)
    is_heading = min(sum(t.is_content for t in side) for side in (found.left, found.right)) < SHORT
    if is_heading or len(swapped) != 1 or swapped[0][2] >= 0.5:
        return []
    over = [[found.left[i] for i in found.left_over], [found.right[j] for j in found.right_over]]
    strange = [
        strange_names(over[0], found.right, found.right_over),
        strange_names(over[1], found.left, found.left_over),
    ]
    if [len(side) for side in strange] != [1, 1] or not all(is_proper(side[0]) for side in strange):
        return []
    return [side[0] for side in strange]


def _content(tokens: Sequence[Token], places: Iterable[int]) -> list[int]:
    return [i for i in places if tokens[i].is_content]


def _name_differences(found: Matched, cues: Mapping[str, float]) -> Iterator[Difference]:
    """The left-over words as passages, those that stand for each other together, each with its kind."""
    role = role_reversed(found)
    if role is not None:
        yield Difference("role", *role)
    for kind, is_chosen in (("name", is_proper), ("number", is_counted)):
        for one, two in find_crossed(found, is_chosen):
            yield Difference(kind, (one.start, one.end), (two.start, two.end))
    for run, other in slots(found):
        made = _difference(found, cues, run, other)
        if made.kind == "wording" and not _is_put_differently(found, run, other):
            yield Difference("dropped", made.original, None)
            yield Difference("added", None, made.derived)
        else:
            yield made


def _is_put_differently(found: Matched, run: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether words may be others for the same thing: in one place, and not a clause against a word."""
    few, many = sorted((len(_content(found.left, run)), len(_content(found.right, other))))
    return is_one_place(found, run, other) and many <= UNEQUAL * max(few, 1)


def _difference(found: Matched, cues: Mapping[str, float], run: tuple[int, ...], other: tuple[int, ...]) -> Difference:
    left, right = [found.left[i] for i in run], [found.right[j] for j in other]
    spans = [(side[0].start, side[-1].end) if side else None for side in (left, right)]
    return Difference(kind_of(found, cues, left, right), spans[0], spans[1])


Span = tuple[int, int]


@takes_tables()
def differences(
    articles: pd.DataFrame, alignment: pd.DataFrame, *, numbers: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The passages that changed in the aligned sentences. Table `differences`. Machine-suggested.

    Reads article_id and text of `articles`, and the table `alignment`; `numbers` is the table `quantities`, without
    which no number is said to have changed. Sentences that were merged or split are compared as a whole; whole
    sentences that were dropped or added stand in `alignment` only.

    >>> reuse.differences(articles, found.alignment).columns.to_list()[:2]
    ['original_id', 'derived_id']
    """
    texts = dict(zip(articles["article_id"], articles["text"].fillna(""), strict=True))
    known = {} if numbers is None else read_numbers(numbers)
    rows: list[dict[str, object]] = []
    changed = alignment[alignment["relation"].isin(["reworded", "worth a look", "meaning changed"])]
    for (original_id, derived_id), part in changed.groupby(["original_id", "derived_id"], sort=True):
        ids = (str(original_id), str(derived_id))
        found = [row for passage in _passages(part) for row in _differ(ids, passage, texts, known)]
        rows += [{"original_id": ids[0], "derived_id": ids[1], "difference_id": n} | row for n, row in enumerate(found)]
    return DIFFERENCES.frame(rows)


class _Passage(NamedTuple):
    is_whole: bool  # one sentence on either side, neither merged nor split
    alignment_id: int
    relation: str
    spans: tuple[Span, Span]


def _differ(
    ids: tuple[str, str], passage: _Passage, texts: Mapping[str, str], known: Mapping[str, Sequence[Number]]
) -> Iterator[dict[str, object]]:
    """The rows of one passage."""
    left, right = (texts[name][slice(*span)] for name, span in zip(ids, passage.spans, strict=True))
    own = [numbers_between(known.get(name, ()), span) for name, span in zip(ids, passage.spans, strict=True)]
    verdict = judge(left, right, (own[0], own[1]))
    for found in verdict.differences:
        row: dict[str, object] = {
            "alignment_id": passage.alignment_id,
            "relation": passage.relation,
            "difference_kind": found.kind if passage.is_whole else _came_or_went(found),
            "score": verdict.score,
        }
        for side, span, (start, _) in zip(("original", "derived"), found[1:], passage.spans, strict=True):
            row[f"{side}_start"] = pd.NA if span is None else start + span[0]
            row[f"{side}_end"] = pd.NA if span is None else start + span[1]
        yield row


def _came_or_went(found: Difference) -> str:
    """What a difference is called in sentences that were merged or split: what else they hold, makes no kind sure."""
    return "dropped" if found.derived is None else "added" if found.original is None else "wording"


def _passages(part: pd.DataFrame) -> Iterator[_Passage]:
    """Aligned passages of one pair: first row, relation, and spans in either text. Merged sentences are one passage."""
    columns = ["alignment_id", "original_start", "original_end", "derived_start", "derived_end"]
    relations = dict(zip(part["alignment_id"].astype(int), part["relation"], strict=True))
    rows = sorted(part[columns].astype(int).itertuples(index=False, name=None))
    for members in join_matches([(row[1], row[3]) for row in rows]):
        numbers, starts, ends, other_starts, other_ends = zip(*(rows[k] for k in members), strict=True)
        first = min(numbers)
        yield _Passage(
            len(members) == 1, first, relations[first], ((min(starts), max(ends)), (min(other_starts), max(other_ends)))
        )
