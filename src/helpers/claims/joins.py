"""What one quantity of a sentence takes from another: both ends of a change, a shared unit, a shared change."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.claims.quantity import Quantity

# Basis of a quantity that gives two levels, one before and one after.
FROM_TO = "level before and after"
# Basis of the level that a change starts from.
BEFORE = "level before"
_FROM = re.compile(r"\bfrom\s+(?:about|around|nearly|some|up to|just)?\s*$", re.IGNORECASE)
_TO = re.compile(r"(?:\s+[\w.$]+){0,3}\s+to\s+(?:about|around|nearly|some|just)?\s*", re.IGNORECASE)
_LEAD_TO = re.compile(r"\bto\s+(?:about|around|nearly|some|just)?\s*$", re.IGNORECASE)
_TO_FROM = re.compile(r"\s+from\s+(?:about|around|nearly)?\s*", re.IGNORECASE)
_LIST = re.compile(r"-?\s*(?:,|or|and|, and|, or)?-?\s*(?:about\s*|around\s*|\$\s*)?")


def join_quantities(text: str, found: list[Quantity]) -> list[Quantity]:
    """`found`, the quantities of a sentence, with what one takes from another."""
    joined = _share_changes(text, _share_units(text, _join_either(text, _join_from_to(text, found))))
    return _count_votes(text, _part_tallies(text, joined)) if joined else joined


_VOTED = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|pass(?:ed|es)|approv(?:ed|es)|reject(?:ed|s)|defeat(?:ed|s)|confirm(?:ed|s)|acquitted"
    r"|convicted|impeached)\b[^.;\d]{0,70}$"
)
_AGAINST = re.compile(r"\s+to\s+|-to-")


_TALLY = re.compile(r"(\d[\d,]*)\s*[-–—]\s*(\d[\d,]*)")
_TALLIED = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|pass(?:ed|es)(?! for)|approv(?:ed|es)|confirm(?:ed|s)|clear(?:ed|s)|acquitted"
    r"|impeached)\b[^.;\d]{0,70}$"
)
_VOTE_NEXT = re.compile(r",?\s+(?:[a-z-]+\s+)?votes?\b")
_ONE_MORE = 60  # characters behind a tally in which a second may stand: "the House 240-180 and the Senate 61-38"


def _part_tallies(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """ "voted 61-38", "on a 240-180 vote": both numbers of a vote count votes; other scores stay whole."""
    made: list[Quantity] = []
    for q in found:
        parts = _TALLY.fullmatch(text, q.start, q.end) if q.kind == "score" else None
        is_next = bool(made) and made[-1].unit == "vote" and 0 < q.start - made[-1].end < _ONE_MORE
        noun = _VOTE_NEXT.match(text, q.end)
        if parts and (is_next or noun or _TALLIED.search(text, max(0, q.start - 90), q.start)):
            for part, end in ((1, parts.end(1)), (2, noun.end() if noun else parts.end(2))):
                value = float(parts[part].replace(",", ""))
                made.append(Quantity(parts.start(part), end, value, "vote", "count", low=value, high=value))
        else:
            made.append(q)
    return made


def _count_votes(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "voted on Tuesday, 260 to 340", "passed it 90 to 5": both numbers count votes."""
    made = list(found)
    for n in range(1, len(made)):
        first, second = made[n - 1], made[n]
        is_bare = first.kind == second.kind == "number" and first.unit is second.unit is None
        if not (is_bare and _AGAINST.fullmatch(text, first.end, second.start)):
            continue
        if _VOTED.search(text, max(0, first.start - 90), first.start):
            made[n - 1], made[n] = (q._replace(unit="vote", kind="count") for q in (first, second))
    return made


def _join_from_to(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "from 20 miles per gallon in 2008 to 29 mpg": one quantity with both ends; dates between them stay."""
    made: list[Quantity] = []
    last = -1  # place in `made` of the last quantity that is no date
    for q in found:
        first = made[last] if last >= 0 else None
        if first and _is_from_to(text, first, q):
            low, high = sorted((_point(first), _point(q)))
            unit = max(q.unit or "", first.unit or "", key=len) or None
            ends = _ends(text, first, q, unit)
            made[last] = first._replace(
                end=q.end, value=(low, high), low=low, high=high, unit=unit, basis=FROM_TO, ends=ends
            )
            continue
        made.append(q)
        if q.is_quantity:
            last = len(made) - 1
    return made


def _ends(text: str, first: Quantity, second: Quantity, unit: str | None) -> tuple[Quantity, Quantity]:
    """Both levels as statements of their own; the one that "from" leads to is the level before."""
    is_first = _FROM.search(text, max(0, first.start - 14), first.start) is not None
    kind = first.kind if first.unit else second.kind
    both = first._replace(unit=unit, kind=kind), second._replace(unit=unit, kind=kind)
    return (both[0]._replace(basis=BEFORE), both[1]) if is_first else (both[0], both[1]._replace(basis=BEFORE))


def _point(q: Quantity) -> float:
    return q.value if isinstance(q.value, float) else float("nan")


def _is_from_to(text: str, first: Quantity, second: Quantity) -> bool:
    if not (second.is_quantity and isinstance(first.value, float) and isinstance(second.value, float)):
        return False
    if second.start - first.end > 40 or not _like(first, second):
        return False
    between, lead = text[first.end : second.start], max(0, first.start - 14)
    if _TO.fullmatch(between) and _FROM.search(text, lead, first.start):
        return True
    return bool(first.unit and _TO_FROM.fullmatch(between) and _LEAD_TO.search(text, lead, first.start))


def _like(first: Quantity, second: Quantity) -> bool:
    if first.unit == second.unit or (second.unit is None and first.kind != "percent"):
        return True
    if first.unit is None or second.unit is None:
        return False
    return second.unit.startswith(f"{first.unit} per") or first.unit.startswith(f"{second.unit} per")


_OR = re.compile(r"\s+or\s+|-(?:or|to)-")
_EITHER = re.compile(r"\b(?:either|whether)\s+$", re.IGNORECASE)


def _join_either(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "three or four weeks", "10 or 12 people": one range, for neither end is stated apart."""
    made: list[Quantity] = []
    for q in found:
        first = made[-1] if made else None
        if first and _is_either(text, first, q):
            ends = (_point(first), _point(q))
            made[-1] = q._replace(
                start=first.start, value=ends, low=ends[0], high=ends[1], change=first.change,
                approximation=first.approximation, direction=first.direction or q.direction,
            )  # fmt: skip
        else:
            made.append(q)
    return made


def _is_either(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether two numbers parted by "or" are the ends of one: they lie side by side and count the same."""
    if first.kind != "number" and (first.unit is None or first.unit != second.unit):
        return False
    if not (second.is_quantity and isinstance(first.value, float) and isinstance(second.value, float)):
        return False
    if not _OR.fullmatch(text, first.end, second.start) or _EITHER.search(text, max(0, first.start - 9), first.start):
        return False
    return first.value < second.value <= max(first.value + 1, 1.5 * first.value) and second.change == "="


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "eight or nine euros", "four-, five- and six-cylinder": the unit behind the last holds for all."""
    made = list(found)
    for n in range(len(made) - 2, -1, -1):
        this, after = made[n], made[n + 1]
        is_signed = after.kind == "money" and not text[after.start].isalnum()  # "a family of four, or $59,000"
        if this.kind != "number" or after.unit is None or not after.is_quantity or is_signed:
            continue
        between = text[this.end : after.start]
        if len(between) < 8 and _LIST.fullmatch(between) and ("and" in between or "or" in between or "-" in between):
            made[n] = this._replace(unit=after.unit, kind=after.kind)
    return made


def _share_changes(text: str, found: list[Quantity]) -> list[Quantity]:
    """The same amount again, in another unit, is changed alike: "under 296 hp (224 kW)", "up 17 points, or 0.2%"."""
    made = list(found)
    for n in range(1, len(made)):
        before, this = made[n - 1], made[n]
        near = this.change == "=" and before.change != "=" and this.start - before.end < 9
        if near and _is_same_again(text[before.end : this.start].strip(), before, this):
            made[n] = this._replace(change=before.change, direction=before.direction)
    return made


def _is_same_again(gap: str, before: Quantity, this: Quantity) -> bool:
    if this.kind == "percent":
        return gap in {"or", ", or", "("} and before.kind != "percent" and before.change in {"up", "down"}
    like = before.kind == this.kind and before.unit != this.unit and this.kind != "count"
    return like and gap in {"(", "/", "(about", "(or"} and before.change != "~"


_CHANGED_FROM = re.compile(
    r"\b(?:up|down|rose|rise[ns]?|fell|fall(?:en|s)?|increas\w+|decreas\w+|gr[eo]w\w*|climb\w*|drop\w*|jump\w*|cut|reduc\w+"
    r"|rais\w+|lower\w*|hik\w+|doubl\w+|tripl\w+|slash\w*|shr[aiu]nk|went|go(?:es|ne)?|improv\w+|surg\w+|plung\w+"
    r"|slid|slump\w*|revis\w+|chang\w+|plummet\w*|expand\w*|soar\w*|skyrocket\w*"
    r"|tumbl\w+|declin\w+|dwindl\w+)\b[^.;]{0,70}\bfrom\s(?:about |around |nearly |some )?$",
    re.IGNORECASE,
)
_RANGED = re.compile(
    r"\b(?:rang(?:e[sd]?|ing)|var(?:y|ied|ies|ying)|anywhere|everywhere|age[sd]?)\b[^.;]{0,30}$", re.IGNORECASE
)
_TO_WORD = re.compile(r"\s+to\s+(?:about |around |nearly |some )?")


def split(text: str, q: Quantity) -> tuple[Quantity, ...]:
    """The level before and the level after as two numbers, where `q` joins them; else `q` alone.

    "fell from $167 million to $106 million" is no range. Left whole: where only one end says the unit.
    """
    if q.ends or not isinstance(q.value, tuple) or q.basis:
        return q.ends or (q,)
    middle = _TO_WORD.search(text, q.start, q.end)
    if middle is None:
        return (q,)
    first, last = text[q.start : middle.start()], text[middle.end() : q.end]
    rises, lead = _leading(first) <= _leading(last), text[max(0, q.start - 110) : q.start]
    falls = not rises and _FROM.search(lead) and not _RANGED.search(lead)  # a range begins with its low end
    if not (falls or _CHANGED_FROM.search(lead)):
        return (q,)
    low, high = q.value
    ends = (low, high) if rises else (high, low)
    made = q._replace(change="=", low=None, high=None, direction=None)
    return (
        made._replace(end=middle.start(), value=ends[0], low=ends[0], high=ends[0], basis=BEFORE),
        made._replace(start=middle.end(), value=ends[1], low=ends[1], high=ends[1]),
    )


def _leading(words: str) -> float:
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", words)
    scale = next((factor for name, factor in _SCALES if name in words.lower()), 1.0)
    return float(digits[0].replace(",", "")) * scale if digits else 0.0


_SCALES = (("trillion", 1e12), ("billion", 1e9), ("bn", 1e9), ("million", 1e6), ("thousand", 1e3))
