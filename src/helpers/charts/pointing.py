"""What answers in a figure when pointed at: its places, what they say and where they lead."""

from __future__ import annotations

from typing import NamedTuple, cast
from weakref import WeakKeyDictionary

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox, Transform

from helpers.charts.letters import plain
from helpers.charts.style import Blank
from helpers.show import slug

# what answers in each figure: where it is, in which units, what it says and where it leads
_MARKED: WeakKeyDictionary[Figure, list[tuple[Transform, Bbox, str, str]]] = WeakKeyDictionary()


def mark(axes: Axes | Blank, x: tuple[float, float], y: tuple[float, float], words: str, at: str = "") -> None:
    """Make a rectangle of `axes` answer when pointed at: with `words`, and by leading to `at` (see `show.place`).

    It is not drawn: files of the figure stay as they are.
    """
    box = Bbox.from_extents(x[0], y[0], x[1], y[1])
    _MARKED.setdefault(cast(Figure, axes.figure), []).append((axes.transData, box, plain(words), at))


def beside(article_id: str, other_id: str) -> str:
    """Where the page of an article sets it beside another."""
    return f"{slug(article_id)}.html#with-{slug(other_id)}"


class Place(NamedTuple):
    """A part of a figure that answers: in points from its upper left, with what it says and where it leads."""

    x: float
    y: float
    width: float
    height: float
    at: str
    words: str


_LEAST_MARK = 10.0  # points: what is smaller is hard to hit


def places(figure: Figure) -> list[Place]:
    """What answers in `figure` (`mark`), in the order in which it was drawn."""
    for axes in figure.axes:
        axes.get_xlim(), axes.get_ylim()  # settles limits that matplotlib has put off
    found = []
    for units, marked, words, at in _MARKED.get(figure, []):
        box = units.transform_bbox(marked)  # 72 dots an inch: in points
        width, height = max(box.width, _LEAST_MARK), max(box.height, _LEAST_MARK)
        x, y = (box.x0 + box.x1 - width) / 2, figure.bbox.height - (box.y0 + box.y1 + height) / 2
        found.append(Place(x, y, width, height, at, words))
    return found
