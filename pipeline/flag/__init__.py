"""flag: one document's Sentences and Claims → Flags. CHECKS lists every check; each is a file of its own."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import cast, get_args

from pipeline.errors import SettingsError
from pipeline.flag import (
    absolute_claim,
    absolute_vs_graded,
    animal_to_human,
    call_to_action,
    causal_overreach,
    circular_support,
    dead_citation,
    disclaimer_conflict,
    disease_claim,
    evidence_overreach,
    hedge_decay,
    hedge_drop,
    hype,
    list_drift,
    number_mismatch,
    orphan_figure,
    presupposing_heading,
    product_plug,
    promo_hedge,
    scope_inflation,
    self_authority,
    superlative,
    testimonial,
    unanchored_comparative,
    unattributed_quote,
    unsupported_assertion,
    vague_attribution,
)
from pipeline.flag.check import Check, Finding, View
from pipeline.records import Claim, Document, Flag, Sentence, Severity
from pipeline.settings import Settings

CHECKS: tuple[Check, ...] = (
    hype.CHECK,
    superlative.CHECK,
    call_to_action.CHECK,
    product_plug.CHECK,
    testimonial.CHECK,
    promo_hedge.CHECK,
    disease_claim.CHECK,
    unsupported_assertion.CHECK,
    vague_attribution.CHECK,
    dead_citation.CHECK,
    self_authority.CHECK,
    absolute_claim.CHECK,
    unanchored_comparative.CHECK,
    animal_to_human.CHECK,
    causal_overreach.CHECK,
    disclaimer_conflict.CHECK,
    number_mismatch.CHECK,
    hedge_decay.CHECK,
    hedge_drop.CHECK,
    absolute_vs_graded.CHECK,
    scope_inflation.CHECK,
    circular_support.CHECK,
    presupposing_heading.CHECK,
    list_drift.CHECK,
    orphan_figure.CHECK,
    unattributed_quote.CHECK,
    evidence_overreach.CHECK,
)


def active_checks(settings: Settings) -> tuple[Check, ...]:
    """Return the checks that a user has left on, with the user's severities; raises SettingsError for a name that is none."""
    names = {check.name for check in CHECKS}
    severities = cast(dict[str, Severity], dict(entry.partition("=")[::2] for entry in settings.severity))
    for name in (*settings.disable_checks, *severities):
        if name not in names:
            raise SettingsError(f"'{name}' is no check; expected one of {', '.join(sorted(names))}")
    for name, value in severities.items():
        if value not in get_args(Severity):
            raise SettingsError(f"severity of '{name}' is '{value}'; expected one of {', '.join(get_args(Severity))}")
    return tuple(replace(c, severity=severities.get(c.name, c.severity)) for c in CHECKS if c.name not in settings.disable_checks)


def flag_claims(document: Document, sentences: tuple[Sentence, ...], claims: tuple[Claim, ...], settings: Settings) -> tuple[Flag, ...]:
    """Run every active check over one document; return the flags in text order."""
    view = View(document, sentences, claims)
    ignored = {word.lower() for word in settings.ignore_words}
    found: dict[tuple[str, int, int], tuple[Check, Finding]] = {}
    for check in active_checks(settings):
        for finding in check.find(view):
            if document.text[finding.start : finding.end].lower() not in ignored:
                found.setdefault((check.name, finding.start, finding.end), (check, finding))
    flags, seen = [], dict[str, int]()
    for (name, start, end), (check, finding) in sorted(found.items(), key=lambda item: (item[0][1], item[0][2], item[0][0])):
        words = document.text[start:end]
        key = f"{document.name}\0{name}\0{' '.join(words.split())}"
        seen[key] = seen.get(key, -1) + 1
        flags.append(
            Flag(
                "f" + sha256(f"{key}\0{seen[key]}".encode()).hexdigest()[:11],
                name,
                check.severity,
                document.name,
                start,
                end,
                words,
                finding.message,
                finding.claim_id,
            )
        )
    return tuple(flags)
