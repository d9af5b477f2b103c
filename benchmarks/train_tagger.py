"""Train the tagger that `helpers.attribution` ships.

    python benchmarks/train_tagger.py OUT --train TREEBANK.conllu ... --test TREEBANK.conllu ...

OUT is src/helpers/data/tagger.npz; treebanks are CoNLL-U files or folders of them. The shipped weights come from
UD English Web Treebank (github.com/UniversalDependencies/UD_English-EWT, CC BY-SA 4.0; all its documents) and UD
English PUD (CC BY-SA 3.0).
Prints the accuracy on the test files, by tag. Same files in, same bytes out.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from helpers.attribution import tagger
from helpers.attribution.tagger import features, is_mark

Sentence = list[tuple[str, str]]
SCALE = 100  # weights are shipped as whole hundredths
COARSE = {
    "NN": "N", "NNS": "N", "NNP": "NP", "NNPS": "NP", "PRP": "PR", "PRP$": "PS", "POS": "PS", "DT": "DT", "PDT": "DT",
    "CD": "CD", "JJ": "JJ", "JJR": "JJ", "JJS": "JJ", "AFX": "JJ", "RB": "RB", "RBR": "RB", "RBS": "RB", "IN": "IN",
    "TO": "TO", "MD": "MD", "VB": "VB", "VBP": "VBZ", "VBZ": "VBZ", "VBD": "VBD", "VBN": "VBN", "VBG": "VBG",
    "CC": "CC", "WDT": "W", "WP": "W", "WP$": "W", "WRB": "W", "EX": "EX", "RP": "RP", "UH": "UH", "FW": "NP",
    "$": "CD", "ADD": "NP", "GW": "N", "LS": "CD", "NFP": ".", "SYM": "CD",
}  # fmt: skip
Weights = Mapping[str, Mapping[str, int]]  # feature -> tag -> weight


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


def choose(seen: Sequence[str], weights: Mapping[str, Mapping[str, float]]) -> str:
    """The tag that the features `seen` weigh most for."""
    scores: dict[str, float] = {"N": 0.0}
    for feature in seen:
        for name, weight in weights.get(feature, {}).items():
            scores[name] = scores.get(name, 0.0) + weight
    return max(scores, key=lambda name: (scores[name], name))


def train(sentences: list[Sentence], rounds: int, least: float) -> tuple[Mapping[str, str], Weights]:
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
                    seen = list(features(padded, i, before, before2))
                    guess = choose(seen, weights)
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
    return sure, averaged


def test(model: tagger.Model, sentences: Sequence[Sentence]) -> str:
    """Accuracy overall, and precision and recall of each tag."""
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    tagged = tagger.tag_all([[word for word, _ in sentence] for sentence in sentences], model)
    for sentence, guesses in zip(sentences, tagged, strict=True):
        for (_, truth), guess in zip(sentence, guesses, strict=True):
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
    sure, weights = train(list(read(options.train)), options.rounds, options.least)
    tagger.pack(sure, weights, options.out)
    print(f"{len(sure):,} sure words, {len(weights):,} features, {options.out.stat().st_size:,} bytes")
    if options.test:
        print(test(tagger.read(options.out), list(read(options.test))))


if __name__ == "__main__":
    main()
