"""What stands around a number and changes its meaning: about, more than, rose by ... and the interval it stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from helpers.claims.nouns import singular
from helpers.claims.tokens import WORD, Token, is_joined, low, word_set

# Sign of the change by the words before the number.
MODIFIERS: Mapping[tuple[str, ...], str] = {
    tuple(words.split()): sign
    for sign, phrases in {
        "=": "plus or minus|plus - or - minus|plus / minus|±|+ / -|+ / −|+ -|+ −",
        "~": "about|around|approximately|approx|approx .|roughly|nearly|almost|some|circa|ca|ca .|close to|estimated"
        "|an estimated|near|near to|barely|~|≈|∼|in the region of|on the order of|averaging|averaged|or so"
        "|virtually|practically|up to about|as high as roughly|well nigh|just about|just shy of|a little under"
        "|a little over|something like|more or less|approaching",
        ">": "more than|over|above|at least|at a minimum|exceeding|exceeds|exceeded|in excess of|greater than"
        "|larger than|higher than|longer than|not less than|no less than|no fewer than|upwards of|north of|minimum of"
        "|just over|well over|just above|well above|slightly over|slightly more than|over than|more than about"
        "|older than|bigger than|better than|>|≥|beyond|topped|surpassed|surpassing|exceed|a minimum of|not under",
        "<": "less than|under|below|fewer than|at most|up to|no more than|not more than|as much as|as many as"
        "|lower than|smaller than|shorter than|younger than|maximum of|a maximum of|just under|well under|just below"
        "|slightly less than|slightly under|<|≤|sub -|south of|not exceeding",
    }.items()
    for phrase in phrases.split("|")
    for words in [phrase]
}
_LONGEST = max(map(len, MODIFIERS))
_LAST_WORDS = frozenset(words[-1] for words in MODIFIERS)
_UP = word_set("up")
_DOWN = word_set("down")
_UP_NOUNS = word_set("up_nouns")
_DOWN_NOUNS = word_set("down_nouns")
_UP_AFTER = _UP_NOUNS | word_set("up_after")
_DOWN_AFTER = _DOWN_NOUNS | word_set("down_after")
_BRIDGES = word_set("bridges")
_PARTICLE_VERBS = word_set("particle_verbs")
# Read apart: the number behind them is a distance either way.
EITHER_WAY = frozenset(" ".join(words) for words, sign in MODIFIERS.items() if sign == "=")
_SKIPPED = frozenset(
    {"a", "an", "(", "total", "another", "additional", "combined", "record", "further", "whopping", "mere"}
)


class Change(NamedTuple):
    """`sign`: = ~ > < up down; `words`: the approximating words; `direction`: up, down or None."""

    sign: str
    words: str | None
    direction: str | None


def read_change(tokens: Sequence[Token], start: int, stop: int) -> Change:
    """What the words around the tokens `start:stop` of a quantity say about it."""
    i = start
    while i > 0 and low(tokens, i - 1) in _SKIPPED and i > start - 3:
        i -= 1
    sign, words, before = _modifier(tokens, i)
    if not words and i != start:
        sign, words, before = _modifier(tokens, start)
    direction = _direction(tokens, before) or _direction_after(tokens, stop)
    if _is_other_verb(tokens, before, stop):
        direction = None
    if not words:
        sign, words = _after(tokens, stop)
    if not words:
        sign, words = _within(tokens, start, stop)
    if sign == "=" and direction and _is_tight(tokens, before) and _fits(tokens, before, stop):
        return Change(direction, None, direction)
    if sign == "=" and direction and low(tokens, stop - 1) in _PERCENT and low(tokens, stop) in _COMPARATIVES - _MORE:
        return Change(direction, None, direction)  # "25 percent lower than before"
    return Change(sign, words, direction)


_PERCENT = frozenset({"%", "percent"})


def _modifier(tokens: Sequence[Token], i: int) -> tuple[str, str | None, int]:
    for length in range(min(_LONGEST, i) if low(tokens, i - 1) in _LAST_WORDS else 0, 0, -1):
        words = tuple(token.low for token in tokens[i - length : i])
        if words in MODIFIERS:
            if words == ("some",) and low(tokens, i - 2) in {"in", "of"} and tokens[i].kind == WORD:
                continue
            if words == ("up", "to") and _leads_up(tokens, i - 2):
                break
            return MODIFIERS[words], " ".join(words).replace(" .", "."), i - length
    return "=", None, i


def _leads_up(tokens: Sequence[Token], i: int) -> bool:
    """Whether "up to" at token `i` leads to a level, not a maximum: "inched up to 7.9", "bringing it up to 42"."""
    if low(tokens, i - 1) == "go" and low(tokens, i - 2) in {"would", "will"}:  # "fines can go up to" is a most
        return True
    if _moves(low(tokens, i - 1)) or any(low(tokens, j) in _BRINGING for j in range(max(0, i - 10), i)):
        return True
    return low(tokens, i - 1) == "," and any(word_direction(low(tokens, j)) for j in range(max(0, i - 4), i - 1))


_BRINGING = frozenset({"bring", "brings", "bringing", "brought", "pushing", "pushed"})


def _moves(word: str) -> bool:
    return word_direction(word) is not None or word in _MOVERS


_MOVERS = word_set("movers")


def _after(tokens: Sequence[Token], i: int) -> tuple[str, str | None]:
    if low(tokens, i) not in {"+", "or", "plus"}:
        return "=", None
    if low(tokens, i) == "+":
        return ">", "+"
    if low(tokens, i) == "or" and low(tokens, i + 1) in {"more", "so", "less", "fewer", "above", "over", "under"}:
        word = low(tokens, i + 1)
        return {"so": "~", "more": ">", "above": ">", "over": ">"}.get(word, "<"), f"or {word}"
    if low(tokens, i) == "plus":
        return ">", "plus"
    return "=", None


def _within(tokens: Sequence[Token], start: int, stop: int) -> tuple[str, str | None]:
    """ "20+ years", "four-plus years": what makes the number a least stands before its unit."""
    for j in range(start + 1, min(stop, start + 5)):
        if is_joined(tokens, j) and (low(tokens, j) == "+" or (low(tokens, j) == "plus" and low(tokens, j - 1) == "-")):
            return ">", low(tokens, j)
    return "=", None


def word_direction(word: str) -> str | None:
    """up or down for a word of rising or falling, else None."""
    return "up" if word in _UP else "down" if word in _DOWN else None


_WITHOUT = frozenset({"uninsured", "insured", "unemployed"})  # "the number of uninsured": no participle
_NEAR_BY, _FAR_BY = 4, 7  # words between a verb and its "by": "raised the state's minimum wage by $1"


def _led_by(tokens: Sequence[Token], i: int) -> str | None:
    """Direction of the verb whose "by" stands before token `i`: far off only where nothing else is done or counted."""
    is_led = tokens[i].kind == WORD and any(token.kind != WORD for token in tokens[i + 1 : i + 3])  # "by about 3"
    is_far = (tokens[i].kind != WORD or is_led) and (
        not low(tokens, i - 2).endswith("ed") or low(tokens, i - 2) in _WITHOUT
    )
    for j in range(i - 2, max(i - (_FAR_BY if is_far else _NEAR_BY) - 1, -1), -1):
        found = word_direction(low(tokens, j))
        if found and not _is_particle(tokens, j) and (j >= i - _NEAR_BY or low(tokens, j) not in _DEFEATS):
            return found
    return None


def _is_tight(tokens: Sequence[Token], i: int) -> bool:
    j = i - 1
    while j >= 0 and low(tokens, j) in _BRIDGES and j > i - 4:
        j -= 1
    if word_direction(low(tokens, j)) is not None and not _is_particle(tokens, j):
        return True
    return low(tokens, i - 1) == "by" and _led_by(tokens, i) is not None


def _fits(tokens: Sequence[Token], i: int, stop: int) -> bool:
    """Whether the verb before token `i` means a change: "lost 3%" does, "lost 300 men", "brought up 15 bills" not."""
    if low(tokens, stop - 1) in _MEASURING:
        return True
    if low(tokens, i - 1) in {"up", "down"} and tokens[stop - 1].low.isalpha():
        return low(tokens, i - 2) in _BE or not low(tokens, i - 2).isalpha()
    return not any(low(tokens, j) in _LOOSE for j in range(max(0, i - 3), i))


_MEASURING = frozenset({"%", "percent", "cent", "points", "point", "pc", "pct", "bps", "p", "cents", "pence", "times"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "trending", "closed", "ended", "finished"})
_LOOSE = frozenset(
    {
        "raise",
        "raised",
        "raises",
        "add",
        "adds",
        "added",
        "lose",
        "loses",
        "lost",
        "cut",
        "cuts",
        "cutting",
        "shed",
        "sheds",
    }
)


def _is_other_verb(tokens: Sequence[Token], i: int, stop: int) -> bool:
    """ "raised $2.6 million", "lost by a million votes": verbs that change no level here."""
    last, by = low(tokens, i - 1), low(tokens, i - 1) == "by"
    if by and low(tokens, i - 2) in _DEFEATS:
        return True
    return last in _COLLECTS and low(tokens, stop - 1) not in _MEASURING


_DEFEATS = frozenset({"lost", "lose", "loses", "losing"})
_COLLECTS = frozenset({"raise", "raised", "raises", "raising"})


def _is_particle(tokens: Sequence[Token], i: int) -> bool:
    """Whether "up" or "down" belongs to a verb of another meaning: "gave up 517 yards"."""
    if low(tokens, i) not in {"up", "down"} or low(tokens, i - 1) not in _PARTICLE_VERBS:
        return False
    return not (low(tokens, i) == "down" and low(tokens, i - 1) in _CLOSING)  # "the index ended down 1 %"


_CLOSING = frozenset({"end", "ended", "ends"})


def _direction(tokens: Sequence[Token], i: int) -> str | None:
    """Direction of the verb or preposition before token `i` ("rose by", "down")."""
    j = i - 1
    while j >= 0 and low(tokens, j) in _BRIDGES and j > i - 4:
        j -= 1
    found = word_direction(low(tokens, j))
    if found and not _is_particle(tokens, j):
        return found
    if low(tokens, i - 1) == "by":  # "grow sales by 35%"
        led = _led_by(tokens, i)
        if led:
            return led
    if low(tokens, i - 1) in {"of", "by"}:  # "a fall of 15%", "losses of 3%"
        noun = singular(low(tokens, i - 2))
        return "up" if noun in _UP_NOUNS else "down" if noun in _DOWN_NOUNS else None
    return None


def _direction_after(tokens: Sequence[Token], i: int) -> str | None:
    """Direction of the noun or comparative behind token `i` ("a 15 % fall", "15 % lower")."""
    is_measured = low(tokens, i - 1) in _MEASURING or not low(tokens, i - 1).isalpha()
    for j in range(i, min(i + 3, len(tokens))):
        word = low(tokens, j)
        if not is_measured and j > i and word in _COMPARATIVES:  # "four states found higher scores"
            return None
        if word in _MORE and low(tokens, i - 1) not in _MEASURING and low(tokens, j + 1) != "than":  # "20 more came"
            return None
        if word in _UP_AFTER:
            return "up"
        if word in _DOWN_AFTER:
            return "down"
        if not word.isalpha() or word in {"of", "in", "and", "to", "from", "on", "or"}:
            return None
    return None


_COMPARATIVES = word_set("up_after") | word_set("down_after")
_MORE = frozenset({"more", "less", "fewer"})

JUST_UNDER = frozenset(
    {"nearly", "almost", "just under", "just below", "just shy of", "approaching", "close to", "a little under"}
)
JUST_OVER = frozenset({"just over", "just above", "slightly over", "slightly more than", "a little over"})


def interval(value: float, step: float, sign: str, words: str | None) -> tuple[float | None, float | None]:
    """Lowest and highest value meant by `value` with the approximating `words`; None: open.

    The convention: nearly X is [0.9 X, X); just over X is (X, 1.1 X]; about X is X +- 5 %; more than X is
    (X, open); at most X is (open, X]; plus or minus X is [-X, X]; else half the last place that is meant (`step`, see
    `numerals.last_place`) either way, and never below zero for something positive. What is meant as it stands has no
    interval: see `reader`.
    """
    near = abs(value) * 0.1
    if words in EITHER_WAY:
        return -abs(value), abs(value)
    if words in JUST_UNDER:
        return value - near, value
    if words in JUST_OVER:
        return value, value + near
    if sign == ">":
        return value, None
    if sign == "<":
        return None, value
    if sign == "~":
        return value - near / 2, value + near / 2
    return (0.0 if 0 < value < step / 2 else value - step / 2), value + step / 2
