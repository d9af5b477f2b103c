"""The drawing of the modules (CONTRIBUTING.md) held to the code: imports only go down, floors do not mix."""

import ast
import re
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FrameType

import pandas as pd
import pytest

from helpers import claims, evidence, show

SOURCE = Path(__file__).parents[1] / "src" / "helpers"

FLOORS = {
    "rules": -1, "harmless": -1,  # below the ground floor: names, text and all readers load their rules with it
    "tables": 0, "names": 0, "text": 0,
    "words": 0.3,
    "arguments": 0.4,
    "door": 0.5,  # what is given to a function is held to the tables
    "corpus": 1, "parameters": 1,
    "terms": 2, "readability": 2, "attribution": 2, "claims": 2, "reuse": 2,
    "evidence": 3, "export": 3, "corrections": 3, "validation": 3,
    "exchange": 3.5,  # finds out to other tools, and back as corrections
    "engine": 4, "findings": 4,
    "charts": 5, "show": 5, "report": 5,
    "batch": 6, "compare": 6, "project": 6, "query": 6,
    "cli": 7,
}  # fmt: skip

ONLY_USER = {
    "matplotlib": {"charts"},
    "papermill": {"report"},
    "nbconvert": {"report"},
    "textstat": {"readability"},
    "dask": {"engine"},
    "duckdb": {"query"},
    "distributed": {"engine"},
    "trafilatura": {"corpus"},
}

# report -> show: an evidence page and a table must agree on the name of a page and of a place in it
SAME_FLOOR = {("report", "show"), ("charts", "show")}


def _imports() -> list[tuple[str, str]]:
    """(module of ours, what it imports: a module of ours by its first name, or a package), one row an import."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if parts == ("__init__",):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                own = node.module == "helpers"
                names = [f"helpers.{alias.name}" for alias in node.names] if own else [str(node.module)]
            else:
                continue
            found += [(parts[0], name) for name in names]
    return found


def test_every_module_has_a_floor() -> None:
    modules = {path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert modules - {"__init__"} <= set(FLOORS)


@pytest.mark.parametrize(("module", "imported"), sorted(set(_imports())))
def test_imports_only_go_down(module: str, imported: str) -> None:
    if imported.startswith("helpers."):
        below = imported.split(".")[1]
        if below == module or below not in FLOORS or (module, below) in SAME_FLOOR:
            return
        assert FLOORS[below] < FLOORS[module], f"{module} (floor {FLOORS[module]}) imports {below}"
    package = imported.split(".")[0]
    assert module in ONLY_USER.get(package, {module}), f"{package} is for {ONLY_USER.get(package)} only"


# caches without a bound whose key is no word of a corpus: few values are possible, by this
FEW = {
    "words": "names of a list in the code", "couples": "files of ours", "read_weights": "models of ours",
    "_schema": "declared tables", "_empty": "declared tables",
    "_by_word": "sections of a file of ours", "_naming": "yes and no",
    "_unsaid": "yes and no", "_memory": "two modes", "_font": "yes and no", "_font_files": "yes and no",
    "make": "names of tables, for one notebook",
    "base": "names of tables, for one notebook",
}  # fmt: skip


@cache
def _unbounded() -> list[tuple[str, str]]:
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.FunctionDef) or not (node.args.args or node.args.kwonlyargs):
                continue
            for decorator in map(ast.unparse, node.decorator_list):
                if decorator in {"cache", "lru_cache(None)", "lru_cache(maxsize=None)"}:
                    found.append((path.relative_to(SOURCE).as_posix(), node.name))
    return found


def test_caches_of_words_are_bounded() -> None:
    assert _unbounded()
    assert [(path, name) for path, name in _unbounded() if name not in FEW] == []


def test_a_number_passes_the_modules_that_the_walk_names() -> None:
    text = (SOURCE.parents[1] / "CONTRIBUTING.md").read_text("utf-8")
    walk = text[text.index("## A number's way") : text.index("## The look")]
    named = {name for row in walk.splitlines() if row.startswith("| ") for name in re.findall(r"`([\w.]+)`", row)}
    named -= {"inherited"}  # a column
    articles = pd.DataFrame({"article_id": ["a"], "text": ["Exports to South Korea fell 37 % in 2021, she said."]})
    called: set[str] = set()

    def note(frame: FrameType, event: str, argument: object) -> None:
        called.add(str(frame.f_globals.get("__name__", "")))

    for name in named:  # what loads a list or a rule is called again
        for value in list(vars(import_module(f"helpers.{name}")).values()):
            getattr(value, "cache_clear", lambda: None)()
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        page = show.table(evidence.claims(claims.read_quantities(articles)), "Claims")
    finally:
        sys.setprofile(before)
    assert "37 %" in page._repr_html_()
    assert {name.removeprefix("helpers.") for name in called if name.startswith("helpers.")} == named
