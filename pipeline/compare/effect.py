"""The same effect on the same thing: what acts, which way it changes, and what changes are all shared."""

from __future__ import annotations

from pipeline.compare.part import Pair, Part

SHARED = 3
"""Core terms (of subject, relation and object) that both claims must use."""


def same_effect(pair: Pair) -> bool:
    """True when both claims give one direction of change and share most of subject, relation and object."""
    left, right = pair.left, pair.right
    if left.direction == "none" or left.direction != right.direction or left.polarity != right.polarity:
        return False
    shared = set(left.core) & set(right.core)
    return len(shared) >= SHARED and len(shared) >= 0.6 * min(len(set(left.core)), len(set(right.core)))


def compare_effect(pair: Pair) -> Part | None:
    """Return agreement on an effect, or None."""
    if not same_effect(pair):
        return None
    return Part("effect", "agrees", f"same effect ({pair.left.direction}): {', '.join(sorted(set(pair.left.core) & set(pair.right.core)))}")
