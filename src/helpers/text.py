"""Reading a text: its sentences, its boilerplate, its words. Everything returns offsets into the text as given."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Span = tuple[int, int]
Ints = NDArray[np.int64]


class Scan(NamedTuple):
    """Texts as integers: text i is `ids[starts[i] : starts[i + 1]]`, each id a place in `tokens`.

    A token is a stretch without white space, as written; what counts as a word in it is the reader's to say.
    """

    tokens: list[str]
    ids: Ints
    starts: Ints


def scan(texts: Iterable[str]) -> Scan:
    """The one pass over `texts` that frequencies and readability count from."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__  # a token not seen before gets the next number
    split = [text.split() for text in texts]
    starts = np.zeros(len(split) + 1, np.int64)
    np.cumsum([len(tokens) for tokens in split], out=starts[1:])
    ids = np.fromiter(map(numbers.__getitem__, chain.from_iterable(split)), np.int64, starts[-1])
    return Scan(list(numbers), ids, starts)


def word_lists(name: str) -> dict[str, frozenset[str]]:
    """The word lists of the file `name` in data/, by heading; `#` opens a comment."""
    found: dict[str, frozenset[str]] = {}
    heading = ""
    for line in (files("helpers") / "data" / name).read_text("utf-8").splitlines():
        words = line.partition("#")[0].strip()
        if words.startswith("["):
            heading = words.strip("[]")
        found[heading] = found.get(heading, frozenset()) | ({*words.split()} if words[:1] != "[" else set())
    return found


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LINE = re.compile(r"\S(?:[^\n\r\v\f\x85\u2028\u2029]*\S)?")


def find_words(text: str) -> list[Span]:
    """Spans of the words of `text`: letters and digits, apostrophes inside kept."""
    return [match.span() for match in _WORD.finditer(text)]


def find_lines(text: str) -> list[Span]:
    """Spans of the lines of `text` that hold more than white space, without the white space around them."""
    return [match.span() for match in _LINE.finditer(text)]


# --- sentences ---------------------------------------------------------------------------------------------------

_CLOSING = "\"'”’»)\\]}“"  # “ too: some texts close with the opening mark
_QUOTES = frozenset("\"'”’»“")
_STOP = re.compile(rf"[.!?…][.!?…{_CLOSING}]*+")
_NOTE = re.compile(r"(?:\s?\[\d[\d\s,–-]{0,30}\])+|\s[:;]-?[)(DP](?!\w)")  # [12], :-)
_SPACE = re.compile(r"\s*+")
_OPENING = "\"'“‘«([{¿¡*"
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]|Ph\.D")
_NUMBERING = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,3})*|[ivxIVX]{1,5}|[A-Za-z])")
_CAPTION = re.compile(r"(?:Fig(?:ure|\.)?|Table|Box|Chart|Photo|Chapter|Section|Part|Appendix)\s\d{1,3}(?:\.\d{1,3})*")
_CAMEL = re.compile(r"[a-z]{1,5}[A-Z]")
_SPEAKER = re.compile(
    r"(?:[A-Z][\w.’'-]{0,30}\s){1,4}(?:said|says|asked|asks|told|wrote|writes|added|replied|answered|exclaimed|shouted"
    r"|cried|tweeted|continued|demanded|wondered|quipped|joked|recalled)\b"
)
_DATE = re.compile(
    r"(?<=[\w)’'\"”?!])\s(?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,\s(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December)\s\d{1,2},\s\d{4}$)"
)
_ENDS = word_lists("sentence_ends.txt")
_LEADS_TO_DATE = _ENDS["leads to a date"]

_ALWAYS_ON = _ENDS["always on"]
_ON_TO_NUMBER = _ENDS["on to a number"]
_MAY_END = _ENDS["may end"]
_OPENERS = _ENDS["openers"]


def find_sentences(text: str) -> list[Span]:
    """Spans of the sentences of `text`, in order; only white space lies between them.

    A line end always ends a sentence, and so does a stop that is followed by white space, with the closing quotes,
    brackets and note marks after it, unless it belongs to an abbreviation, an initial, a list number or a caption's
    number, or the line goes on in lower case or with a dash. A stop without a space after it, a semicolon and a
    colon never do; an abbreviation before a name that opens a sentence is missed ("in the U.S. Putin said").
    """
    return [span for line in find_lines(text) for span in _split_line(text, *line)]


def _split_line(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _STOP.finditer(text, start, end):
        stop, after = match.span()
        if note := _NOTE.match(text, after, end):
            after = note.end()
        space = _SPACE.match(text, after, end)
        following = space.end() if space else after
        if after < following < end and after > start and _is_end(text, start, stop, match.end(), following):
            yield start, after
            start = following
    date = _DATE.search(text, max(start, end - 40), end)
    if date and text[max(start, date.start() - 12) : date.start()].split()[-1].lower() not in _LEADS_TO_DATE:
        yield start, date.start()  # a headline with its date stamp
        start = date.end()
    if start < end:
        yield start, end


def _is_end(text: str, start: int, stop: int, closed: int, following: int) -> bool:
    """Whether the marks text[stop:closed] end the sentence begun at `start`, `following` being what comes next."""
    ahead = text[following : following + 80]
    if ahead[0] in ",;:)]}–—-−":
        return False
    bare = ahead.lstrip(_OPENING)
    if bare[:1].islower() and not _CAMEL.match(bare):
        return False
    marks = text[stop : min(closed, stop + 8)]
    if marks[0] == "." and not marks.startswith(".."):
        return not _is_abbreviated(text, start, stop, bare)
    if marks[0] == "…" or marks.startswith(".."):
        # a pause set off by spaces, not an end: "we just ... I don't know"
        return not (text[stop - 1].isspace() and (ahead[0] in "([" or bare.startswith(("I ", "I'", "I’"))))
    is_quoted = not {*marks}.isdisjoint(_QUOTES)
    return not (is_quoted and _SPEAKER.match(ahead))


def _is_abbreviated(text: str, start: int, stop: int, bare: str) -> bool:
    before = text[max(start, stop - 24) : stop].rsplit(None, 1)[-1:]
    word = before[0].lstrip(_OPENING) if before and not text[stop - 1].isspace() else ""
    key = word.lower()
    if key in _ALWAYS_ON:
        return True
    if stop - start <= 24 and (_NUMBERING.fullmatch(text, start, stop) or _CAPTION.fullmatch(text, start, stop)):
        return True
    if key == "etc":
        return not bare[:1].isupper()
    if key in _ON_TO_NUMBER:
        return bare[:1].isdigit()
    if key in _MAY_END or _INITIALS.fullmatch(word):
        return bare[:1].isdigit() or bare.split(None, 1)[0].rstrip(",") not in _OPENERS
    return False


# --- boilerplate -------------------------------------------------------------------------------------------------

_FURNITURE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("currency ticker", re.compile(r"[A-Z]{3}|\d[\d.,]*\s?[A-Z]{3}(?:\s*[▲▼↑↓]?\s*[-+]?\d[\d.,]*\s?%)?")),
    ("link list", re.compile(
        r"(?:related (?:topics|articles|news|stories)|more (?:news|stories)|read (?:also|more)|see also|- \w+)\s*:?",
        re.I)),
    ("subscription", re.compile(
        r".*\b(?:subscribe|newsletter|notifications|download (?:our|the new version of our) app|follow us)\b.*",
        re.I)),
    ("pointer to the original", re.compile(r"(?:see|read) (?:the )?original (?:article|story)\b.*", re.I)),
    ("disclaimer", re.compile(r"the editors? (?:do|does) not (?:always )?(?:share|necessarily)\b.*", re.I)),
)  # fmt: skip


def find_boilerplate(text: str) -> list[Span]:
    """Spans of the lines of `text` that are page furniture: tickers, link lists, teasers, subscription lines."""
    return [(start, end) for start, end, _ in name_boilerplate(text)]


def name_boilerplate(text: str) -> list[tuple[int, int, str]]:
    """The boilerplate of `text` as (start, end, reason)."""
    found = []
    for start, end in find_lines(text):
        line = text[start:end]
        for reason, pattern in _FURNITURE:
            if pattern.fullmatch(line):
                found.append((start, end, reason))
                break
        else:
            cut = line.removesuffix("…").removesuffix("...")
            if cut != line and len(cut) > 20 and cut in text[end:]:
                found.append((start, end, "cut teaser"))
    return found
