"""Contents made whole or cut where they end, and drafts that are no statement at all, once all of a text are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from helpers import names
from helpers.attribution import lexicon
from helpers.attribution.blend import Span, meet
from helpers.attribution.bodies import provinces
from helpers.attribution.choosing import GUESSED
from helpers.attribution.drafts import Draft, level_of
from helpers.attribution.lexicon import WORDS
from helpers.attribution.passing import PASSING
from helpers.attribution.phrases import first_noun_phrase, split_mention
from helpers.attribution.quotes import Quote
from helpers.attribution.unspoken import is_voiceless, nothing

_GAP = re.compile(r",? ?(?:[\w’'-]+ ?){0,3},? ?")
_SHORT = 6  # words of a quotation that a verb of no list may hold up


def made_whole(text: str, quotes: Sequence[Quote], drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` with contents that are whole and one person's, without those that no cue makes a statement."""
    told = [span for d in drafts for span in (*d.source, *d.cue, *d.content)]
    none = (_is_counted, _is_guess, _is_heading, _is_voiceless)
    kept = (_told(text, quotes, d) for d in drafts if not any(is_none(text, quotes, d) for is_none in none))
    whole = [d._replace(content=list(_one_voice(text, quotes, d, _joined(text, d, told)))) for d in kept if d]
    return [d for d in whole if d.content or d.candidate.frame == PASSING]


def _joined(text: str, d: Draft, told: Sequence[Span]) -> Iterator[Span]:
    """The content of a draft with some words between two pieces of it that are nobody's: part of what is said."""
    last: Span | None = None
    for start, end in sorted(d.content):
        if last is None:
            last = start, end
        elif _is_gap(text, last[1], start) and not meet([(last[1], start)], told):
            last = last[0], end
        else:
            yield last
            last = start, end
    if last:
        yield last


def _is_gap(text: str, start: int, end: int) -> bool:
    """Whether no more than three words part two pieces, which are not two quotations."""
    return bool(_GAP.fullmatch(text, start, end)) and not (text[start - 1] in '”"' and text[end] in '“"')


# "..., including Ann Lee, who": a clause that was read no further
_TORN = re.compile(
    r"(?:(?:^|[,;]? )(?:who|which|whose|and|or|but|where|because|including|while)|, that"
    r"|(?:,| (?:in|to|of|on|by|for|from|with|at))? (?:an?|the))+$"
)
# "..., but given its history, we are leaving it": the author goes on, as no document says "we"
_AUTHOR_ON = re.compile(r",? (?:(?:but|so|and) )?(?:(?<=but )[^,“”\"]{0,80}, )?(?:we|I)\b")


def _one_voice(text: str, quotes: Sequence[Quote], d: Draft, content: Iterable[Span]) -> Iterator[Span]:
    """Pieces of a content in other words, within one paragraph, and up to where the author goes on with "we"."""
    if not d.cue or not any(map(str.isalpha, text[d.cue[0][0] : d.cue[-1][1]])):
        yield from content  # the layout tells a turn
        return
    pieces = list(content)
    for start, end in pieces:
        inside = [quote for quote in quotes if quote.start < end and start < quote.end]
        if not inside and "\n" in text[start:end]:
            is_before = end <= d.cue[0][0]
            start, end = (text.rfind("\n", start, end) + 1, end) if is_before else (start, text.find("\n", start, end))
        own = _AUTHOR_ON.search(text, start, end) if lexicon.level(d.candidate.word, "that") == "document" else None
        if own and not any(quote.start < own.end() and own.start() < quote.end for quote in inside):
            end = own.start()
        is_cut = not inside and end == pieces[-1][1] and text[end : end + 1] == " "
        if is_cut and (torn := _TORN.search(text, start, end)):
            end = torn.start()
        if piece := text[start:end].rstrip():
            yield start, start + len(piece)


_MANY = re.compile(
    r"\b(?:several|many|few|some|these|those|both|all|most|other|various|numerous|two|three|four|five|six|seven|"
    r"eight|nine|ten|dozen|\d+)\s$"
    r"|\b(?:and other|several|various|numerous)\s(?-i:[a-z’'-]+\s){1,2}$",
    re.IGNORECASE,
)


def _is_counted(text: str, _: Sequence[Quote], d: Draft) -> bool:
    """Whether a cue is a noun that is counted: "several states"."""
    if not d.cue:
        return False
    start, end = d.cue[0]
    cue = text[start:end]
    is_one = cue.isalpha() and cue.islower() and cue.endswith("s") and len(d.cue) == 1
    return is_one and bool(_MANY.search(text, max(0, start - 30), start))


def _is_guess(text: str, quotes: Sequence[Quote], d: Draft) -> bool:
    """Whether the rules alone took a verb of no list for a cue, as some words are in marks: "it helps “the poor”"."""
    is_open = d.found_by == "rules" and d.cue and not lexicon.usual_level(d.candidate.word)
    if not is_open or d.candidate.frame not in GUESSED:
        return False
    quoted = [q for start, end in d.content for q in quotes if q.start < end and start < q.end]
    is_all = len(quoted) == 1 and len(d.content) == 1 and d.content[0][0] >= quoted[0].start
    return not is_all or len(text[quoted[0].start : quoted[0].end].split()) < _SHORT


def has_voice(mention: str) -> bool:
    """Whether a mention means somebody or something that can say it, by the noun that heads it.

    >>> has_voice("the senators in Rome"), has_voice("the scandal in Rome")
    (True, False)
    """
    if mention.lower() in WORDS["no-voice-alone"] or is_voiceless(mention):
        return False
    if " by " in mention or " and " in mention:
        return True  # "last week by the council", "policy, and historians"
    head = first_noun_phrase(split_mention(mention)[1].split() or [""])[-1]
    is_quality = head.endswith(("ness", "ism")) and "-" not in head and not head.endswith("witness")
    return not (head.islower() and (head in WORDS["no-voice"] or is_quality))


def _is_heading(text: str, _: Sequence[Quote], d: Draft) -> bool:
    """Whether a place stands before a colon, and not what it says: "California: Students can use"."""
    if d.candidate.frame != "name" or d.has_quote or len(d.source) != 1:
        return False
    label = text[slice(*d.source[0])]
    return label in provinces() or bool(names.country(label))


def _is_voiceless(text: str, quotes: Sequence[Quote], d: Draft) -> bool:
    """Whether nobody says what stands in other words: "the scandal suggests that ..."."""
    if not d.source or not d.cue or any(q.start < end and start < q.end for start, end in d.content for q in quotes):
        return False
    return not has_voice(text[slice(*d.source[0])])


def _told(text: str, quotes: Sequence[Quote], d: Draft) -> Draft | None:
    """A draft whose cue and content tell a statement; without its content where this is but a time ("said Friday"), and
    None where nobody said a word: "repeated that feat"."""
    if len(d.cue) != 1:
        return d
    rule = nothing(text[slice(*d.cue[0])], " … ".join(text[slice(*piece)] for piece in sorted(d.content)))
    in_marks = any(q.start < end and start < q.end for start, end in d.content for q in quotes)
    if not rule or (in_marks and not rule.gives.get("in_marks")):
        return d
    if len(d.content) != 1 and not rule.gives.get("in_parts"):
        return d
    is_said = rule.gives.get("is_said") and d.source and level_of(d) == "speech"
    return d._replace(cue=[], content=[], candidate=d.candidate._replace(frame=PASSING)) if is_said else None
