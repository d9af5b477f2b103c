"""Words that one outlet prints and credits to another are that other's: one origin where the article says so."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from helpers import names, terms
from helpers.findings.base import Tables, origins_of, outlets, texts_of
from helpers.findings.occasions import occasions
from helpers.reuse.stated import cites, same_outlet
from helpers.rules import load_rows
from helpers.text import WORD
from helpers.words import cells, known

_LEAST_LETTERS, _AP = 3, "AP"  # letters of a name; the one of two letters that is no other word
_AROUND = 400  # characters before and after a quotation, of its line and the one before, in which it may be credited
_SAID_AT = (  # "said on “Fox & Friends”", "Speaking with Fox News", "in an interview aired on CNN", "obtained by AP"
    r"\b(?:(?:said|says|saying|spoke|speaking|appear(?:s|ed|ing)|appearance|aired|airing|broadcast|interview(?:ed)?"
    r"|asked|remarks|comments|told|tells|statements?|wrote|written|writing|op-ed|essay|column|piece)\b[^.?!\n]{0,40}?\b(?:on|to|with|by|for|in)"
    r"|told|tells|tell|obtained by) (?:the |an? )?"
    r"(?:(?:[\w-]+ ){0,3}(?:network|channel|station|newspaper|magazine|website) )?"
    r"(?:[A-Z][\w&’']+ (?:[A-Z][\w&’']+ )?(?:program |show )?)?[“\"‘']?(?:The )?"
)
_HOSTED = r"\b(?:at|during|in|on|to|with) (?:the |an? )?"  # "to NBC’s “Today” show", "at a CNN town hall"
_HOSTING = r"(?:[’']s? [“\"‘'][A-Z]|(?:[’']s)? (?:[\w-]+ ){0,2}?(?:town halls?|forums?|interviews?)\b)"
_ALIKE = 8  # words in a row beside a quotation that are one hand's
_ALIKE_OF_ONE = 5  # where one outlet or agency has both
_QUOTED = re.compile(r"[“\"][^“”\"\n]*[”\"]?")


def origins_of_words(rows: Iterable[Mapping[str, Any]], tables: Tables) -> dict[str, str]:
    """The origin of what articles print, by article; of those that have it from one outlet, one for all.

    `rows` are attributions. Articles are of one origin where both passages credit one outlet ("told Politico", "on “Fox
    & Friends”"), or where one of them stands in the outlet that the other credits, there or in any sentence with the
    speaker's last name; where one is an agency's text and the other credits the agency; and where both have the same
    words around the quotation, too: an agency's text, a newsroom's standing paragraph. Better one origin too few than
    two that are one.

    >>> origins_of_words(found["attributions"].head(0).to_dict("records"), found)
    {}
    """
    origins = origins_of(tables)
    held = printings(rows, tables)
    found = {key: origins.get(key, key) for key in held}
    for one, other in itertools.permutations(held, 2):
        if found[one] != found[other] and held[one].is_of(held[other]):
            found = {key: found[other] if origin == found[one] else origin for key, origin in found.items()}
    return found


class Printing(NamedTuple):
    """What an article says around quotations, and whose it is."""

    outlet: str
    agencies: frozenset[str]
    wire: str  # the agency that is credited with all of it
    near: set[str]  # outlets credited in their passages
    anywhere: set[str]  # in any sentence with the speaker's last name
    asked: set[str]  # in any sentence of an interview with the speaker
    around: set[tuple[str, ...]]  # runs of words beside them

    def is_of(self, other: Printing) -> bool:
        """Whether both have the words from one source, or this one has them from the other."""
        from_other = is_any(other.outlet, self.near | self.anywhere | self.asked) or other.wire in self.agencies
        if from_other or any(is_any(name, other.near) for name in self.near):
            return True
        is_of_one = is_any(self.outlet, [other.outlet]) or bool(self.agencies & other.agencies)
        return any(len(run) == (_ALIKE_OF_ONE if is_of_one else _ALIKE) for run in self.around & other.around)


def printings(rows: Iterable[Mapping[str, Any]], tables: Tables) -> dict[str, Printing]:
    """What articles say around attributions, by article."""
    rows = list(rows)
    texts, outlet_of, agencies, said = texts_of(tables), outlets(tables), agencies_of(tables), occasions(rows, tables)
    called, wires = set(outlet_of.values()), _wires(tables)
    held: dict[str, Printing] = {}
    for row in rows:
        key = row["article_id"]
        text, place = texts[key], _passage(texts[key], row)
        own = outlet_of[key], agencies.get(key, frozenset()), wires.get(key, "")
        made = held.setdefault(key, Printing(*own, set(), set(), set(), set()))
        made.near.update(credited_in(text[place], called))
        if "interview" in said.get(key, "interview"):  # else it says itself that it was said elsewhere
            made.anywhere.update(credited_in(_sentences_of(text, row), called))
            made.asked.update(credited_in(_sentences_of(text, row, asked=True), called))
        made.around.update(_runs(unquoted(text)[place]))
    return held


def agencies_of(tables: Tables) -> dict[str, frozenset[str]]:
    """The agencies that articles credit with their text or parts of it; articles that credit none are left out.

    >>> findings.credited.agencies_of(found)
    {}
    """
    found: dict[str, frozenset[str]] = {}
    for row in cells(tables["provenance"]):
        credited = "|".join(str(row[name]) for name in ("wire", "wire_parts") if known(row.get(name)))
        if credited:
            found[row["article_id"]] = frozenset(credited.split("|"))
    return found


def _wires(tables: Tables) -> dict[str, str]:
    """The agency that is credited with all of an article."""
    return {row["article_id"]: row["wire"] for row in cells(tables["provenance"]) if known(row["wire"])}


@lru_cache(maxsize=64)
def unquoted(text: str) -> str:
    """A text with bars for what stands between quotation marks."""
    return _QUOTED.sub(lambda found: "|" * len(found[0]), text)


def _runs(passage: str) -> Iterator[tuple[str, ...]]:
    """The runs of words that are hardly in two texts by chance: they hold words that are no names."""
    pale = terms.stop_list("news")
    for part in passage.split("|"):
        words = WORD.findall(part)
        for n, least in ((_ALIKE, 3), (_ALIKE_OF_ONE, 1)):
            for at in range(len(words) - n + 1):
                run = words[at : at + n]
                if sum(len(word) > 3 and word.islower() and word not in pale for word in run) >= least:
                    yield tuple(map(str.lower, run))


def is_any(outlet: str, credited: Iterable[str]) -> bool:
    return bool(outlet) and any(same_outlet(outlet, name) for name in credited)


def credited_in(passage: str, outlets_: Iterable[str] = ()) -> set[str]:
    """The outlets that a passage has something from: named as such, or theirs is the show in which it was said.

    Those that are known by a name or a short one ("told NBC"), and `outlets_`.
    """
    named = _named_so() | {name: name for name in outlets_ if name}
    found = set()
    for name, outlet in named.items():
        bare = name.removeprefix("The ")
        if bare in passage and _is_credited(name, re.escape(bare), passage):
            found.add(outlet)
    on_show = {
        outlet for show, outlet in shows().items() if re.search(rf"\bon {_OF}[“\"‘]{re.escape(show)}\b", passage)
    }
    return found | on_show


def _is_credited(name: str, called: str, passage: str) -> bool:
    said, hosted = rf"{_SAID_AT}{called}(?!\w)", rf"{_HOSTED}{called}{_HOSTING}"
    return cites(passage, name) or bool(re.search(said, passage) or re.search(hosted, passage))


_OF = r"(?:[A-Z][\w ]{1,20}['’]s? )?"  # "on Fox News’ “Hannity”"


@cache
def _named_so() -> dict[str, str]:
    """The outlet behind each name of an outlet or of a show."""
    return {
        **{name: full for name, full in names.outlets().items() if len(name) >= _LEAST_LETTERS or name == _AP},
        **shows(),
    }


@cache
def shows() -> Mapping[str, str]:
    """The outlet of a show, by the show's name as written."""
    return {row["show"]: row["outlet"] for row in load_rows("shows.csv")}


def _passage(text: str, row: Mapping[str, Any]) -> slice:
    """Where to look around a quotation: its line and the one before it, at most `_AROUND` characters to each side."""
    start, end = int(row["start"]), int(row["end"])
    lines = [line.start() for line in re.finditer(r"[^\n]+", text) if line.start() <= start]
    first = lines[-2:][0] if lines else 0
    stop = text.find("\n", end)
    return slice(max(first, start - _AROUND), min(stop if stop >= 0 else len(text), end + _AROUND))


def _sentences_of(text: str, row: Mapping[str, Any], *, asked: bool = False) -> str:
    """The sentences with the last name of who is quoted, a line each; or those of an interview with him or her."""
    last = str(row["person"] or "").split()[-1:]
    if not last or len(last[0]) < _LEAST_LETTERS:
        return ""
    own = re.compile(rf"\b(?:{re.escape(last[0])}{'|[Hh]e|[Ss]he' if asked else ''})\b")
    parts = [each for each in re.split(r"[.?!\n]", text) if own.search(each)]
    return "\n".join(each for each in parts if not asked or re.search(r"\binterview\b", each))
