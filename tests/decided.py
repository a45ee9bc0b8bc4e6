"""What the tests of decisions share: two small documents that contradict each other, and how to find a claim and say something of it."""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.records import CorpusResult
from pipeline.review.decisions import Review, review_of
from pipeline.review.log import Entry

VENDOR = "Lumo lamps cure eczema. The lamp weighs 45 g. It was approved in 2019. Lumo is the best lamp ever made."
REVIEW = "Lumo lamps do not cure eczema. The lamp weighs 80 g. The lamp was approved in 2019."


def claim_id(result: CorpusResult, words: str) -> str:
    """Return the id of the first claim with these words."""
    return next(claim.claim_id for claim in result.claims if words in claim.text)


def said(result: CorpusResult, entries: list[Entry]) -> Review:
    """Return what stands after some entries."""
    return review_of(result, entries)


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, table: list[dict[str, str]]) -> None:
    """Write rows back, as a spreadsheet would."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table[0])
        writer.writeheader()
        writer.writerows(table)
