"""Findings as a list, each with how far it can be trusted and the rows that it rests on."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import harmless
from helpers.arguments import ArgumentError
from helpers.corpus import groups
from helpers.door import takes_tables
from helpers.findings import Finding, find
from helpers.parameters import ParameterError
from helpers.show.tabled import Shown, table
from helpers.words import count, listed

# below findings, and in their place: a text may hold more than is read surely enough, so nothing is "not found"
SUREST = "Only what is read most surely is told here; the texts may hold more."
ELSEWHERE = "Findings are told under {}; the texts may hold more."
UNSURE = "Nothing is read surely enough to be told here; the texts may hold more."
_SHOWN_ROWS = 12  # rows of a finding that are shown; the tables hold all
# what of the rows of a finding is shown, in this order
_EVIDENCE = (
    *("article_id", "original_id", "derived_id", "person", "quote_kind", "cue", "content", "term", "outlet"),
    *("mention", "measure", "period", "value", "unit", "recorded_value", "verdict", "gap", "compiler", "about"),
    *("place", "reporter", "partner", "low", "high"),
    *("relation", "score", "origin_id", "n_attributions", "n_words", "n", "per_1k", "difference", "n_aligned"),
)


@takes_tables(text=False)
def source(articles: pd.DataFrame, corpus: str = "the corpus", group_by: str = "") -> Shown:
    """What a notebook reads, in a line: its corpus, articles and words. ParameterError: no such `group_by`.

    >>> show.source(articles, "seeds")
    seeds: 5 articles, 4,560 words
    """
    if group_by:
        try:
            groups(articles, group_by)
        except ArgumentError as error:
            raise ParameterError(f'parameter group_by is "{group_by}"; expected {error.allowed}') from None
    name = Path(corpus).name or corpus  # neither folders of this machine nor whoever an address names
    n_words = f", {int(articles['n_words'].sum()):,} words" if "n_words" in articles else ""
    line = harmless.line(f"{name}: {count(len(articles), 'article')}{n_words}")
    return Shown(f"<p>{html.escape(line)}</p>", line)


@takes_tables(text=False)
def findings(found: Sequence[Finding], articles: pd.DataFrame, *, facts: str = "", pages: Sequence[str] = ()) -> Shown:
    """Findings as a list, each with how far it can be trusted, the rows it rests on, and the notebook that shows more.

    Only one that may be quoted is headed "To quote" and comes with its source line. `facts` says what is plain of the
    corpus; `pages` are notebooks that tell findings, named where none is told here. In a report a notebook is a page.

    >>> "share one" in show.findings(findings.find(found), articles).markup
    True
    """
    items = [_finding(number, finding, articles) for number, finding in enumerate(found, 1)]
    before = f"<p>{html.escape(harmless.line(facts))}</p>\n" if facts else ""
    told = f'<ol class="findings">\n{"".join(items)}\n</ol>' if items else ""
    words = [f"- {harmless.line(finding.sentence)} [{harmless.line(finding.trust)}]" for finding in found]
    last = SUREST if found else ELSEWHERE if pages else UNSURE
    lines = [
        *([harmless.line(facts)] if facts else []),
        *words,
        last.format(listed([_topic(page) for page in pages], len(pages))),
    ]
    links = listed(
        [f'<a href="{html.escape(page, quote=True)}.ipynb">{_topic(page)}</a>' for page in pages], len(pages)
    )
    return Shown(f'{before}{told}<p class="nothing">{last.format(links)}</p>', "\n".join(lines))


def headlines(source: Any, *, reference: str = "reference") -> Shown:
    """What is worth saying of a corpus, as the summary of its report says it: sentences, each with how far to trust it.

    `source`: the tables of `engine.load`, or what it takes. `reference`: a folder of statistics, or one .csv file. As a
    table: `pd.DataFrame(findings.find(found))`; its column `rows` has what a sentence rests on.

    >>> print(helpers.headlines(found))
    - ...5 documents, 4 text origins: 000 and 001 share one ...
    """
    from helpers import engine, evidence  # nothing else here needs them, and every chart imports this module

    found = source if isinstance(source, engine.Tables) else engine.load(source)
    records = evidence.against_record(found["claims"], evidence.reference(reference))
    told = find(found, records=records)
    return findings([each._replace(page="") for each in told], found["articles"])


def _topic(page: str) -> str:
    """What a notebook is about, as its name says: "attribution" of "04-attribution"."""
    return html.escape(page.partition("-")[2])


def _finding(number: int, finding: Finding, articles: pd.DataFrame) -> str:
    kept = [name for name in _EVIDENCE if name in finding.rows and finding.rows[name].notna().any()]
    caption = f"Rows behind finding {number}"
    rows = table(finding.rows, caption, columns=kept, articles=articles, limit=_SHOWN_ROWS).markup
    quote = ' <span class="source">Source: the texts, as read by Origins.</span>' if finding.is_quotable else ""
    heading = "quote" if finding.is_quotable else "says"
    page = html.escape(finding.page, quote=True)
    more = f' <a href="{page}.ipynb">More: {_topic(finding.page)}</a>' if page else ""
    return (
        f'<li><p class="{heading}">{html.escape(harmless.line(finding.sentence))}{quote}</p>'
        f'<p class="trust">{html.escape(harmless.line(finding.trust))}{more}</p>'
        f'<details class="drawn"><summary>{caption}</summary>{rows}</details></li>'
    )
