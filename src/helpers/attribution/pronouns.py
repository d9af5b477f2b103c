"""Who "he" is: the person in reach that a pronoun agrees with, sentence by sentence backwards; two leave it open."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache

from helpers import names
from helpers.attribution.bearers import full_name
from helpers.attribution.cast import KEPT, LOOK_BACK, Article, Mention, Span, Told
from helpers.attribution.introductions import Known
from helpers.attribution.persons import OWNER, POSSESSIVE, UPPER, gender_of, is_listed, lists
from helpers.attribution.phrases import means_someone
from helpers.attribution.written import is_before_place, states

_WORD = re.compile(rf"{UPPER}[\w’'-]+")
_SENTENCES_BACK = 4  # sentences before a pronoun in which its person is looked for
# the mark first: a search jumps to it
_SENTENCE_END = re.compile(
    r"[.!?…](?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSen\.)(?<!\bRep\.)(?<!\bGov\.)(?<!\bGen\.)"
    r"(?<!\bSt\.)(?<!\b[A-Z]\.)"
    r"[\"”’')]*\s+(?=[\"“‘(]?[A-Z])|\n+"
)


def sentence_starts(article: Article) -> list[int]:
    if "starts" not in article.lazy:
        article.lazy["starts"] = [0, *(match.end() for match in _SENTENCE_END.finditer(article.text))]
    starts: list[int] = article.lazy["starts"]
    return starts


def mentions_in(article: Article) -> list[Mention]:
    """Every place outside quotes where a person whom the article names in full is named, in order."""
    if "mentions" not in article.lazy:
        found = [
            Mention(k.at, k.name, article.gender.get(k.name), False, article.text[k.end : k.end + 2] in _OWNS)
            for k in article.people
            if not _is_beside_the_story(k, article.text)
        ]
        inside = [(k.at, k.end) for k in article.people]
        starts = [start for start, _ in inside]
        for match in _WORD.finditer(article.text):
            word = POSSESSIVE.sub("", match[0])
            is_known = word in article.bearers or (
                # "Xi" of Xi Jinping, whose surname comes first
                word in article.by_given and (word not in names.given_names() or word in names.surnames())
            )
            if not is_known and (word not in names.surnames() or _is_other(word)):
                continue
            place = bisect_right(starts, match.start()) - 1
            if (place >= 0 and match.start() < inside[place][1]) or _DESCRIBES.match(article.text, match.end()):
                continue
            if is_known:
                full = full_name(word, match.start(), article, None)
                if full:
                    owns = bool(OWNER.search(match[0]))
                    found.append(Mention(match.start(), full, article.gender.get(full), False, owns))
            elif _stands_alone(article.text, match):
                title = article.text[max(0, match.start() - 12) : match.start()].split()[-1:]
                if (title and title[0].lower() in _PLACED) or is_before_place(word, article):
                    continue  # "in Reno", "Reno, Nevada"
                told = gender_of(title[0]) if title else None
                owns = bool(OWNER.search(match[0]))
                gender = told or article.gender.get(word) or _gender_of_holder(word, article)
                found.append(Mention(match.start(), word, gender, False, owns))
        article.lazy["mentions"] = sorted(m for m in found if not is_quoted(m.at, article.quotes))
    mentions: list[Mention] = article.lazy["mentions"]
    return mentions


def _is_beside_the_story(known: Known, text: str) -> bool:
    """Whether a full name is that of who asks or shows it, of a figure of religion, or tells of which camp one is."""
    is_asking = bool(_ASKING.search(text, max(0, known.at - 50), known.at))
    return is_asking or bool(
        _DESCRIBES.match(text, known.end) or _REPORTS.match(text, known.end) or _OF_OLD.match(known.name)
    )


def _gender_of_holder(surname: str, article: Article) -> str | None:
    """Male or female, where a surname is that of who was president when the article appeared."""
    holder = names.officeholder("president", "USA", article.published) if article.published else None
    given, *_, last = holder.split() if holder else ("", "")
    return names.given_names().get(given) or None if last == surname else None


_AND = (", and ", ", but ", ", so ")
_OWNS = frozenset({"’s", "'s"})
# "the Lee administration", "a Lee aide": whose somebody or something is
_DESCRIBES = re.compile(
    r" (?:administration|campaign|camp|aides?|staff(?:ers?)?|team|appointees?|associates?|advis[eo]rs?|allies|ally"
    r"|supporters?|backers?|donors?|voters?|loyalists?|surrogates?|officials?|lawyers?|attorneys?|family|presidency|references?|rall(?:y|ies)|pick"
    r"|White House|cabinet|era|years)\b"
)
# "an interview with NBC's Ann Lee": she asks
_ASKED = r"(?:^|(?<=\s))Asked (?:\w+ ){0,2}by (?:[A-Z][a-z]+\. )?$"  # "Asked by Lee, Ross said no"
_ASKING = re.compile(_ASKED + rf"|\binterviews? with (?:{UPPER}\w+(?: {UPPER}\w+)?[’']s? )?(?:[a-z]+ ){{0,2}}$")
_REPORTS = re.compile(
    r" (?:reports|has (?:more|the story|the details))\.(?=\s|$)"
)  # what a film shows: "Ann Lee reports."
_OF_OLD = re.compile(r"Prophet |(?:Jesus|Jesus Christ|Virgin Mary)$")  # who speaks in no news
_PLACED = frozenset({"in", "near", "outside", "across", "around", "at", "north", "south", "east", "west", "downtown"})


_WINDS = frozenset({"North", "South", "East", "West"})


@lru_cache(maxsize=KEPT)
def _is_other(surname: str) -> bool:
    """Whether a surname is a place's or an outlet's too."""
    is_place = surname in _WINDS or is_listed("place", surname) or f"{surname}." in states()  # "Newtown, Conn."
    return is_place or bool(names.country(surname) or names.outlet(surname))


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether a surname stands by itself or behind a title, not in a longer run of capitals ("Lee County")."""
    before = text[max(0, match.start() - 24) : match.start()]
    last = before.split()[-1] if before.endswith(" ") and before.split() else ""
    follows = text[match.end() : match.end() + 2]
    is_run = bool(
        last[:1].isupper() and last[-1:].isalpha() and not is_listed("title", last) and not is_listed("opener", last)
    )
    return not is_run and follows != " &" and not (follows[:1] == " " and follows[1:].isupper())


def is_quoted(at: int, quotes: Sequence[Span], size: int = 1) -> bool:
    """Whether the `size` characters from `at` on lie in one quotation."""
    place = bisect_right(quotes, (at, 1 << 60)) - 1
    return place >= 0 and at + size <= quotes[place][1]


def by_pronoun(pronoun: str, gender: str | None, at: int, article: Article, told: Told) -> str | None:
    """The person in reach that a pronoun agrees with, sentence by sentence backwards; two alike leave it open."""
    mentions, starts = mentions_in(article), sentence_starts(article)
    sentence = bisect_right(starts, at) - 1
    if article.text[starts[sentence] : at].strip().lower() in lists()["cataphora"]:
        return _named_ahead(gender, at, starts[sentence + 1 : sentence + 2], mentions)
    is_tag = is_quoted(starts[sentence], article.quotes)  # "“It rained,” he said"
    end, n_back, is_past_another = at, 0, False
    for back in range(sentence + 1):
        if n_back > _SENTENCES_BACK:
            return None
        start = starts[sentence - back]
        n_back += not (back and is_quoted(start, article.quotes, len(article.text[start:end].rstrip())))
        spoken = _speaking(article.text, start, end, told)
        low, high = bisect_left(mentions, (start,)), bisect_left(mentions, (end,))
        here = [*mentions[max(low, high - LOOK_BACK) : high], *spoken]
        if not back and (aside := _PARTICIPLE.match(article.text, start, end)):
            here = [m for m in here if m.at >= aside.end()]  # "Describing Lee as a hero, he": Lee is somebody else
        if back and _goes_on(pronoun, start, end, article):
            here = spoken  # "He took a shot at Lee.": who "he" is was told before, and no object of his
        agreeing = [m for m in here if not gender or not m.gender or m.gender == gender]
        if agreeing and not spoken and _is_object(min(agreeing), pronoun, start, article):
            agreeing, is_past_another = [], True
        if not back and len({m.name for m in agreeing}) == 1 and _DESPITE.match(article.text, start, end):
            return agreeing[0].name  # "But despite Lee's doubts, he voted for it"
        is_joined = not back and article.text.endswith(_AND, start, at)  # "Lee's pay rose, and he left"
        if not is_joined and (not back or not all(m.is_owner for m in agreeing)):
            agreeing = [m for m in agreeing if not m.is_owner]  # "Lee's zeal gave her hope, she said"
        near = [s for a, s in told[-12:] if start <= a < end and s.gender in {None, gender}]
        if any(s.is_someone for s in near) or (back and _opens_with_someone(gender, start, end, article)):
            return None  # it may be the one whom the article does not name
        if agreeing:
            if back and is_tag and not spoken and _is_beside(agreeing, gender, start, article, told):
                return None
            one = _subject(agreeing, gender, start, article)
            return one if not is_past_another or one == _most_named(article) else None
        if any(s.kind == "person" and not s.name for s in near):
            return None  # who speaks was left open there
        end = start
    return None


def _speaking(text: str, start: int, end: int, told: Told) -> list[Mention]:
    """The people who say something between two places."""
    near = ((at, s) for at, s in told[-12:] if start <= at < end and s.kind == "person")
    return [Mention(at, s.name, s.gender, True) for at, s in near if s.name and not _ASKING.search(text, start, at)]


_AS_OBJECT = re.compile(
    r"(?<![\w’'-])[a-z]+,? (?:of|by|against|about|on|to|for|with|to [a-z]+)"
    r"(?: (?:the|former|then|late|counsel|advis[eo]r|leader|chairman|candidate|nominee|rival|[A-Z][\w.’'-]*))* $"
)


def _is_beside(agreeing: Sequence[Mention], gender: str | None, start: int, article: Article, told: Told) -> bool:
    """Whether a sentence only tells of somebody beside its subject, just behind what another said, who may go on.

    "Ross said no. The plan is of a team led by Lee. “It is late,” he said."
    """
    last = next((s for _, s in reversed(told[-2:]) if s.kind == "person" and s.gender in {None, gender}), None)
    is_other = last is not None and last.name not in {m.name for m in agreeing}
    return is_other and all(_AS_OBJECT.search(article.text, max(start, m.at - 60), m.at) for m in agreeing)


_PARTICIPLE = re.compile(r"(?:(?:But|And|In|While) )?[A-Z]?[a-z]+ing\b[^,.;:\n]{3,90},[”\"’]? ")
_DESPITE = re.compile(r"(?:But |And |Yet )?[Dd]espite [^,.;:\n]{3,90}, $")
_OPENS_WITH_PRONOUN = re.compile(r"[“\"‘(]?([Hh]e|[Ss]he)\b")


def _goes_on(pronoun: str, start: int, end: int, article: Article) -> bool:
    """Whether a sentence outside quotes begins with the same pronoun."""
    match = _OPENS_WITH_PRONOUN.match(article.text, start, end)
    return match is not None and match[1].lower() == pronoun and not is_quoted(match.start(1), article.quotes)


_SAME = {
    "he": re.compile(r"\b(?:[Hh]e|[Hh]im|[Hh]is|[Hh]imself)\b"),
    "she": re.compile(r"\b(?:[Ss]he|[Hh]er|[Hh]erself)\b"),
}


_BEFORE_SUBJECT = re.compile(r"(?:, |[“\"]|[,.?!][”\"’'] (?:said|says|added|asked|explained|wrote) |\b(?:and|but) )$")


def _is_object(first: Mention, pronoun: str, start: int, article: Article) -> bool:
    """Whether the first one named in a sentence stands behind the pronoun there, so that it means somebody else.

    "It was his first race against Lee, in which he ...", but "In his speech, Lee said he ...".
    """
    same = _SAME.get(pronoun)
    if not same or first.is_source or _BEFORE_SUBJECT.search(article.text, max(start, first.at - 14), first.at):
        return False
    if _OPENS_CLAUSE.match(article.text, start) or _PHRASE_AHEAD.fullmatch(article.text[start : first.at]):
        return False
    return any(not is_quoted(m.start(), article.quotes) for m in same.finditer(article.text, start, first.at))


_SOMEONE = re.compile(r"(?:One|An?|Another) (?:[\w’'-]+,? ){0,4}?([\w’'-]+)\b")


def _most_named(article: Article) -> str | None:
    """The person whom the article names most."""
    if "most named" not in article.lazy:
        counted = Counter(m.name for m in mentions_in(article))
        article.lazy["most named"] = max(counted, key=lambda name: (counted[name], name), default=None)
    most: str | None = article.lazy["most named"]
    return most


def _opens_with_someone(gender: str | None, start: int, end: int, article: Article) -> bool:
    """Whether a sentence begins with one who is not named: "One man who had come by train talked of the way"."""
    if is_quoted(start, article.quotes):
        return False
    match = _SOMEONE.match(article.text, start, end)
    phrase, _, behind = article.text[start:end].partition(", ")
    return bool(match) and not behind[:1].isupper() and means_someone(phrase) and gender_of(phrase) in {None, gender}


def _named_ahead(gender: str | None, at: int, next_start: list[int], mentions: list[Mention]) -> str | None:
    """Who "he" is in a clause that opens a sentence ("As he left, Ann Lee said"): the only person named behind it."""
    low, high = bisect_left(mentions, (at,)), bisect_left(mentions, (next_start[0],)) if next_start else len(mentions)
    found = {m.name for m in mentions[low : min(high, low + 3)] if not gender or m.gender in {gender, None}}
    return found.pop() if len(found) == 1 else None


_OPENS_CLAUSE = re.compile(r"(?:Although|Though|While|When|After|Before|As|Because|If|Since|Without|Despite|By)\b")


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
    opens = min(agreeing)  # it may be the one of unknown gender with whom the sentence begins
    is_doubtful = not opens.gender and " " in opens.name and opens.at - start < _TITLE_LONG and not opens.is_owner
    if len(known) == 1 and gender and not is_doubtful:
        return known.pop()
    if not speaking and _OPENS_CLAUSE.match(article.text, start):
        ahead = (m for m in agreeing if article.text.endswith(", ", start, m.at))
        behind = {m.name for m in ahead if not _JOINED.match(article.text, m.at)}
        if len(behind) == 1:
            return behind.pop()  # "Without a word on Lee, Berg rose."
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
