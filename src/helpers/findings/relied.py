"""Which outlet others say they have something from, in the words with which they say so."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import pandas as pd

from helpers import names, terms
from helpers.findings.base import LEAST_SHARING, MOST_WORDS, Said, Tables, labels, origins_of, outlets, texts_of
from helpers.findings.credited import agencies_of, shows, unquoted
from helpers.findings.plain import last_names
from helpers.reuse.stated import same_outlet
from helpers.rules import Rule, load_rules
from helpers.text import WORD, find_sentences
from helpers.words import cells, count, known, listed

_MOST_TOLD, _MOST_SHOWN = 2, 4  # outlets; documents with their words
_LEAST_CREDITING = 2  # outlets
_LEAST_ALIKE, _MOST_ALIKE = 4, 6  # words with a meaning that two credits of one story share; those told
_NEAR_DAYS = pd.Timedelta(days=31)  # further apart they tell of other things
_SAME_DAYS = pd.Timedelta(days=3)  # in which outlets tell of one interview, or of one story
_OF_MANY = frozenset(  # names that many outlets or things have
    {"AA", "Age", "ANI", "Dawn", "Five", "Forbes", "Fortune", "Frontline", "Herald", "Insider", "NAN", "Nation"}
    | {"National", "NV", "Observer", "Panorama", "Petra", "Special Report", "Sun", "This Week", "Time", "Times", "UNI"}
    | {"Vanguard", "View", "Week", "Wired", "Your World", "Star", "Post", "Journal", "Globe"}
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
_SHOW = r"(?:[’']s? (?:\|{3,40}|[A-Z][\w&]+(?: (?:(?:the|of|with|and|&) )?[A-Z][\w&]+){0,3}))?"  # "NBC’s “Today”"


class Credit(NamedTuple):
    """Where an article says that it has something from another outlet, in which words."""

    article_id: str
    outlet: str
    start: int
    end: int
    words: str


@cache
def drawn_rules() -> tuple[Rule, ...]:
    """How an article says that it has something from an outlet: data/beside.toml."""
    called = sorted({name.removeprefix("The ") for name in _named()} - _OF_MANY, key=lambda name: (-len(name), name))
    first = re.escape("".join(sorted({name[0] for name in called})))  # few words begin so: the others are passed over
    outlet = rf"(?=[{first}])(?P<outlet>{'|'.join(map(re.escape, called))})(?!\w)(?! (?!{_DAY})[A-Z])"
    return load_rules("beside.toml", "drawn", words={"outlet": outlet, "show": _SHOW})


@cache
def _named() -> Mapping[str, str]:
    """The outlet behind each name of an outlet or a show, with and without "The"."""
    held = {**{full: full for full in names.outlets().values()}, **names.outlets(), **shows()}
    return {**held, **{name.removeprefix("The "): full for name, full in held.items()}}


def relied_on(tables: Tables) -> Iterator[Said]:
    """The outlet that documents of other outlets credit for something that they tell, with their words for it.

    Three documents of two outlets and three text origins within 31 days, whatever they have from it; or two of two
    within three days whose sentences share a speaker and four words with a meaning, which are told. What stands between
    quotation marks does not count, nor an agency that is credited with the document's own text. Two outlets at most,
    those whom most credit.

    >>> [said.sentence for said in findings.relied_on(found)]
    []
    """
    outlet_of, origins, called = outlets(tables), origins_of(tables), labels(tables)
    days = dict(zip(tables["articles"]["article_id"], tables["articles"]["published"], strict=True))
    texts, speaking = texts_of(tables), _speaking(tables)
    by_outlet: dict[str, list[Credit]] = {}
    for credit in _credits(tables):
        by_outlet.setdefault(credit.outlet, []).append(credit)
    told = []
    for outlet, made in by_outlet.items():
        near = _within_days(made, days, outlet_of)
        pair, beside = _most_alike(near, texts, (outlet_of, origins), days, speaking)
        first = list({credit.article_id: credit for credit in [*reversed(near), *pair]}.values())
        order = [*pair, *(credit for credit in reversed(first) if credit not in pair)]
        n_outlets, n_origins = (len({of.get(each.article_id, "") for each in order}) for of in (outlet_of, origins))
        if (n_outlets < _LEAST_CREDITING or n_origins < LEAST_SHARING) and not beside:
            continue
        shown = listed([f"“{each.words}” in {called[each.article_id]}" for each in order], _MOST_SHOWN)
        also = f"; beside it in the first two, {_quoted(beside)}" if beside else ""
        n = f"{count(len(order), 'document')} of {count(n_outlets, 'other outlet')}"
        sentence = f"{outlet} is credited for something that they tell by at least {n}: {shown}{also}."
        told.append((-n_outlets, -len(order), outlet, Said(sentence, _rows(order))))
    yield from (each[-1] for each in sorted(told, key=lambda each: each[:3])[:_MOST_TOLD])


def _credits(tables: Tables) -> Iterator[Credit]:
    """Where articles say that they have something from another outlet, in the order of rules and texts."""
    outlet_of, agencies = outlets(tables), agencies_of(tables)
    for key, text in texts_of(tables).items():
        own = unquoted(text)
        for rule in drawn_rules():
            for found in rule.pattern.finditer(own) if outlet_of[key] else ():
                outlet, words = _named()[found["outlet"]], " ".join(text[slice(*found.span())].split())
                is_its = _is_of(outlet_of[key], outlet) or outlet in agencies.get(key, ())
                if not is_its and len(words.split()) <= MOST_WORDS:
                    yield Credit(key, outlet, *found.span(), _marked(words))


@lru_cache(maxsize=4096)
def _is_of(own: str, outlet: str) -> bool:
    """Whether an outlet is another one, or a part of it by its name: "NBC Today Show" of NBC News."""
    called = [name for name, full in names.outlets().items() if full == outlet]
    return same_outlet(outlet, own) or any(re.search(rf"\b{re.escape(name)}\b", own) for name in called)


def _within_days(
    made: Sequence[Credit], day_of: Mapping[str, pd.Timestamp], outlet_of: Mapping[str, str]
) -> list[Credit]:
    """The credits in articles that came out within `_NEAR_DAYS` of one another: where most outlets give them.

    Articles without a date are near one another, and to no article with a date.
    """
    dated = [each for each in made if known(day_of[each.article_id])]
    begins = sorted({day_of[each.article_id] for each in dated})
    windows = [[each for each in dated if _is_in(day_of[each.article_id], begin)] for begin in begins]
    undated = [each for each in made if not known(day_of[each.article_id])]
    return max([*windows, undated], key=lambda window: len({outlet_of[each.article_id] for each in window}))


def _is_in(day: pd.Timestamp, begin: pd.Timestamp) -> bool:
    return bool(pd.Timedelta(0) <= day - begin <= _NEAR_DAYS)


def _most_alike(
    credits: Iterable[Credit],
    texts: Mapping[str, str],
    apart: Sequence[Mapping[str, str]],
    day_of: Mapping[str, pd.Timestamp],
    speaking: Mapping[str, set[str]],
) -> tuple[list[Credit], list[str]]:
    """The credits whose sentences share most words, and these words; nothing below four, nor without one who speaks.

    They are of two outlets and of two origins, as `apart` says of each article, and of the same days: of an interview
    in spring and one in summer the sentences share "year", "House" and "bill" too.
    """
    near = [(credit, _words_near(credit, texts[credit.article_id])) for credit in credits]
    best: tuple[list[Credit], list[str]] = ([], [])
    for (one, left), (other, right) in itertools.combinations(near, 2):
        shared = [word for stem, word in left.items() if stem in right]
        keys = (one.article_id, other.article_id)
        is_apart = all(len({of.get(key, key) for key in keys}) > 1 for of in apart)
        is_of_one = is_apart and _is_of_days(day_of[keys[0]], day_of[keys[1]])
        is_of_one = is_of_one and not speaking.get(keys[0], set()).isdisjoint(speaking.get(keys[1], set()) & {*shared})
        if is_of_one and len(shared) >= max(_LEAST_ALIKE, len(best[1]) + 1):
            best = ([one, other], shared)
    return best


def _is_of_days(one: pd.Timestamp, other: pd.Timestamp) -> bool:
    """Whether two articles came out in the same days; of two without a date that may be."""
    if not known(one) or not known(other):
        return bool(known(one) == known(other))
    return bool(abs(one - other) <= _SAME_DAYS)


def _speaking(tables: Tables) -> dict[str, set[str]]:
    """The last names of the people who speak in each article."""
    said, held = tables["attributions"], dict[str, set[str]]()
    for row in cells(said[said["source_kind"] == "person"]):
        held.setdefault(row["article_id"], set()).update(last_names(row))
    return held


def _words_near(credit: Credit, text: str) -> dict[str, str]:
    """The words with a meaning in the sentence of a credit, its own left out, as they are written, by their stem."""
    stop = terms.stop_list("news") | {word.lower() for show in shows() for word in show.split()}
    sentence = next((each for each in find_sentences(text) if each[0] <= credit.start < each[1]), (0, 0))
    words = WORD.findall(f"{text[sentence[0] : credit.start]} {text[credit.end : sentence[1]]}")
    telling = [word for word in words if len(word) > 3 and word.isalpha() and word.lower() not in stop]
    return {word.lower().removesuffix("s"): word for word in telling if word not in credit.outlet}


def _marked(words: str) -> str:
    """Words of an article as they stand within quotation marks: what it quotes itself in single ones."""
    return re.sub(r"[“\"]([^“”\"]*?)[.,;:]?[”\"]", r"‘\1’", words)


def _quoted(words: Sequence[str]) -> str:
    return listed([f"“{word}”" for word in words[:_MOST_ALIKE]], _MOST_ALIKE)


def _rows(credits: Iterable[Credit]) -> pd.DataFrame:
    return pd.DataFrame(list(credits), columns=list(Credit._fields))
