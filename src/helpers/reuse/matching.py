"""Two sentences word by word: what goes together, and what is left over on either side."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from helpers.reuse.tokens import Number, Token, alike, find_tokens, words
from helpers.text import Span

_NAME_BEFORE = re.compile(r"\b[A-Z]\w*-$")
_COMPOUND = re.compile(r"(?<!\d )\b(?:[^\W\d_]+-)+$")
_MEASURE = re.compile(r"-[a-z]+\b")


class Matched(NamedTuple):
    """Two sentences, token by token: which go together, and which are left over."""

    left: Sequence[Token]
    right: Sequence[Token]
    partners: Mapping[int, int]  # left to right
    left_over: Sequence[int]
    right_over: Sequence[int]
    moved: frozenset[int] = frozenset()  # of `partners`, words of the left that stand at another place on the right
    texts: tuple[str, str] = ("", "")  # the sentences


Numbers = tuple[Sequence[Number], Sequence[Number]]
"""The numbers of two sentences."""


def match_tokens(original: str, derived: str, numbers: Numbers = ((), ())) -> Matched:
    """The words of two sentences matched in order first, then others in their place, then telling ones anywhere."""
    left, right = find_tokens(original, numbers[0]), find_tokens(derived, numbers[1])
    partners: dict[int, int] = {}
    blocks = SequenceMatcher(
        None, [token.stem for token in left], [token.stem for token in right], autojunk=False
    ).get_matching_blocks()
    for i, j, size in blocks:
        partners.update(zip(range(i, i + size), range(j, j + size), strict=True))
    in_order = Matched(left, right, dict(partners), (), ())
    taken = set(partners.values())
    for is_anywhere in (False, True):
        for i, token in enumerate(left):
            if i in partners or (is_anywhere and not token.is_content):
                continue
            place = i / max(len(left), 1) * len(right)
            ends = (-1, len(right)) if is_anywhere else _around(in_order, (i,))
            free = sorted((j for j in range(ends[0] + 1, ends[1]) if j not in taken), key=lambda j: abs(j - place))
            hit = next((j for j in free if token.stem == right[j].stem), None)
            if hit is None:
                hit = next((j for j in free if alike(token, right[j])), None)
            if hit is not None:
                partners[i] = hit
                taken.add(hit)
    left_over = [i for i in range(len(left)) if i not in partners]
    right_over = [j for j in range(len(right)) if j not in taken]
    moved = {i for i, j in partners.items() if not _is_between(j, _around(in_order, (i,)))} - in_order.partners.keys()
    return Matched(left, right, partners, left_over, right_over, frozenset(moved), (original, derived))


def _is_between(place: int, ends: tuple[int, int]) -> bool:
    return ends[0] < place < ends[1]


def share_kept(original: str, derived: str) -> float:
    """The share of the telling words of one sentence that stand in the other, of the one of which more do.

    >>> share_kept("Rain fell on Rome.", "Rain fell on Rome and Milan all day on Monday.")
    1.0
    """
    found = match_tokens(original, derived)
    shares = [
        1 - sum(side[i].is_content for i in over) / n
        for side, over in ((found.left, found.left_over), (found.right, found.right_over))
        if (n := sum(token.is_content for token in side))
    ]
    return max(shares, default=1.0)


def share_but_names(original: str, derived: str) -> bool:
    """Whether two sentences have a telling word in common that is no name: a name alone makes them no one sentence.

    >>> share_but_names("So said Ann Lee.", "Ann Lee left."), share_but_names("So left Ann Lee.", "Ann Lee left.")
    (False, True)
    """
    found = match_tokens(original, derived)
    return any(
        found.left[i].is_content and not (found.left[i].is_name and found.right[j].is_name)
        for i, j in found.partners.items()
    )


def beside(
    tokens: Sequence[Token], place: int, matched: Container[int], is_chosen: Callable[[Token], bool]
) -> set[int]:
    """The nearest matched words before and after `place` that are not themselves chosen."""
    found = [
        next((k for k in places if k in matched and not is_chosen(tokens[k])), None)
        for places in (range(place - 1, max(place - 4, -1), -1), range(place + 1, min(place + 4, len(tokens))))
    ]
    return {k for k in found if k is not None}


def slots(found: Matched) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Left-over words of either side that stand in one place: between the same matched words, or next to one."""
    rights = _runs(found.right, found.right_over)
    made = []
    for run in _runs(found.left, found.left_over):
        before, after = _around(found, run)
        partner = next((other for other in rights if before == other[0] - 1 or after == other[-1] + 1), ())
        partner = partner or next((other for other in rights if _is_beside(found, run, other)), ())
        if partner:
            rights.remove(partner)
        made.append((run, partner))
    return [*made, *(((), other) for other in rights)]


def is_one_place(found: Matched, run: Sequence[int], other: Sequence[int]) -> bool:
    """Whether left-over words of either side stand between the same two words, or at one end of both sentences.

    Words that went to another place do not count, where the telling word before or behind is the same.

    >>> found = match_tokens("Rain fell on Rome.", "Hail fell on Rome today.")
    >>> is_one_place(found, (0,), (0,)), is_one_place(found, (0,), (4,))
    (True, False)
    """
    return _around(found, run) == (other[0] - 1, other[-1] + 1) or _is_beside(found, run, other)


def _is_beside(found: Matched, run: Sequence[int], other: Sequence[int]) -> bool:
    """`is_one_place`, up to two words left out before and behind that went to another place."""
    kept = _kept(found)
    there = {j: i for i, j in kept.items()}
    gaps = [
        (max((i for i in held if i < part[0]), default=-1), min((i for i in held if i > part[-1]), default=len(side)))
        for held, part, side in ((kept, run, found.left), (there, other, found.right))
    ]
    ends = [(-1, -1), (len(found.left), len(found.right))]
    is_one_gap = all((i, j) in kept.items() or (i, j) == end for i, j, end in zip(*gaps, ends, strict=True))
    is_near = all(part[0] - low <= 3 >= high - part[-1] for part, (low, high) in zip((run, other), gaps, strict=True))
    beside = [(run[0] - 1, other[0] - 1), (run[-1] + 1, other[-1] + 1)]
    return is_one_gap and is_near and any(kept.get(i) == j and found.left[i].is_content for i, j in beside)


def turn(found: Matched) -> Matched:
    """`found` with the two sentences the other way round."""
    backwards = {j: i for i, j in found.partners.items()}
    moved = frozenset(found.partners[i] for i in found.moved)
    return Matched(found.right, found.left, backwards, found.right_over, found.left_over, moved, found.texts[::-1])


def in_its_place(found: Matched, run: Sequence[int]) -> tuple[int, ...]:
    """The small left-over words on the right that stand just where left-over ones stand on the left.

    >>> in_its_place(match_tokens("So the mayor said.", "So he said."), (1, 2))
    (1,)
    """
    for before, after in (_around(found, run), _around(found._replace(partners=_kept(found)), run)):
        place = tuple(range(before + 1, after))
        if place and set(place) <= set(found.right_over) and not any(found.right[j].is_content for j in place):
            return place
    return ()


def _kept(found: Matched) -> dict[int, int]:
    """What goes together, without words that went to another place."""
    return {i: j for i, j in found.partners.items() if i not in found.moved}


def whole_words(text: str, tokens: Sequence[Token], *, is_alone: bool = False) -> Span:
    """Where `tokens` stand in `text`, with the rest of a name before, or of a measure behind, that a hyphen joins.

    `is_alone`: nothing stands for them in the other sentence; with the rest of any word that a hyphen joins.

    >>> whole_words(line := "a six-hour visit", find_tokens(line)[1:2])
    (2, 10)
    >>> whole_words(line := "with Kim Jong-un", find_tokens(line)[-1:])
    (9, 16)
    >>> whole_words(line := "a long-awaited visit", find_tokens(line)[2:3], is_alone=True)
    (2, 14)
    """
    start, end = tokens[0].start, tokens[-1].end
    name = (_COMPOUND if is_alone else _NAME_BEFORE).search(text[:start])
    measure = _MEASURE.match(text, end) if is_alone or tokens[-1].stem[0].isdigit() else None
    return name.start() if name else start, measure.end() if measure else end


def widen(found: Matched, run: Sequence[int]) -> tuple[int, ...]:
    """Left-over words of the left with the words beside them, up to a mark, that are so too or went to another place.

    >>> found = match_tokens("The dam broke, said Lee.", "A tired Lee said the dam broke.")
    >>> [found.right[i].text for i in widen(turn(found), (0, 1))]
    ['a', 'tired', 'lee', 'said']
    """
    loose = {*found.left_over, *found.moved}
    first, last = run[0], run[-1]
    while first - 1 in loose and not _is_parted(found, first):
        first -= 1
    while last + 1 in loose and not _is_parted(found, last + 1):
        last += 1
    if found.left[first].text == "s":
        first += 1
    return tuple(range(first, last + 1))


def _is_parted(found: Matched, place: int) -> bool:
    """Whether a mark stands between a word of the left and the one before it."""
    between = found.texts[0][found.left[place - 1].end : found.left[place].start]
    return any(not (mark.isspace() or mark in "-’'") for mark in between)


def _around(found: Matched, run: Sequence[int]) -> tuple[int, int]:
    """Where on the right the nearest matched words before and after left-over words stand: one off at either end."""
    before = (found.partners[i] for i in range(run[0] - 1, -1, -1) if i in found.partners)
    after = (found.partners[i] for i in range(run[-1] + 1, len(found.left)) if i in found.partners)
    return next(before, -1), next(after, len(found.right))


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
    telling = words("negation") | words("possible") | words("must")
    return [tuple(run) for run in runs if any(tokens[i].is_content or tokens[i].text in telling for i in run)]
