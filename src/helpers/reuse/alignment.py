"""What became of every sentence of an original in the text derived from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from helpers.door import takes_tables
from helpers.reuse.align import join_matches, match
from helpers.reuse.body import Body, read_bodies
from helpers.reuse.differences import judge
from helpers.reuse.joined import join
from helpers.reuse.matching import share_but_names, share_kept
from helpers.reuse.strength import REWORDED, Match, share_verbatim, surely
from helpers.reuse.tokens import Number, read_numbers
from helpers.tables import ALIGNMENT

KNOWN = ("article_id -> other_id", "other_id -> article_id")
KEPT = 0.58  # share of the telling words of the shorter of two sentences that stand in the other, if they are one


@takes_tables()
def alignment(
    articles: pd.DataFrame,
    pairs: pd.DataFrame,
    *,
    boilerplate: pd.DataFrame | None = None,
    numbers: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per aligned pair of sentences, and one per sentence dropped or added. Table `alignment`.

    Reads article_id, text and published (if there) of `articles`, and the table `pairs`. Where the order is not known
    the earlier article stands as the original, else the first by id, and `is_order_known` is false. Sentences are
    counted without boilerplate, which is the table of that name, found where not given. Only sentences that are surely
    the same stand side by side (`strength.surely`). Those merged or split are judged together, and never said to have
    changed their meaning. `numbers`: the table `quantities`, without which no number is said to have changed. Relation
    and score are machine-suggested.

    >>> len(reuse.alignment(articles, found.pairs)) > 10
    True
    """
    dates = articles.set_index("article_id")["published"].dropna().to_dict() if "published" in articles else {}
    held = articles[articles["article_id"].isin({*pairs["article_id"], *pairs["other_id"]})]
    texts = dict(zip(held["article_id"], held["text"].fillna(""), strict=True))
    bodies = read_bodies(held, boilerplate)
    known = {} if numbers is None else read_numbers(numbers[numbers["article_id"].isin(set(texts))])
    sides = {name: Side(text, bodies[name], known.get(name, ())) for name, text in texts.items()}
    rows: list[dict[str, object]] = []
    for name, other, direction in zip(pairs["article_id"], pairs["other_id"], pairs["direction"], strict=True):
        is_known = direction in KNOWN
        is_turned = direction == KNOWN[1]
        if not is_known and name in dates and other in dates:
            is_turned = dates[other] < dates[name]
        ids = (other, name) if is_turned else (name, other)
        head = {"original_id": ids[0], "derived_id": ids[1], "is_order_known": is_known}
        aligned = _align_pair(sides[ids[0]], sides[ids[1]])
        rows += [head | {"alignment_id": n} | row for n, row in enumerate(aligned)]
    return ALIGNMENT.frame(rows)


class Side(NamedTuple):
    """One text of a pair."""

    text: str
    body: Body
    numbers: Sequence[Number]


def _align_pair(original: Side, derived: Side) -> list[dict[str, object]]:
    left, right = original.body, derived.body
    found = match(left.terms, right.terms)
    matches = surely(found, (left, right))
    if share_verbatim((left, right), found) > REWORDED:
        matches = [one for one in matches if _is_read_alike(original, derived, *one[:2])]
    rows = [
        row
        for members in join_matches([(i, j) for i, j, _ in matches])
        for row in _judge_group([matches[k] for k in members], original, derived)
    ]
    held = {i for i, _, _ in matches}, {j for _, j, _ in matches}
    rows.extend(
        {"relation": "dropped"} | _side("original", left, i) for i in range(len(left.spans)) if i not in held[0]
    )
    rows.extend({"relation": "added"} | _side("derived", right, j) for j in range(len(right.spans)) if j not in held[1])
    rows.sort(key=lambda row: (row.get("original_sentence", len(left.spans)), row.get("derived_sentence", -1)))
    return rows


def _is_read_alike(original: Side, derived: Side, left: int, right: int) -> bool:
    """Whether two sentences share most words of the shorter one: rare words, or a name, make them no one sentence.

    Not asked of a text that is reworded throughout.
    """
    one, other = (side.text[slice(*side.body.spans[place])] for side, place in ((original, left), (derived, right)))
    return one == other or (share_kept(one, other) >= KEPT and share_but_names(one, other))


def _judge_group(group: Sequence[Match], original: Side, derived: Side) -> Iterator[dict[str, object]]:
    """The rows of sentences that belong together."""
    left = join(original.text, [original.body.spans[i] for i, _, _ in group], original.numbers)
    right = join(derived.text, [derived.body.spans[j] for _, j, _ in group], derived.numbers)
    verdict = judge(left.text, right.text, (left.numbers, right.numbers))
    relation = verdict.relation
    if relation == "meaning changed" and len(group) > 1:
        relation = "worth a look"
    for i, j, value in group:
        yield (
            {"similarity": value, "relation": relation, "score": verdict.score}
            | _side("original", original.body, i)
            | _side("derived", derived.body, j)
        )


def _side(side: str, body: Body, number: int) -> dict[str, object]:
    start, end = body.spans[number]
    return {f"{side}_sentence": number, f"{side}_start": start, f"{side}_end": end}
