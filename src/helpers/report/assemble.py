"""The whole report: run the notebooks, make pages, and put the folder in place only when all of it is there."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

import helpers
from helpers import export, findings
from helpers.corpus.files import MARK
from helpers.report import kernels, pages, quoting, runner
from helpers.words import count

if TYPE_CHECKING:
    import pandas as pd

MOST_PAGES = 500  # corpora with more articles get no page for each: a report is for reading
MOST_ROWS = 200_000  # tables with more rows are not written as CSV: no spreadsheet opens them
ROOT = Path(__file__).resolve().parents[3]


class ReportError(RuntimeError):
    """Notebooks failed; `failures` says which, where and why. One line each is the message.

    `page` is the first page of the report that the others made; None when all failed and nothing was written.
    """

    def __init__(self, failures: Sequence[runner.Failure], page: Path | None = None) -> None:
        super().__init__(tuple(failures), page)  # what it is made of again when it comes from another process
        self.failures, self.page = tuple(failures), page

    def __str__(self) -> str:
        return "\n".join(map(str, self.failures))


def build(
    corpus: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    parameters: Mapping[str, object] | None = None,
    jobs: int | None = None,
    figures: str | os.PathLike[str] = "",
    tables: str | os.PathLike[str] = "",
    text: str = "full",
    notebooks: str | os.PathLike[str] = "",
    most_pages: int = MOST_PAGES,
    progress: bool = True,
    fork: bool = True,
) -> Path:
    """Run every notebook over `corpus` and write the report to the folder `out`; the path of its index.html.

    `parameters` go to the notebooks that declare them. `figures` also receives the figures; `tables` holds tables made
    before. `text` (or a parameter of that name) says how much of the articles the report may hold, in whatever file:
    "full"; "excerpt", at most 25 words in a row; "none", at most 7, as in a name. Corpora of more than `most_pages`
    articles get no page for each.
    `out` is replaced as a whole. Where notebooks failed the report is written all the same, with pages that say so in
    their place, and ReportError names them; what was executed of them lies in `out` + "-failed", and `figures` is left
    as it was. When all failed the old report stays. ValueError: a parameter no notebook declares, or an `out` with
    other files.
    """
    text = str((parameters or {}).get("text", text))
    if text not in quoting.TEXT_MODES:
        raise ValueError(f"text is {text!r}; expected {', '.join(quoting.TEXT_MODES)}")
    paths = _notebooks(notebooks)
    known = runner.declared(paths)
    given = {name: value for name, value in (parameters or {}).items() if name != "text"}
    given |= {"corpus": _found(corpus)} | ({"tables": str(Path(tables).absolute())} if tables else {})
    with staging(out) as (target, staged):
        for name in ("figures", "notebooks", "articles", "tables"):
            (staged / name).mkdir()
        for name, value in (("figures", str(staged / "figures")), ("text", text)):
            if name in known:
                given.setdefault(name, value)
        checked = runner.check_parameters(given, known)
        say = _teller(progress, len(paths))
        texts, failures = _fill(staged, paths, checked, jobs=jobs, text=text, most_pages=most_pages, say=say, fork=fork)
        failures = _keep_failed(failures, target)
        if len(failures) < len(paths):
            quoting.sweep(staged, texts, text)
            if figures and not failures:
                _copy_figures(staged / "figures", Path(figures))
            put(staged, target)
    if failures:
        raise ReportError(failures, target / "index.html" if len(failures) < len(paths) else None)
    return target / "index.html"


def notebooks_folder() -> Path:
    """The project's notebooks/: of the source tree installed from, else of the current folder, else of the wheel.

    >>> report.notebooks_folder().name
    'notebooks'
    """
    from helpers.corpus import BUNDLE

    for folder in (ROOT / "notebooks", Path.cwd() / "notebooks", BUNDLE / "notebooks"):
        if any(folder.glob("*.ipynb")):
            return folder
    raise FileNotFoundError(
        f"no notebooks in {ROOT / 'notebooks'} or {Path.cwd() / 'notebooks'}; name their folder with notebooks="
    )


def prepare(notebooks: str | os.PathLike[str] = "") -> None:
    """Begin, in the background, what every run needs: the process that kernels are forked from. Optional."""
    kernels.prepare(runner.imported(_notebooks(notebooks)))


def _notebooks(folder: str | os.PathLike[str]) -> list[Path]:
    return runner.find_notebooks(Path(folder) if folder else notebooks_folder())


def _found(corpus: str | os.PathLike[str]) -> str:
    from helpers.corpus import locate

    if not isinstance(corpus, str | os.PathLike):
        raise ValueError(
            f"report.build: corpus is a {type(corpus).__name__}, not a path. Notebooks read files, so write it first: "
            'articles.to_parquet("my-texts.parquet"), then report.build("my-texts.parquet", "my-report")'
        )
    # kernels may run in another folder; whether it is there and can be read is for `corpus` to say
    where = locate(os.fspath(corpus))
    return where if "://" in where else str(Path(where).absolute())


def _teller(progress: bool, n: int) -> Callable[[str], None]:
    told: list[str] = []

    def say(name: str) -> None:
        told.append(name)
        if progress:
            sys.stderr.write(f"[{len(told)}/{n}] {name}\n")

    return say


def _fill(
    staged: Path,
    paths: Sequence[Path],
    parameters: Mapping[str, runner.Value],
    *,
    jobs: int | None,
    text: str,
    most_pages: int,
    say: Callable[[str], None],
    fork: bool,
) -> tuple[pd.Series[str], list[runner.Failure]]:
    """Write everything of the report into `staged`; the texts it is about, and the notebooks that failed."""
    context = kernels.prepare(runner.imported(paths)) if fork else None
    rows: dict[str, list[pages.Row]] = defaultdict(list)
    first: list[runner.Done] = []  # the first page, in case that it has to name pages that failed
    with ThreadPoolExecutor(1, thread_name_prefix="tables") as aside:
        # the tables of the pages of evidence are read, and what needs no notebook is written, while the notebooks run
        reading = aside.submit(_read, parameters, paths, most_pages)
        listing = aside.submit(lambda: _write_lists(staged, *reading.result(), text))

        def convert(done: runner.Done) -> None:
            href = pages.page_of(done.name)
            _write_page(staged, done, reading.result()[1]._replace(href=href), rows[href].append)
            if href == "index.html":
                first.append(done)
            say(done.name)

        failures = runner.run(
            paths, staged / "notebooks", parameters, jobs=jobs or os.cpu_count() or 1, context=context, then=convert
        )
        found, frame = reading.result()
        if failures:
            failed = tuple(_failed(failure, frame) for failure in failures)
            _write_failed(staged, frame, failed)
            for done in first:
                _write_page(staged, done, frame._replace(href="index.html", failed=failed), lambda row: None)
        listing.result()
    if frame.articles:
        _write_articles(staged, found, frame, [row for href in sorted(rows) for row in rows[href]], text)
    _write(staged / MARK, f"origins {helpers.__version__}\n")
    return found["articles"]["text"], failures


def _write_articles(
    staged: Path, found: Mapping[str, pd.DataFrame], frame: pages.Frame, rows: Sequence[pages.Row], text: str
) -> None:
    """The pages of evidence; `rows` point to words in them."""
    from helpers.report import evidence

    for name, page in evidence.write(found, frame, rows, text=text):
        _write(staged / "articles" / name, page)


def _write_page(staged: Path, done: runner.Done, frame: pages.Frame, note: Callable[[pages.Row], object]) -> None:
    """The page of a notebook; `note` hears of each row of its tables that points to words."""
    from helpers.report.exporter import OriginsExporter

    frame = frame._replace(figures=_figure_files(staged / "figures", done.name))
    page, _ = OriginsExporter().from_notebook_node(done.notebook, {"report": frame, "note": note})
    _write(staged / frame.href, page)


def _failed(failure: runner.Failure, frame: pages.Frame) -> pages.Failed:
    href = pages.page_of(failure.notebook)
    title = next((entry.title for entry in frame.entries if entry.href == href), failure.notebook)
    return pages.Failed(href, title, failure.notebook, failure.place, failure.error, failure.cure)


def _write_failed(staged: Path, frame: pages.Frame, failed: Sequence[pages.Failed]) -> None:
    """A page in the place of each that failed, and none of the figures that its notebook had come to."""
    template = pages.environment().get_template("failed.html.j2")
    for one in failed:
        others = tuple(failed) if one.href == "index.html" else ()
        own = frame._replace(href=one.href, failed=tuple(other for other in others if other != one))
        _write(staged / one.href, template.render(frame=own, shown=one, title=one.title))
        for path in _own_figures(staged / "figures", one.notebook):
            path.unlink()


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n", errors="backslashreplace")


def _figure_files(folder: Path, notebook: str) -> dict[str, tuple[str, ...]]:
    """The files of each figure of a notebook by the digest of its SVG, and of no other that runs at the time."""
    paths = _own_figures(folder, notebook)
    found = {}
    for path in paths:
        if path.suffix == ".svg":
            own = [path.with_suffix(ending) for ending in (".png", ".svg", ".csv")]
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found[digest] = tuple(one.name for one in own if one in paths)
    return found


def _own_figures(folder: Path, notebook: str) -> list[Path]:
    # the names of a notebook's figures begin with its number; those of the summary may also have none
    number = notebook.partition("-")[0]
    mine = re.compile(rf"{re.escape(number)}-" if number != "00" else r"00-|(?!\d\d-)")
    return sorted(path for path in folder.iterdir() if not path.name.startswith(".") and mine.match(path.name))


def _read(
    parameters: Mapping[str, runner.Value], paths: Sequence[Path], most_pages: int
) -> tuple[Mapping[str, pd.DataFrame], pages.Frame]:
    """The tables, and the frame that all pages share."""
    from helpers import attribution, engine, show

    found = engine.load(
        str(parameters["corpus"]),
        tables=str(parameters.get("tables", "")),
        label=str(parameters.get("label", "outlet-date")),
        **engine.settings_in(parameters),
    )
    articles = found["articles"]
    names = [show.slug(name) for name in articles["article_id"]] if len(articles) <= most_pages else []
    entries = [pages.Entry(pages.page_of(path.stem), runner.title(path)) for path in paths]
    named = Path(str(parameters["corpus"])).name
    return found, pages.Frame(
        entries=(*entries, pages.Entry("articles.html", "Articles"), pages.Entry("search.html", "Search")),
        corpus=f"{named}: {count(len(articles), 'article')}",
        dates=_dates(articles),
        footer=_footer(articles, attribution.reader_of(found["attributions"]), found["corrections"]),
        articles=frozenset(f"{name}.html" for name in names),
    )


def _dates(articles: pd.DataFrame) -> str:
    """From when to when the articles date; empty when the corpus does not say."""
    known = articles["published"].dropna()
    if known.empty:
        return ""
    first, last = known.min().strftime("%Y-%m-%d"), known.max().strftime("%Y-%m-%d")
    return first if first == last else f"{first} to {last}"


def _footer(articles: pd.DataFrame, reader: str, corrections: pd.DataFrame) -> tuple[Markup, ...]:
    """What stands below each page; `reader` is who found the attributions ("rules", "model")."""
    by = "rules and, of who says what, by a small learned reader" if reader == "model" else "rules"
    digest, corrected = findings.corpus_digest(articles), _corrected(corrections)
    return (
        Markup(
            "Corpus {}{} · made by Origins {} · same texts, same sheets beside them, same parameters and same version "
            "give the same report."
        ).format(Markup('<code title="{}">{}</code>').format(digest, digest[:16]), corrected, helpers.__version__),
        Markup(
            "To cite: “Origins {}, report on corpus {}{}”. The texts belong to their publishers. "
            "What is marked as machine-suggested is a reading by {} and may be wrong."
        ).format(helpers.__version__, digest[:16], corrected, by),
    )


def _corrected(corrections: pd.DataFrame) -> str:
    """How many rows of corrections.csv a report was made with, and which: reports on one corpus may differ by them."""
    if corrections.empty:
        return ""
    written = corrections.drop(columns=["correction_id", "is_found", "note"], errors="ignore").to_csv(index=False)
    return f", {count(len(corrections), 'correction')} {hashlib.sha256(written.encode()).hexdigest()[:8]}"


def _write_lists(staged: Path, found: Mapping[str, pd.DataFrame], frame: pages.Frame, text: str) -> None:
    """The list of articles, the page to search, and the tables as CSV."""
    from helpers.report import listing, search

    listed = _write_tables(found, staged / "tables", text)
    has_pages = bool(frame.articles)
    for href, title, shown in (
        ("articles.html", "Articles and tables", listing.overview(found, listed, has_pages=has_pages)),
        ("search.html", "Search", search.index(found, has_pages=has_pages)),
    ):
        template = pages.environment().get_template(f"{href}.j2")
        _write(staged / href, template.render(frame=frame._replace(href=href), shown=shown, title=title))


def _write_tables(found: Mapping[str, pd.DataFrame], folder: Path, text: str) -> list[str]:
    """Every table of at most MOST_ROWS rows as CSV, described by datapackage.json; the names of those written."""
    small = {name: found[name] for name in found if len(found[name]) <= MOST_ROWS}
    if text != "full":
        small = {name: table.drop(columns=["text", "mended", "was"], errors="ignore") for name, table in small.items()}
    export.write_package(folder, small, title="Tables of the report", parquet=False)
    return list(small)


def _copy_figures(made: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(made.iterdir()):
        aside = folder / f".{path.name}.part"
        shutil.copyfile(path, aside)
        aside.replace(folder / path.name)


@contextmanager
def staging(out: str | os.PathLike[str]) -> Iterator[tuple[Path, Path]]:
    """The folder `out`, and a new one for what `put` sets in its place; ValueError: `out` holds files not of ours."""
    target = Path(out).absolute()
    if target.exists() and not (target / MARK).is_file() and (not target.is_dir() or any(target.iterdir())):
        raise ValueError(f"{target} holds files that are no report of ours; expected a new or empty folder, or an old "
                         "report")  # fmt: skip
    target.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield target, staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def put(staged: Path, target: Path) -> None:
    """Swap `staged` into the place of `target`; on an error the old one is back in its place."""
    old = staged.with_name(staged.name + "-old")
    staged.chmod(0o755)
    if target.exists():
        target.rename(old)
    try:
        staged.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _keep_failed(failures: Sequence[runner.Failure], target: Path) -> list[runner.Failure]:
    """Move what was executed of notebooks that failed to a folder beside the report; where each is now."""
    if not failures:
        return []
    folder = target.with_name(target.name + "-failed")
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    for failure in failures:
        if failure.path.exists():  # a kernel may die before anything is written
            failure.path.rename(folder / failure.path.name)
    return [failure._replace(path=folder / failure.path.name) for failure in failures]
