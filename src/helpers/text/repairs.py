"""Mending a text as it came: markup, wrong encodings, odd characters, wrapped lines, sentences without a blank between.

Each rule is a function from a text to what it would replace there. `repair` applies them in order, again and again
until none finds anything, and says what it did first by each rule and how often. A clean text goes through untouched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from html import unescape
from typing import NamedTuple

from helpers.text.lines import Edit, glued_sentences, wrapped_lines

_ROUNDS = 8
_LONGEST_SHOWN = 80  # characters of a passage as it came
_REACH = 30  # characters on either side of a change that are shown with it


class Repair(NamedTuple):
    """What `rule` mended: its first passage, where it stands now and as it came, and how often it mended the text."""

    start: int
    end: int
    rule: str
    was: str
    n: int


def repair(text: str) -> tuple[str, list[Repair]]:
    """`text` mended, and what was done, one row a rule; offsets are those of the mended text.

    Mending twice changes nothing more. Not mended: what a wrong encoding has lost for good (U+FFFD), words run together
    without a stop.

    >>> text.repair("AT&amp;T")[0]
    'AT&T'
    """
    found: dict[str, Repair] = {}
    for _ in range(_ROUNDS):
        before, there = text, frozenset(text)
        for rule, (marks, find) in _RULES.items():
            if (marks is None or not marks.isdisjoint(there)) and (edits := find(text)):
                text = _apply(text, rule, edits, found)
                there = frozenset(text)
        if text == before:
            break
    return text, sorted(found.values())


def _apply(text: str, rule: str, edits: Sequence[Edit], found: dict[str, Repair]) -> str:
    pieces, at, first = [], 0, edits[0]
    for start, end, new in edits:
        pieces += [text[at:start], new]
        at = end
    mended = "".join([*pieces, text[at:]])
    for name, known in found.items():
        start, end = _moved(known.start, edits), _moved(known.end, edits)
        found[name] = known._replace(start=min(start, len(mended)), end=max(start, end))
    start, end = _around(text, first)
    now = Repair(start, _moved(end, edits), rule, text[start:end], len(edits))
    now = now._replace(was=now.was if len(now.was) <= _LONGEST_SHOWN else now.was[: _LONGEST_SHOWN - 1] + "…")
    known_before = found.get(rule)
    found[rule] = now if known_before is None else known_before._replace(n=known_before.n + len(edits))
    return mended


def _moved(place: int, edits: Iterable[Edit]) -> int:
    shift = 0
    for start, end, new in edits:
        if end <= place:
            shift += len(new) - (end - start)
        elif start < place:
            return start + shift + min(len(new), place - start)
        else:
            break
    return place + shift


def _around(text: str, edit: Edit) -> tuple[int, int]:
    """The words that `edit` changes, as far as they are near."""
    low, high = max(0, edit.start - _REACH), min(len(text), edit.end + _REACH)
    start, end = edit.start, edit.end
    while start > low and not text[start - 1].isspace():
        start -= 1
    while end < high and not text[end].isspace():
        end += 1
    return start, end


def _map(pattern: re.Pattern[str], new: Callable[[str], str], text: str) -> list[Edit]:
    edits = (Edit(*match.span(), new(match[0])) for match in pattern.finditer(text))
    return [edit for edit in edits if edit.new != text[edit.start : edit.end]]


# --- marks of a format: escapes, tags, entities ---------------------------------------------------------------------

_ESCAPE = re.compile(r"\\+[\"/]|\\u(?:d[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|[0-9a-f]{4})", re.IGNORECASE)
_ESCAPED_LINE = re.compile(r"(?:\\r)?\\n(?=[\sA-Z“‘\"'(–-]|\\[rn]|$)")


def _escapes(text: str) -> list[Edit]:
    r"""JSON's \" and \u2019; its \n where there are several and no line ends."""
    edits = _map(_ESCAPE, _unescaped, text)
    if "\n" not in text and len(_ESCAPED_LINE.findall(text)) > 1:
        edits = sorted([*edits, *_map(_ESCAPED_LINE, lambda _: "\n", text)])
    return edits


def _unescaped(escape: str) -> str:
    if escape[-1] in '"/':
        return escape[-1]
    units = bytes.fromhex(re.sub(r"\\u", "", escape, flags=re.IGNORECASE))
    return units.decode("utf-16-be", "replace")


_BLOCK = (
    "address|article|aside|blockquote|body|br|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head"
    "|header|hr|html|li|main|nav|ol|option|p|pre|section|table|tbody|tfoot|thead|title|tr|ul"
)
_INLINE = (
    "a|abbr|acronym|amp-img|audio|b|big|button|cite|code|em|embed|font|i|iframe|img|input|ins|kbd|label|link|mark|meta"
    "|noscript|object|param|picture|q|s|samp|small|source|span|strike|strong|sub|sup|svg|td|th|time|tt|u|var|video|wbr"
)
_DROPPED = re.compile(r"<(script|style)\b[^<>]{0,500}>.*?</\1\s*>|<!--.*?-->|<!DOCTYPE[^<>]{0,300}>|<!\[CDATA\[|\]\]>",
                      re.IGNORECASE | re.DOTALL)  # fmt: skip
_TAG = re.compile(rf"</?(?:({_BLOCK})|({_INLINE}))(?:\s[^<>]{{0,2000}})?\s?/?>", re.IGNORECASE)
_SURE = re.compile(r"</\w|/>|<(?:p|br|div|img|hr|li|h\d)\b|<\w+\s+[\w-]+\s?=", re.IGNORECASE)


def _markup(text: str) -> list[Edit]:
    """Tags of HTML: those of blocks end a line, others go. A lone <b> may be what the text speaks of, and stays."""
    edits = [Edit(*found.span(), "") for found in _DROPPED.finditer(text)]
    within = [(start, end) for start, end, _ in edits]
    tags = list(_TAG.finditer(text))
    if any(_SURE.match(tag[0]) or tag[0].endswith("/>") for tag in tags):
        inside = (tag for tag in tags if not any(a <= tag.start() < b for a, b in within))
        edits += [
            Edit(*tag.span(), "\n" if tag[1] else " " if tag[2].lower() in {"td", "th"} else "") for tag in inside
        ]
    return _bare_ends(text, sorted(edits))


def _bare_ends(text: str, edits: list[Edit]) -> list[Edit]:
    """`edits` that put nothing above the first word or below the last."""
    for i, edit in enumerate(edits):
        if text[edits[i - 1].end if i else 0 : edit.start].strip():
            break
        edits[i] = edit._replace(new="")
    for i in range(len(edits) - 1, -1, -1):
        if text[edits[i].end : edits[i + 1].start if i + 1 < len(edits) else None].strip():
            break
        edits[i] = edits[i]._replace(new="")
    return edits


_ENTITY = re.compile(r"&(?:amp;)*(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});"
                     r"|&(?:quot|amp|lt|gt|nbsp|[lr][sd]quo|[mn]dash|hellip)(?![\w;=])")  # fmt: skip


def _plain(entity: str) -> str:
    while (less := unescape(entity)) != entity:
        entity = less
    return entity


# --- characters -----------------------------------------------------------------------------------------------------

_MISREAD = frozenset("ÃÂâÅÐÑïðÎÏË")  # with which UTF-8 begins when it is read as Latin-1 or Windows-1252


def _encoding(text: str) -> list[Edit]:
    """UTF-8 that was read as another encoding, once or more often: "â€œ" is a quotation mark."""
    from ftfy import fix_encoding  # only few texts need it

    edits = []
    for line in re.finditer(r"[^\n\r]+", text):
        if not line[0].isascii():
            edits += list(_difference(line[0], fix_encoding(line[0]), line.start()))
    return edits


def _difference(old: str, new: str, at: int) -> Iterator[Edit]:
    """What parts `old`, which stands at `at`, from `new`, word by word where their words are as many."""
    words, fixed = list(re.finditer(r"\S+", old)), new.split()
    if len(words) != len(fixed):
        if old != new:
            yield Edit(at, at + len(old), new)
        return
    for word, mended in zip(words, fixed, strict=True):
        if word[0] != mended:
            yield Edit(at + word.start(), at + word.end(), mended)


_INVISIBLE = re.compile(
    "\u00ad(?:[ \t]*\r?\n[ \t]*)?|[\u200b\u2060-\u2064\ufeff\ufff9-\ufffb]"  # soft hyphen; no width
    "|(?<=[\x00-\x7f])[\u200c\u200d](?=[\x00-\x7f]|$)|[\x00-\x08\x0e-\x1f\x7f]"  # joiners not in emoji; controls
)
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
_ODD = frozenset(
    chr(code)
    for low, high in ((0, 8), (14, 31), (127, 159), (0xAD, 0xAD), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069),
                      (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB))
    for code in range(low, high + 1)
)  # fmt: skip
_CONTROL = re.compile("\x80[\x93\x94\x98\x99\x9c\x9d\xa6]|[\x80-\x9f]")


def _invisible(text: str) -> list[Edit]:
    """Marks that no reader sees: soft hyphens, signs of no width or of direction, controls."""
    edits = _map(_INVISIBLE, lambda _: "", text)
    if not _RIGHT_TO_LEFT.search(text):
        edits += _map(_DIRECTION, lambda _: "", text)
    return sorted([*edits, *_map(_CONTROL, _of_windows, text)])


def _of_windows(control: str) -> str:
    """Windows-1252 read as Latin-1; of two, UTF-8 read so, its first byte lost."""
    if len(control) > 1:
        return f"\xe2{control}".encode("latin-1").decode()
    return control.encode("latin-1").decode("cp1252", "ignore")


def _composed(text: str) -> list[Edit]:
    """Letters with their marks as one character each (NFC)."""
    if unicodedata.is_normalized("NFC", text):
        return []
    return _map(re.compile(r"\S+"), lambda word: unicodedata.normalize("NFC", word), text)


_LIGATURE = re.compile("[\ufb00-\ufb06]")  # of a font, for its letters
_PAIRED = re.compile("’’|‘‘|‹(?=[^‹›\n]{1,600}›)|(?<=[^\\s‹›])›")
_PAIRS = {"’’": "”", "‘‘": "“", "‹": "“", "›": "”"}
_PRIME = re.compile("(?<![0-9′])″|(?<=[.,!?])″")


def _quotation_marks(text: str) -> list[Edit]:
    """Marks that stand for quotation marks: two single ones, double primes away from numbers, single guillemets."""
    edits = _map(_PAIRED, _PAIRS.__getitem__, text) if any(mark in text for mark in _PAIRS) else []
    return sorted([*edits, *_map(_PRIME, lambda _: '"', text)]) if "″" in text else edits


# each rule, with the characters of which a text must hold one for it to find anything (None: any)
_RULES: dict[str, tuple[frozenset[str] | None, Callable[[str], list[Edit]]]] = {
    "escapes": (frozenset("\\"), _escapes),
    "encoding": (_MISREAD, _encoding),
    "markup": (frozenset(">"), _markup),
    "entities": (frozenset("&"), partial(_map, _ENTITY, _plain)),
    "invisible characters": (_ODD, _invisible),
    "composed characters": (None, _composed),
    "ligatures": (frozenset("ﬀﬁﬂﬃﬄﬅﬆ"), partial(_map, _LIGATURE, partial(unicodedata.normalize, "NFKC"))),
    "quotation marks": (frozenset("’‘‹›″"), _quotation_marks),
    "wrapped lines": (frozenset("\n"), wrapped_lines),
    "glued sentences": (frozenset(".!?…R"), glued_sentences),
}
