"""Figures that documents share, whatever they count, and figures of one event that part, by the words beside them."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from helpers import evidence, terms
from helpers.claims.frames.measures import kinds
from helpers.claims.tokens import words
from helpers.findings.base import LEAST_SHARING, Said, Tables, labels, origins_of, outlets, sources, texts_of, who
from helpers.findings.statements import APART, SURE, agree, complete, context, flagged
from helpers.text import WORD, find_sentences
from helpers.words import cells, is_counted, known, listed


def same_figures(tables: Tables) -> Iterator[Said]:
    """A figure that documents of three outlets and text origins print beside the same words (`evidence.related`).

    What it counts is not decided, so it is said where a figure stands and in which words one document has it, not that
    all state the same. Three words with a meaning stand beside it in each of the documents that are named. Statements
    that are whole are `spreading`, and of figures that stand in the same sentences one is told.

    >>> [said.sentence for said in findings.same_figures(found)]
    []
    """
    texts, origins, outlet_of = texts_of(tables), origins_of(tables), outlets(tables)
    told: set[tuple[str, str]] = set()
    for figures in _figures(tables):
        ends_of = {key: find_sentences(texts[key]) for key in figures["article_id"].unique()}
        beside, rows = _beside(figures, texts, ends_of, _LEAST_BESIDE)
        ids = rows["article_id"].unique()
        sizes = {origins.get(key, key) for key in ids}, {outlet_of[key] for key in ids} - {""}
        places = set(zip(rows["article_id"], rows["sentence"], strict=True))
        if min(map(len, sizes)) >= LEAST_SHARING and len(places & told) < 2:
            told |= places
            told_words, first = listed([f"“{word}”" for word in beside], _MOST_BESIDE), cells(rows)[0]
            figure = _printed_by_all(list(rows["mention"]))
            as_in = f"“{context(first, texts)}” in {who([first['article_id']], labels(tables))}"
            yield Said(
                f"The figure “{figure}”, beside it {told_words}: in at least {sources(rows, tables)}; {as_in}.", rows
            )


def _figures(tables: Tables) -> Iterator[pd.DataFrame]:
    """The numbers that stand beside the same words in several origins, the most printed first; no whole statements."""
    numbers, groups, claims = tables["quantities"], tables["claim_groups"], tables["claims"]
    whole = groups.loc[complete(groups) & (groups["n_documents"] > 1) & ~groups["measure"].isin(hit()), "claim_id"]
    places = claims.loc[claims["claim_id"].isin(whole), ["article_id", "start"]].assign(is_whole=True)
    found = evidence.related(numbers, tables["articles"], tables["origins"])
    found = found.merge(places.drop_duplicates(), how="left").merge(numbers.drop(columns=["value", "unit"]))
    found = found[found["is_whole"].isna() & (found["n_origins"] >= LEAST_SHARING)]
    order = found.sort_values(["n_origins", "n_documents", "related_id"], ascending=[False, False, True])
    for _, figures in order.groupby("related_id", sort=False):
        yield figures


def hit() -> list[str]:
    """The measures of people who were hit by an event: deaths, wounded."""
    return [name for name, kind in kinds().items() if kind.every == "event" and kind.unit == "person"]


def _as_written(word: str) -> tuple[int, bool]:
    """Sorts the spellings of a word: the shortest, and in small letters, for what begins a sentence is no name."""
    return len(word), _is_name(word)


def _is_name(word: str) -> bool:
    return word[0].isupper()


def two_counts(tables: Tables) -> Iterator[Said]:
    """Two figures of one event that exclude one another, told with the same words beside them.

    Of people who were hit by an event (deaths, wounded): two documents of two outlets and two text origins, two
    days apart at most, whose sentences hold the same three words at least, one of them a name, of nobody who is
    quoted (who speaks of two shootings is named beside both). Each prints its own figure and not the other's nor
    what lies between (64 soldiers and 3 others are 67), as a fact; neither is twice the other. Whether it is one
    event, and whether a toll rose between the two, is for the reader to see: the words stand beside. Of each
    measure the pair that shares most words.

    >>> [said.sentence for said in findings.two_counts(found)]
    []
    """
    texts, called = texts_of(tables), labels(tables)
    told = _hit_by_event(tables)
    said = tables["attributions"]
    names = said.loc[said["source_kind"] == "person", "person"].dropna().unique()
    people = {_singular(word.lower()) for name in names for word in WORD.findall(name)}
    claims = tables["claims"]
    printed = set(zip(claims["article_id"], claims["measure"], claims["value"], strict=True))
    found: dict[str, tuple[_Toll, _Toll, list[str]]] = {}
    for left, right in _near_days(told):
        measure = left.row["measure"]
        shared = sorted(left.near.keys() & right.near.keys() - _OF_TOLLS)
        least = len(found[measure][2]) + 1 if measure in found else _LEAST_BESIDE
        is_named = any(
            _is_name(left.near[stem]) and _is_name(right.near[stem]) for stem in shared if stem not in people
        )
        has_both = any(
            (one.row["article_id"], measure, value) in printed
            for one, other in ((left, right), (right, left))
            for value in (_count(other.row), abs(_count(one.row) - _count(other.row)))  # "64 soldiers and 3 others"
        )
        if len(shared) >= least and is_named and not has_both and _exclude(left.row, right.row):
            found[measure] = (left, right, shared)
    for measure, (left, right, shared) in found.items():
        beside = listed([f"“{left.near[stem]}”" for stem in shared], len(shared))
        sides = [f"“{context(each.row, texts)}” in {who([each.row['article_id']], called)}" for each in (left, right)]
        rows = tables["claims"].loc[[left.at, right.at]]
        yield Said(f"Two figures for {measure}, beside both {beside}: {listed(sides)}.", rows)


class _Toll(NamedTuple):
    """A figure of people hit by an event, the words of its sentence, and what is known of its article."""

    at: int  # in the table of claims
    row: Mapping[str, Any]
    near: Mapping[str, str]
    sides: tuple[str, str]  # outlet and text origin
    day: pd.Timestamp


def _hit_by_event(tables: Tables) -> list[_Toll]:
    """The exact figures of dated articles, stated as a fact, by day."""
    claims, texts, articles = tables["claims"], texts_of(tables), tables["articles"]
    origin_of, outlet_of = origins_of(tables), outlets(tables)
    day_of = dict(zip(articles["article_id"], articles["published"], strict=True))
    told = claims[claims["measure"].isin(hit()) & (claims["status"].isna() | claims["status"].isin(SURE))]
    told = told[flagged(told, _is_exact)]
    ends_of = {key: find_sentences(texts[key]) for key in told["article_id"].unique()}
    tolls = []
    for at, row in zip(told.index, cells(told), strict=True):
        key = row["article_id"]
        if known(day_of[key]) and is_counted(row["unit"]):  # no share of the dead
            near, sides = (
                _words_near(row, texts[key], ends_of[key]),
                (outlet_of[key], origin_of.get(key, key)),
            )
            tolls.append(_Toll(int(at), row, near, sides, day_of[key]))
    return sorted(tolls, key=lambda toll: (toll.day, toll.at))


def _near_days(tolls: Sequence[_Toll]) -> Iterator[tuple[_Toll, _Toll]]:
    """Pairs of one measure, of two outlets and text origins and of near days; `tolls` are sorted by day."""
    for number, left in enumerate(tolls):
        for right in itertools.islice(tolls, number + 1, None):
            if right.day - left.day > _NEAR_DAYS:
                break
            is_apart = (
                left.sides[0] != right.sides[0] and left.sides[1] != right.sides[1] and all(left.sides + right.sides)
            )
            if is_apart and left.row["measure"] == right.row["measure"]:
                yield left, right


_LEAST_BESIDE = 3  # words that two sentences share
_NEAR_DAYS = pd.Timedelta(days=2)
_VAGUE = re.compile(r"\b(?:dozens|hundreds|thousands|scores|millions|billions)\b", re.IGNORECASE)
_OF_TOLLS = frozenset(
    {"kill", "killed", "killing", "dead", "died", "death", "wounded", "injured", "injury", "injurie", "toll", "people"}
    | {"person", "other", "least", "more", "many", "number", "live", "life", "night", "week", "month", "year", "said"}
    | {"reported", "report", "confirmed", "official", "say", "told", "including", "according", "nearly", "almost"}
    | {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)  # what every toll has beside it


def _is_exact(row: Mapping[str, Any]) -> bool:
    """Whether a figure is a count of five at least, not "hundreds": small ones are often of a part."""
    is_counted_out = known(row["value"]) or known(row["low"])
    return is_counted_out and _count(row) >= _LEAST_COUNT and not _VAGUE.search(str(row["mention"]))


_LEAST_COUNT = 5


def _count(row: Mapping[str, Any]) -> float:
    """How many a figure says, at least."""
    return abs(float(row["value"] if known(row["value"]) else row["low"]))


def _exclude(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    """Whether two figures exclude one another, and neither is rather a part of the other."""
    values = [_count(side) for side in (left, right)]
    return not agree([left, right]) and max(values) <= APART * min(values)


def _printed_by_all(mentions: Sequence[str]) -> str:
    """The words of a figure that all documents print, from the numeral on: "20" of "20 students" and "20 children"."""
    split = [_HYPHENS.sub(" ", mention).split() for mention in mentions]
    shortest = min(split, key=len)
    starts = [i for i, word in enumerate(shortest) if _NUMERAL.match(word)]
    runs = [shortest[i:j] for i in starts for j in range(len(shortest), i, -1)]
    everywhere = [" ".join(run) for run in runs if all(_holds(mention, run) for mention in split)]
    return max(everywhere, key=len, default=min(mentions, key=len))


def _holds(words: Sequence[str], run: Sequence[str]) -> bool:
    low, sought = [word.lower() for word in words], [word.lower() for word in run]
    return any(low[i : i + len(sought)] == sought for i in range(len(low)))


_HYPHENS = re.compile(r"(?<=\w)-(?=[a-z])")
_NUMERAL = re.compile(
    rf"(?i)\W?\d|(?:{'|'.join(words('number_units')).replace(' ', '|')}|{'|'.join(words('number_tens'))})\b"
)


def _beside(
    figures: pd.DataFrame, texts: Mapping[str, str], ends_of: Mapping[str, Sequence[tuple[int, int]]], least: int
) -> tuple[list[str], pd.DataFrame]:
    """The `least` words with a meaning, and more, that most documents have beside a figure; and those rows.

    `ends_of`: start and end of the sentences of each article, in order.
    """
    held: list[tuple[str, frozenset[str]]] = []
    written: dict[str, str] = {}
    for row in cells(figures):
        said = _words_near(row, texts[row["article_id"]], ends_of[row["article_id"]])
        held.append((row["article_id"], frozenset(said)))
        written |= {stem: min(word, written.get(stem, word), key=_as_written) for stem, word in said.items()}
    n_in = Counter(
        stem for _, stem in dict.fromkeys((key, stem) for key, own in held for stem in sorted(own - _OF_TOLLS))
    )
    often = [stem for stem, n in n_in.most_common(_TRIED) if n >= LEAST_SHARING]

    def documents(stems: Iterable[str]) -> set[str]:
        return {key for key, own in held if own.issuperset(stems)}

    together = list(itertools.combinations(often, least))
    if not together:
        return [], figures.iloc[:0]
    best = documents(max(together, key=lambda stems: len(documents(stems))))
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
_MOST_BESIDE = 5  # of these told
_COUNTING = frozenset({"percent", "million", "billion", "trillion", "thousand", "hundred", "dollar", "dollars"})


def _is_about(word: str) -> bool:
    """Whether a word may tell what a figure beside it is about; "percent" does not."""
    return len(word) > 3 and word.lower() not in _COUNTING


def _singular(word: str) -> str:
    return word.removesuffix("s")
