"""What a claim states, in words, and whether several claims state one thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from helpers import evidence
from helpers.findings.base import MOST_WORDS
from helpers.words import amount, cells, known, number, number_or_none, period, place, span, start, where

SURE = ("actual", "estimate")  # a forecast that differs from another is no contradiction
APART = 2.0  # values further apart than this are rather two things that were read as one
_REVISED = re.compile(
    r"\b(?:revis|re-?calculat|restat|initially|previous(?:ly)? (?:estimat|report|thought)"
    r"|first (?:estimat|thought|report)|earlier (?:estimat|report)|correct(?:ed|ion))",
    re.IGNORECASE,
)
_EXTREME = re.compile(r"\b(?:peak\w*|record (?:high|low)|(?:high|low) of)\b", re.IGNORECASE)  # of another time, mostly
_MOST_ABOUT = 5  # words of what is counted, and of what it is about; more are a clause
_CLAUSE = re.compile(
    r"\b(?:he|she|it|they|them|we|us|says?|said|think|thought|believe[sd]?|wants?|supports?|opposes?|is|are|was|were|has|have|had"
    r"|will|would|should|could|do|does|did)\b",
)
SURELY = 0.8  # of `sure`, from which a complete statement is told
_TOLD_BASES = frozenset({"level", "change, base not said", "change in units"})
_MONTH_OR_DAY = (7, 10)  # characters of "2012-10" and "2012-10-05"
_LENT = ("period:survey", "period:event", "measure:")  # by the poll or event of an article, by the sentence before
_NEAR = 200  # characters around a number in which a word says that it was revised


def statement(row: Mapping[str, Any]) -> str:
    """What a number is about: "Exports, South Korea with Russia, 2022"; "unemployment, women, USA, October 2012".

    >>> findings.statement({"measure": "exports", "reporter": "RUS", "partner": "KOR", "period": "2021"})
    'Exports of Russia to South Korea, 2021'
    """
    parts = [*_what_and_where(row), period(row.get("period"))]
    basis, base = row.get("basis"), row.get("base")
    if known(basis) and basis != "level":
        parts.append(f"{basis}" + (f" (against {period(base)})" if known(base) and str(base) not in str(basis) else ""))
    if known(row.get("status")) and row["status"] != "actual":
        parts.append(str(row["status"]))
    return start(", ".join(str(part) for part in parts if known(part) and part))


_SIDES = {"exports": "to", "imports": "from"}


def _what_and_where(row: Mapping[str, Any]) -> list[Any]:
    measure, about = row.get("measure"), row.get("about")
    if measure in _SIDES and known(row["reporter"]) and known(row["partner"]):
        return [f"{measure} of {place(row['reporter'])} {_SIDES[measure]} {place(row['partner'])}", about]
    return [measure, about, where(row)]


def is_complete(row: Mapping[str, Any]) -> bool:
    """Whether a frame says what, about whom or where, when, and in which unit: only then are two statements one.

    >>> findings.is_complete({"measure": "exports", "reporter": "RUS"})
    False
    """
    if known(row.get("is_complete")):
        return bool(row["is_complete"])
    is_about = any(known(row.get(name)) for name in ("about", "place", "reporter"))
    has_base = "base not said" not in str(row.get("basis"))
    return is_about and has_base and all(known(row.get(name)) for name in ("measure", "period", "unit"))


def is_told(row: Mapping[str, Any]) -> bool:
    """Whether pages and findings tell a complete statement: all of it stands by its number, and the reading is sure.

    What flows between two countries is told, and what a person accepted or changed. Else it must be a fact of a month
    or a day, a level or a change, its measure said beside it, with nothing lent to it by a poll or an event of the
    article, and `sure` from 0.8. Of the complete statements that readers judged, those of years and of surveys,
    shares and changes on a year before were mostly false, and of jobs of an industry half
    (benchmarks/results/claims_read.md). The others stand in the table.

    >>> findings.is_told({"measure": "jobs", "period": "2012", "basis": "level", "sure": 0.9, "reporter": "USA"})
    False
    """
    sure = number_or_none(row.get("sure"))
    if sure is None or sure == 1 or (known(row.get("reporter")) and known(row.get("partner"))):
        return True
    is_fact = not known(row.get("status")) or row["status"] in SURE
    is_dated = known(row.get("period")) and len(str(row["period"])) in _MONTH_OR_DAY
    is_own = not any(lent in str(row.get("inherited") or "") for lent in _LENT)
    is_part = row.get("measure") == "jobs added" and known(row.get("about"))  # "in education and health services"
    return sure >= SURELY and is_fact and is_dated and is_own and not is_part and row.get("basis") in _TOLD_BASES


def clear(claims: pd.DataFrame) -> pd.DataFrame:
    """`claims` without odd values and without complete statements that are not surely read (`is_told`).

    Odd is, of a document that gives two values for one statement, the one that few documents give: a reader of "7.8
    percent, down from 8.1" knows which is which; where the reading put both under one month, the value that most
    documents state is taken for it.

    >>> len(findings.clear(found.claims)), len(found.claims)  # none of the seeds' is unclear
    (8, 8)
    """
    claims = claims[~complete(claims) | flagged(claims, is_told)]
    keys = [claims["claim_id"], claims["article_id"]]
    is_torn = claims.groupby(keys, sort=False)["value"].transform("nunique") > 1
    n_in = claims.groupby(["claim_id", "value"], sort=False)["article_id"].transform("nunique").fillna(0)
    most = n_in.groupby(keys, sort=False).transform("max")
    is_torn_in_two = (n_in == most).where(is_torn, other=True)
    return claims[is_torn_in_two.astype(bool)].reset_index(drop=True)


def complete(frame: pd.DataFrame) -> pd.Series:
    """`is_complete` of each row.

    >>> int(findings.complete(found.claims).sum()), len(found.claims)
    (6, 8)
    """
    return flagged(frame, is_complete)


def legible(groups: pd.DataFrame) -> pd.Series:
    """Whether a table of statements should show each row: it is about something named in few words, and is one amount.

    What people say in a poll is a clause, and ends further apart than `APART` times are of numbers read as one thing.

    >>> findings.legible(found.claim_groups).all()
    np.True_
    """
    return flagged(groups, _is_legible)


def _is_legible(row: Mapping[str, Any]) -> bool:
    named = [str(row[name]) for name in ("measure", "about") if known(row[name])]
    if any(len(words.split()) > _MOST_ABOUT or _CLAUSE.search(words) for words in named):
        return False
    low, high = row["low"], row["high"]
    if not (known(low) and known(high)) or not low or not high:
        return True
    least, most = sorted((abs(low), abs(high)))
    return bool(low * high > 0 and most <= APART * least)


def flagged(frame: pd.DataFrame, test: Callable[[Mapping[str, Any]], bool]) -> pd.Series:
    return pd.Series([test(row) for row in cells(frame)], frame.index, dtype=bool)


def value_of(row: Mapping[str, Any]) -> str:
    """The value of a claim, signed: "−37 %", "$27bn to $30bn", "more than 8 %"."""
    low, high, unit = row["low"], row["high"], row["unit"]
    value: Any = row.get("value")
    if known(value) and not (known(row.get("approximation")) and known(low) and known(high)):
        is_change = "change" in str(row.get("basis")) or str(row.get("measure")).endswith(evidence.GAIN)
        falls = row.get("direction") == "down" and is_change
        return amount(-abs(value) if falls else value, unit)
    if known(low) and known(high):
        return span(low, high, unit)
    return f"at least {amount(low, unit)}" if known(low) else f"at most {amount(high, unit)}" if known(high) else "?"


def is_revision(row: Mapping[str, Any], texts: Mapping[str, str]) -> bool:
    start_, end = int(row["start"]), int(row["end"])
    around = texts.get(row["article_id"], "")[max(0, start_ - _NEAR) : end + _NEAR]
    return bool(_REVISED.search(around))


def is_extreme(row: Mapping[str, Any], texts: Mapping[str, str]) -> bool:
    """Whether a number is a peak, a record or a low: mostly that of another time than its sentence speaks of.

    >>> row = {"article_id": "a", "start": 18, "end": 19}
    >>> findings.is_extreme(row, {"a": "the lowest level, 5 %"})
    False
    """
    begin = int(row["start"])
    return bool(_EXTREME.search(texts.get(row["article_id"], "")[max(0, begin - 40) : begin]))


def context(row: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    """The words of a claim with those of its sentence before them, as many as any report may show."""
    before = texts.get(row["article_id"], "")[max(0, int(row["start"]) - 60) : int(row["start"])]
    mention = str(row["mention"]).split()[:MOST_WORDS]
    led = re.split(r"[.!?“”\"\n]\s|\n", before)[-1].split()
    kept = led[max(0, len(led) - (MOST_WORDS - len(mention))) :]
    return " ".join([*(kept[1:] if len(led) == len(kept) and len(before) == 60 else kept), *mention])


def words_of(row: Mapping[str, Any]) -> str:
    mention, about = " ".join(str(row["mention"]).split()[:MOST_WORDS]), row.get("approximation")
    return f"{about} {mention}" if known(about) and str(about).lower() not in mention.lower() else mention


def gap_of(row: Mapping[str, Any]) -> str:
    gap = round(float(row["gap"]), 1)
    unit = {"[pp]": "percentage points"}.get(str(row["gap_unit"]), str(row["gap_unit"]))
    return f"{'+' if gap > 0 else ''}{number(gap)} {unit}"


def agree(rows: Iterable[Mapping[str, Any]]) -> bool:
    """Whether the intervals of all claims have a value in common.

    >>> findings.agree(found.claims.head(1).to_dict("records"))
    True
    """
    least, most = float("-inf"), float("inf")
    for row in rows:
        low = float(row["low"]) if known(row["low"]) else float("-inf")
        high = float(row["high"]) if known(row["high"]) else float("inf")
        # of a fall the ends may stand the other way round
        least, most = max(least, min(low, high)), min(most, max(low, high))
    return least <= most


def are_near(rows: Iterable[Mapping[str, Any]]) -> bool:
    """Whether least numbers may be of one thing: "over 200" and "over 100,000" hardly are."""
    bounds = [abs(float(row["low"])) for row in rows if known(row["low"]) and row["low"]]
    return not bounds or max(bounds) <= APART * min(bounds)
