"""Many reports: what a list of runs may say, and that a night's run does each once and fails one by one."""

import json
import os
from pathlib import Path

import pandas as pd
import pytest

from helpers import batch, cli

ROOT = Path(__file__).parents[1]

LISTS = [
    ("- texts/a\n- texts/b.jsonl.gz\n", [("a", "texts/a", {}), ("b.jsonl", "texts/b.jsonl.gz", {})]),
    ("runs:\n  - {name: one two, corpus: a}\n", [("one-two", "a", {})]),
    (
        "defaults: {mode: news, top: 5}\nruns:\n  - {corpus: a, parameters: {mode: textstat}}\n",
        [("a", "a", {"mode": "textstat", "top": 5})],
    ),
    ("[]", []),
    ("\ufeffdefaults:\nruns:\n- corpus: 2024\n  parameters:\n- 2025\n", [("2024", "2024", {}), ("2025", "2025", {})]),
]


@pytest.mark.parametrize(("written", "expected"), LISTS)
def test_lists_of_runs(tmp_path: Path, written: str, expected: list[tuple[str, str, dict[str, object]]]) -> None:
    path = tmp_path / "runs.yaml"
    path.write_text(written)
    assert [tuple(run) for run in batch.read_runs(str(path))] == expected


WRONG = [
    ("a: [", "not YAML"),
    ("just words", "expected a list of runs, for example"),
    ("- {name: a}", "run 1: no corpus; expected name, corpus and parameters"),
    ("- {corpus: a, parametres: {}}", "run 1: parametres; expected corpus, name, parameters"),
    ("- a\n- b/a\n", "two runs are named a"),
    ("default: {mode: news}\nruns: [a]", "default; expected defaults, runs"),
    ("defaults: news\nruns: [a]", "defaults is 'news'; expected names with values"),
    ("- {corpus: a, parameters: [mode]}", r"run 1: parameters is \['mode'\]; expected names with values"),
    ("- {corpus: [a, b]}", "run 1: no corpus"),
]


@pytest.mark.parametrize(("written", "message"), WRONG)
def test_wrong_lists_are_told(tmp_path: Path, written: str, message: str) -> None:
    path = tmp_path / "runs.yaml"
    path.write_text(written)
    with pytest.raises(ValueError, match=message):
        batch.read_runs(str(path))


def test_a_folder_of_corpora(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "text.txt").write_text("A text.")
    (tmp_path / "a.jsonl").write_text('{"text": "A text."}')
    (tmp_path / "readme.md").touch()
    (tmp_path / "empty").mkdir()
    assert [run.name for run in batch.read_runs(str(tmp_path))] == ["a.jsonl", "b"]
    with pytest.raises(ValueError, match="no corpora here"):
        batch.read_runs(str(tmp_path / "empty"))


def test_a_report_is_made_again_when_what_it_rests_on_changed(tmp_path: Path) -> None:
    texts, record = tmp_path / "texts", tmp_path / "record"
    for folder, name in ((texts, "a.txt"), (record, "a.csv")):
        folder.mkdir()
        (folder / name).write_text("x")
        os.utime(folder / name, (1e9, 1e9))
    run = batch.Run("a", str(texts), {"reference": str(record)})

    def key(**limits: float) -> str:
        return batch.key_of(run, batch.Limits(**limits))  # type: ignore[arg-type]

    first = key()
    assert key(seconds=9, memory=999) == first
    assert key(max_bad_share=0.5) != first
    (record / "a.csv").write_text("another record")
    second = key()
    assert second != first
    (texts / "corrections.csv").write_text("a correction")
    assert key() not in {first, second}


def test_a_folder_of_reports_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(ValueError, match=r"out: cannot be written \(File exists\). Name another folder"):
        batch.run_all([], tmp_path / "out", jobs=1, limits=batch.Limits(), say=lambda _: None)


@pytest.mark.faults
def test_a_night(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two reports, one of a corpus that cannot be read; the second night makes only what changed."""
    texts, bad, out = tmp_path / "texts", tmp_path / "bad", tmp_path / "out"
    for folder, written in ((texts, b"The minister said that exports fell 12 percent."), (bad, b"%PDF-1.7")):
        folder.mkdir()
        (folder / "one.txt").write_bytes(written)
        os.utime(folder / "one.txt", (1e9, 1e9))
    (texts / "articles.csv").write_text("article_id,date\none,13.12.24\n")
    good = {"name": "good", "corpus": str(texts), "parameters": {"date_format": "%d.%m.%y"}}
    runs = tmp_path / "runs.yaml"
    runs.write_text(json.dumps({"runs": [good, {"corpus": str(bad)}]}))

    def night() -> dict[str, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main(["batch", str(runs), "--out", str(out), "--jobs", "1", "--log-json"])
        assert ended.value.code == 1
        told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        return {line["run"]: line["state"] for line in told}

    assert night() == {"good": "done", "bad": "failed"}
    summary = json.loads((out / "good" / "summary.json").read_text())
    assert summary["schema"] == batch.SCHEMA
    assert summary["counts"]["articles"] == summary["counts"]["origins"] == 1
    assert summary["new"]["articles"] == ["one"]
    (written,) = (out / "good" / "tables" / "tables" / "articles.parquet").iterdir()
    assert list(pd.read_parquet(written)["published"]) == [pd.Timestamp("2024-12-13")]
    page = (out / "index.html").read_text()
    assert 'href="good/report/index.html"' in page
    assert (out / "good" / "report" / "index.html").is_file()
    assert night() == {"good": "as it was", "bad": "failed"}
    (texts / "two.txt").write_text("The president wrote that he would stay.")
    assert night() == {"good": "done", "bad": "failed"}
    assert json.loads((out / "good" / "summary.json").read_text())["new"]["articles"] == ["two"]


@pytest.mark.faults
def test_a_run_that_takes_too_much_memory_fails_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("The minister said that exports fell 12 percent.")
    runs = [batch.Run("one", str(tmp_path / "one.txt"), {})]
    (outcome,) = batch.run_all(runs, tmp_path / "out", jobs=1, limits=batch.Limits(memory=100), say=lambda _: None)
    assert outcome.state == "failed"
    assert outcome.words.startswith("it may need more than the 100 MB that --memory-limit allows (")
