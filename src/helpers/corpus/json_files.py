"""JSON as services give it: one object a line, a list, or articles deep inside a response."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from helpers.corpus.columns import flatten, has_article, pick
from helpers.corpus.encodings import encoding_of, read_text
from helpers.corpus.files import File, open_file
from helpers.corpus.record import Loss, Note, Record

_DEEPEST = 8
_NO_ARTICLE_TYPES = frozenset({
    "website", "webpage", "organization", "newsmediaorganization", "person", "imageobject", "breadcrumblist",
    "listitem", "searchaction", "videoobject", "itemlist", "collectionpage",
})  # fmt: skip
_DECODER = json.JSONDecoder(strict=False)  # raw line ends and zero bytes inside strings are read


def read_json(file: File) -> Iterator[Record | Loss | Note]:
    """The articles of a JSON file, whatever its shape; one object a line is read line by line, at flat memory."""
    encoding = encoding_of(file)
    if note := encoding.note(file.name):
        yield note
    with open_file(file) as opened:
        lines = io.TextIOWrapper(opened, encoding=encoding.name, errors=encoding.errors)
        first = next((line for line in lines if line.strip("\ufeff\0 \t\r\n")), "")
    if not first or _is_object(first):
        yield from _read_lines(file, encoding.name, encoding.errors)
    else:
        yield from _read_whole(file)


def _is_object(line: str) -> bool:
    # a line alone that is an object, or cannot be more than a line
    try:
        return isinstance(_DECODER.decode(line.strip("\ufeff\0 \t\r\n")), dict)
    except (ValueError, RecursionError):
        return False


def _read_lines(file: File, encoding: str, errors: str) -> Iterator[Record | Loss]:
    with open_file(file) as opened:
        for number, line in enumerate(io.TextIOWrapper(opened, encoding=encoding, errors=errors, newline="\n"), 1):
            bare = line.strip("\ufeff\0 \t\r\n")
            if not bare:
                continue
            try:
                found = _DECODER.decode(bare)
            except (ValueError, RecursionError) as error:
                yield Loss(
                    file.name, f"line {number}", None, f"not JSON: {error}",
                    "Expected one JSON object a line; fix the line",
                )  # fmt: skip
            else:
                yield from _records(file, f"line {number}", found)


def _read_whole(file: File) -> Iterator[Record | Loss]:
    written, _ = read_text(file)
    written = written.lstrip("\ufeff\0 \t\r\n")
    values, at = [], 0
    try:
        while at < len(written):
            value, at = _DECODER.raw_decode(written, at)
            values.append(value)
            while at < len(written) and written[at] in " \t\r\n,\0\x1e":
                at += 1
    except (ValueError, RecursionError) as error:
        if "\n" in written.strip() and file.name.lower().rpartition(".")[2] not in {"json"}:
            yield from _read_lines(file, "utf-8", "origins-cp1252")
            return
        yield Loss(
            file.name, "", None, f"not JSON: {error}", "Expected one object, a list, or one object a line; fix the file"
        )
        return
    if len(values) == 1:
        yield from _records(file, "", values[0])
    else:
        for number, value in enumerate(values, 1):
            yield from _records(file, f"object {number}", value)


def _records(file: File, place: str, found: Any) -> Iterator[Record | Loss]:
    """The articles in one JSON value: itself, the items of a list, or those of the lists inside it."""
    if isinstance(found, dict) and has_article(found) and not _lists(found):
        yield Record(file.name, place or "item 1", found)
    elif isinstance(found, dict):
        listed = list(_lists(found))
        if not listed:
            yield Record(file.name, place or "item 1", found)
        number = 0
        for _, items in listed:
            for item in items:
                number += 1
                if not _is_no_article(item):
                    yield _record(file, f"{place}, item {number}" if place else f"item {number}", item)
    elif isinstance(found, list) and found and (not place or isinstance(found[0], dict)):
        for number, item in enumerate(found, 1):
            if not _is_no_article(item):
                yield _record(file, f"{place}, item {number}" if place else f"item {number}", item)
    elif found != []:
        yield _record(file, place, found)


def _record(file: File, place: str, fields: Any) -> Record | Loss:
    if isinstance(fields, dict):
        return Record(file.name, place, fields)
    if isinstance(fields, str):
        return Record(file.name, place, {"text": fields})
    shown = json.dumps(fields)[:60]
    return Loss(file.name, place, None, f"not a JSON object: {shown}", "Expected {...}; fix it")


def _lists(found: dict[str, Any]) -> list[tuple[str, list[Any]]]:
    """The lists of articles inside a response, those nearest to its top; none where it is an article itself."""
    if _text_of(found):
        return []
    level: list[tuple[str, dict[str, Any]]] = [("", found)]
    for _ in range(_DEEPEST):
        lists, below = [], []
        for before, fields in level:
            if fields and all(_text_of(item) for item in fields.values()):
                lists.append((before, [{"id": key, **item} for key, item in fields.items()]))
                continue
            for name, value in fields.items():
                if isinstance(value, list) and any(isinstance(item, dict) and has_article(item) for item in value):
                    lists.append((f"{before}{name}", value))
                elif isinstance(value, dict):
                    below.append((f"{before}{name}.", value))
        if lists or not below:
            return lists
        level = below
    return []


def _text_of(fields: Any) -> bool:
    if not isinstance(fields, dict):
        return False
    flat = flatten(fields)
    return isinstance(pick(flat, "text"), str)


def _is_no_article(item: Any) -> bool:
    """Whether JSON-LD says that this is another thing than an article."""
    kinds = item.get("@type") if isinstance(item, dict) else None
    listed = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.lower() in _NO_ARTICLE_TYPES for kind in listed)
