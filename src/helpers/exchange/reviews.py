"""Drafts of reviews of claims that a person accepted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.exchange.marked import Rows, Tables, said
from helpers.text import find_sentences
from helpers.words import cells


def claim_reviews(found: Tables, records: pd.DataFrame) -> Rows:
    """Drafts of schema.org ClaimReview, for claims that a person accepted (corrections.csv) and for no others.

    A draft holds the sentence, who is said to say it, the article, and what statistics record (`records` as
    `evidence.against_record` gives them), with their sources. Reviewer, address and rating are left to you: there is no
    verdict of ours in it. https://schema.org/ClaimReview

    >>> list(exchange.claim_reviews(found, found.claims.iloc[:0]))
    []
    """
    stated, key = found["corrections"], ["article_id", "start", "end"]
    is_looked_at = (stated["action"] == "accept") & stated["is_found"].fillna(False)
    accepted = stated[is_looked_at & stated["table"].isin(["claims", "quantities"])]
    articles = {row["article_id"]: row for row in cells(found["articles"])}
    for row in cells(found["claims"].merge(accepted[key].drop_duplicates(), on=key)):
        article = articles[row["article_id"]]
        sentence = _sentence(article["text"], row["start"])
        its = records[(records[key] == [row[name] for name in key]).all(axis=1)] if len(records) else records
        yield {
            "@context": "https://schema.org", "@type": "ClaimReview", "creativeWorkStatus": "Draft",
            "claimReviewed": sentence,
            "itemReviewed": _claim(row, sentence, article),
            "citation": [_record(each) for each in cells(its) if not pd.isna(each["recorded_value"])],
        }  # fmt: skip


def _sentence(text: str, start: int) -> str:
    return next((" ".join(text[a:b].split()) for a, b in find_sentences(text) if a <= start < b), "")


def _claim(row: Mapping[str, Any], sentence: str, article: Mapping[str, Any]) -> dict[str, Any]:
    outlet = {"@type": "Organization", "name": article.get("outlet")}
    appearance = {
        "@type": "NewsArticle", "headline": article.get("title"), "url": article.get("url"),
        "datePublished": article.get("published"), "publisher": outlet if _stands(outlet["name"]) else None,
        "identifier": row["article_id"],
    }  # fmt: skip
    kind = "Person" if row["claimed_by_kind"] == "person" else "Organization"
    author = {"@type": kind, "name": row["claimed_by"]} if _stands(row["claimed_by"]) else None
    return _present({"@type": "Claim", "text": sentence, "author": author, "appearance": _present(appearance)})


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    period = f" ({row['period']})" if _stands(row["period"]) else ""
    computed = f", {row['computed']}" if _stands(row["computed"]) else ""
    told = f"Recorded: {said(row['recorded_value'])} {row['unit']}{period}{computed}"
    made = {"name": row["source"], "url": row["url"], "publisher": {"@type": "Organization", "name": row["compiler"]}}
    return _present({"@type": "CreativeWork", **made, "text": told})


def _stands(value: Any) -> bool:
    return value is not None and (isinstance(value, dict) or not pd.isna(value))


def _present(made: dict[str, Any]) -> dict[str, Any]:
    dated = {name: said(value) if isinstance(value, pd.Timestamp) else value for name, value in made.items()}
    return {name: value for name, value in dated.items() if _stands(value)}
