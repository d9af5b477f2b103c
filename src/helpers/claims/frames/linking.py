"""Which measure of its sentence a number belongs to, and what a number is about that no measure of the list names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from helpers.claims.changes import word_direction
from helpers.claims.frames import deeds, measures, shares
from helpers.claims.frames.measures import Kind, Measure
from helpers.claims.frames.rules import candidates, holding
from helpers.claims.frames.scene import Scene, index, window
from helpers.claims.nouns import ENDS
from helpers.claims.quantity import Quantity
from helpers.claims.tokens import Token, low, tokenise, word_set

_FAR = 20  # tokens between a measure and its number
_BESIDE = 4  # tokens between a word such as "killed" and its number
_TIES = word_set("measure_ties")
_LINKS = word_set("count_links")
_TOLLS = word_set("tolls")
_OTHER_THINGS = word_set("other_things")
_BREAKS = frozenset({";", "(", ")", "–", "—"})
_CUTS = _BREAKS | {",", ":"}
_SPENT_ON = frozenset(["in", "of", "on", "for", "worth"])
_COUNTS = frozenset({"count", "number"})


class Measured(NamedTuple):
    """What a number measures: a name, where it is of the list its row, its place in the sentence, what else is said."""

    name: str
    kind: Kind | None
    place: Measure | None = None
    gives: Mapping[str, str] = {}
    about: str | None = None


def measured(scene: Scene, q: Quantity, named: Sequence[Measure], own: str) -> Measured | None:
    """What `q` measures: a rule, else a measure of the list beside it, else the noun phrase as written.

    None: the words say nothing of their own ("another 300 people", "that is 12 percent").
    """
    seen = window(scene, q)
    if says_nothing(scene, q):
        return None
    found = _by_rule("measure", scene, q, seen, own)
    if found:
        return _with_holder(scene, q, _with_place(found, named))
    at, stop = index(scene.tokens, q.start), index(scene.tokens, q.end - 1) + 1
    listed = _listed(scene, q, named, at, stop)
    if listed and listed.name == _WEEKLY and isinstance(q.value, float) and q.value >= _OF_MANY_WEEKS:
        return None  # of which weeks, or how many go on claiming, is not said
    if listed:
        return Measured(listed.name, listed.kind, listed)
    return (
        _by_rule("later_measure", scene, q, seen, own)
        or _as_share(scene, q, own)
        or _as_written(scene, q, at, stop, own)
    )


_WEEKLY, _OF_MANY_WEEKS = "jobless claims", 8e6  # more than any week has seen: "surged toward 40 million"
_SUMS_BEFORE = re.compile(r"[$€£]\d[\d.]*, (?:or )?$")
_SUMS_BEHIND = re.compile(r",(?: or)? [$€£]\d")
_PER = re.compile(r" per \d")


def is_of_ratio(scene: Scene, q: Quantity) -> bool:
    """Whether a bare number is a part of "20.5 per 100,000"."""
    if q.kind not in _COUNTS:
        return False
    is_base = scene.lower.endswith(" per ", 0, q.start - scene.start)
    return is_base or (q.unit is None and _PER.match(scene.lower, q.end - scene.start) is not None)


_MORE_THAN = re.compile(r"^[\d,.]+ (?:more|fewer) [\w -]{1,60}? than |^ (?:more|fewer) [\w -]{1,60}? than ")
_PER_SO_MANY = re.compile(r"^[^ ]+(?: [\w-]+){0,3} per \d")  # "7.4 cases per 1,000 residents"
_GIVE_OR_TAKE = re.compile(r"\bplus or minus $|\bper $")
_AS_ABOVE = 1000  # dollars: fewer before a comma are the digits of a sum whose size comes later


def _is_loose(scene: Scene, q: Quantity) -> bool:
    """Whether a number is one of several guesses ("$9, $10, $15 billion"), a difference ("90 more than") or a ratio."""
    at, to = q.start - scene.start, q.end - scene.start
    if q.kind == "money":
        is_digit = isinstance(q.value, float) and q.value < _AS_ABOVE and _SUMS_BEHIND.match(scene.lower, to)
        return bool(is_digit or _SUMS_BEFORE.search(scene.lower, max(0, at - 12), at))
    if q.kind != "count":
        return False
    if _GIVE_OR_TAKE.search(scene.lower, max(0, at - 15), at) or (q.unit or "").startswith("fewer "):
        return True
    said = scene.lower[at : to + 60]
    return any(found.match(said) for found in (_MORE_THAN, _PER_SO_MANY))


def says_nothing(scene: Scene, q: Quantity) -> bool:
    """Whether a number states nothing of size: a guess, a difference, a ratio, a count of those that are meant."""
    return is_of_ratio(scene, q) or _is_loose(scene, q) or _states_nothing(scene, q, window(scene, q))


_FEW = 12  # at most: a count that may be one that anybody knows or nobody asks for


def _states_nothing(scene: Scene, q: Quantity, seen: str) -> bool:
    """Whether a small count only says which are meant: "raising seven children", "in those two cases"."""
    is_few = isinstance(q.value, float) and (q.value <= _FEW or q.kind in {"percent", "duration"})
    if q.kind not in {"count", "number", "fraction", "percent", "duration"} or not is_few:
        return False
    return any(True for _ in holding(candidates("nothing", scene.words), q.kind, q.unit, seen))


def _by_rule(section: str, scene: Scene, q: Quantity, seen: str, own: str) -> Measured | None:
    """What the first rule that holds says: a measure by its name, or the noun phrase that it points at."""
    for _, gives in holding(candidates(section, scene.words), q.kind, q.unit, seen):
        if "measure" in gives:
            return Measured(gives["measure"], measures.kinds(own).get(gives["measure"]), None, gives)
        phrase = _pointed_at(gives)
        if phrase and re.split("[ -]", phrase)[-1] not in _names(scene):
            found = _known(phrase, own)
            if found.kind is None or gives.get("basis") == "share" or {q.kind, "growth"} & found.kind.takes:
                return found._replace(gives=gives)
    return None


_OPENS = word_set("determiners") | {"of"}
_OWNERS = re.compile(r"['’]s? |\b(?:rising|falling|growing|soaring|declining) ")


def _pointed_at(gives: Mapping[str, str]) -> str | None:
    """The noun phrase at the start of what a rule calls `after`, at the end of what it calls `before`."""
    words = _OWNERS.split(gives.get("after") or gives.get("before") or "")[-1]
    tokens = tokenise(words, 0, len(words))
    if "before" in gives:
        return measures.named_by(measures.phrase_before(tokens, len(tokens)))
    first = next((j for j, token in enumerate(tokens) if token.low not in _OPENS), 0)
    phrase, _ = measures.phrase_after(tokens, first)
    while phrase and phrase[-1].endswith(("ed", "ly")):
        phrase.pop()
    return measures.named_by(phrase)


def _with_place(found: Measured, named: Sequence[Measure]) -> Measured:
    return found._replace(place=next((m for m in named if m.name == found.name), None))


def _with_holder(scene: Scene, q: Quantity, found: Measured) -> Measured:
    """`found` with who has the share that it is: "women" of "women make up half of the staff"."""
    is_open = found.gives.get("basis") == "share" and "after" in found.gives and found.about is None
    return found._replace(about=shares.holder(scene, q)) if is_open else found


def _as_share(scene: Scene, q: Quantity, own: str) -> Measured | None:
    """A share of what is named behind it, with what is said of that, else with who has it; None: nothing is said."""
    of = shares.whole(scene, q) if q.kind in {"percent", "fraction"} else None
    if of is None or ("@poll" in scene.words and shares.is_asked(of.name)):
        return None
    about = shares.said(scene, of.end) or shares.holder(scene, q)
    found = measures.in_phrase(of.name, own)
    name = found[0].name if found else of.name
    return Measured(name, None, None, {"basis": "share", "form": "share"}, about) if about else None


# --- a measure of the list


def _listed(scene: Scene, q: Quantity, named: Sequence[Measure], at: int, stop: int) -> Measure | None:
    """The measure behind "in" or "of" right after the number, else the nearest before it in reach."""
    tokens = scene.tokens
    fitting = [m for m in named if q.kind in m.kind.takes or _is_growth(tokens, q, m, at)]
    if not fitting:
        return None
    if q.kind == "distance" and low(tokens, stop) == "-" and low(tokens, stop + 1) in _SHAPES:
        return None  # "heavy rain left a 30-foot-deep hole"
    if q.kind in {"money", "percent"} and {low(tokens, stop), low(tokens, stop + 1)} & _OTHER_THINGS:
        fitting = [m for m in fitting if stop <= m.start <= stop + 1]
    if q.kind == "percent" and low(tokens, stop) == "of":
        fitting = [m for m in fitting if m.name not in measures.RATES]  # "150 percent of the average"
        fitting = [m for m in fitting if m.stop <= at]  # "collections totaled 2.6 percent of GDP"
    if q.kind in _COUNTS:
        inside = [m for m in fitting if at <= m.start < stop]
        return _counted(tokens, q, inside if is_adjective(scene, q) else fitting, at, stop)  # "the two-party vote"
    if q.kind == "percent" and low(tokens, stop) == "of" and any(m.stop <= at for m in fitting):
        fitting = [m for m in fitting if m.stop <= at]  # "military spending rose to 6% of GDP"
    for m in fitting:
        if stop <= m.start <= stop + 4 and _leads(tokens, stop, m.start):
            return m
        if m.start <= at < m.stop or (at < m.start <= at + 4 and q.kind == "rank"):
            return m
    inside = [m for m in fitting if at <= m.start < stop]
    return inside[0] if inside else _before(scene, q, fitting, at)


_SHAPES = frozenset({"long", "deep", "wide", "tall", "high", "thick"})


def _before(scene: Scene, q: Quantity, fitting: Sequence[Measure], at: int) -> Measure | None:
    alike = next((o for o in reversed(scene.numbers) if o.end <= q.start and o.is_quantity and o.kind == q.kind), None)
    floor = index(scene.tokens, alike.end) if alike else 0
    near = [m for m in fitting if floor <= m.start and m.stop <= at and not _is_cut(scene.tokens, m.stop, at)]
    if near and q.kind == "money" and not _is_led(scene, near[-1], q, at):
        return None
    if near and (_is_in_opening(scene, near[-1], q) or _has_own_sum(scene, q)):
        return None
    if near and near[-1].name == "stock index" and _OF_A_FIRM.search(scene.text, _end(scene, near[-1]), q.start):
        return None
    if near and near[-1].name in _SPOKEN_OF and not _is_linked(scene.tokens, near[-1].stop, at):
        return None
    return near[-1] if near else None


def _end(scene: Scene, measure: Measure) -> int:
    return scene.tokens[measure.stop - 1].end


# "the Dow fell, and Merck was up": a firm of its own between an index and a number
_FIRM_MOVES = (
    r"(?:shares (?:of|in) )?"
    r"(?!(?:It|They|We|He|She|Stocks|Shares|Markets|Wall Street|Prices|Futures|Investors)\b)"
    r"[A-Z][\w&.'’-]+(?:(?:,| and| &|, and)? [A-Z][\w&.'’-]+)* "
    r"(?:(?:was|were|is|are|also|all|each) )*"
    r"(?:up|down|rose|fell|gained|lost|jumped|dropped|climbed|slid|sank|added|shed|tumbled|surged|plunged|slipped|"
    r"advanced|declined|soared|rallied|rising|falling|gaining|losing)\b"
)
_OF_A_FIRM = re.compile(rf"(?:[,;–—]|\b(?:and|as|while|but|where|with|after|when)) {_FIRM_MOVES}")
_OPENS_WITH_FIRM = re.compile(_FIRM_MOVES)


def is_of_a_firm(scene: Scene) -> bool:
    """Whether a sentence opens with the moves of a firm's shares: "Merck was up 2 percent"."""
    return _OPENS_WITH_FIRM.match(scene.text, scene.start) is not None


def _is_led(scene: Scene, measure: Measure, q: Quantity, at: int) -> bool:
    """Whether a measure is the subject of its sum, or only words of size, "of" or a sign stand between."""
    change = next(
        (o for o in scene.numbers if scene.lower[o.end - scene.start : q.start - scene.start] == " to "), None
    )
    at = index(scene.tokens, change.start) if change else at  # "trade rose 12% to $20bn"
    found = measures.subject(scene.tokens, at)
    is_subject = found is not None and found[1] <= measure.start < found[2]
    return (
        is_subject
        or bool(measure.kind.sides)
        or _is_linked(scene.tokens, measure.stop, at)
        or at - measure.stop <= _BESIDE
    )


def _has_own_sum(scene: Scene, q: Quantity) -> bool:
    """ "revenue of $3bn, which offsets $1bn in costs": a sum that says itself what it is."""
    named = _in(scene, q, index(scene.tokens, q.end - 1) + 1) if q.kind == "money" else None
    return named is not None and named.rsplit(" ", 1)[-1] in _SUMS


_OPENING = re.compile(r"(?:after|with|amid|despite|following|given|during|under|thanks to|because of)\b[^,;:]*")
_NEW_SUBJECT = re.compile(r", (?:the|a|an|its|their|his|her) ")


def _is_in_opening(scene: Scene, measure: Measure, q: Quantity) -> bool:
    """ "After years of low rates, the debt has risen by 60%": a phrase that opens the sentence, then a new subject."""
    found = _OPENING.match(scene.lower)
    if found is None or scene.tokens[measure.stop - 1].end - scene.start > found.end():
        return False
    return q.start - scene.start > found.end() and _NEW_SUBJECT.match(scene.lower, found.end()) is not None


# sums that an article speaks of in many sentences: any number behind the word is not its size
_SPOKEN_OF = frozenset(
    {"stimulus aid", "funding", "loans", "aid", "lost revenue", "budget", "fine", "settlement", "damage", "ransom",
     "bail", "debt ceiling", "net worth", "spending"}
)  # fmt: skip
_TO_A_SIZE = word_set("links") | word_set("link_bridges") | word_set("auxiliaries") | word_set("of_modifiers")


def _is_linked(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Whether only verbs and words of size stand between: "the package was worth about $2bn"."""
    return all(tokens[j].low in _TO_A_SIZE or tokens[j].low in {"worth", "a", "$"} for j in range(start, stop))


def _is_growth(tokens: Sequence[Token], q: Quantity, measure: Measure, at: int) -> bool:
    """Whether `q` says by how much something grew that has no size of its own in the news: "the economy grew 3 %"."""
    is_change = q.kind == "percent" and "growth" in measure.kind.takes
    return is_change and bool(
        q.direction or far_direction(tokens, measure, at) or tokens[measure.stop - 1].low == "growth"
    )


def _counted(tokens: Sequence[Token], q: Quantity, fitting: Sequence[Measure], at: int, stop: int) -> Measure | None:
    """The measure that counts something and stands beside its number: "49 people were killed", "a death toll of 49"."""
    for m in fitting:
        if low(tokens, m.stop) in _PARTS:
            continue
        if at <= m.start < stop <= m.stop or (m.start <= at < m.stop):
            return m  # not "15 enrollment counselors"
        between = [low(tokens, j) for j in range(stop, min(m.start, stop + _BESIDE + 1))]
        is_beside = stop <= m.start <= stop + _BESIDE and set(between) <= _LINKS
        if is_beside and between[-1:] not in (["who"], ["that"]):  # "two men who killed"
            return m
    before = [m for m in fitting if m.stop <= at and not any(low(tokens, j) in _CUTS for j in range(m.stop, at))]
    if not before or (q.unit and q.unit not in {before[-1].kind.unit, "people", "other", "more"}):
        return None
    near = before[-1]
    is_toll = q.unit is None and any(low(tokens, j) in _TOLLS for j in range(near.start, near.stop))
    return near if at - near.stop <= (3 * _BESIDE if is_toll else _BESIDE) else None


_PARTS = frozenset({"companies", "firms", "members", "stocks", "components", "sectors", "industries"})  # of an index


def _leads(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Whether the words between a number and a measure tie them: "$30bn in", "15% rise in", "$30bn annual"."""
    words = [tokens[j].low for j in range(start, stop)]
    if not all(word.isalpha() or word == "-" for word in words):
        return False
    return not words or words[0] in _TIES or (len(words) == 1 and words[0] not in ENDS)


def _is_cut(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Whether a semicolon or a bracket that opens or closes parts the measure from the number."""
    return any(tokens[j].low in _BREAKS for j in range(start, stop)) or stop - start > _FAR


def far_direction(tokens: Sequence[Token], measure: Measure, at: int) -> str | None:
    """Direction of a verb between measure and number: "exports rose in May, by 3 %"."""
    for j in range(at - 1, measure.stop - 1, -1):
        found = word_direction(low(tokens, j))
        if found:
            return found
    return None


# --- a measure as written


def _as_written(scene: Scene, q: Quantity, at: int, stop: int, own: str) -> Measured | None:
    if q.kind == "count" and q.unit:
        return _of_count(scene, q, at, stop, own)
    earlier = _named_earlier(scene, at, own)
    if earlier and q.kind in earlier.takes:
        return Measured(earlier.name, earlier, None, {"measure": earlier.name, "from": "text before"})
    names = _names(scene)
    for phrase in (_attribute(scene, q, stop), _of(scene, at), _subject(scene, q, at, stop), _in(scene, q, stop)):
        phrase = _unled(phrase)
        if phrase and re.split("[ -]", phrase)[-1] not in names:
            found = _known(phrase, own)
            if _is_meant(q, found, phrase):
                return found
    return None


def _unled(phrase: str | None) -> str | None:
    """A noun phrase without the verb that leads to it: "charts showing prices" are prices."""
    first, _, rest = (phrase or "").partition(" ")
    return rest if rest and first in _LEADING else phrase


_LEADING = word_set("leading_verbs")


def _named_earlier(scene: Scene, at: int, own: str) -> Kind | None:
    """The measure that "the rate", "that figure's" last word ends, as it was named last in the text before."""
    found = measures.subject(scene.tokens, at)
    words = [word for word in found[0] if word != "official"] if found else []
    if len(words) < _SHORT or words[0] not in _POINTING or (len(words) > _SHORT and words[2] not in {"for", "in"}):
        return None
    told = scene.text[max(0, scene.start - _EARLIER) : scene.start].lower()
    ends = {
        name: told.rfind(f" {name}") + len(name) for name in measures.ending_in(words[1], own) if f" {name}" in told
    }
    last = max(ends, key=lambda name: (ends[name], len(name)), default=None)
    found_kind = measures.in_phrase(last, own) if last else None
    return found_kind[0] if found_kind else None


_POINTING = frozenset({"the", "that", "this"})
_SHORT = 2  # words of "the rate"
_EARLIER = 500  # characters


def _is_meant(q: Quantity, found: Measured, phrase: str) -> bool:
    """Whether a noun phrase beside a number is what it measures: of money a kind of sum, of a time a listed measure.

    "$1,200 lawmakers approved", "that figure to $3 billion on Wednesday", "infections may peak in 21 days".
    """
    if found.kind:
        return q.kind in found.kind.takes
    if q.kind == "percent" and phrase.rsplit(" ", 1)[-1] in _HOLDERS:
        return False  # "a candidate must be at 2 percent", "the firm dropped by 50 percent"
    if q.kind == "money":
        return phrase.rsplit(" ", 1)[-1].rsplit("-", 1)[-1] in _SUMS
    if q.kind == "fraction" and phrase.rsplit(" ", 1)[-1] not in _RATIOS:
        return False  # "the decision of nearly two-thirds of the voters"
    return q.kind not in _ONLY_LISTED and not phrase.endswith(("ed", "ly"))


_SUMS = word_set("sums")
_HOLDERS = word_set("no_percent_of")
_RATIOS = word_set("ratios")
_ONLY_LISTED = frozenset({"multiple", "duration", "score", "distance", "number", "ordinal"})


def _names(scene: Scene) -> frozenset[str]:
    """The words of a sentence that are written as names: "Lee stands at 11 percent" measures no Lee."""
    written = scene.text[scene.start : scene.end]
    if written.isupper():
        return frozenset()
    return frozenset(token.low for token in scene.tokens[1:] if scene.text[token.start].isupper())


def _known(phrase: str, own: str) -> Measured:
    found = measures.in_phrase(phrase, own)
    if found:
        return Measured(found[0].name, found[0], None, {}, _narrower(found[1]))
    return Measured(phrase, None)


def _narrower(words: str) -> str | None:
    """The words before a measure where all of them name a group: "black" in "black unemployment"."""
    return words if words and set(words.replace("-", " ").split()) <= _GROUPS else None


_GROUPS = word_set("groups")


def _of_count(scene: Scene, q: Quantity, at: int, stop: int, own: str) -> Measured | None:
    """ "30,000 people were evacuated": what is counted, with what is said of it; without that only what says itself."""
    unit = q.unit or ""
    head = unit.rsplit(" ", 1)[-1]
    if is_no_count(scene, q):
        return None
    name = measures.counted(unit)
    found = None if unit in _PERSONS else measures.in_phrase(unit, own) or measures.in_phrase(name, own)
    if found and q.kind in found[0].takes:
        return Measured(found[0].name, found[0], None, {}, _narrower(found[1]))
    if is_adjective(scene, q):
        return None
    told = None if head == "vote" else deeds.told(scene, name, at, stop)
    if told:
        return Measured(told, None)
    return Measured(name, None) if head in _WHOLE and not _is_known(scene, q, at) else None


def is_no_count(scene: Scene, q: Quantity) -> bool:
    """Whether number and noun count nothing: a name, "half a dozen", "the 160,000 economists expected"."""
    unit, stop = q.unit or "", index(scene.tokens, q.end - 1) + 1
    is_nothing = unit in _CARDINALS or unit.rsplit(" ", 1)[-1] in _NOTHING or unit.endswith(_MEMBERS)
    is_guess = unit in _GUESSERS and low(scene.tokens, stop) in _GUESS
    is_half_dozen = _HALF_DOZEN.match(scene.lower, q.start - scene.start) is not None
    return is_nothing or is_guess or _is_part_of_name(scene, q) or is_half_dozen


def _is_known(scene: Scene, q: Quantity, at: int) -> bool:
    """Whether a small count is one of what has been named: "the five clubs", "her six rules", "five other powers"."""
    if not isinstance(q.value, float) or q.value > _FEW:
        return False
    return low(scene.tokens, at - 1) in _NAMED_BEFORE or (q.unit or "").startswith("other ")


_NAMED_BEFORE = frozenset(["the", "all", "his", "her", "their", "its", "our", "my", "your", "said"])
_ADJECTIVE = re.compile(r"[\w,.]+-[a-z]+(?<!s)")


def is_adjective(scene: Scene, q: Quantity) -> bool:
    """Whether a count describes one thing: "a 92-page report"."""
    return q.kind == "count" and _ADJECTIVE.fullmatch(scene.text, q.start, q.end) is not None


_NAME = re.compile(
    r"(?:19|20)\d\d [A-Z].*|[A-Z][a-z]+(?:-| (?:of the )?)[A-Z][\w-]*(?: \w+)?|[A-Z][a-z]+ of the [A-Z].*"
)


def _is_part_of_name(scene: Scene, q: Quantity) -> bool:
    """Whether number and noun are a name: "the Ten Commandments", "Fifty-Seventh Street", "Article Five"."""
    return q.start > scene.start and _NAME.fullmatch(scene.text, q.start, q.end) is not None


# "the 160,000 economists expected": of what they guessed
_GUESSERS = frozenset({"economist", "analyst", "forecaster", "expert"})
_GUESS = frozenset({"expected", "forecast", "predicted", "projected", "had", "were", "anticipated"})
_MEMBERS = ("member state", "member country", "member nation")  # how many there are is known
_HALF_DOZEN = re.compile(r"(?:an? )?half[- ](?:a[- ])?dozen")
_CARDINALS = word_set("number_units")  # "a million-four"
_NOTHING = word_set("counts_of_nothing")
_WHOLE = word_set("whole_counts")
_PERSONS = frozenset({"people", "person", "other", "others", "american", "adult", "individual", "more", "man", "woman"})


def _attribute(scene: Scene, q: Quantity, stop: int) -> str | None:
    """ "a $100,000 wire transfer", "the 25 percent tariff": the noun phrase right behind."""
    if q.kind not in {"money", "percent", "number", "duration", "pp"} or low(scene.tokens, stop) in _SPENT_ON:
        return None
    words, _ = measures.phrase_after(scene.tokens, stop + (low(scene.tokens, stop) == "-"), most=3)
    while words and words[-1].endswith(("ed", "ing", "ly")) and words[-1] not in _SUMS:
        words.pop()
    if not words or (q.kind == "percent" and words[-1] not in _RATIOS):
        return None
    if words[-1] == "margin" and isinstance(q.value, tuple):
        return None  # "by a 49-38 percent margin"
    return measures.named_by(words)


def _of(scene: Scene, at: int) -> str | None:
    """ "a fine of $3m", "tariffs of up to 25 %": the noun phrase before "of"."""
    j = at - 1
    while j > 0 and low(scene.tokens, j) in _MODIFIERS and at - j < 5:
        j -= 1
    if low(scene.tokens, j) != "of":
        return None
    words, names = measures.phrase_before(scene.tokens, j), _names(scene)
    for n in range(len(words) - 1, 0, -1):
        if words[n].endswith("ing") and words[n - 1] in names:  # "showed Lee adding fresh debt of"
            return measures.named_by(words[n + 1 :])
    return measures.named_by(words)


_MODIFIERS = word_set("of_modifiers")


def _subject(scene: Scene, q: Quantity, at: int, stop: int) -> str | None:
    after = low(scene.tokens, stop)
    if q.kind in {"percent", "fraction"} and after not in ENDS | _COMPARATIVES and after.isalpha():
        return None  # "the town is half empty", "the states are 90 percent white": shares of something else
    found = measures.subject(scene.tokens, at)
    if found is None or low(scene.tokens, found[1] - 1)[:1].isdecimal():  # "the 20 largest cities"
        return None
    named = measures.named_by(found[0])
    is_of_goal = after == "of" and q.kind == "percent" and named and measures.in_phrase(named) is None
    return None if is_of_goal else named  # "it hit 18 percent of its goal"


_COMPARATIVES = word_set("up_after") | word_set("down_after")


def _in(scene: Scene, q: Quantity, stop: int) -> str | None:
    """ "$1.1 million in donations": the noun phrase behind the preposition."""
    if low(scene.tokens, stop) not in _SPENT_ON or q.kind != "money":
        return None
    j = stop + 1
    while low(scene.tokens, j) in {"of", "the", "all", "its", "their", "his", "her", "those", "these"}:
        j += 1
    words, _ = measures.phrase_after(scene.tokens, j)
    while words and words[-1].endswith(("ed", "ing", "ly")) and words[-1] not in _SUMS:
        words.pop()
    return measures.named_by(words)
