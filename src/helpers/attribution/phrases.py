"""Words of a mention: its first noun phrase, its last run of names, small words and words of time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from helpers import names
from helpers.attribution.cast import KEPT, Speaker
from helpers.attribution.lexicon import WORDS
from helpers.attribution.persons import OWNER, PARTICLE, POSSESSIVE, SHORT_TITLE, UPPER, is_listed, names_in

_CAPITALISED = re.compile(
    rf"{SHORT_TITLE}|(?<=[a-zA-Z] )(?:Jr|Sr)\.|(?:{UPPER}\.)+|(?:\b(?:al|el|as|ad|ar|ash|an|ul|bin)-)?{UPPER}[\w’'-]*"
    rf"|\b{PARTICLE}(?= {UPPER})"
)
DETERMINER = re.compile(r"^(?:the|a|an|this|that|his|her|its|their|another|one)\s+", re.IGNORECASE)
_PHRASE = frozenset(
    {"of", "for", "at", "from", "in", "with", "on", "to", "by", "about", "who", "close", "against", "within", "inside",
     "behind", "between", "under", "after", "during", "over", "near", "released", "conducted", "fielded", "published",
     "taken",
     "issued", "posted", "obtained", "reviewed", "commissioned", "based", "led", "out", "that", "which", "whose",
     "filed", "provided", "compiled", "collected", "prepared", "shared", "updated", "dated", "signed", "written",
     "authored", "drafted"}
)  # fmt: skip
ORG_LINKS = frozenset({"of", "for", "and", "the", "on", "&", "to", "in"})
SERVED = re.compile(r"\b(?:consulted|hired|commissioned|contacted|interviewed|asked|quoted|cited|funded|owned) by\b")
_WHEN_BEHIND = re.compile(
    r"(?<=[\w.]) (?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday)"
    r"(?: (?:morning|afternoon|evening|night))?$"
    r"|(?<=\w) (?:in|over) (?:recent|the (?:past|last)(?: few)?) (?:days|weeks|months|years)$"
    r"|(?<=\w) in (?:January|February|March|April|May|June|July|August|September|October|November|December)$"
    r"|(?<=\w) (?:last|this) (?:week|month|year|spring|summer|fall|winter)$"
    r"|(?<=\w) in (?:an?|his|her|congressional|Senate|House|sworn) (?:\w+ )?(?:statement|interview|letter|e-?mail|"
    r"tweet|speech|video|testimony)$"
    r"|(?<=\w) (?:nevertheless|meanwhile|also|however|later|then|still|now|recently|repeatedly|reportedly)$"
)
_TICKER = re.compile(r" [A-Z]{1,5}(?:\.[A-Z])?, [+-]\d+\.\d+%(?: *,)?")  # "Arkon Holdings ARKN, -0.60%"
# "the WHO and others"
_DAY_BY = re.compile(
    r"^(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday) (?:by|in|from)|aloud from) (?=\w)"
)
_DAY_AND = re.compile(r"^.*\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday) and (?=[A-Z])")
_AND_OTHERS = re.compile(
    r"(?<=\w),? and (?:(?:many |several |some |the )?others\b|other [a-z]"
    r"|a (?:whole |large |small |growing )?(?:host|number|handful|slew|bunch|string|couple) of ).*$"
)
# "Ann Lee and her team"
_AND_HIS = re.compile(
    r"(?<=\w),? and (?:his|her|their|its) (?:[a-z]+ ){0,2}(?:team|staff|allies|aides|advisers|colleagues|supporters"
    r"|party|campaign|administration|government|lawyers|attorneys|co-authors|family|wife|husband|followers)$"
)
_WITH_OTHERS = re.compile(r"(?<=\w) in (?:collaboration|partnership|conjunction|cooperation) with .*$")
_AND_MANY = re.compile(
    r"^(.+?\w),? and ((?:the |his |her |its |their )?(?:[\w’'-]+ ){0,2}[\w’'-]+?)(?: (?:of|in|from) .*)?$"
)
_SHORT_FORM = re.compile(r" \([A-Z][\w.&-]{1,9}\)(?= \w)")  # "the Rivers Agency (RA) chief, Ann Lee"


# "the party website", "the council’s web page": whose it is
_SITE_OF = re.compile(
    r"^([Tt]he (?:party|group|company|agency|department|campaign|committee|council|union|organization|association))"
    r"(?:[’']s)? (?:web ?site|site|web ?page|blog)$"
)


# "Sunday’s report", "the survey’s findings": the report, the survey
_DAY_OWNS = re.compile(r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Tt]oday|[Yy]esterday)[’']s (?=[a-z]+$)")
_FINDINGS_OF = re.compile(r"^([Tt]he (?:survey|poll|report|study|review|audit))[’']s (?:findings|results|authors?)$")


def split_mention(mention: str) -> tuple[str, str]:
    """A mention without its possessive, and its part before the first comma."""
    whole = POSSESSIVE.sub("", " ".join(mention.split()).strip(" ,;:—–-@"))
    whole = _TICKER.sub("", whole)
    whole = _DAY_BY.sub("", whole)  # "figures released Friday by the council"
    whole = _FINDINGS_OF.sub(r"\1", _DAY_OWNS.sub("the ", _SITE_OF.sub(r"\1", whole)))
    whole = _DAY_AND.sub("", whole)  # "rose on Friday and Beijing": another clause begins
    whole = _AND_HIS.sub("", _AND_OTHERS.sub("", _WHEN_BEHIND.sub("", _SHORT_FORM.sub("", whole))))
    whole = _without_many(_WITH_OTHERS.sub("", whole))
    return whole, re.split(r", | \(| [-–—]+ ", whole, maxsplit=1)[0]  # "Ann Lee - another candidate -"


def _without_many(whole: str) -> str:
    """Who is named beside a group, which is nobody by name: "the White House and Democrats"."""
    match = _AND_MANY.match(whole)
    if not match or " and " in match[2] or not is_listed("group", match[2].split()[-1]):
        return whole
    is_one = match[1].split()[0][0].isupper() or match[1].lower().startswith("the ")
    return match[1] if is_one and not is_listed("group", match[1].split()[-1]) else whole


@lru_cache(maxsize=KEPT)
def means_someone(mention: str) -> bool:
    """Whether a mention means one person without a name: "one top adviser", "a spokesman for the group"."""
    words = first_noun_phrase(split_mention(mention)[1].split() or [""])
    is_one = words[0].lower() in {"a", "an", "one", "another", "the", "his", "her", "its", "their"}
    head = words[-1].lower()
    return is_one and (is_listed("role", head) or is_listed("title", head) or is_listed("someone", head))


def without_the(name: str) -> str:
    return name[4:] if name[:4].lower() == "the " else name


def person_in(run: str) -> Speaker | None:
    """The last person named in a run of capitalised words."""
    found = names_in(run)
    return Speaker(found[-1].name, "person", found[-1].gender) if found else None


APPOSED = re.compile(r", (an?|the|which|one of|another|our|my) ([^,;()]+)")


def is_told_to_be_body(words: Sequence[str], behind: str) -> bool:
    """Whether a name is followed by what it is, an organisation: "Arkon, an industrial chemical manufacturer"."""
    match = APPOSED.match(behind)
    if not match or len(words) > 4 or not all(word[0].isupper() or word == "&" for word in words):
        return False
    told = first_noun_phrase(match[2].split())[-1]
    if not is_listed("body", told) or any(OWNER.search(word) or is_listed("title", word) for word in words):
        return False
    # "Stone, a lender", but "Lee, the company said": a surname is a person's unless it is told to be one of many bodies
    may_be_surname = match[1] in {"a", "an", "one of"}
    return not any(word in names.given_names() or (word in names.surnames() and not may_be_surname) for word in words)


def is_named_body(run: str) -> bool:
    """Whether a run of capitals is no person's though a list has its last words: "U.S. Central Command"."""
    found = names_in(run)[-1]
    words = found.title.split()
    is_plain = bool(words) and all(is_listed("no_title", word) for word in words)
    is_member = " " in found.name and any(is_listed("party", word) for word in words)  # "House Democrat Ann Lee"
    is_plain = is_plain and not is_member
    return is_plain and not found.is_sure and found.name not in names.surnames() and len(run.split()) > 1


def end_of_field(words: Sequence[str], first: int) -> int:
    """Where the field of a ministry in small letters ends: "of health and human services"."""
    last = first
    while last < len(words) and last < first + 5 and words[last].islower() and words[last] not in _PHRASE:
        last += 1
    return last


COMPOUND_WORD = re.compile(r"-[a-z]+(?:ed|ing)$")  # "Lee-backed"
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.")


def is_when(word: str) -> bool:
    word = POSSESSIVE.sub("", word)
    return is_listed("time", word) or word.isdigit() or bool(_MONTH.fullmatch(word))


def is_small(word: str) -> bool:
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


def first_noun_phrase(words: Sequence[str]) -> Sequence[str]:
    """The words before a prepositional phrase ("Speaker Ann B. Lee" of Ohio); the last of them is the head noun."""
    last = next((i for i, word in enumerate(words) if i and word.lower() in _PHRASE), len(words))
    if last > 2 and words[last - 2].lower() in {"last", "this", "next"} and _is_a_time(words[last - 1]):
        last -= 2  # "the council last month"
    if 2 < last < len(words) and words[last - 1] in _JUST:
        last -= 1
    return words[:last]


_JUST = frozenset({"just", "recently", "newly", "jointly", "first", "also"})  # "an analysis just published by"


def _is_a_time(word: str) -> bool:
    return is_listed("time", word) or word.lower() in WORDS["time"]


def is_group(phrase: Sequence[str]) -> bool:
    """Whether nothing but a name follows an article: "the Europeans", but "the Rev. Ann Lee"."""
    is_bare = len(phrase) > 1 and phrase[0].lower() in {"the", "a", "an"} and all(w[0].isupper() for w in phrase[1:])
    return is_bare and not is_listed("title", phrase[1]) and not any(OWNER.search(word) for word in phrase)


def acronym_in(words: Sequence[str]) -> str | None:
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


def last_name_run(mention: str) -> str:
    """The last run of capitalised words in `mention`."""
    run: list[re.Match[str]] = []
    for match in _CAPITALISED.finditer(mention):
        if run and mention[run[-1].end() : match.start()] != " ":
            run = []
        run.append(match)
    return mention[run[0].start() : run[-1].end()] if run else ""
