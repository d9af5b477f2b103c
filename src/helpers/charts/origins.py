"""Figures of text origins: what was reused, how alike all pairs are, how many origins are left."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers.charts.rows import labels
from helpers.charts.style import (
    FAINT,
    GREY,
    LABEL,
    RELATIONS,
    SMALL,
    SOURCE,
    Chart,
    Key,
    blank,
    cells,
    chart,
    count,
    empty,
    fit,
    known,
    sheet,
    start,
    styled,
)


def _sentences(rows: pd.DataFrame, column: str, relation: str) -> list[int]:
    found = rows.loc[(rows["relation"] == relation) & rows[column].notna(), column]
    return sorted({int(number) for number in found})


@styled
def ribbons(
    alignment: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    original_id: str = "",
    derived_id: str = "",
    source: str = SOURCE,
) -> Chart:
    """One pair's sentences, original left and derived right, joined by ribbons coloured by what became of them.

    Reads `alignment`; without `original_id` and `derived_id` the pair with most aligned sentences is drawn.
    """
    pairs = alignment.groupby(["original_id", "derived_id"])["derived_sentence"].count().sort_values(kind="stable")
    if original_id or derived_id:
        pairs = pairs[
            [(a == original_id or not original_id) and (b == derived_id or not derived_id) for a, b in pairs.index]
        ]
    if not len(pairs):
        return empty("No article was found to be derived from another", source)
    first, second = (str(part) for part in pairs.index[-1])
    rows = alignment[(alignment["original_id"] == first) & (alignment["derived_id"] == second)]
    names = labels(articles, [first, second])
    numbers = {relation: int((rows["relation"] == relation).sum()) for relation in RELATIONS}
    kept = {int(n) for n in rows.loc[rows["derived_sentence"].notna(), "original_sentence"].dropna()}
    every = {int(n) for n in rows["original_sentence"].dropna()}
    changed = {int(n) for n in rows.loc[rows["relation"] == "meaning changed", "original_sentence"].dropna()}
    title = (
        f"{len(kept):,} of {count(len(every), 'sentence')} of {names[first]} come back in {names[second]}; "
        f"in {len(changed):,} the meaning may have changed"
    )
    lengths = [
        int(rows[c].max()) + 1 if rows[c].notna().any() else 1 for c in ("original_sentence", "derived_sentence")
    ]
    step = min(9.0, max(3.0, 420 / max(lengths)))
    keys = [
        Key(f"{relation} {numbers[relation]:,}", colour, "band" if relation not in {"dropped", "added"} else "line")
        for relation, colour in RELATIONS.items()
    ]
    made = sheet(
        title,
        "Each band joins a sentence of the original with the sentence made from it. A stub has no counterpart. "
        "The kinds of change are suggested by machine.",
        f"n = {count(len(rows), 'row')} of the alignment. Source: {source}",
        max(lengths) * step + 22,
        keys=keys,
    )
    axes = blank(made, 0, 0, made.width, made.height)
    top, left, right = made.height - 20, 60.0, made.width - 60.0
    for x, name, place in ((left, names[first], "left"), (right, names[second], "right")):
        words = fit(f"{name} ({'original' if place == 'left' else 'derived'})", made.width / 2 - 70, LABEL, bold=True)
        axes.text(x, made.height - 12, words, ha=place, size=LABEL, weight=700)
    for x, length, side in ((left, lengths[0], -1), (right, lengths[1], 1)):
        axes.plot([x, x], [top, top - length * step], color=FAINT, lw=1)
        for number in range(length):
            if (number + 1) % 10 == 0 or number == 0:
                place = "right" if side < 0 else "left"
                axes.text(
                    x + side * 18,
                    top - (number + 0.5) * step,
                    str(number + 1),
                    ha=place,
                    va="center",
                    size=SMALL,
                    color=GREY,
                )
    order = {"same": 0, "reworded": 1, "meaning changed": 2}
    drawn = sorted(cells(rows), key=lambda row: (order.get(row["relation"], 3), row["alignment_id"]))
    for row in drawn:
        a, b, colour = row["original_sentence"], row["derived_sentence"], RELATIONS[row["relation"]]
        if known(a) and known(b):
            axes.add_patch(_ribbon(left, top - float(a) * step, right, top - float(b) * step, step * 0.8, colour))
        elif known(a) or known(b):
            x, end, number = (left, left + 16, a) if known(a) else (right, right - 16, b)
            y = top - (float(number) + 0.5) * step
            axes.plot([x, end], [y, y], color=colour, lw=step * 0.6, solid_capstyle="butt")
    for x, column, side in ((left, "original_sentence", -1), (right, "derived_sentence", 1)):
        for row in drawn:
            if known(row[column]):
                y = top - float(row[column]) * step
                axes.fill_between(
                    [x + side * 3, x + side * 13],
                    y - step * 0.9,
                    y - step * 0.1,
                    color=RELATIONS[row["relation"]],
                    lw=0,
                )
    details = (
        f"Sentences of {names[first]} on the left, of {names[second]} on the right, joined by bands: "
        + ", ".join(f"{numbers[relation]:,} {relation}" for relation in RELATIONS)
    )
    missing = _sentences(rows, "original_sentence", "dropped")
    if missing:
        details += f". Dropped: sentence{'s' if len(missing) > 1 else ''} {_numbers(missing)} of the original"
    return chart(made, title, f"{details}.", source, f"{start(title)} (machine-suggested).")


def _numbers(numbers: Iterable[int], most: int = 12) -> str:
    shown = [str(number + 1) for number in numbers]
    return ", ".join(shown[:most]) + (" ..." if len(shown) > most else "")


def _ribbon(x0: float, y0: float, x1: float, y1: float, thick: float, colour: str) -> PathPatch:
    middle = (x0 + x1) / 2
    curve = [
        (x0, y0), (middle, y0), (middle, y1), (x1, y1),
        (x1, y1 - thick), (middle, y1 - thick), (middle, y0 - thick), (x0, y0 - thick), (x0, y0),
    ]  # fmt: skip
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    return PathPatch(Path(np.array(curve), codes), facecolor=colour, alpha=0.75, lw=0)
