"""Parquet: claims, flags, matches, documents and sentences, with the types of the column tables. Needs the extra claimsift[parquet]."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.records import CorpusResult
from pipeline.report.columns import CLAIMS, DOCUMENTS, FLAGS, MATCHES, SENTENCES, Column, claim_rows, document_rows, flag_rows, match_rows, sentence_rows
from pipeline.report.json_files import SCHEMA_VERSION
from pipeline.review.decisions import Decisions


def write_parquet(result: CorpusResult, out: Path, decisions: Decisions) -> list[str]:
    """Write the files; return their names. Raises UsageError when pyarrow is not installed."""
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError("parquet: pyarrow is not installed, and Parquet files need it; run: pip install 'claimsift[parquet]'") from error
    tables: tuple[tuple[str, tuple[Column, ...], Iterable[Any]], ...] = (
        ("claims.parquet", CLAIMS, claim_rows(result.results, decisions)),
        ("flags.parquet", FLAGS, flag_rows(result.flags, decisions)),
        ("matches.parquet", MATCHES, match_rows(result.matches, decisions)),
        ("documents.parquet", DOCUMENTS, document_rows(result.results, decisions)),
        ("sentences.parquet", SENTENCES, sentence_rows(result.results)),
    )
    for name, columns, rows in tables:
        parquet.write_table(_table(columns, list(rows)), out / name)
    return [name for name, _, _ in tables]


def _table(columns: tuple[Column, ...], rows: list[Any]) -> Any:
    """Return an Arrow table; each column has its meaning, the whole the version of the columns."""
    import pyarrow

    types = {"integer": pyarrow.int64(), "number": pyarrow.float64(), "boolean": pyarrow.bool_(), "string": pyarrow.string()}
    fields = [pyarrow.field(column.name, types[column.kind], metadata={"description": column.meaning}) for column in columns]
    schema = pyarrow.schema(fields, metadata={"schema_version": SCHEMA_VERSION})
    # Numbers are converted, not guessed: a column of nothing but None keeps its type.
    arrays = [pyarrow.array([column.get(row) for row in rows], type=types[column.kind]) for column in columns]
    return pyarrow.Table.from_arrays(arrays, schema=schema)
