"""How long a report takes: `origins report` against papermill called notebook by notebook, then nbconvert for each.

Both run the same notebooks over the same corpus, one after the other in the same run. Ours is the whole command:
tables, notebooks, pages and evidence. The peers are what their manuals say: `papermill IN OUT -p corpus CORPUS`, then
`jupyter nbconvert --to html OUT`, for each notebook.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
RESULT = ROOT / "benchmarks" / "results" / "notebooks.md"


def timed(commands: list[list[str]]) -> float:
    """Seconds that `commands` take one after the other."""
    begun = time.perf_counter()
    for command in commands:
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def ours(corpus: str, folder: Path) -> list[list[str]]:
    """The command that makes the whole report."""
    return [[sys.executable, "-m", "helpers.cli", "report", corpus, "--out", str(folder / "report"), "--quiet"]]


def peers(corpus: str, folder: Path) -> list[list[str]]:
    """papermill and nbconvert for each notebook."""
    commands = []
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        executed = str(folder / path.name)
        parameters = ["-p", "corpus", corpus, "-p", "figures", str(folder / "figures")]
        commands.append([sys.executable, "-m", "papermill", str(path), executed, *parameters, "-k", "python3"])
        commands.append([sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", executed])
    return commands


def main() -> None:
    """Print and write the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", default="seeds", help="corpus to report on (default: seeds)")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each, in turn (default: 3)")
    options = parser.parse_args()
    corpus = str((ROOT / options.corpus).resolve())
    found: dict[str, list[float]] = {"origins report": [], "papermill + nbconvert": []}
    for _ in range(options.repeat):
        for name, make in (("origins report", ours), ("papermill + nbconvert", peers)):
            with tempfile.TemporaryDirectory() as folder:
                found[name].append(timed(make(corpus, Path(folder))))
    medians = {name: statistics.median(times) for name, times in found.items()}
    n = len(list((ROOT / "notebooks").glob("*.ipynb")))
    lines = [
        f"Corpus: {options.corpus}; {n} notebooks; {os.cpu_count()} cores; "
        f"Python {platform.python_version()}; {options.repeat} runs of each in turn.",
        "",
        "| way | median, s | all runs, s |",
        "| --- | ---: | --- |",
        *(
            f"| {name} | {medians[name]:.1f} | {', '.join(f'{t:.1f}' for t in times)} |"
            for name, times in found.items()
        ),
        "",
        f"Ratio: {medians['origins report'] / medians['papermill + nbconvert']:.2f} (wanted: at most 0.45)",
    ]
    print("\n".join(lines))
    RESULT.write_text("# Notebooks: wall time\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
