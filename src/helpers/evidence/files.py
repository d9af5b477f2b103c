"""Reading `reference/`: our own columns, exports of statistical offices, and any CSV with a mapping file beside it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import corpus, tables
from helpers.evidence.exports import is_sdmx, is_wide, read_sdmx, read_wide
from helpers.evidence.mapped import SUFFIX, read_mapped
from helpers.evidence.rows import MINIMAL, REQUIRED, read_record


def reference(path: str | Path) -> pd.DataFrame:
    """`tables.REFERENCE` read from a CSV file, or from all CSV files of a folder (found as a corpus is found).

    A file has the columns of the table (see `rows.MINIMAL`), or is SDMX-CSV as Eurostat, the OECD and the IMF export
    it, or the World Bank's wide CSV, or has a mapping file `NAME.schema.json` beside it (see `mapped`). A missing
    column, a value that is no number, an unknown truth value, period or series, or a row that stands twice: ValueError
    that names file, row, column and cure.

    >>> evidence.reference("reference")["reporter"].unique().tolist()
    ['KOR', 'RUS']
    """
    source = Path(corpus.locate(str(path)))
    if not source.exists():
        raise FileNotFoundError(f"{source}: no such file or folder of reference statistics")
    paths = sorted(source.glob("*.csv")) if source.is_dir() else [source]
    if not paths:
        raise ValueError(f"{source}: no *.csv file in it. A file of one record:\n{MINIMAL}")
    found = tables.REFERENCE.frame([row for file in paths for row in _read_file(file)])
    return tables.REFERENCE.check(found)


def _read_file(path: Path) -> Iterator[dict[str, Any]]:
    mapping = path.with_name(f"{path.stem}{SUFFIX}")
    if mapping.exists():
        yield from read_mapped(path, mapping)
        return
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines))
    if is_wide(rows):
        yield from read_wide(rows, path.name)
    elif rows and is_sdmx(rows[0]):
        yield from read_sdmx(rows, path.name)
    else:
        yield from _read_own(rows, path.name)


def _read_own(rows: list[list[str]], file: str) -> Iterator[dict[str, Any]]:
    head = [name.strip() for name in rows[0]] if rows else []
    missing = [name for name in REQUIRED if name not in head]
    if missing:
        raise ValueError(
            f"{file}: the column {', '.join(missing)} is missing. A file of one record:\n{MINIMAL}"
            f"For a file with other columns put {file.removesuffix('.csv')}{SUFFIX} beside it (reference/README.md)"
        )
    for number, row in enumerate(rows[1:], start=2):
        if any(row):
            yield read_record(dict(zip(head, row, strict=False)), f"{file}, row {number}")
