"""The report: notebooks run and become pages; nothing of a text becomes markup; a failed run leaves the old report."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import re
import subprocess
import sys
import textwrap
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers import cli, engine, harmless, report, tables
from helpers.report import clean, evidence, kernels, marked, pages, quoting, runner, search
from helpers.report.assemble import _footer

SEEDS, HARBOUR = Path(__file__).parents[1] / "seeds", Path(__file__).parent / "data" / "harbour"
PARAMETERS = """\
corpus: str = "texts"  # folder or file of articles
tables: str = ""  # tables made before
figures: str = ""  # folder for the figures; empty: write none
n: int = 3  # how many
share: float = 0.5
is_loud: bool = False
"""


def write_notebook(path: Path, *cells: str, title: str = "A question?", parameters: str = PARAMETERS) -> Path:
    """A notebook with a title, a parameters cell, and `cells` of code."""
    notebook = new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    )
    notebook.cells = [
        new_markdown_cell(f"# {title}\n\n## First\n\nText.\n\n## Second"),
        new_code_cell(parameters, metadata={"tags": ["parameters"]}),
        *(new_code_cell(cell) for cell in cells),
    ]
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
    nbformat.write(notebook, path)
    return path


@pytest.fixture
def notebooks(tmp_path: Path, ready_kernels: None) -> Path:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("Mr Ito said: “We sold 3 cars.”\n", encoding="utf-8")
    return folder


def digest(folder: Path) -> Mapping[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_build_runs_every_notebook_and_names_the_summary_index(notebooks: Path, corpus: Path, tmp_path: Path) -> None:
    write_notebook(notebooks / "00-summary.ipynb", "n + 1", "print(corpus.rsplit('/')[-1])", title="All in all")
    write_notebook(notebooks / "01-more.ipynb", "is_loud, share", title="More & more")
    index = report.build(
        corpus,
        tmp_path / "out",
        notebooks=notebooks,
        parameters={"n": "41", "is_loud": "true"},
        progress=False,
    )
    assert index == tmp_path / "out" / "index.html"
    first, second = index.read_text(), (tmp_path / "out" / "01-more.html").read_text()
    assert ">42</pre>" in first
    assert ">texts\n</pre>" in first
    assert "(True, 0.5)" in second
    assert "More &amp; more" in first
    assert 'aria-current="page"' in first


def test_a_wide_table_is_printed_with_all_its_columns(notebooks: Path, corpus: Path, tmp_path: Path) -> None:
    printed = "print(pd.DataFrame([range(15)]).add_prefix('a_long_name_'))"
    write_notebook(notebooks / "00-summary.ipynb", "import pandas as pd", printed)
    page = report.build(corpus, tmp_path / "out", notebooks=notebooks, progress=False).read_text()
    assert [n for n in range(15) if not re.search(rf"a_long_name_{n}\s", page)] == []


def test_two_runs_in_two_folders_give_the_same_bytes(notebooks: Path, corpus: Path, tmp_path: Path) -> None:
    write_notebook(
        notebooks / "00-summary.ipynb",
        "import matplotlib.pyplot as plt\nfrom pathlib import Path",
        "plt.plot([1, 2]); plt.savefig(Path(figures) / 'a.png')",
        "sorted({'b', 'a'})",
    )
    other = tmp_path / "other place"
    other.mkdir()
    for out in (tmp_path / "out", other / "deep" / "report"):
        report.build(corpus, out, notebooks=notebooks, progress=False)
    assert digest(tmp_path / "out") == digest(other / "deep" / "report")
    assert "figures/a.png" in digest(tmp_path / "out")
    assert str(tmp_path) not in "".join(
        path.read_text() for path in (tmp_path / "out").rglob("*") if path.suffix in {".html", ".ipynb"}
    )


def test_a_failure_is_one_line_and_leaves_the_old_report(notebooks: Path, corpus: Path, tmp_path: Path) -> None:
    good = write_notebook(notebooks / "00-summary.ipynb", "1")
    out, figures = tmp_path / "out", tmp_path / "figures"
    report.build(corpus, out, notebooks=notebooks, figures=figures, progress=False)
    before = digest(out)
    write_notebook(good, "'fine'", "raise KeyError('gone\\n\\x1b[31m red')")
    with pytest.raises(report.ReportError) as raised:
        report.build(corpus, out, notebooks=notebooks, figures=figures, progress=False)
    (failure,) = raised.value.failures
    assert str(raised.value).count("\n") == 0
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)  # noqa: S301 - a batch sends it on
    assert "\x1b" not in str(raised.value)
    assert failure.notebook == "00-summary"
    assert failure.cell == 4  # the cell with the injected parameters is not counted
    assert failure.error.startswith("KeyError: ")
    assert "'fine'" in failure.path.read_text()
    assert digest(out) == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_a_notebook_that_fails_leaves_the_other_pages(notebooks: Path, corpus: Path, tmp_path: Path) -> None:
    figure = "from pathlib import Path\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\n"
    saved = figure + "plt.savefig(Path(figures) / '{}.svg')"
    write_notebook(notebooks / "00-summary.ipynb", saved.format("key"), "'the summary'", title="All in all")
    write_notebook(notebooks / "01-fails.ipynb", saved.format("01-a"), "raise KeyError('<b>gone')", title="Gone?")
    write_notebook(notebooks / "02-dies.ipynb", "import os\nos._exit(3)", title="Dead?")
    write_notebook(notebooks / "03-runs.ipynb", saved.format("03-a"), "'it runs'")
    out, figures = tmp_path / "out", tmp_path / "figures"
    with pytest.raises(report.ReportError) as raised:
        report.build(corpus, out, notebooks=notebooks, figures=figures, progress=False)
    assert [failure.notebook for failure in raised.value.failures] == ["01-fails", "02-dies"]
    assert raised.value.page == out / "index.html"
    index, failed, died, runs = (
        (out / name).read_text() for name in ("index.html", "01-fails.html", "02-dies.html", "03-runs.html")
    )
    assert "the summary" in index
    assert "2 of its pages could not be made" in index
    assert '<a href="01-fails.html">Gone?</a>: KeyError: ' in index
    assert "it runs" in runs
    assert "could not be made" not in runs
    assert "01-fails stopped at cell 4" in failed
    assert "&lt;b&gt;gone" in failed
    assert "in JupyterLab" in failed
    assert "--jobs 1" in died
    assert sorted(path.name for path in (out / "figures").iterdir()) == ["03-a.svg", "key.svg"]
    assert sorted(path.name for path in (out / "notebooks").iterdir()) == ["00-summary.ipynb", "03-runs.ipynb"]
    assert "gone" in (tmp_path / "out-failed" / "01-fails.ipynb").read_text()
    assert not figures.exists()
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_a_summary_that_fails_is_a_first_page_that_says_so(notebooks: Path, corpus: Path, tmp_path: Path) -> None:
    write_notebook(notebooks / "00-summary.ipynb", "1 / 0", title="All in all")
    write_notebook(notebooks / "01-fails.ipynb", "raise KeyError('gone')", title="Gone?")
    write_notebook(notebooks / "02-runs.ipynb", "'it runs'")
    with pytest.raises(report.ReportError):
        report.build(corpus, tmp_path / "out", notebooks=notebooks, progress=False)
    index = (tmp_path / "out" / "index.html").read_text()
    assert "ZeroDivisionError: division by zero" in index
    assert '<a href="01-fails.html">Gone?</a>' in index
    assert '<a href="02-runs.html">' in index


def test_the_command_names_the_report_that_is_not_whole(
    notebooks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_notebook(
        notebooks / "00-summary.ipynb",
        "'the summary'",
        parameters=PARAMETERS + "text: str = 'full'\non_error: str = 'stop'",
    )
    write_notebook(notebooks / "01-fails.ipynb", "raise KeyError('gone')")
    monkeypatch.setattr(report, "notebooks_folder", lambda: notebooks)
    monkeypatch.setattr(report.assemble, "notebooks_folder", lambda: notebooks)
    texts = tmp_path / "a.txt"
    texts.write_text("Mr Ito said: “We sold 3 cars.”\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        cli.main(["report", str(texts), "--out", str(tmp_path / "out"), "--quiet"])
    told = capsys.readouterr()
    assert ended.value.code == 1
    assert told.out == f"{tmp_path / 'out' / 'index.html'}\n"
    assert "origins: 01-fails, cell 3: KeyError: 'gone'" in told.err


def test_a_dead_kernel_is_a_failure(notebooks: Path, corpus: Path, tmp_path: Path) -> None:
    write_notebook(notebooks / "00-summary.ipynb", "import os\nos._exit(3)")
    with pytest.raises(report.ReportError, match=r"00-summary.*kernel died"):
        report.build(corpus, tmp_path / "out", notebooks=notebooks, progress=False)
    assert not (tmp_path / "out").exists()


def test_a_folder_with_other_files_is_not_replaced(notebooks: Path, corpus: Path) -> None:
    write_notebook(notebooks / "00-summary.ipynb", "1")
    with pytest.raises(ValueError, match="no report of ours"):
        report.build(corpus, corpus, notebooks=notebooks, progress=False)


def test_a_parameter_that_no_notebook_declares_is_an_error(notebooks: Path, corpus: Path, tmp_path: Path) -> None:
    write_notebook(notebooks / "00-summary.ipynb", "1")
    with pytest.raises(ValueError, match=r"'m'; declared are: corpus \(str\), .*n \(int\), share \(float\)"):
        report.build(corpus, tmp_path / "out", notebooks=notebooks, parameters={"m": 1}, progress=False)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("n", "4", 4),
        ("n", 4, 4),
        ("share", "1e-3", 0.001),
        ("share", 1, 1.0),
        ("is_loud", "yes", True),
        ("is_loud", False, False),
        ("corpus", 'a"\n__import__("os")', 'a"\n__import__("os")'),
        ("n", "x", "parameter n is 'x'; expected int"),
        ("n", 1.5, "parameter n is 1.5; expected int"),
        ("n", True, "parameter n is True; expected int"),
        ("is_loud", "maybe", "parameter is_loud is 'maybe'; expected bool"),
        ("corpus", 3, "parameter corpus is 3; expected str"),
    ],
)
def test_parameters_are_typed(notebooks: Path, name: str, value: object, expected: object) -> None:
    known = report.declared([write_notebook(notebooks / "a.ipynb")])
    try:
        found: object = report.check_parameters({name: value}, known)[name]
    except ValueError as error:
        found = str(error)
    assert found == expected
    assert type(found) is type(expected)


def test_declared_parameters_have_type_default_help_and_notebooks(notebooks: Path) -> None:
    known = report.declared([write_notebook(notebooks / name) for name in ("a.ipynb", "b.ipynb")])
    assert known["n"] == report.Parameter("n", int, 3, "how many", ("a", "b"))
    assert known["figures"].help == "folder for the figures; empty: write none"
    assert list(known) == ["corpus", "tables", "figures", "n", "share", "is_loud"]


def test_a_frame_becomes_a_report_as_the_documentation_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready_kernels: None
) -> None:
    monkeypatch.chdir(tmp_path)
    page = (Path(__file__).parents[1] / "docs" / "how-to" / "own-texts.md").read_text("utf-8")
    blocks = re.findall(r"(?:^    .*\n|^\n)+", page.partition("## A frame of your own")[2], re.MULTILINE)
    told = {"df": pd.DataFrame({"when": ["31/5/2023", "1/6/2023"], "body": ["It rained, Ann Lee said.", "It snowed."]})}
    lines = [block for block in blocks if "helpers" in block]
    assert len(lines) == 2
    for block in lines:
        exec(textwrap.dedent(block), told)  # noqa: S102 - our own words
    assert [told["articles"]["published"].dt.day.to_list(), len(told["found"]["attributions"])] == [[31, 1], 1]
    assert "2 articles; published 2023-05-31 to 2023-06-01" in (tmp_path / "my-report" / "index.html").read_text(
        "utf-8"
    )
    with pytest.raises(ValueError, match=r"corpus is a DataFrame, not a path. .* articles.to_parquet"):
        report.build(told["articles"], tmp_path / "other")


def test_parameters_declared_beside_one_another_are_declared(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "a.ipynb", parameters='corpus, n = "seeds", 3  # both\nfirst = last = 5')
    known = report.declared([path])
    assert {name: (one.type, one.default, one.help) for name, one in known.items()} == {
        "corpus": (str, "seeds", "both"), "n": (int, 3, "both"), "first": (int, 5, ""), "last": (int, 5, ""),
    }  # fmt: skip
    path = write_notebook(tmp_path / "b.ipynb", parameters="n = len('abc')")
    with pytest.raises(ValueError, match=r"b.ipynb: the parameter n is len\('abc'\), which is known only when it runs"):
        report.declared([path])


def test_imported_modules_are_found(notebooks: Path) -> None:
    path = write_notebook(
        notebooks / "a.ipynb", "import pandas as pd\nfrom helpers import corpus, terms", "%matplotlib inline"
    )
    assert runner.imported([path]) == ["helpers", "helpers.corpus", "helpers.terms", "pandas"]


# What a page lets through


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>a &amp; b</p>", "<p>a &amp; b</p>"),
        ("a < b", "a &lt; b"),
        ("<script>alert(1)</script>x", "x"),
        ("<scr<script>ipt>alert(1)</script>x", "&lt;scrx"),
        ("<img src=x onerror=alert(1)>", '<img alt="">'),
        (
            "<img src='data:image/png;base64,AA' alt='A \"b\"'>",
            '<img src="data:image/png;base64,AA" alt="A &quot;b&quot;">',
        ),
        ("<img src='https://example.org/a.png' alt='a'>", '<img alt="a">'),
        ("<img src='data:text/html,<b>' alt='a'>", "&lt;img src='data:text/html,<b>' alt='a'&gt;</b>"),
        ("<img src='data:text/html,&lt;b&gt;' alt='a'>", '<img alt="a">'),
        ("<a href='javascript:alert(1)'>x</a>", "<a>x</a>"),
        ("<a href='java\nscript:alert(1)'>x</a>", "<a>x</a>"),
        ("<a href='//example.org'>x</a>", "<a>x</a>"),
        ("<a href='file:///etc/passwd'>x</a>", "<a>x</a>"),
        ("<a href='../../x.html'>x</a>", "<a>x</a>"),
        ("<a href='https://example.org/?a=1&amp;b'>x</a>", '<a href="https://example.org/?a=1&amp;b">x</a>'),
        ("<a href='articles/a.html#c1-2'>x</a>", '<a href="articles/a.html#c1-2">x</a>'),
        ("<div onclick=x style='a:b' class=c>x", '<div class="c">x</div>'),
        ("</div></main>x", "x"),
        ("<svg><script>x</script></svg>y", "y"),
        ("<!-- x --><b>y", "<b>y</b>"),
        ("<table><tr><td>1", "<table><tr><td>1</td></tr></table>"),
        ("<style>x</style>", ""),
        ("<iframe src=x></iframe>y", "y"),
        ("<textarea></textarea><b>y</b>", "<b>y</b>"),
        ("<form action=x><input name=y><button>z</button></form>", "z"),
        ("<p id='a b'>x</p>", "<p>x</p>"),
        ("a\x00b\x1b[31m\u202ec", "a\ufffdb\ufffd[31m\ufffdc"),
        ("&lt;script&gt;", "&lt;script&gt;"),
        ("&#106;avascript", "javascript"),
    ],
)
def test_html_is_cut_down_to_what_is_harmless(source: str, expected: str) -> None:
    assert clean.html(source) == expected


class Lister(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))


markup = st.lists(
    st.sampled_from(
        [
            "<",
            ">",
            "/",
            "=",
            '"',
            "'",
            "&",
            ";",
            "script",
            "img",
            "svg",
            "a",
            "p",
            "td",
            "onerror",
            "href",
            "src",
            "javascript:",
            "<!--",
            "-->",
            "]]>",
            "<![CDATA[",
            "&lt;",
            "&#x3c;",
            "x",
            "\n",
            "<p>",
            "</p>",
            "<td>",
        ]
    ),
    max_size=30,
).map("".join)


@given(markup | st.text())
def test_whatever_goes_in_only_listed_elements_come_out(source: str) -> None:
    shown = str(clean.html(source))
    lister = Lister()
    lister.feed(shown)
    lister.close()
    for tag, names in lister.found:
        assert tag in clean.ALLOWED
        assert not any(name.startswith("on") or name == "style" for name in names)
    assert clean.html(shown) == shown


@given(markup | st.text())
def test_text_stays_text(source: str) -> None:
    lister = Lister()
    lister.feed(str(clean.text(source)))
    lister.close()
    assert lister.found == []


@pytest.mark.parametrize("piece", ["<", "<b", "<b>", "&", "<!--", "<a href=", "<![", "</b>", "<script", "'\""])
def test_a_megabyte_of_broken_markup_leaves_no_tag_but_bold(piece: str) -> None:
    assert set(re.findall("<[^>]*", str(clean.html(piece * (1_000_000 // len(piece)))))) <= {"<b", "</b"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("../../x", "x"),
        ("a b/c", "a-b-c"),
        ("Ünï", "n"),
        ("", ""),
        ("x" * 99, "x" * 60),
        ("\u202etxt.exe", "txt-exe"),
    ],
)
def test_slugs_are_harmless_in_paths(value: str, expected: str) -> None:
    assert pages.slug(value) == expected


def test_headings_get_names_that_differ() -> None:
    shown, found = pages.markdown("# A\n\n## B <i>c</i>\n\n## B c", taken=())
    assert [heading.anchor for heading in found] == ["a", "b-c", "b-c-2"]
    assert '<h2 id="b-c-2">' in shown


def test_the_policy_allows_just_the_style_and_the_script_of_the_page() -> None:
    parts = pages.parts()
    assert parts["policy"].startswith("default-src 'none'; ")
    assert "unsafe" not in parts["policy"]
    assert not re.search(r"https?:|\*", parts["policy"].replace("sha256-", ""))


# Marks in a text

letters = st.text(alphabet="ab <&\n\u202e", max_size=30)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[marked.Mark]]:
    text = draw(letters)
    places = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(places, places).map(sorted), max_size=5))
    return text, [
        marked.Mark(start, end, f"m{n}", entry=f"e{n}") for n, (start, end) in enumerate(spans) if start < end
    ]


class Reader(HTMLParser):
    """The text of a page, and which characters of it each mark covers."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.classes: list[list[str]] = []
        self.covered: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.classes.append((dict(attrs).get("class") or "").split())

    def handle_endtag(self, tag: str) -> None:
        self.classes.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        for name in {name for names in self.classes for name in names}:
            self.covered[name] = self.covered.get(name, "") + data


def visible(text: str) -> str:
    return harmless.text(text).replace("\n", "")


@given(marked_texts())
def test_marks_cover_just_their_words_and_the_text_is_whole(case: tuple[str, list[marked.Mark]]) -> None:
    text, marks = case
    reader = Reader()
    reader.feed("".join(marked.paragraphs(text, marks)))
    reader.close()
    assert "".join(reader.text.split()) == "".join(visible(text).split())
    for mark in marks:
        if text[mark.start : mark.end].strip():
            covered = "".join(reader.covered[mark.name].split())  # a line of blanks alone is not shown
            assert "".join(visible(text[mark.start : mark.end]).split()) in covered


def test_overlapping_marks_are_flat_pieces_with_names_and_links() -> None:
    marks = [
        marked.Mark(0, 8, "speech w1", who="Ito", entry="a-1"),
        marked.Mark(3, 5, "number", entry="n-1"),
        marked.Mark(6, 11, "boilerplate"),
    ]
    assert list(marked.paragraphs("We sold 3 <b>", marks)) == [
        '<span class="here" id="at-0"></span><a href="#a-1" class="speech w1" data-who="Ito">We </a>'
        '<span class="here" id="at-3"></span><a href="#n-1" class="speech w1 number">so</a>'
        '<span class="speech w1">l</span>'
        '<span class="here" id="at-6"></span><span class="speech w1 boilerplate">d </span>'
        '<span class="boilerplate">3 &lt;</span>b&gt;'
    ]


def test_excerpts_show_what_is_around_the_finds() -> None:
    words = [f"w{n:03}" for n in range(100)]
    text = " ".join(words)
    marks = [marked.Mark(text.index(word), text.index(word) + 4, "number", entry=word) for word in ("w050", "w055")]
    spans = marked.around(text, marks, 9)
    assert [text[start:end] for start, end in spans] == [" ".join(words[47:56])]
    reader = Reader()
    reader.feed("".join(marked.paragraphs(text, marks, shown=spans)))
    assert reader.text == f"[…] {' '.join(words[47:56])}[…] "


@given(st.lists(st.integers(0, 199)), st.integers(1, 30), st.integers(1, 20))
def test_excerpts_are_short_and_never_touch(finds: list[int], most: int, apart: int) -> None:
    text = " ".join(["word"] * 200)
    marks = [marked.Mark(5 * at, 5 * at + 4, "number", entry="x") for at in finds]
    spans = marked.around(text, marks, most, apart=apart)
    assert bool(spans) == bool(finds)
    assert all(1 <= len(text[start:end].split()) <= most for start, end in spans)
    assert all(len(text[end:start].split()) >= apart for (_, end), (start, _) in pairwise(spans))


def test_rows_lead_to_their_words_where_there_is_a_page() -> None:
    frame = pages.Frame(href="04.html", articles=frozenset({"a.html"}))
    shown, rows = pages.linked(
        Markup(
            "<table><caption>Who &amp; what <small>2 rows</small></caption>"
            '<tr><th><a data-at="a.html#at-3">x</a></th></tr><tr><th><a data-at="b.html#at-4">y</a></th></tr></table>'
        ),
        frame,
    )
    assert rows == [pages.Row("a.html#at-3", "04.html#row-1", "Who & what")]
    assert '<tr id="row-1"><th><a href="articles/a.html#at-3">x</a>' in shown
    assert "<tr><th><a>y</a>" in shown


def test_the_exporter_works_alone(notebooks: Path) -> None:
    from helpers.report.exporter import OriginsExporter

    path = write_notebook(notebooks / "a.ipynb", "1 < 2")
    page, resources = OriginsExporter().from_filename(str(path))
    assert resources["output_extension"] == ".html"
    assert '<h1 id="a-question">A question?</h1>' in page
    assert page.count("<script>") == 1
    assert '<nav aria-label="Pages of this report">' not in page


def test_what_shows_nothing_is_left_out_and_counted_in_one_line() -> None:
    from helpers.report.exporter import read

    def output(markup: str) -> nbformat.NotebookNode:
        return new_code_cell("code()", outputs=[new_output("display_data", {"text/html": markup})])

    none, sentence = '<p class="nothing">Rows: none.</p>', '<p class="nothing">No copy was found.</p>'
    shown = read(
        new_notebook(
            cells=[
                new_markdown_cell("# Title"),
                *(new_markdown_cell("## Copies?"), output(none), new_markdown_cell("On copies."), output(sentence)),
                *(new_markdown_cell("## Words?"), output("<p>rain</p>"), new_markdown_cell("On rain.")),
                *(output(none), new_markdown_cell("On rows."), output(sentence), output(sentence)),
            ]
        )
    )
    text = " ".join(re.sub("<[^<>]*>", "", block.shown) for block in shown.blocks if block.kind != "folded")
    assert " ".join(text.split()) == "Title Words? rain On rain. No copy was found."
    assert [heading.text for heading in shown.headings] == ["Words?"]
    assert sum(block.shown.count("code") for block in shown.blocks if block.kind == "folded") == 6 + 3  # three folds


def test_links_between_notebooks_become_links_between_pages() -> None:
    frame = pages.Frame(entries=(pages.Entry("index.html", "A"), pages.Entry("06-b.html", "B")))
    given = '<a href="00-a.ipynb">a</a> <a href="06-b.ipynb#c">b</a> <a href="07-c.ipynb">c</a>'
    expected = '<a href="index.html">a</a> <a href="06-b.html#c">b</a> <a href="07-c.ipynb">c</a>'
    assert pages.between(Markup(given), frame) == expected


def test_the_index_names_articles_sources_numbers_and_terms_with_their_places() -> None:
    texts = [
        {"article_id": "a", "outlet": "The Sun", "title": "Rain <b>", "text": "Mr Ito said: “We sold 3 cars.”\n" * 3},
        {"article_id": "b", "outlet": "The Moon", "text": "Mr Ito said it rained. Exports fell 5 percent in 2020."},
    ]
    found = engine.load(texts)
    rows = search.index(found, has_pages=True).rows
    assert {row.kind for row in rows} == {"Article", "Source", "Number", "Term"}
    assert rows[0].words == "Rain <b>"
    (ito,) = [row for row in rows if row.kind == "Source" and "Ito" in row.words]
    assert ito.note == "4 statements"
    assert [place.label for place in ito.places] == ["The Sun, undated", "The Moon, undated"]
    start = int(ito.places[1].href.removeprefix("articles/b.html#at-"))
    assert texts[1]["text"][start:].startswith("Mr Ito")
    (exports,) = [row for row in rows if row.kind == "Number" and row.words.startswith("Exports")]
    assert "5 percent" in exports.note
    (cars,) = [row for row in rows if row.kind == "Term" and row.words == "cars"]
    assert (cars.note, cars.places) == ("3 times", (search.Place("articles/a.html", "The Sun, undated"),))
    assert not any(place.href for row in search.index(found, has_pages=False).rows for place in row.places)


def test_what_the_search_page_holds_as_data_is_no_markup_and_is_cut_like_text() -> None:
    words = "one two three four five six seven eight nine ten"
    row = search.Row("Source", "</script><b>&", words, (search.Place("articles/a.html#at-3", "The Sun"),), 2)
    data = search.held([row])
    assert not set("<>&") & set(data)
    assert json.loads(data) == [["Source", "</script><b>&", words, [["articles/a.html#at-3", "The Sun"]], 2]]
    page = f'<p>x</p><script type="application/json" class="held">{data}</script>'
    shown = quoting.html(page, quoting.known([words], 7))
    (kept,) = json.loads(shown.split('class="held">')[1].split("</script>")[0])
    assert kept[2] == "one two three four five six seven […]"
    assert kept[3] == [["articles/a.html#at-3", "The Sun"]]


TEXTS = ("One two three four five six seven eight nine ten.", "the sea is wide; the sea is deep, the sea is wide")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One two, three", "One two, three"),
        ("<p>“one two three four”: five</p>", "<p>“one two three […]”:</p>"),  # where a quotation ends is seen
        ("<p>ONE two <b>three</b> four five</p>", "<p>ONE two <b>three</b> […]</p>"),
        ("<td>one two</td><td>three four</td><td>six</td>", "<td>one two</td><td>three […]</td><td>six</td>"),
        ("two&#x20;three &amp; four &lt; five. six", "two&#x20;three &amp; four &lt; […]"),
        ('<img alt="one two three four" src="x">', '<img alt="one two three […]" src="x">'),
        ("one two [U+202E] three four", "one two [U+202E] three […]"),
        ("<script>one two three four</script>", "<script>one two three four</script>"),
        ("the sea is deep", "the sea is […]"),
        ("sea is wide deep", "sea is wide deep"),
    ],
)
def test_runs_of_a_text_are_cut(source: str, expected: str) -> None:
    assert quoting.html(source, quoting.known(TEXTS, 3)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("\n", "\n"),
        ('a,b\n"one, two",three\nfour,\n', 'a,b\n"one, two",three\n[…],\n'),
        ("a,b\none two,1\n", "a,b\none two,1\n"),
        pytest.param(f"a\n{'x' * 200_000}\n", f"a\n{'x' * 200_000}\n", id="a long cell"),
    ],
)
def test_runs_are_cut_within_and_across_cells(source: str, expected: str) -> None:
    assert quoting.sheet(source, quoting.known(TEXTS, 3)) == expected


@given(st.lists(st.sampled_from("abc"), max_size=40), st.lists(st.sampled_from("abcd"), max_size=40), st.integers(1, 5))
def test_no_run_that_is_too_long_is_left(text: list[str], shown: list[str], most: int) -> None:
    (left,) = quoting.cut([" ".join(shown)], quoting.known([" ".join(text)], most))
    runs = {tuple(text[at : at + most + 1]) for at in range(len(text) - most)}
    for part in left.split(quoting.CUT):
        words = part.split()
        assert not any(tuple(words[at : at + most + 1]) in runs for at in range(len(words)))


def test_an_interrupt_ends_the_kernels(notebooks: Path, tmp_path: Path) -> None:
    paths = [
        write_notebook(notebooks / "a.ipynb", "1"),
        write_notebook(notebooks / "b.ipynb", "import threading\nthreading.Event().wait()"),
    ]

    def interrupted(done: runner.Done) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        runner.run(paths, tmp_path, {}, jobs=2, context=kernels.prepare([]), then=interrupted)


@pytest.mark.skipif(not kernels.CAN_FORK, reason="kernels are forked on Linux only")
def test_no_kernel_outlives_a_driver_that_is_killed() -> None:
    driver = subprocess.Popen(
        [
            sys.executable, "-c",
            "import sys, threading; from helpers.report import kernels\n"
            "with kernels.started(kernels.prepare([])): print('started', flush=True); threading.Event().wait()",
        ],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert driver.stdout
    assert driver.stdout.readline() == "started\n"
    driver.kill()
    assert driver.communicate(timeout=20) == ("", None)  # ends when nobody has our pipe any longer


# Long pages


def rows_of(name: str, rows: list[dict[str, object]]) -> list[object]:
    return list(tables.TABLES[name].frame(rows).itertuples(index=False))


def described(text: str, *, n_numbers: int = 0, at: Sequence[int] = (), others: int = 0) -> SimpleNamespace:
    """The page of an article with `text`, finds `at` these places or `n_numbers` at its beginning, and near-copies."""
    names = ["a", *(f"b{n}" for n in range(others))]
    articles = {
        row.article_id: row
        for row in pd.DataFrame({"article_id": names, "label": names, "title": None, "text": text, "outlet": None,
                                 "author": None, "published": pd.NaT, "url": None, "n_words": 1,
                                 "sha256": "0"}).itertuples(index=False)
    }  # fmt: skip
    number = {
        "quantity_kind": "count",
        "mention": "1",
        "is_quantity": True,
        "is_boilerplate": False,
        "inherited": False,
    }
    aligned = {"original_id": "a", "alignment_id": 0, "relation": "same", "original_start": 0, "original_end": 1,
               "derived_start": 0, "derived_end": 1}  # fmt: skip
    found = {name: [] for name in ("attributions", "attribution_spans", "boilerplate", "provenance", "origins")}
    numbers = [{**number, "article_id": "a", "start": n, "end": n + 1} for n in at or range(n_numbers)]
    pairs = rows_of("alignment", [{**aligned, "derived_id": name} for name in names[1:]])
    grouped = {name: {"a": rows} for name, rows in found.items()}
    grouped |= {"quantities": {"a": rows_of("quantities", numbers)}, "alignment by original_id": {"a": pairs}}
    grouped |= {name: {} for name in ("alignment by derived_id", "differences by original_id",
                                      "differences by derived_id")}  # fmt: skip
    return SimpleNamespace(**evidence.describe(articles["a"], articles, grouped, {}, text="full"))


def test_a_text_of_very_many_numbers_is_folded_behind_the_first() -> None:
    page = described("1 2\n" * 4000, at=range(0, 16_000, 2))
    assert page.n_marks == 8000
    shown = "".join(page.paragraphs)
    assert shown.count('class="number"') == evidence.MOST_MARKS
    assert len(page.paragraphs) == evidence.MOST_MARKS / 2
    assert len(page.paragraphs) + len(page.folded) == 4000
    assert not any("<" in paragraph for paragraph in page.folded)
    assert described("1 2\n" * 4000, at=range(0, 6000, 2)).folded == ()


def test_a_text_that_is_too_long_for_a_page_is_cut_and_says_so() -> None:
    page = described("word " * 200_000)
    assert page.n_characters == 1_000_000
    assert sum(len(paragraph.striptags()) for paragraph in page.paragraphs) < evidence.MOST_TEXT + 100
    assert described("word").n_characters == 0


def test_finds_beyond_the_list_are_marked_without_a_link() -> None:
    page = described("1" * 600, n_numbers=600)
    (section,) = (section for section in page.sections if section.entries)
    assert (len(section.entries), section.left_out) == (evidence.MOST_FINDS, 600 - evidence.MOST_FINDS)
    shown = "".join(page.paragraphs)
    anchors = {entry.anchor for entry in section.entries}
    assert set(re.findall(r'href="#([^"]*)"', shown)) == anchors
    assert shown.count('class="number"') == 600


def test_many_near_copies_are_folded() -> None:
    page = described("A text.", others=40)
    assert (len(page.besides), page.n_besides) == (evidence.MOST_BESIDES, 40)
    frame = pages.Frame(entries=(pages.Entry("index.html", "A"),), href="articles/a.html", top="../")
    template = pages.environment().get_template("article.html.j2")
    page.previous = page.following = None
    shown = template.render(frame=frame, shown=page, title="a", excerpt=25, most_text=1)
    assert "Beside 40 other texts" in shown
    assert shown.count("Beside the text made from it</a>") == 0
    assert shown.count("<details>") == evidence.MOST_BESIDES - 2
    assert "28 more texts share sentences with this one" in shown


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        ("rules", "is a reading by rules and may be wrong"),
        ("model", "is a reading by rules and, of who says what, by a small learned reader and may be wrong"),
    ],
)
def test_the_foot_of_a_page_says_who_read(reader: str, said: str) -> None:
    articles = pd.DataFrame({"article_id": ["a"], "sha256": ["0"]})
    assert said in " ".join(_footer(articles, reader, tables.CORRECTIONS.empty()))


def test_the_citation_names_the_corrections_that_a_report_was_made_with() -> None:
    articles = tables.ARTICLES.frame([{"article_id": "a", "sha256": "0", "text": "", "n_words": 0}])
    rejected = {"correction_id": 2, "table": "claims", "article_id": "a", "start": 0, "end": 1, "action": "reject"}
    one, other = ({**rejected, "end": end, "is_found": True} for end in (1, 2))
    feet = [" ".join(_footer(articles, "rules", tables.CORRECTIONS.frame(rows))) for rows in ([], [one], [other])]
    assert ["1 correction" in foot for foot in feet] == [False, True, True]
    assert len(set(feet)) == 3
