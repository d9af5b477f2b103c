"""What is measured: a measure of the list in data/measures.csv, else the noun phrase that the number is of.

The list names a measure, the words that name it, the prepositions that lead to a partner, the kinds of number that it
takes, the unit that its numbers have when they are bare, its usual basis, and how often it is taken (`every`).
A user's measures.csv of the same columns adds to it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from helpers.claims.dates import MONTHS
from helpers.claims.nouns import ENDS, IRREGULAR, is_plural, singular
from helpers.claims.tokens import WORD, Token, low, tokenise, word_set
from helpers.corpus import SheetError, sheet_rows
from helpers.rules import load_text
from helpers.words import like

_NEEDED = ("measure", "words", "takes")
COLUMNS = ("measure", "words", "sides", "takes", "unit", "basis", "every")
RATES = frozenset(
    {"inflation", "unemployment rate", "interest rate", "tariff rate", "tax rate", "approval", "disapproval",
     "positivity rate", "fatality rate", "poverty rate", "labour force participation", "turnout", "margin of error"}
)  # fmt: skip
_OTHER_HEADS = word_set("other_heads")
_LONGEST = 6
_LISTS = 8  # of users, that are kept as read


class Kind(NamedTuple):
    """A row of the list."""

    name: str
    sides: frozenset[str]
    takes: frozenset[str]
    unit: str | None
    basis: str | None
    every: str | None


class Measure(NamedTuple):
    """A measure named in a sentence, on tokens `start:stop`."""

    kind: Kind
    start: int
    stop: int

    @property
    def name(self) -> str:
        """Its name in the list."""
        return self.kind.name


def _by_words(rows: Iterable[Mapping[str, str]]) -> dict[tuple[str, ...], Kind]:
    found = {}
    for row in rows:
        cells = {name: row.get(name, "").strip() for name in COLUMNS}
        kind = Kind(
            cells["measure"], _parts(cells["sides"]), _parts(cells["takes"]),
            cells["unit"] or None, cells["basis"] or None, cells["every"] or None,
        )  # fmt: skip
        for words in sorted(_parts(cells["words"].lower())):
            found[tuple(token.low for token in tokenise(words, 0, len(words)))] = kind
    return found


def _parts(cell: str) -> frozenset[str]:
    return frozenset(filter(None, (part.strip() for part in cell.split("|"))))


def read_own(content: str, name: str = "measures.csv") -> Mapping[tuple[str, ...], Kind]:
    """The list that `content` of a user's measures.csv states; what it may not hold is an error that says where."""
    rows = sheet_rows(content, name, COLUMNS, needed=_NEEDED)
    known = sorted({kind for one in _shipped().values() for kind in one.takes})
    for number, row in rows:
        for column in _NEEDED:
            if not _parts(row[column]):
                raise SheetError(f"{name}, row {number}: no {column}; expected {', '.join(_NEEDED)} in every row.")
        for kind in sorted(_parts(row["takes"]) - {*known}):
            if meant := like(kind, known):
                raise SheetError(f'{name}, row {number}: takes is "{kind}"{meant}; there are {", ".join(known)}.')
    return _by_words(row for _, row in rows)


@cache
def _shipped() -> Mapping[tuple[str, ...], Kind]:
    return _by_words(csv.DictReader(load_text("measures.csv").splitlines()))


@lru_cache(maxsize=_LISTS)
def vocabulary(own: str = "") -> Mapping[tuple[str, ...], Kind]:
    """The list by the words of each name, with the rows of `own`, the content of a user's measures.csv, which win."""
    return {**_shipped(), **read_own(own)} if own else _shipped()


@lru_cache(maxsize=_LISTS)
def _first_words(own: str) -> frozenset[str]:
    return frozenset(words[0] for words in vocabulary(own))


@lru_cache(maxsize=_LISTS)
def kinds(own: str = "") -> Mapping[str, Kind]:
    """Each measure of the list by its name."""
    found: dict[str, Kind] = {}
    for kind in vocabulary(own).values():
        found.setdefault(kind.name, kind)
    return found


@lru_cache(maxsize=_LISTS * 16)
def ending_in(word: str, own: str = "") -> tuple[str, ...]:
    """The names in the list that end in `word` and say more; none where the word alone names a measure."""
    known = vocabulary(own)
    return () if (word,) in known else tuple(" ".join(name) for name in known if len(name) > 1 and name[-1] == word)


def find_measures(tokens: Sequence[Token], own: str = "") -> list[Measure]:
    """The measures of the list named in a sentence, the longest name first at each place."""
    found, i, known, first_words = [], 0, vocabulary(own), _first_words(own)
    while i < len(tokens):
        if tokens[i].low in first_words:
            for length in range(_LONGEST, 0, -1):
                words = tuple(token.low for token in tokens[i : i + length])
                if len(words) == length and words in known:
                    if not _is_other(tokens, i, i + length):
                        found.append(Measure(known[words], i, i + length))
                    i += length - 1
                    break
        i += 1
    return found


def _is_other(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Whether the words of a measure are part of a name or a compound: "Budget Office", "trade war", "for-profit"."""
    if low(tokens, stop) in _OTHER_HEADS or (low(tokens, start - 1) == "-" and low(tokens, start - 2) == "for"):
        return True
    if low(tokens, start - 1) == "of" and low(tokens, start - 2) in _BODIES:  # "Chamber of Commerce"
        return True
    if low(tokens, stop - 1) in {"spending", "budget"} and low(tokens, stop) in _CUT:  # "spending cuts" are no spending
        return True
    is_firm = low(tokens, start) == "dow" and stop == start + 1 and _is_among_firms(tokens, start)
    if is_firm or (low(tokens, start) == "losses" and low(tokens, start - 1) in _NO_MONEY):  # "job losses"
        return True
    if low(tokens, start - 1) == "to" and low(tokens, stop - 1) in {"aid", "trade"}:
        return True  # "slumped to trade near $12", "to aid the fight"
    is_price = stop < len(tokens) and (tokens[stop].low == "at" or tokens[stop].low[0] in "$€£¥0123456789")
    return low(tokens, stop - 1) == "trade" and is_price


def _is_among_firms(tokens: Sequence[Token], at: int) -> bool:
    """Whether "Dow" stands in a list of firms: "Boeing, Dow and Caterpillar"."""
    before, behind = low(tokens, at - 2), low(tokens, at + 2)
    is_listed = low(tokens, at - 1) in _LISTING and low(tokens, at + 1) in _LISTING
    return is_listed and {before, behind}.isdisjoint(_MARKETS) and before.isalpha() and before not in ENDS


_LISTING = frozenset({",", "and", "&"})
_MARKETS = frozenset(
    {"nasdaq", "composite", "index", "s", "s&p", "500", "the", "russell", "stocks", "markets", "average"}
)
_BODIES = word_set("bodies")
_CUT = frozenset({"cut", "cuts", "reduction", "reductions", "freeze", "freezes"})
_NO_MONEY = word_set("losses_of_no_money")

# --- a measure as written

_DETERMINERS = word_set("determiners")
_PRONOUNS = word_set("no_subjects")
_STOPS_SUBJECT = word_set("subject_stops")
_LINKS = word_set("links")
_BRIDGES = word_set("link_bridges")
_AUXILIARIES = word_set("auxiliaries")
_TO_COME = frozenset(
    [
        "expected",
        "projected",
        "forecast",
        "likely",
        "set",
        "needs",
        "need",
        "needed",
        "wants",
        "hopes",
        "plans",
        "due",
        "bound",
        "sure",
    ]
)
PREPOSITIONS = word_set("prepositions")
_VERBS = word_set("verbs_no_nouns")
_TIMES = frozenset(MONTHS) | word_set("relative_units") | word_set("no_measures")
_EMPTY_HEADS = word_set("empty_heads")


def phrase_after(tokens: Sequence[Token], stop: int, *, most: int = 5) -> tuple[list[str], int]:
    """The adjectives and nouns that start at token `stop`, hyphens kept: "trade deficit", and the token behind."""
    words: list[str] = []
    j = stop
    while j < len(tokens) and len(words) < most:
        token = tokens[j]
        if (
            token.kind != WORD
            or token.low in _VERBS
            or token.low.endswith("ly")
            or (token.low in ENDS and token.low not in _SIZED and not _is_hyphen(tokens, j + 1))
        ):
            break
        word, j = token.low, j + 1
        while (
            low(tokens, j) == "-"
            and j + 1 < len(tokens)
            and tokens[j].start == tokens[j - 1].end
            and tokens[j + 1].start == tokens[j].end
        ):
            word, j = f"{word}-{tokens[j + 1].low}", j + 2
        words.append(word)
    return words, j


_SIZED = frozenset({"short", "high", "low", "long", "deep"})


def phrase_before(tokens: Sequence[Token], at: int, *, most: int = 5) -> list[str]:
    """The adjectives and nouns that end before token `at`: "budget" in "a budget of $5m" with `at` on "of"."""
    words: list[str] = []
    j = at - 1
    while j >= 0 and len(words) < most and tokens[j].kind == WORD and tokens[j].low not in ENDS:
        words.insert(0, tokens[j].low)
        j -= 1
    return words


def subject(tokens: Sequence[Token], at: int) -> tuple[list[str], int, int] | None:
    """The subject of "SUBJECT rose to NUMBER", for a number on token `at`: its words and tokens."""
    j = at - 1
    while j >= 0 and low(tokens, j) in _BRIDGES and at - j < 6:
        j -= 1
    if j > 0 and low(tokens, j) in _TO_DO and low(tokens, j - 1) in _MODALS:
        j -= 1  # "rents would rise by 4 percent"
    elif j < 0 or low(tokens, j) not in _LINKS:
        return None
    while j >= 0 and (
        low(tokens, j) in _LINKS
        or low(tokens, j) in _AUXILIARIES
        or low(tokens, j).endswith("ly")
        or (low(tokens, j) in _TO_COME and low(tokens, j + 1) == "to")
    ):
        j -= 1
    stop = j + 1
    if j >= 0 and low(tokens, j) in _PRONOUNS:
        return None
    while j >= 0 and stop - j < 14 and (tokens[j].kind == WORD or _is_hyphen(tokens, j) or _is_year_of(tokens, j)):
        if low(tokens, j) in _STOPS_SUBJECT and not (low(tokens, j) == "that" and low(tokens, j - 1) in PREPOSITIONS):
            break
        j -= 1
    if j >= 0 and low(tokens, j) == "and" and _is_list(tokens, j):
        return None  # "tests for colon and breast cancer fell"
    if j >= 0 and low(tokens, j) in _NO_SUBJECT_BEHIND:  # "identifying as X rose": not X did
        return None
    start = _from_article(tokens, j + 1, stop)
    parts = [
        tokens[k].low if _is_hyphen(tokens, k) or _is_hyphen(tokens, k - 1) else f" {tokens[k].low}"
        for k in range(start, stop)
    ]
    words = "".join(parts).split()
    return (words, start, stop) if words else None


def _is_year_of(tokens: Sequence[Token], j: int) -> bool:
    """ "the rate for 2015": a year that belongs to the subject."""
    return len(tokens[j].low) == len("2015") and tokens[j].low.isdecimal() and low(tokens, j - 1) in {"for", "in"}


def _is_list(tokens: Sequence[Token], j: int) -> bool:
    """Whether no verb stands before the "and" on token `j` in its sentence."""
    before = (low(tokens, k) for k in range(j))
    return not any(
        word in _LINKS or word in _AUXILIARIES or word in _VERBS or word.endswith(("ed", "s'")) for word in before
    )


def _is_hyphen(tokens: Sequence[Token], j: int) -> bool:
    """Whether token `j` is the hyphen of a compound: "officer-involved"."""
    is_inside = 0 < j < len(tokens) - 1 and tokens[j].low == "-"
    return is_inside and tokens[j].start == tokens[j - 1].end and tokens[j + 1].start == tokens[j].end


_TO_DO = frozenset(
    ["rise", "fall", "drop", "climb", "increase", "decrease", "decline", "grow", "shrink", "slow", "reach"]
)
_MODALS = frozenset(["would", "will", "could", "may", "might", "can", "should", "must"])
_NO_SUBJECT_BEHIND = frozenset({"as", "than", "including"})


def _from_article(tokens: Sequence[Token], start: int, stop: int) -> int:
    """The last article that opens a new phrase: "after entering Egyptian airspace | the plane"."""
    for j in range(stop - 1, start, -1):
        if (
            low(tokens, j) in {"the", "a", "an", "its", "their", "his", "her"}
            and low(tokens, j - 1) not in PREPOSITIONS
        ):
            return j
    return start


def named_by(words: Sequence[str]) -> str | None:
    """The measure that a noun phrase names as written, with its first "of" phrase; None for a pronoun or nothing."""
    kept = list(words)
    while kept and (kept[0] in _DETERMINERS or kept[0].endswith(("'s", "’s"))):
        kept.pop(0)
    if not kept or kept[0] in _PRONOUNS:
        return None
    cut = next((n for n, word in enumerate(kept) if word in PREPOSITIONS), len(kept))
    if cut < len(kept) and kept[cut] == "of" and (kept[cut - 1] in _EMPTY_HEADS if cut else False):
        further = next((n for n in range(cut + 1, len(kept)) if kept[n] in PREPOSITIONS), len(kept))
        inner = [w for w in kept[cut + 1 : further] if w not in _DETERMINERS]
        return " ".join([*kept[:cut], "of", *inner]) if inner else None
    kept = _changed(kept[:cut])
    if not kept or kept[-1] in _VERBS or kept[-1] in _TIMES:
        return None
    if kept[-1] in _EMPTY_HEADS and all(_SPAN.fullmatch(word) for word in kept[:-1]):
        return None  # "a record", "an eight-year low"
    if not is_plain(kept):
        return None
    if not kept[-1].isalpha() and "-" not in kept[-1]:
        return None
    return " ".join(word.removesuffix("'s").removesuffix("’s") for word in kept[-4:])


_SPAN = re.compile(r"(?:[\w/-]+-)?(?:year|month|week|decade|quarter|day|time)|all-time")


def is_plain(words: Sequence[str]) -> bool:
    """Whether words are a plain noun phrase: no number ("the first two states"), no verb ("taken care"), no pronoun."""
    if words[-1] in _PRONOUNS or (words[-1].endswith("ing") and words[-1] not in _ING_NOUNS):
        return False
    return not any(word in _CARDINALS or word in _SAID_OR_DONE for word in words)


def _changed(words: list[str]) -> list[str]:
    """What changes in "the annual decline", "a pay rise": the words before the noun of change, if they say anything.

    A "tax increase" and a "spending cut" are sums of their own.
    """
    if len(words) > 1 and words[-2] in _CUT_OR_RAISED:
        return words
    while words and words[-1] in _CHANGES and (len(words) == 1 or words[-2] in _HOW):
        words = words[:-1]
    while words and words[-1] in _HOW:
        words = words[:-1]
    return words


_CUT_OR_RAISED = frozenset({"tax", "taxes", "spending", "budget"})
_CARDINALS = word_set("number_units")
_SAID_OR_DONE = word_set("said_or_done")
_ING_NOUNS = word_set("ing_nouns")
_CHANGES = word_set("up_nouns") | word_set("down_nouns") | {"change", "growth", "swing"}
_HOW = frozenset(
    ["annual", "monthly", "quarterly", "yearly", "sharp", "further", "slight", "average", "daily", "weekly"]
)


def counted(unit: str) -> str:
    """The measure of a count as written: the plural of what is counted."""
    unit, per, rest = unit.partition(" per ")
    head = unit.rsplit(" ", 1)[-1]
    name = unit if is_plural(head) or singular(head) != head else f"{unit[: -len(head)]}{_plural(head)}"
    return f"{name}{per}{rest}"


_PLURALS = {one: many for many, one in IRREGULAR.items()} | {"person": "people"}


def _plural(word: str) -> str:
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith("man") and word not in {"human", "german", "roman"}:
        return f"{word[:-3]}men"
    if word.endswith(("s", "x", "ch", "sh")):
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}s"


def in_phrase(phrase: str, own: str = "") -> tuple[Kind, str] | None:
    """The measure of the list at the end of a noun phrase, and the words before it ("black unemployment")."""
    parts = tuple(token.low for token in tokenise(phrase, 0, len(phrase)))
    known = vocabulary(own)
    for n in range(len(parts)):
        if parts[n:] in known:
            return known[parts[n:]], " ".join(parts[:n])
    return None
