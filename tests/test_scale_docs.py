"""What docs/scale.md tells people to write works as it stands."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from helpers import batch, claims, corpus

ROOT = Path(__file__).parents[1]
DOCS = (ROOT / "docs" / "scale.md").read_text("utf-8")


def block(language: str) -> str:
    """The first block of code in `language`."""
    found = re.search(rf"```{language}\n(.*?)```", DOCS, re.DOTALL)
    assert found
    return found[1]


def test_the_spark_recipe_makes_the_table() -> None:
    told: dict[str, object] = {}
    exec(block("python"), told)  # noqa: S102 - our own words
    articles = corpus.read(str(ROOT / "seeds"))
    made = pd.concat(told["quantities"](iter([articles.iloc[:2], articles.iloc[2:]])))  # type: ignore[operator]
    expected = claims.read_quantities(articles)
    assert len(made) == len(expected) > 50
    assert list(made.columns) == re.findall(r"`(\w+)`", str(told["SCHEMA"]))


def test_the_list_of_runs_is_one(tmp_path: Path) -> None:
    (tmp_path / "runs.yaml").write_text(block("yaml"))
    runs = batch.read_runs(str(tmp_path / "runs.yaml"))
    assert [run.name for run in runs] == ["korea", "russia.jsonl"]
    assert runs[0].parameters == {"on_error": "quarantine", "mode": "news"}


@pytest.mark.faults
def test_snakemake_makes_the_reports(tmp_path: Path) -> None:
    snakemake = shutil.which("snakemake")
    if not snakemake:
        pytest.skip("snakemake is not on the path; make test-faults installs it")
    (tmp_path / "Snakefile").write_text(block("snakemake").replace('["a", "b"]', '["a"]'))
    (tmp_path / "texts" / "a").mkdir(parents=True)
    (tmp_path / "texts" / "a" / "one.txt").write_text("The minister said that exports fell 12 percent.")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "origins").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m helpers.cli "$@"\n')
    (tmp_path / "bin" / "origins").chmod(0o755)
    path = f"{tmp_path / 'bin'}:{Path(snakemake).parent}:/usr/bin:/bin"
    environment = {"PATH": path, "PYTHONPATH": str(ROOT / "src"), "HOME": str(tmp_path)}
    subprocess.run([snakemake, "--cores", "1", "-q"], cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "reports" / "a" / "index.html").is_file()
