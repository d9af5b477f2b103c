"""What the engine costs: steps, engines side by side, memory, resume, how joins grow. Writes results/scale.md.

    python benchmarks/scale.py                              (everything; about two hours on two cores)
    python benchmarks/scale.py steps --texts FOLDER         (which step costs what, on sentences of real texts)
    python benchmarks/scale.py engines --documents 4000     (serial, pool of two, Dask with two workers on loopback)

Documents are made here: 800 words of news-like sentences with quotations, figures and names, a Zipfian vocabulary, and
one in ten a reworded copy of another. --texts FOLDER takes sentences of real texts instead.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from helpers import corpus, engine, text  # noqa: E402 - after the path to them
from helpers.engine import near  # noqa: E402
from helpers.engine.pool import FRUGAL  # noqa: E402
from helpers.engine.steps import LOCAL, apply  # noqa: E402
from helpers.engine.store import write_table  # noqa: E402

WORDS = 800
CHEAP = tuple(step for step in engine.STEPS if {"boilerplate", "frequencies"} & set(step.tables))
_SENTENCES = (
    "The {n} of {Place} has {v} its {n} by {q} percent since {y}, according to a {n} published on Monday.",
    '"We have {v} every {n} that the {n} asked for," said {Name} {Name}, who leads the {n} of {Place}.',
    "Officials in {Place} said that {q} {n}s had {v} the {n} before the {n} of {Place} was {v}.",
    "{Name} told reporters that it was a {n} without {n}, and that nobody had {v} the {n}.",
    "Exports to {Place} rose to ${q} billion in {y}, while the {n} {v} about {q} {n}s a {n}.",
    "It was not clear whether the {n} would be {v}, but the {n} and the {n} have long been {v} there.",
    "In {Place}, where the {n} is {v} by {n} and {n}, {Name} wrote that the {n} had {v} too late.",
)
Row = tuple[str, ...]


# --- documents -----------------------------------------------------------------------------------------------------


def make_corpus(path: Path, n: int, texts: Path | None) -> Path:
    """`n` documents as rows of the .jsonl file `path`."""
    rng = random.Random(n)
    real = _real_sentences(texts) if texts else None
    vocabulary = _vocabulary(random.Random(1))
    kept: list[str] = []
    with path.open("w", encoding="utf-8") as opened:
        for number in range(n):
            if number % 10 == 9:
                lines = rng.choice(kept).split("\n")
                body = "\n".join(line for line in lines if rng.random() > 0.15) + f"\nThis is copy {number}."
            else:
                body = _make_text(rng, vocabulary, real)
                kept = [*kept[-200:], body]
            opened.write(json.dumps({"url": f"https://example.org/{number}", "text": body}) + "\n")
    changed = time.time() - 60  # long enough ago for a resume to trust it
    os.utime(path, (changed, changed))
    return path


def _make_text(rng: random.Random, vocabulary: list[str], real: list[str] | None) -> str:
    lines, n_words = [], 0
    while n_words < WORDS:
        line = " ".join(rng.choice(real) if real else _fill(rng, vocabulary) for _ in range(rng.randint(1, 4)))
        n_words += line.count(" ") + 1
        lines.append(line)
    return "\n".join(lines)


def _fill(rng: random.Random, vocabulary: list[str]) -> str:
    def word() -> str:
        return vocabulary[int(len(vocabulary) ** rng.random()) - 1]  # the rank of a word is Zipfian

    filled = rng.choice(_SENTENCES)
    for mark, make in (
        ("{n}", word), ("{v}", lambda: word() + "ed"), ("{Name}", lambda: word().title()),
        ("{Place}", lambda: rng.choice(("Russia", "China", "South Korea", "France", word().title()))),
        ("{q}", lambda: f"{rng.choice((rng.randint(2, 99), rng.randint(2, 99) / 10))}"),
        ("{y}", lambda: f"{rng.randint(1990, 2024)}"),
    ):  # fmt: skip
        while mark in filled:
            filled = filled.replace(mark, make(), 1)
    return filled[0].upper() + filled[1:]


def _vocabulary(rng: random.Random) -> list[str]:
    syllables = [a + b for a in "bcdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "in", "or")]
    return list(dict.fromkeys("".join(rng.choices(syllables, k=rng.choice((2, 2, 3)))) for _ in range(60_000)))


def _real_sentences(folder: Path) -> list[str]:
    found = [part.read_text("utf-8") for part in sorted(folder.rglob("*.txt"))]
    return [written[start:end] for written in found for start, end in text.find_sentences(written)]


# --- measures ------------------------------------------------------------------------------------------------------


def measure_steps(work: Path, n: int, texts: Path | None) -> list[Row]:
    """CPU of each step of one article, in this process."""
    source = make_corpus(work / "steps.jsonl", n, texts)
    warm: dict[str, Any] = {"articles": next(corpus.scan(str(source), size=20)).articles}
    rows, total = [], 0.0
    made: dict[str, Any] = {}

    def timed(name: str, task: Callable[[], Any]) -> Any:
        nonlocal total
        before = time.process_time()
        result = task()
        spent = (time.process_time() - before) / n
        total += spent
        rows.append((name, f"{1000 * spent:.2f}", f"{1 / spent:,.0f}", f"{spent * 1e6 / 3600:.1f}"))
        return result

    made["articles"] = timed("reading", lambda: next(corpus.scan(str(source), size=n)).articles)
    for step in engine.STEPS:
        if step.reach == LOCAL:
            warm.update(zip(step.tables, apply(step, warm.__getitem__, {}), strict=True))
            frames = timed(", ".join(step.tables), lambda step=step: apply(step, made.__getitem__, {}))
            made.update(zip(step.tables, frames, strict=True))
            if "draws" in step.settings:
                timed("  (without intervals: draws=0)", lambda step=step: apply(step, made.__getitem__, {"draws": 0}))
                total -= float(rows[-1][1]) / 1000
    timed("writing", lambda: [write_table(work / "written", t, "x", f) for t, f in made.items()])
    rows.append(("all", f"{1000 * total:.2f}", f"{1 / total:,.0f}", f"{total * 1e6 / 3600:.1f}"))
    return rows


def measure_engines(work: Path, n: int, texts: Path | None) -> list[Row]:
    """Wall and CPU time of the same run in one process, in two, and on a Dask cluster of two on loopback.

    Also the most memory (USS) that a worker, and the driver, held alone; here and for a quarter of the documents.
    """
    source = make_corpus(work / "engines.jsonl", n, texts)
    rows: list[Row] = []
    sums = {}
    first = (1.0, 1.0)
    with _cluster(work) as address:
        for name, how in (
            ("serial", {"engine": "serial"}),
            ("pool of 2", {"engine": "local", "workers": 2}),
            ("Dask, 2 workers", {"engine": "dask", "scheduler": address}),
        ):
            out = work / name.replace(" ", "-")
            wall, cpu, held = _run(source, out, how, n, workers_too=name.startswith("Dask"))
            first = (wall, cpu) if name == "serial" else first
            sums[name] = json.dumps((engine.read_manifest(out) or {})["checksums"])
            rows.append(
                (name, f"{n / wall:.0f}", f"{first[0] / wall:.2f}", f"{1000 * cpu / n:.1f}", f"{cpu / first[1]:.2f}",
                 *held, "yes" if sums[name] == sums["serial"] else "NO")
            )  # fmt: skip
    quarter = make_corpus(work / "quarter.jsonl", n // 4, texts)
    wall, cpu, held = _run(quarter, work / "quarter", {"engine": "local", "workers": 2}, n // 4)
    few = f"pool of 2, {n // 4:,} documents"
    return [*rows, (few, f"{n // 4 / wall:.0f}", "", f"{4000 * cpu / n:.1f}", "", *held, "")]


def measure_resume(work: Path, n: int, texts: Path | None) -> list[Row]:
    """A second run over the same corpus, as rows of one file and as a file an article. Two tables are made."""
    rows = []
    source = make_corpus(work / "resume.jsonl", n, texts)
    folder = work / "resume"
    folder.mkdir()
    changed = time.time() - 60
    for number, line in enumerate(source.open(encoding="utf-8")):
        path = folder / f"{number:06}.txt"
        path.write_text(json.loads(line)["text"], encoding="utf-8")
        os.utime(path, (changed, changed))
    for where in (source, folder):
        out = work / f"resume-out-{where.suffix or 'folder'}"
        engine.run(str(where), out, steps=CHEAP, workers=2)
        times = []
        for _ in range(5):
            before = time.perf_counter()
            engine.run(str(where), out, steps=CHEAP, workers=2)
            times.append(time.perf_counter() - before)
        rows.append((f"{n:,} {'rows' if where.suffix else 'files'}", f"{sorted(times)[2]:.2f}"))
    return rows


def measure_five(work: Path) -> list[Row]:
    """All analyses of the five seed texts, over importing pandas; the median of five processes, CPU seconds.

    A process before them leaves the compiled modules, as any first use of an installed package does.
    """
    told = f"""
import time
before = time.process_time()
import pandas
imported = time.process_time()
from helpers import engine
found = engine.load({str(ROOT / "seeds")!r})
for name in found:
    found[name]
print(imported - before, time.process_time() - imported)
"""
    found = [
        subprocess.run(
            [sys.executable, "-c", told], env=_environment(work), capture_output=True, text=True, check=True
        ).stdout
        for _ in range(6)
    ][1:]
    pandas, ours = zip(*(map(float, line.split()) for line in found), strict=True)
    return [("importing pandas", f"{sorted(pandas)[2]:.2f}"), ("all analyses", f"{sorted(ours)[2]:.2f}")]


def measure_batch(work: Path, n: int, texts: Path | None) -> list[Row]:
    """Wall time of `n` reports as a batch of two at a time, and of papermill and nbconvert one after the other."""
    corpora = work / "corpora"
    for number in range(n):
        shutil.copytree(ROOT / "seeds", corpora / f"c{number}")
        (corpora / f"c{number}" / "more.txt").write_text(_make_text(random.Random(number), ["word"], None))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PATH": path}
    command = [sys.executable, "-m", "helpers.cli", "batch", str(corpora), "--out", str(work / "out"), "--jobs", "2"]
    before = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    held = _watch_all(process)
    if process.wait():
        raise SystemExit("the batch failed")
    ours = time.perf_counter() - before
    third = len(held) // 3
    sample = sorted(corpora.iterdir())[:: max(1, n // 8)]  # one after the other they take the same time each
    before = time.perf_counter()
    for folder in sample:
        for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
            done = work / f"{folder.name}-{notebook.name}"
            run = ["papermill", str(notebook), str(done), "-p", "corpus", str(folder)]
            for each in (run, ["jupyter", "nbconvert", "--to", "html", str(done)]):
                subprocess.run(each, env=environment, check=True, capture_output=True, cwd=ROOT)
    theirs = (time.perf_counter() - before) * n / len(sample)
    return [
        ("origins batch --jobs 2", f"{ours:.0f}", f"{ours / theirs:.2f}",
         f"{max(held[:third], default=0):.0f}", f"{max(held[-third:], default=0):.0f}"),
        (f"papermill and nbconvert in turn, from {len(sample)} of them", f"{theirs:.0f}", "1.00", "", ""),
    ]  # fmt: skip


def measure_joins(work: Path, n: int, texts: Path | None) -> list[Row]:
    """CPU a document and bytes between passes of the candidate join, as the corpus grows."""
    rows = []
    for count in (n, 2 * n, 4 * n):
        source = make_corpus(work / f"joins-{count}.jsonl", count, texts)
        out = work / f"joins-{count}"
        engine.run(str(source), out, engine="serial", steps=CHEAP, size=500)
        parts = sorted((engine.read_manifest(out) or {})["tables"]["articles"])
        rows.append((f"{count:,}", *_time_passes(out, parts, count)))
    return rows


def _time_passes(out: Path, parts: list[str], n: int) -> Row:
    import numpy as np

    from helpers.engine.crossing import _number

    scratch = out / ".work" / "join"
    scratch.mkdir(parents=True)
    _, part_of = _number(out, parts)
    n_ranges, n_key_ranges = -(-n // near.ARTICLES_A_RANGE), -(-n // near.ARTICLES_A_KEY_RANGE)
    where, bytes_written, cells = str(scratch), 0, []
    passes: list[tuple[Any, list[tuple[Any, ...]]]] = [
        (
            near.keys,
            [(where, part, np.flatnonzero(part_of == k).astype("u4"), n_key_ranges) for k, part in enumerate(parts)],
        ),
        (near.meet, [(where, k, parts, n) for k in range(n_key_ranges)]),
        (near.ask, [(where, k, n_key_ranges, n) for k in range(n_ranges)]),
        (near.answer, [(where, k, n_ranges, n) for k in range(n_key_ranges)]),
        (near.nearest, [(where, k, n_key_ranges) for k in range(n_ranges)]),
    ]
    n_found = 0
    for task, told in passes:
        before = time.process_time()
        made = [task(*arguments) for arguments in told]
        cells.append(f"{1000 * (time.process_time() - before) / n:.2f}")
        if task is near.nearest:
            n_found = sum(map(len, made))
        else:
            bytes_written += sum(made)
    return (*cells, f"{bytes_written / n / 1000:.1f}", f"{n_found / n:.2f}")


def _run(
    source: Path, out: Path, how: dict[str, Any], n: int, *, workers_too: bool = False
) -> tuple[float, float, tuple[str, str]]:
    """Wall seconds, CPU seconds of all processes, and the most memory (MB, USS) of a worker and of the driver."""
    how = {"size": min(1000, max(50, n // 8)), **how}  # so that a small trial has parts to share out too
    told = f"from helpers import engine; engine.run({str(source)!r}, {str(out)!r}, **{how!r})"
    before, began = _cpu_of_children(workers_too), time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", told], env=_environment(source.parent))
    peaks = {"worker": 0.0, "driver": 0.0}
    watcher = threading.Thread(target=_watch, args=(process, peaks, workers_too), daemon=True)
    watcher.start()
    if process.wait():
        raise SystemExit(f"a run of {how} failed")
    wall = time.perf_counter() - began
    watcher.join()
    worker, driver = (f"{peaks[who]:.0f}" if peaks[who] else "" for who in ("worker", "driver"))
    return wall, _cpu_of_children(workers_too) - before, (worker, driver)


def _environment(work: Path) -> dict[str, str]:
    """One thread a process; compiled modules are kept in `work`, as those of an installed package are."""
    own = {"PYTHONPATH": str(ROOT / "src"), "PYTHONPYCACHEPREFIX": str(work), "PYTHONDONTWRITEBYTECODE": ""}
    return {**os.environ, **own, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def _cpu_of_children(workers_too: bool) -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime + (sum(_cpu(p) for p in _dask_processes()) if workers_too else 0)


def _dask_processes(marks: tuple[str, ...] = ("distributed", "multiprocessing")) -> list[Any]:
    import psutil

    found = []
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if any(mark in " ".join(child.cmdline()) for mark in marks):
                found.append(child)
    return found


def _cpu(process: Any) -> float:
    import psutil

    with contextlib.suppress(psutil.Error):
        times = process.cpu_times()
        return float(times.user + times.system)
    return 0.0


def _watch(process: subprocess.Popen[bytes], peaks: dict[str, float], workers_too: bool) -> None:
    import psutil

    while process.poll() is None:
        with contextlib.suppress(psutil.Error):
            own = psutil.Process(process.pid)
            workers = _dask_processes(("dask_worker", "multiprocessing")) if workers_too else own.children()
            for who, each in (("driver", own), *(("worker", worker) for worker in workers)):
                with contextlib.suppress(psutil.Error):
                    peaks[who] = max(peaks[who], each.memory_full_info().uss / 1e6)
        time.sleep(0.5)


def _watch_all(process: subprocess.Popen[bytes]) -> list[float]:
    """MB that `process` and all it started hold alone (USS), once a second until it ends."""
    import psutil

    held = []
    while process.poll() is None:
        total = 0.0
        with contextlib.suppress(psutil.Error):
            own = psutil.Process(process.pid)
            for each in (own, *own.children(recursive=True)):
                with contextlib.suppress(psutil.Error):
                    total += each.memory_full_info().uss / 1e6
        held.append(total)
        time.sleep(1)
    return held


@contextlib.contextmanager
def _cluster(work: Path) -> Iterator[str]:
    told = work / "scheduler.json"
    environment = {**_environment(work), **FRUGAL}  # as docs/scale.md advises

    def begin(*words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", *words, "--scheduler-file", str(told)]
        return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, cwd=work)

    scheduler = begin("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    one = ("--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1", "--local-directory", str(work / "dask"))
    processes = [scheduler, *(begin("distributed.cli.dask_worker", *one) for _ in range(2))]
    try:
        while not told.exists() or not told.read_text().strip():
            time.sleep(0.1)
        yield str(json.loads(told.read_text())["address"])
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait()


# --- the report ----------------------------------------------------------------------------------------------------

SECTIONS: dict[str, tuple[str, Row]] = {
    "steps": (
        "Which step costs what (one core, CPU time)",
        ("step", "ms a document", "documents a second", "core hours a million"),
    ),
    "engines": (
        "The same run by three engines (all analyses, reuse included)",
        ("engine", "documents a second", "speed", "CPU ms a document", "CPU, serial = 1", "MB a worker", "MB, driver",
         "same sums"),
    ),
    "resume": ("A second run with nothing to do (median of 5)", ("corpus", "seconds")),
    "five": ("All analyses of five documents (CPU seconds, median of 5 processes)", ("", "seconds")),
    "batch": (
        "Reports on six texts each (wall seconds; most memory of all processes in the first and the last third)",
        ("", "seconds", "ratio", "MB, first third", "MB, last third"),
    ),
    "joins": (
        "How the candidate join grows (CPU ms a document by pass)",
        ("documents", "keys", "meet", "ask", "answer", "nearest", "KB between passes a document", "pairs a document"),
    ),
}  # fmt: skip


SIZES = {"steps": 400, "engines": 40_000, "resume": 20_000, "five": 5, "batch": 40, "joins": 2000}


def as_table(title: str, heads: Row, rows: list[Row], note: str) -> str:
    """One section in Markdown."""
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    return "\n".join([f"## {title}", "", note, "", *lines, *("| " + " | ".join(row) + " |" for row in rows), ""])


def main() -> None:
    """Measure what is asked; print it and keep it in results/scale.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["all", *SECTIONS], nargs="?", default="all")
    parser.add_argument("--documents", type=int, default=0, help="0: a size that suits the section")
    parser.add_argument("--texts", type=Path, help="folder of real texts to take sentences from")
    asked = parser.parse_args()
    kept = ROOT / "benchmarks" / "results" / "scale.json"
    found = json.loads(kept.read_text()) if kept.exists() else {}
    for name in SECTIONS if asked.what == "all" else [asked.what]:
        work = Path(tempfile.mkdtemp(prefix="origins-scale-"))
        n = asked.documents or SIZES[name]
        try:
            measure = globals()[f"measure_{name}"]
            rows = measure(work) if name == "five" else measure(work, n, asked.texts)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        load = os.getloadavg()[0]
        kind = "sentences of real texts" if asked.texts else "made sentences"
        note = f"{n:,} documents of {kind}; load of the machine at the end {load:.1f} on {os.cpu_count()} cores."
        print(as_table(*SECTIONS[name], rows, note), flush=True)
        found[name] = {"rows": rows, "note": note}
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(json.dumps(found, indent=1) + "\n")
    parts = [as_table(*SECTIONS[name], found[name]["rows"], found[name]["note"]) for name in SECTIONS if name in found]
    (kept.with_suffix(".md")).write_text("# Scale\n\nMade by `python benchmarks/scale.py`.\n\n" + "\n".join(parts))


if __name__ == "__main__":
    main()
