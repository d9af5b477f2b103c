"""Units of measure and currencies, from data/units.csv and data/currencies.csv: what stands beside a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from helpers.claims.tokens import NUMBER, Token, is_joined, low, tokenise, word_set
from helpers.rules import load_rows

PERCENT = {
    ("%",): "%", ("percent",): "%", ("per", "cent"): "%", ("percents",): "%", ("percentage",): "%", ("pct",): "%",
    ("pc",): "%", ("percentage", "point"): "[pp]", ("percentage", "points"): "[pp]", ("percent", "points"): "[pp]",
    ("percentage", "-", "point"): "[pp]", ("%", "points"): "[pp]", ("pp",): "[pp]", ("ppt",): "[pp]", ("ppts",): "[pp]",
    ("basis", "point"): "[bp]", ("basis", "points"): "[bp]", ("basis", "-", "point"): "[bp]", ("bp",): "[bp]",
    ("bps",): "[bp]",
}  # fmt: skip
_PREFIXES = {
    "k": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta", "E": "exa", "h": "hecto", "d": "deci",
    "c": "centi", "m": "milli", "μ": "micro", "n": "nano", "p": "pico",
}  # fmt: skip
# These stand for a unit only where they touch the number: apart they are words, names or magnitudes.
_JOINED_ONLY = frozenset({"h", "s", "c", "a", "A", "K", "C", "F", "pt", "pts", "mo", "N", "V", "bar", "min", "hz"})
_BEFORE_ONLY = word_set("currencies_before_only")
_JOINED_BEFORE = frozenset({"a", "s", "n", "r", "ps", "s/"})  # "a $48 contract" is no Australian dollar
_AFTER_ONLY = frozenset({"p", "r", "kn", "ft", "kč", "zł"})
_PER = frozenset({"per", "a", "an", "/", "each", "every"})


class Unit(NamedTuple):
    """A unit read from tokens up to `stop`: its name and the kind of quantity that it makes."""

    name: str
    kind: str
    stop: int


def _parts(name: str) -> tuple[str, ...]:
    return tuple(token.low for token in tokenise(name, 0, len(name)))


def _plural(name: str) -> str:
    if name.endswith(("inch", "s", "x")):
        return f"{name}es"
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    head, _, tail = name.partition(" per ")
    return f"{head}s per {tail}" if tail else f"{name}s"


def _degree_plural(name: str) -> str:
    return name.replace("degree", "degrees", 1) if name.startswith("degree") else _plural(name)


@cache
def names() -> Mapping[tuple[str, ...], tuple[str, str]]:
    """(unit, kind) of every unit name in lower-case tokens, singular and plural."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for row in load_rows("units.csv"):
        named = [row["unit"], *filter(None, row["names"].split("|"))] if row["unit"] not in _OTHER else []
        for name in named if row["unit"] != "quarter" else ["quarters"]:
            for form in (name, _plural(name), _degree_plural(name)):
                found.setdefault(_parts(form), (row["unit"], row["kind"]))
        for prefix in row["prefixes"]:
            long = _PREFIXES[prefix]
            for name in row["names"].split("|"):
                if " " not in name and len(name) > 2:
                    for form in (long + name, _plural(long + name)):
                        found.setdefault(_parts(form), (long + row["unit"], row["kind"]))
    for row in load_rows("currencies.csv"):
        kind = "money"
        for name in filter(None, row["names"].split("|")):
            for form in (name, _plural(name)):
                found.setdefault(_parts(form), (row["unit"], kind))
        if row["unit"].isupper():
            found.setdefault((row["unit"].lower(),), (row["unit"], kind))
    return found


_OTHER = frozenset({"stone", "pound-mass", "bar", "psi", "gray", "turn", "dram"})


@cache
def symbols() -> Mapping[str, tuple[str, str]]:
    """(unit, kind) of every symbol, as written ("MB" is not "Mb")."""
    found: dict[str, tuple[str, str]] = {}
    for row in load_rows("units.csv"):
        for symbol in filter(None, row["symbols"].split("|")):
            found.setdefault(symbol, (row["unit"], row["kind"]))
            for prefix in row["prefixes"]:
                for sign in {"μ": "μµu"}.get(prefix, prefix):
                    if (not (sign == "u" and symbol in {"s", "m"}) and sign + symbol != "mm") or prefix == "m":
                        found.setdefault(sign + symbol, (_PREFIXES[prefix] + row["unit"], row["kind"]))
    return found


@cache
def _longest_symbol() -> int:
    return max(map(len, symbols()))


@cache
def currency_signs() -> tuple[Mapping[tuple[str, ...], str], Mapping[tuple[str, ...], str]]:
    """Currency by the lower-case tokens that may stand before a number, and behind it."""
    before: dict[tuple[str, ...], str] = {}
    after: dict[tuple[str, ...], str] = {}
    for row in load_rows("currencies.csv"):
        signs = [sign for sign in row["symbols"].split("|") if sign]
        for sign in signs:
            if sign not in _AFTER_ONLY:
                before.setdefault(_parts(sign), row["unit"])
            if sign not in _BEFORE_ONLY:
                after.setdefault(_parts(sign), row["unit"])
        if row["unit"].isupper():
            before.setdefault((row["unit"].lower(),), row["unit"])
            after.setdefault((row["unit"].lower(),), row["unit"])
    before.update({("dollar",): "USD", ("sen",): "sen"})
    return before, after


@cache
def currency_starts() -> frozenset[str]:
    """First tokens of what may stand before an amount of money."""
    return frozenset(parts[0] for parts in currency_signs()[0])


def read_currency_before(tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
    """Currency whose sign, code or prefix starts at token `i`, and where the amount starts."""
    before = currency_signs()[0]
    for length in (4, 3, 2, 1):
        parts = tuple(token.low for token in tokens[i : i + length])
        if len(parts) == length and parts in before:
            stop = i + length
            if parts[0] in _JOINED_BEFORE and not is_joined(tokens, i + 1):
                continue
            if parts[0] == "$" and length > 1 and not (is_joined(tokens, i + 1) and is_joined(tokens, stop)):
                continue  # "$A35m" is Australian, "$ a" is not
            if parts[0] in {"a", "s", "n", "r"} and parts[1:] == ("$",) and low(tokens, i - 1) in {"'", "’"}:
                continue
            return before[parts], stop
    return None


_PERCENT_STARTS = frozenset(parts[0] for parts in PERCENT)


@cache
def _name_starts() -> frozenset[str]:
    """First tokens of the names of units and currencies, and of what may stand behind an amount of money."""
    return frozenset(parts[0] for parts in (*names(), *currency_signs()[1]))


@cache
def starts() -> frozenset[str]:
    """First tokens, in lower case, of all that may stand behind a number as its unit, currency or percent."""
    return _PERCENT_STARTS | _name_starts() | {_parts(symbol)[0] for symbol in symbols()}


def read_percent(tokens: Sequence[Token], i: int) -> Unit | None:
    """Percent, percentage points or basis points at token `i`."""
    if low(tokens, i) not in _PERCENT_STARTS:
        return None
    for length in (3, 2, 1):
        parts = tuple(token.low for token in tokens[i : i + length])
        if len(parts) == length and parts in PERCENT:
            if parts in {("pc",), ("bp",), ("pp",), ("bps",)} and not (is_joined(tokens, i) or i == 0):
                continue
            return Unit(PERCENT[parts], "percent", i + length)
    return None


def read_money_after(tokens: Sequence[Token], i: int) -> Unit | None:
    """A currency at token `i`, by name, code or sign."""
    if low(tokens, i) not in _name_starts():
        return None
    known, after = names(), currency_signs()[1]
    for length in (5, 4, 3, 2, 1):
        parts = tuple(token.low for token in tokens[i : i + length])
        if len(parts) != length:
            continue
        if parts in known and known[parts][1] == "money":
            return Unit(known[parts][0], "money", i + length)
        if parts in after and not (is_joined(tokens, i + length) and tokens[i + length].kind == NUMBER):
            return Unit(after[parts], "money", i + length)
    return None


def read_unit(text: str, tokens: Sequence[Token], i: int) -> Unit | None:
    """The unit of measure at token `i`, with what it is counted per ("barrels a day"); no currency, no percent."""
    found = [unit for unit in (_read_symbol(text, tokens, i), _read_name(tokens, i)) if unit]
    return read_per(text, tokens, max(found, key=lambda unit: unit.stop)) if found else None


def _read_name(tokens: Sequence[Token], i: int) -> Unit | None:
    if low(tokens, i) not in _name_starts():
        return None
    known = names()
    for length in (5, 4, 3, 2, 1):
        parts = tuple(token.low for token in tokens[i : i + length])
        if len(parts) == length and parts in known and known[parts][1] != "money":
            return Unit(*known[parts], i + length)
    return None


def _read_symbol(text: str, tokens: Sequence[Token], i: int) -> Unit | None:
    """The longest symbol at token `i`, case kept; "m", "km2", "lb-ft", "kV/cm", "°C"."""
    if i >= len(tokens) or i < 1:
        return None
    known = symbols()
    start = tokens[i].start
    gap = start - tokens[i - 1].end
    if gap > 1 or tokens[i].end - start > _longest_symbol():
        return None
    for stop in range(min(i + 4, len(tokens)), i, -1):
        end = tokens[stop - 1].end
        symbol = text[start:end]
        if symbol not in known or (text[end : end + 1].isalnum() and text[end - 1 : end].isalnum()):
            continue
        if low(tokens, stop) == "-" and gap and _is_code(tokens, stop):
            continue
        if (gap or symbol == '"') and not _may_stand_apart(tokens, i, stop, symbol):
            continue
        if gap and symbol == "t" and tokens[i - 1].kind != "n":
            continue
        unit = Unit(*known[symbol], stop)
        if low(tokens, stop) == "/" and is_joined(tokens, stop) and is_joined(tokens, stop + 1):
            below = _read_symbol(text, tokens, stop + 1) or _read_name(tokens, stop + 1)
            if below:
                return Unit(f"{unit.name} per {below.name}", "rate", below.stop)
        return unit
    return None


def _is_code(tokens: Sequence[Token], i: int) -> bool:
    """Whether the dash at `i` joins the letter before it to a number: "24703 L-202"."""
    joined = is_joined(tokens, i) and is_joined(tokens, i + 1)
    return joined and tokens[i + 1].kind == NUMBER and len(tokens[i + 1].low) > 1


def _may_stand_apart(tokens: Sequence[Token], i: int, stop: int, symbol: str) -> bool:
    """Whether a symbol behind white space is the unit: "at 20 C" is, "20 C students" is not; nor is "five in"."""
    if symbol in {"in", '"'}:
        return _is_inch(tokens, stop)
    if symbol not in _JOINED_ONLY:
        return True
    after = low(tokens, stop)
    if after == "/" and is_joined(tokens, stop) and is_joined(tokens, stop + 1):  # "3 A/cm2"
        return True
    if symbol not in _ENDING or (after[:1].isalnum() and after not in _AFTER_SYMBOL):
        return False
    if symbol in {"s", "h"}:
        return after in {"", ".", ",", ")", ";", "and", "at", "after", "before"}
    return any(low(tokens, j) in _HEAT for j in range(max(0, i - 8), i - 1))


_ENDING = frozenset({"C", "F", "K", "s", "h"})
_AFTER_SYMBOL = word_set("after_symbol")
_HEAT = word_set("heat") | {"at", "to", "below", "above", "between", "of"}


_INCH_HEADS = frozenset({"thick", "long", "wide", "deep", "tall", "high", "screen", "display", "diameter"})


def _is_inch(tokens: Sequence[Token], i: int) -> bool:
    after = low(tokens, i)
    if low(tokens, i - 1) == '"':
        return after in _INCH_HEADS
    if after == "-":  # "nine in-person events"
        return False
    return not after or not after[0].isalnum() or after in {"thick", "long", "wide", "deep", "tall", "high", "gap"}


_PER_NOUNS = word_set("per_nouns")
_TIME_UNITS = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "annum"})


_NOT_PER = frozenset({"earlier", "ago", "later", "before", "after", "long"})
_FUNCTION_WORDS = word_set("ends")


def read_per(text: str, tokens: Sequence[Token], unit: Unit) -> Unit:
    """`unit` with what it is counted per, where that follows: "per share", "a day", "/ hour", "-a-share"."""
    j = unit.stop
    if unit.name == "USD" and low(tokens, j) in {"us", "u.s", "u.s."}:  # "$75 U.S. per barrel"
        unit, j = unit._replace(stop=j + 1), j + 1
    dashed = low(tokens, j) == low(tokens, j + 2) == "-" and low(tokens, j + 1) in {"a", "an", "per"}
    word = low(tokens, j + dashed)
    if word == ")" and low(tokens, j + 1) == "per":  # "a profit ($1.20) per share"
        return read_per(text, tokens, unit._replace(stop=j + 1))._replace(stop=unit.stop)
    if word not in _PER or low(tokens, j + 1) == "cent":
        return unit
    j += 3 if dashed else 1
    j += word == "per" and low(tokens, j).endswith("ed")  # "per trained employee"
    below = _read_below(text, tokens, j, word)
    if below is None or low(tokens, below.stop) in _NOT_PER or _goes_on(tokens, below.stop):
        return unit
    kind = unit.kind if unit.kind in {"money", "percent", "count"} else "rate"
    return Unit(f"{unit.name} per {below.name}", kind, below.stop)


def _goes_on(tokens: Sequence[Token], i: int) -> bool:
    """Whether a length of time goes on behind "a year": "a year and a half"."""
    return low(tokens, i) == "and" and low(tokens, i + 1) in {"a", "one"} and low(tokens, i + 2) in {"half", "quarter"}


def _read_below(text: str, tokens: Sequence[Token], j: int, word: str) -> Unit | None:
    """What stands behind "per" or "a": a unit, or a noun that things are counted by."""
    noun = low(tokens, j)
    if word in {"a", "an", "each", "every"} and noun not in _PER_NOUNS and noun not in _TIME_UNITS:
        return None
    below = _read_name(tokens, j) or (_read_symbol(text, tokens, j) if word in {"per", "/"} else None)
    if below and below.name != "quarter":
        return below
    if len(noun) < 2 or not noun.isalpha() or noun in _FUNCTION_WORDS:
        return None
    return Unit({"annum": "year"}.get(noun, noun), "count", j + 1)
