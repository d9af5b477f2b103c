"""A project of one's own: texts, statistics, notebooks to change and what one states of them, ready for JupyterLab."""

from __future__ import annotations

import os
import shutil
import tempfile
from importlib.resources import files
from pathlib import Path

from helpers import __version__
from helpers.corpus import locate

__all__ = ["lay_out"]
__dir__ = __all__.copy


_SHEETS = {  # beside the texts; with a heading only, so that they change nothing until somebody fills them in
    "people.csv": "name,aliases,source_kind,gender,role",
    "corrections.csv": "table,article_id,start,end,other_id,action,column,value,words,note",
    "measures.csv": "measure,words,sides,takes,unit,basis,every",
}


def lay_out(folder: str | Path) -> Path:
    """Make a project in `folder`, whole or not at all; gives its path. FileExistsError when something is there already.

    corpus/ holds the five seeds as examples, with people.csv, corrections.csv and measures.csv to fill in; reference/
    and notebooks/ are copies to change; beside them environment.yml, Makefile and README.md.

    >>> (project.lay_out(Path(folder, "mine")) / "corpus" / "people.csv").exists()
    True
    """
    target = Path(folder).expanduser().absolute()
    if target.is_symlink() or (target.exists() and (not target.is_dir() or any(target.iterdir()))):
        raise FileExistsError(f"{folder}: there is something already; nothing was written. Name a new folder.")
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        _fill(aside)
        aside.chmod(0o777 & ~_umask())
        if target.exists():
            target.rmdir()  # only an empty folder goes
        aside.replace(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return target


def _fill(folder: Path) -> None:
    for name in ("notebooks", "reference", "seeds"):
        _copy(Path(locate(name)), folder / ("corpus" if name == "seeds" else name))
    for notebook in sorted((folder / "notebooks").glob("*.ipynb")):
        written = notebook.read_text("utf-8")
        notebook.write_text(written.replace('corpus: str = \\"seeds\\"', 'corpus: str = \\"corpus\\"'), "utf-8")
    for name, heading in _SHEETS.items():
        (folder / "corpus" / name).write_text(f"{heading}\n", "utf-8")
    for item in (files("helpers") / "data" / "project").iterdir():
        (folder / item.name).write_text(item.read_text("utf-8").replace("VERSION", __version__), "utf-8")


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(".*", "__pycache__"), copy_function=shutil.copyfile)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
