"""Axes of values: ticks with their unit, as many as have room."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from helpers.charts.letters import SMALL, wide
from helpers.words import amount, is_counted


def unit_ticks(axes: Axes, unit: str, n: int = 3) -> None:
    """At most `n` steps on the axis across, with the unit."""
    axes.xaxis.set_major_locator(MaxNLocator(n, integer=is_counted(unit)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: short_value(value, unit)))


def most_ticks(axes: Axes, unit: str, width: float) -> int:
    """How many steps, of three at most, leave room between the words of the ticks."""
    low, high = axes.get_xlim()
    for n in (3, 2):
        steps = MaxNLocator(n, integer=is_counted(unit)).tick_values(low, high)
        ticks = [float(tick) for tick in steps if low <= tick <= high]
        words = [wide(short_value(tick, unit), SMALL) for tick in ticks]
        apart = (ticks[1] - ticks[0]) / (high - low) * width if len(ticks) > 1 else width
        if max(words, default=0.0) + 6 <= apart:
            return n
    return 1


def short_value(value: float, unit: str) -> str:
    """A value on an axis: of money and percentages with the unit, of counted things the number alone."""
    return amount(value, unit if unit == "%" or (unit.isupper() and len(unit) == 3) else "")
