"""Numbers of a place that is named and not known: a continent, "the county", a school."""

from __future__ import annotations

import re

from helpers.claims.frames.scene import Scene
from helpers.claims.quantity import Quantity

_REGION = (
    r"(?:(?:north|south|east|west|central|northern|southern|eastern|western|sub-saharan|latin|the) )*"
    r"(?:africa|europe|asia|america|middle east|caribbean|balkans|gulf|pacific|arctic|antarctica|continent)"
)
# the world, a continent, a county: no country that the article speaks of
_ELSEWHERE = re.compile(
    rf"(?:(?:^| of )(?:the|this|that) (?:island|territory|commonwealth|archipelago|enclave)['’]s\b"
    rf"|\b(?:statewide|citywide|countywide|worldwide|globally"
    r"|around the (?:world|globe)|across the (?:world|globe)|in the world|internationally"
    rf"|(?:in|across|throughout) {_REGION}\b|(?:in|across|throughout) (?:\d+|several|many|some|other|two|three"
    r"|dozens of|four|five|six) (?:\w+ )?(?:countries|states|cities|counties|nations)"
    r"|(?:the|that|this|his|her|its|their|my|our|your|one) (?:\w+ )?"
    r"(?:state|county|city|district|region|town|village|province|parish|school|metro area)['’]s"
    r"|(?:in|at|near|across|throughout) (?:the |that |this |his |her |its |their |one |a )"
    r"(?:\w+ )?(?:state|county|city|district|region|area|town|village|province|neighborhood|neighbourhood|parish"
    r"|metropolitan area|school|hospital|prison|jail|camp|metro|borough|island|valley|plant|factory|facility"
    r"|nursing home))\b)"
)
_LOCAL = re.compile(
    r"\b(?:[A-Z][\w'-]+ )+(?:County|Parish|Valley|Beach|Islands?|Bay|Springs|Heights|Park|District|Province|Region|Lake"
    r"|River|Coast|Harbor|Harbour|Township|Borough|Hills|Creek|Falls|Peninsula|Mountains?|Airport|Prison|Hospital"
    r"|University|College|School)\b"
)
_CLAUSE = 90  # characters around a number in which such a place is its place


def is_elsewhere(scene: Scene, q: Quantity) -> bool:
    """Whether a number is of a place that is named and not known: a continent, "the county", Orange County."""
    at, to = max(0, q.start - scene.start - _CLAUSE), q.end - scene.start + _CLAUSE
    return bool(
        _ELSEWHERE.search(scene.lower, at, to)
        or _LOCAL.search(scene.text[: scene.end], scene.start + at, scene.start + to)
    )
