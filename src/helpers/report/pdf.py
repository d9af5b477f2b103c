"""A report as one PDF for print and archive, printed by Chromium: tagged, and links lead on within it."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
MOST_ARTICLES = 60  # pages of evidence that are printed too
_SECONDS = 300  # a browser that takes longer hangs

_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_NAMED = re.compile(r'(?<= id=")([^"]+)(?=")')
_LINK = re.compile(r'<a href="([^"#:]*)(#[^"]*)?"')


def browser() -> str:
    """The Chromium of this machine; FileNotFoundError with the cure where there is none."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    raise FileNotFoundError(
        f"--pdf: no Chromium was found ({', '.join(BROWSERS[:3])}). Install one, or leave --pdf out and print the "
        "pages from any browser"
    )


def write(report: Path, out: Path) -> Path:
    """Print the report in the folder `report` to the file `out`: its pages in order, then up to 60 articles.

    RuntimeError where the browser fails.
    """
    program = browser()
    with tempfile.TemporaryDirectory(prefix="origins-pdf-") as folder:
        whole, made = Path(folder) / "report.html", Path(folder) / "report.pdf"
        whole.write_text(joined(report), encoding="utf-8", errors="backslashreplace")
        # a browser run by root, as in a container, starts only without its sandbox; the page runs no foreign script
        free = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command = [
            *(program, "--headless", *free, "--disable-gpu", "--no-first-run", "--disable-extensions"),
            *(f"--user-data-dir={folder}/profile", "--no-pdf-header-footer", "--export-tagged-pdf"),
            *("--generate-pdf-document-outline", f"--print-to-pdf={made}", whole.as_uri()),
        ]
        try:
            ended = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise RuntimeError(f"--pdf: {program} did not end within {_SECONDS} seconds") from None
        if not made.is_file():
            said = ended.stderr.decode(errors="replace").strip().splitlines()
            raise RuntimeError(f"--pdf: {program} printed nothing: {said[-1] if said else 'no reason given'}")
        shutil.copyfile(made, out)
    return out


def joined(report: Path) -> str:
    """The pages of a report as one, in which links between them lead to their places in it."""
    paths = _pages(report)
    names = {path.relative_to(report).as_posix(): f"page-{number}" for number, path in enumerate(paths)}
    first = paths[0].read_text(encoding="utf-8")
    head = first[: first.index("<body")]
    sheets = []
    for path in paths:
        match = _MAIN.search(path.read_text(encoding="utf-8"))
        if match:
            here = path.relative_to(report).as_posix()
            sheets.append(f'<div class="sheet" id="{names[here]}">{_within(match[1], here, names)}</div>')
    return f"{head}<body>{''.join(sheets)}</body></html>"


def _pages(report: Path) -> list[Path]:
    notebooks = sorted(path for path in report.glob("[0-9]*.html"))
    articles = sorted((report / "articles").glob("*.html"))
    kept = articles if len(articles) <= MOST_ARTICLES else []
    return [report / "index.html", *notebooks, *kept]


def _within(shown: str, here: str, names: dict[str, str]) -> str:
    """A page's content with its names made its own, and its links led to where they stand now, or to nowhere."""
    own = names[here]
    folder = here.rpartition("/")[0]

    def led(match: re.Match[str]) -> str:
        page, anchor = match[1], (match[2] or "").removeprefix("#").partition(":~:")[0]
        target = posixpath.normpath(posixpath.join(folder, page)) if page else here
        if target not in names:
            return "<a"
        return f'<a href="#{names[target]}{f"-{anchor}" if anchor else ""}"'

    return _LINK.sub(led, _NAMED.sub(lambda match: f"{own}-{match[1]}", shown))
