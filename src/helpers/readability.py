"""How hard texts are to read: textstat's measures, computed from one scan, each with a 95 % interval.

Two modes. "textstat" equals textstat 0.7.13 wherever a text holds a word. "news" reads as a newspaper reader does:
straight quotes, hyphenated words split, our sentences, boilerplate off, and what textstat does otherwise than the
published formulas put right (`NEWS_CHANGES` lists each with its source).

The intervals come from a bootstrap over sentences: they say how far a measure would move had the author written
other sentences like these. They do not say how well a formula measures readers.
"""

from __future__ import annotations

import atexit
import gzip
import importlib.util
import math
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers import tables
from helpers.text import Ints, Scan, find_boilerplate, find_sentences, scan

Mode = Literal["news", "textstat"]
Floats = NDArray[np.float64]

DRAWS = 2000
SAMPLE = 100  # words that Linsear Write reads (O'Hayre 1966)
SMOG_SENTENCES = 30  # sentences that SMOG was made for (McLaughlin 1969)

# --- formulas ----------------------------------------------------------------------------------------------------


class Counts(NamedTuple):
    """What the formulas need, one value a text or a draw. `sample_*`: of the first 100 words."""

    tokens: Floats
    chars: Floats
    letters: Floats
    words: Floats
    mini: Floats
    long: Floats
    syllables: Floats
    mono: Floats
    poly: Floats
    unlisted: Floats
    hard: Floats
    complex: Floats
    different: Floats
    sentences: Floats
    sample_weight: Floats
    sample_sentences: Floats


def words_per_sentence(n: Counts) -> Floats:
    """Mean length of a sentence in words."""
    return n.words / n.sentences


def flesch_reading_ease(n: Counts) -> Floats:
    """0 (hard) to 100 (easy). Flesch 1948, A new readability yardstick."""
    ease = 206.835 - 1.015 * words_per_sentence(n) - 84.6 * (n.syllables / n.words)
    return np.where(n.syllables == 0, 0.0, ease)


def flesch_kincaid_grade(n: Counts) -> Floats:
    """US school grade. Kincaid et al. 1975, Navy Research Branch Report 8-75."""
    grade = 0.39 * words_per_sentence(n) + 11.8 * (n.syllables / n.words) - 15.59
    return np.where(n.syllables == 0, 0.0, grade)


def gunning_fog(n: Counts) -> Floats:
    """Years of schooling. Gunning 1952, The technique of clear writing."""
    return 0.4 * (words_per_sentence(n) + 100 * n.complex / n.words)


def smog_index(n: Counts) -> Floats:
    """US school grade. McLaughlin 1969, SMOG grading: made for 30 sentences or more."""
    return 1.043 * np.sqrt(30 * (n.poly / n.sentences)) + 3.1291


def coleman_liau_as_textstat(n: Counts) -> Floats:
    """US school grade, with textstat's 0.058 where Coleman and Liau have 0.0588."""
    return 0.058 * (n.letters / n.words * 100) - 0.296 * (n.sentences / n.words * 100) - 15.8


def coleman_liau_index(n: Counts) -> Floats:
    """US school grade. Coleman & Liau 1975, Journal of Applied Psychology 60."""
    return 0.0588 * (n.letters / n.words * 100) - 0.296 * (n.sentences / n.words * 100) - 15.8


def automated_readability_index(n: Counts) -> Floats:
    """US school grade. Senter & Smith 1967, AMRL-TR-66-220."""
    return 4.71 * (n.chars / n.tokens) + 0.5 * words_per_sentence(n) - 21.43


def dale_chall_as_textstat(n: Counts) -> Floats:
    """The 1948 score, its constant added only above 5 % unlisted words, as textstat has it."""
    share = 100 * n.unlisted / n.words
    score = 0.1579 * share + 0.0496 * words_per_sentence(n)
    return np.where(share > 5, score + 3.6365, score)


def dale_chall_readability_score(n: Counts) -> Floats:
    """Reading-grade score. Dale & Chall 1948, A formula for predicting readability: the constant is always added."""
    return 0.1579 * (100 * n.unlisted / n.words) + 0.0496 * words_per_sentence(n) + 3.6365


def dale_chall_readability_score_v2(n: Counts) -> Floats:
    """What textstat calls the new Dale-Chall score: only unlisted words of two syllables count."""
    score = 0.1579 * (100 * n.hard / n.words) + 0.0496 * words_per_sentence(n)
    return np.where(score > 0.05, score + 3.6365, score)


def linsear_write_formula(n: Counts) -> Floats:
    """US school grade from the first 100 words. O'Hayre 1966, Gobbledygook has gotta go."""
    ratio = n.sample_weight / n.sample_sentences
    return np.where(ratio <= 20, ratio - 2, ratio) / 2


def lix(n: Counts) -> Floats:
    """20 (very easy) to 60 (very hard). Björnsson 1968, Läsbarhet."""
    return words_per_sentence(n) + 100 * n.long / n.words


def rix(n: Counts) -> Floats:
    """Long words a sentence. Anderson 1983, Lix and Rix."""
    return n.long / n.sentences


def spache_readability(n: Counts) -> Floats:
    """US grade for young readers. Spache 1953; as in textstat, the unfamiliar words are Dale and Chall's."""
    return 0.141 * words_per_sentence(n) + 0.086 * (100 * n.hard / n.words) + 0.839


def mcalpine_eflaw(n: Counts) -> Floats:
    """Words and short words a sentence; 20 or less is easy for foreign learners. McAlpine 1997."""
    return (n.words + n.mini) / n.sentences


def reading_time(n: Counts) -> Floats:
    """Seconds. Demberg & Keller 2008: 14.69 ms a character."""
    return 14.69 * n.chars / 1000


def text_standard(grades: Mapping[str, Floats]) -> Floats:
    """The grade that most formulas round to, as textstat votes, kept within 1..18."""
    ease = grades["flesch_reading_ease"]
    bounds, by_bound = (90, 80, 70, 60, 50, 40, 30), [5.0, 6, 7, 8, 10, 11, 12]
    by_ease = np.select([(ease < 100) & (ease >= bound) for bound in bounds], by_bound, 13)
    votes = list(_rounded(grades["flesch_kincaid_grade"]))
    votes += [by_ease, np.where(by_ease == 8, 9, np.nan)]  # an ease of 60 to 70 votes for 8 and 9
    for name in ("smog_index", "coleman_liau_index", "automated_readability_index", "dale_chall_readability_score",
                 "linsear_write_formula", "gunning_fog"):  # fmt: skip
        votes += _rounded(grades[name])
    cast = np.stack(votes)
    backing = np.stack([(cast == vote).sum(0) for vote in votes])
    # argmax gives the first of equals, as collections.Counter.most_common does
    winner: Floats = np.take_along_axis(cast, backing.argmax(0)[None], axis=0)[0]
    return winner.clip(1, 18)


def _rounded(grade: Floats) -> tuple[Floats, Floats, Floats]:
    return np.floor(grade), np.ceil(grade), np.rint(grade)


Formula = Callable[[Counts], Floats]

FORMULAS: Mapping[str, Formula] = {
    "flesch_kincaid_grade": flesch_kincaid_grade,
    "flesch_reading_ease": flesch_reading_ease,
    "gunning_fog": gunning_fog,
    "smog_index": smog_index,
    "coleman_liau_index": coleman_liau_as_textstat,
    "automated_readability_index": automated_readability_index,
    "dale_chall_readability_score": dale_chall_as_textstat,
    "dale_chall_readability_score_v2": dale_chall_readability_score_v2,
    "linsear_write_formula": linsear_write_formula,
    "lix": lix,
    "rix": rix,
    "spache_readability": spache_readability,
    "mcalpine_eflaw": mcalpine_eflaw,
    "reading_time": reading_time,
    "words_per_sentence": words_per_sentence,
    "avg_syllables_per_word": lambda n: n.syllables / n.words,
    "avg_character_per_word": lambda n: n.chars / n.tokens,
    "avg_letter_per_word": lambda n: n.letters / n.words,
    "avg_sentence_per_word": lambda n: n.sentences / n.words,
    "char_count": lambda n: n.chars,
    "letter_count": lambda n: n.letters,
    "lexicon_count": lambda n: n.words,
    "miniword_count": lambda n: n.mini,
    "long_word_count": lambda n: n.long,
    "syllable_count": lambda n: n.syllables,
    "monosyllabcount": lambda n: n.mono,
    "polysyllabcount": lambda n: n.poly,
    "difficult_words": lambda n: np.rint(n.different),
    "sentence_count": lambda n: n.sentences,
}

NEWS_FORMULAS: Mapping[str, Formula] = {
    **{name: formula for name, formula in FORMULAS.items() if name != "dale_chall_readability_score_v2"},
    "coleman_liau_index": coleman_liau_index,
    "dale_chall_readability_score": dale_chall_readability_score,
}

NEWS_CHANGES: Mapping[str, str] = {
    "sentence_count": "our sentences; textstat ends one at every stop (3.5, U.S.) and drops those of two words",
    "lexicon_count": "hyphenated words count as their parts; textstat joins them (northeast for north-east)",
    "syllable_count": "curly apostrophes are read as straight ones; a possessive is counted from its word",
    "coleman_liau_index": "0.0588 a letter, not 0.058 (Coleman & Liau 1975)",
    "dale_chall_readability_score": (
        "the constant is always added; regular endings and proper names are familiar (Dale & Chall 1948)"
    ),
    "dale_chall_readability_score_v2": (
        "left out: the 1995 revision reads a table and has no two-syllable rule (Chall & Dale 1995)"
    ),
    "gunning_fog": (
        "words of three syllables, listed or not, but names and those that -es or -ed made so (Gunning 1952)"
    ),
    "automated_readability_index": "characters of words over words; textstat counts a lone dash as a word here",
}

MEASURES: Mapping[Mode, tuple[str, ...]] = {
    "textstat": (*FORMULAS, "text_standard"),
    "news": (*NEWS_FORMULAS, "text_standard"),
}


def measure(n: Counts, mode: Mode = "news") -> dict[str, Floats]:
    """Every measure of `mode` from its counts."""
    formulas = FORMULAS if mode == "textstat" else NEWS_FORMULAS
    found = {name: np.asarray(formula(n), float) for name, formula in formulas.items()}
    return {**found, "text_standard": text_standard(found)}


# --- the counts of one token -------------------------------------------------------------------------------------

_PUNCTUATION = re.compile(r"(?!'(?=[tsd]|ve|ll|re))[^\w\s]")
_MARK = re.compile(r"[^\w\s]")
_STOPS = re.compile(r"[.!?]+")
_DASHES = re.compile(r"[-‐‑‒–—]+")
_STRAIGHT = str.maketrans("‘’‚‛“”„‟", "''''" + '""""')
_N_SUMMED = Counts._fields.index("different")  # these counts add up over tokens; the weight follows them
_NO_WORD = (0,) * (_N_SUMMED - 2)


@cache
def dictionary() -> Mapping[str, str]:
    """Phones of the first pronunciation of each word, lower-case (CMU dictionary 0.7a, as NLTK ships it)."""
    lines = gzip.decompress(_packed()).decode("ascii").lower().splitlines()
    return dict(line.split(" 1 ") for line in lines if " 1 " in line)


def _packed() -> bytes:
    return (files("helpers") / "data" / "cmudict" / "cmudict.gz").read_bytes()


@cache
def easy_words() -> frozenset[str]:
    """The words textstat holds for familiar: Dale and Chall's list, read from textstat's own file."""
    found = importlib.util.find_spec("textstat")  # importing textstat costs more than a second
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("readability needs textstat's word list: pip install textstat==0.7.13")
    path = Path(found.submodule_search_locations[0], "resources", "en", "easy_words.txt")
    return frozenset(line.strip() for line in path.read_text("utf-8").splitlines())


@cache
def _hyphenator() -> Any:
    from pyphen import Pyphen  # type: ignore[import-untyped]  # has no stubs

    return Pyphen(lang="en_US")


def count_syllables(word: str) -> int:
    """Syllables of one lower-case word: the dictionary's, else one more than its hyphenation points."""
    phones = dictionary().get(word)
    if phones is None:
        return len(_hyphenator().positions(word)) + 1
    return sum(phones.count(stress) for stress in "012")


@lru_cache(maxsize=1 << 17)
def _as_textstat(token: str) -> tuple[int, ...]:
    word = _PUNCTUATION.sub("", token)
    if not word:
        return (1, len(token), *_NO_WORD, 0)
    lowered = word.lower()
    letters = len(_MARK.sub("", token))
    syllables = count_syllables(lowered)
    # textstat cleans a lowered word once more, and lowering can bring in marks ("İ" gives "i" and a dot)
    heard = syllables if lowered.isascii() else count_syllables(_PUNCTUATION.sub("", lowered).lower())
    unlisted = lowered not in easy_words()
    weight = 3 if syllables >= 3 else min(syllables, 1)
    return (1, len(token), letters, 1, letters <= 3, letters > 6, syllables, syllables == 1, syllables >= 3,
            unlisted, unlisted and heard >= 2, unlisted and heard >= 3, weight)  # fmt: skip


@lru_cache(maxsize=1 << 17)
def _as_news(token: str) -> tuple[int, ...]:
    word = _PUNCTUATION.sub("", token)
    if not word:
        return (0, 0, *_NO_WORD, 0)
    lowered = word.lower()
    letters = len(_MARK.sub("", word))
    syllables = _spoken_syllables(lowered)
    is_name = word[0].isupper()
    unlisted = not is_name and not is_familiar(lowered)
    is_complex = not is_name and syllables - _ending_is_spoken(lowered) >= 3
    weight = 3 if syllables >= 3 else 1
    return (1, letters, letters, 1, letters <= 3, letters > 6, syllables, syllables == 1, syllables >= 3,
            unlisted, unlisted and syllables >= 2, is_complex, weight)  # fmt: skip


def _spoken_syllables(word: str) -> int:
    stem = word.removesuffix("'s")
    if stem == word or not stem or word in dictionary():
        return max(1, count_syllables(word))
    return max(1, count_syllables(stem)) + stem.endswith(("s", "x", "z", "ch", "sh"))


def _ending_is_spoken(word: str) -> bool:
    return word.endswith(("ted", "ded", "ses", "zes", "ces", "ges", "xes", "ches", "shes"))


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


# --- the counts of texts and of their sentences ------------------------------------------------------------------


class Units(NamedTuple):
    """Texts cut into units (sentences). Text i has the units `starts[i] : starts[i + 1]`."""

    sums: Floats  # one row a unit: its counts, Linsear Write's weight, different hard words, 1 if it is a sentence
    starts: Ints
    words_at: Ints  # words before each token, and before the end of all
    weight_at: Ints  # the same for the weight
    token_starts: Ints  # first token of each unit
    sample: Floats  # one row a text: weight and sentences of its first 100 words


def _units_as_textstat(texts: Sequence[str]) -> Units:
    read = scan(texts)
    features = _table(_as_textstat, read.tokens, read.ids)
    head, tail, is_break = _table(_break_at_stops, read.tokens, read.ids).T
    filled = read.starts[1:] > read.starts[:-1]
    last = read.starts[1:][filled] - 1
    tail[last] = 0  # a single word after the last stop makes no sentence, nor a part of the next text's
    # words up to each token but for the piece after its last stop: differences are lengths of segments
    passed = np.cumsum(head + tail) - tail
    closing = is_break.astype(bool)
    closing[last] = True
    closers = np.flatnonzero(closing)
    is_sentence = np.diff(passed[closers], prepend=0) > 2  # textstat drops sentences of two words
    token_starts = np.concatenate([[0], closers + 1])[: len(closers)].astype(np.int64)
    starts = np.searchsorted(token_starts, read.starts)
    words_at, weight_at = _running(features[:, 3]), _running(features[:, _N_SUMMED])
    # Linsear Write reads on to the hundredth word, and counts the sentence that it breaks off as it stands
    first, end = read.starts[:-1], read.starts[1:]
    is_long = end - first > SAMPLE
    cut = np.where(is_long, np.minimum(np.searchsorted(words_at, words_at[first] + SAMPLE), end), end)
    whole = np.searchsorted(closers, cut)
    run = _running(is_sentence)
    before = np.where(whole > 0, passed[closers[np.maximum(whole, 1) - 1]] if len(closers) else 0, 0)
    reached = passed[np.maximum(cut, 1) - 1] if len(passed) else np.zeros_like(cut)
    sentences = run[whole] - run[starts[:-1]] + (reached - before > 2)
    sample = np.stack([weight_at[cut] - weight_at[first], np.maximum(sentences, 1)], axis=1).astype(float)
    different = _share_of_word(
        read, features[:, 10], [_PUNCTUATION.sub("", token) for token in read.tokens], read.starts
    )
    return Units(
        _sum(features, different, token_starts, is_sentence), starts, words_at, weight_at, token_starts, sample
    )


@lru_cache(maxsize=1 << 17)
def _break_at_stops(token: str) -> tuple[int, int, int]:
    pieces = [bool(_MARK.sub("", piece)) for piece in _STOPS.split(token)]
    return (pieces[0], pieces[-1], 1) if len(pieces) > 1 else (pieces[0], 0, 0)


def _units_by_sentence(texts: Sequence[Sequence[str]], count: Callable[[str], tuple[int, ...]]) -> Units:
    """From texts given as their sentences, `count` giving the counts of a token."""
    read = scan(sentence for sentences in texts for sentence in sentences)
    features = _table(count, read.tokens, read.ids)
    filled = read.starts[1:] > read.starts[:-1]
    text_starts = _running(np.array([len(sentences) for sentences in texts], np.int64))
    cleaned = [_PUNCTUATION.sub("", token) for token in read.tokens]
    different = _share_of_word(read, features[:, 10], cleaned, read.starts[text_starts])
    sums = _sum(features, different, read.starts[:-1][filled], np.zeros(filled.sum()))
    sums[:, -1] = sums[:, 3] > 0
    starts = _running(filled)[text_starts]
    words_at, weight_at = _running(features[:, 3]), _running(features[:, _N_SUMMED])
    units = Units(sums, starts, words_at, weight_at, read.starts[:-1][filled], np.zeros((len(texts), 2)))
    samples = [_sample(units, np.arange(a, b)[None])[0] for a, b in pairwise(starts)]
    return units._replace(sample=np.array(samples).reshape(-1, 2))


def _as_read(sentence: str) -> str:
    # straight quotes; hyphenated words split; and the capital that opens a sentence makes no name
    straight = _DASHES.sub(" ", sentence.translate(_STRAIGHT)).lstrip()
    return straight[:1].lower() + straight[1:]


def _table(count: Callable[[str], tuple[int, ...]], tokens: Sequence[str], ids: Ints) -> Ints:
    width = len(count("a"))
    return np.array([count(token) for token in tokens], np.int64).reshape(-1, width)[ids]


def _running(column: NDArray[Any]) -> Ints:
    return np.concatenate([[0], np.cumsum(column)]).astype(np.int64)


def _share_of_word(read: Scan, hard: Ints, words: Sequence[str], text_starts: Ints) -> Floats:
    """For each token, its part of a different hard word of its text: 1 over how often that word stands there."""
    number = {word: i for i, word in enumerate(dict.fromkeys(words))}
    text_of = np.repeat(np.arange(len(text_starts) - 1), np.diff(text_starts))
    keys = text_of * len(number) + np.array([number[word] for word in words], np.int64)[read.ids]
    is_hard = hard > 0
    _, place, times = np.unique(keys[is_hard], return_inverse=True, return_counts=True)
    share = np.zeros(len(keys))
    share[is_hard] = hard[is_hard] / times[place]
    return share


def _sum(features: Ints, different: Floats, token_starts: Ints, is_sentence: NDArray[Any]) -> Floats:
    columns = np.column_stack([features, different])
    sums = np.add.reduceat(columns, token_starts, axis=0) if len(token_starts) else columns[:0]
    return np.column_stack([sums, is_sentence])


def _sample(units: Units, drawn: Ints) -> Floats:
    """Weight and sentences of the first 100 words, a row a draw, of the units `drawn` one after another."""
    drawn = drawn[:, :SAMPLE]
    if not drawn.shape[1]:
        return np.zeros((len(drawn), 2))
    words, weight, sentence = (units.sums[:, column][drawn] for column in (3, _N_SUMMED, -1))
    read = words.cumsum(1)
    # the unit that holds the hundredth word, or the last
    at = np.minimum((read < SAMPLE).sum(1), drawn.shape[1] - 1)
    row = np.arange(len(drawn))
    missing = np.minimum(SAMPLE - (read[row, at] - words[row, at]), words[row, at])
    opened = units.token_starts[drawn[row, at]]
    part = np.interp(units.words_at[opened] + missing, units.words_at, units.weight_at) - units.weight_at[opened]
    whole = weight.cumsum(1)[row, at] - weight[row, at]
    return np.stack([whole + part, np.maximum(sentence.cumsum(1)[row, at], 1)], axis=1)


def _counts(sums: Floats, sample: Floats) -> Counts:
    columns = sums.T
    sentences = np.maximum(columns[-1], 1)
    return Counts._make([*columns[:_N_SUMMED], columns[-2], sentences, *sample.T])


# --- intervals ---------------------------------------------------------------------------------------------------

_T = (  # Student's t, 97.5 %, for 1, 2, 3 ... degrees of freedom
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
_MOST_UNITS = 1000  # longer texts are drawn by runs of sentences


@lru_cache(maxsize=64)
def _draws(n_units: int, n_draws: int, seed: int) -> tuple[Ints, Floats]:
    """Units drawn with replacement, a row a draw, and how often each was drawn; the same for texts of one length."""
    drawn = np.random.default_rng([seed, n_units]).integers(n_units, size=(n_draws, n_units))
    flat = (drawn + np.arange(n_draws)[:, None] * n_units).ravel()
    return drawn, np.bincount(flat, minlength=n_draws * n_units).reshape(n_draws, n_units).astype(float)


def _stretch(n_units: int) -> float:
    """How much wider than the draws' an interval from few units must be (Hesterberg 2015, American Statistician 69)."""
    freedom = n_units - 1
    t = _T[freedom - 1] if freedom <= len(_T) else 1.96 + 2.4 / freedom
    return t / 1.96 * math.sqrt(n_units / freedom)


def _interval(value: Floats, draws: Floats, n_units: int) -> tuple[Floats, Floats]:
    low, high = np.quantile(draws, (0.025, 0.975), axis=0)
    stretch = _stretch(n_units)
    return value - (value - low).clip(0) * stretch, value + (high - value).clip(0) * stretch


def _within_bounds(low: Floats, high: Floats, names: Sequence[str]) -> tuple[Floats, Floats]:
    """Intervals kept to what the measures can be."""
    floor = np.array([-np.inf if name in _MAY_BE_NEGATIVE else 0.0 for name in names])
    low, vote = np.maximum(low, floor), names.index("text_standard")
    low[vote], high[vote] = max(low[vote], 1.0), min(high[vote], 18.0)
    return low, high


def _draw_measures(units: Units, first: int, end: int, mode: Mode, n_draws: int, seed: int) -> Floats:
    """The measures of one text, a row a draw, a column a measure."""
    n_units = end - first
    drawn, times = _draws(min(n_units, _MOST_UNITS), n_draws, seed)
    sums = units.sums[first:end]
    if n_units > _MOST_UNITS:
        runs = np.linspace(0, n_units, _MOST_UNITS + 1).astype(int)[:-1]
        sums, drawn = np.add.reduceat(sums, runs, axis=0), runs[drawn]
    return _measures_of(_counts(times @ sums, _sample(units, drawn + first)), mode)


# --- tables ------------------------------------------------------------------------------------------------------

NO_WORDS = "no words"
FEW_SENTENCES = "SMOG is made for 30 sentences or more"
ONE_SENTENCE = "one sentence: no interval"
ENGLISH_ONLY = "a formula for English"
NO_FORMULA = "no formula for this language"

_MAY_BE_NEGATIVE = frozenset({
    "flesch_kincaid_grade", "flesch_reading_ease", "coleman_liau_index", "automated_readability_index",
    "linsear_write_formula",
})  # fmt: skip


def readability(articles: pd.DataFrame, mode: Mode = "news", *, draws: int = DRAWS, seed: int = 0) -> pd.DataFrame:
    """The measures of each article of `articles` (article_id, text) with 95 % intervals: table `readability`.

    `draws=0` gives no intervals. A text without words gets NA and a note. Where `articles` has a column language,
    texts in languages that textstat knows besides English are measured by textstat itself, without intervals; what
    was made for English, and all other languages, get NA and a note. A missing language is read as English.
    """
    if mode not in MEASURES:
        raise ValueError(f'mode is "{mode}"; allowed: "news" or "textstat"')
    language = _languages(articles)
    is_english = (language == "en").to_numpy(bool)
    ids, texts = articles["article_id"], articles["text"].fillna("")
    parts = [_measured(ids[is_english], texts[is_english].tolist(), mode, draws, seed)]
    for name, text, code in zip(ids[~is_english], texts[~is_english], language[~is_english], strict=True):
        parts.append(_foreign(name, text, code, mode))
    return tables.READABILITY.frame(pd.concat(parts))


def _languages(articles: pd.DataFrame) -> pd.Series:
    if "language" not in articles:
        return pd.Series("en", index=articles.index, dtype="str")
    return articles["language"].astype("str").fillna("en").str.lower().str[:2]


def _measured(ids: pd.Series, texts: Sequence[str], mode: Mode, draws: int, seed: int) -> pd.DataFrame:
    names = MEASURES[mode]
    units = _units(texts, mode)
    totals = _counts(_total(units), units.sample)
    readable = totals.words > 0
    value = _measures_of(totals, mode)
    value[~readable] = np.nan
    low, high = np.full(value.shape, np.nan), np.full(value.shape, np.nan)
    note = np.full(value.shape, None, object)
    note[readable & (totals.sentences < SMOG_SENTENCES), names.index("smog_index")] = FEW_SENTENCES
    note[~readable] = NO_WORDS
    for i in np.flatnonzero(readable) if draws else ():
        first, end = units.starts[i], units.starts[i + 1]
        if end - first < 2:
            note[i] = ONE_SENTENCE
        else:
            drawn = _draw_measures(units, first, end, mode, draws, seed)
            low[i], high[i] = _within_bounds(*_interval(value[i], drawn, end - first), names)
    return pd.DataFrame({
        "article_id": np.repeat(ids.to_numpy(), len(names)),
        "measure": np.tile(np.array(names, object), len(texts)),
        "value": value.ravel(), "low": low.ravel(), "high": high.ravel(), "note": note.ravel(),
    })  # fmt: skip


def _measures_of(n: Counts, mode: Mode) -> Floats:
    """A row a text, a column a measure; texts without words give NaN or infinity."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found = measure(n, mode)
    return np.stack([found[name] for name in MEASURES[mode]], axis=-1)


def _units(texts: Sequence[str], mode: Mode) -> Units:
    if mode == "textstat":
        return _units_as_textstat(texts)
    return _units_by_sentence([[_as_read(sentence) for sentence in body(text)] for text in texts], _as_news)


def body(text: str) -> list[str]:
    """The sentences of `text` that are not boilerplate."""
    furniture = find_boilerplate(text)
    kept = []
    at = 0
    for start, end in find_sentences(text):
        while at < len(furniture) and furniture[at][1] <= start:
            at += 1
        if at == len(furniture) or end <= furniture[at][0]:
            kept.append(text[start:end])
    return kept


def _total(units: Units) -> Floats:
    total = np.zeros((len(units.starts) - 1, units.sums.shape[1]))
    filled = units.starts[1:] > units.starts[:-1]
    if filled.any():
        total[filled] = np.add.reduceat(units.sums, units.starts[:-1][filled], axis=0)
    return total


def compare(
    articles: pd.DataFrame, alignment: pd.DataFrame, mode: Mode = "news", *, draws: int = DRAWS, seed: int = 0
) -> pd.DataFrame:
    """What rewriting did to readability: rewritten minus original over their aligned sentences, with 95 % intervals.

    Reads `articles` (article_id, text) and `alignment`; gives table `readability_changes`. The draws take aligned
    sentences in pairs, so what both texts share falls out. Dropped and added sentences are not compared.
    """
    texts = dict(zip(articles["article_id"], articles["text"].fillna(""), strict=True))
    spans = ["original_start", "original_end", "derived_start", "derived_end"]
    aligned = alignment.dropna(subset=spans).astype(dict.fromkeys(spans, "int64"))
    rows: list[tuple[Any, ...]] = []
    for (original, derived), pair in aligned.groupby(["original_id", "derived_id"], sort=True):
        sides = [
            [texts[name][start:end] for start, end in zip(pair[f"{side}_start"], pair[f"{side}_end"], strict=True)]
            for name, side in ((original, "original"), (derived, "derived"))
        ]
        rows += [(original, derived, *row) for row in _paired(sides, mode, draws, seed)]
    return tables.READABILITY_CHANGES.frame(rows)


def _paired(sides: Sequence[Sequence[str]], mode: Mode, draws: int, seed: int) -> list[tuple[Any, ...]]:
    names, n_units = MEASURES[mode], len(sides[0])
    units = _by_passage([passage for side in sides for passage in side], mode)
    both = [np.arange(n_units), np.arange(n_units, 2 * n_units)]
    points = [_measures_of(_drawn_counts(units, side[None]), mode)[0] for side in both]
    difference = points[1] - points[0]
    low, high = np.full(len(names), np.nan), np.full(len(names), np.nan)
    if draws and n_units > 1:
        drawn, _ = _draws(n_units, draws, seed)
        original, derived = (_measures_of(_drawn_counts(units, side[drawn]), mode) for side in both)
        low, high = _interval(difference, derived - original, n_units)
    return list(zip(names, *points, difference, low, high, [n_units] * len(names), strict=True))


def _by_passage(passages: Sequence[str], mode: Mode) -> Units:
    """Each passage one unit, with as many sentences as it holds."""
    units = _units(passages, mode)
    firsts = np.append(units.token_starts, len(units.words_at) - 1)[units.starts[:-1]]
    return units._replace(sums=_total(units), starts=np.arange(len(passages) + 1), token_starts=firsts)


def _drawn_counts(units: Units, drawn: Ints) -> Counts:
    return _counts(units.sums[drawn].sum(1), _sample(units, drawn))


# --- what cleaning changes ---------------------------------------------------------------------------------------

STEPS = ("as textstat", "straight quotes", "hyphens split", "our sentences", "boilerplate off", "formulas put right")


def cleaning_steps(articles: pd.DataFrame) -> pd.DataFrame:
    """Every measure after each step from mode "textstat" to mode "news": table `readability_steps`.

    Each step comes on top of the one before; `text.name_boilerplate` lists the lines that the fifth leaves out.
    """
    texts = articles["text"].fillna("").tolist()
    straight = [text.translate(_STRAIGHT) for text in texts]
    cut = [[_as_read(text[a:b]) for a, b in find_sentences(text)] for text in texts]
    kept = [[_as_read(sentence) for sentence in body(text)] for text in texts]
    made: tuple[tuple[Units, Mode], ...] = (
        (_units_as_textstat(texts), "textstat"),
        (_units_as_textstat(straight), "textstat"),
        (_units_as_textstat([_DASHES.sub(" ", text) for text in straight]), "textstat"),
        (_units_by_sentence(cut, _as_textstat), "textstat"),
        (_units_by_sentence(kept, _as_textstat), "textstat"),
        (_units_by_sentence(kept, _as_news), "news"),
    )
    parts = []
    for number, (step, (units, mode)) in enumerate(zip(STEPS, made, strict=True), 1):
        totals = _counts(_total(units), units.sample)
        value = np.where(totals.words[:, None] > 0, _measures_of(totals, mode), np.nan)
        parts.append(pd.DataFrame({
            "article_id": np.repeat(articles["article_id"].to_numpy(), len(MEASURES[mode])), "step_id": number,
            "step": step, "measure": np.tile(np.array(MEASURES[mode], object), len(texts)), "value": value.ravel(),
        }))  # fmt: skip
    return tables.READABILITY_STEPS.frame(pd.concat(parts))


# --- textstat itself ---------------------------------------------------------------------------------------------

_ANY_LANGUAGE = ("lix", "rix", "reading_time", "words_per_sentence", "avg_syllables_per_word", "avg_character_per_word",
                 "avg_letter_per_word", "avg_sentence_per_word", "char_count", "letter_count", "lexicon_count",
                 "miniword_count", "long_word_count", "syllable_count", "monosyllabcount", "polysyllabcount",
                 "sentence_count")  # fmt: skip
_OF_LANGUAGE: Mapping[str, tuple[str, ...]] = {
    "de": ("flesch_reading_ease", "wiener_sachtextformel"),
    "es": ("flesch_reading_ease", "fernandez_huerta", "szigriszt_pazos", "gutierrez_polini", "crawford"),
    "fr": ("flesch_reading_ease",),
    "hu": ("flesch_reading_ease",),
    "it": ("flesch_reading_ease", "gulpease_index"),
    "nl": ("flesch_reading_ease",),
    "pl": (),
    "ru": ("flesch_reading_ease",),
}
_ARGUMENTS: Mapping[str, dict[str, Any]] = {"wiener_sachtextformel": {"variant": 1}}


@cache
def textstat() -> Any:
    """The package textstat, reading the dictionary shipped here, so that it works without a network.

    NLTK reads plain folders of the user's own only, so a private copy is unpacked for as long as the program runs.
    """
    import nltk.data  # type: ignore[import-untyped]  # has no stubs
    import textstat as package  # type: ignore[import-untyped]  # has no stubs

    folder = Path(tempfile.mkdtemp(prefix="origins-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "corpora" / "cmudict").mkdir(parents=True)
    (folder / "corpora" / "cmudict" / "cmudict").write_bytes(gzip.decompress(_packed()))
    nltk.data.path.insert(0, str(folder))
    return package


def _foreign(name: str, text: str, code: str, mode: Mode) -> pd.DataFrame:
    known = (*_OF_LANGUAGE[code], *_ANY_LANGUAGE) if code in _OF_LANGUAGE else ()
    names = list(dict.fromkeys((*known, *MEASURES[mode])))
    values, notes = [np.nan] * len(names), [ENGLISH_ONLY if known else NO_FORMULA] * len(names)
    if not any(map(str.isalnum, text)):
        notes = [NO_WORDS] * len(names)
    elif known:
        teller = type(textstat().textstat)()  # of its own, for the language is a state
        teller.set_lang(code)
        for i, measure_name in enumerate(known):
            values[i] = float(getattr(teller, measure_name)(text, **_ARGUMENTS.get(measure_name, {})))
            notes[i] = f"textstat, {code}"
    return pd.DataFrame({"article_id": name, "measure": names, "value": values, "low": np.nan, "high": np.nan,
                         "note": notes})  # fmt: skip
