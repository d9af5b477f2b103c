"""Figures of levels: what claimed changes imply, and the record by year with the claims laid over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from helpers.charts import letters, style
from helpers.charts.pointing import mark
from helpers.charts.rows import spread
from helpers.charts.stated import ORDER, mention, signed_intervals
from helpers.show import place as place_of
from helpers.tables import by_key
from helpers.words import amount, between, cells, count, known, listed, number_or_none, short, span, start

_CLAIM_INK = "#a84300"  # the orange of claims, dark enough for small letters
_MOST = 8  # claimed levels laid over one panel
_LEADS = {"arrowstyle": "-", "color": style.ORANGE, "lw": 0.6, "shrinkA": 2, "shrinkB": 0, "relpos": (0, 0.5)}
_LINES = (style.BLUE, style.GREEN, style.PURPLE, style.SKY, style.YELLOW, style.INK)


@style.styled
def slope(implied: pd.DataFrame, *, source: str = style.SOURCE) -> style.Chart:
    """From the year before to the year of the claim: recorded levels solid, the level that the claim implies hollow.

    Reads `implied`. One panel a measure, pair of countries and compiler; bars: the interval that the claim means.

    >>> implied = evidence.implied(evidence.reference("reference"), found.claims)
    >>> charts.slope(implied).title
    '... lead to the recorded level, within what the words mean'
    """
    rows = [row for row in cells(implied) if known(row["value"]) and known(row["base_value"])]
    if not rows:
        return style.empty("No claimed change could be turned into a level", source)
    rows.sort(key=lambda row: (-_documents(row), ORDER.get(str(row["measure"]), 3), str(row["claim_id"])))
    shown = rows[:6]
    compilers = listed(sorted({letters.plain(row["compiler"]) for row in rows}), 4)
    height = 200.0
    tiles = style.tiles(len(shown), 1 if style.is_narrow() else min(3, len(shown)), height, 16)
    made = style.sheet(
        _slope_title(rows),
        "Solid: recorded levels. Hollow: the claimed change applied to the recorded level of the year before; "
        "its bar is the interval that the claim means.",
        count(len(rows), "claimed change"),
        f"{source}; recorded levels: {compilers}",
        letters.more(len(rows) - len(shown), "claimed change"),
        body=tiles[0][1] + height,
        keys=[style.Key("recorded", style.INK, "line"), style.Key("implied by the claim", style.BLUE, "ring")],
    )
    for tile, row in zip(tiles, shown, strict=True):
        _slope_panel(made, *tile, height, row)
    words = "; ".join(_slope_words(row) for row in shown)
    return style.chart(made, f"{words}.", rows=pd.DataFrame(rows).drop(columns="claim_id"))


def _documents(row: Mapping[str, Any]) -> int:
    return int(row["n_documents"]) if known(row["n_documents"]) else 0


def digits(row: Mapping[str, Any]) -> int:
    """Significant digits of the recorded level that an implied one is made from: it is not more exact than that."""
    return len(f"{float(row['base_value']):.6g}".split("e")[0].replace(".", "").strip("-0")) or 1


def _slope_title(rows: Sequence[Mapping[str, Any]]) -> str:
    held = [row for row in rows if known(row["recorded_value"])]
    if not held:
        return f"{count(len(rows), 'claimed change')}, and no recorded level to hold against"
    n = sum(float(row["low"]) <= float(row["recorded_value"]) <= float(row["high"]) for row in held)
    verb = "leads" if n == 1 else "lead"
    return f"{n:,} of {count(len(held), 'claimed change')} {verb} to the recorded level, within what the words mean"


def _slope_words(row: Mapping[str, Any]) -> str:
    unit = row["unit"]
    implied = amount(short(float(row["value"]), digits(row)), unit)
    limits = span(short(float(row["low"]), digits(row)), short(float(row["high"]), digits(row)), unit)
    recorded = f"recorded {amount(float(row['recorded_value']), unit)}" if known(row["recorded_value"]) else "no record"
    base = amount(float(row["base_value"]), unit)
    years = f"{letters.plain(row['base_period'])} to {letters.plain(row['period'])}"
    return f"{start(letters.plain(row['measure']))} {years}: from {base}, implied {implied} ({limits}), {recorded}"


def _slope_panel(made: style.Sheet, x: float, y: float, width: float, height: float, row: Mapping[str, Any]) -> None:
    over = style.blank(made, x, y)
    over.head(0, height - 12, start(letters.plain(row["measure"])), width)
    over.small(0, height - 24, f"{between(row)}, {letters.plain(row['compiler'])}", width)
    inner = height - 66
    axes = style.panel(made, x + 4, y + 26, width - 8, inner)
    style.bare(axes)
    base, value, low, high = (float(row[name]) for name in ("base_value", "value", "low", "high"))
    recorded, unit = number_or_none(row["recorded_value"]), row["unit"]
    ends = [base, value, low, high, *([] if recorded is None else [recorded])]
    pad = (max(ends) - min(ends)) * 0.25 or abs(base) * 0.1 or 1.0
    bottom, top = min(ends) - pad, max(ends) + pad
    axes.set(xlim=(-0.45, 1.9), ylim=(bottom, top))
    axes.set_xticks([0, 1], labels=[letters.plain(row["base_period"]), letters.plain(row["period"])])
    axes.plot([0, 1], [base, value], color=style.BLUE, lw=1.2, ls=(0, (3, 2)))
    axes.plot([1, 1], [low, high], color=style.BLUE, lw=6, alpha=0.35, solid_capstyle="butt")
    axes.plot([1], [value], "o", ms=8, mfc="white", mec=style.BLUE, mew=1.5, zorder=3)
    axes.plot([0], [base], "o", ms=5, color=style.INK, zorder=4)
    axes.annotate(amount(base, unit), (0, base), (0, 7), textcoords="offset points", ha="center", size=letters.SMALL)
    marks = [(value, f"implied {amount(short(value, digits(row)), unit)}", style.BLUE)]
    if recorded is not None:
        axes.plot([0, 1], [base, recorded], color=style.INK, lw=1.8)
        axes.plot([1], [recorded], "o", ms=4, color=style.INK, zorder=4)
        marks.append((recorded, f"recorded {amount(recorded, unit)}", style.INK))
    point = (top - bottom) / inner
    places = spread([at / point for at, *_ in marks], 12, bottom / point, top / point)
    mark(axes, (-0.45, 1.9), (bottom, top), _slope_words(row))
    for (_, words, colour), place in zip(marks, places, strict=True):
        shown = letters.fit(words, width * 0.34, letters.SMALL)
        axes.text(1.14, place * point, shown, size=letters.SMALL, color=colour, va="center")


class _Mark(NamedTuple):
    """A claimed or implied level laid over the record: the intervals that texts give it, and its words."""

    year: int
    ends: tuple[tuple[float | None, float | None], ...]
    words: str
    at: str = ""  # where it is claimed


class _Panel(NamedTuple):
    """A measure of a pair of countries: its recorded levels and the levels claimed."""

    name: str
    rows: list[dict[str, Any]]
    marks: list[_Mark]


@style.styled
def record(
    reference: pd.DataFrame,
    claims: pd.DataFrame,
    records: pd.DataFrame,
    implied: pd.DataFrame | None = None,
    *,
    source: str = style.SOURCE,
) -> style.Chart:
    """Recorded levels by year, one line a compiler, with the claimed levels laid over; gaps stay open.

    Reads `reference`, `claims`, `records` and, for levels that claimed changes imply, `implied`. A panel a measure;
    rounded and non-official values are hollow. Only measures and pairs of countries that a claim is about are drawn.

    >>> reference = evidence.reference("reference")
    >>> records = evidence.against_record(found.claims, reference)
    >>> charts.record(reference, found.claims, records).title
    'Recorded trade ran from $13.4bn (2016) to $27.34bn (2021); ...'
    """
    panels = _panels(reference, claims, records, implied)
    if not panels:
        return style.empty("No recorded level matches a claim of these texts", source)
    compilers = list(dict.fromkeys(letters.plain(row["compiler"]) for held in panels for row in held.rows))
    colours = {name: _LINES[number % len(_LINES)] for number, name in enumerate(sorted(compilers))}
    first = panels[0]
    years = [_year(row["period"]) or 0 for held in panels for row in held.rows]
    years += [mark.year for held in panels for mark in held.marks]
    span_ = (min(years), max(years))
    is_weak = any(not _is_firm(row) for held in panels for row in held.rows)
    heights = [max(175.0 if held is first else 120.0, 50 + 24.0 * len(held.marks)) for held in panels]
    keys = [style.Key(name, colours[name], "dot") for name in sorted(compilers)]
    keys.append(style.Key("claimed or implied level", style.ORANGE, "tick"))
    made = style.sheet(
        _record_title(first),
        f"{_joined(panels)}{_gaps(first, span_)}",
        count(sum(len(held.rows) for held in panels), "recorded value"),
        f"{source}; recorded values: {listed(sorted(compilers), 6)}",
        body=sum(heights) + 6,
        keys=[*keys, style.Key("rounded or not official", style.GREY, "ring")] if is_weak else keys,
    )
    y = made.height
    words = []
    for height, held in zip(heights, panels, strict=True):
        y -= height
        _record_panel(made, y, height, held, colours, span_)
        values = [
            f"{row['period']} {amount(float(row['value']), row['unit'])} {letters.plain(row['compiler'])}"
            for row in held.rows
        ]
        words.append("; ".join([f"{held.name}: {listed(values, 14)}", *(mark.words for mark in held.marks)]))
    return style.chart(made, f"{'. '.join(words)}.", rows=_drawn_levels(panels))


def _joined(panels: Sequence[_Panel]) -> str:
    """What joins the dots, where any are joined: of one compiler, in years that follow each other."""
    years = {(held.name, str(row["compiler"]), _year(row["period"]) or 0) for held in panels for row in held.rows}
    if any((name, compiler, year + 1) in years for name, compiler, year in years):
        return "One line a compiler, never averaged; it joins only years that follow each other."
    return "A dot: a recorded value, in the colour of its compiler."


def _gaps(held: _Panel, years: tuple[int, int]) -> str:
    """The years without a record."""
    known_years = {_year(row["period"]) for row in held.rows}
    gaps = [str(year) for year in range(years[0], years[1] + 1) if year not in known_years]
    return f" No record of {held.name.lower()} for {listed(gaps, 6)}." if gaps else ""


def _drawn_levels(panels: Sequence[_Panel]) -> pd.DataFrame:
    """Recorded values and the intervals laid over them."""
    rows: list[tuple[object, ...]] = []
    for held in panels:
        unit = held.rows[0]["unit"]
        for row in held.rows:
            rows.append((held.name, row["period"], letters.plain(row["compiler"]), row["value"], row["value"], unit))
        for laid in held.marks:
            rows += [(held.name, str(laid.year), laid.words, low, high, unit) for low, high in laid.ends]
    return style.frame(rows, "measure", "period", "compiler or claim", "low", "high", "unit")


def _record_title(held: _Panel) -> str:
    """Between which recorded levels the measure lay, the firm ones only."""
    firm = [row for row in held.rows if _is_firm(row)] or held.rows
    low, high = min(firm, key=lambda row: float(row["value"])), max(firm, key=lambda row: float(row["value"]))
    ends = [f"{amount(float(row['value']), row['unit'])} ({_year(row['period'])})" for row in (low, high)]
    ran = f": {ends[0]}" if low is high else f" ran from {ends[0]} to {ends[1]}"
    return f"Recorded {held.name.lower()}{ran}; {count(len(held.marks), 'claimed level')} laid over"


def _is_firm(row: Mapping[str, Any]) -> bool:
    is_rounded = known(row["is_rounded"]) and bool(row["is_rounded"])
    return known(row["is_official"]) and bool(row["is_official"]) and not is_rounded


def _year(period: object) -> int | None:
    words = str(period)[:4]
    return int(words) if known(period) and words.isdecimal() else None


def _pair(row: Any) -> frozenset[str]:
    return frozenset(str(code) for code in (row["reporter"], row["partner"]) if known(code))


def _panels(
    reference: pd.DataFrame, claims: pd.DataFrame, records: pd.DataFrame, implied: pd.DataFrame | None
) -> list[_Panel]:
    """A panel for every measure and pair of countries that a claimed or implied level is about."""
    signed = signed_intervals(claims, records)
    marks: dict[tuple[str, frozenset[str]], list[_Mark]] = {}
    by_claim = by_key((str(row["claim_id"]), row) for row in cells(claims))
    for claim_id, (first, *others) in sorted(by_claim.items(), key=lambda held: held[0]):
        year = _year(first["period"])
        if first["basis"] != "level" or year is None:
            continue
        n_documents = len({row["article_id"] for row in (first, *others)})
        said = f"claimed “{mention(first)}”, {count(n_documents, 'document')}"
        ends = tuple(sorted({(low, high) for _, low, high in signed[claim_id]}, key=str))
        marks.setdefault((str(first["measure"]), _pair(first)), []).append(
            _Mark(year, ends, said, place_of(str(first["article_id"]), int(first["start"])))
        )
    for row in cells(implied) if implied is not None else []:
        year = _year(row["period"])
        if year is not None:
            level = amount(short(float(row["value"]), digits(row)), row["unit"])
            said = f"implied {level} by the claimed {amount(float(row['change']), '%')}"
            mark = _Mark(year, ((float(row["low"]), float(row["high"])),), said)
            marks.setdefault((str(row["measure"]), _pair(row)), []).append(mark)
    levels = [row for row in cells(reference) if row["basis"] == "level" and _year(row["period"]) is not None]
    levels.sort(key=lambda row: (str(row["period"]), str(row["compiler"])))
    found = []
    for measure, pair in sorted(marks, key=lambda entry: (ORDER.get(entry[0], 3), entry[0], sorted(entry[1]))):
        mine = [row for row in levels if row["measure"] == measure and _pair(row) == pair]
        if mine:
            found.append(_Panel(start(letters.plain(measure)), mine, marks[measure, pair][:_MOST]))
    return found[:4]


def _record_panel(
    made: style.Sheet, y: float, height: float, held: _Panel, colours: Mapping[str, str], years: tuple[int, int]
) -> None:
    unit = held.rows[0]["unit"]
    style.blank(made, 0, y).head(0, height - 14, f"{held.name}, {between(held.rows[0])}", made.width)
    inner, right = height - 50, 90.0 if style.is_narrow() else 132.0
    axes = style.panel(made, 44, y + 24, made.width - 44 - right, inner)
    values = [float(row["value"]) for row in held.rows]
    values += [end for mark in held.marks for ends in mark.ends for end in ends if end is not None]
    pad = (max(values) - min(values)) * 0.15 or abs(values[0]) * 0.1 or 1.0
    bottom, top = min(values) - pad, max(values) + pad
    axes.set(xlim=(years[0] - 0.4, years[1] + 0.4), ylim=(bottom, top))
    axes.spines["left"].set_visible(False)
    axes.grid(axis="y")
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: amount(value, unit)))
    most = min(3 if style.is_narrow() else 10, years[1] - years[0] + 1)
    axes.xaxis.set_major_locator(MaxNLocator(most, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}"))
    _draw_record(axes, held, colours)
    _lay_over(axes, held, (bottom, top), inner, (years[1] + 0.55, right - 14))


def _draw_record(axes: Axes, held: _Panel, colours: Mapping[str, str]) -> None:
    """Dots, one line a compiler where years follow each other."""
    for compiler, colour in colours.items():
        mine = [row for row in held.rows if letters.plain(row["compiler"]) == compiler]
        points = sorted((_year(row["period"]) or 0, float(row["value"]), _is_firm(row)) for row in mine)
        for (year, value, _), (after, later, _) in pairwise(points):
            if after - year == 1:
                axes.plot([year, after], [value, later], color=colour, lw=1.8)
        for year, value, firm in points:
            said = f"{held.name}, {year}: {amount(value, held.rows[0]['unit'])}, {compiler}"
            mark(axes, (year, year), (value, value), said)
            axes.plot([year], [value], "o", ms=5.5, mfc=colour if firm else "white", mec=colour, mew=1.3, zorder=3)


def _lay_over(axes: Axes, held: _Panel, ends: tuple[float, float], height: float, beside: tuple[float, float]) -> None:
    """The levels claimed and implied, their words `beside` the plot: at which year, and how wide."""
    bottom, top = ends
    point = (top - bottom) / height
    middles = [_middle(mark, bottom, top) for mark in held.marks]
    places = spread([at / point for at in middles], 22, bottom / point + 8, top / point - 8)
    for laid, middle, place in zip(held.marks, middles, places, strict=True):
        x = laid.year + 0.2
        for low, high in laid.ends:
            reach = [bottom if low is None else low, top if high is None else high]
            axes.plot([x, x], reach, color=style.ORANGE, lw=5, solid_capstyle="butt", zorder=2)
        mark(axes, (x, x), (middle, middle), f"{held.name}, {laid.year}: {laid.words}", laid.at)
        axes.plot([x], [middle], "_", ms=9, color=style.ORANGE, mew=1.5)
        axes.annotate(
            "\n".join(letters.wrap(laid.words, beside[1], 7.5, most=2)),
            (x + 0.08, middle),
            xytext=(beside[0], place * point),
            textcoords="data",
            size=7.5,
            va="center",
            color=_CLAIM_INK,
            annotation_clip=False,
            arrowprops=_LEADS,
        )


def _middle(mark: _Mark, bottom: float, top: float) -> float:
    low, high = mark.ends[0]
    return ((bottom if low is None else low) + (top if high is None else high)) / 2
