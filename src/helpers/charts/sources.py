"""Figures of attribution: whom the articles cite, who speaks in them, and where they come from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers.charts import letters, style
from helpers.charts.rows import chosen, folded, labels, long, matrix, regrouped, row_labels, rows_of, spread, stacked
from helpers.charts.style import frame
from helpers.show import NAME, excerpt, place, searched, whole
from helpers.words import cells, count, counted, known, listed, percent, start

KINDS: Mapping[str, str] = {
    "outlet": style.GREEN,
    "person": style.BLUE,
    "organisation": style.SKY,
    "state": style.ORANGE,
    "document": style.YELLOW,
    "unnamed": style.GREY,
}
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
_HEADS = ("Article", "Stated outlet", "Cited outlet")
_ARTICLES = (
    style.BLUE,
    style.ORANGE,
    style.GREEN,
    style.PURPLE,
    style.YELLOW,
    style.SKY,
    style.INK,
    style.GREY,
)  # one line colour each, for few articles


_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady", "prof", "professor"})


def one_name(name: str) -> str:
    """What spellings of one name have in common: no case, hyphens, "Mr" before it, initials inside, "Jr" behind."""
    words = name.casefold().replace("-", " ").replace("‑", " ").replace(".", " ").split()
    while len(words) > 1 and words[0] in _HONORIFICS:
        words = words[1:]
    while len(words) > 2 and words[-1] in {"jr", "sr"}:
        words = words[:-1]
    return " ".join([*words[:1], *(word for word in words[1:-1] if len(word) > 1), *words[1:][-1:]])


_DETERMINER = re.compile(r"(?:the|an?|this|that|one|another|his|her|its|their|our|my)\s", re.IGNORECASE)


def _is_name(words: str) -> bool:
    """Whether words name somebody: "the company" and "report" do not; what is in no Latin letters may."""
    bare = _DETERMINER.sub("", words, count=1)
    return bare.lower() == bare.upper() or any(letter.isupper() for letter in bare)


def _whole_names(people: pd.Series) -> dict[str, str]:
    """The full name that each surname alone stands for: the only one cited with it, and that in several documents."""
    held: dict[str, list[str]] = {}
    for key, n_documents in people.items():
        first, _, last = str(key).rpartition(" ")
        if first:
            held.setdefault(last, []).append(str(key) if n_documents > 1 else "")
    return {last: keys[0] for last, keys in held.items() if len(keys) == 1 and keys[0] and last in people}


def _folded_names(cited: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """`cited` with one spelling a name, the most frequent full one, without unnamed sources; attributions to those."""
    cited = cited.assign(name=cited["person"])
    is_named = (cited["source_kind"] != "unnamed") & cited["name"].astype(str).map(_is_name).astype(bool)
    keys = cited["name"].astype(str).map(one_name)
    is_person = cited["source_kind"] == "person"
    whole = _whole_names(cited.assign(key=keys)[is_person].groupby("key")["article_id"].nunique())
    keys = keys.where(~is_person, keys.replace(whole))
    is_short = keys.isin(whole.values()) & ~cited["name"].astype(str).str.contains(" ")
    times = cited.assign(key=keys, is_short=is_short).groupby(["key", "is_short", "name"], sort=True)
    totals = times["n_attributions"].sum().reset_index()
    totals = totals.sort_values(
        ["key", "is_short", "n_attributions", "name"], ascending=[True, True, False, True], kind="stable"
    )
    spelled = totals.drop_duplicates("key").set_index("key")["name"]
    made = cited.assign(name=[excerpt(letters.plain(spelled[key]), NAME) for key in keys])[is_named]
    return made, int(cited.loc[~is_named, "n_attributions"].sum())


@style.styled
def cited_sources(
    cited: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    group_by: str = "",
    most: int = 24,
    source: str = style.SOURCE,
) -> style.Chart:
    """Who is cited in which article or group: a dot whose area is the number of attributions, coloured by kind.

    Reads `cited_sources`. Sources cited by most articles come first; those beyond `most` are counted in the foot.
    Above twenty articles a bar counts the documents that cite the source. Spellings of a name that differ in case,
    hyphens, initials or an honorific are one, and so is a surname with the only full name that it fits, where several
    documents cite that; sources without a name are left out.

    >>> charts.cited_sources(found.cited_sources, articles=articles).title
    '... named sources cited in 5 documents, each in at most 2 of them'
    """
    cited, n_unsettled = _folded_names(cited)
    if not len(cited):
        return style.empty("No cited source with a name was found in these texts", source)
    by_name = cited.groupby("name", sort=True)
    stats = pd.DataFrame({"n_in": by_name["article_id"].nunique(), "n": by_name["n_attributions"].sum()})
    kinds = {str(name): str(kind) for name, kind in by_name["source_kind"].first().items()}
    stats = stats.sort_values(["n_in", "n"], ascending=False, kind="stable")
    rank, n_in = [str(name) for name in stats.index], [int(n) for n in stats["n_in"]]
    kept = rank[:most]
    n_articles = int((articles if articles is not None else cited)["article_id"].nunique())
    n_citing = int(cited["article_id"].nunique())
    where = (
        f"{n_citing:,} of {count(n_articles, 'document')}" if n_citing < n_articles else count(n_articles, "document")
    )
    head = f"{counted(len(rank), 'named source')} cited in {where}"
    tail = (
        f"; {rank[0]} in {n_in[0]:,} of them" if n_in.count(n_in[0]) == 1 else f", each in at most {n_in[0]:,} of them"
    )
    title = start(head + (tail if n_in[0] > 1 else ", none in more than one" * (n_articles > 1)))
    told = f"{count(int(cited['n_attributions'].sum()), 'attribution')} to {count(len(rank), 'source')}"
    unsettled = f"{count(n_unsettled, 'attribution')} to sources without a name left out" if n_unsettled else ""
    left_out = letters.more(len(rank) - len(kept), "source")
    keys = [style.Key(kind, colour, "dot") for kind, colour in KINDS.items() if kind in {kinds[name] for name in kept}]
    cited_words = [f"{name} ({kinds[name]}) in {count(n, 'document')}" for name, n in zip(rank, n_in, strict=True)]
    words = f"Most cited: {listed(cited_words, 10)}."
    if n_articles > _MATRIX and not group_by:
        shown = stats.head(most)
        made = _ranked_sources(title, shown, kinds, style.foot(told, source, unsettled, left_out), keys)
        numbers = zip(kept, shown["n_in"], shown["n"], strict=True)
        drawn = frame([(name, kinds[name], n_in, n) for name, n_in, n in numbers],
                      "name", "source_kind", "n_documents", "n_attributions")  # fmt: skip
        return style.chart(made, title, words, source, rows=drawn)
    by_row = regrouped(cited, articles, group_by).groupby(["article_id", "name"], sort=True)["n_attributions"]
    rows = by_row.sum().reset_index()
    weights = {str(key): float(n) for key, n in rows.groupby("article_id")["n_attributions"].sum().items()}
    ids = weights if group_by or articles is None else articles["article_id"].astype(str)
    groups, said = chosen(ids, None if group_by else origins, weights)
    values = {(str(name), str(key)): float(n) for key, name, n in rows.itertuples(index=False) if name in set(kept)}
    names = labels(None if group_by else articles, ids)
    made = matrix(
        title,
        f"A dot: the {group_by or 'article'} cites the source; its area is the number of attributions.",
        told,
        source,
        {name: name for name in kept},
        names,
        groups,
        values,
        said=[f"{said} attributions" if said else "", unsettled, left_out],
        keys=keys,
        words={pair: (f"{value:.0f}",) for pair, value in values.items()},
        pointed=_pointed(cited, values, is_grouped=bool(group_by)),
        colours={name: KINDS.get(kinds[name], style.GREY) for name in kept},
    )
    drawn = frame(
        [(name, kinds[name], key, value) for (name, key), value in values.items()],
        "name", "source_kind", group_by or "article_id", "n_attributions",
    )  # fmt: skip
    return style.chart(made, title, words, source, rows=drawn, names=names)


def _pointed(
    cited: pd.DataFrame, values: Mapping[tuple[str, str], float], *, is_grouped: bool
) -> dict[tuple[str, str], tuple[str, str]]:
    """What each dot says, and where the source is first cited in that article."""
    first = {(str(row["name"]), str(row["article_id"])): row["start"] for row in reversed(cells(cited))}
    told = {}
    for (name, key), value in values.items():
        at = "" if is_grouped or not known(first.get((name, key))) else place(key, int(first[name, key]))
        told[name, key] = (f"{count(int(value), 'attribution')} to {name}", at)
    return told


_MATRIX = 20  # articles that a matrix of sources still shows one by one


def _ranked_sources(
    title: str, stats: pd.DataFrame, kinds: Mapping[str, str], told: str, keys: Sequence[style.Key]
) -> style.Sheet:
    """A bar a source: the documents that cite it, most first."""
    names = {str(name): str(name) for name in stats.index}
    rows = rows_of(list(names), bottom=0, names=names, most=130 if style.is_narrow() else 220, step=17)
    height = len(names) * rows.step
    made = style.sheet(
        title,
        "Documents that cite the source; in grey the attributions to it. A surname counts as the full name it fits.",
        told,
        height,
        keys=keys,
    )
    begin = row_labels(made, rows, names)
    axes = style.blank(made, begin, 0, made.width - begin, height)
    top = float(stats["n_in"].max())
    room = made.width - begin - (60 if style.is_narrow() else 130)
    for (name, y), n_in, n in zip(rows.y.items(), stats["n_in"], stats["n"], strict=True):
        width = room * float(n_in) / top
        half = rows.step * 0.33
        axes.box((0, width), (y - half, y + half), color=KINDS.get(kinds[name], style.GREY))
        axes.text(width + 6, y, f"{int(n_in):,}", va="center_baseline", size=rows.size, weight=700)
        beside = width + 12 + letters.wide(f"{int(n_in):,}", rows.size, bold=True)
        attributions = f"{int(n):,}" if style.is_narrow() else count(int(n), "attribution")
        axes.text(beside, y, attributions, va="center_baseline", size=letters.SMALL, color=style.GREY)
        said = f"{name}: {count(int(n_in), 'document')}, {count(int(n), 'attribution')}"
        style.mark(axes, (0, made.width - begin), (y - rows.step / 2, y + rows.step / 2), said, searched(name))
    return made


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


_VOICES: Mapping[str, tuple[str, str]] = {  # voice -> words for readers, colour
    "quoted, named": ("quoted from somebody named", style.BLUE),
    "quoted, not named": ("quoted from nobody named", style.ORANGE),
    "retold": ("retold from a source", style.SKY),
    "author": ("the author's own, or not attributed", "#c3c7cb"),
    "furniture": ("page furniture", style.YELLOW),
}


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


@style.styled
def chain(
    provenance: pd.DataFrame,
    cited: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    most: int = 20,
    source: str = style.SOURCE,
) -> style.Chart:
    """Article -> outlet it says it comes from -> outlets it cites, as lines between three columns.

    Reads `provenance` and the outlets of `cited_sources`. Above 60 articles those that cite most outlets are shown.

    >>> charts.chain(found.provenance, found.cited_sources).title
    'Stated outlet of origin: ...'
    """
    if not len(provenance):
        return style.empty("No article to trace", source)
    outlets = cited[cited["source_kind"] == "outlet"]
    own = {
        str(key): letters.plain(name) if known(name) else "not stated"
        for key, name in zip(provenance["article_id"], provenance["outlet"], strict=True)
    }
    cites: dict[str, list[str]] = {key: [] for key in own}
    for key, name in zip(outlets["article_id"].astype(str), outlets["person"], strict=True):
        cites.setdefault(key, []).append(letters.plain(name))
        own.setdefault(key, "not stated")
    silent = {key for key in own if own[key] == "not stated" and not cites[key]} if len(own) > style.FEW else set()
    telling = {key: float(len(cites[key])) for key in own if key not in silent}
    groups, said = chosen(telling, origins, telling, most=2 * style.FEW)  # more lines than that nobody follows
    shown = [key for group in groups for key in group]
    # who says nothing of itself but cites leads to what it cites, past the middle: else all would meet there
    through = [key for key in shown if own[key] != "not stated" or not cites[key]]
    second = _ranked([own[key] for key in through], most)
    third = _ranked([name for key in shown for name in cites[key]], most)
    names = labels(articles, own)
    stated = sum(name != "not stated" for name in own.values())
    n_cited = sum(bool(found) for found in cites.values())
    title = (
        f"Stated outlet of origin: {stated:,} of {count(len(own), 'document')}; "
        f"{counted(n_cited, 'document')} {'cites' if n_cited == 1 else 'cite'} an outlet"
    )
    if not shown or not (stated or n_cited):
        return style.empty(title, source)
    step = 15.0 if len(shown) > 20 else 20.0
    height = max(len(shown), len(second), len(third)) * step + 24
    made = style.sheet(
        title,
        "The outlet each article says it comes from, and the outlets it cites; dashed where it does not say. "
        "The name of an outlet alone does not make two articles one.",
        style.foot(
            f"{count(len(own), 'document')}, {count(len(set(own.values()) - {'not stated'}), 'stated outlet')}",
            source,
            f"{said} cited outlets" if said else "",
            f"{count(len(silent), 'document')} that state and cite none are not shown" if silent else "",
        ),
        height,
    )
    axes = style.blank(made, 0, 0, made.width, made.height)
    gap = made.width * 0.13
    room = (made.width - 2 * gap) / 3
    entries = ([names[key] for key in shown], second, third)
    widths = [
        min(room, max((letters.wide(letters.fit(text, room)) for text in level), default=0.0)) for level in entries
    ]
    widths = [max(width, letters.wide(head, bold=True)) for width, head in zip(widths, _HEADS, strict=True)]
    gap = min((made.width - sum(widths)) / 2, made.width * 0.3)
    columns = (0.0, widths[0] + gap, widths[0] + widths[1] + 2 * gap)
    top = height - 24
    left = {key: top - (number + 0.5) * top / max(len(shown), 1) for number, key in enumerate(shown)}
    middle = _level(second, [(own[key], left[key]) for key in through], step, top)
    begins = {key: middle[_in(own[key], second)] if key in through else y for key, y in left.items()}
    right = _level(third, [(name, begins[key]) for key in shown for name in cites[key]], step, top)
    levels = (
        {key: (names[key], y) for key, y in left.items()},
        *({k: (k, y) for k, y in level.items()} for level in (middle, right)),
    )
    for x, heading, level, width in zip(columns, _HEADS, levels, widths, strict=True):
        axes.text(x, height - 10, heading, size=letters.LABEL, weight=700)
        for entry, (text, y) in level.items():
            leads = whole(entry) if x == 0.0 else "" if text == "not stated" else searched(text)
            style.mark(axes, (x, x + width), (y - step / 2, y + step / 2), f"{heading}: {text}", leads)
            words = letters.fit_name(text, width + 0.5) if x == 0.0 else letters.fit(text, width + 0.5)
            colour = style.GREY if text == "not stated" else style.INK
            axes.text(x, y, words, va="center_baseline", color=colour, bbox=_OVER, zorder=3)
    for number, key in enumerate(shown):
        colour = _ARTICLES[number] if len(shown) <= len(_ARTICLES) else style.GREY
        is_stated = own[key] != "not stated"
        at = widths[0] + 5
        if key in through:
            _line(axes, at, left[key], columns[1] - 5, begins[key], colour, is_stated)
            at = columns[1] + widths[1] + 5
        for name in cites[key]:
            _line(axes, at, begins[key], columns[2] - 5, right[_in(name, third)], colour, is_stated)
    details = [
        f"{names[key]}: from {own[key]}" + (f", cites {listed(cites[key], 4)}" if cites[key] else ", cites no outlet")
        for key in shown
    ]
    drawn = frame([(key, own[key], name) for key in shown for name in (cites[key] or [""])],
                  "article_id", "stated outlet", "cited outlet")  # fmt: skip
    return style.chart(made, title, "; ".join(details[:12]) + ".", source, rows=drawn, names=names)


_OVER = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}  # words stand over lines


def _ranked(names: Sequence[str], most: int) -> list[str]:
    """The different names, most frequent first, "not stated" last; beyond `most` one row for the others."""
    times: dict[str, int] = {}
    for name in names:
        times[name] = times.get(name, 0) + 1
    order = sorted(times, key=lambda name: (name == "not stated", -times[name], name))
    return order if len(order) <= most else [*order[: most - 1], f"{len(order) - most + 1:,} others"]


def _in(name: str, level: Sequence[str]) -> str:
    return name if name in level else level[-1]


def _level(level: Sequence[str], wanted: Sequence[tuple[str, float]], step: float, top: float) -> dict[str, float]:
    """Heights of a column's entries: near the mean of what leads to them, apart by a row."""
    pulls: dict[str, list[float]] = {name: [] for name in level}
    for name, y in wanted:
        pulls[_in(name, level)].append(y)
    means = [sum(pulls[name]) / len(pulls[name]) if pulls[name] else top / 2 for name in level]
    return dict(zip(level, spread(means, step, step / 2, top - step / 2), strict=True))


def _line(axes: style.Blank, x0: float, y0: float, x1: float, y1: float, colour: str, is_stated: bool) -> None:
    middle = (x0 + x1) / 2
    path = Path([(x0, y0), (middle, y0), (middle, y1), (x1, y1)], [Path.MOVETO, *[Path.CURVE4] * 3])
    axes.add_artist(
        PathPatch(path, facecolor="none", edgecolor=colour, lw=1.5, alpha=0.8, ls="-" if is_stated else (0, (2, 2)))
    )
