"""The tables of this package: one row per attribution, span, cited source, voice, speaker, article.

`said` reads each article by itself; `naming.people` then chooses one name for the corpus; `named` puts it in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from helpers import tables
from helpers import text as reading
from helpers.attribution import naming
from helpers.attribution.bodies import states_as_written
from helpers.attribution.cast import JOINED_BY
from helpers.attribution.citations import is_statement, listed_sources
from helpers.attribution.drafts import Span
from helpers.attribution.find import Attribution, choose_reader, find_all
from helpers.attribution.one_name import Named, one_names
from helpers.attribution.passing import PASSING
from helpers.attribution.provenance import find_provenance, provenance
from helpers.attribution.quotes import find_quotes
from helpers.door import takes_tables

SHORT_QUOTE = 4  # words; what is shorter and nobody's is a word the author holds up, not a statement
_LAYOUT = " :,-–—―"  # cues that are layout and no word
VOICES = ("quoted, named", "quoted, not named", "retold", "author", "furniture")


class Found(NamedTuple):
    """The attributions of one article, with the number of words in the content of each."""

    article_id: str
    text: str
    attributions: list[Attribution]
    n_words: list[int]
    furniture: list[Span]


def _texts(articles: pd.DataFrame) -> Iterator[tuple[str, str]]:
    return zip(articles["article_id"], articles["text"], strict=True)


def _find(articles: pd.DataFrame, boilerplate: pd.DataFrame | None, reader: str) -> list[Found]:
    furniture = _furniture(articles, boilerplate)
    silent = [furniture.get(article_id, []) for article_id in articles["article_id"]]
    days = [None if pd.isna(day) else day.date() for day in articles["published"]] if "published" in articles else None
    read = find_all(articles["text"], silent, days, reader=choose_reader(reader, len(articles)))
    found = zip(_texts(articles), read, silent, strict=True)
    return [Found(*article, made, [_count(article[1], a) for a in made], spans) for article, made, spans in found]


def _count(text: str, attribution: Attribution) -> int:
    return sum(reading.count_words(text[start:end]) for start, end in attribution.content)


def _furniture(articles: pd.DataFrame, boilerplate: pd.DataFrame | None) -> Mapping[str, list[Span]]:
    """The boilerplate of each article: as the table says, or found here."""
    if boilerplate is None:
        return {article_id: reading.find_boilerplate(text) for article_id, text in _texts(articles)}
    return tables.spans_by_article(boilerplate)


# --- what each article says by itself -------------------------------------------------------------------------------


@takes_tables()
def said(
    articles: pd.DataFrame, *, boilerplate: pd.DataFrame | None = None, reader: str = "auto"
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """`attributed`, `attribution_spans` and `voices` of `articles` (article_id, text, published), from one reading.

    The table `boilerplate` of the same articles saves finding it again; nothing in it speaks. `reader`: "model", the
    learned reader beside the rules; "wide", with thoughts, wishes and acts; "rules" alone; "auto", the model for up to
    `find.MOST_FOR_MODEL` articles, the rules above.

    >>> attributed, spans, voices = attribution.said(corpus.read(["It rained, Ann Lee said."]))
    >>> spans["role"].to_list()
    ['content', 'cue', 'source']
    """
    found = _find(articles, boilerplate, reader)
    return _attributed(found), _spans(found), _voices(found, _lengths(articles))


def _attributed(found: list[Found]) -> pd.DataFrame:
    rows = []
    for article_id, text, attributed, n_words, _ in found:
        forms = _forms(text, attributed)
        for number, (a, n) in enumerate(zip(attributed, n_words, strict=True)):
            places = [*a.source, *a.cue, *a.content]
            cue = " ".join([text[start:end] for start, end in a.cue]) or None
            first, last = min(places)[0], max([end for _, end in places])
            start, end = a.source[0] if a.source else (None, None)
            mention = text[start:end] if a.source else None
            content = " … ".join([text[start:end] for start, end in a.content]) or None
            speaker, kind = _by_one_name(a, forms)
            role = _role(mention, speaker) if kind == "person" else None
            row = (article_id, number, a.kind, a.level, kind, cue, content, n, first, last, a.found_by)
            rows.append((*row, speaker, mention, role, start, end))
    return tables.ATTRIBUTED.frame(rows)


def _forms(text: str, attributed: Iterable[Attribution]) -> dict[Named, Named]:
    """The one name and kind that an article has for each source that it cites under several."""
    named = [a for a in attributed if a.speaker]
    cited = [(part, str(a.source_kind)) for a in named for part in naming.each(str(a.speaker), a.source_kind)]
    states: dict[str, str] = {}
    for a in named:
        if a.source_kind == "state" and a.source:
            for state, form in states_as_written(text[slice(*a.source[0])]):
                states[state] = max(states.get(state, ""), form, key=_fullness)
    return {(state, "state"): (form, "state") for state, form in states.items()} | one_names(text, cited)


def _by_one_name(a: Attribution, forms: Mapping[Named, Named]) -> tuple[str | None, str | None]:
    """The speaker of an attribution and his kind, by the names of `forms`."""
    if not a.speaker or not a.source_kind:
        return a.speaker, a.source_kind
    parts = [(part, a.source_kind) for part in naming.each(a.speaker, a.source_kind)]
    found = [forms.get(part, part) for part in parts]
    if len({kind for _, kind in found}) > 1:
        return a.speaker, a.source_kind
    kind = found[0][1]
    return (JOINED_BY[kind].join(name for name, _ in found) if kind in JOINED_BY else found[0][0]), kind


_APPOSITION = re.compile(r",\s*((?:an?|the)\s[^,;()]{3,80})")


def _role(mention: str | None, speaker: str | None) -> str | None:
    """What a mention says beside the name: "a professor at Troy University", "Labor Secretary"."""
    if not mention or not speaker or len(mention) <= len(speaker):
        return None
    at = mention.find(speaker)
    behind = _APPOSITION.match(mention, at + len(speaker)) if at >= 0 else None
    if behind:
        return " ".join(behind[1].split())
    before = " ".join(mention[:at].split()).removeprefix("the ").removeprefix("The ") if at > 0 else ""
    is_title = 3 < len(before) <= 80 and before[-1:].isalpha() and not before.endswith((" by", " and", " or", " with"))
    return before if is_title else None


@takes_tables()
def reader_of(attributions: pd.DataFrame) -> str:
    """The reader that found the rows of a table `attributions`: "model" (with the rules beside it) or "rules".

    >>> attribution.reader_of(found.attributions)
    'model'
    """
    return "model" if attributions["found_by"].isin(["both", "model"]).any() else "rules"


def _spans(found: list[Found]) -> pd.DataFrame:
    return tables.ATTRIBUTION_SPANS.frame(
        (article_id, number, role, start, end)
        for article_id, _, attributed, _, _ in found
        for number, a in enumerate(attributed)
        if a.level != PASSING
        for role, places in (("source", a.source), ("cue", a.cue), ("content", a.content))
        for start, end in places
    )


def _lengths(articles: pd.DataFrame) -> Iterable[int]:
    """Words of each article: as the table says, or counted here."""
    return articles["n_words"] if "n_words" in articles else map(reading.count_words, articles["text"])


def _voices(found: list[Found], lengths: Iterable[int]) -> pd.DataFrame:
    rows = []
    for one, length in zip(found, lengths, strict=True):
        furniture = sum(reading.count_words(one.text[start:end]) for start, end in one.furniture)
        told = _words_by_voice(one)
        n_all = max(int(length), furniture + sum(told.values()))
        told |= {"furniture": furniture, "author": n_all - furniture - sum(told.values())}
        if n_all:
            rows += [(one.article_id, voice, told[voice], told[voice] / n_all) for voice in VOICES]
    return tables.VOICES.frame(rows)


def _words_by_voice(one: Found) -> dict[str, int]:
    """Words in quotes by whether their speaker is named, and words retold."""
    plain = reading.blank(one.text, one.furniture)
    quotes = [(quote.start, quote.end) for quote in find_quotes(plain)]
    told = dict.fromkeys(VOICES[:3], 0)
    taken: list[Span] = []
    for a, n in zip(one.attributions, one.n_words, strict=True):
        taken += a.content
        if not is_statement(_as_row(one.text, a)):
            continue
        quoted = sum(reading.count_words(plain[start:end]) for start, end in _shared(a.content, quotes))
        if not any(plain[start:end].strip(_LAYOUT) for start, end in a.cue):
            quoted = n  # a turn of an interview, a post: word for word without marks
        told["quoted, named" if a.speaker else "quoted, not named"] += quoted
        told["retold"] += n - quoted
    taken.sort()
    for start, end in quotes:
        n_free = reading.count_words(plain[start:end])
        n_free -= sum(reading.count_words(plain[a:b]) for a, b in _shared([(start, end)], taken))
        told["quoted, not named"] += n_free if n_free >= SHORT_QUOTE else 0
    return told


def _as_row(text: str, a: Attribution) -> dict[str, str | None]:
    """What tells whether an attribution is a statement."""
    mention = text[slice(*a.source[0])] if a.source else None
    cue = " ".join(text[start:end] for start, end in a.cue)
    content = " … ".join(text[start:end] for start, end in a.content)
    told = {"quote_kind": a.kind, "level": a.level, "source_kind": a.source_kind}
    return {**told, "cue": cue, "content": content, "mention": mention}


def _shared(spans: Iterable[Span], others: list[Span]) -> Iterator[Span]:
    """What `spans` and `others` have in common."""
    ends = [end for _, end in others]
    for start, end in spans:
        for first, last in others[bisect_right(ends, start) :]:
            if first >= end:
                break
            yield max(start, first), min(end, last)


# --- the tables under one name --------------------------------------------------------------------------------------


@takes_tables()
def named(
    attributed: pd.DataFrame,
    namings: pd.DataFrame,
    *,
    voices: pd.DataFrame | None = None,
    provenance: pd.DataFrame | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """`attributions`, `cited_sources` and `speaker_shares` of the table `attributed`, by the names of `namings`.

    `voices` tells how many words there are, and how many are quoted and nobody's; `provenance` who the author is.

    >>> attributed, cited, shares = attribution.named(found.attributed, found.namings)
    >>> "speaker" in attributed
    True
    """
    rows = _renamed(attributed, namings)
    made = [{name: row.get(name) for name in tables.ATTRIBUTIONS.names} for row in rows if row["level"] != PASSING]
    return tables.ATTRIBUTIONS.frame(made), listed_sources(rows), _speaker_shares(rows, voices, provenance)


def _renamed(attributed: pd.DataFrame, namings: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of `attributed` with the name and the kind that the corpus gives to each source; missing is None."""
    columns = [namings[name].to_list() for name in ("article_id", "named", "name", "source_kind")]
    fullest = _fullest(zip(*columns, strict=True))
    chosen = {
        (key, own): (name if kind == "person" and " " in fullest[key, name] else fullest[key, name], kind, name)
        for key, own, name, kind in zip(*columns, strict=True)
    }
    plain = attributed.astype(object).where(attributed.notna(), None)
    rows = [{str(column): value for column, value in row.items()} for row in plain.to_dict("records")]
    for row in rows:
        row["person"] = None
        if row["speaker"] is not None:
            parts = naming.each(row["speaker"], row["source_kind"])
            known = [chosen.get((row["article_id"], part), (part, row["source_kind"], part)) for part in parts]
            row["several"] = list(dict.fromkeys(known))
            joint = JOINED_BY.get(row["source_kind"] or "", "")
            row["speaker"] = joint.join(name for name, _, _ in row["several"])
            row["person"] = joint.join(person for _, _, person in row["several"])
            row["source_kind"] = known[0][1]
    return rows


def _fullest(named: Iterable[tuple[str, str, str, str]]) -> dict[tuple[str, str], str]:
    """The fullest form that an article has of each name of the corpus: most words, then letters, then as sorted."""
    forms: dict[tuple[str, str], str] = {}
    for article_id, own, name, _ in named:
        forms[article_id, name] = max(forms.get((article_id, name), ""), own, key=_fullness)
    return forms


def _fullness(name: str) -> tuple[int, int, str]:
    return len(name.split()), len(name), name


def _speaker_shares(
    rows: list[dict[str, Any]], voices: pd.DataFrame | None, provenance: pd.DataFrame | None
) -> pd.DataFrame:
    said_by: dict[str, dict[tuple[str, str], int]] = {}
    for row in rows:
        if row["level"] == PASSING or not is_statement(row):
            continue
        key = (row["source_kind"] or "unnamed", row["person"]) if row["person"] else ("unnamed", "unnamed")
        own = said_by.setdefault(row["article_id"], {})
        own[key] = own.get(key, 0) + row["n_words"]
    authors = {} if provenance is None else _authors(provenance)
    counted: dict[str, dict[str, int]] = {}
    if voices is not None:
        for article_id, voice, n in zip(voices["article_id"], voices["voice"], voices["n_words"], strict=True):
            counted.setdefault(article_id, {})[voice] = int(n)
    made = []
    for article_id, words in counted.items():
        author = ("author", authors.get(article_id) or "author")
        told: dict[tuple[str, str], int] = {}
        for key, n in said_by.get(article_id, {}).items():
            key = author if key[1] in author[1].split("; ") else key
            told[key] = told.get(key, 0) + n
        n_free = sum(words.values()) - words["furniture"] - words["author"] - sum(told.values())
        if n_free > 0:  # quoted, and said by nobody whom the reading found
            told["unnamed", "unnamed"] = told.get(("unnamed", "unnamed"), 0) + n_free
        told[author] = told.get(author, 0) + words["author"]
        n_all = sum(told.values())
        made += [(article_id, *key, n, n / n_all) for key, n in told.items() if n_all]
    return tables.SPEAKER_SHARES.frame(made)


def _authors(provenance: pd.DataFrame) -> Mapping[str, str]:
    """The author of each article that names one, several separated by "; "."""
    stated = provenance.dropna(subset="author")
    return dict(zip(stated["article_id"], stated["author"], strict=True))


# --- all at once ----------------------------------------------------------------------------------------------------


def _named_at_once(articles: pd.DataFrame, reader: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    attributed, _, voices = said(articles, reader=reader)
    _, namings = naming.people(attributed)
    return named(attributed, namings, voices=voices, provenance=provenance(articles))


@takes_tables()
def attributions(articles: pd.DataFrame, *, reader: str = "auto") -> pd.DataFrame:
    """Every attribution of `articles` (article_id, text), as table `attributions`; `reader` as in `said`.

    >>> attribution.attributions(corpus.read(["It rained all night, Ann Lee said."]))["speaker"].to_list()
    ['Ann Lee']
    """
    return _named_at_once(articles, reader)[0]


@takes_tables()
def spans(articles: pd.DataFrame, *, reader: str = "auto") -> pd.DataFrame:
    """Source, cue and content passages of every attribution, as table `attribution_spans`.

    >>> attribution.spans(corpus.read(["It rained all night, Ann Lee said."]))["role"].to_list()
    ['content', 'cue', 'source']
    """
    return said(articles, reader=reader)[1]


@takes_tables()
def cited_sources(articles: pd.DataFrame, *, reader: str = "auto") -> pd.DataFrame:
    """Whom each article cites, as table `cited_sources`; sources left unresolved stay as written, as "unnamed".

    Pronouns of which the article does not tell whom they mean are one row "unnamed".

    >>> attribution.cited_sources(corpus.read(["It rained all night, Ann Lee said."]))["name"].to_list()
    ['Ann Lee']
    """
    return _named_at_once(articles, reader)[1]


@takes_tables()
def speaker_shares(articles: pd.DataFrame, *, reader: str = "auto") -> pd.DataFrame:
    """Who speaks in each article, as table `speaker_shares`; shares sum to 1 in an article that has words.

    A statement without a resolved speaker counts as unnamed, and so do quotations that nobody is found to say; as the
    author's count all that is nobody's statement, and what a statement gives to the author whom the article names.

    >>> attribution.speaker_shares(corpus.read(["It rained, Ann Lee said."])).columns.to_list()[:2]
    ['article_id', 'speaker_class']
    """
    return _named_at_once(articles, reader)[2]


@takes_tables()
def citation_chain(articles: pd.DataFrame, *, reader: str = "auto") -> pd.DataFrame:
    """Article, its outlet, the outlets it cites, as table `citation_chain`; an article that cites none has no row.

    >>> attribution.citation_chain(articles).columns.to_list()
    ['article_id', 'outlet', 'cited_outlet', 'is_own', 'n_attributions', 'n_words']
    """
    rows = []
    for article_id, text, attributed, counts, _ in _find(articles, None, reader):
        stated = find_provenance(text).outlet
        own = stated.name if stated else None
        cited: dict[str, tuple[int, int]] = {}
        for a, n_said in zip(attributed, counts, strict=True):
            if a.source_kind == "outlet" and a.speaker:
                n, n_words = cited.get(a.speaker, (0, 0))
                cited[a.speaker] = (n + 1, n_words + n_said)
        rows += [(article_id, own, name, name == own, n, n_words) for name, (n, n_words) in cited.items()]
    return tables.CITATION_CHAIN.frame(rows)
