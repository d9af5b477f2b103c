"""How many texts there really are: articles grouped by the text that they come from."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from helpers.reuse.pairs import pairs as find_pairs
from helpers.tables import ORIGINS


def origins(
    articles: pd.DataFrame, *, pairs: pd.DataFrame | None = None, stated: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The text origin of every article. Table `origins`.

    Articles are grouped by average linkage of the pair scores, so that one doubtful pair does not chain two stories.
    Reads article_id (and text, when `pairs` is not given). `stated`: the table `provenance`.
    An origin groups texts between which reuse was found; no reuse found is not independence.
    """
    made = find_pairs(articles) if pairs is None else pairs
    scores = {
        (a, b): float(s) for a, b, s in zip(made["article_id"], made["other_id"], made["score"], strict=True)
    }
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in scores:
        neighbours[a].add(b)
        neighbours[b].add(a)
    rows = []
    seen: set[str] = set()
    for name in sorted(articles["article_id"]):
        if name in seen:
            continue
        component = _reach(name, neighbours)
        seen |= component
        for group in _split(sorted(component), scores):
            rows.extend((member, min(group), False) for member in group)
    return ORIGINS.frame(rows)


def _reach(name: str, neighbours: dict[str, set[str]]) -> set[str]:
    found, waiting = {name}, [name]
    while waiting:
        fresh = neighbours.get(waiting.pop(), set()) - found
        found |= fresh
        waiting.extend(fresh)
    return found


def _split(members: list[str], scores: dict[tuple[str, str], float]) -> list[list[str]]:
    if len(members) < 3:
        return [members]
    distances = np.ones((len(members), len(members)))
    place = {name: i for i, name in enumerate(members)}
    np.fill_diagonal(distances, 0)
    for (a, b), score in scores.items():
        if a in place and b in place:
            distances[place[a], place[b]] = distances[place[b], place[a]] = 1 - score
    labels = fcluster(linkage(squareform(distances), "average"), 0.7, "distance")
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for member, label in zip(members, labels, strict=True):
        groups[int(label)].append(member)
    return list(groups.values())
