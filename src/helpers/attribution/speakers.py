"""Whom a source means: its kind, and the name it resolves to within one article.

`resolve` takes any list of attributions with spans, however they were found. Surnames, titles, roles ("the analyst"),
pronouns and "the newspaper" are resolved against all persons in reach, by agreement, subject before object, the last
named first. When in doubt the speaker is None and the mention stands as written.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple, Protocol

from helpers import names
from helpers.attribution.lexicon import WORDS
from helpers.attribution.persons import (
    PARTICLE,
    SHORT_TITLE,
    UPPER,
    Known,
    find_people,
    gender_of,
    is_listed,
    lists,
    names_in,
)

Span = tuple[int, int]

_CAPITALISED = re.compile(
    rf"{SHORT_TITLE}|(?<=[a-zA-Z] )(?:Jr|Sr)\.|(?:{UPPER}\.)+|(?:\b(?:al|el|as|ad|ar|ash|an|ul|bin)-)?{UPPER}[\w’'-]*"
    rf"|\b{PARTICLE}(?= {UPPER})"
)
_ARTICLE = re.compile(r"^(?:both|the|neither|either|all)\s+", re.IGNORECASE)
_DETERMINER = re.compile(r"^(?:the|a|an|this|that|his|her|its|their|another|one)\s+", re.IGNORECASE)
_JOINT = re.compile(r",? and |, ")
_OF_STATE = re.compile(r"\s+government$")
_OWNER = re.compile(r"[’']s$")
_POSSESSIVE = re.compile(r"[’']s?$")
_WORD = re.compile(rf"{UPPER}[\w’'-]+")
_KEPT = 1 << 12  # mentions whose reading is remembered: names come again and again
_HE = frozenset({"he", "she", "him", "her", "his", "who", "himself", "herself"})
_IT = frozenset({"it", "its", "which"})
PRONOUNS = (
    _HE | _IT | {"they", "them", "we", "us", "i", "me", "you", "their", "our", "my", "that", "this", "these", "those",
                 "one", "some", "many", "most", "few", "others", "all", "both", "each", "none", "when", "where", "what",
                 "whom", "whose", "there", "anyone", "everyone", "someone", "nobody", "themselves"}
)  # fmt: skip
_COMPOUND = re.compile(rf"(?!Fitz|Mac|Mc|De|Di|La|Le|Van|O’|O'){UPPER}[a-z]{{3,}}{UPPER}")  # "PolitiFact"
_PHRASE = frozenset(
    {"of", "for", "at", "from", "in", "with", "on", "to", "by", "about", "who", "close", "against", "within", "inside",
     "behind", "between", "under", "after", "during", "over", "near", "released", "conducted", "published", "taken",
     "issued", "posted", "obtained", "reviewed", "commissioned", "based", "led", "out", "that", "which", "whose",
     "filed", "provided", "compiled", "collected", "prepared", "shared"}
)  # fmt: skip
_ORG_LINKS = frozenset({"of", "for", "and", "the", "on", "&", "to", "in"})


JOINT = " and "  # between the names of several people, or states, that say one thing
BODIES = "; "  # between those of several organisations or outlets, in whose own names "and" may stand
JOINED_BY = {"person": JOINT, "state": JOINT, "organisation": BODIES, "outlet": BODIES}


class Speaker(NamedTuple):
    """Whom a mention means: `name`, None when in doubt; `kind` as in table `attributions`."""

    name: str | None
    kind: str
    gender: str | None = None  # as far as a title, a given name or a pronoun tells
    is_someone: bool = False  # one person whom the article does not name


class Attributed(Protocol):
    """What `resolve` asks of an attribution: the spans of its source, cue and content, each in text order."""

    @property
    def source(self) -> Sequence[Span]: ...
    @property
    def cue(self) -> Sequence[Span]: ...
    @property
    def content(self) -> Sequence[Span]: ...


LOOK_BACK = 200  # named people considered for a mention, the nearest before it
_SENTENCES_BACK = 4  # sentences before a pronoun in which its person is looked for


class Mention(NamedTuple):
    """A place where a person is named or meant."""

    at: int
    name: str
    gender: str | None
    is_source: bool = False  # said something there
    is_owner: bool = False  # only something of the person's is named


class Article(NamedTuple):
    """What a text names: the people in it, by place and by surname and given name, and when it was published.

    `bearers`, `by_given`: surname or given name -> full name -> the places where it stands. `titled`: the presidents
    named by title and surname. `lazy`: what is found only when first asked for.
    """

    text: str
    people: list[Known]
    places: list[int]
    bearers: Mapping[str, Mapping[str, list[int]]]
    by_given: Mapping[str, Mapping[str, list[int]]]
    gender: Mapping[str, str]
    titled: frozenset[str]
    quotes: list[Span]
    published: date | None
    lazy: dict[str, Any]

    def near(self, at: int) -> list[Known]:
        """The people named around a place."""
        here = bisect_left(self.places, at)
        return self.people[max(0, here - LOOK_BACK) : here + LOOK_BACK]

    def is_place(self, word: str) -> bool:
        """Whether a word stands behind "in", as places do."""
        return f" in {word}" in self.text or f"In {word}" in self.text

    def has_lower(self, word: str) -> bool:
        """Whether a word stands in the text without a capital."""
        if "lowers" not in self.lazy:
            self.lazy["lowers"] = frozenset(re.findall(r"[a-z]{3,}", self.text))
        return word.lower() in self.lazy["lowers"]


_TITLED = re.compile(r"President [A-Z][\w’'-]+")
MOST_BEARERS = 50  # full names of one surname that are told apart


@lru_cache(maxsize=1 << 8)
def _gender_in_office(surname: str) -> str | None:
    """Male or female, where all of a surname in data/offices.csv are, by their given names."""
    given = {name.split()[0] for name in names.officeholders() if name.split()[-1] == surname}
    found = {names.given_names().get(name) or None for name in given}
    return found.pop() if len(found) == 1 else None


def read_article(text: str, quotes: Iterable[Span] = (), published: date | None = None) -> Article:
    """The people of `text`; `quotes` are its quoted passages, in which nobody is looked for."""
    people = find_people(text)
    bearers: dict[str, dict[str, list[int]]] = {}
    by_given: dict[str, dict[str, list[int]]] = {}
    gender: dict[str, str] = {}
    for known in people:
        first, *_, last = known.name.removesuffix(" Jr.").split()
        for word, held in ((last, bearers), (first, by_given)):
            own = held.setdefault(word, {})
            if known.name in own or len(own) < MOST_BEARERS:
                own.setdefault(known.name, []).append(known.at)
        if known.gender:
            gender.setdefault(known.name, known.gender)
    places = [known.at for known in people]
    office = {name.split()[-1] for name in names.officeholders()}
    titled = {_POSSESSIVE.sub("", found) for found in _TITLED.findall(text)}
    titled = {found for found in titled if found.split()[-1] in office}
    for surname in {found.split()[-1] for found in titled}:
        if (told := _gender_in_office(surname)) and surname not in bearers:
            gender[surname] = told
    return Article(text, people, places, bearers, by_given, gender, frozenset(titled), sorted(quotes), published, {})


def resolve(
    text: str, said: Sequence[Attributed], *, quotes: Iterable[Span] = (), published: date | None = None
) -> list[Speaker]:
    """The speaker of each of `said`, which stand in text order; without a source: nobody.

    `quotes`: the quoted passages of the text. `published` tells who "the president" is where a list says so.
    """
    article = read_article(text, quotes, published)
    told: list[tuple[int, Speaker]] = []
    for one in said:
        if not one.source:
            told.append((one.content[0][0] if one.content else 0, Speaker(None, "unnamed")))
            continue
        start, end = one.source[0]
        if text.startswith(_AMERICA, start) and text[start + len(_AMERICA) : end] in article.bearers:
            start += len(_AMERICA)  # "It left the U.S. Lee said no."
        is_which = len(one.source) > 1 and text[slice(*one.source[1])].lower() == "which"
        is_part = not is_which and bool(one.cue) and start < one.cue[0][0]
        is_part = is_part and bool(_PART_OF.search(text, max(0, start - 12), start))
        whose = _who(text, one.source, article)
        speaker = whose or (_UNNAMED if is_part else _resolve(text[start:end], start, article, told[-LOOK_BACK:]))
        gender = gender_of(text[start:end]) or speaker.gender or article.gender.get(speaker.name or "")
        someone = not speaker.name and speaker.kind in {"unnamed", "person"} and _is_someone(text[start:end])
        told.append((start, speaker._replace(gender=gender, is_someone=someone)))
    return [speaker for _, speaker in told]


def _who(text: str, source: Sequence[Span], article: Article) -> Speaker | None:
    """The person named just before "who": Ann Lee in "talks with Mayor Ann Lee, who said"."""
    if len(source) < 2 or text[slice(*source[1])].lower() != "who":
        return None
    mention = text[slice(*source[0])].rstrip(" ,")
    run = _last_name_run(mention)
    name, _, gender, _ = (_person(run) if run and mention.endswith(run) else None) or _UNNAMED
    if name is None or " " not in name or not run.endswith(name) or " and " in mention or _is_someone(mention):
        return None
    return Speaker(_full_variant(name, article), "person", gender)


class Reading(NamedTuple):
    """What the words of a mention tell by themselves: `speaker`, or what in the article decides who that is."""

    speaker: Speaker
    by: str = ""  # pronoun, it, outlet, surname, role, organisation
    words: tuple[str, ...] = ()


_UNNAMED = Speaker(None, "unnamed")
Told = Sequence[tuple[int, Speaker]]


def _latest(told: Told, *kinds: str, reach: int = 8) -> str | None:
    return next((s.name for _, s in reversed(told[-reach:]) if s.name and s.kind in kinds), None)


# "Democrats on Capitol Hill say": what stands behind is no subject
_PART_OF = re.compile(r"(?<=[\w’'] )(?:of|in|on|at|for|from|against|about|near|under|between)\s+$")
_CLOSE_TO = re.compile(r"(?:close to|familiar with|loyal to|allied with|near|behalf of|\bto [a-z]+)\s+(?:the\s+)?$")


_AMERICA = "the U.S. "
_OF_TWO = re.compile(r"[Tt]he (?:elder|older|other) [A-Z]")


def _resolve(mention: str, at: int, article: Article, told: Told) -> Speaker:
    if _CLOSE_TO.search(article.text, max(0, at - 20), at):
        return _UNNAMED  # "a source close to Ann Lee"
    if mention.isupper() and mention.title() in article.bearers:
        full = _full(mention.title(), at, article, None)
        return Speaker(full or mention.title(), "person")  # "LEE:" in a transcript
    if _OF_TWO.match(mention):
        return _UNNAMED._replace(gender=gender_of(mention))  # "the elder Lee", who may be any of the name
    read = _read(mention)
    if article.text.startswith(" (@", at + len(mention)) and not _is_whole_name(mention, read.speaker):
        return Speaker(mention, "person" if len(mention.split()) == 2 else "organisation")  # signs a post
    if read.by == "outlet":
        name = _latest(told, "outlet")
        if name:
            return Speaker(name, "outlet")
        read = _read_phrase(mention)
    is_someone = not read.speaker.name and _is_someone(mention)
    if is_someone and _is_apposed(mention, at, article) and (just := _named_before(at, article)):
        return Speaker(just, "person", article.gender.get(just))
    if not read.speaker.name and _is_someone(mention) and (behind := _named_after(at + len(mention), article)):
        return Speaker(behind, "person", article.gender.get(behind))
    if not read.by and (not read.speaker.name or read.speaker.kind == "organisation"):
        full = _by_last_word(mention, at, article)
        if full:
            return Speaker(full, "person", article.gender.get(full))
    if read.by == "short outlet":
        whole = _whole_outlet(read.words[-1], told, article)
        return Speaker(whole, "outlet") if whole != read.words[-1] else _UNNAMED
    if read.by == "pronoun":
        pronoun = read.words[0].lower()
        if pronoun == "who" and _MANY_WHO.search(article.text, max(0, at - 40), at):
            return _UNNAMED
        gender = gender_of(pronoun)
        return Speaker(_by_pronoun(pronoun, gender, at, article, told), "person", gender)
    if mention == "which" and (body := _body_before(at, article)):
        return body
    if read.by == "it":
        name = _latest(told, "outlet", "organisation", "state", "document", reach=2)
        kind = next((s.kind for _, s in reversed(told[-2:]) if s.name == name), "unnamed") if name else "unnamed"
        return Speaker(name, kind)
    if read.by in {"surname or outlet", "surname or organisation"}:
        full = _full(read.words[0], at, article, None)
        if full or not read.speaker.name:
            return Speaker(full, "person" if full else "unnamed")
    if read.speaker.kind == "state" and mention in article.bearers and not article.is_place(mention):
        full = _full(mention, at, article, None)  # "Holland", after Keating Holland
        return Speaker(full, "person", article.gender.get(full or ""))
    if read.speaker.kind == "outlet" and read.speaker.name:
        return Speaker(_whole_outlet(read.speaker.name, told, article), "outlet")
    if read.by == "surname" and read.speaker.name:
        return _by_surname(read, at, article, told)
    if read.by == "joint" and read.speaker.name:
        several = [_known_as(name, at, article) for name in read.speaker.name.split(JOINT)]
        return Speaker(JOINT.join(dict.fromkeys(several)), "person")
    if read.by == "role":
        return Speaker(_by_role(read.words, at, article, told), "person")
    if read.speaker.kind == "document" and read.speaker.name and mention[:4] in {"the ", "The "}:
        end = f" {read.speaker.name}"  # "the customs data", told before of a country
        longer = (s.name for _, s in reversed(told) if s.kind == "document" and s.name and s.name.endswith(end))
        return Speaker(next(longer, read.speaker.name), "document")
    if read.by == "document":
        word = read.words[-1].lower()
        named = (s.name for _, s in reversed(told) if s.kind == "document" and s.name)
        return Speaker(next((name for name in named if name.lower().split()[-1] == word), None), "document")
    if read.by == "organisation":
        name = _by_head(read.words[-1], at, article, told) or read.speaker.name
        return Speaker(name, "organisation" if name else read.speaker.kind)
    return read.speaker


_JUST_NAMED = re.compile(rf"(?:^|[\s“\"])({UPPER}[\w’'-]+), $")


def _is_apposed(mention: str, at: int, article: Article) -> bool:
    """Whether words behind a comma may tell of a name before it: not "asked about Mr. Lee, the mayor said no"."""
    end = at + len(mention)
    return mention[:4].lower() != "the " or mention[-1:] == "," or article.text[end : end + 1] == ","


def _named_before(at: int, article: Article) -> str | None:
    """The person whose surname stands before an apposition: "Lee, the mayor, warned"."""
    match = _JUST_NAMED.search(article.text, max(0, at - 30), at)
    return _full(match[1], at, article, None) if match and match[1] in article.bearers else None


def _named_after(end: int, article: Article) -> str | None:
    """The person whose full name alone stands behind a mention: "the mayor, Ann Lee, ..."."""
    place = bisect_left(article.places, end + 2)
    known = article.people[place] if place < len(article.people) else None
    if not known or known.at != end + 2 or article.text[end : end + 2] != ", ":
        return None
    return known.name if article.text[known.end : known.end + 1] in {",", ".", ";", "\n"} else None


_BODY_BEFORE = re.compile(
    rf"(?:[Tt]he )?(?:{UPPER}[\w’'&.-]*(?:,? (?:of|for|and|the|on|&))* ){{0,6}}{UPPER}[\w’'&-]*(?: \([A-Z]+\))?, $"
)


def _body_before(at: int, article: Article) -> Speaker | None:
    """The organisation or outlet that stands before ", which"."""
    match = _BODY_BEFORE.search(article.text, max(0, at - 90), at)
    body = _read(match[0].rstrip(" ,")).speaker if match else None
    return body if body and body.name and body.kind in {"organisation", "outlet"} else None


_MANY_WHO = re.compile(r"\b(?:[a-z]{2,}s|[A-Z][a-z]+(?:crats|cans)|people|those|anyone|someone|one|women|men),? $")


def _is_whole_name(mention: str, speaker: Speaker) -> bool:
    """Whether a mention is read as an outlet, a state or a person's full name, as those who sign posts mostly are."""
    found = names_in(mention)
    is_full = bool(found) and " " in found[-1].name and (found[-1].is_sure or found[-1].name.count(" ") == 1)
    return speaker.kind in {"outlet", "state"} or (
        speaker.kind == "person" and (is_full or str(speaker.name).count(" ") == 1)
    )


def _by_last_word(mention: str, at: int, article: Article) -> str | None:
    """The person whom a word means that is none's surname elsewhere: "Ban" of Ban Ki-moon, "Law" of Steven Law."""
    word = _POSSESSIVE.sub("", mention.strip(" ,;:—–-@"))
    is_one = word[:1].isupper() and word.isalpha() and not word.isupper()
    is_known = word in article.bearers or word in article.by_given
    if not is_one or not is_known or names.country(word) or names.organisation(word) or names.outlet(word):
        return None
    return _full(word, at, article, None)


def _whole_outlet(name: str, told: Told, article: Article) -> str:
    """`name`, or what it is short for: "The Times" after "The New York Times", cited before or the only one named."""
    short = name.removeprefix("The ")
    end = f" {short}"
    cited = next((s.name for _, s in told if s.kind == "outlet" and s.name and s.name.endswith(end)), None)
    if cited or " " in short:
        return cited or name
    if short not in article.lazy:
        longer = {whole for alias, whole in names.outlets().items() if alias.endswith(end) and whole != name}
        article.lazy[short] = [whole for whole in sorted(longer) if whole.removeprefix("The ") in article.text]
    named: list[str] = article.lazy[short]
    return named[0] if len(named) == 1 else name


# --- what the words of a mention tell -------------------------------------------------------------------------------


_SERVED = re.compile(r"\b(?:consulted|hired|commissioned|contacted|interviewed|asked|quoted|cited|funded|owned) by\b")
_WHEN_BEHIND = re.compile(
    r"(?<=\w) (?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday)"
    r"(?: (?:morning|afternoon|evening|night))?$"
    r"|(?<=\w) (?:in|over) (?:recent|the (?:past|last)(?: few)?) (?:days|weeks|months|years)$"
    r"|(?<=\w) in (?:January|February|March|April|May|June|July|August|September|October|November|December)$"
)
# "the WHO and others"
_DAY_BY = re.compile(r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday) by (?=\w)")
_DAY_AND = re.compile(r"^.*\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday) and (?=[A-Z])")
_AND_OTHERS = re.compile(r"(?<=\w),? and (?:(?:many |several |some |the )?others\b|other [a-z]).*$")
_SHORT_FORM = re.compile(r" \([A-Z][\w.&-]{1,9}\)(?= \w)")  # "the Rivers Agency (RA) chief, Ann Lee"


def _split(mention: str) -> tuple[str, str]:
    """A mention without its possessive, and its part before the first comma."""
    whole = _POSSESSIVE.sub("", " ".join(mention.split()).strip(" ,;:—–-@"))
    whole = _DAY_BY.sub("", whole)  # "figures released Friday by the council"
    whole = _DAY_AND.sub("", whole)  # "rose on Friday and Beijing": another clause begins
    whole = _AND_OTHERS.sub("", _WHEN_BEHIND.sub("", _SHORT_FORM.sub("", whole)))
    return whole, re.split(r", | \(", whole, maxsplit=1)[0]


@lru_cache(maxsize=_KEPT)
def _is_someone(mention: str) -> bool:
    """Whether a mention means one person without a name: "one top adviser", "a spokesman for the group"."""
    words = _first_noun_phrase(_split(mention)[1].split() or [""])
    is_one = words[0].lower() in {"a", "an", "one", "another", "the", "his", "her", "its", "their"}
    head = words[-1].lower()
    return is_one and (is_listed("role", head) or is_listed("title", head) or is_listed("someone", head))


@lru_cache(maxsize=_KEPT)
def _read(mention: str) -> Reading:
    whole, main = _split(mention)
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
    known = names.organisation(main.title() if main.isupper() and " " in main else main)  # "WHITE HOUSE SAYS NO"
    if known and main in names.surnames():
        return Reading(Speaker(main, "organisation"), "surname or organisation", words)  # "Nielsen"
    if known:
        return Reading(Speaker(_bare(main.title() if main.isupper() and " " in main else main), "organisation"))
    if is_listed("group", words[-1]):
        joint = _joint(whole[len(main) :].strip(" ,"))
        return Reading(joint, "joint") if joint else Reading(_UNNAMED)  # "two senators, Ann Lee and Dan Ross"
    several = _several_bodies(main)
    if several:
        return Reading(several)
    state = _state(main)
    if state:
        return Reading(Speaker(state, "state"))
    if is_listed("wordy_outlet", main) and main[0].isupper():
        return Reading(Speaker(names.outlet(main), "outlet"), "surname or outlet", words)
    is_short = len(words) == 2 and words[0].lower() == "the" and words[1][0].isupper()
    if is_short and is_listed("wordy_outlet", words[1]) and not names.outlet(main):
        return Reading(_UNNAMED, "short outlet", words)  # "the Post"
    outlet = _outlet(main)
    if outlet:
        rest = re.sub(r"^(?:[’']s)?[ ’']*", "", main[outlet[1] :])
        if re.match(r"and (?!the |its |by )[a-z]", rest) or _SERVED.search(main):
            return _read_phrase(mention) if _SERVED.search(main) else Reading(_UNNAMED)  # "the BBC and bloggers"
        if rest and (is_listed("role", rest.split()[-1]) or is_listed("title", rest.split()[-1])):
            return _read_phrase(mention)  # "Fortune's editor, Ann Lee"
        person = _person_at_end(rest)
        return Reading(person if person else Speaker(outlet[0], "outlet"))
    if lower.startswith("the ") and is_listed("outlet", words[-1]) and len(words) < 4:
        return Reading(_UNNAMED, "outlet")
    return _read_phrase(mention)


_BOTH = re.compile(r"[Bb]oth (?=[A-Zt])")
_AND = re.compile(r" and (?=[A-Z]|the [A-Z])")


def _several_bodies(main: str) -> Speaker | None:
    """The outlets or organisations that say one thing ("the WHO and the CDC"), each with a name of its own."""
    both = _BOTH.match(main)
    plain = main[both.end() :] if both else main
    parts = _AND.split(plain)
    if len(parts) != 2 or names.organisation(plain) or names.outlet(plain):
        return None
    found = [_body(part, is_apart=bool(both) or " and the " in plain) for part in parts]
    told = [body for body in found if body]
    if len(told) < 2 or told[0].name == told[1].name:
        return None
    kind = "outlet" if all(body.kind == "outlet" for body in told) else "organisation"
    return Speaker(BODIES.join(str(body.name) for body in told), kind)


def _body(name: str, *, is_apart: bool) -> Speaker | None:
    """The outlet or organisation that a name is; `is_apart`: what stands beside it is no part of its name."""
    known, outlet, bare = names.organisation(name), names.outlet(name), _bare(name)
    words = bare.split()
    if known or (not outlet and _acronym(words) == bare):
        return Speaker(bare, "organisation")
    if outlet and not is_listed("wordy_outlet", bare):
        return Speaker(outlet, "outlet")
    is_body = is_listed("organisation", words[-1]) or is_listed("company", words[-1]) or "of" in words
    is_spelled = all(word[0].isupper() or word in _ORG_LINKS for word in words)
    is_named = is_body or (len(words) > 1 and words[0] not in names.given_names() and " " not in words[0])
    return Speaker(bare, "organisation") if is_apart and is_spelled and is_named and not names.country(bare) else None


def _person_at_end(words: str) -> Speaker | None:
    """The person whose full name ends a phrase: "contributor and former governor Ann Lee"."""
    run = _last_name_run(words)
    person = _person(run) if run and words.endswith(run) else None
    return person if person and person.name and " " in person.name and words.endswith(person.name) else None


def _bare(name: str) -> str:
    return name[4:] if name[:4].lower() == "the " else name


def _person(run: str) -> Speaker | None:
    """The last person named in a run of capitalised words."""
    found = names_in(run)
    return Speaker(found[-1].name, "person", found[-1].gender) if found else None


def _is_made_of_people(word: str) -> bool:
    return is_listed("organisation", word) or is_listed("outlet", word)


_DESCRIBING = frozenset({"the", "a", "an", "his", "her", "its", "their", "another", "one"})
_RUN_AHEAD = re.compile(rf"[ ,(]*((?:{UPPER}[\w’'.-]*|{PARTICLE})(?: (?:{UPPER}[\w’'.-]*|{PARTICLE}))*)")


def _named_behind(apposition: str, *, is_one: bool) -> Speaker | None:
    """The person named in full at the start of an apposition (", Representative Ann Lee of Ohio").

    `is_one`: what stands before it means one person, so that a name which no list has is one.
    """
    match = _RUN_AHEAD.match(apposition)
    person = _person(match[1]) if match else None
    is_plain = match and not any(is_listed(n, w) for w in match[1].split() for n in ("role", "title", "someone"))
    if match and is_plain and is_one and not person and len(match[1].split()) == 2:
        person = _person(f"Mr. {match[1]}")
        person = person._replace(gender=None) if person else None
    return person if person and person.name and " " in person.name else None


@lru_cache(maxsize=_KEPT)
def _read_phrase(mention: str) -> Reading:
    """What a mention tells that is no pronoun, state or outlet."""
    whole, main = _split(mention)
    words = tuple(main.split())
    joint = (
        _joint(whole) or _joint(main) or (_joint(whole[len(main) :].strip(" ,")) if words[-1].endswith("s") else None)
    )
    if joint:
        return Reading(joint, "joint")
    phrase = _first_noun_phrase(words)
    described = _described(words)
    if described:
        return Reading(described)
    if main != whole and _is_told_to_be_person(words, whole[len(main) :]):
        return Reading(Speaker(main, "person", names.given_names().get(words[0]) or None))
    if words[0].lower() in _DESCRIBING or is_listed("role", phrase[-1]):
        is_one = any(is_listed(name, phrase[-1]) for name in ("role", "title", "someone"))
        person = _named_behind(whole[len(main) :], is_one=is_one)  # "the chairman of the council, Ann Lee"
        if person:
            return Reading(person)
    if words[0].lower() in _DESCRIBING and main != whole and _is_made_of_people(phrase[-1]):
        inside = re.match(r"[ ,(]+([^,;()]+)\)?(?:,|;|$)", whole[len(main) :])
        body = _read(inside[1]).speaker if inside and inside[1][0].isupper() else None
        if body and body.name and body.kind in {"organisation", "outlet"}:
            return Reading(body)  # "the official news agency, KCNA"
    bare = phrase[1:] if phrase[0] in {"the", "The"} else phrase
    if "&" in bare[1:-1] and all(word[0].isupper() or word == "&" for word in bare):
        return Reading(Speaker(" ".join(bare), "organisation"))  # "Procter & Gamble"
    if main != whole and _is_told_to_be_body(words, whole[len(main) :]):
        return Reading(Speaker(main, "organisation"))
    if phrase[-1].lower() == "police":
        return _read_police(phrase)
    titled = _titled_by_phrase(words, len(phrase))
    if titled:
        return Reading(titled, "surname", ("sure",))
    head, run = phrase[-1], _last_name_run(" ".join(phrase))
    if len(phrase) == 2 and _SHORT_TITLE.fullmatch(phrase[0]) and not names_in(run):
        return Reading(Speaker(head, "person", gender_of(phrase[0])), "surname", ("sure",))  # "Mr. Soon"
    acronym = _acronym(phrase)
    if (is_listed("unnamed", head) or is_listed("group", head)) and not (acronym and is_listed("analyst", head)):
        return Reading(_UNNAMED)
    person = _person(run) if run and " ".join(phrase).endswith(run) and not _is_group(phrase) else None
    if person and _is_named_body(run):
        return Reading(Speaker(" ".join(bare), "organisation"))  # "National Amusements"
    if person and (" " in str(person.name) or not (is_listed("document", head) or is_listed("organisation", head))):
        title = next((name.title for name in names_in(run) if name.name == person.name), "")
        is_sure = " " in str(person.name) or bool(title)
        kin = len(phrase) > 1 and is_listed("kin", phrase[-2]) and person.name in names.given_names()
        return Reading(person, "surname", ("sure",) if is_sure or kin else words[len(phrase) - 1 :])
    if is_listed("document", head):
        return _read_document(main, words, phrase)
    if is_listed("no_body", head):
        return Reading(_UNNAMED)
    if is_listed("organisation", head) or is_listed("company", head) or _COMPOUND.match(head) or "’s" in head:
        return _read_organisation(phrase, words)
    is_role = is_listed("role", head) or (is_listed("title", head) and not _is_title_part(head))
    if words[0].lower() in {"the", "his", "her", "this"} and is_role:
        return Reading(_UNNAMED, "role", words)
    if is_role or is_listed("title", head):
        return Reading(_UNNAMED)
    if acronym and (acronym == head or is_listed("analyst", head)):
        outlet = names.outlet(acronym)
        return Reading(Speaker(outlet, "outlet") if outlet else Speaker(acronym, "organisation"))
    bare = phrase[1:] if phrase[0].lower() == "the" else phrase
    is_place = not bare or is_listed("place", head) or names.country(bare[0])
    if len(bare) > 1 and all(word[0].isupper() for word in bare) and not is_place:
        return Reading(Speaker(_organisation_name(words, len(phrase)), "organisation"))
    if phrase[0].lower() == "the" and len(phrase) == 2 and head[0].isupper() and not names.country(head):
        return Reading(Speaker(None, "unnamed"), "organisation", tuple(phrase))
    return Reading(_UNNAMED)


def _is_title_part(word: str) -> bool:
    """Whether a word makes no title by itself: "the state", "the military"."""
    return is_listed("no_title", word) and not is_listed("someone", word) and word.lower() not in _DEPUTIES


_DEPUTIES = frozenset({"vice", "deputy", "assistant", "republican", "democrat"})
_SITES = frozenset({"site", "website", "page", "account", "feed"})
_NAME_LINKS = _ORG_LINKS - {"the", "on", "to", "in"}


def _described(words: Sequence[str]) -> Speaker | None:
    """The outlet or body whose name is told beside what it is: "the newspaper Prensa Nueva", "the Rivers for All site".

    Before the name everything is in small letters but words of nationality; a person's name is none.
    """
    if len(words) > 3 and words[0].lower() in {"the", "its"} and words[-1] in _SITES:
        name = words[1:-1]
        is_plain = all(word[0].isupper() or word in _NAME_LINKS for word in name) and not _OWNER.search(name[-1])
        return Speaker(" ".join(name), "organisation") if is_plain and any(w.islower() for w in name) else None
    at = next((i for i in range(len(words) - 2, 0, -1) if words[i] in _OUTLET_WORDS), 0)
    name = words[at + 1 :]
    if not at or not all(word[0].isupper() or word in _NAME_LINKS for word in name) or not name[0][0].isupper():
        return None
    before = [word for word in words[:at] if word[0].isupper() and not _is_small(word) and not names.country(word)]
    joined = " ".join(name)
    if before or len(name) > 4 or any(found.is_sure for found in names_in(joined)) or is_listed("title", name[0]):
        return None
    return Speaker(names.outlet(joined) or joined, "outlet")


_OUTLET_WORDS = frozenset(
    {
        "newspaper",
        "magazine",
        "site",
        "website",
        "blog",
        "tabloid",
        "broadcaster",
        "daily",
        "weekly",
        "outlet",
        "portal",
    }
)
_APPOSED = re.compile(r", (?:an?|the|which|one of) ([^,;()]+)")


def _is_told_to_be_body(words: Sequence[str], behind: str) -> bool:
    """Whether a name is followed by what it is, an organisation: "Arkon, an industrial chemical manufacturer"."""
    match = _APPOSED.match(behind)
    if not match or len(words) > 4 or not all(word[0].isupper() or word == "&" for word in words):
        return False
    told = _first_noun_phrase(match[1].split())[-1]
    is_body = is_listed("body", told) and not any(_OWNER.search(word) or is_listed("title", word) for word in words)
    return is_body and not any(word in names.given_names() or word in names.surnames() for word in words)


def _is_told_to_be_person(words: Sequence[str], behind: str) -> bool:
    """Whether a given name and a word that organisations have too is a person's: "Matt House, a spokesman for York"."""
    match = _APPOSED.match(behind)
    if not match or len(words) != 2 or words[0] not in names.given_names() or not words[1][0].isupper():
        return False
    told = _first_noun_phrase(match[1].split())[-1]
    is_body = is_listed("organisation", words[1]) or is_listed("company", words[1])
    return is_body and (is_listed("role", told) or is_listed("title", told))


def _is_named_body(run: str) -> bool:
    """Whether a run of capitals is no person's though a list has its last words: "U.S. Central Command"."""
    found = names_in(run)[-1]
    words = found.title.split()
    is_plain = bool(words) and all(is_listed("no_title", word) for word in words)
    return is_plain and not found.is_sure and found.name not in names.surnames() and len(run.split()) > 1


def _joint(whole: str) -> Speaker | None:
    """Several people who say one thing, their names joined: "Ann Lee and Dan Ross, both of York"."""
    if " and " not in whole:
        return None
    found = []
    for part in re.split(r",? and (?=\S)", re.sub(r"^[Bb]oth ", "", whole)):
        first, *others = re.split(r", | \(", part)
        phrase = " ".join(_first_noun_phrase(first.split()))
        run = _last_name_run(phrase)
        person = _person(run) if run and phrase.endswith(run) else None
        if not person or not person.name or not (" " in person.name or person.name in names.surnames()):
            return None
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
    found = names_in(_last_name_run(" ".join(words)))
    if found and _is_named_body(_last_name_run(" ".join(words))):
        return None
    head = words[n_phrase - 1]
    is_said = head.lower() in WORDS["noun-speech"] or is_listed("saying", head)  # "a rebuke from Senator Ann Lee"
    is_title = is_said or head[0].isupper() or is_listed("title", head) or is_listed("role", head)
    behind = words[n_phrase + 1 :]
    of_whom = (
        bool(behind) and all(is_listed("title", w) for w in behind[: -len(found[-1].name.split())]) if found else False
    )
    if of_whom and not head[0].isupper() and not is_said:
        return None  # "a spokesman for Rep. Ann Lee"
    if is_title and found and found[-1].title and " " in found[-1].name and " ".join(words).endswith(found[-1].name):
        return Speaker(found[-1].name, "person", found[-1].gender)  # "Fed Bank of York President Ann Lee"
    if n_phrase >= len(words) - 2:
        return None
    if not (is_listed("title", words[n_phrase - 1]) or is_listed("role", words[n_phrase - 1])):
        return None
    run = _last_name_run(" ".join(words))
    if not " ".join(words).endswith(run) or len(run.split()) < 2:
        return None
    found = names_in(run)
    is_object = len(run.split()) == len(words) - n_phrase - 1 and found[-1:] and not found[-1].start
    if not found or is_object or " " not in found[-1].name:
        return None  # "a spokesman for Ann Lee"
    return Speaker(found[-1].name, "person", found[-1].gender)


def _read_police(phrase: Sequence[str]) -> Reading:
    """The police of a place ("Las Vegas police"), or those that the article has named."""
    named = [word for word in phrase if not _is_small(word)]
    if len(named) > 1 and named[0][0].isupper() and not _is_when(named[0]):
        return Reading(Speaker(" ".join(named), "organisation"))
    return Reading(Speaker("police", "organisation"), "organisation", ("the", "police"))


def _read_organisation(phrase: Sequence[str], words: Sequence[str]) -> Reading:
    """An organisation by its name, or "the ministry", which the article has named before."""
    name = _organisation_name(words, len(phrase))
    if name and _is_somebody_of(name, words):
        return Reading(_UNNAMED)  # "a Bureau of Rivers official"
    if name:
        is_short = phrase[0].lower() == "the" and is_listed("organisation", name)
        return Reading(Speaker(name, "organisation"), "organisation" if is_short else "", tuple(phrase))
    if is_listed("ministry", phrase[-1]) and words[len(phrase) : len(phrase) + 1] == ("of",):
        field = words[len(phrase) + 1 : _end_of_field(words, len(phrase) + 1)]
        spelled = [word if word in _ORG_LINKS else word.capitalize() for word in (phrase[-1], "of", *field)]
        known = names.organisation(" ".join(spelled)) if field else None
        if field:  # "the department of homeland security"
            return Reading(Speaker(known.name if known else " ".join((phrase[-1], "of", *field)), "organisation"))
    if len(phrase) > 2 and _is_small(phrase[0]) and is_listed("ministry", phrase[-1]):
        return Reading(Speaker(" ".join(phrase[1:]), "organisation"))  # "its finance ministry"
    is_pointing = phrase[0].lower() in {"the", "this", "that"} and len(phrase) == 2
    return Reading(Speaker(None, "organisation"), "organisation" if is_pointing else "", tuple(phrase))


def _is_somebody_of(name: str, words: Sequence[str]) -> bool:
    """Whether a person without a name stands behind the name of an organisation."""
    following = " ".join(words).partition(name)[2].lstrip("’'s ").split()[:1]
    return bool(following) and any(is_listed(n, following[0]) for n in ("role", "unnamed", "someone", "group"))


def _organisation_name(words: Sequence[str], n_phrase: int) -> str | None:
    """The name of an organisation at the start of a phrase: from its first capital, with what "of" and "for" join."""
    starts = (i for i, w in enumerate(words[:n_phrase]) if w[0].isupper() and not _is_small(w) and not _is_when(w))
    first = next(starts, None)
    if first is None:
        return None
    for i in range(n_phrase - 1, first, -1):
        owner = " ".join(words[first:i])
        if words[i][0].isupper() and _POSSESSIVE.search(owner) and names_in(owner) and not names.country(owner):
            first = i  # "President Obama's Department of Energy"
            break
        if _POSSESSIVE.search(owner) and (found := names_in(owner)) and " " in found[-1].name:
            first += len(owner[: found[-1].start].split())  # "Sen. Ann Lee's campaign"
            break
    last = n_phrase
    while last + 1 < len(words) and words[last].lower() in _ORG_LINKS:
        after = last + 1 + (words[last + 1].lower() in {"the", "a"})
        is_plain_name = words[last].lower() == "of" and is_listed("ministry", words[last - 1])
        if is_plain_name and after < len(words) and words[last - 1].islower() and words[after].islower():
            return " ".join(words[first : _end_of_field(words, after)])  # "the Ohio department of public safety"
        if after >= len(words) or not words[after][0].isupper() or is_listed("time", words[after]):
            break
        if words[last].lower() in {"in", "to"} and not is_listed("organisation", words[last - 1]):
            break
        last = after + 1
        while last < len(words) and words[last][0].isupper() and not _is_when(words[last]):
            if _OWNER.search(words[last - 1]) and not _has_institute(words[last : last + 5]):
                break
            last += 1
    is_described = is_listed("describing", words[first]) or bool(_COMPOUND_WORD.search(words[first]))
    if is_described and not any(word[0].isupper() for word in words[first + 1 : last]):
        return None  # "Conservative media", "Many states"
    if is_listed("amount", words[first]) or any(word in {"other", "several"} for word in words[first:last]):
        return None  # "Hundreds of Ravens", "Peru and several other nations"
    return _POSSESSIVE.sub("", " ".join(words[first:last]))


def _end_of_field(words: Sequence[str], first: int) -> int:
    """Where the field of a ministry in small letters ends: "of health and human services"."""
    last = first
    while last < len(words) and last < first + 5 and words[last].islower() and words[last] not in _PHRASE:
        last += 1
    return last


def _has_institute(words: Sequence[str]) -> bool:
    """Whether words that begin with capitals name a part of a university: "Booth School of Business"."""
    run = words[: next((i for i, w in enumerate(words) if not w[0].isupper()), len(words))]
    return len(run) > 1 and any(is_listed("institute", word) for word in run)


_SHORT_TITLE = re.compile(rf"{SHORT_TITLE}|Mr|Mrs|Ms|Dr")
_COMPOUND_WORD = re.compile(r"-[a-z]+(?:ed|ing)$")  # "Lee-backed"


_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.")


def _is_when(word: str) -> bool:
    return is_listed("time", word) or word.isdigit() or bool(_MONTH.fullmatch(word))


def _is_small(word: str) -> bool:
    return word.lower() in {
        "the",
        "a",
        "an",
        "this",
        "that",
        "his",
        "her",
        "its",
        "their",
        "our",
        "some",
        "both",
        "another",
        "one",
        "two",
    }


_MAKER = re.compile(r"\b(?:by|from|of|on)\s+(?:(?!for\b|of\b|about\b|on\b|in\b)[a-z-]+\s+){0,5}(?=[A-Z])")
_IS = frozenset({"been", "has", "have", "had", "is", "are", "was", "were"})
_POLLS = frozenset({"poll", "polls", "survey", "surveys"})


def _read_document(main: str, words: Sequence[str], phrase: Sequence[str]) -> Reading:
    """Who stands behind a document ("a survey by Gallup", "the Gallup survey"); else its name; else nobody."""
    if not _IS.isdisjoint(phrase):
        return Reading(_UNNAMED)  # "there have been reports"
    by = _MAKER.search(main)
    both = "both " if by and by[0].endswith("both ") else ""
    maker = _read(both + main[by.end() :]) if by and len(words) > 2 else None
    is_known = bool(maker and maker.speaker.name and maker.speaker.kind in {"organisation", "outlet", "person"})
    if maker and by and (maker.by == "surname" or not is_known) and not _is_surname(maker.speaker.name):
        body = _unknown_maker(main[by.start() :])
        if body:
            return Reading(Speaker(body, "organisation"))
        is_known = is_known and " " in str(maker.speaker.name)
    if maker and is_known:
        return maker
    if phrase[-1].lower() == "figures" and "and" in phrase:
        return Reading(_UNNAMED)  # "the BBC and talk-radio figures"
    before = [w for w in phrase[:-1] if not _is_small(w)]
    while before and (not before[0][0].isupper() or _is_when(before[0])):
        before = before[1:]
    if len(before) == 1 and is_listed("no_kind", before[0]):
        before = []  # "Several reports", but "New York Times analysis"
    while before and (not before[-1][0].isupper() or before[-1].isdigit()):
        before = before[:-1]
    owner = " ".join(before)
    if owner:
        if len(before) == 1 and is_listed("wordy_outlet", owner) and not names.outlet(owner):
            return Reading(_UNNAMED, "short outlet", ("the", owner))  # "the Post report"
        known = names.organisation(owner)
        outlet = names.outlet(owner.partition("/")[0])
        if known:
            return Reading(Speaker(_POSSESSIVE.sub("", owner), "organisation"))
        if outlet:
            return Reading(Speaker(outlet, "outlet"))
        is_body = is_listed("organisation", before[-1]) or is_listed("company", before[-1])
        if is_body or (len(before) == 1 and _COMPOUND.match(owner) and not names.given_names().get(owner)):
            return Reading(Speaker(_POSSESSIVE.sub("", owner), "organisation"))
        if phrase[-1].lower() in _POLLS and not names.country(owner) and not is_listed("place", before[-1]):
            return Reading(Speaker(_POSSESSIVE.sub("", owner), "organisation"))
        person = _person(owner) if phrase[-2:-1] and _POSSESSIVE.search(phrase[-2]) else None
        if person:
            return Reading(person, "surname", ("sure",) if " " in str(person.name) else ())
    bare = _DETERMINER.sub("", main)
    is_named = any(word[0].isupper() and not is_listed("no_kind", word) for word in phrase[1:]) or bool(owner)
    if is_named or len(phrase) > 2 or phrase[0].lower() not in {"the", "this", "that"}:
        name = bare if is_named else _kind_of_document(phrase)
        if name and len(name) > 40 and owner:
            name = _DETERMINER.sub("", " ".join(phrase))  # "Harvard study", published in a journal
        return Reading(Speaker(name if name and len(name) < 50 else None, "document"))
    return Reading(Speaker(None, "document"), "document", tuple(phrase))


def _is_surname(name: str | None) -> bool:
    """Whether a name is a full name, a surname or a given name."""
    return name is not None and (" " in name or name in names.surnames() or name in names.given_names())


_BY_MAKER = re.compile(rf"(?:by|from) ((?:{UPPER}[\w’'&-]+ ?)+)$")


def _unknown_maker(by: str) -> str | None:
    """The name of an organisation that no list has, behind "data from" or "a study by", up to the end."""
    match = _BY_MAKER.match(by)
    words = match[1].split() if match else []
    is_other = any(names.country(w) or is_listed("place", w) or is_listed("time", w) for w in words)
    return None if not words or is_other or is_listed("group", words[-1]) else _POSSESSIVE.sub("", " ".join(words))


def _kind_of_document(phrase: Sequence[str]) -> str | None:
    """What a document without a name is called by what it is on or whose: "police report", not "new report"."""
    kept = list(phrase)
    while len(kept) > 1 and (not kept[0].isalpha() or _is_small(kept[0]) or is_listed("no_kind", kept[0])):
        kept = kept[1:]
    is_plain = len(kept) < 2 or any(is_listed("no_kind", word) or _OWNER.search(word) for word in kept)
    is_plain = is_plain or kept[-1] in WORDS["writing"]  # "a unilateral statement": somebody's, who is told elsewhere
    return None if is_plain else " ".join(kept).lower()


def _state(main: str) -> str | None:
    """The country or countries that `main` names, joined by "and"."""
    found = [
        names.country(part) or names.country(_OF_STATE.sub("", part)) for part in _JOINT.split(_ARTICLE.sub("", main))
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


def _outlet(main: str) -> tuple[str, int] | None:
    """The outlet a mention names, and where its name ends in it."""
    main = main.replace("’", "'")
    whole = names.outlet(main)
    if whole:
        return whole, len(main)
    words, longest = list(re.finditer(r"\S+", main)), names.outlet_lengths()
    for i, first in enumerate(words):
        if not first[0][0].isupper():
            continue
        reach = max(longest.get(first[0], 0), longest.get(_POSSESSIVE.sub("", first[0]), 0))
        for j in range(min(len(words), i + reach), i, -1):
            name = _outlet_at(main, words, i, j)
            if name:
                return name, words[j - 1].end()
    return None


def _outlet_at(main: str, words: Sequence[re.Match[str]], i: int, j: int) -> str | None:
    """The outlet that words i..j of a mention name; a common word ("Hill", "Sun") needs "the" and nothing behind."""
    part = _POSSESSIVE.sub("", main[words[i].start() : words[j - 1].end()])
    if not part[0].isupper() or (i and i + 1 == j and is_listed("title", words[i - 1][0])):
        return None  # "Ms. Hill's husband"
    name = names.outlets().get(part) or names.outlets().get(f"The {part}" if i else part)
    if not name:
        return None
    after = main[words[j - 1].end() :].strip().lower()
    is_owner = main[words[i].start() : words[j - 1].end()] != part
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


def _first_noun_phrase(words: Sequence[str]) -> Sequence[str]:
    """The words before a prepositional phrase ("Speaker Ann B. Lee" of Ohio); the last of them is the head noun."""
    last = next((i for i, word in enumerate(words) if i and word.lower() in _PHRASE), len(words))
    if last > 2 and words[last - 2].lower() in {"last", "this", "next"} and _is_a_time(words[last - 1]):
        last -= 2  # "the council last month"
    return words[:last]


def _is_a_time(word: str) -> bool:
    return is_listed("time", word) or word.lower() in WORDS["time"]


def _is_group(phrase: Sequence[str]) -> bool:
    """Whether nothing but a name follows an article: "the Europeans", but "the Rev. Ann Lee"."""
    is_bare = len(phrase) > 1 and phrase[0].lower() in {"the", "a", "an"} and all(w[0].isupper() for w in phrase[1:])
    return is_bare and not is_listed("title", phrase[1]) and not any(_OWNER.search(word) for word in phrase)


def _acronym(words: Sequence[str]) -> str | None:
    """The first word in capitals that may be an organisation's; words of the page and of offices are none."""
    return next(
        (
            w
            for w in words
            if 2 <= len(w) <= 6
            and w.isupper()
            and w.isalpha()
            and not names.country(w)
            and not is_listed("label", w)
            and not is_listed("no_acronym", w)
        ),
        None,
    )


def _last_name_run(mention: str) -> str:
    """The last run of capitalised words in `mention`."""
    run: list[re.Match[str]] = []
    for match in _CAPITALISED.finditer(mention):
        if run and mention[run[-1].end() : match.start()] != " ":
            run = []
        run.append(match)
    return mention[run[0].start() : run[-1].end()] if run else ""


# --- whom the article has named -------------------------------------------------------------------------------------


def _only_speaking(word: str, told: Told, article: Article) -> str | None:
    """Of several of one surname the only one who has spoken, where nobody is named far more often."""
    bearers = article.bearers.get(word, {})
    spoken = {s.name for _, s in told if s.name in bearers}
    return spoken.pop() if len(bearers) > 1 and len(spoken) == 1 else None


def _by_surname(read: Reading, at: int, article: Article, told: Told) -> Speaker:
    """The person a name means here: the full name if the article has it; a word nobody bears is no person's name."""
    name, gender = read.speaker.name or "", read.speaker.gender
    if " " in name:
        return Speaker(_full_variant(name, article), "person", gender)
    spoken = _only_speaking(name, told, article)
    is_spoken = spoken and article.gender.get(spoken, gender) in {gender, None} and spoken not in names.officeholders()
    full = (spoken if is_spoken else None) or _full(name, at, article, gender)
    if full:
        return Speaker(full, "person", gender or article.gender.get(full))
    is_given = name in names.given_names() and not is_listed("place", name) and not article.has_lower(name)
    if read.words == ("sure",) or name in names.surnames() or is_given:
        is_known = len(read.words) < 2 or read.words == ("sure",)
        return Speaker(name, "person", gender) if is_known else _UNNAMED  # "Backers of the plan"
    if (
        len(read.words) > 1
        or name.endswith(("s", "ly"))
        or not _is_told_a_body(name, article)
        or is_listed("company", name)
        or is_listed("document", name)
    ):
        return _UNNAMED
    return Speaker(name, "organisation") if len(name) > 2 else _UNNAMED


def _is_told_a_body(name: str, article: Article) -> bool:
    """Whether the article tells that a name is an organisation's: "Arkon, a maker of chairs"."""
    places = re.finditer(rf"\b{re.escape(name)}(, (?:an?|the|which|one of) [^,;()]+)", article.text)
    return any(_is_told_to_be_body((name,), place[1]) for place in places)


def _known_as(name: str, at: int, article: Article) -> str:
    return _full_variant(name, article) if " " in name else _full(name, at, article, None) or name


def _full_variant(name: str, article: Article) -> str:
    """A full name as the article gives it most: "Ed Lee" for "Edward Lee", where nobody else bears the surname."""
    first, *_, last = name.split()
    bearers = article.bearers.get(last, {})
    same = [other for other in bearers if other != name and names.is_same_given(other.split()[0], first)]
    if same and len({other.split()[0] for other in bearers}) <= 2:
        return max([name, *same], key=lambda other: (len(bearers.get(other, ())), -len(other), other))
    return name


_CLEARLY = 3  # times as often as all others of the name: who is meant by the surname alone
_NEAR = 700  # characters before a surname in which its bearer, of several, is looked for


def _full(word: str, at: int, article: Article, gender: str | None) -> str | None:
    """The full name of a person mentioned by one name, if the article leaves no doubt: of several bearers who agree,
    the one named far more often, the president, or the only one named just before and no less often than the others."""
    bearers = article.bearers.get(word) or article.by_given.get(word)
    if not bearers and ("’" in word or "'" in word):  # "O’Rourke" after "Beto O'Rourke"
        bearers = article.bearers.get(word.replace("’", "'")) or article.bearers.get(word.replace("'", "’"))
    if not bearers:
        return None
    agreeing = {name: places for name, places in bearers.items() if article.gender.get(name, gender) in {gender, None}}
    agreeing = agreeing if gender else dict(bearers)
    holding = {name for name in agreeing if name in names.officeholders()}
    if not holding and f"President {word}" in article.titled:
        return None  # the president is another one than those whom the article names in full
    if len(agreeing) < 2:
        return next(iter(agreeing), None)
    often = sorted(agreeing, key=lambda name: (-len(agreeing[name]), agreeing[name][0]))
    if len(agreeing[often[0]]) >= _CLEARLY * sum(len(agreeing[name]) for name in often[1:]):
        return often[0]
    if len(holding) == 1 and f"President {word}" in article.titled:
        return holding.pop()
    near = [name for name in often if _last_before(agreeing[name], at) >= at - _NEAR]
    is_often = len(near) == 1 and len(agreeing[near[0]]) == len(agreeing[often[0]])
    return near[0] if is_often else None


def _last_before(places: Sequence[int], at: int) -> int:
    """The last of `places` up to `at`; before them all: far away."""
    place = bisect_right(places, at) - 1
    return places[place] if place >= 0 else -_NEAR * 2


def _by_role(words: Sequence[str], at: int, article: Article, told: Told) -> str | None:
    """The person of whom the role was told before, by a title or an apposition; else who held the office; else open."""
    wanted = [w.lower() for w in words if w.lower() not in {"the", "of", "his", "her", "this", "a"}]
    before = [known for known in article.near(at) if known.at < at]
    fitting = {known.name: None for known in before if all(_is_told(word, known) for word in wanted)}
    if "president" in wanted[-1:] and "vice" not in wanted:
        fitting = {name: None for name in fitting if not any(k.name == name and "vice" in k.before for k in before)}
        held = _president(wanted, article)
        if held:
            return held
    if len(fitting) == 1 or (fitting and len(wanted) > 1):
        return list(fitting)[-1]
    is_bare = words[0].lower() == "the" and not is_listed("office", words[-1])
    is_bare = is_bare and not any(word[0].isupper() for word in words[1:-1])  # "the Ohio Republican": another perhaps
    return _latest(told, "person", reach=1) if not fitting and is_bare else None


def _is_told(word: str, known: Known) -> bool:
    return word in known.before.split() or word in re.findall(r"[\w’'-]+", known.behind)


def _president(wanted: Sequence[str], article: Article) -> str | None:
    """Who "the president" was when the article appeared, where data/offices.csv says so and the article names him.

    By the article's own name for him: "Obama" where it never has "Barack Obama".
    """
    states = [code for word in wanted[:-1] if (code := names.country(word))]
    if article.published is None or len(wanted) - 1 > len(states):
        return None
    person = names.officeholder("president", states[0] if states else "USA", article.published)
    if not person or (surname := person.split()[-1]) not in article.text:
        return None
    given = person.split()[0]
    full = (name for name in article.bearers.get(surname, ()) if names.is_same_given(name.split()[0], given))
    return next(full, person if person in article.text else surname)


def _by_head(head: str, at: int, article: Article, told: Told) -> str | None:
    """The organisation cited or named before that "the ministry" means: one whose name has the word."""
    word = head.lower()
    cited = [s.name for _, s in told if s.kind == "organisation" and s.name and word in s.name.lower().split()]
    if cited:
        return cited[-1]
    if word == "police":
        return None
    named = re.compile(rf"((?:{UPPER}[\w’'-]+ (?:of (?:the )?)?){{1,4}}){head.capitalize()}\b")
    found = [match[0] for match in named.finditer(article.text, max(0, at - 4000), at)]
    if not found and word in {"administration", "campaign"}:
        loose = re.compile(rf"\b({UPPER}[\w’'-]+) {word}\b")
        found = [match[0] for match in loose.finditer(article.text, max(0, at - 4000), at) if not _is_small(match[1])]
    distinct = {name.removeprefix("The ") for name in found}
    return distinct.pop() if len(distinct) == 1 else None


# --- who "he" is ----------------------------------------------------------------------------------------------------

# the mark first: a search jumps to it
_SENTENCE_END = re.compile(
    r"[.!?…](?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSen\.)(?<!\bRep\.)(?<!\bGov\.)(?<!\bGen\.)(?<!\b[A-Z]\.)"
    r"[\"”’')]*\s+(?=[\"“‘(]?[A-Z])|\n+"
)


def _sentence_starts(article: Article) -> list[int]:
    if "starts" not in article.lazy:
        article.lazy["starts"] = [0, *(match.end() for match in _SENTENCE_END.finditer(article.text))]
    starts: list[int] = article.lazy["starts"]
    return starts


def _mentions(article: Article) -> list[Mention]:
    """Every place outside quotes where a person whom the article names in full is named, in order."""
    if "mentions" not in article.lazy:
        found = [
            Mention(k.at, k.name, article.gender.get(k.name), False, article.text[k.end : k.end + 2] in _OWNS)
            for k in article.people
            if not _ASKING.search(article.text, max(0, k.at - 50), k.at)
        ]
        inside = [(k.at, k.end) for k in article.people]
        starts = [start for start, _ in inside]
        for match in _WORD.finditer(article.text):
            word = _POSSESSIVE.sub("", match[0])
            is_known = word in article.bearers or (
                # "Xi" of Xi Jinping, whose surname comes first
                word in article.by_given and (word not in names.given_names() or word in names.surnames())
            )
            if not is_known and (word not in names.surnames() or _is_other(word)):
                continue
            place = bisect_right(starts, match.start()) - 1
            if place >= 0 and match.start() < inside[place][1]:
                continue
            if is_known:
                full = _full(word, match.start(), article, None)
                if full:
                    owns = bool(_OWNER.search(match[0]))
                    found.append(Mention(match.start(), full, article.gender.get(full), False, owns))
            elif _stands_alone(article.text, match):
                title = article.text[max(0, match.start() - 12) : match.start()].split()[-1:]
                if title and title[0].lower() in _PLACED:
                    continue  # "in Reno"
                told = gender_of(title[0]) if title else None
                found.append(Mention(match.start(), word, told or article.gender.get(word)))
        article.lazy["mentions"] = sorted(m for m in found if not _is_quoted(m.at, article.quotes))
    mentions: list[Mention] = article.lazy["mentions"]
    return mentions


_OWNS = frozenset({"’s", "'s"})
# "an interview with NBC's Ann Lee": she asks
_ASKING = re.compile(rf"\binterviews? with (?:{UPPER}\w+(?: {UPPER}\w+)?[’']s? )?(?:[a-z]+ ){{0,2}}$")
_PLACED = frozenset({"in", "near", "outside", "across", "around", "at", "north", "south", "east", "west", "downtown"})


@lru_cache(maxsize=_KEPT)
def _is_other(surname: str) -> bool:
    """Whether a surname is a place's or an outlet's too."""
    return is_listed("place", surname) or bool(names.country(surname) or names.outlet(surname))


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether a surname stands by itself or behind a title, not in a longer run of capitals ("Lee County")."""
    before = text[max(0, match.start() - 24) : match.start()]
    last = before.split()[-1] if before.endswith(" ") and before.split() else ""
    follows = text[match.end() : match.end() + 2]
    is_run = bool(
        last[:1].isupper() and last[-1:].isalpha() and not is_listed("title", last) and not is_listed("opener", last)
    )
    return not is_run and not (follows[:1] == " " and follows[1:].isupper())


def _is_quoted(at: int, quotes: Sequence[Span]) -> bool:
    place = bisect_right(quotes, (at, 1 << 60)) - 1
    return place >= 0 and at < quotes[place][1]


def _by_pronoun(pronoun: str, gender: str | None, at: int, article: Article, told: Told) -> str | None:
    """The person in reach that a pronoun agrees with, sentence by sentence backwards; two alike leave it open."""
    mentions, starts = _mentions(article), _sentence_starts(article)
    sentence = bisect_right(starts, at) - 1
    if article.text[starts[sentence] : at].strip().lower() in lists()["cataphora"]:
        return _named_ahead(gender, at, starts[sentence + 1 : sentence + 2], mentions)
    end = at
    for back in range(_SENTENCES_BACK + 1):
        if sentence - back < 0:
            return None
        start = starts[sentence - back]
        spoken = [
            Mention(a, s.name, s.gender, True)
            for a, s in told[-12:]
            if start <= a < end and s.name and s.kind == "person"
        ]
        low, high = bisect_left(mentions, (start,)), bisect_left(mentions, (end,))
        here = [*mentions[max(low, high - LOOK_BACK) : high], *spoken]
        if back and _goes_on(pronoun, start, end, article):
            here = spoken  # "He took a shot at Lee.": who "he" is was told before, and no object of his
        agreeing = [m for m in here if not gender or not m.gender or m.gender == gender]
        if not back or not all(m.is_owner for m in agreeing):
            agreeing = [m for m in agreeing if not m.is_owner]  # "Lee's zeal gave her hope, she said"
        if any(start <= a < end and s.is_someone and s.gender in {None, gender} for a, s in told[-12:]):
            return None  # it may be the one whom the article does not name
        if agreeing:
            return _subject(agreeing, gender, start, article)
        if any(start <= a < end and s.kind == "person" and not s.name and s.gender == gender for a, s in told[-12:]):
            return None  # the same pronoun was left open there
        end = start
    return None


_OPENS_WITH_PRONOUN = re.compile(r"[“\"‘(]?([Hh]e|[Ss]he)\b")


def _goes_on(pronoun: str, start: int, end: int, article: Article) -> bool:
    """Whether a sentence outside quotes begins with the same pronoun."""
    match = _OPENS_WITH_PRONOUN.match(article.text, start, end)
    return match is not None and match[1].lower() == pronoun and not _is_quoted(match.start(1), article.quotes)


def _named_ahead(gender: str | None, at: int, next_start: list[int], mentions: list[Mention]) -> str | None:
    """Who "he" is in a clause that opens a sentence ("As he left, Ann Lee said"): the only person named behind it."""
    low, high = bisect_left(mentions, (at,)), bisect_left(mentions, (next_start[0],)) if next_start else len(mentions)
    found = {m.name for m in mentions[low : min(high, low + 3)] if not gender or m.gender in {gender, None}}
    return found.pop() if len(found) == 1 else None


_OPENS_CLAUSE = re.compile(r"(?:Although|Though|While|When|After|Before|As|Because|If|Since)\b")


def _of_main_clause(agreeing: Iterable[Mention], speaking: Set[str], start: int, article: Article) -> str | None:
    """Who speaks in the main clause: the one with whom a sentence begins, or the first behind a clause before it."""
    if not _OPENS_CLAUSE.match(article.text, start):
        first = min(agreeing)
        return first.name if first.name in speaking and first.at - start < _TITLE_LONG else None
    comma = article.text.find(", ", start)
    behind = [m for m in agreeing if m.at == comma + 2 and m.name in speaking]
    return behind[0].name if behind else None


_TITLE_LONG = 25  # characters that a title before a name may have


def _subject(agreeing: list[Mention], gender: str | None, start: int, article: Article) -> str | None:
    """Of the persons of one sentence the only one, the one who speaks, or the one it begins with; else None."""
    names_here = {m.name for m in agreeing}
    if len(names_here) == 1:
        return names_here.pop()
    speaking = {m.name for m in agreeing if m.is_source}
    if len(speaking) == 1:
        return speaking.pop()
    if speaking and (main := _of_main_clause(agreeing, speaking, start, article)):
        return main
    known = {m.name for m in agreeing if gender and m.gender == gender}
    if len(known) == 1 and gender:
        return known.pop()
    first = min(agreeing)
    opening = article.text[start : first.at]
    is_alone = not _JOINED.match(article.text, first.at)
    is_subject = (is_alone and bool(_PHRASE_AHEAD.fullmatch(opening))) or (len(opening) < 40 and "," not in opening)
    return first.name if is_subject and not speaking else None


_JOINED = re.compile(r"[\w’'.-]+(?: [A-Z][\w’'.-]*)* and ")
# "In an interview on Sunday, Lee was asked about Berg."
_PHRASE_AHEAD = re.compile(
    r"(?:In|On|At|During|Speaking|Asked|After|Before)\b[^.;:]{0,70},[”\"’]? (?:[A-Z][\w.]* ){0,3}"
)
