"""Reading one sentence from left to right: dates, numbers that count nothing, amounts, ranges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from math import isfinite

from helpers.claims import changes, dates, named, nouns, numerals, units
from helpers.claims.amounts import read_amount, starts_number
from helpers.claims.joins import join_quantities
from helpers.claims.quantity import ONE, Amount, Quantity, Step, Value, uncounted
from helpers.claims.tokens import NUMBER, WORD, Token, is_joined, low, tokenise, word_set
from helpers.claims.uncounted import (
    DASHES,
    ORDINALS,
    read_bare_year,
    read_designator,
    read_led_year,
    read_ordinal,
    read_years,
)

_MULTIPLES = {
    "doubled": 2.0, "tripled": 3.0, "trebled": 3.0, "quadrupled": 4.0, "quintupled": 5.0, "twofold": 2.0,
    "threefold": 3.0, "fourfold": 4.0, "fivefold": 5.0, "sixfold": 6.0, "sevenfold": 7.0, "eightfold": 8.0,
    "ninefold": 9.0, "tenfold": 10.0, "halved": 0.5, "doubles": 2.0, "triples": 3.0,
}  # fmt: skip
# these are numbers behind one of _BEFORE_VERB only: "a double room" is none
_VERBS = {"double": 2.0, "triple": 3.0, "quadruple": 4.0, "halve": 0.5}
_BEFORE_VERB = word_set("before_multiple")
_TRIGGERS = (
    numerals.NUMBER_WORDS
    | frozenset(ORDINALS)
    | frozenset(_MULTIPLES)
    | frozenset(_VERBS)
    | frozenset(numerals.VULGAR)
    | frozenset(dates.MONTHS)
    | dates.RELATIVE
    | frozenset(dates.PART_OF_DECADE)
    | frozenset(dates.RELATIVE_DAYS)
    | frozenset({"a", "an", "tens", "twice", "thrice", "minus", "negative", "percent", "percents", "per"})
)
# without one of these, or a numeral, a sentence has no number: those that only lead to one are left out
_TELLING = (
    _TRIGGERS - dates.RELATIVE - dates.PART_OF_DECADE.keys() - {"a", "an", "per"}
) | numerals.DENOMINATORS.keys()
_AROUND = re.compile(r"[\W_]*+([^\W\d_]++)[\W_]*+")  # a word with the marks that touch it
_ADDRESS_MARKS = ("://", "www.", "@", "?", "%2", "%3", ".com", ".org", ".net")
_IS_ADDRESS = re.compile(r"https?://|www\.|\w@\w+\.\w|\?\w+=|(?:%[0-9A-Fa-f]{2}){2}|\.(?:com|org|net)/")
_CHUNK = re.compile(r"\S+")


def may_hold_number(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` has a numeral or a number word: most sentences have none."""
    told = {*map(_tells, text[start:end].split())}
    return _NUMBER in told or {_RELATIVE, _PERIOD} <= told


_NOTHING, _NUMBER, _RELATIVE, _PERIOD = range(4)


@lru_cache(maxsize=1 << 15)
def _tells(chunk: str) -> int:
    """Whether a number is in `chunk`, or may be made by it: "this" before "year"."""
    if chunk == "may":  # the month has a capital
        return _NOTHING
    if found := _AROUND.fullmatch(chunk):
        words = [found[1].lower()]
    else:
        tokens = tokenise(chunk, 0, len(chunk))
        if any(token.kind == NUMBER for token in tokens):
            return _NUMBER
        words = [token.low for token in tokens]
    if not _TELLING.isdisjoint(words):
        return _NUMBER
    return _RELATIVE if words[-1] in dates.RELATIVE else _PERIOD if words[0] in dates.RELATIVE_UNITS else _NOTHING


def read_sentence(text: str, tokens: Sequence[Token], published: date | None = None) -> list[Quantity]:
    """The numbers of the sentence that `tokens` make up, left to right, without their frames."""
    found: list[Quantity] = []
    addresses = _find_addresses(text, tokens[0].start, tokens[-1].end) if tokens else []
    triggers, stop = _triggers(), 0
    candidates = [i for i, (kind, word, _, _) in enumerate(tokens) if kind == NUMBER or word in triggers]
    for i in candidates:
        if i < stop or _is_idle(tokens, i):
            continue
        if addresses and any(start <= tokens[i].start < end for start, end in addresses):
            continue
        step = _read_listed(tokens, i) or _read_at(text, tokens, i, published)
        if step and step[0]:
            found.append(step[0])
        stop = step[1] if step else 0
    idle = [q for q in found if q.kind == ONE]
    joined = join_quantities(text, [q for q in found if q.kind != ONE] if idle else found)
    return sorted([*joined, *idle], key=lambda q: q.start) if idle else joined


@cache
def _triggers() -> frozenset[str]:
    return _TRIGGERS | units.currency_starts()


@cache
def _after_article() -> frozenset[str]:
    """What may follow "a" where it begins an amount: "a hundred", "a half", "a-half", "A$"."""
    signs = [parts[1] for parts in units.currency_signs()[0] if parts[0] in {"a", "an"} and len(parts) > 1]
    return frozenset({"-", *signs, *numerals.SCALES, *numerals.DENOMINATORS})


def _is_idle(tokens: Sequence[Token], i: int) -> bool:
    """Whether token `i` is one of the frequent words that seldom begin a number, and begins none here."""
    word = tokens[i].low
    if word in {"a", "an"}:
        return low(tokens, i + 1) not in _after_article() and low(tokens, i + 2) != "and"
    return word in dates.RELATIVE and low(tokens, i + 1) not in dates.RELATIVE_UNITS


def _find_addresses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Page and mail addresses: the numbers in them count nothing."""
    if not any(map(text[start:end].__contains__, _ADDRESS_MARKS)):
        return []
    return [chunk.span() for chunk in _CHUNK.finditer(text, start, end) if _IS_ADDRESS.search(chunk.group())]


def _read_at(text: str, tokens: Sequence[Token], i: int, published: date | None) -> Step | None:
    token = tokens[i]
    moment = dates.read_moment(text, tokens, i, published)
    if moment:
        return uncounted(moment.kind, moment.start, moment.end, None, moment.iso), moment.stop
    return (
        read_ordinal(tokens, i)
        or _read_multiple(text, tokens, i)
        or (read_designator(text, tokens, i) if token.kind == NUMBER else None)
        or _read_percent_of(tokens, i)
        or _read_quantity(text, tokens, i)
    )


_COMMAS = frozenset({",", ";"})


def _read_listed(tokens: Sequence[Token], i: int) -> Step | None:
    """A number between numbers in a list ("1, 2, 3"): it is read alike by all that follows, only slower."""
    token = tokens[i]
    if token.kind != NUMBER or not (1 < i < len(tokens) - 1) or tokens[i - 2].kind != NUMBER:
        return None
    if not tokens[i - 1].low == tokens[i + 1].low in _COMMAS:
        return None
    if dates.is_year(token.low) or (len(token.low) > 1 and token.low[0] == "0"):
        return None
    value, step = numerals.parse_digits(token.low)
    if not isfinite(value):
        return None
    step = 0.0 if _is_exact("number", value, step) else numerals.last_place(value, step, is_decimal="." in token.low)
    return Quantity(token.start, token.end, value, None, "number", "=", value - step / 2, value + step / 2), i + 1


def _read_multiple(text: str, tokens: Sequence[Token], i: int) -> Step | None:
    """ "tripled", "fivefold", "six-fold", "twice as many"."""
    found = _multiple(text, tokens, i)
    if found is None:
        return None
    value, stop = found
    change = changes.read_change(tokens, i, stop)
    turned = "down" if value < 1 else "up" if tokens[i].low.endswith("led") else None  # halved, tripled
    sign = change.sign if change.words else turned or change.sign
    ends = changes.interval(value, 0.0, sign, change.words)
    start, end, direction = tokens[i].start, tokens[stop - 1].end, turned or change.direction
    return Quantity(start, end, value, "times", "multiple", sign, *ends, change.words, direction), stop


def _multiple(text: str, tokens: Sequence[Token], i: int) -> tuple[float, int] | None:
    word = tokens[i].low
    if low(tokens, i + 1) == "down":  # "doubled down on it"
        return None
    if word in _MULTIPLES:
        return _MULTIPLES[word], i + 1
    if word in _VERBS:  # "to double exports", "more than double the rate"
        joined = is_joined(tokens, i) or (is_joined(tokens, i + 1) and low(tokens, i + 1) == "-")
        is_verb = low(tokens, i - 1) in _BEFORE_VERB and not joined and low(tokens, i + 1).isalpha()
        return (_VERBS[word], i + 1) if is_verb else None
    if word in {"twice", "thrice"}:
        compared = low(tokens, i + 1) in {"as", "the", "its", "their", "that", "what"}
        return ({"twice": 2.0, "thrice": 3.0}[word], i + 1) if compared else None
    if not (tokens[i].kind == NUMBER or word in numerals.UNITS):
        return None
    if text.find("fold", tokens[i].end, tokens[min(i + 30, len(tokens) - 1)].end) < 0:
        return None
    number = numerals.read_numeral(tokens, i)
    if number is None:
        return None
    j = number.stop + (low(tokens, number.stop) == "-")
    return (number.value, j + 1) if low(tokens, j) == "fold" else None


def _read_percent_of(tokens: Sequence[Token], i: int) -> Step | None:
    """ "per cent of 210"."""
    if low(tokens, i) not in {"percent", "percents", "per"}:
        return None
    unit = units.read_percent(tokens, i)
    if unit is None or unit.name != "%" or low(tokens, unit.stop) != "of" or unit.stop + 1 >= len(tokens):
        return None
    number = numerals.read_numeral(tokens, unit.stop + 1)
    if number is None or (i > 0 and low(tokens, i - 1).isalnum()):
        return None
    start, end = tokens[i].start, tokens[number.stop - 1].end
    half = number.step / 2
    row = Quantity(start, end, number.value, "%", "percent", "=", number.value - half, number.value + half)
    return row, number.stop


def _read_quantity(text: str, tokens: Sequence[Token], i: int) -> Step | None:
    amount = read_amount(text, tokens, i)
    if amount is None or not isfinite(amount.value):
        return None
    named = _read_named(text, tokens, amount)
    if named:
        return named
    linked = _read_inverted(tokens, amount)
    if linked is None and (low(tokens, amount.start + 1) in _LINKS or low(tokens, amount.stop) in _LINKS):
        linked = (
            read_years(tokens, amount)
            or read_led_year(tokens, amount)
            or _read_ratio(tokens, amount)
            or _read_range(text, tokens, amount)
        )
    return linked or read_bare_year(tokens, amount) or _read_single(text, tokens, amount)


_LINKS = DASHES | {"to", "and", "in", "out", "of", "per"}  # what ties two numbers


def _read_named(text: str, tokens: Sequence[Token], amount: Amount) -> Step | None:
    """A number that names, or is an age, by the words around it (`named.read_rule`)."""
    if amount.kind in {"money", "percent"}:
        return None
    i = amount.start
    if amount.is_scaled:
        end = tokens[amount.stop - 1].end
        is_saying = low(tokens, i) in {"a", "an"} and named.is_saying(text, tokens[i].start, end)
        return (uncounted("designator", tokens[i].start, end), amount.stop) if is_saying else None
    first, last = tokens[i], tokens[i]
    gives = named.read_rule(text, first.start, last.end, is_bare=amount.unit is None)
    if gives == "designator":
        stop = i + 1
        while low(tokens, stop) in DASHES and is_joined(tokens, stop) and is_joined(tokens, stop + 1):
            stop += 2
        return uncounted("designator", first.start, tokens[stop - 1].end), stop
    if gives == "age":
        return _make(text, tokens, amount._replace(unit=AGE, kind="age", stop=i + 1)), i + 1
    return None


AGE = "year of age"


def _read_single(text: str, tokens: Sequence[Token], amount: Amount) -> Step:
    is_pronoun = amount.unit is None and amount.kind == "count"  # "no one", "the two"
    return None if is_pronoun else _make(text, tokens, amount), amount.stop


def _read_ratio(tokens: Sequence[Token], amount: Amount) -> Step | None:
    """ "one in five people", "three out of every four", "7 in 10 adults", "30 per 100,000 people": a fraction."""
    j = amount.start + 1
    dashed = low(tokens, j) == "-" and low(tokens, j + 1) == "in" and low(tokens, j + 2) == "-"
    out = low(tokens, j) == "out" and low(tokens, j + 1) == "of"
    per = low(tokens, j) == "per"
    of = low(tokens, j) == "of" and (low(tokens, j + 1) == "every" or _is_of_ten(tokens, j + 1))
    if not (out or dashed or per or of or low(tokens, j) == "in"):
        return None
    j += 1 + out + 2 * dashed
    j += low(tokens, j) == "every"
    if j >= len(tokens) or not starts_number(tokens, j) or amount.value != int(amount.value) or amount.value < 1:
        return None
    whole = numerals.read_numeral(tokens, j)
    if whole is not None and out and _ranks(tokens, amount.start, whole.stop):
        value, start, end = amount.value, tokens[amount.start].start, tokens[amount.start].end
        return Quantity(start, end, value, None, "rank", "=", value, value), whole.stop
    if whole is None or whole.high or whole.value != int(whole.value) or not amount.value < whole.value:
        return None
    chance = low(tokens, whole.stop) in {"chance", "chances", "odds"}
    counted = nouns.read_counted(tokens, whole.stop, 2.0)
    if not (out or of or chance) and not _is_share(tokens, amount, whole, counted, per=per):
        return None
    stop = counted.stop if counted else whole.stop
    value = amount.value / whole.value
    change = changes.read_change(tokens, amount.start, stop)
    low_end, high_end = changes.interval(value, 0.0, change.sign, change.words)
    row = Quantity(
        tokens[amount.start].start, tokens[stop - 1].end, value, counted.name if counted else None, "fraction",
        change.sign, low_end, high_end, change.words, change.direction,
    )  # fmt: skip
    return row, stop


_RANKING = frozenset({"ranked", "ranks", "ranking", "rank", "placed", "finished"})


def _ranks(tokens: Sequence[Token], i: int, stop: int) -> bool:
    """ "ranked 80 out of 100", "he was 79 out of 87": a place among many, no share."""
    if any(low(tokens, j) in _RANKING for j in range(max(0, i - 3), i)):
        return True
    is_person = low(tokens, i - 1) in {"was", "is", "were"} and low(tokens, i - 2) in {"he", "she", "i", "we", "they"}
    return is_person and not low(tokens, stop).isalpha()


def _is_of_ten(tokens: Sequence[Token], i: int) -> bool:
    """ "nine of 10 were aware of it"; not "nine of 10 ships"."""
    return low(tokens, i) in {"10", "ten"} and nouns.read_counted(tokens, i + 1, 2.0) is None


def _read_inverted(tokens: Sequence[Token], amount: Amount) -> Step | None:
    """ "six voters in ten": a share, with the noun in the middle."""
    if amount.kind != "count" or amount.unit is None or low(tokens, amount.stop) != "in":
        return None
    whole = {"five": 5.0, "ten": 10.0, "10": 10.0, "100": 100.0}.get(low(tokens, amount.stop + 1))
    stop = amount.stop + 2
    ends = not low(tokens, stop).isalpha() or nouns.read_counted(tokens, stop, 2.0) is None
    if whole is None or not 0 < amount.value < whole or not ends:
        return None
    value = amount.value / whole
    change = changes.read_change(tokens, amount.start, stop)
    ends_ = changes.interval(value, 0.0, change.sign, change.words)
    start, end = tokens[amount.start].start, tokens[stop - 1].end
    return Quantity(start, end, value, amount.unit, "fraction", change.sign, *ends_, change.words), stop


_ROUND = frozenset({10.0, 100.0, 1e3, 1e4, 1e5, 1e6})


def _is_share(
    tokens: Sequence[Token], amount: Amount, whole: numerals.Numeral, counted: nouns.Counted | None, *, per: bool
) -> bool:
    """Whether "x in y" or "x per y" is a share: "7 in 10 adults" is one, "7 in 10 games" and "7 in 2012" are none."""
    if per:
        return whole.value in _ROUND and whole.value >= 100
    if counted and nouns.singular(low(tokens, counted.stop - 1)) in _TALLIES:
        return False
    if whole.is_word or amount.value == 1:
        return whole.value <= (1000 if amount.value == 1 else 10)
    return whole.value in _ROUND or (whole.value <= 20 and counted is not None)


# what is played or passed in a row: "won 7 in 10 games" counts seven
_TALLIES = word_set("tallies")


def _read_range(text: str, tokens: Sequence[Token], first: Amount) -> Step | None:
    """ "10-15 %", "between 5 and 7 million", "$3 billion to $5 billion", a score "9-2"."""
    j, k = first.stop, first.stop + 1
    joiner = low(tokens, j)
    aged = low(tokens, first.start - 1) == "of" and low(tokens, first.start - 2) in {"ages", "age"}
    between = low(tokens, first.start - (4 if aged else 1)) == "between"  # "between the ages of 10 and 17"
    if joiner not in DASHES and joiner != "to" and not (joiner == "and" and between):
        return None
    if joiner in DASHES and is_joined(tokens, k) and not is_joined(tokens, j):  # "Stoxx 50 -1.3%"
        return None
    if joiner == "-" and low(tokens, k) in ({"to", "and"} if between else {"to"}):  # "8- to 16-metre"
        k += 1
    k += low(tokens, k) in {"-", "–"} and is_joined(tokens, k + 1) and low(tokens, k - 1) == "to"  # "0-to-60-mph"
    if k >= len(tokens) or not (starts_number(tokens, k) or tokens[k].low in units.currency_starts()):
        return None
    shared = first.unit if first.kind == "money" and tokens[first.start].kind != NUMBER and joiner in DASHES else None
    second = read_amount(text, tokens, k, currency=shared)
    if second is None or not isfinite(second.value) or not _may_range(tokens, first, second, joiner):
        return None
    if second.value == 1 < first.value and second.unit in _RATIOS:  # "by a 5-to-1 margin"
        start, end = tokens[first.start].start, tokens[second.stop - 1].end
        return Quantity(start, end, first.value, "ratio", "multiple", "=", first.value, first.value), second.stop
    return _join(tokens, first, second, is_dashed=joiner in DASHES)


_RATIOS = frozenset({"margin", "ratio", "odds", "advantage"})


def _may_range(tokens: Sequence[Token], first: Amount, second: Amount, joiner: str) -> bool:
    """Whether two amounts are the ends of one: their units agree, and "rose 5% to 10%" is no range."""
    before = low(tokens, first.start - 1)
    if first.unit and second.unit != first.unit:
        widened = first.kind == "money" and (second.unit or "").startswith(first.unit)  # "$62 to $68 per share"
        sign_first = first.kind == "money" and joiner in DASHES and tokens[first.start].kind != NUMBER  # "$100-150m"
        led = sign_first or before == "between" or (joiner == "to" and before == "from")
        if not widened and not (led and second.kind == "number"):
            return False
    is_year = first.unit is None and dates.is_year(low(tokens, first.start))
    if is_year and second.kind in {"money", "percent"}:  # "in fiscal 2011 to $10m"
        return False
    if joiner == "to" and first.unit is second.unit is None and _is_tally(tokens, first.start):
        return False
    is_led = any(low(tokens, k) in {"from", "between"} for k in range(max(0, first.start - 5), first.start))
    is_apart = first.unit == second.unit == "%" or (first.kind == "money" and joiner == "to")
    if is_apart and first.value > abs(second.value) and not is_led:
        return False  # "beat him, 49.9% to 48.4%", "ahead, 49%-47%", "outspent him, $3.1 million to $615,000"
    changed = changes.read_change(tokens, first.start, first.stop).sign in {"up", "down"}
    if before == "by" and joiner == "to" and first.kind == "money" and second.value > _FAR_APART * first.value:
        return False  # "raised by $1 to $8.25"
    if joiner != "to" or before in {"by", "from", "between"}:
        return True
    is_level = first.is_joined_unit or (first.value >= _LARGE and not first.value < second.value < 4 * first.value)
    return not (changed and is_level)  # "fell 700,000 to 18 million"


def _is_tally(tokens: Sequence[Token], i: int) -> bool:
    """ "voted on Tuesday, 260 to 340"."""
    return any(low(tokens, j) in _TALLIED for j in range(max(0, i - 4), i))


_TALLIED = frozenset({"vote", "voted", "votes", "voting"})
_LARGE = 1000
_FAR_APART = 5  # no range of amounts that something grew by is as wide


_SCORES = frozenset({"lead", "win", "victory", "defeat", "loss", "draw", "triumph", "record"})


def _join(tokens: Sequence[Token], first: Amount, second: Amount, *, is_dashed: bool) -> Step | None:
    value, last = first.value, abs(second.value) if is_dashed else second.value
    if second.is_scaled and not first.is_scaled and second.base and 0 <= value <= second.base:
        value *= abs(last) / second.base  # "5 to 7 million"
    start, end = tokens[first.start].start, tokens[second.stop - 1].end
    if is_dashed and _is_score(tokens, first, second, value, last):
        named = low(tokens, second.stop) in _SCORES
        stop, unit = second.stop + named, low(tokens, second.stop) if named else second.unit
        return Quantity(start, tokens[stop - 1].end, (value, last), unit, "score"), stop
    is_led = low(tokens, first.start - 1) in {"from", "between"}  # "in the neighborhood of 37 to 15" is no range
    if value > last and second.unit is None and (is_dashed or (first.unit is None and not is_led)):
        return None  # "passed 388 to 5"
    change = changes.read_change(tokens, first.start - (low(tokens, first.start - 1) == "between"), second.stop)
    ends = (min(value, last), max(value, last))
    kind = first.kind if second.kind == "number" else second.kind
    unit = second.unit or first.unit
    if unit is None and {low(tokens, j) for j in range(first.start - 2, first.start)} & {"aged", "ages", "age"}:
        kind, unit = "age", AGE
    return Quantity(start, end, ends, unit, kind, change.sign, *ends, change.words, change.direction), second.stop


def _is_score(tokens: Sequence[Token], first: Amount, second: Amount, value: float, last: float) -> bool:
    """ "a 9-2 lead", "ended 2-2"."""
    if second.unit in _SCORES:
        return True
    is_bare = first.unit is None and second.unit is None and max(value, last) < (700 if value > last else 200)
    return is_bare and (value >= last or low(tokens, second.stop) in _SCORES | {"on"})


def _make(text: str, tokens: Sequence[Token], amount: Amount) -> Quantity:
    change = changes.read_change(tokens, amount.start, amount.stop)
    start, end = tokens[amount.start].start, tokens[amount.stop - 1].end
    sign, direction, kind, unit = change.sign, change.direction, amount.kind, amount.unit
    before = low(tokens, amount.start - 1)
    if before in {"▲", "▼", "↑", "↓", "+"} or (amount.value < 0 and kind == "percent"):
        direction = "down" if before in {"▼", "↓"} or amount.value < 0 else "up"
        sign = direction if amount.value else "="
    value: Value = amount.value
    if amount.high is not None:
        value, kind = (amount.value, amount.high), kind if unit else "count"
        return Quantity(start, end, value, unit, kind, sign, amount.value, None, change.words, direction)
    if kind in {"number", "count"}:
        aged = _is_age(text, tokens, amount)
        if aged:
            kind, unit = "age", AGE
        elif _is_rank(tokens, amount):
            kind, sign, end = "rank", "<", tokens[amount.start].end
    if unit == "degree" and (amount.value < 0 or _speaks_of_heat(tokens, amount)):
        kind = "temperature"
    words = change.words
    if _is_idle_word(tokens, amount, words, kind):
        sign, words = "=", None
    if kind in {"duration", "age"} and before not in {"by", "of"}:  # "at a rally two days later"
        sign, direction = "=" if sign in {"up", "down"} else sign, None
    step = numerals.last_place(amount.value, amount.step, is_decimal=_is_decimal(tokens, amount))
    whole = "GDP" if kind == "percent" and _is_of_gdp(tokens, amount.stop) else None
    low_end, high_end = changes.interval(amount.value, step, sign, words)
    if sign == "=" and words is None and _is_exact(kind, amount.value, step):
        low_end = high_end = amount.value  # "two journalists" are two
    if words is None and kind == "percent" and (tens := _tens(tokens, amount)):
        sign, (low_end, high_end) = "~", tens
    if amount.value == 0 and kind in {"count", "money"} and low_end is not None:
        low_end = 0.0
    return Quantity(start, end, value, unit, kind, sign, low_end, high_end, words, direction, base=whole)


_EXACT = 1000


_LONG = 10


def _is_exact(kind: str, value: float, step: float) -> bool:
    """Whether a number is meant as it stands, and has no interval of rounding.

    The convention: counts below 1,000 ("two journalists" are two, "1,500 Syrians" may be 1,540), ages, fractions
    ("two-thirds") and whole lengths of time up to ten ("two years"; "26 months" may be some days more).
    """
    if kind == "fraction":
        return True
    most = {"count": _EXACT, "number": _EXACT, "age": _EXACT, "duration": _LONG + 1}.get(kind, 0)
    return step == 1 and value == int(value) and abs(value) < most


# "the low 40 percent range": of ten points, those that are meant
_TENS = {"low": (0.0, 3.5), "mid": (3.5, 6.5), "middle": (3.5, 6.5), "high": (6.5, 10.0), "upper": (6.5, 10.0)}


def _tens(tokens: Sequence[Token], amount: Amount) -> tuple[float, float] | None:
    """Lowest and highest value of "the low 40 percent range"; None: nothing of the sort stands there."""
    word, value = low(tokens, amount.start - 1), amount.value
    if word not in _TENS or low(tokens, amount.stop) != "range" or value % 10 or not 10 <= value < 100:
        return None
    return value + _TENS[word][0], value + _TENS[word][1]


_GDP = (("gdp",), ("gross", "domestic", "product"), ("national", "income"), ("economic", "output"))


def _is_of_gdp(tokens: Sequence[Token], i: int) -> bool:
    """Whether "of GDP" stands at token `i`, the country before it or not: "6 % of Russia's GDP"."""
    if low(tokens, i) != "of":
        return False
    following = [low(tokens, j) for j in range(i + 1, i + 7)]
    places = range(
        1 + sum(word in {"the", "its", "their", "total", "annual"} or word.endswith("'s") for word in following)
    )
    return any(tuple(following[at : at + len(words)]) == words for at in places for words in _GDP)


def _is_decimal(tokens: Sequence[Token], amount: Amount) -> bool:
    return any(token.kind == NUMBER and "." in token.low for token in tokens[amount.start : amount.stop])


def _is_idle_word(tokens: Sequence[Token], amount: Amount, words: str | None, kind: str) -> bool:
    """Whether the words before the number say nothing about it: "talks about two programmes"."""
    is_vague = tokens[amount.start].low in {"a", "an"}  # "about a dozen senators"
    is_few = kind == "count" and amount.value < 13 and tokens[amount.start].kind == WORD and not is_vague
    if words in _PREPOSITIONS and is_few:
        return True
    if words in {"better than", "older than"}:  # "better than four years ago"
        return low(tokens, amount.stop) == "ago"
    over = words == "over" and kind == "duration"  # "$120bn over five years"
    return over and low(tokens, amount.start - 2) not in _LASTING


def _speaks_of_heat(tokens: Sequence[Token], amount: Amount) -> bool:
    return any(token.low in _HEAT for token in tokens[max(0, amount.start - 8) : amount.stop + 4])


_HEAT = word_set("heat")
_LASTING = frozenset({"for", "lasted", "lasts", "took", "takes", "after", "of", "is", "was", "been", "spent", "well"})
_PREPOSITIONS = frozenset({"about", "over", "under", "around", "above", "below", "near", "beyond"})


def _is_age(text: str, tokens: Sequence[Token], amount: Amount) -> bool:
    """ "aged 34", "over the age of 21", "He will be 35", "Senard, 65, now"."""
    if not 0 < amount.value < 125 or amount.value != int(amount.value) or amount.kind == "count":
        return False
    i = amount.start
    before, after = low(tokens, i - 1), low(tokens, amount.stop)
    if before in {"aged", "age", "ages"} or (before == "of" and low(tokens, i - 2) == "age"):
        return True
    if before in {"turned", "turns", "turning"}:
        return True
    if before in {"be", "is", "was", "were", "am"}:
        person = {low(tokens, j) for j in range(max(0, i - 4), i - 1)} & {"he", "she", "i", "you", "who"}
        return bool(person) and (not after.isalnum() or after in nouns.ENDS)
    named = i > 1 and before == "," and text[tokens[i - 2].start].isupper() and tokens[i - 2].kind == WORD
    return named and after in {",", ".", ";"} and amount.value >= 14 and (tokens[i].kind == NUMBER or amount.value > 20)


def _is_rank(tokens: Sequence[Token], amount: Amount) -> bool:
    """ "top 10", "among the ten largest trading partners"."""
    before = low(tokens, amount.start - 1)
    if before == "top" and (amount.unit or amount.kind == "number"):
        return True
    if before not in {"the", "its", "their"} or low(tokens, amount.start - 2) not in {"of", "among", "in", "within"}:
        return False
    after = low(tokens, amount.start + 1)
    return after in {"largest", "biggest", "top", "most", "leading", "best", "richest", "poorest"} or after.endswith(
        "est"
    )
