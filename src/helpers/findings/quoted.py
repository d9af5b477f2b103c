"""Findings about who is quoted: by the most documents, by one outlet alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from helpers import names
from helpers.findings.base import LEAST_SHARING, Said, Tables, origins_of, outlets, texts_of
from helpers.words import cells, count, known, listed

_LEAD, _OFTEN, _MOST_OFTEN = 2.0, 0.2, 5
PHRASE = re.compile(r"[“\"«](?:[^\s“”\"«»]+\s+){3,}[^\s“”\"«»]+[”\"»]?")  # four words between marks


def most_quoted(tables: Tables) -> Iterator[Said]:
    """The person or organisation that far more documents quote than any other: three at least, and twice as many.

    Only words between quotation marks count, four and more in a row: whether somebody is quoted is plain, whether
    retold speech is theirs is not. The number is a least number, of documents that name the speaker beside the words;
    what others reach counts with "she said" too, so a narrow lead says nothing.

    >>> [said.sentence for said in findings.most_quoted(found)]
    []
    """
    quoted = quotations(tables)
    sure = _surely(quoted, tables)
    n_all, n_sure = _n_quoting(quotations(tables, is_phrase=False)), _n_quoting(sure)
    if not len(n_sure):
        return
    name, n = str(n_sure.index[0]), int(n_sure.iloc[0])
    second = int(n_all.drop(name).max()) if len(n_all) > 1 else 0
    if n < max(LEAST_SHARING, _LEAD * second, second + LEAST_SHARING - 1):
        return
    kinds = _kinds(tables)
    if any(_may_be(name, str(other), kinds) for other in n_all.index):
        return  # "Trump" beside "Donald Trump": who is meant is not settled; the other way round it is a least number
    rows = sure[sure["person"] == name].drop_duplicates("article_id")
    n_origins = rows["article_id"].map(origins_of(tables)).nunique()
    yield Said(
        f"Quoted in the most documents: {name}, in at least {n} of {len(tables['articles'])} "
        f"({count(n_origins, 'text origin')}).",
        rows,
    )


def often_quoted(tables: Tables) -> Iterator[Said]:
    """Those who are quoted in many documents: three and a fifth of all at least, "she said" counted too; two names at
    least, for one alone is whom the documents are about, mostly (`most_quoted`).

    Each number is a least number, of documents that name the speaker beside the words. Of more than `_MOST_OFTEN` those
    are told whom most documents quote, and how many more there are. Nothing is told where somebody who is
    left out may be quoted as often.

    >>> [said.sentence for said in findings.often_quoted(found)]
    []
    """
    quoted, n_all = quotations(tables), len(tables["articles"])
    sure, n_in = _surely(quoted, tables), _n_quoting(quoted)
    often = [str(name) for name in n_in[n_in >= max(LEAST_SHARING, _OFTEN * n_all)].index]
    kinds = _kinds(tables)
    unsure = [name for name in often if any(_may_be(name, str(other), kinds) for other in n_in.index)]
    named = [name for name in often if name not in unsure]
    kept = named[:_MOST_OFTEN]
    rows = sure[sure["person"].isin(kept)].drop_duplicates(["article_id", "person"])
    n_origins = rows["article_id"].map(origins_of(tables)).groupby(rows["person"]).nunique().reindex(kept, fill_value=0)
    others = _n_quoting(quotations(tables, is_phrase=False)).drop(often, errors="ignore")
    next_one = int(others.max()) if len(others) else 0
    if len(often) < 2 or not len(kept) or n_origins.min() < max(LEAST_SHARING, _OFTEN * n_all, next_one + 1):
        return
    told = [f"{name} (at least {n_origins[name]})" for name in sorted(kept, key=lambda name: (-n_origins[name], name))]
    told += [f"{len(named) - len(kept)} more"] if len(named) > len(kept) else []
    yield Said(
        f"Often quoted in these {n_all} documents, counted by text origin: {listed(told)}{_not_counted(unsure)}.", rows
    )


def _not_counted(unsure: Sequence[str]) -> str:
    """Names that may be one of somebody else in the corpus, so nobody's."""
    return f". Who is called {listed([f'“{name}”' for name in unsure])} is not counted" if unsure else ""


def _n_quoting(quoted: pd.DataFrame) -> pd.Series:
    """The number of documents that quote each person, the most first."""
    return quoted.groupby("person")["article_id"].nunique().sort_values(ascending=False, kind="stable")


def quotations(tables: Tables, *, is_phrase: bool = True) -> pd.DataFrame:
    """Attributions of words between quotation marks, of a phrase at least, to people and bodies that have a name."""
    said = tables["attributions"]
    is_name = said["person"].fillna("").astype(str).map(lambda name: any(map(str.isupper, name))).astype(bool)
    is_said = said["quote_kind"].isin(["direct", "mixed"]) & ~said["level"].isin(["unsaid", "own"])
    named = said[is_name & is_said & said["source_kind"].isin(["person", "organisation"])]
    if not is_phrase:
        return named
    texts = texts_of(tables)
    places = zip(named["article_id"], named["start"], named["end"], strict=True)
    holds = [bool(PHRASE.search(texts.get(key, ""), max(0, at - 1), to + 1)) for key, at, to in places]
    return named.loc[pd.Series(holds, named.index, dtype=bool)]


def _surely(quoted: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Those of `quoted` in documents that name the speaker beside such a phrase: whom "she" means may be misread."""
    texts = texts_of(tables)
    keys = list(zip(quoted["article_id"], quoted["person"], strict=True))
    rows = zip(keys, cells(quoted), strict=True)
    beside = {key for key, row in rows if _is_named(row, texts[row["article_id"]])}
    return quoted.loc[pd.Series([key in beside for key in keys], quoted.index, dtype=bool)]


def _is_named(row: Mapping[str, Any], text: str) -> bool:
    """Whether the words around a quotation, its own left out, have the last word of the speaker's name."""
    around = text[int(row["start"]) : int(row["end"])]
    for part in str(row["content"]).split(" … ") if known(row["content"]) else ():
        around = around.replace(part, " ")
    name = str(row["speaker"] if known(row["speaker"]) else row["person"]).removesuffix(" Jr.").removesuffix(" Sr.")
    return re.search(rf"\b{re.escape(name.split()[-1])}\b", around) is not None


def _kinds(tables: Tables) -> Mapping[str, str]:
    """The kind of source that each name is, the last one read."""
    said = tables["attributions"]
    return dict(zip(said["person"].astype(str), said["source_kind"].astype(str), strict=True))


def _may_be(other: str, name: str, kinds: Mapping[str, str]) -> bool:
    """Whether a name may be another form of one: "Trump" of "Donald Trump", not of "Trump campaign" or of two."""
    longer = set(name.lower().split())
    return kinds[other] == kinds[name] and "and" not in longer and set(other.lower().split()) < longer


def one_sided(tables: Tables) -> Iterator[Said]:
    """Who is quoted in several documents of one outlet and cited in no other, where chance hardly does that.

    >>> [said.sentence for said in findings.one_sided(found)]
    []
    """
    cited, outlet_of = _named(tables["cited_sources"]), outlets(tables)
    in_each = _surely(quotations(tables), tables).drop_duplicates(["person", "article_id"])
    several = in_each[in_each.groupby("person")["person"].transform("size") > 2]
    quoted = {str(name): rows for name, rows in several.groupby("person")}
    sizes = pd.Series(outlet_of).value_counts()
    n_all, found = len(outlet_of), []
    for name, rows in cited[cited["person"].isin(list(quoted))].groupby("person", sort=True):
        printing = {outlet_of.get(key, "") for key in rows["article_id"]}
        if len(printing) != 1 or "" in printing:
            continue
        its = quoted[str(name)]
        n = len(its)
        outlet = printing.pop()
        size = int(sizes[outlet])
        is_itself = (names.outlet(str(name)) or name) == outlet
        if not is_itself and size < n_all and _chance(n, size, n_all) < 0.01:
            said = (
                f"{name} is quoted in {'at least ' * (n < size)}{n} of {count(size, 'document')} of {outlet} and, "
                f"as far as is read here, not cited in the other {n_all - size}."
            )
            found.append((-n, said, its))
    for _, said, rows in sorted(found, key=lambda entry: entry[:2]):
        yield Said(said, rows)


def _chance(n: int, size: int, n_all: int) -> float:
    """Chance that `n` documents drawn from `n_all` all are among the `size` of one outlet."""
    chance = 1.0
    for drawn in range(n):
        chance *= (size - drawn) / (n_all - drawn)
    return chance


def _named(cited: pd.DataFrame) -> pd.DataFrame:
    """The cited people and organisations that have a name: of states and outlets it is rarely clear who speaks."""
    is_name = cited["person"].astype(str).map(lambda name: any(letter.isupper() for letter in name)).astype(bool)
    return cited[cited["source_kind"].isin(["person", "organisation"]) & is_name]
