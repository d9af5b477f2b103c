"""Which articles one comes from the other, or both from one text: proved sentence by sentence."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.reuse.align import match
from helpers.reuse.candidates import candidates
from helpers.reuse.direction import guess_direction
from helpers.reuse.words import find_terms
from helpers.tables import PAIRS
from helpers.text import Span, find_boilerplate, find_sentences

ENOUGH = 3  # aligned sentences that reuse needs, unless the texts are copies
ALIKE = 0.3  # likeness from which two sentences count as aligned


class Body(NamedTuple):
    """The sentences of a text that are not boilerplate: where they stand, and their terms."""

    spans: tuple[Span, ...]
    terms: tuple[tuple[str, ...], ...]


def read_body(text: str) -> Body:
    """The sentences of `text` that count in a comparison."""
    furniture = find_boilerplate(text)
    spans, terms = [], []
    for start, end in find_sentences(text):
        if any(low <= start < high for low, high in furniture):
            continue
        words = tuple(find_terms(text[start:end]))
        if words:
            spans.append((start, end))
            terms.append(words)
    return Body(tuple(spans), tuple(terms))


class Comparison(NamedTuple):
    """What the sentences of two texts have in common."""

    matches: tuple[tuple[int, int, float], ...]  # sentence, sentence, likeness
    share_aligned: float
    n_aligned: int
    n_run: int
    n_shared_numbers: int
    score: float


def compare(left: Body, right: Body) -> Comparison:
    """Sentences of `left` and `right` aligned, and a score of reuse in 0..1."""
    if not left.terms or not right.terms:
        return Comparison((), 0.0, 0, 0, 0, 0.0)
    matches = tuple(found for found in match(left.terms, right.terms) if found[2] >= ALIKE)
    n_left, n_right = len({i for i, _, _ in matches}), len({j for _, j, _ in matches})
    n_aligned = min(n_left, n_right)
    share = max(n_left / len(left.terms), n_right / len(right.terms))
    numbers = [{t for s in body.terms for t in s if t[0].isdigit()} for body in (left, right)]
    is_copy = left.terms == right.terms
    score = 1.0 if is_copy else 1 / (1 + np.exp(-12 * (share - 0.4))) if n_aligned >= ENOUGH else 0.0
    return Comparison(
        matches, share, n_aligned, _longest_run(matches), len(numbers[0] & numbers[1]), float(score)
    )


def _longest_run(matches: tuple[tuple[int, int, float], ...]) -> int:
    """Most sentences in a row, on both sides."""
    best = run = 0
    last = (-2, -2)
    for i, j, _ in matches:
        run = run + 1 if i - last[0] <= 1 and j - last[1] <= 1 else 1
        best, last = max(best, run), (i, j)
    return best


def pairs(articles: pd.DataFrame, *, numbers: pd.DataFrame | None = None) -> pd.DataFrame:
    """Pairs of articles between which reuse was found. Reads article_id, text and published; table `pairs`.

    Copies, rewrites and machine translations of one text are found; reports of one event by different newsrooms are
    not reuse. No reuse found is not independence. `numbers`: the table `quantities`, to count shared figures by value.
    """
    chosen = candidates(articles)
    texts = dict(zip(articles["article_id"], articles["text"].fillna(""), strict=True))
    published = (
        dict(zip(articles["article_id"], articles["published"], strict=True))
        if "published" in articles
        else {}
    )
    bodies = {name: read_body(texts[name]) for name in {*chosen["article_id"], *chosen["other_id"]}}
    rows = []
    for name, other in zip(chosen["article_id"], chosen["other_id"], strict=True):
        left, right = bodies[name], bodies[other]
        result = compare(left, right)
        if result.score < 0.5:
            continue
        p_first, basis = guess_direction(texts[name], texts[other], published.get(name), published.get(other))
        first, second = (name, other) if p_first > 0.5 else (other, name)
        known = basis is not None
        rows.append(
            {
                "article_id": name,
                "other_id": other,
                "share_aligned": result.share_aligned,
                "n_aligned": result.n_aligned,
                "n_run": result.n_run,
                "n_shared_numbers": result.n_shared_numbers,
                "score": result.score,
                "direction": "unknown"
                if not known
                else "article_id -> other_id"
                if p_first > 0.5
                else "other_id -> article_id",
                "p_direction": p_first,
                "direction_basis": basis,
                "original_id": first if known else pd.NA,
                "derived_id": second if known else pd.NA,
            }
        )
    return PAIRS.frame(rows)
