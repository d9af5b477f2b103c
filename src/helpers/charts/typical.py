"""The figure of terms that one article or group uses more than the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from helpers.arguments import one_of
from helpers.charts import letters, pointing, style
from helpers.charts.rows import labels
from helpers.show import wording
from helpers.words import cells, count, listed

_MORE = style.Key("more than in the rest", style.ORANGE, "dot")
_LESS = style.Key("less than in the rest", style.BLUE, "dot")


_PANELS = 6
_NONE_MORE = "No term is more frequent in one text than in the rest"


def _strongest(rows: pd.DataFrame) -> list[str]:
    """The articles by the G2 of their most typical term."""
    typical = rows[rows["log_ratio"] > 0].groupby("article_id")["g2"].max()
    return [str(key) for key in typical.sort_values(ascending=False, kind="stable").index]


def _rows_of(table: pd.DataFrame, articles: pd.DataFrame | None, article_id: str) -> pd.DataFrame:
    """What can be drawn of the article that is meant, or of all."""
    table, whole = table.dropna(subset=["g2", "log_ratio"]), table
    if not article_id:
        return table
    there = {*map(str, whole["article_id"]), *([] if articles is None else articles["article_id"])}
    one_of("charts.keyness", "article_id", article_id, sorted(there))
    return table[table["article_id"] == article_id]


@style.styled
def keyness(
    table: pd.DataFrame,
    *,
    article_id: str = "",
    articles: pd.DataFrame | None = None,
    most: int = 9,
    source: str = style.SOURCE,
) -> style.Chart:
    """Log ratio against G2, a panel an article: right and high are terms that the article uses more than the rest.

    Reads article_id, term, g2, log_ratio. Up to six panels, of the articles with the most typical terms first where
    there are more; `article_id` picks one.

    >>> charts.keyness(terms.keyness(found.frequencies), articles=articles).title
    'Most typical against the rest: ...'
    """
    rows = _rows_of(table, articles, article_id)
    if not len(rows):
        return style.empty("No term to compare between these texts", source)
    ids = sorted(str(key) for key in rows["article_id"].unique())
    order = ids if len(ids) <= _PANELS else _strongest(rows)[:_PANELS]
    names = labels(articles, ids)
    found: dict[str, list[dict[str, Any]]] = {key: [] for key in order}
    drawable = rows[rows["article_id"].astype(str).isin(order)]
    for row in sorted(cells(drawable), key=lambda row: (-float(row["g2"]), str(row["term"]))):
        found[str(row["article_id"])].append(row)
    more = {key: [row for row in found[key] if float(row["log_ratio"]) > 0] for key in order}
    parts = [f"“{letters.plain(rows[0]['term'])}” in {names[key]}" for key, rows in more.items() if _leads(rows)]
    typical = f"Most typical against the rest: {listed(parts, 3)}"
    untold = "No one term is the most typical of its text" if any(more.values()) else _NONE_MORE
    has_less = any(float(row["log_ratio"]) <= 0 for key in order for row in found[key])
    height = 216.0 if len(order) > 1 else 330.0
    tiles = style.tiles(len(order), min(2, len(order)), height, 20)
    made = style.sheet(
        typical if parts else untold,
        "Across: log ratio (1 = twice as frequent as in the rest, per word). Up: G2, how unlikely that is by chance "
        f"(3.84 = 5 %, dashed). Right and high: typical{'; left and high: avoided' * has_less}.",
        count(len(rows), "term and article pair"),
        source,
        f"{len(order)} of {len(ids):,} articles are shown, the most typical first" if len(ids) > _PANELS else "",
        body=tiles[0][1] + height,
        keys=[key for key, is_there in ((_MORE, any(more.values())), (_LESS, has_less)) if is_there],
    )
    for tile, key in zip(tiles, order, strict=True):
        _keyness_panel(made, (*tile, height), names[key], found[key], most)
    details = "; ".join(f"{names[key]}: {', '.join(map(_told, found[key][:5]))}" for key in order).replace("-", "−")
    drawn = pd.DataFrame([row for key in order for row in found[key]])[["article_id", "term", "log_ratio", "g2"]]
    return style.chart(made, f"Highest G2 in {details}.", rows=drawn, names=names)


def _leads(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether one term, the highest first, is more typical than the next: among equals the alphabet decides."""
    return bool(rows) and (len(rows) < 2 or float(rows[0]["g2"]) > float(rows[1]["g2"]))


def _told(row: Mapping[str, Any]) -> str:
    return f"{letters.plain(row['term'])} (log ratio {float(row['log_ratio']):+.1f}, G2 {float(row['g2']):.0f})"


def _keyness_panel(
    made: style.Sheet, tile: tuple[float, float, float, float], name: str, rows: Sequence[Mapping[str, Any]], most: int
) -> None:
    x, y, width, height = tile
    style.blank(made, x, y).head(0, height - 12, name, width)
    left, low, wide_, high = 30.0, 36.0, width - 36, height - 62
    points = [(float(row["log_ratio"]), max(0.0, float(row["g2"])), letters.plain(row["term"])) for row in rows]
    across = max((abs(px) for px, _, _ in points), default=1.0) * 1.25 or 1.0
    up = max((py for _, py, _ in points), default=1.0) * 1.15 or 1.0
    axes = style.panel(made, x + left, y + low, wide_, high)
    begin = -across if any(px <= 0 for px, _, _ in points) else 0.0
    _draw_axes(axes, begin, across, up)
    placed = [((px - begin) / (across - begin) * wide_, py / up * high) for px, py, _ in points]
    sides = [p for p in points if p[0] <= 0], [p for p in points if p[0] > 0]
    for colour, side in zip((style.BLUE, style.ORANGE), sides, strict=True):
        axes.plot([p[0] for p in side[:400]], [p[1] for p in side[:400]], "o", ms=4.5, color=colour, alpha=0.75, mew=0)
    for (px, py, term), row in list(zip(points, rows, strict=True))[: 2 * most]:
        said = f"{name}: “{term}”, log ratio {px:+.1f}, G2 {py:.0f}".replace("-", "−")
        pointing.mark(axes, (px, px), (py, py), said, wording(str(row["article_id"]), str(row["term"])))
    texts = [letters.fit(term, 90, letters.SMALL) for *_, term in points[: most * 2]]
    for number, (cx, cy) in place_labels(placed, texts, wide_, high, most).items():
        at = (cx / wide_, cy / high)
        axes.annotate(texts[number], at, xycoords="axes fraction", size=letters.SMALL, va="baseline", color=style.INK)


def _draw_axes(axes: Axes, begin: float, across: float, up: float) -> None:
    """From `begin` to `across` and from 0 to `up`, with the line above which chance is unlikely."""
    axes.set(xlim=(begin, across), ylim=(0, up), xlabel="log ratio (base 2)")
    axes.spines["left"].set_visible(False)
    axes.axvline(0, color=style.GREY, lw=0.8)
    axes.axhline(3.84, color=style.GREY, lw=0.7, ls=(0, (3, 2)))
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:+g}".replace("-", "−") if value else "0"))
    axes.grid(axis="y")
    axes.annotate("G2", (0, 1), (-16, 5), xycoords="axes fraction", textcoords="offset points", size=letters.SMALL,
                  color=style.GREY)  # fmt: skip


def place_labels(
    points: Sequence[tuple[float, float]], texts: Sequence[str], width: float, height: float, most: int
) -> dict[int, tuple[float, float]]:
    """Where the label of each point may stand (lower left), in points: beside, above or below it, never on another.

    The first labels are placed first; one that finds no room is left out; at most `most` are placed.
    """
    placed: dict[int, tuple[float, float]] = {}
    boxes: list[tuple[float, float, float, float]] = [(x - 3, y - 3, x + 3, y + 3) for x, y in points[:400]]
    for number, text in enumerate(texts):
        if len(placed) == most:
            break
        w, h = letters.wide(text, letters.SMALL), letters.SMALL
        x, y = points[number]
        beside = ((x + 5, y - 3), (x - 5 - w, y - 3), (x - w / 2, y + 5), (x - w / 2, y - 5 - h))
        across = ((x + 4, y + 4), (x - 4 - w, y + 4), (x + 4, y - 11), (x - 4 - w, y - 11))
        for cx, cy in beside + across:
            box = (cx - 1, cy - 2, cx + w + 1, cy + h)
            inside = box[0] >= 0 and box[2] <= width and box[1] >= 0 and box[3] <= height + 8
            others = (other for k, other in enumerate(boxes) if k != number)
            if inside and not any(
                box[0] < x1 and x0 < box[2] and box[1] < y1 and y0 < box[3] for x0, y0, x1, y1 in others
            ):
                placed[number] = (cx, cy)
                boxes.append(box)
                break
    return placed
