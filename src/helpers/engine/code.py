"""Which code the tables of a step hang on: the modules that it imports, and the files of data/ that these name.

A comment, a docstring, a blank line, or a module that the step does not import makes no table stale.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from helpers.engine.steps import LOCAL, Step, module_of
from helpers.engine.store import hash_of, versions

_STRING = r'"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
_IDLE = re.compile(rf"({_STRING})|[ \t]*#[^\n]*|[ \t]+(?=\n)|\n(?=[ \t]*\n)")  # what does nothing, outside strings
_DOCSTRING = re.compile(r'(\A\s*|:[ \t]*\n\s*)[rR]?"""[\s\S]*?"""(?=[ \t]*\n)')
_IMPORT = re.compile(r"^[ \t]*from (helpers[\w.]*) import (\([^)]*\)|[^\n]*)", re.MULTILINE)
_NAME = re.compile(r"(\w+)(?: as \w+)?")
_FILE = re.compile(r'"([\w-]+\.\w+|cmudict)"')  # as the code names a file of data/


def bare(source: str) -> str:
    """`source` of Python without comments, words of docstrings, blank lines and blanks at the ends of lines."""
    return _drop_idle(_DOCSTRING.sub(r'\1""', _drop_idle(source))).strip()  # a comment leaves a blank line


def _drop_idle(source: str) -> str:
    return _IDLE.sub(lambda found: found[1] or "", source)


@cache
def _paths() -> Mapping[str, Path]:
    """The file of every module of the package."""
    root = Path(str(files("helpers")))
    named = {path: ".".join(path.relative_to(root.parent).with_suffix("").parts) for path in root.rglob("*.py")}
    return {name.removesuffix(".__init__"): path for path, name in named.items()}


@lru_cache(maxsize=1024)
def source_of(module: str) -> str:
    """The code of `module`, bare."""
    return bare(_paths()[module].read_text("utf-8"))


def imported(modules: Iterable[str]) -> list[str]:
    """`modules` and all of the package that they import, directly or through others, in order."""
    waiting, found = list(modules), {"helpers"}
    while waiting:
        if (module := waiting.pop()) not in found and module in _paths():
            found.add(module)
            waiting += _imports(source_of(module))
    return sorted(found - {"helpers"})


def _imports(source: str) -> Iterator[str]:
    for package, names in _IMPORT.findall(source):
        for name in _NAME.findall(names):
            yield inner if (inner := f"{package}.{name}") in _paths() else package


def data_of(modules: Iterable[str]) -> list[Path]:
    """The files of data/ that `modules` name."""
    folder = Path(str(files("helpers"))) / "data"
    named = {name for module in modules for name in _FILE.findall(source_of(module))}
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.relative_to(folder).parts[0] in named)


def _sum(modules: Iterable[str]) -> str:
    digest = hashlib.sha256(json.dumps(versions()).encode())
    modules = list(modules)
    for module in modules:
        digest.update(f"{module}\0{source_of(module)}\0".encode())
    for path in data_of(modules):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


@lru_cache(maxsize=64)
def hash_code(*modules: str) -> str:
    """A hash of the code and data that `modules` (none: the package) hang on, and of the libraries' versions."""
    return _sum(imported(modules or _paths()))


@lru_cache(maxsize=8)
def code_of(steps: tuple[Step, ...]) -> dict[str, str]:
    """By table, a hash of the code of the step that makes it."""
    joining = _sum(name for name in sorted(_paths()) if name.startswith("helpers.engine"))
    found = {"articles": hash_code("helpers.corpus")}
    for step in steps:
        own = hash_of(step.make, hash_code(module_of(step)), "" if step.reach == LOCAL else joining)
        found |= dict.fromkeys(step.tables, own)
    return found
