"""pyproject.toml, requirements.txt and environment.yml name the same packages with the same bounds."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
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


def test_the_recipe_for_conda_has_the_same_bounds_and_names() -> None:
    recipe = yaml.safe_load((ROOT / "recipe" / "recipe.yaml").read_text("utf-8"))
    listed = {line.partition(" ")[0]: line.partition(" ")[2] for line in recipe["requirements"]["run"]}
    assert listed.pop("python") == _conda()["python"].replace("3.11", "${{ python_min }}")
    assert listed == {name: bounds for name, bounds in _conda().items() if name not in ("python", "pip")}
    assert recipe["context"]["version"] == PROJECT["version"]
    assert recipe["build"]["python"]["entry_points"] == [f"{k} = {v}" for k, v in PROJECT["scripts"].items()]


def test_every_conda_line_parses() -> None:
    from rattler import MatchSpec

    for line in (line for line in ENVIRONMENT if isinstance(line, str)):
        assert MatchSpec(line).name.normalized == line.split(" ")[0]


def test_binder_has_one_python_within_the_bounds_and_installs_what_is_locked() -> None:
    listed = yaml.safe_load((ROOT / ".binder" / "environment.yml").read_text("utf-8"))["dependencies"]
    assert [line for line in listed if "=" not in line] == ["pip"]
    (python,) = [line.partition("=")[2] for line in listed if line.startswith("python=")]
    assert python in SpecifierSet(PROJECT["requires-python"])
    script = ROOT / ".binder" / "postBuild"
    assert os.access(script, os.X_OK)
    steps = re.findall(r"^python -m pip install --no-cache-dir (.*)", script.read_text("utf-8"), re.MULTILINE)
    assert steps == ["--require-hashes -r requirements.txt", "--no-deps -e ."]
    assert f"python_full_version == '{python}.*'" in (ROOT / "requirements.txt").read_text("utf-8")


LISTS = ("requirements.txt", "environment.yml", "pyproject.toml", "recipe/recipe.yaml", "docs/requirements.txt")


@pytest.mark.parametrize("name", LISTS)
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
    assert "doi" not in citation  # until there is one
    assert f"## {PROJECT['version']}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, as `pip wheel` builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-c", f"from hatchling.build import build_wheel; build_wheel({str(folder)!r})"],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a new environment with the wheel in it; what it depends on is lent from this one."""
    folder = tmp_path_factory.mktemp("new") / "venv"
    venv.create(folder, with_pip=False)
    binaries = folder / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(folder), "install", "--no-index", "--no-deps", str(wheel)],
        check=True, capture_output=True,
    )  # fmt: skip
    paths = {"base": str(folder), "platbase": str(folder)}
    lent = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    # a line of a .pth file adds a folder, not the .pth files in it: the helpers of the source tree stay out
    Path(sysconfig.get_path("purelib", "venv", paths), "lent.pth").write_text("\n".join(lent), "utf-8")
    return binaries


def _told(installed: Path, folder: Path, *command: str) -> str:
    """What a command of the new environment prints, run in `folder` as a user runs it."""
    left_out = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment["JUPYTER_PATH"] = str(Path(sys.prefix, "share", "jupyter"))  # the templates of nbconvert are lent, too
    done = subprocess.run(
        [str(installed / command[0]), *command[1:]], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_wheel_holds_all_that_a_report_needs(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    for folder, pattern in (("notebooks", "**/*.ipynb"), ("reference", "*.csv"), ("seeds", "*.txt")):
        there = sorted((ROOT / folder).glob(pattern))
        assert there
        assert {f"helpers/bundle/{folder}/{path.relative_to(ROOT / folder).as_posix()}" for path in there} <= held
    source = ROOT / "src" / "helpers"
    assert {f"helpers/{path.relative_to(source).as_posix()}" for path in (source / "data").rglob("*.*")} <= held
    assert {"helpers/py.typed", "helpers/data/reader.onnx", "helpers/data/project/Makefile"} <= held
    assert any(name.startswith("helpers/data/") and name.endswith(".ttf") for name in held)


def test_a_report_is_made_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "my-texts").mkdir()
    said = "The ferry carried 12,000 people last year, Ann Lee, who runs the harbour, said on Monday."
    (tmp_path / "my-texts" / "ferry.txt").write_text(said, "utf-8")
    where = _told(installed, tmp_path, "python", "-c", "import helpers; print(helpers.__file__)")
    assert Path(where.strip()).is_relative_to(installed.parent.resolve())
    page = Path(_told(installed, tmp_path, "origins", "report", "my-texts", "--quiet").strip())
    assert (tmp_path / page).resolve() == (tmp_path / "report" / "index.html").resolve()
    pages = {path.stem for path in (tmp_path / "report").glob("0*.html")}
    assert pages | {"00-summary"} == {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert "Ann Lee" in (tmp_path / "report" / "04-attribution.html").read_text("utf-8")
    assert "12,000" in (tmp_path / "report" / "06-claims.html").read_text("utf-8")


def test_a_project_is_laid_out_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    _told(installed, tmp_path, "origins", "init", "mine")
    assert {"Makefile", "README.md", "corpus", "environment.yml", "notebooks", "reference"} == {
        path.name for path in (tmp_path / "mine").iterdir()
    }
    assert "5 articles" in _told(installed, tmp_path / "mine", "origins", "check", "corpus")


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
    assert {"report", "test", "lint", "site"} <= asked <= made


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
    assert _why_refused(tmp_path / "a.docx").startswith(
        "cannot be read: unpacked it is larger than 256 MB, for a file of "
    )


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


# paper.md, for the Journal of Open Source Software


PAPER = (ROOT / "paper.md").read_text("utf-8")
ASKED = (
    "Summary", "Statement of need", "State of the field", "Software design", "Research impact statement",
    "AI usage disclosure", "References",
)  # fmt: skip


def test_the_paper_has_what_the_journal_asks_for() -> None:
    headings = re.findall(r"^# (.+)$", PAPER, re.MULTILINE)
    assert [one for one in headings if one in ASKED] == list(ASKED)
    words = PAPER.partition("---\n")[2].partition("---\n")[2].split()
    assert 750 <= len(words) <= 1750


def test_the_paper_cites_what_its_list_holds() -> None:
    held = set(re.findall(r"^@\w+{(\w+),", (ROOT / "paper.bib").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"@([a-z]+\d{4})", PAPER)) == held


def test_no_figure_of_the_paper_is_typed_by_hand() -> None:
    """Figures stand between the marks of benchmarks/measured.py; years, counts of words and sizes are no figures."""
    before, _, rest = PAPER.partition("<!-- figures: python benchmarks/measured.py -->")
    prose = before + rest.partition("<!-- end of figures -->")[2]
    assert re.findall(r"(?<![\w@.])\d*\.\d+", prose.partition("bibliography:")[2]) == []
