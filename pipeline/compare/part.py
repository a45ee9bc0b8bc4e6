"""What one typed part of a comparison answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pipeline.records import Claim, Quantity

Outcome = Literal["agrees", "contradicts", "strength_difference", "reuse", "different"]


@dataclass(frozen=True, slots=True)
class Part:
    """``outcome`` of one part, with the reason in words. "different" means: not about the same thing after all.

    ``sure``: the part itself has established that both sides speak of one thing, and needs no other witness.
    """

    kind: str
    outcome: Outcome
    reason: str
    stronger: Literal["left", "right", ""] = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class ValueConflict:
    """Two quantities that cannot both be the value of one thing."""

    left: Quantity
    right: Quantity


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims that may be about the same thing, with how much they share.

    ``similarity`` is 0 to 1, by words; ``cosine`` is the vectors', -1 to 1; ``likeness`` is both. ``shared`` are the terms both use, ``rare`` those of them
    that few claims of the corpus use.
    """

    left: Claim
    right: Claim
    similarity: float
    shared: frozenset[str]
    rare: frozenset[str] = frozenset()
    likeness: float = 0.0
    cosine: float = 0.0


def apart(left: Iterable[str], right: Iterable[str]) -> str:
    """Return "these against those" when both sides name something and nothing is named by both; else nothing."""
    one, other = set(left), set(right)
    return f"{', '.join(sorted(one))} against {', '.join(sorted(other))}" if one and other and not one & other else ""
