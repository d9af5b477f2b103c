"""A browser, and reports to look at. ORIGINS_REPORTS=folder keeps them (and finds them again) for work on the pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers import report

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium if there is one, else playwright's own."""
    api = pytest.importorskip("playwright.sync_api", reason="make test-browser installs playwright")
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with api.sync_playwright() as playwright:
        # no sandbox within the sandbox that continuous integration is
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


def _made(corpus: Path, name: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = os.environ.get("ORIGINS_REPORTS")
    out = (Path(kept) if kept else tmp_path_factory.mktemp("reports")) / name
    if not (out / "index.html").exists():
        report.build(corpus, out, progress=False)
    return out


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the seeds."""
    return _made(ROOT / "seeds", "seeds", tmp_path_factory)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on a corpus that attacks its readers."""
    import hostile as corpus

    return _made(corpus.write(tmp_path_factory.mktemp("hostile")), "hostile", tmp_path_factory)


@pytest.fixture(scope="session")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on sixty made-up articles of six outlets."""
    import sixty as corpus

    return _made(corpus.write(tmp_path_factory.mktemp("sixty")), "sixty", tmp_path_factory)
