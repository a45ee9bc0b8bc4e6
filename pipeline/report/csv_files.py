"""CSV: documents, their scorecards, sentences, claims, statements, flags, matches, comparison and its cells."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.records import CorpusResult, Group
from pipeline.report.columns import joined
from pipeline.report.tables import TABLES
from pipeline.review.decisions import Decisions

WIDE = 50
"""Documents up to which comparison.csv has a column for each."""
GROUP_COLUMNS = ("group", "claim", "topic", "verdict", "documents", "independent_documents", "strongest_evidence", "reason", "reference")
CELL_COLUMNS = ("group", "document", "stance", "claim_id", "quote")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


LONGEST = 32_766
"""Characters that a cell of Excel and LibreOffice holds, less one for an apostrophe; what is longer would spill into the next row."""
_CUT = " … (cut; the whole is in the JSON files)"


def neutral(value: Any) -> str:
    """Return a cell that no spreadsheet runs as a formula: text that begins like one gets an apostrophe (CWE-1236)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    if len(text) > LONGEST:
        text = text[: LONGEST - len(_CUT)] + _CUT
    return "'" + text if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA[:4]) else text


def write_csv(result: CorpusResult, out: Path, decisions: Decisions) -> list[str]:
    """Write every CSV file; return their names."""
    settings = result.run.get("settings")
    bom = isinstance(settings, dict) and bool(settings.get("csv_bom"))
    for name, table in TABLES.items():
        _write(out / f"{name}.csv", bom, [c.name for c in table.columns], table.lines(result, decisions))
    documents = [d.name for d in result.documents if d.status == "ok"]
    wide = documents if len(documents) <= WIDE else []
    _write(out / "comparison.csv", bom, [*GROUP_COLUMNS, *wide], (_comparison_row(group, wide) for group in result.groups))
    cells = ([group.group, *(getattr(cell, name) for name in CELL_COLUMNS[1:])] for group in result.groups for cell in group.cells)
    _write(out / "comparison_cells.csv", bom, list(CELL_COLUMNS), cells)
    return [*(f"{name}.csv" for name in TABLES), "comparison.csv", "comparison_cells.csv"]


def _comparison_row(group: Group, documents: list[str]) -> list[Any]:
    said = {name: joined(f"{cell.stance}: {cell.quote}" for cell in group.cells if cell.document == name) for name in documents}
    count = len({cell.document for cell in group.cells})
    facts = [group.group, group.claim, group.topic, group.verdict, count, group.independent_documents, group.strongest_evidence, group.reason, group.reference]
    return [*facts, *(said[name] for name in documents)]


def _write(path: Path, bom: bool, header: list[str], rows: Iterable[Iterable[Any]]) -> None:
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([neutral(name) for name in header])
        writer.writerows([neutral(value) for value in row] for row in rows)
