"""Claims held together: who makes them, where they come from, who else makes them, and what the record says.

Every function takes tables and gives a table (`helpers.tables`).
"""

from helpers.evidence.beside import related
from helpers.evidence.cited import without_authors
from helpers.evidence.claims import claim_id, claims, groups
from helpers.evidence.files import reference
from helpers.evidence.meant import GAIN, signed
from helpers.evidence.numbers import numbers
from helpers.evidence.outlets import cited_outlets
from helpers.evidence.record import against_record, by_statement, implied, inconsistencies
from helpers.evidence.stories import stories
from helpers.evidence.told import told_apart, wordings

__all__ = [
    "GAIN", "against_record", "by_statement", "cited_outlets", "claim_id", "claims", "groups", "implied",
    "inconsistencies", "numbers", "reference", "related", "signed", "stories", "told_apart", "without_authors",
    "wordings",
]  # fmt: skip
__dir__ = __all__.copy
