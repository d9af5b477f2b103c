"""Who says it, by which words, and where the article comes from."""

from helpers.attribution.find import Attribution, find_all, find_attributions
from helpers.attribution.frames import (
    attributions,
    citation_chain,
    cited_sources,
    provenance,
    said,
    spans,
    speaker_shares,
)
from helpers.attribution.provenance import Provenance, find_provenance

__all__ = [
    "Attribution",
    "Provenance",
    "attributions",
    "citation_chain",
    "cited_sources",
    "find_all",
    "find_attributions",
    "find_provenance",
    "provenance",
    "said",
    "spans",
    "speaker_shares",
]
