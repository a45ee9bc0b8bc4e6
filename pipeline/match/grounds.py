"""The words on which a relation rests: what the typed parts found, or what the cross-encoder marked and can be shown to differ."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.compare.context import other_group
from pipeline.compare.occasion import other_occasion
from pipeline.compare.part import Pair, Part
from pipeline.compare.quantity import same_after_all
from pipeline.match.witness import Spans, words_at
from pipeline.pair_encoder import KINDS, PairReading
from pipeline.records import Claim, Quantity

CONFLICTS, STRENGTHS = KINDS[:9], KINDS[9:]
_TOLD = {
    "polarity": "one denies what the other affirms",
    "direction": "opposite directions",
    "quantity": "other values",
    "composition": "other parts or members",
    "status": "another status",
    "date": "other dates",
    "origin": "another origin or maker",
    "mechanism": "another way of working",
    "absolute_vs_graded": "all or none on one side, some on the other",
    "hedged": "asserted on one side, hedged on the other",
    "some": "all on one side, some on the other",
    "population": "people or use on one side, animals, cells or a test on the other",
    "association": "a cause on one side, an association on the other",
    "open": "settled on one side, still open on the other",
}


@dataclass(frozen=True, slots=True)
class Marks:
    """The words of both sides that the cross-encoder holds to differ, as places in the claims' texts with single blanks."""

    left: Spans
    right: Spans


def conflict_ground(pair: Pair, typed: Part, reading: PairReading, marks: Marks) -> Part | None:
    """Return the ground of a contradiction; one with the outcome "different" says why it is none after all, and None that nothing can be shown."""
    if typed.outcome == "different" and typed.kind != "wording":
        return typed
    if group := other_group(pair):
        return Part("population", "different", group)
    kind = typed.kind if typed.outcome == "contradicts" else likeliest(reading, CONFLICTS)
    if not typed.sure and (occasion := other_occasion(pair, kind)):
        return occasion
    if typed.outcome == "contradicts":
        return typed
    if (not marks.left and not marks.right) or _answers(pair):
        return None
    if kind == "absolute_vs_graded" and not any(_ABSOLUTE.search(claim.text) for claim in (pair.left, pair.right)):
        return None  # some on both sides
    if kind == "direction" and pair.left.direction == pair.right.direction != "none" and pair.left.polarity == pair.right.polarity:
        return None
    if _same_words(pair, marks) or (kind in ("quantity", "date") and _same_values(pair, marks)):
        return None
    return Part(kind, "contradicts", told(kind, pair, marks))


_ABSOLUTE = re.compile(
    r"\b(?:no|not|none|never|nobody|nothing|nowhere|zero|without|free (?:of|from)|all|every\w*|each|always|any\w*|only|solely|exclusively|fully|full|"
    r"completely|entirely|totally|perfectly|absolutely|wholly|whole|complete|total|100|hundred|whatever|constantly|permanent\w*|forever|impossible|cannot|lacks?|absent|"
    r"guarantee\w*)\b|n[’']t\b|-free\b|proof\b|less\b",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:is|are|has|have|do|can|will|would|may|might|could|should|must|did|[a-z]{2,}(?:s|ed))\b|[’'](?:s|re|ve|ll)\b")
_ANSWER = re.compile(r"(?:yes|no|sure|certainly)\b", re.IGNORECASE)


def _answers(pair: Pair) -> bool:
    """True when one side is a bare answer: "Yes, the Mini." says nothing without its question."""
    sides = (pair.left, pair.right)
    return any(_ANSWER.match(claim.text) and not claim.quantities and not (claim.relation and _VERB.search(claim.text)) for claim in sides)


def likeliest(reading: PairReading, kinds: tuple[str, ...]) -> str:
    """Return the likeliest of some kinds."""
    return max(kinds, key=lambda kind: float(reading.kind[KINDS.index(kind)]))


def told(kind: str, pair: Pair, marks: Marks) -> str:
    """Say in words what differs."""
    left, right = words_at(marks.left, pair.left), words_at(marks.right, pair.right)
    if left and right:
        return f"{_TOLD[kind]}: “{left}” against “{right}”"
    return f"{_TOLD[kind]}: “{left or right}” on one side only" if left or right else _TOLD[kind]


def quoted_marks(part: Part, pair: Pair, marks: Marks) -> Marks:
    """Return the places of the words that a reason quotes; a side of which it quotes nothing keeps its marks."""
    quoted = re.findall(r"“([^”]+)”", part.reason)
    sides = []
    for claim, other, read in ((pair.left, pair.right, marks.left), (pair.right, pair.left, marks.right)):
        text, across = " ".join(claim.text.split()), f" {' '.join(other.text.lower().split())} "
        read = tuple((start, end) for start, end in read if f" {text[start:end].lower()} " not in across)  # noqa: PLW2901 - the same words do not differ
        found = {match.span() for words in quoted for match in [re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", text)] if match}
        sides.append(tuple(sorted(s for s in found if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in found))) or read)
    return Marks(*sides)


_EMPTY = frozenset("yes no not the a an it its is are was were of in on to and or but this that".split())


def _same_words(pair: Pair, marks: Marks) -> bool:
    sides = [frozenset(re.findall(r"\w+", words_at(spans, claim).lower())) for spans, claim in ((marks.left, pair.left), (marks.right, pair.right))]
    return (bool(sides[0]) and sides[0] == sides[1]) or not (sides[0] | sides[1]) - _EMPTY


def _same_values(pair: Pair, marks: Marks) -> bool:
    """True when each marked value of one side has its like on the other: 3 hours and 180 minutes."""
    left, right = _values(pair.left, marks.left), _values(pair.right, marks.right)
    alike = [(a, b) for a in left for b in right if a.dimension == b.dimension]
    return bool(alike) and all(same_after_all(pair, a, b) for a, b in alike)


def _values(claim: Claim, spans: Spans) -> list[Quantity]:
    return [q for q in claim.quantities if any(q.start - claim.start < end and q.end - claim.start > start for start, end in spans)]
