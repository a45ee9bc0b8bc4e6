"""Decisions and notes that a reviewer typed into the CSV files: kept by id, so that a new run loses none."""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.ingest.decode import decode_text

Decisions = dict[str, tuple[str, str]]
"""A reviewer's decision and note by the id of a claim, flag or match."""

FILE_NAME = "decisions.csv"
_TABLES = (("claims.csv", "claim_id"), ("flags.csv", "flag_id"), ("matches.csv", "match_id"))


def gather_decisions(out: Path) -> Decisions:
    """Return every decision known in ``out``: those of decisions.csv, then what the tables say now.

    A decision blanked in a table is withdrawn; one whose claim has gone is kept, and comes back with it.
    """
    found: Decisions = {}
    for name, key in ((FILE_NAME, "id"), *_TABLES):
        for row in _rows(out / name, key):
            decision, note = _plain(row.get("decision")), _plain(row.get("note"))
            if decision or note:
                found[row[key]] = (decision, note)
            else:
                found.pop(row[key], None)
    if found or (out / FILE_NAME).is_file():
        with (out / FILE_NAME).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["id", "decision", "note"])
            writer.writerows([key, *map(_safe, found[key])] for key in sorted(found))
    return found


def _rows(path: Path, key: str) -> list[dict[str, str]]:
    """The rows of a table, as a spreadsheet program may have saved it: with a BOM, semicolons or tabs, or in Windows-1252."""
    if not path.is_file():
        return []
    text = decode_text(path.read_bytes())
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter)
    if key not in (reader.fieldnames or ()):
        raise UsageError(f"{path}: no column '{key}' in its first line, so your decisions cannot be read; save it as CSV, or move it away")
    return [row for row in reader if row.get(key)]


def _plain(value: str | None) -> str:
    text = (value or "").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _safe(text: str) -> str:
    return "'" + text if text[:1] in ("=", "+", "-", "@") else text
