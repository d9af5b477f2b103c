"""What may tell that a sentence says something else than its counterpart: names, numbers, negation, modality, roles."""

from __future__ import annotations

import calendar
import math
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise

from helpers import names
from helpers.reuse.matching import Matched, beside, slots
from helpers.reuse.tokens import Token, alike, couples, likeness, same_name, words
from helpers.reuse.words import stem

MANY = 40  # names or numbers in a sentence above which it is a list: their order is not looked at


def find_cues(found: Matched) -> dict[str, float]:
    """How much of each kind of change there is between two sentences."""
    left = [found.left[i] for i in found.left_over]
    right = [found.right[j] for j in found.right_over]
    numbers = changed_numbers(found)
    content = [[t for t in side if t.is_content] for side in (left, right)]
    sizes = [max(1, sum(t.is_content for t in side)) for side in (found.left, found.right)]
    share = len(content[0]) / sizes[0] + len(content[1]) / sizes[1]
    titles = [any(t.text in words("title") for t in side) for side in (left, right)]
    negated, excused = _negation(found)
    return {
        "number": float(bool(numbers[0]) and bool(numbers[1])),
        "number_crossed": float(bool(find_crossed(found, is_counted))),
        **_name_cues(found, left, right),
        "negation": float(negated != 0 and not excused),
        "negation_excused": float(negated != 0 and excused),
        "negation_alone": float(negated != 0 and _stands_alone(found)),
        "negation_in_other_words": float(negated != 0) * share,
        **_modal_cues(found, share),
        "share_over": share,
        "n_over": math.log1p(len(content[0]) + len(content[1])),
        "opposite": float(bool(opposites(left, right))),
        "role": float(role_reversed(found) is not None),
        "title": float(all(titles)),
        "strength": float(any(t.text in words("sure") for t in [*left, *right])),
    }


def _name_cues(found: Matched, left: Sequence[Token], right: Sequence[Token]) -> dict[str, float]:
    """What became of the names; `left` and `right` are the left-over words."""
    strange = [strange_names(left, found.right, found.right_over), strange_names(right, found.left, found.left_over)]
    swapped = swapped_names(found)
    proper = [[t for t in side if not is_common(t)] for side in strange]
    return {
        "name": float(bool(swapped)),
        "name_unlike": max((1 - likeness for *_, likeness in swapped), default=0.0),
        "name_crossed": float(bool(find_crossed(found, is_proper))),
        "names_apart": float(len(strange[0]) == len(strange[1]) == 1),
        "names_kept": _names_kept(found),
        "lost_name": float(bool(strange[0])) + float(bool(strange[1])),
        "lost_proper": float(bool(proper[0])),
        "lost_proper_unlike": float(any(_is_unlike(t, found.right) for t in proper[0])),
        "new_proper": float(bool(proper[1])),
        "new_proper_unlike": float(any(_is_unlike(t, found.left) for t in proper[1])),
    }


def _names_kept(found: Matched) -> float:
    """The share of the names of the first sentence that the second holds too; 1 where there are none."""
    held = [i in found.partners for i, token in enumerate(found.left) if token.is_name]
    return sum(held) / len(held) if held else 1.0


def is_common(token: Token) -> bool:
    """Whether a capitalised word is an ordinary word ("Street", "Department"), which translators put differently."""
    return token.stem in _ordinary()


@cache
def _ordinary() -> frozenset[str]:
    dates = {stem(word.lower()) for word in (*calendar.month_name, *calendar.day_name) if word}
    return frozenset(dates.union(*couples("paraphrases.csv")))


def _is_unlike(token: Token, others: Sequence[Token]) -> bool:
    """Whether a name resembles no word of the other sentence, nor their initials."""
    return not any(likeness(token, other) >= 0.5 for other in others if len(other.text) > 2)


def find_crossed(found: Matched, is_chosen: Callable[[Token], bool]) -> list[tuple[Token, Token]]:
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
            {found.partners[k] for k in beside(found.left, i, found.partners, is_chosen)},
            beside(found.right, j, backwards, is_chosen),
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


def is_counted(token: Token) -> bool:
    return token.value is not None and token.value > 1


def is_proper(token: Token) -> bool:
    return token.is_name and not is_common(token)


def swapped_names(found: Matched) -> list[tuple[Token, Token, float]]:
    """Names that took the place of other names, and how alike the most alike of them are in spelling."""
    swapped = []
    for run, other in slots(found):
        left = [found.left[i] for i in run if found.left[i].is_name]
        right = [found.right[j] for j in other if found.right[j].is_name]
        if not left or not right or any(same_name(a.text, b.text) for a in left for b in right):
            continue
        if strange_names(left, found.right, found.right_over) or strange_names(right, found.left, found.left_over):
            swapped.append((left[0], right[0], max(likeness(a, b) for a in left for b in right)))
    return swapped


def changed_numbers(found: Matched) -> list[list[Token]]:
    """Left-over numbers of either side, without one (a pronoun) and those that may be a number of the other side."""
    sides = [
        ([tokens[i] for i in over if tokens[i].number is not None], tokens)
        for tokens, over in ((found.left, found.left_over), (found.right, found.right_over))
    ]
    return [
        [t for t in own if is_counted(t) and not any(alike(t, other) for other in others if other.number is not None)]
        for own, others in ((sides[0][0], sides[1][1]), (sides[1][0], sides[0][1]))
    ]


def exchanged_numbers(left: Sequence[Token], right: Sequence[Token]) -> list[Token]:
    """The number among words that took the place of other words, and that among these; none where they may be one."""
    both = [[token for token in side if is_counted(token)] for side in (left, right)]
    if [len(side) for side in both] != [1, 1] or alike(both[0][0], both[1][0]):
        return []
    return [both[0][0], both[1][0]]


def strange_names(side: Sequence[Token], other: Sequence[Token], over: Iterable[int]) -> list[Token]:
    """Names of one side that the other side does not hold: no such stem, nothing alike left over, no such initials."""
    if not any(t.is_name for t in side):
        return []
    initials = "".join(t.text[0] for t in other if t.text not in words("empty"))
    stems = {t.stem for t in other}
    spelt = [other[k].text for k in over if len(other[k].text) > 2]
    countries = _countries(other)
    own = "".join(t.text[0] for t in side if t.is_name)
    return [
        t
        for t in side
        if t.is_name
        and t.stem not in stems
        and not any(same_name(t.text, word) or (len(word) > 3 and t.text[:4] == word[:4]) for word in spelt)
        and not (2 <= len(t.text) <= 5 and t.text in initials)
        and not (len(own) > 1 and any(2 <= len(word) <= 5 and word in own for word in spelt))
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
    made_up = matched or any(poorer[i].text in words("negative") or _is_denial(poorer[i], stems) for i in over)
    longer = any(a.text == "no" and b.text == "longer" for a, b in pairwise(richer))
    return change, made_up or (longer and any(t.text in words("negative") or t.text == "already" for t in poorer))


def _denied(found: Matched, is_right: bool) -> bool:
    """Whether a negation was matched with another negative word, of the right sentence or of the left one."""
    for i, j in found.partners.items():
        one, two = (found.left[i], found.right[j]) if is_right else (found.right[j], found.left[i])
        if one.text in words("negation") and two.text not in words("negation") and two.text in words("negative"):
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
            if tokens[k].text in words("negation") and k - 1 not in over and k + 1 not in over:
                return True
    return False


def _count_negations(tokens: Sequence[Token]) -> int:
    texts = [token.text for token in tokens]
    count = 0
    for place, token in enumerate(tokens):
        if token.text not in words("negation"):
            continue
        following = texts[place + 1 : place + 4]
        # "No. 5", "no matter how", "not only", "whether or not" deny nothing
        following_text = texts[place + 1] if place + 1 < len(tokens) else ""
        numbered = token.text == "no" and (following_text[:1].isdigit() or following_text.startswith("="))
        open_ended = texts[max(place - 1, 0) : place] == ["or"] or following[:1] == ["matter"]
        count += not (numbered or open_ended or {"only", "just"} & set(following))
    return count


def _modal_cues(found: Matched, share: float) -> dict[str, float]:
    """What became of possibility, duty and future between two sentences."""
    left, right = (_modal_classes(side) for side in (found.left, found.right))
    soft = {"possible", "could", "can", "likely"}
    faced = [
        {cue for k in places for cue in _MODAL if side[k].text in words(cue)}
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
    found = {cue for cue in ("likely", "must", "sure", "can", "possible") for t in tokens if t.text in words(cue)}
    for token, after, last in zip(tokens, [*tokens[1:], None], [*tokens[2:], None, None], strict=False):
        following = after.text if after is not None else ""
        if token.text in words("could") and following not in {"not", "n't"}:  # "could not" is inability
            found.add("could")
        if token.text in words("will") and not (following == "be" and last is not None and last.text == "able"):
            found.add("will")
        if token.text in {"have", "has", "had", "having"} and following == "to":
            found.add("must")
    return found


def opposites(left: Sequence[Token], right: Sequence[Token]) -> list[tuple[Token, Token]]:
    return [(a, b) for a in left for b in right if (a.stem, b.stem) in couples("opposites.csv")]


def role_reversed(found: Matched) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where "V T" became "V by T", or the reverse, so that agent and patient changed places: from V to T on both sides.

    "T V" that became "V by T" is the same thing in the passive.
    """
    backwards = {j: i for i, j in found.partners.items()}
    if turned := _turned(found.right, found.left, backwards):
        return turned[1], turned[0]
    return _turned(found.left, found.right, found.partners)


def _turned(
    tokens: Sequence[Token], others: Sequence[Token], partners: Mapping[int, int]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """From V to T where `tokens` say "V by T" and the others "V T"; first in `tokens`."""
    for k in [k for k, token in enumerate(tokens) if token.text == "by"]:
        agent = next((j for j in range(k + 1, min(k + 3, len(tokens))) if tokens[j].is_content), None)
        if agent is None or agent not in partners or not tokens[agent].is_name:
            continue
        high = partners[agent]
        for verb in (j for j in range(max(k - 5, 0), k) if j in partners and _is_done(tokens, j, k)):
            between = others[partners[verb] + 1 : high]
            if partners[verb] < high and not any(
                (t.is_content and not t.is_name) or t.text in {"by", "from", "with"} for t in between
            ):
                there = (others[partners[verb]].start, others[high].end)
                return (tokens[verb].start, tokens[agent].end), there
    return None


def _is_done(tokens: Sequence[Token], verb: int, by: int) -> bool:
    """Whether the word at `verb` is what is done "by" somebody: "the capture of X by", "captured by"."""
    return tokens[verb].is_content and (
        tokens[verb + 1].text == "of" or (verb == by - 1 and tokens[verb].text.endswith(("ed", "en", "wn")))
    )
