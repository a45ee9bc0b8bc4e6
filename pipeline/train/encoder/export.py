"""Writes the trained network as ONNX: the encoder with 8-bit weights, the scope head and the document layer as they are.

The encoder's matrices are multiplied in 8 bits, with activations scaled as they come (dynamic quantisation). One scale holds for one call, so
sentences are encoded one a call: nothing then depends on a batch mate (benchmarks/encoder_batches.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from pipeline.train.encoder.network import POOLED, WIDTH, DocumentLayer, Network, Pretrained

OPSET = 21


class SmallEmbedding(nn.Module):
    """An embedding table of 8-bit rows, each with its scale."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.rows = nn.Parameter((table / scale).round().to(torch.int8), requires_grad=False)
        self.scale = nn.Parameter(scale, requires_grad=False)

    def forward(self, ids: Tensor) -> Tensor:
        """Return the vectors of word-piece ids."""
        return self.rows[ids].float() * self.scale[ids]


class Sentences(nn.Module):
    """The part of the network that sees single sentences."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return token states, token logits, pooled vectors, and the logits of all sentence tasks side by side."""
        states = self.network.encoder(ids, mask)
        pooled = self.network.pooled(states, mask)
        return states, self.network.tokens(states), pooled, torch.cat([head(pooled) for head in self.network.sentence.values()], -1)


class Documents(nn.Module):
    """The document layer, with all logits side by side."""

    def __init__(self, layer: DocumentLayer) -> None:
        super().__init__()
        self.layer = layer

    def forward(self, pooled: Tensor, features: Tensor) -> Tensor:
        """Return the logits of every document task, shape (sentences, sum of classes)."""
        return torch.cat(list(self.layer(pooled, features).values()), -1)


def export_network(network: Network, folder: Path) -> None:
    """Write encoder.onnx, scope.onnx and document.onnx into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    shrink_words(network.encoder)
    ids = torch.randint(1000, 2000, (3, 17))
    mask = torch.ones_like(ids)
    batch, tokens = torch.export.Dim("batch"), torch.export.Dim("tokens")
    whole = folder / "encoder.onnx"
    write_graph(
        Sentences(network),
        (ids, mask),
        whole,
        ["ids", "mask"],
        ["states", "tokens", "pooled", "sentence"],
        {"ids": {0: batch, 1: tokens}, "mask": {0: batch, 1: tokens}},
    )
    pack(whole)
    cues = torch.export.Dim("cues")
    states, cue = torch.zeros(3, 17, WIDTH), torch.ones(3, 17, dtype=torch.long)
    shapes = {name: {0: cues, 1: tokens} for name in ("states", "cue", "mask")}
    write_graph(network.scope, (states, cue, mask), folder / "scope.onnx", list(shapes), ["scores"], shapes)
    sentences = torch.export.Dim("sentences")
    inputs = (torch.zeros(5, POOLED), torch.zeros(5, network.shape.features))
    write_graph(
        Documents(network.document),
        inputs,
        folder / "document.onnx",
        ["pooled", "features"],
        ["logits"],
        {"pooled": {0: sentences}, "features": {0: sentences}},
    )


def shrink_words(encoder: Pretrained) -> None:
    """Put 8-bit rows in place of the word pieces' vectors."""
    setattr(encoder, "words", SmallEmbedding(encoder.words.weight.detach()))  # noqa: B010 - another kind of module


def pack(path: Path) -> None:
    """Turn the matrices of a graph into 8-bit ones, in place."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    plain = onnx.load(path)
    del plain.graph.value_info[:]  # the exporter's shapes do not hold any more once weights are packed
    onnx.save(plain, path)
    quantize_dynamic(
        path, path, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gemm"],
        extra_options={"DisableShapeInference": True, "MatMulConstBOnly": True},
    )  # fmt: skip


def write_graph(module: nn.Module, inputs: tuple[Tensor, ...], path: Path, names: list[str], outputs: list[str], shapes: dict[str, dict[int, Any]]) -> None:
    """Write a module as an ONNX graph; ``shapes`` names the axes that may vary, by input."""
    torch.onnx.export(
        module.eval(), inputs, str(path), input_names=names, output_names=outputs, dynamic_shapes=tuple(shapes.values()), opset_version=OPSET,
        dynamo=True, external_data=False, verbose=False,
    )  # fmt: skip
    strip_traces(path)


def strip_traces(path: Path) -> None:
    """Take out of a graph where in the exporting program each node came from: it names folders of the machine that trained."""
    import onnx

    model = onnx.load(path)
    for part in (model.graph, *model.functions):
        for one in (part, *part.node, *part.value_info):
            del one.metadata_props[:]
            if one.HasField("doc_string"):
                one.ClearField("doc_string")
    for one in (*model.graph.input, *model.graph.output, *model.graph.initializer):
        del one.metadata_props[:]
    onnx.save(model, path)
