"""What stands between quotation marks, as words that can be compared: which run of them several documents print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from helpers import terms
from helpers.findings.base import MANY_PRINTED, MOST_PRINTED
from helpers.findings.quoted import PHRASE
from helpers.text import WORD

RUN = 8  # words in a row that are the same: of six, two remarks of one person can be made by chance


class Phrase(NamedTuple):
    """What stands between quotation marks: its text and the places of its words, and these in small letters."""

    text: str
    places: tuple[tuple[int, int], ...]
    tokens: tuple[str, ...]

    def begins(self) -> Iterator[int]:
        """Where a run of words may begin: after a number the words may be of another one."""
        numbers = {at for at, token in enumerate(self.tokens) if _is_number(token)}
        for at in range(len(self.tokens) - RUN + 1):
            if at not in numbers and at - 1 not in numbers:
                yield at

    def is_all(self, at: int, n: int) -> bool:
        """Whether `n` words from `at` on are all of it."""
        return at == 0 and n == len(self.tokens)

    def is_begin(self, at: int) -> bool:
        """Whether a word is the first of the phrase or of a sentence in it."""
        before = self.text[: self.places[at][0]]
        lead = before.rstrip("\n\t “\"«‘'…")
        return not lead or (lead[-1] in ".?!" and lead != before and not _NO_END.search(lead))

    def goes_on(self, at: int) -> bool:
        """Whether a sentence goes on with the word at `at`."""
        return at < len(self.tokens) and not self.is_begin(at)

    def written(self, at: int, n: int, *, goes_on: bool = False) -> str:
        """`n` words as they are written, with dots where the phrase goes on before or after, or another `goes_on`."""
        start, end = self.places[at][0], self.places[at + n - 1][1]
        rest = self.text[end:].strip(" ”\"»’'")
        stop = rest[:1] if rest[:1] in tuple(".?!") and not goes_on else ""
        goes_on = goes_on or bool(not stop and WORD.search(rest))
        shown = " ".join(self.text[start:end].split())
        return f"{'' if self.is_begin(at) else '... '}{shown}{stop}{' ...' if goes_on else ''}"


_NO_END = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sens?|Reps?|Gov|Gen|St|Jr|vs)\.$")
_WHOLE = re.compile(rf"\d+(?:[.,]\d+)+|{WORD.pattern}", WORD.flags)  # "1,500" is one word


class Place(NamedTuple):
    """Where a run of words stands: in which attribution, in which of its phrases, from which word on."""

    row: int
    phrase: Phrase
    at: int

    def goes_on(self, offset: int) -> bool:
        """Whether a sentence goes on `offset` words further."""
        return self.phrase.goes_on(self.at + offset)


def phrases_of(text: str, row: Mapping[str, Any]) -> Iterator[Phrase]:
    """The phrases between quotation marks of an attribution."""
    for found in PHRASE.finditer(text, max(0, int(row["start"]) - 1), int(row["end"]) + 1):
        places = tuple(word.span() for word in _WHOLE.finditer(found[0]))
        same = found[0].replace("’", "'")
        yield Phrase(found[0], places, tuple(same[start:end].lower() for start, end in places))


def further(held: Sequence[Place]) -> tuple[int, int]:
    """How many words before and after a run are the same in all places, too; `MOST_PRINTED` with the run at most.

    With `MANY_PRINTED` they end where a sentence does.
    """
    before = after = 0
    while RUN + before < MANY_PRINTED and is_same([word_at(place, -before - 1) for place in held]):
        before += 1
    while RUN + before + after < MOST_PRINTED and is_same([word_at(place, RUN + after) for place in held]):
        if RUN + before + after >= MANY_PRINTED and held[0].phrase.is_begin(held[0].at + RUN + after):
            break
        after += 1
    return before, after


def parts(held: Sequence[Place], offset: int) -> bool:
    """Whether all go on with their sentence at `offset`, in other words: what is the same is not what is said."""
    return all(place.goes_on(offset) for place in held) and not is_same([word_at(place, offset) for place in held])


def is_same(words: Sequence[str]) -> bool:
    return bool(words[0]) and len(set(words)) == 1


def word_at(place: Place, offset: int) -> str:
    at = place.at + offset
    return place.phrase.tokens[at] if 0 <= at < len(place.phrase.tokens) else ""


def says_something(words: Sequence[str]) -> bool:
    """Whether words are hardly the same by chance: "we want to get something done" is said by everybody."""
    telling = {word for word in words if len(word) > 3 and word not in terms.stop_list("news")}
    return len(telling - _PALE) >= (_LEAST_TELLING if len(words) < _MANY else _LEAST_OF_MANY)


_LEAST_TELLING, _LEAST_OF_MANY, _MANY = 3, 2, 12  # words with a meaning; of so many words in a row fewer are enough
_PALE = frozenset(
    {"want", "done", "said", "something", "anything", "everything", "nothing", "things", "going", "really", "people"}
    | {"think", "need"}
)


def _is_number(token: str) -> bool:
    """Whether what follows is counted: "4.4 million new jobs" and "5.2 million new jobs" are not the same words."""
    return token.isdecimal() or token in {"hundred", "thousand", "million", "billion", "trillion", "percent"}
