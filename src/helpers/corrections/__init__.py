"""What a person says of the finds: corrections.csv beside a corpus accepts, rejects, changes and adds finds.

A row names a table, the find (article_id with start and end, or article_id with other_id) and an action:
accept (it is right as it is; a number is then sure, and a claim where it states something), reject (the find is left
out, and what follows from it), change (`column` of the find holds `value`), add (a find that was missed: a row for each
column it has), merge (the two articles have one text origin). Tables of finds: those of `OF_PASSAGES` and `OF_PAIRS`.
"""

from helpers.corrections.applied import apply, check
from helpers.corrections.sheet import MAY_CHANGE, OF_PAIRS, OF_PASSAGES, ROLES, check_value, excerpt, merge, read, write

__all__ = [
    "MAY_CHANGE", "OF_PAIRS", "OF_PASSAGES", "ROLES", "apply", "check", "check_value", "excerpt", "merge", "read",
    "write",
]  # fmt: skip
__dir__ = __all__.copy
