"""Figures of claims: who states which number, and what the record says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from helpers import findings
from helpers.charts.rows import chosen, column_heads, grouped, heads_height, labels, matrix
from helpers.charts.style import (
    BLUE,
    FAINT,
    FEW,
    GREY,
    INK,
    LABEL,
    ORANGE,
    PURPLE,
    SMALL,
    SOURCE,
    Chart,
    Key,
    Sheet,
    blank,
    chart,
    empty,
    fit,
    fit_name,
    foot,
    more,
    panel,
    plain,
    sheet,
    styled,
    wide,
    wrap,
)
from helpers.show import NAME, excerpt
from helpers.tables import RECORDS
from helpers.words import (
    amount,
    between,
    cells,
    count,
    counted,
    is_counted,
    known,
    listed,
    meant,
    number,
    number_or_none,
    period,
    place,
    span,
    spell,
    start,
)

_MOST_ROWS = 8  # rows of one claim in a comparison of many articles
_TRADE = frozenset({"trade", "exports", "imports"})
_VERDICTS = ("matches", "differs")
_ORDER = {"trade": 0, "exports": 1, "imports": 2}


class _Record(NamedTuple):
    value: float
    compiler: str
    gap: str  # in words


class _Claim(NamedTuple):
    claim_id: str
    what: str  # "Exports, 2022"; "Unemployment, women, October 2012"
    about: str  # "South Korea with Russia, change on a year before"
    is_exact: bool  # no "nearly", no "more than"
    agrees: bool  # the intervals of all articles have a value in common
    is_complete: bool  # says what, about whom or where, when
    unit: str
    measure: str
    mention: str
    articles: tuple[str, ...]
    n_origins: int
    intervals: tuple[tuple[float | None, float | None], ...]
    records: tuple[_Record, ...]  # those that earn a verdict
    weak_records: tuple[_Record, ...]  # rounded, or not official
    verdict: str


def _claims(claims: pd.DataFrame, records: pd.DataFrame) -> list[_Claim]:
    held: dict[str, list[dict[str, Any]]] = {}
    for row in cells(records):
        held.setdefault(str(row["claim_id"]), []).append(row)
    found = []
    kept = cells(findings.clear(claims))
    places = {(row["article_id"], row["start"]) for row in kept}
    made: dict[str, list[dict[str, Any]]] = {}
    for row in kept:
        made.setdefault(str(row["claim_id"]), []).append(row)
    for claim_id, rows in sorted(made.items()):
        first = next((row for row in rows if row["article_id"] == row["origin_id"]), rows[0])
        mine = [row for row in held.get(claim_id, []) if (row["article_id"], row["start"]) in places]
        firm: dict[_Record, None] = {}
        weak: dict[_Record, None] = {}
        for row in mine:
            if known(row["recorded_value"]):
                held_by = firm if row["verdict"] in _VERDICTS else weak
                held_by[_Record(float(row["recorded_value"]), _compiler(row), _gap(row))] = None
        intervals = {(number_or_none(row["low"]), number_or_none(row["high"])) for row in mine} or {
            (number_or_none(row["low"]), number_or_none(row["high"])) for row in rows
        }
        intervals = {meant(low, high, first["unit"]) for low, high in intervals}
        verdicts = [str(row["verdict"]) for row in mine]
        found.append(
            _Claim(
                claim_id,
                start(
                    ", ".join(filter(None, [*map(_word, (first["measure"], first["about"])), period(first["period"])]))
                ),
                _about(first),
                _is_exact(rows),
                findings.agree(rows),
                findings.is_complete(rows[0]),
                _word(first["unit"]),
                _word(first["measure"]),
                mention(first),
                tuple(dict.fromkeys(str(row["article_id"]) for row in rows)),
                len({row["origin_id"] for row in rows if known(row["origin_id"])}),
                tuple(sorted(intervals, key=str)),
                tuple(firm),
                tuple(weak),
                next((word for word in _VERDICTS if word in verdicts), ""),
            )
        )
    return found


def _is_exact(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether each interval is only the rounding of a value that is stated plainly."""
    for row in rows:
        low, high, value = (number_or_none(row[name]) for name in ("low", "high", "value"))
        if known(row["approximation"]) or low is None or high is None or value is None:
            return False
        if abs((low + high) / 2 - value) > 1e-6 * abs(value):
            return False
    return True


def _what(row: Mapping[str, Any]) -> str:
    """ "Exports, 2022"; "Unemployment, women, October 2012"."""
    return start(", ".join(filter(None, [_word(row["measure"]), _word(row["about"]), period(row["period"])])))


def _about(row: Any) -> str:
    """ "South Korea with Russia, change on a year before, forecast"."""
    where = between(row) or place(row["place"])
    basis = "" if row["basis"] == "level" else _word(row["basis"])
    return ", ".join(filter(None, [where, basis, "" if row["status"] == "actual" else _word(row["status"])]))


def _word(value: object) -> str:
    return plain(value) if known(value) else ""


def mention(row: Any) -> str:
    """The words of a claim with the approximating one before them, where that stands outside: "nearly $30bn"."""
    words, about = excerpt(plain(row["mention"]), NAME), _word(row["approximation"])
    return f"{about} {words}" if about and about.lower() not in words.lower() else words


def _brief(row: Any) -> str:
    """A claim's number in few letters: "~$30bn" for "nearly 30 billion dollars"."""
    value = number_or_none(row["value"])
    return "" if value is None else "~" * bool(_word(row["approximation"])) + amount(value, row["unit"])


def _compiler(row: Mapping[str, Any]) -> str:
    """Who compiled the record; for one without a verdict, why it has none."""
    who = plain(row["compiler"])
    if row["verdict"] in _VERDICTS or not known(row.get("reason")):
        return who
    reason = str(row["reason"])
    return who + ", rounded" * ("rounded" in reason) + ", not official" * ("not official" in reason)


def _gap(row: Mapping[str, Any]) -> str:
    if not known(row["gap"]):
        return ""
    unit = {"[pp]": "points"}.get(str(row["gap_unit"]), str(row["gap_unit"]))
    value = float(row["gap"])
    return f"gap {'+' if value > 0 else ''}{number(round(value, 1))} {unit}"


NOTHING = "No complete statement (what, about whom or where, when) stands in two documents or has a record"


def _shown(found: Sequence[_Claim], most: int) -> list[_Claim]:
    """The claims worth a row: those with a record, else those that several documents make.

    Numbers that leave open what, where or when are one statement only where one text is behind the documents.
    """
    kept = [claim for claim in found if claim.records] or [claim for claim in found if _is_shared(claim)]
    kept.sort(key=lambda claim: (-len(claim.articles), _ORDER.get(claim.measure, 3), claim.claim_id))
    return kept[:most]


def _is_repeated(claim: _Claim) -> bool:
    return len(claim.articles) > 1 and (claim.is_complete or claim.n_origins == 1)


def _is_shared(claim: _Claim) -> bool:
    """Whether several articles make a claim, and with one value: where values differ, the findings show the words."""
    return claim.agrees and _is_repeated(claim)


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

    Reads `claims` and `records`. Rows are the claims with a record, else complete ones of several documents.
    """
    every = _claims(claims, records)
    if not every:
        return empty("No claim with a measure was found in these texts", source)
    rows = _shown(every, most)
    if not rows:
        return empty(NOTHING, source)
    ids = [str(key) for key in (articles if articles is not None else claims)["article_id"].unique()]
    title = _key_title(rows, every, len(ids), origins, ids)
    groups = grouped(ids, origins)
    ordered = [key for group in groups for key in group]
    stating = {key for claim in rows for key in claim.articles}
    columns = ordered if len(ordered) <= FEW else [key for key in ordered if key in stating]
    is_folded = len(columns) > 20
    left_out = len(ids) - len(columns)
    short = labels(articles, columns)
    step = min(30.0, 190 / max(len(columns), 1))
    head = 16.0 if is_folded else heads_height(short.values(), step, most=125, groups=groups)
    height, first = 62.0, 128.0
    recorded = _recorded_by(rows)
    said = "too many documents state these for a column each: bars count them" if is_folded else ""
    if left_out and not is_folded:
        said = f"the {left_out:,} documents that are not shown state none of these"
    keys = [Key("documents", INK), Key("origins", PURPLE)] if is_folded else [Key("stated", INK, "dot")]
    keys.append(Key("interval that the claim means", BLUE))
    made = sheet(
        title,
        ("" if is_folded else "A dot: the document states the number. ")
        + "Right: the interval that its words mean, and the recorded value. "
        "Different origins are not proof of independence.",
        foot(f"{count(len(ids), 'document')}, {count(len(claims), 'claim')}", source + recorded, said),
        head + height * len(rows),
        keys=[*keys, Key("recorded value", ORANGE, "diamond")] if recorded else keys,
    )
    axes = blank(made, 0, 0, made.width, made.height)
    places = {key: first + step * (number + 0.5) for number, key in enumerate([] if is_folded else columns)}
    if places:
        shown = [[k for k in g if k in places] for g in groups]
        column_heads(axes, places, height * len(rows), step, short, shown, most=125)
    counts_at = first + step * len(columns) + 6
    for x, words in ((0.0, "Claim"), (counts_at + 74, "What it means, and the record")):
        axes.text(x, height * len(rows) + 5, words, size=SMALL, color=GREY)
    most_documents = max(len(claim.articles) for claim in rows)
    for at, claim in enumerate(rows):
        low = height * (len(rows) - at - 1)
        middle = low + height / 2 - 2
        axes.plot([0, made.width], [low + height - 1] * 2, color=FAINT, lw=0.8)
        heads = wrap(claim.what, first - 8, LABEL + 1, bold=True, most=2)
        for line, words in enumerate(heads):
            axes.text(0, low + height - 20 - 11 * line, words, size=LABEL + 1, weight=700)
        for line, words in enumerate(_lines(claim)[: 4 - len(heads)], len(heads)):
            axes.text(0, low + height - 21.5 - 10.5 * line, fit(words, first - 8, SMALL), size=SMALL, color=GREY)
        for key, x in places.items():
            stated = key in claim.articles
            size = min(8.0, step * 0.5) if stated else 2.5
            axes.plot([x], [middle], "o", ms=size, color=INK if stated else FAINT, mew=0)
        if is_folded:
            for n, y, colour in ((len(claim.articles), middle + 4, INK), (claim.n_origins, middle - 5, PURPLE)):
                axes.barh(y, n / most_documents * 180, left=first, height=7, color=colour, lw=0)
            axes.set(xlim=(0, made.width), ylim=(0, made.height))
        for line, words in enumerate([count(len(claim.articles), "document") + ",", count(claim.n_origins, "origin")]):
            axes.text(counts_at, middle + 2 - 11 * line, words, size=SMALL)
        _interval(made, claim, counts_at + 70, low, made.width - counts_at - 70, height)
    details = "; ".join(_claim_words(claim, short) for claim in rows)
    drawn = drawn_claims(claims, records, [claim.claim_id for claim in rows])
    names = labels(articles, ids)
    return chart(made, title, f"{details}.", source + recorded, rows=drawn, names=names)


_DRAWN = ("article_id", "start", "mention", "measure", "basis", "period", "reporter", "partner", "low", "high", "unit")
_HELD = ("compiler", "recorded_value", "gap", "gap_unit", "verdict")


def drawn_claims(claims: pd.DataFrame, records: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
    """The rows of claims that a figure draws, each with the records that it is held against."""
    place = ["article_id", "start", "end"]
    shown = claims[claims["claim_id"].isin(list(ids))]
    held = records[[*place, *_HELD]] if len(records) else RECORDS.empty()[[*place, *_HELD]]
    return shown.merge(held, on=place, how="left")[[*_DRAWN, *_HELD]]


def _lines(claim: _Claim) -> list[str]:
    falls = claim.intervals and all(high is not None and high < 0 for _, high in claim.intervals)
    return [*claim.about.split(", ", 1), f"“{claim.mention}”" + ", a fall" * bool(falls)]


def _key_title(
    rows: Sequence[_Claim], every: Sequence[_Claim], n_documents: int, origins: pd.DataFrame | None, ids: Sequence[str]
) -> str:
    measures = {claim.measure for claim in rows}
    noun = "trade number" if measures <= _TRADE else f"{min(measures)} number" if len(measures) == 1 else "number"
    family = _TRADE if measures <= _TRADE else measures
    hidden = any(claim.measure in family or noun == "number" for claim in every if claim not in rows)
    each = f"each of the {counted(len(rows), noun)} shown" if hidden else f"each {noun}"
    if len(rows) == 1:
        each = f"the {noun}" + (" shown" if hidden else "")
    counts = {(len(claim.articles), claim.n_origins) for claim in rows}
    head = counted(n_documents, "document")
    if origins is not None:
        head += ", " + counted(
            int(origins.loc[origins["article_id"].isin(list(ids)), "origin_id"].nunique()), "text origin"
        )
    if all(len(claim.articles) == 1 for claim in rows) and n_documents > 1:
        return start(f"{head}: no statement that has a record is made in more than one of them")
    widest = max(rows, key=lambda claim: len(claim.articles))
    if not any(claim.records for claim in rows) and (len(counts) > 1 or len(rows) == 1):
        return _stated_most(widest)
    if len(counts) == 1:
        documents, n_origins = counts.pop()
        return start(f"{head}: {each} appears {_times(documents)} and comes from {counted(n_origins, 'origin')}")
    return start(
        f"{head}: the {noun} stated most appears {_times(len(widest.articles))} and comes from "
        f"{counted(widest.n_origins, 'origin')}"
    )


def _stated_most(widest: _Claim) -> str:
    """ "Unemployment rate, September 2012, United States: 7.8 %, in seven documents of seven origins"."""
    where = f", {claim_place}" if (claim_place := widest.about.split(", ")[0]) else ""
    return start(
        f"{widest.what}{where}: {_claimed(widest)}, in {counted(len(widest.articles), 'document')} of "
        f"{counted(widest.n_origins, 'origin')}"
    )


def _claimed(claim: _Claim) -> str:
    if is_counted(claim.unit):
        return f"“{claim.mention}”"
    return " or ".join(
        amount((low + high) / 2, claim.unit)
        if claim.is_exact and low is not None and high is not None
        else span(low, high, claim.unit)
        if low is not None and high is not None
        else f"from {amount(low, claim.unit)}"
        if low is not None
        else f"up to {amount(high, claim.unit)}"
        if high is not None
        else "not a number"
        for low, high in claim.intervals[:3]
    )


def _recorded(claim: _Claim) -> str:
    return listed([f"{amount(record.value, claim.unit)} ({record.compiler})" for record in claim.records])


def _claim_words(claim: _Claim, short: Mapping[str, str]) -> str:
    stated = listed([short[key] for key in claim.articles if key in short], 5)
    words = (
        f"{claim.what}"
        + f" ({claim.about})" * bool(claim.about)
        + f": claimed {_claimed(claim)} in {count(len(claim.articles), 'document')}"
    )
    words += f" ({stated})" * bool(stated) + f" of {count(claim.n_origins, 'origin')}"
    if claim.records:
        gap = claim.records[0].gap
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
        words = f"{compiler}: {amount(value, claim.unit)}" + f" · {gap}" * bool(gap) + verdict
    ends = [end for pair in claim.intervals for end in pair if end is not None] + [
        record.value for record in claim.records
    ]
    axes = panel(made, x + 14, y + 17, width - 34, height - 37)  # room for the words of the outer ticks
    _bare(axes)
    if not ends:
        axes.set_axis_off()
        return
    axes.set(xlim=_limits(ends), ylim=(-1, 1))
    _unit_ticks(axes, claim.unit, _most_ticks(axes, claim.unit, width - 34))
    for number_, (low, high) in enumerate(claim.intervals[:3]):
        _bar(axes, low, high, 0.1 - 0.3 * number_, 8 if len(claim.intervals) == 1 else 4)
    for record in claim.records:
        axes.plot([record.value], [0.1], "D", ms=6, color=ORANGE, mec="white", mew=0.8, zorder=3)
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
    axes.xaxis.set_major_locator(MaxNLocator(n, integer=is_counted(unit)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _short(value, unit)))


def _most_ticks(axes: Axes, unit: str, width: float) -> int:
    """How many steps, of three at most, leave room between the words of the ticks."""
    low, high = axes.get_xlim()
    for n in (3, 2):
        steps = MaxNLocator(n, integer=is_counted(unit)).tick_values(low, high)
        ticks = [float(tick) for tick in steps if low <= tick <= high]
        words = [wide(_short(tick, unit), SMALL) for tick in ticks]
        apart = (ticks[1] - ticks[0]) / (high - low) * width if len(ticks) > 1 else width
        if max(words, default=0.0) + 6 <= apart:
            return n
    return 1


def _short(value: float, unit: str) -> str:
    """A value on an axis: of money and percentages with the unit, of counted things the number alone."""
    return amount(value, unit if unit == "%" or (unit.isupper() and len(unit) == 3) else "")


class _Row(NamedTuple):
    """One row of the comparison: a claim's heading, what one or several articles claim, or a recorded value."""

    claim: _Claim
    words: str = ""  # empty: a heading
    low: float | None = None
    high: float | None = None
    is_record: bool = False
    is_weak: bool = False  # rounded, or not official


@styled
def comparison(
    claims: pd.DataFrame,
    records: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    most: int = 10,
    source: str = SOURCE,
) -> Chart:
    """The same claim across articles and against the record: a bar from zero each, a panel a unit (dollars, percent).

    Reads `claims` and `records`. The end of a bar is the interval that the words mean. Above 40 rows articles with the
    same interval share a row, and beyond eight rows a claim's rarer intervals are one, from the lowest to the highest;
    claims that most documents make come first.
    """
    every = _claims(claims, records)
    if not every:
        return empty("No claim with a measure was found in these texts", source)
    rows = _shown(every, most)
    if not rows:
        return empty(NOTHING, source)
    signed = signed_intervals(claims, records)
    names = labels(articles, claims["article_id"].astype(str))
    groups = grouped([str(key) for key in claims["article_id"].unique()], origins)
    order = {key: at for at, key in enumerate(key for group in groups for key in group)}
    merge = sum(len(signed[claim.claim_id]) for claim in rows) > 40
    panels: dict[str, list[_Row]] = {}
    for claim in rows:
        held = panels.setdefault(claim.unit, [])
        held += [_Row(claim), *_article_rows(claim, signed[claim.claim_id], order, names, merge=merge)]
        for record in claim.records + claim.weak_records:
            is_weak = record in claim.weak_records
            held.append(_Row(claim, record.compiler, record.value, record.value, True, is_weak))
    title = _comparison_title(rows)
    recorded = _recorded_by(rows)
    left_out = more(len(every) - len(rows), "claim")
    heights = {unit: sum(15.0 if row.words else 22.0 for row in held) + 38 for unit, held in panels.items()}
    keys = [Key("claimed (dark: the interval that the words mean)", BLUE)]
    if recorded:
        keys.append(Key("recorded", ORANGE))
    if any(claim.weak_records for claim in rows):
        keys.append(Key("recorded, but rounded or not official", ORANGE, "box"))
    made = sheet(
        title,
        "What each article states, from zero, and the recorded value; one panel a unit.",
        foot(f"{count(len(claims), 'claim')} in {count(len(order), 'document')}", source + recorded, left_out),
        sum(heights.values()),
        keys=keys,
    )
    y = made.height
    for unit, held in panels.items():
        y -= heights[unit]
        _compare_panel(made, y, heights[unit], unit, held)
    drawn = drawn_claims(claims, records, [claim.claim_id for claim in rows])
    words = "; ".join(_claim_words(claim, names) for claim in rows)
    return chart(made, title, f"{words}.", source + recorded, rows=drawn, names=names)


def _comparison_title(rows: Sequence[_Claim]) -> str:
    sizes = {len(claim.articles) for claim in rows}
    each = f"{'each in' if len(sizes) == 1 else 'in up to'} {count(max(sizes), 'document')}"
    if sizes == {1} and len(rows) > 1:
        each = "none in more than one document"
    title = f"{counted(len(rows), 'claim')}, {each}"
    judged = [claim for claim in rows if claim.verdict]
    widest = max(rows, key=lambda claim: len(claim.articles))
    if not any(claim.records for claim in rows) and len(widest.articles) > 1:
        further = f"; {counted(len(rows) - 1, 'more claim')} of several documents" if len(rows) > 1 else ""
        return _stated_most(widest) + further
    if judged:
        n = sum(claim.verdict == "matches" for claim in judged)
        some = f"all {n:,}" if n == len(judged) > 1 else f"{n or 'none'} of the {len(judged):,}"
        title += f"; {some} that have a record {'matches' if n == 1 else 'match'} it"
    return start(title)


def _recorded_by(rows: Sequence[_Claim]) -> str:
    compilers = sorted({record.compiler for claim in rows for record in claim.records})
    return f"; recorded values: {listed(compilers, 4)}" if compilers else ""


def signed_intervals(
    claims: pd.DataFrame, records: pd.DataFrame
) -> dict[str, list[tuple[str, float | None, float | None]]]:
    """Claim -> (article, low, high), a fall negative: from `records`, else by the claim's direction."""
    at = {
        (str(row["article_id"]), int(row["start"]), int(row["end"])): (
            number_or_none(row["low"]),
            number_or_none(row["high"]),
        )
        for row in cells(records)
    }
    found: dict[str, list[tuple[str, float | None, float | None]]] = {}
    for row in cells(claims):
        low, high = number_or_none(row["low"]), number_or_none(row["high"])
        if known(row.get("direction")) and row["direction"] == "down":
            low, high = (None if high is None else -high), (None if low is None else -low)
        low, high = at.get((str(row["article_id"]), int(row["start"]), int(row["end"])), (low, high))
        low, high = meant(low, high, row["unit"])
        found.setdefault(str(row["claim_id"]), []).append((str(row["article_id"]), low, high))
    return found


def _article_rows(
    claim: _Claim,
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
        rows.append(_Row(claim, words, low, high))
    if merge and len(rows) > _MOST_ROWS:
        sizes = list(map(len, held.values()))
        order_ = sorted(range(len(rows)), key=lambda at: (-sizes[at], at))
        kept, rest = sorted(order_[: _MOST_ROWS - 1]), order_[_MOST_ROWS - 1 :]
        lows, highs = [rows[at].low for at in rest], [rows[at].high for at in rest]
        low = None if None in lows else min(end for end in lows if end is not None)
        high = None if None in highs else max(end for end in highs if end is not None)
        words = f"{sum(sizes[at] for at in rest):,} others"
        rows = [*(rows[at] for at in kept), _Row(claim, words, low, high)]
    return rows


def _compare_panel(made: Sheet, y: float, height: float, unit: str, held: Sequence[_Row]) -> None:
    label, right, axis = 140.0, 96.0, 34.0
    axes = panel(made, label, y + axis, made.width - label - right, height - axis)
    over = blank(made, 0, y, made.width, height)
    _bare(axes)
    ends = [0.0, *(end for row in held for end in (row.low, row.high) if end is not None)]
    pad = (max(ends) - min(ends)) * 0.04 or 1.0
    axes.set(ylim=(0, height - axis), xlim=(min(ends) - pad * (min(ends) < 0), max(ends) + pad * (max(ends) > 0)))
    _unit_ticks(axes, unit, 6)
    axes.grid(axis="x")
    axes.axvline(0, color=INK, lw=1)
    at = height
    for row in held:
        at -= 15.0 if row.words else 22.0
        if not row.words:
            over.fill([0, made.width, made.width, 0], [at, at, at + 23, at + 23], color="white", lw=0)
            over.plot([0, made.width], [at + 19] * 2, color=FAINT, lw=0.8)
            gap = _in_short(row.claim)
            over.text(made.width, at + 5, gap, size=SMALL, color=GREY, ha="right")
            about = f"{row.claim.what}: {row.claim.about}" if row.claim.about else row.claim.what
            over.text(0, at + 5, fit(about, made.width - wide(gap, SMALL) - 12, LABEL, bold=True), weight=700)
            continue
        middle = at + 7.5
        colour = ORANGE if row.is_record else BLUE
        over.text(label - 8, middle, fit_name(row.words, label - 10), ha="right", va="center_baseline")
        low = axes.get_xlim()[0] if row.low is None else row.low
        high = axes.get_xlim()[1] if row.high is None else row.high
        near, far = (high, low) if abs(high) < abs(low) else (low, high)
        if row.is_weak:
            axes.barh(middle - axis, near, height=8, facecolor="white", edgecolor=colour, lw=1)
        else:
            axes.barh(middle - axis, near, height=9, color=colour, alpha=1.0 if row.is_record else 0.35, lw=0)
            axes.barh(middle - axis, far - near, left=near, height=9, color=colour, lw=0)
        words = _ends(row, unit)
        over.text(
            made.width - right + 8, middle, fit(words, right - 8, SMALL), size=SMALL, va="center_baseline", color=GREY
        )


def _in_short(claim: _Claim) -> str:
    """ "2 documents, 1 origin · gap +9.7 % · matches"."""
    counts = f"{count(len(claim.articles), 'document')}, {count(claim.n_origins, 'origin')}"
    gap = claim.records[0].gap if claim.records else "no record to judge it by"
    return " · ".join(filter(None, [counts, gap, claim.verdict]))


def _ends(row: _Row, unit: str) -> str:
    """ "$27bn to $30bn", the unit once where it can be."""
    if row.low is None and row.high is None:
        return "not a number"
    if row.low is None or row.high is None:
        return f"up to {_short(row.high, unit)}" if row.high is not None else f"from {_short(row.low or 0.0, unit)}"
    if row.low == row.high:
        return _short(row.low, unit)
    low, high = _short(row.low, unit), _short(row.high, unit)
    return low if low == high else f"{low.removesuffix(' %')} to {high}"


@styled
def claim_matrix(
    claims: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    most: int = 24,
    source: str = SOURCE,
) -> Chart:
    """Which article makes which claim; articles of one origin are bracketed. Reads `claims`."""
    if not len(claims):
        return empty("No claim with a measure was found in these texts", source)
    every = [claim for claim in _claims(claims, RECORDS.empty()) if claim.is_complete or _is_repeated(claim)]
    if not any(_is_repeated(claim) for claim in every):
        return empty("No complete statement stands in more than one document", source)
    every.sort(key=lambda claim: (-len(claim.articles), _ORDER.get(claim.measure, 3), claim.claim_id))
    rows = every[:most]
    ids = [str(key) for key in (articles if articles is not None else claims)["article_id"].unique()]
    weights = {key: float(sum(key in claim.articles for claim in rows)) for key in ids}
    shown = [key for key in ids if weights[key]] if len(ids) > FEW else ids
    groups, said = chosen(shown, origins, weights)
    silent = f"{count(len(ids) - len(shown), 'document')} without a claim not shown" if len(shown) < len(ids) else ""
    several = [claim for claim in every if len(claim.articles) > 1]
    single = [claim for claim in several if claim.n_origins == 1]
    title = _matrix_title(len(every), len(several), len(single))
    values = {(claim.claim_id, key): 1.0 for claim in rows for key in claim.articles}
    mentions = {(str(r["claim_id"]), str(r["article_id"])): (mention(r), _brief(r)) for r in cells(claims)}
    made = matrix(
        title,
        "A dot: the document makes the claim. Only claims that say what, about whom or where, and when, or that one "
        "text brought into several documents. Different origins are not proof of independence.",
        f"{count(len(every), 'claim')} in {count(len(ids), 'document')}",
        source,
        {claim.claim_id: _row_name(claim) for claim in rows},
        labels(articles, ids),
        groups,
        values,
        said=[
            f"{said} claims" if said else "",
            silent,
            more(len(every) - len(rows), "claim"),
        ],
        words=mentions,
        size=6.5,
    )
    names_ = labels(articles, ids)
    details = "; ".join(
        claim.what + f" ({claim.about})" * bool(claim.about) + f" in {listed([names_[k] for k in claim.articles], 6)}"
        for claim in rows
    )
    drawn = claims.loc[claims["claim_id"].isin([claim.claim_id for claim in rows]), list(_DRAWN)]
    return chart(made, title, f"{details}.", source, rows=drawn, names=names_)


def _matrix_title(n: int, n_several: int, n_single: int) -> str:
    several = (
        f"{n_several:,} of {count(n, 'claim')}" if n_several < n else "The one claim" if n == 1 else f"All {n:,} claims"
    )
    title = f"{several} {'stands' if n_several == 1 else 'stand'} in more than one document"
    if n_single == n_several:
        return f"{title}; {'it comes' if n_several == 1 else 'all of these come'} from one origin"
    return f"{title}; {spell(n_single) if n_single else 'none'} of these from one origin only"


def _row_name(claim: _Claim) -> str:
    """ "Exports, 2022, South Korea with Russia"; with its words where only one document makes the claim."""
    said = f"“{claim.mention}”" if len(claim.articles) == 1 else ""
    return ", ".join(filter(None, [claim.what, _codes(claim.about), said]))


def _codes(about: str) -> str:
    return about.split(", ", 1)[0]
