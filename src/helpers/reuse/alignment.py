"""What became of every sentence of an original in the text derived from it."""

from __future__ import annotations

import pandas as pd

from helpers.reuse.differences import judge
from helpers.reuse.pairs import Body, compare, read_body
from helpers.tables import ALIGNMENT


def alignment(articles: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """One row per aligned pair of sentences, and one per sentence dropped or added. Table `alignment`.

    Reads article_id and text of `articles`, and the table `pairs`. Where the direction is unknown the first article
    stands as the original. Boilerplate is left out. The relation is machine-suggested.
    """
    texts = dict(zip(articles["article_id"], articles["text"].fillna(""), strict=True))
    rows: list[dict[str, object]] = []
    for name, other, direction in zip(
        pairs["article_id"], pairs["other_id"], pairs["direction"], strict=True
    ):
        original, derived = (other, name) if direction == "other_id -> article_id" else (name, other)
        rows.extend(_align_pair(original, derived, texts[original], texts[derived]))
    return ALIGNMENT.frame(rows)


def _align_pair(original_id: str, derived_id: str, original: str, derived: str) -> list[dict[str, object]]:
    left, right = read_body(original), read_body(derived)
    matches = compare(left, right).matches
    rows: list[dict[str, object]] = []
    for i, j, value in matches:
        before, after = original[slice(*left.spans[i])], derived[slice(*right.spans[j])]
        verdict = judge(before, after)
        rows.append(
            {"similarity": value, "relation": verdict.relation, "score": verdict.score}
            | _side("original", left, i)
            | _side("derived", right, j)
        )
    matched_left, matched_right = {i for i, _, _ in matches}, {j for _, j, _ in matches}
    rows.extend(
        {"relation": "dropped"} | _side("original", left, i)
        for i in range(len(left.spans))
        if i not in matched_left
    )
    rows.extend(
        {"relation": "added"} | _side("derived", right, j)
        for j in range(len(right.spans))
        if j not in matched_right
    )
    rows.sort(
        key=lambda row: (row.get("original_sentence", len(left.spans)), row.get("derived_sentence", -1))
    )
    return [
        {"original_id": original_id, "derived_id": derived_id, "alignment_id": n} | row
        for n, row in enumerate(rows)
    ]


def _side(side: str, body: Body, number: int) -> dict[str, object]:
    start, end = body.spans[number]
    return {f"{side}_sentence": number, f"{side}_start": start, f"{side}_end": end}
