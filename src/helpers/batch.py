"""Many reports in one go, for those who run them every night: none twice, none in the way of another.

A list of runs is a YAML file (`runs:` a list of name, corpus, parameters; `defaults:` parameters of all), or a folder
in which every folder and every file that `corpus` can read is a corpus. In OUT, each run has a folder with its report,
its tables and summary.json; index.html links them all.
"""

from __future__ import annotations

import contextlib
import html
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from helpers import corpus as corpora
from helpers import engine, evidence
from helpers.corpus.files import BESIDE
from helpers.engine.code import hash_code
from helpers.engine.pool import Limited, Pool, WorkerDiedError
from helpers.engine.recall import sign_all
from helpers.engine.store import hash_of, read_json, write_aside, write_json

__all__ = ["SCHEMA", "Limits", "Outcome", "Run", "key_of", "make", "read_runs", "run_all", "summarise"]
__dir__ = __all__.copy


SCHEMA = 1
_KNOWN = {"name", "corpus", "parameters"}
# what Python, the system's loader and a notebook say when there is no more memory to be had (lower case)
_NO_MEMORY = (
    "memoryerror", "out of memory", "failed to map segment", "cannot allocate memory", "unable to allocate",
    "can't start new thread", "the kernel died",
)  # fmt: skip
_ALL_BUT = 0.8  # a run that fails with this share of its limit in use failed for want of memory, whatever it says


class Run(NamedTuple):
    """One report to make."""

    name: str
    corpus: str
    parameters: Mapping[str, Any]


class Limits(NamedTuple):
    """What a run may take, and what of its input may be bad."""

    seconds: float = 3600.0
    memory: int = 0  # MB of a process; 0: no limit
    max_bad_share: float = 0.1
    allow_empty: bool = False


class Outcome(NamedTuple):
    """What became of a run: "done", "as it was" or "failed", and why."""

    run: Run
    state: str
    words: str
    seconds: float = 0.0


# --- what is to be run ---------------------------------------------------------------------------------------------


def read_runs(source: str | os.PathLike[str]) -> list[Run]:
    """The runs that `source` lists, or one for each corpus in the folder `source`."""
    source = os.fspath(source)
    path = Path(corpora.locate(source))
    if path.is_dir():
        found = [Run(_name(p.name), str(p), {}) for p in sorted(path.iterdir()) if _is_corpus(p)]
        if not found:
            raise ValueError(f"{source}: no corpora here; expected a folder of folders or files that can be read.")
        return _checked(source, found)
    if not path.is_file():
        raise FileNotFoundError(
            f"{source}: no such file or folder; expected a YAML list of runs, or a folder of corpora"
        )
    try:
        written = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{source}: not UTF-8: byte {error.start}. Save it as UTF-8.") from error
    return _checked(source, list(_parse(source, written)))


def _parse(source: str, written: str) -> Iterator[Run]:
    import yaml

    example = "for example:\nruns:\n  - name: korea\n    corpus: texts/korea\n    parameters: {mode: textstat}"
    try:
        found = yaml.safe_load(written)
    except yaml.YAMLError as error:
        raise ValueError(f"{source}: not YAML: {' '.join(str(error).split())}") from error
    whole = found if isinstance(found, dict) else {"runs": found}
    if not isinstance(whole.get("runs"), list):
        raise ValueError(f"{source}: expected a list of runs, {example}")
    _expect(source, whole, {"runs", "defaults"})
    defaults = _parameters(source, "defaults", whole.get("defaults"))
    for number, each in enumerate(whole["runs"], 1):
        where = f"{source}, run {number}"
        entry = each if isinstance(each, dict) else {"corpus": each}
        if isinstance(entry.get("corpus"), list | dict | None):
            raise ValueError(f"{where}: no corpus; expected name, corpus and parameters, {example}")
        _expect(where, entry, _KNOWN)
        corpus = str(entry["corpus"])  # a folder named 2024 is a number to YAML
        parameters = {**defaults, **_parameters(where, "parameters", entry.get("parameters"))}
        yield Run(_name(str(entry.get("name") or Path(corpus).name)), corpus, parameters)


def _expect(where: str, found: Mapping[str, Any], known: set[str]) -> None:
    if unknown := found.keys() - known:
        raise ValueError(f"{where}: {', '.join(sorted(map(str, unknown)))}; expected {', '.join(sorted(known))}")


def _parameters(where: str, name: str, found: Any) -> dict[str, Any]:
    if not isinstance(found, dict | None):
        raise ValueError(f"{where}: {name} is {found!r}; expected names with values, for example {{mode: textstat}}")
    return found or {}


def _checked(source: str, runs: list[Run]) -> list[Run]:
    names = [run.name for run in runs]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"{source}: two runs are named {name}; give each a name of its own.")
    return runs


def _name(written: str) -> str:
    return re.sub(r"[^\w.-]+", "-", written.removesuffix(".gz")).strip("-.") or "run"


def _is_corpus(path: Path) -> bool:
    if path.name.startswith("."):
        return False
    try:
        return bool(corpora.find_files(str(path))[0])
    except corpora.CorpusError:
        return False


# --- one run -------------------------------------------------------------------------------------------------------


def key_of(run: Run, limits: Limits) -> str:
    """What the report of `run` hangs on: its input, parameters, the record, the notebooks and the code."""
    from helpers import report as reports

    files, _ = corpora.find_files(run.corpus)
    notebooks = [path.read_bytes() for path in reports.find_notebooks(reports.notebooks_folder())]
    beside = [corpora.beside(run.corpus, name) for name in BESIDE]
    record = Path(corpora.locate(str(run.parameters.get("reference", "reference"))))
    beside += sorted(record.glob("*.csv")) if record.is_dir() else [record]
    said = [path.read_bytes() for path in beside if path.is_file()]
    what_is_bad = limits.max_bad_share, limits.allow_empty
    return hash_of(hash_code(), sign_all(run.corpus, files), run.parameters, notebooks, said, what_is_bad)


def make(run: Run, out: str, key: str, limits: Limits, jobs: int = 1) -> str:
    """The report, tables and summary.json of `run` in `out`; what to say of it. Runs in a process of its own.

    `jobs` notebooks run at a time: more than one when there are fewer runs than processors.
    """
    if limits.memory:
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (limits.memory << 20, most))
    try:
        return _make(run, Path(out) / run.name, key, limits, jobs)
    except Exception as error:  # what a library says when it gets no memory is not always that
        if limits.memory and _data_in_use() > _ALL_BUT * (limits.memory << 20):
            raise MemoryError(f"out of memory: {str(error) or type(error).__name__}") from error
        raise


def _data_in_use() -> int:
    """Bytes that RLIMIT_DATA counts (VmData of proc(5)); 0 where the system does not say."""
    with contextlib.suppress(OSError), Path("/proc/self/status").open() as status:
        return next((int(line.split()[1]) << 10 for line in status if line.startswith("VmData:")), 0)
    return 0


def _make(run: Run, folder: Path, key: str, limits: Limits, jobs: int) -> str:
    from helpers import report as reports

    declared = reports.declared(reports.find_notebooks(reports.notebooks_folder()))
    asked = {"on_error": "quarantine", **run.parameters}
    date_format = asked.pop("date_format", None)  # of no use to a notebook, which reads the tables
    given = reports.check_parameters(asked, declared)
    settings: dict[str, Any] = {
        "date_format": date_format, "max_bad_share": limits.max_bad_share, "allow_empty": limits.allow_empty,
        **engine.settings_in(given),
    }  # fmt: skip
    reports.check_named_columns(run.corpus, given, date_format=date_format, columns=str(given.get("columns", "")))
    tables = engine.run(run.corpus, folder / "tables", engine="serial", **settings)
    before = read_json(folder / "summary.json")
    try:
        reports.build(run.corpus, folder / "report", parameters=given, jobs=jobs, tables=tables, progress=False)
    except reports.ReportError:
        if before:  # the report that it told of is no longer there: make it again the next time
            write_json(folder / "summary.json", {**before, "key": ""})
        raise
    told = summarise(run, tables, before, str(given.get("reference", "reference")))
    write_json(folder / "summary.json", {**told, "key": key})
    counts = told["counts"]
    new = f", {len(told['new']['articles'])} new articles" if before else ""
    return f"{counts['articles']} articles, {counts['origins']} origins{new}"


def summarise(run: Run, tables: str | Path, before: Mapping[str, Any] | None, reference: str) -> dict[str, Any]:
    """What summary.json says: counts, claims with verdicts, warnings, and what is new since `before`."""
    found = engine.load(run.corpus, tables=str(tables))
    manifest = engine.read_manifest(tables) or {}
    articles, origins, claims = found["articles"], found["origins"], found["claims"]
    groups = json.loads(found["claim_groups"].to_json(orient="records"))
    verdicts = _verdicts(claims, reference)
    listed = [{**group, "verdicts": verdicts.get(group["claim_id"], [])} for group in groups]
    ids = sorted(articles["article_id"])
    old = before if before and before.get("schema") == SCHEMA else {}
    known_claims = {claim["claim_id"] for claim in old.get("claims", ())}
    return {
        "schema": SCHEMA,
        "name": run.name,
        "corpus": run.corpus,
        "parameters": dict(run.parameters),
        "counts": {**manifest["counts"], "origins": int(origins["origin_id"].nunique()), "claims": len(claims)},
        "languages": articles["language"].fillna("not known").value_counts().sort_index().to_dict(),
        "claims": listed,
        "warnings": [
            f"{row.source!s}{f', {row.place!s}' if row.place else ''}: {row.reason!s}. {row.cure!s}."
            for row in found["rejected"].head(100).itertuples()
        ],
        "articles": ids,
        "new": {
            "articles": sorted(set(ids) - set(old.get("articles", ()))),
            "claims": sorted({claim["claim_id"] for claim in listed} - known_claims),
        },
    }


def _verdicts(claims: pd.DataFrame, reference: str) -> dict[str, list[str]]:
    where = Path(corpora.locate(reference))
    if claims.empty or not where.exists():
        return {}
    records = evidence.against_record(claims, evidence.reference(where))
    return {str(claim): sorted(set(rows["verdict"])) for claim, rows in records.groupby("claim_id")}


# --- all of them ---------------------------------------------------------------------------------------------------


def run_all(
    runs: Sequence[Run],
    out: str | Path,
    *,
    jobs: int,
    limits: Limits,
    resume: bool = True,
    say: Callable[[Outcome], None],
) -> list[Outcome]:
    """Every run, `jobs` at a time, each told to `say` as it ends; OUT/index.html links what there is."""
    out = Path(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(f"{out}: cannot be written ({error.strerror}). Name another folder with --out.") from error
    outcomes: dict[str, Outcome] = {}

    def end(outcome: Outcome) -> None:
        outcomes[outcome.run.name] = outcome
        say(outcome)

    waiting: list[tuple[Run, str]] = []
    for run in runs:
        try:
            key = key_of(run, limits)
        except (ValueError, OSError) as error:
            end(Outcome(run, "failed", str(error)))
            continue
        before = read_json(out / run.name / "summary.json") or {}
        if resume and before.get("key") == key and (out / run.name / "report" / "index.html").is_file():
            end(Outcome(run, "as it was", f"{before['counts']['articles']} articles"))
        else:
            waiting.append((run, key))
    if waiting:
        _work(waiting, out, jobs, limits, end)
    listed = [outcomes[run.name] for run in runs]
    write_aside(out / "index.html", _page(listed).encode())
    return listed


def _work(waiting: list[tuple[Run, str]], out: Path, jobs: int, limits: Limits, end: Callable[[Outcome], None]) -> None:
    pool = Pool(min(jobs, len(waiting)))
    try:
        running: dict[Future[str], tuple[Run, float]] = {}
        queue = iter(waiting)
        while True:
            for run, key in queue:
                task = Limited(make, limits.seconds)
                told = (run, str(out.absolute()), key, limits, max(1, jobs // len(waiting)))
                running[pool.submit(task, *told)] = (run, time.monotonic())
                if len(running) == pool.workers:
                    break
            if not running:
                break
            finished: set[Future[str]] = wait(running, return_when=FIRST_COMPLETED).done
            for future in finished:
                run, began = running.pop(future)
                error, spent = future.exception(), time.monotonic() - began
                failed = Outcome(run, "failed", _why(error, limits), spent) if error else None
                end(failed or Outcome(run, "done", future.result(), spent))
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


def _why(error: BaseException, limits: Limits) -> str:
    words = " ".join(f"{error}".split()) or type(error).__name__
    if limits.memory and (isinstance(error, WorkerDiedError) or any(sign in words.lower() for sign in _NO_MEMORY)):
        return f"it may need more than the {limits.memory} MB that --memory-limit allows ({words})"
    return words


def _page(outcomes: Sequence[Outcome]) -> str:
    rows = []
    for run, state, words, _ in outcomes:
        name = html.escape(run.name)
        link = f'<a href="{name}/report/index.html">{name}</a>' if state != "failed" else name
        rows.append(f"<tr><th scope=row>{link}</th><td>{state}</td><td>{html.escape(words)}</td></tr>")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Reports</title>'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        "<style>body{font:1rem/1.5 sans-serif;margin:2rem}td,th{padding:.2rem .8rem;text-align:left}</style></head>"
        "<body><main><h1>Reports</h1><table><thead><tr><th scope=col>Run</th><th scope=col>State</th>"
        f"<th scope=col>What was found</th></tr></thead><tbody>{''.join(rows)}</tbody></table></main></body></html>\n"
    )
