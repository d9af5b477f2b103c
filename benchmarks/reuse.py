"""Quality and speed of reuse beside its peers: datasketch LSH, passim's rule, TF-IDF cosine.

    python benchmarks/reuse.py WMT21 BASIL [--only pairs alignment ...]

WMT21: a folder with XML files of wmt-conference/wmt21-news-systems, into English. BASIL: a folder with
articles/YEAR/*.json of launchnlp/BASIL, of which the first 150 in path order are read. Prints a table for each part
and writes it to benchmarks/results/reuse_<part>.md. The weights of reuse were fitted on these sets
(benchmarks/fit_reuse.py), so the figures flatter, though other cuts and edits are drawn here. The peers datasketch
and rensa have to be installed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

import reuse_edits
from helpers import reuse
from helpers.reuse.differences import judge

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

    def head(self, n: int) -> str:
        """The first `n` sentences, one a line: a short report."""
        return "\n".join([sentence for paragraph in self.paragraphs for sentence in paragraph][:n])


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


def head_corpus(translated: list[Translated], n: int, seed: int) -> tuple[pd.DataFrame, set[tuple[str, str]]]:
    """The first `n` sentences of a human and of a machine translation of each article; the true pairs."""
    rng = random.Random(seed)
    rows, true = [], set()
    for article in translated:
        reference, system = rng.choice(article.references), rng.choice(article.systems)
        if len(reference) >= n:
            rows += [(f"{article.name}/a", "\n".join(reference[:n])), (f"{article.name}/b", "\n".join(system[:n]))]
            true.add((f"{article.name}/a", f"{article.name}/b"))
    return pd.DataFrame(rows, columns=["article_id", "text"]), true


# ---- measures ----

Pairs = set[tuple[str, str]]
Row = tuple[str, str, str, str]  # what, system, figure, target


def f1(found: Pairs, true: Pairs) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * len(found & true) / max(len(found) + len(true), 1)


def pairs_of(table: pd.DataFrame) -> Pairs:
    """The pairs of ids of a table."""
    return set(zip(table["article_id"], table["other_id"], strict=True))


def adjusted_rand(left: list[str], right: list[str]) -> float:
    """Adjusted Rand index of two groupings (Hubert and Arabie 1985)."""

    def couples(counts: Iterable[int]) -> float:
        return sum(n * (n - 1) / 2 for n in counts)

    both = couples(Counter(zip(left, right, strict=True)).values())
    one, two = couples(Counter(left).values()), couples(Counter(right).values())
    chance = one * two / (len(left) * (len(left) - 1) / 2)
    return (both - chance) / ((one + two) / 2 - chance)


# ---- peers ----


def by_minhash(articles: pd.DataFrame) -> Pairs:
    """datasketch: MinHash of word 3-grams, 128 permutations, LSH at 0.1 (its best setting here)."""
    from datasketch import MinHash, MinHashLSH

    index, sketches = MinHashLSH(threshold=0.1, num_perm=128), {}
    for name, text in zip(articles["article_id"], articles["text"], strict=True):
        words = text.lower().split()
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[i : i + 3]).encode() for i in range(len(words) - 2)] or [b""])
        index.insert(name, sketch)
        sketches[name] = sketch
    return {(a, b) for a, sketch in sketches.items() for b in index.query(sketch) if a < b}


def by_word_grams(articles: pd.DataFrame) -> Pairs:
    """rensa: MinHash of word 5-grams, 128 permutations, LSH in 32 bands."""
    from rensa import RMinHash, RMinHashLSH

    index, sketches = RMinHashLSH(threshold=0.3, num_perm=128, num_bands=32), []
    for number, text in enumerate(articles["text"]):
        words = text.lower().split()
        sketch = RMinHash(num_perm=128, seed=1)
        sketch.update([" ".join(words[i : i + 5]) for i in range(len(words) - 4)] or [""])
        index.insert(number, sketch)
        sketches.append(sketch)
    names = list(articles["article_id"])
    found = ((i, j) for i, sketch in enumerate(sketches) for j in index.query(sketch) if i != j)
    return {(min(names[i], names[j]), max(names[i], names[j])) for i, j in found}


def by_passim(articles: pd.DataFrame) -> Pairs:
    """passim's rule: 25-character grams of the letters, in at most 100 texts; five shared make a pair."""
    held: defaultdict[str, set[str]] = defaultdict(set)
    for name, text in zip(articles["article_id"], articles["text"], strict=True):
        letters = re.sub(r"[^a-z0-9]+", "", text.lower())
        for i in range(len(letters) - 24):
            held[letters[i : i + 25]].add(name)
    shared = Counter(
        pair for names in held.values() if 2 <= len(names) <= 100 for pair in combinations(sorted(names), 2)
    )
    return {pair for pair, count in shared.items() if count >= 5}


def by_cosine(articles: pd.DataFrame) -> Iterator[Pairs]:
    """TF-IDF cosine of words, at each threshold from .1 to .7: the best is reported, chosen on the answer."""
    numbered: dict[str, int] = {}
    counts = [Counter(re.findall(r"\w+", text.lower())) for text in articles["text"]]
    rows, columns, values = zip(
        *((i, numbered.setdefault(w, len(numbered)), n) for i, one in enumerate(counts) for w, n in one.items()),
        strict=True,
    )
    matrix = sparse.csr_array((np.array(values, float), (rows, columns)))
    holders = np.bincount(columns)
    matrix = matrix @ sparse.diags_array(np.log((1 + len(counts)) / (1 + holders)) + 1)
    norms = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    alike = (matrix @ matrix.T).toarray() / norms[:, None] / norms
    names = list(articles["article_id"])
    for threshold in np.arange(0.1, 0.71, 0.05):
        left, right = np.nonzero(np.triu(alike, 1) >= threshold)
        yield {(min(names[i], names[j]), max(names[i], names[j])) for i, j in zip(left, right, strict=True)}


# ---- the parts ----


def measure_pairs(translated: list[Translated], reports: list[Report]) -> Iterator[Row]:
    """Candidates and verified pairs, rewrites and copies; false positives among reports of one event."""
    corpora = {
        "keeps 70-100 %": (lambda seed: rewritten_corpus(translated, reports, 0.7, 1.0, seed), ">= .985"),
        "keeps 30-70 %": (lambda seed: rewritten_corpus(translated, reports, 0.3, 0.7, seed), ">= .955"),
        "copies, cut, shuffled, edited": (lambda seed: copied_corpus(reports, seed), ">= .99"),
    }
    for name, (build, target) in corpora.items():
        figures: defaultdict[str, list[float]] = defaultdict(list)
        for seed in (101, 102, 103):
            articles, true = build(seed)
            candidates = pairs_of(reuse.candidates(articles))
            figures["recall"].append(len(candidates & true) / len(true))
            figures["each"].append(len(candidates) / len(articles))
            found = pairs_of(reuse.pairs(articles))
            figures["ours"].append(f1(found, true))
            for language in sorted({a.partition("/")[0] for a, _ in true} if "keeps" in name else ()):
                own = [{p for p in some if any(n.startswith(f"{language}/") for n in p)} for some in (found, true)]
                figures[f"ours, {language}"].append(f1(own[0], own[1]))
            figures["rensa, five words"].append(f1(by_word_grams(articles), true))
            figures["datasketch LSH"].append(f1(by_minhash(articles), true))
            figures["passim's rule"].append(f1(by_passim(articles), true))
            figures["TF-IDF cosine, best threshold"].append(max(f1(found, true) for found in by_cosine(articles)))
        recall, each = np.mean(figures.pop("recall")), np.mean(figures.pop("each"))
        yield f"candidates, {name}: recall", "ours", f"{recall:.4f} at {each:.1f} an article", ">= .99 at <= 15"
        for system, values in figures.items():
            yield f"pairs, {name}: F1", system, f"{np.mean(values):.4f}", target if system == "ours" else ""
    articles = pd.DataFrame([(r.name, r.text) for r in reports], columns=["article_id", "text"])
    same = {tuple(sorted((a.name, b.name))) for a, b in combinations(reports, 2) if a.event == b.event}
    for system, found in (
        ("ours", pairs_of(reuse.pairs(articles))),
        ("datasketch LSH", by_minhash(articles)),
        ("passim's rule", by_passim(articles)),
    ):
        yield "one event, different outlets: false", system, f"{len(found & same)} of {len(same)}", "<= 1 %"
    for n in (2, 3, 5, 8):
        articles = pd.DataFrame([(r.name, r.head(n)) for r in reports], columns=["article_id", "text"])
        wrong = pairs_of(reuse.pairs(articles)) & same
        yield f"one event, first {n} sentences alone: false", "ours", f"{len(wrong)} of {len(same)}", ""
        articles, true = head_corpus(translated, n, n)
        figure = f"{f1(pairs_of(reuse.pairs(articles)), true):.4f} (n {len(true)})"
        yield f"pairs, first {n} sentences alone: F1", "ours", figure, ""


def measure_alignment(translated: list[Translated], _: list[Report]) -> Iterator[Row]:
    """20 % of the sentences dropped, 12 % merged with the next."""
    rng = random.Random(104)
    hits = found = true = 0
    for article in translated:
        for system in rng.sample(article.systems, min(3, len(article.systems))):
            groups: list[list[int]] = []
            for i in (i for i in range(len(system)) if rng.random() >= 0.2):
                if groups and rng.random() < 0.12:
                    groups[-1].append(i)
                else:
                    groups.append([i])
            gold = {(i, j) for j, group in enumerate(groups) for i in group}
            made = set(reuse.align(rng.choice(article.references), [" ".join(system[i] for i in g) for g in groups]))
            hits, found, true = hits + len(made & gold), found + len(made), true + len(gold)
    yield (
        "alignment, 20 % dropped, 12 % merged: F1",
        "ours",
        f"{2 * hits / (found + true):.4f} (n {true})",
        ">= .985",
    )


def measure_direction(translated: list[Translated], _: list[Report]) -> Iterator[Row]:
    """Human translation as original, machine translation as derived text: whole, cut, or cut and wrapped."""
    rng = random.Random(105)
    for name, low, high in (("whole", 1.0, 1.0), ("keeps 60-95 %", 0.6, 0.95), ("keeps 30-70 %, wrapped", 0.3, 0.7)):
        spoken = right = total = 0
        for article in translated:
            reference, system = rng.choice(article.references), rng.choice(article.systems)
            if len(reference) < 5:
                continue
            kept = [system[i] for i in keep_some(len(system), low, high, rng)]
            text = derive(article, low, high, rng) if "wrapped" in name else paragraphs(kept, rng)
            names = ["a", "b"] if rng.random() < 0.5 else ["b", "a"]
            articles = pd.DataFrame({"article_id": names, "text": [paragraphs(reference, rng), text]})
            made = reuse.pairs(articles)
            total += len(made)
            spoken += int(made["original_id"].notna().sum())
            right += int((made["original_id"] == names[0]).sum())
        figure = f"right {right / max(spoken, 1):.3f}, speaks {spoken / total:.3f} (n {total})"
        yield f"direction, {name}", "ours", figure, "right >= .9, speaks >= .6"


def measure_differences(translated: list[Translated], _: list[Report]) -> Iterator[Row]:
    """Translations with one thing exchanged by one of several editors, beside as many untouched ones."""
    looked: defaultdict[str, list[bool]] = defaultdict(list)
    flagged: defaultdict[str, list[bool]] = defaultdict(list)
    by_editor: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    for case in reuse_edits.cases(translated, 8000, 106):
        relation = judge(case.original, case.derived, reuse_edits.numbers_of(case)).relation
        is_flagged = relation == "meaning changed"
        looked[case.kind].append(relation in {"meaning changed", "worth a look"})
        flagged[case.kind].append(is_flagged)
        by_editor[case.kind, case.editor].append(is_flagged)
        if case.kind == "untouched":
            by_editor["untouched", case.versions].append(is_flagged)
            by_editor["untouched", case.article.partition("/")[0]].append(is_flagged)
    untouched = float(np.mean(flagged.pop("untouched")))
    recall = float(np.mean([np.mean(flagged[kind]) for kind in reuse_edits.EXCHANGES]))  # each kind counts the same
    yield "differences: precision (as many untouched)", "ours", f"{recall / (recall + untouched):.3f}", ">= .9"
    worth = ", ".join(f"{kind} {np.mean(flags):.2f}" for kind, flags in looked.items())
    yield "differences: changed or worth a look", "ours", worth, ""
    parts = ", ".join(f"{kind} {np.mean(flags):.2f}" for kind, flags in flagged.items() if kind != "order")
    yield "differences: recall", "ours", f"{recall:.3f} ({parts})", ">= .8"
    for kind in (*flagged, "untouched"):
        figures = {name: flags for (of, name), flags in by_editor.items() if of == kind and name != "untouched"}
        said = ", ".join(f"{name} {np.mean(flags):.3f} (n {len(flags)})" for name, flags in sorted(figures.items()))
        yield f"differences, {kind}: flagged", "ours", said, "few" if kind == "untouched" else ""


def measure_origins(translated: list[Translated], reports: list[Report]) -> Iterator[Row]:
    """Up to five derived texts of an article, reports of one event, and digests of three articles that chain them."""
    rng = random.Random(107)
    rows = [(f"basil/{r.name}", r.text, r.name) for r in reports]
    long = [a for a in translated if len(a.references[0]) >= 8]
    for article in (a for a in translated if len(a.references[0]) >= 5):
        rows.append((f"{article.name}/0", paragraphs(rng.choice(article.references), rng), article.name))
        for k in range(rng.choice([0, 0, 1, 1, 2, 3, 5])):
            low, high = rng.choice([(0.7, 1.0), (0.3, 0.7)])
            rows.append((f"{article.name}/{k + 1}", derive(article, low, high, rng), article.name))
    for k in range(25):
        parts = ["\n".join(rng.choice(a.systems)[:4]) for a in rng.sample(long, 3)]
        rows.append((f"digest/{k}", "\n\n".join(parts), f"digest/{k}"))
    articles = pd.DataFrame(rows, columns=["article_id", "text", "origin"]).sort_values("article_id")
    made = reuse.pairs(articles[["article_id", "text"]])
    found = reuse.origins(articles, pairs=made)["origin_id"]
    yield "origins: ARI", "ours", f"{adjusted_rand(list(articles['origin']), list(found)):.4f}", ">= .96"
    group = {name: name for name in articles["article_id"]}
    for a, b in pairs_of(made):
        old, new = group[a], group[b]
        group = {name: new if g == old else g for name, g in group.items()}
    chained = [group[name] for name in articles["article_id"]]
    yield "origins: ARI", "connected components", f"{adjusted_rand(list(articles['origin']), chained):.4f}", ""
    for language in sorted({article.name.partition("/")[0] for article in long}):
        yield from measure_many([a for a in long if a.name.startswith(f"{language}/")], language)


def measure_many(translated: list[Translated], language: str) -> Iterator[Row]:
    """Every translation of every article of a language pair, human or machine: ten and more of one text."""
    rows = [
        (f"{article.name}/{number:02}", "\n".join(version), article.name)
        for article in translated
        for number, version in enumerate([*article.references, *article.systems])
    ]
    articles = pd.DataFrame(rows, columns=["article_id", "text", "origin"]).sort_values("article_id")
    found = reuse.origins(articles[["article_id", "text"]])["origin_id"]
    figure = (
        f"ARI {adjusted_rand(list(articles['origin']), list(found)):.4f}, {found.nunique()} origins for "
        f"{len(translated)} ({len(rows)} texts)"
    )
    yield f"origins, all translations, {language}", "ours", figure, ">= .96"


def planted_corpus(n: int, text: str | None, seed: int) -> tuple[pd.DataFrame, Pairs]:
    """`n` articles of 400 words, a tenth of them rewrites of others with half the words replaced.

    Words are drawn by Zipf's law from 100,000; or, given a `text`, each word from those that follow the one before
    in it: a corpus of one topic, in which the articles share nearly all their word pairs.
    """
    draw = np.random.default_rng(seed)
    originals = n - n // 10
    if text is None:
        words = np.array([f"word{i}" for i in range(100_000)], dtype=object)
        chances = np.cumsum(1 / np.arange(1, len(words) + 1))
        any_word = lambda size: np.searchsorted(chances, draw.random(size) * chances[-1])  # noqa: E731 - one line says it
        numbers = any_word((originals, 400))
    else:
        _, numbered = np.unique(text.split(), return_inverse=True)
        words = np.unique(text.split()).astype(object)
        any_word = lambda size: draw.choice(numbered, size)  # noqa: E731 - one line says it
        order = np.argsort(numbered[:-1], kind="stable")
        following, starts = numbered[1:][order], np.searchsorted(numbered[:-1][order], np.arange(len(words) + 1))
        numbers = np.empty((originals, 400), dtype=np.int64)
        numbers[:, 0] = any_word(originals)
        for k in range(1, 400):
            low, high = starts[numbers[:, k - 1]], starts[numbers[:, k - 1] + 1]
            step = (draw.random(originals) * np.maximum(high - low, 1)).astype(int)
            numbers[:, k] = following[np.minimum(low + step, len(following) - 1)]
    sources = draw.choice(originals, n - originals, replace=False)
    rewritten = numbers[sources].copy()
    replaced = draw.random(rewritten.shape) < 0.5
    rewritten[replaced] = any_word(int(replaced.sum()))
    names = [f"a{i:06d}" for i in range(originals)] + [f"b{i:06d}" for i in sources]
    texts = [
        ". ".join(" ".join(words[row[k : k + 20]]) for k in range(0, 400, 20))
        for part in (numbers, rewritten)
        for row in part
    ]
    return pd.DataFrame({"article_id": names, "text": texts}), {(f"a{i:06d}", f"b{i:06d}") for i in sources}


def measure_scale(_: list[Translated], reports: list[Report]) -> Iterator[Row]:
    """Articles grown word by word from the words of one topic; a peer. More, and larger: benchmarks/reuse_crowd.py."""
    spent, sizes = [], (5_000, 20_000)
    text = " ".join(r.text for r in reports)
    for n in sizes:
        articles, true = planted_corpus(n, text, 108)
        began = time.process_time()
        found = pairs_of(reuse.pairs(articles))
        spent.append(time.process_time() - began)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        figure = f"{spent[-1]:.1f} s CPU, {memory:.2f} GB, recall {len(found & true) / len(true):.4f}"
        yield f"scale, words of one topic, {n:,} articles", "ours", figure, "recall >= .97"
    growth = np.log(spent[1] / spent[0]) / np.log(sizes[1] / sizes[0])
    yield "scale, words of one topic: time grows as", "ours", f"n^{growth:.2f}", "<= n^1.15"
    articles, true = planted_corpus(2_000, None, 108)
    for system, found in (("ours", pairs_of(reuse.pairs(articles))), ("datasketch LSH", by_minhash(articles))):
        recall = f"{len(found & true) / len(true):.4f}"
        yield "scale, random words, 2,000 articles: recall", system, recall, ">= .97" if system == "ours" else ""


PARTS: dict[str, Callable[[list[Translated], list[Report]], Iterator[Row]]] = {
    "scale": measure_scale,
    "pairs": measure_pairs,
    "alignment": measure_alignment,
    "direction": measure_direction,
    "differences": measure_differences,
    "origins": measure_origins,
}


def main() -> None:
    """Read the arguments, measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wmt", type=Path, help="folder with the WMT21 XML files, into English")
    parser.add_argument("basil", type=Path, help="folder with BASIL's articles")
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS), help="parts to measure")
    chosen = parser.parse_args()
    translated, reports = read_wmt(chosen.wmt), read_basil(chosen.basil)
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    for name in chosen.only:
        lines = ["| what | system | measured | target |", "| --- | --- | --- | --- |"]
        lines += ["| " + " | ".join(row) + " |" for row in PARTS[name](translated, reports)]
        print("\n".join(lines), flush=True)
        head = f"# Reuse: {name}\n\nMade by benchmarks/reuse.py, where it says what is measured.\n\n"
        (results / f"reuse_{name}.md").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
