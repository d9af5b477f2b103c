"""Figure of readability: articles compared with their uncertainty, and what rewriting changes."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.ticker import MaxNLocator

from helpers import corpus
from helpers.arguments import one_of
from helpers.charts import letters, pointing, style
from helpers.charts.rows import Rows, chosen, groups_of, intervals, labels, row_labels, rows_of
from helpers.show import whole
from helpers.tables import by_key
from helpers.words import cells, count, known, listed, start

# name for readers, unit, and which way is harder
MEASURES: Mapping[str, tuple[str, str, str]] = {
    "flesch_kincaid_grade": ("Flesch-Kincaid grade", "US school grade", "higher is harder to read"),
    "flesch_reading_ease": ("Flesch reading ease", "points", "higher is easier to read"),
    "gunning_fog": ("Gunning fog", "years of schooling", "higher is harder to read"),
    "smog_index": ("SMOG", "US school grade", "higher is harder to read"),
    "coleman_liau_index": ("Coleman-Liau", "US school grade", "higher is harder to read"),
    "automated_readability_index": ("Automated readability index", "US school grade", "higher is harder to read"),
    "dale_chall_readability_score": ("Dale-Chall", "score", "higher is harder to read"),
}


Point = tuple[float, float | None, float | None]
Pairs = Mapping[tuple[str, str], Mapping[str, Any]]


def _measure(name: str) -> tuple[str, str, str]:
    return MEASURES.get(name, (start(letters.plain(name).replace("_", " ")), "value", ""))


def _check_measure(said: str, measure: str, table: pd.DataFrame) -> None:
    """That the table has the measure; of a table without rows every known one may be asked."""
    one_of(said, "measure", measure, sorted({*map(str, table["measure"].dropna())} if len(table) else MEASURES))


@style.styled
def readability(
    values: pd.DataFrame,
    changes: pd.DataFrame | None = None,
    *,
    measure: str = "flesch_kincaid_grade",
    articles: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    group_by: str = "",
    source: str = style.SOURCE,
) -> style.Chart:
    """One measure by article with its 95 % interval; beside it the paired difference rewritten - original.

    Reads `readability` and, for the second panel, `readability_changes`. With `group_by` a dot is the median of the
    group's articles and its line goes from the lowest of them to the highest: no interval, and none for one article.

    >>> charts.readability(found.readability, articles=articles).title
    'Flesch-Kincaid grade runs from ...'
    """
    _check_measure("charts.readability", measure, values)
    name, unit, sense = _measure(measure)
    found = values[(values["measure"] == measure) & values["value"].notna()]
    if not len(found):
        return style.empty(f"No article has a value of {name}", source)
    points = {str(row["article_id"]): _point(row, "value") for row in cells(found)}
    shown = _grouped(points, articles, group_by) or _by_article(points, articles, origins)
    order = [key for group in shown.groups for key in group]
    rows = rows_of(order, bottom=34, names=shown.names, most=150)
    pairs = _pairs(changes, measure)
    paired = labels(articles, [k for p in pairs for k in p])
    told, pairs = (_told(pairs, paired), {}) if style.is_narrow() else (_BESIDE * bool(pairs), pairs)
    body = 34 + len(order) * rows.step
    if pairs:
        body = max(body, 34 + 34 * min(len(pairs), 8))
        rows = rows_of(order, bottom=34, names=shown.names, most=150, step=(body - 34) / len(order))
    title = _title(shown, name, unit)
    n = count(len(points), "document") + _in_groups(shown)
    made = style.sheet(title, f"{name}, {unit}; {sense}. {shown.note}{told}", n, source, shown.said, body=body + 16)
    right = 210.0 if pairs else 8.0
    _draw_points(made, rows, shown, right, unit if style.is_narrow() else f"{name} ({unit})", leads=not group_by)
    details = [f"{shown.names[key]} {_value(shown.points[key], is_grouped=shown.noun != '')}" for key in order]
    words = f"{name}: {listed(details, 12)}."
    if pairs:
        words += " " + _differences(made, made.width - right + 14, right - 22, body, pairs, paired, unit)
    drawn = [(key, f"{measure}{_OF_GROUP * bool(shown.noun)}", *shown.points[key]) for key in order]
    differing = f"{measure}, difference from "
    drawn += [(b, differing + shown.names.get(a, a), *_point(row, "difference")) for (a, b), row in pairs.items()]
    table = style.frame(drawn, group_by or "article_id", "measure", "value", "low", "high")
    return style.chart(made, words, rows=table, names=shown.names)


class _Shown(NamedTuple):
    """The points with their names and brackets; `noun`: what they are medians of, or nothing; what is said of them."""

    points: Mapping[str, Point]
    names: Mapping[str, str]
    groups: Sequence[Sequence[str]]
    note: str
    said: str
    noun: str


def _grouped(points: Mapping[str, Point], articles: pd.DataFrame | None, group_by: str) -> _Shown | None:
    if not group_by or articles is None:
        return None
    medians, groups = _medians(points, groups_of(articles, group_by))
    return _Shown(medians, {key: letters.plain(key) for key in medians}, groups, _MEDIANS, "", group_by)


def _in_groups(shown: _Shown) -> str:
    known_groups = set(shown.points) - {corpus.UNKNOWN}
    return f" in {count(len(known_groups), shown.noun)}" if shown.noun else ""


def _by_article(points: Mapping[str, Point], articles: pd.DataFrame | None, origins: pd.DataFrame | None) -> _Shown:
    ends, said = _ends(points)
    groups, _ = chosen(ends, origins, {key: points[key][0] for key in ends}, ranked=True)
    note = "Dot: the article; line: 95 % interval (sentences drawn again)."
    return _Shown(points, labels(articles, points), groups, note, said, "")


def _draw_points(made: style.Sheet, rows: Rows, shown: _Shown, right: float, axis: str, *, leads: bool) -> None:
    """Each row's dot and line, beside its name; `right` of it so many points stay free."""
    begin = row_labels(made, rows, shown.names, shown.groups)
    axes = style.row_panel(made, begin, 34, made.width - begin - right, len(rows.y) * rows.step)
    intervals(axes, [(y - 34, *shown.points[key]) for key, y in rows.y.items()])
    axes.margins(x=0.06)
    for key, y in rows.y.items():
        up = (y - 34 - rows.step / 2, y - 34 + rows.step / 2)
        said = f"{shown.names[key]}: {_value(shown.points[key], is_grouped=shown.noun != '')}"
        pointing.mark(axes, axes.get_xlim(), up, said, whole(key) if leads else "")
    axes.xaxis.set_major_locator(MaxNLocator(6))
    axes.set_xlabel(axis)


def _ends(points: Mapping[str, Point]) -> tuple[list[str], str]:
    """The articles to show, and what is said of the others: of many the highest and the lowest, for both are told."""
    order = sorted(points, key=lambda key: (-points[key][0], key))
    half = style.MANY // 2
    if len(order) <= style.MANY:
        return order, ""
    said = f"{2 * half} of {len(order):,} articles are shown, the {half} highest and the {half} lowest"
    return [*order[:half], *order[-half:]], said


_BESIDE = " Right: rewritten less original, over aligned sentences; an interval over zero shows no difference."


def _told(pairs: Pairs, names: Mapping[str, str]) -> str:
    """The differences of pairs in words, where a narrow sheet has no room for their panel."""
    said = [
        f"{names[derived]} − {names[original]}: {_value(_point(row, 'difference')).replace('-', '−')}"
        for (original, derived), row in pairs.items()
    ]
    return f" Difference over aligned sentences: {listed(said, 3)}." if said else ""


def _point(row: Mapping[str, Any], column: str) -> Point:
    low, high = (float(row[end]) if known(row.get(end)) else None for end in ("low", "high"))
    return float(row[column]), low, high


def _value(point: Point, *, is_grouped: bool = False) -> str:
    """A value with its interval; of a group, whose ends are its lowest and highest article, it says so."""
    value, low, high = point
    if low is None or high is None:
        return f"{value:.1f}" + " (one article)" * is_grouped
    return f"{value:.1f} ({'articles from ' * is_grouped}{low:.1f} to {high:.1f})"


_MEDIANS = "Dot: median of the group's articles; line: from the lowest of them to the highest, no interval."
_OF_GROUP = ", median; low and high: lowest and highest article"


def _medians(points: Mapping[str, Point], owner: Mapping[str, str]) -> tuple[dict[str, Point], list[list[str]]]:
    """The median of each group, with its lowest and highest article; one article alone has no ends."""
    held = by_key((owner.get(key, corpus.UNKNOWN), point[0]) for key, point in points.items())
    made: dict[str, Point] = {}
    for key in sorted(held):
        ends = (min(held[key]), max(held[key])) if len(held[key]) > 1 else (None, None)
        made[key] = (float(pd.Series(held[key]).median()), *ends)
    return made, [[key] for key in made]


def _title(shown: _Shown, name: str, unit: str) -> str:
    points, names, name = shown.points, shown.names, f"Median {name}" if shown.noun else name
    top, bottom = max(points, key=lambda k: points[k][0]), min(points, key=lambda k: points[k][0])
    if len(points) == 1:
        return f"{names[top]} has a {name} of {points[top][0]:.1f} ({unit})"
    first, last = points[top], points[bottom]
    ends = f"from {last[0]:.1f} ({names[bottom]}) to {first[0]:.1f} ({names[top]})"
    return f"{name} runs {ends}" + ("" if shown.noun else _apart([*points.values()]))


def _apart(points: Sequence[Point]) -> str:
    """Of how many pairs of articles the intervals do not meet; nothing where there are none."""
    lows = sorted(low for _, low, _ in points if low is not None)
    n_apart = sum(len(lows) - bisect(lows, high) for _, _, high in points if high is not None)
    n_pairs = len(lows) * (len(lows) - 1) // 2
    if not n_apart:
        return ": no two are surely apart" if n_pairs else ""
    return f"; {n_apart:,} of {count(n_pairs, 'pair')} {'is' if n_apart == 1 else 'are'} surely apart"


def _pairs(changes: pd.DataFrame | None, measure: str) -> dict[tuple[str, str], dict[str, Any]]:
    if changes is None or not len(changes):
        return {}
    rows = changes[(changes["measure"] == measure) & changes["difference"].notna()]
    return {(str(r["original_id"]), str(r["derived_id"])): r for r in cells(rows)}


def _differences(
    made: style.Sheet, x: float, width: float, body: float, pairs: Pairs, names: Mapping[str, str], unit: str
) -> str:
    shown = list(pairs)[: max(1, min(len(pairs), int((body - 34) / 26)))]
    axes = style.panel(made, x, 34, width, body - 34)
    style.bare(axes)
    axes.set_ylim(0, body - 34)
    axes.axvline(0, color=style.INK, lw=1)
    step = min(40.0, (body - 34) / len(shown))
    words = []
    ends = [0.0]
    for number, key in enumerate(shown):
        point = _point(pairs[key], "difference")
        y = body - 34 - (number + 0.5) * step
        intervals(axes, [(y - 4, *point)], style.ORANGE)
        ends += [value for value in point if value is not None]
        label = f"{names[key[1]]} − {names[key[0]]}: {point[0]:+.1f}".replace("+-", "−")
        axes.annotate(
            letters.fit(label, width, letters.SMALL), (0, y + 7), xycoords=("axes fraction", "data"),
            size=letters.SMALL, va="bottom", bbox={"facecolor": "white", "linewidth": 0, "pad": 0.5},
        )  # fmt: skip
        words.append(f"{names[key[1]]} less {names[key[0]]} {_value(point)}")
    span = max(abs(value) for value in ends) or 1.0
    axes.set(xlim=(-span * 1.15, span * 1.15), xlabel=f"rewritten − original ({unit})")
    axes.xaxis.set_major_locator(MaxNLocator(4))
    style.blank(made, x, body - 2).text(0, 4, "Difference over aligned sentences", weight=700)
    more = f" and {len(pairs) - len(shown):,} more pairs" if len(pairs) > len(shown) else ""
    return f"Difference over aligned sentences: {'; '.join(words)}{more}."
