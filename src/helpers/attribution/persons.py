"""Names of people: which of the capitalised words of a text are a person's name, and what is told of that person.

A name is known by a given name, or a title or role before it, or an age or a description behind it. Words of the page,
of time, of place and of organisations are no part of one; two names side by side are two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from helpers import names
from helpers import text as reading
from helpers.attribution import tagger
from helpers.rules import load_rows

UPPER = r"[^\W\d_a-zß-öø-ÿ]"
PARTICLE = r"(?:de|da|di|du|von|van|der|den|al|el|bin|ibn|la|le|dos|del|ben|ter|ten)\b"
SHORT_TITLE = r"(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Gov|Prof|Gen|Col|Lt|Capt|Maj|Sgt|Rev|Adm|Amb|Cmdr|Hon)\.(?:-[Ee]lect)?"
LONG_TITLES = {"sen.": "senator", "rep.": "representative congressman congresswoman", "gov.": "governor",
                "gen.": "general", "prof.": "professor", "dr.": "doctor", "capt.": "captain", "col.": "colonel",
                "lt.": "lieutenant", "sgt.": "sergeant", "rev.": "reverend", "adm.": "admiral", "amb.": "ambassador",
                "rep.-elect": "representative", "sen.-elect": "senator", "gov.-elect": "governor"}  # fmt: skip
_BETWEEN = rf"(?: (?:{UPPER}\.(?:{UPPER}\.)?|{PARTICLE}))"  # "Speaker Ann B. Lee": an initial may follow any word
_HYPHENED = r"(?:(?:al|el|as|ad|ar|ash|an|ul|bin)[-‑])?"  # "Bashar al-Assad"
_REST = r"[\w’'-]{0,40}\w"  # bounded: a text may be one long chain of apostrophes
RUN = re.compile(
    rf"(?:{SHORT_TITLE} )?(?:(?<!\w){UPPER}\.(?: ?{UPPER}\.)? )?{UPPER}(?<!\w.){_REST}"
    rf"(?:{_BETWEEN}{{0,2}} {_HYPHENED}{UPPER}{_REST}){{1,7}}(?: (?:Jr|Sr)\.)?"
)
INITIALLED = re.compile(
    rf"[A-Z]\.(?<![\w.][A-Z]\.)(?<!\w [A-Z]\.) ?(?:[A-Z]\. ?)?[A-Z][\w’'-]{{2,30}}(?! {UPPER})"
)  # "H.R. Lee", but not "S. Lee" in "the U.S. Lee"
_CONTRACTED = re.compile(r"(?:\w[’'](?:m|re|ll|ve|d)|n[’']t)\b", re.IGNORECASE)  # "I'm OK"
POSSESSIVE = re.compile(r"[’']s?$")
OWNER = re.compile(r"[’']s$")
_GLUED = re.compile(rf"(?!Fitz|Mac|Mc|Della){UPPER}[a-z]{{3,}}{UPPER}")  # "PolitiFact", but "MacArthur"
_GLUED_IN = re.compile(r"[a-z][A-Z]{2}|\b(?!Fitz|Vander|Della)\w*[a-z]{3}[A-Z][a-z]")
_INITIALS = re.compile(rf"(?:{UPPER}\.)+|{UPPER}")
_SUFFIXES = frozenset({"jr.", "jr", "sr.", "sr", "ii", "iii", "iv"})
PARTICLES = frozenset({"de", "da", "di", "du", "von", "van", "der", "den", "al", "el", "bin", "ibn", "la", "le", "dos",
                        "del", "ben", "ter", "ten"})  # fmt: skip
_FUNCTION = frozenset({"IN", "DT", "PR", "PS", "CC", "W", "RB", "TO"})
_NO_NAME = _FUNCTION | {"VB", "VBZ", "VBD", "VBG", "CD", "N", "JJ"}
_ALSO_GIVEN = frozenset({"april", "june", "august"})  # months that are given names too, first in a full name
_DIRECTIONS = frozenset({"new", "north", "south", "east", "west", "rhode", "puerto", "virgin"})
_OF_STATES = frozenset({"U.N.", "U.K.", "E.U."})
_LONGEST = 5  # words of one name
SUFFIX = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?$")  # behind a surname


@cache
def lists() -> Mapping[str, frozenset[str]]:
    """The word lists of sources.txt."""
    return reading.word_lists("sources.txt")


def is_listed(heading: str, word: str) -> bool:
    """Whether a word stands under a heading of sources.txt, in any case."""
    return word.lower() in lists()[heading]


class Name(NamedTuple):
    """A person's name in a run of words: `start` is its offset there; `is_sure`: a given name or a title says so."""

    name: str
    start: int
    end: int
    gender: str | None
    title: str
    is_sure: bool


@lru_cache(maxsize=1 << 12)
def names_in(run: str) -> tuple[Name, ...]:
    """The people's names in a run of capitalised words, left to right."""
    every = ((match[0], match.start()) for match in re.finditer(r"\S+", run))
    words = [(word, at) for word, at in every if POSSESSIVE.sub("", word)]  # no "’s" alone
    if all(word.isupper() for word, _ in words) and len(run) > 5:
        words = [(word if _INITIALS.fullmatch(word) else word.title(), at) for word, at in words]
    found: list[Name] = []
    for segment in _segments(words):
        for part in _sides(_without_outlet(segment)):
            name = _name(part)
            if name:
                found.append(name)
    return tuple(found)


Word = tuple[str, int]


def _segments(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words between those that end any name: owners, words of time, labels, acronyms, glued words."""
    segment: list[Word] = []
    for i, (word, at) in enumerate(words):
        bare = POSSESSIVE.sub("", word)
        if OWNER.search(word):
            yield [*segment, (bare, at)]
            segment = []
        elif _GLUED_IN.search(bare) and not _is_given(bare):
            yield []
            segment = []
        elif _breaks(bare, is_first=not segment, is_last=i == len(words) - 1):
            # "New York City Mayor Lee"
            yield segment[:-1] if segment and is_listed("place_opening", segment[-1][0]) else segment
            segment = []
        else:
            segment.append((bare if i == len(words) - 1 else word, at))
    yield segment


def _breaks(word: str, *, is_first: bool, is_last: bool) -> bool:
    lower = word.lower()
    if is_listed("place", word) and not is_first and not is_last:
        return True  # "Ann Lee Florida Democrat"
    if is_listed("time", word):
        is_surname = lower == "may" and is_last and not is_first
        return not is_surname and not (lower in _ALSO_GIVEN and is_first and not is_last)
    if word in _OF_STATES:
        return True  # "ambassador to the U.N. Susan Rice"
    # an acronym or a label, among words that are not all in capitals
    is_office = is_listed("title", word) and not is_last  # "Bank of York CEO Ann Lee"
    return word.isupper() and len(word) > 2 and "." not in word and lower not in _SUFFIXES and not is_office


def _without_outlet(words: list[Word]) -> list[Word]:
    """The words after an outlet's name ("Washington Post Ann Lee"); one word must mean nothing else ("Hill")."""
    longest = 0
    for i in range(1, len(words)):
        part = " ".join(word for word, _ in words[:i])
        if names.outlet(part) and not (i == 1 and (is_listed("wordy_outlet", part) or part in names.given_names())):
            longest = i
    return words[longest:]


_HUMP = re.compile(r"-|(?<=[a-z])(?=[A-Z])")


@lru_cache(maxsize=1 << 14)
def _is_given(word: str) -> bool:
    """Whether a word is a given name, or two in one ("Anna-Maria", "RoseAnn")."""
    if word in names.given_names():
        return True
    parts = _HUMP.split(word)
    is_glued = "-" not in word and parts[0] in names.surnames()  # "WallaceChris"
    return len(parts) > 1 and not is_glued and all(part in names.given_names() for part in parts)


def _sides(words: list[Word]) -> Iterator[list[Word]]:
    """Names side by side, parted ("Donald Trump Kellyanne Conway")."""
    first = 0
    for i in range(2, len(words) - 1):
        word, before = words[i][0], words[i - 1][0]
        ends_one = not _is_given(before) or (
            before in names.surnames() and i - first > 1 and _is_given(words[i - 2][0])
        )
        starts = _is_given(word) and ends_one and not _is_surname_like(word)
        ends = not _INITIALS.fullmatch(before) and before.lower() not in PARTICLES and not is_listed("title", before)
        if starts and ends and i - first > 1 and any(_is_given(w) for w, _ in words[first : i - 1]):
            yield words[first:i]
            first = i
    yield words[first:]


def _is_surname_like(word: str) -> bool:
    """Whether a given name is a frequent surname too: "Mary Tyler Moore" is one name."""
    return word in names.surnames() and names.given_names().get(word) != "female"


def _name(words: list[Word]) -> Name | None:
    """The name that ends a segment, without titles and what else stands before it, or None."""
    title_end = max((i + 1 for i, (word, _) in enumerate(words[:-1]) if _is_title(word, words, i)), default=0)
    titles = [word.lower() for word, _ in words[:title_end]]
    title = " ".join(LONG_TITLES.get(word, "") + " " + word if word in LONG_TITLES else word for word in titles)
    kept = _without_end(_from_given(_without_opening(words[title_end:])))
    if not kept or len(kept) > _LONGEST or is_listed("no_person", kept[0][0]):
        return None
    plain = [word for word, _ in kept]
    is_given = len(plain) > 1 and (_is_given(plain[0]) or _INITIALS.fullmatch(plain[0]) is not None)
    has_title = any(not is_listed("no_title", word) for word in titles)
    if not _may_be_name(plain, is_given, has_title):
        return None
    gender = _gender_of(title) or (names.given_names().get(plain[0]) or None if len(plain) > 1 else None)
    end = kept[-1][1] + len(kept[-1][0])
    return Name(" ".join(plain), kept[0][1], end, gender, title, is_given or has_title)


def _is_title(word: str, words: Sequence[Word], i: int) -> bool:
    """Whether a word before a name is a title, not a name that looks like one ("Dean Baker", "Luther King Jr.")."""
    if not is_listed("title", word) and not is_listed("title", word.rpartition("-")[2]):
        return False
    is_behind_given = i and _is_given(words[i - 1][0]) and not (i > 1 and is_listed("place_opening", words[i - 2][0]))
    is_behind_given = is_behind_given and not word.endswith(".") and not is_listed("place", words[i - 1][0])
    # "San Juan Mayor Ann Lee", "Virginia Gov. Ann Lee"
    return not (i == 0 and len(words) == 2 and _is_given(word)) and not is_behind_given


def _without_opening(words: list[Word]) -> list[Word]:
    """The words without those before a name: "But", "Will", "Following", a country, "the"."""
    sure = tagger.load().sure
    first = 0
    while first < len(words):
        word = words[first][0]
        rest = len(words) - first
        is_small = is_listed("opener", word) or sure.get(word.lower()) in _FUNCTION | {"VBG", "MD", "VBD", "VB"}
        is_small = (
            is_small
            or word.lower() in _small_words()
            or (word.endswith("ing") and rest > 1 and word not in names.surnames())
        )
        is_small = is_small or bool(re.search(r"-[a-z]+(?:-|$)", word))  # "Thirty-year-old"
        is_small = is_small and not _is_given(word)
        if rest > 3 and word.lower() in _DIRECTIONS and names.country(f"{word} {words[first + 1][0]}"):
            first += 2  # "North Korea Ann Lee"
            continue
        is_state = names.country(word) and not _is_given(word) and rest > 1
        if not (is_small and rest > 1) and not is_state and word.lower() not in {"the", "a", "an"}:
            break
        first += 1
    return words[first:]


@cache
def _small_words() -> frozenset[str]:
    return lists()["opener"] | reading.word_lists("english_function_words.txt")["telling"]


_FATHER_OF = frozenset({"Abu", "Umm"})  # "Abu Mohammed al-Adnani"


def _from_given(words: list[Word]) -> list[Word]:
    """The words from the first given name on, where something else stands before it ("Fellow Brian Riedl")."""
    if len(words) < 3 or _is_given(words[0][0]) or _INITIALS.fullmatch(words[0][0]):
        return words
    for i in range(1, len(words) - 1):
        is_last_two = len(words) == i + 2  # "Infectious Diseases Anthony Fauci"
        if _is_given(words[i][0]) and (is_last_two or not (words[i][0] in names.surnames() and i > 1)):
            return words[i - (words[i - 1][0] in _FATHER_OF) :]
    return words


def _without_end(words: list[Word]) -> list[Word]:
    """The words without small ones and given names of somebody else behind ("Mike Pompeo Michael")."""
    while len(words) > 2 and (
        words[-1][0].lower() in PARTICLES or tagger.load().sure.get(words[-1][0].lower()) in _FUNCTION | {"VBZ", "MD"}
    ):
        words = words[:-1]
    is_office = len(words) == 3 and f"{words[0][0]} {words[1][0]}" in names.officeholders()
    return words[:2] if is_office and words[2][0].lower() not in _SUFFIXES else words  # "Bill Clinton Obama"


@cache
def _towns() -> frozenset[str]:
    """Names of towns and states that are of several words: "El Paso"."""
    return frozenset(row["name"] for row in load_rows("places.csv") if " " in row["name"])


# "Pro-Government Refugees"
_COMPOUND = re.compile(r"(?:Pro|Anti|Non|Post|Pre|Mid|Self|Co|Multi)-")


def _is_places(words: Sequence[str]) -> bool:
    """Whether words that no title stands before name a place, or something of one: "South Orange", "Ohio Landmine"."""
    if " ".join(words) in _towns() or (len(words) > 1 and words[0].lower() in _DIRECTIONS):
        return True
    return len(words) > 1 and is_listed("place", words[0]) and not _is_given(words[0])


def _may_be_name(words: Sequence[str], is_given: bool, has_title: bool) -> bool:
    """Whether words may be a person's name: `is_given`: the first is a given name."""
    last = words[-1] if words[-1].lower() not in _SUFFIXES or len(words) < 2 else words[-2]
    sure = tagger.load().sure
    name = " ".join(words)
    if _CONTRACTED.search(name) or is_listed("no_name", "-".join(words).replace(".", "")):
        return False
    is_organisation = any(is_listed("organisation", w) or is_listed("outlet", w) for w in words)
    if is_organisation and not (has_title and is_given and len(words) == 2):
        return False
    if (not has_title and _is_places(words)) or _COMPOUND.match(name):
        return False
    if any(w.isupper() and is_listed("acronym", w) for w in words) or (_GLUED.match(words[0]) and not is_given):
        return False
    if (
        is_listed("unnamed", last)
        or is_listed("group", last)
        or (is_listed("thing", last) and (not has_title or last == "Act"))
    ):
        return False
    if not is_given and len(words) > 1 and (is_listed("title", last) or is_listed("role", last)):
        return False  # "Labor Secretary"
    is_thing = is_listed("company", last) or is_listed("document", last)
    if is_thing and not has_title and not (is_given and len(words) == 2 and not is_listed("place", words[0])):
        return False
    wrong = _FUNCTION | {"VBZ"} if is_given or has_title else _NO_NAME
    if any(sure.get(w.lower()) in wrong for w in words[len(words) > 1 :] if w.lower() not in PARTICLES):
        return False
    if len(words) == 1 and ((is_listed("time", last) and last.lower() != "may") or len(last) == 1):
        return False
    if is_listed("place", last) and (len(words) == 1 or words[0].lower() in _DIRECTIONS or not (is_given or has_title)):
        return False
    if is_listed("place", last) and len(words) > 2 and not has_title:
        return False  # "Morgan Stanley Asia"
    if not (is_given or has_title) and names.country(last):
        return False
    if names.country(name) or ((names.outlet(name) or names.organisation(name)) and not has_title):
        return False
    return words[0][0].isupper() or "-" in words[0]


def _gender_of(title: str) -> str | None:
    """What a title tells: "male", "female" or None, as "Rep." does, which is short for either."""
    words = title.split()
    told = [sex for sex in ("male", "female") if any(word in lists()[sex] for word in words)]
    return told[0] if len(told) == 1 else None


def gender_of(mention: str) -> str | None:
    """What the words of a mention tell: "male", "female" or None; not "Dan Lee, her agent", nor "Lee, whose father"."""
    words = mention.lower().split(",")[0].split()
    return _gender_of(" ".join(word for word in words if len(words) == 1 or not is_listed("owner", word)))


# --- the people of a text -------------------------------------------------------------------------------------------
