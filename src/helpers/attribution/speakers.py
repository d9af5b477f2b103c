"""Whom a source means: its kind, and the name it resolves to within one article.

`resolve` takes any list of attributions with spans, however they were found. Surnames, titles, roles ("the analyst"),
pronouns and "the newspaper" are resolved against all persons in reach, by agreement, subject before object, the last
named first. When in doubt the speaker is None and the mention stands as written.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from helpers import names
from helpers.attribution.bearers import (
    by_head,
    by_owner,
    by_role,
    by_surname,
    full_name,
    full_variant,
    known_as,
    told_body,
)
from helpers.attribution.cast import (
    JOINT,
    LOOK_BACK,
    UNNAMED,
    Article,
    Reading,
    Span,
    Speaker,
    Told,
    latest,
    read_article,
)
from helpers.attribution.inside import body_cut, named_in_full
from helpers.attribution.listed import several
from helpers.attribution.makers import maker_of, polled
from helpers.attribution.mentions import read_mention, read_phrase
from helpers.attribution.nearby import is_owner
from helpers.attribution.persons import PARTICLE, POSSESSIVE, SUFFIX, UPPER, gender_of, is_listed, names_in
from helpers.attribution.phrases import last_name_run, means_someone, person_in, split_mention, without_the
from helpers.attribution.plainly import body_before, plainly
from helpers.attribution.pronouns import by_pronoun, mentions_in, sentence_starts
from helpers.attribution.roles import goes_on


class Attributed(Protocol):
    """What `resolve` asks of an attribution: the spans of its source, cue and content, each in text order."""

    @property
    def source(self) -> Sequence[Span]: ...
    @property
    def cue(self) -> Sequence[Span]: ...
    @property
    def content(self) -> Sequence[Span]: ...


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
        is_which = len(one.source) > 1 and text[slice(*one.source[1])].lower() == "which"
        is_part = not is_which and bool(one.cue) and start < one.cue[0][0]
        is_part = is_part and bool(
            _PART_OF.search(text, max(0, start - 12), start) or _IN_A_ROW.search(text, max(0, start - 50), start)
        )
        is_part = is_part or _is_told_apart(text, one.source) or is_owner(text, one.source, one.cue)
        whose = _who(text, one.source, article) or body_cut(text, start, article)
        near = told[-LOOK_BACK:]
        speaker = whose or (UNNAMED if is_part else _resolve(text[start:end], start, article, near))
        if not speaker.name and is_which:
            speaker = body_before(text[start:end]) or speaker
        elif not speaker.name and not is_part:
            speaker = plainly(text[start:end], start, article, near) or speaker
            speaker = speaker if speaker.name else polled(text[start:end], start, article) or speaker
        if speaker.name and _tells_of(speaker.name, one, article):
            speaker = Speaker(None, "person")
        gender = speaker.gender or gender_of(text[start:end]) or article.gender.get(speaker.name or "")
        someone = not speaker.name and speaker.kind in {"unnamed", "person"} and _is_someone(text[start:end])
        told.append((start, speaker._replace(gender=gender, is_someone=someone)))
    return [speaker for _, speaker in told]


_THAT = re.compile(r" ?(?:that )?(?:[A-Z][a-z]{1,4}\. |President )?")


def _tells_of(name: str, one: Attributed, article: Article) -> bool:
    """Whether what is said begins with the surname of who would say it, not named there: "he called Lee weak"."""
    start, end = one.source[0]
    told = next((first for first, _ in one.content if first >= end), None)
    surname = SUFFIX.sub("", name).split()[-1]
    if (
        told is None
        or article.text[start:end].lower() not in {"he", "she"}
        or len(article.bearers.get(surname, ())) > 1
    ):
        return False
    begins = _THAT.match(article.text, told)
    return article.text.startswith(surname, begins.end() if begins else told)


_KIN = re.compile(r"(?:\w+[’']s|[Hh]is|[Hh]er|[Tt]heir|[Tt]he|[Aa]n?|[Oo]ne)(?: [a-z-]+)? ([a-z-]+)(?= of |,|$)")


def _is_someone(mention: str) -> bool:
    """Whether a mention means one person whom it does not name, by a role or as somebody's kin: "Lee’s son"."""
    kin = _KIN.match(mention)
    return means_someone(mention) or (kin is not None and is_listed("kin", kin[1]))


def _is_told_apart(text: str, source: Sequence[Span]) -> bool:
    """Whether "that" right behind tells which of its kind is meant, none told of before: "the party that"."""
    return text.startswith(" that ", source[0][1]) and _OF_A_KIND.fullmatch(text, *source[0]) is not None


_OF_A_KIND = re.compile(r"[Tt]he [a-z-]+")


def _who(text: str, source: Sequence[Span], article: Article) -> Speaker | None:
    """The person named just before "who": Ann Lee in "talks with Mayor Ann Lee, who said"."""
    if len(source) < 2 or text[slice(*source[1])].lower() != "who":
        return None
    mention = text[slice(*source[0])].rstrip(" ,")
    run = last_name_run(mention)
    name, _, gender, _ = (person_in(run) if run and mention.endswith(run) else None) or UNNAMED
    if name is None or " " not in name or not run.endswith(name) or " and " in mention or means_someone(mention):
        return None
    return Speaker(full_variant(name, article), "person", gender)


# "Democrats on Capitol Hill say": what stands behind is no subject
_PART_OF = re.compile(r"(?<=[\w’'] )(?:of|in|on|at|for|from|against|about|near|under|between)\s+$")
# "authorities in Maine, Ohio and Utah say"
_IN_A_ROW = re.compile(r"\b[A-Za-z]+s in [A-Z][a-z]+, $")
_CLOSE_TO = re.compile(r"(?:close to|familiar with|loyal to|allied with|near|behalf of|\bto [a-z]+)\s+(?:the\s+)?$")

_MEMBER_OF = (" such as ", " including ")

_OF_TWO = re.compile(r"[Tt]he (?:elder|older|other) [A-Z]")


def _resolve(mention: str, at: int, article: Article, told: Told) -> Speaker:
    """Whom the mention at a place means, by its words, the article around it and who was `told` of before."""
    if _CLOSE_TO.search(article.text, max(0, at - 20), at):
        return UNNAMED  # "a source close to Ann Lee"
    if mention.isupper() and mention.title() in article.bearers:
        full = full_name(mention.title(), at, article, None)
        return Speaker(full or mention.title(), "person")  # "LEE:" in a transcript
    if mention[:1] == "@" and (signed := _by_account(mention, article)):
        return signed
    if _OF_TWO.match(mention):
        return UNNAMED._replace(gender=gender_of(mention))  # "the elder Lee", who may be any of the name
    if article.text.endswith(_MEMBER_OF, 0, at):
        return UNNAMED  # "a lobby of firms such as Arkon said"
    if together := several(mention):
        if together.kind != "person":
            return together
        named = [known_as(name, at, article) for name in str(together.name).split(JOINT)]
        return together._replace(name=JOINT.join(dict.fromkeys(named)))
    read = read_mention(mention)
    is_titled = read.by == "surname" and full_name(read.speaker.name or "", at, article, None)
    if article.text.startswith(" (@", at + len(mention)) and not (is_titled or _is_whole_name(mention, read.speaker)):
        return Speaker(mention, "person" if len(mention.split()) == 2 else "organisation")  # signs a post
    if read.by == "outlet":
        name = latest(told, "outlet")
        if name:
            return Speaker(name, "outlet")
        read = read_phrase(mention)
    if body := _as_told(mention, article, read):
        return body
    told_here = _by_the_text(mention, at, article, read)
    if told_here:
        return told_here
    if read.by in _POINTING:
        return _pointed_at(mention, at, article, told, read)
    return _named(mention, at, article, told, read)


def _by_account(mention: str, article: Article) -> Speaker | None:
    """The person of the article, or the outlet, whose name an account bears: "@realDonaldTrump", "@CNN"."""
    account = mention[1:].rstrip(" ,:").lower()
    joined = {"".join(name.name.split()).lower(): name for name in article.people}
    person = next((known for own, known in joined.items() if own in account), None)
    if person:
        return Speaker(full_variant(person.name, article), "person", person.gender)
    outlet = names.outlet(mention[1:].rstrip(" ,:"))
    return Speaker(outlet, "outlet") if outlet else None


def _as_told(mention: str, article: Article, read: Reading) -> Speaker | None:
    """The body that a mention is the name of, where the words alone leave open what it is, or look like a person's."""
    name = without_the(split_mention(mention)[1])
    is_open = read.speaker.kind == "unnamed" and not read.by
    is_like_person = read.by == "surname" and name.split()[:1] and name.split()[0] not in names.given_names()
    return told_body(name, article) if name and (is_open or is_like_person) else None


def _by_the_text(mention: str, at: int, article: Article, read: Reading) -> Speaker | None:
    """The person whom a mention names in full, who is named beside one that names nobody, or whose last name it is."""
    if read.speaker.kind in {"unnamed", "person", "organisation"} and read.by != "joint":
        known = named_in_full(mention, at, article)
        if known and known.name != read.speaker.name:
            return Speaker(full_variant(known.name, article), "person", known.gender)
    is_someone = not read.speaker.name and means_someone(mention)
    if is_someone and _is_apposed(mention, at, article) and (just := _named_before(at, article)):
        return Speaker(just, "person", article.gender.get(just))
    if not read.by and (not read.speaker.name or read.speaker.kind == "organisation"):
        full = _by_last_word(mention, at, article)
        if full:
            return Speaker(full, "person", article.gender.get(full))
    return None


_POINTING = frozenset({"short outlet", "pronoun", "it", "role"})


def _pointed_at(mention: str, at: int, article: Article, told: Told, read: Reading) -> Speaker:
    """Whom "the Post", "she", "it" or "the mayor" means: one told of before."""
    if read.by == "short outlet":
        whole = _whole_outlet(read.words[-1], told, article)
        return Speaker(whole, "outlet") if whole != read.words[-1] else UNNAMED
    if read.by == "pronoun":
        pronoun = read.words[0].lower()
        if pronoun == "who" and _MANY_WHO.search(article.text, max(0, at - 40), at):
            return UNNAMED
        gender = gender_of(pronoun)
        name = by_pronoun(pronoun, gender, at, article, told)
        mentions = mentions_in(article)
        last = bisect_left(mentions, (at,)) - 1
        if pronoun == "who" and last >= 0 and name != mentions[last].name:
            name = None  # "Lee quotes Dan Ross, “a baker,” who said": not Lee
        return Speaker(name, "person", gender)
    if read.by == "role":
        name = by_role(read.words, at, article, told) or goes_on(read.words, at, article, told)
        return Speaker(name, "person", article.gender.get(name or ""))
    if mention == "which" and (body := _body_before(at, article)):
        return body
    if told and mention in {"it", "It"} and _is_other_subject(told[-1], at, article):
        return UNNAMED
    name = latest(told, "outlet", "organisation", "state", "document", reach=2)
    kind = next((s.kind for _, s in reversed(told[-2:]) if s.name == name), "unnamed") if name else "unnamed"
    return Speaker(name, kind)


def _is_other_subject(last: tuple[int, Speaker], at: int, article: Article) -> bool:
    """Whether something that has no name says something just before in the sentence: "The statement says ...; it".

    Or an outlet is only told of at the end of the sentence before: "The college sued, the Post reported. It argues".
    """
    start, who = last
    is_nameless = not who.name and who.kind in {"unnamed", "document"} and not who.is_someone
    starts = sentence_starts(article)
    if who.kind == "outlet" and start - starts[bisect_right(starts, start) - 1] > _FAR:
        return True
    return is_nameless and bisect_right(starts, start) == bisect_right(starts, at)


def _named(mention: str, at: int, article: Article, told: Told, read: Reading) -> Speaker:
    """Whom a name means in this article: the full name, outlet or organisation that it knows by it."""
    if read.by in {"surname or outlet", "surname or organisation"}:
        full = full_name(read.words[0], at, article, None)
        if full or not read.speaker.name:
            return Speaker(full, "person" if full else "unnamed")
    if read.speaker.kind == "state" and mention in article.bearers:
        full = full_name(mention, at, article, None)  # "Holland", after Keating Holland
        return Speaker(full, "person", article.gender.get(full or ""))
    if read.speaker.kind == "outlet" and read.speaker.name:
        return Speaker(_whole_outlet(read.speaker.name, told, article), "outlet")
    if read.by == "pair":
        both = [known_as(name, at, article) for name in read.words]
        if all(" " in name for name in both):
            return Speaker(JOINT.join(dict.fromkeys(both)), "person")
        read = read._replace(by="surname", words=(str(read.speaker.name),))
    if read.by == "surname" and read.speaker.name:
        return by_surname(read, at, article, told)
    if read.by == "joint" and read.speaker.name:
        several = [known_as(name, at, article) for name in read.speaker.name.split(JOINT)]
        return Speaker(JOINT.join(dict.fromkeys(several)), "person")
    if read.by == "organisation":
        is_owned = len(read.words) == 3 and not read.speaker.name
        name = by_owner(read.words, article) if is_owned else by_head(read.words[-1], at, article, told)
        name = name or read.speaker.name
        return Speaker(name, "organisation" if name else read.speaker.kind)
    return _as_document(mention, at, article, told, read) if read.speaker.kind == "document" else read.speaker


def _as_document(mention: str, at: int, article: Article, told: Told, read: Reading) -> Speaker:
    """The document of that name, or of that kind, that was told of before."""
    if read.by != "document":
        end = f" {read.speaker.name}"  # "the customs data", told before of a country
        longer = (s.name for _, s in reversed(told) if s.kind == "document" and s.name and s.name.endswith(end))
        return Speaker(next(longer, read.speaker.name), "document") if mention[:4].lower() == "the " else read.speaker
    word = read.words[-1].lower()
    named = (s.name for _, s in reversed(told) if s.kind == "document" and s.name)
    one = next((name for name in named if name.lower().split()[-1] == word), None)
    return (None if one else maker_of(word, at, article)) or Speaker(one, "document")


_JUST_NAMED = re.compile(rf"(?:^|[\s“\"])({UPPER}[\w’'-]+), $")


def _is_apposed(mention: str, at: int, article: Article) -> bool:
    """Whether words behind a comma may tell of a name before it: not "asked about Mr. Lee, the mayor said no"."""
    end = at + len(mention)
    return mention[:4].lower() != "the " or mention[-1:] == "," or article.text[end : end + 1] == ","


def _named_before(at: int, article: Article) -> str | None:
    """The person whose surname stands before an apposition: "Lee, the mayor, warned"."""
    match = _JUST_NAMED.search(article.text, max(0, at - 30), at)
    return full_name(match[1], at, article, None) if match and match[1] in article.bearers else None


_FAR = 40  # characters into its sentence, where what stands before is told, not the teller


_BODY_BEFORE = re.compile(
    rf"(?:[Tt]he )?(?:{UPPER}[\w’'&.-]*(?:,? (?:of|for|and|the|on|&))* ){{0,6}}{UPPER}[\w’'&-]*(?: \([A-Z]+\))?, $"
)


def _body_before(at: int, article: Article) -> Speaker | None:
    """The organisation or outlet that stands before ", which"."""
    match = _BODY_BEFORE.search(article.text, max(0, at - 90), at)
    body = read_mention(match[0].rstrip(" ,")).speaker if match else None
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
    word = _PARTICLES.sub("", POSSESSIVE.sub("", mention.strip(" ,;:—–-@")))
    is_one = word[:1].isupper() and word.isalpha() and not word.isupper()
    is_known = word in article.bearers or word in article.by_given
    return full_name(word, at, article, None) if is_one and is_known else None


_PARTICLES = re.compile(rf"^(?:{PARTICLE} )+")  # "von Berg"


def _whole_outlet(name: str, told: Told, article: Article) -> str:
    """`name`, or what it is short for: "The Times" after "The New York Times", cited before or the only one named."""
    short = name.removeprefix("The ")
    end = f" {short}"
    cited = next((s.name for _, s in told if s.kind == "outlet" and s.name and s.name.endswith(end)), None)
    if cited or " " in short:
        return cited or name
    if short not in article.lazy:
        longer = {whole for alias, whole in names.outlets().items() if alias.endswith(end)} - {name, f"The {short}"}
        article.lazy[short] = [whole for whole in sorted(longer) if whole.removeprefix("The ") in article.text]
    named: list[str] = article.lazy[short]
    return named[0] if len(named) == 1 else name
