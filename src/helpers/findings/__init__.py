"""What a corpus gives that is worth saying: each kind of finding is one small function of tables.

A finding is a sentence that stands alone (number, unit, what, where, when, who says so, in how many documents of how
many text origins), the rows that it rests on, and how far its kind can be trusted. `KINDS` is the registry, the most
telling kind first. A kind may be quoted once fresh readers found it right in 95 of 100 on articles that the rules had
not seen (data/findings.csv), and so may a single sentence that was read against the texts of just this corpus
(data/read.csv holds the digests of such sentences; another text or another word, and it is no longer the one read).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import NamedTuple

import pandas as pd

from helpers.arguments import as_tables, one_of
from helpers.findings.asides import corrections, opinions, unanswered, unnamed, wires
from helpers.findings.base import MOST_NAMED, Said, Tables
from helpers.findings.by_outlet import harder_outlets, outlet_terms
from helpers.findings.copies import changed_copies, contradicted, easier_copies, quoting, shared_origins
from helpers.findings.facts import facts
from helpers.findings.figures import same_figures, two_counts
from helpers.findings.marks import doubtful_days, is_opinion, marked
from helpers.findings.plain import plainness
from helpers.findings.quoted import most_quoted, often_quoted, one_sided
from helpers.findings.relied import relied_on
from helpers.findings.same_words import shared_words
from helpers.findings.spelled import two_spellings
from helpers.findings.stated import conflicts, recorded, spreading
from helpers.findings.statements import agree, clear, complete, is_complete, is_extreme, is_told, legible, statement
from helpers.findings.trust import Judged, corpus_digest, judged, read_sentences, sentence_digest, trust_of
from helpers.findings.voices import voices
from helpers.findings.wording import differently_worded

__all__ = [
    "KINDS", "MOST", "MOST_NAMED", "Finding", "Judged", "Kind", "Said", "Tables", "agree",
    "changed_copies", "clear", "complete", "conflicts", "corpus_digest", "corrections", "differently_worded",
    "doubtful_days", "easier_copies", "facts", "find", "harder_outlets", "is_complete", "is_extreme", "is_opinion",
    "is_told", "judged", "legible", "marked", "most_quoted", "often_quoted", "one_sided", "opinions",
    "outlet_terms", "pages", "plainness", "quoting", "read_sentences", "recorded", "relied_on", "same_figures",
    "sentence_digest", "shared_origins", "shared_words", "spreading", "statement", "two_counts", "two_spellings",
    "unanswered", "unnamed", "voices", "wires",
]  # fmt: skip
__dir__ = __all__.copy


MOST = 4  # findings of a kind


class Finding(NamedTuple):
    """A sentence with the rows it rests on."""

    kind: str
    sentence: str
    rows: pd.DataFrame
    page: str  # the notebook that shows more
    trust: str  # in words
    is_quotable: bool


class Kind(NamedTuple):
    """A kind of finding: how it is looked for, and where more of it stands.

    What fresh readers found true but not worth a headline stands on its own page only.
    """

    name: str
    page: str
    find: Callable[[Tables], Iterable[Said]]
    is_headline: bool = True
    unless: tuple[str, ...] = ()  # kinds that say more: where one is found this one is not looked for


def find(
    found: Tables, *, records: pd.DataFrame | None = None, page: str = "", headlines: bool = True
) -> list[Finding]:
    """The findings of a corpus, the most telling first; of one notebook only with `page`.

    Reads the tables of `engine.load`; `records` is what `evidence.against_record` gives. `headlines=False` leaves out
    what the summary tells.

    >>> "share one" in " ".join(each.sentence for each in findings.find(found))
    True
    """
    as_tables("findings.find", "found", found)
    one_of("findings.find", "page", page, sorted({*(kind.page for kind in KINDS), ""}))
    tables = {**{name: found[name] for name in _NEEDED}, **({} if records is None else {"records": records})}
    tables = marked({**tables, "claims": clear(tables["claims"])})
    digest = corpus_digest(tables["articles"])
    made: list[Finding] = []
    for kind in KINDS:
        if (kind.page != page or kind.is_headline > headlines) if page else not kind.is_headline:
            continue
        if {each.kind for each in made}.intersection(kind.unless):
            continue
        for said in itertools.islice(kind.find(tables), MOST):
            trust, is_quotable = trust_of(kind.name, digest, said.sentence)
            made.append(Finding(kind.name, said.sentence, said.rows, kind.page, trust, is_quotable))
    return made


def pages(found: Tables, *, records: pd.DataFrame | None = None) -> list[str]:
    """The notebooks that tell a finding of a corpus, in their order. Reads what `find` reads.

    >>> findings.pages(found)
    ['05-origins']
    """
    return [page for page in sorted({kind.page for kind in KINDS}) if find(found, records=records, page=page)]


_NEEDED = ("articles", "claims", "claim_groups", "origins", "pairs", "alignment", "same_passages", "attributions",
           "cited_sources", "quantities", "readability", "frequencies", "provenance", "attribution_spans")  # fmt: skip
KINDS: tuple[Kind, ...] = (
    Kind("conflict", "06-claims", conflicts),
    Kind("differs", "06-claims", lambda tables: recorded(tables, "differs")),
    Kind("changed copy", "05-origins", changed_copies),
    Kind("shared origin", "05-origins", shared_origins),
    Kind("quoted at length", "05-origins", quoting, is_headline=False),
    Kind("metadata", "05-origins", contradicted, is_headline=False),
    Kind("matches", "06-claims", lambda tables: recorded(tables, "matches")),
    Kind("two counts", "06-claims", two_counts, is_headline=False),
    Kind("spread", "06-claims", spreading),
    Kind("same figure", "06-claims", same_figures, is_headline=False),
    Kind("correction", "05-origins", corrections),
    Kind("same words", "04-attribution", shared_words),
    Kind("credited", "04-attribution", relied_on),
    Kind("other words", "04-attribution", differently_worded, is_headline=False),
    Kind("two spellings", "04-attribution", two_spellings, is_headline=False),
    Kind("wire", "05-origins", wires, is_headline=False),
    Kind("unnamed sources", "04-attribution", unnamed, is_headline=False),
    Kind("voices", "04-attribution", voices, is_headline=False),
    Kind("no comment", "04-attribution", unanswered, is_headline=False),
    Kind("opinion", "05-origins", opinions),
    Kind("most quoted", "04-attribution", most_quoted, is_headline=False, unless=("voices",)),
    Kind("often quoted", "04-attribution", often_quoted, is_headline=False, unless=("voices", "most quoted")),
    Kind("one-sided", "04-attribution", one_sided, is_headline=False),
    Kind("easier copy", "03-readability", easier_copies),
    Kind("harder outlet", "03-readability", harder_outlets, is_headline=False),
    Kind("outlet term", "02-terms", outlet_terms, is_headline=False),
)
