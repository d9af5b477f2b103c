"""Which words the articles use: frequencies, keyness, dispersion, collocations and words in context.

A word is letters and digits with apostrophes inside, lower-case, its apostrophe straight; hyphenated words count as
their parts. Everything is counted from one scan (`text.scan`). Tables go in and tables come out: `frequencies` first,
then `ranked`, `keyness` and `dispersion` from it, so that stop words, copies of one text (`one_per_origin`) and
groups (`grouped`) can be settled in between.
"""

from __future__ import annotations

from helpers.terms.choosing import add_lemmas, grouped, one_per_origin, stop_list, without_stop_words
from helpers.terms.comparing import collocations, dispersion, in_context, keyness, positions, ranked
from helpers.terms.counting import Matrix, body_frequencies, frequencies, matrix, ngrams, split_token
from helpers.terms.formulas import (
    deviation_of_proportions,
    g2,
    juilland_d,
    log_dice,
    log_odds_z,
    log_ratio,
    odds_ratio,
    pmi,
    wilson,
)
from helpers.terms.named import outlet_names
from helpers.terms.said import as_said, said_at

__all__ = [
    "Matrix", "add_lemmas", "as_said", "body_frequencies", "collocations", "deviation_of_proportions", "dispersion",
    "frequencies", "g2", "grouped", "in_context", "juilland_d", "keyness", "log_dice", "log_odds_z", "log_ratio",
    "matrix", "ngrams", "odds_ratio", "one_per_origin", "outlet_names", "pmi", "positions", "ranked", "said_at",
    "split_token", "stop_list", "wilson", "without_stop_words",
]  # fmt: skip
__dir__ = __all__.copy
