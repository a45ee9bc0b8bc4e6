"""Writes models/pairs: the cross-encoder as one ONNX graph with 8-bit weights, its tokenizer, and meta.json."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from pipeline.models import file_digest
from pipeline.pair_encoder import FILES
from pipeline.train.encoder.export import pack, shrink_words, write_graph
from pipeline.train.encoder.smooth import smooth
from pipeline.train.encoder.store import package_versions, write_meta
from pipeline.train.pairs.examples import Encoded
from pipeline.train.pairs.network import PairNetwork
from pipeline.train.pairs.training import padded


def write_pairs(network: PairNetwork, tokenizer: Path, folder: Path, facts: dict[str, Any], usual: Sequence[Encoded] = ()) -> None:
    """Export ``network`` to ``folder`` and describe it; it cannot be trained on afterwards.

    Where pairs of the ``usual`` kind are given, its activations are evened out by them first: the large network loses much in 8 bits otherwise, the small
    one hardly anything, and would be a third slower.
    """
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    if usual:
        smooth(network.encoder, lambda: [network(*padded([pair])) for pair in usual])
    shrink_words(network.encoder)
    ids = torch.randint(1000, 2000, (3, 17))
    mask, kinds = torch.ones_like(ids), torch.randint(0, 4, (3, 17))
    batch, tokens = torch.export.Dim("batch"), torch.export.Dim("tokens")
    shapes = {name: {0: batch, 1: tokens} for name in ("ids", "mask", "kinds")}
    write_graph(network, (ids, mask, kinds), folder / "pairs.onnx", list(shapes), ["logits", "marks"], shapes)
    pack(folder / "pairs.onnx")
    if tokenizer.resolve() != (folder / "tokenizer.json").resolve():
        shutil.copyfile(tokenizer, folder / "tokenizer.json")
    files = {name: file_digest(folder / name) for name in FILES}
    write_meta(folder, {**facts, "files": files, "temperature": 1.0, "mark_threshold": 0.0, "versions": package_versions()})
