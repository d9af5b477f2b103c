"""One record: from cells as written to a row of `tables.REFERENCE`, with errors that name place and cure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from helpers import names, tables
from helpers.evidence.sums import ALL, BASES, WORLD

# A record needs these; the others have a value that holds where nothing is written.
REQUIRED = ("period", "reporter", "measure", "value", "unit", "compiler", "is_official", "source")
_USUAL: Mapping[str, str] = {"partner": WORLD, "about": ALL, "basis": "level", "is_rounded": "false"}
MINIMAL = """\
period,reporter,measure,value,unit,compiler,is_official,source
2022-05,USA,unemployment rate,3.6,%,Bureau of Labor Statistics,true,"Employment Situation, June 2022"
"""
_TRUTH = {"true": True, "false": False}
_BASES = {"level", "share of GDP", "rank", *(f"change on a {base}" for base in BASES)}
_PERIODS = (  # as written by statistical offices, and in ISO 8601
    (re.compile(r"(\d{4})(?:-?A1?)?"), r"\1"),
    (re.compile(r"(\d{4})[-M/]?(0[1-9]|1[0-2])|(\d{4})-M(0[1-9]|1[0-2])"), r"\1\3-\2\4"),
    (re.compile(r"(\d{4})[- ]?Q([1-4])"), r"\1-Q\2"),
    (re.compile(r"(\d{4})-?W(\d\d)"), r"\1-W\2"),
    (re.compile(r"(\d{4})-?[SH]1"), r"\1-01/\1-06"),
    (re.compile(r"(\d{4})-?[SH]2"), r"\1-07/\1-12"),
    (re.compile(r"(\d{4})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?:T00:00:00)?"), r"\1-\2-\3"),
    (re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)/(\d{4}(?:-\d\d(?:-\d\d)?)?)"), r"\1/\2"),
)


def read_record(cells: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The record that `cells` hold (text by column, some left out), checked; ValueError with `where` and the cure."""
    record: dict[str, Any] = {}
    for name in tables.REFERENCE.names:
        written = str(cells.get(name) if cells.get(name) is not None else "").strip() or _USUAL.get(name, "")
        if not written and name in REQUIRED:
            raise ValueError(f"{where}: {name} is empty; every record needs one. Fill it in or drop the row")
        record[name] = _cell(name, written, where) if written else None
    return record


def _cell(name: str, written: str, where: str) -> Any:
    if name == "value":
        try:
            return float(written)
        except ValueError as error:
            raise ValueError(f'{where}: value is "{written}"; expected a number such as 27340000000.0') from error
    if name in {"is_official", "is_rounded"}:
        if written.lower() not in _TRUTH:
            raise ValueError(f'{where}: {name} is "{written}"; expected true or false')
        return _TRUTH[written.lower()]
    if name == "period":
        return _period(written, where)
    if name in {"reporter", "partner"}:
        return written if re.fullmatch("[A-Z]{3}", written) else names.country(written) or written
    if name == "basis" and written not in _BASES:
        raise ValueError(f'{where}: basis is "{written}"; expected one of {", ".join(sorted(_BASES))}')
    return written


def _period(written: str, where: str) -> str:
    for pattern, iso in _PERIODS:
        found = pattern.fullmatch(written)
        if found:
            return found.expand(iso)
    raise ValueError(
        f'{where}: period is "{written}"; expected 2022, 2022-Q1, 2022-05, 2022-W18, 2022-05-03 or 2021/2022'
    )
