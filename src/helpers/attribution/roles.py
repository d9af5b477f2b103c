"""Whom a role means that nobody was told to have: the one of whom the text goes on ("the New York Democrat said")."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from helpers.attribution.bearers import SEATED, fitting_role
from helpers.attribution.cast import JOINT, Article, Told
from helpers.attribution.persons import OWNER, gender_of, is_listed
from helpers.attribution.pronouns import mentions_in, sentence_starts

_PARTIES = {"democrat": "d", "republican": "r"}
_PARTY = re.compile(r"[^\w]{1,3}\(?([DR])-[A-Z]|, \w+ (Democrat|Republican)")


def goes_on(words: Sequence[str], at: int, article: Article, told: Told) -> str | None:
    """The only person of the paragraph and of the one before it, or the one who spoke last there, with no other since.

    Not for an office that another may hold, and not for one of another gender or party than the role tells.
    """
    if not _is_telling(words):
        return None
    if fitting_role(words, [known for known in article.near(at) if known.at < at]):
        return None  # several fit
    start = _paragraph_before(at, article.text)
    gender = gender_of(" ".join(words))
    spoken = [(place, s.name) for place, s in told if start <= place < at and s.kind == "person"]
    if any(not name or JOINT in name for _, name in spoken):
        return None
    named = [(m.at, m.name) for m in mentions_in(article) if start <= m.at < at and not m.is_owner]
    since = [name for place, name in named if not spoken or place > _from(spoken[-1][0], words[-1], at, article)]
    found = {*since, *(name for _, name in spoken[-1:])}
    one = found.pop() if len(found) == 1 else None
    agrees = not (one and gender) or article.gender.get(one, gender) == gender
    return one if one and agrees and not _is_of_other_party(words, one, article) else None


def _from(spoken: int, head: str, at: int, article: Article) -> int:
    """From where on whom else the text names may be meant: behind the last speaker, or behind that sentence.

    "Lee, who will not back Ross, warned. ..., the lawmaker said": whom Lee names beside himself does not go on.
    """
    starts = sentence_starts(article)
    after = starts[min(bisect_right(starts, spoken), len(starts) - 1)]
    is_in_office = is_listed("party", head) or head in SEATED or head in _IN_OFFICE
    beside = [known for known in article.near(at) if spoken < known.at < after]
    is_anothers = any(head.lower() in known.before.split() for known in beside)
    return after - 1 if is_in_office and not is_anothers and spoken < after <= at else spoken


_IN_OFFICE = frozenset({"governor", "mayor", "president", "minister", "chancellor", "secretary", "speaker"})


def _is_telling(words: Sequence[str]) -> bool:
    """Whether a role may stand for the name of one told of: "the Ohio Democrat", not "the aide" or "the mayor"."""
    head, *between = words[-1], *words[1:-1]
    if words[0].lower() != "the" or len(words) > 6 or not (head.islower() or is_listed("party", head)):
        return False
    is_told = any(word[0].isupper() or word in _ONCE for word in between)
    is_told = is_told or bool(between and head == "chief")
    is_past = any(word in _ONCE for word in between)  # "the former Lee aide"
    if (is_listed("serving", head) and not is_past) or (is_listed("office", head) and not is_told):
        return False
    if any(word.isupper() and len(word) > 2 and word not in _OF_STATE for word in between):
        return False  # "the FBI director"
    return not any(OWNER.search(word) or word in _SMALL for word in between)


_ONCE = frozenset({"former", "retired", "then", "ex", "embattled", "outgoing", "incoming", "longtime"})
_OF_STATE = frozenset({"GOP", "U.S.", "U.N.", "U.K."})
_SMALL = frozenset({"and", "of", "in", "for", "at", "on", "who", "other", "new", "next", "previous", "first"})


def _paragraph_before(at: int, text: str) -> int:
    """Where the paragraph before that of a place begins."""
    start = text.rfind("\n", 0, at) + 1
    end = len(text[:start].rstrip())
    return text.rfind("\n", 0, end) + 1


def _is_of_other_party(words: Sequence[str], name: str, article: Article) -> bool:
    wanted = next((letter for word, letter in _PARTIES.items() if word in {w.lower() for w in words}), "")
    told = {
        (match[1] or match[2][0]).lower()
        for known in article.people
        if known.name == name and (match := _PARTY.match(article.text, known.end))
    }
    before = " ".join(known.before for known in article.people if known.name == name)
    told |= {letter for word, letter in _PARTIES.items() if word in before}
    return bool(wanted and told) and wanted not in told
