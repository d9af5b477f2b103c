"""What figures of terms say in words: which term leads, which terms are left out, and how many are not drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers import terms
from helpers.charts import letters
from helpers.charts.rows import groups_of
from helpers.words import count, listed, start

_WHOLE = 0.15  # of the words of a text: a table with fewer holds chosen terms, not all but stop words
TIED = 3  # terms that share a place, named in a title
_SAYING = frozenset({"said", "say", "says", "saying", "told"})  # in all news the most frequent, and never news


class Counted(NamedTuple):
    """The rows to draw, whether they are terms that somebody chose, and what is said of those that are not drawn."""

    rows: pd.DataFrame  # article_id (or group), term, n, per_1k and n_words, most frequent first within each
    n_all: int  # articles or groups, also those that have none of the terms
    is_given: bool
    left_out: str  # in parentheses, behind what is counted
    absent: str


def counted_terms(
    table: pd.DataFrame, articles: pd.DataFrame | None, group_by: str, words: Sequence[str] = ()
) -> Counted | None:
    """What is drawn of `table`, of `words` alone where there are any; None: nothing."""
    if group_by and articles is not None:
        table = terms.grouped(table, articles, group_by)
    groups = set() if articles is None else {*groups_of(articles, group_by).values()}
    n_all = max(table["article_id"].nunique(), len(groups))
    words = meant(words, table)
    absent = [word for word in words if not table["term"].eq(word).any()]
    if words:
        table = table[table["term"].isin(list(words))]
    made = table[["article_id", "term", "n", "per_1k"]]
    made = made.astype({"article_id": "str", "n": "float64", "per_1k": "float64"})
    made["n_words"] = (1000 * made["n"] / made["per_1k"].where(made["per_1k"] > 0)).round()
    n_words = made.groupby("article_id")["n_words"].first().sum()
    is_given = bool(words) or made["n"].sum() < _WHOLE * n_words
    saying = sorted(set() if is_given else _SAYING & set(made["term"]))
    made = made[~made["term"].isin(saying)]
    if made.empty:
        return None
    rows = made.sort_values(["article_id", "n", "term"], ascending=[True, False, True], ignore_index=True)
    left_out = f" ({listed([f'“{word}”' for word in saying], 5)} left out)" if saying else ""
    return Counted(rows, n_all, is_given, left_out, missing(absent))


def meant(words: Sequence[str], table: pd.DataFrame) -> list[str]:
    """`words` as the table has them: in lower case where it has a word only so."""
    there = set(table["term"]) if words else set()
    return [*dict.fromkeys(low if word not in there and (low := word.lower()) in there else word for word in words)]


def missing(words: Sequence[str]) -> str:
    """What is said of terms that the table does not have: of several words it may just not count them."""
    longer = [word for word in words if " " in word]
    others = [word for word in words if " " not in word]
    told = [f"not in these texts: {listed(quoted(others), 5)}"] * bool(others)
    told += [f"not counted, as terms are single words here: {listed(quoted(longer), 5)}"] * bool(longer)
    return "; ".join(told)


def none(words: Sequence[str]) -> str:
    return start(missing(words)) if words else "No term to count in these texts"


def quoted(words: Sequence[str]) -> list[str]:
    return [f"“{letters.plain(word)}”" for word in words]


def leading(found: Counted, noun: str) -> str:
    """Which term is the most frequent in most articles, if one is so in half of them."""
    rows, one = found.rows, "of the terms given" if found.is_given else "term"
    first = rows[rows["n"] == rows.groupby("article_id")["n"].transform("max")]
    n_led, n_all = first["term"].value_counts(), found.n_all
    most = int(n_led.max())
    leaders = sorted(str(term) for term, n in n_led.items() if n == most)
    if n_all > 1 and 2 * most < n_all:
        return f"No {one} is the most frequent in half of {count(n_all, noun)}"
    if len(leaders) > TIED:
        whole = count(len(leaders), "term") + (" of those given" if found.is_given else "")
        led = "equally frequent, and none is more so"
        return f"{whole} are {led if n_all == 1 else f'each the most frequent in {most:,} of {count(n_all, noun)}'}"
    is_tied = n_all == 1 or bool((first["term"].isin(leaders) & first["article_id"].duplicated(keep=False)).any())
    several = "of the terms given" if found.is_given else "terms"
    said = f"{listed(quoted(leaders), TIED)} are {'equally' if n_all == 1 else 'each'} the most frequent {several}"
    if len(leaders) == 1:
        among = is_tied if n_all > 1 else not is_surely_first(list(rows["n"]), rows["n_words"].iloc[0])
        said = f"{quoted(leaders)[0]} is {'among ' * among}the most frequent {several if among else one}"
    return said + (
        f": {rows['per_1k'].max():.1f} of 1,000 words" if n_all == 1 else f" in {most:,} of {count(n_all, noun)}"
    )


def is_surely_first(n: Sequence[float], n_words: float) -> bool:
    """Whether the first of the counts `n`, most first, is above the next one by their 95 % intervals."""
    if len(n) < 2:
        return True
    low, high = terms.wilson(np.array(n[:2]), np.full(2, n_words))
    return bool(low[0] > high[1])


def pooled_leading(shown: pd.DataFrame, by_term: pd.DataFrame, total: float, of: str, *, is_given: bool) -> str:
    """Which term is the most frequent of all articles together; of several that may be, that it is one of these."""
    n, n_in = (float(shown["sum"].iloc[0]), int(shown["size"].iloc[0]))
    tied = [str(term) for term in by_term.index[by_term["sum"] == n]]
    rate = f"{1000 * n / total:.1f} of 1,000 words"
    if len(tied) > 1:
        return f"{listed(quoted(tied), TIED)} are equally frequent, and no term is more so: {rate}"
    is_first = is_surely_first(list(shown["sum"]), total)
    terms_of = "of the terms given" if is_given else "term" if is_first else "terms"
    said = f"{'among ' * (not is_first)}the most frequent {terms_of}"
    return f"{quoted(tied)[0]} is {said}: {rate}, in {n_in:,} of {of}"


def most_shared(found: Counted, noun: str) -> str:
    """Which terms stand in the most articles, and which of them most often."""
    n_all, by_term = found.n_all, found.rows.groupby("term", sort=True)["n"].agg(["size", "sum"])
    most = int(by_term["size"].max())
    ordered = by_term[by_term["size"] == most].sort_values("sum", ascending=False, kind="stable")
    shared = [str(term) for term in ordered.index]
    if most == 1 < n_all:
        return f"No term stands in two of {count(n_all, noun)}"
    named = listed(quoted(shared[:TIED]), TIED)
    where = f"every {noun}" if most == n_all else f"{most:,} of {count(n_all, noun)}"
    if len(shared) > TIED:
        return f"{count(len(shared), 'term')} stand in {where}, most often {named}"
    return f"{named} {'stands' if len(shared) == 1 else 'stand'} in {where}" + ", no term in more" * (most < n_all)


def beyond(counted: Counted, order: Sequence[str], drawn_terms: Mapping[str, Sequence[str]], noun: str) -> str:
    """What is said of the terms that no panel has room for; where somebody chose the terms they are named."""
    n_of = counted.rows["article_id"].value_counts()
    most, n_shown = max(int(n_of[key]) for key in order), max(map(len, drawn_terms.values()))
    if most <= n_shown:
        return ""
    if not counted.is_given:
        each = f"of each {noun}" if len(order) > 1 else f"of {most:,}"
        return f"the {n_shown} most frequent terms {each} are shown, of equals the first by alphabet"
    drawn = {term for key in order for term in drawn_terms[key]}
    absent = sorted(set(counted.rows["term"]) - drawn)
    named = f"; in no panel: {listed(quoted(absent), 5)}" if absent else ""
    return f"at most {n_shown} of the terms given are shown of each {noun}{named}"


def tail(shown: pd.Series, n: pd.Series) -> str:
    """How many terms are not drawn, and how many of them are as frequent as the last one drawn."""
    rest = len(n) - len(shown)
    n_alike = int((n == shown.iloc[-1]).sum() - (shown == shown.iloc[-1]).sum())
    alike = f", {n_alike:,} of them as frequent as the last one here" if n_alike else ""
    return f"{count(rest, 'less frequent term' if not n_alike else 'further term')} not shown{alike}" if rest else ""


def unshown(by_term: pd.DataFrame, kept: Sequence[str], noun: str) -> str:
    """How many terms are drawn, and of those that are not, how many stand in as many articles as the last one drawn."""
    least = int(by_term["size"].loc[kept[-1]])
    n_alike = int((by_term["size"] == least).sum() - (by_term["size"].loc[list(kept)] == least).sum())
    alike = f"; {n_alike:,} more stand in {least:,}, as the last of these, but less often" if n_alike else ""
    return f"the {len(kept)} terms in most {noun}s are shown{alike}"
