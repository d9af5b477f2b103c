"""Train the learned reader of attributions and write the weights that ship with the package.

    python benchmarks/train_reader.py prepare POLNEAR TEXTS --more more.jsonl
    python benchmarks/train_reader.py teach ENCODER --seed 0       (and 1, 2, 3, 4: five teachers)
    python benchmarks/train_reader.py hear ENCODER                 (what the teachers say of every article)
    python benchmarks/train_reader.py learn ENCODER --layers 3     (the small reader learns from that)
    python benchmarks/train_reader.py write ENCODER [--out src/helpers/data]

POLNEAR holds the parts of PolNeAR (public repository networkdynamics/PolNeAR, its folder `data`); the part `train` is
read, and every 14th of its articles held out. ENCODER holds all-MiniLM-L6-v2 (model.safetensors, tokenizer.json); its
layers are the start. TEXTS holds the texts of benchmarks/labels/train (see benchmarks/label_texts.py), which tell who
states something; --held names the files held out. more.jsonl has an article a line (`id`, `text`), without any
annotation: the teachers read them, and the small reader learns what they say. Nothing is downloaded. Needs torch and
onnx, which the project does not: pip install torch onnx.

Each word gets one of seven tags (begin or go on of content, cue, source, or none), and how probably it is a mention of
somebody who states something there; and for each cue a score for every word: does it belong to this cue's source, to
its content. All are learnt together. A teacher has all six layers of the encoder and learns from annotations alone;
what ships has half as many and learns from the mean of the teachers' probabilities (distillation: Hinton, Vinyals,
Dean, Distilling the Knowledge in a Neural Network, 2015), with annotations in every tenth step. The table of word
pieces stays as it is; the learning rate falls to nothing; the weights kept are a running mean. Seeds are fixed; threads
and the processor make runs differ in the last digits. Runs on a GPU where torch finds one, else on two cores.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import re
import time
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch.nn import functional

from helpers.attribution import pieces
from helpers.attribution.quotes import find_quotes
from reader_net import KINDS, NEW, Reader, kept, start_from, write

ROOM = 254  # pieces of a window
ROLES = {"Content": 1, "Cue": 3, "Source": 5}  # the tag that begins each
TEACHER_LAYERS = 6
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


class Article(NamedTuple):
    """An article: its words, where the text may be cut behind them, and what is annotated.

    `tags` and `attributions` (the words of cue, source and content of each) are PolNeAR's; `speaking` tells for each
    source and paragraph in which it states something its mentions there, as ranges of words. None: not annotated.
    """

    words: list[pieces.Word]
    stops: Any
    is_held: bool = False
    tags: Any = None
    attributions: tuple[tuple[Any, Any, Any], ...] = ()
    speaking: tuple[tuple[tuple[int, int], ...], ...] | None = None


class Heard(NamedTuple):
    """What the teachers say of a window: probabilities of tags and of speaking by word; cues, what belongs to each."""

    tags: Any
    speaks: Any
    cues: list[tuple[int, int]]
    belonging: Any


Window = tuple[Article, int, int]
Lesson = tuple[Window, Heard]


# --- what is learnt from -------------------------------------------------------------------------------------------


def read_annotations(written: str) -> Iterator[Mapping[str, list[tuple[int, int]]]]:
    """The attributions of a brat file that have a content: role -> spans."""
    spans: dict[str, list[tuple[int, int]]] = {}
    lines = written.splitlines()
    for name, _, rest in (line.partition("\t") for line in lines if re.match(r"T\d+\t", line)):
        places = rest.partition("\t")[0].partition(" ")[2]
        spans[name] = [(int(a), int(b)) for a, b in (place.split() for place in places.split(";"))]
    for line in lines:
        if line.startswith("E"):
            parts: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
            for role, _, name in (part.partition(":") for part in line.partition("\t")[2].split()):
                parts.get(role.rstrip("0123456789"), []).extend(spans[name])
            if parts["Content"]:
                yield parts


def read_text(text: str) -> Article:
    """An article without annotations."""
    words = pieces.read_words(text, find_quotes(text))
    return Article(words, np.array([word.end - word.start == 1 and text[word.start] in ".!?" for word in words], bool))


def read_polnear(text: str, written: str) -> Article:
    """An article with the attributions of a brat file."""
    article = read_text(text)
    starts, ends = (np.array([word[i] for word in article.words]) for i in (0, 1))
    tags, found = np.zeros(len(article.words), np.int64), []
    for parts in read_annotations(written):
        held: dict[str, list[int]] = {role: [] for role in ROLES}
        for role, begin in ROLES.items():
            for start, end in sorted(parts[role]):
                inside = np.flatnonzero((ends > start) & (starts < end))
                tags[inside], tags[inside[:1]] = begin + 1, begin
                held[role] += inside.tolist()
        if held["Cue"]:
            cue, source, content = (np.array(held[role], np.int64) for role in ("Cue", "Source", "Content"))
            found.append((cue, source, content))
    return article._replace(tags=tags, attributions=tuple(found))


def read_part(folder: Path) -> list[Article]:
    """The articles of a part; of one that several annotators read, the first stands for all."""
    return [
        read_polnear(
            path.read_bytes().decode("utf-8"),
            min((folder / "attributions").glob(f"{path.stem}_????.ann")).read_text("utf-8"),
        )
        for path in sorted((folder / "text").glob("*.txt"))
    ]


def read_labels(path: Path, texts: Path) -> Iterator[Article]:
    """The annotated articles of a file (see benchmarks/labels/README.md), whose texts lie in `texts`."""
    for told in json.loads(path.read_text("utf-8")):
        article = read_text((texts / f"{told['id']}.txt").read_bytes().decode())
        starts = [word.start for word in article.words]
        passages = [passage for source in told["sources"] for passage in source["stated"]]
        ranges = [tuple((bisect_left(starts, a), bisect_left(starts, b)) for a, b in spans) for spans in passages]
        yield article._replace(speaking=tuple(ranges))


def cut(article: Article, draw: random.Random | None = None) -> Iterator[Window]:
    """The windows of an article; with `draw` the first is cut short, so that others come each time."""
    ends = np.cumsum([len(word.pieces) for word in article.words])
    at, room, n = 0, draw.randint(ROOM // 3, ROOM) if draw else ROOM, len(article.words)
    while at < n:
        before = ends[at - 1] if at else 0
        end = min(max(int(np.searchsorted(ends, before + room, "right")), at + 1), n)
        if end < n:
            near = range(end, max(at + 1, end - room // 3), -1)
            stops = (i for i in near if article.stops[i - 1])
            end = next((i for i in near if article.words[i].mark >= 6), next(stops, end))
        yield article, at, end
        at, room = end, ROOM


# --- batches -------------------------------------------------------------------------------------------------------


def length(window: Window) -> int:
    """Pieces of a window."""
    article, start, end = window
    return sum(len(word.pieces) for word in article.words[start:end])


def pooled(items: Sequence[Any], lengths: Sequence[int], draw: random.Random, size: int) -> list[list[Any]]:
    """All items in any order, `size` at a time, those of a batch about as long."""
    order, found = list(range(len(items))), []
    draw.shuffle(order)
    for at in range(0, len(order), 50 * size):
        pool = sorted(order[at : at + 50 * size], key=lengths.__getitem__)
        found += [[items[i] for i in pool[k : k + size]] for k in range(0, len(pool), size)]
    draw.shuffle(found)
    return found


def drawn(articles: Sequence[Article], draw: random.Random, size: int) -> list[list[Window]]:
    """All windows of `articles`, cut anew, as batches."""
    windows = [window for article in articles for window in cut(article, draw)]
    return pooled(windows, [length(window) for window in windows], draw, size)


def on_device(arrays: Mapping[str, Any]) -> dict[str, Any]:
    return {name: torch.from_numpy(np.asarray(array)).to(DEVICE) for name, array in arrays.items()}


def stack(batch: Sequence[Window], draw: random.Random | None = None) -> dict[str, Any]:
    """Pieces, marks and mask of `batch`, where in each window its words begin, and which are words.

    With `draw`, one window in ten has no paragraphs: such texts exist.
    """
    n, n_words = max(map(length, batch)) + 2, max(end - start for _, start, end in batch)
    ids, marks = np.zeros((len(batch), n), np.int64), np.zeros((len(batch), n), np.int64)
    firsts, words = np.zeros((len(batch), n_words), np.int64), np.zeros((len(batch), n_words), bool)
    mask = np.zeros((len(batch), n), bool)
    for row, (article, start, end) in enumerate(batch):
        inside = article.words[start:end]
        sizes = [len(word.pieces) for word in inside]
        own = [pieces.FIRST, *(piece for word in inside for piece in word.pieces), pieces.LAST]
        modulus = 6 if draw and draw.random() < 0.1 else pieces.N_MARKS
        ids[row, : len(own)], mask[row, : len(own)] = own, True
        marks[row, 1 : len(own) - 1] = np.repeat([word.mark % modulus for word in inside], sizes)
        firsts[row, : len(inside)], words[row, : len(inside)] = np.cumsum([1, *sizes[:-1]]), True
    return on_device({"ids": ids, "marks": marks, "mask": mask, "firsts": firsts, "words": words})


def asked(cues: Sequence[tuple[int, Sequence[int], Any]], n_words: int) -> dict[str, Any]:
    """Of each cue (its window, its words, what belongs to it): as `Reader.belonging` takes it."""
    weights, wanted = np.zeros((len(cues), n_words), np.float32), np.zeros((len(cues), n_words, 2), np.float32)
    for i, (_, words, belongs) in enumerate(cues):
        weights[i, list(words)] = 1 / len(words)
        wanted[i, : len(belongs)] = belongs
    rows, firsts = np.array([row for row, _, _ in cues], int), np.array([words[0] for _, words, _ in cues], int)
    return on_device({"rows": rows, "cues": weights, "cue_firsts": firsts, "belongs": wanted})


def states(reader: Reader, given: Mapping[str, Any]) -> Any:
    """The states of the words (texts, words, width)."""
    with torch.autocast(DEVICE, dtype=torch.bfloat16, enabled=DEVICE == "cuda"):
        made = reader(given["ids"], given["marks"], given["mask"])
    return torch.gather(made.float(), 1, given["firsts"][:, :, None].expand(-1, -1, made.shape[2]))


# --- losses --------------------------------------------------------------------------------------------------------


def loss_of_belonging(reader: Reader, own: Any, given: Mapping[str, Any], cues: Mapping[str, Any]) -> Any:
    """By cue; a 40th of the sum over words, to weigh about as much as the tags."""
    if not len(cues["rows"]):
        return own.new_zeros(())
    odds = reader.belonging(own, cues["rows"], cues["cues"], cues["cue_firsts"])
    lost = functional.binary_cross_entropy_with_logits(odds, cues["belongs"], reduction="none")
    return (lost * given["words"][cues["rows"]][:, :, None]).sum() / len(cues["rows"]) / 40


def loss_of_speaking(odds: Any, batch: Sequence[Window]) -> Any:
    """By word: of the mentions of one source in a paragraph one at least speaks, no other word does."""
    loss, n = odds.new_zeros(()), 0
    silent = functional.logsigmoid(-odds)
    for row, (article, start, end) in enumerate(batch):
        if article.speaking is None:
            continue
        free = torch.ones(end - start, dtype=torch.bool)
        for ranges in article.speaking:
            inside = [(a - start, b - start) for a, b in ranges if a >= start and b <= end and b > a]
            for a, b in inside:
                free[a:b] = False
            if inside:
                nobody = torch.stack([silent[row, a:b].mean() for a, b in inside]).sum()
                loss = loss - 3 * torch.log1p(-torch.exp(nobody).clamp(max=1 - 1e-6))
        loss, n = loss - silent[row, : end - start][free.to(DEVICE)].sum(), n + end - start
    return 3 * loss / max(n, 1)


def annotated_loss(reader: Reader, batch: Sequence[Window], draw: random.Random | None = None) -> tuple[Any, Any, Any]:
    """Tags by word, belonging by cue, speaking by word, against the annotations."""
    given = stack(batch, draw)
    own = states(reader, given)
    tags, cues = np.full(given["words"].shape, -100), []
    for row, (article, start, end) in enumerate(batch):
        if article.tags is None:
            continue
        tags[row, : end - start] = article.tags[start:end]
        for parts in article.attributions:
            if start <= parts[0][0] < end:
                cue, *others = (part[(part >= start) & (part < end)] - start for part in parts)
                belongs = np.zeros((end - start, 2))
                for place, part in enumerate(others):
                    belongs[part, place] = 1
                cues.append((row, cue, belongs))
    wanted = torch.from_numpy(tags).to(DEVICE).flatten()
    tagging = functional.cross_entropy(reader.tag(own).flatten(0, 1), wanted, ignore_index=-100, reduction="sum")
    belonging = loss_of_belonging(reader, own, given, asked(cues, tags.shape[1]))
    return tagging / (wanted >= 0).sum().clamp(min=1), belonging, loss_of_speaking(reader.speaks(own)[..., 0], batch)


def heard_loss(reader: Reader, batch: Sequence[Lesson], draw: random.Random) -> tuple[Any, Any, Any]:
    """The same against what the teachers say."""
    given = stack([window for window, _ in batch], draw)
    own, shape = states(reader, given), given["words"].shape
    tags, speaks, cues = np.zeros((*shape, KINDS), np.float32), np.zeros(shape, np.float32), []
    for row, (_, heard) in enumerate(batch):
        tags[row, : len(heard.tags)], speaks[row, : len(heard.tags)] = heard.tags, heard.speaks
        cues += [(row, range(*cue), heard.belonging[i]) for i, cue in enumerate(heard.cues)]
    wanted, n = on_device({"tags": tags, "speaks": speaks}), given["words"].sum()
    tagging = -((wanted["tags"] * reader.tag(own).log_softmax(-1)).sum(-1) * given["words"]).sum() / n
    odds = reader.speaks(own)[..., 0]
    speaking = functional.binary_cross_entropy_with_logits(odds, wanted["speaks"], reduction="none") * given["words"]
    return tagging, loss_of_belonging(reader, own, given, asked(cues, shape[1])), 3 * speaking.sum() / n


@torch.no_grad()
def held_out(reader: Reader, articles: Sequence[Article], size: int = 32) -> str:
    """The losses on what is held out, mean over batches."""
    reader.eval()
    found: list[float] = []
    for has_tags, kinds in ((True, (0, 1)), (False, (2,))):
        windows = [w for a in articles if a.is_held and (a.tags is not None) == has_tags for w in cut(a)]
        batches = [windows[i : i + size] for i in range(0, len(windows), size)]
        lost = np.mean([[float(part) for part in annotated_loss(reader, batch)] for batch in batches], axis=0)
        found += [float(lost[kind]) for kind in kinds]
    reader.train()
    return "{:.4f} + {:.4f} + {:.4f}".format(*found)


# --- training ------------------------------------------------------------------------------------------------------


class Trainer:
    """Steps of a reader: rates that rise for a hundred steps and fall to nothing, a running mean of the weights."""

    def __init__(self, reader: Reader, rate: float, decay: float) -> None:
        self.reader, self.decay, self.n = reader.to(DEVICE).train(), decay, 0
        groups: dict[bool, list[Any]] = {True: [], False: []}
        for name, weight in reader.named_parameters():
            if weight.requires_grad:
                groups[name.split(".")[0] in NEW].append(weight)
        self.rates = (rate, 1e-3)
        self.optimiser = torch.optim.AdamW([{"params": groups[is_new]} for is_new in (False, True)], weight_decay=0.01)
        self.mean = {name: weight.detach().clone() for name, weight in kept(reader).items()}

    def step(self, parts: Sequence[Any], used: float) -> None:
        """One step down the sum of `parts`, when the share `used` of the training is over."""
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * max(0.01, 1 - used) * min(1, (self.n + 1) / 100)
        sum(parts).backward()
        torch.nn.utils.clip_grad_norm_(self.reader.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.n += 1
        share = min(self.decay, (1 + self.n) / (10 + self.n))
        for name, weight in kept(self.reader).items():
            self.mean[name].mul_(share).add_(weight, alpha=1 - share)

    def end(self, articles: Sequence[Article], out: Path) -> None:
        """Keep the running mean; print its losses on what is held out."""
        self.reader.load_state_dict(self.mean, strict=False)
        print(f"{out.name}: {self.n} steps, held out {held_out(self.reader, articles)}", flush=True)
        torch.save({name: weight.cpu() for name, weight in self.mean.items()}, out)


def teach(options: argparse.Namespace, articles: Sequence[Article], encoder: Path, size: int = 24) -> None:
    """A teacher learns from the annotations: `teacher{seed}.pt`."""
    trainer, draw = Trainer(start_from(encoder, TEACHER_LAYERS), 3e-4, 0.998), random.Random(options.seed)
    learnt = [a for a in articles if not a.is_held and (a.tags is not None or a.speaking is not None)]
    for epoch in range(options.epochs):
        batches = drawn(learnt, draw, size)
        for i, batch in enumerate(batches):
            trainer.step(annotated_loss(trainer.reader, batch, draw), (epoch + i / len(batches)) / options.epochs)
        print(f"epoch {epoch + 1} of {options.epochs}, {trainer.n} steps", flush=True)
    trainer.end(articles, options.work / f"teacher{options.seed}.pt")


@torch.no_grad()
def said(readers: Sequence[Reader], batch: Sequence[Window]) -> Iterator[Heard]:
    """What the readers together say of each window: means of their probabilities."""
    given = stack(batch)
    owns = [states(reader, given) for reader in readers]

    def mean(parts: Sequence[Any]) -> Any:
        return torch.stack(list(parts)).mean(0).half().cpu().numpy()

    tags = mean([reader.tag(own).softmax(-1) for reader, own in zip(readers, owns, strict=True)])
    speaks = mean([reader.speaks(own)[..., 0].sigmoid() for reader, own in zip(readers, owns, strict=True)])
    best, found = tags.argmax(-1), []
    for row, (_, start, end) in enumerate(batch):
        runs = re.finditer("[34]4*", "".join(map(str, best[row, : end - start])))
        found += [(row, *run.span()) for run in runs]
    cues = asked([(row, range(a, b), np.zeros((0, 2))) for row, a, b in found], tags.shape[1])
    odds = [
        reader.belonging(own, cues["rows"], cues["cues"], cues["cue_firsts"]).sigmoid()
        for reader, own in zip(readers, owns, strict=True)
    ]
    belonging = mean(odds)
    for row, (_, start, end) in enumerate(batch):
        n, own_cues = end - start, [i for i, cue in enumerate(found) if cue[0] == row]
        own_belonging = belonging[own_cues, :n].copy()
        yield Heard(tags[row, :n].copy(), speaks[row, :n].copy(), [found[i][1:] for i in own_cues], own_belonging)


def hear(options: argparse.Namespace, articles: Sequence[Article], encoder: Path, size: int = 128) -> None:
    """What all teachers say of every article that is not held out: `heard.pickle`."""
    readers, draw, lessons = [], random.Random(99), []
    for path in sorted(options.work.glob("teacher*.pt")):
        readers.append(start_from(encoder, TEACHER_LAYERS).to(DEVICE).eval())
        readers[-1].load_state_dict(torch.load(path, weights_only=True), strict=False)
    windows = sorted((w for a in articles if not a.is_held for w in cut(a, draw)), key=length)
    for i in range(0, len(windows), size):
        batch = windows[i : i + size]
        lessons += zip(batch, said(readers, batch), strict=True)
    (options.work / "heard.pickle").write_bytes(pickle.dumps(lessons))
    print(f"{len(lessons)} windows heard by {len(readers)} teachers")


def learn(options: argparse.Namespace, articles: Sequence[Article], encoder: Path, size: int = 24) -> None:
    """The small reader learns from what was heard, in every tenth step from annotations: `reader.pt`."""
    lessons: list[Lesson] = pickle.loads((options.work / "heard.pickle").read_bytes())  # noqa: S301  (this script wrote it)
    lengths = [length(window) for window, _ in lessons]
    annotated = [a for a in articles if not a.is_held and (a.tags is not None or a.speaking is not None)]
    trainer = Trainer(start_from(encoder, options.layers, drop=0.05), 4e-4, 0.999)
    draw, begin = random.Random(options.seed), time.monotonic()

    def for_ever(make: Any) -> Iterator[Any]:
        while True:
            yield from make()

    taught = for_ever(lambda: pooled(lessons, lengths, draw, size))
    told = for_ever(lambda: drawn(annotated, draw, size))
    for step in range(options.steps):
        if draw.random() < 0.1:
            parts = annotated_loss(trainer.reader, next(told), draw)
        else:
            parts = heard_loss(trainer.reader, next(taught), draw)
        trainer.step(parts, step / options.steps)
        if step % 100 == 99:
            print(f"{step + 1} of {options.steps} steps, {(time.monotonic() - begin) / 60:.0f} minutes", flush=True)
    trainer.end(articles, options.work / "reader.pt")


def prepare(options: argparse.Namespace) -> None:
    """All articles as words and pieces: `articles.pickle`."""
    options.work.mkdir(parents=True, exist_ok=True)
    ends = tuple(f"-{end}.json" for end in options.held.split(","))
    articles = [a._replace(is_held=i % 14 == 7) for i, a in enumerate(read_part(options.polnear / "train"))]
    for path in sorted(options.labels.glob("*.json")):
        articles += [a._replace(is_held=path.name.endswith(ends)) for a in read_labels(path, options.texts)]
    if options.more:
        with options.more.open(encoding="utf-8") as lines:
            articles += [read_text(json.loads(line)["text"]) for line in lines]
    (options.work / "articles.pickle").write_bytes(pickle.dumps(articles))
    print(f"{len(articles)} articles, {sum(article.is_held for article in articles)} held out")


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = made.add_subparsers(dest="step", required=True)
    first = steps.add_parser("prepare", help="read all articles once")
    first.add_argument("polnear", type=Path, help="folder that holds the parts of PolNeAR")
    first.add_argument("texts", type=Path, help="folder of the texts of the labels")
    first.add_argument("--more", type=Path, help="articles without annotations, JSON Lines with `text`")
    first.add_argument("--labels", type=Path, default=Path(__file__).parent / "labels" / "train")
    first.add_argument("--held", default="d5,d6,g6", help="ends of the names of files of labels that are held out")
    for name, told in (("teach", teach), ("hear", hear), ("learn", learn)):
        part = steps.add_parser(name, help=(told.__doc__ or "").strip())
        part.add_argument("encoder", type=Path, help="folder that holds all-MiniLM-L6-v2")
        part.add_argument("--seed", type=int, default=0)
        part.add_argument("--epochs", type=int, default=7, help="how often a teacher reads what is annotated")
        part.add_argument("--layers", type=int, default=3, help="layers of the encoder that the small reader has")
        part.add_argument("--steps", type=int, default=9000, help="steps of the small reader")
    last = steps.add_parser("write", help="write reader.onnx and reader.txt")
    last.add_argument("encoder", type=Path, help="folder that holds all-MiniLM-L6-v2")
    last.add_argument("--layers", type=int, default=3)
    last.add_argument("--out", type=Path, default=Path("src/helpers/data"))
    for part in steps.choices.values():
        part.add_argument("--work", type=Path, default=Path("training"), help="folder for what is made on the way")
    return made


def main() -> None:
    """Read the command line, do one step."""
    options = parser().parse_args()
    if options.step == "prepare":
        prepare(options)
    elif options.step == "write":
        reader = start_from(options.encoder, options.layers)
        reader.load_state_dict(torch.load(options.work / "reader.pt", weights_only=True), strict=False)
        write(reader.state_dict(), options.encoder, options.out)
    else:
        torch.manual_seed(options.seed)
        articles = pickle.loads((options.work / "articles.pickle").read_bytes())  # noqa: S301  (this script wrote it)
        {"teach": teach, "hear": hear, "learn": learn}[options.step](options, articles, options.encoder)


if __name__ == "__main__":
    main()
