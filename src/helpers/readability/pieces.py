"""Which texts stand in whole sentences, so that their measures can be set side by side."""

from __future__ import annotations

import re

import pandas as pd

from helpers import tables
from helpers.door import takes_tables
from helpers.text import blank, count_words, find_boilerplate, find_sentences

_LEAST_WORDS, _SCRAP = 400, 4  # words: of an article whose grade says something, and of a sentence that is none
_CLOSED = re.compile(r"[.!?…][\"”’')\]]*$")


@takes_tables()
def whole(articles: pd.DataFrame, *, boilerplate: pd.DataFrame | None = None) -> list[str]:
    """The articles whose measures can be set side by side: of 400 words at least, in whole sentences.

    Not in whole sentences are live blogs, transcripts and texts in pieces: a fifth of what stands between two ends of
    sentences has four words or fewer, or no full stop. The table `boilerplate` of the same articles saves finding it
    again.

    >>> len(readability.whole(articles))
    5
    """
    told = None if boilerplate is None else tables.spans_by_article(boilerplate)
    kept = []
    for name, text in zip(articles["article_id"], articles["text"].fillna(""), strict=True):
        said = blank(text, find_boilerplate(text) if told is None else told.get(name, ()))
        sentences = [said[start:end].rstrip() for start, end in find_sentences(said)]
        sizes = [n for n in map(count_words, sentences) if n]
        n_scraps = sum(n <= _SCRAP for n in sizes)
        n_open = sum(not _CLOSED.search(sentence) for sentence in sentences)
        if sum(sizes) >= _LEAST_WORDS and 5 * max(n_scraps, n_open) < len(sizes):
            kept.append(str(name))
    return kept
