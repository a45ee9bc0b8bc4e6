"""Hedges that sell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.flag.check import Check, Finding, View, phrase_pattern

_MORE = re.compile(
    r"\b(?:(?:hold|holds|holding|held|show|shows|shown|showing|showed|has|have|offer|offers|with) (?:\w+ ){0,2}(?:promise|potential)(?! (?:side|adverse|risk|harm|conflict|for (?:harm|abuse|error)))|"
    r"(?:exciting|enormous|huge|great|tremendous|immense|vast|incredible|untapped|amazing|real|remarkable|massive|limitless|considerable) (?:\w+ )?(?:potential|promise|possibilit\w+)|"
    r"(?:results|findings|data|signs|signals|outcomes|numbers|trials?) (?:so far )?(?:are|look|have been|were|is|looks) (?:\w+ )?(?:encouraging|promising|exciting)|"
    r"(?:encouraging|exciting|promising)(?:,)? (?:\w+ ){0,2}(?:results|findings|data|signs?|candidate|compound|peptide|approach|ingredient|new|evidence|outcomes?|research|treatment|option|technology|therapy|lead|alternative|solution|avenue|step|tool)|"
    r"compelling (?:candidate|case|potential)|could (?:change everything|revolutioni[sz]e|transform|be the (?:next|future|answer))|may (?:well )?(?:be the (?:next|future|answer)|change everything|revolutioni[sz]e|transform)|poised to|set to transform|could unlock|scratching the surface|(?:possibilities|potential) (?:\w+ )?(?:seems?|is|are|looks?) (?:\w+ )?(?:limitless|endless|huge|enormous)|tantali[sz]ing (?:evidence|results|glimpse|hints?)|(?:early|first) (?:signs|results|data) (?:are|look) (?:\w+ )?(?:positive|good|great|strong)|(?:new|real|fresh) hope|brings? hope|offers? (?:new )?hope)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|no|n[’']t|never|hardly|neither|less|nothing|little|once|was|were|un)\b(?:\s+\w+){0,2}\s*$", re.IGNORECASE)
_OTHER_SENSE = re.compile(
    r"\b(?:promised? (?:to|that|him|her|them|us|land)|promising (?:to|that|him|her|them)|campaign promise|keep (?:a|his|her|their|its) promise|potential (?:difference|energy|well))\b",
    re.IGNORECASE,
)


@cache
def _listed() -> re.Pattern[str]:
    return phrase_pattern("hype", "promo_hedge")


def find(view: View) -> Iterator[Finding]:
    """Flag "promising", "holds promise" and their like."""
    for sentence in view.content:
        if sentence.kind == "question" or _OTHER_SENSE.search(sentence.text):
            continue
        match = _MORE.search(sentence.text) or _listed().search(sentence.text)
        if match is None or match[0].lower() in ("promise", "encouraging", "therapeutic potential"):
            continue
        if _NEGATED.search(sentence.text[: match.start()]):
            continue
        start = sentence.start + match.start()
        yield Finding(start, start + len(match[0]), f"“{match[0]}” reads as praise, not as a caution", view.claim_id(sentence))


CHECK = Check(
    name="promo_hedge",
    definition="A hedge that sells: promising, holds promise, exciting potential, encouraging early results.",
    severity="note",
    source="FTC Health Products Compliance Guidance 2022 (qualifying words read as positive attributes)",
    hits=("This peptide holds promise for memory.", "Early results are highly encouraging."),
    misses=("The minister promised to publish the data.", "The pilot was not promising and was stopped."),
    find=find,
)
