"""What ingest and segment make: documents, their blocks, and sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["prose", "heading", "list_item", "quote", "question", "table", "boilerplate"]
Status = Literal["ok", "failed", "skipped"]


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
class Cue:
    """Words that signal something (a hedge, booster, negation or marketing), with the words they act on (scope)."""

    start: int
    end: int
    text: str
    type: str
    scope_start: int = 0
    scope_end: int = 0


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
