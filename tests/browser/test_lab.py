"""JupyterLab started for real: every notebook opened, Run All, no error, figures seen with their alt text."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
RAN = """() => {
  const model = window.jupyterapp.shell.currentWidget.content.model;
  const cells = [...Array(model.cells.length).keys()].map(i => model.cells.get(i)).filter(c => c.type === "code");
  const outputs = c => [...Array(c.outputs.length).keys()].map(j => c.outputs.get(j).type);
  const failed = cells.some(c => outputs(c).includes("error"));
  return failed || cells.every(c => c.executionCount || !c.sharedModel.getSource().trim());
}"""
FAILED = """() => {
  const model = window.jupyterapp.shell.currentWidget.content.model, found = [];
  for (let i = 0; i < model.cells.length; i++) {
    const cell = model.cells.get(i);
    if (cell.type !== "code") continue;
    for (let j = 0; j < cell.outputs.length; j++)
      if (["error", "stream"].includes(cell.outputs.get(j).type))
        found.push(JSON.stringify(cell.outputs.get(j).toJSON()).slice(0, 300));
  }
  return found;
}"""
FIGURES = """() => {
  const widget = window.jupyterapp.shell.currentWidget.node;
  return [...widget.querySelectorAll(".jp-OutputArea img")].map(i => [i.alt, i.naturalWidth]);
}"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab on a copy of the notebooks, with a home of its own."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(ROOT / "notebooks", home / "notebooks")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={port}", "--IdentityProvider.token=lab",
               f"--ServerApp.root_dir={home / 'notebooks'}", "--LabApp.expose_app_in_browser=True",
               "--allow-root"]  # fmt: skip
    environment = {**os.environ, "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home), "JUPYTER_DATA_DIR": str(home)}
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            yield f"http://127.0.0.1:{port}/lab/workspaces/{{}}/tree/{{}}?token=lab"
        finally:
            server.terminate()
            server.wait(30)


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_in_jupyterlab(browser: Any, lab: str, name: str) -> None:
    from playwright.sync_api import Error

    page = browser.new_page(viewport={"width": 1280, "height": 2000})
    page.set_default_timeout(180_000)
    for _attempt in range(60):
        try:
            page.goto(lab.format(name.removesuffix(".ipynb"), name))
            break
        except Error:  # the server is still starting
            page.wait_for_timeout(500)
    page.wait_for_function("window.jupyterapp?.shell?.currentWidget?.content?.model?.cells?.length > 3")
    page.evaluate("window.jupyterapp.shell.currentWidget.context.sessionContext.ready")
    page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(RAN)
    assert page.evaluate(FAILED) == []
    page.keyboard.press("Control+End")
    page.wait_for_timeout(300)  # for images to be drawn
    figures = page.evaluate(FIGURES)
    assert all(len(alt) > 20 and width > 0 for alt, width in figures)
    assert figures or name.startswith("01")
    page.evaluate("window.jupyterapp.commands.execute('kernelmenu:shutdown')")
    page.close()
