"""May, then does: a hedge that is lost on the way through a passage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View
from pipeline.flag.passage import brings_evidence, following, is_flat, related, short, telling
from pipeline.records import Claim, Sentence
from pipeline.vectors import likeness

REACH = 4
"""Content sentences after the hedged one."""
ALIKE = 0.55
"""Cosine from which a flat sentence with a word in common says the hedged thing again."""
_POINTS_BACK = re.compile(
    r"^(?:(?:and|so|as a result|therefore|thus|hence|consequently|in turn|better still|best of all|plus|naturally|of course),? )*"
    r"(?:(?:this|that|these|those|such(?: an?)?|the (?:extra|added|resulting|same|reduced|increased|improved|stronger|higher|lower|better|faster)) (?P<noun>[\w-]+(?: [\w-]+){0,2})|"
    r"(?P<bare>this|that|it|they|which|all of (?:this|that))\b)",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"^(?:(?:and|so|with|thanks to),? )*(?P<noun>(?:more|less|fewer|lower|higher|better|faster|stronger|quieter|calmer|\w{4,}er|the \w+) [\w-]+(?: [\w-]+)?)",
    re.IGNORECASE,
)
_SETTLES = re.compile(
    r"\b(?:results? in|leads? to|means?|meaning|therefore|translates? into|ensures?|guarantees?|gives? (?:you|your|the)|keeps?|makes?|lets?|allows?|brings?|delivers?|"
    r"explains?|protects?|prevents?|stops?|lifts?|restores?|improves?|reduces?|cuts?|saves?|boosts?|lowers?|raises?|extends?|ends?|removes?|reaches|comes? from|pays?|is why|are why|works?|will|helps?)\b",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"\b(?:effects?|benefits?|actions?|boosts?|protections?|reductions?|increases?|improvements?|relief|gains?|savings?|results?|changes?|response|property|properties|mechanisms?|advantage|power|activity|drop|rise|growth|strength|calm\w*|\w+(?:ing|tion|sion|ment|ance|ence))\b",
    re.IGNORECASE,
)
_CAUTIOUS = re.compile(
    r"\b(?:if|whether|would|could|may|might|perhaps|possibl\w+|(?:not|n[’']t) (?:yet|known|clear|shown|proven|mean|certain|expect|been|enough|tested)|unclear|unknown|suggests?|seems?|appears?|hope|hypothes\w+|remains?|needs? to|in theory|disagree)\b",
    re.IGNORECASE,
)


def find(view: View) -> Iterator[Finding]:
    """Flag a flat sentence that takes for settled what a sentence shortly before in the passage only hedged."""
    told: set[int] = set()
    for position, sentence in enumerate(view.content):
        claim = view.claim_of(sentence)
        if claim is None or claim.certainty == 3 or not claim.hedges or sentence.kind in ("heading", "question"):
            continue
        settled = False
        for other in following(view, position, REACH):
            later = view.claim_of(other)
            if brings_evidence(later) and not (later and later.evidence == claim.evidence and later.attribution == claim.attribution):
                break
            if other.index in told or not is_flat(later, other) or _CAUTIOUS.search(other.text):
                continue
            if takes_for_settled(view, claim, other, later) or (settled and _DEGREE.match(other.text) and _SETTLES.search(other.text)):
                settled = True
                told.add(other.index)
                yield Finding(
                    other.start, other.end, f"treated as settled; only “{claim.hedges[0].text}” before: “{short(sentence.text)}”", view.claim_id(other)
                )


def takes_for_settled(view: View, claim: Claim, other: Sentence, later: Claim | None) -> bool:
    """True when ``other`` builds on what ``claim`` hedged: "this inhibition ...", "the extra serotonin ... results in"."""
    text, said = other.text, f"{claim.subject} {claim.relation} {claim.object}"
    points = _POINTS_BACK.match(text)
    if points is not None and _SETTLES.search(text):
        noun = points["noun"] or ""
        if points["bare"] and points["bare"].lower() not in ("this", "that", "all of this", "all of that"):
            return bool(related(claim.object, text[points.end() :]))
        return not noun or bool(_EFFECT.search(noun)) or bool(related(noun, said))
    degree = _DEGREE.match(text)
    if degree is not None and _SETTLES.search(text) and related(degree["noun"], f"{claim.relation} {claim.object}"):
        return True
    return later is not None and likeness(claim.vector, later.vector) >= ALIKE and bool(telling(view, text, claim.text))


CHECK = Check(
    name="hedge_decay",
    definition="Within a passage, a hedged statement is treated as settled further on, with no new evidence in between.",
    severity="warning",
    source="labelling guideline (inner findings); Greenberg 2009 (hypotheses turned into facts)",
    hits=(
        "The extract may calm nerve cells. This calming effect gives you deeper sleep.",
        "The wax could slow rust. The slower rust means that your gate lasts for decades.",
    ),
    misses=(
        "The extract may calm nerve cells. This effect might help sleep.",
        "The wax could slow rust. A test of 40 gates by Lund et al. (2021) found that rust fell by 30 %.",
    ),
    find=find,
)
