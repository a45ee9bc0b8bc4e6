"""Parquet: claims, flags, matches, documents and sentences, with the types of the column tables. Needs the extra claimsift[parquet]."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.records import CorpusResult
from pipeline.report.columns import Column
from pipeline.report.json_files import SCHEMA_VERSION
from pipeline.report.tables import TABLES
from pipeline.review.decisions import Decisions

NAMES = ("claims", "flags", "matches", "documents", "sentences")


def write_parquet(result: CorpusResult, out: Path, decisions: Decisions) -> list[str]:
    """Write the files; return their names. Raises UsageError when pyarrow is not installed."""
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError("parquet: pyarrow is not installed, and Parquet files need it; run: pip install 'claimsift[parquet]'") from error
    for name in NAMES:
        table = TABLES[name]
        parquet.write_table(_table(table.columns, list(table.rows(result, decisions))), out / f"{name}.parquet")
    return [f"{name}.parquet" for name in NAMES]


def _table(columns: tuple[Column, ...], rows: list[Any]) -> Any:
    """Return an Arrow table; each column has its meaning, the whole the version of the columns."""
    import pyarrow

    types = {"integer": pyarrow.int64(), "number": pyarrow.float64(), "boolean": pyarrow.bool_(), "string": pyarrow.string()}
    fields = [pyarrow.field(column.name, types[column.kind], metadata={"description": column.meaning}) for column in columns]
    schema = pyarrow.schema(fields, metadata={"schema_version": SCHEMA_VERSION})
    # Numbers are converted, not guessed: a column of nothing but None keeps its type.
    arrays = [pyarrow.array([column.get(row) for row in rows], type=types[column.kind]) for column in columns]
    return pyarrow.Table.from_arrays(arrays, schema=schema)
