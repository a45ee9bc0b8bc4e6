"""Decisions in tables: those that a reviewer typed into claims.csv, flags.csv or matches.csv, and the CSV file for export and import."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.ingest.decode import decode_text
from pipeline.review.decisions import Decisions
from pipeline.review.log import Entry

FILE_NAME = "decisions.csv"
"""What the tables of the last run showed: what differs from it now was typed in."""
TYPED = "spreadsheet"
"""The reviewer of decisions that were typed into the tables."""
COLUMNS = ("id", "kind", "document", "text", "decision", "note", "reviewer", "time", "state")
_TABLES = {"claims.csv": "claim_id", "flags.csv": "flag_id", "matches.csv": "match_id"}
_FORMULA = ("=", "+", "-", "@")


def typed_in(out: Path, known: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the decisions and notes in the tables under ``out`` that were not there when they were written, by id; both empty: withdrawn.

    ``known`` are the ids that the file of decisions speaks of: what decisions.csv of an earlier version holds beyond them counts as typed in too.
    """
    before = {row["id"]: _cells(row) for row in _rows(out / FILE_NAME, "id")}
    spoken = set(known)
    found = {key: said for key, said in before.items() if key not in spoken}
    for name, key in _TABLES.items():
        for row in _rows(out / name, key):
            if "decision" in row and _cells(row) != before.get(row[key], ("", "")):
                found[row[key]] = _cells(row)
    return found


def write_shown(out: Path, decisions: Decisions) -> None:
    """Keep what the tables show, to tell by the next run what was typed in; no file where there is nothing."""
    path = out / FILE_NAME
    if not decisions and not path.is_file():
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "decision", "note"])
        writer.writerows([key, *map(safe, decisions[key])] for key in sorted(decisions))


def write_export(path: Path, rows: Iterable[tuple[Entry, str]]) -> int:
    """Write decisions, each with its state (stands, carried, changed, gone), as CSV; return how many. Raises UsageError."""
    lines = [_line(entry, state) for entry, state in rows]
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(lines)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}; give another file") from error
    return len(lines)


def read_import(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file of decisions; raises UsageError when it has no column id or decision."""
    if not path.is_file():
        raise UsageError(f"{path}: no such file; give a CSV file with the columns {', '.join(COLUMNS[:6])}")
    for row in _rows(path, "id", "decision"):
        yield {name: _plain(row.get(name)) for name in COLUMNS}


def _line(entry: Entry, state: str) -> list[str]:
    documents = "; ".join(dict.fromkeys(words.document for words in entry.words))
    text = " | ".join(" ".join(words.text.split()) for words in entry.words)
    return [safe(value) for value in (entry.target, entry.kind, documents, text, entry.decision, entry.note, entry.reviewer, entry.time, state)]


def _cells(row: dict[str, str]) -> tuple[str, str]:
    return _plain(row.get("decision")), _plain(row.get("note"))


def _rows(path: Path, *needed: str) -> list[dict[str, str]]:
    """The rows of a table, as a spreadsheet program may have saved it: with a BOM, semicolons or tabs, or in Windows-1252."""
    if not path.is_file():
        return []
    text = decode_text(path.read_bytes())
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter)
    missing = [name for name in needed if name not in (reader.fieldnames or ())]
    if missing:
        raise UsageError(f"{path}: no column '{missing[0]}' in its first line, so your decisions cannot be read; save it as CSV, or move it away")
    return [row for row in reader if row.get(needed[0]) or needed[-1] == "decision"]


def _plain(value: str | None) -> str:
    text = (value or "").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA else text


def safe(text: str) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    return "'" + text if text[:1] in _FORMULA else text
