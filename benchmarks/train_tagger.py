"""Train the tagger that `helpers.attribution` ships.

    python benchmarks/train_tagger.py OUT --train TREEBANK.conllu ... --test TREEBANK.conllu ...

OUT is src/helpers/data/tagger.json.gz; treebanks are CoNLL-U files or folders of them. The shipped weights come from
UD English Web Treebank (github.com/UniversalDependencies/UD_English-EWT, CC BY-SA 4.0; all its documents) and UD
English PUD (CC BY-SA 3.0).
Prints the accuracy on the test files, by tag. Same files in, same bytes out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from helpers.attribution.tagger import COARSE, Model, features, is_mark, tag

Sentence = list[tuple[str, str]]
SCALE = 100  # weights are shipped as whole hundredths


def read(paths: Sequence[Path]) -> Iterator[Sentence]:
    """The tagged sentences of CoNLL-U files; a folder stands for all its files."""
    for path in paths:
        for file in sorted(path.rglob("*.conllu")) if path.is_dir() else [path]:
            sentence: Sentence = []
            for line in [*file.read_text("utf-8").splitlines(), ""]:
                cells = line.split("\t")
                if not line and sentence:
                    yield sentence
                    sentence = []
                elif len(cells) > 4 and cells[0].isdigit():
                    word = cells[1]
                    sentence.append((word, word if is_mark(word) else COARSE.get(cells[4], "N")))


def sure_words(sentences: Sequence[Sentence]) -> dict[str, str]:
    """Words that are frequent and (nearly) always have one tag."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word, name in sentence:
            counts[word][name] += 1
    return {
        word: names.most_common(1)[0][0]
        for word, names in counts.items()
        if names.total() >= 15 and names.most_common(1)[0][1] >= 0.99 * names.total() and not is_mark(word)
    }


def train(sentences: list[Sentence], rounds: int, least: float) -> Model:
    """An averaged perceptron, weights below `least` dropped."""
    sure = sure_words(sentences)
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    totals: dict[tuple[str, str], float] = defaultdict(float)
    stamps: dict[tuple[str, str], int] = defaultdict(int)
    step = 0

    def move(feature: str, name: str, by: float) -> None:
        row, key = weights[feature], (feature, name)
        totals[key] += (step - stamps[key]) * row.get(name, 0.0)
        stamps[key] = step
        row[name] = row.get(name, 0.0) + by

    shuffle = random.Random(1)
    for _ in range(rounds):
        shuffle.shuffle(sentences)
        for sentence in sentences:
            padded = ["", "", *(word for word, _ in sentence), "", ""]
            before2 = before = "<"
            for i, (word, truth) in enumerate(sentence, 2):
                guess = sure.get(word) or (word if is_mark(word) else "")
                if not guess:
                    step += 1
                    scores: dict[str, float] = {"N": 0.0}
                    seen = list(features(padded, i, before, before2))
                    for feature in seen:
                        for name, weight in weights[feature].items():
                            scores[name] = scores.get(name, 0.0) + weight
                    guess = max(scores, key=lambda name: (scores[name], name))
                    if guess != truth:
                        for feature in seen:
                            move(feature, truth, 1.0)
                            move(feature, guess, -1.0)
                before2, before = before, guess
    averaged: dict[str, dict[str, int]] = {}
    for feature in sorted(weights):
        row = {}
        for name, weight in sorted(weights[feature].items()):
            total = totals[feature, name] + (step - stamps[feature, name]) * weight
            if abs(total / step) >= least:
                row[name] = round(SCALE * total / step)
        if row:
            averaged[feature] = row
    return Model(dict(sorted(sure.items())), averaged)


def test(model: Model, sentences: Sequence[Sentence]) -> str:
    """Accuracy overall, and precision and recall of each tag."""
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for sentence in sentences:
        for (_, truth), guess in zip(sentence, tag([word for word, _ in sentence], model), strict=True):
            wanted[truth] += 1
            given[guess] += 1
            right[truth] += truth == guess
    lines = [f"accuracy {100 * right.total() / wanted.total():.2f} % of {wanted.total():,} words"]
    lines += [
        f"{name:4} precision {100 * right[name] / max(given[name], 1):5.1f}  recall {100 * right[name] / n:5.1f}  n {n}"
        for name, n in wanted.most_common()
        if name in set(COARSE.values())
    ]
    return "\n".join(lines)


def main() -> None:
    """Read the command line, train, test, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="file to write")
    parser.add_argument("--train", type=Path, nargs="+", required=True, help="CoNLL-U files or folders")
    parser.add_argument("--test", type=Path, nargs="*", default=[], help="CoNLL-U files or folders")
    parser.add_argument("--rounds", type=int, default=5, help="times over the training files")
    parser.add_argument("--least", type=float, default=0.4, help="smallest weight kept")
    options = parser.parse_args()
    model = train(list(read(options.train)), options.rounds, options.least)
    packed = json.dumps(model, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8")
    options.out.write_bytes(gzip.compress(packed, 9, mtime=0))
    print(f"{len(model.sure):,} sure words, {len(model.weights):,} features, {options.out.stat().st_size:,} bytes")
    if options.test:
        print(test(model, list(read(options.test))))


if __name__ == "__main__":
    main()
