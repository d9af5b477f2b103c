"""Whose number, and with whom: reporter and partner of what two countries share (trade, tariffs, aid)."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.claims.frames.measures import Measure
from helpers.claims.frames.places import COUNTRY, INSTITUTION, Place
from helpers.claims.frames.scene import Scene
from helpers.claims.tokens import WORD, Token, low, word_set

BILATERAL = frozenset(
    {"exports", "imports", "trade", "trade balance", "trade deficit", "trade surplus", "rank among trade partners",
     "aid", "foreign investment", "tariffed goods", "tariff rate"}
)  # fmt: skip
_REPORTER_LINK = {"imports": "to", "exports": "from"}
_GOODS = word_set("goods")
_IMPOSING = word_set("imposing")
_FAR = (8, 16)  # tokens between goods and the rate of their tariff: "Chinese goods", "goods from China"
_PARTNER_NOUNS = frozenset({"partner", "partners"})
_NO_PHRASE = frozenset({"and", "to", "from", "with", "by", "for", "that", "which", "said", "says"})

Sides = tuple[str | None, str | None]


def sides(scene: Scene, measure: Measure, found: Sequence[Place]) -> Sides:
    """Reporter and partner of `measure`: possessor, "of X", "between X and Y", "to Y"; else the sentence's parties."""
    countries = [place for place in found if place.kind == COUNTRY]
    reporter = partner = None
    tokens = scene.tokens
    for c in countries:
        if measure.start - 4 <= c.start and c.stop <= measure.start and _is_phrase(tokens, c.stop, measure.start):
            if measure.name == "imports" and not _owns(scene, c):
                return None, None  # "Chinese imports" go to China or come from it
            reporter = reporter or c.code  # "South Korea's exports"
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
            elif link in measure.kind.sides and partner is None and c.code != reporter and c.start - measure.stop < 12:
                partner = c.code
    if reporter is None or partner is None:
        reporter, partner = _parties(scene, countries, reporter, partner)
    return reporter, partner


def goods_sides(scene: Scene, found: Sequence[Place], at: int) -> Sides:
    """Who puts a tariff on whose goods: "China put tariffs on $60 billion of U.S. goods" is CHN, USA."""
    countries = [place for place in found if place.kind in {COUNTRY, INSTITUTION}]
    tokens = scene.tokens
    partner = next(
        (c.code for c in countries if at - _FAR[_is_from(tokens, c)] < c.start < at + 12 and _owns_goods(tokens, c)),
        None,
    )
    others = [c for c in countries if c.code != partner]
    imposing = [
        c for c in others if any(low(tokens, j) in _IMPOSING for j in range(c.stop, min(c.stop + 6, len(tokens))))
    ]
    chosen = imposing or [c for c in others if c.start < at]
    reporter = chosen[0].code if chosen and len({c.code for c in chosen}) == 1 else None
    return reporter, partner


def _owns_goods(tokens: Sequence[Token], country: Place) -> bool:
    """ "Chinese goods", "goods from China", "imports of Chinese steel"."""
    if any(low(tokens, j) in _GOODS for j in range(country.stop, min(country.stop + 3, len(tokens)))):
        return True
    return _is_from(tokens, country)


def _is_from(tokens: Sequence[Token], country: Place) -> bool:
    """ "goods from China", "products imported from China"."""
    is_from = low(tokens, country.start - 1) == "from"
    return is_from and any(low(tokens, j) in _GOODS for j in range(max(0, country.start - 4), country.start - 1))


def _owns(scene: Scene, country: Place) -> bool:
    last = scene.tokens[country.stop - 1]
    return last.low.endswith(("'s", "’s"))


def _is_phrase(tokens: Sequence[Token], start: int, stop: int) -> bool:
    return all(
        (tokens[j].kind == WORD or tokens[j].low == "-") and tokens[j].low not in _NO_PHRASE for j in range(start, stop)
    )


def _link(tokens: Sequence[Token], i: int) -> str:
    """The preposition that leads to the country at token `i`."""
    j = i - 1
    if low(tokens, j) in {"the", "neighbouring", "neighboring"}:
        j -= 1
    return low(tokens, j)


def _links_between(tokens: Sequence[Token], i: int) -> bool:
    return any(low(tokens, j) == "between" for j in range(max(0, i - 8), i))


def _parties(scene: Scene, countries: Sequence[Place], reporter: str | None, partner: str | None) -> Sides:
    """Whose partner is whom: "Russia's real partner was South Korea", "the partner of Russia was South Korea"."""
    codes, tokens = list(dict.fromkeys(c.code for c in countries)), scene.tokens
    for c in countries:
        owns = _owns(scene, c) and any(low(tokens, j) in _PARTNER_NOUNS for j in range(c.stop, c.stop + 4))
        of = low(tokens, c.start - 1) == "of" and any(
            low(tokens, j) in _PARTNER_NOUNS for j in range(max(0, c.start - 3), c.start)
        )
        if (owns or of) and reporter in {None, c.code}:
            others = [code for code in codes if code != c.code]
            return c.code, partner or (others[0] if len(others) == 1 else None)
    return reporter, partner
