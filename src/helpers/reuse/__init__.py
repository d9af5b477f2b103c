"""Which article comes from which, what changed on the way, and how many origins are left."""

from helpers.reuse.across import translations
from helpers.reuse.align import align
from helpers.reuse.alignment import alignment
from helpers.reuse.candidates import candidates
from helpers.reuse.changes import differences
from helpers.reuse.grounds import grounds
from helpers.reuse.origins import origins
from helpers.reuse.pairs import pairs, relations
from helpers.reuse.similar import similarities
from helpers.reuse.timeline import count_by, in_common, share_parts, timeline

__all__ = [
    "align",
    "alignment",
    "candidates",
    "count_by",
    "differences",
    "grounds",
    "in_common",
    "origins",
    "pairs",
    "relations",
    "share_parts",
    "similarities",
    "timeline",
    "translations",
]
__dir__ = __all__.copy
