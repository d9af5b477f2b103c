"""What the verbs of a sentence could attribute: cue, source and content as token ranges, with their frame."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.attribution import lexicon
from helpers.attribution.clauses import AUXILIARY, DASH, FINITE, QUOTE, Sentence, is_phrase
from helpers.attribution.contents import (
    MARKS,
    SPOKEN,
    STOPS,
    SUBORDINATE,
    Candidate,
    clause_end,
    left_region,
    resumes,
    trim,
)
from helpers.attribution.following import Follow, follow
from helpers.attribution.lexicon import WORDS
from helpers.attribution.nouns import Range, noun_phrase_end, whole_noun_phrase
from helpers.attribution.verbs import Verb

_BEFORE_PURPOSE = DASH | {",", "("}
NEVER = AUXILIARY | WORDS["never"]  # attribute nothing without a list that says so
CLAUSES = frozenset({"that", "cl", "q", "colon", "wh", "npthat", "npcl", "npq", "npwh"})
_QUOTING = WORDS["quoting"]
_MODAL = WORDS["modal"]
_ASKED = frozenset({"asked", "pressed", "questioned", "quizzed"})
_PREPARED = frozenset({"prepared", "excerpts", "testimony"})  # "Lee will say, according to the testimony"
CUE_WORDS = frozenset({*lexicon.lemmas(), *_QUOTING, "put", "puts"})  # "as X puts it"


def verb_candidates(s: Sentence, verbs: list[Verb]) -> list[Candidate]:
    """What each verb of `s` could attribute; without a quote in the sentence, only a cue verb attributes."""
    return [found for verb in verbs if _may_attribute(s, verb) for found in _of_verb(s, verb)]


def _may_attribute(s: Sentence, verb: Verb) -> bool:
    word = s.lowers[verb.head]
    if word not in CUE_WORDS and (not s.quotes or word in NEVER):
        return False
    modal = _MODAL.intersection(s.lowers[verb.group : verb.head])
    if modal and not (modal == {"will"} and s.quotes and _PREPARED.intersection(s.lowers)):
        return False
    first, last = verb.subject[0] if verb.subject else (-1, -1)
    subject = s.lowers[first] if verb.subject else ""
    if len(verb.subject) == 1 and first == last and subject in {"that", "there", "you"}:
        return False
    # "it is hard to understand"; "he may go there - perhaps to discuss it": nobody in particular, a purpose
    is_idle = subject == "it" or (verb.group > 0 and s.words[verb.group - 1] in _BEFORE_PURPOSE)
    return not (verb.form == "inf" and is_idle)


def _of_verb(s: Sentence, verb: Verb) -> Iterator[Candidate]:
    """What a verb could attribute, in the frames before and behind it."""
    after = follow(s, verb.subject[0][1] if verb.is_inverted and verb.subject else verb.head)
    before = _content_before(s, verb, after)
    if before:
        yield before[0]
        if before[1]:
            return
    first = verb.subject[0][0] if verb.subject else 0
    if s.lowers[first - 1] == "as" and verb.form == "finite" and first and (aside := _as_aside(s, verb, first - 1)):
        yield aside
        return
    is_passive = verb.is_passive or verb.form == "pp"
    if not after.frame or after.start >= len(s.words):
        is_end = after.start >= len(s.words) - 1 or s.words[after.start] in STOPS
        if verb.form == "finite" and not verb.is_passive and verb.subject and is_end:
            yield _made(s, verb, "", (), "bare")
    elif _asks_somebody(s, verb, after.frame):
        yield _made(s, verb, "", (), "bare")
    elif reported := _as_saying(s, verb):
        yield reported
    elif is_passive and after.frame == "p:by":
        last = _agent_end(s, after.start)
        if last >= after.start and verb.subject:
            made = _made(s, verb, "p:by", verb.subject, ("pp-" if verb.form == "pp" else "pas-") + "by")
            yield made._replace(source=((after.start, last),))
    else:
        yield from _content_behind(s, verb, after)


def _made(s: Sentence, verb: Verb, after: str, content: tuple[Range, ...], frame: str) -> Candidate:
    """A candidate of a verb and its subject; a preposition `after` the verb is part of the cue."""
    last = min(verb.head + after.startswith("p:"), len(s.words) - 1)
    return Candidate((verb.group, last), verb.subject, content, s.lowers[verb.head], frame, verb.head)


def _content_behind(s: Sentence, verb: Verb, after: Follow) -> Iterator[Candidate]:
    """The content behind a cue; "is said to be": what goes before "is" too."""
    frame = ("pp-" if verb.form == "pp" else "pas-" if verb.is_passive else "") + after.frame
    if not s.quotes and not lexicon.level(s.lowers[verb.head], frame):
        return  # no cue in this frame, whatever its content
    content = trim(s, after.start, clause_end(s, after.start, after.frame, _opens(s, verb)))
    if not content:
        return
    if verb.is_passive or verb.form == "pp":
        whole = (*verb.subject, content) if after.frame in {"to", "npas", "p:as", "p:to"} else (content,)
        yield _made(s, verb, after.frame, whole, frame)._replace(source=())
        return
    is_opened = _opens(s, verb) or s.lowers[verb.group - 1] in SUBORDINATE
    if verb.subject or (is_opened and s.tags[verb.head] in {"VBD", "VBN"}):
        yield _made(s, verb, after.frame, (content,), frame)


def _opens(s: Sentence, verb: Verb) -> bool:
    """Whether the clause of a verb goes before the main one."""
    first = min([verb.group, *(a for a, _ in verb.subject)])
    return (
        (verb.group == 0 and (verb.form in {"ing", "pp"} or not verb.subject))
        or (s.lowers[0] in SUBORDINATE and first < 4)
        or (first > 0 and s.lowers[first - 1] in SUBORDINATE and (first < 3 or s.words[first - 2] == ","))
    )


def _content_before(s: Sentence, verb: Verb, after: Follow) -> tuple[Candidate, bool] | None:
    """The content before a cue ("..., Lee said"), and whether none is to be looked for behind it."""
    subject, start = verb.subject, verb.group
    if not subject or verb.form != "finite" or verb.is_passive:
        return None
    if not verb.is_inverted:
        start = min(subject[0][0], start)
        named = _named_before(s, start) if len(subject) == 1 else -1
        if named >= 0:
            start, subject = named, ((named, subject[0][1]),)
    last = start - 1
    if last < 0 or not (s.tags[last] == "Q" or s.words[last] == "," or s.words[last] in DASH):
        return None
    region = left_region(s, last)
    if not region or (s.lowers[subject[0][0]] == "which" and s.tags[last] != "Q"):  # "- which ended it -"
        return None
    is_forward = after.frame in CLAUSES and not verb.is_inverted
    region, is_quote, has_clause = _weigh_region(s, verb, region, after, is_forward)
    resume = resumes(s, verb, subject, only_quotes=is_quote or verb.is_inverted)
    if resume and not is_quote and s.tags[resume[0]] == "Q" and not is_phrase(s.words[resume[0]]):
        has_clause = False  # 'Asked about it, he said, "..."': what goes before is the teller's
    opens_phrase = s.tags[region[0]] in {"IN", "W", "RB"}
    if (is_quote or has_clause) and (not is_forward or is_quote or (after.frame == "q" and not opens_phrase)):
        content = (region, resume) if resume else (region,)
        frame = "qpost" if is_quote else ("ipost" if verb.is_inverted else "post")
        is_all = (is_quote and not is_phrase(s.words[region[1]])) or verb.is_inverted
        return _made(s, verb, "", content, frame)._replace(source=subject), is_all
    is_split = resume and not (is_quote or has_clause or is_forward)
    if resume and is_split and (region[1] - region[0] < 8 or s.tags[resume[0]] in FINITE):
        return _made(s, verb, "", (region, resume), "mid")._replace(source=subject), True
    return None


def _weigh_region(s: Sentence, verb: Verb, region: Range, after: Follow, is_forward: bool) -> tuple[Range, bool, bool]:
    """The region before a cue, whether it ends with what is quoted, and whether it may be a statement."""
    first, last = region
    if not _ASKED.isdisjoint(s.lowers[first : first + 2]) and s.lowers[first] in _ASKED | {"when", "if"}:
        return region, False, False  # 'Asked why it rained, Lee said': the teller's
    ends_quoted = s.tags[last] == "Q"
    has_verb = not FINITE.isdisjoint(s.tags[first : last + 1])
    is_quote = ends_quoted and (has_verb or s.tags[first] != "IN")
    has_clause = has_verb or s.tags[first] in QUOTE
    if verb.is_inverted or (not after.frame and lexicon.level(s.lowers[verb.head], "that")):
        has_clause = has_clause or last - first > 5
    if ends_quoted and not is_quote and s.words[last - 1] == ",":
        return (last, last), True, True  # 'As for taxes, "...," he said'
    is_split = after.frame == "q" and s.words[last].rstrip(MARKS)[-1:] == ","  # 'The race "is close," he said, "but"'
    if is_quote and is_forward and s.tags[first] not in QUOTE and not has_verb and not is_split:
        return region, False, False  # 'On Monday\'s "Morning Show," he said the house is small'
    return region, is_quote, has_clause


def _agent_end(s: Sentence, first: int) -> int:
    """End of the noun phrase behind "by", without what is said: "threats voiced by the Kremlin of attacks"."""
    last = noun_phrase_end(s, first)
    of = next((i for i in range(first + 1, last) if s.lowers[i] == "of" and s.tags[i - 1] == "NP"), last + 1)
    return last if "NP" in s.tags[of + 1 : of + 3] else of - 1


def _asks_somebody(s: Sentence, verb: Verb, frame: str) -> bool:
    """Whether a sentence is only "Ann Lee asked the minister.": what was asked stands before it."""
    if frame != "np" or s.quotes or verb.form != "finite" or verb.is_passive or not verb.subject:
        return False
    if lexicon.lemmas().get(s.lowers[verb.head]) not in {"ask", "tell"} or verb.subject[0][0] != 0:
        return False
    return noun_phrase_end(s, verb.head + 1) >= len(s.words) - 2


def _named_before(s: Sentence, start: int) -> int:
    """First token of a noun phrase between quote and name ('"...," a friend, Ann Lee, said'), or -1."""
    if start < 3 or s.words[start - 1] != "," or s.tags[start - 2] not in {"N", "NP"}:
        return -1
    first = whole_noun_phrase(s, start - 2)
    return first if first > 0 and s.tags[first - 1] == "Q" else -1


def _as_saying(s: Sentence, verb: Verb) -> Candidate | None:
    """ "X quoted Y as saying ..." and "Y was quoted (by X) as saying ..."."""
    if s.lowers[verb.head] not in _QUOTING:
        return None
    reach = range(verb.head + 1, min(len(s.words) - 2, verb.head + 30))
    at = next((k for k in reach if s.lowers[k] == "as" and s.tags[k + 1] == "VBG"), 0)
    after = follow(s, at + 1) if at else Follow("", 0)
    content = trim(s, after.start, clause_end(s, after.start, "that")) if after.frame else None
    if not content:
        return None
    named = None if verb.is_passive else trim(s, verb.head + 1, at - 1)
    return _made(s, verb, "", (content,), "quoted")._replace(source=(named,) if named else verb.subject)


def _as_aside(s: Sentence, verb: Verb, at: int) -> Candidate | None:
    """ "As X has pointed out, ..." and "..., as X put it": the other clause is the content."""
    n, word = len(s.words), s.lowers[verb.head]
    if not lexicon.level(word, "that") and not (word in {"put", "puts"} and s.lowers[verb.head + 1 :][:1] == ["it"]):
        return None
    end = next((k for k in range(verb.head + 1, min(n, verb.head + 10)) if s.words[k] in {",", ".", ":"}), n)
    if not FINITE.isdisjoint(s.tags[verb.head + 1 : end]):
        return None
    rest = trim(s, end + 1, clause_end(s, end + 1, "acc")) if s.words[end : end + 1] == [","] and end + 1 < n else None
    content: tuple[Range, ...] = ()
    if at < 4 and SPOKEN.isdisjoint(s.tags[:at]) and "NP" not in s.tags[:at]:  # "Yet, as X noted, ..."
        content = (rest,) if rest else ()
    elif s.words[at - 1] == "," or s.tags[at - 1] == "Q":
        before = trim(s, 0, at - 1)
        is_split = rest and s.tags[end + 1] in FINITE  # "the driver, as X noted, is ill"
        content = tuple(part for part in (before, rest if is_split else None) if part)
    return _made(s, verb, "", content, "as") if content else None
