"""Is it a claim? The model's answer, with rules for headings, table rows, plain values and what a text says of itself."""

from __future__ import annotations

import re

from pipeline.compare.workings import lists_workings
from pipeline.detect.quantities import find_quantities
from pipeline.detect.rows import Row
from pipeline.detect.structure import Structure
from pipeline.settings import Settings


def is_claim(row: Row, structure: Structure, decided: bool, score: float, settings: Settings) -> bool:
    """Decide on one row: the model's answer, but for kinds of line that a rule knows better."""
    kind = row.sentence.kind
    if kind == "question" or _ABOUT_ITSELF.search(row.sentence.text):
        return False
    if kind == "table" or (kind == "list_item" and structure.subject == (-1, -1)):
        return is_specification(row) or (kind != "table" and decided)
    if kind == "heading":
        verb = row.span.doc[structure.verb]
        if verb.tag_ not in ("VBZ", "VBP", "VBD", "MD") or structure.subject == (-1, -1):
            return False
    if settings.claim_threshold:
        return score >= settings.claim_threshold
    return decided or (score >= LEAST and _states_a_value(row, structure))


STATEMENT, TITLE = 0.05, 0.5
"""Score from which a sentence that is no claim is still held against other documents; a heading must be nearer to a claim."""


def is_statement(row: Row, score: float) -> bool:
    """True for a row that says something of the world, though it is no claim by the guideline."""
    kind = row.sentence.kind
    if sum(token.is_alpha for token in row.span) < 3:
        return False
    if kind == "heading" and lists_workings(row.sentence.text):
        return True
    return (kind in ("prose", "list_item", "quote") and score >= STATEMENT) or (kind == "heading" and score >= TITLE and len(row.span) > 2)


LEAST = 0.15
"""Score below which not even a plain statement of a value ("The lamp weighs 45 g.") is a claim: study procedure, biography."""
_PHYSICAL = frozenset(
    "mass length volume area energy power voltage current charge frequency sound illuminance light pressure data temperature concentration dose".split()
)


def _states_a_value(row: Row, structure: Structure) -> bool:
    """A short sentence of subject, verb and quantity; the training text has few of them."""
    if structure.subject == (-1, -1) or len(row.span) > 16:
        return False
    verb, head = row.span.doc[structure.verb], row.span.doc[structure.subject[1] - 1]
    if head.lower_ in ("i", "we", "you", "he", "she"):
        return False
    dimensions = {quantity.dimension for quantity in find_quantities(row.sentence.text)}
    if verb.tag_ in ("VBZ", "VBP") and dimensions & _TIMED:
        return True
    return verb.tag_ in ("VBZ", "VBP", "VBD") and bool(dimensions & _PHYSICAL)


_TIMED = frozenset(["time", "money", "age"])
"""Dimensions of plain facts in the present tense only: "the study lasted 12 weeks" is procedure."""
_ABOUT_ITSELF = re.compile(
    r"^(?:this (?:article|page|post|guide|blog|review|section) (?:delves|explains|describes|explores|looks|covers|summari[sz]es|discusses|will|aims|is about)|"
    r"let[’']s\b|under the topic of|an explanation of)|"
    r"\b(?:we|i)[’']ll (?:go|look|explain|discuss|cover|explore|show|walk|take|dive)\b|"
    r"^[^.]*\b(?:include|are|follows|as follows|below|reasons|researchers|mechanisms):$",
    re.IGNORECASE,
)


def is_specification(row: Row) -> bool:
    """ "Weight: 45 g", "Heat exchanger: copper, aluminium and steel": a name and a value are a claim of composition."""
    name, colon, value = row.sentence.text.partition(": ")
    stated = bool(find_quantities(value)) or ("," in value and not any(token.tag_ == "VB" for token in row.span))
    return bool(colon) and stated and len(name.split()) <= 8 and len(value.split()) <= 25
