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
from helpers.attribution.linking import Speaking
from helpers.attribution.persons import UPPER

PASSING = "passing"
MODAL = frozenset({"may", "might", "can", "could", "should", "would", "will", "cannot", "must"})
SURE = 0.8  # how probable the net must hold it; chosen on articles held out from training
_TITLE = r"(?:Sens?|Reps?|Gov|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Rev|St)\."
_WORD = rf"(?:(?:[A-Z]\.){{2,}}|{UPPER}[\w’'&-]*)"
_NAME = re.compile(rf"(?:{_TITLE} )?{_WORD}(?:(?: (?:of|for|on|de|al|bin|van|von))?(?: the)? {_WORD})*")
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
        if sure >= SURE and not meet([place], sources) and _is_telling(text, *place):
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


def whole_name(text: str, start: int, end: int) -> Span:
    """A span with the rest of the names that it cuts: "Department" in "the Department of Labor"."""
    for found in _NAME.finditer(text, max(0, start - _REACH), end + _REACH):
        if found.start() < end and start < found.end():
            start, end = min(start, found.start()), max(end, found.end())
    return start, end
