"""How long a report takes to open: the first page of a report on many invented articles, in Chromium, from files.

Needs what `make test-browser` installs. Prints the time to the load event and the weight of each page.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from helpers import cli

ROOT = Path(__file__).parents[1]
RESULT = ROOT / "benchmarks" / "results" / "opening.md"
NAMES = ("Ito", "Dahl", "Okoro", "Silva", "Novak", "Haddad", "Lindqvist", "Moreau")
NOUNS = ("harbour", "bridge", "budget", "ferry", "school", "strike", "harvest", "railway", "clinic", "reservoir")
VERBS = ("opened", "closed", "delayed", "rebuilt", "sold", "taxed", "inspected", "praised")


def invented(n: int, seed: int = 1) -> list[dict[str, str]]:
    """`n` short articles of invented news, each its own."""
    chance = random.Random(seed)

    def sentence() -> str:
        kind = chance.randrange(3)
        noun, other, verb = chance.choice(NOUNS), chance.choice(NOUNS), chance.choice(VERBS)
        number, name = chance.randrange(2, 900), chance.choice(NAMES)
        if kind == 0:
            return f"The {noun} was {verb} {number} days after the {other}, near {name}ville {chance.randrange(9999)}."
        if kind == 1:
            return (
                f"Minister {name} said: “We {verb} the {noun} for ${number} million in {chance.randrange(1990, 2024)}.”"
            )
        return f"According to {name}, the {other} {verb} by {number / 10} % a year, {chance.randrange(10**6)} watched."

    return [
        {"article_id": f"n{i:05}", "title": f"News {i}", "text": " ".join(sentence() for _ in range(12))}
        for i in range(n)
    ]


def _line(page: Path, times: list[float]) -> str:
    weight = page.stat().st_size / 1000
    return f"| {page.name} | {statistics.median(times):.2f} | {max(times):.2f} | {weight:.0f} |"


def main() -> None:
    """Print and write the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000, help="articles in the corpus (default: 2000)")
    parser.add_argument("--repeat", type=int, default=5, help="times each page is opened (default: 5)")
    parser.add_argument("--report", default="", help="a report made before, to open in place of a new one")
    options = parser.parse_args()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        sys.stdout.write("skipped: needs what `make test-browser` installs\n")
        return

    with tempfile.TemporaryDirectory() as folder:
        report, took = Path(options.report), 0.0
        if not options.report:
            corpus, report = Path(folder) / "invented.jsonl", Path(folder) / "report"
            corpus.write_text("".join(json.dumps(row) + "\n" for row in invented(options.articles)), encoding="utf-8")
            begun = time.perf_counter()
            cli.make_report(str(corpus), report, {}, quiet=True)
            took = time.perf_counter() - begun
        found: dict[str, list[float]] = {}
        with sync_playwright() as playwright:
            chromium = shutil.which("chromium") or shutil.which("google-chrome")
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for path in sorted(report.glob("*.html")):
                for _ in range(options.repeat):
                    page = browser.new_page()
                    page.goto(path.resolve().as_uri(), wait_until="load")
                    timing = (
                        "(() => { const t = performance.getEntriesByType('navigation')[0]; return t.loadEventEnd })()"
                    )
                    page.wait_for_function("performance.getEntriesByType('navigation')[0].loadEventEnd > 0")
                    found.setdefault(path.name, []).append(page.evaluate(timing) / 1000)
                    page.close()
            browser.close()
        n_pages = len(list((report / "articles").glob("*.html")))
        lines = [
            f"{options.articles:,} invented articles; {n_pages} pages of articles; made in {took:.0f} s.",
            "",
            "| page | median time to load, s | slowest, s | weight, kB |",
            "| --- | ---: | ---: | ---: |",
            *(_line(report / name, times) for name, times in found.items()),
        ]
    sys.stdout.write("\n".join(lines) + "\n")
    RESULT.write_text("# Opening a report\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
