"""Tables as CSV that a spreadsheet may open: no cell becomes a formula, no control character gets through."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_FORMULA = re.compile(r"[=+\-@\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def csv(table: pd.DataFrame) -> str:
    """`table` as CSV. Text that a spreadsheet could take for a formula begins with an apostrophe; missing is empty."""
    shown = table.copy()
    for name in shown.columns:
        if shown[name].dtype == "str" or shown[name].dtype == object:
            shown[name] = shown[name].map(cell, na_action="ignore")
    shown.columns = [str(cell(str(name))) for name in shown.columns]
    return shown.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%dT%H:%M:%S")


def cell(value: object) -> object:
    """`value` as a cell."""
    if not isinstance(value, str):
        return value
    visible = _CONTROL.sub("\ufffd", value)
    return f"'{visible}" if _FORMULA.match(visible.lstrip(" ")) else visible
