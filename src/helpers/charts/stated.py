"""Claims made ready to be drawn: who states which number, what it means, and what the record says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from helpers import evidence, findings
from helpers.charts.letters import plain
from helpers.show import NAME, excerpt
from helpers.show import place as place_of
from helpers.tables import RECORDS, by_key
from helpers.words import (
    amount,
    cells,
    count,
    counted,
    is_counted,
    known,
    listed,
    meant,
    number,
    number_or_none,
    period,
    span,
    start,
    where,
)

_VERDICTS = ("matches", "differs")
ORDER = {"trade": 0, "exports": 1, "imports": 2}
NO_CLAIM = "No claim with a measure was found in these texts"
NOTHING = "No complete statement (what, about whom or where, when) is surely read in two documents or has a record"
DRAWN = ("article_id", "start", "mention", "measure", "basis", "period", "reporter", "partner", "low", "high", "unit")
_HELD = ("compiler", "recorded_value", "gap", "gap_unit", "verdict")


class Record(NamedTuple):
    value: float
    compiler: str
    gap: str  # in words


class Claim(NamedTuple):
    claim_id: str
    what: str  # "Exports, 2022"; "Unemployment, women, October 2012"
    about: str  # "South Korea to Russia, change on a year before"
    is_exact: bool  # no "nearly", no "more than"
    agrees: bool  # the intervals of all articles have a value in common
    is_complete: bool  # says what, about whom or where, when
    unit: str
    measure: str
    mention: str
    places: Mapping[str, tuple[int, str]]  # article -> where its first number stands, and its words
    n_origins: int
    intervals: tuple[tuple[float | None, float | None], ...]
    records: tuple[Record, ...]  # those that earn a verdict
    weak_records: tuple[Record, ...]  # rounded, or not official
    verdict: str

    @property
    def counts(self) -> str:
        """In how many documents of how many origins it is made."""
        return f"{count(len(self.places), 'document')}, {count(self.n_origins, 'origin')}"

    def at(self, article_id: str = "") -> str:
        """Where the article, or the first one, makes it, as a place to be led to."""
        article_id = article_id or next(iter(self.places))
        return place_of(article_id, self.places[article_id][0])


def read(claims: pd.DataFrame, records: pd.DataFrame) -> list[Claim]:
    """The claims of a corpus by their name, without the odd values of a document (`findings.clear`)."""
    held = by_key((str(row["claim_id"]), row) for row in cells(records))
    kept = cells(findings.clear(claims))
    clear = {(row["article_id"], row["start"]) for row in kept}
    made = by_key((str(row["claim_id"]), row) for row in kept)
    return [
        _claim(claim_id, rows, [row for row in held.get(claim_id, []) if (row["article_id"], row["start"]) in clear])
        for claim_id, rows in sorted(made.items())
    ]


def _claim(claim_id: str, rows: Sequence[Mapping[str, Any]], records: Sequence[Mapping[str, Any]]) -> Claim:
    first = next((row for row in rows if row["article_id"] == row["origin_id"]), rows[0])
    firm, weak = _records(records)
    ends = {(number_or_none(row["low"]), number_or_none(row["high"])) for row in records or rows}
    intervals = {meant(low, high, first["unit"]) for low, high in ends}
    verdicts = [str(row["verdict"]) for row in records]
    places: dict[str, tuple[int, str]] = {}
    for row in rows:
        places.setdefault(str(row["article_id"]), (int(row["start"]), mention(row)))
    return Claim(
        claim_id,
        what=_what(first),
        about=_about(first),
        is_exact=_is_exact(rows),
        agrees=findings.agree(rows),
        is_complete=findings.is_complete(rows[0]),
        unit=_word(first["unit"]),
        measure=_word(first["measure"]),
        mention=mention(first),
        places=places,
        n_origins=len({row["origin_id"] for row in rows if known(row["origin_id"])}),
        intervals=tuple(sorted(intervals, key=str)),
        records=tuple(firm),
        weak_records=tuple(weak),
        verdict=next((word for word in _VERDICTS if word in verdicts), ""),
    )


def _records(rows: Sequence[Mapping[str, Any]]) -> tuple[list[Record], list[Record]]:
    """The records that earn a verdict, and those that do not."""
    firm: dict[Record, None] = {}
    weak: dict[Record, None] = {}
    for row in rows:
        if known(row["recorded_value"]):
            kept = firm if row["verdict"] in _VERDICTS else weak
            kept[Record(float(row["recorded_value"]), _compiler(row), _gap(row))] = None
    return list(firm), list(weak)


def _is_exact(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether each interval is only the rounding of a value that is stated plainly."""
    for row in rows:
        low, high, value = (number_or_none(row[name]) for name in ("low", "high", "value"))
        if known(row["approximation"]) or low is None or high is None or value is None:
            return False
        if abs((low + high) / 2 - value) > 1e-6 * abs(value):
            return False
    return True


def _what(row: Mapping[str, Any]) -> str:
    """ "Exports, 2022"; "Unemployment, women, October 2012"."""
    return start(", ".join(filter(None, [_word(row["measure"]), _word(row["about"]), period(row["period"])])))


def _about(row: Mapping[str, Any]) -> str:
    """ "South Korea to Russia, change on a year before, forecast"."""
    basis = "" if row["basis"] == "level" else _word(row["basis"])
    return ", ".join(filter(None, [where(row), basis, "" if row["status"] == "actual" else _word(row["status"])]))


def _word(value: object) -> str:
    return plain(value) if known(value) else ""


def mention(row: Any) -> str:
    """The words of a claim with the approximating one before them, where that stands outside: "nearly $30bn"."""
    words, about = excerpt(plain(row["mention"]), NAME), _word(row["approximation"])
    return f"{about} {words}" if about and about.lower() not in words.lower() else words


def brief(row: Any) -> str:
    """A claim's number in few letters: "~$30bn" for "nearly 30 billion dollars"."""
    value = number_or_none(row["value"])
    return "" if value is None else "~" * bool(_word(row["approximation"])) + amount(value, row["unit"])


def _compiler(row: Mapping[str, Any]) -> str:
    """Who compiled the record; for one without a verdict, why it has none."""
    who = plain(row["compiler"])
    if row["verdict"] in _VERDICTS or not known(row.get("reason")):
        return who
    reason = str(row["reason"])
    return who + ", rounded" * ("rounded" in reason) + ", not official" * ("not official" in reason)


def _gap(row: Mapping[str, Any]) -> str:
    if not known(row["gap"]):
        return ""
    unit = {"[pp]": "points"}.get(str(row["gap_unit"]), str(row["gap_unit"]))
    value = float(row["gap"])
    return f"gap {'+' if value > 0 else ''}{number(round(value, 1))} {unit}"


def worth_a_row(found: Sequence[Claim], most: int) -> list[Claim]:
    """The claims worth a row: those with a record, else those that several documents make.

    Numbers that leave open what, where or when are one statement only where one text is behind the documents.
    """
    kept = [claim for claim in found if claim.records]
    # where values differ, the findings show the words
    return widest_first(kept or [claim for claim in found if claim.agrees and is_repeated(claim)])[:most]


def widest_first(found: Sequence[Claim]) -> list[Claim]:
    """The claims of most documents first."""
    return sorted(found, key=lambda claim: (-len(claim.places), ORDER.get(claim.measure, 3), claim.claim_id))


def is_repeated(claim: Claim) -> bool:
    return len(claim.places) > 1 and (claim.is_complete or claim.n_origins == 1)


def drawn_claims(claims: pd.DataFrame, records: pd.DataFrame, shown: Sequence[Claim]) -> pd.DataFrame:
    """The rows of claims that a figure draws, a fall negative, each with the records that it is held against."""
    place = ["article_id", "start", "end"]
    rows = with_signs(claims[claims["claim_id"].isin([claim.claim_id for claim in shown])])
    held = records[[*place, *_HELD]] if len(records) else RECORDS.empty()[[*place, *_HELD]]
    return rows.merge(held, on=place, how="left")[[*DRAWN, *_HELD]]


def with_signs(claims: pd.DataFrame) -> pd.DataFrame:
    """`claims` with the ends of a fall negative, as they are drawn and as the record has it."""
    return claims.assign(**evidence.signed(claims)[["low", "high"]])


def signed_intervals(
    claims: pd.DataFrame, records: pd.DataFrame
) -> dict[str, list[tuple[str, float | None, float | None]]]:
    """Claim -> (article, low, high), a fall negative: from `records`, else by the claim's direction."""
    held = {_place(row): (number_or_none(row["low"]), number_or_none(row["high"])) for row in cells(records)}
    found: dict[str, list[tuple[str, float | None, float | None]]] = {}
    for row in cells(claims):
        low, high = number_or_none(row["low"]), number_or_none(row["high"])
        if known(row.get("direction")) and row["direction"] == "down":
            low, high = (None if high is None else -high), (None if low is None else -low)
        low, high = held.get(_place(row), (low, high))
        low, high = meant(low, high, row["unit"])
        found.setdefault(str(row["claim_id"]), []).append((str(row["article_id"]), low, high))
    return found


def _place(row: Mapping[str, Any]) -> tuple[str, int, int]:
    return str(row["article_id"]), int(row["start"]), int(row["end"])


def stated_most(widest: Claim) -> str:
    """ "Unemployment rate, September 2012, United States: 7.8 %, in seven documents of seven origins"."""
    what = ", ".join(filter(None, [widest.what, widest.about.split(", ")[0]]))
    documents = counted(len(widest.places), "document")
    return start(f"{what}: {_claimed(widest)}, in {documents} of {counted(widest.n_origins, 'origin')}")


def _claimed(claim: Claim) -> str:
    if is_counted(claim.unit):
        return f"“{claim.mention}”"
    return " or ".join(_interval(claim, low, high) for low, high in claim.intervals[:3])


def _interval(claim: Claim, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return up_to(low, high, lambda value: amount(value, claim.unit))
    return amount((low + high) / 2, claim.unit) if claim.is_exact else span(low, high, claim.unit)


def up_to(low: float | None, high: float | None, written: Callable[[float], str]) -> str:
    """An interval that is open at one side, or at both, in words."""
    if low is not None:
        return f"from {written(low)}"
    return "not a number" if high is None else f"up to {written(high)}"


def in_words(claim: Claim, short: Mapping[str, str]) -> str:
    stated = listed([short[key] for key in claim.places if key in short], 5)
    words = claim.what + f" ({claim.about})" * bool(claim.about)
    words += f": claimed {_claimed(claim)} in {count(len(claim.places), 'document')}"
    words += f" ({stated})" * bool(stated) + f" of {count(claim.n_origins, 'origin')}"
    if claim.records:
        recorded = listed([f"{amount(record.value, claim.unit)} ({record.compiler})" for record in claim.records])
        words += "; " + ", ".join(filter(None, [f"recorded {recorded}", claim.records[0].gap, claim.verdict]))
    return words


def recorded_by(rows: Sequence[Claim]) -> str:
    compilers = sorted({record.compiler for claim in rows for record in claim.records})
    return f"; recorded values: {listed(compilers, 4)}" if compilers else ""
