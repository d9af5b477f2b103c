"""What figures with a cell for each item and article share: heads of columns, and the cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from matplotlib.colors import PowerNorm
from numpy.typing import ArrayLike

from helpers.charts import letters, pointing, style
from helpers.charts.rows import row_labels, rows_of


def heads_height(
    names: Iterable[str], step: float, *, most: float = 90.0, groups: Sequence[Sequence[str]] = ()
) -> float:
    """Height in points of the column labels: one line where they fit their columns, else turned upright."""
    longest = letters.widest([letters.fit_name(name, most, letters.SMALL) for name in names], letters.SMALL)
    bracket = 20.0 if any(len(group) > 1 for group in groups) else 0.0
    return (12.0 if longest <= step - 4 else longest + 4) + bracket + 4


def column_heads(
    axes: style.Blank,
    places: Mapping[str, float],
    y: float,
    step: float,
    names: Mapping[str, str],
    groups: Sequence[Sequence[str]] = (),
    *,
    most: float = 90.0,
) -> None:
    """Write column labels above `y` of `axes` (in points), with a bracket above articles of one origin."""
    height = heads_height([names[key] for key in places], step, most=most)
    upright = height > 18
    for key, x in places.items():
        words = letters.fit_name(names[key], most, letters.SMALL)
        size = min(letters.SMALL, step * 0.8) if upright else letters.SMALL
        axes.text(x, y + 4, words, ha="center", va="bottom", rotation=90 if upright else 0, size=size)
    for group in groups:
        at = [places[key] for key in group if key in places]
        if len(at) > 1:
            low, high, top = min(at) - step * 0.35, max(at) + step * 0.35, y + height + 3
            bracket = [low, low, high, high], [top - 3, top, top, top - 3]
            axes.plot(*bracket, color=style.BLUE, lw=1.3, solid_joinstyle="miter")
            axes.text((low + high) / 2, top + 2, "1 origin", ha="center", va="bottom", size=7.5, color=style.BLUE)


def shaded(made: style.Sheet, at: tuple[float, float, float], grid: ArrayLike, **looks: Any) -> None:
    """Shade the cells of `grid`, which begins `at` points from the left and has a width and a height."""
    x, width, height = at
    axes = style.panel(made, x, 0, width, height)
    axes.set_axis_off()
    axes.imshow(grid, interpolation="none", aspect="auto", **looks)


def matrix(
    title: str,
    note: str,
    n: str,
    source: str,
    items: Mapping[str, str],
    names: Mapping[str, str],
    groups: Sequence[Sequence[str]],
    values: Mapping[tuple[str, str], float],
    *,
    said: Sequence[str] = (),
    keys: Sequence[style.Key] = (),
    shade: bool = False,
    words: Mapping[tuple[str, str], Sequence[str]] | None = None,
    colours: Mapping[str, str] | None = None,
    size: float = 0.0,
    pointed: Mapping[tuple[str, str], tuple[str, str]] | None = None,
) -> style.Sheet:
    """A sheet with a cell for each item (term, source, claim) and article: shaded, or a dot whose area is the value.

    `words`: what may stand in a cell; the first that fits whole does ("$84…" would be another number).
    `size`: one size for all dots, in points. `pointed`: what a cell says when pointed at, and where it leads. Few
    articles are columns; more than fourteen are rows, so that their names stay readable.
    """
    articles = [key for group in groups for key in group]
    sideways = len(articles) > (5 if style.is_narrow() else 14)
    across, down = (list(items), articles) if sideways else (articles, list(items))
    across_names, down_names = (items, names) if sideways else (names, items)
    most = (110 if sideways else 150) if style.is_narrow() else 150 if sideways else 200
    place = rows_of(down, bottom=0, names=down_names, most=most, step=13.5 if len(down) > 30 else 17)
    indent = 22 if sideways and any(len(group) > 1 for group in groups) else 8
    beyond = 30.0 if words and not shade else 0.0  # words beside the last column's dots
    room = (style.sheet_width() - place.width - indent - 4 - beyond) / max(len(across), 1)
    heads = [letters.fit_name(across_names[key], 150, letters.SMALL) for key in across]
    widest = letters.widest(heads, letters.SMALL) + 10.0  # points between heads that lie side by side
    step = min(room, max(64.0, widest if widest <= room else 0.0))  # heads lie where there is room, else they stand
    head = heads_height([across_names[key] for key in across], step, most=150, groups=() if sideways else groups)
    height = len(down) * place.step
    made = style.sheet(title, note, n, source, *said, body=head + height, keys=keys)
    begin = row_labels(made, place, down_names, groups if sideways else ())
    axes = style.blank(made, begin)
    places = {key: step * (number + 0.5) for number, key in enumerate(across)}
    column_heads(axes, places, height, step, across_names, () if sideways else groups, most=150)
    top = max(values.values(), default=0.0) or 1.0
    if shade:
        grid = [[values.get((a, d) if sideways else (d, a), 0.0) for a in across] for d in down]
        # few cells are very dark: a straight scale would hide the others
        shaded(made, (begin, step * len(across), height), grid, cmap=style.SHADES, norm=PowerNorm(0.6, 0, top))
    for number in range(len(down) + 1):
        y = number * place.step
        axes.plot([0, step * len(across)], [y, y], color="white" if shade else style.FAINT, lw=1 if shade else 0.6)
    if shade:
        for number in range(len(across) + 1):
            axes.plot([step * number] * 2, [0, height], color="white", lw=1)
    for (item, article), value in values.items():
        a, d = (item, article) if sideways else (article, item)
        if a not in places or d not in place.y or not value:
            continue
        said, at = (pointed or {}).get((item, article), ("", ""))
        if said:
            x, y, up = places[a], place.y[d], place.step / 2
            pointing.mark(axes, (x - step / 2, x + step / 2), (y - up, y + up), f"{names[article]}: {said}", at)
        across_dot = 0.0
        if not shade:
            across_dot = size or max(2.5, min(step, place.step) * 0.8 * (value / top) ** 0.5)
            axes.plot([places[a]], [place.y[d]], "o", ms=across_dot, color=(colours or {}).get(item, style.BLUE), mew=0)
        if words and (item, article) in words and step >= 22:
            dark = (value / top) ** 0.6 > 0.6
            aside = 0.0 if shade else max(2.5, min(step, place.step) * 0.4) + 3
            room = step - 4 - (aside + across_dot / 2 if aside else 0)
            axes.text(
                places[a] + aside,
                place.y[d],
                next((each for each in words[item, article] if letters.wide(each, 7.5) <= room), ""),
                size=7.5,
                va="center_baseline",
                ha="center" if shade else "left",
                color="white" if shade and dark else style.INK,
            )
    return made
