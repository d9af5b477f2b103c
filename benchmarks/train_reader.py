"""Train the learned reader of attributions and write the weights that ship with the package.

    python benchmarks/train_reader.py FOLDER ENCODER [--minutes 62] [--out src/helpers/data]
    python benchmarks/train_reader.py FOLDER ENCODER --texts TEXTS --again src/helpers/data/reader.onnx \\
        --minutes 42 --rate 1e-4 --share 0.4                             (goes on from shipped weights)
    python benchmarks/train_reader.py FOLDER ENCODER --from checkpoints/epoch1.pt ... [--again reader.onnx]
                                                                     (writes their mean; trains nothing)
    python benchmarks/train_reader.py FOLDER ENCODER --texts TEXTS --again checkpoints/mean.pt \\
        --keep reader.onnx --minutes 10 --rate 5e-5 --share 0.15         (tags and belonging stay as they were)

FOLDER holds PolNeAR's parts (public repository networkdynamics/PolNeAR, its folder `data`); the part `train` is read,
and every 14th of its articles held out. ENCODER holds all-MiniLM-L6-v2 (model.safetensors, tokenizer.json); its first
layers are the start. TEXTS holds the texts of benchmarks/labels/train (see benchmarks/label_texts.py), which tell who
states something; --held names the files held out. Nothing is downloaded. Needs torch and onnx, which the project does
not: pip install torch onnx.

Each word gets one of seven tags (begin or go on of content, cue, source, or none), and how probably it is a mention of
somebody who states something there; and for each cue a score for every word: does it belong to this cue's source, to
its content. All are learnt together. The table of word pieces stays as it is. The learning rate falls with the time
that is used up; each epoch ends with a checkpoint, and the one with the lowest loss on the articles held out is
written. Seeds are fixed; threads and time make runs differ in the last digits.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import struct
import time
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from helpers.attribution import pieces
from helpers.attribution.quotes import find_quotes

WIDTH, HEADS, ASKED, STEPS_AWAY, KINDS = 384, 12, 64, 24, 7
ROOM = 254  # pieces of a window
ROLES = {"Content": 1, "Cue": 3, "Source": 5}  # the tag that begins each


class Example(NamedTuple):
    """An article: its words, their tags, and for each attribution the words of cue, source and content.

    `speaking`: for each source and paragraph in which it states something, its mentions there, as ranges of words; an
    article has either these or the tags (then it is None).
    """

    text: str
    words: list[pieces.Word]
    tags: Any
    attributions: list[tuple[Any, Any, Any]]
    speaking: list[list[tuple[int, int]]] | None = None


Window = tuple[Example, int, int]


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


def read_example(text: str, written: str) -> Example:
    """An article with its annotations."""
    words = pieces.read_words(text, find_quotes(text))
    starts, ends = (np.array([word[i] for word in words]) for i in (0, 1))
    tags, found = np.zeros(len(words), np.int64), []
    for parts in read_annotations(written):
        held: dict[str, list[int]] = {role: [] for role in ROLES}
        for role, begin in ROLES.items():
            for start, end in sorted(parts[role]):
                inside = np.flatnonzero((ends > start) & (starts < end))
                tags[inside], tags[inside[:1]] = begin + 1, begin
                held[role] += inside.tolist()
        if held["Cue"]:
            found.append(tuple(np.array(held[role], np.int64) for role in ("Cue", "Source", "Content")))
    return Example(text, words, tags, found)


def read_part(folder: Path) -> list[Example]:
    """The articles of a part; of one that several annotators read, the first stands for all."""
    return [
        read_example(
            path.read_bytes().decode("utf-8"),
            min((folder / "attributions").glob(f"{path.stem}_????.ann")).read_text("utf-8"),
        )
        for path in sorted((folder / "text").glob("*.txt"))
    ]


def read_speaking(article: Mapping[str, Any], text: str) -> Example:
    """An article with annotated `sources` (see benchmarks/labels/README.md): who states something, and where."""
    words = pieces.read_words(text, find_quotes(text))
    starts = [word.start for word in words]
    passages = [passage for source in article["sources"] for passage in source["stated"]]
    ranges = [[(bisect_left(starts, start), bisect_left(starts, end)) for start, end in spans] for spans in passages]
    return Example(text, words, None, [], ranges)


def read_labels(path: Path, texts: Path) -> list[Example]:
    """The annotated articles of a file, whose texts lie in `texts` (see benchmarks/label_texts.py)."""
    articles = json.loads(path.read_text("utf-8"))
    return [read_speaking(article, (texts / f"{article['id']}.txt").read_bytes().decode()) for article in articles]


def cut(example: Example, draw: random.Random | None = None) -> Iterator[Window]:
    """The windows of an article; with `draw` the first is cut short, so that others come each time."""
    first = 0
    if draw and (cuts := list(pieces.windows(example.text, example.words, draw.randint(ROOM // 3, ROOM)))):
        first = cuts[0][1]
        yield example, 0, first
    for start, end in pieces.windows(example.text, example.words[first:], ROOM):
        yield example, first + start, first + end


# --- the net -------------------------------------------------------------------------------------------------------


class Layer(nn.Module):
    """A layer of the encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.ln1, self.ln2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Any, mask: Any) -> Any:
        """The next states of `x` (texts, pieces, width); `mask` is very low where there is no piece."""
        n, length, _ = x.shape
        parted = self.qkv(x).view(n, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = torch.softmax(parted[0] @ parted[1].transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + mask, -1) @ parted[2]
        x = self.ln1(x + self.out(seen.transpose(1, 2).reshape(n, length, WIDTH)))
        more = self.down(functional.gelu(self.up(x)))
        return self.ln2(x + functional.dropout(more, 0.1, self.training))


class Reader(nn.Module):
    """The encoder's first layers, and what is asked of each word."""

    def __init__(self, n_layers: int, n_pieces: int) -> None:
        super().__init__()
        self.word, self.pos = nn.Embedding(n_pieces, WIDTH), nn.Embedding(512, WIDTH)
        self.mark, self.ln = nn.Embedding(pieces.N_MARKS, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(n_layers))
        self.tag, self.words, self.cues = (nn.Linear(WIDTH, n) for n in (KINDS, 2 * ASKED, 2 * ASKED))
        self.speaks = nn.Linear(WIDTH, 1)
        self.near, self.bias = nn.Embedding(STEPS_AWAY, 2), nn.Parameter(torch.full((2,), -2.0))
        nn.init.zeros_(self.mark.weight)
        nn.init.zeros_(self.near.weight)

    def forward(self, ids: Any, marks: Any, mask: Any) -> Any:
        """States (texts, pieces, width)."""
        x = self.ln(self.word(ids) + self.pos.weight[: ids.shape[1]] + self.mark(marks))
        x = functional.dropout(x, 0.1, self.training)
        low = torch.zeros(mask.shape, dtype=torch.bfloat16).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, low)
        return x

    def belonging(self, states: Any, cues: Sequence[Any]) -> Any:
        """Log-odds (cue, word, 0: source, 1: content) that a word belongs to a cue; see helpers.attribution.linking."""
        asked = torch.stack([self.cues(states[cue]).mean(0) for cue in cues]).view(-1, 2, ASKED)
        together = torch.einsum("ckd,mkd->cmk", asked, self.words(states).view(-1, 2, ASKED)) / 8
        away = torch.arange(len(states))[None] - torch.tensor([int(cue[0]) for cue in cues])[:, None]
        steps = torch.floor(torch.log2(away.abs().clamp(min=1).float()) * 1.5).long().clamp(max=11)
        return together + self.near(torch.where(away > 0, steps + 12, steps)) + self.bias


def start_from(encoder: Path, n_layers: int) -> Reader:
    """The reader before training: the encoder's weights, the rest new."""
    written = (encoder / "model.safetensors").read_bytes()
    (size,) = struct.unpack("<Q", written[:8])
    told = json.loads(written[8 : 8 + size])

    def get(name: str) -> Any:
        first, last = told[name]["data_offsets"]
        numbers = np.frombuffer(written, np.float32, offset=8 + size + first, count=(last - first) // 4)
        return torch.from_numpy(numbers.reshape(told[name]["shape"]).copy())

    embedded = "embeddings.word_embeddings.weight"
    reader = Reader(n_layers, told[embedded]["shape"][0])
    named = {"word.weight": get(embedded), "ln.weight": get("embeddings.LayerNorm.weight")}
    named["ln.bias"] = get("embeddings.LayerNorm.bias")
    first_type = get("embeddings.token_type_embeddings.weight")[0]
    named["pos.weight"] = get("embeddings.position_embeddings.weight") + first_type
    theirs = {"out": "attention.output.dense", "ln1": "attention.output.LayerNorm", "up": "intermediate.dense",
              "down": "output.dense", "ln2": "output.LayerNorm"}  # fmt: skip
    for i in range(n_layers):
        for kind in ("weight", "bias"):
            where = f"encoder.layer.{i}"
            asked = [get(f"{where}.attention.self.{part}.{kind}") for part in ("query", "key", "value")]
            named[f"layers.{i}.qkv.{kind}"] = torch.cat(asked)
            named |= {f"layers.{i}.{ours}.{kind}": get(f"{where}.{name}.{kind}") for ours, name in theirs.items()}
    reader.load_state_dict(named, strict=False)
    return reader


def start_again(path: Path, encoder: Path) -> Reader:
    """The reader with the weights of reader.onnx, as exact as its 8 bits; the table of word pieces is the encoder's."""
    import onnx

    model = onnx.load(path)
    kept = {one.name: onnx.numpy_helper.to_array(one) for one in model.graph.initializer}
    told = {one.key: json.loads(one.value) for one in model.metadata_props if one.key in {"near", "bias"}}

    def get(number: int) -> Any:
        name = f"w{number}"
        if name in kept:
            return kept[name]
        whole, scale, zero = (
            kept[f"{name}_{part}"].astype(np.float32) for part in ("quantized", "scale", "zero_point")
        )
        return (whole - zero) * scale

    def pair(name: str, number: int) -> dict[str, Any]:
        return {f"{name}.weight": get(number).T, f"{name}.bias": get(number + 1)}

    named = {"pos.weight": get(3), "mark.weight": get(5), "ln.weight": get(6), "ln.bias": get(7)}
    parts = ("qkv", "out", "ln1", "up", "down", "ln2")  # in the order in which `graph` keeps them, from the eighth on
    n_kept = len({name.partition("_")[0] for name in kept})
    n_layers = (n_kept - 8) // 12
    for i in range(n_layers):
        for place, part in enumerate(parts):
            named |= pair(f"layers.{i}.{part}", 8 + 12 * i + 2 * place)
    first = 8 + 12 * n_layers
    for place, name in enumerate(("tag", "words", "cues", "speaks")[: (n_kept - first) // 2]):
        named |= pair(name, first + 2 * place)
    named |= {"near.weight": np.array(told["near"]), "bias": np.array(told["bias"])}
    reader = start_from(encoder, n_layers)
    reader.load_state_dict(
        {name: torch.tensor(array, dtype=torch.float32) for name, array in named.items()}, strict=False
    )
    return reader


# --- training ------------------------------------------------------------------------------------------------------


def stack(batch: Sequence[Window]) -> tuple[Any, Any, Any, list[Any]]:
    """Pieces, marks and mask of `batch` as tensors, and where in each window its words begin."""
    rows = []
    for example, start, end in batch:
        ids, marks, firsts = [pieces.FIRST], [0], []
        for word in example.words[start:end]:
            firsts.append(len(ids))
            ids += word.pieces
            marks += [word.mark] * len(word.pieces)
        rows.append(([*ids, pieces.LAST], [*marks, 0], torch.tensor(firsts)))
    shape = len(batch), max(len(ids) for ids, _, _ in rows)
    ids, marks, mask = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long), torch.zeros(shape)
    for i, (numbers, features, _) in enumerate(rows):
        ids[i, : len(numbers)], marks[i, : len(numbers)] = torch.tensor(numbers), torch.tensor(features)
        mask[i, : len(numbers)] = 1
    return ids, marks, mask.bool(), [firsts for _, _, firsts in rows]


def loss_of_speaking(odds: Any, example: Example, start: int, end: int) -> Any:
    """Sum over words and mentions: of the mentions of one source in a line one at least speaks, no other word does."""
    free, loss = torch.ones(end - start, dtype=torch.bool), torch.zeros(())
    for ranges in example.speaking or ():
        inside = [(a - start, b - start) for a, b in ranges if a >= start and b <= end and b > a]
        for a, b in inside:
            free[a:b] = False
        if inside:
            silent = torch.stack([functional.logsigmoid(-odds[a:b]).mean() for a, b in inside]).sum()
            loss = loss - 3 * torch.log1p(-torch.exp(silent).clamp(max=1 - 1e-6))
    return loss - functional.logsigmoid(-odds[free]).sum()


def losses(reader: Reader, batch: Sequence[Window]) -> tuple[Any, Any, Any]:
    """Mean loss of tags by word, of belonging by cue (a 40th of it, to weigh about as much), of speaking by word."""
    ids, marks, mask, firsts = stack(batch)
    if reader.training:  # texts without paragraphs exist
        marks = torch.where(torch.rand(len(batch), 1) < 0.1, marks % 6, marks)
    states = reader(ids, marks, mask).float()
    tagging, belonging, speaking, n_words, n_cues, n_heard = torch.zeros(()), torch.zeros(()), torch.zeros(()), 0, 0, 0
    for (example, start, end), at, row in zip(batch, firsts, states, strict=True):
        own = row[at]
        if example.speaking is not None:
            speaking = speaking + loss_of_speaking(reader.speaks(own)[:, 0], example, start, end)
            n_heard += end - start
            continue
        tags = torch.from_numpy(example.tags[start:end])
        tagging = tagging + functional.cross_entropy(reader.tag(own), tags, reduction="sum")
        here = [[part[(part >= start) & (part < end)] - start for part in parts] for parts in example.attributions
                if start <= parts[0][0] < end]  # fmt: skip
        n_words, n_cues = n_words + end - start, n_cues + len(here)
        if here:
            wanted = torch.zeros(len(here), end - start, 2)
            for i, (_, source, content) in enumerate(here):
                wanted[i, source, 0], wanted[i, content, 1] = 1, 1
            odds = reader.belonging(own, [torch.from_numpy(cue) for cue, _, _ in here])
            belonging = belonging + functional.binary_cross_entropy_with_logits(odds, wanted, reduction="sum")
    return tagging / max(n_words, 1), belonging / max(n_cues, 1) / 40, 3 * speaking / max(n_heard, 1)


def kept_losses(reader: Reader, before: Reader, batch: Sequence[Window]) -> tuple[Any, Any, Any]:
    """As `losses`, but tags and belonging are to stay as `before` has them: divergence and squared distance."""
    given = stack(batch)
    states = reader(*given[:3]).float()
    with torch.no_grad():
        theirs = before(*given[:3]).float()
    tagging, belonging, speaking, n_words, n_heard = torch.zeros(()), torch.zeros(()), torch.zeros(()), 0, 0
    for (example, start, end), at, row, other in zip(batch, given[3], states, theirs, strict=True):
        own, held = row[at], other[at]
        tags, wanted = (functional.log_softmax(net.tag(x), -1) for net, x in ((reader, own), (before, held)))
        tagging = tagging + functional.kl_div(tags, wanted.detach(), log_target=True, reduction="sum")
        for part in ("words", "cues"):
            apart = getattr(reader, part)(own) - getattr(before, part)(held).detach()
            belonging = belonging + (apart**2).mean(-1).sum()
        n_words += end - start
        if example.speaking is not None:
            speaking = speaking + loss_of_speaking(reader.speaks(own)[:, 0], example, start, end)
            n_heard += end - start
    return 2 * tagging / n_words, belonging / n_words / 2, 3 * speaking / max(n_heard, 1)


def held_out(reader: Reader, examples: Sequence[Example]) -> tuple[float, float, float]:
    """The losses on `examples`, mean over windows."""
    reader.eval()
    with torch.no_grad():
        found = [[float(loss) for loss in losses(reader, [window])] for e in examples for window in cut(e)]
    reader.train()
    tagging, belonging, speaking = np.mean(found, axis=0) if found else (0, 0, 0)
    return float(tagging), float(belonging), float(speaking)


def batches(examples: Sequence[Example], draw: random.Random, size: int) -> list[list[Window]]:
    """All windows in any order, `size` at a time, those of a batch about as long."""
    windows = [window for example in examples for window in cut(example, draw)]
    draw.shuffle(windows)
    found = []
    for at in range(0, len(windows), 50 * size):
        pool = sorted(windows[at : at + 50 * size], key=lambda w: sum(len(x.pieces) for x in w[0].words[w[1] : w[2]]))
        found += [pool[i : i + size] for i in range(0, len(pool), size)]
    draw.shuffle(found)
    return found


class Plan(NamedTuple):
    """What is learnt from (and `held` out), for how long, how fast, and the share of `examples` that an epoch takes."""

    examples: list[Example]
    labelled: list[Example]
    held: list[Example]
    minutes: float
    rate: float
    share: float
    new: frozenset[str]  # parts that begin anew and learn at 1e-3
    before: Reader | None = None  # whose tags and belonging are to stay


def train(reader: Reader, plan: Plan, out: Path, size: int = 6) -> Path:
    """Train as planned; the best checkpoint in `out`. Prints the learning curve."""
    reader.word.weight.requires_grad_(False)
    groups: dict[bool, list[Any]] = {True: [], False: []}
    for name, weight in reader.named_parameters():
        if weight.requires_grad:
            groups[name.split(".")[0] in plan.new].append(weight)
    optimiser = torch.optim.AdamW(
        [{"params": groups[False], "lr": plan.rate}, {"params": groups[True], "lr": 1e-3}], weight_decay=0.01
    )
    begin, best, best_loss = time.monotonic(), out / "epoch0.pt", math.inf

    def used() -> float:
        return (time.monotonic() - begin) / 60 / plan.minutes

    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / 60) * max(0.02, 1 - used())
    )
    epoch = n_steps = 0
    while used() < 1:
        told: list[list[float]] = []
        draw = random.Random(epoch)
        drawn = draw.sample(plan.examples, int(plan.share * len(plan.examples)))
        listed = batches(plan.labelled, draw, size) + batches(drawn, draw, size)
        draw.shuffle(listed)
        for batch in listed:
            parts = kept_losses(reader, plan.before, batch) if plan.before else losses(reader, batch)
            sum(parts).backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            schedule.step()
            told.append([float(part.detach()) for part in parts])
            n_steps += 1
            if used() >= 1:
                break
        measured = held_out(reader, plan.held)
        shown = ("{:.4f} + {:.4f} + {:.4f}".format(*part) for part in (np.mean(told, axis=0), measured))
        print(f"epoch {epoch}, {n_steps} steps: train {next(shown)}, held out {next(shown)}", flush=True)
        torch.save(reader.state_dict(), out / f"epoch{epoch}.pt")
        if sum(measured) < best_loss:
            best, best_loss = out / f"epoch{epoch}.pt", sum(measured)
        epoch += 1
    return best


# --- what ships ----------------------------------------------------------------------------------------------------


def graph(state: Mapping[str, Any], n_layers: int) -> Any:
    """The net as an ONNX model: ids, marks (pieces) and firsts (words) in; tags, words and cues by word out."""
    from onnx import TensorProto, helper, numpy_helper

    weights, nodes = [], []

    def keep(array: Any) -> str:
        weights.append(numpy_helper.from_array(np.array(array, order="C"), f"w{len(weights)}"))
        return str(weights[-1].name)

    def get(name: str) -> str:
        return keep(state[name].float().numpy())

    def node(kind: str, *given: str, n: int = 1, **how: Any) -> Any:
        made = [f"x{len(nodes)}_{i}" for i in range(n)]
        nodes.append(helper.make_node(kind, given, made, name=f"n{len(nodes)}", **how))
        return made if n > 1 else made[0]

    def linear(x: str, name: str) -> Any:
        return node("Add", node("MatMul", x, keep(state[f"{name}.weight"].float().numpy().T)), get(f"{name}.bias"))

    def norm(x: str, name: str) -> Any:
        return node("LayerNormalization", x, get(f"{name}.weight"), get(f"{name}.bias"), axis=-1, epsilon=1e-12)

    zero, flat, deep = keep(np.array([0])), keep(np.array([-1, WIDTH])), keep(np.array([1, -1, WIDTH]))
    places = node("Slice", get("pos.weight"), zero, node("Shape", "ids"), zero)
    x = node("Add", node("Gather", get("word.weight"), "ids"), places)
    x = norm(node("Add", x, node("Gather", get("mark.weight"), "marks")), "ln")
    for i in range(n_layers):
        layer = f"layers.{i}"
        parted = node("Split", linear(x, f"{layer}.qkv"), n=3, axis=-1, num_outputs=3)
        seen = node("MultiHeadAttention", *(node("Reshape", part, deep) for part in parted), num_heads=HEADS,
                    domain="com.microsoft")  # fmt: skip
        seen = node("Reshape", seen, flat)
        if i == n_layers - 1:  # from here on only the first piece of each word counts
            x, seen = (node("Gather", states, "firsts") for states in (x, seen))
        x = norm(node("Add", x, linear(seen, f"{layer}.out")), f"{layer}.ln1")
        more = linear(node("Gelu", linear(x, f"{layer}.up")), f"{layer}.down")
        x = norm(node("Add", x, more), f"{layer}.ln2")
    made = {
        "tags": node("LogSoftmax", linear(x, "tag"), axis=-1),
        "words": linear(x, "words"),
        "cues": linear(x, "cues"),
        "speaks": linear(x, "speaks"),
    }
    for name, place in made.items():
        nodes.append(helper.make_node("Identity", [place], [name], name=name))
    taken = [
        helper.make_tensor_value_info(name, TensorProto.INT64, [f"n_{name}"]) for name in ("ids", "marks", "firsts")
    ]
    sizes = {"tags": KINDS, "words": 2 * ASKED, "cues": 2 * ASKED, "speaks": 1}
    given = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n_firsts", n]) for name, n in sizes.items()]
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    whole = helper.make_graph(nodes, "reader", taken, given, weights)
    return helper.make_model(whole, opset_imports=opsets, ir_version=9)


def mean(states: Sequence[Mapping[str, Any]], again: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The mean of the weights of several checkpoints, and of those that training went on from, without `speaks`."""
    made = {name: sum(state[name] for state in states) / len(states) for name in states[0]}
    if again is None:
        return made
    n = len(states)
    return {k: w if k.startswith("speaks.") else (n * w + again[k]) / (n + 1) for k, w in made.items()}


def write(state: Mapping[str, Any], encoder: Path, out: Path) -> None:
    """reader.onnx and reader.txt in `out`: weights in 8 bits (7 used, so that no processor's sums overflow)."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    n_layers = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    full, path = out / "reader.fp32.onnx", out / "reader.onnx"
    onnx.save(graph(state, n_layers), full)
    quantize_dynamic(
        full, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip
    full.unlink()
    model = onnx.load(path)
    for name, weight in (("near", state["near.weight"]), ("bias", state["bias"])):
        model.metadata_props.add(key=name, value=json.dumps(weight.float().tolist()))
    onnx.save(model, path)
    listed = json.loads((encoder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    (out / "reader.txt").write_text("\n".join(sorted(listed, key=listed.__getitem__)), "utf-8")


def planned(options: argparse.Namespace) -> tuple[Reader, Plan]:
    """The reader to begin with, and how it is trained."""
    examples = read_part(options.folder / "train")
    held = tuple(f"-{end}.json" for end in options.held.split(","))
    labelled: dict[bool, list[Example]] = {True: [], False: []}
    for path in sorted(options.labels.glob("*.json")) if options.texts else ():
        labelled[path.name.endswith(held)] += read_labels(path, options.texts)
    before = start_again(options.keep, options.encoder).eval() if options.keep else None
    if options.again and options.again.suffix == ".pt":
        reader, new = start_from(options.encoder, options.layers), frozenset[str]()
        reader.load_state_dict(torch.load(options.again, weights_only=True))
    elif options.again:
        reader, new = start_again(options.again, options.encoder), frozenset({"speaks"})
    else:
        reader = start_from(options.encoder, options.layers)
        new = frozenset({"tag", "words", "cues", "speaks", "near", "bias", "mark"})
    learnt = [e for i, e in enumerate(examples) if i % 14 != 7]
    held_out = examples[7::14] + labelled[True]
    return reader, Plan(learnt, labelled[False], held_out, options.minutes, options.rate, options.share, new, before)


def main() -> None:
    """Read the command line, train, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder that holds the parts of PolNeAR")
    parser.add_argument("encoder", type=Path, help="folder that holds all-MiniLM-L6-v2")
    parser.add_argument("--minutes", type=float, default=62, help="how long to train")
    parser.add_argument("--layers", type=int, default=4, help="layers of the encoder that are used")
    parser.add_argument("--again", type=Path, help="shipped weights or a checkpoint to go on from")
    parser.add_argument("--keep", type=Path, help="shipped weights whose tags and belonging are to stay")
    parser.add_argument("--labels", type=Path, default=Path(__file__).parent / "labels" / "train")
    parser.add_argument("--texts", type=Path, help="folder of the texts of the labels; without it they are not used")
    parser.add_argument("--held", default="d5,d6,g6", help="ends of the names of files of labels that are held out")
    parser.add_argument("--rate", type=float, default=2.5e-4, help="learning rate of what is not new")
    parser.add_argument("--share", type=float, default=1.0, help="share of PolNeAR that an epoch takes, drawn anew")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--from", dest="kept", type=Path, nargs="+", help="write the mean of these checkpoints; do not train"
    )
    parser.add_argument("--checkpoints", type=Path, default=Path("checkpoints"), help="folder for them")
    parser.add_argument("--out", type=Path, default=Path("src/helpers/data"))
    options = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    if options.kept:
        options.checkpoints.mkdir(parents=True, exist_ok=True)
        again = start_again(options.again, options.encoder).state_dict() if options.again else None
        state = mean([torch.load(path, weights_only=True) for path in options.kept], again)
        torch.save(state, options.checkpoints / "mean.pt")
    else:
        options.checkpoints.mkdir(parents=True, exist_ok=True)
        state = torch.load(train(*planned(options), options.checkpoints), weights_only=True)
    write(state, options.encoder, options.out)


if __name__ == "__main__":
    main()
