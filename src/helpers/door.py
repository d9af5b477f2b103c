"""What public functions are given, looked at once and in one place: any frame of articles, tables of the right kind.

`takes_tables` is put on every public function with a parameter `articles`, or one named like a table of `tables`. The
function then always gets articles as `corpus.read` gives them, or the caller a `TableError` with function, column, row
and cure. What is given is never changed. Beside tables stand numbers and words: one that cannot be is an
`ArgumentError`, which names the function that was called, the parameter, what it was and what it may be.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pandas as pd

from helpers import tables
from helpers.arguments import LOOKED_AT, ArgumentError, shown
from helpers.words import count

__all__ = ["TableError", "as_articles", "as_table", "takes_tables"]
__dir__ = __all__.copy


P = ParamSpec("P")
R = TypeVar("R")

_STATED = ("title", "outlet", "author", "url", "file", "language")  # of the columns that may be missing: words
_IDS = ("article_id", "other_id", "original_id", "derived_id", "origin_id")
_TEXTS = frozenset({"body", "content", "content_original", "article", "story", "full_text", "fulltext", "maintext"})
_MADE_BY = {  # tables that `engine.load` does not hold
    "frequencies": "terms.frequencies(articles)"
    ' (of outlets or other groups: terms.grouped(frequencies, articles, "outlet"))',
    "ranked_terms": "terms.ranked(frequencies)",
    "keyness": "terms.keyness(frequencies)",
    "dispersion": "terms.dispersion(frequencies)", "positions": "terms.positions(articles, terms)",
    "in_context": "terms.in_context(articles, term)", "collocations": "terms.collocations(articles)",
    "readability_steps": "readability.cleaning_steps(articles)",
    "readability_changes": "readability.compare(articles, alignment)",
    "timeline": "reuse.timeline(articles, origins, alignment)", "candidates": "reuse.candidates(articles)",
    "similarities": "reuse.similarities(articles)", "related": "evidence.related(quantities, articles, origins)",
    "records": "evidence.against_record(claims, reference)", "recorded": "evidence.by_statement(records)",
    "reference": "evidence.reference(folder)",
    "implied": "evidence.implied(reference, claims)",
    "stories": "evidence.stories(articles, boilerplate, origins)",
    "told_apart": "evidence.told_apart(stories, cited_sources, articles, origins)",
    "wordings": "evidence.wordings(stories, articles, attributions, origins)",
}  # fmt: skip
_BY_GROUP = {"frequencies": '. By outlet or another group: give it terms.grouped(frequencies, articles, "outlet")'}
_ARGUMENTS = {"numbers": "quantities", "stated": "provenance", "chosen": "candidates", "spans": "attribution_spans"}


class TableError(ValueError):
    """A table that cannot be taken: the message names the function, the column, the row and the cure."""


def takes_tables(
    *, text: bool = True, named: Mapping[str, str] | None = None, same: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorate a public function: its tables are looked at before it runs (see `as_articles`, `as_table`).

    `text=False`: the articles may do without their texts. `named`: parameter -> table, where the names differ.
    `same`: the articles of the first table must be among `articles`.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        return _checking(function, text, named or {}, is_same=same)

    return decorate


def _checking(function: Callable[P, R], text: bool, named: Mapping[str, str], *, is_same: bool) -> Callable[P, R]:
    signature = inspect.signature(function)
    wanted = {
        name: table
        for name, parameter in signature.parameters.items()
        if "DataFrame" in str(parameter.annotation) and (table := _table_of(name, named))
    }
    first = next((name for name in wanted if wanted[name] != "articles"), "")
    kinds = {name: str(parameter.annotation) for name, parameter in signature.parameters.items()}
    values = {name: found for name, kind in kinds.items() if (found := LOOKED_AT.get(name) or LOOKED_AT.get(kind))}
    said = _said(function)

    @wraps(function)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError as error:
            takes = ", ".join(signature.parameters)
            raise TypeError(f"{said}: {error}; it takes {takes}{_BY_GROUP.get(first, '')}") from None
        given = bound.arguments
        for name, table in wanted.items():
            if name not in given or (given[name] is None and signature.parameters[name].default is None):
                continue
            if table == "articles":
                given[name] = as_articles(given[name], said, text=text)
            else:
                given[name] = as_table(given[name], tables.TABLES[table], said, name)
        for name in values.keys() & given.keys():
            given[name] = values[name](said, name, given[name])
        if given.get("group_by") and "articles" in signature.parameters and given.get("articles") is None:
            told = "articles=... beside it, which say what group each article of the table is of"
            raise ArgumentError(said, "group_by", given["group_by"], told)
        if is_same and first and given.get("articles") is not None:
            _check_same(given.get(first), given["articles"], said, first)
        return _calling(function, bound, said)

    return checked


def _calling(function: Callable[P, R], bound: inspect.BoundArguments, said: str) -> R:
    """What `function` gives; an argument of it that was found wrong inside is one of `said`."""
    try:
        return function(*bound.args, **bound.kwargs)
    except ArgumentError as error:
        if error.parameter in bound.arguments:
            error.said = said
        raise


def _table_of(parameter: str, named: Mapping[str, str]) -> str:
    table = named.get(parameter) or _ARGUMENTS.get(parameter, parameter)
    return table if table in tables.TABLES else ""


def _said(function: Callable[..., Any]) -> str:
    """A function as its users call it: "terms.frequencies", "reuse.pairs"."""
    return f"{function.__module__.removeprefix('helpers.').partition('.')[0]}.{function.__name__}"


def as_articles(given: Any, said: str, *, text: bool = True) -> pd.DataFrame:
    """`given` as the functions read articles; the same object where nothing is to do.

    article_id: a column or the index, of any type, as words; no two alike, none missing. text: words, missing is
    empty. published: dates, or words as ISO 8601 writes them, as UTC. Any index, column types and further columns.
    """
    if not isinstance(given, pd.DataFrame):
        kind = type(given).__name__
        raise TableError(
            f"{said}: articles is a {kind}, not a table (DataFrame). "
            "Read it first: articles = corpus.read(...), which takes paths, frames and lists."
        )
    frame = _with_ids(given, said)
    given_ids = frame["article_id"]
    ids = _checked_ids(given_ids, said)
    changed: dict[str, Any] = {} if ids is given_ids else {"article_id": ids}
    if text or "text" in frame:
        changed |= _words(frame, said)
    changed |= {name: _as(frame[name], tables.TEXT) for name in _STATED if name in frame and not _is_words(frame[name])}
    if "published" in frame and frame["published"].dtype != tables.TIME:
        changed["published"] = _dates(frame["published"], said)
    frame = frame.assign(**changed) if changed else frame
    if "n_words" in frame and (changed.keys() & {"text"} or frame["n_words"].isna().any()):
        frame = frame.drop(columns="n_words")  # counted anew where they are wanted
    return frame


def _with_ids(given: pd.DataFrame, said: str) -> pd.DataFrame:
    """`given` with article_id as a column and rows counted from 0."""
    is_plain = isinstance(given.index, pd.RangeIndex) and given.index.start == 0 and given.index.step == 1
    repeated = given.columns[given.columns.duplicated()]
    if len(repeated):
        raise TableError(
            f'{said}: articles has several columns "{repeated[0]}". '
            "Keep one: articles.loc[:, ~articles.columns.duplicated()]."
        )
    if "article_id" in given:
        return given if is_plain else given.reset_index(drop=True)
    if "article_id" in given.index.names:
        ids = given.index.get_level_values("article_id")
        frame = given.reset_index(drop=True)
        frame.insert(0, "article_id", _as(pd.Series(ids.to_numpy(dtype=object), frame.index), ids.dtype))
        return frame
    raise TableError(
        f'{said}: articles has no column "article_id", nor an index of that name; there are {_listed(given.columns)}. '
        'Rename yours: articles.rename(columns={"id": "article_id"}), or let articles = corpus.from_frame(articles) '
        "find columns and make ids."
    )


def _as(column: Any, dtype: Any) -> Any:
    return column.astype(dtype)


def _is_words(column: Any) -> bool:
    return bool(column.dtype == tables.TEXT)


def _checked_ids(ids: Any, said: str) -> Any:
    if (missing := ids.isna()).any():
        raise TableError(
            f'{said}: articles, {_row(missing)}, column "article_id": missing. '
            'Give it one, or leave the row out: articles.dropna(subset="article_id").'
        )
    if not _is_words(ids):
        if pd.api.types.is_float_dtype(ids.dtype) and (ids == ids.round()).all():
            ids = ids.astype("int64")  # 3.0, as pandas writes whole numbers of a column with gaps
        ids = ids.astype(object).map(str).astype(tables.TEXT)
    if not ids.is_unique:
        twice = ids.duplicated()
        value = ids[twice].iloc[0]
        rows = " and ".join(str(n) for n in ids.index[ids == value][:2])
        raise TableError(
            f'{said}: articles, rows {rows}, column "article_id": both are "{value}". Give each article an id of its '
            'own, or keep one: articles.drop_duplicates("article_id").'
        )
    return ids


def _words(frame: pd.DataFrame, said: str) -> dict[str, Any]:
    """The column text as words, where it is not: missing is empty."""
    if "text" not in frame:
        like = [str(name) for name in frame.columns if str(name).lower() in _TEXTS]
        cure = f'articles.rename(columns={{"{like[0] if like else "body"}": "text"}})'
        raise TableError(
            f'{said}: articles has no column "text"; there are {_listed(frame.columns)}. Rename yours: {cure}.'
        )
    text = frame["text"]
    if _is_words(text):
        return {"text": text.fillna("")} if text.hasnans else {}
    made = text.astype(object)
    made = made.where(text.notna(), "")
    if (other := ~made.map(lambda value: isinstance(value, str))).any():
        value = made[other].iloc[0]
        raise TableError(
            f'{said}: articles, {_row(other)}, column "text": {shown(value)} ({type(value).__name__}), not text. '
            "Write the text as a string, or leave the row out."
        )
    return {"text": _as(made, tables.TEXT)}


def _dates(published: Any, said: str) -> Any:
    """`published` as UTC without zone; words as ISO 8601 writes them, others are refused: 5/9/2023 has two readings."""
    if pd.api.types.is_datetime64_any_dtype(published.dtype):
        made = published.dt.tz_convert("UTC").dt.tz_localize(None) if published.dt.tz is not None else published
        return made.astype(tables.TIME)
    published = published.astype(object).where(published.notna(), None)
    published = published.where(published.map(lambda value: not isinstance(value, str) or bool(value.strip())), None)
    found = published.map(_date)
    if (wrong := found.isna() & published.notna()).any():
        raise TableError(
            f'{said}: articles, {_row(wrong)}, column "published": {shown(published[wrong].iloc[0])} is no date as '
            "2023-05-31. Make it dates: corpus.from_frame(articles) reads the forms that exports have, or "
            'articles.assign(published=pd.to_datetime(articles["published"], format=...)).'
        )
    return _as(pd.Series(found, published.index), tables.TIME)


def _date(value: Any) -> Any:
    if isinstance(value, str):
        words = value.strip()
        stamp: Any
        is_iso = words[:4].isdigit() and (len(words) == 8 or words[4:5] == "-") and len(words) >= 8
        stamp = pd.to_datetime(words, format="ISO8601", errors="coerce") if is_iso else pd.NaT
    elif isinstance(value, date):  # datetime and Timestamp, too
        stamp = pd.Timestamp(value)
    else:
        return pd.NaT
    return stamp.tz_convert("UTC").tz_localize(None) if stamp is not pd.NaT and stamp.tzinfo is not None else stamp


def as_table(given: Any, table: tables.Table, said: str, parameter: str) -> pd.DataFrame:
    """`given` when it has the columns of the key of `table`, as columns or index; ids as words."""
    called = parameter if parameter == table.name else f"{parameter} (table {table.name})"
    made = _MADE_BY.get(table.name, f'engine.load(corpus)["{table.name}"]')
    if not isinstance(given, pd.DataFrame):
        raise TableError(f"{said}: {called} is a {type(given).__name__}, not a table (DataFrame). Make it: {made}.")
    missing = [name for name in table.key if name not in given]
    if levels := [name for name in missing if name in given.index.names]:
        given = given.reset_index(levels)
        missing = [name for name in missing if name not in levels]
    if missing:
        raise TableError(
            f'{said}: {called} has no column "{missing[0]}"; there are {_listed(given.columns)}. Make it: {made}.'
        )
    others = [name for name in _IDS if name in given and not _is_words(given[name])]
    frame: pd.DataFrame = given.assign(**{name: _ids_as_words(given[name]) for name in others}) if others else given
    return frame


def _ids_as_words(ids: Any) -> Any:
    return ids.astype(object).map(str, na_action="ignore").astype(tables.TEXT)


def _check_same(given: Any, articles: pd.DataFrame, said: str, parameter: str) -> None:
    """That the articles a table speaks of are among `articles`."""
    if given is None or "article_id" not in given:
        return
    others = given.loc[~given["article_id"].isin(articles["article_id"]), "article_id"].dropna()
    if len(others):
        n = others.nunique()
        raise TableError(
            f'{said}: {count(n, "article")} of {parameter}, first "{others.iloc[0]}", '
            f"{'is' if n == 1 else 'are'} not among articles. Give the articles that {parameter} was made from."
        )


def _row(wrong: Any) -> str:
    """The first row that is marked, counted from 0 as `iloc` does, and how many more there are."""
    n = int(wrong.sum())
    more = "" if n == 1 else f" and {n - 1:,} more"
    return f"row {int(wrong.to_numpy().argmax())}{more}"


def _listed(names: Iterable[Any]) -> str:
    shown = [str(name) for name in names]
    return (", ".join(shown[:12]) + (", ..." if len(shown) > 12 else "")) or "none"
