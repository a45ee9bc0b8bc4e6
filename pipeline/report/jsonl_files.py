"""JSON Lines: documents, flags and matches, one object a line, with real types. (claims.jsonl is json_files.py's.)"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

from pipeline.records import CorpusResult, Relation, Severity, Status
from pipeline.report.columns import Column
from pipeline.report.json_files import SCHEMA_VERSION
from pipeline.report.tables import TABLES, values
from pipeline.review.decisions import Decisions

_NAMES = ("documents", "flags", "matches")
_ENUMS: dict[tuple[str, str], Any] = {("documents.jsonl", "status"): Status, ("flags.jsonl", "severity"): Severity, ("matches.jsonl", "relation"): Relation}


def write_jsonl(result: CorpusResult, out: Path, decisions: Decisions) -> list[str]:
    """Write the files; return their names."""
    for name in _NAMES:
        table = TABLES[name]
        with (out / f"{name}.jsonl").open("w", encoding="utf-8", newline="") as file:
            for row in table.rows(result, decisions):
                line = json.dumps({"schema_version": SCHEMA_VERSION, **values(table.columns, row)}, ensure_ascii=False)
                file.write(f"{line}\n")
    return [f"{name}.jsonl" for name in _NAMES]


def jsonl_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of a line, by file name."""
    return {f"{name}.jsonl": _schema(f"{name}.jsonl", TABLES[name].columns) for name in _NAMES}


def _schema(name: str, columns: tuple[Column, ...]) -> dict[str, Any]:
    properties: dict[str, Any] = {"schema_version": {"const": SCHEMA_VERSION}}
    for column in columns:
        properties[column.name] = {"type": [column.kind, "null"], "description": column.meaning}
        if (name, column.name) in _ENUMS:
            properties[column.name] = {"enum": list(get_args(_ENUMS[name, column.name])), "description": column.meaning}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
