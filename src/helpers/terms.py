"""Which words the articles use: frequencies, keyness, dispersion, collocations and words in context."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from helpers import tables
from helpers.text import Ints, find_words, scan


@lru_cache(maxsize=1 << 17)
def split_token(token: str) -> tuple[str, ...]:
    """The words of a stretch without white space: lower-case, straight apostrophes, hyphenated words split."""
    return tuple(token[start:end].lower().replace("’", "'") for start, end in find_words(token))


def frequencies(articles: pd.DataFrame) -> pd.DataFrame:
    """How often each word stands in each article of `articles` (article_id, text): table `frequencies`.

    Boilerplate is counted as it stands; pass the text without it where it should not be.
    """
    words, keys = _words_of(articles["text"].fillna("").tolist())
    pairs, n = np.unique(keys, return_counts=True)
    article, word = np.divmod(pairs, max(1, len(words)))
    total = np.bincount(article, n, minlength=len(articles))
    made = pd.DataFrame({
        "article_id": articles["article_id"].to_numpy()[article],
        "term": np.array(words, object)[word],
        "n": n, "per_1k": 1000 * n / total[article],
    })  # fmt: skip
    return tables.FREQUENCIES.frame(made)


def _words_of(texts: Sequence[str]) -> tuple[list[str], Ints]:
    """The different words, and for every word in the texts: number of its text times different words, plus its own."""
    read = scan(texts)
    number: dict[str, int] = {}
    split = [[number.setdefault(word, len(number)) for word in split_token(token)] for token in read.tokens]
    lengths = np.array([len(words) for words in split], np.int64)
    flat = np.array([word for words in split for word in words], np.int64)
    firsts = np.cumsum(lengths) - lengths
    held = lengths[read.ids]
    text_of = np.repeat(np.repeat(np.arange(len(texts)), np.diff(read.starts)), held)
    place = np.arange(held.sum()) - np.repeat(np.cumsum(held) - held, held)
    return list(number), text_of * len(number) + flat[np.repeat(firsts[read.ids], held) + place]
