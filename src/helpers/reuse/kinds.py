"""What kind of difference a passage is: named only where the two sentences say the same besides.

A kind accuses: "number" says that one number took the place of another. So it is said of a short passage, in a sentence
of which half at least stands in the other too; all else is "wording", or what came or went.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers import names
from helpers.reuse.cues import MODALITY, exchanged_numbers, is_common, is_proper, opposites, strange_names
from helpers.reuse.matching import Matched, is_one_place
from helpers.reuse.tokens import Token, same_name, words

SAME = 0.5  # share of the telling words of both sentences that may differ, so that they still say the same
ANEW = 0.25  # share of either sentence that differs at least where both differ as a whole
BRIEF = 2  # telling words besides, up to which a passage is about what its kind names
LEAST = 4  # telling words of a sentence below which it is a heading
MODAL = 0.35  # as SAME, where a possibility or a duty is said to have changed
_MODAL = ("possible", "likely", "could", "will")
FUTURE = frozenset(("will", "wo", "would"))
_MUST = frozenset({"must", "should", "shall", "ought"})  # "needed" and "required" may say what somebody lacks


def kind_of(found: Matched, cues: Mapping[str, float], left: Sequence[Token], right: Sequence[Token]) -> str:
    """The kind of a passage of two matched sentences: of `left` words that became the `right` ones."""
    if says_the_same(found):
        is_brief, both = _is_brief(left, right), (*left, *right)
        kinds = {
            "number": _is_number(left, right),
            "negation": _is_negation(cues, left, right) or (is_brief and bool(opposites(left, right))),
            "modality": (any(cues[name] for name in MODALITY) and _is_modal(found, left, right))
            or _is_future(found, left, right),
            "name": _is_name(found, left, right),
            "title": bool(cues["title"]) and _is_title(both),
            "strength": is_brief and _holds(both, "sure", "likely", "possible"),
        }
        if told := [kind for kind, is_so in kinds.items() if is_so]:
            return told[0]
    return "dropped" if not right else "added" if not left else "wording"


def says_the_same(found: Matched, most: float = SAME) -> bool:
    """Whether two sentences say the same, all but a share of `most` of their telling words."""
    total = sum(token.is_content for side in (found.left, found.right) for token in side)
    over = [*(found.left[i] for i in found.left_over), *(found.right[j] for j in found.right_over)]
    return sum(token.is_content for token in over) <= most * total


def is_put_anew(found: Matched) -> bool:
    """Whether so much of both is left over, or went to another place, that the sentences differ as a whole."""
    n_moved = sum(found.left[i].is_content for i in found.moved)
    shares = []
    for side, over in ((found.left, found.left_over), (found.right, found.right_over)):
        n_over = sum(side[i].is_content for i in over) + n_moved
        shares.append((n_over, sum(token.is_content for token in side)))
    (one, all_one), (two, all_two) = shares
    return one + two > SAME * (all_one + all_two) and min(one / max(all_one, 1), two / max(all_two, 1)) > ANEW


def is_unlike(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether two passages have no like part in their sentences, so that neither is other words for the other.

    A time or a manner ("on Monday", "separately") stands for nothing but such a phrase, what "and" or "but" joins for
    nothing but what one joins.

    >>> said, other = find_tokens("Lee spoke on Monday"), find_tokens("Lee and Kim spoke")
    >>> is_unlike(said[2:], other[1:3]), is_unlike(said[2:], find_tokens("recently")), is_unlike(said[:1], other[2:3])
    (True, False, False)
    """
    if _is_joined(left) != _is_joined(right):
        return True
    sides = ((left, right), (right, left))
    return any(_is_beside(one) and not (_opens_beside(two) or any(map(_is_time, two))) for one, two in sides)


def _is_joined(tokens: Sequence[Token]) -> bool:
    """Whether a passage is a phrase behind "and" or "but"; a sentence may open with these, whatever it says."""
    return tokens[0].text in words("joins") and tokens[0].start > 1 and sum(t.is_content for t in tokens) > 1


def _is_beside(tokens: Sequence[Token]) -> bool:
    """Whether a passage is a time or a manner and nothing else."""
    named = [_is_time(token) or _is_manner(token) for token in tokens]
    is_whole = _opens_beside(tokens) and tokens[-1].is_content  # no "Monday's", no "Monday, he"
    return (
        is_whole
        and any(named)
        and all(
            is_named or not token.is_content or token.text in words("beside")
            for token, is_named in zip(tokens, named, strict=True)
        )
    )


def _opens_beside(tokens: Sequence[Token]) -> bool:
    first = tokens[0]
    return first.text in words("beside") or _is_time(first) or _is_manner(first)


def _is_time(token: Token) -> bool:
    return token.text in words("time")


def _is_manner(token: Token) -> bool:
    return len(token.text) > len("early") and token.text.endswith("ly") and token.text not in words("no_manner")


def _holds(tokens: Sequence[Token], *lists: str) -> bool:
    return any(token.text in words(name) for token in tokens for name in lists)


def _is_brief(left: Sequence[Token], right: Sequence[Token]) -> bool:
    return all(sum(token.is_content for token in side) <= BRIEF for side in (left, right))


def _is_number(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether one number took the place of another, with few words besides."""
    besides = [sum(t.is_content and t.number is None for t in side) for side in (left, right)]
    return bool(exchanged_numbers(left, right)) and max(besides) <= BRIEF


def _is_negation(cues: Mapping[str, float], left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether a "not" or "no" came or went, and nothing besides."""
    if not cues["negation"] or _holds(left, "negation") == _holds(right, "negation"):
        return False
    besides = [t for t in (*left, *right) if t.is_content and t.text not in words("negation")]
    return not besides


def _is_modal(found: Matched, left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether "may", "must" or their like came, went or took the place of another, and next to nothing besides."""
    held = [{cue for cue in _MODAL if _holds(side, cue)} | {t.text for t in side} & _MUST for side in (left, right)]
    modal = _MUST.union(*(words(cue) for cue in (*_MODAL, "sure")))
    besides = [token for token in (*left, *right) if token.is_content and token.text not in modal]
    return held[0] != held[1] and len(besides) <= 1 and says_the_same(found, MODAL)


def _is_future(found: Matched, left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether "will" or "would" came, went or took the place of the other, with a verb at most on either side."""
    if not left or not right or not _is_one_place(found, left, right):
        return False
    held = [{token.text for token in side} & FUTURE for side in (left, right)]
    besides = [sum(t.is_content and t.text not in FUTURE for t in side) for side in (left, right)]
    return held[0] != held[1] and max(besides) <= 1


def _is_one_place(found: Matched, left: Sequence[Token], right: Sequence[Token]) -> bool:
    return is_one_place(found, [found.left.index(t) for t in left], [found.right.index(t) for t in right])


def _is_title(tokens: Sequence[Token]) -> bool:
    """Whether a passage is somebody's title: the word for it, and names at most ("Under Secretary")."""
    besides = [token for token in tokens if token.is_content and not token.is_name and token.text not in words("title")]
    return _holds(tokens, "title") and not besides


def _is_name(found: Matched, left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether a name took the place of another: names alone, neither of them in the other sentence in any form."""
    is_heading = min(sum(token.is_content for token in side) for side in (found.left, found.right)) < LEAST
    sides = [[token for token in side if token.is_content] for side in (left, right)]
    if is_heading or not all(sides) or not all(token.is_name for side in sides for token in side):
        return False
    if all(is_common(token) for side in sides for token in side) or _may_be_one(*sides):
        return False
    strange = (
        strange_names(sides[0], found.right, found.right_over),
        strange_names(sides[1], found.left, found.left_over),
    )
    return all(any(is_proper(token) for token in own) for own in strange)


def _may_be_one(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether two names may be of one bearer: known aliases, initials, abbreviations, one spelling without spaces."""
    one, two = (" ".join(token.text for token in side) for side in (left, right))
    known = [names.organisation(name.upper()) or names.organisation(name.title()) for name in (one, two)]
    if known[0] is not None and known[0] == known[1]:
        return True
    initials = ["".join(token.text[0] for token in side) for side in (left, right)]
    if initials[0] == two.replace(" ", "") or initials[1] == one.replace(" ", ""):
        return True
    starts = any(a.text[:3] == b.text[:3] for a in left for b in right)
    return starts or same_name(one.replace(" ", ""), two.replace(" ", ""))
