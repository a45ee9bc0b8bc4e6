"""Writes models/vectors: one ONNX graph with 8-bit weights, its tokenizer, and meta.json."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import torch

from pipeline.models import file_digest
from pipeline.train.encoder.export import pack, shrink_words, write_graph
from pipeline.train.encoder.store import package_versions, write_meta
from pipeline.train.vectors.run import VectorNetwork
from pipeline.vector_encoder import FILES


def write_vectors(network: VectorNetwork, tokenizer: Path, folder: Path, facts: dict[str, Any]) -> None:
    """Export ``network`` to ``folder`` and describe it; it cannot be trained on afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    shrink_words(network.encoder)
    ids = torch.randint(1000, 2000, (3, 17))
    batch, tokens = torch.export.Dim("batch"), torch.export.Dim("tokens")
    shapes = {name: {0: batch, 1: tokens} for name in ("ids", "mask")}
    write_graph(network, (ids, torch.ones_like(ids)), folder / "vectors.onnx", list(shapes), ["vectors"], shapes)
    pack(folder / "vectors.onnx")
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    write_meta(folder, {**facts, "files": {name: file_digest(folder / name) for name in FILES}, "versions": package_versions()})
