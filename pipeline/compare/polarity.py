"""Yes against no, up against down, none against some."""

from __future__ import annotations

import re

from pipeline.compare.open_question import is_open
from pipeline.compare.part import Pair, Part
from pipeline.records import Claim

_NONE = re.compile(
    r"\b(?:no|zero|never|not a single|not one|none of the|nobody|no one|free of|nothing|eliminat\w+|completely (?:removes?|eliminates?|stops?|blocks?)|prevents? all)\b\s*(?P<what>[\w’' -]{0,60})",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:every(?: single)?|all|always|100 ?(?:%|percent|per cent)|each and every|everyone|everybody|full|completely|entirely|whole)\b(?! \d| (?:one|two|three|four|five|six|seven|eight|nine|ten|media|over)\b)\s*(?P<what>[\w’' -]{0,60})",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"\b(?:\d[\d.,]*\s?(?:%|per ?cent|percent)|\d+ (?:of|in|out of|reports?|cases?|participants|people|users|patients|wearers)|some|several|many|most|about \w+|a few|less|fewer|lower|a third|half|one in|two in|reported|occurred|developed|experienced|happened|were (?:recorded|seen)|received \d+|partly|can cause|"
    r"mild|minor|occasional\w*|sometimes|unless|except|only)\b",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"\b(?:no|not|never|n[’']t|without|none|zero|neither|nor|fail\w*|lacks?|cannot|unable|free of|un(?:changed|affected)|nothing|made no difference|not a single)\b",
    re.IGNORECASE,
)


def denies(claim: Claim) -> bool:
    """True when any negating word stands in the claim."""
    return bool(_NEGATIVE.search(claim.text))


_OPPOSITES = (
    ("enable", "disable"), ("on", "off"), ("include", "exclude"), ("open", "close"), ("allow", "forbid"), ("safe", "unsafe"), ("safe", "dangerous"),
    ("require", "free"), ("plastic", "metal"), ("silent", "noisy"), ("waterproof", "leak"), ("compatible", "incompatible"), ("reversible", "irreversible"),
    ("legal", "illegal"), ("mandatory", "optional"), ("rise", "fall"), ("stable", "unstable"), ("effective", "ineffective"), ("present", "absent"),
)  # fmt: skip


def compare_opposites(pair: Pair) -> Part | None:
    """Compare words that cannot both hold of one thing: enabled and disabled, safe and dangerous."""
    if pair.left.polarity != pair.right.polarity or min(pair.left.certainty, pair.right.certainty) < 2 or len(pair.shared) < 2:
        return None
    a, b = (_stems(claim) for claim in (pair.left, pair.right))
    for one, other in _OPPOSITES:
        if (one in a and other in b and other not in a and one not in b) or (other in a and one in b and one not in a and other not in b):
            return Part("direction", "contradicts", f"“{one}” against “{other}”")
    return None


def _stems(claim: Claim) -> set[str]:
    words = set(re.findall(r"[a-z]+", claim.text.lower()))
    return words | {word.removesuffix(ending) for word in words for ending in ("s", "d", "ed", "es") if word.endswith(ending)}


ENOUGH, ALIKE = 3, 0.5
"""Shared terms, or else likeness, that a yes and a no must have to be about one thing."""


def compare_polarity(pair: Pair) -> Part | None:
    """Compare affirmation and denial of the same thing; a hedged yes against a hedged no is no contradiction."""
    left, right = pair.left, pair.right
    if left.polarity == right.polarity:
        return None
    denying, affirming = (left, right) if left.polarity == "negated" else (right, left)
    if _OBLIGATION.search(denying.text) or _OBLIGATION.search(affirming.text):
        return None
    if is_open(denying):
        return None
    if denying.certainty < 3 and affirming.certainty < 3:
        return None
    if not _denied_words(denying) & _words(affirming) or (len(pair.shared) < ENOUGH and pair.similarity < ALIKE):
        return None
    if _double_negation(affirming):
        return None
    return Part("polarity", "contradicts", f"one denies (“{_cue(denying)}”) what the other affirms")


_OBLIGATION = re.compile(r"\b(?:should|must|shall|not intended|ordered|needs? to|has to|have to)\b", re.IGNORECASE)


def _cue(claim: Claim) -> str:
    return claim.negations[0].text if claim.negations else "no"


def _denied_words(claim: Claim) -> set[str]:
    """The words within the negation's scope, as terms; the whole claim's when the scope is unknown."""
    scope = " ".join(claim.text[max(0, cue.scope_start - claim.start) : cue.scope_end - claim.start] for cue in claim.negations).lower()
    inside = {term for term in claim.terms if term[:4] in scope}
    return inside or set(claim.terms)


def _words(claim: Claim) -> set[str]:
    return set(claim.terms)


def _double_negation(claim: Claim) -> bool:
    """ "Prevents", "free from" and "without" in the affirming claim can say the same as the denial."""
    return bool(_NEGATIVE.search(claim.text))


def compare_direction(pair: Pair) -> Part | None:
    """Compare increase against decrease of a shared object."""
    left, right = pair.left, pair.right
    if "none" in (left.direction, right.direction) or left.direction == right.direction or left.polarity != right.polarity:
        return None
    if left.certainty < 3 and right.certainty < 3:
        return None
    objects = [_terms_in(claim, claim.object or claim.text) | _terms_in(claim, claim.subject) for claim in (left, right)]
    if not objects[0] & objects[1] & pair.shared:
        return None
    return Part("direction", "contradicts", f"{left.direction} against {right.direction}")


def _terms_in(claim: Claim, words: str) -> set[str]:
    lowered = words.lower()
    return {term for term in claim.terms if term[:5] in lowered}


def compare_absolutes(pair: Pair) -> Part | None:
    """Compare "none", "never", "every single" with "some", a share, or a graded statement about the same noun."""
    for absolute, graded in ((pair.left, pair.right), (pair.right, pair.left)):
        for pattern, kind in ((_NONE, "none"), (_ALL, "all")):
            match = pattern.search(absolute.text)
            if match is None or pattern.search(graded.text) or graded.polarity == "negated" or graded.certainty < 2:
                continue
            noun = {term for term in pair.shared if term[:4] in " ".join(match["what"].split()[:3]).lower()}
            noun = {term for term in noun if _graded(graded.text, term)}
            if noun:
                words = " ".join(match[0].split()[:6])
                return Part("absolute_vs_graded", "contradicts", f"“{words}” ({kind}) against a graded statement about {', '.join(sorted(noun))}")
    return None


def _graded(text: str, term: str) -> bool:
    """True when a word of degree stands near the term."""
    at = text.lower().find(term[:4])
    return at >= 0 and bool(_SOME.search(text[max(0, at - 45) : at + 45]))
