"""The whole report: run the notebooks, turn them into pages, put the folder in place only when all of it is there."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import helpers
from helpers.corpus import locate
from helpers.report import kernels, pages, runner

MARK = ".origins-report"  # the file that says: this folder was made by `build` and may be replaced by it


class ReportError(RuntimeError):
    """Notebooks failed; `failures` says which, where and why. One line each is the message."""

    def __init__(self, failures: Sequence[runner.Failure]) -> None:
        super().__init__("\n".join(map(str, failures)))
        self.failures = tuple(failures)


def build(
    corpus: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    parameters: Mapping[str, object] | None = None,
    jobs: int | None = None,
    figures: str | os.PathLike[str] = "",
    tables: str | os.PathLike[str] = "",
    notebooks: str | os.PathLike[str] = "",
    progress: bool = True,
    fork: bool = True,
) -> Path:
    """Run every notebook over `corpus` and write the report to the folder `out`; the path of its index.html.

    `parameters` go to the notebooks that declare them. `figures` also receives the figures, `tables` holds tables made
    before. `out` is replaced as a whole, and only when every notebook ran: else ReportError, the old report stays, and what
    was executed lies in `out` + "-failed". ValueError: a parameter no notebook declares, or an `out` that holds other files.
    """
    folder = Path(notebooks) if notebooks else notebooks_folder()
    paths = runner.find_notebooks(folder)
    target = _replaceable(Path(out).absolute())
    given = {**(parameters or {}), "corpus": _found(corpus)}
    if tables:
        given["tables"] = str(Path(tables).absolute())
    target.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        (staged / "figures").mkdir()
        (staged / "notebooks").mkdir()
        known = runner.declared(paths)
        if "figures" in known:
            given["figures"] = str(staged / "figures")
        checked = runner.check_parameters(given, known)
        _make(paths, staged, checked, jobs=jobs, progress=progress, fork=fork)
        if figures:
            _copy_figures(staged / "figures", Path(figures))
        _put(staged, target)
    except ReportError as error:
        failed = _keep_failed(staged, target)
        raise ReportError([f._replace(path=failed / f.path.name) for f in error.failures]) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return target / "index.html"


def notebooks_folder() -> Path:
    """The project's notebooks/: beside the current folder's, else of the source tree this package was installed from."""
    root = Path(helpers.__file__).resolve().parents[2]
    for folder in (root / "notebooks", Path.cwd() / "notebooks"):
        if any(folder.glob("*.ipynb")):
            return folder
    raise FileNotFoundError(
        f"no notebooks in {root / 'notebooks'} or {Path.cwd() / 'notebooks'}; name them with notebooks="
    )


def _found(corpus: str | os.PathLike[str]) -> str:
    # kernels may run in another folder; whether it is there and can be read is for `corpus` to say
    where = locate(os.fspath(corpus))
    return where if "://" in where else str(Path(where).absolute())


def _replaceable(target: Path) -> Path:
    if target.exists() and not (target / MARK).is_file() and (not target.is_dir() or any(target.iterdir())):
        raise ValueError(
            f"{target} holds files that are no report of ours; expected a new or empty folder, or an old report"
        )
    return target


def _make(
    paths: Sequence[Path],
    staged: Path,
    parameters: Mapping[str, runner.Value],
    *,
    jobs: int | None,
    progress: bool,
    fork: bool,
) -> None:
    context = kernels.prepare(runner.imported(paths)) if fork else None
    from helpers.report.exporter import OriginsExporter

    entries = tuple(pages.Entry(_href(path), runner.title(path)) for path in paths)

    def convert(done: runner.Done) -> None:
        href = _href(Path(done.name))
        frame = pages.Frame(entries=entries, href=href)
        page, _ = OriginsExporter().from_notebook_node(done.notebook, {"report": frame})
        (staged / href).write_text(page, encoding="utf-8", newline="\n")
        if progress:
            sys.stderr.write(f"{done.name} done\n")

    failures = runner.run(
        paths,
        staged / "notebooks",
        parameters,
        jobs=jobs or os.cpu_count() or 1,
        context=context,
        then=convert,
    )
    if failures:
        raise ReportError(failures)
    (staged / MARK).write_text(f"origins {helpers.__version__}\n", encoding="utf-8")


def _href(path: Path) -> str:
    return "index.html" if path.stem.startswith("00-") else f"{path.stem}.html"


def _copy_figures(made: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(made.iterdir()):
        aside = folder / f".{path.name}.part"
        shutil.copyfile(path, aside)
        aside.replace(folder / path.name)


def _put(staged: Path, target: Path) -> None:
    """Swap `staged` into the place of `target`; on an error the old one is back in its place."""
    old = staged.with_name(staged.name + "-old")
    staged.chmod(0o755)
    if target.exists():
        target.rename(old)
    try:
        staged.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _keep_failed(staged: Path, target: Path) -> Path:
    failed = target.with_name(target.name + "-failed")
    if failed.exists():
        shutil.rmtree(failed)
    (staged / "notebooks").rename(failed)
    return failed
