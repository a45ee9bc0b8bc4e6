"""What a decision can be: accept, reject, or another label for a claim or a match; anything else that a reviewer types is a remark."""

from __future__ import annotations

from typing import get_args

from pipeline.errors import UsageError
from pipeline.records import EVIDENCE, Relation

LABELS: dict[str, tuple[str, ...]] = {
    "type": ("efficacy", "mechanism", "safety", "composition", "status", "comparison", "statistic", "recommendation", "other"),
    "certainty": ("3", "2", "1"),
    "polarity": ("affirmed", "negated"),
    "direction": ("increase", "decrease", "none"),
    "strength": ("none", "correlational", "conditional_causal", "direct_causal"),
    "attribution": ("none", "vague", "named", "cited", "self"),
    "evidence": EVIDENCE,
    "support": ("supported", "vague", "unsupported"),
}
"""What of a claim a reviewer may relabel, and with which values."""
MISSED = "claim"
"""The decision that a sentence which the tool took for none is a claim."""
RELATIONS: tuple[str, ...] = get_args(Relation)
_PLAIN = dict.fromkeys(("accept", "accepted", "yes", "y", "ok", "right", "correct", "true"), "accept") | dict.fromkeys(
    ("reject", "rejected", "no", "n", "wrong", "false"), "reject"
)
"""What people type, and what is meant; anything else is kept as it is, and changes nothing."""


def checked_decision(kind: str, decision: str) -> str:
    """Return the decision as it is kept; raises UsageError for a label that there is not."""
    text = " ".join(decision.split())
    name, equals, value = (part.strip().lower() for part in text.partition("="))
    allowed = {"claim": LABELS, "match": {"relation": RELATIONS}}.get(kind, {})
    if not equals or name not in allowed:
        return _PLAIN.get(text.lower(), text)
    if value not in allowed[name]:
        raise UsageError(f"decision '{text}': '{value}' is no {name}; expected one of {', '.join(allowed[name])}")
    return f"{name}={value}"


def relabels(decision: str, kind: str) -> bool:
    """True when a decision gives a record of a kind, claim or match, another label."""
    name, equals, _ = decision.partition("=")
    return bool(equals) and (name == "relation" if kind == "match" else name in LABELS)


def settled(decision: str) -> bool:
    """True when a decision leaves nothing to decide; a reviewer's free words decide nothing."""
    return decision in ("accept", "reject", MISSED) or relabels(decision, "claim") or relabels(decision, "match")
