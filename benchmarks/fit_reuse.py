"""Fit the weights that reuse rests on, anew, and print them.

    python benchmarks/fit_reuse.py WMT21 BASIL [--only score direction differences] [--write]

Folders as for benchmarks/reuse.py. Three logistic regressions with a small ridge:

score        pairs of texts, reused or not: WMT21 translations cut and wrapped, edited copies of BASIL (positives);
             other candidates, and reports of one event by different outlets, which weigh sixfold (negatives)
direction    of a human translation (the original) and a machine translation of it, whole, cut, or wrapped (derived):
             what the one bears more than the other; without intercept
differences  pairs of sentences with one thing exchanged by the editors of benchmarks/reuse_edits.py, beside as many
             untouched ones, which weigh CAUTION: a wrong suggestion accuses people. HAND is what such edits, of one
             thing in a sentence, do not show, and was set by hand before the rest was fitted around it: an opposite
             or a reversed role alone passes the threshold; certainty made likelihood, titles, adverbs and how much is
             left over only tip it.

Every figure beside the weights is cross-validated over articles, in FOLDS folds. `--write` stores the weights in
src/helpers/data/reuse_weights.csv, from which helpers.reuse reads them.
"""

from __future__ import annotations

import argparse
import csv
import random
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import minimize

from helpers import reuse
from helpers.reuse.body import drop_repeated, find_repeated, read_body
from helpers.reuse.cues import find_cues
from helpers.reuse.direction import SPEAKS, find_traces
from helpers.reuse.matching import match_tokens
from helpers.reuse.pairs import accounts
from helpers.reuse.similar import compare
from reuse import (
    Pairs,
    Report,
    Translated,
    copied_corpus,
    derive,
    keep_some,
    pairs_of,
    paragraphs,
    read_basil,
    read_wmt,
    rewritten_corpus,
)
from reuse_edits import EXCHANGES, cases, numbers_of

WEIGHTS = Path(__file__).parent.parent / "src" / "helpers" / "data" / "reuse_weights.csv"
FOLDS = 5
CAUTION = 2.0
HAND = {
    "opposite": 4.5,
    "role": 4.5,
    "sure_for_possible": 2.0,
    "title": 0.5,
    "strength": 0.3,
    "share_over": 0.5,
    "n_over": 0.15,
}
Row = tuple[str, str, float, str]  # model, cue, weight, how it was made


def fit(
    x: np.ndarray, y: np.ndarray, w: np.ndarray, *, ridge: float, free: int, given: np.ndarray | float = 0.0
) -> np.ndarray:
    """Weights of a logistic regression; the first `free` of them are not drawn to zero. `given`: added to the logit."""
    held = np.r_[np.zeros(free), np.ones(x.shape[1] - free)]

    def loss(b: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ b + given
        likely = 1 / (1 + np.exp(-np.clip(z, -50, 50)))
        value = (w * (np.logaddexp(0, z) - np.where(y, z, 0))).sum() + ridge * (held * b * b).sum()
        return float(value), x.T @ (w * (likely - y)) + 2 * ridge * held * b

    return np.asarray(minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 5000}).x)


def cross_validate(
    x: np.ndarray,
    y: np.ndarray,
    w: np.ndarray,
    groups: Sequence[str],
    *,
    ridge: float,
    free: int,
    given: np.ndarray | None = None,
) -> np.ndarray:
    """The logit of every row by weights fitted on the other folds."""
    fold = np.array([zlib.crc32(group.encode()) % FOLDS for group in groups])
    logits = np.zeros(len(x)) if given is None else given.copy()
    for k in range(FOLDS):
        own = fold == k
        others = 0.0 if given is None else given[~own]
        logits[own] += x[own] @ fit(x[~own], y[~own], w[~own], ridge=ridge, free=free, given=others)
    return logits


# ---- score ----


def fit_score(translated: list[Translated], reports: list[Report]) -> list[Row]:
    """The weights of the reuse score."""
    cues, labels, weights, groups = [], [], [], []

    def add(articles: pd.DataFrame, true: Pairs, pairs: Iterable[tuple[str, str]], weight: float) -> None:
        bodies = {n: read_body(t) for n, t in zip(articles["article_id"], articles["text"], strict=True)}
        repeated = find_repeated(bodies.values()) if weight == 1 else set()
        for a, b in sorted(pairs):
            cues.append(compare(drop_repeated(bodies[a], repeated), drop_repeated(bodies[b], repeated)).cues)
            labels.append((a, b) in true)
            weights.append(weight)
            groups.append(a.rpartition("/")[0] or a)

    for seed in range(11, 19):
        for low, high in ((0.7, 1.0), (0.3, 0.7)):
            articles, true = rewritten_corpus(translated, reports if seed == 11 else [], low, high, seed)
            add(articles, true, pairs_of(reuse.candidates(articles)), 1)
    for seed in range(1, 7):
        articles, true = copied_corpus(reports, seed)
        add(articles, true, pairs_of(reuse.candidates(articles)), 1)
    articles = pd.DataFrame([(r.name, r.text) for r in reports], columns=["article_id", "text"])
    same = [tuple(sorted((a.name, b.name))) for a, b in combinations(reports, 2) if a.event == b.event]
    add(articles, set(), same, 6)
    names = list(cues[0])
    x = np.array([[1.0, *(found[name] for name in names)] for found in cues])
    y, w = np.array(labels), np.array(weights)
    found = cross_validate(x, y, w, groups, ridge=0.05, free=1) > 0
    print(f"score: {len(y)} pairs, {y.sum()} reused; precision {y[found].mean():.4f}, recall {found[y].mean():.4f}")
    fitted = fit(x, y, w, ridge=0.05, free=1)
    return [("score", cue, round(float(b), 2), "fitted") for cue, b in zip(["bias", *names], fitted, strict=True)]


# ---- direction ----


def fit_direction(translated: list[Translated], _: list[Report]) -> list[Row]:
    """The weights of the guess at the direction."""
    rng = random.Random(21)
    made, groups, modes = [], [], []
    for article in [a for a in translated if len(a.references[0]) >= 5] * 3:
        reference = paragraphs(rng.choice(article.references), rng)
        system = rng.choice(article.systems)
        for mode, low, high in (("whole", 1.0, 1.0), ("cut", 0.6, 0.95), ("wrapped", 0.3, 0.7)):
            kept = [system[i] for i in keep_some(len(system), low, high, rng)]
            text = derive(article, low, high, rng) if mode == "wrapped" else paragraphs(kept, rng)
            bodies = read_body(reference), read_body(text)
            traces = find_traces(*accounts((reference, text), bodies, compare(*bodies).matches))
            made.append(traces)
            groups.append(article.name)
            modes.append(mode)
    names = list(made[0])
    x = np.array([[traces[name] for name in names] for traces in made])
    scale = x.std(axis=0) + 1e-9  # so that the ridge weighs on all alike
    ones = np.ones(len(x))
    logits = cross_validate(x / scale, ones, ones, groups, ridge=3.0, free=0)
    speaks = np.abs(logits) >= np.log(SPEAKS / (1 - SPEAKS))
    for mode in dict.fromkeys(modes):
        own = np.array(modes) == mode
        right = (logits[own & speaks] > 0).mean()
        print(f"direction, {mode}: speaks {speaks[own].mean():.3f}, right {right:.3f} (n {own.sum()})")
    fitted = fit(x / scale, ones, ones, ridge=3.0, free=0) / scale
    return [("direction", name, round(float(b), 3), "fitted") for name, b in zip(names, fitted, strict=True)]


# ---- differences ----


def fit_differences(translated: list[Translated], _: list[Report]) -> list[Row]:
    """The weights of what changed in a sentence."""
    drawn = list(cases(translated, 8000, 31))
    found = [find_cues(match_tokens(case.original, case.derived, numbers_of(case))) for case in drawn]
    names = [name for name in found[0] if name not in HAND]
    x = np.array([[1.0, *(cues[name] for name in names)] for cues in found])
    y = np.array([case.kind != "untouched" for case in drawn])
    w = np.where(y, 1.0, CAUTION)
    given = np.array([sum(weight * cues[name] for name, weight in HAND.items()) for cues in found])
    for what, groups in (
        ("articles", [case.article for case in drawn]),
        ("language pairs", [case.article.partition("/")[0] for case in drawn]),
    ):
        flagged = cross_validate(x, y, w, groups, ridge=1.0, free=1, given=given) > 0
        rates: defaultdict[str, list[bool]] = defaultdict(list)
        for case, flag in zip(drawn, flagged, strict=True):
            rates[case.kind].append(bool(flag))
        recall = np.mean([np.mean(rates[kind]) for kind in EXCHANGES])
        wrong = np.mean(rates["untouched"])
        print(f"differences, held out by {what}: precision {recall / (recall + wrong):.3f}, recall {recall:.3f}")
    fitted = fit(x, y, w, ridge=1.0, free=1, given=given)
    rows = [("differences", cue, round(float(b), 2), "fitted") for cue, b in zip(["bias", *names], fitted, strict=True)]
    return [*rows, *(("differences", cue, weight, "by hand") for cue, weight in HAND.items())]


FITS = {"score": fit_score, "direction": fit_direction, "differences": fit_differences}


def main() -> None:
    """Read the arguments, fit, print and, if asked, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wmt", type=Path, help="folder with the WMT21 XML files, into English")
    parser.add_argument("basil", type=Path, help="folder with BASIL's articles")
    parser.add_argument("--only", nargs="+", choices=list(FITS), default=list(FITS), help="what to fit")
    parser.add_argument("--write", action="store_true", help=f"store the weights in {WEIGHTS.name}")
    chosen = parser.parse_args()
    translated, reports = read_wmt(chosen.wmt), read_basil(chosen.basil)
    rows: list[Row] = []
    with WEIGHTS.open(encoding="utf-8") as lines:
        rows += [(r["model"], r["cue"], float(r["weight"]), r["made"]) for r in csv.DictReader(lines)]
    for name in chosen.only:
        fresh = FITS[name](translated, reports)
        print("\n".join(f"{model},{cue},{weight:g},{made}" for model, cue, weight, made in fresh), flush=True)
        rows = [row for row in rows if row[0] != name] + fresh
    if chosen.write:
        rows.sort(key=lambda row: list(FITS).index(row[0]))
        with WEIGHTS.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(("model", "cue", "weight", "made"))
            writer.writerows((model, cue, f"{weight:g}", made) for model, cue, weight, made in rows)


if __name__ == "__main__":
    main()
