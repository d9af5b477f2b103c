"""Which candidates of a sentence are attributions: what a list knows, and which of two that overlap stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from helpers import names
from helpers.attribution import lexicon
from helpers.attribution.clauses import Sentence, is_phrase
from helpers.attribution.constructions import according, hearsay, named_line, noun_cues, viewpoints
from helpers.attribution.contents import Candidate
from helpers.attribution.lexicon import WORDS
from helpers.attribution.nouns import Range
from helpers.attribution.reading import verb_candidates
from helpers.attribution.verbs import Verb

# the readers of a sentence, each of which offers candidates
READERS: tuple[Callable[[Sentence, list[Verb]], list[Candidate]], ...] = (
    verb_candidates,
    according,
    named_line,
    noun_cues,
    hearsay,
    viewpoints,
)
# frames that need no list of verbs
SELF_EVIDENT = frozenset({"acc", "as", "dash", "hearsay", "name", "noun", "passed", "quoted", "view"})
# frames in which a verb of no list is taken for a cue when its content holds a quote
GUESSED = frozenset({"npas", "npfor", "nping", "npq", "npthat", "npto", "p:to", "q", "that", "to"})
# frames whose content after the cue wins over a clause before it
FORWARD = frozenset(
    {"ing", "npabout", "npagainst", "npas", "npfor", "nping", "npto", "p:about", "p:against", "p:for", "to"}
)


def is_known(s: Sentence, c: Candidate) -> bool:
    """Whether a candidate may be an attribution: its construction says so, or the lexicon, or a quote beside it."""
    if c.frame in SELF_EVIDENT:
        return True
    if c.frame == "qpost" and c.source and c.source[0][0] < c.head:
        return s.tags[c.source[-1][0]] != "W"  # a quote, then a subject and any verb: "...," he deadpanned
    if c.frame == "pp-by" and s.tags[c.source[-1][1]] != "NP":
        return False  # "fears voiced by voters": nobody whose name is told
    level = lexicon.level(c.word, c.frame)
    if level == "document" and lexicon.construction(c.frame) == "noun":
        return bool(c.source) and s.tags[c.source[-1][1]] == "N"  # polls show a lead; people only show things
    return level is not None or _is_guess(s, c)


def _is_guess(s: Sentence, c: Candidate) -> bool:
    """Whether a verb of no list stands before a content with a quote ("she pictured it as "a ruin"")."""
    return (
        lexicon.level(c.word, c.frame) is None
        and bool(c.source)
        and c.frame in GUESSED
        and (s.tags[c.head] in {"VBD", "VBZ", "VBN"} or (s.tags[c.head] == "VBG" and s.words[c.cue[0] - 1] == ","))
        and holds_quote(s, c)
    )


def holds_quote(s: Sentence, c: Candidate) -> bool:
    return any(covers(c.content, i) for i in s.quotes)


def covers(ranges: Iterable[Range], i: int) -> bool:
    return any(first <= i <= last for first, last in ranges)


def choose(s: Sentence, candidates: list[Candidate]) -> list[Candidate]:
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
            not covers(o.content, c.head)
            and not covers(c.content, o.head)
            and not any(a <= y and x <= b for a, b in o.content for x, y in c.content)
            for o in chosen
        )
        if apart:
            chosen.append(c)
    passing = [passed for c in yielding if (passed := _passed_on(s, c, chosen))]
    return sorted([*(_before_passing(c, yielding) for c in chosen), *passing], key=lambda c: c.head)


def _before_passing(c: Candidate, passing: Iterable[Candidate]) -> Candidate:
    """`c` without the words of those who pass it on: "..., the ministry said" is no part of what a minister said."""
    ends = [o.content[-1][1] for o in passing if o.content and covers(o.content, c.head)]
    if not ends or not c.content:
        return c
    *before, (first, last) = c.content
    return c._replace(content=(*before, (first, max(first, min(last, *ends)))))


# frames in which what somebody says stands behind the verb, all of which may be told by another ("..., CNN said")
_TOLD_ON = frozenset({"that", "cl", "q", "npthat", "npcl", "npq", "npas"})
_PASSING = frozenset({"acc", "post", "ipost"})
_OUTLETS_PASS = frozenset({"qpost", "as"})  # '..., Lee said, is "near," the York Times reports'
_STATING = frozenset({"speech", "accusation", "denial", "promise", "demand"})


def _passed_on(s: Sentence, c: Candidate, chosen: Iterable[Candidate]) -> Candidate | None:
    """ "..., Lee said, according to CNN": Lee says what is quoted, and CNN that Lee said it."""
    inner = next((o for o in chosen if _may_be_told(s, o, c)), None)
    if inner is None or not _may_pass(s, c):
        return None
    if inner.frame in _TOLD_ON:
        held = c.content[0][0], inner.content[0][0] - 1
    else:
        held = min(inner.cue[0], inner.source[0][0]), max(inner.cue[1], inner.source[-1][1])
    return c._replace(content=(held,), frame="passed")


def _may_pass(s: Sentence, c: Candidate) -> bool:
    """Whether a candidate may only pass on what another says; behind a quotation an outlet does."""
    if c.frame in _OUTLETS_PASS and len(c.source) == 1 and c.content and s.tags[c.content[0][0]] != "Q":
        first, last = c.source[0]
        return bool(names.outlet(" ".join(s.words[first : last + 1])))
    return c.frame in _PASSING


def _may_be_told(s: Sentence, o: Candidate, c: Candidate) -> bool:
    """Whether `o` is what a source says whom `c` passes on: a quotation, or a statement of somebody named."""
    if not o.source or o is c or not covers(c.content, o.head):
        return False
    if o.frame in {"qpost", "post"}:
        is_reported = o.frame == "qpost" and c.frame == "post" and s.lowers[c.head] in {"reported", "reports"}
        return (c.frame == "acc" or is_reported) and holds_quote(s, o)  # '"...," Lee said, CNN reports'
    first, last = o.source[0]
    is_main = len(o.source) == 1 and (first - c.content[0][0] <= 1 or s.words[first - 1] == ",")
    is_main = is_main and (s.tags[last] == "NP" or s.words[last] == ")")
    is_told = o.frame in _TOLD_ON and lexicon.level(o.word, "npas" if o.frame == "npas" else "that") in _STATING
    return is_main and is_told and holds_quote(s, o)


_TURNED_DOWN = frozenset({"denial", "accusation", "stance"})


def _yields(s: Sentence, c: Candidate, candidates: Iterable[Candidate]) -> bool:
    """Whether a candidate makes room for one inside it: the speaker whose words it only passes on, and whose claim is
    rejected by somebody else."""
    if _may_pass(s, c) and any(_may_be_told(s, o, c) for o in candidates):
        return True
    if lexicon.level(c.word, c.frame) not in _TURNED_DOWN:
        return False
    return any(o.frame == "noun" and o.source and c.head < o.head <= c.head + 8 for o in candidates)


def claim_quotes(s: Sentence, verbs: list[Verb], chosen: list[Candidate]) -> list[Candidate]:
    """A quote after a colon belongs to the attribution before it, or makes one of the verb before it."""
    for i in [place - 1 for place in s.quotes if place > 1]:
        if s.words[i] not in {":", ","} or s.tags[i + 1] != "Q" or is_phrase(s.words[i + 1]):
            continue
        if any(covers(c.content, i + 1) for c in chosen):
            continue
        quote = (i + 1, i + 1)
        before = [c for c in chosen if c.head < i and c.content and c.content[-1][1] < i]
        acting = [v for v in verbs if v.head < i and v.subject and v.form in {"finite", "ing"}]
        # not "issued" in "said in a statement issued on Monday: ..."
        acting = [v for v in acting if s.lowers[v.head] not in WORDS["released"]]
        if before and s.words[i] == ":":
            chosen = [c._replace(content=(*c.content, quote)) if c is before[-1] else c for c in chosen]
        elif not before and acting:
            v = acting[-1]
            if s.words[i] == "," and (i - v.head > 9 or not lexicon.level(s.lowers[v.head], "q")):
                continue
            chosen = [*chosen, Candidate((v.group, v.head), v.subject, (quote,), s.lowers[v.head], "any", v.head)]
    return chosen
