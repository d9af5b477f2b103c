"""How press databases lay out one document: lines -> title, outlet, date, author, length and text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from helpers.corpus.databases import Database
from helpers.corpus.dates import DateError, read_date
from helpers.corpus.lines import Line

_LONG = 120  # characters: no publisher's name
_HEAD = 40  # lines of a document in which its head is looked for
_TAGGED = re.compile(
    r"\s*(HD|BY|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|SE|CR|CT|AN|CO|IN|NS|RE|PUB|RF|CLM|VOL)(?:\s{1,}(.*))?$"
)
_COPYRIGHT = re.compile(r"\s*(?:Copyright\b|©|\(c\)|All Rights Reserved)", re.IGNORECASE)
_BY = re.compile(r"^\s*(?:by|von|par|por|di)\s+(?=\S)", re.IGNORECASE)
_EDITION = re.compile(
    r"\s*(?:[\w ,&/'-]* Editions?(?: - Final)?|Correction Appended|Final|All Editions)\s*$", re.IGNORECASE
)
_APPENDED = re.compile(r"\s*Correction Appended\s*$", re.IGNORECASE)
_COUNTED = re.compile(r"^\d+\) ")
_ISSUE = re.compile(r",? (?:no\.?|n°|nº|vol\.) .*$|\s+-\s.*$", re.IGNORECASE)

Fields = dict[str, Any]


def _label(line: str, database: Database) -> tuple[str, str] | None:
    """The column that a line like "BYLINE: A. Writer" fills, and its value."""
    name, colon, value = line.strip().partition(":")
    column = database.labels.get(name.strip()) if colon else None
    return (column, value.strip()) if column else None


def _date(line: str) -> str | None:
    """The longest beginning of `line` that is a date, as written."""
    words = line.replace("\u00a0", " ").split()[:8]
    for end in range(len(words), 0, -1):
        written = " ".join(words[:end]).rstrip(",;")
        if re.search(r"[^\W\d_]{3}|\d[-/.]\d|年", written) and re.search(r"\d", written):
            try:
                read_date(written, day_first=True)
            except DateError:
                continue
            return written
    return None


def _body(lines: Sequence[Line], glue: str) -> str:
    if glue == "\n":
        return "\n".join(line.text.rstrip() for line in lines).strip("\n")
    return glue.join(line.text.strip() for line in lines if line.text.strip())


def _take(fields: Fields, column: str, value: str) -> None:
    if column != "-" and value:
        fields.setdefault(column, _BY.sub("", value, count=1) if column == "author" else value)


def _outlet_first(document: Sequence[Line], database: Database, glue: str) -> Fields:
    """LexisNexis: outlet, date, title, labelled lines, text, labelled lines."""
    fields: Fields = {}
    at, head = 0, []
    filled = [i for i, line in enumerate(document[:_HEAD]) if line.text.strip() and not _COPYRIGHT.match(line.text)]
    dated = next((i for i in filled[:8] if _date(document[i].text.strip())), None)
    if dated is not None:
        fields["published"] = _date(document[dated].text.strip())
        before = [document[i].text.strip() for i in filled if i < dated]
        fields["outlet"] = before[0] if before else None
        at = dated + 1
    labelled = next((i for i in range(at, min(len(document), at + _HEAD)) if _label(document[i].text, database)), None)
    if labelled is not None:
        head = [line.text.strip() for line in document[at:labelled]]
        at = labelled
    fields["title"] = _title(head)
    at = _labels(document, at, database, fields)
    end = next(
        (i for i in range(at, len(document)) if database.after and database.after.search(document[i].text)),
        len(document),
    )
    fields["text"] = _body(document[at:end], glue)
    for line in document[end:]:
        if told := _label(line.text, database):
            _take(fields, *told)
    return fields


def _title(head: Sequence[str]) -> str | None:
    """The last block of lines before the labels: an edition may stand before it."""
    head = [line for line in head if not _EDITION.match(line)]
    blocks = [block.split("\n") for block in re.split(r"\n{2,}", "\n".join(head).strip("\n")) if block]
    return " ".join(blocks[-1]) if blocks else None


def _labels(document: Sequence[Line], at: int, database: Database, fields: Fields) -> int:
    """Read labelled lines from `at` on, with what they wrap to; where the text begins."""
    while at < len(document):
        line = document[at].text
        if not line.strip():
            at += 1
            continue
        told = _label(line, database)
        if told is None:
            break
        value, at = told[1], at + 1
        while at < len(document) and document[at].text.strip() and not _label(document[at].text, database):
            if not _is_wrapped(document[at - 1].text):
                break
            value, at = f"{value} {document[at].text.strip()}", at + 1
        _take(fields, told[0], value)
    return at


def _is_wrapped(line: str) -> bool:
    return 60 <= len(line.rstrip()) <= 90


def _title_first(document: Sequence[Line], database: Database, glue: str) -> Fields | None:
    """Nexis Uni: title, outlet, date, labelled lines, "Body", text, "Classification"."""
    begun = next((i for i, line in enumerate(document) if database.text and database.text.search(line.text)), None)
    labelled = next((i for i, line in enumerate(document) if _label(line.text, database)), None)
    if begun is None and labelled is None:
        return None if not any(line.text.strip() for line in document) else {"title": _body(document[:3], " ")}
    top = begun if begun is not None else labelled or 0
    fields: Fields = {}
    dated = next((i for i in range(top - 1, -1, -1) if _date(document[i].text.strip())), None)
    if dated is not None:
        fields["published"] = _date(document[dated].text.strip())
    if dated is None:
        below = (i for i, line in enumerate(document[:top]) if _is_below_head(line.text, database))
        top = next(below, top)
    block = _head_above(document, dated if dated is not None else top, database)
    if len(block) > 2 and block[-1].startswith("("):
        block.pop()  # the name of a blog below that of its paper
    fields["outlet"] = block[-1] if block else None
    fields["title"] = " ".join(block[:-1])
    for line in document[(dated or 0) :]:
        if told := _label(line.text, database):
            _take(fields, *told)
    start = begun + 1 if begun is not None else top
    end = next(
        (i for i in range(start, len(document)) if database.after and database.after.search(document[i].text)),
        len(document),
    )
    fields["text"] = _body(document[start:end], glue)
    return fields


def _head_above(document: Sequence[Line], below: int, database: Database) -> list[str]:
    """Title and outlet: the last lines before `below`, up to two blank lines; without a date, the first ones."""
    found: list[str] = []
    for at in range(below - 1, -1, -1):
        line = document[at].text
        if line.strip() and not (_is_below_head(line, database) or _APPENDED.match(line)):
            found.insert(0, line.strip())
        elif found and not line.strip() and at and not document[at - 1].text:
            break
    return found


def _is_below_head(line: str, database: Database) -> bool:
    # Nexis Uni puts a no-break space behind its labels: a title with a colon has none
    return bool(_label(line, database) or _COPYRIGHT.match(line) or re.match(r"\s*[A-Z][\w/-]+:\u00a0", line))


def _tagged(document: Sequence[Line]) -> list[Line]:
    """Lines of Factiva's tagged form ("HD  Title") with their tags as marks; others as they are."""
    if not any(re.match(r"\s*HD\s", line.text) for line in document if not line.mark):
        return list(document)
    found, mark = [], ""
    for line in document:
        tag = _TAGGED.match(line.text)
        mark, text = (tag[1], tag[2] or "") if tag else (mark, line.text)
        if text.strip():
            found.append(Line(text.strip(), mark))
    return found


def _by_tags(document: Sequence[Line], glue: str) -> Fields:
    def all_of(*tags: str) -> str:
        return _body([line for line in document if line.mark in tags], "\n\n" if glue == "\n" else glue)

    names = {"HD": "title", "BY": "author", "WC": "length", "PD": "published", "SN": "outlet", "LA": "language"}
    fields: Fields = {}
    for tag, column in names.items():
        if value := all_of(tag):
            _take(fields, column, value.replace("\n\n", " "))
    fields["text"] = all_of("LP", "TD")
    return fields


def _length_first(document: Sequence[Line], database: Database, glue: str) -> Fields | None:
    """Factiva: (section), title, (author), length, date, (time), outlet, code ..., copyright, text."""
    document = _tagged([line for line in document if line.text.strip()])
    if any(line.mark == "PD" for line in document):
        return _by_tags(document, glue)
    counted = next(
        (i for i, line in enumerate(document) if database.length and database.length.search(line.text)), None
    )
    if counted is None:
        return {"title": document[0].text} if document else None
    fields: Fields = {"length": document[counted].text.strip()}
    headed = [line.text for line in document if line.mark == "HD"]
    head = [line for line in document[max(0, counted - 5) : counted] if line.mark in {"", "BY"}]
    by = next((line.text for line in head if line.mark == "BY" or _BY.match(line.text)), None)
    if by:
        _take(fields, "author", by)
    plain = [line.text.strip() for line in head if line.text != by]
    fields["title"] = _COUNTED.sub("", " ".join(headed).strip()) or (plain[-1] if plain else None)
    dated = next((i for i in range(counted + 1, min(counted + 4, len(document))) if _date(document[i].text)), None)
    start = counted + 1
    if dated is not None:
        fields["published"] = _date(document[dated].text)
        rest = [
            i
            for i in range(dated + 1, len(document))
            if not re.fullmatch(r"\s*\d\d?:\d\d(?:\s*[AP]M)?\s*", document[i].text)
        ]
        fields["outlet"] = document[rest[0]].text.strip() if rest else None
        start = rest[0] + 1 if rest else len(document)
    copied = next((i for i in range(start, min(start + 9, len(document))) if _COPYRIGHT.match(document[i].text)), None)
    fields["text"] = _body(_below(document[copied + 1 if copied is not None else start :], copied is not None), "\n\n")
    return fields


def _below(lines: Sequence[Line], is_after_rights: bool) -> Sequence[Line]:
    """The text of a document of Factiva: what is marked so, and long lines between; the publisher's name goes."""
    marked = [at for at, line in enumerate(lines) if line.mark == "TD"]
    if not marked:
        return lines
    if not is_after_rights:
        return [lines[at] for at in marked]
    ends = max(marked[-1], *(at for at, line in enumerate(lines) if len(line.text) > _LONG), 0)
    return lines[: ends + 1]


def _all_labelled(document: Sequence[Line], database: Database, glue: str) -> Fields | None:
    """ProQuest: the title, then all of it labelled."""
    fields: Fields = {}
    first = next((line.text.strip() for line in document if line.text.strip()), "")
    column, value, values = "", "", []
    for line in document:
        told = _label(line.text, database)
        if told:
            values.append((column, value))
            column, value = told
        elif column:
            value = f"{value}{glue if column == 'text' else ' '}{line.text.rstrip()}"
    for name, told_value in [*values, (column, value)]:
        _take(fields, name, told_value.strip() if name == "text" else " ".join(told_value.split()))
    if not fields:
        return None
    if not _label(first, database):
        fields.setdefault("title", re.sub(r"^Document \d+ of \d+\s*", "", first))
    if fields.get("outlet"):
        fields["outlet"] = fields["outlet"].partition(";")[0]
    fields.pop("info", None)
    return fields


def _marked(document: Sequence[Line], database: Database, glue: str) -> Fields | None:
    """Europresse: outlet, a line of section, date and length, title, author, text; by classes, else by order."""
    lines = [line for line in document if line.text.strip()]
    fields: Fields = {}
    if not any(line.mark for line in lines):
        kept = [line for line in lines if not (database.after and database.after.search(line.text))]
        dated = next((i for i, line in enumerate(kept[:12]) if _within(line.text)), None)
        if dated is None or dated == 0:
            return {"title": kept[0].text} if kept else None
        marks = [
            "SN" if i == dated - 1 else "PD" if i == dated else "HD" if i == dated + 1 else "TD"
            for i in range(len(kept))
        ]
        lines = [Line(line.text, mark) for line, mark in zip(kept[dated - 1 :], marks[dated - 1 :], strict=True)]
    by_mark = {mark: _body([line for line in lines if line.mark == mark], " ") for mark in ("SN", "PD", "HD", "BY")}
    fields["outlet"] = _ISSUE.sub("", by_mark["SN"])
    fields["published"] = _within(by_mark["PD"])
    fields["length"] = (
        found[0].strip() if database.length and (found := database.length.search(by_mark["PD"])) else None
    )
    fields["title"] = by_mark["HD"]
    _take(fields, "author", by_mark["BY"])
    fields["text"] = _body([line for line in lines if line.mark == "TD"], "\n\n")
    return fields


def _within(line: str) -> str | None:
    """The date that stands somewhere in `line`."""
    words = line.split()
    return next((found for at in range(len(words)) if (found := _date(" ".join(words[at : at + 6])))), None)


LAYOUTS: Mapping[str, Callable[[Sequence[Line], Database, str], Fields | None]] = {
    "outlet date title": _outlet_first,
    "title outlet date": _title_first,
    "title length date outlet": _length_first,
    "labels": _all_labelled,
    "outlet header title": _marked,
}
