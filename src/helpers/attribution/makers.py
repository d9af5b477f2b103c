"""Who made the document that "the report" is, told before it: "a report by Arkon", "the Arkon poll"."""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.attribution.cast import Article, Speaker
from helpers.attribution.mentions import read_mention
from helpers.attribution.persons import UPPER, is_listed
from helpers.attribution.phrases import without_the

_ALIKE = (
    frozenset({"poll", "survey", "polling", "polls", "surveys"}),
    frozenset({"report", "study", "audit", "review", "analysis", "paper", "findings", "investigation"}),
    frozenset({"brief", "filing", "motion", "petition", "complaint", "lawsuit", "suit"}),
    frozenset({"statement"}),
)
_WORD = rf"(?:(?:[A-Z]\.){{2,8}}|{UPPER}[\w’'&/-]{{0,30}})"
_NAME = rf"{_WORD}(?: (?:(?:of|for|on|and|of the|for the|on the|&) )?{_WORD}){{0,7}}"
_SMALL = r"(?:[a-z-]+ )"


def words_alike(word: str) -> frozenset[str]:
    """The words by which a document of that kind may be told of: "survey" for "poll"; none where many make one."""
    return next((alike for alike in _ALIKE if word in alike), frozenset())


@lru_cache(maxsize=64)
def _told(words: frozenset[str]) -> re.Pattern[str]:
    """A document with who made it, in a text."""
    kind = "|".join(sorted(words))
    owner = rf"(?!(?:The|An?|That|This|One)\b){_NAME}"
    owned = rf"(?:[Tt]he |[Aa]n? |[Oo]ne )?{_SMALL}{{0,2}}{owner} {_SMALL}{{0,3}}(?:{kind})\b"
    made = rf"(?:{kind}) (?:{_SMALL}|\w+day |,){{0,6}}(?:by|from) (?:the )?(?P<by>{_NAME})"
    # "In a report of 100 pages, the Rivers Council warns"
    opened = rf"\b[Ii]n (?:an?|its|the) (?:[a-z-]+ ){{0,4}}(?:{kind})\b[^.;:“”\"\n]{{0,120}}?"
    told = rf"{opened}(?:,| -| —) the (?P<told>{_NAME}) [a-z]+s\b"
    gave = rf"(?P<maker>{_NAME}),? (?:released|published|issued|commissioned|conducted) {_SMALL}{{1,5}}(?:{kind})\b"
    return re.compile(f"{gave}|{told}|(?P<made>{made})|(?P<owned>{owned})")


def maker_of(word: str, at: int, article: Article) -> Speaker | None:
    """The organisation or outlet whose document of that kind was told of last before a place."""
    if not words_alike(word):
        return None
    key = f"makers of {'|'.join(sorted(words_alike(word)))}"
    if key not in article.lazy:
        article.lazy[key] = [
            (match.start(), maker)
            for match in _told(words_alike(word)).finditer(article.text)
            if (maker := _maker(match))
        ]
    told: list[tuple[int, Speaker]] = article.lazy[key]
    before = [maker for place, maker in told if place < at]
    return before[-1] if before else None


_AHEAD = re.compile(r"^(?:[a-z-]+ )*?(?=(?:the|an?|one) |[A-Z])")  # "in a Rivers Agency report"


def _maker(match: re.Match[str]) -> Speaker | None:
    mentions = (match["maker"], match["told"], match["made"], match["by"])
    own = [mention for mention in mentions if mention] or [without_the(_AHEAD.sub("", match["owned"]))]
    makers = (read_mention(mention).speaker for mention in own)
    return next((maker for maker in makers if _is_body(maker)), None)


def _is_body(maker: Speaker) -> bool:
    is_body = bool(maker.name) and maker.kind in {"organisation", "outlet"}
    return is_body and not is_listed("opener", str(maker.name).split()[0])


# "37 percent", "half of likely voters"; not "half a dozen aides", "the majority leader", "a majority of senators"
_SHARE = re.compile(
    r"(?:(?:nearly|about|only|just|another|some|over|almost|more than|roughly|fewer than|less than|an?|the|as many as)"
    r" )*(?:(?:\d+(?:\.\d+)?|[a-z]+(?:-[a-z]+)?)(?:%| percent\b|-percent)"
    r"|(?:majority|two-thirds|three-quarters|half)(?=$|[,(]| \(| (?:of )?(?:[\w’'-]+ ){0,3}?"
    r"(?:voters|respondents|americans|people|adults|women|men|those|them|republicans|democrats|independents|residents"
    r"|parents|supporters|likely|registered)\b))",
    re.IGNORECASE,
)


def is_share(mention: str) -> bool:
    """Whether a source is a share of those asked in a poll, whom nobody cites: "37 percent", "half of voters"."""
    return bool(_SHARE.match(mention))


def polled(mention: str, at: int, article: Article) -> Speaker | None:
    """A document without a name, where a poll was told of and a share of those asked says something: "37 percent".

    What they answer stands in the poll and is no word of who made it.
    """
    is_answer = is_share(mention) and maker_of("poll", at, article)
    return Speaker(None, "document") if is_answer else None
