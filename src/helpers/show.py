"""Tables for readers: a tidy table -> HTML with caption, units and row headings, safe whatever the texts hold.

Nothing of a corpus becomes markup: every cell is escaped, control characters are shown as such, and text of either
writing direction stays inside its cell. A row that has `article_id` and `start` carries a mark that the HTML report
turns into a link to its words on the article's page; in JupyterLab the mark does nothing.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Collection, Mapping, Sequence
from importlib.resources import files
from itertools import islice
from numbers import Integral, Real
from typing import Any, NamedTuple
from urllib.parse import quote

import pandas as pd

from helpers import harmless
from helpers.door import takes_tables
from helpers.findings import Finding, find, not_found
from helpers.tables import TABLES, Column
from helpers.words import number

__all__ = [
    "EXCERPT", "HEADINGS", "MANY", "NAME", "OFFSET", "Shown", "excerpt", "findings", "headlines", "limited", "measured",
    "passages", "place", "searched", "slug", "table", "whole", "wording",
]  # fmt: skip
__dir__ = __all__.copy


_WORD = re.compile(r"\w+")
OFFSET = "character offset"
EXCERPT = 25  # words of a text in a row that an excerpt may show
NAME = 7  # words in a row that may be shown where no text may be: names, cues, numbers with their unit
MANY = 30  # rows: a table with more scrolls in a box of its own
LONG, PHRASE = 40, 12  # characters: a cell with more gets a wide column, or one in which a phrase does not pile up
HEADINGS: Mapping[str, str] = {
    "article_id": "article",
    "other_id": "other article",
    "original_id": "original",
    "derived_id": "derived",
    "origin_id": "text origin",
    "per_1k": "frequency",
    "n": "count",
}
_IDS = ("article_id", "other_id", "original_id", "derived_id", "origin_id")
# where the words of a row stand: the first of these that it has
_PLACES = (("article_id", "start"), ("derived_id", "derived_start"), ("original_id", "original_start"))


class Shown(NamedTuple):
    """HTML for JupyterLab, nbconvert and papermill alike, with plain text for terminals."""

    markup: str
    plain: str

    def _repr_html_(self) -> str:
        return self.markup

    def __repr__(self) -> str:
        return self.plain


def slug(article_id: str) -> str:
    """A file name for `article_id`: safe on every system, different for different ids, also where case is ignored.

    >>> show.slug("texts/001")
    'texts-001-28731f10dc'
    """
    safe = re.sub(r"[^a-z0-9_-]+", "-", article_id.lower()).strip("-")[:60]
    if safe and safe == article_id:
        return safe
    return f"{safe or 'article'}-{hashlib.sha256(article_id.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def place(article_id: str, start: int) -> str:
    """The mark of the words at `start` of an article: page and anchor within a report.

    >>> show.place("001", 25)
    '001.html#at-25'
    """
    return f"{slug(article_id)}.html#at-{start}"


def whole(article_id: str) -> str:
    """The mark of an article's text as a whole.

    >>> show.whole("001")
    '001.html#text'
    """
    return f"{slug(article_id)}.html#text"


def wording(article_id: str, words: str) -> str:
    """The mark of `words` wherever they first stand in an article; browsers that can find text in a page show them.

    >>> show.wording("001", "trade with Seoul")
    '001.html#text:~:text=trade%20with%20Seoul'
    """
    return f"{whole(article_id)}:~:text={quote(words, safe='')}"


def searched(words: str) -> str:
    """The mark of what the report's search finds for `words`.

    >>> show.searched("Seoul")
    'search.html#find=Seoul'
    """
    return f"search.html#find={quote(words, safe='')}"


@takes_tables()
def passages(
    frame: pd.DataFrame, articles: pd.DataFrame, *, start: str = "start", end: str = "end", text: str = "full"
) -> pd.Series:
    """The words of `articles.text` that each row of `frame` points to; NA where it points nowhere.

    `text`: "full"; "excerpt", the first 25 words of each; "none", NA throughout.

    >>> row = pd.DataFrame({"article_id": ["a"], "start": [3], "end": [9]})
    >>> show.passages(row, pd.DataFrame({"article_id": ["a"], "text": ["It rained."]})).to_list()
    ['rained']
    """
    texts = articles.set_index("article_id")["text"]
    owner = {"start": "article_id"}.get(start, f"{start.removesuffix('_start')}_id")
    owner = owner if owner in frame else "article_id"
    found = [
        texts[article_id][int(a) : int(b)] if pd.notna(a) and pd.notna(b) else None
        for article_id, a, b in zip(frame[owner], frame[start], frame[end], strict=True)
    ]
    return limited(pd.Series(found, index=frame.index, dtype="str"), text)


def limited(words: pd.Series, text: str, *, most: int = EXCERPT) -> pd.Series:
    """`words` of articles as far as `text` ("full", "excerpt" or "none") allows: all, at most `most` words, or NA.

    >>> show.limited(pd.Series(["one two three four"]), "excerpt", most=2).to_list()
    ['one two …']
    """
    if text == "full":
        return words
    if text == "none":
        return words.where(words.isna(), None)
    return words.map(lambda said: excerpt(said, most), na_action="ignore").astype(words.dtype)


def excerpt(words: str, most: int = EXCERPT) -> str:
    """The first `most` words, with an ellipsis where there are more.

    >>> show.excerpt("one two three four", 2)
    'one two …'
    """
    ends = [match.end() for match in islice(_WORD.finditer(words), most + 1)]
    return words if len(ends) <= most else words[: ends[most - 1]] + " …"


@takes_tables(text=False)
def table(
    frame: pd.DataFrame,
    caption: str,
    *,
    columns: Sequence[str] | Mapping[str, str] | None = None,
    articles: pd.DataFrame | None = None,
    limit: int = 200,
    width: int = 400,
) -> Shown:
    """`frame` as an HTML table: the first column heads its row, numbers stand right, missing is a dash.

    `columns` picks columns, or maps them to headings (default: all but character offsets); `articles` puts labels in
    place of ids; a column without any value is left out; above `limit` rows the caption says how many are left out;
    cells longer than `width` characters are cut with an ellipsis.

    >>> show.table(found.origins, "Origins").markup.count("<table")
    1
    """
    headings = _headings(frame, columns)
    first, *further = headings
    headings = {name: headings[name] for name in (first, *(n for n in further if frame[n].notna().any()))}
    labels = _labels(articles) if articles is not None else {}
    shown = frame.head(limit)
    numeric = {name for name in headings if _is_numeric(shown[name])}
    lines = [_row(dict(zip(shown.columns, row, strict=True)), headings, numeric, labels, width) for row in _rows(shown)]
    counted = f"{len(frame):,} row{'' if len(frame) == 1 else 's'}"
    if len(frame) > limit:
        counted = f"first {limit:,} of {counted}; the table file holds all"
    units = {column.name: column.unit for column in _declared(frame)}
    right = {name: ' class="number"' if name in numeric else "" for name in headings}
    head = "".join(
        f'<th scope="col"{right[name]}>{html.escape(title)}{_unit(units.get(name, ""))}</th>'
        for name, title in headings.items()
    )
    if not lines:
        return Shown(
            f'<p class="nothing">{html.escape(harmless.line(caption))}: none.</p>', f"{harmless.line(caption)}: none."
        )
    body = "\n".join(lines)
    markup = (
        f'<div class="origins-table{" long" if len(lines) > MANY else ""}" tabindex="0" role="region" '
        f'aria-label="{html.escape(harmless.line(caption), quote=True)}">'
        f"<table><caption>{html.escape(harmless.line(caption))} <small>{counted}</small></caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )
    text = shown[list(headings)].rename(columns=headings).astype("str").map(harmless.line, na_action="ignore")
    return Shown(markup, f"{harmless.line(caption)} ({counted})\n{text.to_string(index=False, max_colwidth=60)}")


def _labels(articles: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Label and title of each article; no title: empty."""
    called = articles["label"] if "label" in articles else articles["article_id"]
    titles = articles["title"] if "title" in articles else pd.Series(None, articles.index, dtype="str")
    return {
        str(key): (str(label), "" if pd.isna(title) else harmless.line(title))
        for key, label, title in zip(articles["article_id"], called, titles, strict=True)
    }


_SHOWN_ROWS = 12  # rows of a finding that are shown; the tables hold all
# what of the rows of a finding is shown, in this order
_EVIDENCE = (
    *("article_id", "original_id", "derived_id", "person", "quote_kind", "cue", "content", "term", "outlet"),
    *("mention", "measure", "about", "place"),
    *("reporter", "partner", "period", "value", "low", "high", "unit", "recorded_value", "compiler", "gap", "verdict"),
    *("relation", "score", "origin_id", "n_attributions", "n_words", "n", "per_1k", "difference", "n_aligned"),
)


@takes_tables(text=False)
def findings(found: Sequence[Finding], articles: pd.DataFrame, nothing: str = "") -> Shown:
    """Findings as a list, each with how far it can be trusted, the rows it rests on, and the notebook that shows more.

    Only one that may be quoted is headed "To quote" and comes with its source line. `nothing` says what there is none
    of. In a report the notebook is a page.

    >>> "share one" in show.findings(findings.find(found), articles).markup
    True
    """
    items = [_finding(number, finding, articles) for number, finding in enumerate(found, 1)]
    after = f'<p class="nothing">{html.escape(harmless.line(nothing))}</p>' if nothing else ""
    listed = f'<ol class="findings">\n{"".join(items)}\n</ol>' if items else ""
    words = [f"- {harmless.line(finding.sentence)} [{harmless.line(finding.trust)}]" for finding in found]
    return Shown(listed + after, "\n".join([*words, *([harmless.line(nothing)] if nothing else [])]))


def headlines(source: Any, *, reference: str = "reference") -> Shown:
    """What is worth saying of a corpus, as the summary of its report says it: sentences, each with how far to trust it.

    `source`: the tables of `engine.load`, or what it takes. `reference`: a folder of statistics, or one .csv file. As a
    table: `pd.DataFrame(findings.find(found))`; its column `rows` has what a sentence rests on.

    >>> print(helpers.headlines(found))
    - ...5 documents, 4 text origins: 000 and 001 share one. ...
    """
    from helpers import engine, evidence  # nothing else here needs them, and every chart imports this module

    found = source if isinstance(source, engine.Tables) else engine.load(source)
    records = evidence.against_record(found["claims"], evidence.reference(reference))
    told = find(found, records=records)
    return findings([each._replace(page="") for each in told], found["articles"], not_found(told))


def _finding(number: int, finding: Finding, articles: pd.DataFrame) -> str:
    kept = [name for name in _EVIDENCE if name in finding.rows and finding.rows[name].notna().any()]
    caption = f"Rows behind finding {number}"
    rows = table(finding.rows, caption, columns=kept, articles=articles, limit=_SHOWN_ROWS).markup
    quote = ' <span class="source">Source: the texts, as read by Origins.</span>' if finding.is_quotable else ""
    heading = "quote" if finding.is_quotable else "says"
    page = html.escape(finding.page, quote=True)
    more = f' <a href="{page}.ipynb">More: {html.escape(finding.page.partition("-")[2])}</a>' if page else ""
    return (
        f'<li><p class="{heading}">{html.escape(harmless.line(finding.sentence))}{quote}</p>'
        f'<p class="trust">{html.escape(harmless.line(finding.trust))}{more}</p>'
        f'<details class="drawn"><summary>{caption}</summary>{rows}</details></li>'
    )


def _rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(frame.itertuples(index=False, name=None))


def measured(reading: str) -> Shown:
    """How good a reading is, as measured in benchmarks/results.

    There are "attribution, model", "attribution, wide", "attribution, rules", "origins", "claims" and "sentences".

    >>> show.measured("attributions").markup
    '<p...'
    """
    with (files("helpers") / "data" / "measured.csv").open(encoding="utf-8") as lines:
        rows = pd.read_csv(lines, dtype=dict.fromkeys(("reading", "what", "texts", "measure", "result"), "str"))
    return table(
        rows[rows["reading"] == reading].drop(columns="reading"),
        f"Measured quality of this reading: {reading} (low, high: 95 % interval where one was computed)",
        columns={"what": "what", "texts": "measured on", "measure": "measure", "value": "value", "low": "low",
                 "high": "high", "result": "file in benchmarks/results"},
    )  # fmt: skip


def _headings(frame: pd.DataFrame, columns: Sequence[str] | Mapping[str, str] | None) -> dict[str, str]:
    if isinstance(columns, Mapping):
        return dict(columns)
    offsets = {column.name for table in TABLES.values() for column in table.columns if column.unit == OFFSET}
    names = columns or [name for name in frame.columns if name not in offsets]
    return {
        name: HEADINGS.get(name) or harmless.line(name).removeprefix("n_").replace("_", " ") for name in map(str, names)
    }


def _declared(frame: pd.DataFrame) -> Sequence[Column]:
    """The columns of the declared table that is most like `frame`: one name may have other units in another table."""
    names = set(frame.columns)
    return max(TABLES.values(), key=lambda table: len(names & set(table.names)) - len(names ^ set(table.names))).columns


def _is_numeric(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _unit(unit: str) -> str:
    return f" <small>({html.escape(unit)})</small>" if unit and unit not in {OFFSET, "see unit", "see gap_unit"} else ""


def _row(
    row: Mapping[str, Any],
    headings: Mapping[str, str],
    numeric: Collection[str],
    labels: Mapping[str, tuple[str, str]],
    width: int,
) -> str:
    cells = []
    for column, name in enumerate(headings):
        label, title = labels.get(row[name], (row[name], "")) if name in _IDS else (row[name], "")
        content, kind = _cell(label, width)
        content = f'<span title="{html.escape(title, quote=True)}">{content}</span>' if title else content
        kind = kind or ("number" if name in numeric and column else "")
        if column == 0:
            at = _place_of(row)
            content = f'<a data-at="{at}">{content}</a>' if at else content
            cells.append(
                f'<th scope="row" class="{kind}">{content}</th>' if kind else f'<th scope="row">{content}</th>'
            )
        else:
            cells.append(f'<td class="{kind}">{content}</td>' if kind else f"<td>{content}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _place_of(row: Mapping[str, Any]) -> str:
    """The page and place of a row's words; without a place, the page's text; empty for a row about no article."""
    known = [(owner, start) for owner, start in _PLACES if pd.notna(row.get(owner))]
    for owner, start in known:
        if pd.notna(row.get(start)):
            return place(str(row[owner]), int(row[start]))
    return f"{slug(str(row[known[0][0]]))}.html#text" if known else ""


def _cell(value: Any, width: int) -> tuple[str, str]:
    """HTML of one value, and its class: "number", "words" (long text), "phrase" or none."""
    if value is None or value is pd.NA or (not isinstance(value, str | list | tuple) and pd.isna(value)):
        return '<span title="not stated or not known">–</span>', ""
    if pd.api.types.is_bool(value):
        return "yes" if value else "no", ""
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d"), ""
    if isinstance(value, Integral):
        return f"{int(value):,}", "number"
    if isinstance(value, Real):
        return number(float(value)), "number"
    words = harmless.line(str(value))
    cut = words if len(words) <= width else words[: width - 1].rstrip() + "…"
    shown = html.escape(cut)
    # only letters of a script that runs from right to left need an element that keeps them in their cell
    kind = "words" if len(cut) > LONG else "phrase" if len(cut) > PHRASE and " " in cut else ""
    return shown if cut.isascii() else f"<bdi>{shown}</bdi>", kind
