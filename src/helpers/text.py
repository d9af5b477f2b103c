"""Reading a text: its sentences, its boilerplate, its words. Everything returns offsets into the text as given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Span = tuple[int, int]
Ints = NDArray[np.integer[Any]]


class Cut(NamedTuple):
    """Texts as numbered tokens: text i is `ids[starts[i] : starts[i + 1]]`, each id a place in `tokens`."""

    tokens: pa.Array  # what stands between ASCII white space: one may be empty, or hold other white space
    ids: Ints
    starts: Ints


def cut(texts: Sequence[str]) -> Cut:
    """The one pass over `texts` that terms and readability count from."""
    # encoded here, for a str keeps what pyarrow would encode of it; half of a surrogate pair is no letter, nor is "?"
    plain = (text.replace("\u00a0", " ").strip().encode("utf-8", "replace") for text in texts)
    written = pa.array(list(plain), pa.large_binary())
    pieces = pc.ascii_split_whitespace(written.view(pa.large_string()))
    del written  # a copy of the texts less while memory peaks
    coded = pieces.flatten().dictionary_encode()
    return Cut(coded.dictionary, coded.indices.to_numpy(), pieces.offsets.to_numpy())


class Scan(NamedTuple):
    """Texts as integers: text i is `ids[starts[i] : starts[i + 1]]`, each id a place in `tokens`.

    A token is a stretch without white space, as written; what counts as a word in it is the reader's to say.
    """

    tokens: list[str]
    ids: Ints
    starts: Ints


def scan(texts: Sequence[str]) -> Scan:
    """What `str.split` gives of each of `texts`, numbered."""
    pieces, ids, starts = cut(texts)
    tokens: list[str] = pieces.to_pylist()
    if "\n".join(tokens).split() == tokens:
        return Scan(tokens, ids, starts)
    number = {token: i for i, token in enumerate(tokens)}
    odd = {i: token.split() for i, token in enumerate(tokens) if not (token and token.isprintable())}
    parts = [[number.setdefault(part, len(number)) for part in parts] for parts in odd.values()]
    lengths, first = np.ones(len(tokens), np.int64), np.arange(len(tokens))
    lengths[[*odd]] = [len(part) for part in parts]
    first[[*odd]] = len(tokens) + running(lengths[[*odd]])[:-1]
    flat = np.concatenate([np.arange(len(tokens)), np.fromiter(chain.from_iterable(parts), np.int64)])
    return Scan(list(number), *expand(ids, starts, first, lengths, flat))


def running(column: NDArray[Any]) -> Ints:
    """Sums of all before each place, and of all."""
    return np.concatenate([[0], np.cumsum(column, dtype=np.int64)])


def expand(ids: Ints, starts: Ints, first: Ints, lengths: Ints, flat: Ints) -> tuple[Ints, Ints]:
    """`ids` with each id i replaced by the `lengths[i]` of `flat` from `first[i]`; and where the texts then start."""
    held = lengths[ids]
    total = int(held.sum(dtype=np.int64))
    if total == len(ids) and held.all():
        return flat[first[ids]], starts
    ends = running(held)
    if total < 1 << 31:
        ends = ends.astype(np.int32)  # half the memory to go through
    place = np.repeat(first[ids] - ends[:-1], held) + np.arange(total, dtype=ends.dtype)
    return flat[place], ends[starts]


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


WORD = re.compile(r"[^\W_]++(?:['’][^\W_]++)*+")
_LINE = re.compile(r"\S(?:[^\n\r\v\f\x85\u2028\u2029]*\S)?")


def find_words(text: str) -> list[Span]:
    """Spans of the words of `text`: letters and digits, apostrophes inside kept."""
    return [match.span() for match in WORD.finditer(text)]


def count_words(text: str) -> int:
    """How many words `find_words` finds."""
    return len(WORD.findall(text))


def find_lines(text: str) -> list[Span]:
    """Spans of the lines of `text` that hold more than white space, without the white space around them."""
    return [match.span() for match in _LINE.finditer(text)]


# --- sentences ---------------------------------------------------------------------------------------------------

_CLOSING = "\"'”’»)\\]}“"  # “ too: some texts close with the opening mark
_QUOTES = frozenset("\"'”’»“")
_STOP = re.compile(rf"[.!?…][.!?…{_CLOSING}]*+")
_NOTE = re.compile(r"(?:\s?\[\d[\d\s,–-]{0,30}\])+|\s[:;]-?[)(DP](?!\w)")  # [12], :-)
_NOTE_NUMBER = re.compile(r"\s\d{1,3}(?=\s([A-Z]\w{0,20}),?\s)")  # as in "a fee. 8 Yet some"
_SPACE = re.compile(r"\s*+")
_OPENING = "\"'“‘«([{¿¡*"
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]|Ph\.D")
_NUMBERING = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,3})*|[ivxIVX]{1,5}|[A-Za-z])")
_CAMEL = re.compile(r"[a-z]{1,5}[A-Z]")
_SPEAKER = re.compile(
    r"(?:[A-Z][\w.’'-]{0,30}\s){1,4}(?:said|says|asked|asks|told|wrote|writes|added|replied|answered|exclaimed|shouted"
    r"|cried|tweeted|continued|demanded|wondered|quipped|joked|recalled)\b"
)
_DAY = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,\s(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\s\d{1,2},\s\d{4}"
)
_DATE = re.compile(rf"(?<=[\w)’'\"”?!])\s(?={_DAY}$)")
_CREDIT = re.compile(  # of a picture, at the end of its caption
    r"(?<=[\w)’'\"”])\s(?=(?:[Ii]mage|[Pp]hoto(?:graph)?|[Pp]icture|[Ii]llustration)s?(?: credit| by)?:\s"
    r"[^.!?]{1,100}\.?$)"
)
_PULLED = re.compile(r"[–—-]{1,2}\s?[A-Z]")  # who said a quotation that stands by itself: "Peace now." — Ann Lee
_DATELINE = re.compile(rf"({_DAY})\s(?=[A-Z])")
_ENDS = word_lists("sentence_ends.txt")
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
    goes on in lower case or with a dash. A stop without a space after it, a semicolon and a colon never do; an
    abbreviation before a name that opens a sentence is missed ("in the U.S. Putin said").
    """
    return [span for line in find_lines(text) for span in _split_line(text, *line)]


def _split_line(text: str, start: int, end: int) -> Iterator[Span]:
    if dateline := _DATELINE.match(text, start, end):
        yield start, dateline.end(1)
        start = dateline.end()
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
    if marks[0] == "…" or marks.startswith(".."):
        # a pause set off by spaces, not an end: "we just ... I don't know"
        return not (text[stop - 1].isspace() and (ahead[0] in "([" or bare.startswith(("I ", "I'", "I’"))))
    return not (is_quoted and _SPEAKER.match(ahead))


def _is_abbreviated(text: str, start: int, stop: int, bare: str) -> bool:
    before = text[max(start, stop - 24) : stop].rsplit(None, 1)[-1:]
    word = before[0].lstrip(_OPENING) if before and not text[stop - 1].isspace() else ""
    key = word.lower()
    if key in _ALWAYS_ON:
        return True
    if stop - start <= 24 and _NUMBERING.fullmatch(text, start, stop):
        return True
    if key == "etc":
        return not bare[:1].isupper()
    if key in _ON_TO_NUMBER:
        return bare[:1].isdigit()
    if key in _MAY_END or _INITIALS.fullmatch(word):
        opener = (bare.split(None, 1) or [""])[0]
        return bare[:1].isdigit() or opener.rstrip(",") not in _OPENERS
    return False


# --- boilerplate -------------------------------------------------------------------------------------------------

_LONGEST_FURNITURE = 600  # characters; a longer line is an article's paragraph, whatever it asks of its reader
_LONGEST_LIST = 15  # lines from the end; titles under a heading higher up are the article's own
_MOST_TEASERS = 20
_SHORT = {
    "<start>": r"^[^\w\"'“‘«]*",  # a quotation is never furniture
    "<end>": r"\W*$",
    "<opens>": r"(?:^|[.!?…:|]\s)[-–•*>»\s]{0,4}"
    r"(?:please |don[’']t forget to |remember (?:that you can|to) |want |to |and )?",
    "<site>": r"(?:facebook|twitter|instagram|youtube|telegram|whatsapp|linkedin|reddit|pinterest|tiktok|viber|threads"
    r"|messenger|flipboard|e-?mail|google news|apple news)",
}


class _Rule(NamedTuple):
    reason: str
    hints: tuple[str, ...]
    pattern: re.Pattern[str]


@cache
def _furniture() -> tuple[_Rule, ...]:
    """The rules of data/boilerplate.txt; a line without any of a rule's hints is not held against its pattern."""
    found = []
    for block in re.split(r"^\[", (files("helpers") / "data" / "boilerplate.txt").read_text("utf-8"), flags=re.M)[1:]:
        reason, _, lines = block.partition("]")
        for short, whole in _SHORT.items():
            lines = lines.replace(short, whole)
        patterns = [line for line in lines.splitlines() if line and not line.startswith("hints: ")]
        hints = [hint for line in lines.splitlines() if line.startswith("hints: ") for hint in line[7:].split(", ")]
        found.append(_Rule(reason, tuple(hints), re.compile("|".join(patterns), re.IGNORECASE)))
    return tuple(found)


_LIST_HEAD = "head of a link list"
_RATE = re.compile(
    r"(?:[A-Z]{3}(?:/[A-Z]{3})?[\s:]+)?\d[\d.,\s]{0,20}(?:[A-Z]{3}|[$€£¥₴₽%])?(?:\s{0,3}[▲▼△▽↑↓+−-]?\s{0,3}\d[\d.,]{0,10}\s?%)?"
)
_RATE_SIGN = re.compile(r"[A-Z]{3}|[$€£¥₴₽▲▼△▽↑↓]|[+−-]\s?\d[\d.,]*\s?%")
_CODE = re.compile(r"[A-Z]{3}(?:/[A-Z]{3})?:?")
_BULLET = re.compile(r"[-–—•·*#>]\s?\w[\w\s&]{0,30}")


def find_boilerplate(text: str) -> list[Span]:
    """Spans of the lines of `text` that are page furniture; `name_boilerplate` says which kind each is.

    A line counts as a whole or not at all: an appeal to subscribe inside a paragraph of the article stays text, and
    so does a teaser of another story that is written as a sentence.
    """
    return [(start, end) for start, end, _ in name_boilerplate(text)]


def name_boilerplate(text: str) -> list[tuple[int, int, str]]:
    """The boilerplate of `text` as (start, end, reason), in order.

    Reasons: currency ticker, cut teaser, and the names in data/boilerplate.txt. "about the author" is boilerplate to
    counts of words and evidence to provenance.
    """
    lines = find_lines(text)
    rules = _hinted(_furniture(), text.lower())
    named = [_name_line(text[start:end], rules) if end - start <= _LONGEST_FURNITURE else None for start, end in lines]
    _name_codes(text, lines, named)
    _name_teasers(text, lines, named)
    _name_lists(text, lines, named)
    return [(*line, reason) for line, reason in zip(lines, named, strict=True) if reason]


def _hinted(rules: Sequence[_Rule], lowered: str) -> list[_Rule]:
    """The rules that may hold in a text, each with the hints that are in it."""
    held = [rule._replace(hints=tuple(filter(lowered.__contains__, rule.hints))) for rule in rules]
    return [now for rule, now in zip(rules, held, strict=True) if now.hints or not rule.hints]


def _name_line(line: str, rules: Sequence[_Rule]) -> str | None:
    if _RATE.fullmatch(line) and _RATE_SIGN.search(line):
        return "currency ticker"
    lowered = line.lower()
    for reason, hints, pattern in rules:
        if (not hints or any(map(lowered.__contains__, hints))) and pattern.search(line):
            return reason
    return None


def _name_codes(text: str, lines: list[Span], named: list[str | None]) -> None:
    # "USD" is furniture only beside its rate
    rates = [reason == "currency ticker" for reason in named]
    for i, line in enumerate(lines):
        if _CODE.fullmatch(text, *line) and (rates[i + 1 : i + 2] == [True] or (i and rates[i - 1])):
            named[i] = "currency ticker"


def _name_teasers(text: str, lines: list[Span], named: list[str | None]) -> None:
    cut = [i for i, line in enumerate(lines) if named[i] is None and _is_cut(text, *line)]
    for i in cut[:_MOST_TEASERS]:
        start, end = lines[i]
        if text.find(text[start:end].rstrip("….").rstrip(), end) >= 0:
            named[i] = "cut teaser"


def _is_cut(text: str, start: int, end: int) -> bool:
    return 20 < end - start <= _LONGEST_FURNITURE and text.endswith(("…", "..."), start, end)


def _name_lists(text: str, lines: list[Span], named: list[str | None]) -> None:
    """Headings of link lists with the titles under them, and the short bullets below the last paragraph."""
    in_list = False
    for i, (start, end) in enumerate(lines):
        if named[i] == _LIST_HEAD:
            named[i], in_list = "link list", True
        elif in_list and named[i] is None:
            # titles are short and end without a full stop; the first line that reads as a paragraph ends the list
            in_list = end - start <= 160 and text[end - 1] not in '.:”"' and i >= len(lines) - _LONGEST_LIST
            named[i] = "link list" if in_list else None
    for i in range(len(lines) - 1, -1, -1):
        start, end = lines[i]
        if named[i] is None:
            if not (end - start <= 40 and _BULLET.fullmatch(text, start, end)):
                break
            named[i] = "link list"
