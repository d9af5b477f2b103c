"""The figure of claims: who states which number, and what the record says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from helpers.charts import letters, pointing, style
from helpers.charts.matrix import column_heads, heads_height
from helpers.charts.rows import grouped, labels
from helpers.charts.stated import (
    NO_CLAIM,
    NOTHING,
    Claim,
    drawn_claims,
    in_words,
    read,
    recorded_by,
    stated_most,
    worth_a_row,
)
from helpers.charts.ticks import most_ticks, unit_ticks
from helpers.show import searched
from helpers.words import amount, count, counted, listed, spell, start

_TRADE = frozenset({"trade", "exports", "imports"})
_TALL, _FIRST = 62.0, 128.0  # points: a claim's row, and where its dots begin


class _Columns(NamedTuple):
    """The articles that get a column, those of one origin together; and what is said of the others."""

    shown: tuple[str, ...]  # empty: too many for a column each
    groups: tuple[tuple[str, ...], ...]
    names: Mapping[str, str]
    step: float
    said: str


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"in {spell(n)} documents")


@style.styled
def key_figure(
    claims: pd.DataFrame,
    records: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    most: int = 6,
    source: str = style.SOURCE,
) -> style.Chart:
    """Claims by article, articles of one origin bracketed; beside them each claim's interval with the recorded value.

    Reads `claims` and `records`. Rows are the claims with a record, else complete ones of several documents.

    >>> records = evidence.against_record(found.claims, evidence.reference("reference"))
    >>> charts.key_figure(found.claims, records).title
    'Two documents: each trade number appears twice and comes from one origin'
    """
    every = read(claims, records)
    rows = worth_a_row(every, most)
    if not rows:
        return style.empty(NOTHING if every else NO_CLAIM, source)
    ids = [str(key) for key in (articles if articles is not None else claims)["article_id"].unique()]
    columns = _columns(rows, ids, articles, origins)
    counts = f"{count(len(ids), 'document')}, {count(len(claims), 'claim')}"
    draw = _narrow if style.is_narrow() else _wide
    made = draw(_key_title(rows, every, origins, ids), rows, columns, counts, source)
    details = "; ".join(in_words(claim, columns.names) for claim in rows)
    return style.chart(made, f"{details}.", rows=drawn_claims(claims, records, rows), names=labels(articles, ids))


def _columns(
    rows: Sequence[Claim], ids: Sequence[str], articles: pd.DataFrame | None, origins: pd.DataFrame | None
) -> _Columns:
    groups = grouped(ids, origins)
    ordered = [key for group in groups for key in group]
    stating = {key for claim in rows for key in claim.places}
    shown = ordered if len(ordered) <= style.FEW else [key for key in ordered if key in stating]
    names, left_out = labels(articles, shown), len(ids) - len(shown)
    step = min(30.0, 190 / max(len(shown), 1))
    if len(shown) > 20:
        return _Columns((), (), names, step, "too many documents state these for a column each: bars count them")
    said = f"the {left_out:,} documents that are not shown state none of these" if left_out else ""
    kept = tuple(tuple(key for key in group if key in shown) for group in groups)
    return _Columns(tuple(shown), kept, names, step, said)


def _wide(title: str, rows: Sequence[Claim], columns: _Columns, counts: str, source: str) -> style.Sheet:
    """A row a claim: its name, a dot for each document that states it, and its interval."""
    if columns.shown:
        head = heads_height(columns.names.values(), columns.step, most=125, groups=columns.groups)
        keys, dots = [style.Key("stated", style.INK, "dot")], "A dot: the document states the number. "
    else:
        head, keys, dots = 16.0, [style.Key("documents", style.INK), style.Key("origins", style.PURPLE)], ""
    top = _TALL * len(rows)
    recorded = recorded_by(rows)
    made = style.sheet(
        title,
        f"{dots}Right: the interval that its words mean{', and the recorded value' * bool(recorded)}. "
        "Different origins are not proof of independence.",
        counts,
        source + recorded,
        columns.said,
        body=head + top,
        keys=[*keys, *_interval_keys(recorded)],
    )
    axes = style.blank(made)
    places = {key: _FIRST + columns.step * (number + 0.5) for number, key in enumerate(columns.shown)}
    if places:
        column_heads(axes, places, top, columns.step, columns.names, columns.groups, most=125)
    counts_at = _FIRST + columns.step * len(columns.names) + 6
    for x, words in ((0.0, "Claim"), (counts_at + 74, "What it means" + ", and the record" * bool(recorded))):
        axes.small(x, top + 5, words)
    most = max(len(claim.places) for claim in rows)
    for at, claim in enumerate(rows):
        low = _TALL * (len(rows) - at - 1)
        axes.plot([0, made.width], [low + _TALL - 1] * 2, color=style.FAINT, lw=0.8)
        _name(axes, claim, low)
        _stating(axes, claim, low, places, columns, most)
        for line, words in enumerate([count(len(claim.places), "document") + ",", count(claim.n_origins, "origin")]):
            axes.small(counts_at, low + _TALL / 2 - 11 * line, words, color=style.INK)
        _interval(made, claim, counts_at + 70, low, made.width - counts_at - 70, _TALL)
    return made


def _interval_keys(recorded: str) -> list[style.Key]:
    keys = [style.Key("interval that the claim means", style.BLUE)]
    return [*keys, style.Key("recorded value", style.ORANGE, "diamond")] if recorded else keys


def _name(axes: style.Blank, claim: Claim, low: float) -> None:
    """What is claimed, at the left of its row."""
    heads = letters.wrap(claim.what, _FIRST - 8, letters.LABEL + 1, bold=True, most=2)
    for line, words in enumerate(heads):
        axes.text(0, low + _TALL - 20 - 11 * line, words, size=letters.LABEL + 1, weight=700)
    for line, words in enumerate(_lines(claim)[: 4 - len(heads)], len(heads)):
        axes.small(0, low + _TALL - 21.5 - 10.5 * line, words, _FIRST - 8)


def _stating(
    axes: style.Blank, claim: Claim, low: float, places: Mapping[str, float], columns: _Columns, most: int
) -> None:
    """The documents of a claim: a dot each, or where they are too many bars that count them."""
    middle, half = low + _TALL / 2 - 2, columns.step / 2
    for key, x in places.items():
        stated = key in claim.places
        size = min(8.0, columns.step * 0.5) if stated else 2.5
        axes.plot([x], [middle], "o", ms=size, color=style.INK if stated else style.FAINT, mew=0)
        if stated:
            said = f"{columns.names[key]}: {claim.what}, “{claim.places[key][1]}”"
            pointing.mark(axes, (x - half, x + half), (middle - 10, middle + 10), said, claim.at(key))
    if not places:
        for n, y, colour in ((len(claim.places), middle + 4, style.INK), (claim.n_origins, middle - 5, style.PURPLE)):
            axes.box((_FIRST, _FIRST + n / most * 180), (y - 3.5, y + 3.5), color=colour)
        said = f"{claim.what}: {claim.counts}"
        pointing.mark(axes, (_FIRST, _FIRST + 180), (middle - 10, middle + 9), said, searched(claim.what))


def _narrow(title: str, rows: Sequence[Claim], columns: _Columns, counts: str, source: str) -> style.Sheet:
    """A block a claim: its name, who states it, and its interval below; no column for a document."""
    recorded, tall = recorded_by(rows), 106.0
    made = style.sheet(
        title,
        f"The interval that the words of each claim mean{', and the recorded value' * bool(recorded)}. Different "
        "origins are not proof of independence.",
        counts,
        source + recorded,
        body=tall * len(rows),
        keys=_interval_keys(recorded),
    )
    axes = style.blank(made)
    for at, claim in enumerate(rows):
        low = tall * (len(rows) - at - 1)
        top = low + tall
        axes.plot([0, made.width], [top - 2] * 2, color=style.FAINT, lw=0.8)
        axes.head(0, top - 16, claim.what, made.width, letters.LABEL + 1)
        axes.small(0, top - 28, ", ".join(_lines(claim)), made.width)
        named = listed([columns.names[key] for key in claim.places if key in columns.names], 6)
        words = f"{claim.counts}: {named}"
        axes.small(0, top - 40, words, made.width, color=style.INK)
        pointing.mark(axes, (0, made.width), (top - 44, top - 4), f"{claim.what}: {words}", claim.at())
        _interval(made, claim, 0, low, made.width, _TALL)
    return made


def _lines(claim: Claim) -> list[str]:
    """What it is about, and its words."""
    falls = claim.intervals and all(high is not None and high < 0 for _, high in claim.intervals)
    return [*claim.about.split(", ", 1), f"“{claim.mention}”" + ", a fall" * bool(falls)]


def _key_title(rows: Sequence[Claim], every: Sequence[Claim], origins: pd.DataFrame | None, ids: Sequence[str]) -> str:
    measures = {claim.measure for claim in rows}
    noun = "trade number" if measures <= _TRADE else f"{min(measures)} number" if len(measures) == 1 else "number"
    family = _TRADE if measures <= _TRADE else measures
    hidden = any(claim.measure in family or noun == "number" for claim in every if claim not in rows)
    each = f"each of the {counted(len(rows), noun)} shown" if hidden else f"each {noun}"
    if len(rows) == 1:
        each = f"the {noun}" + (" shown" if hidden else "")
    counts = {(len(claim.places), claim.n_origins) for claim in rows}
    head = counted(len(ids), "document")
    if origins is not None:
        theirs = origins.loc[origins["article_id"].isin(list(ids)), "origin_id"]
        head += f", {counted(int(theirs.nunique()), 'text origin')}"
    if all(len(claim.places) == 1 for claim in rows) and len(ids) > 1:
        return start(f"{head}: no statement that has a record is made in more than one of them")
    widest = max(rows, key=lambda claim: len(claim.places))
    if not any(claim.records for claim in rows) and (len(counts) > 1 or len(rows) == 1):
        return stated_most(widest)
    if len(counts) == 1:
        documents, n_origins = counts.pop()
        return start(f"{head}: {each} appears {_times(documents)}{_of_origins(n_origins)}")
    return start(f"{head}: the {noun} stated most appears {_times(len(widest.places))}{_of_origins(widest.n_origins)}")


def _of_origins(n: int) -> str:
    """Several text origins are no independent sources: two newsrooms may have a number from one agency."""
    return " and comes from one origin" if n == 1 else f", in documents of {counted(n, 'text origin')}"


def _interval(made: style.Sheet, claim: Claim, x: float, y: float, width: float, height: float) -> None:
    """One claim's interval on an axis of its own, the recorded value on it, the words above."""
    words, colour = "no record", style.GREY
    if claim.records:
        value, compiler, gap = claim.records[0]
        words = " · ".join(filter(None, [f"{compiler}: {amount(value, claim.unit)}", gap, claim.verdict]))
        colour = style.INK
    ends = [end for pair in claim.intervals for end in pair if end is not None]
    ends += [record.value for record in claim.records]
    axes = style.panel(made, x + 14, y + 17, width - 34, height - 37)  # room for the words of the outer ticks
    style.bare(axes)
    if not ends:
        axes.set_axis_off()
        return
    bottom, top = min(ends), max(ends)
    pad = (top - bottom) * 0.7 or abs(top) * 0.05 or 1.0
    axes.set(xlim=(bottom - pad, top + pad), ylim=(-1, 1))
    unit_ticks(axes, claim.unit, most_ticks(axes, claim.unit, width - 34))
    for number_, (low, high) in enumerate(claim.intervals[:3]):
        _bar(axes, low, high, 0.1 - 0.3 * number_, 8 if len(claim.intervals) == 1 else 4)
    for record in claim.records:
        axes.plot([record.value], [0.1], "D", ms=6, color=style.ORANGE, mec="white", mew=0.8, zorder=3)
    pointing.mark(axes, axes.get_xlim(), (-1, 1), f"{claim.what}: “{claim.mention}”; {words}", claim.at())
    style.blank(made, x, y).small(4, height - 17, words, width - 6, color=colour)


def _bar(axes: Axes, low: float | None, high: float | None, y: float, thick: float) -> None:
    left, right = axes.get_xlim()
    if low is not None and low == high:
        axes.plot([low], [y], "o", ms=thick, color=style.BLUE, mew=0)
        return
    ends = [left if low is None else low, right if high is None else high]
    axes.plot(ends, [y, y], color=style.BLUE, lw=thick, solid_capstyle="butt")
