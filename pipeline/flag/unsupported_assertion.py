"""Flat factual claims with nothing behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View

_TYPES = frozenset(["efficacy", "mechanism", "comparison", "statistic", "safety"])


_NARRATIVE = re.compile(
    r"^(?:That[’']s why|We had|Let[’']s|For now|This (?:article|page|post|guide)|As someone)\b|\b(?:nobody|no one|never) (?:has|have) (?:\w+ )?(?:tested|studied|shown)|\bbelow\.$|\b(?:I|he|she) (?:was|am|is|had|sent|thought|felt|brings|writes|lives|works)\b|:$|[Ww]e[’']ll\b",
)


def find(view: View) -> Iterator[Finding]:
    """Flag claims of effect, comparison, safety or number that are stated flatly and have no source in their paragraph."""
    for sentence in view.content:
        claim = view.claim_of(sentence)
        if claim is None or claim.certainty < 3 or claim.support != "unsupported" or sentence.kind == "table":
            continue
        if claim.type not in _TYPES and claim.direction == "none":
            continue
        if _NARRATIVE.search(sentence.text):
            continue
        if claim.citations or claim.attribution in ("named", "cited") or claim.evidence in ("trial", "review", "observational"):
            continue
        yield Finding(sentence.start, sentence.end, f"stated as fact ({claim.type}) with no source in its paragraph", claim.claim_id)


CHECK = Check(
    name="unsupported_assertion",
    definition="A claim of effect, comparison, safety or number, stated flatly, with no source, study figures or named authority in its paragraph so far.",
    severity="note",
    source="labelling guideline (support); DISCERN item 4; QUEST attribution",
    hits=("Blue light doubles your alertness.", "The coating reduces wear."),
    misses=("Blue light may raise alertness.", "According to Lund et al. (2019), blue light raised alertness by 8 %."),
    find=find,
)
