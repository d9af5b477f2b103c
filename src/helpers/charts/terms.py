"""Figures of terms: what is said most, what one article says more than the others, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

import pandas as pd
from matplotlib.ticker import FuncFormatter, MaxNLocator

from helpers.charts.rows import chosen, groups_of, interval, labels, matrix, row_labels, rows_of
from helpers.charts.style import (
    BLUE,
    FAINT,
    FEW,
    GREY,
    INK,
    LABEL,
    MANY,
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
    foot,
    known,
    listed,
    panel,
    plain,
    sheet,
    start,
    styled,
    wide,
)

_Z = 1.959964  # 95 %


def wilson(n: float, total: float) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927, Probable inference)."""
    share = n / total
    middle = share + _Z * _Z / (2 * total)
    half = _Z * sqrt(share * (1 - share) / total + _Z * _Z / (4 * total * total))
    return (middle - half) / (1 + _Z * _Z / total), (middle + half) / (1 + _Z * _Z / total)


def _by_group(
    frequencies: pd.DataFrame, articles: pd.DataFrame | None, group_by: str
) -> dict[str, dict[str, tuple[float, float]]]:
    """Group -> term -> (n, words of the group)."""
    owner = groups_of(articles, group_by) if group_by and articles is not None else {}
    words: dict[str, float] = {}
    seen: set[str] = set()
    held: dict[str, dict[str, float]] = {}
    for row in cells(frequencies):
        key = str(row["article_id"])
        group = owner.get(key, key)
        n, rate = float(row["n"]), float(row["per_1k"])
        if key not in seen and rate:
            seen.add(key)
            words[group] = words.get(group, 0.0) + n * 1000 / rate
        terms = held.setdefault(group, {})
        terms[str(row["term"])] = terms.get(str(row["term"]), 0.0) + n
    return {group: {term: (n, words.get(group, 0.0)) for term, n in terms.items()} for group, terms in held.items()}


@styled
def top_terms(
    frequencies: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    group_by: str = "",
    most: int = 10,
    source: str = SOURCE,
) -> Chart:
    """The most frequent terms, one panel an article or group: ranked dots per 1,000 words with 95 % intervals.

    Reads `frequencies` as given: leave stop words out before. Above 60 panels those with most words are shown.
    """
    if not len(frequencies):
        return empty("No term to count in these texts", source)
    held = _by_group(frequencies, articles, group_by)
    n_words = {key: max(total for _, total in terms.values()) for key, terms in held.items()}
    if group_by and articles is not None:
        names = {key: plain(key) for key in held}
        order, said = sorted(held, key=lambda key: (-n_words[key], key))[:MANY], ""
        said = f"{MANY} of {len(held):,} groups are shown" if len(held) > MANY else ""
    else:
        groups, said = chosen(held, origins, n_words)
        order = [key for group in groups for key in group]
        said = f"{said} words" if said else ""
        names = labels(articles, held)
    per_row = 2 if len(order) == 4 else min(3, len(order)) if len(order) <= FEW else 4
    shown = most if len(order) <= FEW else min(most, 5)
    tops = {key: _top(held[key], shown) for key in order}
    leaders = [tops[key][0][0] for key in order if tops[key]]
    leader = max(dict.fromkeys(leaders), key=leaders.count)
    noun = group_by or "article"
    title = f"“{plain(leader)}” is the most frequent term in {leaders.count(leader):,} of {count(len(order), noun)}"
    step, gap = 13.0, 14.0
    height = 22 + shown * step + 24
    n_rows = -(-len(order) // per_row)
    made = sheet(
        title,
        "Occurrences per 1,000 words; line: 95 % interval. The same scale in every panel; stop words are left out.",
        foot(f"{count(int(sum(n_words.values())), 'word')} in {count(len(held), noun)}", source, said),
        n_rows * height,
    )
    top = max(high for terms in tops.values() for _, _, _, high in terms) * 1.03
    width = (made.width - gap * (per_row - 1)) / per_row
    label = (
        max((wide(fit(term, width * 0.5, SMALL), SMALL) for terms in tops.values() for term, *_ in terms), default=0.0)
        + 6
    )
    for number, key in enumerate(order):
        x, y = (number % per_row) * (width + gap), (n_rows - 1 - number // per_row) * height
        over = blank(made, x, y, width, height)
        over.text(0, height - 14, fit(names[key], width, LABEL, bold=True), size=LABEL, weight=700)
        axes = panel(made, x + label, y + 24, width - label - 4, shown * step)
        axes.set(xlim=(0, top), ylim=(0, shown * step))
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.grid(axis="x")
        axes.xaxis.set_major_locator(MaxNLocator(3, integer=True))
        for rank, (term, rate, low, high) in enumerate(tops[key]):
            at = (shown - rank - 0.5) * step
            over.text(label - 6, 24 + at, fit(term, width * 0.5, SMALL), ha="right", va="center_baseline", size=SMALL)
            interval(axes, at, rate, low, high, BLUE, 5.5)
    details = "; ".join(
        f"{names[key]}: " + ", ".join(f"{plain(term)} {rate:.1f}" for term, rate, *_ in tops[key][:5])
        for key in order[:FEW]
    )
    return chart(made, title, f"Per 1,000 words: {details}.", source)


def _top(terms: Mapping[str, tuple[float, float]], most: int) -> list[tuple[str, float, float, float]]:
    ranked = sorted(terms.items(), key=lambda entry: (-entry[1][0], entry[0]))[:most]
    made = []
    for term, (n, total) in ranked:
        low, high = wilson(min(n, total), total) if total else (0.0, 0.0)
        made.append((term, 1000 * n / total if total else 0.0, 1000 * low, 1000 * high))
    return made


@styled
def heatmap(
    frequencies: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    group_by: str = "",
    most: int = 24,
    source: str = SOURCE,
) -> Chart:
    """Term x article: the darker, the more often per 1,000 words. Rows: the terms that most articles share.

    Reads `frequencies` as given: leave stop words out before.
    """
    if not len(frequencies):
        return empty("No term to count in these texts", source)
    held = _by_group(frequencies, articles, group_by)
    spread_: dict[str, int] = {}
    total: dict[str, float] = {}
    for terms in held.values():
        for term, (n, _) in terms.items():
            spread_[term] = spread_.get(term, 0) + 1
            total[term] = total.get(term, 0.0) + n
    kept = sorted(spread_, key=lambda term: (-spread_[term], -total[term], term))[:most]
    everywhere = sum(n == len(held) for n in spread_.values())
    noun = group_by or "article"
    title = start(
        f"{counted(everywhere, 'term')} of {len(spread_):,} {'stands' if everywhere == 1 else 'stand'} in every {noun}"
    )
    if len(held) == 1:
        title = f"The one {noun} uses {count(len(spread_), 'term')}"
    values, words = {}, {}
    for key, terms in held.items():
        for term in kept:
            if term in terms and terms[term][1]:
                values[term, key] = 1000 * terms[term][0] / terms[term][1]
                words[term, key] = f"{values[term, key]:.1f}"
    if group_by and articles is not None:
        names, groups, said = {key: plain(key) for key in held}, [[key] for key in sorted(held)][:MANY], ""
    else:
        names = labels(articles, held)
        groups, said = chosen(held, origins, {key: max(n for _, n in terms.values()) for key, terms in held.items()})
        said = f"{said} words" if said else ""
    made = matrix(
        title,
        "Occurrences per 1,000 words: the darker, the more. White: none. Terms that most articles share come first.",
        count(int(sum(total.values())), "occurrence") + f" of {count(len(total), 'term')}",
        source,
        {term: plain(term) for term in kept},
        names,
        groups,
        values,
        said=[said, f"the {len(kept)} terms in most {noun}s are shown" if len(spread_) > len(kept) else ""],
        shade=True,
        words=words,
    )
    details = listed([f"{plain(term)} in {spread_[term]:,} of {len(held):,}" for term in kept], 15)
    return chart(made, title, f"Terms by number of {noun}s: {details}.", source)


@styled
def keyness(
    table: pd.DataFrame,
    *,
    article_id: str = "",
    articles: pd.DataFrame | None = None,
    most: int = 9,
    source: str = SOURCE,
) -> Chart:
    """Log ratio against G2, a panel an article: right and high are terms that the article uses more than the rest.

    Reads article_id, term, g2, log_ratio. Up to six panels; `article_id` picks one.
    """
    rows = table[table["article_id"] == article_id] if article_id else table
    rows = rows[rows["g2"].notna() & rows["log_ratio"].notna()] if len(rows) else rows
    if not len(rows):
        return empty("No term to compare between these texts", source)
    ids = sorted(str(key) for key in rows["article_id"].unique())
    order = ids[:6]
    names = labels(articles, ids)
    found = {
        key: sorted(cells(rows[rows["article_id"] == key]), key=lambda row: (-float(row["g2"]), str(row["term"])))
        for key in order
    }
    firsts = [(names[key], next((row for row in found[key] if float(row["log_ratio"]) > 0), None)) for key in order]
    parts = [f"“{plain(row['term'])}” in {name}" for name, row in firsts if row is not None]
    title = (
        f"Most typical against the rest: {listed(parts, 3)}"
        if parts
        else "No term is more frequent in one text than in the rest"
    )
    per_row = min(2, len(order))
    height = 216.0 if len(order) > 1 else 330.0
    n_rows = -(-len(order) // per_row)
    made = sheet(
        title,
        "Across: log ratio (1 = twice as frequent as in the rest, per word). Up: G2, how unlikely that is by chance "
        "(3.84 = 5 %, dashed). Right and high: typical; left and high: avoided.",
        foot(
            count(len(rows), "term and article pair"),
            source,
            f"{len(order)} of {len(ids):,} articles are shown" if len(ids) > 6 else "",
        ),
        n_rows * height,
        keys=[Key("more than in the rest", ORANGE, "dot"), Key("less than in the rest", BLUE, "dot")],
    )
    width = (made.width - 20 * (per_row - 1)) / per_row
    for number, key in enumerate(order):
        x, y = (number % per_row) * (width + 20), (n_rows - 1 - number // per_row) * height
        _keyness_panel(made, x, y, width, height, names[key], found[key], most)
    details = "; ".join(
        f"{names[key]}: "
        + ", ".join(
            f"{plain(row['term'])} (log ratio {float(row['log_ratio']):+.1f}, G2 {float(row['g2']):.0f})"
            for row in found[key][:5]
        )
        for key in order
    ).replace("-", "−")
    return chart(made, title, f"Highest G2 in {details}.", source)


def _keyness_panel(
    made: Sheet,
    x: float,
    y: float,
    width: float,
    height: float,
    name: str,
    rows: Sequence[Mapping[str, object]],
    most: int,
) -> None:
    over = blank(made, x, y, width, height)
    over.text(0, height - 12, fit(name, width, LABEL, bold=True), size=LABEL, weight=700)
    left, low, wide_, high = 30.0, 36.0, width - 36, height - 62
    axes = panel(made, x + left, y + low, wide_, high)
    points = [(float(str(row["log_ratio"])), max(0.0, float(str(row["g2"]))), plain(row["term"])) for row in rows]
    across = max((abs(px) for px, _, _ in points), default=1.0) * 1.25 or 1.0
    up = max((py for _, py, _ in points), default=1.0) * 1.15 or 1.0
    axes.set(xlim=(-across, across), ylim=(0, up))
    axes.spines["left"].set_visible(False)
    axes.axvline(0, color=GREY, lw=0.8)
    axes.axhline(3.84, color=GREY, lw=0.7, ls=(0, (3, 2)))
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:+g}".replace("-", "−") if value else "0"))
    axes.set_xlabel("log ratio (base 2)")
    axes.grid(axis="y")
    axes.annotate("G2", (0, 1), (-16, 5), xycoords="axes fraction", textcoords="offset points", size=SMALL, color=GREY)
    placed = [(px / across * wide_ / 2 + wide_ / 2, py / up * high) for px, py, _ in points]
    for px, py, _ in reversed(points[:400]):
        axes.plot([px], [py], "o", ms=4.5, color=ORANGE if px > 0 else BLUE, alpha=0.75, mew=0)
    texts = [fit(term, 90, SMALL) for *_, term in points[: most * 2]]
    for number, (cx, cy) in place_labels(placed, texts, wide_, high, most).items():
        words = texts[number]
        axes.annotate(
            words, (cx / wide_, cy / high), xycoords="axes fraction", size=SMALL, ha="left", va="baseline", color=INK
        )


def place_labels(
    points: Sequence[tuple[float, float]], texts: Sequence[str], width: float, height: float, most: int
) -> dict[int, tuple[float, float]]:
    """Where the label of each point may stand (lower left), in points: beside, above or below it, never on another.

    The first labels are placed first; one that finds no room is left out; at most `most` are placed.
    """
    placed: dict[int, tuple[float, float]] = {}
    boxes: list[tuple[float, float, float, float]] = [(x - 3, y - 3, x + 3, y + 3) for x, y in points[: len(texts)]]
    for number, text in enumerate(texts):
        if len(placed) == most:
            break
        w, h = wide(text, SMALL), SMALL
        x, y = points[number]
        beside = ((x + 5, y - 3), (x - 5 - w, y - 3), (x - w / 2, y + 5), (x - w / 2, y - 5 - h))
        across = ((x + 4, y + 4), (x - 4 - w, y + 4), (x + 4, y - 11), (x - 4 - w, y - 11))
        for cx, cy in beside + across:
            box = (cx - 1, cy - 2, cx + w + 1, cy + h)
            inside = box[0] >= 0 and box[2] <= width and box[1] >= 0 and box[3] <= height + 8
            if inside and not any(_meet(box, other) for k, other in enumerate(boxes) if k != number):
                placed[number] = (cx, cy)
                boxes.append(box)
                break
    return placed


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@styled
def dispersion(
    places: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    terms: Iterable[str] = (),
    origins: pd.DataFrame | None = None,
    source: str = SOURCE,
) -> Chart:
    """Where each term stands in each article: a tick an occurrence, from the first to the last character.

    Reads article_id, term and start of `places`, and the lengths of `articles.text`. Without `terms` the four most
    frequent are drawn.
    """
    counts = places["term"].value_counts() if len(places) else pd.Series(dtype="int64")
    wanted = [str(term) for term in terms] or sorted(
        (str(t) for t in counts.index), key=lambda t: (-int(counts[t]), t)
    )[:4]
    rows = places[places["term"].isin(wanted)] if len(places) else places
    if not len(rows):
        return empty(
            f"{start(listed([plain(term) for term in wanted]))} stands in none of these texts"
            if wanted
            else "No term to place",
            source,
        )
    lengths = {str(key): max(len(text), 1) for key, text in zip(articles["article_id"], articles["text"], strict=True)}
    weights = rows["article_id"].value_counts()
    limit = max(2, MANY // len(wanted))
    groups, said = chosen(lengths, origins, {str(key): float(n) for key, n in weights.items()}, limit)
    names = labels(articles, lengths)
    order = [key for group in groups for key in group]
    n_in = {term: int(rows.loc[rows["term"] == term, "article_id"].nunique()) for term in wanted}
    first = max(wanted, key=lambda term: n_in[term])
    times = count(int((rows["term"] == first).sum()), "time")
    title = f"“{plain(first)}” stands {times} in {n_in[first]:,} of {count(len(lengths), 'article')}"
    if len(wanted) > 1:
        title += "; of the others, " + listed([f"“{plain(t)}” in {n_in[t]:,}" for t in wanted if t != first], 3)
    step = 15.0 if len(order) <= FEW else 10.0
    block = len(order) * step + 20
    made = sheet(
        title,
        "Each tick is an occurrence, from the start (left) to the end (right) of the article.",
        foot(count(len(rows), "occurrence"), source, f"{said} occurrences" if said else ""),
        block * len(wanted) + 26,
    )
    at: dict[tuple[str, str], list[float]] = {}
    for row in cells(rows):
        key = str(row["article_id"])
        if key in lengths and known(row["start"]):
            at.setdefault((str(row["term"]), key), []).append(100 * int(row["start"]) / lengths[key])
    for number, term in enumerate(wanted):
        bottom = 26 + (len(wanted) - 1 - number) * block
        inner = rows_of(order, bottom=0, names=names, most=130, step=step)
        part = Sheet(made.figure, made.left, made.bottom + bottom, made.width, block)
        begin = row_labels(part, inner, names, groups)
        over = blank(part, 0, 0, made.width, block)
        over.text(
            begin,
            len(order) * step + 5,
            fit(f"“{plain(term)}”", made.width - begin, LABEL, bold=True),
            size=LABEL,
            weight=700,
        )
        axes = panel(part, begin, 0, made.width - begin - 30, len(order) * step)
        axes.set(xlim=(0, 100), ylim=(0, len(order) * step))
        axes.set_yticks([])
        axes.set_xticks([])
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        for key, y in inner.y.items():
            axes.plot([0, 100], [y, y], color=FAINT, lw=0.8)
            found = at.get((term, key), [])
            axes.vlines(found, y - step * 0.36, y + step * 0.36, color=BLUE, lw=1.1)
            over.text(made.width - 24, y, f"{len(found):,}", size=inner.size, va="center_baseline", color=GREY)
        if number == len(wanted) - 1:
            axes.spines["bottom"].set_visible(True)
            axes.set_xticks([0, 25, 50, 75, 100], labels=["start", "25 %", "50 %", "75 %", "end"])
    details = "; ".join(
        f"“{plain(term)}”: " + listed([f"{names[key]} {len(at[term, key]):,}" for key in order if (term, key) in at], 8)
        for term in wanted
    )
    return chart(made, title, f"Occurrences: {details}.", source)
