"""report.html: one self-contained page, contested claims first. Every word of a document is escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.credibility import credibility, score_parts
from pipeline.records import Claim, CorpusResult, Cue, DocumentResult, Group, Sentence
from pipeline.review.decisions import Decisions

_ORDER = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a sentence's characters with the classes of the cues over it."""

    text: str
    classes: str
    title: str


def write_html(result: CorpusResult, out: Path, decisions: Decisions) -> list[str]:
    """Write report.html; return its name. What a reviewer decided stands beside the flags."""
    (out / "report.html").write_text(render("report.html.jinja", **_context(result), decisions=decisions), encoding="utf-8")
    return ["report.html"]


def render(template: str, **context: Any) -> str:
    """Return a page; every value is escaped."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader("pipeline.report"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template(template).render(by_document=by_document, marked=marked, **context)


def _context(result: CorpusResult) -> dict[str, Any]:
    contested = [g for g in result.groups if g.verdict in ("contradiction", "strength_difference")]
    return {
        "counts": result.counts,
        "version": result.run.get("version", ""),
        "contradictions": [g for g in contested if g.verdict == "contradiction"],
        "strength": [g for g in contested if g.verdict == "strength_difference"],
        "agreements": [g for g in result.groups if g.verdict == "agreement"],
        "singles": sum(g.verdict == "single_source" for g in result.groups),
        "results": result.results,
        "considered": [m for m in result.matches if m.relation == "considered"],
        "claims_by_index": claims_by_index,
        "pieces": pieces,
        "flag_counts": lambda r: sorted(Counter(f.check for f in r.flags).items()),
        "sorted_flags": lambda r: sorted(r.flags, key=lambda f: (_ORDER[f.severity], f.start)),
        "paragraphs": paragraphs,
        "credibility": credibility,
        "score_parts": score_parts,
    }


def by_document(group: Group) -> list[tuple[str, list[Any]]]:
    """Return (document, cells) of a row, in the row's order."""
    found: dict[str, list[Any]] = {}
    for cell in group.cells:
        found.setdefault(cell.document, []).append(cell)
    return list(found.items())


def marked(text: str, spans: tuple[tuple[int, int], ...]) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of ``text`` with whether they are marked; ``spans`` are in order and do not overlap."""
    position = 0
    for start, end in spans:
        yield text[position:start], False
        yield text[start:end], True
        position = end
    yield text[position:], False


def paragraphs(result: DocumentResult) -> Iterator[tuple[str, list[Sentence]]]:
    """Yield (kind, sentences) of each block of a document."""
    current: list[Sentence] = []
    for sentence in result.sentences:
        if current and sentence.paragraph != current[-1].paragraph:
            yield current[0].kind, current
            current = []
        current.append(sentence)
    if current:
        yield current[0].kind, current


def claims_by_index(result: DocumentResult) -> dict[int, Claim]:
    """Return a document's claims by the number of their sentence."""
    return {claim.index: claim for claim in result.claims}


def pieces(sentence: Sentence, claims: dict[int, Claim]) -> list[Piece]:
    """Cut a sentence where cues begin and end, so that each piece can be marked."""
    claim = claims.get(sentence.index)
    spans: list[tuple[str, Cue]] = [("marketing", cue) for cue in sentence.marketing]
    if claim is not None:
        spans += [("hedge", c) for c in claim.hedges] + [("booster", c) for c in claim.boosters] + [("negation", c) for c in claim.negations]
    cuts = sorted({sentence.start, sentence.end, *(p for _, c in spans for p in (c.start, c.end) if sentence.start <= p <= sentence.end)})
    found = []
    for start, end in pairwise(cuts):
        over = [name for name, cue in spans if cue.start <= start and cue.end >= end]
        found.append(Piece(sentence.text[start - sentence.start : end - sentence.start], " ".join(over), ", ".join(over)))
    return found
