"""One row a sentence, with everything that rules and models look at; the same code feeds training and a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.detect.attribution import Attribution, find_attribution
from pipeline.detect.citations import find_citations
from pipeline.detect.features import Features, sentence_features
from pipeline.detect.phrases import Hit, PhraseFinder
from pipeline.records import Citation, Sentence
from pipeline.segment import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Span

_AVERAGED = (
    "imperative", "second person", "first person", "list=hype", "list=calls_to_action", "list=evidence", "exclamation", "quote",
    "digit", "list=hedges", "finite",
)  # fmt: skip
_NEIGHBOUR = (
    "finite", "list=evidence", "list=hype", "list=hedges", "list=calls_to_action", "quote", "quote opens", "question", "imperative",
    "statistic", "digit", "first person", "second person", "ends",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A content sentence with spaCy's span of it. ``shift`` moves the Doc's character offsets to the document's."""

    sentence: Sentence
    span: Span
    shift: int
    hits: dict[str, list[Hit]]
    base: Features
    attribution: Attribution
    citations: tuple[Citation, ...]


def build_rows(parsed: Parsed, finder: PhraseFinder) -> list[Row]:
    """Return a row for every sentence that spaCy has read, in text order."""
    rows = []
    for sentence, span in zip(parsed.sentences, parsed.spans, strict=True):
        if span is None or not len(span):
            continue
        hits = finder.find(span)
        rows.append(
            Row(
                sentence=sentence,
                span=span,
                shift=sentence.start - span.start_char,
                hits=hits,
                base=sentence_features(span, hits, sentence.kind),
                attribution=find_attribution(span),
                citations=find_citations(parsed.document, sentence.start, sentence.end),
            )
        )
    return rows


def document_context(rows: Sequence[Row]) -> list[Features]:
    """Return each row's own features with those of its neighbours and the averages of its document."""
    count = len(rows)
    averages = {f"doc {key}": sum(row.base.get(key, 0.0) for row in rows) / count for key in _AVERAGED} if count else {}
    found = []
    for position, row in enumerate(rows):
        features = dict(row.base)
        features.update(averages)
        features["doc position"] = position / count
        features["doc first"] = float(position == 0)
        features["doc last"] = float(position >= count - 2)
        features["doc length"] = min(count, 40) / 40
        for name, step in (("previous", -1), ("next", 1)):
            _add_neighbour(rows, position, step, name, features)
        found.append(features)
    return found


def _add_neighbour(rows: Sequence[Row], position: int, step: int, name: str, features: Features) -> None:
    if not 0 <= position + step < len(rows):
        features[f"{name} none"] = 1.0
        return
    other = rows[position + step]
    for key in _NEIGHBOUR:
        if other.base.get(key):
            features[f"{name} {key}"] = 1.0
    for key in other.base:
        if key.startswith(("root=", "subj=", "roottag=")):
            features[f"{name} {key}"] = 1.0
    features[f"{name} same paragraph"] = float(other.sentence.paragraph == rows[position].sentence.paragraph)


def paragraph_context(rows: Sequence[Row]) -> list[Features]:
    """Return each row's own features with what its paragraph has said so far: evidence, sources, citations, figures."""
    found = []
    seen: Features = {}
    document: Features = {}
    paragraph = -1
    for position, row in enumerate(rows):
        if row.sentence.paragraph != paragraph:
            paragraph, seen = row.sentence.paragraph, {}
        features = dict(row.base)
        own = _sources(row)
        features.update({f"own {key}": 2.0 for key in own})
        features.update({f"so far {key}": 2.0 for key in seen})
        features.update({f"doc so far {key}": 1.0 for key in document})
        features["paragraph first"] = float(not seen)
        if position:
            features.update({f"before {key}": 1.0 for key in _sources(rows[position - 1])})
        seen.update(own)
        document.update(own)
        found.append(features)
    return found


def _sources(row: Row) -> Features:
    found: Features = {f"attribution={row.attribution.value}": 1.0}
    for hit in row.hits.get("evidence", ()):
        found[f"evidence={hit.entry.category}"] = 1.0
    for citation in row.citations:
        found[f"citation={citation.kind}{'' if citation.target else ' dead'}"] = 1.0
    if row.base.get("statistic"):
        found["statistic"] = 1.0
    if row.base.get("quote"):
        found["quote"] = 1.0
    return found
