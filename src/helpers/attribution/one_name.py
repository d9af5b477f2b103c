"""One name within an article for each body that it cites under several: letters, short forms, forms with an owner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from helpers import names
from helpers.attribution.bodies import outlet_as_written, spelled_out
from helpers.attribution.body_names import Body, body_of
from helpers.attribution.persons import UPPER, is_listed, names_in
from helpers.attribution.phrases import without_the

Named = tuple[str, str]
"""A name and the kind of source that bears it."""

_BODIES = frozenset({"organisation", "outlet"})


def one_names(text: str, cited: Iterable[Named]) -> dict[Named, Named]:
    """The name and kind in an article for each person, organisation and outlet that it cites by another one."""
    own = list(dict.fromkeys(cited))
    plain = {one: plain_body(*one) for one in own if one[1] in _BODIES}
    full = {one: _as_written(*body, text) for one, body in plain.items()}
    spelled = {one: (_by_letters(body[0], text), body[1]) for one, body in full.items()}
    found = {one: _whole(body, [*spelled.values()], own, text) for one, body in spelled.items()}
    alone = [one for one in own if one[1] == "person" and " " not in one[0]]
    found |= {one: _whole(one, [*spelled.values()], own, text) for one in alone}
    found = _of_one_form(found)
    return {one: body for one, body in found.items() if one != body}


def _of_one_form(found: Mapping[Named, Named]) -> dict[Named, Named]:
    """`found` with the longest name for each organisation that is named in two forms: "the Ohio Health Department"."""
    forms: dict[Body, set[Named]] = {}
    for body in found.values():
        if body[1] == "organisation":
            forms.setdefault(body_of(body[0]), set()).add(body)
    # "VA inspector general" rather than "VA’s office of inspector general"
    longest = {
        one: max(same, key=lambda b: ("office" not in b[0], len(b[0]), b)) for same in forms.values() for one in same
    }
    return {one: longest.get(body, body) for one, body in found.items()}


_BASED = re.compile(rf"(?:{UPPER}[\w.]{{1,30}} )?{UPPER}[\w.]{{1,30}}-based (?:[a-z][\w-]* )*(?={UPPER})")
_OWN = re.compile(r"((?:[^\W\d_][\w.-]* ){0,2}[^\W\d_][\w.-]+)[’']s? (campaign|administration)")
_HOUSE_OF = re.compile(rf"{UPPER}[\w-]+(?:[’']s?)? (White House)")


def plain_body(name: str, kind: str) -> Named:
    """A body without what tells whose or where it is, and an outlet under its kind.

    >>> plain_body("Ohio-based chair maker Arkon Corp.", "organisation")[0]
    'Arkon Corp.'
    >>> plain_body("Lee’s campaign", "organisation")[0]
    'Lee campaign'
    """
    name = _BASED.sub("", name)
    if own := _OWN.fullmatch(name):
        name = f"{own[1]} {own[2]}"
    if house := _HOUSE_OF.fullmatch(name):
        name = house[1]
    outlet = names.outlet(name) if kind == "organisation" and " " in name and not names.organisation(name) else None
    return (outlet, "outlet") if outlet else (name, kind)


def _as_written(name: str, kind: str, text: str) -> Named:
    """The fullest form that the article has of a listed body; where only capitals differ, that of the list."""
    whole = outlet_as_written(name, text) if kind == "outlet" else spelled_out(name, text)
    known = names.organisation(whole) if kind == "organisation" else None
    if known and " " in whole and known.name.startswith(f"{whole} ") and known.name in text:
        return known.name, kind  # "Pew Research" is the Pew Research Center
    is_spelled_alike = known is not None and known.name.lower() == whole.lower()
    return (known.name if known and is_spelled_alike else whole, kind)


_LETTERS = re.compile(r"[A-Z]{3,6}")
_SMALL = frozenset({"of", "for", "and", "the", "on", "in", "&"})
_REACH = 120  # characters of a name before its letters


def _by_letters(name: str, text: str) -> str:
    """The name that stands before its letters, in brackets or behind "or": "Rivers Open Council (ROC)"."""
    if not _LETTERS.fullmatch(name) or names.organisation(name) or names.outlet(name):
        return name
    for mark in re.finditer(rf"(?: \(|, or (?:the )?){name}\b", text):
        words = text[max(0, mark.start() - _REACH) : mark.start()].split()
        for first in range(len(words)):
            told = words[first:]
            is_plain = told[0][0].isupper() and all(word[0].isupper() or word in _SMALL for word in told)
            if is_plain and "".join(word[0] for word in told if word not in _SMALL) == name:
                return " ".join(told)
    return name


def _whole(one: Named, bodies: Iterable[Named], cited: Iterable[Named], text: str) -> Named:
    """The only cited body whose name goes on where `one` ends: "Kaiser" is the Kaiser Foundation, if nobody's name."""
    name, kind = one
    bare = without_the(name)
    if kind == "organisation" and (body := _by_kind(bare, bodies)):
        return body
    is_known = names.organisation(bare) or names.outlet(bare) or names.country(bare) or is_listed("place", bare)
    if is_known or not bare[:1].isupper():
        return one
    goes_on = re.compile(rf"(?:[Tt]he )?{re.escape(bare)} {'(?:of |for )?' if ' ' in bare else ''}{UPPER}")
    longer = {body for body in bodies if goes_on.match(body[0]) and _is_no_persons(body[0])}
    if len(longer) != 1 or (kind == "person" and not _is_nobody(bare, cited, text)):
        return one
    return longer.pop()


def _by_kind(bare: str, bodies: Iterable[Named]) -> Named | None:
    """The only cited body that "U.N. agency" or "police" tells the beginning and the kind of: U.N. Refugee Agency."""
    *first, last = bare.split()
    if not last.islower() or not (first or last == "police"):
        return None
    ends = re.compile(
        rf"(?:[Tt]he )?{re.escape(' '.join(first))} .* {last.capitalize()}" if first else r"[A-Z].* police"
    )
    longer = {body for body in bodies if ends.fullmatch(body[0])}
    return longer.pop() if len(longer) == 1 else None


def _is_no_persons(name: str) -> bool:
    """Whether no person's name stands in that of a body: "Ford Motor Co", but "Ann Lee Foundation"."""
    return name.split()[-1].rstrip(".") in _FIRMS or not names_in(name)


_FIRMS = frozenset({"Co", "Corp", "Inc", "Ltd", "LLC", "PLC", "Company", "Corporation", "Group"})


def _is_nobody(word: str, cited: Iterable[Named], text: str) -> bool:
    """Whether no person of the article bears a word as surname or given name."""
    is_borne = any(kind == "person" and word in name.split() and name != word for name, kind in cited)
    before = {found[1] for found in re.finditer(rf"\b(\w{{1,20}}\.?) {re.escape(word)}\b", text)}
    return not is_borne and not any(is_listed("title", one) for one in before)
