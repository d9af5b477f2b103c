"""What a claim row means: its sign, its order, its missing fields. What the other modules here share."""

from __future__ import annotations

from typing import Any

import pandas as pd

from helpers import tables
from helpers.door import takes_tables

CHANGE = "change on a year before"
LEVEL = "level"
GAIN = " added"  # a measure of this name is a gain: what is lost of it is negative


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def text_or_none(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


@takes_tables()
def signed(claims: pd.DataFrame) -> pd.DataFrame:
    """`value, low, high` of claims with the sign of their direction: "fell by 37 %" is -37, "lost 7 jobs" -7.

    >>> evidence.signed(found.claims).columns.to_list()
    ['value', 'low', 'high']
    """
    is_gain = claims["measure"].str.endswith(GAIN).fillna(False).astype(bool)
    is_change = claims["basis"].str.startswith("change").fillna(False).astype(bool)
    falls = (claims["direction"] == "down") & (is_change | is_gain)
    positive = falls & ~(claims["value"] < 0).fillna(False)
    value = claims["value"].where(~positive, -claims["value"])
    low = claims["low"].where(~positive, -claims["high"])
    high = claims["high"].where(~positive, -claims["low"])
    return pd.DataFrame({"value": value, "low": low, "high": high}, index=claims.index)


def in_order(claims: pd.DataFrame) -> pd.DataFrame:
    return claims.sort_values(list(tables.CLAIMS.key), ignore_index=True)
