"""What of a text counts in a comparison: its sentences, without furniture, and which of their words are quoted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from helpers import names
from helpers.reuse.words import count_words, find_terms
from helpers.tables import spans_by_article
from helpers.text import Span, blank, find_boilerplate, find_sentences

REPEATED = 4  # documents that a sentence stands in to be set aside ...
PASSAGE = 120  # ... unless so many words of such sentences follow each other: then the passage is copied text
LONG = 80  # words of a sentence above which it is cut: a text without full stops
PIECE = 30  # words of the pieces

# A passage in quotation marks, with others within it, to its end or to the end of the line; a post with its author's
# handle, from the start of its line. Single marks must open before a letter and close behind a stop: else they are
# apostrophes.
_QUOTED = re.compile(
    r"“(?:[^“”\n]|“[^“”\n]*”)*(?:”|$)|\"[^\"\n]*(?:\"|$)|«[^»\n]*(?:»|$)|„[^“”\n]*(?:[“”]|$)"
    r"|^[^\n]*[—–-] ?[^\n(]{1,40}\(@\w+\)[^\n]*$"
    r"|(?:^|(?<=[\s(]))[‘'](?=[^\W\d_])[^\n‘]*?[.,!?…][’'](?=\s|$)",
    re.MULTILINE,
)
# "As Lee writes:" and the paragraph below, a quotation without marks
_BLOCK = re.compile(r"\b(?:writes|wrote):[ \t]*\n\s*(?P<told>[A-Z‘][^\n]+)")
# "Associated Press writer Ann Lee in Rome contributed to this report.": who wrote it says nothing of what is told
_CREDIT = re.compile(
    r"\bcontribut(?:ed|ing|ion) to (?:this|the) (?:report|story|article|post|piece)\b|\bcontributed reporting\b"
    r"|\breporting (?:was )?contributed by\b|^\W*(?:additional )?reporting by\b"
    r"|\b(?:writers?|reporters?|journalists?|correspondents?) [^!?]{2,200} contributed\W*$",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"\W*[Bb][Yy]:? [A-Z][\w.’'-]*(?:,? (?:(?:and|&) )?[A-Z][\w.’'-]*){1,12}\W*")
# "SPRINGFIELD, Mo. (AP) — " before the first sentence: where and whose it is, says nothing of what is told
_DATELINE = re.compile(
    r"^(?:(?!FILE|UPDATE)[A-Z][A-Z.’'-]+(?:(?:, ?|/| )[A-Z][\w.’'-]*){0,6},? ?(?:\([A-Z][\w /.-]{1,24}\) ?)?"
    r"|\([A-Z][\w /.-]{1,24}\) ?)(?:[—–―] ?|(?<= )--? )(?=[A-Z“\"‘'\d])",
    re.MULTILINE,
)
_HEADING = 8  # words of a line between two paragraphs that may head the second ...
_PARAGRAPH = 12  # ... and words of these, at least
_ENDED = re.compile(r"[.!?:;,…][”\"’')]*$")
_OPENING = 1500  # characters in which it may stand
_TOP = 6  # lines in which an outlet's name may stand alone
_LONG_CREDIT = 300  # characters
_MARKS = ("“", '"', "«", "„", "‘", "'", "(@")


class Body(NamedTuple):
    """The sentences of a text that are not boilerplate."""

    spans: tuple[Span, ...]
    terms: tuple[tuple[str, ...], ...]
    n_own: tuple[int, ...]  # words of each sentence outside quotation marks

    @property
    def numbers(self) -> set[str]:
        """The numbers in the sentences."""
        return {term for sentence in self.terms for term in sentence if term[0] <= "9"}


def find_quoted(text: str) -> list[Span]:
    """The passages of `text` in quotation marks, marks included, and posts with their author's handle."""
    return [found.span() for found in _QUOTED.finditer(text)] if any(mark in text for mark in _MARKS) else []


def read_body(text: str, furniture: Sequence[Span] | None = None) -> Body:
    """The sentences of `text` that count in a comparison, without its dateline; very long ones in pieces.

    `furniture`: the passages of `text` that are none of it, found where not given.
    """
    dateline = _DATELINE.search(text, 0, _OPENING)
    found = find_boilerplate(text) if furniture is None else furniture
    text = blank(text, [*found, dateline.span()] if dateline else found)
    quoted = find_quoted(text)
    blocks = [found.span("told") for found in _BLOCK.finditer(text)]
    unquoted = _QUOTED.sub(lambda found: " " * len(found[0]), blank(text, blocks)) if quoted or blocks else text
    spans, terms, n_own = [], [], []
    for start, end in _cut(text, find_sentences(text)):
        words = tuple(find_terms(text[start:end]))
        is_aside = end - start <= _LONG_CREDIT and (_is_credit(text, start, end) or _is_heading(text, start, end))
        if words and not is_aside:
            spans.append((start, end))
            terms.append(words)
            n_own.append(count_words(unquoted[start:end]) if quoted or blocks else len(words))
    return Body(tuple(spans), tuple(terms), tuple(n_own))


def _is_credit(text: str, start: int, end: int) -> bool:
    """Whether a sentence of `text` says who wrote it, or at its top whose it is."""
    line = text[start:end]
    is_top = text.count("\n", 0, start) < _TOP
    return bool(_CREDIT.search(line) or _BYLINE.fullmatch(line) or (is_top and names.outlet(line)))


def _is_heading(text: str, start: int, end: int) -> bool:
    """Whether a sentence of `text` is a short line without an end, between two paragraphs that have one."""
    line = text[start:end]
    if len(line.split()) > _HEADING or _ENDED.search(line):
        return False
    before, after = text[:start].rstrip(" "), text[end:].lstrip(" ")
    if not before.endswith("\n") or not after.startswith("\n"):
        return False
    beside = before.rstrip().rpartition("\n")[2], after.lstrip().partition("\n")[0].rstrip()
    return all(len(part.split()) >= _PARAGRAPH and _ENDED.search(part) for part in beside)


def read_bodies(articles: pd.DataFrame, boilerplate: pd.DataFrame | None = None) -> dict[str, Body]:
    """The bodies of `articles` (article_id and text) by article; `boilerplate` is the table, found where not given."""
    furniture = None if boilerplate is None else spans_by_article(boilerplate)
    texts = zip(articles["article_id"], articles["text"].fillna(""), strict=True)
    return {name: read_body(text, None if furniture is None else furniture.get(name, ())) for name, text in texts}


def _cut(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    for start, end in spans:
        if end - start <= LONG or len(text[start:end].split()) <= LONG:
            yield start, end
        else:
            words = [found.span() for found in re.finditer(r"\S+", text[start:end])]
            for first in range(0, len(words), PIECE):
                last = min(first + PIECE, len(words)) - 1
                yield start + words[first][0], start + words[last][1]


def find_repeated(bodies: Iterable[Body]) -> set[tuple[str, ...]]:
    """Sentences that stand in REPEATED or more of `bodies`."""
    counts = Counter(terms for body in bodies for terms in set(body.terms))
    return {terms for terms, count in counts.items() if count >= REPEATED}


def drop_repeated(body: Body, repeated: Container[tuple[str, ...]]) -> Body:
    """`body` without the sentences `repeated`, unless they are mostly quotes or PASSAGE words of them in a row."""
    kept: list[int] = []
    for is_repeated, run in groupby(range(len(body.terms)), key=lambda i: body.terms[i] in repeated):
        members = list(run)
        long = sum(len(body.terms[i]) for i in members) >= PASSAGE
        kept += [i for i in members if not is_repeated or long or body.n_own[i] < len(body.terms[i]) / 2]
    return Body(*(tuple(column[i] for i in kept) for column in body))  # type: ignore[arg-type]
