"""Whom a source means: its kind, and the name it resolves to within one article.

Surnames, titles, roles ("the analyst"), pronouns and "the newspaper" are resolved by recency and agreement. When in
doubt the speaker is None and the mention stands as written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from helpers import names
from helpers import text as reading
from helpers.attribution import tagger

_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_PARTICLE = r"(?:de|da|di|du|von|van|der|den|al|el|bin|ibn|la|le|dos|del)\b"
_CAPITALISED = re.compile(rf"(?:{_UPPER}\.)+|{_UPPER}[\w’'-]*|\b{_PARTICLE}(?= {_UPPER})")
_BETWEEN = rf"(?: (?:{_UPPER}\.|{_PARTICLE}))"  # "Speaker Ann B. Lee": an initial may follow any word of the run
_REST = r"[\w’'-]{0,40}\w"  # bounded: a text may be one long chain of apostrophes
_FULL_NAME = re.compile(rf"{_UPPER}(?<!\w.){_REST}(?:{_BETWEEN}{{0,2}} {_UPPER}{_REST}){{1,6}}")
_ARTICLE = re.compile(r"^(?:both|the|neither|either)\s+", re.IGNORECASE)
_JOINT = re.compile(r",? and |, ")
_OF_STATE = re.compile(r"\s+(?:government|authorities|officials)$")
_POSSESSIVE = re.compile(r"[’']s?$")
_OWNER = re.compile(r"[’']s$")


_KEPT = 1 << 12  # mentions whose reading is remembered: names come again and again
_FUNCTION = frozenset({"IN", "DT", "PR", "PS", "CC", "W", "RB", "TO"})
# a word that is always one of these is no part of a name
_NO_NAME = _FUNCTION | {"VB", "VBZ", "VBD", "VBG", "CD", "N", "JJ"}
_HE = frozenset({"he", "she", "him", "her", "his", "who", "himself", "herself"})
_IT = frozenset({"it", "its", "which"})
PRONOUNS = (
    _HE | _IT | {"they", "them", "we", "us", "i", "me", "you", "their", "our", "my", "that", "this", "these", "those",
                 "one", "some", "many", "most", "few", "others", "all", "both", "each", "none", "when", "where", "what"}
)  # fmt: skip
_COMPOUND = re.compile(rf"(?!Fitz){_UPPER}[a-z]{{3,}}{_UPPER}")  # "PolitiFact", but "MacArthur"
_PHRASE = frozenset(
    {"of", "for", "at", "from", "in", "with", "on", "to", "by", "about", "who", "close", "against", "within", "inside",
     "behind", "between", "under"}
)  # fmt: skip


_DIRECTIONS = frozenset({"new", "north", "south", "east", "west", "rhode", "puerto", "virgin"})


class Speaker(NamedTuple):
    """Whom a mention means: `name`, None when in doubt; `kind` as in table `attributions`."""

    name: str | None
    kind: str
    sex: str | None = None  # as far as a title or a pronoun tells


class Known(NamedTuple):
    """A person the article has named: full name, the words around the mention, whether he or she (if told)."""

    name: str
    context: str
    at: int


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    return reading.word_lists("sources.txt")


def _is(heading: str, word: str) -> bool:
    return word.lower() in _lists()[heading]


def _is_organisation(word: str) -> bool:
    return _is("organisation", word) or (word.isupper() and _is("acronym", word))


def find_people(text: str) -> list[Known]:
    """Full names in `text` that look like a person's, in order, each with the words around it."""
    found = []
    for first, last in reading.find_lines(text):
        named = [(name, match) for match in _FULL_NAME.finditer(text, first, last) if (name := _full_name(match[0]))]
        if named and not _is_title_case(text[first:last]):  # "Lee Sees Chance" is nobody
            found += [
                Known(name, text[max(0, match.start() - 80) : match.end() + 80].lower(), match.start())
                for name, match in named
            ]
    return found


def _is_title_case(line: str) -> bool:
    """Whether all longer words of a line have a capital."""
    n_capitals = 0
    for word in line.split():
        if len(word) > 4 and word.isalpha():
            if not word[0].isupper():
                return False
            n_capitals += 1
    return n_capitals > 2


@lru_cache(maxsize=_KEPT)
def _full_name(run: str) -> str | None:
    """The full name of a person that a run of capitalised words ends in."""
    words = run.split()
    outlet = max((i for i in range(1, len(words)) if names.outlet(" ".join(words[:i]))), default=0)
    name = _person(" ".join(words[outlet:]))  # "told the Washington Post Ann Lee was late"
    return name if name and 2 <= len(name.split()) <= 4 else None


@lru_cache(maxsize=_KEPT)
def _person(mention: str) -> str | None:
    """The person's name at the end of `mention`, without titles and roles, or None where none stands there."""
    words = _POSSESSIVE.sub("", mention).split()
    # "America's Ann Lee"
    words = words[max((i + 1 for i, word in enumerate(words) if _OWNER.search(word)), default=0) :]
    # "Foreign Affairs Minister Ann Lee"
    words = words[max((i + 1 for i, word in enumerate(words[:-2]) if _is("title", word)), default=0) :]
    sure = tagger.load().sure
    while len(words) > 1 and (_is("opener", words[0]) or sure.get(words[0].lower()) in _FUNCTION | {"VBG"}):
        words.pop(0)
    while words and (_is("title", words[0]) or names.country(words[0]) or words[0].lower() in {"the", "a", "an"}):
        words.pop(0)
    if not words or any(_is_organisation(w) or _is("outlet", w) for w in words):
        return None
    if _is("thing", words[-1]) or _is("unnamed", words[-1]) or _COMPOUND.match(words[0]):
        return None
    if any(sure.get(w.lower()) in _NO_NAME for w in words[len(words) > 1 :]):
        return None
    if len(words) == 1 and (_is("time", words[0]) or len(words[0]) == 1):
        return None
    if _is("place", words[-1]) and (len(words) == 1 or words[0].lower() in _DIRECTIONS):
        return None
    name = " ".join(words)
    if names.outlet(name) or names.country(name):
        return None
    return name if words[0][0].isupper() else None


def _state(mention: str) -> str | None:
    """The country or countries that `mention` names, joined by "and"."""
    found = [
        names.country(part) or names.country(_OF_STATE.sub("", part))
        for part in _JOINT.split(_ARTICLE.sub("", mention))
    ]
    if not found or not all(found):
        return None
    return " and ".join(country_name(code) for code in found if code)


@cache
def _country_names() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for alias, code in names.countries().items():
        found.setdefault(code, alias.title())
    return found | {
        "USA": "United States",
        "GBR": "United Kingdom",
        "PRK": "North Korea",
        "KOR": "South Korea",
        "RUS": "Russia",
    }


def country_name(code: str) -> str:
    """English short name of an ISO 3166 code."""
    return _country_names().get(code, code)


LOOK_BACK = 200  # named people considered for a mention, the nearest before it


def resolve(text: str, mentions: Iterable[tuple[str, int] | None]) -> list[Speaker]:
    """The speaker behind each mention (its words and its offset), read in text order; None stands for no source."""
    people = find_people(text)
    places = [known.at for known in people]
    told: list[Speaker] = []
    for mention in mentions:
        if not mention:
            told.append(Speaker(None, "unnamed"))
            continue
        here = bisect_left(places, mention[1])
        near = people[max(0, here - LOOK_BACK) : here + LOOK_BACK]
        speaker = _resolve(*mention, near, told[-LOOK_BACK:])
        sex = _sex(mention[0])
        told.append(speaker._replace(sex=sex) if sex else speaker)
    return told


@lru_cache(maxsize=_KEPT)
def _sex(mention: str) -> str | None:
    """What the words of a mention tell: "male", "female" or None."""
    words = {word.lower() for word in mention.split()}
    return next((sex for sex in ("male", "female") if words & _lists()[sex]), None)


def _latest(told: Iterable[Speaker], *kinds: str) -> str | None:
    return next((s.name for s in reversed(list(told)[-8:]) if s.name and s.kind in kinds), None)


class Reading(NamedTuple):
    """What the words of a mention tell by themselves: `speaker`, or what in the article decides who that is."""

    speaker: Speaker
    by: str = ""  # pronoun, it, outlet, surname, role
    words: tuple[str, ...] = ()


_UNNAMED = Speaker(None, "unnamed")


def _resolve(mention: str, at: int, people: list[Known], told: list[Speaker]) -> Speaker:
    read = _read(mention)
    if read.by == "outlet":
        name = _latest(told, "outlet")
        if name:
            return Speaker(name, "outlet")
        read = _read_phrase(mention)
    if read.by == "pronoun":
        return Speaker(_by_pronoun(read.words[0].lower(), at, people, told), "person")
    if read.by == "it":
        name = _latest(told[-2:], "outlet", "organisation", "state", "document")
        kind = next((s.kind for s in reversed(told[-2:]) if s.name == name), "unnamed") if name else "unnamed"
        return Speaker(name, kind)
    if read.speaker.kind == "outlet" and read.speaker.name:
        return Speaker(_whole_outlet(read.speaker.name, told), "outlet")
    if read.by == "surname" and read.speaker.name:
        name = _full(read.speaker.name, at, people)
        is_known = " " in read.speaker.name or name != read.speaker.name or not read.words
        return Speaker(name, "person") if is_known else _UNNAMED  # "Backers of the plan"
    if read.by == "role":
        return Speaker(_by_role(read.words, at, people, told), "person")
    return read.speaker


def _whole_outlet(name: str, told: Iterable[Speaker]) -> str:
    """`name`, or the outlet cited before that it is short for: "The Times" after "The New York Times"."""
    end = f" {name.removeprefix('The ')}"
    return next((s.name for s in told if s.kind == "outlet" and s.name and s.name.endswith(end)), name)


def _split(mention: str) -> tuple[str, str]:
    """A mention without its possessive, and its part before the first comma."""
    whole = _POSSESSIVE.sub("", " ".join(mention.split()).strip(" ,;:"))
    return whole, whole.partition(", ")[0]


@lru_cache(maxsize=_KEPT)
def _read(mention: str) -> Reading:
    _, main = _split(mention)
    words, lower = tuple(main.split()), main.lower()
    if not words:
        return Reading(_UNNAMED)
    if len(words) == 1:
        if lower in _HE:
            return Reading(_UNNAMED, "pronoun", words)
        if lower in _IT:
            return Reading(_UNNAMED, "it")
        if lower in PRONOUNS:
            return Reading(_UNNAMED)
    state = _state(main)
    if state:
        return Reading(Speaker(state, "state"))
    outlet = _outlet(main)
    if outlet:
        rest = main[outlet[1] :].strip(" ’'s")
        person = _person(rest) if rest and " " in rest and rest[0].isupper() else None
        return Reading(Speaker(person, "person") if person else Speaker(outlet[0], "outlet"))
    if lower.startswith("the ") and _is("outlet", words[-1]) and len(words) < 4:
        return Reading(_UNNAMED, "outlet")
    return _read_phrase(mention)


@lru_cache(maxsize=_KEPT)
def _read_phrase(mention: str) -> Reading:
    """What a mention tells that is no pronoun, state or outlet."""
    whole, main = _split(mention)
    words = tuple(main.split())
    apposition = whole[len(main) :].strip(" ,")
    named = apposition.partition(", ")[0]
    if words[0].lower() in {"the", "a", "an", "his", "her", "another", "one"} and named == _last_name_run(named) != "":
        person = _person(named)  # "the chairman of the council, Ann Lee"
        if person and " " in person:
            return Reading(Speaker(person, "person"))
    phrase = _first_noun_phrase(words)
    head = phrase[-1]
    if _is("unnamed", head) and not _acronym(phrase):
        return Reading(_UNNAMED)
    run = _last_name_run(" ".join(phrase))
    person = _person(run) if run and " ".join(phrase).endswith(run) and not _is_group(phrase) else None
    if person and not _is("document", head) and not _is_organisation(head):
        return (
            Reading(Speaker(person, "organisation"))
            if _acronym([person])
            else Reading(Speaker(person, "person"), "surname", () if len(phrase) == len(words) else words)
        )
    if _is("document", head):
        return Reading(Speaker(re.sub(r"^(?:the|a|an)\s+", "", main, flags=re.IGNORECASE), "document"))
    if _is_organisation(head) or _COMPOUND.match(head):
        bare = re.sub(r"^the\s+", "", main, flags=re.IGNORECASE)
        return Reading(Speaker(bare if any(c.isupper() for c in main[1:]) else None, "organisation"))
    acronym = _acronym(phrase)
    if acronym:
        return Reading(Speaker(acronym, "organisation"))
    if words[0].lower() in {"the", "his", "her", "this"} and _is("role", head):
        return Reading(_UNNAMED, "role", words)
    return Reading(Speaker(person, "person") if person else _UNNAMED)


def _outlet(main: str) -> tuple[str, int] | None:
    """The outlet a mention names, and where its name ends in it."""
    whole = names.outlet(main)
    if whole:
        return whole, len(main)
    words, longest = list(re.finditer(r"\S+", main)), names.outlet_lengths()
    for i, first in enumerate(words):
        if not first[0][0].isupper():
            continue
        reach = max(longest.get(first[0], 0), longest.get(_POSSESSIVE.sub("", first[0]), 0))
        for j in range(min(len(words), i + reach), i, -1):
            part = _POSSESSIVE.sub("", main[words[i].start() : words[j - 1].end()])
            if part[0].isupper() and (
                name := names.outlets().get(part) or names.outlets().get(f"The {part}" if i else part)
            ):
                after = main[words[j - 1].end() :].strip().lower()
                if not after or i == 0 or after.split()[0] in _lists()["outlet"]:
                    return name, words[j - 1].end()
    return None


def _first_noun_phrase(words: Sequence[str]) -> Sequence[str]:
    """The words before a prepositional phrase ("Speaker Ann Lee" of Ohio); the last of them is the head noun."""
    return words[: next((i for i, word in enumerate(words) if i and word.lower() in _PHRASE), len(words))]


def _is_group(phrase: Sequence[str]) -> bool:
    """Whether nothing but a name follows an article: "the Europeans", but "the Rev. Ann Lee"."""
    is_bare = len(phrase) > 1 and phrase[0].lower() in {"the", "a", "an"} and all(w[0].isupper() for w in phrase[1:])
    return is_bare and not _is("title", phrase[1])


def _acronym(words: Sequence[str]) -> str | None:
    return next((w for w in words if 2 <= len(w) <= 6 and w.isupper() and w.isalpha() and not names.country(w)), None)


def _last_name_run(mention: str) -> str:
    """The last run of capitalised words in `mention`."""
    run: list[re.Match[str]] = []
    for match in _CAPITALISED.finditer(mention):
        if run and mention[run[-1].end() : match.start()] != " ":
            run = []
        run.append(match)
    return mention[run[0].start() : run[-1].end()] if run else ""


def _full(person: str, at: int, people: list[Known]) -> str | None:
    """The full name of a person mentioned by surname: the nearest one before, else the first one."""
    if " " in person:
        return person
    named = [known for known in people if known.name.removesuffix(" Jr.").endswith(f" {person}")]
    matching = [known.name for known in named or people if person in known.name.split()]
    before = [known.name for known in named or people if person in known.name.split() and known.at <= at]
    if before:
        return before[-1]
    return matching[0] if matching else person


def _by_role(words: Sequence[str], at: int, people: list[Known], told: list[Speaker]) -> str | None:
    """The person of whom all words of the role were said before; else the person who spoke just before."""
    role = " ".join(words[1:]).lower()
    before = [known.name for known in people if known.at < at and f"{role} {known.name.lower()}" in known.context]
    if before:
        return before[-1]  # "the Russian president" after "Russian President Ann Lee"
    wanted = [w.lower() for w in words if w.lower() not in {"the", "of", "his", "her", "this", "a"}]
    fitting = {known.name: None for known in people if known.at < at and all(w in known.context for w in wanted)}
    if fitting:
        return list(fitting)[-1] if len(fitting) == 1 or len(wanted) > 1 else _latest(told[-2:], "person")
    return _latest(told[-2:], "person")


def _by_pronoun(pronoun: str, at: int, people: list[Known], told: list[Speaker]) -> str | None:
    """The person who spoke just before, unless told to be of the other sex."""
    last = next((s for s in reversed(told[-3:]) if s.name), None)
    if not last or last.kind != "person" or not last.name:
        return None
    other = "female" if pronoun in _lists()["male"] else "male"
    if pronoun != "who" and last.sex == other:
        return None
    contexts = " ".join(known.context for known in people if known.name == last.name).split()
    surname = last.name.split()[-1].lower()
    titles = _lists()[other] - {"he", "his", "him", "she", "her", "hers"}
    if any(a.strip('(“"') in titles and b.strip(",.’'s") in surname for a, b in pairwise(contexts)):
        return None
    return last.name
