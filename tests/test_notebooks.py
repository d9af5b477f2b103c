"""Every notebook, run by papermill over a small corpus that is not the seeds; what it shows is asserted.

tests/data/harbour holds three invented texts: a story, a rewrite of it, and one about something else.
"""

import json
import os
from pathlib import Path
from typing import Any

import papermill
import pytest

from helpers.report import kernels, runner

ROOT = Path(__file__).parents[1]
NAMES = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
HARBOUR = ROOT / "tests" / "data" / "harbour"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each notebook prints and displays, as plain text."""
    folder = tmp_path_factory.mktemp("run")

    paths = [ROOT / "notebooks" / f"{name}.ipynb" for name in NAMES]
    found: dict[str, str] = {}

    def keep(done: runner.Done) -> None:
        code = [cell for cell in done.notebook.cells if cell.cell_type == "code"]
        found[done.name] = "\n".join(_plain(output) for cell in code for output in cell.outputs)

    parameters = {"corpus": str(HARBOUR), "figures": str(folder / "figures")}
    kernel = kernels.prepare(runner.imported(paths))  # papermill's kernels, forked: they import once, not seven times
    assert not runner.run(paths, folder, parameters, jobs=os.cpu_count() or 1, context=kernel, then=keep)
    found["figures"] = " ".join(sorted(path.name for path in (folder / "figures").iterdir()))
    return found


def _plain(output: dict[str, Any]) -> str:
    return str(output.get("text") or output.get("data", {}).get("text/plain", ""))


def test_there_are_seven() -> None:
    assert [name[:2] for name in NAMES] == ["00", "01", "02", "03", "04", "05", "06"]


@pytest.mark.parametrize("name", NAMES)
def test_no_notebook_warns(shown: dict[str, str], name: str) -> None:
    assert "Warning" not in shown[name]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("01-corpus", "Articles read (3 rows)"),
        ("01-corpus", "Subscribe to our newsletter"),
        ("01-corpus", "Inputs set aside, with the reason and the cure: none."),
        ("04-attribution", "Ingrid Dahl"),
        ("04-attribution", "Marit Olsen"),
        ("05-origins", "Pairs between which reuse was found (1 row)"),
        ("06-claims", "12%"),
    ],
)
def test_what_a_notebook_shows(shown: dict[str, str], name: str, words: str) -> None:
    assert words in shown[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_is_explained(name: str) -> None:
    cells = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text("utf-8"))["cells"]
    source = next("".join(cell["source"]) for cell in cells if "parameters" in cell["metadata"].get("tags", []))
    lines = [line for line in source.splitlines() if not line.startswith("#")]
    assert [line for line in lines if ": " not in line.split("=")[0] or "  # " not in line] == []
    explained = papermill.inspect_notebook(str(ROOT / "notebooks" / f"{name}.ipynb"))
    assert len(explained) == len(lines)
    assert {one["inferred_type_name"] for one in explained.values()} <= {"str", "int", "float", "bool"}
    assert all(one["help"] for one in explained.values())


def test_the_claims_notebook_takes_measures_of_ones_own(tmp_path: Path) -> None:
    corpus, own = tmp_path / "corpus", tmp_path / "own.csv"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The crowding index of the port rose to 12 percent in May 2021.", "utf-8")
    own.write_text("measure,words,takes\ncrowding of ports,crowding index,percent\n", "utf-8")
    made = papermill.execute_notebook(
        str(ROOT / "notebooks" / "06-claims.ipynb"),
        str(tmp_path / "made.ipynb"),
        parameters={"corpus": str(corpus), "measures": str(own)},
        kernel_name="python3",
        progress_bar=False,
    )
    shown = "\n".join(_plain(output) for cell in made.cells if cell.cell_type == "code" for output in cell.outputs)
    assert "crowding of ports" in shown
