"""What a reading gives: a quantity, and the amount it is made of while it is read."""

from __future__ import annotations

from typing import NamedTuple

Value = float | tuple[float, float]
# What is reported but counts nothing.
ONE = "one"  # "one man", "one of the few": an article, which counts nothing that anybody claims
NOT_QUANTITIES = frozenset({"date", "time", "period", "year", "relative_date", "ordinal_word", "designator"})


class Quantity(NamedTuple):
    """A number read from a text: `text[start:end]` is how it is written.

    `value` is a number or (low, high); `change` one of = ~ > < up down; `low, high` the interval meant under
    the convention of `changes.interval` (None: open). The other fields are its frame, see `frames`.
    """

    start: int
    end: int
    value: Value | None
    unit: str | None
    kind: str
    change: str = "="
    low: float | None = None
    high: float | None = None
    approximation: str | None = None
    direction: str | None = None
    period: str | None = None
    measure: str | None = None
    about: str | None = None
    basis: str | None = None
    base: str | None = None
    status: str | None = None
    place: str | None = None
    reporter: str | None = None
    partner: str | None = None
    inherited: tuple[str, ...] = ()
    sure: float | None = None  # how probable it is that the frame is right; None: nothing is measured
    ends: tuple[Quantity, ...] = ()  # "from 5 to 7": the level before and the level after, in the order of the text

    @property
    def is_quantity(self) -> bool:
        """False for dates, designators and other numbers that count nothing."""
        return self.kind not in NOT_QUANTITIES


class Amount(NamedTuple):
    """A number with its unit, on tokens `start:stop`."""

    start: int
    stop: int
    value: float
    high: float | None
    step: float
    unit: str | None
    kind: str
    base: float  # the number before its magnitude: 30 in "$30bn"
    is_scaled: bool
    is_joined_unit: bool = False


# What a reader gives: the quantity, if it is one to report, and the token after it.
Step = tuple[Quantity | None, int]


def uncounted(kind: str, start: int, end: int, value: float | None = None, period: str | None = None) -> Quantity:
    """A number on `start:end` that counts nothing."""
    return Quantity(start, end, value, None, kind, period=period)
