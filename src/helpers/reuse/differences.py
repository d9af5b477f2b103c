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

from helpers.reuse.cues import (
    changed_numbers,
    exchanged_numbers,
    find_crossed,
    find_cues,
    is_counted,
    is_proper,
    opposites,
    role_reversed,
    strange_names,
    swapped_names,
)
from helpers.reuse.kinds import FUTURE, is_put_anew, is_unlike, kind_of
from helpers.reuse.matching import (
    Matched,
    Numbers,
    in_its_place,
    is_one_place,
    match_tokens,
    slots,
    turn,
    whole_words,
    widen,
)
from helpers.reuse.tokens import Token, words
from helpers.reuse.weights import read_weights

LOOK = 0.13  # score from which a sentence is worth a look
OTHERWISE = 0.3  # share of the words of both sentences that may differ besides where the meaning changed
MODAL, ROLE = 0.35, 0.4  # the same, where possibility or roles changed
_MODAL_WORDS = ("possible", "likely", "could", "can", "must", "will", "sure")
_MODAL_CHANGES = ("lost_possible", "new_possible", "sure_for_possible")
_BETWEEN = frozenset({"well", "also", "already", "still", "soon", "yet", "now"})  # between "may" and its verb
UNEQUAL = 3  # times as many telling words as stand in their place: then they are no other words for them
SMALL = 2  # the same, of small words that took the place of telling ones ("for" of "needed by") ...
STANDS_FOR = 6  # ... with one among them that stands for a name or a clause ("he", "that")
WIDE = 2  # telling words from which left-over ones are a phrase, of which all is shown
_PRONOUNS = frozenset(
    ("he", "she", "it", "they", "him", "her", "them", "his", "hers", "its", "their", "this", "that", "these", "those",
     "who", "which", "one")
)  # fmt: skip
_ONE_SIDED = frozenset(("dropped", "added"))
_LINKS = frozenset(("a", "an", "the", "and", "or", "but", "to", "of"))  # they stand for no other words
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
    return Verdict(relation, score, tuple(_outer(list(_name_differences(found, cues)))))


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
    made = [
        two
        for run, other in slots(found)
        if (two := exchanged_numbers([found.left[i] for i in run], [found.right[j] for j in other]))
    ]
    return made[0] if len(made) == 1 and max(map(len, changed_numbers(found))) <= 1 else []


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
    if found.left and found.right and is_put_anew(found):
        ends = ((side[0].start, side[-1].end) for side in (found.left, found.right))
        yield Difference("wording", *ends)
        return
    for run, other in slots(found):
        if not run or not other:
            run, other = _complete(found, run, other)
        made = _difference(found, cues, run, other)
        if made.kind == "wording" and not _is_put_differently(found, run, other):
            if _content(found.left, run):
                yield Difference("dropped", made.original, None)
            if _content(found.right, other):
                yield Difference("added", None, made.derived)
        elif not _is_spelt_apart(found, run, other) and not _is_compound_there(found, made):
            yield made


def _is_spelt_apart(found: Matched, run: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether two passages are the same letters ("e-mail", "email")."""
    one, two = ("".join(side[i].text for i in part) for side, part in ((found.left, run), (found.right, other)))
    return one == two


def _is_compound_there(found: Matched, one: Difference) -> bool:
    """Whether what is left over on one side is half of a word that the other spells without its hyphen."""
    if one.kind not in _ONE_SIDED:
        return False
    side, span = (0, one.original) if one.original else (1, one.derived)
    written = found.texts[side][slice(*span)] if span else ""
    return "-" in written and written.replace("-", "").lower() in {t.text for t in (found.right, found.left)[side]}


def _outer(differences: Sequence[Difference]) -> Iterator[Difference]:
    """The differences without those that came or went as part of a longer phrase that did."""
    for number, one in enumerate(differences):
        further = [*differences[:number], *differences[number + 1 :]]
        if one.kind in _ONE_SIDED and any(_is_in(one, other) for other in further if other.kind in _ONE_SIDED):
            continue
        yield one


def _is_in(one: Difference, other: Difference) -> bool:
    """Whether what came or went in `one` is part of what did in `other`, and shorter."""
    sides = [(a, b) for a, b in zip(one[1:], other[1:], strict=True) if a is not None and b is not None]
    return any(a != b and b[0] <= a[0] and a[1] <= b[1] for a, b in sides)


_Slot = tuple[tuple[int, ...], tuple[int, ...]]


def _complete(found: Matched, run: tuple[int, ...], other: tuple[int, ...]) -> _Slot:
    """What is left over on one side alone, as far as it goes; with the small words in its place ("he" for a name)."""
    if not run:
        left, right = _complete(turn(found), other, run)
        return right, left
    if modal := _with_verb(found, run):
        return modal
    small = in_its_place(found, run)
    is_telling = _is_owner(found, run, small) or any(found.right[j].text not in _LINKS for j in small)
    if is_telling and not any(found.left[i].number for i in run):
        return run, small
    return (widen(found, run) if len(_content(found.left, run)) >= WIDE else run), ()


def _is_owner(found: Matched, run: tuple[int, ...], small: tuple[int, ...]) -> bool:
    """Whether "the" stands on the right where the left says whose it is ("Lee's phone call", "the call")."""
    is_article = [found.right[j].text for j in small] == ["the"]
    return is_article and any(found.left[i].text == "s" for i in run) and found.left[run[0]].text not in words("beside")


def _with_verb(found: Matched, run: tuple[int, ...]) -> _Slot | None:
    """ "will" or "would" that came or went, with the verb behind it and that verb in the other sentence ("urged")."""
    before, verb = run[0] - 1, run[-1] + 1
    is_alone = len(run) == 1 and found.left[run[0]].text in FUTURE
    is_there = {before, verb} <= found.partners.keys() and found.partners[before] + 1 == found.partners[verb]
    return ((*run, verb), (found.partners[verb],)) if is_alone and is_there else None


def _is_put_differently(found: Matched, run: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether words may be others for the same thing: in one place, and not a clause against a word."""
    sides = [found.left[i] for i in run], [found.right[j] for j in other]
    few, many = sorted(sum(token.is_content for token in side) for side in sides)
    if len({any(token.stem[0].isdigit() for token in side) for side in sides}) > 1 or is_unlike(*sides):
        return False  # a number is no other word for anything
    stands_for = any(all(not t.is_content for t in side) and any(t.text in _PRONOUNS for t in side) for side in sides)
    most = UNEQUAL * few if few else STANDS_FOR if stands_for else SMALL
    return is_one_place(found, run, other) and many <= most


def _difference(found: Matched, cues: Mapping[str, float], run: tuple[int, ...], other: tuple[int, ...]) -> Difference:
    left, right = [found.left[i] for i in run], [found.right[j] for j in other]
    kind = kind_of(found, cues, left, right)
    spans = [
        whole_words(text, side, is_alone=kind in _ONE_SIDED) if side else None
        for text, side in zip(found.texts, (left, right), strict=True)
    ]
    return Difference(kind, spans[0], spans[1])
