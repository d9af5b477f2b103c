"""Which other outlets the articles cite, with the place that says so.

An outlet's name alone is no citation: words beside it must give it something ("told CNN", "the Lund Post reported",
"a Politico poll"): data/cited.toml. Read are the articles' own lines, not page furniture. An outlet's own interviews
and reports, and those of the agency whose text it is, are no citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

import pandas as pd

from helpers import names, tables
from helpers.corpus.labels import outlet_name
from helpers.door import takes_tables
from helpers.reuse.stated import same_outlet
from helpers.rules import Rule, load_rows, load_rules
from helpers.words import known

MARK = "◆"  # stands for the outlet's name in the rules
_BEFORE, _BEHIND = 110, 90  # characters of its line that are read before and behind a name
_CAPITAL = re.compile(r"\b(?=[A-Z3])[\w&.+-]+")
_PART = r"(?:[A-Z][\w’-]+|(?:[A-Z]\.){1,3}|St\.|Ft\.)"
_KIND = (
    r"(?:Times|Post|Herald|Tribune|Gazette|Chronicle|Telegraph|Examiner|Dispatch|Courier|Sentinel|Journal|Globe"
    r"|Register|Bulletin|Inquirer|Ledger|Observer|News|Free Press|Record|Crimson|Statesman)(?:-[A-Z]\w+)?"
)
_LIKE = re.compile(  # "Lund Times", "The Record newspaper", "Lund Life magazine", "WDRB News", "Lund.com"
    rf"\b(?:{_PART} ){{1,4}}?(?!Record)(?:[A-Z]\w+-)?{_KIND}\b(?! [A-Z])|\b{_KIND}(?= newspaper\b)"
    rf"|\b{_PART}(?: {_PART}){{1,2}}(?= (?:newspaper|magazine)\b)|\b[WK][A-Z]{{3}}(?:-?TV| ?News| ?\d+)?\b"
    r"|\b[A-Z][\w-]{2,30}\.com\b(?!/)"
)
_STATION = re.compile(r"(?<=^[WK][A-Z]{3})(?:-?TV| ?News| ?\d+).*")  # "KUSA-TV" and "KUSA" are one
_NO_OUTLET = re.compile(  # "The Journal": of which the text has told, or one of many
    r"(?:Fake|Breaking|Good|Bad|Local|Evening|White House|Google|Big|Nightly) (?:News|Post|Press)"
    r"|(?:The|This|That|His|Her|Their|An?|Another|One|Each|Every|Both)(?: \w+)?$|KGB|KLM"
    r"|Federal Register|.*\b(?:Medical|Chief|Bank) Examiner|.*\bLaw Journal|.*[’']s "
    r"|(?:Amazon|Salesforce|Booking|Overstock|Ancestry|Cars|Hotels|Priceline|Monster|Match)\.com"
)


class Mention(NamedTuple):
    """An outlet's name at a place of a text, or the words that cite it."""

    outlet: str
    start: int
    end: int
    is_listed: bool


@cache
def cites_rules() -> tuple[Rule, ...]:
    """What gives something to an outlet: data/cited.toml."""
    return load_rules("cited.toml", "cites")


@takes_tables()
def cited_outlets(
    articles: pd.DataFrame,
    cited_sources: pd.DataFrame,
    provenance: pd.DataFrame,
    boilerplate: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Table `cited_outlets`: the other outlets that each article cites, with the first place that says so.

    Reads article_id, text, outlet and url (where there) of `articles`, the outlets among `cited_sources`, and what the
    articles say of themselves in `provenance`: an outlet, republisher or agency of the article itself is none. Lines of
    `boilerplate` are not read. Missed are outlets that no list knows and that are not called like one, and what is
    credited in other words: counts are "at least".

    >>> evidence.cited_outlets(articles, found.cited_sources, found.provenance)["outlet"].to_list()
    ['Moskovsky Komsomolets', 'Vedomosti']
    """
    stated = provenance.set_index("article_id").to_dict("index")
    aside: dict[str, list[tuple[int, int]]] = {}
    for row in boilerplate.to_dict("records") if boilerplate is not None else ():
        aside.setdefault(row["article_id"], []).append((row["start"], row["end"]))
    told: dict[str, list[Mention]] = {}
    for row in cited_sources[cited_sources["source_kind"] == "outlet"].to_dict("records"):
        told.setdefault(row["article_id"], []).append(Mention(row["person"], row["start"], row["end"], True))
    kept = [name for name in ("article_id", "text", "outlet", "url") if name in articles]
    rows = []
    for article in articles[kept].to_dict("records"):
        key, first = article["article_id"], dict[str, Mention]()
        own = _own(article, stated.get(key, {}))
        text = article["text"] if isinstance(article["text"], str) else ""
        for one in [*find_cited(text, aside.get(key, ())), *told.get(key, ())]:
            if not any(_is_of(name, one.outlet) for name in own):
                first.setdefault(one.outlet, one)
        rows += [(key, one.outlet, one.start, one.end) for one in first.values()]
    return tables.CITED_OUTLETS.frame(rows)


def find_cited(text: str, aside: Iterable[tuple[int, int]] = ()) -> Iterator[Mention]:
    """The outlets that `text` cites, its own among them, with the words that do; not in passages `aside`."""
    for one in _mentions(text):
        if any(start <= one.start < end for start, end in aside):
            continue
        first = max(0, one.start - _BEFORE)
        first = max(first, text.rfind("\n", first, one.start) + 1)
        behind = text[one.end : one.end + _BEHIND].partition("\n")[0]
        span = _citing(f"{text[first : one.start]}{MARK}{behind}", one.start - first, is_listed=one.is_listed)
        if span:
            end = first + span[1] + len(text[one.start : one.end]) - len(MARK)
            yield Mention(one.outlet, first + span[0], end, one.is_listed)


def _citing(around: str, at: int, *, is_listed: bool) -> tuple[int, int] | None:
    """The words that give something to the outlet at `at` of what stands around it."""
    for rule in cites_rules():
        if is_listed or not rule.gives.get("is_listed"):
            for found in rule.pattern.finditer(around):
                if found.start() <= at < found.end():
                    return found.span()
    return None


def _mentions(text: str) -> Iterator[Mention]:
    """Where names of outlets stand: those that are listed, by the longest name; and those that are called like one."""
    end = 0
    listed = []
    for found in _CAPITAL.finditer(text):
        first = found[0] if found[0] in _lengths() else found[0].rstrip(".,")
        longest = _lengths().get(first) if found.start() >= end else None
        name = _name_at(text, found.start(), longest) if longest else None
        if name:
            listed.append(name)
            end = name.end
    taken = {at for one in listed for at in range(one.start, one.end)}
    like = [
        Mention(_like(found[0]), *found.span(), is_listed=False)
        for found in _LIKE.finditer(text)
        if taken.isdisjoint(range(*found.span()))
        and not _NO_OUTLET.match(found[0])
        and not text[: found.start()].endswith((" a ", " an "))  # "a North Dakota newspaper"
    ]
    return iter(sorted([*listed, *like], key=lambda one: one.start))


def _like(written: str) -> str:
    """What an outlet that no list knows is called; of an address ("Slate.com") the outlet whose it is."""
    return names.outlet_of_site(f"https://{written}") or _STATION.sub("", written.removeprefix("The "))


def _name_at(text: str, start: int, longest: int) -> Mention | None:
    words = list(re.finditer(r"[^\s“”\"()]+", text[start : start + 60]))[:longest]
    for n in range(len(words), 0, -1):
        written = text[start : start + words[n - 1].end()]
        bare = re.sub(r"(?:[’']s?|[.,;:!?)]|…|—.*)+$", "", written)
        bare = bare if bare in _called() else bare.partition("/")[0]  # "a New York Times/Siena poll"
        outlet = _called().get(bare)
        if outlet and _is_name(text, start, bare):
            return Mention(outlet, start, start + len(bare), is_listed=True)
    return None


def _is_name(text: str, start: int, bare: str) -> bool:
    """Whether a name that is also a word, or a person's, is an outlet's here."""
    before = text[max(0, start - 4) : start]
    if bare in _shows():
        return before.endswith(("“", '"', "‘", "'", "s ", "on "))  # "on “Hannity”", "CNN’s New Day"
    if bare == "Foreign Affairs" and _OFFICE.search(text[max(0, start - 20) : start]):
        return False
    if bare in _OF_MANY:
        return text.startswith((" magazine", " newspaper"), start + len(bare))
    if bare in _needs_the():
        return before.lower() == "the "
    return bare not in _PERSONS or not _has_bearer(text, bare)


@lru_cache(maxsize=8)
def _has_bearer(text: str, surname: str) -> bool:
    """Whether a text names a person so: "Michael Bloomberg"."""
    return re.search(rf"\b(?!The\b)[A-Z][a-z]+ (?:[A-Z]\. )?{surname}\b", text) is not None


_OFFICE = re.compile(r"\b(?:[Tt]he|House|Senate|Ministry of|Minister of|Secretary of|Committee on|State for|Chief) $")
_OF_MANY = frozenset(  # names that many outlets or things have
    {"AA", "Age", "ANI", "Dawn", "Five", "Forbes", "Fortune", "Frontline", "Herald", "Insider", "NAN", "Nation"}
    | {"National", "NV", "Observer", "Panorama", "Petra", "Special Report", "Sun", "This Week", "Time", "Times", "UNI"}
    | {"Vanguard", "View", "Week", "Wired", "Your World", "Star", "Post", "Journal", "Globe", "The Times", "The Sun"}
    | {"The View", "The Five", "The Age", "The National", "The Herald", "The Observer", "Quartz", "RIA", "RT", "EFE"}
)
_PERSONS = frozenset({"Bloomberg", "Fox", "Hannity"})


@cache
def _called() -> Mapping[str, str]:
    """The outlet behind each name of an outlet or a show, with and without "The"."""
    listed = names.outlets()
    return {**{name.removeprefix("The "): full for name, full in listed.items()}, **listed, **_shows()}


@cache
def _shows() -> Mapping[str, str]:
    return {row["show"]: row["outlet"] for row in load_rows("shows.csv") if row["show"] not in names.outlets()}


@cache
def _needs_the() -> frozenset[str]:
    """Names of one word that are words, too, without the article before them: "Hill"."""
    bare = {name.removeprefix("The ") for name in names.outlets() if name.startswith("The ")}
    return frozenset(name for name in bare if " " not in name)


@cache
def _lengths() -> Mapping[str, int]:
    """Most words of a name that begins with a word."""
    longest: dict[str, int] = {}
    for name in _called():
        first, *further = name.split()
        longest[first] = max(longest.get(first, 0), 1 + len(further))
    return longest


def _own(article: Mapping[Any, Any], stated: Mapping[Any, Any]) -> list[str]:
    """The outlets whose own an article is, as far as metadata and text say."""
    said = [outlet_name(article.get("outlet"), article.get("url")), names.outlet_of_site(article.get("url"))]
    said += [stated.get(name) for name in ("outlet", "republisher", "wire")]
    return [str(name) for name in said if known(name) and name]


def _is_of(own: str, outlet: str) -> bool:
    """Whether an outlet is another one, or a part of it by its name: "NBC Today Show" of NBC News."""
    called = [name for name, full in names.outlets().items() if full == outlet]
    return same_outlet(outlet, own) or any(re.search(rf"\b{re.escape(name)}\b", own) for name in called)
