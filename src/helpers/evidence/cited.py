"""Whom the articles cite, beside what they say of who wrote them."""

from __future__ import annotations

import pandas as pd

from helpers.door import takes_tables


@takes_tables()
def without_authors(cited_sources: pd.DataFrame, provenance: pd.DataFrame) -> pd.DataFrame:
    """`cited_sources` without the author of each article: what is told of them counts as the author's own words.

    So does the table `speaker_shares`. Reads the author that the text itself names. Whom the article only names as a
    source, with no statement that was read, is left out too.

    >>> kept = evidence.without_authors(found.cited_sources, found.provenance)
    >>> len(found.cited_sources) - len(kept)  # the op-ed names its writer above the text
    1
    """
    stated = provenance.dropna(subset="author")
    own = {(key, one) for key, author in stated[["article_id", "author"]].to_numpy() for one in author.split("; ")}
    told = cited_sources[cited_sources["n_attributions"] > 0]
    kept = [pair not in own for pair in zip(told["article_id"], told["person"], strict=True)]
    return told[kept].reset_index(drop=True)
