"""match: all documents' Claims → Matches and Groups."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.match.candidates import find_pairs
from pipeline.match.groups import group_claims
from pipeline.match.relation import relate
from pipeline.records import Claim, Document, Group, Match
from pipeline.settings import Settings


def match_claims(claims: Sequence[Claim], documents: Sequence[Document], settings: Settings) -> tuple[tuple[Match, ...], tuple[Group, ...], int]:
    """Return the matches (also those considered and not counted), the groups, and how many candidate pairs were looked at.

    Pairs inside one document count only when they contradict or copy: a text that repeats itself is no second witness.
    """
    pairs = find_pairs(claims, settings.neighbours)
    matches = []
    for pair in pairs:
        match = relate(pair, settings)
        if match is None or (match.left_document == match.right_document and match.relation not in ("contradicts", "reuse")):
            continue
        matches.append(match)
    return tuple(matches), group_claims(claims, matches, documents), len(pairs)
