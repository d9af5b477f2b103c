"""Text of unknown origin made harmless where it is shown: on a page, in a line, in a spreadsheet, on a terminal.

One set of characters that no reader should meet, one rule for cells that a spreadsheet would run.
tests/test_harmless.py holds the attacks. HTML itself is cleaned in report/clean.py.
"""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

# Control characters but tab, line feed, carriage return; halves of surrogate pairs; code points that are no characters
_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_TURNING = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"  # turn the line around, or mark its order of bytes
_IN_TEXT = re.compile(f"[{_CONTROL}{_TURNING}]")
_IN_LINE = re.compile(f"[{_CONTROL}{_TURNING}\r]")
_IN_CELL = re.compile(f"[{_CONTROL}]")  # a table holds texts as they are: their directions are theirs
_ESCAPE = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
# A spreadsheet runs a cell that starts with one of these, blanks before it or not, as a formula.
_FORMULA = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
_MARKS = frozenset("=+-")  # alone nothing runs: a column of changes holds them
_LONGEST = 500  # characters of a message on a terminal


def text(words: str) -> str:
    """`words` with U+FFFD for every character that no reader should meet; as long as before, so places stay."""
    return _IN_TEXT.sub("\ufffd", words)


def line(words: object) -> str:
    """`words` on one line, each character that no reader should meet as its code: [U+202E]."""
    return " ".join(_IN_LINE.sub(lambda match: f"[U+{ord(match.group()):04X}]", str(words)).split())


def message(words: str) -> str:
    """`words` on one line for a terminal: no escape codes, no control or direction characters, not endless."""
    shown = " ".join(_IN_LINE.sub(" ", _ESCAPE.sub(" ", words)).split())
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def cell(value: Any) -> Any:
    """A text with an apostrophe before what a spreadsheet would run, U+FFFD for control characters; else as it is.

    A mark alone ("=") is left as it is. `plain_cell` takes the apostrophe off again.
    https://owasp.org/www-community/attacks/CSV_Injection
    """
    if not isinstance(value, str):
        return value
    visible = _IN_CELL.sub("\ufffd", value)
    return f"'{visible}" if _FORMULA.match(visible) and visible not in _MARKS else visible


def plain_cell(value: Any) -> Any:
    """What `cell` was given, but for control characters, and an apostrophe that stood there before."""
    return value[1:] if isinstance(value, str) and value[:1] == "'" and _FORMULA.match(value[1:]) else value


def cells(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with every text, headings too, made harmless for a spreadsheet (`cell`); numbers stay."""
    made = frame.copy(deep=False)
    for name in made.columns:
        if isinstance(made[name].dtype, pd.StringDtype) or made[name].dtype == object:
            made[name] = made[name].map(cell, na_action="ignore").astype(made[name].dtype)
    return made.rename(columns={name: cell(str(name)) for name in made.columns})
