"""Where: the countries, states and cities that a sentence names, and the institutions that tell the country.

A number's place is said by its clause, else by the sentence where it names one country only, else by an institution
in it ("the Labor Department"). The place of a thing is meant, not where somebody comes from who speaks of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from helpers import names
from helpers.claims.dates import MONTHS
from helpers.claims.frames.scene import Scene, written
from helpers.claims.tokens import NUMBER, SIGN, WORD, Token, low, tokenise, word_set
from helpers.rules import load_rows

COUNTRY, STATE, CITY, INSTITUTION = "country", "state", "city", "institution"
_LED = frozenset(
    {"in", "across", "throughout", "within", "at", "near", "inside", "outside", "around", "statewide", "over"}
)
_AWAY = frozenset(
    {"to", "from", "against", "with", "than", "by", "between", "toward", "towards", "for", "like", "unlike"}
)
# also given and family names: not a place right behind or before another name
_PERSONS = word_set("places_or_persons")
_OFFICE_HOLDERS = frozenset(
    [
        "congressman",
        "congresswoman",
        "senator",
        "governor",
        "lawmaker",
        "lawmakers",
        "senators",
        "native",
        "republican",
        "democrat",
        "republicans",
        "democrats",
        "businessman",
        "billionaire",
        "mayor",
        "judge",
        "lawyer",
        "attorney",
        "delegation",
        "legislator",
        "delegate",
    ]
)
_FAR_BEHIND = 8  # tokens from a number to a town behind it that is rather the place of what follows
_CLOSE = 14  # tokens between a number and a state or city that no preposition ties to it
_IN_REACH = 30  # the same of a country
_SPEECH = word_set("speech")
_FOLLOWING = frozenset(MONTHS) | word_set("weekdays") | {"city", "state", "county"}
_RULING_MENTIONS, _RULING_SHARE = 3, 0.75


class Place(NamedTuple):
    """A place named on tokens `start:stop`: its country's ISO code; a state or city also as written."""

    code: str
    start: int
    stop: int
    kind: str = COUNTRY
    name: str | None = None


class _Known(NamedTuple):
    code: str
    kind: str
    name: str | None


def _parts(name: str) -> tuple[str, ...]:
    return tuple(token.low for token in tokenise(name, 0, len(name)))


@cache
def _gazetteer() -> Mapping[str, Mapping[tuple[str, ...], _Known]]:
    """Every name of a place or institution by its first word."""
    found: dict[str, dict[tuple[str, ...], _Known]] = {}

    def add(name: str, known: _Known) -> None:
        parts = _parts(name)
        found.setdefault(parts[0], {}).setdefault(parts, known)

    for row in load_rows("institutions.csv"):
        for name in row["names"].split("|"):
            add(name, _Known(row["iso3"], INSTITUTION, None))
    for row in load_rows("places.csv"):
        for name in filter(None, [row["name"], *row["aliases"].split("|")]):
            add(name, _Known(row["iso3"], row["kind"], row["name"]))
    for alias, code in names.countries().items():
        add(alias, _Known(code, COUNTRY, None))
    return found


@cache
def _states() -> frozenset[str]:
    return frozenset(row["name"] for row in load_rows("places.csv") if row["kind"] == STATE)


def find_places(text: str, tokens: Sequence[Token]) -> list[Place]:
    """The places and institutions named in a sentence, the longest name first at each place.

    "us" and "turkey" only where they have a capital; a name of a place in the name of a person is none.
    """
    found: list[Place] = []
    i, gazetteer = 0, _gazetteer()
    while i < len(tokens):
        token = tokens[i]
        if token.kind != WORD or not text[token.start].isupper():
            i += 1
            continue
        place = _place_at(text, tokens, i, gazetteer)
        i = place.stop if place else i + 1
        if place and not _is_in_a_name(text, tokens, place):
            place = _with_city(text, tokens, place)
            if found and place.kind == CITY and found[-1].start >= place.start:
                found.pop()  # "Poland, Ohio"
            found.append(place)
    return found


def _place_at(
    text: str, tokens: Sequence[Token], i: int, gazetteer: Mapping[str, Mapping[tuple[str, ...], _Known]]
) -> Place | None:
    word = tokens[i].low
    bare = word.removesuffix("'s").removesuffix("’s")
    known = {**gazetteer.get(word, {}), **gazetteer.get(bare, {})} if bare != word else gazetteer.get(word)
    if not known:
        return None
    for parts in sorted(known, key=len, reverse=True):
        stop = i + len(parts)
        if stop <= len(tokens) and _matches(tokens, i, parts) and _is_written(text, tokens, i, stop):
            return Place(known[parts].code, i, stop, known[parts].kind, known[parts].name)
    return None


def _matches(tokens: Sequence[Token], i: int, parts: tuple[str, ...]) -> bool:
    last = len(parts) - 1
    for n, part in enumerate(parts):
        word = tokens[i + n].low
        if word != part and not (n == last and word in {f"{part}'s", f"{part}’s"}):
            return False
    return True


def _is_written(text: str, tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Whether a short name has its capitals: "US" is a country, "Us" is none, "ICE" an agency."""
    name = text[tokens[start].start : tokens[stop - 1].end].removesuffix("'s").removesuffix("’s")
    return len(name) > 3 or name.isupper() or name.lower() in {"fed", "dow", "ons", "nev", "ala"} or name[-1] == "."


def _is_in_a_name(text: str, tokens: Sequence[Token], place: Place) -> bool:
    if low(tokens, place.start - 1) == "-" and low(tokens, place.start - 2) in {"d", "r", "i"}:
        return True  # "Lamar Smith, R-Texas"
    if low(tokens, place.start - 1) == "-" and low(tokens, place.start - 2) == "in":
        return True  # "a made-in-America video"
    if place.kind == INSTITUTION and low(tokens, place.start - 1) == "royal":
        return True  # "Royal Bank of Canada"
    if low(tokens, place.stop) in _DISEASES or low(tokens, place.stop) in _FROM_THERE:
        return True  # "1.1 million Syrian refugees" are not in Syria
    if place.kind in {STATE, CITY} and _names_another(text, tokens, place):
        return True
    if place.stop - place.start > 1 or tokens[place.start].low.split("'")[0].split("’")[0] not in _PERSONS:
        return False
    before, after = place.start - 1, place.stop
    return (_is_capital_word(text, tokens, before) and before > 0) or (
        _is_capital_word(text, tokens, after) and not tokens[place.start].low.endswith("s")
        and tokens[after].low not in _gazetteer()
    )  # fmt: skip


_FROM_THERE = frozenset(
    ["refugees", "refugee", "migrants", "immigrants", "exiles", "expatriates",
     "nationals", "asylum", "competition", "import"]
)  # fmt: skip
_DISEASES = frozenset({"flu", "influenza", "measles", "fever", "virus", "encephalitis", "variant", "strain"})


def _names_another(text: str, tokens: Sequence[Token], place: Place) -> bool:
    """ "New York Times", "Texas Sen. Cruz", "Ohio Republican": a state or city that only says whose."""
    after = low(tokens, place.stop)
    if after in _OFFICE_HOLDERS and not _owned(tokens, place):
        return True
    if not _is_capital_word(text, tokens, place.stop) or after in _FOLLOWING or _owned(tokens, place):
        return False
    if after in _PARTIES and low(tokens, place.stop + 1) in _BALLOTS:
        return False  # "in the West Virginia Democratic primary"
    return low(tokens, place.start - 1) not in _LED


_PARTIES = frozenset({"democratic", "republican", "gop"})
_BALLOTS = frozenset({"primary", "primaries", "caucus", "caucuses", "runoff"})


def _owned(tokens: Sequence[Token], place: Place) -> bool:
    return tokens[place.stop - 1].low.endswith(("'s", "’s"))


def _is_capital_word(text: str, tokens: Sequence[Token], i: int) -> bool:
    return 0 <= i < len(tokens) and tokens[i].kind == WORD and text[tokens[i].start].isupper()


def _with_city(text: str, tokens: Sequence[Token], place: Place) -> Place:
    """ "Sutherland Springs, Texas": the town before its state or country."""
    if place.kind in {CITY, INSTITUTION} or low(tokens, place.start - 1) != ",":
        return place
    start = place.start - 1
    while start > 0 and place.start - start < 5 and _is_capital_word(text, tokens, start - 1):
        start -= 1
    leads = low(tokens, start - 1) in _LED or low(tokens, start - 1) in {"of", "from", ",", "to", "the", ""}
    if start == place.start - 1 or not leads:
        return place
    name = " ".join(text[tokens[start].start : tokens[place.start - 2].end].split())
    if place.kind == COUNTRY and names.country(name):
        return place  # "in France, Germany"
    if any(row == name for row in _states()) or low(tokens, place.start - 2) in word_set("weekdays"):
        return place  # "in Texas, Ohio", "On Sunday, Peru"
    return place._replace(start=start, kind=CITY, name=name)


@cache
def _spelled() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """(name in lower case, country) by the first word, as it is cut from a text by `_CAPITAL`."""
    found: dict[str, list[tuple[str, str]]] = {}
    for first, known in _gazetteer().items():
        for parts, place in known.items():
            name = " ".join(parts)
            found.setdefault(first.rstrip("."), []).append((name, place.code))
    return {first: tuple(sorted(listed, key=lambda pair: -len(pair[0]))) for first, listed in found.items()}


_CAPITAL = re.compile(r"\b[A-Z](?:\.[A-Z]\b|\w)*+")


def mentions_of(text: str) -> Counter[str]:
    """How often places and institutions of each country are named in a text."""
    spelled, counts, end = _spelled(), Counter[str](), 0
    for match in _CAPITAL.finditer(text):
        word = match.group()
        listed = spelled.get(word.lower())
        if listed is None or match.start() < end or (len(word) < 4 and not word.isupper()):
            continue
        for name, code in listed:
            if text[match.start() : match.start() + len(name)].lower() == name:
                counts[code] += 1
                end = match.start() + len(name)
                break
    return counts


def ruling(mentions: Counter[str], apart_from: str | None = None) -> str | None:
    """The country that has three of four mentions and three at least, those of `apart_from` left out."""
    counts = Counter({code: n for code, n in mentions.items() if code != apart_from})
    if not counts:
        return None
    code, n = counts.most_common(1)[0]
    return code if n >= _RULING_MENTIONS and n >= _RULING_SHARE * counts.total() else None


def place_of(scene: Scene, found: Sequence[Place], at: int, stop: int) -> Place | None:
    """Where the number on tokens `at:stop` holds: "X at 5 %", "in X" behind it, else before it, else the only one."""
    tokens = scene.tokens
    if found and (
        listed := next((p for p in found if p.name and low(tokens, at - 1) == "at" and p.stop == at - 1), None)
    ):
        return listed
    single = _single(tokens, [p for p in found if p.kind != INSTITUTION])
    named = [p for p in single if not _is_part(tokens, p, stop)]
    led = [p for p in named if is_led(tokens, p)]
    behind = [p for p in led if p.start >= stop and not _is_cut(tokens, stop, p.start)]
    ahead = [p for p in led if p.stop <= at and not _is_cut(tokens, p.stop, at) and not _is_stage(tokens, p, at)]
    if behind and behind[0].name and behind[0].start - stop >= _FAR_BEHIND:
        whole = [p for p in named if p.kind == COUNTRY and p.stop <= at and p.code == behind[0].code]
        behind = [*whole[-1:], *([] if whole else behind)]  # "Peru, with 84 deaths, put towns near Lima in quarantine"
    if behind and (len(behind) == 1 or not _differ(behind[:2])):
        return behind[0]
    if behind and behind[0].start - stop < 8:
        return behind[0]
    if ahead:
        return ahead[-1]
    home = [p for p in named if not _is_away(tokens, p) and not _is_stage(tokens, p, at)]
    home = [p for p in home if abs(p.start - at) <= (_IN_REACH if p.kind == COUNTRY else _CLOSE)]
    if home and len({p.code for p in home}) == 1:
        return (
            max(home, key=lambda p: p.name is not None)
            if len({p.name for p in home if p.name}) < 2
            else home[0]._replace(name=None)
        )
    if not home:
        told = [p for p in found if p.kind == INSTITUTION]
        if told and len({p.code for p in told}) == 1 and not any(p.kind != INSTITUTION for p in found):
            return told[0]
    return None


def _single(tokens: Sequence[Token], found: Sequence[Place]) -> list[Place]:
    """`found` without lists: "Utah, Ohio and Iowa" are their country, "Russia and Japan" no place of one number."""
    single: list[Place] = []
    run: list[Place] = []
    for place in [*found, None]:
        is_next = run and place and all(low(tokens, j) in _LISTING for j in range(run[-1].stop, place.start))
        if run and not is_next:
            is_list = len({(p.code, p.name) for p in run}) > 1
            whole = [p._replace(kind=COUNTRY, name=None) for p in run] if len({p.code for p in run}) == 1 else []
            single += whole if is_list else run
            run = []
        run = [*run, place] if place else run
    return single


_LISTING = frozenset({",", "and", "or", "&", "the"})


def _is_away(tokens: Sequence[Token], place: Place) -> bool:
    """ "fewer than Canada", "than neighbouring Canada"."""
    before = low(tokens, place.start - 1)
    return before in _AWAY or (before in _NEXT_TO and low(tokens, place.start - 2) in _AWAY)


_NEXT_TO = frozenset({"neighbouring", "neighboring", "nearby"})


def _is_part(tokens: Sequence[Token], place: Place, stop: int) -> bool:
    """ "26 cases, including one in Ohio", "26, of whom Ohio has one": of some of them only."""
    if low(tokens, place.start - 2) == "of" and low(tokens, place.start - 1) in {"whom", "which"}:
        return place.start > stop
    return any(low(tokens, j) in {"including", "among"} for j in range(stop, place.start))


def at_home(tokens: Sequence[Token], found: Sequence[Place]) -> list[Place]:
    """`found` without countries that only say whose embassy or soldiers: "the attack on the U.S. mission in Lagos".

    An institution of such a sentence says no country either; nor does "a France-backed group".
    """
    kept = [place for place in found if not _is_abroad(tokens, place)]
    return kept if len(kept) == len(found) else [place for place in kept if place.kind != INSTITUTION]


def _is_abroad(tokens: Sequence[Token], place: Place) -> bool:
    if place.kind != COUNTRY or is_led(tokens, place):
        return False
    behind = low(tokens, place.stop + 1) if low(tokens, place.stop) == "-" else low(tokens, place.stop)
    return behind in _ABROAD


_ABROAD = word_set("abroad")


def is_led(tokens: Sequence[Token], place: Place) -> bool:
    """ "in Ohio", "in the Netherlands", "at an Orlando nightclub"."""
    before = low(tokens, place.start - 1)
    return before in _LED or (before in {"the", "a", "an"} and low(tokens, place.start - 2) in _LED)


def _is_stage(tokens: Sequence[Token], place: Place, at: int) -> bool:
    """ "Campaigning in Ohio, Lee said that 80,000 jobs ...": only where it was said."""
    if place.kind == COUNTRY and not is_led(tokens, place):
        return False
    return any(low(tokens, j) in _SPEECH for j in range(place.stop, at))


def is_said(scene: Scene, found: Sequence[Place], at: int) -> bool:
    """Whether the sentence of the number on token `at` names a place that is more than where it was said."""
    return any(not _is_stage(scene.tokens, place, at) for place in found)


def listed_at(found: Sequence[Place], at: int) -> Place | None:
    """The country of the index before the number on token `at`: "the Shanghai Composite added 0.5 %"."""
    before = [p for p in found if p.stop <= at]
    return before[-1] if before else None


def _differ(places: Sequence[Place]) -> bool:
    return len({(p.code, p.name) for p in places}) > 1


def _is_cut(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Whether another number or the end of a clause stands between."""
    for j in range(start, stop):
        token = tokens[j]
        if (token.kind == NUMBER and len(token.low) != 4) or (token.kind == SIGN and token.low in ";()–—"):
            return True
        if token.low in {"and", "while", "but"} and stop - start > 8:
            return True
    return False


def shown(scene: Scene, place: Place) -> str:
    """The place as written, for a rule that keeps it."""
    return place.name or written(scene, place.start, place.stop)
