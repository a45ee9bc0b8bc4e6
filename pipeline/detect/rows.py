"""One row a sentence, with everything that rules and models look at; the same code feeds training and a run."""

from __future__ import annotations

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
