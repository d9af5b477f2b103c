"""Findings about words for one thing: which outlets write which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import pandas as pd

from helpers.findings.base import MOST_NAMED, Said, Tables, outlets, texts_of
from helpers.findings.credited import unquoted
from helpers.rules import Rule, load_rules
from helpers.words import count, listed

_LEAST_WRITING = 2  # documents that write one word and no other


class Written(NamedTuple):
    """Where an article writes one of several words for a thing."""

    article_id: str
    start: int
    end: int
    thing: str
    name: str
    words: str


@cache
def choice_rules() -> tuple[Rule, ...]:
    """Words for one thing: data/choices.toml."""
    return load_rules("choices.toml", "choice")


@cache
def _any_choice() -> re.Pattern[str]:
    """Where one of the words for a thing begins: one search instead of one for each."""
    return re.compile(rf"\b(?={'|'.join(rule.pattern.pattern for rule in choice_rules())})")


def choices(tables: Tables) -> Iterator[Said]:
    """Words for one thing, each the only one of them in two documents at least, and which outlets write which.

    Counted is what articles say themselves, outside quotation marks. Each word has an outlet of its own: one that
    writes none of the others in documents that write one only.

    >>> [said.sentence for said in findings.choices(found)]
    []
    """
    outlet_of, found = outlets(tables), list(_written(tables))
    for thing in dict.fromkeys(each.thing for each in found):
        held = [each for each in found if each.thing == thing]
        words_of: dict[str, set[str]] = {}
        for each in held:
            words_of.setdefault(each.article_id, set()).add(each.name)
        sides: dict[str, list[Written]] = {}
        for each in held:
            if len(words_of[each.article_id]) == 1:
                sides.setdefault(each.name, []).append(each)
        sides = {name: own for name, own in sides.items() if _n_documents(own) >= _LEAST_WRITING}
        printing = {name: {outlet_of[each.article_id] for each in own} - {""} for name, own in sides.items()}
        if len(sides) > 1 and all(_own_outlets(name, printing) for name in sides):
            order = sorted(sides, key=lambda name: (-_n_documents(sides[name]), name))
            told = listed([_side(sides[name], sorted(printing[name])) for name in order])
            rows = pd.DataFrame([each for name in order for each in sides[name]], columns=list(Written._fields))
            n_more = sum(len(names) > 1 for names in words_of.values())
            yield Said(f"Words for one thing, outside quotation marks: {told}{_both(n_more)}.", rows)


def _n_documents(own: Iterable[Written]) -> int:
    return len({each.article_id for each in own})


def _both(n: int) -> str:
    more = count(n, "further document")
    return f"; {more} {'writes' if n == 1 else 'write'} more than one of them" if n else ""


def _written(tables: Tables) -> Iterator[Written]:
    """What articles write, in the order of texts, rules and places."""
    for key, text in texts_of(tables).items():
        own = unquoted(text)
        places = [place.start() for place in _any_choice().finditer(own)]
        for rule in choice_rules() if places else ():
            for found in filter(None, (rule.pattern.match(own, at) for at in places)):
                yield Written(key, *found.span(), rule.gives["thing"], rule.name, found[0])


def _own_outlets(name: str, printing: Mapping[str, set[str]]) -> set[str]:
    return printing[name].difference(*(held for other, held in printing.items() if other != name))


def _side(own: Sequence[Written], printing: Sequence[str]) -> str:
    """ "only “gay marriage” in 2 documents (Politico and Vox)", with the form that is written most."""
    word = Counter(each.words for each in own).most_common(1)[0][0]
    return f"only “{word}” in {count(_n_documents(own), 'document')} ({listed(printing, MOST_NAMED)})"
