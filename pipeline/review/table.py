"""Decisions in tables: those that a reviewer typed into claims.csv, flags.csv or matches.csv, and the CSV file for export and import."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.ingest.decode import decode_text
from pipeline.review.log import Entry

OLD_FILE = "decisions.csv"
"""Where versions before 0.4 kept what was typed in: taken in once, and then removed."""
TYPED = "spreadsheet"
"""The reviewer of decisions that were typed into the tables."""
COLUMNS = ("id", "kind", "document", "text", "decision", "note", "reviewer", "time", "state", "about")
_TABLES = {"claims.csv": "claim_id", "flags.csv": "flag_id", "matches.csv": "match_id"}
_FORMULA = ("=", "+", "-", "@")
Cells = tuple[str, str]


def typed_in(out: Path, shown: Mapping[str, Cells]) -> dict[str, tuple[Cells, str]]:
    """Return decision and note of every row of the tables under ``out`` that somebody typed, and the table, by id; both empty: withdrawn.

    ``shown`` is what the tables held when they were written: that was not typed.
    """
    found: dict[str, tuple[Cells, str]] = {}
    for name, key in ((OLD_FILE, "id"), *_TABLES.items()):
        for row in _rows(out / name, key):
            cells = _cells(row)
            if "decision" in row and cells != shown.get(row[key], ("", "")):
                found[row[key]] = (cells, name)
    return found


def write_export(path: Path, rows: Iterable[tuple[Entry, str, str]]) -> int:
    """Write decisions, each with the id that its record has now, and its state (stands, carried, changed, gone), as CSV; return how many. Raises UsageError."""
    lines = [_line(*row) for row in rows]
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
        if any(row.values()):
            yield {name: _plain(row.get(name)) for name in COLUMNS}


def _line(entry: Entry, key: str, state: str) -> list[str]:
    documents = "; ".join(dict.fromkeys(words.document for words in entry.words))
    text = " | ".join(" ".join(words.text.split()) for words in entry.words)
    about = entry.words[0].about if entry.words else ""
    return [safe(value) for value in (key, entry.kind, documents, text, entry.decision, entry.note, entry.reviewer, entry.time, state, about)]


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
