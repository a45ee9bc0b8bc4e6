"""What detect and flag make: claims with everything the text says about them, and flags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from pipeline.records.document import Cue, Kind

Severity = Literal["note", "warning", "error"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The mildest first."""
EVIDENCE = ("none", "anecdote", "expert", "mechanism", "in_vitro", "animal", "observational", "regulatory", "trial", "review")
"""Kinds of evidence that a claim can name, the weakest first."""
Direction = Literal["increase", "decrease", "none"]
Polarity = Literal["affirmed", "negated"]


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
