"""The language of a text: as stated, else guessed."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from helpers import text
from helpers.rules import load_rows

_FEWEST = 20  # words by which English is told
_FEWEST_OF_OTHERS = 10  # and another language in Latin letters
_SURE_ENGLISH = 0.2  # share of telling words that makes a text English
_MAYBE_ENGLISH = 0.1  # share that does when all of the text has function words
_EVEN = 0.225  # share of function words in each third of such a text: half an English text falls below it
_SURE_OTHER = 0.9
_BEGINNING = 1500  # characters that are judged
_LATIN = re.compile(r"[A-Za-z]{2}")
_DENSE = re.compile(r"[぀-ヿ㐀-鿿가-힣฀-๿]{10}")  # scripts without space between words

_FUNCTION_WORDS = text.word_lists("english_function_words.txt")
_TELLING = _FUNCTION_WORDS["telling"]
_ANY = _TELLING | _FUNCTION_WORDS["common"]


@cache
def _languages() -> Mapping[str, str]:
    rows = load_rows("languages.csv")
    return {name: row["code"] for row in rows for name in (row["code"], *row["names"].split("|"))}


def read_language(stated: Any) -> str | None:
    if stated is None:
        return None
    name = str(stated).strip().lower()
    return _languages().get(name) or _languages().get(re.split(r"[-_]", name)[0])


def guess_language(written: str) -> str | None:
    """ISO 639-1 code of the language of `written`, or None when in doubt.

    English by its share of function words (cheap, and nearly all of an English corpus); else by py3langid, when it
    is sure. Fewer than five words are not judged, and fewer than ten in Latin letters never taken for another language
    than English: names and slang look like anything. What is left open is read as English by all that reads further.
    """
    words = list(map(str.lower, text.WORD.findall(written[:_BEGINNING])))
    if _is_english(words):
        return "en"
    if len(words) < 5 and not _DENSE.search(written):
        return None
    from py3langid import rank  # loads its model: 0.2 s, which an English corpus never pays

    ranked = [(str(code), float(score)) for code, score in rank(written[:_BEGINNING])]
    best, top = ranked[0]
    sure = 1 / sum(math.exp(score - top) for _, score in ranked)
    is_short = len(words) < _FEWEST_OF_OTHERS and _LATIN.search(written[:_BEGINNING])
    return best if sure >= _SURE_OTHER and (best == "en" or not is_short) else None


def _is_english(words: Sequence[str]) -> bool:
    telling = _share(words, _TELLING)
    if len(words) < _FEWEST or telling < _MAYBE_ENGLISH:
        return False
    n = len(words) // 3
    return telling >= _SURE_ENGLISH or all(_share(words[i * n : (i + 1) * n], _ANY) >= _EVEN for i in range(3))


def _share(words: Sequence[str], known: frozenset[str]) -> float:
    return sum(map(known.__contains__, words)) / len(words) if words else 0.0
