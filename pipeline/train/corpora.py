"""The gold corpora: whole documents read by ingest, their sentences lined up with the gold rows by prefix."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.models import load_language
from pipeline.records import Document, Sentence
from pipeline.segment import Parsed, parse_sentences, split_sentences
from pipeline.settings import Settings
from pipeline.train.data import DataFolder, JsonRow


@dataclass(frozen=True, slots=True)
class ListedPair:
    """Two sentences, by document and the words they begin with, and how they relate; ``kind`` is empty where it is not told."""

    left: tuple[str, str]
    right: tuple[str, str]
    relation: str
    kind: str = ""


def read_listed(table: Path, subject: str = "") -> list[ListedPair]:
    """Return the pairs of a table (doc_a, prefix_a, doc_b, prefix_b, relation and, perhaps, kind); with a subject, of its documents alone.

    A column "quote_a" stands for "prefix_a" where a table gives whole sentences.
    """
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    start = f"{subject}/" if subject else ""
    return [
        ListedPair(
            (r["doc_a"].removeprefix(start), (r.get("prefix_a") or r["quote_a"])[:60]),
            (r["doc_b"].removeprefix(start), (r.get("prefix_b") or r["quote_b"])[:60]),
            r["relation"],
            (r.get("kind") or "").strip("-"),
        )
        for r in rows
        if r["doc_a"].startswith(start)
    ]


def squeezed(text: str) -> str:
    """Return ``text`` with white space as single blanks."""
    return " ".join(text.split())


def read_subject(data: DataFolder, subject: str) -> list[Document]:
    """Return the documents of one subject of gold/corpora, in order of name."""
    from pipeline.ingest import read_documents

    return [replace(d, name=f"{subject}/{d.name}") for d in read_documents(data.root / "gold" / "corpora" / subject, Settings())]


def gold_sentences(data: DataFolder, document: str) -> list[dict[str, str]]:
    """Return the gold rows of one document."""
    return [row for row in data.table("gold/corpora/sentences.tsv") if row["doc"] == document]


def find_sentence(sentences: tuple[Sentence, ...], prefix: str) -> Sentence | None:
    """Return the sentence that begins with ``prefix``, or None."""
    wanted = squeezed(prefix).replace("**", "")
    return next((s for s in sentences if squeezed(s.text).startswith(wanted)), None)


def corpus_documents(data: DataFolder, subject: str) -> Iterator[tuple[list[JsonRow], Parsed]]:
    """Yield (gold rows, parsed) for each document of a subject, with the gold sentences only."""
    nlp = load_language()
    for document in read_subject(data, subject):
        wanted: dict[int, JsonRow] = {}
        sentences = split_sentences(document)
        for row in gold_sentences(data, document.name):
            found = find_sentence(sentences, row["prefix"])
            if found is not None and found.kind != "boilerplate" and found.index not in wanted:
                wanted[found.index] = _row(row, document.name)
        parsed = parse_sentences(document, nlp)
        kept = [(s, span) for s, span in zip(parsed.sentences, parsed.spans, strict=True) if s.index in wanted and span is not None]
        yield [wanted[s.index] for s, _ in kept], Parsed(document, tuple(s for s, _ in kept), tuple(span for _, span in kept))


def _row(row: dict[str, str], document: str) -> JsonRow:
    words = {key: [] if row[key] == "-" else row[key].split(";") for key in ("hedges", "marketing")}
    return {**row, **words, "doc": document, "claim": int(row["claim"]), "certainty": None if row["certainty"] == "-" else int(row["certainty"])}
