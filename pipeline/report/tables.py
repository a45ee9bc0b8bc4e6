"""The tables: which columns each has, and its rows from a run and the decisions on it. Every writer takes them from here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.credibility import Part, score_parts
from pipeline.records import Claim, CorpusResult, DocumentResult, Flag, Match, Sentence
from pipeline.report.columns import CLAIMS, DOCUMENTS, FLAGS, MATCHES, SCORECARD, SENTENCES, STATEMENTS, Column, Decided, DocumentRow
from pipeline.review.decisions import Decisions, counts


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, and what yields the objects that they take their values from."""

    columns: tuple[Column, ...]
    rows: Callable[[CorpusResult, Decisions], Iterable[Any]]

    def lines(self, result: CorpusResult, decisions: Decisions) -> Iterator[list[Any]]:
        """Yield the values of each row."""
        return ([column.get(row) for column in self.columns] for row in self.rows(result, decisions))


def document_rows(results: Iterable[DocumentResult], decisions: Decisions) -> Iterator[DocumentRow]:
    """Yield the rows of documents.csv; claims and flags that do not count, by a reviewer's decision, are left out of the counts."""

    def count(key: str) -> bool:
        return counts(decisions.get(key, ("", ""))[0])

    for result in results:
        flags = Counter(flag.check for flag in result.flags if count(flag.flag_id) and count(flag.claim_id))
        yield DocumentRow(result, flags, tuple(claim for claim in result.claims if count(claim.claim_id)))


def score_rows(results: Iterable[DocumentResult]) -> Iterator[tuple[str, Part]]:
    """Yield the rows of scorecard.csv: document and part."""
    for result in results:
        for part in score_parts(result):
            yield result.document.name, part


def sentence_rows(results: Iterable[DocumentResult]) -> Iterator[Sentence]:
    """Yield the rows of sentences.csv."""
    for result in results:
        yield from result.sentences


def claim_rows(results: Iterable[DocumentResult], decisions: Decisions) -> Iterator[Decided]:
    """Yield the rows of claims.csv."""
    for result in results:
        flags: dict[str, dict[str, None]] = {}
        for flag in result.flags:
            flags.setdefault(flag.claim_id, {})[flag.check] = None
        for claim in result.claims:
            yield decided(claim, claim.claim_id, decisions, tuple(flags.get(claim.claim_id, ())))


def flag_rows(flags: Iterable[Flag], decisions: Decisions) -> Iterator[Decided]:
    """Yield the rows of flags.csv."""
    return (decided(flag, flag.flag_id, decisions) for flag in flags)


def match_rows(matches: Iterable[Match], decisions: Decisions) -> Iterator[Decided]:
    """Yield the rows of matches.csv."""
    return (decided(match, match.match_id, decisions) for match in matches)


def decided(record: Claim | Flag | Match, key: str, decisions: Decisions, flags: tuple[str, ...] = ()) -> Decided:
    """Return a record with the decision on it."""
    decision, note = decisions.get(key, ("", ""))
    return Decided(record, decision, note, flags)


def values(columns: Iterable[Column], row: Any) -> dict[str, Any]:
    """Return a row's values by column name."""
    return {column.name: column.get(row) for column in columns}


TABLES: dict[str, Table] = {
    "documents": Table(DOCUMENTS, lambda result, decisions: document_rows(result.results, decisions)),
    "sentences": Table(SENTENCES, lambda result, _: sentence_rows(result.results)),
    "claims": Table(CLAIMS, lambda result, decisions: claim_rows(result.results, decisions)),
    "flags": Table(FLAGS, lambda result, decisions: flag_rows(result.flags, decisions)),
    "matches": Table(MATCHES, lambda result, decisions: match_rows(result.matches, decisions)),
    "scorecard": Table(SCORECARD, lambda result, _: score_rows(result.results)),
    "statements": Table(STATEMENTS, lambda result, _: result.statements),
}
"""By the name that its files have."""
