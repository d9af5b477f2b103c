"""Parts of speech: a small averaged perceptron, greedy from left to right.

Tags are coarse, made for reading clauses: N noun, NP name, PR pronoun, PS possessive pronoun or 's, DT determiner, CD
number, JJ adjective, RB adverb, IN preposition or conjunction, TO, MD modal, VB infinitive, VBZ present, VBD past,
VBN past participle, VBG ing-form, CC and/or/but, W wh-word, EX there, RP particle, UH, and the mark itself for marks.
The weights come from `benchmarks/train_tagger.py` and the UD English Web Treebank (CC BY-SA 4.0).

What a tagger looks at hangs on the words, but for the tags of the two words before. So the words of many sentences are
scored at once, and the sentences are then walked through side by side, all first words, all second words ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from importlib.resources import files
from itertools import chain, count
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer[Any]]

# in the order in which the last wins where two score alike
TAGS = (
    "W", "VBZ", "VBN", "VBG", "VBD", "VB", "UH", "TO", "RP", "RB", "PS", "PR", "NP", "N", "MD", "JJ", "IN", "EX", "DT",
    "CD", "CC", ".",
)  # fmt: skip


class Model(NamedTuple):
    """What was learnt. Row 0 of `weights` is empty; a row is a feature's weight for each of `TAGS`.

    `sure`: the tag of words that have one; `rows`: row of each feature of one word (see `features`). The words, the
    tags and marks that stand before, and the last letters that features of two things know are numbered; the number
    after the last stands for any other. `history`: weights by the two tags before; `last`, `next`: sorted numbers of
    pairs of words, `at` the first row of each; `tagged`, `ahead`: rows by the tag before and the word, or the last
    letters of the word after.
    """

    sure: Mapping[str, str]
    rows: Mapping[str, int]
    weights: NDArray[np.int16]
    words: Mapping[str, int]
    before: Mapping[str, int]
    endings: Mapping[str, int]
    history: NDArray[np.int16]
    last: Ints
    next: Ints
    at: tuple[int, int]
    tagged: Ints
    ahead: Ints


_LISTS = ("sure", "rows", "words", "before", "endings")
_ARRAYS = ("gaps", "weights", "history", "last", "next", "tagged", "ahead")


def pack(sure: Mapping[str, str], weights: Mapping[str, Mapping[str, int]], path: Path) -> None:
    """Write what training found, feature -> tag -> weight, as the file that `load` reads."""
    listed = {kind: sorted(feature for feature in weights if feature[0] == kind) for kind in "wsecClaA2mnktTx"}
    single = [feature for kind in "wsecClaA2" for feature in listed[kind]]
    pairs = {kind: [tuple(feature[1:].split(" ")) for feature in listed[kind]] for kind in "mnk"}
    tags = _tags_in(listed, [tag for tag, _ in pairs["k"]])
    words = sorted({feature[1:] for kind in "wla2" for feature in listed[kind]}.union(*pairs["m"], *pairs["n"]))
    words = sorted({*words, *(word for _, word in pairs["k"])})
    number = {word: i for i, word in enumerate(words)}
    # "x" joins tag and letters without a gap: every way to part them counts
    ahead = [
        (place, feature[1 + len(tag) :], feature)
        for place, tag in enumerate(tags)
        for feature in listed["x"]
        if feature.startswith(tag, 1) and len(feature) - 1 - len(tag) <= 3
    ]
    endings = sorted({ending for _, ending, _ in ahead})
    numbered = {ending: i for i, ending in enumerate(endings)}
    keyed = {
        kind: sorted((number[a] * (len(words) + 1) + number[b], f"{kind}{a} {b}") for a, b in pairs[kind])
        for kind in "mn"
    }
    keyed["k"] = sorted((tags.index(a) * (len(words) + 1) + number[b], f"k{a} {b}") for a, b in pairs["k"])
    keyed["x"] = sorted((place * (len(endings) + 1) + numbered[ending], feature) for place, ending, feature in ahead)

    rows = _weigh(weights, ["", *single, *(feature for kind in "mnkx" for _, feature in keyed[kind])])
    # fifteen features a word may add up
    if 15 * int(np.abs(rows).max(initial=0)) > np.iinfo(np.int16).max:
        raise ValueError("weights are too large to be added as 16-bit numbers; lower SCALE")
    named = {"sure": [f"{word} {tag}" for word, tag in sorted(sure.items())], "rows": single, "words": words}
    named |= {"before": tags, "endings": endings}
    filled = np.flatnonzero(rows)
    kept: dict[str, Any] = {"gaps": np.diff(filled, prepend=0).astype(np.uint16), "weights": rows.ravel()[filled]}
    kept["history"] = _history(weights, tags)
    for name, kind in (("last", "m"), ("next", "n"), ("tagged", "k"), ("ahead", "x")):
        kept[name] = np.array([key for key, _ in keyed[kind]], np.int32)
    for name, lines in named.items():
        kept[name] = np.frombuffer("\n".join(lines).encode(), np.uint8)
    np.savez_compressed(path, **kept)


def _tags_in(listed: Mapping[str, Sequence[str]], beside: Iterable[str]) -> list[str]:
    """The tags and marks that the features `listed` by kind speak of, and those `beside` a word."""
    before = {*TAGS, *(feature[1:] for feature in listed["t"]), *beside, "<"}
    known = frozenset(before)  # a mark that is only seen beside another tag
    before |= {feature[i:] for feature in listed["T"] for i in range(2, len(feature)) if feature[1:i] in known}
    before |= {feature[1:i] for feature in listed["T"] for i in range(2, len(feature)) if feature[i:] in known}
    return [tag for tag in sorted(before) if tag in TAGS or is_mark(tag)]


def _weigh(weights: Mapping[str, Mapping[str, int]], features: Iterable[str]) -> NDArray[np.int16]:
    return np.array([[weights.get(f, {}).get(tag, 0) for tag in TAGS] for f in features], np.int16)


def _history(weights: Mapping[str, Mapping[str, int]], tags: Sequence[str]) -> NDArray[np.int16]:
    """What the two tags before speak for, of each tag."""
    history = np.zeros((len(tags) + 1, len(tags) + 1, len(TAGS)), np.int16)
    for place, tag in enumerate(tags):
        history[:, place] += _weigh(weights, [f"t{tag}"])[0]
        history[:-1, place] += _weigh(weights, (f"T{earlier}{tag}" for earlier in tags))
    return history


def read(path: Path) -> Model:
    """The model that `pack` wrote."""
    with np.load(path, allow_pickle=False) as kept:
        sure, rows, words, before, endings = (kept[name].tobytes().decode().split("\n") for name in _LISTS)
        gaps, filled, history, last, next_, tagged, ahead = (kept[name] for name in _ARRAYS)
    first = len(rows) + 1
    places = [first, first + len(last), first + len(last) + len(next_)]
    weights = np.zeros((places[2] + len(tagged) + len(ahead), len(TAGS)), np.int16)
    weights.ravel()[np.cumsum(gaps, dtype=np.int64)] = filled
    by_word = np.zeros((len(before) + 1) * (len(words) + 1), np.int32)
    by_word[tagged] = np.arange(places[2], places[2] + len(tagged))
    by_ending = np.zeros((len(before) + 1) * (len(endings) + 1), np.int32)
    by_ending[ahead] = np.arange(places[2] + len(tagged), len(weights))
    return Model(
        sure=dict(line.split(" ") for line in sure if line),
        rows=dict(zip(rows, count(1), strict=False)),
        weights=weights,
        words=dict(zip(words, count(), strict=False)),
        before=dict(zip(before, count(), strict=False)),
        endings=dict(zip(endings, count(), strict=False)),
        history=history,
        last=last,
        next=next_,
        at=(places[0], places[1]),
        tagged=by_word.reshape(len(before) + 1, -1),
        ahead=by_ending.reshape(len(before) + 1, -1),
    )


@cache
def load() -> Model:
    """The model that is shipped."""
    return read(Path(str(files("helpers") / "data" / "tagger.npz")))


def features(words: Sequence[str], i: int, before: str, before2: str) -> Iterator[str]:
    """What the tagger looks at for word `i`; `words` padded by two on both sides. `tag_all` weighs just these."""
    word = words[i]
    lower = word.lower()
    after, last = words[i + 1], words[i - 1].lower()
    yield "w" + lower
    yield "s" + lower[-3:]
    yield "e" + lower[-2:]
    yield "c" + _shape(word) + ("^" if before == "<" else "")
    yield "t" + before
    yield "T" + before2 + before
    yield "k" + before + " " + lower
    yield "l" + last
    yield "a" + after.lower()
    yield "A" + after.lower()[-3:]
    yield "m" + last + " " + lower
    yield "n" + lower + " " + after.lower()
    yield "x" + before + after.lower()[-3:]
    yield "2" + words[i + 2].lower()
    yield "C" + _shape(after)


def _shape(word: str) -> str:
    first = word[:1]
    if first.isupper():
        return "X" if word.isupper() and len(word) > 1 else "U"
    if first.isdigit():
        return "9"
    return "-" if "-" in word else "u" if first.isalpha() else first


def is_mark(word: str) -> bool:
    """Whether `word` is punctuation, whose tag is itself."""
    return not any(map(str.isalnum, word)) and word not in {"$", "%", "&", "£", "€"}


# columns of what `_describe` tells of a word: its own tag, numbers, and the rows of its features
_TAG, _WORD, _ENDING, _OWN, _SHAPE, _FIRST, _BEFORE, _AFTER, _AFTER2 = 0, 1, 2, slice(3, 6), 6, 7, 8, slice(9, 12), 12


def _describe(model: Model, word: str) -> tuple[int, ...]:
    lower, shape = word.lower(), _shape(word)
    last3 = lower[-3:]
    sure, row = model.sure.get(word), model.rows.get
    other = len(model.before)
    tag = model.before[sure] if sure else model.before.get(word, other) if is_mark(word) else -1
    return (
        tag, model.words.get(lower, len(model.words)), model.endings.get(last3, len(model.endings)),
        row("w" + lower, 0), row("s" + last3, 0), row("e" + lower[-2:], 0),
        row("c" + shape, 0), row("c" + shape + "^", 0), row("l" + lower, 0),
        row("a" + lower, 0), row("A" + last3, 0), row("C" + shape, 0), row("2" + lower, 0),
    )  # fmt: skip


@lru_cache(maxsize=1 << 14)
def _describe_shipped(word: str) -> tuple[int, ...]:
    return _describe(load(), word)


def _rows_of_pairs(model: Model, pairs: Ints, first: int, a: Ints, b: Ints) -> Ints:
    """Rows of the pairs of words a, b, 0 where there is none."""
    wanted = a * (len(model.words) + 1) + b
    place = np.minimum(np.searchsorted(pairs, wanted), len(pairs) - 1)
    return np.where(pairs[place] == wanted, place + first, 0)


def tag(words: Sequence[str], model: Model | None = None) -> list[str]:
    """The tags of the words of one sentence."""
    return tag_all([words], model)[0]


def tag_all(sentences: Sequence[Sequence[str]], model: Model | None = None) -> list[list[str]]:
    """The tags of the words of each sentence; where nothing speaks for any tag, a word is a noun."""
    lengths = np.fromiter(map(len, sentences), np.int64, len(sentences))
    if not lengths.any():
        return [[] for _ in sentences]
    describe: Callable[[str], tuple[int, ...]] = partial(_describe, model) if model else _describe_shipped
    model = model or load()
    number = dict(zip(dict.fromkeys(chain([""], chain.from_iterable(sentences))), count(), strict=False))
    told = np.fromiter(chain.from_iterable(map(describe, number)), np.int32).reshape(len(number), -1)

    # each sentence with one empty word before it and two behind, one sentence after the other
    begins = np.cumsum(lengths + 3) - lengths - 2
    laid = np.zeros(int((lengths + 3).sum()), np.int32)
    here = np.arange(lengths.sum()) + np.repeat(begins - (np.cumsum(lengths) - lengths), lengths)
    laid[here] = np.fromiter(map(number.__getitem__, chain.from_iterable(sentences)), np.int32, len(here))

    # all first words, all second words ...; the longest sentences first, so that those that go on lie together
    order = np.argsort(-lengths, kind="stable")
    going = np.searchsorted(-lengths[order], -np.arange(int(lengths.max())), side="left")
    places = np.concatenate([begins[order[:n]] + step for step, n in enumerate(going)])
    found = _choose(model, told, laid, places, going)

    tags = np.empty(len(laid), object)
    tags[places] = np.array([*model.before, ""], object)[found]
    unknown = places[found == len(model.before)]  # a mark that the model has not met
    tags[unknown] = np.array([*number], object)[laid[unknown]]
    flat = tags.tolist()
    return [flat[start : start + n] for start, n in zip(begins.tolist(), lengths.tolist(), strict=True)]


def _choose(model: Model, told: Ints, laid: Ints, places: Ints, going: Ints) -> Ints:
    """The number of the tag of the word at each of `places`, which hold `going` words of each step, step after step."""
    found: Ints = told[laid[places], _TAG]
    free = np.flatnonzero(found < 0)  # the words whose tag is not sure
    at = places[free]
    scores = _score(model, told, laid, at, free < going[0])
    ending, words = told[laid[at + 1], _ENDING], told[laid[at], _WORD]
    as_before, noun = np.array([model.before[name] for name in TAGS]), TAGS.index("N")
    last = np.full(going[0], model.before["<"])
    last2 = last.copy()
    ends = np.cumsum(going)
    bounds = np.searchsorted(free, np.concatenate([[0], ends]))
    for step, n in enumerate(going):
        low, high, start = bounds[step], bounds[step + 1], ends[step] - n
        if low < high:
            which = free[low:high] - start
            told_before = last[which]
            now = scores[low:high]
            now += model.history[last2[which], told_before]
            now += model.weights[model.tagged[told_before, words[low:high]]]
            now += model.weights[model.ahead[told_before, ending[low:high]]]
            best = now.argmax(1)
            best[now.max(1) <= 0] = noun
            found[free[low:high]] = as_before[best]
        last2[:n] = last[:n]
        last[:n] = found[start : start + n]
    return found


def _score(model: Model, told: Ints, laid: Ints, at: Ints, is_first: NDArray[np.bool_]) -> NDArray[np.int16]:
    """What speaks for each tag of the words at `at` by themselves and their neighbours, before any tag is known."""
    weights = model.weights
    word, before, after = laid[at], laid[at - 1], laid[at + 1]
    opens = is_first | (told[before, _TAG] == model.before["<"])
    number = told[:, _WORD].astype(np.int64)
    scores: NDArray[np.int16] = weights[told[:, _OWN]].sum(1, dtype=np.int16)[word]
    scores += weights[np.where(opens, told[word, _FIRST], told[word, _SHAPE])]
    scores += weights[told[:, _BEFORE]][before]
    scores += weights[told[:, _AFTER]].sum(1, dtype=np.int16)[after]
    scores += weights[told[:, _AFTER2]][laid[at + 2]]
    scores += weights[_rows_of_pairs(model, model.last, model.at[0], number[before], number[word])]
    scores += weights[_rows_of_pairs(model, model.next, model.at[1], number[word], number[after])]
    return scores
