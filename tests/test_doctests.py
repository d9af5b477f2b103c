"""Every public function has an example that runs: what the docstring says comes out.

Before each example stand, as a reader of the package has them:

    from helpers import *            # the modules
    articles = helpers.read("seeds")
    found = helpers.load(articles)
    folder = "some/empty/folder"
"""

import doctest
import inspect
from collections.abc import Callable, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import helpers

WITHOUT = {
    "report.build": "runs all notebooks: the example is `origins report`, in tests/test_report.py",
    "report.prepare": "starts a process and gives nothing",
}
FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


def public() -> dict[str, Callable[..., Any]]:
    """The public functions by name."""
    found: dict[Callable[..., Any], str] = {}
    for module in helpers._MODULES:
        made = import_module(f"helpers.{module}")
        for name in made.__all__:
            if inspect.isfunction(function := getattr(made, name)):
                found.setdefault(function, f"{module}.{name}")
    return {name: function for function, name in found.items()}


PUBLIC = public()


def example(name: str, globs: Mapping[str, Any]) -> doctest.DocTest:
    function = inspect.unwrap(PUBLIC[name])
    return doctest.DocTestParser().get_doctest(inspect.getdoc(function) or "", dict(globs), name, name, 0)


@pytest.fixture(scope="module")
def globs() -> dict[str, Any]:
    modules = {name: import_module(f"helpers.{name}") for name in helpers._MODULES}
    articles = helpers.read("seeds")
    names = {"helpers": helpers, "np": np, "pd": pd, "Path": Path, "date": date}
    return {**modules, **names, "articles": articles, "found": helpers.load(articles)}


@pytest.mark.parametrize("name", sorted(PUBLIC.keys() - WITHOUT.keys()))
def test_examples(name: str, globs: Mapping[str, Any], tmp_path: Path) -> None:
    used = {**globs, **vars(inspect.getmodule(PUBLIC[name])), **globs, "folder": str(tmp_path)}
    told: list[str] = []
    ran = doctest.DocTestRunner(optionflags=FLAGS).run(example(name, used), out=told.append)
    assert ran.attempted > 0, f"{name} has no example that runs; add one of three lines at most to its docstring"
    assert not ran.failed, "".join(told)


@pytest.mark.parametrize("name", sorted(PUBLIC.keys() - WITHOUT.keys()))
def test_examples_are_short(name: str) -> None:
    first = [each for each in example(name, {}).examples if each.source.strip()]
    assert len(first) <= 4


def test_exceptions_are_needed() -> None:
    assert WITHOUT.keys() <= PUBLIC.keys()
    assert not [name for name in WITHOUT if example(name, {}).examples]
