"""Findings about words between quotation marks that are nearly the same: where two outlets' words part."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import pandas as pd
from rapidfuzz.distance import Levenshtein

from helpers import claims, terms
from helpers.findings.base import Said, Tables, labels, origins_of, outlets, texts_of, who
from helpers.findings.credited import origins_of_words
from helpers.findings.occasions import told_occasions
from helpers.findings.plain import plainness
from helpers.findings.printed import Phrase, phrases_of, says_something
from helpers.findings.quoted import quotations
from helpers.words import cells


def differently_worded(tables: Tables) -> Iterator[Said]:
    """Nearly the same words of one speaker in documents of two outlets and two text origins, and where they part.

    Nine words at least are the same around one to six words that are not, one of them of four letters or a number, all
    between quotation marks and, as far as dates are known, within three days. Another spelling, a short form ("that's")
    and what stands in brackets or for dots are no other words. Of each speaker the pair with the most words alike is
    told, and none where one document prints both. Whether the speaker said both, or whose wording is right, is not
    known.

    >>> [said.sentence for said in findings.differently_worded(found)]
    []
    """
    quoted, outlet_of, called = quotations(tables), outlets(tables), labels(tables)
    quoted = quoted[plainness(quoted, tables) == "plain"]
    texts, origins = texts_of(tables), origins_of(tables)
    rows = cells(quoted)
    phrases = [
        _Printed(number, row["article_id"], row["person"], phrase)
        for number, row in enumerate(rows)
        for phrase in phrases_of(texts[row["article_id"]], row)
    ]
    found: dict[str, _Parting] = {}
    dated = dict(zip(tables["articles"]["article_id"], tables["articles"]["published"], strict=True))
    for left, right in _near(phrases):
        sides = (left.article, right.article)
        printing = {outlet_of[key] for key in sides} - {""}
        is_apart = len(printing) > 1 and len({origins.get(key, key) for key in sides}) > 1
        is_late = _is_late(*(dated[key] for key in sides))
        if not is_apart or is_late:
            continue
        partings = [parting for parting in _partings(left, right) if not _prints_both(parting, phrases)]
        if partings and len({*origins_of_words([rows[left.row], rows[right.row]], tables).values()}) == 1:
            continue
        for parting in partings:
            best = found.get(left.person)
            if best is None or parting.n_alike > best.n_alike:
                found[left.person] = parting
    for speaker, parting in sorted(found.items(), key=lambda entry: (-entry[1].n_alike, entry[0])):
        told, shown = [], set()
        for side in (parting.left, parting.right):
            held = [each for each in phrases if each.person == speaker and side.is_in(each)]
            told.append(f"“{side.written(parting)}” in {who([each.article for each in held], called)}")
            shown |= {each.row for each in held}
        but = _other_words(parting.left.own(), parting.right.own())
        again = "" if parting.is_last else "; further on they part again"
        held_in = quoted.iloc[sorted(shown)]
        where = told_occasions(cells(held_in), tables)
        yield Said(f"Nearly the same words of {speaker}, but {but}: {told[0]} and {told[1]}{again}{where}.", held_in)


def _prints_both(parting: _Parting, phrases: Sequence[_Printed]) -> bool:
    """Whether one of the two articles has the other one's words, too: they were said both."""
    sides = (parting.left, parting.right)
    return any(
        side.is_printed_in(
            each for each in phrases if each.article == other.printed.article and each.person == other.printed.person
        )
        for side, other in (sides, sides[::-1])
    )


def _other_words(one: str, other: str) -> str:
    """ "“stand” for “withstand”"; "“single” in the second only"."""
    if one and other:
        return f"“{one}” for “{other}”"
    return f"“{one or other}” in the {'first' if one else 'second'} only"


def _is_late(one: pd.Timestamp, other: pd.Timestamp) -> bool:
    """Whether a speaker may have said it once more; without a date nothing says so."""
    return bool(pd.notna(one) and pd.notna(other) and not -_WITHIN <= one - other <= _WITHIN)


class _Printed(NamedTuple):
    """A phrase between quotation marks: in which attribution, in which article, whose it is."""

    row: int
    article: str
    person: str
    phrase: Phrase


class _Side(NamedTuple):
    """What one document prints where two part: the words from `start` to `end` of a phrase."""

    printed: _Printed
    start: int
    end: int

    def tokens(self, around: int = 0) -> tuple[str, ...]:
        return self.printed.phrase.tokens[self.start - around : self.end + around]

    def own(self) -> str:
        """The words as they are written, none where the other document has words more."""
        places = self.printed.phrase.places[self.start : self.end]
        return " ".join(self.printed.phrase.text[places[0][0] : places[-1][1]].split()) if places else ""

    def written(self, parting: _Parting) -> str:
        """The words with those around them that are the same; what is cut off before them denies nothing."""
        phrase, before = self.printed.phrase, min(parting.before, _SHOWN)
        while before < parting.before and phrase.tokens[self.start - before - 1] in _DENYING:
            before += 1
        after = min(parting.after, _SHOWN)
        return phrase.written(self.start - before, before + self.end - self.start + after)

    def is_printed_in(self, phrases: Iterable[_Printed]) -> bool:
        """Whether one of `phrases` has these words, with two before them; where it has none, with those around."""
        own = self.printed.phrase.tokens[max(0, self.start - 2) : self.end]
        run = own if self.end > self.start else self.tokens(around=_EDGE)
        return any(
            each.phrase.tokens[at : at + len(run)] == run
            for each in phrases
            for at in range(len(each.phrase.tokens) - len(run) + 1)
        )

    def is_in(self, other: _Printed) -> bool:
        """Whether another phrase has these words with the same three before and after, and nothing left out of them."""
        own, (_, places, tokens) = self.tokens(around=_EDGE), other.phrase
        return any(
            tokens[at : at + len(own)] == own
            and not _MENDED.search(other.phrase.text[places[at][0] : places[at + len(own) - 1][1]])
            for at in range(len(tokens) - len(own) + 1)
        )


class _Parting(NamedTuple):
    """Where two phrases part between `before` and `after` words that are the same."""

    left: _Side
    right: _Side
    before: int
    after: int

    @property
    def n_alike(self) -> int:
        return self.before + self.after

    @property
    def is_last(self) -> bool:
        """Whether one of both ends where the words behind are the same; else they part once more."""
        sides = ((side.printed.phrase, side.end + self.after) for side in (self.left, self.right))
        return any(at >= len(phrase.tokens) or phrase.is_begin(at) for phrase, at in sides)


_EDGE, _LEAST_ALIKE, _MOST_OTHER, _SHOWN = 3, 9, 6, 9  # words
_WITHIN = pd.Timedelta(days=3)
_HELD_BY_MANY = 30  # phrases: what so many hold tells no pair


def _near(phrases: Sequence[_Printed]) -> Iterator[tuple[_Printed, _Printed]]:
    """Pairs of phrases of one speaker in two articles that share four words in a row."""
    holders: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for number, printed in enumerate(phrases):
        tokens = printed.phrase.tokens
        for run in {tokens[at : at + _EDGE + 1] for at in range(len(tokens) - _EDGE)}:
            holders.setdefault((printed.person, run), []).append(number)
    pairs = {
        pair
        for held in holders.values()
        if len(held) <= _HELD_BY_MANY
        for pair in itertools.combinations(held, 2)
        if phrases[pair[0]].article != phrases[pair[1]].article
    }
    return ((phrases[left], phrases[right]) for left, right in sorted(pairs))


def _partings(left: _Printed, right: _Printed) -> Iterator[_Parting]:
    mine, theirs = left.phrase.tokens, right.phrase.tokens
    blocks = difflib.SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    for one, next_ in itertools.pairwise(block for block in blocks if block.size):
        sides = (
            _Side(left, one.a + one.size, next_.a),
            _Side(right, one.b + one.size, next_.b),
        )
        parting = _Parting(*sides, one.size, next_.size)
        around = mine[one.a : one.a + one.size] + mine[next_.a : next_.a + next_.size]
        is_long = min(one.size, next_.size) >= _EDGE and len(around) >= _LEAST_ALIKE
        is_short = all(side.end - side.start <= _MOST_OTHER for side in sides)
        is_one = one.size > _LEAST_ALIKE // 2 or left.phrase.is_begin(one.a) or right.phrase.is_begin(one.b)
        is_new = not any(_is_moved(*pair) for pair in (sides, sides[::-1]))
        if is_long and is_short and is_one and is_new and says_something(around) and _are_other_words(*sides):
            yield parting


def _is_moved(side: _Side, other: _Side) -> bool:
    """Whether words that one document has more stand elsewhere in the other one's phrase."""
    own = side.tokens()
    return bool(own) and other.start == other.end and set(own) <= set(other.printed.phrase.tokens)


def _are_other_words(left: _Side, right: _Side) -> bool:
    """Whether two documents print other words there, by no hand of an editor."""
    if any(_MENDED.search(_between(side)) for side in (left, right)) or _is_led(left, right):
        return False
    return _is_telling(left.tokens(), right.tokens()) and _bare(left.tokens()) != _bare(right.tokens())


def _is_led(left: _Side, right: _Side) -> bool:
    """Whether one has words more in front of a sentence: the other one cut them, or has them from another place."""
    return any(one.start == one.end and one.printed.phrase.is_begin(one.end) for one in (left, right))


def _is_telling(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether words that differ are worth a line: a number, or a word with a meaning that is not the same one again."""
    pale = terms.stop_list("news")
    telling = {word for word in (*one, *other) if word.isdecimal() or (len(word) >= _TELLING and word not in pale)}
    telling |= {word for word in (*one, *other) if word in _DENYING or word.endswith("n't")}
    return bool(telling) and not (len(one) == len(other) == 1 and _is_same_word(*sorted([*one, *other], key=len)))


def _is_same_word(short: str, long: str) -> bool:
    """ "Gov." and "Governor", "5" and "five", "anyone" and "anybody", "woman" and "women"."""
    if any(map(str.isdecimal, short + long)):
        values = [[quantity.value for quantity in claims.find_quantities(word)] for word in (short, long)]
        return bool(values[0]) and values[0] == values[1]
    if short in _DENYING or long in _DENYING:
        return False
    is_someone = short.endswith("one") and long == f"{short[:-3]}body"
    is_shortened = len(short) <= _TELLING < len(long) and long.startswith(short)
    return is_someone or is_shortened or Levenshtein.distance(short, long) == 1


_DENYING = frozenset({"no", "not", "nor", "never", "cannot"})
_TELLING = 4  # letters: "of" for "in" is hardly worth a line
_MENDED = re.compile(r"[\[\](){}…]|\.\.|\. \.|[–—]|--")


def _between(side: _Side) -> str:
    """The text from the word before a side to the word after it."""
    places = side.printed.phrase.places
    return side.printed.phrase.text[places[side.start - 1][0] : places[side.end][1]]


_SHORT_FORMS = (("won't", "will not"), ("can't", "can not"), ("cannot", "can not"), ("n't", " not"), ("'re", " are"),
                ("'ve", " have"), ("'ll", " will"), ("'m", " am"), ("'s", " is"), ("gonna", "going to"),
                ("united states", "us"))  # fmt: skip


def _bare(tokens: Iterable[str]) -> str:
    """Words without what is only another spelling: "sana'a" and "sanaa", "that's" and "that is"."""
    line = " ".join(tokens)
    for short, long in _SHORT_FORMS:
        line = line.replace(short, long)
    return re.sub(r"\W", "", line)
