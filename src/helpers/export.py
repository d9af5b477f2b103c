"""Tables for others: tidy CSV and Parquet with a Frictionless datapackage.json that says what every column holds.

The description is made from `helpers.tables`, so that meaning and units travel with the figures.
https://specs.frictionlessdata.io/data-package/
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import harmless, tables
from helpers.arguments import as_tables
from helpers.tables import Column, Table

__all__ = ["describe", "read_table", "write_package"]
__dir__ = __all__.copy


_TYPES = {
    tables.TEXT: "string",
    tables.INT: "integer",
    tables.FLOAT: "number",
    tables.BOOL: "boolean",
    tables.TIME: "datetime",
}


def write_package(
    folder: str | Path, frames: Mapping[str, pd.DataFrame], *, title: str = "Tables of a report", parquet: bool = True
) -> Path:
    """Writes every frame as NAME.csv (and NAME.parquet), and datapackage.json over the CSV files; gives its path.

    The names are those of `tables.TABLES`; the columns are described as declared there. In the CSV files text that
    would run as a formula is made harmless (`harmless.cells`); the Parquet files hold it as it is.

    >>> export.write_package(folder, {"origins": found.origins}).name
    'datapackage.json'
    """
    as_tables("export.write_package", "frames", frames)
    unknown = sorted(set(frames) - set(tables.TABLES))
    if unknown:
        raise ValueError(f"unknown table {', '.join(unknown)}; expected names among {', '.join(sorted(tables.TABLES))}")
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    safe = {name: harmless.cells(frame) for name, frame in frames.items()}
    for name, frame in frames.items():
        safe[name].to_csv(
            target / f"{name}.csv", index=False, lineterminator="\n", date_format="%Y-%m-%dT%H:%M:%SZ", encoding="utf-8"
        )
        if parquet:
            frame.to_parquet(target / f"{name}.parquet", index=False)
    path = target / "datapackage.json"
    text = json.dumps(describe(safe, title=title), ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8")
    return path


def read_table(path: str | Path, name: str = "") -> pd.DataFrame:
    """The table that a report left at `path` (NAME.csv or NAME.parquet), with the types declared for it.

    `name` is that of the table where the file has another. Unlike `pd.read_csv` it gives ids as words, dates as dates
    and texts without the apostrophe that keeps spreadsheets from running them (`harmless.cell`).

    >>> path = export.write_package(folder, {"origins": found.origins})
    >>> export.read_table(path.parent / "origins.csv").equals(found.origins)
    True
    """
    path = Path(path)
    table = tables.TABLES.get(name or path.stem)
    if table is None:
        raise ValueError(
            f"{path.name}: no table {name or path.stem}; name= is one of {', '.join(sorted(tables.TABLES))}"
        )
    if path.suffix == ".parquet":
        return table.frame(pd.read_parquet(path))
    read = pd.read_csv(path, dtype=tables.TEXT, keep_default_na=False, na_values=[""], encoding="utf-8-sig")
    words = read.map(harmless.plain_cell).rename(columns=harmless.plain_cell)
    for column in table.columns:
        if column.name in words:
            words[column.name] = _typed(words[column.name], column.dtype)
    return table.frame(words)


def _typed(column: Any, dtype: str) -> Any:
    if dtype == tables.TIME:
        return pd.to_datetime(column, utc=True).dt.tz_localize(None)
    if dtype == tables.BOOL:
        return column.map({"True": True, "False": False}).astype(dtype)
    return column if dtype == tables.TEXT else pd.to_numeric(column).astype(dtype)


def describe(frames: Mapping[str, pd.DataFrame], *, title: str) -> dict[str, Any]:
    """The content of datapackage.json for `frames`.

    >>> export.describe({"origins": found.origins}, title="Mine")["resources"][0]["path"]
    'origins.csv'
    """
    return {
        "profile": "tabular-data-package",
        "name": "origins-tables",
        "title": title,
        "resources": [_resource(tables.TABLES[name], frames[name]) for name in sorted(frames)],
    }


def _resource(table: Table, frame: pd.DataFrame) -> dict[str, Any]:
    known = {column.name: column for column in table.columns}
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "title": table.name,
        "path": f"{table.name}.csv",
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(known.get(str(name)), str(name), frame[name]) for name in frame.columns],
            "primaryKey": list(table.key),
            "missingValues": [""],
        },
    }


def _field(column: Column | None, name: str, values: pd.Series[Any]) -> dict[str, Any]:
    """A column as Frictionless describes it; one that is not declared is described by its dtype."""
    if column is None:
        return {"name": name, "type": _TYPES.get(str(values.dtype), "any")}
    field: dict[str, Any] = {"name": name, "type": _TYPES[column.dtype], "description": column.meaning}
    if column.unit:
        field["unit"] = column.unit
    if column.dtype == tables.BOOL:
        field |= {"trueValues": ["True"], "falseValues": ["False"]}
    if column.dtype == tables.TIME:
        field["format"] = "%Y-%m-%dT%H:%M:%SZ"
    constraints: dict[str, Any] = {} if column.nullable else {"required": True}
    if column.allowed:
        constraints["enum"] = [harmless.cell(value) for value in column.allowed]
    return field | ({"constraints": constraints} if constraints else {})
