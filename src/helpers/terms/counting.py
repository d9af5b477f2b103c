"""How often each word stands in each text: one scan to counts."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from helpers import tables
from helpers.arguments import ArgumentError
from helpers.door import takes_tables
from helpers.text import WORD, Ints, blank, cut, expand, find_boilerplate, find_sentences, find_words, numbering


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
    if isinstance(texts, str):
        raise ArgumentError("terms.matrix", "texts", texts, "a list of texts")
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
    number = numbering()
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
def ngrams(articles: pd.DataFrame, n: int = 2, *, least: int = 2, places: pd.DataFrame | None = None) -> pd.DataFrame:
    """Runs of `n` words within a sentence that stand at least `least` times in an article: table `frequencies`.

    With `places` (`said_at`) only runs that begin and end with such a term, and are not one term whole; a sentence that
    an article has twice counts once. Such a run is written as where it first stands.

    >>> terms.ngrams(corpus.read(["It rained. It rained."]))[["term", "n"]].to_numpy().tolist()
    [['it rained', 2]]
    """
    number: dict[str, int] = {}
    written: dict[str, str] = {}
    texts = articles["text"].fillna("").tolist()
    if places is None:
        runs = [_runs(text, n) for text in texts]
    else:
        told, ids = tables.spans_by_article(places), articles["article_id"]
        said = [_telling(text, n, told.get(name, ())) for name, text in zip(ids, texts, strict=True)]
        runs = [[_key(run, written) for run in found] for found in said]
    sizes = np.cumsum([0, *(len(found) for found in runs)])
    words = np.array([number.setdefault(run, len(number)) for found in runs for run in found], np.int64)
    text_of = np.repeat(np.arange(len(texts)), np.diff(sizes))
    pairs, times = np.unique(text_of * (len(number) + 1) + words, return_counts=True)
    rows, columns = np.divmod(pairs, len(number) + 1)
    starts = np.searchsorted(rows, np.arange(len(texts) + 1))
    forms = [written.get(run, run) for run in number]
    return _counted(articles["article_id"], Matrix(forms, columns.astype(np.int32), times, starts), least)


def _key(run: str, written: dict[str, str]) -> str:
    """`run` in small letters; how it is first written is kept in `written`."""
    written.setdefault(low := run.lower(), run)
    return low


def _runs(text: str, n: int) -> list[str]:
    found: list[str] = []
    for start, end in find_sentences(text):
        words = [word for token in text[start:end].split() for word in split_token(token)]
        found += map(" ".join, zip(*(words[i:] for i in range(n)), strict=False))
    return found


def _telling(text: str, n: int, places: Sequence[tuple[int, int]]) -> list[str]:
    """The runs of `n` words that begin where a term begins and end where another ends, from each sentence once."""
    begins, ends, whole = {start for start, _ in places}, {end for _, end in places}, {*places}
    found: list[str] = []
    seen: set[str] = set()
    for start, end in find_sentences(text):
        if text[start:end] in seen:
            continue
        seen.add(text[start:end])
        spans = [(start + a, start + b) for a, b in find_words(text[start:end])]
        for (a, _), (_, b) in zip(spans, spans[n - 1 :], strict=False):
            if a in begins and b in ends and (a, b) not in whole:
                found.append(" ".join(text[a:b].replace("’", "'").split()))
    return found


def _counted(ids: pd.Series, counts: Matrix, least: int = 1) -> pd.DataFrame:
    """The table of `counts` of at least `least`; its rates are of all."""
    article = np.repeat(np.arange(len(ids)), np.diff(counts.starts))
    total = np.bincount(article, counts.n, minlength=len(ids))
    kept = np.flatnonzero(counts.n >= least)
    article, n = article[kept], counts.n[kept]
    made = pd.DataFrame({
        "article_id": ids.to_numpy()[article],
        "term": np.array(counts.terms, object)[counts.columns[kept]],
        "n": n, "per_1k": 1000 * n / total[article],
    })  # fmt: skip
    return tables.FREQUENCIES.frame(made)
