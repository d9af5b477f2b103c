"""Finds for the tools in which people annotate texts, and what they made of them back as corrections.

W3C Web Annotation, doccano, Prodigy and Label Studio get the same passages: the content, source and cue of each
attribution, claims and furniture. Drafts of ClaimReview are made of claims that a person accepted.
docs/how-to/annotate.md says how to load the files there.
"""

from helpers.exchange.formats import (
    FORMATS,
    doccano,
    label_studio,
    label_studio_config,
    prodigy,
    web_annotations,
    write,
    write_rows,
)
from helpers.exchange.marked import LABELS
from helpers.exchange.returned import Returned, read_back
from helpers.exchange.reviews import claim_reviews

__all__ = [
    "FORMATS", "LABELS", "Returned", "claim_reviews", "doccano", "label_studio", "label_studio_config", "prodigy",
    "read_back", "web_annotations", "write", "write_rows",
]  # fmt: skip
__dir__ = __all__.copy
