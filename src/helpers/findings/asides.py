"""What articles say of their own making: corrections, questions without an answer, sources that will not be named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import pandas as pd

from helpers import names
from helpers.findings.base import (
    MOST_NAMED,
    MOST_PRINTED,
    MOST_WORDS,
    Said,
    Tables,
    labels,
    origins_of,
    outlets,
    texts_of,
    who,
)
from helpers.findings.credited import agencies_of, credited_in, unquoted
from helpers.findings.marks import is_opinion
from helpers.reuse.stated import same_outlet
from helpers.rules import Rule, load_rules
from helpers.text import find_sentences
from helpers.words import cells, count, known, listed

_NOT = r"(?:(?:did|do|does|has|have|had)(?: not|n[’']t)(?: yet)?(?: immediately)?|(?:has|have|had) yet to)"
_COMMON = (
    r"(?:(?:He|She|They|It|We|I|You|Both|Neither|Who|And|But|When|While|If|After|As|In|Asked|That|This|Those|These|"
    r"Several|Most|Many|Some|One|Two|Three|Four|Five|Other|Others|His|Her|Their|Its|All|Each|None|On|At|For|So)\b"
    r"|(?:The|An?) [a-z’'-]+(?: [a-z’'-]+)* (?:did|do|does|has|have|had|declined|refused)\b)"
)
_NO_NAME = r"(?:Mr|Ms|Mrs|Dr|Sen|Rep|Gov|In|At|For|But|And|When|While|As|On|With|The)"  # first name, that is
_LEAST_TOLD = 2  # of those who gave no comment, of opinions, of outlets with sources without a name
_OFTEN = 0.1  # share of the documents that have such a source
_SLIGHT = re.compile(r"\b(?:dateline|byline|typo|typographical|misspell(?:ed|ing)|spelling|photo caption|link)\b")
_OF_ITSELF = re.compile(r"(?i)\b(?:(?:earlier|early|previous|original) version|(?:editor|author)[’']?s?[’']? note)\b")
_ABOUT = re.compile(
    r" (?:on|about|regarding|concerning) (?:the|an?|his|her|their|its|whether|how|why|what|[A-Z])\b[^.,;|]*"
)
_ASKED = re.compile("comment|interview")


class _Found(NamedTuple):
    """What a rule finds in an article."""

    article_id: str
    start: int
    end: int
    words: str


@cache
def corrected_rules() -> tuple[Rule, ...]:
    """How an article prints a correction of itself: data/beside.toml."""
    return load_rules("beside.toml", "corrected")


@cache
def silent_rules() -> tuple[Rule, ...]:
    """How an article says that somebody gave it no comment: data/beside.toml."""
    return load_rules("beside.toml", "silent", words={"common": _COMMON, "not": _NOT})


@cache
def anonymous_rules() -> tuple[Rule, ...]:
    """How an article says that a source is left without a name: data/beside.toml."""
    return load_rules("beside.toml", "anonymous")


def corrections(tables: Tables) -> Iterator[Said]:
    """What articles correct in themselves, in the first sentences of their words; no slips of the pen.

    >>> [said.sentence for said in findings.corrections(found)]
    []
    """
    found: dict[str, _Found] = {}
    for key, text in texts_of(tables).items():
        for rule in corrected_rules():
            for one in rule.pattern.finditer(text):
                first = _first_sentences(one["words"])
                if _SLIGHT.search(first) or not re.search(r"[\dA-Z“\"]", first[1:]):
                    continue  # or of what, stands elsewhere
                words = f"{rule.gives['says']}“{_cut(first, MOST_PRINTED)}”"
                found.setdefault(key, _Found(key, *one.span("words"), words))
    if found:
        called = labels(tables)
        told = [f"{called[one.article_id]}, {one.words}" for one in found.values()]
        yield Said(f"Corrected in print by its own outlet: {'; '.join(told[:MOST_NAMED])}.", _rows(found.values()))


def unanswered(tables: Tables) -> Iterator[Said]:
    """Whom articles asked for comment in vain, by name, and on what: two at least. What they quote of others is not
    counted. Where the sentence does not say on what, the headline of the article is told.

    >>> [said.sentence for said in findings.unanswered(found)]
    []
    """
    found: dict[tuple[str, str], _Found] = {}
    for key, text in texts_of(tables).items():
        for start, end in find_sentences(text) if _ASKED.search(text) else ():
            sentence = " ".join(unquoted(text)[start:end].split())
            one = _found_by(silent_rules(), sentence)
            who = _in_full(one["who"].rstrip(","), text) if one else ""
            if one and any(map(str.isupper, who)) and len(who.split()) <= MOST_WORDS:
                found.setdefault((who, key), _Found(key, start, end, f"{who}{_asked_about(sentence[one.end() :])}"))
    if len(found) >= _LEAST_TOLD:
        called, titles = labels(tables, is_again=True), dict(tables["articles"][["article_id", "title"]].to_numpy())
        told = [_told_silent(one, called[one.article_id], titles[one.article_id]) for one in found.values()]
        head = "Asked for comment, they gave none, as the documents say"
        yield Said(f"{head}: {listed([each for each in told if each], MOST_NAMED)}.", _rows(found.values()))


def _asked_about(rest: str) -> str:
    """ " on the report of Friday": what a sentence says behind the comment that somebody did not give."""
    about = _ABOUT.match(rest)
    return f" {about[0].strip()}" if about and len(about[0].split()) <= MOST_WORDS else ""


def _told_silent(one: _Found, label: str, title: object) -> str:
    """Who gave no comment, on what, and where; on the subject of the article where its sentence does not say."""
    comma = "," if "," in one.words else ""
    if _ABOUT.search(one.words) or not known(title):
        return f"{one.words}{comma} in {label}"
    return f"{one.words}{comma} in {label}, headed “{_marks(str(title))}”"


def _in_full(who: str, text: str) -> str:
    """A source within a sentence, a last name alone with the first names that stand before it in the text."""
    if re.match(r"(?:An?|The|Spokes\w+|Representatives|Officials|Aides|Lawyers|Attorneys) ", who):
        return who[0].lower() + who[1:]
    if not re.fullmatch(r"[A-Z][\w’'-]+", who):
        return who
    found = re.search(rf"\b(?!{_NO_NAME}\b)[A-Z][\w’'-]+(?: [A-Z]\.)? {re.escape(who)}\b", text)
    return found[0] if found else who


def unnamed(tables: Tables) -> Iterator[Said]:
    """Articles in which a source of their own is left without a name, with the words for it: a tenth of all, and two
    of two outlets at least.

    >>> [said.sentence for said in findings.unnamed(found)]
    []
    """
    outlet_of, called = outlets(tables), labels(tables)
    printing = set(outlet_of.values())
    opinion = {row["article_id"] for row in cells(tables["articles"]) if is_opinion(row)}
    found = [
        _Found(key, *one.span(), _cut(one[0], MOST_WORDS))
        for key, text in texts_of(tables).items()
        if key not in opinion and (one := next(_anonymous(text, outlet_of[key], printing), None))
    ]
    sizes = [len({of.get(one.article_id, "") for one in found}) for of in (origins_of(tables), outlet_of)]
    n_origins, least = sizes[0], max(_LEAST_TOLD, _OFTEN * len(outlet_of))
    if n_origins >= least and min(sizes) >= _LEAST_TOLD:
        told = listed([f"“{one.words}” in {called[one.article_id]}" for one in found], MOST_NAMED)
        n = f"{count(len(found), 'document')} of {count(n_origins, 'text origin')}"
        yield Said(f"Sources that are not named speak in at least {n}: {told}.", _rows(found))


def _anonymous(text: str, outlet: str, called: Iterable[str]) -> Iterator[re.Match[str]]:
    """Where an article leaves a source without a name, in no sentence that has it from another outlet."""
    own = unquoted(text)
    for rule in anonymous_rules():
        for one in rule.pattern.finditer(own):
            start, end = (own.rfind(". ", 0, one.start()) + 1, own.find(". ", one.end()))
            sentence = own[start : end if end >= 0 else len(own)]
            is_own = all(same_outlet(name, outlet or "-") for name in credited_in(sentence, called))
            if is_own and not _OF_ITSELF.search(sentence):
                yield one


def opinions(tables: Tables) -> Iterator[Said]:
    """Which articles are opinion by what they say of themselves: two at least, and not all.

    >>> [said.sentence for said in findings.opinions(found)]
    []
    """
    articles = tables["articles"]
    ids = [row["article_id"] for row in cells(articles) if is_opinion(row)]
    if _LEAST_TOLD <= len(ids) < len(articles):
        rows = articles.loc[articles["article_id"].isin(ids), ["article_id"]]
        named = who(ids, labels(tables, is_again=True))
        told = f"at least {len(ids)} of {count(len(articles), 'document')}"
        yield Said(f"Marked as opinion in their address, outlet, title or text: {told}: {named}.", rows)


def wires(tables: Tables) -> Iterator[Said]:
    """The agency that documents of several outlets credit with their text or parts of it, its own left out.

    One at least credits it with all of its text: "contributed to this report" stands below everything.

    >>> [said.sentence for said in findings.wires(found)]
    []
    """
    outlet_of, stated = outlets(tables), tables["provenance"]
    whole = set(zip(stated["article_id"], stated["wire"], strict=True))
    held: dict[str, list[str]] = {}
    for key, credited in agencies_of(tables).items():
        for agency in sorted(credited):
            if agency != names.UNNAMED_AGENCY and not same_outlet(outlet_of[key] or "-", agency):
                held.setdefault(agency, []).append(key)
    for agency, ids in sorted(held.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        n = len({outlet_of[key] for key in ids} - {""})
        if n >= _LEAST_TOLD and any((key, agency) in whole for key in ids):
            named = who(ids, labels(tables))
            told = f"{count(len(ids), 'document')} of {count(n, 'outlet')}"
            rows = stated[stated["article_id"].isin(ids)]
            yield Said(f"{agency} is credited with text, or parts of it, in at least {told}: {named}.", rows)


def _found_by(rules: Iterable[Rule], text: str) -> re.Match[str] | None:
    return next((found for rule in rules if (found := rule.pattern.search(text))), None)


def _first_sentences(words: str) -> str:
    """The first sentence, and what follows as far as it is whole: what is wrong often stands before what is right."""
    ends = [end for _, end in find_sentences(words)] or [len(words)]
    return words[: max((end for end in ends if len(words[:end].split()) <= MOST_PRINTED), default=ends[0])]


def _marks(words: str) -> str:
    """Words as they stand between quotation marks, with single ones for double ones."""
    return re.sub(r"[“\"]([^“”\"]*)[”\"]", r"‘\1’", words).strip()


def _cut(words: str, most: int) -> str:
    """The first words, with dots for what is cut off, without double quotation marks."""
    kept = _marks(words).split()
    return f"{' '.join(kept[:most])} ..." if len(kept) > most else " ".join(kept).rstrip(". ")


def _rows(found: Iterable[_Found]) -> pd.DataFrame:
    return pd.DataFrame(list(found), columns=list(_Found._fields))
