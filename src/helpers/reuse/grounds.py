"""The words that say which of two texts came first: the ground of a direction, for a reader to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from helpers.corpus.labels import day
from helpers.door import takes_tables
from helpers.reuse.direction import CITES, CREDITED_TO, DATES, ONE_WIRE, QUOTES, STATES
from helpers.reuse.stated import UNSAID, find_citation, find_name, find_sources
from helpers.tables import GROUNDS
from helpers.words import known

_LOOK_BACK = 120  # characters of a line before the name of an outlet that are shown with it


class _Ground(NamedTuple):
    """Where an article says it (`start` and `end` in the text of `said_id`), or what says it that is no passage."""

    said_id: str | None = None
    start: int | None = None
    end: int | None = None
    ground: str | None = None


@takes_tables()
def grounds(
    pairs: pd.DataFrame, articles: pd.DataFrame, provenance: pd.DataFrame, credits: pd.DataFrame
) -> pd.DataFrame:
    """What the direction of each pair rests on, as a passage of one of the two or in words. Table `grounds`.

    Reads the tables `pairs`, `provenance` and `credits`. A direction by the wording has no ground but the texts.

    >>> found_at = reuse.grounds(found.pairs, articles, found.provenance, found.credits)
    >>> show.passages(found_at, articles, start="said_start", end="said_end").to_list()
    ["The rapprochement of Russia and North Korea, ..., says The Guardian"]
    """
    by_id: dict[str, Mapping[Any, Any]] = {str(row["article_id"]): row for row in articles.to_dict("records")}
    stated = {str(row["article_id"]): row for row in provenance.to_dict("records")}
    sources = find_sources(articles, provenance)
    rows = []
    for pair in pairs.to_dict("records"):
        ids = str(pair["article_id"]), str(pair["other_id"])
        basis = str(pair["direction_basis"]) if known(pair["direction_basis"]) else ""
        original, derived = (str(pair[name]) if known(pair[name]) else "" for name in ("original_id", "derived_id"))
        made = _Ground()
        if basis == STATES:
            made = _stated(by_id[derived], stated.get(derived, {}))
        elif basis in {CITES, QUOTES}:
            made = _cited(by_id[derived], sources.get(original, UNSAID).own)
        elif basis == DATES:
            made = _Ground(ground=", then ".join(day(by_id[name]["published"]) for name in (original, derived)))
        elif basis.startswith((ONE_WIRE, CREDITED_TO)):
            made = _credited([derived] if derived else ids, basis.split(": ", 1)[1].split(",")[0], credits)
        rows.append((*ids, *made))
    return GROUNDS.frame(rows)


def _stated(article: Mapping[Any, Any], stated: Mapping[Any, Any]) -> _Ground:
    """The line that names the outlet, up to the name; else the address of the article, which is that outlet's."""
    start, end = stated.get("outlet_start"), stated.get("outlet_end")
    if known(start) and known(end):
        text, at = str(article["text"]), int(start)  # type: ignore[arg-type]  # known
        line = max(text.rfind("\n", 0, at) + 1, at - _LOOK_BACK)
        return _Ground(str(article["article_id"]), line, int(end))  # type: ignore[arg-type]
    url = article.get("url")
    return _Ground(ground=f"address: {url}" if known(url) else None)


def _cited(article: Mapping[Any, Any], outlet: str | None) -> _Ground:
    """Where an article says that it has something from an outlet, or names it at all."""
    place = outlet and (find_citation(article["text"], outlet) or find_name(article["text"], outlet))
    return _Ground(str(article["article_id"]), *place) if place else _Ground()


def _credited(ids: Sequence[str], agency: str, credits: pd.DataFrame) -> _Ground:
    """Where the first of `ids` that does credits the agency."""
    its = credits[credits["article_id"].isin(ids) & (credits["agency"] == agency) & (credits["means"] != "photographs")]
    placed = its[its["start"].notna()]
    if len(placed):
        row = placed.iloc[0]
        return _Ground(str(row["article_id"]), int(row["start"]), int(row["end"]))
    return _Ground(ground="metadata" if len(its) else None)
