"""Words that sell rather than inform."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View, in_quotes

_FIGURE = re.compile(r"\d\s?%|\d[\d.,]*\s?(?:-?fold|times|percent|per cent)|\bp\s?[<=]", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|no|n[’']t|never|hardly|nothing|neither|without|far from|less than)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_TECHNICAL = frozenset(
    [
        "dramatic",
        "dramatically",
        "striking",
        "strikingly",
        "profound",
        "profoundly",
        "powerful",
        "ideal",
        "pure",
        "perfect",
        "optimal",
        "sophisticated",
        "superior",
        "smart",
    ]
)


def find(view: View) -> Iterator[Finding]:
    """Flag listed hype in sentences that the model takes for marketing, or listed hype that never informs."""
    for sentence in view.content:
        for cue in sentence.marketing:
            if not cue.type.startswith("hype:") or cue.type in ("hype:promo_hedge", "hype:weak"):
                continue
            before = sentence.text[: cue.start - sentence.start]
            technical = cue.text.lower() in _TECHNICAL and _FIGURE.search(sentence.text)
            if technical or _NEGATED.search(before) or (in_quotes(sentence.text, len(before)) and not view.sells):
                continue
            kind = cue.type.removeprefix("hype:")
            yield Finding(cue.start, cue.end, f"“{cue.text}” promotes ({kind}) without saying what was measured", view.claim_id(sentence))


CHECK = Check(
    name="hype",
    definition="Words that sell rather than inform: hype adjectives and adverbs, and slogans.",
    severity="note",
    source="Millar et al. 2022 (hype in biomedicine); Hyplex groups; HealthNewsReview red-flag words",
    hits=("Our revolutionary serum delivers stunning results.", "This game-changing app is simply incredible."),
    misses=("The reaction rate fell dramatically, by 64 %, at pH 5.", "The report found nothing revolutionary in the design."),
    find=find,
)
