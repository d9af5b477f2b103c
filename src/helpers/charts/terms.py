"""Figures of terms: what is said most, by whom, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter, MaxNLocator

from helpers import terms
from helpers.charts import letters, pointing, style
from helpers.charts.leading import (
    Counted,
    beyond,
    counted_terms,
    leading,
    most_shared,
    none,
    pooled_leading,
    quoted,
    tail,
    unshown,
)
from helpers.charts.matrix import Cell, matrix
from helpers.charts.rows import Rows, chosen, groups_of, intervals, labels, regrouped, row_labels, rows_of
from helpers.show import searched, wording
from helpers.tables import by_key
from helpers.words import count, known, listed


class _Term(NamedTuple):
    """A term of one article or group; rates per 1,000 words."""

    term: str
    rate: float
    low: float
    high: float


def _words_of(counted: pd.DataFrame) -> dict[str, float]:
    return {str(key): float(n) for key, n in counted.groupby("article_id")["n_words"].first().items()}


def _top(counted: pd.DataFrame, keys: Sequence[str], most: int) -> dict[str, list[_Term]]:
    rows = counted[counted["article_id"].isin(list(keys))].groupby("article_id").head(most)
    low, high = terms.wilson(rows["n"].to_numpy(), rows["n_words"].to_numpy())
    rates_of = zip(rows["article_id"], rows["term"], rows["per_1k"], 1000 * low, 1000 * high, strict=True)
    return by_key((str(key), _Term(str(term), *map(float, rates))) for key, term, *rates in rates_of)


@style.styled
def top_terms(
    table: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    group_by: str = "",
    most: int = 10,
    words: str | Sequence[str] = (),
    source: str = style.SOURCE,
) -> style.Chart:
    """The most frequent terms, one panel an article or group: ranked dots per 1,000 words with 95 % intervals.

    Reads `frequencies` or `ranked_terms` as given: leave stop words out before. Above twelve articles all of them
    are one panel, with the number of articles that use each term. `words`: these terms alone; those that no text has
    are named.

    >>> charts.top_terms(found.frequencies, articles=articles).title
    '“the” is the most frequent term in 5 of 5 articles'
    """
    if not len(table) or not (counted := counted_terms(table, articles, group_by, words)):
        return style.empty(none(words), source)
    found, n_words = counted.rows, _words_of(counted.rows)
    if len(n_words) > style.FEW and not group_by:
        return _pooled(counted, n_words, 2 * most, source)
    groups, names, said = _panels(n_words, articles, origins, group_by)
    order = [key for group in groups for key in group]
    shown = most if len(order) <= style.FEW else min(most, 5)
    height = 22 + shown * _STEP + 24
    tiles = _tiles(len(order), height)
    held = _top(found, order, shown)
    noun = group_by or "article"
    made = style.sheet(
        leading(counted, noun),
        f"Occurrences per 1,000 words{counted.left_out}; line: 95 % interval."
        + " The same scale in every panel." * (len(order) > 1),
        f"{count(int(sum(n_words.values())), 'word')} in {count(len(n_words), noun)}",
        source,
        said,
        beyond(counted, order, {key: [one.term for one in held[key]] for key in order}, noun),
        counted.absent,
        body=tiles[0][1] + height,
    )
    drawn = [(key, *term) for key in order for term in held[key]]
    scale = _scale([term for key in order for term in held[key]], tiles[0][2], shown)
    for tile, key in zip(tiles, order, strict=True):
        _top_panel(made, tile, scale, names[key], held[key], "" if group_by else key)
    details = "; ".join(f"{names[key]}: {_rates(held[key][:5])}" for key in order[: style.FEW])
    table = style.frame(drawn, group_by or "article_id", "term", "per_1k", "low", "high")
    return style.chart(made, f"Per 1,000 words: {details}.", rows=table, names=names)


def _tiles(n: int, height: float) -> list[tuple[float, float, float]]:
    per_row = 2 if n == 4 else min(3, n) if n <= style.FEW else 4
    return style.tiles(n, min(per_row, 2) if style.is_narrow() else per_row, height, 14.0)


def _rates(held: Sequence[_Term]) -> str:
    return ", ".join(f"{letters.plain(term.term)} {term.rate:.1f}" for term in held)


_STEP = 13.0  # points: a term's row


class _Scale(NamedTuple):
    """What panels of terms share: the highest rate, the room for terms, and how many there are at most."""

    top: float
    widest: float
    shown: int


def _scale(held: Sequence[_Term], width: float, shown: int) -> _Scale:
    words = [letters.fit(one.term, width * 0.5, letters.SMALL) for one in held]
    return _Scale(max(one.high for one in held) * 1.03, letters.widest(words, letters.SMALL) + 6, shown)


def _top_panel(
    made: style.Sheet, tile: tuple[float, float, float], scale: _Scale, name: str, held: Sequence[_Term], key: str
) -> None:
    """The most frequent terms of an article, or of a group: then there is no `key` of a text to lead to."""
    x, y, width = tile
    over = style.blank(made, x, y)
    over.head(0, 8 + scale.shown * _STEP + 24, name, width)
    axes = style.row_panel(made, x + scale.widest, y + 24, width - scale.widest - 8, scale.shown * _STEP)
    axes.set_xlim(0, scale.top)
    axes.xaxis.set_major_locator(MaxNLocator(3, integer=True))
    places = [(scale.shown - rank - 0.5) * _STEP for rank in range(len(held))]
    intervals(axes, [(at, term.rate, term.low, term.high) for at, term in zip(places, held, strict=True)])
    for at, term in zip(places, held, strict=True):
        over.small(scale.widest - 6, 24 + at, term.term, width * 0.5, ha="right", va="center_baseline", color=style.INK)
        said = f"{name}: “{letters.plain(term.term)}” {term.rate:.1f} of 1,000 words"
        leads = wording(key, term.term) if key else ""
        pointing.mark(over, (0, width), (24 + at - _STEP / 2, 24 + at + _STEP / 2), said, leads)


_OF_ONE = "left out: terms that one article uses more often than all others together"


def _pooled(counted: Counted, n_words: Mapping[str, float], most: int, source: str) -> style.Chart:
    """The most frequent terms of all articles together: dots with intervals, and in how many articles each stands."""
    total = sum(n_words.values())
    by_term = counted.rows.groupby("term", sort=True)["n"].agg(["sum", "size", "max"])
    is_of_one = (2 * by_term["max"] > by_term["sum"]) & (not counted.is_given)
    by_term = by_term if is_of_one.all() else by_term[~is_of_one]
    shown = by_term.sort_values(["sum", "size"], ascending=False, kind="stable").head(most)
    low, high = terms.wilson(shown["sum"].to_numpy(), np.full(len(shown), total))
    rows = [
        (str(term), float(n), int(n_in), 1000 * n / total, 1000 * float(a), 1000 * float(b))
        for term, n, n_in, a, b in zip(shown.index, shown["sum"], shown["size"], low, high, strict=True)
    ]
    of = count(len(n_words), "article")
    step, ends = 17.0, [f"in {count(row[2], 'article')}" for row in rows]
    made = style.sheet(
        pooled_leading(shown, by_term, total, of, is_given=counted.is_given),
        f"Occurrences per 1,000 words of all articles{counted.left_out}; line: 95 % interval. At the right: articles "
        "that use it.",
        f"{count(int(total), 'word')} in {of}",
        source,
        "; ".join(filter(None, (_OF_ONE * bool(is_of_one.any()), tail(shown["sum"], by_term["sum"]), counted.absent))),
        body=len(rows) * step + 34,
    )
    names = {row[0]: letters.plain(row[0]) for row in rows}
    place = rows_of(list(names), bottom=34, names=names, step=step)
    begin, right = row_labels(made, place, names), letters.widest(ends, letters.SMALL) + 10
    axes = style.row_panel(made, begin, 34, made.width - begin - right, len(rows) * step)
    axes.set(xlim=(0, max(row[5] for row in rows) * 1.03), xlabel="per 1,000 words")
    axes.xaxis.set_major_locator(MaxNLocator(6))
    intervals(axes, [(place.y[term] - 34, rate, a, b) for term, _, _, rate, a, b in rows])
    over = style.blank(made)
    for words, (term, y), row in zip(ends, place.y.items(), rows, strict=True):
        said = f"“{names[term]}”: {row[3]:.1f} of 1,000 words, {words}"
        pointing.mark(over, (0, made.width), (y - step / 2, y + step / 2), said, searched(term))
        over.small(made.width - right + 10, y, words, va="center_baseline")
    details = listed([f"{names[row[0]]} {row[3]:.1f} in {count(row[2], 'article')}" for row in rows], 12)
    drawn = style.frame(rows, "term", "n", "n_articles", "per_1k", "low", "high")
    return style.chart(made, f"Per 1,000 words: {details}.", rows=drawn)


def _panels(
    n_words: Mapping[str, float], articles: pd.DataFrame | None, origins: pd.DataFrame | None, group_by: str
) -> tuple[list[list[str]], dict[str, str], str]:
    """What gets a panel or column: articles by origin, or groups by size; names; and what is left out."""
    groups, said = chosen(n_words, None if group_by else origins, n_words)
    said = f"{said} words".replace("articles", f"{group_by or 'article'}s") if said else ""
    return groups, labels(None if group_by else articles, n_words), said


@style.styled
def heatmap(
    table: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    group_by: str = "",
    most: int = 24,
    words: str | Sequence[str] = (),
    source: str = style.SOURCE,
) -> style.Chart:
    """Term x article: the darker, the more often per 1,000 words. First come the terms that most articles share.

    Reads `frequencies` or `ranked_terms` as given: leave stop words out before. `words`: these terms alone; those that
    no text has are named.

    >>> charts.heatmap(found.frequencies, articles=articles).title
    '60 terms stand in every article, most often “the”, “of” and “to”'
    """
    if not len(table) or not (counted := counted_terms(table, articles, group_by, words)):
        return style.empty(none(words), source)
    found, n_words = counted.rows, _words_of(counted.rows)
    by_term = found.groupby("term", sort=True)["n"].agg(["size", "sum"])
    by_term = by_term.sort_values(["size", "sum"], ascending=False, kind="stable")
    n_in = {str(term): int(n) for term, n in by_term["size"].items()}
    kept = list(n_in)[: most // 2 if style.is_narrow() and len(n_words) > style.FEW else most]
    noun = group_by or "article"
    cells = _heat(found[found["term"].isin(kept)], is_grouped=bool(group_by))
    groups, names, said = _panels(n_words, articles, origins, group_by)
    has_white = len(cells) < len(kept) * len(n_words)
    made = matrix(
        _heat_title(counted, n_in, noun),
        f"Occurrences per 1,000 words{counted.left_out}: the darker, the more{'; white: none' * has_white}. The terms "
        f"that most {noun}s share come first.",
        f"{count(int(by_term['sum'].sum()), 'occurrence')} of {count(len(n_in), 'term')}",
        source,
        {term: letters.plain(term) for term in kept},
        names,
        groups,
        cells,
        said=[said, counted.absent, unshown(by_term, kept, noun) if len(n_in) > len(kept) else ""],
        shade=True,
    )
    details = listed([f"{letters.plain(term)} in {n_in[term]:,} of {counted.n_all:,}" for term in kept], 15)
    drawn = [(key, term, cell.value) for (term, key), cell in cells.items()]
    table = style.frame(drawn, group_by or "article_id", "term", "per_1k")
    return style.chart(made, f"Terms by number of {noun}s: {details}.", rows=table, names=names)


def _heat(rows: pd.DataFrame, *, is_grouped: bool) -> dict[tuple[str, str], Cell]:
    """The cells of terms and articles; one of a group leads to no text."""
    made = {}
    for key, term, rate in rows[["article_id", "term", "per_1k"]].itertuples(index=False):
        said = f"“{letters.plain(term)}” {rate:.1f} of 1,000 words"
        made[term, key] = Cell(rate, (f"{rate:.1f}",), said, "" if is_grouped else wording(key, term))
    return made


def _heat_title(counted: Counted, n_in: Mapping[str, int], noun: str) -> str:
    return f"The one {noun} uses {count(len(n_in), 'term')}" if counted.n_all == 1 else most_shared(counted, noun)


_TICKS = "A tick is an occurrence, from the start (left) to the end (right) of the article; at the right their number."


@style.styled
def dispersion(
    positions: pd.DataFrame,
    articles: pd.DataFrame,
    measured: pd.DataFrame | None = None,
    *,
    origins: pd.DataFrame | None = None,
    group_by: str = "",
    most: int = 4,
    source: str = style.SOURCE,
) -> style.Chart:
    """Where each term stands in each article: a tick an occurrence, from the start of the text to its end.

    With `group_by` the articles of a group are laid over each other. Reads `positions` (of the terms, the `most` that
    are in most articles) and, to print DP, the table `dispersion`.

    >>> charts.dispersion(terms.positions(articles, ["korea"]), articles).title
    '“korea” stands 75 times in 5 of 5 articles'
    """
    if not len(positions):
        return style.empty("None of these terms stands in these texts", source)
    n_in, times = _spread(positions)
    wanted, undrawn = list(n_in)[:most], list(n_in)[most:]
    positions = regrouped(positions, articles, group_by)
    names = labels(None if group_by else articles, sorted(set(groups_of(articles, group_by).values())))
    groups, said = _most_telling(positions, list(names), None if group_by else origins, len(wanted))
    order = [key for group in groups for key in group]
    dp = {} if measured is None else dict(zip(measured["term"].astype(str), measured["dp"], strict=True))
    inner = rows_of(order, bottom=0, names=names, most=130, step=15.0 if len(order) <= style.FEW else 12.0)
    block = len(order) * inner.step + 20
    made = style.sheet(
        _dispersion_title(wanted, times, n_in, len(articles)),
        _TICKS + (" DP: 0 evenly spread over the articles, near 1 clumped." if dp else ""),
        count(len(positions), "occurrence"),
        source,
        f"{said} occurrences" if said else "",
        f"not drawn: {listed(quoted(undrawn), 5)}" if undrawn else "",
        body=block * len(wanted) + 26,
    )
    at = _held_at(positions)
    for number, term in enumerate(wanted):
        part = made._replace(bottom=made.bottom + 26 + (len(wanted) - 1 - number) * block, height=block - 20)
        begin = row_labels(part, inner, names, groups)
        style.blank(part).head(begin, part.height + 5, _headed(term, dp), made.width - begin)
        places = {key: at.get((term, key), []) for key in order}
        _barcode(part, begin, inner, term, places, names, is_last=term == wanted[-1], is_grouped=bool(group_by))
    told = "; ".join(f"{quoted([term])[0]}: {_times_in(term, at, order, names)}" for term in wanted)
    drawn = _drawn_places(positions, wanted, group_by)
    return style.chart(made, f"Occurrences: {told}.", rows=drawn, names=names)


def _most_telling(
    positions: pd.DataFrame, ids: Sequence[str], origins: pd.DataFrame | None, n_terms: int
) -> tuple[list[list[str]], str]:
    """The articles that hold the terms most often, by origin, and what is said of the others."""
    weights = {str(key): float(n) for key, n in positions["article_id"].value_counts().items()}
    return chosen(ids, origins, weights, max(2, style.MANY // n_terms))


def _held_at(positions: pd.DataFrame) -> dict[tuple[str, str], list[float]]:
    """Where in the text, in percent, each term stands in each article."""
    by_place = positions.groupby(["term", "article_id"])["share_of_text"]
    return {(str(a), str(b)): list(100 * held) for (a, b), held in by_place}


def _headed(term: str, dp: Mapping[str, float]) -> str:
    return quoted([term])[0] + (f", DP {float(dp[term]):.2f}" if known(dp.get(term)) else "")


def _drawn_places(positions: pd.DataFrame, wanted: Sequence[str], group_by: str) -> pd.DataFrame:
    drawn = positions[positions["term"].isin(wanted)].sort_values(["term", "article_id", "share_of_text"])
    return drawn[["article_id", "term", "share_of_text"]].rename(columns={"article_id": group_by or "article_id"})


def _times_in(
    term: str, at: Mapping[tuple[str, str], Sequence[float]], order: Sequence[str], names: Mapping[str, str]
) -> str:
    return listed([f"{names[key]} {len(at[term, key]):,}" for key in order if (term, key) in at], 8)


def _spread(positions: pd.DataFrame) -> tuple[dict[str, int], dict[str, int]]:
    """Term -> in how many articles it stands, the most widely spread first, and -> how often."""
    by_term = positions.groupby("term")["article_id"].agg(["nunique", "size"]).reset_index()
    by_term = by_term.sort_values(["nunique", "size", "term"], ascending=[False, False, True])
    terms_, n_in, times = (by_term[name].tolist() for name in ("term", "nunique", "size"))
    return dict(zip(terms_, n_in, strict=True)), dict(zip(terms_, times, strict=True))


def _dispersion_title(wanted: Sequence[str], times: Mapping[str, int], n_in: Mapping[str, int], n_articles: int) -> str:
    first, *others = wanted
    further = listed([f"{quoted([term])[0]} in {n_in[term]:,}" for term in others], 3)
    told = ", ".join(filter(None, [count(n_articles, "article"), further]))
    return f"{quoted([first])[0]} stands {count(times[first], 'time')} in {n_in[first]:,} of {told}"


def _barcode(
    part: style.Sheet,
    begin: float,
    rows: Rows,
    term: str,
    places: Mapping[str, Sequence[float]],
    names: Mapping[str, str],
    *,
    is_last: bool,
    is_grouped: bool,
) -> None:
    """A row an article with a tick at each of its `places` (percent of the text); the last panel has the axis."""
    over, width = style.blank(part), part.width - begin - 30
    axes = style.panel(part, begin, 0, width, part.height)
    style.bare(axes)
    axes.set(xlim=(0, 100), ylim=(0, part.height))
    axes.set_xticks([0, 25, 50, 75, 100] if is_last else [])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: {0: "start", 100: "end"}.get(round(x), f"{x:.0f} %")))
    axes.spines["bottom"].set_visible(is_last)
    for key, y in rows.y.items():
        found, half = places[key], rows.step / 2
        axes.plot([0, 100], [y, y], color=style.FAINT, lw=0.8)
        axes.vlines(found, y - rows.step * 0.36, y + rows.step * 0.36, color=style.BLUE, lw=1.1)
        if found:
            said = f"{names[key]}: “{letters.plain(term)}” {count(len(found), 'time')}"
            pointing.mark(axes, (0, 100), (y - half, y + half), said, "" if is_grouped else wording(key, term))
        over.text(part.width - 24, y, f"{len(found):,}", size=rows.size, va="center_baseline", color=style.GREY)
