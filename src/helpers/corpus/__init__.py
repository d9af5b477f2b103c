"""Reading a corpus: any source of news texts -> the articles table. The only reader of inputs.

A corpus is a folder of texts (.txt, .docx, .rtf, .html; nested too, with an optional articles.csv at its top), an
export of a service or a press database (JSON, CSV, Excel, Parquet, XML, WARC ...; packed too), a pattern such as
"export/*.jsonl.gz", an address that fsspec knows (s3://, gs://), an open file, or a table or list in memory.
A folder without texts is read as its exports.

article_id: the stated id (a column named in `ALIASES`); else, for a file that is one article, its path within the
corpus without suffix; for a text of a list its number (text-001); else outlet, date and title (see `ids`), the same in
any order of rows.
label: outlet and date, or what `labels` finds in their place; `scan` does not see the whole corpus, so there a label
is the id itself.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import tables, text
from helpers.corpus.article import NO_COLUMN, NO_TEXT, PASSED_OVER
from helpers.corpus.columns import ALIASES, Columns, columns_of
from helpers.corpus.columns import stated as stated_columns
from helpers.corpus.files import (
    BUNDLE,
    KINDS,
    MARK,
    CorpusError,
    File,
    find_files,
    is_one_article,
    is_readable,
    locate,
    open_file,
    own_id,
    sign,
)  # fmt: skip
from helpers.corpus.filled import SheetError, sheet_rows, sheet_text
from helpers.corpus.formats import has_columns, read_file, read_stated, sign_stated
from helpers.corpus.gathering import SAME_ROW, Part, gather, is_fault
from helpers.corpus.ids import content_of
from helpers.corpus.labels import UNKNOWN, groups, labels, outlet_name, short_ids
from helpers.corpus.record import Loss, Note, Record
from helpers.corpus.sources import Source, as_path, is_opened, is_path, read_given
from helpers.door import takes_tables

__all__ = [
    "ALIASES", "BUNDLE", "KINDS", "MARK", "NO_COLUMN", "NO_TEXT", "SAME_ROW", "UNKNOWN", "CorpusError", "File", "Loss",
    "Note", "Part", "Record", "SheetError", "Source", "as_path", "beside", "boilerplate", "columns_beside",
    "content_of", "find_files", "from_frame", "gather", "groups", "is_fault", "is_one_article", "is_path", "join",
    "labels", "left_out", "locate", "open_file", "outlet_name", "own_id", "read", "read_all", "read_records",
    "repairs", "scan", "sheet_rows", "sheet_text", "short_ids", "sign", "sign_stated",
]  # fmt: skip
__dir__ = __all__.copy


_LONG = 200  # characters: titles are shorter, texts longer


def scan(
    source: Source,
    *,
    size: int = 1000,
    on_error: str = "stop",
    date_format: str | None = None,
    columns: Columns = None,
) -> Iterator[Part]:
    """The corpus `source` in parts of at most `size` articles, in the order of the input; memory stays flat.

    `source` is a path or an address, "-" for standard input, an open file, a frame, or a list of articles or texts.
    on_error "stop": what cannot be read is said in one CorpusError, after the last input; "quarantine" goes on and
    lists it in `rejected`. Neither a row without text nor a date that cannot be read ever stops: they are listed, in
    `rejected` and in `notes`. `date_format` is for dates that are written in an uncommon way (see `datetime.strptime`).
    `columns` says which column is which where names do not: {"text": "body"}, or "text=body, published=printed on";
    without it columns.csv beside the corpus does.

    >>> [len(part.articles) for part in corpus.scan("seeds", size=2)]
    [2, 2, 1]
    """
    reading: dict[str, Any] = {"size": size, "on_error": on_error, "date_format": date_format}
    if is_path(source) or is_opened(source) or isinstance(source, str):
        with as_path(source) as path:
            files, unread = find_files(path)
            yield from gather(chain(left_out(unread), read_records(path, files, date_format, columns)), **reading)
    else:
        yield from gather(read_given(source, date_format, stated_columns(columns)), **reading)


def left_out(unread: Iterable[str]) -> Iterator[Note]:
    """What is said of each file that is not read: a report of this program, data beside texts, or no text at all.

    >>> list(corpus.left_out([]))
    []
    """
    for name in unread:
        if name.rpartition("/")[2] == MARK:
            folder = name.rpartition("/")[0] or "the folder itself"
            yield Note(name, "", "report", None, f"{folder} is a report of this program: left out")
        elif is_readable(name):
            told = "not read, as other files here are texts; name it as a corpus of its own"
            yield Note(name, "", "not read", None, told)
        else:
            yield Note(name, "", "not read", None, "not read, as it is of no kind that is; if it is a text, convert it")


def beside(source: Source, name: str) -> Path:
    """The file `name` in the folder of the corpus, or beside its file; beside a table in memory there is none.

    >>> corpus.beside("seeds", "corrections.csv").parent.name
    'seeds'
    """
    if not isinstance(source, str | os.PathLike) or source == "-" or "://" in str(source):
        return Path(os.devnull) / name
    where = Path(locate(source))
    return (where if where.is_dir() else where.parent) / name


def columns_beside(source: Source) -> str:
    """What columns.csv beside the corpus says (a row for each of ours: ours, yours), as "text=body, published=when".

    >>> corpus.columns_beside("seeds")
    ''
    """
    path = beside(source, "columns.csv")
    rows = sheet_rows(sheet_text(path), path.name, ("ours", "yours")) if path.is_file() else []
    return _pairs({row.get("ours", ""): row.get("yours", "") for _, row in rows})


def read_records(
    source: str | os.PathLike[str],
    files: Collection[File],
    date_format: str | None = None,
    columns: Columns = None,
) -> Iterator[Record | Loss | Note]:
    """The records of `files` of the corpus at `source`, in order, with what articles.csv says of them.

    >>> len(list(corpus.read_records("seeds", corpus.find_files("seeds")[0])))
    5
    """
    named = stated_columns(columns or columns_beside(source))
    if named and files and not sign_stated(source) and not any(map(has_columns, files)):
        raise CorpusError(
            f"{os.fspath(source)}: columns are named ({_pairs(named)}), but here are only texts and pages, which have "
            "none. Leave columns out; what you know of each text goes into articles.csv beside them."
        )
    stated, losses = read_stated(source, date_format, named)
    yield from losses
    for file in files:
        yield from read_file(file, stated, date_format, named)
    if stated:
        texts = {own_id(file.name) for file in find_files(source)[0]}
        for article_id, record in stated.items():
            if article_id not in texts:
                yield Loss(
                    "articles.csv", record.place, article_id, f'no file "{article_id}.txt" in the corpus',
                    "Remove the row, or add the file",
                )  # fmt: skip


def _pairs(named: Mapping[str, str]) -> str:
    return ", ".join(f"{ours}={theirs}" for ours, theirs in named.items())


def read(
    source: Source, *, on_error: str = "stop", date_format: str | None = None, columns: Columns = None
) -> pd.DataFrame:
    """The articles of the corpus `source`: all parts of `scan`, one frame sorted by article_id. None at all: an error.

    Texts of a list are named by their number and keep their order; those of a column (Series) by its index.

    >>> corpus.read(["It snowed.", "It rained."])[["article_id", "text"]].to_numpy().tolist()
    [['text-001', 'It snowed.'], ['text-002', 'It rained.']]
    """
    return read_all(source, on_error=on_error, date_format=date_format, columns=columns).articles


def from_frame(
    frame: pd.DataFrame, *, on_error: str = "stop", date_format: str | None = None, **columns: str
) -> pd.DataFrame:
    """The articles of a frame whose columns have names of their own: `corpus.from_frame(df, text="body")`.

    `columns`: ours = yours, of article_id, title, outlet, author, published, url, language and text; those that are
    not named are found as in an export (`ALIASES`). "index" stands for the index. Further columns stay. Rows without a
    text are left out, as in `read`; `read_all` lists them. Texts that are short where another column holds long ones
    are warned of: the names may be swapped.

    Rows are sorted by article_id, which is always words; ids that are whole numbers stand here in the order of numbers.
    Tables made of them (`helpers.load`) are sorted as words: "10" before "2".

    >>> import pandas as pd
    >>> df = pd.DataFrame({"when": ["31/5/2023"], "body": ["It rained."]})
    >>> from_frame(df, text="body", published="when")[["published", "text"]].to_string(index=False)
    ' published       text\\n2023-05-31 It rained.'
    """
    if not isinstance(frame, pd.DataFrame):
        raise CorpusError(f"corpus.from_frame: {type(frame).__name__} is no table (DataFrame). Use corpus.read for it.")
    if "index" in columns.values() and "index" not in frame:
        own = frame.reset_index(names="index")
    else:
        own = frame.reset_index(drop=frame.index.name is None or frame.index.name in frame)
    allowed = [*ALIASES]
    for ours, yours in columns.items():
        if ours not in allowed:
            raise CorpusError(f"corpus.from_frame: no column {ours} is read; there are {', '.join(allowed)}.")
        if yours not in own:
            raise CorpusError(
                f'corpus.from_frame: {ours}="{yours}", but the frame has no column "{yours}"; '
                f"there are {', '.join(map(str, own.columns))}. Name one of them."
            )
    if told := _swapped(own, columns):
        warnings.warn(f"corpus.from_frame: {told}", stacklevel=2)
    articles = read(own, on_error=on_error, date_format=date_format, columns=columns)
    if articles["article_id"].str.fullmatch(r"\d{1,18}").all():
        articles = articles.sort_values("article_id", key=lambda ids: ids.astype("int64"), ignore_index=True)
    return articles


def _swapped(frame: pd.DataFrame, columns: Mapping[str, str]) -> str:
    """What is odd where the texts of `frame` are as short as titles and another column holds long ones; else ""."""
    lengths = {
        str(name): frame[name].dropna().str.len().median()
        for name in frame
        if frame[name].ndim == 1 and pd.api.types.infer_dtype(frame[name], skipna=True) == "string"
    }
    found = columns_of(dict.fromkeys(lengths, ""), columns)["text"] or ""  # by its name, where nobody says which it is
    text = lengths.pop(found, _LONG)
    others = {name: n for name, n in lengths.items() if name.lower() not in PASSED_OVER}
    longest = max(others, key=lambda name: others[name], default="")
    if text >= _LONG or others.get(longest, 0) < max(_LONG, text * 3):
        return ""
    taken = "" if "text" in columns else f' (the column "{found}" is taken for the text, by its name)'
    return (
        f'text="{found}" holds {text:.0f} characters in the middle row, the column "{longest}" '
        f'{others[longest]:.0f}{taken}. If that is the article, write text="{longest}".'
    )


def read_all(
    source: Source,
    *,
    on_error: str = "stop",
    date_format: str | None = None,
    columns: Columns = None,
    allow_empty: bool = False,
) -> Part:
    """The articles of the corpus `source`, was set aside and what is worth saying, each one frame.

    >>> part = corpus.read_all("seeds")
    >>> len(part.articles), len(part.rejected)
    (5, 0)
    """
    parts = list(scan(source, on_error=on_error, date_format=date_format, columns=columns))
    articles = join([part.articles for part in parts], tables.ARTICLES)
    if articles.empty and not allow_empty:
        n = sum(len(part.rejected) for part in parts)
        if not (is_path(source) or is_opened(source) or isinstance(source, str)):
            raise CorpusError(
                f"the corpus: no articles: none of its {n} rows has a text. Name the column that holds it: "
                'corpus.from_frame(df, text="body").'
            )
        raise CorpusError(
            f"{_named(source)}: no articles ({n} inputs set aside); expected .txt files, or one .jsonl, .csv or "
            ".parquet file. "
            "Name another corpus; `origins check` lists what was found."
        )
    articles["label"] = pd.Series(labels(articles), dtype=tables.TEXT)
    rejected = join([part.rejected for part in parts], tables.REJECTED)
    return Part(articles, rejected, join([part.notes for part in parts], tables.NOTES))


def _named(source: Source) -> str:
    return os.fspath(source) if isinstance(source, str | os.PathLike) else "the corpus"


def join(frames: Iterable[pd.DataFrame], table: tables.Table) -> pd.DataFrame:
    """`frames` of one table as one frame, sorted by its key.

    >>> len(corpus.join([articles, articles.iloc[:0]], tables.ARTICLES))
    5
    """
    filled = [frame for frame in frames if len(frame)]
    return table.frame(pd.concat(filled, ignore_index=True) if filled else [])


@takes_tables(text=False)
def repairs(articles: pd.DataFrame) -> pd.DataFrame:
    """The table `repairs` of `articles`: what was mended in each text as it came, one row a rule.

    >>> corpus.repairs(corpus.read(["They met at AT&amp;T on Monday."]))["rule"].to_list()
    ['entities']
    """
    mended = articles.dropna(subset="mended") if "mended" in articles else articles[:0]
    return tables.REPAIRS.frame(
        (article_id, *row)
        for article_id, rows in zip(mended["article_id"], mended.get("mended", ()), strict=True)
        for row in json.loads(rows)
    )


@takes_tables()
def boilerplate(articles: pd.DataFrame) -> pd.DataFrame:
    """The table `boilerplate` of `articles`: passages that are page furniture, with the rule that found them.

    >>> corpus.boilerplate(corpus.read(["It rained.\\n\\nAdvertisement\\n\\nIt stopped."]))["start"].to_list()
    [12]
    """
    return tables.BOILERPLATE.frame(
        (article_id, *found)
        for article_id, written in zip(articles["article_id"], articles["text"], strict=True)
        for found in text.name_boilerplate(written)
    )
