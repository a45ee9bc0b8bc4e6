"""Each claim's nearest claims by sentence vector: exact for a small corpus, by a navigable small-world graph (usearch) for a large one.

The graph's cost grows with the claims times their logarithm (Malkov and Yashunin 2018); built by one thread, it is the same on every run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.encoder import Numbers
from pipeline.vector_encoder import WIDTH

EXACT = 3000
"""Claims up to which every vector is held against every other: that is faster than building the graph."""
SEARCHED = 32
"""Nearest claims that are looked up for each."""
Rows = np.ndarray[Any, np.dtype[np.int64]]


def nearest_rows(matrix: Numbers, documents: Sequence[str]) -> list[Rows]:
    """Return for each claim the rows of its nearest claims, nearest first: up to SEARCHED of other documents and as many of its own."""
    if len(matrix) <= EXACT:
        return _exact(matrix, np.asarray(_numbers(documents)))
    return _graph(matrix)


def _numbers(documents: Sequence[str]) -> list[int]:
    order: dict[str, int] = {}
    return [order.setdefault(name, len(order)) for name in documents]


def _exact(matrix: Numbers, document: Rows) -> list[Rows]:
    found = []
    for row in range(len(matrix)):
        order = np.argsort(-(matrix @ matrix[row]), kind="stable")
        own = document[order] == document[row]
        found.append(np.concatenate([order[~own][:SEARCHED], order[own & (order != row)][:SEARCHED]]))
    return found


def _graph(matrix: Numbers) -> list[Rows]:
    from usearch.index import Index

    index = Index(ndim=WIDTH, metric="cos", dtype="i8", connectivity=16, expansion_add=64, expansion_search=64)
    index.add(np.arange(len(matrix)), matrix, threads=1)
    keys = index.search(matrix, 2 * SEARCHED, threads=1).keys
    return [row[row != number].astype(np.int64) for number, row in enumerate(np.asarray(keys))]
