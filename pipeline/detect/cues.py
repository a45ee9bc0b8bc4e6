"""Hedges, boosters and negations with their scope.

The encoder marks the words that lower the commitment to what is said; the hedge list names their level and catches what the encoder
marks in part. A listed word that the encoder does not mark ("may" of permission, "can" of ability) is no hedge.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipeline.detect.phrases import Hit
from pipeline.detect.rows import Row
from pipeline.encoder import Encoded, Encoder
from pipeline.lexicon import Entry, read_lexicon
from pipeline.records import Cue

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

UNLISTED = 0.15
"""By how much an unlisted word must be surer to be a hedge than a listed one."""


@cache
def _shipped() -> frozenset[Entry]:
    return frozenset(read_lexicon("hedges"))


def find_hedges(row: Row, reading: Encoded, encoder: Encoder, threshold: float) -> list[tuple[Cue, int]]:
    """Return the hedge cues of a row in text order, each with the greatest certainty that it leaves: that of a user's own entry, 3 for all others.

    A user's own entries always count; of the shipped list and of other words the encoder decides.
    """
    start = row.span.start_char
    found: list[tuple[Cue, int]] = []
    for hit in row.hits["hedges"]:
        words = row.span[hit.first : hit.last]
        bounds = words.start_char - start, words.end_char - start
        own = hit.entry not in _shipped()
        if own or reading.probability("hedge", *bounds) >= threshold:
            found.append((_scoped(row, reading, encoder, bounds, hit.entry.category), int(hit.entry.note or 2) if own else 3))
    taken = [(cue.start - row.sentence.start, cue.end - row.sentence.start) for cue, _ in found]
    for a, b in reading.spans("hedge", threshold + UNLISTED):
        if all(b <= c or a >= d for c, d in taken):
            found.append((_scoped(row, reading, encoder, (a, b), "model"), 3))
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
