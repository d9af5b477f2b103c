"""From texts to counts: what each token holds, and what each sentence and text add up to."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import islice, pairwise
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from helpers.readability.formulas import Counts, Floats, Mode
from helpers.readability.syllables import count_syllables, listed
from helpers.text import Ints, Span, find_boilerplate, find_sentences, numbering, running, scan

SAMPLE = 100  # words that Linsear Write reads (O'Hayre 1966)

# what each token has: the counts that add up, then what is needed to find sentences and different words
_SUMMED = Counts._fields[: Counts._fields.index("different")]
_WORDS, _HARD = _SUMMED.index("words"), _SUMMED.index("hard")
_WEIGHT, _HEAD, _TAIL, _STOP, _WORD = range(len(_SUMMED), len(_SUMMED) + 5)

_PUNCTUATION = re.compile(r"(?!'(?=[tsd]|ve|ll|re))[^\w\s]")
_MARK = re.compile(r"[^\w\s]")
_STOPS = re.compile(r"[.!?]+")
_EDGES = '.,;:!?"()[]“”’–—…'
_BLANKS = dict.fromkeys("-‐‑‒–—", " ")
_STRAIGHT = dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟", '"')
_MOST_REMEMBERED = 60_000  # tokens; about 20 MB


# --- tokens ------------------------------------------------------------------------------------------------------


@cache
def easy_words() -> frozenset[str]:
    """The words textstat holds for familiar: Dale and Chall's list, read from textstat's own file."""
    package = find_spec("textstat")  # importing textstat costs more than a second
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("readability needs textstat's word list: pip install textstat==0.7.13")
    path = Path(package.submodule_search_locations[0], "resources", "en", "easy_words.txt")
    return frozenset(line.strip() for line in path.read_text("utf-8").splitlines())


class _Parsed(NamedTuple):
    """Tokens as textstat cleans them, a place a token."""

    words: list[str]
    chars: Ints
    letters: Ints
    heads: Ints  # words before the token's first stop
    tails: Ints  # words after its last stop
    stops: Ints  # 1 where it has a stop


def _parse(tokens: Sequence[str]) -> _Parsed:
    written = pa.array(tokens, pa.large_string())
    core, chars = pc.utf8_trim(written, _EDGES), pc.utf8_length(written).to_numpy()
    words: list[str] = core.to_pylist()
    letters = pc.utf8_length(core).to_numpy().copy()
    stop = pc.or_(pc.or_(*(pc.match_substring(written, mark) for mark in ".!")), pc.match_substring(written, "?"))
    stops = stop.to_numpy(zero_copy_only=False).astype(np.int64)
    heads, tails = np.ones_like(stops), np.zeros_like(stops)
    # nearly all tokens are letters, with marks after them; the others are read one by one
    is_plain = pc.and_(pc.ascii_is_alpha(core), pc.equal(pc.utf8_ltrim(written, _EDGES), written))
    for i in np.flatnonzero(~is_plain.to_numpy(zero_copy_only=False)).tolist():
        words[i], letters[i], heads[i], tails[i] = _parse_odd(tokens[i])
    return _Parsed(words, chars, letters, heads, tails, stops)


def _parse_odd(token: str) -> tuple[str, int, int, int]:
    pieces = [bool(_MARK.sub("", piece)) for piece in _STOPS.split(token)]
    return _PUNCTUATION.sub("", token), len(_MARK.sub("", token)), pieces[0], len(pieces) > 1 and pieces[-1]


def _lowered(words: Sequence[str]) -> list[str]:
    return "\n".join(words).lower().split("\n") if words else []


def _counts(parsed: _Parsed, syllable: Ints, *columns: NDArray[np.bool_]) -> NDArray[np.int32]:
    """The counts of tokens, a column a token, from their syllables and whether they are unlisted, hard, complex."""
    is_word = np.fromiter(map(bool, parsed.words), bool, len(parsed.words))
    syllable = syllable * is_word
    unlisted, hard, complex_ = (column & is_word for column in columns)
    return np.array([
        np.ones_like(syllable), parsed.chars, parsed.letters, is_word, is_word & (parsed.letters <= 3),
        parsed.letters > 6, syllable, syllable == 1, syllable >= 3, unlisted, hard, complex_,
        np.where(syllable >= 3, 3, np.minimum(syllable, 1)), parsed.heads, parsed.tails, parsed.stops,
    ], np.int32)  # fmt: skip


def _as_textstat(tokens: Sequence[str]) -> tuple[list[str], NDArray[np.int32]]:
    """Word of each token, and their counts, as textstat has them."""
    parsed = _parse(tokens)
    lowered = _lowered(parsed.words)
    syllables = count_syllables(lowered)
    unlisted = ~np.fromiter(map(easy_words().__contains__, lowered), bool, len(lowered))
    # textstat cleans a lowered word once more, and lowering can bring in marks ("İ" gives "i" and a dot)
    heard = syllables.copy()
    odd = [i for i, word in enumerate(lowered) if not word.isascii()]
    cleaned = [_PUNCTUATION.sub("", lowered[i]).lower() for i in odd]
    heard[odd] = np.where([*map(bool, cleaned)], count_syllables(cleaned), 0)
    return parsed.words, _counts(parsed, syllables, unlisted, unlisted & (heard >= 2), unlisted & (heard >= 3))


def _as_news(tokens: Sequence[str]) -> tuple[list[str], NDArray[np.int32]]:
    """Word of each token of a text that `as_read` has prepared, and their counts."""
    parsed = _parse(tokens)
    lowered = _lowered(parsed.words)
    syllables = _spoken(lowered)
    is_name = np.array([word[:1].isupper() for word in parsed.words], bool)
    unlisted = ~is_name
    unlisted[~is_name] = [not is_familiar(lowered[i]) for i in np.flatnonzero(~is_name).tolist()]
    heard = syllables - np.array([word.endswith(_SPOKEN_ENDINGS) for word in lowered], bool)
    counts = _counts(parsed, syllables, unlisted, unlisted & (syllables >= 2), ~is_name & (heard >= 3))
    # a token is its word here: what is no word, a lone dash or bullet, counts for nothing
    counts[0], counts[1] = counts[_WORDS], counts[2]
    return lowered, counts


_SPOKEN_ENDINGS = ("ted", "ded", "ses", "zes", "ces", "ges", "xes", "ches", "shes")  # -ed and -es that are a syllable
_HISSING = ("s", "x", "z", "ch", "sh")  # a possessive 's after these is a syllable


def _spoken(words: Sequence[str]) -> Ints:
    """Syllables, those of a possessive outside the dictionary counted from its word; at least one."""
    known = listed()
    is_possessive = np.array([len(word) > 2 and word.endswith("'s") and word not in known for word in words], bool)
    stems = list(words)
    for i in np.flatnonzero(is_possessive).tolist():
        stems[i] = words[i][:-2]
    is_hissing = np.array([stem.endswith(_HISSING) for stem in stems], bool)
    spoken: Ints = np.maximum(1, count_syllables(stems)) + (is_possessive & is_hissing)
    return spoken


_ENDINGS = (  # endings that leave a listed word familiar (Dale & Chall 1948, instructions)
    ("'s", ""), ("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ied", "y"), ("ing", ""), ("ing", "e"),
    ("er", ""), ("er", "e"), ("ier", "y"), ("est", ""), ("est", "e"), ("iest", "y"),
)  # fmt: skip


def is_familiar(word: str) -> bool:
    """Whether Dale and Chall's rules make the lower-case `word` familiar: listed, or listed but for its ending."""
    easy = easy_words()
    if word in easy or word.isdigit():
        return True
    stems = {word.removesuffix(ending) + instead for ending, instead in _ENDINGS if word.endswith(ending)}
    undoubled = {stem[:-1] for stem in stems if len(stem) > 2 and stem[-1] == stem[-2]}  # planned, running, bigger
    return not easy.isdisjoint(stems | undoubled)


# --- what was read before ----------------------------------------------------------------------------------------


class _Memory(NamedTuple):
    """The counts of tokens seen before, so that a word is looked up once; emptied when it has grown large."""

    learn: Callable[[Sequence[str]], tuple[list[str], NDArray[np.int32]]]
    tokens: defaultdict[str, int]
    words: defaultdict[str, int]
    counts: list[NDArray[np.int32]]  # one array
    lock: Lock


@cache
def _memory(mode: Mode) -> _Memory:
    learn = _as_textstat if mode == "textstat" else _as_news
    return _Memory(learn, numbering(), numbering(), [np.zeros((_WORD + 1, 0), np.int32)], Lock())


def forget() -> None:
    """Empty the memory of tokens (for measurements).

    >>> readability.forget()
    """
    _memory.cache_clear()


def _read(texts: Sequence[str], mode: Mode) -> tuple[NDArray[np.int32], Ints]:
    """The counts of all tokens of `texts`, a column a token, and where each text begins."""
    memory = _memory(mode)
    with memory.lock:
        known = memory.counts[0].shape[1]
        if known > _MOST_REMEMBERED or known != len(memory.tokens):
            memory.tokens.clear()
            memory.words.clear()
            memory.counts[0], known = memory.counts[0][:, :0], 0
        read = scan(texts)
        ids = np.fromiter(map(memory.tokens.__getitem__, read.tokens), np.int64, len(read.tokens))[read.ids]
        fresh = [*islice(reversed(memory.tokens), len(memory.tokens) - known)][::-1]
        if fresh:
            words, counts = memory.learn(fresh)
            numbers = np.fromiter(map(memory.words.__getitem__, words), np.int32, len(words))
            memory.counts[0] = np.hstack([memory.counts[0], np.vstack([counts, numbers])])
        return memory.counts[0].take(ids, axis=1), read.starts


# --- sentences and texts -----------------------------------------------------------------------------------------


class Units(NamedTuple):
    """Texts cut into units (sentences). Text i has the units `starts[i] : starts[i + 1]`."""

    sums: Floats  # one row a unit: its counts, Linsear Write's weight, different hard words, 1 if it is a sentence
    starts: Ints
    first_word: Ints  # number of each unit's first word
    weight_at: Ints  # weight of the words before each word
    sample: Floats  # one column a text: weight and sentences of its first 100 words


def units_of(texts: Sequence[str], mode: Mode, boilerplate: Iterable[Sequence[Span]] | None = None) -> Units:
    """The counts of each sentence of `texts`, as `mode` reads them; `boilerplate`: that of each text, where known."""
    if mode == "textstat":
        return by_stops(texts)
    found = map(find_boilerplate, texts) if boilerplate is None else boilerplate
    bodies = (body(find_sentences(text), spans) for text, spans in zip(texts, found, strict=True))
    return by_sentence([as_read(text, spans) for text, spans in zip(texts, bodies, strict=True)], mode)


def body(sentences: Sequence[Span], boilerplate: Sequence[Span]) -> list[Span]:
    """Those of `sentences`, spans in order, that are not `boilerplate`."""
    furniture = [*boilerplate, (sys.maxsize, sys.maxsize)]
    kept, at = [], 0
    for start, end in sentences:
        while furniture[at][1] <= start:
            at += 1
        if end <= furniture[at][0]:
            kept.append((start, end))
    return kept


def straighten(text: str) -> str:
    """`text` with straight quotes; every character keeps its place."""
    return _replaced(text, _STRAIGHT)


def split_hyphens(text: str) -> str:
    """`text` with blanks for its hyphens and dashes; every character keeps its place."""
    return _replaced(text, _BLANKS)


def _replaced(text: str, instead: Mapping[str, str]) -> str:
    for old, new in instead.items():
        text = text.replace(old, new)  # one that is not there costs next to nothing
    return text


def as_read(text: str, spans: Iterable[Span]) -> list[str]:
    """The sentences `spans` with straight quotes, hyphenated words split, and no capital that only opens them."""
    plain = split_hyphens(straighten(text))
    sentences = (plain[start:end].lstrip() for start, end in spans)
    return [sentence[:1].lower() + sentence[1:] for sentence in sentences]


def by_stops(texts: Sequence[str]) -> Units:
    """Units as textstat cuts sentences: at every stop, those of one or two words counting as no sentence."""
    counts, starts = _read(texts, "textstat")
    tail, stop = counts[_TAIL].copy(), counts[_STOP].astype(bool)
    last = starts[1:][starts[1:] > starts[:-1]] - 1
    tail[last] = 0  # a single word after the last stop makes no sentence, nor a part of the next text's
    # words up to each token but for the piece after its last stop: differences are lengths of sentences
    passed = np.cumsum(counts[_HEAD] + tail, dtype=np.int64) - tail
    stop[last] = True
    closers = np.flatnonzero(stop)
    is_sentence = np.diff(passed[closers], prepend=0) > 2
    token_starts = np.concatenate([[0], closers + 1])[: len(closers)].astype(np.int64)
    unit_starts = np.searchsorted(token_starts, starts)
    words_at, weight_at = running(counts[_WORDS]), running(counts[_WEIGHT])
    # Linsear Write reads on to the hundredth word, and counts the sentence that it breaks off as it stands
    first, end = starts[:-1], starts[1:]
    cut = np.minimum(np.searchsorted(words_at, words_at[first] + SAMPLE), end)
    cut = np.where(end - first > SAMPLE, cut, end)
    whole = np.searchsorted(closers, cut)
    ends = np.concatenate([[0], passed[closers]])
    reached = np.concatenate([[0], passed])[cut]
    sentences = running(is_sentence)
    n_sentences = sentences[whole] - sentences[unit_starts[:-1]] + (reached - ends[whole] > 2)
    sample = np.stack([weight_at[cut] - weight_at[first], np.maximum(n_sentences, 1)]).astype(float)
    sums = _sum(counts, _part_of_word(counts, starts), token_starts, is_sentence)
    return Units(sums, unit_starts, words_at[token_starts], _weight_by_word(counts), sample)


def by_sentence(texts: Sequence[Sequence[str]], mode: Mode) -> Units:
    """Units of texts that are given as their sentences; a sentence without a word counts as none."""
    counts, starts = _read([sentence for sentences in texts for sentence in sentences], mode)
    sentence_starts = running(np.array([len(sentences) for sentences in texts], np.int64))
    filled = starts[1:] > starts[:-1]
    sums = _sum(counts, _part_of_word(counts, starts[sentence_starts]), starts[:-1][filled], np.zeros(filled.sum()))
    sums[:, -1] = sums[:, _WORDS] > 0
    unit_starts = running(filled)[sentence_starts]
    first_word = running(counts[_WORDS])[starts[:-1][filled]]
    units = Units(sums, unit_starts, first_word, _weight_by_word(counts), np.zeros((2, len(texts))))
    return units._replace(sample=_samples(units))


def _weight_by_word(counts: NDArray[np.int32]) -> Ints:
    return running(counts[_WEIGHT, counts[_WORDS] > 0])


def _part_of_word(counts: NDArray[np.int32], text_starts: Ints) -> Floats:
    """For each token its part of a different hard word of its text: 1 over how often that word stands there."""
    part = np.zeros(counts.shape[1])
    hard = np.flatnonzero(counts[_HARD])
    text_of = np.searchsorted(text_starts, hard, side="right")
    _, place, times = np.unique(text_of * (1 << 32) + counts[_WORD, hard], return_inverse=True, return_counts=True)
    # to 32 binary places, so that sums are exact: the same in any order, and so on any machine
    part[hard] = np.rint((1 << 32) / times[place]) / (1 << 32)
    return part


def _sum(counts: NDArray[np.int32], part: Floats, token_starts: Ints, is_sentence: NDArray[Any]) -> Floats:
    if not len(token_starts):
        return np.zeros((0, _WEIGHT + 3))
    sums = np.add.reduceat(counts[: _WEIGHT + 1], token_starts, axis=1).T
    return np.column_stack([sums, np.add.reduceat(part, token_starts), is_sentence]).astype(float)


def total(units: Units) -> Floats:
    """The sums of each text."""
    found = np.zeros((len(units.starts) - 1, units.sums.shape[1]))
    filled = units.starts[1:] > units.starts[:-1]
    if filled.any():
        found[filled] = np.add.reduceat(units.sums, units.starts[:-1][filled], axis=0)
    return found


def counts_of(sums: Floats, sample: Floats) -> Counts:
    """What the formulas need, from sums over units, a row a count, and from the first 100 words, a row each."""
    return Counts._make([*sums[: len(_SUMMED)], sums[-2], np.maximum(sums[-1], 1), *sample])


def _samples(units: Units) -> Floats:
    """Weight and sentences of the first 100 words, a column a text."""
    words, weight, sentences = (running(units.sums[:, column]) for column in (_WORDS, _WEIGHT, -1))
    first, end = units.starts[:-1], units.starts[1:]
    # the unit that holds the hundredth word, or the last
    at = np.minimum(np.searchsorted(words, words[first] + SAMPLE), end) - 1
    at, filled = np.maximum(at, first), end > first
    part = np.zeros(len(first))
    part[filled] = _part_weight(units, at[filled], (SAMPLE - words[at] + words[first])[filled])
    n_sentences = np.maximum(sentences[np.minimum(at + 1, end)] - sentences[first], 1)
    return np.stack([weight[at] - weight[first] + part, n_sentences]) * filled


_LOW = (1 << 16) - 1  # the first of the numbers in one


def sample_of(units: Units, places: Ints, drawn: Ints) -> Floats:
    """Weight and sentences of the first 100 words, a column a draw.

    Column j of `drawn` says which of the units at `places` draw j holds, in order.
    """
    # a unit's words, their weight and its sentences in one number, so that one sum adds all three
    held = units.sums[places].astype(np.int64)
    words, weight = (np.minimum(held[:, column], 3 * SAMPLE) for column in (_WORDS, _WEIGHT))
    packed = words + (weight << 16) + (held[:, -1] << 32)
    last, total = _reach(packed, drawn)
    before = total - packed.take(last)
    part = _part_weight(units, places.take(last), SAMPLE - (before & _LOW))
    return np.stack([((before >> 16) & _LOW) + part, np.maximum(total >> 32, 1)]).astype(float)


def _reach(packed: Ints, drawn: Ints, n_rows: int = 8) -> tuple[Ints, Ints]:
    """Where each draw comes to 100 words, or ends, and what it holds till then; most do in `n_rows` units."""
    passed = packed.take(drawn[:n_rows])
    for before, row in pairwise(passed):
        row += before  # np.cumsum takes five times as long
    n_before = ((passed & _LOW) < SAMPLE).view(np.int8).sum(0, dtype=np.int8)
    at = np.minimum(n_before, len(passed) - 1), np.arange(passed.shape[1])
    last, total = drawn[at], passed[at]
    if n_rows < len(drawn) and len(short := np.flatnonzero(n_before == n_rows)):
        last[short], total[short] = _reach(packed, drawn[:, short], 2 * n_rows)
    return last, total


def _part_weight(units: Units, unit: Ints, n_words: NDArray[Any]) -> Ints:
    """Weight of the first `n_words` words of each `unit`."""
    first = units.first_word.take(unit)
    last = first + np.minimum(n_words, units.sums[unit, _WORDS]).astype(np.int64)
    weight: Ints = units.weight_at.take(last) - units.weight_at.take(first)
    return weight
