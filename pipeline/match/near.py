"""Whether two claims are near enough in words for a typed finding to stand by itself: the more specific the finding, the less alike they need be."""

from __future__ import annotations

from pipeline.compare.effect import same_effect
from pipeline.compare.part import Pair, Part

NEEDED = {
    ("composition", "contradicts"): 0.0,
    ("composition", "agrees"): 0.10,
    ("quantity", "contradicts"): 0.27,
    ("quantity", "agrees"): 0.27,
    ("date", "contradicts"): 0.20,
    ("date", "agrees"): 0.22,
    ("status", "contradicts"): 0.22,
    ("status", "agrees"): 0.25,
    ("origin", "contradicts"): 0.22,
    ("effect", "agrees"): 0.28,
    ("polarity", "contradicts"): 0.34,
    ("direction", "contradicts"): 0.33,
    ("absolute_vs_graded", "contradicts"): 0.28,
    ("certainty", "strength_difference"): 0.33,
    ("open_question", "strength_difference"): 0.28,
    ("population", "strength_difference"): 0.36,
    ("causal", "strength_difference"): 0.40,
}
"""Similarity in words from which a typed finding stands by itself, chosen on lactiva, heatloop and the sample corpus."""
ELSE = 0.42
"""What any other finding needs."""
_PAIRED_TYPES = ({"efficacy", "mechanism"}, {"efficacy", "comparison"}, {"efficacy", "safety"}, {"mechanism", "composition"})


def margin(pair: Pair, part: Part) -> float:
    """Return by how much the similarity is over what the finding needs; below 0 the finding does not stand by itself.

    Claims of other kinds, or that share only words that many claims have, must be more alike.
    """
    needed = NEEDED.get((part.kind, part.outcome), ELSE)
    if part.outcome == "strength_difference" and same_effect(pair):
        needed = min(needed, NEEDED["effect", "agrees"])
    types = {pair.left.type, pair.right.type}
    if len(types) == 2 and types not in _PAIRED_TYPES and part.kind in ("wording", "certainty", "polarity"):
        needed += 0.03
    if not pair.rare and part.kind not in ("effect", "composition"):
        needed += 0.05
    if pair.left.document == pair.right.document and needed:
        needed += 0.08  # a text that returns to its subject shares words anyway
    return pair.similarity - needed
