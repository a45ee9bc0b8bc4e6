"""The claims' vectors, by which each finds its nearest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.encoder import Numbers
from pipeline.match.processes import each
from pipeline.records import Claim
from pipeline.vector_encoder import WIDTH, load_vector_encoder


def claim_vectors(claims: Sequence[Claim], jobs: int) -> Numbers:
    """Return the unit vectors of the claims' words, shape (claims, WIDTH); results do not depend on ``jobs``."""
    texts = [" ".join(claim.text.split()) for claim in claims]
    return np.stack(list(each(texts, jobs, _read))) if texts else np.zeros((0, WIDTH), dtype=np.float32)


def _read(processes: int, text: str) -> Numbers:
    return load_vector_encoder(processes).encode(text)
