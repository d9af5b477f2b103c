"""Claims held together: who makes them, where they come from, who else makes them, and what the record says.

Every function takes tables and gives a table (`helpers.tables`). Words matter here: one text origin is no
proof of independence, and a claim "matches the record", it is never proven by it.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import corpus, tables
from helpers.claims.changes import JUST_OVER, JUST_UNDER
from helpers.claims.nouns import ENDS

_FRAME = ("measure", "basis", "reporter", "partner", "period")
_CLAIM_FIELDS = ("article_id", "start", "end", "claim_id", "mention", "unit", "period")
_CHANGE = "change on a year before"
_LEVEL = "level"
_WORLD = "WLD"  # partner of a record that is about the whole world


# --- who claims it, and where it comes from ------------------------------------------------------------------------


def claims(
    quantities: pd.DataFrame,
    *,
    attributions: pd.DataFrame | None = None,
    spans: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    provenance: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """`tables.CLAIMS`: the quantities with a measure, outside boilerplate, with speaker and origin.

    Reads `tables.QUANTITIES` and, where given, ATTRIBUTIONS with ATTRIBUTION_SPANS, ORIGINS and PROVENANCE.
    A claim inside the content of an attribution is its speaker's; its origin is that speaker where one is
    named, else the text origin of the article. A quotation in an article that is derived from another of
    the corpus, or says that it comes from elsewhere, is "not verified verbatim".
    """
    framed = quantities[quantities["measure"].notna() & ~quantities["is_boilerplate"] & quantities["is_quantity"]]
    group_of = {} if origins is None else dict(zip(origins["article_id"], origins["origin_id"], strict=True))
    derived = _derived(origins, provenance)
    speakers = _speakers(attributions, spans)
    rows = []
    for row in _records(framed):
        article = row["article_id"]
        said = _innermost(speakers.get(article, []), row["start"], row["end"])
        name = _text(said and said["speaker"])
        quoted = said is not None and said["quote_kind"] in {"direct", "mixed", "unclosed"}
        rows.append(
            {
                **{field: row.get(field) for field in tables.CLAIMS.names if field in row},
                "claim_id": claim_id(row),
                "claimed_by": name,
                "claimed_by_kind": _text(said and said["source_kind"]) if name else None,
                "origin_id": name or group_of.get(article, article),
                "verbatim": ("not verified verbatim" if article in derived else "as quoted") if quoted else None,
            }
        )
    return tables.CLAIMS.frame(rows)


def claim_id(row: Mapping[str, Any]) -> str:
    """Name of a claim: its frame and unit; "?" where the text leaves a field out.

    A frame without a country may be about anybody ("30,000 troops" of two armies): there the value is a part of the
    name, so that only equal numbers are one claim.
    """
    unit = "rank" if row["basis"] == "rank" else row["unit"]
    parts = [_text(value) or "?" for value in [*(row[field] for field in _FRAME), unit]]
    if not (_text(row["reporter"]) or _text(row["partner"])):
        parts.append(" to ".join("?" if pd.isna(row[end]) else f"{row[end]:g}" for end in ("low", "high")))
    return " | ".join(parts)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _derived(origins: pd.DataFrame | None, provenance: pd.DataFrame | None) -> frozenset[str]:
    """Articles that other texts may stand behind: not the first of their origin, or naming an outlet they come from."""
    found: set[str] = set()
    if origins is not None:
        shared = origins["origin_id"].map(origins["origin_id"].value_counts()) > 1
        found |= set(origins.loc[shared & (origins["article_id"] != origins["origin_id"]), "article_id"])
    if provenance is not None:
        named = provenance["republisher"].notna() | provenance["outlet"].notna()
        found |= set(provenance.loc[named, "article_id"])
    return frozenset(found)


def _speakers(attributions: pd.DataFrame | None, spans: pd.DataFrame | None) -> dict[str, list[dict[str, Any]]]:
    """The content passages of each article by their start, with who speaks; `reach`: the last end up to there."""
    if attributions is None or spans is None or attributions.empty or spans.empty:
        return {}
    content = spans.loc[spans["role"] == "content", ["article_id", "attribution_id", "start", "end"]]
    who = attributions[["article_id", "attribution_id", "speaker", "source_kind", "quote_kind"]]
    found: dict[str, list[dict[str, Any]]] = {}
    told = content.merge(who, on=["article_id", "attribution_id"]).sort_values("start", kind="stable")
    told["reach"] = told.groupby("article_id")["end"].cummax()
    for row in _records(told):
        found.setdefault(row["article_id"], []).append(row)
    return found


def _innermost(passages: list[dict[str, Any]], start: int, end: int) -> dict[str, Any] | None:
    """The shortest of `passages` that holds all from `start` to `end`, and of equally short ones the first."""
    found: list[dict[str, Any]] = []
    for place in range(bisect_right(passages, start, key=itemgetter("start")) - 1, -1, -1):
        if passages[place]["reach"] < end:
            break  # nor does any before it go so far
        if end <= passages[place]["end"]:
            found.append(passages[place])
    return min(reversed(found), key=lambda passage: (passage["end"] - passage["start"], passage["start"]), default=None)


# --- the same claim across articles --------------------------------------------------------------------------------


def signed(claims: pd.DataFrame) -> pd.DataFrame:
    """`value, low, high` of claims with the sign of their direction: "fell by 37 %" is -37."""
    falls = (claims["direction"] == "down") & (claims["basis"] == _CHANGE)
    positive = falls & ~(claims["value"] < 0).fillna(False)
    value = claims["value"].where(~positive, -claims["value"])
    low = claims["low"].where(~positive, -claims["high"])
    high = claims["high"].where(~positive, -claims["low"])
    return pd.DataFrame({"value": value, "low": low, "high": high}, index=claims.index)


def _in_order(claims: pd.DataFrame) -> pd.DataFrame:
    return claims.sort_values(list(tables.CLAIMS.key), ignore_index=True)


def groups(claims: pd.DataFrame) -> pd.DataFrame:
    """`tables.CLAIM_GROUPS` of `tables.CLAIMS`: each claim once, counted by document and by origin.

    Documents agree when their intervals have a value in common, else they conflict; where none of them says of which
    period it speaks, different values are no conflict.
    """
    ordered = _in_order(claims)
    meant = signed(ordered).assign(
        claim_id=ordered["claim_id"],
        below=lambda frame: frame["low"].fillna(float("-inf")),
        above=lambda frame: frame["high"].fillna(float("inf")),
    )
    limits = meant.groupby("claim_id").agg({"low": "min", "high": "max", "below": "max", "above": "min"})
    counts = ordered.groupby("claim_id").agg(
        n_claims=("article_id", "size"), n_documents=("article_id", "nunique"), n_origins=("origin_id", "nunique")
    )
    first = ordered.drop_duplicates("claim_id").set_index("claim_id")[[*_FRAME, "unit"]]
    found = first.join(counts).join(limits)
    agreement = (found["below"] <= found["above"]).map({True: "agree", False: "conflict"})
    agreement = agreement.mask(found["period"].isna() & (agreement == "conflict"), "period not stated")
    found["agreement"] = agreement.where(found["n_documents"] >= 2, "one document")
    return tables.CLAIM_GROUPS.frame(found.reset_index())


_YEARS_IN = {"decade": 10.0, "century": 100.0, "year": 1.0, "month": 1 / 12}


def related(quantities: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """`tables.RELATED`: quantities without a measure in several articles that may speak of one thing.

    The units are alike (years and decades are), the values lie within a quarter of each other, and the sentences
    share two names. Shown, not judged. Reads QUANTITIES, and article_id and text of ARTICLES.
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    loose = quantities[
        quantities["measure"].isna()
        & quantities["is_quantity"]
        & ~quantities["is_boilerplate"]
        & quantities["value"].notna()
        & quantities["unit"].notna()
        & ~quantities["quantity_kind"].isin(["age", "percent", "rank"])
    ]
    found = [
        {
            "article_id": row["article_id"], "start": row["start"], "end": row["end"], "mention": row["mention"],
            "value": row["value"] * _YEARS_IN.get(row["unit"], 1.0),
            "unit": "year" if row["unit"] in _YEARS_IN else row["unit"],
            "names": _names_near(texts[row["article_id"]], row["start"], row["end"]),
        }
        for row in _records(loose)
    ]  # fmt: skip
    return tables.RELATED.frame(list(_related_rows(found)))


def _names_near(text: str, start: int, end: int, reach: int = 250) -> frozenset[str]:
    """Capitalised words of the sentence around `start:end`; the sentence is cut at `reach` characters."""
    left = max(text.rfind(mark, max(0, start - reach), start) for mark in (". ", "\n", "! ", "? ")) + 1
    ends = [place for mark in (". ", "\n", "! ", "? ") if (place := text.find(mark, end, end + reach)) > 0]
    words = text[max(left, start - reach, 0) : min(ends, default=end + reach)].split()
    bare = (word.strip(".,;:!?\"'()[]“”‘’").removesuffix("'s").removesuffix("’s") for word in words)
    return frozenset(w for w in bare if len(w) > 2 and w[0].isupper() and w[1:].islower() and w.lower() not in ENDS)


def _related_rows(found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    by_unit: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        by_unit.setdefault(row["unit"], []).append(row)
    for unit, rows in sorted(by_unit.items()):
        for group in _related_groups(sorted(rows, key=lambda row: (row["value"], row["article_id"], row["start"]))):
            if len({row["article_id"] for row in group}) > 1:
                shared = sorted(frozenset.intersection(*(row["names"] for row in group)) or group[0]["names"])
                context = ", ".join(shared)
                name = f"{unit}: {context} ({group[0]['value']:g})"
                yield from ({**row, "related_id": name, "context": context} for row in group)


def _related_groups(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Rows of one unit put together with the first earlier row that they are like; names are looked up, not scanned."""
    groups: list[list[dict[str, Any]]] = []
    named: dict[str, list[int]] = {}
    for row in rows:
        shared = Counter(n for name in row["names"] for n in named.get(name, []))
        near = next((n for n in sorted(shared) if shared[n] > 1 and _is_related(groups[n][0], row)), None)
        if near is not None:
            groups[near].append(row)
            continue
        for name in row["names"]:
            named.setdefault(name, []).append(len(groups))
        groups.append([row])
    return groups


def _is_related(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    """Whether values lie within a quarter of each other; two values of one article are two things."""
    if first["article_id"] == second["article_id"] and first["value"] != second["value"]:
        return False
    gap = abs(second["value"] - first["value"])
    return bool(gap <= 0.25 * max(abs(first["value"]), abs(second["value"])))


# --- the record -----------------------------------------------------------------------------------------------------


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
    records: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in _records(reference):
        records.setdefault(_key(row), []).append(row)
    meant = signed(claims)
    rows: list[dict[str, Any]] = []
    for claim, value, low, high in zip(_records(claims), meant["value"], meant["low"], meant["high"], strict=True):
        base = {
            **{field: claim[field] for field in _CLAIM_FIELDS},
            "value": value, "low": low, "high": high,
        }  # fmt: skip
        why = _not_comparable(claim)
        fitting = [] if why else [found for record in records.get(_key(claim), []) if (found := _fit(claim, record))]
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
    missing = [field for field in ("period", "reporter", "unit") if _text(claim[field]) is None]
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
    pair = (_text(claim["reporter"]), _text(claim["partner"]) or _WORLD)
    recorded = (_text(record["reporter"]), _text(record["partner"]))
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
    inside = _is_inside(recorded, low, high, _text(claim["approximation"]))
    note = _text(record["note"])
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
    official = reference[reference["is_official"] & ~reference["is_rounded"] & (reference["basis"] == _LEVEL)]
    levels = _records(official)
    claims = _in_order(claims)
    changes = claims[(claims["basis"] == _CHANGE) & (claims["unit"] == "%") & claims["period"].notna()]
    meant = signed(changes)
    changes = changes.assign(value=meant["value"], low=meant["low"], high=meant["high"])
    whole = changes[changes["period"].str.fullmatch(r"\d{4}") & changes[["value", "low", "high"]].notna().all(axis=1)]
    rows = []
    for _, made in whole.groupby(["claim_id", "value", "low", "high"], sort=True):
        claim = _records(made.head(1))[0]
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
    named = (claim["measure"], _text(claim["reporter"]), _text(claim["partner"]) or _WORLD)
    return named == (record["measure"], record["reporter"], record["partner"])


def inconsistencies(reference: pd.DataFrame) -> pd.DataFrame:
    """Where a compiler's exports and imports do not add up to its own total, with the difference in percent.

    (reporter, partner, period, compiler, parts, total, difference): what the file itself cannot show.
    """
    levels = reference[(reference["basis"] == _LEVEL) & reference["measure"].isin(["exports", "imports", "trade"])]
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
