"""Claims beside the statistics in `reference/`: a claim "matches the record", it is never proven by it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers import tables
from helpers.attribution.bodies import country_name
from helpers.claims.changes import JUST_OVER, JUST_UNDER
from helpers.door import takes_tables
from helpers.evidence.meant import CHANGE, LEVEL, in_order, records, signed, text_or_none
from helpers.evidence.sums import WORLD, Held, Shelf, Thing, basis_of, held

_CLAIM_FIELDS = ("article_id", "start", "end", "claim_id", "mention", "unit", "period")
_STATEMENT = ["claim_id", "low", "high", "record_number"]
_FACTS = frozenset({"actual", "estimate"})
# Their total is the same whichever side records it.
_MIRRORED = frozenset({"trade"})


@takes_tables()
def by_statement(records: pd.DataFrame) -> pd.DataFrame:
    """`tables.RECORDED`: each number of `against_record` that has a record once, with how many documents state it.

    >>> records = evidence.against_record(found.claims, evidence.reference("reference"))
    >>> evidence.by_statement(records).query("verdict == 'matches'")[["mentions", "n_documents"]].iloc[0].to_list()
    ['37%', np.int64(2)]
    """
    rows: list[dict[str, Any]] = []
    told: dict[Any, list[str]] = {}  # by claim, its values
    for (claim, *value, _), its in records[records["recorded_value"].notna()].groupby(_STATEMENT, dropna=False):
        values = told.setdefault(claim, [])
        values += [] if str(value) in values else [str(value)]
        counted = {"value_number": values.index(str(value)) + 1, "n_documents": its["article_id"].nunique()}
        rows.append({**dict(its.iloc[0]), **counted, "mentions": " | ".join(dict.fromkeys(its["mention"]))})
    return tables.RECORDED.frame(rows)


@takes_tables()
def against_record(claims: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """`tables.RECORDS`: each claim of `tables.CLAIMS` beside every record of `tables.REFERENCE` that fits it.

    Only official, unrounded records earn a verdict: "matches" when the recorded value lies inside the claim's
    interval, else "differs", and that only of a claim that says what, where, when and in which unit; the gap is always
    given. What no compiler states outright is computed from two of its records, and `computed` shows the sum. A total
    matches either way round and is then marked as a mirror; exports are never held against the other side's imports,
    which are valued otherwise. Compilers are never averaged. `reason` is a sentence for readers.

    >>> records = evidence.against_record(found.claims, evidence.reference("reference"))
    >>> "matches" in set(records["verdict"])
    True
    """
    shelf = Shelf(records(reference))
    meant = signed(claims)
    rows: list[dict[str, Any]] = []
    for claim, value, low, high in zip(records(claims), meant["value"], meant["low"], meant["high"], strict=True):
        base = {
            **{field: claim[field] for field in _CLAIM_FIELDS},
            "value": value, "low": low, "high": high,
        }  # fmt: skip
        why = _not_comparable(claim)
        fitting = [] if why else _fitting(claim, shelf)
        if not fitting:
            verdict = "not comparable" if why else "no record"
            rows.append({**base, "record_number": 0, "verdict": verdict, "reason": why or _no_record(claim)})
        only_mirrors = all(found.is_mirror for found in fitting)
        for number, found in enumerate(fitting, start=1):
            judged = _judge(claim, (value, low, high), found, only_mirrors)
            rows.append({**base, "record_number": number, **judged})
    return tables.RECORDS.frame(rows)


_MISSING = {
    "period": "when",
    "place": "of which country or place",
    "unit": "in which unit",
    "measure": "what is measured",
}


def _not_comparable(claim: Mapping[str, Any]) -> str | None:
    """Why a claim cannot be looked up, as a sentence, or None."""
    status = text_or_none(claim.get("status"))
    if status is not None and status not in _FACTS:
        what = {"denied": "denies the number", "hypothetical": "only supposes the number"}.get(status)
        return f"The text {what or f'states a {status}, not what was'}."
    missing = [words for field, words in _MISSING.items() if _told(claim, field) is None]
    if missing:
        return f"The text does not say {' nor '.join(missing)}."
    if basis_of(claim) is None:
        is_share = claim["basis"] == "share"
        return f"The text does not say {'what it is a share of' if is_share else 'since when it changed'}."
    return None


def _told(claim: Mapping[str, Any], field: str) -> str | None:
    """A field of the claim; its place is the country where no smaller one is named."""
    if field == "place":
        return text_or_none(claim.get("place")) or text_or_none(claim["reporter"])
    if field == "unit" and claim["basis"] == "rank":
        return "rank"
    return text_or_none(claim[field])


def _thing(claim: Mapping[str, Any]) -> Thing:
    partner = text_or_none(claim["partner"]) or WORLD
    return str(claim["measure"]), text_or_none(claim.get("about")), _told(claim, "place"), partner


def _fitting(claim: Mapping[str, Any], shelf: Shelf) -> list[Held]:
    """The recorded values of what the claim says, those of its own side first."""
    thing = _thing(claim)
    found = list(held(claim, thing, shelf, is_mirror=False))
    measure, about, place, partner = thing
    if measure in _MIRRORED and partner != WORLD and place is not None:
        found += held(claim, (measure, about, partner, place), shelf, is_mirror=True)
    return sorted(found, key=lambda f: (f.is_mirror, str(f.record["compiler"]), f.value))


def _no_record(claim: Mapping[str, Any]) -> str:
    measure, about, place, partner = _thing(claim)
    group, other = f" ({about})" if about else "", "" if partner == WORLD else f" with {_name(partner)}"
    of = f"{measure}{group}, {_name(place)}{other}, {claim['period']}"
    return f"The files hold no record of {of} ({basis_of(claim)}, {_told(claim, 'unit')})."


def _name(place: str | None) -> str:
    return "the world" if place == WORLD else country_name(str(place))


def _judge(claim: Mapping[str, Any], meant: tuple[Any, Any, Any], found: Held, only_mirrors: bool) -> dict[str, Any]:
    record, recorded = found.record, found.value
    value, low, high = meant
    verdict = "matches" if _is_inside(recorded, low, high, text_or_none(claim["approximation"])) else "differs"
    reasons = []
    if verdict == "differs" and claim.get("is_complete") is False:
        verdict = "not comparable"
        reasons.append("The text leaves open what the number is about, so the record may be of something else.")
    if not record["is_official"] or record["is_rounded"]:
        verdict = "not comparable"
        reasons.insert(0, "The record is rounded." if record["is_official"] else "The record is not official.")
    if found.is_mirror:
        none = f"; there is no record by {_name(_told(claim, 'place'))}" if only_mirrors else ""
        reasons.append(f"Recorded by {_name(record['reporter'])}{none}.")
    note = text_or_none(record["note"])
    if note and note != "rounded":
        reasons.append(f"{note[:1].upper()}{note[1:]}{'' if note.endswith('.') else '.'}")
    return {
        "recorded_value": recorded, "computed": found.sum, "compiler": record["compiler"],
        "recorded_by": record["reporter"],
        "is_mirror": found.is_mirror, **_gap(claim, value, recorded), "verdict": verdict,
        "reason": " ".join(reasons) or None, "source": record["source"], "url": record["url"],
    }  # fmt: skip


def _is_inside(recorded: float, low: Any, high: Any, words: str | None) -> bool:
    """Whether the record lies in the claim's interval; "nearly X" leaves X out, "more than X" too."""
    above = pd.isna(low) or (low < recorded if words in JUST_OVER | {"more than", "over", "above"} else low <= recorded)
    below = pd.isna(high) or (
        recorded < high if words in JUST_UNDER | {"less than", "under", "below"} else recorded <= high
    )
    return bool(above and below)


def _gap(claim: Mapping[str, Any], value: Any, recorded: float) -> dict[str, Any]:
    if pd.isna(value) or claim["basis"] == "rank":
        return {"gap": None, "gap_unit": None}
    if claim["unit"] in {"%", "[pp]"}:
        return {"gap": value - recorded, "gap_unit": "[pp]"}
    if recorded == 0:
        return {"gap": None, "gap_unit": None}
    return {"gap": 100 * (value - recorded) / abs(recorded), "gap_unit": "%"}


@takes_tables()
def implied(reference: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """`tables.IMPLIED`: the level each claimed yearly change implies, from the official level of the year before.

    Level of the year before times (1 + change / 100), by compiler; low and high from the claim's interval. Reads
    `tables.REFERENCE` and `tables.CLAIMS`; a claim made in several articles with one interval is one row.

    >>> evidence.implied(evidence.reference("reference"), found.claims).columns.to_list()[:3]
    ['claim_id', 'measure', 'reporter']
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
    named = (claim["measure"], text_or_none(claim["reporter"]), text_or_none(claim["partner"]) or WORLD)
    return named == (record["measure"], record["reporter"], record["partner"])


@takes_tables()
def inconsistencies(reference: pd.DataFrame) -> pd.DataFrame:
    """Where a compiler's exports and imports do not add up to its own total, with the difference in percent.

    (reporter, partner, period, compiler, parts, total, difference): what the file itself cannot show.

    >>> evidence.inconsistencies(evidence.reference("reference")).columns.to_list()[:3]
    ['reporter', 'partner', 'period']
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
