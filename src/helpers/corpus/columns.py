"""The names that news exports give to their columns."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

ALIASES: Mapping[str, tuple[str, ...]] = {
    "article_id": ("article_id", "id", "stories_id", "story_id", "gkgrecordid", "guid"),
    "text": (
        "text", "maintext", "content", "plain_text", "plaintext", "body", "article_text", "full_text", "fulltext",
    ),
    "title": ("title", "headline"),
    "outlet": (
        "outlet", "media_name", "source_name", "sitename", "source-hostname", "publisher", "source_domain",
        "sourcecommonname", "domain", "hostname", "source",
    ),
    "author": ("author", "authors", "byline"),
    "published": (
        "published", "date_publish", "publish_date", "published_at", "published_date", "date_published",
        "publishing_date", "pub_date", "seendate", "date",
    ),
    "url": ("url", "link", "documentidentifier", "requested_url", "source"),
    "language": ("language", "lang", "language_code"),
}  # fmt: skip
"""The columns of news exports (Media Cloud, GDELT, news-please, CC-News, trafilatura), best first, lower-case."""

_MISSING = frozenset({"", "null", "none", "nan", "na", "n/a"})


def column(fields: Mapping[str, Any], name: str) -> str | None:
    """The column of `fields` that holds `name`: the best alias that has a value, else the best that is there."""
    by_lower = {found.strip().lower(): found for found in fields}
    there = [by_lower[alias] for alias in ALIASES[name] if alias in by_lower]
    return next((found for found in there if not is_missing(fields[found])), there[0] if there else None)


def pick(fields: Mapping[str, Any], name: str) -> Any:
    """The value of `name` in `fields`, whatever its column is called; None when it is missing."""
    found = column(fields, name)
    return None if found is None else present(fields[found])


def present(value: Any) -> Any:
    """`value`, or None when it says nothing."""
    return None if is_missing(value) else value


def is_missing(value: Any) -> bool:
    """Whether `value` says nothing: None, not a number, or a word for it."""
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or (isinstance(value, str) and len(value) < 5 and value.strip().lower() in _MISSING)


def listed(fields: Mapping[str, Any]) -> str:
    """The columns of `fields`, for a message."""
    return ", ".join(map(str, fields)) or "none"
