"""What "it", "they" or "this effect" at the start of a sentence refers to: words of the sentence before.

A rule, not a coreference model: a plain pronoun takes the last subject that agrees in number; "this effect" takes the claim's object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.detect.structure import NOTHING, Structure

if TYPE_CHECKING:
    from spacy.tokens import Span

_PRONOUNS = frozenset(["it", "they", "these", "those", "this", "that", "its", "their"])
OPENING = 4
"""Tokens; only a subject near the start of the sentence can point back."""


def refers_back(span: Span, structure: Structure) -> str:
    """Return "pronoun" ("It lowers ..."), "noun" ("This effect ...") or an empty string."""
    bounds = structure.subject
    first = span.doc[bounds[0]] if bounds != NOTHING else span[0]
    if first.i - span.start > OPENING:
        return ""
    if bounds != NOTHING and bounds[1] - bounds[0] == 1 and first.lower_ in _PRONOUNS:
        return "pronoun"
    if first.lower_ in ("this", "these", "that", "those", "such") and bounds != NOTHING and bounds[1] - bounds[0] > 1:
        return "noun"
    if first.lower_ in ("its", "their"):
        return "pronoun"
    return ""


def find_antecedent(span: Span, structure: Structure, before: tuple[Span, Structure] | None) -> tuple[int, int] | None:
    """Return the token bounds, in the sentence before, of what this sentence's subject refers to; None when it refers to nothing."""
    kind = refers_back(span, structure)
    if not kind or before is None:
        return None
    other = before[1]
    subject = other.subject
    if kind == "noun" and other.object != NOTHING:
        head = span.doc[structure.subject[1] - 1]
        if _shares_lemma(span, structure, before[0], subject):
            return subject
        return other.object if head.pos_ == "NOUN" else subject
    return subject if subject != NOTHING else (other.object if other.object != NOTHING else None)


def _shares_lemma(span: Span, structure: Structure, before: Span, subject: tuple[int, int]) -> bool:
    if subject == NOTHING:
        return False
    mine = {t.lemma_.lower() for t in span.doc[structure.subject[0] : structure.subject[1]] if t.pos_ == "NOUN"}
    return any(t.lemma_.lower() in mine for t in before.doc[subject[0] : subject[1]])
