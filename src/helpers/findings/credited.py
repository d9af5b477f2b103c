"""Words that one outlet prints and credits to another are that other's: one origin where the passage says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from helpers import names
from helpers.findings.base import Tables, origins_of, outlets, texts_of
from helpers.reuse.stated import cites, same_outlet

_AROUND = 400  # characters before and after a quotation, of its line, in which it may be credited


def origins_of_words(rows: Iterable[Mapping[str, Any]], tables: Tables) -> dict[str, str]:
    """The origin of what articles print, by article: an outlet that the passage credits, or the origin of the article.

    `rows` are attributions. Who "told Politico" something is of one origin with Politico's own report and with all
    others that have it from there. An agency is not looked for: it is credited for whole articles.

    >>> origins_of_words(found["attributions"].head(0).to_dict("records"), found)
    {}
    """
    texts, origins, outlet_of = texts_of(tables), origins_of(tables), outlets(tables)
    known = {name for name in {*names.outlets().values(), *outlet_of.values()} if name} - names.agencies()
    found: dict[str, str] = {}
    for row in rows:
        key = row["article_id"]
        passage = _passage(texts[key], int(row["start"]), int(row["end"]))
        credited = sorted(
            name for name in known if not same_outlet(name, outlet_of[key] or "-") and cites(passage, name)
        )
        if credited or key not in found:
            found[key] = f"from {credited[0]}" if credited else found.get(key, origins.get(key, key))
    named = {origin.removeprefix("from ") for origin in found.values() if origin.startswith("from ")}
    for key, origin in found.items():
        own = [name for name in sorted(named) if outlet_of[key] and same_outlet(name, outlet_of[key])]
        if own and not origin.startswith("from "):
            found[key] = f"from {own[0]}"
    return found


def _passage(text: str, start: int, end: int) -> str:
    """The line that a quotation stands in, at most `_AROUND` characters before and after it."""
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    last = text.find("\n", end)
    return text[first : min(last if last >= 0 else len(text), end + _AROUND)]
