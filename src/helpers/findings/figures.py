"""Figures that documents share, whatever they count, and figures of one event that part, by the words beside them."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from helpers import terms
from helpers.claims.frames.measures import kinds
from helpers.findings.base import LEAST_SHARING, Said, Tables, labels, origins_of, outlets, sources, texts_of, who
from helpers.findings.statements import APART, SURE, agree, complete, context, flagged, words_of
from helpers.text import WORD, find_sentences
from helpers.words import cells, is_counted, known, listed


def same_figures(tables: Tables) -> Iterator[Said]:
    """A telling figure (three digits that are not zero, two of money) that documents of several outlets share.

    What it counts is not decided: the sentences around it hold the same two words at least, and they are named. So it
    is said where a figure stands, not that the documents state the same. Statements that are whole are `spreading`.

    >>> [said.sentence for said in findings.same_figures(found)]
    []
    """
    claims, outlet_of = tables["claims"], outlets(tables)
    texts = texts_of(tables)
    origins = origins_of(tables)
    groups = tables["claim_groups"]
    whole = groups.loc[complete(groups) & (groups["n_documents"] > 1), "claim_id"]
    told = claims[claims["value"].notna() & claims["approximation"].isna() & ~claims["claim_id"].isin(whole)]
    telling = told[flagged(told, _is_telling)]
    against = pd.Series(
        [_against(row, texts[row["article_id"]]) for row in cells(telling)], telling.index, dtype=object
    )
    keys = [telling["value"], telling["unit"].fillna("").str.split(" ").str[0], against]
    telling = telling[telling.groupby(keys)["article_id"].transform("nunique") >= LEAST_SHARING]
    alike = telling.groupby([key.loc[telling.index] for key in keys], sort=True)
    ends_of = {key: find_sentences(texts[key]) for key in telling["article_id"].unique()}
    for _, figures in sorted(alike, key=lambda group: (-group[1]["article_id"].nunique(), group[0])):
        beside, rows = _beside(figures, texts, ends_of)
        ids = rows["article_id"].unique()
        sizes = {origins.get(key, key) for key in ids}, {outlet_of.get(key) or key for key in ids}
        if min(map(len, sizes)) >= LEAST_SHARING:
            words = listed([f"“{word}”" for word in beside])
            figure = min((words_of(row) for row in cells(rows)), key=len)
            yield Said(f"The figure “{figure}”, beside it {words}: in at least {sources(rows, tables)}.", rows)


def two_counts(tables: Tables) -> Iterator[Said]:
    """Two figures of one event that exclude one another, told with the same words beside them.

    Of people who were hit by an event (deaths, wounded): two documents of two outlets and two text origins, four days
    apart at most, whose sentences hold the same three words at least, one of them a name. Each prints its own figure
    and not the other's, as a fact, and neither is twice the other. Whether it is one event, and whether a toll rose
    between the two, is for the reader to see: the words stand beside. Of each measure the pair that shares most words.

    >>> [said.sentence for said in findings.two_counts(found)]
    []
    """
    claims, texts, called = tables["claims"], texts_of(tables), labels(tables)
    once = [name for name, kind in kinds().items() if kind.every == "event" and kind.unit == "person"]
    told = claims[claims["measure"].isin(once) & (claims["status"].isna() | claims["status"].isin(SURE))]
    told = told[flagged(told, _is_exact)].reset_index(drop=True)
    rows = cells(told)
    ends_of = {key: find_sentences(texts[key]) for key in told["article_id"].unique()}
    near = [_words_near(row, texts[row["article_id"]], ends_of[row["article_id"]]) for row in rows]
    found: dict[str, tuple[int, int, list[str]]] = {}
    for left, right in itertools.combinations(range(len(rows)), 2):
        shared = sorted(near[left].keys() & near[right].keys() - _OF_TOLLS)
        measure = rows[left]["measure"]
        best = found.get(measure, (0, 0, shared[: _LEAST_BESIDE - 1]))[2]
        is_named = any(near[left][stem][0].isupper() for stem in shared)
        is_one_measure = measure == rows[right]["measure"]
        if len(shared) > len(best) and is_named and is_one_measure and _are_apart(left, right, rows, tables):
            found[measure] = (left, right, shared)
    for measure, (left, right, shared) in found.items():
        beside = listed([f"“{near[left][stem]}”" for stem in shared], len(shared))
        sides = [
            f"“{context(rows[each], texts)}” in {who([rows[each]['article_id']], called)}" for each in (left, right)
        ]
        yield Said(f"Two figures for {measure}, beside both {beside}: {listed(sides)}.", told.iloc[[left, right]])


_LEAST_BESIDE = 3  # words that two sentences share
_NEAR_DAYS = pd.Timedelta(days=4)
_VAGUE = re.compile(r"\b(?:dozens|hundreds|thousands|scores|millions|billions)\b", re.IGNORECASE)
_OF_TOLLS = frozenset(
    {"kill", "killed", "killing", "dead", "died", "death", "wounded", "injured", "injury", "injurie", "toll", "people"}
    | {"person", "other", "least", "more", "many", "number", "lives", "life", "night", "week", "month", "year", "said"}
    | {"reported", "report", "confirmed", "official", "say", "told", "including", "according", "nearly", "almost"}
    | {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)  # what every toll has beside it


def _is_exact(row: Mapping[str, Any]) -> bool:
    """Whether a figure is a count of five at least, not "hundreds": small ones are often of a part."""
    value = row["value"] if known(row["value"]) else row["low"]
    return known(value) and abs(float(value)) >= _LEAST_COUNT and not _VAGUE.search(str(row["mention"]))


_LEAST_COUNT = 5


def _are_apart(left: int, right: int, rows: Sequence[Mapping[str, Any]], tables: Tables) -> bool:
    """Whether two figures exclude one another, are of two outlets and origins and of near days."""
    sides = rows[left], rows[right]
    ids = [str(side["article_id"]) for side in sides]
    values = [abs(float(side["value"] if known(side["value"]) else side["low"])) for side in sides]
    if any(not is_counted(side["unit"]) for side in sides):
        return False  # a share of the dead
    if agree(sides) or max(values) > APART * min(values):
        return False
    if any(len({held.get(key) or key for key in ids}) < 2 for held in (origins_of(tables), outlets(tables))):
        return False
    printed = {(row["article_id"], row["value"]) for row in rows if row["measure"] == sides[0]["measure"]}
    if (ids[0], sides[1]["value"]) in printed or (ids[1], sides[0]["value"]) in printed:
        return False
    dated = tables["articles"].set_index("article_id")["published"].reindex(ids)
    return bool(dated.notna().all() and dated.max() - dated.min() <= _NEAR_DAYS)


_OTHER_SIDE = re.compile(r" ?(?:[-–]|to) ?(\d{1,4})\b")


def _against(row: Mapping[str, Any], text: str) -> str:
    """The other side of a vote or a score, "205" of "227-205", or nothing: 227 to 203 is another vote."""
    found = _OTHER_SIDE.match(text, int(row["end"]))
    return found[1] if found else ""


def _is_telling(row: Mapping[str, Any]) -> bool:
    """Whether a value is so odd that documents hardly share it by chance: three digits, two of money; no year."""
    value, unit = abs(float(row["value"])), str(row["unit"]) if known(row.get("unit")) else ""
    digits = f"{value:.10g}".split("e")[0].replace(".", "").strip("0")
    is_year = value.is_integer() and 1900 <= value <= 2100 and not unit
    is_money = bool(unit) and unit != "%" and not is_counted(unit.split(" ")[0])
    return len(digits) >= (2 if is_money else 3) and not is_year


def _beside(
    figures: pd.DataFrame, texts: Mapping[str, str], ends_of: Mapping[str, Sequence[tuple[int, int]]]
) -> tuple[list[str], pd.DataFrame]:
    """The words with a meaning that most documents have beside a figure in a sentence, two at least; and those rows.

    `ends_of`: start and end of the sentences of each article, in order.
    """
    held: list[tuple[str, frozenset[str]]] = []
    written: dict[str, str] = {}
    for row in cells(figures):
        said = _words_near(row, texts[row["article_id"]], ends_of[row["article_id"]])
        held.append((row["article_id"], frozenset(said)))
        written |= {stem: min(word, written.get(stem, word), key=len) for stem, word in said.items()}
    n_in = Counter(stem for _, stem in dict.fromkeys((key, stem) for key, own in held for stem in sorted(own)))
    often = [stem for stem, n in n_in.most_common(_TRIED) if n >= LEAST_SHARING]

    def documents(stems: Iterable[str]) -> set[str]:
        return {key for key, own in held if own.issuperset(stems)}

    pairs = list(itertools.combinations(often, 2))
    if not pairs:
        return [], figures.iloc[:0]
    best = documents(max(pairs, key=lambda pair: len(documents(pair))))
    shared = [stem for stem in often if best <= documents([stem])]
    rows = figures[[own.issuperset(shared) for _, own in held]]
    return [written[stem] for stem in shared], rows


def _words_near(row: Mapping[str, Any], text: str, ends: Sequence[tuple[int, int]]) -> dict[str, str]:
    """The words with a meaning in the sentence of a figure, its own left out, as they are written, by their stem."""
    at, to = int(row["start"]), int(row["end"])
    start, end = ends[max(0, bisect.bisect_right(ends, at, key=lambda sentence: sentence[0]) - 1)]
    near = [word for word in WORD.findall(text[start:at] + " " + text[to:end]) if _is_about(word)]
    stop = terms.stop_list("news")
    return {_singular(word.lower()): word for word in near if word.lower() not in stop and word.isalpha()}


_TRIED = 12  # words, the most frequent
_COUNTING = frozenset({"percent", "million", "billion", "trillion", "thousand", "hundred", "dollar", "dollars"})


def _is_about(word: str) -> bool:
    """Whether a word may tell what a figure beside it is about; "percent" does not."""
    return len(word) > 3 and word.lower() not in _COUNTING


def _singular(word: str) -> str:
    return word.removesuffix("s")
