"""Names of people that one document spells otherwise than the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd
from rapidfuzz.distance import OSA

from helpers import names
from helpers.findings.base import LEAST_SHARING, MOST_NAMED, Said, Tables, labels, outlets, texts_of, who
from helpers.words import count, listed

_LEAST_LETTERS = 6  # of a part of a name that is spelled apart
_NAME = re.compile(r"\b(?=([A-Z][a-z’'-]+) ((?:[A-Z]\. )?[A-Z][A-Za-z-]{2,})\b)")  # each word with the next one


def two_spellings(tables: Tables) -> Iterator[Said]:
    """A person's name that one document spells otherwise, by a letter, than three at least of two outlets.

    It spells it so throughout. The other part of the name is the same, and the part that is not has six letters at
    least. Either may be right, and both are where a name comes from another script.

    >>> [said.sentence for said in findings.two_spellings(found)]
    []
    """
    sources, outlet_of = tables["cited_sources"], outlets(tables)
    cited = set(sources.loc[sources["source_kind"] == "person", "person"].astype(str))
    held: dict[tuple[str, str], set[str]] = {}
    for key, text in texts_of(tables).items():
        for first, last in _NAME.findall(text):
            held.setdefault((first, last), set()).add(key)
    often = {
        name: ids for name, ids in held.items()
        if len(ids) >= LEAST_SHARING and len({outlet_of[key] for key in ids}) > 1 and " ".join(name) in cited
    }  # fmt: skip
    by_part: dict[str, list[tuple[str, str]]] = {}
    for name in held:
        for part in name:
            by_part.setdefault(part, []).append(name)
    for name, ids in sorted(often.items()):
        near = {other for part in name for other in by_part[part] if _is_misspelt(name, other)}
        lone = {" ".join(other): min(held[other]) for other in sorted(near) if len(held[other]) == 1}
        lone = {other: key for other, key in lone.items() if key not in ids}  # else a slip
        other_than = [f"“{other}” in {who([key], labels(tables))}" for other, key in lone.items()]
        if lone and not lone.keys() & set(names.outlets()):
            rows = pd.DataFrame({"article_id": sorted(ids | set(lone.values()))})
            usual = f"“{' '.join(name)}” in {count(len(ids), 'document')}"
            yield Said(f"One name, spelled apart: {usual}, {listed(other_than, MOST_NAMED)}.", rows)


def _is_misspelt(name: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two names part in one letter of one part."""
    parts = [(one, two) for one, two in zip(name, other, strict=True) if one != two]
    if len(parts) != 1 or min(map(len, parts[0])) < _LEAST_LETTERS:
        return False
    one, two = (re.sub(r"['’]s?$|s$|-", "", part).lower() for part in parts[0])
    return one != two and OSA.distance(one, two) == 1 and one[0] == two[0]
