"""What public functions are given beside tables, words, numbers and lists: looked at, or refused in one sentence.

`door.takes_tables` looks at them by how they are declared (`LOOKED_AT`); a function that takes no table calls what it
needs. An `ArgumentError` names the function that was called, the parameter, what it was and what it may be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from numbers import Integral, Real
from typing import Any

import pandas as pd

__all__ = [
    "LOOKED_AT", "ArgumentError", "as_count", "as_list", "as_number", "as_share", "as_tables", "as_text", "as_words",
    "one_of", "shown",
]  # fmt: skip
__dir__ = __all__.copy


_LEAST = {  # from where on a number may be
    "most": 1, "n": 1, "span": 1, "limit": 1, "count": 1,
    "top": 0, "least": 0, "least_own": 0, "draws": 0, "width": 0, "prior": 0, "days": 0,
}  # fmt: skip


class ArgumentError(ValueError):
    """An argument that cannot be taken: the message names the function, the parameter, what it is and what it may be.

    Raised wherever the argument is used; the public function that was called with it puts its own name in.
    """

    def __init__(self, said: str, parameter: str, value: object, allowed: str) -> None:
        super().__init__(said, parameter, value, allowed)
        self.said, self.parameter, self.value, self.allowed = said, parameter, value, allowed

    def __str__(self) -> str:
        value = f'"{self.value}"' if isinstance(self.value, str) and len(self.value) <= 60 else shown(self.value)
        return f"{self.said}: {self.parameter} is {value}; expected {self.allowed}"


def shown(value: Any) -> str:
    """A value in an error: as Python writes it, cut; a table by its type."""
    words = repr(value)
    if "\n" in words:  # a table
        return f"a {type(value).__name__}"
    return words if len(words) <= 60 else words[:59] + "…"


def one_of(said: str, parameter: str, value: Any, allowed: Iterable[Any]) -> None:
    """That `value` is one of `allowed`: else an ArgumentError that lists them."""
    choices = [str(choice) for choice in allowed]
    if str(value) not in choices:
        raise ArgumentError(said, parameter, value, f"one of {', '.join(choice or repr('') for choice in choices)}")


def as_number(said: str, parameter: str, value: Any, kind: type = Real) -> Any:
    """`value`, which is a number, or a whole one (`kind`), from where the parameter begins."""
    least = _LEAST.get(parameter)
    is_such = isinstance(value, kind) and not isinstance(value, bool)
    if not is_such or not (least is None or value >= least):
        from_on = "" if least is None else f" from {least} on"
        raise ArgumentError(said, parameter, value, f"a {'whole ' * (kind is Integral)}number{from_on}")
    return value


def as_count(said: str, parameter: str, value: Any) -> Any:
    """`value`, which is a whole number from where the parameter begins."""
    return as_number(said, parameter, value, Integral)


def as_share(said: str, parameter: str, value: Any) -> Any:
    """`value`, which is a probability, or None."""
    if value is not None and (isinstance(value, bool) or not isinstance(value, Real) or not 0 <= float(value) <= 1):
        raise ArgumentError(said, parameter, value, "a probability from 0 (all) to 1")
    return value


def as_words(said: str, parameter: str, value: Any) -> str:
    """`value`, which is a string."""
    if not isinstance(value, str):
        raise ArgumentError(said, parameter, value, 'words in quote marks; "" is none')
    return value


def as_list(said: str, parameter: str, value: Any) -> list[str]:
    """`value` as a list of words; one alone is a list of one, not of its letters."""
    found: list[Any] = [value] if isinstance(value, str) else [*value] if isinstance(value, Iterable) else [None]
    if isinstance(value, pd.DataFrame) or not all(isinstance(word, str) for word in found):
        raise ArgumentError(said, parameter, value, "a word, or a list of words")
    return found


def as_text(said: str, value: Any, instead: str) -> str:
    """`value`, which is the text of one article; for a table of them there is the function `instead`."""
    if not isinstance(value, str):
        raise ArgumentError(said, "text", value, f"the text of one article; for a table of articles, {instead}")
    return value


def as_tables(said: str, parameter: str, value: Any) -> Any:
    """`value`, which holds the tables of a corpus by name."""
    if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
        raise ArgumentError(said, parameter, value, "tables by name, as helpers.load(corpus) gives them")
    return value


LOOKED_AT: Mapping[str, Callable[[str, str, Any], Any]] = {  # a parameter, or how it is declared -> what looks at it
    "stop_words": lambda said, name, value: value if isinstance(value, str) else as_list(said, name, value),
    "sure": as_share,
    "str": as_words,
    "str | Iterable[str]": as_list,
    "str | Sequence[str]": as_list,
    "int": as_count,
    "float": as_number,
    "float | None": lambda said, name, value: None if value is None else as_number(said, name, value),
}
