"""Who says it, by which words, and where the article comes from."""

from helpers.attribution.citations import statements
from helpers.attribution.contradictions import contradictions
from helpers.attribution.credits import Credit, credits, find_credits
from helpers.attribution.find import Attribution, choose_reader, find_all, find_attributions
from helpers.attribution.frames import (
    attributions,
    citation_chain,
    cited_sources,
    named,
    reader_of,
    said,
    spans,
    speaker_shares,
)
from helpers.attribution.kinds import find_kinds
from helpers.attribution.naming import people
from helpers.attribution.provenance import Provenance, find_provenance, provenance

__all__ = [
    "Attribution",
    "Credit",
    "Provenance",
    "attributions",
    "choose_reader",
    "citation_chain",
    "cited_sources",
    "contradictions",
    "credits",
    "find_all",
    "find_attributions",
    "find_credits",
    "find_kinds",
    "find_provenance",
    "named",
    "people",
    "provenance",
    "reader_of",
    "said",
    "spans",
    "speaker_shares",
    "statements",
]
__dir__ = __all__.copy
