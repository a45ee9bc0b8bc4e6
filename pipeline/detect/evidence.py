"""The kind of evidence a claim rests on, and the words that say so: in its own sentence, or earlier in its paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.detect.rows import Row
from pipeline.records import Where

_STUDIES = ("review", "trial", "observational", "animal", "in_vitro")


def _stated_before(rows: Sequence[Row], position: int) -> str:
    """A result in figures rests on the study that its paragraph has named, also where the model saw none."""
    row = rows[position]
    if not row.base.get("digit"):
        return "none"
    paragraph = [r for r in rows[: position + 1] if r.sentence.paragraph == row.sentence.paragraph]
    named = {hit.entry.category for r in paragraph for hit in r.hits["evidence"]}
    return next((kind for kind in _STUDIES if kind in named), "none")


def find_evidence(rows: Sequence[Row], position: int, label: str) -> tuple[str, Where | None]:
    """Return (kind, where it is stated). The model's kind is kept only where words for it can be shown, or a named person speaks."""
    if label == "none":
        label = _stated_before(rows, position)
    if label == "none":
        return "none", None
    paragraph = rows[position].sentence.paragraph
    for step in range(position, -1, -1):
        row = rows[step]
        if row.sentence.paragraph != paragraph:
            break
        for hit in row.hits["evidence"]:
            if hit.entry.category == label:
                words = row.span[hit.first : hit.last]
                return label, Where(words.start_char + row.shift, words.end_char + row.shift, words.text)
    source = rows[position].attribution
    if label == "expert" and source.source:
        start = rows[position].sentence.text.find(source.source)
        if start >= 0:
            start += rows[position].sentence.start
            return label, Where(start, start + len(source.source), source.source)
    return label, None
