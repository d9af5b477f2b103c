"""Every notebook, run over a small corpus that is not the seeds, and the report of them; what both show is asserted.

tests/data/harbour holds three invented texts: a story, a rewrite of it, and one about something else.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import papermill
import pytest

from helpers import cli, corpus, engine
from helpers.report import kernels, runner

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
NAMES = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
HARBOUR = ROOT / "tests" / "data" / "harbour"


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("harbour") / "report"
    cli.make_report(str(HARBOUR), out, {}, quiet=True)
    return out


@pytest.fixture(scope="module")
def shown(harbour: Path) -> dict[str, str]:
    """What each notebook prints and displays, as plain text."""
    made = {name: nbformat.read(harbour / "notebooks" / f"{name}.ipynb", as_version=4) for name in NAMES}
    return {name: _shown(notebook) for name, notebook in made.items()}


def _shown(notebook: nbformat.NotebookNode) -> str:
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    return "\n".join(str(one.get("text") or one.get("data", {}).get("text/plain", "")) for one in outputs)


def test_there_are_seven() -> None:
    assert [name[:2] for name in NAMES] == ["00", "01", "02", "03", "04", "05", "06"]


@pytest.mark.parametrize("name", NAMES)
def test_each_heading_begins_a_slide(name: str) -> None:
    cells = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4).cells
    headed = [cell.cell_type == "markdown" and cell.source.startswith(("# ", "## ")) for cell in cells]
    assert [cell.metadata.get("slideshow", {}).get("slide_type") == "slide" for cell in cells] == headed
    assert sum(headed) > 1


@pytest.mark.parametrize("name", NAMES)
def test_no_notebook_warns(shown: dict[str, str], name: str) -> None:
    assert "Warning" not in shown[name]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("01-corpus", "Articles read (3 rows)"),
        ("01-corpus", "Subscribe to our newsletter"),
        ("01-corpus", "Inputs set aside, with the reason and the cure: none."),
        ("04-attribution", "Ingrid Dahl"),
        ("04-attribution", "Marit Olsen"),
        ("05-origins", "Pairs between which reuse was found (1 row)"),
        ("06-claims", "12%"),
    ],
)
def test_what_a_notebook_shows(shown: dict[str, str], name: str, words: str) -> None:
    assert words in shown[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_is_explained(name: str) -> None:
    cells = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text("utf-8"))["cells"]
    source = next("".join(cell["source"]) for cell in cells if "parameters" in cell["metadata"].get("tags", []))
    lines = [line for line in source.splitlines() if not line.startswith("#")]
    assert [line for line in lines if ": " not in line.split("=")[0] or "  # " not in line] == []
    explained = papermill.inspect_notebook(str(ROOT / "notebooks" / f"{name}.ipynb"))
    assert len(explained) == len(lines)
    assert {one["inferred_type_name"] for one in explained.values()} <= {"str", "int", "float", "bool"}
    assert all(one["help"] for one in explained.values())


def test_the_claims_notebook_takes_measures_of_ones_own(tmp_path: Path, ready_kernels: None) -> None:
    texts, own = tmp_path / "corpus", tmp_path / "own.csv"
    texts.mkdir()
    (texts / "a.txt").write_text("The crowding index of the port rose to 12 percent in May 2021.", "utf-8")
    own.write_text("measure,words,takes\ncrowding of ports,crowding index,percent\n", "utf-8")
    path, found = ROOT / "notebooks" / "06-claims.ipynb", dict[str, str]()

    def keep(done: runner.Done) -> None:
        found[done.name] = _shown(done.notebook)

    parameters = {"corpus": str(texts), "measures": str(own)}
    context = kernels.prepare(runner.imported([path]))
    assert not runner.run([path], tmp_path, parameters, jobs=1, context=context, then=keep)
    assert "crowding of ports" in found["06-claims"]


# The pages of whole reports


class Page(HTMLParser):
    """Names and links of a page, and what its images say."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if held.get("id"):
            self.ids.append(str(held["id"]))
        if held.get("href"):
            self.links.append(str(held["href"]))
        if tag == "img":
            self.images.append(held)


def test_the_report_is_an_index_six_pages_and_one_for_each_article(harbour: Path) -> None:
    names = {str(path.relative_to(harbour)) for path in harbour.rglob("*.html")}
    assert {"index.html", "01-corpus.html", "06-claims.html", "articles.html"} <= names
    assert len([name for name in names if name.startswith("articles/")]) == 3


def check_links(folder: Path) -> None:
    """Every link of a page leads somewhere, and every name is given once."""
    read = {path: Page(path) for path in folder.rglob("*.html")}
    for path, page in read.items():
        assert len(page.ids) == len(set(page.ids)), path
        for link in (link for link in page.links if not link.startswith("https:")):
            file, _, name = link.partition("#")
            target = (path.parent / file).resolve() if file else path
            assert target.is_file(), (path, link)
            name = name.partition(":~:")[0]  # what follows is words that the browser finds in the page
            asked = name.startswith("find=") and target.name == "search.html"  # the page's script reads it
            assert asked or not name or name in read[target].ids, (path, link)


def test_every_link_leads_somewhere_and_every_name_is_given_once(harbour: Path) -> None:
    check_links(harbour)


def test_rows_lead_to_words_and_back(harbour: Path) -> None:
    rows = [link for path in harbour.glob("*.html") for link in Page(path).links if link.startswith("articles/")]
    back = [link for path in (harbour / "articles").iterdir() for link in Page(path).links if "#row-" in link]
    assert len([link for link in rows if "#at-" in link]) > 10
    assert len(back) > 10


def test_every_image_says_what_it_shows(harbour: Path) -> None:
    images = [image for path in harbour.rglob("*.html") for image in Page(path).images]
    assert len(images) >= 6
    assert all(len(image["alt"] or "") > 20 for image in images)


def test_no_page_is_heavy(harbour: Path) -> None:
    assert max(path.stat().st_size for path in harbour.rglob("*.html")) <= 1_500_000


WORD = re.compile(r"\w+")


@cache
def words_of(file: Path) -> list[str]:
    """The words that `file` holds, whatever it is; what was cut out parts them."""
    held = file.read_bytes().decode("utf-8", "replace")
    if file.suffix == ".html":
        held = unescape(re.sub(r"<style>.*?</style>|base64,[\w+/=]+|<(?![^>]* alt=)[^>]*>", " ", held, flags=re.DOTALL))
    if file.suffix == ".ipynb":
        held = unescape(re.sub(r"base64,[\w+/=]+|<(?![^>]* alt=)[^>]*>", " ", " ".join(strings(json.loads(held)))))
    return [word.casefold() for word in WORD.findall(held.replace("[…]", " cut-here "))]


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (found for part in value.values() for found in strings(part))
    elif isinstance(value, list):
        yield from (
            ["".join(value)] if all(isinstance(p, str) for p in value) else (s for p in value for s in strings(p))
        )


def longest_runs(folder: Path, texts: Iterable[str], n: int) -> dict[str, str]:
    """The files in `folder` that hold a run of `n` words of a text, and the first such run."""
    held = [[word.casefold() for word in WORD.findall(text)] for text in texts]
    runs = {tuple(words[at : at + n]) for words in held for at in range(len(words) - n + 1)}
    found = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        words = words_of(file)
        run = next((r for at in range(len(words)) if (r := tuple(words[at : at + n])) in runs), None)
        if run:
            found[str(file.relative_to(folder))] = " ".join(run)
    return found


@pytest.mark.parametrize(("source", "text", "most"), [(HARBOUR, "excerpt", 25), (SEEDS, "none", 7)])
def test_texts_that_may_not_be_shown_are_in_no_file(tmp_path: Path, source: Path, text: str, most: int) -> None:
    cli.make_report(str(source), tmp_path / "report", {"text": text}, quiet=True)
    texts = corpus.read(source)["text"].to_list()
    assert longest_runs(tmp_path / "report", texts, most + 1) == {}
    assert longest_runs(tmp_path / "report", texts, 4)  # names of several words stay
    check_links(tmp_path / "report")


def test_the_whole_text_is_in_many_files_of_a_full_report(harbour: Path) -> None:
    texts = engine.load(str(HARBOUR))["articles"]["text"]
    assert longest_runs(harbour, texts, 26)  # what excerpts leave out
    found = longest_runs(harbour, texts, 8)
    assert {Path(name).suffix for name in found} == {".html", ".ipynb", ".csv"}
