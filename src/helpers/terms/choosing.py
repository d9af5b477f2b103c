"""What is settled between counting and comparing: stop words, copies of one text, groups, lemmas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from helpers import corpus, tables
from helpers.arguments import ArgumentError, as_list
from helpers.door import takes_tables
from helpers.text import word_lists

_NO_LISTS = frozenset({
    "english", "en", "eng", "german", "de", "french", "fr", "spanish", "es", "italian", "it", "russian", "ru",
    "ukrainian", "uk", "default", "all", "auto", "nltk", "spacy", "sklearn", "stop", "stopwords", "stop_words", "true",
})  # fmt: skip


def stop_list(stop_words: str | Iterable[str] = "news") -> frozenset[str]:
    """The words that `stop_words` names: a list of data/stop_words.txt, "none", or the words themselves.

    "news" is short; "page", which pages leave out, has also words that stand in all news, as "said" and "percent".

    The words are a list, or stand in one string, parted by blanks. The name of another library's list ("english") is
    a ValueError.

    >>> sorted(stop_list("Army general"))
    ['army', 'general']
    """
    named = word_lists("stop_words.txt")
    if not isinstance(stop_words, str):
        stop_words = " ".join(as_list("terms.stop_list", "stop_words", stop_words))
    elif stop_words.strip().lower() in _NO_LISTS:
        lists = ", ".join(f'"{name}"' for name in named if name)
        told = f'{lists}, "none", or the words themselves, as a list or parted by blanks. '
        told += f'Is "{stop_words}" the word to leave out? Then write stop_words=["{stop_words}"].'
        raise ArgumentError("terms.stop_list", "stop_words", stop_words, told)
    if stop_words in named:
        return named[stop_words] | (named["news"] if stop_words == "page" else frozenset())
    return frozenset() if stop_words == "none" else frozenset(stop_words.lower().replace("’", "'").split())


@takes_tables()
def without_stop_words(frequencies: pd.DataFrame, stop_words: str | Iterable[str] = "news") -> pd.DataFrame:
    """`frequencies` without the stop words; `per_1k` stays relative to all words.

    >>> counts = terms.frequencies(corpus.read(["It rained and it snowed."]))
    >>> terms.without_stop_words(counts)["term"].to_list()
    ['rained', 'snowed']
    """
    return frequencies[~frequencies["term"].isin(stop_list(stop_words))].reset_index(drop=True)


@takes_tables()
def one_per_origin(frequencies: pd.DataFrame, origins: pd.DataFrame) -> pd.DataFrame:
    """`frequencies` of one article an origin, so that a rewritten copy does not count twice.

    The article that names the origin stands for it, else the first.

    >>> terms.one_per_origin(found.frequencies, found.origins)["article_id"].nunique()
    4
    """
    chosen = chosen_of_each(frequencies["article_id"].drop_duplicates().sort_values(), origins_by_article(origins))
    return frequencies[frequencies["article_id"].isin(chosen.values())].reset_index(drop=True)


def origins_by_article(origins: pd.DataFrame) -> dict[str, str]:
    return dict(zip(origins["article_id"], origins["origin_id"], strict=True))


def chosen_of_each(names: Iterable[str], origin_of: Mapping[str, str]) -> dict[str, str]:
    """The article that stands for each origin."""
    chosen: dict[str, str] = {}
    for name in names:
        origin = origin_of.get(name, name)
        if origin == name or origin not in chosen:
            chosen[origin] = name
    return chosen


@takes_tables()
def grouped(frequencies: pd.DataFrame, articles: pd.DataFrame, group_by: str) -> pd.DataFrame:
    """`frequencies` added up by a column of `articles`, or a span of time; `article_id` then names the group.

    `group_by` is as in `corpus.groups`: articles without a value form the group "unknown".

    >>> counts = terms.grouped(found.frequencies, articles, "outlet")
    >>> counts["article_id"].unique().tolist()
    ['unknown']
    """
    group_of = corpus.groups(articles, group_by)
    owner = frequencies["article_id"].map(group_of)
    made = frequencies.assign(article_id=owner).groupby(["article_id", "term"], as_index=False)["n"].sum()
    words = n_words_of(frequencies).groupby(group_of.get).sum()
    return tables.FREQUENCIES.frame(made.assign(per_1k=1000 * made["n"] / made["article_id"].map(words)))


@takes_tables()
def add_lemmas(frequencies: pd.DataFrame, language: str = "en") -> pd.DataFrame:
    """`frequencies` with a further column `lemma`: simplemma's guess of the dictionary form, word by word.

    >>> lemmas = terms.add_lemmas(terms.frequencies(corpus.read(["Cats ran."])))
    >>> lemmas[["term", "lemma"]].to_numpy().tolist()
    [['cats', 'cat'], ['ran', 'run']]
    """
    from simplemma import lemmatize

    lemma = {term: lemmatize(term, lang=language) for term in frequencies["term"].unique()}
    return frequencies.assign(lemma=frequencies["term"].map(lemma).astype("str"))


def n_words_of(frequencies: pd.DataFrame) -> pd.Series:
    """Words of each article, those left out of `frequencies` as stop words counted in."""
    first = frequencies.drop_duplicates("article_id").set_index("article_id")
    return (1000 * first["n"] / first["per_1k"]).round().astype("Int64")
