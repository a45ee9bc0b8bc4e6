"""JSON: claims.jsonl with every offset, comparison.json, and run.json."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.records import Claim, CorpusResult, Group
from pipeline.report.columns import CLAIMS, Decided
from pipeline.report.tables import claim_rows, values
from pipeline.review.decisions import Decisions

SCHEMA_VERSION = "1.0"
_OFFSETS = ("hedges", "boosters", "negations", "marketing", "quantities", "citations", "atoms")
_PLACES = ("antecedent", "evidence_at", "population_at")


def write_json(result: CorpusResult, out: Path, decisions: Decisions) -> list[str]:
    """Write every JSON file; return their names."""
    lines = (json.dumps(claim_object(row), ensure_ascii=False) for row in claim_rows(result.results, decisions))
    (out / "claims.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    comparison = {"schema_version": SCHEMA_VERSION, "groups": [group_object(group) for group in result.groups]}
    _write(out / "comparison.json", comparison)
    warnings = [f"{d.name}: {d.error}" for d in result.documents if d.status == "failed"]
    warnings += [str(result.run["store"])] if "store" in result.run else []
    _write(out / "run.json", {"schema_version": SCHEMA_VERSION, "counts": result.counts, "warnings": warnings, **result.run})
    return ["claims.jsonl", "comparison.json", "run.json"]


def claim_object(row: Decided) -> dict[str, Any]:
    """Return one line of claims.jsonl: the columns of claims.csv, lists as lists of objects with offsets, and a text-quote selector."""
    claim: Claim = row.record
    found = {"schema_version": SCHEMA_VERSION, **values(CLAIMS, row)}
    for name in _OFFSETS:
        found[name] = [asdict(entry) for entry in getattr(claim, name)]
    for name in _PLACES:
        place = getattr(claim, name)
        found[name] = asdict(place) if place is not None else None
    found["flags"] = list(row.flags)
    found["selector"] = {"type": "TextQuoteSelector", "exact": claim.text, "prefix": claim.prefix, "suffix": claim.suffix}
    return found


def group_object(group: Group) -> dict[str, Any]:
    """Return one row of comparison.json."""
    facts = {key: value for key, value in asdict(group).items() if key != "cells"}
    return {**facts, "documents": len({cell.document for cell in group.cells}), "cells": [asdict(cell) for cell in group.cells]}


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
