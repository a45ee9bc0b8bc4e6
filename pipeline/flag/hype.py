"""Words that sell rather than inform."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View, in_quotes

_FIGURE = re.compile(
    r"\d\s?%|\d[\d.,]*\s?(?:[A-Z]{1,2}|T|GW|MW|kg|of the)\b|from \d[\d.,]* \w+ to|\bof (?:the )?\d+|\d[\d.,]*\s?(?:-?fold|times|percent|per cent)|\bp\s?[<=]",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|no|n[’']t|never|hardly|nothing|neither|without|far from|less than|less)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_TECHNICAL = frozenset(
    (
        "dramatic dramatically striking strikingly profound profoundly powerful ideal pure perfect optimal sophisticated superior smart "
        "remarkable remarkably extraordinary breakthrough"
    ).split()
)
_EVERYDAY = frozenset(
    ["good news", "the best part", "everything you need", "all you need", "ideal for", "lovely", "brilliant", "feel the difference", "great", "nice"]
)
"""Entries that sell in some lists, and mostly do not in plain prose."""
_OTHER_SENSE = re.compile(
    r"\b(?:extraordinary general|breakthrough (?:bleeding|pain|infection|seizure)|cutting edge of|revolutionary (?:government|war|council|decrees?|movement|party|forces|france|army)|stunning of|"
    r"perfect (?:competition|square|tense|number|fifth)|ideal gas|pure (?:water|mathematics|substance)|superior (?:court|vena|officer|to)|smart[- ](?:meter|card|grid|contract|home|phone|watch|tv|device|lock|speaker|plug|thermostat|detector|sensor|smoke|water|alarm|charging|tariff)s?|premium (?:of|paid|rate|payments?)|"
    r"insurance premium|luxury (?:tax|goods)|the (?:amazing|astonishing|remarkable) thing|iconic sign|intelligent (?:agent|life)|unique (?:identifier|key|id|number)s?|passionate about|(?:sound|rated|motor|output|peak|engine|heating|cooling|input|holding|suction|nominal|charging) power of|power of \d|perfectly (?:happy|fine|normal|ordinary|legal|possible|well|good|still|clear)|has never been (?!so\b|this\b|better|easier|simpler|more\b|a better)\w+|must have (?:at least|been|had|an?\b|the\b|\d|no\b|its\b)|(?:write|wrote|written|say|set|put) (?:\w+ ){1,4}once and for all|(?:a|is|pleasant|expensive|small) luxury\b|(?:soft|gentle|faint|red|dim) glow|loaded with (?:no more|at most|up to|more|less|\d)|pure (?:mulberry )?(?:silk|cotton|wool|linen|leather|copper|steel)|luxury (?:niche|segment|market|class|brand|sector)|(?:a|an|the) (?:\w+ )?buzz(?! (?:around|about|is)))\b",
    re.IGNORECASE,
)


def find(view: View) -> Iterator[Finding]:
    """Flag listed hype in sentences that the model takes for marketing, or listed hype that never informs."""
    for sentence in view.content:
        for cue in sentence.marketing:
            if not cue.type.startswith("hype:") or cue.type in ("hype:promo_hedge", "hype:weak"):
                continue
            before = sentence.text[: cue.start - sentence.start]
            if cue.text[:1].isupper() and before.strip() and before.rstrip()[-1:] not in '.!?:–—“"' and not sentence.text.isupper():
                continue  # the name of a plan or a product
            if cue.text.lower() in _EVERYDAY:
                continue
            technical = (cue.text.lower() in _TECHNICAL and _FIGURE.search(sentence.text)) or _other_sense(sentence.text, len(before))
            if technical or _NEGATED.search(before) or (in_quotes(sentence.text, len(before)) and not view.sells):
                continue
            kind = cue.type.removeprefix("hype:")
            yield Finding(cue.start, cue.end, f"“{cue.text}” promotes ({kind}) without saying what was measured", view.claim_id(sentence))


def _other_sense(text: str, position: int) -> bool:
    """True when the word at ``position`` is part of a fixed phrase that does not praise."""
    return any(match.start() <= position < match.end() for match in _OTHER_SENSE.finditer(text))


CHECK = Check(
    name="hype",
    definition="Words that sell rather than inform: hype adjectives and adverbs, and slogans.",
    severity="note",
    source="Millar et al. 2022 (hype in biomedicine); Hyplex groups; HealthNewsReview red-flag words",
    hits=("Our revolutionary serum delivers stunning results.", "This game-changing app is simply incredible."),
    misses=(
        "The reaction rate fell dramatically, by 64 %, at pH 5.",
        "The report found nothing revolutionary in the design.",
        "The PIN must have at least six digits.",
    ),
    find=find,
)
