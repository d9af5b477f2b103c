"""The language of a text: as stated, else guessed."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from helpers import text

_SURE_ENGLISH = 0.2
_SURE_OTHER = 0.9


@cache
def _english() -> frozenset[str]:
    return frozenset((files("helpers") / "data" / "english_function_words.txt").read_text("utf-8").split())


@cache
def _languages() -> Mapping[str, str]:
    with (files("helpers") / "data" / "languages.csv").open(encoding="utf-8") as lines:
        return {name: row["code"] for row in csv.DictReader(lines) for name in (row["code"], *row["names"].split("|"))}


def read_language(stated: Any) -> str | None:
    if stated is None:
        return None
    name = str(stated).strip().lower()
    return _languages().get(name) or _languages().get(re.split(r"[-_]", name)[0])


def guess_language(written: str) -> str | None:
    """ISO 639-1 code of the language of `written`, or None when in doubt.

    English by its share of function words (cheap, and nearly all of an English corpus); else by py3langid, when it
    is sure. Fewer than five words are not judged.
    """
    words = [written[start:end].lower() for start, end in text.find_words(written[:1500])]
    if len(words) >= 20 and sum(word in _english() for word in words) >= _SURE_ENGLISH * len(words):
        return "en"
    if len(words) < 5 and not re.search(r"[぀-ヿ㐀-鿿가-힣฀-๿]{10}", written):
        return None
    from py3langid import rank  # loads its model: 0.2 s, which an English corpus never pays

    ranked = [(str(code), float(score)) for code, score in rank(written[:1500])]
    best, top = ranked[0]
    sure = 1 / sum(math.exp(score - top) for _, score in ranked)
    return best if sure >= _SURE_OTHER else None
