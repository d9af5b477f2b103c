"""Texts of one template: sentences alike, with other facts throughout - reports of quakes, earnings, daily prices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from helpers.reuse.body import Body
from helpers.reuse.strength import ALIKE as ALIGNED
from helpers.reuse.strength import VERBATIM, Match
from helpers.reuse.tokens import Number, Token, find_tokens, numbers_between

ALIKE = 0.3  # cosine from which two sentences may be of one template
FEW, MANY = 3, 8  # numbers that aligned sentences hold at least, where names differ too, or where numbers alone do
SHARED_NUMBERS, SHARED_NAMES = 1 / 3, 2 / 3  # shares that two texts of one template may hold in common
FRAMES = 3  # sentences of one frame that two texts have at least, and more of them than with the same numbers or words
FRAME = 0.6  # likeness from which two sentences are one frame, their numbers and names taken for blanks
SHORT = 5  # words and blanks of a sentence below which it is no frame
_NUMBER, _NAME = "#", "@"

Texts = tuple[str, str]
Bodies = tuple[Body, Body]


class Facts(NamedTuple):
    """The numbers and names in the aligned sentences of one text."""

    numbers: Counter[str]
    names: frozenset[str]


def read_facts(text: str, body: Body, sentences: Iterable[int], numbers: Sequence[Number] = ()) -> Facts:
    """The numbers and names (by their capital, inside the sentence) of `sentences` of `text`.

    `numbers`: those of the text, as `tokens.read_numbers` has them; digits that are none of them (times, or all where
    not given) count as they are written.
    """
    held: Counter[str] = Counter()
    names: set[str] = set()
    for place in sentences:
        span = body.spans[place]
        for token in find_tokens(text[slice(*span)], numbers_between(numbers, span)):
            if token.number is not None or token.text[0].isdigit():
                held[token.text] += 1
            elif token.is_name:
                names.add(token.text)
    return Facts(held, frozenset(names))


def is_template(left: Facts, right: Facts) -> bool:
    """Whether two texts state other facts throughout in sentences that are alike.

    Their numbers differ, and their names too - or so many numbers that names need not (prices of one exchange).
    """
    n_least = min(left.numbers.total(), right.numbers.total())
    if n_least < FEW:
        return False
    share = (left.numbers & right.numbers).total() / n_least
    if n_least >= MANY and share <= SHARED_NUMBERS / 2:
        return True
    names = min(len(left.names), len(right.names))
    differ = min(len(left.names - right.names), len(right.names - left.names)) >= 2
    return share <= SHARED_NUMBERS and differ and len(left.names & right.names) <= SHARED_NAMES * names


def find_frames(
    texts: Texts, bodies: Bodies, matches: Iterable[Match], numbers: Sequence[Sequence[Number]]
) -> list[tuple[int, int]]:
    """The aligned sentences of two texts that one frame was filled in for, twice: "Gold rose 0.3 percent to $1,207".

    None where they are few, or where as many aligned sentences keep most of their numbers, or as many without numbers
    all their words: an update of one report does. `numbers`: those of either text; where neither has any, digits count.
    """
    frames, n_kept, n_same = [], 0, 0
    for i, j, value in matches:
        if value < ALIGNED:
            continue
        sides = [
            find_tokens(text[slice(*span)], numbers_between(own, span))
            for text, span, own in zip(texts, (bodies[0].spans[i], bodies[1].spans[j]), numbers, strict=True)
        ]
        held = [Counter(_figures(side, is_read=any(numbers))) for side in sides]
        n_least = min(side.total() for side in held)
        if (held[0] & held[1]).total() > n_least / 2:
            n_kept += 1
        elif not n_least:
            n_same += value >= VERBATIM
        elif _is_one_frame(*map(_blanked, sides)):
            frames.append((i, j))
    n_frames = min(len({match[side] for match in frames}) for side in (0, 1))
    return frames if n_frames >= FRAMES and n_frames > max(n_kept, n_same) else []


def differ_in_digits(bodies: Bodies, matches: Iterable[Match]) -> bool:
    """Whether enough aligned sentences hold other digits for a template: asked first, as it takes no time."""
    return sum(match[2] >= ALIGNED and _has_other_digits(bodies, match) for match in matches) >= FRAMES


def _has_other_digits(bodies: Bodies, match: Match) -> bool:
    left, right = (
        Counter(term for term in body.terms[place] if term[0].isdigit())
        for body, place in zip(bodies, match[:2], strict=True)
    )
    return (left & right).total() < min(left.total(), right.total())


def _figures(tokens: Iterable[Token], *, is_read: bool) -> Iterator[str]:
    for token in tokens:
        if token.number is not None or (not is_read and token.text[0].isdigit()):
            yield token.text


def _blanked(tokens: Iterable[Token]) -> list[str]:
    """The stems of `tokens`, a blank in place of the numbers and names that stand together."""
    made: list[str] = []
    for token in tokens:
        is_number = token.number is not None or token.text[0].isdigit()
        word = _NUMBER if is_number else _NAME if token.is_name else token.stem
        if not (made and word in (_NUMBER, _NAME) and made[-1] in (_NUMBER, _NAME)):
            made.append(word)
    return made


def _is_one_frame(left: Sequence[str], right: Sequence[str]) -> bool:
    return min(len(left), len(right)) >= SHORT and SequenceMatcher(None, left, right, autojunk=False).ratio() >= FRAME


def find_template(
    texts: Texts, bodies: Bodies, matches: Sequence[Match], numbers: Sequence[Sequence[Number]]
) -> dict[str, int] | None:
    """How many sentences and facts two texts of one template hold; None where they are not of one."""
    aligned = [match[:2] for match in matches if match[2] >= ALIKE]
    if not is_template(*_read_both(texts, bodies, aligned, numbers)):
        return None
    return count_facts(texts, bodies, aligned, numbers)


def count_facts(
    texts: Texts,
    bodies: Bodies,
    aligned: Sequence[tuple[int, int]],
    numbers: Sequence[Sequence[Number]],
) -> dict[str, int]:
    """How many aligned sentences and facts in them two texts hold, and how many of these both."""
    facts = _read_both(texts, bodies, aligned, numbers)
    return {
        "n_aligned": min(len({match[side] for match in aligned}) for side in (0, 1)),
        "n_facts": min(side.numbers.total() + len(side.names) for side in facts),
        "n_shared_facts": (facts[0].numbers & facts[1].numbers).total() + len(facts[0].names & facts[1].names),
    }


def _read_both(
    texts: Texts,
    bodies: Bodies,
    aligned: Sequence[tuple[int, int]],
    numbers: Sequence[Sequence[Number]],
) -> list[Facts]:
    return [
        read_facts(text, body, sorted({match[side] for match in aligned}), own)
        for side, (text, body, own) in enumerate(zip(texts, bodies, numbers, strict=True))
    ]
