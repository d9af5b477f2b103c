"""How well real articles are read: speakers of quotations, cited sources, page furniture, beside annotations.

    python benchmarks/annotated.py TEXTS [--labels benchmarks/labels/test] [--readers model,rules]

TEXTS holds the texts of the annotated articles (see benchmarks/label_texts.py); each file of annotations is read as
one corpus. The results are figures only: nothing of the texts is written.

A quotation is found where the content of one attribution holds half of it. Its speaker is right when the name is one
of the annotated source: all its words, or a person's last; where the annotated source has no name, when it is left
open. Sources are matched in the same way, one to one, those without a name left out. Furniture is counted in
characters that are no blanks; it is silent where it lies in the content of no attribution. Percent with 95 % Wilson
intervals.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import engine
from readers import share

RESULTS = Path(__file__).parent / "results" / "annotated.md"
LABELS = Path(__file__).parent / "labels" / "test"
READ = ("attributions", "attribution_spans", "cited_sources", "boilerplate", "articles")
NO_NAME = frozenset(
    {"the", "a", "an", "mr", "mrs", "ms", "dr", "sen", "senator", "rep", "representative", "gov", "governor"}
    | {"president", "former", "secretary", "of", "u", "s", "us"}
)
TITLES = {
    "found": "quotations found",
    "speaker": "speaker right, of those found",
    "all": "speaker right, of all",
    "not wrong": "speaker right or left open, of those found",
    "listed": "sources listed that are annotated",
    "sources": "sources annotated that are listed",
    "cut": "characters taken for furniture that are",
    "furniture": "characters of furniture that are found",
    "silent": "characters of furniture in nobody's statement",
}

Row = Mapping[str, Any]
Span = tuple[int, int]


def words(name: str) -> list[str]:
    """The words of a name in small letters, without titles and possessive."""
    flat = re.sub(r"['’]s\b", "", name.lower())
    return [word for word in re.findall(r"[^\W_]+", flat) if word not in NO_NAME]


def names_of(source: Row, text: str) -> list[str]:
    """The name of an annotated source, and what it is called where it states something."""
    return [source["name"], *(text[a:b] for passage in source["stated"] for a, b in passage)]


def is_same(name: str, source: Row, text: str) -> bool:
    """Whether `name` is one of a source: the same words, or a last name, or all words of one in the other."""
    mine = words(name)
    for other in names_of(source, text):
        theirs = words(other)
        if (
            mine
            and theirs
            and (mine == theirs or mine[-1:] == theirs or (mine[-1] == theirs[-1] and source["kind"] == "person"))
        ):
            return True
        if source["kind"] != "person" and mine and (set(mine) <= set(theirs) or (theirs and set(theirs) <= set(mine))):
            return True
    return False


def shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def count_quotes(article: Row, text: str, said: pd.DataFrame, spans: pd.DataFrame, counts: Counter[str]) -> None:
    """Counts the quotations of an article that are found, and whose speakers are right."""
    speakers = dict(zip(said["attribution_id"], said["speaker"], strict=True))
    contents = list(
        spans[spans["role"] == "content"][["start", "end", "attribution_id"]].itertuples(index=False, name=None)
    )
    by_name = {source["name"]: source for source in article["sources"]}
    for quote in article["quotes"]:
        place = quote["start"], quote["end"]
        counts["all of"] += 1
        best = max(contents, key=lambda row: shared(row[:2], place), default=None)
        if best is None or 2 * shared(best[:2], place) < place[1] - place[0]:
            continue
        counts["found"] += 1
        speaker, source = speakers[best[2]], by_name[quote["speaker"]]
        is_open = pd.isna(speaker)
        is_right = source["kind"] == "unnamed" if is_open else is_same(speaker, source, text)
        counts["speaker"] += is_right
        counts["not wrong"] += is_right or is_open


def count_sources(article: Row, text: str, cited: pd.DataFrame, counts: Counter[str]) -> None:
    """Counts the sources of an article that are listed, one to one."""
    left = [source for source in article["sources"] if source["kind"] != "unnamed"]
    counts["sources of"] += len(left)
    for name in cited.loc[cited["source_kind"] != "unnamed", "name"]:
        counts["listed of"] += 1
        hit = next((source for source in left if is_same(name, source, text)), None)
        if hit:
            left.remove(hit)
            counts["listed"] += 1


def places(spans: Iterable[Sequence[int]], text: str) -> set[int]:
    """The characters of `spans` that are no blanks."""
    return {i for start, end in spans for i in range(start, min(end, len(text))) if not text[i].isspace()}


def count_furniture(article: Row, text: str, cut: pd.DataFrame, spans: pd.DataFrame, counts: Counter[str]) -> None:
    theirs = places(article["furniture"], text)
    mine = places(cut[["start", "end"]].itertuples(index=False, name=None), text)
    spoken = places(spans.loc[spans["role"] == "content", ["start", "end"]].itertuples(index=False, name=None), text)
    counts["cut of"] += len(mine)
    counts["furniture of"] += len(theirs)
    counts["cut"] += len(mine & theirs)
    counts["silent"] += len(theirs - spoken)


def count(path: Path, texts: Path, reader: str, counts: Counter[str]) -> None:
    """Counts a file of annotations, read as one corpus; of an article whose text was repaired only the sources."""
    gold = {article["id"]: article for article in json.loads(path.read_text("utf-8"))}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        rows = [json.loads((texts / f"{key}.json").read_text("utf-8")) for key in gold]
        named = [{name: row.get(name) for name in ("title", "source", "date", "url")} for row in rows]
        listed = [{"article_id": key, "text": row["content_original"]} for key, row in zip(gold, rows, strict=True)]
        lines = [json.dumps(one | other) for one, other in zip(listed, named, strict=True)]
        source.write_text("\n".join(lines), "utf-8")
        made = engine.load(str(source), reader=reader)
        tables = {name: made[name].copy() for name in READ}
    stored = dict(zip(tables["articles"]["article_id"], tables["articles"]["text"], strict=True))
    for key, row in zip(gold, rows, strict=True):
        own = {name: table[table["article_id"] == key] for name, table in tables.items()}
        text = row["content_original"]
        counts["articles"] += 1
        count_sources(gold[key], text, own["cited_sources"], counts)
        if stored[key] != text:
            counts["repaired"] += 1
            continue
        count_quotes(gold[key], text, own["attributions"], own["attribution_spans"], counts)
        count_furniture(gold[key], text, own["boilerplate"], own["attribution_spans"], counts)


def report(counts: Mapping[str, Counter[str]], about: str) -> Iterator[str]:
    """The lines of the results; `counts` by reader."""
    first = next(iter(counts.values()))
    yield "# Speakers, sources and furniture of real articles\n"
    yield f"Made by `benchmarks/annotated.py` from {first['articles']} articles ({about}):"
    yield f"{first['all of']} quotations, {first['sources of']} named sources."
    yield f"Of {first['repaired']} whose text is repaired as it is read the sources alone are counted."
    yield "Percent with 95 % intervals, by reader.\n"
    yield f"| what | {' | '.join(counts)} |\n| --- |{' --- |' * len(counts)}"
    whole = {"found": "all of", "speaker": "found", "all": "all of", "not wrong": "found", "silent": "furniture of"}
    for key, title in TITLES.items():
        of = whole.get(key, f"{key} of")
        part = {"all": "speaker", "sources": "listed", "furniture": "cut"}.get(key, key)
        yield f"| {title} | {' | '.join(share(one[part], one[of]) for one in counts.values())} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("--readers", default="model,rules")
    parser.add_argument("--about", default="benchmarks/labels/test")
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = {reader: Counter() for reader in options.readers.split(",")}
    for reader, counted in counts.items():
        for path in sorted(options.labels.glob("*.json")):
            count(path, options.texts, reader, counted)
    printed = "\n".join(report(counts, options.about)) + "\n"
    options.out.write_text(printed, "utf-8")
    print(printed)


if __name__ == "__main__":
    main()
