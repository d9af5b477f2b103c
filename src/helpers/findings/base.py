"""What all kinds of findings share: the tables, what a kind gives, and how documents are named and counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from helpers import corpus
from helpers.words import cells, count, in_prose, listed

MOST_NAMED = 4  # documents named in a sentence
LEAST_SHARING = 3  # documents, outlets or origins, to say that they share something
MANY_PRINTED, MOST_PRINTED = 25, 45  # words that several documents print, to the end of their sentence as far as the
# second; a report that may hold fewer cuts them (report.quoting)
MOST_WORDS = 7  # words of an article that a finding may hold: as many as any report may show

Tables = Mapping[str, pd.DataFrame]


class Said(NamedTuple):
    """What a kind's function gives: the sentence, and its rows."""

    sentence: str
    rows: pd.DataFrame


def texts_of(tables: Tables) -> dict[str, str]:
    articles = tables["articles"]
    return dict(zip(articles["article_id"], articles["text"], strict=True))


def origins_of(tables: Tables) -> dict[str, str]:
    return dict(zip(tables["origins"]["article_id"], tables["origins"]["origin_id"], strict=True))


def first_of_origins(tables: Tables) -> set[str]:
    return set(tables["origins"].drop_duplicates("origin_id")["article_id"])


def outlets(tables: Tables) -> dict[str, str]:
    """The outlet of each article; a host ("nationalreview.com") is the outlet whose name it is in the same corpus."""
    rows = cells(tables["articles"][["article_id", "outlet", "url"]])
    named = {str(row["article_id"]): corpus.outlet_name(row["outlet"], row["url"]) for row in rows}
    by_letters = {_letters(name): name for name in sorted(set(named.values())) if not _HOST.match(name)}
    return {key: by_letters.get(_letters(name), name) if _HOST.match(name) else name for key, name in named.items()}


_HOST = re.compile(r"[\w.-]+\.[a-z]{2,}$")
_END_OF_HOST = re.compile(r"(?:\.(?:co|com|org|net))?\.[a-z]{2,}$")


def _letters(name: str) -> str:
    """The letters and figures of an outlet's name or host, without "the" and the end of a host."""
    host = _END_OF_HOST.sub("", name.lower()) if _HOST.match(name) else name.lower()
    return re.sub(r"[\W_]", "", host).removeprefix("the")


def labels(tables: Tables, *, is_again: bool = False) -> dict[str, str]:
    """How each article is called within a sentence, with what `marks.marked` has to say of it the first time."""
    articles = tables["articles"]
    remarks = articles["remark"] if "remark" in articles and not is_again else [""] * len(articles)
    rows = zip(articles["article_id"], articles["label"], remarks, strict=True)
    return {key: _remarked(in_prose(label), remark) for key, label, remark in rows}


def _remarked(label: str, remark: str) -> str:
    """ "CNN (2 Nov 2012)" with "opinion" is "CNN (2 Nov 2012, opinion)"."""
    if not remark:
        return label
    return (
        f"{label[:-1]}{' ' if remark.startswith('by ') else ', '}{remark})"
        if label.endswith(")")
        else f"{label} ({remark})"
    )


def who(ids: Iterable[str], called: Mapping[str, str], most: int = MOST_NAMED) -> str:
    return listed([called.get(key, key) for key in dict.fromkeys(ids)], most)


def sources(rows: pd.DataFrame, tables: Tables, origin_of: Mapping[str, str] | None = None) -> str:
    """ "2 documents of 1 text origin: 000 and 001"; `origin_of`: where words have other origins than their articles."""
    dated = tables["articles"].set_index("article_id")["published"].reindex(rows["article_id"].unique())
    ids = list(dated.sort_index().sort_values(kind="stable").index)  # the first to say it first, undated ones last
    origin_of = origins_of(tables) if origin_of is None else origin_of
    n_origins = len({origin_of.get(key, key) for key in ids})
    counted = f"{count(len(ids), 'document')} of {count(n_origins, 'text origin')}"
    return f"{counted}: {who(ids, labels(tables))}"
