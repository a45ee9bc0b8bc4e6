"""Hedges, boosters and negations with their scope.

The encoder marks the words that lower the commitment to what is said; the hedge list names their level and catches what the encoder
marks in part. A listed word that the encoder does not mark ("may" of permission, "can" of ability) is no hedge.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.detect.phrases import Hit
from pipeline.detect.rows import Row
from pipeline.encoder import Encoded, Encoder
from pipeline.records import Cue

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

UNLISTED = 0.15
"""By how much an unlisted word must be surer to be a hedge than a listed one."""


def find_hedges(row: Row, reading: Encoded, encoder: Encoder, threshold: float) -> list[tuple[Cue, str]]:
    """Return the hedge cues of a row with their levels ("1" possible, "2" probable), in text order."""
    start = row.span.start_char
    found: list[tuple[Cue, str]] = []
    for hit in row.hits["hedges"]:
        words = row.span[hit.first : hit.last]
        bounds = words.start_char - start, words.end_char - start
        if reading.probability("hedge", *bounds) >= threshold:
            found.append((_scoped(row, reading, encoder, bounds, hit.entry.category), hit.entry.note or "2"))
    taken = [(cue.start - row.sentence.start, cue.end - row.sentence.start) for cue, _ in found]
    for a, b in reading.spans("hedge", threshold + UNLISTED):
        if all(b <= c or a >= d for c, d in taken):
            found.append((_scoped(row, reading, encoder, (a, b), "model"), "2"))
    return sorted(found, key=lambda pair: pair[0].start)


def _scoped(row: Row, reading: Encoded, encoder: Encoder, bounds: tuple[int, int], type_: str) -> Cue:
    first, last = encoder.find_scope(reading, *bounds)
    shift = row.sentence.start
    text = row.sentence.text[bounds[0] : bounds[1]]
    return Cue(bounds[0] + shift, bounds[1] + shift, text, type_, min(first, bounds[0]) + shift, max(last, bounds[1]) + shift)


def make_cue(span: Span, hit: Hit, shift: int, type_: str = "") -> Cue:
    """Return the record of a hit; ``shift`` moves the Doc's characters to the document's."""
    words = span[hit.first : hit.last]
    first, last = find_scope(span, words.root)
    doc = span.doc
    return Cue(
        words.start_char + shift,
        words.end_char + shift,
        words.text,
        type_ or hit.entry.category,
        doc[first].idx + shift,
        doc[last - 1].idx + len(doc[last - 1]) + shift,
    )


def find_scope(span: Span, head: Token) -> tuple[int, int]:
    """Return the token bounds that a cue acts on.

    After BioScope's guideline: a modal or adverb acts on its verb's clause from the cue on; a raising or passive verb
    takes its subject in ("X is thought to ..."); an adjective acts on its noun phrase.
    """
    if head.tag_ == "MD" or (head.dep_ in ("aux", "advmod", "neg") and head.head.pos_ in ("VERB", "AUX")):
        clause = head.head
        first = head.i
    elif head.dep_ == "amod":
        clause, first = head.head, head.i
    else:
        clause, first = head, head.i
        raising = any(child.dep_ in ("xcomp", "oprd") for child in head.children) or any(child.dep_ == "nsubjpass" for child in head.children)
        subject = next((child for child in head.children if child.dep_ in ("nsubj", "nsubjpass")), None)
        if raising and subject is not None:
            first = subject.left_edge.i
    last = clause.right_edge.i + 1
    while last - 1 > head.i and span.doc[last - 1].is_punct:
        last -= 1
    return max(span.start, min(first, head.i)), min(span.end, max(last, head.i + 1))


def in_side_clause(span: Span, cue: Cue, verb: int, shift: int) -> bool:
    """True when a cue stands in a relative or adverbial clause beside the main claim, and so does not weaken it."""
    token = next((t for t in span if t.idx + shift <= cue.start < t.idx + shift + max(1, len(t))), None)
    if token is None:
        return False
    spine = {verb, *(t.i for t in span.doc[verb].ancestors)}
    for step in (token, *token.ancestors):
        if step.i in spine:
            return False
        if step.dep_ in ("relcl", "advcl", "acl"):
            return True
    return False


def lower_certainty(span: Span, hedges: Sequence[tuple[Cue, str]], verb: int, shift: int) -> int:
    """Return 3, 2 or 1: the weakest level of the hedges that act on the main claim; ``hedges`` are (cue, level) pairs."""
    main = [int(level or 2) for cue, level in hedges if not in_side_clause(span, cue, verb, shift)]
    return min(main, default=3)
