"""Figures of text origins: what was reused, and how many origins are left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers import reuse
from helpers.arguments import ArgumentError
from helpers.charts import letters, pointing, style
from helpers.charts.rows import labels
from helpers.show import place as place_of
from helpers.show import whole
from helpers.tables import by_key
from helpers.words import cells, count, counted, known, listed, start


def _sentences(rows: pd.DataFrame, relation: str) -> list[int]:
    """The sentences of the original with that relation."""
    found = rows.loc[rows["relation"] == relation, "original_sentence"].dropna()
    return sorted({int(number) for number in found})


def _changes(rows: pd.DataFrame) -> str:
    changed, worth = (len(_sentences(rows, kind)) for kind in ("meaning changed", "worth a look"))
    if changed:
        return f"in {changed:,} the meaning may have changed"
    return f"{worth:,} {'is' if worth == 1 else 'are'} worth a look" if worth else "no change of meaning was found"


def _pair(alignment: pd.DataFrame, original_id: str, derived_id: str) -> tuple[str, str] | None:
    """Of the pairs that are meant, the one with most aligned sentences; None: nothing is aligned."""
    pairs = alignment.groupby(["original_id", "derived_id"])["derived_sentence"].count().sort_values(kind="stable")
    wanted = [(str(a), str(b)) for a, b in pairs.index if original_id in {"", a} and derived_id in {"", b}]
    if len(pairs) and not wanted:
        parameter, value = ("original_id", original_id) if original_id else ("derived_id", derived_id)
        told = listed([f"{a} and {b}" for a, b in pairs.index], 5)
        raise ArgumentError("charts.ribbons", parameter, value, f"those of a pair that is aligned: {told}")
    return wanted[-1] if wanted else None


@style.styled
def ribbons(
    alignment: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    original_id: str = "",
    derived_id: str = "",
    source: str = style.SOURCE,
) -> style.Chart:
    """One pair's sentences, original left and derived right, joined by ribbons coloured by what became of them.

    Reads `alignment`; without `original_id` and `derived_id` the pair with most aligned sentences is drawn.

    >>> charts.ribbons(found.alignment, articles=articles).title
    '... sentences of 001 come back in 000; ...'
    """
    pair = _pair(alignment, original_id, derived_id)
    if pair is None:
        return style.empty("No article was found to be derived from another", source)
    first, second = pair
    rows = alignment[(alignment["original_id"] == first) & (alignment["derived_id"] == second)]
    names = labels(articles, [first, second])
    numbers = {relation: int((rows["relation"] == relation).sum()) for relation in style.RELATIONS}
    kept = {int(n) for n in rows.loc[rows["derived_sentence"].notna(), "original_sentence"].dropna()}
    every = {int(n) for n in rows["original_sentence"].dropna()}
    is_ordered = bool(rows["is_order_known"].all()) if "is_order_known" in rows else True
    called = {relation: relation for relation in style.RELATIONS}
    if not is_ordered:  # then nothing was dropped or added
        called |= {"dropped": f"only in {names[first]}", "added": f"only in {names[second]}"}
    lengths = [_length(rows["original_sentence"]), _length(rows["derived_sentence"])]
    step = min(9.0, max(3.0, 420 / max(lengths)))
    made = style.sheet(
        f"{len(kept):,} of {count(len(every), 'sentence')} of {names[first]} "
        f"{'come back' if is_ordered else 'also stand'} in {names[second]}; {_changes(rows)}",
        _note(is_ordered=is_ordered, has_stub=bool(numbers["dropped"] or numbers["added"])),
        f"{count(len(rows), 'row')} of the alignment",
        source,
        body=max(lengths) * step + 22,
        keys=_keys(numbers, called),
    )
    sides = _sides(made.width, names[first], names[second])
    _draw_heads(made, sides, lengths, step, is_ordered=is_ordered)
    _draw_bands(made, sides, rows, names, step)
    kinds = ", ".join(f"{numbers[kind]:,} {name}" for kind, name in called.items())
    details = f"Sentences of {names[first]} on the left, of {names[second]} on the right, joined by bands: {kinds}"
    details += _missing(_sentences(rows, "dropped")) if is_ordered else ""
    columns = ["original_id", "derived_id", "original_sentence", "derived_sentence", "relation", "score"]
    return style.chart(made, f"{details}.", rows=rows[columns], names=names)


def _length(numbers: pd.Series) -> int:
    return int(numbers.max()) + 1 if numbers.notna().any() else 1


def _note(*, is_ordered: bool, has_stub: bool) -> str:
    joins = (
        "Each band joins a sentence of the original with the sentence made from it."
        if is_ordered
        else "Each band joins a sentence of both; which came first was not found from credits, dates or wording."
    )
    return f"{joins}{' A stub has no counterpart.' * has_stub} The kinds of change are suggested by machine."


def _keys(numbers: Mapping[str, int], called: Mapping[str, str]) -> list[style.Key]:
    return [
        style.Key(f"{called[kind]} {numbers[kind]:,}", colour, "line" if kind in {"dropped", "added"} else "band")
        for kind, colour in style.RELATIONS.items()
        if numbers[kind]
    ]


def _missing(dropped: Sequence[int]) -> str:
    if not dropped:
        return ""
    shown = ", ".join(str(number + 1) for number in dropped[:12]) + " ..." * (len(dropped) > 12)
    return f". Dropped: sentence{'s' if len(dropped) > 1 else ''} {shown} of the original"


class _Side(NamedTuple):
    """One of the two texts: where its column stands, to which side its numbers, and what it is."""

    x: float
    aside: int
    place: str
    role: str
    name: str


def _sides(width: float, original: str, derived: str) -> tuple[_Side, _Side]:
    return _Side(60.0, -1, "left", "original", original), _Side(width - 60.0, 1, "right", "derived", derived)


_HEAD = 20  # points above the columns


def _draw_heads(
    made: style.Sheet, sides: Sequence[_Side], lengths: Sequence[int], step: float, *, is_ordered: bool
) -> None:
    """The names of the two texts above their columns, and the numbers of every tenth sentence beside them."""
    axes, top = style.blank(made), made.height - _HEAD
    for side in sides:
        said = f"{side.name} ({side.role})" if is_ordered else side.name
        words = letters.fit(said, made.width / 2 - 70, letters.LABEL, bold=True)
        axes.text(side.x, made.height - 12, words, ha=side.place, weight=700)
    for side, length in zip(sides, lengths, strict=True):
        axes.plot([side.x, side.x], [top, top - length * step], color=style.FAINT, lw=1)
        for number in range(length):
            if (number + 1) % 10 == 0 or number == 0:
                y = top - (number + 0.5) * step
                at = "right" if side.aside < 0 else "left"
                axes.small(side.x + side.aside * 18, y, str(number + 1), ha=at, va="center")


def _draw_bands(
    made: style.Sheet, sides: tuple[_Side, _Side], rows: pd.DataFrame, names: Mapping[str, str], step: float
) -> None:
    """A band for each pair of sentences, a stub for each without counterpart, and a square for every sentence."""
    axes, top = style.blank(made), made.height - _HEAD
    left, right = sides[0].x, sides[1].x
    order = {"same": 0, "reworded": 1, "worth a look": 2, "meaning changed": 3}
    drawn = sorted(cells(rows), key=lambda row: (order.get(row["relation"], 4), row["alignment_id"]))
    for row in drawn:
        a, b, colour = row["original_sentence"], row["derived_sentence"], style.RELATIONS[row["relation"]]
        if known(a) and known(b):
            axes.add_artist(_ribbon(left, top - float(a) * step, right, top - float(b) * step, step * 0.8, colour))
        elif known(a) or known(b):
            x, end, number = (left, left + 16, a) if known(a) else (right, right - 16, b)
            y = top - (float(number) + 0.5) * step
            axes.plot([x, end], [y, y], color=colour, lw=step * 0.6, solid_capstyle="butt")
    for row in drawn:
        _answer(axes, row, names, (left, right), top, step)
    for side in sides:
        for row in drawn:
            if known(row[f"{side.role}_sentence"]):
                y = top - float(row[f"{side.role}_sentence"]) * step
                across = (side.x + side.aside * 3, side.x + side.aside * 13)
                axes.box(across, (y - step * 0.9, y - step * 0.1), color=style.RELATIONS[row["relation"]])


def _answer(
    axes: style.Blank,
    row: Mapping[str, Any],
    names: Mapping[str, str],
    ends: tuple[float, float],
    top: float,
    step: float,
) -> None:
    """Make the two squares of a row of the alignment answer: what became of the sentence, and its words."""
    sides = (("original", ends[0] - 14, ends[0] + 20), ("derived", ends[1] - 20, ends[1] + 14))
    for side, x0, x1 in sides:
        number, start_ = row[f"{side}_sentence"], row.get(f"{side}_start")
        if known(number):
            y = top - (float(number) + 0.5) * step
            key = str(row[f"{side}_id"])
            said = f"{names[key]}, sentence {int(str(number)) + 1}: {row['relation']}"
            at = place_of(key, int(str(start_))) if known(start_) else ""
            pointing.mark(axes, (x0, x1), (y - step / 2, y + step / 2), said, at)


def _ribbon(x0: float, y0: float, x1: float, y1: float, thick: float, colour: str) -> PathPatch:
    middle = (x0 + x1) / 2
    curve = [
        (x0, y0), (middle, y0), (middle, y1), (x1, y1),
        (x1, y1 - thick), (middle, y1 - thick), (middle, y0 - thick), (x0, y0 - thick), (x0, y0),
    ]  # fmt: skip
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    return PathPatch(Path(np.array(curve), codes), facecolor=colour, alpha=0.75, lw=0)


@style.styled
def documents_and_origins(
    origins: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    alignment: pd.DataFrame | None = None,
    passages: pd.DataFrame | None = None,
    source: str = style.SOURCE,
) -> style.Chart:
    """Documents against origins: a row an origin, a square a document; origins of one document fold above twelve.

    Reads `origins`; `alignment` tells whether some hold stories that share a part only, and `passages` (the table
    `same_passages`) whether stories of two share some.

    >>> charts.documents_and_origins(found.origins).title
    'Five documents, four text origins; the largest origin holds 2 documents'
    """
    if not len(origins):
        return style.empty("No document, no origin", source)
    names = labels(articles, origins["article_id"].astype(str))
    held = by_key(zip(origins["origin_id"].astype(str), origins["article_id"].astype(str), strict=True))
    order = sorted(held, key=lambda origin: (-len(held[origin]), origin))
    several, alone = ([one for one in order if (len(held[one]) > 1) is is_one] for is_one in (True, False))
    is_rough = alignment is not None and reuse.share_parts(origins, alignment, passages)
    shown = several[: style.MANY - style.FEW]
    said = f"{len(several) - len(shown):,} smaller origins are not shown" if len(several) > len(shown) else ""
    fold = f"{len(alone):,} origins of one document each" if len(alone) > style.FEW else ""
    rows = [(_origin_name(one, held[one], names), held[one]) for one in (shown if fold else [*shown, *alone])]
    step, size = (20.0, 9.0) if len(rows) <= style.FEW else (14.0, 7.5)
    most = 110.0 if style.is_narrow() else 190.0
    label = max(min(most, letters.widest(letters.fit(name, most) for name, _ in rows)), letters.wide(fold))
    rows += [(fold, [key for one in alone for key in held[one]])] if fold else []
    made = style.sheet(
        _origins_title(len(origins), [len(held[origin]) for origin in order], is_rough=is_rough),
        "Each square is a document; a row is a text origin: documents that have a text in common. "
        "No reuse found is not proof of independence.",
        f"{count(len(origins), 'document')}, {count(len(held), 'text origin')}",
        source,
        said,
        body=step * len(rows),
        keys=[*([_COPIED] if several else []), *([_ONE] if alone else [])],
    )
    for number, (name, members) in enumerate(rows):
        y = made.height - (number + 0.5) * step
        _squares(made, y, size, label, name, {key: names[key] for key in members}, is_one=name == fold)
    drawn = style.frame([(origin, key) for origin in order for key in held[origin]], "origin_id", "article_id")
    chart = style.chart(made, _documents_by_origin(rows, origins), rows=drawn, names=names)
    return replace(chart, is_said=not several)  # a list of all documents says no more than the title


def _documents_by_origin(rows: Sequence[tuple[str, Sequence[str]]], origins: pd.DataFrame) -> str:
    told = listed([f"{name}: {count(len(members), 'document')}" for name, members in rows], 12)
    outside = " Virtual originals are not in the corpus." * bool(origins["is_virtual"].fillna(value=False).any())
    return f"Documents by origin: {told}.{outside}"


def _origins_title(n: int, sizes: Sequence[int], *, is_rough: bool) -> str:
    title = start(f"{counted(n, 'document')}, {'about ' * is_rough}{counted(len(sizes), 'text origin')}")
    if sizes[0] > 1:
        return f"{title}; the largest origin holds {sizes[0]:,} documents"
    found = "no text stands in two documents, but some share passages"
    return f"{title}; {found if is_rough else 'no reuse was found between them'}"


_ONE = style.Key("the only one of its origin", "#9aa0a6")
_COPIED = style.Key("has a copy or rewrite here", style.BLUE)


def _squares(
    made: style.Sheet, y: float, size: float, label: float, name: str, members: Mapping[str, str], *, is_one: bool
) -> None:
    """A row of squares, one a document, or a bar where they are too many; `label`: points for the name of the row."""
    axes = style.blank(made)
    room = made.width - label - 90
    up = (y - size / 2, y + size / 2)
    axes.text(label, y, letters.fit(name, label + 0.5), ha="right", va="center_baseline")
    is_one = is_one or len(members) == 1
    colour = (_ONE if is_one else _COPIED).colour
    pitch = min(size + 3, room / len(members))
    words = count(len(members), "document")
    if pitch < 2.5:
        pointing.mark(axes, (label + 10, label + 10 + room), up, f"{name}: {words}")
        axes.box((label + 10, label + 10 + room), up, color=colour)
    else:
        width = max(pitch - 2, 0.5) if pitch < size + 3 else size
        for n, (key, member) in enumerate(members.items()):
            x = label + 10 + n * pitch
            pointing.mark(axes, (x, x + width), up, member, whole(key))
            axes.box((x, x + width), up, color=colour)
    end = label + 10 + min(room, pitch * len(members)) + 6
    if not is_one:
        words += ": " + listed(list(members.values()), 6)
    axes.small(end, y, words, made.width - end, va="center_baseline")


def _origin_name(origin: str, members: Sequence[str], names: Mapping[str, str]) -> str:
    return names[origin] if origin in names else letters.plain(origin) if len(members) != 1 else names[members[0]]
