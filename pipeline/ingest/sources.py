"""The optional sources.csv of a corpus: what the files themselves do not tell."""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.errors import DocumentError, UsageError
from pipeline.ingest.decode import clean_text, decode_text

FILE_NAME = "sources.csv"
COLUMNS = ("document", "title", "url", "publisher", "author", "published", "kind", "retrieved", "reference")
_TRUE = {"true", "yes", "1", "x"}


def read_sources(folder: Path) -> dict[str, dict[str, str]]:
    """Return rows by document name; raises UsageError when the file has no ``document`` column."""
    path = folder / FILE_NAME
    if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
        return {}
    try:
        reader = csv.DictReader(clean_text(decode_text(path.read_bytes())).splitlines())
        rows = [row for row in reader if row.get("document")]
    except (DocumentError, csv.Error) as error:
        raise UsageError(f"{path}: cannot be read as a table: {error}") from error
    if "document" not in (reader.fieldnames or ()):
        raise UsageError(
            f"{path}: found columns {', '.join(reader.fieldnames or ()) or 'none'}; expected a column 'document' and any of {', '.join(COLUMNS[1:])}"
        )
    return {row["document"].strip().replace("\\", "/"): {key: (value or "").strip() for key, value in row.items() if key in COLUMNS} for row in rows}


def is_reference(row: dict[str, str]) -> bool:
    """True when the row marks a text that the others are to be held against."""
    return row.get("reference", "").lower() in _TRUE
