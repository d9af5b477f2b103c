"""The report in a real browser, opened as files: for every reader, at every width, and with hostile texts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hostile as attacks
import pytest

pytestmark = pytest.mark.browser

WIDTHS = (360, 768, 1280)


def paths(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


@contextmanager
def opened(browser: Any, path: Path, width: int = 1280, **options: Any) -> Iterator[tuple[Any, list[str]]]:
    """The page at `path`, and what it should not do: requests, messages, dialogs, errors."""
    page = browser.new_page(viewport={"width": width, "height": 900}, **options)
    wrong: list[str] = []
    page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else wrong.append(f"request {r.url}"))
    page.on("console", lambda m: wrong.append(f"console {m.text}"))
    page.on("pageerror", lambda e: wrong.append(f"error {e}"))
    page.on("dialog", lambda d: (wrong.append(f"dialog {d.message}"), d.dismiss()))
    page.goto(path.as_uri().replace("%23", "#").replace("%3D", "=").replace("%25", "%"))
    try:
        yield page, wrong
    finally:
        page.close()


def test_no_page_asks_for_anything_and_every_image_is_seen(browser: Any, seeds: Path) -> None:
    for path in paths(seeds):
        with opened(browser, path) as (page, wrong):
            assert wrong == [], path
            broken = (
                "Array.from(document.images).filter(i => !i.complete || !i.naturalWidth || i.alt.length < 20).length"
            )
            assert page.evaluate(broken) == 0, path
            assert page.evaluate("document.fonts.check('16px \"IBM Plex Sans\"')"), path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_with_everything_unfolded(browser: Any, seeds: Path, sixty: Path, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    bad = browser.new_page()
    bad.set_content("<html><body><img src='data:,'><p>No title, no alt text.</p></body></html>")
    assert {"document-title", "image-alt"} <= {found["id"] for found in axe.run(bad).response["violations"]}
    bad.close()
    found = {}
    for path in [*paths(seeds), *sixty.glob("*.html"), *paths(sixty / "articles")[:3]]:
        for width in WIDTHS if path.is_relative_to(seeds) else (1280,):
            with opened(browser, path, width, color_scheme=scheme) as (page, _):
                page.evaluate("document.querySelectorAll('details').forEach(folded => { folded.open = true; })")
                violations = axe.run(page).response["violations"]
                if violations:
                    found[f"{path.name} {width}"] = [(v["id"], v["nodes"][0]["html"][:200]) for v in violations]
    assert found == {}


CUT = """() => {
  const wide = document.documentElement.clientWidth, out = [];
  for (const e of document.body.querySelectorAll("*")) {
    const box = e.getBoundingClientRect();
    if (!box.width || !box.height || e.closest(".skip")) continue;
    let scrolled = false;
    for (let p = e; p; p = p.parentElement) scrolled ||= ["auto", "scroll"].includes(getComputedStyle(p).overflowX);
    if (!scrolled && (box.right > wide + 1 || box.left < -1)) out.push(e.outerHTML.slice(0, 120));
  }
  return out;
}"""


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut_at_any_width(browser: Any, seeds: Path, hostile: Path, sixty: Path, width: int) -> None:
    for path in [*paths(seeds), *paths(hostile), *paths(sixty)[:9]]:
        with opened(browser, path, width) as (page, _):
            assert page.evaluate(CUT) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path


WIDER = """() => {
  for (const folded of document.querySelectorAll("details:not(.more)")) folded.open = true;
  return [...document.querySelectorAll(".origins-table")].filter(b => b.scrollWidth > b.clientWidth + 1)
    .map(b => [b.getAttribute("aria-label"), b.scrollWidth - b.clientWidth]);
}"""


def test_tables_fit_their_page_with_the_columns_that_are_shown(browser: Any, seeds: Path, sixty: Path) -> None:
    found = {}
    for path in [*seeds.glob("*.html"), *sixty.glob("*.html")]:
        with opened(browser, path) as (page, _):
            if wider := page.evaluate(WIDER):
                found[f"{path.parent.name}/{path.name}"] = wider
    assert found == {}


@pytest.mark.parametrize("has_script", [True, False])
def test_the_other_columns_of_a_table_are_shown_when_asked(browser: Any, seeds: Path, has_script: bool) -> None:
    with opened(browser, seeds / "06-claims.html", java_script_enabled=has_script) as (page, wrong):
        box = page.locator(".origins-table:has(> .more):visible").last
        rest = box.locator("th.rest").last
        assert not rest.is_visible()
        box.locator("summary").click()
        assert rest.is_visible()
        assert wrong == []


def test_nothing_is_cut_at_a_zoom_of_200_percent(browser: Any, seeds: Path) -> None:
    for path in paths(seeds):  # 1280 pixels at 200 % are 640 wide
        with opened(browser, path, 640, device_scale_factor=2) as (page, _):
            assert page.evaluate(CUT) == [], path


FOCUSABLE = "a[href]:not([tabindex='-1']), button, input, summary, [tabindex='0']"


def test_the_keyboard_reaches_everything(browser: Any, seeds: Path) -> None:
    for path in [seeds / "index.html", seeds / "04-attribution.html", paths(seeds / "articles")[0]]:
        with opened(browser, path) as (page, _):
            seen = f'[...document.querySelectorAll("{FOCUSABLE}")].filter(e => e.checkVisibility())'
            wanted = page.evaluate(f"{seen}.length")
            page.evaluate("window.reached = new Set()")
            for _step in range(wanted + 2):
                page.keyboard.press("Tab")
                page.evaluate("reached.add(document.activeElement)")
            missed = page.evaluate(f"{seen}.filter(e => !reached.has(e)).map(e => e.outerHTML.slice(0, 99))")
            assert missed == [], path


def test_marks_of_a_figure_say_what_they_are_and_lead_to_their_words(browser: Any, seeds: Path) -> None:
    with opened(browser, seeds / "index.html") as (page, wrong):
        said = "document.querySelector('.tip:not([hidden])')?.textContent"
        page.hover("svg.marks a >> nth=0")
        assert page.evaluate(said) == "000: Trade, 2021, “almost $ 30 billion”"
        page.focus("svg.marks a >> nth=0")
        page.keyboard.press("ArrowRight")
        assert page.evaluate(said) != "000: Trade, 2021, “almost $ 30 billion”"
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Enter")
        page.wait_for_url("**/articles/000*.html#at-*")
        words = "document.querySelector(':target').nextElementSibling.textContent"
        assert page.evaluate(words) == "$ 30 billion"
        assert wrong == []


def test_marks_lead_on_without_a_script(browser: Any, seeds: Path) -> None:
    with opened(browser, seeds / "index.html", java_script_enabled=False) as (page, _):
        first = page.locator("svg.marks a").nth(0)
        assert first.locator("title").text_content() == "000: Trade, 2021, “almost $ 30 billion”"
        first.click()
        assert "#at-" in page.url


def test_charts_fit_a_phone(browser: Any, seeds: Path) -> None:
    boxes = "[...document.querySelectorAll('.chart-scroll')].map(b => [b.scrollWidth - b.clientWidth, b.clientHeight])"
    for name in ("index.html", "02-terms.html", "04-attribution.html", "05-origins.html", "06-claims.html"):
        with opened(browser, seeds / name, 360) as (page, _):
            found = page.evaluate(boxes)
            assert found, name
            assert all(over <= 1 and height > 100 for over, height in found), name


def test_layers_are_switched_by_keyboard(browser: Any, seeds: Path) -> None:
    with opened(browser, paths(seeds / "articles")[0]) as (page, _):
        weight = "getComputedStyle(document.querySelector('.text .number')).fontWeight"
        assert page.evaluate(weight) == "600"
        page.focus("#show-numbers")
        page.keyboard.press("Space")
        assert page.evaluate(weight) == "400"


def test_tables_are_sorted_and_searched_by_keyboard(browser: Any, seeds: Path) -> None:
    with opened(browser, seeds / "articles.html") as (page, wrong):
        cells = "[...document.querySelectorAll('table')[0].tBodies[0].rows].map(r => r.cells[3].textContent)"
        numbers = f"{cells}.map(text => Number(text.replace(',', '')))"
        found = page.evaluate(numbers)
        page.focus("table >> nth=0 >> thead button >> nth=3")
        page.keyboard.press("Enter")
        assert page.evaluate(numbers) == sorted(found)
        page.keyboard.press("Enter")
        assert page.evaluate(numbers) == sorted(found, reverse=True)
        page.keyboard.press("Enter")
        assert page.evaluate(numbers) == found
        page.fill("input[type=search]", "quantities")
        shown = "[...document.querySelectorAll('table')[1].tBodies[0].rows].filter(r => !r.hidden).length"
        assert 1 <= page.evaluate(shown) < 6
        assert wrong == []


def test_the_report_is_searched_by_keyboard(browser: Any, seeds: Path) -> None:
    with opened(browser, seeds / "index.html") as (page, wrong):
        page.focus("header a >> text=Search")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html")
        page.keyboard.type("kim JONG source")  # the box has the focus; the words may stand anywhere in a row
        rows = "[...document.querySelectorAll('tbody tr')].filter(r => !r.hidden).map(r => r.textContent)"
        found = page.evaluate(rows)
        assert 1 <= len(found) < 10
        assert all("kim jong" in text.lower() and "Source" in text for text in found)
        assert page.evaluate("document.querySelector('.search [role=status]').textContent").startswith(
            f"{len(found)} of"
        )
        for _step in range(8):
            page.keyboard.press("Tab")
            if "#at-" in page.evaluate("document.activeElement.href || ''"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**/articles/*.html#at-*")
        assert page.evaluate("document.querySelector(':target') !== null")
        assert wrong == []


def test_a_name_is_found_in_a_large_report(browser: Any, tmp_path: Path) -> None:
    from helpers.report import pages, search

    rows = [
        search.Row("Source", f"Person {n} Miller", f"{n} statements", (search.Place(f"articles/a{n}.html", "CNN"),), 0)
        for n in range(25_000)  # as many as a report of 2,000 articles has
    ]
    rows[20_000] = search.Row("Source", "Zoe <b> Quux", "two", (search.Place("articles/q.html#at-7", "CNN"),), 1)
    index = search.Index(tuple(rows[:1000]), search.held(rows[1000:]), 24_000, 0)
    frame = pages.Frame(entries=(pages.Entry("search.html", "Search"),), href="search.html")
    template = pages.environment().get_template("search.html.j2")
    (tmp_path / "search.html").write_text(template.render(frame=frame, shown=index, title="Search"), encoding="utf-8")
    with opened(browser, tmp_path / "search.html") as (page, wrong):
        begin = time.perf_counter()
        page.keyboard.type("quux zoe")
        shown = "[...document.querySelectorAll('tbody tr')].filter(r => !r.hidden).map(r => r.textContent)"
        assert page.evaluate(shown) == ["Zoe <b> Quux twoSourceCNN and 1 more"]
        assert time.perf_counter() - begin < 2
        assert page.evaluate("[...document.querySelectorAll('tbody a')].at(-1).href").endswith("articles/q.html#at-7")
        assert wrong == []
    with opened(browser, tmp_path / "search.html#find=person%2024000") as (page, _):
        assert page.evaluate("document.querySelector('[role=status]').textContent") == "1 of 25000 rows"


def test_a_row_leads_to_its_words_and_back(browser: Any, seeds: Path) -> None:
    with opened(browser, seeds / "06-claims.html") as (page, _):
        page.click("tbody th a >> visible=true >> nth=0")
        page.wait_for_url("**/articles/**")
        at = page.evaluate("document.querySelector(':target').nextElementSibling.textContent.trim()")
        assert at
        page.click("section.finds li .rows a >> nth=0")
        page.wait_for_url("**#row-*")  # until loaded: a click returns before the page it leads to is read
        assert page.evaluate("document.querySelector('tr:target') !== null")


def test_hostile_texts_are_only_text(browser: Any, hostile: Path) -> None:
    for path in paths(hostile):
        with opened(browser, path) as (page, wrong):
            page.wait_for_timeout(20)
            assert wrong == [], path
            assert page.evaluate("window.hit") is None, path
            others = "document.querySelectorAll('style, link, iframe, form, svg:not(.marks), base').length"
            assert (page.evaluate("document.scripts.length"), page.evaluate(others)) == (1, 1), path
            links = page.evaluate("[...document.links].map(a => a.protocol)")
            assert set(links) <= {"file:", "https:", "http:"}, path
            assert page.evaluate("document.getAnimations().length") == 0, path


def test_hostile_texts_are_shown(browser: Any, hostile: Path) -> None:
    whole = ""
    for path in paths(hostile / "articles"):
        with opened(browser, path) as (page, _):
            whole += page.evaluate("document.querySelector('main').textContent")
    for attack in attacks.ATTACKS:
        if attack.isprintable():
            assert attack in whole, attack


def test_no_sheet_holds_a_formula_or_a_control_character(hostile: Path) -> None:
    import csv

    csv.field_size_limit(10_000_000)
    for path in (hostile / "tables").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines):
                for cell in row:
                    if cell in {"=", "+", "-"}:  # a mark alone runs nothing: a column of changes holds them
                        continue
                    number = cell.lstrip("-").replace(".", "", 1).replace("e-", "", 1).isdigit()
                    assert number or not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")), (
                        path,
                        cell[:80],
                    )
                    assert "\x1b" not in cell


def test_all_files_lie_inside_the_report(hostile: Path) -> None:
    for path in hostile.rglob("*"):
        assert path.resolve().is_relative_to(hostile.resolve())
        assert path.name.isascii()
