"""What is behind a name or an id: a check's definition and examples, or a row of the results."""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.flag import CHECKS
from pipeline.flag.check import Check
from pipeline.settings import suggest

_TABLES = {
    "c": ("claims.csv", "claim_id"),
    "f": ("flags.csv", "flag_id"),
    "s": ("statements.csv", "statement_id"),
    "m": ("matches.csv", "match_id"),
    "g": ("comparison.csv", "group"),
}


def explain(what: str, out: Path) -> str:
    """Return the explanation of a check's name or of an id in the results under ``out``; raises UsageError."""
    check = next((c for c in CHECKS if c.name == what), None)
    if check is not None:
        return _check(check)
    name, key = _TABLES.get(what[:1], ("", ""))
    if not name or len(what) != 12:
        raise UsageError(f"'{what}' is neither a check nor an id{suggest(what, [c.name for c in CHECKS])}; checks are {', '.join(c.name for c in CHECKS)}")
    path = out / name
    if not path.is_file():
        raise UsageError(f"{path}: not there; run claimsift first, or name the results with --out")
    with path.open(encoding="utf-8-sig", newline="") as file:
        row = next((row for row in csv.DictReader(file) if row[key] == what), None)
    if row is None:
        raise UsageError(f"{path}: no {key} '{what}' in it; it may be from another run")
    lines = [f"{column}: {value}" for column, value in row.items() if value]
    flagged = next((c for c in CHECKS if c.name == row.get("check")), None)
    return "\n".join([*lines, "", _check(flagged)] if flagged else lines)


def _check(check: Check) -> str:
    lines = [f"{check.name} ({check.severity})", check.definition, f"Source of the idea: {check.source}", "", "Flagged:"]
    lines += [f"  {_one_line(text)}" for text in check.hits]
    return "\n".join([*lines, "Not flagged:", *(f"  {_one_line(text)}" for text in check.misses)])


def _one_line(text: str) -> str:
    return " / ".join(part for part in text.split("\n") if part)
