"""The figure of where articles say that they come from, and which outlets they cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers.charts import letters, pointing, style
from helpers.charts.rows import chosen, labels, spread
from helpers.charts.style import frame
from helpers.show import searched, whole
from helpers.words import count, counted, known, listed

_HEADS = ("Article", "Stated outlet", "Cited outlet")
_ARTICLES = (*style.LINES, style.INK, style.GREY)  # one line colour each, for few articles


@style.styled
def chain(
    provenance: pd.DataFrame,
    cited_outlets: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    most: int = 20,
    source: str = style.SOURCE,
) -> style.Chart:
    """Article -> outlet it says it comes from -> outlets it cites, as lines between three columns.

    Reads `provenance` and `cited_outlets`. Above 60 articles those that cite most outlets are shown.

    >>> charts.chain(found.provenance, evidence.cited_outlets(articles, found.cited_sources, found.provenance)).title
    'Stated outlet of origin: ...'
    """
    if not len(provenance):
        return style.empty("No article to trace", source)
    own, cites = _stated(provenance, cited_outlets)
    silent = {key for key in own if own[key] == _NONE and not cites[key]} if len(own) > style.FEW else set()
    telling = {key: float(len(cites[key])) for key in own if key not in silent}
    groups, said = chosen(telling, origins, telling, most=2 * style.FEW)  # more lines than that nobody follows
    shown = [key for group in groups for key in group]
    names = labels(articles, own)
    title = _title(own, cites)
    if not shown or not (set(own.values()) - {_NONE} or any(cites.values())):
        return style.empty(title, source)
    ways = _ways(own, cites, shown, most)
    step = 15.0 if len(shown) > 20 else 20.0
    dashed = any(own[key] == _NONE for key in shown)
    made = style.sheet(
        title,
        f"The outlet each article says it comes from, and the other outlets it cites"
        f"{'; dashed where it does not say' * dashed}. "
        "The name of an outlet alone does not make two articles one.",
        f"{count(len(own), 'document')}, {count(len(set(own.values()) - {_NONE}), 'stated outlet')}",
        source,
        f"{said} cited outlets" if said else "",
        f"{count(len(silent), 'document')} that state and cite none are not shown" if silent else "",
        body=max(len(shown), len(ways.second), len(ways.third)) * step + 24,
    )
    _draw(made, ways, names, step)
    cited_by = {key: f"cites {listed(cites[key], 4)}" if cites[key] else "cites no outlet" for key in shown}
    details = [f"{names[key]}: from {own[key]}, {said}" for key, said in cited_by.items()]
    drawn = frame([(key, own[key], name) for key in shown for name in (cites[key] or [""])],
                  "article_id", "stated outlet", "cited outlet")  # fmt: skip
    return style.chart(made, "; ".join(details[:12]) + ".", rows=drawn, names=names)


_NONE = "not stated"


def _title(own: Mapping[str, str], cites: Mapping[str, Sequence[str]]) -> str:
    stated = sum(name != _NONE for name in own.values())
    n_cited = sum(bool(found) for found in cites.values())
    told = f"{counted(n_cited, 'document')} {'cites' if n_cited == 1 else 'cite'}"
    return f"Stated outlet of origin: {stated:,} of {count(len(own), 'document')}; " + (
        f"at least {told} another outlet" if n_cited else "none is found to cite another outlet"
    )


def _stated(provenance: pd.DataFrame, cited_outlets: pd.DataFrame) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Article -> the outlet that it says it comes from, and -> the outlets that it cites."""
    stated_by = zip(provenance["article_id"], provenance["outlet"], strict=True)
    own = {str(key): letters.plain(name) if known(name) else _NONE for key, name in stated_by}
    cites: dict[str, list[str]] = {key: [] for key in own}
    for key, name in zip(cited_outlets["article_id"].astype(str), cited_outlets["outlet"], strict=True):
        cites.setdefault(key, []).append(letters.plain(name))
        own.setdefault(key, _NONE)
    return own, cites


class _Ways(NamedTuple):
    """The articles `shown`, of which those `through` lead to an outlet they state; the entries of the other columns."""

    own: Mapping[str, str]
    cites: Mapping[str, Sequence[str]]
    shown: Sequence[str]
    through: Sequence[str]
    second: Sequence[str]
    third: Sequence[str]


def _ways(own: Mapping[str, str], cites: Mapping[str, Sequence[str]], shown: Sequence[str], most: int) -> _Ways:
    # who says nothing of itself but cites leads to what it cites, past the middle: else all would meet there
    through = [key for key in shown if own[key] != _NONE or not cites[key]]
    second = _ranked([own[key] for key in through], most)
    third = _ranked([name for key in shown for name in cites[key]], most)
    return _Ways(own, cites, shown, through, second, third)


def _draw(made: style.Sheet, ways: _Ways, names: Mapping[str, str], step: float) -> None:
    """The three columns of entries, and the lines between them."""
    axes = style.blank(made)
    widths = _widths(made.width, ([names[key] for key in ways.shown], ways.second, ways.third))
    gap = min((made.width - sum(widths)) / 2, made.width * 0.3)
    columns = (0.0, widths[0] + gap, widths[0] + widths[1] + 2 * gap)
    top = made.height - 24
    left = {key: top - (number + 0.5) * top / max(len(ways.shown), 1) for number, key in enumerate(ways.shown)}
    middle = _level(ways.second, [(ways.own[key], left[key]) for key in ways.through], step, top)
    begins = {key: middle[_in(ways.own[key], ways.second)] if key in ways.through else y for key, y in left.items()}
    wanted = [(name, begins[key]) for key in ways.shown for name in ways.cites[key]]
    right = _level(ways.third, wanted, step, top)
    levels = (
        {key: (names[key], y) for key, y in left.items()},
        *({k: (k, y) for k, y in level.items()} for level in (middle, right)),
    )
    for x, heading, level, width in zip(columns, _HEADS, levels, widths, strict=True):
        axes.text(x, made.height - 10, heading, weight=700)
        for entry, (text, y) in level.items():
            leads = whole(entry) if x == 0.0 else "" if text == _NONE else searched(text)
            pointing.mark(axes, (x, x + width), (y - step / 2, y + step / 2), f"{heading}: {text}", leads)
            words = letters.fit_name(text, width + 0.5) if x == 0.0 else letters.fit(text, width + 0.5)
            colour = style.GREY if text == _NONE else style.INK
            axes.text(x, y, words, va="center_baseline", color=colour, bbox=_OVER, zorder=3)
    for number, key in enumerate(ways.shown):
        colour = _ARTICLES[number] if len(ways.shown) <= len(_ARTICLES) else style.GREY
        is_stated = ways.own[key] != _NONE
        at = widths[0] + 5
        if key in ways.through:
            _line(axes, at, left[key], columns[1] - 5, begins[key], colour, is_stated)
            at = columns[1] + widths[1] + 5
        for name in ways.cites[key]:
            _line(axes, at, begins[key], columns[2] - 5, right[_in(name, ways.third)], colour, is_stated)


def _widths(width: float, columns: Sequence[Sequence[str]]) -> list[float]:
    """How wide each column of entries is, on a sheet of `width`: its widest words, as far as there is room."""
    room = (width - 2 * (width * 0.13)) / 3
    widths = [min(room, letters.widest(letters.fit(text, room) for text in column)) for column in columns]
    return [max(own, letters.wide(head, bold=True)) for own, head in zip(widths, _HEADS, strict=True)]


_OVER = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}  # words stand over lines


def _ranked(names: Sequence[str], most: int) -> list[str]:
    """The different names, most frequent first, "not stated" last; beyond `most` one row for the others."""
    times = Counter(names)
    order = sorted(times, key=lambda name: (name == _NONE, -times[name], name))
    return order if len(order) <= most else [*order[: most - 1], f"{len(order) - most + 1:,} others"]


def _in(name: str, level: Sequence[str]) -> str:
    return name if name in level else level[-1]


def _level(level: Sequence[str], wanted: Sequence[tuple[str, float]], step: float, top: float) -> dict[str, float]:
    """Heights of a column's entries: near the mean of what leads to them, apart by a row."""
    pulls: dict[str, list[float]] = {name: [] for name in level}
    for name, y in wanted:
        pulls[_in(name, level)].append(y)
    means = [sum(pulls[name]) / len(pulls[name]) if pulls[name] else top / 2 for name in level]
    return dict(zip(level, spread(means, step, step / 2, top - step / 2), strict=True))


def _line(axes: style.Blank, x0: float, y0: float, x1: float, y1: float, colour: str, is_stated: bool) -> None:
    middle = (x0 + x1) / 2
    path = Path([(x0, y0), (middle, y0), (middle, y1), (x1, y1)], [Path.MOVETO, *[Path.CURVE4] * 3])
    dashes = "-" if is_stated else (0, (2, 2))
    axes.add_artist(PathPatch(path, facecolor="none", edgecolor=colour, lw=1.5, alpha=0.8, ls=dashes))
