"""The figure of how much of its text each article has in common with each other."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.ticker import FuncFormatter, MaxNLocator

from helpers.charts import letters, pointing, style
from helpers.charts.matrix import column_heads, heads_height
from helpers.charts.rows import grouped, labels, row_labels, rows_of
from helpers.show import slug
from helpers.words import count, known, listed, percent


@style.styled
def similarity(
    pairs: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    origins: pd.DataFrame | None = None,
    source: str = style.SOURCE,
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
    n_found = int((pairs["score"] >= 0.5).sum())
    title = f"Reuse was found in {n_found:,} of {count(n_pairs, 'pair')}"
    best = max(shares, key=lambda pair: (shares[pair], sorted(pair)), default=None)
    if best is not None:
        a, b = sorted(best)
        title += f"; closest: {names[a]} and {names[b]}, {percent(shares[best])} of sentences aligned"
    said = style.foot(f"{count(n_pairs, 'pair')} of {count(len(ids), 'article')}", source)
    if len(ids) > 2 * style.FEW:  # then most would be blank
        sharing = {key for pair, share in shares.items() if share > 0 for key in pair}
        if not sharing:
            return style.empty(title, source)
        if len(sharing) > 40:
            return _by_share(shares, n_pairs, title, said, source)
        said = style.foot(
            f"{count(n_pairs, 'pair')}; {len(ids) - len(sharing):,} articles that share no text are left out", source
        )
        ids = [key for key in ids if key in sharing]
    groups = grouped(ids, origins)
    order = [key for group in groups for key in group]
    most = 90 if style.is_narrow() else 140
    rows = rows_of(order, bottom=0, names=names, most=most, step=30.0 if len(ids) <= style.FEW else 0)
    begin = 14 + rows.width + 8
    step = min(rows.step * 1.6, (style.sheet_width() - begin) / len(order))
    rows = rows._replace(
        y={key: y * min(rows.step, step) / rows.step for key, y in rows.y.items()}, step=min(rows.step, step)
    )
    rows = rows._replace(size=min(letters.LABEL, rows.step * 0.75))
    height = rows.step * len(order)
    head = heads_height([names[key] for key in order], step, most=100)
    made = style.sheet(
        title,
        "Share of the shorter text's sentences that have a counterpart in the other: the darker, the more. "
        "No reuse found is not proof of independence.",
        said,
        height + head,
    )
    begin = row_labels(made, rows, names, groups)
    axes = style.blank(made, begin, 0, step * len(order), made.height)
    column_heads(axes, {key: (n + 0.5) * step for n, key in enumerate(order)}, height, step, names, most=100)
    grid = np.full((len(order), len(order)), np.nan)
    for i, a in enumerate(order):
        for j, b in enumerate(order):
            grid[i, j] = np.nan if i == j else shares.get(frozenset((a, b)), 0.0)
    colours = colormaps[style.SHADES].with_extremes(bad=style.FAINT)
    under = style.panel(made, begin, 0, step * len(order), height)
    under.set_axis_off()
    under.imshow(grid, cmap=colours, vmin=0, vmax=1, interpolation="none", aspect="auto")
    for n in range(len(order) + 1):
        axes.plot([0, step * len(order)], [n * rows.step] * 2, color="white", lw=0.8)
        axes.plot([n * step] * 2, [0, height], color="white", lw=0.8)
    for j, b in enumerate(order):
        for a in order:
            if shares.get(frozenset((a, b))) and a != b:
                said = f"{names[a]} and {names[b]}: {percent(shares[frozenset((a, b))])} of sentences aligned"
                up = rows.step / 2
                pointing.mark(axes, (j * step, (j + 1) * step), (rows.y[a] - up, rows.y[a] + up), said, _beside(a, b))
    if len(order) <= style.FEW:
        for i, a in enumerate(order):
            for j, b in enumerate(order):
                share = shares.get(frozenset((a, b)))
                if i != j and share is not None:
                    ink = "white" if share > 0.55 else style.INK
                    x, y = (j + 0.5) * step, rows.y[a]
                    axes.text(x, y, percent(share), ha="center", va="center_baseline", size=letters.SMALL, color=ink)
    return style.chart(made, title, _pair_words(shares, names), source, rows=_drawn_pairs(shares), names=names)


def _beside(article_id: str, other_id: str) -> str:
    """Where the page of an article sets it beside another."""
    return f"{slug(article_id)}.html#with-{slug(other_id)}"


def _drawn_pairs(shares: Mapping[frozenset[str], float]) -> pd.DataFrame:
    order = sorted(shares, key=lambda pair: (-shares[pair], sorted(pair)))
    return style.frame([(*sorted(pair), shares[pair]) for pair in order], "article_id", "other_id", "share_aligned")


def _pair_words(shares: Mapping[frozenset[str], float], names: Mapping[str, str]) -> str:
    order = sorted(shares, key=lambda pair: (-shares[pair], sorted(pair)))
    words = [f"{' and '.join(names.get(key, key) for key in sorted(pair))} {percent(shares[pair])}" for pair in order]
    return f"Share of sentences aligned: {listed(words, 10)}." if words else "No pair shares text."


def _by_share(shares: Mapping[frozenset[str], float], n_pairs: int, title: str, said: str, source: str) -> style.Chart:
    bins = [0] * 20
    for share in shares.values():
        if share > 0:
            bins[min(19, int(share * 20))] += 1
    made = style.sheet(
        title,
        "Pairs by the share of the shorter text's sentences that have a counterpart in the other; with this many "
        "articles the matrix is folded into a count. No reuse found is not proof of independence.",
        said,
        220,
    )
    axes = style.panel(made, 50, 36, made.width - 60, 170)
    axes.bar([5 * n + 2.5 for n in range(20)], bins, width=4.6, color=style.BLUE, lw=0)
    axes.set(xlim=(0, 100), ylim=(0, (max(bins) or 1) * 1.15))
    for n, height in enumerate(bins):
        if height:
            axes.annotate(
                f"{height:,}",
                (5 * n + 2.5, height),
                (0, 2),
                textcoords="offset points",
                ha="center",
                size=letters.SMALL,
            )
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:.0f} %"))
    axes.grid(axis="y")
    axes.set_xlabel("share of sentences aligned")
    axes.set_ylabel("pairs")
    none = n_pairs - sum(bins)
    words = [f"{5 * n} to {5 * n + 5} %: {height:,}" for n, height in enumerate(bins) if height]
    drawn = style.frame(
        [(5 * n / 100, 5 * (n + 1) / 100, height) for n, height in enumerate(bins)], "low", "high", "n_pairs"
    )
    details = f"{count(none, 'pair')} without an aligned sentence{'; by share: ' if words else ''}{listed(words, 20)}."
    return style.chart(made, title, details, source, rows=drawn)
