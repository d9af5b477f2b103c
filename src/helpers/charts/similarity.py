"""The figure of how much of its text each article has in common with each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.ticker import FuncFormatter, MaxNLocator

from helpers.charts import letters, pointing, style
from helpers.charts.matrix import column_heads, heads_height, shaded
from helpers.charts.rows import Rows, grouped, labels, row_labels, rows_of
from helpers.words import count, known, listed, percent

_OF = {"share_common": "the shorter text's sentences in both", "share_aligned": "the sentences of one aligned"}
_Shares = Mapping[frozenset[str], float]


@style.styled
def similarity(
    pairs: pd.DataFrame, articles: pd.DataFrame, *, origins: pd.DataFrame | None = None, source: str = style.SOURCE
) -> style.Chart:
    """How much of each pair's sentences are aligned: a matrix up to 40 articles that share text, above that a count.

    Reads `similarities` (all pairs compared) or `pairs` (those where reuse was found); with `share_common`
    (`reuse.in_common`) that is drawn. A pair without a row shares too little to be compared, and counts as 0.

    >>> charts.similarity(found.pairs, articles).title
    'Reuse was found in 1 of 10 pairs; closest: 000 and 001, ...'
    """
    ids = [str(key) for key in articles["article_id"]]
    if len(ids) < 2:
        return style.empty("One article has no pair to compare", source)
    column = "share_common" if "share_common" in pairs else "share_aligned"
    shares = {
        frozenset((str(a), str(b))): float(share)
        for a, b, share in zip(pairs["article_id"], pairs["other_id"], pairs[column], strict=True)
        if known(share)
    }
    n_pairs = len(ids) * (len(ids) - 1) // 2
    names = labels(articles, ids)
    title = f"Reuse was found in {int((pairs['score'] >= 0.5).sum()):,} of {count(n_pairs, 'pair')}"
    best = max(shares, key=lambda pair: (shares[pair], sorted(pair)), default=None)
    if best is not None:
        a, b = sorted(best)
        title += f"; closest: {names[a]} and {names[b]}, {percent(shares[best])} of {_OF[column]}"
    said = f"{count(n_pairs, 'pair')} of {count(len(ids), 'article')}"
    if len(ids) > 2 * style.FEW:  # then most would be blank
        sharing = {key for pair, share in shares.items() if share > 0 for key in pair}
        if not sharing:
            return style.empty(title, source)
        if len(sharing) > 40:
            return _by_share(shares, n_pairs, title, said, source)
        said = f"{count(n_pairs, 'pair')}; {len(ids) - len(sharing):,} articles that share no text are left out"
        ids = [key for key in ids if key in sharing]
    made = _matrix(title, said, source, grouped(ids, origins), names, shares, _OF[column])
    ranked = sorted((-share, sorted(pair)) for pair, share in shares.items())
    words = [f"{' and '.join(names.get(key, key) for key in pair)} {percent(-share)}" for share, pair in ranked]
    details = f"Share of {_OF[column]}: {listed(words, 10)}." if words else "No pair shares text."
    drawn = style.frame([(*pair, -share) for share, pair in ranked], "article_id", "other_id", column)
    return style.chart(made, details, rows=drawn, names=names)


def _matrix(
    title: str, said: str, source: str, groups: Sequence[Sequence[str]], names: Mapping[str, str], shares: _Shares,
    of: str,
) -> style.Sheet:  # fmt: skip
    """A cell for each two articles, the darker, the larger the share of `of`."""
    order = [key for group in groups for key in group]
    most, step = 90 if style.is_narrow() else 140, 30.0 if len(order) <= style.FEW else 0.0
    rows = rows_of(order, bottom=0, names=names, most=most, step=step)
    begin = 14 + rows.width + 8
    step = min(rows.step * 1.6, (style.sheet_width() - begin) / len(order))
    high = min(rows.step, step)
    y_of = {key: y * high / rows.step for key, y in rows.y.items()}
    rows = rows._replace(y=y_of, step=high, size=min(letters.LABEL, high * 0.75))
    height = rows.step * len(order)
    made = style.sheet(
        title,
        "Share of the shorter text's sentences that have a counterpart in the other: the darker, the more. "
        "No reuse found is not proof of independence.",
        said,
        source,
        body=height + heads_height([names[key] for key in order], step, most=100),
    )
    begin = row_labels(made, rows, names, groups)
    axes = style.blank(made, begin)
    column_heads(axes, {key: (n + 0.5) * step for n, key in enumerate(order)}, height, step, names, most=100)
    grid = [[np.nan if a == b else shares.get(frozenset((a, b)), 0.0) for b in order] for a in order]
    colours = colormaps[style.SHADES].with_extremes(bad=style.FAINT)
    shaded(made, (begin, step * len(order), height), grid, cmap=colours, vmin=0, vmax=1)
    for n in range(len(order) + 1):
        axes.plot([0, step * len(order)], [n * rows.step] * 2, color="white", lw=0.8)
        axes.plot([n * step] * 2, [0, height], color="white", lw=0.8)
    _answer(axes, rows, step, {key: names[key] for key in order}, shares, of)
    return made


def _answer(axes: style.Blank, rows: Rows, step: float, names: Mapping[str, str], shares: _Shares, of: str) -> None:
    """Each cell with a share says it when pointed at; where cells are few it stands in them."""
    pairs = [(j, a, b, shares.get(frozenset((a, b)))) for j, b in enumerate(names) for a in names if a != b]
    for j, a, b, share in pairs:
        if share:
            up, words = (rows.y[a] - rows.step / 2, rows.y[a] + rows.step / 2), f"{percent(share)} of {of}"
            across = (j * step, (j + 1) * step)
            pointing.mark(axes, across, up, f"{names[a]} and {names[b]}: {words}", pointing.beside(a, b))
    by_row = sorted(pairs, key=lambda pair: -rows.y[pair[1]]) if len(names) <= style.FEW else []
    for j, a, _, share in by_row:
        if share is not None:
            ink = "white" if share > 0.55 else style.INK
            axes.small((j + 0.5) * step, rows.y[a], percent(share), ha="center", va="center_baseline", color=ink)


def _by_share(shares: _Shares, n_pairs: int, title: str, said: str, source: str) -> style.Chart:
    bins = [0] * 20
    for share in shares.values():
        if share > 0:
            bins[min(19, int(share * 20))] += 1
    made = style.sheet(
        title,
        "Pairs by the share of the shorter text's sentences that have a counterpart in the other; with this many "
        "articles the matrix is folded into a count. No reuse found is not proof of independence.",
        said,
        source,
        body=220,
    )
    axes = style.panel(made, 50, 36, made.width - 60, 170)
    axes.bar([5 * n + 2.5 for n in range(20)], bins, width=4.6, color=style.BLUE, lw=0)
    axes.set(xlim=(0, 100), ylim=(0, (max(bins) or 1) * 1.15), xlabel="share of sentences aligned", ylabel="pairs")
    for n, height in enumerate(bins):
        if height:
            at = (5 * n + 2.5, height)
            axes.annotate(f"{height:,}", at, (0, 2), textcoords="offset points", ha="center", size=letters.SMALL)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:.0f} %"))
    axes.grid(axis="y")
    words = [f"{5 * n} to {5 * n + 5} %: {height:,}" for n, height in enumerate(bins) if height]
    none = count(n_pairs - sum(bins), "pair")
    details = f"{none} without an aligned sentence{'; by share: ' if words else ''}{listed(words, 20)}."
    drawn = [(5 * n / 100, 5 * (n + 1) / 100, height) for n, height in enumerate(bins)]
    return style.chart(made, details, rows=style.frame(drawn, "low", "high", "n_pairs"))
