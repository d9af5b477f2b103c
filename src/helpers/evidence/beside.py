"""Numbers that several texts print beside the same words: the same number, perhaps the same thing.

It is said where a number stands and what stands beside it, not that the texts state the same: that is for readers.
"""

from __future__ import annotations

import bisect
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from helpers import tables
from helpers.claims.tokens import word_set
from helpers.door import takes_tables
from helpers.evidence.meant import records
from helpers.text import WORD, find_sentences, word_lists

# Weight of the words that two sentences share; a round number (one digit, then zeros) stands in many and needs more.
# Three are no names: whoever runs for office stands beside every number of a campaign.
_LEAST = 6.5
_LEAST_ROUND = 9.0
_LEAST_WORDS = 3
_REACH = 400  # characters on either side of a number that are read: a table may be one sentence of thousands
_OF_ONE = 5  # sentences of one article about one number, the first: a table may have thousands
# A small corpus does not know how common its words are: these articles are added, of which a tenth have a word.
_BESIDE, _COMMON = 50, 0.1
_YEARS_IN = {"decade": 10.0, "century": 100.0, "year": 1.0, "month": 1 / 12}
_ENDINGS = ("ies", "ing", "ed", "es", "s", "ly")


class _Number(NamedTuple):
    """A number in its sentence: the row, its unit and value, the sentence, and its words by their stems, in order.

    The other numbers of the sentence are words too, "#46 %": two that stand together are known by one another.
    """

    row: Mapping[str, Any]
    origin: str
    newsroom: str
    unit: str
    value: float
    sentence: str
    words: Mapping[str, str]
    is_asked: bool


@takes_tables()
def related(quantities: pd.DataFrame, articles: pd.DataFrame, origins: pd.DataFrame | None = None) -> pd.DataFrame:
    """`tables.RELATED`: numbers of several text origins and newsrooms whose sentences share words, most printed first.

    Two numbers are put together if unit and value are equal and the words that their sentences share weigh enough: a
    word weighs the more, the fewer articles have it beside a number (inverse document frequency, Spärck Jones 1972).
    A number joins the one that has most origins about it. What one outlet alone prints is one voice and is left out.
    Shown, not judged. Reads QUANTITIES, article_id, text and outlet of ARTICLES, and ORIGINS; without these every
    article is an origin, and without outlets a newsroom.

    >>> evidence.related(found.quantities, articles).columns.to_list()[:3]
    ['related_id', 'article_id', 'start']
    """
    numbers = _numbers(quantities, articles, _origins(origins))
    weights = _weights(numbers)
    alike: dict[tuple[str, float], list[_Number]] = {}
    for number in numbers:
        alike.setdefault((number.unit, number.value), []).append(number)
    groups = [group for held in alike.values() for group in _groups(held, weights)]
    groups.sort(key=lambda group: (-_n_origins(group), -_n_documents(group), _place(group[0])))
    return tables.RELATED.frame(list(_rows(_apart(groups))))


def _origins(origins: pd.DataFrame | None) -> dict[str, str]:
    return {} if origins is None else dict(zip(origins["article_id"], origins["origin_id"], strict=True))


def _numbers(quantities: pd.DataFrame, articles: pd.DataFrame, origin_of: Mapping[str, str]) -> list[_Number]:
    """The numbers of something, outside boilerplate, in their sentences; what people answer in polls is many things."""
    told = quantities[
        quantities["is_quantity"]
        & ~quantities["is_boilerplate"]
        & quantities["value"].notna()
        & (quantities["value"] != 1)  # "one of these plans"
        & quantities["unit"].notna()
        & ~quantities["quantity_kind"].isin(["age", "rank"])
    ]
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    outlets = articles["outlet"].fillna(articles["article_id"]) if "outlet" in articles else articles["article_id"]
    newsrooms = dict(zip(articles["article_id"], outlets, strict=True))
    ends = {key: find_sentences(texts[key]) for key in told["article_id"].unique()}
    stop = word_lists("stop_words.txt")["news"] | word_set("words_of_numbers")
    people, polls = word_set("people_counted"), word_set("words_of_polls")
    found, seen = [], Counter[tuple[str, str, float]]()
    by_article: dict[str, list[tuple[int, str, str]]] = {}  # start, what it is called, mention
    read = [(row, *_amount(row, people)) for row in records(told)]
    for row, unit, value in read:
        by_article.setdefault(row["article_id"], []).append((row["start"], _called(value, unit), row["mention"]))
    for row, unit, value in read:
        key = row["article_id"]
        seen[key, unit, value] += 1
        if seen[key, unit, value] > _OF_ONE:
            continue
        before, after = _around(texts[key], row["start"], row["end"], ends[key])
        others = _others(by_article[key], row["start"] - len(before), row["end"] + len(after))
        others.pop(_called(value, unit), None)
        sentence = " ".join(f"{before}{texts[key][row['start'] : row['end']]}{after}".split())
        is_asked = unit in {"%", "[pp]"} and not polls.isdisjoint(f"{before} {after}".lower().split())
        words = _words(f"{before} {after}", stop) | others
        of = (origin_of.get(key, key), newsrooms[key])
        found.append(_Number(row, *of, unit, value, sentence, words, is_asked))
    return found


def _amount(row: Mapping[str, Any], people: frozenset[str]) -> tuple[str, float]:
    """The unit and the value of a number, people as persons and times in years."""
    unit = str(row["unit"]).rsplit(" ", 1)[-1]
    unit = "person" if unit in people else "year" if unit in _YEARS_IN else unit
    return unit, row["value"] * _YEARS_IN.get(row["unit"], 1.0)


def _called(value: float, unit: str) -> str:
    """The name of an amount among the words of a sentence."""
    return f"#{value:g} {unit}"


def _others(numbers: Sequence[tuple[int, str, str]], start: int, end: int) -> dict[str, str]:
    """The numbers of an article, in order, that begin in `start:end`: name -> mention; the first `_OF_ONE` of them."""
    first = bisect.bisect_left(numbers, start, key=lambda number: number[0])
    return {name: mention for at, name, mention in numbers[first : first + _OF_ONE] if at < end}


def _around(text: str, start: int, end: int, ends: Sequence[tuple[int, int]]) -> tuple[str, str]:
    """What stands before and after `start:end` in its sentence, at most `_REACH` characters and whole words of each."""
    first, last = ends[max(0, bisect.bisect_right(ends, start, key=lambda sentence: sentence[0]) - 1)]
    before, after = text[max(first, start - _REACH) : start], text[end : max(min(last, end + _REACH), end)]
    before = before.partition(" ")[2] if first < start - _REACH else before
    return before, after.rpartition(" ")[0] if end + _REACH < last else after


def _words(near: str, stop: frozenset[str]) -> dict[str, str]:
    """The words with a meaning, by their stems, in their order."""
    told = (word for word in WORD.findall(near) if len(word) > 2 and word.isalpha() and word.lower() not in stop)
    return {_stem(word): word for word in told}


def _stem(word: str) -> str:
    low = word.lower()
    ending = next((e for e in _ENDINGS if low.endswith(e) and len(low) - len(e) >= 4), "")
    return low.removesuffix(ending)


def _weights(numbers: Sequence[_Number]) -> dict[str, float]:
    """The weight of each word: the logarithm of how rare it is among the articles that have a number."""
    n_articles = len({number.row["article_id"] for number in numbers})
    n_in = Counter(word for word, _ in {(word, n.row["article_id"]) for n in numbers for word in n.words})
    return {word: math.log((n_articles + _BESIDE) / (n + _BESIDE * _COMMON)) for word, n in n_in.items()}


def _groups(numbers: Sequence[_Number], weights: Mapping[str, float]) -> Iterator[list[_Number]]:
    """Equal numbers put together, each about the number that most origins have beside its words."""
    beside = _neighbours(numbers, weights)
    left = dict.fromkeys(range(len(numbers)))
    order = sorted(left, key=lambda i: (-_n_origins([numbers[j] for j in (i, *beside[i])]), i))
    for middle in order:
        if middle in left:
            group = [j for j in (middle, *beside[middle]) if j in left]
            held = [numbers[j] for j in group]
            if _n_origins(held) > 1 and len({number.newsroom for number in held}) > 1:
                left = {j: None for j in left if j not in group}
                yield held


def _neighbours(numbers: Sequence[_Number], weights: Mapping[str, float]) -> list[list[int]]:
    """For each number those that are alike; looked up by the words they share, not scanned for."""
    with_word: dict[str, list[int]] = {}
    for i, number in enumerate(numbers):
        for word in number.words:
            with_word.setdefault(word, []).append(i)
    return [_alike(i, number, with_word, weights) for i, number in enumerate(numbers)]


def _alike(i: int, number: _Number, with_word: Mapping[str, Sequence[int]], weights: Mapping[str, float]) -> list[int]:
    shared: dict[int, list[str]] = {}
    for word in number.words:
        for j in with_word[word]:
            shared.setdefault(j, []).append(word)
    least = _LEAST_ROUND if _is_round(number.value) else _LEAST
    alike = [j for j, held in shared.items() if j != i and sum(map(weights.__getitem__, held)) >= least]
    common = {stem for stem, word in number.words.items() if word.islower() or stem.startswith("#")}
    alike = [j for j in alike if len(common.intersection(shared[j])) >= _LEAST_WORDS]
    return [j for j in alike if not number.is_asked or any(stem.startswith("#") for stem in shared[j])]


def _is_round(value: float) -> bool:
    """Whether a value has one digit that is no zero: 4, 30, 2,000,000, .5."""
    return len(f"{abs(value):.10g}".split("e")[0].replace(".", "").strip("0")) < 2


def _apart(groups: Sequence[list[_Number]]) -> Iterator[list[_Number]]:
    """`groups` without those whose sentences one before has: of "by 221 to 201" one number is shown."""
    told: list[set[tuple[str, str]]] = []
    for group in groups:
        own = {(number.row["article_id"], number.sentence) for number in group}
        if not any(own <= before for before in told):
            told.append(own)
            yield group


def _n_origins(group: Sequence[_Number]) -> int:
    return len({number.origin for number in group})


def _n_documents(group: Sequence[_Number]) -> int:
    return len({number.row["article_id"] for number in group})


def _place(number: _Number) -> tuple[str, int]:
    return number.row["article_id"], number.row["start"]


def _rows(groups: Iterable[Sequence[_Number]]) -> Iterator[dict[str, Any]]:
    named = Counter[str]()
    for group in groups:
        context = ", ".join(_shared(group))
        name = f"{min((number.row['mention'] for number in group), key=len)}: {context}"
        named[name] += 1
        name += f" ({named[name]})" if named[name] > 1 else ""
        counts = {"n_documents": _n_documents(group), "n_origins": _n_origins(group)}
        for number in sorted(group, key=_place):
            shown = {key: number.row[key] for key in ("article_id", "start", "end", "mention")}
            of = {"related_id": name, "context": context, "value": number.value, "unit": number.unit}
            yield {**shown, **counts, **of, "sentence": number.sentence}


def _shared(group: Sequence[_Number]) -> list[str]:
    """The words of the first sentence that the sentences of half of the articles, and of two, have, in their order."""
    by_article: dict[str, set[str]] = {}
    for number in group:
        by_article.setdefault(number.row["article_id"], set()).update(number.words)
    least = max(2, len(by_article) / 2)
    return [word for stem, word in group[0].words.items() if sum(stem in own for own in by_article.values()) >= least]
