"""The formulas of comparing counts, each with its source."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Number = Floats | float
Z = 1.959963984540054  # 95 %


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
