"""Which of two texts says that it comes from elsewhere.

A page names an outlet for one of two reasons: it is that outlet's own page (its masthead, its author line, its
copyright), or it says where the text was taken from. Only the second tells which text came first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pandas as pd

from helpers import names
from helpers.corpus.labels import outlet_name

# Words that, in the line before an outlet's name, give the text to it. A date or an author alone do not.
_GIVES = re.compile(
    r"\b(?:says?|writes?|wrote|reports|stated|said|written|discussed|described|noted|mentioned|announced|source|via"
    r"|courtesy|originally|first|previously|initially|original|full|complete|entire|permission|taken|adapted|excerpted"
    r"|translated|reproduced|re-?printed|re-?published|according to)\b",
    re.IGNORECASE,
)
_LOOK_BACK = 200  # characters before the name in which such a word may stand


class Source(NamedTuple):
    """What a text and its metadata say of where it was published and whose it is; each a name, or None."""

    own: str | None  # where this copy stands
    taken_from: str | None  # where it says that it was taken from
    wire: str | None = None  # the agency that is credited with the whole text
    parts: frozenset[str] = frozenset()  # the agencies that are credited with parts
    is_wire: bool = False  # this is the agency's own copy
    site: str | None = None  # of its address
    author: str | None = None  # as the metadata have it

    @property
    def agencies(self) -> frozenset[str]:
        """All agencies that are credited with words."""
        return self.parts | {self.wire} if self.wire else self.parts

    def is_of(self, other: Source) -> bool:
        """Whether both stand at one outlet, as far as is known."""
        if self.site and self.site == other.site:
            return True
        return bool(self.own and other.own and same_outlet(self.own, other.own))


# "Politico reported", "told The Washington Times", "according to Politico"; not "on Fox News Sunday"
_NAMED_BEFORE = (
    r"\b(?:told|according to|tells|reported (?:by|in)|obtained by|first in|citing|wr(?:ites|ote) (?:in|for)"
    r"|interview (?:with|published (?:in|by))) (?:the )?"
)
_NAMED_BEHIND = (
    r"(?:['’]s? \w+)? (?:(?:first|also|has|had|previously|later) )?"
    r"(?:report(?:s|ed)?\b|wr(?:ites|ote)\b|revealed\b|added\b|noted\b)"
)


def find_citation(text: str, outlet: str) -> tuple[int, int] | None:
    """Where `text` says that it has something from `outlet`: "Politico reported", "told The Washington Times"."""
    name = outlet.removeprefix("The ").removeprefix("the ")
    if name not in text:
        return None
    called = rf"{re.escape(name)}(?!\w)(?! [A-Z])"
    found = re.search(rf"(?i:{_NAMED_BEFORE}){called}|{called}(?i:{_NAMED_BEHIND})", text)
    return found.span() if found else None


def cites(text: str, outlet: str) -> bool:
    """Whether `text` says that it has something from `outlet`."""
    return find_citation(text, outlet) is not None


def find_name(text: str, outlet: str | None) -> tuple[int, int] | None:
    """Where `text` names an outlet, as people say it."""
    name = outlet_name(outlet).removeprefix("The ")
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) if name else None
    return found.span() if found else None


def cite_direction(left: Source, right: Source, texts: tuple[str, str]) -> bool | None:
    """Whether the left text came first because the right one cites its outlet, and not the other way round."""
    if left.own is None or right.own is None or left.is_of(right) or {left.own, right.own} & names.agencies():
        return None
    is_cited = cites(texts[1], left.own), cites(texts[0], right.own)
    return is_cited[0] if is_cited[0] != is_cited[1] else None


UNSAID = Source(None, None)


def find_sources(articles: pd.DataFrame, stated: pd.DataFrame | None) -> dict[str, Source]:
    """For every article that says something: where it stands, and whence it was taken.

    Reads article_id, text, outlet and url (if there) of `articles`; `stated` is the table `provenance`. An outlet that
    is named in a masthead, an author line or a copyright is taken for the article's own. Missed: a page that carries
    another's masthead and says nothing more.
    """
    if stated is None:
        return {}
    texts = dict(zip(articles["article_id"], articles["text"].fillna(""), strict=True))
    known = articles.set_index("article_id")["outlet"].dropna().to_dict() if "outlet" in articles else {}
    addresses = _addresses(articles)
    sites = {name: site for name, url in addresses.items() if (site := _site(url))}
    homes = _find_homes(addresses, known)
    found = {}
    for row in stated.to_dict("records"):
        name = row["article_id"]
        if name not in texts:
            continue
        outlet, republisher = (row[key] if pd.notna(row[key]) else None for key in ("outlet", "republisher"))
        own = known.get(name, republisher)
        wire, parts = (row[key] if pd.notna(row.get(key)) else None for key in ("wire", "wire_parts"))
        is_wire = row.get("is_wire")
        own, taken_from = _outlets(own, outlet, texts[name], row.get("outlet_start"))
        taken_from = taken_from or homes.get(name)
        found[name] = Source(
            own,
            taken_from,
            wire,
            frozenset(str(parts).split("|")) if parts else frozenset(),
            bool(pd.notna(is_wire) and is_wire),
            sites.get(name),
            _text(row.get("metadata_author")),
        )
    return found


def _text(cell: object) -> str | None:
    return cell.strip().casefold() or None if isinstance(cell, str) else None


def _addresses(articles: pd.DataFrame) -> dict[str, object]:
    return dict(zip(articles["article_id"], articles["url"], strict=True)) if "url" in articles else {}


def _find_homes(addresses: Mapping[str, object], outlets: Mapping[Any, Any]) -> dict[str, str]:
    """The outlet at whose address an article of another outlet stands: its page was taken from there.

    The site is known by its name; of an outlet that no list knows only where its own page has just this address.
    """
    named = {name: outlet_name(outlets.get(name)) for name in addresses}
    at_home = {
        _page(url): named[name]
        for name, url in addresses.items()
        if named[name] and names.site_of(url) == names.site_name(named[name])
    }
    found = {}
    for name, url in addresses.items():
        listed = names.outlet_of_site(url) if names.outlet(named[name]) else None
        home = at_home.get(_page(url)) or listed
        if home and named[name] and not same_outlet(home, named[name]):
            found[name] = home
    return found


def _page(url: object) -> str:
    """An address without what stands before and behind the page."""
    return re.sub(r"^https?://(?:www\.|amp\.)?|[?#].*$|/$", "", url) if isinstance(url, str) else ""


def _site(url: object) -> str | None:
    """The site of an address: its host without "www." """
    if not isinstance(url, str) or "//" not in url:
        return None
    return (urlsplit(url).hostname or "").removeprefix("www.") or None


def _outlets(own: str | None, outlet: str | None, text: str, start: object) -> tuple[str | None, str | None]:
    """Where a text stands, and where it was taken from; `outlet` is what it states at `start`."""
    if outlet is None:
        return own, None
    if own is not None:
        return own, None if same_outlet(own, outlet) else outlet
    return (None, outlet) if _is_given(text, start) else (outlet, None)


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
    than in the source: then both may be copies. Agencies serve many: a credit of one is `reuse.direction.credit`'s.
    """
    named = [side.taken_from for side in (left, right)]
    if (named[0] is None) == (named[1] is None):
        return None
    taken, other = (left, right) if left.taken_from is not None else (right, left)
    source = taken.taken_from or ""
    if source in names.agencies() or (other.own is not None and not same_outlet(other.own, source)):
        return None
    return other is left
