"""The checks as SARIF rules: what each objects to, with examples."""

from __future__ import annotations

import re
from typing import Any

from pipeline.flag import CHECKS
from pipeline.flag.check import Check, read_measured

CONTRADICTION = "contradiction"
_URGENCY = {"note": "recommendation", "warning": "warning", "error": "error"}
_PRECISION = ((0.9, "very-high"), (0.8, "high"), (0.6, "medium"), (0.0, "low"))


def sarif_rules() -> list[dict[str, Any]]:
    """Return a rule for every check, in their order, and one for contradictions between documents."""
    measured = read_measured()
    found = [_rule(check.name, check.definition, check.severity, *_help(check), _precision(measured.get(check.name, {}))) for check in CHECKS]
    definition = "Two documents make claims about the same thing that cannot both be true."
    said = f"{definition} The related location is the other document's claim; which of the two is right, the text does not tell."
    return [*found, _rule(CONTRADICTION, definition, "warning", said, said, "")]


def _rule(name: str, definition: str, severity: str, text: str, markdown: str, precision: str) -> dict[str, Any]:
    properties = {"tags": ["claims", "writing"], "problem.severity": _URGENCY[severity]}
    if precision:
        properties["precision"] = precision
    return {
        "id": name,
        "name": "".join(part.capitalize() for part in name.split("_")) + "Check",
        "shortDescription": {"text": definition},
        "fullDescription": {"text": definition},
        "help": {"text": text, "markdown": markdown},
        "defaultConfiguration": {"level": severity},
        "properties": properties,
    }


def _help(check: Check) -> tuple[str, str]:
    """The explanation as plain text, and as Markdown."""
    hits, misses = [_one_line(text) for text in check.hits], [_one_line(text) for text in check.misses]
    text = [check.definition, f"Source of the idea: {check.source}.", "Flagged:", *hits, "Not flagged:", *misses]
    listed = [f"- {_literal(hit)}" for hit in hits], [f"- {_literal(miss)}" for miss in misses]
    parts = [check.definition, f"Source of the idea: {_literal(check.source)}.", "Flagged:", "\n".join(listed[0]), "Not flagged:", "\n".join(listed[1])]
    return "\n".join(text), "\n\n".join(parts)


def _one_line(text: str) -> str:
    return " / ".join(part for part in text.split("\n") if part)


def _literal(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", text)


def _precision(measured: dict[str, str]) -> str:
    """The measured precision ("0.70 (n=10)") in the words that code hosts know; empty where there were too few cases."""
    match = re.match(r"([01]\.\d+)", measured.get("precision", ""))
    return next(word for limit, word in _PRECISION if float(match[1]) >= limit) if match else ""
