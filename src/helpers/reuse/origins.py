"""How many texts there really are: articles grouped by the text that they come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from helpers.reuse.pairs import CLOSED
from helpers.reuse.pairs import pairs as find_pairs
from helpers.tables import ORIGINS

TOGETHER = 0.3  # mean score between two groups from which they are one text
HUGE = 5000  # articles that hang together above which they are left as one group: the distances would not fit


def origins(
    articles: pd.DataFrame, *, pairs: pd.DataFrame | None = None, stated: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The text origin of every article. Table `origins`. Reads article_id (and text, where `pairs` is not given).

    Articles that hang together by pairs are grouped by average linkage of the scores, so that a digest of two stories
    does not make them one. The group bears the name of its original, as far as dates and directions tell, else of its
    first article. `stated`: the table `provenance`; an article that says it is republished, and names outlet and
    author (or title, or date) of the original, belongs to that original even when it is not in the corpus.
    One origin groups texts between which reuse was found. No reuse found is not independence.
    """
    made = find_pairs(articles, stated=stated) if pairs is None else pairs
    names = sorted(articles["article_id"])
    number = {name: i for i, name in enumerate(names)}
    known = made[made["article_id"].isin(number) & made["other_id"].isin(number)]
    rows = np.array([number[name] for name in known["article_id"]], dtype=np.int64)
    columns = np.array([number[name] for name in known["other_id"]], dtype=np.int64)
    scores = sparse.coo_array((known["score"].astype(float), (rows, columns)), shape=(len(names),) * 2).tocsr()
    both = sparse.csr_array(scores + scores.T)
    groups = [group for part in _components(both) for group in _split(part, both)]
    first = _ranks(articles, made, names)
    virtual = _virtual_names(stated)
    found: list[tuple[str, str, bool, int]] = []
    for members, name, is_virtual in _name_groups([[names[i] for i in group] for group in groups], first, virtual):
        found.extend((member, name, is_virtual, len(members)) for member in members)
    return ORIGINS.frame(found)


def _components(scores: sparse.csr_array) -> list[NDArray[np.int64]]:
    if not scores.shape[0]:
        return []
    _, labels = connected_components(scores, directed=False)
    order = np.argsort(labels, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)


def _split(members: NDArray[np.int64], scores: sparse.csr_array) -> list[NDArray[np.int64]]:
    """Average linkage of articles that hang together."""
    if not 3 <= len(members) <= HUGE:
        return [members]
    alike = scores[members][:, members].toarray()
    if len(members) > CLOSED:
        # not all were compared: what has a near neighbour in common is taken to be a little less alike
        alike = np.maximum(alike, 0.8 * ((alike > 0.5).astype(np.float32) @ (alike > 0.5) > 0))
    distances = 1 - alike
    np.fill_diagonal(distances, 0)
    labels = fcluster(linkage(squareform(distances, checks=False), "average"), 1 - TOGETHER, "distance")
    return [members[labels == label] for label in np.unique(labels)]


def _ranks(
    articles: pd.DataFrame, pairs: pd.DataFrame, names: Iterable[str]
) -> Mapping[str, tuple[bool, int, int, str]]:
    """What a group is named after, least first: an article derived from none, the earliest, the most copied, by id."""
    sources = pairs["original_id"].dropna().value_counts().to_dict() if "original_id" in pairs else {}
    derived = set(pairs["derived_id"].dropna()) if "derived_id" in pairs else set()
    dates: dict[str, int] = {}
    if "published" in articles:
        dated = articles[["article_id", "published"]].dropna()
        order = pd.to_datetime(dated["published"], errors="coerce", utc=True).rank(method="dense")
        dates = {name: int(rank) for name, rank in zip(dated["article_id"], order, strict=True) if pd.notna(rank)}
    late = len(dates) + 1
    return {n: (n in derived, dates.get(n, late), -int(sources.get(n, 0)), n) for n in names}


def _virtual_names(stated: pd.DataFrame | None) -> Mapping[str, str]:
    """The original that an article names, for those that say they are republished."""
    if stated is None:
        return {}
    found = {}
    for row in stated.to_dict("records"):
        details = [str(row[key]) for key in ("title", "author", "date") if key in row and pd.notna(row[key])]
        if details and pd.notna(row["outlet"]) and pd.notna(row["republisher"]) and row["republisher"] != row["outlet"]:
            found[row["article_id"]] = " - ".join([str(row["outlet"]), details[0]])
    return found


def _name_groups(
    groups: list[list[str]], first: Mapping[str, tuple[bool, int, int, str]], virtual: Mapping[str, str]
) -> Iterable[tuple[list[str], str, bool]]:
    """Every group with its name, and whether that is of an original outside the corpus."""
    outside: defaultdict[str, list[str]] = defaultdict(list)
    for group in groups:
        named = sorted({virtual[member] for member in group if member in virtual})
        if named and all(member in virtual for member in group):
            outside[named[0]].extend(group)  # else the original, or another copy, stands in the corpus
        else:
            yield group, min(group, key=first.__getitem__), False
    for name, group in sorted(outside.items()):
        yield group, name, True
