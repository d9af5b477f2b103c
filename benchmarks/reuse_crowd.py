"""Reuse at scale among real articles of one topic, where candidates crowd: time, memory, recall, false pairs.

    python benchmarks/reuse_crowd.py WMT21 BASIL POLNEAR [--sizes 5000 20000 50000]

WMT21 and BASIL as for benchmarks/reuse.py; POLNEAR: a folder with train/text/*.txt of PolNeAR (US
political news). Of all three, the articles on one election are kept: those that name a party, a candidate or a race
often enough (`is_on_topic`). From them documents of 400 words are made:

1. Passages of one to three whole paragraphs are drawn, from one article after another, until there are 400 words.
2. Every word, its marks left in place, is with the chance RETOLD exchanged for one that follows the same preceding
   word elsewhere in these articles. So no sentence is common as boilerplate is, but the word pairs stay those of the
   topic, and each passage stands, retold, in many documents: 20 to 60 of 50,000.
3. A tenth of the documents are rewrites of others: half of the words exchanged for any words of the articles.

Found pairs that were not planted are counted as false, though some share two retold passages. Prints a table, beside
one of articles whose words are drawn at random, and writes benchmarks/results/reuse_crowd.md.
"""

from __future__ import annotations

import argparse
import re
import resource
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers import reuse
from reuse import Pairs, Row, pairs_of, planted_corpus, read_basil, read_wmt

WORDS = 400  # of a document
RETOLD = 0.4  # chance of a word to be exchanged when a passage is retold
REPLACED = 0.5  # share of the words exchanged in a planted rewrite
_TOPIC = re.compile(r"\b(?:election|campaign|primary|caucus|voters?|ballot|polls?|Trump|Clinton|Sanders|Cruz|Rubio)\b")
_TOKEN = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
_BLOCK = 1000  # documents written at a time


def is_on_topic(text: str) -> bool:
    """Whether `text` is on the election: at least eight of its words speak of it, of three kinds."""
    found = _TOPIC.findall(text)
    return len(found) >= 8 and len(set(found)) >= 3


class Topic(NamedTuple):
    """The articles of the topic as running words, numbered, with the marks before and after each."""

    words: np.ndarray  # distinct words
    before: np.ndarray  # distinct marks before a word ...
    after: np.ndarray  # ... and after it
    running: np.ndarray  # (word, mark before, mark after) of every word of all articles
    passages: list[list[tuple[int, int]]]  # first and last running word of each paragraph of each article


def read_topic(articles: Sequence[str]) -> Topic:
    """The words of `articles`, whose paragraphs are lines."""
    tables: list[dict[str, int]] = [{}, {}, {}]
    running: list[tuple[int, int, int]] = []
    passages = []
    for text in articles:
        spans = []
        for line in text.split("\n"):
            start = len(running)
            for token in line.split():
                before, word, after = _TOKEN.match(token).groups()  # type: ignore[union-attr]  # matches anything
                running.append(
                    tuple(t.setdefault(s, len(t)) for t, s in zip(tables, (word, before, after), strict=True))  # type: ignore[arg-type]
                )
            if len(running) > start:
                spans.append((start, len(running)))
        passages.append(spans)
    words, before, after = (np.array(list(table), dtype=object) for table in tables)
    return Topic(words, before, after, np.array(running), passages)


def crowded_corpus(topic: Topic, n: int, seed: int) -> tuple[pd.DataFrame, Pairs]:
    """`n` documents of 400 words on one topic, a tenth of them rewrites of others; the true pairs."""
    draw = np.random.default_rng(seed)
    originals = n - n // 10
    order = np.argsort(topic.running[:-1, 0], kind="stable")
    following = topic.running[1:, 0][order]
    starts = np.searchsorted(topic.running[:-1, 0][order], np.arange(len(topic.words) + 1))
    sources = set(draw.choice(originals, n - originals, replace=False).tolist())
    rows = []
    for first in range(0, originals, _BLOCK):
        places = np.array([_draw_places(topic, draw) for _ in range(min(_BLOCK, originals - first))])
        tokens = topic.running[places]
        last = tokens[:, :-1, 0]
        fresh = starts[last] + (draw.random(last.shape) * (starts[last + 1] - starts[last])).astype(int)
        retold = draw.random(last.shape) < RETOLD
        tokens[:, 1:, 0] = np.where(retold, following[np.minimum(fresh, len(following) - 1)], tokens[:, 1:, 0])
        rows += [(f"a{first + k:06d}", text) for k, text in enumerate(_write(topic, tokens))]
        copied = [k for k in range(len(tokens)) if first + k in sources]
        rewritten = tokens[copied]
        replaced = draw.random(rewritten.shape[:2]) < REPLACED
        rewritten[replaced, 0] = draw.choice(topic.running[:, 0], int(replaced.sum()))
        texts = _write(topic, rewritten)
        rows += [(f"b{first + k:06d}", text) for k, text in zip(copied, texts, strict=True)]
    return pd.DataFrame(rows, columns=["article_id", "text"]), {(f"a{k:06d}", f"b{k:06d}") for k in sources}


def _draw_places(topic: Topic, draw: np.random.Generator) -> np.ndarray:
    """The places in the running words of WORDS words: passages of one to three paragraphs, one after the other."""
    found: list[np.ndarray] = []
    size = 0
    while size < WORDS:
        spans = topic.passages[draw.integers(len(topic.passages))]
        start = int(draw.integers(len(spans)))
        end = min(start + int(draw.integers(1, 4)), len(spans))
        found.append(np.arange(spans[start][0], spans[end - 1][1]))
        size += len(found[-1])
    return np.concatenate(found)[:WORDS]


def _write(topic: Topic, tokens: np.ndarray) -> list[str]:
    made = topic.before[tokens[..., 1]] + topic.words[tokens[..., 0]] + topic.after[tokens[..., 2]]
    return [" ".join(document) for document in made]


def measure(name: str, articles: pd.DataFrame, true: Pairs) -> tuple[float, Row]:
    """CPU seconds, and the row of the table."""
    began = time.process_time()
    found = pairs_of(reuse.pairs(articles))
    spent = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    figure = (
        f"{spent:.1f} s CPU, {memory:.2f} GB, recall {len(found & true) / len(true):.4f}, "
        f"{len(found - true)} pairs not planted beside {len(true)}"
    )
    return spent, (name, "ours", figure, "<= 60 s at 50,000, <= 3 GB, recall >= .97")


def measure_crowd(topic: Topic, sizes: Sequence[int]) -> Iterator[Row]:
    """One topic and random words, at each size; how time grows."""
    for name in ("one topic", "random words"):
        spent = []
        for n in sizes:
            articles, true = crowded_corpus(topic, n, 109) if name == "one topic" else planted_corpus(n, None, 108)
            seconds, row = measure(f"{name}, {n:,} articles", articles, true)
            spent.append(seconds)
            yield row
        growth = np.log(spent[-1] / spent[0]) / np.log(sizes[-1] / sizes[0])
        yield f"{name}: time grows as", "ours", f"n^{growth:.2f}", "<= n^1.15"


def main() -> None:
    """Read the arguments, measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wmt", type=Path, help="folder with the WMT21 XML files, into English")
    parser.add_argument("basil", type=Path, help="folder with BASIL's articles")
    parser.add_argument("polnear", type=Path, help="folder with train/text/*.txt of PolNeAR")
    parser.add_argument("--sizes", type=int, nargs="+", default=[5_000, 20_000, 50_000], help="documents")
    chosen = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(chosen.polnear.glob("train/text/*.txt"))]
    texts += [report.text for report in read_basil(chosen.basil)]
    texts += ["\n".join(article.references[0]) for article in read_wmt(chosen.wmt)]
    topic = read_topic([text for text in texts if is_on_topic(text)])
    n_paragraphs = sum(map(len, topic.passages))
    said = (
        f"One topic: {len(topic.passages)} of {len(texts)} articles, {n_paragraphs:,} paragraphs, "
        f"{len(topic.running):,} words, {len(topic.words):,} distinct."
    )
    lines = ["| what | system | measured | target |", "| --- | --- | --- | --- |"]
    print(said, *lines, sep="\n", flush=True)
    for row in measure_crowd(topic, chosen.sizes):
        lines.append("| " + " | ".join(row) + " |")
        print(lines[-1], flush=True)
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    head = f"# Reuse: crowd\n\nMade by benchmarks/reuse_crowd.py, where it says what is measured. {said}\n\n"
    (results / "reuse_crowd.md").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
