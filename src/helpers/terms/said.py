"""Terms as people say them: names whole and with their capitals, a person by the surname, a thing in one way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from helpers import names as known_names
from helpers import tables
from helpers.door import takes_tables
from helpers.terms.choosing import stop_list
from helpers.terms.persons import People, learn, persons_in, surname, written
from helpers.terms.tokens import WORDS, Run, Said, count_said, is_wordy, key, known_places, runs_of, same, without_noise
from helpers.text import blank, find_sentences

_LONGEST_NAME = 4  # words; longer runs of capitals are headlines
_LOUD = 3  # words in capitals beside each other that are no abbreviations any more
_HUMP = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


class _Place(NamedTuple):
    """A term at its place: what is the same in all ways to write it, and how it is written."""

    key: str
    form: str
    start: int
    end: int
    is_first: bool


@takes_tables()
def said_at(
    articles: pd.DataFrame,
    *,
    boilerplate: pd.DataFrame | None = None,
    stop_words: str | Iterable[str] = "page",
    names: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Every place of every term, as people say it: table `positions`. What pages tell of terms is counted from it.

    Words with capitals that follow each other are one name where the texts have them in two articles or three times,
    or data/places.csv has them, else they are words. A person is counted by the surname, wherever it stands: "Donald
    Trump", "President Trump" and the "Trump" of "Trump Tower" are "Trump". What data/same_terms.csv joins is one term
    ("U.S.", "United States"). A term is written as it mostly is inside sentences. Left out are furniture
    (`boilerplate`), stop words, addresses, handles, labels of speakers ("LEE:"), single letters, whatever holds a
    digit, and words glued together. `names`: places where a word is a name (`outlet_names`), apart from the word:
    "Time" is not "time".

    >>> terms.said_at(corpus.read(["NATO met. Joe Biden left. Biden slept."]))["term"].to_list()
    ['Biden', 'Biden', 'NATO', 'left', 'met', 'slept']
    """
    told = {} if boilerplate is None else tables.spans_by_article(boilerplate)
    named = {} if names is None else tables.spans_by_article(names)
    stop = stop_list(stop_words)
    runs: dict[str, list[Run]] = {}
    found: dict[str, list[_Place]] = {}
    for article, text in zip(articles["article_id"], articles["text"].fillna(""), strict=True):
        written = without_noise(blank(text, told.get(article, ())))
        own = [(written[start:end], start, end) for start, end in named.get(article, ())]
        found[article] = [_Place(f"={word}", word, start, end, False) for word, start, end in own if word.strip()]
        words = blank(written, named.get(article, ()))
        sentences = find_sentences(written)
        runs[article] = [run for start, end in sentences for run in runs_of(words[start:end], stop, start)]
    reading = _reading(runs)
    known: dict[tuple[str, bool, bool], list[_Place]] = {}
    for article, own_runs in runs.items():
        found[article] += [place for run in own_runs for place in _known_terms(run, reading, stop, known)]
    shown = _shown(place for places in found.values() for place in places)
    lengths = dict(zip(articles["article_id"], articles["text"].fillna("").str.len(), strict=True))
    rows = [
        (article, shown[place.key], place.start, place.end, place.start / lengths[article])
        for article, places in found.items()
        for place in sorted(places, key=lambda place: (place.start, place.end))
    ]
    return tables.POSITIONS.frame(rows)


@takes_tables()
def as_said(
    articles: pd.DataFrame,
    *,
    boilerplate: pd.DataFrame | None = None,
    stop_words: str | Iterable[str] = "page",
    names: pd.DataFrame | None = None,
    places: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """`frequencies` of words and names as people say them: "North Korea", "Federal Reserve", "FBI", "jobs".

    What is counted, and how, is told at `said_at`, whose table `places` saves reading the texts again; `per_1k` is
    relative to all words outside `boilerplate`.

    >>> terms.as_said(corpus.read(["NATO met. NATO left."]))["term"].to_list()
    ['NATO', 'left', 'met']
    """
    if places is None:
        places = said_at(articles, boilerplate=boilerplate, stop_words=stop_words, names=names)
    told = {} if boilerplate is None else tables.spans_by_article(boilerplate)
    texts = zip(articles["article_id"], articles["text"].fillna(""), strict=True)
    sizes = {article: count_said(blank(text, told.get(article, ()))) for article, text in texts}
    made = places.groupby(["article_id", "term"]).size().reset_index(name="n")
    return tables.FREQUENCIES.frame(made.assign(per_1k=1000 * made["n"] / made["article_id"].map(sizes)))


class _Reading(NamedTuple):
    """What all texts together tell of the words of one."""

    people: People
    names: frozenset[str]  # of several words, counted as one
    glued: frozenset[str]  # words that are two whose blank was lost


def _reading(runs: Mapping[str, Sequence[Run]]) -> _Reading:
    people = learn(runs.values())
    times: Counter[str] = Counter()
    held: dict[str, set[str]] = {}
    single: set[str] = set()
    camels: dict[str, set[str]] = {}
    for article, own in runs.items():
        for run in own:
            for part in _parts(run, people) if len(run) > 1 else (run,):
                if 1 < len(part) <= _LONGEST_NAME:
                    name = _name(part)
                    times[name] += 1
                    held.setdefault(name, set()).add(article)
                else:
                    single.update(said.word for said in part)
            for said in run:
                if not (said.word.islower() or said.word.istitle() or said.word.isupper()):
                    camels.setdefault(said.word, set()).add(article)
    kept = {name for name, n in times.items() if (n > 2 or len(held[name]) > 1) and not _is_pair(name, single, times)}
    words = {word.lower() for word in single}
    glued = {word for word, where in camels.items() if len(where) < 2 and _is_glued(word, words)}
    return _Reading(people, frozenset(kept), frozenset(glued))


def _is_pair(name: str, single: set[str], times: Mapping[str, int]) -> bool:
    """Whether `name` is two things: "Russia and North Korea", not "Food and Drug Administration"."""
    one, _, other = name.partition(" and ")
    return bool(other) and (one in single or other in single or one in times or other in times)


def _is_glued(word: str, words: set[str]) -> bool:
    """Whether `word` is two of `words` whose blank was lost: "CortezGreen", not "McDonnell"."""
    humps = _HUMP.findall(word)
    return "-" not in word and len(humps) > 1 and not known_names.outlet(word) and all(
        len(hump) > 2 and hump.lower() in words for hump in humps
    )  # fmt: skip


def _name(run: Sequence[Said]) -> str:
    return " ".join(said.word for said in run)


def _parts(run: Run, people: People) -> Iterator[Run]:
    """What is left of a run when its persons and abbreviations are taken out: what may be names of something else."""
    at = 0
    for person in (*persons_in([said.word for said in run], people), None):
        yield from _unabbreviated(run[at : person.start if person else len(run)])
        at = person.end if person else at


def _unabbreviated(run: Run) -> Iterator[Run]:
    """`run` in parts, each abbreviation one: "U.S. Supreme Court"; names that are known keep theirs ("CBS News")."""
    at, name = 0, _name(run)
    is_known = known_names.outlet(name) or known_names.organisation(name) or name in same()
    for place, said in enumerate(run if len(run) > 1 and not is_known else ()):
        if _is_abbreviation(said.word):
            yield from (*_bounded(run[at:place]), run[place : place + 1])
            at = place + 1
    yield from _bounded(run[at:])


def _bounded(part: Run) -> Iterator[Run]:
    """`part` without "and" and the like at its ends, which are words of their own."""
    if len(part) < 2 or (part[0].is_capital and part[-1].is_capital):
        yield from filter(None, (part,))
        return
    capital = [place for place, said in enumerate(part) if said.is_capital] or [0]
    first, last = capital[0], capital[-1] + 1
    yield from ((said,) for said in part[:first])
    yield part[first:last]
    yield from ((said,) for said in part[last:])


def _is_abbreviation(word: str) -> bool:
    plain = word.replace(".", "")
    return len(plain) > 1 and plain.isupper() and plain.lower() not in WORDS["numeral"]


def _known_terms(
    run: Run, reading: _Reading, stop: frozenset[str], known: dict[tuple[str, bool, bool], list[_Place]]
) -> Iterable[_Place]:
    """The terms of a run that are counted; those of a word by itself are kept in `known`, as most runs are one."""
    if len(run) > 1:
        return (place for place in _terms_of(run, reading) if _is_term(place, stop))
    word, start, end, is_capital, is_first = run[0]
    shape = (word, is_capital, is_first)
    if shape not in known:
        known[shape] = [place for place in _word(run[0], reading) if _is_term(place, stop)]
    return (place._replace(start=start, end=end) for place in known[shape])


def _terms_of(run: Run, reading: _Reading) -> Iterator[_Place]:
    """The terms of a run: persons, names of several words, words; and what counts wherever it stands, in these too."""
    if len(run) == 1:
        yield from _word(run[0], reading)
        return
    words, at = [said.word for said in run], 0
    for person in (*persons_in(words, reading.people), None):
        for part in _unabbreviated(run[at : person.start if person else len(run)]):
            yield from _named(part, reading)
        if person:
            own, start, end = run[person.surname], run[person.start].start, run[person.end - 1].end
            form = surname(own, reading.people) or own.word
            yield _Place(form, written(words, person), start, end, own.is_first)
            at = person.end


def _named(part: Run, reading: _Reading) -> Iterator[_Place]:
    at = 0
    while at < len(part):
        sizes = range(min(_LONGEST_NAME, len(part) - at), 1, -1)
        size = next((n for n in sizes if _is_kept(_name(part[at : at + n]), reading)), 1)
        first, last = part[at], part[at + size - 1]
        if size == 1:
            yield from _word(first, reading)
        else:
            name = _name(part[at : at + size])
            yield _Place(same().get(name, name.lower()), name, first.start, last.end, False)
            yield from (place for said in part[at : at + size] for place in _inside(said, reading.people))
        at += size


def _is_kept(name: str, reading: _Reading) -> bool:
    return name in reading.names or name in same() or name in known_places()


def _word(said: Said, reading: _Reading) -> Iterator[_Place]:
    if said.word in reading.glued:
        return
    if form := surname(said, reading.people):
        yield _Place(form, form, said.start, said.end, said.is_first)
        return
    form = said.word.lower() if said.word.lower() in WORDS["title"] else said.word
    yield _Place(key(form), form, said.start, said.end, said.is_first)
    if "-" in said.word:
        yield from _inside(said, reading.people)


def _inside(said: Said, people: People) -> Iterator[_Place]:
    """The surnames and abbreviations in a part of a name, or of a word with hyphens."""
    for part in said.word.split("-") if "-" in said.word else [said.word]:
        own = said._replace(word=part, is_capital=part[:1].isupper())
        if part and (form := surname(own, people)):
            yield _Place(form, form, said.start, said.end, False)
        elif _is_abbreviation(part):
            yield _Place(key(part), part, said.start, said.end, False)


def _is_term(place: _Place, stop: frozenset[str]) -> bool:
    """Whether a term is a name of several words, or a word that is counted."""
    if " " in place.form:
        return True  # a name
    low = place.form.lower().rstrip(".")
    is_pale = place.key in stop or low in WORDS["abbreviated"] or low in WORDS["particle"]
    is_word = is_wordy(place.form) or place.form in same()
    return not is_pale and len(place.form.rstrip(".")) > 1 and is_word


def _shown(places: Iterable[_Place]) -> dict[str, str]:
    """How each term is mostly written inside sentences: "Obama", "FBI", "jobs"."""
    written: dict[str, Counter[str]] = {}
    for place in places:
        written.setdefault(place.key, Counter())[place.form] += 0 if place.is_first else 1
    return {own: max(forms, key=lambda form: (forms[form], form.islower(), form)) for own, forms in written.items()}
