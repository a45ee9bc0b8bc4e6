"""match: all documents' Claims → Matches and Groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pipeline.compare import compare_claims
from pipeline.compare.part import Pair, Part
from pipeline.match.abbreviations import Abbreviations
from pipeline.match.candidates import find_pairs
from pipeline.match.grounds import Marks
from pipeline.match.groups import group_claims
from pipeline.match.meaning import claim_vectors
from pipeline.match.relation import Limits, Witnesses, relate
from pipeline.match.weigh import OUTCOMES, Scale, both, features
from pipeline.match.witness import Texts, Told, pair_texts, placed, read_texts
from pipeline.pair_encoder import LARGE, SMALL, PairEncoder, PairReading, load_pair_encoder
from pipeline.records import Claim, Document, Group, Match
from pipeline.settings import Settings

MANY = 2000
"""Claims from which on fewer candidates are read for each, so that a large corpus is done in a tolerable time."""
WORTH = 0.02
"""Probability of being related in any way from which a pair is read again by the large network."""
CHUNK = 50_000
"""Pairs that are read and weighed at a time, so that memory does not grow with the pairs; few, since each starts its processes anew."""


def match_claims(
    claims: Sequence[Claim],
    statements: Sequence[Claim],
    documents: Sequence[Document],
    settings: Settings,
    told: Callable[[int, int], None] = lambda *_: None,
) -> tuple[tuple[Match, ...], tuple[Group, ...], int]:
    """Return the matches (also those considered and not counted), the groups, and how many candidate pairs were looked at.

    Statements are held against claims as claims are. Pairs inside one document count only when they contradict or copy: a text that repeats
    itself is no second witness. ``told`` hears how many pairs have been read, of how many.
    """
    everything = in_text_order([*claims, *statements], documents)
    pairs, abbreviations = candidate_pairs(everything, documents, settings)
    again = settings.second_readings // 4 if len(everything) > MANY else settings.second_readings
    first = _formula(SMALL, settings)
    second = _formula(LARGE, settings) if pairs and again else first  # a large file: opened only where it reads something
    matches = []
    for start in range(0, len(pairs), CHUNK):
        chunk = pairs[start : start + CHUNK]
        seen = list(witnesses(chunk, abbreviations, settings, first.scale, told=partial(_tell, told, start, len(pairs))))
        most = again * len(chunk) // len(pairs)
        for one in read_again(seen, abbreviations, second.scale, most):
            match = relate(one, first.limits if one.first is None else second.limits)
            if match is not None and (match.left_document != match.right_document or match.relation in ("contradicts", "reuse")):
                matches.append(match)
    return tuple(matches), group_claims(everything, matches, documents), len(pairs)


def candidate_pairs(claims: Sequence[Claim], documents: Sequence[Document], settings: Settings) -> tuple[list[Pair], Abbreviations]:
    """Return the pairs of claims, which stand in text order, that are read, and the abbreviations that the documents explain."""
    abbreviations = Abbreviations((document.name, document.text) for document in documents)
    neighbours = min(settings.neighbours, settings.neighbours_large) if len(claims) > MANY else settings.neighbours
    return find_pairs(claims, claim_vectors(claims, settings.jobs), neighbours, abbreviations), abbreviations


def _tell(told: Callable[[int, int], None], before: int, total: int, done: int) -> None:
    told(before + done, total)


@dataclass(frozen=True, slots=True)
class Formula:
    """How the witnesses of a pair are weighed once a network has read it, and from which probability a relation counts."""

    scale: Scale
    limits: Limits


def _formula(name: str, settings: Settings) -> Formula:
    meta = load_pair_encoder(name).meta
    limits = meta["limits"]
    return Formula(Scale(meta["weights"]), dict.fromkeys(limits, settings.match_threshold) if settings.match_threshold else limits)


def in_text_order(claims: Sequence[Claim], documents: Sequence[Document]) -> list[Claim]:
    """Return the claims in the documents' order, and in text order within each."""
    order = {document.name: number for number, document in enumerate(documents)}
    return sorted(claims, key=lambda claim: (order[claim.document], claim.start))


def witnesses(
    pairs: Sequence[Pair],
    abbreviations: Abbreviations,
    settings: Settings,
    scale: Scale | None,
    encoder: PairEncoder | None = None,
    told: Told = lambda _: None,
) -> Iterator[Witnesses]:
    """Yield what is known of each pair; without a scale, the cross-encoder's own probabilities stand for the weighed ones.

    ``encoder`` stands in for the one in models/.
    """
    texts = [pair_texts(pair, abbreviations) for pair in pairs]
    readings = read_texts(texts, settings.jobs, encoder, told)
    typed = [compare_claims(pair, settings.reuse_threshold) for pair in pairs]
    yield from _weighed(list(zip(pairs, typed, readings, strict=True)), texts, scale)


def worth(seen: Witnesses) -> bool:
    """True for a pair that may be related in any way, so that the large network should read it."""
    return 1 - seen.probability["unrelated"] >= WORTH or seen.typed.sure


def read_again(seen: Sequence[Witnesses], abbreviations: Abbreviations, scale: Scale | None, most: int, encoder: PairEncoder | None = None) -> list[Witnesses]:
    """Return what is known of each pair after the large network has read those that may be related, the likeliest ``most`` of them.

    Without a scale its own probabilities stand for the weighed ones. ``encoder`` stands in for the one in models/.
    """
    likely = [number for number, one in enumerate(seen) if worth(one)]
    chosen = sorted(sorted(likely, key=lambda number: seen[number].probability["unrelated"])[:most])
    pairs = [seen[number].pair for number in chosen]
    texts = [pair_texts(pair, abbreviations) for pair in pairs]
    readings = read_texts(texts, 1, encoder or load_pair_encoder(LARGE)) if texts else []
    found = list(seen)
    weighed = _weighed([(seen[n].pair, seen[n].typed, reading) for n, reading in zip(chosen, readings, strict=True)], texts, scale)
    for number, one in zip(chosen, weighed, strict=True):
        before = seen[number].probability
        found[number] = replace(one, first=before, probability=both(before, one.probability))
    return found


def _weighed(read: Sequence[tuple[Pair, Part, PairReading]], texts: Sequence[Texts], scale: Scale | None) -> Iterator[Witnesses]:
    marks = []
    for (pair, _, reading), (left, right) in zip(read, texts, strict=True):
        marks.append(Marks(placed(reading.left_marks, left, pair.left), placed(reading.right_marks, right, pair.right)))
    rows = [features(*one, own) for one, own in zip(read, marks, strict=True)]
    weighed = scale.probabilities(rows) if scale is not None else [reading.relation for _, _, reading in read]
    for number, (pair, typed, reading) in enumerate(read):
        probability = dict(zip(OUTCOMES, (float(p) for p in weighed[number]), strict=True))
        yield Witnesses(pair, typed, reading, marks[number], probability)
