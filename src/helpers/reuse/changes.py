"""The table `differences`: the passages that changed in the aligned sentences of two texts, with their places."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from helpers.door import takes_tables
from helpers.reuse.align import join_matches
from helpers.reuse.differences import Difference, judge
from helpers.reuse.joined import Joined, join
from helpers.reuse.tokens import Number, find_tokens, read_numbers
from helpers.tables import DIFFERENCES
from helpers.text import Span

PHRASE, HELD = 4, 0.7  # telling words of a phrase, and the share of them beside which it may have gone there


@takes_tables()
def differences(
    articles: pd.DataFrame, alignment: pd.DataFrame, *, numbers: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The passages that changed in the aligned sentences. Table `differences`. Machine-suggested.

    Reads article_id and text of `articles`, and the table `alignment`; `numbers` is the table `quantities`, without
    which no number is said to have changed. Sentences that were merged or split are compared as a whole, without what
    stands between them; whole sentences that were dropped or added stand in `alignment` only. Words that the other
    text holds all the same, in that sentence or in a row beside it, are not said to be dropped or added.

    >>> reuse.differences(articles, found.alignment).columns.to_list()[:2]
    ['original_id', 'derived_id']
    """
    texts = dict(zip(articles["article_id"], articles["text"].fillna(""), strict=True))
    known = {} if numbers is None else read_numbers(numbers)
    rows: list[dict[str, object]] = []
    for (original_id, derived_id), part in alignment.groupby(["original_id", "derived_id"], sort=True):
        ids = (str(original_id), str(derived_id))
        both = [_Text(texts[name], known.get(name, ())) for name in ids]
        found = [row for passage in _passages(part, both) for row in _differ(passage)]
        rows += [{"original_id": ids[0], "derived_id": ids[1], "difference_id": n} | row for n, row in enumerate(found)]
    return DIFFERENCES.frame(rows)


class _Text(NamedTuple):
    text: str
    numbers: Sequence[Number]


class _Side(NamedTuple):
    """What of a text is compared."""

    text: str
    sentences: Joined
    around: Joined  # with the sentence before and the one behind them

    def holds(self, words: str) -> bool:
        """Whether it has what seems left over in the other text: each telling word, or the words in a row beside."""
        told, here, beside = (_telling(text) for text in (words, self.sentences.text, self.around.text))
        if set(told) <= set(here) or (len(told) >= PHRASE and _share(told, beside) >= HELD):
            return True
        return any(beside[at : at + len(told)] == told for at in range(len(beside) - len(told) + 1))


class _Passage(NamedTuple):
    """Sentences that belong together: one on either side, or some that were merged or split."""

    is_whole: bool  # one on either side
    alignment_id: int
    relation: str
    sides: tuple[_Side, _Side]


def _share(told: Sequence[str], held: Collection[str]) -> float:
    return sum(word in held for word in told) / len(told)


def _telling(text: str) -> list[str]:
    return [token.stem for token in find_tokens(text) if token.is_content]


def _differ(passage: _Passage) -> Iterator[dict[str, object]]:
    """The rows of one passage."""
    left, right = (side.sentences for side in passage.sides)
    verdict = judge(left.text, right.text, (left.numbers, right.numbers))
    for found in verdict.differences:
        for kind, *spans in _placed(found, passage):
            row: dict[str, object] = {
                "alignment_id": passage.alignment_id,
                "relation": passage.relation,
                "difference_kind": kind,
                "score": verdict.score,
            }
            for side, span in zip(("original", "derived"), spans, strict=True):
                row[f"{side}_start"], row[f"{side}_end"] = span or (pd.NA, pd.NA)
            yield row


def _placed(found: Difference, passage: _Passage) -> Iterator[tuple[str, Span | None, Span | None]]:
    """A difference at its place in either text; in parts, where sentences that are not compared stand between them."""
    places = [
        [] if span is None else list(side.sentences.places(*span))
        for side, span in zip(passage.sides, (found.original, found.derived), strict=True)
    ]
    kind = found.kind if passage.is_whole else _came_or_went(found)
    if kind not in {"dropped", "added"} and max(map(len, places)) == 1:
        first, second = (spans[0] if spans else None for spans in places)
        yield kind, first, second
        return
    left, right = passage.sides
    yield from (("dropped", span, None) for span in places[0] if not right.holds(left.text[slice(*span)]))
    yield from (("added", None, span) for span in places[1] if not left.holds(right.text[slice(*span)]))


def _came_or_went(found: Difference) -> str:
    """What a difference is called in sentences that were merged or split: what else they hold, makes no kind sure."""
    return "dropped" if found.derived is None else "added" if found.original is None else "wording"


def _passages(part: pd.DataFrame, texts: Sequence[_Text]) -> Iterator[_Passage]:
    """The passages of one pair in which something changed. Merged sentences are one passage."""
    spans = [_sentences(part, side) for side in ("original", "derived")]
    changed = part[part["relation"].isin(["reworded", "worth a look", "meaning changed"])].sort_values("alignment_id")
    rows = list(changed[["alignment_id", "relation", "original_sentence", "derived_sentence"]].itertuples(index=False))
    for members in join_matches([(int(row[2]), int(row[3])) for row in rows]):
        first = rows[min(members)]
        sides = [
            _side(text, known, {int(rows[k][side]) for k in members})
            for side, text, known in zip((2, 3), texts, spans, strict=True)
        ]
        yield _Passage(len(members) == 1, int(first[0]), str(first[1]), (sides[0], sides[1]))


def _sentences(part: pd.DataFrame, side: str) -> dict[int, Span]:
    """The places of all sentences of one side of a pair, by number: aligned or not."""
    columns = [f"{side}_{name}" for name in ("sentence", "start", "end")]
    return {n: (start, end) for n, start, end in part[columns].dropna().astype(int).itertuples(index=False, name=None)}


def _side(text: _Text, spans: Mapping[int, Span], chosen: Collection[int]) -> _Side:
    beside = {n + step for n in chosen for step in (-1, 0, 1)} & spans.keys()
    sentences = join(text.text, [spans[n] for n in chosen], text.numbers)
    return _Side(text.text, sentences, join(text.text, [spans[n] for n in beside]))
