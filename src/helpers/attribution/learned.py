"""The learned reader: a small net that reads who says what; the weights ship with the package (docs/reader.md).

It runs on one thread, a window of words at a time, so that what it says of a text hangs on that text alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

from helpers.attribution.blend import Said, Span
from helpers.attribution.linking import Floats, Heard, Speaking, Thought, link, speaking
from helpers.attribution.pieces import FIRST, LAST, Word, read_words, windows
from helpers.attribution.quotes import Quote

ROOM = 180  # pieces of a window; two more mark its ends
MOST = 20_000  # words of a text that the net reads, some ten seconds; what comes after is left to the rules


class Net(NamedTuple):
    """The session that computes, and what the distance of two words adds (see `linking.Thought`)."""

    session: Any
    near: Floats
    bias: Floats


@cache
def _net() -> Net:
    import onnxruntime  # a fifth of a second, which the rules alone need not pay

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        (files("helpers") / "data" / "reader.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    told = session.get_modelmeta().custom_metadata_map
    near, bias = (np.array(json.loads(told[name]), np.float32) for name in ("near", "bias"))
    return Net(session, near, bias)


def think(words: Sequence[Word]) -> Thought:
    """What the net says of the words of one window."""
    ids, marks, firsts = [FIRST], [0], []
    for word in words:
        firsts.append(len(ids))
        ids += word.pieces
        marks += [word.mark] * len(word.pieces)
    given = {"ids": [*ids, LAST], "marks": [*marks, 0], "firsts": firsts}
    net = _net()
    made = net.session.run(None, {name: np.array(numbers, np.int64) for name, numbers in given.items()})
    tags, own, cues, speaks = made
    return Thought(tags, own, cues, net.near, net.bias, speaks[:, 0])


class Read(NamedTuple):
    """What the net reads in a text: attributions, and mentions of who states something, both in text order."""

    said: list[Said]
    speaking: list[Speaking]


def hear(text: str, quotes: Sequence[Quote]) -> Read:
    """What the net reads in the first `MOST` words of `text`."""
    words = read_words(text, quotes)[:MOST]
    read = Read([], [])
    for first, last in windows(text, words, ROOM):
        thought = think(words[first:last])
        read.said.extend(_placed(words, first, heard) for heard in link(thought))
        for start, end, sure in speaking(thought.speaks):
            read.speaking.append(Speaking(words[first + start].start, words[first + end - 1].end, sure))
    return read


def _placed(words: Sequence[Word], first: int, heard: Heard) -> Said:
    def place(part: tuple[int, int]) -> Span:
        return words[first + part[0]].start, words[first + part[1] - 1].end

    source = [place(heard.source)] if heard.source else []
    return Said(source, [place(heard.cue)], [place(part) for part in heard.content], heard.sure, heard.named)
