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
import math
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers import tables
from helpers.arguments import one_of
from helpers.door import takes_tables
from helpers.readability.counting import (
    SAMPLE,
    Units,
    as_read,
    body,
    by_sentence,
    by_stops,
    counts_of,
    forget,
    sample_of,
    split_hyphens,
    straighten,
    total,
    units_of,
)
from helpers.readability.formulas import MEASURES, NEWS_CHANGES, Counts, Floats, Mode, measure, measures
from helpers.readability.pieces import whole
from helpers.readability.syllables import packed_dictionary
from helpers.text import Ints, Span, find_boilerplate, find_sentences

__all__ = [
    "MEASURES", "NEWS_CHANGES", "STEPS", "Counts", "Mode", "cleaning_steps", "compare", "forget", "measure",
    "readability", "textstat", "whole",
]  # fmt: skip
__dir__ = __all__.copy


DRAWS = 2000
SMOG_SENTENCES = 30  # sentences that SMOG was made for (McLaughlin 1969)

# --- intervals ---------------------------------------------------------------------------------------------------

_T = (  # Student's t, 97.5 %, for 1, 2, 3 ... degrees of freedom
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
_MOST_UNITS = 1000  # longer texts are drawn by runs of sentences
_DRAWS_AT_ONCE = 250  # bounds memory


class Draws(NamedTuple):
    """Units drawn with replacement, as many as there are."""

    times: NDArray[np.uint8]  # a row a draw, how often it holds each unit
    first: NDArray[np.int64]  # a column a draw, its first units in order


@lru_cache(maxsize=4)
def _chances(n_units: int, n_draws: int, seed: int) -> NDArray[np.uint32]:
    return np.random.default_rng(seed).integers(1 << 32, size=(n_units, n_draws), dtype=np.uint32)


@lru_cache(maxsize=4)
def draws_of(n_units: int, n_draws: int, seed: int) -> Draws:
    """The same draws for all texts of one length, from the same chances for all lengths."""
    chances = _chances(max(64, 1 << (n_units - 1).bit_length()), n_draws, seed)[:n_units]
    times = np.empty((n_draws, n_units), np.uint8)
    first = np.empty((min(n_units, SAMPLE), n_draws), np.int64)
    for at in range(0, n_draws, _DRAWS_AT_ONCE):
        some = slice(at, at + _DRAWS_AT_ONCE)
        drawn = (chances[:, some] * np.uint64(n_units) >> np.uint64(32)).view(np.int64)
        flat = (drawn + np.arange(drawn.shape[1]) * n_units).ravel()
        times[some] = np.bincount(flat, minlength=drawn.size).reshape(-1, n_units)
        first[:, some] = drawn[:SAMPLE]
    return Draws(times, first)


def _stretch(n_units: int) -> float:
    """How much wider than the draws' an interval from few units must be (Hesterberg 2015, American Statistician 69)."""
    freedom = n_units - 1
    t = _T[freedom - 1] if freedom <= len(_T) else 1.96 + 2.4 / freedom
    return t / 1.96 * math.sqrt(n_units / freedom)


def _interval(value: Floats, draws: Floats, n_units: int) -> tuple[Floats, Floats]:
    """The interval of each of `value` from its row of `draws`, which this sorts."""
    draws.sort(axis=-1)  # np.quantile and np.partition take several times as long
    if np.isnan(draws[..., -1]).any():  # a draw without a word says nothing
        draws = np.sort(np.where(np.isnan(draws), value[..., None], draws), axis=-1)
    low, high = (draws[..., round(share * (draws.shape[-1] - 1))] for share in (0.025, 0.975))
    stretch = _stretch(n_units)
    return value - (value - low).clip(0) * stretch, value + (high - value).clip(0) * stretch


def _within_bounds(low: Floats, high: Floats, names: Sequence[str]) -> tuple[Floats, Floats]:
    """Intervals, a row a measure, kept to what the measures can be."""
    floor = np.array([-np.inf if name in _MAY_BE_NEGATIVE else 0.0 for name in names])
    low, vote = np.maximum(low, floor[:, None]), names.index("text_standard")
    low[vote], high[vote] = np.maximum(low[vote], 1.0), np.minimum(high[vote], 18.0)
    return low, high


_MEASURED_AT_ONCE = 200  # articles: bounds memory
_DRAWN_AT_ONCE = 4  # articles of one length: their draws stay in the processor's cache
_PRODUCT = 1 << 18  # multiplications at a time: larger products wake threads that cost more than they take off


def _draw_measures(units: Units, firsts: Ints, n_units: int, mode: Mode, n_draws: int, seed: int) -> Floats:
    """The measures by text and draw of the texts that have `n_units` units each, from the unit `firsts` on."""
    n_runs = min(n_units, _MOST_UNITS)
    times, drawn = draws_of(n_runs, n_draws, seed)
    runs = np.linspace(0, n_units, n_runs + 1).astype(int)[:-1]
    sums = np.stack([np.add.reduceat(units.sums[first : first + n_units], runs) for first in firsts.tolist()], axis=1)
    flat = sums.transpose(2, 1, 0).reshape(-1, n_runs)  # a row a count and text
    drawn_sums = np.empty((len(flat), n_draws))
    step = max(1, _PRODUCT // flat.size)
    for at in range(0, n_draws, step):
        np.matmul(flat, times[at : at + step].T.astype(float), out=drawn_sums[:, at : at + step])
    samples = np.stack([sample_of(units, first + runs, drawn) for first in firsts.tolist()], axis=1)
    return _measures_of(counts_of(drawn_sums.reshape(-1, len(firsts), n_draws), samples), mode)


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


@takes_tables()
def readability(
    articles: pd.DataFrame,
    mode: Mode = "news",
    *,
    draws: int = DRAWS,
    seed: int = 0,
    boilerplate: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The measures of each article of `articles` (article_id, text) with 95 % intervals: table `readability`.

    `draws=0` gives no intervals. A text without words gets NA and a note. Where `articles` has a column language,
    texts in languages that textstat knows besides English are measured by textstat itself, without intervals; what
    was made for English, and all other languages, get NA and a note. A missing language is read as English.
    The table `boilerplate` of the same articles saves finding it again.

    >>> values = readability.readability(corpus.read(["The cat sat on the mat. " * 20]))
    >>> values.set_index("measure")["value"].round(1)["flesch_reading_ease"]
    np.float64(116.1)
    """
    one_of("readability.readability", "mode", mode, MEASURES)
    language = _languages(articles)
    is_english = (language == "en").to_numpy(bool)
    ids, texts = articles["article_id"], articles["text"].fillna("")
    english = np.flatnonzero(is_english)
    english = english[np.argsort(texts.str.len().to_numpy()[english], kind="stable")]  # like lengths share draws
    at_once = [english[at : at + _MEASURED_AT_ONCE] for at in range(0, len(english), _MEASURED_AT_ONCE)] or [english]
    told = None if boilerplate is None else tables.spans_by_article(boilerplate)
    parts = [_measured(ids.iloc[some], texts.iloc[some].tolist(), mode, draws, seed, told) for some in at_once]
    for name, text, code in zip(ids[~is_english], texts[~is_english], language[~is_english], strict=True):
        parts.append(_foreign(name, text, code, mode))
    return tables.READABILITY.frame(pd.concat(parts))


def _languages(articles: pd.DataFrame) -> pd.Series:
    if "language" not in articles:
        return pd.Series("en", index=articles.index, dtype="str")
    return articles["language"].astype("str").fillna("en").str.lower().str[:2]


def _measured(
    ids: pd.Series,
    texts: Sequence[str],
    mode: Mode,
    draws: int,
    seed: int,
    boilerplate: Mapping[str, Sequence[Span]] | None,
) -> pd.DataFrame:
    names = MEASURES[mode]
    units = units_of(texts, mode, None if boilerplate is None else [boilerplate.get(name, ()) for name in ids])
    totals = counts_of(total(units).T, units.sample)
    readable = totals.words > 0
    value = _measures_of(totals, mode).T
    value[~readable] = np.nan
    low, high = np.full(value.shape, np.nan), np.full(value.shape, np.nan)
    note = np.full(value.shape, None, object)
    note[readable & (totals.sentences < SMOG_SENTENCES), names.index("smog_index")] = FEW_SENTENCES
    note[~readable] = NO_WORDS
    lengths = np.diff(units.starts) * readable
    for n_units in np.unique(lengths[lengths > 1]).tolist() if draws else ():
        alike = np.flatnonzero(lengths == n_units)  # the draws serve all texts of one length
        for at in range(0, len(alike), _DRAWN_AT_ONCE):
            some = alike[at : at + _DRAWN_AT_ONCE]
            drawn = _draw_measures(units, units.starts[some], n_units, mode, draws, seed)
            sides = _within_bounds(*_interval(value[some].T, drawn, n_units), names)
            low[some], high[some] = sides[0].T, sides[1].T
    if draws:
        note[lengths == 1] = ONE_SENTENCE
    is_count = np.array([name.endswith("count") for name in names])
    low[:, is_count] = high[:, is_count] = np.nan  # how long a text is is known
    return pd.DataFrame({
        "article_id": np.repeat(ids.to_numpy(), len(names)),
        "measure": np.tile(np.array(names, object), len(texts)),
        "value": value.ravel(), "low": low.ravel(), "high": high.ravel(), "note": note.ravel(),
    })  # fmt: skip


def _measures_of(n: Counts, mode: Mode) -> Floats:
    """A row a measure, a column a text; texts without words give NaN or infinity."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return measures(n, mode)


@takes_tables()
def compare(
    articles: pd.DataFrame, alignment: pd.DataFrame, mode: Mode = "news", *, draws: int = DRAWS, seed: int = 0
) -> pd.DataFrame:
    """What rewriting did to readability: rewritten minus original over their aligned sentences, with 95 % intervals.

    Reads `articles` (article_id, text) and `alignment`; gives table `readability_changes`. The draws take aligned
    sentences in pairs, so what both texts share falls out. Dropped and added sentences are not compared.

    >>> readability.compare(articles, found.alignment)["measure"].nunique() > 5
    True
    """
    one_of("readability.compare", "mode", mode, MEASURES)
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
    both = np.array([0, n_units])
    points = [_whole_measures(units, first, first + n_units, mode) for first in both.tolist()]
    difference = points[1] - points[0]
    low, high = np.full(len(names), np.nan), np.full(len(names), np.nan)
    if draws and n_units > 1:
        drawn = _draw_measures(units, both, n_units, mode, draws, seed)
        low, high = _interval(difference, drawn[:, 1] - drawn[:, 0], n_units)
    return list(zip(names, *points, difference, low, high, [n_units] * len(names), strict=True))


def _whole_measures(units: Units, first: int, end: int, mode: Mode) -> Floats:
    sums = units.sums[first:end].sum(0)[:, None]
    sample = sample_of(units, np.arange(first, end), np.arange(end - first)[:SAMPLE, None])
    return _measures_of(counts_of(sums, sample), mode)[:, 0]


def _by_passage(passages: Sequence[str], mode: Mode) -> Units:
    """Each passage one unit, with as many sentences as it holds."""
    units = units_of(passages, mode)
    firsts = np.append(units.first_word, len(units.weight_at) - 1)[units.starts[:-1]]
    return units._replace(sums=total(units), starts=np.arange(len(passages) + 1), first_word=firsts)


# --- what cleaning changes ---------------------------------------------------------------------------------------

STEPS = ("as textstat", "straight quotes", "hyphens split", "our sentences", "boilerplate off", "formulas put right")


@takes_tables()
def cleaning_steps(articles: pd.DataFrame, *, boilerplate: pd.DataFrame | None = None) -> pd.DataFrame:
    """Every measure after each step from mode "textstat" to mode "news": table `readability_steps`.

    Each step comes on top of the one before; `text.name_boilerplate` lists the lines that the fifth leaves out. The
    table `boilerplate` of the same articles saves finding it again.

    >>> readability.cleaning_steps(articles).columns.to_list()
    ['article_id', 'step_id', 'step', 'measure', 'value']
    """
    texts = articles["text"].fillna("").tolist()
    straight = [straighten(text) for text in texts]
    told = None if boilerplate is None else tables.spans_by_article(boilerplate)
    aside = map(find_boilerplate, texts) if told is None else (told.get(name, ()) for name in articles["article_id"])
    sentences = [find_sentences(text) for text in texts]
    cut = [as_read(text, spans) for text, spans in zip(texts, sentences, strict=True)]
    bodies = (body(spans, furniture) for spans, furniture in zip(sentences, aside, strict=True))
    kept = [as_read(text, spans) for text, spans in zip(texts, bodies, strict=True)]
    made: tuple[tuple[Units, Mode], ...] = (
        (by_stops(texts), "textstat"),
        (by_stops(straight), "textstat"),
        (by_stops([split_hyphens(text) for text in straight]), "textstat"),
        (by_sentence(cut, "textstat"), "textstat"),
        (by_sentence(kept, "textstat"), "textstat"),
        (by_sentence(kept, "news"), "news"),
    )
    parts = []
    for number, (step, (units, mode)) in enumerate(zip(STEPS, made, strict=True), 1):
        totals = counts_of(total(units).T, units.sample)
        value = np.where(totals.words > 0, _measures_of(totals, mode), np.nan).T
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
    (folder / "corpora" / "cmudict" / "cmudict").write_bytes(gzip.decompress(packed_dictionary()))
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
