"""What became of every sentence of an original in the text derived from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from helpers.reuse.align import join_matches, match
from helpers.reuse.body import Body, read_bodies
from helpers.reuse.differences import judge
from helpers.tables import ALIGNMENT

KNOWN = ("article_id -> other_id", "other_id -> article_id")


def alignment(articles: pd.DataFrame, pairs: pd.DataFrame, *, boilerplate: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row per aligned pair of sentences, and one per sentence dropped or added. Table `alignment`.

    Reads article_id, text and published (if there) of `articles`, and the table `pairs`. Where the order is not known
    the earlier article stands as the original, else the first by id, and `is_order_known` is false. Sentences are
    counted without boilerplate. Sentences merged or split are judged together. Relation and score are
    machine-suggested.
    """
    texts = dict(zip(articles["article_id"], articles["text"].fillna(""), strict=True))
    dates = articles.set_index("article_id")["published"].dropna().to_dict() if "published" in articles else {}
    bodies = read_bodies(articles[articles["article_id"].isin({*pairs["article_id"], *pairs["other_id"]})], boilerplate)
    rows: list[dict[str, object]] = []
    for name, other, direction in zip(pairs["article_id"], pairs["other_id"], pairs["direction"], strict=True):
        is_known = direction in KNOWN
        is_turned = direction == KNOWN[1]
        if not is_known and name in dates and other in dates:
            is_turned = dates[other] < dates[name]
        original, derived = (other, name) if is_turned else (name, other)
        aligned = _align_pair((original, derived), texts, bodies)
        rows.extend(row | {"is_order_known": is_known} for row in aligned)
    return ALIGNMENT.frame(rows)


def _align_pair(ids: tuple[str, str], texts: Mapping[str, str], bodies: Mapping[str, Body]) -> list[dict[str, object]]:
    original, derived = (texts[name] for name in ids)
    left, right = (bodies[name] for name in ids)
    matches = match(left.terms, right.terms)
    rows: list[dict[str, object]] = []
    for members in join_matches([(i, j) for i, j, _ in matches]):
        group = [matches[k] for k in members]
        spans = (_hull([left.spans[i] for i, _, _ in group]), _hull([right.spans[j] for _, j, _ in group]))
        verdict = judge(original[slice(*spans[0])], derived[slice(*spans[1])])
        rows.extend(
            {"similarity": value, "relation": verdict.relation, "score": verdict.score}
            | _side("original", left, i)
            | _side("derived", right, j)
            for i, j, value in group
        )
    held = {i for i, _, _ in matches}, {j for _, j, _ in matches}
    rows.extend(
        {"relation": "dropped"} | _side("original", left, i) for i in range(len(left.spans)) if i not in held[0]
    )
    rows.extend({"relation": "added"} | _side("derived", right, j) for j in range(len(right.spans)) if j not in held[1])
    rows.sort(key=lambda row: (row.get("original_sentence", len(left.spans)), row.get("derived_sentence", -1)))
    return [{"original_id": ids[0], "derived_id": ids[1], "alignment_id": n} | row for n, row in enumerate(rows)]


def _hull(spans: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """From the first start to the last end."""
    starts, ends = zip(*spans, strict=True)
    return min(starts), max(ends)


def _side(side: str, body: Body, number: int) -> dict[str, object]:
    start, end = body.spans[number]
    return {f"{side}_sentence": number, f"{side}_start": start, f"{side}_end": end}
