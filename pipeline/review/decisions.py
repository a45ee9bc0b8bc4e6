"""Decisions and notes that a reviewer typed into the CSV files: kept by id, so that a new run loses none."""

from __future__ import annotations

import csv
from pathlib import Path

Decisions = dict[str, tuple[str, str]]
"""A reviewer's decision and note by the id of a claim, flag or match."""

FILE_NAME = "decisions.csv"
_TABLES = (("claims.csv", "claim_id"), ("flags.csv", "flag_id"), ("matches.csv", "match_id"))


def gather_decisions(out: Path) -> Decisions:
    """Return every decision known in ``out``: those of decisions.csv, then those typed into the tables since.

    All of them are written back to decisions.csv, so that one whose claim has gone comes back with it.
    """
    found: Decisions = {}
    for name, key in ((FILE_NAME, "id"), *_TABLES):
        for row in _rows(out / name):
            decision, note = _plain(row.get("decision")), _plain(row.get("note"))
            if row.get(key) and (decision or note):
                found[row[key]] = (decision, note)
    if found:
        with (out / FILE_NAME).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["id", "decision", "note"])
            writer.writerows([key, *map(_safe, found[key])] for key in sorted(found))
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        return list(csv.DictReader(file))


def _plain(value: str | None) -> str:
    text = (value or "").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _safe(text: str) -> str:
    return "'" + text if text[:1] in ("=", "+", "-", "@") else text
