"""Organisations, outlets and states: what name the words of a mention give one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from helpers import names
from helpers.attribution.cast import BODIES, JOINT, UNNAMED, Reading, Speaker
from helpers.attribution.lexicon import WORDS
from helpers.attribution.persons import (
    OWNER,
    POSSESSIVE,
    SHORT_TITLE,
    UPPER,
    is_listed,
    lists,
    names_in,
)
from helpers.attribution.phrases import (
    COMPOUND_WORD,
    ORG_LINKS,
    acronym_in,
    end_of_field,
    is_small,
    is_when,
    without_the,
)
from helpers.rules import load_rows

_ARTICLE = re.compile(r"^(?:both|the|neither|either|all)\s+", re.IGNORECASE)
_JOINT = re.compile(r",? and |, ")
_OF_STATE = re.compile(r"\s+government$")
COMPOUND = re.compile(rf"(?!Fitz|Mac|Mc|De|Di|La|Le|Van|O’|O'){UPPER}[a-z]{{3,}}{UPPER}")  # "PolitiFact"
TITLED = re.compile(rf"{SHORT_TITLE}(?: {UPPER}[\w’'.-]*)+")
_BOTH = re.compile(r"[Bb]oth (?=[A-Zt])")
_AND = re.compile(r" and (?=[A-Z]|the [A-Z])")


def several_bodies(main: str) -> Speaker | None:
    """The outlets or organisations that say one thing ("the WHO and the CDC"), each with a name of its own."""
    both = _BOTH.match(main)
    plain = main[both.end() :] if both else main
    parts = _AND.split(plain)
    if len(parts) != 2 or names.organisation(plain) or names.outlet(plain):
        return None
    is_apart = bool(both) or " and the " in plain or any(names.outlet(part) for part in parts)
    is_apart = is_apart or parts[0].split()[-1] in _FIRMS
    if is_listed("group", parts[0].split()[0]):
        return _body(parts[1], is_apart=False)  # "Democrats in the Senate and the White House"
    found = [_body(part, is_apart=is_apart) for part in parts]
    told = [body for body in found if body]
    if len(told) < 2 or told[0].name == told[1].name:
        return None
    kind = "outlet" if all(body.kind == "outlet" for body in told) else "organisation"
    return Speaker(BODIES.join(str(body.name) for body in told), kind)


_FIRMS = frozenset({"Holdings", "Group", "Partners", "Capital", "Bank", "Inc", "Inc.", "Corp", "Corp.", "Co.", "Ltd"})
_CAUSE = re.compile(
    rf"(?:[Tt]he )?(?:{UPPER}[a-z]+ ){{0,3}}{UPPER}[a-z]+(?:s|men|ople) (?:[Ff]or|[Aa]gainst|[Ww]ithout) "
    rf"((?:the |a |an )?{UPPER}[\w’'-]+(?: (?:(?:and|of|the|&|in) ){{0,2}}{UPPER}[\w’'-]+){{0,4}})"
)


def banded(main: str) -> Speaker | None:
    """Those who stand together for or against a cause, and bear its name: "Veterans for Peace".

    Not "Lawyers for Ann Lee": what is named there is somebody, or a place.
    """
    match = _CAUSE.fullmatch(main)
    if not match:
        return None
    cause = without_the(match[1]).partition(" in ")[0].split()
    is_somebody = any(word in names.surnames() or names.country(word) or is_listed("place", word) for word in cause)
    is_body = names.organisation(match[1]) or names.outlet(match[1]) or acronym_in(cause)
    head = re.split(" (?:for|against|without) ", without_the(main), maxsplit=1, flags=re.IGNORECASE)[0]
    is_role = " " not in head and head.lower() not in WORDS["banding"]
    return None if is_somebody or is_body or is_role else Speaker(without_the(main), "organisation")


def _body(name: str, *, is_apart: bool) -> Speaker | None:
    """The outlet or organisation that a name is; `is_apart`: what stands beside it is no part of its name."""
    if TITLED.fullmatch(name):
        return None  # "Ms. Lee"
    known, outlet, bare = names.organisation(name), names.outlet(name), without_the(name)
    words = bare.split()
    if known or (not outlet and acronym_in(words) == bare):
        return Speaker(bare, "organisation")
    if outlet and not is_listed("wordy_outlet", bare):
        return Speaker(outlet, "outlet")
    is_body = is_listed("organisation", words[-1]) or is_listed("company", words[-1]) or "of" in words
    is_spelled = all(word[0].isupper() or word in ORG_LINKS for word in words)
    is_named = is_body or (len(words) > 1 and words[0] not in names.given_names() and " " not in words[0])
    return Speaker(bare, "organisation") if is_apart and is_spelled and is_named and not names.country(bare) else None


_SITES = frozenset({"site", "website", "page", "account", "feed"})


def described_body(words: Sequence[str]) -> Speaker | None:
    """The outlet or body whose name is told beside what it is: "the newspaper Prensa Nueva", "the Rivers for All site".

    Before the name everything is in small letters but words of nationality; a person's name is none.
    """
    if len(words) > 3 and words[0].lower() in {"the", "its"} and words[-1] in _SITES:
        name = words[1:-1]
        is_plain = all(word[0].isupper() or word in ORG_LINKS for word in name)
        return Speaker(" ".join(name), "organisation") if is_plain and any(w.islower() for w in name) else None
    is_bare = not is_small(words[0]) and (
        words[0].islower() or names.outlet(words[0]) or is_listed("describing", words[0])
    )
    if is_bare and any(_kind_of_body(word) for word in words[:3]):
        words = ("the", *words)  # "retailer Arkon"
    at = next((i for i in range(len(words) - 2, 0, -1) if words[i] in _CALLED or _kind_of_body(words[i])), 0)
    kind_at = at - (words[at] in _CALLED)
    kind, name = _kind_of_body(words[kind_at]), words[at + 1 :]
    is_plain = all(word[0].isupper() or word in ORG_LINKS for word in name)
    if not kind_at or not kind or not is_plain or not (name[0][0].isupper() and name[-1][0].isupper()):
        return None
    joined = " ".join(name)
    before = [word for word in words[:kind_at] if word[0].isupper() and not is_small(word) and not _is_place(word)]
    # "NPR station KCUR", "International organization Arkon"
    before = [word for word in before if not (names.outlet(word) or is_listed("describing", word))]
    if before or any(found.is_sure for found in names_in(joined)) or any(_is_office(word) for word in name):
        return None
    outlet = names.outlet(joined)
    return Speaker(outlet or joined, "outlet" if outlet else kind)


_STATIONS = frozenset({"station", "affiliate"})
_WORKS = frozenset({"article", "editorial", "publication"})  # "a news article Lee brought along": whose it is
_CALLED = frozenset({"called", "named", "dubbed"})


def _kind_of_body(noun: str) -> str | None:
    """What a thing of that kind is, if its name may stand right behind it: "website", "union"."""
    if noun == "PAC":
        return "organisation"
    if not noun.islower():
        return None
    return (
        "outlet"
        if (is_listed("outlet", noun) and noun not in _WORKS) or noun in _STATIONS
        else "organisation"
        if is_listed("body", noun)
        else None
    )


def _is_place(word: str) -> bool:
    return is_listed("place", word) or bool(names.country(POSSESSIVE.sub("", word)))


def _is_office(word: str) -> bool:
    return is_listed("title", word) or is_listed("role", word)


def read_police(phrase: Sequence[str]) -> Reading:
    """The police of a place ("Las Vegas police"), or those that the article has named."""
    named = [word for word in phrase if not is_small(word)]
    if len(named) > 1 and named[0][0].isupper() and not is_when(named[0]):
        return Reading(Speaker(" ".join(named), "organisation"))
    return Reading(Speaker("police", "organisation"), "organisation", ("the", "police"))


_AND_GROUP = re.compile(
    r" and (?:(?:[A-Z]\w+ )?[a-z]+s|[\w-]+ (?:[A-Z]\w+ )?media)$"
)  # "the United Nations and Western states"


def read_organisation(phrase: Sequence[str], words: Sequence[str]) -> Reading:
    """An organisation by its name, or "the ministry", which the article has named before."""
    name = organisation_name(words, len(phrase))
    name = _AND_GROUP.sub("", name) if name else name
    if name and _is_somebody_of(name, words):
        return Reading(UNNAMED)  # "a Bureau of Rivers official"
    if name:
        is_short = phrase[0].lower() == "the" and is_listed("organisation", name)
        return Reading(Speaker(name, "organisation"), "organisation" if is_short else "", tuple(phrase))
    if len(phrase) > 2 and is_small(phrase[0]) and is_listed("ministry", phrase[-1]):
        return Reading(Speaker(" ".join(phrase[1:]), "organisation"))  # "its finance ministry"
    is_owned = len(phrase) == 3 and bool(OWNER.search(phrase[1])) and not is_listed("ministry", phrase[2])
    is_pointing = phrase[0].lower() in {"the", "this", "that"} and (len(phrase) == 2 or is_owned)
    return Reading(Speaker(None, "organisation"), "organisation" if is_pointing else "", tuple(phrase))


_NUMBER = re.compile(
    r"(?:(?:Twen|Thir|For|Fif|Six|Seven|Eigh|Nine)ty(?:-[a-z]+)?|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|"
    r"(?:Thir|Four|Fif|Six|Seven|Eigh|Nine)teen)"
)


def _is_somebody_of(name: str, words: Sequence[str]) -> bool:
    """Whether a person without a name stands behind the name of an organisation."""
    following = " ".join(words).partition(name)[2].lstrip("’'s ").split()[:1]
    return bool(following) and any(is_listed(n, following[0]) for n in ("role", "unnamed", "someone", "group"))


_IT_IS = re.compile(r"(?:It|That|There|Here|He|She|What|Let|Who)[’']s")  # "It's a plan one group"


def organisation_name(words: Sequence[str], n_phrase: int) -> str | None:
    """The name of an organisation at the start of a phrase: from its first capital, with what "of" and "for" join."""
    starts = (i for i, w in enumerate(words[:n_phrase]) if w[0].isupper() and not is_small(w) and not is_when(w))
    first = next(starts, None)
    if first is None or _IT_IS.fullmatch(words[first]):
        return None
    for i in range(n_phrase - 1, first, -1):
        owner = " ".join(words[first:i])
        if words[i][0].isupper() and POSSESSIVE.search(owner) and names_in(owner) and not names.country(owner):
            first = i  # "President Obama's Department of Energy"
            break
        if POSSESSIVE.search(owner) and (found := names_in(owner)) and " " in found[-1].name:
            first += len(owner[: found[-1].start].split())  # "Sen. Ann Lee's campaign"
            break
    last = n_phrase
    while last + 1 < len(words) and words[last].lower() in ORG_LINKS:
        after = last + 1 + (words[last + 1].lower() in {"the", "a"})
        is_plain_name = words[last].lower() == "of" and words[last - 1].lower() in lists()["ministry"] | {"office"}
        if is_plain_name and after < len(words) and words[last - 1].islower() and words[after].islower():
            return " ".join(words[first : end_of_field(words, after)])  # "the Ohio department of public safety"
        if after >= len(words) or not words[after][0].isupper() or is_listed("time", words[after]):
            break
        last = after + 1
        while last < len(words) and words[last][0].isupper() and not is_when(words[last]):
            last += 1
    is_led = words[first].endswith("-led")  # "the NATO-led force" is one by that name
    is_described = is_listed("describing", words[first]) or bool(COMPOUND_WORD.search(words[first]) and not is_led)
    if is_described and not any(word[0].isupper() for word in words[first + 1 : last]):
        return None  # "Conservative media", "Many states"
    if (
        is_listed("amount", words[first])
        or _NUMBER.fullmatch(words[first])
        or any(word in {"other", "several"} for word in words[first:last])
    ):
        return None  # "Hundreds of Ravens", "Peru and several other nations"
    return POSSESSIVE.sub("", " ".join(words[first:last]))


_BY_MAKER = re.compile(rf"(?:by|from) ((?:{UPPER}[\w’'&-]+ ?)+)$")


def unknown_maker(by: str) -> str | None:
    """The name of an organisation that no list has, behind "data from" or "a study by", up to the end."""
    match = _BY_MAKER.match(by)
    words = match[1].split() if match else []
    is_place = any(names.country(word) or is_listed("place", word) for word in words)
    return None if is_place or not words else POSSESSIVE.sub("", " ".join(words))


def kind_of_document(phrase: Sequence[str]) -> str | None:
    """What a document without a name is called by what it is on or whose: "police report", not "new report"."""
    kept = list(phrase)
    while len(kept) > 1 and (not kept[0].isalpha() or is_small(kept[0]) or is_listed("no_kind", kept[0])):
        kept = kept[1:]
    is_plain = len(kept) < 2 or any(is_listed("no_kind", word) or OWNER.search(word) for word in kept)
    # "a unilateral statement": somebody's, who is told elsewhere; "swing-state polls": of whom, nobody tells
    is_plain = is_plain or kept[-1] in WORDS["writing"] or kept[-1].lower() in WORDS["many-have"]
    return None if is_plain else " ".join(kept).lower()


def state_in(main: str) -> str | None:
    """The country or countries that `main` names, joined by "and"."""
    found = [state_name(part) for part in _JOINT.split(_ARTICLE.sub("", main))]
    return JOINT.join(state for state in found if state) if all(found) else None


def state_name(written: str) -> str | None:
    """The one name of a state ("the UK", "French government", "Utah") across a corpus, or None."""
    if written.endswith("ns") and names.country(written[:-1]):
        return None  # "Nigerians": the people
    code = names.country(written) or names.country(_OF_STATE.sub("", written))
    return country_name(code) if code else provinces().get(_OF_PLACE.sub("", written))


_OF_PLACE = re.compile(r"^(?:[Tt]he )?(?:[Ss]tate of )?")


@cache
def provinces() -> Mapping[str, str]:
    """States and provinces that have a government of their own and speak as countries do: "Utah said"."""
    rows = load_rows("places.csv")
    return {row["name"]: row["name"] for row in rows if row["kind"] == "state" and row["iso3"] in _FEDERAL}


_FEDERAL = frozenset({"USA", "CAN", "AUS"})


def states_as_written(mention: str) -> Iterator[tuple[str, str]]:
    """The states that a mention names, each by its one name and as it stands there, without "the"."""
    parts = [_ARTICLE.sub("", POSSESSIVE.sub("", part)) for part in _JOINT.split(mention)]
    yield from ((state, part) for part in parts if (state := state_name(part)))


def outlet_as_written(name: str, text: str) -> str:
    """The fullest form of an outlet's name that a text has, where it has not the whole: "AP" for Associated Press."""
    forms = [alias for alias, whole in names.outlets().items() if whole == name]
    told = [form for form in forms if re.search(rf"(?<!\w){re.escape(form.removeprefix('The '))}(?!\w)", text)]
    is_whole = name in told and " " in name
    return name if is_whole or not told else max(told, key=lambda form: (len(form.split()), len(form)))


def spelled_out(letters: str, text: str) -> str:
    """The fullest name that a text has of a listed organisation: "U.S. Department of Energy" for DOE."""
    known = names.organisation(letters) if letters.isupper() else None
    if not known:
        return letters
    forms = "|".join(re.escape(alias) for alias, body in names.organisations().items() if body == known)
    whole = rf"\b(?:U\.S\. )?(?:{forms})\b(?: (?:Co|Corp|Inc|Ltd|PLC|NV|AG|LLC)\b\.?)?"
    told = [found[0] for found in re.finditer(whole, text)]
    return max([letters, *told], key=lambda form: (len(form.split()), len(form)))


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


def outlet_in(main: str) -> tuple[str, int] | None:
    """The outlet a mention names, and where its name ends in it."""
    main = main.replace("’", "'")
    whole = names.outlet(main)
    if whole:
        return whole, len(main)
    words, longest = list(re.finditer(r"\S+", main)), names.outlet_lengths()
    for i, first in enumerate(words):
        if not first[0][0].isupper():
            continue
        reach = max(longest.get(first[0], 0), longest.get(POSSESSIVE.sub("", first[0]), 0))
        for j in range(min(len(words), i + reach), i, -1):
            name = _outlet_at(main, words, i, j)
            if name:
                return name, words[j - 1].end()
    return None


_GOES_ON = re.compile(rf" {UPPER}[a-z]+(?: (?:of|for|on)\b|$)")


def _goes_on(after: str) -> bool:
    """Whether a name goes on behind a word that is an outlet's name too, and names no person."""
    return bool(_GOES_ON.match(after)) and not any(" " in found.name and found.is_sure for found in names_in(after))


def _outlet_at(main: str, words: Sequence[re.Match[str]], i: int, j: int) -> str | None:
    """The outlet that words i..j of a mention name; a common word ("Hill", "Sun") needs "the" and nothing behind."""
    part = POSSESSIVE.sub("", main[words[i].start() : words[j - 1].end()])
    if not part[0].isupper() or (i and i + 1 == j and is_listed("title", words[i - 1][0])):
        return None  # "Ms. Hill's husband"
    name = names.outlets().get(part) or names.outlets().get(f"The {part}" if i else part)
    if not name:
        return None
    after = main[words[j - 1].end() :].strip().lower()
    is_owner = main[words[i].start() : words[j - 1].end()] != part
    if is_listed("wordy_outlet", without_the(part)) and _goes_on(main[words[j - 1].end() :]):
        return None  # "the National Conference of Rivers"
    if (
        after
        and not is_owner
        and after.split()[0] not in lists()["outlet"]
        and not after.startswith("news agency")
        and not names_in(main[words[j - 1].end() :])
    ):
        return None
    before = words[i - 1][0].lower() if i else ""
    allowed = {"the", "by", "in", "to", "from", "with", "told"} | lists()["outlet"]
    is_told = bool(after) and after.split()[0] in lists()["outlet"]  # "the official Daily Globe newspaper"
    return name if i == 0 or before in allowed or is_owner or is_told else None
