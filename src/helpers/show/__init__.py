"""Tables for readers: a tidy table -> HTML with caption, units and row headings, safe whatever the texts hold.

Nothing of a corpus becomes markup: every cell is escaped, control characters are shown as such, and text of either
writing direction stays inside its cell. A row that has `article_id` and `start` carries a mark that the HTML report
turns into a link to its words on the article's page; in JupyterLab the mark does nothing.
"""

from helpers.show.tabled import HEADINGS, MANY, OFFSET, ROOM, Shown, measured, table
from helpers.show.told import findings, headlines, source
from helpers.show.words import EXCERPT, NAME, excerpt, limited, passages, place, searched, slug, whole, wording

__all__ = [
    "EXCERPT", "HEADINGS", "MANY", "NAME", "OFFSET", "ROOM", "Shown", "excerpt", "findings", "headlines", "limited",
    "measured", "passages", "place", "searched", "slug", "source", "table", "whole", "wording",
]  # fmt: skip
__dir__ = __all__.copy
