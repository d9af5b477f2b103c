"""Figures: tidy table in, `Chart` out - a matplotlib `Figure` with its title, alt text and sentence to copy.

`show(chart)` displays it, `save(chart, folder, name)` writes it. Only this package uses matplotlib.
"""

from helpers.charts.claims import key_figure
from helpers.charts.origins import ribbons
from helpers.charts.output import html, png, save, show, svg
from helpers.charts.style import Chart

__all__ = ["Chart", "html", "key_figure", "png", "ribbons", "save", "show", "svg"]
