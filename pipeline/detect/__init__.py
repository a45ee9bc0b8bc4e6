"""detect: Sentence → Claim. The encoder decides what needs learning; word lists and the parse show the words and fill in the rest.

Everything here is about one document; what a sentence's paragraph has said so far counts, other documents do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from pipeline.detect.antecedent import find_antecedent, refers_back
from pipeline.detect.atoms import find_atoms
from pipeline.detect.cues import make_cue
from pipeline.detect.decide import is_specification, is_statement
from pipeline.detect.evidence import find_evidence
from pipeline.detect.labels import Labels, label_rows, lead_tokens
from pipeline.detect.phrases import PhraseFinder
from pipeline.detect.population import find_population, population_text
from pipeline.detect.quantities import find_quantities
from pipeline.detect.reading import Reading, read_rows
from pipeline.detect.rows import Row, build_rows
from pipeline.detect.structure import Structure, find_structure, words_of
from pipeline.detect.terms import find_names, find_terms
from pipeline.encoder import Encoder, load_encoder
from pipeline.records import Atom, Claim, Cue, Document, Sentence, Where
from pipeline.segment import Parsed
from pipeline.settings import Settings
from pipeline.vectors import pack_vector

if TYPE_CHECKING:
    from spacy.tokens import Span

CONTEXT = 32
"""Characters of prefix and suffix in a claim's text-quote selector."""


@dataclass(frozen=True, slots=True)
class Detector:
    """What detection needs and every document shares: the phrase finder, the encoder and the settings."""

    finder: PhraseFinder
    encoder: Encoder
    settings: Settings


def make_detector(settings: Settings) -> Detector:
    """Load models and word lists once; raises ModelError or SettingsError."""
    from pipeline.detect.phrases import read_own_lexicons, shared_finder
    from pipeline.models import load_language

    own = read_own_lexicons(settings.lexicons)
    finder = PhraseFinder(load_language(), own, settings.ignore_words) if own or settings.ignore_words else shared_finder()
    return Detector(finder, load_encoder(settings.jobs), settings)


@cache
def shared_detector() -> Detector:
    """Return the detector with default settings, made once a process."""
    return make_detector(Settings())


def detect_claims(parsed: Parsed, detector: Detector) -> tuple[tuple[Sentence, ...], tuple[Claim, ...], tuple[Claim, ...]]:
    """Return the sentences with their claim, hedge and marketing labels, the claims, and the statements, all in text order.

    Statements are no claims by the guideline (open questions, a study's procedure, what a writer went through), but what they say is held
    against other documents' claims all the same. Their ids begin with "s".
    """
    rows = build_rows(parsed, detector.finder)
    reading = read_rows(rows, detector.encoder)
    labels = label_rows(rows, reading, detector.encoder, detector.settings)
    sentences = {s.index: s for s in parsed.sentences}
    claims: list[Claim] = []
    statements: list[Claim] = []
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
        if own.claim or is_statement(row, own.score):
            words = " ".join(row.sentence.text.split())
            occurrence = seen[words] = seen.get(words, -1) + 1
            (claims if own.claim else statements).append(_claim(rows, position, own, parsed.document, occurrence, reading))
    return tuple(sentences[i] for i in sorted(sentences)), tuple(claims), tuple(statements)


def _claim(rows: Sequence[Row], position: int, labels: Labels, document: Document, occurrence: int, reading: Reading) -> Claim:
    row, structure = rows[position], labels.structure
    sentence, span = row.sentence, row.span
    specification = is_specification(row) and structure.subject == (-1, -1)
    name, _, value = sentence.text.partition(": ")
    population = find_population(span)
    antecedent = _antecedent(rows, position, structure)
    evidence, where = find_evidence(rows, position, labels.evidence)
    doc = span.doc
    return Claim(
        claim_id="cs"[not labels.claim] + sha256(f"{document.name}\0{' '.join(sentence.text.split())}\0{occurrence}".encode()).hexdigest()[:11],
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
        certainty=labels.certainty,
        certainty_score=labels.certainty_score,
        strength=labels.strength,
        hedges=labels.hedges,
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
        atoms=_atoms(row),
        vector=pack_vector(reading.sentences[position].vector),
        prefix=document.text[max(0, sentence.start - CONTEXT) : sentence.start],
        suffix=document.text[sentence.end : sentence.end + CONTEXT],
    )


def _atoms(row: Row) -> tuple[Atom, ...]:
    span, found = row.span, []
    for one in find_atoms(span, lead_tokens(row)):
        predicate = span.doc[one.relation[0] : one.relation[1]]
        last = max(one.relation[1], one.object[1])
        end = span.doc[last - 1].idx + len(span.doc[last - 1])
        found.append(
            Atom(
                predicate.start_char + row.shift,
                end + row.shift,
                words_of(one.subject, span),
                predicate.text,
                words_of(one.object, span),
                one.direction,
                one.polarity,
            )
        )
    return tuple(found)


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
    other = find_structure(before.span, lead_tokens(before))
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
