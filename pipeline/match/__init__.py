"""match: all documents' Claims → Matches and Groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.compare import compare_claims
from pipeline.compare.part import Pair
from pipeline.match.abbreviations import Abbreviations
from pipeline.match.candidates import find_pairs
from pipeline.match.grounds import Marks
from pipeline.match.groups import group_claims
from pipeline.match.relation import Witnesses, relate
from pipeline.match.weigh import OUTCOMES, Scale, features
from pipeline.match.witness import pair_texts, placed, read_texts
from pipeline.pair_encoder import PairEncoder, load_pair_encoder
from pipeline.records import Claim, Document, Group, Match
from pipeline.settings import Settings

LARGE = 2000
"""Claims from which on fewer candidates are read for each, so that a large corpus is done in a tolerable time."""
CHUNK = 50_000
"""Pairs that are read and weighed at a time, so that memory does not grow with the pairs; few, since each starts its processes anew."""


def match_claims(
    claims: Sequence[Claim], statements: Sequence[Claim], documents: Sequence[Document], settings: Settings
) -> tuple[tuple[Match, ...], tuple[Group, ...], int]:
    """Return the matches (also those considered and not counted), the groups, and how many candidate pairs were looked at.

    Statements are held against claims as claims are. Pairs inside one document count only when they contradict or copy: a text that repeats
    itself is no second witness.
    """
    everything = in_text_order([*claims, *statements], documents)
    abbreviations = Abbreviations((document.name, document.text) for document in documents)
    neighbours = settings.neighbours if len(everything) <= LARGE else min(settings.neighbours, settings.neighbours_large)
    pairs = find_pairs(everything, neighbours, abbreviations)
    meta = load_pair_encoder().meta
    scale = Scale(meta["weights"])
    limits = dict.fromkeys(meta["limits"], settings.match_threshold) if settings.match_threshold else meta["limits"]
    matches = []
    for start in range(0, len(pairs), CHUNK):
        for seen in witnesses(pairs[start : start + CHUNK], abbreviations, settings, scale):
            match = relate(seen, limits)
            if match is not None and (match.left_document != match.right_document or match.relation in ("contradicts", "reuse")):
                matches.append(match)
    return tuple(matches), group_claims(everything, matches, documents), len(pairs)


def in_text_order(claims: Sequence[Claim], documents: Sequence[Document]) -> list[Claim]:
    """Return the claims in the documents' order, and in text order within each."""
    order = {document.name: number for number, document in enumerate(documents)}
    return sorted(claims, key=lambda claim: (order[claim.document], claim.start))


def witnesses(
    pairs: Sequence[Pair], abbreviations: Abbreviations, settings: Settings, scale: Scale | None, encoder: PairEncoder | None = None
) -> Iterator[Witnesses]:
    """Yield what is known of each pair; without a scale, the cross-encoder's own probabilities stand for the weighed ones.

    ``encoder`` stands in for the one in models/.
    """
    texts = [pair_texts(pair, abbreviations) for pair in pairs]
    readings = read_texts(texts, settings.jobs, encoder)
    typed = [compare_claims(pair, settings.reuse_threshold) for pair in pairs]
    marks = []
    for pair, reading, (left, right) in zip(pairs, readings, texts, strict=True):
        marks.append(Marks(placed(reading.left_marks, left, pair.left), placed(reading.right_marks, right, pair.right)))
    rows = [features(*one) for one in zip(pairs, typed, readings, marks, strict=True)]
    weighed = scale.probabilities(rows) if scale is not None else [reading.relation for reading in readings]
    for number, pair in enumerate(pairs):
        probability = dict(zip(OUTCOMES, (float(p) for p in weighed[number]), strict=True))
        yield Witnesses(pair, typed[number], readings[number], marks[number], probability)
