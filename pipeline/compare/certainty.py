"""How sure, how strong, on what evidence: differences that are not contradictions."""

from __future__ import annotations

import re
from typing import Literal

from pipeline.compare.effect import same_effect
from pipeline.compare.part import Pair, Part
from pipeline.detect.population import species
from pipeline.records import Claim

_STANCE = {3: "asserted", 2: "qualified", 1: "only possible"}
_STRENGTH = {"none": 0, "correlational": 1, "conditional_causal": 2, "direct_causal": 3}
_PROVEN = re.compile(
    r"\b(?:has|have|had) been (?:\w+ )?(?:shown|proven|demonstrated|found|established|documented)\b|\bis (?:proven|known|established)\b", re.IGNORECASE
)
_NAMED = re.compile(
    r"\b(?:(?:multiple |several |many )?(?:animal|rodent|mouse|rat|in vitro|cell(?:[- ]culture)?|preclinical|human|clinical) (?:stud(?:y|ies)|models?|trials?|experiments?|work)|in (?:mice|rats|rodents|animals|vitro|cells|humans|people|patients|adults|"
    r"volunteers|children|women|men)|mice|rats|rodents|participants|patients|volunteers)\b",
    re.IGNORECASE,
)
_MODELS = ("animal", "in_vitro")


def compare_certainty(pair: Pair) -> Part | None:
    """Asserted against hedged; people against animals; cause against association."""
    left, right = pair.left, pair.right
    unsaid = _unsaid_species(left, right) or _unsaid_species(right, left)
    if unsaid and same_effect(pair):
        return Part("population", "strength_difference", unsaid, "left" if _PROVEN.search(left.text) and not _NAMED.search(left.text) else "right", sure=True)
    if left.certainty != right.certainty and 3 in (left.certainty, right.certainty):
        side = _surer(left.certainty, right.certainty)
        hedged = left if side == "right" else right
        cue = hedged.hedges[0].text if hedged.hedges else "hedged"
        return Part("certainty", "strength_difference", f"{_STANCE[left.certainty]} against {_STANCE[right.certainty]} (“{cue}”)", side)
    kinds = [_subject_kind(claim) for claim in (left, right)]
    if kinds[0] != kinds[1] and "model" in kinds and "human" in kinds:
        return Part("population", "strength_difference", "people on one side, animals or cells on the other", "left" if kinds[0] == "human" else "right")
    a, b = _STRENGTH.get(left.strength, 0), _STRENGTH.get(right.strength, 0)
    if {a, b} == {1, 3} and left.polarity == right.polarity:
        return Part("causal", "strength_difference", "a cause on one side, an association on the other", _surer(a, b))
    return None


def _unsaid_species(one: Claim, other: Claim) -> str:
    """In words, when one side calls an effect shown and does not say in whom, and the other says that it was in animals or cells."""
    shown, where = _PROVEN.search(one.text), _NAMED.search(other.text)
    if not shown or not where or _NAMED.search(one.text) or one.attribution in ("named", "cited"):
        return ""
    return f"“{shown[0]}”, in whom is not said, against “{where[0]}”"


def _surer(left: int, right: int) -> Literal["left", "right"]:
    return "left" if left > right else "right"


def _subject_kind(claim: Claim) -> str:
    kind = species(claim.population)
    if claim.evidence in _MODELS or kind in ("animal", "cell"):
        return "model"
    return "human" if kind == "human" else ""
