"""Figures of the corpus: how much text each article has, and how much of it is page furniture."""

from __future__ import annotations

import pandas as pd

from helpers.charts.rows import folded, labels, long, stacked
from helpers.charts.style import BLUE, ORANGE, SOURCE, Chart, chart, empty, styled
from helpers.text import count_words
from helpers.words import count, counted, known, listed, start

_BODY, _FURNITURE = "article text", "boilerplate"


@styled
def overview(
    articles: pd.DataFrame,
    boilerplate: pd.DataFrame,
    *,
    origins: pd.DataFrame | None = None,
    group_by: str = "",
    source: str = SOURCE,
) -> Chart:
    """Words of each article (or group), split into article text and boilerplate; articles of one origin bracketed.

    Reads `articles` and `boilerplate`.

    >>> charts.overview(articles, found.boilerplate).title
    'Five documents: ... words, ... % of them boilerplate'
    """
    if not len(articles):
        return empty("The corpus has no article", source)
    values = _n_words(articles, boilerplate)
    rows = folded(values, articles, origins, group_by)
    furniture = sum(parts[_FURNITURE] for parts in values.values())
    total = int(furniture + sum(parts[_BODY] for parts in values.values()))
    share = furniture / total if total else 0.0
    head = counted(len(articles), "document")
    if origins is not None:
        known_ones = origins[origins["article_id"].isin(list(values))]
        head += f", {counted(int(known_ones['origin_id'].nunique()), 'text origin')}"
    ends = {
        key: f"{sum(parts.values()):,.0f}"
        + (f", {_percent(parts[_FURNITURE] / sum(parts.values()))} boilerplate" if parts[_FURNITURE] else "")
        for key, parts in rows.values.items()
    }
    made = stacked(
        start(f"{head}: {total:,} words, {_percent(share)} of them boilerplate{_in_one(values, furniture)}"),
        f"Words of each {group_by or 'article'}."
        + " Boilerplate is set aside in counts, never deleted." * bool(furniture)
        + (" Bracket: articles of one text origin." if any(len(group) > 1 for group in rows.groups) else ""),
        f"{count(total, 'word')} in {count(len(articles), 'document')}",
        source,
        rows,
        {_BODY: BLUE, _FURNITURE: ORANGE},
        unit="words",
        ends=ends,
    )
    details = listed([f"{rows.names[key]} {ends[key]}" for key in rows.values], 12)
    return chart(made, f"Words: {details}.", rows=long(values, "part", "n_words"), names=labels(articles, values))


def _n_words(articles: pd.DataFrame, boilerplate: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Words of each article, those of boilerplate apart."""
    texts = dict(zip(articles["article_id"].astype(str), articles["text"], strict=True))
    aside = dict.fromkeys(texts, 0)
    for key, begin, end in zip(boilerplate["article_id"], boilerplate["start"], boilerplate["end"], strict=True):
        if str(key) in texts and known(begin):
            aside[str(key)] += count_words(texts[str(key)][int(begin) : int(end)])
    lengths = articles["n_words"] if "n_words" in articles else map(count_words, articles["text"])
    words = {str(key): int(n) for key, n in zip(articles["article_id"], lengths, strict=True)}
    return {k: {_BODY: float(max(n - aside[k], 0)), _FURNITURE: float(min(aside[k], n))} for k, n in words.items()}


def _in_one(values: dict[str, dict[str, float]], furniture: float) -> str:
    """What one article has of all boilerplate, where it has more than half: the share is hardly that of the others."""
    share = max(parts[_FURNITURE] for parts in values.values()) / furniture if furniture else 0.0
    return f", {_percent(share)} of that in one document" if len(values) > 2 and share > 0.5 else ""


def _percent(share: float) -> str:
    return f"{share:.1%}".replace(".0%", "%").replace("%", " %") if share >= 0.001 or share == 0 else "less than 0.1 %"
