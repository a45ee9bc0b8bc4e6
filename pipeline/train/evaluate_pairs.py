"""Scores of ingest, segment and match on whole documents: the gold corpora, and the planted findings of the sample corpus."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.records import Claim, CorpusResult, Match, Sentence
from pipeline.run import run_corpus
from pipeline.settings import Settings
from pipeline.train.corpora import find_sentence, gold_sentences, squeezed
from pipeline.train.data import DataFolder

SUBJECTS = ("lactiva", "heatloop", "kelorin", "clearjug")
RELATIONS = ("contradicts", "agrees", "strength_difference", "reuse")


@dataclass(frozen=True, slots=True)
class GoldPair:
    """Two sentences, by the words they begin with, and how they relate."""

    left: tuple[str, str]
    right: tuple[str, str]
    relation: str


def corpora_lines(data: DataFolder) -> Iterator[str]:
    """Yield the scores of each subject by itself."""
    boilerplate = data.table("gold/corpora/boilerplate.tsv")
    pairs = data.table("gold/corpora/pairs.tsv")
    for subject in SUBJECTS:
        held = "" if subject in ("lactiva", "heatloop") else ", not trained on; its scores were seen while choosing"
        yield f"## gold/corpora {subject}{held}"
        result = run_corpus(data.root / "gold" / "corpora" / subject, Settings())
        leaks, strings = _leaks(result, [(r["doc"].split("/", 1)[1], r["text"]) for r in boilerplate if r["doc"].startswith(f"{subject}/")])
        yield f"boilerplate strings kept out: {strings - leaks}/{strings}"
        yield _bounds_line(result, data, subject)
        gold = [
            GoldPair((r["doc_a"].split("/", 1)[1], r["prefix_a"]), (r["doc_b"].split("/", 1)[1], r["prefix_b"]), r["relation"])
            for r in pairs
            if r["doc_a"].startswith(f"{subject}/")
        ]
        yield from relation_lines(result, gold)


def planted_lines(corpus: Path) -> Iterator[str]:
    """Yield the scores on the sample corpus's planted pairs."""
    yield "## corpus/ planted pairs (written blind to the rules)"
    yield from relation_lines(run_corpus(corpus, Settings()), planted_pairs(corpus))


def planted_pairs(corpus: Path) -> list[GoldPair]:
    """Return the planted pairs of a sample corpus."""
    with (corpus / ".planted" / "pairs.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [GoldPair((r["doc_a"], r["quote_a"][:60]), (r["doc_b"], r["quote_b"][:60]), r["relation"]) for r in rows]


def relation_lines(result: CorpusResult, gold: list[GoldPair]) -> Iterator[str]:
    """Yield recall of each relation, and how many contradictions between documents were reported in all."""
    found = judge_pairs(result, gold)
    for relation in RELATIONS:
        wanted = sum(count for (truth, _), count in found.items() if truth == relation)
        right = found[relation, relation] + (found["agrees", "reuse"] if relation == "agrees" else 0)
        yield f"{relation}: found {right}/{wanted}"
    unrelated = sum(count for (truth, _), count in found.items() if truth == "unrelated")
    joined = sum(found["unrelated", relation] for relation in RELATIONS)
    given = sum(m.relation == "contradicts" and m.left_document != m.right_document for m in result.matches)
    yield f"unrelated pairs joined: {joined}/{unrelated}; contradictions between documents reported: {given}, listed {found['contradicts', 'contradicts']}"


def judge_pairs(result: CorpusResult, gold: list[GoldPair]) -> Counter[tuple[str, str]]:
    """Count (true relation, found relation); "none" where the two claims were not matched."""
    sentences: dict[str, tuple[Sentence, ...]] = {r.document.name: r.sentences for r in result.results}
    claims: dict[tuple[str, int], Claim] = {(c.document, c.index): c for c in result.claims}
    matches: dict[frozenset[str], Match] = {frozenset((m.left_id, m.right_id)): m for m in result.matches}
    counts: Counter[tuple[str, str]] = Counter()
    for pair in gold:
        ids = []
        for document, prefix in (pair.left, pair.right):
            sentence = find_sentence(sentences.get(document, ()), prefix)
            claim = claims.get((document, sentence.index)) if sentence is not None else None
            ids.append(claim.claim_id if claim else "")
        match = matches.get(frozenset(ids))
        counts[pair.relation, match.relation if match is not None else "none"] += 1
    return counts


def _leaks(result: CorpusResult, strings: list[tuple[str, str]]) -> tuple[int, int]:
    content = {r.document.name: "\n".join(squeezed(s.text) for s in r.sentences if s.kind != "boilerplate") for r in result.results}
    return sum(squeezed(text) in content.get(name, "") for name, text in strings), len(strings)


def _bounds_line(result: CorpusResult, data: DataFolder, subject: str) -> str:
    """A gold sentence is right when a sentence begins with it and does not run on into the next gold sentence."""
    right = total = 0
    for entry in result.results:
        rows = gold_sentences(data, f"{subject}/{entry.document.name}")
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            total += 1
            found = find_sentence(entry.sentences, row["prefix"])
            if found is not None:
                runs_on = following is not None and squeezed(following["prefix"]) in squeezed(found.text)[1:]
                right += not runs_on or squeezed(found.text).startswith(squeezed(following["prefix"]) if following else "\0")
    return f"sentences begun and ended right: {right}/{total} ({right / max(1, total):.1%})"
