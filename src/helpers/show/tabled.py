"""A tidy table as an HTML table with caption, units and row headings, its columns as far as a page has room."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Mapping, Sequence
from importlib.resources import files
from numbers import Integral, Real
from typing import Any, NamedTuple

import pandas as pd

from helpers import harmless
from helpers.arguments import ArgumentError
from helpers.door import takes_tables
from helpers.show.words import place, slug
from helpers.tables import TABLES, Column
from helpers.words import count, number

OFFSET = "character offset"
MANY = 30  # rows: a table with more scrolls in a box of its own
LONG, PHRASE = 40, 12  # characters: a cell with more gets a wide column, or one in which a phrase does not pile up
# pixels: of a report's page for a table, of a letter, between columns, and of a column of each class at least
ROOM, _LETTER, _APART, _LEAST = 880, 8, 26, {"words": 240, "phrase": 128}
HEADINGS: Mapping[str, str] = {
    "article_id": "article",
    "other_id": "other article",
    "original_id": "original",
    "derived_id": "derived",
    "origin_id": "text origin",
    "original_sentence": "original sentence (from 0)",
    "derived_sentence": "derived sentence (from 0)",
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


@takes_tables(text=False)
def table(
    frame: pd.DataFrame,
    caption: str,
    *,
    columns: Sequence[str] | Mapping[str, str] | None = None,
    articles: pd.DataFrame | None = None,
    limit: int = 200,
    width: int = 400,
    each: str = "",
    is_folded: bool = False,
) -> Shown:
    """`frame` as an HTML table: the first column heads its row, numbers stand right, missing is a dash.

    `columns` picks columns, or maps them to headings (default: all but character offsets); `articles` puts labels in
    place of ids; a column without any value is left out; above `limit` rows the caption says how many are left out, and
    with `each` the first of every value of that column are shown; cells longer than `width` characters are cut with an
    ellipsis. With `is_folded` the table opens when asked. A report shows the columns that its page has room for, in the
    order given; the others when asked.

    >>> show.table(found.origins, "Origins").markup.count("<table")
    1
    """
    headings = _headings(frame, columns)
    first, *further = headings
    headings = {name: headings[name] for name in (first, *(n for n in further if frame[n].notna().any()))}
    labels = _labels(articles) if articles is not None else {}
    shown, most = _first(frame, each, limit)
    numeric = {str(name) for name in shown[list(headings)].select_dtypes("number")}
    rows = [_row(dict(zip(shown.columns, row, strict=True)), headings, numeric, labels, width) for row in _rows(shown)]
    rest = _beyond(list(headings.values()), rows)
    lines = [_line(cells, rest) for cells in rows]
    counted = count(len(frame), "row")
    if len(frame) > limit:
        first_of = f"the first {most:,} of each {headings[each]}: " if each else "first "
        counted = f"{first_of}{len(shown):,} of {counted}{_whole(frame)}"
    head = _head(headings, numeric, rest, {column.name: column.unit for column in _declared(frame)})
    if not lines:
        return Shown(
            f'<p class="nothing">{html.escape(harmless.line(caption))}: none.</p>', f"{harmless.line(caption)}: none."
        )
    markup = _markup(harmless.line(caption), counted, head, lines, len(rest), is_folded=is_folded)
    text = shown[list(headings)].rename(columns=headings).astype("str").map(harmless.line, na_action="ignore")
    return Shown(markup, f"{harmless.line(caption)} ({counted})\n{text.to_string(index=False, max_colwidth=60)}")


def _markup(caption: str, counted: str, head: str, lines: Sequence[str], n_rest: int, *, is_folded: bool) -> str:
    """The table of `lines` with its caption; `n_rest` of its columns are shown when asked, or all of it."""
    # hidden where there is no style of a report, which alone hides columns: its pages do not keep the attribute
    more = f'<details class="more" hidden><summary>{count(n_rest, "more column")}</summary></details>' if n_rest else ""
    body, shown = "\n".join(lines), html.escape(caption)
    markup = (
        f'<div class="origins-table{" long" if len(lines) > MANY else ""}" tabindex="0" role="region" '
        f'aria-label="{html.escape(caption, quote=True)}">'
        f"{more}<table><caption>{shown} <small>{counted}</small></caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )
    return f'<details class="drawn"><summary>{shown}</summary>{markup}</details>' if is_folded else markup


def _first(frame: pd.DataFrame, each: str, limit: int) -> tuple[pd.DataFrame, int]:
    """At most `limit` rows, with `each` spread over its values; and how many of a value there are at most."""
    if not each or len(frame) <= limit:
        return frame.head(limit), limit
    sizes = frame[each].value_counts()
    most = max((n for n in range(1, limit + 1) if sizes.clip(upper=n).sum() <= limit), default=1)
    return frame.groupby(each, sort=False).head(most).head(limit), most


def _labels(articles: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Label and title of each article; no title: empty."""
    called = articles["label"] if "label" in articles else articles["article_id"]
    titles = articles["title"] if "title" in articles else pd.Series(None, articles.index, dtype="str")
    return {
        str(key): (str(label), "" if pd.isna(title) else harmless.line(title))
        for key, label, title in zip(articles["article_id"], called, titles, strict=True)
    }


def _rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(frame.itertuples(index=False, name=None))


def measured() -> Shown:
    """How good each reading is, as measured on other texts in benchmarks/results; opens when asked.

    >>> show.measured().markup
    '<details...'
    """
    with (files("helpers") / "data" / "measured.csv").open(encoding="utf-8") as lines:
        rows = pd.read_csv(lines, dtype=dict.fromkeys(("reading", "what", "texts", "measure", "result"), "str"))
    columns = {"reading": "reading", "what": "what", "texts": "measured on", "measure": "measure", "value": "value"}
    told = "How often a reading is right, measured on other texts; all of it: benchmarks/results"
    return table(rows, told, columns=columns, limit=12, each="reading", is_folded=True)


def _whole(frame: pd.DataFrame) -> str:
    """Where all rows stand, if it is one of our tables."""
    names = [table.name for table in TABLES.values() if list(frame.columns) == table.names]
    return f"; the table {names[0]} holds all" if names else ""


def _headings(frame: pd.DataFrame, columns: Sequence[str] | Mapping[str, str] | None) -> dict[str, str]:
    if isinstance(columns, Mapping):
        return dict(columns)
    offsets = {column.name for table in TABLES.values() for column in table.columns if column.unit == OFFSET}
    names = columns or [name for name in frame.columns if name not in offsets]
    if unknown := [name for name in names if name not in frame]:
        raise ArgumentError("show.table", "columns", unknown, f"some of {', '.join(map(str, frame.columns))}")
    return {
        name: HEADINGS.get(name) or harmless.line(name).removeprefix("n_").replace("_", " ") for name in map(str, names)
    }


def _declared(frame: pd.DataFrame) -> Sequence[Column]:
    """The columns of the declared table that is most like `frame`: one name may have other units in another table."""
    names = set(frame.columns)
    return max(TABLES.values(), key=lambda table: len(names & set(table.names)) - len(names ^ set(table.names))).columns


def _head(
    headings: Mapping[str, str], numeric: Collection[str], rest: Collection[int], units: Mapping[str, str]
) -> str:
    return "".join(
        f'<th scope="col"{_class("number" * (name in numeric), "rest" * (at in rest))}>{html.escape(title)}'
        f"{_unit(units.get(name, ''))}</th>"
        for at, (name, title) in enumerate(headings.items())
    )


def _unit(unit: str) -> str:
    return f" <small>({html.escape(unit)})</small>" if unit and unit not in {OFFSET, "see unit", "see gap_unit"} else ""


def _row(
    row: Mapping[str, Any],
    headings: Mapping[str, str],
    numeric: Collection[str],
    labels: Mapping[str, tuple[str, str]],
    width: int,
) -> list[tuple[str, str]]:
    """The cells of a row, each as HTML with its class."""
    cells = []
    for column, name in enumerate(headings):
        label, title = labels.get(row[name], (row[name], "")) if name in _IDS else (row[name], "")
        content, kind = _cell(label, width)
        content = f'<span title="{html.escape(title, quote=True)}">{content}</span>' if title else content
        at = "" if column else _place_of(row)
        content = f'<a data-at="{at}">{content}</a>' if at else content
        cells.append((content, kind or ("number" if name in numeric and column else "")))
    return cells


def _line(cells: Sequence[tuple[str, str]], rest: Collection[int]) -> str:
    (first, kind), *further = cells
    return (
        f'<tr><th scope="row"{_class(kind)}>{first}</th>'
        + "".join(f"<td{_class(kind, 'rest' * (at in rest))}>{cell}</td>" for at, (cell, kind) in enumerate(further, 1))
        + "</tr>"
    )


def _class(*names: str) -> str:
    held = " ".join(filter(None, names))
    return f' class="{held}"' if held else ""


_TAG = re.compile(r"<[^<>]*>")


def _beyond(headings: Sequence[str], rows: Sequence[Sequence[tuple[str, str]]]) -> frozenset[int]:
    """The columns that a page has no room for: all from the first on with which the others are too wide."""
    taken = 0
    for at, heading in enumerate(headings):
        words = max(map(len, heading.split()), default=0)
        least = 0
        for row in rows:
            content, kind = row[at]
            plain = html.unescape(_TAG.sub("", content))
            words = max(words, len(plain) if kind == "number" else max(map(len, _UNBROKEN.findall(plain)), default=0))
            least = max(least, _LEAST.get(kind, 0))
        taken += max(least, words * _LETTER) + _APART
        if taken > ROOM and at:
            return frozenset(range(at, len(headings)))
    return frozenset()


_UNBROKEN = re.compile(r"[^\s-]+-?")


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
