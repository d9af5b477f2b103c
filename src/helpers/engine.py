"""The whole analysis of a corpus: which table is made by which function from which other tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

import pandas as pd

from helpers import corpus as corpora
from helpers import tables as declared


class Step(NamedTuple):
    """How one table is made: `make` names a function (module:name), `needs` the tables it takes, in order.

    A table of one article depends on nothing but that article (`is_local`), so it can be made part by part.
    """

    table: str
    make: str
    needs: tuple[str, ...]
    is_local: bool = True
    by_name: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()


STEPS: Mapping[str, Step] = {
    step.table: step
    for step in (
        Step("boilerplate", "helpers.corpus:boilerplate", ("articles",)),
        Step("frequencies", "helpers.terms:frequencies", ("articles",)),
        Step("readability", "helpers.readability:readability", ("articles",), settings=("mode",)),
        Step("attributions", "helpers.attribution:attributions", ("articles",)),
        Step("attribution_spans", "helpers.attribution:spans", ("articles",)),
        Step("cited_sources", "helpers.attribution:cited_sources", ("articles",)),
        Step("provenance", "helpers.attribution:provenance", ("articles",)),
        Step("quantities", "helpers.claims:quantities", ("articles",)),
        Step("pairs", "helpers.reuse:pairs", ("articles",), is_local=False),
        Step("alignment", "helpers.reuse:alignment", ("articles", "pairs"), is_local=False),
        Step("differences", "helpers.reuse:differences", ("articles", "alignment"), is_local=False),
        Step("origins", "helpers.reuse:origins", ("articles",), is_local=False, by_name=("pairs",)),
    )
}
"""Every table after `articles` and `rejected`, in an order in which they can be made."""


@dataclass(frozen=True)
class _Lazy(Mapping[str, pd.DataFrame]):
    names: tuple[str, ...]
    make: Callable[[str], pd.DataFrame]

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self.names:
            raise KeyError(f'no table "{name}"; there are {", ".join(self.names)}')
        return self.make(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def load(corpus: str, *, tables: str = "", **settings: Any) -> Mapping[str, pd.DataFrame]:
    """The tables of `corpus` by name, each made when first asked for, with the tables it needs; nothing is written.

    `tables` names the folder that `run` left; without it, the corpus is read and the tables are computed here.
    Settings: on_error, date_format (see `corpus.scan`), and those of the steps.
    """
    reading = {name: settings[name] for name in ("on_error", "date_format", "allow_empty") if name in settings}

    @cache
    def part() -> corpora.Part:
        return corpora.read_all(corpus, **reading)

    @cache
    def make(name: str) -> pd.DataFrame:
        if name == "articles":
            return part().articles
        if name == "rejected":
            return part().rejected
        return apply(STEPS[name], make, settings)

    return _Lazy(("articles", "rejected", *STEPS), make)


def apply(step: Step, tables: Callable[[str], pd.DataFrame], settings: Mapping[str, Any]) -> pd.DataFrame:
    """The table of `step`, made from `tables`."""
    module, _, name = step.make.partition(":")
    function: Callable[..., pd.DataFrame] = getattr(import_module(module), name)
    named = {need: tables(need) for need in step.by_name}
    chosen = {setting: settings[setting] for setting in step.settings if setting in settings}
    return function(*(tables(need) for need in step.needs), **named, **chosen)


def declared_tables() -> Mapping[str, declared.Table]:
    """The declarations of all tables that `load` gives."""
    return {name: declared.TABLES[name] for name in ("articles", "rejected", *STEPS)}
