"""Units that a sentence leaves unsaid: "800 cars in May, and 300 in June", "killed 12", "payrolls rose by 114,000"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.claims import named
from helpers.claims.nouns import read_counted
from helpers.claims.quantity import Quantity
from helpers.claims.tokens import tokenise

_LONGEST = 150  # characters between a number and the noun that it shares
_ABOUT = r"(?:about|around|nearly|almost|some|roughly|just|only|over|more than|less than|at least|another)"
# what leads to a number that counts the same as the one before it
_LEADS = re.compile(
    rf"(?:[,;(–—-]|\b(?:and|or|but|while|from|to|than|with|versus|vs\.?|against|including|gained|added|lost|shed|cut"
    r"|averaged|reported|recorded|drew|has|had|saw|sold|received)"
    r"|\b(?:that|this|the) (?:average|number|figure|total)\b[^.;]{0,50}\b(?:was|were|is|are|to|at))"
    rf"\s*(?:{_ABOUT}\s+){{0,2}}$"
)
# what may stand behind it: no noun of its own, no verb
_ENDS = re.compile(
    r"\s*(?:$|[.,;:)!?–—\n”\"]|(?:in|at|for|by|on|among|last|this|a year|the (?:year|month|week|day)|and|or|from|to|"
    r"who|were|was|have|had|did|under|during|between|through|since|until|as)\b)"
)
_COMPARED = re.compile(rf"[^.;]{{0,40}}?\b(?:from|than|with|to|versus|vs\.?|against)\s+(?:{_ABOUT}\s+)?$")


_LISTED = re.compile(
    r"^(?: support)?\)?(?:,| and|, and|;|; and)? (?:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}|(?:and )?others) ?"
    rf"(?:\(|,? (?:(?:is |was )?at|with|had|got|has|gets) (?:{_ABOUT} )?)$"
)


def add_units(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """`found`, the quantities of a sentence, each bare number with the unit that it shares or that goes without saying.

    The unit is marked as inherited. Left open: where another noun, a verb of its own or a full stop stands between.
    """
    made: list[Quantity] = []
    shared: Quantity | None = None
    for n, q in enumerate(found):
        if q.is_quantity and q.unit is None and q.kind in {"number", "count", "fraction"}:
            told = None if q.kind == "fraction" else _shared(text, shared, q) or _whole(text, q, found[n + 1 : n + 2])
            unit, kind = told or (named.read_unsaid(text, q.start, q.end, None) or _noun(text, q), "count")
            if unit:
                kind = "percent" if unit in {"%", "[pp]"} else kind
                q = q._replace(unit=unit, kind=kind, inherited=(*q.inherited, "unit"))
        elif q.unit == "point":
            unit = named.read_unsaid(text, q.start, q.end, "point")
            q = q._replace(unit=unit, kind="percent", inherited=(*q.inherited, "unit")) if unit else q
        if q.is_quantity and q.unit is not None and q.kind not in {"age", "rank", "duration", "multiple", "fraction"}:
            shared = q
        made.append(q)
    return made


def _shared(text: str, shared: Quantity | None, q: Quantity) -> tuple[str, str] | None:
    """Unit and kind of `shared`, the quantity before `q` in the sentence, where `q` counts the same."""
    if shared is None or shared.unit is None or not 0 <= q.start - shared.end <= _LONGEST:
        return None
    if not _ENDS.match(text, q.end):
        return None
    between = text[shared.end : q.start]
    if shared.kind == "count" and " per " not in shared.unit:
        is_more = between.startswith(" than ")  # "had 900 more births than deaths; others had 20"
        fits = not is_more and _LEADS.search(between) is not None and _is_like(shared, q, 1e3)
    elif shared.kind == "percent" and (_LISTED.search(between) or _is_series(between, text[q.end :])):
        fits = isinstance(q.value, float) and 0 <= q.value <= 100  # "Lee (40 percent), Kim (38)"
    else:
        is_change = shared.kind == "percent" and shared.change in {"up", "down"}
        fits = not is_change and _COMPARED.fullmatch(between) is not None and _is_like(shared, q, 5)
    return (shared.unit, shared.kind) if fits else None


_SERIES = re.compile(r" (for|among|in|on|to) [^.;:()\d]{3,40}?(?:,|,? and|, but) (?:only |just )?")


def _is_series(between: str, behind: str) -> bool:
    """ "8.25 percent for some, 9.5 for others": the same little word behind both."""
    found = _SERIES.fullmatch(between)
    return found is not None and behind.startswith(f" {found[1]} ")


_NUMBER_OF = re.compile(
    r"(?<!average )(?<!median )\b[Nn]umber of (?![^.;]*\bper\b)(?=[^.;:()\d]{3,110}"
    r"\b(?:to|at|by|from|was|were|is|are|reached|hit|topped|exceeded|surpassed|totall?ed|averaged)"
    rf" (?:{_ABOUT} )*$)"
)
_QUOTED = re.compile(r" [“\"](?=[a-z][^“”\"]{3,50}[”\"])")


def _noun(text: str, q: Quantity) -> str | None:
    """The noun that a number counts at a distance: "the number of nurses rose to 900", '900 "confirmed cases"'."""
    if q.kind != "number":
        return None
    behind = _QUOTED.match(text, q.end)
    before = None if behind else _NUMBER_OF.search(text, max(0, q.start - _LONGEST), q.start)
    if behind:
        first, last = behind.end(), behind.end() + 60
    elif before and _ENDS.match(text, q.end):
        first, last = before.end(), q.start
    else:
        return None
    counted = read_counted(tokenise(text, first, min(last, len(text))), 0, 2.0)
    return counted.name if counted else None


_OF = re.compile(r"(?:,| –| —| --?)? (?:out )?of (?:[\w’'.]+ ){0,4}(?:about |nearly |roughly )?")


def _whole(text: str, q: Quantity, after: Sequence[Quantity]) -> tuple[str, str] | None:
    """ "400,000 of the state's 1.2 million patients": the part counts what the whole counts."""
    whole = after[0] if after else None
    if whole is None or whole.kind != "count" or whole.unit is None or not isinstance(whole.value, float):
        return None
    is_part = isinstance(q.value, float) and 0 <= q.value <= whole.value and _OF.fullmatch(text, q.end, whole.start)
    return (whole.unit, "count") if is_part else None


def _is_like(shared: Quantity, q: Quantity, times: float) -> bool:
    """Whether two numbers are of one order: neither is more than `times` the other."""
    left, right = (abs(x.value) if isinstance(x.value, float) else abs(x.low or 0.0) for x in (shared, q))
    return 0 < left <= times * right and 0 < right <= times * left
