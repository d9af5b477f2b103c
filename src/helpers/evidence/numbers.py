"""The numbers of a corpus that a reader may set beside others, those that say what they measure first."""

from __future__ import annotations

import pandas as pd

from helpers.claims.frames.rules import measures
from helpers.claims.tokens import word_set
from helpers.door import takes_tables
from helpers.evidence.meant import signed

_FEW = 10  # "two sides", "five answers": so few of anything are parts of a text or of what everybody knows
_MANY = 1000  # a number without a noun says nothing, unless it is of that size: "some 200,000 Iraqis"
# of one thing only, where no measure says which: "6 feet apart", "two weeks later", "twice", "top five"
_OF_ONE = frozenset({"duration", "distance", "speed", "multiple", "rank", "score", "ordinal"})
_COUNTED = frozenset({"count", "number", "fraction"})


@takes_tables()
def numbers(quantities: pd.DataFrame) -> pd.DataFrame:
    """The rows of `tables.QUANTITIES` that say something by themselves: listed measures first, then nouns, then none.

    Left out is what is no quantity or stands in page furniture; ages; a length of time or way, a multiple or a rank of
    which no measure of the list is read; up to ten of anything else, but of what is counted by itself as arrests are; a
    count without a measure below 1,000. `low` and `high` are kept where the words give them ("nearly 30",
    "5 to 7"); of a number as it stands they are NA here, though it may be rounded. A fall is negative.

    >>> evidence.numbers(found.quantities)["mention"].to_list()
    ['ten', '$ 30 billion', '37%', '15%', '10', '$30bn', '37%', '15%', 'millions of his compatriots']
    """
    told = quantities[quantities["is_quantity"].fillna(False) & ~quantities["is_boilerplate"].fillna(False)]
    told = told[_says(told)]
    is_plain = told["value"].notna() & told["approximation"].isna() & ~told["change"].isin(["~", "<", ">"])
    values = signed(told)
    is_turned = (values["value"].fillna(values["high"]).lt(0) & told["value"].ge(0)).fillna(False)
    told = told.assign(**values, change=told["change"].mask(is_turned, told["change"].replace({">": "<", "<": ">"})))
    told = told.assign(low=told["low"].mask(is_plain), high=told["high"].mask(is_plain))
    order = (~told["measure"].isin(measures())).astype(int) + told["measure"].isna()
    return told.loc[order.sort_values(kind="stable").index]


def _says(told: pd.DataFrame) -> pd.Series:
    """Whether each row says something by itself."""
    kind, value = told["quantity_kind"], told["value"].fillna(told["high"])  # NA: "thousands"
    is_open, is_counted = told["measure"].isna(), kind.isin(_COUNTED)
    is_listed = told["measure"].isin(measures())
    by_itself = told["unit"].str.rsplit(" ", n=1).str[-1].isin(word_set("whole_counts"))
    is_few = (kind == "count") & value.le(_FEW).fillna(False) & ~is_listed & ~by_itself
    is_bare = is_counted & is_open & told["unit"].isna() & value.lt(_MANY).fillna(True)
    is_loose = (kind == "count") & is_open & value.lt(_MANY).fillna(False)
    return ~((kind == "age") | (kind.isin(_OF_ONE) & ~is_listed) | is_few | is_bare | is_loose)
