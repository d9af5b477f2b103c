"""Sentences as terms are read from them: words as written, those with capitals that follow each other together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from helpers.rules import load_rows
from helpers.text import word_lists

WORDS = word_lists("term_words.txt")
_SAID = re.compile(
    r"(?:[A-Z]\.){2,}|(?:St|Ste|Mt|Ft)\. [A-Z][^\W\d_]+|[A-Z]\.(?= [A-Z][a-z])|[^\W_]+(?:['’\-‑][^\W_]+)*"
)
# addresses, handles, tags, "(D-N.Y.)", and the "MORE" that a page glues to a name: no words of an article
_ADDRESS = re.compile(r"://|www\.|[\w-]\.(?:com|org|net|gov|edu|ly|co)\b")  # searched in what no blank parts
# ... nor is how USA TODAY writes itself, which is not "the USA", or what a script says of a recording
_NOISE = re.compile(
    r"(?<!\w)[@#]\w+|\([DRI]-[^()]{2,12}\)|(?<=[a-z])MORE\b|\bUSA TODAY\b|\(SOUNDBITE\)(?: \([A-Z][a-z]+\))?"
    r"|\b[A-Z][A-Z .,'’-]{2,60}, SAYING:"
)
_LABEL = re.compile(r"^(?:[A-Z][A-Z.'’-]* ){0,3}([A-Z][A-Z'’-]+)(?: \([^()\n]{2,40}\))?:(?= )", re.MULTILINE)
_WITHIN = frozenset({"of", "for", "and", *WORDS["particle"]})  # stand inside names: "Department of Justice"
_BREAKS = frozenset({
    *WORDS["abbreviated"], *WORDS["title"], "january", "february", "april", "june", "july", "august", "september",
    "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
})  # fmt: skip


class Said(NamedTuple):
    """A word as written and where, whether its first letter is a capital, and whether it begins a sentence."""

    word: str
    start: int
    end: int
    is_capital: bool
    is_first: bool


Run = tuple[Said, ...]  # a word, or words with capitals that follow each other


def without_noise(text: str) -> str:
    """`text` with blanks for what is no word of an article."""
    text = re.sub(r"\S+", lambda found: " " * len(found[0]) if _ADDRESS.search(found[0]) else found[0], text)
    text = _NOISE.sub(lambda found: " " * len(found[0]), text)
    speakers = Counter(found[1] for found in _LABEL.finditer(text))  # who speaks in turn has more than one
    return _LABEL.sub(lambda found: " " * len(found[0]) if speakers[found[1]] > 1 else found[0], text)


def count_said(text: str) -> int:
    """How many words `text` has, as they are counted here."""
    return len(_SAID.findall(text))


@lru_cache(maxsize=100_000)
def is_wordy(term: str) -> bool:
    return not any(letter.isdigit() for letter in term)


@lru_cache(maxsize=1)
def same() -> dict[str, str]:
    """Key of each way to write a thing that has several: "United States" and "U.S." are "US"."""
    return {form: row["key"] for row in load_rows("same_terms.csv") for form in row["written"].split("|")}


@lru_cache(maxsize=1)
def known_places() -> frozenset[str]:
    """Places whose names are several words: "Las Vegas"."""
    return frozenset(row["name"] for row in load_rows("places.csv") if " " in row["name"])


@lru_cache(maxsize=100_000)
def key(word: str) -> str:
    """What is the same in all ways to write `word`: "e-mails" and "Emails", "U.N." and "UN"; "us" is not "US"."""
    if word in same():
        return same()[word]
    plain = word.replace(".", "") if re.fullmatch(r"(?:[A-Z]\.){2,}", word) else word
    if plain.isupper() and plain.lower() in WORDS["apart"]:
        return plain
    return plain.lower().replace("-", "")


def runs_of(sentence: str, stop: frozenset[str], at: int = 0) -> Iterator[Run]:
    """The words of `sentence`, which begins at `at`; those with capitals that follow each other are one run."""
    run: list[Said] = []
    is_open, last = False, 0
    is_loud = not any(letter.islower() for letter in sentence)  # all in capitals: these tell nothing
    for number, match in enumerate(_SAID.finditer(sentence)):
        start, end = match.span()
        bare, is_owner, is_name = _bare(match.group())
        is_capital = is_name and not is_loud and not (number == 0 and bare.lower() in stop and key(bare) in stop)
        said = Said(bare, at + start, at + end - 2 * is_owner, is_capital, number == 0)
        joins = is_capital or (bare in _WITHIN and bool(run) and run[-1].is_capital)
        if run and not (joins and is_open and sentence[last:start] == " "):
            yield from _without_ends(run)
            run = []
        run.append(said)
        is_open = not is_owner and (is_capital or (bare in _WITHIN and (len(run) > 1 or bare in WORDS["particle"])))
        last = end
    yield from _without_ends(run)


@lru_cache(maxsize=1 << 16)
def _bare(written: str) -> tuple[str, bool, bool]:
    """A word without the 's of an owner, whether it had one, and whether it may be a part of a name."""
    word = written.replace("’", "'").replace("‑", "-")
    is_owner = word.endswith("'s")
    bare = word[:-2] if is_owner else word
    return bare, is_owner, bare[0].isupper() and is_wordy(bare) and bare.lower().rstrip(".") not in _BREAKS


def _without_ends(run: list[Said]) -> Iterator[Run]:
    """`run` without "of" and the like at its ends, which are words of their own."""
    end = len(run)
    while end > 1 and not run[end - 1].is_capital:
        end -= 1
    if run:
        yield tuple(run[:end])
    for said in run[end:]:
        yield (said,)
