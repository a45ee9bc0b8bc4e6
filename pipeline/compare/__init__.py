"""Two claims, typed part by typed part. One pure function, used by flag inside a document and by match between documents."""

from __future__ import annotations

from pipeline.compare.certainty import compare_certainty
from pipeline.compare.composition import compare_composition
from pipeline.compare.effect import compare_effect
from pipeline.compare.events import compare_events
from pipeline.compare.open_question import compare_open
from pipeline.compare.part import Pair, Part, ValueConflict
from pipeline.compare.polarity import compare_absolutes, compare_direction, compare_opposites, compare_polarity, denies
from pipeline.compare.quantity import compare_quantity, value_conflicts
from pipeline.compare.size import compare_size
from pipeline.compare.variant import compare_variant, variant_words
from pipeline.compare.wording import compare_wording
from pipeline.compare.workings import compare_workings
from pipeline.records import Claim

__all__ = ["Pair", "Part", "ValueConflict", "compare_claims", "compare_values"]

_PARTS = (
    compare_variant,
    compare_composition,
    compare_size,
    compare_workings,
    compare_open,
    compare_quantity,
    compare_events,
    compare_polarity,
    compare_direction,
    compare_opposites,
    compare_absolutes,
    compare_effect,
)
"""Parts that look for something of their own kind, in the order in which they are asked."""

SAME_THING = 0.5
"""Share of the smaller claim's content words that both must use, inside one document."""


def compare_claims(pair: Pair, reuse_threshold: float) -> Part:
    """Return how two claims relate that are taken to be about the same thing.

    A contradiction in any part wins; then copied wording, unless a hedge was dropped or added on the way; then a difference in
    strength, then agreement.
    """
    agreements = []
    for compare in _PARTS:
        part = compare(pair)
        if part is None:
            continue
        if part.outcome in ("contradicts", "different", "strength_difference"):
            return part
        agreements.append(part)
    copied = compare_wording(pair, reuse_threshold)
    difference = compare_certainty(pair)
    if copied is not None and (difference is None or difference.kind != "certainty"):
        return copied
    if difference is not None:
        return difference
    if not agreements and denies(pair.left) != denies(pair.right):
        return Part("wording", "different", "one of them has a negation that the other has not")
    return agreements[0] if agreements else Part("wording", "agrees", f"same words: {', '.join(sorted(pair.shared)[:8])}")


def compare_values(left: Claim, right: Claim) -> ValueConflict | None:
    """Return the values in which two claims of one document conflict, or None; both must share most content words."""
    a, b = _things(left), _things(right)
    shared = a & b
    # A row of a table has few words of its own: there, one shared word of the thing is enough.
    tabled = "table" in (left.kind, right.kind)
    needed = max(1, min(len(a), len(b)) / 3) if tabled else max(2, SAME_THING * min(len(a), len(b)))
    if len(shared) < needed or left.polarity != right.polarity:
        return None
    if variant_words(left) != variant_words(right):
        return None
    if set(left.names) != set(right.names) and set(left.names) and set(right.names) and not set(left.names) & set(right.names):
        return None
    return next(value_conflicts(left, right), None)


def _things(claim: Claim) -> set[str]:
    numbers = " ".join(q.text.lower() for q in claim.quantities)
    return {term for term in claim.terms if term not in numbers}
