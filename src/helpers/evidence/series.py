"""Fetching a series from its publisher into a file of `reference/`: by hand, never while a report is made.

Needs the extra `record` (wbgapi for the World Bank, sdmx1 for offices that speak SDMX). The file is read back by
`files.reference`; it keeps the source, its address, the day it was last brought up to date and its licence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import tables
from helpers.evidence.exports import find_series, read_sdmx, wide_cells
from helpers.evidence.exports import series as known_series
from helpers.evidence.rows import read_record

WORLD_BANK = "wdi"
# SDMX sources that can be asked: the name sdmx1 has for them, whom to name as compiler, the licence of the data
_SDMX: Mapping[str, tuple[str, str, str]] = {
    "eurostat": ("ESTAT", "ESTAT", "CC BY 4.0"),
    "oecd": ("OECD", "OECD", "CC BY 4.0"),
    "imf": ("IMF_DATA", "IMF", "IMF terms of use: free to use with the source named, not to be sold"),
}
PROVIDERS = (WORLD_BANK, *_SDMX)


def fetch(provider: str, series: str, key: str, *, years: tuple[int, int] | None = None) -> pd.DataFrame:
    """`tables.REFERENCE` of one series, fetched now.

    `provider`: wdi with an indicator and a country ("SP.POP.TOTL", "USA"), or eurostat, oecd, imf with a dataflow and a
    key of its dimensions ("une_rt_m", "M.SA.TOTAL.PC_ACT.T.DE"). `years`: first and last; without it all. A series that
    data/record_series.csv does not know, a provider that answers nothing, a client that is missing: ValueError.
    """
    if provider == WORLD_BANK:
        rows = list(_world_bank(series, key, years))
    elif provider in _SDMX:
        rows = list(_sdmx(provider, series, key, years))
    else:
        raise ValueError(f'the provider "{provider}" is unknown; expected one of {", ".join(PROVIDERS)}')
    if not rows:
        raise ValueError(f"{provider} has no value for {series}, {key}; look at the code of the series and the place")
    return tables.REFERENCE.check(tables.REFERENCE.frame(rows))


def write(found: pd.DataFrame, folder: str | Path, name: str) -> Path:
    """The records as a CSV file of `folder` called after the series; a file of that name is replaced."""
    path = Path(folder) / f"{re.sub(r'[^A-Za-z0-9.]+', '_', name).strip('_')}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    truths = {name: found[name].map(lambda value: str(bool(value)).lower()) for name in ("is_official", "is_rounded")}
    found.assign(**truths).to_csv(path, index=False, lineterminator="\n")
    return path


def _client(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise ValueError(f'{name} is not installed; pip install "origins-notebooks[record]"') from error


def _world_bank(indicator: str, economy: str, years: tuple[int, int] | None) -> Iterator[dict[str, Any]]:
    found = find_series("World Bank", (indicator,), {})
    if found is None:
        raise ValueError(_unknown("World Bank", indicator))
    client = _client("wbgapi")
    updated = str(dict(client.source.get(2)).get("lastupdated") or "")[:10] or None
    time = range(years[0], years[1] + 1) if years else "all"
    for row in client.data.fetch(indicator, economy, time=time, skipBlanks=True, numericTimeKeys=True):
        cells = wide_cells(
            found, indicator, str(row["economy"]), str(row["time"]).removeprefix("YR"), str(row["value"])
        )
        yield read_record({**cells, "vintage": updated}, f"wdi, {indicator}")


def _sdmx(provider: str, flow: str, key: str, years: tuple[int, int] | None) -> Iterator[dict[str, Any]]:
    source, agency, licence = _SDMX[provider]
    span = {"startPeriod": str(years[0]), "endPeriod": str(years[1])} if years else {}
    message = _client("sdmx").Client(source).data(flow, key=key, params=span)
    yield from read_message(message, f"{agency}:{flow}", licence)


def read_message(message: Any, flow: str, licence: str) -> Iterator[dict[str, Any]]:
    """The records of a data message of sdmx1."""
    found = []
    for observed in (one for data in message.data for one in data.obs):
        codes = {name: str(held.value) for name, held in observed.key.values.items()}
        told = {name: str(held.value) for name, held in observed.attrib.items()}
        found.append({**told, **codes, "OBS_VALUE": str(observed.value), "DATAFLOW": flow})
    head = sorted({name for cells in found for name in cells})
    prepared = getattr(message.header, "prepared", None)
    vintage = prepared.date().isoformat() if prepared is not None else None
    for record in read_sdmx([head, *([cells.get(name, "") for name in head] for cells in found)], flow):
        yield {**record, "vintage": vintage, "licence": licence}


def _unknown(provider: str, indicator: str) -> str:
    known = ", ".join(one.flow.upper() for one in known_series() if one.provider == provider)
    return f"the series {indicator} of the {provider} is not in data/record_series.csv; known are {known}"
