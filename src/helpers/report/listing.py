"""The page that lists all articles and all tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from helpers import evidence, show
from helpers.tables import TABLES

MOST_LISTED = 1000  # articles in the list; the table file has all


def overview(found: Mapping[str, pd.DataFrame], written: Sequence[str], *, has_pages: bool) -> dict[str, Any]:
    """What the page shows: all articles, at most 1,000 of them, and the tables `written` as CSV."""
    articles = found["articles"]
    n_attributions = found["attributions"]["article_id"].value_counts()
    n_numbers = evidence.numbers(found["quantities"])["article_id"].value_counts()
    n_statements = found["claims"]["article_id"].value_counts()
    origins = found["origins"].set_index("article_id")["origin_id"]
    labels = articles.set_index("article_id")["label"]
    first: list[Any] = list(articles.head(MOST_LISTED).itertuples(index=False))
    rows = [
        {
            "href": f"articles/{show.slug(str(row.article_id))}.html" if has_pages else "",
            "label": str(row.label),
            "title": str(row.title) if pd.notna(row.title) else "–",
            "origin": str(labels.get(origins.get(row.article_id), origins.get(row.article_id, "–"))),
            "n_words": int(row.n_words),
            "n_attributions": int(n_attributions.get(row.article_id, 0)),
            "n_numbers": int(n_numbers.get(row.article_id, 0)),
            "n_statements": int(n_statements.get(row.article_id, 0)),
        }
        for row in first
    ]
    left_out = "" if has_pages else (
        f"This corpus has {len(articles):,} articles, too many for a page each; the tables below hold every find with "
        f"its place." + (f" The list shows the first {len(rows):,}." if len(rows) < len(articles) else "")
    )  # fmt: skip
    tables = [{"name": name, "meaning": TABLES[name].meaning, "n": len(found[name])} for name in written]
    return {"n_articles": len(articles), "left_out": left_out, "rows": rows, "tables": tables}
