"""Which of two texts came first."""

from __future__ import annotations

import pandas as pd


def guess_direction(
    left: str, right: str, left_date: object = None, right_date: object = None
) -> tuple[float, str | None]:
    """Probability that `left` is the original, and what that rests on (None: unknown)."""
    if pd.notna(left_date) and pd.notna(right_date) and left_date != right_date:
        return (0.95, "publication date") if left_date < right_date else (0.05, "publication date")  # type: ignore[operator]
    longest = max(len(left), len(right), 1)
    gap = (len(left) - len(right)) / longest
    if abs(gap) < 0.02:
        return 0.5, None
    return (0.7, "detail") if gap > 0 else (0.3, "detail")
