"""Claims beside the statistics in `reference/`: a claim "matches the record", it is never proven by it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import corpus, tables
from helpers.claims.changes import JUST_OVER, JUST_UNDER
from helpers.evidence.meant import CHANGE, LEVEL, in_order, records, signed, text_or_none

_CLAIM_FIELDS = ("article_id", "start", "end", "claim_id", "mention", "unit", "period")
_WORLD = "WLD"  # partner of a record that is about the whole world


def reference(path: str | Path) -> pd.DataFrame:
    """`tables.REFERENCE` read from a CSV file, or from all CSV files of a folder (found as a corpus is found).

    A missing column, a value that is no number, an unknown truth value or a row that stands twice: ValueError
    that names file, row, column and cure.
    """
    source = Path(corpus.locate(str(path)))
    if not source.exists():
        raise FileNotFoundError(f"{source}: no such file or folder of reference statistics")
    paths = sorted(source.glob("*.csv")) if source.is_dir() else [source]
    if not paths:
        raise ValueError(f"{source}: no *.csv file in it; add one with the columns {', '.join(tables.REFERENCE.names)}")
    found = tables.REFERENCE.frame([row for file in paths for row in _read_reference(file)])
    return tables.REFERENCE.check(found)


def _read_reference(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = [name for name in tables.REFERENCE.names if name not in (reader.fieldnames or [])]
        if missing:
            allowed = ", ".join(tables.REFERENCE.names)
            raise ValueError(f"{path.name}: the column {', '.join(missing)} is missing; expected {allowed}")
        for row in reader:
            yield _read_record(row, f"{path.name}, row {reader.line_num}")


_TRUTH = {"true": True, "false": False}
_OPTIONAL = frozenset(column.name for column in tables.REFERENCE.columns if column.nullable)


def _read_record(row: Mapping[str, str | None], where: str) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for name in tables.REFERENCE.names:
        written = (row[name] or "").strip()
        if not written and name not in _OPTIONAL:
            raise ValueError(f"{where}: {name} is empty; every record needs one. Fill it in or drop the row")
        if name == "value":
            try:
                record[name] = float(written)
            except ValueError as error:
                raise ValueError(f'{where}: value is "{written}"; expected a number such as 27340000000.0') from error
        elif name in {"is_official", "is_rounded"}:
            if written.lower() not in _TRUTH:
                raise ValueError(f'{where}: {name} is "{written}"; expected true or false')
            record[name] = _TRUTH[written.lower()]
        else:
            record[name] = written or None
    return record


def against_record(claims: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """`tables.RECORDS`: each claim of `tables.CLAIMS` beside every record of `tables.REFERENCE` that fits it.

    Only official, unrounded records earn a verdict: "matches" when the recorded value lies inside the claim's
    interval, else "differs"; the gap is always given. A total matches either way round and is then marked as a mirror;
    exports are never held against the other side's imports, which are valued otherwise. Compilers are never averaged.
    """
    recorded: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in records(reference):
        recorded.setdefault(_key(row), []).append(row)
    meant = signed(claims)
    rows: list[dict[str, Any]] = []
    for claim, value, low, high in zip(records(claims), meant["value"], meant["low"], meant["high"], strict=True):
        base = {
            **{field: claim[field] for field in _CLAIM_FIELDS},
            "value": value, "low": low, "high": high,
        }  # fmt: skip
        why = _not_comparable(claim)
        fitting = [] if why else [found for record in recorded.get(_key(claim), []) if (found := _fit(claim, record))]
        if not fitting:
            reason = why or "no record of this measure, pair, period and unit"
            rows.append(
                {**base, "record_number": 0, "verdict": "not comparable" if why else "no record", "reason": reason}
            )
            continue
        fitting.sort(key=lambda found: (found[1], str(found[0]["compiler"]), found[0]["value"]))
        only_mirrors = all(is_mirror for _, is_mirror in fitting)
        for number, (record, is_mirror) in enumerate(fitting, start=1):
            rows.append(
                {**base, "record_number": number, **_judge(claim, (value, low, high), record, is_mirror, only_mirrors)}
            )
    return tables.RECORDS.frame(rows)


def _not_comparable(claim: Mapping[str, Any]) -> str | None:
    """Why a claim cannot be looked up, or None."""
    missing = [field for field in ("period", "reporter", "unit") if text_or_none(claim[field]) is None]
    if claim["basis"] == "rank":
        return "a rank; the records of ranks say neither whose list nor how it is counted"
    if missing:
        return f"the text gives no {' and no '.join(missing)}"
    if claim["basis"] == "share":
        return "a share of something the frame does not hold"
    return None


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["basis"], row["period"], row["unit"]


def _fit(claim: Mapping[str, Any], record: Mapping[str, Any]) -> tuple[Mapping[str, Any], bool] | None:
    """A record of the claim's period and whether it is a mirror, when it speaks of the same thing; else None."""
    pair = (text_or_none(claim["reporter"]), text_or_none(claim["partner"]) or _WORLD)
    recorded = (text_or_none(record["reporter"]), text_or_none(record["partner"]))
    if claim["measure"] == record["measure"] and pair == recorded:
        return record, False
    if claim["measure"] == record["measure"] == "trade" and pair == recorded[::-1]:
        return record, True
    return None


def _judge(
    claim: Mapping[str, Any],
    meant: tuple[Any, Any, Any],
    record: Mapping[str, Any],
    is_mirror: bool,
    only_mirrors: bool,
) -> dict[str, Any]:
    value, low, high = meant
    recorded = float(record["value"])
    inside = _is_inside(recorded, low, high, text_or_none(claim["approximation"]))
    note = text_or_none(record["note"])
    reasons = [note] if note and note != "rounded" else []
    if is_mirror:
        reasons.insert(
            0, f"recorded by {record['reporter']}" + (f"; no record by {claim['reporter']}" if only_mirrors else "")
        )
    verdict = "matches" if inside else "differs"
    if not record["is_official"] or record["is_rounded"]:
        verdict = "not comparable"
        reasons.insert(0, "the record is rounded" if record["is_official"] else "the record is not official")
    return {
        "recorded_value": recorded, "compiler": record["compiler"], "recorded_by": record["reporter"],
        "is_mirror": is_mirror, **_gap(claim["unit"], value, recorded), "verdict": verdict,
        "reason": "; ".join(reasons) or None, "source": record["source"], "url": record["url"],
    }  # fmt: skip


def _is_inside(recorded: float, low: Any, high: Any, words: str | None) -> bool:
    """Whether the record lies in the claim's interval; "nearly X" leaves X out, "more than X" too."""
    above = pd.isna(low) or (low < recorded if words in JUST_OVER | {"more than", "over", "above"} else low <= recorded)
    below = pd.isna(high) or (
        recorded < high if words in JUST_UNDER | {"less than", "under", "below"} else recorded <= high
    )
    return bool(above and below)


def _gap(unit: str, value: Any, recorded: float) -> dict[str, Any]:
    if pd.isna(value):
        return {"gap": None, "gap_unit": None}
    if unit == "%":
        return {"gap": value - recorded, "gap_unit": "[pp]"}
    if recorded == 0:
        return {"gap": None, "gap_unit": None}
    return {"gap": 100 * (value - recorded) / abs(recorded), "gap_unit": "%"}


def implied(reference: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """`tables.IMPLIED`: the level each claimed yearly change implies, from the official level of the year before.

    Level of the year before times (1 + change / 100), by compiler; low and high from the claim's interval. Reads
    `tables.REFERENCE` and `tables.CLAIMS`; a claim made in several articles with one interval is one row.
    """
    official = reference[reference["is_official"] & ~reference["is_rounded"] & (reference["basis"] == LEVEL)]
    levels = records(official)
    claims = in_order(claims)
    changes = claims[(claims["basis"] == CHANGE) & (claims["unit"] == "%") & claims["period"].notna()]
    meant = signed(changes)
    changes = changes.assign(value=meant["value"], low=meant["low"], high=meant["high"])
    whole = changes[changes["period"].str.fullmatch(r"\d{4}") & changes[["value", "low", "high"]].notna().all(axis=1)]
    rows = []
    for _, made in whole.groupby(["claim_id", "value", "low", "high"], sort=True):
        claim = records(made.head(1))[0]
        value, low, high = claim["value"], claim["low"], claim["high"]
        before = str(int(str(claim["period"])) - 1)
        for level in levels:
            if level["period"] != before or not _is_level_of(claim, level):
                continue
            later = [r["value"] for r in levels if r["period"] == claim["period"] and _is_level_of(claim, r)
                     and r["compiler"] == level["compiler"]]  # fmt: skip
            rows.append(
                {
                    **{field: claim[field] for field in ("claim_id", "measure", "reporter", "partner", "period")},
                    "base_period": before, "unit": level["unit"], "compiler": level["compiler"],
                    "base_value": level["value"], "change": value, "value": level["value"] * (1 + value / 100),
                    "low": level["value"] * (1 + low / 100), "high": level["value"] * (1 + high / 100),
                    "recorded_value": later[0] if later else None,
                    "n_documents": made["article_id"].nunique(), "n_origins": made["origin_id"].nunique(),
                }
            )  # fmt: skip
    return tables.IMPLIED.frame(rows)


def _is_level_of(claim: Mapping[str, Any], record: Mapping[str, Any]) -> bool:
    named = (claim["measure"], text_or_none(claim["reporter"]), text_or_none(claim["partner"]) or _WORLD)
    return named == (record["measure"], record["reporter"], record["partner"])


def inconsistencies(reference: pd.DataFrame) -> pd.DataFrame:
    """Where a compiler's exports and imports do not add up to its own total, with the difference in percent.

    (reporter, partner, period, compiler, parts, total, difference): what the file itself cannot show.
    """
    levels = reference[(reference["basis"] == LEVEL) & reference["measure"].isin(["exports", "imports", "trade"])]
    wide = levels.pivot_table(
        index=["reporter", "partner", "period", "compiler"], columns="measure", values="value", aggfunc="first"
    )
    columns = ["reporter", "partner", "period", "compiler", "parts", "total", "difference"]
    if not {"exports", "imports", "trade"} <= set(wide.columns):
        return pd.DataFrame(
            {name: pd.Series([], dtype="Float64" if n > 3 else "str") for n, name in enumerate(columns)}
        )
    wide = wide.dropna().reset_index()
    wide["parts"], wide["total"] = wide["exports"] + wide["imports"], wide["trade"]
    wide["difference"] = 100 * (wide["parts"] - wide["total"]) / wide["total"]
    return wide.loc[wide["difference"].abs() > 0.05, columns].reset_index(drop=True)
