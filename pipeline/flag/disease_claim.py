"""A product said to treat, cure or prevent a named disease."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.flag.check import Check, Finding, View, phrase_pattern

_ACTS = re.compile(
    r"\b(?:treat(?:s|ed|ing|ment (?:of|for))?|cur(?:e|es|ed|ing)|prevent(?:s|ed|ing|ion)?|heal(?:s|ed|ing)?|reliev(?:e|es|ed|ing)|relief (?:from|of|for)|eas(?:e|es|ed|ing)|alleviat\w+|mitigat\w+|fight(?:s|ing)?|combat\w*|stop(?:s|ped|ping)?|"
    r"revers(?:e|es|ed|ing)|eliminat\w+|end(?:s|ed)?|clear(?:s|ed|ing)?(?: up)?|soothe?s?|calms?|reduc(?:e|es|ing)|lower(?:s|ing)?|protect(?:s|ed|ing)? (?:you |your \w+ |\w+ )?(?:from|against)|banish(?:es|ed)?|beat(?:s|ing)?|defeat\w*|"
    r"remed(?:y|ies) for|shorten(?:s|ed|ing)?|kills?|wipes? out|gets? rid of|rid of|wards? off|dissolv(?:e|es|ing)|says? goodbye to|goodbye to|(?:an? |nature[’']s |the )(?:answer|cure|remedy|solution|treatment) (?:to|for)|for|knocks? out|manag(?:e|es|ing)|help(?:s|ed)? (?:with|against)|works? (?:against|for|on)|candidate for|for the treatment of|replaces? your)\b",
    re.IGNORECASE,
)
_KEPT = re.compile(r"\bkeeps? (?P<what>[\w’' -]{3,40}?) (?:away|at bay)\b", re.IGNORECASE)
_PAIN = re.compile(
    r"\b(?:kidney stones|carpal tunnel(?: syndrome)?|athlete[’']s foot|flare-ups|cancer|tooth decay|plaques|haemorrhoids|hemorrhoids|cold sores|nail fungus|the fungus|(?:joint|back|knee|neck|muscle|nerve|chronic|period|menstrual|arthritic) pain|cramps|hot flushes|hot flashes|high cholesterol|blood sugar|tumou?rs?|cancer cells|[a-z]+(?:itis|osis|emia|aemia|algia|pathy|oma)\b|low mood|SAD|winter blues|hair loss|brain fog|inflammation)\b"
)
_NOT_SELLING = re.compile(
    r"\b(?:not (?:intended|meant|designed|approved|been (?:shown|proven|evaluated))|does not|do not|did not|cannot|can[’']t|doesn[’']t|didn[’']t|don[’']t|no evidence|never|neither|nor|without|fails? to|"
    r"trial|study|studies|randomi[sz]ed|participants|patients (?:who|with|given|taking|in)|researchers|cohort|meta-analysis|review|guidelines?|FDA|regulator|authority|agency|vaccines?|antibiotics?|chemotherapy|surgery|prescri\w+|doctors? (?:treat|use|prescribe)|"
    r"hospital|clinic(?:al)?(?! pain)|fined|court|convicted|medication|approved (?:for|to)|banned|unlawful|ordered|warning letter|claims? (?:that|to)|claimed|advertis\w+|symptoms of|risk factors?|diagnos\w+ with|people (?:with|who)|supports? (?:normal|healthy))\b",
    re.IGNORECASE,
)


@cache
def _diseases() -> re.Pattern[str]:
    return phrase_pattern("disease")


def find(view: View) -> Iterator[Finding]:
    """Flag a verb of treatment with a named disease within reach, in copy that is no study report, notice or disclaimer."""
    for sentence in view.content:
        text = sentence.text
        if sentence.kind == "question" or text.startswith("Whether ") or _NOT_SELLING.search(text) or view.reports_study:
            continue
        kept = _KEPT.search(text)
        if kept and (_diseases().search(kept["what"]) or _PAIN.search(kept["what"])):
            yield Finding(
                sentence.start + kept.start(),
                sentence.start + kept.end(),
                f"says that it acts on a disease or symptom: “{kept['what']}”",
                view.claim_id(sentence),
            )
            continue
        for act in _ACTS.finditer(text):
            reach = text[act.end() : act.end() + 90]
            nearer = _ACTS.search(reach)
            disease = _diseases().search(reach) or _PAIN.search(reach)
            if disease is None or (act[0].lower() == "for" and (disease.start() > 3 or not view.sells)):
                continue
            if (nearer is not None and nearer.start() < disease.start()) or re.match(
                r"tumou?r necrosis|anxiety-like", text[act.end() + disease.start() :], re.IGNORECASE
            ):
                # A nearer verb speaks of the disease; "tumour necrosis factor" is none.
                continue
            start, end = sentence.start + act.start(), sentence.start + act.end() + disease.end()
            yield Finding(start, end, f"says that it acts on a disease or symptom: “{disease[0]}”", view.claim_id(sentence))
            break


CHECK = Check(
    name="disease_claim",
    definition="A product is said to treat, cure, prevent or relieve a named disease or its symptoms.",
    severity="error",
    source="21 CFR 101.93(g); FDA structure/function guidance; Regulation (EC) 1924/2006",
    hits=("Our drops cure eczema in a week.", "One capsule a day prevents migraines."),
    misses=(
        "It works by reducing the production of inflammatory compounds in the brain, such as interleukin-6 (IL-6) and tumor necrosis factor-alpha.",
        "This product is not intended to treat any disease.",
        "In the trial, the drug reduced migraines by 30 %.",
    ),
    find=find,
)
