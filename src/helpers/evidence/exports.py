"""Files of statistics as their publishers export them: SDMX-CSV, and the World Bank's CSV with a column a year.

Which series is which measure stands in data/record_series.csv: provider, flow (or indicator), `where` (dimension=code,
parted by ";", alternatives by "|"), and the measure, group, basis, unit and factor that it gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from helpers.evidence.rows import read_record
from helpers.rules import load_rows

_FLOWS = ("DATAFLOW", "STRUCTURE_ID", "DATASET", "DATASTRUCTURE")
_AREAS = ("REF_AREA", "geo", "GEO", "COUNTRY", "LOCATION", "COU")
_PARTNERS = ("COUNTERPART_AREA", "PARTNER", "partner", "COUNTERPART_COUNTRY")
_INDICATORS = ("INDICATOR", "SUBJECT", "indic", "SERIES")
_FLAGS = ("OBS_STATUS", "OBS_FLAG", "STATUS")
_FLOW = re.compile(r"(?:(?P<agency>[\w.]+):)?(?:[\w.]+@)?(?P<flow>\w+)(?:\([\d.]+\))?")
_PROVIDERS = (("ESTAT", "Eurostat"), ("OECD", "OECD"), ("IMF", "IMF"), ("ECB", "ECB"), ("ILO", "ILO"), ("BIS", "BIS"))
_NOTES = {"e": "an estimate", "p": "provisional", "b": "break in the series", "f": "a forecast", "s": "an estimate"}
_WIDE = {"Country Name", "Country Code", "Indicator Name", "Indicator Code"}
_YEAR = re.compile(r"\d{4}(?: \[YR\d{4}\])?")
_NONE = frozenset({"", ":", "..", "NaN", "NA", "null"})
_EURO_AREA = dict.fromkeys(("EA20", "EA19", "EA", "G163"), "EA")
_ISO2 = {"EL": "GRC", "UK": "GBR", "EU27_2020": "EU", "W00": "WLD", **_EURO_AREA}


class Series(NamedTuple):
    """A row of data/record_series.csv: what a series of a provider is in our words."""

    provider: str
    flow: str
    where: Mapping[str, frozenset[str]]
    gives: Mapping[str, str]
    factor: float


@cache
def series() -> tuple[Series, ...]:
    """The known series, in order."""
    return tuple(map(_series, load_rows("record_series.csv")))


def _series(row: Mapping[str, str]) -> Series:
    pairs = (part.split("=", 1) for part in filter(None, row["where"].split(";")))
    where = {name.lower(): frozenset(codes.split("|")) for name, codes in pairs}
    gives = {field: row[field] for field in ("measure", "about", "basis", "unit") if row[field]}
    return Series(row["provider"], row["flow"].lower(), where, gives, float(row["factor"] or 1))


@cache
def _iso3() -> Mapping[str, str]:
    """ISO 3166 alpha-3 by alpha-2, and by the codes that some publishers use instead."""
    return {**{row["iso2"]: row["iso3"] for row in load_rows("countries.csv") if row.get("iso2")}, **_ISO2}


def is_sdmx(head: Sequence[str]) -> bool:
    """Whether a header is that of SDMX-CSV."""
    names = {_code(name) for name in head}
    return {"TIME_PERIOD", "OBS_VALUE"} <= names


def is_wide(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a header of the World Bank stands in the first lines."""
    return any(set(row) >= _WIDE or {"Country Code", "Series Code"} <= set(row) for row in rows[:6])


def _code(cell: str) -> str:
    """The code of a cell that may hold "code: label"."""
    return cell.split(":", 1)[0].strip() if ": " in cell else cell.strip()


def _first(cells: Mapping[str, str], names: Sequence[str]) -> str:
    return next((cells[name] for name in names if cells.get(name)), "")


def read_sdmx(rows: Sequence[Sequence[str]], file: str) -> Iterator[dict[str, Any]]:
    """The records of an SDMX-CSV file; a series unknown to data/record_series.csv is left out, all unknown: error."""
    head = [_code(name) for name in rows[0]]
    known, unknown = 0, ""
    for number, row in enumerate(rows[1:], start=2):
        cells = dict(zip(head, row, strict=False))
        if cells.get("OBS_VALUE", "").strip() in _NONE:
            continue
        provider, flow = _provider(_first(cells, _FLOWS))
        codes = {name.lower(): _code(cell) for name, cell in cells.items()}
        found = find_series(provider, (flow, _code(_first(cells, _INDICATORS))), codes)
        if found is None:
            unknown = unknown or f"{provider} {flow} ({_dimensions(codes)})"
            continue
        known += 1
        yield read_record(_observation(cells, found, f"{provider}, {flow}"), f"{file}, row {number}")
    if unknown and not known:
        raise ValueError(_unknown(file, unknown))


def _provider(written: str) -> tuple[str, str]:
    found = _FLOW.fullmatch(written.strip())
    agency, flow = (found["agency"] or "", found["flow"]) if found else ("", written)
    return next((name for start, name in _PROVIDERS if agency.upper().startswith(start)), agency), flow


def find_series(provider: str, flows: Sequence[str], codes: Mapping[str, str]) -> Series | None:
    """The row of data/record_series.csv for a provider, a flow or indicator, and codes by lower-case dimension."""
    asked = {flow.lower() for flow in flows if flow}
    for one in series():
        fits = one.flow in asked and (one.provider == provider or not provider)
        if fits and all(codes.get(name, "") in allowed for name, allowed in one.where.items()):
            return one
    return None


def _observation(cells: Mapping[str, str], found: Series, source: str) -> dict[str, Any]:
    """The cells of a record, from one observation."""
    multiplier = _code(_first(cells, ("UNIT_MULT", "SCALE")))
    power = 10.0 ** int(multiplier) if re.fullmatch(r"-?\d{1,2}", multiplier) else 1.0
    flag = _code(_first(cells, _FLAGS)).lower()
    area, partner = _area(_code(_first(cells, _AREAS))), _area(_code(_first(cells, _PARTNERS)))
    return {
        **found.gives, "period": _code(cells["TIME_PERIOD"]), "reporter": area, "partner": partner,
        "value": repr(float(cells["OBS_VALUE"]) * found.factor * power), "compiler": found.provider,
        "is_official": str(flag != "f"), "source": source, "note": _NOTES.get(flag[:1]) if flag != "a" else None,
        "vintage": _vintage(_first(cells, ("LAST UPDATE", "LAST_UPDATE"))),
    }  # fmt: skip


def _area(code: str) -> str:
    return _iso3().get(code, code)


def _vintage(written: str) -> str | None:
    found = re.match(r"(\d\d)/(\d\d)/(\d\d(?:\d\d)?)\b", written)
    if found:
        year = found[3] if len(found[3]) == 4 else f"20{found[3]}"
        return f"{year}-{found[2]}-{found[1]}"
    return written[:10] or None


def _dimensions(codes: Mapping[str, str]) -> str:
    left_out = {"time_period", "obs_value", "last update", *(name.lower() for name in (*_FLOWS, *_AREAS, *_FLAGS))}
    return ", ".join(f"{name}={code}" for name, code in codes.items() if code and name not in left_out)[:200]


def _unknown(file: str, told: str) -> str:
    return (
        f"{file}: no known series in it; the first is {told}. Put {file.removesuffix('.csv')}.schema.json beside it, "
        "which says what is what (reference/README.md), or add a row to data/record_series.csv of the package"
    )


def read_wide(rows: Sequence[Sequence[str]], file: str) -> Iterator[dict[str, Any]]:
    """The records of the World Bank's CSV: a line a country and indicator, a column a year."""
    start = next(n for n, row in enumerate(rows) if "Country Code" in row)
    head = rows[start]
    updated = next((row[1] for row in rows[:start] if row and row[0] == "Last Updated Date"), "")
    code_at = head.index("Indicator Code" if "Indicator Code" in head else "Series Code")
    years = [(n, name[:4]) for n, name in enumerate(head) if _YEAR.fullmatch(name)]
    unknown, known = "", 0
    for number, row in enumerate(rows[start + 1 :], start=start + 2):
        if len(row) <= code_at or not row[code_at]:
            continue
        found = find_series("World Bank", (row[code_at],), {})
        if found is None:
            unknown = unknown or f"World Bank {row[code_at]}"
            continue
        known += 1
        for n, year in years:
            if n < len(row) and row[n].strip() not in _NONE:
                cells = wide_cells(found, row[code_at], row[head.index("Country Code")], year, row[n])
                yield read_record({**cells, "vintage": updated or None}, f"{file}, row {number}")
    if unknown and not known:
        raise ValueError(_unknown(file, unknown))


def wide_cells(found: Series, indicator: str, area: str, period: str, value: str) -> dict[str, Any]:
    """The cells of a record of the World Bank."""
    return {
        **found.gives, "period": period, "reporter": area, "value": repr(float(value) * found.factor),
        "compiler": "World Bank", "is_official": "true", "source": f"World Bank, {indicator}",
        "url": f"https://data.worldbank.org/indicator/{indicator}", "licence": "CC BY 4.0",
    }  # fmt: skip
