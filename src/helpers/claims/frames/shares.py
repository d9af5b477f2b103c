"""A share of something with what is said of it: "53 percent of full-time staff are women", "they pay half of the tax".

Read without what is said of it such a share states nothing: 53 percent of the staff may be anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from helpers.claims.frames import measures
from helpers.claims.frames.scene import Scene, index
from helpers.claims.nouns import is_plural
from helpers.claims.quantity import Quantity
from helpers.claims.tokens import NUMBER, Token, low, word_set, words

_MOST = 12  # words of what is said
_OPENS = word_set("determiners") | {"all", "total", "overall", "combined"}
_SIZES = frozenset(["roughly", "about", "nearly", "some", "estimated", "million", "thousand", "billion", "hundred"])
_SKIPPED = _OPENS | _SIZES | {"'", "’"}
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_WHOLE = word_set("not_whole")


class Whole(NamedTuple):
    """Of what something is a share, and the character behind its words."""

    name: str
    end: int


def whole(scene: Scene, q: Quantity) -> Whole | None:
    """Of what `q` is a share: the noun behind "of", of a fraction the noun that it counts; None for "of them"."""
    if q.kind == "fraction" and q.unit:
        return _named(measures.counted(q.unit).split(), q.end)
    tokens, stop = scene.tokens, index(scene.tokens, q.end - 1) + 1
    is_half = q.kind == "fraction" and low(tokens, stop) in _OPENS  # "half our workforce"
    if low(tokens, stop) != "of" and not is_half:
        return None
    j = stop + (not is_half)
    while (low(tokens, j) in _SKIPPED and low(tokens, j + 1) != "-") or _is_owner(tokens, j) or _is_size(tokens, j):
        j += 1  # "of the nation's 3.3 million teachers"
    phrase, end = measures.phrase_after(tokens, j)
    if phrase and low(tokens, end) == "and" and not any(map(is_plural, phrase)):  # "of poor and uninsured adults"
        further, _ = measures.phrase_after(tokens, end + 1)
        phrase = [*phrase, "and", *further] if any(map(is_plural, further)) else phrase
    first = next((n for n, word in enumerate(phrase) if is_plural(word) and not _goes_on(phrase[n + 1 :])), None)
    kept = phrase if first is None else phrase[: first + 1]  # "of borrowers fail to pay"
    while kept and kept[-1].endswith(("ed", "ly")):
        kept.pop()
    return _named(kept, _behind(tokens, j, kept)) if kept else None


def is_asked(name: str) -> bool:
    """Whether a share is one of people who may be asked: "likely voters"; not "time"."""
    return name.rsplit(" ", 1)[-1] in _ASKED


_ASKED = word_set("asked_in_polls")


def _goes_on(phrase: Sequence[str]) -> bool:
    """Whether a noun goes on behind a plural: "sports stars"."""
    return bool(phrase) and is_plural(phrase[0])


def _behind(tokens: Sequence[Token], j: int, phrase: Sequence[str]) -> int:
    """The character behind `phrase`, which begins at token `j`."""
    for word in phrase:
        j += 1 + 2 * word.count("-")
    return tokens[j - 1].end


def _named(phrase: Sequence[str], end: int) -> Whole | None:
    name = measures.named_by(phrase)
    return None if name is None or set(name.split()) & _NOT_WHOLE else Whole(name, end)


def _is_owner(tokens: Sequence[Token], j: int) -> bool:
    """ "the nation's", "the voters'"."""
    return low(tokens, j).endswith(("'s", "’s")) or (low(tokens, j)[-1:] == "s" and low(tokens, j + 1) in {"'", "’"})


def _is_size(tokens: Sequence[Token], j: int) -> bool:
    """Whether a number of digits that is no year stands on token `j`."""
    is_number = j < len(tokens) and tokens[j].kind == NUMBER
    return is_number and not _YEAR.fullmatch(tokens[j].low)


_AUXILIARY = rf"(?:{'|'.join(words('share_auxiliaries'))})(?:n't)?"
_DOES = rf"(?:{'|'.join(words('share_verbs'))}|[a-z]{{3,}}(?:ing|ed(?! (?:by|in|under|from|with|to|on|at|for|as)\b)))"
_WORD = (
    r"(?: (?!(?:according|compared|versus|while|whereas|but|because|although|though|percent)\b)"
    r"(?:[\w'’$.-]|,(?=\d))*[\w'’$])"
)
_MORE = rf"(?:(?! and ){_WORD})"
_TWIN = (
    r"(?: and [\d.]+ ?(?:%|percent) of(?: [\w-]+){1,4}?)"  # "53 percent of the staff and 58 percent of managers are"
)
_NOW = "(?: (?:now|also|already|currently|still|only))?"
_SAID = re.compile(rf"{_TWIN}?(?P<said>(?:{_MORE}{{0,9}}? {_AUXILIARY}{_WORD}|{_NOW} {_DOES}\b){_WORD}*)")


def said(scene: Scene, end: int) -> str | None:
    """What is said right behind `end` of what stands there: "are women", "in peru is uninsured"."""
    found = _SAID.match(scene.lower, end - scene.start)
    told = found["said"].split()[:_MOST] if found else []
    while told and (told[-1] in _LOOSE_ENDS or told[-1].isdecimal()):
        told.pop()
    is_loose = len(told) == 1 and not told[0].endswith("ed")  # "cases come"
    return None if is_loose else " ".join(told) or None


_LOOSE_ENDS = word_set("determiners") | measures.PREPOSITIONS | {"and", "or", "that", "who", "than", "as"}
_HOLDS = rf"(?:{'|'.join(words('share_holding'))}|(?:account(?:s|ed|ing)?) for|(?:mak(?:e|es|ing)|made) up)"
_ROUGHLY = (
    r"(?:(?:about|around|nearly|almost|some|roughly|just|only|over|more than|less than|at least|up to|an estimated"
    r"|as much as) )*"
)
_NOBODY = (
    r"(?:who|which|that|and|but|it|they|he|she|we|you|i|this|these|those|there|each|both|number|figure|total|one|some"
    r"|many|most)"
)
_HOLDER = re.compile(
    r"(?:^|[,;:(–—] ?|\b(?:that|and|but|while|as|because|if|whether|although|though) )"
    rf"(?P<who>(?:(?!{_NOBODY}\b)[\w'’.$%-]+ ){{1,7}}?)"
    rf"(?:(?:now|currently|already|also|only|alone|still|then|would|will|could|has|have|had) )*{_HOLDS} {_ROUGHLY}$"
)


_OTHER_PART = re.compile(r" (?P<part>(?:[\w'’-]+ ){0,5}[\w'’-]+)(?=[.,;:)]| and\b|$)")
_OF_WHOM = frozenset(["in", "among", "for", "from"])


def other_part(scene: Scene, q: Quantity, about: str | None) -> str | None:
    """What is said of `q`, another part of a whole: "single" of "65 percent were married and 35 percent single".

    `about` is what was said of the first: it holds for another group too ("13 percent in the north").
    """
    found = _OTHER_PART.match(scene.lower, q.end - scene.start)
    part = found["part"] if found else None
    if part is None or part.split()[0] not in _OF_WHOM:
        return None if part and part.split()[0] == "of" else part
    return f"{about} {part}" if about else None


def holder(scene: Scene, q: Quantity) -> str | None:
    """Who has the share `q`: "women" of "women make up half of the staff"; None for a pronoun."""
    at = q.start - scene.start
    found = _HOLDER.search(scene.lower, max(0, at - 110), at)
    who = found["who"].split() if found else []
    while who and who[0] in _OPENS | _CONJUNCTIONS:
        who.pop(0)
    is_named = bool(who) and who[0] not in measures.PREPOSITIONS and not who[-1].isdecimal()
    return " ".join(who) if is_named else None


_CONJUNCTIONS = frozenset(["and", "but", "that", "while", "as", "because", "if", "whether", "though", "although"])
