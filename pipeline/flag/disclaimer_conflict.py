"""The small print takes back what the copy promises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.flag.check import Check, Finding, View, phrase_pattern
from pipeline.lexicon import read_map
from pipeline.records import Sentence

_HUMAN_USE = re.compile(
    r"\b(?:you|your|take|takes?|dose|doses|dosage|daily|anxiety|sleep|mood|memory|focus|learning|patients?|people|stress|cognitive|wellness|pain|weight|energy|recovery|muscle|skin|clinical|nostril|inject|exams|anxiolytic|therapeutic|treatment|subjects|energy|healing|libido|results)\b",
    re.IGNORECASE,
)
_MEDICAL = re.compile(
    r"\b(?:treat(?:s|ing)?|cures?|prevents?|heals?|relie(?:f|ves?)|eases?|fights?|reverses?|eliminates?|ends?|stops?|clears?|shortens?|lowers?|reduces?|protects?|lifts?|boosts?|calms?|combats?|soothes?|improves?|strengthens?|restores?|repairs?|speeds?(?: up)?|sharpens?|dissolves?|rebuilds?|regenerates?|erases?|banish(?:es)?|regrows?|kills?|beats?|remedy)\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\b(?:guarantee(?:s|d)?|promise|earn \d|gives? you|makes? you|(?:you|they)[’']ll (?:be|have|get|see|lose|earn)|more horsepower|will (?:\w+ ){0,2}(?:save|lose|earn|double|halve|cut|pay|feel|see|be|get|grow|gain|make)|always|never|every (?:customer|user|client|time)|100 ?%|proven|ensures?|up to \d|\d+ ?%|in (?:just )?(?:\w+|\d+) (?:days|weeks|months)|double your|halve|cuts? your)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\b(?:you should|we recommend|buy|sell|invest|take \d|take one|take two|stop taking|must own|is a must|start with|stop your|take \w+ (?:grams|drops|capsules|pills|tablets)|shares before|instead of your|switch from|drop your)\b",
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
    if view.voice == "authority":
        return  # "for information only", under a court's press release, takes back no promise
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
    """The plainest promise of the copy: an effect, stated flatly, early in the text."""
    found = []
    for sentence in view.content:
        if sentence.index == disclaimer.index or sentence.kind in ("question", "heading") or _disclaimers().search(sentence.text):
            continue
        if not _PROMISED[category].search(sentence.text) or (category == "not_medical" and not _is_about_health(sentence.text)):
            continue
        claim = view.claim_of(sentence)
        acts = bool(_MEDICAL.search(sentence.text)) or (claim is not None and claim.type == "efficacy" and claim.direction != "none")
        if category in ("research_only", "not_medical") and not acts:
            continue
        if claim is not None and claim.polarity == "negated":
            continue
        hedged = claim is not None and claim.certainty < 3
        person = bool(re.search(r"\b(?:I|he|she|my)\b", sentence.text))
        about_people = bool(re.search(r"\b(?:you|your|people|subjects|patients|adults|clinical|efficacy)\b", sentence.text))
        found.append(((person, not about_people, bool(_TAKEN_BACK.search(sentence.text)), hedged, claim is None, sentence.index), sentence))
    return min(found, key=lambda entry: entry[0])[1] if found else None


def _is_about_health(text: str) -> bool:
    return bool(_HEALTH.search(text) or _diseases().search(text))


@cache
def _diseases() -> re.Pattern[str]:
    return phrase_pattern("disease")


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
