"""Which words the articles use: frequencies, keyness, dispersion, collocations and words in context.

A word is letters and digits with apostrophes inside, lower-case, its apostrophe straight; hyphenated words count as
their parts. Everything is counted from one scan (`text.scan`). Tables go in and tables come out: `frequencies` first,
then `ranked`, `keyness` and `dispersion` from it, so that stop words, copies of one text (`one_per_origin`) and
groups (`grouped`) can be settled in between.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from helpers import corpus, tables
from helpers.door import takes_tables
from helpers.text import (
    WORD,
    Ints,
    blank,
    cut,
    expand,
    find_boilerplate,
    find_lines,
    find_sentences,
    find_words,
    word_lists,
)

__all__ = [
    "Matrix", "add_lemmas", "as_said", "body_frequencies", "collocations", "deviation_of_proportions", "dispersion",
    "frequencies", "g2", "grouped", "in_context", "juilland_d", "keyness", "log_dice", "log_odds_z", "log_ratio",
    "matrix", "ngrams", "odds_ratio", "one_per_origin", "pmi", "positions", "ranked", "split_token", "stop_list",
    "wilson", "without_stop_words",
]  # fmt: skip


def __dir__() -> list[str]:
    return sorted(__all__)


Floats = NDArray[np.float64]
Number = Floats | float
Z = 1.959963984540054  # 95 %

# --- counting ----------------------------------------------------------------------------------------------------


class Matrix(NamedTuple):
    """Counts of words by text, as in a CSR matrix: those of text i are at `starts[i] : starts[i + 1]`."""

    terms: list[str]
    columns: NDArray[np.integer[Any]]  # places in `terms`
    n: NDArray[np.integer[Any]]
    starts: Ints


@lru_cache(maxsize=1 << 14)
def split_token(token: str) -> tuple[str, ...]:
    """The words of a stretch without white space."""
    return tuple(token[start:end].lower().replace("’", "'") for start, end in find_words(token))


_AT_A_TIME = 3_000_000  # characters


def matrix(texts: Sequence[str], *, chunk: int | None = None) -> Matrix:
    """How often each word stands in each text; `chunk` texts are scanned at a time, which bounds the memory.

    Without `chunk`, as many texts of mean length as hold three million characters.

    >>> terms.matrix(["It rained.", "It snowed."])._fields
    ('terms', 'columns', 'n', 'starts')
    """
    chunk = chunk or 1 + _AT_A_TIME * len(texts) // (1 + sum(map(len, texts)))
    number, known = _numbering(), _NO_TOKENS
    columns, counts = array("i"), array("i")  # these grow in place: a list of parts to join takes twice the memory
    sizes = [np.zeros(1, np.int64)]
    for at in range(0, len(texts), chunk):
        part = texts[at : at + chunk]
        words, starts, known = _words_of(part, number, known if len(known.tokens) < _MOST_KNOWN else _NO_TOKENS)
        width = len(number)
        pairs: Ints = np.repeat(np.arange(len(part)) * width, np.diff(starts))
        if len(part) * width < 1 << 31:
            pairs = pairs.astype(np.int32)  # sorts in half the time
        pairs += words
        pairs.sort()
        first = np.flatnonzero(np.diff(pairs, prepend=-1))
        rows, found = np.divmod(pairs[first], width)
        columns.frombytes((found - 1).astype(np.intc).tobytes())
        counts.frombytes(np.diff(first, append=len(pairs)).astype(np.intc).tobytes())
        sizes.append(np.bincount(rows, minlength=len(part)))
    starts = np.cumsum(np.concatenate(sizes))
    return Matrix([*islice(number, 1, None)], np.frombuffer(columns, np.intc), np.frombuffer(counts, np.intc), starts)


class _Known(NamedTuple):
    """Tokens met before: token i holds the `lengths[i]` words of `words` from `first[i]`."""

    tokens: pa.Array
    first: Ints
    lengths: Ints
    words: Ints


_MOST_KNOWN = 1 << 17  # tokens
_NO_TOKENS = _Known(pa.array([], pa.large_string()), *np.zeros((3, 0), np.int32))
_EDGES = '.,;:!?()[]"'  # often around a word, never part of one
_WORD_OR_BREAK = re.compile(WORD.pattern + "|\n")
_BREAK = 0  # the number of a line end


def _numbering() -> defaultdict[str, int]:
    """Gives each new word the next number."""
    number: defaultdict[str, int] = defaultdict()
    number.default_factory = number.__len__
    number["\n"] = _BREAK
    return number


def _words_of(texts: Sequence[str], number: defaultdict[str, int], known: _Known) -> tuple[Ints, Ints, _Known]:
    """The words of `texts` by number, and where each text's begin; what is new to `number` is added, to `known` too."""
    tokens, ids, starts = cut(texts)
    place = pc.index_in(tokens, value_set=known.tokens)
    is_new = place.is_null().to_numpy(zero_copy_only=False)
    if is_new.any():
        known = _learn(known, tokens.filter(place.is_null()), number)
    places = place.fill_null(0).to_numpy().copy()
    places[is_new] = np.arange(len(known.tokens) - is_new.sum(), len(known.tokens))
    words, starts = expand(ids, starts, known.first[places], known.lengths[places], known.words)
    return words, starts, known


def _learn(known: _Known, tokens: pa.Array, number: defaultdict[str, int]) -> _Known:
    plain = pc.ascii_lower(pc.ascii_trim(tokens, _EDGES)).dictionary_encode()
    # all at once, a line each; the line ends among the words say where each token's end
    found = _WORD_OR_BREAK.findall("\n".join([*plain.dictionary.to_pylist(), ""]))
    lowered = "\t".join(found).lower().replace("’", "'").split("\t")
    numbers = np.fromiter(map(number.__getitem__, lowered), np.int32, len(lowered))
    breaks = np.flatnonzero(numbers == _BREAK).astype(np.int32)
    ends = breaks - np.arange(len(breaks), dtype=np.int32)
    lengths = np.diff(ends, prepend=np.int32(0))
    first = ends - lengths + np.int32(len(known.words))
    at = plain.indices.to_numpy()
    return _Known(
        pa.concat_arrays([known.tokens, tokens]),
        np.concatenate([known.first, first[at]]),
        np.concatenate([known.lengths, lengths[at]]),
        np.concatenate([known.words, numbers[numbers != _BREAK]]),
    )


@takes_tables()
def frequencies(articles: pd.DataFrame, *, boilerplate: bool = True) -> pd.DataFrame:
    """How often each word stands in each article of `articles` (article_id, text): table `frequencies`.

    `boilerplate=False` leaves page furniture out of the counts and of the words they are relative to.

    >>> terms.frequencies(corpus.read(["It rained. It snowed."]))[["term", "n"]].to_numpy().tolist()
    [['it', 2], ['rained', 1], ['snowed', 1]]
    """
    if not boilerplate:
        return body_frequencies(articles)
    return _counted(articles["article_id"], matrix(articles["text"].fillna("").tolist()))


@takes_tables()
def body_frequencies(articles: pd.DataFrame, *, boilerplate: pd.DataFrame | None = None) -> pd.DataFrame:
    """`frequencies` outside boilerplate: what the notebooks show.

    The table `boilerplate` of the same articles saves finding it again.

    >>> terms.body_frequencies(corpus.read(["It rained. It snowed."]))["n"].to_list()
    [2, 1, 1]
    """
    ids, texts = articles["article_id"], articles["text"].fillna("").tolist()
    if boilerplate is None:
        return _counted(ids, matrix([blank(text, find_boilerplate(text)) for text in texts]))
    told = tables.spans_by_article(boilerplate)
    return _counted(ids, matrix([blank(text, told.get(name, ())) for name, text in zip(ids, texts, strict=True)]))


@takes_tables()
def ngrams(articles: pd.DataFrame, n: int = 2, *, least: int = 2) -> pd.DataFrame:
    """Runs of `n` words within a sentence that stand at least `least` times in an article: table `frequencies`.

    >>> terms.ngrams(corpus.read(["It rained. It rained."]))[["term", "n"]].to_numpy().tolist()
    [['it rained', 2]]
    """
    number: dict[str, int] = {}
    texts = articles["text"].fillna("").tolist()
    runs = [_runs(text, n) for text in texts]
    sizes = np.cumsum([0, *(len(found) for found in runs)])
    words = np.array([number.setdefault(run, len(number)) for found in runs for run in found], np.int64)
    text_of = np.repeat(np.arange(len(texts)), np.diff(sizes))
    pairs, times = np.unique(text_of * (len(number) + 1) + words, return_counts=True)
    rows, columns = np.divmod(pairs, len(number) + 1)
    starts = np.searchsorted(rows, np.arange(len(texts) + 1))
    counted = _counted(articles["article_id"], Matrix(list(number), columns.astype(np.int32), times, starts))
    return counted[counted["n"] >= least].reset_index(drop=True)


def _runs(text: str, n: int) -> list[str]:
    found = []
    for start, end in find_sentences(text):
        words = [word for token in text[start:end].split() for word in split_token(token)]
        found += [" ".join(words[i : i + n]) for i in range(len(words) - n + 1)]
    return found


def _counted(ids: pd.Series, counts: Matrix) -> pd.DataFrame:
    article = np.repeat(np.arange(len(ids)), np.diff(counts.starts))
    total = np.bincount(article, counts.n, minlength=len(ids))
    made = pd.DataFrame({
        "article_id": ids.to_numpy()[article],
        "term": np.array(counts.terms, object)[counts.columns],
        "n": counts.n, "per_1k": 1000 * counts.n / total[article],
    })  # fmt: skip
    return tables.FREQUENCIES.frame(made)


# --- words and names as people say them -----------------------------------------------------------------------------

_SAID = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’\-‑][^\W_]+)*")
_WITHIN = frozenset({"of", "for", "and", "de", "al", "bin", "von"})  # stand inside names: "Department of Justice"
_ADDRESS = frozenset({"Mr", "Mrs", "Ms"})
_LONGEST_NAME = 4  # words; longer runs of capitals are headlines


class _Said(NamedTuple):
    """A word as written, whether its first letter is a capital, and whether it begins a sentence."""

    word: str
    is_capital: bool
    is_first: bool


@takes_tables()
def as_said(
    articles: pd.DataFrame, *, boilerplate: pd.DataFrame | None = None, stop_words: str | Iterable[str] = "news"
) -> pd.DataFrame:
    """`frequencies` of words and names as people say them: "North Korea", "Federal Reserve", "FBI", "jobs".

    Words with capitals that follow each other are one name where the corpus has them in two articles or three times,
    else they are words. A word is written as it mostly is inside sentences. Stop words, single letters and whatever
    holds a digit are left out; `per_1k` stays relative to all words.

    >>> terms.as_said(corpus.read(["NATO met. NATO left."]))["term"].to_list()
    ['NATO', 'left', 'met']
    """
    told = {} if boilerplate is None else tables.spans_by_article(boilerplate)
    stop = stop_list(stop_words)
    runs: dict[str, list[list[_Said]]] = {}
    sizes: dict[str, int] = {}
    for name, text in zip(articles["article_id"], articles["text"].fillna(""), strict=True):
        written = blank(text, told.get(name, ()))
        runs[name] = [run for start, end in find_sentences(written) for run in _said_runs(written[start:end], stop)]
        sizes[name] = sum(1 for _ in _SAID.finditer(written))
    names = _kept_names(runs)
    spelled = _spelled(runs, names)
    rows = []
    for article_id, found in runs.items():
        counts: dict[str, int] = {}
        for run in found:
            for term in _terms_of(run, names):
                if not (
                    " " not in term
                    and (term.lower() in stop or len(term) < 2 or term in _ADDRESS or not _is_wordy(term))
                ):
                    shown = spelled.get(term.lower(), term)
                    counts[shown] = counts.get(shown, 0) + 1
        rows += [(article_id, term, n, 1000 * n / sizes[article_id]) for term, n in counts.items()]
    return tables.FREQUENCIES.frame(rows)


@lru_cache(maxsize=100_000)
def _is_wordy(term: str) -> bool:
    return not any(letter.isdigit() for letter in term)


def _said_runs(sentence: str, stop: frozenset[str]) -> list[list[_Said]]:
    """The words of a sentence, those with capitals that follow each other together."""
    runs: list[list[_Said]] = []
    last, is_possessive = None, False
    for number, match in enumerate(_SAID.finditer(sentence)):
        word = match.group()
        is_owner = word.endswith(("'s", "’s"))
        word = word[:-2] if is_owner else word
        is_capital = word[0].isupper() and _is_wordy(word) and not (number == 0 and word.lower() in stop)
        said = _Said(word, is_capital, number == 0)
        is_next = last is not None and sentence[last.end() : match.start()] == " " and not is_possessive
        joins = is_capital or (word in _WITHIN and len(runs) > 0 and runs[-1][-1].is_capital)
        if is_next and joins and runs and (runs[-1][-1].is_capital or runs[-1][-1].word in _WITHIN):
            runs[-1].append(said)
        else:
            runs.append([said])
        last, is_possessive = match, is_owner
    return [part for run in runs for part in ([run] if len(run) == 1 else _without_ends(run))]


def _without_ends(run: list[_Said]) -> list[list[_Said]]:
    """`run` without "of" and the like at its end, which are words of their own."""
    end = len(run)
    while end > 1 and not run[end - 1].is_capital:
        end -= 1
    return [run[:end], *([said] for said in run[end:])]


def _name(run: Sequence[_Said]) -> str:
    return " ".join(said.word for said in run)


def _kept_names(runs: Mapping[str, list[list[_Said]]]) -> frozenset[str]:
    """The names of several words that stand in two articles, or three times."""
    times: dict[str, int] = {}
    held: dict[str, set[str]] = {}
    for article_id, found in runs.items():
        for run in found:
            if 1 < len(run) <= _LONGEST_NAME:
                name = _name(run)
                times[name] = times.get(name, 0) + 1
                held.setdefault(name, set()).add(article_id)
    return frozenset(name for name, n in times.items() if n > 2 or len(held[name]) > 1)


def _terms_of(run: Sequence[_Said], names: frozenset[str]) -> list[str]:
    """A run as the one name that it is, else its longest parts that are names, and words."""
    if len(run) == 1:
        return [run[0].word]
    found: list[str] = []
    at = 0
    while at < len(run):
        size = next((n for n in range(min(_LONGEST_NAME, len(run) - at), 1, -1) if _name(run[at : at + n]) in names), 1)
        found.append(_name(run[at : at + size]))
        at += size
    return found


def _spelled(runs: Mapping[str, list[list[_Said]]], names: frozenset[str]) -> dict[str, str]:
    """How each single word is mostly written inside sentences: "Obama", "FBI", "jobs"."""
    written: dict[str, dict[str, int]] = {}
    for found in runs.values():
        for run in found:
            if len(run) == 1 or _name(run) not in names:
                for said in run:
                    forms = written.setdefault(said.word.lower(), {})
                    forms[said.word] = forms.get(said.word, 0) + (0 if said.is_first else 1)
    return {low: max(forms, key=lambda form: (forms[form], form.islower(), form)) for low, forms in written.items()}


# --- choosing what is counted ------------------------------------------------------------------------------------


# what other libraries call a list of theirs: taken for a word it would leave out nothing, without a word
_NO_LISTS = frozenset({
    "english", "en", "eng", "german", "de", "french", "fr", "spanish", "es", "italian", "it", "russian", "ru",
    "ukrainian", "uk", "default", "all", "auto", "nltk", "spacy", "sklearn", "stop", "stopwords", "stop_words", "true",
})  # fmt: skip


def stop_list(stop_words: str | Iterable[str] = "news") -> frozenset[str]:
    """The words that `stop_words` names: a list of data/stop_words.txt ("news"), "none", or the words themselves.

    The words are a list, or stand in one string, parted by blanks. The name of another library's list ("english") is
    a ValueError.

    >>> sorted(stop_list("Army general"))
    ['army', 'general']
    """
    named = word_lists("stop_words.txt")
    if not isinstance(stop_words, str):
        stop_words = " ".join(stop_words)
    elif stop_words.strip().lower() in _NO_LISTS:
        lists = ", ".join(f'"{name}"' for name in named if name)
        raise ValueError(
            f'stop_words is "{stop_words}"; expected {lists}, "none", or the words themselves, as a list or parted by '
            f'blanks. Is "{stop_words}" the word to leave out? Then write stop_words=["{stop_words}"].'
        )
    if stop_words in named:
        return named[stop_words]
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
    chosen = _chosen(frequencies["article_id"].drop_duplicates().sort_values(), _origin_of(origins))
    return frequencies[frequencies["article_id"].isin(chosen.values())].reset_index(drop=True)


def _origin_of(origins: pd.DataFrame) -> dict[str, str]:
    return dict(zip(origins["article_id"], origins["origin_id"], strict=True))


def _chosen(names: Iterable[str], origin_of: Mapping[str, str]) -> dict[str, str]:
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
    words = _n_words(frequencies).groupby(group_of.get).sum()
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


def _n_words(frequencies: pd.DataFrame) -> pd.Series:
    """Words of each article, those left out of `frequencies` as stop words counted in."""
    first = frequencies.drop_duplicates("article_id").set_index("article_id")
    return (1000 * first["n"] / first["per_1k"]).round().astype("Int64")


# --- measures ----------------------------------------------------------------------------------------------------


def wilson(n: Number, total: Number) -> tuple[Floats, Floats]:
    """95 % interval of a share. Wilson 1927, Probable inference, the law of succession, and statistical inference.

    >>> [round(float(x), 3) for x in terms.wilson(95, 100)]
    [0.888, 0.978]
    """
    n, total = np.asarray(n, float), np.asarray(total, float)
    share = n / total
    middle = share + Z**2 / (2 * total)
    half = Z * np.sqrt(share * (1 - share) / total + Z**2 / (4 * total**2))
    scale = 1 + Z**2 / total
    return ((middle - half) / scale).clip(0), ((middle + half) / scale).clip(None, 1)


def g2(a: Number, b: Number, c: Number, d: Number) -> Floats:
    """Log-likelihood ratio -2 log λ of the table a b / c d. Dunning 1993, Computational Linguistics 19, 61-74.

    >>> round(float(terms.g2(20, 5, 80, 95)), 2)
    10.92
    """
    a, b, c, d = (np.asarray(cell, float) for cell in (a, b, c, d))
    n = a + b + c + d
    cells = ((a, a + b, a + c), (b, a + b, b + d), (c, c + d, a + c), (d, c + d, b + d))
    parts = (_x_log_ratio(cell, row * column / n) for cell, row, column in cells)
    return (2 * sum(parts, np.zeros_like(n))).clip(0)


def _x_log_ratio(observed: Floats, expected: Floats) -> Floats:
    empty = observed <= 0
    ratio = np.where(empty, 1.0, observed) / np.where(empty, 1.0, expected)
    return np.asarray(np.where(empty, 0.0, observed * np.log(ratio)), float)


def log_ratio(a: Number, total_a: Number, b: Number, total_b: Number) -> tuple[Floats, Floats, Floats]:
    """Binary logarithm of (a / total_a) / (b / total_b), with its 95 % interval.

    Hardie 2014, Log Ratio; the interval is that of a relative risk (Katz et al. 1978, Biometrics 34). Where a count
    is zero, half an occurrence stands in for it.

    >>> [round(float(x), 2) for x in terms.log_ratio(20, 100, 10, 100)]
    [1.0, -0.02, 2.02]
    """
    a, b = (np.where(np.asarray(n) == 0, 0.5, n).astype(float) for n in (a, b))
    value = np.log2(a / total_a) - np.log2(b / total_b)
    error = np.sqrt((1 / a - 1 / total_a + 1 / b - 1 / total_b).clip(0)) / np.log(2)
    return value, value - Z * error, value + Z * error


def odds_ratio(a: Number, b: Number, c: Number, d: Number) -> tuple[Floats, Floats, Floats]:
    """Odds ratio of the table a b / c d with its 95 % interval (Woolf 1955, Annals of Human Genetics 19).

    >>> [round(float(x), 2) for x in terms.odds_ratio(20, 10, 80, 90)]
    [2.25, 0.99, 5.09]
    """
    a, b, c, d = (np.asarray(cell, float) for cell in (a, b, c, d))
    ratio = np.log(a * d / (b * c))
    error = np.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    return np.exp(ratio), np.exp(ratio - Z * error), np.exp(ratio + Z * error)


def log_odds_z(a: Number, total_a: Number, b: Number, total_b: Number, prior: Floats) -> Floats:
    """z of the log-odds difference with an informative Dirichlet prior (pseudo-counts of every term).

    Monroe, Colaresi & Quinn 2008, Fightin' words, Political Analysis 16, equations 16, 20 and 22.

    >>> float(terms.log_odds_z(10, 100, 10, 100, np.array([5.0]))[0])
    0.0
    """
    whole = prior.sum()
    odds_a = np.log((a + prior) / (total_a + whole - a - prior))
    odds_b = np.log((b + prior) / (total_b + whole - b - prior))
    return np.asarray((odds_a - odds_b) / np.sqrt(1 / (a + prior) + 1 / (b + prior)), float)


def pmi(n: Number, n_a: Number, n_b: Number, total: Number) -> Floats:
    """Pointwise mutual information in bits. Church & Hanks 1990, Computational Linguistics 16, 22-29.

    >>> round(float(terms.pmi(10, 20, 20, 1000)), 2)
    4.64
    """
    return np.log2(n * (total / n_a) / n_b)


def log_dice(n: Number, n_a: Number, n_b: Number) -> Floats:
    """14 + log2 of the Dice coefficient; 14 is the most. Rychlý 2008, A lexicographer-friendly association score.

    >>> round(float(terms.log_dice(10, 20, 20)), 2)
    13.0
    """
    return 14 + np.log2(2 * n / (n_a + n_b))


def deviation_of_proportions(n: Floats, sizes: Floats) -> float:
    """Gries' DP of one term from its counts in parts and their sizes: 0 even, near 1 clumped.

    Gries 2008, Dispersions and adjusted frequencies in corpora, International Journal of Corpus Linguistics 13.

    >>> round(terms.deviation_of_proportions(np.array([3, 3]), np.array([100, 100])), 2)
    0.0
    """
    return float(np.abs(n / n.sum() - sizes / sizes.sum()).sum() / 2)


def juilland_d(n: Floats, sizes: Floats) -> float:
    """Juilland's D of one term: 1 even, 0 clumped; NaN for a single part.

    Juilland, Brodin & Davidovitch 1970, with relative frequencies for parts of unequal size (Gries 2008).

    >>> round(terms.juilland_d(np.array([3, 3]), np.array([100, 100])), 2)
    1.0
    """
    rates = n / sizes
    if len(rates) < 2:
        return float("nan")
    return float(1 - rates.std() / rates.mean() / np.sqrt(len(rates) - 1))


# --- tables ------------------------------------------------------------------------------------------------------


@takes_tables()
def ranked(frequencies: pd.DataFrame, *, stop_words: str | Iterable[str] = "news", top: int = 0) -> pd.DataFrame:
    """The terms of each article, most frequent first, with 95 % intervals: table `ranked_terms`.

    `top` keeps that many terms an article (0: all); equals rank in alphabetical order. The interval (Wilson) takes
    words for independent draws, which is too narrow for a term that comes in clumps: see `dispersion`.

    >>> terms.ranked(terms.frequencies(corpus.read(["Rain, rain and snow."])))["term"].to_list()
    ['rain', 'snow']
    """
    total = frequencies["article_id"].map(_n_words(frequencies)).to_numpy(float)
    n = frequencies["n"].to_numpy(float)
    low, high = wilson(n, total)
    terms = frequencies["term"]
    texts = terms.map(terms.value_counts()).astype("int64")
    made = frequencies.assign(
        n_words=total, low=1000 * low, high=1000 * high, per_1m=1e6 * n / total, n_articles=texts,
        share_articles=texts / max(1, frequencies["article_id"].nunique()),
    )  # fmt: skip
    made = without_stop_words(made, stop_words).sort_values(["article_id", "n", "term"], ascending=[True, False, True])
    made["rank"] = made.groupby("article_id").cumcount() + 1
    return tables.RANKED_TERMS.frame(made[made["rank"] <= top] if top else made)


@takes_tables()
def keyness(
    frequencies: pd.DataFrame,
    *,
    origins: pd.DataFrame | None = None,
    stop_words: str | Iterable[str] = "news",
    least: int = 3,
    prior: float = 500,
) -> pd.DataFrame:
    """What each article says more, or less, than the rest: table `keyness`.

    The rest are all other articles; with `origins`, one article of every other origin, so that neither a copy of the
    article nor two copies of another count. Terms that stand fewer than `least` times in article and rest together
    are left out. `prior`: words that the prior of z weighs (Monroe's 500), spread as in all articles together. With a
    single article, or one origin, there is no rest and no row.

    >>> terms.keyness(found.frequencies).columns.to_list()[:3]
    ['article_id', 'term', 'n']
    """
    held = _hold(frequencies)
    origin_of = {name: name for name in held.names} if origins is None else _origin_of(origins)
    stands_for = _chosen(held.names, origin_of)
    place = {name: i for i, name in enumerate(held.names)}
    standing = [place[name] for name in stands_for.values()]
    base, n_base = sum((_row(held, i) for i in standing), np.zeros(len(held.terms))), held.sizes[standing].sum()
    whole = np.bincount(held.columns, held.n, minlength=len(held.terms))
    weight = prior * whole / max(1.0, held.sizes.sum())
    shown = _is_shown(held.terms, stop_words)
    parts = []
    for i, name in enumerate(held.names):
        own = place[stands_for[origin_of.get(name, name)]]
        n, total, rest, n_rest = _row(held, i), held.sizes[i], base - _row(held, own), n_base - held.sizes[own]
        kept = shown & (n + rest >= least)
        if not n_rest or not kept.any():
            continue
        z = log_odds_z(n, total, rest, n_rest, weight)[kept]
        n, rest = n[kept], rest[kept]
        ratio, low, high = log_ratio(n, total, rest, n_rest)
        parts.append(pd.DataFrame({
            "article_id": name, "term": held.terms[kept], "n": n, "n_rest": rest,
            "per_1k": 1000 * n / total, "per_1k_rest": 1000 * rest / n_rest,
            "log_ratio": ratio, "low": low, "high": high, "g2": g2(n, rest, total - n, n_rest - rest), "z": z,
        }))  # fmt: skip
    return tables.KEYNESS.frame(pd.concat(parts) if parts else [])


class _Held(NamedTuple):
    """`frequencies` as arrays: the counts of article i are at `starts[i] : starts[i + 1]`."""

    names: list[str]
    terms: NDArray[np.object_]
    starts: Ints
    columns: Ints
    n: Floats
    sizes: Floats


def _hold(frequencies: pd.DataFrame) -> _Held:
    rows, names = pd.factorize(frequencies["article_id"], sort=True)
    columns, terms = pd.factorize(frequencies["term"], sort=True)
    order = np.argsort(rows, kind="stable")
    starts = np.searchsorted(rows[order], np.arange(len(names) + 1))
    sizes = _n_words(frequencies).reindex(names).to_numpy(float)
    n = frequencies["n"].to_numpy(float)[order]
    return _Held(list(names), np.asarray(terms, object), starts, columns[order], n, sizes)


def _row(held: _Held, i: int) -> Floats:
    dense = np.zeros(len(held.terms))
    mine = slice(held.starts[i], held.starts[i + 1])
    dense[held.columns[mine]] = held.n[mine]
    return dense


def _is_shown(terms: Iterable[str], stop_words: str | Iterable[str]) -> NDArray[np.bool_]:
    stops = stop_list(stop_words)
    return np.array([term not in stops for term in terms], bool)


@takes_tables()
def dispersion(frequencies: pd.DataFrame, *, stop_words: str | Iterable[str] = "news", least: int = 5) -> pd.DataFrame:
    """How evenly each term is spread over the articles (or groups, see `grouped`): table `dispersion`.

    `deviation_of_proportions` and `juilland_d` of every term. Terms of fewer than `least` occurrences are left out:
    they cannot be even.

    >>> terms.dispersion(found.frequencies).columns.to_list()[:3]
    ['term', 'n', 'n_articles']
    """
    held = _hold(frequencies)
    n_parts, n_terms = len(held.names), len(held.terms)
    row = np.repeat(np.arange(n_parts), np.diff(held.starts))
    n = np.bincount(held.columns, held.n, minlength=n_terms)
    texts = np.bincount(held.columns, minlength=n_terms)
    expected = held.sizes / max(1.0, held.sizes.sum())
    # over the parts that hold the term; those without it add their expected share, so that all of these add up to 1
    apart = np.abs(held.n / n[held.columns] - expected[row]) - expected[row]
    dp = (np.bincount(held.columns, apart, minlength=n_terms) + 1) / 2
    rates = held.n / held.sizes[row]
    mean = np.bincount(held.columns, rates, minlength=n_terms) / max(1, n_parts)
    square = np.bincount(held.columns, rates**2, minlength=n_terms) / max(1, n_parts)
    deviation = np.sqrt((square - mean**2).clip(0))
    made = pd.DataFrame({
        "term": held.terms, "n": n, "n_articles": texts, "share_articles": texts / max(1, n_parts),
        "dp": dp.clip(0), "dp_norm": dp.clip(0) / (1 - expected.min(initial=0.5)) if n_parts > 1 else np.nan,
        "juilland_d": (1 - deviation / mean / np.sqrt(n_parts - 1)).clip(0) if n_parts > 1 else np.nan,
    })  # fmt: skip
    return tables.DISPERSION.frame(made[(n >= least) & _is_shown(held.terms, stop_words)])


@takes_tables()
def collocations(
    articles: pd.DataFrame, node: str = "", *, span: int = 5, least: int = 3, stop_words: str | Iterable[str] = "news"
) -> pd.DataFrame:
    """Words that stand near each other more often than by chance: table `collocations`.

    Two words meet when they stand in one sentence, at most `span` words apart; pairs that meet fewer than `least`
    times are left out. `node` keeps the pairs of that word. G2, PMI and log-dice rank them; PMI favours rare pairs.

    >>> len(terms.collocations(articles, "north")) > 0
    True
    """
    sentences = [
        [word for token in text[start:end].split() for word in split_token(token)]
        for text in articles["text"].fillna("")
        for start, end in find_sentences(text)
    ]
    number: dict[str, int] = {}
    ids = np.array([number.setdefault(word, len(number)) for words in sentences for word in words], np.int64)
    sentence = np.repeat(np.arange(len(sentences)), [len(words) for words in sentences])
    words = np.array([*number, ""], object)
    size = len(words)
    near = [(ids[:-d], ids[d:], sentence[:-d] == sentence[d:]) for d in range(1, span + 1)]
    keys = np.concatenate([np.zeros(0, np.int64)] + [
        np.minimum(a, b)[same] * size + np.maximum(a, b)[same] for a, b, same in near
    ])  # fmt: skip
    pairs, n = np.unique(keys, return_counts=True)
    a, b = np.divmod(pairs, size)
    # each meeting gives both words one slot; a word's slots are all its meetings
    slots = np.bincount(np.concatenate([a, b]), np.tile(n, 2), minlength=size)
    is_shown = _is_shown(words, stop_words)
    kept = (n >= least) & (a != b) & is_shown[a] & is_shown[b]
    if node:
        kept &= (words[a] == node.lower()) | (words[b] == node.lower())
    a, b, n = a[kept], b[kept], n[kept].astype(float)
    a, b = (np.where(words[a] <= words[b], a, b), np.where(words[a] <= words[b], b, a))
    n_a, n_b, total = slots[a], slots[b], float(keys.size)
    made = pd.DataFrame({
        "term": words[a], "other": words[b], "n": n, "n_term": np.bincount(ids, minlength=size)[a],
        "n_other": np.bincount(ids, minlength=size)[b],
        "g2": g2(n, n_a - n, n_b - n, (total - n_a - n_b + n).clip(0)),
        "pmi": pmi(n, n_a, n_b, 2 * total), "log_dice": log_dice(n, n_a, n_b),
    })  # fmt: skip
    return tables.COLLOCATIONS.frame(made)


@takes_tables()
def positions(articles: pd.DataFrame, terms: str | Iterable[str]) -> pd.DataFrame:
    """Where each of `terms` (or the one term) stands in each article, for a barcode: table `positions`.

    >>> terms.positions(corpus.read(["It rained in Seoul."]), "seoul")["start"].to_list()
    [13]
    """
    terms = [terms] if isinstance(terms, str) else terms
    wanted: dict[str, list[tuple[tuple[str, ...], str]]] = {}  # by the first word of each term
    for term in dict.fromkeys(terms):
        words = tuple(word for token in term.split() for word in split_token(token))
        if words:
            wanted.setdefault(words[0], []).append((words, term))
    rows = []
    for name, text in zip(articles["article_id"], articles["text"].fillna(""), strict=True):
        spans = find_words(text)
        said = [text[start:end].lower().replace("’", "'") for start, end in spans]
        for i, word in enumerate(said):
            for words, term in wanted.get(word, ()):
                if tuple(said[i : i + len(words)]) == words:
                    start, end = spans[i][0], spans[i + len(words) - 1][1]
                    rows.append((name, term, start, end, start / len(text)))
    return tables.POSITIONS.frame(rows)


@takes_tables()
def in_context(articles: pd.DataFrame, term: str, *, width: int = 60) -> pd.DataFrame:
    """Every occurrence of the word or words `term` with what stands left and right of it: table `in_context`.

    `line` is the number of the text's line, counted from 1, blank ones left out; the context stays in that line.

    >>> lines = terms.in_context(corpus.read(["It rained in Seoul on Monday."]), "Seoul")
    >>> lines[["left", "match", "right"]].to_numpy().tolist()
    [['It rained in ', 'Seoul', ' on Monday.']]
    """
    wanted = tuple(word for token in term.split() for word in split_token(token))
    rows = []
    for name, text in zip(articles["article_id"], articles["text"].fillna(""), strict=True) if wanted else ():
        for line, (start, end) in enumerate(find_lines(text), 1):
            spans = find_words(text[start:end])
            words = [text[start + a : start + b].lower().replace("’", "'") for a, b in spans]
            for i in range(len(words) - len(wanted) + 1):
                if tuple(words[i : i + len(wanted)]) == wanted:
                    a, b = start + spans[i][0], start + spans[i + len(wanted) - 1][1]
                    rows.append((name, a, b, line, text[max(start, a - width) : a], text[a:b],
                                 text[b : min(end, b + width)]))  # fmt: skip
    return tables.IN_CONTEXT.frame(rows)
