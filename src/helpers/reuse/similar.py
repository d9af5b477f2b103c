"""Two texts sentence by sentence: how much of them is alike, and how surely that is reuse."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from helpers.door import takes_tables
from helpers.reuse.align import match
from helpers.reuse.body import Body, drop_repeated, find_repeated, read_bodies
from helpers.reuse.candidates import candidates
from helpers.reuse.passages import longest_run
from helpers.reuse.strength import ALIKE, VERBATIM, best_of
from helpers.reuse.weights import read_weights
from helpers.tables import SIMILARITIES

ALONE = 0.3  # cosine from which two sentences count as aligned even alone
ENOUGH = 3  # aligned sentences that reuse needs; two will do when they are most of the shorter text
PLAIN = 0.5  # cosine from which sentences of newsrooms, not of translators, are the same beyond a doubt
OWN = 25  # words outside quotation marks in such sentences, below which a pair that shares mostly quotes is none
QUOTED = 50  # words in quotation marks that it shares then at least


class Comparison(NamedTuple):
    """What the sentences of two texts have in common."""

    matches: tuple[tuple[int, int, float], ...]  # sentence, sentence, cosine
    share_aligned: float
    n_aligned: int
    n_run: int
    n_shared_numbers: int
    score: float
    cues: Mapping[str, float]  # what the score rests on


def compare(left: Body, right: Body) -> Comparison:
    """Sentences of `left` and `right` aligned, and a score of reuse in 0..1.

    The shares are of the text that is aligned the more: a long text may hold a short one whole. Words in quotation
    marks, on one side or the other, do not count in them: newsrooms quote one statement without copying each other.
    """
    found = tuple(match(left.terms, right.terms))
    own = _own_words(left, right, found)
    shares = [_shares(words, best_of(found, side)) for side, words in enumerate(own)]
    n_aligned = min(share.n_aligned for share in shares)
    kept, aligned, sure, verbatim = (max(values) for values in zip(*(s[:4] for s in shares), strict=True))
    cues = {
        "kept": kept,
        "share_aligned": aligned,
        "share_sure": sure,
        "log_aligned": math.log1p(n_aligned),
        "log_verbatim": math.log1p(verbatim),
    }
    weights = read_weights("score")
    # a cue that was not fitted yet counts nothing, so that it can be
    logit = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in cues.items())
    enough = not _is_quoting((left, right), found, shares)
    enough &= n_aligned >= ENOUGH or (n_aligned == ENOUGH - 1 and aligned > 0.6)
    score = 1 / (1 + math.exp(-logit)) if enough else 0.0
    if left.terms and left.terms == right.terms:
        score = 1.0
    run = longest_run([(i, j) for i, j, value in found if value >= ALIKE])
    return Comparison(found, aligned, n_aligned, run, len(left.numbers & right.numbers), score, cues)


def _is_quoting(bodies: tuple[Body, Body], found: tuple[tuple[int, int, float], ...], shares: list[_Shares]) -> bool:
    """Whether what two texts share is mostly what others said, word for word, and next to nothing besides.

    A translation words quotes differently too, so that loose likeness of quotes does not speak against it.
    """
    for side, (body, share) in enumerate(zip(bodies, shares, strict=True)):
        aligned = {i: value for i, value in best_of(found, side).items() if value >= ALIKE}
        quoted = {i: len(body.terms[i]) - body.n_own[i] for i in aligned}
        same = sum(n for i, n in quoted.items() if aligned[i] >= VERBATIM)
        n_words = sum(len(body.terms[i]) for i in aligned)
        if share.plain < OWN and share.own < n_words / 2 and same >= max(QUOTED, sum(quoted.values()) / 2):
            return True
    return False


class _Shares(NamedTuple):
    kept: float  # of the words, each by the cosine of its sentence
    aligned: float  # of the sentences
    sure: float  # of the words, in surely aligned sentences
    verbatim: float  # words in sentences all but the same
    n_aligned: int
    own: float  # words outside quotes in the aligned sentences
    plain: float  # the same, in those aligned beyond a doubt


def _own_words(left: Body, right: Body, found: tuple[tuple[int, int, float], ...]) -> tuple[list[float], list[float]]:
    """Words of every sentence outside quotes. A sentence counts as quoted where its counterpart is."""
    own = [float(n) for n in left.n_own], [float(n) for n in right.n_own]
    for i, j, value in found:
        if value >= ALONE:
            share = min(left.n_own[i] / len(left.terms[i]), right.n_own[j] / len(right.terms[j]))
            own[0][i] = min(own[0][i], share * len(left.terms[i]))
            own[1][j] = min(own[1][j], share * len(right.terms[j]))
    return own


def _shares(own: list[float], best: dict[int, float]) -> _Shares:
    # five words more, so that a text of almost nothing but quotes does not rest on a "he said"
    total = sum(own) + 5
    alike = [i for i, value in best.items() if value >= ALIKE]
    return _Shares(
        sum(own[i] * value for i, value in best.items()) / total,
        len(alike) / max(len(own), 1),
        sum(own[i] for i, value in best.items() if value >= ALONE) / total,
        sum(own[i] for i, value in best.items() if value >= VERBATIM),
        len(alike),
        sum(own[i] for i in alike),
        sum(own[i] for i in alike if best[i] >= PLAIN),
    )


@takes_tables()
def similarities(
    articles: pd.DataFrame,
    *,
    chosen: pd.DataFrame | None = None,
    numbers: pd.DataFrame | None = None,
    boilerplate: pd.DataFrame | None = None,
    repeated: Container[tuple[str, ...]] | None = None,
) -> pd.DataFrame:
    """Candidate pairs with what they have in common, reuse or not. Reads article_id and text; table `similarities`.

    `chosen`: the table `candidates`, found where not given (for a corpus in parts: pairs whose articles are all in
    `articles`). `numbers`: the table `quantities`, to count shared figures by value instead of by digits.
    `boilerplate`: the table, whose passages are left out; found where not given. `repeated`: the sentences (as terms)
    that stand in REPEATED or more articles, found among `articles` where not given.

    >>> reuse.similarities(articles).columns.to_list()[:3]
    ['article_id', 'other_id', 'share_aligned']
    """
    rows = [row for row, *_ in compare_all(articles, chosen, numbers, repeated, boilerplate)]
    return SIMILARITIES.frame(rows)


def compare_all(
    articles: pd.DataFrame,
    chosen: pd.DataFrame | None,
    numbers: pd.DataFrame | None,
    repeated: Container[tuple[str, ...]] | None,
    boilerplate: pd.DataFrame | None,
) -> Iterator[tuple[dict[str, object], tuple[Body, Body], Comparison]]:
    """For each pair of `chosen` its row of `similarities`, the two texts as compared, and what was found."""
    chosen = candidates(articles) if chosen is None else chosen
    names = {*chosen["article_id"], *chosen["other_id"]}
    wanted = articles[articles["article_id"].isin(names)]
    bodies = read_bodies(wanted, boilerplate)
    repeated = find_repeated(bodies.values()) if repeated is None else repeated
    bodies = {name: drop_repeated(body, repeated) for name, body in bodies.items()}
    figures = _figures(numbers)
    for name, other in zip(chosen["article_id"], chosen["other_id"], strict=True):
        found = compare(bodies[name], bodies[other])
        shared = found.n_shared_numbers
        if numbers is not None:
            shared = len(figures.get(name, set()) & figures.get(other, set()))
        row = {
            "article_id": name,
            "other_id": other,
            "share_aligned": found.share_aligned,
            "n_aligned": found.n_aligned,
            "n_run": found.n_run,
            "n_shared_numbers": shared,
            "score": found.score,
        }
        yield row, (bodies[name], bodies[other]), found


def _figures(numbers: pd.DataFrame | None) -> Mapping[str, set[tuple[float, str]]]:
    """The distinct figures of every article: value and unit."""
    if numbers is None:
        return {}
    known = numbers[numbers["value"].notna()]
    found: dict[str, set[tuple[float, str]]] = {}
    for name, value, unit in zip(known["article_id"], known["value"], known["unit"].fillna(""), strict=True):
        found.setdefault(name, set()).add((float(value), unit))
    return found
