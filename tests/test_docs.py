"""The documentation: every page is in the navigation, every link leads to a file, every public module has a page.

The site itself is built by `make site`, which fails at any warning.
"""

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import helpers

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if "made" not in path.relative_to(DOCS).parts)
OF_THE_TREE = [ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")]
BESIDE = {"query", "project", "batch", "compare"}  # public, not in `helpers.__all__`


def in_the_navigation() -> dict[str, str]:
    """Each page that a toctree names, by its path from docs/ without suffix, and the page that names it."""
    named: dict[str, str] = {}
    for page in PAGES:
        for tree in re.findall(r"```{toctree}\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            for line in (line.strip() for line in tree.splitlines() if line.strip() and not line.startswith(":")):
                path = Path(line.lstrip("/")) if line.startswith("/") else page.relative_to(DOCS).parent / line
                named[path.as_posix()] = page.name
    return named


NAMED = in_the_navigation()


def test_every_page_is_in_the_navigation() -> None:
    there = {path.relative_to(DOCS).with_suffix("").as_posix() for path in PAGES}
    assert len(there) > 30
    assert there - NAMED.keys() == {"index"}


@pytest.mark.parametrize("page", sorted(NAMED))
def test_every_page_of_the_navigation_exists(page: str) -> None:
    made = {
        "made/tutorials/": ROOT / "notebooks" / "tutorials" / f"{Path(page).name}.ipynb",
        "made/results/": ROOT / "benchmarks" / "results",
        "made/": ROOT / f"{Path(page).name}.md",
    }
    source = next((path for start, path in made.items() if page.startswith(start)), DOCS / f"{page}.md")
    assert source.exists(), NAMED[page]


@pytest.mark.parametrize("page", [*PAGES, *OF_THE_TREE], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", re.sub(r"```(?!{).*?```", "", page.read_text("utf-8"), flags=re.DOTALL))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_every_public_module_has_a_page() -> None:
    pages = {path.stem for path in (DOCS / "reference").glob("*.md")} - {"index", "commands"}
    assert pages == set(helpers._MODULES) | BESIDE


@pytest.mark.parametrize("name", sorted(set(helpers._MODULES) | BESIDE))
def test_a_page_of_a_module_shows_it(name: str) -> None:
    written = (DOCS / "reference" / f"{name}.md").read_text("utf-8")
    assert f".. automodule:: helpers.{name}\n" in written
    assert (import_module(f"helpers.{name}").__doc__ or "").strip()


def test_some_articles_are_taken_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = "Exports fell by {} % in 2022, the ministry said on Monday in Seoul."
    rows = [("a", "BBC", "2023-05-01", 5), ("b", "BBC", "2022-05-01", 6), ("c", "CNN", "2023-06-01", 7)]
    (tmp_path / "my-texts").mkdir()
    for name, _, day, n in rows:
        (tmp_path / "my-texts" / f"{day[:4]}-{name}.txt").write_text(said.format(n), "utf-8")
    named = [f"{day[:4]}-{name},{outlet},{day}" for name, outlet, day, _ in rows]
    (tmp_path / "my-texts" / "articles.csv").write_text("\n".join(["article_id,outlet,published", *named]), "utf-8")
    clips = [f'{outlet},{day},"{said.format(n)}"' for _, outlet, day, n in rows]
    (tmp_path / "clips.csv").write_text("\n".join(["paper,printed on,copy", *clips]), "utf-8")
    page = (DOCS / "how-to" / "some.md").read_text("utf-8")
    first, second, third, fourth = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    told: dict[str, Any] = {}
    exec(first, told)  # noqa: S102 - our own words
    assert told["found"].articles["article_id"].to_list() == ["2023-a"]
    exec(second, told)  # noqa: S102
    assert told["articles"]["outlet"].to_list() == ["BBC", "CNN"]
    assert set(told["articles"]["published"].dt.year) == {2023}
    exec(third, told)  # noqa: S102
    assert helpers.read("bbc.parquet")["outlet"].to_list() == ["BBC"]
    exec(fourth, told)  # noqa: S102
    assert sorted(told["claims"]["article_id"]) == ["2022-b", "2023-a"]
    (pattern,) = re.findall(r'origins report "(.*?)"', page)
    assert helpers.read(pattern)["article_id"].to_list() == ["2023-a", "2023-c"]


def test_what_the_site_is_built_with_is_locked() -> None:
    blocks = re.split(r"\n(?=\S)", (DOCS / "requirements.txt").read_text("utf-8").strip())
    assert len(blocks) > 20
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    wanted = set(re.findall(r"^[a-z-]+", (DOCS / "requirements.in").read_text("utf-8"), re.MULTILINE))
    assert wanted <= {block.partition("==")[0] for block in blocks}
