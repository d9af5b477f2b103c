"""How much of the texts leaves the machine: no run of words of an article is longer than allowed, in any file.

What a report shows on purpose is chosen where it is shown (`show.passages`, the pages of evidence). This is the last
gate: it knows no page and no table, only words that stand together in an article, and cuts them wherever they appear.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.report import search
from helpers.report.drawing import KIND as DRAWING
from helpers.show import EXCERPT, NAME

TEXT_MODES = ("full", "excerpt", "none")
LIMITS: Mapping[str, int] = {"excerpt": EXCERPT, "none": NAME}  # words in a row
CUT = "[…]"

_WORD = re.compile(r"(\w+)")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, its bits well mixed: sums of its powers differ for different runs
_PIECE = 1 << 20  # words looked at in one go

Ids = NDArray[np.uint64]


class Known(NamedTuple):
    """The runs of `limit` + 1 words of all texts, as sorted numbers, and the number of each word."""

    limit: int
    words: Mapping[str, int]
    runs: Ids


def known(texts: Iterable[str], limit: int) -> Known:
    """What `texts` hold that may not be shown: their runs of more than `limit` words."""
    words: dict[str, int] = {}
    runs = [np.zeros(0, np.uint64)]
    for text in texts:
        ids = [words.setdefault(word.casefold(), len(words) + 1) for word in _WORD.findall(text)]
        runs.append(np.unique(_runs(np.array(ids, np.uint64), limit + 1)))
    return Known(limit, words, np.unique(np.concatenate(runs)))


def _runs(ids: Ids, n: int) -> Ids:
    """A number for each run of `n` words, by where it begins."""
    if len(ids) < n:
        return np.zeros(0, np.uint64)
    made = np.zeros(len(ids) - n + 1, np.uint64)
    for k in range(n):
        made = made * _FACTOR + ids[k : k + len(made)]
    return made


def hidden(words: list[str], texts: Known) -> NDArray[np.bool_]:
    """Which of `words` to hide, so that at most `limit` of a run that stands in the texts are left."""
    n = texts.limit + 1
    ids = np.array([texts.words.get(word.casefold(), 0) for word in words], np.uint64)
    begins = np.zeros(len(words), bool)
    for at in range(0, max(len(ids) - n + 1, 0), _PIECE):
        runs = _runs(ids[at : at + _PIECE + n - 1], n)
        begins[at : at + len(runs)] = np.isin(runs, texts.runs)
    # a word is in a run that is too long if one of the last n places begins such a run
    since = np.concatenate([[0], np.cumsum(begins)])
    places = np.arange(len(words))
    inside = since[places + 1] - since[np.maximum(places - n + 1, 0)] > 0
    first = inside & ~np.concatenate([[False], inside[:-1]])
    began = np.maximum.accumulate(np.where(first, places, -1)) if len(words) else places
    too_far: NDArray[np.bool_] = inside & (places - began >= texts.limit)
    return too_far


def cut(pieces: Sequence[str], texts: Known, *, pattern: re.Pattern[str] = _WORD) -> list[str]:
    """`pieces`, read as one run of words, with the words of too long runs taken out; markup stays.

    `pattern` finds words in its last group, and what to step over.
    """
    found = [[match for match in pattern.finditer(piece) if match[pattern.groups]] for piece in pieces]
    gone = iter(hidden([match[0] for matches in found for match in matches], texts))
    return [_without(piece, matches, gone) for piece, matches in zip(pieces, found, strict=True)]


def _without(piece: str, words: Sequence[re.Match[str]], gone: Iterator[np.bool_]) -> str:
    parts: list[str] = []
    at, was_gone = 0, False
    for match in words:
        between = piece[at : match.start()]
        is_gone = bool(next(gone))
        if is_gone:
            parts.append("".join(_KEPT.findall(between)) if was_gone else f"{between}{CUT}")
        else:
            parts += [between, match[0]]
        at, was_gone = match.end(), is_gone
    return "".join([*parts, piece[at:]])


_KEPT = re.compile(r"<[^>]*>|[”»][:;,.]?")  # tags, and where a quotation ends
_IN_HTML = re.compile(
    r"<style>.*?</style>|<script\b[^>]*>.*?</script>|<[^>]*>|&#?\w+;|\[U\+[0-9A-F]{4,6}\]|(\w+)", re.DOTALL
)
_DATA = re.compile(r'(<script type="application/json" class="held">)(.*?)(</script>)', re.DOTALL)
_SAID = re.compile(r'(?<= )((?:alt|title|aria-label|data-who)=")([^"]*)(?=")')


def html(source: str, texts: Known) -> str:
    """A page, or a piece of one, without too long runs: in its text, and in what its images and marks say."""
    source = _DATA.sub(
        lambda match: match[1] + str(search.held(_cut_held(json.loads(match[2]), texts))) + match[3], source
    )
    (shown,) = cut([source], texts, pattern=_IN_HTML)
    return _SAID.sub(lambda match: match[1] + cut([match[2]], texts, pattern=_IN_HTML)[0], shown)


def _cut_held(value: Any, texts: Known) -> Any:
    """What a page holds as data, without too long runs: the same lists with their strings cut."""
    if isinstance(value, list):
        return [_cut_held(part, texts) for part in value]
    return _plain(value, texts) if isinstance(value, str) else value


def sheet(source: str, texts: Known) -> str:
    """A CSV file without too long runs, within a cell or from one to the next."""
    if not source.strip():
        return source
    rows = pd.read_csv(io.StringIO(source), header=None, dtype="str", keep_default_na=False, skip_blank_lines=False)
    cells = rows.to_numpy().ravel().tolist()
    shown = np.array(cut(cells, texts), dtype=object).reshape(rows.shape)
    return pd.DataFrame(shown).to_csv(header=False, index=False, lineterminator="\n")


def notebook(source: str, texts: Known) -> str:
    """A notebook as JSON, without too long runs in what its cells put out."""
    held = json.loads(source)
    for output in (output for cell in held["cells"] for output in cell.get("outputs", ())):
        for holder in (output, output.get("data", {})):
            for kind in ("text", "text/plain", "text/html", "text/markdown"):
                if kind in holder:
                    reading = html if kind == "text/html" else _plain
                    holder[kind] = reading("".join(holder[kind]), texts).splitlines(keepends=True)
        _cut_marks(output.get("data", {}).get(DRAWING), texts)
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"


def _cut_marks(drawing: Any, texts: Known) -> None:
    """What the marks of a figure say, without too long runs."""
    while isinstance(drawing, dict):
        for mark in drawing.get("places", ()):
            mark[-1] = _plain(str(mark[-1]), texts)
        drawing = drawing.get("narrow")


def _plain(source: str, texts: Known) -> str:
    return cut([source], texts)[0]


_READERS: Mapping[str, Callable[[str, Known], str]] = {".html": html, ".ipynb": notebook, ".csv": sheet}


def sweep(folder: Path, texts: Iterable[str], text: str) -> None:
    """Every page, notebook and table in `folder`, without runs of `texts` that the mode `text` does not allow."""
    if text == "full":
        return
    held = known(texts, LIMITS[text])
    for path in sorted(folder.rglob("*")):
        if path.suffix in _READERS and path.is_file():
            before = path.read_text(encoding="utf-8")
            after = _READERS[path.suffix](before, held)
            if after != before:
                path.write_text(after, encoding="utf-8", newline="\n", errors="backslashreplace")
