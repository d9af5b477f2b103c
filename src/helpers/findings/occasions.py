"""Where words were said, in the words of the article that prints them: "in a statement", "told CNN", "at a rally"."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from helpers import names
from helpers.findings.base import MOST_WORDS, Tables, labels, texts_of, who
from helpers.rules import Rule, load_rows, load_rules
from helpers.text import find_sentences
from helpers.words import known

_DAY = r"(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?"
_LEAD = r"\b(?:[Ii]n|[Aa]t|[Dd]uring|[Oo]n|[Vv]ia|[Tt]hrough)"
_IN = r"\b(?:[Ii]n|[Vv]ia|[Tt]hrough)"
_HOST_OR_SHOW = r" (?:[“\"‘'][A-Z][^“”\"\n]{2,30}[”\"’']|[A-Z][\w-]+ [A-Z][\w-]+)"
_WHAT = (
    r"(?:(?!(?:and|but|that|which|who|is|was|are|were|has|had|to|about|of|for|in|at|on|said|says|after|before|he|she)\b)"
    r"[\w’'.&“”\"-]+,?)"
)
_MOST_NAMED = 2  # occasions in a sentence


@cache
def occasion_rules() -> tuple[Rule, ...]:
    """How an article says where words were said: data/beside.toml."""
    shows = [row["show"] for row in load_rows("shows.csv")]
    known_names = sorted({*names.outlets(), *names.outlets().values(), *shows}, key=lambda name: (-len(name), name))
    called = "|".join(re.escape(name.removeprefix("The ")) for name in known_names)
    marked = rf"[“\"‘'](?:The )?(?:{called})(?:[’']s [^“”\"\n]{{2,30}})?[.,]?[”\"’'](?!s )"  # marks that open close
    outlet = rf"(?:The )?(?:{marked}|(?:{called}))(?:[’']s?{_HOST_OR_SHOW})?(?!\w)"
    words = {"outlet": outlet, "lead": _LEAD, "in": _IN, "what": _WHAT, "day": _DAY}
    return load_rules("beside.toml", "occasion", words=words)


def occasions(rows: Iterable[Mapping[str, Any]], tables: Tables) -> dict[str, str]:
    """Where the words of attributions were said, by article, as its sentence has it; none where it says nothing.

    >>> findings.occasions.occasions(found["attributions"].head(0).to_dict("records"), found)
    {}
    """
    texts = texts_of(tables)
    found: dict[str, str] = {}
    for row in rows:
        said = occasion(texts[row["article_id"]], row)
        if said:
            found.setdefault(row["article_id"], said)
    return found


def occasion(text: str, row: Mapping[str, Any]) -> str:
    """What the sentences of a quotation say, outside of it, of where it was said; else the sentence before them.

    >>> row = {"start": 0, "end": 33, "content": "It rained all day", "person": "Ida Lund", "cue": "told"}
    >>> findings.occasions.occasion("“It rained all day,” she told CNN.", row)
    'told CNN'
    """
    ends = _sentences(text)
    first = max(0, bisect.bisect_right(ends, int(row["start"]), key=lambda one: one[0]) - 1)
    last = max(first, bisect.bisect_left(ends, int(row["end"]), key=lambda one: one[0]) - 1)
    told = _nearest(_outside(text[ends[first][0] : ends[last][1]], row))
    if told or not first:
        return told
    before = text[slice(*ends[first - 1])]
    is_led = before.rstrip().endswith(":") or "\n" not in text[ends[first - 1][0] : ends[first][0]]
    return _nearest(_outside(before, row), is_own=False) if is_led and _speaks_of(before, row) else ""


def told_occasions(rows: Iterable[Mapping[str, Any]], tables: Tables) -> str:
    """ "; “in a statement”, as CNN (2 Nov 2012) says", or nothing where no document says it."""
    by_words: dict[str, list[str]] = {}
    for key, said in occasions(rows, tables).items():
        by_words.setdefault(said, []).append(key)
    called = labels(tables, is_again=True)
    most = sorted(by_words.items(), key=lambda entry: -len(entry[1]))[:_MOST_NAMED]
    told = [f"“{said}”, as {who(ids, called)} {'says' if len(ids) == 1 else 'say'}" for said, ids in most]
    return f"; {'; '.join(told)}" if told else ""


@lru_cache(maxsize=64)
def _sentences(text: str) -> list[tuple[int, int]]:
    return list(find_sentences(text))


def _outside(passage: str, row: Mapping[str, Any]) -> str:
    """A passage without the words quoted in it; what is left out leaves a bar, across which nothing is read."""
    for part in str(row["content"]).split(" … ") if known(row["content"]) else ():
        passage = passage.replace(part, "|")
    return _LINKS.sub("|", _QUOTED.sub("|", passage))


def _nearest(passage: str, *, is_own: bool = True) -> str:
    """The longest of what rules find in a passage, not in a clause that tells something else; at most seven words."""
    rules = [rule for rule in occasion_rules() if is_own or not rule.gives.get("is_own")]
    found = [one for rule in rules for one in rule.pattern.finditer(passage)]
    told = [" ".join(one[0].split()) for one in found if not _ELSE.search(passage[: one.start()].rpartition("|")[2])]
    fit = [one for one in told if len(one.split()) <= MOST_WORDS and "|" not in one]
    if not fit:
        return ""
    longest = re.sub(r"[“\"]([^“”\"]*)[”\"]?", r"‘\1’", max(fit, key=len)).rstrip(" .,;:")
    longest = re.sub(r"[.,;:]’$", "’", longest)
    is_name = longest.split()[0] not in _LEADS
    return longest if is_name else longest[0].lower() + longest[1:]


_QUOTED = re.compile(r"[“\"](?:[^\s“”\"]+\s+){6,}[^\s“”\"]+[”\"]?")  # longer than the name of a show
_LINKS = re.compile(r"(?<=[a-z.])(?=[A-Z])[^\n]*? MORE\b")  # "Ida LundRain falls in May MORE": headlines behind a name
_LEADS = frozenset({"In", "At", "During", "On", "Via", "Through", "He", "She", "They", "Speaking"})
_ELSE = re.compile(  # what such a word begins tells something else
    r"\b(?i:while|after|before|when|because|since|though|although|whose|who|which|whom|where|asked|why|how|whether)\b"
)


def _speaks_of(sentence: str, row: Mapping[str, Any]) -> bool:
    last = str(row["person"] or "").split()[-1:]
    return bool(last) and re.search(rf"\b{re.escape(last[0])}\b", sentence) is not None
