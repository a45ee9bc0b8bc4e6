"""The sentence vectors of match: two sentences about one thing lie near each other, whether they agree or not.

A network of its own: the encoder that labels sentences forgets, while it learns that, much of what sentences are about (figures: models/vectors/CARD.md).
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import numpy as np

from pipeline.encoder import LONGEST, Numbers, open_graph, open_tokenizer
from pipeline.models import verified_folder

FILES = ("vectors.onnx", "tokenizer.json")
WIDTH = 384


class VectorEncoder:
    """The opened model: one ONNX graph and the tokenizer of one folder."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._graph = open_graph(folder / "vectors.onnx", threads)
        self._tokenizer = open_tokenizer(folder / "tokenizer.json", LONGEST)

    def encode(self, text: str) -> Numbers:
        """Return the unit vector of one sentence, shape (WIDTH,); it is read by itself, so that nothing depends on a batch mate."""
        ids = np.asarray([self._tokenizer.encode(text).ids], dtype=np.int64)
        (vectors,) = self._graph.run(None, {"ids": ids, "mask": np.ones_like(ids)})
        return np.asarray(vectors[0], dtype=np.float32)


@cache
def load_vector_encoder(processes: int = 1) -> VectorEncoder:
    """Return the encoder of models/vectors, verified against its digests, for one of so many processes; raises ModelError."""
    return VectorEncoder(verified_folder("vectors", FILES), max(1, (os.cpu_count() or 1) // processes))
