"""The columns of every table, once: their order, type, meaning and where the value comes from.

The CSV and JSON writers, the published schemas and the data frames all read these tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.credibility import credibility
from pipeline.records import Atom, Claim, Cue, DocumentResult

Kind = Literal["string", "integer", "number", "boolean"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, type, meaning, and how to get its value from a row's object."""

    name: str
    kind: Kind
    meaning: str
    get: Callable[[Any], Any]


def joined(values: Iterable[str]) -> str:
    """Return values as one cell."""
    return "; ".join(" ".join(value.split()) for value in values)


def _words(cues: Iterable[Cue]) -> str:
    return joined(cue.text for cue in cues)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document with its counts."""

    result: DocumentResult
    flags: Counter[str]
    claims: tuple[Claim, ...]
    """Those that count: not rejected by a reviewer."""

    def supported_as(self, support: str) -> int:
        """Count the claims with this support."""
        return sum(claim.support == support for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Decided:
    """A claim, flag or match with what a reviewer said of it."""

    record: Any
    decision: str
    note: str
    flags: tuple[str, ...] = ()


def _document(name: str, meaning: str) -> Column:
    return Column(name, "string", meaning, lambda row: getattr(row.result.document, name))


DOCUMENTS: tuple[Column, ...] = (
    Column("document", "string", "path relative to the folder", lambda row: row.result.document.name),
    _document("title", "title as the file or sources.csv has it"),
    _document("url", "address of the page"),
    _document("publisher", "who published it"),
    _document("author", "author as stated"),
    _document("published", "date as stated, ISO 8601"),
    _document("kind", "kind of source, from sources.csv"),
    _document("format", "file format"),
    _document("language", "ISO 639-1 code"),
    Column("words", "integer", "words of the content", lambda row: sum(len(s.text.split()) for s in row.result.sentences if s.kind != "boilerplate")),
    Column("sentences", "integer", "sentences, headings and list items", lambda row: len(row.result.sentences)),
    Column("claims", "integer", "claims found", lambda row: len(row.claims)),
    Column("hedged", "integer", "claims with a hedge", lambda row: sum(bool(c.hedges) for c in row.claims)),
    Column("unsupported", "integer", "claims without a source", lambda row: row.supported_as("unsupported")),
    Column("vague", "integer", "claims with only a vague source", lambda row: row.supported_as("vague")),
    Column("marketing", "integer", "sentences with selling words", lambda row: sum(bool(s.marketing) for s in row.result.sentences)),
    Column("flags", "string", "flags by check", lambda row: joined(f"{name}={count}" for name, count in sorted(row.flags.items()))),
    Column("credibility", "number", "0 to 100, the sum of the parts in scorecard.csv; empty without claims", lambda row: credibility(row.result)),
    _document("sha256", "digest of the file"),
    _document("status", "ok, failed or skipped"),
    _document("error", "why it failed or was skipped"),
    Column("reference", "boolean", "a text that the others are held against", lambda row: row.result.document.reference),
    Column("details", "string", "structured data of the page (price, rating ...)", lambda row: joined(f"{k}={v}" for k, v in row.result.document.details)),
)

SENTENCES: tuple[Column, ...] = (
    Column("document", "string", "document", lambda s: s.document),
    Column("index", "integer", "number within the document, from 0", lambda s: s.index),
    Column("start", "integer", "first character in the stored text", lambda s: s.start),
    Column("end", "integer", "character after the last", lambda s: s.end),
    Column("page", "integer", "page, for PDF", lambda s: s.page),
    Column("section", "string", "headings above, outermost first", lambda s: s.section),
    Column("kind", "string", "prose, heading, list_item, quote, question, table or boilerplate", lambda s: s.kind),
    Column("text", "string", "the sentence", lambda s: s.text),
    Column("claim", "boolean", "is a claim", lambda s: s.claim),
    Column("claim_score", "number", "calibrated probability of being a claim", lambda s: s.claim_score),
    Column("hedged", "boolean", "has a hedge", lambda s: s.hedged),
    Column("marketing", "boolean", "has selling words", lambda s: bool(s.marketing)),
)


def _atom(atom: Atom) -> str:
    """Return "subject | relation | object" with "not" before what is denied."""
    return " | ".join((atom.subject, f"not {atom.relation}" if atom.polarity == "negated" else atom.relation, atom.object))


def _claim(name: str, meaning: str, kind: Kind = "string") -> Column:
    return Column(name, kind, meaning, lambda row: getattr(row.record, name))


CLAIMS: tuple[Column, ...] = (
    _claim("claim_id", "stable: same document, words and occurrence, same id"),
    _claim("document", "document"),
    _claim("index", "number of its sentence", "integer"),
    _claim("start", "first character in the stored text", "integer"),
    _claim("end", "character after the last", "integer"),
    _claim("page", "page, for PDF", "integer"),
    _claim("section", "headings above"),
    _claim("text", "the claim's sentence"),
    _claim("score", "calibrated probability of being a claim", "number"),
    _claim("type", "efficacy, mechanism, safety, composition, status, comparison, statistic, recommendation or other"),
    _claim("subject", "subject of the main claim"),
    _claim("relation", "its predicate"),
    _claim("object", "its object or complement"),
    _claim("direction", "increase, decrease or none"),
    _claim("polarity", "affirmed or negated"),
    _claim("certainty", "3 flat, 2 probable or qualified, 1 only possible", "integer"),
    _claim("certainty_score", "0 to 1, as readers would rate it", "number"),
    _claim("strength", "none, correlational, conditional_causal or direct_causal"),
    Column("hedges", "string", "hedge cues", lambda row: _words(row.record.hedges)),
    Column("boosters", "string", "booster cues", lambda row: _words(row.record.boosters)),
    _claim("attribution", "none, vague, named, cited or self"),
    _claim("source", "the source's words"),
    _claim("evidence", "kind of evidence stated"),
    _claim("population", "whom or what it is about"),
    Column("quantities", "string", "numbers with units", lambda row: joined(q.text for q in row.record.quantities)),
    Column("citations", "string", "pointers to sources", lambda row: joined(c.text for c in row.record.citations)),
    _claim("support", "supported, vague or unsupported"),
    Column("marketing", "string", "selling words", lambda row: _words(row.record.marketing)),
    Column("flags", "string", "checks that flagged it", lambda row: joined(row.flags)),
    Column("decision", "string", "the reviewer's decision", lambda row: row.decision),
    Column("note", "string", "the reviewer's note", lambda row: row.note),
    Column("atoms", "string", "coordinated statements of the sentence, where there are several", lambda row: joined(_atom(a) for a in row.record.atoms)),
)

FLAGS: tuple[Column, ...] = (
    _claim("flag_id", "stable id"),
    _claim("check", "name of the check"),
    _claim("severity", "note, warning or error"),
    _claim("document", "document"),
    _claim("start", "first character in the stored text", "integer"),
    _claim("end", "character after the last", "integer"),
    _claim("text", "the flagged words"),
    _claim("message", "why"),
    _claim("claim_id", "the claim it is about, if any"),
    Column("decision", "string", "the reviewer's decision", lambda row: row.decision),
    Column("note", "string", "the reviewer's note", lambda row: row.note),
)

MATCHES: tuple[Column, ...] = (
    _claim("match_id", "stable id"),
    _claim("left_id", "claim"),
    _claim("right_id", "claim"),
    _claim("left_document", "document of the left claim"),
    _claim("right_document", "document of the right claim"),
    _claim("left_text", "words of the left claim"),
    _claim("right_text", "words of the right claim"),
    _claim("similarity", "likeness of the two in words", "number"),
    _claim("relation", "agrees, contradicts, strength_difference, reuse or considered"),
    _claim("kind", "what it is about: polarity, direction, quantity, composition, status, date, origin, mechanism, absolute_vs_graded ..."),
    _claim("stronger_side", "left, right or empty"),
    _claim("probability", "how likely the relation holds; empty where a rule alone decided", "number"),
    _claim("reason", "why, in words"),
    Column("decision", "string", "the reviewer's decision", lambda row: row.decision),
    Column("note", "string", "the reviewer's note", lambda row: row.note),
    Column("left_words", "string", "the words of the left text that differ", lambda row: _differing(row.record.left_text, row.record.left_words)),
    Column("right_words", "string", "the words of the right text that differ", lambda row: _differing(row.record.right_text, row.record.right_words)),
)

STATEMENTS: tuple[Column, ...] = (
    Column("statement_id", "string", "stable id, as matches.csv has it", lambda claim: claim.claim_id),
    Column("document", "string", "document", lambda claim: claim.document),
    Column("index", "integer", "number of the sentence", lambda claim: claim.index),
    Column("start", "integer", "first character in the stored text", lambda claim: claim.start),
    Column("end", "integer", "character after the last", lambda claim: claim.end),
    Column("text", "string", "a sentence that is no claim, but is held against other documents", lambda claim: claim.text),
    Column("score", "number", "calibrated probability of being a claim", lambda claim: claim.score),
)

SCORECARD: tuple[Column, ...] = (
    Column("document", "string", "document", lambda row: row[0]),
    Column("part", "string", "part of the credibility score", lambda row: row[1].name),
    Column("points", "number", "points earned", lambda row: row[1].points),
    Column("of", "integer", "points that the part can give", lambda row: row[1].of),
    Column("shown", "string", "what was found or is missing", lambda row: row[1].shown),
    Column("start", "integer", "first character of the words, in the stored text", lambda row: row[1].start if row[1].words else None),
    Column("end", "integer", "character after the last", lambda row: row[1].end if row[1].words else None),
    Column("words", "string", "the sentence that earned or cost it", lambda row: row[1].words),
)


def _differing(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    plain = " ".join(text.split())
    return joined(plain[start:end] for start, end in spans)
