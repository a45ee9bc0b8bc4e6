"""What labelling tools are given of a document, and what it says of claimsift's claims when people have corrected the spans there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.detect.document_features import CLASSES
from pipeline.errors import UsageError
from pipeline.records import CorpusResult, DocumentResult
from pipeline.review.decisions import Decisions

TYPES = CLASSES["type"]
CLAIM = "claim:"
"""How the label of a claim begins; its type follows."""
LABELS = (*(CLAIM + name for name in TYPES), "hedge", "marketing")


@dataclass(frozen=True, slots=True)
class Span:
    """Words with a label. ``start`` and ``end`` are code points; ``note`` is what a person wrote beside it."""

    id: str
    start: int
    end: int
    label: str
    score: float | None = None
    note: str = ""

    @property
    def type(self) -> str:
        """The type of a claim, empty for other labels."""
        return self.label.removeprefix(CLAIM) if self.label.startswith(CLAIM) else ""


@dataclass(frozen=True, slots=True)
class Work:
    """One person's work on one document: what claimsift exported, and the spans that came back."""

    document: str
    text: str
    exported: tuple[Span, ...]
    found: tuple[Span, ...]
    reviewer: str


def labelled(result: CorpusResult, decisions: Decisions) -> Iterator[tuple[DocumentResult, list[Span]]]:
    """Yield the documents that have text, each with its spans in text order, claims before what is in them; claims that reviewers rejected are left out."""
    for one in result.results:
        if one.document.status != "ok" or not one.document.text:
            continue
        claims = [claim for claim in one.claims if decisions.get(claim.claim_id, ("",))[0] != "reject"]
        found = [Span(claim.claim_id, claim.start, claim.end, CLAIM + claim.type, claim.score) for claim in claims]
        cues = [("hedge", cue) for claim in claims for cue in claim.hedges] + [("marketing", cue) for s in one.sentences for cue in s.marketing]
        for label, cue in dict.fromkeys((label, (cue.start, cue.end)) for label, cue in cues):
            found.append(Span(_place_id(one.document.name, label, *cue), *cue, label))
        yield one, sorted(found, key=lambda span: (span.start, -span.end, LABELS.index(span.label)))


def _place_id(document: str, label: str, start: int, end: int) -> str:
    return label[0] + sha256(f"{document}\0{label}\0{start}\0{end}".encode()).hexdigest()[:11]


def claim_places(spans: Iterable[Span]) -> list[dict[str, Any]]:
    """Return ids, places and types of the claims among ``spans``: they travel with the text, so that what was removed can be told."""
    return [{"id": span.id, "start": span.start, "end": span.end, "type": span.type} for span in spans if span.type]


def places_of(rows: Any, where: str, length: int) -> tuple[Span, ...]:
    """Return the spans of claim_places again; raises UsageError for anything else."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UsageError(f"{where}: its list of exported claims is gone; expected a project that was made from claimsift's own file")
    return tuple(
        checked(Span(str(row.get("id", "")), row.get("start", -1), row.get("end", -1), CLAIM + str(row.get("type", ""))), where, length) for row in rows
    )


def checked(span: Span, where: str, length: int) -> Span:
    """Return a span that is inside a text of this length and whose type there is; raises UsageError."""
    numbers = all(isinstance(place, int) and not isinstance(place, bool) for place in (span.start, span.end))
    if not numbers or not 0 <= span.start < span.end <= length:
        raise UsageError(f"{where}: found a span from {span.start} to {span.end}, expected one inside the {length} characters of the text; export it again")
    if span.label.startswith(CLAIM) and span.type not in TYPES:
        raise UsageError(f"{where}: label '{span.label}' has no type of claim; expected {CLAIM} and one of {', '.join(TYPES)}; rename the label in the tool")
    return span


def read_json(text: str, where: str) -> Any:
    """Return what a JSON text holds; raises UsageError."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where}: found no JSON ({error}); expected the file as the labelling tool exported it") from error


def read_text(path: Path) -> str:
    """Return the text of an exported file; raises UsageError."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}; give the file that the labelling tool exported, in UTF-8") from error


def decided(work: Work) -> list[dict[str, str]]:
    """Return what a person's work says of the claims, as rows of decisions in text order: accept, reject, type=NEW, and claim for a new one."""
    left = [span for span in work.found if span.type]
    rows: list[tuple[int, dict[str, str]]] = []
    partners = _partners(work.exported, left)
    for claim in work.exported:
        same = partners.get(claim.id)
        if same is None:
            rows.append((claim.start, _row(work, "claim", claim, "reject", "")))
            continue
        moved = "" if (same.start, same.end) == (claim.start, claim.end) else f"marked instead: {_words(work.text, same)}"
        also = ", ".join(span.type for span in left if (span.start, span.end) == (same.start, same.end))
        left = [span for span in left if (span.start, span.end) != (same.start, same.end)]
        notes = "; ".join(filter(None, (same.note, moved, f"also labelled {also}" if also else "")))
        rows.append((claim.start, _row(work, "claim", claim, "accept" if same.type == claim.type else f"type={same.type}", notes)))
    for span in left:
        new = replace(span, id="")
        rows.append((span.start, _row(work, "sentence", new, "claim", "; ".join(filter(None, (span.note, f"type={span.type}"))))))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _partners(exported: tuple[Span, ...], left: list[Span]) -> dict[str, Span]:
    """Take from ``left`` the span that each exported claim has become: the one with its id, else at its place, else the one that shares most words."""
    found: dict[str, Span] = {}
    for key in _KEYS:
        keyed = {key(span): span for span in reversed(left)}
        for claim in exported:
            if claim.id not in found and key(claim) in keyed:
                found[claim.id] = keyed.pop(key(claim))
                left.remove(found[claim.id])
    for claim in exported:
        near = [span for span in left if claim.id not in found and _overlap(claim, span)]
        if near:
            found[claim.id] = max(near, key=lambda span: _overlap(claim, span))
            left.remove(found[claim.id])
    return found


_KEYS: tuple[Callable[[Span], Any], ...] = (
    lambda span: (span.id, span.label),
    lambda span: span.id,
    lambda span: (span.start, span.end, span.label),
    lambda span: (span.start, span.end),
)


def _overlap(claim: Span, span: Span) -> float:
    """The share of the shorter span that both have, 0 below one half: a new span that only touches a removed one is another."""
    share = (min(claim.end, span.end) - max(claim.start, span.start)) / min(claim.end - claim.start, span.end - span.start)
    return share if share >= 0.5 else 0.0


def _row(work: Work, kind: str, span: Span, decision: str, note: str) -> dict[str, str]:
    words = _words(work.text, span)
    return {"id": span.id, "kind": kind, "document": work.document, "text": words, "decision": decision, "note": note, "reviewer": work.reviewer}


def _words(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())
