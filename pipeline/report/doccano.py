"""doccano: one line a document with the claims, hedges and marketing as labels; and what people made of them, as decisions.

doccano counts UTF-16 units, as browsers do: an emoji takes two places. So the file does too, and reading turns them into code points again. (The
option "Count grapheme clusters as one character" counts otherwise and must stay off.) The way: make a sequence labelling project that allows
overlapping spans, import doccano.jsonl as JSONL, correct, export as JSONL and read that file back.
"""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.records import CorpusResult
from pipeline.report.labelling import Span, Work, checked, claim_places, decided, labelled, places_of, read_json, read_text
from pipeline.review.decisions import Decisions

NAME = "doccano.jsonl"
_EVERYBODY = ("all", "unknown", "doccano")
"""Names of exported files that are nobody's: doccano names the others after the member whose work they hold."""


def write_doccano(result: CorpusResult, out: Path, decisions: Decisions) -> list[str]:
    """Write doccano.jsonl; return its name."""
    with (out / NAME).open("w", encoding="ascii", newline="") as file:
        for number, (one, spans) in enumerate(labelled(result, decisions), 1):
            units = _units(one.document.text)
            placed = [replace(span, start=units[span.start], end=units[span.end]) for span in spans]
            meta = {"document": one.document.name, "claims": claim_places(placed)}
            row = {"id": number, "text": one.document.text, "label": [[s.start, s.end, s.label] for s in placed], "meta": meta}
            file.write(json.dumps(row) + "\n")  # in ASCII, because doccano guesses the encoding unless it is told
    return [NAME]


def read_doccano(path: Path, *, approved: bool = False) -> list[dict[str, str]]:
    """Return what people decided, from a file that doccano exported as JSONL: rows with id, kind, document, text, decision, note and reviewer.

    doccano does not say which documents somebody has looked at. Those whose claims are just as they were exported say nothing, unless an approver is
    named in them, or ``approved`` says that only approved documents were exported. Raises UsageError.
    """
    found = []
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        row = read_json(line, f"{path}:{number}")
        work = _work(row, f"{path}:{number}", path.stem)
        if approved or row.get("annotation_approver") or _claims(work.found) != _claims(work.exported):
            found += decided(work)
    return found


def _units(text: str) -> list[int]:
    """The UTF-16 unit at which each code point begins, and the one after the last."""
    return list(accumulate((1 + (ord(character) > 0xFFFF) for character in text), initial=0))


def _claims(spans: tuple[Span, ...]) -> set[tuple[int, int, str]]:
    return {(span.start, span.end, span.label) for span in spans if span.type}


def _work(row: Any, where: str, stem: str) -> Work:
    meta = row.get("meta") if isinstance(row, dict) else None
    if not isinstance(meta, dict) or not isinstance(row.get("text"), str) or not isinstance(meta.get("document"), str):
        raise UsageError(f"{where}: found no text and meta of a document; expected a project made from {NAME}, exported as JSONL")
    text = row["text"]
    points = {unit: point for point, unit in enumerate(_units(text))}
    length = max(points)
    exported = tuple(_in_points(span, points, where) for span in places_of(meta.get("claims"), where, length))
    spans = tuple(_in_points(checked(span, where, length), points, where) for span in _spans(row, where))
    person = row.get("annotation_approver") or row.get("username") or ("" if stem in _EVERYBODY else stem)
    return Work(meta["document"], text, exported, spans, str(person))


def _spans(row: dict[str, Any], where: str) -> list[Span]:
    """The labels of a line: [start, end, label], or the objects under "entities" of a project with relations."""
    labels = row.get("label", row.get("labels", row.get("entities")))
    found = []
    for one in labels if isinstance(labels, list) else [None]:
        if isinstance(one, dict):
            one = [one.get("start_offset", -1), one.get("end_offset", -1), one.get("label", "")]  # noqa: PLW2901
        if not isinstance(one, list) or len(one) != 3:
            raise UsageError(f"{where}: found no list of labels with start, end and name; expected a sequence labelling project exported as JSONL")
        found.append(Span("", one[0], one[1], str(one[2])))
    return found


def _in_points(span: Span, points: dict[int, int], where: str) -> Span:
    if span.start not in points or span.end not in points:
        raise UsageError(f"{where}: the span from {span.start} to {span.end} cuts a character in two; turn off 'Count grapheme clusters' and export again")
    return replace(span, start=points[span.start], end=points[span.end])
