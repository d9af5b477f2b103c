"""A name that no list knows, as it is written: whether a word is one in this article, and whether a person's."""

from __future__ import annotations

import re
from functools import cache

from helpers import names
from helpers.attribution import tagger
from helpers.attribution.cast import Article, Speaker
from helpers.attribution.persons import UPPER, is_listed
from helpers.rules import load_rows

_OTHER = ("place", "time", "thing", "document", "group", "unnamed", "role", "opener", "section", "label", "no_person",
          "party", "acronym")  # fmt: skip
_OF_MANY = re.compile(  # "Nevadans"
    r".*(?:ans|ists|crats|ese|ish|isms?|ers|als|ents|ants|ern|olic|ocratic|ville)$|[A-Z]{2,}s$|[IVX]+$"
)
_PLACED = r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]cross|[Dd]owntown|[Aa]round) {0}\b(?![’'-])"
_COUNTED = re.compile(
    r"\b(?:the|an?|one|two|that|this|these|those|some|many|few|most|all|every|each|any|no|such) $", re.IGNORECASE
)
_RUN_BEFORE = re.compile(rf"({UPPER}[\w’'&-]*\.?) $")
_RUN_BEHIND = re.compile(rf" (?:& )?{UPPER}|\. {UPPER}[a-z]+ {UPPER}|-")
_NEXT = re.compile(r" ([a-z]+)")


def as_written(word: str, at: int, article: Article) -> Speaker | None:
    """The speaker whom a capitalised word names though no list has it: "Oddberg said" in an article on an Oddberg.

    It must stand by itself, with a capital within a sentence of the article and never without one, and be no place.
    """
    text, end = article.text, at + len(word)
    if not text.startswith(word, at) or _RUN_BEHIND.match(text, end) or _COUNTED.search(text, max(0, at - 9), at):
        return None
    run = _RUN_BEFORE.search(text, max(0, at - 24), at)
    if run and not (run[1].endswith(".") or is_listed("title", run[1]) or is_listed("opener", run[1])):
        return None
    following = _NEXT.match(text, end)
    if following and tagger.load().sure.get(following[1]) == "N":
        return None  # "Democratic states"
    if word not in article.lazy:
        article.lazy[word] = _read(word, article)
    found: Speaker | None = article.lazy[word]
    return found


def is_before_place(word: str, article: Article) -> bool:
    """Whether a word is a town's in the article: "Reno, Nevada"."""
    key = f"before place {word}"
    if key not in article.lazy:
        behind = re.findall(rf"\b{re.escape(word)}, ({UPPER}[\w.]+)", article.text)
        article.lazy[key] = any(is_listed("place", state.rstrip(".")) or state in states() for state in behind)
    is_before: bool = article.lazy[key]
    return is_before


@cache
def states() -> frozenset[str]:
    """States as news shorten them: "Nev."."""
    listed = (row["aliases"].split("|") for row in load_rows("places.csv") if row["kind"] == "state")
    return frozenset(name for aliases in listed for name in aliases if name.endswith("."))


def _read(word: str, article: Article) -> Speaker | None:
    bare = word.replace("-", "").replace("’", "").replace("'", "")
    if len(bare) < 3 or not bare.isalpha() or not word[0].isupper() or article.has_lower(word):
        return None
    if _OF_MANY.match(word) or any(is_listed(heading, word) for heading in _OTHER):
        return None
    if names.country(word) or names.outlet(word) or re.search(_PLACED.format(re.escape(word)), article.text):
        return None
    if is_before_place(word, article):
        return None
    if not re.search(rf"(?<=[a-z,”\"] ){re.escape(word)}(?![\w-])", article.text):
        return None
    return Speaker(word, "organisation" if _is_body(word, article.text) else "person")


_BODY = (
    r"(?:at|by|inside|for) {0}\b",
    r"\b(?:compan(?:y|ies)|firms?|makers?|start-?up|apps?|site|website|network|giant|group|airline|bank)"
    r"(?: like| such as)? {0}\b",
    r"{0} (?:employees|workers|stores|shares|stock|executives|users|customers|officials|CEO|Inc|Corp|Ltd|itself)\b",
    r"{0}[’']s (?:chief executive|CEO|stock|shares|employees|customers|stores|website|spokes\w+)\b",
    r"{0}, which\b",
    r"{0} (?:said|says|announced) its?\b",
    r"{0}[^.”\"]{{0,60}} its\b",
)
_PERSON = (
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Judge|President)\.? {0}\b",
    r"(?<=[a-z,”] ){1}[a-z]{{2,}} (?:(?:{1}\.|al|de|van|von|bin)[ -])?{0}\b",
    r"{0}, (?:who|whose|\d\d),?\b",
    r"{0}[’']s (?:wife|husband|father|mother|lawyer|attorney|family|office)\b",
    r"{0}[^.”\"]{{0,60}} (?:he|she|his|her|him|himself|herself)\b",
)


def _count(patterns: tuple[str, ...], word: str, text: str) -> int:
    return sum(len(re.findall(pattern.format(re.escape(word), UPPER), text)) for pattern in patterns)


def _is_body(word: str, text: str) -> bool:
    """Whether more tells an organisation than a person; capitals inside are one's ("AirNorth", but "McLee")."""
    if re.search(r"(?<!Mc)(?<!Mac)(?<!De)(?<!La)(?<!Le)(?<!Van)(?<!Fitz)(?<!.’)(?<!.')(?<!-)(?<=\w)[A-Z]", word):
        return True
    return _count(_BODY, word, text) > _count(_PERSON, word, text)
