"""Origins: who says what, on whose authority, with which numbers - counted by text origin, not by copy.

    import helpers

    found = helpers.load("seeds")  # a folder, a file, a frame, a list of texts: see `corpus.read`
    found["claims"]  # or found.claims; `found.names` lists all tables
    helpers.headlines(found)  # what is worth saying, in sentences

`helpers.read(...)` gives the articles alone. The modules are loaded when they are first used.
"""

from importlib import import_module as _import_module
from typing import Any

__version__ = "1.1.0"

_MODULES = (
    "attribution", "charts", "claims", "compare", "corpus", "corrections", "engine", "evidence", "exchange", "export",
    "findings", "names", "parameters", "project", "query", "readability", "report", "reuse", "show", "tables", "terms",
    "text", "validation", "words",
)  # fmt: skip
_FIRST = {"read": "corpus", "load": "engine", "headlines": "show"}  # what a beginner needs, and where it is
__all__ = ["__version__", *_MODULES, *_FIRST]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return _import_module(f"helpers.{name}")
    if name in _FIRST:
        return getattr(_import_module(f"helpers.{_FIRST[name]}"), name)
    from helpers.words import like

    raise AttributeError(f"helpers has no {name}{like(name, __all__)}; there are {', '.join((*_FIRST, *_MODULES))}")


__dir__ = __all__.copy
