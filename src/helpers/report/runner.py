"""Run notebooks with papermill: each in a kernel of its own, several at a time, the same bytes on every run."""

from __future__ import annotations

import ast
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from helpers import corpus as corpora
from helpers import harmless, tables
from helpers.corpus.columns import stated
from helpers.corpus.labels import to_group_by
from helpers.parameters import KNOWN, ParameterError, assigned, settle
from helpers.report import kernels
from helpers.words import like

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager
    from nbformat import NotebookNode

Value = str | bool | int | float


class Parameter(NamedTuple):
    """A parameter as a notebook declares it."""

    name: str
    type: type
    default: Value
    help: str
    notebooks: tuple[str, ...]


class Failure(NamedTuple):
    """A notebook that stopped: in which cell (counted from 1), why, and where the partly executed notebook is."""

    notebook: str
    cell: int | None
    error: str
    path: Path

    @property
    def place(self) -> str:
        """Where it stopped, in words."""
        return "a cell" if self.cell is None else f"cell {self.cell}"

    @property
    def cure(self) -> str:
        """What to do."""
        if self.error.startswith(_DIED):
            return (
                "Most often memory ran out. Make the report again with fewer notebooks at a time (--jobs 1), "
                "with more memory, or of fewer articles."
            )
        if self.error.startswith(_TOO_LONG):
            return "Make the report again of fewer articles, or with tables that `origins analyse` made before."
        return (
            "The message may say what to put right. If it does not, open the partly executed notebook, which lies "
            "beside the report in the folder that ends in -failed, in JupyterLab. Then make the report again."
        )

    def __str__(self) -> str:
        return f"{self.notebook}, {self.place}: {self.error} (partly executed notebook: {self.path})"


_WORK = re.compile(r"\b(?:charts\.save|terms\.\w+|readability\.\w+)\(")
_DIED, _TOO_LONG = "the kernel died", "it took more than"


class Done(NamedTuple):
    """A notebook that ran through."""

    name: str
    notebook: NotebookNode


def find_notebooks(folder: str | Path) -> list[Path]:
    """The notebooks of `folder`, by name.

    >>> report.find_notebooks(report.notebooks_folder())[0].name
    '00-summary.ipynb'
    """
    found = sorted(path for path in Path(folder).glob("*.ipynb") if not path.name.startswith("."))
    if not found:
        raise FileNotFoundError(f"{folder}: no notebooks (*.ipynb) here; name their folder with notebooks=")
    return found


def declared(notebooks: Iterable[Path]) -> dict[str, Parameter]:
    """The parameters that `notebooks` declare in their cells tagged "parameters", by name.

    >>> sorted(report.declared(report.find_notebooks(report.notebooks_folder())))[:3]
    ['across_languages', 'columns', 'corpus']
    """
    found: dict[str, Parameter] = {}
    for path in notebooks:
        tagged = [cell for cell in _cells(path) if "parameters" in cell["metadata"].get("tags", ())]
        for name, value, help_ in _assignments("\n".join("".join(cell["source"]) for cell in tagged), path.name):
            known = found.get(name)
            names = (*known.notebooks, path.stem) if known else (path.stem,)
            found[name] = Parameter(name, type(value), known.default if known else value, help_, names)
    return found


def _cells(path: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return cells


def _assignments(source: str, notebook: str) -> Iterable[tuple[str, Value, str]]:
    lines = source.splitlines()
    for name, value in assigned(source):
        _, _, comment = lines[(value.end_lineno or 1) - 1].encode()[value.end_col_offset :].decode().partition("#")
        try:
            yield name, ast.literal_eval(value), comment.strip()
        except ValueError as error:
            raise ValueError(
                f"{notebook}: the parameter {name} is {ast.unparse(value)}, which is known only when it runs. Give it "
                "a plain value there (a word in quote marks, a number, True or False), and work it out in a cell below"
            ) from error


def check_parameters(given: Mapping[str, object], known: Mapping[str, Parameter]) -> dict[str, Value]:
    """`given` with each value as its parameter's type; text such as "3" or "true" is read.

    ValueError names a parameter that no notebook declares (and those that exist), or a value that does not fit.

    >>> known = report.declared(report.find_notebooks(report.notebooks_folder()))
    >>> report.check_parameters({"mode": "textstat"}, known)
    {'mode': 'textstat'}
    """
    checked: dict[str, Value] = {}
    for name, value in given.items():
        if name not in known:
            listing = ", ".join(f"{p.name} ({p.type.__name__})" for p in known.values())
            raise ValueError(f"no notebook declares the parameter {harmless.message(name)!r}; declared are: {listing}")
        typed = _typed(name, value, known[name].type)
        checked[name] = settle(name, typed) if name in KNOWN else typed
    return checked


def check_named_columns(
    corpus: str, given: Mapping[str, object], *, date_format: str | None = None, columns: str | Mapping[str, str] = ""
) -> None:
    """That what `group_by` and `label` name is a column of `corpus`: read as far as the first article that has it.

    A ParameterError, before anything is computed, says which there are, and what a column is called that is read as
    one of ours.

    >>> report.check_named_columns("seeds", {"group_by": "outlet"})
    """
    open_ = {name: str(given[name]) for name in ("group_by", "label") if given.get(name)}
    there: dict[str, None] = {}
    words = {"outlet-date", "id", *to_group_by([*tables.ARTICLES.names])}
    for part in corpora.scan(corpus, on_error="quarantine", date_format=date_format, columns=columns or None):
        there |= dict.fromkeys(map(str, part.articles.columns))
        open_ = {name: value for name, value in open_.items() if value not in {*words, *there}}
        if not open_:
            return
    for name, value in open_.items() if there else ():
        named = stated(columns or corpora.columns_beside(corpus))
        ours = {theirs: one for one, theirs in named.items()}.get(value)
        read = f"; {value} is read as {ours}: {name}={ours}" if ours else like(value, there)
        raise ParameterError(f'parameter {name} is "{value}"; expected one of {", ".join(to_group_by(there))}{read}')


def _typed(name: str, value: object, wanted: type) -> Value:
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    try:
        if wanted is bool and isinstance(value, str):
            return words[value.strip().lower()]
        if wanted is bool and isinstance(value, bool):
            return value
        if wanted is int and not isinstance(value, bool | float):
            return int(str(value))
        if wanted is float and not isinstance(value, bool):
            return float(str(value))
        if wanted is str and isinstance(value, str | os.PathLike):
            return os.fspath(value)
        if name in KNOWN and KNOWN[name].is_map and isinstance(value, Mapping):
            return settle(name, value)
    except (ValueError, KeyError):
        pass
    raise ValueError(f"parameter {name} is {harmless.message(repr(value))}; expected {wanted.__name__}")


def imported(notebooks: Iterable[Path]) -> list[str]:
    """The modules that the code of `notebooks` imports: what a prepared kernel should hold."""
    found: set[str] = set()
    for path in notebooks:
        for cell in _cells(path):
            if cell["cell_type"] != "code":
                continue
            try:
                tree = ast.parse("".join(cell["source"]))
            except SyntaxError:  # a magic, or a mistake that the run will tell better
                continue
            for node in ast.walk(tree):
                if isinstance(node, ast.Import):
                    found.update(alias.name for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found.add(node.module)
                    found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return sorted(found)


def run(
    notebooks: Sequence[Path],
    folder: Path,
    parameters: Mapping[str, Value],
    *,
    jobs: int,
    context: ForkServerContext | None = None,
    limit: int = 3600,
    then: Callable[[Done], None] = lambda done: None,
) -> list[Failure]:
    """Run `notebooks`, `jobs` at a time; `then` is called with each that ran, in the thread that ran it.

    Each notebook gets those of `parameters` that it declares. A cell that takes more than `limit` seconds fails.
    The notebook is written to `folder` as run, or as far as it came.
    """
    _import_papermill()
    pool = ThreadPoolExecutor(max(1, jobs), thread_name_prefix="notebook")
    live: set[AsyncKernelManager] = set()

    def one(path: Path) -> Failure | None:
        outcome = run_one(path, folder, parameters, context=context, limit=limit, live=live)
        if isinstance(outcome, Failure):
            return outcome
        then(outcome)
        return None

    # what draws most and counts the words of all texts takes longest: begun last, it would run on alone
    work = {path: len(_WORK.findall(path.read_text(encoding="utf-8"))) for path in notebooks}
    waiting = {pool.submit(one, path) for path in sorted(notebooks, key=work.__getitem__, reverse=True)}
    failures: list[Failure] = []
    try:
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            failures += [failure for future in done if (failure := future.result())]
    except BaseException:  # an interrupt, say: no notebook goes on alone
        kernels.stop(live)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return sorted(failures)


def _import_papermill() -> None:
    """Import what runs notebooks, without the grammar of addresses that jsonschema would read for a second."""
    unneeded = "rfc3987_syntax"
    is_new = unneeded not in sys.modules
    if is_new:
        sys.modules[unneeded] = None  # type: ignore[assignment]  # the way to say that a module is not there
    try:
        import papermill  # noqa: F401 - for those who import it next
    finally:
        if is_new:
            del sys.modules[unneeded]


_QUIETLY: Mapping[str, Any] = {
    "kernel_name": "python3", "language": "python", "progress_bar": False, "record_timing": False,
    "request_save_on_cell_execute": False, "autosave_cell_every": 0,
}  # fmt: skip


def run_one(
    path: Path,
    folder: Path,
    parameters: Mapping[str, Value],
    *,
    context: ForkServerContext | None = None,
    limit: int = 3600,
    live: set[AsyncKernelManager] | None = None,
) -> Done | Failure:
    """Run the notebook at `path` with papermill and write it to `folder`."""
    import nbformat
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    source = nbformat.read(path, as_version=4)
    known = declared([path])
    own = {name: parameters[name] for name in known if name in parameters}
    written = folder / path.name
    try:
        with kernels.started(context, live) as manager:
            executed = papermill.execute_notebook(
                source,
                str(written).replace("{", "{{").replace("}", "}}"),  # papermill formats its paths
                own,
                km=manager,
                execution_timeout=limit,
                **_QUIETLY,
            )
    except PapermillExecutionError as error:
        number = _own_number(source, error.cell_index) if own else error.cell_index + 1
        return Failure(path.stem, number, harmless.message(f"{error.ename}: {error.evalue}"), written)
    except CellTimeoutError:
        return Failure(path.stem, None, f"{_TOO_LONG} {limit} s", written)
    except (DeadKernelError, RuntimeError) as error:
        return Failure(path.stem, None, harmless.message(f"{_DIED}: {error}"), written)
    executed = published(executed, own, known)
    nbformat.write(executed, written)
    return Done(path.stem, executed)


def _own_number(source: NotebookNode, index: int) -> int:
    # papermill counts the cell it puts in after the parameters
    tags = [cell.metadata.get("tags", ()) for cell in source.cells]
    injected = next((n + 1 for n, found in enumerate(tags) if "parameters" in found), 0)
    return index if index > injected else index + 1


def published(notebook: NotebookNode, parameters: Mapping[str, Value], known: Mapping[str, Parameter]) -> NotebookNode:
    """`notebook` without what differs between runs: times, ids made by chance, folders of this machine.

    Of the parameters it shows those that are not as declared.
    """
    notebook.metadata.pop("papermill", None)
    shown = {
        name: Path(value).name if isinstance(value, str) and Path(value).is_absolute() else value
        for name, value in parameters.items()
        if name not in {"tables", "figures"}  # where this run put things is nobody's business
    }
    lines = [f"{name} = {value!r}" for name, value in shown.items() if value != known[name].default]
    kept = []
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        if "injected-parameters" in cell.metadata.get("tags", ()):
            cell.id = "injected-parameters"
            cell.source = "\n".join(["# Parameters", *lines])
            if not lines:
                continue
        kept.append(cell)
    notebook.cells = kept
    return notebook


def title(path: Path) -> str:
    """The title of the notebook at `path`: its first heading, else its name."""
    prose = ["".join(cell["source"]) for cell in _cells(path) if cell["cell_type"] == "markdown"]
    heads = (line for words in prose for line in words.splitlines() if line.startswith("# "))
    return next((head.removeprefix("# ").strip() for head in heads), path.stem)
