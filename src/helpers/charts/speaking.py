"""Figures of who speaks: how much of the words is whose, and how it is quoted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from helpers.charts import letters, style
from helpers.charts.rows import Folded, folded, labels, long, stacked, summed
from helpers.show import place
from helpers.words import cells, count, known, percent, start

_QUOTES: Mapping[str, str] = {
    "direct": style.BLUE,
    "mixed": style.SKY,
    "indirect": style.YELLOW,
    "unclosed": style.ORANGE,
}
_SPEAKERS: Mapping[str, tuple[str, str]] = {  # class -> words for readers, colour
    "author": ("the author, or not attributed", "#c3c7cb"),
    "person": ("people", style.BLUE),
    "outlet": ("outlets", style.GREEN),
    "organisation": ("organisations", style.SKY),
    "state": ("states", style.ORANGE),
    "document": ("documents", style.YELLOW),
    "unnamed": ("unnamed sources", style.GREY),
}
_VOICES: Mapping[str, tuple[str, str]] = {  # voice -> words for readers, colour
    "quoted, named": ("quoted from somebody named", style.BLUE),
    "quoted, not named": ("quoted from nobody named", style.ORANGE),
    "retold": ("retold from a source", style.SKY),
    "author": ("the author's own, or not attributed", "#c3c7cb"),
}


@style.styled
def speaker_shares(
    shares: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    group_by: str = "",
    source: str = style.SOURCE,
) -> style.Chart:
    """Share of each article's words by who speaks: the author, people, outlets, states ... Reads `speaker_shares`.

    >>> charts.speaker_shares(found.speaker_shares, articles=articles).title
    '... % of the words are given to named sources, ...'
    """
    values = _n_words(shares, "speaker_class", _SPEAKERS)
    whole = summed(values.values())
    total = sum(whole.values())
    if not total:
        return style.empty("No words to share among speakers", source)
    author, unnamed = _SPEAKERS["author"][0], _SPEAKERS["unnamed"][0]
    named = total - whole.get(author, 0.0) - whole.get(unnamed, 0.0)
    rows = folded(values, articles, origins, group_by, first=author)
    made = stacked(
        f"{_share(named, total)} of the words are given to named sources, {_share(whole.get(unnamed, 0.0), total)} to "
        "sources without a name that was read",
        "Share of words, page furniture left out, by who is said to say them. What is given to nobody counts as the "
        "author's, also where it was said by somebody.",
        f"{count(int(total), 'word')} in {count(len(values), 'document')}",
        source,
        rows,
        dict(_SPEAKERS.values()),
        unit="share of words",
        as_share=True,
        ends=_lengths(rows),
    )
    details = _details(
        rows, lambda parts, n: [f"{name} {percent(value / n)}" for name, value in sorted(parts.items()) if value]
    )
    return style.chart(made, details, rows=long(values, "speaker", "n_words"), names=labels(articles, values))


def _n_words(table: pd.DataFrame, by: str, classes: Mapping[str, tuple[str, str]]) -> dict[str, dict[str, float]]:
    """Words by article and class, the classes named for readers."""
    readable = {name: words for name, (words, _) in classes.items()}
    return _by_article(table.assign(**{by: table[by].replace(readable)}), by, "n_words")


def _by_article(frame: pd.DataFrame, by: str, amount: str = "") -> dict[str, dict[str, float]]:
    """Article -> class -> the sum of `amount`, or the number of rows."""
    values: dict[str, dict[str, float]] = {}
    for row in cells(frame):
        parts = values.setdefault(str(row["article_id"]), {})
        name = letters.plain(row[by]) if known(row[by]) else "not stated"
        value = row[amount] if amount else 1.0
        parts[name] = parts.get(name, 0.0) + (float(value) if known(value) else 0.0)
    return values


def _share(part: float, whole: float) -> str:
    return percent(part / whole) if part >= whole / 200 or not part else "less than 1 %"


def _lengths(rows: Folded, unit: str = " words") -> dict[str, str]:
    return {key: f"{sum(parts.values()):,.0f}{unit}" for key, parts in rows.values.items()}


def _details(rows: Folded, said: Callable[[Mapping[str, float], float], list[str]]) -> str:
    """What is `said` of the parts and the sum of each row, of the first twelve."""
    told = [
        f"{rows.names[key]}: {', '.join(said(parts, sum(parts.values()) or 1))}" for key, parts in rows.values.items()
    ]
    return f"{'; '.join(told[:12])}."


@style.styled
def voices(
    table: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    group_by: str = "",
    source: str = style.SOURCE,
) -> style.Chart:
    """Whose words each article (or group) is made of, page furniture left out, in four parts. Reads `voices`.

    >>> charts.voices(found.voices, articles=articles).title
    '... % of the words are quoted from somebody named, ...'
    """
    values = _n_words(table[table["voice"] != "furniture"], "voice", _VOICES)
    whole = summed(values.values())
    total = sum(whole.values())
    if not total:
        return style.empty("No words to share among voices", source)
    parts_of = {name: _share(whole.get(words, 0.0), total) for name, (words, _) in _VOICES.items()}
    rows = folded(values, articles, origins, group_by)
    made = stacked(
        f"{parts_of['quoted, named']} of the words are quoted from somebody named, "
        f"{parts_of['quoted, not named']} from nobody whose name was read; "
        f"{parts_of['retold']} are retold",
        "Share of words, page furniture left out."
        + " A quotation whose speaker was not found is a part of its own."
        * bool(whole.get(_VOICES["quoted, not named"][0])),
        f"{count(int(total), 'word')} in {count(int(table['article_id'].nunique()), 'document')}",
        source,
        rows,
        dict(_VOICES.values()),
        unit="share of words",
        as_share=True,
        ends=_lengths(rows),
    )
    details = _details(
        rows,
        lambda parts, n: [f"{words} {_share(parts[words], n)}" for words, _ in _VOICES.values() if parts.get(words)],
    )
    return style.chart(made, details, rows=long(values, "voice", "n_words"), names=labels(articles, values))


def _explained(kinds: Iterable[object]) -> str:
    """What the kinds of quotation mean that do not say it themselves."""
    told = [f"{kind}: {words}" for kind, words in _MEANING.items() if kind in set(kinds)]
    return f" {start('; '.join(told))}." if told else ""


_MEANING = {"mixed": "partly in quotation marks", "unclosed": "a quotation mark that never closes"}


@style.styled
def quote_kinds(
    attributions: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    group_by: str = "",
    source: str = style.SOURCE,
) -> style.Chart:
    """Attributions of each article by how they are given: direct, mixed, indirect, unclosed. Reads `attributions`.

    >>> charts.quote_kinds(found.attributions, articles=articles).title
    '... attributions are direct quotations, ...'
    """
    if not len(attributions):
        return style.empty("No attribution was found in these texts", source)
    values = _by_article(attributions, "quote_kind")
    first: dict[tuple[str, str], str] = {}
    for row in cells(attributions[["article_id", "quote_kind", "start"]]):
        key = str(row["article_id"])
        first.setdefault((key, str(row["quote_kind"])), place(key, int(row["start"])))
    whole = attributions["quote_kind"].value_counts()
    rows = folded(values, articles, origins, group_by)
    made = stacked(
        f"{int(whole.get('direct', 0)):,} of {count(len(attributions), 'attribution')} are direct quotations, "
        + f"{int(whole.get('mixed', 0)):,} quote in part, " * ("mixed" in whole)
        + f"{int(whole.get('indirect', 0)):,} report in other words",
        "Attributions found." + _explained(whole.index),
        f"{count(len(attributions), 'attribution')} in {count(len(values), 'document')}",
        source,
        rows,
        _QUOTES,
        unit="attributions",
        ends=_lengths(rows, ""),
        places=first,
    )
    details = _details(rows, lambda parts, _: [f"{value:.0f} {name}" for name, value in sorted(parts.items())])
    return style.chart(made, details, rows=long(values, "quote_kind", "n_attributions"), names=labels(articles, values))
