"""What tells outlets apart: how hard they write, and which words they use."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from helpers import terms
from helpers.findings.base import Said, Tables, first_of_origins, outlets
from helpers.words import cells, count, number

_GRADE = "flesch_kincaid_grade"
_LEAST_ARTICLES = 5  # of an outlet, to speak of how it writes
_LEAST_USING = 8  # articles of an outlet that use a term, to call it a term of the outlet
_FOUR_TIMES = 2.0  # bits: the lower end of the interval of a log ratio
_WIDE = 2.8  # standard errors: outlets are compared many at a time


def harder_outlets(tables: Tables) -> Iterator[Said]:
    """Two outlets whose articles differ in grade beyond their intervals.

    >>> [said.sentence for said in findings.harder_outlets(found)]
    []
    """
    outlet_of = outlets(tables)
    measured = tables["readability"]
    rows = measured[(measured["measure"] == _GRADE) & measured["value"].notna()]
    rows = rows.assign(outlet=[outlet_of.get(key, "") for key in rows["article_id"]])
    rows = rows[(rows["outlet"] != "") & rows["article_id"].isin(first_of_origins(tables))]
    ends = []
    for outlet, own in rows.groupby("outlet", sort=True):
        if len(own) >= _LEAST_ARTICLES:
            mean, error = float(own["value"].mean()), float(own["value"].std(ddof=1)) / len(own) ** 0.5
            ends.append((mean, mean - _WIDE * error, mean + _WIDE * error, str(outlet), len(own)))
    if len(ends) < 2:
        return
    low, high = min(ends), max(ends)
    if low[2] < high[1]:
        yield Said(
            f"{high[3]} writes for grade {high[0]:.1f} (mean of {count(high[4], 'document')}), {low[3]} for grade "
            f"{low[0]:.1f} ({count(low[4], 'document')}), as Flesch-Kincaid counts; the intervals do not meet.",
            rows[rows["outlet"].isin([low[3], high[3]])],
        )


def outlet_terms(tables: Tables) -> Iterator[Said]:
    """A term that most articles of one outlet use, far more often than those of all others.

    >>> [said.sentence for said in findings.outlet_terms(found)]
    []
    """
    articles, outlet_of = tables["articles"], outlets(tables)
    sizes = pd.Series(outlet_of).value_counts()
    large = [outlet for outlet, n in sizes.items() if n >= _LEAST_USING and outlet and n < len(articles)]
    counts = tables["frequencies"]
    if not large or not len(counts):
        return
    counts = counts[counts["article_id"].isin(first_of_origins(tables))]
    owner = counts["article_id"].map(outlet_of)
    n_in = counts.assign(outlet=owner).groupby(["outlet", "term"])["article_id"].nunique()
    named = articles.assign(outlet=articles["article_id"].map(outlet_of))
    keys = terms.keyness(terms.grouped(counts, named, "outlet"))
    keys = keys[keys["article_id"].isin(large) & (keys["low"] >= _FOUR_TIMES)].sort_values("g2", ascending=False)
    for row in cells(keys):
        outlet, term, n = row["article_id"], row["term"], int(n_in.get((row["article_id"], row["term"]), 0))
        own = set(owner[owner == outlet].index)
        size = int(counts.loc[list(own), "article_id"].nunique()) if own else 0
        if n < max(_LEAST_USING, 0.6 * size) or term in outlet.lower() or not term.isalpha():
            continue
        rows = counts[(counts["term"] == term) & (owner == outlet)]
        yield Said(
            f"{outlet} uses “{term}” {number(round(row['per_1k'], 1))} times in 1,000 words ({n} of "
            f"{count(size, 'document')}), all others {number(round(row['per_1k_rest'], 1))} times.",
            rows,
        )
        return
