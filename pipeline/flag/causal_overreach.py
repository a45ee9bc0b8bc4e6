"""A cause drawn from an association."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View
from pipeline.records import Sentence

_ASSOCIATION = re.compile(
    r"\b(?:surveyed|surveys? (?:of|found|shows?|in|by|among)|in (?:a|our|the|one|an?other) (?:\w+ )?(?:survey|poll|register|cohort|database|follow-up)|(?:a|the) link was|our (?:database|records|data)|across [\d,]+|follow-up of|questionnaires?|\w+ (?:owners|drinkers|users|eaters|smokers|runners|readers|listeners|walkers|commuters) (?:had|were|have|are|lived|slept|reported|scored)|poll(?:ed)?|cohort (?:of|study)|cross-sectional|observational|correlat\w+|(?:was|were|is|are|been|be) (?:\w+ )?(?:associated|linked|correlated) (?:to|with)|associations? (?:between|of)|links? between|registry|registries|records (?:of|from|show)|census|case-control|epidemiolog\w+|followed (?:\d|for|a group)|tracked \d|data from|"
    r"(?:people|those|teenagers|projects|retirees|women|men|children|adults|households|users|students|countries|towns|drivers|employees|teams|pupils|owners|companies|schools|cities|families|drinkers|workers|nurses|farms|shops|districts) (?:who|that|which|with|where|in the register|of \w+ \w+) ?[^.]{0,80}? (?:had|were|are|have|reported|scored|earned|slept|lived|tend(?:ed)?|show(?:ed)?|suffered|spend|spent|sold|grew|recorded|lost|gained))\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:caus(?:e|es|ed|ing)|lead(?:s)? to|led to|results? in|resulted in|prevent(?:s|ed)?|protect(?:s|ed)?|boost(?:s|ed)?|improv(?:e|es|ed)|rais(?:e|es|ed)|increas(?:e|es|ed)|reduc(?:e|es|ed)|lower(?:s|ed)?|cuts?|mak(?:e|es) (?:you|your|people|children|them|us|students|teams)|made (?:them|people|the)|"
    r"gives? (?:you|women|men|people|children|them|us)|makes? people|strengthens?|keeps? you|extends?|lengthens?|shortens?|drives?|triggers?|because of|thanks to|due to|damages?|harms?|kills?|saves?|works|slows?|stops?|adds? (?:years|\w+ years|months)|proves?|ruins?|sharpens?|strengthens?|weakens?|heals?|doubles?|halves?|produces?|will (?:earn|live|sleep|lose|gain|feel|get|do|see|have|be))\b",
    re.IGNORECASE,
)
_CAUTIOUS = re.compile(
    r"\b(?:neither|no conclusions?|any conclusions?|says|said|concludes?|concluded|according|as the|\(\w+,? \d{4}|may|might|could|possibl\w+|perhaps|suggests?|appears?|seems?|cannot|can[’']t|not (?:prove|show|mean|establish|cause|imply|be)|does(?:n[’']t| not)|did(?:n[’']t| not)|whether|unclear|unknown|correlation is not|confound\w*|randomi[sz]ed|experiment\w*|randomly|placebo|controlled trial|associated|linked|association|correlat\w+|reverse caus\w*|other (?:explanations?|factors)|adjust\w*|caution|before|no (?:evidence|proof)|trial|tend(?:s|ed)? to|likely|twin|natural experiment|assigned)\b",
    re.IGNORECASE,
)


_COMMON = frozenset(
    (
        "house houses household households that this with from have were been more than they their which when also most some many such other people women children adults year years study data"
    ).split()
)


def find(view: View) -> Iterator[Finding]:
    """Flag a flat causal sentence that follows survey, cohort or correlation wording in the same passage."""
    for position, sentence in enumerate(view.content):
        evidence = _ASSOCIATION.search(sentence.text)
        if (
            evidence is None
            or sentence.kind == "question"
            or re.search(r"\b(?:randomi[sz]ed|randomly|placebo|controlled|experiment)\b", sentence.text, re.IGNORECASE)
        ):
            continue
        for other in _passage(view, position):
            cause = _drawn(sentence, other, evidence)
            if cause is not None:
                start = other.start + cause.start()
                message = f"“{cause[0]}” is causal, but rests on an association (“{evidence[0][:60]}”)"
                yield Finding(start if other is sentence else other.start, other.end, message, view.claim_id(other))
                break


def _passage(view: View, position: int) -> tuple[Sentence, ...]:
    first = view.content[position]
    following = []
    for other in view.content[position : position + 4]:
        if (other.paragraph != first.paragraph and other.index - first.index > 1) or other.kind in ("heading", "question"):
            break
        following.append(other)
    return tuple(following)


def _drawn(first: Sentence, other: Sentence, evidence: re.Match[str]) -> re.Match[str] | None:
    if other is first:
        after = re.search(
            r"[,;:–—] ?(?:so|proving|showing|which (?:proves|shows|means)|proof|therefore|meaning|because|this means|thanks)\b",
            other.text[evidence.end() :],
            re.IGNORECASE,
        )
        if after is None or _CAUTIOUS.search(other.text, evidence.end() + after.start()):
            return None
        return _CAUSE.search(other.text, evidence.end() + after.start())
    if _CITED.search(other.text) or _CAUTIOUS.search(other.text) or _ASSOCIATION.search(other.text) or not _stems(first.text) & _stems(other.text):
        return None
    return _CAUSE.search(other.text)


_CITED = re.compile(r"\[\d+(?:[,–-] ?\d+)*\][.]?$")
"""A reference at the end: what the sentence says rests on a study of its own."""


def _stems(text: str) -> set[str]:
    """The first letters of the longer words: enough to see that two sentences speak of one thing."""
    return {word[:5] for word in re.findall(r"[a-z]{4,}", text.lower()) if word not in _COMMON}


CHECK = Check(
    name="causal_overreach",
    definition="Observational or correlational evidence in the passage, and a flat causal claim drawn from it.",
    severity="warning",
    source="Sumner et al. 2014; Yu, Li and Wang 2019; Adams et al. 2017 (cause from association)",
    hits=("In a survey, tea drinkers slept longer. Tea makes you sleep longer.", "Pet owners had lower blood pressure, so a dog lowers yours."),
    misses=(
        "In a survey, tea drinkers slept longer, which does not prove that tea is the cause.",
        "In a randomised trial, tea lengthened sleep.",
        "In a survey, tea drinkers slept longer. The survey allows no conclusions about the cause.",
    ),
    find=find,
)
