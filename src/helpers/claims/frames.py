"""The frame of a claim: what is measured, of which country, with which other, over which period; and what it inherits.

The vocabulary is in data/measures.csv. A field is filled only where the sentence says it; a clause that
leaves it out takes it from the clause before, and the field is listed in `inherited`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from helpers import names
from helpers.claims.changes import word_direction
from helpers.claims.nouns import ENDS
from helpers.claims.quantity import Quantity
from helpers.claims.tokens import WORD, Token, low, tokenise, word_set

LEVEL, SHARE, RANK = "level", "share", "rank"
CHANGE = "change on a year before"
CHANGE_UNSAID = "change, base not said"
DIFFERENCE = "change in units"
_RATES = frozenset({"inflation", "unemployment", "interest rate"})
_REPORTER_LINK = {"imports": "to", "exports": "from"}
_TIES = frozenset(
    {"in", "of", "worth", "were", "was", "rise", "fall", "drop", "increase", "decrease", "decline", "growth"}
)
_YEARLY = re.compile(
    r"(?:year[- ])?on[- ]year|over the year|year over year|from a year|a year (?:earlier|ago|before)|last year"
)
_OTHER_BASE = re.compile(
    r"month[- ](?:on|over)[- ]month|quarter[- ](?:on|over)[- ]quarter|on[- ]month|\bsince\b"
    r"|(?:from|than|with|to|over|on) (?:the )?(?:previous |prior |last |a )?(?:month|week|quarter|day|decade)"
    r"|(?:from|than|with|to) (?:the )?(?:19|20)\d\d"
)
_COMPARED = re.compile(r"(?:from|than|with|to|over|on) (?:the |a )?$")
_BILATERAL = frozenset(
    {"exports", "imports", "trade", "trade balance", "rank among trade partners", "aid", "foreign investment"}
)
_FAR = 20  # tokens between a measure and its number
_PERIODS = frozenset({"year", "date", "period", "relative_date"})


_LINKS = word_set("count_links")
_TOLLS = word_set("tolls")
_OTHER_HEADS = word_set("other_heads")
_OTHER_THINGS = word_set("other_things")
_BREAKS = frozenset({";", "(", ")", "–", "—"})
_CUTS = _BREAKS | {",", ":"}
_BESIDE = 4  # tokens between a word such as "killed" and its number


class Measure(NamedTuple):
    """A measure named in a sentence, on tokens `start:stop`; `sides` lead to the partner, `takes` are fitting kinds."""

    name: str
    start: int
    stop: int
    sides: frozenset[str]
    takes: frozenset[str]


class Country(NamedTuple):
    """A country named on tokens `start:stop`."""

    code: str
    start: int
    stop: int


@cache
def _vocabulary() -> Mapping[tuple[str, ...], tuple[str, frozenset[str], frozenset[str]]]:
    found = {}
    with (files("helpers") / "data" / "measures.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            rest = frozenset(row["sides"].split("|")), frozenset(row["takes"].split("|"))
            for words in row["words"].split("|"):
                found[tuple(token.low for token in tokenise(words, 0, len(words)))] = (row["measure"], *rest)
    return found


@cache
def _first_words() -> frozenset[str]:
    return frozenset(words[0] for words in _vocabulary())


@cache
def _country_words() -> Mapping[str, int]:
    """First word of every country name and the most words a name that starts with it has."""
    found: dict[str, int] = {}
    for alias in names.countries():
        words = [token.low for token in tokenise(alias, 0, len(alias))]
        found[words[0]] = max(found.get(words[0], 0), len(words))
    return found


def add_frames(text: str, tokens: Sequence[Token], found: Sequence[Quantity]) -> list[Quantity]:
    """`found`, the quantities of the sentence of `tokens`, with measure, basis, reporter, partner and period."""
    if not any(q.is_quantity for q in found):
        return list(found)
    dated = _with_periods(text, found)
    first_words = _first_words()
    if first_words.isdisjoint([token.low for token in tokens]):
        return dated
    measures, countries = find_measures(tokens), find_countries(text, tokens)
    framed: list[Quantity] = []
    before: Quantity | None = None
    for q in dated:
        if q.is_quantity:
            q = _frame(text, tokens, q, framed, measures, countries, before)
            before = q if q.measure else before
        framed.append(q)
    return framed


def find_measures(tokens: Sequence[Token]) -> list[Measure]:
    """The measures named in a sentence, the longest name first at each place."""
    found, i, known, first_words = [], 0, _vocabulary(), _first_words()
    while i < len(tokens):
        if tokens[i].low in first_words:
            for length in (4, 3, 2, 1):
                words = tuple(token.low for token in tokens[i : i + length])
                if len(words) == length and words in known:
                    if _is_other(tokens, i, i + length):
                        i += length - 1
                        break
                    found.append(Measure(known[words][0], i, i + length, *known[words][1:]))
                    i += length - 1
                    break
        i += 1
    return found


def _is_other(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Whether the words of a measure are part of a name or a compound: "Budget Office", "trade war", "for-profit"."""
    if low(tokens, stop) in _OTHER_HEADS or (low(tokens, start - 1) == "-" and low(tokens, start - 2) == "for"):
        return True
    return low(tokens, start) == "trade" and stop < len(tokens) and tokens[stop].low[0] in "$€£¥0123456789"


def find_countries(text: str, tokens: Sequence[Token]) -> list[Country]:
    """The countries named in a sentence; "us" and "turkey" only where they are capitalised."""
    found, i, known = [], 0, _country_words()
    while i < len(tokens):
        if not text[tokens[i].start].isupper():
            i += 1
            continue
        word = tokens[i].low
        bare = word.removesuffix("'s").removesuffix("’s")
        for length in range(known.get(word, known.get(bare, 0)), 0, -1):
            if i + length > len(tokens):
                continue
            written = text[tokens[i].start : tokens[i + length - 1].end]
            code = names.country(written)
            if code and not (written.lower() == "us" and written != "US"):
                found.append(Country(code, i, i + length))
                i += length - 1
                break
        i += 1
    return found


def _index(tokens: Sequence[Token], place: int) -> int:
    """The token that holds or follows the character `place`."""
    below, above = 0, len(tokens)
    while below < above:
        middle = (below + above) // 2
        if tokens[middle].end <= place:
            below = middle + 1
        else:
            above = middle
    return below


def _frame(
    text: str,
    tokens: Sequence[Token],
    q: Quantity,
    found: Sequence[Quantity],
    measures: Sequence[Measure],
    countries: Sequence[Country],
    before: Quantity | None,
) -> Quantity:
    at, stop = _index(tokens, q.start), _index(tokens, q.end - 1) + 1
    measure = _measure_of(tokens, q, found, measures, at, stop)
    if measure is None:
        return q
    reporter, partner = _sides(text, tokens, measure, countries, at)
    direction = q.direction
    if direction is None and q.kind == "percent" and measure.name not in _RATES and low(tokens, stop) != "of":
        direction = _far_direction(tokens, measure, at)
    if (
        direction is None
        and q.kind == "percent"
        and before
        and before.kind == "percent"
        and low(tokens, at - 1) == "by"
    ):
        direction = before.direction  # "exports fell by 12 %, imports by 8 %"
    q = q._replace(measure=measure.name, reporter=reporter, partner=partner, direction=direction)
    q = _inherit(q, before)
    basis, period = _based(text, tokens, q, stop)
    return q._replace(basis=basis, period=period)


def _based(text: str, tokens: Sequence[Token], q: Quantity, stop: int) -> tuple[str, str | None]:
    """Basis and period of `q`; a change "between 2021 and 2022" is one of 2022."""
    if q.basis:
        return q.basis, q.period
    if q.kind == "rank":
        return RANK, q.period
    if q.kind != "percent":
        return DIFFERENCE if q.change in {"up", "down"} else LEVEL, q.period
    if q.direction is None:
        return SHARE if low(tokens, stop) == "of" else LEVEL, q.period
    after = text[q.end : q.end + 60]
    years = (q.period or "").split("/")
    if len(years) == 2 and all(year.isdecimal() for year in years) and int(years[1]) == int(years[0]) + 1:
        return CHANGE, years[1]
    if _YEARLY.search(after) or (not _OTHER_BASE.search(after) and _is_year(q.period)):
        return CHANGE, q.period
    return CHANGE_UNSAID, q.period


def _is_year(period: str | None) -> bool:
    return period is not None and len(period) == 4


def _measure_of(
    tokens: Sequence[Token], q: Quantity, found: Sequence[Quantity], measures: Sequence[Measure], at: int, stop: int
) -> Measure | None:
    """The measure behind "in" or "of" right after the number, else the nearest before it in reach."""
    fitting = [m for m in measures if q.kind in m.takes or _is_growth(tokens, q, m, at)]
    if q.kind in {"money", "percent"} and {low(tokens, stop), low(tokens, stop + 1)} & _OTHER_THINGS:
        return None
    if q.kind == "percent" and low(tokens, stop) == "of":
        fitting = [m for m in fitting if m.name not in _RATES]  # "150 percent of the average"
    if q.kind in {"count", "number"}:
        return _counted(tokens, q, fitting, at, stop)
    if q.kind == "percent" and low(tokens, stop) == "of" and any(m.stop <= at for m in fitting):
        fitting = [m for m in fitting if m.stop <= at]  # "military spending rose to 6% of GDP"
    for m in fitting:
        if stop <= m.start <= stop + 4 and _leads(tokens, stop, m.start):
            return m
        if m.start <= at < m.stop or (at < m.start <= at + 4 and q.kind == "rank"):
            return m
    inside = [m for m in fitting if at <= m.start < stop]
    if inside:
        return inside[0]
    alike = next((o for o in reversed(found) if o.is_quantity and o.kind == q.kind), None)
    floor = _index(tokens, alike.end) if alike else 0
    near = [m for m in fitting if floor <= m.start and m.stop <= at and not _is_cut(tokens, m.stop, at)]
    if near:
        return near[-1]
    return None


def _is_growth(tokens: Sequence[Token], q: Quantity, measure: Measure, at: int) -> bool:
    """Whether `q` says by how much something grew that has no size of its own in the news: "the economy grew 3 %"."""
    is_change = q.kind == "percent" and "growth" in measure.takes
    return is_change and bool(q.direction or _far_direction(tokens, measure, at))


def _counted(tokens: Sequence[Token], q: Quantity, fitting: Sequence[Measure], at: int, stop: int) -> Measure | None:
    """The measure that counts something and stands beside its number: "49 people were killed", "a death toll of 49"."""
    for m in fitting:
        if at <= m.start < stop or (m.start <= at < m.stop):
            return m
        between = [low(tokens, j) for j in range(stop, min(m.start, stop + _BESIDE + 1))]
        is_beside = stop <= m.start <= stop + _BESIDE and set(between) <= _LINKS
        if is_beside and between[-1:] not in (["who"], ["that"]):  # "two men who killed"
            return m
    before = [m for m in fitting if m.stop <= at and not any(low(tokens, j) in _CUTS for j in range(m.stop, at))]
    if not before:
        return None
    near = before[-1]
    is_toll = q.unit is None and any(low(tokens, j) in _TOLLS for j in range(near.start, near.stop))
    return near if at - near.stop <= (3 * _BESIDE if is_toll else _BESIDE) else None


def _leads(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Whether the words between a number and a measure tie them: "$30bn in", "15% rise in", "$30bn annual"."""
    words = [tokens[j].low for j in range(start, stop)]
    if not all(word.isalpha() or word == "-" for word in words):
        return False
    return not words or words[0] in _TIES or (len(words) == 1 and words[0] not in ENDS)


def _is_cut(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Whether a semicolon or a bracket that opens or closes parts the measure from the number."""
    return any(tokens[j].low in _BREAKS for j in range(start, stop)) or stop - start > _FAR


def _far_direction(tokens: Sequence[Token], measure: Measure, at: int) -> str | None:
    """Direction of a verb between measure and number: "exports rose in May, by 3 %"."""
    for j in range(at - 1, measure.stop - 1, -1):
        found = word_direction(low(tokens, j))
        if found:
            return found
    return None


def _sides(
    text: str, tokens: Sequence[Token], measure: Measure, countries: Sequence[Country], at: int
) -> tuple[str | None, str | None]:
    """Reporter and partner of `measure`: possessor, "of X", "between X and Y", "to Y"; else the sentence's parties."""
    reporter = partner = None
    for c in countries:
        if measure.start - 4 <= c.start and c.stop <= measure.start and _is_phrase(tokens, c.stop, measure.start):
            reporter = reporter or c.code  # "South Korea's exports", "Korean imports"
        elif c.start >= measure.stop:
            link = _link(tokens, c.start)
            if (link in {"of", "by"} and c.start - measure.stop < 4 and reporter is None) or (
                link == "between" and reporter is None
            ):
                reporter = c.code
            elif link == "and" and reporter and reporter != c.code and _links_between(tokens, c.start):
                partner = partner or c.code
            elif link == _REPORTER_LINK.get(measure.name) and reporter is None:
                reporter = c.code  # "imports from South Korea to Russia"
            elif link in measure.sides and partner is None and c.code != reporter and c.start - measure.stop < 12:
                partner = c.code
    if measure.name in _BILATERAL and (reporter is None or partner is None):
        reporter, partner = _parties(text, tokens, countries, reporter, partner)
    elif reporter is None and "percent" in measure.takes:
        reporter = _subject(tokens, measure, countries)
    return reporter, partner if measure.name in _BILATERAL else None


def _is_phrase(tokens: Sequence[Token], start: int, stop: int) -> bool:
    return all(tokens[j].kind == WORD or tokens[j].low == "-" for j in range(start, stop)) and not any(
        tokens[j].low in {"and", "to", "from", "with", "by", "for", "that", "which", "said", "says"}
        for j in range(start, stop)
    )


def _link(tokens: Sequence[Token], i: int) -> str:
    """The preposition that leads to the country at token `i`."""
    j = i - 1
    if low(tokens, j) in {"the", "neighbouring", "neighboring"}:
        j -= 1
    return low(tokens, j)


def _links_between(tokens: Sequence[Token], i: int) -> bool:
    return any(low(tokens, j) == "between" for j in range(max(0, i - 8), i))


_PARTNER_NOUNS = frozenset({"partner", "partners"})


def _parties(
    text: str, tokens: Sequence[Token], countries: Sequence[Country], reporter: str | None, partner: str | None
) -> tuple[str | None, str | None]:
    """Whose partner is whom: "Russia's real partner was South Korea", "the partner of Russia was South Korea"."""
    codes = list(dict.fromkeys(c.code for c in countries))
    for c in countries:
        written = text[tokens[c.stop - 1].start : tokens[c.stop - 1].end]
        owns = written.endswith(("'s", "’s")) and any(
            low(tokens, j) in _PARTNER_NOUNS for j in range(c.stop, c.stop + 4)
        )
        of = low(tokens, c.start - 1) == "of" and any(
            low(tokens, j) in _PARTNER_NOUNS for j in range(max(0, c.start - 3), c.start)
        )
        if (owns or of) and reporter in {None, c.code}:
            others = [code for code in codes if code != c.code]
            return c.code, partner or (others[0] if len(others) == 1 else None)
    return reporter, partner


def _subject(tokens: Sequence[Token], measure: Measure, countries: Sequence[Country]) -> str | None:
    """The one country of the sentence, when there is just one."""
    codes = {c.code for c in countries}
    return next(iter(codes)) if len(codes) == 1 else None


def _with_periods(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """`found` with the date that follows each quantity in its clause, else the one before it in its clause.

    Another quantity between the two takes the date for itself.
    """
    made = list(found)
    if not any(q.kind in _PERIODS for q in found):
        return made
    for n, q in enumerate(found):
        if q.is_quantity:
            made[n] = q._replace(period=_period_after(text, found, n) or _period_before(text, found, n))
    return made


def _period_after(text: str, found: Sequence[Quantity], n: int) -> str | None:
    """Period of the date behind quantity `n`; "fell 14.6% to $14.8bn in 2022" gives it to both."""
    end = found[n].end
    for other in found[n + 1 : n + 4]:
        compared = other.kind == "relative_date" and _COMPARED.search(text, max(0, other.start - 12), other.start)
        if compared or other.start < end:  # "from the previous month", or inside "from $5bn in 2020 to $4bn"
            continue
        if other.kind in _PERIODS and _is_same_clause(text, end, other.start):
            return other.period
        if not other.is_quantity or not text[end : other.start].rstrip().endswith(" to"):
            return None
        end = other.end
    return None


def _period_before(text: str, found: Sequence[Quantity], n: int) -> str | None:
    if n == 0 or found[n - 1].kind not in _PERIODS or not _is_same_clause(text, found[n - 1].end, found[n].start):
        return None
    return found[n - 1].period


def _is_same_clause(text: str, start: int, stop: int) -> bool:
    between = text[start:stop]
    return len(between) < 90 and not any(mark in between for mark in ";():–—")


def _inherit(q: Quantity, before: Quantity | None) -> Quantity:
    """`q` with what its clause leaves out taken from the claim before it in the sentence, marked as inherited."""
    if before is None:
        return q
    taken = {}
    for field in ("reporter", "partner", "period"):
        if getattr(q, field) is None and getattr(before, field) is not None:
            if field == "partner" and (q.reporter != before.reporter and "reporter" not in taken):
                continue
            if field == "partner" and q.measure not in _BILATERAL:
                continue
            taken[field] = getattr(before, field)
    return q._replace(**taken, inherited=tuple(taken)) if taken else q
