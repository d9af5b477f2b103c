"""Who makes a claim, where it comes from, and who else makes the same one.

Words matter here: one text origin is no proof of independence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from operator import itemgetter
from typing import Any

import pandas as pd

from helpers import tables
from helpers.claims.frames.about import NAMED
from helpers.claims.frames.guesses import MARK
from helpers.claims.frames.measures import kinds
from helpers.claims.frames.sides import BILATERAL
from helpers.claims.frames.weights import least
from helpers.door import takes_tables
from helpers.evidence.meant import in_order, records, signed, text_or_none

# What a statement says, apart from its value: two numbers that agree in all of it are one claim.
_NAMING = ("measure", "about", "basis", "base", "place", "partner", "period")
_SHOWN = (*_NAMING, "status", "reporter", "unit")
_FACTS = frozenset({"actual", "estimate"})
_COUNTS = frozenset({"count", "number"})
_PEOPLE = frozenset({"people", "person", "other", "others", "american", "adult", "individual", "more", "resident"})
_FEW = 20  # fewer of something that is no measure of the list are told, not claimed
_VAGUE = r"(?i)(?:several |many |some )?(?:a )?(?:dozens|hundreds|thousands|tens|scores|millions|billions|trillions)\b"
# These say nothing without whom or what they are about.
_ABOUT_SOMEBODY = NAMED | {
    "stock index",
    "price",
    "sample size",
    "margin of error",
    "tax rate",
    "bail",
    "cases",
    "tests",
}
_OF_ARTICLE = "reporter:article"
_NATIONAL = frozenset(
    {"public debt", "budget deficit", "budget surplus", "budget", "debt ceiling", "minimum wage", "gas price",
     "interest rate", "tariff rate", "tariffed goods", "poll lead", "stimulus aid", "uninsured", "turnout",
     "sample size"}
)  # fmt: skip
_OF_A_COUNTRY = frozenset({"week", "month", "quarter", "year", "poll"})  # how often figures are taken for a country
_ASKED = frozenset({"poll share", "approval", "disapproval", "poll lead"})
_DAYS = re.compile(r"\d{4}-\d\d-\d\d(?:/.*)?")
_TOLLS = frozenset({"deaths", "casualties", "wounded", "damage"})
# Of these the number rises from day to day: two values may be two days.
_COUNTED_ON = frozenset(name for name, kind in kinds().items() if kind.every in {"event", "count"})
_OF_TWO = frozenset({"tariff rate", "tariffed goods"})


@takes_tables()
def claims(
    quantities: pd.DataFrame,
    *,
    attributions: pd.DataFrame | None = None,
    spans: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    provenance: pd.DataFrame | None = None,
    sure: float | None = None,
) -> pd.DataFrame:
    """`tables.CLAIMS`: the quantities that state something, outside boilerplate, with speaker and origin.

    Reads `tables.QUANTITIES` and, where given, ATTRIBUTIONS with ATTRIBUTION_SPANS, ORIGINS and PROVENANCE.
    `sure` (0..1) is how probable it must be that a number is read rightly; None: what data/claim_weights.csv has.
    A claim inside the content of an attribution is its speaker's (`claimed_by`); its origin is the text origin of the
    article. A quotation in an article that is derived from another of
    the corpus, or says that it comes from elsewhere, is "not verified verbatim".

    >>> made = evidence.claims(claims.read_quantities(corpus.read(["Exports fell by 37% in 2021."])))
    >>> made["measure"].to_list()
    ['exports']
    """
    group_of = {} if origins is None else dict(zip(origins["article_id"], origins["origin_id"], strict=True))
    derived = _derived(origins, provenance)
    speakers = _speakers(attributions, spans)
    rows = []
    for row in records(_stated(quantities, sure)):
        article = row["article_id"]
        said = _innermost(speakers.get(article, []), row["start"], row["end"])
        name = text_or_none(said and said["person"])
        quoted = said is not None and said["quote_kind"] in {"direct", "mixed", "unclosed"}
        rows.append(
            {
                **{field: row.get(field) for field in tables.CLAIMS.names if field in row},
                "claim_id": claim_id(row),
                "is_complete": is_complete(row),
                "claimed_by": name,
                "claimed_by_kind": text_or_none(said and said["source_kind"]) if name else None,
                "origin_id": group_of.get(article, article),
                "verbatim": ("not verified verbatim" if article in derived else "as quoted") if quoted else None,
            }
        )
    return tables.CLAIMS.frame(rows)


def _is_sure(quantities: pd.DataFrame, sure: float | None) -> pd.Series[bool]:
    """Whether each number is read surely enough.

    What flows between two countries in a time that is said, and their rank, of which the weights know nothing, is told.
    """
    is_dated = quantities["period"].notna() | (quantities["basis"] == "rank")
    is_flow = quantities[["reporter", "partner"]].notna().all(axis=1) & is_dated & (sure is None)
    return is_flow | ~(quantities["sure"] < (least() if sure is None else sure)).fillna(value=False)


def _stated(quantities: pd.DataFrame, sure: float | None) -> pd.DataFrame:
    """The quantities that state something: outside boilerplate, with a measure; no ages, no "two men", no "dozens"."""
    is_sure = _is_sure(quantities, sure)
    framed = quantities[
        is_sure & quantities["measure"].notna() & ~quantities["is_boilerplate"] & quantities["is_quantity"]
    ]
    is_count = framed["quantity_kind"].isin(_COUNTS)
    as_written = ~framed["measure"].isin(kinds().keys())
    few = is_count & as_written & (framed["value"] < _FEW)
    bare = as_written & framed["unit"].isna() & is_count
    vague = framed["mention"].str.match(_VAGUE) | framed["mention"].str.match(r"(?i)one of\b")
    told = _placed(framed[~few & ~bare & ~vague & (framed["quantity_kind"] != "age")])
    return told[~_is_open(told)]


def _is_open(told: pd.DataFrame) -> pd.Series[bool]:
    """Whether nobody can tell what a row is of: a share or a value of nothing, what is only the noun beside it.

    What the noun beside a number names is told of those who are asked in a poll only.
    """
    is_asked = told["measure"].isin(_ASKED)
    of_nothing = (told["basis"] == "share") & told["about"].isna() & told["base"].isna() & ~is_asked
    is_noun = told["inherited"].fillna("").str.contains(MARK, regex=False)
    return of_nothing | (is_noun & ~is_asked) | ((told["measure"] == "value") & told["about"].isna())


def _placed(framed: pd.DataFrame) -> pd.DataFrame:
    """`framed` without a country that only rules the article, where the measure is not one of a whole country.

    What an article on the United States counts may be anywhere in it, or abroad: three of ten such places were false.
    """
    is_guess = framed["inherited"].fillna("").str.contains(_OF_ARTICLE, regex=False)
    is_guess &= ~framed["measure"].isin(_national()) & (framed["place"] == framed["reporter"])
    return framed.assign(
        place=framed["place"].mask(is_guess),
        reporter=framed["reporter"].mask(is_guess),
        inherited=framed["inherited"].mask(is_guess, framed["inherited"].map(_without_place)),
    )


def _without_place(inherited: str | None) -> str | None:
    marks = [mark for mark in (text_or_none(inherited) or "").split(",") if mark != _OF_ARTICLE]
    return ",".join(marks) or None


def _national() -> frozenset[str]:
    """The measures that a country has."""
    taken = {name for name, kind in kinds().items() if kind.every in _OF_A_COUNTRY}
    return frozenset(taken | _ASKED | BILATERAL | _NATIONAL)


def is_complete(row: Mapping[str, Any]) -> bool:
    """Whether a number says enough to be held equal to another: what, of whom or where, when, in which unit.

    What the text leaves open may be anything, so an incomplete statement is one claim with no other.
    """
    told = {field: text_or_none(row[field]) for field in (*_NAMING, "unit")}
    if not (told["measure"] and told["period"] and told["unit"] and (told["place"] or told["about"])):
        return False
    if MARK in (text_or_none(row.get("inherited")) or ""):
        return False  # what is measured is only the noun beside the number
    if told["measure"] == "votes" and (told["about"] or "").endswith(_OF_SOME_BILL):
        return False  # a parliament votes on several bills in a day, and which is not told
    if told["measure"] in _TOLLS and not _DAYS.fullmatch(told["period"]):
        return False  # the dead of one event are not those of a place in a year
    if told["measure"] in _OF_TWO:
        return bool(told["partner"] and told["place"])
    if told["measure"] in _ABOUT_SOMEBODY or told["basis"] in {"share", "other"}:
        return bool(told["about"] or told["base"])
    is_count = row["quantity_kind"] in _COUNTS
    return not is_count or told["measure"] in kinds() or " " in told["measure"]


_OF_SOME_BILL = ("in favour", "against", "side named first", "side named second")


def claim_id(row: Mapping[str, Any]) -> str:
    """Name of a claim: its statement without the value, a forecast apart from a fact; "?" where a field is open.

    An incomplete statement has its article and place in the name: it is nobody else's.

    >>> evidence.claim_id(found.claims.iloc[0].to_dict()) == found.claims.iloc[0]["claim_id"]
    True
    """
    parts = [text_or_none(row[field]) or "?" for field in _NAMING]
    parts.append("rank" if row["basis"] == "rank" else _unit(row))
    status = text_or_none(row["status"]) or "actual"
    parts.append("fact" if status in _FACTS else status)
    if not is_complete(row):
        parts.append(f"{row['article_id']}:{row['start']}")
    return " | ".join(parts)


def _unit(row: Mapping[str, Any]) -> str:
    """The unit without what only narrows or names it otherwise: "new job" and "Americans" are jobs and people."""
    unit = text_or_none(row["unit"]) or "?"
    kind = kinds().get(text_or_none(row["measure"]) or "")
    head = unit.rsplit(" ", 1)[-1]
    if kind and kind.unit and (head == kind.unit or (kind.unit == "person" and head in {"death", "life"})):
        return kind.unit
    return "person" if unit in _PEOPLE else unit


def _derived(origins: pd.DataFrame | None, provenance: pd.DataFrame | None) -> frozenset[str]:
    """Articles that other texts may stand behind: not the first of their origin, or naming an outlet they come from."""
    found: set[str] = set()
    if origins is not None:
        shared = origins["origin_id"].map(origins["origin_id"].value_counts()) > 1
        found |= set(origins.loc[shared & (origins["article_id"] != origins["origin_id"]), "article_id"])
    if provenance is not None:
        named = provenance["republisher"].notna() | provenance["outlet"].notna()
        found |= set(provenance.loc[named, "article_id"])
    return frozenset(found)


def _speakers(attributions: pd.DataFrame | None, spans: pd.DataFrame | None) -> dict[str, list[dict[str, Any]]]:
    """The content passages of each article by their start, with who speaks; `reach`: the last end up to there."""
    if attributions is None or spans is None or attributions.empty or spans.empty:
        return {}
    content = spans.loc[spans["role"] == "content", ["article_id", "attribution_id", "start", "end"]]
    said = attributions if "level" not in attributions else attributions[~attributions["level"].isin(["unsaid", "own"])]
    who = said[["article_id", "attribution_id", "person", "source_kind", "quote_kind"]]
    found: dict[str, list[dict[str, Any]]] = {}
    told = content.merge(who, on=["article_id", "attribution_id"]).sort_values("start", kind="stable")
    told["reach"] = told.groupby("article_id")["end"].cummax()
    for row in records(told):
        found.setdefault(row["article_id"], []).append(row)
    return found


def _innermost(passages: list[dict[str, Any]], start: int, end: int) -> dict[str, Any] | None:
    """The shortest of `passages` that holds all from `start` to `end`, and of equally short ones the first."""
    found: list[dict[str, Any]] = []
    for place in range(bisect_right(passages, start, key=itemgetter("start")) - 1, -1, -1):
        if passages[place]["reach"] < end:
            break  # nor does any before it go so far
        if end <= passages[place]["end"]:
            found.append(passages[place])
    return min(reversed(found), key=lambda passage: (passage["end"] - passage["start"], passage["start"]), default=None)


@takes_tables(text=False)
def groups(claims: pd.DataFrame) -> pd.DataFrame:
    """`tables.CLAIM_GROUPS` of `tables.CLAIMS`: each claim once, counted by document and by origin.

    Documents agree when their intervals have a value in common, else they conflict; a toll that differs may only have
    been counted later ("counts differ"), and "more than 500" is only compatible with 527. A text origin counts once,
    whoever it says that says so: there are never more origins than documents; `claimed_by` names the speakers.

    >>> int(evidence.groups(found.claims)["n_claims"].sum()) == len(found.claims)
    True
    """
    ordered = in_order(claims)
    meant = signed(ordered).assign(
        claim_id=ordered["claim_id"],
        below=lambda frame: frame["low"].fillna(float("-inf")),
        above=lambda frame: frame["high"].fillna(float("inf")),
    )
    meant["is_open"] = meant["low"].isna() | meant["high"].isna()
    limits = meant.groupby("claim_id").agg(
        {"low": "min", "high": "max", "below": "max", "above": "min", "is_open": "any"}
    )
    by_claim = ordered.groupby("claim_id")
    counts = by_claim.agg(
        n_claims=("article_id", "size"), n_documents=("article_id", "nunique"), n_origins=("origin_id", "nunique"),
        claimed_by=("claimed_by", _speakers_named),
    )  # fmt: skip
    first = ordered.drop_duplicates("claim_id").set_index("claim_id")[[*_SHOWN, "quantity_kind", "is_complete"]]
    found = first.join(counts).join(limits)
    agreement = (found["below"] <= found["above"]).map({True: "agree", False: "conflict"})
    is_taken = _inherits(ordered).groupby(ordered["claim_id"]).any().reindex(found.index)
    is_doubtful = (_is_counted(found) | is_taken) & (agreement == "conflict")
    agreement = agreement.mask(is_doubtful, "counts differ")
    agreement = agreement.mask(found["is_open"] & (agreement == "agree"), "compatible")
    found["agreement"] = agreement.where(found["n_documents"] >= 2, "one document")
    return tables.CLAIM_GROUPS.frame(found.reset_index())


def _inherits(rows: pd.DataFrame) -> pd.Series[bool]:
    """Whether what or when is not said in the number's own clause, so that two values may be of two things or times."""
    return rows["inherited"].fillna("").str.contains(r"\b(?:period|measure|about):")


def _is_counted(found: pd.DataFrame) -> pd.Series[Any]:
    """Whether two values may be two counts: of a rising number, or of things as written, of which there are many."""
    as_written = ~found["measure"].isin(kinds().keys()) & found["quantity_kind"].isin(_COUNTS)
    return as_written | found["measure"].isin(_COUNTED_ON)


def _speakers_named(names: pd.Series[Any]) -> str | None:
    return "|".join(sorted(set(names.dropna()))) or None
