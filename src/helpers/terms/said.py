"""Terms as the texts write them: names whole and with their capitals."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


_Run = tuple[_Said, ...]


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
    runs: dict[str, Counter[_Run]] = {}
    sizes: dict[str, int] = {}
    apart: dict[str, Counter[str]] = {}
    for name, text in zip(articles["article_id"], articles["text"].fillna(""), strict=True):
        written = blank(text, told.get(name, ()))
        apart[name] = Counter(filter(str.strip, (written[start:end] for start, end in named.get(name, ()))))
        words = blank(written, named.get(name, ()))
        found = (_said_runs(words[start:end], stop) for start, end in find_sentences(written))
        runs[name] = Counter(itertools.chain.from_iterable(found))
        sizes[name] = len(_SAID.findall(written))
    kept = _kept_names(runs.values())
    everywhere: Counter[_Run] = Counter()
    for held in runs.values():
        everywhere.update(held)
    spelled = _spelled(everywhere, kept)
    shown = {
        run: [spelled.get(term.lower(), term) for term in _terms_of(run, kept) if _is_term(term, stop)]
        for run in everywhere
    }
    rows = []
    for article_id, held in runs.items():
        counts = apart[article_id]
        for run, n in held.items():
            for form in shown[run]:
                counts[form] += n
        rows += [(article_id, term, n, 1000 * n / sizes[article_id]) for term, n in counts.items()]
    return tables.FREQUENCIES.frame(rows)


def _is_term(term: str, stop: frozenset[str]) -> bool:
    """Whether `term` is a name of several words, or a word that is counted."""
    return " " in term or not (term.lower() in stop or len(term) < 2 or term in _ADDRESS or not _is_wordy(term))


@lru_cache(maxsize=100_000)
def _is_wordy(term: str) -> bool:
    return not any(letter.isdigit() for letter in term)


def _said_runs(sentence: str, stop: frozenset[str]) -> Iterator[_Run]:
    """The words of a sentence, those with capitals that follow each other together."""
    run: _Run = ()
    last, is_possessive = 0, False
    for match in _SAID.finditer(sentence):
        alone, is_owner = _said(match.group(), not run, stop)
        said, (start, end) = alone[0], match.span()
        if run and (said.is_capital or said.word in _WITHIN):
            before = run[-1]
            joins = said.is_capital or before.is_capital
            joins = joins and (before.is_capital or before.word in _WITHIN) and not is_possessive
        else:
            joins = False
        if joins and sentence[last:start] == " ":
            run = (*run, said)
        else:
            yield from _without_ends(run) if len(run) > 1 else filter(None, (run,))
            run = alone
        last, is_possessive = end, is_owner
    yield from _without_ends(run) if len(run) > 1 else filter(None, (run,))


@lru_cache(maxsize=1 << 16)
def _said(written: str, is_first: bool, stop: frozenset[str]) -> tuple[_Run, bool]:
    """A word alone, without the 's of an owner, and whether it had one; a stop word that begins has no capital."""
    is_owner = written.endswith(("'s", "’s"))
    word = written[:-2] if is_owner else written
    is_capital = word[0].isupper() and _is_wordy(word) and not (is_first and word.lower() in stop)
    return (_Said(word, is_capital, is_first),), is_owner


def _without_ends(run: _Run) -> tuple[_Run, ...]:
    """`run` without "of" and the like at its end, which are words of their own."""
    end = len(run)
    while end > 1 and not run[end - 1].is_capital:
        end -= 1
    return (run[:end], *((said,) for said in run[end:]))


def _name(run: Sequence[_Said]) -> str:
    return " ".join(said.word for said in run)


def _kept_names(runs: Iterable[Mapping[_Run, int]]) -> frozenset[str]:
    """The names of several words that stand in two articles, or three times; `runs` are those of each article."""
    times: Counter[str] = Counter()
    n_articles: Counter[str] = Counter()
    for held in runs:
        named = [(_name(run), n) for run, n in held.items() if 1 < len(run) <= _LONGEST_NAME]
        for name, n in named:
            times[name] += n
        n_articles.update({name for name, _ in named})
    return frozenset(name for name, n in times.items() if n > 2 or n_articles[name] > 1)


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


def _spelled(runs: Mapping[_Run, int], names: frozenset[str]) -> dict[str, str]:
    """How each single word is mostly written inside sentences: "Obama", "FBI", "jobs"."""
    written: dict[str, dict[str, int]] = {}
    for run, n in runs.items():
        if len(run) == 1 or _name(run) not in names:
            for word, _, is_first in run:
                forms = written.setdefault(word.lower(), {})
                forms[word] = forms.get(word, 0) + (0 if is_first else n)
    return {low: max(forms, key=lambda form: (forms[form], form.islower(), form)) for low, forms in written.items()}


# what other libraries call a list of theirs: taken for a word it would leave out nothing, without a word
