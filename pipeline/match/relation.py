"""From candidate pairs to matches: are they about the same thing, and how do they relate?"""

from __future__ import annotations

from hashlib import sha256

from pipeline.compare import compare_claims
from pipeline.compare.part import Pair, Part
from pipeline.records import Claim, Match, Relation
from pipeline.settings import Settings

NEAR = 0.75
"""Share of the threshold from which a pair is listed as considered."""
_PAIRED_TYPES = ({"efficacy", "mechanism"}, {"efficacy", "comparison"}, {"efficacy", "safety"}, {"mechanism", "composition"})


def relate(pair: Pair, settings: Settings) -> Match | None:
    """Return the match of a candidate pair, or None when it is too far apart to be worth a row."""
    needed = _threshold(pair, settings)
    if pair.similarity < needed * NEAR:
        return None
    part = compare_claims(pair, settings.reuse_threshold)
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


def _threshold(pair: Pair, settings: Settings) -> float:
    """Claims of other kinds, or that share only words that every claim has, must be more alike."""
    types = {pair.left.type, pair.right.type}
    needed = settings.match_threshold
    if len(types) == 2 and types not in _PAIRED_TYPES:
        needed += 0.04
    if not pair.rare:
        needed += 0.10
    return needed


def _decide(pair: Pair, part: Part, needed: float) -> tuple[Relation | None, str]:
    if part.outcome == "reuse":
        return "reuse", part.reason
    if part.outcome == "different":
        return "considered", part.reason
    if part.kind == "composition" and part.outcome == "contradicts" or part.kind == "composition" and pair.similarity >= needed * NEAR:
        # Same owner and overlapping members: the lists themselves say that the two are about one thing.
        return part.outcome, part.reason
    if pair.similarity >= needed:
        return part.outcome, part.reason
    return "considered", f"looks alike ({pair.similarity:.2f}, below {needed:.2f}); would be: {part.outcome} ({part.reason})"


def between_documents(left: Claim, right: Claim) -> bool:
    """True for claims of different documents."""
    return left.document != right.document
