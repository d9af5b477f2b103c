"""Any CSV as reference statistics: a Frictionless Table Schema beside it says which column is what.

`NAME.schema.json` for `NAME.csv`: `fields` as in the standard (name, type, and for numbers decimalChar and groupChar,
for dates format) and, for each column that is used, `is`: the column of `tables.REFERENCE` that it holds. A field that
is the value may carry `factor` and any column of its own ("period": "2021" for a file with a column a year).
`constants` hold for every row; `missingValues` and `dialect` (delimiter, quoteChar, skipInitialSpace) are as in the
standard.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from helpers import tables
from helpers.evidence.rows import REQUIRED, read_record

SUFFIX = ".schema.json"
MINIMAL_SCHEMA = """\
{"fields": [{"name": "Month", "type": "yearmonth", "is": "period"},
            {"name": "Rate", "type": "number", "is": "value"}],
 "constants": {"reporter": "USA", "measure": "unemployment rate", "unit": "%",
               "compiler": "Bureau of Labor Statistics", "is_official": true, "source": "bls.gov, table A-1"}}
"""


def read_mapped(path: Path, mapping: Path) -> Iterator[dict[str, Any]]:
    """The records of `path`, its columns named by the schema `mapping`; errors show a whole schema of few lines."""
    schema = _schema(mapping)
    fields = [field for field in schema["fields"] if "is" in field]
    missing_values = frozenset(schema.get("missingValues", [""]))
    with path.open(encoding=schema.get("encoding", "utf-8-sig"), newline="") as lines:
        reader = csv.DictReader(lines, **_dialect(schema.get("dialect", {})))
        absent = [field["name"] for field in fields if field["name"] not in (reader.fieldnames or [])]
        if absent:
            there = ", ".join(reader.fieldnames or [])
            raise ValueError(f"{mapping.name}: {path.name} has no column {', '.join(absent)}; it has {there}")
        for row in reader:
            yield from _records(row, fields, schema, missing_values, f"{path.name}, row {reader.line_num}")


def _schema(mapping: Path) -> Mapping[str, Any]:
    try:
        schema = json.loads(mapping.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ValueError(
            f"{mapping.name}, line {error.lineno}: no JSON ({error.msg}). Expected:\n{MINIMAL_SCHEMA}"
        ) from error
    if not isinstance(schema, dict) or not isinstance(schema.get("fields"), list):
        raise ValueError(f"{mapping.name}: has no list of fields. Expected:\n{MINIMAL_SCHEMA}")
    used = [field for field in schema["fields"] if "is" in field]
    unknown = [str(field["is"]) for field in used if field["is"] not in tables.REFERENCE.names]
    if unknown:
        raise ValueError(f"{mapping.name}: is {', '.join(unknown)}; allowed: {', '.join(tables.REFERENCE.names)}")
    values = [field for field in used if field["is"] == "value"]
    told = {field["is"] for field in used} | set(schema.get("constants", {}))
    missing = [name for name in REQUIRED if name not in told and not all(name in field for field in values)]
    if missing or not values:
        said = ", ".join(missing or ["value"])
        raise ValueError(f"{mapping.name}: nothing says what is {said}. Expected, for example:\n{MINIMAL_SCHEMA}")
    return schema


def _dialect(dialect: Mapping[str, Any]) -> dict[str, Any]:
    known = {"delimiter": "delimiter", "quoteChar": "quotechar", "skipInitialSpace": "skipinitialspace"}
    return {known[name]: value for name, value in dialect.items() if name in known}


def _records(
    row: Mapping[str, str],
    fields: list[Mapping[str, Any]],
    schema: Mapping[str, Any],
    missing_values: frozenset[str],
    where: str,
) -> Iterator[dict[str, Any]]:
    """One record for each column of values that is filled in."""
    constants = {name: str(value) for name, value in schema.get("constants", {}).items()}
    shared = {
        field["is"]: _written(field, row[field["name"]] or "", where)
        for field in fields
        if field["is"] != "value" and (row[field["name"]] or "") not in missing_values
    }
    for field in fields:
        written = (row[field["name"]] or "").strip()
        if field["is"] == "value" and written not in missing_values:
            own = {name: str(field[name]) for name in tables.REFERENCE.names if name in field and name != "value"}
            cells = {**constants, **shared, **own, "value": _number(field, written)}
            yield read_record(cells, where)


def _number(field: Mapping[str, Any], written: str) -> str:
    """A number with its group marks and decimal mark made plain, times `factor`."""
    plain = written.replace(str(field.get("groupChar", "\u00a0")), "").replace(str(field.get("decimalChar", ".")), ".")
    if field.get("bareNumber") is False:
        plain = plain.strip("%€$£ ")
    try:
        return repr(float(plain) * float(field.get("factor", 1)))
    except ValueError:
        return written


def _written(field: Mapping[str, Any], written: str, where: str) -> str:
    """A cell; a date in another format than ISO 8601 is turned into it, as exact as its format is."""
    form = str(field.get("format", ""))
    if "%" not in form:
        return written
    try:
        day = datetime.strptime(written.strip(), form)
    except ValueError as error:
        raise ValueError(f'{where}: {field["name"]} is "{written}"; its format is {form}') from error
    if "%d" in form:
        return day.strftime("%Y-%m-%d")
    return day.strftime("%Y-%m" if any(part in form for part in ("%m", "%b", "%B")) else "%Y")
