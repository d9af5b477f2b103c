"""How many texts there really are: articles grouped by the text that they come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.corpus.labels import day
from helpers.door import takes_tables
from helpers.reuse.direction import ONE_WIRE, QUOTES
from helpers.reuse.pairs import pairs as find_pairs
from helpers.tables import ORIGINS

TOGETHER = 0.3  # mean score between two groups from which they are one text
TITLE = 80  # characters of a title in the name of an original outside the corpus
STATED = ("article_id", "title", "author", "date", "outlet", "republisher", "wire", "is_wire")
"""What `origins` reads of the table `provenance`."""
CLOSED = 40  # articles that hang together up to which all their pairs are compared, not only candidates
HUGE = 5000  # articles that hang together above which they are left as one group: the distances would not fit


@takes_tables(text=False)
def origins(
    articles: pd.DataFrame, *, pairs: pd.DataFrame | None = None, stated: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The text origin of every article. Table `origins`. Reads article_id (and text, where `pairs` is not given).

    Articles that hang together by pairs are grouped by average linkage of the scores, so that a digest of two stories
    does not make them one. The group bears the name of its original, as far as dates and directions tell, else of its
    first article. `stated`: the table `provenance`; an article that says it is republished, and names outlet and
    author (or title, or date) of the original, belongs to that original even when it is not in the corpus. Articles
    that carry one agency's text, which is not in the corpus itself, belong to a virtual origin named after the agency,
    the earliest date and the earliest title (where `articles` has them).
    One origin groups texts between which reuse was found; what quotes the other is a story of its own. No reuse found
    is not independence.

    >>> reuse.origins(articles)["origin_id"].nunique()
    4
    """
    made = find_pairs(articles, stated=stated) if pairs is None else pairs
    ids = articles["article_id"]
    known = made[made["article_id"].isin(ids) & made["other_id"].isin(ids)]
    if "direction_basis" in known:
        known = known[known["direction_basis"].fillna("") != QUOTES]
    virtual = _virtual_names(stated)
    # most articles of a big corpus have neither a pair nor a named original: they cost no Python objects
    has_some = ids.isin({*known["article_id"], *known["other_id"], *virtual})
    alone = ids[~has_some]
    names = sorted(ids[has_some])
    number = {name: i for i, name in enumerate(names)}
    scores: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for one, other, score in zip(known["article_id"], known["other_id"], known["score"], strict=True):
        i, j = number[one], number[other]
        scores[i][j] = scores[j][i] = float(score)
    groups = [group for part in _components(len(names), scores) for group in _split(part, scores)]
    named = [[names[i] for i in group] for group in groups]
    first = _ranks(articles[has_some], known, names, stated)
    wires = _wire_names(named, first, articles[has_some], known)
    found: list[tuple[str, str, bool, int]] = []
    for members, name, is_virtual in _name_groups(named, first, virtual, wires):
        found.extend((member, name, is_virtual, len(members)) for member in members)
    itself = pd.DataFrame({"article_id": alone, "origin_id": alone, "is_virtual": False, "n_articles": 1})
    return ORIGINS.frame(pd.concat([ORIGINS.frame(found), itself], ignore_index=True))


def _components(n: int, scores: Mapping[int, Mapping[int, float]]) -> Iterator[NDArray[np.int64]]:
    """The numbers below `n` in groups that hang together by `scores`."""
    seen = np.zeros(n, dtype=bool)
    for start in range(n):
        if seen[start]:
            continue
        seen[start] = True
        reached = [start]
        for each in reached:
            for other in scores.get(each, ()):
                if not seen[other]:
                    seen[other] = True
                    reached.append(other)
        yield np.array(sorted(reached))


def _split(members: NDArray[np.int64], scores: Mapping[int, Mapping[int, float]]) -> list[NDArray[np.int64]]:
    """Average linkage of articles that hang together."""
    if not 3 <= len(members) <= HUGE:
        return [members]
    # scipy takes as long to import as all the rest to run, and a corpus without copies needs none
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    place = {int(member): i for i, member in enumerate(members)}
    alike = np.zeros((len(members), len(members)))
    for member, i in place.items():
        for other, score in scores[member].items():
            alike[i, place[other]] = score
    if len(members) > CLOSED:
        # not all were compared: what has a near neighbour in common is taken to be a little less alike
        alike = np.maximum(alike, 0.8 * ((alike > 0.5).astype(np.float32) @ (alike > 0.5) > 0))
    distances = 1 - alike
    np.fill_diagonal(distances, 0)
    labels = fcluster(linkage(squareform(distances, checks=False), "average"), 1 - TOGETHER, "distance")
    return [members[labels == label] for label in np.unique(labels)]


Rank = tuple[bool, bool, int, int, str]


def _ranks(
    articles: pd.DataFrame, pairs: pd.DataFrame, names: Iterable[str], stated: pd.DataFrame | None
) -> Mapping[str, Rank]:
    """What a group is named after, least first: an agency's own copy, an article derived from none, the earliest, the
    most copied, by id."""
    own = _own_copies(stated)
    sources = pairs["original_id"].dropna().value_counts().to_dict() if "original_id" in pairs else {}
    derived = set(pairs["derived_id"].dropna()) if "derived_id" in pairs else set()
    dates: dict[str, int] = {}
    if "published" in articles:
        dated = articles[["article_id", "published"]].dropna()
        order = pd.to_datetime(dated["published"], errors="coerce", utc=True).rank(method="dense")
        dates = {name: int(rank) for name, rank in zip(dated["article_id"], order, strict=True) if pd.notna(rank)}
    late = len(dates) + 1
    return {n: (n not in own, n in derived, dates.get(n, late), -int(sources.get(n, 0)), n) for n in names}


def _own_copies(stated: pd.DataFrame | None) -> set[str]:
    """The articles that are an agency's own."""
    if stated is None or "is_wire" not in stated:
        return set()
    return set(stated.loc[stated["is_wire"].fillna(False).astype(bool), "article_id"])


def _wire_names(
    groups: Iterable[list[str]], first: Mapping[str, Rank], articles: pd.DataFrame, pairs: pd.DataFrame
) -> Mapping[str, str]:
    """The name of the agency's text for the first member of each group that mostly carries one, which is not there."""
    siblings = pairs[pairs["direction"] == "siblings"] if "direction" in pairs else pairs.iloc[:0]
    carried: defaultdict[str, set[str]] = defaultdict(set)
    for one, other, basis in zip(
        siblings["article_id"], siblings["other_id"], siblings.get("direction_basis", ()), strict=True
    ):
        wire = str(basis).removeprefix(ONE_WIRE).partition(",")[0]
        carried[one].add(wire)
        carried[other].add(wire)
    columns = [column for column in ("title", "published") if column in articles]
    told = articles.set_index("article_id")[columns].to_dict("index")
    made: dict[str, str] = {}
    for group in groups:
        carriers = [member for member in group if member in carried]
        if 2 * len(carriers) >= len(group) > 1 and all(first[member][0] for member in group):
            wire = min({wire for member in carriers for wire in carried[member]})
            head = min(carriers, key=first.__getitem__)
            name = _wire_name(wire, head, told[head])
            made[min(group)] = f"{name} ({head})" if name in made.values() else name
    return made


def _wire_name(wire: str, article_id: str, told: Mapping[Hashable, Any]) -> str:
    """ "Associated Press wire, 2 Nov 2012: Title" after the earliest carrier; its id where it has no title."""
    title, published = told.get("title"), told.get("published")
    when = f", {day(published)}" if published is not None and pd.notna(published) else ""
    words = " ".join(title.split()) if isinstance(title, str) else ""
    words = words or article_id
    return f"{wire} wire{when}: {words if len(words) <= TITLE else words[: TITLE - 4].rsplit(' ', 1)[0] + ' ...'}"


def _virtual_names(stated: pd.DataFrame | None) -> Mapping[str, str]:
    """The original that an article names, for those that say they are republished."""
    if stated is None:
        return {}
    found = {}
    for row in stated.dropna(subset=["outlet", "republisher"]).to_dict("records"):
        details = [str(row[key]) for key in ("title", "author", "date") if key in row and pd.notna(row[key])]
        if details and row["republisher"] != row["outlet"]:
            found[row["article_id"]] = " - ".join([str(row["outlet"]), details[0]])
    return found


def _name_groups(
    groups: list[list[str]], first: Mapping[str, Rank], virtual: Mapping[str, str], wires: Mapping[str, str]
) -> Iterable[tuple[list[str], str, bool]]:
    """Every group with its name, and whether that is of an original outside the corpus."""
    outside: defaultdict[str, list[str]] = defaultdict(list)
    for group in groups:
        named = sorted({virtual[member] for member in group if member in virtual})
        if named and all(member in virtual for member in group):
            outside[named[0]].extend(group)  # else the original, or another copy, stands in the corpus
        elif min(group) in wires:
            yield group, wires[min(group)], True
        else:
            yield group, min(group, key=first.__getitem__), False
    for name, group in sorted(outside.items()):
        yield group, name, True
