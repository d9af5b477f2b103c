"""The words of a sentence as reuse compares them: lower-case stems, numbers in one form."""

from __future__ import annotations

import re
from functools import lru_cache

# A number, or a word: "30bn" is both, "w30" one word.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][^\W_]*(?:['’][^\W\d_]+)*")
NUMBER_WORDS = {
    word: float(value)
    for words, values in (
        ("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen", range(2, 17)),
        ("seventeen eighteen nineteen", range(17, 20)),
        ("twenty thirty forty fifty sixty seventy eighty ninety", range(20, 100, 10)),
        ("hundred thousand million billion", (1e2, 1e3, 1e6, 1e9)),
    )
    for word, value in zip(words.split(), values, strict=True)
}  # without "one", which is mostly a pronoun
# Longest first: the first ending that fits is cut, so that "meetings", "meeting" and "meets" fall together.
_ENDINGS = ("isations", "izations", "isation", "ization", "ations", "ation", "ments", "ings", "ment", "ness", "ions",
            "ing", "ies", "ied", "ion", "ers", "est", "ed", "es", "er", "ly", "al", "s", "e", "y")  # fmt: skip


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A crude stem of a lower-case word: possessive and one ending cut, British and American spelling alike."""
    word = word.replace("’", "'").split("'", 1)[0] or word
    if word[0].isdigit():
        return word.replace(",", "").rstrip(".")
    if word in NUMBER_WORDS and NUMBER_WORDS[word] < 100:
        return f"{NUMBER_WORDS[word]:g}"
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


# Bytes of UTF-8: letters and digits stay, all other ASCII becomes a space; what is above ASCII stays.
_SPACED = bytes(c if c > 127 or chr(c).isalnum() else 32 for c in range(256))
_MARKS = "’‘“”«»„–—…−‐‑‒·•\u00a0\u2009\u202f、。，"  # the marks above ASCII that part words most


def split_words(text: str) -> list[bytes]:
    """The words and numbers of `text`, lower-case, as UTF-8: as `find_terms` but rougher, and ten times as fast.

    Apostrophes and all other marks part words; rare marks above ASCII do not.
    """
    lower = text.lower()
    if not lower.isascii():
        for mark in _MARKS:
            lower = lower.replace(mark, " ")
    return lower.encode("utf-8", "replace").translate(_SPACED).split()


def count_words(text: str) -> int:
    """Words and numbers in `text`."""
    return len(_TOKEN.findall(text))
