"""Findings about the same words between quotation marks in several outlets: where said, and who prints more of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from helpers import names, reuse
from helpers.findings.base import MOST_WORDS, Said, Tables, labels, origins_of, outlets, sources, texts_of, who
from helpers.findings.credited import is_any, origins_of_words, printings, shows
from helpers.findings.occasions import occasions, told_occasions
from helpers.findings.plain import plainness
from helpers.findings.printed import RUN, Phrase, Place, further, parts, phrases_of, says_something
from helpers.findings.quoted import quotations
from helpers.findings.whole import begins_alone, stands_alone
from helpers.reuse.strength import MOST
from helpers.text import WORD
from helpers.words import cells

_LEAST_PRINTING = 2  # outlets, and text origins
_LEAST_OF_TWO, _LEAST_WHOLE = 11, 10  # words that two text origins have; where they are whole sentences
_MOST_OF_ONE = 2  # runs of words of one speaker
_WROTE = re.compile(r"\b(?:wr(?:o|i)tes?|written|writing|(?:e-?mail|tweet|text|post)(?:ed|s)?)\b")
_LEAST_MORE = 3  # words that one document prints further


def shared_words(tables: Tables) -> Iterator[Said]:
    """The words between quotation marks that more than one outlet prints, in more than one text origin.

    Eight words in a row that are the same, of one speaker in all of them, three of them words with a meaning, are the
    same words; where two text origins have them eleven, or ten that are whole sentences. As many more as all print are
    told with them. In one document at least they begin a sentence: what all cut off may say something else ("employment
    is higher", "unemployment is higher"). They have its verb, and speak of nobody by "he" or "she" alone
    (`stands_alone`). In one it is plain who speaks, in the others likely (`plainness`). Those that most documents print
    come first, then those of which most is printed; of each speaker two, of other documents. How many more documents
    retell them is not counted. Where they were said is told as the documents say it, and who alone prints how their
    sentence goes on.
    Documents whose passage credits one outlet ("told Politico"), and that outlet's own, are one text origin; words that
    all have from one are told with its name.

    >>> [said.sentence for said in findings.shared_words(found)]
    []
    """
    quoted = quotations(tables)
    how = plainness(quoted, tables)
    quoted, is_plain = quoted[how != "no"], list(how[how != "no"] == "plain")
    rows, texts, origins = cells(quoted), texts_of(tables), _origins_of_most(tables)
    holders: dict[tuple[str, ...], list[Place]] = {}
    for number, row in enumerate(rows):
        for phrase in phrases_of(texts[row["article_id"]], row):
            for at in phrase.begins():
                holders.setdefault(phrase.tokens[at : at + RUN], []).append(Place(number, phrase, at))

    def n_origins(held: Sequence[Place]) -> int:
        return len({origins.get(key, key) for key in (rows[place.row]["article_id"] for place in held)})

    def weight(held: Sequence[Place]) -> tuple[int, ...]:
        n_documents = len({rows[place.row]["article_id"] for place in held})
        return -n_origins(held), -n_documents, -sum(further(held)), held[0].row, held[0].at

    outlet_of = outlets(tables)
    told: dict[str, list[_Run]] = {}
    several = (held for held in holders.values() if len(held) >= _LEAST_PRINTING)  # most runs stand in one place
    for held in sorted((held for held in several if n_origins(held) >= _LEAST_PRINTING), key=weight):
        held = _of_one(held, rows)
        speaker = _one_name({rows[place.row]["person"] for place in held})
        before = told.setdefault(speaker, [])
        if not speaker or len(before) == _MOST_OF_ONE or not any(is_plain[place.row] for place in held):
            continue
        articles = {rows[place.row]["article_id"] for place in held}
        is_written = any(_WROTE.search(str(rows[place.row]["cue"])) for place in held)
        run = _run(held, n_origins(held), articles, outlet_of, is_written=is_written)
        if run and not any(run.overlaps(other) or run.articles(rows) <= other.articles(rows) for other in before):
            said = _said(run, speaker, quoted, tables)
            if said:
                before.append(run)
                yield said


def _origins_of_most(tables: Tables) -> dict[str, str]:
    """The origin of each article; one that shares less than a half with another of its origin is its own.

    Who has the words from whom is then told by what they credit.
    """
    shared = reuse.in_common(tables["alignment"])
    parts_ = shared[shared["share_common"] < MOST]
    own = {*parts_["article_id"], *parts_["other_id"]}
    return {key: key if key in own else origin for key, origin in origins_of(tables).items()}


def _one_name(names_: set[str]) -> str:
    """The longest of names that are one: "Mr. Lund" is Ida Lund, but is not Ida Lund and Ola By; else nothing.

    >>> findings.same_words._one_name({"Mr. Lund", "Ola Lund"}), findings.same_words._one_name({"Ida Lund", "Ola Lund"})
    ('Ola Lund', '')
    """
    longest = max(names_, key=lambda name: (len(name.split()), name))
    parts_of = {part.lower() for part in longest.split()} | {"mr.", "mrs.", "ms.", "dr."}
    if len(names_) > 1 and any(" and " in name for name in names_):
        return ""
    return longest if all({part.lower() for part in name.split()} <= parts_of for name in names_) else ""


class _Run(NamedTuple):
    """Words that all of `held` print, from `before` before their places to `after` behind the run of words."""

    held: Sequence[Place]
    first: Place  # where they begin a sentence
    before: int
    after: int

    @property
    def n_words(self) -> int:
        return self.before + RUN + self.after

    @property
    def tokens(self) -> tuple[str, ...]:
        return self.first.phrase.tokens[self.first.at - self.before : self.end(self.first)]

    def end(self, place: Place) -> int:
        return place.at + RUN + self.after

    def articles(self, rows: Sequence[Mapping[str, Any]]) -> set[str]:
        return {rows[place.row]["article_id"] for place in self.held}

    def overlaps(self, other: _Run) -> bool:
        """Whether four words in a row stand in both."""
        runs = [{each.tokens[at : at + 4] for at in range(each.n_words - 3)} for each in (self, other)]
        return bool(runs[0] & runs[1])

    def is_quotation(self) -> bool:
        """Whether all print it and nothing else between quotation marks."""
        return all(place.phrase.is_all(place.at - self.before, self.n_words) for place in self.held)

    def is_sentence(self) -> bool:
        """Whether all print it from the beginning to the end of a sentence."""
        return all(
            place.phrase.is_begin(place.at - self.before) and not place.goes_on(RUN + self.after) for place in self.held
        )


def _run(
    held: Sequence[Place], n_origins: int, articles: set[str], outlet_of: Mapping[str, str], *, is_written: bool
) -> _Run | None:
    """What all of `held` print, where it is long enough and says something that stands alone.

    What somebody wrote and all quote from mark to mark need have no verb ("Time for some rain").
    """
    before, after = further(held)
    words = held[0].phrase.tokens[held[0].at - before : held[0].at + RUN + after]
    is_all = _Run(held, held[0], before, after).is_quotation()
    is_whole = _is_quoted_whole if is_all and is_written else _is_whole
    first = next((place for place in held if is_whole(place.phrase, place.at - before, len(words))), None)
    if first is None:
        return None
    run = _Run(held, first, before, after)
    least = _LEAST_WHOLE if run.is_sentence() else _LEAST_OF_TWO
    least = RUN if n_origins > _LEAST_PRINTING or is_all else least
    is_shared = len({outlet_of[key] for key in articles} - {""}) >= _LEAST_PRINTING
    is_parting = n_origins == _LEAST_PRINTING and parts(held, RUN + after)
    return run if len(words) >= least and is_shared and says_something(words) and not is_parting else None


def _said(run: _Run, speaker: str, quoted: pd.DataFrame, tables: Tables) -> Said | None:
    rows = cells(quoted)
    own = [rows[place.row] for place in run.held]
    credited = origins_of_words(own, tables)
    source = "" if len(set(credited.values())) >= _LEAST_PRINTING else _one_source(own, tables)
    if len(set(credited.values())) < _LEAST_PRINTING and not source:
        return None
    shown = quoted.iloc[[place.row for place in run.held]].drop_duplicates("article_id")
    goes_on = any(place.goes_on(RUN + run.after) for place in run.held)
    written = run.first.phrase.written(run.first.at - run.before, run.n_words, goes_on=goes_on)
    head = f"that more than one outlet {'prints' if not source else f'has from {source}'}"
    if source in map(outlets(tables).get, run.articles(rows)):
        head = f"that {source} prints and another outlet credits to it"
    printed = f"in at least {sources(shown, tables, credited)}"
    behind = told_occasions(own, tables) + _more(run, rows, tables)
    return Said(f"Words of {speaker} {head}, “{written}”: {printed}{behind}.", shown)


def _one_source(rows: Sequence[Mapping[str, Any]], tables: Tables) -> str:
    """The outlet that all documents say they have the words from, or are; empty where there is none, or one names
    another occasion. One at least is that outlet, or says so of the words themselves, or speaks of an interview."""
    credited, said = printings(rows, tables), occasions(rows, tables)
    named = {key: _outlets_in(words) for key, words in said.items()}
    own = {made.outlet for made in credited.values()} - {""}
    asked = set().union(*(made.near for made in credited.values() if "interview" in " ".join(said.values())))

    def has(key: str, name: str) -> bool:
        made, is_open = credited[key], "interview" in said.get(key, "interview")
        near = {*made.near, *(made.asked if name in own else ())} if is_open else set()
        return name in named.get(key, ()) or is_any(name, {made.outlet, *near})

    return next(
        (name for name in sorted(asked.union(own, *named.values())) if all(has(key, name) for key in credited)), ""
    )


def _outlets_in(words: str) -> set[str]:
    bare = re.sub("[‘’']s? ?", " ", f" {words} ") + " "
    return {full for name, full in {**names.outlets(), **shows()}.items() if f" {name} " in bare}


def _more(run: _Run, rows: Sequence[Mapping[str, Any]], tables: Tables) -> str:
    """ "; CNN (2 Nov 2012) alone goes on: “when it rains”", where the sentence ends in all other documents."""
    going = [place for place in run.held if place.goes_on(RUN + run.after)]
    ending = {rows[place.row]["article_id"] for place in run.held} - {rows[place.row]["article_id"] for place in going}
    if not going or not ending:
        return ""
    longest = max(going, key=lambda place: len(_rest(place, run)))
    more = _rest(longest, run)
    tokens = longest.phrase.tokens[run.end(longest) : run.end(longest) + min(len(more), _LEAST_MORE)]
    ids = [rows[place.row]["article_id"] for place in going if _begins(place, run, tokens)]
    texts = texts_of(tables)
    printed = longest.phrase.tokens[run.end(longest) : run.end(longest) + len(more[:MOST_WORDS])]
    runs = [printed[at : at + _LEAST_MORE] for at in range(max(1, len(printed) - _LEAST_MORE + 1))]
    is_held = any(_holds(texts[key], each) for key in ending for each in runs)
    if len(more) < _LEAST_MORE or is_held or len(ids) < len(going):
        return ""
    start, end = more[0][0], more[:MOST_WORDS][-1][1]
    cut = " ..." if len(more) > MOST_WORDS else ""
    named = who(ids, labels(tables, is_again=True))
    words = " ".join(longest.phrase.text[start:end].split())
    return f"; {named} {'goes' if len(set(ids)) == 1 else 'go'} on: “{words}{cut}”"


def _rest(place: Place, run: _Run) -> list[tuple[int, int]]:
    """The places of the words behind the run, up to the end of their sentence or of the quotation."""
    at, phrase = run.end(place), place.phrase
    end = next((to for to in range(at + 1, len(phrase.tokens)) if phrase.is_begin(to)), len(phrase.tokens))
    return list(phrase.places[at:end])


def _begins(place: Place, run: _Run, tokens: Sequence[str]) -> bool:
    return place.phrase.tokens[run.end(place) : run.end(place) + len(tokens)] == tuple(tokens)


def _holds(text: str, tokens: Sequence[str]) -> bool:
    words = [word.lower().replace("’", "'") for word in WORD.findall(text)]
    return any(tuple(words[at : at + len(tokens)]) == tuple(tokens) for at in range(len(words)))


def _is_whole(phrase: Phrase, at: int, n: int) -> bool:
    """Whether `n` words from `at` on begin with a sentence that stands alone, as far as they go."""
    end = next((to for to in range(at + 1, at + n) if phrase.is_begin(to)), at + n)
    return phrase.is_begin(at) and stands_alone([phrase.text[slice(*place)] for place in phrase.places[at:end]])


def _is_quoted_whole(phrase: Phrase, at: int, n: int) -> bool:
    """Whether what all quote from mark to mark begins alone."""
    return begins_alone([phrase.text[slice(*place)] for place in phrase.places[at : at + n]])


def _of_one(held: Sequence[Place], rows: Sequence[Mapping[str, Any]]) -> list[Place]:
    """In each article the readings that give the words to whom most articles give them."""
    given = {(rows[place.row]["article_id"], rows[place.row]["person"]) for place in held}
    n_in = Counter(person for _, person in given)
    most = {key: max(n_in[person] for owner, person in given if owner == key) for key, _ in given}
    return [place for place in held if n_in[rows[place.row]["person"]] == most[rows[place.row]["article_id"]]]
