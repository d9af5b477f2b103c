"""Evidence: a page per article with its text and every find marked in place, and links both ways to the tables.

Layers are switched with check boxes and style alone, so they work without a script, by keyboard, and in print as they
were left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from helpers import show
from helpers.report import clean, finds, pages
from helpers.report.marked import Mark, Span, around, emphasised, paragraphs

NAMES = ("articles", "boilerplate", "attributions", "attribution_spans", "quantities", "provenance", "alignment",
         "differences", "origins")  # fmt: skip
LAYERS: Mapping[str, str] = {
    "speech": "Who speaks",
    "sources": "Sources and cues",
    "numbers": "Numbers",
    "boilerplate": "Set aside as boilerplate",
    "sentences": "Sentences against the other text",
}
# the first word of a mark's name -> its layer
_LAYER_OF = {"speech": "speech", "source": "sources", "cue": "sources", "number": "numbers",
             "boilerplate": "boilerplate", "sentence": "sentences"}  # fmt: skip
ORDER = ("same", "reworded", "worth a look", "meaning changed", "dropped", "added")
RELATIONS: Mapping[str, str] = {"meaning changed": "changed"}
MOST_TEXT = 150_000  # characters of a text that its page shows
MOST_MARKS = 3000  # marks in a text: behind the line of the last it is folded, and without marks
MOST_FINDS = 500  # finds of a kind that a page lists
MOST_PAIRS = 300  # sentences beside those of another text
MOST_BESIDES = 12  # other texts set beside one; those after the first two are folded


Grouped = Mapping[str, Mapping[str, list[Any]]]  # table -> article -> its rows


class Pair(NamedTuple):
    """A sentence of this article beside that of its original; either may be missing."""

    anchor: str
    relation: str
    name: str
    here: Markup | None
    there: Markup | None
    at: int | None
    place: str


class Beside(NamedTuple):
    """This text beside one that it was made from, or that was made from it."""

    heading: str
    sides: tuple[str, str]
    label: str
    page: str
    pairs: tuple[Pair, ...]
    counts: str
    left_out: int


class Section(NamedTuple):
    """A list of finds below the text."""

    name: str
    heading: str
    entries: tuple[finds.Entry, ...]
    left_out: int


def by_article(found: Mapping[str, pd.DataFrame]) -> Grouped:
    """Rows of every table by article; alignments by either side."""
    grouped: dict[str, dict[str, list[Any]]] = {}
    for name in NAMES[1:]:
        owners = ("original_id", "derived_id") if name in ("alignment", "differences") else ("article_id",)
        for owner in owners:
            rows: dict[str, list[Any]] = defaultdict(list)
            for row in found[name].itertuples(index=False):
                rows[getattr(row, owner)].append(row)
            grouped[name if owner == "article_id" else f"{name} by {owner}"] = rows
    return grouped


def write(
    found: Mapping[str, pd.DataFrame], frame: pages.Frame, rows: Iterable[pages.Row], *, text: str = "full"
) -> Iterator[tuple[str, str]]:
    """Every page of evidence as (file name, HTML). `rows` are the table rows that point to words."""
    template = pages.environment().get_template("article.html.j2")
    pointing: dict[str, list[pages.Row]] = defaultdict(list)
    for row in rows:
        pointing[row.place].append(row)
    grouped = by_article(found)
    articles: dict[str, Any] = {str(row.article_id): row for row in found["articles"].itertuples(index=False)}
    entries = [pages.Entry(f"{show.slug(name)}.html", label_of(row)) for name, row in articles.items()]
    limits = {"excerpt": show.EXCERPT, "most_text": MOST_TEXT, "most_marks": MOST_MARKS}
    for article, entry, before, after in zip(
        articles.values(), entries, [None, *entries[:-1]], [*entries[1:], None], strict=True
    ):
        shown = describe(article, articles, grouped, pointing, text=text) | {"previous": before, "following": after}
        own = frame._replace(href=f"articles/{entry.href}", top="../")
        yield entry.href, template.render(frame=own, shown=shown, title=entry.title, **limits)


def label_of(article: Any) -> str:
    """How a page names an article: its label, and its title where one is stated."""
    return f"{article.label}: {article.title}" if pd.notna(article.title) else str(article.label)


def describe(
    article: Any, articles: Mapping[str, Any], grouped: Grouped, pointing: Mapping[str, list[pages.Row]], *, text: str
) -> dict[str, Any]:
    """What the page of `article` shows: see article.html.j2."""
    name, words = str(article.article_id), str(article.text)

    def own(table: str) -> list[Any]:
        return grouped[table].get(name, [])

    def rows(start: int) -> tuple[pages.Row, ...]:
        return tuple(row for row in pointing.get(show.place(name, start), ()) if row.href)

    speech = finds.speech(own("attributions"), own("attribution_spans"), words, rows)
    numbers = finds.numbers(own("quantities"), words, rows)
    stated = finds.stated(own("provenance"), words, rows)
    aside = finds.aside(own("boilerplate"), words, rows)
    sections = tuple(
        Section(anchor, heading, _hushed(found.entries[:MOST_FINDS], text), max(0, len(found.entries) - MOST_FINDS))
        for anchor, heading, found in (
            ("speech", "Who speaks", speech),
            ("numbers", "Numbers", numbers),
            ("stated", "Where the text says it comes from", stated),
            ("aside", LAYERS["boilerplate"], aside),
        )
    )
    besides = tuple(_besides(name, words, articles, grouped)) if text == "full" else ()
    marks = [*speech.marks, *numbers.marks, *aside.marks, *stated.marks, *_sentence_marks(name, grouped)]
    shown = {
        "title": label_of(article), "text_mode": text,
        "facts": _facts(article, own("provenance"), own("origins"), articles),
        "sections": tuple(_places(sections)) if text == "none" else sections,
        "besides": besides[:MOST_BESIDES], "n_besides": len(besides),
        "apart": _apart(name, grouped, besides[:MOST_BESIDES]),
    }  # fmt: skip
    pointed = {int(place.rpartition("-")[2]) for place in pointing if place.startswith(f"{show.slug(name)}.html#at-")}
    return shown | _marked(words, marks, sections, pointed, text)


def _marked(
    words: str, marks: Sequence[Mark], sections: Iterable[Section], pointed: Iterable[int], text: str
) -> dict[str, Any]:
    """What a page shows of the text itself; only finds that a section lists are led to."""
    entries = [entry for section in sections for entry in section.entries]
    listed, placed = {entry.anchor for entry in entries}, {entry.start for entry in entries}
    marks = [mark if mark.entry in listed else mark._replace(entry="") for mark in marks]
    shown = around(words[:MOST_TEXT], marks, show.EXCERPT) if text == "excerpt" else [(0, min(len(words), MOST_TEXT))]
    opened, folded = _passages(words, marks, placed.union(pointed), shown) if text != "none" else ((), ())
    used = {_LAYER_OF[(mark.name or mark.head).split(" ")[0]] for mark in marks}
    return {
        "layers": tuple((layer, title) for layer, title in LAYERS.items() if layer in used),
        "paragraphs": opened, "folded": folded,  # folded: behind the last mark that is shown
        "n_marks": len(marks) if len(marks) > MOST_MARKS else 0,
        "n_characters": len(words) if len(words) > MOST_TEXT else 0,
        # places that tables point to and no entry stands for
        "loose": tuple(sorted({*pointed, *(mark.start for mark in marks)} - placed)),
    }  # fmt: skip


def _passages(
    words: str, marks: Sequence[Mark], anchors: Iterable[int], shown: Sequence[Span]
) -> tuple[tuple[Markup, ...], tuple[Markup, ...]]:
    """The lines of a text up to that of its last mark that is shown, and those behind, which are folded."""
    last = len(words)
    if len(marks) > MOST_MARKS:
        marks = sorted(marks)[:MOST_MARKS]
        last = words.find("\n", marks[-1].start) + 1 or last
    held = [(start, min(end, last)) for start, end in shown if start < last]
    rest = [(max(start, last) - last, end - last) for start, end in shown if end > last]
    before = {mark.start for mark in marks} | {at for at in anchors if at < last}
    behind = [at - last for at in anchors if at >= last]
    folded = paragraphs(words[last:], [], behind, shown=rest, first=last) if rest else ()
    return tuple(paragraphs(words[:last], marks, before, shown=held)), tuple(folded)


def _hushed(entries: Sequence[finds.Entry], text: str) -> tuple[finds.Entry, ...]:
    """`entries` with as many of their words as `text` allows; of a number not even its digits."""
    if text == "none":
        return tuple(e._replace(words="", label="" if e.anchor.startswith("n-") else e.label) for e in entries)
    if text == "excerpt":
        return tuple(entry._replace(words=show.excerpt(entry.words)) for entry in entries)
    return tuple(entries)


def _places(sections: Iterable[Section]) -> Iterator[Section]:
    """`sections` in which the first entry of each place stands for it."""
    seen: set[int] = set()
    for section in sections:
        entries = []
        for entry in section.entries:
            entries.append(entry._replace(is_place=entry.start not in seen))
            seen.add(entry.start)
        yield section._replace(entries=tuple(entries))


def _facts(
    article: Any, provenance: Sequence[Any], origins: Sequence[Any], articles: Mapping[str, Any]
) -> tuple[tuple[str, Markup], ...]:
    stated = provenance[0] if provenance else None
    facts: list[tuple[str, Markup]] = [("Id in the tables", clean.text(str(article.article_id)))]
    for what in ("outlet", "author"):
        in_text = str(getattr(stated, what)) if stated is not None and finds.stands(stated, what) else ""
        beside = str(getattr(article, what)) if finds.stands(article, what) else ""
        said = [f"{in_text} (stated in the text)"] * bool(in_text) + [f"{beside} (stated by the corpus)"] * bool(beside)
        facts.append((what.capitalize(), clean.text("; ".join(said) or "not stated")))
    if pd.notna(article.published):
        facts.append(("Published", clean.text(article.published.strftime("%Y-%m-%d"))))
    if pd.notna(article.url):
        url = str(article.url)
        href = clean.link(url)
        shown = clean.text(url if len(url) <= 120 else url[:119].rstrip() + "…")
        is_web = href is not None and href.startswith(("http://", "https://"))
        address = Markup('<a href="{}" rel="noreferrer">{}</a>').format(href, shown) if is_web else shown
        facts.append(("Address", address))
    facts.append(("Words", clean.text(f"{int(article.n_words):,}")))
    if origins:
        origin = str(origins[0].origin_id)
        of = articles.get(origin)
        facts.append(("Text origin", clean.text(str(of.label) if of is not None else origin)))
    facts.append(("SHA-256", Markup("<code>{}</code>").format(str(article.sha256))))
    return tuple(facts)


# this article's side, the other's side, heading, what the other is called
_ROLES = (
    ("derived", "original", "Beside its original", "Original"),
    ("original", "derived", "Beside the text made from it", "Made from it"),
)


def _besides(name: str, text: str, articles: Mapping[str, Any], grouped: Grouped) -> Iterator[Beside]:
    for here, there, heading, called in _ROLES:
        rows = grouped[f"alignment by {here}_id"].get(name, [])
        changed: dict[tuple[str, int], list[Any]] = defaultdict(list)
        for row in grouped[f"differences by {here}_id"].get(name, []):
            changed[str(getattr(row, f"{there}_id")), int(row.alignment_id)].append(row)
        for other_id in dict.fromkeys(str(getattr(row, f"{there}_id")) for row in rows):
            other = articles[other_id]
            own = [row for row in rows if getattr(row, f"{there}_id") == other_id]
            texts = {here: text, there: str(other.text)}
            page = f"{show.slug(other_id)}.html"
            pairs = tuple(
                _pair(r, here, there, texts, page, changed[other_id, int(r.alignment_id)]) for r in own[:MOST_PAIRS]
            )
            left_out = max(0, len(own) - MOST_PAIRS)
            yield Beside(heading, ("This text", called), label_of(other), page, pairs, _counted(own), left_out)


def _apart(name: str, grouped: Grouped, besides: Sequence[Beside]) -> tuple[str, ...]:
    """Pages of the texts that are aligned with this one and not set beside it: figures lead to them all the same."""
    shown = {beside.page for beside in besides}
    related = {
        f"{show.slug(str(getattr(row, f'{there}_id')))}.html"
        for here, there, *_ in _ROLES
        for row in grouped[f"alignment by {here}_id"].get(name, [])
    }
    return tuple(sorted(related - shown))


def _pair(row: Any, here: str, there: str, texts: Mapping[str, str], page: str, changes: Sequence[Any]) -> Pair:
    def side(which: str) -> tuple[Markup | None, int | None]:
        """The sentence with what was changed in it, and where it begins."""
        span = finds.span(row, which)
        if span is None:
            return None, None
        start, end = span
        changed = [(a - start, b - start) for a, b in filter(None, (finds.span(change, which) for change in changes))]
        return emphasised(texts[which][start:end], changed), start

    (own, at), (other, place) = side(here), side(there)
    relation = str(row.relation)
    anchor = f"p-{page.removesuffix('.html')}-{row.alignment_id}"
    led = "" if place is None else f"{page}#at-{place}"
    return Pair(anchor, relation, RELATIONS.get(relation, relation), own, other, at, led)


def _counted(rows: Sequence[Any]) -> str:
    counts = {relation: sum(row.relation == relation for row in rows) for relation in ORDER}
    return ", ".join(f"{n} {relation}" for relation, n in counts.items() if n)


def _sentence_marks(name: str, grouped: Grouped) -> Iterator[Mark]:
    """The sentences of an article by what became of them; of several other texts, the first."""
    for side, other, *_ in _ROLES:
        rows = grouped[f"alignment by {side}_id"].get(name, [])
        for row in rows:
            span = finds.span(row, side)
            if span and getattr(row, f"{other}_id") == getattr(rows[0], f"{other}_id"):
                relation = RELATIONS.get(str(row.relation), str(row.relation))
                yield Mark(*span, "", head=f"sentence {relation}")
        if rows:
            return
