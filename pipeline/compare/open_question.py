"""A question that one side holds to be open and the other to be settled: a difference in strength, after the guideline."""

from __future__ import annotations

import re

from pipeline.compare.part import Pair, Part
from pipeline.records import Claim

_OPEN = re.compile(
    r"\b(?:not|never|nobody|no one|no (?:\w+ )?(?:trial|study|data|research|evidence)|yet to be|has yet|unclear|unknown|remains)\b.{0,40}\b(?:stud(?:y|ied|ies)|test(?:ed|s)?|trial|known|clear|examined|"
    r"investigated|established|measured|evaluated|data|evidence|shown|proven|understood|unknown|unclear)\b|\b(?:unknown|unclear|yet to be (?:studied|tested|shown))\b|"
    r"\b(?:further|more|additional|larger|longer)\s(?:clinical |human |independent )?(?:research|stud(?:y|ies)|trials?|work|data|evidence|tests?|testing)\b.{0,60}\b(?:needed|required|necessary|warranted)\b|"
    r"\bneeds? (?:further|more|additional) (?:research|stud(?:y|ies)|trials?|data|evidence|testing)\b",
    re.IGNORECASE,
)
_SAFETY = re.compile(
    r"\b(?:safe(?:ty|ly)?|unsafe|side[- ]effects?|adverse|toxic(?:ity)?|tolera(?:ted|bility)|sedation|sedative|dependen(?:ce|cy)|addict\w+|withdrawal|harm(?:s|ful|less)?|hazard\w*|overdos\w+)\b",
    re.IGNORECASE,
)


def is_open(claim: Claim) -> bool:
    """True when what is denied or wanted is knowledge: "has not been studied", "nobody has tested", "more trials are needed"."""
    return bool(_OPEN.search(claim.text))


def tells_of_safety(claim: Claim) -> bool:
    """True for a claim about harm or its absence."""
    return bool(_SAFETY.search(claim.text))


def compare_open(pair: Pair) -> Part | None:
    """Return a difference in strength where one side leaves open what the other treats as settled; agreement where both leave it open."""
    left, right = is_open(pair.left), is_open(pair.right)
    if left and right:
        return Part("open_question", "agrees", "both treat the question as open")
    if not left and not right:
        return None
    open_side, settled = (pair.left, pair.right) if left else (pair.right, pair.left)
    if settled.certainty < 3:
        return None
    safety = tells_of_safety(open_side)
    if safety and not tells_of_safety(settled):
        return None
    words = _OPEN.search(open_side.text)
    reason = f"{'safety is ' if safety else ''}settled on one side, still open on the other (“{' '.join(words[0].split()) if words else ''}”)"
    return Part("open_question", "strength_difference", reason, "right" if left else "left", sure=safety)
