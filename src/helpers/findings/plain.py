"""Of which words it is plain who says them: a name stands as the source of a verb of saying, or is what "she" means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from helpers.attribution.lexicon import usual_level
from helpers.findings.base import Tables, texts_of
from helpers.text import WORD
from helpers.words import cells, known

_AFTER_NAME = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?$")
_AHEAD = 1000  # characters ahead of a source in which the speaker must be the last to be named
_QUOTED = re.compile(r"[“\"][^“”\"\n]*[”\"]?")
_RELATED = re.compile(r"\b(?:for|of|to|by|with|from|against|about) (?:\w+\.? ){0,2}?$")  # "spokesman for Lund": not he
Place = tuple[int, int]


def plainness(quoted: pd.DataFrame, tables: Tables) -> pd.Series:
    """How plain it is of each attribution in `quoted` who speaks: "plain", "likely" or "no".

    Plain: the cue is one of saying, and the speaker's last name is in its source; or the source has no name ("she
    said") and the speaker is the last person named before it, outside quotation marks; or a person says so in
    corrections.csv. Likely: such a source, but somebody else is named in between. What is likely is sure enough
    where another article tells the same words plainly of the same speaker.

    >>> findings.plainness(found.attributions, found).value_counts().to_dict()["plain"] > 10
    True
    """
    spans, texts, said = tables["attribution_spans"], texts_of(tables), tables["attributions"]
    sources: dict[tuple[str, int], Place] = {}
    for row in cells(spans[spans["role"] == "source"]):
        sources.setdefault((row["article_id"], row["attribution_id"]), (int(row["start"]), int(row["end"])))
    named: dict[str, set[str]] = {}
    for row in cells(said[said["source_kind"] == "person"]):
        named.setdefault(row["article_id"], set()).update(last_names(row))

    def how(row: Mapping[str, Any]) -> str:
        key, source = row["article_id"], sources.get((row["article_id"], row["attribution_id"]))
        if row["found_by"] == "hand":
            return "plain"
        return "no" if source is None or not _is_said(row) else _of(row, texts[key], source, named.get(key, set()))

    return pd.Series([how(row) for row in cells(quoted)], quoted.index, dtype=object)


def named_sources(quoted: pd.DataFrame, tables: Tables) -> pd.Series:
    """Whether the source of each attribution in `quoted` names the speaker, and its cue is a finite verb of saying.

    "Lund said", not "she said" nor "Lund left, saying"; in an article in which two of that last name speak, by all of
    the name.

    >>> int(findings.plain.named_sources(found.attributions, found).sum()) > 5
    True
    """
    spans, texts, said = tables["attribution_spans"], texts_of(tables), tables["attributions"]
    sources: dict[tuple[str, int], str] = {}
    for row in cells(spans[spans["role"] == "source"]):
        written = texts[row["article_id"]][int(row["start"]) : int(row["end"])]
        sources.setdefault((row["article_id"], row["attribution_id"]), written)
    sharing: dict[tuple[str, str], set[str]] = {}
    for row in cells(said[said["source_kind"] == "person"]):
        for last in last_names(row):
            sharing.setdefault((row["article_id"], last), set()).add(row["person"])

    def is_so(row: Mapping[str, Any]) -> bool:
        written = sources.get((row["article_id"], row["attribution_id"]), "")
        words = WORD.findall(str(row["cue"]).lower()) if known(row["cue"]) else []
        is_finite = any(map(usual_level, words)) and not any(word.endswith("ing") for word in words)
        is_alone = all(len(sharing.get((row["article_id"], last), ())) < 2 for last in last_names(row))
        rest = _AFTER_NAME.search(str(row["person"]))
        is_alone = is_alone and (rest is None or rest[0].strip(" ,.") in written)  # "Trump" is not Trump Jr.
        is_named = any(_stands(name, written) for name in last_names(row)) and (is_alone or row["person"] in written)
        return (is_finite and is_named) or row["found_by"] == "hand"

    return pd.Series([is_so(row) for row in cells(quoted)], quoted.index, dtype=bool)


def _is_said(row: Mapping[str, Any]) -> bool:
    """Whether the learned reader takes a cue for one, it holds a verb of saying, or is a mark alone (“Lund: ...”)."""
    words = WORD.findall(str(row["cue"]).lower()) if known(row["cue"]) else []
    is_read = row["found_by"] in {"both", "model"}
    return is_read or not words or any(usual_level(word) or word == "according" for word in words)


def _of(row: Mapping[str, Any], text: str, source: Place, named: set[str]) -> str:
    """Whether what stands as the source is the speaker, by name or as the last one `named` before it."""
    last, written = last_names(row), text[slice(*source)]
    if row["source_kind"] != "person" or any(_stands(name, written) for name in last):
        return "plain"  # bodies are written out or as "GAO"
    is_one_of_two = " and " in str(row["person"]) and written.lower() in {"he", "she"}
    if is_one_of_two or any(name in written and _is_word(name, written) for name in named | last):
        return "no"  # somebody else, or somebody's spokesman
    return "plain" if _last_named(text, source[0], named | last) in last else "likely"


def last_names(row: Mapping[str, Any]) -> set[str]:
    """The last words of the speaker's names: "Lund" of "Ida Lund Jr." """
    return {_AFTER_NAME.sub("", row[name]).split()[-1] for name in ("speaker", "person") if known(row[name])}


def _stands(name: str, source: str) -> bool:
    """Whether a source is somebody of that last name, not somebody's spokesman."""
    places = re.finditer(rf"\b{re.escape(name)}\b(?!['’]s? )", source) if name in source else ()
    return any(not _RELATED.search(source[: found.start()]) for found in places)


def _is_word(name: str, source: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", source) is not None


def _last_named(text: str, at: int, named: Iterable[str]) -> str:
    """Which of these last names stands last ahead of `at`, outside quotation marks."""
    begin = text.rfind("\n", 0, max(0, at - _AHEAD)) + 1
    ahead = _QUOTED.sub(" ", text[begin:at])
    return max(named, key=lambda name: (ahead.rfind(name), name)) if any(name in ahead for name in named) else ""
