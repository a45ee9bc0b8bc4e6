"""Candidate pairs: the nearest claims by sentence vector, and those that share a rare term, a name or a value.

The cost grows with the number of claims: each claim asks the index and the blocks of its rarest terms, blocks are capped, and each claim keeps
its nearest neighbours only.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.compare.composition import find_makeups
from pipeline.compare.events import events_of
from pipeline.compare.part import Pair
from pipeline.detect.quantities import base_values
from pipeline.encoder import Numbers
from pipeline.match.abbreviations import Abbreviations
from pipeline.match.alike import WordLikeness
from pipeline.match.nearest import nearest_rows
from pipeline.match.roles import BONUS, role_terms, roles_meet, roles_of
from pipeline.records import Claim

KEYS = 6
"""Blocks that one claim asks: those of its rarest terms."""
BLOCK = 24
"""Claims that one block offers to one claim: its neighbours in it, so that common terms stay cheap."""
DENSE_WEIGHT = 0.65
"""Share of the vectors' cosine in a candidate's likeness; the rest is the words'."""
FLOOR = 0.15
"""Likeness below which a candidate is dropped: on corpora that the vectors have not learnt from, one in a hundred listed pairs and one in six of the others."""
CONTEXT_WEIGHT = 0.35
TYPED_WEIGHT = 0.7
_UNTYPED = ("p-value", "age")
NAME_WEIGHT = 0.6
"""A name such as the product's stands in most claims of a corpus: it says little about what is claimed."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """A claim as a sparse vector: weight by term, of length one, and the terms of its own words."""

    weights: dict[str, float]
    core: dict[str, float]
    own: frozenset[str]


def find_pairs(claims: Sequence[Claim], vectors: Numbers, neighbours: int, abbreviations: Abbreviations) -> list[Pair]:
    """Return the candidate pairs, left before right in ``claims``' order, each once; ``vectors`` has the claims' unit vectors, one a row."""
    sparse, frequency = weigh(claims, abbreviations)
    roles = [roles_of(claim) for claim in claims]
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for number, vector in enumerate(sparse):
        for term in (*vector.weights, *role_terms(roles[number])):
            blocks[term].append(number)
    documents = [claim.document for claim in claims]
    words = WordLikeness([one.weights for one in sparse], [one.core for one in sparse])
    kept: dict[tuple[int, int], Likeness] = {}
    for number, near in enumerate(nearest_rows(vectors, documents)):
        keys = [*_keys(sparse[number], frequency), *sorted(role_terms(roles[number]))]
        met = sorted({*near.tolist(), *_block_mates(number, keys, blocks)})
        dense, alike = (vectors[met] @ vectors[number]).tolist(), words(number, met)
        scored = []
        for other, cosine, similarity in zip(met, dense, alike, strict=True):
            bonus = BONUS if roles_meet(roles[number], roles[other]) else 0.0
            scored.append((_likeness(cosine, similarity, bonus), other))
        for score, other in _best(number, scored, documents, neighbours):
            kept[min(number, other), max(number, other)] = score
    rare = max(3, len(claims) // 25)
    return [_pair(claims, sparse, frequency, rare, left, right, score) for (left, right), score in sorted(kept.items())]


class Likeness(NamedTuple):
    """How alike two claims are: in all, by their words alone, and by their vectors' cosine."""

    whole: float
    words: float
    cosine: float


def _likeness(dense: float, words: float, bonus: float) -> Likeness:
    return Likeness(DENSE_WEIGHT * dense + (1 - DENSE_WEIGHT) * words + bonus, words, dense)


def weigh(claims: Sequence[Claim], abbreviations: Abbreviations) -> tuple[list[Weighted], Counter[str]]:
    """Return the claims' vectors (TF-IDF over terms, names and, more lightly, context) and the document frequency of terms."""
    frequency = Counter(term for claim in claims for term in {*claim.terms, *claim.names, *typed_terms(claim)})
    total = len(claims) + 1
    vectors = []
    for claim in claims:
        raw = dict.fromkeys(claim.terms, 1.0)
        written_out = (word for long in abbreviations.used(claim.document, claim.text).values() for word in long.lower().split())
        for term in (*claim.context, *written_out):
            raw.setdefault(term, CONTEXT_WEIGHT)
        for name in claim.names:
            raw[name] = NAME_WEIGHT
        raw.update(dict.fromkeys(typed_terms(claim), TYPED_WEIGHT))
        weights = {term: weight * math.log(total / (1 + frequency[term]) + 1) for term, weight in raw.items()}
        core = {term: weights[term] for term in claim.core if term in weights}
        vectors.append(Weighted(_unit(weights), _unit(core), frozenset(claim.terms)))
    return vectors, frequency


def _unit(weights: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}


def typed_terms(claim: Claim) -> tuple[str, ...]:
    """Return terms for what a claim gives beside words: the dimension and value of its quantities, and events it tells of.

    They bring together "12,000 lux" and "twelve thousand lux", 45 g and 1.6 oz, "came out" and "on sale since".
    """
    found = {f"<{event}>" for event in events_of(claim)}
    found.update(f"<made {owner}>" for makeup in find_makeups(claim) for owner in makeup.owner)
    for quantity in claim.quantities:
        if quantity.dimension in _UNTYPED:
            continue
        found.add(f"<{quantity.dimension}>")
        low, high = base_values(quantity)
        value = low if low is not None else high
        if value:
            found.add(f"<{quantity.dimension} {float(f'{value:.2g}'):g}>")
    return tuple(sorted(found))


def _keys(vector: Weighted, frequency: Counter[str]) -> list[str]:
    shared = [term for term in vector.weights if frequency[term] > 1]
    return sorted(shared, key=lambda term: (frequency[term], term))[:KEYS]


def _block_mates(number: int, keys: list[str], blocks: dict[str, list[int]]) -> set[int]:
    """Return the claims that share one of the rarest terms; of a common term only the next members, so that the cost stays linear."""
    found: set[int] = set()
    for key in keys:
        block = blocks[key]
        at = bisect_left(block, number)
        found.update(block[max(0, at - BLOCK // 2) : at + BLOCK // 2 + 1])
    found.discard(number)
    return found


def _best(number: int, scored: list[tuple[Likeness, int]], documents: Sequence[str], neighbours: int) -> list[tuple[Likeness, int]]:
    """The nearest of other documents, and a third as many of its own, which may not crowd them out."""
    ranked = sorted((item for item in scored if item[0].whole > FLOOR), key=lambda item: (-item[0].whole, item[1]))
    own = [item for item in ranked if documents[item[1]] == documents[number]][: neighbours // 3]
    return [item for item in ranked if documents[item[1]] != documents[number]][:neighbours] + own


def _pair(claims: Sequence[Claim], vectors: Sequence[Weighted], frequency: Counter[str], rare: int, left: int, right: int, score: Likeness) -> Pair:
    shared = vectors[left].own & vectors[right].own
    return Pair(claims[left], claims[right], score.words, shared, frozenset(t for t in shared if frequency[t] <= rare), score.whole, score.cosine)
