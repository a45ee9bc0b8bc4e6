"""From candidate pairs to matches: what the witnesses add up to.

Two witnesses speak: the typed parts of compare/, which know values, dates, negation, members and hedges, and the cross-encoder, which knows whether
two sentences are about one thing. weigh.py adds them up. A contradiction also needs words that can be shown to differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.compare.part import Pair, Part
from pipeline.compare.polarity import denies
from pipeline.match.grounds import STRENGTHS, Marks, conflict_ground, likeliest, quoted_marks, told
from pipeline.pair_encoder import PairReading
from pipeline.records import Match, Relation, match_id

Limits = Mapping[str, float]
"""Probabilities from which a relation counts, chosen on development corpora (models/pairs/meta.json)."""


DENIED = 0.5
"""Probability from which two sentences say the same though only one of them denies ("contains no plastic", "free of plastic")."""


LONG, TOGETHER, LONG_LIMIT = 110, 220, 0.6
"""Characters of the shorter side, and of both, from which a relation needs at least this probability: the limits were chosen on corpora with hardly any such
pairs, and two long sentences on one subject are soon taken to say the same."""


def limit(limits: Limits, name: str, pair: Pair) -> float:
    """Return the probability from which a relation counts for a pair."""
    lengths = len(pair.left.text), len(pair.right.text)
    sameness = name in ("agrees", "strength")
    doubtful = min(lengths) >= LONG or (sameness and (sum(lengths) >= TOGETHER or "heading" in (pair.left.kind, pair.right.kind)))
    return max(limits[name], LONG_LIMIT) if doubtful else limits[name]


@dataclass(frozen=True, slots=True)
class Witnesses:
    """All that is known of a candidate pair: the typed comparison, the cross-encoder's reading with its marks, and the weighed probabilities."""

    pair: Pair
    typed: Part
    reading: PairReading
    marks: Marks
    probability: Mapping[str, float]
    """By outcome: unrelated, agrees, strength_difference, contradicts."""
    first: Mapping[str, float] | None = None
    """The probabilities after the first reading, where this is the large network's; ``probability`` is then made of both."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a pair comes to."""

    relation: Relation
    part: Part
    probability: float | None
    stronger: Literal["left", "right", ""] = ""


def relate(seen: Witnesses, limits: Limits) -> Match | None:
    """Return the match of a candidate pair, or None when it is not worth a row."""
    found = decide(seen, limits)
    if found is None:
        return None
    left, right = seen.pair.left, seen.pair.right
    shown = found.relation in ("contradicts", "strength_difference")
    marks = quoted_marks(found.part, seen.pair, seen.marks)
    return Match(
        match_id=match_id(left.claim_id, right.claim_id),
        left_id=left.claim_id,
        right_id=right.claim_id,
        left_document=left.document,
        right_document=right.document,
        left_text=left.text,
        right_text=right.text,
        similarity=round(seen.pair.similarity, 3),
        relation=found.relation,
        kind=found.part.kind,
        stronger_side=found.stronger,
        reason=found.part.reason,
        probability=None if found.probability is None else round(found.probability, 3),
        left_words=marks.left if shown else (),
        right_words=marks.right if shown else (),
    )


def decide(seen: Witnesses, limits: Limits) -> Finding | None:
    """Weigh the witnesses: copied wording first, then contradiction, strength and agreement; what nearly counted is kept as considered."""
    if seen.typed.outcome == "reuse":
        return Finding("reuse", seen.typed, None)
    return _conflict(seen, limits) or _sameness(seen, limits) or _considered(seen, limits)


def _conflict(seen: Witnesses, limits: Limits) -> Finding | None:
    pair, probability = seen.pair, seen.probability["contradicts"]
    if seen.typed.sure and seen.typed.outcome == "contradicts":
        return Finding("contradicts", seen.typed, None)
    within = pair.left.document == pair.right.document
    if probability < limit(limits, "contradicts_within" if within else "contradicts", pair):
        return None
    ground = conflict_ground(pair, seen.typed, seen.reading, seen.marks)
    if ground is not None and ground.outcome == "different":
        return Finding("considered", ground, probability)
    if ground is None or (ground.kind in ("polarity", "direction") and max(pair.left.certainty, pair.right.certainty) < 3):
        return None  # a hedged yes does not contradict a hedged no
    return Finding("contradicts", ground, probability)


def _sameness(seen: Witnesses, limits: Limits) -> Finding | None:
    """About one thing and not against each other: a difference in strength, or agreement."""
    typed, agrees, differs = seen.typed, seen.probability["agrees"], seen.probability["strength_difference"]
    if typed.sure and typed.outcome == "strength_difference":
        return Finding("strength_difference", typed, None, typed.stronger)
    if differs >= limit(limits, "strength", seen.pair) and differs > agrees:
        part = typed if typed.outcome == "strength_difference" else _read_strength(seen)
        return Finding("strength_difference", replace(part, reason=part.reason + _evidence(seen.pair)), differs, part.stronger)
    sure = typed.outcome == "agrees" and typed.kind != "wording"
    if not sure and agrees < DENIED and denies(seen.pair.left) != denies(seen.pair.right):
        return None  # one of them denies: that is no saying the same
    if agrees >= limit(limits, "agrees", seen.pair) or (typed.sure and typed.outcome == "agrees"):
        return Finding("agrees", typed if typed.outcome == "agrees" and typed.kind != "wording" else Part("wording", "agrees", "says the same"), agrees)
    return None


def _read_strength(seen: Witnesses) -> Part:
    kind = likeliest(seen.reading, STRENGTHS)
    return Part(kind, "strength_difference", told(kind, seen.pair, seen.marks), "left" if seen.reading.left_stronger >= 0.5 else "right")


def _evidence(pair: Pair) -> str:
    """On what evidence each side says so, where they name different kinds."""
    left, right = (claim.evidence.replace("_", " ") for claim in (pair.left, pair.right))
    return f"; evidence named: {left} against {right}" if left != right else ""


def _considered(seen: Witnesses, limits: Limits) -> Finding | None:
    related, typed = 1 - seen.probability["unrelated"], seen.typed
    if related < limits["considered"]:
        return None
    if typed.outcome in ("contradicts", "different"):
        return Finding("considered", Part(typed.kind, "different", f"{typed.reason}; but likely about different things ({related:.0%} related)"), related)
    likely = max(("agrees", "strength_difference", "contradicts"), key=lambda name: seen.probability[name])
    words = f"nearest to “{likely.replace('_', ' ')}” ({seen.probability[likely]:.0%}), too little to count"
    return Finding("considered", Part(typed.kind, "different", words), related)
