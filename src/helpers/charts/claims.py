"""Figures of claims: who states which number, and what the record says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from helpers import names
from helpers.charts.rows import column_heads, grouped, heads_height, labels
from helpers.charts.style import (
    BLUE,
    FAINT,
    GREY,
    INK,
    LABEL,
    ORANGE,
    SMALL,
    SOURCE,
    Chart,
    Key,
    Sheet,
    blank,
    cells,
    chart,
    count,
    counted,
    empty,
    fit,
    known,
    listed,
    panel,
    plain,
    sheet,
    spell,
    start,
    styled,
)

_SIGNS: Mapping[str, str] = {"USD": "$", "EUR": "€", "GBP": "£"}
_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))
_TRADE = frozenset({"trade", "exports", "imports"})


@cache
def _places() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for alias, code in names.countries().items():
        found.setdefault(code, alias.title())
    return found


def place(code: object) -> str:
    """Name of a country for readers; a code without a name stays."""
    return _places().get(str(code), plain(str(code))) if known(code) else ""


def number(value: float) -> str:
    """Up to four significant digits, a true minus sign, thousands marked."""
    words = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return words.replace("-", "−")


def amount(value: float, unit: object) -> str:
    """A value with its unit: "$27.34bn", "−36.6 %", "3 articles"."""
    unit = str(unit) if known(unit) else ""
    if unit == "%":
        return f"{number(value)} %"
    if unit.isupper() and len(unit) == 3:
        sign = "−" if value < 0 else ""
        value, scale = _scaled(abs(value))
        return f"{sign}{_SIGNS.get(unit, unit + ' ')}{number(value)}{scale}"
    return f"{number(value)} {plain(unit.strip('[]'))}".strip()


def _scaled(value: float) -> tuple[float, str]:
    for factor, word in _SCALES:
        if value >= factor:
            return value / factor, word
    return value, ""


def span(low: float, high: float, unit: object) -> str:
    """An interval with its unit: "$27bn to $30bn"."""
    return amount(low, unit) if low == high else f"{amount(low, unit)} to {amount(high, unit)}"


class _Claim(NamedTuple):
    claim_id: str
    what: str  # "Exports, 2022"
    about: str  # "South Korea with Russia, change on a year before"
    unit: str
    measure: str
    mention: str
    articles: tuple[str, ...]
    n_origins: int
    intervals: tuple[tuple[float | None, float | None], ...]
    records: tuple[tuple[float, str, str], ...]  # value, compiler, gap in words
    verdict: str


def _claims(claims: pd.DataFrame, records: pd.DataFrame) -> list[_Claim]:
    held: dict[str, list[dict[str, Any]]] = {}
    for row in cells(records):
        held.setdefault(str(row["claim_id"]), []).append(row)
    found = []
    for claim_id, rows in claims.groupby("claim_id", sort=True):
        first = rows.iloc[0]
        mine = held.get(str(claim_id), [])
        values: dict[tuple[float, str], str] = {}
        for row in mine:
            if known(row["recorded_value"]):
                values.setdefault((float(row["recorded_value"]), str(row["compiler"])), _gap(row))
        intervals = {(_float(row["low"]), _float(row["high"])) for row in mine} or {
            (_float(low), _float(high)) for low, high in zip(rows["low"], rows["high"], strict=True)
        }
        verdicts = [str(row["verdict"]) for row in mine]
        found.append(
            _Claim(
                str(claim_id),
                start(", ".join(filter(None, [plain(first["measure"]), _word(first["period"])]))),
                ", ".join(filter(None, [_between(first), _word(first["basis"])])),
                _word(first["unit"]),
                _word(first["measure"]),
                plain(first["mention"]),
                tuple(dict.fromkeys(str(key) for key in rows["article_id"])),
                int(rows["origin_id"].nunique()),
                tuple(sorted(intervals, key=str)),
                tuple((value, compiler, gap) for (value, compiler), gap in values.items()),
                next((word for word in ("matches", "differs") if word in verdicts), ""),
            )
        )
    return found


def _word(value: object) -> str:
    return plain(value) if known(value) else ""


def _float(value: Any) -> float | None:
    return float(value) if known(value) else None


def _between(row: Any) -> str:
    return " with ".join(filter(None, [place(row["reporter"]), place(row["partner"])]))


def _gap(row: Mapping[str, Any]) -> str:
    if not known(row["gap"]):
        return ""
    unit = {"[pp]": "points"}.get(str(row["gap_unit"]), str(row["gap_unit"]))
    value = float(row["gap"])
    return f"gap {'+' if value > 0 else ''}{number(round(value, 1))} {unit}"


def _shown(found: Sequence[_Claim], most: int) -> list[_Claim]:
    """The claims worth a row: those with a record, else those of most documents."""
    kept = [claim for claim in found if claim.records] or list(found)
    order = {"trade": 0, "exports": 1, "imports": 2}
    kept.sort(key=lambda claim: (-len(claim.articles), order.get(claim.measure, 3), claim.claim_id))
    return kept[:most]


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"in {spell(n)} documents")


@styled
def key_figure(
    claims: pd.DataFrame,
    records: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    most: int = 6,
    source: str = SOURCE,
) -> Chart:
    """Claims by article, articles of one origin bracketed; beside them each claim's interval with the recorded value.

    Reads `claims` and `records`. Rows are the claims that have a record, else those that most documents make.
    """
    every = _claims(claims, records)
    if not every:
        return empty("No claim with a measure was found in these texts", source)
    rows = _shown(every, most)
    ids = [str(key) for key in (articles if articles is not None else claims)["article_id"].unique()]
    title = _key_title(rows, every, len(ids), origins, ids)
    groups = grouped(ids, origins)
    ordered = [key for group in groups for key in group]
    stating = {key for claim in rows for key in claim.articles}
    columns = ordered if len(ordered) <= 12 else [key for key in ordered if key in stating][:20]
    left_out = len(ids) - len(columns)
    short = labels(articles, columns)
    step = min(30.0, 190 / max(len(columns), 1))
    head, height, first = heads_height(short.values(), step, groups=groups), 62.0, 128.0
    compilers = sorted({compiler for claim in rows for _, compiler, _ in claim.records})
    foot = f"n = {count(len(ids), 'document')}, {count(len(claims), 'claim')}"
    foot += (
        f"; {left_out:,} documents that are not shown state none of these"
        if left_out and stating <= set(columns)
        else ""
    )
    recorded = f"; recorded values: {listed([plain(name) for name in compilers], 4)}" if compilers else ""
    made = sheet(
        title,
        "A dot: the document states the number. Right: the interval that its words mean, and the recorded value. "
        "Different origins are not proof of independence.",
        f"{foot}. Source: {source}{recorded}",
        head + height * len(rows),
        keys=[
            Key("stated", INK, "dot"),
            Key("interval that the claim means", BLUE),
            *([Key("recorded value", ORANGE, "diamond")] if compilers else []),
        ],
    )
    axes = blank(made, 0, 0, made.width, made.height)
    places = {key: first + step * (number + 0.5) for number, key in enumerate(columns)}
    column_heads(axes, places, height * len(rows), step, short, [[k for k in g if k in places] for g in groups])
    counts_at = first + step * len(columns) + 6
    plot_at = counts_at + 70
    for at, claim in enumerate(rows):
        low = height * (len(rows) - at - 1)
        axes.plot([0, made.width], [low + height - 1] * 2, color=FAINT, lw=0.8)
        axes.text(0, low + height - 20, fit(claim.what, first - 8, LABEL + 1, bold=True), size=LABEL + 1, weight=700)
        about = claim.about.split(", ", 1)
        for line, words in enumerate([*about, f"“{claim.mention}”"]):
            axes.text(0, low + height - 32 - 10.5 * line, fit(words, first - 8, SMALL), size=SMALL, color=GREY)
        middle = low + height / 2 - 2
        for key, x in places.items():
            stated = key in claim.articles
            axes.plot(
                [x], [middle], "o", ms=min(8.0, step * 0.5) if stated else 2.5, color=INK if stated else FAINT, mew=0
            )
        for line, words in enumerate([count(len(claim.articles), "document") + ",", count(claim.n_origins, "origin")]):
            axes.text(counts_at, middle + 2 - 11 * line, words, size=SMALL)
        _interval(made, claim, plot_at, low, made.width - plot_at, height)
    details = "; ".join(_claim_words(claim, short) for claim in rows)
    return chart(made, title, f"{details}.", source + recorded, _key_sentence(title, rows))


def _key_title(
    rows: Sequence[_Claim], every: Sequence[_Claim], n_documents: int, origins: pd.DataFrame | None, ids: Sequence[str]
) -> str:
    measures = {claim.measure for claim in rows}
    noun = "trade number" if measures <= _TRADE else f"{min(measures)} number" if len(measures) == 1 else "number"
    hidden = any(claim.measure in measures or len(measures) > 1 for claim in every if claim not in rows)
    each = f"each of the {counted(len(rows), noun)} shown" if hidden else f"each {noun}"
    if len(rows) == 1:
        each = f"the {noun}" + (" shown" if hidden else "")
    counts = {(len(claim.articles), claim.n_origins) for claim in rows}
    head = counted(n_documents, "document")
    if origins is not None:
        head += ", " + counted(
            int(origins.loc[origins["article_id"].isin(list(ids)), "origin_id"].nunique()), "text origin"
        )
    if len(counts) == 1:
        documents, n_origins = counts.pop()
        return start(f"{head}: {each} appears {_times(documents)} and comes from {counted(n_origins, 'origin')}")
    widest = max(rows, key=lambda claim: len(claim.articles))
    return start(
        f"{head}: the {noun} stated most appears {_times(len(widest.articles))} and comes from "
        f"{counted(widest.n_origins, 'origin')}"
    )


def _key_sentence(title: str, rows: Sequence[_Claim]) -> str:
    held = [f"{claim.what}: {_claimed(claim)}, recorded {_recorded(claim)}" for claim in rows if claim.records]
    return f"{title}." + (f" {'; '.join(held)}." if held else "")


def _claimed(claim: _Claim) -> str:
    return " or ".join(
        span(low, high, claim.unit)
        if low is not None and high is not None
        else f"from {amount(low, claim.unit)}"
        if low is not None
        else f"up to {amount(high, claim.unit)}"
        if high is not None
        else "not a number"
        for low, high in claim.intervals[:3]
    )


def _recorded(claim: _Claim) -> str:
    return listed([f"{amount(value, claim.unit)} ({plain(compiler)})" for value, compiler, _ in claim.records])


def _claim_words(claim: _Claim, short: Mapping[str, str]) -> str:
    stated = listed([short[key] for key in claim.articles if key in short], 5)
    words = f"{claim.what} ({claim.about}): claimed {_claimed(claim)} in {count(len(claim.articles), 'document')}"
    words += f" ({stated})" * bool(stated) + f" of {count(claim.n_origins, 'origin')}"
    if claim.records:
        gap = claim.records[0][2]
        words += f"; recorded {_recorded(claim)}" + f", {gap}" * bool(gap) + f", {claim.verdict}" * bool(claim.verdict)
    return words


def _limits(claim_values: Iterable[float]) -> tuple[float, float]:
    values = list(claim_values)
    low, high = min(values), max(values)
    pad = (high - low) * 0.7 or abs(high) * 0.05 or 1.0
    return low - pad, high + pad


def _interval(made: Sheet, claim: _Claim, x: float, y: float, width: float, height: float) -> None:
    """One claim's interval on an axis of its own, the recorded value on it, the words above."""
    words = ""
    if claim.records:
        value, compiler, gap = claim.records[0]
        verdict = f" · {claim.verdict}" if claim.verdict else ""
        words = f"{amount(value, claim.unit)} {plain(compiler)}" + f" · {gap}" * bool(gap) + verdict
    ends = [end for pair in claim.intervals for end in pair if end is not None] + [v for v, _, _ in claim.records]
    axes = panel(made, x + 4, y + 17, width - 12, height - 37)
    _bare(axes)
    if not ends:
        axes.set_axis_off()
        return
    axes.set(xlim=_limits(ends), ylim=(-1, 1))
    _unit_ticks(axes, claim.unit)
    for number_, (low, high) in enumerate(claim.intervals[:3]):
        _bar(axes, low, high, 0.1 - 0.3 * number_, 8 if len(claim.intervals) == 1 else 4)
    for value, _, _ in claim.records:
        axes.plot([value], [0.1], "D", ms=6, color=ORANGE, mec="white", mew=0.8, zorder=3)
    over = blank(made, x, y, width, height)
    over.text(4, height - 17, fit(words or "no record", width - 6, SMALL), size=SMALL, color=INK if words else GREY)


def _bar(axes: Axes, low: float | None, high: float | None, y: float, thick: float) -> None:
    left, right = axes.get_xlim()
    if low is not None and low == high:
        axes.plot([low], [y], "o", ms=thick, color=BLUE, mew=0)
        return
    ends = [left if low is None else low, right if high is None else high]
    axes.plot(ends, [y, y], color=BLUE, lw=thick, solid_capstyle="butt")


def _bare(axes: Axes) -> None:
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])


def _unit_ticks(axes: Axes, unit: str, n: int = 3) -> None:
    axes.xaxis.set_major_locator(MaxNLocator(n))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: amount(value, unit)))
