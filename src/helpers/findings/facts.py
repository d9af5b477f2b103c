"""What is plain of every corpus, also where nothing in it is a finding: how much was read, of whom, and from when."""

from __future__ import annotations

import pandas as pd

from helpers import evidence, reuse
from helpers.attribution import statements
from helpers.attribution.citations import words_quoted
from helpers.attribution.frames import SHORT_QUOTE
from helpers.attribution.naming import each
from helpers.findings.base import MOST_NAMED, Tables, outlets
from helpers.words import count, known, listed


def facts(tables: Tables) -> str:
    """How many articles of which outlets and days and of how many origins, how many quotations and numbers.

    Quotations are the attributions that quote four words in a row or more of what was said: what is shorter may be a
    name, or words that the author holds up. Numbers are those of `evidence.numbers` whose measure is read.

    >>> findings.facts(found)
    '5 articles; 4 text origins. 10 quotations of at least four words, 6 of them by 3 named people; 9 numbers ...'
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
    is_short = said["n_words"] < SHORT_QUOTE
    is_mixed = said["quote_kind"].eq("mixed") & said["content"].map(
        lambda content: known(content) and words_quoted("mixed", content) >= SHORT_QUOTE
    ).astype(bool)
    quoted = said[~is_short & (said["quote_kind"].eq("direct") | is_mixed)]
    named = quoted[(quoted["source_kind"] == "person") & quoted["person"].notna()]
    several = [name for person in named["person"].unique() for name in each(person, "person")]
    people = count(len(set(several)), "named person", "named people")
    by_whom = f", {len(named):,} of them by {people}" if len(named) else ""
    long = " of at least four words" if len(quoted) else ""
    n_numbers = int(evidence.numbers(tables["quantities"])["measure"].notna().sum())
    measured = f"{count(n_numbers, 'number')} with what {'it measures' if n_numbers == 1 else 'they measure'}"
    n_origins = tables["origins"]["origin_id"].nunique()
    about = "about " * reuse.share_parts(tables["origins"], tables["alignment"], tables["same_passages"])
    return (
        f"{count(len(articles), 'article')}{of}{when}; {about}{count(n_origins, 'text origin')}. "
        f"{count(len(quoted), 'quotation')}{long}{by_whom}; {measured}."
    )
