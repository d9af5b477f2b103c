"""Figures of who speaks: how much of the words is whose, and how it is quoted."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers.charts import letters, style
from helpers.charts.rows import folded, labels, long, stacked
from helpers.show import place
from helpers.words import cells, count, known, percent

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
    "furniture": ("page furniture", style.YELLOW),
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
    readable = {name: words for name, (words, _) in _SPEAKERS.items()}
    values = _by_article(
        shares.assign(speaker_class=shares["speaker_class"].replace(readable)), "speaker_class", "n_words"
    )
    total = sum(sum(parts.values()) for parts in values.values())
    if not total:
        return style.empty("No words to share among speakers", source)
    whole = _summed(values)
    author, unnamed = readable["author"], readable["unnamed"]
    named = total - whole.get(author, 0.0) - whole.get(unnamed, 0.0)
    title = (
        f"{_share(named, total)} of the words are given to named sources, {_share(whole.get(unnamed, 0.0), total)} to "
        "sources without a name"
    )
    rows = folded(values, articles, origins, group_by, first=author)
    made = stacked(
        title,
        "Share of words, page furniture left out, by who is said to say them. What is given to nobody counts as the "
        "author's, also where it was said by somebody.",
        f"{count(int(total), 'word')} in {count(len(values), 'document')}",
        source,
        rows,
        dict(_SPEAKERS.values()),
        unit="share of words",
        as_share=True,
        ends={key: f"{sum(parts.values()):,.0f} words" for key, parts in rows.values.items()},
    )
    details = []
    for key, parts in rows.values.items():
        n_words = sum(parts.values()) or 1
        said = [f"{name} {percent(value / n_words)}" for name, value in sorted(parts.items()) if value]
        details.append(f"{rows.names[key]}: {', '.join(said)}")
    drawn = long(values, "speaker", "n_words")
    words = "; ".join(details[:12])
    return style.chart(made, title, f"{words}.", source, rows=drawn, names=labels(articles, values))


def _summed(values: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    whole: dict[str, float] = {}
    for parts in values.values():
        for name, value in parts.items():
            whole[name] = whole.get(name, 0.0) + value
    return whole


def _share(part: float, whole: float) -> str:
    return percent(part / whole) if part >= whole / 200 or not part else "less than 1 %"


@style.styled
def voices(
    table: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    group_by: str = "",
    source: str = style.SOURCE,
) -> style.Chart:
    """Whose words each article (or group) is made of, in five parts. Reads `voices`.

    >>> charts.voices(found.voices, articles=articles).title
    '... % of the words are quoted from somebody named, ...'
    """
    readable = {name: words for name, (words, _) in _VOICES.items()}
    values = _by_article(table.assign(voice=table["voice"].replace(readable)), "voice", "n_words")
    whole = _summed(values)
    total = sum(whole.values())
    if not total:
        return style.empty("No words to share among voices", source)
    parts_of = {name: _share(whole.get(words, 0.0), total) for name, words in readable.items()}
    title = (
        f"{parts_of['quoted, named']} of the words are quoted from somebody named, "
        f"{parts_of['quoted, not named']} from nobody named; {parts_of['retold']} are retold"
    )
    rows = folded(values, articles, origins, group_by)
    made = stacked(
        title,
        "Share of all words. A quotation whose speaker was not found is a part of its own.",
        f"{count(int(total), 'word')} in {count(int(table['article_id'].nunique()), 'document')}",
        source,
        rows,
        dict(_VOICES.values()),
        unit="share of words",
        as_share=True,
        ends={key: f"{sum(parts.values()):,.0f} words" for key, parts in rows.values.items()},
    )
    said = {
        key: [f"{words} {_share(parts[words], sum(parts.values()))}" for words in readable.values() if parts.get(words)]
        for key, parts in rows.values.items()
    }
    details = [f"{rows.names[key]}: {', '.join(shares)}" for key, shares in said.items()]
    drawn = long(values, "voice", "n_words")
    return style.chart(made, title, f"{'; '.join(details[:12])}.", source, rows=drawn, names=labels(articles, values))


def _by_article(frame: pd.DataFrame, by: str, amount: str = "") -> dict[str, dict[str, float]]:
    values: dict[str, dict[str, float]] = {}
    for row in cells(frame):
        parts = values.setdefault(str(row["article_id"]), {})
        name = letters.plain(row[by]) if known(row[by]) else "not stated"
        parts[name] = parts.get(name, 0.0) + (
            float(row[amount]) if amount and known(row[amount]) else 0.0 if amount else 1.0
        )
    return values


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
    title = (
        f"{int(whole.get('direct', 0)):,} of {count(len(attributions), 'attribution')} are direct quotations, "
        f"{int(whole.get('indirect', 0)):,} report in other words"
    )
    rows = folded(values, articles, origins, group_by)
    made = stacked(
        title,
        "Attributions found. Mixed: partly in quotation marks; unclosed: a quotation mark that never closes.",
        f"{count(len(attributions), 'attribution')} in {count(len(values), 'document')}",
        source,
        rows,
        _QUOTES,
        unit="attributions",
        ends={key: f"{sum(parts.values()):,.0f}" for key, parts in rows.values.items()},
        places=first,
    )
    details = [
        f"{rows.names[key]}: " + ", ".join(f"{value:.0f} {name}" for name, value in sorted(parts.items()))
        for key, parts in rows.values.items()
    ]
    drawn = long(values, "quote_kind", "n_attributions")
    return style.chart(made, title, "; ".join(details[:12]) + ".", source, rows=drawn, names=labels(articles, values))
