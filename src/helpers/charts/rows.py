"""Rows of articles: labels, brackets around articles of one origin, grouping and folding, bars and dots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from helpers import corpus
from helpers.charts import letters, pointing, style
from helpers.show import whole
from helpers.tables import by_key
from helpers.words import known, percent


def labels(articles: pd.DataFrame | None, ids: Iterable[str]) -> dict[str, str]:
    """The short label of each article: `articles.label` where given, else its id."""
    stated: dict[str, str] = {}
    if articles is not None and "label" in articles:
        pairs = zip(articles["article_id"], articles["label"], strict=True)
        stated = {str(key): str(label) for key, label in pairs if known(label)}
    return {key: letters.plain(stated.get(key, key)) for key in ids}


def grouped(ids: Iterable[str], origins: pd.DataFrame | None) -> list[list[str]]:
    """`ids` by text origin: in the order of their names, articles of one origin together."""
    named: dict[str, str] = {}
    if origins is not None:
        named = dict(zip(origins["article_id"].astype(str), origins["origin_id"].astype(str), strict=True))
    return list(by_key((named.get(key, f"\0{key}"), key) for key in sorted(set(ids))).values())


class Rows(NamedTuple):
    """Where the rows of a chart lie: `y` of each key (points from the body's bottom) and the width of the labels."""

    y: Mapping[str, float]
    step: float
    width: float
    size: float


def rows_of(
    keys: Sequence[str], *, bottom: float, names: Mapping[str, str], most: float = 170.0, step: float = 0
) -> Rows:
    """Rows for `keys`, the first on top, above `bottom` points that are kept for the axis."""
    step = step or (24.0 if len(keys) <= style.FEW else 18.0 if len(keys) <= 30 else 13.5)
    size = min(letters.LABEL, step * 0.62)
    y = {key: bottom + (len(keys) - number - 0.5) * step for number, key in enumerate(keys)}
    width = letters.widest([letters.fit_name(names[key], most, size) for key in keys], size)
    return Rows(y, step, width, size)


def row_labels(made: style.Sheet, rows: Rows, names: Mapping[str, str], groups: Sequence[Sequence[str]] = ()) -> float:
    """Write the row labels, with a bracket beside articles of one origin; returns where the plot may begin."""
    axes = style.blank(made)
    indent = 14.0 if any(len(group) > 1 for group in groups) else 0.0
    for key, y in rows.y.items():
        words = letters.fit_name(names[key], rows.width + 0.5, rows.size)
        axes.text(indent + rows.width, y, words, ha="right", va="center_baseline", size=rows.size)
    for group in groups:
        at = [rows.y[key] for key in group if key in rows.y]
        if len(at) > 1:
            low, high = min(at) - rows.step * 0.3, max(at) + rows.step * 0.3
            axes.plot([11, 8, 8, 11], [high, high, low, low], color=style.BLUE, lw=1.3, solid_joinstyle="miter")
            if high - low >= letters.wide("1 origin", 7.5) + 2:
                looks = {"rotation": 90, "ha": "center", "va": "center", "size": 7.5, "color": style.BLUE}
                axes.text(3, (low + high) / 2, "1 origin", **looks)
    return indent + rows.width + 8


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places near the `wanted` ones, at least `gap` apart and within low..high as far as there is room."""
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    gap = min(gap, (high - low) / max(len(wanted) - 1, 1))
    placed = [0.0] * len(wanted)
    last = low - gap
    for number in order:
        last = placed[number] = max(wanted[number], last + gap)
    above = high + gap
    for number in reversed(order):
        above = placed[number] = min(placed[number], above - gap)
    return placed


def groups_of(articles: pd.DataFrame, group_by: str) -> dict[str, str]:
    """The row each article belongs to: itself, or its group (see `corpus.groups`)."""
    ids = articles["article_id"].astype(str)
    if not group_by:
        return dict(zip(ids, ids, strict=True))
    return {key: letters.plain(value) for key, value in corpus.groups(articles, group_by).items()}


def regrouped(frame: pd.DataFrame, articles: pd.DataFrame | None, group_by: str) -> pd.DataFrame:
    """`frame` with the group in place of the article; without `group_by` as it is."""
    if not group_by or articles is None:
        return frame
    owner = groups_of(articles, group_by)
    return frame.assign(article_id=[owner.get(str(key), corpus.UNKNOWN) for key in frame["article_id"]])


def _largest_first(groups: Sequence[Sequence[str]], sizes: Mapping[str, float]) -> list[list[str]]:
    """`groups` by their largest member; within a group likewise."""
    ranked = [sorted(group, key=lambda key: (-sizes.get(key, 0.0), key)) for group in groups if group]
    return sorted(ranked, key=lambda group: (-sizes.get(group[0], 0.0), group[0]))


OTHERS = "\0others"


class Folded(NamedTuple):
    """Rows fit for a chart: values by row and class, row names, brackets, and what was folded in words."""

    values: Mapping[str, Mapping[str, float]]
    names: Mapping[str, str]
    groups: Sequence[Sequence[str]]
    said: str
    is_by_article: bool = False  # and each row leads to its text


def summed(rows: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """The sum of each class over `rows` (class -> amount)."""
    whole: dict[str, float] = {}
    for parts in rows:
        for name, value in parts.items():
            whole[name] = whole.get(name, 0.0) + value
    return whole


def folded(
    values: Mapping[str, Mapping[str, float]],
    articles: pd.DataFrame | None,
    origins: pd.DataFrame | None,
    group_by: str,
    *,
    first: str = "",
) -> Folded:
    """`values` (article -> class -> amount) by article or group; above 60 rows the smallest are one row, their mean.

    Above twelve articles the largest come first, or those with the largest share of the class `first`.
    """
    if group_by and articles is not None:
        owner = groups_of(articles, group_by)
        members = by_key((owner.get(key, corpus.UNKNOWN), parts) for key, parts in values.items())
        values = {key: summed(rows) for key, rows in members.items()}
        names = {key: letters.plain(key) for key in values}
        groups = [[key] for key in sorted(values)]
    else:
        groups = grouped(values, origins)
        names = labels(articles, values)
    if len(values) > style.FEW and not group_by:
        whole = {key: sum(parts.values()) for key, parts in values.items()}
        shares = {key: parts.get(first, 0.0) / (whole[key] or 1.0) for key, parts in values.items()}
        groups = _largest_first(groups, shares if first else whole)
    if len(values) <= style.MANY:
        return Folded(values, names, groups, "", not group_by)
    order = sorted(values, key=lambda key: (-sum(values[key].values()), key))
    kept, rest = order[: style.MANY - 1], order[style.MANY - 1 :]
    others = summed({name: value / len(rest) for name, value in values[key].items()} for key in rest)
    made = {key: values[key] for key in values if key in set(kept)} | {OTHERS: others}
    said = f"the {len(kept)} largest rows are shown, the mean of the other {len(rest):,} in one"
    groups = [[key for key in group if key in made] for group in groups]
    names = {**names, OTHERS: f"mean of {len(rest):,} others"}
    return Folded(made, names, [g for g in groups if g] + [[OTHERS]], said, not group_by)


def stacked(
    title: str,
    note: str,
    n: str,
    source: str,
    rows: Folded,
    colours: Mapping[str, str],
    *,
    unit: str,
    ends: Mapping[str, str],
    as_share: bool = False,
    places: Mapping[tuple[str, str], str] | None = None,
) -> style.Sheet:
    """A sheet of horizontal bars, one row an article or group, split by class in the order of `colours`.

    `ends` stand at the ends of the bars; `places`: where a row's class leads.
    """
    order = [key for group in rows.groups for key in group]
    place = rows_of(order, bottom=32, names=rows.names, most=110.0 if style.is_narrow() else 170.0)
    body = len(order) * place.step
    used = [name for name in colours if any(parts.get(name, 0) > 0 for parts in rows.values.values())]
    keys = [style.Key(name, colours[name]) for name in used]
    made = style.sheet(title, note, n, source, rows.said, body=32 + body, keys=keys)
    begin = row_labels(made, place, rows.names, rows.groups)
    widest = min(letters.widest(ends.values(), letters.SMALL), _MOST_END * made.width)
    right = min(10 + widest, made.width - begin - _LEAST_BODY)
    axes = style.row_panel(made, begin, 32, made.width - begin - right, body)
    top = 1.0 if as_share else max((sum(parts.values()) for parts in rows.values.values()), default=1.0) or 1.0
    axes.set(xlim=(0, top), xlabel=unit)
    axes.xaxis.set_major_locator(MaxNLocator(3 if style.is_narrow() else 5, integer=not as_share))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{100 * x:.0f} %" if as_share else f"{x:,.0f}"))
    ends_at = dict.fromkeys(place.y, 0.0)
    for name in used:
        for key in place.y:
            parts, at, y = rows.values[key], ends_at[key], place.y[key] - 32
            size = parts.get(name, 0.0) / ((sum(parts.values()) or 1.0) if as_share else 1.0)
            ends_at[key] = at + size
            bar(axes, y, at, at + size, place.step * 0.66, facecolor=colours[name], edgecolor="white", lw=0.5)
            if size:
                words = f"{rows.names[key]}: {name} {percent(size) if as_share else f'{size:,.0f} {unit}'}"
                leads = (places or {}).get((key, name), whole(key)) if rows.is_by_article and key != OTHERS else ""
                pointing.mark(axes, (at, at + size), (y - place.step / 2, y + place.step / 2), words, leads)
    _write_ends(axes, {(ends_at[key], place.y[key] - 32): words for key, words in ends.items()}, right - 8, place.size)
    return made


def _write_ends(axes: Axes, ends: Mapping[tuple[float, float], str], room: float, size: float) -> None:
    """Words at the ends of bars."""
    size = min(letters.SMALL, size)
    for at, words in ends.items():
        axes.annotate(
            letters.fit(words, room, size), at, (4, 0), textcoords="offset points", va="center_baseline", size=size,
            color=style.GREY, annotation_clip=False, bbox={"facecolor": "white", "linewidth": 0, "pad": 0.8},
        )  # fmt: skip


def bar(axes: Axes, y: float, left: float, right: float, height: float, **options: Any) -> None:
    """A horizontal bar of `axes` whose limits are set: `Axes.barh` would look at every bar to find limits."""
    low, high = sorted((left, right))
    axes.add_artist(Rectangle((low, y - height / 2), high - low, height, **options))


_LEAST_BODY = 48.0  # points for the bars themselves, beside long names and words at the ends on a narrow sheet
_MOST_END = 0.62  # of a sheet's width, for the words at the ends of bars


def long(values: Mapping[str, Mapping[str, float]], name: str, amount: str) -> pd.DataFrame:
    """`values` (article -> class -> amount) as a tidy table."""
    found = [(key, part, value) for key, parts in values.items() for part, value in parts.items() if value]
    return style.frame(found, "article_id", name, amount)


def intervals(
    axes: Axes, points: Sequence[tuple[float, float, float | None, float | None]], colour: str = style.BLUE
) -> None:
    """Dots with their intervals: (y, value, low, high) each."""
    ranges = [(y, low, high) for y, _, low, high in points if low is not None and high is not None]
    axes.hlines([y for y, *_ in ranges], [low for _, low, _ in ranges], [high for *_, high in ranges],
                color=colour, lw=1.6, alpha=0.55, zorder=2)  # fmt: skip
    axes.plot([value for _, value, *_ in points], [y for y, *_ in points], "o", ms=6.0, color=colour, mec="white",
              mew=0.7, zorder=3)  # fmt: skip


def chosen(
    ids: Iterable[str],
    origins: pd.DataFrame | None,
    weights: Mapping[str, float],
    most: int = style.MANY,
    *,
    ranked: bool = False,
) -> tuple[list[list[str]], str]:
    """`ids` grouped by origin; above `most` only those of most weight, and what was left out in words.

    `ranked`: above twelve, those of most weight come first.
    """
    ids = list(dict.fromkeys(ids))
    kept = set(sorted(ids, key=lambda key: (-weights.get(key, 0.0), key))[:most])
    groups = [[key for key in group if key in kept] for group in grouped(ids, origins)]
    said = f"{most} of {len(ids):,} articles are shown, those with most" if len(ids) > most else ""
    if ranked and len(kept) > style.FEW:
        groups = _largest_first(groups, weights)
    return [group for group in groups if group], said
