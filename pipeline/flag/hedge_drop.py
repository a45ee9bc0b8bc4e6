"""Hedged in the body, flat where it is read first: headings, openings, answers, pull quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View
from pipeline.flag.passage import brings_evidence, is_flat, related, short, telling, words
from pipeline.records import Claim, Sentence
from pipeline.vectors import likeness

ALIKE, CLOSE, OPENING = 0.64, 0.45, 0.55
"""Cosine of two sentences from which they are about one thing: by itself, and with a telling word in common
(an opening sentence says much that is no summary, and must be closer)."""
SAME = 0.75
"""Cosine from which a heading says the hedged thing, in whatever words."""
ANSWER = 3
"""Sentences under a question that count as its answer."""
BACKED = 0.05
"""By how much a flat sentence of the body may be less like than the hedged one, and still back the prominent one."""
_SUMMARY = re.compile(
    r"\b(?:summary|in short|in a nutshell|at a glance|key (?:points|facts|takeaways|benefits)|highlights|overview|conclusion|bottom line|takeaway|tl;?dr)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"^(?:yes|absolutely|of course|definitely|certainly|sure|no)\b", re.IGNORECASE)
_FINITE = re.compile(r"\b(?:[a-z]{3,}s|will|is|are|has|have|works?|does|do|lets?|makes?|can|[a-z]{3,}ed)\b", re.IGNORECASE)
_SOFT = re.compile(r"\b(?:usually|most(?:ly)?|often|generally|some|many|tends?|typically|sometimes|about|around|in general|on average)\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:may|might|could|can|would|should|possibl\w+|perhaps|whether|if|not|no|provided|as long as|on condition|unless|how|why|what|does|do|potential|promis\w+|hope|unclear|needs?|study|studies|trial|test|tests|tested)\b",
    re.IGNORECASE,
)


def find(view: View) -> Iterator[Finding]:
    """Flag a flat statement in a prominent place when the body of the document only hedges the same."""
    hedged = [c for c in view.claims if c.certainty < 3 and c.hedges and c.kind in ("prose", "list_item", "quote")]
    flat = [c for c in view.claims if c.certainty == 3 and c.kind in ("prose", "list_item", "table") and brings_evidence(c)]
    for position, sentence in enumerate(view.content):
        claim = view.claim_of(sentence)
        quoted = sentence.kind == "quote"
        if (
            not hedged
            or not _is_prominent(view, position)
            or sentence.hedged
            or sentence.kind == "question"
            or _OPEN.search(sentence.text)
            or _SOFT.search(sentence.text)
        ):
            continue
        if not quoted and (not is_flat(claim, sentence) or brings_evidence(claim)):
            continue
        if (sentence.kind == "heading" and not _FINITE.search(sentence.text)) or (sentence.kind != "heading" and claim is None):
            continue
        other = _body(view, position, sentence, claim, hedged)
        if other is not None and not any(_backs(sentence, claim, other, backed) for backed in flat):
            yield Finding(sentence.start, sentence.end, f"flat here; only “{other.hedges[0].text}” in the text: “{short(other.text)}”", view.claim_id(sentence))


def _is_prominent(view: View, position: int) -> bool:
    sentence = view.content[position]
    if sentence.kind in ("heading", "quote") or _ANSWER.match(sentence.text):
        return True
    if position and view.content[position - 1].kind == "question":
        return True
    if sentence.section.endswith("?") and all(s.section != sentence.section for s in view.content[max(0, position - ANSWER) : position][:1]):
        return True  # the first sentences under a question that is a heading
    if _SUMMARY.search(sentence.section) or _SUMMARY.match(sentence.text):
        return True
    first = next((s.paragraph for s in view.content if s.kind != "heading"), -1)
    return sentence.paragraph == first


def _body(view: View, position: int, sentence: Sentence, claim: Claim | None, hedged: list[Claim]) -> Claim | None:
    """Return the hedged claim that the flat sentence states again: by its words, or as what its own heading stands over."""
    for other in hedged:
        if other.index != sentence.index and _same(view, sentence, claim, other):
            return other
    if sentence.kind == "heading" and claim is not None:
        return _under_heading(view, position, hedged)
    return None


def _backs(sentence: Sentence, claim: Claim | None, hedged: Claim, other: Claim) -> bool:
    """True when a flat, sourced claim of the body says the prominent thing as closely as the hedged one does."""
    if claim is None or other.index == sentence.index:
        return False
    return likeness(claim.vector, other.vector) >= likeness(claim.vector, hedged.vector) - BACKED


def _under_heading(view: View, position: int, hedged: list[Claim]) -> Claim | None:
    """A heading that asserts stands over a section whose claims on it are hedged, none of them flat."""
    heading = view.content[position]
    section: list[Sentence] = []
    for other in view.content[position + 1 :]:
        if other.kind == "heading":
            break
        section.append(other)
    own = [c for c in (view.claim_of(s) for s in section) if c is not None and related(_predicate(heading.text), c.text)]
    weak = [c for c in own if c in hedged]
    return weak[0] if weak and len(weak) == len(own) else None


def _predicate(text: str) -> str:
    """The words of a heading after its first: what is said, not of whom."""
    return " ".join(text.split()[1:])


def _same(view: View, sentence: Sentence, claim: Claim | None, other: Claim) -> bool:
    if claim is None or not claim.vector:
        shared = telling(view, sentence.text, other.text)
        return len(shared) >= 3 or (len(shared) >= 2 and len(shared) >= 0.6 * len(set(words(sentence.text))))
    if claim.polarity != other.polarity:
        return False
    cosine = likeness(claim.vector, other.vector)
    if cosine < CLOSE:  # the least of all bounds; words are looked at only where it is passed
        return False
    if sentence.kind == "heading" and cosine >= SAME:
        return True
    shared = telling(view, sentence.text, other.text)
    if sentence.kind in ("heading", "quote") or sentence.section.endswith("?") or _ANSWER.match(sentence.text):
        return bool(shared)
    return (cosine >= ALIKE and bool(shared)) or (cosine >= OPENING and len(shared) >= 2)


CHECK = Check(
    name="hedge_drop",
    definition="A heading, opening, answer, summary or pull quote states flatly what the body of the document only hedges.",
    severity="warning",
    source="labelling guideline (inner findings); Sumner et al. 2014; Li, Zhang and Yu 2017 (exaggeration in titles)",
    hits=(
        "Lavender Oil Stops Moths\n\nWe asked around. Lavender oil may stop moths for a few weeks.",
        "Does the pad shorten recovery?\n\nYes, the pad shortens recovery.\n\nHow it works\n\nResearchers think that the pad could shorten recovery after a run.",
    ),
    misses=(
        "Lavender Oil May Stop Moths\n\nLavender oil may stop moths for a few weeks.",
        "The pad is 3 cm thick.\n\nThe pad may shorten recovery after a run.",
    ),
    find=find,
)
