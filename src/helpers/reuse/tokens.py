"""The words and numbers of a sentence, as the comparison of two sentences wants them.

Numbers are those of the table `quantities`: reading them is not done here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import pandas as pd
from rapidfuzz.distance import Levenshtein

from helpers import names
from helpers.reuse.words import stem
from helpers.rules import load_rows

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|\d+(?:[.,]\d+)*|n['’]t\b|[^\W\d_]+?(?=n['’]t\b)|[^\W\d_]+"
)
_SPELLINGS = (("ph", "f"), ("ck", "k"), ("kh", "h"), ("zh", "j"), ("sch", "sh"), ("tch", "ch"), ("ts", "z"), ("c", "k"),
              ("q", "k"), ("w", "v"), ("y", "i"), ("j", "i"), ("x", "ks"), ("g", "h"))  # fmt: skip


class Number(NamedTuple):
    """A number of a sentence, as the table `quantities` has it: `sentence[start:end]` is how it is written."""

    start: int
    end: int
    value: float
    low: float | None  # None: open
    high: float | None
    unit: str | None
    n_unit_words: int = 0  # words at the end of the mention that are the counted noun

    def agrees(self, other: Number) -> bool:
        """Whether both may be one number: what they mean overlaps, and neither is a share where the other is none."""
        if (self.unit == "%") != (other.unit == "%") and self.unit and other.unit:
            return False
        if self.value == other.value:
            return True
        lows = [side.low for side in (self, other) if side.low is not None]
        highs = [side.high for side in (self, other) if side.high is not None]
        if not (lows and highs):
            return False
        low, high = max(lows), min(highs)
        is_exact = any(side.low == side.high for side in (self, other))  # 19 may be "about 20", from 19 to 21
        return low < high or (is_exact and low == high)


class Token(NamedTuple):
    """A word or number of a sentence."""

    start: int
    end: int
    text: str  # lower-case
    stem: str
    number: Number | None
    is_name: bool

    @property
    def value(self) -> float | None:
        """Of a number."""
        return None if self.number is None else self.number.value

    @property
    def is_content(self) -> bool:
        """Carries meaning of its own."""
        return self.number is not None or self.text not in words("empty")


def read_numbers(quantities: pd.DataFrame) -> dict[str, list[Number]]:
    """The numbers of the table `quantities` by article: what has a value, and years; dates and times are words."""
    columns = ["start", "end", "quantity_kind", "value", "low", "high", "unit", "period"]
    found: dict[str, list[Number]] = {}
    for article_id, row in zip(quantities["article_id"], quantities[columns].to_dict("records"), strict=True):
        value, low, high, unit, period = (
            None if pd.isna(row[name]) else row[name] for name in ("value", "low", "high", "unit", "period")
        )
        span = (int(row["start"]), int(row["end"]))
        if number := make_number(span, row["quantity_kind"], value, (low, high), unit, period):
            found.setdefault(article_id, []).append(number)
    return found


def numbers_between(numbers: Iterable[Number], span: tuple[int, int]) -> list[Number]:
    """Those of the `numbers` of a text that stand in `span`, counted from its start."""
    start, end = span
    return [
        number._replace(start=number.start - start, end=number.end - start)
        for number in numbers
        if start <= number.start and number.end <= end
    ]


def make_number(
    span: tuple[int, int],
    kind: str | None,
    value: float | None,
    bounds: tuple[float | None, float | None],
    unit: str | None,
    period: str | None,
) -> Number | None:
    """A row of `quantities` as Number; None for what counts nothing, years excepted."""
    if kind == "year" and period is not None and re.fullmatch(r"\d{4}", period):
        return Number(*span, float(period), float(period), float(period), None)
    if value is None and None not in bounds:
        value = (float(bounds[0] or 0) + float(bounds[1] or 0)) / 2
    if value is None or kind in {"date", "time", "period", "year", "relative_date", "designator"}:
        return None
    return Number(*span, value, *bounds, unit, len(unit.split()) if unit and kind == "count" else 0)


@cache
def words(cue: str) -> frozenset[str]:
    """The words of `cue` in data/change_words.csv."""
    return frozenset(_lists()[cue].split())


@cache
def _lists() -> Mapping[str, str]:
    return {row["cue"]: row["words"] for row in load_rows("change_words.csv")}


@cache
def couples(file: str) -> frozenset[tuple[str, str]]:
    """The couples of stems in `file`, both ways round."""
    found = [(one, two) for one, two in map(dict.values, load_rows(file))]
    rows = [(stem(one), stem(two)) for one, two in found] if file == "opposites.csv" else found
    return frozenset(rows) | frozenset((b, a) for a, b in rows)


def find_tokens(sentence: str, numbers: Sequence[Number] = ()) -> list[Token]:
    """The words of `sentence`, names by their capital; its `numbers` as one token each, without the counted noun."""
    found = [(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(sentence)]
    capitals = [text[0].isupper() for _, _, text in found]
    is_headline = sum(capitals) > 3 and sum(capitals) > 2 * sum(text[0].islower() for _, _, text in found)
    made: list[Token] = []
    for place, (start, end, text) in enumerate(found):
        low = text.lower().replace("’", "'").replace(".", "") if text[-1] == "." else text.lower().replace("’", "'")
        opens = not place or sentence[max(0, start - 3) : start].rstrip()[-1:] in "\"“‘'«.:!?-–—("
        beside = place + 1 < len(found) and capitals[place + 1] and found[place + 1][0] - end <= 1
        is_name = capitals[place] and not is_headline and low not in words("empty") and (not opens or beside)
        made.append(Token(start, end, low, "not" if low == "n't" else stem(low), None, is_name))
    return _join_numbers(made, numbers)


def _join_numbers(tokens: list[Token], numbers: Sequence[Number]) -> list[Token]:
    """`tokens` with one for each of `numbers`, in place of the words that it is written in."""
    for number in numbers:
        inside = [i for i, token in enumerate(tokens) if number.start <= token.start < number.end]
        if len(inside) > number.n_unit_words:
            del inside[len(inside) - number.n_unit_words :]
        if not inside or any(tokens[i].number for i in inside):
            continue
        first, last = tokens[inside[0]], tokens[inside[-1]]
        name = f"={number.value:g}"
        tokens[inside[0] : inside[-1] + 1] = [Token(first.start, last.end, name, name, number, False)]
    return tokens


@lru_cache(maxsize=1 << 14)
def skeleton(name: str) -> str:
    """`name` without accents, in one spelling of sounds that transliterations spell in several ways."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    for spelling, sound in _SPELLINGS:
        plain = plain.replace(spelling, sound)
    return re.sub(r"(.)\1+", r"\1", plain)


def alike(left: Token, right: Token) -> bool:
    """Whether two words say the same, as far as words tell."""
    if left.number is not None or right.number is not None:
        return left.number is not None and right.number is not None and left.number.agrees(right.number)
    couple = left.stem, right.stem
    if left.stem == right.stem or (couple in couples("paraphrases.csv") and couple not in couples("opposites.csv")):
        return True
    if left.is_name and right.is_name:
        return same_name(left.text, right.text)
    shorter = min(len(left.text), len(right.text))
    return (shorter > 4 and left.text[:5] == right.text[:5]) or (
        shorter > 5 and Levenshtein.distance(left.text, right.text) <= 1
    )


def same_name(left: str, right: str) -> bool:
    """Whether two lower-case names are one name in two spellings, or two words for one country."""
    if (country := names.country(left)) is not None and country == names.country(right):
        return True
    return Levenshtein.normalized_similarity(skeleton(left), skeleton(right)) >= 0.6


def likeness(left: Token, right: Token) -> float:
    """How alike two words are in spelling, sounds that transliterations spell in several ways taken as one: 0..1."""
    return Levenshtein.normalized_similarity(skeleton(left.text), skeleton(right.text))
