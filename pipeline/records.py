"""Every record that passes between stages, and nothing else.

All records are frozen. ``start`` and ``end`` are offsets into ``Document.text`` (code points, end exclusive), so that
``document.text[start:end]`` is always the record's own words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["prose", "heading", "list_item", "quote", "question", "table", "boilerplate"]
Status = Literal["ok", "failed", "skipped"]
Severity = Literal["note", "warning", "error"]
Direction = Literal["increase", "decrease", "none"]
Polarity = Literal["affirmed", "negated"]
Relation = Literal["agrees", "contradicts", "strength_difference", "reuse", "considered"]
Verdict = Literal["agreement", "contradiction", "strength_difference", "single_source"]
Stance = Literal["asserts", "qualifies", "speculates", "denies", "differs"]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, table row or piece of page furniture.

    ``section`` is the path of headings above it.
    """

    start: int
    end: int
    kind: Kind
    section: tuple[str, ...] = ()
    page: int | None = None
    caption: str = ""
    """For table rows, the caption of the table."""


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink over ``text[start:end]``."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a document's reference list: its label ("3") and its text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read. ``name`` is its path relative to the corpus, with forward slashes."""

    name: str
    text: str = ""
    format: str = ""
    title: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    publisher: str = ""
    kind: str = ""
    language: str = ""
    sha256: str = ""
    reference: bool = False
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    references: tuple[Reference, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    """What structured data states beside the text: price, rating, brand ..."""
    status: Status = "ok"
    error: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, heading, list item or table row. ``paragraph`` is the index of its block."""

    document: str
    index: int
    start: int
    end: int
    kind: Kind
    text: str
    paragraph: int
    page: int | None = None
    section: str = ""
    lead_in: int = 0
    """Length of a bold lead-in ("Sleep: ...") at the start, 0 without one."""
    claim: bool = False
    claim_score: float = 0.0
    hedged: bool = False
    marketing: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that signal something (a hedge, booster, negation or marketing), with the words they act on (scope)."""

    start: int
    end: int
    text: str
    type: str
    scope_start: int = 0
    scope_end: int = 0


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or range with its unit, in the unit's base form ("mg" stays in ``text``, ``low``/``high`` are in ``unit``).

    ``low`` is None for "up to 30 %", ``high`` is None for "over 40". ``of`` is the noun that is counted or measured.
    """

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    unit: str
    dimension: str
    approximate: bool = False
    of: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A pointer to a source. ``kind``: reference, author_year, link, doi, database, title. ``target``: where it leads, or empty."""

    start: int
    end: int
    text: str
    kind: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """Words found elsewhere in the document: an antecedent, or where evidence was stated."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Atom:
    """One of several things that a claim's sentence says of its subject ("activates X, stimulates Y"); its predicate is at ``start``."""

    start: int
    end: int
    subject: str
    relation: str
    object: str
    direction: Direction
    polarity: Polarity


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of one sentence, with what the text says about it. Values are those of the labelling guideline."""

    claim_id: str
    document: str
    index: int
    start: int
    end: int
    text: str
    kind: Kind
    score: float
    type: str
    page: int | None = None
    section: str = ""
    paragraph: int = 0
    subject: str = ""
    relation: str = ""
    object: str = ""
    direction: Direction = "none"
    polarity: Polarity = "affirmed"
    certainty: int = 3
    certainty_score: float = 1.0
    strength: str = "none"
    hedges: tuple[Cue, ...] = ()
    boosters: tuple[Cue, ...] = ()
    negations: tuple[Cue, ...] = ()
    marketing: tuple[Cue, ...] = ()
    attribution: str = "none"
    source: str = ""
    evidence: str = "none"
    evidence_at: Where | None = None
    population: str = ""
    population_at: Where | None = None
    antecedent: Where | None = None
    quantities: tuple[Quantity, ...] = ()
    citations: tuple[Citation, ...] = ()
    support: str = "unsupported"
    terms: tuple[str, ...] = ()
    """Normalised content words of the claim, for matching: lemmas, without stop words and cues."""
    core: tuple[str, ...] = ()
    """Those of the terms that are in the subject, relation or object."""
    context: tuple[str, ...] = ()
    """Normalised content words of the headings above and of the antecedent."""
    names: tuple[str, ...] = ()
    """Proper names and codes in the claim ("LV-27", "HeatLoop 9"), normalised."""
    prefix: str = ""
    suffix: str = ""
    atoms: tuple[Atom, ...] = ()
    """The coordinated statements of the sentence, where there are several; the first is the claim's own."""
    vector: str = ""
    """The encoder's vector of the sentence, packed (see vectors.py)."""


@dataclass(frozen=True, slots=True)
class Flag:
    """One finding of one check, on words of one document."""

    flag_id: str
    check: str
    severity: Severity
    document: str
    start: int
    end: int
    text: str
    message: str
    claim_id: str = ""


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


@dataclass(frozen=True, slots=True)
class Cell:
    """What one document says on one row of the comparison table."""

    document: str
    stance: Stance
    claim_id: str
    quote: str


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


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """What the stages up to flag make of one file; this is what the store keeps."""

    document: Document
    sentences: tuple[Sentence, ...] = ()
    claims: tuple[Claim, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class CorpusResult:
    """All stages' records for a corpus, in document and text order, with the counts and settings of the run."""

    results: tuple[DocumentResult, ...]
    matches: tuple[Match, ...] = ()
    groups: tuple[Group, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    run: dict[str, object] = field(default_factory=dict)

    @property
    def documents(self) -> tuple[Document, ...]:
        """In order of name."""
        return tuple(result.document for result in self.results)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Of all documents, in document and text order."""
        return tuple(claim for result in self.results for claim in result.claims)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Of all documents, in document and text order."""
        return tuple(flag for result in self.results for flag in result.flags)
