"""JSON Schemas of the output files, made from the column tables; docs/schemas/ holds them as published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.records import SEVERITIES
from pipeline.report.columns import CLAIMS
from pipeline.report.csv_files import CELL_COLUMNS, GROUP_COLUMNS
from pipeline.report.json_files import SCHEMA_VERSION
from pipeline.report.jsonl_files import jsonl_schemas
from pipeline.report.tables import TABLES
from pipeline.review.log import SCHEMA_VERSION as DECISIONS_VERSION

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_PATTERNS = {"integer": r"^(-?\d+)?$", "number": r"^(-?\d+(\.\d+)?([eE]-?\d+)?)?$", "boolean": "^(true|false)$"}
_ENUMS = {
    ("documents.csv", "status"): ["ok", "failed", "skipped"],
    ("sentences.csv", "kind"): ["prose", "heading", "list_item", "quote", "question", "table", "boilerplate"],
    ("claims.csv", "direction"): ["increase", "decrease", "none"],
    ("claims.csv", "polarity"): ["affirmed", "negated"],
    ("claims.csv", "certainty"): ["1", "2", "3"],
    ("claims.csv", "strength"): ["none", "correlational", "conditional_causal", "direct_causal"],
    ("claims.csv", "support"): ["supported", "vague", "unsupported"],
    ("flags.csv", "severity"): list(SEVERITIES),
    ("matches.csv", "relation"): ["agrees", "contradicts", "strength_difference", "reuse", "considered"],
    ("comparison.csv", "verdict"): ["agreement", "contradiction", "strength_difference", "single_source"],
    ("comparison_cells.csv", "stance"): ["asserts", "qualifies", "speculates", "denies", "differs"],
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return a schema by file name. A CSV row is described as an object of strings, as a CSV reader gives it."""
    found = {f"{name}.csv": _row(f"{name}.csv", ((c.name, c.kind, c.meaning) for c in table.columns)) for name, table in TABLES.items()}
    found["comparison.csv"] = _row("comparison.csv", ((name, "string", "") for name in GROUP_COLUMNS), more=True)
    found["comparison_cells.csv"] = _row("comparison_cells.csv", ((name, "string", "") for name in CELL_COLUMNS))
    found["claims.jsonl"] = _claim_line()
    found["comparison.json"] = _comparison()
    found["run.json"] = _object(
        "run.json",
        {"schema_version": {"const": SCHEMA_VERSION}, "counts": {"type": "object", "additionalProperties": {"type": "integer"}}}
        | {name: {} for name in ("version", "settings", "spacy_pipeline", "models", "lexicons", "timings_s", "peak_memory_mb", "warnings", "not_checked")},
    )
    found["claimsift.decisions.jsonl"] = _decision()
    return found | jsonl_schemas()


def _row(name: str, columns: Iterable[tuple[str, str, str]], *, more: bool = False) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for column, kind, meaning in columns:
        entry: dict[str, Any] = {"type": "string"}
        if meaning:
            entry["description"] = meaning
        if kind in _PATTERNS:
            entry["pattern"] = _PATTERNS[kind]
        if (name, column) in _ENUMS:
            entry["enum"] = _ENUMS[name, column]
        properties[column] = entry
    return _object(name, properties, more=more)


def _object(title: str, properties: dict[str, Any], *, more: bool = True) -> dict[str, Any]:
    return {
        "$schema": _DRAFT,
        "title": title,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": more,
    }


def _claim_line() -> dict[str, Any]:
    properties: dict[str, Any] = {"schema_version": {"const": SCHEMA_VERSION}}
    for column in CLAIMS:
        properties[column.name] = {"type": [column.kind, "null"], "description": column.meaning}
    place = {"type": ["object", "null"], "required": ["start", "end", "text"]}
    for name in ("hedges", "boosters", "negations", "marketing", "quantities", "citations"):
        properties[name] = {"type": "array", "items": {"type": "object", "required": ["start", "end", "text"]}}
    properties["atoms"] = {"type": "array", "items": {"type": "object", "required": ["start", "end", "subject", "relation", "object", "direction", "polarity"]}}
    properties |= {"antecedent": place, "evidence_at": place, "population_at": place}
    properties["flags"] = {"type": "array", "items": {"type": "string"}}
    properties["selector"] = {"type": "object", "required": ["type", "exact", "prefix", "suffix"]}
    return _object("claims.jsonl", properties)


def _decision() -> dict[str, Any]:
    """A line of the file of decisions; what is empty is left out of it."""
    texts = {name: {"type": "string"} for name in ("entry", "time", "reviewer", "target", "decision", "note", "undoes")}
    words = {"type": "object", "properties": {name: {"type": "string"} for name in ("document", "text", "about", "sentence")}, "additionalProperties": False}
    kind = {"kind": {"enum": ["claim", "flag", "match", "row", "sentence"]}}
    lists = {"words": {"type": "array", "items": words}, "ids": {"type": "array", "items": {"type": "string"}}}
    found = _object("claimsift.decisions.jsonl", {"schema_version": {"const": DECISIONS_VERSION}} | texts | kind | lists)
    return found | {"required": ["schema_version", "entry", "time", "reviewer", "kind", "target", "decision"]}


def _comparison() -> dict[str, Any]:
    cell = {"type": "object", "required": list(CELL_COLUMNS[1:])}
    group = {"type": "object", "required": [*GROUP_COLUMNS, "cells"], "properties": {"cells": {"type": "array", "items": cell}}}
    return _object("comparison.json", {"schema_version": {"const": SCHEMA_VERSION}, "groups": {"type": "array", "items": group}})
