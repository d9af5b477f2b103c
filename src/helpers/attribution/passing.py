"""Who is cited in passing: the learned reader reads that somebody states something, and nobody reads what.

"..., a claim the senator denied", "CNN reports the command confirmed it": statements within statements, or told by no
cue that is known. Such a source is listed (`cited_sources`) and has no row among the attributions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from helpers.attribution import lexicon
from helpers.attribution.blend import Span, meet
from helpers.attribution.contents import Candidate
from helpers.attribution.drafts import Draft
from helpers.attribution.inside import listed_whole
from helpers.attribution.linking import Speaking
from helpers.attribution.persons import UPPER, is_listed
from helpers.attribution.unspoken import is_deed

PASSING = "passing"
MODAL = frozenset({"may", "might", "can", "could", "should", "would", "will", "cannot", "must"})
SURE = 0.8  # how probable the net must hold it; chosen on articles held out from training
_TITLE = r"(?:Sens?|Reps?|Gov|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Rev|St)\."
_WORD = rf"(?:(?:[A-Z]\.){{2,}}|[A-Z]\.(?= {UPPER}[a-z])|{UPPER}[\w’'&-]*)"
_NAME = re.compile(rf"(?:{_TITLE} )?{_WORD}(?:(?: (?:(?:of|for|on)(?: the)?|de|al|bin|van|von))? {_WORD})*")
# "Institute for Clinical and Economic Review", "Bureau of Alcohol, Tobacco, Firearms and Explosives"
_FIELDS = re.compile(rf"(?:, {_WORD})*,? and (?:{_WORD} )*{_WORD}(?= (?:[a-z(]|$)|[.,;:\n(])")
_HOUSE = re.compile(r"\b(?:House|Senate) (?:[A-Z]\w+,? ){1,3}and $")  # "the House Energy and Commerce Committee"
_REACH = 60  # characters
_SENTENCE = 300
_NEXT = 12
_ENDS = re.compile(r"\n|[.!?][”\"’]?\s+(?=[A-Z“\"])")
_WORDS = re.compile(r"[^\W\d_]+")


def in_passing(text: str, drafts: Sequence[Draft], speaking: Iterable[Speaking]) -> Iterator[Draft]:
    """The mentions of who states something that are the source of none of `drafts`, each without a content."""
    sources = [span for d in drafts for span in d.source]
    for start, end, sure in speaking:
        place = whole_name(text, start, end)
        is_one = not (meet([place], sources) or "\n" in text[slice(*place)] or is_deed(text, *place))
        if sure >= SURE and is_one and not _is_beside(text, *place) and _is_telling(text, *place):
            yield Draft([place], [], [], Candidate((0, 0), (), (), "", PASSING, 0), -1, False, found_by="model")


def _is_telling(text: str, start: int, end: int) -> bool:
    """Whether the sentence around a span has a cue of speech or belief, without "may" before it or behind the span.

    Of whom is told behind "that", only what stands behind the span is looked at.
    """
    first = max(0, start - _SENTENCE)
    first = (
        end
        if text.endswith("that ", 0, start)
        else max([first, *(m.end() for m in _ENDS.finditer(text, first, start))])
    )
    last = _ENDS.search(text, end, end + _SENTENCE)
    words = _WORDS.findall(text, first, last.end() if last else end + _SENTENCE)
    told = (i for i, word in enumerate(words) if lexicon.usual_level(word.lower()) not in {None, "document"})
    behind = _WORDS.search(text, end, end + _NEXT)
    return not (behind and behind[0] in MODAL) and any(not i or words[i - 1].lower() not in MODAL for i in told)


_BEHIND = re.compile(
    rf"(?: \([A-Z]+\))?(?: [a-z][a-z-]*){{1,4}},? (?:{_TITLE} )?{UPPER}[a-z]+ {UPPER}[a-z]+"  # "DCCC chair Ann Lee"
    r"| (?:contributed (?:to|reporting)|reported from)\b"
)
_OF_WHOM = re.compile(r"([\w-]+) (?:of|for|at|from|with)(?: the)? $")


def _is_beside(text: str, start: int, end: int) -> bool:
    """Whether a name only tells of whom somebody else is, whose words these are, or who wrote the article."""
    if text.endswith(("@", "(@"), 0, start):
        return not text.endswith(" @", 0, start)
    behind = _BEHIND.match(text, end)
    told = behind[0].replace(",", "").split() if behind else []
    if told[:1] in (["contributed"], ["reported"]) or any(_is_somebody(word) for word in told[:-2]):
        return True
    of_whom = _OF_WHOM.search(text, max(0, start - 40), start)
    return of_whom is not None and _is_somebody(of_whom[1]) and not is_listed("document", of_whom[1])


def _is_somebody(word: str) -> bool:
    word = word.lower().strip(",")
    one = word.removesuffix("s")
    return any(is_listed(heading, w) for heading in ("role", "title", "someone", "analyst") for w in (word, one))


def whole_name(text: str, start: int, end: int) -> Span:
    """A span with the rest of the names that it cuts: "Department" in "the Department of Labor"."""
    whole = listed_whole(text, start, end)
    if whole != (start, end):
        return whole
    for found in _NAME.finditer(text, max(0, start - _REACH), end + _REACH):
        if found.start() < end and start < found.end():
            start, end = min(start, found.start()), max(end, found.end())
    first, *others = text[start:end].split(" ")
    if others and is_listed("opener", first) and others[0][:1].isupper():
        start += len(first) + 1  # "But Lee", "From Arkon"
    return _with_fields(text, start, end)


def _with_fields(text: str, start: int, end: int) -> Span:
    """A span with what goes on behind "and" in the name of a body."""
    name = text[start:end]
    body = re.match(r"(?:[\w.’']+ ){0,5}?([A-Z]\w+) (?:of|for|on) ", name)
    if body and is_listed("organisation", body[1]) and (behind := _FIELDS.match(text, end)):
        return start, behind.end()
    if name.endswith("Committee") and (before := _HOUSE.search(text, max(0, start - 50), start)):
        return before.start(), end
    return (start, end + 11) if text.startswith(" government", end) else (start, end)
