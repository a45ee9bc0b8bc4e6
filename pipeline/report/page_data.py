"""What the report's page and the review's page show, as plain JSON values. Offsets count UTF-16 units, as JavaScript's strings do."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

from pipeline.credibility import score_parts
from pipeline.flag import CHECKS
from pipeline.flag.check import read_measured
from pipeline.records import Atom, Claim, CorpusResult, Cue, DocumentResult, Flag, Group, Match, Where
from pipeline.report.columns import DOCUMENTS
from pipeline.report.tables import document_rows, values
from pipeline.review.decisions import Decisions, Standing
from pipeline.review.labels import LABELS, RELATIONS, settled

Json = dict[str, Any]
_FACTS = (
    "type", "certainty", "certainty_score", "polarity", "direction", "strength", "attribution", "source", "evidence", "population", "support",
    "subject", "relation", "object", "section", "page", "score",
)  # fmt: skip


class Units:
    """Places in a text, from code points to UTF-16 units."""

    def __init__(self, text: str) -> None:
        self._wide = [place for place, sign in enumerate(text) if ord(sign) > 0xFFFF]

    def __call__(self, place: int) -> int:
        """Return the place of a code point."""
        return place + bisect_left(self._wide, place) if self._wide else place

    def spans(self, places: Iterable[tuple[int, int]]) -> list[list[int]]:
        """Return spans."""
        return [[self(start), self(end)] for start, end in places]


def page_data(result: CorpusResult, decisions: Decisions) -> Json:
    """Return everything but the documents' texts: documents, rows, matches, checks and decisions."""
    order = {document.name: number for number, document in enumerate(result.documents)}
    return {
        "version": result.run.get("version", ""),
        "counts": result.counts,
        "documents": [
            values(DOCUMENTS, row) | {"parts": _parts(one)} for one, row in zip(result.results, document_rows(result.results, decisions), strict=True)
        ],
        "groups": groups_data(result),
        "matches": matches_data(result),
        "checks": _checks(result, decisions),
        "decisions": {key: {"shown": shown, "note": note} for key, (shown, note) in decisions.items()},
        "labels": {"claim": LABELS, "match": RELATIONS},
        "claims": {claim.claim_id: [order[claim.document], number] for one in result.results for number, claim in enumerate(one.claims)},
    }


def document_data(result: DocumentResult) -> Json:
    """Return one document's text with its sentences, claims and flags."""
    units = Units(result.document.text)
    return {
        "text": result.document.text,
        "sentences": [
            [units(s.start), units(s.end), s.kind, s.paragraph, [[units(cue.start), units(cue.end)] for cue in s.marketing]] for s in result.sentences
        ],
        "claims": [_claim(claim, units) for claim in result.claims],
        "statements": {claim.claim_id: [units(claim.start), units(claim.end)] for claim in result.statements},
        "flags": [_flag(flag, units) for flag in result.flags],
    }


def matches_data(result: CorpusResult) -> list[Json]:
    """Return all matches, also those considered."""
    order = {document.name: number for number, document in enumerate(result.documents)}
    return [_match(match, order) for match in result.matches]


def groups_data(result: CorpusResult) -> list[Json]:
    """Return the rows of the comparison table."""
    order = {document.name: number for number, document in enumerate(result.documents)}
    types = {claim.claim_id: claim.type for claim in (*result.claims, *result.statements)}
    return [_group(group, order, types) for group in result.groups]


def _group(group: Group, order: dict[str, int], types: dict[str, str]) -> Json:
    return {
        "id": group.group,
        "claim": group.claim,
        "topic": group.topic,
        "verdict": group.verdict,
        "reason": group.reason,
        "evidence": group.strongest_evidence,
        "independent": group.independent_documents,
        "reference": group.reference,
        "types": sorted({types[cell.claim_id] for cell in group.cells}),
        "cells": [[order[cell.document], cell.stance, cell.claim_id, cell.quote, Units(cell.quote).spans(cell.marks)] for cell in group.cells],
    }


def standing_data(standing: Standing) -> Json:
    """Return what reviewers hold of one record."""
    shown, note = standing.shown
    own = {one.reviewer: [one.decision, one.note, one.entry] for one in standing.entries}
    return {"shown": shown, "note": note, "settled": settled(standing.decision), "status": standing.status, "disputed": standing.disputed, "by": own}


def _parts(result: DocumentResult) -> list[Json]:
    units = Units(result.document.text)
    return [
        {"name": part.name, "points": part.points, "of": part.of, "shown": part.shown, "words": part.words, "place": units.spans([(part.start, part.end)])[0]}
        for part in score_parts(result)
    ]


def _match(match: Match, order: dict[str, int]) -> Json:
    return {
        "id": match.match_id,
        "left": [order[match.left_document], match.left_id, _plain(match.left_text), Units(_plain(match.left_text)).spans(match.left_words)],
        "right": [order[match.right_document], match.right_id, _plain(match.right_text), Units(_plain(match.right_text)).spans(match.right_words)],
        "relation": match.relation,
        "kind": match.kind,
        "stronger": match.stronger_side,
        "probability": match.probability,
        "reason": match.reason,
    }


def _plain(text: str) -> str:
    return " ".join(text.split())


def _claim(claim: Claim, units: Units) -> Json:
    found: Json = {"id": claim.claim_id, "index": claim.index, "place": [units(claim.start), units(claim.end)]}
    found |= {name: value for name in _FACTS if (value := getattr(claim, name)) not in ("", None)}
    for name in ("hedges", "boosters", "negations", "marketing"):
        cues: tuple[Cue, ...] = getattr(claim, name)
        if cues:
            found[name] = [[units(cue.start), units(cue.end), units(cue.scope_start), units(cue.scope_end), cue.type] for cue in cues]
    if claim.quantities:
        found["quantities"] = units.spans((q.start, q.end) for q in claim.quantities)
    if claim.citations:
        found["citations"] = [[units(c.start), units(c.end), c.kind, c.target] for c in claim.citations]
    for name in ("evidence_at", "population_at", "antecedent"):
        place: Where | None = getattr(claim, name)
        if place is not None:
            found[name] = [units(place.start), units(place.end)]
    if claim.atoms:
        found["atoms"] = [_atom(atom) for atom in claim.atoms]
    return found


def _atom(atom: Atom) -> list[str]:
    return [atom.subject, atom.relation, atom.object, atom.polarity]


def _flag(flag: Flag, units: Units) -> Json:
    return {
        "id": flag.flag_id,
        "check": flag.check,
        "severity": flag.severity,
        "place": [units(flag.start), units(flag.end)],
        "message": flag.message,
        "claim": flag.claim_id,
    }


def _checks(result: CorpusResult, decisions: Decisions) -> Json:
    """The checks that fired, with how often each was right when it was measured, and in the reviewers' eyes."""
    measured = read_measured()
    judged: dict[str, list[bool]] = {}
    for flag in result.flags:
        judged.setdefault(flag.check, []).extend(word == "accept" for word in decisions.get(flag.flag_id, ("",))[:1] if word in ("accept", "reject"))
    facts = {check.name: {"definition": check.definition, "measured": measured.get(check.name, {}).get("precision", "")} for check in CHECKS}
    return {name: facts[name] | {"here": f"{sum(said)} of {len(said)}" if said else ""} for name, said in sorted(judged.items())}
