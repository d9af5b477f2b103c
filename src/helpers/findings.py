"""What a corpus gives that is worth saying: each kind of finding is one small function of tables.

A finding is a sentence that stands alone (number, unit, what, where, when, who says so, in how many documents of how
many text origins), the rows that it rests on, and how far its kind can be trusted. `KINDS` is the registry, the most
telling kind first. A kind may be quoted once fresh readers found it right in 95 of 100 on articles that the rules had
not seen (data/findings.csv), and so may a single sentence that a person has read against the texts of just this corpus
(data/read.csv holds the digests of such sentences; another text or another word, and it is no longer the one read).
"""

from __future__ import annotations

import bisect
import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from helpers import corpus, evidence, names, readability, terms
from helpers.attribution import contradictions
from helpers.claims.frames.measures import kinds
from helpers.rules import load_rows
from helpers.text import WORD, find_sentences
from helpers.words import (
    amount,
    between,
    cells,
    count,
    in_prose,
    is_counted,
    known,
    listed,
    number,
    period,
    place,
    span,
    start,
)

__all__ = [
    "ENOUGH", "KINDS", "LEAST_JUDGED", "MOST", "MOST_NAMED", "Finding", "Judged", "Kind", "Said", "Tables", "agree",
    "changed_copies", "clear", "complete", "conflicts", "corpus_digest", "easier_copies", "find", "harder_outlets",
    "is_complete", "is_extreme", "judged", "most_quoted", "not_found", "often_quoted", "one_sided", "outlet_terms",
    "read_sentences", "recorded", "same_figures", "sentence_digest", "shared_origins", "shared_words",
    "spreading", "statement",
]  # fmt: skip
__dir__ = __all__.copy


ENOUGH = 0.95  # share of right ones from which on a kind may be quoted
LEAST_JUDGED = 20  # of fewer judged nothing is said
MOST = 4  # findings of a kind
MOST_NAMED = 4  # documents named in a sentence
_WORDS = 7  # words of an article that a finding may hold: as many as any report may show
_LONG = 60  # characters of what metadata say that a sentence quotes
_SURE = ("actual", "estimate")  # a forecast that differs from another is no contradiction

Tables = Mapping[str, pd.DataFrame]


class Finding(NamedTuple):
    """A sentence with the rows it rests on."""

    kind: str
    sentence: str
    rows: pd.DataFrame
    page: str  # the notebook that shows more
    trust: str  # in words
    is_quotable: bool


class Said(NamedTuple):
    """What a kind's function gives: the sentence, and its rows."""

    sentence: str
    rows: pd.DataFrame


class Kind(NamedTuple):
    """A kind of finding: how it is looked for, where more of it stands, and what is said when there is none.

    `nothing` is empty where another kind says it. What fresh readers found true but not worth a headline stands on its
    own page only.
    """

    name: str
    page: str
    find: Callable[[Tables], Iterable[Said]]
    nothing: str
    is_headline: bool = True


class Judged(NamedTuple):
    """How many sentences of a kind fresh readers judged, and how many they found true and worth saying."""

    n: int
    n_right: int


def find(found: Tables, *, records: pd.DataFrame | None = None, page: str = "") -> list[Finding]:
    """The findings of a corpus, the most telling first; of one notebook only with `page`.

    Reads the tables of `engine.load`; `records` is what `evidence.against_record` gives.

    >>> "share one" in " ".join(each.sentence for each in findings.find(found))
    True
    """
    tables = {**{name: found[name] for name in _NEEDED}, **({} if records is None else {"records": records})}
    tables["claims"] = clear(tables["claims"])
    digest = corpus_digest(tables["articles"])
    made = []
    for kind in KINDS:
        if kind.page != page if page else not kind.is_headline:
            continue
        for said in list(kind.find(tables))[:MOST]:
            trust, is_quotable = _trust(kind.name, digest, said.sentence)
            made.append(Finding(kind.name, said.sentence, said.rows, kind.page, trust, is_quotable))
    return made


def not_found(made: Sequence[Finding], page: str = "") -> str:
    """What was looked for in vain, in one sentence; empty when there is a finding of every kind.

    >>> findings.not_found([])
    'Looked for and not found: ...'
    """
    there = {finding.kind for finding in made}
    here = [kind for kind in KINDS if (kind.page == page if page else kind.is_headline)]
    missing = [kind.nothing for kind in here if kind.name not in there and kind.nothing]
    return f"Looked for and not found: {listed(missing, len(missing))}." if missing else ""


_NEEDED = ("articles", "claims", "claim_groups", "origins", "pairs", "alignment", "attributions", "cited_sources",
           "readability", "frequencies", "provenance")  # fmt: skip


# --- how far a finding can be trusted ------------------------------------------------------------------------------


def corpus_digest(articles: pd.DataFrame) -> str:
    """SHA-256 over the ids and digests of all articles: the same texts under the same names give the same digest.

    >>> findings.corpus_digest(articles) == findings.corpus_digest(articles.iloc[::-1])
    True
    """
    lines = sorted(
        f"{name!r} {digest}\n" for name, digest in zip(articles["article_id"], articles["sha256"], strict=True)
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def sentence_digest(digest: str, sentence: str) -> str:
    """Names a sentence about a corpus of that digest, as data/read.csv lists those that a person has read.

    >>> findings.sentence_digest("a corpus", "It rained.")[:8]
    'cd3195a2'
    """
    return hashlib.sha256(f"{digest}\n{sentence}".encode()).hexdigest()[:32]


@cache
def judged() -> Mapping[str, Judged]:
    """How often each kind was found right on real articles: data/findings.csv."""
    return {row["kind"]: Judged(int(row["n_judged"]), int(row["n_right"])) for row in load_rows("findings.csv")}


@cache
def read_sentences() -> frozenset[str]:
    """Digests of the sentences that a person has read against their texts and found right: data/read.csv."""
    return frozenset(row["sentence"] for row in load_rows("read.csv"))


def _trust(kind: str, digest: str, sentence: str) -> tuple[str, bool]:
    n, n_right = judged().get(kind, Judged(0, 0))
    if sentence_digest(digest, sentence) in read_sentences():
        return "This sentence was read against the texts by a person.", True
    if n < LEAST_JUDGED:
        return "Found by rules; how often findings of this kind are right has not been measured yet.", False
    told = f"Found by rules; of {n} findings of this kind on other articles, readers found {n_right} right."
    return told, n_right >= ENOUGH * n


# --- words ---------------------------------------------------------------------------------------------------------


def _names(tables: Tables) -> dict[str, str]:
    articles = tables["articles"]
    return {key: in_prose(label) for key, label in zip(articles["article_id"], articles["label"], strict=True)}


def _who(ids: Iterable[str], called: Mapping[str, str], most: int = MOST_NAMED) -> str:
    return listed([called.get(key, key) for key in dict.fromkeys(ids)], most)


def statement(row: Mapping[str, Any]) -> str:
    """What a number is about: "Exports, South Korea with Russia, 2022"; "unemployment, women, USA, October 2012".

    >>> findings.statement({"measure": "exports", "reporter": "RUS", "partner": "KOR", "period": "2021"})
    'Exports of Russia to South Korea, 2021'
    """
    parts = [*_what_and_where(row), period(row.get("period"))]
    basis, base = row.get("basis"), row.get("base")
    if known(basis) and basis != "level":
        parts.append(f"{basis}" + (f" (against {period(base)})" if known(base) and str(base) not in str(basis) else ""))
    if known(row.get("status")) and row["status"] != "actual":
        parts.append(str(row["status"]))
    return start(", ".join(str(part) for part in parts if known(part) and part))


_SIDES = {"exports": "to", "imports": "from"}


def _what_and_where(row: Mapping[str, Any]) -> list[Any]:
    measure, about = row.get("measure"), row.get("about")
    if measure in _SIDES and known(row["reporter"]) and known(row["partner"]):
        return [f"{measure} of {place(row['reporter'])} {_SIDES[measure]} {place(row['partner'])}", about]
    return [measure, about, between(row) or place(row.get("place"))]


def is_complete(row: Mapping[str, Any]) -> bool:
    """Whether a frame says what, about whom or where, when, and in which unit: only then are two statements one.

    >>> findings.is_complete({"measure": "exports", "reporter": "RUS"})
    False
    """
    if known(row.get("is_complete")):
        return bool(row["is_complete"])
    is_about = any(known(row.get(name)) for name in ("about", "place", "reporter"))
    has_base = "base not said" not in str(row.get("basis"))
    return is_about and has_base and all(known(row.get(name)) for name in ("measure", "period", "unit"))


def clear(claims: pd.DataFrame) -> pd.DataFrame:
    """`claims` without odd values: of a document that gives two values for one statement those few documents give.

    A reader of "7.8 percent, down from 8.1" knows which is which; where the reading put both under one month, the value
    that most documents state is taken for it.

    >>> len(findings.clear(found.claims)), len(found.claims)  # none of the seeds' is unclear
    (8, 8)
    """
    keys = [claims["claim_id"], claims["article_id"]]
    is_torn = claims.groupby(keys, sort=False)["value"].transform("nunique") > 1
    n_in = claims.groupby(["claim_id", "value"], sort=False)["article_id"].transform("nunique").fillna(0)
    most = n_in.groupby(keys, sort=False).transform("max")
    is_torn_in_two = (n_in == most).where(is_torn, other=True)
    return claims[is_torn_in_two.astype(bool)].reset_index(drop=True)


def complete(frame: pd.DataFrame) -> pd.Series:
    """`is_complete` of each row.

    >>> int(findings.complete(found.claims).sum()), len(found.claims)
    (6, 8)
    """
    return _flagged(frame, is_complete)


def _flagged(frame: pd.DataFrame, test: Callable[[Mapping[str, Any]], bool]) -> pd.Series:
    return pd.Series([test(row) for row in cells(frame)], frame.index, dtype=bool)


def _value(row: Mapping[str, Any]) -> str:
    """The value of a claim, signed: "−37 %", "$27bn to $30bn", "more than 8 %"."""
    low, high, unit = row["low"], row["high"], row["unit"]
    value: Any = row.get("value")
    if known(value) and not (known(row.get("approximation")) and known(low) and known(high)):
        is_change = "change" in str(row.get("basis")) or str(row.get("measure")).endswith(evidence.GAIN)
        falls = row.get("direction") == "down" and is_change
        return amount(-abs(value) if falls else value, unit)
    if known(low) and known(high):
        return span(low, high, unit)
    return f"at least {amount(low, unit)}" if known(low) else f"at most {amount(high, unit)}" if known(high) else "?"


def _sources(rows: pd.DataFrame, tables: Tables) -> str:
    """ "2 documents of 1 text origin: 000 and 001"."""
    ids = sorted(rows["article_id"].unique())
    origin_of = dict(zip(tables["origins"]["article_id"], tables["origins"]["origin_id"], strict=True))
    n_origins = len({origin_of.get(key, key) for key in ids})
    counted = f"{count(len(ids), 'document')} of {count(n_origins, 'text origin')}"
    return f"{counted}: {_who(ids, _names(tables))}"


# --- the kinds -----------------------------------------------------------------------------------------------------


_APART = 2.0  # values further apart than this are rather two things that were read as one
_REVISED = re.compile(
    r"\b(?:revis|re-?calculat|restat|initially|previous(?:ly)? (?:estimat|report|thought)"
    r"|first (?:estimat|thought|report)|earlier (?:estimat|report)|correct(?:ed|ion))",
    re.IGNORECASE,
)
_EXTREME = re.compile(r"\b(?:peak\w*|record (?:high|low)|(?:high|low) of)\b", re.IGNORECASE)  # of another time, mostly
_NEAR = 200  # characters around a number in which a word says that it was revised


def conflicts(tables: Tables) -> Iterator[Said]:
    """Two documents give different values for one complete statement, each as a fact.

    Left out: revisions that say so; what and when taken from elsewhere than the number's own sentence; a statement of
    which one document gives two values, or whose values lie far apart, for then the reading is likely to have missed
    what tells them apart.

    >>> [said.sentence for said in findings.conflicts(found)]
    []
    """
    groups, called = tables["claim_groups"], _names(tables)
    texts = dict(zip(tables["articles"]["article_id"], tables["articles"]["text"], strict=True))
    for group in cells(groups[groups["agreement"] == "conflict"]):
        rows = tables["claims"][tables["claims"]["claim_id"] == group["claim_id"]]
        rows = rows[rows["status"].isna() | rows["status"].isin(_SURE)]
        rows = rows[~_flagged(rows, lambda row: _is_revision(row, texts) or is_extreme(row, texts))]
        rows = rows[_flagged(rows, _is_said_there)]
        held: dict[str, list[dict[str, Any]]] = {}
        for row in cells(rows):
            held.setdefault(_value(row), []).append(row)
        values = rows["value"].abs()
        is_clear = rows.groupby("article_id")["value"].nunique().le(1).all() and values.max() <= _APART * values.min()
        is_named = is_complete(group) and group["measure"] in kinds()
        if len(held) < 2 or not is_named or not is_clear or agree(cells(rows)) or rows["article_id"].nunique() < 2:
            continue
        sides = [
            f"{value} ({_who([row['article_id'] for row in made], called)}: “{_context(made[0], texts)}”)"
            for value, made in sorted(held.items(), key=lambda side: (-len(side[1]), side[0]))
        ]
        yield Said(f"{statement(group)}: stated as {' and as '.join(sides[:3])}.", rows)


def _is_said_there(row: Mapping[str, Any]) -> bool:
    """Whether the number's own sentence says what is measured, and when."""
    taken = str(row["inherited"]) if known(row["inherited"]) else ""
    return not re.search(r"\b(?:period|measure|status|about):", taken)


def _is_revision(row: Mapping[str, Any], texts: Mapping[str, str]) -> bool:
    start_, end = int(row["start"]), int(row["end"])
    around = texts.get(row["article_id"], "")[max(0, start_ - _NEAR) : end + _NEAR]
    return bool(_REVISED.search(around))


def is_extreme(row: Mapping[str, Any], texts: Mapping[str, str]) -> bool:
    """Whether a number is a peak, a record or a low: mostly that of another time than its sentence speaks of.

    >>> row = {"article_id": "a", "start": 18, "end": 19}
    >>> findings.is_extreme(row, {"a": "the lowest level, 5 %"})
    False
    """
    begin = int(row["start"])
    return bool(_EXTREME.search(texts.get(row["article_id"], "")[max(0, begin - 40) : begin]))


def _context(row: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    """The words of a claim with those of its sentence before them, as many as any report may show."""
    before = texts.get(row["article_id"], "")[max(0, int(row["start"]) - 60) : int(row["start"])]
    mention = str(row["mention"]).split()[:_WORDS]
    led = re.split(r"[.!?“”\"\n]\s|\n", before)[-1].split()
    kept = led[max(0, len(led) - (_WORDS - len(mention))) :]
    return " ".join([*(kept[1:] if len(led) == len(kept) and len(before) == 60 else kept), *mention])


def _words(row: Mapping[str, Any]) -> str:
    mention, about = " ".join(str(row["mention"]).split()[:_WORDS]), row.get("approximation")
    return f"{about} {mention}" if known(about) and str(about).lower() not in mention.lower() else mention


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
        gap = "" if not known(first["gap"]) else f", a gap of {_gap(first)}"
        level = amount(float(first["recorded_value"]), first["unit"])
        words = dict.fromkeys(f"“{_words(row)}”" for row in cells(claims))
        claimed = listed([*dict.fromkeys(_value(row) for row in cells(claims))])
        speakers = listed(sorted(set(claims["claimed_by"].dropna())))
        said = f", as said by {speakers}" if speakers else ""
        yield Said(
            f"{statement(group)}: claimed as {listed([*words])}, read as {claimed}, in {_sources(claims, tables)}"
            f"{said}; recorded as {level} by {first['compiler']}{gap}: the claim "
            f"{'differs from' if verdict == 'differs' else 'matches'} the record.",
            rows,
        )


def _gap(row: Mapping[str, Any]) -> str:
    gap = round(float(row["gap"]), 1)
    unit = {"[pp]": "percentage points"}.get(str(row["gap_unit"]), str(row["gap_unit"]))
    return f"{'+' if gap > 0 else ''}{number(gap)} {unit}"


def changed_copies(tables: Tables) -> Iterator[Said]:
    """A text made from another in which sentences may mean something else than in the original.

    >>> [said.sentence for said in findings.changed_copies(found)]
    ['48 of 50 sentences of 001 come back in 000; ...']
    """
    alignment, called = tables["alignment"], _names(tables)
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
    """Several documents that come from one text.

    >>> [said.sentence for said in findings.shared_origins(found)]
    ['5 documents, 4 text origins: 000 and 001 share one.']
    """
    origins, called = tables["origins"], _names(tables)
    sizes = origins["origin_id"].value_counts()
    several = [str(key) for key in sizes[sizes > 1].index]
    if not several:
        return
    head = f"{count(len(origins), 'document')}, {count(len(sizes), 'text origin')}"
    told = [
        f"{_who(origins.loc[origins['origin_id'] == key, 'article_id'], called, 6)} share one"
        for key in sorted(several, key=lambda key: (-int(sizes[key]), key))
    ]
    yield Said(f"{head}: {'; '.join(told[:3])}{_further(len(told) - 3)}.", origins[origins["origin_id"].isin(several)])


def contradicted(tables: Tables) -> Iterator[Said]:
    """Documents whose metadata name another outlet, author or day than their text."""
    found, called = contradictions(tables["articles"], tables["provenance"]), _names(tables)
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


def spreading(tables: Tables) -> Iterator[Said]:
    """One complete statement with one value in documents of several outlets; what it was revised to, if they say so.

    A number of documents is a least number: a statement that leaves something open is counted nowhere.

    >>> [said.sentence for said in findings.spreading(found)]
    []
    """
    groups, outlet_of = tables["claim_groups"], _outlets(tables["articles"])
    shown = groups[groups["n_documents"] > 1]
    told = set()
    if "records" in tables and len(tables["records"]):
        records = tables["records"]
        told = set(records.loc[records["verdict"].isin(["matches", "differs"]), "claim_id"])
    texts = dict(zip(tables["articles"]["article_id"], tables["articles"]["text"], strict=True))
    for group in cells(shown.sort_values(["n_documents", "claim_id"], ascending=[False, True])):
        if group["claim_id"] in told or not is_complete(group) or group["measure"] not in kinds():
            continue
        made = tables["claims"][tables["claims"]["claim_id"] == group["claim_id"]]
        is_revised = _flagged(made, lambda row: _is_revision(row, texts))
        rows = made[~is_revised & (made["status"].isna() | made["status"].isin(_SURE))]
        if rows["article_id"].map(outlet_of).nunique() < 2 or not (agree(cells(rows)) and _are_near(cells(rows))):
            continue
        values = [_value(cells(rows)[0])]
        if rows["value"].nunique() > 1 or rows["approximation"].notna().any():
            values = [*dict.fromkeys(f"“{_words(row)}”" for row in cells(rows))]
        quoted = f"“{_context(cells(rows)[0], texts)}”"
        speakers = rows["claimed_by"]
        said = f", said by {speakers.iloc[0]}" if speakers.notna().all() and speakers.nunique() == 1 else ""
        later = _revised_to(rows, made[is_revised], tables)
        yield Said(
            f"{statement(group)}: {listed(values)}{said}, as in {quoted}; in at least {_sources(rows, tables)}{later}.",
            rows if not later else made,
        )


def _revised_to(rows: pd.DataFrame, revised: pd.DataFrame, tables: Tables) -> str:
    """ "; CNN (4 Jan 2013) speaks of a revision: “7.8%”", where a value beside words of a revision is another one."""
    known_values = set(rows["value"].dropna())
    other = [row for row in cells(revised) if known(row["value"]) and row["value"] not in known_values]
    if not other:
        return ""
    values = [*dict.fromkeys(f"“{_words(row)}”" for row in other)]
    told = f": {values[0]}" if len(values) == 1 else ""  # of two, one is the value before
    speak = "speaks" if len({row["article_id"] for row in other}) == 1 else "speak"
    return f"; {_who([row['article_id'] for row in other], _names(tables))} {speak} of a revision{told}"


def agree(rows: Iterable[Mapping[str, Any]]) -> bool:
    """Whether the intervals of all claims have a value in common.

    >>> findings.agree(found.claims.head(1).to_dict("records"))
    True
    """
    least, most = float("-inf"), float("inf")
    for row in rows:
        low = float(row["low"]) if known(row["low"]) else float("-inf")
        high = float(row["high"]) if known(row["high"]) else float("inf")
        # of a fall the ends may stand the other way round
        least, most = max(least, min(low, high)), min(most, max(low, high))
    return least <= most


def _are_near(rows: Iterable[Mapping[str, Any]]) -> bool:
    """Whether least numbers may be of one thing: "over 200" and "over 100,000" hardly are."""
    bounds = [abs(float(row["low"])) for row in rows if known(row["low"]) and row["low"]]
    return not bounds or max(bounds) <= _APART * min(bounds)


def most_quoted(tables: Tables) -> Iterator[Said]:
    """The person or organisation that far more documents quote than any other: three at least, and twice as many.

    Only words between quotation marks count, four and more in a row: whether somebody is quoted is plain, whether
    retold speech is theirs is not. The number is a least number, for speakers are left open where the text leaves them
    open; so a narrow lead says nothing.

    >>> [said.sentence for said in findings.most_quoted(found)]
    []
    """
    quoted = _surely_quoted(tables)
    if not len(quoted):
        return
    n_in = quoted.groupby("person")["article_id"].nunique().sort_values(ascending=False, kind="stable")
    name, n = str(n_in.index[0]), int(n_in.iloc[0])
    second = int(n_in.iloc[1]) if len(n_in) > 1 else 0
    if (
        n < _LEAST_QUOTED
        or n < _LEAD * second
        or n - second < _LEAST_QUOTED - 1
        or name.split()[-1] in _subjects(tables)
    ):
        return
    if any(_may_be(name, str(other)) for other in n_in.index):
        return  # "Trump" beside "Donald Trump": who is meant is not settled
    rows = quoted[quoted["person"] == name].drop_duplicates("article_id")
    origins = tables["origins"].set_index("article_id")["origin_id"]
    n_origins = int(origins.reindex(rows["article_id"]).nunique())
    unsure = [f"“{other}”" for other in n_in.index[1:] if _may_be(str(other), name)]
    after = f". Who is called {listed(unsure)} is not counted" if unsure else ""
    yield Said(
        f"Quoted in the most documents: {name}, in at least {n} of {len(tables['articles'])} "
        f"({count(n_origins, 'text origin')}){after}.",
        rows,
    )


_LEAST_QUOTED, _LEAD = 3, 2.0


def often_quoted(tables: Tables) -> Iterator[Said]:
    """Who is quoted in many documents, where nobody leads by far: three documents and a fifth of all at least.

    Each number is a least number, so the order among them is not told.

    >>> [said.sentence for said in findings.often_quoted(found)]
    []
    """
    if any(most_quoted(tables)):
        return
    quoted, n_all, subjects = _surely_quoted(tables), len(tables["articles"]), _subjects(tables)
    n_in = quoted.groupby("person")["article_id"].nunique().sort_values(ascending=False, kind="stable")
    often = n_in[n_in >= max(_LEAST_QUOTED, _OFTEN * n_all)]
    named = [
        str(name)
        for name in often.index
        if str(name).split()[-1] not in subjects and not any(_may_be(str(name), str(other)) for other in n_in.index)
    ]
    if not named:
        return
    origins = tables["origins"].set_index("article_id")["origin_id"]
    kept = sorted(named[:_MOST_OFTEN])
    rows = quoted[quoted["person"].isin(kept)].drop_duplicates(["article_id", "person"])
    origin_ids = rows["article_id"].map(origins)
    told = [f"{name} (at least {origin_ids[rows['person'] == name].nunique()})" for name in kept]
    yield Said(f"Often quoted in these {n_all} documents, counted by text origin: {listed(told)}.", rows)


_OFTEN, _MOST_OFTEN = 0.2, 3
_PHRASE = re.compile(r"[“\"«](?:[^\s“”\"«»]+\s+){3,}[^\s“”\"«»]+[”\"»]?")  # four words between marks


def _quoted(tables: Tables) -> pd.DataFrame:
    """Attributions of a phrase between quotation marks to people and organisations that have a name."""
    said = tables["attributions"]
    is_name = said["person"].fillna("").astype(str).map(lambda name: any(map(str.isupper, name))).astype(bool)
    is_said = said["quote_kind"].isin(["direct", "mixed"]) & (said["level"] != "unsaid")
    named = said[is_name & is_said & said["source_kind"].isin(["person", "organisation"])]
    texts = dict(zip(tables["articles"]["article_id"], tables["articles"]["text"], strict=True))
    places = zip(named["article_id"], named["start"], named["end"], strict=True)
    holds = [bool(_PHRASE.search(texts.get(key, ""), max(0, at - 1), to + 1)) for key, at, to in places]
    return named.loc[pd.Series(holds, named.index, dtype=bool)]


def _surely_quoted(tables: Tables) -> pd.DataFrame:
    """Those of `_quoted` in documents that name the speaker beside such a phrase: whom "she" means may be misread."""
    quoted = _quoted(tables)
    texts = dict(zip(tables["articles"]["article_id"], tables["articles"]["text"], strict=True))
    keys = list(zip(quoted["article_id"], quoted["person"], strict=True))
    rows = zip(keys, cells(quoted), strict=True)
    beside = {key for key, row in rows if _is_named(row, texts[row["article_id"]])}
    return quoted.loc[pd.Series([key in beside for key in keys], quoted.index, dtype=bool)]


def _subjects(tables: Tables) -> set[str]:
    """The capitalised words that more than half of the titles have: whom a corpus is about is no finding."""
    titles = [set(WORD.findall(title)) for title in tables["articles"]["title"].dropna()]
    n_in = Counter(word for title in titles for word in title if word[:1].isupper())
    return {word for word, n in n_in.items() if 2 * n > len(tables["articles"])}


def _is_named(row: Mapping[str, Any], text: str) -> bool:
    """Whether the words around a quotation, its own left out, have the last word of the speaker's name."""
    around = text[int(row["start"]) : int(row["end"])]
    for part in str(row["content"]).split(" … ") if known(row["content"]) else ():
        around = around.replace(part, " ")
    name = str(row["speaker"] if known(row["speaker"]) else row["person"]).removesuffix(" Jr.").removesuffix(" Sr.")
    return re.search(rf"\b{re.escape(name.split()[-1])}\b", around) is not None


def _may_be(other: str, name: str) -> bool:
    """Whether a name may be another form of one: "Trump" of "Donald Trump"."""
    return set(other.lower().split()) < set(name.lower().split())


def shared_words(tables: Tables) -> Iterator[Said]:
    """The words between quotation marks that most documents print, of three outlets and three text origins at least.

    Six words in a row that are the same, of one speaker in all of them, are the same words; how many more documents
    retell them is not counted.

    >>> [said.sentence for said in findings.shared_words(found)]
    []
    """
    quoted, outlet_of = _quoted(tables), _outlets(tables["articles"])
    texts = dict(zip(tables["articles"]["article_id"], tables["articles"]["text"], strict=True))
    origins = dict(zip(tables["origins"]["article_id"], tables["origins"]["origin_id"], strict=True))
    holders: dict[tuple[str, ...], list[int]] = {}
    rows, opening = cells(quoted), set()
    for at, row in enumerate(rows):
        runs = dict(_runs(texts[row["article_id"]], row))
        opening |= {run for run, opens in runs.items() if opens}
        for run in runs:
            holders.setdefault(run, []).append(at)

    def weight(run: tuple[str, ...]) -> tuple[int, int]:
        ids = {rows[at]["article_id"] for at in holders[run]}
        return len({origins.get(key, key) for key in ids}), len(ids)

    told: set[str] = set()
    several = [run for run, held in holders.items() if len(held) >= _LEAST_QUOTED]
    for run in sorted(several, key=lambda run: (*(-n for n in weight(run)), run not in opening, holders[run])):
        ids = [rows[at]["article_id"] for at in holders[run]]
        speakers = {rows[at]["person"] for at in holders[run]}
        if len(speakers) > 1 or speakers & told or weight(run)[0] < _LEAST_QUOTED:
            continue
        if len({outlet_of.get(key) or key for key in ids}) < _LEAST_QUOTED:
            continue
        (speaker,) = speakers
        told.add(speaker)
        held = quoted.iloc[holders[run]].drop_duplicates("article_id")
        written = _as_written(run, texts[ids[0]], rows[holders[run][0]])
        yield Said(
            f"Words of {speaker} that several documents print, “{written} ...”: in at least {_sources(held, tables)}.",
            held,
        )


_RUN = 6  # words in a row that are the same


def _runs(text: str, row: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """All runs of six words between the quotation marks of an attribution, in small letters, none from a number on;
    with whether a sentence begins there."""
    for phrase in _PHRASE.finditer(text, max(0, int(row["start"]) - 1), int(row["end"]) + 1):
        found = list(WORD.finditer(phrase[0]))
        tokens = [token[0].lower().replace("’", "'") for token in found]
        for at in range(len(tokens) - _RUN + 1):
            if not (_is_number(tokens[at]) or _is_number(tokens[at - 1] if at else "")):
                before = phrase[0][: found[at].start()].rstrip(" “\"'«‘")
                yield tuple(tokens[at : at + _RUN]), found[at][0][0].isupper() and (not before or before[-1] in ".?!")


def _is_number(token: str) -> bool:
    """Whether what follows is counted: "4.4 million new jobs" and "5.2 million new jobs" are not the same words."""
    return token.isdecimal() or token in {"hundred", "thousand", "million", "billion", "trillion", "percent"}


def _as_written(run: Sequence[str], text: str, row: Mapping[str, Any]) -> str:
    """The words of a run as the document writes them."""
    pattern = r"[^\w]+".join(re.escape(token).replace("'", "['’]") for token in run)
    found = re.search(pattern, text[max(0, int(row["start"]) - 1) : int(row["end"]) + 1], re.IGNORECASE)
    return " ".join(found[0].split()) if found else " ".join(run)


def same_figures(tables: Tables) -> Iterator[Said]:
    """A telling figure (three digits that are not zero, two of money) that documents of several outlets share.

    What it counts is not decided: the sentences around it hold the same two words at least, and they are named. So it
    is said where a figure stands, not that the documents state the same. Statements that are whole are `spreading`.

    >>> [said.sentence for said in findings.same_figures(found)]
    []
    """
    claims, outlet_of = tables["claims"], _outlets(tables["articles"])
    texts = dict(zip(tables["articles"]["article_id"], tables["articles"]["text"], strict=True))
    origins = dict(zip(tables["origins"]["article_id"], tables["origins"]["origin_id"], strict=True))
    groups = tables["claim_groups"]
    whole = groups.loc[complete(groups) & (groups["n_documents"] > 1), "claim_id"]
    told = claims[claims["value"].notna() & claims["approximation"].isna() & ~claims["claim_id"].isin(whole)]
    telling = told[_flagged(told, _is_telling)]
    against = pd.Series(
        [_against(row, texts[row["article_id"]]) for row in cells(telling)], telling.index, dtype=object
    )
    keys = [telling["value"], telling["unit"].fillna("").str.split(" ").str[0], against]
    telling = telling[telling.groupby(keys)["article_id"].transform("nunique") >= _LEAST_QUOTED]
    alike = telling.groupby([key.loc[telling.index] for key in keys], sort=True)
    ends_of = {key: find_sentences(texts[key]) for key in telling["article_id"].unique()}
    for _, figures in sorted(alike, key=lambda group: (-group[1]["article_id"].nunique(), group[0])):
        beside, rows = _beside(figures, texts, ends_of)
        ids = rows["article_id"].unique()
        sizes = {origins.get(key, key) for key in ids}, {outlet_of.get(key) or key for key in ids}
        if min(map(len, sizes)) >= _LEAST_QUOTED:
            words = listed([f"“{word}”" for word in beside])
            figure = min((_words(row) for row in cells(rows)), key=len)
            yield Said(f"The figure “{figure}”, beside it {words}: in at least {_sources(rows, tables)}.", rows)


_OTHER_SIDE = re.compile(r" ?(?:[-–]|to) ?(\d{1,4})\b")


def _against(row: Mapping[str, Any], text: str) -> str:
    """The other side of a vote or a score, "205" of "227-205", or nothing: 227 to 203 is another vote."""
    found = _OTHER_SIDE.match(text, int(row["end"]))
    return found[1] if found else ""


def _is_telling(row: Mapping[str, Any]) -> bool:
    """Whether a value is so odd that documents hardly share it by chance: three digits, two of money; no year."""
    value, unit = abs(float(row["value"])), str(row["unit"]) if known(row.get("unit")) else ""
    digits = f"{value:.10g}".split("e")[0].replace(".", "").strip("0")
    is_year = value.is_integer() and 1900 <= value <= 2100 and not unit
    is_money = bool(unit) and unit != "%" and not is_counted(unit.split(" ")[0])
    return len(digits) >= (2 if is_money else 3) and not is_year


def _beside(
    figures: pd.DataFrame, texts: Mapping[str, str], ends_of: Mapping[str, Sequence[tuple[int, int]]]
) -> tuple[list[str], pd.DataFrame]:
    """The words with a meaning that most documents have beside a figure in a sentence, two at least; and those rows.

    `ends_of`: start and end of the sentences of each article, in order.
    """
    stop = terms.stop_list("news")
    held: list[tuple[str, frozenset[str]]] = []
    written: dict[str, str] = {}
    for row in cells(figures):
        text, at, to = texts[row["article_id"]], int(row["start"]), int(row["end"])
        ends = ends_of[row["article_id"]]
        start, end = ends[max(0, bisect.bisect_right(ends, at, key=lambda sentence: sentence[0]) - 1)]
        near = [word for word in WORD.findall(text[start:at] + " " + text[to:end]) if _is_about(word)]
        said = {_singular(word.lower()): word for word in near if word.lower() not in stop and word.isalpha()}
        held.append((row["article_id"], frozenset(said)))
        written |= {stem: min(word, written.get(stem, word), key=len) for stem, word in said.items()}
    n_in = Counter(stem for _, stem in dict.fromkeys((key, stem) for key, own in held for stem in sorted(own)))
    often = [stem for stem, n in n_in.most_common(_TRIED) if n >= _LEAST_QUOTED]

    def documents(stems: Iterable[str]) -> set[str]:
        return {key for key, own in held if own.issuperset(stems)}

    pairs = list(itertools.combinations(often, 2))
    if not pairs:
        return [], figures.iloc[:0]
    best = documents(max(pairs, key=lambda pair: len(documents(pair))))
    shared = [stem for stem in often if best <= documents([stem])]
    rows = figures[[own.issuperset(shared) for _, own in held]]
    return [written[stem] for stem in shared], rows


_TRIED = 12  # words, the most frequent
_COUNTING = frozenset({"percent", "million", "billion", "trillion", "thousand", "hundred", "dollar", "dollars"})


def _is_about(word: str) -> bool:
    """Whether a word may tell what a figure beside it is about; "percent" does not."""
    return len(word) > 3 and word.lower() not in _COUNTING


def _singular(word: str) -> str:
    return word.removesuffix("s")


def one_sided(tables: Tables) -> Iterator[Said]:
    """Who is quoted in several documents of one outlet and cited in no other, where chance hardly does that.

    >>> [said.sentence for said in findings.one_sided(found)]
    []
    """
    cited, outlet_of = _named(tables["cited_sources"]), _outlets(tables["articles"])
    quoted = {str(name): rows for name, rows in _surely_quoted(tables).groupby("person")}
    sizes = pd.Series(outlet_of).value_counts()
    n_all, found = len(outlet_of), []
    for name, rows in cited.groupby("person", sort=True):
        outlets = {outlet_of.get(key, "") for key in rows["article_id"]}
        if len(outlets) != 1 or "" in outlets or str(name) not in quoted:
            continue
        its = quoted[str(name)].drop_duplicates("article_id")
        n = len(its)
        if n < 3:
            continue
        outlet = outlets.pop()
        size = int(sizes[outlet])
        is_itself = (names.outlet(str(name)) or name) == outlet
        if not is_itself and size < n_all and _chance(n, size, n_all) < 0.01:
            said = (
                f"{name} is quoted in {'at least ' * (n < size)}{n} of {count(size, 'document')} of {outlet} and, "
                f"as far as is read here, not cited in the other {n_all - size}."
            )
            found.append((-n, said, its))
    for _, said, rows in sorted(found, key=lambda entry: entry[:2]):
        yield Said(said, rows)


def _chance(n: int, size: int, n_all: int) -> float:
    """Chance that `n` documents drawn from `n_all` all are among the `size` of one outlet."""
    chance = 1.0
    for drawn in range(n):
        chance *= (size - drawn) / (n_all - drawn)
    return chance


def _named(cited: pd.DataFrame) -> pd.DataFrame:
    """The cited people and organisations that have a name: of states and outlets it is rarely clear who speaks."""
    is_name = cited["person"].astype(str).map(lambda name: any(letter.isupper() for letter in name)).astype(bool)
    return cited[cited["source_kind"].isin(["person", "organisation"]) & is_name]


def _outlets(articles: pd.DataFrame) -> dict[str, str]:
    rows = cells(articles[["article_id", "outlet", "url"]])
    return {str(row["article_id"]): corpus.outlet_name(row["outlet"], row["url"]) for row in rows}


_GRADE = "flesch_kincaid_grade"


def easier_copies(tables: Tables) -> Iterator[Said]:
    """A rewritten text whose grade differs from its original's beyond the interval.

    >>> [said.sentence for said in findings.easier_copies(found)]
    []
    """
    if not len(tables["alignment"]):
        return
    compared, called = readability.compare(tables["articles"], tables["alignment"]), _names(tables)
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


_LEAST_ARTICLES = 5  # of an outlet, to speak of how it writes
_LEAST_USING = 8  # articles of an outlet that use a term, to call it a term of the outlet
_FOUR_TIMES = 2.0  # bits: the lower end of the interval of a log ratio
_WIDE = 2.8  # standard errors: outlets are compared many at a time


def harder_outlets(tables: Tables) -> Iterator[Said]:
    """Two outlets whose articles differ in grade beyond their intervals.

    >>> [said.sentence for said in findings.harder_outlets(found)]
    []
    """
    outlet_of = _outlets(tables["articles"])
    measured = tables["readability"]
    rows = measured[(measured["measure"] == _GRADE) & measured["value"].notna()]
    rows = rows.assign(outlet=[outlet_of.get(key, "") for key in rows["article_id"]])
    rows = rows[(rows["outlet"] != "") & rows["article_id"].isin(_first_of_origins(tables))]
    ends = []
    for outlet, own in rows.groupby("outlet", sort=True):
        if len(own) >= _LEAST_ARTICLES:
            mean, error = float(own["value"].mean()), float(own["value"].std(ddof=1)) / len(own) ** 0.5
            ends.append((mean, mean - _WIDE * error, mean + _WIDE * error, str(outlet), len(own)))
    if len(ends) < 2:
        return
    low, high = min(ends), max(ends)
    if low[2] < high[1]:
        yield Said(
            f"{high[3]} writes for grade {high[0]:.1f} (mean of {count(high[4], 'document')}), {low[3]} for grade "
            f"{low[0]:.1f} ({count(low[4], 'document')}), as Flesch-Kincaid counts; the intervals do not meet.",
            rows[rows["outlet"].isin([low[3], high[3]])],
        )


def _first_of_origins(tables: Tables) -> set[str]:
    return set(tables["origins"].drop_duplicates("origin_id")["article_id"])


def outlet_terms(tables: Tables) -> Iterator[Said]:
    """A term that most articles of one outlet use, far more often than those of all others.

    >>> [said.sentence for said in findings.outlet_terms(found)]
    []
    """
    articles, outlet_of = tables["articles"], _outlets(tables["articles"])
    sizes = pd.Series(outlet_of).value_counts()
    large = [outlet for outlet, n in sizes.items() if n >= _LEAST_USING and outlet and n < len(articles)]
    counts = tables["frequencies"]
    if not large or not len(counts):
        return
    counts = counts[counts["article_id"].isin(_first_of_origins(tables))]
    owner = counts["article_id"].map(outlet_of)
    n_in = counts.assign(outlet=owner).groupby(["outlet", "term"])["article_id"].nunique()
    named = articles.assign(outlet=articles["article_id"].map(outlet_of))
    keys = terms.keyness(terms.grouped(counts, named, "outlet"))
    keys = keys[keys["article_id"].isin(large) & (keys["low"] >= _FOUR_TIMES)].sort_values("g2", ascending=False)
    for row in cells(keys):
        outlet, term, n = row["article_id"], row["term"], int(n_in.get((row["article_id"], row["term"]), 0))
        own = set(owner[owner == outlet].index)
        size = int(counts.loc[list(own), "article_id"].nunique()) if own else 0
        if n < max(_LEAST_USING, 0.6 * size) or term in outlet.lower() or not term.isalpha():
            continue
        rows = counts[(counts["term"] == term) & (owner == outlet)]
        yield Said(
            f"{outlet} uses “{term}” {number(round(row['per_1k'], 1))} times in 1,000 words ({n} of "
            f"{count(size, 'document')}), all others {number(round(row['per_1k_rest'], 1))} times.",
            rows,
        )
        return


KINDS: tuple[Kind, ...] = (
    Kind("conflict", "06-claims", conflicts, "two values for one statement"),
    Kind("differs", "06-claims", lambda tables: recorded(tables, "differs"), "a claim that differs from the record"),
    Kind("changed copy", "05-origins", changed_copies, "a copy whose meaning changed"),
    Kind("shared origin", "05-origins", shared_origins, "one text behind several documents"),
    Kind("metadata", "05-origins", contradicted, "", is_headline=False),
    Kind("matches", "06-claims", lambda tables: recorded(tables, "matches"), "a claim that matches the record"),
    Kind("most quoted", "04-attribution", most_quoted, "somebody whom twice as many documents quote as anybody else"),
    Kind("often quoted", "04-attribution", often_quoted, ""),
    Kind("same words", "04-attribution", shared_words, "one quotation in several documents"),
    Kind("one-sided", "04-attribution", one_sided, "somebody whom only one outlet quotes"),
    Kind("spread", "06-claims", spreading, "one statement with one value in several documents"),
    Kind("same figure", "06-claims", same_figures, "one telling figure with the same words beside it"),
    Kind("easier copy", "03-readability", easier_copies, "a rewrite that is easier or harder than its original"),
    Kind(
        "harder outlet", "03-readability", harder_outlets, "outlets that write for different grades", is_headline=False
    ),
    Kind(
        "outlet term",
        "02-terms",
        outlet_terms,
        "a term that one outlet uses far more than the others",
        is_headline=False,
    ),
)
