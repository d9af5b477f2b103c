"""How surely two aligned sentences are the same one.

Read on aligned sentences of real copies: of 100 with a cosine of .55 and more nearly all are one sentence; of those
with .3 to .4 a fifth, below .2 none - unless their neighbours on both sides are aligned too. In a translation that was
made anew, sentence after sentence, a cosine of .15 will do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from helpers.reuse.body import Body

Match = tuple[int, int, float]  # sentence, sentence, cosine
ALIKE = 0.2  # cosine from which two sentences count as aligned ...
VERBATIM = 0.85  # cosine from which two sentences are all but the same
REWORDED = 0.3  # share of the aligned words in sentences all but the same up to which a text is reworded throughout
SURE = 0.55  # cosine from which two sentences are the same one
LOOSE = 0.15  # the same, in a text that is reworded throughout, or between two neighbours ...
NEAR = 0.35  # ... of this cosine
MOST = 0.5  # share of a text's sentences from which it is most of the text: below it two texts share a part


def best_of(found: Iterable[Match], side: int) -> dict[int, float]:
    """The best cosine of each matched sentence of one side."""
    best: dict[int, float] = {}
    for entry in found:
        number = (entry[0], entry[1])[side]
        best[number] = max(best.get(number, 0.0), entry[2])
    return best


def share_verbatim(bodies: tuple[Body, Body], matches: Sequence[Match]) -> float:
    """The share of the aligned words that stand in sentences all but the same; of the text of fewer aligned words."""
    shares = []
    for side, body in enumerate(bodies):
        best = {i: value for i, value in best_of(matches, side).items() if value >= ALIKE}
        total = sum(len(body.terms[i]) for i in best)
        same = sum(len(body.terms[i]) for i, value in best.items() if value >= VERBATIM)
        shares.append((total, same / max(total, 1)))
    return min(shares)[1]


def is_said_anew(matches: Sequence[Match], bodies: tuple[Body, Body]) -> bool:
    """Whether most of either text stands in the other: a digest, or a report on a report, is not one text said anew."""
    aligned = [match for match in matches if match[2] >= ALIKE]
    return all(len(best_of(aligned, side)) >= MOST * len(body.spans) for side, body in enumerate(bodies))


def surely(matches: Sequence[Match], bodies: tuple[Body, Body]) -> list[Match]:
    """Those of `matches` in which the two sentences are surely the same one."""
    if share_verbatim(bodies, matches) <= REWORDED and is_said_anew(matches, bodies):
        return [match for match in matches if match[2] >= LOOSE]
    near = {(i, j) for i, j, value in matches if value >= NEAR}

    def is_between(i: int, j: int) -> bool:
        return all(any((i + a * way, j + b * way) in near for a in (1, 2) for b in (1, 2)) for way in (-1, 1))

    return [entry for entry in matches if entry[2] >= SURE or (entry[2] >= LOOSE and is_between(*entry[:2]))]


def share_in_common(matches: Sequence[Match], bodies: tuple[Body, Body]) -> float:
    """The share of the sentences of the shorter text that are surely in the other too."""
    sure = surely(matches, bodies)
    side = min((0, 1), key=lambda side: len(bodies[side].spans))
    return len(best_of(sure, side)) / max(len(bodies[side].spans), 1)
