"""About whom or what a number is, where that is narrower than its place: an industry, a group, a candidate."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.claims.dates import MONTHS
from helpers.claims.frames.measures import Measure, counted
from helpers.claims.frames.scene import Scene, index
from helpers.claims.nouns import ENDS
from helpers.claims.quantity import Quantity
from helpers.claims.tokens import WORD, Token, low, word_set

# Measures that say nothing without somebody's or something's name.
NAMED = frozenset(
    {"poll share", "approval", "disapproval", "poll lead", "votes",
     "share of votes", "electoral votes", "share price", "spending", "revenue", "profit", "loss", "market value",
     "donations", "money raised", "political donations", "fine", "settlement", "value", "seats", "delegates",
     "campaign spending"}
)  # fmt: skip
AVERAGE = "average"  # jobs "a month": no figure of one month
_GROUPS = word_set("groups")
_ALL_WORKERS = word_set("all_workers")
_JOB_VERBS = word_set("job_verbs")
_NO_INDUSTRY = word_set("no_industry")
_SECTORS = word_set("sectors")
_NOT_NAMES = word_set("not_names")
_NUMBER_WORDS = word_set("number_units") | word_set("number_tens")
_VIA = re.compile(
    r"# ?(?:[\w'-]+ ){0,9}?(?:(?:via|through|on|using) (?:the |its |their )?(?P<what>(?:[\w.'-]+ ){1,3}?"
    r"(?:exchanges?|sites?|websites?|marketplaces?|programs?|portals?))|(?:for|in) (?P<plan>medicaid|medicare|private))"
    r"\b"
)
_A_MONTH = re.compile(r" (?:a|per|each|every) month\b")
_MEAN = re.compile(
    r"\baveraged?(?: (?:of|to|at|gain of|about|nearly|just|over|around|monthly|job|growth|was|is|gains of))*(?: a)? $"
)
_SAYS = word_set("speech") | {"forecast", "forecasts", "estimates", "estimated", "predicts", "predicted", "expects"}
# those who are asked, with what they hold: two groups, or two questions, are never one statement
_OPINION = re.compile(
    r" (?:of |among )?(?:the |all )?(?P<what>(?:[\w'-]+ ){0,6}?(?:says?|said|thinks?|thought|believed?|wants?|wanted"
    r"|supports?|supported|opposed?s?|favou?r(?:s|ed)?|agreed?|disagreed?|trust(?:ed)?|approved?|disapproved?|prefer(?:red)?"
    r"|expect(?:ed)?|views?|viewed|feel|felt|worry|worried|rated?|plan(?:ned)?|would|do|don't|did|did not|are|were"
    r"|consider(?:ed)?|ha(?:ve|s|d)|call(?:ed)?|sees?|saw|blamed?|cited?|backed?|voted?|chose|choose|pick(?:ed)?|identif\w+"
    r"|describ\w+|credit(?:ed)?|hold|held|lean(?:ed)?|like[ds]?|hope[ds]?|fear(?:ed)?|should|could|can|will|rejected|know"
    r"|was|is|need|live[ds]?|own(?:ed)?)\b"
    r"(?:[^.;:,()#]|(?<=\b[md]r)\.|(?<=\bmrs)\.|(?<=\bu)\.(?=s)|(?<=\bu\.s)\.){3,})"
)
_NEXT_SHARE = re.compile(r",? (?:and|while|but|compared (?:with|to)|versus) (?:[a-z]+ )?[$\d]")  # another number's
_MOST = 12  # words
_OF_THE_ASKED = frozenset({"poll share", "poll lead", "approval", "disapproval"})
_PART = re.compile(
    r"\b(?:among|with|of|by|from) (?:[\w-]+ ){0,3}?(?P<who>(?:(?:white|black|hispanic|latino|young|older|independent|"
    r"republican|democratic|married|single|college-educated|suburban|rural|female|male) )*"
    r"(?:republicans|democrats|independents|women|men|whites|blacks|hispanics|latinos|african[- ]americans"
    r"|conservatives|liberals|moderates|evangelicals|catholics|millennials|seniors|(?:white|black|hispanic|latino|young|older"
    r"|independent|republican|democratic) voters))\b"
)
_POLLSTER = re.compile(r"\b(?:poll|survey|study|research|consult|institute|university)\w*\b[^;,]*$|& co\b")
_CLAUSE = frozenset({",", ";", ":", "(", ")", "–", "—", '"', "“", "”"})


def about_of(scene: Scene, q: Quantity, measure: str, place: Measure | None) -> str | None:
    """Whom `q` is about, in lower case as written; None: nobody narrower, or the words do not say."""
    tokens, at = scene.tokens, index(scene.tokens, q.start)
    if measure == "jobs added":
        mean = (
            " per " in (q.unit or "")
            or _A_MONTH.match(scene.lower, q.end - scene.start)
            or _MEAN.search(scene.lower, 0, q.start - scene.start)
        )
        return AVERAGE if mean else _industry(tokens, at, q.unit or "")
    if measure == "stock index" and place:
        return " ".join(tokens[j].low for j in range(place.start, place.stop))
    if measure == "poll share" and (held := _OPINION.match(scene.lower, q.end - scene.start)):
        asked = [counted(q.unit)] if q.unit and q.kind == "fraction" else []  # "two-thirds of adults"
        return " ".join([*asked, *_NEXT_SHARE.split(held["what"])[0].split()[:_MOST]])
    here = q.start - scene.start
    if measure == "poll share" and _POLLSTER.search(scene.lower, max(0, here - 60), here):
        return None  # "a University of Maryland poll found 83 percent": of whom is not told
    if measure in NAMED:
        name = _named(scene, q, measure, at)
        part = _asked(scene, here) if name and measure in _OF_THE_ASKED else None
        return f"{name} among {part}" if part else name
    return _group(tokens, place) if place else None


def _named(scene: Scene, q: Quantity, measure: str, at: int) -> str | None:
    """The name that the number is of: "9 percent for Lee", whoever leads, else the last name before it."""
    if measure in _OF_A_VOTE and (given := _FOR.match(scene.text, q.end, scene.end)):
        return given["who"].lower()
    if measure not in _LEADS:
        named = low(scene.tokens, at - 2)
        in_brackets = low(scene.tokens, at - 1) == "(" and at > 1 and named != "party" and _is_name(scene, at - 2)
        return _name_before(scene, at - in_brackets)  # "Ohio (18 votes), Utah (6)"
    here = q.start - scene.start
    first = max(0, here - _SAME_CLAUSE)
    if leads := list(_LEADING.finditer(scene.lower, first, here)):
        return _name_before(scene, index(scene.tokens, leads[-1].start() + scene.start))
    return None if _BEHIND.search(scene.lower, first, here) else _name_before(scene, at)


_OF_A_VOTE = frozenset({"poll share", "votes", "share of votes", "electoral votes", "delegates", "seats"})
_LEADS = frozenset({"poll lead", "vote lead"})
_FOR = re.compile(
    r" (?:of the votes? )?for (?:[a-z]+ )?(?P<who>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})(?=[.,;)]| and\b| to\b|$)"
)
_LEADING = re.compile(
    r"\b(?:leads?|led|leading|(?:is |was |be |pulled |well )?ahead|beats?|beating|edges|tops|up over)\b"
)
_BEHIND = re.compile(r"\b(?:trail(?:s|ed|ing)?|behind|los(?:es|ing|t))\b")
_SAME_CLAUSE = 90  # characters


def _asked(scene: Scene, here: int) -> str | None:
    """Those who are asked, where the sentence names a part of them: what they say is not what all say."""
    parts = list(_PART.finditer(scene.lower))
    return min(parts, key=lambda found: abs(found.start() - here))["who"] if parts else None


def _group(tokens: Sequence[Token], measure: Measure) -> str | None:
    """ "black unemployment", "core inflation"."""
    words: list[str] = []
    j = measure.start - 1
    while j >= 0 and (word := re.sub("['’]s?$", "", low(tokens, j))) in _GROUPS:
        words.insert(0, word)
        j -= 1 + (low(tokens, j - 1) == "-")
    return " ".join(words) or None


def _industry(tokens: Sequence[Token], at: int, unit: str) -> str | None:
    """Who added the jobs: "Health care added", "manufacturing jobs"; the whole economy and its employers are nobody."""
    kinds = [word for word in unit.split()[:-1] if word not in _NO_INDUSTRY]
    if kinds:
        return " ".join(kinds)
    j = at - 1
    while j >= 0 and at - j < 7 and low(tokens, j) not in _JOB_VERBS | {"while", ";"}:
        j -= 1
    if low(tokens, j) not in _JOB_VERBS:
        return _sector(tokens, at)
    stop = j
    while j > 0 and tokens[j - 1].kind == WORD and stop - j < 5 and low(tokens, j - 1) not in {"and", "while", "that"}:
        j -= 1
    words = [tokens[k].low for k in range(j, stop) if tokens[k].low not in _NO_INDUSTRY]
    words = [word for word in words if re.split("['’]", word)[0] not in MONTHS]  # "January's gain"
    if _SELF.match(" ".join(words)) or _ALL_WORKERS & set(words):
        return None
    if not words or (ENDS - {"and"}) & set(words):
        return _sector(tokens, at)
    if {"business", "businesses", "private"} & set(words):
        return "private sector"
    return " ".join(words)


def _sector(tokens: Sequence[Token], at: int) -> str | None:
    """The industry named last before the number in its clause, where nothing says that all employers are meant."""
    for j in range(at - 1, -1, -1):
        word = low(tokens, j)
        if word in _ALL_WORKERS | {";", "while", "but", "overall", "total"}:
            return None
        if word in _SECTORS:
            led = low(tokens, j - 2) if low(tokens, j - 1) == "and" else ""
            return f"{led} and {word}" if led in _SECTORS else word
    return None


_SELF = re.compile(r"(?:i|we|he|she|they)['’]|(?:the |this )?(?:president|administration)\b")


def _name_before(scene: Scene, at: int) -> str | None:
    """The last name before the number in its clause: "Lee won with 43 percent"."""
    tokens, j = scene.tokens, at - 1
    while j >= 0 and at - j < 18:
        if low(tokens, j) in _CLAUSE or low(tokens, j) in {"than", "while", "whereas"}:
            return None
        if _is_name(scene, j):
            stop = j + 1
            while j > 0 and _is_name(scene, j - 1):
                j -= 1
            j -= _is_first_word(scene, j - 1)
            if low(tokens, j - 1) in {"over", "against"} or (low(tokens, j - 2), low(tokens, j - 1)) == ("ahead", "of"):
                j -= 1
                continue  # "Lee is ahead of Kim by 8 points"
            if low(tokens, stop) in _SAYS | _ASKING or _is_told(tokens, j):
                return None  # "analysts at the Bank of Peru forecast sales of $5m", "a Gallup poll"
            if low(tokens, stop) in _KIN and low(tokens, stop - 1).endswith(("'s", "’s")):
                return None  # "Lee's brother raised $9,000"
            if re.sub("['’]s$", "", low(tokens, stop)) in _OFFICES:
                return None  # "the former Lima mayor's campaign"
            name = scene.text[tokens[j].start : tokens[stop - 1].end]
            bare = " ".join(name.split()).lower().removesuffix("'s").removesuffix("’s")
            return bare if len(bare) > 1 else None
        j -= 1
    return None


def _is_told(tokens: Sequence[Token], j: int) -> bool:
    """Whether the name on token `j` is of whom something was told: "said to the Chicago Tribune that"."""
    before = j - 1 - (low(tokens, j - 1) == "the")
    if low(tokens, before) != "to":
        return low(tokens, before) in _SAYS
    return any(low(tokens, k) in _SAYS for k in range(max(0, before - 4), before))


_OFFICES = frozenset({"mayor", "governor", "attorney", "prosecutor"})
_KIN = frozenset(
    ["brother", "sister", "wife", "husband", "father", "mother", "son", "daughter", "family", "friends", "supporters",
     "allies", "aides", "opponent", "opponents", "rival", "rivals", "lawyer", "lawyers", "critics", "successor"]
)  # fmt: skip
_ASKING = frozenset({"poll", "polls", "survey", "surveys", "tracker", "average", "averages", "polling", "study"})


def _is_first_word(scene: Scene, j: int) -> bool:
    """Whether token `j` begins the name behind it with a word that is none alone: "New York", "Republican National"."""
    if j < 0 or not scene.text[scene.tokens[j].start].isupper():
        return False
    word, following = low(scene.tokens, j), low(scene.tokens, j + 1)
    return word in _FIRST_WORDS or (word in _PARTIES and following in _BODIES)


_FIRST_WORDS = frozenset(["new", "north", "south", "west", "united", "american"])
_PARTIES = frozenset(["democratic", "republican"])
_BODIES = frozenset(["national", "senatorial", "congressional", "governors", "attorneys", "party"])


def _is_name(scene: Scene, j: int) -> bool:
    token = scene.tokens[j]
    if j == 0 and (token.low.endswith("ly") or re.search(rf"\b{re.escape(token.low)}\b", scene.text)):
        return False  # the first word of a sentence, written small elsewhere: "Fully 55 percent say"
    bare = re.split("['’]", token.low)[0]  # "we're"
    is_word = token.low in ENDS or bare in _NOT_NAMES or token.low in _NUMBER_WORDS
    return token.kind == WORD and scene.text[token.start].isupper() and not is_word


def channel(window: str) -> str | None:
    """By what or for what people are counted, where the words behind the number say so: "via the federal exchanges"."""
    found = _VIA.search(window)
    return (found["what"] or found["plan"]) if found else None
