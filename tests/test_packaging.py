"""pyproject.toml, requirements.txt and environment.yml name the same packages with the same bounds."""

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from helpers import corpus

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
CONDA_NAME = {"matplotlib": "matplotlib-base"}  # the same library without a desktop toolkit


def _locked() -> dict[str, list[Version]]:
    found: dict[str, list[Version]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", (ROOT / "requirements.txt").read_text(), re.M):
        found.setdefault(canonicalize_name(name), []).append(Version(version))
    return found


def _required(*extras: str) -> list[Requirement]:
    more = [line for extra in extras for line in PROJECT["optional-dependencies"][extra]]
    return [Requirement(line) for line in [*PROJECT["dependencies"], *more]]


def _conda() -> dict[str, str]:
    """Package -> bounds in environment.yml, conda's and pip's together."""
    listed = [line for line in ENVIRONMENT if isinstance(line, str)]
    by_pip = next(line["pip"] for line in ENVIRONMENT if isinstance(line, dict))
    assert by_pip[-1] == "-e ."
    return {line.partition(" ")[0]: line.partition(" ")[2] for line in [*listed, *by_pip[:-1]]}


@pytest.mark.parametrize("requirement", _required("dask", "html", "test"), ids=lambda one: one.name)
def test_the_lock_is_within_the_bounds(requirement: Requirement) -> None:
    versions = _locked()[canonicalize_name(requirement.name)]
    assert versions
    assert all(version in requirement.specifier for version in versions)


@pytest.mark.parametrize("requirement", _required(), ids=lambda one: one.name)
def test_conda_has_the_same_bounds(requirement: Requirement) -> None:
    bounds = _conda()[CONDA_NAME.get(requirement.name, requirement.name)]
    as_pip = f"=={bounds}" if bounds[0].isdigit() else bounds
    assert SpecifierSet(as_pip.replace(".*", "")) == requirement.specifier


def test_conda_has_nothing_else() -> None:
    wanted = {CONDA_NAME.get(one.name, one.name) for one in _required()}
    assert set(_conda()) == wanted | {"python", "pip"}
    assert SpecifierSet(_conda()["python"]) == SpecifierSet(PROJECT["requires-python"])


def test_every_conda_line_parses() -> None:
    from rattler import MatchSpec

    for line in (line for line in ENVIRONMENT if isinstance(line, str)):
        assert MatchSpec(line).name.normalized == line.split(" ")[0]


@pytest.mark.parametrize("name", ["requirements.txt", "environment.yml", "pyproject.toml"])
def test_no_file_names_a_package_index(name: str) -> None:
    assert not re.search(r"index-url|find-links|https?://\S+/simple", (ROOT / name).read_text("utf-8"))


def test_every_locked_line_has_hashes() -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / "requirements.txt").read_text("utf-8").strip())
    assert len(blocks) > 50
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_notebooks_are_stripped_and_have_one_cell_of_parameters() -> None:
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        code = [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
        tagged = [cell for cell in code if "parameters" in cell["metadata"].get("tags", [])]
        assert len(tagged) == 1, path.name
        assert not any(cell["outputs"] or cell["execution_count"] for cell in code), path.name
        assert not any(re.search(r"^\s*(def|class|lambda)\b", "".join(cell["source"]), re.M) for cell in code), (
            path.name
        )
        assert max(len("".join(cell["source"]).splitlines()) for cell in code if cell not in tagged) <= 5, path.name


def test_versions_agree() -> None:
    import helpers

    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert helpers.__version__ == PROJECT["version"] == citation["version"]
    assert f"## {PROJECT['version']}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_a_wheel_holds_all_that_a_report_needs(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-c", f"from hatchling.build import build_wheel; print(build_wheel({str(tmp_path)!r}))"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    with zipfile.ZipFile(tmp_path / built.stdout.split()[-1]) as wheel:
        held = set(wheel.namelist())
        wheel.extractall(tmp_path / "installed")
    for folder, pattern in (("notebooks", "*.ipynb"), ("reference", "*.csv"), ("seeds", "*.txt")):
        assert {f"helpers/bundle/{folder}/{path.name}" for path in (ROOT / folder).glob(pattern)} <= held
    data = ROOT / "src" / "helpers"
    assert {f"helpers/{path.relative_to(data).as_posix()}" for path in (data / "data").rglob("*.*")} <= held
    (tmp_path / "empty").mkdir()
    asked = "from helpers import corpus, evidence, report; print(report.notebooks_folder()); "
    asked += "print(len(corpus.read('seeds')), len(evidence.reference('reference')) > 0)"
    said = subprocess.run(
        [sys.executable, "-P", "-c", asked], cwd=tmp_path / "empty", capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
    )  # fmt: skip
    where, read = said.stdout.splitlines()
    assert Path(where) == (tmp_path / "installed" / "helpers" / "bundle" / "notebooks").resolve()
    assert read == "5 True"


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_as_a_script_is_a_py_file(path: Path) -> None:
    from nbconvert.exporters import ScriptExporter

    script, resources = ScriptExporter().from_filename(str(path))
    assert resources["output_extension"] == ".py"
    compile(script, path.stem, "exec")


SHELF = [
    ".pre-commit-config.yaml", ".github/dependabot.yml", ".github/workflows/tests.yml",
    *(f".github/ISSUE_TEMPLATE/{name}.yml" for name in ("bug", "config", "feature", "wrong_reading")),
]  # fmt: skip


def test_every_yaml_file_of_the_shelf_loads() -> None:
    there = [ROOT / ".pre-commit-config.yaml", *(ROOT / ".github").rglob("*.yml"), *(ROOT / ".github").rglob("*.yaml")]
    assert {path.relative_to(ROOT).as_posix() for path in there} == set(SHELF)
    assert all(isinstance(yaml.safe_load(path.read_text("utf-8")), dict) for path in there)


@pytest.mark.parametrize("form", ["bug", "feature", "wrong_reading"])
def test_a_form_asks_for_something_and_names_each_answer_once(form: str) -> None:
    written = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / f"{form}.yml").read_text("utf-8"))
    assert {"name", "description", "body"} <= set(written)
    asked = [part["id"] for part in written["body"] if part["type"] != "markdown"]
    assert len(asked) == len(set(asked)) >= 2
    assert any(part.get("validations", {}).get("required") for part in written["body"])


def test_the_pythons_tested_are_those_of_the_classifiers_and_of_the_bounds() -> None:
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "tests.yml").read_text("utf-8"))["jobs"]
    told = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    assert told == ["3.11", "3.12", "3.13"]
    assert jobs["tests"]["strategy"]["matrix"]["python"] == jobs["wheel"]["strategy"]["matrix"]["python"] == told
    within = SpecifierSet(PROJECT["requires-python"])
    assert [f"3.{minor}" for minor in range(30) if within.contains(f"3.{minor}.5")] == told


def test_the_workflow_runs_targets_that_the_makefile_has() -> None:
    workflow = (ROOT / ".github" / "workflows" / "tests.yml").read_text("utf-8")
    asked = set(re.findall(r"run: make (\S+)", workflow))
    made = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {"report", "test", "lint"} <= asked <= made


def test_every_refusal_of_the_review_has_its_reason_in_the_docs() -> None:
    refused = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["repo-review"]["ignore"]
    words = (ROOT / "docs" / "repo-review.md").read_text("utf-8").replace("│", " ")
    printed = " ".join(words.split())
    assert refused
    assert {code: reason for code, reason in refused.items() if reason not in printed} == {}
    assert set(re.findall(r"[├└]── ([A-Z]{2,3}\d{3}) [^├└]*? \[skipped\] \(", words)) == set(refused)


# SECURITY.md names these three


FEED = "<rss><channel><item><title>t</title><description>{}</description></item></channel></rss>"
SAID = "The mayor said that the bridge will be built in spring."


def _why_refused(path: Path) -> str:
    """The reason, where a good file beside `path` is read all the same."""
    good = FEED.format(SAID) if path.suffix == ".xml" else SAID
    path.with_stem("good").with_suffix(".xml" if path.suffix == ".xml" else ".txt").write_text(good, "utf-8")
    part = corpus.read_all(str(path.parent), on_error="quarantine")
    assert list(part.articles["text"]) == [SAID]
    return str(part.rejected["reason"].item())


def test_a_word_file_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("word/document.xml", "w") as part,
    ):
        for _ in range(257):
            part.write(b" " * (1 << 20))
    assert (tmp_path / "a.docx").stat().st_size < 1 << 20
    assert _why_refused(tmp_path / "a.docx") == "its text is too large"


GROWS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("entities", "used", "why"),
    [
        (f'<!ENTITY e0 "aaaaaaaaaa">{GROWS}', "&e9;", "not XML: limit on input amplification"),
        ('<!ENTITY e SYSTEM "file:///etc/hostname">', "&e;", "not XML: undefined entity"),
    ],
    ids=["grows", "includes"],
)
def test_xml_that_grows_or_includes_is_refused(tmp_path: Path, entities: str, used: str, why: str) -> None:
    (tmp_path / "a.xml").write_text(f"<!DOCTYPE rss [{entities}]>{FEED.format(used)}", "utf-8")
    assert _why_refused(tmp_path / "a.xml").startswith(why)
