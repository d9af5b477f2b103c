"""Names for articles that have none: readable, unique, the same in any order of rows.

"fox-2012-11-02-unemployment-rate-rises": outlet, date and title, as far as they are stated (no outlet: the address's;
no title: the first four words of the text). Where several different articles would have one name, each gets five
letters made from its address and text; rows that are the same in both are told apart as copy-2, copy-3 ...
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import datetime
from functools import lru_cache

from helpers.corpus.labels import outlet_name

_LETTERS = "bcdfghjkmnpqrstvwxyz"  # no vowels: no words by chance
_LONGEST = 60  # characters of the title's part
_N_WORDS = 8
_N_WORDS_OF_TEXT = 4
_OF_TEXT = 400  # characters of a text that are looked at for its first words
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@]*@)?(?:www\d?\.)?([^/:?#]+)", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:www\d?\.)?([\w-]+(?:\.[\w-]+)*?)(?:\.(?:com?|org|net|gov|edu|ac|info))?(?:\.[a-z]{2,4})?/?")


def stem(outlet: str | None, url: str | None, title: str | None, text: str) -> tuple[str, str]:
    """The name of an article but for its date: what stands before the date, and what after."""
    return _outlet(outlet or "", _host(url)), _slug(title or "") or _slug(text[:_OF_TEXT], _N_WORDS_OF_TEXT)


def spell(parts: tuple[str, str], published: datetime | None) -> str:
    """The name of an article from its `stem` and its date."""
    day = published.strftime("%Y-%m-%d") if published else ""
    return "-".join(filter(None, (parts[0], day, parts[1]))) or "article"


def content(url: str | None, text: str) -> int:
    """64 bits of what makes a row another article: its address and its text."""
    return content_of(url, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def content_of(url: str | None, sha256: str) -> int:
    """`content` from an address and the digest of a text.

    >>> corpus.content_of(None, "ab" * 32) == corpus.content_of(None, "ab" * 32)
    True
    """
    return int.from_bytes(hashlib.sha256(f"{url or ''}\n{sha256}".encode()).digest()[:8], "big")


def mark(parts: tuple[str, str], published: datetime | None) -> int:
    """64 bits of a name: equal in one process for equal names."""
    return mark_of(mark_stem(parts), published.toordinal() if published else 0)


def mark_stem(parts: tuple[str, str]) -> int:
    """64 bits of a name but for its date."""
    return hash(parts) & (1 << 64) - 1


def mark_of(stem_mark: int, day: int) -> int:
    """64 bits of a name from those of its stem and its day (1 is the first of the year 1; 0: no date)."""
    return hash((stem_mark, day))


def letters(bits: int) -> str:
    """Five letters made of 64 bits."""
    found = ""
    for _ in range(5):
        bits, place = divmod(bits, len(_LETTERS))
        found += _LETTERS[place]
    return found


def _host(url: str | None) -> str:
    found = _HOST.match(url) if url and "." in url else None
    return found[1] if found else ""


@lru_cache(maxsize=4096)  # a corpus has few outlets
def _outlet(name: str, host: str) -> str:
    name = outlet_name(name) or host
    domain = _DOMAIN.fullmatch(name.strip().lower()) if "." in name else None
    return _slug(domain[1] if domain else name)[:30].strip("-")


def _slug(written: str, n_words: int = _N_WORDS) -> str:
    plain = unicodedata.normalize("NFKD", written[:_OF_TEXT].casefold().replace("'", "").replace("’", ""))
    words = re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    slug = "-".join(words[:n_words])
    if len(slug) > _LONGEST:
        slug = slug[:_LONGEST].rpartition("-")[0] or slug[:_LONGEST]
    return unicodedata.normalize("NFC", slug)
