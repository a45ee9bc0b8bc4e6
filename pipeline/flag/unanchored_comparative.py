"""Better, safer, cleaner: than what?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View, in_quotes
from pipeline.records import Sentence

_WORDS = [
    "better",
    "safer",
    "cleaner",
    "faster",
    "stronger",
    "smarter",
    "healthier",
    "easier",
    "brighter",
    "lighter",
    "quieter",
    "smoother",
    "softer",
    "fresher",
    "purer",
    "richer",
    "cheaper",
    "greener",
    "tougher",
    "sharper",
    "longer-lasting",
    "deeper",
    "younger",
    "happier",
    "calmer",
    "clearer",
    "thicker",
    "fuller",
    "firmer",
    "warmer",
    "cooler",
    "slimmer",
    "leaner",
    "thinner",
    "quicker",
    "simpler",
    "finer",
    "gentler",
    "kinder",
    "sturdier",
    "bolder",
    "crisper",
]
_COMPARATIVE = re.compile(
    rf"(?<![\w-])(?P<words>(?:{'|'.join(_WORDS)})|(?:more|less) (?!than\b|and\b|or\b|of\b|research\b|information\b|about\b|likely\b|people\b|time\b|importantly\b|often\b|recently\b|specifically\b|details?\b|broadly\b|generally\b|so\b|to\b|stress\b|in\b)"
    r"(?:effective|efficient|powerful|reliable|durable|comfortable|natural|sustainable|stable|potent|productive|accurate|affordable|advanced|secure|precise|flexible|nutritious|energy|confident|absorbable|bioavailable|economical|focused|youthful|radiant|responsive|convenient|toxic|harmful|refined|hygienic|beautiful|balanced|humane|restful|alert|intelligent)|(?:greater|higher|superior|improved|increased|enhanced|reduced|fewer|longer) (?:stability|bioavailability|absorption|efficacy|purity|quality|performance|comfort|safety|efficiency|reliability|durability|side effects|battery life|range|output|energy|focus|results))(?![\w-])",
    re.IGNORECASE,
)
_ANCHOR = re.compile(
    r"\b(?:than|compared (?:to|with)|versus|vs\.?|relative to|over (?:the )?(?:previous|last|old|standard|conventional|placebo|control|its predecessor|other|competing)|as against|unlike|in contrast|instead of|rather than|control|placebo|baseline|before|previous|predecessor|earlier|last year|former|other|rival|competitor|conventional|traditional|"
    r"ordinary|standard|untreated|usual|half|twice|double|from \d|by \d|\d+ ?%|\d+ (?:times|points|percent|per cent|fold)|the (?:two|three|four|pair|group|older|younger|former|latter)|of the two|year on year|the sooner|the more|the better|any|after (?:\w+ )?(?:weeks?|months?|days?|training|use)|by day \d+|better still|the (?:higher|lower|longer|more)\b.{3,40}, the|couldn[’']t be|as time goes (?:by|on)|(?:with|over) time|(?:year|month|week|day) (?:by|after) (?:year|month|week|day)|every (?:year|month|week|day)|taste better|tablets|without)\b",
    re.IGNORECASE,
)
_OTHER_SENSE = re.compile(
    r"\b(?:get(?:ting|s)? better|feel(?:ing|s)? better|got better|for the better|had better|better known|better off|know better|better half|so much the better|better understand\w*|(?:to|can|could|will|may|might|help\w*) better\b|vacuum cleaner|\w+ cleaner (?:is|was|and|that|fluid|with|for)|pipe cleaner|dry cleaner|window cleaner|brighter than|lighter (?:fluid|flame|fuel)|cigarette lighter|"
    r"no longer|any longer|any better|no better|not better|n[’']t better|better studied|better research|better data|better evidence|need\w* (?:\w+ )?(?:better|safer|cleaner)|hope\w* (?:for|to)|aim\w* to|if you want|make (?:it|them|things) (?:easier|better)|weather|get well|the (?:stronger|weaker|lighter|heavier|faster|slower|cheaper) (?:of|one|team|acid|base|signal)|deeper (?:into|look|understanding)|look closer|younger (?:people|patients|adults|children|women|men|brother|sister|drivers|pupils)|sooner or later|more or less|more than)\b",
    re.IGNORECASE,
)


def find(view: View) -> Iterator[Finding]:
    """Flag comparatives with nothing to compare with in their sentence or the one before."""
    for sentence in view.content:
        if sentence.kind == "question" or _OTHER_SENSE.search(sentence.text) or _ANCHOR.search(sentence.text):
            continue
        match = _COMPARATIVE.search(sentence.text)
        if match is not None and not _sells(sentence, sentence.start + match.start("words"), sentence.start + match.end("words")):
            continue  # a dangling comparative of plain prose mostly leans on what was said before
        if match is None or any(_ANCHOR.search(s.text) for s in view.so_far(sentence)[-1:]):
            continue
        start = sentence.start + match.start("words")
        yield Finding(start, start + len(match["words"]), f"“{match['words']}” than what? Nothing is named to compare with", view.claim_id(sentence))


def _sells(sentence: Sentence, start: int, end: int) -> bool:
    """True when the comparative is among the selling words, or the whole short sentence sells."""
    overlaps = any(cue.start < end and cue.end > start for cue in sentence.marketing)
    return overlaps and not in_quotes(sentence.text, start - sentence.start) and sentence.kind != "quote"


CHECK = Check(
    name="unanchored_comparative",
    definition="Better, safer, cleaner, faster: with nothing to compare with in the sentence or the one before.",
    severity="note",
    source="Hoeken et al. on dangling comparatives; advertising law on incomplete comparisons",
    hits=("A safer, cleaner way to heat your home.", "Sleep better and wake brighter."),
    misses=("It is quieter than the previous model.", "Patients got better within a week."),
    find=find,
)
