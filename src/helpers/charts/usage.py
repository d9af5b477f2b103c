"""Figure of chosen terms by group: over time a line with its interval, otherwise a row a group; none is a zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from helpers import corpus, terms
from helpers.charts import letters, pointing, style
from helpers.charts.leading import meant, missing, none, quoted
from helpers.charts.rows import intervals, row_labels, rows_of
from helpers.show import searched
from helpers.terms.choosing import n_words_of
from helpers.words import count, listed, period, spell

_SPANS = {"day": "D", "week": "W-SUN", "month": "M", "year": "Y"}  # ISO weeks end on Sunday
_MOST = 4  # terms
_FEW = 3  # articles that use a term, to say that their group does
_LEAST_OF_SPAN, _LEAST_SPANS = 5, 3  # articles of a span of time, and spans, that make a use over time worth telling
_PANEL, _ROW = 104.0, 15.0  # points: the height of a panel over time, of a group's row
_ROWS = ("group", "term", "n", "n_words", "per_1k", "low", "high")


class _Rate(NamedTuple):
    """How often a term stands in a group; rates per 1,000 words with a 95 % Wilson interval."""

    group: str
    term: str
    n: int
    n_words: int
    rate: float
    low: float
    high: float


@style.styled
def term_by_group(
    table: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    group_by: str = "month",
    words: str | Sequence[str] = (),
    only_telling: bool = False,
    source: str = style.SOURCE,
) -> style.Chart:
    """How often terms are used, by outlet, by day, week, month or year, or by a column of your own.

    Reads `frequencies` (words per group are counted from all its rows). `words`: the terms; without them the four most
    frequent of those that half of the articles have. One panel a term, with 95 % intervals on one scale. A group that
    never uses the term is a zero; a span of time without an article is a gap. Undated articles are left out of time,
    and counted. `only_telling`: three spans of time at least, of five articles or more each (fewer tell what these
    articles are about), and no figure where no group surely uses a term more than another, in several of its articles.

    The title says which group uses a term most only where several articles of each bear it (`_is_borne`).

    >>> charts.term_by_group(found.frequencies, articles=articles.assign(outlet=["A", "B", "B", "B", "B"]),
    ...                      group_by="outlet", words=["north"]).title
    '“north”: no outlet surely uses it more than another'
    """
    words = meant(words, table)
    chosen = [word for word in words or _shared(table) if table["term"].eq(word).any()]
    if not chosen:
        return style.empty(none(words), source)
    group_of = pd.Series(corpus.groups(articles, group_by), dtype="str")
    groups, said = _groups(table, group_of, group_by, _LEAST_OF_SPAN if only_telling else 1)
    if len(groups) < (_LEAST_SPANS if only_telling and group_by in _SPANS else 2):
        return style.empty(f"{_lacking(group_of, group_by)}: no use of terms to set side by side", source)
    counted = _rates(table, group_of, groups, chosen)
    borne = {held[0].term: _is_borne(held, table, group_of) for held in counted}
    if only_telling:
        counted.sort(key=lambda held: (borne[held[0].term], _beaten(held)), reverse=True)
        if not (borne[counted[0][0].term] and _beaten(counted[0])):
            among = listed(quoted([held[0].term for held in counted]), _MOST)
            return style.empty(f"No {group_by} surely uses a term of many articles more than another: {among}", source)
    absent = missing([word for word in words if word not in chosen])
    title = _title(counted[0], group_by, is_borne=borne[counted[0][0].term])
    return _drawn(title, counted, groups, group_by, source, [said, absent])


def _drawn(
    title: str,
    counted: Sequence[Sequence[_Rate]],
    groups: Sequence[str],
    group_by: str,
    source: str,
    told: Sequence[str],
) -> style.Chart:
    """The figure of the first terms of `counted`; `told` stands below it."""
    rates = counted[:_MOST]
    top = 1.05 * max(one.high for held in rates for one in held)
    is_time, n_groups = group_by in _SPANS, len(set(groups) - {corpus.UNKNOWN})
    step = (_PANEL + 44) if is_time else (len(groups) * _ROW + 30)
    made = style.sheet(
        title,
        f"Occurrences per 1,000 words, by {group_by}; {'band' if is_time else 'line'}: 95 % interval. "
        + "The same scale in every panel." * (len(rates) > 1),
        f"{count(sum(one.n_words for one in rates[0]), 'word')} in {count(n_groups, group_by)}",
        source,
        *told,
        letters.more(len(counted) - len(rates), "term"),
        body=len(rates) * step + 16,
    )
    for at, held in enumerate(rates):
        (_line if is_time else _dots)(made, 26 + (len(rates) - at - 1) * step, held, top, group_by)
    details = "; ".join(f"{quoted([held[0].term])[0]}: {_told(held)}" for held in rates)
    drawn = style.frame([one for held in counted for one in held], *_ROWS).rename(columns={"group": group_by})
    return style.chart(made, f"Per 1,000 words: {details}.", rows=drawn)


def _groups(table: pd.DataFrame, group_of: pd.Series, group_by: str, least: int) -> tuple[list[str], str]:
    """The groups that are drawn, and what is said of the articles that have none and of groups left out.

    Spans of time are drawn that have `least` articles or more.
    """
    unknown = int((group_of == corpus.UNKNOWN).sum())
    sizes = n_words_of(table).groupby(group_of.get).sum().sort_values(ascending=False, kind="stable")
    if group_by in _SPANS:
        n_articles = group_of.value_counts()
        dated = sorted(name for name in set(sizes.index) - {corpus.UNKNOWN} if n_articles[name] >= least)
        small = len(set(sizes.index) - {corpus.UNKNOWN}) - len(dated)
        told = [f"{count(unknown, 'undated article')} left out"] * bool(unknown)
        told += [f"{count(small, group_by)} of fewer than {spell(least)} articles left out"] * bool(small)
        return dated, "; ".join(told)
    kept = [str(name) for name in sizes.index[: style.MANY]]
    without = f"“{corpus.UNKNOWN}”: {count(unknown, 'article')} without {group_by}" if corpus.UNKNOWN in kept else ""
    return kept, "; ".join(filter(None, (without, letters.more(len(sizes) - len(kept), group_by))))


def _lacking(group_of: pd.Series, group_by: str) -> str:
    """Why there are no two groups."""
    n_known = group_of[group_of != corpus.UNKNOWN].nunique()
    if n_known > 1:
        return f"Too few {group_by}s have {spell(_LEAST_OF_SPAN)} articles or more"
    return f"The articles are of one {group_by}" if n_known else "No article has a date"


def _shared(table: pd.DataFrame) -> list[str]:
    """The most frequent of the terms that half of the articles have; where none has, of those in most articles."""
    by_term = table.groupby("term", sort=True)["n"].agg(["size", "sum"])
    least = min(by_term["size"].max(), table["article_id"].nunique() / 2) if len(by_term) else 0
    by_term = by_term[by_term["size"] >= least]
    return [str(term) for term in by_term.sort_values(["sum", "size"], ascending=False, kind="stable").index[:_MOST]]


def _beaten(held: Sequence[_Rate]) -> int:
    """Than how many groups the one that uses a term most surely uses it more."""
    first, *others = sorted(held, key=lambda one: (-one.rate, one.group))
    return sum(first.low > one.high for one in others)


def _is_borne(held: Sequence[_Rate], table: pd.DataFrame, group_of: pd.Series) -> bool:
    """Whether the use of a term is one of its groups and not of single texts.

    Half of the articles of each group have it, and of the group that uses it most three and more, none of them for more
    than half of the uses.
    """
    group = table["article_id"].astype(str).map(group_of)
    its = table["term"] == held[0].term
    n_all, n_in = table.groupby(group)["article_id"].nunique(), table[its].groupby(group)["article_id"].nunique()
    uses = table.loc[its & group.eq(max(held, key=lambda one: one.rate).group), "n"]
    is_in_half = all(2 * n_in.get(one.group, 0) >= n_all.get(one.group, 0) for one in held)
    return is_in_half and len(uses) >= _FEW and bool(2 * uses.max() <= uses.sum())


def _rates(table: pd.DataFrame, group_of: pd.Series, groups: list[str], chosen: Iterable[str]) -> list[list[_Rate]]:
    """The rates of each term in each of the groups, also in those that never use it."""
    n_words = n_words_of(table).groupby(group_of.get).sum().reindex(groups, fill_value=0)
    owner, found = table["article_id"].astype(str).map(group_of), []
    for term in chosen:
        n = table["n"].where(table["term"] == term, 0).groupby(owner).sum().reindex(groups, fill_value=0)
        low, high = terms.wilson(n.to_numpy(), n_words.to_numpy())
        rows = zip(groups, n, n_words, low, high, strict=True)
        found.append([
            _Rate(group, term, int(k), int(total), 1000 * int(k) / int(total), 1000 * float(a), 1000 * float(b))
            for group, k, total, a, b in rows
        ])  # fmt: skip
    return found


def _title(held: Sequence[_Rate], group_by: str, *, is_borne: bool) -> str:
    """Where the first term is used most, and than how many of the others surely more; not `is_borne`: what is shown."""
    ranked = sorted(held, key=lambda one: (-one.rate, one.group))
    first, others, term = ranked[0], ranked[1:], quoted([held[0].term])[0]
    beaten = _beaten(held)
    if not beaten:
        return f"{term}: no {group_by} surely uses it more than another"
    if not is_borne:
        return f"{term} per 1,000 words, by {group_by}"
    by = {"day": "on"}.get(group_by, "in") if group_by in _SPANS else "by"
    said = f"{term} is used most {by} {_name(first.group)}: {first.rate:.1f} of 1,000 words"
    if beaten < len(others):
        said += f", surely more than {by} {beaten:,} of {count(len(others), f'other {group_by}')}"
    return said


def _name(group: str) -> str:
    return letters.plain(period(group))


def _told(held: Sequence[_Rate]) -> str:
    return listed([f"{_name(one.group)} {one.rate:.1f}" for one in held], 12)


def _line(made: style.Sheet, y: float, held: Sequence[_Rate], top: float, group_by: str) -> None:
    """A term over time: dots, their band, and a line that breaks where no article is."""
    style.blank(made, 0, y).head(0, _PANEL + 6, quoted([held[0].term])[0], made.width)
    axes = style.panel(made, 34, y, made.width - 66, _PANEL)
    ordinal = {one.group: _ordinal(one.group, group_by) for one in held}
    runs: list[list[_Rate]] = []
    for one in held:
        is_next = bool(runs) and ordinal[one.group] == ordinal[runs[-1][-1].group] + 1
        runs[-1].append(one) if is_next else runs.append([one])
    for run in runs:
        x = [ordinal[one.group] for one in run]
        axes.fill_between(x, [one.low for one in run], [one.high for one in run], color=style.BLUE, alpha=0.18, lw=0)
        axes.plot(x, [one.rate for one in run], "-", color=style.BLUE, lw=1.6)
    _mark(axes, held, ordinal)
    first, last = min(ordinal.values()), max(ordinal.values())
    axes.set(xlim=(first - 0.3, last + 0.3), ylim=(-0.03 * top, top))
    axes.xaxis.set_major_locator(MaxNLocator(3 if style.is_narrow() else 6, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: _tick(int(x), group_by)))
    axes.yaxis.set_major_locator(MaxNLocator(3))
    axes.spines["left"].set_visible(False)
    axes.grid(axis="y")


def _mark(axes: Axes, held: Sequence[_Rate], ordinal: Mapping[str, int]) -> None:
    """The dots of a line, each with its interval: a group beside which none stands has no band."""
    for one in held:
        x = ordinal[one.group]
        axes.plot([x, x], [one.low, one.high], color=style.BLUE, lw=1.2, alpha=0.45)
        axes.plot([x], [one.rate], "o", ms=5.5, color=style.BLUE, mec="white", mew=0.7, zorder=3)
        pointing.mark(axes, (x, x), (one.rate, one.rate), _said(one), searched(one.term))


def _dots(made: style.Sheet, y: float, held: Sequence[_Rate], top: float, group_by: str) -> None:
    """A term in groups without an order of time: a row each, those that use it most first."""
    ranked = sorted(held, key=lambda one: (-one.rate, one.group))
    height = len(ranked) * _ROW
    style.blank(made, 0, y).head(0, height + 8, quoted([held[0].term])[0], made.width)
    names = {one.group: _name(one.group) for one in ranked}
    part = made._replace(bottom=made.bottom + y, height=height)
    place = rows_of(list(names), bottom=0, names=names, step=_ROW)
    begin = row_labels(part, place, names)
    axes = style.row_panel(made, begin, y, made.width - begin - 8, height)
    axes.set_xlim(-0.02 * top, top)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    intervals(axes, [(place.y[one.group], one.rate, one.low, one.high) for one in ranked])
    for one in ranked:
        at = place.y[one.group]
        pointing.mark(axes, (one.rate, one.rate), (at - _ROW / 2, at + _ROW / 2), _said(one), searched(one.term))


def _said(one: _Rate) -> str:
    of = f"{one.n:,} of {one.n_words:,} words"
    return f"{_name(one.group)}: “{letters.plain(one.term)}” {one.rate:.1f} of 1,000 words ({of})"


def _ordinal(group: str, group_by: str) -> int:
    """The number of a span of time: that of the next one is higher by one."""
    return pd.Period(_start(group), freq=_SPANS[group_by]).ordinal


def _start(group: str) -> pd.Timestamp:
    if "W" in group:
        return pd.Timestamp.fromisocalendar(int(group[:4]), int(group[-2:]), 1)
    return pd.Timestamp(group)


def _tick(ordinal: int, group_by: str) -> str:
    begin = pd.Period(ordinal=ordinal, freq=_SPANS[group_by]).start_time
    form = {"day": "%d %b %Y", "week": "%d %b %Y", "month": "%b %Y", "year": "%Y"}[group_by]
    return begin.strftime(form).lstrip("0")
