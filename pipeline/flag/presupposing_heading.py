"""How X melts fat: headings that take the effect for granted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View
from pipeline.flag.passage import brings_evidence
from pipeline.records import Sentence

_EFFECT = (
    r"(?:cur\w*|heal\w*|melt\w*|burn\w*|boost\w*|improv\w*|reduc\w*|lower\w*|prevent\w*|stop\w*|protect\w*|restor\w*|revers\w*|reliev\w*|eas\w+|end\w*|eliminat\w*|remov\w*|detox\w*|strengthen\w*|"
    r"sharpen\w*|calm\w*|sooth\w*|help\w*|work\w*|transform\w*|doubl\w*|tripl\w*|halv\w*|slash\w*|sav\w+|cut\w*|banish\w*|fight\w*|beat\w*|kill\w*|repel\w*|keep\w*|mak\w+|giv\w+|regrow\w*|grow\w*|repair\w*|clear\w*|whiten\w*|"
    r"extend\w*|prolong\w*|increas\w*|rais\w+|enhanc\w*|speed\w*|shorten\w*|outperform\w*|outlast\w*|purif\w*|balanc\w*|rejuvenat\w*|renew\w*|rewir\w*|ward\w* off|get\w* rid|does (?:more|less)|turn\w*|add\w*|unlock\w*|lift\w*|solv\w*|fix\w*|replac\w*|rescu\w*|tam\w+|erase\w*|shrink\w*|drop\w*|last\w*|"
    r"deliver\w*|support\w*|produc\w*|attract\w*|bring\w*|creat\w*|control\w*|let\w*)"
)
_QUALITY = r"(?:effective|safe|safer|better|healthier|powerful|popular|superior|healthy|good|special|unique|different|successful|reliable|efficient|accurate|strong|durable|soothing|calming|potent|trusted)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:\w+ (?:ways|reasons) )?(?:why|how)\s+(?!to\b|we\b|i\b|they\b|it\b|this (?:guide|article|review|test)\b|the (?:test|trial|study)\b|you\b|much\b|many\b|long\b|do (?:i|we|you)\b|does it work\b|it works\b|can i\b|should\b|often\b|is\b|are\b|was\b|were\b|often\b)(?:do |does |did |is |are |can )?[\w’' -]+?\b{_EFFECT}\b",
        rf"^why (?:is|are) [\w’' -]+\b(?:so |such )(?:an? )?{_QUALITY}\b",
        rf"^what makes [\w’' -]+\b(?:so )?(?:{_QUALITY}|the best|{_EFFECT})\b",
        rf"\bthe (?:real |true |simple )?(?:reason|secret|key|way) (?:why |that |how )?[\w’' -]+\b(?:{_EFFECT}|faster|better|longer|stronger|healthier|deeper|safer|younger)\b",
        rf"^(?:the )?(?:secret|story|reason\w*|truth|magic) (?:behind|of|to|why|that) [\w’' -]*\b(?:benefits?|effects?|success|power|healing|{_EFFECT})\b",
        r"^(?:the )?(?:proven |many |amazing |incredible |hidden |lasting |real |health |surprising )*(?:health )?(?:benefits|healing powers?|power|wonders|advantages) of\b",
        rf"^(?:(?:\d+|two|three|four|five|six|seven|eight|nine|ten|\w+)\s+)?(?:more |good |big |key |great )?(?:ways|reasons|things|signs)\b[\w’' -]*\b{_EFFECT}\b",
        rf"^(?:when|how soon|how quickly|how fast|how long before|how long until|how much (?:\w+ ){{0,3}}(?:will|can|do|does)) [\w’' -]*\b(?:{_EFFECT}|results|difference|benefits?)\b",
        rf"^(?:now that|since|once|ever since) [\w’' -]+\b{_EFFECT}\b",
        r"^(?:explaining|understanding|inside|meet|discover|harness\w*|unlock\w*) (?:the )?[\w’' -]*\b(?:healing|benefits|power|effects?|breakthrough|cure|protection)\b",
    )
)
_LEAD = re.compile(r"^[^:?]{3,40}: (?=why|how|what|the (?:secret|science|story|benefits))", re.IGNORECASE)
_PLAIN = re.compile(r"^how (?:do|does|did) [\w’' -]+ works?\b\W*$", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:may|might|could|can(?:not|[’']t)?|claims?|myths?|whether|evidence|study|studies|trial|tested|test|data|says?|alleged\w*|supposed\w*|so-called|not|n[’']t|fails?|should|hope|researchers|measure\w*|we)\b|[“\"]",
    re.IGNORECASE,
)


def find(view: View) -> Iterator[Finding]:
    """Flag a heading or question that presupposes an effect which its section does not back."""
    for position, sentence in enumerate(view.content):
        if not (sentence.kind in ("heading", "question") and _stands_alone(view, position)) or _OPEN.search(sentence.text) or _PLAIN.match(sentence.text):
            continue
        match = next((found for pattern in _PATTERNS if (found := pattern.search(_LEAD.sub("", sentence.text.strip())))), None)
        if match is None or _is_backed(view, position):
            continue
        yield Finding(
            sentence.start, sentence.end, "takes the effect for granted; the text under it gives no source or figures for it", view.claim_id(sentence)
        )


def _stands_alone(view: View, position: int) -> bool:
    """A heading, or a question that is a paragraph of its own."""
    sentence = view.content[position]
    return sentence.kind == "heading" or sum(s.paragraph == sentence.paragraph for s in view.content) == 1


def _is_backed(view: View, position: int) -> bool:
    """True when the section under a heading gives evidence flatly, or calls the effect into question."""
    section: list[Sentence] = []
    for other in view.content[position + 1 :]:
        if other.kind == "heading" or (other.kind == "question" and view.content[position].kind == "question"):
            break
        section.append(other)
    for other in section:
        claim = view.claim_of(other)
        if brings_evidence(claim) and claim is not None and claim.certainty == 3 and (claim.quantities or claim.citations):
            return True
    return False


CHECK = Check(
    name="presupposing_heading",
    definition="A heading or question takes an effect for granted that the text under it does not support.",
    severity="note",
    source="presupposition triggers (Levinson 1983); Recasens et al. 2013 (bias by presupposition)",
    hits=(
        "Why Our Tea Burns Fat\n\nOur tea is grown on a hill. Drink two cups a day.",
        "How the Band Cures Jet Lag\n\nThe band may calm the inner clock.",
    ),
    misses=(
        "How the Band Is Made\n\nThe band is woven from nylon.",
        "Does the Band Cure Jet Lag?\n\nNobody has tested it.",
    ),
    find=find,
)
