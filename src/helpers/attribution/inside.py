"""The person named in full by a mention, or right behind it, that the words of the mention alone do not tell."""

from __future__ import annotations

import re

from helpers.attribution.cast import Article
from helpers.attribution.introductions import Known
from helpers.attribution.persons import is_listed
from helpers.attribution.phrases import means_someone

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
