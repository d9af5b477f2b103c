"""The tutorials, run by papermill from their own folder as a reader runs them; what they show is asserted."""

import contextlib
import json
import os
from pathlib import Path

import pytest

from helpers.report import kernels, runner

FOLDER = Path(__file__).parents[1] / "notebooks" / "tutorials"
NAMES = ("1-your-first-corpus", "2-who-quotes-whom", "3-a-number-through-the-press", "4-mark-and-correct")
Shown = dict[str, list[str]]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, ready_kernels: None) -> Shown:
    """What each code cell of each tutorial displays, as plain text with single spaces."""
    paths = [FOLDER / f"{name}.ipynb" for name in NAMES]
    found: Shown = {}

    def keep(done: runner.Done) -> None:
        cells = [cell for cell in done.notebook.cells if cell.cell_type == "code"]
        plain = [[one.get("data", {}).get("text/plain", str(one)) for one in cell.outputs] for cell in cells]
        found[done.name] = [" ".join(" ".join(said).split()) for said in plain]

    with contextlib.chdir(FOLDER):
        context = kernels.prepare(runner.imported(paths))
        folder = tmp_path_factory.mktemp("tutorials")
        assert not runner.run(paths, folder, {}, jobs=os.cpu_count() or 1, context=context, then=keep)
    return found


@pytest.mark.parametrize(
    ("name", "cell", "words"),
    [
        (NAMES[0], 2, "1 korea 21"),
        (NAMES[0], 4, "Five documents, four text origins"),
        (NAMES[1], 3, "Ingrid Dahl 2 Lars Berg 2"),
        (NAMES[1], 4, "“The ferry stays,”"),
        (NAMES[2], 2, "trade 27000000000.0 30000000000.0 2 1"),
        (NAMES[2], 3, "KITA matches"),
        (NAMES[3], 5, "attributions reject True"),
        (NAMES[3], 5, "Ingrid Dahl"),
    ],
)
def test_what_a_reader_sees(shown: Shown, name: str, cell: int, words: str) -> None:
    assert words in shown[name][cell]


def test_the_rejected_find_is_gone(shown: Shown) -> None:
    assert "Lars Berg" in shown[NAMES[3]][2]
    assert "Lars Berg" not in shown[NAMES[3]][5]


@pytest.mark.parametrize("name", NAMES)
def test_a_tutorial_is_short_and_stripped(name: str) -> None:
    cells = json.loads((FOLDER / f"{name}.ipynb").read_text("utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert 6 <= len(cells) <= 10
    assert not any(cell["outputs"] or cell["execution_count"] for cell in code)
    assert max(sum(bool(line.strip()) for line in cell["source"]) for cell in code) <= 3
