"""The attributions of a text before speaker, kind and level are told, with what one sentence leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from helpers.attribution import lexicon
from helpers.attribution.choosing import READERS, choose, claim_quotes, covers, holds_quote, is_known
from helpers.attribution.clauses import DASH, QUOTE, Sentence, is_phrase
from helpers.attribution.constructions import NOUN_CUES, label_line
from helpers.attribution.contents import Candidate
from helpers.attribution.following import follow
from helpers.attribution.lexicon import WORDS
from helpers.attribution.reading import CUE_WORDS
from helpers.attribution.verbs import Verb, find_heads, find_verbs

Span = tuple[int, int]


class Draft(NamedTuple):
    """An attribution in the making; the lists grow as later quotes join it."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    candidate: Candidate
    paragraph: int
    has_quote: bool
    has_statement: bool = True  # one of the quotes may stand as a sentence of its own
    is_unsaid: bool = False  # "did not say", "would say"
    found_by: str = "rules"
    is_open: bool = False  # the source is too doubtful to be a speaker


def _draft(s: Sentence, c: Candidate, content: list[Span] | None = None) -> Draft:
    given = [s.span(*part) for part in c.content] if content is None else content
    has_quote = holds_quote(s, c) or content is not None
    has_statement = content is not None or any(
        s.tags[i] == "Q" and not is_phrase(s.words[i]) for i in s.quotes if covers(c.content, i)
    )
    source = [s.span(first, last) for first, last in c.source if first <= last]  # a subject may be empty
    unsaid = not has_quote and _is_unsaid(s, c)
    return Draft(source, [s.span(*c.cue)], given, c, s.paragraph, has_quote, has_statement, unsaid)


def _is_unsaid(s: Sentence, c: Candidate) -> bool:
    """Whether a cue is negated or only possible: "did not say", "would say"; "would later say" was said."""
    words = {*s.lowers[c.cue[0] : c.head + 1]}
    nobody = any(s.lowers[first] in WORDS["nobody"] for first, _ in c.source)
    if not WORDS["negation"].isdisjoint(words) and "only" not in words:
        return True
    return nobody or ("would" in words and WORDS["told-later"].isdisjoint(words))


class Open(NamedTuple):
    """What the sentences before leave open: places where a quote, or a cue without content, may find its other half."""

    last: Draft | None = None  # the attribution that a lone quote joins
    joined: bool = False  # the sentence before was such a quote
    quote: Span | None = None  # a lone quote nobody has claimed yet, in this paragraph
    told: Draft | None = None  # "X said in a statement." in this paragraph
    colon: Draft | None = None  # "X said:" at the end of the paragraph before


def _make(s: Sentence, chosen: list[Candidate], before: Open) -> list[Draft]:
    """Drafts of the chosen candidates; a cue without content takes the quote or the sentence before it."""
    made: list[Draft] = []
    for c in chosen:
        if c.frame != "bare":
            made.append(_draft(s, c))
        elif before.joined and before.last and len(before.last.content) > 1:
            made.append(_draft(s, c, [before.last.content.pop()]))
        elif before.quote:
            made.append(_draft(s, c, [before.quote]))
    return made


def _tells(s: Sentence, verbs: list[Verb]) -> Draft | None:
    """The speaker of a short sentence that says nothing itself: "Lee said in a statement." Its quote may follow."""
    v = verbs[-1] if verbs else None
    if not v or not v.subject or v.form != "finite" or v.is_passive or not lexicon.level(s.lowers[v.head], "q"):
        return None
    if len(s.words) - v.head > 12 or follow(s, v.head).frame not in {"", "p:in", "p:on", "p:at", "p:to", "p:during"}:
        return None
    return _draft(s, Candidate((v.group, v.head), v.subject, (), s.lowers[v.head], "bare", v.head), [])


def _announces(s: Sentence, verbs: list[Verb]) -> Draft | None:
    """The speaker of a sentence that ends its paragraph with a colon."""
    acting = [v for v in verbs if v.subject and v.form in {"finite", "ing"}]
    if not s.is_last or s.words[-1:] != [":"]:
        return None
    if not acting:
        colon, label = len(s.words) - 1, label_line(s)
        return _draft(s, Candidate((colon, colon), (label,), (), ":", "name", colon)) if label else None
    v = acting[-1]
    frame = "colon" if lexicon.level(s.lowers[v.head], "q") else "any"
    return _draft(s, Candidate((v.group, v.head), v.subject, (), s.lowers[v.head], frame, v.head))


def _to_last_cue(s: Sentence, heads: list[int]) -> list[int]:
    """The verbs up to the last one that may be a cue: where no quote stands, nothing asks for those after it."""
    n = len(heads)
    while n and s.lowers[heads[n - 1]] not in CUE_WORDS:
        n -= 1
    return heads[:n]


_BULLETS = DASH | {"•", "*", "·"}


def _unbulleted(s: Sentence) -> Sentence:
    """A sentence without the dash or dot of a list before its quotation."""
    if s.tags[1:2] != ["Q"] or s.words[0] not in _BULLETS:
        return s
    quotes = [i - 1 for i in s.quotes]
    return replace(s, words=s.words[1:], lowers=s.lowers[1:], tags=s.tags[1:], starts=s.starts[1:], quotes=quotes)


def _carried(s: Sentence, last: Draft | None) -> Draft | None:
    """The attribution of the paragraph before, as one of this that opens with "He" or "But she": it tells on of whom
    it quoted there, and may quote again without a cue."""
    opening = next((word for word in s.lowers[:2] if word not in {"but", "and", "yet"}), "")
    is_on = last and last.has_quote and last.source and opening in {"he", "she"}
    return last._replace(paragraph=s.paragraph) if last and is_on and s.paragraph - last.paragraph == 1 else last


def find_drafts(sentences: Iterable[Sentence]) -> list[Draft]:
    """The attributions of a text before speaker, kind and level are told."""
    drafts: list[Draft] = []
    before, paragraph = Open(), -1
    waiting: tuple[Span, Draft] | None = None  # a quote that opens a paragraph, and whose it is if nobody claims it
    for s in map(_unbulleted, sentences):
        if s.paragraph != paragraph:  # what only the paragraph holds is forgotten
            before = before._replace(last=_carried(s, before.last), joined=False, quote=None, told=None)
            paragraph = s.paragraph
        heads = find_heads(s)
        verbs = find_verbs(s, heads if s.quotes or s.words[-1] == ":" else _to_last_cue(s, heads))
        known = [c for read in READERS for c in read(s, verbs) if is_known(s, c)] if s.tags else []
        made = _make(s, claim_quotes(s, verbs, choose(s, known)), before) if known or s.quotes else []
        if waiting and not any(waiting[0] in d.content for d in made):
            waiting[1].content.append(waiting[0])
        waiting = None
        gone_on = None if made else _go_on(s, before, drafts)
        if gone_on:
            before = gone_on
            continue
        drafts += made
        if _is_lone(s, made) and before.last and before.last.has_quote and s.paragraph - before.last.paragraph == 1:
            waiting = s.span(0, 0), before.last
        told = _tells(s, verbs) if not made and len(verbs) == len(heads) else None
        before = _open(s, verbs, made, before, waiting)._replace(told=told)
    if waiting:
        waiting[1].content.append(waiting[0])
    return drafts


def _is_lone(s: Sentence, made: Sequence[Draft]) -> bool:
    """Whether a sentence begins with a quotation of which it does not say whose it is."""
    return s.tags[:1] == ["Q"] and not made


def _go_on(s: Sentence, before: Open, drafts: list[Draft]) -> Open | None:
    """What is open behind a sentence without attribution that goes on from one before, which takes it as content."""
    opens, is_lone = (s.tags[0] if s.tags else ""), _is_lone(s, ())
    follows = before.colon if before.colon and s.paragraph - before.colon.paragraph == 1 else None
    if follows and (opens in QUOTE or follows.candidate.frame == "colon"):
        follows.content.append((s.starts[0], s.end(-1)))
        if follows not in drafts[-3:]:
            drafts.append(follows)
        return Open(last=follows._replace(paragraph=s.paragraph, has_quote=is_lone))
    if is_lone and before.told:
        before.told.content.append(s.span(0, 0))
        drafts.append(before.told)
        return Open(last=before.told)
    if is_lone and before.last and _may_join(s, before.last):
        before.last.content.append(s.span(0, 0))
        return Open(last=before.last._replace(paragraph=s.paragraph), joined=True)
    return None


def _open(s: Sentence, verbs: list[Verb], made: list[Draft], before: Open, waiting: tuple[Span, Draft] | None) -> Open:
    """What is open behind a sentence with the attributions `made`, or with none."""
    spoken = [d for d in made if d.source and d.candidate.frame != "passed"]
    last = [d for d in spoken if d.has_quote] or spoken
    if not last and before.last and before.last.paragraph == s.paragraph:
        last = [before.last]
    colon = None if made else _announces(s, verbs)
    if spoken and s.is_last and s.words[-1] == ":":
        colon = last[-1]
    quote = None if not _is_lone(s, made) else s.span(0, 0) if waiting else (s.starts[0], s.end(-1))
    return Open(last=last[-1] if last else None, quote=quote, colon=colon)


_TELLING_LEVELS = frozenset({"speech", "belief", "accusation", "denial", "demand", "promise", "stance"})


def _may_join(s: Sentence, last: Draft) -> bool:
    """Whether a lone quote goes on from `last`: in its paragraph, or as the whole of the next one."""
    if not last.has_quote:
        # 'Lee said the house is small. "It is also old."'; or the quote is the whole of the next paragraph
        is_near = s.paragraph == last.paragraph or (_is_whole(s) and s.is_last and s.paragraph - last.paragraph == 1)
        return is_near and bool(last.source) and level_of(last) in _TELLING_LEVELS
    if s.paragraph != last.paragraph and not last.has_statement:
        return False  # a quoted word or phrase announces nothing
    return s.paragraph == last.paragraph or (_is_whole(s) and s.paragraph - last.paragraph == 1)


def _is_whole(s: Sentence) -> bool:
    """Whether a sentence is nothing but quotes, which may stand as sentences."""
    return all(tag == "Q" or not word[0].isalnum() for tag, word in zip(s.tags, s.words, strict=True))


def level_of(draft: Draft) -> str:
    """What kind of statement the cue makes."""
    c = draft.candidate
    if not draft.source or c.frame == "hearsay":
        return "no-source"
    if c.frame == "noun":
        return "document" if NOUN_CUES[c.word] == "no-source" else NOUN_CUES[c.word]
    if c.frame == "view":
        return "belief"
    level = lexicon.usual_level(c.word) if c.frame == "learned" else lexicon.level(c.word, c.frame)
    level = level or "speech"
    # "does not believe" tells a belief all the same
    return "unsaid" if draft.is_unsaid and level in _SAYABLE else level


_SAYABLE = frozenset({"speech", "promise", "accusation", "demand", "decree", "document"})
