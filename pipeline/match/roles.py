"""Claims that must meet whatever words they share: "smaller" and "extended with", an open question of safety and a claim that there is no harm,
"two mechanisms" and the three that are listed elsewhere.
"""

from __future__ import annotations

from pipeline.compare.open_question import is_open, tells_of_safety
from pipeline.compare.size import size_roles
from pipeline.compare.workings import lists_workings
from pipeline.records import Claim

Roles = frozenset[str]

_MEET = (("smaller", "adds"), ("larger", "cuts"), ("open safety", "safety"), ("workings", "workings"))
BONUS = 0.15
"""What is added to the likeness of two claims whose roles meet, so that they are among the candidates that are read."""


def roles_of(claim: Claim) -> Roles:
    """Return the roles of a claim; most have none."""
    found = set(size_roles(claim))
    if tells_of_safety(claim):
        found.add("open safety" if is_open(claim) else "safety")
    if lists_workings(claim.text):
        found.add("workings")
    return frozenset(found)


def role_terms(roles: Roles) -> frozenset[str]:
    """Return the blocks that bring claims with such roles together."""
    return frozenset(f"<{' and '.join(pair)}>" for pair in _MEET if roles & set(pair))


def roles_meet(left: Roles, right: Roles) -> bool:
    """True when one claim has the role that the other's calls for."""
    return bool(left and right) and any((a in left and b in right) or (b in left and a in right) for a, b in _MEET)
