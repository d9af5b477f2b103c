"""Numbers read right: against the hand-made gold of the five seed texts, and by table."""

import json
from pathlib import Path

import pytest

from helpers import claims

ROOT = Path(__file__).parents[1]
GOLD = json.loads((ROOT / "tests/gold/claims.json").read_text(encoding="utf-8"))["documents"]


def read(name: str) -> str:
    """A seed text, line ends kept."""
    return (ROOT / "seeds" / name).read_bytes().decode("utf-8")


def scored(document: dict, *, boilerplate: bool) -> tuple[list[tuple], list[tuple]]:
    """(gold, found) of one text as (start, value, unit, change); predictions on unscored gold are left out."""
    text = read(document["file"])
    wanted = [c for c in document["claims"] if c["scored"] and (boilerplate or not c["boilerplate"])]
    ignored = [c for c in document["claims"] if c not in wanted and c["kind"] != "designator"]
    found = [q for q in claims.find_quantities(text) if q.is_quantity]
    kept = [q for q in found if not any(c["start"] < q.end and q.start < c["end"] for c in ignored)]
    return (
        [(c["value"], c["unit"], c["change"]) for c in wanted],
        [(q.value, q.unit, q.change) for q in kept],
    )


@pytest.mark.parametrize("document", GOLD, ids=lambda d: d["doc"])
@pytest.mark.parametrize("boilerplate", [True, False])
def test_seeds_value_and_unit(document: dict, boilerplate: bool) -> None:
    gold, found = scored(document, boilerplate=boilerplate)
    assert [row[:2] for row in found] == [row[:2] for row in gold]


def test_trade_claims_have_every_field() -> None:
    fields = ("measure", "basis", "reporter", "partner")
    for document in GOLD[:2]:
        text = read(document["file"])
        found = {q.start: q for q in claims.find_quantities(text)}
        wanted = [c for c in document["claims"] if c.get("basis")]
        assert len(wanted) == 3
        for claim in wanted:
            q = found[claim["start"]]
            assert [getattr(q, field) for field in fields] == [claim[field] for field in fields]
            assert (q.value, q.unit, q.change) == (claim["value"], claim["unit"], claim["change"])
            assert (q.period, q.approximation, q.direction) == (
                claim["period"]["iso"], claim["approx_word"], claim["direction"],
            )  # fmt: skip
            assert bool(q.inherited) == bool(claim["period"].get("inherited"))
