"""detect: Sentence → Claim. Trained heads decide what needs learning; word lists and the parse fill in the rest.

Everything here is about one document; what a sentence's paragraph has said so far counts, other documents do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from pipeline.detect.antecedent import find_antecedent, refers_back
from pipeline.detect.cues import cue_features, lower_certainty, make_cue
from pipeline.detect.decide import is_claim, is_specification
from pipeline.detect.evidence import find_evidence
from pipeline.detect.heads import Head, load_heads
from pipeline.detect.marketing import always_sells, find_marketing
from pipeline.detect.phrases import PhraseFinder
from pipeline.detect.population import find_population, population_text
from pipeline.detect.quantities import find_quantities
from pipeline.detect.rows import Row, build_rows, document_context, paragraph_context
from pipeline.detect.statements import Statements, load_statements
from pipeline.detect.structure import Structure, find_structure, words_of
from pipeline.detect.terms import find_names, find_terms
from pipeline.records import Claim, Cue, Document, Sentence, Where
from pipeline.segment import Parsed
from pipeline.settings import Settings

if TYPE_CHECKING:
    from spacy.tokens import Span

CONTEXT = 32
"""Characters of prefix and suffix in a claim's text-quote selector."""


@dataclass(frozen=True, slots=True)
class Detector:
    """What detection needs and every document shares: the phrase finder, the heads and the settings."""

    finder: PhraseFinder
    heads: dict[str, Head]
    statements: Statements
    settings: Settings


def make_detector(settings: Settings) -> Detector:
    """Load models and word lists once; raises ModelError or SettingsError."""
    from pipeline.detect.phrases import read_own_lexicons, shared_finder
    from pipeline.models import load_language

    own = read_own_lexicons(settings.lexicons)
    finder = PhraseFinder(load_language(), own, settings.ignore_words) if own or settings.ignore_words else shared_finder()
    return Detector(finder, load_heads(), load_statements(), settings)


@cache
def shared_detector() -> Detector:
    """Return the detector with default settings, made once a process."""
    return make_detector(Settings())


def detect_claims(parsed: Parsed, detector: Detector) -> tuple[tuple[Sentence, ...], tuple[Claim, ...]]:
    """Return the sentences with their claim, hedge and marketing labels, and the claims, both in text order."""
    rows = build_rows(parsed, detector.finder)
    labels = label_rows(rows, detector)
    sentences = {s.index: s for s in parsed.sentences}
    claims: list[Claim] = []
    seen: dict[str, int] = {}
    for position, row in enumerate(rows):
        own = labels[position]
        sentences[row.sentence.index] = replace(
            row.sentence,
            claim=own.claim,
            claim_score=round(own.score, 4),
            hedged=bool(own.hedges),
            marketing=own.marketing,
        )
        if own.claim:
            words = " ".join(row.sentence.text.split())
            occurrence = seen[words] = seen.get(words, -1) + 1
            claims.append(_claim(rows, position, own, parsed.document, occurrence))
    statements = detector.statements.judge([row.base for row in rows if sentences[row.sentence.index].claim])
    claims = [replace(c, strength=s.strength, certainty_score=s.certainty) for c, s in zip(claims, statements, strict=True)]
    return tuple(sentences[i] for i in sorted(sentences)), tuple(claims)


@dataclass(frozen=True, slots=True)
class Labels:
    """What the heads say of one row."""

    claim: bool
    score: float
    type: str
    attribution: str
    evidence: str
    support: str
    hedges: tuple[tuple[Cue, str], ...]
    marketing: tuple[Cue, ...]
    structure: Structure


def label_rows(rows: Sequence[Row], detector: Detector) -> list[Labels]:
    """Return what the heads and rules say of every row, also of rows that are no claim."""
    heads = detector.heads
    base = [row.base for row in rows]
    around, paragraph = document_context(rows), paragraph_context(rows)
    claims = heads["claim"].positive(base)
    selling = heads["marketing"].positive(around)
    words = {task: heads[task].labels(base if task == "type" else paragraph) for task in ("type", "attribution", "evidence", "support")}
    hedges = _hedges(rows, heads["hedge"])
    found = []
    for i, row in enumerate(rows):
        structure = find_structure(row.span, _lead_tokens(row))
        found.append(
            Labels(
                claim=is_claim(row, structure, *claims[i], detector.settings),
                score=claims[i][1],
                type=words["type"][i],
                attribution=words["attribution"][i],
                evidence=words["evidence"][i],
                support=words["support"][i],
                hedges=hedges[i],
                marketing=find_marketing(row, heads["marketing"]) if selling[i][0] or always_sells(row) else (),
                structure=structure,
            )
        )
    return found


def _lead_tokens(row: Row) -> int:
    """How many tokens the bold lead-in takes."""
    if not row.sentence.lead_in:
        return _plain_lead(row.span)
    edge = row.span.start_char + row.sentence.lead_in
    return next((n for n, token in enumerate(row.span) if token.idx >= edge), 0)


def _plain_lead(span: Span) -> int:
    """A lead-in that goes on with a small letter ("Sleep: magnesium improves ..."): short, and without a verb before the colon."""
    colon = next((n for n, token in enumerate(span[:8]) if token.text == ":"), 0)
    if not colon or (colon > 1 and any(token.pos_ in ("VERB", "AUX") for token in span[:colon])) or len(span) - colon < 4:
        return 0
    return colon + 1 if any(token.tag_ in ("VBZ", "VBP", "VBD", "MD") for token in span[colon:]) else 0


def _hedges(rows: Sequence[Row], head: Head) -> list[tuple[tuple[Cue, str], ...]]:
    """The accepted hedge cues of each row, with their levels; all candidates are judged at once."""
    hits = [(number, hit) for number, row in enumerate(rows) for hit in row.hits["hedges"]]
    decisions = head.positive([cue_features(rows[number].span, hit) for number, hit in hits])
    found: list[list[tuple[Cue, str]]] = [[] for _ in rows]
    for (number, hit), (yes, _) in zip(hits, decisions, strict=True):
        if yes:
            found[number].append((make_cue(rows[number].span, hit, rows[number].shift), hit.entry.note))
    return [tuple(cues) for cues in found]


def _claim(rows: Sequence[Row], position: int, labels: Labels, document: Document, occurrence: int) -> Claim:
    row, structure = rows[position], labels.structure
    sentence, span = row.sentence, row.span
    specification = is_specification(row) and structure.subject == (-1, -1)
    name, _, value = sentence.text.partition(": ")
    population = find_population(span)
    antecedent = _antecedent(rows, position, structure)
    evidence, where = find_evidence(rows, position, labels.evidence)
    doc = span.doc
    return Claim(
        claim_id="c" + sha256(f"{document.name}\0{' '.join(sentence.text.split())}\0{occurrence}".encode()).hexdigest()[:11],
        document=document.name,
        index=sentence.index,
        start=sentence.start,
        end=sentence.end,
        text=sentence.text,
        kind=sentence.kind,
        score=round(labels.score, 4),
        type="composition" if specification else labels.type,
        page=sentence.page,
        section=sentence.section,
        paragraph=sentence.paragraph,
        subject=name if specification else words_of(structure.subject, span),
        relation="is" if specification else doc[structure.relation[0] : structure.relation[1]].text,
        object=value if specification else words_of(structure.object, span),
        direction=structure.direction,
        polarity=structure.polarity,
        certainty=lower_certainty(span, labels.hedges, structure.verb, row.shift),
        hedges=tuple(cue for cue, _ in labels.hedges),
        boosters=tuple(make_cue(span, hit, row.shift) for hit in row.hits["boosters"]),
        negations=tuple(_negation(span, i, row.shift) for i in structure.negations),
        marketing=labels.marketing,
        attribution=labels.attribution,
        source=_source(row, labels.attribution),
        evidence=evidence,
        evidence_at=where,
        population=population_text(population, span),
        population_at=_where(span, population, row.shift),
        antecedent=antecedent,
        quantities=find_quantities(sentence.text, sentence.start),
        citations=row.citations,
        support=labels.support,
        terms=find_terms(span),
        core=_core_terms(span, structure, antecedent, rows[position - 1] if position else None),
        context=_context_terms(rows, position, antecedent),
        names=find_names(sentence.text),
        prefix=document.text[max(0, sentence.start - CONTEXT) : sentence.start],
        suffix=document.text[sentence.end : sentence.end + CONTEXT],
    )


def _negation(span: Span, token: int, shift: int) -> Cue:
    word = span.doc[token]
    start = word.idx + shift
    clause = word.head if word.dep_ in ("neg", "det", "advmod", "preconj") else word
    last = clause.right_edge
    return Cue(start, start + len(word), word.text, "negation", start, last.idx + len(last) + shift)


def _where(span: Span, bounds: tuple[int, int] | None, shift: int) -> Where | None:
    if bounds is None:
        return None
    words = span.doc[bounds[0] : bounds[1]]
    return Where(words.start_char + shift, words.end_char + shift, words.text)


def _antecedent(rows: Sequence[Row], position: int, structure: Structure) -> Where | None:
    if not position or not refers_back(rows[position].span, structure):
        return None
    before = rows[position - 1]
    other = find_structure(before.span, _lead_tokens(before))
    return _where(before.span, find_antecedent(rows[position].span, structure, (before.span, other)), before.shift)


def _source(row: Row, attribution: str) -> str:
    if attribution == "none":
        return ""
    if attribution == "cited" and row.citations:
        return row.citations[0].target or row.citations[0].text
    return row.attribution.source or (row.citations[0].text if row.citations else "")


def _context_terms(rows: Sequence[Row], position: int, antecedent: Where | None) -> tuple[str, ...]:
    """The content words of the antecedent and of the nearest heading, which a short claim leans on."""
    found: dict[str, None] = {}
    if antecedent is not None:
        found.update(dict.fromkeys(find_terms(_span_of(rows[position - 1], antecedent))))
    for other in reversed(rows[:position]):
        if other.sentence.kind in ("heading", "question"):
            found.update(dict.fromkeys(find_terms(other.span)))
            break
    return tuple(found)


def _core_terms(span: Span, structure: Structure, antecedent: Where | None, before: Row | None) -> tuple[str, ...]:
    """The content words of subject (or what it refers to), relation and object."""
    found: dict[str, None] = {}
    for bounds in (structure.subject, structure.relation, structure.object):
        if bounds != (-1, -1):
            found.update(dict.fromkeys(find_terms(span.doc[bounds[0] : bounds[1]])))
    if antecedent is not None and before is not None:
        found.update(dict.fromkeys(find_terms(_span_of(before, antecedent))))
    return tuple(found)


def _span_of(row: Row, where: Where) -> Span:
    tokens = [t.i for t in row.span if where.start <= t.idx + row.shift < where.end]
    return row.span.doc[tokens[0] : tokens[-1] + 1] if tokens else row.span
