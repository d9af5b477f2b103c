"""Attributions of a text: who says what, by which words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from helpers.attribution import lexicon
from helpers.attribution import speakers as speaking
from helpers.attribution.clauses import AUXILIARY, QUOTE, Sentence, is_phrase, read_sentences
from helpers.attribution.quotes import Quote, find_quotes
from helpers.attribution.reading import (
    NOUN_CUES,
    Candidate,
    according,
    hearsay,
    named_line,
    noun_cues,
    stated_there,
    verb_candidates,
    viewpoints,
)
from helpers.attribution.verbs import find_verbs

Span = tuple[int, int]


class Attribution(NamedTuple):
    """Somebody says, thinks or reports something. Spans are half-open character offsets, in text order.

    `speaker`: the name the source resolves to, None when in doubt. `kind`: direct (quoted), mixed (partly quoted),
    indirect, unclosed (the closing mark is missing). `level`: speech, belief, document, decree, no-source ...
    `source_kind`: outlet, organisation, person, state, document, unnamed.
    """

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    speaker: str | None
    kind: str
    level: str
    source_kind: str | None


class Draft(NamedTuple):
    """An attribution in the making; the lists grow as later quotes join it."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    candidate: Candidate
    paragraph: int
    has_quote: bool


QUOTING = frozenset(["npas", "npq", "q", "npthat", "that", "to", "npto", "npfor", "nping", "p:to"])
NEVER = AUXILIARY | frozenset(
    ["use", "used", "uses", "using", "include", "included", "includes", "including", "had", "has", "have", "having", "made", "makes", "make", "making", "took", "take", "takes", "taking", "hold", "held", "holds", "played", "plays", "came", "comes", "come", "keep", "kept", "introduced", "sent", "sends", "send", "gave", "gives", "give", "given", "became", "becomes", "become", "feature", "featured", "features", "contain", "contains"]
)
STRONG = frozenset(["to", "npto", "npas", "ing", "nping", "p:for", "p:against", "p:about", "npfor", "npagainst", "npabout"])


def has_quote(s: Sentence, candidate: Candidate) -> bool:
    return any(s.tags[i] in QUOTE for a, b in candidate.content for i in range(a, b + 1))


def is_known(s: Sentence, candidate: Candidate) -> bool:
    if candidate.frame in {"acc", "any", "dash", "name", "quoted", "noun", "hearsay", "view",
        "as", "there"} or (
        candidate.word not in NEVER
        and candidate.frame == "qpost"
        and candidate.source
        and candidate.source[0][0] < candidate.head
        and s.tags[candidate.source[-1][0]] != "W"
    ):
        return True
    level = lexicon.level(candidate.word, candidate.frame)
    if level == "document" and lexicon.construction(candidate.frame) == "noun":
        return bool(candidate.source) and s.tags[candidate.source[-1][1]] == "N"
    if level is not None:
        return True
    return (
        bool(candidate.source)
        and candidate.frame in QUOTING
        and candidate.word not in NEVER
        and s.tags[candidate.head] in {"VBD", "VBZ", "VBN", "VBG"}
        and has_quote(s, candidate)
    )


def _size(s: Sentence, candidate: Candidate) -> int:
    return sum(s.ends[b] - s.starts[a] for a, b in candidate.content)


def _inside(i: int, ranges) -> bool:
    return any(a <= i <= b for a, b in ranges)


def choose(s: Sentence, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates that stand together: none lies in another's content; the outer one wins."""
    chosen: list[Candidate] = []
    after = {c.head for c in candidates if c.frame in STRONG}
    candidates = [c for c in candidates if not (c.frame == "post" and c.head in after)]
    posted = {c.head for c in candidates if c.frame == "post"}
    candidates = [c for c in candidates if c.frame == "post" or c.head not in posted]
    for c in sorted(candidates, key=lambda c: (c.is_guess, -_size(s, c), c.head)):
        if any(_inside(c.head, o.content) or _inside(o.head, c.content) for o in chosen):
            continue
        if any(a <= y and x <= b for o in chosen for a, b in o.content for x, y in c.content):
            continue
        chosen.append(c)
    return sorted(chosen, key=lambda c: c.head)


def after_colon(s: Sentence, chosen: list[Candidate]) -> list[Candidate]:
    """A quote after a colon belongs to the attribution before it, or makes one of the verb before it."""
    for i in range(1, len(s.words) - 1):
        if (
            s.words[i] not in {":", ","}
            or s.tags[i + 1] != "Q"
            or is_phrase(s.words[i + 1])
            or any(_inside(i + 1, c.content) for c in chosen)
        ):
            continue
        before = [c for c in chosen if c.head < i and c.content and c.content[-1][1] < i]
        if before and s.words[i] == ":":
            chosen = [c._replace(content=(*c.content, (i + 1, i + 1))) if c is before[-1] else c for c in chosen]
        elif not before:
            verbs = [v for v in find_verbs(s) if v.head < i and v.subject and v.form in {"finite", "ing"}]
            if verbs and (s.words[i] == ":" or i - verbs[-1].head < 10):
                v = verbs[-1]
                chosen = [
                    *chosen,
                    Candidate((v.group, v.head), v.subject, ((i + 1, i + 1),), s.lowers[v.head], "any", v.head),
                ]
    return chosen


def find_drafts(text: str) -> list[Draft]:
    drafts: list[Draft] = []
    quotes = find_quotes(text)
    last: Draft | None = None
    pending: tuple[Span, int] | None = None  # a quote sentence nobody has claimed yet
    previous: Span | None = None  # the sentence before
    told: tuple[Draft, int] | None = None  # "X said in a statement." whose quote may follow
    joined: tuple[Draft, int] | None = None  # the attribution that the sentence before was added to
    opened: Draft | None = None  # "X said:" at the end of a paragraph
    for s in read_sentences(text, quotes):
        candidates = [
            c._replace(is_guess=lexicon.level(c.word, c.frame) is None and c.frame in QUOTING)
            for c in [
                *verb_candidates(s, find_verbs(s), 0),
                *according(s, 0),
                *named_line(s),
                *noun_cues(s),
                *hearsay(s),
                *viewpoints(s),
                *stated_there(s),
            ]
            if is_known(s, c)
        ]
        chosen = choose(s, candidates)
        chosen = after_colon(s, chosen)
        made = []
        for c in chosen:
            content = [s.span(*r) for r in c.content]
            has_quote = any(s.tags[i] in {"Q", "S"} for a, b in c.content for i in range(a, b + 1))
            if c.frame == "there":
                if not previous:
                    continue
                content = [previous]
            elif c.frame == "bare":
                if joined and joined[1] == s.paragraph and len(joined[0].content) > 1:
                    content, has_quote = [joined[0].content.pop()], True
                elif pending and pending[1] == s.paragraph:
                    content, has_quote = [pending[0]], True
                else:
                    continue
            if pending and not made and pending[1] == s.paragraph and c.frame == "qpost" and s.tags[0] == "Q":
                content.append(pending[0])
            made.append(Draft([s.span(*r) for r in c.source], [s.span(*c.cue)], content, c, s.paragraph, has_quote))
        if opened and s.paragraph != opened.paragraph:
            whole_line = (s.starts[0], s.ends[-1])
            if (
                not made
                and s.paragraph - opened.paragraph == 1
                and (s.tags[0] in {"Q", "S"} or opened.candidate.frame == "open")
            ):
                opened.content.append(whole_line)
                if opened not in drafts[-3:]:
                    drafts.append(opened)
                last, opened = opened._replace(paragraph=s.paragraph, has_quote=s.tags[0] == "Q"), None
                continue
            opened = None
        if s.is_last and s.words[-1] == ":" and not made:
            heads = [v for v in find_verbs(s) if v.subject and v.form in {"finite", "ing"}]
            if heads:
                v = heads[-1]
                known = lexicon.level(s.lowers[v.head], "q")
                c = Candidate((v.group, v.head), v.subject, (), s.lowers[v.head], "open" if known else "opened", v.head)
                opened = Draft([s.span(*r) for r in c.source], [s.span(*c.cue)], [], c, s.paragraph, False)
        lone = s.tags[0] == "Q"
        if lone and not made and told and told[1] == s.paragraph:
            told[0].content.append((s.starts[0], s.ends[0]))
            drafts.append(told[0])
            last, told = told[0], None
            continue
        told = None
        if not made:
            bare = [c for c in candidates if c.frame == "bare" and c.head > len(s.words) - 12]
            if bare:
                c = bare[-1]
                told = (Draft([s.span(*r) for r in c.source], [s.span(*c.cue)], [], c, s.paragraph, True), s.paragraph)
        if not made and lone and last and last.has_quote:
            whole = all(t == "Q" or not w[0].isalnum() for t, w in zip(s.tags, s.words))
            if s.paragraph == last.paragraph or (whole and s.paragraph - last.paragraph <= 1):
                last.content.append((s.starts[0], s.ends[0]))
                joined = (last, s.paragraph)
                last = last._replace(paragraph=s.paragraph)
                pending = None
                continue
        previous = (s.starts[0], s.ends[-1] - (s.words[-1] == "."))
        joined = None
        pending = ((s.starts[0], s.ends[-1]), s.paragraph) if lone and not made else None
        if made:
            drafts += made
            if s.is_last and s.words[-1] == ":" and made[-1].has_quote:
                opened = made[-1]
            last = made[-1] if not any(m.has_quote for m in made) else [m for m in made if m.has_quote][-1]
        elif s.paragraph != (last.paragraph if last else -1):
            last = None
    return drafts


def _kind(text: str, draft: Draft, quotes: Mapping[int, Quote]) -> str:
    """direct: nothing but quotes; mixed: quotes in the content; unclosed: one of them lacks its closing mark."""
    inside = [q for q in quotes.values() if any(start <= q.start < end for start, end in draft.content)]
    if not inside:
        return "indirect"
    if not all(q.is_closed or q.runs_on for q in inside):
        return "unclosed"
    opening = all(start in quotes for start, _ in draft.content)
    if opening and all(end <= quotes[start].end + 1 for start, end in draft.content):
        return "direct"
    return "mixed"


def _level(text: str, draft: Draft) -> str:
    """What kind of statement the cue makes."""
    c = draft.candidate
    if not draft.source or c.frame == "hearsay":
        return "no-source"
    if c.frame == "noun":
        return NOUN_CUES[c.word] if NOUN_CUES[c.word] != "no-source" else "document"
    if c.frame == "view":
        return "belief"
    level = lexicon.level(c.word, c.frame) or "speech"
    # what people demonstrate they say; only documents and figures show
    return level


def find_attributions(text: str) -> list[Attribution]:
    """The attributions of `text`, in text order, none inside another.

    Reads quotes, cue verbs with their subject and complement, "according to", noun cues ("the claim that"), hearsay
    ("reportedly") and viewpoints. Misses cues no list knows, statements spread over sentences without quotes, and what
    stands inside a quote. A doubtful `speaker` is None, never a guess.
    """
    quotes = {quote.start: quote for quote in find_quotes(text)}
    drafts = sorted((d for d in find_drafts(text) if d.content), key=lambda d: min([*d.cue, *d.content, *d.source]))
    mentions = [(text[d.source[0][0] : d.source[0][1]], d.source[0][0]) if d.source else None for d in drafts]
    speakers = speaking.resolve(text, mentions)
    return [
        Attribution(
            sorted(d.source),
            d.cue,
            sorted(d.content),
            speaker.name,
            _kind(text, d, quotes),
            _level(text, d),
            speaker.kind if d.source else None,
        )
        for d, speaker in zip(drafts, speakers, strict=True)
    ]
