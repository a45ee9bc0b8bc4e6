"""Splits what one sentence says of its subject: "activates X, stimulates Y and modulates Z" is three claims' worth.

The parse gives most coordinated predicates; where it takes a verb for a noun ("and modulates cytokine release"), its form and place tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.detect.structure import NOTHING, SUBJECTS, Structure, after_lead, describe, find_subject, predicates
from pipeline.lexicon import read_map
from pipeline.records import Direction

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_JOINS = frozenset([",", "and", "but", "or", ";"])
_OBJECT_TAGS = frozenset(["NN", "NNS", "NNP", "NNPS", "DT", "JJ", "PRP", "PRP$", "CD", "VBG"])


def find_atoms(span: Span, start: int = 0) -> list[Structure]:
    """Return one structure for each of several coordinated predicates in text order, nothing for a single one.

    A predicate without a subject of its own takes that of the first. ``start`` is the first token after a bold lead-in.
    """
    body = span[start:] if start else span
    chain = list(predicates(body.root, body))
    first = after_lead(find_subject(chain), chain[-1], body)
    found = {chain[-1].i: describe(chain, first, span, body)}
    for verb in _coordinated(chain[-1], body):
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.dep_ != "expl"), first)
        one = describe(list(predicates(verb, body)), subject, span, body)
        found[one.verb] = one
    if chain[-1].tag_ == "VBZ" and first is not None:
        for verb in _misread(chain[-1], body, set(found)):
            found[verb.i] = _by_place(verb, found[chain[-1].i], body)
    cut = sorted(found)
    return [_shortened(found[verb], [i for i in cut if i > verb]) for verb in cut] if len(found) > 1 else []


def _coordinated(verb: Token, body: Span) -> Iterator[Token]:
    """Yield the predicates that are joined to ``verb``, in text order."""
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX") and body.start <= child.i < body.end:
            yield child
            yield from _coordinated(child, body)


def _misread(main: Token, body: Span, known: set[int]) -> Iterator[Token]:
    """Yield third-person forms after a comma or a conjunction that the parser took for nouns or modifiers."""
    for token in body.doc[main.i + 2 : body.end - 1]:
        before, after = token.nbor(-1), token.nbor(1)
        if token.i in known or before.lower_ not in _JOINS or after.tag_ not in _OBJECT_TAGS:
            continue
        verb = token.tag_ == "VBZ" and token.dep_ in ("compound", "amod", "nmod", "conj", "dep", "appos")
        noun = token.tag_ == "NNS" and token.lower_.endswith("s") and before.lower_ != "," and after.tag_ in ("NN", "DT", "PRP", "PRP$")
        if verb or noun:
            yield token


def _by_place(verb: Token, first: Structure, body: Span) -> Structure:
    """Return subject of the first predicate, this word as relation, and what stands after it up to the next mark as object."""
    last = verb.i + 1
    while last < body.end and body.doc[last].lower_ not in _JOINS and not body.doc[last].is_punct:
        last += 1
    change = read_map("direction").get(verb.lower_.removesuffix("s"))
    direction: Direction = "increase" if change == "increase" else "decrease" if change else "none"
    return Structure(verb.i, first.subject, (verb.i, verb.i + 1), (verb.i + 1, last), direction, "affirmed", ())


def _shortened(one: Structure, later: list[int]) -> Structure:
    """An object never reaches into the next predicate."""
    first, last = one.object
    end = min(later, default=last)
    if one.object == NOTHING or last <= end:
        return one
    bounds = (first, end - 1) if end - 1 > first else NOTHING
    return Structure(one.verb, one.subject, one.relation, bounds, one.direction, one.polarity, one.negations)
