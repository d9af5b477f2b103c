"""The sentences of a text."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

from helpers.text.words import Span, find_lines, word_lists

_CLOSING = "\"'”’»)\\]}“"  # “ too: some texts close with the opening mark
_QUOTES = frozenset("\"'”’»“")
_STOP = re.compile(rf"[.!?…][.!?…{_CLOSING}]*+")
_NOTE = re.compile(r"(?:\s?\[\d[\d\s,–-]{0,30}\])+|\s[:;]-?[)(DP](?!\w)|\s?\[(?:\.{3}|…)\]$")  # [12], :-), [...]
_YEAR = re.compile(r"\((?:[A-Z][\w\s]{0,40},\s)?\d{4}\)")  # of a film whose title ends in a mark: Help! (1965)
_NOTE_NUMBER = re.compile(r"\s\d{1,3}(?=\s([A-Z]\w{0,20}),?\s)")  # as in "a fee. 8 Yet some"
_SPACE = re.compile(r"\s*+")
_OPENING = "\"'“‘«([{¿¡*"
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]|Ph\.D")
_NUMBERING = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,3})*|[ivxIVX]{1,5}|[A-Za-z])")
_CAMEL = re.compile(r"[a-z]{1,5}[A-Z]")
_SPEAKER = re.compile(
    r"(?:[A-Z][\w.’'-]{0,30}\s){1,4}(?:said|says|asked|asks|told|wrote|writes|added|replied|answered|exclaimed|shouted"
    r"|cried|tweeted|continued|demanded|wondered|quipped|joked|recalled)\b"
    r"|I\s(?:say|ask|answer|reply)\b|[A-Z][\w.’'-]{0,30}\s(?:called|yelled|screamed|whispered|muttered|began|laughed)[.,]"
)
_DAY = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,\s(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\s\d{1,2},\s\d{4}"
)
_DATE = re.compile(rf"(?<=[\w)’'\"”?!])\s(?={_DAY}$)")
_CREDIT = re.compile(  # of a picture, at the end of its caption
    r"(?<=[\w.)’'\"”])\s(?=(?:[Ii]mage|[Pp]hoto(?:graph)?|[Pp]icture|[Ii]llustration)s?(?: credit| by)?:\s"
    r"[^.!?]{1,100}\.?$)"
)
_PULLED = re.compile(r"[–—-]{1,2}\s?[A-Z]")  # who said a quotation that stands by itself: "Peace now." — Ann Lee
_HEAD = re.compile(  # a day above the story; the number of a caption, without a stop
    rf"(?:{_DAY}|(?:Figure|Table|Listing|Exhibit|Map|Chart|Box)\s\d{{1,3}}(?:\.\d{{1,3}})+)(?=\s[A-Z(“\"])"
)
_ENDS = word_lists("sentence_ends.txt")
_LEADS_ON = _ENDS["leads on"]
_RUNS_ON = _ENDS["run on"]
_RUNS_ON_AFTER_DASH = _RUNS_ON | _ENDS["run on after a dash"]
_WORD = re.compile(r"[^\W_][\w']*")
_NO_NAMES = frozenset({"The", "This", "These"})
_GOES_ON = re.compile(r"\s[a-z]+\s[a-z]")
_CLOSES = re.compile(r"\s[–—-]+\s[a-z]")
_RUN_ON = re.compile(  # what may open a sentence in "he can — They left", "it was left to them They left"
    r"([A-Z](?:(?<=[a-z]\)\s.)|(?<=[^\W\d]\s.)|(?<=[–—-]\s.))[a-z]{1,7})(?=(?:[’'](?:s|re|ve|ll|d|m))?,?\s[a-z]+[\s,.?!])"
)
_DASH = re.compile(r"(?:--|[–—]|\s-)$")
_LEADS_TO_DATE = _ENDS["leads to a date"]

_ALWAYS_ON = _ENDS["always on"]
_ON_TO_NUMBER = _ENDS["on to a number"]
_MAY_END = _ENDS["may end"]
_OPENERS = _ENDS["openers"]
_LOWER_OPENERS = _ENDS["lower openers"]


def find_sentences(text: str) -> list[Span]:
    """Spans of the sentences of `text`, in order; only white space lies between them.

    A line end always ends a sentence, and so does a stop that is followed by white space, with the closing quotes,
    brackets and note marks after it, unless it belongs to an abbreviation, an initial or a list number, or the line
    goes on in lower case or with a dash. So does a dash or a lower-case word before one of the openers listed
    ("I would if I could — They left"). A stop without a space after it, a semicolon and a colon never do; an
    abbreviation before a name that opens a sentence is missed ("in the U.S. Putin said").

    >>> text.find_sentences("Mr. Lee left. It rained.")
    [(0, 13), (14, 24)]
    """
    cut = [span for line in find_lines(text) for span in _split_line(text, *line)]
    return _split_run_on(text, cut, [match for match in _RUN_ON.finditer(text) if match[1] in _RUNS_ON_AFTER_DASH])


def _split_line(text: str, start: int, end: int) -> Iterator[Span]:
    if head := _HEAD.match(text, start, end):
        yield start, head.end()
        start = head.end() + 1
    for match in _STOP.finditer(text, start, end):
        stop, after = match.span()
        if after == end or not (text[after].isspace() or text[after] == "["):
            continue  # 3.5, U.S.
        if note := _NOTE.match(text, after, end):
            after = note.end()
        number = _NOTE_NUMBER.match(text, after, end)
        if number and number[1] in _OPENERS and not _is_abbreviated(text, start, stop, number[0].lstrip()):
            after = number.end()
        space = _SPACE.match(text, after, end)
        following = space.end() if space else after
        if after < following < end and after > start and _is_end(text, start, stop, match.end(), following):
            yield start, after
            start = following
    tail = max(start, end - 130)
    if ":" in text[tail:end] and (credit := _CREDIT.search(text, tail, end)):
        yield start, credit.start()
        start = credit.end()
    date = _DATE.search(text, max(start, end - 40), end) if text[end - 1].isdigit() else None
    if date and text[max(start, date.start() - 12) : date.start()].split()[-1].lower() not in _LEADS_TO_DATE:
        yield start, date.start()  # a headline with its date stamp
        start = date.end()
    if start < end:
        yield start, end


def _split_run_on(text: str, cut: list[Span], breaks: list[re.Match[str]]) -> list[Span]:
    """`cut` with those parted in which a sentence opens after a dash or no mark at all: "If I can — They left"."""
    for match in breaks:
        opens = match.start()
        i = bisect(cut, (opens, len(text))) - 1
        start, end = cut[i]
        if (
            start < opens
            and match.end() < end
            and _runs_on(text[start : opens - 1], match[1], text[match.end(1) : end])
        ):
            cut[i : i + 1] = [(start, opens - 1), (opens, end)]
    return cut


def _runs_on(before: str, opener: str, after: str) -> bool:
    """Whether a sentence ends with `before`, which has no stop, and `opener` begins the next.

    Before a dash it does not after a dateline or a label, where a word is said again ("That's what — That's it") or
    where a second dash closes a remark; without one, not after a word that leads on, or within a name or a title.
    """
    words = [word.split("'")[0] for word in _WORD.findall(before.replace("’", "'"))]
    if not any(word[0].islower() for word in words):
        return False
    if _DASH.search(before):
        return opener not in (words[0], *words[-4:]) and not _CLOSES.search(after)
    is_name = words[-1][0].isupper() and not (opener in _NO_NAMES and _GOES_ON.match(after))
    return opener in _RUNS_ON and not is_name and words[-1].lower() not in _LEADS_ON


def _is_end(text: str, start: int, stop: int, closed: int, following: int) -> bool:
    """Whether the marks text[stop:closed] end the sentence begun at `start`, `following` being what comes next."""
    ahead = text[following : following + 80]
    marks = text[stop : min(closed, stop + 8)]
    is_quoted = not _QUOTES.isdisjoint(marks)
    if ahead[0] in ",;:)]}–—-−":
        return is_quoted and _PULLED.match(ahead) is not None
    bare = ahead.lstrip(_OPENING)
    if bare[:1].islower() and not _CAMEL.match(bare) and not bare.startswith(("http", "www.")):
        is_word = text[max(start, stop - 4) : stop].isalpha()
        return len(marks) == 1 and is_word and re.split(r"\W", bare, maxsplit=1)[0] in _LOWER_OPENERS
    if marks[0] == "." and "." not in marks[1:]:
        return not _is_abbreviated(text, start, stop, bare)
    if is_quoted and _SPEAKER.match(ahead):
        return False
    if marks[0] == "…" or marks.startswith(".."):
        # a pause set off by spaces, not an end: "we just ... I don't know"
        return not (text[stop - 1].isspace() and (ahead[0] in "([" or bare.startswith(("I ", "I'", "I’"))))
    return not _YEAR.match(ahead)


def _is_abbreviated(text: str, start: int, stop: int, bare: str) -> bool:
    before = text[max(start, stop - 24) : stop].rsplit(None, 1)[-1:]
    word = before[0].lstrip(_OPENING) if before and not text[stop - 1].isspace() else ""
    key = word.lower()
    if key in _ALWAYS_ON:
        return True
    if _NUMBERING.fullmatch(text, start, stop):
        return True
    if key == "etc":
        return not bare[:1].isupper()
    if key in _ON_TO_NUMBER:
        return bare[:1].isdigit()
    if key in _MAY_END or _INITIALS.fullmatch(word):
        opener = (bare.split(None, 1) or [""])[0]
        return bare[:1].isdigit() or opener.rstrip(",") not in _OPENERS
    return False
