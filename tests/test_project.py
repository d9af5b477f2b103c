"""`origins init`: a project that runs at once, and never over anything that is there."""

import json
import os
import subprocess
import sys
from pathlib import Path

import papermill
import pytest
import yaml

from helpers import __version__, cli, corpus, engine, project


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project.lay_out(tmp_path_factory.mktemp("home") / "mine")


def test_what_is_in_it(made: Path) -> None:
    assert {path.name for path in made.iterdir()} >= {
        "corpus", "reference", "notebooks", "environment.yml", "Makefile", "README.md",
    }  # fmt: skip
    assert len(list((made / "notebooks").glob("*.ipynb"))) == 7
    for name in ("people.csv", "corrections.csv", "measures.csv"):
        assert len((made / "corpus" / name).read_text().splitlines()) == 1
    (by_pip,) = [
        line
        for line in yaml.safe_load((made / "environment.yml").read_text())["dependencies"]
        if isinstance(line, dict)
    ]
    assert by_pip == {"pip": [f"origins-notebooks =={__version__}"]}
    assert not [path for path in made.parent.iterdir() if path != made]


def test_the_empty_sheets_change_nothing(made: Path, seeds: engine.Tables) -> None:
    assert len(corpus.read(made / "corpus")) == 5
    mine = engine.load(made / "corpus")
    for name in ("claims", "attributions", "origins"):
        assert len(mine[name]) == len(seeds[name]) > 0
    assert mine["corrections"].empty


def test_a_notebook_runs_in_its_own_folder_by_papermill(made: Path, tmp_path: Path) -> None:
    """As JupyterLab and `jupyter nbconvert` do: the corpus is that of the project, not one of the package."""
    (made / "corpus" / "mine.txt").write_text("It rained all night in Ardmouth, Ann Lee said.", "utf-8")
    out = tmp_path / "out.ipynb"
    try:
        subprocess.run(
            [sys.executable, "-m", "papermill", "-k", "python3", "--no-progress-bar", "01-corpus.ipynb", str(out)],
            cwd=made / "notebooks",
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
    finally:
        (made / "corpus" / "mine.txt").unlink()
    written = (tmp_path / "out.ipynb").read_text("utf-8")
    assert "6 documents" in written or "Six documents" in written


def test_the_notebooks_take_the_parameters_of_papermill(made: Path) -> None:
    for path in (made / "notebooks").glob("*.ipynb"):
        declared = papermill.inspect_notebook(str(path))
        assert json.loads(json.dumps(declared["corpus"]["default"])) == '"corpus"'


def test_a_report_is_made_from_the_notebooks_of_the_project(made: Path, tmp_path: Path, ready_kernels: None) -> None:
    changed = tmp_path / "notebooks"
    changed.mkdir()
    written = (made / "notebooks" / "01-corpus.ipynb").read_text("utf-8")
    (changed / "01-corpus.ipynb").write_text(written.replace("# Corpus", "# My harbour"), "utf-8")
    with pytest.raises(SystemExit) as ended:
        cli.main(
            ["report", str(made / "corpus"), "--notebooks", str(changed), "--out", str(tmp_path / "out"), "--quiet"]
        )
    assert ended.value.code == 0
    assert "My harbour" in (tmp_path / "out" / "01-corpus.html").read_text("utf-8")


@pytest.mark.parametrize("there", ["file", "folder", "link"])
def test_nothing_is_written_over(there: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "mine"
    if there == "file":
        target.write_text("kept")
    elif there == "folder":
        target.mkdir()
        (target / "notes.txt").write_text("kept")
    else:
        target.symlink_to(tmp_path / "elsewhere")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    with pytest.raises(SystemExit) as ended:
        cli.main(["init", str(target)])
    assert ended.value.code == 2
    assert "there is something already" in " ".join(capsys.readouterr().err.split())
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_an_empty_folder_is_filled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["init", str(tmp_path / "a" / "b")])
    assert ended.value.code == 0
    assert (tmp_path / "a" / "b" / "Makefile").is_file()
    assert "next: cd" in capsys.readouterr().out
