"""Whether articles that are read as telling one story (`evidence.stories`) do, beside a plain cosine.

    python benchmarks/stories.py ARTICLES

ARTICLES: one .jsonl file that has the articles named in benchmarks/labels/stories.json, as the `origins` command reads
it. The labels: corpora of US news of 2012-2020 by the ids of their articles, and 124 pairs of these, drawn over the
whole range of a rough likeness and judged, before any score was seen, by a reader who had titles, outlets, days and
beginnings: "yes" (both mainly tell of one event of a few days), "no", "unclear" (left out). One half of the corpora set
the thresholds, of both methods; the other is reported. Peer: the cosine of tf-idf of all words, its idf over all
articles here, with and without the same limit of days. Prints a table and writes benchmarks/results/stories.md.
"""

from __future__ import annotations

import argparse
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import corpus, evidence
from readers import labels, publish, share

GOAL, DAYS = 0.9, 7  # precision that a threshold must reach on the half that sets it; days of the peer
Pair = tuple[str, str]


def stories_of(articles: pd.DataFrame, corpora: Mapping[str, Sequence[str]]) -> set[Pair]:
    """The pairs of articles that stand in one story, each corpus read by itself."""
    joined: set[Pair] = set()
    for ids in corpora.values():
        own = articles[articles["article_id"].isin(ids)].reset_index(drop=True)
        for _, rows in evidence.stories(own, corpus.boilerplate(own)).groupby("story_id"):
            joined |= set(itertools.combinations(sorted(rows["article_id"]), 2))
    return joined


def cosines(articles: pd.DataFrame, pairs: Sequence[Pair]) -> dict[Pair, float]:
    """The cosine of tf-idf of each pair, by all words of title and text."""
    texts = dict(zip(articles["article_id"], articles["title"].fillna("") + "\n" + articles["text"], strict=True))
    counts = {key: Counter(re.findall(r"\w\w+", text.lower())) for key, text in texts.items()}
    n_in = Counter(word for own in counts.values() for word in own)

    def vector(key: str) -> dict[str, float]:
        weights = {word: (1 + math.log(n)) * math.log(len(texts) / n_in[word]) for word, n in counts[key].items()}
        length = math.sqrt(sum(weight**2 for weight in weights.values()))
        return {word: weight / length for word, weight in weights.items()}

    vectors = {key: vector(key) for key in itertools.chain(*pairs)}
    return {
        (one, other): sum(weight * vectors[other].get(word, 0.0) for word, weight in vectors[one].items())
        for one, other in pairs
    }


def best(scores: Mapping[Pair, float], truth: Mapping[Pair, bool]) -> float:
    """The threshold that finds most, of those that are right in `GOAL` of what they join."""
    found = []
    for least in sorted(set(scores.values())):
        joined = [truth[pair] for pair, score in scores.items() if score >= least]
        if sum(joined) >= GOAL * len(joined):
            found.append((sum(joined), least))
    return max(found)[1]


def row(what: str, joined: set[Pair], truth: Mapping[Pair, bool]) -> str:
    """A line of the table: how many of the pairs joined are right, and how many of the right ones are joined."""
    told = [pair for pair in truth if pair in joined]
    right = sum(truth[pair] for pair in told)
    n_right = sum(truth.values())
    of_told, of_right = share(right, len(told)), share(right, n_right)
    return f"| {what} | {right} of {len(told)} | {of_told} | {right} of {n_right} | {of_right} |"


def report(articles: pd.DataFrame, made: Mapping[str, Any]) -> Iterator[str]:
    """The lines of the result."""
    read = [pair for pair in made["pairs"] if pair["one_story"] != "unclear"]
    held: dict[str, dict[Pair, bool]] = {"report": {}, "set": {}}
    for pair in read:
        one, other = sorted(pair["ids"])
        held[pair["half"]][one, other] = pair["one_story"] == "yes"
    day = dict(zip(articles["article_id"], pd.to_datetime(articles["published"]), strict=True))
    limit = pd.Timedelta(days=DAYS)
    pairs = [pair for truth in held.values() for pair in truth]
    known = [pair for pair in pairs if not any(pd.isna(day[key]) for key in pair)]
    far = {pair for pair in known if abs(day[pair[0]] - day[pair[1]]) > limit}
    score = {half: cosines(articles, list(truth)) for half, truth in held.items()}
    near = {half: {pair: value * (pair not in far) for pair, value in values.items()} for half, values in score.items()}
    joined = stories_of(articles, made["corpora"])
    yield "# Articles that tell one story\n"
    yield (
        "Made by `benchmarks/stories.py`, where it says how the pairs were drawn and read: "
        f"{len(made['pairs'])},\nof which {len(made['pairs']) - len(read)} are unclear and left out. The reader is a "
        "language model. Pairs near the border\nare more among them than in a corpus. The half that did not set the "
        "threshold was scored once before two\nrules were added (undated articles, shared quotations); its "
        "counts were the same then. Percent with 95 % intervals.\n"
    )
    headings = {"report": "The half that did not set the threshold", "set": "The half that set it"}
    for half, heading in headings.items():
        yield f"## {heading}\n"
        yield "| method | joined and right | right, % | right and joined | found, % |"
        yield "| --- " * 5 + "|"
        yield row("stories", joined, held[half])
        for what, scores in (("tf-idf cosine", score), (f"tf-idf cosine, at most {DAYS} days apart", near)):
            least = best(scores["set"], held["set"])
            yield row(what, {pair for pair, s in scores[half].items() if s >= least}, held[half])
        yield ""


def main() -> None:
    """Read the arguments, measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="one .jsonl file")
    made = labels("stories")
    articles = corpus.read(parser.parse_args().articles, on_error="quarantine")
    wanted = set(itertools.chain(*made["corpora"].values()))
    publish("stories", report(articles[articles["article_id"].isin(wanted)].reset_index(drop=True), made))


if __name__ == "__main__":
    main()
