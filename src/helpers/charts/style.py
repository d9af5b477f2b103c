"""What every figure shares: typeface, colours, sizes, safe labels, and the sheet that a figure is drawn on.

The typeface is IBM Plex Sans (SIL Open Font License 1.1, data/fonts/IBMPlexSans-LICENSE.txt), unmodified, as
published in the npm package @ibm/plex-sans 1.1.0 (version 3.005 of the font). It was chosen for its figures of
equal width, its distinct I, l and 1, and its Greek and Cyrillic. Other scripts fall back to DejaVu Sans, which
comes with matplotlib; what that lacks is written as its code point, so that no letter is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, wraps
from typing import Any, NamedTuple, ParamSpec, cast

import matplotlib as mpl
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Annotation
from matplotlib.transforms import Affine2D

from helpers.charts import letters
from helpers.charts.letters import LABEL, NOTE, SMALL, TITLE, fit, plain, wide, wrap
from helpers.door import takes_tables
from helpers.show import HEADINGS

# Sizes in points (1/72 inch). 547 points are 730 CSS pixels, the width at which the report shows a figure; a narrow
# one of 300 points is shown 340 pixels wide on a screen of 360, and its smallest letters are nine pixels high there.
WIDTH, NARROW, MARGIN = 547.0, 300.0, 10.0

# Colours told apart by all common kinds of colour vision (after Okabe and Ito), text at 4.5:1 on white or better.
INK, GREY, FAINT = "#1b1b1b", "#5f6368", "#dadce0"
BLUE, SKY, ORANGE, GREEN, PURPLE, YELLOW = "#0b5c8f", "#6db3de", "#cf5200", "#00765a", "#a8527d", "#e0a526"
RELATIONS: Mapping[str, str] = {
    "same": "#b4b9be",
    "reworded": SKY,
    "worth a look": PURPLE,
    "meaning changed": ORANGE,
    "dropped": INK,
    "added": YELLOW,
}
LINES = (BLUE, ORANGE, GREEN, PURPLE, YELLOW, SKY)  # one colour each for what lies side by side
SHADES = "Blues"  # light to dark, for matrices

FEW, MANY = 12, 60  # rows: roomy up to FEW, tight up to MANY, folded above

SOURCE = "the texts, as read by Origins"

# columns that name a row, in the order of the tables' keys
_KEYS = (
    *("article_id", "original_id", "derived_id", "other_id", "alignment_id", "attribution_id", "start", "end"),
    *("record_number", "term", "name", "claim_id", "period", "compiler", "step_id"),
)

P = ParamSpec("P")


@dataclass(frozen=True, repr=False)
class Chart:
    """A figure with its words, all computed from the same rows.

    `title` says what the figure shows; `alt` says it in full for those who do not see it; `rows` are the figures that
    are drawn, tidy. What may be quoted are findings (`helpers.findings`), not titles. `narrow` draws the same for a
    small screen. Where `is_said`, the title says it all: a page shows that alone. `part` tells how many are drawn of
    what the title counts, where that is not all.
    """

    figure: Figure
    title: str
    alt: str
    source: str
    rows: pd.DataFrame
    narrow: Callable[[], Chart] | None = field(default=None, compare=False)
    caption: str = ""
    is_said: bool = False
    part: str = ""

    def captioned(self, words: str) -> Chart:
        """The chart with `words` below it on how to read it; where nothing is drawn they are not said."""
        return replace(self, caption=words)

    def __repr__(self) -> str:
        return self.alt

    def _repr_html_(self) -> str:
        from helpers.charts.output import html  # output draws charts, so it stands above this module

        return html(self)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, object]:
        """For a notebook: the chart as HTML, and what a page of the report adds to it (see `output.drawing`)."""
        from helpers.charts.output import DRAWING, drawing, html

        return {"text/html": html(self), "text/plain": self.alt, DRAWING: drawing(self)}


class Sheet(NamedTuple):
    """A figure with its title and foot in place and the free body below, in points from the figure's lower left."""

    figure: Figure
    left: float
    bottom: float
    width: float
    height: float
    title: str
    source: str


class Key(NamedTuple):
    """One entry of a legend: a swatch of `colour` and its words.

    `mark`: "band", "box", "dot", "ring", "diamond", "line", "dash" or "tick".
    """

    words: str
    colour: str
    mark: str = "band"


@cache
def style() -> Mapping[str, Any]:
    """The settings of matplotlib, other than its own, that every figure is made and drawn with."""
    return {
        "font.family": list(letters.families()),
        "font.size": LABEL,
        "text.parse_math": False,  # "$" in a label is a dollar sign
        "text.hinting": "none",  # widths in a PNG as in an SVG, and as measured
        "text.color": INK,
        "axes.facecolor": "none",
        "axes.edgecolor": GREY,
        "axes.labelcolor": GREY,
        "axes.labelsize": LABEL,
        "axes.linewidth": 0.8,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.formatter.useoffset": False,
        "grid.color": FAINT,
        "grid.linewidth": 0.6,
        "xtick.color": GREY,
        "ytick.color": GREY,
        "xtick.labelsize": SMALL,
        "ytick.labelsize": SMALL,
        "xtick.major.size": 3,
        "ytick.major.size": 0,
    }


@contextmanager
def settings(width: float = WIDTH) -> Iterator[None]:
    """Run a block with our settings of matplotlib only, and put the caller's back; figures are `width` points wide."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(cast(Any, style()))  # the stubs want literal keys
        mpl.rcParams["figure.figsize"] = (width / 72, width / 72)
        yield


def sheet_width() -> float:
    """Points between the margins of the figure that is being drawn."""
    return float(mpl.rcParams["figure.figsize"][0]) * 72 - 2 * MARGIN


def is_narrow() -> bool:
    """Whether the figure that is being drawn is one for small screens."""
    return sheet_width() < WIDTH / 2 + MARGIN * 2


_TABLES = {
    "cited": "cited_sources", "steps": "readability_steps", "values": "readability",
    "changes": "readability_changes", "carriers": "timeline", "measured": "dispersion",
}  # fmt: skip
_TABLE_OF = {
    "top_terms": "frequencies", "heatmap": "frequencies", "term_by_group": "frequencies", "keyness": "keyness",
    "voices": "voices",
}  # fmt: skip


def styled(draw: Callable[P, Chart]) -> Callable[P, Chart]:
    """`draw` run under our style and on sorted tables, whatever the caller's settings and the order of rows are.

    Its tables are looked at before (`door.takes_tables`); they must be of the articles given.
    """
    named = {**_TABLES, **({"table": _TABLE_OF[draw.__name__]} if draw.__name__ in _TABLE_OF else {})}

    @takes_tables(text=draw.__name__ in {"overview", "dispersion"}, named=named, same=True)
    @wraps(draw)
    def inside(*args: P.args, **kwargs: P.kwargs) -> Chart:
        frames = [_sorted(value) for value in args]
        named = {name: _sorted(value) for name, value in kwargs.items()}

        def drawn(width: float) -> Chart:
            with settings(width):
                return draw(*frames, **named)  # type: ignore[arg-type]  # the same values, tables sorted

        return replace(drawn(WIDTH), narrow=lambda: drawn(NARROW))

    return inside


def _sorted(value: object) -> object:
    if not isinstance(value, pd.DataFrame):
        return value
    keys = [name for name in _KEYS if name in value]
    return value.sort_values(keys, kind="stable", ignore_index=True) if keys else value


# The sheet


def sheet(title: str, note: str, n: str, source: str, *said: str, body: float, keys: Iterable[Key] = ()) -> Sheet:
    """A new figure around `body` points: title, a `note` on how to read it and `keys` above; below, a line that says
    what was counted (`n`), what was folded or left out (`said`), and the source.
    """
    inner = sheet_width()
    width = inner + 2 * MARGIN
    lines = 2 if is_narrow() else 1
    heads = wrap(title, inner, TITLE, bold=True, most=4 * lines)
    notes = wrap(note, inner, NOTE, most=5 * lines)
    foot = "; ".join(filter(None, [f"n = {n}", *said])) + f". Source: {source}"
    feet = wrap(foot, inner, SMALL, most=4 * lines)
    rows = _key_rows(list(keys), inner)
    above = MARGIN + len(heads) * TITLE * 1.28 + len(notes) * NOTE * 1.35 + len(rows) * 17.0 + 10.0
    below = MARGIN + len(feet) * SMALL * 1.35 + 14.0
    height = above + body + below
    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    y = height - MARGIN
    for line in heads:
        y -= TITLE * 1.28
        figure.text(MARGIN / width, (y + 3) / height, line, size=TITLE, weight=700)
    for line in notes:
        y -= NOTE * 1.35
        figure.text(MARGIN / width, (y + 2) / height, line, size=NOTE, color=GREY)
    made = Sheet(figure, MARGIN, below, inner, body, title, source)
    for row in rows:
        y -= 17.0
        _draw_keys(made, row, y + 7)
    rule = (below - 9.0) / height
    figure.add_artist(Line2D([MARGIN / width, 1 - MARGIN / width], [rule, rule], color=FAINT, lw=0.8))
    for number, line in enumerate(reversed(feet)):
        at = (MARGIN + number * SMALL * 1.35) / height
        figure.text(MARGIN / width, at, line, size=SMALL, color=GREY)
    return made


def _key_rows(keys: list[Key], width: float) -> list[list[tuple[float, Key]]]:
    rows: list[list[tuple[float, Key]]] = []
    x = width
    for key in keys:
        key = key._replace(words=fit(key.words, width - 20, SMALL + 0.5))
        needed = 16 + wide(key.words, SMALL + 0.5) + 14
        if x + needed - 14 > width or not rows:
            rows.append([])
            x = 0.0
        rows[-1].append((x, key))
        x += needed
    return rows


def _draw_keys(made: Sheet, row: list[tuple[float, Key]], y: float) -> None:
    axes = Blank(made.figure, made.left, y)
    for x, key in row:
        at, colour = x + 5, key.colour
        if key.mark == "band":
            axes.box((x, x + 10), (-4, 4), color=colour)
        elif key.mark == "box":
            axes.fill([x, x + 10, x + 10, x], [-4, -4, 4, 4], fc="white", ec=colour, lw=1)
        elif key.mark == "dot":
            axes.plot([at], [0], "o", ms=6.5, color=colour, mew=0)
        elif key.mark == "ring":
            axes.plot([at], [0], "o", ms=6, mfc="white", mec=colour, mew=1.4)
        elif key.mark == "diamond":
            axes.plot([at], [0], "D", ms=5.5, color=colour, mew=0)
        elif key.mark == "tick":
            axes.plot([at, at], [-5, 5], color=colour, lw=1.2)
        else:
            axes.plot([x, x + 10], [0, 0], ls=(0, (3, 2)) if key.mark == "dash" else "-", color=colour, lw=2)
        axes.text(x + 16, 0, key.words, size=SMALL + 0.5, color=INK, va="center_baseline")


def panel(made: Sheet, x: float, y: float, width: float, height: float) -> Axes:
    """Axes at `x, y` of the sheet's body, all in points."""
    across, up = made.figure.get_size_inches() * 72
    return made.figure.add_axes(((made.left + x) / across, (made.bottom + y) / up, width / across, height / up))


def tiles(n: int, per_row: int, height: float, gap: float) -> list[tuple[float, float, float]]:
    """Where `n` panels of one height stand, the first at the upper left: x, y and width of each."""
    width = (sheet_width() - gap * (per_row - 1)) / per_row
    n_rows = -(-n // per_row)
    return [(at % per_row * (width + gap), (n_rows - 1 - at // per_row) * height, width) for at in range(n)]


def row_panel(made: Sheet, x: float, y: float, width: float, height: float) -> Axes:
    """A panel for rows: upwards in points and without an axis, gridlines across."""
    axes = panel(made, x, y, width, height)
    bare(axes)
    axes.set_ylim(0, height)
    axes.grid(axis="x")
    return axes


def bare(axes: Axes) -> None:
    """No axis at the left."""
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])


class Blank:
    """A sheet to draw on in points from a place of it, with the methods of axes that are used so.

    Axes would do, but to make and lay out what none of them shows (lines, ticks) takes most of a drawing's time.
    """

    def __init__(self, figure: Figure, x: float, y: float) -> None:
        self.figure = figure
        self.transData = Affine2D().translate(x, y)  # a figure has 72 dots an inch

    def text(self, x: float, y: float, words: str, **options: Any) -> None:
        """As `Axes.text`."""
        self.figure.text(x, y, words, transform=self.transData, **options)

    def head(self, x: float, y: float, words: str, room: float, size: float = LABEL) -> None:
        """Bold words, cut to `room` points."""
        self.text(x, y, fit(words, room, size, bold=True), size=size, weight=700)

    def small(self, x: float, y: float, words: str, room: float = WIDTH, *, color: str = GREY, **options: Any) -> None:
        """Small words, cut to `room` points."""
        self.text(x, y, fit(words, room, SMALL), size=SMALL, color=color, **options)

    def plot(self, x: Sequence[float], y: Sequence[float], kind: str = "-", **options: Any) -> None:
        """As `Axes.plot`, for one line or one kind of mark."""
        drawn = {"ls": "-"} if kind == "-" else {"ls": "none", "marker": kind}
        self.add_artist(Line2D(x, y, **{**drawn, **options}))

    def fill(self, x: Sequence[float], y: Sequence[float], **options: Any) -> None:
        """As `Axes.fill`."""
        self.add_artist(Polygon(list(zip(x, y, strict=True)), closed=True, **options))

    def box(self, x: tuple[float, float], y: tuple[float, float], *, color: str) -> None:
        """A filled rectangle from one `x, y` to the other."""
        self.add_artist(Rectangle((x[0], y[0]), x[1] - x[0], y[1] - y[0], color=color, lw=0))

    def annotate(self, words: str, xy: tuple[float, float], xytext: tuple[float, float], **options: Any) -> None:
        """As `Axes.annotate`."""
        self.figure.add_artist(Annotation(words, xy, xytext, xycoords=self.transData, **options))

    def add_artist(self, artist: Artist) -> None:
        """As `Axes.add_artist`."""
        artist.set_transform(self.transData)
        self.figure.add_artist(artist)


def blank(made: Sheet, x: float = 0, y: float = 0) -> Blank:
    """The sheet's body from `x, y` on, for labels and hand-made marks."""
    return Blank(made.figure, made.left + x, made.bottom + y)


def empty(title: str, source: str = SOURCE) -> Chart:
    """The figure of a table without rows: it says so."""
    made = sheet(title, "", "0", source, body=40)
    axes = blank(made)
    axes.text(made.width / 2, 20, "Nothing to show", ha="center", va="center", size=LABEL + 2, color=GREY)
    return chart(made, "Nothing to show.", rows=pd.DataFrame())


def chart(made: Sheet, details: str, *, rows: pd.DataFrame, names: Mapping[str, str] | None = None) -> Chart:
    """The finished chart: alt text = the title, then `details`.

    `rows` are what is drawn; `names` the labels of articles, which go beside their ids.
    """
    title = plain(made.title)
    alt = f"{title}. {details}".strip()
    if len(alt) > 1200:
        alt = alt[:1199].rsplit(" ", 1)[0] + " …"
    return Chart(made.figure, title, alt, made.source, _named(rows, names or {}))


def _named(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """`rows` with the label of each article before its id."""
    made = rows.reset_index(drop=True)
    for name in ("article_id", "other_id", "original_id", "derived_id"):
        label = HEADINGS[name]
        if name in made and label not in made:
            shown = {key: plain(names.get(str(key), key)) for key in made[name].unique()}
            found = [shown[key] for key in made[name]]
            made.insert(int(list(made.columns).index(name)), label, pd.Series(found, dtype="str"))
    return made


def frame(rows: Iterable[Sequence[object]], *columns: str) -> pd.DataFrame:
    """`rows` as a table with `columns`."""
    return pd.DataFrame(list(rows), columns=list(columns))
