"""Passages that are somebody's as a whole: posts signed in a text, and the turns of a transcript or an interview.

They are found in the text, not in its sentences, and stand in place of what is read in them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from helpers import names
from helpers import text as reading
from helpers.attribution.lexicon import WORDS
from helpers.attribution.persons import names_in

Span = tuple[int, int]


class Turn(NamedTuple):
    """A passage with its source, and the mark that says whose it is; `content`: a span a paragraph.

    `is_asked`: the passage is a question of the author's. A cue without length: the layout alone tells it. No content:
    a label of whoever speaks for the outlet.
    """

    source: Span
    cue: Span
    content: list[Span]
    is_asked: bool = False


_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_SIGNED = re.compile(rf"[—–―-]{{1,3}} ?([^\n—@(]{{2,50}}?) ?\((@\w{{1,15}})\)(?: on)? {_MONTH} \d{{1,2}}, \d{{4}}")


_HEADED = re.compile(
    r"^([^\n@(:.]{2,40}?) ?\((@\w{1,15})\) +(\S[^\n]*?(?:pic\.twitter\.com|https?://t\.co)/\w+)$", re.MULTILINE
)
_SIGNED_LINE = re.compile(
    r"^([“\"][^\n“”\"]{20,1000}[”\"])[ \t]{0,4}\n\s{0,6}(?:([—–-]{1,3}) ?)?([A-Z][^\n]{4,90})$", re.MULTILINE
)


def find_posts(text: str) -> Iterator[Turn]:
    """Posts and mottos that stand in a text with the name of who wrote them, each from the start of its line.

    Signed "- Ann Lee (@annlee) May 5, 2017"; headed "Ann Lee (@annlee) ... pic.twitter.com/..."; or a quotation with
    "- Ann Lee, mayor" in the next line.
    """
    for motto in _SIGNED_LINE.finditer(text):
        first = re.split(r"[,(]", motto[3])[0]
        told = names_in(first)
        is_outlet = told and told[-1].name == first and names.outlet(motto[3][len(first) :].strip(" ,"))
        if told and told[-1].is_sure and " " in told[-1].name and (motto[2] or is_outlet):
            comma = motto.start(3) + len(first)  # "Ann Lee, York Times" needs no dash
            yield Turn(motto.span(3), motto.span(2) if motto[2] else (comma, comma + 1), [motto.span(1)])
    if "(@" not in text:
        return
    for headed in _HEADED.finditer(text):
        yield Turn(headed.span(1), headed.span(2), [headed.span(3)])
    last = 0
    for signed in _SIGNED.finditer(text):
        start = max(last, text.rfind("\n", 0, signed.start()) + 1)
        last = signed.end()
        mark = text[signed.start() : signed.start(1)].rstrip()
        inner = text[start : signed.start()]
        if inner.strip():
            content = start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())
            yield Turn(signed.span(1), (signed.start(), signed.start() + len(mark)), [content])


# "ANN LEE, host:", "SEN. ANN LEE (R-TX):", "Q:" - in capitals; and "Ann Lee:" where it comes again and again
_CAPITALS = re.compile(
    r"((?:[A-Z][A-Z.'’-]+|[A-Z]\.)(?: (?:[A-Z][A-Z.'’-]+|[A-Z]\.)){0,4}|[QA]\.?)(?:, [^:\n]{2,40}| \([^)\n]{2,20}\))?:"
)
_HOST = re.compile(r", (?:HOST|BYLINE|host|byline):$")  # whoever speaks for the outlet
_NOISE = re.compile(r"\([A-Z][A-Z ,.'’&:-]{3,}\)")  # "(SOUNDBITE OF A SONG)", "(APPLAUSE)" alone in a line
_MIXED = re.compile(r"([A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{0,20}){0,3}):")
_ALONE = re.compile(r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*| (?:de|van|von|al|bin)){1,3}")
_FIGURE = re.compile(r"\s*[\d.,]+ ?(?:%|per ?cent|points?\b|$)", re.MULTILINE)
AT_LEAST = 4  # turns that make a transcript
_COMES_AGAIN = 2  # times that each label must come


def find_turns(text: str) -> list[Turn]:
    """The turns of a transcript or an interview; empty where fewer than AT_LEAST lines open with one of two names.

    A name may stand before a colon, or alone in its line; the questions of who asks in most of them are left out. What
    a host says is the author's: only its label is given.
    """
    lines = reading.find_lines(text)
    for pattern in (_CAPITALS, _MIXED):
        labels = [label if _is_label(text, label) else None for label in (pattern.match(text, *at) for at in lines)]
        if _is_transcript(labels):
            return list(_turns(text, lines, labels))
    return _interview(text, lines)


def _is_label(text: str, label: re.Match[str] | None) -> bool:
    """Whether a label opens a turn, and no row of a poll: "Lee: 31 percent."."""
    return label is not None and not _FIGURE.match(text, label.end())


def _turns(text: str, lines: list[Span], labels: list[re.Match[str] | None]) -> Iterator[Turn]:
    often = Counter(label[1] for label in labels if label)
    hosts = _hosts(labels)
    turns: list[Turn] = []
    for (start, end), label in zip(lines, labels, strict=True):
        if label and (label[1].isupper() or (often[label[1]] >= _COMES_AGAIN and _is_speaker(label[1]))):
            at = label.end()
            while at < end and text[at].isspace():
                at += 1
            turns.append(Turn(label.span(1), (label.end() - 1, label.end()), [(at, end)] if at < end else []))
        elif turns and not _NOISE.fullmatch(text[start:end].strip()):
            turns[-1].content.append((start, end))
    for turn in turns:
        if _surname(text[slice(*turn.source)]) in hosts:
            yield turn._replace(content=[])
        elif turn.content:
            yield turn


def _hosts(labels: list[re.Match[str] | None]) -> set[str]:
    return {_surname(label[1]) for label in labels if label and _HOST.search(label[0])}


def _surname(label: str) -> str:
    return label.split()[-1]


def _interview(text: str, lines: list[Span]) -> list[Turn]:
    """The turns below lines that are a name and no more, each of which comes again."""
    alone = [_ALONE.fullmatch(text[start:end].strip()) for start, end in lines]
    found = Counter(name[0] for name in alone if name and not name[0].isupper() and names_in(name[0]))
    if sum(n > _COMES_AGAIN for n in found.values()) < 2:
        return []
    places = [_place(text, start, name[0]) if name else None for (start, _), name in zip(lines, alone, strict=True)]
    first = {text[slice(*place)]: place for place in reversed(places) if place}
    turns: list[Turn] = []
    for (start, end), place in zip(lines, places, strict=True):
        label = _label_of(text[slice(*place)], found) if place else None
        if place and label:
            turns.append(Turn(place if label == text[slice(*place)] else first[label], (place[0], place[0]), []))
        elif turns and text[start:end].strip():
            turns[-1].content.append((start, end))
    who = _who_asks(text, turns)
    return [turn._replace(is_asked=text[slice(*turn.source)] in who) for turn in turns if turn.content]


def _place(text: str, start: int, name: str) -> Span:
    first = text.index(name, start)
    return first, first + len(name)


def _who_asks(text: str, turns: list[Turn]) -> set[str]:
    """The labels of those who ask in a third of their turns, and in half as many as whoever asks most."""
    of_all = Counter(text[slice(*turn.source)] for turn in turns)
    asked = Counter(text[slice(*turn.source)] for turn in turns if _asks(text, turn))
    shares = {name: n / of_all[name] for name, n in asked.items()}
    return {name for name, share in shares.items() if 3 * share >= 1 and 2 * share >= max(shares.values())}


def _label_of(name: str, found: Mapping[str, int]) -> str | None:
    """The label that a name alone in its line is, or of which it is a slip: "Ane Lee" for "Ann Lee"."""
    if found.get(name, 0) >= _COMES_AGAIN:
        return name
    words = name.split()
    for label, n in found.items():
        pairs = list(zip(words, label.split(), strict=False))
        is_alike = len(label.split()) == len(words) and all(mine[0] == other[0] for mine, other in pairs)
        if n > _COMES_AGAIN and is_alike and any(mine == other for mine, other in pairs):
            return label
    return None


def _asks(text: str, turn: Turn) -> bool:
    return bool(turn.content) and text[slice(*turn.content[-1])].rstrip().endswith("?")


def _is_transcript(labels: list[re.Match[str] | None]) -> bool:
    named = [label[1] for label in labels if label]
    # "ANN LEE, HOST:", then "LEE:"
    whole = {_surname(name) for name in named if " " in name and _is_speaker(name)} if _hosts(labels) else set()
    found = Counter(name for name in named if name in whole or _is_speaker(name))
    often = [name for name, n in found.items() if n >= _COMES_AGAIN]
    return len(often) >= 2 and found.total() >= AT_LEAST and found.total() * 6 >= len(labels)


def _is_speaker(label: str) -> bool:
    """Whether a label names a person, or is the Q or A of an interview."""
    if label.strip(".") in {"Q", "A"}:
        return True
    told = names_in(label.title() if label.isupper() else label)
    is_known = bool(told) and (told[-1].is_sure or told[-1].name.split()[-1] in names.surnames())
    return is_known and WORDS["no_speaker"].isdisjoint(label.lower().split())
