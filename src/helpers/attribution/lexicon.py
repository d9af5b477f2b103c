"""The cue verbs: their forms, the constructions they take, and what kind of statement they make.

Read from data/cues.csv. Each row gives a level, constructions and verbs; a verb may stand in many rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from helpers import text as reading
from helpers.rules import load_rows

WORDS = reading.word_lists("clause_words.txt")

# frames of verbs.follow -> construction in cues.csv
_GROUPS: Mapping[str, str] = {
    **dict.fromkeys(("that", "cl", "post", "ipost", "mid", "v"), "clause"),
    "wh": "clause",
    **dict.fromkeys(("colon", "q", "qpost", "bare"), "quote"),
    **dict.fromkeys(("npthat", "npcl", "npq", "npwh"), "person"),
    "npto": "order",
    **dict.fromkeys(("np", "npas", "npfor", "npon", "npabout", "npagainst", "npover", "npwith", "nping"), "noun"),
    **dict.fromkeys(("pas-that", "pas-cl", "pas-wh", "pas-q", "pas-npthat", "pas-npq", "pas-npwh"), "be+clause"),
    **dict.fromkeys(("pas-p:as", "pas-npas"), "be+as"),
    **dict.fromkeys(("pp-that", "pp-cl", "pp-wh", "pp-q", "pp-colon"), "pp+clause"),
    **dict.fromkeys(("pp-np", "pp-npas", "pp-npfor"), "pp+noun"),
    "pas-np": "be+noun",
}


@cache
def _irregular() -> Mapping[str, str]:
    return {row["verb"]: row["forms"] for row in load_rows("irregular_forms.csv")}


def forms(verb: str) -> Iterator[str]:
    """The inflected forms of `verb`; what no rule gives stands in a table."""
    yield verb
    yield from _irregular().get(verb, "").split()
    if verb.endswith("y") and verb[-2] not in "aeiou":
        yield from (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    elif verb.endswith("e"):
        yield from (verb + "s", verb + "d", verb[:-1] + "ing")
    else:
        yield from (verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"), verb + "ed", verb + "ing")


@cache
def verbs() -> Mapping[str, Mapping[str, str]]:
    """verb -> construction -> level."""
    found: dict[str, dict[str, str]] = {}
    for row in load_rows("cues.csv"):
        for verb in row["verbs"].split():
            for construction in row["takes"].split():
                found.setdefault(verb, {}).setdefault(construction, row["level"])
    return found


@cache
def lemmas() -> Mapping[str, str]:
    """Inflected form -> cue verb."""
    found: dict[str, str] = {}
    for verb in verbs():
        for form in forms(verb):
            found.setdefault(form, verb)
    return found


def construction(frame: str) -> str:
    """The construction of cues.csv that a frame is an instance of."""
    group = _GROUPS.get(frame)
    if group:
        return group
    if frame.startswith("pas-"):
        return "be+" + frame.removeprefix("pas-").removeprefix("p:")
    if frame.startswith("pp-"):
        return "pp+" + frame.removeprefix("pp-").removeprefix("p:")
    return frame.removeprefix("p:")


@lru_cache(maxsize=1 << 14)
def level(word: str, frame: str) -> str | None:
    """The level of a cue in a frame, or None where the word is no cue in it."""
    takes = verbs().get(lemmas().get(word, ""), {})
    wanted = construction(frame)
    if wanted == "quote":
        return takes.get("quote") or takes.get("clause")
    if frame in {"wh", "npwh"} and "wh" in takes:
        return takes["wh"]
    if frame == "npas" and "noun+as" in takes:
        return takes["noun+as"]
    return takes.get(wanted)


_USUAL = ("clause", "quote", "person", "noun", "order")


@lru_cache(maxsize=1 << 14)
def usual_level(word: str) -> str | None:
    """The level of a cue of which the construction is not known: that with a clause, else with a quote or a noun ..."""
    takes = verbs().get(lemmas().get(word, ""), {})
    return next((takes[name] for name in (*_USUAL, *takes) if name in takes), None)
