"""Speed and quality of reuse beside its peers: datasketch LSH, passim's rule, TF-IDF cosine.

Needs two data sets, each in a folder of its own: WMT21 news translations (the XML files of
wmt-conference/wmt21-news-systems, into English) and BASIL (articles/YEAR/*.json of launchnlp/BASIL; the first 150 in
path order are read). Run `python benchmarks/reuse.py --help`.
"""

from __future__ import annotations

import argparse
import json
import random
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

# Furniture of web pages, as foreign sites wrap it around a translated text.
FURNITURE = (
    "Subscribe to our newsletter and never miss a story.",
    "Read also: what we know so far",
    "Follow us on Telegram, Facebook and Twitter for the latest news.",
    "Share this article with your friends.",
    "Photo: from open sources",
    "All rights reserved. Reproduction is allowed only with a link to the source.",
    "Did you notice a mistake? Select it and press Ctrl+Enter.",
    "The editors do not always share the opinion of the authors.",
    "Advertisement - continue reading below",
    "41.22 UAH 0.33%",
    "Most read this week",
    "Join the discussion: 14 comments",
    "This material was prepared by our news desk on the basis of foreign press reports.",
    "Sign in to leave a comment or create an account in two minutes.",
    "Weather in the city today: partly cloudy, up to 18 degrees.",
    "Download our app for iOS and Android.",
    "Related topics: politics, economy, world",
    "Earlier we reported on other events of the day.",
    "Learn more about how we use cookies and how you can change your settings.",
    "Support independent journalism: become a member today.",
)


class Translated(NamedTuple):
    """One article of WMT: its human translations and the outputs of the systems, as lists of sentences."""

    name: str
    references: list[list[str]]
    systems: list[list[str]]


def read_wmt(folder: Path) -> list[Translated]:
    """The news articles in the XML files of `folder`; test suites (talks and the like) are left out."""
    found = []
    for path in sorted(folder.glob("*.xml")):
        for doc in ElementTree.parse(path).getroot().iter("doc"):
            if doc.get("testsuite"):
                continue
            references, systems = (
                [[(seg.text or "").strip() for seg in one.iter("seg")] for one in doc.findall(tag)]
                for tag in ("ref", "hyp")
            )
            found.append(Translated(f"{path.stem}/{doc.get('id')}", references, systems))
    return found


class Report(NamedTuple):
    """One article of BASIL: the event that it reports, and its paragraphs of sentences."""

    event: str
    name: str
    published: str
    paragraphs: list[list[str]]

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n\n".join(" ".join(paragraph) for paragraph in self.paragraphs)


def read_basil(folder: Path, *, count: int = 150) -> list[Report]:
    """The first `count` articles of BASIL in path order; the rest stays unread."""
    found = []
    for path in sorted(folder.rglob("*.json"))[:count]:
        article = json.loads(path.read_text(encoding="utf-8"))
        found.append(Report(article["triplet-uuid"], path.stem, article["date"], article["body-paragraphs"]))
    return found


def keep_some(count: int, low: float, high: float, rng: random.Random) -> list[int]:
    """Numbers of the sentences kept: a share between `low` and `high` of `count`, three at least."""
    kept = max(3, round(count * rng.uniform(low, high)))
    return sorted(rng.sample(range(count), min(kept, count)))


def paragraphs(sentences: Iterable[str], rng: random.Random) -> str:
    """Sentences set in paragraphs of one to four."""
    made: list[list[str]] = [[]]
    for sentence in sentences:
        if made[-1] and rng.random() < 0.4:
            made.append([])
        made[-1].append(sentence)
    return "\n\n".join(" ".join(paragraph) for paragraph in made)


def derive(article: Translated, low: float, high: float, rng: random.Random) -> str:
    """A system's translation of part of the article, with three to seven lines of furniture around it."""
    system = rng.choice(article.systems)
    kept = [system[i] for i in keep_some(len(system), low, high, rng)]
    wrapping = rng.sample(FURNITURE, rng.randint(3, 7))
    cut = rng.randint(0, len(wrapping))
    return "\n".join([*wrapping[:cut], paragraphs(kept, rng), *wrapping[cut:]])


def rewritten_corpus(
    translated: list[Translated], reports: list[Report], low: float, high: float, seed: int
) -> tuple[pd.DataFrame, set[tuple[str, str]]]:
    """Human translations, a derived text of each, and reports of other events; the true pairs."""
    rng = random.Random(seed)
    rows, true = [(f"basil/{r.name}", r.text) for r in reports], set()
    for article in translated:
        reference = rng.choice(article.references)
        if len(reference) < 5:
            continue
        rows.append((f"{article.name}/a", paragraphs(reference, rng)))
        rows.append((f"{article.name}/b", derive(article, low, high, rng)))
        true.add((f"{article.name}/a", f"{article.name}/b"))
    rng.shuffle(rows)
    return pd.DataFrame(rows, columns=["article_id", "text"]), true


def copied_corpus(reports: list[Report], seed: int) -> tuple[pd.DataFrame, set[tuple[str, str]]]:
    """One article of every event, exact copies of a third of them and near copies (cut, shuffled, edited) of two."""
    rng = random.Random(seed)
    rows, true = [], set()
    vocabulary = [word for report in reports for word in report.text.split()]
    for event in sorted({report.event for report in reports}):
        report = next(r for r in reports if r.event == event)
        parts = [" ".join(p) for p in report.paragraphs]
        rows.append((f"{report.name}/a", report.text))
        for copy in range(rng.randint(0, 3)):
            kept = list(parts)
            if rng.random() > 0.33:
                kept = [
                    parts[i]
                    for i in sorted(rng.sample(range(len(parts)), max(3, round(len(parts) * rng.uniform(0.6, 1)))))
                ]
                if rng.random() < 0.5:
                    rng.shuffle(kept)
                kept = [
                    " ".join(rng.choice(vocabulary) if rng.random() < 0.05 else w for w in part.split())
                    for part in kept
                ]
            rows.append((f"{report.name}/b{copy}", "\n\n".join(kept)))
        names = sorted(name for name, _ in rows if name.startswith(report.name + "/"))
        true |= {(a, b) for i, a in enumerate(names) for b in names[i + 1 :]}
    return pd.DataFrame(rows, columns=["article_id", "text"]), true
