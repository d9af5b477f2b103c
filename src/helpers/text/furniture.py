"""The furniture of a page: what stands among the lines of an article and is not the article."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from helpers.rules import load_tree
from helpers.text.flattened import find_tables
from helpers.text.words import Span, find_lines

_LONGEST = 600  # characters; a longer line is an article's paragraph, whatever it asks of its reader
_LONGEST_TITLE = 160
_FIRST, _LAST = 2, 6  # lines above and below the story in which it says who wrote it
_MOST_TITLES = 6  # under a heading in mid-article; below the last paragraph there is no limit
_MOST_TEASERS = 20
_SHORTEST_REPEATED = 40
_SHORTEST_PULLED, _LONGEST_PULLED = 35, 300
_AROUND = " “”\"'‘’.…,"
_LONGEST_HEADING = 90
_NEAR = 4  # paragraphs; further off a report says the same thing again
_SHORTEST_SHOUT = 8  # words
_SHORTEST_TITLE = 4
_OF_THE_ARTICLE = "credit line"  # found, so that what follows it is seen, and not told
_BEFORE_TITLES = frozenset(
    {"link list", "video or gallery", "share buttons", "subscription", "contributors", _OF_THE_ARTICLE}
)
_WHERE = frozenset({"line", "inner", "part", "head", "end"})


class Rule(NamedTuple):
    """One row of data/furniture.toml, where each field is explained."""

    kind: str
    where: str
    hints: tuple[str, ...]
    pattern: re.Pattern[str]
    longest: int
    matches: tuple[str, ...]
    leaves: tuple[str, ...]


@cache
def furniture_rules() -> tuple[Rule, ...]:
    """The rules of data/furniture.toml. A row that says something unknown, or no example, is a ValueError."""
    file = load_tree("furniture.toml")
    return tuple(_read_rule(row, file["short"]) for row in file["rule"])


def _read_rule(row: dict[str, Any], shorts: dict[str, str]) -> Rule:
    given = {"where": "line", "longest": _LONGEST, **row}
    if given.keys() != {"kind", "where", "hints", "pattern", "longest", "matches", "not"}:
        raise ValueError(f"furniture.toml: {row}: expected kind, hints, pattern, matches, not [, where, longest]")
    if given["where"] not in _WHERE or not (row["hints"] and row["matches"] and row["not"]):
        raise ValueError(f"furniture.toml: {row['pattern']}: where, hints, matches or not says nothing")
    pattern = row["pattern"]
    for short, whole in shorts.items():
        pattern = pattern.replace(f"<{short}>", whole)
    return Rule(
        row["kind"], given["where"], tuple(row["hints"]), re.compile(pattern), given["longest"],
        tuple(row["matches"]), tuple(row["not"]),
    )  # fmt: skip


def find_boilerplate(text: str) -> list[Span]:
    """Spans of what in `text` is page furniture; `name_boilerplate` says which kind each is.

    >>> text.find_boilerplate("It rained.\\n\\nAdvertisement\\n\\nIt stopped.")
    [(12, 25)]
    """
    return [(start, end) for start, end, _ in name_boilerplate(text)]


def name_boilerplate(text: str) -> list[tuple[int, int, str]]:
    """The boilerplate of `text` as (start, end, reason), in order, none over another, none over a line's end.

    Reasons: currency ticker, cut teaser, repeated line, pull quote, table (put into one line), and the kinds in
    data/furniture.toml. Mostly whole lines; parts of a line where a page has put its own words into a sentence. "about
    the author" and "contributors" are boilerplate to counts of words and evidence to provenance; a line that credits an
    agency, or says who contributed to the report, is of the article. Missed:
    what is written like the article itself, such as a caption without a credit, the title of a video without a label,
    or an appeal to the reader inside a paragraph.

    >>> text.name_boilerplate("It rained.\\n\\nAdvertisement\\n\\nIt stopped.")
    [(12, 25, 'advertisement')]
    """
    lines = find_lines(text)
    page = _Page(text, lines, [None] * len(lines))
    heads, ends, parts = _hold(page)
    parts += [(*span, "table") for line in lines for span in find_tables(text, *line)]
    _name_rates(page)
    _name_repeated(page)
    _name_capitals(page)
    _name_teasers(page)
    _name_pulled(page, parts)
    _name_lists(page, heads)
    _name_ends(page, ends)
    _name_tail(page)
    whole = [(*line, kind) for line, kind in zip(lines, page.kinds, strict=True) if kind not in {None, _OF_THE_ARTICLE}]
    kept = (part for part in parts if page.kinds[_line_at(page, part[0])] in {None, _OF_THE_ARTICLE})
    return sorted([*whole, *_apart(kept)])


class _Page(NamedTuple):
    text: str
    lines: list[Span]
    kinds: list[str | None]  # what each line is; filled in as the rules find out


def _line_at(page: _Page, place: int) -> int:
    return bisect_right(page.lines, (place, len(page.text) + 1)) - 1


def _apart(parts: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    at = 0
    for start, end, kind in sorted(parts):
        if start >= at:
            yield start, end, kind
            at = end


def _hold(page: _Page) -> tuple[list[int], list[int], list[tuple[int, int, str]]]:
    """Holds the rules against the lines that have a hint: names whole lines; gives heads, ends and parts found."""
    heads: list[int] = []
    ends: list[int] = []
    parts: list[tuple[int, int, str]] = []
    for rule, hinted in _hinted(page):
        for i in sorted(hinted):
            start, end = page.lines[i]
            line = page.text[start:end]
            if rule.where == "part":
                parts += [_part(rule, found, start) for found in rule.pattern.finditer(line)]
            elif page.kinds[i] is None and rule.pattern.search(line) and not _TWEET.search(line):
                if rule.where in {"line", "inner"}:
                    page.kinds[i] = rule.kind
                else:
                    (heads if rule.where == "head" else ends).append(i)
    return heads, ends, parts


def _hinted(page: _Page) -> Iterator[tuple[Rule, set[int]]]:
    """The rules of which `page` holds a hint, each with the lines that do and are not too long for it.

    A hint is looked for only where its words are among the words of the page: one pass instead of hundreds.
    """
    lowered = _lower(page.text)
    words = {*lowered.encode("ascii", "replace").translate(_LETTERS).split()}
    for rule, hints in _hints():
        found: set[int] = set()
        for hint, needs in hints:
            if needs <= words:
                found |= _lines_with(hint, lowered if hint.islower() else page.text, page, rule.longest)
        if found := _placed(rule, found, len(page.lines)):
            yield rule, found


def _placed(rule: Rule, found: set[int], n_lines: int) -> set[int]:
    """Those of the lines `found` in which `rule` may hold, of the `n_lines` of the page."""
    if rule.where == "end":
        return {i for i in found if i < _FIRST or i >= n_lines - _LAST}
    return found - {0} if rule.where == "inner" else found


def _lower(text: str) -> str:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


_LETTERS = bytes(code if 97 <= code <= 122 else 32 for code in range(256))


@cache
def _hints() -> tuple[tuple[Rule, tuple[tuple[str, frozenset[bytes]], ...]], ...]:
    """Each rule with its hints, each with its words."""

    def words(hint: str) -> frozenset[bytes]:
        return frozenset(hint.lower().encode("ascii", "replace").translate(_LETTERS).split())

    return tuple((rule, tuple((hint, words(hint)) for hint in rule.hints)) for rule in furniture_rules())


def _lines_with(hint: str, text: str, page: _Page, longest: int) -> set[int]:
    found = set()
    at = text.find(hint)
    while at >= 0:
        i = _line_at(page, at)
        start, end = page.lines[i]
        if end - start <= longest:
            found.add(i)
        at = text.find(hint, max(end, at + 1))
    return found


def _part(rule: Rule, found: re.Match[str], start: int) -> tuple[int, int, str]:
    group = "part" if "part" in rule.pattern.groupindex else 0
    return start + found.start(group), start + found.end(group), rule.kind


# --- what takes more than one line to see -----------------------------------------------------------------------

_RATE = re.compile(
    r"(?:[A-Z]{3}(?:/[A-Z]{3})?[\s:]+)?\d[\d.,\s]{0,20}(?:[A-Z]{3}|[$€£¥₴₽%])?(?:\s{0,3}[▲▼△▽↑↓+−-]?\s{0,3}\d[\d.,]{0,10}\s?%)?"
)
_RATE_SIGN = re.compile(r"[A-Z]{3}|[$€£¥₴₽▲▼△▽↑↓]|[+−-]\s?\d[\d.,]*\s?%")
_CODE = re.compile(r"[A-Z]{3}(?:/[A-Z]{3})?:?")
_TWEET = re.compile(r"\(@\w+\) \w+ \d{1,2}, \d{4}$")
_OTHER_PULLED = re.compile(r"[@#”\"]|https?:|: ")  # a post, or a paragraph that quotes
_SIGNED = re.compile(r"[“\"](?P<said>[^“”\"\n]+)[”\"] ?[—–-]{1,2} ?[A-Z][^\n]{2,120}")  # “...” — Bo Hart, mayor of Rome
_BULLET = re.compile(r"[-–—•·*#>]\s?\w[\w\s&]{0,30}")


def _name_rates(page: _Page) -> None:
    short = [i for i, (start, end) in enumerate(page.lines) if end - start <= 60 and page.kinds[i] is None]
    for i in short:
        line = page.text[slice(*page.lines[i])]
        if _RATE.fullmatch(line) and _RATE_SIGN.search(line):
            page.kinds[i] = "currency ticker"
    rates = [kind == "currency ticker" for kind in page.kinds]
    for i in short:  # "USD" is furniture only beside its rate
        if _CODE.fullmatch(page.text, *page.lines[i]) and (rates[i + 1 : i + 2] == [True] or (i and rates[i - 1])):
            page.kinds[i] = "currency ticker"


def _name_repeated(page: _Page) -> None:
    """A line that stands twice on end says nothing the second time; several such are the captions of a gallery."""
    twice = [
        i
        for i, ((a, b), (c, d)) in enumerate(pairwise(page.lines), 1)
        if b - a == d - c and b - a >= _SHORTEST_REPEATED and page.text[a:b] == page.text[c:d]
    ]
    for i in twice:
        for line in (i - 1, i) if len(twice) > 1 else (i,):
            page.kinds[line] = page.kinds[line] or "repeated line"


def _name_capitals(page: _Page) -> None:
    """Headlines of other stories in capitals: longer than a heading, and no text that is all in capitals."""
    loud = [
        i
        for i, (start, end) in enumerate(page.lines)
        if page.text[start:end].isupper() and page.text[end - 1] != "!" and _n_words(page, i) >= _SHORTEST_SHOUT
    ]
    for i in loud if 4 * len(loud) <= len(page.lines) else ():
        if i and page.kinds[i] is None and _is_title(page, i):
            page.kinds[i] = "link list"


def _name_teasers(page: _Page) -> None:
    text = page.text
    cut = [
        (i, start, end)
        for i, (start, end) in enumerate(page.lines)
        if page.kinds[i] is None and 20 < end - start <= _LONGEST and text.endswith(("…", "..."), start, end)
    ]
    for i, start, end in cut[:_MOST_TEASERS]:
        if text.find(text[start:end].rstrip("….").rstrip(), end) >= 0:
            page.kinds[i] = "cut teaser"


def _name_pulled(page: _Page, parts: Sequence[tuple[int, int, str]]) -> None:
    """A sentence of a paragraph set apart beside it, alone or with who says it; summaries above the story stay."""
    broken = {_line_at(page, start) for start, _, _ in parts}
    story = [i not in broken and page.kinds[i] is None and not _is_title(page, i) for i in range(len(page.lines))]
    first = story.index(True) if True in story else len(page.lines)
    for i in range(first + 1, len(page.lines)):
        start, end = page.lines[i]
        if page.kinds[i] is None and _SHORTEST_REPEATED <= end - start <= _LONGEST_PULLED and not _is_heading(page, i):
            line = page.text[start:end].strip(_AROUND)
            places = () if _OTHER_PULLED.search(line) else _places(page, line)
            if _is_signed(page, i, story) or any(_is_pulled(page, line, i, at, story) for at in places):
                page.kinds[i] = "pull quote"


def _places(page: _Page, line: str) -> Iterator[int]:
    words = line[:_SHORTEST_PULLED]
    at = page.text.find(words) if len(words) == _SHORTEST_PULLED else -1
    while at >= 0:
        yield at
        at = page.text.find(words, at + 1)


def _is_pulled(page: _Page, line: str, i: int, at: int, story: Sequence[bool]) -> bool:
    """Whether the longer paragraph at `at` says `line` in its own words and is near, or `line` ends with a name."""
    whole = _line_at(page, at)
    start, end = page.lines[whole]
    if whole == i or not story[whole] or end - start <= page.lines[i][1] - page.lines[i][0]:
        return False
    told, before = page.text[at:end], page.text[start:at]
    same = next((n for n, (a, b) in enumerate(zip(line, told, strict=False)) if a != b), min(len(line), len(told)))
    left = line[same:].lstrip(_AROUND)
    is_quoted = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    if left:
        return 2 * same >= len(line) and _speaker().fullmatch(left) is not None
    is_beside = sum(page.kinds[n] is None for n in range(min(i, whole) + 1, max(i, whole))) < _NEAR
    return is_beside and not is_quoted and page.text[page.lines[i][0]].isalnum()


def _is_signed(page: _Page, i: int, story: Sequence[bool]) -> bool:
    """Whether line `i` is a quotation with a name behind a dash of which a paragraph has the words."""
    found = _SIGNED.fullmatch(page.text, *page.lines[i])
    said = found["said"].strip(_AROUND) if found else ""
    if len(said) < _SHORTEST_PULLED:
        return False
    at = page.text.find(said)
    while at >= 0:
        whole = _line_at(page, at)
        if whole != i and story[whole] and not _SIGNED.fullmatch(page.text, *page.lines[whole]):
            return True
        at = page.text.find(said, at + 1)
    return False


@cache
def _speaker() -> re.Pattern[str]:
    return re.compile(load_tree("furniture.toml")["short"]["name"] + r"(?:, [^.!?]{3,80})?")


def _is_heading(page: _Page, i: int) -> bool:
    """Whether line `i` could head a part of the story: in the words of a source, or as a question."""
    start, end = page.lines[i]
    return end - start < _LONGEST_HEADING and page.text[start:end].rstrip("”\"’'")[-1:] not in {".", "…"}


def _name_lists(page: _Page, heads: Sequence[int]) -> None:
    """Headings of link lists with the titles under them, and the short bullets below the last paragraph."""
    last = _last_paragraph(page)
    for head in heads:
        page.kinds[head] = "link list"
        for i in range(head + 1, len(page.lines)):
            if page.kinds[i] is None:
                if not _is_title(page, i) or (i < last and i > head + _MOST_TITLES):
                    break
                page.kinds[i] = "link list"
    for i in range(len(page.lines) - 1, -1, -1):
        start, end = page.lines[i]
        if page.kinds[i] is None:
            if not (end - start <= 40 and _BULLET.fullmatch(page.text, start, end)):
                break
            page.kinds[i] = "link list"


def _last_paragraph(page: _Page) -> int:
    return max((i for i in range(len(page.lines)) if page.kinds[i] is None and not _is_title(page, i)), default=-1)


def _is_title(page: _Page, i: int) -> bool:
    """Whether line `i` could be the title of another story: short, and not ended as a sentence is."""
    start, end = page.lines[i]
    shut = page.text[start:end].rstrip("”\"'’)")
    return end - start <= _LONGEST_TITLE and shut[-1:] not in {".", ":", ",", ""} and not _TWEET.search(shut)


def _n_words(page: _Page, i: int) -> int:
    return len(page.text[slice(*page.lines[i])].split())


def _name_ends(page: _Page, ends: Sequence[int]) -> None:
    """Who wrote it, above or below the story: a person of whom the story does not speak."""
    rule = next(rule for rule in furniture_rules() if rule.where == "end")
    for i in ends:
        if page.kinds[i] is None:
            start, end = page.lines[i]
            found = rule.pattern.search(page.text[start:end])
            if found and not _is_spoken_of(page, found["who"].split()[-1], i):
                page.kinds[i] = rule.kind


def _is_spoken_of(page: _Page, name: str, i: int) -> bool:
    if i < _FIRST:
        return len(page.lines) < _LAST or page.text.find(name, page.lines[i][1]) >= 0
    above = sum(_is_title(page, i) or page.kinds[i] == "about the author" for i in range(_FIRST))  # a title, a byline
    story = (page.lines[n] for n in range(above, i) if page.kinds[n] is None)
    return any(page.text.find(name, *line) >= 0 for line in story)


def _name_tail(page: _Page) -> None:
    """Titles of other stories below the last paragraph: after other furniture, or several on end in title case."""
    below = range(_last_paragraph(page) + 1, len(page.lines))
    titles = [i for i in below if page.kinds[i] is None and _n_words(page, i) >= _SHORTEST_TITLE]
    cased = [i for i in titles if _is_cased(page, i)]
    for i in titles:
        is_led = page.kinds[i - 1] in _BEFORE_TITLES and page.text[page.lines[i][0]].isalnum()
        if is_led or (i in cased and len(cased) > 1 and below.start > 0):
            page.kinds[i] = "link list"


def _is_cased(page: _Page, i: int) -> bool:
    words = page.text[slice(*page.lines[i])].split()
    return 3 * sum(word[:1].isupper() or not word[:1].isalpha() for word in words) >= 2 * len(words)
