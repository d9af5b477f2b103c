"""Who stands behind a document ("the Gallup survey", "a study by Arkon"), or what it is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from helpers import names
from helpers.attribution.bodies import COMPOUND, kind_of_document, unknown_maker
from helpers.attribution.cast import UNNAMED, Reading, Speaker
from helpers.attribution.persons import POSSESSIVE, is_listed, names_in
from helpers.attribution.phrases import (
    DETERMINER,
    first_noun_phrase,
    is_small,
    is_when,
    person_in,
    without_the,
)

Read = Callable[[str], Reading]

_MAKER = re.compile(r"(?<!ahead )\b(?:by|from|of|on)\s+(?:(?!for\b|of\b|about\b|on\b|in\b)[a-z-]+\s+){0,5}(?=[A-Z])")
_POLLS = frozenset({"poll", "polls", "polling", "survey", "surveys"})


# who has a document did not make it
_GOT = re.compile(
    r" (?:\w+ly )?(?:(?:obtained|uncovered|reviewed|seen|viewed|unearthed|examined|acquired|analy[sz]ed) (?:\w+ )?by"
    r"|(?:given|provided|leaked|sent|shown|released) to|shared with) (?:the )?(?P<who>[A-Z].*)"
)
_LONGEST_NAME = 70


def _is_persons(words: str) -> bool:
    """Whether words are a person's name, or one word that no listed outlet or organisation is called."""
    is_listed_body = names.outlet(words) or names.organisation(words) or names.outlet(f"The {words}")
    return not is_listed_body and (" " not in words or any(name.is_sure for name in names_in(words)))


def got_document(main: str) -> Speaker | None:
    """A document that is told by who has it: "documents obtained by the Daily Globe", "a tape leaked to Arkon"."""
    got = _GOT.search(main)
    what = first_noun_phrase(main[: got.start()].split()) if got else ()
    if not got or not what or not is_listed("document", what[-1]) or len(main) > _LONGEST_NAME:
        return None
    bare = without_the(main[: got.start()] if _is_persons(got["who"]) else main)
    first = bare.split()[0]
    is_plain = is_small(first) or is_listed("document", first) or is_listed("no_kind", first)
    return Speaker(bare[0].lower() + bare[1:] if is_plain else bare, "document")


def read_document(main: str, words: Sequence[str], phrase: Sequence[str], read: Read) -> Reading:
    """Who stands behind a document ("a survey by Gallup", "the Gallup survey"); else its name; else nobody."""
    maker = _maker(main, words, read)
    before = _owner(phrase)
    is_on = maker and before and not re.search(r"\b(?:by|from)\b", main)  # "the Rivers Agency report on Arkon"
    if maker and not is_on:
        return maker
    if phrase[-1].lower() == "figures" and "and" in phrase:
        return Reading(UNNAMED)  # "the BBC and talk-radio figures"
    return (_read_owner(before, phrase) if before else None) or _by_name(main, " ".join(before), phrase)


def _maker(main: str, words: Sequence[str], read: Read) -> Reading | None:
    """Who made a document: Gallup in "a survey by Gallup"."""
    by = _MAKER.search(main)
    if by and by[0][:3] in {"of ", "on "} and _POLLS & set(main[: by.start()].split()[-1:]):
        return None  # "a poll of Ohio voters"
    both = "both " if by and by[0].endswith("both ") else ""
    maker = read(both + main[by.end() :]) if by and len(words) > 2 else None
    is_known = bool(maker and maker.speaker.name and maker.speaker.kind in {"organisation", "outlet", "person"})
    if maker and by and (maker.by == "surname" or not is_known) and not _is_surname(maker.speaker.name):
        body = unknown_maker(main[by.start() :])
        if body:
            return Reading(Speaker(body, "organisation"))
        is_known = is_known and " " in str(maker.speaker.name)
    return maker if maker and is_known else None


def _owner(phrase: Sequence[str]) -> list[str]:
    """The words before a document that tell whose it is."""
    before = [w for w in phrase[:-1] if not is_small(w)]
    while before and (not before[0][0].isupper() or is_when(before[0])):
        before = before[1:]
    if phrase[-2:-1] and phrase[-2] in {"administration", "campaign"} and len(before) == 2:
        return before  # "Lee administration figures"
    while before and (not before[-1][0].isupper() or before[-1].isdigit()):
        before = before[:-1]
    if len(before) == 1 and is_listed("no_kind", before[0]):
        before = []  # "Several recent reports", but "New York Times analysis"
    shorter = before[:-1] if before[-1:] and before[-1] in _KINDS_OF_POLL else []
    is_known = shorter and (names.organisation(" ".join(shorter)) or names.outlet(" ".join(shorter)))
    return shorter if is_known else before


_KINDS_OF_POLL = frozenset({"National", "Tracking", "Daily", "Weekly", "Battleground", "Swing", "State"})


def _read_owner(before: list[str], phrase: Sequence[str]) -> Reading | None:
    """The outlet, organisation or person whose document it is: "the Gallup survey"."""
    owner = " ".join(before)
    if is_listed("wordy_outlet", owner) and not names.outlet(owner):
        return Reading(UNNAMED, "short outlet", ("the", owner))  # "the Post report"
    if before[-1] in {"administration", "campaign"}:
        return Reading(Speaker(owner, "organisation"))
    owning = next((i for i, word in enumerate(before[:-1], 1) if POSSESSIVE.search(word)), 0)
    if owning and (names.organisation(" ".join(before[:owning])) or names.outlet(" ".join(before[:owning]))):
        owner = " ".join(before[:owning])  # "the Rivers Agency's 2015 Uniform Flood Report"
    known = names.organisation(owner)
    outlet = names.outlet(owner.partition("/")[0])
    if known and phrase[-1] in _FILED and owner in _FILED_WITH:
        return Reading(Speaker(f"{owner} {phrase[-1]}", "document"))
    if known:
        return Reading(Speaker(POSSESSIVE.sub("", owner), "organisation"))
    if outlet:
        return Reading(Speaker(outlet, "outlet"))
    is_body = is_listed("organisation", before[-1]) or is_listed("company", before[-1])
    if is_body or (len(before) == 1 and COMPOUND.match(owner) and not names.given_names().get(owner)):
        return Reading(Speaker(POSSESSIVE.sub("", owner), "organisation"))
    if phrase[-1] in _POLLS and not names.country(owner) and not is_listed("place", before[-1]):
        return Reading(Speaker(POSSESSIVE.sub("", owner), "organisation"))
    person = person_in(owner) if phrase[-2:-1] and POSSESSIVE.search(phrase[-2]) else None
    if person:
        return Reading(person, "surname", ("sure",) if " " in str(person.name) else ())
    return None


# by whom, they do not tell
_FILED = frozenset({"filing", "filings", "disclosure", "disclosures"})
_FILED_WITH = frozenset({"SEC", "Securities and Exchange Commission", "FEC", "Federal Election Commission", "IRS"})


def _by_name(main: str, owner: str, phrase: Sequence[str]) -> Reading:
    """A document by its own name, or by what it is on; "the report" is one that the article has told of before."""
    bare = DETERMINER.sub("", main)
    is_named = any(word[0].isupper() and not is_listed("no_kind", word) for word in phrase[1:]) or bool(owner)
    if is_named or len(phrase) > 2 or phrase[0].lower() not in {"the", "this", "that"}:
        name = bare if is_named else kind_of_document(phrase)
        if name and len(name) > 40 and owner:
            name = DETERMINER.sub("", " ".join(phrase))  # "Harvard study", published in a journal
        return Reading(Speaker(name if name and len(name) < 50 else None, "document"))
    return Reading(Speaker(None, "document"), "document", tuple(phrase))


def _is_surname(name: str | None) -> bool:
    """Whether a name is a full name, a surname or a given name."""
    return name is not None and (" " in name or name in names.surnames() or name in names.given_names())
