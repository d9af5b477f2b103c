"""Words on figures: their typeface, which letters there are, how wide they are, and how they are cut to fit.

To shape a line takes FreeType and HarfBuzz four thousandths of a second, and a report has thousands of lines. So a line
is put together of what two letters side by side take, to the last bit what matplotlib gives for the line.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Any, NamedTuple

import pandas as pd
from matplotlib import font_manager
from matplotlib.textpath import text_to_path

FAMILY = "IBM Plex Sans"
REGULAR, BOLD = "IBMPlexSans-Regular.ttf", "IBMPlexSans-SemiBold.ttf"
TITLE, NOTE, LABEL, SMALL = 15.5, 10.0, 9.0, 8.5  # sizes in points


@cache
def families() -> tuple[str, ...]:
    """The fonts of every figure, known to matplotlib from then on."""
    for name, weight in ((REGULAR, 400), (BOLD, 700)):  # the semi-bold stands in for bold
        with as_file(files("helpers") / "data" / "fonts" / name) as path:
            entry = font_manager.FontEntry(fname=str(path), name=FAMILY, style="normal", weight=weight, size="scalable")
        font_manager.fontManager.ttflist.append(entry)
    return FAMILY, "DejaVu Sans"


@cache
def _font(bold: bool) -> font_manager.FontProperties:
    return font_manager.FontProperties(family=list(families()), weight=700 if bold else 400)


@cache
def _letters() -> frozenset[int]:
    return frozenset(code for path in _font_files(False) for code in font_manager.get_font(path).get_charmap())


def plain(text: object) -> str:
    """`text` as one printable line: control and direction characters dropped, letters without a glyph as ⟨U+4E2D⟩."""
    if not isinstance(text, str):
        text = "" if text is None or text is pd.NA else str(text)
    if text.isascii() and text.isprintable():
        return " ".join(text[:2000].split())
    unseen = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    # dropped before white space and letters are put together, so that a plain line stays as it is
    seen = "".join(letter for letter in text[:2000] if letter.isspace() or unicodedata.category(letter) not in unseen)
    line = unicodedata.normalize("NFC", " ".join(seen.split()))
    return "".join(letter if ord(letter) in _letters() else f"⟨U+{ord(letter):04X}⟩" for letter in line)


@cache
def _font_files(bold: bool) -> list[str]:
    return [font_manager.findfont(font_manager.FontProperties(family=[name], weight=700 if bold else 400))
            for name in families()]  # fmt: skip


class _Letter(NamedTuple):
    """A letter, or letters that are drawn as one, at `text_to_path.FONT_SCALE` points: the outlines with their places,
    how far the next one is, how far up and down it goes.
    """

    drawn: tuple[tuple[str, float], ...]
    width: float
    up: float
    down: float


OUTLINES: dict[str, Any] = {}  # of all letters that were drawn, by name, as matplotlib wants to have them kept

_UNIT = re.compile(r"fi|.", re.DOTALL)  # our typeface draws these two as one
# letters that are all in one font, and for which two beside each other tell what they take in a line
_LATIN = re.compile(r"[ -~\u00a1-\u024f\u2010-\u2026]*")
_MARKS = frozenset("'\"‘’“”‚„")  # several marks in a row hang together


def _shape(text: str, bold: bool) -> list[tuple[str, float, float]]:
    """The letters of `text` with their places, as matplotlib shapes it."""
    font = font_manager.get_font(_font_files(bold))
    font.set_size(text_to_path.FONT_SCALE, text_to_path.DPI)  # others use the same font at other sizes
    placed, new, _ = text_to_path.get_glyphs_with_font(font, text, glyph_map=OUTLINES, return_new_glyphs_only=True)
    OUTLINES.update(new)
    return [(letter, float(x), float(y)) for letter, x, y, _ in placed]


def _measure(text: str, bold: bool) -> tuple[float, float, float]:
    """Width, height and descent of `text`, as matplotlib measures it."""
    font = _font(bold).copy()
    font.set_size(text_to_path.FONT_SCALE)
    width, height, descent = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width), float(height), float(descent)


@lru_cache(maxsize=2_000)
def _letter(unit: str, bold: bool) -> _Letter:
    width, height, descent = _measure(unit, bold)
    return _Letter(tuple((name, x) for name, x, _ in _shape(unit, bold)), width, height - descent, descent)


_STEPS: dict[tuple[str, str, bool], float | None] = {}  # never more than there are pairs of `_LATIN` letters


def _step(unit: str, following: str, bold: bool) -> float | None:
    """How far after `unit` the `following` one begins; None where the two change each other."""
    key = unit, following, bold
    if key not in _STEPS:
        _STEPS[key] = None if {unit, following} <= _MARKS else _steps([unit, following], bold)[0]
    return _STEPS[key]


def _steps(units: list[str], bold: bool) -> list[float | None]:
    """How far each of `units` is from the one before, in the line that they are; None: what is drawn is not these."""
    placed = _shape("".join(units), bold)
    alone = [_letter(unit, bold).drawn for unit in units]
    is_plain = [name for name, *_ in placed] == [name for drawn in alone for name, _ in drawn]
    if not is_plain or any(y for *_, y in placed):
        return [None] * (len(units) - 1)
    firsts = itertools.accumulate(map(len, alone[:-1]), initial=0)
    begins = [placed[at][1] - drawn[0][1] if drawn else 0.0 for at, drawn in zip(firsts, alone, strict=True)]
    return [after - before for before, after in itertools.pairwise(begins)]


def learn(text: str) -> None:
    """Know what every two letters beside each other in `text` take, at the price of one line."""
    for bold in (False, True):
        units = _UNIT.findall(text)
        for pair, step in zip(itertools.pairwise(units), _steps(units, bold), strict=True):
            if step is not None and not _MARKS.issuperset(pair):
                _STEPS[*pair, bold] = step


@lru_cache(maxsize=20_000)
def _line(text: str, bold: bool) -> tuple[tuple[tuple[str, float], ...], tuple[float, float, float]] | None:
    """The outlines of `text` with their places, and its extent; None where letters do not simply stand in a row."""
    if not text or not _LATIN.fullmatch(text):
        return None
    units = _UNIT.findall(text)
    at, places = 0.0, [0.0]
    for unit, following in itertools.pairwise(units):
        step = _step(unit, following, bold)
        if step is None:
            return None
        at += step
        places.append(at)
    letters = [_letter(unit, bold) for unit in units]
    drawn = tuple((name, place + x) for place, one in zip(places, letters, strict=True) for name, x in one.drawn)
    up, down = max(one.up for one in letters), max(one.down for one in letters)
    return drawn, (at + letters[-1].width, up + down, down)


def letters_of(text: str, bold: bool) -> tuple[tuple[str, float], ...]:
    """The names (in `OUTLINES`) of the letters of a line, and where each begins at `text_to_path.FONT_SCALE` points."""
    line = _line(text, bold)
    return line[0] if line else tuple((name, x) for name, x, _ in _shape(text, bold))


@lru_cache(maxsize=20_000)
def extent(text: str, bold: bool) -> tuple[float, float, float]:
    """Width, height and descent of `text` at `text_to_path.FONT_SCALE` points: to the last bit as matplotlib says."""
    line = _line(text, bold)
    return line[1] if line else _measure(text, bold)


def wide(text: str, size: float = LABEL, *, bold: bool = False) -> float:
    """Width in points of `text` when drawn at `size`: to the last bit what matplotlib measures."""
    # words are as wide alone as in a line, and there are fewer of them than lines; other scripts are shaped together
    words = text.split(" ") if _LATIN.fullmatch(text) else [text]
    blanks = (len(words) - 1) * extent(" ", bold)[0]
    return (sum(extent(word, bold)[0] for word in words if word) + blanks) * (size / text_to_path.FONT_SCALE)


def widest(texts: Iterable[str], size: float = LABEL) -> float:
    """Width in points of the longest of `texts`; 0 where there is none."""
    return max((wide(text, size) for text in texts), default=0.0)


def fit_name(name: str, width: float, size: float = LABEL) -> str:
    """The label of an article cut to `width` points: of "Christian Science Monitor, 19 Mar 2020" the date stays."""
    head, comma, tail = plain(name).rpartition(", ")
    room = width - wide(comma + tail, size)
    is_date = any(map(str.isdigit, tail))
    if wide(plain(name), size) <= width or not head or not is_date or room < _LEAST_HEAD:
        return fit(name, width, size)
    return fit(head, room, size) + comma + tail


_LEAST_HEAD = 24.0  # points of an outlet's name beside its date


def fit(text: object, width: float, size: float = LABEL, *, bold: bool = False) -> str:
    """`text` made plain, and cut with an ellipsis so that it is at most `width` points wide."""
    line = plain(text)
    line = line[: max(8, int(width / size * 8))]  # more letters never fit: the narrowest are a quarter of the size wide
    if wide(line, size, bold=bold) <= width:
        return line
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        if wide(line[:middle].rstrip() + "…", size, bold=bold) <= width:
            low = middle
        else:
            high = middle - 1
    return line[:low].rstrip() + "…"


def wrap(text: str, width: float, size: float, *, bold: bool = False, most: int = 4) -> list[str]:
    """`text` in lines of at most `width` points, `most` at most; the last one is cut where more would follow.

    "4 %" stands on one line.
    """
    lines: list[str] = []
    for word in re.split(" (?!%)", plain(text)):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and wide(longer, size, bold=bold) <= width:
            lines[-1] = longer
        elif len(lines) == most:
            lines[-1] = longer  # cut below
            break
        else:
            lines.append(word)
    if 1 < len(lines) < most and width > wide(plain(text), size, bold=bold) / len(lines) * 1.08 and size == TITLE:
        narrower = wrap(text, width * 0.96, size, bold=bold, most=most)  # even lines: no single word on the last
        return narrower if len(narrower) == len(lines) else lines
    return [fit(line, width, size, bold=bold) for line in lines if line]


def more(n: int, noun: str) -> str:
    """ "3 more claims are not drawn"; nothing where none is left out."""
    return f"{n:,} more {noun if n == 1 else noun + 's'} {'is' if n == 1 else 'are'} not drawn" if n > 0 else ""
