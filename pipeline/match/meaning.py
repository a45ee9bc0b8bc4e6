"""The claims' vectors, by which each finds its nearest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.encoder import Numbers
from pipeline.match.processes import WORTH_PROCESSES, each
from pipeline.records import Claim
from pipeline.vector_encoder import WIDTH, VectorEncoder, load_vector_encoder

_encoder: list[VectorEncoder] = []


def claim_vectors(claims: Sequence[Claim], jobs: int) -> Numbers:
    """Return the unit vectors of the claims' words, shape (claims, WIDTH); results do not depend on ``jobs``."""
    if not claims:
        return np.zeros((0, WIDTH), dtype=np.float32)
    texts = [" ".join(claim.text.split()) for claim in claims]
    if jobs > 1 and len(texts) >= WORTH_PROCESSES:
        return np.stack(list(each(texts, jobs, _start, _read)))
    encoder = load_vector_encoder()
    return np.stack([encoder.encode(text) for text in texts])


def _start(jobs: int) -> None:
    _encoder.append(load_vector_encoder(jobs))


def _read(text: str) -> Numbers:
    return _encoder[0].encode(text)
