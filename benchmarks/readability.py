"""Readability, all measures: ours beside a loop over textstat, on any folder of texts.

    python benchmarks/readability.py FOLDER [--texts 200]

Takes the *.txt files of 600 to 1,000 words (longer ones are cut there). "cold": texts first seen, "warm": the same
texts again, when their words have been seen; "new words": every word mangled, so that hardly one is in the dictionary
or has been seen. Both sides have their dictionaries loaded before. Seconds are CPU time, medians of the rounds;
differences are the largest over all texts and measures.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyphen

from helpers import readability

KEPT = {"get_cmudict", "get_pyphen", "get_lang_easy_words"}  # dictionaries, loaded once
ARGUMENTS = {"text_standard": {"float_output": True}}


def read(folder: Path, n: int) -> list[str]:
    """Up to `n` texts of 600 to 1,000 words."""
    found = []
    for path in sorted(folder.rglob("*.txt")):
        lines, words = [], 0
        for line in path.read_text("utf-8", errors="replace").splitlines(keepends=True):
            if words >= 800:
                break
            lines.append(line)
            words += len(line.split())
        if 600 <= words <= 1000:
            found.append("".join(lines))
        if len(found) == n:
            break
    if not found:
        raise SystemExit(f"{folder}: no text of 600 words or more")
    return found


def mangled(text: str, chance: random.Random) -> str:
    """`text` with the letters of every word of three or more shuffled: the same punctuation, words nobody knows."""

    def one(token: str) -> str:
        letters = [c for c in token if c.isalpha()]
        if len(letters) < 3:
            return token
        chance.shuffle(letters)
        return "".join(letters.pop() if c.isalpha() else c for c in token)

    return re.sub(r"\S+", lambda match: one(match.group()), text)


def by_textstat(texts: list[str]) -> pd.DataFrame:
    """Every measure of every text, a call each."""
    package = readability.textstat()
    names = readability.MEASURES["textstat"]
    return pd.DataFrame([[float(getattr(package, m)(t, **ARGUMENTS.get(m, {}))) for m in names] for t in texts],
                        columns=list(names))  # fmt: skip


def by_ours(texts: list[str], *, draws: int = 0, mode: readability.Mode = "textstat") -> pd.DataFrame:
    """The same from one call."""
    articles = pd.DataFrame({"article_id": [f"{i:06}" for i in range(len(texts))], "text": texts})
    return readability.readability(articles, mode, draws=draws)


def forget() -> None:
    """Empty the memories of both sides but for their dictionaries."""
    readability.forget()
    forget_texts()
    for patterns in pyphen.hdcache.values():
        patterns.cache.clear()


def forget_texts() -> None:
    """Empty textstat's memory of its last 128 texts: in a corpus every text is a new one."""
    readability.textstat()
    for name, module in sys.modules.items():
        if name.startswith("textstat.backend."):
            for function in vars(module).values():
                if hasattr(function, "cache_clear") and function.__name__ not in KEPT:
                    function.cache_clear()


def seconds(run: Callable[[], object], before: Callable[[], object] = lambda: None, rounds: int = 3) -> float:
    """Median CPU seconds of `run`, `before` not counted."""
    taken = []
    for _ in range(rounds):
        before()
        begun = time.process_time()
        run()
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


def difference(texts: list[str]) -> float:
    """Largest difference of any measure, over the texts that hold a word."""
    theirs = by_textstat(texts)
    ours = by_ours(texts).pivot(index="article_id", columns="measure", values="value")[list(theirs)].astype(float)
    worded = ours["lexicon_count"].notna().to_numpy()
    return float((ours.to_numpy() - theirs.to_numpy())[worded].__abs__().max())


def main() -> None:
    """Measure, print the table and write it beside this file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder of *.txt files")
    parser.add_argument("--texts", type=int, default=200, help="how many texts to take at most")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results" / "readability.md")
    chosen = parser.parse_args()
    texts = read(chosen.folder, chosen.texts)
    chance = random.Random(0)
    rounds = [[mangled(text, chance) for text in texts] for _ in range(3)]
    by_textstat(texts[:1]), by_ours(texts[:1])

    def on_new(measure: Callable[[list[str]], object]) -> float:
        fresh = iter(rounds)  # words that have not been seen, every time
        return seconds(lambda: measure(next(fresh)), forget)

    def drawn(some: list[str]) -> pd.DataFrame:
        return by_ours(some, draws=readability.DRAWS)

    cases = {
        "cold": [seconds(lambda run=run: run(texts), forget) for run in (by_textstat, by_ours, drawn)],
        "warm": [
            seconds(lambda: by_textstat(texts), forget_texts),
            *(seconds(lambda run=run: run(texts), rounds=7) for run in (by_ours, drawn)),
        ],
        "new words": [on_new(run) for run in (by_textstat, by_ours, drawn)],
    }
    words = sum(len(text.split()) for text in texts)
    lines = [
        "# Readability, all measures\n",
        f"{len(texts)} texts, {words:,} words; {len(readability.MEASURES['textstat'])} measures; textstat 0.7.13.\n",
        f"Ratios are textstat's time over ours. Textstat gives no intervals, so the first is without them (`draws=0`); "
        f"the second is with ours from {readability.DRAWS:,} draws, whose time textstat does not spend.\n",
        "| texts | textstat, ms a text | ours | ratio | ours with intervals | ratio | largest difference |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, (theirs, ours, with_draws) in cases.items():
        off = difference(rounds[0] if name == "new words" else texts)
        lines.append(
            f"| {name} | {1000 * theirs / len(texts):.2f} | {1000 * ours / len(texts):.3f} | {theirs / ours:.1f} "
            f"| {1000 * with_draws / len(texts):.2f} | {theirs / with_draws:.1f} | {off:g} |"
        )
    extra = {
        "news mode": lambda: by_ours(texts, mode="news"),
        "news mode, with intervals": lambda: by_ours(texts, mode="news", draws=readability.DRAWS),
    }
    lines += ["", "| ours, warm | ms a text |", "| --- | --- |"]
    lines += [f"| {name} | {1000 * seconds(run) / len(texts):.2f} |" for name, run in extra.items()]
    report = "\n".join(lines) + "\n"
    print(report)
    chosen.out.write_text(report, "utf-8")


if __name__ == "__main__":
    main()
