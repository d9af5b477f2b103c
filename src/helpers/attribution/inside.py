"""The person named in full by a mention, or right behind it, that the words of the mention alone do not tell."""

from __future__ import annotations

import re

from helpers import names
from helpers.attribution.cast import Article, Speaker
from helpers.attribution.introductions import Known
from helpers.attribution.persons import UPPER, is_listed, names_in
from helpers.attribution.phrases import acronym_in, means_someone

_APPOSED = re.compile(r", (?:[\w’'.-]+ ){0,6}$")
_SMALL = frozenset({"of", "for", "to", "with", "by", "from", "and", "or", "who", "whose", "that", "than", "in", "on",
                    "at", "as", "not", "but", "told", "said", "including", "like"})  # fmt: skip
_APART = re.compile(r"(?:,|\band\b|\bwho\b)")


def named_in_full(mention: str, at: int, article: Article) -> Known | None:
    """The person whose full name is the mention, ends it ("Rivers Department of Defense press secretary Ann Lee"),
    or stands in apposition in it or behind it ("One such lawmaker, retiring Rep. Ann Lee,")."""
    whole = mention.rstrip(" ,")
    end = at + len(whole)
    for known in article.near(at):
        if known.at == at and known.end == end:
            return known
        if at < known.at and known.end == end and _ends(whole[: known.at - at]):
            return known
        if end < known.at < end + 70 and _is_someone(whole) and _is_apposed(end, known, article.text):
            return known
    return None


_BODY_OPENS = re.compile(
    rf"(?:{UPPER}[\w.]* ){{0,4}}(?:Bureau|Centers?|Department|Institutes?|Office|Committee|Commission|Survey|Ministry|"
    rf"Administration|Agency|Council) (?:of|for|on)(?: the)? (?:{UPPER}[\w’'-]+,? ){{1,5}}(?:and )?$"
)
_BODY_GOES_ON = re.compile(rf"(?:and )?{UPPER}[\w’'-]+(?: Services?)?(?:, {UPPER}[\w’'-]+)*(?:,? and {UPPER}[\w’'-]+)?")
_SOMEBODY = re.compile(rf"(?: {UPPER}\w+)?? (\w+),? {UPPER}[\w’'-]+ {UPPER}[\w’'-]+")
_ROLE_AT = re.compile(r", (?:an?|the) [^,;.\n“”]* (?:with|of|at|for|from)(?: the)? $")


def body_cut(text: str, start: int, article: Article) -> Speaker | None:
    """The body whose name a source cuts: "Prevention" of the "Centers for Disease Control and Prevention".

    Where it only tells where somebody works, the person: "Ann Lee, an agent of the Bureau of Alcohol, Tobacco, ...".
    """
    opens = _BODY_OPENS.search(text, max(0, start - 90), start)
    goes_on = _BODY_GOES_ON.match(text, start)
    if not opens or not goes_on or not opens[0].endswith((", ", " and ")):
        return None
    who = _SOMEBODY.match(text, goes_on.end())
    if who and (is_listed("role", who[1]) or is_listed("title", who[1])):
        return None  # "Office of Management and Budget Director Ann Lee"
    is_whole = any(known.at == start for known in article.near(start)) or names_in(goes_on[0])
    if is_whole or names.organisation(goes_on[0]) or names.outlet(goes_on[0]) or acronym_in(goes_on[0].split()):
        return None  # "the Department of Labor and Ann Lee"
    role = _ROLE_AT.search(text, max(0, opens.start() - 90), opens.start())
    person = next((known for known in article.people if role and known.end == role.start()), None)
    if person:
        return Speaker(person.name, "person", person.gender)
    first, _, rest = text[opens.start() : goes_on.end()].partition(" ")
    return Speaker(rest if is_listed("opener", first) or first == "The" else f"{first} {rest}", "organisation")


_WORDS_BEFORE = re.compile(r"(?:[\w.&’'-]{1,30},? ){1,8}$")
_WORDS_BEHIND = re.compile(r"(?:,? [\w.&’'-]{1,30}){1,5}")
_GOES_ON = re.compile(rf",? (?:and )?{UPPER}")
_OPENS_HERE = re.compile(rf"{UPPER}[\w.&’'-]*,? (?:(?:and|for|of|on|the|Without) ){{0,2}}$")


def listed_whole(text: str, start: int, end: int) -> tuple[int, int]:
    """A span with the rest of the listed name that it is a part of: "Borders" of Doctors Without Borders."""
    is_cut = _OPENS_HERE.search(text, max(0, start - 40), start) or _GOES_ON.match(text, end)
    if not is_cut or not text[start:end].strip() or not text[end - 1].isalnum():
        return start, end
    before, behind = _WORDS_BEFORE.search(text, max(0, start - 90), start), _WORDS_BEHIND.match(text, end)
    words = re.finditer(r"[^ ]+", before[0]) if before else ()
    firsts = [before.start() + word.start() for word in words if word[0][0].isupper()] if before else []
    lasts = [end + word.end() for word in re.finditer(r" [\w.&’'-]+", behind[0])] if behind else []
    for first in [*firsts, start]:
        for last in [*reversed(lasts), end]:
            if (first, last) != (start, end) and " " in text[first:last] and names.organisation(text[first:last]):
                return first, last
    return start, end


def _is_someone(words: str) -> bool:
    """Whether words mean one person by a role in small letters: "the chairman", but "the Chinese"."""
    return words.split()[-1].islower() and means_someone(words)


def _ends(before: str) -> bool:
    """Whether a name ends a mention because it is who is meant, not whose somebody or something is."""
    main, comma, apposed = before.rpartition(", ")
    if comma:
        is_one = _is_someone(main) and not _APART.search(main)
        return is_one and _SMALL.isdisjoint(apposed.lower().split())
    head, *behind = re.split(r" (?:of|for) (?:the )?", before.rstrip())
    if not behind or len(behind) > 2 or re.search(r"[’']|\band\b(?! [A-Z])", before):
        return False
    words, last = head.split(), behind[-1].split()
    is_body = words[-1][0].isupper() and is_listed("organisation", words[-1])
    return is_body and len(last) > 1 and last[-1].islower() and is_listed("role", last[-1])


def _is_apposed(end: int, known: Known, text: str) -> bool:
    between = text[end : known.at]
    is_closed = text[known.end : known.end + 1] == "," or text.startswith(" (", known.end)
    return (
        is_closed and bool(_APPOSED.fullmatch(between)) and _SMALL.isdisjoint(between.lower().replace(",", "").split())
    )
