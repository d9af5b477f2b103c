"""What people made of the finds in other tools, read back as corrections."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from helpers import corrections, tables
from helpers.exchange.marked import LABELS, PARTS, TABLES, VALUES, Find, Marked, Rows, Span, Tables, marked

_PLACE = ("table", "article_id", "start", "end")
_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you", "who", "this", "that"])


class Returned(NamedTuple):
    """What a corrected file says: `rows` as table `corrections` (see `corrections.merge`), and what it cannot say."""

    rows: pd.DataFrame
    unfit: list[str]


class Handed(NamedTuple):
    """An article as a tool gives it back. `links` None: the tool keeps none; `has_values`: it has fields."""

    article_id: str
    text: str
    spans: Mapping[Any, Span]
    links: Sequence[tuple[Any, Any, str]] | None
    values: Mapping[Any, Mapping[str, str]]
    has_values: bool


def read_back(path: str | Path, found: Tables) -> Returned:
    """What people changed in a file that doccano (JSONL) or Label Studio (JSON) exports, as corrections of `found`.

    A find that stands as it was is accepted, one that is gone rejected, one with other fields changed; one with other
    passages is rejected and the new one added. An article that nobody annotated in Label Studio says nothing. `unfit`
    lists articles that are not there or have another text, labels that are none of ours, and fields that cannot be so.
    Given again, the same file says the same: what it said before is now found.

    >>> path, _ = exchange.write(found, Path(folder, "tasks.json"), "label-studio")
    >>> exchange.read_back(path, found).rows.empty  # nobody has looked at them yet
    True
    """
    known = {article.article_id: article for article in marked(found)}
    by_hand = _by_hand(found)
    rows: list[dict[str, Any]] = []
    unfit: list[str] = []
    handed_in: dict[str, Handed] = {}
    for handed in _handed(Path(path), unfit):
        if handed.article_id in handed_in:
            unfit.append(f'article "{handed.article_id}" stands in it more than once; the last is taken')
        handed_in[handed.article_id] = handed
    for handed in handed_in.values():
        article = known.get(handed.article_id)
        if article is None:
            unfit.append(f'article "{handed.article_id}" is not in the corpus')
        elif handed.text != article.text:
            unfit.append(f'article "{handed.article_id}" has another text: its places fit no more')
        else:
            rows += _fitting(_compared(article, handed, by_hand, unfit), unfit)
    return Returned(tables.CORRECTIONS.frame({"correction_id": n, **row} for n, row in enumerate(rows, 1)), unfit)


def _by_hand(found: Tables) -> dict[tuple[Any, ...], set[Any]]:
    """The finds that a person added, each with the columns that are stated of it: the others only follow from these."""
    if "corrections" not in found:
        return {}
    added = found["corrections"][lambda rows: rows["action"] == "add"]
    made: dict[tuple[Any, ...], set[Any]] = {}
    for *key, column in added[[*_PLACE, "column"]].itertuples(index=False, name=None):
        made.setdefault(tuple(key), set()).add(column)
    return made


def _handed(path: Path, unfit: list[str]) -> Iterator[Handed]:
    written = path.read_text("utf-8-sig")
    try:
        lines = [line for line in written.split("\n") if line.strip()]
        rows = json.loads(written) if written.lstrip().startswith("[") else [json.loads(line) for line in lines]
    except json.JSONDecodeError as error:
        raise ValueError(f"{path.name}: no JSON ({error}); expected what doccano or Label Studio exports") from error
    for row in rows:
        names = set(row) if isinstance(row, dict) else set()
        if {"data", "annotations"} <= names:
            yield from _from_label_studio(row, unfit)
        elif "text" in names and names & {"entities", "label"}:
            yield _from_doccano(row)
        elif not {"data", "predictions"} <= names:
            raise ValueError(f"{path.name}: no export of doccano (JSONL) or Label Studio (JSON, not JSON-MIN)")


def _from_doccano(row: Mapping[str, Any]) -> Handed:
    listed = row.get("entities", row.get("label", ()))
    names = ("start_offset", "end_offset", "label")
    entities = [one if isinstance(one, dict) else dict(zip(names, one, strict=True)) for one in listed]
    spans = {
        one.get("id", n): Span(one["label"], one["start_offset"], one["end_offset"]) for n, one in enumerate(entities)
    }
    links = [(one["from_id"], one["to_id"], one["type"]) for one in row.get("relations", ())]
    return Handed(str(row.get("article_id", "")), row["text"], spans, links if "relations" in row else None, {}, False)


def _from_label_studio(row: Mapping[str, Any], unfit: list[str]) -> Iterator[Handed]:
    data, made = row["data"], [one for one in row["annotations"] if not one.get("was_cancelled")]
    name = str(data.get("article_id", ""))
    if len(made) > 1:
        unfit.append(f'article "{name}" was annotated {len(made)} times; the last is taken')
    for annotation in made[-1:]:
        spans: dict[Any, Span] = {}
        values: dict[Any, dict[str, str]] = {}
        links = []
        for one in annotation["result"]:
            if one["type"] == "relation":
                links.append((one["from_id"], one["to_id"], "".join((one.get("labels") or [])[:1])))
            elif one["type"] == "labels":
                spans[one["id"]] = Span(one["value"]["labels"][0], *_in_characters(data["text"], one["value"]))
            elif one["type"] == "textarea":
                said = one["value"]["text"]
                field = one["from_name"].partition("_")[2]
                values.setdefault(one["id"], {})[field] = said if isinstance(said, str) else " ".join(said)
        yield Handed(name, data["text"], spans, links, values, True)


def _in_characters(text: str, value: Mapping[str, Any]) -> tuple[int, int]:
    """Start and end in characters: old versions of Label Studio count units of UTF-16."""
    start, end = int(value["start"]), int(value["end"])
    if "text" in value and text[start:end] != value["text"]:
        raw = text.encode("utf-16-le", "surrogatepass")
        before, its = (raw[2 * a : 2 * b].decode("utf-16-le", "replace") for a, b in ((0, start), (start, end)))
        if its == value["text"]:
            return len(before), len(before) + len(its)
    return start, end


def _put_together(article: Marked, handed: Handed, unfit: list[str]) -> list[Find]:
    """The finds of an article that came back. A tool without relations keeps those whose passages are still there."""
    of_span = {span: key for key, span in handed.spans.items()}
    links = handed.links
    if links is None:
        links = [(of_span[a], of_span[b], what) for a, b, what in article.links if a in of_span and b in of_span]
    parts: dict[Any, list[Span]] = {}
    for one, other, _ in links:
        if one in handed.spans and other in handed.spans:
            parts.setdefault(one, []).append(handed.spans[other])
    later = {other for _, other, what in links if what == "continues"}
    made = []
    for key, span in handed.spans.items():
        where = f'article "{article.article_id}", {span.label} at {span.start}-{span.end}'
        if span.label not in LABELS:
            unfit.append(f"{where}: the label is none of ours")
        elif not 0 <= span.start < span.end <= len(article.text):
            unfit.append(f"{where}: outside the text")
        elif span.label not in PARTS and key not in later:
            made.append(Find((span, *parts.get(key, ())), handed.values.get(key, {})))
    return made


def _compared(article: Marked, handed: Handed, by_hand: Mapping[tuple[Any, ...], set[Any]], unfit: list[str]) -> Rows:
    """What an article that came back says of its finds, as rows of corrections."""
    now = {find.name: find for find in _put_together(article, handed, unfit)}
    speakers = {span: find.values.get("speaker", "") for find in article.finds for span in find.parts}
    for find in article.finds:
        new = now.pop(find.name, None)
        if new is None or new.parts != find.parts:
            yield _row(article, find, "reject")
        changed = _changed(find, new) if new and handed.has_values else {}
        if stated := by_hand.get(tuple(_row(article, find, "add")[name] for name in _PLACE)):
            changed = {name: value for name, value in changed.items() if value or name in stated}
        if new and new.parts != find.parts:
            yield from _add(article, new._replace(values={**find.values, **changed}), speakers)
        elif new and changed:
            yield from (_row(article, find, "change", column, value) for column, value in changed.items())
        elif new:
            yield _row(article, find, "accept")
    for find in now.values():
        yield from _add(article, find, speakers)


def _changed(find: Find, new: Find) -> dict[str, str]:
    columns = VALUES[find.name[0].label]
    return {name: new.values.get(name, "") for name in columns if new.values.get(name, "") != find.values.get(name, "")}


def _row(article: Marked, find: Find, action: str, column: str = "", value: str = "") -> dict[str, Any]:
    start, end = min(span.start for span in find.spans), max(span.end for span in find.spans)
    return {
        "table": TABLES.get(find.name[0].label, "attributions"), "article_id": article.article_id,
        "start": start, "end": end, "action": action, "column": column or None, "value": value or None,
        "words": corrections.excerpt(article.text, start, end) if action == "add" else None,
    }  # fmt: skip


def _add(article: Marked, find: Find, speakers: Mapping[Span, str]) -> Rows:
    """The rows that add `find`, with its passages and what is said of it."""
    columns = {name: value for name, value in find.values.items() if value}
    if find.name[0].label == "content":
        for role in corrections.ROLES:
            places = "|".join(f"{span.start}-{span.end}" for span in sorted(find.spans) if span.label == role)
            if places:
                yield _row(article, find, "add", role, places)
        source = next((span for span in sorted(find.parts) if span.label == "source"), None)
        if source and "speaker" not in columns:
            words = article.text[source.start : source.end]
            is_name = words[:1].isupper() and words.lower() not in _PRONOUNS
            columns["speaker"] = speakers.get(source) or (words if is_name else "")
    elif not columns:
        yield _row(article, find, "add")
    yield from (_row(article, find, "add", column, value) for column, value in columns.items() if value)


def _fitting(rows: Rows, unfit: list[str]) -> Rows:
    """Those of `rows` that corrections.csv may hold."""
    for row in rows:
        where = f'article "{row["article_id"]}", {row["table"]} at {row["start"]}-{row["end"]}'
        try:
            corrections.check_value(where, row["table"], row["action"], row["column"] or "", row["value"] or "")
        except ValueError as error:
            unfit.append(str(error))
        else:
            yield row
