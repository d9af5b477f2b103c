"""The graph of derivation: which article comes from which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

import pandas as pd

from helpers.charts import letters, pointing, style
from helpers.charts.rows import labels
from helpers.reuse.direction import QUOTES
from helpers.show import whole
from helpers.tables import by_key
from helpers.words import cells, count, known, listed


class _Node(NamedTuple):
    key: str
    depth: int
    row: float


@style.styled
def derivation(
    pairs: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    source: str = style.SOURCE,
) -> style.Chart:
    """Which article comes from which: arrows from original to derived, dashed without arrow where unknown.

    Reads `pairs`; of the pairs that lead to an article the one of highest score is drawn. Originals that are only
    named, not in the corpus (`origins.is_virtual`), are hollow: siblings hang on the text of the agency they carry.
    Above 60 articles the largest families are drawn.

    >>> charts.derivation(found.pairs, articles=articles).title
    '000 comes from 001'
    """
    edges = _edges(pairs, origins)
    if not edges:
        return style.empty("No article was found to be derived from another", source)
    families = _families_of(edges)
    nodes, row, n_shown = _laid(families, edges)
    names = labels(articles, edges)
    derived = {key: edge for key, edge in edges.items() if edge is not None}
    stated = {*pairs["article_id"].astype(str), *pairs["other_id"].astype(str)}
    stated |= set(articles["article_id"].astype(str)) if articles is not None else set()
    sure = {is_sure for key, (_, is_sure) in derived.items() if key in nodes}
    step = 22.0 if len(nodes) <= 30 else 15.0
    left_out = len(families) - n_shown
    made = style.sheet(
        _title(derived, len(edges.keys() - set(_outside(origins).values())), names, pairs),
        "An arrow leads from the original to the text made from it, or that quotes it at length. "
        "Directions are suggested by machine."
        if True in sure
        else "A line joins two texts of which one was made from the other, or both from a third.",
        count(len(derived), "derived article"),
        source,
        f"{left_out:,} smaller families are not shown" if left_out else "",
        body=row * step,
        keys=_keys(sure, has_outside=any(edge is None and key not in stated for key, edge in edges.items())),
    )
    _draw(made, nodes, edges, names, stated, step)
    drawn = [(original, key, is_sure) for key, (original, is_sure) in derived.items()]
    words = [
        f"{names[one]} to {names[other]}" if is_sure else f"{names[one]} and {names[other]}, no direction found"
        for one, other, is_sure in drawn
        if other in nodes
    ]
    rows = style.frame(drawn, "original_id", "derived_id", "is_direction_known")
    return style.chart(made, f"Derivation: {listed(words, 12)}.", rows=rows, names=names)


Edge = tuple[str, bool]


def _laid(
    families: Sequence[Sequence[str]], edges: Mapping[str, Edge | None]
) -> tuple[Mapping[str, _Node], float, int]:
    """The place of each article of the largest families, the rows that they take, and how many families these are."""
    shown: list[Sequence[str]] = []
    n = 0
    for family in families:
        if n + len(family) <= style.MANY or not shown:
            shown.append(family)
            n += len(family)
    children = by_key((edge[0], key) for key, edge in edges.items() if edge is not None)
    nodes: dict[str, _Node] = {}
    row = 0.0
    for family in shown:
        root = next(key for key in family if edges.get(key) is None)
        row = _lay(root, 0, row, children, nodes) + 0.5
    return nodes, row, len(shown)


def _keys(sure: Set[bool], *, has_outside: bool) -> list[style.Key]:
    keys = [style.Key("direction found", style.BLUE, "line")] if True in sure else []
    keys += [style.Key("no direction found", style.GREY, "dash")] if False in sure else []
    return keys + [style.Key("original that is not in the corpus", style.INK, "ring")] * has_outside


def _title(derived: Mapping[str, Edge], n_sharing: int, names: Mapping[str, str], pairs: pd.DataFrame) -> str:
    n_known = sum(is_sure for _, is_sure in derived.values())
    if not n_known and set(pairs["direction"]) == {"siblings"}:
        return f"{count(n_sharing, 'article')} share text of an agency"
    if n_known < len(derived):
        told = f"credits, dates or wording tell for {n_known:,} from which text it comes"
        untold = "which came first was not found from credits, dates or wording"
        return f"{count(n_sharing, 'article')} share text; {told if n_known else untold}"
    bases = set(pairs["direction_basis"]) if "direction_basis" in pairs else set()
    if len(derived) == 1:
        verb = " quotes " if bases == {QUOTES} else " comes from "
        return verb.join(names[one] for key, (original, _) in derived.items() for one in (key, original))
    come = "quote" if bases == {QUOTES} else "come from or quote" if QUOTES in bases else "come from"
    return f"{count(len(derived), 'article')} {come} another text"


_GAP = 46.0  # points between two columns


def _draw(
    made: style.Sheet,
    nodes: Mapping[str, _Node],
    edges: Mapping[str, Edge | None],
    names: Mapping[str, str],
    stated: Set[str],
    step: float,
) -> None:
    """Each article, filled where it is `stated`, and the arrow that leads to it."""
    axes = style.blank(made)
    depth = max(node.depth for node in nodes.values())
    room = min(180.0, (made.width - _GAP * depth - 12) / (depth + 1) - 12)
    column = min(room, max(letters.wide(letters.fit(names[key], room)) for key in nodes)) + 16
    for node in nodes.values():
        x, y = node.depth * (column + _GAP), made.height - (node.row + 0.5) * step
        axes.plot([x + 5], [y], "o", ms=6.5, mfc=style.INK if node.key in stated else "white", mec=style.INK, mew=1.2)
        axes.text(x + 13, y, letters.fit(names[node.key], room + 0.5), va="center_baseline")
        edge = edges.get(node.key)
        at = whole(node.key) if edge is None else pointing.beside(node.key, edge[0])
        said = names[node.key] + (f", from {names[edge[0]]}" if edge and edge[1] else "")
        pointing.mark(axes, (x, x + column), (y - step / 2, y + step / 2), said, at if node.key in stated else "")
        if edge is None:
            continue
        parent = nodes[edge[0]]
        x0 = parent.depth * (column + _GAP) + 17 + letters.wide(letters.fit(names[parent.key], room))
        arrow = ("-|>", style.BLUE, "-") if edge[1] else ("-", style.GREY, (0, (3, 2)))
        looks = dict(zip(("arrowstyle", "color", "linestyle"), arrow, strict=True))
        ends = (x - 2, y), (x0, made.height - (parent.row + 0.5) * step)
        axes.annotate("", *ends, arrowprops={**looks, "lw": 1.4, "shrinkA": 0, "shrinkB": 0})


def _edges(pairs: pd.DataFrame, origins: pd.DataFrame | None) -> dict[str, Edge | None]:
    """Article -> (its original, direction known), or None for the first of a family; each has one way to its first."""
    found: dict[str, Edge | None] = {}
    outside = _outside(origins)
    rows = sorted(cells(pairs), key=lambda row: (-float(row["score"]), str(row["article_id"]), str(row["other_id"])))
    for row in sorted(rows, key=lambda row: not _is_known(row["direction"])):  # before what is only alike
        a, b, direction = str(row["article_id"]), str(row["other_id"]), row["direction"]
        is_known = _is_known(direction)
        if direction == "siblings" and a in outside and outside[a] == outside.get(b):
            continue  # both hang on the original that they name
        original, derived = (b, a) if direction == "other_id -> article_id" else (a, b)
        for first, second in ((original, derived), *(() if is_known else ((derived, original),))):
            if found.get(second) is None and _first(first, found) != second:
                found[second] = (first, is_known)
                found.setdefault(first, None)
                break
    for key, origin in outside.items():
        if found.get(key) is None and key != origin:
            found[key] = (origin, True)
            found.setdefault(origin, None)
    return found


def _is_known(direction: object) -> bool:
    return known(direction) and direction not in {"unknown", "siblings"}


def _outside(origins: pd.DataFrame | None) -> dict[str, str]:
    """Article -> the original that is not in the corpus, where it has one."""
    if origins is None:
        return {}
    named = zip(origins["article_id"].astype(str), origins["origin_id"].astype(str), origins["is_virtual"], strict=True)
    return {key: origin for key, origin, flag in named if known(flag) and flag}


def _first(key: str, found: Mapping[str, Edge | None]) -> str:
    edge = found.get(key)
    while edge is not None:
        key = edge[0]
        edge = found.get(key)
    return key


def _families_of(edges: Mapping[str, Edge | None]) -> list[list[str]]:
    held = by_key((_first(key, edges), key) for key in edges)
    return sorted(held.values(), key=lambda family: (-len(family), min(family)))


def _lay(key: str, depth: int, row: float, children: Mapping[str, Sequence[str]], nodes: dict[str, _Node]) -> float:
    """Give `key` and all below it their places, leaves a row each; returns the next free row."""
    stack, order = [(key, depth)], []
    while stack:
        at, level = stack.pop()
        order.append((at, level))
        stack += [(child, level + 1) for child in sorted(children.get(at, ()), reverse=True)]
    for at, level in order:
        if not children.get(at):
            nodes[at] = _Node(at, level, row)
            row += 1
    for at, level in reversed(order):
        if at not in nodes:
            below = [nodes[child].row for child in children[at]]
            nodes[at] = _Node(at, level, (min(below) + max(below)) / 2)
    return row
