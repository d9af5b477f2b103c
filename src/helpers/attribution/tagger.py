"""Parts of speech: a small averaged perceptron, greedy from left to right.

Tags are coarse, made for reading clauses: N noun, NP name, PR pronoun, PS possessive pronoun or 's, DT determiner, CD
number, JJ adjective, RB adverb, IN preposition or conjunction, TO, MD modal, VB infinitive, VBZ present, VBD past,
VBN past participle, VBG ing-form, CC and/or/but, W wh-word, EX there, RP particle, UH, and the mark itself for marks.
The weights come from `benchmarks/train_tagger.py` and the UD English Web Treebank (CC BY-SA 4.0).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

COARSE = {
    "NN": "N", "NNS": "N", "NNP": "NP", "NNPS": "NP", "PRP": "PR", "PRP$": "PS", "POS": "PS", "DT": "DT", "PDT": "DT",
    "CD": "CD", "JJ": "JJ", "JJR": "JJ", "JJS": "JJ", "AFX": "JJ", "RB": "RB", "RBR": "RB", "RBS": "RB", "IN": "IN",
    "TO": "TO", "MD": "MD", "VB": "VB", "VBP": "VBZ", "VBZ": "VBZ", "VBD": "VBD", "VBN": "VBN", "VBG": "VBG",
    "CC": "CC", "WDT": "W", "WP": "W", "WP$": "W", "WRB": "W", "EX": "EX", "RP": "RP", "UH": "UH", "FW": "NP",
    "$": "CD", "ADD": "NP", "GW": "N", "LS": "CD", "NFP": ".", "SYM": "CD",
}  # fmt: skip


class Model(NamedTuple):
    """`sure`: the tag of words that have one; `weights`: feature -> tag -> weight."""

    sure: Mapping[str, str]
    weights: Mapping[str, Mapping[str, int]]


@cache
def load() -> Model:
    """The model that is shipped."""
    with (files("helpers") / "data" / "tagger.json.gz").open("rb") as packed:
        return Model(*json.loads(gzip.decompress(packed.read())))


def features(words: Sequence[str], i: int, before: str, before2: str) -> Iterator[str]:
    """What the tagger looks at for word `i`; `words` padded by two on both sides."""
    word = words[i]
    lower = word.lower()
    after, last = words[i + 1], words[i - 1].lower()
    yield "w" + lower
    yield "s" + lower[-3:]
    yield "e" + lower[-2:]
    yield "c" + _shape(word) + ("^" if before == "<" else "")
    yield "t" + before
    yield "T" + before2 + before
    yield "k" + before + " " + lower
    yield "l" + last
    yield "a" + after.lower()
    yield "A" + after.lower()[-3:]
    yield "m" + last + " " + lower
    yield "n" + lower + " " + after.lower()
    yield "x" + before + after.lower()[-3:]
    yield "2" + words[i + 2].lower()
    yield "C" + _shape(after)


def _shape(word: str) -> str:
    first = word[:1]
    if first.isupper():
        return "X" if word.isupper() and len(word) > 1 else "U"
    if first.isdigit():
        return "9"
    return "-" if "-" in word else "u" if first.isalpha() else first


def is_mark(word: str) -> bool:
    """Whether `word` is punctuation, whose tag is itself."""
    return not any(c.isalnum() for c in word) and word not in {"$", "%", "&", "£", "€"}


def tag(words: Sequence[str], model: Model | None = None) -> list[str]:
    """The tags of the words of one sentence."""
    sure, weights = model or load()
    padded = ["", "", *words, "", ""]
    before2 = before = "<"
    tags: list[str] = []
    for i, word in enumerate(words, 2):
        found = sure.get(word) or (word if is_mark(word) else None)
        if found is None:
            scores: dict[str, int] = {"N": 0}
            for feature in features(padded, i, before, before2):
                row = weights.get(feature)
                if row:
                    for name, weight in row.items():
                        scores[name] = scores.get(name, 0) + weight
            found = max(scores, key=lambda name: (scores[name], name))
        tags.append(found)
        before2, before = before, found
    return tags
