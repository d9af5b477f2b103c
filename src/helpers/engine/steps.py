"""Which table is made by which function, from which other tables. data/steps.csv is the whole analysis."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterable, Mapping, Sized
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from helpers import corpus as corpora
from helpers import parameters as own
from helpers.corpus import beside
from helpers.rules import load_rows

LOCAL, WHOLE, BY_PAIR, BY_GROUP, BY_NAME = "local", "whole", "by pair", "by group", "by name"
AFTER, BY_CLAIM = "after", "by claim"


class Step(NamedTuple):
    """How tables are made: `make` names a function (module:name), `needs` the tables it takes, in order.

    `named` are tables it takes by keyword ("keyword=table" where the names differ), `settings` the settings it takes.
    `reach` says what one row may hang on, and so how a big corpus is cut: LOCAL, one article; WHOLE, all articles;
    BY_PAIR, two articles of the table `pairs`; BY_GROUP, the articles that pairs connect; BY_NAME, how often each name
    is cited; AFTER, one article, but with tables of the kinds before; BY_CLAIM, the rows of one claim_id.
    """

    tables: tuple[str, ...]
    make: str
    needs: tuple[str, ...]
    reach: str = LOCAL
    named: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()

    @property
    def takes(self) -> tuple[str, ...]:
        """The tables that it takes, by place or by name."""
        return (*self.needs, *(need.rpartition("=")[2] for need in self.named))


class Reading(NamedTuple):
    """How a corpus is read and run, whatever the steps; names, defaults and meaning of these settings."""

    on_error: str = "stop"
    date_format: str | None = None
    columns: str | Mapping[str, str] | None = None  # which column is which: "text=body, published=when"
    allow_empty: bool = False
    size: int = 1000  # articles a part
    time_limit: float = 30.0  # seconds that one article may take
    max_bad_share: float = 1.0  # more of the input set aside than this: the run fails


def _read_step(row: Mapping[str, str]) -> Step:
    several = {name: tuple(row[name].split()) for name in ("tables", "needs", "named", "settings")}
    return Step(make=f"helpers.{row['make']}", reach=row["reach"], **several)


STEPS = tuple(map(_read_step, load_rows("steps.csv")))
"""In an order in which they can be made."""


def with_own_files(corpus: corpora.Source, settings: Mapping[str, Any]) -> dict[str, Any]:
    """`settings` with what people.csv, measures.csv and columns.csv beside the corpus hold, where they do not say it.

    A setting may also name a file; its content is taken. ValueError: what such a sheet may not hold.
    """
    made = dict(settings)
    if not settings.get("columns") and (columns := corpora.columns_beside(corpus)):
        made["columns"] = columns
    for name in ("people", "measures"):
        given, file = settings.get(name), f"{name}.csv"
        if isinstance(given, str | os.PathLike) and str(given) and "\n" not in str(given):
            file = str(given)
            given = corpora.sheet_text(corpora.locate(file))
        elif given is None:
            path = beside(corpus, file)
            given = corpora.sheet_text(path) if path.is_file() else ""
        made[name] = str(given)
        if made[name]:
            judge(name, made[name], Path(file).name)
    return made


def judge(name: str, content: str, file: str) -> dict[str, list[str]]:
    """What the `content` of a sheet of people or measures names, with its forms; ValueError: what it may not hold.

    >>> engine.judge("people", "name,aliases\\nAnn Lee,Lee\\n", "people.csv")
    {'Ann Lee': ['Ann Lee', 'Lee']}
    """
    if name == "people":
        from helpers.attribution.naming import read_stated

        rows = read_stated(content, file)
        return {one: [one, *filter(None, row.get("aliases", "").split("|"))] for one, row in rows.items()}
    from helpers.claims.frames.measures import read_own

    return {kind.name: [] for kind in read_own(content, file).values()}


def step_of(table: str, steps: Iterable[Step] = STEPS) -> Step:
    """The step that makes `table`."""
    return next(step for step in steps if table in step.tables)


def module_of(step: Step) -> str:
    """The module of the function that `step` names."""
    return step.make.partition(":")[0]


def function_of(step: Step) -> Callable[..., Any]:
    """The function that `step` names."""
    found: Callable[..., Any] = getattr(import_module(module_of(step)), step.make.partition(":")[2])
    return found


def apply(
    step: Step, tables: Callable[[str], pd.DataFrame], settings: Mapping[str, Any], **known: Any
) -> tuple[pd.DataFrame, ...]:
    """The tables of `step`, in its order, made from `tables` and from what else is `known` of them."""
    named = {need.partition("=")[0]: tables(need.rpartition("=")[2]) for need in step.named}
    chosen = {setting: settings[setting] for setting in step.settings if setting in settings}
    made = function_of(step)(*(tables(need) for need in step.needs), **named, **chosen, **known)
    return (made,) if isinstance(made, pd.DataFrame) else tuple(made)


def settings_of(step: Step, settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that `step` works with: as given, else the defaults of its function."""
    stated = inspect.signature(function_of(step)).parameters
    return {name: settings.get(name, stated[name].default) for name in step.settings}


def settings_in(parameters: Mapping[str, Any], steps: Iterable[Step] = STEPS) -> dict[str, Any]:
    """Those of `parameters` that are settings of a run: of `Reading` or of `steps`.

    >>> engine.settings_in({"mode": "textstat", "top": 10})
    {'mode': 'textstat'}
    """
    known = {*Reading._fields, *(name for step in steps for name in step.settings)}
    return {name: value for name, value in parameters.items() if name in known}


def check_settings(settings: Mapping[str, Any], steps: Iterable[Step] = STEPS) -> None:
    """A ValueError that says which settings there are, when one of `settings` is none of them."""
    if unknown := settings.keys() - settings_in(settings, steps):
        there = {*Reading._fields, *(name for step in steps for name in step.settings)}
        raise ValueError(f"no setting {', '.join(sorted(unknown))}; there are {', '.join(sorted(there))}")
    for name in settings.keys() & own.KNOWN.keys():
        if own.KNOWN[name].words:
            own.settle(name, settings[name])


ARTICLE = 5_000  # bytes that an article takes in a file: what a corpus holds is guessed before it is read


def settle(source: corpora.Source, settings: Mapping[str, Any]) -> dict[str, Any]:
    """`settings` with the reader that "auto" means for the files of `source`, the same for all parts of a run."""
    if settings.get("reader") != "auto":
        return dict(settings)
    from helpers.attribution import choose_reader  # half a second, which a run with nothing to do need not pay

    return {**settings, "reader": choose_reader("auto", guess(source))}


def guess(source: corpora.Source) -> int:
    """How many articles `source` holds, by the size of its files."""
    if isinstance(source, str | os.PathLike) and source != "-":
        return sum(max(0, corpora.sign(file)[0]) for file in corpora.find_files(source)[0]) // ARTICLE
    return len(source) if isinstance(source, Sized) else 0


def defaults(steps: Iterable[Step] = STEPS) -> dict[str, Any]:
    """Every setting of `steps` with its default.

    >>> engine.defaults()["mode"]
    'news'
    """
    return {name: value for step in steps for name, value in settings_of(step, {}).items()}
