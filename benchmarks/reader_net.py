"""The net of the learned reader in torch: how it begins, what it computes, and how it is written for onnxruntime."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from helpers.attribution.pieces import N_MARKS

WIDTH, HEADS, ASKED, STEPS_AWAY, KINDS = 384, 12, 64, 24, 7
NEW = frozenset({"tag", "words", "cues", "speaks", "near", "bias", "mark"})  # parts that the encoder does not have


class Layer(nn.Module):
    """A layer of the encoder."""

    def __init__(self, drop: float) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.ln1, self.ln2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = drop

    def forward(self, x: Any, mask: Any) -> Any:
        """The next states of `x` (texts, pieces, width); `mask` is false where there is no piece."""
        n, length, _ = x.shape
        parted = self.qkv(x).view(n, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(*parted, attn_mask=mask)
        seen = self.out(seen.transpose(1, 2).reshape(n, length, WIDTH))
        x = self.ln1(x + functional.dropout(seen, self.drop, self.training))
        more = self.down(functional.gelu(self.up(x)))
        return self.ln2(x + functional.dropout(more, self.drop, self.training))


class Reader(nn.Module):
    """The encoder's first layers, and what is asked of each word."""

    def __init__(self, n_layers: int, n_pieces: int, drop: float) -> None:
        super().__init__()
        self.word, self.pos = nn.Embedding(n_pieces, WIDTH), nn.Embedding(512, WIDTH)
        self.mark, self.ln = nn.Embedding(N_MARKS, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(n_layers))
        self.tag, self.words, self.cues = (nn.Linear(WIDTH, n) for n in (KINDS, 2 * ASKED, 2 * ASKED))
        self.speaks = nn.Linear(WIDTH, 1)
        self.near, self.bias = nn.Embedding(STEPS_AWAY, 2), nn.Parameter(torch.full((2,), -2.0))
        nn.init.zeros_(self.mark.weight)
        nn.init.zeros_(self.near.weight)
        nn.init.constant_(self.speaks.bias, -3.0)
        self.word.weight.requires_grad_(False)
        self.drop = drop

    def forward(self, ids: Any, marks: Any, mask: Any) -> Any:
        """States (texts, pieces, width)."""
        x = self.ln(self.word(ids) + self.pos.weight[: ids.shape[1]] + self.mark(marks))
        x = functional.dropout(x, self.drop, self.training)
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :])
        return x

    def belonging(self, states: Any, rows: Any, cues: Any, firsts: Any) -> Any:
        """Log-odds (cue, word, 0: source, 1: content) that a word belongs to a cue; see helpers.attribution.linking.

        `states` (texts, words, width); of each cue its text, the weight of each word in it, and its first word.
        """
        asked = torch.einsum("cw,cwd->cd", cues, self.cues(states)[rows]).view(-1, 2, ASKED)
        given = self.words(states)[rows].view(len(rows), -1, 2, ASKED)
        away = torch.arange(states.shape[1], device=states.device)[None] - firsts[:, None]
        steps = torch.floor(torch.log2(away.abs().clamp(min=1).float()) * 1.5).long().clamp(max=11)
        together = torch.einsum("ckd,cmkd->cmk", asked, given) / 8
        return together + self.near(torch.where(away > 0, steps + 12, steps)) + self.bias


def encoder_weights(folder: Path) -> Iterator[tuple[str, Any]]:
    """The encoder's weights under the names that `Reader` has for them, 32-bit."""
    written = (folder / "model.safetensors").read_bytes()
    (size,) = struct.unpack("<Q", written[:8])
    told = json.loads(written[8 : 8 + size])

    def get(name: str) -> Any:
        first, last = told[name]["data_offsets"]
        numbers = np.frombuffer(written, np.float32, offset=8 + size + first, count=(last - first) // 4)
        return numbers.reshape(told[name]["shape"]).copy()

    yield "word.weight", get("embeddings.word_embeddings.weight")
    yield "ln.weight", get("embeddings.LayerNorm.weight")
    yield "ln.bias", get("embeddings.LayerNorm.bias")
    first_type = get("embeddings.token_type_embeddings.weight")[0]
    yield "pos.weight", get("embeddings.position_embeddings.weight") + first_type
    theirs = {"out": "attention.output.dense", "ln1": "attention.output.LayerNorm", "up": "intermediate.dense",
              "down": "output.dense", "ln2": "output.LayerNorm"}  # fmt: skip
    n_layers = 1 + max(int(name.split(".")[2]) for name in told if name.startswith("encoder.layer."))
    for where, ours in ((f"encoder.layer.{i}", f"layers.{i}") for i in range(n_layers)):
        for kind in ("weight", "bias"):
            asked = [get(f"{where}.attention.self.{part}.{kind}") for part in ("query", "key", "value")]
            yield f"{ours}.qkv.{kind}", np.concatenate(asked)
            for name, part in theirs.items():
                yield f"{ours}.{name}.{kind}", get(f"{where}.{part}.{kind}")


def start_from(encoder: Path, n_layers: int, drop: float = 0.1) -> Reader:
    """The reader before training: the encoder's table of pieces and first layers, the rest new."""
    weights = {name: torch.from_numpy(array) for name, array in encoder_weights(encoder)}
    reader = Reader(n_layers, len(weights["word.weight"]), drop)
    ours = reader.state_dict()
    reader.load_state_dict({name: weight for name, weight in weights.items() if name in ours}, strict=False)
    return reader


def kept(reader: Reader) -> dict[str, Any]:
    """The weights that training changes: all but the table of word pieces."""
    return {name: weight for name, weight in reader.state_dict().items() if not name.startswith("word.")}


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
