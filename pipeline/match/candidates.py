"""Candidate pairs by blocking: only claims that share a rare term or name are ever held against each other.

The cost grows with the number of claims: each claim asks the blocks of its rarest terms, blocks are capped, and each claim keeps its
nearest neighbours only.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.compare.part import Pair
from pipeline.records import Claim

KEYS = 8
"""Blocks that one claim asks: those of its rarest terms."""
BLOCK = 60
"""Claims that one block offers to one claim; the nearest in rarity order, so that common terms stay cheap."""
CONTEXT_WEIGHT = 0.35
NAME_WEIGHT = 0.6
"""A name such as the product's stands in most claims of a corpus: it says little about what is claimed."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """A claim as a sparse vector: weight by term, of length one, and the terms of its own words."""

    weights: dict[str, float]
    own: frozenset[str]


def find_pairs(claims: Sequence[Claim], neighbours: int) -> list[Pair]:
    """Return the candidate pairs, left before right in ``claims``' order, each once."""
    vectors, frequency = weigh(claims)
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    keys = [_keys(vector, frequency) for vector in vectors]
    for number, own in enumerate(keys):
        for key in own:
            blocks[key].append(number)
    kept: dict[tuple[int, int], float] = {}
    for number, own in enumerate(keys):
        for score, other in _nearest(number, own, blocks, vectors, neighbours):
            kept[min(number, other), max(number, other)] = score
    rare = max(3, len(claims) // 25)
    return [_pair(claims, vectors, frequency, rare, left, right, score) for (left, right), score in sorted(kept.items())]


def weigh(claims: Sequence[Claim]) -> tuple[list[Weighted], Counter[str]]:
    """Return the claims' vectors (TF-IDF over terms, names and, more lightly, context) and the document frequency of terms."""
    frequency = Counter(term for claim in claims for term in {*claim.terms, *claim.names})
    total = len(claims) + 1
    vectors = []
    for claim in claims:
        raw = {term: 1.0 for term in claim.terms}
        for term in claim.context:
            raw.setdefault(term, CONTEXT_WEIGHT)
        for name in claim.names:
            raw[name] = NAME_WEIGHT
        weights = {term: weight * math.log(total / (1 + frequency[term]) + 1) for term, weight in raw.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        vectors.append(Weighted({term: weight / length for term, weight in weights.items()}, frozenset(claim.terms)))
    return vectors, frequency


def similarity(left: Weighted, right: Weighted) -> float:
    """Return the cosine of two vectors."""
    small, large = sorted((left.weights, right.weights), key=len)
    return sum(weight * large.get(term, 0.0) for term, weight in small.items())


def _keys(vector: Weighted, frequency: Counter[str]) -> list[str]:
    shared = [term for term in vector.weights if frequency[term] > 1]
    return sorted(shared, key=lambda term: (frequency[term], term))[:KEYS]


def _nearest(
    number: int, keys: list[str], blocks: dict[str, list[int]], vectors: Sequence[Weighted], neighbours: int
) -> list[tuple[float, int]]:
    met: dict[int, float] = {}
    for key in keys:
        block = blocks[key]
        if len(block) > BLOCK:
            # A common term: look only at its next members, so that the cost stays linear.
            at = block.index(number)
            block = block[max(0, at - BLOCK // 2) : at + BLOCK // 2]
        for other in block:
            if other != number and other not in met:
                met[other] = similarity(vectors[number], vectors[other])
    return sorted(((score, other) for other, score in met.items() if score > 0.08), key=lambda item: (-item[0], item[1]))[:neighbours]


def _pair(
    claims: Sequence[Claim], vectors: Sequence[Weighted], frequency: Counter[str], rare: int, left: int, right: int, score: float
) -> Pair:
    shared = vectors[left].own & vectors[right].own
    return Pair(claims[left], claims[right], score, shared, frozenset(t for t in shared if frequency[t] <= rare))
