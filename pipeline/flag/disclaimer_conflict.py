"""The small print takes back what the copy promises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.flag.check import Check, Finding, View, phrase_pattern
from pipeline.lexicon import read_map
from pipeline.records import Sentence

_HUMAN_USE = re.compile(
    r"\b(?:you|your|take|takes?|dose|doses|dosage|daily|anxiety|sleep|mood|memory|focus|learning|patients?|people|stress|cognitive|wellness|pain|weight|energy|recovery|muscle|skin|clinical|anxiolytic|therapeutic|treatment|subjects|energy|healing|libido|results)\b",
    re.IGNORECASE,
)
_MEDICAL = re.compile(
    r"\b(?:treat(?:s|ing)?|cures?|prevents?|heals?|relie(?:f|ves?)|eases?|fights?|reverses?|eliminates?|ends?|stops?|clears?|shortens?|lowers?|reduces?|protects?|lifts?|boosts?|calms?|combats?|soothes?|improves?|strengthens?|restores?|repairs?|banish(?:es)?|regrows?|kills?|beats?|remedy)\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\b(?:guarantee(?:s|d)?|will (?:\w+ ){0,2}(?:save|lose|earn|double|halve|cut|pay|feel|see|be|get|grow|gain|make)|always|never|every (?:customer|user|client|time)|100 ?%|proven|ensures?|up to \d|\d+ ?%|in (?:just )?(?:\w+|\d+) (?:days|weeks|months)|double your|halve|cuts? your)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\b(?:you should|we recommend|buy|sell|invest|take \d|take one|take two|stop taking|must own|is a must|start with|instead of your|switch from|drop your)\b",
    re.IGNORECASE,
)
_PROMISED = {"research_only": _HUMAN_USE, "not_medical": _MEDICAL, "no_promise": _PROMISE, "not_advice": _ADVICE}
_HEALTH = re.compile(
    r"\b(?:pain|sleep|mood|skin|immun\w+|inflammation|blood|heart|joints?|gut|brain|liver|stress|anxiety|depress\w+|disease|cold|flu|infection|cholesterol|allerg\w+|eczema|arthritis|migraine|cancer|diabetes|weight|memory|bloating|headaches?|insomnia|acne|virus|cough|fever|nausea|wrinkles|hormon\w+|bones?|hair|nerve|muscle|cramps|symptoms|congestion|winter blues|low mood|tinnitus|asthma)\b",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(r"\b(?:not|no|n[’']t|never|whether|unknown|may|might|could|rats?|mice|in vitro|cells)\b", re.IGNORECASE)


@cache
def _disclaimers() -> re.Pattern[str]:
    return phrase_pattern("disclaimers")


def find(view: View) -> Iterator[Finding]:
    """Flag a disclaimer, wherever it stands, when the copy of the same document promises what it takes back."""
    seen: set[str] = set()
    for sentence in view.sentences:
        match = _disclaimers().search(sentence.text)
        if match is None:
            continue
        category = read_map("disclaimers")[match[0].lower()]
        if category in seen:
            continue
        promise = _promise(view, sentence, category)
        if promise is not None:
            seen.add(category)
            start = sentence.start + match.start()
            quote = " ".join(promise.text.split())
            yield Finding(start, start + len(match[0]), f"“{match[0]}”, but the copy says: “{quote[:160]}”", view.claim_id(promise))


def _promise(view: View, disclaimer: Sentence, category: str) -> Sentence | None:
    """The strongest promise of the copy: flat before hedged, in text order."""
    found = []
    for sentence in view.content:
        if sentence.index == disclaimer.index or sentence.kind == "question" or _disclaimers().search(sentence.text):
            continue
        claim = view.claim_of(sentence)
        if not _PROMISED[category].search(sentence.text) or (category == "not_medical" and not _HEALTH.search(sentence.text)):
            continue
        if (claim is not None and claim.polarity == "negated") or (claim is None and category == "research_only" and not sentence.marketing):
            continue
        if claim is not None and category == "research_only" and claim.type not in ("efficacy", "mechanism", "safety", "comparison", "recommendation"):
            continue
        found.append((bool(_TAKEN_BACK.search(sentence.text)), claim is None, claim.certainty != 3 if claim else True, sentence.index, sentence))
    return min(found, key=lambda entry: entry[:4])[4] if found else None


CHECK = Check(
    name="disclaimer_conflict",
    definition="A disclaimer in a document whose copy promises just what it takes back.",
    severity="error",
    source="FDA warning letters on research-use-only claims 2024 to 2026; FTC guidance on disclosures",
    hits=(
        "This peptide lowers anxiety and improves your sleep.\n\nFor research use only. Not for human consumption.",
        "Our tea cures colds in two days.\n\nThis product is not intended to treat any disease.",
    ),
    misses=("The vial holds 10 mg of powder.\n\nFor research use only.", "The box holds 20 tea bags.\n\nThis product is not intended to treat any disease."),
    find=find,
)
