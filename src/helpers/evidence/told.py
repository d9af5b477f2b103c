"""What only one telling of a story has: who is cited by all and who by one alone, and quotations that are worded apart.

"Cited in one only" is what is read of these articles, not what others hide: a name may be cited there and not found.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import Any, NamedTuple

import pandas as pd

from helpers import names, tables
from helpers.door import takes_tables
from helpers.reuse.body import find_quoted
from helpers.reuse.words import stem
from helpers.text import WORD, find_sentences, word_lists
from helpers.words import cells

_LEAST_SAID = 5  # words of somebody cited in one telling only: of fewer it is not plain that they are cited
_LEAST_WORDS, _LEAST_SAME, _LEAST_SHARE = 5, 5, 0.6  # of a quoted sentence; of two that are one, of the shorter
_LEAST_MEANT, _LEAST_MEANT_SHARE = 4, 0.8  # words with a meaning that are the same in another order
_MOST = 40  # sentences of a story that hold a word: by a word of more none is looked up
_LONGEST = 80  # words of a sentence that are compared
_MOST_AT_END, _MOST_INSIDE = 2, 12  # words in which two may part: where they part further they are two statements
_CUT, _TURNED = "…", "in other words or order"
_PIECE = re.compile(rf"{WORD.pattern}|\.\.\.|{_CUT}", WORD.flags)
_LETTERS, _DOT = re.compile(r"[^\W_]+"), re.compile(r"(?<=\b[A-Z])\.(?=[A-Z]\b)")
_BEHIND_NAME = {"Jr", "Sr", "II", "III", "IV", "s"}
_REPORTS = "analyst|anchor|blogger|columnist|contributor|correspondent|editor|host|journalist|producer|reporter|writer"
_OFFICE = re.compile(r"[’']s? [a-z ]+$")
_OF_OUTLET = re.compile(
    rf"(?P<outlet>\b[A-Z][\w.&]*(?: [A-Z][\w.&]*){{0,3}})"
    rf"(?:[’']s?(?: [\w-]+){{0,3}}|(?: [\w-]+){{0,2}} (?:{_REPORTS})) $"
)
_SHORT = {"'ve": "have", "'ll": "will", "'re": "are", "'m": "am"}  # no difference of wording


@takes_tables()
def told_apart(
    stories: pd.DataFrame, cited_sources: pd.DataFrame, articles: pd.DataFrame, origins: pd.DataFrame | None = None
) -> pd.DataFrame:
    """`tables.TOLD_APART`: persons and bodies that all tellings of a story cite, and those that one alone cites.

    Articles of one text origin are one telling; a story of one telling has no rows. Who is cited in one is left out
    where another telling cites or names the same surname, all of a body's name or its initials, where fewer than five
    words are theirs, and where the name is one word that the story has in small letters, too. Reporters whom a text
    calls an outlet's own are left out altogether. Reads STORIES, CITED_SOURCES, text of ARTICLES, and ORIGINS; without
    these every article is a telling.

    >>> evidence.told_apart(evidence.stories(articles), found.cited_sources, articles, found.origins).empty
    True
    """
    telling_of = _tellings(stories, origins)
    texts = dict(zip(articles["article_id"], articles["text"].fillna(""), strict=True))
    named = cited_sources[
        cited_sources["source_kind"].isin(["person", "organisation"])
        & cited_sources["person"].fillna("").str.contains("[A-Z]", regex=True)
        & cited_sources["article_id"].isin(stories["article_id"])
    ]
    cited = tables.by_key((row["article_id"], row) for row in cells(named))
    rows = []
    for story, own in _members(stories):
        if len({telling_of[key] for key in own}) > 1:
            held = [row for key in own for row in cited.get(key, ())]
            texts_of = {key: texts[key] for key in own}
            rows += [{"story_id": story, **row} for row in _apart(held, texts_of, telling_of)]
    return tables.TOLD_APART.frame(rows)


def _tellings(stories: pd.DataFrame, origins: pd.DataFrame | None) -> dict[str, str]:
    known = {} if origins is None else dict(zip(origins["article_id"], origins["origin_id"], strict=True))
    return {key: known.get(key, key) for key in stories["article_id"]}


def _members(stories: pd.DataFrame) -> Iterator[tuple[str, list[str]]]:
    for story, rows in stories.groupby("story_id", sort=True):
        yield str(story), rows["article_id"].to_list()


def _apart(
    held: Sequence[Mapping[str, Any]], texts: Mapping[str, str], telling_of: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """The rows of one story, of what its articles cite."""
    n_all = len({telling_of[key] for key in texts})
    words = {key: frozenset(_plain_words(text)) for key, text in texts.items()}
    own = {row["person"] for row in held if _is_reporter(row["name"], texts[row["article_id"]])}
    by_name = tables.by_key((row["person"], row) for row in held if row["person"] not in own)
    cited_by = {name: {telling_of[row["article_id"]] for row in rows} for name, rows in by_name.items()}
    with_word = tables.by_key((word, name) for name in by_name for word in set(name.lower().split()))
    for name, rows in by_name.items():
        citing = cited_by[name]
        is_by_all = len(citing) == n_all
        if not is_by_all:
            alike = (other for word in name.lower().split() for other in with_word[word])
            is_person, said = rows[0]["source_kind"] == "person", sum(row["n_words"] for row in rows)
            elsewhere = [there for key, there in words.items() if telling_of[key] not in citing]
            if len(citing) > 1 or said < _LEAST_SAID or not _is_alone(name, citing, alike, cited_by):
                continue
            if _is_no_name(name, words.values()) or any(
                _names(there, name, is_person=is_person) for there in elsewhere
            ):
                continue
        best = {row["article_id"]: row for row in sorted(rows, key=lambda row: row["n_words"])}
        for row in best.values():
            shown = {key: row[key] for key in ("article_id", "person", "source_kind", "n_attributions", "n_words")}
            place = {"start": row["start"], "end": row["end"]}
            yield {**shown, **place, "cited_in": "all" if is_by_all else "one"}


def _is_reporter(name: str, text: str) -> bool:
    """Whether a text calls somebody a newsroom's own, or an outlet is the name: "CNN's Ann Lee", "NPR host Ann Lee".

    >>> _is_reporter("Ann Lee", "A flood, says CNN's Ann Lee"), _is_reporter("Ann Lee", "Ann Lee told CNN of it")
    (True, False)
    """
    for at in re.finditer(rf"\b{re.escape(name)}\b", text):
        before = _OF_OUTLET.search(text, max(0, at.start() - 80), at.start())
        parts = before["outlet"].split() if before else []
        if any(names.outlet(" ".join(parts[n:])) for n in range(len(parts))):
            return True
    return bool(names.outlet(name.split()[0])) and name[:2].isupper()


def _plain_words(text: str) -> list[str]:
    """The words of a text without accents, "U.N." as "UN".

    >>> _plain_words("François of the U.N. spoke")
    ['Francois', 'of', 'the', 'UN', 'spoke']
    """
    flat = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return _LETTERS.findall(_DOT.sub("", flat))


def _is_no_name(name: str, told: Iterable[frozenset[str]]) -> bool:
    """Whether a name is one word that the story also has in small letters: "Television"."""
    words = _plain_words(name)
    return len(words) == 1 and any(words[0].lower() in own for own in told)


def _names(own: frozenset[str], name: str, *, is_person: bool) -> bool:
    """Whether `own`, the words of an article, have the surname of a person, or all of a body's name or its initials.

    >>> _names(frozenset({"an", "Interior", "Ministry", "spokesman"}), "France's Interior Ministry", is_person=False)
    True
    """
    words = [
        word
        for word in _plain_words(_OFFICE.sub("", name).replace("’", "'").rpartition("'s ")[2])
        if word not in _BEHIND_NAME
    ]
    capital = [word for word in words if word[0].isupper()]
    if is_person or not capital:
        return words[-1] in own if words else False
    return own.issuperset(capital) or (len(capital) > 1 and "".join(word[0] for word in capital) in own)


def _is_alone(name: str, citing: set[str], alike: Iterable[str], cited_by: Mapping[str, set[str]]) -> bool:
    """Whether no other telling cites one of `alike` that ends as the name does, or one of which holds the other."""
    words = set(name.lower().split())
    for other in alike:
        theirs = set(other.lower().split())
        is_like = words <= theirs or theirs <= words or other.split()[-1].lower() == name.split()[-1].lower()
        if other != name and is_like and not cited_by[other] <= citing:
            return False
    return True


class _Sentence(NamedTuple):
    """A sentence between quotation marks: where, by whom, its words in small letters, and those with a meaning."""

    article: str
    start: int
    end: int
    person: str
    words: Sequence[str]
    meant: frozenset[str]


@takes_tables()
def wordings(
    stories: pd.DataFrame, articles: pd.DataFrame, attributions: pd.DataFrame, origins: pd.DataFrame | None = None
) -> pd.DataFrame:
    """`tables.WORDINGS`: sentences between quotation marks that two tellings of a story print in other words.

    They share six in ten of the words of the shorter in one order, or four words with a meaning in any; what is only
    cut shorter is no difference, nor are marks and capitals. Those of two named speakers are left out. Which of the
    two is right is not said. Reads STORIES, text of ARTICLES, ATTRIBUTIONS for who speaks, and ORIGINS.

    >>> evidence.wordings(evidence.stories(articles), articles, found.attributions, found.origins).empty
    True
    """
    telling_of = _tellings(stories, origins)
    texts = dict(zip(articles["article_id"], articles["text"].fillna(""), strict=True))
    stop = word_lists("stop_words.txt")["news"]
    said = attributions[attributions["quote_kind"].isin(["direct", "mixed"])].sort_values(["article_id", "start"])
    spoken = tables.by_key((row["article_id"], row) for row in cells(said[["article_id", "start", "end", "person"]]))
    rows = []
    for story, own in _members(stories):
        held = [each for key in own for each in _sentences(key, texts[key], spoken.get(key, ()), stop)]
        rows += [{"story_id": story, **row} for row in _differing(held, telling_of)]
    return tables.WORDINGS.frame(rows)


def _sentences(
    article: str, text: str, spoken: Sequence[Mapping[str, Any]], stop: frozenset[str]
) -> Iterator[_Sentence]:
    """The sentences of at least five words between the quotation marks of a text."""
    starts = [row["start"] for row in spoken]
    for begin, close in find_quoted(text):
        inside = text[begin:close]
        for start, end in find_sentences(inside):
            found = list(islice(_PIECE.finditer(inside, start, end), _LONGEST))
            if len(found) >= _LEAST_WORDS:
                words = [word for piece in found for word in _in_full(piece[0])]
                at = bisect.bisect_right(starts, begin + found[0].start()) - 1
                is_said = at >= 0 and begin + found[0].start() < spoken[at]["end"]
                person = spoken[at]["person"] if is_said and isinstance(spoken[at]["person"], str) else ""
                meant = frozenset(stem(word) for word in words if len(word) > 2 and word not in stop)
                yield _Sentence(article, begin + start, begin + end, person, words, meant)


def _differing(held: Sequence[_Sentence], telling_of: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Of each sentence the one in each other telling that is most like it, where the two are worded apart."""
    with_word = tables.by_key((word, number) for number, each in enumerate(held) for word in each.meant)
    told = set()  # an article may print a sentence twice
    for number, one in enumerate(held):
        shared = Counter(
            j for word in one.meant if len(with_word[word]) <= _MOST for j in with_word[word] if j > number
        )
        best: dict[str, tuple[int, str, _Sentence]] = {}
        for j, n in shared.items():
            other = held[j]
            if n > 1 and telling_of[other.article] != telling_of[one.article] and _may_speak(one.person, other.person):
                n_same, differs = _compared(one, other)
                if n_same > best.get(other.article, (0,))[0]:
                    best[other.article] = n_same, differs, other
        for n_same, differs, other in best.values():
            if differs and (one.article, other.article, differs) not in told:
                told.add((one.article, other.article, differs))
                yield {
                    "article_id": one.article, "start": one.start, "end": one.end, "other_id": other.article,
                    "other_start": other.start, "other_end": other.end, "person": one.person or other.person or None,
                    "n_same": n_same, "differs": differs,
                }  # fmt: skip


def _may_speak(one: str, other: str) -> bool:
    """Whether two names may be one speaker's: one is not known, or both end in one word."""
    return not one or not other or one.split()[-1].lower() == other.split()[-1].lower()


def _compared(one: _Sentence, other: _Sentence) -> tuple[int, str]:
    """How many words two sentences share, 0 where these are too few to be read as one; and the words that differ."""
    n_meant = len(one.meant & other.meant)
    share_meant = n_meant / max(1, min(len(one.meant), len(other.meant)))
    if share_meant < _LEAST_SHARE:
        return 0, ""
    found = SequenceMatcher(None, one.words, other.words, autojunk=False)
    n_same = sum(block.size for block in found.get_matching_blocks())
    if n_same >= max(_LEAST_SAME, _LEAST_SHARE * min(len(one.words), len(other.words))):
        return n_same, "; ".join(_differences(one.words, other.words, found.get_opcodes()))
    is_turned = n_meant >= _LEAST_MEANT and share_meant >= _LEAST_MEANT_SHARE
    return (n_meant, _TURNED) if is_turned else (0, "")


def _in_full(piece: str) -> list[str]:
    """The words of a piece in small letters: "I've" is "i", "have"; dots that mark a cut are one sign."""
    low = piece.lower().replace("’", "'").replace("...", _CUT)
    short = next((end for end in _SHORT if low.endswith(end) and low != end), "")
    return [low.removesuffix(short), _SHORT[short]] if short else [low]


def _differences(
    one: Sequence[str], other: Sequence[str], found: Sequence[tuple[str, int, int, int, int]]
) -> list[str]:
    """The words that differ, as "one / other"; none where the two part in many, for they may say two things.

    What one has before or behind all of the other is no difference, nor is what one marks as cut.
    """
    told = []
    for place, (kind, a, b, c, d) in enumerate(found):
        is_end = place in {0, len(found) - 1}
        if kind == "replace" and max(b - a, d - c) > (_MOST_AT_END if is_end else _MOST_INSIDE):
            return []
        sides = [" ".join(word for word in words if word != _CUT) for words in (one[a:b], other[c:d])]
        is_cut = _CUT in {*one[a:b], *other[c:d]}
        if kind != "equal" and not is_cut and not (is_end and kind != "replace") and not _is_same(*sides):
            told.append(" / ".join(side or "–" for side in sides))
    return told


def _is_same(one: str, other: str) -> bool:
    """Whether two sides differ in blanks alone: "[i]mmigration"."""
    return one.replace(" ", "") == other.replace(" ", "")
