"""What changed between a sentence and its counterpart. Machine-suggested: a reader has to look."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

import pandas as pd

from helpers.reuse.words import find_terms
from helpers.tables import DIFFERENCES
from helpers.text import find_words


class Verdict(NamedTuple):
    """What became of a sentence: relation, and how likely a reader learns something else (0..1)."""

    relation: str
    score: float


def judge(original: str, derived: str) -> Verdict:
    """`original` against `derived`: same, reworded or meaning changed."""
    before, after = find_terms(original), find_terms(derived)
    score = 1 - SequenceMatcher(None, before, after, autojunk=False).ratio()
    return Verdict("same" if before == after else "meaning changed" if score > 0.6 else "reworded", score)


def differences(articles: pd.DataFrame, alignment: pd.DataFrame) -> pd.DataFrame:
    """The passages that changed in the aligned sentences. Table `differences`. Machine-suggested.

    Reads article_id and text of `articles`, and the table `alignment`.
    """
    texts = dict(zip(articles["article_id"], articles["text"].fillna(""), strict=True))
    rows: list[dict[str, object]] = []
    for row in alignment[alignment["relation"].isin(["reworded", "meaning changed"])].itertuples(index=False):
        original, derived = texts[row.original_id], texts[row.derived_id]
        left = [
            (row.original_start + a, row.original_start + b)
            for a, b in find_words(original[row.original_start : row.original_end])
        ]
        right = [
            (row.derived_start + a, row.derived_start + b)
            for a, b in find_words(derived[row.derived_start : row.derived_end])
        ]
        matcher = SequenceMatcher(
            None,
            [original[a:b].lower() for a, b in left],
            [derived[a:b].lower() for a, b in right],
            autojunk=False,
        )
        for tag, i, k, j, m in matcher.get_opcodes():
            if tag == "equal":
                continue
            kind = {"delete": "dropped", "insert": "added"}.get(tag, "wording")
            rows.append(
                {"original_id": row.original_id, "derived_id": row.derived_id, "alignment_id": row.alignment_id, "difference_kind": kind,
                 "original_start": left[i][0] if k > i else pd.NA, "original_end": left[k - 1][1] if k > i else pd.NA,
                 "derived_start": right[j][0] if m > j else pd.NA, "derived_end": right[m - 1][1] if m > j else pd.NA}
            )  # fmt: skip
    for number, made in enumerate(rows):
        made["difference_id"] = number
    return DIFFERENCES.frame(rows)
