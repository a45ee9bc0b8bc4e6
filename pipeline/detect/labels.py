"""What is decided of every row: the encoder's answers, held to words that can be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.detect.cues import find_hedges
from pipeline.detect.decide import is_claim
from pipeline.detect.marketing import always_sells, find_marketing
from pipeline.detect.reading import Reading
from pipeline.detect.rows import Row
from pipeline.detect.structure import Structure, find_structure
from pipeline.encoder import Encoder
from pipeline.records import Cue
from pipeline.settings import Settings

if TYPE_CHECKING:
    from spacy.tokens import Span


FLAT = 3
"""Certainty of a claim without a hedge that could be shown."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What is decided of one row."""

    claim: bool
    score: float
    type: str
    certainty: int
    certainty_score: float
    strength: str
    attribution: str
    evidence: str
    support: str
    hedges: tuple[Cue, ...]
    marketing: tuple[Cue, ...]
    structure: Structure


def label_rows(rows: Sequence[Row], reading: Reading, encoder: Encoder, settings: Settings) -> list[Labels]:
    """Return the labels of every row, also of rows that are no claim."""
    return [_label(row, position, reading, encoder, settings) for position, row in enumerate(rows)]


def _label(row: Row, position: int, reading: Reading, encoder: Encoder, settings: Settings) -> Labels:
    structure = find_structure(row.span, lead_tokens(row))
    score = reading.probability("claim", position)
    levelled = find_hedges(row, reading.sentences[position], encoder, reading.thresholds["hedge"])
    sells = reading.probability("sells", position) >= reading.thresholds["sells"] or always_sells(row)
    return Labels(
        claim=is_claim(row, structure, score >= reading.thresholds["claim"], score, settings),
        score=score,
        type=reading.label("type", position),
        certainty=min([int(reading.label("certainty", position)), *(level for _, level in levelled)]) if levelled else FLAT,
        certainty_score=reading.certainty_score(position),
        strength=reading.strength(position),
        attribution=reading.label("attribution", position),
        evidence=reading.label("evidence", position),
        support=reading.label("support", position),
        hedges=tuple(cue for cue, _ in levelled),
        marketing=find_marketing(row, reading.sentences[position], reading.thresholds["marketing"]) if sells else (),
        structure=structure,
    )


def lead_tokens(row: Row) -> int:
    """How many tokens the bold lead-in takes."""
    if not row.sentence.lead_in:
        return _plain_lead(row.span)
    edge = row.span.start_char + row.sentence.lead_in
    return next((n for n, token in enumerate(row.span) if token.idx >= edge), 0)


def _plain_lead(span: Span) -> int:
    """A lead-in that goes on with a small letter ("Sleep: magnesium improves ..."): short, and without a verb before the colon."""
    colon = next((n for n, token in enumerate(span[:8]) if token.text == ":"), 0)
    if not colon or (colon > 1 and any(token.pos_ in ("VERB", "AUX") for token in span[:colon])) or len(span) - colon < 4:
        return 0
    return colon + 1 if any(token.tag_ in ("VBZ", "VBP", "VBD", "MD") for token in span[colon:]) else 0
