"""From what the net says of each word to attributions: which words are source, cue and content, and whose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Range = tuple[int, int]

# places in the rows of `tags`: nothing, then begin and go on of each
CONTENT, CUE, SOURCE = 1, 3, 5
_WIDTH = 64  # numbers that one question to a word has


class Thought(NamedTuple):
    """What the net says of the words of one window, a row a word.

    `tags`: log-probability of nothing, content, cue and source (begin, go on); `words`, `cues`: the word as part of an
    attribution and as its cue, whose product tells whether they belong together; `near`, `bias`: what the distance
    between them adds, for source and content; `speaks`: log-odds that the word is a mention of
    somebody who states something here.
    """

    tags: Floats
    words: Floats
    cues: Floats
    near: Floats
    bias: Floats
    speaks: Floats


class Heard(NamedTuple):
    """A cue with what belongs to it, as ranges of words (last not in it).

    `sure`: how probable the net holds cue, content and that they belong together; `named`: the same of the source.
    """

    cue: Range
    source: Range | None
    content: tuple[Range, ...]
    sure: float = 1.0
    named: float = 1.0


def best_path(tags: Floats) -> list[int]:
    """The most probable tags in which each "go on" follows its own kind (Viterbi); the first may be one."""
    score, back = [0.0] * 7, []
    for row in tags.tolist():
        most = max(score)
        steps, now = [score.index(most)] * 7, [most + odds for odds in row]
        for begin in (CONTENT, CUE, SOURCE):
            before = begin if score[begin] >= score[begin + 1] else begin + 1
            steps[begin + 1], now[begin + 1] = before, score[before] + row[begin + 1]
        back.append(steps)
        score = now
    path, tag = [], max(range(7), key=score.__getitem__)
    for steps in reversed(back):
        path.append(tag)
        tag = steps[tag]
    return path[::-1]


def runs(path: Sequence[int], begin: int) -> list[Range]:
    """The ranges of words with the tag `begin` and those that go on from it."""
    found: list[Range] = []
    for i, tag in enumerate(path):
        if tag == begin + 1 and found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        elif tag in {begin, begin + 1}:
            found.append((i, i + 1))
    return found


def _distance(deltas: NDArray[np.integer[Any]]) -> NDArray[np.integer[Any]]:
    """Steps of distance, finer where near: 12 before the cue, 12 behind it."""
    steps = np.minimum(np.floor(np.log2(np.maximum(np.abs(deltas), 1)) * 1.5), 11).astype(np.int64)
    return np.asarray(np.where(deltas > 0, steps + 12, steps))


def belonging(thought: Thought, cues: Sequence[Range]) -> Floats:
    """Log-odds (cue, word, 0: source, 1: content) that a word belongs to a cue."""
    n = len(thought.words)
    asked = np.stack([thought.cues[start:end].mean(0) for start, end in cues]).reshape(-1, 2, _WIDTH)
    given = thought.words.reshape(n, 2, _WIDTH)
    together = np.einsum("ckd,mkd->cmk", asked, given) / 8
    deltas = np.arange(n)[None] - np.array([start for start, _ in cues])[:, None]
    return np.asarray(together + thought.near[_distance(deltas)] + thought.bias)


class Speaking(NamedTuple):
    """A mention of somebody who states something in its paragraph, and how probable the net holds that."""

    start: int
    end: int
    sure: float


LEAST_SPEAKING = 0.3  # from this probability on a word may name somebody who states something


def speaking(odds: Floats) -> Iterator[tuple[int, int, float]]:
    """The runs of words that may name somebody who states something, with the mean probability of each."""
    sure = 1 / (1 + np.exp(-odds))
    edges = np.flatnonzero(np.diff(np.concatenate([[False], sure >= LEAST_SPEAKING, [False]]).astype(np.int8)))
    for start, end in edges.reshape(-1, 2).tolist():
        yield start, end, float(sure[start:end].mean())


# chosen on articles held out from training
LEAST_CONTENT, LEAST_SOURCE = -2.0, -2.0  # log-odds below which nothing belongs to a cue


def link(thought: Thought) -> Iterator[Heard]:
    """The attributions of a window: each content goes to the cue that it most belongs to, each source too.

    A cue takes one source, and a source is taken once.
    """
    path = best_path(thought.tags)
    cues, sources, contents = (runs(path, begin) for begin in (CUE, SOURCE, CONTENT))
    if not cues or not contents:
        return
    odds = belonging(thought, cues)
    owned: dict[int, list[Range]] = {}
    for start, end in contents:
        scores = odds[:, start:end, 1].mean(1)
        best = int(scores.argmax())
        if scores[best] > LEAST_CONTENT:
            owned.setdefault(best, []).append((start, end))
    whose = _whose([odds[:, start:end, 0].mean(1) for start, end in sources], owned)
    for number in sorted(owned):
        source = sources[whose[number]] if number in whose else None
        told = _mean(thought.tags, [cues[number]], CUE), _mean(thought.tags, owned[number], CONTENT)
        sure = told[0] * told[1] * _odds(odds[number, :, 1], owned[number])
        named = _mean(thought.tags, [source], SOURCE) * _odds(odds[number, :, 0], [source]) if source else 0.0
        yield Heard(cues[number], source, tuple(owned[number]), sure, named)


def _mean(tags: Floats, ranges: Sequence[Range], begin: int) -> float:
    """Mean probability that the words of `ranges` have the tag `begin` or go on from it."""
    return float(np.concatenate([np.exp(tags[a:b, begin : begin + 2]).sum(1) for a, b in ranges]).mean())


def _odds(odds: Floats, ranges: Sequence[Range]) -> float:
    """The probability that the mean log-odds of the words of `ranges` tell."""
    return float(1 / (1 + np.exp(-np.concatenate([odds[a:b] for a, b in ranges]).mean())))


def _whose(scores: Sequence[Floats], cues: Iterable[int]) -> dict[int, int]:
    """cue -> source, the surest first, one to one; `scores`: log-odds of each source for every cue."""
    listed = sorted(((float(row[cue]), cue, i) for i, row in enumerate(scores) for cue in cues), reverse=True)
    found: dict[int, int] = {}
    for score, cue, source in listed:
        if score > LEAST_SOURCE and cue not in found and source not in found.values():
            found[cue] = source
    return found
