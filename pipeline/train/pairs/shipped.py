"""Reads the weights of a shipped cross-encoder back from its ONNX graph, so that training can go on from them.

The matrices stand there in 8 bits with a scale for each column; what rounding cost them, training mends.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from pipeline.errors import UsageError
from pipeline.train.encoder.smooth import TOGETHER
from pipeline.train.pairs.network import PairNetwork

_QUANTISED, _SCALE, _EVEN = "_quantized", "_scale", ".even"
_IN_LAYER = tuple(part for parts in TOGETHER.values() for part in parts)
"""In the order in which a layer uses them."""
_NAMED = ("mixed.weight", "heads.weight")


def load_shipped(network: PairNetwork, graph: Path, layers: int) -> None:
    """Fill ``network`` with the weights of ``graph``, which was exported from a network of this shape; raises UsageError."""
    found = shipped_weights(graph, layers)
    known = network.state_dict()
    wrong = sorted(name for name in known.keys() | found.keys() if name not in known or name not in found or known[name].shape != found[name].shape)
    if wrong:
        raise UsageError(f"{graph}: its weights do not fit this network: {', '.join(wrong[:5])}")
    network.load_state_dict(found)


def shipped_weights(graph: Path, layers: int) -> dict[str, Tensor]:
    """Return the weights of an exported network by their names in training.

    Vectors and two matrices keep their names in the graph. The others lose them when they are packed, but are numbered in the order in which they are used.
    """
    import onnx
    from onnx import numpy_helper

    stored = {one.name: torch.from_numpy(numpy_helper.to_array(one).copy()) for one in onnx.load(graph).graph.initializer}
    weights = {name: value for name, value in stored.items() if "." in name and value.is_floating_point() and not name.endswith(_SCALE)}
    packed = {name.removesuffix(_QUANTISED) for name in stored if name.endswith(_QUANTISED)}
    matrices = sorted(packed - set(_NAMED), key=lambda name: int(name.removeprefix("val_")))
    names = [f"encoder.layers.{layer}.{part}.weight" for layer in range(layers) for part in _IN_LAYER] + ["marks.weight"]
    if len(matrices) != len(names) or not packed.issuperset(_NAMED):
        raise UsageError(f"{graph}: holds {len(packed)} packed matrices, expected {len(names) + len(_NAMED)}")
    for name, matrix in (*zip(names, matrices, strict=True), *zip(_NAMED, _NAMED, strict=True)):
        weights[name] = (stored[matrix + _QUANTISED].float() * stored[matrix + _SCALE]).T.contiguous()
    rows, scale = _words(stored)
    return _uneven(weights) | {"encoder.words.weight": rows.float() * scale}


def _uneven(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Take back what encoder/smooth.py did to even out the activations."""
    plain = {name.replace(".part.", "."): value for name, value in weights.items() if not name.endswith(_EVEN)}
    for name in (name for name in weights if name.endswith(_EVEN)):
        layer, _, part = name.removesuffix(_EVEN).rpartition(".")
        for one in TOGETHER.get(part, (part,)):  # the graph keeps once what several parts share
            matrix = f"{layer}.{one}.weight"
            plain[matrix] = plain[matrix] * weights[name]
    return plain


def _words(stored: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """The word pieces' vectors: the tallest matrix of 8 bits, and the column of as many scales."""
    rows = max((value for value in stored.values() if value.dtype == torch.int8 and value.dim() == 2), key=len)
    scale = next(value for value in stored.values() if value.is_floating_point() and value.shape == (len(rows), 1))
    return rows, scale
