"""Attributions of a text: who says what, by which words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import repeat
from typing import NamedTuple

from helpers import names
from helpers import text as reading
from helpers.attribution import lexicon
from helpers.attribution import speakers as speaking
from helpers.attribution.blend import Said, blend, meet
from helpers.attribution.clauses import QUOTE, Sentence, is_phrase, read_sentences
from helpers.attribution.lexicon import WORDS
from helpers.attribution.quotes import Quote, find_quotes
from helpers.attribution.reading import (
    CUE_WORDS,
    NEVER,
    NOUN_CUES,
    TELLING,
    Candidate,
    according,
    hearsay,
    named_line,
    noun_cues,
    stated_there,
    verb_candidates,
    viewpoints,
)
from helpers.attribution.turns import find_posts, find_turns
from helpers.attribution.verbs import Range, Verb, find_heads, find_verbs, follow

Span = tuple[int, int]


class Attribution(NamedTuple):
    """Somebody says, thinks or reports something. Spans are half-open character offsets, in text order.

    `speaker`: the name the source resolves to, None when in doubt. `kind`: direct (quoted), mixed (partly quoted),
    indirect, unclosed (the closing mark is missing). `level`: speech, belief, document, decree, no-source ...
    `source_kind`: outlet, organisation, person, state, document, unnamed. `found_by`: rules, model, both.
    """

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    speaker: str | None
    kind: str
    level: str
    source_kind: str | None
    found_by: str = "rules"


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


# the readers of a sentence, each of which offers candidates
READERS: tuple[Callable[[Sentence, list[Verb]], list[Candidate]], ...] = (
    verb_candidates,
    according,
    named_line,
    noun_cues,
    hearsay,
    viewpoints,
    stated_there,
)
# frames that need no list of verbs
SELF_EVIDENT = frozenset({"acc", "as", "dash", "hearsay", "name", "noun", "passed", "quoted", "there", "view"})
MODAL = frozenset({"may", "might", "can", "could", "should", "would", "will", "cannot", "must"})
LAID_OUT = frozenset({"dash", "name", "passed"})  # frames that the layout tells, or a quote and its speaker
# frames in which a verb of no list is taken for a cue when its content holds a quote
GUESSED = frozenset({"npas", "npfor", "nping", "npq", "npthat", "npto", "p:to", "q", "that", "to"})
# frames whose content after the cue wins over a clause before it
FORWARD = frozenset(
    {"ing", "npabout", "npagainst", "npas", "npfor", "nping", "npto", "p:about", "p:against", "p:for", "to"}
)


def _is_known(s: Sentence, c: Candidate) -> bool:
    """Whether a candidate may be an attribution: its construction says so, or the lexicon, or a quote beside it."""
    if c.frame in SELF_EVIDENT:
        return True
    if c.frame == "qpost" and c.word not in NEVER and c.source and c.source[0][0] < c.head:
        return s.tags[c.source[-1][0]] != "W"  # a quote, then a subject and any verb: "...," he deadpanned
    if c.frame == "pp-by" and s.tags[c.source[-1][1]] != "NP":
        return False  # "fears voiced by voters": nobody whose name is told
    if c.frame == "p:to" and lexicon.lemmas().get(c.word) == "respond" and _is_of_states(s, c):
        return False  # states respond to tariffs by tariffs
    level = lexicon.level(c.word, c.frame)
    if level == "document" and lexicon.construction(c.frame) == "noun":
        return bool(c.source) and s.tags[c.source[-1][1]] == "N"  # polls show a lead; people only show things
    return level is not None or _is_guess(s, c)


def _is_of_states(s: Sentence, c: Candidate) -> bool:
    """Whether the source of a candidate begins with a country."""
    return any(names.country(s.words[first]) for first, _ in c.source)


def _is_guess(s: Sentence, c: Candidate) -> bool:
    """Whether a verb of no list stands before a content with a quote ("she pictured it as "a ruin"")."""
    return (
        lexicon.level(c.word, c.frame) is None
        and bool(c.source)
        and c.frame in GUESSED
        and c.word not in NEVER
        and (s.tags[c.head] in {"VBD", "VBZ", "VBN"} or (s.tags[c.head] == "VBG" and s.words[c.cue[0] - 1] == ","))
        and _has_quote(s, c)
    )


def _has_quote(s: Sentence, c: Candidate) -> bool:
    return any(_covers(c.content, i) for i in s.quotes)


def _covers(ranges: Iterable[Range], i: int) -> bool:
    return any(first <= i <= last for first, last in ranges)


def _choose(s: Sentence, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates that stand together: none lies in another's content, and the longer content wins."""
    if len(candidates) < 2:
        return candidates
    yielding = [c for c in candidates if _yields(s, c, candidates)]
    candidates = [c for c in candidates if c not in yielding]
    forward = {c.head for c in candidates if c.frame in FORWARD}
    after = {c.head for c in candidates if c.frame == "post"} - forward
    fitting = [c for c in candidates if (c.frame == "post") == (c.head in after)]
    guesses = {c for c in fitting if _is_guess(s, c)}

    def size(c: Candidate) -> int:
        return sum(s.end(last) - s.starts[first] for first, last in c.content)

    chosen: list[Candidate] = []
    for c in sorted(fitting, key=lambda c: (c in guesses, -size(c), c.head)):
        apart = all(
            not _covers(o.content, c.head)
            and not _covers(c.content, o.head)
            and not any(a <= y and x <= b for a, b in o.content for x, y in c.content)
            for o in chosen
        )
        if apart:
            chosen.append(c)
    passing = [passed for c in yielding if (passed := _passed_on(s, c, chosen))]
    return sorted([*(_before_passing(c, yielding) for c in chosen), *passing], key=lambda c: c.head)


def _before_passing(c: Candidate, passing: Iterable[Candidate]) -> Candidate:
    """`c` without the words of those who pass it on: "..., the ministry said" is no part of what a minister said."""
    ends = [o.content[-1][1] for o in passing if o.content and _covers(o.content, c.head)]
    if not ends or not c.content:
        return c
    *before, (first, last) = c.content
    return c._replace(content=(*before, (first, max(first, min(last, *ends)))))


# frames in which what somebody says stands behind the verb, all of which may be told by another ("..., CNN said")
_TOLD_ON = frozenset({"that", "cl", "q", "npthat", "npcl", "npq", "npas"})
_PASSING = frozenset({"acc", "post", "ipost"})
_STATING = frozenset({"speech", "accusation", "denial", "promise", "demand"})


def _passed_on(s: Sentence, c: Candidate, chosen: Iterable[Candidate]) -> Candidate | None:
    """ "..., Lee said, according to CNN": Lee says what is quoted, and CNN that Lee said it."""
    inner = next((o for o in chosen if _may_be_told(s, o, c)), None)
    if inner is None or c.frame not in _PASSING:
        return None
    if inner.frame in _TOLD_ON:
        held = c.content[0][0], inner.content[0][0] - 1
    else:
        held = min(inner.cue[0], inner.source[0][0]), max(inner.cue[1], inner.source[-1][1])
    if held[0] > held[1] or any(_covers(inner.content, i) for i in held):
        return None
    return c._replace(content=(held,), frame="passed")


def _may_be_told(s: Sentence, o: Candidate, c: Candidate) -> bool:
    """Whether `o` is what a source says whom `c` passes on: a quotation, or a statement of somebody named."""
    if not o.source or o is c or not _covers(c.content, o.head):
        return False
    if o.frame in {"qpost", "post"}:
        return c.frame == "acc" and _has_quote(s, o)
    first, last = o.source[0]
    is_main = len(o.source) == 1 and (first - c.content[0][0] <= 1 or s.words[first - 1] == ",")
    is_main = is_main and (s.tags[last] == "NP" or s.words[last] == ")")
    is_told = o.frame in _TOLD_ON and lexicon.level(o.word, "npas" if o.frame == "npas" else "that") in _STATING
    return is_main and is_told and _has_quote(s, o)


_TURNED_DOWN = frozenset({"denial", "accusation", "stance"})


def _yields(s: Sentence, c: Candidate, candidates: Iterable[Candidate]) -> bool:
    """Whether a candidate makes room for one inside it: the speaker whose words it only passes on, and whose claim is
    rejected by somebody else."""
    if c.frame in _PASSING and any(_may_be_told(s, o, c) for o in candidates):
        return True
    if lexicon.level(c.word, c.frame) not in _TURNED_DOWN:
        return False
    return any(o.frame == "noun" and o.source and c.head < o.head <= c.head + 8 for o in candidates)


def _claim_quotes(s: Sentence, verbs: list[Verb], chosen: list[Candidate]) -> list[Candidate]:
    """A quote after a colon belongs to the attribution before it, or makes one of the verb before it."""
    for i in [place - 1 for place in s.quotes if place > 1]:
        if s.words[i] not in {":", ","} or s.tags[i + 1] != "Q" or is_phrase(s.words[i + 1]):
            continue
        if any(_covers(c.content, i + 1) for c in chosen):
            continue
        quote = (i + 1, i + 1)
        before = [c for c in chosen if c.head < i and c.content and c.content[-1][1] < i]
        acting = [v for v in verbs if v.head < i and v.subject and v.form in {"finite", "ing"}]
        acting = [v for v in acting if not _is_put_out(s, v)]
        if before and s.words[i] == ":":
            chosen = [c._replace(content=(*c.content, quote)) if c is before[-1] else c for c in chosen]
        elif not before and acting:
            v = acting[-1]
            if s.words[i] == "," and (i - v.head > 9 or not lexicon.level(s.lowers[v.head], "q")):
                continue
            chosen = [*chosen, Candidate((v.group, v.head), v.subject, (quote,), s.lowers[v.head], "any", v.head)]
    return chosen


def _is_put_out(s: Sentence, v: Verb) -> bool:
    """Whether a verb only tells of a statement that it was put out: "said in a statement issued on Monday"."""
    first, last = v.subject[0]
    is_object = first > 0 and s.tags[first - 1] == "IN" and s.lowers[last] in WORDS["writing"]
    return is_object and s.lowers[v.head] in WORDS["released"]


def _draft(s: Sentence, c: Candidate, content: list[Span] | None = None) -> Draft:
    given = [s.span(*part) for part in c.content] if content is None else content
    has_quote = _has_quote(s, c) or content is not None
    has_statement = content is not None or any(
        s.tags[i] == "Q" and not is_phrase(s.words[i]) for i in s.quotes if _covers(c.content, i)
    )
    source = [s.span(_list_start(s, *part), part[1]) for part in c.source]
    unsaid = not has_quote and _is_unsaid(s, c)
    return Draft(source, [s.span(*c.cue)], given, c, s.paragraph, has_quote, has_statement, unsaid)


def _list_start(s: Sentence, first: int, last: int) -> int:
    """Where a list of names begins whose last two are the tokens first..last: "Ann Lee, Tom Berg and Dan Ross"."""
    joint = next((i for i in range(first + 2, last) if s.lowers[i] == "and"), 0)
    names_end = joint - (s.words[joint - 1] == ",")
    if not joint or any(tag != "NP" for tag in s.tags[first:names_end]) or s.tags[joint + 1] != "NP":
        return first
    while first > 2 and s.words[first - 1] == "," and s.tags[first - 2] == s.tags[first - 3] == "NP":
        first -= 2
        while first and s.tags[first - 1] == "NP":
            first -= 1
    return first


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
    sentence: Span | None = None  # the sentence before
    told: Draft | None = None  # "X said in a statement." in this paragraph
    colon: Draft | None = None  # "X said:" at the end of the paragraph before


_AGREEING = frozenset({"agrees", "agreed", "concurs", "concurred"})


def _make(s: Sentence, chosen: list[Candidate], before: Open) -> list[Draft]:
    """Drafts of the chosen candidates; a cue without content takes the quote or the sentence before it."""
    made: list[Draft] = []
    for c in chosen:
        if c.frame == "there":
            if before.sentence:
                made.append(_draft(s, c, [before.sentence])._replace(has_quote=False))
        elif c.frame == "bare":
            is_end = c.head == len(s.words) - 2
            if (
                c.word in _AGREEING
                and is_end
                and not s.quotes
                and before.sentence
                and not before.quote
                and not before.joined
                and not (before.last and before.last.has_quote and before.last.content[0][0] >= before.sentence[0])
            ):
                agreed = c._replace(frame="agrees")
                made.append(_draft(s, agreed, [before.sentence])._replace(has_quote=False))
            elif before.joined and before.last and len(before.last.content) > 1:
                made.append(_draft(s, c, [before.last.content.pop()]))
            elif before.quote:
                made.append(_draft(s, c, [before.quote]))
        else:
            draft = _draft(s, c)
            if before.quote and not made and c.frame == "qpost" and s.tags[0] == "Q":
                draft.content.append(before.quote)
            made.append(draft)
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
    if not acting or not s.is_last or s.words[-1] != ":":
        return None
    v = acting[-1]
    frame = "colon" if lexicon.level(s.lowers[v.head], "q") else "any"
    return _draft(s, Candidate((v.group, v.head), v.subject, (), s.lowers[v.head], frame, v.head))


def _to_last_cue(s: Sentence, heads: list[int]) -> list[int]:
    """The verbs up to the last one that may be a cue: where no quote stands, nothing asks for those after it."""
    n = len(heads)
    while n and s.lowers[heads[n - 1]] not in CUE_WORDS:
        n -= 1
    return heads[:n]


def find_drafts(sentences: Iterable[Sentence]) -> list[Draft]:
    """The attributions of a text before speaker, kind and level are told."""
    drafts: list[Draft] = []
    before, paragraph = Open(), -1
    waiting: tuple[Span, Draft] | None = None  # a quote that opens a paragraph, and whose it is if nobody claims it
    for s in sentences:
        if s.paragraph != paragraph:  # what only the paragraph holds is forgotten
            before = before._replace(joined=False, quote=None, told=None)
            paragraph = s.paragraph
        heads = find_heads(s)
        verbs = find_verbs(s, heads if s.quotes or s.words[-1] == ":" else _to_last_cue(s, heads))
        known = [c for read in READERS for c in read(s, verbs) if _is_known(s, c)] if s.tags else []
        made = _make(s, _claim_quotes(s, verbs, _choose(s, known)), before) if known or s.quotes else []
        if waiting and not any(waiting[0] in d.content for d in made):
            waiting[1].content.append(waiting[0])
        waiting = None
        opens = s.tags[0] if s.tags else ""
        is_lone = opens == "Q" and not made
        span = (s.starts[0], s.end(-1))
        follows = before.colon if before.colon and s.paragraph - before.colon.paragraph == 1 and not made else None
        if follows and (opens in QUOTE or follows.candidate.frame == "colon"):
            follows.content.append(span)
            if follows not in drafts[-3:]:
                drafts.append(follows)
            now = follows._replace(paragraph=s.paragraph, has_quote=opens == "Q")
            before = Open(last=now, sentence=span)
        elif is_lone and before.told:
            before.told.content.append(s.span(0, 0))
            drafts.append(before.told)
            before = Open(last=before.told, sentence=span)
        elif is_lone and before.last and _may_join(s, before.last):
            before.last.content.append(s.span(0, 0))
            before = Open(last=before.last._replace(paragraph=s.paragraph), joined=True, sentence=before.sentence)
        else:
            drafts += made
            spoken = [d for d in made if d.source and d.candidate.frame != "passed"]
            quoting = [d for d in spoken if d.has_quote]
            bare = _tells(s, verbs) if not made and len(verbs) == len(heads) else None
            kept = before.last if before.last and before.last.paragraph == s.paragraph else None
            if is_lone and before.last and before.last.has_quote and s.paragraph - before.last.paragraph == 1:
                waiting = s.span(0, 0), before.last
            before = Open(
                last=quoting[-1] if quoting else spoken[-1] if spoken else kept,
                quote=s.span(0, 0) if is_lone and waiting else span if is_lone else None,
                sentence=(s.starts[0], s.end(-1) - (s.words[-1] == ".")),
                told=bare,
                colon=(quoting or spoken)[-1]
                if spoken and s.is_last and s.words[-1] == ":"
                else None
                if made
                else _announces(s, verbs),
            )
    if waiting:
        waiting[1].content.append(waiting[0])
    return drafts


_TELLING_LEVELS = frozenset({"speech", "belief", "accusation", "denial", "demand", "promise", "stance"})


def _may_join(s: Sentence, last: Draft) -> bool:
    """Whether a lone quote goes on from `last`: in its paragraph, or as the whole of the next one."""
    if not last.has_quote:
        # 'Lee said the house is small. "It is also old."'; or the quote is the whole of the next paragraph
        is_near = s.paragraph == last.paragraph or (_is_whole(s) and s.is_last and s.paragraph - last.paragraph == 1)
        return is_near and bool(last.source) and _level(last) in _TELLING_LEVELS
    if s.paragraph != last.paragraph and not last.has_statement:
        return False  # a quoted word or phrase announces nothing
    return s.paragraph == last.paragraph or (_is_whole(s) and s.paragraph - last.paragraph == 1)


def _is_whole(s: Sentence) -> bool:
    """Whether a sentence is nothing but quotes, which may stand as sentences."""
    return all(tag == "Q" or not word[0].isalnum() for tag, word in zip(s.tags, s.words, strict=True))


def _kind(draft: Draft, quotes: Sequence[Quote], starts: Sequence[int]) -> str:
    """direct: nothing but quotes; mixed: quotes in the content; unclosed: one of them lacks its closing mark."""
    parts = [
        (start, end, quotes[bisect_left(starts, start) : bisect_left(starts, end)]) for start, end in draft.content
    ]
    inside = [quote for _, _, found in parts for quote in found]
    if not inside:
        return "indirect"
    if not all(quote.is_closed or quote.runs_on for quote in inside):
        return "unclosed"
    is_direct = all(found and found[0].start == start and end <= found[-1].end + 1 for start, end, found in parts)
    return "direct" if is_direct and all(len(found) == 1 for _, _, found in parts) else "mixed"


def _level(draft: Draft) -> str:
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


_SILENT = re.compile(
    r"(?:declin|refus)\w*,? (?:\w+ )?to (?:comment|respond|answer|discuss|elaborate|confirm|say|speak|be interviewed)\b"
)


_AGREED = re.compile(r"agree[sd]? (?:to|on) ")


def _is_agreed(text: str, draft: Draft) -> bool:
    """Whether a cue tells what somebody will do: "agreed to a truce"."""
    return bool(draft.cue) and bool(_AGREED.match(text, draft.cue[-1][0])) and not draft.has_quote


def _is_silent(text: str, draft: Draft) -> bool:
    """Whether a cue tells that nothing was said: "declined to comment"."""
    start = draft.cue[0][0]
    return bool(_SILENT.search(text, start, start + 60)) if draft.cue else False


_SAYABLE = frozenset({"speech", "promise", "accusation", "demand", "decree", "document"})


READER_NAMES = ("auto", "model", "rules", "wide")
MOST_FOR_MODEL = 4_000  # articles up to which "auto" means the model: some five minutes of one processor


def choose_reader(reader: str, n_articles: int) -> str:
    """The reader that is meant: "auto" is the model for up to `MOST_FOR_MODEL` articles, the rules above.

    >>> attribution.choose_reader("auto", 100), attribution.choose_reader("rules", 100)
    ('model', 'rules')
    """
    if reader not in READER_NAMES:
        raise ValueError(f'reader is "{reader}"; expected {", ".join(READER_NAMES)}')
    return ("model" if n_articles <= MOST_FOR_MODEL else "rules") if reader == "auto" else reader


def find_attributions(text: str, *, silent: Sequence[Span] = (), reader: str = "rules") -> list[Attribution]:
    """The attributions of `text`, in text order, none inside another; nothing in the passages `silent` is read.

    The rules read quotes, cue verbs with their subject and complement, "according to", noun cues ("the claim that"),
    hearsay ("reportedly") and viewpoints. They miss cues no list knows, statements spread over sentences without
    quotes, and what stands inside a quote. With `reader` "model" a learned reader decides who says what, and the rules
    where quotations begin and end; "wide" also gives thoughts, wishes and
    acts (see docs/reader.md). A doubtful `speaker` is None, never a guess.

    >>> (one,) = attribution.find_attributions("It rained all night, Ann Lee said.")
    >>> one.source, one.cue, one.content
    ([(21, 28)], [(29, 33)], [(0, 19)])
    """
    return next(find_all([text], [silent], reader=reader))


AT_ONCE = 300_000  # characters read together: enough to share the cost of tagging, little enough to hold


class Text(NamedTuple):
    """A text to read: what is silent in it (page furniture, in order), and when it was published."""

    text: str
    silent: Sequence[Span] = ()
    published: date | None = None


def find_all(
    texts: Iterable[str],
    silent: Iterable[Sequence[Span]] | None = None,
    published: Iterable[date | None] | None = None,
    *,
    reader: str = "rules",
) -> Iterator[list[Attribution]]:
    """What `find_attributions` finds in each of `texts`, many times faster than one after the other.

    `silent`: the passages of each text that are not read, in order; `published`: when each appeared.

    >>> [len(found) for found in attribution.find_all(["It rained.", "It rained, Lee said."])]
    [0, 1]
    """
    reader = choose_reader(reader, 1)
    batch: list[Text] = []
    size = 0
    for text, passages, day in zip(texts, silent or repeat(()), published or repeat(None), strict=False):
        batch.append(Text(text, passages, day))
        size += len(text)
        if size > AT_ONCE:
            yield from _find_together(batch, reader)
            batch, size = [], 0
    yield from _find_together(batch, reader)


def _with_turns(text: str, drafts: list[Draft]) -> list[Draft]:
    """`drafts` with the posts and turns that stand in the text in place of what was read in them."""
    turns = find_turns(text) or list(find_posts(text))
    if not turns:
        return drafts
    reach = [(min(turn.source[0], turn.content[0][0]), max(turn.source[1], turn.content[-1][1])) for turn in turns]
    ends = [end for _, end in reach]

    def is_inside(spans: Iterable[Span]) -> bool:
        places = ((bisect_right(ends, start), end) for start, end in spans)
        return any(place < len(reach) and reach[place][0] < end for place, end in places)

    kept = [d for d in drafts if not is_inside((*d.cue, *d.content, *d.source))]
    candidate = Candidate((0, 0), (), (), "-", "dash", 0)
    return [*kept, *(Draft([turn.source], [turn.cue], turn.content, candidate, -1, True) for turn in turns)]


def _find_together(given: Sequence[Text], reader: str) -> Iterator[list[Attribution]]:
    texts = [reading.blank(one.text, one.silent) for one in given]
    quoted = [find_quotes(text) for text in texts]
    read = read_sentences(zip(texts, quoted, strict=True), TELLING)
    for one, text, quotes, sentences in zip(given, texts, quoted, read, strict=True):
        drafts = _with_turns(text, find_drafts(sentences))
        if reader != "rules":
            drafts = _blended(text, quotes, drafts, reader == "wide")
        yield _resolve(one._replace(text=text), quotes, drafts)


def _blended(text: str, quotes: Sequence[Quote], drafts: Sequence[Draft], is_wide: bool) -> list[Draft]:
    """What the rules drafted, put right and added to by the learned reader.

    What it alone found and is not quoted counts where a known cue, without "may" or "will", has a source that is sure;
    with `is_wide`, all counts.
    """
    from helpers.attribution.learned import hear  # so that the rules alone do not load the net

    agreed = [d for d in drafts if d.candidate.frame == "agrees"]  # of what another said, and no rival of it
    kept = [d for d in drafts if d.content and d.candidate.frame != "agrees"]
    ruled = [Said(d.source, d.cue, sorted(d.content), is_laid_out=d.candidate.frame in LAID_OUT) for d in kept]
    made = []
    passed = [span for d in kept if d.candidate.frame == "passed" for span in d.cue]
    heard = [one for one in hear(text, quotes) if not (_is_crossed(text, one) or meet(one.cue, passed))]
    for said, found_by, number, is_open in blend(ruled, heard, quotes):
        source, cue, content = said[:3]
        if number is None:
            words = text[cue[0][0] : cue[-1][1]].lower().split()
            word = next((word for word in reversed(words) if lexicon.usual_level(word)), "")
            candidate = Candidate((0, 0), (), (), word, "learned", 0)
            is_beside = len(source) == 1 and text[source[0][1] : cue[0][0]] in {" ", ""} and cue[-1][1] <= content[0][0]
            is_open = is_open or not (word or "according" in words)
            has_quote = any(q.start < end and start < q.end for q in quotes for start, end in content)
            is_open = is_open and not (has_quote and is_beside and word)
            is_plain = bool(source) and not is_open and not MODAL & set(words)
            if is_wide or (words != [":"] and (has_quote or is_plain)):  # a colon is layout, the rules' to read
                unsaid = not has_quote and not WORDS["negation"].isdisjoint(words)
                draft = Draft(source, cue, content, candidate, -1, False, is_unsaid=unsaid, found_by=found_by)
                made.append(draft._replace(is_open=is_open))
        else:
            ruled_one = kept[number]
            spoken = [text[start:end].split() for start, end in ruled_one.source]
            whom = [one[0].lower() for one in spoken if one]  # furniture that was blanked may leave nothing
            # "nobody was louder than Ann Lee: ..."
            is_unsaid = ruled_one.is_unsaid and (source == ruled_one.source or not WORDS["nobody"] & set(whom))
            may = MODAL & set(text[cue[0][0] : cue[-1][1]].lower().split()) - {"would"} if cue else set()
            is_unsaid = is_unsaid or (bool(may) and not ruled_one.has_quote)
            made.append(
                ruled_one._replace(source=source, cue=cue, content=content, found_by=found_by, is_unsaid=is_unsaid)
            )
    return _with_subjects(text, made) + agreed


def _is_crossed(text: str, said: Said) -> bool:
    """Whether "according to" was heard with a source that stands before it, which is another's: the rules decide."""
    start, end = said.cue[0][0], said.cue[-1][1]
    return "according to" in text[start:end].lower() and bool(said.source) and said.source[0][0] < start


_GOES_ON = re.compile(r",?[”\"’]?\s+(?:and\s+)?")


_BESIDE = re.compile(r"\b([Hh]e|[Ss]he) $")


def _with_subjects(text: str, drafts: list[Draft]) -> list[Draft]:
    """`drafts` where "..., suggesting that ..." or "and said" has the source of the attribution that ends before it."""
    sources = {d.content[-1][1]: d.source for d in drafts if d.source}
    made = []
    for d in drafts:
        start = d.cue[0][0]
        if not d.source and (whose := _BESIDE.search(text, max(0, start - 5), start)):
            made.append(d._replace(source=[whose.span(1)]))  # "he answered when asked"
            continue
        if not d.source and (text[start : d.cue[-1][1]].endswith("ing") or text[:start].endswith(" and ", start - 5)):
            ends = (end for end in range(start - 6, start) if end in sources and _GOES_ON.fullmatch(text, end, start))
            if end := next(ends, 0):
                d = d._replace(source=sources[end], is_open=False)
        made.append(d)
    return made


def _around(spans: Iterable[Span], silent: Sequence[Span]) -> list[Span]:
    """`spans` without what of them is silent; `silent` in order, none in another."""
    left = []
    ends = [end for _, end in silent]
    for first, last in sorted(spans):
        for start, end in silent[bisect_right(ends, first) :]:
            if start >= last:
                break
            left.append((first, start))
            first = max(first, end)
        left.append((first, last))
    return [(first, last) for first, last in left if first < last]


def trimmed(text: str, spans: Iterable[Span]) -> list[Span]:
    """`spans` without white space at their ends; what is white space alone is left out."""
    found = []
    for start, end in spans:
        inner = text[start:end]
        if inner.strip():
            found.append((start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())))
    return found


def _resolve(given: Text, quotes: Sequence[Quote], drafts: Iterable[Draft]) -> list[Attribution]:
    """The attributions that `drafts` are, with speaker, kind and level."""
    starts = [quote.start for quote in quotes]
    drafts = sorted((d for d in drafts if d.content), key=lambda d: min([*d.cue, *d.content, *d.source]))
    spans = [(quote.start, quote.end) for quote in quotes]
    told = speaking.resolve(given.text, drafts, quotes=spans, published=given.published)
    found = [
        Attribution(
            source=sorted(d.source),
            cue=d.cue,
            content=sorted(d.content),
            speaker=None if d.is_open else speaker.name,
            kind=_kind(d, quotes, starts),
            level="unsaid" if _is_silent(given.text, d) else "intent" if _is_agreed(given.text, d) else _level(d),
            source_kind=speaker.kind if d.source else None,
            found_by=d.found_by,
        )
        for d, speaker in zip(drafts, told, strict=True)
    ]
    if not given.silent:
        return found
    cut = [a._replace(content=trimmed(given.text, _around(a.content, given.silent))) for a in found]
    return [a for a in cut if a.content]
