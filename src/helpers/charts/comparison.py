"""The figure of one claim across articles and against the record, and that of who makes which claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from helpers import findings
from helpers.charts import letters, pointing, style
from helpers.charts.matrix import Cell, matrix
from helpers.charts.rows import bar, chosen, grouped, labels
from helpers.charts.stated import (
    DRAWN,
    NO_CLAIM,
    NOTHING,
    Claim,
    brief,
    drawn_claims,
    in_words,
    is_repeated,
    mention,
    read,
    recorded_by,
    signed_intervals,
    stated_most,
    up_to,
    widest_first,
    with_signs,
    worth_a_row,
)
from helpers.charts.ticks import short_value, unit_ticks
from helpers.tables import RECORDS
from helpers.words import cells, count, counted, listed, spell, start

_MOST_ROWS = 8  # rows of one claim in a comparison of many articles


class _Row(NamedTuple):
    """One row of the comparison: a claim's heading, what one or several articles claim, or a recorded value."""

    claim: Claim
    words: str = ""  # empty: a heading
    low: float | None = None
    high: float | None = None
    is_record: bool = False
    is_weak: bool = False  # rounded, or not official
    at: str = ""  # where its first words stand


@style.styled
def comparison(
    claims: pd.DataFrame,
    records: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    most: int = 10,
    source: str = style.SOURCE,
) -> style.Chart:
    """The same claim across articles and against the record: a bar from zero each, a panel a unit (dollars, percent).

    Reads `claims` and `records`. The end of a bar is the interval that the words mean. Above 40 rows articles with the
    same interval share a row, and beyond eight rows a claim's rarer intervals are one, from the lowest to the highest;
    claims that most documents make come first.

    >>> records = evidence.against_record(found.claims, evidence.reference("reference"))
    >>> charts.comparison(found.claims, records).title
    '... that have a record match it'
    """
    every = read(claims, records)
    rows = worth_a_row(every, most)
    if not rows:
        return style.empty(NOTHING if every else NO_CLAIM, source)
    names = labels(articles, claims["article_id"].astype(str))
    groups = grouped([str(key) for key in claims["article_id"].unique()], origins)
    order = {key: at for at, key in enumerate(key for group in groups for key in group)}
    panels = _rows_by_unit(rows, signed_intervals(claims, records), order, names)
    recorded = recorded_by(rows)
    heights = {unit: sum(map(_height, held)) + 38 for unit, held in panels.items()}
    keys = _keys(rows, bool(recorded))
    made = style.sheet(
        _comparison_title(rows),
        f"What each article states, from zero{', and the recorded value' * (len(keys) > 1)}"
        + ("; one panel a unit." if len(panels) > 1 else "."),
        f"{count(len(claims), 'claim')} in {count(len(order), 'document')}",
        source + recorded,
        letters.more(len(every) - len(rows), "claim"),
        body=sum(heights.values()),
        keys=keys,
    )
    y = made.height
    for unit, held in panels.items():
        y -= heights[unit]
        _compare_panel(made, y, heights[unit], unit, held)
    words = "; ".join(in_words(claim, names) for claim in rows)
    return style.chart(made, f"{words}.", rows=drawn_claims(claims, records, rows), names=names)


def _rows_by_unit(
    claims: Sequence[Claim],
    signed: Mapping[str, Sequence[tuple[str, float | None, float | None]]],
    order: Mapping[str, int],
    names: Mapping[str, str],
) -> dict[str, list[_Row]]:
    """A panel a unit: each claim's heading, what articles state, what is recorded."""
    merge = sum(len(signed[claim.claim_id]) for claim in claims) > 40
    panels: dict[str, list[_Row]] = {}
    for claim in claims:
        held = panels.setdefault(claim.unit, [])
        held += [_Row(claim), *_article_rows(claim, signed[claim.claim_id], order, names, merge=merge)]
        for record in claim.records + claim.weak_records:
            is_weak = record in claim.weak_records
            held.append(_Row(claim, record.compiler, record.value, record.value, True, is_weak))
    return panels


def _keys(rows: Sequence[Claim], has_record: bool) -> list[style.Key]:
    keys = [style.Key("claimed (dark: the interval that the words mean)", style.BLUE)]
    if has_record:
        keys.append(style.Key("recorded", style.ORANGE))
    if any(claim.weak_records for claim in rows):
        keys.append(style.Key("recorded, but rounded or not official", style.ORANGE, "box"))
    return keys


def _comparison_title(rows: Sequence[Claim]) -> str:
    sizes = {len(claim.places) for claim in rows}
    each = f"{'each in' if len(sizes) == 1 else 'in up to'} {count(max(sizes), 'document')}"
    if sizes == {1} and len(rows) > 1:
        each = "none in more than one document"
    title = f"{counted(len(rows), 'claim')}, {each}"
    judged = [claim for claim in rows if claim.verdict]
    widest = max(rows, key=lambda claim: len(claim.places))
    if not any(claim.records for claim in rows) and len(widest.places) > 1:
        further = f"; {counted(len(rows) - 1, 'more claim')} of several documents" if len(rows) > 1 else ""
        return stated_most(widest) + further
    if judged:
        n = sum(claim.verdict == "matches" for claim in judged)
        some = f"all {n:,}" if n == len(judged) > 1 else f"{n or 'none'} of the {len(judged):,}"
        title += f"; {some} that have a record {'matches' if n == 1 else 'match'} it"
    return start(title)


def _article_rows(
    claim: Claim,
    made: Sequence[tuple[str, float | None, float | None]],
    order: Mapping[str, int],
    names: Mapping[str, str],
    *,
    merge: bool,
) -> list[_Row]:
    held: dict[tuple[str, float | None, float | None], list[str]] = {}
    for key, low, high in sorted(made, key=lambda entry: order[entry[0]]):
        alike = held.setdefault(("" if merge else key, low, high), [])
        if key not in alike:
            alike.append(key)
    rows = []
    for (_, low, high), keys in held.items():
        words = names[keys[0]] if len(keys) == 1 else count(len(keys), "document")
        rows.append(_Row(claim, words, low, high, at=claim.at(keys[0])))
    if not merge or len(rows) <= _MOST_ROWS:
        return rows
    sizes = list(map(len, held.values()))
    ranked = sorted(range(len(rows)), key=lambda at: (-sizes[at], at))
    kept, rest = sorted(ranked[: _MOST_ROWS - 1]), ranked[_MOST_ROWS - 1 :]
    lows, highs = [rows[at].low for at in rest], [rows[at].high for at in rest]
    low = None if None in lows else min(end for end in lows if end is not None)
    high = None if None in highs else max(end for end in highs if end is not None)
    return [*(rows[at] for at in kept), _Row(claim, f"{sum(sizes[at] for at in rest):,} others", low, high)]


def _height(row: _Row) -> float:
    return 15.0 if row.words else 34.0 if style.is_narrow() else 22.0


def _compare_panel(made: style.Sheet, y: float, height: float, unit: str, held: Sequence[_Row]) -> None:
    label, right, axis = (84.0, 78.0, 34.0) if style.is_narrow() else (140.0, 96.0, 34.0)
    axes = style.row_panel(made, label, y + axis, made.width - label - right, height - axis)
    over = style.blank(made, 0, y)
    ends = [0.0, *(end for row in held for end in (row.low, row.high) if end is not None)]
    pad = (max(ends) - min(ends)) * 0.04 or 1.0
    axes.set_xlim(min(ends) - pad * (min(ends) < 0), max(ends) + pad * (max(ends) > 0))
    unit_ticks(axes, unit, 3 if style.is_narrow() else 6)
    axes.axvline(0, color=style.INK, lw=1)
    at = height
    for row in held:
        at -= _height(row)
        if not row.words:
            _claim_heading(over, row.claim, at, made.width)
            continue
        middle = at + 7.5
        over.text(label - 8, middle, letters.fit_name(row.words, label - 10), ha="right", va="center_baseline")
        _claim_bar(axes, row, middle - axis)
        words = _ends(row, unit)
        pointing.mark(over, (0, made.width), (at, at + 15), f"{row.words}: {row.claim.what}, {words}", row.at)
        over.small(made.width - right + 8, middle, words, right - 8, va="center_baseline")


def _claim_heading(over: style.Blank, claim: Claim, at: float, width: float) -> None:
    """What is claimed, and in how many documents; on a narrow sheet on two lines."""
    tall = 35.0 if style.is_narrow() else 23.0
    over.fill([0, width, width, 0], [at, at, at + tall, at + tall], color="white", lw=0)
    over.plot([0, width], [at + tall - 4] * 2, color=style.FAINT, lw=0.8)
    judged = claim.records[0].gap if claim.records else "no record to judge it by"
    gap = " · ".join(filter(None, [claim.counts, judged, claim.verdict]))  # "2 documents, 1 origin · +9.7 % · matches"
    about = f"{claim.what}: {claim.about}" if claim.about else claim.what
    if style.is_narrow():
        over.head(0, at + 17, about, width)
        over.small(0, at + 5, gap, width)
    else:
        over.small(width, at + 5, gap, ha="right")
        over.head(0, at + 5, about, width - letters.wide(gap, letters.SMALL) - 12)


def _claim_bar(axes: Axes, row: _Row, y: float) -> None:
    """A bar from zero, dark where the interval lies."""
    colour = style.ORANGE if row.is_record else style.BLUE
    low = axes.get_xlim()[0] if row.low is None else row.low
    high = axes.get_xlim()[1] if row.high is None else row.high
    near, far = (high, low) if abs(high) < abs(low) else (low, high)
    if row.is_weak:
        bar(axes, y, 0, near, 8, facecolor="white", edgecolor=colour, lw=1)
        return
    bar(axes, y, 0, near, 9, color=colour, alpha=1.0 if row.is_record else 0.35, lw=0)
    bar(axes, y, near, far, 9, color=colour, lw=0)


def _ends(row: _Row, unit: str) -> str:
    """ "$27bn to $30bn", the unit once where it can be."""
    if row.low is None or row.high is None:
        return up_to(row.low, row.high, lambda value: short_value(value, unit))
    if row.low == row.high:
        return short_value(row.low, unit)
    low, high = short_value(row.low, unit), short_value(row.high, unit)
    return low if low == high else f"{low.removesuffix(' %')} to {high}"


@style.styled
def claim_matrix(
    claims: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    most: int = 24,
    source: str = style.SOURCE,
) -> style.Chart:
    """Which article makes which claim; articles of one origin are bracketed. Reads `claims`.

    >>> charts.claim_matrix(found.claims, articles=articles).title
    '... claims stand in more than one document; ...'
    """
    if not len(claims):
        return style.empty(NO_CLAIM, source)
    every = _worth_a_dot(claims)
    if not any(is_repeated(claim) for claim in every):
        return style.empty("No complete statement that is surely read stands in more than one document", source)
    several = [claim for claim in every if len(claim.places) > 1]
    rows = every[: min(most, max(len(several), style.FEW))]  # what one document says is a list, not a picture
    ids = [str(key) for key in (articles if articles is not None else claims)["article_id"].unique()]
    names = labels(articles, ids)
    weights = {key: float(sum(key in claim.places for claim in rows)) for key in ids}
    shown = [key for key in ids if weights[key]] if len(ids) > style.FEW else ids
    groups, said = chosen(shown, origins, weights)
    n_silent = len(ids) - len(shown)
    made = matrix(
        _matrix_title(len(every), len(several), sum(claim.n_origins == 1 for claim in several)),
        "A dot: the document makes the claim. Only claims that say what, about whom or where, and when, or that one "
        "text brought into several documents. Different origins are not proof of independence.",
        f"{count(len(every), 'claim')} in {count(len(ids), 'document')}",
        source,
        {claim.claim_id: _row_name(claim) for claim in rows},
        names,
        groups,
        _dots(claims, rows),
        said=[
            f"{said} claims" if said else "",
            f"{count(n_silent, 'document')} with none of these not shown" if n_silent else "",
            letters.more(len(every) - len(rows), "claim"),
        ],
        size=6.5,
    )
    drawn = with_signs(claims[claims["claim_id"].isin([claim.claim_id for claim in rows])])[list(DRAWN)]
    return style.chart(made, f"{'; '.join(_made_by(claim, names) for claim in rows)}.", rows=drawn, names=names)


def _worth_a_dot(claims: pd.DataFrame) -> list[Claim]:
    told = set(claims.loc[findings.legible(claims), "claim_id"])
    every = [claim for claim in read(claims, RECORDS.empty()) if claim.claim_id in told]
    return widest_first([claim for claim in every if claim.is_complete or is_repeated(claim)])


def _made_by(claim: Claim, names: Mapping[str, str]) -> str:
    return claim.what + f" ({claim.about})" * bool(claim.about) + f" in {listed([names[k] for k in claim.places], 6)}"


def _dots(claims: pd.DataFrame, rows: Sequence[Claim]) -> dict[tuple[str, str], Cell]:
    """A dot for each claim of `rows` and article that makes it."""
    mentions = {(str(r["claim_id"]), str(r["article_id"])): (mention(r), brief(r)) for r in cells(claims)}
    return {
        (claim.claim_id, key): Cell(1.0, mentions[claim.claim_id, key], f"{claim.what}, “{said}”", claim.at(key))
        for claim in rows
        for key, (_, said) in claim.places.items()
    }


def _matrix_title(n: int, n_several: int, n_single: int) -> str:
    every = "The one claim" if n == 1 else f"All {n:,} claims"
    several = f"{n_several:,} of {count(n, 'claim')}" if n_several < n else every
    title = f"{several} {'stands' if n_several == 1 else 'stand'} in more than one document"
    if n_single == n_several:
        return f"{title}; {'it comes' if n_several == 1 else 'all of these come'} from one origin"
    return f"{title}; {spell(n_single) if n_single else 'none'} of these from one origin only"


def _row_name(claim: Claim) -> str:
    """ "Exports, 2022, South Korea to Russia"; with its words where only one document makes the claim."""
    said = f"“{claim.mention}”" if len(claim.places) == 1 else ""
    return ", ".join(filter(None, [claim.what, claim.about.split(", ", 1)[0], said]))
