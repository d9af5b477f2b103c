"""Whom a source means that no list knows, by the words of the article: "WQXX9", "Air Arkon", "his office".

What is asked last: a name stands as it is written where nothing tells that it is none.
"""

from __future__ import annotations

import re

from helpers import names
from helpers.attribution.cast import PRONOUNS, Article, Speaker, Told
from helpers.attribution.mentions import read_mention
from helpers.attribution.persons import OWNER, POSSESSIVE, UPPER, gender_of, is_listed, names_in
from helpers.attribution.phrases import is_when, last_name_run, split_mention, without_the
from helpers.attribution.pronouns import by_pronoun

_ONE = re.compile(rf"(?:[Tt]he )?({UPPER}[\w&-]{{2,}})")
_WITH_PARTICLE = re.compile(rf"(?:von|van|de|di|du|al|bin|ibn|van der|van den|de la|von der)[ -]{UPPER}[\w’'-]{{2,}}")
_SEVERAL = re.compile(
    rf"(?:[Tt]he )?{UPPER}[\w’'&.-]*(?: (?:(?:of|for|and|the|&|de|del) ){{0,2}}{UPPER}[\w’'&.-]*){{1,6}}"
)
_NO_NAME = ("group", "unnamed", "role", "title", "time", "place", "opener", "label", "someone", "amount", "document",
            "no_body", "party", "kin", "describing")  # fmt: skip
_AMONG = ("amount", "describing", "label", "group")
_OWN_BODY = re.compile(r"(?:[Hh]is|[Hh]er) ((?:[\w-]+ )?(?:office|campaign|administration))")


def plainly(mention: str, at: int, article: Article, told: Told) -> Speaker | None:
    """Whom a mention means by itself, where neither lists nor the people of the article tell; else None."""
    whole, main = split_mention(mention)
    is_heading = f"\n{article.text[at : at + len(mention)]}\n" in article.text[max(0, at - 1) : at + len(mention) + 1]
    if not main or main != whole or main.lower() in PRONOUNS or is_heading:
        return None
    if own := _OWN_BODY.fullmatch(main):
        return _body_of(main.split()[0].lower(), own[1], at, article, told)
    if _WITH_PARTICLE.fullmatch(main):
        return Speaker(main, "person")
    one = _ONE.fullmatch(main)
    if one:
        return _one_word(one[1], article)
    return _several_words(main) if _SEVERAL.fullmatch(main) else None


def _body_of(pronoun: str, body: str, at: int, article: Article, told: Told) -> Speaker | None:
    """ "His office": that of the one whom "his" means."""
    name = by_pronoun(pronoun, gender_of(pronoun), at, article, told)
    if not name:
        return None
    surname = name.removesuffix(" Jr.").split()[-1]
    is_short = body in {"campaign", "administration"}
    return Speaker(f"{surname} {body}" if is_short else f"{surname}’s {body}", "organisation")


def _one_word(word: str, article: Article) -> Speaker | None:
    """A name with a figure in it ("WQXX9"), or what stands behind a particle in a full name."""
    if word in article.bearers or word in article.by_given or any(is_listed(heading, word) for heading in _NO_NAME):
        return None
    behind_particle = [known.name for known in article.people if known.name.endswith(f"-{word}")]
    if behind_particle:
        return Speaker(behind_particle[0], "person")  # "Sistani" after "Ali al-Sistani"
    is_marked = word[-1].isdigit() and word[:3].isalpha()
    return Speaker(word, "organisation") if is_marked and not is_when(word) else None


def _several_words(main: str) -> Speaker | None:
    """A name of several words, all with capitals, whose last is none for people: "Air Italy", "the Ohio Ravens"."""
    bare = without_the(main)
    words = bare.split()
    first = next((i + 1 for i, word in enumerate(words[:-1]) if OWNER.search(word)), 0)  # "the league’s York Ravens"
    words = words[first:]
    is_people = words[-1].endswith("s") and names.country(words[-1][:-1])  # "Some Peruvians"
    is_many = is_people or any(is_listed(name, words[-1]) for name in _NO_NAME)
    if len(words) < 2 or is_many or any(is_listed(name, word) for word in words for name in _AMONG):
        return None
    if is_when(words[0]) or names.country(" ".join(words)) or names_in(last_name_run(bare)) or " and " in bare:
        return None
    return Speaker(POSSESSIVE.sub("", " ".join(words)), "organisation")


_BODY_AT_END = re.compile(
    rf"\b(?:from|by|with) ((?:the )?{UPPER}[\w’'&.-]*(?: (?:of |for |of the )?{UPPER}[\w’'&.-]*)*)$"
)


def body_before(mention: str) -> Speaker | None:
    """The body that ends what stands before "which": the White House in "a reply from the White House, which said"."""
    match = _BODY_AT_END.search(mention.rstrip(" ,"))
    body = read_mention(match[1]).speaker if match else None
    is_known = body and body.name and (body.kind == "outlet" or names.organisation(body.name))
    return body if is_known else None
