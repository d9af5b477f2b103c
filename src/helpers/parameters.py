"""What the parameters of the notebooks may be, checked where they arrive: in the first cell after them.

papermill gives what its command line or YAML made of a value: `-p corpus 2023` is a number, `-p stop_words "[a, b]"` a
list, an empty value None. What can only be meant one way is read that way; all else is a sentence that names the
parameter, the value and what is allowed.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import Any, NamedTuple

from helpers import tables
from helpers.words import like

__all__ = ["KNOWN", "Allowed", "ParameterError", "assigned", "check", "settle"]
__dir__ = __all__.copy


class Allowed(NamedTuple):
    """What a parameter may be: a type, or one of some words; `said` tells it to a reader."""

    type: type
    said: str
    words: tuple[str, ...] = ()
    is_needed: bool = False  # may not be empty
    is_list: bool = False  # a list of words is one string of them
    is_map: bool = False  # names with values are one string of them


_LEVELS = tuple(  # "passing" stands in `attributed` only, which no notebook shows
    level
    for column in tables.ATTRIBUTIONS.columns
    for level in column.allowed
    if column.name == "level" and level != "passing"
)
KNOWN: Mapping[str, Allowed] = {
    "corpus": Allowed(str, "a folder of texts, or a file of articles", is_needed=True),
    "columns": Allowed(
        str,
        'which of your columns is which, as "text=body, published=when", or "" to find them by their names',
        is_map=True,
    ),
    "tables": Allowed(str, 'the folder that `origins analyse` left, or "" to compute here'),
    "figures": Allowed(str, 'a folder for the figures, or "" for none'),
    "reference": Allowed(str, "a folder of statistics, or one .csv file", is_needed=True),
    "measures": Allowed(str, 'a file of measures of your own, or "" for the one beside the corpus'),
    "label": Allowed(str, '"outlet-date", "title", "id", or a column of the corpus', is_needed=True),
    "group_by": Allowed(str, '"outlet", "day", "week", "month", "year", a column of the corpus, or "" for none'),
    "on_error": Allowed(str, '"stop" or "quarantine"', ("stop", "quarantine")),
    "text": Allowed(str, '"full", "excerpt" or "none"', ("full", "excerpt", "none")),
    "mode": Allowed(str, '"news" or "textstat"', ("news", "textstat")),
    "reader": Allowed(str, '"auto", "model", "wide" or "rules"', ("auto", "model", "wide", "rules")),
    "count_by": Allowed(str, '"origin" or "document"', ("origin", "document")),
    "stop_words": Allowed(str, '"page", "news", "none", or your own words', is_needed=True, is_list=True),
    "top": Allowed(int, "a whole number from 1 on", is_needed=True),
    "term": Allowed(str, 'a word, or "" for the most characteristic one'),
    "level": Allowed(str, "one of " + ", ".join(_LEVELS) + ', or "" for all', ("", *_LEVELS)),
    "across_languages": Allowed(bool, "true or false"),
}
"""The parameters of the notebooks, by name."""


_INJECTED = "# Parameters\n"  # so begins the cell that papermill puts in


class ParameterError(ValueError):
    """A parameter that cannot be what it is; in a notebook it is shown as one sentence, without a traceback."""

    def _render_traceback_(self) -> list[str]:  # IPython asks for it
        return [f"{type(self).__name__}: {self}"]


def check(given: MutableMapping[str, Any]) -> None:
    """Hold those of `given` (in a notebook `globals()`) that are parameters to what they may be.

    Numbers, paths and lists that stand for words become words, in place. A parameter that papermill put in and that
    the notebook does not have is refused: the run would go on without it.

    >>> given = {"corpus": 2023, "stop_words": ["said", "mr"]}
    >>> check(given)
    >>> given
    {'corpus': '2023', 'stop_words': 'said mr'}
    """
    injected, declared = _put_in(given.get("In", ()))
    for name in injected:
        there = declared or [*KNOWN]
        if name not in there:
            told = " in this notebook" if name in KNOWN else like(name, there)
            raise ParameterError(f"no parameter {name}{told}; there are {', '.join(there)}")
    given.update({name: settle(name, given[name]) for name in KNOWN if name in given})


def _put_in(ran: Iterable[str]) -> tuple[list[str], list[str]]:
    """The names that papermill put in, in the cell behind the notebook's own parameters, and the names that these have.

    `ran` are the cells that ran, as IPython keeps them.
    """
    before = ""
    for source in ran:
        if source.startswith(_INJECTED):
            return [name for name, _ in assigned(source)], [name for name, _ in assigned(before)]
        before = source
    return [], []


def assigned(source: str) -> list[tuple[str, ast.expr]]:
    """The names that the lines of a cell give a value to, also as parts of a tuple, each with what stands for it.

    >>> [(name, value.value) for name, value in parameters.assigned("top, mode = 5, 'news'")]
    [('top', 5), ('mode', 'news')]
    """
    try:
        lines = ast.parse(source).body
    except SyntaxError:  # a cell with a magic of IPython
        return []
    told = [(one, line.value) for line in lines if isinstance(line, ast.Assign) for one in line.targets]
    told += [(line.target, line.value) for line in lines if isinstance(line, ast.AnnAssign) and line.value]
    return [pair for target, value in told for pair in _parted(target, value)]


def _parted(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """The names of a target: of a tuple each with its part, where as many parts stand there."""
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple | ast.List):
        parts = value.elts if isinstance(value, ast.Tuple | ast.List) else []
        is_whole = len(parts) == len(target.elts)
        for at, one in enumerate(target.elts):
            yield from _parted(one, parts[at] if is_whole else value)


def settle(name: str, value: Any) -> str | int:
    """`value` as the parameter `name` is used; ParameterError when it cannot be.

    >>> settle("top", "12")
    12
    >>> settle("text", "ful")
    Traceback (most recent call last):
    helpers.parameters.ParameterError: parameter text is 'ful'; expected "full", "excerpt" or "none"
    """
    allowed = KNOWN[name]
    read = {int: _number, bool: _flag}.get(allowed.type)
    made = _words(value, allowed) if read is None else read(value)
    if made is None or (allowed.words and made not in allowed.words):
        raise ParameterError(f"parameter {name} is {_shown(value)}; expected {allowed.said}{_cure(value)}")
    return made


def _number(value: Any) -> int | None:
    if isinstance(value, str):
        value = int(value) if value.strip().isdecimal() else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 1 else None


def _flag(value: Any) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    return value if isinstance(value, bool) else None


def _words(value: Any, allowed: Allowed) -> str | None:
    if allowed.is_list and isinstance(value, list | tuple) and all(isinstance(word, str) for word in value):
        value = " ".join(value)
    if allowed.is_map and isinstance(value, Mapping) and all(isinstance(one, str) for one in value.values()):
        value = ", ".join(f"{name}={one}" for name, one in value.items())  # {text: body}, as YAML has it
    if isinstance(value, int) and not isinstance(value, bool) and not allowed.words:
        value = str(value)  # a folder 2023, a column 1: papermill reads digits as a number
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    if not isinstance(value, str) or (allowed.is_needed and not value.strip()):
        return None
    return value


def _shown(value: Any) -> str:
    words = "null (nothing)" if value is None else repr(value)
    return words if len(words) <= 60 else words[:59] + "…"


def _cure(value: Any) -> str:
    return ". Leave the parameter out for its default" if value is None else ""
