"""Term counts with the document-term matrix: ours beside scikit-learn's CountVectorizer with the same tokens.

    python benchmarks/terms.py FOLDER [--documents 4000]

Documents are put together from the lines of the *.txt files of FOLDER, about 5 kB each. Prints MB of text a second (CPU
time, median of rounds in turn), the peak of memory a document beyond the texts (on Linux), and how time grows with the
number of documents: a slope of 1 in logarithms is linear.
"""

from __future__ import annotations

import argparse
import gc
import math
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from helpers import terms

PATTERN = r"[^\W_]+(?:'[^\W_]+)*"


def documents(folder: Path, n: int, size: int) -> list[str]:
    """`n` documents of about `size` characters, their lines drawn from the folder's texts."""
    lines = [
        line.replace("’", "'")  # so that both sides meet the same tokens
        for path in sorted(folder.rglob("*.txt"))[:2000]
        for line in path.read_text("utf-8", errors="replace").splitlines()
        if line.strip()
    ]
    if not lines:
        raise SystemExit(f"{folder}: no text in any *.txt file")
    chance, found = random.Random(0), []
    for _ in range(n):
        chosen, length = [], 0
        while length < size:
            chosen.append(chance.choice(lines))
            length += len(chosen[-1]) + 1
        found.append("\n".join(chosen))
    return found


def seconds(*runs: Callable[[], object], rounds: int = 3) -> list[float]:
    """Median CPU seconds of each of `runs`, which take turns so that a busy machine slows all alike."""
    taken: list[list[float]] = [[] for _ in runs]
    for _ in range(rounds):
        for run, spans in zip(runs, taken, strict=True):
            gc.collect()
            begun = time.process_time()
            run()
            spans.append(time.process_time() - begun)
    return [statistics.median(spans) for spans in taken]


def peak(folder: Path, n: int) -> float:
    """kB of memory a document that counting `n` of them takes beyond the texts: the most ever less what there was."""
    texts = documents(folder, n, 5000)
    terms.matrix(texts[:10])
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])  # of this moment; there is no other way
    before = pages * resource.getpagesize() / 1000
    terms.matrix(texts)
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1.024 - before) / n


def main() -> None:
    """Measure, print the table and write it beside this file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder of *.txt files")
    parser.add_argument("--documents", type=int, default=4000, help="documents to compare the two on")
    parser.add_argument("--most", type=int, default=50_000, help="most documents in the row of growing numbers")
    parser.add_argument("--peak", type=int, help="only print the memory a document at this many documents")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results" / "terms.md")
    chosen = parser.parse_args()
    if chosen.peak:
        print(peak(chosen.folder, chosen.peak))
        return

    from sklearn.feature_extraction.text import CountVectorizer

    texts = documents(chosen.folder, chosen.documents, 5000)
    size = sum(len(text.encode()) for text in texts) / 1e6
    vectorizer = CountVectorizer(token_pattern=PATTERN)
    theirs = vectorizer.fit_transform(texts)
    ours = terms.matrix(texts)
    order = np.argsort(np.array(ours.terms))
    same = vectorizer.get_feature_names_out().tolist() == [ours.terms[i] for i in order]
    by_term = np.bincount(ours.columns, ours.n, minlength=len(ours.terms))[order]
    same = same and bool((np.asarray(theirs.sum(0)).ravel() == by_term).all())
    same = same and bool((np.diff(theirs.indptr) == np.diff(ours.starts)).all())
    ours_seconds, their_seconds = seconds(
        lambda: terms.matrix(texts),
        lambda: CountVectorizer(token_pattern=PATTERN).fit_transform(texts),
        rounds=9,
    )
    taken = {"ours": ours_seconds, "CountVectorizer": their_seconds}
    lines = [
        "# Term counts with the document-term matrix\n",
        f"{len(texts):,} documents, {size:.1f} MB, {len(ours.terms):,} different words, "
        f"{ours.n.sum():,} in all; the two count {'the same' if same else 'NOT the same'}.\n",
        "| counter | MB/s | times CountVectorizer |", "| --- | --- | --- |",
    ]  # fmt: skip
    for name, spent in taken.items():
        lines.append(f"| {name} | {size / spent:.1f} | {taken['CountVectorizer'] / spent:.2f} |")
    # in a process of its own: a peak is never lower than the one before
    ask = [sys.executable, __file__, str(chosen.folder), "--peak", "20000"]
    memory = float(subprocess.run(ask, check=True, capture_output=True, text=True).stdout)
    lines += ["", f"Peak memory beyond the texts at 20,000 documents: {memory:.1f} kB a document.", ""]
    short = documents(chosen.folder, chosen.most, 1000)
    numbers = [n for n in (1000, 2500, 5000, 10_000, 20_000, 50_000) if n <= chosen.most]
    spans = seconds(*(lambda n=n: terms.matrix(short[:n]) for n in numbers))
    lines += ["| documents of about 1 kB | seconds | µs a document |", "| --- | --- | --- |"]
    lines += [f"| {n:,} | {s:.3f} | {1e6 * s / n:.0f} |" for n, s in zip(numbers, spans, strict=True)]
    slope = np.polyfit([math.log(n) for n in numbers], [math.log(s) for s in spans], 1)[0]
    lines += ["", f"Slope of log time on log documents: {slope:.2f}."]
    report = "\n".join(lines) + "\n"
    print(report)
    chosen.out.write_text(report, "utf-8")


if __name__ == "__main__":
    main()
