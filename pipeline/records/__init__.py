"""Every record that passes between stages, and nothing else.

All records are frozen. ``start`` and ``end`` are offsets into ``Document.text`` (code points, end exclusive), so that
``document.text[start:end]`` is always the record's own words.
"""

from pipeline.records.claim import EVIDENCE, SEVERITIES, Atom, Citation, Claim, Direction, Flag, Polarity, Quantity, Severity, Where
from pipeline.records.document import Block, Cue, Document, Kind, Link, Reference, Sentence, Status
from pipeline.records.result import Cell, CorpusResult, DocumentResult, Group, Match, Relation, Stance, Verdict, match_id, one_origin

__all__ = [
    "EVIDENCE",
    "SEVERITIES",
    "Atom",
    "Block",
    "Cell",
    "Citation",
    "Claim",
    "CorpusResult",
    "Cue",
    "Direction",
    "Document",
    "DocumentResult",
    "Flag",
    "Group",
    "Kind",
    "Link",
    "Match",
    "Polarity",
    "Quantity",
    "Reference",
    "Relation",
    "Sentence",
    "Severity",
    "Stance",
    "Status",
    "Verdict",
    "Where",
    "match_id",
    "one_origin",
]
