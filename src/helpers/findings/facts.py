"""What is plain of every corpus, also where nothing in it is a finding: how much was read, of whom, and from when."""

from __future__ import annotations

import pandas as pd

from helpers import evidence, reuse
from helpers.attribution import statements
from helpers.attribution.naming import each
from helpers.findings.base import MOST_NAMED, Tables, outlets
from helpers.words import count, listed


def facts(tables: Tables) -> str:
    """How many articles of which outlets and days and of how many origins, how many quotations and numbers.

    Quotations are the attributions with words between quotation marks that tell what was said, as `charts.quote_kinds`
    counts them; numbers are those that can be compared (`evidence.numbers`).

    >>> findings.facts(found)
    '5 articles; 4 text origins. 17 quotations, 8 of them by 4 named people; 9 numbers that can be compared.'
    """
    articles, said = tables["articles"], statements(tables["attributions"])
    n_of = pd.Series(outlets(tables), dtype="str").replace("", None).dropna().value_counts()
    by = [f"{name} ({n})" for name, n in sorted(n_of.items(), key=lambda one: (-one[1], one[0]))]
    more = len(articles) - int(n_of.sum())
    of = f" of {count(len(by), 'outlet')}: {listed(by, MOST_NAMED)}" if by else ""
    of += f"; of {more} no outlet is known" if by and more else ""
    days = articles["published"].dropna()
    first, last = (f"{day:%Y-%m-%d}" for day in (days.min(), days.max())) if len(days) else ("", "")
    when = f"; published {first}{f' to {last}' if last != first else ''}" if first else ""
    when += f" ({len(articles) - len(days)} undated)" if first and len(days) < len(articles) else ""
    quoted = said[said["quote_kind"].isin(["direct", "mixed"])]
    named = quoted[(quoted["source_kind"] == "person") & quoted["person"].notna()]
    several = [name for person in named["person"].unique() for name in each(person, "person")]
    people = count(len(set(several)), "named person", "named people")
    by_whom = f", {len(named):,} of them by {people}" if len(named) else ""
    n_numbers = len(evidence.numbers(tables["quantities"]))
    n_origins = tables["origins"]["origin_id"].nunique()
    about = "about " * reuse.share_parts(tables["origins"], tables["alignment"], tables["same_passages"])
    return (
        f"{count(len(articles), 'article')}{of}{when}; {about}{count(n_origins, 'text origin')}. "
        f"{count(len(quoted), 'quotation')}{by_whom}; {count(n_numbers, 'number')} that can be compared."
    )
