"""Texts of two languages that may be one: their names, numbers and years stand in one order. A hint, never a finding.

Names are capitalised words, written in Latin letters by rule (data/transliteration.csv) and reduced to their
consonants, so that "Фургала", "Furgal" and "Furgals" are one; numbers are read with either decimal mark. What is rare
in the corpus weighs more. Two articles are suggested where each is the other's best, far before the next.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import pandas as pd

from helpers.corpus.language import guess_language
from helpers.door import takes_tables
from helpers.reuse.tokens import skeleton
from helpers.rules import load_rows
from helpers.tables import TRANSLATIONS

LETTERS = 4  # consonants that two names must share, or all of a shorter one ...
LEAST_LETTERS = 2  # ... of at least so many
SHORT = 2  # letters of a word that is no name: "In", "EU"
SHARE = 0.15  # share of the weight of both texts' anchors that stands in one order
LEAST = 3  # different anchors that two texts share at least
AHEAD = 1.6  # times that share of the next best
TRIED = 5  # texts that share most, for which the order is looked at
MOST = 400  # anchors of a text that are read
_WORD = re.compile(r"[^\W\d_]+(?:[’ʼ'][^\W\d_]+)*|\d+(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
_VOWELS = str.maketrans("", "", "aeiouh")


class Anchor(NamedTuple):
    """A name or number of a text: what it is compared by, and how it is written."""

    key: str
    written: str


@cache
def _latin() -> Mapping[int, str]:
    return {ord(row["letter"]): row["latin"] for row in load_rows("transliteration.csv")}


@lru_cache(maxsize=1 << 14)
def name_key(name: str) -> str | None:
    """The consonants that a name is compared by; None for one too short to tell."""
    letters = skeleton(name.lower().translate(_latin())) if len(name) > SHORT else ""
    consonants = letters[:1] + letters[1:].translate(_VOWELS)
    return consonants[:LETTERS] if len(consonants) >= LEAST_LETTERS else None


def number_key(written: str) -> str | None:
    """A number in one spelling: "10 000", "10,000" and "10.000" are one, "1,5" is "1.5"; None for a single digit."""
    bare = re.sub(r"[.,\u00a0\u202f ](?=\d{3}(?!\d))", "", written).replace(",", ".")
    return bare if len(bare) > 1 else None


def find_anchors(text: str) -> list[Anchor]:
    """The names and numbers of `text`, in order."""
    found = []
    for match in _WORD.finditer(text):
        word = match[0]
        key = number_key(word) if word[0].isdigit() else name_key(word) if word[0].isupper() else None
        if key:
            found.append(Anchor(key, word))
    return found[:MOST]


@takes_tables()
def translations(articles: pd.DataFrame) -> pd.DataFrame:
    """Pairs of articles in different languages that may be one text. Table `translations`. A hint: read both.

    Reads article_id, text and language, which is guessed where there is no such column. Missed: texts of few names and
    numbers, pairs of languages in scripts other than Latin and Cyrillic, and a text of which the corpus holds two
    translations in one language.

    >>> reuse.translations(articles).empty  # the seeds are all in English
    True
    """
    if "language" not in articles:
        guessed = [guess_language(text) for text in articles["text"].fillna("")]
        articles = articles.assign(language=pd.Series(guessed, articles.index, dtype="str"))
    known = articles[articles["language"].notna()].sort_values("article_id")
    anchors = {
        name: find_anchors(text) for name, text in zip(known["article_id"], known["text"].fillna(""), strict=True)
    }
    languages = dict(zip(known["article_id"], known["language"], strict=True))
    weights = _weigh(anchors.values())
    scored = _score(anchors, languages, weights)
    rows = []
    for name, other in _best_of_each_other(scored):
        same = common(anchors[name], anchors[other], weights)
        first: dict[str, str] = {}
        for i, _ in same:
            first.setdefault(anchors[name][i].key, anchors[name][i].written)
        if len(first) >= LEAST:
            told = sorted(first, key=lambda key: (-weights[key], key))[:LEAST]
            shown = ", ".join(first[key] for key in told)
            rows.append((name, other, languages[name], languages[other], len(first), scored[name][other], shown))
    return TRANSLATIONS.frame(rows)


def _best_of_each_other(scored: Mapping[str, Mapping[str, float]]) -> Iterator[tuple[str, str]]:
    """The pairs in which each is the other's best, far before the next, with a share that is enough."""
    for name, shares in scored.items():
        other, share = next(iter(shares.items()))
        back = next(iter(scored[other]))
        if name < other and back == name and share >= SHARE and _is_far_ahead(shares) and _is_far_ahead(scored[other]):
            yield name, other


def _weigh(texts: Iterable[Sequence[Anchor]]) -> Mapping[str, float]:
    """How rare every key is: log((texts + 1) / texts that hold it)."""
    held = [{anchor.key for anchor in text} for text in texts]
    return {
        key: math.log((len(held) + 1) / n) for key, n in Counter(key for keys in held for key in sorted(keys)).items()
    }


def _score(
    anchors: Mapping[str, Sequence[Anchor]], languages: Mapping[str, str], weights: Mapping[str, float]
) -> dict[str, dict[str, float]]:
    """For every text its likeliest counterparts in other languages with their shares, best first."""
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for name, own in anchors.items():
        for key in dict.fromkeys(anchor.key for anchor in own):
            holders[key].append(name)
    shares: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for name, own in anchors.items():
        shared: defaultdict[str, float] = defaultdict(float)
        for key in dict.fromkeys(anchor.key for anchor in own):
            for other in holders[key]:
                if languages[other] != languages[name]:
                    shared[other] += weights[key]
        for other, _ in sorted(shared.items(), key=lambda entry: (-entry[1], entry[0]))[:TRIED]:
            shares[name][other] = shares[other][name] = in_order(own, anchors[other], weights)
    return {name: dict(sorted(own.items(), key=lambda entry: (-entry[1], entry[0]))) for name, own in shares.items()}


def _is_far_ahead(shares: Mapping[str, float]) -> bool:
    best, *others = shares.values()
    return not others or best >= AHEAD * others[0]


def in_order(left: Sequence[Anchor], right: Sequence[Anchor], weights: Mapping[str, float]) -> float:
    """The weight of the anchors that both texts have in one order, over the geometric mean of the weights of all.

    Over those of the lesser text alone a chat of three names would be part of every report.
    """
    whole = math.prod(sum(weights[anchor.key] for anchor in side) for side in (left, right)) ** 0.5
    return sum(weights[left[i].key] for i, _ in common(left, right, weights)) / whole if whole else 0.0


def common(left: Sequence[Anchor], right: Sequence[Anchor], weights: Mapping[str, float]) -> list[tuple[int, int]]:
    """The anchors of both texts in one order that weigh most together: places in either (dynamic programming)."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for j, anchor in enumerate(right):
        places[anchor.key].append(j)
    links: list[tuple[int, int, int]] = []  # place, place, link before
    ends = [(0.0, -1)] * len(right)  # the best chain that ends at each place: its weight, and its last link
    for i, anchor in enumerate(left):
        found = [(j, *max(ends[:j], default=(0.0, -1))) for j in places.get(anchor.key, ())]
        for j, weight, before in found:
            if weight + weights[anchor.key] > ends[j][0]:
                links.append((i, j, before))
                ends[j] = (weight + weights[anchor.key], len(links) - 1)
    chain = []
    link = max(ends, default=(0.0, -1))[1]
    while link >= 0:
        i, j, link = links[link]
        chain.append((i, j))
    return chain[::-1]
