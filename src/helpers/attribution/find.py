"""Attributions of a text: who says what, by which words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import repeat
from typing import NamedTuple

from helpers import text as reading
from helpers.arguments import ArgumentError, as_text, one_of
from helpers.attribution import lexicon
from helpers.attribution import speakers as speaking
from helpers.attribution.blend import Said, blend, meet, without
from helpers.attribution.cast import Speaker
from helpers.attribution.clauses import read_sentences
from helpers.attribution.constructions import TELLING
from helpers.attribution.contents import Candidate
from helpers.attribution.drafts import Draft, Span, find_drafts
from helpers.attribution.edges import around, trimmed, uncut
from helpers.attribution.lexicon import WORDS
from helpers.attribution.listed import with_list
from helpers.attribution.nearby import subject
from helpers.attribution.passing import MODAL, PASSING, in_passing
from helpers.attribution.persons import OWNER
from helpers.attribution.quotes import Quote, find_quotes
from helpers.attribution.relayed import relayed
from helpers.attribution.standing import OWN, standing
from helpers.attribution.subjects import with_named, with_subjects
from helpers.attribution.turns import Turn, find_posts, find_turns
from helpers.attribution.unclaimed import with_unclaimed
from helpers.attribution.whole import made_whole


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


LAID_OUT = frozenset({"dash", "name", "passed"})  # frames that the layout tells, or a quote and its speaker


def _kind(draft: Draft, quotes: Sequence[Quote], starts: Sequence[int]) -> str:
    """direct: nothing but quotes, or a post or turn; mixed: quotes in the content; unclosed: one lacks its end."""
    parts = [
        (start, end, quotes[bisect_left(starts, start) : bisect_left(starts, end)]) for start, end in draft.content
    ]
    inside = [quote for _, _, found in parts for quote in found]
    is_laid_out = draft.candidate.frame == "dash"  # a post or a turn, word for word without marks
    if not inside:
        return "direct" if is_laid_out else "indirect"
    if not all(quote.is_closed or quote.runs_on for quote in inside):
        return "unclosed"
    is_direct = is_laid_out or all(
        found and found[0].start == start and end <= found[-1].end + 1 for start, end, found in parts
    )
    is_one = is_laid_out or all(len(found) == 1 for _, _, found in parts)
    return "direct" if is_direct and is_one else "mixed"


READER_NAMES = ("auto", "model", "rules", "wide")
MOST_FOR_MODEL = 4_000  # articles up to which "auto" means the model: some five minutes of one processor


def choose_reader(reader: str, n_articles: int) -> str:
    """The reader that is meant: "auto" is the model for up to `MOST_FOR_MODEL` articles, the rules above.

    >>> attribution.choose_reader("auto", 100), attribution.choose_reader("rules", 100)
    ('model', 'rules')
    """
    one_of("attribution.choose_reader", "reader", reader, READER_NAMES)
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
    text = as_text("attribution.find_attributions", text, "attribution.attributions")
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
    if isinstance(texts, str):
        raise ArgumentError("attribution.find_all", "texts", texts, "a list of texts; of one, find_attributions")
    batch: list[Text] = []
    size = 0
    for text, passages, day in zip(texts, silent or repeat(()), published or repeat(None), strict=False):
        batch.append(Text(text, passages, day))
        size += len(text)
        if size > AT_ONCE:
            yield from _find_together(batch, reader)
            batch, size = [], 0
    yield from _find_together(batch, reader)


def _with_turns(text: str, talk: list[Turn], drafts: list[Draft]) -> list[Draft]:
    """`drafts` with the posts and the turns of `talk` in place of what was read in them."""
    talk = [turn for turn in talk if turn.content]
    turns = talk or list(find_posts(text))
    if not turns:
        return drafts
    reach = [(min(turn.source[0], turn.content[0][0]), max(turn.source[1], turn.content[-1][1])) for turn in turns]
    ends = [end for _, end in reach]

    def is_inside(spans: Iterable[Span]) -> bool:
        places = ((bisect_right(ends, start), end) for start, end in spans)
        return any(place < len(reach) and reach[place][0] < end for place, end in places)

    posts = () if talk else turns
    kept = [d for d in drafts if _is_quoted_in(d, posts) or not is_inside((*d.cue, *d.content, *d.source))]
    candidate = Candidate((0, 0), (), (), "-", "dash", 0)
    told = [span for d in kept for span in (*d.content, *d.cue, *d.source)]
    made = ((turn, trimmed(text, without(turn.content, told))) for turn in turns if not turn.is_asked)
    cued = ((turn, [turn.cue] if turn.cue[0] < turn.cue[1] else [], own) for turn, own in made if own)
    return [*kept, *(Draft([turn.source], cue, own, candidate, -1, True) for turn, cue, own in cued)]


def _is_quoted_in(draft: Draft, turns: Sequence[Turn]) -> bool:
    """Whether a draft is what somebody else is quoted to say within a post: "Lee said “...” - Dan Ross (@dross)"."""
    return (
        draft.has_quote
        and bool(draft.source)
        and any(
            all(a <= start and end <= b for start, end in (*draft.source, *draft.cue, *draft.content))
            for turn in turns
            for a, b in turn.content
        )
    )


def _is_named(mention: str, hosts: set[str]) -> bool:
    """Whether a mention is the surname of a host, or ends with all of the name: "NPR's Ann Lee"."""
    return mention in hosts or any(" " in host and mention.endswith(f" {host}") for host in hosts)


def _without_hosts(text: str, talk: Iterable[Turn]) -> str:
    """`text` without the labels of whoever speaks for the outlet, whose turns are then read as any text."""
    return reading.blank(text, [(turn.source[0], turn.cue[1]) for turn in talk if not turn.content])


def _find_together(given: Sequence[Text], reader: str) -> Iterator[list[Attribution]]:
    texts = [reading.blank(one.text, one.silent) for one in given]
    talks = [find_turns(text) for text in texts]
    texts = [_without_hosts(text, talk) for text, talk in zip(texts, talks, strict=True)]
    quoted = [find_quotes(text) for text in texts]
    read = read_sentences(zip(texts, quoted, strict=True), TELLING)
    for one, text, talk, quotes, sentences in zip(given, texts, talks, quoted, read, strict=True):
        drafts = _with_turns(text, talk, find_drafts(sentences))
        if reader != "rules":
            drafts = _blended(text, quotes, drafts, reader == "wide")
        drafts = [one for d in drafts for one in relayed(text, with_named(text, d))]
        drafts = with_unclaimed(text, quotes, drafts)
        hosts = {one.text[slice(*turn.source)].upper() for turn in talk if not turn.content}
        drafts = [d for d in drafts if not any(_is_named(text[start:end].upper(), hosts) for start, end in d.source)]
        yield _resolve(
            one._replace(text=text), quotes, drafts if reader == "rules" else made_whole(text, quotes, drafts)
        )


_TITLING = ("called", "titled", "entitled", "named", "dubbed")


def _is_nobodys(text: str, cue: Sequence[Span], content: Sequence[Span], ruled: Draft) -> bool:
    """Whether a cue tells what something is called, or only that something is said: "a book called “...”"."""
    is_hearsay = ruled.candidate.frame == "hearsay" and meet(cue, ruled.cue)
    ends = [cue[-1][1], *(start - 1 for start, _ in content)]
    return is_hearsay or any(text.endswith(_TITLING, 0, max(0, end)) for end in ends)


def _blended(text: str, quotes: Sequence[Quote], drafts: Sequence[Draft], is_wide: bool) -> list[Draft]:
    """What the rules drafted, put right and added to by the learned reader.

    What it alone found and is not quoted counts where a known cue, without "may" or "will", has a source that is sure;
    with `is_wide`, all counts.
    """
    from helpers.attribution.learned import hear  # so that the rules alone do not load the net

    kept = [d for d in drafts if d.content]
    ruled = [Said(d.source, d.cue, sorted(d.content), is_laid_out=d.candidate.frame in LAID_OUT) for d in kept]
    made = []
    passed = [span for d in kept if d.candidate.frame == "passed" for span in d.cue]
    read = hear(text, quotes)
    nouns = {d.cue[-1][1]: d.content[-1][1] for d in kept if d.candidate.frame == "noun"}
    heard = [_ended(text, one, nouns) for one in read.said if not (_is_crossed(text, one) or meet(one.cue, passed))]
    for said, found_by, number, is_open in blend(ruled, heard, quotes):
        if number is None:
            draft, is_plain = _heard_alone(text, quotes, said, is_open=is_open)
            has_frame = [text[start:end] for start, end in said.cue] != [":"]  # a colon is layout, the rules' to read
            if is_wide or (has_frame and is_plain):
                made.append(draft._replace(found_by=found_by))
        else:
            made.append(_put_right(text, kept[number], said)._replace(found_by=found_by))
    return [*(told := with_subjects(text, made)), *in_passing(text, told, read.speaking)]


def _ended(text: str, said: Said, nouns: Mapping[int, int]) -> Said:
    """What was heard of a noun without what is told of it: "his claim that it rained | is false".

    `nouns`: where the content of each noun ends, by the end of the cue.
    """
    if not said.cue or len(said.content) != 1:
        return said
    start, last = said.content[0]
    end = nouns.get(said.cue[-1][1], last)
    return said._replace(content=[(start, end)]) if start < end and " " in text[end:last].strip() else said


def _heard_alone(text: str, quotes: Sequence[Quote], said: Said, *, is_open: bool) -> tuple[Draft, bool]:
    """What the learned reader alone found, and whether it is quoted or has a known cue and a sure source."""
    source, cue, content = said[:3]
    words = text[cue[0][0] : cue[-1][1]].lower().split()
    candidate = _learned(words)
    quoting = [span for span in content if any(q.start < span[1] and span[0] < q.end for q in quotes)]
    is_open = is_open or not (candidate.word or "according" in words)
    is_open = is_open and not (quoting and is_in_order(text, source, cue, quoting))
    is_unsaid = not quoting and not WORDS["negation"].isdisjoint(words)
    draft = Draft(source, cue, content, candidate, -1, False, is_unsaid=is_unsaid)._replace(is_open=is_open)
    return draft, bool(quoting) or (bool(source) and not is_open and not MODAL & set(words))


def _put_right(text: str, ruled: Draft, said: Said) -> Draft:
    """A draft of the rules with the spans as blended; another cue is the learned reader's."""
    source, cue, content = said[:3]
    if not ruled.source and ruled.has_quote and _is_nobodys(text, cue, content, ruled):
        source = []
    # furniture that was blanked may leave nothing
    whom = [first.lower() for start, end in ruled.source for first in text[start:end].split()[:1]]
    # "nobody was louder than Ann Lee: ..."
    is_unsaid = ruled.is_unsaid and (source == ruled.source or not WORDS["nobody"] & set(whom))
    words = text[cue[0][0] : cue[-1][1]].lower().split() if cue else []
    may = not ruled.has_quote and bool(MODAL & set(words) - {"would"})
    is_unsaid = is_unsaid or may
    if not meet(cue, ruled.cue):
        ruled = ruled._replace(candidate=_learned(words))
        is_unsaid = may or (not ruled.has_quote and not WORDS["negation"].isdisjoint(words))
    return ruled._replace(source=source, cue=cue, content=content, is_unsaid=is_unsaid)


def is_in_order(text: str, source: Sequence[Span], cue: Sequence[Span], quoting: Sequence[Span]) -> bool:
    """Whether who, how and the quoted words follow each other: "Lee deadpanned “...”", "described by Lee as “...”"."""
    if len(source) != 1:
        return False
    if before := [span for span in quoting if span[1] <= min(source[0][0], cue[0][0])]:
        return is_tagged(text, source[0], cue[0], before[-1])
    if quoting[0][0] < max(source[0][1], cue[0][1]):
        return False
    if source[0][0] < cue[0][0]:
        return text[source[0][1] : cue[0][0]] in {" ", ""} and not OWNER.search(text[slice(*source[0])])
    return text[cue[0][1] : source[0][0]].strip() in {"", "by"}


def is_tagged(text: str, source: Span, cue: Span, quoted: Span) -> bool:
    """Whether who and how stand alone behind a quotation that a comma or mark ends: "“It rained,” Lee shot back."."""
    first, last = sorted((source, cue))
    is_close = text[quoted[1] : first[0]] == " " == text[first[1] : last[0]]
    ends = text[quoted[0] : quoted[1]].rstrip("”\"’'")[-1:] in {",", "?", "!"}
    is_close = is_close and " and " not in text[slice(*source)]
    return is_close and ends and text[last[1] : last[1] + 1] in {".", ",", ""}


def _learned(cue: Sequence[str]) -> Candidate:
    """The candidate of a cue that the learned reader found: its last word of a known level."""
    return Candidate((0, 0), (), (), next(filter(lexicon.usual_level, reversed(cue)), ""), "learned", 0)


def _is_crossed(text: str, said: Said) -> bool:
    """Whether "according to" was heard with a source that stands before it, which is another's: the rules decide."""
    start, end = said.cue[0][0], said.cue[-1][1]
    return "according to" in text[start:end].lower() and bool(said.source) and said.source[0][0] < start


def _told(
    text: str, d: Draft, speaker: Speaker, quoted: tuple[Sequence[Quote], Sequence[int], Sequence[Span]]
) -> Attribution:
    """The attribution that a draft is; what the author says has no speaker."""
    quotes, starts, spans = quoted
    kind = _kind(d, quotes, starts)
    level = standing(text, d, spans, is_quoted=kind != "indirect")
    # "the union's Lee" and "as they did Lee’s": whose words these are is another's name, or nobody's
    is_nobodys = d.is_open and bool(d.source) and OWNER.search(text[slice(*sorted(d.source)[0])]) is not None
    return Attribution(
        source=sorted(d.source),
        cue=d.cue,
        content=sorted(d.content),
        speaker=None if is_nobodys or level == OWN else speaker.name,
        kind=kind,
        level=level,
        source_kind="unnamed" if level == OWN else speaker.kind if d.source else None,
        found_by=d.found_by,
    )


def _resolve(given: Text, quotes: Sequence[Quote], drafts: Iterable[Draft]) -> list[Attribution]:
    """The attributions that `drafts` are, with speaker, kind and level."""
    starts = [quote.start for quote in quotes]
    listed = list(drafts)
    drafts = [d._replace(source=subject(given.text, d.source, d.cue)) for d in listed if d.content]
    drafts = [d._replace(source=with_list(given.text, uncut(given.text, d.source), d.cue)) for d in drafts]
    drafts = sorted(drafts, key=lambda d: min([*d.cue, *d.content, *d.source]))
    spans = [(quote.start, quote.end) for quote in quotes]
    told = speaking.resolve(given.text, drafts, quotes=spans, published=given.published)
    found = [_told(given.text, d, speaker, (quotes, starts, spans)) for d, speaker in zip(drafts, told, strict=True)]
    if given.silent:
        cut = [a._replace(content=trimmed(given.text, around(a.content, given.silent))) for a in found]
        found = [a for a in cut if a.content]
    passing = [d for d in listed if d.candidate.frame == PASSING]
    told = speaking.resolve(given.text, passing, quotes=spans, published=given.published) if passing else []
    named = {speaker.name: (d, speaker) for d, speaker in zip(passing[::-1], told[::-1], strict=True)}
    new = [named[name] for name in reversed(named) if name and name not in {a.speaker for a in found}]
    new = [(d, s) for d, s in new if s.kind != "document"]
    return [*found, *(Attribution(d.source, [], [], s.name, "indirect", PASSING, s.kind, d.found_by) for d, s in new)]
