"""Which of two texts says that it comes from elsewhere.

A page names an outlet for one of two reasons: it is that outlet's own page (its masthead, its author line, its
copyright), or it says where the text was taken from. Only the second tells which text came first.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

from helpers import names

# Words that, in the line before an outlet's name, give the text to it. A date or an author alone do not.
_GIVES = re.compile(
    r"\b(?:says?|writes?|wrote|reports|stated|said|written|discussed|described|noted|mentioned|announced|source|via"
    r"|courtesy|originally|first|previously|initially|original|full|complete|entire|permission|taken|adapted|excerpted"
    r"|translated|reproduced|re-?printed|re-?published|according to)\b",
    re.IGNORECASE,
)
_LOOK_BACK = 200  # characters before the name in which such a word may stand


class Source(NamedTuple):
    """What a text says of where it was published; each an outlet's name, or None."""

    own: str | None  # where this copy stands
    taken_from: str | None  # where it says that it was taken from


UNSAID = Source(None, None)


def find_sources(articles: pd.DataFrame, stated: pd.DataFrame | None) -> dict[str, Source]:
    """For every article that says something: where it stands, and whence it was taken.

    Reads article_id, text and outlet (if there) of `articles`; `stated` is the table `provenance`. An outlet that is
    named in a masthead, an author line or a copyright is taken for the article's own. Missed: a page that carries
    another's masthead and says nothing more.
    """
    if stated is None:
        return {}
    texts = dict(zip(articles["article_id"], articles["text"].fillna(""), strict=True))
    known = articles.set_index("article_id")["outlet"].dropna().to_dict() if "outlet" in articles else {}
    found = {}
    for row in stated.to_dict("records"):
        name = row["article_id"]
        if name not in texts:
            continue
        outlet, republisher = (row[key] if pd.notna(row[key]) else None for key in ("outlet", "republisher"))
        own = known.get(name, republisher)
        if outlet is None:
            found[name] = Source(own, None)
        elif own is not None:
            found[name] = Source(own, None if same_outlet(own, outlet) else outlet)
        elif _is_given(texts[name], row.get("outlet_start")):
            found[name] = Source(None, outlet)
        else:
            found[name] = Source(outlet, None)
    return found


def _is_given(text: str, start: object) -> bool:
    """Whether the line before `start` gives the text to the outlet that is named there."""
    if not isinstance(start, int | float) or pd.isna(start):
        return False
    at = int(start)
    return bool(_GIVES.search(text, max(text.rfind("\n", 0, at) + 1, at - _LOOK_BACK), at))


def same_outlet(left: str, right: str) -> bool:
    """Whether two names are of one outlet, or of an outlet and its edition ("BBC" and "BBC Mundo")."""
    one, two = ((names.outlet(name) or name).casefold().removeprefix("the ") for name in (left, right))
    return one == two or f"{one} ".startswith(f"{two} ") or f"{two} ".startswith(f"{one} ")


def state_direction(left: Source, right: Source) -> bool | None:
    """Whether the left text came first by what both say; None where that says nothing.

    A text that names its source comes after one that does not, unless that other is known to stand elsewhere
    than in the source: then both may be copies.
    """
    if (left.taken_from is None) == (right.taken_from is None):
        return None
    taken, other = (left, right) if left.taken_from is not None else (right, left)
    if other.own is not None and not same_outlet(other.own, taken.taken_from or ""):
        return None
    return other is left
