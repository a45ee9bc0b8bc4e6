"""How alike claims are in their weighted words: one claim against all that it met, at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_array

CORE_WEIGHT = 0.7
CORE_NEEDED = 3
"""Terms that both cores must have to be held against each other."""
Vector = dict[str, float]


class Rows:
    """Sparse unit vectors, one a claim."""

    def __init__(self, vectors: Sequence[Vector], columns: dict[str, int]) -> None:
        """``columns`` gives each term its place."""
        starts = np.cumsum([0, *(len(vector) for vector in vectors)])
        places = [columns[term] for vector in vectors for term in vector]
        values = [weight for vector in vectors for weight in vector.values()]
        self._table = csr_array((values, places, starts), shape=(len(vectors), max(1, len(columns))))
        self._own = np.zeros(max(1, len(columns)))
        self.counts = np.diff(starts)

    def cosines(self, row: int, others: Sequence[int]) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Return the cosine of one vector with each of ``others``, which holds at least one."""
        part = slice(self._table.indptr[row], self._table.indptr[row + 1])
        self._own[self._table.indices[part]] = self._table.data[part]
        found = self._table[list(others)] @ self._own
        self._own[self._table.indices[part]] = 0.0
        return np.asarray(found)


class WordLikeness:
    """The likeness of words: the cosine of all terms or, where higher, mostly that of the cores.

    The core (subject, relation, object) keeps a long sentence from losing what it shares in all that it adds.
    """

    def __init__(self, wholes: Sequence[Vector], cores: Sequence[Vector]) -> None:
        """``wholes`` and ``cores`` are unit vectors, weight by term; both hold one a claim, in the same order."""
        columns = {term: place for place, term in enumerate(dict.fromkeys(term for vector in wholes for term in vector))}
        self._whole, self._core = Rows(wholes, columns), Rows(cores, columns)

    def __call__(self, row: int, others: Sequence[int]) -> list[float]:
        """Return the likeness, 0 to 1, of the claim in ``row`` with each of ``others``."""
        if not others:
            return []
        whole = self._whole.cosines(row, others)
        if self._core.counts[row] < CORE_NEEDED:
            return [float(one) for one in whole]
        core = np.where(self._core.counts[list(others)] >= CORE_NEEDED, self._core.cosines(row, others), 0.0)
        return [float(one) for one in np.maximum(whole, (1 - CORE_WEIGHT) * whole + CORE_WEIGHT * core)]
