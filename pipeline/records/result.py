"""What match makes, and the results of a document and of a corpus."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from pipeline.records.claim import Claim, Flag
from pipeline.records.document import Document, Sentence

Relation = Literal["agrees", "contradicts", "strength_difference", "reuse", "considered"]
Verdict = Literal["agreement", "contradiction", "strength_difference", "single_source"]
Stance = Literal["asserts", "qualifies", "speculates", "denies", "differs"]


def match_id(left_id: str, right_id: str) -> str:
    """Return the stable id of the match of two claims."""
    return "m" + sha256(f"{left_id}\0{right_id}".encode()).hexdigest()[:11]


@dataclass(frozen=True, slots=True)
class Match:
    """Two claims that were held against each other, and what came of it."""

    match_id: str
    left_id: str
    right_id: str
    left_document: str
    right_document: str
    left_text: str
    right_text: str
    similarity: float
    relation: Relation
    kind: str
    stronger_side: Literal["left", "right", ""]
    reason: str
    probability: float | None = None
    """How likely the relation is, calibrated on development corpora; None where a rule alone decided."""
    left_words: tuple[tuple[int, int], ...] = ()
    right_words: tuple[tuple[int, int], ...] = ()
    """The words that differ: first character and the one after the last, in the texts with single blanks."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one document says on one row of the comparison table."""

    document: str
    stance: Stance
    claim_id: str
    quote: str
    marks: tuple[tuple[int, int], ...] = ()
    """The words in which it differs from the others: first character in the quote, and the one after the last."""


@dataclass(frozen=True, slots=True)
class Group:
    """One row of the comparison table: claims about the same thing."""

    group: str
    claim: str
    topic: str
    verdict: Verdict
    reason: str
    strongest_evidence: str
    independent_documents: int
    cells: tuple[Cell, ...]
    reference: str = ""
    """What the documents that sources.csv marks as reference say on this row: the others stand beside or against it."""


def one_origin(group: Group) -> bool:
    """True when several documents say the same and all have it from one origin: that is no agreement of theirs."""
    return group.verdict == "agreement" and group.independent_documents == 1


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """What the stages up to flag make of one file; this is what the store keeps."""

    document: Document
    sentences: tuple[Sentence, ...] = ()
    claims: tuple[Claim, ...] = ()
    flags: tuple[Flag, ...] = ()
    statements: tuple[Claim, ...] = ()
    """Sentences that are no claims, but are held against other documents' claims."""


@dataclass(frozen=True, slots=True)
class CorpusResult:
    """All stages' records for a corpus, in document and text order, with the counts and settings of the run."""

    results: tuple[DocumentResult, ...]
    matches: tuple[Match, ...] = ()
    groups: tuple[Group, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    run: dict[str, object] = field(default_factory=dict)
    root: str = ""
    """The folder, or the file, as the user gave it; empty for texts and single files."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """In order of name."""
        return tuple(result.document for result in self.results)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Of all documents, in document and text order."""
        return tuple(claim for result in self.results for claim in result.claims)

    @property
    def statements(self) -> tuple[Claim, ...]:
        """Of all documents, in document and text order."""
        return tuple(statement for result in self.results for statement in result.statements)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Of all documents, in document and text order."""
        return tuple(flag for result in self.results for flag in result.flags)
