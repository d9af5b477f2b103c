"""Findings about statements: two values for one, one beside the record, one in many documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from helpers.claims.frames.measures import kinds
from helpers.findings.base import LEAST_SHARING, Said, Tables, labels, outlets, sources, texts_of, who
from helpers.findings.figures import hit
from helpers.findings.statements import (
    APART,
    SURE,
    agree,
    are_near,
    context,
    flagged,
    gap_of,
    is_complete,
    is_extreme,
    is_revision,
    statement,
    value_of,
    words_of,
)
from helpers.words import amount, cells, known, listed


def conflicts(tables: Tables) -> Iterator[Said]:
    """Two documents give different values for one complete statement, each as a fact.

    Left out: revisions that say so; what and when taken from elsewhere than the number's own sentence; a statement of
    which one document gives two values, or whose values lie far apart, for then the reading is likely to have missed
    what tells them apart.

    >>> [said.sentence for said in findings.conflicts(found)]
    []
    """
    groups, called = tables["claim_groups"], labels(tables)
    texts = texts_of(tables)
    for group in cells(groups[groups["agreement"] == "conflict"]):
        rows = tables["claims"][tables["claims"]["claim_id"] == group["claim_id"]]
        rows = rows[rows["status"].isna() | rows["status"].isin(SURE)]
        rows = rows[~flagged(rows, lambda row: is_revision(row, texts) or is_extreme(row, texts))]
        rows = rows[flagged(rows, _is_said_there)]
        held: dict[str, list[dict[str, Any]]] = {}
        for row in cells(rows):
            held.setdefault(value_of(row), []).append(row)
        values = rows["value"].abs()
        is_clear = rows.groupby("article_id")["value"].nunique().le(1).all() and values.max() <= APART * values.min()
        is_named = is_complete(group) and _is_told_apart(group)
        if len(held) < 2 or not is_named or not is_clear or agree(cells(rows)) or rows["article_id"].nunique() < 2:
            continue
        sides = [
            f"{value} ({who([row['article_id'] for row in made], called)}: “{context(made[0], texts)}”)"
            for value, made in sorted(held.items(), key=lambda side: (-len(side[1]), side[0]))
        ]
        yield Said(f"{statement(group)}: stated as {' and as '.join(sides[:3])}.", rows)


def _is_said_there(row: Mapping[str, Any]) -> bool:
    """Whether the number's own sentence says what is measured, and when."""
    taken = str(row["inherited"]) if known(row["inherited"]) else ""
    return not re.search(r"\b(?:period|measure|status|about):", taken)


def _is_told_apart(group: Mapping[str, Any]) -> bool:
    """Whether what is measured is in the list of measures, and is not an event somewhere in a whole country.

    "Wounded, United States, 16 April 2007: 17 people" would read as all of that day; see `figures.same_figures`.
    """
    kind = kinds().get(str(group["measure"]))
    is_of_event = kind is not None and kind.every == "event" and kind.basis == "level"
    return kind is not None and not (is_of_event and known(group["reporter"]) and group["place"] == group["reporter"])


def recorded(tables: Tables, verdict: str) -> Iterator[Said]:
    """A complete claim beside the official record of the same thing.

    >>> [said.sentence for said in findings.recorded(found, "matches")]
    []
    """
    if "records" not in tables or not len(tables["records"]):
        return
    records = tables["records"]
    judged_rows = records[records["verdict"] == verdict]
    sizes = judged_rows.groupby("claim_id")["article_id"].nunique().rename("n").reset_index()
    for claim_id in sizes.sort_values(["n", "claim_id"], ascending=[False, True])["claim_id"]:
        rows = judged_rows[judged_rows["claim_id"] == claim_id]
        if verdict == "matches" and (records.loc[records["claim_id"] == claim_id, "verdict"] == "differs").any():
            continue
        claims = tables["claims"].merge(rows[["article_id", "start", "end"]].drop_duplicates())
        group, first = cells(claims)[0], cells(rows)[0]
        gap = "" if not known(first["gap"]) else f", a gap of {gap_of(first)}"
        level = amount(float(first["recorded_value"]), first["unit"])
        words = dict.fromkeys(f"“{words_of(row)}”" for row in cells(claims))
        claimed = listed([*dict.fromkeys(value_of(row) for row in cells(claims))])
        speakers = listed(sorted(set(claims["claimed_by"].dropna())))
        said = f", as said by {speakers}" if speakers else ""
        yield Said(
            f"{statement(group)}: claimed as {listed([*words])}, read as {claimed}, in {sources(claims, tables)}"
            f"{said}; recorded as {level} by {first['compiler']}{gap}: the claim "
            f"{'differs from' if verdict == 'differs' else 'matches'} the record.",
            rows,
        )


def spreading(tables: Tables) -> Iterator[Said]:
    """One complete statement with one value in three documents of two outlets; what it was revised to, if they say so.

    A number of documents is a least number: a statement that leaves something open is counted nowhere. How many died
    or were wounded is told by the words beside it (`figures.same_figures`), which more documents share.

    >>> [said.sentence for said in findings.spreading(found)]
    []
    """
    groups, outlet_of = tables["claim_groups"], outlets(tables)
    shown = groups[groups["n_documents"] >= LEAST_SHARING]
    told = set()
    if "records" in tables and len(tables["records"]):
        records = tables["records"]
        told = set(records.loc[records["verdict"].isin(["matches", "differs"]), "claim_id"])
    texts = texts_of(tables)
    for group in cells(shown.sort_values(["n_documents", "claim_id"], ascending=[False, True])):
        if group["claim_id"] in told or group["measure"] in hit() or not (is_complete(group) and _is_told_apart(group)):
            continue
        made = tables["claims"][tables["claims"]["claim_id"] == group["claim_id"]]
        is_revised = flagged(made, lambda row: is_revision(row, texts))
        rows = made[~is_revised & (made["status"].isna() | made["status"].isin(SURE))]
        n_documents, n_outlets = rows["article_id"].nunique(), rows["article_id"].map(outlet_of).nunique()
        if n_documents < LEAST_SHARING or n_outlets < 2 or not (agree(cells(rows)) and are_near(cells(rows))):
            continue
        values = [value_of(cells(rows)[0])]
        if rows["value"].nunique() > 1 or rows["approximation"].notna().any():
            values = [*dict.fromkeys(f"“{words_of(row)}”" for row in cells(rows))]
        quoted = f"“{context(cells(rows)[0], texts)}”"
        speakers = rows["claimed_by"]
        said = f", said by {speakers.iloc[0]}" if speakers.notna().all() and speakers.nunique() == 1 else ""
        later = _revised_to(rows, made[is_revised], tables)
        yield Said(
            f"{statement(group)}: {listed(values)}{said}, as in {quoted}; in at least {sources(rows, tables)}{later}.",
            rows if not later else made,
        )


def _revised_to(rows: pd.DataFrame, revised: pd.DataFrame, tables: Tables) -> str:
    """ "; CNN (4 Jan 2013) speaks of a revision: “7.8%”", where a value beside words of a revision is another one."""
    known_values = set(rows["value"].dropna())
    other = [row for row in cells(revised) if known(row["value"]) and row["value"] not in known_values]
    if not other:
        return ""
    values = [*dict.fromkeys(f"“{words_of(row)}”" for row in other)]
    told = f": {values[0]}" if len(values) == 1 else ""  # of two, one is the value before
    speak = "speaks" if len({row["article_id"] for row in other}) == 1 else "speak"
    return f"; {who([row['article_id'] for row in other], labels(tables))} {speak} of a revision{told}"
