"""Organisations by their names: what is one body, however it is written, and of which country it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from helpers import names
from helpers.attribution.persons import POSSESSIVE

# "Department of Justice" is the Justice Department, "Ministry of Foreign Affairs" the Foreign Ministry
_DEPARTMENT = re.compile(
    r"^((?:[\w.]+ ){0,4}?)(department|ministry|(?:bureau|office)(?= of )) (?:of|for) (?:the )?(.+)$"
)
_FOR = re.compile(r"department for ")  # so those of Britain are called


# "Ann Lee's campaign", "the Lee campaign"
_OWN = re.compile(r"(?:[^\W\d_][\w.-]* ){0,3}([^\W\d_][\w-]+)(?:[’']s?)? (campaign|administration)$")


_MINISTRY = re.compile(r"(?:department|ministry)(?: of| for|$)")


# "VA inspector general", "the VA’s office of inspector general", "Inspector General’s Office of the VA"
_WATCHDOG = re.compile(
    r"(?:the )?(.+?) (?:office of (?:the )?)?inspector general(?:[’']s office)?|"
    r"(?:the )?(?:office of (?:the )?)?inspector general(?:[’']s office)? (?:for|of|at) (?:the )?(.+)",
    re.IGNORECASE,
)


class Body(NamedTuple):
    """An organisation as it is compared: of which country, "" where its name does not tell, and the name without it."""

    country: str
    plain: str


@lru_cache(maxsize=1 << 16)
def body_of(name: str) -> Body:
    """An organisation by its name, however that is written: one for "DOJ" and "Department of Justice"."""
    known = names.organisation(name)
    if known:
        return Body("", known.name.lower())
    if watchdog := _WATCHDOG.fullmatch(name):
        return Body("", f"{flat(POSSESSIVE.sub('', watchdog[1] or watchdog[2]))} inspector general")
    country, rest = _of_nation(name)
    plain = re.sub(r"^(?:the|u\.s\.|us|nonpartisan|federal) ", "", flat(rest))
    plain = plain.replace("defence", "defense") if _MINISTRY.search(plain) else plain
    plain = re.sub(r"^(?:u\.s\.|us|united states) |^(?:uk|british) (?=parliament$)", "", plain)
    own = _OWN.match(name)
    if own:
        return Body("", f"{flat(own[1])} {own[2]}")
    turned = re.sub(r"^foreign affairs (?=ministry$)", "foreign ", _DEPARTMENT.sub(r"\1\3 \2", plain))
    return Body(country or ("GBR" if _FOR.match(plain) else ""), turned)


def _of_nation(name: str) -> tuple[str, str]:
    """The country whose ministry or department a name is, and the name without it: "China’s Commerce Ministry"."""
    words = name.removeprefix("The ").removeprefix("the ").split()
    head, _, behind = name.rpartition(" of ")
    if _MINISTRY.search(head.lower()) and (code := names.nation(behind.removeprefix("the "))):
        return code, head  # "the Foreign Ministry of Peru"
    for n in (2, 1):
        rest = " ".join(words[n:])
        if rest and _MINISTRY.search(rest.lower()) and (code := names.nation(" ".join(words[:n]))):
            return code, rest
    return "", name


@lru_cache(maxsize=1 << 16)
def flat(name: str) -> str:
    """`name` as names are compared: without accents, hyphens, apostrophes and capitals."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'")).encode("ascii", "ignore").decode() or name
    return plain.replace("-", " ").replace("'", "").lower()


def may_be_home(own: Iterable[str], country: str, others: Iterable[str]) -> bool:
    """Whether a body without a country is that of a country: "Justice Department" the American one, "Transport
    Department" the Department for Transport, but no "Department of Transport", which is another country's.
    """
    is_for = any(_FOR.match(flat(name)) for name in others)
    return country == "USA" or (is_for and not any(" of " in name for name in own))


def given_of(name: str) -> str:
    """The given name of whose campaign or administration it is, or ""; those of two of one surname stay apart."""
    words = [word for word in name.split()[:-2] if word in names.given_names()]
    return words[0] if words and _OWN.match(name) else ""
