"""What the words of a mention tell by themselves: name and kind, or what in the article decides who that is.

`read_mention` takes the mention alone, so that what it gives is remembered; who "he" is, the article tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from helpers import names
from helpers.attribution.bodies import (
    COMPOUND,
    TITLED,
    banded,
    described_body,
    organisation_name,
    outlet_in,
    read_organisation,
    read_police,
    several_bodies,
    state_in,
)
from helpers.attribution.cast import HE, IT, JOINT, KEPT, PRONOUNS, UNNAMED, Reading, Speaker
from helpers.attribution.documents import got_document, read_document
from helpers.attribution.lexicon import WORDS
from helpers.attribution.persons import PARTICLE, POSSESSIVE, UPPER, is_listed, names_in
from helpers.attribution.phrases import (
    SERVED,
    acronym_in,
    first_noun_phrase,
    is_group,
    is_named_body,
    is_small,
    is_told_to_be_body,
    is_when,
    last_name_run,
    person_in,
    split_mention,
    without_the,
)
from helpers.attribution.writers import of_outlet, owned_by_outlet, person_at_end


@lru_cache(maxsize=KEPT)
def read_mention(mention: str) -> Reading:
    """What a mention tells, of which the article may decide the rest."""
    whole, main = split_mention(mention)
    words, lower = tuple(main.split()), main.lower()
    if not words:
        return Reading(UNNAMED)
    if lower in PRONOUNS:
        return Reading(UNNAMED, "pronoun", words) if lower in HE else Reading(UNNAMED, "it" if lower in IT else "")
    known = names.organisation(main.title() if main.isupper() and " " in main else main)  # "WHITE HOUSE SAYS NO"
    if known and main in names.surnames():
        return Reading(Speaker(main, "organisation"), "surname or organisation", words)  # "Nielsen"
    if known:
        return Reading(Speaker(without_the(main.title() if main.isupper() and " " in main else main), "organisation"))
    if cause := banded(main):
        return Reading(cause)
    for pattern, ending in _BODIES:
        if body := pattern.fullmatch(main):
            return Reading(Speaker(f"{body[1]}{ending}", "organisation"))
    if words[0].lower() == "the" and len(words) == 2 and names.DOTTED.fullmatch(words[1]):
        return Reading(Speaker(words[1], "organisation"))  # "the N.R.A."
    if is_listed("group", words[-1]) or (is_listed("unnamed", words[-1]) and " and " in whole[len(main) :]):
        joint = _joint(whole[len(main) :].strip(" ,"))
        return Reading(joint, "joint") if joint else Reading(UNNAMED)  # "two senators, Ann Lee and Dan Ross"
    if several := several_bodies(main):
        return Reading(several)
    if state := state_in(main):
        return Reading(Speaker(state, "state"))
    if poll := _POLL_OF_TWO.search(main):
        owner = poll[1].split()
        first = next(i for i, word in enumerate(owner) if not is_small(word) and not is_when(word))
        return Reading(Speaker(" ".join(owner[first:]), "organisation"))
    if document := got_document(main):
        return Reading(document)
    return _read_outlet(mention, main) or read_phrase(mention)


# "a Rivers Department inspector general report"
_WATCHDOG = re.compile(
    rf"(?:(?:[Tt]he|[Aa]n?|[Oo]ne) )?({UPPER}[\w.&-]*(?: (?:(?:of|for|and|the) )*{UPPER}[\w.&-]*)*"
    r"(?:[’']s)? inspector general)"
    r"(?:[’']s)?(?: (?:[a-z]+ )?(?:report|audit|review|office|investigation))?"
)
# "the Lee camp", "the Rivers league franchise"
_CAMP = re.compile(rf"[Tt]he ({UPPER}[\w’'-]+(?: {UPPER}[\w’'-]+){{0,2}} (?:camp|franchise))")
# "the NFL’s York Ravens"
_TEAM = re.compile(
    rf"(?:[Tt]he )?(?:NFL|NBA|NHL|MLB|WNBA|{UPPER}[\w ]*(?:League|League Baseball|Association))[’']s? "
    rf"({UPPER}\w+(?: {UPPER}\w+){{0,2}} {UPPER}\w+s)"
)
# "the inspector general’s office for the Rivers Department"
_WATCHDOG_OF = re.compile(
    rf"[Tt]he inspector general(?:[’']s office)? (?:for|of|at) the ({UPPER}[\w.&-]*(?: (?:of )?{UPPER}[\w.&-]*)*)"
)
_BODIES = ((_WATCHDOG, ""), (_WATCHDOG_OF, " inspector general"), (_TEAM, ""), (_CAMP, ""))
# "a York Times/Arkon poll", which is of both
_POLL_OF_TWO = re.compile(
    rf"(?<!\w)((?:{UPPER}[\w.&’'-]*(?: (?:& )?{UPPER}[\w.&’'-]*)* ?/ ?)+{UPPER}[\w.&’'-]*(?: {UPPER}[\w.&’'-]*)*?)"
    r"(?: [a-z-]+){0,3} (?:[Pp]olls?|[Ss]urveys?|[Pp]olling)\b"
)


def _read_outlet(mention: str, main: str) -> Reading | None:
    """An outlet by its name, or one of which the article decides which it is; None where none is meant."""
    words = tuple(main.split())
    if is_listed("wordy_outlet", main) and main[0].isupper():
        return Reading(Speaker(names.outlet(main), "outlet"), "surname or outlet", words)
    is_short = len(words) == 2 and words[0].lower() == "the" and words[1][0].isupper()
    if is_short and is_listed("wordy_outlet", words[1]) and not names.outlet(main):
        return Reading(UNNAMED, "short outlet", words)  # "the Post"
    if owned := owned_by_outlet(mention):
        return Reading(owned, "surname", ("sure",))
    outlet = outlet_in(main)
    if outlet:
        rest = re.sub(r"^(?:[’']s)?[ ’']*", "", main[outlet[1] :])
        if re.match(r"and (?!the |its |by )[a-z]", rest) or SERVED.search(main):
            return read_phrase(mention) if SERVED.search(main) else Reading(UNNAMED)  # "the BBC and bloggers"
        if writer := of_outlet(main):
            return writer
        if rest and (is_listed("role", rest.split()[-1]) or is_listed("title", rest.split()[-1])):
            return read_phrase(mention)  # "Fortune's editor, Ann Lee"
        if person := person_at_end(rest):
            return Reading(person)
        is_whose = len(words) > 2 and words[1] in {"of", "at"} and words[0].isalpha()
        by = "surname or outlet" if is_whose else ""  # "Finchley of The Rivers Post"
        return Reading(Speaker(outlet[0], "outlet"), by, words[:1])
    if channel := _CHANNEL.search(main):
        is_site = channel[0].endswith((".com", ".net", ".gov"))  # of an outlet or of a firm: who knows
        return Reading(Speaker(channel[0], "organisation" if is_site else "outlet"))
    is_plain = main.lower().startswith("the ") and is_listed("outlet", words[-1]) and len(words) < 4
    return Reading(UNNAMED, "outlet") if is_plain else None


# "Peru’s Channel 7", "WQXX-TV", "Rivers.com"
_CHANNEL = re.compile(
    r"(?<!\w)(?:Channel \d{1,2}|(?:FOX|Fox|CBS|NBC|ABC) ?\d{1,2}(?: News)?|"
    r"[KW][A-Z]{2,3}-(?:TV|AM|FM)|[A-Z]\w+\.(?:com|net|gov))$"
)


def _is_made_of_people(word: str) -> bool:
    return any(is_listed(heading, word) for heading in ("organisation", "outlet", "body"))


_OWN_SITES = frozenset({"website", "site"})
_DESCRIBING = frozenset({"the", "a", "an", "his", "her", "its", "their", "our", "my", "another", "one"})
_RUN_AHEAD = re.compile(
    rf"[ ,(–—-]*(?:\d+-year-old )?(?P<told>(?:[a-z]+ ){{0,3}})"
    rf"(?P<name>(?:{UPPER}[\w’'.-]*|{PARTICLE})(?: (?:{UPPER}[\w’'.-]*|{PARTICLE}))*)"
)


def _named_behind(apposition: str, *, is_one: bool) -> Speaker | None:
    """The person named in full at the start of an apposition (", Representative Ann Lee of Ohio").

    `is_one`: what stands before it means one person, so that a name which no list has is one.
    """
    match = _RUN_AHEAD.match(apposition)
    if match and not all(is_listed("role", word) or is_listed("title", word) for word in match["told"].split()):
        return None
    person = person_in(match["name"]) if match else None
    if match and is_one and not person and len(match["name"].split()) in {2, 3}:
        person = person_in(f"Mr. {match['name']}")
        person = person._replace(gender=None) if person else None
    return person if person and " " in str(person.name) else None


@lru_cache(maxsize=KEPT)
def read_phrase(mention: str) -> Reading:
    """What a mention tells that is no pronoun, state or outlet."""
    whole, main = split_mention(mention)
    words = tuple(main.split())
    joint = (
        _joint(whole) or _joint(main) or (_joint(whole[len(main) :].strip(" ,")) if words[-1].endswith("s") else None)
    )
    if joint:
        return Reading(joint, "joint")
    if behind := _next_clause(whole):
        return behind
    phrase = first_noun_phrase(words)
    found = (
        _by_what_is_told(main, whole[len(main) :], words, phrase)
        or _by_person(words, phrase)
        or (_read_head(main, words, phrase))
    )
    pair = _pair(whole) if found.by == "surname" or found == Reading(UNNAMED) else ()
    return found._replace(by="pair", words=pair) if pair else found


_CLAUSE_AND = re.compile(r"([^,]+), and ([^,]+)")
_HEADS = (
    "group",
    "unnamed",
    "someone",
    "role",
    "title",
    "kin",
    "organisation",
    "document",
    "body",
    "company",
    "outlet",
)
_HEADS_ALONE = ("group", "unnamed", "someone", "role", "title", "kin")


def _next_clause(whole: str) -> Reading | None:
    """Who begins another clause behind what names nobody: "they mourn the killing of Ross, and Mayor Ann Lee"."""
    match = _CLAUSE_AND.fullmatch(whole)
    if not match:
        return None
    before = first_noun_phrase(match[1].split())
    # "it would fund the bank for years, and Lee": no two who say one thing
    heads = _HEADS_ALONE if len(before) < len(match[1].split()) and before[0].islower() else _HEADS
    is_somebody = any(is_listed(heading, before[-1]) for heading in heads) or before[-1][0].isupper()
    first = read_mention(match[1])
    is_somebody = is_somebody or bool(first.speaker.name if heads == _HEADS_ALONE else first != Reading(UNNAMED))
    if is_somebody or before[-1].endswith("s"):
        return None
    behind = read_mention(match[2])
    return behind if behind.speaker.name or heads == _HEADS_ALONE else None


def _pair(whole: str) -> tuple[str, ...]:
    """Two people's names, of which the article may know whose they are: "Ross and Mayor Ann Lee"."""
    found = [_name_at_end(part) for part in whole.split(" and ")]
    return tuple(name for name in found if name) if len(found) == 2 and all(found) else ()


def _name_at_end(words: str) -> str | None:
    """The name that words are, with titles before it or alone."""
    if words.isalpha() and words[0].isupper():
        return words
    found = names_in(last_name_run(words))
    if not found or not words.endswith(found[-1].name):
        return None
    told = words.removesuffix(found[-1].name).split()
    is_plain = all(is_listed("title", word) or is_listed("role", word) or word[0].isupper() for word in told)
    return found[-1].name if is_plain else None


def _by_what_is_told(main: str, behind: str, words: tuple[str, ...], phrase: Sequence[str]) -> Reading | None:
    """Who is meant where words before a name, or an apposition `behind`, tell what it is."""
    described = described_body(words)
    if described:
        return Reading(described)
    if words[-1] in _OWN_SITES and words[0].lower() == "the" and phrase == words and words[-2][0].isupper():
        of_whom = read_mention(POSSESSIVE.sub("", " ".join(words[:-1]))).speaker  # "the Rivers Ministry website"
        if of_whom.name and of_whom.kind in {"organisation", "outlet"}:
            return Reading(of_whom)
    is_kin = len(phrase) > 1 and is_listed("kin", phrase[-1])  # "Ross’s uncle, Ken Ross"
    is_one = is_kin or any(is_listed(name, phrase[-1]) for name in ("role", "title", "someone"))
    if words[0].lower() in _DESCRIBING or is_kin or (is_one and phrase[-1].islower()):
        person = _named_behind(behind, is_one=is_one)  # "the chairman of the council, Ann Lee"
        if person:
            return Reading(person)
    if words[0].lower() in _DESCRIBING and behind and _is_made_of_people(phrase[-1]):
        inside = re.match(r"[ ,(]+([^,;()]+)\)?(?:,|;|$)", behind)
        body = read_mention(inside[1]).speaker if inside and without_the(inside[1])[0].isupper() else None
        if body and body.name and body.kind in {"organisation", "outlet"}:
            return Reading(body)  # "the official news agency, KCNA"
    bare = phrase[1:] if phrase[0] in {"the", "The"} else phrase
    if "&" in bare[1:-1] and all(word[0].isupper() or word == "&" for word in bare):
        return Reading(Speaker(" ".join(bare), "organisation"))  # "Procter & Gamble"
    if behind and is_told_to_be_body(words, behind):
        return Reading(Speaker(main, "organisation"))
    if phrase[-1].lower() == "police":
        return read_police(phrase)
    return None


def _by_person(words: tuple[str, ...], phrase: Sequence[str]) -> Reading | None:
    """The person whom a phrase names, with or without a title; nobody where it means a group."""
    titled = _titled_by_phrase(words, len(phrase))
    if titled:
        return Reading(titled, "surname", ("sure",))
    head, run = phrase[-1], last_name_run(" ".join(phrase))
    acronym = acronym_in(phrase)
    if (is_listed("unnamed", head) or is_listed("group", head)) and not (acronym and is_listed("analyst", head)):
        return Reading(UNNAMED)
    person = person_in(run) if run and " ".join(phrase).endswith(run) and not is_group(phrase) else None
    if person and (is_named_body(run) or head in _FIRM):
        bare = phrase[1:] if phrase[0] in {"the", "The"} else phrase
        return Reading(Speaker(" ".join(bare), "organisation"))  # "National Amusements"
    if person and (" " in str(person.name) or not (is_listed("document", head) or is_listed("organisation", head))):
        title = next((name.title for name in names_in(run) if name.name == person.name), "")
        is_sure = " " in str(person.name) or bool(title)
        kin = len(phrase) > 1 and is_listed("kin", phrase[-2]) and person.name in names.given_names()
        return Reading(person, "surname", ("sure",) if is_sure or kin else words[len(phrase) - 1 :])
    return None


_FIRM = frozenset({"Co", "Corp", "Inc", "Ltd", "LLC", "Plc", "PLC"})  # "Rivers Motor Co"


def _read_head(main: str, words: tuple[str, ...], phrase: Sequence[str]) -> Reading:
    """A document, an organisation or a role, by the last word of a phrase that names no person."""
    head, acronym = phrase[-1], acronym_in(phrase)
    is_named = head == "Research" and len(phrase) > 2 and all(word[0].isupper() for word in phrase)
    if is_listed("document", head) and not is_named:  # "Rivers Media Research" is one who does it
        return read_document(main, words, phrase, read_mention)
    if is_listed("no_body", head):
        return Reading(UNNAMED)
    is_company = is_listed("company", head) and not (head.islower() and any(_is_many(word) for word in phrase[:-1]))
    if is_listed("organisation", head) or is_company or COMPOUND.match(head) or "’s" in head:
        return read_organisation(phrase, words)
    is_role = is_listed("role", head) or (is_listed("title", head) and not _is_title_part(head))
    if words[0].lower() in {"the", "his", "her", "this"} and is_role:
        return Reading(UNNAMED, "role", words)
    if is_role or is_listed("title", head):
        return Reading(UNNAMED)
    if acronym and (acronym == head or is_listed("analyst", head)):
        outlet = names.outlet(acronym)
        return Reading(Speaker(outlet, "outlet") if outlet else Speaker(acronym, "organisation"))
    bare = phrase[1:] if phrase[0].lower() == "the" else phrase
    is_place = not bare or is_listed("place", head) or names.country(bare[0]) or names.country(head)
    if len(bare) > 1 and all(word[0].isupper() for word in bare) and not is_place:
        return Reading(Speaker(organisation_name(words, len(phrase)), "organisation"))
    if phrase[0].lower() == "the" and len(phrase) == 2 and head[0].isupper() and not names.country(head):
        return Reading(Speaker(None, "unnamed"), "organisation", tuple(phrase))
    return Reading(UNNAMED)


def _is_many(word: str) -> bool:
    """Whether a word before bodies in small letters tells of which they are, not what they are called."""
    return is_listed("place", word) or word[0].isdigit() or word in {"Senate", "House"} or is_listed("amount", word)


def _is_title_part(word: str) -> bool:
    """Whether a word makes no title by itself: "the state", "the military"."""
    return is_listed("no_title", word) and not is_listed("someone", word) and word.lower() not in _DEPUTIES


_WHOSE = frozenset({"of", "for"})
_DEPUTIES = frozenset({"vice", "deputy", "assistant", "republican", "democrat"})


def _joint(whole: str) -> Speaker | None:
    """Several people who say one thing, their names joined: "Ann Lee and Dan Ross, both of York"."""
    if " and " not in whole:
        return None
    found: list[str] = []
    is_apposed = False
    for part in re.split(r"[,;]? (?:and|along with|as well as) (?=\S)", re.sub(r"^[Bb]oth ", "", whole)):
        first, *others = re.split(r"[,;] | \(", part)
        phrase = " ".join(first_noun_phrase(first.split()))
        run = last_name_run(phrase)
        person = person_in(run) if run and phrase.endswith(run) else None
        if not person or not person.name:
            return None
        if not (" " in person.name or person.name in names.surnames() or TITLED.fullmatch(run)):
            return None
        if is_apposed and not any(name.is_sure for name in names_in(run)):
            return None  # "Ann Lee, head of the Center on Budget and Policy Priorities"
        is_apposed = bool(others)
        found += [person.name, *(name for other in others if (name := _only_named(other)))]
    return Speaker(JOINT.join(found), "person")


def _only_named(words: str) -> str | None:
    """The person who is named in full by words that say no more but a title, as in a list of names; else None."""
    found = names_in(words)
    if len(found) != 1 or " " not in found[0].name or not words.endswith(found[0].name):
        return None
    before = words.removesuffix(found[0].name).split()
    return found[0].name if all(is_listed("title", word) for word in before) else None


def _titled_by_phrase(words: Sequence[str], n_phrase: int) -> Speaker | None:
    """The person behind a title that holds a phrase: "Secretary of State Ann Lee", "the head of the group Ann Lee"."""
    phrase = " ".join(words)
    run = last_name_run(phrase)
    found = names_in(run)
    if found and is_named_body(run):
        return None
    head = words[n_phrase - 1]
    if head.islower() and words[n_phrase : n_phrase + 1] == ("to",):
        return None  # "an aide to Senate leader Ann Lee"
    is_said = head.lower() in WORDS["noun-speech"] or is_listed("saying", head)  # "a rebuke from Senator Ann Lee"
    is_title = is_said or head[0].isupper() or is_listed("title", head) or is_listed("role", head)
    behind = words[n_phrase + 1 :]
    told = behind[: -len(found[-1].name.split())] if found else ()  # "the lawyer for the chief of President Ann Lee"
    of_whom = bool(found and behind) and (bool(_WHOSE & {*told}) or all(is_listed("title", w) for w in told))
    if of_whom and not head[0].isupper() and not is_said:
        return None  # "a spokesman for Rep. Ann Lee"
    if is_title and found and found[-1].title and " " in found[-1].name and phrase.endswith(found[-1].name):
        return Speaker(found[-1].name, "person", found[-1].gender)  # "Fed Bank of York President Ann Lee"
    if n_phrase >= len(words) - 2 or not (is_listed("title", head) or is_listed("role", head)):
        return None
    if not phrase.endswith(run) or len(run.split()) < 2:
        return None
    is_object = len(run.split()) == len(words) - n_phrase - 1 and found[-1:] and not found[-1].start
    if not found or is_object or " " not in found[-1].name:
        return None  # "a spokesman for Ann Lee"
    return Speaker(found[-1].name, "person", found[-1].gender)
