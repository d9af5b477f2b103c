"""What the words around a name tell somebody to have said, where no plain cue with its clause does.

The rows of data/tellings.toml add sources that the other readers did not find, and count only where nobody was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from helpers.attribution.blend import meet, size, trimmed, without
from helpers.attribution.cast import PRONOUNS
from helpers.attribution.contents import Candidate
from helpers.attribution.drafts import Draft, Span
from helpers.attribution.listed import NAME
from helpers.attribution.persons import is_listed, lists
from helpers.attribution.quotes import Quote
from helpers.rules import Rule, load_rules

_PAST = (
    "sa(?:id|ys) wr(?:ote|ites) argue[sd] claim(?:ed|s) warn(?:ed|s) announce[sd] report(?:ed|s) note[sd] add(?:ed|s)"
    " explain(?:ed|s) insist(?:ed|s) suggest(?:ed|s) state[sd] estimate[sd] predict(?:ed|s) acknowledge[sd] allege[sd]"
    " confirm(?:ed|s) maintain(?:ed|s) contend(?:ed|s) testifie[sd] declare[sd] conclude[sd]"
)
_WORDS = {
    "name": rf"{NAME}(?: (?:administration|campaign|government|commission|ministry|office|team))?",
    "adverb": r"(?:(?:\w+ly|also|long|once|later|still|now|often|then) )?",
    "day": r"(?: (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day| yesterday| (?:last|this) (?:week|month|year))?",
    "told": f"(?:{'|'.join(_PAST.split())})",
    "rest": r"[^.;:!?\n]{3,200}",
}


@cache
def telling_rules() -> tuple[Rule, ...]:
    """The rules of data/tellings.toml."""
    return load_rules("tellings.toml", "telling", words=_WORDS)


def with_tellings(text: str, quotes: Sequence[Quote], drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` and what the rows tell besides; one that has no source is given the one that a row tells."""
    kept = list(drafts)
    for told in _found(text, quotes):
        same = [i for i, d in enumerate(kept) if meet(d.cue, told.cue)]
        laid_out = (d for d in kept if d.candidate.frame in {"dash", "name"} and meet(d.content, told.cue))
        if any(kept[i].source for i in same) or any(meet(d.source, told.source) for d in kept) or any(laid_out):
            continue
        for i in same:
            kept[i] = kept[i]._replace(source=told.source, candidate=told.candidate, is_open=False)
        if not same:
            kept = [*(_less(text, d, told) for d in kept), told]
    return kept


def _less(text: str, draft: Draft, told: Draft) -> Draft:
    """`draft` without what is said in `told`, whose source it may tell: who passes a statement on does not say it.

    Of one that is hardly more than what is told, nothing is taken.
    """
    is_before = told.content[0] < told.source[0]
    lost = [(told.content[0][0], told.cue[0][1])] if is_before else told.content
    left = trimmed(text, without(draft.content, lost))
    return draft._replace(content=left) if 2 * size(left) > size(draft.content) else draft


def _found(text: str, quotes: Sequence[Quote]) -> Iterator[Draft]:
    for rule in telling_rules():
        for found in _matches(rule, text):
            opener = _OPENER.match(found["who"])
            opener_end = opener.end() if opener and is_listed("opener", opener[1]) else 0
            who, cue = (found.start("who") + opener_end, found.end("who")), found.span("cue")
            before = max(text.rfind(". ", 0, found.start()) + 2, text.rfind("\n", 0, found.start()) + 1)
            what = found.span("what") if "what" in rule.pattern.groupindex else (before, found.start())
            ends = [quote.end for quote in quotes if what[0] <= quote.start < what[1] < quote.end]
            what = what[0], max([what[1], *ends])  # a mark is a mark
            is_name = not _NO_NAMES.issuperset(
                word if word.isupper() else word.lower() for word in found["who"].split()
            )
            if is_name and what[0] < what[1] and not _is_quoted([who, cue], quotes):
                candidate = Candidate((0, 0), (), (), rule.gives["level"], "told", 0)
                yield Draft([who], [cue], [what], candidate, -1, False)


_OPENER = re.compile(r"(\w+) (?=\w)")  # "But Reuters"
_NO_NAMES = PRONOUNS | lists()["opener"] | {"the", "a", "an"}
_AHEAD, _BACK = 200, 80  # characters around a hint in which its rule is looked for


def _matches(rule: Rule, text: str) -> Iterator[re.Match[str]]:
    """Where a rule matches around its hints: to look everywhere takes as long as reading."""
    places = sorted(at for hint in rule.gives["hints"] for at in _occurrences(text, hint))
    if rule.gives.get("is_first"):
        tried = [rule.pattern.match(text, at) for at in places]
    else:
        tried = [rule.pattern.search(text, max(0, at - _BACK), at + _AHEAD) for at in places]
    yield from {found.span(): found for found in tried if found}.values()


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _is_quoted(spans: Iterable[Span], quotes: Sequence[Quote]) -> bool:
    return any(quote.start < end and start < quote.end for start, end in spans for quote in quotes)
