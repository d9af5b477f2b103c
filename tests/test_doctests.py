"""The examples in the docstrings are run: what they say comes out."""

import doctest
from importlib import import_module

import pytest

MODULES = ("corpus", "parameters", "terms")


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    module = import_module(f"helpers.{name}")
    found = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.attempted > 0
    assert found.failed == 0
