"""Figures: tidy table in, `Chart` out - a matplotlib `Figure` with its title, alt text and sentence to copy.

`show(chart)` displays it, `save(chart, folder, name)` writes it. Only this package uses matplotlib.
"""

from helpers.charts.carriers import timeline
from helpers.charts.chain import chain
from helpers.charts.claims import key_figure
from helpers.charts.comparison import claim_matrix, comparison
from helpers.charts.corpus import overview
from helpers.charts.derivation import derivation
from helpers.charts.levels import record, slope
from helpers.charts.origins import documents_and_origins, ribbons
from helpers.charts.output import html, png, save, show, svg
from helpers.charts.over_time import measure_by_period, statement_by_day
from helpers.charts.reading import readability
from helpers.charts.similarity import similarity
from helpers.charts.sources import cited_sources
from helpers.charts.speaking import quote_kinds, speaker_shares, voices
from helpers.charts.style import Chart
from helpers.charts.terms import dispersion, heatmap, top_terms
from helpers.charts.typical import keyness
from helpers.charts.usage import term_by_group

__all__ = [
    "Chart", "chain", "cited_sources", "claim_matrix", "comparison", "derivation", "dispersion",
    "documents_and_origins", "heatmap", "html", "key_figure", "keyness", "measure_by_period", "overview", "png",
    "quote_kinds", "readability", "record", "ribbons", "save", "show", "similarity", "slope", "speaker_shares",
    "statement_by_day", "svg", "term_by_group", "timeline", "top_terms", "voices",
]  # fmt: skip
__dir__ = __all__.copy
