"""Numeric claims: every number of a text read exactly, or reported as something that counts nothing."""

from helpers.claims.find import find_quantities, quantities
from helpers.claims.quantity import NOT_QUANTITIES, Quantity

__all__ = ["NOT_QUANTITIES", "Quantity", "find_quantities", "quantities"]
__dir__ = __all__.copy
