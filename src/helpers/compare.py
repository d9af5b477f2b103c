"""What is new, gone or changed between two corpora, or between one corpus at two times."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from helpers import corpus as corpora
from helpers import engine, findings, harmless, show, terms
from helpers.arguments import as_tables
from helpers.corpus.files import MARK
from helpers.report import assemble, clean, pages
from helpers.words import cells, count, counted, in_prose, known, listed, start

__all__ = ["LEAST_G2", "Change", "compare", "open_tables", "write"]
__dir__ = __all__.copy


NEW, GONE, CHANGED, SAME = "new", "gone", "changed", "same"
LEAST_G2 = 15.13  # p < 0.0001 with one degree of freedom: thousands of terms are compared at a time
_ORDER = {NEW: 0, CHANGED: 1, GONE: 2}
_NAMED = 4  # named in a sentence

Tables = Mapping[str, pd.DataFrame]


class Change(NamedTuple):
    """One kind of change: what is said of it, and its rows."""

    name: str
    heading: str
    sentence: str
    rows: pd.DataFrame


def open_tables(source: str | os.PathLike[str]) -> Tables:
    """The tables of a corpus, or those that `origins analyse` left in a folder.

    >>> compare.open_tables("seeds")["origins"]["origin_id"].nunique()
    4
    """
    source = os.fspath(source)
    manifest = engine.read_manifest(corpora.locate(source))
    return engine.load(str(manifest["source"]), tables=source) if manifest else engine.load(source)


def compare(old: Tables, new: Tables) -> list[Change]:
    """What differs between the tables of two corpora: articles, speakers, claims, text origins, terms.

    An article is the same where its id and its text are; a claim is compared only where its statement is complete
    (what, about whom or where, when). What stands in both alike is left out.

    >>> [change.name for change in compare.compare(found, found) if len(change.rows)]
    []
    """
    for name, tables in (("old", old), ("new", new)):
        as_tables("compare.compare", name, tables)
    return [_articles(old, new), _speakers(old, new), _claims(old, new), _origins(old, new), _terms(old, new)]


def _state(is_before: bool, is_after: bool, is_like: bool) -> str:
    if is_before and is_after:
        return SAME if is_like else CHANGED
    return NEW if is_after else GONE


def _said(rows: pd.DataFrame, noun: str, name: str) -> str:
    """ "2 speakers are new: A and B; 1 speaker is gone: C"."""
    parts = []
    for state, words in ((NEW, "new"), (CHANGED, "changed"), (GONE, "gone")):
        its = [in_prose(str(value)) for value in rows.loc[rows["state"] == state, name]]
        if its:
            parts.append(f"{count(len(its), noun)} {'is' if len(its) == 1 else 'are'} {words}: "
                         f"{listed(its, _NAMED)}")  # fmt: skip
    return "; ".join(parts) + "." if parts else f"No {noun} is new, changed or gone."


def _articles(old: Tables, new: Tables) -> Change:
    before, after = ({row["article_id"]: row for row in cells(side["articles"])} for side in (old, new))
    rows = []
    for key in sorted({*before, *after}):
        row = after.get(key) or before[key]
        is_like = key in before and key in after and before[key]["sha256"] == after[key]["sha256"]
        told = {name: row[name] for name in ("label", "title", "published", "n_words")}
        rows.append({"state": _state(key in before, key in after, is_like), "article_id": key, **told})
    made = pd.DataFrame(rows, columns=["state", "label", "title", "published", "n_words", "article_id"])
    sentence = f"{count(len(before), 'article')} before, {len(after):,} after. {_said(made, 'article', 'label')}"
    return Change("articles", "Articles", sentence, _sorted(made, ["label"]))


def _sorted(rows: pd.DataFrame, by: list[str], *, ascending: bool = True) -> pd.DataFrame:
    rows = rows[rows["state"] != SAME]
    order = rows["state"].map(_ORDER)
    made = rows.assign(order=order).sort_values(["order", *by], ascending=[True, *[ascending] * len(by)], kind="stable")
    return made.drop(columns="order").reset_index(drop=True)


def _speakers(old: Tables, new: Tables) -> Change:
    told = (side["attributions"].groupby("person")["article_id"].nunique() for side in (old, new))
    before, after = ({str(name): int(n) for name, n in documents.items()} for documents in told)
    rows = [
        {"state": _state(name in before, name in after, True), "speaker": name, "documents before": before.get(name, 0),
         "documents after": after.get(name, 0)}
        for name in sorted({*before, *after})
    ]  # fmt: skip
    made = pd.DataFrame(rows, columns=["state", "speaker", "documents before", "documents after"])
    made = _sorted(made, ["documents after", "documents before"], ascending=False)
    return Change("speakers", "Who speaks", _said(made, "speaker", "speaker"), made)


class _Stated(NamedTuple):
    values: set[tuple[Any, ...]]
    words: dict[str, None]
    documents: set[str]


def _claims(old: Tables, new: Tables) -> Change:
    before, after = (_statements(side["claims"]) for side in (old, new))
    nothing = _Stated(set(), {}, set())
    rows = []
    for about in sorted({*before, *after}):
        was, now = before.get(about, nothing), after.get(about, nothing)
        rows.append(
            {"state": _state(about in before, about in after, was.values == now.values), "statement": about,
             "before": ", ".join(was.words) or pd.NA, "after": ", ".join(now.words) or pd.NA,
             "documents before": len(was.documents), "documents after": len(now.documents)}
        )  # fmt: skip
    made = pd.DataFrame(rows, columns=["state", "statement", "before", "after", "documents before", "documents after"])
    made = _sorted(made, ["documents after", "documents before"], ascending=False)
    return Change("claims", "Complete statements with numbers", _said(made, "statement", "statement"), made)


def _statements(claims: pd.DataFrame) -> dict[str, _Stated]:
    found: dict[str, _Stated] = {}
    for row in cells(findings.clear(claims)):
        if findings.is_complete(row):
            held = found.setdefault(findings.statement(row), _Stated(set(), {}, set()))
            held.values.add(tuple(row[name] if known(row[name]) else None for name in ("low", "high", "unit")))
            held.words[f"“{show.excerpt(str(row['mention']), show.NAME)}”"] = None
            held.documents.add(str(row["article_id"]))
    return found


def _origins(old: Tables, new: Tables) -> Change:
    before, after = (_groups(side) for side in (old, new))
    labels = {str(row["article_id"]): row["label"] for side in (old, new) for row in cells(side["articles"])}
    owner = {key: name for name, keys in before.items() for key in keys}
    rows, met = [], set()
    for name, keys in sorted(after.items()):
        was = next((owner[key] for key in sorted(keys) if key in owner), None)
        met.add(was)
        rows.append(_origin(labels, name, before.get(was or "", frozenset()), keys))
    rows += [_origin(labels, name, keys, frozenset()) for name, keys in sorted(before.items()) if name not in met]
    made = pd.DataFrame(rows, columns=["state", "origin", "documents before", "documents after", "documents"])
    made = _sorted(made, ["documents after", "documents before"], ascending=False)
    return Change("origins", "Text origins of several documents", _said(made, "text origin", "origin"), made)


def _groups(side: Tables) -> dict[str, frozenset[str]]:
    origins = side["origins"]
    several = origins[origins.groupby("origin_id")["article_id"].transform("size") > 1]
    return {str(name): frozenset(map(str, rows)) for name, rows in several.groupby("origin_id")["article_id"]}


def _origin(labels: Mapping[str, Any], name: str, was: frozenset[str], now: frozenset[str]) -> dict[str, Any]:
    return {
        "state": _state(bool(was), bool(now), was == now), "origin": labels.get(name, name),
        "documents before": len(was), "documents after": len(now),
        "documents": ", ".join(str(labels.get(key, key)) for key in sorted(now or was)),
    }  # fmt: skip


def _terms(old: Tables, new: Tables) -> Change:
    columns = ["term", "n_after", "n_before", "per_1k_after", "per_1k_before", "log_ratio", "low", "high", "g2"]
    sides = [_own_terms(side, name) for side, name in ((old, "before"), (new, "after"))]
    if any(counts.empty for counts, _ in sides):
        return Change("terms", "Terms", "Nothing to compare: one side holds no words.", pd.DataFrame(columns=columns))
    counts = pd.concat([counts for counts, _ in sides], ignore_index=True)
    articles = pd.concat([held for _, held in sides], ignore_index=True)
    keys = terms.keyness(terms.grouped(counts, articles, "outlet"))
    keys = keys[(keys["article_id"] == "after") & (keys["g2"] >= LEAST_G2)]
    made = keys.rename(columns={"n": "n_after", "n_rest": "n_before", "per_1k": "per_1k_after",
                                "per_1k_rest": "per_1k_before"})  # fmt: skip
    made = made.sort_values(["g2", "term"], ascending=[False, True])[columns].reset_index(drop=True)
    more, less = (list(made.loc[made["log_ratio"] * sign > 0, "term"]) for sign in (1, -1))
    told = [f"{counted(len(found), 'term')} {words} frequent after{f' ({listed(found, _NAMED)})' if found else ''}"
            for found, words in ((more, "more"), (less, "less"))]  # fmt: skip
    sentence = f"{', '.join(told)}, beyond chance (p < 0.0001), one document of each text origin counted."
    return Change("terms", "Terms", start(sentence), made)


def _own_terms(side: Tables, name: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    # an article may stand on both sides: it gets a name for each
    counts = terms.one_per_origin(side["frequencies"], side["origins"])
    articles = side["articles"].assign(outlet=name)
    renamed = [frame.assign(article_id=name + "/" + frame["article_id"]) for frame in (counts, articles)]
    return renamed[0], renamed[1]


def write(
    old: str | os.PathLike[str],
    new: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    names: tuple[str, str] | None = None,
) -> Path:
    """The comparison of two corpora (or of folders that `origins analyse` left) as a page with its tables as CSV.

    `out` is replaced as a whole, once all is there. ValueError: an `out` that holds other files. `names` are how the
    page calls the two; None: by their last folder.

    >>> compare.write("seeds", "seeds", Path(folder, "changes")).name
    'index.html'
    """
    with assemble.staging(out) as (target, staged):
        changes = compare(open_tables(old), open_tables(new))
        (staged / "tables").mkdir()
        for change in changes:
            sheet = harmless.cells(change.rows).to_csv(index=False, lineterminator="\n")
            (staged / "tables" / f"{change.name}.csv").write_text(sheet, encoding="utf-8")
        called = [Path(os.fspath(side)).name for side in (names or (old, new))]
        (staged / "index.html").write_text(_page(changes, called), encoding="utf-8", errors="backslashreplace")
        (staged / MARK).write_text("origins compare\n", encoding="utf-8")
        assemble.put(staged, target)
    return target / "index.html"


def _page(changes: list[Change], names: list[str]) -> str:
    shown = []
    for change in changes:
        # without ids: there is no page of an article to lead to
        table = show.table(change.rows.drop(columns="article_id", errors="ignore"), change.heading)
        shown.append((change, clean.html(table.markup) if len(change.rows) else ""))
    template = pages.environment().get_template("compare.html.j2")
    return template.render(frame=pages.ALONE, shown=shown, names=names, title=f"{names[0]} and {names[1]}")
