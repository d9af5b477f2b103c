"""Of which words it is plain who says them: a name stands as the source of a verb of saying, or is what "she" means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from helpers.attribution.lexicon import usual_level
from helpers.findings.base import Tables, texts_of
from helpers.findings.statements import flagged
from helpers.text import WORD
from helpers.words import cells, known

_AFTER_NAME = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?$")
_AHEAD = 1000  # characters ahead of a source in which the speaker must be the last to be named
_QUOTED = re.compile(r"[“\"][^“”\"\n]*[”\"]?")
_RELATING = r"(?:for|of|to|by|with|from|against|about) (?:\w+\.? ){0,2}?"  # "a spokesman for Lund" is not Lund
Place = tuple[int, int]


def plainly_said(quoted: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """The attributions among `quoted` of which it is plain who speaks.

    Both readers found the cue or it holds a verb of saying, and the speaker's last name is in its source; a source
    without a name ("she said", "the senator said") is plain where the speaker is the last person named before it,
    outside quotation marks. So is what a person says in corrections.csv.

    >>> len(findings.plainly_said(found.attributions, found)) < len(found.attributions)
    True
    """
    spans, texts, said = tables["attribution_spans"], texts_of(tables), tables["attributions"]
    sources: dict[tuple[str, int], Place] = {}
    for row in cells(spans[spans["role"] == "source"]):
        sources.setdefault((row["article_id"], row["attribution_id"]), (int(row["start"]), int(row["end"])))
    named: dict[str, set[str]] = {}
    for row in cells(said[said["source_kind"] == "person"]):
        named.setdefault(row["article_id"], set()).update(_last_names(row))

    def is_plain(row: Mapping[str, Any]) -> bool:
        key, source = row["article_id"], sources.get((row["article_id"], row["attribution_id"]))
        if source is None or not _is_said(row):
            return bool(row["found_by"] == "hand")
        return _is_its_source(row, texts[key], source, named.get(key, set()))

    return quoted.loc[flagged(quoted, is_plain)]


def _is_said(row: Mapping[str, Any]) -> bool:
    """Whether both readers take a cue for one, it holds a verb of saying, or is a mark alone (“Lund: ...”)."""
    words = WORD.findall(str(row["cue"]).lower()) if known(row["cue"]) else []
    return row["found_by"] == "both" or not words or any(usual_level(word) or word == "according" for word in words)


def _is_its_source(row: Mapping[str, Any], text: str, source: Place, named: set[str]) -> bool:
    """Whether what stands as the source is the speaker, or means nobody else of those that are `named`."""
    if row["source_kind"] != "person":
        return True  # written out or as "GAO"
    last = _last_names(row)
    return (
        any(_stands(name, text[slice(*source)]) for name in last) or _last_named(text, source[0], named | last) in last
    )


def _last_names(row: Mapping[str, Any]) -> set[str]:
    """The last words of the speaker's names: "Lund" of "Ida Lund Jr." """
    return {_AFTER_NAME.sub("", row[name]).split()[-1] for name in ("speaker", "person") if known(row[name])}


def _stands(name: str, source: str) -> bool:
    """Whether a source is somebody of that last name, not somebody's spokesman."""
    return any(
        not re.search(rf"\b{_RELATING}$", source[: found.start()])
        for found in re.finditer(rf"\b{re.escape(name)}\b(?!['’]s? )", source)
    )


def _last_named(text: str, at: int, named: Iterable[str]) -> str:
    """Which of these last names stands last ahead of `at`, outside quotation marks."""
    begin = text.rfind("\n", 0, max(0, at - _AHEAD)) + 1
    ahead = _QUOTED.sub(" ", text[begin:at])
    return max(named, key=lambda name: (ahead.rfind(name), name)) if any(name in ahead for name in named) else ""
