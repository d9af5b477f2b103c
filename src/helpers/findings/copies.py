"""Findings about copies: what changed in them, who shares a text, and what is told otherwise beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from helpers import readability, reuse
from helpers.attribution import contradictions
from helpers.findings.base import MOST_NAMED, Said, Tables, labels, outlets, who
from helpers.reuse.direction import QUOTES
from helpers.reuse.strength import MOST
from helpers.words import cells, count, listed, number, start

_LONG = 60  # characters of what metadata say that a sentence quotes
_GRADE = "flesch_kincaid_grade"


def changed_copies(tables: Tables) -> Iterator[Said]:
    """A text made from another in which sentences may mean something else than in the original.

    >>> [said.sentence for said in findings.changed_copies(found)]
    ['48 of 50 sentences of 001 come back in 000; ...']
    """
    alignment, called = tables["alignment"], labels(tables)
    found = []
    for (original, derived), rows in alignment.groupby(["original_id", "derived_id"], sort=True):
        changed = rows[rows["relation"] == "meaning changed"]
        n_changed = int(changed["original_sentence"].nunique())
        if n_changed:
            kept = int(rows.loc[rows["derived_sentence"].notna(), "original_sentence"].nunique())
            n = int(rows["original_sentence"].nunique())
            is_ordered = bool(rows["is_order_known"].all())
            said = (
                f"{kept} of {count(n, 'sentence')} of {called.get(str(original), original)} "
                f"{'come back' if is_ordered else 'also stand'} in "
                f"{called.get(str(derived), derived)}; in {n_changed} of them the meaning may have changed."
            )
            found.append((-n_changed, said, rows))
    for _, said, rows in sorted(found, key=lambda entry: entry[:2]):
        yield Said(said, rows)


def shared_origins(tables: Tables) -> Iterator[Said]:
    """Several documents that have a text in common, with how much of it: a shared origin need not be a whole copy.

    What stories of one outlet share in part is its own standing text, and not told.

    >>> [said.sentence for said in findings.shared_origins(found)]
    ["5 documents, 4 text origins: 000 and 001 share one (48 of the shorter text's 49 sentences)."]
    """
    origins, called, outlet_of = tables["origins"], labels(tables), outlets(tables)
    sizes = origins["origin_id"].value_counts()
    shared = reuse.in_common(tables["alignment"])
    origin_of = dict(zip(origins["article_id"], origins["origin_id"], strict=True))
    several, told = [], []
    for key in sorted(sizes[sizes > 1].index, key=lambda key: (-int(sizes[key]), key)):
        held = shared[(shared["article_id"].map(origin_of) == key) & (shared["other_id"].map(origin_of) == key)]
        is_part = bool((held["share_common"] < MOST).any())
        ids = origins.loc[origins["origin_id"] == key, "article_id"]
        if is_part and {outlet_of.get(each, "") for each in ids} == {outlet_of.get(ids.iloc[0]) or "-"}:
            continue
        several.append(key)
        told.append(f"{who(ids, called, 6)} share {'part of ' * is_part}one{_in_common(held)}")
    if not told:
        return
    about = "about " * reuse.share_parts(origins, tables["alignment"], tables["same_passages"])
    head = f"{count(len(origins), 'document')}, {about}{count(len(sizes), 'text origin')}"
    yield Said(f"{head}: {'; '.join(told[:3])}{_further(len(told) - 3)}.", origins[origins["origin_id"].isin(several)])


def _in_common(held: pd.DataFrame) -> str:
    """How much the documents of an origin share, in words, from rows of the table `in_common`; empty without a row."""
    if not len(held):
        return ""
    if len(held) == 1:
        n, kept = int(held["n_sentences"].iloc[0]), int(held["n_common"].iloc[0])
        return f" ({kept:,} of the shorter text's {count(n, 'sentence')})"
    shares = sorted(round(100 * share) for share in held["share_common"])
    told = f"{shares[0]} to {shares[-1]}" if shares[0] < shares[-1] else f"{shares[0]}"
    return f" ({told} % of the shorter text's sentences, pair by pair)"


def quoting(tables: Tables) -> Iterator[Said]:
    """Which documents quote another at length and name its outlet: stories of their own, that no origin holds together.

    >>> [said.sentence for said in findings.quoting(found)]
    []
    """
    rows, called = tables["pairs"], labels(tables)
    rows = rows[rows["direction_basis"].fillna("") == QUOTES]
    told = [f"{called[row['original_id']]} in {called[row['derived_id']]}" for row in cells(rows)]
    if told:
        apart = "; they count as text origins of their own"
        yield Said(f"Quoted at length, with the outlet named: {listed(told, MOST_NAMED)}{apart}.", rows)


def contradicted(tables: Tables) -> Iterator[Said]:
    """Documents whose metadata name another outlet, author or day than their text, or that tell of days after it."""
    found, called = contradictions(tables["articles"], tables["provenance"]), labels(tables)
    told = [
        f"{called.get(row['article_id'], row['article_id'])} ({row['what']}: “{row['stated']}” in the text, "
        f"“{shortened(row['metadata'])}” in the metadata)"
        for row in cells(found)
    ]
    if told:
        n = count(found["article_id"].nunique(), "document")
        more = f"; and {len(told) - 3} more" if len(told) > 3 else ""
        yield Said(f"Metadata and text differ in {n}: {'; '.join(told[:3])}{more}.", found)


def shortened(words: str) -> str:
    """`words`, cut behind a word where they are long."""
    return words if len(words) <= _LONG else words[:_LONG].rsplit(" ", 1)[0].rstrip(",;") + " ..."


def _further(n: int) -> str:
    return f"; and {n} more of several documents" if n > 0 else ""


def easier_copies(tables: Tables) -> Iterator[Said]:
    """A rewritten text whose grade differs from its original's beyond the interval, where it is known which is which.

    >>> [said.sentence for said in findings.easier_copies(found)]
    []
    """
    ordered = tables["alignment"][tables["alignment"]["is_order_known"].fillna(False).astype(bool)]
    if not len(ordered):
        return
    compared, called = readability.compare(tables["articles"], ordered), labels(tables)
    rows = compared[compared["measure"] == _GRADE].dropna(subset=["low", "high"])
    for row in cells(rows[(rows["low"] > 0) | (rows["high"] < 0)]):
        harder = "harder" if row["difference"] > 0 else "easier"
        yield Said(
            f"{start(called.get(row['derived_id'], row['derived_id']))} is {harder} to read than its original "
            f"{called.get(row['original_id'], row['original_id'])}: Flesch-Kincaid grade {row['derived']:.1f} against "
            f"{row['original']:.1f} over {count(int(row['n_aligned']), 'aligned sentence')} (95 % interval of the "
            f"difference {number(round(row['low'], 1))} to {number(round(row['high'], 1))}).",
            rows[(rows["original_id"] == row["original_id"]) & (rows["derived_id"] == row["derived_id"])],
        )
