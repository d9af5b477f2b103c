"""The figure of whom the articles cite."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from helpers.charts import letters, pointing, style
from helpers.charts.matrix import Cell, matrix
from helpers.charts.rows import chosen, labels, regrouped, row_labels, rows_of
from helpers.show import NAME, excerpt, place, searched
from helpers.words import cells, count, counted, known, listed, start

KINDS: Mapping[str, str] = {
    "outlet": style.GREEN,
    "person": style.BLUE,
    "organisation": style.SKY,
    "state": style.ORANGE,
    "document": style.YELLOW,
    "unnamed": style.GREY,
}


_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady", "prof", "professor"})


def one_name(name: str) -> str:
    """What spellings of one name have in common: no case, hyphens, "Mr" before it, initials inside, "Jr" behind."""
    words = name.casefold().replace("-", " ").replace("‑", " ").replace(".", " ").split()
    while len(words) > 1 and words[0] in _HONORIFICS:
        words = words[1:]
    while len(words) > 2 and words[-1] in {"jr", "sr"}:
        words = words[:-1]
    return " ".join([*words[:1], *(word for word in words[1:-1] if len(word) > 1), *words[1:][-1:]])


_QUOTING = "“‘\"'"  # a title
_DETERMINER = re.compile(r"(?:the|an?|this|that|one|another|his|her|its|their|our|my)\s", re.IGNORECASE)


def _is_name(words: str, kind: str) -> bool:
    """Whether words name somebody or something: "the company" and "report" do not; what is in no Latin letters may.

    A document has a name of its own where that begins with a capital: not "analysis of rainfall in Peru".
    """
    bare = _DETERMINER.sub("", words, count=1)
    part = bare.split(" ", 1)[0] if kind == "document" else bare
    return bare.lower() == bare.upper() or any(letter.isupper() or letter in _QUOTING for letter in part)


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
    cited = cited.assign(name=cited["person"])[cited["n_attributions"] > 0]
    told = zip(cited["name"].astype(str), cited["source_kind"].astype(str), strict=True)
    is_name = pd.Series([_is_name(name, kind) for name, kind in told], cited.index, dtype=bool)
    is_named = (cited["source_kind"] != "unnamed") & is_name
    keys = cited["name"].astype(str).map(one_name)
    is_person = cited["source_kind"] == "person"
    whole = _whole_names(cited.assign(key=keys)[is_person].groupby("key")["article_id"].nunique())
    keys = keys.where(~is_person, keys.replace(whole))
    is_short = keys.isin(whole.values()) & ~cited["name"].astype(str).str.contains(" ")
    times = cited.assign(key=keys, is_short=is_short).groupby(["key", "is_short", "name"], sort=True)
    totals = times["n_attributions"].sum().reset_index()
    order = ["key", "is_short", "n_attributions", "name"]
    totals = totals.sort_values(order, ascending=[True, True, False, True], kind="stable")
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
    documents cite that; sources without a name, or without a statement, are left out.

    >>> charts.cited_sources(found.cited_sources, articles=articles).title
    '... names read as sources in 5 documents; ... of them in at least 2'
    """
    cited, n_unsettled = _folded_names(cited)
    if not len(cited):
        return style.empty("No name was read as a source in these texts", source)
    by_name = cited.groupby("name", sort=True)
    stats = pd.DataFrame({"n_in": by_name["article_id"].nunique(), "n": by_name["n_attributions"].sum()})
    stats = stats.sort_values(["n_in", "n"], ascending=False, kind="stable")
    stats["kind"] = by_name["source_kind"].first().astype(str)
    kinds = {str(name): str(kind) for name, kind in stats["kind"].items()}
    n_articles = int((articles if articles is not None else cited)["article_id"].nunique())
    kept = list(kinds)[:most]
    head = _Head(
        _title(stats, int(cited["article_id"].nunique()), n_articles),
        f"{count(int(stats['n'].sum()), 'citation')} of {count(len(kinds), 'source')}"
        + " (who speak jointly are cited each)" * _has_joint(cited),
        _left_out(n_unsettled, len(kinds) - len(kept)),
        [style.Key(kind, colour, "dot") for kind, colour in KINDS.items() if kind in {kinds[name] for name in kept}],
        source,
    )
    words = _most_cited(stats)
    part = f"{len(kept):,} of {count(len(kinds), 'name')}" if len(kept) < len(kinds) else ""
    if n_articles > _MATRIX and not group_by:
        made = _ranked_sources(head, stats.head(most), kinds)
        drawn = [(str(name), *row) for name, *row in stats.head(most)[["kind", "n_in", "n"]].itertuples()]
        table = style.frame(drawn, "name", "source_kind", "n_documents", "n_attributions")
        return replace(style.chart(made, words, rows=table), part=part)
    made, values, names = _source_matrix(head, cited, {name: kinds[name] for name in kept}, articles, origins, group_by)
    drawn = [(name, kinds[name], key, value) for (name, key), value in values.items()]
    table = style.frame(drawn, "name", "source_kind", group_by or "article_id", "n_attributions")
    return replace(style.chart(made, words, rows=table, names=names), part=part)


def _left_out(n_unnamed: int, n_more: int) -> list[str]:
    unnamed = f"{count(n_unnamed, 'citation')} of sources without a name left out" if n_unnamed else ""
    return [unnamed, letters.more(n_more, "source")]


def _most_cited(stats: pd.DataFrame) -> str:
    told = [f"{name} ({kind}) in {count(int(n), 'document')}" for name, kind, n in stats[["kind", "n_in"]].itertuples()]
    return f"Most cited: {listed(told, 10)}."


class _Head(NamedTuple):
    """What stands above and below the figure in both its forms."""

    title: str
    n: str
    said: Sequence[str]
    keys: Sequence[style.Key]
    source: str


def _title(stats: pd.DataFrame, n_citing: int, n_articles: int) -> str:
    n_in = [int(n) for n in stats["n_in"]]
    some = f"{n_citing:,} of " * (n_citing < n_articles)
    as_ = "a source" if len(n_in) == 1 else "sources"
    head = f"{counted(len(n_in), 'name')} read as {as_} in {some}{count(n_articles, 'document')}"
    first = f"{stats.index[0]} in" if n_in.count(n_in[0]) == 1 else f"{n_in.count(n_in[0]):,} of them in"
    tail = f"; {first} at least {n_in[0]:,}" if n_in[0] > 1 else ""
    return start(head + tail)


def _source_matrix(
    head: _Head,
    cited: pd.DataFrame,
    kinds: Mapping[str, str],
    articles: pd.DataFrame | None,
    origins: pd.DataFrame | None,
    group_by: str,
) -> tuple[style.Sheet, Mapping[tuple[str, str], float], Mapping[str, str]]:
    """A dot a source of `kinds` and article; with the numbers drawn and the names of the articles."""
    by_row = regrouped(cited, articles, group_by).groupby(["article_id", "name"], sort=True)["n_attributions"]
    cells_ = by_row.sum().reset_index()
    weights = {str(key): float(n) for key, n in cells_.groupby("article_id")["n_attributions"].sum().items()}
    ids = weights if group_by or articles is None else articles["article_id"].astype(str)
    groups, said = chosen(ids, None if group_by else origins, weights)
    values = {(str(name), str(key)): float(n) for key, name, n in cells_.itertuples(index=False) if name in kinds}
    names = labels(None if group_by else articles, ids)
    made = matrix(
        head.title,
        f"A dot: the {group_by or 'article'} cites the source; its area is the number of attributions.",
        head.n,
        head.source,
        {name: name for name in kinds},
        names,
        groups,
        _cells(cited, values, is_grouped=bool(group_by)),
        said=[f"{said} attributions" if said else "", *head.said],
        keys=head.keys,
        colours={name: KINDS.get(kind, style.GREY) for name, kind in kinds.items()},
    )
    return made, values, names


def _has_joint(cited: pd.DataFrame) -> bool:
    """Whether the same words name the source of two names: "North Korea and Russia deny it"."""
    places = cited[["article_id", "start", "end"]].dropna()
    return bool(places.duplicated().any())


def _cells(
    cited: pd.DataFrame, values: Mapping[tuple[str, str], float], *, is_grouped: bool
) -> dict[tuple[str, str], Cell]:
    """The dots: what each says, and where the source is first cited in that article."""
    first = {(str(row["name"]), str(row["article_id"])): row["start"] for row in reversed(cells(cited))}
    made = {}
    for (name, key), value in values.items():
        at = "" if is_grouped or not known(first.get((name, key))) else place(key, int(first[name, key]))
        made[name, key] = Cell(value, (f"{value:.0f}",), f"{count(int(value), 'attribution')} to {name}", at)
    return made


_MATRIX = 20  # articles that a matrix of sources still shows one by one


def _ranked_sources(head: _Head, stats: pd.DataFrame, kinds: Mapping[str, str]) -> style.Sheet:
    """A bar a source: the documents that cite it, most first."""
    note = "Documents that cite the source; in grey the attributions to it. A surname counts as the full name it fits."
    made = style.sheet(head.title, note, head.n, head.source, *head.said, body=17.0 * len(stats), keys=head.keys)
    names = {str(name): str(name) for name in stats.index}
    rows = rows_of(list(names), bottom=0, names=names, most=130 if style.is_narrow() else 220, step=17)
    begin = row_labels(made, rows, names)
    axes = style.blank(made, begin)
    top = float(stats["n_in"].max())
    room = made.width - begin - (60 if style.is_narrow() else 130)
    for (name, y), n_in, n in zip(rows.y.items(), stats["n_in"], stats["n"], strict=True):
        width = room * float(n_in) / top
        half = rows.step * 0.33
        axes.box((0, width), (y - half, y + half), color=KINDS.get(kinds[name], style.GREY))
        axes.text(width + 6, y, f"{int(n_in):,}", va="center_baseline", size=rows.size, weight=700)
        beside = width + 12 + letters.wide(f"{int(n_in):,}", rows.size, bold=True)
        attributions = f"{int(n):,}" if style.is_narrow() else count(int(n), "attribution")
        axes.small(beside, y, attributions, va="center_baseline")
        said = f"{name}: {count(int(n_in), 'document')}, {count(int(n), 'attribution')}"
        pointing.mark(axes, (0, made.width - begin), (y - rows.step / 2, y + rows.step / 2), said, searched(name))
    return made
