"""Whether an agency's own page is the original of those that carry its text, or a later version of what they carry.

An agency writes its story on through the day, and its page shows the last version. Where two outlets have a sentence
in common that the page has not, they carry an earlier one: then the page is their sibling.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from helpers.reuse.body import Body
from helpers.reuse.direction import CREDITED_TO, ONE_WIRE, OWN_TEXT
from helpers.reuse.strength import ALIKE, Match, best_of, surely
from helpers.tables import by_key
from helpers.text import Span

LEAST = 8  # words of its own that a sentence must have: newsrooms get one quotation, or one headline, from elsewhere

Row = Mapping[str, object]
Ids = tuple[str, str]


class Shared(NamedTuple):
    """The sentences that two texts have in common, of each of the two: where they begin."""

    surely: tuple[frozenset[Span], frozenset[Span]]  # as one sentence, and not as a quotation
    loosely: tuple[frozenset[Span], frozenset[Span]]  # as much as they are alike at all


def share(matches: Sequence[Match], bodies: tuple[Body, Body]) -> Shared:
    """What two texts have in common by their aligned sentences."""
    sure = surely(matches, bodies)
    alike = [match for match in matches if match[2] >= ALIKE]
    held = []
    for found, least in ((sure, LEAST), (alike, 0)):
        for side, body in enumerate(bodies):
            held.append(frozenset(body.spans[i] for i in best_of(found, side) if body.n_own[i] >= least))
    return Shared((held[0], held[1]), (held[2], held[3]))


def settle_own(rows: Sequence[Row], shared: Mapping[Ids, Shared]) -> list[Row]:
    """`rows` of pairs, those of an agency's page and an earlier version made siblings of one wire."""
    carriers = by_key(
        (str(row["original_id"]), str(row["derived_id"])) for row in rows if _wire(row.get("direction_basis"))
    )
    earlier = {
        (own, carrier)
        for own, named in carriers.items()
        for two in combinations(sorted(named), 2)
        if _have_more(own, two, shared)
        for carrier in two
    }
    return [_as_sibling(row) if (row.get("original_id"), row.get("derived_id")) in earlier else row for row in rows]


def _wire(basis: object) -> str:
    """The agency whose own page is said to be the original; else empty."""
    words = str(basis)
    starts = [start for start in (CREDITED_TO, OWN_TEXT) if words.startswith(start)]
    return words.removeprefix(starts[0]) if starts else ""


def _have_more(own: str, carriers: Iterable[str], shared: Mapping[Ids, Shared]) -> bool:
    """Whether two carriers of an agency's text share a sentence that its own page has not."""
    one, other = carriers
    if (one, other) not in shared:
        return False
    common = shared[one, other].surely
    return all(common[side] - _of(carrier, own, shared).loosely[0] for side, carrier in enumerate((one, other)))


def _of(one: str, other: str, shared: Mapping[Ids, Shared]) -> Shared:
    """What `one` has in common with `other`, its own sentences first."""
    if (one, other) in shared:
        return shared[one, other]
    found = shared[other, one]
    return Shared(found.surely[::-1], found.loosely[::-1])


def _as_sibling(row: Row) -> Row:
    kept = {name: cell for name, cell in row.items() if name not in {"p_direction", "original_id", "derived_id"}}
    return kept | {"direction": "siblings", "direction_basis": f"{ONE_WIRE}{_wire(row['direction_basis'])}"}
