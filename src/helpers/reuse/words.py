"""The words of a sentence as reuse compares them: lower-case stems, numbers in one form."""

from __future__ import annotations

import re
from functools import cache

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
    if number > 1  # "one" is mostly a pronoun
}
# Longest first: the first ending that fits is cut, so that "meetings", "meeting" and "meets" fall together.
_ENDINGS = ("isations", "izations", "isation", "ization", "ations", "ation", "ments", "ings", "ment", "ness", "ions",
            "ing", "ies", "ied", "ion", "ers", "est", "ed", "es", "er", "ly", "al", "s", "e", "y")  # fmt: skip


@cache
def stem(word: str) -> str:
    """A crude stem of a lower-case word: possessive and one ending cut, British and American spelling alike."""
    word = word.replace("’", "'").split("'", 1)[0] or word
    if word[0].isdigit():
        return word.replace(",", "").rstrip(".")
    if word in _NUMBER_WORDS:
        return _NUMBER_WORDS[word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]  # "stopped" and "stop"
    return word


def find_terms(sentence: str) -> list[str]:
    """The stems of `sentence`, in order, repeats kept."""
    return [stem(word) for word in _TOKEN.findall(sentence.lower())]


def numbers_of(sentence: str) -> set[str]:
    """The numbers of `sentence`, digits or words up to twenty, thousands separators removed."""
    return {term for term in find_terms(sentence) if term[0].isdigit()}


def split_words(text: str) -> list[str]:
    """The words and numbers of `text`, lower-case, as written."""
    return _TOKEN.findall(text.lower())
