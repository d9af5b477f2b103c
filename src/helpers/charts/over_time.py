"""Figures of numbers over time: one measure by the period it is stated for, one statement by the day it is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.dates import date2num, num2date
from matplotlib.ticker import FuncFormatter, MaxNLocator

from helpers import corpus, findings
from helpers.charts import letters, pointing, style
from helpers.charts.rows import labels
from helpers.show import place
from helpers.words import amount, cells, count, is_counted, known, listed, number, period

_PANELS = 3
_LEAST = 3  # documents, and points in time, below which there is no line of time to look at
_FACTS = frozenset({"actual", "estimate"})
_LEVEL_OF = ("measure", "about", "place", "reporter", "partner", "unit")


class _Point(NamedTuple):
    """A value that an article states, at a time: the period it is stated for, or the day it was printed."""

    when: pd.Timestamp
    value: float
    low: float
    high: float
    row: Mapping[str, Any]


@style.styled
def measure_by_period(
    claims: pd.DataFrame, *, articles: pd.DataFrame, most: int = _PANELS, source: str = style.SOURCE
) -> style.Chart:
    """One measure of one place or group by the period it is stated for: a dot a claim, coloured by outlet.

    Reads `claims` and `articles`. Only complete statements of levels, given as facts; at least three documents and
    three periods.

    >>> charts.measure_by_period(found.claims, articles=articles).title
    'No measure is surely read for three periods in three documents'
    """
    return _drawn(_series(claims, articles, by_period=True), articles, most, source, by_period=True)


@style.styled
def statement_by_day(
    claims: pd.DataFrame, *, articles: pd.DataFrame, most: int = _PANELS, source: str = style.SOURCE
) -> style.Chart:
    """One complete statement by the day on which it was printed: how a toll rises, how a number is revised.

    Reads `claims` and `articles`. At least three documents on three days; undated articles are left out.

    >>> charts.statement_by_day(found.claims, articles=articles).title
    'No complete statement that is surely read is printed on three days in three documents'
    """
    return _drawn(_series(claims, articles, by_period=False), articles, most, source, by_period=False)


def _series(claims: pd.DataFrame, articles: pd.DataFrame, *, by_period: bool) -> dict[str, list[_Point]]:
    """What is stated -> its points in time, those of most documents first."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    days = dict(zip(articles["article_id"], articles["published"], strict=True))
    held: dict[tuple[str, ...], list[_Point]] = {}
    for row in cells(findings.clear(claims)):
        is_fact = not known(row["status"]) or row["status"] in _FACTS
        if row["basis"] != "level" or not findings.is_complete(row) or not is_fact or findings.is_extreme(row, texts):
            continue
        value, when = row["value"], _middle(row["period"]) if by_period else days.get(row["article_id"])
        if not known(value) or not known(when):
            continue
        fields = _LEVEL_OF if by_period else (*_LEVEL_OF, "period")
        low, high = (row[end] if known(row[end]) else value for end in ("low", "high"))
        point = _Point(pd.Timestamp(when), float(value), float(low), float(high), row)  # type: ignore[arg-type]  # known
        held.setdefault(tuple(str(row[name]) for name in fields), []).append(point)
    found = {}
    for points in sorted(held.values(), key=lambda points: (-_documents(points), str(points[0].row["claim_id"]))):
        if _documents(points) >= _LEAST and len({point.when for point in points}) >= _LEAST:
            said = findings.statement({**points[0].row, **({"period": None} if by_period else {})})
            found[said] = sorted(points, key=lambda point: (point.when, point.value, str(point.row["article_id"])))
    return found


def _documents(points: Sequence[_Point]) -> int:
    return len({point.row["article_id"] for point in points})


def _middle(iso: object) -> pd.Timestamp | None:
    """The middle of a year, quarter, month or day; None for what is no single period."""
    try:
        found = pd.Period(str(iso).replace("-Q", "Q")) if known(iso) else None
    except ValueError:
        return None
    return None if found is None else found.start_time + (found.end_time - found.start_time) / 2


def _drawn(
    found: Mapping[str, list[_Point]], articles: pd.DataFrame, most: int, source: str, *, by_period: bool
) -> style.Chart:
    way = "by the period it is stated for" if by_period else "by the day it was printed"
    if not found:
        days = "complete statement that is surely read is printed on three days"
        what = "measure is surely read for three periods" if by_period else days
        return style.empty(f"No {what} in three documents", source)
    shown = dict(list(found.items())[:most])
    outlets = {
        str(row["article_id"]): corpus.outlet_name(row["outlet"], row["url"]) or "outlet not stated"
        for row in cells(articles[["article_id", "outlet", "url"]])
    }
    points = [point for held in shown.values() for point in held]
    order = pd.Series([outlets[str(point.row["article_id"])] for point in points]).value_counts()
    colours = dict(zip(order.index[: len(style.LINES)], style.LINES, strict=False))
    first = next(iter(shown))
    has_line = any(point.low < point.high for point in points)
    keys = [style.Key(letters.plain(outlet), colour, "dot") for outlet, colour in colours.items()]
    keys += [style.Key("other outlets", style.GREY, "dot")] if len(order) > len(colours) else []
    made = style.sheet(
        f"{first}, {way}: {_span(shown[first])}",
        f"A dot: a number in an article{has_line * '; its line is the interval that the words allow'}. Facts only, no "
        "forecasts.",
        count(len(points), "number"),
        source,
        letters.more(len(found) - len(shown), "measure"),
        body=150.0 * len(shown),
        keys=keys,
    )
    names = labels(articles, articles["article_id"].astype(str))
    for at, (said, held) in enumerate(shown.items()):
        _panel(made, 150.0 * (len(shown) - at - 1), said, held, outlets, colours, names)
    details = "; ".join(f"{said}: {_told(held, names, by_period=by_period)}" for said, held in shown.items())
    drawn = pd.DataFrame([{name: point.row[name] for name in _ROWS} for point in points])
    return style.chart(made, f"{details}.", rows=drawn, names=names)


_ROWS = (
    *("article_id", "start", "mention", "measure", "about", "place", "reporter", "period", "value", "low", "high"),
    "unit",
)


def _span(points: Sequence[_Point]) -> str:
    low, high = min(points, key=lambda point: point.value), max(points, key=lambda point: point.value)
    unit = points[0].row["unit"]
    to = "" if low.value == high.value else f" to {amount(high.value, unit)}"
    return f"{amount(low.value, unit)}{to} in {count(_documents(points), 'document')}"


def _told(points: Sequence[_Point], names: Mapping[str, str], *, by_period: bool) -> str:
    told = []
    for point in points:
        when = f"{period(point.row['period'])}, " if by_period else ""
        told.append(f"{amount(point.value, point.row['unit'])} ({when}{names[str(point.row['article_id'])]})")
    return listed(told, 12)


def _short(value: float, unit: str) -> str:
    """A value on an axis: of money and percentages with the unit, of counted things the number alone: "75m"."""
    if not is_counted(unit):
        return amount(value, unit)
    scale, letter = (1e9, "bn") if abs(value) >= 1e9 else (1e6, "m") if abs(value) >= 1e6 else (1.0, "")
    return f"{number(value / scale)}{letter}"


def _panel(
    made: style.Sheet,
    y: float,
    said: str,
    points: Sequence[_Point],
    outlets: Mapping[str, str],
    colours: Mapping[str, str],
    names: Mapping[str, str],
) -> None:
    unit = str(points[0].row["unit"])
    heading = f"{said} ({unit})" if is_counted(unit) and unit not in said.lower() else said
    style.blank(made, 0, y).head(0, 136, heading, made.width)
    axes = style.panel(made, 62, y + 30, made.width - 92, 96)
    for point in points:
        colour = colours.get(outlets[str(point.row["article_id"])], style.GREY)
        x = float(date2num(point.when))  # type: ignore[no-untyped-call]
        axes.plot([x, x], [point.low, point.high], color=colour, lw=2, alpha=0.4)
        said = f"{names[str(point.row['article_id'])]}: {amount(point.value, unit)}, {period(point.row['period'])}"
        at = place(str(point.row["article_id"]), int(point.row["start"]))
        pointing.mark(axes, (x, x), (point.value, point.value), said, at)
        axes.plot([x], [point.value], "o", ms=5.5, color=colour, mec="white", mew=0.7, zorder=3)
    axes.margins(0.06, 0.18)
    days = (points[-1].when - points[0].when).days
    form = "%Y" if days > 2500 else "%b %Y" if days > 250 else "%d %b %Y"  # no two of some six ticks read alike
    axes.xaxis.set_major_locator(MaxNLocator(3 if style.is_narrow() else 5 if days <= 250 else 6, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: num2date(x).strftime(form).lstrip("0")))  # type: ignore[no-untyped-call]
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: letters.fit(_short(value, unit), 56, 8.5)))
    axes.spines["left"].set_visible(False)
    axes.grid(axis="y")
