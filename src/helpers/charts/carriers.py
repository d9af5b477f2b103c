"""The figure of an origin's way: who carried a text, from the first carrier to the last, and how much of it."""

from __future__ import annotations

import pandas as pd

from helpers.charts import letters, style
from helpers.charts.rows import Folded, labels, stacked
from helpers.reuse.strength import MOST
from helpers.words import cells, count, counted, known, listed, start

_SHARED, _OWN = "also in the text on top", "only here"


@style.styled
def timeline(
    carriers: pd.DataFrame, *, articles: pd.DataFrame | None = None, source: str = style.SOURCE
) -> style.Chart:
    """Sentences of every carrier of a text, those of the first set apart from its own; a bracket holds an origin.

    Reads the table `timeline`. Within an origin the rows go from the first carrier to the last by date, undated ones
    below. Above 60 carriers the largest origins are drawn. Articles that were not aligned with the first have no bar.

    >>> carriers = reuse.timeline(articles, found.origins, found.alignment)
    >>> charts.timeline(carriers, articles=articles).title
    'One text was carried by 2 articles; ...'
    """
    if not len(carriers):
        return style.empty("No text was carried by more than one article", source)
    sizes = carriers["origin_id"].value_counts()
    held: list[str] = []
    for origin in sorted(sizes.index, key=lambda name: (-int(sizes[name]), str(name))):
        if not held or int(sizes[[*held, origin]].sum()) <= style.MANY:
            held.append(str(origin))
    rows = [row for origin in held for row in cells(carriers[carriers["origin_id"] == origin].sort_values("number"))]
    names = labels(articles, [str(row["article_id"]) for row in rows])
    values = {
        str(row["article_id"]): {_SHARED: float(row["n_shared"] or 0), _OWN: float(row["n_added"] or 0)}
        if known(row["n_shared"])
        else {}
        for row in rows
    }
    ends = {str(row["article_id"]): _end(row) for row in rows}
    groups = [[str(row["article_id"]) for row in rows if row["origin_id"] == origin] for origin in held]
    n_undated = int(carriers["place"].isna().sum())
    part = ", whole or in part," if _is_part(carriers) else ""
    was = "was" if len(sizes) == 1 else "were"
    undated = f"; {n_undated:,} of them undated" if n_undated else ""
    said = f"{len(sizes) - len(held):,} smaller origins are not shown" if len(sizes) > len(held) else ""
    made = stacked(
        start(f"{counted(len(sizes), 'text')} {was} carried{part} by {count(len(carriers), 'article')}{undated}"),
        "Sentences of each article; a bracket holds carriers of one text, by date"
        f"{', undated ones below' * bool(undated)}. On top is the original, where it is in the corpus, else the "
        "earliest; the others are held against it.",
        count(len(carriers), "article"),
        source,
        Folded(values, names, groups, said),
        {_SHARED: style.BLUE, _OWN: style.YELLOW},
        unit="sentences",
        ends=ends,
    )
    words = [f"{letters.plain(names[key])}: {said}" for key, said in ends.items()]
    return style.chart(made, f"Carriers: {listed(words, 12)}.", rows=carriers, names=names)


def _is_part(carriers: pd.DataFrame) -> bool:
    """Whether a carrier shares less than half of the shorter of the two texts."""
    held = carriers.dropna(subset=["n_shared"])
    length = held["n_shared"] + held[["n_added", "n_dropped"]].min(axis=1)
    return bool((held["n_shared"] < MOST * length).any())


def _end(row: dict[str, object]) -> str:
    """What is said at the end of a carrier's bar."""
    undated = "" if known(row["place"]) else ", undated"
    if row["is_first"]:
        return f"the others are held against it{undated}"
    if not known(row["n_shared"]):
        return f"not aligned with it{undated}"
    return f"{row['n_shared']:,} in common, {row['n_added']:,} only here, {row['n_dropped']:,} missing{undated}"
