"""A telling figure that documents share, whatever it counts."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from helpers import terms
from helpers.findings.base import LEAST_SHARING, Said, Tables, origins_of, outlets, sources, texts_of
from helpers.findings.statements import complete, flagged, words_of
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
    stop = terms.stop_list("news")
    held: list[tuple[str, frozenset[str]]] = []
    written: dict[str, str] = {}
    for row in cells(figures):
        text, at, to = texts[row["article_id"]], int(row["start"]), int(row["end"])
        ends = ends_of[row["article_id"]]
        start, end = ends[max(0, bisect.bisect_right(ends, at, key=lambda sentence: sentence[0]) - 1)]
        near = [word for word in WORD.findall(text[start:at] + " " + text[to:end]) if _is_about(word)]
        said = {_singular(word.lower()): word for word in near if word.lower() not in stop and word.isalpha()}
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


_TRIED = 12  # words, the most frequent
_COUNTING = frozenset({"percent", "million", "billion", "trillion", "thousand", "hundred", "dollar", "dollars"})


def _is_about(word: str) -> bool:
    """Whether a word may tell what a figure beside it is about; "percent" does not."""
    return len(word) > 3 and word.lower() not in _COUNTING


def _singular(word: str) -> str:
    return word.removesuffix("s")
