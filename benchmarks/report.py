"""How long `origins report` takes, stage by stage: until its first word, reading, notebooks, pages; and processor time.

Stages are told by what the command says. Processor time is that of all processes of the command (Linux), which other
work on the machine changes far less than the clock. `--beside` names another checkout, run in turn with this one.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]
RESULT = ROOT / "benchmarks" / "results" / "report.md"
COLUMNS = ("first word", "reading", "notebooks", "pages", "whole", "processors")
_CHILD_SUBREAPER = 36  # prctl(2): processes whose parent ended are ours to wait for, and so is their time


def used() -> float:
    """Processor seconds of all processes that were waited for."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def timed(root: Path, corpus: Path) -> dict[str, float]:
    """Seconds of each of `COLUMNS` for one report on `corpus` by the checkout at `root`."""
    before, begun = used(), time.perf_counter()
    told: list[tuple[float, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "helpers.cli", "report", str(corpus), "--out", f"{folder}/report"]
        settings = {**os.environ, "PYTHONPATH": str(root / "src")}
        with subprocess.Popen(command, cwd=root, env=settings, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
                              text=True) as process:  # fmt: skip
            for line in process.stderr or ():
                told.append((time.perf_counter() - begun, line))
        whole = time.perf_counter() - begun
    if process.returncode:
        raise SystemExit("".join(line for _, line in told))
    with suppress(ChildProcessError):
        while True:
            os.wait()
    first = told[0][0]
    read = next((at for at, line in told if line.startswith("running")), float("nan"))
    ran = max(at for at, line in told if line.startswith("["))
    return dict(zip(COLUMNS, (first, read, ran - read, whole - ran, whole, used() - before), strict=True))


def row(name: str, runs: list[Mapping[str, float]]) -> str:
    """A line of the table: medians, and the span of the whole."""
    middle = [statistics.median(run[column] for run in runs) for column in COLUMNS]
    whole = [run["whole"] for run in runs]
    shown = [f"{seconds:.1f}" if seconds == seconds else "–" for seconds in middle]  # an older one does not tell all
    return f"| {name} | {' | '.join(shown)} | {min(whole):.1f} to {max(whole):.1f} |"


def main() -> None:
    """Print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", type=Path, default=[ROOT / "seeds"], help="corpora (default: the seeds)")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each, in turn (default: 3)")
    parser.add_argument("--beside", type=Path, help="another checkout of the project")
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(_CHILD_SUBREAPER, 1, 0, 0, 0)
    roots = {"": ROOT, **({" (before)": options.beside.resolve()} if options.beside else {})}
    found: dict[str, list[Mapping[str, float]]] = {}
    load = os.getloadavg()[0]
    for corpus in options.corpora:
        for _ in range(options.repeat):
            for name, root in roots.items():
                found.setdefault(corpus.stem + name, []).append(timed(root, corpus.resolve()))
    lines = [
        f"{os.cpu_count()} cores, load {load:.1f} before the first run; Python {platform.python_version()}; medians of "
        f"{options.repeat} runs in turn, in seconds. Under load only the last column but one compares.",
        "",
        f"| corpus | {' | '.join(COLUMNS)} | whole, all runs |",
        f"| --- |{' ---: |' * len(COLUMNS)} --- |",
        *(row(name, runs) for name, runs in found.items()),
    ]
    print("\n".join(lines))
    RESULT.write_text("# The report: where its time goes\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
