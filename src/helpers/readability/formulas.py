"""The formulas: small pure functions of counts, each with its unit and its source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from helpers.arguments import one_of

Mode = Literal["news", "textstat"]
Floats = NDArray[np.float64]


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


_ROUNDED = ("flesch_kincaid_grade", "smog_index", "coleman_liau_index", "automated_readability_index",
            "dale_chall_readability_score", "linsear_write_formula", "gunning_fog")  # fmt: skip
_DOWN = [0, 4, 6, 8, 10, 12, 14]  # places of the votes rounded down, each followed by the one rounded up
_EASE, _CANDIDATES = 2, 16
_PLACES = np.arange(_CANDIDATES, dtype=np.int16)[:, None]


def text_standard(grades: Mapping[str, Floats]) -> Floats:
    """The grade that most formulas round to, as textstat votes, kept within 1..18.

    Each grade votes for what it rounds down to, up to, and to; Flesch's ease has a vote, or two.
    """
    shape = grades["flesch_reading_ease"].shape
    given = np.stack([grades[name].ravel() for name in _ROUNDED])
    if not np.isfinite(given).all():
        given = np.nan_to_num(given, posinf=0, neginf=0)  # no words, no grade
    ease = grades["flesch_reading_ease"].ravel()
    is_small = max(given.max(initial=0), -given.min(initial=0)) < 127  # votes of one byte are much faster to count
    votes = np.empty((_CANDIDATES + len(_ROUNDED), ease.size), np.int8 if is_small else np.int32)
    votes[_DOWN], votes[_CANDIDATES:] = np.floor(given), np.rint(given)
    votes[[place + 1 for place in _DOWN]] = np.ceil(given)
    votes[_EASE] = 13 - sum((ease >= bound).view(np.int8) for bound in (30, 40, 50, 60, 60, 70, 80, 90))
    votes[_EASE, ~(ease < 100)] = 13
    # an ease of 60 to 70 votes for 8 and 9; else its second vote is void: one below all, and never the winner
    votes[_EASE + 1] = np.where(votes[_EASE] == 8, 9, votes[_DOWN].min(initial=5) - 1)
    backing = np.stack([(votes == vote).view(np.int8).sum(0, dtype=np.int8) for vote in votes[:_CANDIDATES]])
    # the first of equals wins, as in collections.Counter.most_common
    winner = -(_CANDIDATES * backing.astype(np.int16) - _PLACES).max(0) & (_CANDIDATES - 1)
    chosen: Floats = votes[winner, np.arange(ease.size)].clip(1, 18).reshape(shape).astype(float)
    return chosen


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


def measures(n: Counts, mode: Mode = "news") -> Floats:
    """Every measure of `mode` from its counts, a row each, in the order of `MEASURES`."""
    formulas = FORMULAS if mode == "textstat" else NEWS_FORMULAS
    found = np.empty((len(formulas) + 1, *np.shape(n.words)))
    for i, formula in enumerate(formulas.values()):
        found[i] = formula(n)
    found[-1] = text_standard(dict(zip(formulas, found[:-1], strict=True)))
    return found


def measure(n: Counts, mode: Mode = "news") -> dict[str, Floats]:
    """Every measure of `mode` from its counts, by name.

    >>> n = readability.Counts(*np.ones((len(readability.Counts._fields), 1)))
    >>> sorted(readability.measure(n))[:2]
    ['automated_readability_index', 'avg_character_per_word']
    """
    one_of("readability.measure", "mode", mode, MEASURES)
    return dict(zip(MEASURES[mode], measures(n, mode), strict=True))
