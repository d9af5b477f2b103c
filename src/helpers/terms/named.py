"""Names of outlets that are words, too: "Time" and "time", "The Hill" and "hill"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pandas as pd

from helpers import names
from helpers.door import takes_tables
from helpers.terms.choosing import stop_list
from helpers.text import WORD


@takes_tables()
def outlet_names(
    articles: pd.DataFrame, *, provenance: pd.DataFrame | None = None, cited_sources: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Where an article writes the name of an outlet that is a word, too: article_id, start, end.

    Of one word, "The" aside, that the corpus also has in small letters; of outlets that the article is of
    (`articles.outlet`, `provenance`) or cites (`cited_sources`). Words with capitals right beside it make another name
    ("Time Warner"). A word that begins a sentence with a capital is taken for the name in such an article.

    >>> rows = pd.DataFrame({"article_id": ["a"], "text": ["Time said that time was short."], "outlet": ["Time"]})
    >>> terms.outlet_names(rows)[["start", "end"]].to_numpy().tolist()
    [[0, 4]]
    """
    texts = dict(zip(articles["article_id"], articles["text"].fillna(""), strict=True))
    small = {word for text in texts.values() for word in _SMALL.findall(text)}
    rows = []
    for key, known in _known_to(articles, provenance, cited_sources).items():
        written = {form for name in known for form in _forms(name) if form.removeprefix("The ").lower() in small}
        rows += [(key, *place) for place in _places(texts.get(key, ""), sorted(written))]
    made = pd.DataFrame(rows, columns=["article_id", "start", "end"])
    return made.astype({"article_id": "str", "start": "int64", "end": "int64"})


_SMALL = re.compile(r"(?<![\w'’-])[^\W\d_A-Z][^\W\d_]*(?![\w-])")
_CAPITAL_BEHIND = re.compile(r" [^\W\d_a-z]\w")
_LAST = re.compile(r"([\w’'-]+) $")


def _known_to(
    articles: pd.DataFrame, provenance: pd.DataFrame | None, cited_sources: pd.DataFrame | None
) -> dict[str, set[str]]:
    """The outlets that each article is of or cites."""
    sides = [articles[["article_id", "outlet"]]] if "outlet" in articles else []
    if provenance is not None:
        sides.append(provenance[["article_id", "outlet"]])
    if cited_sources is not None:
        cited = cited_sources[cited_sources["source_kind"] == "outlet"]
        sides.append(cited[["article_id", "person"]].set_axis(["article_id", "outlet"], axis=1))
    found: dict[str, set[str]] = {key: set() for key in articles["article_id"]}
    for side in sides:
        for key, outlet in side.dropna().itertuples(index=False):
            found.setdefault(key, set()).add(str(outlet))
    return found


def _forms(outlet: str) -> Iterator[str]:
    """The ways to write an outlet's name that are one word, "The" aside."""
    own = names.outlet(outlet)
    for form in {outlet, *(alias for alias, name in names.outlets().items() if name == own)}:
        if WORD.fullmatch(form.removeprefix("The ")) and form[0].isupper():
            yield form


def _places(text: str, written: Iterable[str]) -> Iterator[tuple[int, int]]:
    forms = "|".join(map(re.escape, written))
    for found in re.finditer(rf"(?<![\w'’-])(?:{forms})(?![\w-])", text) if forms else ():
        if not _CAPITAL_BEHIND.match(text, found.end()) and not _is_inside_name(text, found.start()):
            yield found.span()


def _is_inside_name(text: str, start: int) -> bool:
    """Whether a name goes on at `start`: "Prime Time", not "But Time" or "to Time"."""
    before = _LAST.search(text, max(0, start - 40), start)
    return bool(before and before[1][0].isupper() and before[1].lower() not in stop_list("news"))
