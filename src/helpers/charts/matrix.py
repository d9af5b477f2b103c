"""What figures with a cell for each item and article share: heads of columns, and the cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from matplotlib.colors import PowerNorm
from numpy.typing import ArrayLike

from helpers.charts import letters, pointing, style
from helpers.charts.rows import Rows, row_labels, rows_of


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


class Cell(NamedTuple):
    """What an article has of an item, the words that may stand in its cell, what it says when pointed at, whither.

    Of `words` the first that fits whole stands there ("$84…" would be another number).
    """

    value: float
    words: Sequence[str]
    said: str
    at: str


def matrix(
    title: str,
    note: str,
    n: str,
    source: str,
    items: Mapping[str, str],
    names: Mapping[str, str],
    groups: Sequence[Sequence[str]],
    cells: Mapping[tuple[str, str], Cell],
    *,
    said: Sequence[str] = (),
    keys: Sequence[style.Key] = (),
    shade: bool = False,
    colours: Mapping[str, str] | None = None,
    size: float = 0.0,
) -> style.Sheet:
    """A sheet with a cell for each item (term, source, claim) and article: shaded, or a dot whose area is the value.

    `size`: one size for all dots, in points. Few articles are columns; more than fourteen are rows, so that their
    names stay readable.
    """
    axis = _axes_of(items, names, groups, beyond=0.0 if shade else 30.0)  # words beside the last column's dots
    place, step = axis.place, axis.step
    height = len(axis.down) * place.step
    made = style.sheet(title, note, n, source, *said, body=axis.head + height, keys=keys)
    begin = row_labels(made, place, axis.down, groups if axis.sideways else ())
    axes = style.blank(made, begin)
    places = {key: step * (number + 0.5) for number, key in enumerate(axis.across)}
    column_heads(axes, places, height, step, axis.across, () if axis.sideways else groups, most=_MOST_HEAD)
    top = max((cell.value for cell in cells.values()), default=0.0) or 1.0
    if shade:
        held = {axis.of(*key): cell.value for key, cell in cells.items()}
        grid = [[held.get((a, d), 0.0) for a in axis.across] for d in axis.down]
        # few cells are very dark: a straight scale would hide the others
        shaded(made, (begin, step * len(places), height), grid, cmap=style.SHADES, norm=PowerNorm(0.6, 0, top))
    _lines(axes, (len(places), step), (len(axis.down), place.step), shade=shade)
    for (item, article), cell in cells.items():
        a, d = axis.of(item, article)
        if a in places and d in place.y and cell.value:
            area = max(2.5, min(step, place.step) * 0.8 * (cell.value / top) ** 0.5)
            ink = "white" if shade and (cell.value / top) ** 0.6 > 0.6 else style.INK
            colours_of = ((colours or {}).get(item, style.BLUE), ink)
            told = cell._replace(said=f"{names[article]}: {cell.said}")
            _draw(axes, (places[a], place.y[d], step, place.step), told, 0.0 if shade else size or area, colours_of)
    return made


_MOST_HEAD = 150.0  # points for a column's head


class _Axes(NamedTuple):
    """What goes across and what down, with their names, and the points that columns and their heads take."""

    sideways: bool  # articles are rows
    across: Mapping[str, str]
    down: Mapping[str, str]
    place: Rows
    step: float
    head: float

    def of(self, item: str, article: str) -> tuple[str, str]:
        """Which of the two stands across, and which down."""
        return (item, article) if self.sideways else (article, item)


def _axes_of(
    items: Mapping[str, str], names: Mapping[str, str], groups: Sequence[Sequence[str]], *, beyond: float
) -> _Axes:
    """Items and articles laid out, with `beyond` points kept free at the right."""
    articles = {key: names[key] for group in groups for key in group}
    sideways = len(articles) > (5 if style.is_narrow() else 14)
    across, down = (items, articles) if sideways else (articles, items)
    most = (110 if sideways else 150) if style.is_narrow() else 150 if sideways else 200
    place = rows_of(list(down), bottom=0, names=down, most=most, step=13.5 if len(down) > 30 else 17)
    indent = 22 if sideways and any(len(group) > 1 for group in groups) else 8
    room = (style.sheet_width() - place.width - indent - 4 - beyond) / max(len(across), 1)
    heads = [letters.fit_name(name, _MOST_HEAD, letters.SMALL) for name in across.values()]
    widest = letters.widest(heads, letters.SMALL) + 10.0  # points between heads that lie side by side
    step = min(room, max(64.0, widest if widest <= room else 0.0))  # heads lie where there is room, else they stand
    head = heads_height(across.values(), step, most=_MOST_HEAD, groups=() if sideways else groups)
    return _Axes(sideways, across, down, place, step, head)


def _lines(axes: style.Blank, across: tuple[int, float], up: tuple[int, float], *, shade: bool) -> None:
    """Lines between the rows; between shaded cells both ways."""
    for number in range(up[0] + 1):
        ends = [0, across[0] * across[1]], [number * up[1]] * 2
        axes.plot(*ends, color="white" if shade else style.FAINT, lw=1 if shade else 0.6)
    for number in range(across[0] + 1) if shade else ():
        axes.plot([across[1] * number] * 2, [0, up[0] * up[1]], color="white", lw=1)


def _draw(
    axes: style.Blank, box: tuple[float, float, float, float], cell: Cell, dot: float, colours: tuple[str, str]
) -> None:
    """A cell in `box` (its middle, width and height), with a `dot` of that many points or none."""
    x, y, width, height = box
    pointing.mark(axes, (x - width / 2, x + width / 2), (y - height / 2, y + height / 2), cell.said, cell.at)
    if dot:
        axes.plot([x], [y], "o", ms=dot, color=colours[0], mew=0)
    if width >= 22:
        aside = max(2.5, min(width, height) * 0.4) + 3 if dot else 0.0
        room = width - 4 - (aside + dot / 2)
        words = next((each for each in cell.words if letters.wide(each, 7.5) <= room), "")
        looks = {"ha": "left" if dot else "center", "color": colours[1]}
        axes.text(x + aside, y, words, size=7.5, va="center_baseline", **looks)
