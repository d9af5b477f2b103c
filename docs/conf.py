"""The site of the documentation, built by `make site`; what programs print is printed anew for each build.

Made before the pages are read, into docs/made/ (not kept): the tutorials as they run, the tables of the benchmarks, and
what every command says of itself.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pygments.lexers.python import PythonLexer

from helpers import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).parents[1]
MADE = Path(__file__).parent / "made"
TREE = ("CHANGELOG.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "SECURITY.md")
DATA = ROOT / "src" / "helpers" / "data"

project = "Origins"
author = "The Origins authors"
project_copyright = author
version = release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "furo"
html_title = f"Origins {__version__}"
html_show_sphinx = False
html_copy_source = False
exclude_patterns = ["requirements.*"]
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
default_role = "code"  # one backtick in a docstring is code
smartquotes = False  # the pages show code and texts as they are typed
suppress_warnings = ["ref.python"]  # two classes have an attribute called `type`
autodoc_member_order = "groupwise"
autodoc_preserve_defaults = True
autodoc_typehints = "signature"
linkcheck_timeout = 20


def tutorials() -> None:
    """Each tutorial, run in its own folder as a reader runs it, as a page with what it shows."""
    from nbconvert.exporters import MarkdownExporter
    from nbconvert.preprocessors import ExecutePreprocessor
    from nbformat import NO_CONVERT, read

    for path in sorted((ROOT / "notebooks" / "tutorials").glob("*.ipynb")):
        notebook = read(path, as_version=NO_CONVERT)
        runs = ExecutePreprocessor(timeout=300, extra_arguments=["--log-level=ERROR"])
        runs.preprocess(notebook, {"metadata": {"path": str(path.parent)}})
        page, _ = MarkdownExporter().from_notebook_node(notebook)
        page = re.sub(r"<style scoped>.*?</style>", "", page, flags=re.DOTALL)
        page = page.replace('<table border="1" class="dataframe">', '<table class="docutils">')
        where = f"`notebooks/tutorials/{path.name}`, as it ran for version {__version__}."
        (MADE / "tutorials" / f"{path.stem}.md").write_text(f"{page}\n---\n\n{where}\n", "utf-8")


def results() -> None:
    """The tables that the benchmarks printed, word for word."""
    for path in sorted((ROOT / "benchmarks" / "results").glob("*.md")):
        shutil.copyfile(path, MADE / "results" / path.name)
    rows = _rows(DATA / "measured.csv")
    for row in rows:
        row["value"] += f" ({row['low']}-{row['high']})" if row["low"] else ""
    heads = ("reading", "what", "texts", "measure", "value")
    _write("measured.txt", _table(rows, heads, ("reading", "what", "measured on", "measure", "value (95 % interval)")))
    _write("judged.txt", _table(_rows(DATA / "findings.csv"), None, ("kind of finding", "judged", "of them right")))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _table(rows: list[dict[str, str]], columns: tuple[str, ...] | None, heads: tuple[str, ...]) -> str:
    lines = [heads, ("---",) * len(heads), *([row[name] for name in columns or row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _write(name: str, words: str) -> None:
    (MADE / name).write_text(f"{words}\n", "utf-8")


def of_the_tree() -> None:
    """The pages that stand at the root of the tree, with links that lead to their pages here."""
    for name in TREE:
        words = (ROOT / name).read_text("utf-8").replace("](docs/", "](/")
        (MADE / name).write_text(re.sub(rf"\]\(({'|'.join(TREE)})", r"](/made/\1", words), "utf-8")


def commands() -> None:
    """What `origins NAME --help` says, for each command."""
    from typer.main import get_command
    from typer.testing import CliRunner

    from helpers.cli import app

    os.environ["COLUMNS"] = "100"
    written = []
    for name in get_command(app).commands:  # type: ignore[attr-defined]
        said = CliRunner().invoke(app, [name, "--help"]).output
        written.append(f"## origins {name}\n\n```text\n{said.strip()}\n```\n")
    _write("commands.txt", "\n".join(written))


def make(app: Sphinx) -> None:
    """Fill docs/made/."""
    for folder in ("tutorials", "results"):
        (MADE / folder).mkdir(parents=True, exist_ok=True)
    results()
    of_the_tree()
    commands()
    tutorials()


def point_to_made(app: Sphinx, docname: str, source: list[str]) -> None:
    """Links that lead from docs/ to files of the tree lead to their page of the site."""
    source[0] = re.sub(r"\]\((?:\.\./)+benchmarks/results/(\w+\.md)", r"](/made/results/\1", source[0])


def as_rest(app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    """Our docstrings are plain text: what is indented in them stands as it is, and no sign but ` means anything."""
    told: list[str] = []
    for block, rows in groupby(lines, _kind_of_block()):
        if block == "indented":
            told += ["", "::", "", *rows]
        elif block == "example":
            told += rows
        else:
            told += re.sub(r"`[^`]*`|[\\*|]|_(?!\w)", _plain, "\n".join(rows)).split("\n")
    lines[:] = told


def _kind_of_block() -> Callable[[str], str]:
    """What kind of block each line of a docstring is in, asked line by line; a blank line belongs to what is above."""
    last = ["text"]

    def kind(line: str) -> str:
        if line.startswith(">>>"):
            last[0] = "example"
        elif line.strip() and last[0] != "example":
            last[0] = "indented" if line.startswith("    ") else "text"
        elif not line.strip() and last[0] == "example":
            last[0] = "text"
        return last[0]

    return kind


def _plain(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("`") else f"\\{found[0]}"


def without_aliases(app: Sphinx, what: str, name: str, obj: object, skip: bool, options: object) -> bool | None:
    """The fields of a named tuple stand in its first line, and what they are in its docstring."""
    return True if str(getattr(obj, "__doc__", "")).startswith("Alias for field number") else None


def setup(app: Sphinx) -> None:
    """What Sphinx calls."""
    app.add_lexer("snakemake", PythonLexer)
    app.connect("builder-inited", make)
    app.connect("source-read", point_to_made)
    app.connect("autodoc-process-docstring", as_rest)
    app.connect("autodoc-skip-member", without_aliases)
