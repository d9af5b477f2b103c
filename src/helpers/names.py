"""Names that several modules need: countries, outlets, organisations, offices, given names, from the files in data/."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from helpers.rules import load_rows, load_text

__all__ = [
    "UNNAMED_AGENCY", "Organisation", "agencies", "countries", "country", "given_names", "in_office",
    "is_same_given", "nation", "nicknames",
    "officeholder", "officeholders", "organisation", "organisations", "outlet", "outlet_lengths", "outlet_of_site",
    "outlets", "site_name", "site_of", "surnames",
]  # fmt: skip
__dir__ = __all__.copy

UNNAMED_AGENCY = "News agency"  # of whose text no more is known than that it came from a wire
DOTTED = re.compile(r"(?:[A-Z]\.){3,6}")  # "F.B.I."


def _called(row: Mapping[str, str]) -> list[str]:
    """What the thing of `row` is called: its name and its aliases."""
    return [name for name in (row["name"], *row["aliases"].split("|")) if name]


@cache
def countries() -> Mapping[str, str]:
    """ISO 3166 alpha-3 code of every country name, adjective, capital and alias, lower-case."""
    return {alias: row["iso3"] for row in load_rows("countries.csv") for alias in row["aliases"].lower().split("|")}


def country(mention: str) -> str | None:
    """ISO 3166 alpha-3 code that `mention` names ("Seoul", "South Korean", "the US"), or None.

    >>> names.country("Russia"), names.country("Atlantis")
    ('RUS', None)
    """
    return countries().get(mention.strip().lower().removeprefix("the ").replace("’", "'").removesuffix("'s"))


@cache
def _nations() -> Mapping[str, str]:
    """ISO 3166 alpha-3 code of every country's name and of its adjective, lower-case; no capitals, no parts of it."""
    rows = load_rows("countries.csv")
    listed = {alias: row["iso3"] for row in rows for alias in row["aliases"].lower().split("|")[:2]}
    return listed | {"u.s.": "USA", "us": "USA", "american": "USA", "u.k.": "GBR", "british": "GBR", "britain": "GBR"}


def nation(mention: str) -> str | None:
    """ISO 3166 alpha-3 code of the country that `mention` names or is the adjective of ("Chinese", "China’s").

    >>> names.nation("Chinese"), names.nation("Beijing")
    ('CHN', None)
    """
    return _nations().get(mention.lower().replace("’", "'").removesuffix("'s"))


@cache
def outlets() -> Mapping[str, str]:
    """Name of the outlet behind every outlet name and alias, as written ("WSJ" -> "The Wall Street Journal")."""
    return {alias: row["name"] for row in load_rows("outlets.csv") for alias in _called(row)}


@cache
def outlet_lengths() -> Mapping[str, int]:
    """Most words of an outlet name or alias that begins with a word, "The" before it or not."""
    longest: dict[str, int] = {}
    for alias in outlets():
        for name in (alias, alias.removeprefix("The ")):
            first, *further = name.split()
            longest[first] = max(longest.get(first, 0), 1 + len(further))
    return longest


@cache
def agencies() -> frozenset[str]:
    """Names and aliases of the news agencies among the outlets."""
    rows = load_rows("outlets.csv")
    return frozenset(alias for row in rows if row["kind"] == "agency" for alias in _called(row))


@cache
def _outlets_in_capitals() -> Mapping[str, str]:
    return {alias.upper(): name for alias, name in outlets().items()}


def outlet(mention: str) -> str | None:
    """Name of the outlet that `mention` is a name of ("the BBC", "WSJ", "REUTERS"), or None.

    >>> names.outlet("the Guardian")
    'The Guardian'
    """
    name = " ".join(mention.replace("’", "'").split()).strip(" .,;:()[]/\"'“”‘’").removesuffix("'s").removesuffix("’s")
    known = _outlets_in_capitals() if name.isupper() else outlets()
    bare = name.removeprefix("the ").removeprefix("The ").removeprefix("THE ")
    return known.get(name) or known.get(bare) or known.get(f"The {name}") or known.get(f"THE {name}")


@cache
def _sites() -> Mapping[str, str]:
    """Name of the outlet behind what its site is called: its name or alias in small letters, without spaces."""
    return {site_name(alias): name for alias, name in outlets().items()}


def site_name(outlet: str) -> str:
    """What the site of an outlet of this name may be called.

    >>> names.site_name("The Washington Times")
    'washingtontimes'
    """
    return re.sub(r"[^a-z0-9]", "", outlet.casefold().removeprefix("the "))


def site_of(url: object) -> str:
    """What the site of an address is called: its host without what stands before and behind the name; else empty.

    >>> names.site_of("https://amp.washingtontimes.com/news/1"), names.site_of("http://www.bbc.co.uk/news")
    ('washingtontimes', 'bbc')
    """
    found = _HOST.match(url) if isinstance(url, str) else None
    parts = found[1].lower().split(".")[:-1] if found else []
    if len(parts) > 1 and parts[-1] in _SECOND_LEVEL:
        parts.pop()
    return parts[-1].removeprefix("the") if parts else ""


_HOST = re.compile(r"https?://([\w.-]+)", re.IGNORECASE)
_SECOND_LEVEL = frozenset({"co", "com", "go", "org", "net", "gov", "ac"})  # "bbc.co.uk", "abcnews.go.com"


def outlet_of_site(url: object) -> str | None:
    """Name of the known outlet at whose site an address is, by the name of the site; None where none is called so.

    >>> names.outlet_of_site("https://www.foxnews.com/politics/1"), names.outlet_of_site("https://example.org")
    ('Fox News', None)
    """
    site = site_of(url)
    return None if site in _SITES_OF_MANY else _sites().get(site)


_SITES_OF_MANY = frozenset(  # spectator.org is not The Spectator's, independent.org not The Independent's
    {"age", "herald", "independent", "insider", "national", "observer", "spectator", "standard", "sun", "times"}
)


class Organisation(NamedTuple):
    """An organisation that is known by name: the name used, and institution, party, group, pollster or company."""

    name: str
    kind: str


@cache
def organisations() -> Mapping[str, Organisation]:
    """The organisation behind every name and alias, as written ("BLS" -> Bureau of Labor Statistics)."""
    rows = load_rows("organisations.csv")
    return {alias: Organisation(row["name"], row["kind"]) for row in rows for alias in _called(row)}


def organisation(mention: str) -> Organisation | None:
    """The known organisation that `mention` names ("the FBI", "U.S. Census Bureau"), or None.

    >>> names.organisation("World Health Organization").name
    'World Health Organization'
    """
    name = mention.strip().removeprefix("the ").removeprefix("The ").removesuffix("'s").removesuffix("’s")
    name = name.replace(".", "") if DOTTED.fullmatch(name) else name
    bare = name.removeprefix("U.S. ").removeprefix("US ")
    return organisations().get(name) or organisations().get(bare)


@cache
def given_names() -> Mapping[str, str]:
    """Given names, with "male", "female" or "" where both bear them or nothing is known.

    From the US census of 1990 (public domain), and names of people in the news of other countries.
    """
    known = {row["name"]: row["gender"] for row in load_rows("given_names.csv")}
    for row in load_rows("nicknames.csv"):
        for name in row["nicknames"].split("|"):
            known.setdefault(name, known.get(row["name"], ""))
    return known


@cache
def surnames() -> frozenset[str]:
    """Surnames frequent enough to mean a person by themselves."""
    lines = load_text("surnames.txt").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


@cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """The names that each given name may be short for, itself among them ("Ted" -> Edward, Theodore, Ted)."""
    found: dict[str, set[str]] = {}
    for row in load_rows("nicknames.csv"):
        for name in (row["name"], *row["nicknames"].split("|")):
            found.setdefault(name, {name}).add(row["name"])
    return {name: frozenset(meant) for name, meant in found.items()}


def is_same_given(one: str, other: str) -> bool:
    """Whether two given names may be one person's: equal, short for the same name, or an initial of the other.

    >>> names.is_same_given("Bill", "William"), names.is_same_given("Bill", "Ann")
    (True, False)
    """
    if one == other:
        return True
    a, b = one.rstrip("."), other.rstrip(".")
    if len(a) == 1 or len(b) == 1:
        return a[:1] == b[:1]
    return not nicknames().get(a, frozenset({a})).isdisjoint(nicknames().get(b, frozenset({b})))


@cache
def _offices() -> Mapping[tuple[str, str], list[tuple[date, date, str]]]:
    found: dict[tuple[str, str], list[tuple[date, date, str]]] = {}
    for row in load_rows("offices.csv"):
        since = date.fromisoformat(row["from"])
        until = date.fromisoformat(row["to"]) if row["to"] else date.max
        found.setdefault((row["office"], row["country"]), []).append((since, until, row["person"]))
    return found


def officeholder(office: str, country: str, day: date) -> str | None:
    """Who held an office on a day ("president", "USA"), or None where data/offices.csv does not say.

    >>> names.officeholder("president", "USA", date(2023, 5, 1))
    'Joe Biden'
    """
    held = _offices().get((office, country), [])
    return next((person for since, until, person in held if since <= day < until), None)


def in_office(name: str) -> str:
    """`name`, or the one that the list of offices has for it: Donald Trump for Donald J. Trump.

    >>> names.in_office("Donald J. Trump")
    'Donald Trump'
    """
    words = name.split()
    has_initial = len(words) == 3 and len(words[1].rstrip(".")) == 1
    short = f"{words[0]} {words[-1]}"
    return short if has_initial and short in officeholders() else name


@cache
def officeholders() -> frozenset[str]:
    """Everybody who held an office of data/offices.csv, by full name."""
    return frozenset(person for held in _offices().values() for _, _, person in held)
