"""From candidate pairs to matches: are they about the same thing, and how do they relate?"""

from __future__ import annotations

from hashlib import sha256

from pipeline.compare import compare_claims
from pipeline.compare.effect import same_effect
from pipeline.compare.part import Pair, Part
from pipeline.records import Match, Relation
from pipeline.settings import Settings

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
    ("opposite", "contradicts"): 0.36,
    ("direction", "contradicts"): 0.33,
    ("absolute", "contradicts"): 0.28,
    ("certainty", "strength_difference"): 0.33,
    ("open_question", "strength_difference"): 0.28,
    ("population", "strength_difference"): 0.36,
    ("causal", "strength_difference"): 0.40,
}
"""Similarity from which a typed finding counts: the more specific the finding, the less alike the words need be. What is not
named here needs the setting ``match_threshold``."""
NEAR = 0.8
"""Share of the needed similarity from which a pair is listed as considered."""
_PAIRED_TYPES = ({"efficacy", "mechanism"}, {"efficacy", "comparison"}, {"efficacy", "safety"}, {"mechanism", "composition"})


def relate(pair: Pair, settings: Settings) -> Match | None:
    """Return the match of a candidate pair, or None when it is too far apart to be worth a row."""
    part = compare_claims(pair, settings.reuse_threshold)
    needed = _threshold(pair, part, settings)
    if pair.similarity < needed * NEAR and part.outcome != "reuse":
        return None
    relation, reason = _decide(pair, part, needed)
    if relation is None:
        return None
    left, right = pair.left, pair.right
    return Match(
        match_id="m" + sha256(f"{left.claim_id}\0{right.claim_id}".encode()).hexdigest()[:11],
        left_id=left.claim_id,
        right_id=right.claim_id,
        left_document=left.document,
        right_document=right.document,
        left_text=left.text,
        right_text=right.text,
        similarity=round(pair.similarity, 3),
        relation=relation,
        kind=part.kind,
        stronger_side=part.stronger if relation == "strength_difference" else "",
        reason=reason,
    )


def _threshold(pair: Pair, part: Part, settings: Settings) -> float:
    """Claims of other kinds, or that share only words that many claims have, must be more alike."""
    needed = NEEDED.get((part.kind, part.outcome), settings.match_threshold)
    if part.outcome == "strength_difference" and same_effect(pair):
        needed = min(needed, NEEDED["effect", "agrees"])
    types = {pair.left.type, pair.right.type}
    if len(types) == 2 and types not in _PAIRED_TYPES and part.kind in ("wording", "certainty", "polarity"):
        needed += 0.03
    if not pair.rare and part.kind not in ("effect", "composition"):
        needed += 0.05
    if pair.left.document == pair.right.document and needed:
        # A text that returns to its subject shares words anyway.
        needed += 0.08
    return needed


def _decide(pair: Pair, part: Part, needed: float) -> tuple[Relation | None, str]:
    if part.outcome == "reuse":
        return "reuse", part.reason
    if part.outcome == "different":
        return "considered", part.reason
    if pair.similarity >= needed:
        return part.outcome, part.reason
    return "considered", f"looks alike ({pair.similarity:.2f}, below {needed:.2f}); would be: {part.outcome} ({part.reason})"
