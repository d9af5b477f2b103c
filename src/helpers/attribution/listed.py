"""Sources in a list: "the CDC, the FDA and Arkon", "groups such as Arkon and Rivers for All", "Lee and other MPs"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from helpers import names
from helpers.attribution.cast import JOINED_BY, KEPT, Span, Speaker
from helpers.attribution.mentions import read_mention
from helpers.attribution.persons import UPPER, is_listed, names_in
from helpers.attribution.phrases import is_when, without_the

_SHORT = r"(?:(?:[A-Z]\.){1,3}|(?:Sens?|Reps?|Govs?|Inc|Corp|Co|Ltd|Dr|Mrs?|Ms|St|Jr|Gen|Lt)\.)"
_WORD = rf"(?:{_SHORT}|{UPPER}[\w’'&-]*|@\w+)"
_NAME = rf"(?:[Tt]he )?{_WORD}(?: (?:(?:of|for|of the|for the|on|&|de|del|bin|al|van|von) )?{_WORD}){{0,7}}"
_ITEM = rf"{_NAME}(?: ?\([^()\n]{{1,40}}\))?"
_TITLED = rf"(?:(?:the )?(?:[a-z-]+ ){{1,4}})?{_ITEM}"
_CLAUSE = r"(?:^|\b(?:as|that|what|while|when|where|because|after|before|if|but|and) |(?<=[.!?:;] )|(?<=\n)|(?<=—))"
_HEAD = rf"(?:{_CLAUSE}|(?<=[.!?][”\"] ))(?:(?:But|And|Yet|So) )?"
_BEFORE = re.compile(rf"{_HEAD}(?:[a-z]+ ){{0,4}}((?:{_ITEM}, ){{1,8}}(?:(?:{_ITEM} )?and )?|{_ITEM},? and )$")
_BEHIND = re.compile(rf"(?: ?\([^()\n]{{1,40}}\))?(?:, {_ITEM}){{0,6}},? and {_ITEM}(?=,? [a-z])")
_MEMBERS = re.compile(rf"^([^,]{{3,80}}?),? (?:including|such as|like) ((?:.{{0,300}}?(?:, | and ))?{_TITLED})$")
_OTHERS = re.compile(rf"^({_ITEM}(?:, {_ITEM}){{0,7}}),? (?:and|along with|as well as) (?:\w+ )?other ([\w -]+)$")
_PARTS = re.compile(r",? and |, (?:and )?")
_GROUP = re.compile(
    rf"{_HEAD}(?:(?:On|In|At|For|By)\b[\w ]{{2,28}}, )?((?:[\w’'-]+ ){{0,6}}[\w’'-]+,? (?:including|such as) )$"
)
_LINKS = ("and ", ", ", "including ", "such as ")
_OPENS = re.compile(r" \(|,? (?:and|including|such as|like) |, [A-Z]")
_GOES_ON = re.compile(r"(,? (?:including|such as|like) [^.;:]{3,300}?),? $")
_LINKED = re.compile(r"\b(?:and|including|such as) $")
_ITEM_ALONE = re.compile(rf"{_ITEM}")
_PLAIN = re.compile(rf"{_ITEM}(?:, {_ITEM})*,? and {_ITEM}")
_HOME_BEHIND = re.compile(r", [RDI]-[A-Z][\w. ]*$")
_IN_A_NAME = re.compile(
    rf"[^,]* (?:of|on|for) {UPPER}[a-z]+, (?:{UPPER}[a-z]+, )*(?:{UPPER}[a-z]+,? )?and {UPPER}[a-z]+"
)
_HOME = re.compile(r" ?\([^()]*\)|, [RDI]-[A-Z][\w.]*")  # "(D-NY)", ", R-Utah"
REACH = 300  # characters before a source in which the list may begin that it ends


def with_list(text: str, source: list[Span], cue: Sequence[Span]) -> list[Span]:
    """The spans of a source, with the whole list of names at the head of a clause that it is a part of."""
    if len(source) != 1 or not cue or cue[0][0] < source[0][1] or not text[source[0][0] : source[0][1]].strip():
        return source
    start, end = source[0]
    if not (_OPENS.match(text, end) or text.endswith(_LINKS, 0, start)):
        return source  # no list: to look for one is costly
    before = _GROUP.search(text, max(0, start - REACH), start) or _BEFORE.search(text, max(0, start - REACH), start)
    behind = _BEHIND.match(text, end, cue[0][0] + 1) if before or _ITEM_ALONE.fullmatch(text, start, end) else None
    is_list = behind or (before and (_LINKED.search(before[1]) or " and " in text[start:end]))
    if members := _GOES_ON.match(text, end, cue[0][0]):  # "lawmakers, including Ann Lee and Dan Ross, said"
        whole = start, members.end(1)
        return [whole] if several(text[slice(*whole)]) else source
    first = before.start(1) if before else start
    if is_listed("opener", text[first:end].split()[0]):
        first = min(start, text.find(", ", first, end) + 2)  # "On Monday, Ann Lee and other senators"
    whole = first, behind.end() if behind else end
    return [whole] if is_list and several(text[slice(*whole)]) else source


@lru_cache(maxsize=KEPT)
def several(mention: str) -> Speaker | None:
    """Those named in a list, of the kind that most of them have; None where it is no list of names.

    >>> several("Arkon Inc., the FDA and the CDC").name
    'Arkon Inc.; FDA; CDC'
    """
    mention = _HOME_BEHIND.sub("", " ".join(mention.split()).strip(" ,;:—–-"))
    members, others = _MEMBERS.match(mention), _OTHERS.match(mention)
    if members:
        of_group = _together(members[2], _kind_of(members[1]))
        return of_group if of_group and ("like" not in members[0] or of_group.kind == "person") else None
    if others:
        return _together(others[1], _kind_of(others[2]))
    is_plain = _PLAIN.fullmatch(mention) and not names.organisation(mention) and re.search(r",|\) (?:and|,)", mention)
    listed = _together(mention, None) if is_plain and not _IN_A_NAME.match(mention) else None
    return listed if listed and JOINED_BY[listed.kind] in str(listed.name) else None


def _kind_of(group: str) -> str | None:
    """The kind of those who are told to be of a group: "lawmakers" are people, "lobby groups" organisations."""
    head = group.split(" of ")[0].split(" from ")[0].split()[-1].lower()
    one = head[:-3] + "y" if head.endswith("ies") else head.removesuffix("s")
    if any(is_listed(heading, word) for heading in ("body", "organisation") for word in (one, head)):
        return "organisation"
    if any(is_listed(heading, word) for heading in ("role", "someone", "title") for word in (one,)):
        return "person"
    return "outlet" if is_listed("outlet", one) else "state" if one in {"country", "nation", "state"} else None


def _together(listed: str, kind: str | None) -> Speaker | None:
    found = list(_each(_PARTS.split(_HOME.sub("", listed)), kind))
    kinds = Counter(one.kind for one in found)
    if not kinds or (kind and kind not in kinds):
        return None
    most = max(kinds, key=lambda one: (kinds[one], one == found[-1].kind))
    held = [str(one.name) for one in found if one.kind == most]
    return Speaker(JOINED_BY[most].join(dict.fromkeys(held)), most)


def _each(parts: Sequence[str], kind: str | None) -> Iterator[Speaker]:
    """Those of the parts of a list that name somebody; what no list knows is of the kind that is told.

    An outlet among organisations is one of them.
    """
    own = [part.strip() for part in parts if part.strip() and not is_listed("opener", part.split()[0])]
    read = [(part, read_mention(part).speaker) for part in own]
    is_bodies = kind == "organisation" or any(one.kind == "organisation" and one.name for _, one in read)
    for part, one in read:
        is_plain = re.fullmatch(_NAME, part) and not is_when(part) and not is_listed("place", part.split()[-1])
        is_person = one.kind == "person" and any(
            name.is_sure or name.name in names.surnames() for name in names_in(part)
        )
        if is_bodies and is_plain and not names.country(part) and not is_person:
            yield Speaker(without_the(part), "organisation")
        elif one.name and one.kind in JOINED_BY and _is_one(one, kind):
            yield one


def _is_one(one: Speaker, kind: str | None) -> bool:
    """Whether a name in a list is somebody's: a person's in full, or a surname where people are told of."""
    name = str(one.name)
    return one.kind != "person" or " " in name or (kind == "person" and not is_listed("title", name))
