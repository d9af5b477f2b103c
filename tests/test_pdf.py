"""A report as one PDF: its pages as one, and what is said where no browser is there to print them."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import cli
from helpers.report import pdf

PAGE = '<html><head></head><body><nav><a href="index.html">Home</a></nav><main id="content">{}</main></body></html>'


def _report(folder: Path) -> Path:
    (folder / "articles").mkdir(parents=True)
    pages = {
        "index.html": '<h2 id="a">A</h2><a href="06-claims.html#row-1">more</a> <a href="#a">up</a>',
        "06-claims.html": '<p id="row-1"><a href="articles/x.html#at-5:~:text=war">words</a></p>',
        "articles/x.html": '<span id="at-5"></span><a href="../06-claims.html">back</a> <a href="y.html">gone</a>'
        ' <a href="https://example.org/">out</a>',
    }
    for name, inside in pages.items():
        (folder / name).write_text(PAGE.format(inside), encoding="utf-8")
    return folder


def test_pages_become_one_in_which_links_lead_on(tmp_path: Path) -> None:
    whole = pdf.joined(_report(tmp_path / "report"))
    assert '<h2 id="page-0-a">' in whole
    assert '<a href="#page-1-row-1">more</a> <a href="#page-0-a">up</a>' in whole
    assert '<a href="#page-2-at-5">words</a>' in whole
    assert '<a href="#page-1">back</a> <a>gone</a> <a href="https://example.org/">out</a>' in whole
    assert "Home" not in whole


def test_without_a_browser_the_cure_is_said_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(SystemExit) as ended:
        cli.main(["report", "seeds", "--out", str(tmp_path / "out"), "--pdf"])
    assert ended.value.code == 2
    assert "no Chromium was found" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.browser
def test_chromium_prints_a_tagged_file_with_links(tmp_path: Path) -> None:
    try:
        pdf.browser()
    except FileNotFoundError as error:
        pytest.skip(str(error))
    made = pdf.write(_report(tmp_path / "report"), tmp_path / "report.pdf").read_bytes()
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in made
    assert made.count(b"/Subtype /Link") == 5
    assert b"https://example.org/" in made
    assert b"file:" not in made
