"""Numeric claims: every number of a text read exactly, or reported as something that counts nothing.

What is claimed with them, by whom and where else, are the claims: `evidence.claims(claims.read_quantities(articles))`.
"""

from typing import Any
from warnings import warn

from helpers.claims.find import find_quantities, read_quantities
from helpers.claims.quantity import NOT_QUANTITIES, Quantity
from helpers.words import like

__all__ = ["NOT_QUANTITIES", "Quantity", "find_quantities", "read_quantities"]
__dir__ = __all__.copy

_OLD = {"quantities": "read_quantities"}  # the names of 1.0, gone with 1.2


def __getattr__(name: str) -> Any:
    if name in _OLD:
        told = f"claims.{name} is now claims.{_OLD[name]}, which it does; the old name is gone in 1.2"
        warn(told, DeprecationWarning, stacklevel=2)
        return globals()[_OLD[name]]
    made = "; evidence.claims(claims.read_quantities(articles)) makes the claims" if name == "claims" else ""
    raise AttributeError(f"helpers.claims has no {name}{made or like(name, __all__)}; there are {', '.join(__all__)}")
