"""The author's or seller's own standing offered as backing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View, in_quotes

_JOB = (
    r"(?:[\w-]+[- ]){0,4}?(?:neurosurgeon|surgeon|doctor|physician|clinician|nurse|midwife|scientist|biochemist|chemist|engineer|therapist|nutritionist|dietitian|dietician|coach|expert|professional|trainer|pharmacist|dentist|"
    r"parent|mother|father|mum|mom|dad|researcher|veterinarian|vet|psychologist|psychiatrist|teacher|plumber|electrician|mechanic|chef|gardener|lawyer|farmer|athlete|economist|analyst|developer|architect|dermatologist|cardiologist|neurologist|neuroscientist|specialist|practitioner|consultant|investor|trader|adviser|advisor|herbalist|beautician|esthetician|builder|baker|brewer|physicist|biologist|physiotherapist|paramedic|audiologist|optician|optometrist|agronomist)"
)
_SELF = re.compile(
    rf"\b(?:(?:speaking )?as an? {_JOB}\b(?:[^.,;]{{0,60}})?(?=,? (?:I|we|my|let me|you can|trust|this|that|it|there|[a-z]+ is)\b|,)|(?:I am|I[’']m|I[’']ve been|I was|I have been) an? {_JOB}[^.;]{{0,60}}(?:,? (?:so|and|who|which means|with)\b)|"
    rf"(?:trust me(?! to\b)(?! with\b)|take it from me|believe me)\b[^.;]{{0,80}}|(?:in|from|with|after|over|drawing on) (?:my|our|more than|over|nearly|\d+)[^.;]{{0,30}}(?:years?|decades?)(?:[’'])? (?:of|in|as)\b[^.;]{{0,40}}|"
    r"in (?:my|our) (?:professional |clinical |long |own |considered )?(?:experience|practice|clinic|opinion as|judg[e]?ment as)\b|I[’']ve (?:seen|treated|helped|coached|trained|fitted|installed|tested) (?:\w+ )?(?:hundreds|thousands|dozens|countless|many|over \d|more than|\d|patients|clients|people|customers|every)[^.;]{0,60}|I[’']ve (?:worked|spent|been) [^.;]{0,30}(?:years|decades)[^.;]{0,30}|"
    r"our (?:own |in-house |expert |team of |leading |dedicated |award-winning |senior |resident |founding )*(?:scientists|engineers|experts?|chemists|doctors|nutritionists|researchers|specialists|laborator(?:y|ies)|lab|labs|team of [^.;,]{3,30}|team|formulators|vets|dermatologists|analysts|pharmacists|tests?|testing|founder|founders|chief \w+)(?: \w+){0,3}? (?:have |has )?(?:\w+ly )?(?:confirm\w*|prov\w+|show\w*|found|verif\w+|tested|know\w*|guarantee\w*|agree\w*|demonstrat\w+|develop\w+|say\w*|believe\w*|can (?:confirm|vouch|assure)|assure\w*|recommend\w*|perfected|designed|measured|established|formulated|vouch\w*)|"
    r"(?:we[’']ve|I[’']ve|we have|I have) been [^.;,]{3,50}? (?:for (?:over |more than |nearly )?\w+ (?:years|decades))|I[’']ve (?:run|led|managed|built|studied|taught|written|owned) [^.;]{3,50}? and I (?:know|can|promise)|"
    r"I (?:hold|have) (?:a |an |two |three |\d )?(?:degrees?|PhD|doctorate|master[’']s|diploma|qualification)[^.;]{0,40}|according to our (?:own |in-house |internal )?(?:research|tests|data|figures|survey|laborator\w+|lab|team|experts)|"
    r"(?:confirmed|proven|tested|verified|validated|measured|developed) (?:by|in) our (?:own |in-house )?(?:\w+ )?(?:laborator\w+|lab|labs|scientists|engineers|experts|team|tests?|climate chamber|researchers|chemists)|"
    r"we (?:have proven|have proved|can assure|are the experts|stand behind|understand better)\b|with (?:over |more than |nearly )?\w+ years[’']? (?:of )?(?:\w+ )?(?:experience|expertise|practice)\b[^.;]{0,60})",
    re.IGNORECASE,
)
_METHOD = re.compile(r"^(?:tested|measured) in our|measured in our laborator|in our clinic (?:last|this|one|on)\b|^By ", re.IGNORECASE)
_NOT_BACKING = re.compile(
    r"\b(?:retired|used to work|I am not an?|I[’']m not an?|not as an?|as an? (?:result|consequence|rule|whole|child|student|guide|treatment|source|way)|said|says|told|explained|according to|limitations?|we do not know|p ?[<=]|"
    r"participants|respondents|methods?|we (?:found no|did not)|may differ|your (?:mileage|results)|cannot say|should not|consult)\b",
    re.IGNORECASE,
)


def find(view: View) -> Iterator[Finding]:
    """Flag first-person standing that backs a statement, unless it is quoted from somebody else or disclaims authority."""
    for sentence in view.content:
        if sentence.kind == "question" or _NOT_BACKING.search(sentence.text):
            continue
        match = _SELF.search(sentence.text)
        if (
            match is None
            or in_quotes(sentence.text, match.start())
            or sentence.kind == "quote"
            or not re.search(r"\b(?:I|[Mm]y|[Mm]e|[Ww]e|[Oo]ur|I[’']\w+|[Ww]e[’']\w+|[Tt]rust me)\b", sentence.text)
        ):
            continue
        start = sentence.start + match.start()
        yield Finding(start, start + len(match[0]), "rests on the writer's own standing, which the reader cannot check", view.claim_id(sentence))


CHECK = Check(
    name="self_authority",
    definition="The author's or seller's own authority or experience is offered as backing.",
    severity="note",
    source="SemEval-2020 task 11 (appeal to authority); QUEST authorship",
    hits=("As a dentist of 20 years, I can tell you this paste works.", "Our scientists have confirmed the effect."),
    misses=("As a result, the price fell.", "I am not a doctor, so ask yours.", "We guarantee the retort for five years."),
    find=find,
)
