"""Terms as the texts write them: names whole and with their capitals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from helpers import tables
from helpers.door import takes_tables
from helpers.terms.choosing import stop_list
from helpers.text import blank, find_sentences

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
    articles: pd.DataFrame,
    *,
    boilerplate: pd.DataFrame | None = None,
    stop_words: str | Iterable[str] = "news",
    names: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """`frequencies` of words and names as people say them: "North Korea", "Federal Reserve", "FBI", "jobs".

    Words with capitals that follow each other are one name where the corpus has them in two articles or three times,
    else they are words. A word is written as it mostly is inside sentences. Stop words, single letters and whatever
    holds a digit are left out; `per_1k` stays relative to all words. `names`: places where a word is a name
    (`outlet_names`), counted as written and apart from the word: "Time" is not "time".

    >>> terms.as_said(corpus.read(["NATO met. NATO left."]))["term"].to_list()
    ['NATO', 'left', 'met']
    """
    told = {} if boilerplate is None else tables.spans_by_article(boilerplate)
    named = {} if names is None else tables.spans_by_article(names)
    stop = stop_list(stop_words)
    runs: dict[str, list[list[_Said]]] = {}
    sizes: dict[str, int] = {}
    apart: dict[str, Counter[str]] = {}
    for name, text in zip(articles["article_id"], articles["text"].fillna(""), strict=True):
        written = blank(text, told.get(name, ()))
        apart[name] = Counter(filter(str.strip, (written[start:end] for start, end in named.get(name, ()))))
        words = blank(written, named.get(name, ()))
        runs[name] = [run for start, end in find_sentences(written) for run in _said_runs(words[start:end], stop)]
        sizes[name] = len(_SAID.findall(written))
    kept = _kept_names(runs)
    spelled = _spelled(runs, kept)
    shown: dict[str, str] = {}  # a term -> how it is written; empty: left out
    rows = []
    for article_id, found in runs.items():
        counts: dict[str, int] = dict(apart[article_id])
        for run in found:
            for term in _terms_of(run, kept):
                if term not in shown:
                    shown[term] = spelled.get(term.lower(), term) if _is_term(term, stop) else ""
                if form := shown[term]:
                    counts[form] = counts.get(form, 0) + 1
        rows += [(article_id, term, n, 1000 * n / sizes[article_id]) for term, n in counts.items()]
    return tables.FREQUENCIES.frame(rows)


def _is_term(term: str, stop: frozenset[str]) -> bool:
    """Whether `term` is a name of several words, or a word that is counted."""
    return " " in term or not (term.lower() in stop or len(term) < 2 or term in _ADDRESS or not _is_wordy(term))


@lru_cache(maxsize=100_000)
def _is_wordy(term: str) -> bool:
    return not any(letter.isdigit() for letter in term)


def _said_runs(sentence: str, stop: frozenset[str]) -> list[list[_Said]]:
    """The words of a sentence, those with capitals that follow each other together."""
    runs: list[list[_Said]] = []
    last, is_possessive = 0, False
    for number, match in enumerate(_SAID.finditer(sentence)):
        word, (start, end) = match.group(), match.span()
        is_owner = word.endswith(("'s", "’s"))
        word = word[:-2] if is_owner else word
        is_capital = word[0].isupper() and _is_wordy(word) and not (number == 0 and word.lower() in stop)
        said = _Said(word, is_capital, number == 0)
        before = runs[-1][-1] if number else said
        joins = is_capital or (word in _WITHIN and before.is_capital)
        is_open = joins and number and (before.is_capital or before.word in _WITHIN) and not is_possessive
        if is_open and sentence[last:start] == " ":
            runs[-1].append(said)
        else:
            runs.append([said])
        last, is_possessive = end, is_owner
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
                for word, _, is_first in run:
                    forms = written.setdefault(word.lower(), {})
                    forms[word] = forms.get(word, 0) + (0 if is_first else 1)
    return {low: max(forms, key=lambda form: (forms[form], form.islower(), form)) for low, forms in written.items()}


# what other libraries call a list of theirs: taken for a word it would leave out nothing, without a word
